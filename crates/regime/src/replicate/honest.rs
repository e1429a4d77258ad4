//! The declared flows of an honest side: trips between its sites, and crossings of portals.

use super::{NEVER, Runner};
use crate::tally::Burden;
use crate::world::YEAR;

impl Runner<'_> {
    /// The next trip, at an hour drawn within its part of the time.
    pub(super) fn plan_trip(&mut self) {
        let rate = self.world.rates.shipments;
        let Some([from, until]) = part(rate, self.trips.into()) else { return };
        self.trips += 1;
        self.step = u32::try_from(from + u64::from(self.draws.below((until - from) as u32))).unwrap_or(NEVER);
    }

    pub(super) fn trip(&mut self) {
        let sites = self.world.declared;
        let (from, to) = (self.draws.below(sites) as usize, self.draws.below(sites) as usize);
        let until = self.still_until[from].max(self.still_until[to]);
        if until > self.now {
            self.burden(Burden::TripsDelayed, 1);
            self.burden(Burden::DelayHours, u64::from(until - self.now));
        }
        self.plan_trip();
    }

    /// Items cross portals as declared, out of a plant or into dismantlement. Nothing else that happens bears on a crossing, or a crossing on it: so all of them are
    /// gone through at once, and only the last, which may come behind the end, needs an hour.
    pub(super) fn cross(&mut self) {
        let (world, hours) = (self.world, u64::from(self.world.hours));
        for (rate, monitored) in [(world.rates.exits, world.portal), (world.rates.dismantled, world.window.is_some())] {
            let whole = hours * rate / (u64::from(YEAR) * 1_000_000);
            let last = part(rate, whole)
                .is_some_and(|[from, until]| from + u64::from(self.draws.below((until - from) as u32)) < hours);
            let crossings = whole + u64::from(last);
            self.outcome.events += crossings;
            if monitored {
                self.burden(Burden::Crossings, crossings);
                for _ in 0..crossings {
                    if self.draws.happens(world.chances.exit_mistaken) {
                        self.false_alarm();
                    }
                }
            }
        }
    }
}

/// From which hour to which the event of this number, from 0, of a flow comes that has so many millionths of an event a year.
fn part(rate: u64, number: u64) -> Option<[u64; 2]> {
    let hour_of = |number: u64| (number * u64::from(YEAR) * 1_000_000).checked_div(rate);
    Some([hour_of(number)?, hour_of(number + 1)?])
}
