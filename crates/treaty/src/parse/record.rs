//! The tables of the record by themselves: `[record]`, `[transit]`, `[[opening]]`.

use super::clauses::values;
use crate::diagnostic::Diagnostic;
use crate::instrument::{Capacity, Opened, Opening, Readers, RecordRule, Transit};
use crate::strict::Table;
use crate::time::{Span, Unit};
use std::ops::RangeInclusive;

/// The most witnesses whose receipts a text may ask for.
pub(crate) const QUORUM_MAX: u32 = 64;

const PERIODS: &[Unit] = &[Unit::Days, Unit::Months, Unit::Years];
const DAYS: &[Unit] = &[Unit::Days];
pub(super) const SHORT: &[Unit] = &[Unit::Minutes, Unit::Hours];

pub(super) fn record(table: &Table<'_>) -> Option<RecordRule> {
    let period = span(table, "period", "period = { days = 1 }", PERIODS);
    let baseline = table.moment("baseline");
    if !table.has("baseline") {
        table.missing("baseline", "baseline = 2030-01-31");
    }
    let ends = table.moment("ends").map(|at| at.value);
    let baseline_due = span(table, "baseline-due", "baseline-due = { days = 3 }", DAYS);
    let due = span(table, "due", "due = { days = 2 }", DAYS);
    let grace = span(table, "grace", "grace = { days = 7 }", DAYS);
    let receipt_due = span(table, "receipt-due", "receipt-due = { days = 2 }", DAYS);
    let tolerance = span(table, "tolerance", "tolerance = { minutes = 10 }", SHORT);
    let quorum = number(table, "quorum", "quorum = 2", 1..=QUORUM_MAX);
    let site_capacity = capacity(table, "site-capacity", "site-capacity = 64");
    let road_capacity = capacity(table, "road-capacity", "road-capacity = 16");
    Some(RecordRule {
        period: period?,
        baseline: baseline?.value,
        ends,
        baseline_due: baseline_due?,
        due: due?,
        grace: grace?,
        receipt_due: receipt_due?,
        tolerance: tolerance?,
        quorum,
        site_capacity: site_capacity?,
        road_capacity: road_capacity?,
    })
}

pub(super) fn transit(table: &Table<'_>) -> Transit {
    Transit {
        items_max: number(table, "items-max", "items-max = 24", 1..=Transit::ITEMS_MAX),
        days_max: number(table, "days-max", "days-max = 10", 1..=Transit::DAYS_MAX),
    }
}

pub(super) fn opening(table: &Table<'_>) -> Option<Opening> {
    let of = table.need_word("of", &Opened::WORDS);
    let classes = values(table.ids("classes"));
    if classes.is_empty() && of.as_ref().is_some_and(|of| of.value == Opened::Totals) {
        // a total says most of all, so the text names each class whose total it opens
        table.missing("classes", "classes = [ \"…\" ]");
    }
    let every = table.table("every").map(|entry| {
        let epochs = number(&entry, "epochs", "epochs = 30", 1..=Opening::EVERY_MAX);
        entry.finish();
        epochs
    });
    if !table.has("every") {
        table.missing("every", "every = { epochs = 30 }");
    }
    let due = span(table, "due", "due = { days = 10 }", DAYS);
    // an opening for one addressee would be no sum for all the parties to hold against the record
    let readers = table.need_word("readers", &[("public", Readers::Public), ("parties", Readers::Parties)]);
    Some(Opening { of: of?.value, classes, every: every?, due: due?, readers: readers?.value })
}

/// A span of time in one of a few units.
pub(super) fn span(table: &Table<'_>, key: &'static str, example: &str, units: &[Unit]) -> Option<Span> {
    if !table.has(key) {
        table.get(key);
        table.missing(key, example);
        return None;
    }
    let entry = table.table(key)?;
    let found = entry.span_of_time();
    entry.finish();
    let span = found?;
    if !units.contains(&span.unit) {
        let words: Vec<_> = units.iter().map(|unit| unit.word()).collect();
        let message = format!("`{key}` in {}", span.unit.word());
        let help = format!("write it in {}, such as {example}", words.join(", "));
        table.log.push(Diagnostic::error("bad-span", entry.span.clone(), message).label("here").help(help));
        return None;
    }
    Some(span)
}

fn number(table: &Table<'_>, key: &'static str, example: &str, range: RangeInclusive<u32>) -> u32 {
    let found = table.need_number(key, example);
    if !range.contains(&found.value) {
        let message = format!("`{key}` is {}, out of range", found.value);
        let help = format!("write a whole number from {} to {}", range.start(), range.end());
        table.log.push(Diagnostic::error("out-of-range", found.span, message).label("out of range").help(help));
    }
    found.value
}

/// Room for a power of two: the proof's trees have no other size.
fn capacity(table: &Table<'_>, key: &'static str, example: &str) -> Option<Capacity> {
    let found = table.need_number(key, example);
    let capacity = Capacity::new(found.value);
    if capacity.is_none() {
        let message = format!("`{key}` is {}, no power of two up to {}", found.value, Capacity::MAX);
        let help = format!("write a power of two, such as {example}");
        table.log.push(Diagnostic::error("bad-capacity", found.span, message).label("here").help(help));
    }
    capacity
}
