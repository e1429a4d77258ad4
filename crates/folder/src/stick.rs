//! A stick: the folder that goes from hand to hand between two homes. It is a run folder without secrets, so whoever finds it can audit it.
//!
//! What it brings is read within bounds and judged by whoever takes it in. What is left on it is what was durable in the home before: a stick that
//! is lost, full or pulled out costs nothing but another one.

use crate::files::{is_there, names, read};
use crate::held::tiles_of;
use crate::home::{sealed, sealed_path};
use crate::write::{place_record, place_where_other};
use crate::{Folder, FolderError, Home};
use log::{SignedNote, TreeSize};
use record::{Author, RecordWriter};
use std::path::Path;
use treaty::PartyCode;

/// The most entries of a stick, or of a folder on it, that are looked at.
const ENTRIES_MAX: usize = 1 << 16;

/// A stick.
#[derive(Debug)]
pub struct Stick {
    folder: Folder,
    is_new: bool,
}

impl Stick {
    /// Looks at a stick: an empty folder, or one that was used under the same instrument.
    ///
    /// # Errors
    /// Where there is none, it is somebody else's, or secrets lie on it.
    pub fn open(path: &Path, treaty: &[u8]) -> Result<Self, FolderError> {
        if !path.is_dir() {
            return Err(FolderError::new(path, "there is no stick: is it plugged in, and the path right?"));
        }
        let names = names(path, ENTRIES_MAX)?;
        if let Some(name) = names.iter().find(|name| name.ends_with(".secret")) {
            let why = "secrets lie on the stick: take them away, and treat their keys as known to others";
            return Err(FolderError::new(&path.join(name), why));
        }
        let folder = Folder::at(path);
        if !is_there(&folder.treaty_path())? {
            return match names.iter().find(|name| !of_no_matter(name)) {
                None => Ok(Self { folder, is_new: true }),
                Some(name) => Err(FolderError::new(
                    &path.join(name),
                    "this is somebody else's stick: it has no `treaty.toml`, and other things lie on it; take an empty one",
                )),
            };
        }
        match folder.treaty()? == treaty {
            true => Ok(Self { folder, is_new: false }),
            false => Err(FolderError::new(
                &folder.treaty_path(),
                "this is somebody else's stick: it was used under another instrument than the home's; take an empty one",
            )),
        }
    }

    /// The same as a run folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Whether nothing was ever left on it.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// By which statements something lies on it for a reader: author and leaf of each.
    ///
    /// # Errors
    /// Where that cannot be read.
    pub fn sealed_for(&self, reader: &PartyCode) -> Result<Vec<(Author, u64)>, FolderError> {
        sealed_for(&self.folder, reader)
    }

    /// What lies on it for a reader with the statement at a leaf.
    ///
    /// # Errors
    /// Where it cannot be read whole.
    pub fn sealed(&self, reader: &PartyCode, author: &Author, leaf: u64) -> Result<Option<Vec<u8>>, FolderError> {
        sealed(&self.folder, reader, author, leaf)
    }

    /// Leaves on it what a home has for others: the instrument, the home's own record, and what was sealed with its statements. `is_said` says of the
    /// bytes for a leaf whether the statement there names them: what a call that was cut off has sealed, and nobody said, is not handed over.
    ///
    /// # Errors
    /// Where it cannot be written, such as where it is full. The home has everything then.
    pub fn leave(
        &self,
        home: &Home,
        treaty: &[u8],
        own: (&RecordWriter, &SignedNote),
        is_said: impl Fn(u64, &[u8]) -> bool,
    ) -> Result<(), FolderError> {
        let (own, head) = own;
        place_where_other(&self.folder.treaty_path(), treaty)?;
        // what is sealed stands there before the record that speaks of it
        for reader in readers(home)? {
            for (author, leaf) in sealed_for(home.folder(), &reader)?.iter().filter(|(by, _)| by == own.author()) {
                let from = sealed_path(home.folder(), &reader, author, *leaf);
                let bytes = read(&from, crate::home::SEALED_MAX)?;
                if is_said(*leaf, &bytes) {
                    place_where_other(&sealed_path(&self.folder, &reader, author, *leaf), &bytes)?;
                }
            }
        }
        place_record(&self.folder, own.author(), own.files(TreeSize::ZERO, head), &tiles_of(own.size()))
    }
}

/// Those for whom something lies in a home, but for its party.
fn readers(home: &Home) -> Result<Vec<PartyCode>, FolderError> {
    let names = names(home.folder().path(), ENTRIES_MAX)?;
    let reader = |name: &String| name.strip_suffix(".sealed").and_then(PartyCode::new);
    Ok(names.iter().filter_map(reader).filter(|reader| reader != home.party()).collect())
}

fn sealed_for(folder: &Folder, reader: &PartyCode) -> Result<Vec<(Author, u64)>, FolderError> {
    let path = folder.path().join(format!("{reader}.sealed"));
    if !is_there(&path)? {
        return Ok(Vec::new());
    }
    let statement = |name: &String| {
        let (author, leaf) = name.rsplit_once('-')?;
        let plain = leaf.bytes().all(|digit| digit.is_ascii_digit()) && (leaf == "0" || !leaf.starts_with('0'));
        Some((Author::new(author)?, leaf.parse().ok().filter(|_| plain)?))
    };
    Ok(names(&path, ENTRIES_MAX)?.iter().filter_map(statement).collect())
}

/// What systems put on a stick of their own accord, and what a call that was cut off has begun to write first.
fn of_no_matter(name: &str) -> bool {
    name.starts_with('.') || ["System Volume Information", "lost+found", "treaty.toml.new"].contains(&name)
}
