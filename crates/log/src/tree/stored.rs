//! A tree with all its full subtrees in memory: 64 bytes a leaf. For exercises, small records and tests; an audit needs the [`Frontier`](super::Frontier) only.

use super::{Hash, LeafIndex, Node, Nodes, TreeFull, TreeSize, node_hash};

/// Every full subtree's hash, by level.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoredTree {
    levels: Vec<Vec<Hash>>,
}

impl StoredTree {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends the hash of a leaf and gives the index at which it stands.
    pub fn append(&mut self, leaf: Hash) -> Result<LeafIndex, TreeFull> {
        let index = self.size().next().ok_or(TreeFull)?;
        let mut hash = leaf;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(hash);
            let [.., left, right] = row.as_slice() else { break };
            if row.len() % 2 == 1 {
                break;
            }
            hash = node_hash(left, right);
        }
        Ok(index)
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> TreeSize {
        TreeSize(self.levels.first().map_or(0, |leaves| leaves.len() as u64))
    }

    /// The root of the tree as it stands.
    pub fn root(&self) -> Hash {
        let peaks = self.levels.iter().filter(|row| row.len() % 2 == 1).filter_map(|row| row.last());
        peaks.copied().reduce(|right, left| node_hash(&left, &right)).unwrap_or(Hash::EMPTY)
    }
}

impl Nodes for StoredTree {
    fn node(&self, at: Node) -> Option<Hash> {
        let index = usize::try_from(at.index()).ok()?;
        self.levels.get(usize::from(at.level()))?.get(index).copied()
    }
}

impl FromIterator<Hash> for StoredTree {
    /// The tree over these leaves. Memory runs out long before [`TREE_SIZE_MAX`](super::TREE_SIZE_MAX).
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::new();
        leaves.into_iter().map_while(|leaf| tree.append(leaf).ok()).for_each(drop);
        tree
    }
}
