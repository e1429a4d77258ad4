//! What these inputs cannot show. Every assessment says it, whatever else it says.
// rule: blind

use crate::assessment::{Fact, Finding};
use crate::chance;
use crate::fold::Case;
use std::collections::BTreeSet;
use treaty::instrument::Status;
use treaty::measure::Measure;

/// What an instrument without these measures leaves in the dark whatever else it has: a ledger that binds, production, undeclared places.
const NEVER_UNSAID: [Measure; 3] = [Measure::Commitments, Measure::PortalWarheadPlants, Measure::Challenge];

/// Adds what remains unknown: the measures that the instrument names, agreed or not, whose record is not among the inputs, or by which nobody looked, and
/// those that it does not name.
pub(crate) fn add(case: &Case<'_>, looked_by: &BTreeSet<Measure>, findings: &mut Vec<Finding>) {
    // a declaration is a statement of totals; these two are what the inputs do hold
    let commits = !case.kept_by.is_empty() && case.kept_by.values().all(|commits| *commits);
    let stated = [Measure::Statement, Measure::Totals].into_iter().chain(commits.then_some(Measure::Commitments));
    let held: BTreeSet<_> = stated.chain(looked_by.iter().copied()).collect();
    let named = case.treaty.measures();
    let chance = chance::of(case.treaty);
    let unverified =
        |measure, agreed| Finding::blind(Fact::Unverified { measure, agreed, chance: chance.clone() }, Vec::new());
    for (clause, measure) in named.iter().filter(|(_, measure)| !held.contains(measure)) {
        let agreed = clause.status == Status::Agreed;
        findings.push(Finding { article: Some(clause.article.clone()), ..unverified(*measure, agreed) });
    }
    for measure in NEVER_UNSAID.into_iter().filter(|measure| !named.iter().any(|(_, has)| has == measure)) {
        findings.push(unverified(measure, false));
    }
    for party in case
        .treaty
        .parties
        .iter()
        .map(|party| &party.code)
        .filter(|code| case.kept_by.is_empty() && !case.spans.contains_key(code))
    {
        findings.push(Finding { party: Some(party.clone()), ..Finding::blind(Fact::NothingOf, Vec::new()) });
    }
    if case.treaty.freezes().all(|(_, freeze)| freeze.groups.is_empty()) {
        findings.push(Finding::blind(Fact::OutsideTheLimits, Vec::new()));
    }
}
