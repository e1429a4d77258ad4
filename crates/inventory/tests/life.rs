//! Every deed, and every reason to refuse one.

mod common;

use common::*;
use inventory::*;
use proof::{Cell, Class, Correction, Flow, Place, Shape};
use std::sync::Arc;

fn refusal(ledger: &mut Ledger, row: Row<'_>) -> Impossible {
    let before: Vec<_> = ledger.shape().cells().iter().map(|&cell| ledger.count(cell)).collect();
    let refused = ledger.apply(&event(ledger.epoch().0, row)).expect_err("it must be refused");
    let after: Vec<_> = ledger.shape().cells().iter().map(|&cell| ledger.count(cell)).collect();
    assert_eq!(before, after, "a refused event changes nothing");
    refused
}

fn flows(page: &Page) -> Vec<(Flow, u16)> {
    let flows = page.shape().flows().iter().copied().zip(page.flows().iter().copied());
    flows.filter(|(_, count)| *count > 0).collect()
}

fn corrections(page: &Page) -> Vec<(usize, Correction)> {
    page.corrections().iter().copied().enumerate().filter(|(_, c)| *c != Correction::default()).collect()
}

const fn at(place: Place) -> Option<Place> {
    Some(place)
}

#[test]
fn a_life_from_the_gate_to_the_end_is_posted_once_at_each_turn() {
    let mut ledger = in_force();
    let serial = serial("n1");
    enter(
        &mut ledger,
        &[
            (Deed::ExitPlant, "n1", at(PLANT), at(road(1)), STORED),
            (Deed::Receive, "n1", at(road(1)), at(STORE), STORED),
            (Deed::Tag, "n1", at(STORE), at(STORE), STORED),
            (Deed::Seal, "n1", at(STORE), at(STORE), STORED),
            (Deed::Ship, "n1", at(STORE), at(road(0)), STORED),
            (Deed::Receive, "n1", at(road(0)), at(BASE), STORED),
            (Deed::Unseal, "n1", at(BASE), at(BASE), STORED),
            (Deed::Emplace, "n1", at(BASE), at(BASE), DEPLOYED),
            (Deed::Remove, "n1", at(BASE), at(BASE), STORED),
            (Deed::EnterMaintenance, "n1", at(BASE), at(BASE), STORED),
            (Deed::ExitMaintenance, "n1", at(BASE), at(BASE), STORED),
            (Deed::Ship, "n1", at(BASE), at(road(2)), STORED),
            (Deed::EnterPlant, "n1", at(road(2)), at(PLANT), STORED),
            (Deed::ExitPlant, "n1", at(PLANT), at(STORE), STORED),
            (Deed::Retire, "n1", at(STORE), at(STORE), RETIRED),
            (Deed::EnterPlant, "n1", at(STORE), at(PLANT), RETIRED),
            (Deed::StartDismantle, "n1", at(PLANT), at(PLANT), RETIRED),
            (Deed::CompleteDismantle, "n1", at(PLANT), None, RETIRED),
        ],
    );
    assert_eq!(ledger.item(&serial).unwrap().cell, None);
    let page = ledger.turn();
    let inside = |class| cell(PLANT, class);
    assert_eq!(
        flows(&page),
        [
            (Flow::Conversion { from: DEPLOYED, to: STORED }, 1),
            (Flow::Conversion { from: STORED, to: DEPLOYED }, 1),
            (Flow::Conversion { from: STORED, to: RETIRED }, 1),
            (Flow::Birth(inside(STORED)), 1),
            (Flow::Arrival(inside(STORED)), 1),
            (Flow::Return(inside(STORED)), 1),
            (Flow::Death(inside(RETIRED)), 1),
            (Flow::Arrival(inside(RETIRED)), 1),
        ]
    );
    assert_eq!(corrections(&page), []);
    assert_eq!(flows(&ledger.turn()), [], "the next epoch starts with nothing");
}

#[test]
fn a_class_that_changes_or_an_item_that_is_lost_inside_a_plant_is_a_clear_correction() {
    let mut ledger = in_force();
    enter(
        &mut ledger,
        &[
            (Deed::Ship, "s2", at(STORE), at(road(2)), STORED),
            (Deed::EnterPlant, "s2", at(road(2)), at(PLANT), STORED),
            (Deed::Retire, "s2", at(PLANT), at(PLANT), RETIRED),
            (Deed::Loss, "s2", at(PLANT), None, RETIRED),
            (Deed::Loss, "d1", at(BASE), None, DEPLOYED),
        ],
    );
    let page = ledger.turn();
    // lines: three classes, then the plant's stored and retired
    let expected = [(3, Correction { up: 0, down: 1 }), (4, Correction { up: 1, down: 1 })];
    assert_eq!(corrections(&page), expected);
    assert_eq!(flows(&page), [(Flow::Loss(DEPLOYED), 1), (Flow::Arrival(cell(PLANT, STORED)), 1)]);
}

#[test]
fn a_correction_goes_down_where_the_item_was_and_up_where_it_is() {
    let mut ledger = in_force();
    enter(
        &mut ledger,
        &[
            (Deed::Correct, "found", None, at(STORE), RETIRED),
            (Deed::Correct, "s1", at(BASE), None, STORED),
            (Deed::Correct, "d1", at(BASE), at(BASE), STORED),
            (Deed::Correct, "r1", at(STORE), at(PLANT), RETIRED),
            // the sum of the class stays as it is, and so do the lines
            (Deed::Correct, "s2", at(STORE), at(BASE), STORED),
        ],
    );
    let one = |up, down| Correction { up, down };
    assert_eq!(corrections(&ledger.turn()), [(0, one(0, 1)), (1, one(1, 1)), (2, one(1, 1)), (4, one(1, 0))]);
    // what was struck out or lost may be found again
    enter(&mut ledger, &[(Deed::Correct, "s1", None, at(BASE), STORED)]);
    assert_eq!(corrections(&ledger.turn()), [(1, one(1, 0))]);
}

#[test]
fn an_event_of_another_epoch_is_refused() {
    let mut ledger = in_force();
    let row = (Deed::Ship, "s1", at(BASE), at(road(1)), STORED);
    let (stated, open) = (Epoch(0), Epoch(1));
    assert_eq!(ledger.apply(&event(0, row)), Err(Impossible::TooLate { stated, open }));
    let stated = Epoch(2);
    assert_eq!(ledger.apply(&event(2, row)), Err(Impossible::TooEarly { stated, open }));
}

#[test]
fn the_baseline_takes_stock_and_nothing_moves_in_it() {
    let mut ledger = ledger();
    enter(&mut ledger, &STOCK);
    enter(
        &mut ledger,
        &[
            (Deed::Tag, "s1", at(BASE), at(BASE), STORED),
            (Deed::Seal, "s1", at(BASE), at(BASE), STORED),
            (Deed::Unseal, "s1", at(BASE), at(BASE), STORED),
            (Deed::Correct, "s1", at(BASE), at(STORE), STORED),
        ],
    );
    let stock = [Deed::Declare, Deed::Tag, Deed::Seal, Deed::Unseal, Deed::Correct];
    for deed in Deed::ALL.into_iter().filter(|deed| !stock.contains(deed)) {
        assert_eq!(refusal(&mut ledger, (deed, "s1", at(STORE), at(STORE), STORED)), Impossible::Baseline(deed));
    }
    let page = ledger.turn();
    assert_eq!((page.flows(), page.corrections()), (&[][..], &[][..]));
}

#[test]
fn stock_is_taken_once() {
    let row = (Deed::Declare, "x1", None, at(BASE), STORED);
    assert_eq!(refusal(&mut in_force(), row), Impossible::AfterBaseline);
    let mut ledger = ledger();
    enter(&mut ledger, &[row]);
    assert_eq!(refusal(&mut ledger, row), Impossible::Known(Deed::Declare));
}

#[test]
fn nothing_is_done_to_an_item_that_the_ledger_does_not_have() {
    let mut ledger = in_force();
    for deed in Deed::ALL.into_iter().filter(|d| !matches!(d, Deed::Declare | Deed::ExitPlant | Deed::Correct)) {
        assert_eq!(refusal(&mut ledger, (deed, "x1", at(BASE), at(BASE), STORED)), Impossible::Unknown(deed));
    }
    let struck = (Deed::Correct, "x1", at(BASE), None, STORED);
    assert_eq!(refusal(&mut ledger, struck), Impossible::Unknown(Deed::Correct));
}

#[test]
fn nothing_is_done_to_an_item_that_is_gone_and_it_is_not_born_again() {
    let mut ledger = in_force();
    enter(&mut ledger, &[(Deed::Loss, "s1", at(BASE), None, STORED)]);
    for deed in Deed::ALL.into_iter().filter(|d| !matches!(d, Deed::Declare | Deed::Correct)) {
        assert_eq!(refusal(&mut ledger, (deed, "s1", at(PLANT), at(STORE), STORED)), Impossible::Gone(deed));
    }
    assert_eq!(refusal(&mut ledger, (Deed::Correct, "s1", None, None, STORED)), Impossible::Gone(Deed::Correct));
}

#[test]
fn an_event_starts_from_where_the_item_stands() {
    let mut ledger = in_force();
    let row = (Deed::Ship, "s1", at(STORE), at(road(2)), STORED);
    assert_eq!(refusal(&mut ledger, row), Impossible::NotThere { stated: at(STORE), stands: at(BASE) });
    let nowhere = (Deed::Correct, "s1", None, at(STORE), STORED);
    assert_eq!(refusal(&mut ledger, nowhere), Impossible::NotThere { stated: None, stands: at(BASE) });
}

#[test]
fn a_deed_leads_only_where_it_can() {
    let mut ledger = in_force();
    enter(&mut ledger, &[(Deed::Ship, "s2", at(STORE), at(road(0)), STORED)]);
    let roads = [
        (Deed::Ship, "s1", at(BASE), at(STORE), STORED),          // past the road
        (Deed::Ship, "s1", at(BASE), at(road(0)), STORED),        // to itself
        (Deed::Ship, "r1", at(STORE), None, RETIRED),             // to nowhere
        (Deed::Ship, "p1", at(PLANT), at(road(1)), RETIRED),      // past the gate
        (Deed::Receive, "s2", at(road(0)), at(STORE), STORED),    // elsewhere than it was sent
        (Deed::Receive, "s1", at(BASE), at(BASE), STORED),        // never sent
        (Deed::EnterPlant, "s2", at(road(0)), at(PLANT), STORED), // off another road
        (Deed::EnterPlant, "s1", at(BASE), at(STORE), STORED),    // no plant
        (Deed::ExitPlant, "p1", at(PLANT), at(road(2)), RETIRED), // to itself
        (Deed::ExitPlant, "p1", at(PLANT), at(PLANT), RETIRED),   // nowhere
        (Deed::ExitPlant, "n1", at(STORE), at(BASE), STORED),     // born outside of a plant
        (Deed::ExitPlant, "n1", None, at(BASE), STORED),          // born of nothing
        (Deed::Emplace, "s2", at(road(0)), at(road(0)), DEPLOYED), // worked on while on the road
        (Deed::Retire, "s2", at(road(0)), at(road(0)), RETIRED),
        (Deed::EnterMaintenance, "s2", at(road(0)), at(road(0)), STORED),
        (Deed::Emplace, "s1", at(BASE), at(STORE), DEPLOYED), // moved on the way
        (Deed::Seal, "s1", at(BASE), at(STORE), STORED),
        (Deed::StartDismantle, "r1", at(STORE), at(STORE), RETIRED), // outside of a plant
        (Deed::CompleteDismantle, "r1", at(STORE), None, RETIRED),
        (Deed::Loss, "r1", at(STORE), at(STORE), RETIRED), // and still there
    ];
    for row @ (deed, _, from, to, _) in roads {
        assert_eq!(refusal(&mut ledger, row), Impossible::NoWay { deed, from, to }, "{row:?}");
    }
}

#[test]
fn a_class_changes_by_a_conversion_of_the_treaty_and_not_otherwise() {
    let mut ledger = in_force();
    let (stated, is) = (RETIRED, STORED);
    for row in [
        (Deed::Ship, "s1", at(BASE), at(road(1)), RETIRED),
        (Deed::Loss, "s1", at(BASE), None, RETIRED),
        (Deed::Correct, "s1", at(BASE), None, RETIRED),
    ] {
        assert_eq!(refusal(&mut ledger, row), Impossible::OtherClass { stated, is });
    }
    let back = (Deed::Reactivate, "r1", at(STORE), at(STORE), STORED);
    assert_eq!(refusal(&mut ledger, back), Impossible::NoConversion { from: RETIRED, to: STORED });
    let inside = (Deed::Reactivate, "p1", at(PLANT), at(PLANT), STORED);
    assert_eq!(refusal(&mut ledger, inside), Impossible::NoConversion { from: RETIRED, to: STORED });
    let same = (Deed::Retire, "r1", at(STORE), at(STORE), RETIRED);
    assert_eq!(refusal(&mut ledger, same), Impossible::NoConversion { from: RETIRED, to: RETIRED });
    let nothing = (Deed::Correct, "r1", at(STORE), at(STORE), RETIRED);
    assert_eq!(refusal(&mut ledger, nothing), Impossible::CorrectsNothing);
}

#[test]
fn a_place_holds_what_its_kind_may_hold() {
    let mut ledger = in_force();
    let no_cell = |place, class| Impossible::NoSuchCell(Cell { place, class });
    let cases: [(Row<'_>, Impossible); 6] = [
        ((Deed::Emplace, "s2", at(STORE), at(STORE), DEPLOYED), no_cell(STORE, DEPLOYED)),
        ((Deed::Retire, "s1", at(BASE), at(BASE), RETIRED), no_cell(BASE, RETIRED)),
        ((Deed::Ship, "s1", at(BASE), at(road(9)), STORED), no_cell(road(9), STORED)),
        ((Deed::Correct, "x1", None, at(STORE), Class(77)), no_cell(STORE, Class(77))),
        ((Deed::ExitPlant, "n1", at(PLANT), at(BASE), DEPLOYED), no_cell(PLANT, DEPLOYED)),
        ((Deed::EnterPlant, "d1", at(BASE), at(PLANT), DEPLOYED), no_cell(PLANT, DEPLOYED)),
    ];
    for (row, expected) in cases {
        assert_eq!(refusal(&mut ledger, row), expected, "{row:?}");
    }
}

#[test]
fn an_item_that_the_manifest_could_not_list_is_refused() {
    let mut ledger = in_force();
    let found: Vec<_> = (1..=8).map(|n| format!("f{n}")).collect();
    for serial in &found[..7] {
        enter(&mut ledger, &[(Deed::Correct, serial, None, at(BASE), STORED)]);
    }
    let full = Impossible::Full { cell: cell(BASE, STORED), capacity: 8 };
    assert_eq!(refusal(&mut ledger, (Deed::Correct, &found[7], None, at(BASE), STORED)), full);
    assert_eq!(refusal(&mut ledger, (Deed::Remove, "d1", at(BASE), at(BASE), STORED)), full);
    for serial in &found[..4] {
        enter(&mut ledger, &[(Deed::Ship, serial, at(BASE), at(road(1)), STORED)]);
    }
    let row = (Deed::Ship, found[4].as_str(), at(BASE), at(road(1)), STORED);
    assert_eq!(refusal(&mut ledger, row), Impossible::Full { cell: cell(road(1), STORED), capacity: 4 });
}

#[test]
fn an_item_in_pieces_goes_nowhere() {
    let mut ledger = in_force();
    enter(&mut ledger, &[(Deed::EnterMaintenance, "s1", at(BASE), at(BASE), STORED)]);
    let condition = |deed, needs, is| Impossible::Condition { deed, needs, is };
    for (deed, to, class) in [
        (Deed::Ship, road(1), STORED),
        (Deed::Emplace, BASE, DEPLOYED),
        (Deed::Seal, BASE, STORED),
        (Deed::EnterMaintenance, BASE, STORED),
    ] {
        let refused = refusal(&mut ledger, (deed, "s1", at(BASE), at(to), class));
        assert_eq!(refused, condition(deed, Condition::Ready, Condition::InMaintenance));
    }
    let idle = (Deed::ExitMaintenance, "s2", at(STORE), at(STORE), STORED);
    assert_eq!(
        refusal(&mut ledger, idle),
        condition(Deed::ExitMaintenance, Condition::InMaintenance, Condition::Ready)
    );
    let early = (Deed::CompleteDismantle, "p1", at(PLANT), None, RETIRED);
    assert_eq!(refusal(&mut ledger, early), condition(Deed::CompleteDismantle, Condition::OnBench, Condition::Ready));
    enter(&mut ledger, &[(Deed::StartDismantle, "p1", at(PLANT), at(PLANT), RETIRED)]);
    let out = (Deed::ExitPlant, "p1", at(PLANT), at(STORE), RETIRED);
    assert_eq!(refusal(&mut ledger, out), condition(Deed::ExitPlant, Condition::Ready, Condition::OnBench));
}

#[test]
fn nobody_works_on_a_sealed_item() {
    let mut ledger = in_force();
    let stay = |deed, serial, class| (deed, serial, at(BASE), at(BASE), class);
    assert_eq!(refusal(&mut ledger, stay(Deed::Unseal, "s1", STORED)), Impossible::NotSealed);
    enter(&mut ledger, &[stay(Deed::Seal, "s1", STORED), stay(Deed::Tag, "s1", STORED)]);
    for (deed, class) in [(Deed::Seal, STORED), (Deed::Emplace, DEPLOYED), (Deed::EnterMaintenance, STORED)] {
        assert_eq!(refusal(&mut ledger, stay(deed, "s1", class)), Impossible::Sealed(deed));
    }
    assert_eq!(refusal(&mut ledger, stay(Deed::Tag, "s1", STORED)), Impossible::Tagged);
    enter(&mut ledger, &[stay(Deed::Unseal, "s1", STORED), stay(Deed::Emplace, "s1", DEPLOYED)]);
}

#[test]
fn a_flow_or_a_line_beyond_what_can_be_stated_is_refused() {
    let mut ledger = in_force();
    let there = (Deed::Emplace, "s1", at(BASE), at(BASE), DEPLOYED);
    let back = (Deed::Remove, "s1", at(BASE), at(BASE), STORED);
    let found = (Deed::Correct, "f1", None, at(BASE), STORED);
    let struck = (Deed::Correct, "f1", at(BASE), None, STORED);
    for _ in 0..u16::MAX {
        enter(&mut ledger, &[there, back, found, struck]);
    }
    let flow = Flow::Conversion { from: STORED, to: DEPLOYED };
    assert_eq!(refusal(&mut ledger, there), Impossible::FlowFull(flow));
    assert_eq!(refusal(&mut ledger, found), Impossible::LineFull(1));
    enter(&mut ledger, &[(Deed::Ship, "s1", at(BASE), at(road(1)), STORED)]);
    assert_eq!(refusal(&mut ledger, (Deed::Correct, "s2", at(STORE), None, STORED)), Impossible::LineFull(1));
}

#[test]
fn a_shape_changes_between_epochs_and_leaves_no_item_behind() {
    let without_store: Vec<_> = cells().into_iter().filter(|cell| cell.place.site != 1).collect();
    let of = |exponents, cells| Arc::new(Shape::new(3, exponents, cells, conversions(), bounds()).unwrap());
    let mut ledger = in_force();
    let held = BadReshape::StillHeld { cell: cell(STORE, STORED), count: 1 };
    assert_eq!(ledger.reshape(of((3, 2), without_store.clone())), Err(held));
    enter(
        &mut ledger,
        &[
            (Deed::EnterPlant, "s2", at(STORE), at(PLANT), STORED),
            (Deed::EnterPlant, "r1", at(STORE), at(PLANT), RETIRED),
        ],
    );
    assert_eq!(ledger.reshape(of((3, 2), without_store.clone())), Err(BadReshape::Touched(Epoch(1))));
    ledger.turn();
    let small = BadReshape::TooSmall { cell: cell(PLANT, RETIRED), count: 2, capacity: 1 };
    assert_eq!(ledger.reshape(of((0, 0), without_store.clone())), Err(small));
    ledger.reshape(of((1, 0), without_store)).unwrap();
    assert_eq!((ledger.count(cell(PLANT, RETIRED)), ledger.total(STORED), ledger.total(DEPLOYED)), (2, 2, 1));
    assert_eq!(ledger.count(cell(STORE, STORED)), 0);
}

#[test]
fn nothing_secret_prints_itself() {
    let mut ledger = in_force();
    let event = event(1, (Deed::Ship, "s1", at(BASE), at(road(1)), STORED));
    let page = ledger.turn();
    let printed = format!("{ledger:?} {page:?} {:?} {event:?} {:?}", keys(), event.serial);
    assert_eq!(printed, "Ledger(epoch 2, …) Page(epoch 1, …) Keys(…) Event(epoch 1, …) Serial(…)");
    assert_eq!(format!("{:?}", ledger.item(&serial("s1")).unwrap()), "Life(…)");
}
