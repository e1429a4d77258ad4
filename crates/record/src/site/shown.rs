//! What the holder of a request's key is shown: a sealed message, opened and held to what everybody can read of the site; and whether the verdict of a report
//! is that of its own papers.
//!
//! A [`SiteOpening`] is wire; what [`StatedSite::site`] gives is a [`VerifiedSite`], and it has no other source.

use super::compare::{Found, OpenedTags, compare};
use super::{ListedObject, SiteOpening, SiteReport, SiteSamples};
use crate::malformed::Malformed;
use crate::sealed::{NotUnsealed, ReaderSecret, Sealed};
use crate::statement::{Comparison, StepHash};
use crate::words::{Epoch, SiteNumber};
use proof::site::{BadSample, BadSite};
use proof::wire::{Commitment, ManifestRoot};
use proof::{PlaceKind, SiteFrame, SiteLeaf, VerifiedSite};
use std::collections::BTreeSet;
use treaty::instrument::OpeningForm;

/// What an opening is held to: all of it is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedSite {
    /// The request.
    pub inspection: StepHash,
    /// What was asked for.
    pub form: OpeningForm,
    /// The epoch that is opened.
    pub epoch: Epoch,
    /// The site.
    pub site: SiteNumber,
    /// What is public of the site.
    pub frame: SiteFrame,
    /// The commitments of the epoch, to all cells.
    pub cells: Vec<Commitment>,
    /// The roots of its manifests, of all places.
    pub roots: Vec<ManifestRoot>,
    /// The most leaves that are drawn.
    pub most: u16,
}

/// Why a sealed message shows nothing: it is not what the step that names it says. Whoever signed that step has signed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    /// The key of the request does not open it.
    #[error(transparent)]
    Sealed(#[from] NotUnsealed),
    /// It has another length, form or spelling than it must.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// It is about something else.
    #[error("it is of another inspection, site or epoch than the step that names it")]
    Other,
    /// It does not open what was committed to.
    #[error(transparent)]
    Site(#[from] BadSite),
    /// Nor do the leaves.
    #[error(transparent)]
    Leaves(#[from] BadSample),
}

impl StatedSite {
    /// The site, as a sealed opening shows it.
    ///
    /// # Errors
    /// [`NotOpened`], for the first thing that it does not show.
    pub fn site(&self, secret: &ReaderSecret, message: &[u8]) -> Result<VerifiedSite, NotOpened> {
        let plain = secret.open(Sealed::Opening, &self.inspection, message)?;
        let plain = SiteOpening::decode(&plain, self.form, &self.frame)?;
        if (plain.inspection, plain.site, plain.epoch) != (self.inspection, self.site, self.epoch) {
            return Err(NotOpened::Other);
        }
        Ok(plain.opened.verify(&self.frame, &self.cells, &self.roots)?)
    }

    /// The tags of the leaves that were asked for, as a second sealed message shows them.
    ///
    /// # Errors
    /// As for [`StatedSite::site`].
    pub fn leaves(
        &self,
        secret: &ReaderSecret,
        message: &[u8],
        site: &VerifiedSite,
        asked: &[SiteLeaf],
    ) -> Result<OpenedTags, NotOpened> {
        let plain = secret.open(Sealed::Samples, &self.inspection, message)?;
        let plain = SiteSamples::decode(&plain, self.most, &self.frame)?;
        if plain.inspection != self.inspection {
            return Err(NotOpened::Other);
        }
        let seen = site.sample(asked, &plain.leaves)?;
        let here = asked.iter().zip(seen).filter(|(leaf, _)| leaf.cell.place.kind != PlaceKind::Road);
        Ok(here.filter_map(|(leaf, seen)| Some(((leaf.cell.class, leaf.index), seen?.tag))).collect())
    }
}

/// The tags of all leaves of the site itself; none where its manifest stayed closed.
pub fn every_tag(site: &VerifiedSite) -> OpenedTags {
    let here = site.items().into_iter().flatten().filter(|(cell, _)| cell.place.kind != PlaceKind::Road);
    here.flat_map(|(cell, seen)| (0..).zip(seen).map(|(leaf, seen)| ((cell.class, leaf), seen.tag))).collect()
}

/// What the verdict of a report is held to, as far as it is there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Papers<'a> {
    /// The site, as it was opened.
    pub site: Option<&'a VerifiedSite>,
    /// The list of objects.
    pub objects: Option<&'a [ListedObject]>,
    /// The tags of the opened leaves. Of none that were to be opened nothing is known; that they are no answer is a difference.
    pub tags: Option<&'a Result<OpenedTags, NotOpened>>,
}

/// What a report comes to by its own papers; nothing where these do not say. A difference is one wherever it is seen; that there is none is known only
/// of a site that was opened, and in a form with a list only beside that.
pub fn comes_to(report: &SiteReport, form: OpeningForm, papers: Papers<'_>) -> Option<Comparison> {
    let Papers { site, objects, tags } = papers;
    let none = OpenedTags::new();
    let known = tags.and_then(|tags| tags.as_ref().ok()).unwrap_or(&none);
    let (counted, buddy_tags) = (&report.counted, report.buddy_tags.as_deref());
    let found = Found { counted, objects, tags: known, examined: &report.examined, buddy_tags };
    let differs = !report.differences.is_empty()
        || matches!(tags, Some(Err(_)))
        || objects.is_some_and(stands_twice)
        || site.is_some_and(|site| !compare(site, found).is_empty());
    let has_list = matches!(form, OpeningForm::Sample | OpeningForm::Full);
    let whole = site.is_some() && (!has_list || objects.is_some() && tags.is_some());
    match differs {
        true => Some(Comparison::Differs),
        false => whole.then_some(Comparison::Agrees),
    }
}

/// Whether a leaf or a seal stands at two objects of a list.
fn stands_twice(objects: &[ListedObject]) -> bool {
    let (mut leaves, mut seals) = (BTreeSet::new(), BTreeSet::new());
    objects.iter().any(|object| {
        object.leaf.is_some_and(|leaf| !leaves.insert((object.class, leaf))) || !seals.insert(&object.seal)
    })
}
