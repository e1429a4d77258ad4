//! Small plays, whole: what an honest side states is proved, what an evader states is not.

mod common;

use common::{cast_file, exercise_of, file, play_on, read_back};
use exercise::ScenarioSeed;
use proof::{Class, SumOpening};
use record::{Epoch, Papers, ReceiptOrder, Statement};
use std::collections::BTreeSet;

#[test]
fn an_honest_play_proves_every_epoch_of_both_sides() {
    for seed in 1..=4 {
        let cast = cast_file("small", |_| {}, ScenarioSeed(seed));
        let run = play_on(&cast, 2);
        let records = read_back(&cast, &run);
        for side in &records.sides {
            assert_eq!(side.verdicts.len(), 6);
            side.verdicts.iter().for_each(|verdict| assert_eq!(verdict.as_ref().err(), None, "seed {seed}"));
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads_and_another_seed_gives_others() {
    let play = |seed, threads| play_on(&cast_file("small", |_| {}, ScenarioSeed(seed)), threads);
    let first = play(1, 1);
    assert_eq!(first, play(1, 2));
    assert_ne!(first, play(2, 2));
}

#[test]
fn every_receipt_is_good_and_covers_what_was_stated_in_its_epoch() {
    let cast = cast_file("small", |_| {}, ScenarioSeed(1));
    let records = read_back(&cast, &play_on(&cast, 2));
    for (author, statements) in &records.statements {
        let mut order = ReceiptOrder::default();
        let mut covered = 0;
        for signed in statements {
            if let Some(receipt) = record::receipt::check(&records.rings, signed).unwrap() {
                order.push(&receipt).unwrap();
                covered += 1;
            }
        }
        // a party acknowledges the other party, a witness both, after each of six epochs
        assert_eq!(covered, if author.party().is_some() { 6 } else { 12 }, "{author}");
    }
}

#[test]
fn a_silent_witness_acknowledges_nothing_any_more_and_nothing_else_changes() {
    let quiet = cast_file("small", |e| e.witnesses[2].silent_from = Some(Epoch(3)), ScenarioSeed(1));
    let run = play_on(&quiet, 2);
    let records = read_back(&quiet, &run);
    let said = |author: &str| records.statements.iter().find(|(of, _)| of.as_str() == author).unwrap().1.len();
    assert_eq!((said("veldenmark"), said("harbour-academy")), (12, 6));
    let all = play_on(&cast_file("small", |_| {}, ScenarioSeed(1)), 2);
    let of = |run: &exercise::Run, path: &str| run.file(path).unwrap().to_vec();
    for path in ["HAL/checkpoint", "OND.secret/events.csv", "veldenmark/checkpoint"] {
        assert_eq!(of(&run, path), of(&all, path), "{path}");
    }
    assert_ne!(of(&run, "harbour-academy/checkpoint"), of(&all, "harbour-academy/checkpoint"));
}

#[test]
fn what_is_opened_opens_what_was_committed_to() {
    // windows of two epochs, so that a small play has some
    let mut exercise = exercise_of("small");
    exercise.epochs = 4;
    let text = String::from_utf8(file("treaties/illustrative-freeze.toml")).unwrap();
    let text = text.replace("every = { epochs = 13 }", "every = { epochs = 2 }");
    let (totals, flows) = text.split_once("id = \"births\"").unwrap();
    let for_parties = flows.replacen("readers = \"public\"", "readers = \"parties\"", 2);
    let text = format!("{totals}id = \"births\"{for_parties}");
    let cast = exercise::cast(exercise, text.as_bytes(), ScenarioSeed(5)).unwrap();
    let run = play_on(&cast, 2);
    let records = read_back(&cast, &run);
    let mut opened = 0;
    for (side, (author, statements)) in records.sides.iter().zip(&records.statements) {
        assert_eq!(author.party(), Some(&side.party));
        for signed in statements {
            let Some(Statement::Opening(opening)) = signed.statement() else { continue };
            let classes = [Class(2), Class(3)];
            for (sum, class) in opening.sums.iter().zip(classes) {
                let shape = side.verdicts[0].as_ref().unwrap().shape();
                let body = &side.bodies[opening.last.0 as usize];
                let cells = shape.cells().iter().zip(&body.commitments.cells);
                let of_class: Vec<_> = cells.filter(|(cell, _)| cell.class == class).map(|(_, c)| *c).collect();
                proof::verify_sum(&of_class, &SumOpening { sum: sum.sum, blinding: sum.blinding.0 }).unwrap();
                opened += 1;
            }
        }
    }
    assert_eq!(opened, 2 * 2 * 2, "two sides, two windows, two classes");
    // births and deaths are for the parties: the papers are the other side's, and are those of a leaf
    let sealed: Vec<_> = run.files.iter().filter(|file| file.path.starts_with("OND.sealed/HAL-")).collect();
    assert_eq!(sealed.len(), 4);
    for file in sealed {
        let leaf: usize = file.path.rsplit('-').next().unwrap().parse().unwrap();
        let head = &records.statements[0].1[leaf].envelope.head;
        Papers::decode(&file.bytes).unwrap().read(head).unwrap();
    }
}

#[test]
fn every_path_of_a_run_stands_once_and_the_host_can_go_on_from_its_own_files() {
    let cast = cast_file("small", |_| {}, ScenarioSeed(1));
    let run = play_on(&cast, 2);
    let paths: BTreeSet<_> = run.files.iter().map(|file| &file.path).collect();
    assert_eq!(paths.len(), run.files.len());
    let events = inventory::List::parse(run.file("HAL.secret/events.csv").unwrap()).unwrap();
    assert!(events.events().len() > 30);
    assert_eq!(run.file("HAL.secret/seed").unwrap().len(), 65);
    assert!(paths.iter().any(|path| path.starts_with("views/")));
}

#[test]
fn an_instantiated_instrument_begins_with_its_text_and_ends_with_keys_and_sites() {
    let text = file("treaties/illustrative-freeze.toml");
    let mut exercise = exercise_of("small");
    let awkward = "a \\ \"quoted\" [[name]] # here";
    exercise.sides[1].sites[0].name.en = awkward.to_owned();
    let made = exercise::instantiate(&exercise, &text, ScenarioSeed(1)).unwrap();
    assert!(made.bytes.starts_with(&text));
    assert_eq!(made.treaty.sites.len(), 6);
    assert_eq!(made.treaty.sites[3].name.as_ref().unwrap().en, awkward);
    assert_eq!(made.treaty.keys.len(), 5 * 4, "two parties and three witnesses, four roles");
    let distinct: BTreeSet<_> = made.treaty.keys.iter().map(|key| key.key.clone()).collect();
    assert_eq!(distinct.len(), 20);
    assert!(made.treaty.keys[0].key.as_str().starts_with("halvern.example/log+"));
    let other = exercise::instantiate(&exercise, &text, ScenarioSeed(2)).unwrap();
    assert_ne!(made.treaty.hash, other.treaty.hash, "other keys, another instrument");
}

#[test]
fn every_exercise_that_is_shipped_can_be_cast() {
    for name in ["honest-year", "appearing-stock", "called-retired", "full-year", "small"] {
        let cast = cast_file(name, |_| {}, exercise_of(name).seed);
        for side in &cast.exercise().sides {
            exercise::Host::begin(&cast, side).unwrap_or_else(|why| panic!("{name}: {why}"));
        }
    }
}

#[test]
fn the_full_year_has_about_5000_items_at_60_sites_in_256_cells_and_20_events_a_day() {
    let cast = cast_file("full-year", |_| {}, ScenarioSeed(4));
    for side in &cast.exercise().sides {
        let mut host = exercise::Host::begin(&cast, side).unwrap();
        assert_eq!((side.sites.len(), host.ledger().shape().cells().len()), (60, 256));
        let declared = host.events().len();
        assert!((4_000..6_000).contains(&declared), "{declared}");
        for _ in 0..20 {
            host.pass();
            host.live(&cast).unwrap();
        }
        let a_day = (host.events().len() - declared) / 20;
        assert!((15..40).contains(&a_day), "{a_day} events a day");
    }
}

#[test]
fn progress_is_told_after_every_proof() {
    let mut told = Vec::new();
    let cast = cast_file("small", |e| e.epochs = 1, ScenarioSeed(1));
    exercise::play(&cast, std::num::NonZeroUsize::MIN, &mut |progress| told.push((progress.proved, progress.of)))
        .unwrap();
    assert_eq!(told, [(1, 4), (2, 4), (3, 4), (4, 4)]);
}
