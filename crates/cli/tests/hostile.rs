//! A run folder that was damaged, by a disk, a carrier or a rival: the audit refuses it or contradicts it, names the file or the statement, and stays
//! within its bounds of time and memory.
//!
//! A case follows from its seed and its number. `HOSTILE_CASES` asks for more of them, `HOSTILE_SEED` for others.
#![cfg(target_os = "linux")] // where a shell can bound the memory of a process

mod common;

use common::damage::{Damage, Files, Stands, misfits, put};
use common::{Scratch, files, played, public};
use std::fmt::Debug;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command};
use std::str::FromStr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How many cases are played where nobody asks for more.
const CASES: u64 = 200;
/// The seed where nobody asks for another.
const SEED: u64 = 0x5714_d571;
/// The most memory that an audit may map, in KiB: some ten times what it needs for this run.
const MEMORY_KIB_MAX: u64 = 256 << 10;
/// The longest that an audit may take: some hundred times what it needs for this run.
const TIME_MAX: Duration = Duration::from_secs(20);

/// What an audit said.
struct Said {
    /// Its exit status, where it ended by itself and in time.
    status: Option<i32>,
    words: String,
    complaint: String,
}

/// Audits a run folder within the bounds.
fn audited(run: &Path, scratch: &Path) -> Said {
    let (words, complaint) = (scratch.join("words"), scratch.join("complaint"));
    let child = Command::new("sh")
        .args(["-c", "ulimit -v $0; exec \"$@\"", &MEMORY_KIB_MAX.to_string()])
        .args([env!("CARGO_BIN_EXE_standstill"), "audit", run.to_str().unwrap(), "--json", "--threads", "2"])
        .stdout(File::create(&words).unwrap())
        .stderr(File::create(&complaint).unwrap())
        .spawn();
    let status = within(child.unwrap(), TIME_MAX);
    let read = |path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    Said { status, words: read(&words), complaint: read(&complaint) }
}

/// The exit status of a process; none where it was ended by a signal, or has to be.
fn within(mut child: Child, time: Duration) -> Option<i32> {
    let begun = Instant::now();
    loop {
        if let Some(ended) = child.try_wait().unwrap() {
            return ended.code();
        }
        if begun.elapsed() > time {
            child.kill().unwrap();
            child.wait().unwrap();
            return None;
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// What is wrong with the answer to some damage: nothing, if it is refused by the name of a damaged file, or if it is another instrument, which the
/// statements contradict.
fn wrong(damage: &Damage, run: &Path, said: &Said) -> Option<&'static str> {
    let judged = said.words.contains("\"outcome\"");
    let of_instrument = damage.stands.iter().any(|(path, _)| path == "treaty.toml");
    match said.status {
        _ if said.complaint.contains("panicked") => Some("it panicked"),
        None => Some("it did not end by itself, or not in time"),
        Some(1) if judged => Some("it is refused, and judged all the same"),
        Some(1) if !damage.stands.iter().any(|(path, _)| names(&said.complaint, run, path)) => {
            Some("no damaged file is named")
        }
        Some(1) => None,
        Some(2) if !of_instrument => Some("damage was taken for a contradiction of a party"),
        Some(2) if !contradicted(&said.words) => Some("no statement is named"),
        Some(2) => None,
        Some(_) => Some("it came out as if nothing had been done"),
    }
}

/// Whether a complaint names a file: by its path, or by its place in the folder that it names. Of a tile and a bundle that differ it names both.
fn names(complaint: &str, run: &Path, path: &str) -> bool {
    let (folder, place) = path.split_once('/').map_or((run.to_owned(), path), |(of, place)| (run.join(of), place));
    let says = |what: &str| complaint.contains(what);
    let in_folder = says(&format!("`{place}`")) || says(&format!("the tile {place} "));
    says(run.join(path).to_str().unwrap()) || says(folder.to_str().unwrap()) && in_folder
}

/// Whether a finding that makes a run inconsistent names the statements that show it.
fn contradicted(words: &str) -> bool {
    let assessment: serde_json::Value = serde_json::from_str(words).unwrap();
    let findings = assessment["findings"].as_array().unwrap();
    let shown = |finding: &&serde_json::Value| {
        let statements = finding["statements"].as_array();
        finding["severity"] == "contradiction" && statements.is_some_and(|shown| !shown.is_empty())
    };
    assessment["outcome"] == "inconsistent" && findings.iter().any(|finding| shown(&finding))
}

/// Does the damage to a fresh copy of the run, and complains where the audit of it does not.
fn case(name: &str, damage: &Damage) -> Option<String> {
    let scratch = Scratch::new(name);
    let run = scratch.at("run");
    public(played(), &run);
    damage.to(&run);
    let said = audited(&run, &scratch.0);
    let wrong = wrong(damage, &run, &said)?;
    let words: String = said.words.chars().take(1_000).collect();
    Some(format!("{}: {wrong}\nstatus {:?}\n{}\n{words}", damage.told, said.status, said.complaint))
}

/// The files of the run that an auditor gets.
fn given() -> Files {
    let scratch = Scratch::new("given");
    public(played(), &scratch.0);
    let named = |path: &Path| path.strip_prefix(&scratch.0).unwrap().to_str().unwrap().to_owned();
    files(&scratch.0).iter().map(|path| (named(path), fs::read(path).unwrap())).collect()
}

/// What must hold of one file in whose place something else stands.
#[track_caller]
fn holds(name: &str, path: &str, stands: Stands) {
    let told = match &stands {
        Stands::Bytes(bytes) => format!("{path}: {} bytes, {:.40}…", bytes.len(), String::from_utf8_lossy(bytes)),
        other => format!("{path}: {other:?}"),
    };
    let complaint = case(name, &Damage { told, stands: vec![(path.to_owned(), stands)] });
    assert!(complaint.is_none(), "{}", complaint.unwrap_or_default());
}

fn asked<T: FromStr<Err: Debug>>(name: &str, otherwise: T) -> T {
    std::env::var(name).map_or(otherwise, |asked| asked.parse().unwrap())
}

#[test]
fn damage_is_refused_or_contradicted_and_named() {
    let (seed, cases) = (asked("HOSTILE_SEED", SEED), asked("HOSTILE_CASES", CASES));
    let (files, next, complaints) = (given(), AtomicU64::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(number) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|number| *number < cases) {
            let complaint = case(&format!("case-{number}"), &Damage::drawn(seed, number, &files));
            complaints.lock().unwrap().extend(complaint.map(|complaint| format!("case {number}, {complaint}")));
        }
    };
    thread::scope(|scope| (0..thread::available_parallelism().unwrap().get()).for_each(|_| drop(scope.spawn(work))));
    let complaints = complaints.into_inner().unwrap();
    let (first, many) = (complaints.iter().take(20).cloned().collect::<Vec<_>>().join("\n\n"), complaints.len());
    assert!(many == 0, "HOSTILE_SEED={seed}: {many} of {cases} cases are wrong\n\n{first}");
}

#[test]
fn every_file_that_is_empty_or_cut_short_is_refused_by_name() {
    for (path, bytes) in given() {
        for length in [0, bytes.len() / 2, bytes.len() - 1] {
            holds("short", &path, Stands::Bytes(bytes[..length].to_vec()));
        }
    }
}

#[test]
fn what_is_no_bounded_file_is_refused_by_name_wherever_it_stands() {
    let files = given();
    let of = |part: &str| files.keys().find(|path| path.contains(part)).unwrap();
    for path in ["treaty.toml", "/checkpoint", "/tile/0/", "/tile/entries/", "views/"].map(of) {
        for stands in misfits() {
            holds("misfit", path, stands);
        }
    }
}

#[test]
fn a_file_too_many_is_refused_by_name() {
    let stray = ["HAL/notes.txt", "HAL/tile/0/001.p/12", "HAL/tile/entries/000", "OND/tile/0/000.p/13", "views/mine"];
    for path in stray {
        holds("stray", path, Stands::Bytes(b"read me".to_vec()));
    }
}

#[test]
fn an_instrument_of_nothing_but_nesting_is_refused_in_bounds() {
    for nest in ["[", "a.", "a = [", "a={b=", "[[x]]\n", "[a.", "a = \"\"\"\n"] {
        let most = treaty::FILE_MAX / nest.len();
        for bytes in [nest.repeat(most), format!("x = {}", nest.repeat(most - 4)), nest.repeat(most + nest.len())] {
            holds("nest", "treaty.toml", Stands::Bytes(bytes.into_bytes()));
        }
    }
}

#[test]
fn an_instrument_with_a_damaged_key_is_refused_by_name() {
    let own = String::from_utf8(given().remove("treaty.toml").unwrap()).unwrap();
    let keys: Vec<_> = own.match_indices("\nkey = \"").map(|(at, _)| own[at + 1..].lines().next().unwrap()).collect();
    assert!(keys.len() > 6, "parties and witnesses have keys");
    for key in keys {
        let shorter = format!("{}\"", &key[..key.len() - 2]);
        holds("key", "treaty.toml", Stands::Bytes(own.replacen(key, &shorter, 1).into_bytes()));
    }
}

#[test]
fn a_second_spelling_of_the_instrument_is_another_instrument() {
    let own = String::from_utf8(given().remove("treaty.toml").unwrap()).unwrap();
    let spelt = [
        format!("{own}\n"),
        format!("{own}# nothing\n"),
        format!("\u{feff}{own}"),
        own.replace('\n', "\r\n"),
        own.replacen(" = ", "  = ", 1),
        own.trim_end().to_owned(),
    ];
    for bytes in spelt {
        assert!(bytes != own);
        holds("spelt", "treaty.toml", Stands::Bytes(bytes.into_bytes()));
    }
}

#[test]
fn a_checkpoint_more_or_less_that_others_saw_is_no_damage() {
    let (files, scratch) = (given(), Scratch::new("views"));
    let run = scratch.at("run");
    public(played(), &run);
    let view = files.keys().find(|path| path.starts_with("views/")).unwrap();
    put(&run.join(view), &Stands::Nothing);
    put(&run.join("views/of-today"), &Stands::Bytes(files["OND/checkpoint"].clone()));
    let said = audited(&run, &scratch.0);
    assert_eq!(said.status, Some(0), "{}", said.complaint);
    assert_eq!(said.words, fs::read_to_string(played().join("assessment.json")).unwrap());
}
