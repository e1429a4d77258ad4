//! A freeze held against declared totals, on the illustrative instruments.

mod common;

use audit::assessment::Fact;
use audit::{Assessment, Outcome};
use common::{audit, findings, instrument};
use treaty::Instrument;

const HEADER: &str = "effective_date,party,class,items,status,source\n";

/// The day of the baseline and a later day within the freeze.
fn days(treaty: &Instrument) -> (treaty::Date, treaty::Date) {
    let (_, freeze) = treaty.freezes().next().unwrap();
    let baseline = treaty.day(freeze.baseline.as_ref().unwrap()).unwrap();
    (baseline, baseline.checked_add(jiff::Span::new().days(100)).unwrap())
}

fn assess(treaty: &Instrument, rows: &[(treaty::Date, &str, u64)]) -> Assessment {
    let row = |(date, class, items): &(treaty::Date, &str, u64)| format!("{date},HAL,{class},{items},confirmed,x\n");
    let table = HEADER.to_owned() + &rows.iter().map(row).collect::<String>();
    audit(treaty.clone(), &[("items.csv", table.as_bytes())])
}

fn of_freeze(assessment: &Assessment) -> Vec<String> {
    findings(assessment).into_iter().filter(|line| !line.contains("no-row") && !line.contains("disputed")).collect()
}

// shows: freeze
#[test]
fn a_group_above_its_baseline_is_inconsistent_and_one_at_it_is_not() {
    let treaty = instrument("illustrative-sampling.toml");
    let (baseline, later) = days(&treaty);
    let at = [(baseline, "non-strategic", 200), (later, "non-strategic", 200)];
    assert_eq!(of_freeze(&assess(&treaty, &at)), Vec::<String>::new());
    let above = [(baseline, "non-strategic", 200), (later, "non-strategic", 201)];
    let found = assess(&treaty, &above);
    assert_eq!(of_freeze(&found), [format!("inconsistent growth HAL {later}")]);
    assert_eq!(found.outcome, Outcome::Inconsistent);
    let below = [(baseline, "non-strategic", 200), (later, "non-strategic", 150)];
    assert_eq!(of_freeze(&assess(&treaty, &below)), Vec::<String>::new());
}

#[test]
fn moves_within_a_group_are_no_growth() {
    let treaty = instrument("illustrative-sampling.toml");
    let (baseline, later) = days(&treaty);
    let rows = [
        (baseline, "strategic-deployed", 100),
        (baseline, "strategic-stored", 50),
        (later, "strategic-deployed", 90),
        (later, "strategic-stored", 60),
    ];
    assert_eq!(of_freeze(&assess(&treaty, &rows)), Vec::<String>::new());
}

#[test]
fn without_a_baseline_nothing_is_judged_and_that_is_said() {
    let treaty = instrument("illustrative-sampling.toml");
    let (_, later) = days(&treaty);
    let found = assess(&treaty, &[(later, "non-strategic", 500)]);
    assert!(of_freeze(&found).contains(&"question no-baseline HAL -".to_owned()), "{:?}", findings(&found));
}

#[test]
fn after_the_freeze_has_ended_growth_is_nothing() {
    let treaty = instrument("illustrative-sampling.toml");
    let (baseline, _) = days(&treaty);
    let (_, freeze) = treaty.freezes().next().unwrap();
    let ends = treaty.day(freeze.ends.as_ref().unwrap()).unwrap();
    let found = assess(&treaty, &[(baseline, "non-strategic", 200), (ends, "non-strategic", 210)]);
    assert!(!of_freeze(&found).iter().any(|line| line.contains("growth")), "{:?}", findings(&found));
}

#[test]
fn a_freeze_that_does_not_say_what_it_covers_is_asked_about() {
    let treaty = instrument("offer-2020-10-ru.toml");
    let table = "effective_date,party,deployed_delivery,deployed_warheads,launchers_total,status,source\n2020-09-01,RU,510,1447,764,confirmed,x\n";
    let found = audit(treaty, &[("a.csv", table.as_bytes())]);
    assert!(findings(&found).contains(&"question freeze-undefined - -".to_owned()), "{:?}", findings(&found));
}

/// The illustration, its freeze silent on what it covers or from when.
fn silent_on(key: &str) -> Instrument {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../treaties/illustrative-sampling.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let (from, to) = match key {
        "groups" => (text.find("groups = [\n").unwrap(), text.find("baseline = 2027-04-01").unwrap()),
        _ => (text.find("baseline = 2027-04-01").unwrap(), text.find("ends = { years = 1, after").unwrap()),
    };
    let text = format!("{}silent = [\"{key}\"]\n{}", &text[..from], &text[to..]);
    treaty::parse(text.as_bytes(), None).unwrap_or_else(|problems| panic!("{problems:#?}")).instrument
}

#[test]
fn a_freeze_says_both_what_it_covers_and_from_when_or_is_asked_about_and_judges_nothing() {
    let (baseline, later) = days(&instrument("illustrative-sampling.toml"));
    let rows = [(baseline, "non-strategic", 200), (later, "non-strategic", 201)];
    for key in ["groups", "baseline"] {
        let found = assess(&silent_on(key), &rows);
        assert_eq!(of_freeze(&found), ["question freeze-undefined - -"], "{key}");
        // what no freeze names stands outside all limits
        let outside = found.findings.iter().any(|finding| finding.fact == Fact::OutsideTheLimits);
        assert_eq!(outside, key == "groups");
    }
}

#[test]
fn a_bracketed_limit_is_over_by_one_reading_disputed_and_by_both_inconsistent() {
    let treaty = instrument("illustrative-sampling.toml");
    let (clause, _) =
        treaty.limits().find(|(clause, _)| matches!(clause.status, treaty::instrument::Status::Bracketed(_))).unwrap();
    let (_, later) = days(&treaty);
    let values: Vec<_> = match &clause.status {
        treaty::instrument::Status::Bracketed(readings) => {
            readings.iter().filter_map(|reading| reading.value).collect()
        }
        _ => unreachable!(),
    };
    let (low, high) = (u64::from(*values.iter().min().unwrap()), u64::from(*values.iter().max().unwrap()));
    assert!(low < high);
    let on = |items| findings(&assess(&treaty, &[(later, "non-strategic", items)]));
    assert!(!on(low).iter().any(|line| line.contains("over-")));
    assert!(on(low + 1).contains(&format!("discrepancy over-by-one-reading HAL {later}")));
    assert!(on(high).contains(&format!("discrepancy over-by-one-reading HAL {later}")));
    assert!(on(high + 1).contains(&format!("inconsistent over-limit HAL {later}")));
}

#[test]
fn a_group_of_which_a_class_is_missing_is_incomplete_and_neither_growth_nor_kept() {
    let treaty = instrument("illustrative-sampling.toml");
    let (baseline, later) = days(&treaty);
    let both = [(baseline, "strategic-deployed", 100), (baseline, "strategic-stored", 50)];
    let one = [(later, "strategic-deployed", 149)];
    let found = assess(&treaty, &[&both[..], &one].concat());
    assert!(of_freeze(&found).contains(&format!("question incomplete HAL {later}")), "{:?}", findings(&found));
    let found = assess(
        &treaty,
        &[(baseline, "strategic-deployed", 100), (later, "strategic-deployed", 100), (later, "strategic-stored", 50)],
    );
    assert!(of_freeze(&found).contains(&format!("question incomplete HAL {baseline}")), "{:?}", findings(&found));
    assert!(!of_freeze(&found).iter().any(|line| line.contains("growth")));
}

#[test]
fn growth_under_a_bracketed_freeze_is_a_discrepancy_with_both_readings() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../treaties/illustrative-sampling.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let reading = |party: &str| format!("{{ party = \"{party}\", text = {{ en = \"a\", ru = \"а\" }} }}");
    let bracketed =
        format!("[[freeze]]\nstatus = \"bracketed\"\nreadings = [ {}, {} ]", reading("HAL"), reading("OND"));
    let treaty = treaty::parse(text.replacen("[[freeze]]", &bracketed, 1).as_bytes(), None).unwrap().instrument;
    let (baseline, later) = days(&treaty);
    let found = assess(&treaty, &[(baseline, "non-strategic", 200), (later, "non-strategic", 201)]);
    assert!(of_freeze(&found).contains(&format!("discrepancy growth HAL {later}")), "{:?}", findings(&found));
    let growth = found.findings.iter().find(|finding| finding.fact.code() == "growth").unwrap();
    assert_eq!(growth.readings.len(), 2);
}
