//! What two parties hold of one inspected site, and nobody else: openings, which travel sealed, and papers, of which a record has the hash
//! (`docs/spec/inspection.md`, sections 4 and 5).
//!
//! ```text
//! opening   [1, form, inspection, salt, epoch, site, [[count, blinding], …], contents]   and zeros behind it
//! samples   [1, inspection, salt, [[road, class, index, leaf, path, roots, salt], …]]    and zeros behind it
//! list      [1, inspection, salt, [[seal, class, leaf / null], …]]
//! report    [1, inspection, salt, [[class, count], …], [examined, …], [difference, …], text]
//! inquiry   [1, inspection, salt, subject, class, leaf / null, seal / null, tag / null]
//! answer    [1, inspection, salt, inquiry, story / null, [leaf elsewhere, …]]                       and zeros behind it
//! ```
//!
//! All of it is wire: what an opening shows is known after [`StatedSite::site`] only. How long an opening is follows from its form and the public
//! frame of the site alone, so that its length tells nothing.

mod answer;
mod compare;
mod flaw;
mod inquiry;
mod life;
mod list;
mod opening;
mod report;
mod samples;
mod shown;
mod told;

pub use answer::{ANSWER_LINKS_MAX, LeafElsewhere, SiteAnswer};
pub use compare::{Found, OpenedTags, asked, compare, drawn_seals};
pub use flaw::{BadAnswer, Flaw, Weight};
pub use inquiry::SiteInquiry;
pub use list::{ListedObject, OBJECTS_MAX, ObjectList, SealNumber};
pub use opening::SiteOpening;
pub use report::{
    Difference, DifferenceCode, Examined, MeasuredVerdict, Measurement, REPORT_TEXT_MAX, ReportText, SiteReport,
};
pub use samples::{SAMPLES_MAX, SiteSamples};
pub use shown::{NotOpened, Papers, StatedSite, comes_to, every_tag};
pub use told::{Asked, StatedRoots, Stood, Told, ToldLink, told};

use crate::cbor::{Reader, Writer};
use crate::malformed::{Malformed, Rule};
use crate::statement::PaperHash;
use proof::manifest::{HeadPart, Node, Tag};
use proof::opening::{OpenedHead, OpenedLeaf, OpenedSample};
use proof::shape::{CLASSES_MAX, EXPONENT_MAX};
use proof::{Class, Salt};

/// The longest plaintext, in bytes: more than every leaf of a site and its road takes, of any shape.
pub const PLAINTEXT_MAX: usize = 1 << 24;
/// The longest paper, in bytes.
pub const PAPER_MAX: usize = 1 << 22;
/// The most leaves of a subtree.
const LEAVES_MAX: u64 = 1 << EXPONENT_MAX;
/// The most places of a site: itself, and the road to it.
const PLACES_MAX: u64 = 2;
/// The most bytes of a leaf: that of an item.
const LEAF_LEN_MAX: usize = 1 + (1 + 16) + 3 * (2 + 32);

const VERSION: u8 = 1;

fn version(from: &mut Reader<'_>) -> Result<(), Malformed> {
    let at = from.offset();
    match from.uint::<u8>("version", VERSION)? {
        VERSION => Ok(()),
        other => Err(from.refuse("version", at, Rule::Unknown(other.into()))),
    }
}

fn salt(from: &mut Reader<'_>, field: &'static str) -> Result<Salt, Malformed> {
    from.exactly(field).map(Salt)
}

fn class(from: &mut Reader<'_>) -> Result<Class, Malformed> {
    from.uint("class", CLASSES_MAX - 1).map(Class)
}

fn leaf_index(from: &mut Reader<'_>) -> Result<u16, Malformed> {
    from.uint("leaf", (1 << EXPONENT_MAX) - 1)
}

/// `class, index, leaf, path, roots, salt` of an opened leaf, behind the fields that say where it stands. What a leaf may show is for the message to say.
fn write_sample<'a>(
    to: &'a mut Writer,
    sample: &OpenedSample,
    leaf: impl for<'b> Fn(&'b mut Writer, &OpenedLeaf) -> &'b mut Writer,
) -> &'a mut Writer {
    fn node<'a>(to: &'a mut Writer, node: &Node) -> &'a mut Writer {
        to.bytes(&node.0)
    }
    let to = leaf(to.uint(sample.class.0).uint(sample.index), &sample.leaf);
    to.each(&sample.path, node).each(&sample.roots, node).bytes(&sample.salt.0)
}

fn read_sample(
    from: &mut Reader<'_>,
    leaf: impl Fn(&mut Reader<'_>) -> Result<OpenedLeaf, Malformed>,
) -> Result<OpenedSample, Malformed> {
    let (class, index) = (class(from)?, leaf_index(from)?);
    let leaf = leaf(from)?;
    let node = |from: &mut Reader<'_>| from.exactly("node").map(Node);
    let path = from.each("path", 0, EXPONENT_MAX.into(), node)?;
    let roots = from.each("roots", 1, CLASSES_MAX.into(), node)?;
    Ok(OpenedSample { class, index, leaf, path, roots, salt: salt(from, "salt of a root")? })
}

/// `[tag, tag salt, class salt, head part]` or `[salt]`.
fn write_leaf<'a>(to: &'a mut Writer, leaf: &OpenedLeaf) -> &'a mut Writer {
    match leaf {
        OpenedLeaf::Dummy { salt } => to.array(1).bytes(&salt.0),
        OpenedLeaf::Item { tag, tag_salt, class_salt, head } => {
            to.array(4).bytes(&tag.0).bytes(&tag_salt.0).bytes(&class_salt.0).bytes(&head.part().0)
        }
    }
}

fn read_leaf(from: &mut Reader<'_>) -> Result<OpenedLeaf, Malformed> {
    let at = from.offset();
    match from.list("leaf", 1, 4)? {
        1 => Ok(OpenedLeaf::Dummy { salt: salt(from, "salt of a dummy")? }),
        4 => Ok(OpenedLeaf::Item {
            tag: Tag(from.exactly("tag")?),
            tag_salt: salt(from, "salt of a tag")?,
            class_salt: salt(from, "salt of a class")?,
            head: OpenedHead::Closed(HeadPart(from.exactly("head part")?)),
        }),
        _ => Err(from.refuse("leaf", at, Rule::Expected("an array of 4, an item, or of 1, a dummy,"))),
    }
}

impl PaperHash {
    /// `H(paper; bytes)` of a paper's bytes.
    pub fn of(paper: &[u8]) -> Self {
        Self(proof::hash::tagged("paper", &[paper]))
    }
}
