//! Every attempt that ships, really made: an audit finds what its file says and nothing else, and none of it where the attempt is not made.

mod common;

use audit::{Assessment, Fact, Severity};
use common::{audited_or_refused, exercise_of, file, play_on};
use exercise::file::{Deceit, End, Expected, RecordDeceit};
use exercise::{Cast, Exercise, differences, differences_of_refusal};
use std::path::Path;

/// The attempts, in order of their names; those of which the variable `ATTEMPT` is a part.
fn attempts() -> Vec<Exercise> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises/attempts");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let wanted = std::env::var("ATTEMPT").unwrap_or_default();
    let is_wanted = |name: &String| name.ends_with(".toml") && name.contains(&wanted);
    let mut names: Vec<_> = files.filter(is_wanted).collect();
    names.sort();
    names.iter().map(|name| attempt(name.strip_suffix(".toml").unwrap())).collect()
}

fn attempt(name: &str) -> Exercise {
    let others = |id: &treaty::Id| Some(exercise_of(id.as_str()));
    let exercise = exercise::parse_among(&file(&format!("exercises/attempts/{name}.toml")), &others);
    let exercise = exercise.unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
    assert_eq!(exercise.id.as_str(), name, "an attempt is called as its file");
    exercise
}

fn cast_as(exercise: Exercise) -> Cast {
    let text = file(&format!("treaties/{}.toml", exercise.instrument));
    let (id, seed) = (exercise.id.clone(), exercise.seed);
    exercise::cast(exercise, &text, seed).unwrap_or_else(|why| panic!("{id}: {why}"))
}

/// Plays it, and audits the folder that comes of it.
fn comes_of(exercise: &Exercise) -> Result<Assessment, String> {
    audited_or_refused(&play_on(&cast_as(exercise.clone()), 2), |_| true)
}

#[test]
fn an_audit_finds_of_each_attempt_what_its_file_says_and_nothing_else() {
    let mut wrong = Vec::new();
    for exercise in attempts() {
        let found = match comes_of(&exercise) {
            Ok(assessment) => differences(&exercise, &assessment),
            Err(why) => differences_of_refusal(&exercise, &why),
        };
        if !found.is_empty() {
            wrong.push((exercise.id.to_string(), found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is expected of an attempt beside what no audit can know.
fn accused(exercise: &Exercise) -> impl Iterator<Item = &Expected> {
    exercise.expected.iter().filter(|expected| expected.code.as_str() != "unverified")
}

#[test]
fn nothing_of_it_is_found_where_the_attempt_is_not_made() {
    // most attempts are made among the same players: what comes of these without it is looked at once
    let mut played: Vec<(Exercise, Assessment)> = Vec::new();
    for exercise in attempts() {
        let mut honest = exercise.clone();
        (honest.evasions, honest.incidents) = (Vec::new(), Vec::new());
        let scene = |one: &Exercise| (one.seed, one.epochs, one.instrument.clone(), one.sides.clone());
        if !played.iter().any(|(other, _)| scene(other) == scene(&honest)) {
            let assessment = comes_of(&honest).unwrap_or_else(|why| panic!("{}: {why}", exercise.id));
            played.push((honest.clone(), assessment));
        }
        let (_, assessment) = played.iter().find(|(other, _)| scene(other) == scene(&honest)).unwrap();
        let missing = differences(&exercise, assessment).missing;
        assert_eq!(missing.iter().collect::<Vec<_>>(), accused(&exercise).collect::<Vec<_>>(), "{}", exercise.id);
        let is_blind = |finding: &audit::Finding| finding.severity == Severity::Blind;
        assert!(assessment.findings.iter().all(is_blind), "{}: {:#?}", exercise.id, assessment.findings);
    }
}

#[test]
fn a_key_that_does_not_sign_is_named() {
    for exercise in attempts() {
        let by_wrong_key = |deceit: &Deceit| matches!(deceit, Deceit::Record(RecordDeceit::SignedBy(_)));
        if !exercise.evasions.iter().any(|evasion| by_wrong_key(&evasion.deceit)) {
            continue;
        }
        let assessment = comes_of(&exercise).unwrap();
        let why = assessment.findings.iter().find_map(|finding| match &finding.fact {
            Fact::Record(audit::assessment::RecordFact::NotSigned { why }) => Some(why.clone()),
            _ => None,
        });
        println!("{}: {why:?}", exercise.id);
    }
}

#[test]
fn what_cannot_be_read_is_never_consistent() {
    let mut refused = attempts().into_iter().filter(|exercise| matches!(exercise.end, End::Refused(_))).peekable();
    assert!(refused.peek().is_some() || std::env::var("ATTEMPT").is_ok());
    for exercise in refused {
        assert!(exercise.expected.is_empty(), "{}: what is refused has no findings", exercise.id);
    }
}

#[test]
fn what_is_kept_apart_changes_no_byte_that_anybody_else_has() {
    let with = attempt("hidden-store");
    let mut without = with.clone();
    without.evasions.clear();
    let [with, without] = [with, without].map(|exercise| play_on(&cast_as(exercise), 2));
    let more: Vec<_> = with.files.iter().filter(|file| !without.files.contains(file)).collect();
    assert_eq!(more.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["HAL.secret/outside.csv"]);
    assert_eq!(with.files.len(), without.files.len() + 1);
}

#[test]
fn a_padded_baseline_commits_to_more_than_there_is() {
    let with = attempt("padded-baseline");
    let mut without = with.clone();
    without.evasions.clear();
    let [with, without] = [with, without].map(|exercise| {
        let cast = cast_as(exercise);
        exercise::Host::begin(&cast, &cast.exercise().sides[0]).unwrap().events().len()
    });
    assert!(with > without, "{with} {without}");
}
