//! The opened leaves of a site, as they are sealed to their reader.

use super::{LEAF_LEN_MAX, PLAINTEXT_MAX, VERSION, class, leaf_index, read_leaf, salt, version, write_leaf};
use crate::cbor::{self, Canonical, Reader, Writer};
use crate::malformed::{Format, Malformed};
use crate::statement::StepHash;
use proof::manifest::{Frame, Node};
use proof::opening::OpenedSample;
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
            let to = to.array(7).uint(u8::from(*road)).uint(sample.class.0).uint(sample.index);
            let to = write_leaf(to, &sample.leaf);
            to.each(&sample.path, write_node).each(&sample.roots, write_node).bytes(&sample.salt.0)
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

fn write_node<'a>(to: &'a mut Writer, node: &Node) -> &'a mut Writer {
    to.bytes(&node.0)
}

fn opened(from: &mut Reader<'_>) -> Result<OpenedSiteLeaf, Malformed> {
    from.array("opened leaf", 7)?;
    let road = from.uint::<u8>("road", 1)? == 1;
    let (class, index) = (class(from)?, leaf_index(from)?);
    let leaf = read_leaf(from)?;
    let node = |from: &mut Reader<'_>| from.exactly("node").map(Node);
    let path = from.each("path", 0, EXPONENT_MAX.into(), node)?;
    let roots = from.each("roots", 1, CLASSES_MAX.into(), node)?;
    let salt = salt(from, "salt of a root")?;
    Ok(OpenedSiteLeaf { road, sample: OpenedSample { class, index, leaf, path, roots, salt } })
}
