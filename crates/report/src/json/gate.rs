//! Findings about a gate, as data.

use audit::assessment::{GateFact, GateOf};
use serde_json::{Value, json};
use treaty::{Id, PartyCode};

pub(super) fn gate(gate: &GateOf) -> Value {
    json!({
        "portal": gate.portal.as_str(),
        "host": gate.host.as_str(),
        "monitors": gate.monitors.as_ref().map(PartyCode::as_str),
        "site": gate.site.as_ref().map(Id::as_str),
        "number": gate.number,
    })
}

pub(super) fn details(fact: &GateFact) -> Value {
    match fact {
        GateFact::CrossingTwice { expected } | GateFact::CrossingMissing { expected } => {
            json!({ "expected": expected })
        }
        GateFact::CrossingLate { minutes } | GateFact::VerdictLate { minutes } => json!({ "minutes": minutes }),
        GateFact::CrossingUndeclared { way, seen } => json!({ "way": way.word(), "seen": seen }),
        GateFact::CrossingDiffers { declared, seen } => json!({ "declared": declared, "seen": seen }),
        GateFact::CrossingNotClear | GateFact::VerdictTwice => json!({}),
        GateFact::ExitNotAllowed { exit, items, most } => json!({ "exit": exit, "items": items, "most": most }),
        GateFact::VerdictMissing { due, grace_over } => json!({ "due": due.to_string(), "grace_over": grace_over }),
        GateFact::CanistersBeyondRight { year, opened, most } => {
            json!({ "year": year, "opened": opened, "most": most })
        }
        GateFact::GateSumDiffers { way, seen, opened } => {
            json!({ "way": way.word(), "seen": seen, "opened": opened })
        }
    }
}
