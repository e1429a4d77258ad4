//! What one reader holds beside the public records of a run folder or a home: the keys of its requests, and what came sealed or on paper.

use crate::files::{is_there, names, read};
use crate::home::{SEALED_MAX, hexadecimal};
use crate::{Folder, FolderError};
use audit::Dossier;
use std::path::Path;
use treaty::PartyCode;

/// The most inspections, and the most papers, that are looked at.
const FILES_MAX: usize = 1 << 16;
/// The most bytes of all papers together.
const PAPERS_MAX: usize = 1 << 30;

/// What a reader holds: the keys that lie in `keys`, each in a folder of its own as in a home (failing that, in the reader's own `<reader>.secret`), what was sealed
/// for it, and the papers that it gave to others. What of it is what a statement names, the audit sees.
///
/// # Errors
/// Where a file cannot be read whole, is no key, or there is too much.
pub fn dossier(folder: &Folder, reader: &PartyCode, keys: Option<&Path>) -> Result<Dossier, FolderError> {
    let mut dossier = Dossier::of(reader.clone());
    let own = folder.path().join(format!("{reader}.secret/inspections"));
    match keys {
        Some(keys) => take_keys(keys, &mut dossier)?,
        None if is_there(&own)? => take_keys(&own, &mut dossier)?,
        None => {}
    }
    let (mut papers, mut room) = (Vec::new(), PAPERS_MAX);
    for name in names(folder.path(), FILES_MAX)? {
        let Some(of) = name.strip_suffix(".sealed").and_then(PartyCode::new) else { continue };
        let within = folder.path().join(&name);
        let is_own = |file: &String| file.rsplit_once('-').is_some_and(|(author, _)| author == reader.as_str());
        let files = names(&within, FILES_MAX)?.into_iter().filter(|file| of == *reader || is_own(file));
        papers.extend(files.filter(|file| !crate::write::is_half(file)).map(|file| within.join(file)));
    }
    for path in papers {
        let paper = read(&path, SEALED_MAX)?;
        room = room.checked_sub(paper.len()).ok_or_else(|| too_much(&path))?;
        dossier.paper(paper);
    }
    Ok(dossier)
}

fn take_keys(folder: &Path, dossier: &mut Dossier) -> Result<(), FolderError> {
    for name in names(folder, FILES_MAX)? {
        let path = folder.join(name).join("key");
        // what a host keeps of an inspection has no key
        if is_there(&path)? {
            dossier.key(hexadecimal(&path)?);
        }
    }
    Ok(())
}

fn too_much(path: &Path) -> FolderError {
    FolderError::new(path, format!("with it the papers have more than {PAPERS_MAX} bytes together"))
}
