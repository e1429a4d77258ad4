//! Crossings and verdicts of one record as they stand in it, and those of all records beside each other.
//!
//! Here it is found which verdict is on which declaration, and what is out of place; what comes of it is judged in `terms::portals`.

use super::Held;
use super::book::Book;
use super::times;
use log::Timestamp;
pub(super) use record::gate::Plant;
use record::statement::{Crossing, CrossingHash, Gate, SeenCrossing};
use record::{Author, Epoch, Kind};
use std::collections::{BTreeMap, BTreeSet};
use treaty::instrument::FacilitySort;
use treaty::{Instrument, PartyCode};

/// What a record holds of gates, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Passages {
    pub(super) crossings: Vec<Declared>,
    pub(super) verdicts: Vec<Seen>,
}

/// A declared crossing where it stands.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    pub(super) index: u64,
    pub(super) hash: CrossingHash,
    pub(super) dated: Timestamp,
    pub(super) crossing: Crossing,
}

/// A verdict where it stands.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) index: u64,
    pub(super) dated: Timestamp,
    pub(super) verdict: SeenCrossing,
}

/// Something that crossed, or was to cross: declared, seen, or both.
#[derive(Debug)]
pub(super) struct Passage<'a> {
    pub(super) host: &'a PartyCode,
    pub(super) plant: Plant<'a>,
    pub(super) declared: Option<&'a Declared>,
    /// By whose monitors it was seen.
    pub(super) seen: BTreeMap<&'a PartyCode, &'a Seen>,
}

/// A statement that is where none may be, and why.
#[derive(Debug)]
pub(super) struct Misplaced {
    pub(super) author: Author,
    pub(super) index: u64,
    pub(super) kind: Kind,
    pub(super) why: String,
    /// Whether it rests on what a record lacks: nothing is said where that one is not held whole.
    pub(super) lacks: Option<PartyCode>,
}

/// All that crossed, by host and in the order of declarations, then of what was not declared; and what is out of place.
#[derive(Debug, Default)]
pub(super) struct Gates<'a> {
    pub(super) passages: Vec<Passage<'a>>,
    /// Verdicts of one party on what it gave one already, with the place in `passages`.
    pub(super) twice: Vec<(usize, &'a PartyCode, &'a Seen)>,
    pub(super) misplaced: Vec<Misplaced>,
}

impl Passage<'_> {
    /// Where it crossed as these monitors saw it, or else as it was declared.
    pub(super) fn gate(&self, monitors: &PartyCode) -> Option<Gate> {
        let seen = self.seen.get(monitors).map(|seen| seen.verdict.gate);
        seen.or_else(|| self.declared.map(|declared| declared.crossing.gate))
    }

    /// How many items, in the same way.
    pub(super) fn items(&self, monitors: &PartyCode) -> u16 {
        let seen = self.seen.get(monitors).map(|seen| seen.verdict.seen);
        seen.or_else(|| self.declared.map(|declared| declared.crossing.items)).unwrap_or(0)
    }

    /// When: as the first monitors saw it, or else as it was declared.
    pub(super) fn at(&self) -> Option<Timestamp> {
        let seen = self.seen.values().map(|seen| seen.verdict.at).min();
        seen.or_else(|| self.declared.map(|declared| declared.crossing.at))
    }
}

/// Puts the statements of all records beside each other. `tolerance` is by how many seconds clocks may differ.
pub(super) fn follow<'a>(treaty: &'a Instrument, books: &BTreeMap<&'a Author, &'a Book>, tolerance: u64) -> Gates<'a> {
    let mut gates = Gates::default();
    let mut named = BTreeMap::new();
    let of_party = |(author, book): (&&'a Author, &&'a Book)| Some((author.party()?, plants(treaty, book)));
    let places = Places { treaty, plants: books.iter().filter_map(of_party).collect(), tolerance };
    for (author, book) in books {
        let Some(host) = author.party() else { continue };
        for declared in &book.passages.crossings {
            match places.stands(host, declared.crossing.gate, declared.crossing.at) {
                Ok(plant) => {
                    named.insert((host, declared.hash), Some(gates.passages.len()));
                    let (declared, seen) = (Some(declared), BTreeMap::new());
                    gates.passages.push(Passage { host, plant, declared, seen });
                }
                Err(why) => {
                    named.insert((host, declared.hash), None);
                    let (author, index) = (Author::clone(author), declared.index);
                    gates.misplaced.push(Misplaced { author, index, kind: Kind::Crossing, why, lacks: None });
                }
            }
        }
    }
    for (author, by) in books {
        let Some(monitors) = author.party() else { continue };
        for seen in &by.passages.verdicts {
            gates.verdict(&places, &named, (monitors, seen));
        }
    }
    gates
}

/// Where each declaration of a host stands among the passages; nothing where it is out of place.
type Named<'a> = BTreeMap<(&'a PartyCode, CrossingHash), Option<usize>>;

impl<'a> Gates<'a> {
    fn verdict(&mut self, places: &Places<'a>, named: &Named<'a>, (monitors, seen): (&'a PartyCode, &'a Seen)) {
        let verdict = &seen.verdict;
        let mut misplaced = |why: String, lacks| {
            let author = Author::Party(monitors.clone());
            self.misplaced.push(Misplaced { author, index: seen.index, kind: Kind::Verdict, why, lacks });
        };
        let host = places.treaty.party(&verdict.host).map(|party| &party.code).filter(|host| *host != monitors);
        let Some(host) = host else {
            return misplaced(format!("{} is no other party that could have a plant", verdict.host), None);
        };
        let plant = match places.stands(host, verdict.gate, verdict.at) {
            Ok(plant) => plant,
            Err(why) => return misplaced(why, Some(host.clone())),
        };
        let Some(hash) = verdict.crossing else {
            let seen = BTreeMap::from([(monitors, seen)]);
            return self.passages.push(Passage { host, plant, declared: None, seen });
        };
        match named.get(&(host, hash)) {
            Some(Some(at)) if self.passages[*at].seen.contains_key(monitors) => self.twice.push((*at, monitors, seen)),
            Some(Some(at)) => drop(self.passages[*at].seen.insert(monitors, seen)),
            // the declaration is told of itself
            Some(None) => {}
            None => misplaced(format!("the record of {host} holds no crossing {hash}"), Some(host.clone())),
        }
    }
}

/// Where and when something can cross.
struct Places<'a> {
    treaty: &'a Instrument,
    /// The plants with a portal of each party whose record is held.
    plants: BTreeMap<&'a PartyCode, BTreeMap<u16, Plant<'a>>>,
    tolerance: u64,
}

impl<'a> Places<'a> {
    /// The plant at which a crossing is, where its time lies in the epoch that it names.
    fn stands(&self, host: &PartyCode, gate: Gate, at: Timestamp) -> Result<Plant<'a>, String> {
        let plant = self.plants.get(host).and_then(|plants| plants.get(&gate.site.0));
        let plant = plant.ok_or_else(|| format!("site {} of {host} has no portal", gate.site.0))?;
        let day = |epoch: Epoch| self.treaty.epoch_day(epoch.0);
        let days = gate.epoch.previous().and_then(day).zip(day(gate.epoch));
        let (before, last) = days.ok_or_else(|| format!("nothing can cross in epoch {}", gate.epoch))?;
        let (from, to) = (times::end_of(before), times::end_of(last));
        if at.seconds().saturating_add(self.tolerance) < from || at.seconds() > to.saturating_add(self.tolerance) {
            return Err(format!("second {} does not lie in epoch {}", at.seconds(), gate.epoch));
        }
        Ok(*plant)
    }
}

/// The plants of a party that have a portal, by number.
pub(super) fn plants<'a>(treaty: &'a Instrument, book: &'a Book) -> BTreeMap<u16, Plant<'a>> {
    let ground = book.chain.as_ref().and_then(|chain| chain.ground());
    ground.map(|ground| record::gate::plants(treaty, ground)).unwrap_or_default()
}

/// The sorts of plants that a party has, and whether each of them has a portal.
pub(super) fn watched(treaty: &Instrument, held: &Held, sort: FacilitySort) -> Option<bool> {
    let ground = held.book.chain.as_ref().and_then(|chain| chain.ground())?;
    let of_sort: BTreeSet<_> = ground.sites().iter().map(|site| &site.facility).collect();
    let mut of_sort = of_sort.into_iter().filter(|facility| treaty.sort_of(facility) == Some(sort)).peekable();
    of_sort.peek()?;
    Some(of_sort.all(|facility| treaty.portal_at(facility).is_some()))
}
