//! Files in and out: bounded reads, instruments with their base, writes that leave no half file behind.

use crate::out::Failure;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use treaty::talks::{Talks, parse_talks};
use treaty::{Diagnostic, FILE_MAX, Instrument};

/// The largest table of declarations that is read, in bytes.
const TABLE_MAX: usize = 16 << 20;

/// The largest exercise, or file of assumptions, that is read, in bytes.
const EXERCISE_MAX: usize = 1 << 20;

macro_rules! attempt {
    ($name:literal) => {
        (
            concat!("exercises/attempts/", $name, ".toml"),
            include_bytes!(concat!("../../../exercises/attempts/", $name, ".toml")),
        )
    };
}

/// What ships with the command, so that it works in any folder. A file of the same path goes first.
const SHIPPED: &[(&str, &[u8])] = &[
    ("treaties/new-start.toml", include_bytes!("../../../treaties/new-start.toml")),
    ("treaties/offer-2020-10-us.toml", include_bytes!("../../../treaties/offer-2020-10-us.toml")),
    ("treaties/offer-2020-10-ru.toml", include_bytes!("../../../treaties/offer-2020-10-ru.toml")),
    ("treaties/offer-2025-09-ru.toml", include_bytes!("../../../treaties/offer-2025-09-ru.toml")),
    ("treaties/illustrative-sampling.toml", include_bytes!("../../../treaties/illustrative-sampling.toml")),
    ("treaties/illustrative-portals.toml", include_bytes!("../../../treaties/illustrative-portals.toml")),
    ("treaties/illustrative-freeze.toml", include_bytes!("../../../treaties/illustrative-freeze.toml")),
    ("treaties/replay-new-start.toml", include_bytes!("../../../treaties/replay-new-start.toml")),
    ("assumptions/october-2020.toml", include_bytes!("../../../assumptions/october-2020.toml")),
    ("exercises/honest-year.toml", include_bytes!("../../../exercises/honest-year.toml")),
    ("exercises/appearing-stock.toml", include_bytes!("../../../exercises/appearing-stock.toml")),
    ("exercises/called-retired.toml", include_bytes!("../../../exercises/called-retired.toml")),
    ("exercises/small.toml", include_bytes!("../../../exercises/small.toml")),
    ("exercises/inspected.toml", include_bytes!("../../../exercises/inspected.toml")),
    ("exercises/inspected-year.toml", include_bytes!("../../../exercises/inspected-year.toml")),
    ("exercises/visits.toml", include_bytes!("../../../exercises/visits.toml")),
    ("exercises/portals-year.toml", include_bytes!("../../../exercises/portals-year.toml")),
    ("exercises/inquired.toml", include_bytes!("../../../exercises/inquired.toml")),
    ("exercises/sealed-year.toml", include_bytes!("../../../exercises/sealed-year.toml")),
    ("exercises/replay-101-units.toml", include_bytes!("../../../exercises/replay-101-units.toml")),
    ("exercises/replay-suspension.toml", include_bytes!("../../../exercises/replay-suspension.toml")),
    attempt!("acceptance-forged"),
    attempt!("access-refused"),
    attempt!("agreed-alone"),
    attempt!("altered-total"),
    attempt!("answered-late"),
    attempt!("back-dated"),
    attempt!("beyond-its-rights"),
    attempt!("born-outside"),
    attempt!("brought-back"),
    attempt!("buddy-tag-moved"),
    attempt!("buddy-tags-too-few"),
    attempt!("bundle-cut"),
    attempt!("bundle-swapped"),
    attempt!("canisters-too-many"),
    attempt!("carried-out"),
    attempt!("carried-out-as-declared"),
    attempt!("checkpoint-garbage"),
    attempt!("clarification-lapsed"),
    attempt!("concealed-growth"),
    attempt!("corrected-again"),
    attempt!("count-below-zero"),
    attempt!("count-disputed"),
    attempt!("count-settled"),
    attempt!("count-too-large"),
    attempt!("crossing-not-declared"),
    attempt!("count-unanswered"),
    attempt!("dated-ahead"),
    attempt!("dead-that-leave"),
    attempt!("dismantled-on-paper"),
    attempt!("epoch-left-out"),
    attempt!("epoch-twice"),
    attempt!("false-report"),
    attempt!("fewer-on-site"),
    attempt!("door-left-unsealed"),
    attempt!("empty-containers"),
    attempt!("field-too-many"),
    attempt!("force-majeure"),
    attempt!("friendly-witness"),
    attempt!("gone-and-back"),
    attempt!("gone-on-paper-and-back"),
    attempt!("hidden-store"),
    attempt!("kept-back"),
    attempt!("key-named-twice"),
    attempt!("key-of-another"),
    attempt!("key-offline"),
    attempt!("key-revoked"),
    attempt!("key-too-early"),
    attempt!("keys-stolen"),
    attempt!("late-at-the-site"),
    attempt!("log-key-disowned"),
    attempt!("lot-ignored"),
    attempt!("mistake-accepted"),
    attempt!("mistake-corrected"),
    attempt!("more-on-site"),
    attempt!("moved-after-designation"),
    attempt!("nested-too-deep"),
    attempt!("netted-births"),
    attempt!("never-answered"),
    attempt!("nonce-kept-back"),
    attempt!("nonce-never-opened"),
    attempt!("old-copy"),
    attempt!("old-head"),
    attempt!("open-growth"),
    attempt!("opening-of-other-numbers"),
    attempt!("other-gate"),
    attempt!("other-head"),
    attempt!("padded-and-visited"),
    attempt!("padded-baseline"),
    attempt!("proofs-of-another-day"),
    attempt!("proofs-of-another-order"),
    attempt!("proofs-of-another-party"),
    attempt!("proofs-of-another-treaty"),
    attempt!("receipts-withheld"),
    attempt!("road-concealed"),
    attempt!("road-overfull"),
    attempt!("seal-broken-unsaid"),
    attempt!("seal-number-twice"),
    attempt!("secret-production"),
    attempt!("spelt-longer"),
    attempt!("statement-key-disowned"),
    attempt!("statement-rewritten"),
    attempt!("statements-cease"),
    attempt!("statements-cease-for-good"),
    attempt!("stock-that-vanishes"),
    attempt!("tag-of-another"),
    attempt!("tile-empty"),
    attempt!("two-logs"),
    attempt!("verdicts-withheld"),
    attempt!("arrived-this-morning"),
    attempt!("more-arrivals-than-allowed"),
    attempt!("arrival-before-departure"),
    attempt!("life-with-a-hole"),
    attempt!("seen-after-its-end"),
    attempt!("absence-of-other-numbers"),
    attempt!("another-entry-opened"),
    attempt!("class-changed-between"),
    attempt!("difference-concealed"),
    attempt!("difference-invented"),
    attempt!("one-item-at-two-sites"),
    attempt!("opening-of-other-numbers-count"),
    attempt!("opening-of-other-numbers-full"),
    attempt!("opening-rejected"),
    attempt!("opened-in-silence"),
    attempt!("sealed-to-another"),
    attempt!("seal-reused"),
    attempt!("opening-accepted-unread"),
    attempt!("list-of-another-hash"),
    attempt!("list-confirmed-otherwise"),
    attempt!("seal-found-whole-when-gone"),
    ("exercises/attempts/limit-exceeded.csv", include_bytes!("../../../exercises/attempts/limit-exceeded.csv")),
    ("negotiation/2019-2026.toml", include_bytes!("../../../negotiation/2019-2026.toml")),
    ("data/new-start-aggregates.csv", include_bytes!("../../../data/new-start-aggregates.csv")),
    ("data/us-2020-09-01-items.csv", include_bytes!("../../../data/us-2020-09-01-items.csv")),
];

/// A file that was read whole.
pub struct Source {
    /// How it is called in messages.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Source {
    /// Its text, as far as it is text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The failure that its problems are.
    pub fn refused(&self, problems: Vec<Diagnostic>) -> Failure {
        Failure::Problems { file: self.name.clone(), source_text: self.text(), problems }
    }
}

/// An instrument with its file and what its author should look at.
pub struct Loaded {
    /// The instrument.
    pub instrument: Instrument,
    /// Its file.
    pub source: Source,
    /// Warnings.
    pub warnings: Vec<Diagnostic>,
}

/// Reads an instrument, the one that it stands on first.
pub fn instrument(path: &Path) -> Result<Loaded, Failure> {
    parse(read(path, FILE_MAX, "toml")?)
}

/// Reads the text of an instrument without parsing it.
pub fn instrument_text(path: &Path) -> Result<Source, Failure> {
    read(path, FILE_MAX, "toml")
}

/// Reads an exercise.
pub fn exercise(path: &Path) -> Result<Source, Failure> {
    read(path, EXERCISE_MAX, "toml")
}

/// Reads what a simulation takes for granted.
pub fn assumptions(path: &Path) -> Result<Source, Failure> {
    read(path, EXERCISE_MAX, "toml")
}

/// The names of the attempts to evade that ship.
pub fn attempts() -> impl Iterator<Item = &'static str> {
    let attempt = |name: &'static str| name.strip_prefix("exercises/attempts/")?.strip_suffix(".toml");
    SHIPPED.iter().filter_map(move |(name, _)| attempt(name))
}

/// Parses an instrument that stands, or would stand, under the name of its source.
pub fn parse(source: Source) -> Result<Loaded, Failure> {
    let base = match treaty::base_file(&source.bytes) {
        Some(name) => beside(&source.name, &name).map(|base| read(&base, FILE_MAX, "toml")).transpose()?,
        None => None,
    };
    let base =
        base.map(|base| treaty::parse(&base.bytes, None).map_err(|problems| base.refused(problems))).transpose()?;
    match treaty::parse(&source.bytes, base.as_ref().map(|parsed| &parsed.instrument)) {
        Ok(parsed) => Ok(Loaded { instrument: parsed.instrument, source, warnings: parsed.warnings }),
        Err(problems) => Err(source.refused(problems)),
    }
}

/// A base stands in the same folder: a name that climbs out of it is none.
fn beside(file: &str, name: &str) -> Option<PathBuf> {
    let plain = Path::new(name).file_name().is_some_and(|plain| plain == name);
    plain.then(|| Path::new(file).with_file_name(name))
}

/// Reads a talks file.
pub fn talks(path: &Path) -> Result<Talks, Failure> {
    let source = read(path, FILE_MAX, "toml")?;
    parse_talks(&source.bytes).map_err(|problems| source.refused(problems))
}

/// Reads a table of declarations.
pub fn table(path: &Path) -> Result<Source, Failure> {
    read(path, TABLE_MAX, "csv")
}

/// Reads a file that is no longer than `most` bytes.
pub fn read_bytes(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let bytes = read_whole(path, most)?;
    if bytes.len() > most {
        let error = io::Error::other(format!("it has more than {most} bytes"));
        return Err(Failure::io("read", path, error));
    }
    Ok(bytes)
}

/// One byte more than may be is read at most, so that an endless file ends.
fn read_whole(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let file = File::open(path).map_err(|error| Failure::io("read", path, error))?;
    if file.metadata().is_ok_and(|data| data.is_dir()) {
        let error = io::Error::other("it is a folder; name a file in it");
        return Err(Failure::io("read", path, error));
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    file.take(limit).read_to_end(&mut bytes).map_err(|error| Failure::io("read", path, error))?;
    Ok(bytes)
}

/// Reads a file, or what ships under its name.
fn read(path: &Path, most: usize, extension: &str) -> Result<Source, Failure> {
    match read_whole(path, most) {
        Ok(bytes) => Ok(Source { name: path.display().to_string(), bytes }),
        Err(Failure::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => match shipped(path, extension) {
            // a file of the folder goes before the one that ships under its name
            Some(shipped) if Path::new(&shipped.name) != path && Path::new(&shipped.name).is_file() => {
                read(Path::new(&shipped.name), most, extension)
            }
            Some(shipped) => Ok(shipped),
            None => {
                let names = SHIPPED.iter().map(|(name, _)| *name).filter(|name| name.ends_with(extension));
                // there are a hundred attempts, and `demo --all` names them
                let known: Vec<_> = names.filter(|name| !name.contains("/attempts/")).collect();
                let known = known.join(", ");
                let why = format!("there is no such file, and none of that name ships ({known}, exercises/attempts/…)");
                Err(Failure::io("read", path, io::Error::other(why)))
            }
        },
        Err(other) => Err(other),
    }
}

/// `treaties/new-start.toml`, `new-start.toml` or `new-start`.
fn shipped(path: &Path, extension: &str) -> Option<Source> {
    let asked = path.to_str()?;
    let is_asked = |name: &str| {
        let plain = name.rsplit('/').next().unwrap_or(name);
        name == asked
            || plain == asked
            || plain.strip_suffix(extension).and_then(|stem| stem.strip_suffix('.')) == Some(asked)
    };
    let (name, bytes) = SHIPPED.iter().find(|(name, _)| name.ends_with(extension) && is_asked(name))?;
    Some(Source { name: (*name).to_owned(), bytes: bytes.to_vec() })
}

/// Refuses to write over what was read: a declaration is evidence.
pub fn not_over(path: &Path, read: &[&Path]) -> Result<(), Failure> {
    let same = |other: &&Path| {
        let whole = |path: &Path| fs::canonicalize(path).ok();
        whole(path).is_some() && whole(path) == whole(other)
    };
    match read.iter().find(|other| same(other)) {
        Some(_) => Err(Failure::Refused(format!("`{}` was read for this call: write to another file", path.display()))),
        None => Ok(()),
    }
}

/// Writes a file that is not there yet.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path.symlink_metadata().is_ok() {
        let message = format!("`{}` is there already: choose another name, or move it away", path.display());
        return Err(Failure::Refused(message));
    }
    write(path, bytes)
}

/// Writes a file whole or not at all: into a new file beside it first, which then takes its place.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error| Failure::io("write", path, error);
    // what takes the place of a device or a link would do away with it
    if path.symlink_metadata().is_ok_and(|data| !data.is_file()) {
        return Err(failed(io::Error::other("something stands there that is no regular file: name another")));
    }
    let name = path.file_name().ok_or_else(|| failed(io::Error::other("it has no file name")))?;
    let mut new = name.to_owned();
    new.push(".new");
    let new = path.with_file_name(new);
    let written = File::create(&new).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    let placed = written.and_then(|()| fs::rename(&new, path));
    placed.map_err(|error| {
        // a crash or a full disk leaves at most this file, which is named for what it is and which the next call writes over
        let _ = fs::remove_file(&new);
        failed(error)
    })
}

/// Makes a folder, and those above it.
pub fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| Failure::io("make the folder", path, error))
}

/// Removes a run folder that an earlier call made, finished or killed. Whatever else stands there, or in it, stays, and is told.
pub fn remove_run(path: &Path) -> Result<(), Failure> {
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    let keep = |why: &str| Failure::Refused(format!("`{}` is there already and {why}: move it away", path.display()));
    if !path.is_dir() || path.is_symlink() {
        return Err(keep("is no folder"));
    }
    let entries = fs::read_dir(path).map_err(|error| Failure::io("read", path, error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Failure::io("read", path, error))?;
        let (name, is_folder) = (entry.file_name().display().to_string(), entry.path().is_dir());
        let of_run = name == "views" || name.ends_with(".secret") || entry.path().join("tile").is_dir();
        let ours = if is_folder {
            of_run
        } else {
            ["treaty.toml", "assessment.json", "assessment.html"].contains(&name.trim_end_matches(".new"))
        };
        if !ours {
            return Err(keep(&format!("holds `{name}`, which is no part of a run")));
        }
    }
    fs::remove_dir_all(path).map_err(|error| Failure::io("remove", path, error))
}
