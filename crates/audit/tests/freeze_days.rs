//! On which days a freeze of declared totals was examined, for whom it held, and which rows a question about it names.

mod common;

use audit::Assessment;
use common::{audit, findings, items, lines};
use treaty::{Date, Instrument};

const BASELINE: &str = "2027-04-01";
const LATER: &str = "2027-07-10";

/// The illustrative treaty with something behind it.
fn with(more: &str) -> Instrument {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../treaties/illustrative-sampling.toml");
    let text = std::fs::read_to_string(path).unwrap() + more;
    treaty::parse(text.as_bytes(), None).unwrap_or_else(|problems| panic!("{problems:#?}")).instrument
}

/// An act of Halvern, by which it is freed and by Ondaria's reading is not.
fn suspended() -> Instrument {
    with(
        "\n[[act]]\nid = \"suspension\"\nkind = \"suspension\"\ndate = 2027-06-01\nby = [\"HAL\"]\n\
          title = { en = \"Suspension\", ru = \"Приостановление\" }\nsuspends = \"all\"\nsource = \"TEXT\"\n\
          [[act.readings]]\nparty = \"HAL\"\ntext = { en = \"a\", ru = \"а\" }\neffect = true\n\
          [[act.readings]]\nparty = \"OND\"\ntext = { en = \"b\", ru = \"б\" }\neffect = false\n",
    )
}

/// What is found of rows `day,class,items` of one party.
fn found(treaty: &Instrument, party: &str, rows: &[(&str, &str, u32)]) -> Assessment {
    let rows = rows.iter().map(|(day, class, of)| format!("{day},{party},{party},{class},,{of}"));
    let rows: Vec<_> = rows.collect();
    let table = items(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    audit(treaty.clone(), &[("i.csv", table.as_bytes())])
}

fn examined(assessment: &Assessment) -> Option<(Date, Date)> {
    assessment.obligations.iter().find(|one| one.id.as_str() == "all-warheads").and_then(|one| one.covers)
}

#[test]
fn a_freeze_was_examined_on_the_days_that_were_held_against_a_whole_baseline() {
    let later = Date::constant(2027, 7, 10);
    let days = |rows: &[(&str, &str, u32)]| examined(&found(&with(""), "HAL", rows));
    let kept = [(BASELINE, "non-strategic", 200), (LATER, "non-strategic", 200)];
    assert_eq!(days(&kept), Some((later, later)), "the baseline is held against nothing");
    assert_eq!(days(&kept[1..]), None);
    assert_eq!(days(&kept[..1]), None);
    let in_part = [(BASELINE, "strategic-deployed", 100), (LATER, "strategic-deployed", 100)];
    assert_eq!(days(&in_part), None);
    assert_eq!(days(&[&kept[..], &in_part].concat()), Some((later, later)));
    let ended = [(BASELINE, "non-strategic", 200), (LATER, "non-strategic", 200), ("2028-04-01", "non-strategic", 200)];
    assert_eq!(days(&ended), Some((later, later)));
}

#[test]
fn a_baseline_alone_is_not_asked_for_and_its_day_alone_no_question() {
    let told = |rows: &[(&str, &str, u32)]| {
        let all = findings(&found(&with(""), "HAL", rows)).into_iter();
        all.filter(|told| told.contains("no-baseline") || told.contains("growth")).collect::<Vec<_>>()
    };
    assert_eq!(told(&[("2027-03-31", "non-strategic", 200)]), [""; 0], "a day before the freeze");
    assert_eq!(told(&[(LATER, "non-strategic", 200)]), ["question no-baseline HAL -"]);
}

#[test]
fn growth_under_a_suspension_is_read_in_two_ways_by_the_party_that_suspends_alone() {
    let treaty = suspended();
    let growth = |party: &str| {
        let found = found(&treaty, party, &[(BASELINE, "non-strategic", 200), (LATER, "non-strategic", 201)]);
        let growth = found.findings.into_iter().find(|finding| finding.fact.code() == "growth").unwrap();
        (growth.severity.word(), growth.readings.len())
    };
    assert_eq!(growth("HAL"), ("discrepancy", 2));
    assert_eq!(growth("OND"), ("inconsistent", 0));
}

#[test]
fn a_question_about_a_group_names_its_rows_alone() {
    let rows = [
        (BASELINE, "non-strategic", 200),
        (BASELINE, "strategic-deployed", 100),
        (LATER, "non-strategic", 201),
        (LATER, "strategic-deployed", 1),
    ];
    let found = found(&with(""), "HAL", &rows);
    assert_eq!(lines(&found, "growth"), [4]);
    let incomplete = |finding: &&audit::assessment::Finding| {
        finding.fact.clause().is_some_and(|(kind, _)| kind.word() == "freeze") && finding.fact.code() == "incomplete"
    };
    let days: Vec<_> =
        found.findings.iter().filter(incomplete).map(|finding| finding.date.unwrap().to_string()).collect();
    assert_eq!(days, [BASELINE], "without a whole baseline nothing is held against it");
}

#[test]
fn each_party_is_held_to_its_own_baseline_from_its_accession_on() {
    let accession = "\n[[act]]\nid = \"accession\"\nkind = \"accession\"\ndate = 2027-06-01\nby = [\"OND\"]\n\
                     title = { en = \"Accession\", ru = \"Присоединение\" }\nsource = \"TEXT\"\n";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../treaties/illustrative-sampling.toml");
    let text =
        std::fs::read_to_string(path).unwrap().replacen("id = \"OND\"\n", "id = \"OND\"\naccedes = \"accession\"\n", 1);
    let treaty =
        treaty::parse((text + accession).as_bytes(), None).unwrap_or_else(|told| panic!("{told:#?}")).instrument;
    let rows = |day: &'static str| [(BASELINE, "non-strategic", 200), (day, "non-strategic", 201)];
    let grows =
        |party: &str, day| findings(&found(&treaty, party, &rows(day))).iter().any(|told| told.contains("growth"));
    assert!(grows("HAL", "2027-05-31") && grows("OND", "2027-06-01"));
    assert!(!grows("OND", "2027-05-31"));
    let both = items(&[
        &format!("{BASELINE},HAL,HAL,non-strategic,,300"),
        &format!("{BASELINE},OND,OND,non-strategic,,200"),
        &format!("{LATER},HAL,HAL,non-strategic,,300"),
    ]);
    let told = findings(&audit(treaty.clone(), &[("i.csv", both.as_bytes())]));
    assert!(!told.iter().any(|told| told.contains("growth")), "{told:?}");
}

#[test]
fn a_freeze_binds_until_its_end_and_no_longer_than_the_treaty() {
    let grows = |ends: &str, day: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../treaties/illustrative-sampling.toml");
        let year = "ends = { years = 1, after = \"entry-into-force\" }";
        let text = std::fs::read_to_string(path).unwrap().replacen(year, &format!("ends = {ends}"), 1);
        let treaty = treaty::parse(text.as_bytes(), None).unwrap_or_else(|told| panic!("{told:#?}")).instrument;
        let found = found(&treaty, "HAL", &[(BASELINE, "non-strategic", 200), (day, "non-strategic", 201)]);
        findings(&found).iter().any(|told| told.contains("growth"))
    };
    assert!(grows("2027-09-01", "2027-08-31"));
    assert!(!grows("2027-09-01", "2027-09-01"), "the treaty holds, and the freeze is over");
    assert!(!grows("2099-01-01", "2098-01-01"), "the treaty is over");
}

#[test]
fn what_a_party_says_of_another_is_nothing_of_its_own() {
    let table = items(&[
        &format!("{BASELINE},HAL,HAL,non-strategic,,200"),
        &format!("{BASELINE},OND,OND,non-strategic,,200"),
        &format!("{LATER},OND,HAL,non-strategic,,999"),
    ]);
    let told = findings(&audit(with(""), &[("i.csv", table.as_bytes())]));
    assert!(!told.iter().any(|told| told.contains("growth")), "{told:?}");
}
