//! The envelope of a statement: one leaf of a record.
//!
//! ```text
//! [ 1, treaty, author, kind, epoch, dated, readers, body hash, proofs hash,      the head: what is signed
//!   salt, body, proofs,                                                         the papers: inline for the public
//!   [[algorithm, key id, signature], …] ]
//! ```
//!
//! Wire data: everything is public, and anybody can forge it. [`Envelope::decode`] promises one spelling, limits kept and fields present exactly
//! where their kind and readers demand them; who has signed is known after [`crate::keys::KeyRings::verify`] only.

mod kind;
mod papers;

pub use kind::{Kind, Readers};
pub use papers::{BadPapers, Contents, Papers};

use crate::cbor::{self, Canonical, Reader, Writer};
use crate::malformed::{Format, Malformed, Rule};
use crate::signer::StatementSigner;
use crate::statement::Statement;
use crate::words::{Author, Epoch, KeyId, ProofsHash};
use log::Timestamp;
use proof::{BodyHash, Proofs, Salt};
use treaty::instrument::Hash;

/// The longest statement, in bytes: what an entry of a record can hold.
pub const STATEMENT_MAX: usize = 65_535;
/// The most signatures on a statement.
pub const SIGNATURES_MAX: usize = 4;
/// The longest signature, in bytes: more than ML-DSA-87 takes.
pub const SIGNATURE_MAX: usize = 8192;
/// What a signature is over begins with this, so that it is worth nothing for anything else.
const DOMAIN: &[u8] = b"standstill/v1/statement";
const VERSION: u8 = 1;

/// A statement as it stands in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// What is signed.
    pub head: Head,
    /// Salt, body and proofs, where the readers are the public.
    pub papers: Option<Papers>,
    /// 1 to 4, ascending by algorithm and key.
    pub signatures: Vec<Signature>,
}

/// What everybody may know of a statement, and what is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Under which instrument: the SHA-256 of its bytes.
    pub instrument: Hash,
    /// In whose record it stands.
    pub author: Author,
    /// Of which kind it is.
    pub kind: Kind,
    /// The epoch that it is about, for the kinds that have one.
    pub epoch: Option<Epoch>,
    /// When it was made, by the author's clock. It decides nothing: receipts do.
    pub dated: Timestamp,
    /// Who may read the body.
    pub readers: Readers,
    /// `H(body; salt, body)`.
    pub body_hash: BodyHash,
    /// `H(proofs; proofs)`, of an epoch statement.
    pub proofs_hash: Option<ProofsHash>,
}

/// A signature. Wire data: it says that somebody has signed, and may lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// 1: Ed25519. Others are kept, and mean nothing here.
    pub algorithm: u8,
    /// By which key.
    pub key: KeyId,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What an author decides of a statement beside what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Under which instrument.
    pub instrument: Hash,
    /// In whose record.
    pub author: Author,
    /// When.
    pub dated: Timestamp,
    /// For whom.
    pub readers: Readers,
}

impl Envelope {
    /// A statement, signed by `signers`, with its papers: these stand inline where all may read them, and go to their readers where not.
    ///
    /// `proofs` belong to an epoch statement and to no other. The salt is fresh; whoever could guess it could try out bodies.
    pub fn new(
        heading: Heading,
        statement: &Statement,
        proofs: Option<&Proofs>,
        salt: Salt,
        signers: &[&StatementSigner],
    ) -> (Self, Papers) {
        let papers = Papers::new(salt, statement, proofs);
        let head = Head {
            instrument: heading.instrument,
            author: heading.author,
            kind: statement.kind(),
            epoch: statement.epoch(),
            dated: heading.dated,
            readers: heading.readers,
            body_hash: papers.body_hash(),
            proofs_hash: papers.proofs_hash(),
        };
        let inline = (head.readers == Readers::Public).then(|| papers.clone());
        let unsigned = Self { head, papers: inline, signatures: Vec::new() };
        (signers.iter().fold(unsigned, |envelope, signer| envelope.signed_by(signer)), papers)
    }

    /// The same with one signature more, in its place.
    pub fn signed_by(mut self, signer: &StatementSigner) -> Self {
        self.signatures.push(signer.sign(&self.head));
        self.signatures.sort_by_key(Signature::order);
        self
    }

    /// Reads a leaf of a record.
    ///
    /// # Errors
    /// Where a limit, a type, an order or the one spelling is broken, or a field stands or lacks against its kind and readers.
    pub fn decode(leaf: &[u8]) -> Result<Self, Malformed> {
        cbor::decode(Format::Envelope, leaf, STATEMENT_MAX)
    }

    /// Its bytes. What was put together against the rules is written too, and nobody will read it.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// What an inline statement says; nothing where the papers are elsewhere.
    ///
    /// # Errors
    /// Where the papers are not those of the head, or cannot be read.
    pub fn contents(&self) -> Result<Option<Contents>, BadPapers> {
        self.papers.as_ref().map(|papers| papers.read(&self.head)).transpose()
    }
}

impl Head {
    /// What is signed: the domain behind its length, then the head as an array of nine.
    pub fn message(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.array(HEAD_FIELDS);
        self.write_fields(&mut writer);
        let length = u8::try_from(DOMAIN.len()).expect("the domain is a literal of 23 bytes");
        [&[length], DOMAIN, &writer.into_bytes()].concat()
    }

    fn write_fields(&self, to: &mut Writer) {
        to.uint(VERSION).bytes(&self.instrument.0).text(self.author.as_str()).uint(self.kind.number());
        to.or_null(self.epoch, |to, epoch| to.uint(epoch.0)).uint(self.dated.seconds());
        self.readers.write(to);
        to.bytes(&self.body_hash.0).or_null(self.proofs_hash, |to, hash| to.bytes(&hash.0));
    }

    fn read_fields(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let start = from.offset();
        if from.uint::<u8>("version", VERSION)? != VERSION {
            return Err(from.refuse("version", start, Rule::Unknown(0)));
        }
        let instrument = Hash(from.exactly("treaty")?);
        let author = author(from, "author")?;
        let at = from.offset();
        let number = from.uint::<u8>("kind", u8::MAX)?;
        let kind = Kind::of(number).ok_or_else(|| from.refuse("kind", at, Rule::Unknown(number.into())))?;
        let at = from.offset();
        let epoch = from.or_null("epoch", |from| from.uint("epoch", u32::MAX).map(Epoch))?;
        present(from, "epoch", at, epoch.is_some(), kind.has_epoch(), kind.word())?;
        let dated = timestamp(from, "dated")?;
        let at = from.offset();
        let readers = Readers::read(from)?;
        // whoever judges a record needs its receipts, keys, acts and agreed statements, so nobody may keep them back
        if kind.is_public() && readers != Readers::Public {
            return Err(from.refuse("readers", at, Rule::Expected("0: a statement of this kind is for the public")));
        }
        let body_hash = BodyHash(from.exactly("body hash")?);
        let at = from.offset();
        let proofs_hash = from.or_null("proofs hash", |from| from.exactly("proofs hash").map(ProofsHash))?;
        present(from, "proofs hash", at, proofs_hash.is_some(), kind == Kind::Epoch, kind.word())?;
        Ok(Self { instrument, author, kind, epoch, dated, readers, body_hash, proofs_hash })
    }
}

const HEAD_FIELDS: usize = 9;
const FIELDS: u8 = 13;

impl Canonical for Envelope {
    fn write(&self, to: &mut Writer) {
        to.array(FIELDS.into());
        self.head.write_fields(to);
        let papers = self.papers.as_ref();
        to.or_null(papers, |to, papers| to.bytes(&papers.salt.0));
        to.or_null(papers, |to, papers| to.bytes(&papers.body));
        to.or_null(papers.and_then(|papers| papers.proofs.as_ref()), |to, proofs| to.bytes(proofs));
        to.each(&self.signatures, |to, Signature { algorithm, key, bytes }| {
            to.array(3).uint(*algorithm).bytes(&key.0).bytes(bytes)
        });
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", FIELDS.into())?;
        let head = Head::read_fields(from)?;
        let inline = head.readers == Readers::Public;
        let whose = if inline { "it is for the public" } else { "it is not for the public" };
        let at = from.offset();
        let salt = from.or_null("salt", |from| from.exactly("salt").map(Salt))?;
        present(from, "salt", at, salt.is_some(), inline, whose)?;
        let at = from.offset();
        let body = from.or_null("body", |from| from.bytes("body", STATEMENT_MAX))?;
        present(from, "body", at, body.is_some(), inline, whose)?;
        let at = from.offset();
        let proofs = from.or_null("proofs", |from| from.bytes("proofs", STATEMENT_MAX))?.map(<[u8]>::to_vec);
        let with_proofs = inline && head.kind == Kind::Epoch;
        present(from, "proofs", at, proofs.is_some(), with_proofs, "they go with public epoch statements")?;
        let papers = salt.zip(body).map(|(salt, body)| Papers { salt, body: body.to_vec(), proofs });
        let at = from.offset();
        let signatures = from.each("signatures", 1, SIGNATURES_MAX as u64, Signature::read)?;
        if !signatures.is_sorted_by(|a, b| a.order() < b.order()) {
            return Err(from.refuse("signatures", at, Rule::Order));
        }
        Ok(Self { head, papers, signatures })
    }
}

impl Signature {
    fn order(&self) -> (u8, KeyId) {
        (self.algorithm, self.key)
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("signature", 3)?;
        let algorithm = from.uint("algorithm", u8::MAX)?;
        let key = KeyId(from.exactly("key id")?);
        let bytes = from.bytes("signature", SIGNATURE_MAX)?.to_vec();
        Ok(Self { algorithm, key, bytes })
    }
}

/// A field must stand exactly where it is wanted: elsewhere it would be a second spelling, or say what nobody has hashed.
fn present(
    from: &Reader<'_>,
    field: &'static str,
    at: usize,
    is: bool,
    wanted: bool,
    why: &'static str,
) -> Result<(), Malformed> {
    match (is, wanted) {
        (true, false) => Err(from.refuse(field, at, Rule::Surplus(why))),
        (false, true) => Err(from.refuse(field, at, Rule::Missing(why))),
        _ => Ok(()),
    }
}

pub(crate) fn author(from: &mut Reader<'_>, field: &'static str) -> Result<Author, Malformed> {
    from.text(field, Author::MAX_LEN, "the code of a party, or the id of a witness, must stand here", Author::new)
}

pub(crate) fn timestamp(from: &mut Reader<'_>, field: &'static str) -> Result<Timestamp, Malformed> {
    let seconds = from.uint(field, log::cosignature::TIMESTAMP_MAX)?;
    Ok(Timestamp::new(seconds).expect("the limit was compared just above"))
}
