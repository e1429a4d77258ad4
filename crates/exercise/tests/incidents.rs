//! What befalls those who are honest: an audit finds exactly what was planted, and accuses nobody.

mod common;

use audit::{Assessment, Outcome, Severity};
use common::{audited, cast_file, play_on};
use exercise::expect::as_expected;
use exercise::file::{Happening, Incident};
use exercise::{Exercise, ScenarioSeed};
use record::{Author, Epoch};
use treaty::instrument::KeyRole;

const NOTHING: [&str; 0] = [];

/// The small exercise, in which these things happen: who, in which epoch, what.
fn with(epochs: u32, incidents: &[(&str, u32, Happening)]) -> Assessment {
    let change = |exercise: &mut Exercise| {
        exercise.epochs = epochs;
        exercise.incidents = incidents
            .iter()
            .map(|(who, epoch, happening)| Incident {
                who: Author::new(who).unwrap(),
                epoch: Epoch(*epoch),
                happening: happening.clone(),
            })
            .collect();
    };
    audited(&play_on(&cast_file("small", change, ScenarioSeed(1)), 2), |_| true)
}

/// All findings that are not blind, as `code author epochs`.
fn told(assessment: &Assessment) -> Vec<String> {
    let seen = assessment.findings.iter().filter(|finding| finding.severity != Severity::Blind);
    let told = |finding| {
        let found = as_expected(finding);
        let about = found.about.map(|about| format!(" {about}")).unwrap_or_default();
        let epochs = found.epochs.map(|(first, last)| format!(" {first}-{last}")).unwrap_or_default();
        format!("{}{about}{epochs}", found.code)
    };
    seen.map(told).collect()
}

#[test]
fn who_is_late_within_the_due_days_is_not_late_and_who_is_late_beyond_them_is() {
    let late = |days| with(3, &[("HAL", 2, Happening::Late { days })]);
    assert_eq!(told(&late(1)), NOTHING, "due within two days of the epoch's, and stated after one");
    let assessment = late(2);
    assert_eq!(told(&assessment), ["epoch-late HAL 2-2"]);
    assert_eq!(assessment.outcome, Outcome::Open);
    assert_eq!(told(&late(8)), ["epoch-late HAL 2-2"], "the next epoch waits for it one day, and is in time");
    assert_eq!(told(&late(10)), ["epoch-late HAL 2-3"], "and it does not where it waits for three");
}

#[test]
fn the_last_epoch_is_stated_late_too() {
    assert_eq!(told(&with(2, &[("OND", 2, Happening::Late { days: 5 })])), ["epoch-late OND 2-2"]);
}

#[test]
fn a_party_that_acknowledges_nothing_for_a_while_is_overdue_and_nobody_is_late() {
    let silent = |epoch, epochs| told(&with(4, &[("OND", epoch, Happening::Silent { epochs })]));
    assert_eq!(silent(2, 1), ["receipt-overdue OND"]);
    assert_eq!(silent(2, 3), ["receipt-overdue OND"]);
    assert_eq!(silent(4, 1), NOTHING, "what it did not acknowledge is not due yet");
}

#[test]
fn keys_that_are_replaced_or_ended_lawfully_change_nothing() {
    for role in [KeyRole::Statement, KeyRole::Log, KeyRole::Cosignature] {
        let new = with(3, &[("HAL", 2, Happening::NewKey(role)), ("veldenmark", 1, Happening::NewKey(role))]);
        assert_eq!(told(&new), NOTHING, "{role:?} new");
        let revoked = with(3, &[("HAL", 2, Happening::Revoked(role))]);
        assert_eq!(told(&revoked), NOTHING, "{role:?} revoked");
        assert_eq!(revoked.outcome, Outcome::Consistent);
    }
}

#[test]
fn a_witness_whose_clock_runs_away_is_asked_and_makes_nobody_late() {
    let ahead = with(4, &[("veldenmark", 3, Happening::ClockAhead { days: 30 })]);
    assert_eq!(told(&ahead), ["dated-ahead veldenmark"]);
    assert_eq!(ahead.outcome, Outcome::Open);
}

#[test]
fn many_things_happen_in_one_life() {
    let mut found = told(&with(
        5,
        &[
            ("HAL", 1, Happening::NewKey(KeyRole::Log)),
            ("HAL", 1, Happening::NewKey(KeyRole::Statement)),
            ("OND", 2, Happening::Late { days: 3 }),
            ("HAL", 3, Happening::Silent { epochs: 1 }),
            ("OND", 4, Happening::Revoked(KeyRole::Log)),
            ("OND", 4, Happening::Late { days: 4 }),
        ],
    ));
    found.sort();
    assert_eq!(found, ["epoch-late OND 2-2", "epoch-late OND 4-4", "receipt-overdue HAL"]);
}
