//! The opening of one site, as it is sealed to its reader.

use super::{LEAF_LEN_MAX, LEAVES_MAX, PLACES_MAX, PLAINTEXT_MAX, VERSION, read_leaf, salt, version, write_leaf};
use crate::cbor::{self, Canonical, Reader, Writer};
use crate::malformed::{Format, Malformed, Rule};
use crate::statement::{StepHash, form_number, form_of};
use crate::words::{Epoch, SiteNumber};
use proof::opening::{OpenedAbsence, OpenedManifest};
use proof::shape::CLASSES_MAX;
use proof::{Count, OpenedContents, OpenedCount, OpenedSite, Salt, SiteFrame};
use treaty::instrument::OpeningForm;
use zeroize::Zeroizing;

/// The opening of one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteOpening {
    /// What it shows. That the contents are of this form is known from [`SiteOpening::decode`].
    pub form: OpeningForm,
    /// The request that it answers.
    pub inspection: StepHash,
    /// A fresh salt, so that nobody can try out plaintexts against the hash of the sealed message.
    pub salt: Salt,
    /// Of which epoch.
    pub epoch: Epoch,
    /// Of which site.
    pub site: SiteNumber,
    /// What is opened.
    pub opened: OpenedSite,
}

impl SiteOpening {
    /// How many bytes an opening of this form has: no more and no less, whatever stands there.
    pub fn length(form: OpeningForm, frame: &SiteFrame) -> usize {
        let a_leaf = match form {
            OpeningForm::Count | OpeningForm::Sample => 0,
            OpeningForm::Full => LEAF_LEN_MAX,
            OpeningForm::Absence => 32,
        };
        // a count takes 38 bytes and the head of a subtree's list at most 5; the fields before, with roots' salts and heads, 156
        192 + 48 * frame.cells().count() + a_leaf * frame.leaves()
    }

    /// The plaintext. What is not of the frame is written too, and will show nothing.
    ///
    /// # Panics
    /// Where there is more than the form and the frame have room for, which no opening of the frame is.
    pub fn encode(&self, frame: &SiteFrame) -> Zeroizing<Vec<u8>> {
        cbor::encode_padded(self, Self::length(self.form, frame))
    }

    /// Reads a plaintext of this form about a site of this frame.
    ///
    /// # Errors
    /// Where the length, a limit, a type or the one spelling is another, or the contents are not of the form.
    pub fn decode(bytes: &[u8], form: OpeningForm, frame: &SiteFrame) -> Result<Self, Malformed> {
        let opening: Self = cbor::decode_padded(Format::SiteOpening, bytes, Self::length(form, frame))?;
        if opening.form == form {
            return Ok(opening);
        }
        let rule = Rule::Expected("the form that was asked for");
        Err(Malformed { format: Format::SiteOpening, field: "form", offset: 2, rule })
    }
}

const _: () = {
    let leaves = PLACES_MAX as usize * CLASSES_MAX as usize * LEAVES_MAX as usize;
    assert!(192 + 48 * PLACES_MAX as usize * CLASSES_MAX as usize + LEAF_LEN_MAX * leaves <= PLAINTEXT_MAX);
};

impl Canonical for SiteOpening {
    fn write(&self, to: &mut Writer) {
        to.array(8).uint(VERSION).uint(form_number(self.form)).bytes(&self.inspection.0).bytes(&self.salt.0);
        to.uint(self.epoch.0).uint(self.site.0);
        to.each(&self.opened.counts, |to, opened| to.array(2).uint(opened.count.0).bytes(&opened.blinding));
        match &self.opened.contents {
            OpenedContents::Closed => to.null(),
            OpenedContents::Whole(manifests) => to.each(manifests, |to, manifest| {
                let to = to.array(2).bytes(&manifest.salt.0);
                to.each(&manifest.subtrees, |to, leaves| to.each(leaves, write_leaf))
            }),
            OpenedContents::Absent(absences) => to.each(absences, |to, absence| {
                let to = to.array(2).bytes(&absence.salt.0);
                to.each(&absence.subtrees, |to, salts| to.bytes(&Zeroizing::new(joined(salts))))
            }),
        };
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 8)?;
        version(from)?;
        let at = from.offset();
        let number = from.uint::<u8>("form", u8::MAX)?;
        let form = form_of(number).ok_or_else(|| from.refuse("form", at, Rule::Unknown(number.into())))?;
        let inspection = StepHash(from.exactly("inspection")?);
        let salt = salt(from, "salt")?;
        let epoch = Epoch(from.uint("epoch", u32::MAX)?);
        let site = SiteNumber(from.uint("site", u16::MAX)?);
        let counts = from.each("counts", 1, PLACES_MAX * u64::from(CLASSES_MAX), count)?;
        let opened = OpenedSite { counts, contents: contents(from, form)? };
        Ok(Self { form, inspection, salt, epoch, site, opened })
    }
}

fn count(from: &mut Reader<'_>) -> Result<OpenedCount, Malformed> {
    from.array("count", 2)?;
    Ok(OpenedCount { count: Count(from.uint("count", u16::MAX)?), blinding: from.exactly("blinding")? })
}

fn contents(from: &mut Reader<'_>, form: OpeningForm) -> Result<OpenedContents, Malformed> {
    match form {
        OpeningForm::Count | OpeningForm::Sample => from.null("contents").map(|()| OpenedContents::Closed),
        OpeningForm::Full => from.each("manifests", 1, PLACES_MAX, manifest).map(OpenedContents::Whole),
        OpeningForm::Absence => from.each("manifests", 1, PLACES_MAX, absence).map(OpenedContents::Absent),
    }
}

fn manifest(from: &mut Reader<'_>) -> Result<OpenedManifest, Malformed> {
    from.array("manifest", 2)?;
    let salt = salt(from, "salt of a root")?;
    let leaves = |from: &mut Reader<'_>| from.each("leaves", 1, LEAVES_MAX, read_leaf);
    Ok(OpenedManifest { salt, subtrees: from.each("subtrees", 1, CLASSES_MAX.into(), leaves)? })
}

fn absence(from: &mut Reader<'_>) -> Result<OpenedAbsence, Malformed> {
    from.array("manifest", 2)?;
    let salt = salt(from, "salt of a root")?;
    let salts = |from: &mut Reader<'_>| {
        Ok(from.pieces("salts of dummies", LEAVES_MAX as usize)?.iter().copied().map(Salt).collect())
    };
    Ok(OpenedAbsence { salt, subtrees: from.each("subtrees", 1, CLASSES_MAX.into(), salts)? })
}

fn joined(salts: &[Salt]) -> Vec<u8> {
    salts.iter().flat_map(|salt| salt.0).collect()
}
