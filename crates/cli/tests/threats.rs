//! `docs/threat-model.md` names the tests that show what it promises: each is there, and each row of the red team's table is spoken of.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page() -> String {
    fs::read_to_string(root().join("docs/threat-model.md")).unwrap()
}

/// What stands between backticks and is spelt as a test is: words joined by `_`.
fn named(page: &str) -> BTreeSet<String> {
    let spelt =
        |name: &&str| name.matches('_').count() >= 2 && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    page.split('`').skip(1).step_by(2).filter(spelt).map(str::to_owned).collect()
}

/// The functions under a mark `#[test]` below a folder.
fn tests(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let behind = text.split("#[test]").skip(1);
            let names = behind.filter_map(|rest| rest.split("fn ").nth(1)?.split('(').next().map(str::to_owned));
            found.extend(names);
        }
    }
}

#[test]
fn every_test_that_the_threat_model_names_is_there() {
    let mut there = BTreeSet::new();
    tests(&root().join("crates"), &mut there);
    let named = named(&page());
    assert!(named.len() > 30, "{named:?}");
    let missing: Vec<_> = named.difference(&there).collect();
    assert!(missing.is_empty(), "docs/threat-model.md names tests that are not there: {missing:?}");
}

#[test]
fn every_attempt_on_the_record_and_the_numbers_is_spoken_of() {
    let page = page();
    let words: BTreeSet<_> = page.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let rows = (1..=15).map(|row| format!("R{row}")).chain((1..=13).map(|row| format!("N{row}")));
    let silent: Vec<_> = rows.filter(|row| !words.contains(row.as_str())).collect();
    assert!(silent.is_empty(), "docs/threat-model.md does not speak of {silent:?}");
}
