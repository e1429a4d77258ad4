//! What a finding about an inspection says: which inspection, which step or count, and what each side says of it.

use super::joined;
use crate::message::Message;
use crate::teller::Teller;
use audit::assessment::{Answer, Comparison, LeafAt, Reason, Side, StepName, Subject, VisitFact, VisitOf};
use treaty::Id;
use treaty::instrument::Kind;

pub(super) fn body(teller: Teller<'_>, visit: &VisitOf, fact: &VisitFact) -> String {
    let message = Message::new(teller, fact.code()).words("visit", named(teller, visit));
    match fact {
        VisitFact::StepTwice { step } => message.words("step", self::step(teller, *step)).told(),
        VisitFact::StepBackDated { step, seconds } => {
            message.words("step", self::step(teller, *step)).number("seconds", *seconds).told()
        }
        VisitFact::StepLate { step, minutes } => {
            message.words("step", self::step(teller, *step)).number("minutes", *minutes).told()
        }
        VisitFact::StepMissing { step, due, grace_over } => {
            let message = message.but_where(*grace_over, "over").words("step", self::step(teller, *step));
            message.day("due", *due).told()
        }
        VisitFact::BeyondRights { why } => message.words("why", super::record::reason(why)).told(),
        VisitFact::NotDrawn { drawn: Some(site) } => message.words("drawn", site.to_string()).told(),
        VisitFact::NotDrawn { drawn: None } => message.but("nowhere").told(),
        VisitFact::ChoseEarly | VisitFact::NotCovered | VisitFact::ReportDisputed => message.told(),
        VisitFact::OtherEpoch { opened, expected: Some(expected) } => {
            message.number("opened", (*opened).into()).number("expected", (*expected).into()).told()
        }
        VisitFact::OtherEpoch { opened, .. } => message.number("opened", (*opened).into()).but("none").told(),
        VisitFact::Refused { reason, times } => {
            message.words("reason", self::reason(teller, *reason)).number("times", (*times).into()).told()
        }
        VisitFact::OpeningDisputed { received } => message.but_where(!received, "not-received").told(),
        VisitFact::ReportDiffers { answer, unresolved } => {
            joined(differs(message, *answer), unresolved.then(|| teller.word("report-unresolved")))
        }
        VisitFact::OpeningFalse { step, why } => {
            message.words("step", self::step(teller, *step)).words("why", super::record::reason(why)).told()
        }
        VisitFact::AcceptanceFalse { opens } => message.but_where(!opens, "accepted").told(),
        VisitFact::ReportFalse { by, comes_to, .. } => {
            let message = message.but_where(*comes_to == Comparison::Agrees, "agrees");
            joined(message.told(), (*by == Side::Host).then(|| teller.word("report-false-host")))
        }
        VisitFact::TagTwice { other, at, items } => {
            let message = places(teller, message, other, at);
            message.number("items", (*items).into()).told()
        }
        VisitFact::NotConverted { other, at, epochs, items } => {
            let message = places(teller, message, other, at).number("items", (*items).into());
            message.number("epoch", epochs[0].into()).number("earlier", epochs[1].into()).told()
        }
        VisitFact::SealReused { other, seal, seals } => {
            let message = message.words("other", named(teller, other)).words("seal", seal.clone());
            message.number("seals", (*seals).into()).told()
        }
        VisitFact::RestrictionBroken { restriction, conceded } => {
            let text = forbids(teller, restriction);
            message.but_where(!conceded, "disputed").words("letter", restriction.to_string()).words("text", text).told()
        }
        VisitFact::RestrictionUnnamed { by, restriction } => {
            let text = forbids(teller, restriction);
            let message = message.words("letter", restriction.to_string()).words("text", text);
            joined(message.told(), (*by == Side::Host).then(|| teller.word("report-false-host")))
        }
        VisitFact::AnswerDeclined { subject } => message.words("subject", self::subject(teller, *subject)).told(),
        VisitFact::AnswerDisputed { subject, received } => {
            message.but_where(!received, "not-received").words("subject", self::subject(teller, *subject)).told()
        }
        VisitFact::AnswerFalse { subject, why, flaws } | VisitFact::AnswerIncomplete { subject, why, flaws } => {
            let message = message.words("subject", self::subject(teller, *subject));
            message.words("why", super::record::reason(why)).number("flaws", (*flaws).into()).told()
        }
        VisitFact::ConclusionFalse { subject, explains } => {
            message.but_where(!explains, "explained").words("subject", self::subject(teller, *subject)).told()
        }
        VisitFact::StoryOnWord { subject, proved, links } => {
            let message = message.words("subject", self::subject(teller, *subject));
            message.number("proved", (*proved).into()).number("links", (*links).into()).told()
        }
        VisitFact::InquiriesBeyondCap { answered, cap } => {
            message.number("answered", (*answered).into()).number("cap", (*cap).into()).told()
        }
    }
}

/// That the count differs, and what the host says to it.
fn differs(message: Message<'_>, answer: Option<Answer>) -> String {
    match answer {
        Some(Answer::Concurs) => message.but("concurred").told(),
        Some(Answer::Dissents) => message.but("dissented").told(),
        None => message.told(),
    }
}

/// What a restriction forbids, in the words of the instrument; its name, where it has none.
fn forbids(teller: Teller<'_>, restriction: &Id) -> String {
    let text = teller.of.clause(Kind::Restriction, restriction).and_then(|clause| clause.text.as_ref());
    text.map_or_else(|| restriction.to_string(), |text| teller.text(text))
}

/// The two leaves at which one item stands.
fn places<'a>(teller: Teller<'a>, message: Message<'a>, other: &VisitOf, at: &[LeafAt; 2]) -> Message<'a> {
    let leaf = |at: &LeafAt| {
        let message = Message::of(teller, "leaf-at").but_where(at.road, "road");
        message.name("class", Kind::Class, &at.class).number("leaf", at.leaf.into()).told()
    };
    message.words("other", named(teller, other)).words("at", leaf(&at[0])).words("other-at", leaf(&at[1]))
}

/// Which inspection: its kind, its number among its inspector's, both sides, and the site once it is known.
pub(crate) fn named(teller: Teller<'_>, visit: &VisitOf) -> String {
    let kind = visit
        .kind
        .as_ref()
        .map_or_else(|| teller.word("visit-unknown-kind"), |kind| teller.name(Kind::Inspection, kind));
    let message = Message::of(teller, "visit").words("kind", kind).number("number", visit.number.into());
    let message = message.words("inspector", teller.party(&visit.inspector)).words("host", teller.party(&visit.host));
    match &visit.site {
        Some(site) => message.but("at").words("site", site.to_string()).told(),
        None => message.told(),
    }
}

fn step(teller: Teller<'_>, step: StepName) -> String {
    teller.word(&format!("step-{}", step.word()))
}

fn subject(teller: Teller<'_>, subject: Subject) -> String {
    teller.word(&format!("subject-{}", subject.word()))
}

fn reason(teller: Teller<'_>, reason: Reason) -> String {
    teller.word(&format!("reason-{}", reason.word()))
}
