//! The statements that were due, and where they stand: whose date others' receipts decide.

use std::collections::BTreeMap;

/// What a statement was that was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// An epoch.
    Epoch(u32),
    /// An opening: its number, and the last epoch of its window.
    Opening(u16, u32),
    /// An opening for other readers, of which no more is known than the last epoch of its window.
    SealedOpening(u32),
    /// An act that names this epoch.
    Act(u32),
}

/// The statements of one record that were due, by what they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Owed {
    /// Where each epoch stands; of one that is stated twice, the first.
    epochs: BTreeMap<u32, u64>,
    /// Where each opening stands, by its number and the last epoch of its window.
    openings: BTreeMap<(u16, u32), u64>,
    /// How many openings for other readers there are, by the last epoch of their window.
    sealed: BTreeMap<u32, usize>,
    /// Where each act stands, with the epoch that it names.
    acts: Vec<(u64, u32)>,
}

impl Owed {
    pub(super) fn note(&mut self, index: u64, what: What) {
        match what {
            What::Epoch(epoch) => drop(self.epochs.entry(epoch).or_insert(index)),
            What::Opening(number, last) => drop(self.openings.entry((number, last)).or_insert(index)),
            What::SealedOpening(last) => *self.sealed.entry(last).or_default() += 1,
            What::Act(epoch) => self.acts.push((index, epoch)),
        }
    }

    /// The statement that closes an epoch.
    pub(super) fn epoch(&self, epoch: u32) -> Option<u64> {
        self.epochs.get(&epoch).copied()
    }

    /// The last epoch that is stated below an index.
    pub(super) fn last_epoch_below(&self, size: u64) -> Option<u32> {
        self.epochs.iter().rev().find(|(_, index)| **index < size).map(|(epoch, _)| *epoch)
    }

    /// The epochs that are stated, and where.
    pub(super) fn epochs(&self) -> impl Iterator<Item = (u32, u64)> {
        self.epochs.iter().map(|(&epoch, &index)| (epoch, index))
    }

    /// How many epochs come between the last that is stated and this one; nothing where it comes no later, and can only be missing.
    pub(super) fn ahead(&self, epoch: u32) -> Option<u32> {
        let next = self.epochs.last_key_value().map_or(0, |(last, _)| last.saturating_add(1));
        epoch.checked_sub(next)
    }

    /// The openings that all may read: number, last epoch of the window, and where each stands.
    pub(super) fn openings(&self) -> impl Iterator<Item = (u16, u32, u64)> {
        self.openings.iter().map(|(&(number, last), &index)| (number, last, index))
    }

    /// How many openings for other readers there are of windows that end with this epoch.
    pub(super) fn sealed(&self, last: u32) -> usize {
        self.sealed.get(&last).copied().unwrap_or(0)
    }

    /// The acts: where each stands, and the epoch that it names.
    pub(super) fn acts(&self) -> &[(u64, u32)] {
        &self.acts
    }
}
