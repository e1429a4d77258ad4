//! The gates of plants: which of a party's sites have one, and to which epoch a crossing belongs. The audit and the two sides ask the same.

use crate::Ground;
use crate::layout::Site;
use crate::words::Epoch;
use log::Timestamp;
use std::collections::BTreeMap;
use treaty::instrument::{Clause, FacilitySort, Portal};
use treaty::time::days_between;
use treaty::{Date, Id, Instrument};

const DAY: i64 = 24 * 60 * 60;

/// A plant with a portal, as a record's acts leave it.
#[derive(Clone, Copy, Debug)]
pub struct Plant<'a> {
    /// What it is called.
    pub alias: &'a Id,
    /// Under which clause it has its portal.
    pub clause: &'a Clause,
    /// The portal.
    pub portal: &'a Portal,
    /// What sort of plant it is.
    pub sort: FacilitySort,
}

/// The plants of a party that have a portal, by number.
pub fn plants<'a>(treaty: &'a Instrument, ground: &'a Ground) -> BTreeMap<u16, Plant<'a>> {
    let plant = |site: &'a Site| {
        let (clause, portal) = treaty.portal_at(&site.facility)?;
        Some(Plant { alias: &site.alias, clause, portal, sort: treaty.sort_of(&site.facility)? })
    };
    (0..).zip(ground.sites()).filter_map(|(number, site)| Some((number, plant(site)?))).collect()
}

/// The epoch in which a time lies, from the first after the baseline on; nothing where no epoch of the record has it.
pub fn epoch_at(treaty: &Instrument, at: Timestamp) -> Option<Epoch> {
    let ended = |epoch: u32| treaty.epoch_day(epoch).is_some_and(|day| end_of(day) <= at.seconds());
    let last = treaty.last_epoch()?;
    if !ended(0) || ended(last) {
        return None;
    }
    // epochs end one after another, so the first that has not ended is found by halving
    let (mut over, mut open) = (0, last);
    while open - over > 1 {
        let middle = over + (open - over) / 2;
        if ended(middle) { over = middle } else { open = middle }
    }
    Some(Epoch(open))
}

/// The second at which a day is over, counted from 1970; 0 for days before.
fn end_of(day: Date) -> u64 {
    let days = days_between(Date::constant(1970, 1, 1), day) + 1;
    u64::try_from(days * DAY).unwrap_or(0)
}
