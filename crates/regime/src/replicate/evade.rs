//! The evasion: how the excess comes, and what spots it.

use super::{Active, NEVER, Runner, what};
use crate::evasion::{Books, Hideout, Origin};
use crate::tally::Channel;

impl Runner<'_> {
    /// One item more.
    pub(super) fn excess(&mut self) {
        let (world, number) = (self.world, self.acquired);
        let Some(evasion) = world.evasion else { return };
        self.acquired += 1;
        match evasion.origin() {
            Origin::DeclaredPlant if world.portal && self.draws.happens(world.chances.exit_recognised) => {
                self.found(Channel::Portal);
            }
            Origin::Paper => self.on_paper += 1,
            Origin::UndeclaredPlant if number == 0 => self.wait_for(what::PLANT_SPOTTED),
            _ => {}
        }
        match evasion.hideout() {
            Hideout::Undeclared => {
                self.hidden += 1;
                if self.draws.happens(world.chances.trip_spotted) {
                    self.spotted();
                }
                if self.hidden == 1 {
                    self.wait_for(what::STORE_SPOTTED);
                }
            }
            Hideout::EmptyPlace | Hideout::Store | Hideout::Carrier => {
                self.hide_at(world.excess.site_of(number), evasion.flees());
            }
            Hideout::OnTheBooks => match evasion.books() {
                Books::Padded { .. } => self.phantoms[world.excess.site_of(number)] -= 1,
                _ if number == 0 => self.state(),
                _ => {}
            },
        }
        let more = self.acquired < world.excess.items;
        self.step = if more { world.excess.hour_of(self.acquired + 1) } else { NEVER };
    }

    /// An item comes to a site; whoever flees before a visit does not bring one during it.
    fn hide_at(&mut self, site: usize, flees: bool) {
        let at_it = |visit: &&mut Active| visit.site.map(usize::from) == Some(site);
        match self.active.iter_mut().flatten().find(at_it).filter(|_| flees) {
            Some(visit) => visit.away += 1,
            None => self.extras[site] += 1,
        }
    }

    /// What is entered stands in the next statement.
    fn state(&mut self) {
        if let Some((every, later)) = self.world.books {
            self.calendar.put((self.now / every + 1) * every + later, what::STATED);
        }
    }

    pub(super) fn wait_for(&mut self, what: u16) {
        let chances = &self.world.chances;
        let wait = match what {
            what::STORE_SPOTTED => &chances.store_spotted,
            what::PLANT_SPOTTED => &chances.plant_spotted,
            _ => &chances.false_cue,
        };
        if let Some(days) = wait.draw(&mut self.draws) {
            // from the day after this one on, at noon
            let hour = (self.now / 24 + 1 + days) * 24 + 12;
            // a plant is at work until the last item has left it
            if what != what::PLANT_SPOTTED || hour <= self.world.excess.hours {
                self.calendar.put(hour, what);
            }
        }
    }

    pub(super) fn spotted(&mut self) {
        self.outcome.spotted.get_or_insert(self.now);
        self.follow();
    }

    /// A true cue is followed where there is a right to it, as soon as the quota of a year lets it be.
    pub(super) fn follow(&mut self) {
        let Some(number) = self.world.challenge else { return };
        if self.quotas[number].used < self.world.kinds[number].quota {
            self.quotas[number].used += 1;
            self.ask(number, true);
        } else {
            self.cue_waits = true;
        }
    }

    pub(super) fn false_cue(&mut self) {
        let Some(number) = self.world.challenge else { return };
        if self.quotas[number].used < self.world.kinds[number].quota {
            self.quotas[number].used += 1;
            self.ask(number, false);
        }
    }
}
