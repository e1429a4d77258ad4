//! What an inspector asks once the report is signed: of one object, or of one leaf (`docs/spec/inspection.md`, section 7).

use super::list::SealNumber;
use super::{PAPER_MAX, VERSION, class, leaf_index, salt, version};
use crate::cbor::{self, Canonical, Reader, Writer};
use crate::malformed::{Format, Malformed, Rule};
use crate::statement::{PaperHash, StepHash, Subject};
use proof::manifest::Tag;
use proof::{Class, Salt};

/// What is asked: `[1, inspection, salt, subject, class, leaf / null, seal / null, tag / null]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteInquiry {
    /// The request that began the inspection.
    pub inspection: StepHash,
    /// A fresh salt, so that nobody can try out inquiries against the hash in the record.
    pub salt: Salt,
    /// What about.
    pub subject: Subject,
    /// Of which class: of an object as it was seen, of a leaf as it stands in the manifest.
    pub class: Class,
    /// The leaf; nothing for an object that has none.
    pub leaf: Option<u16>,
    /// The seal on the object; nothing for a leaf without an object.
    pub seal: Option<SealNumber>,
    /// The tag, as it was read or opened. An object without a leaf is asked for by it alone.
    pub tag: Option<Tag>,
}

impl SiteInquiry {
    /// Reads the paper.
    ///
    /// # Errors
    /// Where a limit, a type or the one spelling is broken, or leaf, seal or tag stands otherwise than its subject needs.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        cbor::decode(Format::SiteInquiry, bytes, PAPER_MAX)
    }

    /// Its bytes.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// The hash by which both sides' records name it.
    pub fn hash(&self) -> PaperHash {
        PaperHash::of(&self.encode())
    }

    /// Whether it names leaf, seal and tag as its subject needs.
    pub fn is_whole(&self) -> bool {
        needs(self.subject).iter().zip(self.stands()).all(|(needs, stands)| needs.is_none_or(|must| must == stands))
    }

    fn stands(&self) -> [bool; 3] {
        [self.leaf.is_some(), self.seal.is_some(), self.tag.is_some()]
    }
}

/// Whether leaf, seal and tag must, may or must not stand: `Some(true)`, `None`, `Some(false)`.
fn needs(subject: Subject) -> [Option<bool>; 3] {
    match subject {
        Subject::Arrival => [Some(false), Some(true), Some(true)],
        Subject::Departure => [Some(true), Some(false), None],
        Subject::Story => [Some(true), Some(true), None],
    }
}

impl Canonical for SiteInquiry {
    fn write(&self, to: &mut Writer) {
        to.array(8).uint(VERSION).bytes(&self.inspection.0).bytes(&self.salt.0);
        to.uint(self.subject.number()).uint(self.class.0).or_null(self.leaf, |to, leaf| to.uint(leaf));
        to.or_null(self.seal.as_ref(), |to, seal| to.text(seal.as_str()));
        to.or_null(self.tag, |to, tag| to.bytes(&tag.0));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 8)?;
        version(from)?;
        let inspection = StepHash(from.exactly("inspection")?);
        let salt = salt(from, "salt")?;
        let at = from.offset();
        let subject = Subject::read(from, "subject")?;
        let class = class(from)?;
        let leaf = from.or_null("leaf", leaf_index)?;
        let seal = from.or_null("seal", SealNumber::read)?;
        let tag = from.or_null("tag", |from| from.exactly("tag").map(Tag))?;
        let inquiry = Self { inspection, salt, subject, class, leaf, seal, tag };
        match inquiry.is_whole() {
            true => Ok(inquiry),
            false => {
                Err(from.refuse("subject", at, Rule::Expected("leaf, seal and tag exactly as the subject needs them")))
            }
        }
    }
}
