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

/// An instrument, and what its file is called.
pub(crate) struct Loaded {
    pub(crate) name: String,
    pub(crate) instrument: Instrument,
}

/// Reads an instrument: a file, or the name of one that ships, such as `new-start`.
pub(crate) fn instrument(path: &Path, shipped: &Path) -> Result<Loaded, Refusal> {
    let path = if path.exists() { path.to_owned() } else { of_shipped(path, shipped)? };
    parse(read(&path, FILE_MAX)?, shipped)
}

/// Parses an instrument that stands under the name of its source, the one that it stands on first.
pub(crate) fn parse(source: Source, shipped: &Path) -> Result<Loaded, Refusal> {
    // a base stands in the same folder, or ships: a name that climbs out of it is none
    let plain = |name: &String| Path::new(name).file_name().is_some_and(|plain| plain == name.as_str());
    let base = match treaty::base_file(&source.bytes).filter(plain) {
        Some(name) => {
            let beside = Path::new(&source.name).with_file_name(&name);
            let base = read(&if beside.exists() { beside } else { shipped.join(name) }, FILE_MAX)?;
            Some(treaty::parse(&base.bytes, None).map_err(|problems| base.refused(problems))?.instrument)
        }
        None => None,
    };
    match treaty::parse(&source.bytes, base.as_ref()) {
        Ok(parsed) => Ok(Loaded { name: source.name, instrument: parsed.instrument }),
        Err(problems) => Err(source.refused(problems)),
    }
}

/// Reads a table of declarations.
pub(crate) fn table(path: &Path) -> Result<Source, Refusal> {
    read(path, TABLE_MAX)
}

fn of_shipped(name: &Path, shipped: &Path) -> Result<PathBuf, Refusal> {
    let plain = name.file_name().is_some_and(|plain| plain == name);
    let file = |name: &Path| shipped.join(name).with_extension("toml");
    Some(file(name)).filter(|file| plain && file.is_file()).ok_or_else(|| {
        let name = name.display();
        Refusal::Said(format!("`{name}`: there is no such file, and `standstill.treaties()` has none of that name"))
    })
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
