//! What an inspector is shown of one site: that it verifies, that it is replayed from the list of events, and that it tells nothing of anywhere else.

mod common;

use common::*;
use inventory::*;
use proof::{BadSample, Count, Miscounted, OpenedSite, PlaceKind, SiteFrame, SiteLeaf, VerifiedSite};
use record::statement::StepHash;
use record::{EpochBody, ReaderSecret, Sealed, SiteNumber, SiteOpening, SiteSamples};
use std::collections::BTreeSet;
use treaty::instrument::OpeningForm;

const FORMS: [OpeningForm; 4] = [OpeningForm::Count, OpeningForm::Sample, OpeningForm::Full, OpeningForm::Absence];
const INSPECTION: StepHash = StepHash([1; 32]);

/// Epoch 0 and 1 of a party: something at the base and on the road to it, something elsewhere.
const LIST: &str = "\
epoch,event,serial,from,to,class
0,declare,d1,,site 0,0
0,declare,s1,,site 0,1
0,declare,s2,,site 0,1
0,declare,e1,,site 1,1
1,ship,e1,site 1,road 0,1
1,remove,d1,site 0,site 0,1
1,exit_plant,n1,plant 2,road 1,1
";

/// The same base and the same road to it, and all else otherwise: other items in other places, another life of what then came to the road.
const ELSEWHERE: &str = "\
epoch,event,serial,from,to,class
0,declare,d1,,site 0,0
0,declare,s1,,site 0,1
0,declare,s2,,site 0,1
0,declare,e1,,site 1,1
0,declare,x1,,site 1,1
0,declare,x2,,site 1,2
0,declare,x3,,plant 2,2
1,remove,d1,site 0,site 0,1
1,ship,e1,site 1,road 0,1
1,exit_plant,n7,plant 2,site 1,1
1,exit_plant,n8,plant 2,road 1,1
1,retire,x1,site 1,site 1,2
";

/// Goes through a list up to the end of an epoch, as a host does that opens an old one, and takes its snapshot.
fn replayed(text: &str, epoch: u32, body: &EpochBody) -> Snapshot {
    let list = List::parse(text.as_bytes()).unwrap();
    let mut ledger = ledger();
    list.enter(&mut ledger).unwrap();
    for _ in 0..epoch {
        ledger.turn();
        list.enter(&mut ledger).unwrap();
    }
    Snapshot::of(&ledger, &body.previous, &body.salt)
}

/// The statements of epochs 0 and 1.
fn stated(text: &str) -> [EpochBody; 2] {
    let list = List::parse(text.as_bytes()).unwrap();
    let (mut ledger, mut past) = (ledger(), Past::none());
    [1, 2].map(|draw| {
        list.enter(&mut ledger).unwrap();
        let salt = salt(&ledger, draw);
        close(&mut ledger, &mut past, salt).unwrap().body
    })
}

fn opened(text: &str, site: u16, form: OpeningForm) -> (OpenedSite, EpochBody) {
    let [_, body] = stated(text);
    (replayed(text, 1, &body).open_site(SiteNumber(site), form).unwrap(), body)
}

fn frame(site: u16) -> SiteFrame {
    SiteFrame::of(&shape(), site).unwrap()
}

fn verified(opened: &OpenedSite, site: u16, body: &EpochBody) -> VerifiedSite {
    opened.verify(&frame(site), &body.commitments.cells, &body.roots).unwrap()
}

fn counts(site: &VerifiedSite) -> Vec<u16> {
    site.counts().iter().map(|(_, count)| count.0).collect()
}

fn plaintext(opened: OpenedSite, form: OpeningForm, site: u16) -> Vec<u8> {
    let (inspection, epoch, site_number) = (INSPECTION, Epoch(1), SiteNumber(site));
    let salt = proof::Salt([3; 32]);
    let opening = SiteOpening { form, inspection, salt, epoch, site: site_number, opened };
    let bytes = opening.encode(&frame(site));
    assert_eq!(SiteOpening::decode(&bytes, form, &frame(site)).unwrap(), opening);
    bytes.to_vec()
}

#[test]
fn a_site_opens_in_each_form_against_its_statement() {
    for form in [OpeningForm::Count, OpeningForm::Sample, OpeningForm::Full] {
        let (opened, body) = opened(LIST, 0, form);
        let shown = verified(&opened, 0, &body);
        // the base: none deployed, three stored; the road to it: one stored, none retired
        assert_eq!(counts(&shown), [0, 3, 1, 0]);
        let listed = shown.items().map(|items| items.iter().map(|(_, items)| items.len()).collect::<Vec<_>>());
        assert_eq!(listed, (form == OpeningForm::Full).then(|| vec![0, 3, 1, 0]));
    }
    let (opened, body) = opened(LIST, 2, OpeningForm::Absence);
    assert_eq!(counts(&verified(&opened, 2, &body)), [0; 4]);
}

#[test]
fn an_old_epoch_is_opened_from_the_list_of_events() {
    let [baseline, later] = stated(LIST);
    let old = replayed(LIST, 0, &baseline).open_site(SiteNumber(0), OpeningForm::Full).unwrap();
    assert_eq!(counts(&verified(&old, 0, &baseline)), [1, 2, 0, 0]);
    assert!(old.verify(&frame(0), &later.commitments.cells, &later.roots).is_err());
    // the events of one epoch too many open nothing
    let early = replayed(LIST, 1, &baseline).open_site(SiteNumber(0), OpeningForm::Count).unwrap();
    assert!(early.verify(&frame(0), &baseline.commitments.cells, &baseline.roots).is_err());
}

#[test]
fn what_cannot_be_opened_is_refused() {
    let [_, body] = stated(LIST);
    let snapshot = replayed(LIST, 1, &body);
    let refused = |site, form| snapshot.open_site(SiteNumber(site), form).unwrap_err();
    FORMS.iter().for_each(|&form| assert_eq!(refused(9, form), Unopenable::NoSite(SiteNumber(9))));
    assert_eq!(refused(0, OpeningForm::Absence), Unopenable::Held(BASE));
    // an item on the road to it is enough
    assert_eq!(refused(1, OpeningForm::Absence), Unopenable::Held(road(1)));
    for leaf in [SiteLeaf { cell: cell(site(9), STORED), index: 0 }, SiteLeaf { cell: cell(BASE, RETIRED), index: 0 }] {
        assert_eq!(snapshot.open_samples(&[leaf]).unwrap_err(), Unopenable::NoLeaf(leaf));
    }
    let beyond = SiteLeaf { cell: cell(road(0), STORED), index: 4 };
    assert_eq!(snapshot.open_samples(&[beyond]).unwrap_err(), Unopenable::NoLeaf(beyond));
}

#[test]
fn drawn_leaves_are_the_leaves_of_the_whole_opening() {
    let (sampled, body) = opened(LIST, 0, OpeningForm::Sample);
    let shown = verified(&sampled, 0, &body);
    let whole = verified(&opened(LIST, 0, OpeningForm::Full).0, 0, &body);
    let snapshot = replayed(LIST, 1, &body);
    let asked: Vec<_> =
        [(BASE, 2), (road(0), 0), (BASE, 0)].map(|(place, index)| SiteLeaf { cell: cell(place, STORED), index }).into();
    let seen = shown.sample(&asked, &snapshot.open_samples(&asked).unwrap()).unwrap();
    let listed = |leaf: &SiteLeaf| {
        let items = whole.items().unwrap().iter().find(|(cell, _)| *cell == leaf.cell).map(|(_, items)| items.clone());
        items.unwrap().get(usize::from(leaf.index)).copied()
    };
    assert_eq!(seen, asked.iter().map(listed).collect::<Vec<_>>());
    assert!(seen.iter().all(|seen| seen.is_some_and(|seen| seen.head.is_none())), "heads stay closed");
}

#[test]
fn a_site_that_lists_fewer_than_it_counts_is_found_out_by_the_draw() {
    let [_, body] = stated(LIST);
    let shown = verified(&opened(LIST, 0, OpeningForm::Sample).0, 0, &body);
    let snapshot = replayed(LIST, 1, &body);
    let above = SiteLeaf { cell: cell(BASE, STORED), index: 3 };
    // an honest host's leaf at the count is a dummy, and shows nothing
    assert_eq!(shown.sample(&[above], &snapshot.open_samples(&[above]).unwrap()), Ok(vec![None]));
    // another place's leaf is no answer
    let other = SiteLeaf { cell: cell(STORE, STORED), index: 3 };
    let answer = snapshot.open_samples(&[other]).unwrap();
    assert!(matches!(shown.sample(&[above], &answer), Err(BadSample::Opening { .. })));
    assert_eq!(shown.sample(&[other], &answer), Err(BadSample::Other(other)));
    let told = BadSample::from(Miscounted::Item { leaf: above, count: Count(3) }).to_string();
    assert_eq!(told, "leaf 3 of site 0, class 1 is an item, and the cell opens to 3 items");
}

// what is not told

/// Snapshots of two inventories that differ elsewhere alone, of epoch 1 after the same previous statement.
fn twins() -> [Snapshot; 2] {
    let [_, body] = stated(LIST);
    [LIST, ELSEWHERE].map(|text| replayed(text, 1, &body))
}

#[test]
fn an_opening_says_nothing_of_what_is_elsewhere() {
    let [one, other] = twins();
    assert_ne!(one.sums().page().cells(), other.sums().page().cells());
    for form in [OpeningForm::Count, OpeningForm::Sample, OpeningForm::Full] {
        let [one, other] =
            [&one, &other].map(|snapshot| plaintext(snapshot.open_site(SiteNumber(0), form).unwrap(), form, 0));
        assert_eq!(one, other, "{form:?}");
    }
    let leaves = [SiteLeaf { cell: cell(BASE, STORED), index: 1 }, SiteLeaf { cell: cell(road(0), STORED), index: 0 }];
    assert_eq!(one.open_samples(&leaves), other.open_samples(&leaves));
}

#[test]
fn an_absence_says_nothing_of_what_is_elsewhere() {
    let empty = |text: &str| {
        text.lines()
            .filter(|line| !line.contains("site 0") && !line.contains("road 0"))
            .fold(String::new(), |text, line| text + line + "\n")
    };
    let [_, body] = stated(LIST);
    let [one, other] = [LIST, ELSEWHERE].map(|text| {
        let opened = replayed(&empty(text), 1, &body).open_site(SiteNumber(0), OpeningForm::Absence).unwrap();
        plaintext(opened, OpeningForm::Absence, 0)
    });
    assert_eq!(one, other);
}

#[test]
fn lengths_depend_on_nothing_that_is_hidden() {
    let full = (0..8).fold(String::from("epoch,event,serial,from,to,class\n"), |text, n| {
        text + &format!("0,declare,i{n},,site 0,1\n")
    });
    let texts = [LIST, "epoch,event,serial,from,to,class\n", &full];
    let key = ReaderSecret::draw(&mut rng(1)).public();
    for form in FORMS {
        let lengths = texts.iter().filter_map(|text| {
            let [body, _] = stated(text);
            let opened = replayed(text, 0, &body).open_site(SiteNumber(0), form).ok()?;
            let plaintext = plaintext(opened, form, 0);
            let sealed = key.seal(Sealed::Opening, &INSPECTION, &plaintext, &mut rng(2));
            Some((plaintext.len(), sealed.len()))
        });
        assert_eq!(lengths.collect::<BTreeSet<_>>().len(), 1, "{form:?}");
    }
    let [body, _] = stated(&full);
    let snapshot = replayed(&full, 0, &body);
    let lengths = [0_u16, 1, 5].map(|drawn| {
        let asked: Vec<_> = (0..drawn).map(|index| SiteLeaf { cell: cell(BASE, STORED), index }).collect();
        let samples = SiteSamples {
            inspection: INSPECTION,
            salt: proof::Salt([4; 32]),
            leaves: snapshot.open_samples(&asked).unwrap(),
        };
        samples.encode(5, &frame(0)).len()
    });
    assert!(lengths.iter().all(|length| *length == lengths[0]));
}

/// How many bytes stand before the padding.
fn end(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1
}

/// Every run of 16 bytes.
fn runs(bytes: &[u8]) -> BTreeSet<&[u8]> {
    bytes.windows(16).collect()
}

#[test]
fn counts_of_two_epochs_of_one_site_cannot_be_linked() {
    let bodies = stated(LIST);
    let openings: Vec<_> = (0..2)
        .zip(&bodies)
        .map(|(epoch, body)| {
            let opened = replayed(LIST, epoch, body).open_site(SiteNumber(0), OpeningForm::Count).unwrap();
            let byte = u8::try_from(epoch).unwrap() + 1;
            let (inspection, salt) = (StepHash([byte; 32]), proof::Salt([byte + 2; 32]));
            let (form, epoch, site) = (OpeningForm::Count, Epoch(epoch), SiteNumber(0));
            SiteOpening { form, inspection, salt, epoch, site, opened }.encode(&frame(0)).to_vec()
        })
        .collect();
    let [one, other] = [0, 1].map(|epoch| runs(&openings[epoch][..end(&openings[epoch])]));
    assert!(one.is_disjoint(&other));
}

#[test]
fn a_count_holds_no_tag_and_no_salt_of_a_leaf() {
    let (whole, _) = opened(LIST, 0, OpeningForm::Full);
    let (count, _) = opened(LIST, 0, OpeningForm::Count);
    let [whole, count] =
        [(whole, OpeningForm::Full), (count, OpeningForm::Count)].map(|(opened, form)| plaintext(opened, form, 0));
    // the whole has the same counts; what stands behind them is not in the count
    let (end, whole) = (end(&count), &whole[..end(&whole)]);
    assert!(runs(&whole[end..]).is_disjoint(&runs(&count[..end])));
}

#[test]
fn the_road_is_that_to_the_site_and_to_no_other() {
    let (opened, body) = opened(LIST, 1, OpeningForm::Full);
    let shown = verified(&opened, 1, &body);
    assert_eq!(counts(&shown), [0, 0, 1, 0]);
    assert!(shown.counts().iter().all(|(cell, _)| cell.place.site == 1));
    assert!(shown.counts().iter().any(|(cell, _)| cell.place.kind == PlaceKind::Road));
}

#[test]
fn nothing_that_is_opened_prints() {
    let [_, body] = stated(LIST);
    let snapshot = replayed(LIST, 1, &body);
    let opened = snapshot.open_site(SiteNumber(0), OpeningForm::Full).unwrap();
    let leaves = snapshot.open_samples(&[SiteLeaf { cell: cell(BASE, STORED), index: 1 }]).unwrap();
    assert_eq!(format!("{opened:?} {leaves:?} {snapshot:?}"), "OpenedSite(…) [OpenedSiteLeaf(…)] Snapshot(epoch 1, …)");
    let opening = SiteOpening {
        form: OpeningForm::Full,
        inspection: INSPECTION,
        salt: proof::Salt([3; 32]),
        epoch: Epoch(1),
        site: SiteNumber(0),
        opened,
    };
    assert!(format!("{opening:?}").contains("OpenedSite(…)"));
}
