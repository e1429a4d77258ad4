//! What is secret stands in no public file, in no spelling, and not in the length of one either.

mod common;

use base64ct::{Base64, Encoding};
use common::{cast_file, play_on, read_back};
use exercise::{Cast, Exercise, Run, RunFile, ScenarioSeed};
use inventory::{Keys, Ledger, Reopened, Seed, list::List};
use proof::Context;
use record::layout::Layout;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use treaty::PartyCode;

/// So many bytes of a secret, in whichever spelling, betray it.
const BETRAYED: usize = 6;

fn public(run: &Run) -> impl Iterator<Item = &RunFile> {
    run.files.iter().filter(|file| !file.path.contains(".secret/"))
}

fn secret(run: &Run, party: &PartyCode, name: &str) -> Vec<u8> {
    run.file(&format!("{party}.secret/{name}")).unwrap().to_vec()
}

/// The secret of a key with which a party signs.
fn key(run: &Run, party: &PartyCode, role: &str) -> Vec<u8> {
    let digits = String::from_utf8(secret(run, party, &format!("keys/{role}"))).unwrap();
    (0..32).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap()).collect()
}

/// The seed of a party, and the blinding of every cell and flow of every epoch, opened from its seed and its list of events alone.
fn blindings(cast: &Cast, run: &Run) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for side in read_back(cast, run).sides {
        let seed = String::from_utf8(secret(run, &side.party, "seed")).unwrap();
        let seed = seed.trim();
        let seed: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&seed[2 * at..2 * at + 2], 16).unwrap()).collect();
        found.push(seed.clone());
        let context = Context::new(&cast.treaty().hash.0, side.party.as_str().as_bytes());
        let keys = Arc::new(Keys::new(&Seed::new(zeroize::Zeroizing::new(seed.try_into().unwrap())), &context));
        let events = List::parse(&secret(run, &side.party, "events.csv")).unwrap();
        let shape = |epoch| Layout::of(cast.treaty(), &side.party, epoch, &[]).unwrap().shape;
        let mut ledger = Ledger::new(keys.clone(), shape(side.bodies[0].epoch));
        for body in &side.bodies {
            if ledger.shape() != &shape(body.epoch) {
                ledger.reshape(shape(body.epoch)).unwrap();
            }
            events.enter(&mut ledger).unwrap();
            let open = Reopened::new(&keys, ledger.turn(), &body.previous, &body.salt);
            for cell in shape(body.epoch).cells() {
                found.push(open.open_cells(|other| other == *cell).blinding.to_vec());
            }
        }
    }
    found
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// The spellings of some bytes: as they are, in hexadecimal digits, in base64 at each of its three alignments.
fn spellings(of: &[u8]) -> Vec<Vec<u8>> {
    let hex = hex(of);
    let mut all = vec![of.to_vec(), hex.to_uppercase().into_bytes(), hex.into_bytes()];
    all.push(of.iter().rev().copied().collect());
    for skipped in 0..3 {
        let whole = of[skipped..].len() / 3 * 3;
        all.push(base64(&of[skipped..skipped + whole]).into_bytes());
    }
    all
}

/// Which of some secrets stand in a public file.
fn betrayed(run: &Run, secrets: &[Vec<u8>]) -> Vec<(String, String)> {
    let mut sought: HashMap<Vec<u8>, Vec<Vec<u8>>> = HashMap::new();
    for spelling in secrets.iter().flat_map(|secret| spellings(secret)).filter(|all| all.len() >= BETRAYED) {
        sought.entry(spelling[..BETRAYED].to_vec()).or_default().push(spelling);
    }
    let mut found = Vec::new();
    for file in public(run) {
        for at in 0..file.bytes.len().saturating_sub(BETRAYED) {
            let beginning = sought.get(&file.bytes[at..at + BETRAYED]);
            let whole = beginning.into_iter().flatten().find(|all| file.bytes[at..].starts_with(all));
            found.extend(whole.map(|all| (file.path.clone(), String::from_utf8_lossy(all).into_owned())));
        }
    }
    found
}

fn small(change: impl FnOnce(&mut Exercise)) -> (Cast, Run) {
    let cast = cast_file("small", change, ScenarioSeed(11));
    let run = play_on(&cast, 2);
    (cast, run)
}

/// Inspections in every form.
fn visited(change: impl FnOnce(&mut Exercise)) -> (Cast, Run) {
    let every_form = |exercise: &mut Exercise| {
        let first = exercise.inspections[0].clone();
        let form = |(day, form)| exercise::file::Inspections { days: vec![day], form, ..first.clone() };
        use treaty::instrument::OpeningForm::{Count, Full, Sample};
        exercise.inspections.splice(0..1, [(10, Count), (12, Sample), (14, Full)].map(form));
        let absence = exercise.inspections.last().unwrap().clone();
        exercise.inspections.push(exercise::file::Inspections { days: vec![30], ..absence });
        change(exercise);
    };
    let cast = cast_file("inspected", every_form, ScenarioSeed(6));
    let run = play_on(&cast, 2);
    (cast, run)
}

#[test]
fn no_seed_key_serial_or_blinding_stands_in_a_public_file() {
    let (cast, mut run) = small(|_| {});
    let mut secrets = blindings(&cast, &run);
    assert!(secrets.len() > 2 * 6 * 10, "{}", secrets.len());
    for party in ["HAL", "OND"].map(|party| PartyCode::new(party).unwrap()) {
        let events = List::parse(&secret(&run, &party, "events.csv")).unwrap();
        assert!(events.events().len() > 30);
        secrets.extend(events.events().iter().map(|event| event.serial.reveal().as_bytes().to_vec()));
        secrets.extend(["log", "cosignature", "statement"].map(|role| key(&run, &party, role)));
    }
    assert_eq!(betrayed(&run, &secrets), []);
    // nor does the key of a request, with which everything opens that was sealed to it
    let (_, visited) = visited(|_| {});
    let keys = visited.files.iter().filter(|file| file.path.contains(".secret/inspections/"));
    let digits = keys.map(|file| String::from_utf8(file.bytes.clone()).unwrap());
    let keys: Vec<Vec<u8>> = digits
        .map(|digits| (0..32).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap()).collect())
        .collect();
    assert_eq!(keys.len(), 5);
    assert_eq!(betrayed(&visited, &keys), []);
    // and what would stand there would be found
    let told = [b"a note: ".to_vec(), base64(&[b"xx".to_vec(), secrets[7].clone()].concat()).into_bytes()];
    run.files.push(RunFile { path: "HAL/note".to_owned(), bytes: told.concat() });
    run.files.push(RunFile { path: "HAL/hex".to_owned(), bytes: hex(&secrets[0]).into_bytes() });
    assert_eq!(betrayed(&run, &secrets).len(), 2);
}

#[test]
fn two_runs_that_differ_in_what_is_hidden_have_files_of_the_same_names_and_lengths() {
    let lengths = |run: &Run| -> BTreeMap<String, usize> {
        public(run).map(|file| (file.path.clone(), file.bytes.len())).collect()
    };
    let (_, one) = small(|_| {});
    let (_, other) = small(|exercise| {
        for side in &mut exercise.sides {
            side.stock.iter_mut().for_each(|stock| stock.items = 1 + 2 * stock.items);
            side.life = exercise::file::Rates { moves: 400, removals: 300, transit: 1, ..Default::default() };
        }
    });
    assert_eq!(lengths(&one), lengths(&other));
    assert_ne!(one, other);
}

#[test]
fn visits_in_every_form_leave_public_files_and_sealed_messages_of_the_same_names_and_lengths() {
    // papers that both sides write at the site go from hand to hand in clear, and lie with the reports of their inspectors
    let sealed = |path: &str| path.starts_with("OND.sealed/HAL-") || path.starts_with("HAL.sealed/OND-");
    let lengths = |run: &Run| -> BTreeMap<String, usize> {
        let papers: Vec<_> = public(run).map(|file| (file.path.clone(), file.bytes.len())).collect();
        papers
            .into_iter()
            .map(|(path, length)| if sealed(&path) && length < 1136 { (path, 0) } else { (path, length) })
            .collect()
    };
    let (_, one) = visited(|_| {});
    let (_, other) = visited(|exercise| {
        for side in &mut exercise.sides {
            side.stock.iter_mut().for_each(|stock| stock.items += 2);
            side.life = exercise::file::Rates { deployments: 400, removals: 300, transit: 1, ..Default::default() };
        }
    });
    let (one, other) = (lengths(&one), lengths(&other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    let differ: Vec<_> = one.iter().filter(|(path, length)| other[*path] != **length).collect();
    assert!(differ.is_empty(), "{differ:?}");
    assert!(one.iter().filter(|(path, length)| sealed(path) && **length > 1136).count() >= 5, "{one:?}");
}
