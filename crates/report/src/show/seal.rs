//! Custody seals, as facts of their clause.

use crate::sentence::seal::on;
use crate::teller::Teller;
use crate::vocabulary;
use treaty::instrument::{Kind, Seals};

/// On what they are, where, and by when a break is told and something is sealed again.
pub(super) fn facts(teller: Teller<'_>, rule: &Seals) -> Vec<String> {
    let things: Vec<_> = rule.on.iter().map(|thing| on(teller, *thing)).collect();
    let within = |key, span| teller.with(key, "span", &vocabulary::within(teller.locale, span));
    vec![
        teller.with("fact-sealed", "things", &things.join(", ")),
        teller.with("fact-at", "places", &teller.names(Kind::Facility, &rule.at)),
        within("fact-seal-notice", rule.notice),
        within("fact-seal-emergency", rule.emergency),
        within("fact-seal-reseal", rule.reseal),
    ]
}
