//! Cuts the equivocation that a finding tells of out of a run folder: two heads of one log in one small file (`docs/spec/log.md`, section 8).

use crate::{Folder, FolderError};
use audit::Finding;
use audit::assessment::{Fact, RecordFact, StatementAt};
use log::{Equivocation, StoredTree, VerifiedCheckpoint};
use record::{Author, Envelope, KeyRings, Statement};
use treaty::Instrument;

/// The two heads that a finding tells of, with the hashes that show that one does not go on from the other; nothing where it tells of none, or where a key
/// signed them that the instrument does not list, so that nobody could check it with the instrument alone.
///
/// # Errors
/// Where a file cannot be read.
pub fn equivocation(
    folder: &Folder,
    treaty: &Instrument,
    finding: &Finding,
) -> Result<Option<Equivocation>, FolderError> {
    let Fact::Record(RecordFact::Equivocation { seen_by, against, .. }) = &finding.fact else { return Ok(None) };
    let rings = KeyRings::new(treaty).map_err(|why| FolderError::new(&folder.treaty_path(), why))?;
    let named = |name: &String| name == seen_by || Some(name) == against.as_ref();
    let views = folder.views()?.into_iter().filter(|(name, _)| named(name)).map(|(_, note)| note);
    let mut notes: Vec<_> = views.collect();
    for at in &finding.statements {
        notes.extend(received(folder, at)?);
    }
    let seen: Vec<_> = notes.iter().filter_map(|note| signed(&rings, note)).collect();
    let Some((author, first)) = seen.first() else { return Ok(None) };
    if against.is_some() {
        let others = seen.iter().skip(1).filter(|(other, _)| other == author);
        let mut proofs =
            others.filter_map(|(_, other)| log::equivocation::prove(first, other, &StoredTree::new()).ok());
        return Ok(proofs.next());
    }
    let Some(held) = folder.record(author)? else { return Ok(None) };
    let own = signed(&rings, held.note().to_string().as_bytes());
    Ok(own.and_then(|(_, own)| log::equivocation::prove(first, &own, held.tree()).ok()))
}

/// The checkpoint in a receipt.
fn received(folder: &Folder, at: &StatementAt) -> Result<Option<Vec<u8>>, FolderError> {
    let StatementAt::Leaf { record, index } = at else { return Ok(None) };
    let Some(held) = folder.record(record)? else { return Ok(None) };
    let entry = usize::try_from(*index).ok().and_then(|index| held.entries().get(index));
    let contents = entry.and_then(|entry| Envelope::decode(entry).ok()?.contents().ok()?);
    Ok(contents.and_then(|contents| match contents.statement {
        Statement::Receipt(receipt) => Some(receipt.checkpoint),
        _ => None,
    }))
}

/// A checkpoint that a log key of the instrument signed, and whose.
fn signed(rings: &KeyRings, note: &[u8]) -> Option<(Author, VerifiedCheckpoint)> {
    let by = |author: &Author| {
        let keys = rings.ring(author)?.every_log_key();
        VerifiedCheckpoint::verify(note, &keys).ok().map(|head| (author.clone(), head))
    };
    rings.authors().find_map(by)
}
