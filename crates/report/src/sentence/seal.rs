//! What a finding about a custody seal says: which seal, what was said of it, and the rule.

use crate::message::Message;
use crate::teller::Teller;
use audit::assessment::{SealFact, SealOf};
use treaty::instrument::SealOn;

pub(super) fn body(teller: Teller<'_>, seal: &SealOf, fact: &SealFact) -> String {
    let message = Message::new(teller, fact.code()).words("seal", named(teller, seal));
    match fact {
        SealFact::NumberTwice | SealFact::NotInPlace | SealFact::FoundBroken => message.told(),
        SealFact::NotHeld { act, gone } => {
            let said = teller.word(&format!("seal-act-{}", act.word()));
            message.but_where(*gone, "gone").words("said", said).told()
        }
        SealFact::NotAllowed { on } => message.words("on", self::on(teller, *on)).told(),
        SealFact::NoticeLate { minutes } | SealFact::ResealedLate { minutes } => {
            message.number("minutes", *minutes).told()
        }
        SealFact::Open { due } => message.day("due", *due).told(),
    }
}

/// On what a seal is.
pub(crate) fn on(teller: Teller<'_>, on: SealOn) -> String {
    teller.word(&format!("seal-on-{}", on.word()))
}

/// Which seal: its number, its owner, and where it is.
fn named(teller: Teller<'_>, seal: &SealOf) -> String {
    let message = Message::of(teller, "seal").words("number", seal.number.clone());
    let message = message.words("owner", teller.party(&seal.owner)).words("host", teller.party(&seal.host));
    match &seal.site {
        Some(site) => message.but("at").words("site", site.to_string()).told(),
        None => message.told(),
    }
}
