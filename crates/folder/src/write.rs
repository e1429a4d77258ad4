//! Writing a run folder: a new folder, file by file, each whole or not at all.

use crate::FolderError;
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
        let whole = self.path.join(path);
        let failed = |error: std::io::Error| FolderError::new(&whole, error);
        let folder = whole.parent().ok_or_else(|| FolderError::new(&whole, "it has no folder"))?;
        fs::create_dir_all(folder).map_err(failed)?;
        let mut new = whole.clone().into_os_string();
        new.push(".new");
        let new = PathBuf::from(new);
        let written = File::create(&new).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
        written.and_then(|()| fs::rename(&new, &whole)).map_err(|error| {
            // nothing can be done where even this fails: the file is named for what it is
            let _ = fs::remove_file(&new);
            failed(error)
        })
    }
}
