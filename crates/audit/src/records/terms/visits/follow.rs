//! The inspections of an audit: each out of the records of its two sides, as findings name it and its host's record has its site.

use crate::assessment::{Finding, RecordFact, Severity, StatementAt, VisitOf};
use crate::records::Held;
use crate::records::book::finding;
use crate::records::terms::Docket;
use record::inspection::{Followed, Side, StepAt, Stray, Unfit, side_of};
use record::layout::Site;
use record::statement::StepName;
use record::{Author, Kind, SiteNumber};
use std::collections::BTreeMap;
use treaty::{Id, Instrument, PartyCode};

/// All inspections, in the order of the parties and of their requests, and the steps that fit none.
pub(in crate::records) fn follow<'a>(
    treaty: &Instrument,
    held: &'a BTreeMap<Author, Held>,
) -> (Vec<Followed>, Vec<Stray<'a>>) {
    let steps = held.iter().flat_map(|(author, held)| {
        held.book.steps.iter().map(move |at| StepAt {
            author,
            leaf: at.index,
            hash: at.hash,
            dated: at.dated,
            step: &at.step,
        })
    });
    record::inspection::follow(treaty, &steps.collect::<Vec<_>>())
}

/// What is told of a step that fits nowhere. One behind what no record holds is none only where all records are whole in which that could stand.
pub(super) fn told(docket: &Docket<'_>, stray: &Stray<'_>) -> Option<Finding> {
    let severity = if stray.why == Unfit::Beside { Severity::Question } else { Severity::Contradiction };
    let whole = || docket.old.is_empty() && docket.treaty.parties.iter().all(|party| docket.holds_whole(&party.code));
    let fact = RecordFact::OutOfPlace { kind: Kind::Inspection.word(), why: stray.why.to_string() };
    let told = finding(severity, stray.at.author, None, fact, [stray.at.leaf]);
    (stray.why != Unfit::Behind || whole()).then_some(told)
}

/// An inspection as findings name it.
pub(super) fn name(docket: &Docket<'_>, visit: &Followed) -> VisitOf {
    VisitOf {
        kind: visit.clause(docket.treaty).map(|(clause, _)| clause.id.clone()),
        number: visit.number,
        inspector: visit.progress.party(Side::Inspector).clone(),
        host: visit.progress.party(Side::Host).clone(),
        site: site(docket, visit).map(|site| site.alias.clone()),
    }
}

/// All its statements, with those beside which their author took another.
pub(super) fn statements(visit: &Followed) -> Vec<StatementAt> {
    let leaf = |(record, index): (Author, u64)| StatementAt::Leaf { record, index };
    let beside = twice(visit).map(|(_, place)| place);
    visit.places().iter().cloned().chain(beside).map(leaf).collect()
}

/// The steps that were taken where their author took another too, and where that one stands.
pub(super) fn twice(visit: &Followed) -> impl Iterator<Item = (StepName, (Author, u64))> {
    let by_same = |author: &Author, taken| author.party() == Some(visit.progress.party(side_of(taken)));
    let beside = visit.beside.iter().filter(move |(_, author, _, taken)| by_same(author, *taken));
    beside.map(|(_, author, leaf, taken)| (*taken, (author.clone(), *leaf)))
}

/// Whether a party is one of its sides.
pub(in crate::records) fn is_of(visit: &Followed, party: &PartyCode) -> bool {
    [Side::Inspector, Side::Host].iter().any(|side| visit.progress.party(*side) == party)
}

/// The site that was designated, if the host's record is held and it ever had it.
pub(super) fn site<'a>(docket: &'a Docket<'_>, visit: &Followed) -> Option<&'a Site> {
    let number = visit.progress.designation()?.site;
    docket.ground(visit.progress.party(Side::Host))?.sites().get(usize::from(number.0))
}

/// What a site of the host is called.
pub(super) fn alias(docket: &Docket<'_>, visit: &Followed, site: SiteNumber) -> Option<Id> {
    let sites = docket.ground(visit.progress.party(Side::Host))?.sites();
    sites.get(usize::from(site.0)).map(|site| site.alias.clone())
}
