//! Chains of steps of an audit, whatever their kind: out of the records of their two sides, and as findings name them.

use super::Docket;
use crate::assessment::{Finding, RecordFact, Severity, StatementAt};
use crate::records::book::{Book, StepAt, finding};
use log::Timestamp;
use record::chain::{self, Chain, Followed, Stray, Unfit};
use record::{Author, Kind};
use treaty::{Instrument, PartyCode};

/// All chains of a kind, in the order of the parties and of their first steps, and the steps that fit none.
pub(in crate::records) fn follow<'a, C: Chain>(
    treaty: &Instrument,
    books: impl Iterator<Item = (&'a Author, &'a Book)>,
    steps_of: fn(&'a Book) -> &'a [StepAt<C::Step>],
) -> (Vec<Followed<C>>, Vec<Stray<'a, C>>) {
    let mut steps = Vec::new();
    for (author, book) in books {
        steps.extend(steps_of(book).iter().map(|at| {
            let StepAt { index: leaf, hash, dated, step } = at;
            chain::StepAt { author, leaf: *leaf, hash: *hash, dated: *dated, step }
        }));
    }
    chain::follow(treaty, &steps)
}

/// What is told of a step that fits nowhere. One behind what no record holds is none only where all records are whole in which that could stand.
pub(super) fn told<C: Chain>(docket: &Docket<'_>, stray: &Stray<'_, C>, kind: Kind) -> Option<Finding> {
    let whole = || docket.old.is_empty() && docket.treaty.parties.iter().all(|party| docket.holds_whole(&party.code));
    (stray.why != Unfit::Behind || whole()).then(|| misplaced(stray, kind))
}

/// A step that fits nowhere. That it breaks a rule shows in the steps before it, each of which names the one before by its leaf.
pub(in crate::records) fn misplaced<C: Chain>(stray: &Stray<'_, C>, kind: Kind) -> Finding {
    let severity = if stray.why == Unfit::Beside { Severity::Question } else { Severity::Contradiction };
    let alone = matches!(stray.why, Unfit::Nobody | Unfit::OutOfStep(_));
    let fact = RecordFact::OutOfPlace { kind: kind.word(), why: stray.why.to_string(), alone };
    let mut told = finding(severity, stray.at.author, None, fact, [stray.at.leaf]);
    let leaf = |(record, index): &(Author, u64)| StatementAt::Leaf { record: record.clone(), index: *index };
    told.statements.extend(stray.behind.iter().map(leaf));
    told
}

/// All statements of a chain, with those beside which their author took another.
pub(in crate::records) fn statements<C: Chain>(chain: &Followed<C>) -> Vec<StatementAt> {
    let leaf = |(record, index): (Author, u64)| StatementAt::Leaf { record, index };
    let beside = chain.twice().map(|(_, place)| place);
    chain.places().iter().cloned().chain(beside).map(leaf).collect()
}

impl Docket<'_> {
    /// Whether the records of both sides are held whole, so that what they lack was not said.
    pub(super) fn holds_both(&self, sides: [&PartyCode; 2]) -> bool {
        sides.into_iter().all(|side| self.holds_whole(side))
    }

    /// By how many seconds beyond the tolerance a step comes after its time.
    pub(super) fn seconds_late(&self, at: Timestamp, due: Timestamp) -> Option<u64> {
        Some(at.seconds().saturating_sub(due.seconds() + self.tolerance())).filter(|late| *late > 0)
    }
}
