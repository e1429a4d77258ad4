//! Files in: bounded reads, and instruments with the one that they stand on. What ships lies in a folder of the package, which the caller names.

use crate::refused::Refusal;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use treaty::{Diagnostic, FILE_MAX, Instrument};

/// The largest table of declarations that is read, in bytes.
const TABLE_MAX: usize = 16 << 20;

/// A file that was read whole.
pub(crate) struct Source {
    /// How it is called in messages.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
}

impl Source {
    /// The refusal that its problems are.
    pub(crate) fn refused(&self, problems: Vec<Diagnostic>) -> Refusal {
        Refusal::Problems { file: self.name.clone(), text: String::from_utf8_lossy(&self.bytes).into_owned(), problems }
    }
}

/// An instrument's file, and that of the one on which it stands.
pub(crate) type WithBase = (Source, Option<Source>);

/// Reads an instrument: a file, or the name of one that ships, such as `new-start`.
pub(crate) fn instrument(path: &Path, shipped: &Path) -> Result<WithBase, Refusal> {
    with_base(read(&found(path, &shipped.join("treaties"))?, FILE_MAX)?, shipped)
}

/// Reads what an instrument stands on: a file in the same folder, or one that ships. A name that climbs out of the folder is none.
pub(crate) fn with_base(source: Source, shipped: &Path) -> Result<WithBase, Refusal> {
    let plain = |name: &String| Path::new(name).file_name().is_some_and(|plain| plain == name.as_str());
    let beside = |name: String| {
        let beside = Path::new(&source.name).with_file_name(&name);
        read(&if beside.exists() { beside } else { shipped.join("treaties").join(name) }, FILE_MAX)
    };
    let base = treaty::base_file(&source.bytes).filter(plain).map(beside).transpose()?;
    Ok((source, base))
}

/// Parses an instrument, the one that it stands on first.
pub(crate) fn parse((source, base): &WithBase) -> Result<Instrument, Refusal> {
    let whole = |source: &Source, base: Option<&Instrument>| {
        let parsed = treaty::parse(&source.bytes, base);
        parsed.map(|parsed| parsed.instrument).map_err(|problems| source.refused(problems))
    };
    let base = base.as_ref().map(|base| whole(base, None)).transpose()?;
    whole(source, base.as_ref())
}

/// Reads a file of assumptions, or the one of that name that ships.
pub(crate) fn assumptions(path: &Path, shipped: &Path) -> Result<Source, Refusal> {
    read(&found(path, &shipped.join("assumptions"))?, FILE_MAX)
}

/// Reads a table of declarations.
pub(crate) fn table(path: &Path) -> Result<Source, Refusal> {
    read(path, TABLE_MAX)
}

/// A file, or the one of that name in a folder of what ships.
fn found(path: &Path, shipped: &Path) -> Result<PathBuf, Refusal> {
    let ships = shipped.join(path).with_extension("toml");
    let plain = path.file_name().is_some_and(|plain| plain == path);
    if path.exists() {
        Ok(path.to_owned())
    } else if plain && ships.is_file() {
        Ok(ships)
    } else {
        let path = path.display();
        Err(Refusal::Said(format!("`{path}`: there is no such file, and nothing of that name ships: see treaties()")))
    }
}

/// One byte more than may be is read at most, so that an endless file ends.
fn read(path: &Path, most: usize) -> Result<Source, Refusal> {
    let name = path.display().to_string();
    let refused = |why: &dyn ToString| Refusal::Said(format!("cannot read `{name}`: {}", why.to_string()));
    let file = File::open(path).map_err(|error| refused(&error))?;
    if file.metadata().is_ok_and(|data| data.is_dir()) {
        return Err(refused(&"it is a folder; name a file in it"));
    }
    let (mut bytes, limit) = (Vec::new(), u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1));
    file.take(limit).read_to_end(&mut bytes).map_err(|error| refused(&error))?;
    match bytes.len() > most {
        true => Err(refused(&format!("it has more than {most} bytes"))),
        false => Ok(Source { name, bytes }),
    }
}
