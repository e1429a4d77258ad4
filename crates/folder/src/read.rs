//! Bounded reads of a run folder.

use log::tile::BUNDLE_LEN_MAX;
use log::{TileAddress, TileKind};
use record::Author;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

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
    pub(crate) fn new(path: &Path, why: impl ToString) -> Self {
        Self { path: path.to_owned(), why: why.to_string() }
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

    /// The folder at a path, whatever is in it.
    pub(crate) fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
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
        is_there(&self.record_path(author))
    }

    /// The instrument's bytes.
    ///
    /// # Errors
    /// Where the file cannot be read whole.
    pub fn treaty(&self) -> Result<Vec<u8>, FolderError> {
        read(&self.treaty_path(), treaty::FILE_MAX)
    }

    /// An author's checkpoint.
    ///
    /// # Errors
    /// Where the file cannot be read whole.
    pub fn checkpoint(&self, author: &Author) -> Result<Vec<u8>, FolderError> {
        read(&self.record_path(author).join("checkpoint"), log::note::NOTE_MAX)
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
        match is_there(&path)? {
            true => read(&path, most),
            false => {
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
        if !is_there(&path)? {
            return Ok(Vec::new());
        }
        let names = names(&path, VIEWS_MAX)?;
        names.into_iter().map(|name| Ok((name.clone(), read(&path.join(&name), log::note::NOTE_MAX)?))).collect()
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
            for name in names(&folder, FILES_MAX)? {
                let path = if below.is_empty() { name } else { format!("{below}/{name}") };
                let whole = root.join(&path);
                seen += 1;
                if is_link(&whole) {
                    return Err(FolderError::new(&whole, "it is a link: a record holds its files itself"));
                }
                if whole.is_dir() && depth < DEPTH_MAX && seen < FILES_MAX {
                    open.push((path, depth + 1));
                } else {
                    visit(&path, &whole)?;
                }
            }
        }
        Ok(())
    }
}

/// The names in a folder, in order.
pub(crate) fn names(folder: &Path, most: usize) -> Result<Vec<String>, FolderError> {
    let failed = |error: io::Error| FolderError::new(folder, error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        names.push(name.into_string().map_err(|name| FolderError::new(&folder.join(name), "its name is no text"))?);
        if names.len() > most {
            return Err(FolderError::new(folder, format!("it holds more than {most} files")));
        }
    }
    names.sort();
    Ok(names)
}

/// Whether something stands there.
pub(crate) fn is_there(path: &Path) -> Result<bool, FolderError> {
    match path.symlink_metadata() {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(FolderError::new(path, error)),
    }
}

pub(crate) fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|data| data.is_symlink())
}

/// Reads a regular file of at most so many bytes. A link, which may lead out of the folder or to a device that never ends, is none; a longer
/// file is read one byte too far.
pub(crate) fn read(path: &Path, most: usize) -> Result<Vec<u8>, FolderError> {
    let failed = |error: io::Error| FolderError::new(path, error);
    if !fs::symlink_metadata(path).map_err(failed)?.is_file() {
        return Err(FolderError::new(path, "it is no regular file"));
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path).map_err(failed)?.take(limit).read_to_end(&mut bytes).map_err(failed)?;
    match bytes.len() > most {
        true => Err(FolderError::new(path, format!("it has more than the {most} bytes that its format allows"))),
        false => Ok(bytes),
    }
}
