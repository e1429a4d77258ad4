//! Clear numbers: an excess over a bound, held against the corrections that every other party accepted.

use super::Docket;
use crate::assessment::{Epochs, Finding, RecordFact, Severity};
use crate::records::book::{Accepted, Book, finding};
use crate::records::chain::{Chain, Excess};
use proof::Correction;
use record::Line;
use std::collections::BTreeMap;
use treaty::PartyCode;

/// The corrections of a party that others accepted, by epoch and line.
type AllAccepted = BTreeMap<(u32, Line), Correction>;

/// Judges a party's stated excesses.
pub(super) fn judge(docket: &Docket<'_>, book: &Book, chain: &Chain, findings: &mut Vec<Finding>) {
    let accepted = accepted(docket, &chain.party);
    for excess in &chain.clear.excesses {
        let accepted = explained(chain, excess, &accepted);
        let (bound, epochs, most) = (excess.bound.clone(), excess.epochs, excess.amount.into());
        let fact = RecordFact::Excess { bound, epochs, most, accepted };
        // what all accepted as an error of the past is to be clarified no more than any correction is; the rest is growth
        let is_explained = u64::from(excess.amount) <= accepted;
        let severity =
            if is_explained { Severity::Question } else { docket.broken(docket.clause_of(&fact), excess.day) };
        findings.push(finding(severity, &book.author, Some(excess.day), fact, [excess.index]));
    }
}

/// By how much accepted corrections raise what counts for the bound, in the epoch of the run in which they raise it least: what was accepted
/// may be taken back while the excess stays.
fn explained(chain: &Chain, excess: &Excess, accepted: &AllAccepted) -> u64 {
    let Epochs { first, last } = excess.epochs;
    let raised_by = |then: u32| {
        let by_then = accepted.iter().filter(|((epoch, _), _)| *epoch <= then);
        by_then.map(|((epoch, line), by)| chain.clear.raises(*epoch, *line, *by, &excess.weights)).sum::<i64>()
    };
    let changes = accepted.keys().map(|(epoch, _)| *epoch).filter(|epoch| (first..=last).contains(epoch));
    let least = [first].into_iter().chain(changes).map(raised_by).min();
    least.and_then(|least| u64::try_from(least).ok()).unwrap_or(0)
}

/// The corrections that every other party accepted, each in a statement that it signed too: where one of them accepted nothing, or another
/// number, nobody can hold them against it.
fn accepted(docket: &Docket<'_>, party: &PartyCode) -> AllAccepted {
    let others = docket.treaty.parties.iter().map(|other| &other.code).filter(|other| *other != party);
    let by_each = others.map(|other| accepted_by(docket, party, other));
    let by_both = |mut all: AllAccepted, by: AllAccepted| {
        all.retain(|at, correction| by.get(at) == Some(correction));
        all
    };
    by_each.reduce(by_both).unwrap_or_default()
}

/// Of two agreed lines about one thing the one that was provided first holds, in whichever record it stands: what both have said, and others know,
/// is not said anew. Of those that were provided together, or not at all, it is the one in the party's own record, and of these the one above.
fn accepted_by(docket: &Docket<'_>, party: &PartyCode, other: &PartyCode) -> AllAccepted {
    let statements =
        docket.held.iter().flat_map(|(record, held)| held.book.agreed.iter().map(move |one| (record, one)));
    let mut of_both: Vec<_> =
        statements.filter(|(_, one)| one.agreed.party == *party && one.agreed.with == *other).collect();
    of_both.sort_by_key(|(record, one)| {
        let provided = docket.provided(record, one.index);
        (provided.is_none(), provided, record.party() != Some(party), one.index)
    });
    let mut first = AllAccepted::new();
    for Accepted { agreed, .. } in of_both.into_iter().map(|(_, one)| one) {
        for (line, by) in &agreed.lines {
            first.entry((agreed.epoch.0, *line)).or_insert(*by);
        }
    }
    first
}
