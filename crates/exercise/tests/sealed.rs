//! Custody seals at play: what a file may say of them, and what an audit finds.

mod common;

use common::{audited, cast_file, exercise_of, file, play_on};
use exercise::file::{Deceit, SealDeceit};
use exercise::{ScenarioSeed, cast, differences, parse};
use record::SealNumber;

const SEAL: &str = "\n[[seal]]\nowner = \"OND\"\nhost = \"HAL\"\nsite = \"still-water\"\nnumber = \"A-1\"\nact = \"apply\"\non = \"door\"\nepoch = 1\nday = 2\n";

/// The codes of the problems that the year at the portals has with a seal in which `old` is replaced by `new`.
fn problems(old: &str, new: &str) -> Vec<&'static str> {
    assert!(SEAL.contains(old), "{old:?} is not in the seal");
    let text = String::from_utf8(file("exercises/portals-year.toml")).unwrap() + &SEAL.replacen(old, new, 1);
    parse(text.as_bytes()).err().unwrap_or_default().iter().map(|problem| problem.code).collect()
}

#[test]
fn a_year_under_seals_comes_out_as_its_file_expects() {
    let cast = cast_file("sealed-year", |_| {}, exercise_of("sealed-year").seed);
    let assessment = audited(&play_on(&cast, 2), |_| true);
    let found = differences(cast.exercise(), &assessment);
    assert!(found.is_empty(), "{found:#?}");
    let closed = |owner: &str| {
        let of_owner = assessment.continuity.iter().filter(|sealed| sealed.owner.as_str() == owner);
        of_owner.flat_map(|sealed| &sealed.times).map(|time| time.seals.concat()).collect::<Vec<_>>()
    };
    assert_eq!(closed("OND"), ["OND-D-1", "OND-D-2"], "the host opened the door once, and so there is a hole");
    assert_eq!(closed("HAL"), ["HAL-101", "HAL-102", "HAL-103"]);
}

#[test]
fn a_seal_that_cannot_be_is_refused_where_it_stands() {
    assert_eq!(problems("", ""), [""; 0]);
    for (old, new, code) in [
        ("host = \"HAL\"", "host = \"OND\"", "same-party"),
        ("owner = \"OND\"", "owner = \"XX\"", "unknown-name"),
        ("owner = \"OND\"\n", "", "missing-key"),
        ("\"still-water\"", "\"nowhere\"", "unknown-name"),
        ("\"A-1\"", "\"a 1\"", "bad-number"),
        ("number = \"A-1\"\n", "", "missing-key"),
        ("on = \"door\"\n", "", "missing-key"),
        ("on = \"door\"\n", "on = \"door\"\ninstead = \"?\"\n", "bad-number"),
        ("day = 2", "day = 367", "out-of-range"),
        ("act = \"apply\"", "act = \"verify\"", "unknown-key"),
        ("act = \"apply\"\non = \"door\"\n", "act = \"break\"\n", "missing-key"),
        ("day = 2", "day = 2\nhours-ahead = 1001", "out-of-range"),
    ] {
        let found = problems(old, new);
        assert!(found.contains(&code), "{old} -> {new}: {found:?}");
    }
}

#[test]
fn a_seal_during_an_inspection_that_was_not_made_cannot_be_played() {
    let text = String::from_utf8(file("exercises/portals-year.toml")).unwrap() + SEAL + "inspection = 1\n";
    let mut exercise = parse(text.replace("\nepochs = 12\n", "\nepochs = 2\n").as_bytes()).unwrap();
    exercise.expected.clear();
    let cast = cast(exercise, &file("treaties/illustrative-portals.toml"), ScenarioSeed(1)).unwrap();
    let threads = std::num::NonZeroUsize::new(2).unwrap();
    let why = exercise::play(&cast, threads, &mut |_| {}).err().unwrap().to_string();
    assert!(why.contains("A-1") && why.contains("was not made by then"), "{why}");
}

#[test]
fn a_deed_with_seals_is_of_its_row_and_is_one_deed() {
    let base = String::from_utf8(file("exercises/portals-year.toml")).unwrap();
    let evades = |row: &str, deed: &str| {
        let text = format!("{base}\n[[evasion]]\nparty = \"OND\"\nepoch = 1\nrow = \"{row}\"\n{deed}\n");
        parse(text.as_bytes()).map(|exercise| exercise.evasions[0].deceit.clone())
    };
    let number = SealNumber::new("A-1").unwrap();
    for (deed, deceit) in [
        ("gives-seal-number = \"A-1\"", SealDeceit::GivesNumber(number)),
        ("breaks-seals-unsaid = true", SealDeceit::BreaksUnsaid),
        ("leaves-unsealed = true", SealDeceit::LeavesOpen),
    ] {
        assert_eq!(evades("C1", deed).unwrap(), Deceit::Seal(deceit));
        assert!(evades("C2", deed).is_err(), "{deed}");
    }
    assert!(evades("C1", "gives-seal-number = \"a\"").is_err());
    assert!(evades("C1", "breaks-seals-unsaid = true\nleaves-unsealed = true").is_err(), "two deeds");
}
