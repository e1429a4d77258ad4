//! Opened sums (`docs/spec/proof.md`, section 8): a total comes out, and nothing about what it is the sum of.
//!
//! The sum of commitments is a commitment to the sum, so whoever knows the blindings opens it by their sum alone. Opening overlapping sums
//! would open their difference too: each commitment enters at most one opened sum, which the caller must see to.

use crate::commitment::{Opening, blinding_base, decode};
use crate::wire::Commitment;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;

/// A sum and the sum of its blindings. Wire data: it says that commitments add up to this, and may lie.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SumOpening {
    /// The sum of the counts.
    pub sum: u64,
    /// The sum of the blindings: a scalar, canonical, little-endian.
    pub blinding: [u8; 32],
}

/// Why an opening does not open these commitments.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadSum {
    /// A commitment is not the encoding of a point.
    #[error("commitment {0} of the sum is no point")]
    NotAPoint(usize),
    /// The blinding has a second spelling.
    #[error("the blinding of the sum is no canonical scalar")]
    NotAScalar,
    /// The commitments add up to something else.
    #[error("the commitments do not add up to {0}")]
    Differs(u64),
}

/// Opens the sum of these: for whom holds the secrets.
pub fn open_sum<'a>(openings: impl IntoIterator<Item = &'a Opening>) -> SumOpening {
    let (mut sum, mut blinding) = (0_u64, Scalar::ZERO);
    for opening in openings {
        sum += u64::from(opening.count.0);
        blinding += opening.blinding.0;
    }
    SumOpening { sum, blinding: blinding.to_bytes() }
}

/// Checks that the commitments add up to what the opening says: `ΣV = v·G + r·H`.
///
/// # Errors
/// Where they do not, or where bytes are no point or no scalar.
pub fn verify_sum(commitments: &[Commitment], opening: &SumOpening) -> Result<(), BadSum> {
    let scalar = Scalar::from_canonical_bytes(opening.blinding);
    // a scalar with a second spelling would make one opening two pieces of evidence
    let blinding = Option::<Scalar>::from(scalar).ok_or(BadSum::NotAScalar)?;
    let mut total = RistrettoPoint::identity();
    for (index, commitment) in commitments.iter().enumerate() {
        total += decode(commitment).ok_or(BadSum::NotAPoint(index))?;
    }
    let sum = Scalar::from(opening.sum);
    match RistrettoPoint::vartime_double_scalar_mul_basepoint(&blinding, blinding_base(), &sum) == total {
        true => Ok(()),
        false => Err(BadSum::Differs(opening.sum)),
    }
}
