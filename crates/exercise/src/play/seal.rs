//! Custody seals at play: what the file says is done on its day and said in its author's record, then everybody acknowledges it.

use super::{DAY, Stage, later};
use crate::cast::Unplayable;
use crate::file::{Deceit, SealDeceit, SealEvent};
use inventory::Epoch;
use record::statement::{SealDeed, SealStatement};
use record::{Author, SiteNumber, Statement};

const HOUR: u32 = 3600;
/// Seconds after the beginning of its day at which something is done, and between two things of one epoch.
const DONE: (u32, u32) = (10 * HOUR, 2 * HOUR);

impl Stage<'_> {
    /// What is done to seals after the end of an epoch, in the order of days and of the file.
    pub(super) fn seals(&mut self, epoch: Epoch) -> Result<(), Unplayable> {
        let of_epoch = self.cast.exercise.seals.iter().filter(|event| event.epoch == epoch);
        let mut events: Vec<_> = of_epoch.cloned().collect();
        events.sort_by_key(|event| event.day);
        let mut of_day = (0, 0);
        for event in events {
            of_day = if of_day.0 == event.day { (event.day, of_day.1 + 1) } else { (event.day, 1) };
            let at = self.cast.after_end_of(epoch, event.day * DAY + DONE.0 + of_day.1 * DONE.1);
            self.rounds_before(at)?;
            if let Some(statement) = self.said_of(&event, at)? {
                let author = Author::Party(event.by().clone());
                let looks = self.deceit_with_seals(&event) == Some(SealDeceit::LooksAtRemoved);
                let removed = (looks && event.deed == SealDeed::Removed).then(|| statement.clone());
                self.say_step(&author, Statement::Seal(statement), at, None);
                if let Some(removed) = removed {
                    let at = later(at, HOUR / 2);
                    let again = SealStatement { deed: SealDeed::Verified, at, ..removed };
                    self.say_step(&author, Statement::Seal(again), at, None);
                }
                self.keeper(&author).sign();
                self.acknowledge(at, &[]);
            }
        }
        Ok(())
    }

    /// The evasion in which this is said, by whoever says it.
    fn deceit_with_seals(&self, event: &SealEvent) -> Option<SealDeceit> {
        let evasions = self.cast.exercise.evasions.iter();
        let mut of_author = evasions.filter(|of| of.party == *event.by() && of.epoch == event.epoch);
        of_author.find_map(|of| if let Deceit::Seal(deceit) = &of.deceit { Some(deceit.clone()) } else { None })
    }

    /// What is said of it, if its author says it.
    fn said_of(&mut self, event: &SealEvent, at: log::Timestamp) -> Result<Option<SealStatement>, Unplayable> {
        let refuse = |why: &str| Unplayable::Seal { number: event.number.to_string(), why: why.to_owned() };
        let deceit = self.deceit_with_seals(event);
        let mut number = event.number.clone();
        match (deceit, &event.deed) {
            (Some(SealDeceit::GivesNumber(other)), SealDeed::Applied { .. }) => number = other,
            (Some(SealDeceit::BreaksUnsaid), SealDeed::Broken(_))
            | (Some(SealDeceit::LeavesOpen), SealDeed::Applied { instead: Some(_), .. }) => return Ok(None),
            _ => {}
        }
        let host = self.host(&Author::Party(event.host.clone()));
        let site = host.ground().sites().iter().position(|site| site.alias == event.site);
        let site = site.and_then(|site| u16::try_from(site).ok()).ok_or_else(|| refuse("the host has no such site"))?;
        let inspection = match event.inspection {
            None => None,
            Some(which) => {
                let request = self.requests.get(which as usize - 1).copied();
                Some(request.ok_or_else(|| refuse("the inspection during which it is was not made by then"))?)
            }
        };
        let author = Author::Party(event.by().clone());
        let dated = self.keeper(&author).not_before(at);
        Ok(Some(SealStatement {
            owner: event.owner.clone(),
            host: event.host.clone(),
            site: SiteNumber(site),
            number,
            deed: event.deed.clone(),
            at: later(dated, event.ahead * HOUR),
            inspection,
        }))
    }
}
