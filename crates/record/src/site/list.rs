//! The list of the objects at a site: which seal stands on which leaf, before it is drawn which of them are examined.

use super::{PAPER_MAX, VERSION, class, leaf_index, salt, version};
use crate::cbor::{self, Canonical, Reader, Writer};
use crate::malformed::{Format, Malformed};
use crate::statement::{PaperHash, StepHash};
use proof::{Class, Salt};
use std::fmt;

/// The most objects of one site.
pub const OBJECTS_MAX: u64 = 1 << 16;

/// The number of a seal: 1 to 32 capital letters A–Z, digits or hyphens.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SealNumber(String);

impl SealNumber {
    /// The longest number, in bytes.
    pub const MAX_LEN: usize = 32;

    /// The number, if it is spelt like one.
    pub fn new(text: &str) -> Option<Self> {
        let spelt = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
        let fits = (1..=Self::MAX_LEN).contains(&text.len()) && text.bytes().all(spelt);
        fits.then(|| Self(text.to_owned()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let spelling = "the number of a seal, 1 to 32 of A-Z, 0-9 and -, must stand here";
        from.text("seal", Self::MAX_LEN, spelling, Self::new)
    }
}

impl fmt::Display for SealNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An object at the site, sealed by the inspector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedObject {
    /// The seal that the inspector has put on it.
    pub seal: SealNumber,
    /// Its class, as the host says.
    pub class: Class,
    /// Its leaf in the site's manifest, as the host says; nothing for an object that has none.
    pub leaf: Option<u16>,
}

/// All objects of the classes that count, as both sides found them at the site. Each leaf of the opening should stand in it once: which does not, or
/// stands twice, is for whoever holds the opening to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectList {
    /// The request that began the inspection.
    pub inspection: StepHash,
    /// A fresh salt, so that nobody can try out lists against the hash in the record.
    pub salt: Salt,
    /// The objects, in the order in which they were sealed.
    pub objects: Vec<ListedObject>,
}

impl ObjectList {
    /// Reads the paper.
    ///
    /// # Errors
    /// Where a limit, a type or the one spelling is broken.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        cbor::decode(Format::ObjectList, bytes, PAPER_MAX)
    }

    /// Its bytes.
    pub fn encode(&self) -> Vec<u8> {
        cbor::encode(self)
    }

    /// The hash by which both sides' records name it.
    pub fn hash(&self) -> PaperHash {
        PaperHash::of(&self.encode())
    }
}

impl Canonical for ObjectList {
    fn write(&self, to: &mut Writer) {
        to.array(4).uint(VERSION).bytes(&self.inspection.0).bytes(&self.salt.0);
        to.each(&self.objects, |to, ListedObject { seal, class, leaf }| {
            to.array(3).text(seal.as_str()).uint(class.0).or_null(*leaf, |to, leaf| to.uint(leaf))
        });
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 4)?;
        version(from)?;
        let inspection = StepHash(from.exactly("inspection")?);
        let salt = salt(from, "salt")?;
        Ok(Self { inspection, salt, objects: from.each("objects", 0, OBJECTS_MAX, object)? })
    }
}

fn object(from: &mut Reader<'_>) -> Result<ListedObject, Malformed> {
    from.array("object", 3)?;
    let (seal, class) = (SealNumber::read(from)?, class(from)?);
    Ok(ListedObject { seal, class, leaf: from.or_null("leaf", leaf_index)? })
}
