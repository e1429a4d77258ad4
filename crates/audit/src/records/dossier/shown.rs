//! One inspection as the holder of its key and papers sees it.

use super::Reading;
use super::answers::Answered;
use crate::records::chain::Committed;
use crate::records::terms::visits::Followed;
use proof::{SiteFrame, VerifiedSite};
use record::inspection::Side;
use record::site::{NotOpened, OpenedTags, Papers, SAMPLES_MAX, StatedSite, asked, comes_to, every_tag};
use record::statement::Comparison;
use record::{Author, ListedObject, ObjectList, ReaderSecret, SiteReport};
use std::collections::BTreeSet;

/// What was shown; each is nothing where its message, paper or key is not held.
#[derive(Debug, Default)]
pub(in crate::records) struct Shown {
    /// The site, or why the sealed opening shows none.
    pub(in crate::records) site: Option<Result<VerifiedSite, NotOpened>>,
    /// The tags of all leaves of the site, or of those that were drawn, or why these are no answer.
    pub(super) tags: Option<Result<OpenedTags, NotOpened>>,
    /// The list of objects.
    pub(super) objects: Option<Vec<ListedObject>>,
    /// What the report comes to by all this.
    pub(in crate::records) comes_to: Option<Comparison>,
    /// What the report's paper tells of that a restriction may forbid.
    pub(in crate::records) forbidden: BTreeSet<&'static str>,
    /// What each inquiry was answered, as far as that is held.
    pub(in crate::records) answers: Vec<Option<Answered>>,
    /// Where the host stated what was opened, and the acts that gave that its shape.
    pub(super) stated: Vec<u64>,
}

impl Reading<'_> {
    /// What is shown of an inspection.
    pub(in crate::records) fn shown(&self, visit: &Followed) -> Shown {
        let mut shown = Shown { objects: self.objects(visit), answers: self.answers(visit), ..Shown::default() };
        if let Some((secret, committed)) = self.dossier.secret(&visit.progress.request().key).zip(self.committed(visit))
        {
            shown.stated = committed.leaves().collect();
            if let Some(subject) = subject(self.treaty, visit, committed) {
                self.open(visit, &subject, secret, &mut shown);
            }
        }
        let report = visit.progress.report().and_then(|(paper, _)| self.dossier.paper_of(paper));
        let report = report.and_then(|paper| SiteReport::decode(paper).ok());
        let Some(report) = report.filter(|report| report.inspection == visit.progress.id()) else { return shown };
        shown.forbidden = report.differences.iter().filter_map(|difference| difference.code.forbidden()).collect();
        let site = shown.site.as_ref().and_then(|site| site.as_ref().ok());
        let papers = Papers { site, objects: shown.objects.as_deref(), tags: shown.tags.as_ref() };
        shown.comes_to = comes_to(&report, visit.progress.request().form, papers);
        shown
    }

    /// Opens both messages, as far as they are held.
    fn open(&self, visit: &Followed, subject: &StatedSite, secret: &ReaderSecret, shown: &mut Shown) {
        let progress = &visit.progress;
        let message = progress.opening().and_then(|(_, sealed)| self.dossier.message(sealed));
        shown.site = message.map(|message| subject.site(secret, message));
        let Some(Ok(site)) = &shown.site else { return };
        if site.items().is_some() {
            shown.tags = Some(Ok(every_tag(site)));
            return;
        }
        let sealed = progress.samples().and_then(|sealed| self.dossier.message(sealed));
        let Some((message, objects)) = sealed.zip(shown.objects.as_deref()) else { return };
        let many = u32::try_from(objects.len()).expect("a list has at most 2^16 objects");
        let Some(drawn) = progress.drawn_objects(subject.most.into(), many) else { return };
        shown.tags = Some(subject.leaves(secret, message, site, &asked(&subject.frame, objects, &drawn)));
    }

    fn objects(&self, visit: &Followed) -> Option<Vec<ListedObject>> {
        let list = ObjectList::decode(self.dossier.paper_of(visit.progress.list()?)?).ok()?;
        (list.inspection == visit.progress.id()).then_some(list.objects)
    }

    /// What the host had committed to in the epoch that it says it opened.
    fn committed(&self, visit: &Followed) -> Option<&Committed> {
        let (epoch, _) = visit.progress.opening()?;
        let book = self.books.get(&Author::Party(visit.progress.party(Side::Host).clone()))?;
        book.chain.as_ref()?.committed(epoch.0)
    }
}

/// What an opening is held to; nothing where the epoch has no such site.
fn subject(treaty: &treaty::Instrument, visit: &Followed, committed: &Committed) -> Option<StatedSite> {
    let progress = &visit.progress;
    let ((epoch, _), site) = (progress.opening()?, progress.designation()?.site);
    let most = visit.clause(treaty).and_then(|(_, kind)| kind.items_max.as_ref());
    let most = most.and_then(|most| u16::try_from(most.value).ok()).unwrap_or(SAMPLES_MAX).min(SAMPLES_MAX);
    Some(StatedSite {
        inspection: progress.id(),
        form: progress.request().form,
        epoch,
        site,
        frame: SiteFrame::of(&committed.layout.shape, site.0)?,
        cells: committed.cells.clone(),
        roots: committed.roots.clone(),
        most,
    })
}
