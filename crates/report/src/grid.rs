//! The judged numbers as a table: one for each party, with a row a day and a column a limit. Words, page and JSON all read it.

use crate::Locale;
use audit::assessment::{Assessment, Judged, RowStatus, Verdict};
use std::collections::BTreeMap;
use treaty::instrument::Instrument;
use treaty::{Date, Id, PartyCode};

/// The numbers of one party.
pub(crate) struct Grid<'a> {
    pub(crate) party: &'a PartyCode,
    pub(crate) limits: Vec<&'a Id>,
    pub(crate) rows: Vec<Row<'a>>,
}

/// The numbers of one day; for each limit those that were judged, one as a rule.
pub(crate) struct Row<'a> {
    pub(crate) date: Date,
    pub(crate) cells: Vec<Vec<&'a Judged>>,
}

impl Row<'_> {
    /// The word of the least sure of its numbers; nothing where all are confirmed.
    pub(crate) fn doubt(&self) -> Option<&'static str> {
        let status = self.cells.iter().flatten().map(|judged| judged.status).max()?;
        Some(status).filter(|status| *status != RowStatus::Confirmed).map(RowStatus::word)
    }
}

/// The parties with numbers, those of the instrument first and in its order.
pub(crate) fn grids<'a>(assessment: &'a Assessment, instrument: &'a Instrument) -> Vec<Grid<'a>> {
    let limits = limits(&assessment.judged, instrument);
    let of = |party| Grid { party, limits: limits.clone(), rows: rows(&assessment.judged, party, &limits) };
    parties(&assessment.judged, instrument).into_iter().map(of).collect()
}

fn rows<'a>(judged: &'a [Judged], party: &PartyCode, limits: &[&Id]) -> Vec<Row<'a>> {
    let mut days: BTreeMap<Date, Vec<Vec<&Judged>>> = BTreeMap::new();
    for one in judged.iter().filter(|one| one.party == *party) {
        let cells = days.entry(one.date).or_insert_with(|| vec![Vec::new(); limits.len()]);
        if let Some(index) = limits.iter().position(|limit| **limit == one.limit) {
            cells[index].push(one);
        }
    }
    days.into_iter().map(|(date, cells)| Row { date, cells }).collect()
}

/// The limits against which something was held, in the order of the instrument; then those that it does not know.
pub(crate) fn limits<'a>(judged: &'a [Judged], instrument: &'a Instrument) -> Vec<&'a Id> {
    let known = instrument.limits().map(|(clause, _)| &clause.id);
    in_order(known, judged.iter().map(|judged| &judged.limit))
}

/// The parties of whom something was judged, in the order of the instrument; then those that it does not know.
pub(crate) fn parties<'a>(judged: &'a [Judged], instrument: &'a Instrument) -> Vec<&'a PartyCode> {
    let known = instrument.parties.iter().map(|party| &party.code);
    in_order(known, judged.iter().map(|judged| &judged.party))
}

fn in_order<'a, T: Ord>(known: impl Iterator<Item = &'a T>, met: impl Iterator<Item = &'a T>) -> Vec<&'a T> {
    let met: std::collections::BTreeSet<_> = met.collect();
    let mut ordered: Vec<_> = known.filter(|one| met.contains(one)).collect();
    let rest: Vec<_> = met.into_iter().filter(|one| !ordered.contains(one)).collect();
    ordered.extend(rest);
    ordered
}

/// The sign by which a table shows a verdict beside the number. Those in brackets stand for a limit that does not bind yet.
pub(crate) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Within => "≤",
        Verdict::WithinNotBinding => "(≤)",
        Verdict::OverNotBinding => "(>)",
        Verdict::Over => ">",
        Verdict::Disputed => "≷",
        Verdict::Incomplete => "≤?",
        Verdict::NotProvided => "—",
        Verdict::NotInForce => "·",
    }
}

/// Each sign, with what it means; the gravest last.
pub(crate) fn signs(locale: &Locale) -> Vec<(&'static str, String)> {
    let order = [
        Verdict::Within,
        Verdict::WithinNotBinding,
        Verdict::OverNotBinding,
        Verdict::NotInForce,
        Verdict::NotProvided,
        Verdict::Incomplete,
        Verdict::Disputed,
        Verdict::Over,
    ];
    order.into_iter().map(|verdict| (sign(verdict), locale.word(&format!("verdict-{}", word(verdict))))).collect()
}

/// The word of a verdict in JSON and in the keys of messages.
pub(crate) fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Within => "within",
        Verdict::WithinNotBinding => "within-not-binding",
        Verdict::OverNotBinding => "over-not-binding",
        Verdict::Over => "over",
        Verdict::Disputed => "disputed",
        Verdict::Incomplete => "incomplete",
        Verdict::NotProvided => "not-provided",
        Verdict::NotInForce => "not-in-force",
    }
}

/// The word for how sure a row is, in a language.
pub(crate) fn status(locale: &Locale, word: &str) -> String {
    locale.word(&format!("row-{}", word.replace('_', "-")))
}
