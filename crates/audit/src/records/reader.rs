//! The files of one record, in the order in which the audit wants them: first each tile of leaf hashes with its bundle of entries, then the
//! upper tiles. Every hash that a file holds is computed again from the entries, and the root at the end must be the checkpoint's.
//!
//! What does not fit is refused, by the name of the file: a copy that was damaged on the way says nothing about its author.

use super::Refusal;
use log::tile::{bundles_between, tiles_between};
use log::tree::{self, Node, Nodes, StoredTree, leaf_hash};
use log::{
    Checkpoint, EntryBundle, Hash, HashTile, Malformed, SignedNote, TileAddress, TileKind, TreeSize,
    VerifiedCheckpoint, VerifierKey,
};
use record::Author;
use std::collections::VecDeque;

/// The most statements of a record that are read: a checkpoint that promises more is refused before room is made for them.
pub(super) const STATEMENTS_MAX: u64 = 1 << 22;

/// One record, as far as its files were read.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    author: Author,
    note: SignedNote,
    /// What the note says. It is verified once all is read, by a key that the record itself may have brought.
    checkpoint: Checkpoint,
    files: VecDeque<TileAddress>,
    tree: StoredTree,
    /// The hashes of the leaves of the next bundle, as the record's own tile has them.
    leaves: Option<HashTile>,
}

impl Reader {
    /// A record with this checkpoint, of which no file was read yet.
    pub(super) fn new(author: Author, note: &[u8]) -> Result<Self, Refusal> {
        let refuse = |why: Malformed| Refusal::Checkpoint { author: author.clone(), why: why.to_string() };
        let note = SignedNote::parse(note).map_err(refuse)?;
        let checkpoint = Checkpoint::parse(note.text()).map_err(refuse)?;
        let size = checkpoint.size;
        if size.get() > STATEMENTS_MAX {
            let why = format!("it speaks of {size} statements, and at most {STATEMENTS_MAX} are read");
            return Err(Refusal::Checkpoint { author, why });
        }
        let with_tile = |bundle: TileAddress| {
            let tile = TileAddress::in_tree(TileKind::Hashes(0), bundle.index(), size);
            tile.into_iter().chain([bundle])
        };
        let upper = tiles_between(TreeSize::ZERO, size).filter(|tile| tile.kind() != TileKind::Hashes(0));
        let files = bundles_between(TreeSize::ZERO, size).flat_map(with_tile).chain(upper).collect();
        Ok(Self { author, note, checkpoint, files, tree: StoredTree::new(), leaves: None })
    }

    pub(super) fn author(&self) -> &Author {
        &self.author
    }

    pub(super) fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Verifies the checkpoint, once all is read.
    pub(super) fn verify(&self, log: &[VerifierKey]) -> Result<(), Refusal> {
        let verified = VerifiedCheckpoint::verify_note(self.note.clone(), log);
        verified.map(drop).map_err(|why| Refusal::Checkpoint { author: self.author.clone(), why: why.to_string() })
    }

    /// The next file that is wanted.
    pub(super) fn wants(&self) -> Option<TileAddress> {
        self.files.front().copied()
    }

    /// The root of the record at an earlier size; nothing where it does not go so far.
    pub(super) fn root_at(&self, size: TreeSize) -> Option<Hash> {
        tree::root(size, &self.tree).ok()
    }

    /// Takes in the wanted file, and gives the entries that it holds.
    pub(super) fn push<'a>(&mut self, bytes: &'a [u8]) -> Result<Vec<&'a [u8]>, Refusal> {
        let Some(address) = self.files.front().copied() else {
            return Err(Refusal::NotWanted);
        };
        let entries = match address.kind() {
            TileKind::Hashes(level) => {
                let tile = HashTile::decode(address, bytes).map_err(|why| self.refuse(address, why.to_string()))?;
                match level {
                    0 => self.leaves = Some(tile),
                    _ => self.compare(&tile, level)?,
                }
                Vec::new()
            }
            TileKind::Entries => self.entries(address, bytes)?,
        };
        self.files.pop_front();
        if self.files.is_empty() && self.tree.root() != self.checkpoint.root {
            return Err(Refusal::OtherRoot {
                author: self.author.clone(),
                size: self.checkpoint.size.get(),
                signed: self.checkpoint.root.to_string(),
                found: self.tree.root().to_string(),
            });
        }
        Ok(entries)
    }

    fn entries<'a>(&mut self, address: TileAddress, bytes: &'a [u8]) -> Result<Vec<&'a [u8]>, Refusal> {
        let bundle = EntryBundle::decode(address, bytes).map_err(|why| self.refuse(address, why.to_string()))?;
        let tile = self.leaves.take().expect("each bundle is wanted directly after its tile of leaf hashes");
        for (place, (entry, expected)) in bundle.entries().iter().zip(tile.hashes()).enumerate() {
            let leaf = leaf_hash(entry);
            if leaf != *expected {
                let why = format!(
                    "entry {place} of the bundle hashes to {leaf}, and the tile {} has {expected}",
                    tile.address()
                );
                return Err(self.refuse(address, why));
            }
            self.tree.append(leaf).expect("a bundle of a tree that has an address has room in it");
        }
        Ok(bundle.entries().to_vec())
    }

    /// An upper tile holds the roots of the tiles below it.
    fn compare(&self, tile: &HashTile, level: u8) -> Result<(), Refusal> {
        let first = tile.address().index().0 * u64::from(log::tile::TILE_WIDTH);
        for (place, (hash, index)) in tile.hashes().iter().zip(first..).enumerate() {
            let computed = Node::new(level * 8, index).and_then(|node| self.tree.node(node));
            if computed != Some(*hash) {
                let why = format!("hash {place} is {hash}, and the entries below it give another");
                return Err(self.refuse(tile.address(), why));
            }
        }
        Ok(())
    }

    fn refuse(&self, address: TileAddress, why: String) -> Refusal {
        Refusal::File { author: self.author.clone(), path: address.to_string(), why }
    }
}
