//! What several inspections show together: one item at two places, an item in a class that it cannot have come to, and a seal on two objects.

use crate::inspections::*;
use crate::world::*;
use audit::Dossier;
use audit::assessment::{Fact, LeafAt, RecordFact, VisitFact, VisitOf};
use proof::{
    Cell, Class, Item, Link, Manifest, OpenedContents, OpenedSiteLeaf, Place, PlaceKind, Salt, SaltOf, SecretSalt, Tag,
};
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use record::draw::{Lot, SecretNonce, Sides};
use record::site::{ListedObject, ObjectList, SealNumber, SiteOpening, SiteSamples};
use record::statement::{Acceptance, Deed, Designation, SealedHash, StepHash, StepName};
use record::{Epoch, ReaderSecret, Sealed, SiteNumber};
use std::sync::LazyLock;
use treaty::Instrument;
use treaty::instrument::OpeningForm;
use zeroize::Zeroizing;

const KEY: [u8; 32] = [5; 32];
const DEPOT: u16 = 0;
const NORTH: u16 = 1;
const IN_DEPOT: Place = Place { kind: PlaceKind::Site, site: DEPOT };
const TO_DEPOT: Place = Place { kind: PlaceKind::Road, site: DEPOT };
const IN_NORTH: Place = Place { kind: PlaceKind::Site, site: NORTH };

/// The freeze of days with four classes, numbered so: stored, retired, kept, other. Stored become retired, and retired kept and again retired. OND has
/// a depot for all of them.
static CLASSES: LazyLock<Instrument> = LazyLock::new(|| {
    let class = |id: &str| {
        format!(
            "[[class]]\nid = \"{id}\"\nname = {{ en = \"{id}\", ru = \"{id}\" }}\nsort = \"warhead\"\n\
             article = \"I\"\nsource = \"S\"\n\n"
        )
    };
    let more = "[[conversion]]\nid = \"keeping\"\nfrom-class = \"retired\"\nto-class = \"kept\"\nboth-ways = true\n\
                article = \"I\"\nsource = \"S\"\n\n\
                [[facility]]\nid = \"depot\"\nname = { en = \"Depot\", ru = \"Склад\" }\nsort = \"store\"\n\
                holds = [\"stored\", \"retired\", \"kept\", \"other\"]\narticle = \"I\"\nsource = \"S\"\n\n\
                [[site]]\nparty = \"OND\"\nid = \"depot\"\nfacility = \"depot\"\n\n";
    let retirement = "[[conversion]]\nid = \"retirement\"";
    changed(retirement, &[&class("kept"), &class("other"), more, retirement].concat())
});

/// Which items stand where at the end of an epoch, in the order of their leaves.
type Stand = fn(u32, Cell) -> Vec<u8>;

fn manifests(stand: Stand, epoch: u32) -> Vec<Manifest<impl Fn(SaltOf) -> SecretSalt>> {
    let shape = layout(&CLASSES, "OND", epoch, &[]).shape;
    let item = |tag| Item { tag: Tag([tag; 16]), head: Link::NONE };
    manifests_of(&shape, epoch, &|cell| stand(epoch, cell).into_iter().map(item).collect())
}

/// OND states three epochs in which its items stand so.
fn standing(stand: Stand) -> World {
    let mut world = World::under(&CLASSES);
    for epoch in 0..3 {
        let plan = |plan: &mut Plan| {
            let shape = layout(&CLASSES, "OND", epoch, &[]).shape;
            plan.cells = shape.cells().iter().map(|cell| stand(epoch, *cell).len() as u16).collect();
            plan.flows.fill(0);
        };
        let roots =
            |body: &mut record::EpochBody| body.roots = manifests(stand, epoch).iter().map(Manifest::root).collect();
        let forge = Forge { plan: &plan, body: &roots, ..Forge::default() };
        let stated = close(&CLASSES, "OND", epoch, &[], &world.chain, &forge);
        world.ond_logs(stated);
    }
    world
}

/// Several inspections of OND, one after the other, with what the inspector holds of them.
struct Several {
    world: World,
    stand: Stand,
    hours: u64,
    dossier: Dossier,
}

impl Several {
    fn of(stand: Stand) -> Self {
        let mut dossier = Dossier::default();
        dossier.key(Zeroizing::new(KEY));
        Self { world: standing(stand), stand, hours: 5, dossier }
    }

    fn sealed(&mut self, sealed: Sealed, inspection: StepHash, plain: &[u8]) -> SealedHash {
        let key = ReaderSecret::new(Zeroizing::new(KEY)).public();
        let message = key.seal(sealed, &inspection, plain, &mut ChaCha20Rng::seed_from_u64(self.hours));
        self.dossier.paper(message.clone());
        SealedHash::of(&message)
    }

    /// An inspection up to the arrival.
    fn visit(&mut self, (kind, form): (u16, OpeningForm), site: u16, epoch: u32, draw: Option<SecretNonce>) -> Visit {
        self.hours += 20;
        let hours = self.hours;
        let world = std::mem::replace(&mut self.world, World::under(&CLASSES));
        let key = ReaderSecret::new(Zeroizing::new(KEY)).public().encode();
        let mut visit = Visit::asked_by(world, (kind, form), false, key, hours);
        let (hal, ond) = (visit.world.hal.party(), visit.world.ond.party());
        let sides = Sides { instrument: &CLASSES.hash, inspector: &hal, host: &ond };
        let draw = draw.map(|nonce| nonce.commit(sides, Lot::Objects));
        let covered = visit.covered(hours + 1);
        let to = Designation { site: SiteNumber(site), nonce: None, covered, draw };
        visit.step(Deed::Designation(to), hours + 1);
        let (mut opened, frame) = visit.world.chain[epoch as usize].counts_at(site);
        if form == OpeningForm::Full {
            let all = manifests(self.stand, epoch).into_iter().filter(|one| one.frame().place().site == site);
            opened.contents = OpenedContents::Whole(all.map(|one| one.open_whole(false)).collect());
        }
        let (inspection, salt) = (visit.inspection(), Salt([6; 32]));
        let opening = SiteOpening { form, inspection, salt, epoch: Epoch(epoch), site: SiteNumber(site), opened };
        let sealed = self.sealed(Sealed::Opening, inspection, &opening.encode(&frame));
        visit.step(Deed::Opening { epoch: Epoch(epoch), sealed }, hours + 2);
        visit.step(Deed::Acceptance(Acceptance::Opens), hours + 3);
        visit.step(Deed::Arrival(log::Timestamp::new(at(1, hours + 4)).unwrap()), hours + 4);
        visit
    }

    /// One in which a site is opened whole, and these seals are put on stored items.
    fn full(mut self, site: u16, epoch: u32, seals: &[(&str, Option<u16>)]) -> Self {
        let mut visit = self.visit((CHOSEN, OpeningForm::Full), site, epoch, None);
        let inspection = visit.inspection();
        self.dossier.paper(list(&mut visit, inspection, seals, self.hours + 5));
        Self { world: visit.world, ..self }
    }

    /// One in which the first stored item of a site is drawn.
    fn sampled(self, place: Place, epoch: u32) -> Self {
        self.sampled_out_of(place, epoch, epoch)
    }

    /// One in which it is shown out of the manifest of another epoch.
    fn sampled_out_of(mut self, place: Place, epoch: u32, shown: u32) -> Self {
        let nonce = || SecretNonce::new([1; 32]);
        let mut visit = self.visit((DRAWN, OpeningForm::Sample), place.site, epoch, Some(nonce()));
        let inspection = visit.inspection();
        let list = ObjectList { inspection, salt: Salt([8; 32]), objects: objects(&[("A-1", Some(0))]) };
        self.dossier.paper(list.encode());
        visit.step(Deed::List(list.hash()), self.hours + 5);
        let host = Some(record::statement::Nonce([3; 32]));
        visit.step(Deed::Confirmation { list: list.hash(), nonce: host }, self.hours + 6);
        visit.step(Deed::Draw(nonce().reveal()), self.hours + 7);
        let all = manifests(self.stand, shown);
        let manifest = all.iter().find(|one| one.frame().place() == place).unwrap();
        let leaves = vec![OpenedSiteLeaf { road: false, sample: manifest.open_leaf(Class(0), 0, false).unwrap() }];
        let samples = SiteSamples { inspection, salt: Salt([9; 32]), leaves };
        let (_, frame) = visit.world.chain[epoch as usize].counts_at(place.site);
        // two objects are drawn at most
        let sealed = self.sealed(Sealed::Samples, inspection, &samples.encode(2, &frame));
        visit.step(Deed::Samples(sealed), self.hours + 8);
        Self { world: visit.world, ..self }
    }

    fn told(self) -> Vec<VisitFact> {
        across(&CLASSES, &self.world.records(), self.dossier)
    }
}

/// What inspections show together.
fn across(treaty: &Instrument, records: &[Copy], dossier: Dossier) -> Vec<VisitFact> {
    let assessment = audited_holding(treaty, records, &[], Some(AS_OF), dossier);
    let told = assessment.findings.into_iter().filter_map(|finding| match finding.fact {
        Fact::Record(RecordFact::Visit { fact, .. }) => {
            assert!(!matches!(fact, VisitFact::OpeningFalse { .. }), "{fact:?}");
            let codes = ["tag-twice", "not-converted", "seal-reused"];
            codes.contains(&fact.code()).then_some(fact)
        }
        _ => None,
    });
    told.collect()
}

fn objects(seals: &[(&str, Option<u16>)]) -> Vec<ListedObject> {
    let object = |(seal, leaf): &(&str, Option<u16>)| ListedObject {
        seal: SealNumber::new(seal).unwrap(),
        class: Class(0),
        leaf: *leaf,
    };
    seals.iter().map(object).collect()
}

/// The steps about a list that says that it is of this inspection, and the list.
fn list(visit: &mut Visit, inspection: StepHash, seals: &[(&str, Option<u16>)], hours: u64) -> Vec<u8> {
    let list = ObjectList { inspection, salt: Salt([8; 32]), objects: objects(seals) };
    visit.step(Deed::List(list.hash()), hours);
    visit.step(Deed::Confirmation { list: list.hash(), nonce: None }, hours + 1);
    visit.step(Deed::Withdrawal, hours + 2);
    list.encode()
}

/// Two stored items change their leaves in the depot in epoch 2, and what is on the road to it stands in the north too.
fn places(epoch: u32, cell: Cell) -> Vec<u8> {
    match (cell.place, epoch) {
        _ if cell.class != Class(0) => vec![],
        (IN_DEPOT, 2) => vec![2, 1],
        (IN_DEPOT, _) => vec![1, 2],
        (TO_DEPOT | IN_NORTH, _) => vec![9],
        _ => vec![],
    }
}

fn first_visit() -> Box<VisitOf> {
    let (inspector, host) = (Keeper::new("HAL").party(), Keeper::new("OND").party());
    Box::new(VisitOf { kind: Some(id("chosen")), number: 1, inspector, host, site: Some(id("depot")) })
}

fn stored(road: bool) -> LeafAt {
    LeafAt { road, class: id("stored"), leaf: 0 }
}

#[test]
fn an_item_stands_at_one_place_in_an_epoch_however_often_that_is_opened() {
    let twice = VisitFact::TagTwice { other: first_visit(), at: [stored(false), stored(true)], items: 1 };
    assert_eq!(Several::of(places).full(DEPOT, 1, &[]).full(DEPOT, 1, &[]).told(), []);
    assert_eq!(Several::of(places).full(DEPOT, 1, &[]).full(DEPOT, 2, &[]).told(), []);
    assert_eq!(Several::of(places).full(DEPOT, 1, &[]).full(NORTH, 1, &[]).told(), std::slice::from_ref(&twice));
    assert_eq!(Several::of(places).full(DEPOT, 1, &[]).sampled(IN_NORTH, 1).told(), [twice]);
}

#[test]
fn a_sample_that_stood_there_in_another_epoch_is_a_false_opening() {
    let facts = |shown: u32| {
        let several = Several::of(places).sampled_out_of(IN_NORTH, 1, shown);
        let assessment = audited_holding(&CLASSES, &several.world.records(), &[], Some(AS_OF), several.dossier);
        let facts = assessment.findings.into_iter().filter_map(|finding| match finding.fact {
            Fact::Record(RecordFact::Visit { fact: VisitFact::OpeningFalse { step, .. }, .. }) => Some(step),
            _ => None,
        });
        facts.collect::<Vec<_>>()
    };
    assert_eq!(facts(1), []);
    assert_eq!(facts(2), [StepName::Samples]);
}

#[test]
fn an_item_may_have_come_to_another_class_by_conversions_one_after_the_other() {
    let classes = |epoch, cell: Cell| {
        let here: [&[u8]; 4] = match epoch {
            2 => [&[20, 21], &[1, 4], &[2, 3], &[5]],
            _ => [&[1, 2], &[3, 22], &[4, 23], &[5]],
        };
        if cell.place == IN_DEPOT { here[usize::from(cell.class.0)].to_vec() } else { vec![] }
    };
    assert_eq!(Several::of(classes).full(DEPOT, 1, &[]).full(DEPOT, 2, &[]).told(), []);
}

#[test]
fn an_item_in_a_class_to_which_no_conversion_leads_contradicts_the_other_opening() {
    // eight ways on which nothing comes from one class to another; the others are there to make up the numbers
    let classes = |epoch, cell: Cell| {
        let here: [&[u8]; 4] = match epoch {
            2 => [&[1, 3, 5], &[6, 22], &[7, 23], &[8, 2, 4]],
            _ => [&[8, 20, 21], &[1, 2], &[3, 4], &[5, 6, 7]],
        };
        if cell.place == IN_DEPOT { here[usize::from(cell.class.0)].to_vec() } else { vec![] }
    };
    let at = [stored(false), LeafAt { class: id("retired"), ..stored(false) }];
    let told = VisitFact::NotConverted { other: first_visit(), at, epochs: [2, 1], items: 8 };
    assert_eq!(Several::of(classes).full(DEPOT, 1, &[]).full(DEPOT, 2, &[]).told(), [told]);
}

#[test]
fn a_seal_may_stand_on_what_is_shown_to_be_one_item() {
    let first = || Several::of(places).full(DEPOT, 1, &[("A-1", Some(0)), ("A-2", Some(1))]);
    assert_eq!(first().full(DEPOT, 2, &[("A-1", Some(1)), ("A-2", Some(0))]).told(), []);
    let told = VisitFact::SealReused { other: first_visit(), seal: "A-1".to_owned(), seals: 2 };
    assert_eq!(first().full(DEPOT, 2, &[("A-1", Some(0)), ("A-2", Some(1))]).told(), [told]);
}

/// A visit in full form up to the arrival.
fn in_full(world: World, hours: u64) -> Visit {
    let mut visit = Visit::asked_by(world, (CHOSEN, OpeningForm::Full), false, vec![1; 8], hours);
    visit.designates(0, None, hours + 1).opened(1, hours + 2);
    visit
}

/// The same up to its list, and the list.
fn listed(world: World, hours: u64, seals: &[(&str, Option<u16>)]) -> (Visit, Vec<u8>) {
    let mut visit = in_full(world, hours);
    let inspection = visit.inspection();
    let list = list(&mut visit, inspection, seals, hours + 4);
    (visit, list)
}

fn holding(lists: [Vec<u8>; 2]) -> Dossier {
    let mut dossier = Dossier::default();
    lists.into_iter().for_each(|list| dossier.paper(list));
    dossier
}

/// Two visits with these lists: what is told of seals.
fn of_two(first: &[(&str, Option<u16>)], second: &[(&str, Option<u16>)]) -> Vec<(String, u32)> {
    let (visit, one) = listed(World::until(2), 5, first);
    let (mut visit, other) = listed(visit.world, 12, second);
    visit.world.rest(2);
    let assessment = audited_holding(&TREATY, &visit.world.records(), &[], Some(AS_OF), holding([one, other]));
    let facts = assessment.findings.iter().filter_map(|finding| match &finding.fact {
        Fact::Record(RecordFact::Visit { fact: VisitFact::SealReused { seal, seals, other }, visit }) => {
            assert_eq!((visit.number, other.number, finding.party.as_ref().unwrap().as_str()), (2, 1, "HAL"));
            assert_eq!(finding.severity, audit::Severity::Discrepancy);
            Some((seal.clone(), *seals))
        }
        _ => None,
    });
    facts.collect()
}

#[test]
fn a_seal_stands_once_unless_it_stands_on_the_same_leaf() {
    let first = [("A-1", Some(0)), ("A-2", Some(1)), ("A-3", None)];
    assert_eq!(of_two(&first, &[("B-1", Some(0)), ("B-2", Some(1))]), []);
    // the same leaf of the same epoch is the same object
    assert_eq!(of_two(&first, &[("A-1", Some(0)), ("B-2", Some(1))]), []);
    assert_eq!(of_two(&first, &[("A-1", Some(1)), ("B-2", Some(0))]), [("A-1".to_owned(), 1)]);
    // of an object without a leaf nobody can say which it is
    assert_eq!(of_two(&first, &[("A-3", None)]), [("A-3".to_owned(), 1)]);
    assert_eq!(of_two(&first, &[("A-3", Some(5)), ("A-2", Some(0))]), [("A-3".to_owned(), 2)]);
    // twice in one list is a difference of its report
    assert_eq!(of_two(&[("A-1", Some(0)), ("A-1", Some(1))], &[("B-1", None), ("B-1", None)]), []);
    assert_eq!(of_two(&first, &[("A-3", None), ("A-3", Some(0))]), [("A-3".to_owned(), 1)]);
}

#[test]
fn the_same_leaf_of_two_hosts_is_two_objects() {
    let seals = [("A-1", Some(0))];
    let (visit, one) = listed(World::under(&THREE), 5, &seals);
    let mut world = visit.world;
    let ond = std::mem::replace(&mut world.ond, Keeper { instrument: THREE.hash, ..Keeper::new("CAR") });
    let (visit, other) = listed(world, 12, &seals);
    let mut records = visit.world.records();
    records.push(Copy::of(ond.author.clone(), &ond.writer, ond.head()));
    let told = across(&THREE, &records, holding([one, other]));
    assert!(matches!(told[..], [VisitFact::SealReused { .. }]), "{told:?}");
}

#[test]
fn a_list_that_is_of_another_inspection_says_nothing() {
    let seals = [("A-1", None)];
    let (visit, one) = listed(World::until(2), 5, &seals);
    let mut visit = in_full(visit.world, 12);
    let other = list(&mut visit, StepHash([9; 32]), &seals, 16);
    assert_eq!(across(&TREATY, &visit.world.records(), holding([one, other])), []);
}
