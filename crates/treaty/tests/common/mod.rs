//! What the tests of this room share: the shipped files, and what is wrong with a file in one line each.
#![allow(dead_code, reason = "each test file uses a part")]

pub mod kept;

use std::path::{Path, PathBuf};
use treaty::diagnostic::{Level, Place, line_column};
use treaty::{Diagnostic, Instrument};

/// A file of the repository.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

/// Its bytes.
pub fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A shipped instrument, its base read first.
pub fn instrument(name: &str) -> Instrument {
    let bytes = bytes(&format!("treaties/{name}"));
    let base = treaty::base_file(&bytes).map(|base| instrument(&base));
    match treaty::parse(&bytes, base.as_ref()) {
        Ok(parsed) => parsed.instrument,
        Err(problems) => panic!("{name}:\n{}", lines(&String::from_utf8_lossy(&bytes), &problems)),
    }
}

/// Diagnostics as `line:column code message`.
pub fn lines(source: &str, problems: &[Diagnostic]) -> String {
    let one = |problem: &Diagnostic| {
        let (line, column) = match &problem.place {
            Place::Bytes(span) => line_column(source, span.start),
            _ => (0, 0),
        };
        let level = if problem.level == Level::Error { "" } else { "warning " };
        format!("{line}:{column} {level}{} {} [{}]\n", problem.code, problem.message, problem.help)
    };
    problems.iter().map(one).collect()
}
