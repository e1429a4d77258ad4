//! What inspections saw of the world: how many sites of each party, and by which measures.

use crate::assessment::{Finding, RecordFact, Severity};
use crate::chance;
use crate::records::book::finding;
use crate::records::terms::Docket;
use record::Author;
use record::inspection::{Followed, Side, kinds};
use record::statement::Acceptance;
use std::collections::BTreeSet;
use treaty::PartyCode;
use treaty::instrument::{Clause, Inspection, OpeningForm};
use treaty::measure::Measure;

/// How much was seen of each party by each kind of inspection: what stands elsewhere nobody can know from it.
/// `drawn` are the inspections that went where the lot had led.
pub(super) fn judge(docket: &Docket<'_>, drawn: &[&Followed], findings: &mut Vec<Finding>) {
    for clause in kinds(docket.treaty) {
        let parties = docket.treaty.parties.iter().map(|party| &party.code);
        findings.extend(parties.filter_map(|host| sites_visited(docket, clause, host, drawn)));
    }
}

/// The measures by which somebody looked at every party.
pub(in crate::records) fn measures(docket: &Docket<'_>) -> BTreeSet<Measure> {
    let by = |host: &PartyCode| -> BTreeSet<Measure> {
        docket.visits.iter().filter(|visit| visit.progress.party(Side::Host) == host).flat_map(looked_by).collect()
    };
    let all = docket.treaty.parties.iter().map(|party| by(&party.code));
    all.reduce(|all, of| all.intersection(&of).copied().collect()).unwrap_or_default()
}

/// What an inspection that came so far is of.
fn looked_by(visit: &Followed) -> impl Iterator<Item = Measure> {
    let progress = &visit.progress;
    let opened = (progress.acceptance() == Some(Acceptance::Opens)).then_some(Measure::Openings);
    let counted = progress.report().and(match progress.request().form {
        OpeningForm::Sample | OpeningForm::Full => Some(Measure::SampledInspections),
        OpeningForm::Absence => Some(Measure::AbsenceVisits),
        OpeningForm::Count => None,
    });
    opened.into_iter().chain(counted)
}

fn sites_visited(
    docket: &Docket<'_>,
    (clause, kind): (&Clause, &Inspection),
    host: &PartyCode,
    drawn: &[&Followed],
) -> Option<Finding> {
    let counts = |visit: &&Followed| {
        let under = visit.clause(docket.treaty).is_some_and(|(of, _)| of.id == clause.id);
        under && visit.progress.party(Side::Host) == host && visit.progress.report().is_some()
    };
    let all = docket.visits.iter().filter(counts);
    let may_see = docket.ground(host)?.sites().iter().filter(|site| kind.at.contains(&site.facility)).count();
    let (reports, visited, sites) = (number(all.clone().count()), sites_of(all), number(may_see));
    let seen = docket.visits.iter().zip(docket.shown).filter(|(visit, _)| counts(visit));
    let opened = number(seen.filter(|(_, shown)| matches!(shown.site, Some(Ok(_)))).count());
    let drawn = sites_of(drawn.iter().copied().filter(counts));
    let met = chance::met(sites, drawn).filter(|_| drawn > 0).collect();
    let fact = RecordFact::SitesVisited { inspection: clause.id.clone(), reports, visited, sites, drawn, opened, met };
    (visited > 0).then(|| finding(Severity::Blind, &Author::Party(host.clone()), None, fact, []))
}

/// To how many sites they went.
fn sites_of<'a>(visits: impl Iterator<Item = &'a Followed>) -> u32 {
    let sites: BTreeSet<_> = visits.filter_map(|visit| visit.progress.designation()).map(|to| to.site).collect();
    number(sites.len())
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("a party has at most 2^16 sites, and a record fewer than 2^32 leaves")
}
