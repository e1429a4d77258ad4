//! How each obligation that rests on records came out, for each party.
//!
//! An obligation that was not examined is not called consistent: it is left out, unless something speaks against it.

use super::book::Book;
use super::chain::Chain;
use super::terms::visits::{self, Followed};
use super::terms::{Docket, Opens, clarifications, days_due, openings};
use super::terms::{portals, seals};
use crate::assessment::{Fact, Finding, Obligation, Outcome, RecordFact, Severity};
use record::Author;
use treaty::instrument::{Clause, Kind, Rule};
use treaty::{Date, Id, PartyCode};

/// Every clause that records show something about: the freeze, limits and transit as far as they are bounds, openings, and the record itself.
pub(super) fn of(docket: &Docket<'_>, findings: &[Finding]) -> Vec<Obligation> {
    let mut found = Vec::new();
    for clause in docket.treaty.clauses.iter().filter(|clause| rests_on_records(docket, clause)) {
        for party in docket.treaty.parties.iter().map(|party| &party.code) {
            found.extend(match docket.held.contains_key(&Author::Party(party.clone())) {
                true => obligation(docket, clause, party, findings),
                false => not_held(clause, party),
            });
        }
    }
    found
}

fn rests_on_records(docket: &Docket<'_>, clause: &Clause) -> bool {
    match &clause.rule {
        Rule::Record(_) | Rule::Opening(_) => true,
        Rule::Inspection(_) => docket.visits.iter().any(|visit| is_under(docket, visit, clause)),
        Rule::Portal(_) => docket.gates.passages.iter().any(|passage| passage.plant.clause.id == clause.id),
        Rule::Clarification(_) => !docket.clarifications.is_empty(),
        Rule::Seals(_) => seals::any(docket),
        Rule::Freeze(_) | Rule::Limit(_) | Rule::Transit(_) => {
            let mut chains = docket.held.values().filter_map(|held| held.book.chain.as_ref());
            chains.any(|chain| chain.bounded_by(clause).is_some())
        }
        _ => false,
    }
}

fn obligation(docket: &Docket<'_>, clause: &Clause, party: &PartyCode, findings: &[Finding]) -> Option<Obligation> {
    let held = docket.held.get(&Author::Party(party.clone()))?;
    let chain = held.book.chain.as_ref()?;
    let of_party = findings.iter().filter(|finding| is_about(finding, party));
    let worst = of_party.filter_map(|finding| weight(clause, finding)).max();
    // what should have been stated and was not is spoken of too
    let missed = || worst.and_then(|_| days_due(docket, &held.book));
    let covers = examined(docket, clause, &held.book, chain).or_else(missed)?;
    Some(came(clause, party, worst.unwrap_or(Outcome::Consistent), Some(covers)))
}

/// An obligation of a party whose record is not among the inputs is open: that nothing was looked at must not look like nothing was owed.
fn not_held(clause: &Clause, party: &PartyCode) -> Option<Obligation> {
    (!matches!(clause.kind(), Kind::Opening | Kind::Inspection | Kind::Portal | Kind::Clarification | Kind::Seals))
        .then(|| came(clause, party, Outcome::Open, None))
}

fn came(clause: &Clause, party: &PartyCode, outcome: Outcome, covers: Option<(Date, Date)>) -> Obligation {
    Obligation {
        id: clause.id.clone(),
        kind: clause.kind(),
        name: clause.name.clone().or_else(|| clause.text.clone()),
        article: clause.article.clone(),
        party: party.clone(),
        outcome,
        covers,
    }
}

/// The first and the last day of what the record shows of an obligation. Every epoch that is stated is proved, or a finding says why not.
fn examined(docket: &Docket<'_>, clause: &Clause, book: &Book, chain: &Chain) -> Option<(Date, Date)> {
    match clause.kind() {
        Kind::Record => chain.stated,
        Kind::Opening => {
            let openings = openings(docket, book, chain);
            let of_clause = |opens: &&Opens<'_>| opens.scheduled.id == clause.id && opens.is_examined();
            let examined: Vec<_> = openings.iter().filter(of_clause).map(|opens| opens.epochs).collect();
            let first = examined.iter().map(|epochs| epochs.first).min()?;
            let last = examined.iter().map(|epochs| epochs.last).max()?;
            Some((docket.treaty.epoch_day(first)?, docket.treaty.epoch_day(last)?))
        }
        Kind::Inspection => {
            let party = book.author.party()?;
            let under =
                docket.visits.iter().filter(|visit| is_under(docket, visit, clause) && visits::is_of(visit, party));
            under.map(visits::days).reduce(span)
        }
        Kind::Clarification => {
            let party = book.author.party()?;
            let own = docket.clarifications.iter().filter(|one| clarifications::is_of(one, party));
            own.map(clarifications::days).reduce(span)
        }
        Kind::Portal => portals::days(docket, &clause.id, book.author.party()?),
        Kind::Seals => seals::days(docket, book.author.party()?),
        _ => chain.bounded_by(clause),
    }
}

/// Whether a finding speaks of a party: about it, or about both sides of its clarification.
fn is_about(finding: &Finding, party: &PartyCode) -> bool {
    match (&finding.party, &finding.fact) {
        (Some(about), _) => about == party,
        (None, Fact::Record(RecordFact::Clarification { clarification, .. })) => {
            [&clarification.raiser, &clarification.respondent].contains(&party)
        }
        (None, _) => false,
    }
}

fn span((first, last): (Date, Date), (from, to): (Date, Date)) -> (Date, Date) {
    (first.min(from), last.max(to))
}

fn is_under(docket: &Docket<'_>, visit: &Followed, clause: &Clause) -> bool {
    visit.clause(docket.treaty).is_some_and(|(under, _)| under.id == clause.id)
}

/// What a finding makes of an obligation. One about another clause makes nothing of it; a contradiction in the record takes the ground from all that
/// rests on it; an epoch that is missing leaves the rest open; a correction touches the freeze.
fn weight(clause: &Clause, finding: &Finding) -> Option<Outcome> {
    let Fact::Record(fact) = &finding.fact else { return None };
    let about_record = clause.kind() == Kind::Record;
    if fact.clause().is_some() {
        let contradicts = finding.severity == Severity::Contradiction && about_record;
        return (fact.is_of(clause) || contradicts).then(|| finding.severity.outcome());
    }
    match fact {
        RecordFact::BalanceOpen { line, .. } if !about_record => of_balance(clause, &line.class),
        _ if finding.severity == Severity::Contradiction => Some(Outcome::Inconsistent),
        RecordFact::EpochMissing { .. } | RecordFact::EpochLate { provided: None, .. } if !about_record => {
            Some(Outcome::Open)
        }
        RecordFact::Correction { .. } => (clause.kind() == Kind::Freeze).then(|| finding.severity.outcome()),
        _ => about_record.then(|| finding.severity.outcome()),
    }
}

/// A balance that does not close contradicts the freeze of its class, and leaves open what else is counted with that class. Openings stand on
/// their own commitments.
fn of_balance(clause: &Clause, class: &Id) -> Option<Outcome> {
    match &clause.rule {
        Rule::Freeze(freeze) => {
            let frozen = freeze.groups.iter().any(|group| group.classes.contains(class));
            Some(if frozen { Outcome::Inconsistent } else { Outcome::Open })
        }
        Rule::Limit(limit) => limit.counts.iter().any(|counted| counted.class == *class).then_some(Outcome::Open),
        Rule::Transit(_) => Some(Outcome::Open),
        _ => None,
    }
}
