//! What the public steps show beside findings: the course of each inspection and clarification, and what is known of each site.

use super::{Docket, clarifications, visits};
use crate::Finding;
use crate::assessment::{ClarificationFact, Clarified, Fact, Inspected, RecordFact, Site, Step, VisitOf};
use crate::records::dossier::Shown;
use crate::records::times;
use record::clarification;
use record::inspection::{Followed, Side, Taken, side_of};
use record::statement::{Acceptance, StepName};
use treaty::{Date, PartyCode};

/// All inspections.
pub(super) fn inspected(docket: &Docket<'_>) -> Vec<Inspected> {
    let one = |(visit, shown): (&Followed, &Shown)| {
        let step = |taken: &Taken| {
            let by = visit.progress.party(side_of(taken.name)).clone();
            Step { name: taken.name, by, at: taken.at }
        };
        let steps = visit.progress.taken().iter().map(step).collect();
        Inspected { visit: visits::name(docket, visit), steps, opened_here: matches!(shown.site, Some(Ok(_))) }
    };
    docket.visits.iter().zip(docket.shown).map(one).collect()
}

/// All clarifications.
pub(super) fn clarified(docket: &Docket<'_>) -> Vec<Clarified> {
    let one = |of: &clarifications::Followed| {
        let progress = &of.progress;
        let step = |taken: &clarification::Taken| Step {
            name: taken.name,
            by: progress.party(taken.side).clone(),
            at: taken.at,
        };
        let papers = progress.taken().iter().filter_map(|taken| taken.paper.as_ref());
        let files = u32::try_from(papers.map(|paper| paper.files().len()).sum::<usize>());
        Clarified {
            clarification: clarifications::name(docket, of),
            steps: progress.taken().iter().map(step).collect(),
            end: progress.end(),
            files: files.expect("a clarification has few steps, and each names few files"),
        }
    };
    docket.clarifications.iter().map(one).collect()
}

/// The sites of the parties whose record is held, in the order of the instrument and then by number.
pub(super) fn sites(docket: &Docket<'_>, findings: &[Finding]) -> Vec<Site> {
    let parties = docket.treaty.parties.iter().map(|party| &party.code);
    parties.flat_map(|party| of_party(docket, findings, party)).collect()
}

fn of_party(docket: &Docket<'_>, findings: &[Finding], party: &PartyCode) -> Vec<Site> {
    let Some(ground) = docket.ground(party) else { return Vec::new() };
    let site = |site: &record::layout::Site| Site {
        party: party.clone(),
        site: site.alias.clone(),
        facility: site.facility.clone(),
        closed: site.closed.is_some(),
        opened: Vec::new(),
        inspected: Vec::new(),
        disputed: Vec::new(),
    };
    let mut sites: Vec<_> = ground.sites().iter().map(site).collect();
    for visit in docket.visits.iter().filter(|visit| visit.progress.party(Side::Host) == party) {
        let number = visit.progress.designation().map(|to| usize::from(to.site.0));
        let Some(site) = number.and_then(|number| sites.get_mut(number)) else { continue };
        let name = visits::name(docket, visit);
        site.opened.extend(opened(visit));
        site.inspected.extend(reported(visit));
        site.disputed.extend(findings.iter().filter(|finding| disputes(finding, &name)).filter_map(|of| of.date).min());
    }
    for days in sites.iter_mut().flat_map(|site| [&mut site.opened, &mut site.inspected, &mut site.disputed]) {
        days.sort_unstable();
    }
    sites
}

/// The day of an opening that opened what was committed to.
fn opened(visit: &Followed) -> Option<Date> {
    let accepted = visit.progress.acceptance() == Some(Acceptance::Opens);
    let step = visit.progress.step(StepName::Opening).filter(|_| accepted);
    step.map(|taken| times::day_of(taken.at))
}

/// The day on which a team was there whose report both sides signed.
fn reported(visit: &Followed) -> Option<Date> {
    let progress = &visit.progress;
    progress.report().and(progress.signature())?;
    progress.step(StepName::Arrival).map(|taken| times::day_of(taken.at))
}

/// Whether a finding says that something about an inspection is not settled.
fn disputes(finding: &Finding, of: &VisitOf) -> bool {
    let Fact::Record(fact) = &finding.fact else { return false };
    match fact {
        RecordFact::Visit { visit, fact } => visit == of && fact.is_dispute(),
        RecordFact::Clarification { clarification, fact } => {
            let runs = matches!(
                fact,
                ClarificationFact::Open { .. } | ClarificationFact::Disagreed { .. } | ClarificationFact::Lapsed { .. }
            );
            runs && clarification.about.as_ref() == Some(of)
        }
        _ => false,
    }
}
