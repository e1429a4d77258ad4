//! What changes in honest ledgers: sites that open and close, and errors that are corrected. An audit finds the questions that were planted, and no more.

mod common;

use audit::{Assessment, Outcome, Severity};
use common::{audited, cast_file, play_on};
use exercise::expect::as_expected;
use exercise::file::{Corrected, Happening, Incident, Stock, Way};
use exercise::{Cast, Exercise, Host, ScenarioSeed, Unplayable};
use record::{Author, Epoch};
use treaty::Id;

const NOTHING: [&str; 0] = [];

fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

fn opens(site: &str) -> Happening {
    Happening::Opens { site: id(site), facility: id("warhead-store") }
}

fn closes(site: &str) -> Happening {
    Happening::Closes { site: id(site) }
}

fn corrected(class: &str, way: Way, items: u32, accepted: bool) -> Happening {
    let what = Stock { site: id("grey-mountain"), class: id(class), items };
    Happening::Corrected(Corrected { what, way, accepted })
}

/// An exercise in which these things happen to HAL.
fn cast_with(name: &str, epochs: u32, incidents: &[(u32, Happening)]) -> Cast {
    let hal = || Author::new("HAL").unwrap();
    let incident = |(epoch, happening): &(u32, Happening)| Incident {
        who: hal(),
        epoch: Epoch(*epoch),
        happening: happening.clone(),
    };
    let change = |exercise: &mut Exercise| {
        exercise.epochs = epochs;
        exercise.incidents = incidents.iter().map(incident).collect();
    };
    cast_file(name, change, ScenarioSeed(1))
}

fn audit_of(epochs: u32, incidents: &[(u32, Happening)]) -> Assessment {
    audited(&play_on(&cast_with("small", epochs, incidents), 2), |_| true)
}

/// All findings that are not blind, as `code epochs`.
fn told(assessment: &Assessment) -> Vec<String> {
    let seen = assessment.findings.iter().filter(|finding| finding.severity != Severity::Blind);
    let mut told: Vec<_> = seen
        .map(|finding| {
            let found = as_expected(finding);
            let (first, last) = found.epochs.unwrap();
            assert_eq!(found.about.unwrap().as_str(), "HAL");
            format!("{} {first}-{last}", found.code)
        })
        .collect();
    told.sort();
    told
}

/// Lives, and counts the items at a site at the end of every epoch.
fn at_site(cast: &Cast, number: u16) -> Result<Vec<u16>, Unplayable> {
    let mut host = Host::begin(cast, &cast.exercise().sides[0])?;
    let mut counts = Vec::new();
    for epoch in 0..=cast.exercise().epochs {
        if epoch > 0 {
            host.live(cast)?;
        }
        let ledger = host.ledger();
        let cells = ledger.shape().cells().iter().filter(|cell| cell.place.site == number);
        counts.push(cells.map(|cell| ledger.count(*cell)).sum());
        host.pass();
    }
    Ok(counts)
}

#[test]
fn a_site_opens_is_used_is_left_and_closes_and_nobody_asks() {
    let incidents = [(2, opens("south-store")), (5, closes("south-store"))];
    let counts = at_site(&cast_with("small", 6, &incidents), 3).unwrap();
    assert_eq!((&counts[..2], &counts[4..]), (&[0, 0][..], &[0, 0, 0][..]));
    assert!(counts[2..4].iter().any(|count| *count > 0), "something stood there, or was on its way: {counts:?}");
    let assessment = audit_of(6, &incidents);
    assert_eq!(told(&assessment), NOTHING);
    assert_eq!(assessment.outcome, Outcome::Consistent);
}

#[test]
fn a_base_closes_and_all_that_stood_there_has_left() {
    let cast = cast_with("honest-year", 5, &[(4, closes("long-moor"))]);
    let counts = at_site(&cast, 3).unwrap();
    assert!(counts[0] > 30 && counts[3..].iter().all(|count| *count == 0), "{counts:?}");
    assert_eq!(told(&audited(&play_on(&cast, 2), |_| true)), NOTHING);
}

#[test]
fn a_site_that_cannot_be_empty_in_time_does_not_close() {
    let refused = |incidents: &[(u32, Happening)]| {
        let cast = cast_with("small", 5, incidents);
        at_site(&cast, 3).is_err_and(|why| matches!(why, Unplayable::Incident { .. }))
    };
    assert!(refused(&[(3, closes("grey-mountain"))]), "no other site holds what stands there");
    assert!(refused(&[(3, closes("mill-river"))]), "no act closes a plant");
    assert!(refused(&[(3, closes("amber-coast"))]), "it is not the party's");
    assert!(refused(&[(3, opens("grey-mountain"))]), "there is one of that name");
    assert!(refused(&[(4, opens("south-store")), (3, closes("south-store"))]), "it is not open yet");
    assert!(!refused(&[(3, opens("south-store")), (4, closes("south-store"))]));
}

#[test]
fn an_act_that_comes_with_a_late_statement_is_late_too() {
    let late = |days| audit_of(5, &[(2, Happening::Late { days }), (4, opens("south-store"))]);
    assert_eq!(told(&late(1)), NOTHING);
    assert_eq!(told(&late(8)), ["act-late 4-4", "epoch-late 2-2"]);
}

#[test]
fn every_correction_is_a_question_and_no_more_as_long_as_no_bound_is_exceeded() {
    let incidents = [
        (1, corrected("retired", Way::Up, 2, false)),
        (2, corrected("non-strategic", Way::Down, 3, false)),
        (4, corrected("retired", Way::Down, 1, true)),
    ];
    let assessment = audit_of(4, &incidents);
    assert_eq!(told(&assessment), ["correction 1-1", "correction 2-2", "correction 4-4"]);
    assert_eq!(assessment.outcome, Outcome::Open);
}

#[test]
fn an_excess_by_a_correction_is_growth_unless_another_party_accepts_it() {
    let severity = |accepted| {
        let assessment = audit_of(1, &[(1, corrected("strategic-stored", Way::Up, 9, accepted))]);
        assert_eq!(told(&assessment), ["correction 1-1", "excess 1-1"]);
        let excess = assessment.findings.iter().find(|finding| finding.fact.code() == "excess").unwrap();
        (excess.severity, assessment.outcome)
    };
    assert_eq!(severity(false), (Severity::Inconsistent, Outcome::Inconsistent));
    assert_eq!(severity(true), (Severity::Question, Outcome::Open));
}
