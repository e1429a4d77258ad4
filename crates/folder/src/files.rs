//! Where the files of a folder lie: on a disk, or among those that were dropped on a page.

use crate::FolderError;
use std::fmt::Debug;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Files under paths, as far as a run folder is read. What is refused is refused in [`crate::Folder`], wherever they lie.
pub trait Files: Debug + Send + Sync {
    /// What stands at a path; nothing where nothing does. A link is not followed.
    ///
    /// # Errors
    /// Where that cannot be told.
    fn kind(&self, path: &Path) -> Result<Option<Kind>, FolderError>;

    /// The names in a folder, in order.
    ///
    /// # Errors
    /// Where they cannot be read, one is no text, or there are more than `most`.
    fn names(&self, path: &Path, most: usize) -> Result<Vec<String>, FolderError>;

    /// Reads a regular file of at most so many bytes.
    ///
    /// # Errors
    /// Where it is none, is longer, or cannot be read.
    fn read(&self, path: &Path, most: usize) -> Result<Vec<u8>, FolderError>;
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link.
    Link,
    /// A device, a pipe, and the like.
    Other,
}

/// This machine's disks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Disk;

impl Files for Disk {
    fn kind(&self, path: &Path) -> Result<Option<Kind>, FolderError> {
        let of = |kind: fs::FileType| match kind {
            kind if kind.is_symlink() => Kind::Link,
            kind if kind.is_dir() => Kind::Folder,
            kind if kind.is_file() => Kind::File,
            _ => Kind::Other,
        };
        match path.symlink_metadata() {
            Ok(data) => Ok(Some(of(data.file_type()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(FolderError::new(path, error)),
        }
    }

    fn names(&self, path: &Path, most: usize) -> Result<Vec<String>, FolderError> {
        let failed = |error: io::Error| FolderError::new(path, error);
        let mut names = Vec::new();
        for entry in fs::read_dir(path).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            names.push(name.into_string().map_err(|name| FolderError::new(&path.join(name), "its name is no text"))?);
            if names.len() > most {
                return Err(FolderError::new(path, format!("it holds more than {most} files")));
            }
        }
        names.sort();
        Ok(names)
    }

    /// A link, which may lead out of the folder or to a device that never ends, is no regular file; a longer file is read one byte too far.
    fn read(&self, path: &Path, most: usize) -> Result<Vec<u8>, FolderError> {
        let failed = |error: io::Error| FolderError::new(path, error);
        if !fs::symlink_metadata(path).map_err(failed)?.is_file() {
            return Err(FolderError::new(path, "it is no regular file"));
        }
        let mut bytes = Vec::new();
        let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        File::open(path).map_err(failed)?.take(limit).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() > most { Err(FolderError::too_long(path, most)) } else { Ok(bytes) }
    }
}

/// The names in a folder of this disk, in order.
pub(crate) fn names(folder: &Path, most: usize) -> Result<Vec<String>, FolderError> {
    Disk.names(folder, most)
}

/// Whether something stands at a path of this disk.
pub(crate) fn is_there(path: &Path) -> Result<bool, FolderError> {
    Ok(Disk.kind(path)?.is_some())
}

/// Reads a regular file of this disk, of at most so many bytes.
pub(crate) fn read(path: &Path, most: usize) -> Result<Vec<u8>, FolderError> {
    Disk.read(path, most)
}
