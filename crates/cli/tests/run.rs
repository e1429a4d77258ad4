//! Run folders as their users meet them: played, audited by others and cut into evidence. What comes of damage is in `hostile.rs`.

mod common;

use common::{Scratch, files, played, public, standstill, status};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Audits a copy of the run that was changed, and gives status, words and complaints.
fn audited(name: &str, change: impl FnOnce(&Path)) -> (i32, String, String) {
    let scratch = Scratch::new(name);
    public(played(), &scratch.0);
    change(&scratch.0);
    let out = standstill(&["audit", scratch.0.to_str().unwrap(), "--json"]);
    let words = String::from_utf8_lossy(&out.stdout).into_owned();
    (status(&out), words, String::from_utf8_lossy(&out.stderr).into_owned())
}

#[test]
fn an_audit_without_secrets_says_byte_for_byte_what_the_play_said() {
    let said = fs::read(played().join("assessment.json")).unwrap();
    for threads in ["1", "3"] {
        let scratch = Scratch::new(&format!("again-{threads}"));
        public(played(), &scratch.0);
        let out = standstill(&["audit", scratch.0.to_str().unwrap(), "--json", "--threads", threads]);
        assert_eq!(status(&out), 0);
        assert!(out.stdout == said, "the same on {threads} threads");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let scratch = Scratch::new("seeds");
    let play = |name: &str, seed: &[&str]| {
        let out = scratch.at(name);
        let call = [&["play", "small", "--out", out.to_str().unwrap()], seed].concat();
        assert_eq!(status(&standstill(&call)), 0);
        fs::read(out.join("HAL/checkpoint")).unwrap()
    };
    let own = fs::read(played().join("HAL/checkpoint")).unwrap();
    assert!(play("again", &["--threads", "1"]) == own);
    assert!(play("other", &["--seed", "77"]) != own);
}

#[test]
fn nothing_secret_stands_in_a_public_file() {
    let run = played();
    let seed = fs::read_to_string(run.join("HAL.secret/seed")).unwrap();
    let events = fs::read_to_string(run.join("HAL.secret/events.csv")).unwrap();
    let seed = seed.trim();
    let raw: Vec<u8> = (0..seed.len() / 2).map(|i| u8::from_str_radix(&seed[2 * i..2 * i + 2], 16).unwrap()).collect();
    let serials: Vec<_> = events.lines().skip(1).filter_map(|line| line.split(',').nth(2)).collect();
    assert!(raw.len() == 32 && serials.len() > 10);
    let scratch = Scratch::new("secret");
    public(run, &scratch.0);
    for file in files(&scratch.0) {
        let bytes = fs::read(&file).unwrap();
        let holds = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
        assert!(!holds(&raw) && !holds(seed.as_bytes()), "{}", file.display());
        for serial in &serials {
            assert!(!holds(serial.as_bytes()), "{} holds {serial}", file.display());
        }
    }
}

#[test]
fn a_record_that_is_left_out_leaves_the_matter_open() {
    let (status, words, _) = audited("left-out", |run| fs::remove_dir_all(run.join("OND")).unwrap());
    assert_eq!(status, 3, "{words}");
    assert!(words.contains("record-not-held"), "{words}");
}

#[test]
fn another_instrument_than_the_one_in_the_folder_is_refused() {
    let run = played().to_str().unwrap();
    let out = standstill(&["audit", run, "--treaty", "illustrative-freeze"]);
    assert_eq!(status(&out), 1);
    assert!(String::from_utf8_lossy(&out.stderr).contains("another instrument"));
    let own = played().join("treaty.toml");
    assert_eq!(status(&standstill(&["audit", run, "--treaty", own.to_str().unwrap()])), 0);
}

#[test]
fn a_play_never_writes_over_what_is_there() {
    let before = fs::read(played().join("HAL/checkpoint")).unwrap();
    let out = standstill(&["play", "small", "--seed", "5", "--out", played().to_str().unwrap()]);
    assert_eq!(status(&out), 1);
    assert!(String::from_utf8_lossy(&out.stderr).contains("there already"));
    assert!(fs::read(played().join("HAL/checkpoint")).unwrap() == before);
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_with_the_file_that_did_not_fit() {
    let scratch = Scratch::new("full");
    // a limit on the size of files, whose signal is ignored, fails each longer write as a full disk does
    let call = format!(
        "trap '' XFSZ; ulimit -f 8; exec {} play small --out {}",
        env!("CARGO_BIN_EXE_standstill"),
        scratch.at("run").display()
    );
    let out = Command::new("bash").args(["-c", &call]).output().unwrap();
    let stderr = String::from_utf8_lossy(&out.stderr);
    assert_eq!(status(&out), 1, "{stderr}");
    assert!(stderr.contains("run/") && stderr.contains("not whole: remove it"), "{stderr}");
    let audit = standstill(&["audit", scratch.at("run").to_str().unwrap()]);
    assert_ne!(status(&audit), 0, "half a run is never consistent");
}

#[test]
fn an_exercise_with_errors_and_one_that_is_not_there_are_refused() {
    let scratch = Scratch::new("exercise");
    let file = scratch.at("mine.toml");
    fs::write(&file, "id = \"mine\"\ncolour = \"red\"\n").unwrap();
    for (exercise, word) in [(file.to_str().unwrap(), "colour"), ("no-such-exercise", "ships")] {
        let out = standstill(&["play", exercise, "--out", scratch.at("run").to_str().unwrap()]);
        assert_eq!(status(&out), 1);
        assert!(String::from_utf8_lossy(&out.stderr).contains(word), "{}", String::from_utf8_lossy(&out.stderr));
    }
    assert!(!scratch.at("run").exists(), "nothing is begun");
}

#[test]
fn a_copy_that_is_refused_is_expected_to_be_and_never_judged() {
    let scratch = Scratch::new("refused");
    let play = |out: &str, more: &[&str]| {
        let out = scratch.at(out);
        standstill(&[&["play", "bundle-cut", "--out", out.to_str().unwrap()], more].concat())
    };
    let expected = play("expected", &["--expect", "--json"]);
    assert_eq!(status(&expected), 0, "{}", String::from_utf8_lossy(&expected.stderr));
    assert!(String::from_utf8_lossy(&expected.stdout).contains("HAL/tile/entries/"));
    let plain = play("plain", &[]);
    assert_eq!(status(&plain), 1, "what cannot be read is no outcome");
    assert!(String::from_utf8_lossy(&plain.stderr).contains("HAL/tile/entries/"));
    assert!(!scratch.at("plain/assessment.json").exists());
}

#[test]
fn every_attempt_ships() {
    let attempts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises/attempts");
    // what ships is compiled in by this list; to play each by its name would take minutes
    let shipped = include_str!("../src/files.rs");
    // the declaration that stands beside them is a table, and no exercise
    for file in files(&attempts).into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "toml")) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        assert!(shipped.contains(&format!("attempt!(\"{name}\")")), "{name} does not ship");
    }
}

#[test]
fn evidence_that_was_cut_out_is_checked_alone_and_nothing_else_is_confirmed() {
    let scratch = Scratch::new("evidence");
    let (run, cut) = (scratch.at("run"), scratch.at("cut"));
    assert_eq!(status(&standstill(&["play", "called-retired", "--expect", "--out", run.to_str().unwrap()])), 0);
    assert_eq!(status(&standstill(&["audit", run.to_str().unwrap(), "--cut", cut.to_str().unwrap()])), 2);
    let treaty = run.join("treaty.toml");
    let check =
        |file: &Path, treaty: &str| standstill(&["audit", "--evidence", file.to_str().unwrap(), "--treaty", treaty]);
    let all = files(&cut);
    assert!(!all.is_empty());
    for file in &all {
        assert_eq!(status(&check(file, treaty.to_str().unwrap())), 2, "{}", file.display());
        assert_eq!(status(&check(file, "illustrative-freeze")), 1, "under another instrument");
        let text = fs::read_to_string(file).unwrap();
        let other = scratch.at("other.evidence");
        let epoch = text.lines().nth(2).unwrap();
        for forged in [
            text.replacen(epoch, "finding balance-open 3", 1),
            text.replacen(epoch, "finding counts-unproved 17", 1),
            text.lines().take(5).map(|line| format!("{line}\n")).collect(),
            text.replacen("author HAL", "author OND", 1),
            text[..text.len() / 2].to_owned(),
        ] {
            if forged == text {
                continue;
            }
            fs::write(&other, forged).unwrap();
            assert_eq!(status(&check(&other, treaty.to_str().unwrap())), 1);
        }
    }
}
