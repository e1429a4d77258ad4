//! Reading a stated epoch: lengths, then points, then sums, then what each proof would have to show. Nothing is verified here.

use crate::balance::{Totals, balances, slacks};
use crate::claim::{Claim, List};
use crate::commitment::decode;
use crate::range::{Points, RangeClaim};
use crate::schnorr::BalanceClaim;
use crate::shape::Shape;
use crate::transcript::{ProofName, Transcripts};
use crate::verifier::{Before, StatedCells, StatedEpoch};
use crate::wire::{BalanceProof, Commitment};
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use std::sync::Arc;

/// An epoch, read: what is wrong already, and what remains to be verified.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) wrong: Vec<Claim>,
    pub(crate) ranges: Vec<(ProofName, RangeClaim)>,
    pub(crate) balances: Vec<(ProofName, BalanceClaim)>,
}

type Sums = Totals<RistrettoPoint>;

/// What the next epoch is held against.
pub(crate) enum Past {
    /// Nothing: the next is epoch 0.
    Nothing,
    /// The sums of the epoch before and of the baseline, missing where their cells are no commitments.
    Stated { previous: Option<Arc<Sums>>, baseline: Option<Arc<Sums>> },
}

impl Past {
    pub(crate) fn new(before: Option<&Before>) -> Self {
        let sums = |stated: &StatedCells| sums(&stated.shape, &cells(&stated.shape, &stated.cells));
        match before {
            None => Self::Nothing,
            Some(Before { previous, baseline }) => Self::Stated { previous: sums(previous), baseline: sums(baseline) },
        }
    }

    /// Reads the next epoch, which then is the past of the one after, right or wrong.
    pub(crate) fn read(&mut self, epoch: &StatedEpoch) -> Read {
        let cells = cells(&epoch.shape, &epoch.commitments.cells);
        let now = sums(&epoch.shape, &cells);
        let (read, baseline) = match self {
            Self::Nothing => (first(epoch, cells), now.clone()),
            Self::Stated { previous, baseline } => {
                (later(epoch, cells, [now.as_deref(), previous.as_deref(), baseline.as_deref()]), baseline.take())
            }
        };
        *self = Self::Stated { previous: now, baseline };
        read
    }
}

fn cells(shape: &Shape, stated: &[Commitment]) -> Result<Points, Vec<Claim>> {
    points(List::Cells, stated, shape.cells().len())
}

fn sums(shape: &Shape, cells: &Result<Points, Vec<Claim>>) -> Option<Arc<Sums>> {
    cells.as_ref().ok().map(|cells| Arc::new(Totals::new(shape, &cells.points)))
}

/// Epoch 0 has cells alone: nothing flows into it, and nothing bounds it yet.
fn first(epoch: &StatedEpoch, cells: Result<Points, Vec<Claim>>) -> Read {
    let (stated, proofs) = (&epoch.commitments, &epoch.proofs);
    let lengths = [
        length(List::Flows, stated.flows.len(), 0),
        length(List::Excess, stated.excess.len(), 0),
        length(List::Corrections, stated.corrections.len(), 0),
        length(List::DerivedProof, proofs.derived.len(), 0),
        length(List::Balances, proofs.balances.len(), 0),
    ];
    let mut read = Read { wrong: lengths.into_iter().flatten().collect(), ..Read::default() };
    match cells {
        Ok(cells) if read.wrong.is_empty() => {
            read.range(&Transcripts::new(&epoch.context, &epoch.body), ProofName::Cells, cells, &proofs.cells);
        }
        Ok(_) => {}
        Err(wrong) => read.wrong.extend(wrong),
    }
    read
}

/// A later epoch, with the sums of its own cells, of the epoch before and of the baseline.
fn later(epoch: &StatedEpoch, cells: Result<Points, Vec<Claim>>, sums: [Option<&Sums>; 3]) -> Read {
    let (shape, stated, proofs) = (&epoch.shape, &epoch.commitments, &epoch.proofs);
    let lengths = [
        length(List::Excess, stated.excess.len(), shape.bounds().len()),
        length(List::Corrections, stated.corrections.len(), shape.lines()),
        length(List::Balances, proofs.balances.len(), shape.lines()),
    ];
    let mut wrong: Vec<_> = lengths.into_iter().flatten().collect();
    let mut good = |list: Result<Points, Vec<Claim>>| list.map_err(|claims| wrong.extend(claims)).ok();
    let (cells, flows) = (good(cells), good(points(List::Flows, &stated.flows, shape.flows().len())));
    let [now, previous, baseline] = sums;
    wrong.extend(previous.is_none().then_some(Claim::Previous));
    wrong.extend(baseline.is_none().then_some(Claim::Baseline));
    let mut read = Read { wrong, ..Read::default() };
    let (Some(cells), Some(mut flows), Some(now), Some(previous), Some(baseline), true) =
        (cells, flows, now, previous, baseline, read.wrong.is_empty())
    else {
        return read;
    };
    let transcripts = Transcripts::new(&epoch.context, &epoch.body);
    let left = balances(shape, previous, now, &flows.points, &stated.corrections);
    for slack in slacks(shape, baseline, now, &stated.excess) {
        flows.push(slack, slack.compress());
    }
    read.range(&transcripts, ProofName::Cells, cells, &proofs.cells);
    read.range(&transcripts, ProofName::Derived, flows, &proofs.derived);
    for (line, (left, proof)) in left.into_iter().zip(&proofs.balances).enumerate() {
        read.balance(&transcripts, ProofName::Balance(line), left, proof);
    }
    read
}

impl Read {
    fn range(&mut self, transcripts: &Transcripts, name: ProofName, points: Points, bytes: &[u8]) {
        match RangeClaim::read(transcripts.fork(name), points, bytes) {
            Some(claim) => self.ranges.push((name, claim)),
            None => self.wrong.push(Claim::Malformed(name)),
        }
    }

    fn balance(&mut self, transcripts: &Transcripts, name: ProofName, left: RistrettoPoint, proof: &BalanceProof) {
        match BalanceClaim::read(transcripts.fork(name), left, proof) {
            Some(claim) => self.balances.push((name, claim)),
            None => self.wrong.push(Claim::Malformed(name)),
        }
    }
}

fn length(what: List, found: usize, expected: usize) -> Option<Claim> {
    (found != expected).then_some(Claim::Length { what, found, expected })
}

/// Decodes a list of commitments; nothing of it where it has another length than the shape gives it.
fn points(what: List, stated: &[Commitment], expected: usize) -> Result<Points, Vec<Claim>> {
    if let Some(claim) = length(what, stated.len(), expected) {
        return Err(vec![claim]);
    }
    let (mut points, mut wrong) = (Points::default(), Vec::new());
    for (index, commitment) in stated.iter().enumerate() {
        match decode(commitment) {
            Some(point) => points.push(point, CompressedRistretto(commitment.0)),
            None => wrong.push(Claim::NotAPoint { what, index }),
        }
    }
    if wrong.is_empty() { Ok(points) } else { Err(wrong) }
}
