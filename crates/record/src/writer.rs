//! The author's side of a record: appends statements, signs its head, and says which files of the tiled log are new.
//!
//! Pure: it writes nothing itself. Whoever writes publishes in the order that [`RecordWriter::files`] gives, the checkpoint last: so a crash in
//! between leaves files that no checkpoint speaks of yet, and never a checkpoint without its files.

use crate::envelope::Envelope;
use crate::malformed::Malformed;
use crate::words::Author;
use log::checkpoint::Checkpoint;
use log::tile::{TILE_WIDTH, bundles_between, tiles_between};
use log::tree::{TreeFull, leaf_hash};
use log::{
    EntryBundle, HashTile, LeafIndex, LogSigner, Node, Nodes, Origin, SignedNote, StoredTree, TileAddress, TileKind,
    TreeSize,
};

/// A record as its author holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordWriter {
    author: Author,
    tree: StoredTree,
    entries: Vec<Vec<u8>>,
}

/// Why a statement was not appended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAppended {
    /// Nobody would read it: nothing is logged that others refuse.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// It says that it stands in another's record.
    #[error("the statement is one of {stated}, and the record is that of {record}")]
    Author {
        /// As it says.
        stated: Author,
        /// Whose record it is.
        record: Author,
    },
    /// The record is full.
    #[error(transparent)]
    Full(#[from] TreeFull),
}

/// A file of a tiled log, below its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFile {
    /// Its path.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl RecordWriter {
    /// An empty record.
    pub fn new(author: Author) -> Self {
        Self { author, tree: StoredTree::new(), entries: Vec::new() }
    }

    /// The record of these entries, to go on from there.
    ///
    /// # Errors
    /// [`NotAppended`], for the first that is no statement of this author.
    pub fn resume<E: AsRef<[u8]>>(author: Author, entries: impl IntoIterator<Item = E>) -> Result<Self, NotAppended> {
        let mut writer = Self::new(author);
        entries.into_iter().try_for_each(|entry| writer.append_bytes(entry.as_ref().to_vec()).map(drop))?;
        Ok(writer)
    }

    /// Whose record it is.
    pub fn author(&self) -> &Author {
        &self.author
    }

    /// How many statements it holds.
    pub fn size(&self) -> TreeSize {
        self.tree.size()
    }

    /// The bytes of the statements, in order.
    pub fn entries(&self) -> &[Vec<u8>] {
        &self.entries
    }

    /// Appends a statement, and says where it stands.
    ///
    /// # Errors
    /// [`NotAppended`]: then the record is as it was.
    pub fn append(&mut self, statement: &Envelope) -> Result<LeafIndex, NotAppended> {
        self.append_bytes(statement.encode())
    }

    fn append_bytes(&mut self, bytes: Vec<u8>) -> Result<LeafIndex, NotAppended> {
        let stated = Envelope::decode(&bytes)?.head.author;
        if stated != self.author {
            return Err(NotAppended::Author { stated, record: self.author.clone() });
        }
        let leaf = self.tree.append(leaf_hash(&bytes))?;
        self.entries.push(bytes);
        Ok(leaf)
    }

    /// The head of the record, signed. Only ever sign what extends everything that was signed before: two heads that do not are an equivocation.
    pub fn checkpoint(&self, signer: &LogSigner) -> SignedNote {
        let origin = Origin::from(signer.verifier().name());
        Checkpoint::new(origin, self.size(), self.tree.root())
            .sign(signer)
            .expect("the origin is the signer's own name, so it fits a checkpoint, and one signature fits a note")
    }

    /// The files that are new or wider than at size `since`: bundles of entries, tiles of hashes, and last the checkpoint `head`.
    pub fn files<'a>(&'a self, since: TreeSize, head: &'a SignedNote) -> impl Iterator<Item = RecordFile> + 'a {
        let bundles = bundles_between(since, self.size()).map(|address| self.bundle(address));
        let tiles = tiles_between(since, self.size()).map(|address| self.tile(address));
        let checkpoint = || RecordFile { path: "checkpoint".to_owned(), bytes: head.to_string().into_bytes() };
        bundles.chain(tiles).chain(std::iter::once_with(checkpoint))
    }

    fn bundle(&self, address: TileAddress) -> RecordFile {
        let entries = &self.entries[range(address)];
        let bytes = EntryBundle::encode(entries).expect("a statement that was read fits an entry");
        RecordFile { path: address.to_string(), bytes }
    }

    fn tile(&self, address: TileAddress) -> RecordFile {
        let TileKind::Hashes(level) = address.kind() else { unreachable!("only tiles of hashes are asked for") };
        let hash = |index: usize| Node::new(8 * level, index as u64).and_then(|at| self.tree.node(at));
        let hashes: Option<_> = range(address).map(hash).collect();
        let hashes = hashes.expect("the tree holds every full subtree below its size");
        let tile = HashTile::new(address, hashes).expect("the range is as wide as the address");
        RecordFile { path: address.to_string(), bytes: tile.encode() }
    }
}

/// The entries, or hashes of its level, that a tile holds.
fn range(address: TileAddress) -> std::ops::Range<usize> {
    let start = usize::try_from(address.index().0).expect("a tree in memory has fewer tiles") * usize::from(TILE_WIDTH);
    start..start + usize::from(address.width().get())
}
