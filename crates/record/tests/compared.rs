//! What was found at a site beside what was opened of it: each difference by its code, what a report comes to, and what a holder of the key is shown.

use proof::manifest::{Frame, Item, Link, Manifest, SaltOf, Tag};
use proof::{
    Blinding, Cell, Class, Commitment, Count, ManifestRoot, OpenedContents, OpenedCount, OpenedSite, OpenedSiteLeaf,
    Opening, Place, PlaceKind, Salt, SecretSalt, Shape, SiteFrame, SiteLeaf, VerifiedSite, hash, open_sum,
};
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use record::site::*;
use record::statement::{Comparison, StepHash};
use record::{Epoch, ReaderSecret, Sealed, SiteNumber};
use treaty::instrument::OpeningForm;
use zeroize::Zeroizing;

const INSPECTION: StepHash = StepHash([1; 32]);
const MISSILES: Class = Class(0);
const WARHEADS: Class = Class(5);
/// Of which nothing stands at the site.
const OTHERS: Class = Class(3);
const SITE: Place = Place { kind: PlaceKind::Site, site: 0 };
const ROAD: Place = Place { kind: PlaceKind::Road, site: 0 };
/// How many items stand in each cell: at the site, on the road to it.
const COUNTS: [[u8; 2]; 2] = [[2, 1], [0, 1]];

fn bytes(of: &str) -> [u8; 32] {
    hash::tagged("compared", &[of.as_bytes()])
}

/// Eight leaves a subtree at the site, two on the road.
fn shape() -> Shape {
    let cells = [SITE, ROAD].into_iter().flat_map(|place| [MISSILES, WARHEADS].map(|class| Cell { place, class }));
    Shape::new(6, (3, 1), cells.collect(), vec![], vec![]).unwrap()
}

fn frame() -> SiteFrame {
    SiteFrame::of(&shape(), 0).unwrap()
}

fn counts() -> Vec<Opening> {
    let opening = |count: &u8| Opening { count: Count((*count).into()), blinding: Blinding::from_wide(&[9; 64]) };
    COUNTS.as_flattened().iter().map(opening).collect()
}

fn manifests() -> Vec<Manifest<impl Fn(SaltOf) -> SecretSalt>> {
    let manifest = |(frame, counts): (Frame, [u8; 2])| {
        let place = frame.place();
        let item = move |class: usize, index: u8| {
            let name = bytes(&format!("{place}, {class}, {index}"));
            Item { tag: Tag(*name.first_chunk().unwrap()), head: Link(name) }
        };
        let items = (0..).zip(counts).map(|(class, count)| (0..count).map(|index| item(class, index)).collect());
        Manifest::new(frame, items.collect(), move |of| SecretSalt::new(bytes(&format!("{place}, {of:?}")))).unwrap()
    };
    Frame::all(&shape()).zip(COUNTS).map(manifest).collect()
}

fn opened(form: OpeningForm) -> OpenedSite {
    let contents = match form {
        OpeningForm::Full => OpenedContents::Whole(manifests().iter().map(|of| of.open_whole(false)).collect()),
        _ => OpenedContents::Closed,
    };
    let count = |of: &Opening| OpenedCount { count: of.count, blinding: open_sum([of]).blinding };
    OpenedSite { counts: counts().iter().map(count).collect(), contents }
}

fn stated() -> (Vec<Commitment>, Vec<ManifestRoot>) {
    (counts().iter().map(Opening::commit).collect(), manifests().iter().map(Manifest::root).collect())
}

fn site(form: OpeningForm) -> VerifiedSite {
    let (cells, roots) = stated();
    opened(form).verify(&frame(), &cells, &roots).unwrap()
}

fn seal(text: &str) -> SealNumber {
    SealNumber::new(text).unwrap()
}

fn object(text: &str, class: Class, leaf: Option<u16>) -> ListedObject {
    ListedObject { seal: seal(text), class, leaf }
}

/// What was found.
#[derive(Clone)]
struct Team {
    counted: Vec<(Class, u16)>,
    objects: Vec<ListedObject>,
    tags: OpenedTags,
    examined: Vec<Examined>,
    buddy_tags: Vec<(Class, u16)>,
}

/// A team that found exactly what was opened, and examined a missile and the warhead.
fn team() -> Team {
    let tags = every_tag(&site(OpeningForm::Full));
    let measured = |verdict| Some(Measurement { verdict, file: [0; 32] });
    let (tag, measurement) = (Some(tags[&(MISSILES, 1)]), measured(MeasuredVerdict::NoAnswer));
    let second = Examined { seal: seal("B"), class: MISSILES, tag, measurement };
    let measurement = measured(MeasuredVerdict::Warhead);
    let third = Examined { seal: seal("C"), class: WARHEADS, tag: None, measurement };
    Team {
        counted: vec![(MISSILES, 2), (WARHEADS, 1)],
        objects: vec![object("A", MISSILES, Some(0)), object("B", MISSILES, Some(1)), object("C", WARHEADS, Some(0))],
        tags,
        examined: vec![second, third],
        buddy_tags: vec![(MISSILES, 2), (WARHEADS, 1)],
    }
}

/// Code, class, leaf and seal.
type Told = (DifferenceCode, Class, Option<u16>, Option<&'static str>);
/// A change to what the team found, by its name, and the differences that come of it.
type Case<'a> = (&'a str, &'a dyn Fn(&mut Team), Vec<Told>);

#[track_caller]
fn differ(cases: &[Case<'_>]) {
    let opened = site(OpeningForm::Full);
    for (what, change, told) in cases {
        let mut team = team();
        change(&mut team);
        let found = Found {
            counted: &team.counted,
            objects: Some(&team.objects),
            tags: &team.tags,
            examined: &team.examined,
            buddy_tags: Some(&team.buddy_tags),
        };
        let of = |(code, class, leaf, text): &Told| Difference {
            code: *code,
            class: *class,
            leaf: *leaf,
            seal: text.map(seal),
        };
        let expected: Vec<_> = told.iter().map(of).collect();
        assert_eq!(compare(&opened, found), expected, "{what}");
        assert!(expected.iter().all(Difference::is_whole), "{what}: every reader of a report takes it");
    }
}

fn missing(class: Class, leaf: u16) -> Told {
    (DifferenceCode::Missing, class, Some(leaf), None)
}

const NO_WARHEAD: Option<Measurement> = Some(Measurement { verdict: MeasuredVerdict::NoWarhead, file: [0; 32] });

#[test]
fn nothing_differs_where_all_is_as_it_was_opened_and_each_difference_has_its_place() {
    use DifferenceCode as D;
    let all = |team: &mut Team| {
        team.counted[0].1 = 3;
        team.objects[2].leaf = None;
        team.examined[0].class = OTHERS;
    };
    differ(&[
        ("nothing", &|_| {}, vec![]),
        (
            "all at once",
            &all,
            vec![
                (D::Count, MISSILES, None, None),
                (D::WithoutLeaf, WARHEADS, None, Some("C")),
                missing(WARHEADS, 0),
                (D::OtherClass, MISSILES, Some(1), Some("B")),
                (D::BuddyTagsFew, MISSILES, None, None),
            ],
        ),
    ]);
}

#[test]
fn the_count_and_the_list_are_held_to_the_leaves_that_were_opened() {
    use DifferenceCode as D;
    let second_is_none = vec![(D::WithoutLeaf, MISSILES, None, Some("B")), missing(MISSILES, 1)];
    let twice = [&second_is_none[..], &[(D::OtherTag, MISSILES, Some(0), Some("B"))]].concat();
    let of_no_class = vec![
        (D::WithoutLeaf, OTHERS, None, Some("C")),
        missing(WARHEADS, 0),
        (D::OtherClass, OTHERS, Some(0), Some("C")),
    ];
    differ(&[
        ("one fewer", &|team| team.counted[1].1 = 0, vec![(D::Count, WARHEADS, None, None)]),
        ("a leaf without an object", &|team| _ = team.objects.remove(0), vec![missing(MISSILES, 0)]),
        ("an object without a leaf", &|team| team.objects[1].leaf = None, second_is_none.clone()),
        ("a leaf twice, whose tag is another object's", &|team| team.objects[1].leaf = Some(0), twice),
        ("a leaf beyond the count", &|team| team.objects[1].leaf = Some(2), second_is_none),
        ("a class of which nothing was opened", &|team| team.objects[2].class = OTHERS, of_no_class),
        (
            "a seal on two objects",
            &|team| team.objects[2].seal = seal("A"),
            vec![(D::SealTwice, WARHEADS, None, Some("A"))],
        ),
    ]);
}

#[test]
fn what_was_examined_is_held_to_its_object_on_the_list() {
    use DifferenceCode as D;
    let other_tag = |team: &mut Team| team.examined[0].tag = Some(Tag([7; 16]));
    let closed = |team: &mut Team| {
        team.tags.clear();
        other_tag(team);
    };
    let on_no_list = |team: &mut Team| {
        team.examined.push(Examined { seal: seal("Z"), class: OTHERS, tag: None, measurement: NO_WARHEAD });
    };
    let other_class = vec![(D::OtherClass, MISSILES, Some(1), Some("B"))];
    let none = vec![(D::NoWarhead, WARHEADS, Some(0), Some("C"))];
    differ(&[
        ("another class", &|team| team.examined[0].class = WARHEADS, other_class),
        ("another tag", &other_tag, vec![(D::OtherTag, MISSILES, Some(1), Some("B"))]),
        ("a leaf that was not opened has no tag that differs", &closed, vec![]),
        ("no warhead", &|team| team.examined[1].measurement = NO_WARHEAD, none),
        ("no warhead, on no list", &on_no_list, vec![(D::NoWarhead, OTHERS, None, Some("Z"))]),
    ]);
}

#[test]
fn there_is_a_buddy_tag_for_every_object_of_a_class_at_least() {
    let few = |class| vec![(DifferenceCode::BuddyTagsFew, class, None, None)];
    differ(&[
        ("one too few", &|team| team.buddy_tags[1].1 = 0, few(WARHEADS)),
        ("none of the class", &|team| _ = team.buddy_tags.remove(0), few(MISSILES)),
        ("more than objects", &|team| team.buddy_tags[0].1 = 3, vec![]),
    ]);
}

#[test]
fn the_host_opens_each_leaf_on_which_the_lot_fell_once_and_none_that_the_site_has_not() {
    let objects = [
        object("A", MISSILES, Some(1)),
        object("B", WARHEADS, Some(7)),
        object("C", MISSILES, Some(1)),
        object("D", MISSILES, Some(8)),
        object("E", OTHERS, Some(0)),
        object("F", WARHEADS, None),
        object("G", WARHEADS, Some(0)),
    ];
    let leaf = |class, index| SiteLeaf { cell: Cell { place: SITE, class }, index };
    assert_eq!(asked(&frame(), &objects, &[0, 1, 2, 3, 4, 5, 99]), [leaf(MISSILES, 1), leaf(WARHEADS, 7)]);
    let seals = |drawn: &[u32]| drawn_seals(&objects, drawn).iter().map(|seal| seal.to_string()).collect::<Vec<_>>();
    assert_eq!(seals(&[1, 4, 99]), ["B", "E"]);
}

#[test]
fn that_nothing_differs_is_said_only_of_a_site_whose_papers_are_all_there() {
    use Comparison::{Agrees, Differs};
    use OpeningForm::{Absence, Count, Full, Sample};
    let site = site(OpeningForm::Full);
    let team = team();
    let (counted, examined, buddy_tags) = (team.counted, team.examined, Some(team.buddy_tags));
    let (salt, differences, text) = (Salt([2; 32]), vec![], ReportText::default());
    let report = SiteReport { inspection: INSPECTION, salt, counted, examined, buddy_tags, differences, text };
    let (whole, none) = (Ok(team.tags), Err(NotOpened::Other));
    let (listed, tags, lost) = (Some(&team.objects[..]), Some(&whole), Some(&none));
    let a_leaf_twice = [object("A", MISSILES, Some(0)), object("B", MISSILES, Some(0))];
    let a_seal_twice = [object("A", MISSILES, Some(0)), object("A", MISSILES, Some(1))];
    let neither = [
        object("A", MISSILES, Some(0)),
        object("B", WARHEADS, Some(0)),
        object("C", MISSILES, None),
        object("D", MISSILES, None),
    ];
    for (form, is_shown, objects, tags, expected) in [
        (Full, true, listed, tags, Some(Agrees)),
        (Full, false, listed, tags, None),
        (Full, true, None, tags, None),
        (Sample, true, listed, None, None),
        (Sample, true, listed, lost, Some(Differs)),
        (Sample, false, listed, lost, Some(Differs)),
        (Count, true, None, None, Some(Agrees)),
        (Count, false, None, None, None),
        (Absence, true, None, None, Some(Agrees)),
        // what contradicts itself needs no opening beside it
        (Sample, false, Some(&a_leaf_twice[..]), None, Some(Differs)),
        (Sample, false, Some(&a_seal_twice[..]), None, Some(Differs)),
        (Sample, false, Some(&neither[..]), None, None),
    ] {
        let papers = Papers { site: is_shown.then_some(&site), objects, tags };
        assert_eq!(comes_to(&report, form, papers), expected, "{form:?}, {papers:?}");
    }
}

fn secret() -> ReaderSecret {
    ReaderSecret::new(Zeroizing::new([3; 32]))
}

fn sealed(what: Sealed, plain: &[u8]) -> Vec<u8> {
    secret().public().seal(what, &INSPECTION, plain, &mut ChaCha20Rng::seed_from_u64(1))
}

fn subject() -> StatedSite {
    let (cells, roots) = stated();
    let (form, epoch, site) = (OpeningForm::Sample, Epoch(4), SiteNumber(0));
    StatedSite { inspection: INSPECTION, form, epoch, site, frame: frame(), cells, roots, most: 3 }
}

#[test]
fn an_opening_shows_the_site_only_in_the_inspection_of_the_site_and_in_the_epoch_that_its_step_names() {
    let shown = |change: fn(&mut SiteOpening)| {
        let (form, salt, opened) = (OpeningForm::Sample, Salt([2; 32]), opened(OpeningForm::Sample));
        let (epoch, site) = (Epoch(4), SiteNumber(0));
        let mut opening = SiteOpening { form, inspection: INSPECTION, salt, epoch, site, opened };
        change(&mut opening);
        subject().site(&secret(), &sealed(Sealed::Opening, &opening.encode(&frame())))
    };
    let counts = shown(|_| {}).unwrap().counts().iter().map(|(_, count)| count.0).collect::<Vec<_>>();
    assert_eq!(counts, [2, 1, 0, 1]);
    assert_eq!(shown(|opening| opening.inspection = StepHash([9; 32])), Err(NotOpened::Other));
    assert_eq!(shown(|opening| opening.epoch = Epoch(5)), Err(NotOpened::Other));
    assert_eq!(shown(|opening| opening.site = SiteNumber(1)), Err(NotOpened::Other));
}

#[test]
fn drawn_leaves_show_the_tags_of_the_site_and_none_of_the_road_to_it() {
    let leaf = |place, class| SiteLeaf { cell: Cell { place, class }, index: 0 };
    let asked = [leaf(SITE, WARHEADS), leaf(ROAD, WARHEADS)];
    let shown = |inspection| {
        let all = manifests();
        let sample = [(false, &all[0]), (true, &all[1])]
            .map(|(road, of)| OpenedSiteLeaf { road, sample: of.open_leaf(WARHEADS, 0, false).unwrap() });
        let samples = SiteSamples { inspection, salt: Salt([2; 32]), leaves: sample.into() };
        let message = sealed(Sealed::Samples, &samples.encode(3, &frame()));
        subject().leaves(&secret(), &message, &site(OpeningForm::Sample), &asked)
    };
    let tag = every_tag(&site(OpeningForm::Full))[&(WARHEADS, 0)];
    assert_eq!(shown(INSPECTION), Ok(OpenedTags::from([((WARHEADS, 0), tag)])));
    assert_eq!(shown(StepHash([9; 32])), Err(NotOpened::Other));
}
