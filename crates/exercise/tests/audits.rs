//! Whole exercises, as they are shipped: what an audit finds in them is what their files expect, and nothing else.

mod common;

use common::{audited, cast_file, exercise_of, file, play_on};
use exercise::file::{End, Expected};
use exercise::{ScenarioSeed, differences};
use record::Author;

/// How many seeds are swept: a few, or as many as the variable `EXERCISE_SEEDS` says.
fn seeds() -> u64 {
    std::env::var("EXERCISE_SEEDS").map_or(4, |seeds| seeds.parse().expect("EXERCISE_SEEDS is a number"))
}

/// Plays an exercise with its own seed, audits the folder and compares.
fn as_expected(name: &str) {
    let cast = cast_file(name, |_| {}, exercise_of(name).seed);
    let assessment = audited(&play_on(&cast, 2), |_| true);
    let found = differences(cast.exercise(), &assessment);
    assert!(found.is_empty(), "{name}: {found:#?}");
}

#[test]
fn a_small_honest_play_comes_out_as_its_file_expects_with_many_seeds() {
    for seed in 0..seeds() {
        let cast = cast_file("small", |_| {}, ScenarioSeed(seed));
        let found = differences(cast.exercise(), &audited(&play_on(&cast, 2), |_| true));
        assert!(found.is_empty(), "seed {seed}: {found:#?}");
    }
}

#[test]
fn the_honest_year_comes_out_as_its_file_expects() {
    as_expected("honest-year");
}

#[test]
fn stock_that_appears_is_found_in_its_epoch() {
    as_expected("appearing-stock");
}

#[test]
fn stock_that_is_called_retired_is_found_in_its_epoch() {
    as_expected("called-retired");
}

#[test]
fn what_is_expected_and_not_found_and_what_is_found_and_not_expected_are_told() {
    let cast = cast_file("small", |_| {}, ScenarioSeed(1));
    let assessment = audited(&play_on(&cast, 2), |_| true);
    let mut exercise = exercise_of("small");
    let dropped = exercise.expected.remove(0);
    let balance = r#"
[[expect]]
code = "balance-open"
party = "HAL"
epoch = 3
"#;
    let other = String::from_utf8(file("exercises/small.toml")).unwrap() + balance;
    let balance = exercise::parse(other.as_bytes()).unwrap().expected.pop().unwrap();
    exercise.expected.push(balance.clone());
    exercise.end = End::Assessed(audit::Outcome::Inconsistent);
    let found = differences(&exercise, &assessment);
    let dropped = Expected { severity: Some(audit::Severity::Blind), ..dropped };
    assert_eq!((found.missing, found.surplus), (vec![balance], vec![dropped]));
    let end = |outcome| End::Assessed(outcome);
    assert_eq!(found.end, Some((end(audit::Outcome::Inconsistent), end(assessment.outcome))));
}

#[test]
fn a_severity_that_is_said_is_held_to_and_one_that_is_not_said_is_any() {
    let cast = cast_file("small", |_| {}, ScenarioSeed(1));
    let assessment = audited(&play_on(&cast, 2), |_| true);
    let with = |severities: &[audit::Severity]| {
        let mut exercise = exercise_of("small");
        for (expected, severity) in exercise.expected.iter_mut().zip(severities) {
            expected.severity = Some(*severity);
        }
        differences(&exercise, &assessment)
    };
    let (blind, question) = (audit::Severity::Blind, audit::Severity::Question);
    assert!(with(&[]).is_empty() && with(&[blind, blind]).is_empty());
    let found = with(&[blind, question]);
    assert_eq!((found.missing.len(), found.surplus.len()), (1, 1));
    let of = |found: &[Expected]| (found[0].code.clone(), found[0].severity);
    let (missing, surplus) = (of(&found.missing), of(&found.surplus));
    assert_eq!((missing.0 == surplus.0, missing.1, surplus.1), (true, Some(question), Some(blind)));
    // of two that differ in nothing else, the one that says how grave it is takes the finding that is so grave
    let mut twice = exercise_of("small");
    let first = twice.expected[0].clone();
    twice.expected.push(Expected { severity: Some(blind), ..first.clone() });
    let found = differences(&twice, &assessment);
    assert_eq!((found.missing, found.surplus), (vec![first], vec![]));
}

#[test]
fn a_record_that_is_not_held_is_a_difference() {
    let cast = cast_file("small", |_| {}, ScenarioSeed(1));
    let without = audited(&play_on(&cast, 2), |author: &Author| author.as_str() != "veldenmark");
    let found = differences(cast.exercise(), &without);
    let of_it = |finding: &Expected| finding.about.as_ref().is_some_and(|of| of.as_str() == "veldenmark");
    assert!(found.surplus.iter().any(of_it), "{found:#?}");
}

#[test]
fn a_year_with_thirty_six_inspections_comes_out_as_its_file_expects() {
    let all: usize = exercise_of("inspected-year").inspections.iter().map(|planned| planned.days.len()).sum();
    assert_eq!(all, 36);
    as_expected("inspected-year");
}

#[test]
fn two_inspections_come_out_as_their_file_expects() {
    as_expected("inspected");
}

#[test]
fn a_year_at_the_portals_comes_out_as_its_file_expects() {
    as_expected("portals-year");
}

#[test]
fn what_differed_at_an_inspection_and_was_explained_leaves_no_question() {
    as_expected("inquired");
}
