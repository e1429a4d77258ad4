//! The Merkle tree of RFC 9162, section 2.1 (the same as RFC 6962), over SHA-256.
//!
//! ```text
//! MTH({})      = SHA-256("")
//! MTH({d})     = SHA-256(0x00 || d)
//! MTH(D[0:n])  = SHA-256(0x01 || MTH(D[0:k]) || MTH(D[k:n])),   k the largest power of two below n
//! ```
//!
//! A [`Node`] names a *full* subtree: level `l`, index `i` stands over the leaves `i·2^l … (i+1)·2^l − 1`. Such a subtree's hash never changes
//! once its leaves exist, so full subtrees are what is stored and what tiles hold; the hash over any other run of leaves is folded from them.
//! A store shows itself to this room through one method, [`Nodes::node`].

mod consistency;
mod frontier;
mod inclusion;
mod span;
mod stored;

pub use consistency::{ConsistencyProof, PrefixProof};
pub use frontier::{Frontier, TreeFull};
pub use inclusion::InclusionProof;
pub(crate) use inclusion::climb;
pub(crate) use span::{Span, climb_spans, consistency_spans};
pub use stored::StoredTree;

use crate::text;
use sha2::{Digest, Sha256};
use std::fmt;

/// The largest size of a tree: 2^62 leaves. So a consistency proof has at most the 63 hashes that C2SP tlog-witness carries, and no sum of two
/// positions leaves 64 bits.
pub const TREE_SIZE_MAX: u64 = 1 << 62;
/// The largest number of hashes in an inclusion proof.
pub const INCLUSION_PROOF_MAX: usize = 62;
/// The largest number of hashes in a consistency proof.
pub const CONSISTENCY_PROOF_MAX: usize = 63;

/// A hash of the tree: SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; Hash::LENGTH]);

impl Hash {
    /// Bytes of a hash.
    pub const LENGTH: usize = 32;

    /// The root of the empty tree, SHA-256 of the empty string.
    pub const EMPTY: Self = Self([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae,
        0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
    ]);

    /// A hash that was computed elsewhere.
    pub const fn new(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }

    /// From standard base64, as it stands in checkpoints and proofs; `None` for any other spelling or length.
    pub fn from_base64(spelling: &str) -> Option<Self> {
        text::base64(spelling)?.try_into().ok().map(Self)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::to_base64(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// The hash of a leaf that holds `entry`.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0x00]).chain_update(entry).finalize().into())
}

/// The hash of a node over two others.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [0x01; 1 + 2 * Hash::LENGTH];
    bytes[1..=Hash::LENGTH].copy_from_slice(&left.0);
    bytes[1 + Hash::LENGTH..].copy_from_slice(&right.0);
    Hash(Sha256::digest(bytes).into())
}

/// How many leaves a tree has; at most [`TREE_SIZE_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreeSize(u64);

impl TreeSize {
    /// The empty tree.
    pub const ZERO: Self = Self(0);

    /// A size; `None` above [`TREE_SIZE_MAX`].
    pub const fn new(leaves: u64) -> Option<Self> {
        if leaves <= TREE_SIZE_MAX { Some(Self(leaves)) } else { None }
    }

    /// The number of leaves.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The index that the next leaf will have; `None` when the tree is full.
    pub fn next(self) -> Option<LeafIndex> {
        LeafIndex::new(self.0)
    }
}

impl fmt::Display for TreeSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where a leaf stands, from 0; below [`TREE_SIZE_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeafIndex(u64);

impl LeafIndex {
    /// An index; `None` from [`TREE_SIZE_MAX`] on.
    pub const fn new(index: u64) -> Option<Self> {
        if index < TREE_SIZE_MAX { Some(Self(index)) } else { None }
    }

    /// The index as a number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for LeafIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The address of a full subtree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    level: u8,
    index: u64,
}

impl Node {
    /// The subtree over the leaves `index·2^level … (index+1)·2^level − 1`; `None` where these go beyond [`TREE_SIZE_MAX`].
    pub fn new(level: u8, index: u64) -> Option<Self> {
        let there_are = TREE_SIZE_MAX.checked_shr(level.into())?;
        (index < there_are).then_some(Self { level, index })
    }

    /// The height above the leaves, 0 to 62.
    pub fn level(self) -> u8 {
        self.level
    }

    /// The position from the left among the full subtrees of this level.
    pub fn index(self) -> u64 {
        self.index
    }
}

/// A store of the hashes of full subtrees.
pub trait Nodes {
    /// The hash of a full subtree, or `None` where the store does not hold it.
    fn node(&self, at: Node) -> Option<Hash>;
}

/// A hash that a proof or a root needs and the store does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no hash is stored for level {}, index {}", .0.level, .0.index)]
pub struct MissingNode(pub Node);

/// The root of the first `size` leaves of the tree in a store, from at most 62 hashes.
pub fn root(size: TreeSize, nodes: &impl Nodes) -> Result<Hash, MissingNode> {
    Span::new(0, size.0).hash(nodes)
}

/// Why a proof shows nothing, or cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf is not in a tree of this size.
    #[error("a tree of {size} leaves has no leaf {index}")]
    NoSuchLeaf {
        /// The leaf asked about.
        index: LeafIndex,
        /// The size of the tree.
        size: TreeSize,
    },
    /// The sizes of a consistency proof do not satisfy 0 < earlier ≤ later.
    #[error("a consistency proof leads from a size above 0 to one that is not smaller, not from {earlier} to {later}")]
    Sizes {
        /// The size of the earlier tree.
        earlier: TreeSize,
        /// The size of the later tree.
        later: TreeSize,
    },
    /// The number of hashes is not the one that these sizes demand.
    #[error("{found} hashes where these sizes demand {expected}")]
    Length {
        /// Hashes found.
        found: usize,
        /// Hashes demanded.
        expected: usize,
    },
    /// The hashes lead to another root.
    #[error("the hashes lead to the root {computed} at size {size}, not to {stated}")]
    Root {
        /// The size at which the roots differ.
        size: TreeSize,
        /// Where the hashes lead.
        computed: Hash,
        /// The root that was to be shown.
        stated: Hash,
    },
    /// The store lacks a hash.
    #[error(transparent)]
    Missing(#[from] MissingNode),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_root_is_the_hash_of_nothing() {
        assert_eq!(Hash::EMPTY, Hash(Sha256::digest([]).into()));
    }

    #[test]
    fn sizes_indices_and_nodes_end_at_their_limit() {
        assert!(TreeSize::new(TREE_SIZE_MAX).is_some() && TreeSize::new(TREE_SIZE_MAX + 1).is_none());
        assert!(LeafIndex::new(TREE_SIZE_MAX - 1).is_some() && LeafIndex::new(TREE_SIZE_MAX).is_none());
        assert!(
            Node::new(62, 0).is_some()
                && Node::new(62, 1).is_none()
                && Node::new(63, 0).is_none()
                && Node::new(255, 0).is_none()
        );
        assert!(Node::new(0, TREE_SIZE_MAX - 1).is_some() && Node::new(0, TREE_SIZE_MAX).is_none());
    }

    #[test]
    fn a_hash_has_one_spelling() {
        assert_eq!(Hash::from_base64("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="), Some(Hash::EMPTY));
        for bad in
            ["", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=", "AA=="]
        {
            assert_eq!(Hash::from_base64(bad), None, "{bad:?}");
        }
    }
}
