//! What is found at a rate: plays of many seeds, through the real draws, openings, lists and reports, held against the formula.

mod common;

use audit::Fact;
use audit::assessment::RecordFact;
use common::{audited, file, play_on};
use exercise::file::Rates;
use exercise::{Exercise, ScenarioSeed, cast};
use inventory::Epoch;

/// How many seeds are played of each.
const PLAYS: u32 = 50;

/// In how many of the plays an inspection of an attempt differs from the opening. Nothing moves, so that it is known how many objects stand where.
fn found(name: &str, change: impl Fn(&mut Exercise)) -> u32 {
    let mut exercise = common::attempt(name);
    exercise.epochs = 1;
    exercise.sides.iter_mut().for_each(|side| side.life = Rates::default());
    change(&mut exercise);
    let text = file(&format!("treaties/{}.toml", exercise.instrument));
    let found = |seed: &u32| {
        let cast = cast(exercise.clone(), &text, ScenarioSeed(u64::from(*seed))).unwrap();
        let assessment = audited(&play_on(&cast, 2), |_| true);
        let differs = assessment.findings.iter().any(|finding| finding.fact.code() == "report-differs");
        let met = assessment.findings.iter().find_map(|finding| match &finding.fact {
            Fact::Record(RecordFact::SitesVisited { met, .. }) => Some(met[0].1.to_string()),
            _ => None,
        });
        assert_eq!(
            met.as_deref(),
            Some("1/3"),
            "one of three sites was drawn, and the assessment says what that is worth"
        );
        differs
    };
    u32::try_from((1..=PLAYS).filter(found).count()).unwrap()
}

/// Whether so many finds are within the interval of confidence of 99.9 % around a probability.
fn agrees(found: u32, probability: f64) -> bool {
    let (mean, plays) = (f64::from(PLAYS) * probability, f64::from(PLAYS));
    (f64::from(found) - mean).abs() <= 3.29 * (plays * probability * (1.0 - probability)).sqrt()
}

#[test]
fn objects_that_are_missing_at_one_of_three_sites_are_missed_as_often_as_the_lot_falls_there() {
    let found = found("fewer-on-site", |exercise| {
        exercise.inspections[0].form = treaty::instrument::OpeningForm::Full;
    });
    assert!(agrees(found, 1.0 / 3.0), "{found} of {PLAYS}");
    assert!(!agrees(found, 1.0) && !agrees(found, 0.05), "{found} of {PLAYS}: so few plays tell these apart");
}

#[test]
fn a_padded_baseline_is_found_as_often_as_the_lot_falls_where_it_is_padded() {
    // others have not taken the place of what does not exist yet
    let found = found("padded-and-visited", |_| {});
    assert!(agrees(found, 1.0 / 3.0), "{found} of {PLAYS}");
}

#[test]
fn what_is_taken_apart_on_paper_is_found_as_often_as_the_lot_falls_where_it_is_kept() {
    let found = found("kept-back", |exercise| {
        // to the plant, on the bench, and off the books: the first are gone in the third epoch
        exercise.epochs = 3;
        (exercise.inspections[0].epoch, exercise.evasions[0].epoch) = (Epoch(3), Epoch(3));
        let life = &mut exercise.sides[0].life;
        (life.dismantlements, life.stay) = (1000, 0);
    });
    assert!(agrees(found, 1.0 / 3.0), "{found} of {PLAYS}");
}

#[test]
fn empty_containers_are_met_as_often_as_both_lots_fall_on_them() {
    // 18 containers at the site, of which 2 are empty; 8 are drawn: neither is drawn with C(16, 8) / C(18, 8) = 10·9 / (18·17)
    let found = found("empty-containers", |exercise| {
        let exercise::file::Deceit::Visit(exercise::file::VisitDeceit::Empties(stock)) =
            &mut exercise.evasions[0].deceit
        else {
            panic!("the attempt is another")
        };
        stock.items = 2;
    });
    let probability = (1.0 - 90.0 / 306.0) / 3.0;
    assert!(agrees(found, probability), "{found} of {PLAYS}, and {probability} of all are expected");
    assert!(!agrees(found, 1.0) && !agrees(found, 0.03), "{found} of {PLAYS}: so few plays tell these apart");
}
