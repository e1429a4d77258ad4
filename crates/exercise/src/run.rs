//! What a play leaves: the files of a run folder (`docs/spec/folder.md`).

use std::fmt;

/// A file of a run folder.
#[derive(Clone, PartialEq, Eq)]
pub struct RunFile {
    /// Its path below the folder, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for RunFile {
    /// Path and length: some of the files are secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RunFile(`{}`, {} bytes)", self.path, self.bytes.len())
    }
}

/// A run folder: its files in the order in which they are to be written, each path once. A checkpoint stands behind all that it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The files.
    pub files: Vec<RunFile>,
}

impl Run {
    /// The bytes of a file.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.iter().find(|file| file.path == path).map(|file| file.bytes.as_slice())
    }
}
