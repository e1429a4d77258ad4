//! What the public steps say of inquiries: whether the inspector may ask, whether the host answers, and what the inspector makes of it.
//!
//! What an answer tells is its reader's: who holds the key of the request, the message and the inquiry sees too what it leaves out, and whether the inspector
//! concluded what is so.

use super::{Followed, Told};
use crate::assessment::{Severity, VisitFact};
use crate::records::dossier::{Answered, Shown};
use record::inspection::Inquired;
use record::statement::{Comparison, Conclusion, Subject};
use treaty::instrument::Inspection;

/// Judges the inquiries of an inspection.
pub(super) fn judge(visit: &Followed, shown: &Shown, kind: Option<&Inspection>, told: &mut Vec<Told>) {
    let progress = &visit.progress;
    let differs = progress.report().is_some_and(|(_, comes)| comes == Comparison::Differs);
    let cap = kind.and_then(Inspection::inquiries).map(|(most, _)| most);
    let mut answered = 0;
    for (number, (inquiry, shown)) in (0..).zip(progress.inquiries().iter().zip(&shown.answers)) {
        let beyond = beyond(inquiry, number, cap, differs);
        told.extend(beyond.map(|why| (None, VisitFact::BeyondRights { why: why.to_owned() })));
        answered += u32::from(inquiry.subject != Subject::Story && matches!(inquiry.answer, Some(Some(_))));
        let shows = shown.as_ref().map(|shown| shows(inquiry, shown)).unwrap_or_default();
        let is_seen = shown.as_ref().is_some_and(|shown| is_seen(&shows, shown));
        let fact = disputed(inquiry, beyond.is_some());
        let fact = fact.filter(|fact| !is_seen || !matches!(fact, VisitFact::AnswerDisputed { received: true, .. }));
        told.extend(fact.map(|fact| (Some(Severity::Discrepancy), fact)));
        told.extend(shows.into_iter().map(|(severity, fact)| (Some(severity), fact)));
    }
    let over = cap.filter(|cap| differs && answered > *cap);
    told.extend(over.map(|cap| (None, VisitFact::InquiriesBeyondCap { answered, cap })));
    if over.is_none() && is_explained(visit) {
        told.retain(|(_, fact)| !matches!(fact, VisitFact::ReportDiffers { .. }));
    }
}

/// Why the inspector may not ask so. Beyond the number a difference may still be asked about: it is then for the host to answer, and to say so that it
/// needs more, or to decline.
fn beyond(inquiry: &Inquired, number: usize, cap: Option<u32>, differs: bool) -> Option<&'static str> {
    let is_over = |cap: u32| usize::try_from(cap).is_ok_and(|cap| number >= cap);
    match (cap, inquiry.subject) {
        (None, _) => Some("no inquiries follow this kind of inspection"),
        (Some(cap), Subject::Story) if is_over(cap) => Some("it asked for more stories than inquiries may follow"),
        (_, Subject::Arrival | Subject::Departure) if !differs => {
            Some("it asked about a difference, and its report found none")
        }
        _ => None,
    }
}

/// What stands against an answer. Who is asked beyond the other's rights may decline.
fn disputed(inquiry: &Inquired, beyond: bool) -> Option<VisitFact> {
    let subject = inquiry.subject;
    match inquiry.conclusion {
        _ if inquiry.is_declined() => (!beyond).then_some(VisitFact::AnswerDeclined { subject }),
        Some((Conclusion::NotExplained, _)) => Some(VisitFact::AnswerDisputed { subject, received: true }),
        // once it is answered again it is not concluded any more
        Some((Conclusion::NotReceived, _)) => Some(VisitFact::AnswerDisputed { subject, received: false }),
        _ => None,
    }
}

/// What the holder of the key sees beside the contradictions, which can be cut out and are told with the openings.
fn shows(inquiry: &Inquired, shown: &Answered) -> Vec<(Severity, VisitFact)> {
    let subject = inquiry.subject;
    let gap = shown.gap().map(|(why, flaws)| VisitFact::AnswerIncomplete { subject, why, flaws });
    let conclusion = inquiry.conclusion.map(|(conclusion, _)| conclusion);
    let falsely = match conclusion {
        // what the inspector had not seen yet, or nobody can, it may have doubted
        Some(Conclusion::NotExplained) if shown.explains() => {
            Some(if shown.is_proved() { Severity::Contradiction } else { Severity::Question })
        }
        Some(Conclusion::Explained) if gap.is_some() || shown.contradiction().is_some() => Some(Severity::Question),
        _ => None,
    };
    let explains = shown.explains();
    let on_word = shown.on_word().map(|[proved, links]| VisitFact::StoryOnWord { subject, proved, links });
    let gap = gap.map(|fact| (Severity::Discrepancy, fact));
    let falsely = falsely.map(|severity| (severity, VisitFact::ConclusionFalse { subject, explains }));
    gap.into_iter().chain(falsely).chain(on_word.map(|fact| (Severity::Blind, fact))).collect()
}

/// Whether it is seen who is right about an answer.
fn is_seen(shows: &[(Severity, VisitFact)], shown: &Answered) -> bool {
    let blames = |(severity, _): &(Severity, VisitFact)| *severity <= Severity::Discrepancy;
    shown.contradiction().is_some() || shows.iter().any(blames)
}

/// Whether the inspector says, of the last difference that it asked about, that nothing of its report is left to explain.
fn is_explained(visit: &Followed) -> bool {
    let last = visit.progress.inquiries().iter().rfind(|inquiry| inquiry.subject != Subject::Story);
    last.is_some_and(|last| last.conclusion == Some((Conclusion::Explained, false)))
}
