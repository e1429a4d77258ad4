//! Bounded reads of a run folder.

use crate::files::{Disk, Files, Kind};
use log::tile::BUNDLE_LEN_MAX;
use log::{TileAddress, TileKind};
use record::Author;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most views that are read.
pub const VIEWS_MAX: usize = 1024;
/// The most files that a record's folder may have.
const FILES_MAX: usize = 1 << 20;
/// How deep a record's folder may nest.
const DEPTH_MAX: usize = 10;

/// A run folder.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
    files: Arc<dyn Files>,
}

/// A file or folder that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("`{}`: {why}", path.display())]
pub struct FolderError {
    /// Which.
    pub path: PathBuf,
    /// Why, and what to do.
    pub why: String,
}

impl FolderError {
    /// With what is wrong, and what to do.
    pub fn new(path: &Path, why: impl ToString) -> Self {
        Self { path: path.to_owned(), why: why.to_string() }
    }

    /// A file that is longer than its format allows.
    pub fn too_long(path: &Path, most: usize) -> Self {
        Self::new(path, format!("it has more than the {most} bytes that its format allows"))
    }
}

impl Folder {
    /// Opens a run folder: one that has a `treaty.toml`.
    ///
    /// # Errors
    /// Where it is no folder, or has none.
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        if !path.is_dir() {
            return Err(FolderError::new(path, "it is no folder"));
        }
        let folder = Self::at(path);
        match folder.treaty_path().is_file() {
            true => Ok(folder),
            false => Err(FolderError::new(path, "it has no `treaty.toml`, so it is no run folder")),
        }
    }

    /// The folder at a path of this disk, whatever is in it.
    pub(crate) fn at(path: &Path) -> Self {
        Self::of(path, Arc::new(Disk))
    }

    /// The folder at a path of other files than a disk's.
    pub fn of(path: &Path, files: Arc<dyn Files>) -> Self {
        Self { path: path.to_owned(), files }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a path looks like a run folder.
    pub fn is_one(path: &Path) -> bool {
        path.is_dir() && path.join("treaty.toml").is_file()
    }

    /// Where the instrument stands.
    pub fn treaty_path(&self) -> PathBuf {
        self.path.join("treaty.toml")
    }

    /// Where the record of an author stands.
    pub fn record_path(&self, author: &Author) -> PathBuf {
        self.path.join(author.as_str())
    }

    /// Where a view stands.
    pub fn view_path(&self, name: &str) -> PathBuf {
        self.path.join("views").join(name)
    }

    /// Whether it has a record of this author.
    ///
    /// # Errors
    /// Where that cannot be told: a record that cannot be looked at is not one that is missing.
    pub fn has(&self, author: &Author) -> Result<bool, FolderError> {
        Ok(self.files.kind(&self.record_path(author))?.is_some())
    }

    /// The instrument's bytes.
    ///
    /// # Errors
    /// Where the file cannot be read whole.
    pub fn treaty(&self) -> Result<Vec<u8>, FolderError> {
        self.files.read(&self.treaty_path(), treaty::FILE_MAX)
    }

    /// An author's checkpoint.
    ///
    /// # Errors
    /// Where the file cannot be read whole.
    pub fn checkpoint(&self, author: &Author) -> Result<Vec<u8>, FolderError> {
        self.files.read(&self.record_path(author).join("checkpoint"), log::note::NOTE_MAX)
    }

    /// A tile of an author's record.
    ///
    /// # Errors
    /// Where the file cannot be read whole.
    pub fn tile(&self, author: &Author, address: TileAddress) -> Result<Vec<u8>, FolderError> {
        let most = match address.kind() {
            TileKind::Entries => BUNDLE_LEN_MAX,
            TileKind::Hashes(_) => usize::from(log::tile::TILE_WIDTH) * log::Hash::LENGTH,
        };
        let record = self.record_path(author);
        let path = record.join(address.to_string());
        match self.files.kind(&path)? {
            Some(_) => self.files.read(&path, most),
            None => {
                let asks = record.join("checkpoint");
                let why = format!("it is not there, and `{}` asks for it: get the record again", asks.display());
                Err(FolderError::new(&path, why))
            }
        }
    }

    /// Checkpoints as others saw them: name and bytes, in order of name.
    ///
    /// # Errors
    /// Where one cannot be read whole, or there are more than [`VIEWS_MAX`].
    pub fn views(&self) -> Result<Vec<(String, Vec<u8>)>, FolderError> {
        let path = self.path.join("views");
        if self.files.kind(&path)?.is_none() {
            return Ok(Vec::new());
        }
        let read = |name: String| Ok((name.clone(), self.files.read(&path.join(&name), log::note::NOTE_MAX)?));
        self.files.names(&path, VIEWS_MAX)?.into_iter().map(read).collect()
    }

    /// Refuses a record's folder that holds files which are no part of the record: something that nobody read must not travel as if it were checked.
    ///
    /// # Errors
    /// Where it has such a file; the first by name is named.
    pub fn holds_only(&self, author: &Author, tiles: &BTreeSet<TileAddress>) -> Result<(), FolderError> {
        let known =
            |path: &str| path == "checkpoint" || TileAddress::parse(path).is_ok_and(|tile| tiles.contains(&tile));
        self.walk(author, &mut |path, whole| match known(path) {
            true => Ok(()),
            false => {
                let why =
                    "it is no part of the record whose checkpoint stands beside it: remove it, or get the record again";
                Err(FolderError::new(whole, why))
            }
        })
    }

    /// The files in a record's folder that its writer left behind: tiles of another size, and such as were not written to their end.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub(crate) fn leftovers(
        &self,
        author: &Author,
        tiles: &BTreeSet<TileAddress>,
    ) -> Result<Vec<PathBuf>, FolderError> {
        let mut found = Vec::new();
        self.walk(author, &mut |path, whole| {
            let left = TileAddress::parse(path).is_ok_and(|tile| !tiles.contains(&tile)) || crate::write::is_half(path);
            found.extend(left.then(|| whole.to_owned()));
            Ok(())
        })?;
        Ok(found)
    }

    /// Visits every file of a record's folder, by its path below it.
    fn walk(
        &self,
        author: &Author,
        visit: &mut dyn FnMut(&str, &Path) -> Result<(), FolderError>,
    ) -> Result<(), FolderError> {
        let root = self.record_path(author);
        let mut seen = 0;
        let mut open = vec![(String::new(), 0)];
        while let Some((below, depth)) = open.pop() {
            let folder = root.join(&below);
            for name in self.files.names(&folder, FILES_MAX)? {
                let path = if below.is_empty() { name } else { format!("{below}/{name}") };
                let whole = root.join(&path);
                seen += 1;
                let kind = self.files.kind(&whole)?;
                if kind == Some(Kind::Link) {
                    return Err(FolderError::new(&whole, "it is a link: a record holds its files itself"));
                }
                if kind == Some(Kind::Folder) && depth < DEPTH_MAX && seen < FILES_MAX {
                    open.push((path, depth + 1));
                } else {
                    visit(&path, &whole)?;
                }
            }
        }
        Ok(())
    }
}
