//! Inclusion: this leaf stands at this index of the tree with this root (RFC 9162, sections 2.1.3.1 and 2.1.3.2).

use super::{Hash, LeafIndex, Nodes, ProofError, TreeSize, climb_spans, node_hash};

/// The hashes beside the way from a leaf to the root, from below. Wire data: it shows nothing before [`InclusionProof::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof(pub Vec<Hash>);

impl InclusionProof {
    /// The proof that the leaf at `index` is in the tree of the first `size` leaves of a store.
    pub fn make(index: LeafIndex, size: TreeSize, nodes: &impl Nodes) -> Result<Self, ProofError> {
        if index.get() >= size.get() {
            return Err(ProofError::NoSuchLeaf { index, size });
        }
        let hashes = climb_spans(index, 0, size).into_iter().map(|span| span.hash(nodes)).collect::<Result<_, _>>()?;
        Ok(Self(hashes))
    }

    /// Refuses unless `leaf` stands at `index` of the tree of `size` leaves whose root is `root`.
    ///
    /// It stops the lie "your statement is in the record" about one that is not, or is elsewhere.
    pub fn verify(&self, leaf: &Hash, index: LeafIndex, size: TreeSize, root: &Hash) -> Result<(), ProofError> {
        if index.get() >= size.get() {
            return Err(ProofError::NoSuchLeaf { index, size });
        }
        let expected = climb_length(index, 0, size);
        // one number of hashes fits: a proof may not be shortened, padded or moved to another size
        if self.0.len() != expected {
            return Err(ProofError::Length { found: self.0.len(), expected });
        }
        let computed = climb(*leaf, index, 0, size, &self.0);
        if computed == *root { Ok(()) } else { Err(ProofError::Root { size, computed, stated: *root }) }
    }
}

/// How many hashes stand beside the way from the subtree of height `level` over `leaf`, which is in the tree, to the root.
fn climb_length(leaf: LeafIndex, level: u8, size: TreeSize) -> usize {
    let inner = meeting_level(leaf, size).saturating_sub(level.into());
    inner as usize + left_turns(leaf, size, level)
}

/// The root to which the hashes beside the way lead from `start`; there must be [`climb_length`] of them.
pub(crate) fn climb(start: Hash, leaf: LeafIndex, level: u8, size: TreeSize, beside: &[Hash]) -> Hash {
    let inner = meeting_level(leaf, size).saturating_sub(level.into()) as usize;
    let (below, above) = beside.split_at(inner.min(beside.len()));
    let way = leaf.get() >> level;
    let met = below.iter().enumerate().fold(start, |hash, (height, beside)| {
        if way >> height & 1 == 0 { node_hash(&hash, beside) } else { node_hash(beside, &hash) }
    });
    above.iter().fold(met, |hash, left| node_hash(left, &hash))
}

/// The level at which the way from `leaf` meets the way from the last leaf: below it every node has a sibling, above it only left ones.
fn meeting_level(leaf: LeafIndex, size: TreeSize) -> u32 {
    u64::BITS - (leaf.get() ^ (size.get() - 1)).leading_zeros()
}

/// The siblings above the meeting, all to the left.
fn left_turns(leaf: LeafIndex, size: TreeSize, level: u8) -> usize {
    (leaf.get() >> meeting_level(leaf, size).max(level.into())).count_ones() as usize
}
