//! Visits: which site, what stands still meanwhile, and what is seen.

use super::{Active, Runner, entry, what};
use crate::draws::Chance;
use crate::evasion::Books;
use crate::tally::{Burden, Channel};
use crate::terms::Looked;
use crate::world::{Kind, YEAR};

impl Runner<'_> {
    /// A year of quotas begins.
    pub(super) fn year(&mut self) {
        self.quotas.iter_mut().zip(&self.world.kinds).for_each(|(quota, kind)| quota.begin(kind));
        (0..self.quotas.len()).for_each(|kind| self.plan(kind));
        self.calendar.put(self.now + YEAR, what::YEAR);
        if std::mem::take(&mut self.cue_waits) {
            self.follow();
        }
    }

    /// The next visit of a kind, at an hour drawn within its equal part of this year.
    pub(super) fn plan(&mut self, number: usize) {
        let (kind, quota) = (&self.world.kinds[number], &mut self.quotas[number]);
        if !kind.at.is_empty() && quota.planned < kind.quota.min(YEAR) {
            let part = YEAR / kind.quota.min(YEAR);
            let hour = self.now / YEAR * YEAR + quota.planned * part + self.draws.below(part);
            quota.planned += 1;
            self.calendar.put(hour, entry(what::REQUEST, number));
        }
    }

    /// A visit begins, or waits until another has ended; false where it is lost, since there is no site left that it may go to.
    pub(super) fn ask(&mut self, number: usize, truth: bool) -> bool {
        let kind = &self.world.kinds[number];
        let under_way = self.active.iter().flatten().count();
        if under_way >= kind.at_once as usize {
            self.waiting.push_back((number, truth));
            return true;
        }
        let site = if kind.look == Looked::Spotted { None } else { self.draw_site(number) };
        if site.is_none() && kind.look != Looked::Spotted {
            return false;
        }
        let away = site.map_or(0, |site| self.designated(kind, site));
        let visit = Active { kind: number, site, truth, away };
        let free = self.active.iter().position(Option::is_none).unwrap_or_else(|| {
            self.active.push(None);
            self.active.len() - 1
        });
        self.active[free] = Some(visit);
        self.calendar.put(self.now + kind.hours_to_arrival + kind.hours_on_site, entry(what::REPORT, free));
        true
    }

    /// One of the sites that have not had as many visits of this kind in this year as they may.
    fn draw_site(&mut self, number: usize) -> Option<u16> {
        let (kind, quota) = (&self.world.kinds[number], &mut self.quotas[number]);
        let drawn = self.draws.below(quota.open.len() as u32) as usize;
        let site = *quota.open.get(drawn)?;
        let used = &mut quota.used_at[usize::from(site)];
        *used += 1;
        if *used >= kind.same_site_max {
            quota.open.swap_remove(drawn);
        }
        quota.used += 1;
        Some(site)
    }

    /// The host learns which site it is: what flees flees now, and everything else stands still. How many items left.
    fn designated(&mut self, kind: &Kind, site: u16) -> u32 {
        let at = usize::from(site);
        let hours = kind.hours_to_arrival + kind.hours_on_site;
        if kind.restricted {
            self.still_until[at] = self.still_until[at].max(self.now + hours);
            self.burden(Burden::StandstillHours, hours.into());
        }
        let flees = self.extras[at] > 0 && self.world.evasion.is_some_and(|evasion| evasion.flees());
        let in_time = if kind.restricted { self.world.chances.moved_in_time } else { Chance::ALWAYS };
        if flees && self.draws.happens(in_time) { std::mem::take(&mut self.extras[at]) } else { 0 }
    }

    pub(super) fn report(&mut self, slot: usize) {
        let Some(visit) = self.active[slot].take() else { return };
        let kind = &self.world.kinds[visit.kind];
        self.burden(Burden::Visits, 1);
        self.burden(Burden::InspectorHours, u64::from(kind.team) * u64::from(kind.hours_on_site));
        let sees = match (visit.site, kind.look) {
            (Some(site), Looked::Ledger) => self.sees_in_ledger(kind, usize::from(site)),
            (Some(site), Looked::Carriers) => self.sees_on_carriers(kind, usize::from(site)),
            (Some(site), _) => {
                self.extras[usize::from(site)] > 0 && self.draws.happens(self.world.chances.absence_seen)
            }
            (None, _) => self.sees_spotted(visit.truth),
        };
        if sees {
            self.found(Channel::of(kind.look));
        }
        if let Some(site) = visit.site {
            self.come_back(site, visit.away);
        }
        // one that is lost takes nobody's place
        while let Some((number, truth)) = self.waiting.pop_front() {
            if self.ask(number, truth) {
                break;
            }
        }
    }

    /// What fled from a site comes back once no other team is there or on its way.
    fn come_back(&mut self, site: u16, away: u32) {
        match self.active.iter_mut().flatten().find(|other| other.site == Some(site)) {
            Some(other) => other.away += away,
            None => self.extras[usize::from(site)] += away,
        }
    }

    fn sees_in_ledger(&mut self, kind: &Kind, site: usize) -> bool {
        let world = self.world;
        let (phantoms, extras) = (self.phantoms[site], self.extras[site]);
        let padded = world.evasion.map(|evasion| evasion.books());
        let dummies = if padded == Some(Books::Padded { dummies: true }) { phantoms } else { 0 };
        // what was entered and is not there stands among the entries
        let entries = world.items[site] + phantoms;
        let shown = kind.sample.min(entries);
        self.burden(Burden::SitesCounted, 1);
        self.burden(Burden::ItemsShown, shown.into());
        let all_honest = world.chances.item_mistaken.complement().each_of(shown);
        if self.draws.happens(all_honest.complement()) {
            self.false_alarm();
        }
        let differs = extras > 0 || phantoms > dummies;
        differs && self.draws.happens(world.chances.count_seen)
            || self.meets(entries, dummies, shown, world.chances.item_recognised)
    }

    fn sees_on_carriers(&mut self, kind: &Kind, base: usize) -> bool {
        // at a place without deployed carriers there are none to look at
        let carriers = self.world.carriers.get(base).copied().unwrap_or(0);
        let shown = kind.sample.min(carriers);
        self.burden(Burden::ItemsShown, shown.into());
        self.meets(carriers, self.extras[base].min(carriers), shown, self.world.chances.carrier_seen)
    }

    /// Whether a sample without putting back meets one that is wrong, and it is recognised.
    fn meets(&mut self, all: u32, wrong: u32, sample: u32, recognised: Chance) -> bool {
        let mut left = wrong;
        for drawn in 0..sample {
            if left == 0 {
                return false;
            }
            if self.draws.below(all - drawn) < left {
                left -= 1;
                if self.draws.happens(recognised) {
                    return true;
                }
            }
        }
        false
    }

    pub(super) fn sees_spotted(&mut self, truth: bool) -> bool {
        if !truth {
            self.false_alarm();
            return false;
        }
        if !self.draws.happens(self.world.chances.access_granted) {
            self.outcome.refused += 1;
            return false;
        }
        self.draws.happens(self.world.chances.spot_recognised)
    }

    pub(super) fn false_alarm(&mut self) {
        self.burden(Burden::FalseAlarms, 1);
        self.burden(Burden::ClearingHours, self.world.clearing.into());
    }
}
