//! The answer to an inquiry, as it is sealed to its reader: links of one item's chain, and leaves that show where it stood.

use super::{LEAF_LEN_MAX, LEAVES_MAX, PLAINTEXT_MAX, VERSION, class, read_sample, salt, version, write_sample};
use crate::cbor::{self, Canonical, Reader, Writer};
use crate::malformed::{Format, Malformed, Rule};
use crate::statement::StepHash;
use crate::words::Epoch;
use proof::chain::{EpochNumber, Event, EventCode, OpenedLink, OpenedStory};
use proof::manifest::{HeadPart, Link, Tag};
use proof::opening::{OpenedHead, OpenedLeaf, OpenedSample};
use proof::shape::{CLASSES_MAX, EXPONENT_MAX};
use proof::{Place, PlaceKind, Salt};
use std::fmt;
use zeroize::Zeroizing;

/// The most links of one answer.
pub const ANSWER_LINKS_MAX: u16 = 256;
/// How many leaves an answer may show beside one for each link: that which was asked about, and that at which it stands afterwards.
const LEAVES_MORE: u64 = 2;
/// Deeds are numbered from 1 to this (`docs/spec/inspection.md`, section 7).
pub(super) const DEED_MAX: u8 = 18;

/// An answer.
#[derive(Clone, PartialEq, Eq)]
pub struct SiteAnswer {
    /// The request that began the inspection.
    pub inspection: StepHash,
    /// A fresh salt.
    pub salt: Salt,
    /// The step that asked.
    pub inquiry: StepHash,
    /// The item's links, newest first; none where its leaves say all that was asked.
    pub story: Option<OpenedStory>,
    /// Where it stood.
    pub leaves: Vec<LeafElsewhere>,
}

/// One leaf of any place and epoch of the host, opened. Wire data: it may be forged.
#[derive(Clone, PartialEq, Eq)]
pub struct LeafElsewhere {
    /// Of which epoch.
    pub epoch: Epoch,
    /// Where.
    pub place: Place,
    /// The leaf.
    pub sample: OpenedSample,
}

impl SiteAnswer {
    /// How many bytes an answer has, where at most so many links are told under an instrument of so many classes: no more and no less, whatever it says.
    pub fn length(links_max: u16, classes: u8) -> usize {
        let links = usize::from(links_max.min(ANSWER_LINKS_MAX));
        // a link: a head, salt, event, epoch, place and class; a leaf: heads, epoch, place, class, index and the salt of the root; the item's
        // opened head takes 34 bytes more than a closed one
        let a_leaf = 52 + LEAF_LEN_MAX + 34 + 34 * (usize::from(EXPONENT_MAX) + usize::from(classes.min(CLASSES_MAX)));
        192 + 49 * links + a_leaf * (links + LEAVES_MORE as usize)
    }

    /// The plaintext.
    ///
    /// # Panics
    /// Where there are more links or leaves than there is room for: whoever answers keeps to `links_max`.
    pub fn encode(&self, links_max: u16, classes: u8) -> Zeroizing<Vec<u8>> {
        cbor::encode_padded(self, Self::length(links_max, classes))
    }

    /// Reads a plaintext.
    ///
    /// # Errors
    /// Where the length, a limit, a type or the one spelling is another.
    pub fn decode(bytes: &[u8], links_max: u16, classes: u8) -> Result<Self, Malformed> {
        cbor::decode_padded(Format::SiteAnswer, bytes, Self::length(links_max, classes))
    }
}

impl fmt::Debug for SiteAnswer {
    /// The name alone: what is answered is for its addressee.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SiteAnswer(…)")
    }
}

impl fmt::Debug for LeafElsewhere {
    /// The name alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LeafElsewhere(…)")
    }
}

const _: () = {
    let a_leaf = 52 + LEAF_LEN_MAX + 34 + 34 * (EXPONENT_MAX as usize + CLASSES_MAX as usize);
    assert!(192 + 49 * ANSWER_LINKS_MAX as usize + a_leaf * (ANSWER_LINKS_MAX as usize + 2) <= PLAINTEXT_MAX);
    assert!(LEAVES_MAX == 1 << EXPONENT_MAX);
};

impl Canonical for SiteAnswer {
    fn write(&self, to: &mut Writer) {
        to.array(6).uint(VERSION).bytes(&self.inspection.0).bytes(&self.salt.0).bytes(&self.inquiry.0);
        to.or_null(self.story.as_ref(), |to, story| {
            to.array(2).bytes(&story.before.0).each(&story.links, |to, OpenedLink { salt, event }| {
                let to = to.array(6).bytes(&salt.0).uint(event.code.0).uint(event.epoch.0);
                write_place(to, event.place).uint(event.class.0)
            })
        });
        to.each(&self.leaves, |to, LeafElsewhere { epoch, place, sample }| {
            write_sample(write_place(to.array(9).uint(epoch.0), *place), sample, write_leaf)
        });
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 6)?;
        version(from)?;
        let inspection = StepHash(from.exactly("inspection")?);
        let salt = salt(from, "salt")?;
        let inquiry = StepHash(from.exactly("inquiry")?);
        let story = from.or_null("story", |from| {
            from.array("story", 2)?;
            let before = Link(from.exactly("link before")?);
            let links = from.each("links", 1, ANSWER_LINKS_MAX.into(), link)?;
            Ok(OpenedStory { links, before })
        })?;
        let leaves = from.each("leaves", 0, u64::from(ANSWER_LINKS_MAX) + LEAVES_MORE, leaf)?;
        Ok(Self { inspection, salt, inquiry, story, leaves })
    }
}

fn link(from: &mut Reader<'_>) -> Result<OpenedLink, Malformed> {
    from.array("link", 6)?;
    let salt = salt(from, "salt of a link")?;
    let at = from.offset();
    let code = from.uint("event", DEED_MAX)?;
    if code == 0 {
        return Err(from.refuse("event", at, Rule::Unknown(0)));
    }
    let epoch = EpochNumber(from.uint("epoch", u32::MAX)?);
    let place = read_place(from)?;
    Ok(OpenedLink { salt, event: Event { code: EventCode(code), epoch, place, class: class(from)? } })
}

fn leaf(from: &mut Reader<'_>) -> Result<LeafElsewhere, Malformed> {
    from.array("leaf", 9)?;
    let epoch = Epoch(from.uint("epoch", u32::MAX)?);
    let place = read_place(from)?;
    Ok(LeafElsewhere { epoch, place, sample: read_sample(from, read_leaf)? })
}

fn write_place(to: &mut Writer, place: Place) -> &mut Writer {
    to.uint(place.bytes()[0]).uint(place.site)
}

fn read_place(from: &mut Reader<'_>) -> Result<Place, Malformed> {
    let kinds = [PlaceKind::Site, PlaceKind::Road, PlaceKind::Interior];
    let kind = kinds[usize::from(from.uint::<u8>("kind of place", 2)?)];
    Ok(Place { kind, site: from.uint("site", u16::MAX)? })
}

/// `[tag, tag salt, class salt, head part]`, or with the head opened `[tag, tag salt, class salt, head salt, head]`. A dummy is no answer.
fn write_leaf<'a>(to: &'a mut Writer, leaf: &OpenedLeaf) -> &'a mut Writer {
    match leaf {
        OpenedLeaf::Dummy { salt } => to.array(1).bytes(&salt.0),
        OpenedLeaf::Item { tag, tag_salt, class_salt, head } => {
            let fields = if matches!(head, OpenedHead::Closed(_)) { 4 } else { 5 };
            let to = to.array(fields).bytes(&tag.0).bytes(&tag_salt.0).bytes(&class_salt.0);
            match head {
                OpenedHead::Closed(part) => to.bytes(&part.0),
                OpenedHead::Open { salt, head } => to.bytes(&salt.0).bytes(&head.0),
            }
        }
    }
}

fn read_leaf(from: &mut Reader<'_>) -> Result<OpenedLeaf, Malformed> {
    let fields = from.list("leaf", 4, 5)?;
    let tag = Tag(from.exactly("tag")?);
    let (tag_salt, class_salt) = (salt(from, "salt of a tag")?, salt(from, "salt of a class")?);
    let head = match fields {
        4 => OpenedHead::Closed(HeadPart(from.exactly("head part")?)),
        _ => OpenedHead::Open { salt: salt(from, "salt of a head")?, head: Link(from.exactly("head")?) },
    };
    Ok(OpenedLeaf::Item { tag, tag_salt, class_salt, head })
}
