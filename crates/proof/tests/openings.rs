//! Sums, manifests and chains: what an opening shows, and every way in which it may lie.

mod common;

use common::{cell, opening, place, rng};
use proof::*;
use proptest::prelude::*;

// sums

fn summed() -> (Vec<Commitment>, SumOpening) {
    let rng = &mut rng(1);
    let openings: Vec<_> = [0, 1, 65_535, 7].map(|count| opening(count, rng)).into();
    (openings.iter().map(Opening::commit).collect(), open_sum(&openings))
}

#[test]
fn a_sum_opens_to_the_total_and_to_no_other() {
    let (commitments, opened) = summed();
    assert_eq!(opened.sum, 65_543);
    assert_eq!(verify_sum(&commitments, &opened), Ok(()));
    let other = SumOpening { sum: 65_542, ..opened };
    assert_eq!(verify_sum(&commitments, &other), Err(BadSum::Differs(65_542)));
    assert_eq!(verify_sum(&commitments[1..], &opened), Err(BadSum::Differs(65_543)));
    let mut twice = commitments.clone();
    twice.push(commitments[0]);
    assert_eq!(verify_sum(&twice, &opened), Err(BadSum::Differs(65_543)));
}

#[test]
fn a_sum_of_nothing_is_nothing() {
    let opened = open_sum([]);
    assert_eq!(opened, SumOpening { sum: 0, blinding: [0; 32] });
    assert_eq!(verify_sum(&[], &opened), Ok(()));
    assert_eq!(verify_sum(&[], &SumOpening { sum: 1, ..opened }), Err(BadSum::Differs(1)));
}

#[test]
fn bytes_that_are_no_point_or_no_scalar_open_nothing() {
    let (mut commitments, opened) = summed();
    let mut blinding = opened.blinding;
    blinding[31] |= 0xf0;
    assert_eq!(verify_sum(&commitments, &SumOpening { blinding, ..opened }), Err(BadSum::NotAScalar));
    commitments[2].0 = [0xff; 32];
    assert_eq!(verify_sum(&commitments, &opened), Err(BadSum::NotAPoint(2)));
}

proptest! {
    #[test]
    fn sums_of_parts_add_up_to_the_sum_of_the_whole(counts in prop::collection::vec(any::<u16>(), 1..20), cut in 0_usize..20) {
        let rng = &mut rng(2);
        let openings: Vec<_> = counts.iter().map(|&count| opening(count, rng)).collect();
        let (left, right) = openings.split_at(cut.min(counts.len()));
        let whole = open_sum(&openings);
        prop_assert_eq!(whole.sum, open_sum(left).sum + open_sum(right).sum);
        let commitments: Vec<_> = openings.iter().map(Opening::commit).collect();
        prop_assert_eq!(verify_sum(&commitments, &whole), Ok(()));
    }
}

// manifests

/// Site 0 with three classes and two to the third leaves for each.
fn frame() -> Frame {
    let cells = (0..3).map(|class| cell(PlaceKind::Site, 0, class)).collect();
    Frame::all(&Shape::new(3, (3, 1), cells, vec![], vec![]).unwrap()).next().unwrap()
}

fn item(number: u8) -> Item {
    Item { tag: Tag([number; 16]), head: Link([number ^ 0xff; 32]) }
}

fn salts(of: SaltOf) -> SecretSalt {
    let (kind, class, index) = match of {
        SaltOf::Root => (0, 0, 0),
        SaltOf::Tag(class, index) => (1, class.0, index),
        SaltOf::Class(class, index) => (2, class.0, index),
        SaltOf::Head(class, index) => (3, class.0, index),
        SaltOf::Dummy(class, index) => (4, class.0, index),
    };
    let mut bytes = [9; 32];
    (bytes[0], bytes[1], bytes[2]) = (kind, class, index as u8);
    SecretSalt::new(bytes)
}

fn manifest(counts: [u8; 3]) -> Manifest<fn(SaltOf) -> SecretSalt> {
    let items = |class: usize| (0..counts[class]).map(|index| item(class as u8 * 8 + index)).collect();
    Manifest::new(frame(), (0..3).map(items).collect(), salts as fn(SaltOf) -> SecretSalt).unwrap()
}

#[test]
fn a_whole_opening_shows_every_item_and_nothing_else() {
    for counts in [[0, 0, 0], [1, 0, 8], [3, 8, 5]] {
        let manifest = manifest(counts);
        for heads in [false, true] {
            let shown = manifest.open_whole(heads).verify(&frame(), &manifest.root()).unwrap();
            for ((class, seen), count) in shown.items().iter().zip(counts) {
                let expected = (0..count).map(|index| item(class.0 * 8 + index));
                let expected = expected.map(|Item { tag, head }| Seen { tag, head: heads.then_some(head) });
                assert_eq!(seen, &expected.collect::<Vec<_>>());
            }
        }
    }
}

#[test]
fn a_sample_shows_one_leaf_wherever_it_stands() {
    let manifest = manifest([3, 8, 0]);
    for class in (0..3).map(Class) {
        for index in 0..8 {
            let sample = manifest.open_leaf(class, index, false).unwrap();
            let shown = sample.verify(&frame(), &manifest.root()).unwrap();
            let expected = (index < [3, 8, 0][usize::from(class.0)]).then(|| item(class.0 * 8 + index as u8));
            assert_eq!(shown.seen(), expected.map(|item| Seen { tag: item.tag, head: None }));
            assert_eq!((shown.class(), shown.index()), (class, index));
        }
    }
    assert_eq!(manifest.open_leaf(Class(3), 0, false), None);
    assert_eq!(manifest.open_leaf(Class(0), 8, false), None);
}

#[test]
fn a_sample_keeps_the_head_closed_unless_it_is_asked_for() {
    let manifest = manifest([3, 0, 0]);
    let closed = manifest.open_leaf(Class(0), 1, false).unwrap();
    let open = manifest.open_leaf(Class(0), 1, true).unwrap();
    assert!(!format!("{closed:?}").contains("fefefefe"), "the head of item 1 is fe, 32 times");
    assert_eq!(open.verify(&frame(), &manifest.root()).unwrap().seen().unwrap().head, Some(item(1).head));
}

#[test]
fn an_absence_opens_where_nothing_stands_and_nowhere_else() {
    let empty = manifest([0; 3]);
    let absence = empty.open_absence().unwrap();
    assert_eq!(absence.verify(&frame(), &empty.root()), Ok(()));
    let held = manifest([0, 0, 1]);
    assert_eq!(held.open_absence(), None);
    assert_eq!(absence.verify(&frame(), &held.root()), Err(BadOpening::Root));
    let mut short = absence.clone();
    short.subtrees[1].pop();
    let length = |what, found, expected| Err(BadOpening::Length { what, found, expected });
    assert_eq!(short.verify(&frame(), &empty.root()), length("leaves", 7, 8));
    short.subtrees.pop();
    assert_eq!(short.verify(&frame(), &empty.root()), length("subtrees", 2, 3));
}

#[test]
fn a_manifest_and_its_openings_look_the_same_for_any_number_of_items() {
    let (few, many) = (manifest([0, 1, 2]), manifest([8, 8, 8]));
    assert_ne!(few.root(), many.root());
    for class in (0..3).map(Class) {
        let [few, many] = [&few, &many].map(|manifest| manifest.open_leaf(class, 0, false).unwrap());
        assert_eq!((few.path.len(), few.roots.len()), (many.path.len(), many.roots.len()));
    }
}

#[test]
fn every_part_of_a_whole_opening_is_held_to_the_root() {
    let manifest = manifest([2, 1, 0]);
    let refused = |change: &dyn Fn(&mut OpenedManifest)| {
        let mut opened = manifest.open_whole(true);
        change(&mut opened);
        opened.verify(&frame(), &manifest.root()).unwrap_err()
    };
    type Parts<'a> = (&'a mut Tag, &'a mut Salt, &'a mut Salt, &'a mut OpenedHead);
    let part = |change: fn(Parts<'_>)| {
        refused(&|opened| match &mut opened.subtrees[0][1] {
            OpenedLeaf::Item { tag, tag_salt, class_salt, head } => change((tag, tag_salt, class_salt, head)),
            OpenedLeaf::Dummy { .. } => unreachable!(),
        })
    };
    assert_eq!(part(|(tag, ..)| tag.0[15] ^= 1), BadOpening::Root);
    assert_eq!(part(|(_, salt, ..)| salt.0[0] ^= 1), BadOpening::Root);
    assert_eq!(part(|(_, _, salt, _)| salt.0[0] ^= 1), BadOpening::Root);
    assert_eq!(part(|(.., head)| *head = OpenedHead::Closed(HeadPart([1; 32]))), BadOpening::Root);
    assert_eq!(
        part(|(.., head)| *head = OpenedHead::Open { salt: Salt([1; 32]), head: item(1).head }),
        BadOpening::Root
    );
    assert_eq!(refused(&|opened| opened.salt.0[0] ^= 1), BadOpening::Root);
    assert_eq!(refused(&|opened| opened.subtrees[2][7] = OpenedLeaf::Dummy { salt: Salt([1; 32]) }), BadOpening::Root);
    // items of one class shown as items of another
    assert_eq!(refused(&|opened| opened.subtrees.swap(0, 1)), BadOpening::Root);
    // an item passed off as a dummy, with any of its salts
    assert_eq!(refused(&|opened| opened.subtrees[1][0] = OpenedLeaf::Dummy { salt: Salt([1; 32]) }), BadOpening::Root);
    assert_eq!(
        refused(&|opened| _ = opened.subtrees.pop()),
        BadOpening::Length { what: "subtrees", found: 2, expected: 3 }
    );
    let one_past = |opened: &mut OpenedManifest| opened.subtrees[0].push(OpenedLeaf::Dummy { salt: Salt([0; 32]) });
    assert_eq!(refused(&one_past), BadOpening::Length { what: "leaves", found: 9, expected: 8 });
}

#[test]
fn a_manifest_of_another_place_is_another_manifest() {
    let manifest = manifest([1, 1, 1]);
    let cells = (0..3).map(|class| cell(PlaceKind::Site, 1, class)).collect();
    let other = Frame::all(&Shape::new(3, (3, 1), cells, vec![], vec![]).unwrap()).next().unwrap();
    assert_eq!(manifest.open_whole(false).verify(&other, &manifest.root()).unwrap_err(), BadOpening::Root);
    let sample = manifest.open_leaf(Class(0), 0, false).unwrap();
    assert_eq!(sample.verify(&other, &manifest.root()).unwrap_err(), BadOpening::Root);
}

/// A root that a liar has made over whatever leaves, with its opening.
fn forged(subtrees: Vec<Vec<OpenedLeaf>>) -> (OpenedManifest, ManifestRoot) {
    let leaf = |leaf: &OpenedLeaf, class: u8| match leaf {
        OpenedLeaf::Dummy { salt } => hash::tagged("dummy", &[&salt.0]),
        OpenedLeaf::Item { tag, tag_salt, class_salt, head } => {
            let tag = hash::tagged("tag", &[&tag_salt.0, &tag.0]);
            let class = hash::tagged("class", &[&class_salt.0, &[class]]);
            hash::tagged("item", &[&tag, &class, &head.part().0])
        }
    };
    let subtree = |(leaves, class): (&Vec<OpenedLeaf>, u8)| {
        let mut nodes: Vec<_> = leaves.iter().map(|opened| leaf(opened, class)).collect();
        while nodes.len() > 1 {
            nodes = nodes.chunks(2).map(|pair| hash::tagged("node", &[&pair[0], &pair[1]])).collect();
        }
        nodes[0]
    };
    let roots: Vec<u8> = subtrees.iter().zip(0..).flat_map(subtree).collect();
    let salt = Salt([5; 32]);
    let root = hash::tagged("manifest", &[&salt.0, &place(PlaceKind::Site, 0).bytes(), &roots]);
    (OpenedManifest { salt, subtrees }, ManifestRoot(root))
}

#[test]
fn what_a_liar_hashes_is_held_to_the_rules_too() {
    let honest = manifest([2, 1, 0]).open_whole(false);
    let (opened, root) = forged(honest.subtrees.clone());
    assert!(opened.verify(&frame(), &root).is_ok(), "made from the specification");

    // an item among the dummies, beyond the count
    let mut hidden = honest.subtrees.clone();
    hidden[0].swap(1, 6);
    let (opened, root) = forged(hidden);
    assert_eq!(opened.verify(&frame(), &root), Err(BadOpening::Gap { class: Class(0), index: 6 }));

    // one item at two leaves, of one class or of two
    let mut twice = honest.subtrees.clone();
    twice[0][1] = twice[0][0];
    let (opened, root) = forged(twice);
    assert_eq!(opened.verify(&frame(), &root), Err(BadOpening::TagTwice { class: Class(0), index: 1 }));
    let mut twice = honest.subtrees;
    twice[1][0] = twice[0][0];
    let (opened, root) = forged(twice);
    assert_eq!(opened.verify(&frame(), &root), Err(BadOpening::TagTwice { class: Class(1), index: 0 }));
}

#[test]
fn every_part_of_a_sample_is_held_to_the_root() {
    let manifest = manifest([3, 8, 0]);
    let refused = |change: &dyn Fn(&mut OpenedSample)| {
        let mut sample = manifest.open_leaf(Class(1), 5, false).unwrap();
        change(&mut sample);
        sample.verify(&frame(), &manifest.root()).unwrap_err()
    };
    assert_eq!(refused(&|sample| sample.index = 4), BadOpening::Root);
    assert_eq!(refused(&|sample| sample.class = Class(0)), BadOpening::Root);
    assert_eq!(refused(&|sample| sample.salt.0[0] ^= 1), BadOpening::Root);
    assert_eq!(refused(&|sample| sample.leaf = OpenedLeaf::Dummy { salt: Salt([0; 32]) }), BadOpening::Root);
    for level in 0..3 {
        assert_eq!(refused(&|sample| sample.path[level].0[31] ^= 1), BadOpening::Root);
    }
    for subtree in 0..3 {
        assert_eq!(refused(&|sample| sample.roots[subtree].0[31] ^= 1), BadOpening::Root);
    }
    assert_eq!(refused(&|sample| sample.class = Class(3)), BadOpening::NoSuchClass(Class(3)));
    assert_eq!(refused(&|sample| sample.index = 8), BadOpening::NoSuchLeaf { index: 8, capacity: 8 });
    let length = |what, found, expected| BadOpening::Length { what, found, expected };
    assert_eq!(refused(&|sample| sample.path.push(Node([0; 32]))), length("nodes beside the way up", 4, 3));
    assert_eq!(refused(&|sample| _ = sample.path.pop()), length("nodes beside the way up", 2, 3));
    assert_eq!(refused(&|sample| _ = sample.roots.pop()), length("roots of subtrees", 2, 3));
}

#[test]
fn a_manifest_that_breaks_its_rules_cannot_be_built() {
    let build = |subtrees| Manifest::new(frame(), subtrees, salts).map(drop);
    let items = |range: std::ops::Range<u8>| range.map(item).collect::<Vec<_>>();
    assert_eq!(build(vec![items(0..8), vec![], vec![]]), Ok(()));
    let overfull = Unlisted::Overfull { class: Class(1), found: 9, capacity: 8 };
    assert_eq!(build(vec![vec![], items(0..9), vec![]]), Err(overfull));
    assert_eq!(build(vec![vec![]; 2]), Err(Unlisted::Subtrees { found: 2, expected: 3 }));
    assert_eq!(build(vec![items(0..2), items(1..2), vec![]]), Err(Unlisted::TagTwice(Class(1))));
}

#[test]
fn nothing_secret_of_a_manifest_prints() {
    let printed = format!("{:?} {:?}", manifest([1, 0, 0]), salts(SaltOf::Root));
    assert!(!printed.contains("tag") && printed.ends_with("SecretSalt(32 bytes)"), "{printed}");
}

// chains

fn event(code: u8, epoch: u32) -> Event {
    Event { code: EventCode(code), epoch: EpochNumber(epoch), place: place(PlaceKind::Road, 258), class: Class(3) }
}

/// A life of four events, opened whole, and its links from the first.
fn life() -> (OpenedStory, Vec<Link>) {
    let mut story = OpenedStory { links: Vec::new(), before: Link::NONE };
    let mut links = vec![Link::NONE];
    for (code, epoch) in [(1, 0), (2, 5), (3, 5), (4, 9)] {
        let salt = [code + 100; 32];
        links.push(links.last().unwrap().extend(&SecretSalt::new(salt), &event(code, epoch)));
        story.links.insert(0, OpenedLink { salt: Salt(salt), event: event(code, epoch) });
    }
    (story, links)
}

#[test]
fn a_story_leads_from_the_first_link_to_the_head() {
    let (story, links) = life();
    let told = story.verify(&links[4]).unwrap();
    assert!(told.whole());
    let expected = [(4, 9), (3, 5), (2, 5), (1, 0)].map(|(code, epoch)| event(code, epoch));
    assert_eq!(told.links().iter().map(|(_, event)| *event).collect::<Vec<_>>(), expected);
    assert_eq!(told.links().iter().rev().map(|(link, _)| *link).collect::<Vec<_>>(), links[1..]);
}

#[test]
fn a_story_may_begin_in_the_middle_and_says_so() {
    let (mut story, links) = life();
    story.links.truncate(2);
    story.before = links[2];
    assert!(!story.verify(&links[4]).unwrap().whole());
    // what was left out cannot be denied
    story.before = Link::NONE;
    assert_eq!(story.verify(&links[4]), Err(BadStory::Head));
}

#[test]
fn every_part_of_a_story_is_held_to_the_head() {
    let (story, links) = life();
    let refused = |change: &dyn Fn(&mut OpenedLink)| {
        let mut story = story.clone();
        change(&mut story.links[2]);
        story.verify(&links[4]).unwrap_err()
    };
    assert_eq!(refused(&|link| link.salt.0[0] ^= 1), BadStory::Head);
    assert_eq!(refused(&|link| link.event.code.0 ^= 1), BadStory::Head);
    assert_eq!(refused(&|link| link.event.epoch.0 -= 1), BadStory::Head);
    assert_eq!(refused(&|link| link.event.place.site ^= 1), BadStory::Head);
    assert_eq!(refused(&|link| link.event.place.kind = PlaceKind::Site), BadStory::Head);
    assert_eq!(refused(&|link| link.event.class.0 ^= 1), BadStory::Head);
    let mut shorter = story.clone();
    shorter.links.remove(1);
    assert_eq!(shorter.verify(&links[4]), Err(BadStory::Head));
    assert_eq!(story.verify(&links[3]), Err(BadStory::Head));
}

#[test]
fn a_story_does_not_run_backwards_in_time() {
    let first = Link::NONE.extend(&SecretSalt::new([1; 32]), &event(1, 7));
    let head = first.extend(&SecretSalt::new([2; 32]), &event(2, 6));
    let links = [(2, 6), (1, 7)].map(|(code, epoch)| OpenedLink { salt: Salt([code; 32]), event: event(code, epoch) });
    let story = OpenedStory { links: links.to_vec(), before: Link::NONE };
    assert_eq!(story.verify(&head), Err(BadStory::BackInTime(0)));
}

#[test]
fn a_story_has_a_link_and_not_too_many() {
    let link = OpenedLink { salt: Salt([1; 32]), event: event(1, 1) };
    let story = |links| OpenedStory { links: vec![link; links], before: Link::NONE }.verify(&Link::NONE);
    assert_eq!(story(0), Err(BadStory::Length(0)));
    assert_eq!(story(chain::LINKS_MAX), Err(BadStory::Head));
    assert_eq!(story(chain::LINKS_MAX + 1), Err(BadStory::Length(4097)));
}
