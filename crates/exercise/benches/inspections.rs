//! How much longer an audit takes where the parties also inspect each other: a year of weeks of two parties with sixty sites, with the inspections that
//! its instrument gives and without. The limit is 1.2 times. `cargo bench -p exercise`
#![allow(missing_docs)]

#[path = "../tests/common/mod.rs"]
mod common;

use common::{audited, exercise_of, file, play_on};
use exercise::file::Inspections;
use exercise::{Cast, Run, ScenarioSeed, cast};
use inventory::Epoch;
use std::time::{Duration, Instant};
use treaty::Id;
use treaty::instrument::OpeningForm;

/// The epochs after the baseline: a year of weeks.
const EPOCHS: u32 = 51;
/// Inspections of each party a year, as the instrument has it.
const QUOTA: u32 = 12;
const RUNS: usize = 9;

fn main() {
    let (without, with) = (played(false), played(true));
    // in turns, so that what else the machine does falls on both
    let mut pairs: Vec<_> = (0..RUNS).map(|_| (audit(&without), audit(&with))).collect();
    pairs.sort_by(|one, other| ratio(one).total_cmp(&ratio(other)));
    let median = &pairs[RUNS / 2];
    println!("two parties with 60 sites, {} epochs, {} inspections; the median of {RUNS}", EPOCHS + 1, 2 * QUOTA);
    println!("without {:.2?}, with {:.2?}: {:.3} times; the limit is 1.2", median.0, median.1, ratio(median));
}

fn ratio((without, with): &(Duration, Duration)) -> f64 {
    with.as_secs_f64() / without.as_secs_f64()
}

/// The time of one audit on one thread.
fn audit(run: &Run) -> Duration {
    let begun = Instant::now();
    let assessment = audited(run, |_| true);
    let took = begun.elapsed();
    assert_eq!(assessment.outcome, audit::Outcome::Consistent);
    took
}

fn played(inspected: bool) -> Run {
    play_on(&players(inspected), std::thread::available_parallelism().map_or(1, usize::from))
}

/// The players of the full year under the instrument that has inspections, with its periods cut to weeks and its cap out of their way.
fn players(inspected: bool) -> Cast {
    let mut exercise = exercise_of("full-year");
    (exercise.epochs, exercise.instrument) = (EPOCHS, id("illustrative-sampling"));
    if inspected {
        exercise.inspections = inspections(&exercise);
    }
    let text = String::from_utf8(file("treaties/illustrative-sampling.toml")).expect("it is text");
    let of_weeks =
        text.replace("period = { months = 3 }", "period = { days = 7 }").replace("value = 420", "value = 4200");
    assert_ne!(of_weeks, text, "the instrument has other periods now");
    cast(exercise, of_weeks.as_bytes(), ScenarioSeed(4)).unwrap_or_else(|why| panic!("{why}"))
}

/// As many as each party may make of the other, one every second week, by turns of a sample and of a whole site.
fn inspections(exercise: &exercise::Exercise) -> Vec<Inspections> {
    let parties: Vec<_> = exercise.sides.iter().map(|side| side.party.clone()).collect();
    let pairs = [(&parties[0], &parties[1], 1), (&parties[1], &parties[0], 4)];
    let each = |number: u32| {
        let form = if number.is_multiple_of(2) { OpeningForm::Sample } else { OpeningForm::Full };
        pairs.map(|(inspector, host, day)| Inspections {
            inspector: inspector.clone(),
            host: host.clone(),
            kind: id("sampled-visit"),
            form,
            site: None,
            epoch: Epoch(1 + 4 * number),
            days: vec![day],
            arrived: 0,
            departed: 0,
            stories: 0,
        })
    };
    (0..QUOTA).flat_map(each).collect()
}

fn id(word: &str) -> Id {
    Id::new(word).expect("it is a name")
}
