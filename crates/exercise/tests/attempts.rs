//! Every attempt that ships: its audit finds what its file expects and nothing else, and without its evasions finds none of it.

mod common;

use audit::{Assessment, Outcome};
use common::{audited, exercise_of, file, play_on};
use exercise::file::{End, Expected};
use exercise::{Cast, Exercise, cast, differences, parse_among};
use std::path::Path;

/// Those of which nothing can be found: what they do is outside of what is stated.
const BLIND: [&str; 2] = ["hidden-store", "padded-baseline"];

fn attempts() -> Vec<Exercise> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises/attempts");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names.iter().filter_map(|name| name.to_str()).map(attempt).collect()
}

fn attempt(name: &str) -> Exercise {
    let bytes = file(&format!("exercises/attempts/{name}"));
    let read = parse_among(&bytes, &|of| Some(exercise_of(of.as_str())));
    let exercise = read.unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
    assert_eq!(format!("{}.toml", exercise.id), name, "an attempt is called as its file");
    exercise
}

fn cast_as(exercise: Exercise) -> Cast {
    let text = file(&format!("treaties/{}.toml", exercise.instrument));
    let (id, seed) = (exercise.id.clone(), exercise.seed);
    cast(exercise, &text, seed).unwrap_or_else(|why| panic!("{id}: {why}"))
}

/// What stands in every assessment under the instrument, whatever was done.
fn is_blind(finding: &Expected) -> bool {
    finding.code.as_str() == "unverified"
}

#[test]
fn every_attempt_comes_to_what_its_file_expects() {
    for exercise in attempts().into_iter().filter(|exercise| matches!(exercise.end, End::Assessed(_))) {
        let (id, seed) = (exercise.id.clone(), exercise.seed);
        let cast = cast_as(exercise);
        let found = differences(cast.exercise(), &audited(&play_on(&cast, 2), |_| true));
        assert!(found.is_empty(), "{id}, seed {}: {found:#?}", seed.0);
    }
}

#[test]
fn without_its_evasions_nothing_is_found_that_an_attempt_expects() {
    let mut played: Vec<(Exercise, Assessment)> = Vec::new();
    for exercise in attempts() {
        let id = &exercise.id;
        let expects = exercise.expected.iter().filter(|finding| !is_blind(finding)).count();
        assert_eq!(expects == 0 && matches!(exercise.end, End::Assessed(_)), BLIND.contains(&id.as_str()), "{id}");
        // without their evasions many are one and the same
        let honest = honest(&exercise);
        let known = played.iter().position(|(other, _)| *other == honest).unwrap_or_else(|| {
            let assessment = audited(&play_on(&cast_as(honest.clone()), 2), |_| true);
            played.push((honest, assessment));
            played.len() - 1
        });
        let found = differences(&exercise, &played[known].1);
        assert_eq!((found.missing.len(), found.surplus.len()), (expects, 0), "{id}: {found:#?}");
    }
}

/// The same exercise without evasions, and without what is said of it.
fn honest(exercise: &Exercise) -> Exercise {
    let (mut honest, small) = (exercise.clone(), exercise_of("small"));
    (honest.id, honest.title, honest.text) = (small.id, small.title, small.text);
    honest.evasions.clear();
    honest.expected.clear();
    honest.end = End::Assessed(Outcome::Consistent);
    honest
}

#[test]
fn what_is_kept_apart_changes_no_byte_that_anybody_else_has() {
    let with = attempt("hidden-store.toml");
    let mut without = with.clone();
    without.evasions.clear();
    let [with, without] = [with, without].map(|exercise| play_on(&cast_as(exercise), 2));
    let more: Vec<_> = with.files.iter().filter(|file| !without.files.contains(file)).collect();
    assert_eq!(more.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["HAL.secret/outside.csv"]);
    assert_eq!(with.files.len(), without.files.len() + 1);
}

#[test]
fn a_padded_baseline_commits_to_more_than_there_is() {
    let with = attempt("padded-baseline.toml");
    let mut without = with.clone();
    without.evasions.clear();
    let [with, without] = [with, without].map(|exercise| {
        let cast = cast_as(exercise);
        exercise::Host::begin(&cast, &cast.exercise().sides[0]).unwrap().events().len()
    });
    assert!(with > without, "{with} {without}");
}
