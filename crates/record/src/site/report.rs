//! The report of an inspection: what was counted, what was examined, and every difference by its code.

use super::list::{OBJECTS_MAX, SealNumber};
use super::samples::SAMPLES_MAX;
use super::{PAPER_MAX, VERSION, class, leaf_index, salt, version};
use crate::cbor::{self, Canonical, Reader, Writer};
use crate::malformed::{Format, Malformed, Rule};
use crate::numbered::numbered;
use crate::statement::{PaperHash, StepHash};
use proof::manifest::Tag;
use proof::shape::CLASSES_MAX;
use proof::{Class, Salt};
use treaty::instrument::Restriction;

/// The longest text of a report, in bytes.
pub const REPORT_TEXT_MAX: usize = 4096;

/// What the inspector reports of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteReport {
    /// The request that began the inspection.
    pub inspection: StepHash,
    /// A fresh salt, so that nobody can try out reports against the hash in the record.
    pub salt: Salt,
    /// How many objects of each class were counted at the site: ascending, no class twice.
    pub counted: Vec<(Class, u16)>,
    /// The objects that were examined.
    pub examined: Vec<Examined>,
    /// How many buddy tags of each class were shown at the site, ascending, no class twice; nothing where none were asked for.
    pub buddy_tags: Option<Vec<(Class, u16)>>,
    /// What was found otherwise than it was opened.
    pub differences: Vec<Difference>,
    /// What the codes do not say.
    pub text: ReportText,
}

/// An object that was examined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// The seal on it.
    pub seal: SealNumber,
    /// As what class it was seen.
    pub class: Class,
    /// Its tag, where one was read.
    pub tag: Option<Tag>,
    /// What was measured, where it was.
    pub measurement: Option<Measurement>,
}

/// What a measurement came to. The record carries its verdict and does not make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measurement {
    /// The verdict.
    pub verdict: MeasuredVerdict,
    /// SHA-256 of the file that the measurement was written to.
    pub file: [u8; 32],
}

/// A difference between what was opened and what was found: `[code, class, leaf / null, seal / null]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub code: DifferenceCode,
    /// Of which class, as it was opened or, where nothing was, as it was seen.
    pub class: Class,
    /// At which leaf.
    pub leaf: Option<u16>,
    /// Under which seal.
    pub seal: Option<SealNumber>,
}

/// The text of a report: at most [`REPORT_TEXT_MAX`] bytes, and no character that is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportText(String);

impl ReportText {
    /// The text; nothing where it is too long, or has control, bidirectional or invisible characters, which make a text read as something else.
    pub fn new(text: &str) -> Option<Self> {
        let fits = text.len() <= REPORT_TEXT_MAX && treaty::text::hidden(text).is_none();
        fits.then(|| Self(text.to_owned()))
    }

    /// It.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

numbered! {
    /// The verdict of a measurement.
    MeasuredVerdict {
        /// A warhead.
        Warhead = 0, "warhead";
        /// No warhead.
        NoWarhead = 1, "no-warhead";
        /// No answer.
        NoAnswer = 2, "no-answer";
    }
    /// What differs.
    DifferenceCode {
        /// A leaf without an object.
        Missing = 1, "missing";
        /// An object without a leaf.
        WithoutLeaf = 2, "without-leaf";
        /// An object of another class than its leaf.
        OtherClass = 3, "other-class";
        /// An object with another tag than its leaf.
        OtherTag = 4, "other-tag";
        /// A seal that was found broken.
        SealBroken = 5, "seal-broken";
        /// A seal number on two objects.
        SealTwice = 6, "seal-twice";
        /// An object that is no warhead by its measurement.
        NoWarhead = 7, "no-warhead";
        /// Another number of objects of the class than was opened.
        Count = 8, "count";
        /// A buddy tag that moved after the site was designated.
        BuddyTagMoved = 9, "buddy-tag-moved";
        /// Fewer buddy tags of the class than objects.
        BuddyTagsFew = 10, "buddy-tags-few";
    }
}

impl DifferenceCode {
    /// Whether a leaf must, may or must not be named: `Some(true)`, `None`, `Some(false)`.
    fn has_leaf(self) -> Option<bool> {
        match self {
            Self::Missing | Self::OtherClass | Self::OtherTag => Some(true),
            Self::WithoutLeaf | Self::Count | Self::BuddyTagMoved | Self::BuddyTagsFew => Some(false),
            Self::SealBroken | Self::SealTwice | Self::NoWarhead => None,
        }
    }

    /// Whether it is about an object, which its seal names, or about a buddy tag, which its own number does.
    fn has_seal(self) -> bool {
        !matches!(self, Self::Missing | Self::Count | Self::BuddyTagsFew)
    }

    /// What a restriction forbids where this is seen, for the differences that are a host's doing and nobody's mistake.
    pub fn forbidden(self) -> Option<&'static str> {
        match self {
            Self::BuddyTagMoved => Some(Restriction::MOVE_BUDDY_TAG),
            Self::BuddyTagsFew => Some(Restriction::LACK_BUDDY_TAG),
            _ => None,
        }
    }
}

impl Difference {
    /// Whether it names a leaf and a seal exactly where its code does: as every reader of a report demands.
    pub fn is_whole(&self) -> bool {
        self.code.has_leaf().is_none_or(|must| must == self.leaf.is_some())
            && self.code.has_seal() == self.seal.is_some()
    }
}

impl SiteReport {
    /// Reads the paper.
    ///
    /// # Errors
    /// Where a limit, a type, an order or the one spelling is broken, or a difference names more or less than its code.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        cbor::decode(Format::SiteReport, bytes, PAPER_MAX)
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

impl Canonical for SiteReport {
    fn write(&self, to: &mut Writer) {
        to.array(7 + usize::from(self.buddy_tags.is_some()))
            .uint(VERSION)
            .bytes(&self.inspection.0)
            .bytes(&self.salt.0);
        write_counted(to, &self.counted);
        to.each(&self.examined, |to, Examined { seal, class, tag, measurement }| {
            let to = to.array(4).text(seal.as_str()).uint(class.0).or_null(*tag, |to, tag| to.bytes(&tag.0));
            to.or_null(*measurement, |to, measured| to.array(2).uint(measured.verdict.number()).bytes(&measured.file))
        });
        to.each(&self.differences, |to, Difference { code, class, leaf, seal }| {
            let to = to.array(4).uint(code.number()).uint(class.0).or_null(*leaf, |to, leaf| to.uint(leaf));
            to.or_null(seal.as_ref(), |to, seal| to.text(seal.as_str()))
        });
        to.text(self.text.as_str());
        self.buddy_tags.iter().for_each(|tags| write_counted(to, tags));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let fields = from.list("the whole", 7, 8)?;
        version(from)?;
        let inspection = StepHash(from.exactly("inspection")?);
        let salt = salt(from, "salt")?;
        let counted = each_counted(from, "counted")?;
        let examined = from.each("examined", 0, SAMPLES_MAX.into(), examined)?;
        let differences = from.each("differences", 0, OBJECTS_MAX, difference)?;
        let text = from.text("text", REPORT_TEXT_MAX, "it holds a character that is not shown", ReportText::new)?;
        let buddy_tags = (fields == 8).then(|| each_counted(from, "buddy tags")).transpose()?;
        Ok(Self { inspection, salt, counted, examined, buddy_tags, differences, text })
    }
}

fn write_counted(to: &mut Writer, counted: &[(Class, u16)]) {
    to.each(counted, |to, (class, count)| to.array(2).uint(class.0).uint(*count));
}

fn each_counted(from: &mut Reader<'_>, field: &'static str) -> Result<Vec<(Class, u16)>, Malformed> {
    let at = from.offset();
    let all = from.each(field, 0, CLASSES_MAX.into(), counted)?;
    if all.is_sorted_by(|a, b| a.0 < b.0) { Ok(all) } else { Err(from.refuse(field, at, Rule::Order)) }
}

fn counted(from: &mut Reader<'_>) -> Result<(Class, u16), Malformed> {
    from.array("count", 2)?;
    Ok((class(from)?, from.uint("count", u16::MAX)?))
}

fn examined(from: &mut Reader<'_>) -> Result<Examined, Malformed> {
    from.array("examined object", 4)?;
    let (seal, class) = (SealNumber::read(from)?, class(from)?);
    let tag = from.or_null("tag", |from| from.exactly("tag").map(Tag))?;
    let measurement = from.or_null("measurement", |from| {
        from.array("measurement", 2)?;
        let verdict = MeasuredVerdict::read(from, "verdict")?;
        Ok(Measurement { verdict, file: from.exactly("file")? })
    })?;
    Ok(Examined { seal, class, tag, measurement })
}

fn difference(from: &mut Reader<'_>) -> Result<Difference, Malformed> {
    from.array("difference", 4)?;
    let code = DifferenceCode::read(from, "code")?;
    let class = class(from)?;
    let at = from.offset();
    let leaf = from.or_null("leaf", leaf_index)?;
    if code.has_leaf().is_some_and(|must| must != leaf.is_some()) {
        return Err(from.refuse("leaf", at, needed(leaf.is_some())));
    }
    let at = from.offset();
    let seal = from.or_null("seal", SealNumber::read)?;
    if code.has_seal() != seal.is_some() {
        return Err(from.refuse("seal", at, needed(seal.is_some())));
    }
    Ok(Difference { code, class, leaf, seal })
}

fn needed(stands: bool) -> Rule {
    if stands {
        Rule::Surplus("a difference of this code names none")
    } else {
        Rule::Missing("a difference of this code names one")
    }
}
