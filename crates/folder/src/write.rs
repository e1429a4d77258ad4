//! Writing: each file whole or not at all, and durable before the next one is begun.
//!
//! [`Writing`] makes a new run folder. What grows afterwards, a home's record or what is on a stick, is written by [`place`] and [`place_record`].

use crate::{Folder, FolderError};
use log::TileAddress;
use record::Author;
use record::writer::RecordFile;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A run folder that is being written.
#[derive(Debug)]
pub struct Writing {
    path: PathBuf,
}

impl Writing {
    /// Begins a folder that does not exist yet, or is empty: what somebody kept is never written over.
    ///
    /// # Errors
    /// Where something stands there already, or the folder cannot be made.
    pub fn begin(path: &Path) -> Result<Self, FolderError> {
        let failed = |error: std::io::Error| FolderError::new(path, error);
        fs::create_dir_all(path).map_err(failed)?;
        match fs::read_dir(path).map_err(failed)?.next() {
            None => Ok(Self { path: path.to_owned() }),
            Some(_) => {
                Err(FolderError::new(path, "something is there already: choose another folder, or move it away"))
            }
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file under a path of its own, and the folders above it. It stands under its name only once all of it is written.
    ///
    /// # Errors
    /// Where it cannot be written, such as on a full disk; then at most a file that ends in `.new` is left.
    pub fn file(&self, path: &str, bytes: &[u8]) -> Result<(), FolderError> {
        place(&self.path.join(path), bytes)
    }
}

/// Writes a file, and the folders above it: it stands under its name only once all of it is on the disk.
///
/// # Errors
/// Where it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    place(path, bytes)
}

/// The same for a file that is not there yet: what somebody may have filled in is not written over.
///
/// # Errors
/// Where something stands there already, or it cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    match path.symlink_metadata() {
        Ok(_) => Err(FolderError::new(path, "something is there already: move it away, or name another folder")),
        Err(_) => place(path, bytes),
    }
}

/// The ending of a file that is being written.
const NEW: &str = ".new";

/// Writes a file, and the folders above it. It stands under its name only once all of it is on the disk.
pub(crate) fn place(whole: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    let failed = |error: std::io::Error| FolderError::new(whole, error);
    let folder = whole.parent().ok_or_else(|| FolderError::new(whole, "it has no folder"))?;
    fs::create_dir_all(folder).map_err(failed)?;
    let mut new = whole.to_owned().into_os_string();
    new.push(NEW);
    let new = PathBuf::from(new);
    let written = File::create(&new).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.and_then(|()| fs::rename(&new, whole)).map_err(|error| {
        // nothing can be done where even this fails: the file is named for what it is
        let _ = fs::remove_file(&new);
        failed(error)
    })?;
    settle(folder).map_err(failed)
}

/// The same, unless the file stands there as it is to be: a stick wears out, and is slow.
pub(crate) fn place_where_other(whole: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    let same = fs::symlink_metadata(whole).is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64)
        && fs::read(whole).is_ok_and(|held| held == bytes);
    if same { Ok(()) } else { place(whole, bytes) }
}

/// Writes the files of a record, in their order, the checkpoint last, and takes away what an earlier size left behind.
///
/// A crash before the checkpoint leaves the record as it was, with files beside it of which no checkpoint speaks; after it, narrower tiles that are
/// no part of it any more. Both are taken away the next time.
pub(crate) fn place_record(
    folder: &Folder,
    author: &Author,
    files: impl IntoIterator<Item = RecordFile>,
    tiles: &BTreeSet<TileAddress>,
) -> Result<(), FolderError> {
    let record = folder.record_path(author);
    files.into_iter().try_for_each(|file| place_where_other(&record.join(&file.path), &file.bytes))?;
    clear(folder, author, tiles)
}

/// Takes away what a writer that was cut off left in a record's folder.
pub(crate) fn clear(folder: &Folder, author: &Author, tiles: &BTreeSet<TileAddress>) -> Result<(), FolderError> {
    let remove = |path: PathBuf| fs::remove_file(&path).map_err(|error| FolderError::new(&path, error));
    folder.leftovers(author, tiles)?.into_iter().try_for_each(remove)
}

/// Whether a file was being written when its writer ended.
pub(crate) fn is_half(path: &str) -> bool {
    path.ends_with(NEW)
}

/// A name is durable once its folder is. Other systems do that with the file.
fn settle(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
