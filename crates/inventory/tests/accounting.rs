//! The books balance, whatever is entered.

mod common;

use common::walk::{Books, arb_attempts, event_of, recount};
use common::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(deterministic(64))]

    #[test]
    fn every_class_and_every_interior_is_what_its_flows_and_corrections_make_of_it(
        epochs in prop::collection::vec(arb_attempts(150), 1..4)
    ) {
        let mut ledger = in_force();
        for attempts in epochs {
            let before = Books::counted(&ledger);
            for attempt in attempts {
                let event = event_of(&ledger, attempt);
                let _ = ledger.apply(&event);
                prop_assert_eq!(recount(&ledger), cells().iter().map(|&cell| ledger.count(cell)).collect::<Vec<_>>());
            }
            let after = Books::counted(&ledger);
            prop_assert_eq!(before.carried_on(&ledger.turn()), after);
        }
    }
}

#[test]
fn the_random_lives_try_every_deed_and_every_flow() {
    // without this the law above might hold over nothing
    let (mut deeds, mut flows, mut lines) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut runner = proptest::test_runner::TestRunner::new(deterministic(1));
    for _ in 0..40 {
        let mut ledger = in_force();
        let attempts = arb_attempts(400).new_tree(&mut runner).unwrap().current();
        for attempt in attempts {
            let event = event_of(&ledger, attempt);
            if ledger.apply(&event).is_ok() {
                deeds.insert(event.deed);
            }
        }
        let page = ledger.turn();
        flows.extend((0..page.flows().len()).filter(|&flow| page.flows()[flow] > 0));
        lines.extend((0..page.corrections().len()).filter(|&line| page.corrections()[line] != Default::default()));
    }
    // all but the taking of stock, which came before
    assert_eq!(deeds.len(), inventory::Deed::ALL.len() - 1, "{deeds:?}");
    assert_eq!(flows.len(), shape().flows().len());
    assert_eq!(lines.len(), shape().lines());
}
