//! The opened leaves of a site, as they are sealed to their reader.

use super::{LEAF_LEN_MAX, PLAINTEXT_MAX, VERSION, read_leaf, read_sample, salt, version, write_leaf, write_sample};
use crate::cbor::{self, Canonical, Reader, Writer};
use crate::malformed::{Format, Malformed};
use crate::statement::StepHash;
use proof::manifest::Frame;
use proof::shape::{CLASSES_MAX, EXPONENT_MAX};
use proof::{OpenedSiteLeaf, Salt, SiteFrame};
use zeroize::Zeroizing;

/// The most leaves of one message.
pub const SAMPLES_MAX: u16 = 4096;

/// Leaves of one site, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteSamples {
    /// The request that began the inspection.
    pub inspection: StepHash,
    /// A fresh salt.
    pub salt: Salt,
    /// The leaves, in the order in which they were asked for.
    pub leaves: Vec<OpenedSiteLeaf>,
}

impl SiteSamples {
    /// How many bytes a message has, where at most so many leaves of the site are asked for: no more and no less, however many there are.
    pub fn length(most: u16, frame: &SiteFrame) -> usize {
        // of a leaf: two heads of lists, road, class, index, the salt of the root; of the whole: version, inspection, salt and heads
        let a_leaf =
            |frame: &Frame| 43 + LEAF_LEN_MAX + 34 * (frame.capacity().ilog2() as usize + frame.classes().len());
        128 + usize::from(most.min(SAMPLES_MAX)) * frame.frames().map(a_leaf).max().unwrap_or(0)
    }

    /// The plaintext.
    ///
    /// # Panics
    /// Where there are more leaves than `most`: whoever draws knows how many.
    pub fn encode(&self, most: u16, frame: &SiteFrame) -> Zeroizing<Vec<u8>> {
        cbor::encode_padded(self, Self::length(most, frame))
    }

    /// Reads a plaintext.
    ///
    /// # Errors
    /// Where the length, a limit, a type or the one spelling is another.
    pub fn decode(bytes: &[u8], most: u16, frame: &SiteFrame) -> Result<Self, Malformed> {
        cbor::decode_padded(Format::SiteSamples, bytes, Self::length(most, frame))
    }
}

const _: () = {
    let a_leaf = 43 + LEAF_LEN_MAX + 34 * (EXPONENT_MAX as usize + CLASSES_MAX as usize);
    assert!(128 + SAMPLES_MAX as usize * a_leaf <= PLAINTEXT_MAX);
};

impl Canonical for SiteSamples {
    fn write(&self, to: &mut Writer) {
        to.array(4).uint(VERSION).bytes(&self.inspection.0).bytes(&self.salt.0);
        to.each(&self.leaves, |to, OpenedSiteLeaf { road, sample }| {
            write_sample(to.array(7).uint(u8::from(*road)), sample, write_leaf)
        });
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 4)?;
        version(from)?;
        let inspection = StepHash(from.exactly("inspection")?);
        let salt = salt(from, "salt")?;
        Ok(Self { inspection, salt, leaves: from.each("leaves", 0, SAMPLES_MAX.into(), opened)? })
    }
}

fn opened(from: &mut Reader<'_>) -> Result<OpenedSiteLeaf, Malformed> {
    from.array("opened leaf", 7)?;
    let road = from.uint::<u8>("road", 1)? == 1;
    Ok(OpenedSiteLeaf { road, sample: read_sample(from, read_leaf)? })
}
