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

const SITES: &str = "[[site]]\nparty = \"OND\"\nid = \"north\"";

/// Each party has a missile plant.
static PLANTS: LazyLock<Instrument> = LazyLock::new(|| with_plants(&[("HAL", "west"), ("OND", "assembly")]));

/// The openings are the first three of the instrument.
fn with_plants(sites: &[(&str, &str)]) -> Instrument {
    let site = |(party, id): &(&str, &str)| {
        format!("[[site]]\nparty = \"{party}\"\nid = \"{id}\"\nfacility = \"missiles\"\n\n")
    };
    let name = "name = { en = \"A name\", ru = \"Имя\" }\n";
    let rest = "article = \"I\"\nsource = \"S\"\n\n";
    let facility = format!("[[facility]]\nid = \"missiles\"\n{name}sort = \"missile-plant\"\nholds = []\n{rest}");
    let portal = |id: &str, at: &str| {
        let times = "other-exits-max = 0\ndeclaration = { minutes = 30 }\nverdict = { hours = 4 }\n";
        format!("[[portal]]\nid = \"{id}\"\n{name}at = [\"{at}\"]\n{times}{rest}")
    };
    let opening = |of: &str| {
        let when = "every = { epochs = 2 }\ndue = { days = 3 }\nreaders = \"public\"\n";
        format!("[[opening]]\nid = \"{of}\"\n{name}of = \"{of}\"\n{when}{rest}")
    };
    let measure = format!("[[measure]]\nid = \"portal-missile-plants\"\n{rest}");
    let portals = [portal("missile-gate", "missiles"), portal("gate", "plant")].concat();
    let openings = ["births", "returns", "arrivals"].map(opening).concat();
    let sites: String = sites.iter().map(site).collect();
    changed(SITES, &[facility, portals, openings, measure, sites, SITES.to_owned()].concat())
}

/// The plants of OND, by number, and the one of HAL.
const ASSEMBLY: u16 = 0;
const WORKS: u16 = 2;
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

#[test]
fn what_crossed_is_held_against_the_opened_sums_where_both_records_are_held_whole() {
    let mut world = World::under(&PLANTS);
    for epoch in 0..=2 {
        let stated = close(&PLANTS, "OND", epoch, &[], &world.chain, &Forge::default());
        world.ond_logs(stated);
    }
    // the ledger has neither births nor returns
    leaves(&mut world, "OND", WORKS, 2, true);
    let sums: [fn(&Flow) -> bool; 3] = [
        |flow| matches!(flow, Flow::Birth(_)),
        |flow| matches!(flow, Flow::Return(_)),
        |flow| matches!(flow, Flow::Arrival(_)),
    ];
    for (number, is) in (0..).zip(sums) {
        let (opening, sums) = (OpeningNumber(number), vec![sum_of_flows(&world.chain[1..], is)]);
        world.ond.say(Statement::Opening(Opening { opening, first: Epoch(1), last: Epoch(2), sums }), at(2, 3));
    }
    let old = world.records();
    world.receipts(2, 4);
    let differs = |records: &[Copy]| {
        let assessment = audited(&PLANTS, records, AS_OF);
        let of_sums = assessment.findings.iter().filter_map(|finding| match &finding.fact {
            Fact::Record(RecordFact::Gate { gate, fact: GateFact::GateSumDiffers { way, seen, opened } }) => {
                let party = finding.party.as_ref().unwrap();
                Some(format!("{} {party} {} {way:?} {seen} {opened}", finding.severity.word(), gate.portal))
            }
            _ => None,
        });
        of_sums.collect::<Vec<_>>()
    };
    assert_eq!(
        differs(&world.records()),
        ["inconsistent OND gate Out 1 0"],
        "nothing came in, and no arrival is opened"
    );
    for party in [0, 1] {
        let mut records = world.records();
        records[party] = old[party].clone();
        assert_eq!(differs(&records), [] as [&str; 0], "what the copy of party {party} lacks may be another crossing");
    }
}

#[test]
fn a_measure_at_missile_plants_is_shown_where_monitors_saw_something_at_every_partys() {
    let unverified = |seen: [bool; 2]| {
        let mut world = World::under(&PLANTS);
        leaves(&mut world, "OND", ASSEMBLY, 2, seen[0]);
        leaves(&mut world, "HAL", WEST, 2, seen[1]);
        world.receipts(2, 1);
        let assessment = audited(&PLANTS, &world.records(), AS_OF);
        let missiles = Measure::PortalMissilePlants;
        assessment
            .findings
            .iter()
            .any(|finding| matches!(finding.fact, Fact::Unverified { measure, .. } if measure == missiles))
    };
    assert_eq!([[false; 2], [true, false], [false, true], [true; 2]].map(unverified), [true, true, true, false]);
}

#[test]
fn a_party_without_such_plants_leaves_nothing_to_be_seen() {
    let treaty = with_plants(&[("OND", "assembly")]);
    let mut world = World::under(&treaty);
    leaves(&mut world, "OND", ASSEMBLY, 2, true);
    let mut old = world.records();
    world.receipts(2, 1);
    let unverified = |records: &[Copy], of| {
        let is_of = |fact: &Fact| matches!(fact, Fact::Unverified { measure, .. } if *measure == of);
        audited(&treaty, records, AS_OF).findings.iter().any(|finding| is_of(&finding.fact))
    };
    let records = world.records();
    assert!(!unverified(&records, Measure::PortalMissilePlants));
    assert!(unverified(&records, Measure::PortalWarheadPlants));
    // what an old copy lacks may be another crossing
    old[2..].clone_from_slice(&records[2..]);
    assert!(unverified(&old, Measure::PortalMissilePlants));
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
