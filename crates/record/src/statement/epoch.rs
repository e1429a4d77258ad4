//! The epoch statement: what a party commits to at the close of an epoch, and the proofs that go with it.
//!
//! ```text
//! [ epoch, previous, baseline, salt, shape, cells, flows, roots, [excess, …], [[up, down], …] ]
//! proofs: [ cells, derived, [balance, …] ]
//! ```
//!
//! Its body binds everything; the proofs stand beside it, because they are bound to the body's hash.

use crate::cbor::{self, Canonical, Reader, Writer};
use crate::envelope::STATEMENT_MAX;
use crate::malformed::{Format, Malformed, Rule};
use crate::words::{Epoch, ShapeHash};
use proof::shape::{CELLS_MAX, CLASSES_MAX, DERIVED_MAX};
use proof::{BalanceProof, BodyHash, Commitment, Commitments, Correction, ManifestRoot, Proofs, Salt, Shape};

/// The most lines of correction, and balances: the classes, then at most every cell as a plant's interior.
const LINES_MAX: usize = CLASSES_MAX as usize + CELLS_MAX;

/// The body of an epoch statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpochBody {
    /// Which epoch it closes.
    pub epoch: Epoch,
    /// The body of the epoch before; [`BodyHash::NONE`] at the baseline.
    pub previous: BodyHash,
    /// The body of epoch 0; [`BodyHash::NONE`] at the baseline.
    pub baseline: BodyHash,
    /// The salt of this epoch's commitments, drawn once and never used again.
    pub salt: Salt,
    /// Over which shape.
    pub shape: ShapeHash,
    /// Commitments and clear numbers, in the order of the shape.
    pub commitments: Commitments,
    /// The manifests' roots, in the order of the shape's places.
    pub roots: Vec<ManifestRoot>,
}

/// Why a body is not over a shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// It names another shape: another order of cells, other bounds.
    #[error("the statement is over the shape {stated}, and the instrument's is {expected}")]
    Shape {
        /// As the body says.
        stated: ShapeHash,
        /// As it follows from the instrument.
        expected: ShapeHash,
    },
    /// It has more or fewer entries than the shape.
    #[error("{found} {what} where the shape has {expected}")]
    Number {
        /// Of what.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there must be.
        expected: usize,
    },
}

impl EpochBody {
    /// Whether it has exactly what the shape demands, so that nothing is committed to outside of it and nothing is left out.
    ///
    /// # Errors
    /// [`Misfit`], for the first difference.
    pub fn fits(&self, shape: &Shape) -> Result<(), Misfit> {
        let expected = ShapeHash::of(shape);
        if self.shape != expected {
            return Err(Misfit::Shape { stated: self.shape, expected });
        }
        let later = |number: usize| if self.epoch == Epoch::BASELINE { 0 } else { number };
        let Commitments { cells, flows, excess, corrections } = &self.commitments;
        let numbers = [
            ("commitments to cells", cells.len(), shape.cells().len()),
            ("commitments to flows", flows.len(), later(shape.flows().len())),
            ("roots of manifests", self.roots.len(), shape.places().count()),
            ("excesses", excess.len(), later(shape.bounds().len())),
            ("lines of correction", corrections.len(), later(shape.lines())),
        ];
        match numbers.into_iter().find(|(_, found, expected)| found != expected) {
            Some((what, found, expected)) => Err(Misfit::Number { what, found, expected }),
            None => Ok(()),
        }
    }
}

impl EpochBody {
    /// At most how many bytes the body of an epoch over this shape has.
    pub(crate) fn len_max(shape: &Shape) -> usize {
        let points = shape.cells().len() + shape.flows().len() + shape.places().count();
        // a clear number of 16 bits takes three bytes at most; a pair of them seven; all else is hashes and heads
        32 * points + 3 * shape.bounds().len() + 7 * shape.lines() + 256
    }
}

impl Canonical for EpochBody {
    fn write(&self, to: &mut Writer) {
        let Commitments { cells, flows, excess, corrections } = &self.commitments;
        to.array(10).uint(self.epoch.0).bytes(&self.previous.0).bytes(&self.baseline.0);
        to.bytes(&self.salt.0).bytes(&self.shape.0);
        to.bytes(&joined(cells, |cell| cell.0)).bytes(&joined(flows, |flow| flow.0));
        to.bytes(&joined(&self.roots, |root| root.0));
        to.each(excess, |to, excess| to.uint(*excess));
        to.each(corrections, |to, line| to.array(2).uint(line.up).uint(line.down));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 10)?;
        let epoch = Epoch(from.uint("epoch", u32::MAX)?);
        let previous = earlier(from, "previous", epoch)?;
        let baseline = earlier(from, "baseline", epoch)?;
        let salt = Salt(from.exactly("salt")?);
        let shape = ShapeHash(from.exactly("shape")?);
        // at the baseline there is no epoch before, so nothing can have flowed, grown or been corrected
        let later = |most: usize| if epoch == Epoch::BASELINE { 0 } else { most };
        let cells = from.pieces("cells", CELLS_MAX)?.iter().copied().map(Commitment).collect();
        let flows = from.pieces("flows", later(DERIVED_MAX))?.iter().copied().map(Commitment).collect();
        let roots = from.pieces("roots", CELLS_MAX)?.iter().copied().map(ManifestRoot).collect();
        let excess = from.each("excess", 0, later(DERIVED_MAX) as u64, |from| from.uint("excess", u16::MAX))?;
        let corrections = from.each("corrections", 0, later(LINES_MAX) as u64, correction)?;
        let commitments = Commitments { cells, flows, excess, corrections };
        Ok(Self { epoch, previous, baseline, salt, shape, commitments, roots })
    }
}

/// A hash of an earlier body: none at the baseline, and one in every epoch after it.
fn earlier(from: &mut Reader<'_>, field: &'static str, epoch: Epoch) -> Result<BodyHash, Malformed> {
    let at = from.offset();
    let hash = BodyHash(from.exactly(field)?);
    match (epoch == Epoch::BASELINE, hash == BodyHash::NONE) {
        (true, false) => Err(from.refuse(field, at, Rule::Surplus("the baseline has no epoch before it"))),
        (false, true) => Err(from.refuse(field, at, Rule::Missing("only the baseline has no epoch before it"))),
        _ => Ok(hash),
    }
}

fn correction(from: &mut Reader<'_>) -> Result<Correction, Malformed> {
    from.array("correction", 2)?;
    Ok(Correction { up: from.uint("up", u16::MAX)?, down: from.uint("down", u16::MAX)? })
}

fn joined<T>(pieces: &[T], bytes: impl Fn(&T) -> [u8; 32]) -> Vec<u8> {
    pieces.iter().flat_map(bytes).collect()
}

pub(crate) fn encode_proofs(proofs: &Proofs) -> Vec<u8> {
    cbor::encode(&Stated(proofs.clone()))
}

pub(crate) fn decode_proofs(bytes: &[u8]) -> Result<Proofs, Malformed> {
    cbor::decode(Format::Proofs, bytes, STATEMENT_MAX).map(|Stated(proofs)| proofs)
}

/// The proofs of an epoch as they stand in its statement.
struct Stated(Proofs);

impl Canonical for Stated {
    fn write(&self, to: &mut Writer) {
        to.array(3)
            .bytes(&self.0.cells)
            .bytes(&self.0.derived)
            .each(&self.0.balances, |to, balance| to.bytes(&balance.0));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 3)?;
        let cells = from.bytes("cells", STATEMENT_MAX)?.to_vec();
        let derived = from.bytes("derived", STATEMENT_MAX)?.to_vec();
        let balance = |from: &mut Reader<'_>| from.exactly("balance").map(BalanceProof);
        let balances = from.each("balances", 0, LINES_MAX as u64, balance)?;
        Ok(Self(Proofs { cells, derived, balances }))
    }
}
