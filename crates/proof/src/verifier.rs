//! The auditor's side: what an epoch's proofs show, and what exactly fails where they fail. No secret and no permission is needed.
//!
//! A [`Run`] is checked whole: every commitment is decoded once, all proofs are verified in few batches, and a batch that fails is bisected until each
//! false claim has its name. What an epoch's verdict is depends on that epoch, the commitments before it and the baseline's, never on how runs are
//! cut, on the number of threads or on chance.

use crate::bisect::failing;
use crate::claim::{Claim, Proved, Verdict};
use crate::hash::{BodyHash, Context};
use crate::range::{BATCH_MAX, Generators, RangeBatch};
use crate::read::{Past, Read};
use crate::schnorr;
use crate::shape::Shape;
use crate::wire::{Commitment, Commitments, Proofs};
use std::cmp::Reverse;
use std::sync::Arc;

/// An epoch as it was stated. Wire data: it may be forged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatedEpoch {
    /// Its shape, made from the instrument; never from the statement.
    pub shape: Arc<Shape>,
    /// The instrument and the party.
    pub context: Context,
    /// The hash of the body that carries the commitments: whoever calls has checked that it does.
    pub body: BodyHash,
    /// The commitments and clear numbers.
    pub commitments: Commitments,
    /// The proofs.
    pub proofs: Proofs,
}

/// The cells of an epoch that others are held against.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatedCells {
    /// Its shape.
    pub shape: Arc<Shape>,
    /// One commitment for each cell.
    pub cells: Vec<Commitment>,
}

/// What stands before a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Before {
    /// The epoch before the first of the run.
    pub previous: StatedCells,
    /// Epoch 0.
    pub baseline: StatedCells,
}

/// Consecutive epochs of one party.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// What stands before them; nothing where the first is epoch 0.
    pub before: Option<Before>,
    /// The epochs.
    pub epochs: Vec<StatedEpoch>,
}

impl Run {
    /// Cuts the run after so many epochs, where it has more: what is left here, and the rest. The verdicts are the same however runs are cut.
    pub fn split_off(&mut self, after: usize) -> Option<Run> {
        if after == 0 || after >= self.epochs.len() {
            return None;
        }
        let rest = self.epochs.split_off(after);
        let previous = StatedCells::of(&self.epochs[after - 1]);
        let baseline = match &self.before {
            Some(before) => before.baseline.clone(),
            None => StatedCells::of(&self.epochs[0]),
        };
        Some(Run { before: Some(Before { previous, baseline }), epochs: rest })
    }
}

impl StatedCells {
    fn of(epoch: &StatedEpoch) -> Self {
        Self { shape: Arc::clone(&epoch.shape), cells: epoch.commitments.cells.clone() }
    }
}

/// Verifies runs. Cheap to clone, shared between threads.
#[derive(Clone, Default, Debug)]
pub struct Verifier {
    generators: Generators,
}

/// Epochs whose proofs are verified together: two range proofs each.
const EPOCHS_A_BATCH: usize = BATCH_MAX / 2;

impl Verifier {
    /// With generators of its own.
    pub fn new() -> Self {
        Self::default()
    }

    /// With generators that a prover or another verifier uses too.
    pub fn with(generators: Generators) -> Self {
        Self { generators }
    }

    /// The verdict on each epoch of a run, in order.
    pub fn check(&self, run: Run) -> Vec<Verdict> {
        let mut past = Past::new(run.before.as_ref());
        let mut epochs = run.epochs.into_iter();
        let mut verdicts = Vec::with_capacity(epochs.len());
        loop {
            // memory is that of one batch, however long the run
            let batch: Vec<_> = epochs.by_ref().take(EPOCHS_A_BATCH).collect();
            if batch.is_empty() {
                return verdicts;
            }
            let read = batch.iter().map(|epoch| past.read(epoch)).collect();
            let claims = self.failing(read);
            verdicts.extend(batch.into_iter().zip(claims).map(|(epoch, claims)| verdict(epoch, claims)));
        }
    }

    /// What is wrong with each epoch.
    fn failing(&self, read: Vec<Read>) -> Vec<Vec<Claim>> {
        let (mut wrong, mut ranges, mut balances) = (Vec::new(), Vec::new(), Vec::new());
        for (index, epoch) in read.into_iter().enumerate() {
            wrong.push(epoch.wrong);
            ranges.extend(epoch.ranges.into_iter().map(|(name, claim)| ((index, name), claim)));
            balances.extend(epoch.balances.into_iter().map(|(name, claim)| ((index, name), claim)));
        }
        // the largest first: it lends its generators to its batch
        ranges.sort_by_key(|(_, claim)| Reverse(claim.size()));
        let (names_of_ranges, ranges): (Vec<_>, Vec<_>) = ranges.into_iter().unzip();
        let (names_of_balances, balances): (Vec<_>, Vec<_>) = balances.into_iter().unzip();
        let mut batch = RangeBatch::new(&self.generators, ranges);
        let bad_ranges = failing(0..names_of_ranges.len(), &mut |range| batch.hold(range));
        let bad_balances = failing(0..names_of_balances.len(), &mut |range| schnorr::hold(&balances[range]));
        let bad_ranges = bad_ranges.into_iter().map(|bad| names_of_ranges[bad]);
        let bad_balances = bad_balances.into_iter().map(|bad| names_of_balances[bad]);
        bad_ranges.chain(bad_balances).for_each(|(index, name)| wrong[index].push(Claim::Fails(name)));
        wrong
    }
}

fn verdict(epoch: StatedEpoch, mut claims: Vec<Claim>) -> Verdict {
    claims.sort_unstable();
    match claims.is_empty() {
        true => Ok(Proved { shape: epoch.shape, body: epoch.body, commitments: epoch.commitments }),
        false => Err(claims),
    }
}
