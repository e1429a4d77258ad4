//! Answers to inquiries as the holder of the key and papers sees them.

use super::Reading;
use crate::records::terms::visits::Followed;
use record::inspection::{Inquired, Side, Taken};
use record::site::{Asked, BadAnswer, Flaw, StatedRoots, Told, Weight, told};
use record::statement::{StepName, Subject};
use record::{Author, Epoch, SiteInquiry};
use std::cell::RefCell;
use std::collections::BTreeSet;
use treaty::instrument::Inspection;

/// What an answer tells, or why it is none.
#[derive(Debug)]
pub(in crate::records) struct Answered {
    told: Result<Told, BadAnswer>,
    /// Whether all is held that it is to be held to: of a departure the epoch that closes after the count too.
    whole: bool,
    /// The epoch that was opened.
    opened: Epoch,
    /// Where the host stated what the answer was held to, and the acts that gave that its shape.
    pub(super) stated: BTreeSet<u64>,
}

/// What does not hold: the first of it in words, and how many flaws there are.
pub(in crate::records) type Wrong = (String, u32);

impl Answered {
    /// What of it contradicts what the host stated, or itself.
    pub(in crate::records) fn contradiction(&self) -> Option<Wrong> {
        match &self.told {
            Err(why) => Some((why.to_string(), 1)),
            Ok(told) => wrong(told, Weight::Contradiction),
        }
    }

    /// What it leaves out, where it contradicts nothing.
    pub(in crate::records) fn gap(&self) -> Option<Wrong> {
        let told = self.told.as_ref().ok().filter(|_| self.whole && self.contradiction().is_none())?;
        wrong(told, Weight::Discrepancy)
    }

    /// Whether it explains what was asked. Where something went nothing explains before the epoch is held that closes after the count.
    pub(in crate::records) fn explains(&self) -> bool {
        self.told.as_ref().is_ok_and(Told::explains)
    }

    /// Whether all of it is proved by what the inspector held when it went to the site: no link rests on the host's word, no leaf is of a later epoch.
    pub(in crate::records) fn is_proved(&self) -> bool {
        let before = |told: &Told| told.stood.iter().all(|stood| stood.epoch <= self.opened);
        self.told.as_ref().is_ok_and(|told| told.is_proved() && before(told))
    }

    /// How many of its links are proved, of how many, where some are not.
    pub(in crate::records) fn on_word(&self) -> Option<[u32; 2]> {
        let told = self.told.as_ref().ok().filter(|told| !told.is_proved())?;
        let proved = told.links.iter().filter(|link| link.proved).count();
        Some([proved, told.links.len()].map(|links| u32::try_from(links).expect("an answer has at most 256 links")))
    }
}

fn wrong(told: &Told, weight: Weight) -> Option<Wrong> {
    let of: Vec<&Flaw> = told.flaws.iter().filter(|flaw| flaw.weight() == weight).collect();
    let many = u32::try_from(of.len()).expect("an answer has few flaws for each leaf and link");
    of.first().map(|first| (first.to_string(), many))
}

impl Reading<'_> {
    /// What is shown of each inquiry, in order; nothing where a message, a paper, the key, or a statement that an answer names is not held.
    pub(super) fn answers(&self, visit: &Followed) -> Vec<Option<Answered>> {
        let asked = |step: &&Taken| step.name == StepName::Inquiry;
        let steps = visit.progress.taken().iter().filter(asked);
        steps.zip(visit.progress.inquiries()).map(|(step, inquired)| self.answered(visit, step, inquired)).collect()
    }

    fn answered(&self, visit: &Followed, step: &Taken, inquired: &Inquired) -> Option<Answered> {
        let progress = &visit.progress;
        let secret = self.dossier.secret(&progress.request().key)?;
        let message = self.dossier.message(inquired.answer??)?;
        let inquiry = SiteInquiry::decode(self.dossier.paper_of(inquired.paper)?).ok()?;
        if (inquiry.inspection, inquiry.subject) != (progress.id(), inquired.subject) {
            return None;
        }
        let chain = self.books.get(&Author::Party(progress.party(Side::Host).clone()))?.chain.as_ref()?;
        let closing = progress.closing(self.treaty).filter(|closing| chain.committed(closing.0).is_some());
        let (opened, _) = progress.opening()?;
        let asked = Asked {
            step: step.hash,
            inquiry: &inquiry,
            site: progress.designation()?.site,
            opened,
            closing,
            links_max: visit.clause(self.treaty).and_then(|(_, kind)| Inspection::inquiries(kind))?.1,
            classes: u8::try_from(self.treaty.warhead_classes().count()).ok()?,
        };
        let looked = RefCell::new(BTreeSet::new());
        let told = told(secret, message, &asked, &|epoch| {
            looked.borrow_mut().insert(epoch.0);
            let committed = chain.committed(epoch.0)?;
            Some(StatedRoots { shape: committed.layout.shape.clone(), roots: committed.roots.clone() })
        });
        let looked: Vec<_> = looked.into_inner().into_iter().map(|epoch| chain.committed(epoch)).collect();
        // what is not held may have been stated
        let held: Option<Vec<_>> = looked.into_iter().collect();
        let stated = held?.into_iter().flat_map(|committed| committed.leaves()).collect();
        Some(Answered { told, whole: inquiry.subject != Subject::Departure || closing.is_some(), opened, stated })
    }
}
