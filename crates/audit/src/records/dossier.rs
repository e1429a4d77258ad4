//! What the holder of keys finds (`docs/spec/assessment.md`, section 11): sealed messages opened and held to the record, reports to their own papers, answers to
//! what the host stated, and openings to each other.
//!
//! [`Reading::shown`] opens what one inspection's steps name; [`Reading::judge`] says what follows. Nothing here rests on a date, on a receipt, or on what is
//! missing, so that each of these findings can be cut out with the key and the papers that show it, and judged again by whoever is handed them.

mod across;
mod answers;
mod shown;

pub(super) use answers::Answered;
pub(super) use shown::Shown;

use super::book::{Book, finding};
use super::terms::visits::Followed;
use crate::Dossier;
use crate::assessment::{Finding, RecordFact, Severity, StatementAt, VisitFact, VisitOf};
use record::Author;
use record::inspection::Side;
use record::layout::Site;
use record::statement::{Answer, StepName};
use std::collections::BTreeMap;
use treaty::Instrument;

/// A dossier beside the records that it speaks of.
pub(super) struct Reading<'a> {
    pub(super) treaty: &'a Instrument,
    pub(super) dossier: &'a Dossier,
    pub(super) books: BTreeMap<&'a Author, &'a Book>,
}

/// An inspection, and what was shown of it.
type Opened<'a> = (&'a Followed, &'a Shown);

impl Reading<'_> {
    /// What follows from what was shown.
    pub(super) fn judge(&self, opened: &[Opened<'_>]) -> Vec<Finding> {
        let alone = opened.iter().flat_map(|one| self.alone(*one));
        alone.chain(across::tags(self, opened)).chain(across::seals(self, opened)).collect()
    }

    /// What one inspection shows by itself.
    fn alone(&self, (visit, shown): Opened<'_>) -> Vec<Finding> {
        let mut facts = Vec::new();
        let mut falsely = |step, why: String| facts.push(VisitFact::OpeningFalse { step, why });
        if let Some(Err(why)) = &shown.site {
            falsely(StepName::Opening, why.to_string());
        }
        if let Some(Err(why)) = &shown.tags {
            falsely(StepName::Samples, why.to_string());
        }
        let stated = visit.progress.report();
        if let Some(((paper, says), comes_to)) = stated.zip(shown.comes_to).filter(|((_, says), to)| says != to) {
            let concurs = visit.progress.signature() == Some((paper, Answer::Concurs));
            let signed = [Side::Inspector].into_iter().chain(concurs.then_some(Side::Host));
            facts.extend(signed.map(|by| VisitFact::ReportFalse { by, says, comes_to }));
        }
        let told = facts.into_iter().map(|fact| self.tell(Severity::Contradiction, fact, &[(visit, shown)]));
        told.chain(self.answers_false((visit, shown))).collect()
    }

    /// The answers that contradict what the host stated, or themselves.
    fn answers_false(&self, one: Opened<'_>) -> Vec<Finding> {
        let (visit, shown) = one;
        let told = visit.progress.inquiries().iter().zip(&shown.answers).filter_map(|(inquired, answered)| {
            let answered = answered.as_ref()?;
            let (why, flaws) = answered.contradiction()?;
            let fact = VisitFact::AnswerFalse { subject: inquired.subject, why, flaws };
            Some(self.tell_by(Severity::Contradiction, fact, &[one], answered.stated.iter().copied()))
        });
        told.collect()
    }

    /// A finding about the first of these inspections.
    fn tell(&self, severity: Severity, fact: VisitFact, shown: &[Opened<'_>]) -> Finding {
        self.tell_by(severity, fact, shown, [])
    }

    /// The same, where more statements of its host show it.
    fn tell_by(
        &self,
        severity: Severity,
        fact: VisitFact,
        shown: &[Opened<'_>],
        more: impl IntoIterator<Item = u64>,
    ) -> Finding {
        let (visit, _) = shown[0];
        let author = Author::Party(visit.progress.party(fact.side()).clone());
        let day = super::times::day_of(visit.progress.last().at);
        let fact = RecordFact::Visit { visit: self.name(visit), fact };
        let mut told = finding(severity, &author, Some(day), fact, []);
        let steps = shown.iter().flat_map(|(visit, _)| visit.places().iter().cloned());
        let stated = shown.iter().flat_map(|(visit, shown)| {
            let host = Author::Party(visit.progress.party(Side::Host).clone());
            shown.stated.iter().map(move |leaf| (host.clone(), *leaf))
        });
        let host = Author::Party(visit.progress.party(Side::Host).clone());
        let more = more.into_iter().map(|leaf| (host.clone(), leaf));
        let mut all: Vec<_> = steps.chain(stated).chain(more).collect();
        all.sort();
        all.dedup();
        told.statements = all.into_iter().map(|(record, index)| StatementAt::Leaf { record, index }).collect();
        told
    }

    /// An inspection as findings name it.
    pub(super) fn name(&self, visit: &Followed) -> VisitOf {
        VisitOf {
            kind: visit.clause(self.treaty).map(|(clause, _)| clause.id.clone()),
            number: visit.number,
            inspector: visit.progress.party(Side::Inspector).clone(),
            host: visit.progress.party(Side::Host).clone(),
            site: self.site(visit).map(|site| site.alias.clone()),
        }
    }

    fn site(&self, visit: &Followed) -> Option<&Site> {
        let number = visit.progress.designation()?.site;
        let book = self.books.get(&Author::Party(visit.progress.party(Side::Host).clone()))?;
        book.chain.as_ref()?.ground()?.sites().get(usize::from(number.0))
    }
}
