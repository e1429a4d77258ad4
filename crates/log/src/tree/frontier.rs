//! The right edge of a growing tree: enough to append and to give the root, in memory that grows with the logarithm of the size.

use super::{Hash, LeafIndex, MissingNode, Nodes, Span, TreeSize, node_hash};

/// The hashes of the full subtrees of which a tree consists, from left to right: one for each set bit of the size, at most 62.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

/// The tree has [`TREE_SIZE_MAX`](super::TREE_SIZE_MAX) leaves and takes no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tree has 2^62 leaves and takes no more")]
pub struct TreeFull;

impl Frontier {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// The tree of the first `size` leaves of a store, to go on from there. Compare its root with a verified checkpoint before trusting it.
    pub fn resume(size: TreeSize, nodes: &impl Nodes) -> Result<Self, MissingNode> {
        let peaks = Span::new(0, size.get())
            .nodes()
            .map(|at| nodes.node(at).ok_or(MissingNode(at)))
            .collect::<Result<_, _>>()?;
        Ok(Self { size: size.get(), peaks })
    }

    /// Appends the hash of a leaf and gives the index at which it stands.
    pub fn append(&mut self, leaf: Hash) -> Result<LeafIndex, TreeFull> {
        let index = LeafIndex::new(self.size).ok_or(TreeFull)?;
        let mut peak = leaf;
        // each set bit at the end of the size is a full subtree to the left, of the same height as what has been built
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                peak = node_hash(&left, &peak);
            }
        }
        self.peaks.push(peak);
        self.size += 1;
        Ok(index)
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> TreeSize {
        TreeSize(self.size)
    }

    /// The root of the tree as it stands.
    pub fn root(&self) -> Hash {
        self.peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right)).unwrap_or(Hash::EMPTY)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Node, TREE_SIZE_MAX};
    use super::*;

    struct Anything;

    impl Nodes for Anything {
        fn node(&self, _: Node) -> Option<Hash> {
            Some(Hash::EMPTY)
        }
    }

    #[test]
    fn a_full_tree_takes_no_more() {
        let mut frontier = Frontier::resume(TreeSize::new(TREE_SIZE_MAX - 1).unwrap(), &Anything).unwrap();
        assert_eq!(frontier.peaks.len(), 62);
        assert_eq!(frontier.append(Hash::EMPTY).unwrap().get(), TREE_SIZE_MAX - 1);
        assert_eq!(frontier.peaks.len(), 1);
        assert_eq!(frontier.append(Hash::EMPTY), Err(TreeFull));
        assert_eq!(frontier.size().get(), TREE_SIZE_MAX);
    }

    #[test]
    fn memory_grows_with_the_logarithm() {
        let mut frontier = Frontier::new();
        for leaf in 0..5000_u64 {
            assert_eq!(frontier.append(Hash::EMPTY).unwrap().get(), leaf);
            assert_eq!(frontier.peaks.len() as u32, (leaf + 1).count_ones());
        }
    }
}
