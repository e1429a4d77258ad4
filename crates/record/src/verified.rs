//! Who has signed: the step from bytes in a record to a statement of its author.
//!
//! Signatures are Ed25519, verified strictly: a key or an R of small order or in a second encoding is refused, so that nobody can sign once and
//! mean two things. Each kind names the roles whose keys must have signed; a key of another role, from before its time or after its end signs nothing.

use crate::envelope::{BadPapers, Contents, Envelope, Kind, Signature};
use crate::keys::{At, Key, KeyRings, NotInForce};
use crate::malformed::Malformed;
use crate::statement::{ED25519, Role, Statement};
use crate::words::{Author, KeyId};
use ed25519_dalek::VerifyingKey;
use log::{LeafIndex, VerifierKey};
use std::ops::Deref;
use treaty::instrument::Hash;

/// Something that passed its verification: there is no other way to have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified<T>(T);

impl<T> Verified<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(value)
    }

    /// What was verified.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Verified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A statement at its place in its author's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The statement.
    pub envelope: Envelope,
    /// What it says, where all may read it.
    pub contents: Option<Contents>,
    /// Where it stands.
    pub leaf: LeafIndex,
}

impl Signed {
    /// The body, where all may read it.
    pub fn statement(&self) -> Option<&Statement> {
        self.contents.as_ref().map(|contents| &contents.statement)
    }
}

/// Why a leaf is not a statement of the record's author.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The bytes are no statement.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The papers are not those of the head.
    #[error(transparent)]
    Papers(#[from] BadPapers),
    /// It was made under another instrument.
    #[error("the statement is made under the instrument {stated}, and the record is kept under {expected}")]
    Instrument {
        /// As it says.
        stated: Hash,
        /// As it must be.
        expected: Hash,
    },
    /// It stands in another's record than it says.
    #[error("the statement is one of {stated}, and stands in the record of {record}")]
    Author {
        /// As it says.
        stated: Author,
        /// Where it stands.
        record: Author,
    },
    /// A revocation in the record of the one whose key it ends, where a thief could write it or leave it out.
    #[error("a revocation of a key of {0} stands in the record of {0}: it must be logged by another")]
    OwnRevocation(Author),
    /// A revocation in the record of a witness. It ends a party's key only where another party took it in: one friendly witness disowns nothing.
    #[error("a revocation stands in the record of the witness {0}: it must be logged by a party")]
    WitnessRevocation(Author),
    /// An agreed statement in the record of somebody who is no side to it.
    #[error("{0} is no side to the agreed statement in its record")]
    NoSide(Author),
    /// A signature that must be there is not, or is not good.
    #[error("{kind} must be signed by the {role} key of {who}: {why}")]
    Signature {
        /// Of what kind of statement.
        kind: Kind,
        /// Who must sign.
        who: Author,
        /// With the key of which role.
        role: Role,
        /// What is wrong.
        why: Why,
    },
}

/// What is wrong with a signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Nobody of this name has keys.
    #[error("the instrument names nobody of this name")]
    Nobody,
    /// No signature names a key of theirs.
    #[error("no signature names a key of theirs that is known; named: {}", listed(named))]
    Unknown {
        /// The keys that are named, in order.
        named: Vec<KeyId>,
    },
    /// The key is for something else.
    #[error("the key {key} is a {role} key")]
    Role {
        /// Which key.
        key: KeyId,
        /// For what it is.
        role: Role,
    },
    /// The key does not sign here.
    #[error("the key {key} {why}")]
    NotInForce {
        /// Which key.
        key: KeyId,
        /// On which side of its life.
        why: NotInForce,
    },
    /// It is not this key's signature over this head.
    #[error("the signature is not one by the key {0}")]
    Fails(KeyId),
}

impl KeyRings {
    /// Reads a leaf of the record of `record`, and verifies that it is a statement of that author under this instrument.
    ///
    /// # Errors
    /// [`Refused`]: for a statement of an honest author never; so for the audit it is a finding, with the leaf as its evidence.
    pub fn verify(&self, record: &Author, leaf: LeafIndex, bytes: &[u8]) -> Result<Verified<Signed>, Refused> {
        let envelope = Envelope::decode(bytes)?;
        let head = &envelope.head;
        // a statement made under one instrument, or for one record, must be worth nothing under another
        if head.instrument != self.instrument() {
            return Err(Refused::Instrument { stated: head.instrument, expected: self.instrument() });
        }
        if head.author != *record {
            return Err(Refused::Author { stated: head.author.clone(), record: record.clone() });
        }
        let contents = envelope.contents()?;
        let signers = signers(record, contents.as_ref().map(|contents| &contents.statement))?;
        self.verify_signatures(&envelope, leaf, signers)?;
        Ok(Verified::new(Signed { envelope, contents, leaf }))
    }

    /// The keys of one who must sign, for a role, that signed a statement. A signature that is not verified here, by its algorithm or its key's, is none.
    pub fn signed_by<'a>(
        &'a self,
        who: &Author,
        role: Role,
        signed: &'a Verified<Signed>,
    ) -> impl Iterator<Item = (KeyId, &'a Key)> + use<'a> {
        let ring = self.ring(who);
        let named = signed.envelope.signatures.iter().filter(|signature| signature.algorithm == ED25519);
        let keys = named.filter_map(move |signature| Some((signature.key, ring?.key(signature.key)?)));
        keys.filter(move |(_, key)| key.role() == role && key.verifier().is_some())
    }

    fn verify_signatures(
        &self,
        envelope: &Envelope,
        leaf: LeafIndex,
        signers: Vec<(Author, Role)>,
    ) -> Result<(), Refused> {
        let message = envelope.head.message();
        for (who, role) in signers {
            // in another's record a key's life has no place, only a date
            let dated = envelope.head.dated;
            let at = if who == envelope.head.author { At::Leaf(leaf, dated) } else { At::Elsewhere(dated) };
            self.one_signature(&envelope.signatures, &message, &who, role, at).map_err(|why| Refused::Signature {
                kind: envelope.head.kind,
                who,
                role,
                why,
            })?;
        }
        Ok(())
    }

    /// One good signature by a key of `role` of `who`. One that names a key of theirs and is not its signature spoils the statement: nobody
    /// honest signs so.
    fn one_signature(
        &self,
        signatures: &[Signature],
        message: &[u8],
        who: &Author,
        role: Role,
        at: At,
    ) -> Result<(), Why> {
        let ring = self.ring(who).ok_or(Why::Nobody)?;
        let mut found = Err(Why::Unknown { named: signatures.iter().map(|signature| signature.key).collect() });
        for signature in signatures.iter().filter(|signature| signature.algorithm == ED25519) {
            let id = signature.key;
            let Some((key, verifier)) = ring.key(id).and_then(|key| Some((key, key.verifier()?))) else { continue };
            if !signed(verifier, message, &signature.bytes) {
                return Err(Why::Fails(id));
            }
            let in_force = key.in_force(at).map_err(|why| Why::NotInForce { key: id, why });
            let judged = if key.role() == role { in_force } else { Err(Why::Role { key: id, role: key.role() }) };
            found = found.or(judged);
        }
        found
    }
}

fn listed(keys: &[KeyId]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Whose keys, of which roles, must have signed.
fn signers(author: &Author, statement: Option<&Statement>) -> Result<Vec<(Author, Role)>, Refused> {
    let author = || author.clone();
    match statement {
        Some(Statement::Key(_)) => Ok(vec![(author(), Role::Offline)]),
        Some(Statement::Revocation(revocation)) if revocation.of == author() => Err(Refused::OwnRevocation(author())),
        Some(Statement::Revocation(_)) if author().party().is_none() => Err(Refused::WitnessRevocation(author())),
        Some(Statement::Revocation(revocation)) => {
            Ok(vec![(revocation.of.clone(), Role::Offline), (author(), Role::Statement)])
        }
        Some(Statement::Agreed(agreed)) => {
            let sides = [&agreed.party, &agreed.with].map(|code| Author::Party(code.clone()));
            if !sides.contains(&author()) {
                return Err(Refused::NoSide(author()));
            }
            Ok(sides.into_iter().map(|side| (side, Role::Statement)).collect())
        }
        // what is not public is none of these three: the envelope's reader has seen to that
        _ => Ok(vec![(author(), Role::Statement)]),
    }
}

fn signed(key: &VerifierKey, message: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::from_bytes(key.public()).expect("a verifier key holds a point of the curve");
    ed25519_dalek::Signature::from_slice(signature)
        .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok())
}
