//! When a statement was provided (`docs/spec/statement.md`, section 7).
//!
//! A statement is provided at the earlier of two times: when the last of its recipients has first received it, and the k-th smallest of the times at
//! which the instrument's witnesses first received it. So a rival's silence makes nobody late, and fewer than k friendly witnesses date nothing back.

use crate::receipt::Covered;
use crate::verified::Verified;
use crate::words::Author;
use log::{LeafIndex, Timestamp, TreeSize};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use treaty::Instrument;

/// Whose receipts provide the statements of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// All of them must have received: the other party, or with more than two every other one.
    pub recipients: BTreeSet<Author>,
    /// Of these, as many as the quorum.
    pub witnesses: BTreeSet<Author>,
    /// k; nothing where the instrument lets no witness stand in for a recipient.
    pub quorum: Option<NonZeroUsize>,
}

/// The receipts of one record, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    of: Author,
    rule: Rule,
    /// For each receiver, sizes and times in the order of its record, in which neither goes back.
    received: BTreeMap<Author, Vec<(TreeSize, Timestamp)>>,
}

impl Rule {
    /// As the instrument has it, for the record of `author`: of a party, every other party must receive; of a witness, every party.
    pub fn of(treaty: &Instrument, author: &Author) -> Self {
        let parties = treaty.parties.iter().map(|party| Author::Party(party.code.clone()));
        let witnesses = treaty.witnesses.iter().map(|witness| Author::Witness(witness.id.clone()));
        let quorum = treaty.record().and_then(|(_, record)| usize::try_from(record.quorum).ok());
        Self {
            recipients: parties.filter(|party| party != author).collect(),
            witnesses: witnesses.filter(|witness| witness != author).collect(),
            quorum: quorum.and_then(NonZeroUsize::new),
        }
    }
}

impl Provision {
    /// No receipts yet of the record of `of`.
    pub fn new(of: Author, rule: Rule) -> Self {
        Self { of, rule, received: BTreeMap::new() }
    }

    /// Takes a receipt. The receipts of one receiver come in the order of its record, as [`crate::receipt::ReceiptOrder`] lets them pass. Those
    /// of other records, and of those whose receipt provides nothing, change nothing.
    pub fn push(&mut self, covered: &Verified<Covered>) {
        if covered.of == self.of {
            self.received(&covered.receiver, covered.size(), covered.time);
        }
    }

    fn received(&mut self, by: &Author, size: TreeSize, time: Timestamp) {
        if !self.rule.recipients.contains(by) && !self.rule.witnesses.contains(by) {
            return;
        }
        self.received.entry(by.clone()).or_default().push((size, time));
    }

    /// Takes the receipts of one receiver anew, those that still count in the order of its record: some turned out to be by a key that had ended.
    pub fn replace(&mut self, by: &Author, receipts: impl IntoIterator<Item = (TreeSize, Timestamp)>) {
        self.received.remove(by);
        receipts.into_iter().for_each(|(size, time)| self.received(by, size, time));
    }

    /// When the statement at this place was provided, as far as the receipts show; nothing where they do not.
    pub fn provided_at(&self, leaf: LeafIndex) -> Option<Timestamp> {
        self.provided_if(leaf, |_| None)
    }

    /// When it was provided if those who have not received it, as far as the receipts show, received it at these times.
    pub fn provided_if(&self, leaf: LeafIndex, unseen: impl Fn(&Author) -> Option<Timestamp>) -> Option<Timestamp> {
        let received = |by: &Author| self.received_by(by, leaf).or_else(|| unseen(by));
        let recipients: Option<Vec<_>> = self.rule.recipients.iter().map(received).collect();
        let last = recipients.and_then(|times| times.into_iter().max());
        last.into_iter().chain(self.of_quorum(received)).min()
    }

    /// The k-th smallest time at which a witness had received it.
    pub fn by_witnesses(&self, leaf: LeafIndex) -> Option<Timestamp> {
        self.of_quorum(|by| self.received_by(by, leaf))
    }

    fn of_quorum(&self, received: impl Fn(&Author) -> Option<Timestamp>) -> Option<Timestamp> {
        let mut times: Vec<_> = self.rule.witnesses.iter().filter_map(received).collect();
        times.sort_unstable();
        times.get(self.rule.quorum?.get() - 1).copied()
    }

    /// Of some statements the last that as many witnesses as the quorum had received before a time, where one receiver was silent then: it had not received
    /// one of them by that time, though its receipt was overdue. So nobody holds another to an old statement by not acknowledging the later ones.
    pub fn last_in_silence<T>(
        &self,
        of: &Author,
        at: Timestamp,
        statements: impl IntoIterator<Item = (T, LeafIndex)>,
        is_overdue: impl Fn(Timestamp) -> bool,
    ) -> Option<T> {
        let (mut last, mut silent) = (None, false);
        for (statement, leaf) in statements {
            let Some(known) = self.by_witnesses(leaf).filter(|known| *known < at) else { continue };
            silent |= self.received_by(of, leaf).is_none_or(|time| time > at) && is_overdue(known);
            last = Some(statement);
        }
        last.filter(|_| silent)
    }

    /// When one receiver first had it.
    pub fn received_by(&self, by: &Author, leaf: LeafIndex) -> Option<Timestamp> {
        let receipts = self.received.get(by)?;
        let first = receipts.partition_point(|(size, _)| size.get() <= leaf.get());
        receipts.get(first).map(|&(_, time)| time)
    }
}

#[cfg(test)]
mod tests;
