//! What crossed the gates of all parties' plants, as the records of a home tell it.

use crate::desk::Desk;
use crate::desk::day_of;
use crate::out::Failure;
use log::Timestamp;
use record::gate::{Plant, plants};
use record::statement::{Crossing, CrossingHash, SeenCrossing};
use record::{Author, Epoch, Ground, SiteNumber, Statement};
use report::gate::{Canisters, Standing, Waiting};
use std::collections::BTreeMap;
use treaty::{Instrument, PartyCode};

/// The plants of a party that have a portal.
pub struct Plants<'a> {
    host: &'a PartyCode,
    ground: &'a Ground,
    by_number: BTreeMap<u16, Plant<'a>>,
}

/// Something that crossed, or is to cross: declared, seen, or both.
pub struct Passage<'a> {
    /// Whose plant it is.
    pub host: PartyCode,
    /// Which.
    pub site: SiteNumber,
    /// The declaration.
    pub declared: Option<Declared<'a>>,
    /// The verdicts, by whose monitors gave them.
    pub seen: BTreeMap<PartyCode, Seen<'a>>,
}

/// A declaration where it stands.
#[derive(Clone, Copy)]
pub struct Declared<'a> {
    /// What names it.
    pub hash: CrossingHash,
    /// What it says.
    pub crossing: &'a Crossing,
}

/// A verdict.
pub struct Seen<'a> {
    /// What it says.
    pub verdict: &'a SeenCrossing,
}

impl<'a> Plants<'a> {
    /// Of a party.
    pub fn of(treaty: &'a Instrument, host: &'a PartyCode, ground: &'a Ground) -> Self {
        Self { host, ground, by_number: plants(treaty, ground) }
    }

    /// The plant that is called so.
    pub fn named(&self, site: &str) -> Result<(SiteNumber, &Plant<'a>), Failure> {
        let found = self.by_number.iter().find(|(_, plant)| plant.alias.as_str() == site);
        found.map(|(number, plant)| (SiteNumber(*number), plant)).ok_or_else(|| {
            let known: Vec<_> = self.by_number.values().map(|plant| plant.alias.as_str()).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            let host = self.host;
            Failure::Refused(format!("{host} has no plant `{site}` with a portal; those that have one: {known}"))
        })
    }

    /// Whether a plant stands in an epoch.
    pub fn is_open(&self, number: SiteNumber, epoch: Epoch) -> Result<(), Failure> {
        let site = self.ground.sites().get(usize::from(number.0));
        let open = site.is_some_and(|site| site.opened <= epoch && site.closed.is_none_or(|closed| epoch < closed));
        let alias = site.map_or("", |site| site.alias.as_str());
        if open { Ok(()) } else { Err(Failure::Refused(format!("{alias} is not open in epoch {epoch}"))) }
    }
}

/// All that crossed, by host, in the order of declarations, then of what was not declared.
pub fn passages(desk: &Desk) -> Result<Vec<Passage<'_>>, Failure> {
    let codes = || desk.treaty().parties.iter().map(|party| &party.code);
    let mut held: Vec<Passage<'_>> = Vec::new();
    for host in codes() {
        for said in desk.books.said(&Author::Party(host.clone())) {
            let Statement::Crossing(crossing) = &said.statement else { continue };
            let declared = Some(Declared { hash: CrossingHash(said.hash.0), crossing });
            held.push(Passage { host: host.clone(), site: crossing.gate.site, declared, seen: BTreeMap::new() });
        }
    }
    for monitors in codes() {
        for said in desk.books.said(&Author::Party(monitors.clone())) {
            let Statement::Verdict(verdict) = &said.statement else { continue };
            let is_on = |passage: &&mut Passage<'_>| {
                let hash = passage.declared.map(|declared| declared.hash);
                passage.host == verdict.host && hash.is_some() && hash == verdict.crossing
            };
            match held.iter_mut().find(is_on) {
                // of two verdicts on one crossing the first stands, and the audit tells the second
                Some(passage) => drop(passage.seen.entry(monitors.clone()).or_insert(Seen { verdict })),
                None => {
                    let seen = BTreeMap::from([(monitors.clone(), Seen { verdict })]);
                    let (host, site) = (verdict.host.clone(), verdict.gate.site);
                    held.push(Passage { host, site, declared: None, seen });
                }
            }
        }
    }
    Ok(held)
}

/// How every gate stands, for whoever tells it.
pub fn standings(desk: &Desk) -> Result<Vec<Standing>, Failure> {
    let held = passages(desk)?;
    let mut standings = Vec::new();
    for host in desk.treaty().parties.iter().map(|party| &party.code) {
        let ground = desk.books.ground(desk.treaty(), host)?;
        for (number, plant) in plants(desk.treaty(), &ground) {
            let here: Vec<_> = held.iter().filter(|one| one.host == *host && one.site.0 == number).collect();
            standings.push(standing(desk, host, &plant, &here));
        }
    }
    Ok(standings)
}

fn standing(desk: &Desk, host: &PartyCode, plant: &Plant<'_>, here: &[&Passage<'_>]) -> Standing {
    let declared = here.iter().filter_map(|passage| passage.declared);
    let last = declared.map(|declared| declared.crossing.number).max().unwrap_or(0);
    let monitors: Vec<_> = desk.treaty().parties.iter().map(|party| &party.code).filter(|code| *code != host).collect();
    let waits = |passage: &&Passage<'_>| {
        let crossing = passage.declared?.crossing;
        let by: Vec<_> =
            monitors.iter().filter(|by| !passage.seen.contains_key(**by)).map(|by| (*by).clone()).collect();
        let due = crossing.at.seconds() + plant.portal.verdict.seconds();
        let due = Timestamp::new(due).unwrap_or(crossing.at);
        (!by.is_empty()).then_some(Waiting { crossing: *crossing, by, due })
    };
    let year = day_of(desk.now).year();
    let opened = |by: &PartyCode| {
        let seen = here.iter().filter_map(|passage| passage.seen.get(by)).map(|seen| seen.verdict);
        seen.filter(|seen| day_of(seen.at).year() == year).map(|seen| u64::from(seen.opened)).sum::<u64>()
    };
    let most = plant.portal.openings();
    let canisters = monitors.iter().filter(|_| most > 0);
    Standing {
        host: host.clone(),
        site: plant.alias.clone(),
        clause: plant.clause.clone(),
        within: plant.portal.verdict,
        next: last.saturating_add(1),
        waiting: here.iter().filter_map(waits).collect(),
        year,
        canisters: canisters
            .map(|by| Canisters { by: (*by).clone(), left: u64::from(most).saturating_sub(opened(by)), most })
            .collect(),
    }
}
