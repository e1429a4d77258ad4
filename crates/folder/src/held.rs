//! A record, read whole into memory: what whoever goes on with it, or passes it on, needs of it.

use crate::files::is_there;
use crate::{Folder, FolderError};
use log::tile::{bundles_between, tiles_between};
use log::tree::{self, leaf_hash};
use log::{
    Checkpoint, EntryBundle, Hash, SignedNote, StoredTree, TileAddress, TreeSize, VerifiedCheckpoint, VerifierKey,
};
use record::writer::RecordFile;
use record::{Author, RecordWriter};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The most statements of a record that is read whole.
const STATEMENTS_MAX: u64 = 1 << 22;

/// A record whose entries are those of its checkpoint. Who signed that is known after [`Held::verify`].
#[derive(Debug, Clone)]
pub struct Held {
    author: Author,
    path: PathBuf,
    note: SignedNote,
    head: Checkpoint,
    entries: Vec<Vec<u8>>,
    tree: StoredTree,
}

/// How one copy of a record stands to another that was read before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// The same.
    Same,
    /// It goes on from the other.
    Longer,
    /// The other goes on from it.
    Shorter,
    /// Neither goes on from the other.
    Contradicts,
}

impl Folder {
    /// Reads an author's record whole; nothing where the folder has none, or one that was begun and has no checkpoint yet.
    ///
    /// # Errors
    /// Where a file cannot be read, or the entries are not those of the checkpoint.
    pub fn record(&self, author: &Author) -> Result<Option<Held>, FolderError> {
        let path = self.record_path(author).join("checkpoint");
        if !is_there(&path)? {
            return Ok(None);
        }
        let refuse = |why: &dyn ToString| FolderError::new(&path, why.to_string());
        let note = SignedNote::parse(&self.checkpoint(author)?).map_err(|why| refuse(&why))?;
        let head = Checkpoint::parse(note.text()).map_err(|why| refuse(&why))?;
        let size = head.size;
        if size.get() > STATEMENTS_MAX {
            return Err(refuse(&format!("it speaks of {size} statements, and at most {STATEMENTS_MAX} are read")));
        }
        let (mut entries, mut tree) = (Vec::new(), StoredTree::new());
        for address in bundles_between(TreeSize::ZERO, size) {
            let bytes = self.tile(author, address)?;
            let file = self.record_path(author).join(address.to_string());
            let bundle = EntryBundle::decode(address, &bytes).map_err(|why| FolderError::new(&file, why))?;
            for entry in bundle.entries() {
                tree.append(leaf_hash(entry)).map_err(|why| refuse(&why))?;
                entries.push(entry.to_vec());
            }
        }
        if tree.root() != head.root {
            let why = "the entries below it have another root than it says: the copy is damaged, or forged";
            return Err(refuse(&why));
        }
        Ok(Some(Held { author: author.clone(), path, note, head, entries, tree }))
    }
}

impl Held {
    /// Whose record it is.
    pub fn author(&self) -> &Author {
        &self.author
    }

    /// Its checkpoint, as it is signed.
    pub fn note(&self) -> &SignedNote {
        &self.note
    }

    /// How many statements it holds.
    pub fn size(&self) -> TreeSize {
        self.head.size
    }

    /// Its hashes.
    pub(crate) fn tree(&self) -> &StoredTree {
        &self.tree
    }

    /// Its root.
    pub fn root(&self) -> Hash {
        self.head.root
    }

    /// Its root at an earlier size; nothing where it is shorter.
    pub fn root_at(&self, size: TreeSize) -> Option<Hash> {
        if size > self.size() { None } else { tree::root(size, &self.tree).ok() }
    }

    /// The statements' bytes, in order.
    pub fn entries(&self) -> &[Vec<u8>] {
        &self.entries
    }

    /// Checks that one of these keys has signed the checkpoint.
    ///
    /// # Errors
    /// Where none has.
    pub fn verify(&self, keys: &[VerifierKey]) -> Result<VerifiedCheckpoint, FolderError> {
        VerifiedCheckpoint::verify_note(self.note.clone(), keys).map_err(|why| {
            FolderError::new(&self.path, format!("the checkpoint is not one that {} signed: {why}", self.author))
        })
    }

    /// How it stands to another copy of the same record.
    pub fn beside(&self, other: &Self) -> Beside {
        match self.size().cmp(&other.size()) {
            std::cmp::Ordering::Equal if self.root() == other.root() => Beside::Same,
            std::cmp::Ordering::Greater if self.root_at(other.size()) == Some(other.root()) => Beside::Longer,
            std::cmp::Ordering::Less if other.root_at(self.size()) == Some(self.root()) => Beside::Shorter,
            _ => Beside::Contradicts,
        }
    }

    /// The files in which it lies on a disk, as a copy of it is written.
    ///
    /// # Errors
    /// Where a leaf is no statement of its author: such a record is for the audit.
    pub fn files(&self) -> Result<Vec<RecordFile>, FolderError> {
        let writer = RecordWriter::resume(self.author.clone(), &self.entries).map_err(|why| {
            let audit = "an audit names the leaf and whose it is";
            FolderError::new(&self.path, format!("the record cannot be taken in: {why}; {audit}"))
        })?;
        Ok(writer.files(TreeSize::ZERO, &self.note).collect())
    }

    /// The tiles of a record of this size, and no others.
    pub fn tiles(&self) -> BTreeSet<TileAddress> {
        tiles_of(self.size())
    }
}

/// The tiles of a record of this size.
pub(crate) fn tiles_of(size: TreeSize) -> BTreeSet<TileAddress> {
    bundles_between(TreeSize::ZERO, size).chain(tiles_between(TreeSize::ZERO, size)).collect()
}
