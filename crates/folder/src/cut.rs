//! Cuts a finding out of a run folder, with the statements that show it.

use crate::{Folder, FolderError};
use audit::assessment::{Fact, StatementAt};
use audit::evidence::{Evidence, Leaf};
use audit::{Dossier, Finding};
use log::tile::bundles_between;
use log::tree::{InclusionProof, StoredTree, leaf_hash};
use log::{Checkpoint, EntryBundle, LeafIndex, LogProof, SignedNote, TreeSize};
use record::Author;
use std::collections::{BTreeMap, BTreeSet};
use treaty::Instrument;

/// The evidence of a finding that [`audit::evidence::can_be_cut`], from the folder that was audited; nothing where it would be longer than its
/// reader takes. Of a dossier that was held beside it, it has what its statements name, where it rests on that.
///
/// # Errors
/// Where a file cannot be read, or the finding is of no record.
pub fn cut(
    folder: &Folder,
    treaty: &Instrument,
    finding: &Finding,
    dossier: &Dossier,
) -> Result<Option<Evidence>, FolderError> {
    let refuse = |why: &str| FolderError::new(&folder.treaty_path(), why);
    let about = finding.party.clone().map(Author::Party).or_else(|| finding.statements.iter().find_map(record_of));
    let (Fact::Record(fact), Some(about)) = (&finding.fact, about) else {
        return Err(refuse("the finding is not about a record"));
    };
    let mut wanted: BTreeMap<Author, BTreeSet<u64>> = BTreeMap::new();
    for at in &finding.statements {
        if let StatementAt::Leaf { record, index } = at {
            wanted.entry(record.clone()).or_default().insert(*index);
        }
    }
    let mut leaves = Vec::new();
    for (author, indices) in &wanted {
        leaves.extend(of_record(folder, author, indices)?);
    }
    let (treaty, code, epoch) = (treaty.hash.to_string(), fact.code().to_owned(), fact.epoch());
    let named: Vec<_> = leaves.iter().map(|leaf| leaf.entry.as_slice()).collect();
    let (keys, papers) = if fact.is_of_papers() { dossier.named_by(&named) } else { Default::default() };
    Ok(Some(Evidence { treaty, code, epoch, author: about, keys, papers, leaves }).filter(Evidence::fits))
}

fn record_of(at: &StatementAt) -> Option<Author> {
    match at {
        StatementAt::Leaf { record, .. } => Some(record.clone()),
        StatementAt::Row { .. } => None,
    }
}

fn of_record(folder: &Folder, author: &Author, indices: &BTreeSet<u64>) -> Result<Vec<Leaf>, FolderError> {
    let path = folder.record_path(author).join("checkpoint");
    let refuse = |why: &dyn ToString| FolderError::new(&path, why.to_string());
    let note = SignedNote::parse(&folder.checkpoint(author)?).map_err(|why| refuse(&why))?;
    let head = Checkpoint::parse(note.text()).map_err(|why| refuse(&why))?;
    let size = head.size;
    let mut tree = StoredTree::new();
    let mut entries = Vec::new();
    for address in bundles_between(TreeSize::ZERO, size) {
        let bytes = folder.tile(author, address)?;
        let bundle = EntryBundle::decode(address, &bytes).map_err(|why| refuse(&why))?;
        for entry in bundle.entries() {
            let index = tree.append(leaf_hash(entry)).map_err(|why| refuse(&why))?;
            if indices.contains(&index.get()) {
                entries.push((index, entry.to_vec()));
            }
        }
    }
    entries
        .into_iter()
        .map(|(index, entry)| with_proof(author, &note, &tree, index, entry))
        .collect::<Result<_, _>>()
        .map_err(|why| refuse(&why))
}

fn with_proof(
    author: &Author,
    note: &SignedNote,
    tree: &StoredTree,
    index: LeafIndex,
    entry: Vec<u8>,
) -> Result<Leaf, log::ProofError> {
    let inclusion = InclusionProof::make(index, tree.size(), tree)?;
    let proof = LogProof { extra: None, index, inclusion, checkpoint: note.clone() };
    Ok(Leaf { author: author.clone(), entry, proof: proof.to_string().into_bytes() })
}
