//! What was stated before its time: epochs that were not over, and totals that could have been fitted to another's.

use super::Docket;
use crate::assessment::{Epochs, Finding, RecordFact, Severity};
use crate::records::book::{Book, Seen, finding};
use crate::records::chain::Chain;
use crate::records::times;
use treaty::instrument::Opened;

/// Judges what a party stated too early.
pub(super) fn judge(docket: &Docket<'_>, book: &Book, chain: &Chain, findings: &mut Vec<Finding>) {
    epochs(docket, book, findings);
    openings(docket, book, chain, findings);
}

/// Epochs that were stated before they were over, by their own date or by what others acknowledged: nobody can know yet what will stand where. Those
/// in a row are told as one.
fn epochs(docket: &Docket<'_>, book: &Book, findings: &mut Vec<Finding>) {
    let early: Vec<_> = book.owed.epochs().filter(|(epoch, index)| is_too_soon(docket, book, *epoch, *index)).collect();
    for run in early.chunk_by(|(one, _), (next, _)| one + 1 == *next) {
        let (Some((first, _)), Some((last, _))) = (run.first(), run.last()) else { continue };
        let fact = RecordFact::EpochEarly { epochs: Epochs { first: *first, last: *last } };
        let day = docket.treaty.epoch_day(*first);
        findings.push(finding(Severity::Question, &book.author, day, fact, run.iter().map(|(_, index)| *index)));
    }
}

/// Whether it was stated before its day ended, by more than clocks may differ.
fn is_too_soon(docket: &Docket<'_>, book: &Book, epoch: u32, index: u64) -> bool {
    let ends = docket.treaty.epoch_day(epoch).map(times::end_of);
    let times = book.dated.get(&index).copied().into_iter().chain(docket.provided(&book.author, index));
    let earliest = times.min().map(|time| time.seconds() + docket.tolerance());
    earliest.zip(ends).is_some_and(|(time, ends)| time < ends)
}

/// Totals that a party opened before its own record acknowledged every other baseline: it could have fitted its own to them.
fn openings(docket: &Docket<'_>, book: &Book, chain: &Chain, findings: &mut Vec<Finding>) {
    for (number, last, index) in book.owed.openings() {
        let Some(scheduled) = chain.schedule.opening(number) else { continue };
        if scheduled.opening.of == Opened::Totals && is_early(docket, book, index) {
            let fact = RecordFact::OpenedEarly { opening: scheduled.id.clone() };
            let day = docket.treaty.epoch_day(last);
            let severity = docket.broken(docket.clause_of(&fact), day.unwrap_or(docket.as_of));
            findings.push(finding(severity, &book.author, day, fact, [index]));
        }
    }
}

fn is_early(docket: &Docket<'_>, book: &Book, index: u64) -> bool {
    let known = |(other, _): &(&_, &_)| **other != book.author && !docket.old.contains(*other);
    let others = docket.held.iter().filter(known).filter(|(_, held)| held.book.chain.is_some());
    others.into_iter().any(|(other, held)| {
        let Some(baseline) = held.book.owed.epoch(0) else { return true };
        let covers = |seen: &&Seen| seen.counts && seen.of == *other && seen.size.get() > baseline;
        book.receipts.iter().find(covers).is_none_or(|seen| seen.index > index)
    })
}
