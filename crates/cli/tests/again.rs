//! What an audit writes beside its answer, and the commands that it names: each is typed as it stands, and does what it says.

mod common;

use common::{Scratch, played, public, standstill, status};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A run in which a total was altered, played once.
fn altered() -> Scratch {
    let scratch = Scratch::new("altered");
    let exercise = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises/attempts/altered-total.toml");
    let out =
        standstill(&["play", exercise.to_str().unwrap(), "--expect", "--out", scratch.at("run").to_str().unwrap()]);
    assert_eq!(status(&out), 0, "{}", String::from_utf8_lossy(&out.stderr));
    fs::create_dir_all(scratch.at("public")).unwrap();
    public(&scratch.at("run"), &scratch.at("public"));
    scratch
}

/// Types a command in a folder, as a reader of the page does.
fn typed(command: &str, folder: &Path) -> (i32, Value) {
    let command = command.strip_prefix("standstill ").expect("a command of this program");
    let out = Command::new(env!("CARGO_BIN_EXE_standstill"))
        .args(command.split(' '))
        .arg("--json")
        .current_dir(folder)
        .output()
        .unwrap();
    (status(&out), serde_json::from_slice(&out.stdout).unwrap())
}

#[test]
fn the_command_beside_each_finding_finds_it_again() {
    let scratch = altered();
    let folder = scratch.at("public");
    let (inconsistent, told) = typed("standstill audit .", &folder);
    assert_eq!((inconsistent, told["again"].as_str().unwrap()), (2, "standstill audit ."));
    assert_eq!(typed("standstill audit . --cut findings", &folder).0, 2);
    let mut cut = 0;
    for finding in told["findings"].as_array().unwrap() {
        let command = finding["again"].as_str().unwrap();
        let (again, found) = typed(command, &folder);
        if command.contains(" --evidence findings/") {
            cut += 1;
            assert_eq!((again, &found["finding"]["text"]), (2, &finding["text"]), "{command}");
        } else {
            assert!(again == 2 && found["findings"].as_array().unwrap().contains(finding), "{command}");
        }
    }
    assert!(cut > 0);
    let page = fs::read_to_string(scratch.at("run/assessment.html")).unwrap();
    let command = "standstill audit --evidence findings/001-";
    assert!(page.matches(command).count() >= 2 && page.contains("standstill audit . --cut findings"), "{command}");
}

#[test]
fn brief_and_tables_are_written_by_their_endings_and_twice_the_same() {
    let scratch = Scratch::new("written");
    fs::create_dir_all(scratch.at("run")).unwrap();
    public(played(), &scratch.at("run"));
    let run = scratch.at("run");
    let write = |name: &str| {
        let file = |ending: &str| scratch.at(&format!("{name}{ending}"));
        for (brief, lang) in [(file(".html"), "en"), (file(".docx"), "ru")] {
            let call = ["audit", run.to_str().unwrap(), "--lang", lang, "--brief", brief.to_str().unwrap()];
            let tables = file(&format!("-{lang}.xlsx"));
            let out = standstill(&[&call[..], &["--tables", tables.to_str().unwrap()]].concat());
            assert_eq!(status(&out), 0, "{}", String::from_utf8_lossy(&out.stderr));
            let aside = String::from_utf8_lossy(&out.stderr).into_owned();
            assert!(aside.contains("brief: ") && aside.contains("tables: "), "{aside}");
        }
        [".html", ".docx", "-en.xlsx", "-ru.xlsx"].map(|ending| fs::read(file(ending)).unwrap())
    };
    let (first, second) = (write("first"), write("second"));
    assert!(first == second);
    assert!(
        first[0].starts_with(b"<!DOCTYPE html>") && first[1..].iter().all(|bytes| bytes.starts_with(b"PK\x03\x04"))
    );
}

#[test]
fn a_file_is_refused_that_has_another_ending_is_named_twice_or_lies_in_the_run() {
    let scratch = Scratch::new("refused-files");
    fs::create_dir_all(scratch.at("run")).unwrap();
    public(played(), &scratch.at("run"));
    let run = scratch.at("run");
    let refused = |args: &[&str], why: &str| {
        let out = standstill(&[&["audit", run.to_str().unwrap()], args].concat());
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(status(&out) != 0 && told.contains(why), "{told}");
    };
    let at = |name: &str| scratch.at(name).display().to_string();
    refused(&["--brief", &at("brief.pdf")], "end in .html or .docx");
    refused(&["--tables", &at("tables.csv")], "end in .xlsx");
    refused(&["--html", &at("one.html"), "--brief", &at("one.html")], "is named twice");
    refused(&["--brief", &at("run/brief.html")], "inside the run folder");
    refused(&["--tables", &at("run/tables.xlsx")], "inside the run folder");
    assert!(!scratch.at("one.html").exists());
}

#[test]
fn sites_are_known_by_what_inspections_left_in_public() {
    let scratch = Scratch::new("known");
    let run = scratch.at("run");
    let out = standstill(&["play", "inspected", "--expect", "--out", run.to_str().unwrap()]);
    assert_eq!(status(&out), 0, "{}", String::from_utf8_lossy(&out.stderr));
    fs::create_dir_all(scratch.at("public")).unwrap();
    public(&run, &scratch.at("public"));
    let (_, told) = typed("standstill audit .", &scratch.at("public"));
    let sites = told["sites"].as_array().unwrap();
    let visits = told["inspections"].as_array().unwrap();
    assert!(!sites.is_empty() && !visits.is_empty());
    for visit in visits {
        let site = sites.iter().find(|site| site["site"] == visit["site"] && site["party"] == visit["host"]).unwrap();
        let of = |step: &str| {
            let steps = visit["steps"].as_array().unwrap();
            let step = steps.iter().find(|of| of["step"] == step).unwrap();
            step["at"].as_str().unwrap()[..10].to_owned()
        };
        assert_eq!(site["knowledge"], "inspected");
        assert!(site["opened"].as_array().unwrap().contains(&of("opening").into()));
        assert!(site["inspected"].as_array().unwrap().contains(&of("arrival").into()));
        assert!(!of("signature").is_empty());
    }
    let inspected = sites.iter().filter(|site| site["knowledge"] == "inspected").count();
    assert!(inspected <= visits.len() && inspected < sites.len(), "the others were never seen");
    assert!(sites.iter().all(|site| ["inspected", "never-seen"].contains(&site["knowledge"].as_str().unwrap())));
    let sealed = told["unchecked"].as_array().unwrap().iter().find(|one| one["code"] == "sealed").unwrap();
    assert!(sealed["count"].as_u64().unwrap() as usize >= visits.len());
    assert_eq!(told["reader"], Value::Null);
}
