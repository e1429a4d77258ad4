//! What a finding about a clarification says: who asked whom about what, which step, and that both sides' words are kept. It decides nothing.

use super::visit;
use crate::message::Message;
use crate::teller::Teller;
use audit::assessment::{ClarificationFact, ClarificationOf};
use treaty::Id;
use treaty::instrument::Kind;

pub(super) fn body(teller: Teller<'_>, clarification: &ClarificationOf, fact: &ClarificationFact) -> String {
    let named = named(teller, clarification);
    let message = Message::new(teller, fact.code());
    let step = |word: &str| teller.word(&format!("turn-{word}"));
    match fact {
        ClarificationFact::StepTwice { step: name } => {
            message.words("visit", named).words("step", step(name.word())).told()
        }
        ClarificationFact::StepBackDated { step: name, seconds } => {
            message.words("visit", named).words("step", step(name.word())).number("seconds", *seconds).told()
        }
        ClarificationFact::StepLate { clock, minutes } => {
            message.words("visit", named).words("step", step(clock.word())).number("minutes", *minutes).told()
        }
        ClarificationFact::StepMissing { step: name, due, grace_over } => {
            let message = message.but_where(*grace_over, "over").words("visit", named);
            message.words("step", step(name.word())).day("due", *due).told()
        }
        ClarificationFact::Open { until } => match until {
            Some(until) => message.words("clarification", named).day("until", *until).told(),
            None => message.but("undated").words("clarification", named).told(),
        },
        ClarificationFact::Disagreed { both } => message.but_where(!both, "one").words("clarification", named).told(),
        ClarificationFact::Lapsed { due } => message.words("clarification", named).day("due", *due).told(),
    }
}

/// What a clause is called that somebody asks about; one that stands once, by its kind.
pub(crate) fn clause(teller: Teller<'_>, kind: Kind, id: &Id) -> String {
    if kind.stands_once() { teller.word(&format!("kind-{}", kind.word())) } else { teller.name(kind, id) }
}

/// Which clarification: its number among its raiser's, both sides, the clause, and the inspection that it is about.
pub(crate) fn named(teller: Teller<'_>, clarification: &ClarificationOf) -> String {
    let ClarificationOf { number, raiser, respondent, clause: (kind, id), about } = clarification;
    let message = Message::of(teller, "clarification").number("number", (*number).into());
    let message = message.words("raiser", teller.party(raiser)).words("respondent", teller.party(respondent));
    let message = message.words("clause", clause(teller, *kind, id));
    match about {
        Some(about) => message.but("about").words("visit", visit::named(teller, about)).told(),
        None => message.told(),
    }
}
