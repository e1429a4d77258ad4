//! The files that were dropped on the page, or chosen: their paths and lengths are known, their bytes are asked for.

use folder::{Files, FolderError, Kind};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// The most files that are taken at once.
pub const FILES_MAX: usize = 1 << 20;

/// Reads the first bytes of the file with a number into a place, which is as long as they are; says whether they are all there.
pub type ReadFile = Arc<dyn Fn(usize, &mut [u8]) -> bool + Send + Sync>;

/// Dropped files, each under the path that it had below what was dropped.
pub struct Dropped {
    files: BTreeMap<String, Entry>,
    folders: BTreeSet<String>,
    read: ReadFile,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    number: usize,
    size: u64,
}

impl Dropped {
    /// Files by path and length, in the order of their numbers. A path is parts with `/` between them; one with an empty part, or one that leads
    /// up, is none that a browser gives, and is left out. Of two files under one path the later counts: it was dropped again.
    pub fn new(files: impl IntoIterator<Item = (String, u64)>, read: ReadFile) -> Self {
        let is_path = |path: &str| path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        let numbered = (0..).zip(files).filter(|(_, (path, _))| is_path(path));
        let files: BTreeMap<_, _> = numbered.map(|(number, (path, size))| (path, Entry { number, size })).collect();
        let folders = files.keys().flat_map(|path| above(path)).map(str::to_owned).collect();
        Self { files, folders, read }
    }

    /// The paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The first bytes of a file, at most so many; nothing where it cannot be read.
    pub fn start(&self, path: &str, most: usize) -> Option<Vec<u8>> {
        let entry = self.files.get(path)?;
        let length = usize::try_from(entry.size).unwrap_or(usize::MAX).min(most);
        let mut bytes = vec![0; length];
        (self.read)(entry.number, &mut bytes).then_some(bytes)
    }
}

/// The folders above a path, the nearest first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |path| parent(path))
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(parent, _)| parent)
}

impl fmt::Debug for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dropped({} files)", self.files.len())
    }
}

/// A browser gives regular files and folders: it follows links itself, or leaves them out.
impl Files for Dropped {
    fn kind(&self, path: &Path) -> Result<Option<Kind>, FolderError> {
        let path = text(path)?;
        let file = self.files.contains_key(path).then_some(Kind::File);
        Ok(file.or_else(|| self.folders.contains(path).then_some(Kind::Folder)))
    }

    fn names(&self, path: &Path, most: usize) -> Result<Vec<String>, FolderError> {
        let below = match text(path)? {
            "" => String::new(),
            folder => format!("{folder}/"),
        };
        let within = self.files.range(below.clone()..).map_while(|(file, _)| file.strip_prefix(&below));
        let names: BTreeSet<_> = within.filter_map(|file| file.split('/').next()).take(FILES_MAX).collect();
        match names.len() > most {
            true => Err(FolderError::new(path, format!("it holds more than {most} files"))),
            false => Ok(names.into_iter().map(str::to_owned).collect()),
        }
    }

    fn read(&self, path: &Path, most: usize) -> Result<Vec<u8>, FolderError> {
        let entry = self.files.get(text(path)?).ok_or_else(|| FolderError::new(path, "it is no regular file"))?;
        let length = usize::try_from(entry.size).ok().filter(|length| *length <= most);
        let mut bytes = vec![0; length.ok_or_else(|| FolderError::too_long(path, most))?];
        match (self.read)(entry.number, &mut bytes) {
            true => Ok(bytes),
            false => Err(FolderError::new(
                path,
                "the browser cannot read it, or it has changed since it was given: give it again",
            )),
        }
    }
}

/// A path that this room made: of text, with `/` between its parts, whatever machine the browser runs on. Joined to nothing it ends in one more.
fn text(path: &Path) -> Result<&str, FolderError> {
    let text = path.to_str().ok_or_else(|| FolderError::new(path, "its name is no text"))?;
    Ok(text.strip_suffix('/').unwrap_or(text))
}
