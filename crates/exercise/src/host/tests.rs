//! Lives alone, without a close or a proof: over many seeds nothing stands where it may not.

use super::Host;
use crate::{Cast, ScenarioSeed, cast, parse};
use inventory::{Deed, Epoch, Event};
use proof::{Base, PlaceKind, Scope};
use std::collections::{BTreeMap, BTreeSet};

const EPOCHS: u32 = 30;

fn cast_year(seed: u64) -> Cast {
    let exercise = parse(include_bytes!("../../../../exercises/honest-year.toml")).unwrap();
    let text = include_bytes!("../../../../treaties/illustrative-freeze.toml");
    cast(exercise, text, ScenarioSeed(seed)).unwrap()
}

/// Lives through some epochs, and looks at the ledger at the end of each.
fn live(cast: &Cast, side: usize, mut look: impl FnMut(&Host)) -> Host {
    let mut host = Host::begin(cast, &cast.exercise.sides[side]).unwrap();
    look(&host);
    host.pass();
    for _ in 1..=EPOCHS {
        host.live(cast).unwrap();
        look(&host);
        host.pass();
    }
    host
}

#[test]
fn over_200_seeds_no_cell_overflows_and_no_bound_is_exceeded() {
    for seed in 0..200 {
        let cast = cast_year(seed);
        let mut baseline = Vec::new();
        live(&cast, (seed % 2) as usize, |host| {
            let (ledger, shape) = (&host.ledger, host.ledger.shape());
            if ledger.epoch() == Epoch::BASELINE {
                baseline = shape.classes().map(|class| ledger.total(class)).collect();
            }
            for cell in shape.cells() {
                assert!(u32::from(ledger.count(*cell)) <= 1 << shape.exponent(cell.place));
            }
            for bound in shape.bounds() {
                let cells =
                    shape.cells().iter().filter(|cell| bound.scope == Scope::All || cell.place.kind == PlaceKind::Road);
                let weight = |class: u8| u32::from(bound.weights[usize::from(class)]);
                let sum: u32 = cells.map(|cell| u32::from(ledger.count(*cell)) * weight(cell.class.0)).sum();
                let base = match bound.base {
                    Base::Clear(number) => number,
                    Base::Baseline => (0..).zip(&baseline).map(|(class, total)| weight(class) * total).sum(),
                };
                assert!(sum <= base, "seed {seed}, epoch {}: {sum} over {base}", ledger.epoch());
            }
        });
    }
}

#[test]
fn over_200_seeds_nothing_is_on_the_road_for_longer_than_its_trip_takes() {
    for seed in 0..200 {
        let cast = cast_year(seed);
        let side = (seed % 2) as usize;
        let longest = cast.exercise.sides[side].life.transit;
        let host = live(&cast, side, |_| {});
        let mut left = BTreeMap::new();
        for Event { epoch, serial, from, to, .. } in &host.events {
            let on_road = |place: &Option<proof::Place>| place.is_some_and(|place| place.kind == PlaceKind::Road);
            if on_road(from) {
                let since: Epoch = left.remove(serial.reveal()).unwrap();
                assert!(epoch.0 - since.0 <= longest, "seed {seed}");
            }
            if on_road(to) {
                left.insert(serial.reveal(), *epoch);
            }
        }
        assert!(left.values().all(|since| EPOCHS - since.0 < longest.max(1)), "seed {seed}: something never arrives");
    }
}

#[test]
fn everything_that_the_file_promises_happens() {
    let cast = cast_year(1);
    let host = live(&cast, 0, |_| {});
    let seen: BTreeSet<_> = host.events.iter().map(|event| event.deed).collect();
    let promised = [
        Deed::Declare,
        Deed::Ship,
        Deed::Receive,
        Deed::Emplace,
        Deed::Remove,
        Deed::EnterPlant,
        Deed::ExitPlant,
        Deed::Retire,
        Deed::StartDismantle,
        Deed::CompleteDismantle,
    ];
    assert_eq!(seen, BTreeSet::from(promised), "and no correction, and no loss");
}

#[test]
fn two_sides_and_two_seeds_live_differently_and_one_seed_lives_once() {
    let list = |seed, side| inventory::list::write(live(&cast_year(seed), side, |_| {}).events());
    assert_eq!(*list(1, 0), *list(1, 0));
    assert_ne!(*list(1, 0), *list(2, 0));
    assert_ne!(list(1, 0).replace("HAL-", ""), list(1, 1).replace("OND-", ""));
}
