//! What came of attempts to evade: one table, a row for each that was played.

use crate::layout::Page;
use crate::locale::Locale;
use crate::sentence::chance::share;
use crate::sentence::record::epochs;
use crate::table::{self, First};
use crate::teller::Teller;
use audit::Assessment;
use audit::assessment::{Chance, Epochs, Fact, Finding, Severity};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use treaty::instrument::Instrument;
use treaty::{Lang, Text};

/// An attempt that was played.
pub struct Attempt<'a> {
    /// Its name.
    pub id: &'a str,
    /// The rows of the table of attempts that it plays.
    pub rows: Vec<String>,
    /// What is attempted.
    pub title: &'a Text,
    /// The instrument of its run.
    pub instrument: &'a Instrument,
    /// Whether it hides something: where nothing is found of what hides nothing, nothing was to be found.
    pub hides: bool,
    /// What came of it.
    pub came: Came<'a>,
    /// Whether that is what was expected.
    pub as_expected: bool,
}

/// What came of an attempt.
pub enum Came<'a> {
    /// Its run was audited.
    Assessed(&'a Assessment),
    /// Its run was refused, naming this file.
    Refused(&'a str),
}

/// The table, as lines of at most `width` columns.
pub fn words(attempts: &[Attempt<'_>], locale: &Locale, width: usize) -> String {
    let mut page = Page::new(width);
    page.heading(&locale.word("attempts-title"));
    page.words(0, &locale.word("attempts-note"));
    page.gap();
    let head =
        ["row", "attempt", "came", "when", "by", "odds"].map(|column| locale.word(&format!("attempts-{column}")));
    let rows: Vec<_> = attempts.iter().map(|attempt| row(attempt, locale).to_vec()).collect();
    if !table::plain(&mut page, &head, &rows, &(0..0)) {
        table::write(&mut page, &head, &rows, First::Cell, (1, 1));
    }
    page.finish()
}

/// The same as data.
pub fn json(attempts: &[Attempt<'_>]) -> Value {
    let locales = Lang::ALL.map(Locale::new);
    let one = |attempt: &Attempt<'_>| {
        let told = |column: usize| {
            let said = locales
                .iter()
                .map(|locale| (locale.lang.code().to_owned(), row(attempt, locale)[column].clone().into()));
            Value::Object(said.collect())
        };
        let found = found(attempt);
        json!({
            "id": attempt.id,
            "rows": attempt.rows,
            "title": told(1),
            "outcome": match &attempt.came { Came::Assessed(assessment) => assessment.outcome.word(), Came::Refused(_) => "refused" },
            "came": told(2),
            "when": found.first().map(|finding| json!({
                "epoch": spoken_of(finding).map(|epochs| epochs.first), "date": finding.date.map(|date| date.to_string()),
            })),
            "by": codes(&found),
            "probability": told(5),
            "as_expected": attempt.as_expected,
        })
    };
    attempts.iter().map(one).collect()
}

fn row(attempt: &Attempt<'_>, locale: &Locale) -> [String; 6] {
    let teller = Teller::new(locale, attempt.instrument);
    let found = found(attempt);
    let gravest = found.first().map(|finding| teller.word(&format!("kind-of-finding-{}", finding.severity.word())));
    let (came, odds) = match (&attempt.came, gravest) {
        (Came::Refused(file), _) => (teller.with("attempts-refused", "file", file), teller.word("attempts-certain")),
        (Came::Assessed(_), Some(gravest)) => (gravest, teller.word("attempts-certain")),
        (Came::Assessed(_), None) if !attempt.hides => (teller.word("attempts-true"), String::new()),
        (Came::Assessed(assessment), None) => (teller.word("attempts-nothing"), odds(teller, assessment)),
    };
    let when = found.first().map_or_else(String::new, |finding| when(teller, finding));
    let unexpected = if attempt.as_expected { "" } else { " (!)" };
    let title = format!("{}{unexpected}", teller.text(attempt.title));
    [attempt.rows.join(", "), title, came, when, codes(&found).join(", "), odds]
}

/// With what probability one site with something hidden would be visited in a year, at the best of the instrument's visits.
fn odds(teller: Teller<'_>, assessment: &Assessment) -> String {
    let chances = assessment.findings.iter().filter_map(|finding| match &finding.fact {
        Fact::Unverified { chance, .. } => Some(chance),
        _ => None,
    });
    match chances.max() {
        None | Some(Chance::Nothing) => teller.locale.number(0),
        Some(Chance::NotStated) => teller.word("attempts-not-known"),
        Some(Chance::Visits(visits)) => {
            let best = visits.iter().filter_map(|visits| Some(&visits.hidden.first()?.year)).max();
            best.map_or_else(|| teller.word("attempts-not-known"), |best| share(teller, best))
        }
    }
}

/// What was found, the gravest first; what nobody can know is not found.
fn found<'a>(attempt: &Attempt<'a>) -> Vec<&'a Finding> {
    let Came::Assessed(assessment) = &attempt.came else { return Vec::new() };
    let mut found: Vec<_> = assessment.findings.iter().filter(|finding| finding.severity != Severity::Blind).collect();
    found.sort_by_key(|finding| finding.severity);
    found
}

fn codes(found: &[&Finding]) -> Vec<&'static str> {
    let mut seen = BTreeSet::new();
    found.iter().map(|finding| finding.fact.code()).filter(|code| seen.insert(*code)).collect()
}

fn when(teller: Teller<'_>, finding: &Finding) -> String {
    match (spoken_of(finding), finding.date) {
        (Some(of), _) => epochs(teller, of),
        (None, Some(date)) => teller.locale.date(date),
        (None, None) => String::new(),
    }
}

fn spoken_of(finding: &Finding) -> Option<Epochs> {
    match &finding.fact {
        Fact::Record(fact) => fact.epoch().map(Epochs::one),
        _ => None,
    }
}
