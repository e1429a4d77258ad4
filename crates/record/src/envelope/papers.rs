//! What a statement says, beside its head: salt, body, proofs.
//!
//! They stand inline where the readers are the public, and travel to their readers where not; the hashes of the head hold the author to them.

use crate::cbor::{self, Canonical, Reader, Writer};
use crate::envelope::{Head, STATEMENT_MAX};
use crate::malformed::{Format, Malformed};
use crate::statement::{self, Statement};
use crate::words::{Epoch, ProofsHash};
use proof::{BodyHash, Proofs, Salt};
use std::fmt;

/// Salt, body and proofs, as they travel. Wire data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    /// The salt of the body's hash.
    pub salt: Salt,
    /// The body's bytes.
    pub body: Vec<u8>,
    /// The bytes of the proofs, for an epoch statement.
    pub proofs: Option<Vec<u8>>,
}

/// What papers say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// The body.
    pub statement: Statement,
    /// The proofs, for an epoch statement.
    pub proofs: Option<Proofs>,
}

/// Why papers are not what a head speaks of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPapers {
    /// The author has signed the hash of another body, or salt.
    #[error("the body's hash is {found}, and the head names {stated}")]
    Body {
        /// As it follows from the papers.
        found: BodyHash,
        /// As the head says.
        stated: BodyHash,
    },
    /// The author has signed the hash of other proofs, or of none.
    #[error("the proofs' hash is {}, and the head names {}", or_none(found), or_none(stated))]
    Proofs {
        /// As it follows from the papers.
        found: Option<ProofsHash>,
        /// As the head says.
        stated: Option<ProofsHash>,
    },
    /// Body or proofs do not follow their format.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The body is about another epoch than the head.
    #[error("the body is about epoch {}, and the head about {}", or_none(body), or_none(head))]
    Epoch {
        /// As the body says.
        body: Option<Epoch>,
        /// As the head says.
        head: Option<Epoch>,
    },
}

fn or_none(what: &Option<impl fmt::Display>) -> String {
    what.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string)
}

impl Papers {
    /// The papers of a statement.
    pub fn new(salt: Salt, statement: &Statement, proofs: Option<&Proofs>) -> Self {
        Self { salt, body: statement.encode(), proofs: proofs.map(statement::encode_proofs) }
    }

    /// `H(body; salt, body)`.
    pub fn body_hash(&self) -> BodyHash {
        BodyHash::of(&self.salt, &self.body)
    }

    /// `H(proofs; proofs)`.
    pub fn proofs_hash(&self) -> Option<ProofsHash> {
        self.proofs.as_deref().map(ProofsHash::of)
    }

    /// What they say, if they are those of `head`.
    ///
    /// # Errors
    /// Where a hash is another one, so that the author could show each reader a body of its own; where a format is broken; where the body is
    /// about another epoch than the head, so that a statement could be found under one epoch and count for another.
    pub fn read(&self, head: &Head) -> Result<Contents, BadPapers> {
        let (found, stated) = (self.body_hash(), head.body_hash);
        if found != stated {
            return Err(BadPapers::Body { found, stated });
        }
        let (found, stated) = (self.proofs_hash(), head.proofs_hash);
        if found != stated {
            return Err(BadPapers::Proofs { found, stated });
        }
        let statement = Statement::decode(head.kind, &self.body)?;
        let proofs = self.proofs.as_deref().map(statement::decode_proofs).transpose()?;
        let (body, head) = (statement.epoch(), head.epoch);
        if body == head { Ok(Contents { statement, proofs }) } else { Err(BadPapers::Epoch { body, head }) }
    }

    /// From the bytes in which they travel, `[salt, body, proofs / null]`.
    ///
    /// # Errors
    /// Where these are not their one spelling, or longer than a statement.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        cbor::decode(Format::Papers, bytes, STATEMENT_MAX)
    }

    /// The bytes in which they travel.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }
}

impl Canonical for Papers {
    fn write(&self, to: &mut Writer) {
        to.array(3).bytes(&self.salt.0).bytes(&self.body);
        to.or_null(self.proofs.as_ref(), |to, proofs| to.bytes(proofs));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 3)?;
        let salt = Salt(from.exactly("salt")?);
        let body = from.bytes("body", STATEMENT_MAX)?.to_vec();
        let proofs = from.or_null("proofs", |from| from.bytes("proofs", STATEMENT_MAX))?.map(<[u8]>::to_vec);
        Ok(Self { salt, body, proofs })
    }
}
