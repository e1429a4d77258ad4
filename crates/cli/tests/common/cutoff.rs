//! Calls that are cut off at any moment and made again.

use super::visits::World;
use super::{Scratch, files, standstill, status};
use folder::Folder;
use proof::Salt;
use record::statement::Deed;
use record::{Author, Envelope, InspectionStep, Statement};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// One call of a side: its name, whose, when, and its words.
pub type Step<'a> = (&'a str, &'a str, &'a str, &'a [&'a str]);

/// How long a call is let run before it is killed.
const MOMENTS: [u64; 7] = [0, 2, 4, 7, 11, 16, 30];

/// The files below a folder, by path, but for the lock.
pub fn state(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let path = |file: &Path| file.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    let files = files(root).into_iter().map(|file| (path(&file), fs::read(&file).unwrap()));
    files.filter(|(path, _)| !path.ends_with("/lock")).collect()
}

/// A call is killed at many moments, each in a copy of the world, and made again; how often it was killed before its end.
pub fn killed_at_many_moments(world: &World, (name, side, at, step): Step<'_>, statements_more: u64) -> u32 {
    let before = statements(world, side);
    let mut cut_off = 0;
    for moment in MOMENTS {
        let other = world.again("killed-once");
        // the forms that a step reads lie where the world is
        let call = other.call(side, at, step);
        let child = Command::new(env!("CARGO_BIN_EXE_standstill"))
            .args(&call)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut child = child.unwrap();
        sleep(Duration::from_millis(moment));
        child.kill().unwrap();
        cut_off += u32::from(!child.wait().unwrap().success());
        other.take(side, at, step);
        holds(&other, side, before + statements_more, &format!("{name}, killed after {moment} ms"));
    }
    cut_off
}

/// A call is cut off after each of its writes, and within the next, and made again: it comes to the same, and uses no secret twice.
pub fn cut_off_after_each_write(world: &World, (name, side, at, step): Step<'_>) {
    let whole = world.again("prefix-whole");
    let told = whole.take(side, at, step);
    let (before, after) = (state(&world.0.0), state(&whole.0.0));
    let mut written: Vec<_> = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).collect();
    written.sort_by_key(|(path, _)| order(path));
    let stands = written.iter().position(|(path, _)| *path == &format!("{side}/{side}/checkpoint")).unwrap();
    let size = statements(&whole, side);
    for prefix in 0..=written.len() {
        let other = world.again("prefix");
        let what = format!("{name}, cut off after {prefix} of {} files", written.len());
        for (path, bytes) in &written[..prefix] {
            write(&other.0, path, bytes);
        }
        if let Some((path, bytes)) = written.get(prefix) {
            write(&other.0, &format!("{path}.new"), &bytes[..bytes.len() / 2]);
        }
        let again = other.take(side, at, step);
        assert_eq!(again["again"], prefix > stands, "{what}");
        assert_eq!(comes_to(&again), comes_to(&told), "{what}");
        holds(&other, side, size, &what);
        // what a call that was cut off had drawn stays unused among its side's secrets
        let public = |state: &BTreeMap<String, _>| state.keys().filter(|path| !path.contains(".secret/")).count();
        assert_eq!(public(&state(&other.0.0)), public(&after), "{what}: as many files");
        if prefix <= stands {
            let [(salt, drawn), (other_salt, again)] = [&whole, &other].map(|world| drawn(world, side));
            assert_ne!(salt, other_salt, "{what}: a salt is used for two statements");
            assert!(drawn.is_disjoint(&again), "{what}: a secret of the call that was cut off is used again");
        }
    }
}

/// What is told after a call, but for whether it was made before.
fn comes_to(told: &Value) -> Value {
    let mut told = told.clone();
    for key in ["again", "notes", "step", "shown"] {
        told.as_object_mut().unwrap().remove(key);
    }
    told
}

/// What must hold after a call that was cut off was made again: one step more in the record, on the stick too, and every secret used once.
pub fn holds(world: &World, side: &str, statements: u64, what: &str) {
    let size = |folder: &str| {
        let note = fs::read_to_string(world.at(&format!("{folder}/{side}/checkpoint"))).unwrap();
        note.lines().nth(1).unwrap().parse::<u64>().unwrap()
    };
    assert_eq!((size(side), size("stick")), (statements, statements), "{what}");
    let halves: Vec<_> = state(&world.0.0)
        .into_keys()
        .filter(|path| path.contains(&format!("{side}/{side}/")) && path.ends_with(".new"))
        .collect();
    assert_eq!(halves, [""; 0], "{what}");
    let audit = standstill(&["audit", world.at(side).to_str().unwrap()]);
    assert_ne!(status(&audit), 1, "{what}: {}", String::from_utf8_lossy(&audit.stderr));
    assert_ne!(status(&audit), 2, "{what}");
}

fn statements(world: &World, side: &str) -> u64 {
    let note = fs::read_to_string(world.at(&format!("{side}/{side}/checkpoint"))).unwrap();
    note.lines().nth(1).unwrap().parse().unwrap()
}

/// The files that a step writes, in the order in which it writes them.
fn order(path: &str) -> (u8, String) {
    let place = match path {
        _ if path.contains(".secret/") => 0,
        _ if !path.starts_with("stick/") && path.contains(".sealed/") => 1,
        _ if path.starts_with("stick/treaty.toml") => 5,
        _ if path.starts_with("stick/") && path.contains(".sealed/") => 6,
        _ if path.ends_with("/checkpoint") => 4,
        _ if path.contains("/tile/entries/") => 2,
        _ => 3,
    };
    (if path.starts_with("stick/") && place < 5 { place + 5 } else { place }, path.to_owned())
}

fn write(scratch: &Scratch, path: &str, bytes: &[u8]) {
    let whole = scratch.at(path);
    fs::create_dir_all(whole.parent().unwrap()).unwrap();
    fs::write(whole, bytes).unwrap();
}

/// The salt of a side's last statement, and what was drawn for it: keys, nonces and commitments, and the hashes of what was sealed or salted.
fn drawn(world: &World, side: &str) -> (Salt, BTreeSet<Vec<u8>>) {
    let record = Folder::open(&world.at(side)).unwrap().record(&Author::new(side).unwrap()).unwrap().unwrap();
    let envelope = Envelope::decode(record.entries().last().unwrap()).unwrap();
    let step = match envelope.contents().unwrap().unwrap().statement {
        Statement::Inspection(step) => step,
        // what is clarified is said in clear
        Statement::Clarification(_) => return (envelope.papers.unwrap().salt, BTreeSet::new()),
        other => panic!("no step: {other:?}"),
    };
    let drawn = match step {
        InspectionStep::Request(request) => vec![Some(request.key), request.draw.map(|draw| draw.0.to_vec())],
        InspectionStep::Next { deed, .. } => vec![match deed {
            Deed::Nonce(nonce) => Some(nonce.0.to_vec()),
            Deed::Designation(to) => to.draw.map(|draw| draw.0.to_vec()),
            Deed::Opening { sealed, .. } | Deed::Samples(sealed) | Deed::Answer(Some(sealed)) => {
                Some(sealed.0.to_vec())
            }
            Deed::List(paper) | Deed::Report { paper, .. } | Deed::Inquiry { paper, .. } => Some(paper.0.to_vec()),
            Deed::Confirmation { nonce, .. } => nonce.map(|nonce| nonce.0.to_vec()),
            // a draw opens what was drawn before; the others draw nothing
            _ => None,
        }],
    };
    (envelope.papers.unwrap().salt, drawn.into_iter().flatten().collect())
}
