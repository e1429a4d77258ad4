//! Which deed may follow which in an item's story, as far as links show it: place and class, and that nothing comes after the end.
//!
//! A link tells what was done and where the item stood afterwards. What it does not tell, seals and the condition that an item was in, is for its host
//! alone.

use super::flaw::Flaw;
use proof::chain::Event;
use proof::{Place, PlaceKind};

/// The deeds that are looked at, by their numbers; every other one stays where it is, as the class that it is.
const DECLARE: u8 = 1;
const SHIP: u8 = 5;
const RECEIVE: u8 = 6;
const EMPLACE: u8 = 7;
const REMOVE: u8 = 8;
const ENTER_PLANT: u8 = 11;
const EXIT_PLANT: u8 = 12;
const RETIRE: u8 = 13;
const REACTIVATE: u8 = 14;
const START_DISMANTLE: u8 = 15;
const COMPLETE_DISMANTLE: u8 = 16;
const LOSS: u8 = 17;
const CORRECT: u8 = 18;

/// Whether a deed ends an item's life. A correction that strikes an item out shows in no link: it is the last one that was told, or another follows.
pub(super) fn ends(event: &Event) -> bool {
    matches!(event.code.0, COMPLETE_DISMANTLE | LOSS)
}

/// What does not hold from link to link; `whole` where the oldest is the item's first.
pub(super) fn flaws(newest_first: &[Event], whole: bool) -> Vec<Flaw> {
    let oldest = newest_first.len().checked_sub(1);
    let unborn = oldest.filter(|place| whole && !begins(&newest_first[*place])).map(Flaw::Unborn);
    let follows = newest_first.windows(2).enumerate().filter_map(|(place, pair)| follow(&pair[1], &pair[0], place));
    unborn.into_iter().chain(follows).collect()
}

fn begins(event: &Event) -> bool {
    match event.code.0 {
        DECLARE => event.epoch.0 == 0,
        EXIT_PLANT => event.place.kind != PlaceKind::Interior,
        CORRECT => true,
        _ => false,
    }
}

/// What is wrong with an event after another.
fn follow(before: &Event, event: &Event, link: usize) -> Option<Flaw> {
    if ends(before) && event.code.0 != CORRECT {
        return Some(Flaw::AfterEnd(link));
    }
    if matches!(event.code.0, RECEIVE | ENTER_PLANT) && !sets_out(before, event) {
        return Some(Flaw::NoDeparture(link));
    }
    let converts = matches!(event.code.0, EMPLACE | REMOVE | RETIRE | REACTIVATE | CORRECT);
    let keeps = converts || before.class == event.class;
    (!keeps || event.code.0 == DECLARE || !leads(event.code.0, before.place, event.place)).then_some(Flaw::Jump(link))
}

/// Whether an item was on the road to where it arrives. Into a plant one may come from a site too, through its gate.
fn sets_out(before: &Event, event: &Event) -> bool {
    let on_road = before.place.kind == PlaceKind::Road && before.place.site == event.place.site;
    on_road || event.code.0 == ENTER_PLANT && before.place.kind == PlaceKind::Site
}

fn leads(code: u8, from: Place, to: Place) -> bool {
    use PlaceKind::{Interior, Road, Site};
    match code {
        SHIP => from.kind != Interior && to.kind == Road && from.site != to.site,
        RECEIVE => to.kind == Site,
        ENTER_PLANT => to.kind == Interior,
        EXIT_PLANT => from.kind == Interior && (to.kind == Site || to.kind == Road && from.site != to.site),
        EMPLACE | REMOVE => from == to && to.kind == Site,
        START_DISMANTLE | COMPLETE_DISMANTLE => from == to && to.kind == Interior,
        CORRECT => true,
        _ => from == to,
    }
}
