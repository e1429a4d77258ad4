//! `docs/threat-model.md` and `docs/privacy.md` name the tests that show what they promise: each is there. Each row of the red team's table is spoken of
//! in the one, each kind of statement and each step of an inspection in the other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).unwrap()
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
fn every_test_that_these_pages_name_is_there() {
    let mut there = BTreeSet::new();
    ["crates", "bindings"].iter().for_each(|folder| tests(&root().join(folder), &mut there));
    for (name, least) in [("threat-model.md", 30), ("privacy.md", 6)] {
        let named = named(&page(name));
        assert!(named.len() >= least, "{named:?}");
        let missing: Vec<_> = named.difference(&there).collect();
        assert!(missing.is_empty(), "docs/{name} names tests that are not there: {missing:?}");
    }
}

/// The names in the second column of a table of the specification, below a heading.
fn second_column(page: &str, heading: &str) -> Vec<String> {
    let section = page.split(heading).nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit());
    rows.map(|row| row.split('|').nth(2).unwrap().split('(').next().unwrap().trim().to_owned()).collect()
}

#[test]
fn of_every_statement_and_every_step_it_is_told_who_learns_what() {
    let privacy = page("privacy.md");
    let first = |line: &str| line.strip_prefix("| ").map(|row| row.split('|').next().unwrap().trim().to_owned());
    let told: BTreeSet<_> = privacy
        .lines()
        .filter_map(first)
        .flat_map(|cell| cell.split(", ").map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let kinds = second_column(&page("spec/statement.md"), "## 4 Kinds and their bodies");
    let steps = second_column(&page("spec/inspection.md"), "## 1 Steps");
    assert!(kinds.len() >= 9 && steps.len() == 17, "{kinds:?} {steps:?}");
    let silent: Vec<_> = kinds.iter().chain(&steps).filter(|name| !told.contains(*name)).collect();
    assert!(silent.is_empty(), "docs/privacy.md does not speak of {silent:?}");
}

#[test]
fn every_attempt_on_the_record_the_numbers_and_inspections_is_spoken_of() {
    let page = page("threat-model.md");
    let words: BTreeSet<_> = page.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let of = |letter: char, last: u8| (1..=last).map(move |row| format!("{letter}{row}"));
    let rows = of('R', 15).chain(of('N', 13)).chain(of('I', 12));
    let silent: Vec<_> = rows.filter(|row| !words.contains(row.as_str())).collect();
    assert!(silent.is_empty(), "docs/threat-model.md does not speak of {silent:?}");
}
