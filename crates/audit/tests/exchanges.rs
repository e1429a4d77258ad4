//! Exchanges that were due: from whom, from when on, and what is a reason for not giving one.

mod common;

use audit::Assessment;
use audit::assessment::Fact;
use common::{aggregates, audit, audit_on, findings, instrument, new_start_with};
use treaty::{Date, Instrument};

const NOTHING: [&str; 0] = [];

fn new_start(rows: &str) -> Assessment {
    audit(instrument("new-start.toml"), &[("a.csv", aggregates(rows).as_bytes())])
}

/// New START, to which Russia accedes in 2020, or proposes to.
fn acceded(more: &str) -> Instrument {
    let act = "[[act]]\nid = \"accession\"\nkind = \"accession\"\ndate = 2020-01-01\nby = [\"RU\"]\n\
               title = { en = \"a\", ru = \"а\" }\nsource = \"TREATY\"\nMORE\n[[act]]\nid       = \"signature\""
        .replace("MORE", more);
    new_start_with(&[
        ("short.ru = \"Россия\"", "short.ru = \"Россия\"\naccedes = \"accession\""),
        ("[[act]]\nid       = \"signature\"", &act),
    ])
}

#[test]
fn a_party_owes_no_exchange_before_it_accedes() {
    let rows = "2019-09-01,RU,,,,not_provided,x\n2020-03-01,RU,485,1326,754,confirmed,x\n";
    let found = audit(acceded(""), &[("a.csv", aggregates(rows).as_bytes())]);
    assert_eq!(findings(&found), NOTHING);
    let clock = found.obligations.iter().find(|one| one.id.as_str() == "six-month-update").unwrap();
    assert_eq!(clock.covers, Some((Date::constant(2020, 3, 1), Date::constant(2020, 3, 1))));
}

#[test]
fn the_act_of_another_is_no_reason_nor_is_an_act_about_another_exchange() {
    assert_eq!(findings(&new_start("2023-09-01,US,,,,not_provided,x\n")), ["late not-provided US 2023-09-01"]);
    assert_eq!(findings(&new_start("2023-09-01,RU,,,,not_provided,x\n")), ["discrepancy not-provided RU 2023-09-01"]);
    assert_eq!(findings(&new_start("2022-09-01,RU,,,,not_provided,x\n")), ["late not-provided RU 2022-09-01"]);
}

#[test]
fn an_exchange_that_its_party_withholds_and_publishes_nowhere_is_not_provided_by_that_act() {
    let found = new_start("2023-03-01,US,,,,not_provided,x\n");
    assert_eq!(findings(&found), ["discrepancy not-provided US 2023-03-01"], "and nothing is called withheld twice");
    let act = found.findings.iter().find_map(|finding| match &finding.fact {
        Fact::NotProvided { act, .. } => act.clone(),
        _ => None,
    });
    assert_eq!(act.unwrap().as_str(), "withholding-2023-us");
}

#[test]
fn what_one_party_withholds_the_other_may_publish() {
    assert_eq!(findings(&new_start("2023-03-01,RU,500,1400,760,confirmed,x\n")), NOTHING);
}

#[test]
fn an_exchange_is_missed_from_the_day_after_the_one_on_which_it_was_due() {
    let treaty = instrument("new-start.toml");
    let table = aggregates("2011-09-01,RU,516,1566,871,confirmed,x\n");
    let missed = |day| {
        let found = audit_on(day, &treaty, &[("a.csv", table.as_bytes())]);
        found.findings.into_iter().find_map(|finding| match finding.fact {
            Fact::BeyondTheInputs { dates, .. } => Some(dates),
            _ => None,
        })
    };
    let march = Date::constant(2012, 3, 1);
    assert_eq!(missed(Date::constant(2012, 3, 30)), None);
    assert_eq!(missed(Date::constant(2012, 3, 31)), Some(vec![march]));
    let last = missed(Date::constant(2027, 6, 1)).and_then(|dates| dates.last().copied());
    assert_eq!(last, Some(Date::constant(2025, 9, 1)), "nothing is due after the expiry");
}

#[test]
fn figures_that_stand_for_an_exchange_are_no_exchange_of_their_own_day() {
    let rows = "2017-09-01,RU,501,1561,790,confirmed,x\n2018-02-05,RU,,,,not_provided,x\n2018-09-01,RU,517,1420,775,confirmed,x\n";
    assert_eq!(findings(&new_start(rows)), ["question nothing-due RU 2018-02-05"]);
}

#[test]
fn a_party_that_only_proposes_to_accede_is_bound_by_nothing() {
    let table = aggregates("2020-03-01,RU,701,1550,800,confirmed,x\n");
    let proposed = audit(acceded("proposed = true\n"), &[("a.csv", table.as_bytes())]);
    assert_eq!((findings(&proposed), proposed.obligations), (vec![], vec![]));
    let acceded = audit(acceded(""), &[("a.csv", table.as_bytes())]);
    assert_eq!(findings(&acceded), ["inconsistent over-limit RU 2020-03-01"]);
}

#[test]
fn an_act_that_is_read_in_no_way_leaves_what_was_not_given_late() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../treaties/new-start.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let (before, act) = text.split_at(text.find("id       = \"withholding-2023-us\"").unwrap());
    let (act, behind) = act.split_at(act.find("\n[[act]]").unwrap());
    let unread = &act[..act.find("[[act.readings]]").unwrap()];
    let treaty = treaty::parse(format!("{before}{unread}{behind}").as_bytes(), None).unwrap().instrument;
    let table = aggregates("2023-03-01,US,,,,not_provided,x\n");
    assert_eq!(findings(&audit(treaty, &[("a.csv", table.as_bytes())])), ["late not-provided US 2023-03-01"]);
}

#[test]
fn a_withholding_that_is_proposed_withholds_nothing() {
    let treaty = new_start_with(&[("exchange = 2023-03-01\n", "exchange = 2023-03-01\nproposed = true\n")]);
    let table = aggregates("2022-09-01,US,659,1420,800,confirmed,x\n2023-03-01,US,662,1419,800,confirmed,x\n");
    let told = findings(&audit(treaty, &[("a.csv", table.as_bytes())]));
    assert!(!told.iter().any(|told| told.contains("withheld")), "{told:?}");
}
