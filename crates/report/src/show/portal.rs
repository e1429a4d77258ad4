//! A portal, as facts of its clause.

use super::rule::measured;
use crate::teller::Teller;
use crate::vocabulary;
use treaty::instrument::{Clause, Kind, Portal};

/// Where it stands, what may be passed by and opened, and by when a crossing is declared and judged.
pub(super) fn facts(teller: Teller<'_>, clause: &Clause, rule: &Portal) -> Vec<String> {
    let within = |key, span| teller.with(key, "span", &vocabulary::within(teller.locale, span));
    let mut facts = vec![teller.with("fact-at", "places", &teller.names(Kind::Facility, &rule.at))];
    facts.push(measured(teller, clause, "fact-other-exits", &rule.other_exits_max));
    facts.extend(rule.openings_max.as_ref().map(|most| measured(teller, clause, "fact-canisters", most)));
    facts.push(within("fact-crossing-declared", rule.declaration));
    facts.push(within("fact-verdict", rule.verdict));
    facts
}
