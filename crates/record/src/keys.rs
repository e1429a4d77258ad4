//! The keys of the authors of records, each with its life: listed by the instrument, or brought by a key statement; in force; revoked.
//!
//! A key's life is told in places of its owner's own record, which no clock can move: a key statement brings a key for the leaves behind it, and a
//! revocation ends it at the size of the last covered checkpoint, so that what was covered stays bound. Only a signature that stands in *another's*
//! record has no such place, and is judged by dates.

mod life;

pub use life::{At, Key, NotInForce};

use crate::statement::{ED25519, KeyStatement, Revocation, Role, Statement};
use crate::verified::{Signed, Verified};
use crate::words::{Author, KeyId};
use life::Revoked;
use log::{Algorithm, KeyName, LeafIndex, Timestamp, TreeSize, VerifierKey};
use std::collections::BTreeMap;
use treaty::instrument::Hash;
use treaty::{Date, Instrument};

/// The most keys that one author ever has.
pub const KEYS_MAX: usize = 256;

/// The keys of everybody who keeps a record under one instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRings {
    instrument: Hash,
    rings: BTreeMap<Author, KeyRing>,
}

/// The keys of one author.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyRing {
    keys: BTreeMap<KeyId, Key>,
}

/// Why a key cannot be taken, or cannot be ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    /// The author is not one of the instrument.
    #[error("{0} keeps no record under this instrument")]
    Author(Author),
    /// The same key twice, or for two roles.
    #[error("the key {key} of {author} is there already: a new key must be drawn")]
    Twice {
        /// Whose.
        author: Author,
        /// Which.
        key: KeyId,
    },
    /// More than [`KEYS_MAX`].
    #[error("{0} has {KEYS_MAX} keys and can have no more")]
    TooMany(Author),
    /// A verifier key of another algorithm than its role signs with.
    #[error("the {role} key of {author} has algorithm 0x{:02x}, which does not go with its role", .algorithm.byte())]
    Algorithm {
        /// Whose.
        author: Author,
        /// For what.
        role: Role,
        /// With what.
        algorithm: Algorithm,
    },
    /// Two names for the log keys of one author: a record has one origin.
    #[error("the log keys of {author} have the names {first} and {second}, and a record has one origin")]
    Name {
        /// Whose.
        author: Author,
        /// The name that is there.
        first: KeyName,
        /// The other.
        second: KeyName,
    },
    /// Bytes that are no key of full order in its one encoding.
    #[error("a {role} key of {author}: {source}")]
    NotAKey {
        /// Whose.
        author: Author,
        /// For what.
        role: Role,
        /// What is wrong with it.
        source: log::Malformed,
    },
    /// A key that nobody listed or brought.
    #[error("{author} has no key {key} that could be revoked")]
    Unknown {
        /// Whose.
        author: Author,
        /// Which.
        key: KeyId,
    },
}

impl KeyRings {
    /// The keys that an instrument lists. Every party and witness has a ring, be it an empty one.
    ///
    /// # Errors
    /// [`BadKey`], for the first key that cannot be taken.
    pub fn new(treaty: &Instrument) -> Result<Self, BadKey> {
        let mut rings = Self::empty(treaty.hash);
        let parties = treaty.parties.iter().map(|party| Author::Party(party.code.clone()));
        let witnesses = treaty.witnesses.iter().map(|witness| Author::Witness(witness.id.clone()));
        rings.rings = parties.chain(witnesses).map(|author| (author, KeyRing::default())).collect();
        for listed in &treaty.keys {
            let (author, role) = (Author::from(&listed.holder), Role::from(listed.role));
            let bad = |source| BadKey::NotAKey { author: author.clone(), role, source };
            let key = VerifierKey::parse(listed.key.as_str()).map_err(bad)?;
            rings.list(&author, role, key, listed.from, listed.until)?;
        }
        Ok(rings)
    }

    /// No keys yet, under the instrument of this hash.
    pub fn empty(instrument: Hash) -> Self {
        Self { instrument, rings: BTreeMap::new() }
    }

    /// The instrument under which they sign.
    pub fn instrument(&self) -> Hash {
        self.instrument
    }

    /// Those who keep a record.
    pub fn authors(&self) -> impl Iterator<Item = &Author> {
        self.rings.keys()
    }

    /// The keys of one author; nothing for somebody whom the instrument does not name.
    pub fn ring(&self, author: &Author) -> Option<&KeyRing> {
        self.rings.get(author)
    }

    /// Takes a key that the instrument lists: in force from the first leaf on, and between these days, the second excluded.
    ///
    /// # Errors
    /// [`BadKey`]: of another algorithm than its role has, there already, or one too many.
    pub fn list(
        &mut self,
        author: &Author,
        role: Role,
        key: VerifierKey,
        from: Option<Date>,
        until: Option<Date>,
    ) -> Result<(), BadKey> {
        if key.algorithm() != algorithm(role) {
            return Err(BadKey::Algorithm { author: author.clone(), role, algorithm: key.algorithm() });
        }
        let ring = self.rings.entry(author.clone()).or_default();
        if let Some(first) = ring.name(role).filter(|first| role == Role::Log && first != key.name()) {
            return Err(BadKey::Name { author: author.clone(), first, second: key.name().clone() });
        }
        let id = KeyId::of(ED25519, key.public());
        let from = from.map_or(START, start_of);
        let key = Key { role, verifier: Some(key), brought: None, from, until: until.map(start_of), revoked: None };
        ring.take(author, id, key)
    }

    /// Learns what a statement says of keys; other statements say nothing, and change nothing.
    ///
    /// # Errors
    /// [`BadKey`], where the key cannot be taken or ended: the statement then changes nothing.
    pub fn learn(&mut self, signed: &Verified<Signed>) -> Result<(), BadKey> {
        let head = &signed.envelope.head;
        match signed.statement() {
            Some(Statement::Key(key)) => {
                let ring = self.rings.get_mut(&head.author).ok_or_else(|| BadKey::Author(head.author.clone()))?;
                ring.bring(&head.author, key, signed.leaf)
            }
            Some(Statement::Revocation(_)) => self.end(signed, TreeSize::ZERO, head.dated),
            _ => Ok(()),
        }
    }

    /// Ends the key that a revocation names: at the size that it names or, where more was covered by then, at what was covered, for it never
    /// unbinds that; and, for signatures in another's record, at the time at which it became known.
    ///
    /// # Errors
    /// [`BadKey`], where there is no such key: the statement then changes nothing.
    pub fn end(&mut self, signed: &Verified<Signed>, covered: TreeSize, known: Timestamp) -> Result<(), BadKey> {
        let Some(Statement::Revocation(revocation)) = signed.statement() else { return Ok(()) };
        let of = &revocation.of;
        let ring = self.rings.get_mut(of).ok_or_else(|| BadKey::Author(of.clone()))?;
        ring.revoke(revocation, Revoked { size: revocation.size.max(covered), time: known })
    }
}

impl KeyRing {
    /// The key of this id, in force or not.
    pub fn key(&self, id: KeyId) -> Option<&Key> {
        self.keys.get(&id)
    }

    /// The keys with which statements are signed at a point.
    pub fn statement_keys_at(&self, at: At) -> impl Iterator<Item = KeyId> {
        self.at(Role::Statement, at).map(|(id, _)| *id)
    }

    /// The keys that may have signed a checkpoint of this size.
    pub fn log_keys(&self, size: TreeSize) -> Vec<VerifierKey> {
        self.verifiers(Role::Log, At::Head(size))
    }

    /// The keys that sign, or ever signed, its checkpoints.
    pub fn every_log_key(&self) -> Vec<VerifierKey> {
        let log = self.keys.values().filter(|key| key.role == Role::Log);
        log.filter_map(|key| key.verifier.clone()).collect()
    }

    /// Those of them that the instrument lists, and no record brought.
    pub fn listed_log_keys(&self) -> Vec<VerifierKey> {
        let log = self.keys.values().filter(|key| key.role == Role::Log && key.brought.is_none());
        log.filter_map(|key| key.verifier.clone()).collect()
    }

    /// The keys that cosign at a point.
    pub fn cosignature_keys_at(&self, at: At) -> Vec<VerifierKey> {
        self.verifiers(Role::Cosignature, at)
    }

    fn verifiers(&self, role: Role, at: At) -> Vec<VerifierKey> {
        self.at(role, at).filter_map(|(_, key)| key.verifier.clone()).collect()
    }

    fn at(&self, role: Role, at: At) -> impl Iterator<Item = (&KeyId, &Key)> {
        self.keys.iter().filter(move |(_, key)| key.role == role && key.in_force(at).is_ok())
    }

    fn take(&mut self, author: &Author, id: KeyId, key: Key) -> Result<(), BadKey> {
        // one key for two roles would let what is signed in one be shown as the other
        if self.keys.contains_key(&id) {
            return Err(BadKey::Twice { author: author.clone(), key: id });
        }
        if self.keys.len() >= KEYS_MAX {
            return Err(BadKey::TooMany(author.clone()));
        }
        self.keys.insert(id, key);
        Ok(())
    }

    fn bring(&mut self, author: &Author, statement: &KeyStatement, leaf: LeafIndex) -> Result<(), BadKey> {
        let KeyStatement { role, from, .. } = *statement;
        // who signs this has a listed key, so there is a name
        let name = self.name(role).or_else(|| self.keys.values().find_map(Key::name));
        let verifier = match (<[u8; 32]>::try_from(statement.public.as_slice()), name) {
            (Ok(public), Some(name)) if statement.algorithm == ED25519 => {
                let bad = |source| BadKey::NotAKey { author: author.clone(), role, source };
                Some(VerifierKey::new(name, algorithm(role), public).map_err(bad)?)
            }
            _ => None,
        };
        self.take(author, statement.id(), Key { role, verifier, brought: Some(leaf), from, until: None, revoked: None })
    }

    /// The name of the keys of a role: a new key goes on under the old one's, which for a record is its origin.
    fn name(&self, role: Role) -> Option<KeyName> {
        self.keys.values().filter(|key| key.role == role).find_map(Key::name)
    }

    /// Two revocations of one key do not extend its life: the earlier end holds, in whatever order they are learnt.
    fn revoke(&mut self, revocation: &Revocation, new: Revoked) -> Result<(), BadKey> {
        let unknown = || BadKey::Unknown { author: revocation.of.clone(), key: revocation.key };
        let key = self.keys.get_mut(&revocation.key).ok_or_else(unknown)?;
        let held = key.revoked.unwrap_or(new);
        key.revoked = Some(Revoked { size: held.size.min(new.size), time: held.time.min(new.time) });
        Ok(())
    }
}

/// The earliest time.
const START: Timestamp = match Timestamp::new(0) {
    Some(start) => start,
    None => panic!("0 is below every limit"),
};

/// The first second of a day, in UTC; of a day before 1970, the first second of all.
fn start_of(day: Date) -> Timestamp {
    const DAY_SECONDS: u64 = 86_400;
    let days = u64::try_from(treaty::time::days_between(Date::constant(1970, 1, 1), day)).unwrap_or(0);
    Timestamp::new(days * DAY_SECONDS).unwrap_or(START)
}

/// With what the keys of a role sign.
fn algorithm(role: Role) -> Algorithm {
    match role {
        Role::Cosignature => Algorithm::CosignatureV1,
        Role::Log | Role::Statement | Role::Offline => Algorithm::Ed25519,
    }
}
