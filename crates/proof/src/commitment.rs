//! Commitments to counts: `V = n·G + r·H`, which binds to n and hides it behind r.
//!
//! A [`Commitment`] is wire and may be no point at all; an [`Opening`] is the secret behind one. Nothing here prints, copies or encodes a
//! secret. Secret scalars meet constant-time arithmetic only.

use crate::wire::Commitment;
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_TABLE;
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoBasepointTable, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use std::fmt;
use std::sync::LazyLock;
use tari_bulletproofs_plus::PedersenGens;
use tari_bulletproofs_plus::generators::pedersen_gens::ExtensionDegree;
use tari_bulletproofs_plus::ristretto::create_pedersen_gens_with_extension_degree;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// How many items: of one cell, or of one flow in one epoch. Its type is its range, 0 to 65 535.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Zeroize)]
pub struct Count(pub u16);

/// The secret r of one commitment. Wiped when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Blinding(pub(crate) Scalar);

impl Blinding {
    /// From 64 bytes of a pseudo-random function: little-endian, reduced modulo the order of the group.
    pub fn from_wide(bytes: &[u8; 64]) -> Self {
        Self(Scalar::from_bytes_mod_order_wide(bytes))
    }
}

impl fmt::Debug for Blinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blinding(32 bytes)")
    }
}

/// What a commitment hides: a count and its blinding.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Opening {
    /// The count.
    pub count: Count,
    /// Its blinding, used for no other commitment.
    pub blinding: Blinding,
}

impl Opening {
    /// The commitment that this opens.
    pub fn commit(&self) -> Commitment {
        commit(self.count, &self.blinding)
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opening(a count and its blinding)")
    }
}

/// `V = n·G + r·H`.
pub fn commit(count: Count, blinding: &Blinding) -> Commitment {
    encode(&combine(&Scalar::from(count.0), &blinding.0))
}

/// G and H, as the range proof takes them: counts stand on the group's basepoint.
pub(crate) fn bases() -> &'static PedersenGens<RistrettoPoint> {
    static BASES: LazyLock<PedersenGens<RistrettoPoint>> =
        LazyLock::new(|| create_pedersen_gens_with_extension_degree(ExtensionDegree::DefaultPedersen));
    &BASES
}

/// H, which blinds.
pub(crate) fn blinding_base() -> &'static RistrettoPoint {
    &bases().g_base_vec[0]
}

/// `v·G + r·H`, in constant time.
pub(crate) fn combine(value: &Scalar, blinding: &Scalar) -> RistrettoPoint {
    RISTRETTO_BASEPOINT_TABLE * value + blind(blinding)
}

/// `r·H`, in constant time.
pub(crate) fn blind(blinding: &Scalar) -> RistrettoPoint {
    static TABLE: LazyLock<RistrettoBasepointTable> =
        LazyLock::new(|| RistrettoBasepointTable::create(blinding_base()));
    &*TABLE * blinding
}

pub(crate) fn encode(point: &RistrettoPoint) -> Commitment {
    Commitment(point.compress().0)
}

/// The point of a commitment; nothing where the bytes are not its one canonical encoding.
pub(crate) fn decode(commitment: &Commitment) -> Option<RistrettoPoint> {
    CompressedRistretto(commitment.0).decompress()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA3-512("RISTRETTO_MASKING_BASEPOINT_1"), made apart from this code.
    const HASH: &str = "9ac451d787f9ca1a4b2a3fd250cc351d4a3e36e9f5b0ecc747e6c0f88ffdd78652463e5495c7eabedb654ef06a343431429c0a30039fd996b31fd9349d9c45d1";

    fn hex(text: &str) -> Vec<u8> {
        let digits: Vec<_> = text.chars().map(|c| c.to_digit(16).unwrap() as u8).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
    }

    #[test]
    fn h_is_the_hash_of_its_published_name() {
        let hash: [u8; 64] = hex(HASH).try_into().unwrap();
        assert_eq!(RistrettoPoint::from_uniform_bytes(&hash), *blinding_base());
    }

    #[test]
    fn secrets_do_not_print() {
        let opening = Opening { count: Count(54_321), blinding: Blinding::from_wide(&[7; 64]) };
        let printed = format!("{opening:?} {:?}", opening.blinding);
        assert_eq!(printed, "Opening(a count and its blinding) Blinding(32 bytes)");
    }
}
