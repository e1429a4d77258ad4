//! What a finding about a gate says: which plant or crossing, what was declared, what was seen, and the rule.

use super::record::epochs;
use crate::message::Message;
use crate::teller::Teller;
use audit::assessment::{GateFact, GateOf, Way};

pub(super) fn body(teller: Teller<'_>, gate: &GateOf, fact: &GateFact) -> String {
    let message = Message::new(teller, fact.code()).words("gate", named(teller, gate));
    match fact {
        GateFact::CrossingTwice { expected } | GateFact::CrossingMissing { expected } => {
            message.number("expected", (*expected).into()).told()
        }
        GateFact::CrossingLate { minutes } | GateFact::VerdictLate { minutes } => {
            message.number("minutes", *minutes).told()
        }
        GateFact::CrossingUndeclared { way, seen } => {
            message.but_where(*way == Way::In, "in").number("seen", (*seen).into()).told()
        }
        GateFact::CrossingDiffers { declared, seen } => {
            message.number("declared", (*declared).into()).number("seen", (*seen).into()).told()
        }
        GateFact::CrossingNotClear | GateFact::VerdictTwice => message.told(),
        GateFact::ExitNotAllowed { exit, items, most } => {
            let message = message.number("exit", (*exit).into()).number("items", (*items).into());
            message.number("most", (*most).into()).told()
        }
        GateFact::VerdictMissing { due, grace_over } => message.but_where(*grace_over, "over").day("due", *due).told(),
        GateFact::CanistersBeyondRight { year, opened, most } => {
            // a year is no quantity: it has no thousands
            message.words("year", year.to_string()).number("opened", *opened).number("most", (*most).into()).told()
        }
        GateFact::GateSumDiffers { way, seen, opened } => {
            let message = message.but_where(*way == Way::In, "in").words("epochs", epochs(teller, gate.epochs));
            message.number("seen", *seen).number("opened", *opened).told()
        }
    }
}

/// Which gate: of one plant, by the host's number of the crossing where it has one, or of all plants with an interior.
fn named(teller: Teller<'_>, gate: &GateOf) -> String {
    let message = Message::of(teller, "gate").words("host", teller.party(&gate.host));
    let Some(site) = &gate.site else { return watched(teller, message.but("all").told(), gate) };
    let message = message.words("site", site.to_string());
    let told = match gate.number {
        Some(number) => message.but("crossing").number("number", number.into()).told(),
        None => message.told(),
    };
    watched(teller, told, gate)
}

/// With the party whose monitors watch, where it matters.
fn watched(teller: Teller<'_>, told: String, gate: &GateOf) -> String {
    match &gate.monitors {
        Some(monitors) => {
            Message::of(teller, "gate-watched").words("gate", told).words("monitors", teller.party(monitors)).told()
        }
        None => told,
    }
}
