//! An audit by whoever holds what was opened: what it finds with keys and papers, what of it can be handed on, and that nobody else's file shows more.

mod common;

use common::{Scratch, copy, public, standstill, status};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn run(scratch: &Scratch, exercise: &str) -> PathBuf {
    let out = scratch.at(exercise);
    let played = standstill(&["play", exercise, "--expect", "--out", out.to_str().unwrap()]);
    assert_eq!(status(&played), 0, "{}", String::from_utf8_lossy(&played.stderr));
    out
}

/// Status, findings that are not blind as `severity code party`, and complaints.
fn audited(folder: &Path, more: &[&str]) -> (i32, Vec<String>, String) {
    let out = standstill(&[&["audit", folder.to_str().unwrap(), "--json"], more].concat());
    let told: Value = serde_json::from_slice(&out.stdout).unwrap_or_default();
    let findings = told["findings"].as_array().cloned().unwrap_or_default();
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or("-").to_owned();
    let told = findings.iter().filter(|finding| finding["severity"] != "blind");
    let told = told.map(|finding| ["severity", "code", "party"].map(|key| word(finding, key)).join(" "));
    (status(&out), told.collect(), String::from_utf8_lossy(&out.stderr).into_owned())
}

const DISPUTED: &str = "discrepancy opening-disputed HAL";
const FALSE: &str = "contradiction opening-false HAL";

/// The folder of an inspector's request.
fn request(run: &Path) -> PathBuf {
    let inspections = run.join("OND.secret/inspections");
    let mut all = fs::read_dir(inspections).unwrap().map(|entry| entry.unwrap().path());
    let one = all.next().unwrap();
    assert!(all.next().is_none());
    one
}

#[test]
fn who_holds_the_key_sees_that_the_opening_is_false_and_nobody_else_does() {
    let scratch = Scratch::new("keys");
    let run = run(&scratch, "opening-of-other-numbers");
    assert_eq!(audited(&run, &[]), (3, vec![DISPUTED.to_owned()], String::new()));
    assert_eq!(audited(&run, &["--reader", "OND"]).1, [FALSE]);
    // the host holds no key of the inspector's, and a folder without secrets none at all
    assert_eq!(audited(&run, &["--reader", "HAL"]).1, [DISPUTED]);
    let handed = scratch.at("handed");
    public(&run, &handed);
    assert_eq!(audited(&handed, &["--reader", "OND"]).1, [DISPUTED]);
    // the commission is given the key of the one request
    let keys = scratch.at("keys");
    copy(&request(&run), &keys.join("from-ond"));
    assert_eq!(audited(&handed, &["--reader", "OND", "--keys", keys.to_str().unwrap()]).1, [FALSE]);
    // another key is none of the request
    fs::write(keys.join("from-ond/key"), format!("{}\n", "07".repeat(32))).unwrap();
    assert_eq!(audited(&handed, &["--reader", "OND", "--keys", keys.to_str().unwrap()]).1, [DISPUTED]);
    // a message that is not the one that the step names is none
    for file in fs::read_dir(run.join("OND.sealed")).unwrap() {
        let path = file.unwrap().path();
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(path, bytes).unwrap();
    }
    assert_eq!(audited(&run, &["--reader", "OND"]).1, [DISPUTED]);
}

#[test]
fn what_a_reader_lacks_is_refused_by_name() {
    let scratch = Scratch::new("reader");
    let run = run(&scratch, "opening-of-other-numbers");
    let refused = |more: &[&str], why: &str| {
        let (code, _, told) = audited(&run, more);
        assert!(code == 1 && told.contains(why), "{code}: {told}");
    };
    refused(&["--reader", "XYZ"], "XYZ");
    refused(&["--reader", "OND", "--keys", scratch.at("nowhere").to_str().unwrap()], "nowhere");
    let out = standstill(&["audit", run.to_str().unwrap(), "--keys", run.to_str().unwrap()]);
    assert!(!out.status.success() && String::from_utf8_lossy(&out.stderr).contains("--reader"));
    let out = standstill(&["audit", "data/new-start-aggregates.csv", "--treaty", "new-start", "--reader", "US"]);
    assert!(status(&out) == 1 && String::from_utf8_lossy(&out.stderr).contains("run folder"));
    let key = request(&run).join("key");
    for bad in ["", "07\n", &"0g".repeat(32), &"07".repeat(32)] {
        fs::write(&key, bad).unwrap();
        refused(&["--reader", "OND"], "64 lower-case hexadecimal digits");
    }
}

/// Cuts what a reader finds out of a run, and gives the one file of this code.
fn cut(run: &Path, code: &str) -> PathBuf {
    let into = run.with_extension("cut");
    standstill(&["audit", run.to_str().unwrap(), "--reader", "OND", "--cut", into.to_str().unwrap()]);
    let files = fs::read_dir(&into).unwrap().map(|entry| entry.unwrap().path());
    let mut of: Vec<_> = files.filter(|path| path.display().to_string().contains(code)).collect();
    of.sort();
    of.into_iter().next().unwrap_or_else(|| panic!("{code} was not cut out"))
}

/// Checks evidence that was changed, line by line.
fn checked(scratch: &Scratch, run: &Path, file: &Path, change: impl Fn(&str) -> Option<String>) -> (i32, String) {
    let text = fs::read_to_string(file).unwrap();
    let changed = scratch.at("changed.evidence");
    fs::write(&changed, text.lines().filter_map(change).fold(String::new(), |all, line| all + &line + "\n")).unwrap();
    let treaty = run.join("treaty.toml");
    let out = standstill(&["audit", "--evidence", changed.to_str().unwrap(), "--treaty", treaty.to_str().unwrap()]);
    (status(&out), String::from_utf8_lossy(&[out.stdout.as_slice(), &out.stderr].concat()).into_owned())
}

#[test]
fn a_false_opening_is_handed_on_in_one_file_and_no_other_key_or_message_shows_it() {
    let scratch = Scratch::new("handed-on");
    for (exercise, code) in [
        ("opening-of-other-numbers", "opening-false"),
        ("opening-of-other-numbers-full", "opening-false"),
        ("absence-of-other-numbers", "opening-false"),
        ("sealed-to-another", "opening-false"),
        ("another-entry-opened", "opening-false"),
        ("difference-concealed", "report-false"),
        ("difference-invented", "report-false"),
        ("one-item-at-two-sites", "tag-twice"),
        ("class-changed-between", "not-converted"),
        ("arrival-before-departure", "answer-false"),
    ] {
        let run = run(&scratch, exercise);
        let file = cut(&run, code);
        let same = |line: &str| Some(line.to_owned());
        let (code, told) = checked(&scratch, &run, &file, same);
        assert_eq!(code, 2, "{exercise}: {told}");
        let without =
            |word: &'static str| move |line: &str| Some(line.to_owned()).filter(|line| !line.starts_with(word));
        for word in ["key ", "paper ", "leaf OND ", "leaf HAL "] {
            let (code, told) = checked(&scratch, &run, &file, without(word));
            assert_eq!(code, 1, "{exercise} without `{word}`: {told}");
        }
        // another key, another message: they are none that a statement names
        let other_key = |line: &str| {
            Some(if line.starts_with("key ") { format!("key {}=", "A".repeat(43)) } else { line.to_owned() })
        };
        assert_eq!(checked(&scratch, &run, &file, other_key).0, 1, "{exercise}");
        let other_paper = |line: &str| {
            let damaged = |rest: &str| format!("paper {}{}", if rest.starts_with('A') { 'B' } else { 'A' }, &rest[1..]);
            Some(line.strip_prefix("paper ").map_or_else(|| line.to_owned(), damaged))
        };
        assert_eq!(checked(&scratch, &run, &file, other_paper).0, 1, "{exercise}");
        // nor does it accuse anybody else, or of anything else
        let about = |line: &str| {
            Some(if line == "author HAL" { "author OND".to_owned() } else { line.replace("author OND", "author HAL") })
        };
        if exercise != "difference-concealed" {
            assert_eq!(checked(&scratch, &run, &file, about).0, 1, "{exercise}");
        }
        let of_other = |line: &str| {
            Some(if line.starts_with("finding ") { "finding not-signed -".to_owned() } else { line.to_owned() })
        };
        assert_eq!(checked(&scratch, &run, &file, of_other).0, 1, "{exercise}");
    }
}

#[test]
fn an_honest_year_is_consistent_to_whoever_holds_the_keys() {
    let scratch = Scratch::new("honest-keys");
    let run = run(&scratch, "inspected");
    for reader in ["HAL", "OND"] {
        let out = standstill(&["audit", run.to_str().unwrap(), "--json", "--reader", reader]);
        assert_eq!(status(&out), 0);
        let told: Value = serde_json::from_slice(&out.stdout).unwrap();
        let visited = told["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == "sites-visited");
        // what was opened to the other is not opened here
        for finding in visited {
            let opened = u64::from(finding["party"] != reader);
            assert_eq!(
                (&finding["args"]["opened"], &finding["args"]["reports"]),
                (&opened.into(), &1.into()),
                "{finding}"
            );
        }
    }
}
