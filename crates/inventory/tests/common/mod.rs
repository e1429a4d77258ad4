//! What the tests of this room share: a small treaty in numbers, and short ways to say an event.
#![allow(dead_code, missing_docs)] // every test file uses its part

pub mod large;
pub mod walk;

use inventory::*;
use proof::{Base, Bound, Cell, Class, Context, Place, PlaceKind, Scope, Shape};
use proptest::test_runner::{Config, RngSeed};
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Strategic deployed, strategic stored, retired.
pub const DEPLOYED: Class = Class(0);
pub const STORED: Class = Class(1);
pub const RETIRED: Class = Class(2);

/// A base, a store, a plant.
pub const BASE: Place = site(0);
pub const STORE: Place = site(1);
pub const PLANT: Place = Place { kind: PlaceKind::Interior, site: 2 };

pub const fn site(site: u16) -> Place {
    Place { kind: PlaceKind::Site, site }
}

pub const fn road(site: u16) -> Place {
    Place { kind: PlaceKind::Road, site }
}

pub const fn cell(place: Place, class: Class) -> Cell {
    Cell { place, class }
}

pub fn cells() -> Vec<Cell> {
    let held = [(BASE, &[DEPLOYED, STORED][..]), (STORE, &[STORED, RETIRED]), (PLANT, &[STORED, RETIRED])];
    let roads = [0, 1, 2].map(|number| (road(number), &[STORED, RETIRED][..]));
    held.iter()
        .chain(&roads)
        .flat_map(|&(place, classes)| classes.iter().map(move |&class| cell(place, class)))
        .collect()
}

pub fn conversions() -> Vec<(Class, Class)> {
    vec![(DEPLOYED, STORED), (STORED, DEPLOYED), (STORED, RETIRED)]
}

pub fn bounds() -> Vec<Bound> {
    vec![
        Bound { base: Base::Baseline, scope: Scope::All, weights: vec![1, 1, 1] },
        Bound { base: Base::Clear(6), scope: Scope::All, weights: vec![1, 0, 0] },
        Bound { base: Base::Clear(4), scope: Scope::Roads, weights: vec![1, 1, 1] },
    ]
}

/// Eight places a class at a site, four on a road.
pub fn shape() -> Arc<Shape> {
    Arc::new(Shape::new(3, (3, 2), cells(), conversions(), bounds()).unwrap())
}

pub fn context() -> Context {
    Context::new(&[7; 32], b"A")
}

/// Property tests try the same cases every time.
pub fn deterministic(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..Config::default() }
}

pub fn seed(byte: u8) -> Seed {
    Seed::new(Zeroizing::new([byte; 32]))
}

pub fn keys() -> Arc<Keys> {
    Arc::new(Keys::new(&seed(1), &context()))
}

pub fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

pub fn serial(text: &str) -> Serial {
    Serial::new(text).unwrap()
}

/// `(deed, serial, from, to, class)`.
pub type Row<'a> = (Deed, &'a str, Option<Place>, Option<Place>, Class);

pub fn event(epoch: u32, (deed, text, from, to, class): Row<'_>) -> Event {
    Event { epoch: Epoch(epoch), deed, serial: serial(text), from, to, class }
}

/// Enters rows in the open epoch; every one must be possible.
pub fn enter(ledger: &mut Ledger, rows: &[Row<'_>]) {
    for &row in rows {
        ledger.apply(&event(ledger.epoch().0, row)).unwrap_or_else(|e| panic!("{row:?}: {e}"));
    }
}

pub const STOCK: [Row<'static>; 5] = [
    (Deed::Declare, "d1", None, Some(BASE), DEPLOYED),
    (Deed::Declare, "s1", None, Some(BASE), STORED),
    (Deed::Declare, "s2", None, Some(STORE), STORED),
    (Deed::Declare, "r1", None, Some(STORE), RETIRED),
    (Deed::Declare, "p1", None, Some(PLANT), RETIRED),
];

pub fn ledger() -> Ledger {
    Ledger::new(keys(), shape())
}

/// A ledger with the stock of five items, in epoch 1.
pub fn in_force() -> Ledger {
    let mut ledger = ledger();
    enter(&mut ledger, &STOCK);
    ledger.turn();
    ledger
}

pub fn salt(ledger: &Ledger, draw: u64) -> DurableSalt {
    DurableSalt::after_write(EpochSalt::draw(ledger.epoch(), &mut rng(draw)))
}
