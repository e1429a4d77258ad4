//! Keys that come and go: what the offline key says, and nothing else does.

use crate::cbor::{Canonical, Reader, Writer};
use crate::envelope::{author, timestamp};
use crate::malformed::{Malformed, Rule};
use crate::words::{Author, KeyId};
use log::{Hash, Timestamp, TreeSize};
use std::fmt;
use treaty::instrument::KeyRole;

/// The longest public key, in bytes: more than ML-DSA-87 takes.
pub const PUBLIC_KEY_MAX: usize = 4096;
/// The algorithm Ed25519.
pub const ED25519: u8 = 1;

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It signs the checkpoints of a record.
    Log,
    /// It cosigns others' checkpoints.
    Cosignature,
    /// It signs statements.
    Statement,
    /// It signs key statements and revocations, and nothing else.
    Offline,
}

impl Role {
    /// All of them, by number.
    pub const ALL: [Self; 4] = [Self::Log, Self::Cosignature, Self::Statement, Self::Offline];

    /// Its number in a key statement.
    pub const fn number(self) -> u8 {
        match self {
            Self::Log => 0,
            Self::Cosignature => 1,
            Self::Statement => 2,
            Self::Offline => 3,
        }
    }
}

impl From<KeyRole> for Role {
    fn from(role: KeyRole) -> Self {
        match role {
            KeyRole::Log => Self::Log,
            KeyRole::Cosignature => Self::Cosignature,
            KeyRole::Statement => Self::Statement,
            KeyRole::Offline => Self::Offline,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Log => "log",
            Self::Cosignature => "cosignature",
            Self::Statement => "statement",
            Self::Offline => "offline",
        })
    }
}

/// A new key of the record's author: `[role, algorithm, public key, from]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyStatement {
    /// What it is for.
    pub role: Role,
    /// 1: Ed25519. Keys of others are kept, and mean nothing here.
    pub algorithm: u8,
    /// Its bytes.
    pub public: Vec<u8>,
    /// From when on it signs.
    pub from: Timestamp,
}

impl KeyStatement {
    /// `H(key; u8(algorithm), public key)`.
    pub fn id(&self) -> KeyId {
        KeyId::of(self.algorithm, &self.public)
    }
}

impl Canonical for KeyStatement {
    fn write(&self, to: &mut Writer) {
        to.array(4).uint(self.role.number()).uint(self.algorithm).bytes(&self.public).uint(self.from.seconds());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 4)?;
        let role = Role::ALL[usize::from(from.uint("role", Role::Offline.number())?)];
        let algorithm = from.uint("algorithm", u8::MAX)?;
        let at = from.offset();
        let public = from.bytes("public key", PUBLIC_KEY_MAX)?.to_vec();
        if algorithm == ED25519 && public.len() != 32 {
            return Err(from.refuse("public key", at, Rule::Length { found: public.len(), expected: 32 }));
        }
        Ok(Self { role, algorithm, public, from: timestamp(from, "from")? })
    }
}

/// The end of a key: `[author, key id, covered size, covered root]`, in the record of another. What the named checkpoint covers stays bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// Whose key is revoked.
    pub of: Author,
    /// Which key.
    pub key: KeyId,
    /// The size of the last covered checkpoint: from here on the record goes on under another key.
    pub size: TreeSize,
    /// The root of the last covered checkpoint.
    pub root: Hash,
}

impl Canonical for Revocation {
    fn write(&self, to: &mut Writer) {
        to.array(4).text(self.of.as_str()).bytes(&self.key.0).uint(self.size.get()).bytes(self.root.as_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 4)?;
        let of = author(from, "author")?;
        let key = KeyId(from.exactly("key id")?);
        let size = from.uint("covered size", log::tree::TREE_SIZE_MAX)?;
        let size = TreeSize::new(size).expect("the limit was compared just above");
        Ok(Self { of, key, size, root: Hash::new(from.exactly("covered root")?) })
    }
}
