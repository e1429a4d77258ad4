//! Files that people write or carry: instruments, talks, exercises, lists of events, tables, evidence. What is refused is told, with a remedy.

use crate::seeds::{self, TREATY};
use audit::evidence::{self, Evidence};
use inventory::List;
use proof::Verifier;
use std::sync::LazyLock;
use treaty::{Diagnostic, Instrument};

static NEW_START: LazyLock<Instrument> = LazyLock::new(|| {
    let file = include_bytes!("../../treaties/new-start.toml");
    treaty::parse(file, None).expect("it is read by every test").instrument
});
static VERIFIER: LazyLock<Verifier> = LazyLock::new(Verifier::new);

/// Makes what the targets rest on.
pub fn begin() {
    LazyLock::force(&NEW_START);
    LazyLock::force(&VERIFIER);
}

pub fn treaty(bytes: &[u8]) {
    let base = treaty::base_file(bytes).map(|_| &*NEW_START);
    match treaty::parse(bytes, base) {
        Ok(parsed) => told(bytes, &parsed.warnings),
        Err(problems) => refused(bytes, &problems),
    }
}

pub fn talks(bytes: &[u8]) {
    if let Err(problems) = treaty::talks::parse_talks(bytes) {
        refused(bytes, &problems);
    }
}

pub fn exercise(bytes: &[u8]) {
    if let Err(problems) = exercise::parse(bytes) {
        refused(bytes, &problems);
    }
}

/// What is read can be simulated, or is refused in words.
pub fn assumptions(bytes: &[u8]) {
    match regime::Assumptions::parse(bytes) {
        Err(problems) => refused(bytes, &problems),
        Ok(read) => {
            let question = regime::Question { years: 1, sizes: vec![regime::Quantity::whole(1)], seed: regime::Seed(1) };
            let terms = regime::Terms::of_preset(treaty::measure::Preset::L5);
            for side in &read.sides {
                if let Err(why) = regime::Simulation::new(&terms, &side.central(), None, &question) {
                    assert!(!why.to_string().is_empty());
                }
            }
        }
    }
}

/// Serials are secret, so that a list is never written back: it is only read.
pub fn events(bytes: &[u8]) {
    if let Err(why) = List::parse(bytes) {
        assert!(!why.to_string().is_empty());
    }
}

/// What is read is read the same after it was tidied, and what is tidy stays as it is.
pub fn table(bytes: &[u8]) {
    let read = record::read("table", bytes, &NEW_START);
    let tidied = record::tidy(bytes);
    if let Err(problems) = &read {
        refused(bytes, problems);
    }
    let Ok(tidied) = tidied else { return assert!(read.is_err(), "what cannot be tidied is read") };
    if read.is_ok() {
        assert!(record::read("table", tidied.text.as_bytes(), &NEW_START).is_ok(), "what is tidied is refused");
    }
    // a mark hidden inside the first cell comes to stand where a byte-order mark would
    if !tidied.text.starts_with('\u{FEFF}') {
        let again = record::tidy(tidied.text.as_bytes()).expect("what is tidied can be tidied");
        assert_eq!((again.text, again.changes), (tidied.text, Vec::new()));
    }
}

/// The bytes are the sheet of a workbook.
pub fn sheet(bytes: &[u8]) {
    table(&seeds::workbook(bytes));
}

/// Evidence under an instrument that it may be about.
pub fn evidence(bytes: &[u8]) {
    if let Ok(mut evidence) = Evidence::parse(bytes) {
        assert_eq!(evidence.to_string().as_bytes(), bytes);
        evidence.treaty = TREATY.hash.to_string();
        let _ = evidence::check(&evidence, &TREATY, &VERIFIER);
    }
}

fn refused(bytes: &[u8], problems: &[Diagnostic]) {
    assert!(!problems.is_empty(), "a refusal says why");
    told(bytes, problems);
}

fn told(bytes: &[u8], problems: &[Diagnostic]) {
    assert!(problems.iter().all(|problem| !problem.help.is_empty()), "a problem comes with a remedy");
    let text = String::from_utf8_lossy(bytes);
    report::diagnostic::render("file", &text, problems, false);
    report::diagnostic::json("file", &text, problems);
}
