//! What comes to an inspected site and leaves it after the epoch closed that is opened, and before the count.

use super::Host;
use crate::cast::{Cast, Unplayable};
use crate::file::Inspections;
use crate::life::{again, enter};
use inventory::{Deed, Epoch, Event, Life, Serial};
use proof::{Cell, Place, PlaceKind};

/// What moved.
#[derive(Default)]
pub(crate) struct Moved {
    /// Items that came.
    pub(crate) arrived: Vec<Serial>,
    /// Items that left.
    pub(crate) departed: Vec<Serial>,
}

impl Host {
    /// What came to a site and left it in an epoch.
    pub(crate) fn moved(&self, epoch: Epoch, site: u16) -> Option<&Moved> {
        self.moved.get(&(epoch, site))
    }

    /// Enters the moves of the open epoch that its inspections will meet.
    pub(super) fn come_and_go(&mut self, cast: &Cast, epoch: Epoch) -> Result<(), Unplayable> {
        let party = self.party.clone();
        let before = |planned: &&Inspections| planned.host == party && planned.epoch.next() == Some(epoch);
        for planned in cast.exercise.inspections.iter().filter(before) {
            let number = planned.site.as_ref().and_then(|site| self.sites.iter().position(|known| known == site));
            let Some(site) = number.and_then(|number| u16::try_from(number).ok()) else { continue };
            let here = Place { kind: PlaceKind::Site, site };
            for departs in (0..planned.departed).map(|_| true).chain((0..planned.arrived).map(|_| false)) {
                if !self.travels(epoch, here, departs) {
                    let why = "no item of the host can come to the site, or leave it, as it says".to_owned();
                    return Err(Unplayable::Inspection { kind: planned.kind.clone(), why });
                }
            }
        }
        Ok(())
    }

    /// One item to the site or from it: the first that fits.
    fn travels(&mut self, epoch: Epoch, here: Place, departs: bool) -> bool {
        let met = self.moved.get(&(epoch, here.site));
        let before =
            |serial: &Serial| met.is_some_and(|met| met.departed.iter().chain(&met.arrived).any(|m| m == serial));
        let stands = |(serial, life): (&Serial, Life)| Some((again(serial), life.cell.filter(|_| !before(serial))?));
        let fits = |cell: &Cell| cell.place.kind == PlaceKind::Site && (cell.place == here) == departs;
        let all: Vec<_> = self.ledger.items().filter_map(stands).filter(|(_, cell)| fits(cell)).collect();
        for (serial, cell) in all {
            let goals = self.ledger.shape().cells().to_vec();
            let goals = goals.into_iter().filter(|goal| goal.class == cell.class && goal.place.kind == PlaceKind::Site);
            let room =
                |goal: &Cell| u32::from(self.ledger.count(*goal)) < 1 << self.ledger.shape().exponent(goal.place);
            let goal = goals.filter(|goal| goal.place != cell.place && (goal.place == here) != departs).find(room);
            if goal.is_some_and(|goal| self.travel(epoch, &serial, cell, goal.place)) {
                let moved = self.moved.entry((epoch, here.site)).or_default();
                let list = if departs { &mut moved.departed } else { &mut moved.arrived };
                list.push(serial);
                return true;
            }
        }
        false
    }

    fn travel(&mut self, epoch: Epoch, serial: &Serial, from: Cell, to: Place) -> bool {
        let road = Place { kind: PlaceKind::Road, ..to };
        let event = |deed, stands, goes| Event {
            epoch,
            deed,
            serial: again(serial),
            from: Some(stands),
            to: Some(goes),
            class: from.class,
        };
        let (ships, comes) = (event(Deed::Ship, from.place, road), event(Deed::Receive, road, to));
        enter(&mut self.ledger, &mut self.events, ships).is_ok()
            && enter(&mut self.ledger, &mut self.events, comes).is_ok()
    }
}
