//! What the scheduled openings give away together: every single hidden number that they and the balances determine, though nobody opens it.
//!
//! A sum opened says what it says; two sums and a balance may say more. An observer knows a linear system: the balance of each class and of
//! each plant's interior in each epoch, the opened sums, and at plants with a portal the items that crossed it. Numbers of that system that are the same in all its solutions are known to
//! the observer. This is a warning and never an error: the parties may want it so, but they should know it before they sign.
//!
//! **Segments.** The ends of all windows cut the epochs into segments, and the unknowns here are the stocks at the ends of segments and each flow
//! summed over a segment. Nothing is lost by that. A combination of equations in which a stock within a segment cancels takes the
//! balances on both its sides equally often, so all balances of the segment; and one in which such a stock is left over takes the balances on its two
//! sides unequally often. Then some flow of that stock alone (the losses of the class, the arrivals of the interior) is left over too, because
//! whatever else it enters, a window's sum, takes all epochs of the segment equally often. So no stock within a segment is ever
//! determined, and no flow of one of its epochs, unless the segment is that epoch.
//!
//! **One solution.** How the known numbers came out does not matter, only what they leave open: the vectors that can be added to a solution.
//! One such vector, drawn at random (`null`), is zero at exactly those numbers that are determined, but for a chance of one in 2^61 at each.

mod ledger;
mod null;

use crate::diagnostic::Diagnostic;
use crate::instrument::{Clause, Instrument, Opened, Opening};
use crate::strict::Log;
use ledger::{Ledger, Unknown};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The most unknowns of one system; beyond it, only the first segments are looked at, and the author is told.
const UNKNOWNS_MAX: usize = 200_000;

/// How many of its longest windows are looked at where the record's end is not known.
const WINDOWS_IF_ENDLESS: u32 = 4;

/// Warns of whatever the openings of this instrument determine together.
pub(super) fn warn(instrument: &Instrument, log: &Log) {
    let openings: Vec<_> = instrument.openings().collect();
    let Some((first, _)) = openings.first() else { return };
    let place = if first.origin == instrument.id { first.span.clone() } else { 0..1 };
    for ledger in ledgers(instrument) {
        let (ends, is_cut) = segments(instrument, &openings, ledger.width());
        let Some(found) = determined(instrument, &ledger, &openings, &ends) else {
            return cut(&place, log, "they are too entangled to be solved here");
        };
        for (unknown, at) in found {
            told(&place, log, &ledger.tell(unknown), &at, &ends, unknown.is_stock());
        }
        if is_cut {
            let message = format!("only the first {} epochs were looked at", ends.last().unwrap_or(&0));
            return cut(&place, log, &message);
        }
    }
}

/// One ledger for each party that lists its sites; one for all the others, whose plants are not known.
fn ledgers(instrument: &Instrument) -> Vec<Ledger<'_>> {
    let codes = instrument.parties.iter().map(|party| &party.code);
    let (listed, others): (Vec<_>, Vec<_>) = codes.partition(|code| instrument.sites_of(code).next().is_some());
    let unlisted = (!others.is_empty()).then(|| Ledger::of_any(instrument));
    listed.into_iter().map(|code| Ledger::of(instrument, code)).chain(unlisted).collect()
}

/// The epochs at which a segment ends, the baseline first, as far as the record goes; and whether it goes further than is looked at.
fn segments(instrument: &Instrument, openings: &[(&Clause, &Opening)], width: usize) -> (Vec<u32>, bool) {
    let lengths: BTreeSet<_> = openings.iter().map(|(_, opening)| opening.every).collect();
    let longest = lengths.last().copied().unwrap_or(1);
    let last = instrument.last_epoch().unwrap_or(longest.saturating_mul(WINDOWS_IF_ENDLESS));
    let most = UNKNOWNS_MAX / width.max(1);
    // the first `most` ends of each length: whatever is among the first `most` of all is among them
    let of_length = |length: u32| (1..=last / length).take(most + 1).map(move |n| n * length);
    let ends: BTreeSet<_> = lengths.iter().flat_map(|length| of_length(*length)).collect();
    let is_cut = ends.len() > most;
    ([0].into_iter().chain(ends.into_iter().take(most)).collect(), is_cut)
}

/// The unknowns that are determined and not opened, each with the ends (for a stock) or segments at which it is; nothing where it is too much work.
fn determined(
    instrument: &Instrument,
    ledger: &Ledger<'_>,
    openings: &[(&Clause, &Opening)],
    ends: &[u32],
) -> Option<BTreeMap<Unknown, Vec<usize>>> {
    let mut rows = ledger.balances(ends.len());
    for (_, opening) in openings {
        for class in instrument.opened_classes(opening) {
            let spans = windows(ends, opening.every);
            rows.extend(spans.map(|span| ledger.opened(opening.of, class, span, ends.len())));
        }
    }
    let opened: BTreeSet<_> = rows.iter().filter(|row| row.len() == 1).flat_map(|row| row.keys().copied()).collect();
    // what crosses a gate is seen and signed, whatever is opened
    rows.extend(ledger.crossings(ends.len()));
    let vector = null::vector(rows, ledger.width() * ends.len())?;
    let mut found: BTreeMap<Unknown, Vec<usize>> = BTreeMap::new();
    for index in (0..vector.len()).filter(|index| vector[*index] == 0 && !opened.contains(index)) {
        if let Some((unknown, at)) = ledger.unknown(index, ends.len()) {
            found.entry(unknown).or_default().push(at);
        }
    }
    Some(found)
}

/// The whole windows of a length, as the segments in each: from the one whose end is the first of the pair, exclusive, to the second.
fn windows(ends: &[u32], every: u32) -> impl Iterator<Item = (usize, usize)> {
    let at = move |epoch: u32| ends.binary_search(&epoch).ok();
    let last = ends.last().copied().unwrap_or(0);
    (1..=last / every).filter_map(move |n| Some((at((n - 1) * every)?, at(n * every)?)))
}

fn told(place: &Range<usize>, log: &Log, what: &str, at: &[usize], ends: &[u32], is_stock: bool) {
    let Some(first) = at.first().copied() else { return };
    let when = match is_stock {
        true => format!("at epoch {}", ends[first]),
        false => format!("over epochs {} to {}", ends[first - 1] + 1, ends[first]),
    };
    let more = if at.len() > 1 { format!(" and {} times more", at.len() - 1) } else { String::new() };
    let message = format!("the openings together give away {what} {when}{more}, though nothing opens it");
    let help = "open one class or one flow less, lengthen a window, or open the number itself and say so";
    log.push(Diagnostic::warning("gives-away", place.clone(), message).label("with the other openings").help(help));
}

fn cut(place: &Range<usize>, log: &Log, why: &str) {
    let message = format!("not all that the openings give away together is known: {why}");
    let help = "lengthen the shortest window, or let windows divide each other";
    log.push(Diagnostic::warning("span-cut", place.clone(), message).label("with the other openings").help(help));
}

/// Whether an opening sums flows over its window, and not stocks at its end.
fn is_flow(of: Opened) -> bool {
    of != Opened::Totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SMALL: &str = include_str!("../../tests/kept.toml");

    fn opening(of: &str, every: u32) -> String {
        let classes = if of == "totals" { "classes = [\"out\", \"kept\"]\n" } else { "" };
        format!(
            "[[opening]]\nid = \"{of}\"\nname = {{ en = \"a\", ru = \"а\" }}\nof = \"{of}\"\n{classes}every = {{ epochs = {every} }}\n\
             due = {{ days = 1 }}\nreaders = \"public\"\narticle = \"I\"\nsource = \"T\"\n"
        )
    }

    fn instrument(openings: &[(&str, u32)]) -> Instrument {
        let text = openings.iter().fold(SMALL.to_owned(), |text, (of, every)| text + &opening(of, *every));
        let parsed = crate::parse(text.as_bytes(), None);
        parsed.unwrap_or_else(|problems| panic!("{problems:#?}")).instrument
    }

    /// What is determined with these ends of segments, as numbers and the epochs at whose end (or in which) they are.
    fn known(instrument: &Instrument, ledger: &Ledger<'_>, ends: &[u32]) -> BTreeSet<(Unknown, u32, u32)> {
        let openings: Vec<_> = instrument.openings().collect();
        let found = determined(instrument, ledger, &openings, ends).unwrap();
        let place = |unknown: Unknown, at: usize| match unknown.is_stock() {
            true => (unknown, ends[at], ends[at]),
            false => (unknown, ends[at - 1] + 1, ends[at]),
        };
        found.into_iter().flat_map(|(unknown, at)| at.into_iter().map(move |at| place(unknown, at))).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Every epoch by itself, or each segment as one: the same single numbers are known.
        #[test]
        fn segments_hide_nothing_that_epochs_by_themselves_would_show(lengths in prop::array::uniform7(0..=4u32)) {
            let openings = Opened::WORDS.map(|(word, _)| word).into_iter().zip(lengths).filter(|(_, every)| *every > 0);
            let instrument = instrument(&openings.collect::<Vec<_>>());
            let of: Vec<_> = instrument.openings().collect();
            for ledger in ledgers(&instrument) {
                let (ends, is_cut) = segments(&instrument, &of, ledger.width());
                let every: Vec<_> = (0..=*ends.last().unwrap()).collect();
                let single = |(unknown, first, last): &(Unknown, u32, u32)| unknown.is_stock() || first == last;
                let coarse: BTreeSet<_> = known(&instrument, &ledger, &ends).into_iter().filter(single).collect();
                prop_assert!(!is_cut);
                prop_assert_eq!(coarse, known(&instrument, &ledger, &every));
            }
        }
    }

    #[test]
    fn a_schedule_beyond_the_limit_is_cut_at_its_first_segments() {
        let instrument = instrument(&[("births", 1), ("losses", 4)]);
        let of: Vec<_> = instrument.openings().collect();
        assert_eq!(segments(&instrument, &of, UNKNOWNS_MAX / 12), ((0..=12).collect(), false));
        assert_eq!(segments(&instrument, &of, UNKNOWNS_MAX / 5), (vec![0, 1, 2, 3, 4, 5], true));
    }
}
