//! Consistency: the tree with the later root begins with the tree with the earlier root (RFC 9162, sections 2.1.4.1 and 2.1.4.2).

use super::{
    CONSISTENCY_PROOF_MAX, Hash, LeafIndex, MissingNode, Nodes, ProofError, TreeSize, consistency_spans, node_hash,
};

/// A consistency proof in RFC 9162's order. Wire data: it shows nothing before [`ConsistencyProof::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyProof(pub Vec<Hash>);

impl ConsistencyProof {
    /// The proof that the first `later` leaves of a store begin with its first `earlier` leaves, 0 < earlier ≤ later.
    pub fn make(earlier: TreeSize, later: TreeSize, nodes: &impl Nodes) -> Result<Self, ProofError> {
        if earlier == later && earlier > TreeSize::ZERO {
            return Ok(Self(Vec::new()));
        }
        let PrefixProof(mut hashes) = PrefixProof::make(earlier, later, nodes)?;
        if earlier.get().is_power_of_two() {
            hashes.remove(0); // the verifier has it: it is the earlier root
        }
        Ok(Self(hashes))
    }

    /// Refuses unless the tree of `later` leaves with root `later_root` begins with that of `earlier` leaves with root `earlier_root`.
    ///
    /// It stops a record that was rewritten between two checkpoints. From the empty tree nothing is to be proved, and no proof is accepted.
    pub fn verify(
        &self,
        earlier: TreeSize,
        earlier_root: &Hash,
        later: TreeSize,
        later_root: &Hash,
    ) -> Result<(), ProofError> {
        let (computed_earlier, computed_later) = match Shape::of(earlier, later) {
            Some(shape) if earlier.get().is_power_of_two() => shape.roots(earlier_root, &self.0)?,
            Some(shape) => {
                let (seed, beside) =
                    self.0.split_first().ok_or(ProofError::Length { found: 0, expected: shape.beside() + 1 })?;
                shape.roots(seed, beside).map_err(|e| e.with_one_more())?
            }
            None if earlier == later && earlier > TreeSize::ZERO && self.0.is_empty() => (*later_root, *later_root),
            None if earlier == later && earlier > TreeSize::ZERO => {
                return Err(ProofError::Length { found: self.0.len(), expected: 0 });
            }
            None => return Err(ProofError::Sizes { earlier, later }),
        };
        match_root(earlier, computed_earlier, earlier_root)?;
        match_root(later, computed_later, later_root)
    }
}

/// The hashes that rebuild the roots of a tree and of one of its beginnings: a consistency proof that always holds the hash at which it starts.
///
/// Against a later root it shows what the earlier root must have been, so it can show that another one was a lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrefixProof(pub Vec<Hash>);

impl PrefixProof {
    /// The hashes for the first `earlier` of the first `later` leaves of a store, 0 < earlier < later.
    pub fn make(earlier: TreeSize, later: TreeSize, nodes: &impl Nodes) -> Result<Self, ProofError> {
        let spans = consistency_spans(earlier, later).ok_or(ProofError::Sizes { earlier, later })?;
        Ok(Self(spans.into_iter().map(|span| span.hash(nodes)).collect::<Result<_, MissingNode>>()?))
    }

    /// The roots at the sizes `earlier` and `later` that these hashes rebuild.
    pub fn roots(&self, earlier: TreeSize, later: TreeSize) -> Result<(Hash, Hash), ProofError> {
        let shape = Shape::of(earlier, later).ok_or(ProofError::Sizes { earlier, later })?;
        let (seed, beside) =
            self.0.split_first().ok_or(ProofError::Length { found: 0, expected: shape.beside() + 1 })?;
        shape.roots(seed, beside).map_err(|e| e.with_one_more())
    }
}

fn match_root(size: TreeSize, computed: Hash, stated: &Hash) -> Result<(), ProofError> {
    if computed == *stated { Ok(()) } else { Err(ProofError::Root { size, computed, stated: *stated }) }
}

/// The way from the seed, the largest full subtree that ends where the earlier tree ends, to the later root.
struct Shape {
    /// The way's turns above the seed: at each level below the meeting, 1 where the sibling is on the left.
    way: u64,
    /// Siblings below the level at which the way meets the later tree's right edge.
    inner: usize,
    /// Siblings above it, all on the left.
    left: usize,
}

impl Shape {
    /// `None` unless 0 < earlier < later.
    fn of(earlier: TreeSize, later: TreeSize) -> Option<Self> {
        let last = LeafIndex::new(earlier.get().checked_sub(1)?)?.get();
        let edge = later.get().checked_sub(1)?;
        if last >= edge {
            return None;
        }
        let seed_level = earlier.get().trailing_zeros();
        // `earlier − 1` ends in `seed_level` ones and `edge` is larger, so they part above the seed
        let meeting = u64::BITS - (last ^ edge).leading_zeros();
        Some(Self {
            way: last >> seed_level,
            inner: meeting.checked_sub(seed_level)? as usize,
            left: (last >> meeting).count_ones() as usize,
        })
    }

    fn beside(&self) -> usize {
        self.inner + self.left
    }

    /// The roots of both trees. What stands to the right of the way belongs to the later tree only.
    fn roots(&self, seed: &Hash, beside: &[Hash]) -> Result<(Hash, Hash), ProofError> {
        debug_assert!(self.beside() <= CONSISTENCY_PROOF_MAX);
        if beside.len() != self.beside() {
            return Err(ProofError::Length { found: beside.len(), expected: self.beside() });
        }
        let (inner, left) = beside.split_at(self.inner);
        let start = (*seed, *seed);
        let met =
            inner.iter().enumerate().fold(start, |(earlier, later), (height, hash)| match self.way >> height & 1 {
                1 => under_left(hash, earlier, later),
                _ => (earlier, node_hash(&later, hash)),
            });
        Ok(left.iter().fold(met, |(earlier, later), hash| under_left(hash, earlier, later)))
    }
}

/// Both trees' nodes over a sibling on the left; one hash where they have not parted yet.
fn under_left(left: &Hash, earlier: Hash, later: Hash) -> (Hash, Hash) {
    let above = node_hash(left, &later);
    (if earlier == later { above } else { node_hash(left, &earlier) }, above)
}

impl ProofError {
    /// The same refusal, counting the seed.
    fn with_one_more(self) -> Self {
        match self {
            Self::Length { found, expected } => Self::Length { found: found + 1, expected: expected + 1 },
            other => other,
        }
    }
}
