//! The small treaty with records, what is changed in it, and what must be told of it.

use super::lines;
use treaty::Diagnostic;
use treaty::diagnostic::{Level, Place};
use treaty::instrument::Instrument;

/// The small treaty.
pub const KEPT: &str = include_str!("../kept.toml");

/// Errors, or else warnings.
pub fn problems(text: &str) -> Vec<Diagnostic> {
    treaty::parse(text.as_bytes(), None).map_or_else(|problems| problems, |parsed| parsed.warnings)
}

/// An instrument that is accepted.
#[track_caller]
pub fn read(text: &str) -> Instrument {
    treaty::parse(text.as_bytes(), None).unwrap_or_else(|found| panic!("{}", lines(text, &found))).instrument
}

/// The small treaty with a change must be told this error at a place that holds `at`.
#[track_caller]
pub fn refuses(old: &str, new: &str, code: &str, at: &str) {
    tells(&with(old, new), Level::Error, code, at);
}

/// `text` must be told this code at a place that holds `at`.
#[track_caller]
pub fn tells(text: &str, level: Level, code: &str, at: &str) {
    let found = problems(text);
    let shown = lines(text, &found);
    let holds = |problem: &&Diagnostic| match &problem.place {
        Place::Bytes(span) => text[span.start..].starts_with(at) || text[span.clone()].contains(at),
        _ => false,
    };
    let told = found.iter().filter(|problem| problem.code == code && problem.level == level).find(holds);
    assert!(told.is_some_and(|told| !told.help.is_empty()), "no {level:?} `{code}` at {at:?} among:\n{shown}");
}

/// The small treaty with `old` replaced by `new`.
#[track_caller]
pub fn with(old: &str, new: &str) -> String {
    assert!(KEPT.contains(old), "{old:?} is not in the small treaty");
    KEPT.replacen(old, new, 1)
}

/// An opening for the public.
pub fn opening(id: &str, of: &str, classes: &str, every: u32) -> String {
    let classes = if classes.is_empty() { String::new() } else { format!("classes = {classes}\n") };
    format!(
        "[[opening]]\nid = \"{id}\"\nname = {{ en = \"a\", ru = \"а\" }}\nof = \"{of}\"\n{classes}every = {{ epochs = {every} }}\n\
         due = {{ days = 1 }}\nreaders = \"public\"\narticle = \"I\"\nsource = \"T\"\n"
    )
}

/// A key; `more` are lines of its table.
pub fn key(holder: &str, role: &str, more: &str) -> String {
    format!("[[key]]\nholder = \"{holder}\"\nrole = \"{role}\"\nkey = \"{holder}/{role}+0{}+AQ\"\n{more}\n", more.len())
}

/// All keys of both parties.
pub fn keys() -> String {
    let roles = ["log", "cosignature", "statement", "offline"];
    ["AA", "BB"].iter().flat_map(|party| roles.map(|role| key(party, role, ""))).collect()
}
