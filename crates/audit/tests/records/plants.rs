//! Two kinds of plants, each with a portal of its own: what crosses is held against the opened sums, and counts for its own portal and measure.

use crate::world::*;

use audit::assessment::{Fact, GateFact, RecordFact};
use log::Timestamp;
use proof::Flow;
use record::statement::{Crossing, CrossingHash, Gate, SeenCrossing, Verdict, Way};
use record::{Epoch, Opening, OpeningNumber, SiteNumber, Statement};
use std::sync::LazyLock;
use treaty::Instrument;
use treaty::measure::Measure;

const RECORD: &str = "[record]\n";

/// Each party has a missile plant.
static PLANTS: LazyLock<Instrument> =
    LazyLock::new(|| with_plants(&[("HAL", "west", "missiles"), ("OND", "assembly", "missiles")]));

/// Sites behind those that there are. What is neither `missiles` nor `plant` has no portal, and the openings are the first three of the instrument.
fn with_plants(sites: &[(&str, &str, &str)]) -> Instrument {
    with_plants_before(RECORD, sites)
}

fn with_plants_before(anchor: &str, sites: &[(&str, &str, &str)]) -> Instrument {
    let site = |(party, id, facility): &(&str, &str, &str)| {
        format!("[[site]]\nparty = \"{party}\"\nid = \"{id}\"\nfacility = \"{facility}\"\n\n")
    };
    let name = "name = { en = \"A name\", ru = \"Имя\" }\n";
    let rest = "article = \"I\"\nsource = \"S\"\n\n";
    let facility =
        |id: &str| format!("[[facility]]\nid = \"{id}\"\n{name}sort = \"missile-plant\"\nholds = []\n{rest}");
    let unwatched =
        facility("unwatched").replace("holds = []", "holds = [\"stored\"]").replace("missile-plant", "warhead-plant");
    let facilities = [facility("missiles"), facility("more-missiles"), unwatched].concat();
    let portal = |id: &str, at: &str| {
        let times = "other-exits-max = 0\ndeclaration = { minutes = 30 }\nverdict = { hours = 4 }\n";
        format!("[[portal]]\nid = \"{id}\"\n{name}at = [\"{at}\"]\n{times}{rest}")
    };
    let opening = |of: &str| {
        let when = "every = { epochs = 2 }\ndue = { days = 3 }\nreaders = \"public\"\n";
        format!("[[opening]]\nid = \"{of}\"\n{name}of = \"{of}\"\n{when}{rest}")
    };
    let measure = |id: &str| format!("[[measure]]\nid = \"{id}\"\n{rest}");
    let measures = ["portal-missile-plants", "portal-warhead-plants", "dismantlement-portal"].map(measure).concat();
    let portals = [portal("missile-gate", "missiles"), portal("gate", "plant")].concat();
    let openings = ["births", "returns", "arrivals"].map(opening).concat();
    let sites: String = sites.iter().map(site).collect();
    changed(anchor, &[facilities, portals, openings, measures, sites, anchor.to_owned()].concat())
}

/// The plants of OND, by number, and the one of HAL.
const WORKS: u16 = 1;
const ASSEMBLY: u16 = 2;
const WEST: u16 = 1;

/// An item leaves a plant three hours into an epoch, declared an hour before and, it may be, seen by the other party's monitors.
fn leaves(world: &mut World, host: &str, site: u16, epoch: u32, is_seen: bool) {
    let (host, monitors) =
        if host == "HAL" { (&mut world.hal, &mut world.ond) } else { (&mut world.ond, &mut world.hal) };
    let time = Timestamp::new(at(epoch - 1, 3)).unwrap();
    let gate = Gate { site: SiteNumber(site), way: Way::Out, exit: 0, epoch: Epoch(epoch) };
    let crossing = Statement::Crossing(Crossing { number: 1, gate, at: time, items: 1 });
    let declared = host.envelope(&crossing, at(epoch - 1, 2));
    host.log(&declared);
    if is_seen {
        let (host, crossing) = (host.party(), Some(CrossingHash::of(&declared.encode())));
        let verdict = Verdict::AsDeclared;
        let seen = SeenCrossing { host, crossing, gate, at: time, seen: 1, opened: 0, verdict, file: None };
        monitors.say(Statement::Verdict(seen), at(epoch - 1, 4));
    }
}

/// OND states the baseline and two epochs, in the second of which so many items were born, and as many lost.
fn stated(treaty: &Instrument, born: u16) -> World {
    let mut world = World::under(treaty);
    let shape = layout(treaty, "OND", 2, &[]).shape;
    let place = |is: fn(&Flow) -> bool| shape.flows().iter().position(is).unwrap();
    let (birth, loss) = (place(|flow| matches!(flow, Flow::Birth(_))), place(|flow| matches!(flow, Flow::Loss(_))));
    for epoch in 0..=2 {
        let plan = |plan: &mut Plan| {
            if epoch == 2 {
                (plan.flows[birth], plan.flows[loss]) = (born, born);
            }
        };
        let stated = close(treaty, "OND", epoch, &[], &world.chain, &Forge { plan: &plan, ..Forge::default() });
        world.ond_logs(stated);
    }
    world
}

/// OND opens these sums of both epochs: births, returns, arrivals.
fn opens(world: &mut World, openings: impl IntoIterator<Item = u16>) {
    let sums: [fn(&Flow) -> bool; 3] = [
        |flow| matches!(flow, Flow::Birth(_)),
        |flow| matches!(flow, Flow::Return(_)),
        |flow| matches!(flow, Flow::Arrival(_)),
    ];
    for number in openings {
        let (opening, sums) = (OpeningNumber(number), vec![sum_of_flows(&world.chain[1..], sums[usize::from(number)])]);
        world.ond.say(Statement::Opening(Opening { opening, first: Epoch(1), last: Epoch(2), sums }), at(2, 3));
    }
}

/// By how much what crossed differs from what was opened.
fn differs(treaty: &Instrument, records: &[Copy]) -> Vec<String> {
    let assessment = audited(treaty, records, AS_OF);
    let of_sums = assessment.findings.iter().filter_map(|finding| match &finding.fact {
        Fact::Record(RecordFact::Gate { gate, fact: GateFact::GateSumDiffers { way, seen, opened } }) => {
            let party = finding.party.as_ref().unwrap();
            Some(format!("{} {party} {} {way:?} {seen} {opened}", finding.severity.word(), gate.portal))
        }
        _ => None,
    });
    of_sums.collect()
}

fn unverified(treaty: &Instrument, records: &[Copy], of: Measure) -> bool {
    let is_of = |fact: &Fact| matches!(fact, Fact::Unverified { measure, .. } if *measure == of);
    audited(treaty, records, AS_OF).findings.iter().any(|finding| is_of(&finding.fact))
}

const NOTHING: [&str; 0] = [];

#[test]
fn what_crossed_is_held_against_the_opened_sums_where_both_records_are_held_whole() {
    let mut world = stated(&PLANTS, 0);
    leaves(&mut world, "OND", WORKS, 2, true);
    opens(&mut world, 0..3);
    let old = world.records();
    world.receipts(2, 4);
    let told = differs(&PLANTS, &world.records());
    assert_eq!(told, ["inconsistent OND gate Out 1 0"], "nothing came in, and no arrival is opened");
    for party in [0, 1] {
        let mut records = world.records();
        records[party] = old[party].clone();
        let told = differs(&PLANTS, &records);
        assert_eq!(told, NOTHING, "what the copy of party {party} lacks may be another crossing");
    }
}

#[test]
fn a_sum_that_differs_is_told_under_the_portal_of_the_plants_for_warheads_whichever_comes_first() {
    let first = "[[site]]\nparty = \"OND\"\nid = \"north\"";
    let treaty = with_plants_before(first, &[("OND", "assembly", "missiles")]);
    let mut world = stated(&treaty, 0);
    leaves(&mut world, "OND", 2, 2, true);
    opens(&mut world, 0..3);
    world.receipts(2, 4);
    assert_eq!(differs(&treaty, &world.records()), ["inconsistent OND gate Out 1 0"]);
}

#[test]
fn what_left_the_plants_for_warheads_is_what_was_born_whatever_leaves_another_plant() {
    for (born, told) in [(1, &NOTHING[..]), (2, &["inconsistent OND gate Out 1 2"])] {
        let mut world = stated(&PLANTS, born);
        for site in [WORKS, ASSEMBLY] {
            leaves(&mut world, "OND", site, 2, true);
        }
        opens(&mut world, 0..3);
        world.receipts(2, 4);
        assert_eq!(differs(&PLANTS, &world.records()), told, "{born} born");
    }
}

#[test]
fn what_leaves_the_other_partys_plant_is_not_what_was_born_in_ones_own() {
    let treaty = with_plants(&[("HAL", "west", "plant"), ("OND", "assembly", "missiles")]);
    let mut world = stated(&treaty, 1);
    leaves(&mut world, "OND", WORKS, 2, true);
    // HAL opens no sum, and nobody can hold it to one
    leaves(&mut world, "HAL", WEST, 2, true);
    opens(&mut world, 0..3);
    world.receipts(2, 4);
    assert_eq!(differs(&treaty, &world.records()), NOTHING);
}

#[test]
fn where_another_plant_has_no_portal_nothing_is_added_up() {
    let treaty = with_plants(&[("OND", "assembly", "unwatched")]);
    let mut world = stated(&treaty, 1);
    opens(&mut world, 0..3);
    world.receipts(2, 4);
    assert_eq!(differs(&treaty, &world.records()), NOTHING, "what was born may have left there");
    assert!(unverified(&treaty, &world.records(), Measure::PortalWarheadPlants));
}

#[test]
fn the_way_out_is_shown_by_births_and_returns_and_the_way_in_by_arrivals() {
    let measures = [Measure::PortalWarheadPlants, Measure::DismantlementPortal];
    for (opened, shown) in [
        (0..0, [false, false]),
        (0..1, [false, false]),
        (0..2, [true, false]),
        (2..3, [false, true]),
        (0..3, [true; 2]),
    ] {
        let mut world = stated(&PLANTS, 0);
        opens(&mut world, opened.clone());
        world.receipts(2, 4);
        let records = world.records();
        assert_eq!(measures.map(|measure| !unverified(&PLANTS, &records, measure)), shown, "{opened:?} opened");
    }
}

#[test]
fn a_measure_at_missile_plants_is_shown_where_monitors_saw_something_at_every_partys() {
    let shown = |of_ond: u16, seen: [bool; 2]| {
        let mut world = World::under(&PLANTS);
        leaves(&mut world, "OND", of_ond, 2, seen[0]);
        leaves(&mut world, "HAL", WEST, 2, seen[1]);
        world.receipts(2, 1);
        !unverified(&PLANTS, &world.records(), Measure::PortalMissilePlants)
    };
    let both = [[false; 2], [true, false], [false, true], [true; 2]];
    assert_eq!(both.map(|seen| shown(ASSEMBLY, seen)), [false, false, false, true]);
    assert!(!shown(WORKS, [true; 2]), "what leaves a plant for warheads shows nothing of one for missiles");
}

#[test]
fn a_measure_at_missile_plants_is_not_shown_where_one_has_no_portal_or_there_is_none() {
    let shown = |sites: &[(&str, &str, &str)]| {
        let treaty = with_plants(sites);
        let mut world = World::under(&treaty);
        if !sites.is_empty() {
            leaves(&mut world, "OND", ASSEMBLY, 2, true);
        }
        world.receipts(2, 1);
        !unverified(&treaty, &world.records(), Measure::PortalMissilePlants)
    };
    let assembly = ("OND", "assembly", "missiles");
    assert!(shown(&[assembly]));
    assert!(!shown(&[assembly, ("OND", "second", "more-missiles")]));
    assert!(!shown(&[]));
}

#[test]
fn a_party_without_such_plants_leaves_nothing_to_be_seen() {
    let treaty = with_plants(&[("OND", "assembly", "missiles")]);
    let mut world = World::under(&treaty);
    leaves(&mut world, "OND", ASSEMBLY, 2, true);
    let mut old = world.records();
    world.receipts(2, 1);
    let records = world.records();
    assert!(!unverified(&treaty, &records, Measure::PortalMissilePlants));
    assert!(unverified(&treaty, &records, Measure::PortalWarheadPlants));
    // what an old copy lacks may be another crossing
    old[2..].clone_from_slice(&records[2..]);
    assert!(unverified(&treaty, &old, Measure::PortalMissilePlants));
}

#[test]
fn each_portal_has_the_days_of_its_own_crossings() {
    let days = |assembly: bool| {
        let mut world = World::under(&PLANTS);
        leaves(&mut world, "OND", WORKS, 2, true);
        if assembly {
            leaves(&mut world, "OND", ASSEMBLY, 3, true);
        }
        world.receipts(3, 1);
        let assessment = audited(&PLANTS, &world.records(), AS_OF);
        ["gate", "missile-gate"].map(|portal| obligation(&assessment, "OND", portal).map(|(_, days)| days))
    };
    let [second, third] = ["2030-01-12/2030-01-12", "2030-01-13/2030-01-13"].map(|days| Some(days.to_owned()));
    assert_eq!(days(true), [second.clone(), third]);
    assert_eq!(days(false), [second, None]);
}
