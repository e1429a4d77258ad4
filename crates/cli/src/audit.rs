//! `standstill audit …`

mod written;

use crate::args;
use crate::files::{self, Loaded, Source};
use crate::out::{Answer, Failure, INCONSISTENT, OPEN, Teller};
use crate::progress::Bar;
use audit::evidence::{self, EVIDENCE_MAX, Evidence};
use audit::{Assessment, Audit, Dossier, Incomplete, Outcome};
use folder::{Feed, Folder, Writing};
use proof::Verifier;
use record::{KeyRing, KeyRings};
use serde_json::json;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use treaty::{Date, Instrument};

/// Answers a call.
pub fn run(call: &args::Audit, teller: &Teller) -> Result<Answer, Failure> {
    if let (Some(file), Some(treaty)) = (&call.evidence, &call.treaty) {
        return recheck(file, treaty, teller);
    }
    let folders: Vec<_> = call.paths.iter().filter(|path| Folder::is_one(path)).collect();
    let (loaded, folder) = match folders.as_slice() {
        [] => (of_tables(call)?, None),
        [path] => {
            let folder = Folder::open(path).map_err(refused)?;
            (of_folder(&folder, call.treaty.as_deref())?, Some(folder))
        }
        _ => {
            return Err(Failure::Refused(
                "name one run folder at a time: each has an instrument of its own".to_owned(),
            ));
        }
    };
    written::may_be(call, folder.as_ref())?;
    // before anything is told: an answer must not be followed by a refusal
    let into = call.cut.as_deref().map(Writing::begin).transpose().map_err(refused)?;
    if into.is_some() && folder.is_none() {
        return Err(Failure::Refused("only findings about a run folder can be cut out of it: name one".to_owned()));
    }
    let tables: Vec<_> = call.paths.iter().filter(|path| !Folder::is_one(path)).cloned().collect();
    let threads = call.threads.unwrap_or_else(cores);
    let dossier = Arc::new(dossier(call, folder.as_ref(), &loaded.instrument)?);
    let assessment = assess(&loaded, folder.as_ref(), &tables, call.as_of, threads, &dossier, teller)?;
    written::write(call, &assessment, &loaded, teller)?;
    teller.tell(
        || report::words::assessment(&assessment, &loaded.instrument, &teller.locale, teller.width),
        || report::json::assessment(&assessment, &loaded.instrument),
    )?;
    written::tell(call, teller);
    if let (Some(into), Some(folder)) = (&into, &folder) {
        cut(folder, &loaded.instrument, &assessment, &dossier, into, teller)?;
    }
    Ok(Answer { status: status(assessment.outcome) })
}

/// As many threads as there are cores.
pub fn cores() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Audits a run folder, tables, or both, against an instrument, with what one reader holds beside them.
pub fn assess(
    loaded: &Loaded,
    folder: Option<&Folder>,
    tables: &[PathBuf],
    as_of: Option<Date>,
    threads: NonZeroUsize,
    dossier: &Arc<Dossier>,
    teller: &Teller,
) -> Result<Assessment, Failure> {
    let mut audit = Audit::new(loaded.instrument.clone(), as_of).holding(Arc::clone(dossier));
    for path in tables {
        let source = files::table(path)?;
        let declared = record::read(&source.name, &source.bytes, &loaded.instrument);
        audit
            .push(declared.map_err(|problems| source.refused(problems))?)
            .map_err(|refusal| Failure::Refused(refusal.to_string()))?;
    }
    if let Some(folder) = folder {
        let (authors, verifier) = (audit.authors(), Verifier::new());
        // a key that interrupts ends the command as a whole
        let stop = &AtomicBool::new(false);
        let feed = Feed { folder, authors: &authors, verifier: &verifier, threads, stop };
        let bar = Bar::new(teller);
        folder::feed(&feed, &mut audit, &mut |so_far| bar.show("checking", so_far.checked, so_far.handed_out))
            .map_err(refused)?;
    }
    audit.finish().map_err(|incomplete| match incomplete {
        Incomplete::OtherInstrument => Failure::Refused(format!("`{}`: {incomplete}", loaded.source.name)),
        other => Failure::Refused(other.to_string()),
    })
}

fn of_tables(call: &args::Audit) -> Result<Loaded, Failure> {
    if let Some(path) = call.paths.iter().find(|path| path.is_dir()) {
        let message = format!(
            "`{}` is a folder without `treaty.toml`: name a run folder, or tables; a play that was stopped leaves such a folder, which can be removed",
            path.display()
        );
        return Err(Failure::Refused(message));
    }
    match &call.treaty {
        Some(treaty) => files::instrument(treaty),
        None => match call.paths.iter().find(|path| !path.exists()) {
            Some(missing) => Err(Failure::Refused(format!("`{}` is not there", missing.display()))),
            None => Err(Failure::Refused("tables say nothing without an instrument: name it with --treaty".to_owned())),
        },
    }
}

/// The instrument of a run folder. One that the caller holds too must have the same bytes: whoever made the folder chose the one in it.
pub fn of_folder(folder: &Folder, own: Option<&Path>) -> Result<Loaded, Failure> {
    let name = folder.treaty_path().display().to_string();
    let loaded = files::parse(Source { name, bytes: folder.treaty().map_err(refused)? })?;
    if let Some(own) = own {
        let own = files::instrument(own)?;
        if own.instrument.hash != loaded.instrument.hash {
            return Err(Failure::Refused(format!(
                "`{}` is another instrument ({}) than the one in the run folder ({})",
                own.source.name, own.instrument.hash, loaded.instrument.hash
            )));
        }
    }
    Ok(loaded)
}

/// What the reader of a call holds.
fn dossier(call: &args::Audit, folder: Option<&Folder>, treaty: &Instrument) -> Result<Dossier, Failure> {
    let Some(reader) = &call.reader else { return Ok(Dossier::default()) };
    let known = treaty.parties.iter().map(|party| &party.code).find(|code| code.as_str() == reader);
    let reader = known.ok_or_else(|| {
        let codes: Vec<_> = treaty.parties.iter().map(|party| party.code.as_str()).collect();
        Failure::Refused(format!("--reader `{reader}` is no party of the instrument: name one of {}", codes.join(", ")))
    })?;
    let missing = || Failure::Refused("what a reader holds lies in a run folder or a home: name one".to_owned());
    let folder = folder.ok_or_else(missing)?;
    folder::dossier(folder, reader, call.keys.as_deref()).map_err(refused)
}

/// Writes each finding that can be checked on its own into a file.
fn cut(
    folder: &Folder,
    treaty: &Instrument,
    assessment: &Assessment,
    dossier: &Dossier,
    into: &Writing,
    teller: &Teller,
) -> Result<(), Failure> {
    for (name, finding) in evidence::files(&assessment.findings) {
        let text = if evidence::is_of_two_heads(finding) {
            folder::equivocation(folder, treaty, finding).map_err(refused)?.map(|heads| heads.to_string())
        } else {
            folder::cut(folder, treaty, finding, dossier).map_err(refused)?.map(|evidence| evidence.to_string())
        };
        let Some(text) = text else {
            let why = match evidence::is_of_two_heads(finding) {
                true => "is shown by no two heads that lie here".to_owned(),
                false => format!("would have more than {EVIDENCE_MAX} bytes"),
            };
            teller.aside(&format!("no evidence: {name} {why}; audit the records"));
            continue;
        };
        into.file(&name, text.as_bytes()).map_err(refused)?;
        teller.aside(&format!("evidence: {}", into.path().join(name).display()));
    }
    Ok(())
}

/// Checks one finding that was cut out.
fn recheck(file: &Path, treaty: &Path, teller: &Teller) -> Result<Answer, Failure> {
    let loaded = files::instrument(treaty)?;
    let bytes = files::read_bytes(file, EVIDENCE_MAX)?;
    if bytes.starts_with(b"standstill/equivocation@") {
        return two_heads(file, &bytes, &loaded.instrument, teller);
    }
    let not_shown = |why: evidence::NotShown| Failure::Refused(format!("`{}`: {why}", file.display()));
    let evidence = Evidence::parse(&bytes).map_err(not_shown)?;
    let finding = evidence::check(&evidence, &loaded.instrument, &Verifier::new()).map_err(not_shown)?;
    teller.tell(
        || format!("{}\n", report::sentence::finding(&finding, &loaded.instrument, &teller.locale)),
        || json!({ "shown": true, "finding": report::json::finding(&finding, &loaded.instrument) }),
    )?;
    Ok(Answer { status: status(finding.severity.outcome()) })
}

/// Checks two heads of one log by the keys that the instrument lists.
fn two_heads(file: &Path, bytes: &[u8], treaty: &Instrument, teller: &Teller) -> Result<Answer, Failure> {
    let refuse =
        |why: &dyn ToString| Failure::Refused(format!("`{}` proves nothing: {}", file.display(), why.to_string()));
    let rings = KeyRings::new(treaty).map_err(|why| refuse(&why))?;
    let keys: Vec<_> =
        rings.authors().filter_map(|author| rings.ring(author)).flat_map(KeyRing::every_log_key).collect();
    let found = log::equivocation::check(bytes, &keys).map_err(|why| refuse(&why))?;
    crate::log::told(&found, teller)
}

/// A failure of the folder room.
pub fn refused(error: folder::FolderError) -> Failure {
    Failure::Refused(error.to_string())
}

/// The exit status of an outcome.
pub fn status(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Consistent => 0,
        Outcome::Open => OPEN,
        Outcome::Inconsistent => INCONSISTENT,
    }
}
