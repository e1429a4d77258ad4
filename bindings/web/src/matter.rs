//! What there is to do with what was dropped: an audit, evidence to check again, an instrument to show; and what is missing for it.

use crate::Dropped;
use crate::shipped::shipped;
use crate::sorted::{Run, Sorted, within};
use crate::told::Trouble;
use folder::{Files, Folder};
use std::path::Path;
use std::sync::Arc;
use treaty::{Diagnostic, FILE_MAX, Instrument};

/// The largest table of declarations that is read, in bytes.
const TABLE_MAX: usize = 16 << 20;

/// What is to be done.
pub(crate) enum Matter {
    /// Records and tables are audited under an instrument.
    Audit { treaty: Loaded, folder: Option<Folder>, tables: Vec<Table> },
    /// Files that show one thing each are checked under it.
    Evidence { treaty: Loaded, evidence: Vec<String>, equivocations: Vec<String> },
    /// An instrument is shown.
    Treaty(Loaded),
    /// Nothing, for want of an instrument; where tables alone were given, one of those that ship will do.
    WantsTreaty { one_that_ships: bool },
}

/// An instrument, read.
pub(crate) struct Loaded {
    pub(crate) file: String,
    pub(crate) text: String,
    pub(crate) instrument: Instrument,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// A table, as bytes.
pub(crate) struct Table {
    pub(crate) file: String,
    pub(crate) bytes: Vec<u8>,
}

/// What is to be done with what was dropped. `under` names an instrument that ships, for tables that came without one.
pub(crate) fn matter(sorted: &Sorted, dropped: &Arc<Dropped>, under: Option<&str>) -> Result<Matter, Trouble> {
    let Sorted { run, tables, evidence, equivocations, .. } = sorted;
    let is_evidence = !evidence.is_empty() || !equivocations.is_empty();
    if is_evidence && (run.is_some() || !tables.is_empty()) {
        return Err(Trouble::EvidenceWithOthers);
    }
    let Some(treaty) = treaty(sorted, dropped, under)? else {
        return Ok(Matter::WantsTreaty { one_that_ships: run.is_none() && !is_evidence });
    };
    if is_evidence {
        return Ok(Matter::Evidence { treaty, evidence: evidence.clone(), equivocations: equivocations.clone() });
    }
    if run.is_none() && tables.is_empty() {
        return Ok(Matter::Treaty(treaty));
    }
    let table = |file: &String| Ok(Table { file: file.clone(), bytes: read(dropped, file, TABLE_MAX)? });
    let tables = tables.iter().map(table).collect::<Result<_, Trouble>>()?;
    let folder = run.as_ref().map(|run| folder(run, &treaty, dropped)).transpose()?;
    Ok(Matter::Audit { treaty, folder, tables })
}

/// The folder of records. One in which no record is named after an author would be read as if nothing had been given.
fn folder(run: &Run, treaty: &Loaded, dropped: &Arc<Dropped>) -> Result<Folder, Trouble> {
    let parties = treaty.instrument.parties.iter().map(|party| party.code.as_str());
    let authors: Vec<_> =
        parties.chain(treaty.instrument.witnesses.iter().map(|witness| witness.id.as_str())).collect();
    if !run.records.iter().any(|name| authors.contains(&name.as_str())) {
        let named: Vec<_> = run.records.iter().map(String::as_str).collect();
        return Err(Trouble::NoAuthor { folders: named.join(", "), authors: authors.join(", ") });
    }
    Ok(Folder::of(Path::new(&run.root), Arc::clone(dropped) as Arc<dyn Files>))
}

/// The instrument: the one that lies beside the records, or the one that was dropped, or one that ships. Where the reader brings one to a run folder that has its
/// own, both must have the same bytes: whoever made the folder chose the one in it.
fn treaty(sorted: &Sorted, dropped: &Dropped, under: Option<&str>) -> Result<Option<Loaded>, Trouble> {
    let beside = |file: &str| {
        sorted.run.as_ref().is_some_and(|run| !run.root.is_empty() && file.starts_with(&format!("{}/", run.root)))
    };
    let brought: Vec<_> = sorted.treaties.iter().filter(|file| !beside(file)).collect();
    let named: Vec<_> =
        brought.iter().filter_map(|file| treaty::base_file(&read(dropped, file, FILE_MAX).ok()?)).collect();
    // what another of them stands on is given for its sake
    let own: Vec<_> =
        brought.into_iter().filter(|file| !named.iter().any(|base| within(folder_of(file), base) == **file)).collect();
    if let [one, other, ..] = own.as_slice() {
        return Err(Trouble::TwoTreaties { one: (*one).clone(), other: (*other).clone() });
    }
    let own = own.first().map(|file| load(dropped, file)).transpose()?;
    let of_run =
        sorted.run.as_ref().filter(|run| run.has_treaty).map(|run| load(dropped, &run.treaty())).transpose()?;
    match (of_run, own, under) {
        (Some(of_run), Some(own), _) if of_run.instrument.hash != own.instrument.hash => Err(Trouble::OtherTreaty {
            own: own.file,
            own_hash: own.instrument.hash.to_string(),
            hash: of_run.instrument.hash.to_string(),
        }),
        (Some(loaded), ..) | (None, Some(loaded), _) => Ok(Some(loaded)),
        (None, None, Some(name)) => shipped(name).map(|bytes| parse(dropped, name, bytes)).transpose(),
        (None, None, None) => Ok(None),
    }
}

fn load(dropped: &Dropped, file: &str) -> Result<Loaded, Trouble> {
    parse(dropped, file, &read(dropped, file, FILE_MAX)?)
}

/// Parses an instrument, the one that it stands on first: a file beside it, or one that ships.
fn parse(dropped: &Dropped, file: &str, bytes: &[u8]) -> Result<Loaded, Trouble> {
    let base = match treaty::base_file(bytes) {
        Some(name) => base(dropped, file, &name)?,
        None => None,
    };
    let text = String::from_utf8_lossy(bytes).into_owned();
    match treaty::parse(bytes, base.as_ref()) {
        Ok(parsed) => {
            Ok(Loaded { file: file.to_owned(), text, instrument: parsed.instrument, warnings: parsed.warnings })
        }
        Err(problems) => Err(Trouble::problems(file, &text, &problems)),
    }
}

fn base(dropped: &Dropped, file: &str, name: &str) -> Result<Option<Instrument>, Trouble> {
    // a name that climbs out of the folder is none
    if name.contains(['/', '\\']) {
        return Ok(None);
    }
    let beside = within(folder_of(file), name);
    let there = dropped.paths().any(|path| path == beside);
    let bytes = match shipped(name) {
        _ if there => read(dropped, &beside, FILE_MAX)?,
        Some(bytes) => bytes.to_vec(),
        None => return Err(Trouble::NoBase { file: file.to_owned(), base: name.to_owned() }),
    };
    let parsed = treaty::parse(&bytes, None);
    let refused = |problems: Vec<Diagnostic>| Trouble::problems(&beside, &String::from_utf8_lossy(&bytes), &problems);
    parsed.map(|parsed| Some(parsed.instrument)).map_err(refused)
}

fn folder_of(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Reads a dropped file whole.
pub(crate) fn read(dropped: &Dropped, file: &str, most: usize) -> Result<Vec<u8>, Trouble> {
    dropped.read(Path::new(file), most).map_err(Trouble::from)
}
