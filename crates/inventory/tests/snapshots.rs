//! What an addressee is shown of one place, and of one item.

mod common;

use common::*;
use inventory::*;
use proof::manifest::Frame;
use proof::{BodyHash, ManifestRoot, Place, Salt, verify_sum};

/// The ledger before its second epoch is closed, the snapshot of that epoch, and what was stated of it.
fn opened() -> (Ledger, Snapshot, record::EpochBody) {
    let mut past = Past::none();
    let mut ledger = ledger();
    let events = list();
    events.enter(&mut ledger).unwrap();
    let first = salt(&ledger, 1);
    close(&mut ledger, &mut past, first).unwrap();
    events.enter(&mut ledger).unwrap();
    let second = salt(&ledger, 2);
    let body = close(&mut ledger, &mut past, second).unwrap().body;
    let mut again = common::ledger();
    events.enter(&mut again).unwrap();
    again.turn();
    events.enter(&mut again).unwrap();
    let snapshot = Snapshot::of(&again, &body.previous, &body.salt);
    (again, snapshot, body)
}

fn list() -> List {
    let text = "\
epoch,event,serial,from,to,class
0,declare,d1,,site 0,0
0,declare,s1,,site 0,1
0,declare,s2,,site 0,1
0,declare,s3,,site 0,1
1,exit_plant,n1,plant 2,road 1,1
1,receive,n1,road 1,site 1,1
1,remove,d1,site 0,site 0,1
";
    List::parse(text.as_bytes()).unwrap()
}

fn frame_and_root(body: &record::EpochBody, place: Place) -> (Frame, ManifestRoot) {
    let shape = shape();
    let mut places = Frame::all(&shape).zip(&body.roots);
    let (frame, root) = places.find(|(frame, _)| frame.place() == place).unwrap();
    (frame, *root)
}

#[test]
fn the_counts_of_one_place_open_against_its_commitments() {
    let (_, snapshot, body) = opened();
    let opened = snapshot.open_counts(BASE);
    assert_eq!(opened.iter().map(|(_, opening)| opening.sum).collect::<Vec<_>>(), [0, 4]);
    for (cell, opening) in opened {
        let index = shape().cells().iter().position(|&other| other == cell).unwrap();
        verify_sum(&body.commitments.cells[index..=index], &opening).unwrap();
    }
    assert!(snapshot.open_counts(site(9)).is_empty());
}

#[test]
fn a_manifest_made_again_opens_the_root_that_was_stated() {
    let (_, snapshot, body) = opened();
    let (frame, root) = frame_and_root(&body, BASE);
    let manifest = snapshot.manifest(BASE).unwrap();
    let seen = manifest.open_whole(false).verify(&frame, &root).unwrap();
    assert_eq!(seen.items().iter().map(|(_, items)| items.len()).collect::<Vec<_>>(), [0, 4]);
    let (frame, root) = frame_and_root(&body, road(0));
    snapshot.manifest(road(0)).unwrap().open_absence().unwrap().verify(&frame, &root).unwrap();
    assert!(snapshot.manifest(site(9)).is_none());
}

#[test]
fn an_item_that_is_pointed_at_is_found_at_its_leaf_and_tells_its_story() {
    let (ledger, snapshot, body) = opened();
    let serial = serial("n1");
    let (at, leaf) = snapshot.leaf(&ledger, &serial).unwrap();
    assert_eq!(at, cell(STORE, STORED));
    let (frame, root) = frame_and_root(&body, STORE);
    let sample = snapshot.manifest(STORE).unwrap().open_leaf(at.class, leaf, true).unwrap();
    let head = sample.verify(&frame, &root).unwrap().seen().unwrap().head.unwrap();
    let told = story(&keys(), list().events(), &serial, Epoch(0), Epoch(1)).unwrap().verify(&head).unwrap();
    assert!(told.whole());
    let codes: Vec<_> = told.links().iter().map(|(_, event)| event.code.0).collect();
    assert_eq!(codes, [Deed::Receive.code(), Deed::ExitPlant.code()]);
    assert_eq!(snapshot.leaf(&ledger, &common::serial("x")), None);
}

#[test]
fn a_story_is_told_as_far_back_as_one_is_willing() {
    let (ledger, snapshot, body) = opened();
    let serial = serial("d1");
    let (at, leaf) = snapshot.leaf(&ledger, &serial).unwrap();
    let (frame, root) = frame_and_root(&body, BASE);
    let sample = snapshot.manifest(BASE).unwrap().open_leaf(at.class, leaf, true).unwrap();
    let head = sample.verify(&frame, &root).unwrap().seen().unwrap().head.unwrap();
    let told = story(&keys(), list().events(), &serial, Epoch(1), Epoch(1)).unwrap().verify(&head).unwrap();
    assert!(!told.whole());
    assert_eq!(told.links().len(), 1);
    let earlier = story(&keys(), list().events(), &serial, Epoch(0), Epoch(0)).unwrap();
    assert!(earlier.verify(&head).is_err(), "the story of another epoch leads to another head");
    assert!(story(&keys(), list().events(), &serial, Epoch(2), Epoch(3)).is_none());
}

#[test]
fn the_order_of_the_leaves_is_another_one_in_every_epoch() {
    let mut ledger = ledger();
    for number in 0..8 {
        enter(&mut ledger, &[(Deed::Declare, &format!("i{number}"), None, Some(STORE), STORED)]);
    }
    let mut orders = std::collections::BTreeSet::new();
    for byte in 0..6 {
        let snapshot = Snapshot::of(&ledger, &BodyHash::NONE, &Salt([byte; 32]));
        let leaf = |number| snapshot.leaf(&ledger, &serial(&format!("i{number}"))).unwrap().1;
        orders.insert((0..8).map(leaf).collect::<Vec<_>>());
    }
    assert_eq!(orders.len(), 6, "six of 40320 orders");
    let mut one = orders.into_iter().next().unwrap();
    one.sort_unstable();
    assert_eq!(one, (0..8).collect::<Vec<_>>(), "each is an order of all");
}
