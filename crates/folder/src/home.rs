//! A party's home: a run folder in which one `<PARTY>.secret/` lies, and where that party goes on with its own record.
//!
//! ```text
//! HAL.secret/seed, events.csv            what the host keeps
//! HAL.secret/keys/<role>                 the keys with which it signs: log, cosignature, statement
//! HAL.secret/inspections/<key's hash>/   what an inspector keeps of one request: key, site, objects; its papers
//! HAL/                                   its own record; others' records beside it, as it holds them
//! HAL.sealed/<author>-<leaf>             what came for it
//! OND.sealed/HAL-<leaf>                  what it made for another, so that it can be handed over again
//! ```
//!
//! A home is worked in by one call at a time. Secrets are written before the statement that binds to them, and a statement before anybody sees it:
//! a call that is cut off has then said nothing, or has said it whole.

use crate::files::{is_there, names, read};
use crate::held::tiles_of;
use crate::write::{clear, place, place_record};
use crate::{Folder, FolderError, Held};
use log::{SignedNote, TreeSize};
use record::{Author, RecordWriter};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use treaty::PartyCode;
use treaty::instrument::KeyRole;
use zeroize::Zeroizing;

/// The most entries of a home, or of a folder in it, that are looked at.
const ENTRIES_MAX: usize = 1 << 16;
/// The longest sealed message or paper, in bytes: more than the opening of any site takes.
pub const SEALED_MAX: usize = (1 << 24) + (1 << 12);
/// The longest list of events that is read, in bytes.
const EVENTS_MAX: usize = 1 << 28;

/// A home, for as long as a call works in it.
#[derive(Debug)]
pub struct Home {
    folder: Folder,
    party: PartyCode,
    /// Held until the call ends, however it ends.
    _lock: File,
}

impl Home {
    /// Opens a home.
    ///
    /// # Errors
    /// Where it is no run folder, holds the secrets of nobody or of more than one, or another call works in it.
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        let folder = Folder::open(path)?;
        let secret = |name: &String| name.strip_suffix(".secret").and_then(PartyCode::new);
        let parties: Vec<_> = names(path, ENTRIES_MAX)?.iter().filter_map(secret).collect();
        let party = match parties.as_slice() {
            [party] => party.clone(),
            [] => return Err(FolderError::new(path, "it is nobody's home: it has no `<PARTY>.secret`")),
            _ => {
                let why = "it holds the secrets of several parties: a home is one party's, so move the others' away";
                return Err(FolderError::new(path, why));
            }
        };
        let lock = lock(&path.join(format!("{party}.secret/lock")))?;
        Ok(Self { folder, party, _lock: lock })
    }

    /// Whose it is.
    pub fn party(&self) -> &PartyCode {
        &self.party
    }

    /// The same as a run folder.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The key with which the party signs in a role.
    ///
    /// # Errors
    /// Where the file cannot be read, or is no key.
    pub fn key(&self, role: KeyRole) -> Result<Zeroizing<[u8; 32]>, FolderError> {
        hexadecimal(&self.secret_path(&format!("keys/{}", role.word())))
    }

    /// The party's seed.
    ///
    /// # Errors
    /// As for [`Home::key`].
    pub fn seed(&self) -> Result<Zeroizing<[u8; 32]>, FolderError> {
        hexadecimal(&self.secret_path("seed"))
    }

    /// The bytes of the party's list of events.
    ///
    /// # Errors
    /// Where the file cannot be read whole.
    pub fn events(&self) -> Result<Zeroizing<Vec<u8>>, FolderError> {
        read(&self.secret_path("events.csv"), EVENTS_MAX).map(Zeroizing::new)
    }

    /// Where the list of events stands.
    pub fn events_path(&self) -> PathBuf {
        self.secret_path("events.csv")
    }

    /// A secret of an inspection. Inspections are told apart by a name that is fixed before their request is.
    ///
    /// # Errors
    /// Where it is not there, or is none.
    pub fn secret(&self, inspection: &str, name: &str) -> Result<Zeroizing<[u8; 32]>, FolderError> {
        hexadecimal(&self.kept_at(inspection, name))
    }

    /// Keeps a secret of an inspection. It is durable when this returns.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep_secret(&self, inspection: &str, name: &str, secret: &[u8; 32]) -> Result<(), FolderError> {
        let mut text = Zeroizing::new(String::with_capacity(65));
        for byte in secret {
            let digit = |half: u8| char::from_digit(half.into(), 16).expect("half a byte is a digit");
            text.extend([digit(byte >> 4), digit(byte & 15)]);
        }
        text.push('\n');
        place(&self.kept_at(inspection, name), text.as_bytes())
    }

    /// A paper of an inspection; nothing where the party keeps no such one.
    ///
    /// # Errors
    /// Where the file cannot be read whole.
    pub fn paper(&self, inspection: &str, name: &str) -> Result<Option<Vec<u8>>, FolderError> {
        let path = self.kept_at(inspection, name);
        if is_there(&path)? { read(&path, SEALED_MAX).map(Some) } else { Ok(None) }
    }

    /// Keeps a paper of an inspection. It is durable when this returns.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep_paper(&self, inspection: &str, name: &str, bytes: &[u8]) -> Result<(), FolderError> {
        place(&self.kept_at(inspection, name), bytes)
    }

    /// What was sealed for a reader with the statement at a leaf; nothing where it is not there.
    ///
    /// # Errors
    /// Where the file cannot be read whole.
    pub fn sealed(&self, reader: &PartyCode, author: &Author, leaf: u64) -> Result<Option<Vec<u8>>, FolderError> {
        sealed(&self.folder, reader, author, leaf)
    }

    /// Keeps what was sealed for a reader. It is durable when this returns.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep_sealed(&self, reader: &PartyCode, author: &Author, leaf: u64, bytes: &[u8]) -> Result<(), FolderError> {
        place(&sealed_path(&self.folder, reader, author, leaf), bytes)
    }

    /// Writes the party's own record, which has grown from a size: the checkpoint last, so that whoever reads it meanwhile reads it as it was.
    ///
    /// # Errors
    /// Where it cannot be written: then the record is as it was.
    pub fn write_own(&self, record: &RecordWriter, since: TreeSize, head: &SignedNote) -> Result<(), FolderError> {
        place_record(&self.folder, record.author(), record.files(since, head), &tiles_of(record.size()))
    }

    /// Writes another's record, as it is held from now on.
    ///
    /// # Errors
    /// Where it cannot be written, or is no record.
    pub fn write_copy(&self, held: &Held) -> Result<(), FolderError> {
        place_record(&self.folder, held.author(), held.files()?, &held.tiles())
    }

    /// Takes away what a call that was cut off left in the folder of a record.
    ///
    /// # Errors
    /// Where it cannot be removed.
    pub fn clear(&self, held: &Held) -> Result<(), FolderError> {
        clear(&self.folder, held.author(), &held.tiles())
    }

    /// Keeps a checkpoint that contradicts a record that is held: an audit of this folder will show it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep_view(&self, held: &Held) -> Result<PathBuf, FolderError> {
        let path = self.folder.view_path(&format!("{}-by-{}-on-a-stick-{}", held.author(), self.party, held.size()));
        place(&path, held.note().to_string().as_bytes())?;
        Ok(path)
    }

    /// Where something of an inspection is kept.
    pub fn kept_at(&self, inspection: &str, name: &str) -> PathBuf {
        self.secret_path(&format!("inspections/{inspection}/{name}"))
    }

    fn secret_path(&self, below: &str) -> PathBuf {
        self.folder.path().join(format!("{}.secret", self.party)).join(below)
    }
}

/// What was sealed for a reader, in a home or on a stick.
pub(crate) fn sealed(
    folder: &Folder,
    reader: &PartyCode,
    author: &Author,
    leaf: u64,
) -> Result<Option<Vec<u8>>, FolderError> {
    let path = sealed_path(folder, reader, author, leaf);
    match is_there(&path)? {
        true => read(&path, SEALED_MAX).map(Some),
        false => Ok(None),
    }
}

pub(crate) fn sealed_path(folder: &Folder, reader: &PartyCode, author: &Author, leaf: u64) -> PathBuf {
    folder.path().join(format!("{reader}.sealed")).join(format!("{author}-{leaf}"))
}

/// Two calls at once would each say something in the same place of the record.
fn lock(path: &Path) -> Result<File, FolderError> {
    let file = File::options().create(true).truncate(false).write(true).open(path);
    let file = file.map_err(|error| FolderError::new(path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(FolderError::new(path, "another call works in this home: wait until it has ended"))
        }
        Err(TryLockError::Error(error)) => Err(FolderError::new(path, error)),
    }
}

/// 64 lower-case hexadecimal digits and a newline.
pub(crate) fn hexadecimal(path: &Path) -> Result<Zeroizing<[u8; 32]>, FolderError> {
    let refuse = || FolderError::new(path, "64 lower-case hexadecimal digits and a newline must stand there");
    let text = Zeroizing::new(read(path, 65)?);
    let digits = text.strip_suffix(b"\n").filter(|digits| digits.len() == 64).ok_or_else(refuse)?;
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let mut bytes = Zeroizing::new([0; 32]);
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0]).zip(digit(pair[1])).map(|(high, low)| high << 4 | low).ok_or_else(refuse)?;
    }
    Ok(bytes)
}
