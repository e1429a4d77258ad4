//! `standstill.audit`: a run folder, tables of declarations, or both, held against an instrument.

use crate::read::{self, Source, WithBase};
use crate::refused::Refusal;
use crate::work::interruptible;
use ::audit::{Audit, Dossier};
use folder::{Feed, Folder};
use proof::Verifier;
use pyo3::{PyResult, Python, pyfunction};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use treaty::{Date, Instrument, PartyCode};

/// What is to be audited, and for whom.
struct Call {
    paths: Vec<PathBuf>,
    treaty: Option<PathBuf>,
    as_of: Option<String>,
    threads: Option<usize>,
    reader: Option<String>,
    keys: Option<PathBuf>,
    shipped: PathBuf,
}

/// The assessment as JSON: what `standstill audit … --json` prints.
#[pyfunction]
#[pyo3(signature = (paths, treaty, as_of, threads, reader, keys, shipped))]
#[allow(clippy::too_many_arguments, reason = "each is one of the package's own function")]
pub(crate) fn audit(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    treaty: Option<PathBuf>,
    as_of: Option<String>,
    threads: Option<usize>,
    reader: Option<String>,
    keys: Option<PathBuf>,
    shipped: PathBuf,
) -> PyResult<String> {
    let call = Call { paths, treaty, as_of, threads, reader, keys, shipped };
    Ok(interruptible(py, |stop| call.answer(stop))??)
}

impl Call {
    fn answer(&self, stop: &AtomicBool) -> Result<String, Refusal> {
        let (folders, tables): (Vec<_>, Vec<_>) = self.paths.iter().partition(|path| Folder::is_one(path));
        let (treaty, folder) = match folders.as_slice() {
            [] => (self.of_tables()?, None),
            [path] => {
                let folder = Folder::open(path).map_err(Refusal::said)?;
                (self.of_folder(&folder)?, Some(folder))
            }
            _ => return Err(Refusal::said("name one run folder at a time: each has an instrument of its own")),
        };
        let instrument = read::parse(&treaty)?;
        let dossier = self.dossier(folder.as_ref(), &instrument)?;
        let mut audit = Audit::new(instrument.clone(), self.day()?).holding(Arc::new(dossier));
        for path in tables {
            let source = read::table(path)?;
            let declared = record::read(&source.name, &source.bytes, &instrument);
            audit.push(declared.map_err(|problems| source.refused(problems))?).map_err(Refusal::said)?;
        }
        if let Some(folder) = &folder {
            self.feed(folder, &mut audit, stop)?;
        }
        let assessment = audit.finish().map_err(|why| Refusal::Said(format!("`{}`: {why}", treaty.0.name)))?;
        Ok(report::json::text(&report::json::assessment(&assessment, &instrument)))
    }

    fn feed(&self, folder: &Folder, audit: &mut Audit, stop: &AtomicBool) -> Result<(), Refusal> {
        let threads = match self.threads {
            Some(threads) => {
                NonZeroUsize::new(threads).ok_or(Refusal::said("no proof is checked by 0 threads: name 1 or more"))?
            }
            None => thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        };
        let (authors, verifier) = (audit.authors(), Verifier::new());
        let feed = Feed { folder, authors: &authors, verifier: &verifier, threads, stop };
        folder::feed(&feed, audit, &mut |_| {}).map_err(Refusal::said)
    }

    fn of_tables(&self) -> Result<WithBase, Refusal> {
        if let Some(path) = self.paths.iter().find(|path| path.is_dir()) {
            let path = path.display();
            return Err(Refusal::Said(format!(
                "`{path}` is a folder without `treaty.toml`: name a run folder, or tables"
            )));
        }
        let missing = || Refusal::said("tables say nothing without an instrument: name it with treaty=");
        read::instrument(self.treaty.as_ref().ok_or_else(missing)?, &self.shipped)
    }

    /// The instrument of a run folder. One that the caller holds too must have the same bytes: whoever made the folder chose the one in it.
    fn of_folder(&self, folder: &Folder) -> Result<WithBase, Refusal> {
        let name = folder.treaty_path().display().to_string();
        let bytes = folder.treaty().map_err(Refusal::said)?;
        let of_run = read::with_base(Source { name, bytes }, &self.shipped)?;
        if let Some(own) = &self.treaty {
            let own = read::instrument(own, &self.shipped)?;
            if own.0.bytes != of_run.0.bytes {
                let [own, other] = [own.0.name, of_run.0.name];
                return Err(Refusal::Said(format!("`{own}` is another instrument than `{other}` in the run folder")));
            }
        }
        Ok(of_run)
    }

    fn day(&self) -> Result<Option<Date>, Refusal> {
        let read = |word: &String| {
            word.parse().map_err(|_| Refusal::Said(format!("as_of `{word}` is no day: write one such as 2020-10-20")))
        };
        self.as_of.as_ref().map(read).transpose()
    }

    /// What the reader of a call holds.
    fn dossier(&self, folder: Option<&Folder>, treaty: &Instrument) -> Result<Dossier, Refusal> {
        let Some(reader) = &self.reader else { return Ok(Dossier::default()) };
        let party = PartyCode::new(reader).filter(|code| treaty.parties.iter().any(|party| party.code == *code));
        let party = party.ok_or_else(|| {
            let codes: Vec<_> = treaty.parties.iter().map(|party| party.code.as_str()).collect();
            let codes = codes.join(", ");
            Refusal::Said(format!("reader `{reader}` is no party of the instrument: name one of {codes}"))
        })?;
        let missing = || Refusal::said("what a reader holds lies in a run folder or a home: name one");
        folder::dossier(folder.ok_or_else(missing)?, &party, self.keys.as_deref().map(Path::new)).map_err(Refusal::said)
    }
}
