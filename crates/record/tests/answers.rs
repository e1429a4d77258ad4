//! What an answer to an inquiry tells: which event may follow which in an item's life, the story against the manifests, and both against what was asked.

use proof::chain::{EpochNumber, Event, EventCode, OpenedLink, OpenedStory};
use proof::manifest::{Frame, Item, Link, Manifest, SaltOf, Tag};
use proof::{Cell, Class, Place, PlaceKind, Salt, SecretSalt, Shape};
use record::site::{Asked, BadAnswer, Flaw, LeafElsewhere, SiteAnswer, SiteInquiry, StatedRoots, Told, Weight};
use record::statement::{StepHash, Subject};
use record::{Epoch, SiteNumber};
use std::sync::Arc;

const INSPECTION: StepHash = StepHash([1; 32]);
const STEP: StepHash = StepHash([9; 32]);
const ITEM: Tag = Tag([5; 16]);
const OTHER: Tag = Tag([6; 16]);
const ANOTHER: Link = Link([9; 32]);
/// It is asked at this site, of epoch 2, and epoch 3 closes after the count.
const S1: Place = Place { kind: PlaceKind::Site, site: 1 };
const S2: Place = Place { kind: PlaceKind::Site, site: 2 };
const P3: Place = Place { kind: PlaceKind::Interior, site: 3 };
const P4: Place = Place { kind: PlaceKind::Interior, site: 4 };
const R1: Place = Place { kind: PlaceKind::Road, site: 1 };
const R2: Place = Place { kind: PlaceKind::Road, site: 2 };
const R3: Place = Place { kind: PlaceKind::Road, site: 3 };
const PLACES: [(&str, Place); 7] = [("S1", S1), ("S2", S2), ("P3", P3), ("P4", P4), ("R1", R1), ("R2", R2), ("R3", R3)];

/// `(deed, epoch, place, class)`, as a link tells it.
type Deed = (u8, u32, Place, u8);

fn story(oldest_first: &[Deed]) -> OpenedStory {
    let link = |&(code, epoch, place, class): &Deed| OpenedLink {
        salt: Salt([5; 32]),
        event: Event { code: EventCode(code), epoch: EpochNumber(epoch), place, class: Class(class) },
    };
    OpenedStory { links: oldest_first.iter().rev().map(link).collect(), before: Link::NONE }
}

/// A leaf that a manifest has and the answer shows.
struct Leaf {
    epoch: u32,
    place: Place,
    class: u8,
    tag: Tag,
    head: Link,
    opened: bool,
}

/// What is asked, and what is answered.
struct Case {
    inquiry: SiteInquiry,
    closing: Option<Epoch>,
    links_max: u16,
    story: Option<OpenedStory>,
    leaves: Vec<Leaf>,
}

impl Case {
    /// An item that lived so, and leaves of it at `(epoch, place)`, each with the head that it had by then.
    fn of(subject: Subject, life: &[Deed], leaves: &[(u32, Place)]) -> Self {
        let leaf = (subject != Subject::Arrival).then_some(0);
        let (salt, tag) = (Salt([3; 32]), Some(ITEM));
        let inquiry = SiteInquiry { inspection: INSPECTION, salt, subject, class: Class(0), leaf, seal: None, tag };
        let mut case =
            Self { inquiry, closing: Some(Epoch(3)), links_max: 4, story: Some(story(life)), leaves: vec![] };
        leaves.iter().for_each(|&(epoch, place)| case.shows(epoch, place));
        case
    }

    fn shows(&mut self, epoch: u32, place: Place) {
        let told = self.story.as_ref().unwrap().told().unwrap();
        let head = told.links().iter().find(|(_, event)| event.epoch.0 <= epoch).map_or(Link::NONE, |(link, _)| *link);
        self.leaves.push(Leaf { epoch, place, class: 0, tag: ITEM, head, opened: true });
    }

    /// Tells the newest links alone.
    fn cut(&mut self, told: usize) {
        let story = self.story.as_mut().unwrap();
        story.before = story.told().unwrap().links()[told].0;
        story.links.truncate(told);
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn manifests(&self, epoch: Epoch) -> Vec<Manifest<impl Fn(SaltOf) -> SecretSalt>> {
        let manifest = |frame: Frame| {
            let stands =
                |class: u8, leaf: &&Leaf| (leaf.epoch, leaf.place, leaf.class) == (epoch.0, frame.place(), class);
            let of = |class| self.leaves.iter().filter(move |leaf| stands(class, leaf));
            let items = [0, 1].map(|class| of(class).map(|leaf| Item { tag: leaf.tag, head: leaf.head }).collect());
            Manifest::new(frame.clone(), items.to_vec(), |_: SaltOf| SecretSalt::new([7; 32])).unwrap()
        };
        Frame::all(&shape()).map(manifest).collect()
    }

    fn told(&self) -> Result<Told, BadAnswer> {
        let leaf = |leaf: &Leaf| {
            let (epoch, at) = (Epoch(leaf.epoch), PLACES.iter().position(|(_, place)| *place == leaf.place).unwrap());
            let sample = self.manifests(epoch)[at].open_leaf(Class(leaf.class), 0, leaf.opened).unwrap();
            LeafElsewhere { epoch, place: leaf.place, sample }
        };
        let leaves = self.leaves.iter().map(leaf).collect();
        let story = self.story.clone();
        let answer = SiteAnswer { inspection: INSPECTION, salt: Salt([4; 32]), inquiry: STEP, story, leaves };
        let Self { inquiry, closing, links_max, .. } = self;
        let (site, opened) = (SiteNumber(S1.site), Epoch(2));
        let asked = Asked { step: STEP, inquiry, site, opened, closing: *closing, links_max: *links_max, classes: 2 };
        let roots = |epoch| self.manifests(epoch).iter().map(Manifest::root).collect();
        answer.told(&asked, &|epoch| Some(StatedRoots { shape: shape(), roots: roots(epoch) }))
    }

    fn flaws(&self) -> Vec<Flaw> {
        self.told().unwrap().flaws
    }
}

fn shape() -> Arc<Shape> {
    let cells = PLACES.iter().flat_map(|&(_, place)| [0, 1].map(|class| Cell { place, class: Class(class) }));
    Arc::new(Shape::new(2, (1, 1), cells.collect(), vec![], vec![]).unwrap())
}

/// What does not hold of a life by itself: a departure is asked about, and no leaf is shown.
fn life(oldest_first: &[Deed]) -> Vec<Flaw> {
    let mut flaws = Case::of(Subject::Departure, oldest_first, &[]).flaws();
    assert_eq!(flaws.pop(), Some(Flaw::NoAnswer));
    flaws
}

#[test]
fn a_life_begins_at_the_baseline_at_a_gate_or_by_a_correction() {
    let begins = |first: &Deed| life(&[*first]).is_empty();
    let all = (1..=18).flat_map(|deed| PLACES.map(|(_, place)| (deed, place)));
    for epoch in [0, 1] {
        let found = all.clone().filter(|(deed, place)| begins(&(*deed, epoch, *place, 0)));
        let declared = PLACES.iter().map(|(_, place)| (1, *place)).filter(|_| epoch == 0);
        let gate = [S1, S2, R1, R2, R3].map(|place| (12, place));
        let corrected = PLACES.map(|(_, place)| (18, place));
        assert_eq!(found.collect::<Vec<_>>(), declared.chain(gate).chain(corrected).collect::<Vec<_>>());
    }
    assert_eq!(life(&[(2, 0, S1, 0), (3, 0, S1, 0)]), [Flaw::Unborn(1)]);
    // where it is not told from the first link on, nothing is said of how it began
    let cut = Case::of(Subject::Departure, &[(1, 0, S1, 0), (2, 0, S1, 0)], &[]).with(|case| case.cut(1));
    assert_eq!(cut.flaws(), [Flaw::NoAnswer]);
}

/// What is wrong with a deed that leads from a place to another.
fn step(deed: u8, from: Place, to: Place, class: u8) -> Vec<Flaw> {
    life(&[(18, 1, from, 0), (deed, 1, to, class)])
}

#[test]
fn each_event_leads_where_it_may_and_nowhere_else() {
    let leads = |deed| {
        let from = |(name, from): (&str, Place)| {
            let to: Vec<_> = PLACES.iter().filter(|to| step(deed, from, to.1, 0).is_empty()).map(|to| to.0).collect();
            (!to.is_empty()).then(|| format!("{name} to {}", to.join(" ")))
        };
        PLACES.into_iter().filter_map(from).collect::<Vec<_>>().join(", ")
    };
    let table: [(&[u8], &str); 9] = [
        (&[1], ""),
        (&[2, 3, 4, 9, 10, 13, 14, 17], "S1 to S1, S2 to S2, P3 to P3, P4 to P4, R1 to R1, R2 to R2, R3 to R3"),
        (&[5], "S1 to R2 R3, S2 to R1 R3, R1 to R2 R3, R2 to R1 R3, R3 to R1 R2"),
        (&[6], "R1 to S1, R2 to S2"),
        (&[7, 8], "S1 to S1, S2 to S2"),
        (&[11], "S1 to P3 P4, S2 to P3 P4, R3 to P3"),
        (&[12], "P3 to S1 S2 R1 R2, P4 to S1 S2 R1 R2 R3"),
        (&[15, 16], "P3 to P3, P4 to P4"),
        (&[18], &PLACES.map(|(name, _)| format!("{name} to S1 S2 P3 P4 R1 R2 R3")).join(", ")),
    ];
    for (deeds, expected) in table {
        deeds.iter().for_each(|deed| assert_eq!(leads(*deed), expected, "deed {deed}"));
    }
}

#[test]
fn a_class_changes_on_a_carrier_out_of_service_and_by_a_correction() {
    let pairs = PLACES.iter().flat_map(|(_, from)| PLACES.map(|(_, to)| (*from, to)));
    let converts = |deed: &u8| pairs.clone().any(|(from, to)| step(*deed, from, to, 1).is_empty());
    assert_eq!((1..=18).filter(converts).collect::<Vec<_>>(), [7, 8, 13, 14, 18]);
}

#[test]
fn nothing_comes_after_an_end_but_a_correction() {
    for end in [16, 17] {
        for deed in 1..=18 {
            let flaws = life(&[(18, 1, P3, 0), (end, 1, P3, 0), (deed, 1, P3, 0)]);
            let expected: &[Flaw] = if deed == 18 { &[] } else { &[Flaw::AfterEnd(0)] };
            assert_eq!(flaws, expected, "{deed} after {end}");
        }
    }
}

#[test]
fn each_link_that_does_not_hold_is_named_with_what_is_wrong() {
    let declared = (1, 0, S1, 0);
    for (then, expected) in [
        (vec![(6, 1, S1, 0)], vec![Flaw::NoDeparture(0)]),
        (vec![(5, 1, R2, 0), (6, 1, S1, 0)], vec![Flaw::NoDeparture(0)]),
        (vec![(5, 1, R2, 0), (11, 1, P3, 0)], vec![Flaw::NoDeparture(0)]),
        (vec![(11, 1, P3, 0), (11, 1, P3, 0)], vec![Flaw::NoDeparture(0)]),
        (vec![(11, 1, S2, 0)], vec![Flaw::Jump(0)]),
        (vec![(2, 1, S2, 0), (3, 1, S2, 0), (4, 1, S2, 1)], vec![Flaw::Jump(0), Flaw::Jump(2)]),
    ] {
        let all: Vec<_> = [declared].into_iter().chain(then).collect();
        assert_eq!(life(&all), expected, "{all:?}");
    }
}

/// It came from the store in epoch 1, and goes there again in epoch 3.
const LIFE: [Deed; 4] = [(1, 0, S2, 0), (5, 1, R1, 0), (6, 1, S1, 0), (5, 3, R2, 0)];

/// What it went through until epoch 2, told whole, with manifests at both ends.
fn asked_for_its_story() -> Case {
    Case::of(Subject::Story, &LIFE[..3], &[(2, S1), (0, S2)])
}

/// Where it went afterwards.
fn asked_for_its_departure() -> Case {
    Case::of(Subject::Departure, &LIFE, &[(2, S1), (3, R2)])
}

/// Where it came from, told by a leaf of another site.
fn asked_for_its_arrival() -> Case {
    Case::of(Subject::Arrival, &LIFE[..1], &[(2, S2)]).with(|case| case.story = None)
}

/// A change, and what is wrong then.
type Change<'a> = (fn(&mut Case), &'a [Flaw]);

/// What each change makes of an answer that explains.
#[track_caller]
fn each(whole: fn() -> Case, changes: &[Change<'_>]) {
    assert_eq!(whole().flaws(), []);
    for (at, (change, expected)) in changes.iter().enumerate() {
        assert_eq!(whole().with(change).flaws(), *expected, "change {at}");
    }
}

const NO_ANSWER: &[Flaw] = &[Flaw::NoAnswer];

#[test]
fn an_arrival_is_explained_by_a_leaf_of_the_opened_epoch_elsewhere() {
    each(
        asked_for_its_arrival,
        &[
            (|case| case.leaves[0].place = R1, &[]),
            (|case| case.leaves[0].place = S1, NO_ANSWER),
            (|case| case.leaves[0].epoch = 1, NO_ANSWER),
            (|case| case.leaves.clear(), NO_ANSWER),
            (|case| case.leaves[0].class = 1, &[Flaw::OtherClass]),
            (|case| case.inquiry.tag = None, &[]),
            (|case| case.inquiry.tag = Some(OTHER), &[Flaw::OtherItem]),
        ],
    );
    // where its story is told, that may say why it is of another class
    let converted = Case::of(Subject::Arrival, &[(1, 0, S2, 1)], &[(2, S2)]).with(|case| case.leaves[0].class = 1);
    assert_eq!(converted.flaws(), []);
    let two = Case::of(Subject::Arrival, &LIFE[..1], &[(2, S2), (1, S2)]);
    assert_eq!(two.with(|case| case.leaves[1].tag = OTHER).flaws(), [Flaw::OtherTag]);
}

#[test]
fn a_story_is_whole_or_as_long_as_it_may_be_and_of_the_leaf_that_was_asked_about() {
    each(
        asked_for_its_story,
        &[
            (|case| case.story = None, NO_ANSWER),
            (|case| case.inquiry.leaf = Some(1), NO_ANSWER),
            (|case| case.inquiry.class = Class(1), NO_ANSWER),
            (|case| case.leaves[0].epoch = 1, NO_ANSWER),
            // the same leaf of another site
            (|case| *case = Case::of(Subject::Story, &LIFE[..1], &[(2, S2)]), NO_ANSWER),
            (|case| case.cut(2), &[Flaw::Gap(2)]),
            (|case| case.links_max = 3, &[]),
        ],
    );
    let cut = asked_for_its_story().with(|case| case.cut(2)).with(|case| case.links_max = 2);
    assert_eq!(cut.flaws(), []);
    let long = asked_for_its_story().with(|case| case.links_max = 2);
    assert_eq!(long.told(), Err(BadAnswer::Links(3, 2)));
}

#[test]
fn a_manifest_has_the_newest_link_of_its_time_where_that_link_leaves_the_item() {
    each(
        asked_for_its_story,
        &[
            (|case| case.leaves[0].head = ANOTHER, &[Flaw::OtherHead(Epoch(2))]),
            (|case| case.leaves[0].opened = false, &[Flaw::Gap(3)]),
            // what lies before the link that the story follows on is not told
            (|case| case.cut(1), &[Flaw::Gap(1), Flaw::Gap(1)]),
            (|case| case.leaves[1].place = R1, &[Flaw::Elsewhere(Epoch(0))]),
            (|case| case.leaves[1].class = 1, &[Flaw::Elsewhere(Epoch(0))]),
        ],
    );
    // before its first link it stands in no manifest
    let born = Case::of(Subject::Story, &[(12, 1, S1, 0)], &[(2, S1), (0, S1)]);
    assert_eq!(born.with(|case| case.leaves[1].head = ANOTHER).flaws(), [Flaw::OtherHead(Epoch(0))]);
}

#[test]
fn links_are_proved_by_a_leaf_of_their_epoch_with_the_newest_of_them_as_its_head() {
    let proved = |case: Case| case.told().unwrap().links.iter().map(|link| link.proved).collect::<Vec<_>>();
    assert_eq!(proved(asked_for_its_story()), [false, false, true]);
    let shown = || asked_for_its_story().with(|case| case.shows(1, S1));
    assert_eq!(proved(shown()), [true, true, true]);
    assert_eq!(proved(shown().with(|case| case.leaves[2].head = ANOTHER)), [false, false, true]);
    assert_eq!(proved(shown().with(|case| case.leaves[2].opened = false)), [false, false, true]);
}

#[test]
fn an_item_that_is_gone_is_neither_listed_nor_met_any_more() {
    let lost = |epoch, leaf| Case::of(Subject::Arrival, &[(1, 0, S2, 0), (17, epoch, S2, 0)], &[(leaf, S2)]).flaws();
    assert_eq!(lost(3, 2), []);
    assert_eq!(lost(3, 3), [Flaw::SeenAfterEnd(Epoch(3)), Flaw::NoAnswer]);
    assert_eq!(lost(2, 2), [Flaw::SeenAfterEnd(Epoch(2))]);
    assert_eq!(lost(2, 1), [Flaw::MetAfterEnd(Epoch(2)), Flaw::NoAnswer]);
    // of a departure nobody says that it was met
    let departed = Case::of(Subject::Departure, &[(1, 0, S1, 0), (17, 2, S1, 0)], &[(1, S1)]);
    assert_eq!(departed.flaws(), NO_ANSWER);
}

#[test]
fn a_departure_is_explained_by_a_leaf_elsewhere_once_its_epoch_has_closed_or_by_an_end() {
    let then = |later: &[Deed], leaves: &[(u32, Place)]| {
        let life: Vec<_> = [(1, 0, S1, 0)].iter().chain(later).copied().collect();
        Case::of(Subject::Departure, &life, leaves).flaws()
    };
    // it ended
    assert_eq!(then(&[(17, 3, S1, 0)], &[(2, S1)]), []);
    assert_eq!(then(&[(5, 3, R2, 0), (17, 4, R2, 0)], &[(2, S1)]), NO_ANSWER, "its end came later");
    assert_eq!(then(&[(17, 4, S1, 0)], &[(2, S1)]), [Flaw::NotGone]);
    // it went off
    assert_eq!(then(&[(5, 4, R2, 0)], &[(2, S1), (4, R2)]), [Flaw::NotGone], "after the epoch that closed");
    assert_eq!(then(&[(3, 3, S1, 0)], &[(2, S1), (3, S1)]), [Flaw::NotGone]);
    let back = |epoch| [(5, epoch, R2, 0), (5, epoch, R1, 0), (6, epoch, S1, 0)];
    assert_eq!(then(&back(2), &[(2, S1)]), [Flaw::NotGone], "and came back before");
    assert_eq!(then(&back(3), &[(2, S1), (3, S1)]), NO_ANSWER, "and came back since");
    each(
        asked_for_its_departure,
        &[
            (|case| case.story = None, NO_ANSWER),
            (|case| _ = case.leaves.remove(0), NO_ANSWER),
            (|case| _ = case.leaves.remove(1), NO_ANSWER),
            (|case| case.leaves[1].epoch = 4, NO_ANSWER),
            (|case| case.leaves[0].opened = false, &[Flaw::Gap(4), Flaw::NotGone]),
            (|case| case.closing = None, &[Flaw::NotGone]),
        ],
    );
}

#[test]
fn an_answer_is_as_heavy_as_its_heaviest_flaw() {
    let weight = |case: Case| case.told().unwrap().weight();
    assert_eq!(weight(asked_for_its_story()), None);
    assert_eq!(weight(asked_for_its_story().with(|case| case.cut(2))), Some(Weight::Discrepancy));
    let several = asked_for_its_story().with(|case| case.cut(2)).with(|case| case.leaves[0].head = ANOTHER);
    assert_eq!(several.flaws(), [Flaw::OtherHead(Epoch(2)), Flaw::Gap(2)]);
    assert_eq!(weight(several), Some(Weight::Contradiction));
}
