//! The opening of one site: what it shows, and every way in which it may lie.

mod common;

use common::{cell, opening, rng};
use proof::*;

const CLASSES: u8 = 3;

/// Sites 4 and 7 and the roads to them, three classes each; eight leaves a subtree at a site, two on a road.
fn shape() -> Shape {
    let kinds = [(PlaceKind::Site, 4), (PlaceKind::Interior, 7), (PlaceKind::Road, 4), (PlaceKind::Road, 7)];
    let cells = kinds.into_iter().flat_map(|(kind, site)| (0..CLASSES).map(move |class| cell(kind, site, class)));
    Shape::new(CLASSES, (3, 1), cells.collect(), vec![], vec![]).unwrap()
}

fn frame() -> SiteFrame {
    SiteFrame::of(&shape(), 7).unwrap()
}

/// An epoch in which this many items stand in each cell: of site 4, of plant 7, of the road to 4, of the road to 7.
struct Epoch {
    openings: Vec<Opening>,
    manifests: Vec<Listed>,
}

type Listed = Manifest<fn(SaltOf) -> SecretSalt>;
type Counts = [[u8; 3]; 4];

const COUNTS: Counts = [[1, 1, 1], [2, 0, 8], [0, 0, 1], [1, 2, 0]];

fn salts(of: SaltOf) -> SecretSalt {
    SecretSalt::new(hash::tagged("salt", &[format!("{of:?}").as_bytes()]))
}

fn item(place: usize, class: u8, index: u8) -> Item {
    let mut tag = [0; 16];
    (tag[0], tag[1], tag[2]) = (u8::try_from(place).unwrap(), class, index);
    Item { tag: Tag(tag), head: Link([9; 32]) }
}

fn items(counts: &Counts, place: usize) -> Vec<Vec<Item>> {
    (0..CLASSES)
        .map(|class| (0..counts[place][usize::from(class)]).map(|index| item(place, class, index)).collect())
        .collect()
}

impl Epoch {
    fn of(counts: Counts) -> Self {
        Self::listing(counts, |place| items(&counts, place))
    }

    /// What is committed to, and what is listed.
    fn listing(counts: Counts, listed: impl Fn(usize) -> Vec<Vec<Item>>) -> Self {
        let rng = &mut rng(1);
        let salts = salts as fn(SaltOf) -> SecretSalt;
        let manifest = |(place, frame)| Manifest::new(frame, listed(place), salts).unwrap();
        Self {
            openings: counts.as_flattened().iter().map(|&count| opening(count.into(), rng)).collect(),
            manifests: Frame::all(&shape()).enumerate().map(manifest).collect(),
        }
    }

    fn cells(&self) -> Vec<Commitment> {
        self.openings.iter().map(Opening::commit).collect()
    }

    fn roots(&self) -> Vec<ManifestRoot> {
        self.manifests.iter().map(Manifest::root).collect()
    }

    fn counts(&self) -> Vec<OpenedCount> {
        let own = self.openings[3..6].iter().chain(&self.openings[9..]);
        own.map(|opening| OpenedCount { count: opening.count, blinding: open_sum([opening]).blinding }).collect()
    }

    fn manifests(&self) -> [&Listed; 2] {
        [&self.manifests[1], &self.manifests[3]]
    }

    fn count(&self) -> OpenedSite {
        OpenedSite { counts: self.counts(), contents: OpenedContents::Closed }
    }

    fn whole(&self) -> OpenedSite {
        let whole = self.manifests().map(|manifest| manifest.open_whole(false)).into();
        OpenedSite { counts: self.counts(), contents: OpenedContents::Whole(whole) }
    }

    fn verify(&self, opened: &OpenedSite) -> Result<VerifiedSite, BadSite> {
        opened.verify(&frame(), &self.cells(), &self.roots())
    }

    fn leaves(&self, leaves: &[SiteLeaf]) -> Vec<OpenedSiteLeaf> {
        let open = |leaf: &SiteLeaf| {
            let road = leaf.cell.place.kind == PlaceKind::Road;
            let sample = self.manifests()[usize::from(road)].open_leaf(leaf.cell.class, leaf.index, false).unwrap();
            OpenedSiteLeaf { road, sample }
        };
        leaves.iter().map(open).collect()
    }
}

fn at(class: u8) -> Cell {
    cell(PlaceKind::Interior, 7, class)
}

fn road(class: u8) -> Cell {
    cell(PlaceKind::Road, 7, class)
}

fn length(what: &'static str, found: usize, expected: usize) -> BadSite {
    BadSite::Length { what, found, expected }
}

#[test]
fn a_frame_has_the_site_and_the_road_to_it_and_nothing_else() {
    let frame = frame();
    assert_eq!(frame.cells().collect::<Vec<_>>(), [at(0), at(1), at(2), road(0), road(1), road(2)]);
    assert_eq!(frame.leaves(), 3 * 8 + 3 * 2);
    assert_eq!(frame.frame(false).unwrap().place(), at(0).place);
    assert_eq!(frame.frame(true).unwrap().place(), road(0).place);
    assert_eq!(SiteFrame::of(&shape(), 5), None);
}

#[test]
fn a_count_shows_how_many_stand_in_each_cell_and_no_item() {
    let epoch = Epoch::of(COUNTS);
    let shown = epoch.verify(&epoch.count()).unwrap();
    let expected = [(at(0), 2), (at(1), 0), (at(2), 8), (road(0), 1), (road(1), 2), (road(2), 0)];
    assert_eq!(shown.counts(), expected.map(|(cell, count)| (cell, Count(count))));
    assert_eq!((shown.count(at(2)), shown.count(cell(PlaceKind::Site, 4, 0))), (Some(Count(8)), None));
    assert_eq!(shown.items(), None);
}

#[test]
fn a_whole_opening_shows_every_item_of_site_and_road() {
    let epoch = Epoch::of(COUNTS);
    let shown = epoch.verify(&epoch.whole()).unwrap();
    let seen =
        |place, class, count| (0..count).map(|index| Seen { tag: item(place, class, index).tag, head: None }).collect();
    let expected: Vec<(Cell, Vec<Seen>)> = vec![
        (at(0), seen(1, 0, 2)),
        (at(1), vec![]),
        (at(2), seen(1, 2, 8)),
        (road(0), seen(3, 0, 1)),
        (road(1), seen(3, 1, 2)),
        (road(2), vec![]),
    ];
    assert_eq!(shown.items(), Some(expected.as_slice()));
    assert_eq!(shown.counts(), epoch.verify(&epoch.count()).unwrap().counts());
}

fn absence(epoch: &Epoch) -> OpenedSite {
    let absent = epoch.manifests().map(|manifest| manifest.open_absence().unwrap()).into();
    OpenedSite { counts: epoch.counts(), contents: OpenedContents::Absent(absent) }
}

#[test]
fn an_absence_shows_that_nothing_stands_there() {
    let empty = Epoch::of([[1, 1, 1], [0; 3], [1, 0, 0], [0; 3]]);
    let shown = empty.verify(&absence(&empty)).unwrap();
    assert!(shown.counts().iter().all(|(_, count)| *count == Count(0)));
    assert!(shown.items().unwrap().iter().all(|(_, items)| items.is_empty()));
    assert_eq!(shown.items().unwrap().len(), 6);
}

// the counts

fn refused(change: impl FnOnce(&mut OpenedSite)) -> BadSite {
    let epoch = Epoch::of(COUNTS);
    let mut opened = epoch.whole();
    change(&mut opened);
    epoch.verify(&opened).unwrap_err()
}

#[test]
fn another_count_or_another_blinding_does_not_open_the_commitment() {
    let differs = |cell, count| BadSite::Count { cell, why: BadSum::Differs(count) };
    assert_eq!(refused(|opened| opened.counts[0].count = Count(1)), differs(at(0), 1));
    assert_eq!(refused(|opened| opened.counts[5].count = Count(1)), differs(road(2), 1));
    assert_eq!(refused(|opened| opened.counts[2].blinding[0] ^= 1), differs(at(2), 8));
    // the count of one cell for that of another
    assert_eq!(refused(|opened| opened.counts.swap(1, 5)), differs(at(1), 0));
}

#[test]
fn a_blinding_has_one_spelling() {
    let why = BadSum::NotAScalar;
    assert_eq!(refused(|opened| opened.counts[3].blinding[31] |= 0xf0), BadSite::Count { cell: road(0), why });
    // the order of the group added: the same scalar, written a second time
    let order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    let order: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&order[2 * at..2 * at + 2], 16).unwrap()).collect();
    let spelt_again = refused(|opened| {
        let mut carry = 0;
        for (byte, order) in opened.counts[0].blinding.iter_mut().zip(order) {
            carry += u16::from(*byte) + u16::from(order);
            *byte = carry as u8;
            carry >>= 8;
        }
    });
    assert_eq!(spelt_again, BadSite::Count { cell: at(0), why });
}

#[test]
fn a_commitment_that_is_no_point_opens_to_nothing() {
    let epoch = Epoch::of(COUNTS);
    let mut cells = epoch.cells();
    cells[4].0 = [0xff; 32];
    let refused = epoch.count().verify(&frame(), &cells, &epoch.roots()).unwrap_err();
    assert_eq!(refused, BadSite::Count { cell: at(1), why: BadSum::NotAPoint(0) });
}

#[test]
fn every_cell_has_one_count() {
    assert_eq!(refused(|opened| _ = opened.counts.pop()), length("counts", 5, 6));
    assert_eq!(refused(|opened| opened.counts.push(opened.counts[0].clone())), length("counts", 7, 6));
}

#[test]
fn a_count_above_the_capacity_is_refused_though_it_opens() {
    let mut counts = COUNTS;
    counts[1][1] = 9;
    let over = Epoch::listing(counts, |place| items(&COUNTS, place));
    let refused = over.verify(&over.count()).unwrap_err();
    assert_eq!(refused, BadSite::Overfull { cell: at(1), count: Count(9), capacity: 8 });
    // a road has its own capacity
    counts = COUNTS;
    counts[3][2] = 3;
    let over = Epoch::listing(counts, |place| items(&COUNTS, place));
    let refused = over.verify(&over.count()).unwrap_err();
    assert_eq!(refused, BadSite::Overfull { cell: road(2), count: Count(3), capacity: 2 });
}

#[test]
fn a_statement_over_another_shape_says_nothing_of_the_site() {
    let epoch = Epoch::of(COUNTS);
    let (cells, roots) = (epoch.cells(), epoch.roots());
    let verify = |cells: &[Commitment], roots: &[ManifestRoot]| epoch.count().verify(&frame(), cells, roots).map(drop);
    assert_eq!(verify(&cells, &roots), Ok(()));
    assert_eq!(verify(&cells[..11], &roots), Err(BadSite::NotStated(road(0).place)));
    assert_eq!(verify(&cells, &roots[..3]), Err(BadSite::NotStated(road(0).place)));
    assert_eq!(verify(&cells[..5], &roots), Err(BadSite::NotStated(at(0).place)));
}

#[test]
fn another_epoch_of_the_same_site_opens_nothing() {
    let epoch = Epoch::of(COUNTS);
    let mut other = Epoch::of(COUNTS);
    other.openings = counts_again();
    assert!(matches!(other.verify(&epoch.count()), Err(BadSite::Count { .. })));
}

/// The same counts, blinded afresh.
fn counts_again() -> Vec<Opening> {
    let rng = &mut rng(2);
    COUNTS.as_flattened().iter().map(|&count| opening(count.into(), rng)).collect()
}

// the manifests

#[test]
fn every_place_has_one_manifest_and_its_own() {
    let whole = |change: fn(&mut Vec<OpenedManifest>)| {
        refused(|opened| match &mut opened.contents {
            OpenedContents::Whole(manifests) => change(manifests),
            _ => unreachable!(),
        })
    };
    assert_eq!(whole(|manifests| _ = manifests.pop()), length("manifests", 1, 2));
    assert_eq!(whole(|manifests| manifests.push(manifests[0].clone())), length("manifests", 3, 2));
    let leaves = BadOpening::Length { what: "leaves", found: 2, expected: 8 };
    assert_eq!(whole(|manifests| manifests.swap(0, 1)), BadSite::Manifest { place: at(0).place, why: leaves });
    let place = road(0).place;
    assert_eq!(whole(|manifests| manifests[1].salt.0[0] ^= 1), BadSite::Manifest { place, why: BadOpening::Root });
    assert_eq!(whole(|manifests| manifests[1].subtrees.swap(0, 2)), BadSite::Manifest { place, why: BadOpening::Root });
}

#[test]
fn a_manifest_lists_as_many_items_as_the_commitment_opens_to() {
    let number = |cell, count, items| Err(BadSite::Number { cell, count: Count(count), items });
    for (place, class, listed, expected) in [
        // an item left out of the list, so that no draw can meet it
        (1, 0, 1, number(at(0), 2, 1)),
        // an item more than was counted
        (1, 1, 1, number(at(1), 0, 1)),
        (3, 1, 1, number(road(1), 2, 1)),
    ] {
        let mut lists = COUNTS;
        lists[place][class] = listed;
        let epoch = Epoch::listing(COUNTS, |place| items(&lists, place));
        assert_eq!(epoch.verify(&epoch.whole()).map(drop), expected);
    }
}

#[test]
fn one_tag_at_the_site_and_on_the_road_is_one_item_counted_twice() {
    let listed = |place| {
        let mut listed = items(&COUNTS, place);
        if place == 3 {
            listed[1][1] = item(1, 2, 5);
        }
        listed
    };
    let epoch = Epoch::listing(COUNTS, listed);
    assert_eq!(epoch.verify(&epoch.whole()), Err(BadSite::TagTwice { cell: road(1), index: 1 }));
}

#[test]
fn what_is_there_is_not_absent() {
    let empty = Epoch::of([[1, 1, 1], [0; 3], [1, 0, 0], [0; 3]]);
    // by the commitment, though no manifest lists it
    let held = Epoch::listing([[1, 1, 1], [0; 3], [1, 0, 0], [0, 1, 0]], |_| vec![vec![]; 3]);
    assert_eq!(held.verify(&absence(&held)), Err(BadSite::Held { cell: road(1), count: Count(1) }));
    // by the manifest, though the commitments say nothing of it
    let mut counts = [[0; 3]; 4];
    counts[1][2] = 1;
    let hidden = Epoch::listing([[0; 3]; 4], |place| items(&counts, place));
    let mut opened = absence(&empty);
    opened.counts = hidden.counts();
    let why = BadOpening::Root;
    assert_eq!(hidden.verify(&opened), Err(BadSite::Manifest { place: at(0).place, why }));
    // for one place only
    let mut opened = absence(&empty);
    match &mut opened.contents {
        OpenedContents::Absent(absences) => _ = absences.pop(),
        _ => unreachable!(),
    }
    assert_eq!(empty.verify(&opened), Err(length("manifests", 1, 2)));
}

// single leaves

fn leaf(cell: Cell, index: u16) -> SiteLeaf {
    SiteLeaf { cell, index }
}

#[test]
fn drawn_leaves_show_their_items_and_leaves_from_the_count_on_are_dummies() {
    let epoch = Epoch::of(COUNTS);
    let site = epoch.verify(&epoch.count()).unwrap();
    let asked = [leaf(at(2), 7), leaf(road(1), 0), leaf(at(0), 2), leaf(at(0), 0), leaf(road(2), 1)];
    let shown = site.sample(&asked, &epoch.leaves(&asked)).unwrap();
    let seen = |place, class, index| Some(Seen { tag: item(place, class, index).tag, head: None });
    assert_eq!(shown, [seen(1, 2, 7), seen(3, 1, 0), None, seen(1, 0, 0), None]);
    assert_eq!(site.sample(&[], &[]), Ok(vec![]));
}

#[test]
fn each_leaf_that_was_asked_for_is_opened_and_no_other() {
    let epoch = Epoch::of(COUNTS);
    let site = epoch.verify(&epoch.count()).unwrap();
    let asked = [leaf(at(2), 7), leaf(road(1), 0)];
    let opened = epoch.leaves(&asked);
    assert_eq!(site.sample(&asked, &opened[..1]), Err(BadSample::Length { found: 1, expected: 2 }));
    assert_eq!(site.sample(&asked[..1], &opened), Err(BadSample::Length { found: 2, expected: 1 }));
    for other in [leaf(at(2), 6), leaf(at(0), 7), leaf(road(2), 7), leaf(cell(PlaceKind::Road, 4, 2), 7)] {
        assert_eq!(site.sample(&[other], &opened[..1]), Err(BadSample::Other(other)), "{other}");
    }
}

#[test]
fn a_leaf_is_held_to_the_root_of_its_own_place() {
    let epoch = Epoch::of(COUNTS);
    let site = epoch.verify(&epoch.count()).unwrap();
    let asked = [leaf(at(2), 7)];
    let mut opened = epoch.leaves(&asked);
    opened[0].sample.salt.0[0] ^= 1;
    let why = BadOpening::Root;
    assert_eq!(site.sample(&asked, &opened), Err(BadSample::Opening { leaf: asked[0], why }));
    // a leaf of the road passed off as one of the site
    let asked = [leaf(at(0), 0)];
    let mut opened = epoch.leaves(&[leaf(road(0), 0)]);
    opened[0].road = false;
    assert!(matches!(site.sample(&asked, &opened), Err(BadSample::Opening { .. })));
}

#[test]
fn a_leaf_that_the_count_does_not_allow_is_told() {
    // the commitments say two and one, the manifests list one and two
    let (mut counts, mut lists) = (COUNTS, COUNTS);
    (counts[1][0], counts[3][1], lists[1][0], lists[3][1]) = (2, 1, 1, 2);
    let epoch = Epoch::listing(counts, |place| items(&lists, place));
    let site = epoch.verify(&epoch.count()).unwrap();
    let below = leaf(at(0), 1);
    let dummy = Miscounted::Dummy { leaf: below, count: Count(2) };
    assert_eq!(site.sample(&[below], &epoch.leaves(&[below])), Err(dummy.into()));
    let above = leaf(road(1), 1);
    let item = Miscounted::Item { leaf: above, count: Count(1) };
    assert_eq!(site.sample(&[above], &epoch.leaves(&[above])), Err(item.into()));
}

#[test]
fn one_tag_at_two_drawn_leaves_is_one_item_counted_twice() {
    let listed = |place| {
        let mut listed = items(&COUNTS, place);
        if place == 3 {
            listed[1][0] = item(1, 2, 5);
        }
        listed
    };
    let epoch = Epoch::listing(COUNTS, listed);
    let site = epoch.verify(&epoch.count()).unwrap();
    let asked = [leaf(at(2), 5), leaf(at(2), 4), leaf(road(1), 0)];
    assert_eq!(site.sample(&asked, &epoch.leaves(&asked)), Err(BadSample::TagTwice(asked[2])));
}

// what is told, and what is not

#[test]
fn a_refusal_names_place_class_and_numbers() {
    let told = [
        (BadSite::NotStated(road(0).place), "the statement says nothing of the road to site 7"),
        (length("counts", 5, 6), "5 counts, and the site with its road has 6"),
        (
            BadSite::Number { cell: at(1), count: Count(3), items: 2 },
            "plant 7, class 1: the commitment opens to 3 items, and the manifest lists 2",
        ),
    ];
    for (why, text) in told {
        assert_eq!(why.to_string(), text);
    }
    let dummy = Miscounted::Dummy { leaf: leaf(cell(PlaceKind::Site, 4, 0), 1), count: Count(2) };
    assert_eq!(
        BadSample::from(dummy).to_string(),
        "leaf 1 of site 4, class 0 is a dummy, and the cell opens to 2 items"
    );
}

#[test]
fn what_was_opened_does_not_print() {
    let epoch = Epoch::of(COUNTS);
    let (opened, leaves) = (epoch.whole(), epoch.leaves(&[leaf(at(2), 7)]));
    let verified = epoch.verify(&opened).unwrap();
    let printed = format!("{opened:?} {:?} {:?} {leaves:?} {verified:?}", opened.counts[0], opened.contents);
    let names = "OpenedSite(…) OpenedCount(…) OpenedContents(…) [OpenedSiteLeaf(…)] VerifiedSite(…)";
    assert_eq!(printed, names);
}
