//! Inquiries behind the signature of a report: which step comes after which, and from when on an answer is owed.

use super::{Progress, Taken};
use crate::statement::{Conclusion, PaperHash, SealedHash, StepName, Subject};
use crate::words::Epoch;
use log::Timestamp;
use treaty::{Date, Instrument};

const DAY: i64 = 24 * 60 * 60;
const UNIX: Date = Date::constant(1970, 1, 1);

/// An inquiry, as far as it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inquired {
    /// What about.
    pub subject: Subject,
    /// What is asked.
    pub paper: PaperHash,
    /// When.
    pub at: Timestamp,
    /// The sealed answer, or that the host declined; nothing yet.
    pub answer: Option<Option<SealedHash>>,
    /// What became of it, and whether a difference of the report is left.
    pub conclusion: Option<(Conclusion, bool)>,
}

impl Inquired {
    /// Whether the inspector says that it is explained.
    pub fn is_explained(&self) -> bool {
        matches!(self.conclusion, Some((Conclusion::Explained, _)))
    }

    /// Whether the host declined.
    pub fn is_declined(&self) -> bool {
        self.answer == Some(None)
    }
}

/// What may come after these.
pub(super) fn next(inquiries: &[Inquired]) -> Vec<StepName> {
    let last = inquiries.last().filter(|last| !last.is_declined());
    vec![match last.map(|last| (last.answer, last.conclusion)) {
        Some((None, _) | (_, Some((Conclusion::NotReceived, _)))) => StepName::Answer,
        Some((Some(_), None)) => StepName::Conclusion,
        _ => StepName::Inquiry,
    }]
}

impl Progress {
    /// The first epoch that closes after the count, in which what has left the site stands elsewhere: after the report, which ends the count. Nothing
    /// before the report, or where the record ends before.
    pub fn closing(&self, treaty: &Instrument) -> Option<Epoch> {
        let counted = self.step(StepName::Report)?.at.seconds();
        let last = treaty.last_epoch()?;
        let ends = |epoch: &u32| treaty.epoch_day(*epoch).is_some_and(|day| end_of(day) > counted);
        (0..=last).find(ends).map(Epoch)
    }

    /// What the time for an answer runs from: where an item went stands in an epoch that has yet to close, so from the day on which that is due.
    pub(super) fn answered_from(&self, treaty: &Instrument, before: &[Taken], asked: Timestamp) -> Timestamp {
        let number = before.iter().filter(|taken| taken.name == StepName::Inquiry).count();
        let last = number.checked_sub(1).and_then(|place| self.inquiries.get(place));
        let departure = last.filter(|last| last.subject == Subject::Departure);
        let stated = departure.and_then(|_| treaty.epoch_due(self.closing(treaty)?.0));
        stated.and_then(|day| Timestamp::new(end_of(day))).map_or(asked, |stated| stated.max(asked))
    }

    /// The inquiry that is under way: an answer and a conclusion come after one.
    pub(super) fn asked(&mut self) -> &mut Inquired {
        let asked = self.inquiries.last_mut().expect("an answer comes after an inquiry");
        // what never came, and only that, is answered again, and concluded again
        asked.conclusion = None;
        asked
    }
}

/// The second at which a day is over, counted from 1970.
fn end_of(day: Date) -> u64 {
    let days = i64::from((day - UNIX).get_days()) + 1;
    u64::try_from(days * DAY).unwrap_or(0)
}
