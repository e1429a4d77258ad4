//! Declarations in tables, case by case: what is taken for whose, of which day, and what of it is disputed.

mod common;

use audit::assessment::Fact;
use audit::{Assessment, Audit, Refusal, Verdict};
use common::{aggregates, audit, data, findings, instrument};
use treaty::measure::Measure;
use treaty::{Date, Instrument};

/// Tables of one row, one after the other, under New START.
fn pushing() -> impl FnMut(&str, &str) -> Result<(), Refusal> {
    let treaty = instrument("new-start.toml");
    let mut audit = Audit::new(treaty.clone(), None);
    move |name, row| audit.push(record::read(name, aggregates(row).as_bytes(), &treaty).unwrap())
}

#[test]
fn two_parties_may_state_the_same_figures() {
    let mut push = pushing();
    push("a.csv", "2019-03-01,US,656,1365,800,confirmed,x\n").unwrap();
    assert_eq!(push("b.csv", "2019-09-01,RU,656,1365,800,confirmed,x\n"), Ok(()), "of another day");
}

#[test]
fn figures_that_are_said_to_be_unchanged_may_be_stated_before_and_behind_those_of_their_day() {
    let mut push = pushing();
    push("a.csv", "2019-09-01,US,656,1365,800,unchanged,x\n").unwrap();
    assert_eq!(push("b.csv", "2019-03-01,US,656,1365,800,confirmed,x\n"), Ok(()));
    assert_eq!(push("c.csv", "2020-03-01,US,656,1365,800,unchanged,x\n"), Ok(()));
    assert!(push("d.csv", "2020-09-01,US,656,1365,800,confirmed,x\n").is_err());
}

#[test]
fn an_aggregate_is_not_called_disputed_where_every_reading_of_the_items_is_over_the_limit() {
    let items = String::from_utf8(data("us-2020-09-01-items.csv")).unwrap();
    let table = aggregates("2020-09-01,US,675,1457,800,confirmed,x\n");
    let verdicts = |items: &str| {
        let found = audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes()), ("i.csv", items.as_bytes())]);
        let rows = found.judged.iter().filter(|row| row.limit.as_str() == "launchers-total");
        rows.map(|row| (row.value, row.verdict)).collect::<Vec<_>>()
    };
    let declared = (Some(800), Verdict::Disputed);
    assert!(verdicts(&items).contains(&declared), "{:?}", verdicts(&items));
    let over =
        items.replacen("icbm-launcher-nondeployed,minuteman-iii,57", "icbm-launcher-nondeployed,minuteman-iii,58", 1);
    assert_eq!(verdicts(&over), [(Some(800), Verdict::Within), (Some(801), Verdict::Over)]);
}

#[test]
fn a_withholding_is_not_known_before_its_day() {
    let treaty = instrument("new-start.toml");
    let table = aggregates("2022-09-01,US,659,1420,800,confirmed,x\n2023-03-01,US,662,1419,800,confirmed,x\n");
    let on = |day: Date| {
        let mut audit = Audit::new(treaty.clone(), Some(day));
        audit.push(record::read("a.csv", table.as_bytes(), &treaty).unwrap()).unwrap();
        findings(&audit.finish().unwrap()).into_iter().filter(|told| told.contains("withheld")).collect::<Vec<_>>()
    };
    assert_eq!(on(Date::constant(2023, 5, 14)), Vec::<String>::new());
    assert_eq!(on(Date::constant(2023, 5, 15)), ["discrepancy withheld US 2023-03-01"]);
}

#[test]
fn a_file_that_is_given_twice_is_named_with_the_one_before() {
    let treaty = instrument("new-start.toml");
    let mut audit = Audit::new(treaty.clone(), None);
    let table = aggregates("2019-03-01,US,656,1365,800,confirmed,x\n");
    let mut push = |name: &str| audit.push(record::read(name, table.as_bytes(), &treaty).unwrap());
    push("a.csv").unwrap();
    assert_eq!(push("b.csv"), Err(Refusal::SameFile { file: "b.csv".to_owned(), earlier: "a.csv".to_owned() }));
}

#[test]
fn a_party_states_the_figures_of_a_day_once_whatever_they_are() {
    let mut push = pushing();
    push("a.csv", "2019-03-01,US,656,1365,800,confirmed,x\n").unwrap();
    match push("b.csv", "2019-03-01,US,655,1364,799,confirmed,x\n") {
        Err(Refusal::StatedTwice { file, line, party, date, .. }) => {
            let day = Date::constant(2019, 3, 1);
            assert_eq!((file.as_str(), line, party.as_str(), date), ("b.csv", 2, "US", day));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_dispute_touches_the_rows_of_its_party_and_day_that_one_reading_alone_is_over() {
    let items = String::from_utf8(data("us-2020-09-01-items.csv")).unwrap();
    let table = aggregates(
        "2020-09-01,US,675,1457,801,confirmed,x\n2020-09-01,RU,510,1447,764,confirmed,x\n2021-03-01,US,651,1357,800,confirmed,x\n",
    );
    let verdicts = |items: &str| {
        let found = audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes()), ("i.csv", items.as_bytes())]);
        let rows = found.judged.into_iter().filter(|row| row.limit.as_str() == "launchers-total");
        rows.map(|row| (row.party.to_string(), row.value.unwrap(), row.verdict)).collect::<Vec<_>>()
    };
    let row = |party: &str, value, verdict| (party.to_owned(), value, verdict);
    let mut found = verdicts(&items);
    found.sort_by_key(|(party, value, _)| (party.clone(), *value));
    let over = row("US", 801, Verdict::Over);
    let disputed = row("US", 800, Verdict::Disputed);
    assert_eq!(found.len(), 4);
    assert!(found.contains(&row("RU", 764, Verdict::Within)), "{found:?}");
    assert!(found.contains(&row("US", 800, Verdict::Within)), "of another day: {found:?}");
    assert!(found.contains(&over) && found.contains(&disputed), "{found:?}");
    let fewer =
        items.replacen("icbm-launcher-deployed,minuteman-iii,397", "icbm-launcher-deployed,minuteman-iii,97", 1);
    assert!(verdicts(&fewer).contains(&row("US", 500, Verdict::Within)), "both readings are within it");
}

#[test]
fn rows_that_a_source_carries_are_neither_unconfirmed_nor_seen_in_part() {
    let weak = |status: &str| {
        let table = aggregates(&format!("2012-09-01,RU,499,1499,884,{status},x\n"));
        let found = audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes())]);
        let codes = found.findings.iter().map(|finding| finding.fact.code());
        codes.filter(|code| code.contains("confirmed")).collect::<Vec<_>>()
    };
    assert_eq!(weak("confirmed"), [""; 0]);
    assert_eq!(weak("partly_confirmed"), ["partly-confirmed"]);
    assert_eq!(weak("derived"), ["partly-confirmed"]);
    assert_eq!(weak("unconfirmed"), ["unconfirmed"]);
}

/// A table of one row under the illustration with samples, on the day of the last of its acts that is more than a proposal.
fn one_row_under(treaty: Instrument) -> (Date, Assessment) {
    let day = treaty.acts.iter().filter(|act| !act.proposed).map(|act| act.date).max().unwrap();
    assert!(treaty.acts.iter().any(|act| act.proposed && act.date > day));
    let table = format!("effective_date,party,class,items,status,source\n{day},HAL,non-strategic,1,confirmed,x\n");
    (day, audit(treaty, &[("items.csv", table.as_bytes())]))
}

#[test]
fn a_declaration_is_held_against_its_own_day_whatever_act_is_proposed_for_a_later_one() {
    let (day, found) = one_row_under(instrument("illustrative-sampling.toml"));
    assert_eq!(found.as_of, day);
    assert!(!found.findings.iter().any(|finding| matches!(finding.fact, Fact::AfterTheDay { .. })));
}

#[test]
fn a_measure_of_which_nothing_is_shown_is_agreed_where_both_say_so_and_not_where_it_is_left_open() {
    let (_, found) = one_row_under(instrument("illustrative-sampling.toml"));
    let unverified = |of| {
        let is = |fact: &Fact| match fact {
            Fact::Unverified { measure, agreed, .. } if *measure == of => Some(*agreed),
            _ => None,
        };
        found.findings.iter().find_map(|finding| is(&finding.fact))
    };
    assert_eq!(unverified(Measure::Totals), None, "the table shows them");
    assert_eq!(unverified(Measure::Commitments), Some(true), "and no ledger");
    assert_eq!(unverified(Measure::Challenge), Some(false));
}
