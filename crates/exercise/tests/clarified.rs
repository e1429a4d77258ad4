//! Clarifications and replays: what a file of them may say, how they are played, and that a replay keeps both readings and decides nothing.

mod common;

use audit::assessment::{Fact, RecordFact};
use audit::{Outcome, Severity};
use common::{audited_or_refused, exercise_of, file, play_on, read_back};
use exercise::{Exercise, ScenarioSeed, Unplayable, cast, differences, parse};
use record::Statement;

const TALK: &str =
    "\n[[clarification]]\nraiser = \"OND\"\nrespondent = \"HAL\"\nclause = \"warhead-store\"\nepoch = 1\n";
const ASKED: &str = "\n[[clarification.step]]\nstep = \"raising\"\nday = 3\ntext = { en = \"Where are the 2?\", ru = \"Где эти 2?\" }\n";

fn appended(tables: &str) -> Result<Exercise, Vec<&'static str>> {
    let text = String::from_utf8(file("exercises/inspected.toml")).unwrap() + tables;
    parse(text.as_bytes()).map_err(|problems| problems.iter().map(|problem| problem.code).collect())
}

fn refuses(from: &str, to: &str, code: &str) {
    let tables = format!("{TALK}{ASKED}");
    assert!(tables.contains(from), "{from}");
    let codes = appended(&tables.replacen(from, to, 1)).err().unwrap_or_default();
    assert!(codes.contains(&code), "{to}: {codes:?}");
}

#[test]
fn a_clarification_that_no_file_may_have_is_refused() {
    assert!(appended(&format!("{TALK}{ASKED}")).is_ok());
    refuses("raiser = \"OND\"", "", "missing-key");
    refuses("raiser = \"OND\"", "raiser = \"CAR\"", "unknown-name");
    refuses("raiser = \"OND\"", "raiser = \"HAL\"", "same-party");
    refuses("clause = \"warhead-store\"\n", "", "missing-key");
    refuses("clause = ", "inspection = 0\nclause = ", "out-of-range");
    refuses("epoch = 1", "", "bad-day");
    refuses("day = 3", "day = 3\ndate = 2028-01-01", "bad-day");
    refuses("day = 3", "day = 3661", "out-of-range");
    refuses("\"raising\"", "\"answer\"", "bad-step");
    refuses("\"raising\"", "\"question\"", "unknown-word");
    refuses("text = { en = \"Where are the 2?\"", "text = { en = \"\"", "bad-text");
    refuses("text = { en = \"Where are the 2?\", ru = \"Где эти 2?\" }", "", "missing-key");
    let twice = appended(&format!("{TALK}{ASKED}{ASKED}")).unwrap_err();
    assert!(twice.contains(&"bad-step"), "{twice:?}");
    let many = appended(&format!("{TALK}{ASKED}{}", ASKED.replace("raising", "answer").repeat(32))).unwrap_err();
    assert!(many.contains(&"too-many"), "{many:?}");
    let either = ASKED.replace("raising", "proposal");
    assert!(appended(&format!("{TALK}{ASKED}{either}")).unwrap_err().contains(&"missing-key"), "it says not by whom");
}

fn unplayable(tables: &str) -> String {
    let exercise = appended(tables).unwrap();
    let seed = exercise.seed;
    let cast = cast(exercise, &file("treaties/illustrative-sampling.toml"), seed).unwrap();
    let why = exercise::play(&cast, std::num::NonZeroUsize::MIN, &mut |_| {}).unwrap_err();
    assert!(matches!(why, Unplayable::Clarification { .. } | Unplayable::Inspection { .. }), "{why}");
    why.to_string()
}

#[test]
fn what_cannot_be_said_so_is_no_play() {
    let step = |step: &str, more: &str| ASKED.replace("raising", step).replace("day = 3", &format!("day = 4\n{more}"));
    let agreed = "\n[[clarification.step]]\nstep = \"agreement\"\nday = 4\nparty = \"HAL\"\n";
    let why = unplayable(&format!("{TALK}{ASKED}{agreed}"));
    assert!(why.contains("after raising there is no agreement"), "{why}");
    let why = unplayable(&format!("{TALK}{ASKED}{}", step("answer", "out-of-order = true")));
    assert!(why.contains("is called out of order, and may come here"), "{why}");
    let why = unplayable(&format!("{TALK}{ASKED}{}", step("answer", "").replace("day = 4", "day = 2")));
    assert!(why.contains("go back in time"), "{why}");
    let why = unplayable(&format!("{}{ASKED}", TALK.replace("epoch", "inspection = 9\nepoch")));
    assert!(why.contains("was not made by then"), "{why}");
    let why = unplayable(&format!("{}{ASKED}", TALK.replace("warhead-store", "nowhere")));
    assert!(why.contains("no clause `nowhere`"), "{why}");
    let why = unplayable(&format!("{TALK}{}", ASKED.replace("day = 3", "day = 11")));
    assert!(why.contains("a step of a clarification falls into it"), "{why}");
    let crowded = format!("{TALK}{ASKED}").repeat(7);
    assert!(unplayable(&crowded).contains("more than 6 steps fall on one day"));
}

const REPLAYS: [&str; 2] = ["replay-101-units", "replay-suspension"];

#[test]
fn a_replay_keeps_both_readings_and_decides_nothing() {
    for name in REPLAYS {
        let exercise = exercise_of(name);
        let cast = cast(exercise.clone(), &file("treaties/replay-new-start.toml"), exercise.seed).unwrap();
        let assessment = audited_or_refused(&play_on(&cast, 1), |_| true).unwrap();
        let found = differences(&exercise, &assessment);
        assert!(found.is_empty(), "{name}: {found:#?}");
        assert_eq!(assessment.outcome, Outcome::Open);
        let told: Vec<_> = assessment.findings.iter().filter(|one| one.severity != Severity::Blind).collect();
        for finding in told {
            assert!(matches!(&finding.fact, Fact::Record(RecordFact::Clarification { .. })), "{name}: {finding:#?}");
            assert_eq!(finding.party, None, "{name}: nobody is accused");
            let read: Vec<_> = finding.readings.iter().map(|read| read.party.as_str()).collect();
            assert!(read == ["US", "RU"] || read == ["RU", "US"], "{name}: {read:?}");
            let lengths: Vec<_> = finding.readings.iter().map(|read| read.text.en.chars().count()).collect();
            let (short, long) = (lengths.iter().min().unwrap(), lengths.iter().max().unwrap());
            assert!(long < &(2 * short + 40), "{name}: the readings are told at about equal length: {lengths:?}");
        }
    }
}

#[test]
fn in_a_replay_nobody_states_an_epoch_and_each_step_has_its_source() {
    for name in REPLAYS {
        let exercise = exercise_of(name);
        let steps = exercise.clarifications.iter().flat_map(|one| &one.steps);
        assert!(steps.clone().all(|step| step.source.as_ref().is_some_and(|source| source.len() > 20)), "{name}");
        let cast = cast(exercise.clone(), &file("treaties/replay-new-start.toml"), ScenarioSeed(1)).unwrap();
        let records = read_back(&cast, &play_on(&cast, 1));
        let said = records.statements.iter().flat_map(|(_, said)| said).filter_map(|said| said.contents.as_ref());
        let said: Vec<_> = said.map(|contents| &contents.statement).collect();
        let turns = said.iter().filter(|said| matches!(said, Statement::Clarification(_))).count();
        assert_eq!(turns, steps.count(), "{name}");
        assert!(said.iter().all(|said| matches!(said, Statement::Clarification(_) | Statement::Receipt(_))), "{name}");
    }
}

#[test]
fn in_a_replay_there_is_no_epoch_in_which_anybody_could_evade() {
    let evasion = "\n[[evasion]]\nparty = \"US\"\nepoch = 1\nrow = \"R5\"\ntwice = true\n";
    let text = String::from_utf8(file("exercises/replay-101-units.toml")).unwrap() + evasion;
    let told: Vec<_> = parse(text.as_bytes()).unwrap_err().iter().map(|problem| problem.code).collect();
    assert_eq!(told, ["out-of-range"]);
}

#[test]
fn a_step_of_a_replay_without_its_source_is_refused() {
    let text = String::from_utf8(file("exercises/replay-101-units.toml")).unwrap();
    let start = text.find("source = ").unwrap();
    let end = start + text[start..].find('\n').unwrap();
    let without = format!("{}{}", &text[..start], &text[end..]);
    let codes: Vec<_> = parse(without.as_bytes()).unwrap_err().iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["missing-key"]);
}
