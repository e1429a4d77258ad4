//! With what probability something hidden would be met under an instrument's own measures, as far as the numbers for it stand in the instrument.
//!
//! A statement is what a party says. What was never entered, or is elsewhere than it says, only a look at the world can meet: where an instrument has
//! none, the probability is 0; where it has visits and lists its sites, it is that of a sample of sites; else it is not known.

use crate::assessment::{Chance, Hidden, Visits};
use regime::{Probability, Stratum};
use treaty::instrument::{Clause, Inspection, Kind, Rule, Status};
use treaty::{Date, Instrument, PartyCode};

/// At how many sites something is hidden, in the examples that are told.
const HIDING: [u32; 3] = [1, 2, 5];

/// What an instrument gives.
pub(crate) fn of(treaty: &Instrument) -> Chance {
    let is_agreed = |clause: &Clause| clause.status == Status::Agreed;
    let inspections = treaty.of(Kind::Inspection).filter(|clause| is_agreed(clause));
    let inspections: Vec<_> = inspections.filter_map(|clause| Some((clause, inspection(clause)?))).collect();
    let looks = treaty.measures().iter().any(|(clause, measure)| is_agreed(clause) && measure.looks_at_the_world());
    if !looks && inspections.is_empty() {
        return Chance::Nothing;
    }
    let of_party = |party| inspections.iter().filter_map(move |(clause, kind)| visits(treaty, party, clause, kind));
    let visits: Vec<_> = treaty.parties.iter().flat_map(|party| of_party(&party.code)).collect();
    if visits.is_empty() { Chance::NotStated } else { Chance::Visits(visits) }
}

fn inspection(clause: &Clause) -> Option<&Inspection> {
    match &clause.rule {
        Rule::Inspection(kind) => Some(kind),
        _ => None,
    }
}

/// The visits of one kind to one party, each to another site; nothing where the instrument lists no site of the party that they go to.
fn visits(treaty: &Instrument, party: &PartyCode, clause: &Clause, kind: &Inspection) -> Option<Visits> {
    let sites = treaty.sites_of(party).filter(|site| kind.at.contains(&site.facility)).count();
    let sites = u32::try_from(sites).ok().filter(|sites| *sites > 0)?;
    let visits = kind.quota.value.min(sites);
    let years = window(treaty).and_then(|(from, until)| treaty.treaty_years(kind, from, until));
    let freeze = |year: &Probability| years.and_then(|years| year.in_any_of(years));
    let hidden = met(sites, visits).map(|(at, year)| Hidden { at, freeze: freeze(&year), year }).collect();
    Some(Visits { party: party.clone(), inspection: clause.id.clone(), sites, visits, years, hidden })
}

/// That one of so many visited sites is one at which something is hidden, for each example that is told.
pub(crate) fn met(sites: u32, visited: u32) -> impl Iterator<Item = (u32, Probability)> {
    HIDING.into_iter().filter_map(move |at| Some((at, Stratum::new(sites, at).ok()?.found_by(visited).ok()?)))
}

/// The time of the freeze: from the first baseline to the last end, of the freezes that have both.
fn window(treaty: &Instrument) -> Option<(Date, Date)> {
    let days = treaty
        .freezes()
        .filter_map(|(_, freeze)| Some((treaty.day(freeze.baseline.as_ref()?)?, treaty.day(freeze.ends.as_ref()?)?)));
    days.reduce(|(first, last), (from, until)| (first.min(from), last.max(until)))
}
