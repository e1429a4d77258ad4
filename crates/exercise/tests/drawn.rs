//! Exercises that nobody wrote. Each is printed with its seed before it is played: an audit finds exactly what was drawn.

mod common;

use common::{audited, exercise_of, file, play_on};
use exercise::file::{Deceit, Happening, LedgerDeceit, RecordDeceit};
use exercise::{Exercise, ScenarioSeed, Unplayable, cast, differences, draw};
use std::collections::BTreeSet;
use std::mem::{Discriminant, discriminant};

type Draw = fn(&Exercise, &[u8], ScenarioSeed) -> Result<Exercise, Unplayable>;

fn text() -> Vec<u8> {
    file("treaties/illustrative-freeze.toml")
}

fn drawn(draw: Draw, seed: u64) -> Exercise {
    draw(&exercise_of("small"), &text(), ScenarioSeed(seed)).unwrap_or_else(|why| panic!("seed {seed}: {why}"))
}

/// The seeds that are played: from `DRAWN_FROM`, as many as `DRAWN_SEEDS` says.
fn seeds() -> impl Iterator<Item = u64> {
    let number = |name, otherwise| {
        std::env::var(name).map_or(otherwise, |number: String| number.parse().expect("a seed is a number"))
    };
    let from: u64 = number("DRAWN_FROM", 1);
    from..from + number("DRAWN_SEEDS", 4)
}

fn play_all(draw: Draw) {
    for seed in seeds() {
        let exercise = drawn(draw, seed);
        println!("seed {seed}: {:?} {:?}", exercise.evasions, exercise.incidents);
        let cast = cast(exercise, &text(), ScenarioSeed(seed)).unwrap();
        let found = differences(cast.exercise(), &audited(&play_on(&cast, 2), |_| true));
        assert!(
            found.is_empty(),
            "seed {seed}: {found:#?} {:#?}",
            (&cast.exercise().evasions, &cast.exercise().incidents)
        );
    }
}

#[test]
fn what_was_attempted_is_found_and_nothing_else() {
    play_all(draw::attempt);
}

#[test]
fn of_honest_lives_nothing_is_asked_but_what_was_planted() {
    play_all(draw::honest);
}

#[test]
fn one_seed_draws_one_exercise_and_another_seed_another() {
    for draw in [draw::attempt as Draw, draw::honest] {
        assert_eq!(drawn(draw, 1), drawn(draw, 1));
        let mut other = drawn(draw, 2);
        let one = drawn(draw, 1);
        (other.id, other.seed) = (one.id.clone(), one.seed);
        assert_ne!(other, one);
    }
}

#[test]
fn every_way_to_evade_and_all_that_may_happen_is_drawn_before_long() {
    let mut parties = BTreeSet::new();
    let mut ways: Vec<Discriminant<LedgerDeceit>> = Vec::new();
    let mut of_record: Vec<Discriminant<RecordDeceit>> = Vec::new();
    let mut happenings: Vec<Discriminant<Happening>> = Vec::new();
    for seed in 0..120 {
        let attempt = drawn(draw::attempt, seed);
        let [evasion] = &attempt.evasions[..] else { panic!("an attempt is one") };
        parties.insert(evasion.party.to_string());
        match &evasion.deceit {
            Deceit::Ledger(deceit) => {
                ways.extend((!ways.contains(&discriminant(deceit))).then(|| discriminant(deceit)));
            }
            Deceit::Record(deceit) => {
                of_record.extend((!of_record.contains(&discriminant(deceit))).then(|| discriminant(deceit)));
            }
            Deceit::Visit(deceit) => panic!("inspections are not drawn yet: {deceit:?}"),
            Deceit::Gate(deceit) => panic!("portals are not drawn yet: {deceit:?}"),
            Deceit::Seal(deceit) => panic!("custody seals are not drawn yet: {deceit:?}"),
        }
        for incident in &drawn(draw::honest, seed).incidents {
            let kind = discriminant(&incident.happening);
            happenings.extend((!happenings.contains(&kind)).then_some(kind));
        }
    }
    assert_eq!((parties.len(), ways.len(), of_record.len(), happenings.len()), (2, 11, 8, 8));
}
