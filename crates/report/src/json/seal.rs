//! Custody seals, as data: findings about them, and the times over which each thing was closed.

use crate::moment;
use audit::assessment::{ClosedTime, Continuity, SealFact, SealOf};
use serde_json::{Value, json};
use treaty::Id;

pub(super) fn seal(seal: &SealOf) -> Value {
    json!({
        "owner": seal.owner.as_str(),
        "host": seal.host.as_str(),
        "site": seal.site.as_ref().map(Id::as_str),
        "number": seal.number,
    })
}

pub(super) fn details(fact: &SealFact) -> Value {
    match fact {
        SealFact::NumberTwice | SealFact::NotInPlace | SealFact::FoundBroken => json!({}),
        SealFact::NotHeld { act, gone } => json!({ "act": act.word(), "gone": gone }),
        SealFact::NotAllowed { on } => json!({ "on": on.word() }),
        SealFact::NoticeLate { minutes } | SealFact::ResealedLate { minutes } => json!({ "minutes": minutes }),
        SealFact::Open { due } => json!({ "due": due.to_string() }),
    }
}

pub(super) fn sealed(of: &Continuity) -> Value {
    let time = |time: &ClosedTime| {
        json!({ "from": moment::rfc3339(time.from), "until": moment::rfc3339(time.until),
                "seals": time.seals, "stands": time.stands })
    };
    json!({
        "owner": of.owner.as_str(),
        "host": of.host.as_str(),
        "site": of.site.as_str(),
        "on": of.on.word(),
        "times": of.times.iter().map(time).collect::<Vec<_>>(),
    })
}
