//! Runs of leaves, and the runs whose hashes a proof is made of.
//!
//! Every hash in a proof is the hash of a run of leaves that is either one full subtree or, at the tree's right edge, a row of full subtrees of
//! falling height. Naming the runs apart from reading them lets one piece of code make a proof and say which tiles the proof needs.

use super::{Hash, LeafIndex, MissingNode, Node, Nodes, TreeSize, node_hash};

/// The leaves `start … end − 1`, be they none; `start` is a multiple of a power of two that is not below `end − start`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    start: u64,
    end: u64,
}

impl Span {
    pub(crate) fn new(start: u64, end: u64) -> Self {
        debug_assert!(start <= end && start.trailing_zeros() >= (end - start).next_power_of_two().trailing_zeros());
        Self { start, end }
    }

    /// The full subtrees of which it consists, from left to right, so from high to low.
    pub(crate) fn nodes(self) -> impl DoubleEndedIterator<Item = Node> {
        let length = self.end - self.start;
        (0..u64::BITS as u8).rev().filter(move |level| length >> level & 1 == 1).map(move |level| {
            // what stands above bit `level` of the length lies to the left of this subtree
            let before = ((length >> level) - 1) << level;
            Node { level, index: (self.start + before) >> level }
        })
    }

    /// Its hash: MTH over the run.
    pub(crate) fn hash(self, nodes: &impl Nodes) -> Result<Hash, MissingNode> {
        let read = |at| nodes.node(at).ok_or(MissingNode(at));
        let mut from_right = self.nodes().rev();
        let lowest = from_right.next().map(read).unwrap_or(Ok(Hash::EMPTY))?;
        from_right.try_fold(lowest, |right, at| Ok(node_hash(&read(at)?, &right)))
    }
}

/// The runs beside the way from the full subtree of height `level` over `leaf` up to the root of a tree of `size`, from below.
pub(crate) fn climb_spans(leaf: LeafIndex, level: u8, size: TreeSize) -> Vec<Span> {
    let (leaf, size) = (leaf.get(), size.get());
    let last = size - 1;
    let mut spans = Vec::new();
    for level in level.. {
        let (here, edge) = (leaf >> level, last >> level);
        if edge == 0 {
            break;
        }
        let beside = here ^ 1;
        // at the right edge nothing stands to the right: the node moves up alone
        if beside <= edge {
            spans.push(Span::new(beside << level, size.min((beside + 1) << level)));
        }
    }
    spans
}

/// The runs of a consistency proof, with the run at which it starts always first: the largest full subtree that ends where the earlier tree
/// ends. RFC 9162 leaves that one out where it is the whole earlier tree.
pub(crate) fn consistency_spans(earlier: TreeSize, later: TreeSize) -> Option<Vec<Span>> {
    let last = LeafIndex::new(earlier.get().checked_sub(1)?)?;
    if earlier >= later {
        return None;
    }
    let level = earlier.get().trailing_zeros() as u8;
    let seed = Span::new(earlier.get() - (1 << level), earlier.get());
    Some(std::iter::once(seed).chain(climb_spans(last, level, later)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_cut_into_full_subtrees_from_left_to_right() {
        for size in 1..200 {
            let mut end = 0;
            for node in Span::new(0, size).nodes() {
                assert_eq!(node.index << node.level, end);
                end += 1 << node.level;
            }
            assert_eq!(end, size);
        }
        let nodes: Vec<_> = Span::new(16, 23).nodes().map(|n| (n.level, n.index)).collect();
        assert_eq!(nodes, [(2, 4), (1, 10), (0, 22)]);
    }

    #[test]
    fn the_largest_tree_is_climbed_without_overflow() {
        let size = TreeSize::new(super::super::TREE_SIZE_MAX).unwrap();
        let smaller = TreeSize::new(size.get() - 1).unwrap();
        for leaf in [0, 1, size.get() / 2, size.get() - 2] {
            let leaf = LeafIndex::new(leaf).unwrap();
            assert_eq!(climb_spans(leaf, 0, size).len(), super::super::INCLUSION_PROOF_MAX);
            assert!(climb_spans(leaf, 0, smaller).len() <= super::super::INCLUSION_PROOF_MAX);
        }
        assert_eq!(consistency_spans(smaller, size).unwrap().len(), super::super::CONSISTENCY_PROOF_MAX);
    }
}
