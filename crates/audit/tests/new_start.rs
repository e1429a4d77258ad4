//! Twelve years of real declarations, and what would have been said of others.

mod common;

use audit::assessment::{Fact, Read};
use audit::{Audit, Outcome, Severity, Verdict};
use common::{aggregates, audit, data, findings, instrument, new_start_with};
use treaty::instrument::Kind;
use treaty::{Date, Id};

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

#[test]
fn the_twelve_years_are_open_for_three_reasons_and_inconsistent_for_none() {
    let found = audit(instrument("new-start.toml"), &[("a.csv", &data("new-start-aggregates.csv"))]);
    assert_eq!(found.outcome, Outcome::Open);
    assert_eq!(
        findings(&found),
        [
            "discrepancy not-provided RU 2023-03-01",
            "discrepancy disputed-count US 2018-02-05",
            "discrepancy withheld US 2023-03-01",
            "question unconfirmed RU -",
            "question unconfirmed US -",
        ]
    );
}

// shows: limit
#[test]
fn every_row_is_within_the_limits_from_the_day_they_bind_and_nothing_is_held_against_those_before() {
    let found = audit(instrument("new-start.toml"), &[("a.csv", &data("new-start-aggregates.csv"))]);
    let binds = day(2018, 2, 5);
    for row in &found.judged {
        let expected: &[_] = match row.value {
            None => &[Verdict::NotProvided],
            Some(_) if row.date < binds => &[Verdict::WithinNotBinding, Verdict::OverNotBinding],
            Some(_) => &[Verdict::Within],
        };
        assert!(expected.contains(&row.verdict), "{row:?}");
    }
    let over = found.judged.iter().filter(|row| row.verdict == Verdict::OverNotBinding).count();
    assert!(over > 20, "rows before 2018 stood above the limits to come: {over}");
    assert_eq!(found.judged.len(), 50 * 3);
}

#[test]
fn the_suspension_is_told_with_both_readings() {
    let found = audit(instrument("new-start.toml"), &[("a.csv", &data("new-start-aggregates.csv"))]);
    let finding = found.findings.iter().find(|finding| finding.fact.code() == "not-provided").unwrap();
    let readers: Vec<_> = finding.readings.iter().map(|reading| reading.party.as_str()).collect();
    assert_eq!(readers.len(), 2);
    assert!(readers.contains(&"RU") && readers.contains(&"US"));
    let due = Fact::NotProvided {
        clock: id("six-month-update"),
        exchange: day(2023, 3, 1),
        due: day(2023, 3, 30),
        act: Some(id("suspension-2023")),
    };
    assert_eq!(finding.fact, due);
}

#[test]
fn one_above_each_limit_is_inconsistent_on_the_day_and_nothing_the_day_before() {
    for (figures, limit) in [
        ("701,1550,800", "deployed-delivery"),
        ("700,1551,800", "deployed-warheads"),
        ("700,1550,801", "launchers-total"),
    ] {
        for party in ["US", "RU"] {
            let on = |date: &str| {
                let table = aggregates(&format!("{date},{party},{figures},confirmed,x\n"));
                audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes())])
            };
            let before = on("2018-02-04");
            assert_eq!((before.outcome, findings(&before)), (Outcome::Consistent, vec![]), "{figures}");
            let after = on("2018-02-05");
            assert_eq!(after.outcome, Outcome::Inconsistent);
            assert!(
                findings(&after).contains(&format!("inconsistent over-limit {party} 2018-02-05")),
                "{:?}",
                findings(&after)
            );
            let broken = after.obligations.iter().filter(|obligation| obligation.outcome == Outcome::Inconsistent);
            assert_eq!(broken.map(|obligation| obligation.id.as_str()).collect::<Vec<_>>(), [limit]);
        }
    }
}

#[test]
fn figures_at_the_limits_are_within_them() {
    let table = aggregates("2018-02-05,RU,700,1550,800,confirmed,x\n");
    let found = audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes())]);
    assert_eq!((found.outcome, findings(&found)), (Outcome::Consistent, vec![]));
}

#[test]
fn under_a_political_form_the_same_row_is_a_departure() {
    let treaty = new_start_with(&[("form     = \"treaty\"", "form     = \"joint-political-statement\"")]);
    let table = aggregates("2019-03-01,RU,701,1550,800,confirmed,x\n");
    let found = audit(treaty, &[("a.csv", table.as_bytes())]);
    assert_eq!(findings(&found), ["departure over-limit RU 2019-03-01"]);
    assert_eq!(found.outcome, Outcome::Inconsistent);
}

#[test]
fn after_the_expiry_no_limit_is_in_force() {
    let table = aggregates("2026-03-01,RU,900,2000,1000,confirmed,x\n");
    let found = audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes())]);
    assert!(found.judged.iter().all(|row| row.verdict == Verdict::NotInForce));
    assert_eq!((found.outcome, findings(&found)), (Outcome::Consistent, vec![]));
    assert_eq!(found.obligations, [], "what did not bind was not examined, and is not called consistent");
}

#[test]
fn what_bound_on_no_day_of_the_inputs_is_not_among_the_obligations_examined() {
    let of = |treaty: &str, row: &str| {
        let table = aggregates(row);
        let found = audit(instrument(treaty), &[("a.csv", table.as_bytes())]);
        found.obligations.iter().map(|obligation| obligation.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(of("new-start.toml", "2010-01-01,US,900,2000,900,confirmed,x\n"), Vec::<String>::new());
    assert_eq!(of("offer-2025-09-ru.toml", "2026-03-01,US,900,2000,900,confirmed,x\n"), Vec::<String>::new());
    assert_eq!(of("new-start.toml", "2016-09-01,RU,508,1796,847,confirmed,x\n"), ["six-month-update"]);
}

#[test]
fn an_obligation_covers_the_days_on_which_it_bound() {
    let rows = "2017-09-01,RU,501,1561,790,confirmed,x\n2018-02-05,RU,527,1444,779,confirmed,x\n\
                2018-09-01,RU,517,1420,775,confirmed,x\n2026-03-01,RU,500,1400,770,confirmed,x\n";
    let found = audit(instrument("new-start.toml"), &[("a.csv", aggregates(rows).as_bytes())]);
    let limit = found.obligations.iter().find(|obligation| obligation.id == id("launchers-total")).unwrap();
    assert_eq!(limit.covers, Some((day(2018, 2, 5), day(2018, 9, 1))));
}

#[test]
fn a_dispute_ends_with_the_duty_to_count() {
    let table = aggregates("2030-01-01,US,650,1400,800,confirmed,x\n");
    let found = audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes())]);
    assert_eq!((found.outcome, findings(&found)), (Outcome::Consistent, vec![]));
}

#[test]
fn exchanges_after_the_last_row_are_said_to_be_unknown() {
    let found = audit(instrument("new-start.toml"), &[("a.csv", &data("new-start-aggregates.csv"))]);
    let beyond: Vec<_> = found
        .findings
        .iter()
        .filter_map(|finding| match &finding.fact {
            Fact::BeyondTheInputs { dates, .. } => Some((finding.severity, dates.clone())),
            _ => None,
        })
        .collect();
    let dates = vec![day(2023, 9, 1), day(2024, 3, 1), day(2024, 9, 1), day(2025, 3, 1), day(2025, 9, 1)];
    assert_eq!(beyond, vec![(Severity::Blind, dates); 2]);
}

#[test]
fn not_provided_on_a_day_on_which_nothing_was_due_is_a_question() {
    for (treaty, date) in [("new-start.toml", "2023-03-15"), ("offer-2025-09-ru.toml", "2026-03-01")] {
        let table = aggregates(&format!("{date},RU,,,,not_provided,x\n"));
        let found = audit(instrument(treaty), &[("a.csv", table.as_bytes())]);
        assert_eq!(findings(&found), [format!("question nothing-due RU {date}")]);
    }
}

#[test]
fn a_missing_exchange_between_two_rows_is_a_question_and_a_missing_reason_is_late() {
    let table = aggregates("2012-03-01,RU,494,1492,881,confirmed,x\n2013-03-01,RU,492,1480,900,confirmed,x\n");
    let found = audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes())]);
    assert_eq!(findings(&found), ["question no-row RU 2012-09-01"]);
    let table = aggregates("2012-03-01,RU,,,,not_provided,x\n");
    let found = audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes())]);
    assert_eq!(findings(&found), ["late not-provided RU 2012-03-01"]);
    assert_eq!(found.outcome, Outcome::Open);
}

#[test]
fn the_figures_of_the_day_of_the_limits_stand_for_the_exchange_of_march_2018() {
    let rows = "2017-09-01,RU,501,1561,790,confirmed,x\n2018-02-05,RU,527,1444,779,confirmed,x\n2018-09-01,RU,517,1420,775,confirmed,x\n";
    let found = audit(instrument("new-start.toml"), &[("a.csv", aggregates(rows).as_bytes())]);
    assert_eq!(findings(&found), Vec::<String>::new());
}

// shows: counting
// shows: readings
#[test]
fn the_items_of_september_2020_count_as_both_sides_count_them() {
    let found = audit(instrument("new-start.toml"), &[("items.csv", &data("us-2020-09-01-items.csv"))]);
    let value =
        |limit: &str| found.judged.iter().find(|row| row.limit == id(limit)).map(|row| (row.value, row.verdict));
    assert_eq!(value("deployed-delivery"), Some((Some(675), Verdict::Within)));
    assert_eq!(value("deployed-warheads"), Some((Some(1457), Verdict::Within)));
    assert_eq!(value("launchers-total"), Some((Some(800), Verdict::Disputed)));
    assert_eq!(findings(&found), ["discrepancy disputed-count US 2020-09-01"]);
    let dispute = found.findings.iter().find(|finding| finding.severity == Severity::Discrepancy).unwrap();
    let count = |party: &str| {
        dispute.readings.iter().find(|read| read.party.as_str() == party).and_then(|read: &Read| read.count)
    };
    assert_eq!((count("US"), count("RU")), (Some(800), Some(901)));
    assert_eq!(found.outcome, Outcome::Open);
}

#[test]
fn test_items_left_out_or_added_again_are_the_two_ways_to_get_it_wrong() {
    let text = String::from_utf8(data("us-2020-09-01-items.csv")).unwrap();
    let launchers = |table: &str| {
        let found = audit(instrument("new-start.toml"), &[("i.csv", table.as_bytes())]);
        found.judged.iter().find(|row| row.limit == id("launchers-total")).unwrap().value
    };
    assert_eq!(launchers(&text), Some(800));
    // test launchers and test bombers are inside these lines: an owner that takes them out declares 791, one that adds them 809
    let lines = [
        ("icbm-launcher-nondeployed,minuteman-iii,57", "icbm-launcher-nondeployed,minuteman-iii,53"),
        ("bomber-nondeployed,b-2a,8", "bomber-nondeployed,b-2a,7"),
        ("bomber-nondeployed,b-52h,10", "bomber-nondeployed,b-52h,6"),
    ];
    let without = lines.iter().fold(text.clone(), |text, (old, new)| text.replacen(old, new, 1));
    assert_eq!(launchers(&without), Some(791));
    let doubled = [(
        "each = 1 },\n    { class = \"icbm-launcher-nondeployed\"",
        "each = 1 },\n    { class = \"icbm-launcher-test\", each = 1 },\n    { class = \"icbm-launcher-nondeployed\"",
    )];
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../treaties/new-start.toml");
    let file = std::fs::read_to_string(path).unwrap();
    let file = doubled.iter().fold(file, |file, (old, new)| {
        assert!(file.contains(old));
        file.replacen(old, new, 1)
    });
    let problems = treaty::parse(file.as_bytes(), None).unwrap_err();
    assert!(problems.iter().any(|problem| problem.code == "counted-twice"), "809 cannot come about: {problems:#?}");
}

#[test]
fn items_that_do_not_come_to_the_declared_aggregate_are_asked_about() {
    let table = aggregates("2020-09-01,US,675,1457,801,confirmed,x\n");
    let tables: [(&str, &[u8]); 2] = [("a.csv", table.as_bytes()), ("items.csv", &data("us-2020-09-01-items.csv"))];
    let found = audit(instrument("new-start.toml"), &tables);
    assert!(findings(&found).contains(&"question count-differs US 2020-09-01".to_owned()), "{:?}", findings(&found));
}

// shows: type
#[test]
fn a_part_above_its_whole_a_strange_type_and_another_partys_number_are_found() {
    let header = "effective_date,party,stated_by,class,type,items,status,source\n";
    let rows = "2020-09-01,US,US,icbm-launcher-nondeployed,minuteman-iii,3,confirmed,x\n\
                2020-09-01,US,US,icbm-launcher-test,minuteman-iii,4,confirmed,x\n\
                2020-09-01,US,US,icbm-deployed,b-2a,4,confirmed,x\n\
                2020-09-01,US,RU,icbm-nondeployed,minuteman-iii,9,confirmed,x\n";
    let found = audit(instrument("new-start.toml"), &[("i.csv", format!("{header}{rows}").as_bytes())]);
    assert_eq!(
        findings(&found),
        [
            "discrepancy stated-otherwise US 2020-09-01",
            "question incomplete US 2020-09-01",
            "question incomplete US 2020-09-01",
            "question part-exceeds-whole US 2020-09-01",
            "question unknown-type US 2020-09-01",
        ]
    );
}

#[test]
fn the_same_numbers_are_not_taken_twice() {
    let treaty = instrument("new-start.toml");
    let bytes = data("new-start-aggregates.csv");
    let mut audit = Audit::new(treaty.clone(), None);
    let read = |name: &str, bytes: &[u8]| record::read(name, bytes, &treaty).unwrap();
    audit.push(read("a.csv", &bytes)).unwrap();
    assert!(audit.push(read("b.csv", &bytes)).is_err());
    let other = aggregates("2020-09-01,US,675,1457,800,confirmed,x\n");
    assert!(audit.push(read("c.csv", other.as_bytes())).is_err());
    assert!(Audit::new(treaty, None).finish().is_err());
}

#[test]
fn swapping_the_parties_swaps_the_findings_and_changes_nothing_else() {
    let rows = |party: &str| {
        aggregates(&format!(
            "2019-03-01,{party},701,1550,800,confirmed,x\n2019-09-01,{party},650,1500,801,confirmed,x\n"
        ))
    };
    let treaty = || new_start_with(&[("items-of = \"US\"", "items-of = \"RU\"")]);
    let of = |party: &str, treaty| findings(&audit(treaty, &[("a.csv", rows(party).as_bytes())]));
    let swapped: Vec<_> = of("US", instrument("new-start.toml")).iter().map(|line| line.replace("US", "RU")).collect();
    assert_eq!(of("RU", treaty()), swapped);
}

// shows: blind
#[test]
fn every_assessment_says_what_it_cannot_show() {
    let found = audit(instrument("new-start.toml"), &[("a.csv", &data("new-start-aggregates.csv"))]);
    let blind: Vec<_> = found.findings.iter().filter(|finding| finding.severity == Severity::Blind).collect();
    let unverified = |agreed| {
        let of = blind
            .iter()
            .filter(move |finding| matches!(finding.fact, Fact::Unverified { agreed: a, .. } if a == agreed));
        of.count()
    };
    assert_eq!(unverified(true), 7, "what New START had besides statements and totals");
    for measure in [treaty::measure::Measure::Statement, treaty::measure::Measure::Totals] {
        let told =
            blind.iter().any(|finding| matches!(finding.fact, Fact::Unverified { measure: of, .. } if of == measure));
        assert!(!told, "a declaration is a statement of totals: {measure:?} is among the inputs");
    }
    assert_eq!(unverified(false), 3);
    assert!(blind.iter().any(|finding| finding.fact == Fact::OutsideTheLimits));
    assert!(found.obligations.iter().any(|obligation| obligation.kind == Kind::Clock));
}

#[test]
fn a_sum_that_lacks_classes_is_incomplete_unless_it_is_over_already() {
    let items = |class: &str, items: u32| {
        let table =
            format!("effective_date,party,class,items,status,source\n2020-09-01,RU,{class},{items},confirmed,x\n");
        let found = audit(instrument("new-start.toml"), &[("i.csv", table.as_bytes())]);
        let row = found.judged.iter().find(|row| row.limit == id("deployed-delivery")).unwrap().verdict;
        (row, findings(&found))
    };
    let (verdict, told) = items("icbm-deployed", 397);
    assert_eq!(verdict, Verdict::Incomplete);
    assert_eq!(told, ["question incomplete RU 2020-09-01"]);
    let (verdict, told) = items("icbm-deployed", 701);
    assert_eq!(verdict, Verdict::Over);
    assert_eq!(told, ["inconsistent over-limit RU 2020-09-01"]);
}

#[test]
fn an_aggregate_does_not_hide_what_the_items_come_to() {
    let header = "effective_date,party,class,items,status,source\n";
    let items = format!("{header}2020-09-01,RU,icbm-deployed,701,confirmed,x\n");
    for aggregate in ["2020-09-01,RU,675,1457,800,confirmed,x\n", "2020-09-01,RU,,,,not_provided,x\n"] {
        let tables = [("i.csv", items.as_bytes()), ("a.csv", &aggregates(aggregate).into_bytes()[..])];
        let found = audit(instrument("new-start.toml"), &tables);
        assert!(
            findings(&found).contains(&"inconsistent over-limit RU 2020-09-01".to_owned()),
            "{:?}",
            findings(&found)
        );
    }
}

#[test]
fn an_audit_as_of_a_day_knows_neither_later_acts_nor_later_rows() {
    let treaty = instrument("new-start.toml");
    let as_of = |on: Date, bytes: &[u8]| {
        let mut audit = Audit::new(treaty.clone(), Some(on));
        audit.push(record::read("a.csv", bytes, &treaty).unwrap()).unwrap();
        audit.finish().unwrap()
    };
    let found = as_of(day(2012, 1, 1), &data("new-start-aggregates.csv"));
    assert!(found.judged.iter().all(|row| row.date <= day(2012, 1, 1)));
    assert!(
        found.findings.iter().any(|finding| matches!(&finding.fact, Fact::AfterTheDay { dates } if dates.len() == 23))
    );
    let silent = aggregates("2012-03-01,RU,,,,not_provided,x\n");
    assert_eq!(findings(&as_of(day(2012, 3, 5), silent.as_bytes())), Vec::<String>::new(), "there is still time");
    assert_eq!(findings(&as_of(day(2012, 3, 31), silent.as_bytes())), ["late not-provided RU 2012-03-01"]);
    let silent = aggregates("2022-09-01,RU,,,,not_provided,x\n");
    let before = as_of(day(2023, 2, 20), silent.as_bytes());
    assert_eq!(findings(&before), ["late not-provided RU 2022-09-01"], "the suspension is not known yet");
}

#[test]
fn a_row_over_a_limit_of_the_base_is_measured_by_the_form_of_the_base() {
    let table = aggregates("2019-03-01,RU,701,1550,800,confirmed,x\n");
    let found = audit(instrument("offer-2020-10-us.toml"), &[("a.csv", table.as_bytes())]);
    assert!(findings(&found).contains(&"inconsistent over-limit RU 2019-03-01".to_owned()), "{:?}", findings(&found));
    let found = audit(instrument("offer-2025-09-ru.toml"), &[("a.csv", table.as_bytes())]);
    assert!(findings(&found).contains(&"inconsistent over-limit RU 2019-03-01".to_owned()), "{:?}", findings(&found));
}

#[test]
fn the_same_figures_under_another_date_are_refused_across_files_too() {
    let treaty = instrument("new-start.toml");
    let mut audit = Audit::new(treaty.clone(), None);
    let read = |name: &str, row: &str| record::read(name, aggregates(row).as_bytes(), &treaty).unwrap();
    audit.push(read("a.csv", "2021-09-01,US,665,1389,800,confirmed,x\n")).unwrap();
    let refusal = audit.push(read("b.csv", "2023-03-01,US,665,1389,800,confirmed,a news item\n")).unwrap_err();
    assert!(refusal.to_string().contains("2021-09-01"), "{refusal}");
    audit.push(read("c.csv", "2023-03-01,US,665,1389,800,unchanged,x\n")).unwrap();
    audit.push(read("d.csv", "2022-03-01,US,686,1515,800,confirmed,x\n")).unwrap();
}

#[test]
fn a_party_that_accedes_later_is_not_bound_before() {
    let treaty = new_start_with(&[
        ("short.ru = \"Россия\"", "short.ru = \"Россия\"\naccedes = \"accession\""),
        (
            "[[act]]\nid       = \"signature\"",
            "[[act]]\nid = \"accession\"\nkind = \"accession\"\ndate = 2020-01-01\nby = [\"RU\"]\ntitle = { en = \"a\", ru = \"а\" }\nsource = \"TREATY\"\n\n[[act]]\nid       = \"signature\"",
        ),
    ]);
    let of = |date: &str| {
        let table = aggregates(&format!("{date},RU,701,1550,800,confirmed,x\n"));
        findings(&audit(treaty.clone(), &[("a.csv", table.as_bytes())]))
    };
    assert_eq!(of("2019-03-01"), Vec::<String>::new());
    assert_eq!(of("2020-03-01"), ["inconsistent over-limit RU 2020-03-01"]);
}

#[test]
fn a_party_without_a_row_and_rows_seen_in_part_are_told_among_what_cannot_be_known() {
    let table = aggregates("2012-09-01,US,806,1722,1034,partly_confirmed,x\n");
    let found = audit(instrument("new-start.toml"), &[("a.csv", table.as_bytes())]);
    let told = |code: &str, party: &str| {
        let of =
            found.findings.iter().filter(|finding| finding.severity == Severity::Blind && finding.fact.code() == code);
        of.filter(|finding| finding.party.as_ref().is_some_and(|of| of.as_str() == party)).count()
    };
    assert_eq!((told("nothing-of", "RU"), told("nothing-of", "US")), (1, 0));
    assert_eq!((told("partly-confirmed", "US"), told("partly-confirmed", "RU")), (1, 0));
}
