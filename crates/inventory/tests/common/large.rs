//! A party of full size, and days in its life: 60 sites of two classes, 5,000 items, about 20 events a day.

use super::{cell, event, road, site};
use inventory::*;
use proof::{Base, Bound, Cell, Class, Place, PlaceKind, Scope, Shape};
use rand::RngExt;
use rand::rngs::ChaCha20Rng;
use rand::seq::IndexedRandom;
use std::sync::Arc;

pub const SITES: u16 = 60;
pub const ITEMS: usize = 5_000;
pub const EVENTS: usize = 20;
const PLANT: Place = Place { kind: PlaceKind::Interior, site: SITES - 1 };
const CLASSES: [Class; 2] = [Class(0), Class(1)];

/// 240 cells, manifests of 256 and 32.
pub fn shape() -> Arc<Shape> {
    let sites = (0..SITES - 1).map(site).chain([PLANT]);
    let cells: Vec<Cell> = sites.chain((0..SITES).map(road)).flat_map(|p| CLASSES.map(|c| cell(p, c))).collect();
    let bounds = vec![
        Bound { base: Base::Baseline, scope: Scope::All, weights: vec![1, 1] },
        Bound { base: Base::Clear(1_550), scope: Scope::All, weights: vec![1, 0] },
        Bound { base: Base::Clear(200), scope: Scope::Roads, weights: vec![1, 1] },
    ];
    let conversions = vec![(CLASSES[0], CLASSES[1]), (CLASSES[1], CLASSES[0])];
    Arc::new(Shape::new(2, (8, 5), cells, conversions, bounds).unwrap())
}

/// The serials, and the ledger after its stock was entered.
pub fn stocked(keys: Arc<Keys>) -> (Vec<String>, Ledger) {
    let mut ledger = Ledger::new(keys, shape());
    let serials: Vec<_> = (0..ITEMS).map(|n| format!("W-{n:05}")).collect();
    for (n, serial) in serials.iter().enumerate() {
        let place = site(u16::try_from(n).unwrap() % (SITES - 1));
        let class = CLASSES[usize::from(n % 4 != 0)];
        ledger.apply(&event(0, (Deed::Declare, serial, None, Some(place), class))).unwrap();
    }
    (serials, ledger)
}

/// A day: events that may happen do, others are passed over. Returns how many happened.
pub fn day(ledger: &mut Ledger, serials: &[String], rng: &mut ChaCha20Rng) -> usize {
    let epoch = ledger.epoch().0;
    let mut happened = 0;
    for _ in 0..EVENTS {
        let text = serials.choose(rng).unwrap();
        let Some(at) = ledger.item(&super::serial(text)).unwrap().cell else { continue };
        let (deed, to, class) = next(at, rng);
        happened += usize::from(ledger.apply(&event(epoch, (deed, text, Some(at.place), to, class))).is_ok());
    }
    happened
}

fn next(at: Cell, rng: &mut ChaCha20Rng) -> (Deed, Option<Place>, Class) {
    let Cell { place, class } = at;
    let anywhere = rng.random_range(0..SITES);
    match (place.kind, rng.random_range(0..4)) {
        (PlaceKind::Road, _) if place.site == PLANT.site => (Deed::EnterPlant, Some(PLANT), class),
        (PlaceKind::Road, _) => (Deed::Receive, Some(site(place.site)), class),
        (PlaceKind::Interior, _) => (Deed::ExitPlant, Some(road(anywhere)), class),
        (PlaceKind::Site, 0) if class == CLASSES[0] => (Deed::Remove, Some(place), CLASSES[1]),
        (PlaceKind::Site, 0) => (Deed::Emplace, Some(place), CLASSES[0]),
        (PlaceKind::Site, _) => (Deed::Ship, Some(road(anywhere)), class),
    }
}
