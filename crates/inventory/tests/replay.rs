//! A host goes back to an old epoch by its list and its seed, and is told where they are not the ones of then.

mod common;

use common::*;
use inventory::*;
use proof::Shape;
use record::EpochBody;
use std::sync::Arc;

const LIST: &str = "\
epoch,event,serial,from,to,class
0,declare,d1,,site 0,0
0,declare,s1,,site 0,1
0,declare,s2,,site 1,1
1,ship,s1,site 0,road 1,1
2,receive,s1,road 1,site 1,1
";

fn list(text: &str) -> List {
    List::parse(text.as_bytes()).unwrap()
}

/// What was stated of three epochs.
fn stated() -> Vec<EpochBody> {
    let (mut ledger, mut past, list) = (ledger(), Past::none(), list(LIST));
    let mut close_one = |draw| {
        list.enter(&mut ledger).unwrap();
        let salt = salt(&ledger, draw);
        close(&mut ledger, &mut past, salt).unwrap().body
    };
    (0..3).map(&mut close_one).collect()
}

fn shapes() -> Vec<Arc<Shape>> {
    vec![shape(); 3]
}

#[test]
fn every_epoch_is_found_again_and_opens_what_was_stated() {
    for body in stated() {
        let (ledger, snapshot) = go_back(&keys(), &list(LIST), &shapes(), &body).unwrap();
        assert_eq!([snapshot.epoch(), ledger.epoch()], [body.epoch; 2]);
        let held: Vec<_> = snapshot.open_counts(STORE).iter().map(|(_, opening)| opening.sum).collect();
        assert_eq!(held, [if body.epoch.0 == 2 { 2 } else { 1 }, 0]);
    }
}

#[test]
fn somebody_elses_seed_is_told_as_such() {
    let other = Arc::new(Keys::new(&seed(2), &context()));
    let body = &stated()[2];
    assert_eq!(go_back(&other, &list(LIST), &shapes(), body).err(), Some(NoWayBack::OtherSeed(body.epoch)));
}

#[test]
fn a_list_that_was_shortened_is_told_by_the_counts() {
    let short = LIST.replace("2,receive,s1,road 1,site 1,1\n", "");
    let why = go_back(&keys(), &list(&short), &shapes(), &stated()[2]).err().unwrap();
    assert!(matches!(why, NoWayBack::OtherList { epoch: Epoch(2), differ: 2, .. }), "{why}");
    // what it left out lies behind the epoch before
    assert!(go_back(&keys(), &list(&short), &shapes(), &stated()[1]).is_ok());
}

#[test]
fn a_list_with_another_item_in_the_same_place_is_told_by_the_manifests() {
    let other = LIST.replace("declare,s2", "declare,s9");
    let why = go_back(&keys(), &list(&other), &shapes(), &stated()[0]).err().unwrap();
    assert!(matches!(why, NoWayBack::OtherItems { epoch: Epoch(0), differ: 1, .. }), "{why}");
}

#[test]
fn an_impossible_list_names_its_line() {
    let wrong = LIST.replace("1,ship,s1,site 0,road 1,1", "1,ship,s1,site 1,road 0,1");
    let why = go_back(&keys(), &list(&wrong), &shapes(), &stated()[2]).err().unwrap();
    assert!(matches!(&why, NoWayBack::Event(BadLine { line: 5, .. })), "{why}");
}

#[test]
fn other_shapes_are_refused_before_anything_is_opened() {
    let wider = Arc::new(Shape::new(3, (4, 2), cells(), conversions(), bounds()).unwrap());
    let body = &stated()[2];
    let shapes_then = vec![shape(), shape(), wider];
    assert_eq!(go_back(&keys(), &list(LIST), &shapes_then, body).err(), Some(NoWayBack::OtherShape(body.epoch)));
    let why = go_back(&keys(), &list(LIST), &shapes()[..2], body).err();
    assert_eq!(why, Some(NoWayBack::Shapes { epoch: body.epoch, shapes: 2 }));
}
