//! With what probability something hidden would be met: from the numbers of the instrument, and from nothing else.

mod common;

use audit::assessment::{Chance, Fact, Probability, Visits};
use audit::{Assessment, Severity};
use common::instrument;
use treaty::Instrument;

/// What every finding on a measure says of it.
fn chance(treaty: Instrument) -> Chance {
    let class = treaty.warhead_classes().next().cloned().unwrap();
    let table = format!("effective_date,party,class,items,status,source\n2027-04-01,HAL,{class},1,confirmed,x\n");
    of(&common::audit(treaty, &[("items.csv", table.as_bytes())]))
}

fn of(assessment: &Assessment) -> Chance {
    let of = |finding: &audit::Finding| match &finding.fact {
        Fact::Unverified { chance, .. } => Some(chance.clone()),
        _ => None,
    };
    let blind = assessment.findings.iter().filter(|finding| finding.severity == Severity::Blind);
    let all: Vec<_> = blind.filter_map(of).collect();
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "one instrument gives one probability");
    all[0].clone()
}

/// The treaty with sampled inspections, with some of its text changed, and with so many sites of HAL: bases, stores and plants.
fn with_sites(changes: &[(&str, &str)], sites: [u32; 3]) -> Instrument {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../treaties/illustrative-sampling.toml");
    let mut text = std::fs::read_to_string(path).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from:?} is not in the file");
        text = text.replacen(from, to, 1);
    }
    for (kind, count) in ["missile-base", "warhead-store", "warhead-plant"].into_iter().zip(sites) {
        let site = |number| format!("\n[[site]]\nparty = \"HAL\"\nid = \"{kind}-{number}\"\nfacility = \"{kind}\"\n");
        text.extend((0..count).map(site));
    }
    treaty::parse(text.as_bytes(), None).unwrap_or_else(|told| panic!("{told:#?}")).instrument
}

fn visits(changes: &[(&str, &str)], sites: [u32; 3]) -> Vec<Visits> {
    match chance(with_sites(changes, sites)) {
        Chance::Visits(visits) => visits,
        other => panic!("{other:?}"),
    }
}

fn p(numerator: u32, denominator: u32) -> Probability {
    Probability::new(numerator, denominator).unwrap()
}

#[test]
fn a_ledger_alone_meets_nothing_that_was_never_entered() {
    assert_eq!(chance(instrument("illustrative-freeze.toml")), Chance::Nothing);
}

#[test]
fn where_sites_are_not_listed_the_probability_is_not_known() {
    assert_eq!(chance(instrument("illustrative-sampling.toml")), Chance::NotStated);
    let new_start =
        common::audit(instrument("new-start.toml"), &[("a.csv", &common::data("new-start-aggregates.csv"))]);
    assert_eq!(of(&new_start), Chance::NotStated, "it has visits and national means, and the file lists no bases");
}

#[test]
fn visits_meet_a_site_as_often_as_a_sample_meets_a_defect() {
    // twelve sampled inspections a year go to bases and stores, six visits for absence to plants too
    let found = visits(&[], [8, 16, 1]);
    let told: Vec<_> =
        found.iter().map(|of| (of.party.as_str(), of.inspection.as_str(), of.sites, of.visits)).collect();
    assert_eq!(told, [("HAL", "sampled-visit", 24, 12), ("HAL", "absence-visit", 25, 6)], "OND lists no sites");
    let year: Vec<_> = found[0].hidden.iter().map(|hidden| (hidden.at, hidden.year.clone())).collect();
    assert_eq!(year, [(1, p(1, 2)), (2, p(35, 46)), (5, p(158, 161))]);
    assert_eq!(found[1].hidden[0].year, p(6, 25));
    assert_eq!(found[0].years, Some(1), "the freeze lasts one treaty year");
    assert_eq!(found[0].hidden[0].freeze, Some(p(1, 2)));
}

#[test]
fn a_longer_freeze_has_the_visits_of_all_its_treaty_years() {
    let longer = ("ends = { years = 1, after = \"entry-into-force\" }", "ends = 2029-04-02");
    let found = visits(&[longer], [8, 16, 0]);
    assert_eq!(found[0].years, Some(3), "its last day lies in a third");
    assert_eq!(found[0].hidden[0].freeze, Some(p(7, 8)));
    let two = ("ends = { years = 1, after = \"entry-into-force\" }", "ends = 2029-04-01");
    assert_eq!(visits(&[two], [8, 16, 0])[0].years, Some(2));
}

#[test]
fn more_visits_than_sites_visit_all_and_no_example_has_more_sites_than_there_are() {
    let found = visits(&[], [1, 1, 0]);
    let told: Vec<_> = found[0].hidden.iter().map(|hidden| (hidden.at, hidden.year.clone())).collect();
    assert_eq!((found[0].sites, found[0].visits), (2, 2));
    assert_eq!(told, [(1, Probability::one()), (2, Probability::one())]);
}

#[test]
fn visits_that_are_not_agreed_meet_nothing() {
    let silent = |id: &str| {
        (format!("[[inspection]]\nid = \"{id}\""), format!("[[inspection]]\nid = \"{id}\"\nstatus = \"silent\""))
    };
    let (sampled, absence) = (silent("sampled-visit"), silent("absence-visit"));
    let changes = [(&*sampled.0, &*sampled.1)];
    assert_eq!(visits(&changes, [4, 8, 1]).len(), 1);
    let changes = [(&*sampled.0, &*sampled.1), (&*absence.0, &*absence.1)];
    assert_eq!(chance(with_sites(&changes, [4, 8, 1])), Chance::NotStated, "the measures still look at the world");
}

#[test]
fn measures_that_are_not_agreed_look_at_nothing() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../treaties/illustrative-sampling.toml");
    let mut text = std::fs::read_to_string(path).unwrap().replace("status = \"silent\"\n", "");
    // declared totals, which look at nothing either
    assert!(text.contains("preset = \"L3\""));
    text = text.replace("preset = \"L3\"", "preset = \"L1\"");
    for table in ["measure", "inspection"] {
        let (from, to) = (format!("[[{table}]]\n"), format!("[[{table}]]\nstatus = \"silent\"\n"));
        assert!(text.contains(&from));
        text = text.replace(&from, &to);
    }
    let silent = treaty::parse(text.as_bytes(), None).unwrap_or_else(|told| panic!("{told:#?}")).instrument;
    assert_eq!(chance(silent), Chance::Nothing);
}
