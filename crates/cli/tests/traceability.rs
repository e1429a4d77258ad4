//! From each article to the rule that enforces it and the test that shows it, and back. `docs/traceability.md` is the table.
//!
//! A rule's place carries the mark `// rule: NAME`, its test the mark `// shows: NAME`. After a change, write the table anew with
//! `UPDATE_TRACEABILITY=1 cargo test --release -p standstill --test traceability`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use treaty::Instrument;
use treaty::trace::{Enforcement, rules_of};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn instrument(name: &str) -> Instrument {
    let bytes = fs::read(root().join("treaties").join(name)).unwrap();
    let base = treaty::base_file(&bytes).map(|base| instrument(&base));
    treaty::parse(&bytes, base.as_ref()).unwrap().instrument
}

fn shipped() -> Vec<String> {
    let entries = fs::read_dir(root().join("treaties")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Rule -> the places that carry a mark.
#[derive(Default)]
struct Marks {
    rules: BTreeMap<String, BTreeSet<String>>,
    tests: BTreeMap<String, BTreeSet<String>>,
}

fn marks() -> Marks {
    let mut marks = Marks::default();
    for path in sources(&root().join("crates")) {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        for (index, line) in lines.iter().enumerate() {
            if let Some(rule) = line.strip_prefix("// rule: ") {
                marks.rules.entry(rule.to_owned()).or_default().insert(name.clone());
            }
            if let Some(rule) = line.strip_prefix("// shows: ") {
                let test = lines[index..].iter().find_map(|line| line.strip_prefix("fn ")?.split('(').next());
                let test = format!("{name}: {}", test.expect("a test under its mark"));
                marks.tests.entry(rule.to_owned()).or_default().insert(test);
            }
        }
    }
    marks
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let inside = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    let mut found: Vec<_> =
        entries.flat_map(inside).filter(|path| path.extension().is_some_and(|e| e == "rs")).collect();
    found.sort();
    found
}

#[test]
fn every_rule_has_a_place_and_a_test_and_every_mark_names_a_rule() {
    let marks = marks();
    let known: BTreeSet<_> = Enforcement::WORDS.iter().map(|(word, _)| (*word).to_owned()).collect();
    for word in &known {
        assert!(marks.rules.contains_key(word), "no place is marked `rule: {word}`");
        assert!(marks.tests.contains_key(word), "no test is marked `shows: {word}`");
    }
    for word in marks.rules.keys().chain(marks.tests.keys()) {
        assert!(known.contains(word), "a mark names `{word}`, which is no rule");
    }
}

#[test]
fn every_rule_stands_behind_an_article_of_a_shipped_instrument() {
    let mut used = BTreeSet::new();
    for name in shipped() {
        let instrument = instrument(&name);
        used.extend(instrument.articles.iter().flat_map(|article| rules_of(&instrument, article).collect::<Vec<_>>()));
    }
    for (word, rule) in Enforcement::WORDS {
        assert!(used.contains(&rule), "`{word}` enforces nothing that ships");
    }
}

#[test]
fn the_table_from_article_to_rule_to_test_is_up_to_date() {
    let path = root().join("docs/traceability.md");
    let table = table();
    if std::env::var_os("UPDATE_TRACEABILITY").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == table,
        "docs/traceability.md is out of date: run UPDATE_TRACEABILITY=1 cargo test --release -p standstill --test traceability"
    );
}

fn table() -> String {
    let marks = marks();
    let mut text = "# From article to rule to test, and back\n\nMade by `crates/cli/tests/traceability.rs`, which fails when this page is out of date.\n\n## Rules\n\nAn *audit* rule is applied to declarations or records. One *held ready* is tested here, and no statement of it is read yet, or it serves texts and comparisons.\n\n| rule | | where it stands | tests that show it |\n| --- | --- | --- | --- |\n".to_owned();
    let cell = |places: Option<&BTreeSet<String>>| {
        places
            .map(|places| places.iter().map(|place| format!("`{place}`")).collect::<Vec<_>>().join("<br>"))
            .unwrap_or_default()
    };
    for (word, rule) in Enforcement::WORDS {
        let use_of = if rule.is_audited() { "audit" } else { "held ready" };
        writeln!(text, "| {word} | {use_of} | {} | {} |", cell(marks.rules.get(word)), cell(marks.tests.get(word)))
            .unwrap();
    }
    for name in shipped() {
        let instrument = instrument(&name);
        writeln!(text, "\n## {name}\n\n| article | enforced by |\n| --- | --- |").unwrap();
        for article in instrument.articles.iter().filter(|article| article.origin == instrument.id) {
            let rules: BTreeSet<_> = rules_of(&instrument, article).collect();
            let mut words: Vec<_> = rules.into_iter().map(Enforcement::word).map(str::to_owned).collect();
            if let Some(why) = &article.not_verifiable {
                words.push(format!("not verifiable here: {}", plain(&why.en)));
            }
            writeln!(text, "| {} {} | {} |", article.number, plain(&article.title.en), words.join(", ")).unwrap();
        }
    }
    text
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
