//! Exercises that nobody wrote. Each is printed with its seed before it is played: an audit finds exactly what was drawn.

mod common;

use common::{audited, exercise_of, file, play_on};
use exercise::file::{Deceit, Happening, LedgerDeceit, RecordDeceit, VisitDeceit};
use exercise::{Exercise, ScenarioSeed, Unplayable, cast, differences, draw};
use std::collections::BTreeSet;
use std::mem::{Discriminant, discriminant};

type Draw = fn(&Exercise, &[u8], ScenarioSeed) -> Result<Exercise, Unplayable>;

/// Those who play without inspections, and those who inspect one another.
const PLAYERS: [&str; 2] = ["small", "inspected"];

fn text(players: &Exercise) -> Vec<u8> {
    file(&format!("treaties/{}.toml", players.instrument))
}

fn drawn(draw: Draw, players: &str, seed: u64) -> Exercise {
    let players = exercise_of(players);
    draw(&players, &text(&players), ScenarioSeed(seed)).unwrap_or_else(|why| panic!("seed {seed}: {why}"))
}

/// The seeds that are played: from `DRAWN_FROM`, as many as `DRAWN_SEEDS` says.
fn seeds() -> impl Iterator<Item = u64> {
    let number = |name, otherwise| {
        std::env::var(name).map_or(otherwise, |number: String| number.parse().expect("a seed is a number"))
    };
    let from: u64 = number("DRAWN_FROM", 1);
    from..from + number("DRAWN_SEEDS", 4)
}

fn play_all(draw: Draw, players: &str) {
    for seed in seeds() {
        let exercise = drawn(draw, players, seed);
        println!("seed {seed}: {:?} {:?} {:?}", exercise.evasions, exercise.incidents, exercise.inspections);
        let text = text(&exercise);
        let cast = cast(exercise, &text, ScenarioSeed(seed)).unwrap();
        let found = differences(cast.exercise(), &audited(&play_on(&cast, 2), |_| true));
        assert!(
            found.is_empty(),
            "seed {seed}: {found:#?} {:#?}",
            (&cast.exercise().evasions, &cast.exercise().incidents, &cast.exercise().inspections)
        );
    }
}

#[test]
fn what_was_attempted_is_found_and_nothing_else() {
    play_all(draw::attempt, "small");
}

#[test]
fn what_was_attempted_in_an_inspection_is_found_and_nothing_else() {
    play_all(draw::attempt, "inspected");
}

#[test]
fn of_honest_lives_nothing_is_asked_but_what_was_planted() {
    play_all(draw::honest, "small");
}

#[test]
fn of_honest_visits_nothing_is_asked_but_what_was_planted() {
    play_all(draw::honest, "inspected");
}

#[test]
fn one_seed_draws_one_exercise_and_another_seed_another() {
    let both = [draw::attempt as Draw, draw::honest];
    for (draw, players) in PLAYERS.into_iter().flat_map(|players| both.map(|draw| (draw, players))) {
        assert_eq!(drawn(draw, players, 1), drawn(draw, players, 1));
        let mut other = drawn(draw, players, 2);
        let one = drawn(draw, players, 1);
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
        let attempt = drawn(draw::attempt, "small", seed);
        let [evasion] = &attempt.evasions[..] else { panic!("an attempt is one") };
        parties.insert(evasion.party.to_string());
        match &evasion.deceit {
            Deceit::Ledger(deceit) => {
                ways.extend((!ways.contains(&discriminant(deceit))).then(|| discriminant(deceit)));
            }
            Deceit::Record(deceit) => {
                of_record.extend((!of_record.contains(&discriminant(deceit))).then(|| discriminant(deceit)));
            }
            Deceit::Visit(deceit) => panic!("nobody inspects among these players: {deceit:?}"),
            Deceit::Gate(deceit) => panic!("portals are not drawn yet: {deceit:?}"),
            Deceit::Seal(deceit) => panic!("custody seals are not drawn yet: {deceit:?}"),
        }
        for incident in &drawn(draw::honest, "small", seed).incidents {
            let kind = discriminant(&incident.happening);
            happenings.extend((!happenings.contains(&kind)).then_some(kind));
        }
    }
    assert_eq!((parties.len(), ways.len(), of_record.len(), happenings.len()), (2, 11, 8, 8));
}

#[test]
fn every_way_to_evade_in_an_inspection_and_every_form_of_visit_is_drawn_before_long() {
    let mut ways: Vec<Discriminant<VisitDeceit>> = Vec::new();
    let (mut forms, mut ends) = (BTreeSet::new(), BTreeSet::new());
    for seed in 0..40 {
        let attempt = drawn(draw::attempt, "inspected", seed);
        let [evasion] = &attempt.evasions[..] else { panic!("an attempt is one") };
        let Deceit::Visit(deceit) = &evasion.deceit else { panic!("not in a visit: {evasion:?}") };
        ways.extend((!ways.contains(&discriminant(deceit))).then(|| discriminant(deceit)));
        let honest = drawn(draw::honest, "inspected", seed);
        forms.extend(honest.inspections.iter().map(|visits| visits.form));
        ends.extend(honest.clarifications.iter().filter_map(|one| one.steps.last()).map(|step| step.name.word()));
    }
    assert_eq!((ways.len(), forms.len(), ends.len()), (8, 4, 3));
}
