//! Evasions: exactly the forged epoch fails, and exactly what was forged in it.

mod common;

use common::{cast_file, play_on, read_back};
use exercise::file::{Corrected, Deceit, Evasion, LedgerDeceit, Row, Stock, Way};
use exercise::{Cast, Exercise, ScenarioSeed, Unplayable, play};
use proof::{Claim, ProofName};
use record::Epoch;
use std::num::NonZeroUsize;
use treaty::{Id, PartyCode};

fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

fn evading(seed: u64, deceit: LedgerDeceit) -> Cast {
    let change = |exercise: &mut Exercise| {
        // what is retired makes room under the freeze, and nothing new takes it
        (exercise.sides[0].life.births, exercise.sides[0].life.retirements) = (0, 120);
        let (party, deceit) = (PartyCode::new("HAL").unwrap(), Deceit::Ledger(deceit));
        exercise.evasions.push(Evasion { row: Row("N2"), party, epoch: Epoch(4), deceit });
    };
    cast_file("small", change, ScenarioSeed(seed))
}

fn stock(class: &str, items: u32) -> Stock {
    Stock { site: id("grey-mountain"), class: id(class), items }
}

/// Plays it: all that fails, by side, epoch and claim.
fn failing(cast: &Cast) -> Vec<(String, usize, Vec<Claim>)> {
    let records = read_back(cast, &play_on(cast, 2));
    let mut found = Vec::new();
    for side in records.sides {
        let failed = side.verdicts.into_iter().enumerate().filter_map(|(epoch, verdict)| Some((epoch, verdict.err()?)));
        found.extend(failed.map(|(epoch, claims)| (side.party.to_string(), epoch, claims)));
    }
    found
}

fn balance(number: usize) -> Claim {
    Claim::Fails(ProofName::Balance(number))
}

#[test]
fn stock_that_appears_or_vanishes_leaves_one_balance_open_in_its_epoch_and_nothing_else() {
    let appears = LedgerDeceit::Appears(stock("strategic-stored", 1));
    for (deceit, class) in [(appears, 1), (LedgerDeceit::Vanishes(stock("non-strategic", 2)), 2)] {
        assert_eq!(failing(&evading(3, deceit)), [("HAL".to_owned(), 4, vec![balance(class)])]);
    }
}

#[test]
fn what_is_called_retired_leaves_two_balances_open_in_its_epoch_and_nothing_else() {
    let cast = evading(3, LedgerDeceit::Called { what: stock("non-strategic", 2), to: id("retired") });
    assert_eq!(failing(&cast), [("HAL".to_owned(), 4, vec![balance(2), balance(3)])]);
}

#[test]
fn items_that_appear_inside_a_plant_leave_its_interior_open_too() {
    let what = Stock { site: id("mill-river"), class: id("retired"), items: 1 };
    assert_eq!(
        failing(&evading(3, LedgerDeceit::Appears(what))),
        [("HAL".to_owned(), 4, vec![balance(3), balance(6)])]
    );
}

#[test]
fn a_forged_statement_says_nothing_of_what_was_done() {
    let cast = evading(3, LedgerDeceit::Appears(stock("strategic-stored", 1)));
    let records = read_back(&cast, &play_on(&cast, 2));
    for body in records.sides.iter().flat_map(|side| &side.bodies) {
        assert!(body.commitments.corrections.iter().all(|line| line.up == 0 && line.down == 0));
        assert!(body.commitments.excess.iter().all(|excess| *excess == 0));
    }
}

fn moved(items: u32) -> LedgerDeceit {
    LedgerDeceit::BelowZero { from: stock("strategic-stored", items), to: id("north-field") }
}

fn born(items: u32, concealed: bool) -> LedgerDeceit {
    LedgerDeceit::Born { what: stock("non-strategic", items), concealed }
}

#[test]
fn a_count_below_zero_leaves_the_counts_of_its_epoch_unproved_and_nothing_else() {
    for items in [60, 1 << 16] {
        assert_eq!(failing(&evading(3, moved(items))), [("HAL".to_owned(), 4, vec![Claim::Fails(ProofName::Cells)])]);
    }
}

#[test]
fn fewer_births_than_none_leave_the_flows_unproved_and_nothing_else() {
    let netted = evading(3, LedgerDeceit::Netted(stock("non-strategic", 2)));
    assert_eq!(failing(&netted), [("HAL".to_owned(), 4, vec![Claim::Fails(ProofName::Derived)])]);
}

#[test]
fn growth_is_proved_where_its_excess_is_stated_and_not_where_it_is_concealed() {
    assert_eq!(failing(&evading(3, born(20, false))), []);
    let concealed = evading(3, born(20, true));
    assert_eq!(failing(&concealed), [("HAL".to_owned(), 4, vec![Claim::Fails(ProofName::Derived)])]);
    let excess = |cast: &Cast| {
        let records = read_back(cast, &play_on(cast, 2));
        let bodies = records.sides[0].bodies.iter().skip(1);
        bodies.map(|body| body.commitments.excess.iter().any(|excess| *excess > 0)).collect::<Vec<_>>()
    };
    assert_eq!(excess(&concealed), [false, false, false, false, true], "afterwards it is honest");
    assert_eq!(excess(&evading(3, born(20, false))), [false, false, false, true, true]);
}

#[test]
fn two_deeds_of_one_epoch_leave_out_what_both_leave_out() {
    let mut cast = evading(3, LedgerDeceit::Appears(stock("retired", 1)));
    let mut exercise = cast.exercise().clone();
    let (party, deceit) = (exercise.evasions[0].party.clone(), Deceit::Ledger(moved(60)));
    exercise.evasions.push(Evasion { row: Row("N1"), party: party.clone(), epoch: Epoch(4), deceit });
    let vanishes = Deceit::Ledger(LedgerDeceit::Vanishes(stock("non-strategic", 1)));
    exercise.evasions.push(Evasion { row: Row("N2"), party, epoch: Epoch(4), deceit: vanishes });
    cast = exercise::cast(exercise, &common::file("treaties/illustrative-freeze.toml"), ScenarioSeed(3)).unwrap();
    let claims = vec![Claim::Fails(ProofName::Cells), balance(2), balance(3)];
    assert_eq!(failing(&cast), [("HAL".to_owned(), 4, claims)]);
}

#[test]
fn an_evasion_that_would_be_seen_in_another_way_or_cannot_be_done_is_refused() {
    let hindered = |deceit| {
        let cast = evading(3, deceit);
        let played = play(&cast, NonZeroUsize::MIN, &mut |_| {});
        matches!(played, Err(Unplayable::Evasion { epoch: Epoch(4), .. }))
    };
    assert!(hindered(LedgerDeceit::Appears(stock("strategic-stored", 40))), "above the freeze");
    assert!(hindered(LedgerDeceit::Appears(stock("retired", 64))), "above the capacity");
    assert!(hindered(LedgerDeceit::Vanishes(stock("retired", 64))), "more than there are");
    assert!(hindered(LedgerDeceit::Appears(stock("hidden", 1))), "no such class");
    assert!(hindered(LedgerDeceit::Appears(stock("strategic-deployed", 1))), "no such cell");
    assert!(hindered(moved(1)), "both are counts, and nothing is hidden");
    let nowhere = LedgerDeceit::BelowZero { from: stock("strategic-stored", 60), to: id("amber-coast") };
    assert!(hindered(nowhere), "no site of the party");
    assert!(hindered(born(1, true)), "retirements made room for it, so there is nothing to conceal");
    assert!(hindered(LedgerDeceit::Born { what: stock("strategic-deployed", 1), concealed: false }), "no such plant");
    let class = || id("strategic-stored");
    assert!(hindered(LedgerDeceit::OnRoad { class: class(), items: 60, concealed: false }), "so many are not there");
    assert!(hindered(LedgerDeceit::OnRoad { class: class(), items: 1, concealed: true }), "the cap is kept");
    assert!(hindered(LedgerDeceit::SumAltered { opening: id("totals"), class: class(), by: 1 }), "nothing is due");
    assert!(hindered(LedgerDeceit::SumAltered { opening: id("sums"), class: class(), by: 1 }), "no such opening");
    let corrected = Corrected { what: stock("retired", 64), way: Way::Down, accepted: false };
    assert!(hindered(LedgerDeceit::Corrected(corrected)), "more than there are");
}
