//! What an epoch statement carries of its commitments and proofs. Wire data: public, unverified, and as forgeable as the bytes that it came from.

/// A compressed Ristretto point that is said to commit to a count. Nothing has been checked, not even that it is a point.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Commitment(pub [u8; 32]);

/// The root of a place's manifest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ManifestRoot(pub [u8; 32]);

/// A clear correction of one line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Correction {
    /// Items that were missed before.
    pub up: u16,
    /// Items that were counted wrongly before.
    pub down: u16,
}

/// The commitments and clear numbers of one epoch, in the order of its shape.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Commitments {
    /// One for each cell.
    pub cells: Vec<Commitment>,
    /// One for each flow; none in epoch 0.
    pub flows: Vec<Commitment>,
    /// How far each bound is exceeded, in clear; none in epoch 0.
    pub excess: Vec<u16>,
    /// One for each line of correction; none in epoch 0.
    pub corrections: Vec<Correction>,
}

/// Schnorr's proof that one balance is a multiple of H, 64 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BalanceProof(pub [u8; 64]);

/// The proofs of one epoch.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Proofs {
    /// The aggregated range proof over all cells.
    pub cells: Vec<u8>,
    /// The one over flows, then bounds; empty in epoch 0.
    pub derived: Vec<u8>,
    /// One for each balance; none in epoch 0.
    pub balances: Vec<BalanceProof>,
}
