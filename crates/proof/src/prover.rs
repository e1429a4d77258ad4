//! The holder's side: an epoch is checked, committed to, published, proved.
//!
//! [`Closing::new`] does the sums that every auditor will do, and refuses with all that does not hold, named, before anything is published. What it
//! returns can be proved. Proofs need the body's hash and no other proof, so epochs are proved in any order, on any threads.

use crate::balance::{Held, Totals, balances, slacks};
use crate::commitment::{Opening, combine};
use crate::hash::{BodyHash, Context};
use crate::range::{self, Generators, Points};
use crate::schnorr;
use crate::shape::Shape;
use crate::transcript::{ProofName, Transcripts};
use crate::wire::{Commitment, Commitments, Correction, Proofs};
use curve25519_dalek::rand_core::CryptoRng;
use curve25519_dalek::scalar::Scalar;
use std::fmt;

/// What an epoch's commitments hide, in the order of its shape. No flows in epoch 0.
#[derive(Debug, Default)]
pub struct EpochSecrets {
    /// One for each cell.
    pub cells: Vec<Opening>,
    /// One for each flow.
    pub flows: Vec<Opening>,
}

/// What later epochs need of an epoch's secrets: sums of its cells.
pub struct Carried(Totals<Held>);

impl Carried {
    /// The sums of an epoch's cells.
    ///
    /// # Errors
    /// Where there is not one opening for each cell.
    pub fn of(shape: &Shape, cells: &[Opening]) -> Result<Self, Unprovable> {
        Unprovable::unless_none(Gap::length("openings of cells", cells.len(), shape.cells().len()))?;
        Ok(Self(Totals::new(shape, &held(cells))))
    }
}

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Carried(sums of an epoch's cells)")
    }
}

/// The clear numbers of an epoch, normally all zero.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clear {
    /// How far each bound is exceeded.
    pub excess: Vec<u16>,
    /// One for each line of correction.
    pub corrections: Vec<Correction>,
}

impl Clear {
    /// Nothing is exceeded and nothing corrected.
    pub fn nothing(shape: &Shape) -> Self {
        Self { excess: vec![0; shape.bounds().len()], corrections: vec![Correction::default(); shape.lines()] }
    }
}

/// An epoch that holds together, with its commitments. Whoever has one can prove it.
pub struct Closing {
    carried: Carried,
    commitments: Commitments,
    cells: Committed,
    derived: Committed,
    balances: Vec<Held>,
}

impl Closing {
    /// Epoch 0: cells alone.
    ///
    /// # Errors
    /// Where there is not one opening for each cell, or where there are flows.
    pub fn baseline(shape: &Shape, secrets: &EpochSecrets) -> Result<Self, Unprovable> {
        let carried = Carried::of(shape, &secrets.cells)?;
        Unprovable::unless_none(Gap::length("openings of flows", secrets.flows.len(), 0))?;
        let cells = Committed::new(held(&secrets.cells));
        let commitments = Commitments { cells: cells.commitments(), ..Commitments::default() };
        Ok(Self { carried, commitments, cells, derived: Committed::new(Vec::new()), balances: Vec::new() })
    }

    /// A later epoch, after the one before and the baseline.
    ///
    /// # Errors
    /// All that does not hold: each balance with its difference, each bound with its slack.
    pub fn new(
        shape: &Shape,
        secrets: &EpochSecrets,
        clear: Clear,
        previous: &Carried,
        baseline: &Carried,
    ) -> Result<Self, Unprovable> {
        let carried = Carried::of(shape, &secrets.cells)?;
        let lengths = [
            Gap::length("openings of flows", secrets.flows.len(), shape.flows().len()),
            Gap::length("excesses", clear.excess.len(), shape.bounds().len()),
            Gap::length("corrections", clear.corrections.len(), shape.lines()),
        ];
        Unprovable::unless_none(lengths.into_iter().flatten())?;
        let mut derived = held(&secrets.flows);
        let balances = balances(shape, &previous.0, &carried.0, &derived, &clear.corrections);
        let slacks = slacks(shape, &baseline.0, &carried.0, &clear.excess);
        Unprovable::unless_none(Gap::all(&balances, &slacks))?;
        derived.extend(slacks);
        let (cells, derived) = (Committed::new(held(&secrets.cells)), Committed::new(derived));
        let mut flows = derived.commitments();
        flows.truncate(secrets.flows.len());
        let Clear { excess, corrections } = clear;
        let commitments = Commitments { cells: cells.commitments(), flows, excess, corrections };
        Ok(Self { carried, commitments, cells, derived, balances })
    }

    /// What the epoch's statement carries of it.
    pub fn commitments(&self) -> &Commitments {
        &self.commitments
    }

    /// What later epochs need of it.
    pub fn carried(&self) -> &Carried {
        &self.carried
    }

    /// The proofs, bound to the hash of the body that carries the commitments. All masks are drawn from the randomness and from the secrets
    /// together, so that a generator which repeats itself gives nothing away; a good one is asked for all the same.
    pub fn prove(
        &self,
        generators: &Generators,
        context: &Context,
        body: &BodyHash,
        rng: &mut impl CryptoRng,
    ) -> Proofs {
        let transcripts = Transcripts::new(context, body);
        let mut range = |part: &Committed, name| match part.openings.is_empty() {
            true => Vec::new(),
            false => range::prove(generators, transcripts.fork(name), part.points.clone(), &part.openings, rng),
        };
        let (cells, derived) = (range(&self.cells, ProofName::Cells), range(&self.derived, ProofName::Derived));
        let balance = |(number, left): (usize, &Held)| {
            schnorr::prove(transcripts.fork(ProofName::Balance(number)), &left.blinding, rng)
        };
        Proofs { cells, derived, balances: self.balances.iter().enumerate().map(balance).collect() }
    }
}

impl fmt::Debug for Closing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Closing").field("commitments", &self.commitments).finish_non_exhaustive()
    }
}

/// What one range proof is over: openings, and the points that they open.
struct Committed {
    openings: Vec<Held>,
    points: Points,
}

impl Committed {
    fn new(openings: Vec<Held>) -> Self {
        let mut points = Points::default();
        for held in &openings {
            let point = combine(&Scalar::from(held.value.unsigned_abs()), &held.blinding);
            points.push(point, point.compress());
        }
        Self { openings, points }
    }

    fn commitments(&self) -> Vec<Commitment> {
        self.points.encoded.iter().map(|encoded| Commitment(encoded.0)).collect()
    }
}

fn held(openings: &[Opening]) -> Vec<Held> {
    openings.iter().map(Held::from).collect()
}

/// Why an epoch cannot be proved: all of it at once.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the epoch cannot be proved: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct Unprovable(pub Vec<Gap>);

/// One thing that does not hold. It tells secrets: differences of counts.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Gap {
    /// A list has another length than the shape wants.
    #[error("{found} {what}, and the shape wants {expected}")]
    Length {
        /// Of what.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many the shape wants.
        expected: usize,
    },
    /// A class, or a plant's interior, does not balance.
    #[error("balance {line} has {difference:+} items that no flow explains: enter the flow, or correct the line")]
    Balance {
        /// Which balance; its line of correction has the same number.
        line: usize,
        /// How many items are there beyond what flows and corrections explain; negative where items are missing.
        difference: i64,
    },
    /// A bound is exceeded by more than its excess says, or is further away than a proof reaches.
    #[error(
        "bound {bound} has a slack of {slack}, not between 0 and 65535: {}",
        if *.slack < 0 { "state the rest as excess" } else { "state less excess, or set the bound's number lower" }
    )]
    Bound {
        /// Which bound.
        bound: usize,
        /// `base + excess − Σ weight·count`.
        slack: i64,
    },
}

impl Unprovable {
    fn unless_none(gaps: impl IntoIterator<Item = Gap>) -> Result<(), Self> {
        let gaps: Vec<_> = gaps.into_iter().collect();
        if gaps.is_empty() { Ok(()) } else { Err(Self(gaps)) }
    }
}

impl Gap {
    fn length(what: &'static str, found: usize, expected: usize) -> Option<Self> {
        (found != expected).then_some(Self::Length { what, found, expected })
    }

    fn all(balances: &[Held], slacks: &[Held]) -> Vec<Self> {
        let open =
            |(line, left): (usize, &Held)| (left.value != 0).then_some(Self::Balance { line, difference: left.value });
        let out = |(bound, slack): (usize, &Held)| {
            u16::try_from(slack.value).is_err().then_some(Self::Bound { bound, slack: slack.value })
        };
        balances.iter().enumerate().filter_map(open).chain(slacks.iter().enumerate().filter_map(out)).collect()
    }
}
