//! Who is shown what (`docs/privacy.md`): one row for each form in which something of a site is handed over, and the same three questions of each. Is it the same
//! whatever stands elsewhere? Is it as long whatever stands there? Is an item that is met twice known again by anything but a tag that was read?

mod common;

use common::*;
use inventory::*;
use proof::{OpenedLeaf, PlaceKind, SiteFrame, SiteLeaf};
use record::site::{Examined, ReportText};
use record::statement::{Deed, InspectionStep, PaperHash, SealedHash, StepHash};
use record::{
    Epoch, EpochBody, ListedObject, ObjectList, ReaderSecret, SealNumber, Sealed, SiteNumber, SiteOpening, SiteReport,
    SiteSamples, Statement,
};
use std::collections::BTreeSet;
use treaty::instrument::OpeningForm;

/// One form.
struct Row {
    what: &'static str,
    /// What one visit hands over of the base.
    made: fn(&Snapshot, u8) -> Vec<u8>,
    /// Whether it shows that nothing is there.
    of_nothing: bool,
    /// Whether its length tells nothing either: it is sealed, and travels.
    of_one_length: bool,
    /// Whether it shows tags.
    shows_tags: bool,
}

const fn sealed(what: &'static str, made: fn(&Snapshot, u8) -> Vec<u8>, shows_tags: bool) -> Row {
    Row { what, made, of_nothing: false, of_one_length: true, shows_tags }
}

const fn paper(what: &'static str, made: fn(&Snapshot, u8) -> Vec<u8>, shows_tags: bool) -> Row {
    Row { what, made, of_nothing: false, of_one_length: false, shows_tags }
}

const ROWS: [Row; 8] = [
    sealed("count", |snapshot, visit| opening(snapshot, visit, OpeningForm::Count), false),
    sealed("sample", |snapshot, visit| opening(snapshot, visit, OpeningForm::Sample), false),
    sealed("full", |snapshot, visit| opening(snapshot, visit, OpeningForm::Full), true),
    Row {
        of_nothing: true,
        ..sealed("absence", |snapshot, visit| opening(snapshot, visit, OpeningForm::Absence), false)
    },
    sealed("drawn leaves", drawn, true),
    paper("list", list, false),
    paper("report", |snapshot, visit| report(snapshot, visit, false), false),
    paper("report with tags", |snapshot, visit| report(snapshot, visit, true), true),
];

/// Two stored items at the base and one on the road to it, one at the store; then one sets out from there.
const LIST: &str = "\
epoch,event,serial,from,to,class
0,declare,s1,,site 0,1
0,declare,s2,,site 0,1
0,declare,r1,,road 0,1
0,declare,e1,,site 1,1
1,ship,e1,site 1,road 2,1
";

/// The same base and the same road to it, and all else otherwise.
const ELSEWHERE: &str = "\
epoch,event,serial,from,to,class
0,declare,s1,,site 0,1
0,declare,s2,,site 0,1
0,declare,r1,,road 0,1
0,declare,x1,,site 1,1
0,declare,x2,,site 1,2
0,declare,x3,,plant 2,2
1,retire,x1,site 1,site 1,2
1,exit_plant,n8,plant 2,road 1,1
";

fn stated() -> [EpochBody; 2] {
    let list = List::parse(LIST.as_bytes()).unwrap();
    let (mut ledger, mut past) = (ledger(), Past::none());
    [1, 2].map(|draw| {
        list.enter(&mut ledger).unwrap();
        let salt = salt(&ledger, draw);
        close(&mut ledger, &mut past, salt).unwrap().body
    })
}

/// An inventory at the end of an epoch, under the salts of one and the same statement.
fn at(text: &str, epoch: u32) -> Snapshot {
    let list = List::parse(text.as_bytes()).unwrap();
    let (mut ledger, body) = (ledger(), &stated()[epoch as usize]);
    list.enter(&mut ledger).unwrap();
    for _ in 0..epoch {
        ledger.turn();
        list.enter(&mut ledger).unwrap();
    }
    Snapshot::of(&ledger, &body.previous, &body.salt)
}

/// The inventory without what stands at the base and on the road to it, for a form that shows nothing else.
fn for_row(row: &Row, text: &str) -> String {
    let stays = |line: &&str| !row.of_nothing || !line.contains("site 0") && !line.contains("road 0");
    text.lines().filter(stays).fold(String::new(), |text, line| text + line + "\n")
}

fn frame() -> SiteFrame {
    SiteFrame::of(&shape(), 0).unwrap()
}

/// The request, and the salts, of a visit.
fn fresh(visit: u8) -> (StepHash, proof::Salt) {
    (StepHash([visit; 32]), proof::Salt([0x80 + visit; 32]))
}

fn opening(snapshot: &Snapshot, visit: u8, form: OpeningForm) -> Vec<u8> {
    let (inspection, salt) = fresh(visit);
    let opened = snapshot.open_site(SiteNumber(0), form).unwrap();
    let (epoch, site) = (snapshot.epoch(), SiteNumber(0));
    SiteOpening { form, inspection, salt, epoch, site, opened }.encode(&frame()).to_vec()
}

fn drawn(snapshot: &Snapshot, visit: u8) -> Vec<u8> {
    let (inspection, salt) = fresh(visit);
    let asked = [0, 1].map(|index| SiteLeaf { cell: cell(BASE, STORED), index });
    let leaves = snapshot.open_samples(&asked).unwrap();
    SiteSamples { inspection, salt, leaves }.encode(4, &frame()).to_vec()
}

/// What the team seals: an object for each leaf, under seals of its own.
fn objects(snapshot: &Snapshot, visit: u8) -> Vec<ListedObject> {
    let counts = snapshot.open_counts(BASE).into_iter();
    let leaves = counts.flat_map(|(cell, count)| (0..u16::try_from(count.sum).unwrap()).map(move |leaf| (cell, leaf)));
    let letter = char::from(b'A' + visit);
    let seal = |number: usize| SealNumber::new(&format!("{}{number}", letter.to_string().repeat(12))).unwrap();
    let object = |(number, (cell, leaf)): (usize, (proof::Cell, u16))| ListedObject {
        seal: seal(number),
        class: cell.class,
        leaf: Some(leaf),
    };
    leaves.enumerate().map(object).collect()
}

fn list(snapshot: &Snapshot, visit: u8) -> Vec<u8> {
    let (inspection, salt) = fresh(visit);
    ObjectList { inspection, salt, objects: objects(snapshot, visit) }.encode()
}

fn report(snapshot: &Snapshot, visit: u8, tags: bool) -> Vec<u8> {
    let (inspection, salt) = fresh(visit);
    let manifest = snapshot.manifest(BASE).unwrap();
    let tag = |object: &ListedObject| match manifest.open_leaf(object.class, object.leaf.unwrap(), false)?.leaf {
        OpenedLeaf::Item { tag, .. } => Some(tag),
        OpenedLeaf::Dummy { .. } => None,
    };
    let examined = objects(snapshot, visit).into_iter().map(|object| Examined {
        tag: tag(&object).filter(|_| tags),
        class: object.class,
        seal: object.seal,
        measurement: None,
    });
    let counted = snapshot.open_counts(BASE).into_iter().map(|(cell, sum)| (cell.class, sum.sum.try_into().unwrap()));
    let (counted, examined) = (counted.collect(), examined.collect());
    SiteReport {
        inspection,
        salt,
        counted,
        examined,
        buddy_tags: None,
        differences: vec![],
        text: ReportText::default(),
    }
    .encode()
}

/// The tags of what stands at the base and on the road to it.
fn tags(snapshot: &Snapshot) -> BTreeSet<[u8; 16]> {
    let places = [BASE, road(0)].map(|place| snapshot.manifest(place).unwrap().open_whole(false));
    let leaves = places.iter().flat_map(|manifest| manifest.subtrees.iter().flatten());
    leaves.filter_map(|leaf| if let OpenedLeaf::Item { tag, .. } = leaf { Some(tag.0) } else { None }).collect()
}

/// Every run of 16 bytes before the padding, each tag being struck out in a way of its own.
fn runs(bytes: &[u8], tags: &BTreeSet<[u8; 16]>, with: u8) -> BTreeSet<Vec<u8>> {
    let end = bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    let mut bytes = bytes[..end].to_vec();
    for at in 0..bytes.len().saturating_sub(15) {
        if tags.iter().any(|tag| bytes[at..].starts_with(tag)) {
            bytes[at..at + 16].fill(with);
        }
    }
    bytes.windows(16).map(<[u8]>::to_vec).collect()
}

#[test]
fn every_form_is_the_same_whatever_stands_elsewhere() {
    for row in &ROWS {
        let [one, other] = [LIST, ELSEWHERE].map(|text| at(&for_row(row, text), 1));
        assert_ne!(one.sums().page().cells(), other.sums().page().cells());
        assert_eq!((row.made)(&one, 1), (row.made)(&other, 1), "{}", row.what);
    }
}

#[test]
fn every_form_that_is_sealed_is_as_long_whatever_stands_there() {
    let many = (0..8).fold(String::from("epoch,event,serial,from,to,class\n"), |text, n| {
        text + &format!("0,declare,i{n},,site 0,1\n")
    });
    let key = ReaderSecret::draw(&mut rng(1)).public();
    for row in &ROWS {
        let lengths = ["epoch,event,serial,from,to,class\n", LIST, &many].map(|text| {
            let bytes = (row.made)(&at(&for_row(row, text), 0), 1);
            (bytes.len(), key.seal(Sealed::Opening, &fresh(1).0, &bytes, &mut rng(2)).len())
        });
        // what both sides write at the site has the length that it has, and the record its hash alone
        assert_eq!(lengths.iter().collect::<BTreeSet<_>>().len() == 1, row.of_one_length, "{}", row.what);
    }
}

#[test]
fn an_item_that_is_met_twice_is_known_again_by_its_tag_alone_and_only_where_that_was_read() {
    for row in &ROWS {
        let epochs = [0, 1].map(|epoch| at(&for_row(row, LIST), epoch));
        let tags = tags(&epochs[0]);
        assert_eq!((tags.len(), &tags), (if row.of_nothing { 0 } else { 3 }, &self::tags(&epochs[1])), "{}", row.what);
        let made = [1, 2].map(|visit: u8| (row.made)(&epochs[usize::from(visit) - 1], visit));
        let reads = |bytes: &Vec<u8>| tags.iter().any(|tag| bytes.windows(16).any(|run| run == tag));
        assert_eq!(made.each_ref().map(reads), [row.shows_tags; 2], "{}", row.what);
        let [one, other] = [0, 1].map(|visit| runs(&made[visit], &tags, 0xe0 + u8::try_from(visit).unwrap()));
        let both: Vec<_> = one.intersection(&other).collect();
        assert!(both.is_empty(), "{}: {both:02x?}", row.what);
    }
}

#[test]
fn the_public_step_of_every_form_is_one_hash() {
    let said = |deed: Deed| {
        let (inspection, previous) = (fresh(1).0, fresh(2).0);
        Statement::Inspection(InspectionStep::Next { inspection, previous, deed }).encode()
    };
    for row in &ROWS {
        let [one, other] = [LIST, "epoch,event,serial,from,to,class\n"].map(|text| {
            let bytes = (row.made)(&at(&for_row(row, text), 0), 1);
            let (sealed, paper) = (SealedHash::of(&bytes), PaperHash::of(&bytes));
            let step = match row.what {
                "drawn leaves" => Deed::Samples(sealed),
                "list" => Deed::List(paper),
                "report" | "report with tags" => {
                    Deed::Report { paper, finding: record::statement::Comparison::Agrees, broken: vec![] }
                }
                _ => Deed::Opening { epoch: Epoch(0), sealed },
            };
            let hash = if row.of_one_length { sealed.0 } else { paper.0 };
            (said(step), hash)
        });
        let blank = |(bytes, hash): &(Vec<u8>, [u8; 32])| {
            let at = bytes.windows(32).position(|run| run == hash).unwrap();
            let mut bytes = bytes.clone();
            bytes[at..at + 32].fill(0);
            bytes
        };
        assert_eq!(blank(&one), blank(&other), "{}", row.what);
        assert!(row.of_nothing || one.1 != other.1, "{}", row.what);
    }
}

#[test]
fn the_road_of_an_opening_is_that_to_the_site() {
    assert!(frame().cells().all(|cell| cell.place.site == 0));
    assert!(frame().cells().any(|cell| cell.place.kind == PlaceKind::Road));
}
