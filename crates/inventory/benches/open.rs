//! How long the whole opening of a site takes, from the host's snapshot to what its reader knows. `cargo bench -p inventory --bench open`
#![allow(missing_docs)]

#[path = "../tests/common/mod.rs"]
mod common;

use common::{cell, event, keys, rng, road, salt, serial, site};
use inventory::{Deed, Ledger, Past, Snapshot, close};
use proof::{Class, Salt, Shape, SiteFrame, SiteLeaf};
use record::statement::StepHash;
use record::{EpochBody, ReaderSecret, Sealed, SiteNumber, SiteOpening};
use std::sync::Arc;
use std::time::{Duration, Instant};
use treaty::instrument::OpeningForm;

const ITEMS: u16 = 500;
const CLASSES: [Class; 4] = [Class(0), Class(1), Class(2), Class(3)];
const INSPECTION: StepHash = StepHash([1; 32]);
const RUNS: u32 = 5;

fn main() {
    println!("a site of {ITEMS} items of {} classes, and the road to it; the median of {RUNS}", CLASSES.len());
    for (exponents, form) in
        [((9, 9), OpeningForm::Full), ((12, 12), OpeningForm::Full), ((12, 12), OpeningForm::Sample)]
    {
        let (snapshot, body, frame) = closed(exponents);
        let mut runs: Vec<_> = (0..RUNS).map(|_| run(&snapshot, &body, &frame, form)).collect();
        runs.sort_by_key(|(host, reader, _)| *host + *reader);
        let (host, reader, sealed) = runs[runs.len() / 2];
        let capacity = 1 << exponents.0;
        println!(
            "{form:?}, capacity {capacity:>4}: {host:>9.1?} to open and seal, {reader:>9.1?} to unseal and verify, {sealed} bytes"
        );
    }
}

/// A ledger whose items all stand at one site, at the close of its baseline.
fn closed(exponents: (u8, u8)) -> (Snapshot, EpochBody, SiteFrame) {
    let places = [site(0), site(1), road(0), road(1)];
    let cells = places.into_iter().flat_map(|place| CLASSES.map(|class| cell(place, class))).collect();
    let shape = Arc::new(Shape::new(4, exponents, cells, vec![], vec![]).expect("the numbers are small"));
    let frame = SiteFrame::of(&shape, 0).expect("it is one of the cells");
    let mut ledger = Ledger::new(keys(), shape);
    for number in 0..ITEMS {
        let (name, class) = (format!("W-{number}"), CLASSES[usize::from(number % 4)]);
        ledger.apply(&event(0, (Deed::Declare, &name, None, Some(site(0)), class))).expect("there is room");
    }
    assert!(ledger.item(&serial("W-0")).is_some());
    let salt = salt(&ledger, 1);
    let snapshot = Snapshot::of(&ledger, &proof::BodyHash::NONE, &salt_of(&ledger));
    let body = close(&mut ledger, &mut Past::none(), salt).expect("it can be closed").body;
    (snapshot, body, frame)
}

/// The salt that the close will spend: the draw is seeded.
fn salt_of(ledger: &Ledger) -> Salt {
    inventory::EpochSalt::draw(ledger.epoch(), &mut rng(1)).salt()
}

fn run(snapshot: &Snapshot, body: &EpochBody, frame: &SiteFrame, form: OpeningForm) -> (Duration, Duration, usize) {
    let secret = ReaderSecret::draw(&mut rng(1));
    let drawn: Vec<_> = (0..20).map(|index| SiteLeaf { cell: cell(site(0), CLASSES[0]), index }).collect();
    let started = Instant::now();
    let opened = snapshot.open_site(SiteNumber(0), form).expect("it is there");
    let (site, salt) = (SiteNumber(0), Salt([2; 32]));
    let opening = SiteOpening { form, inspection: INSPECTION, salt, epoch: snapshot.epoch(), site, opened };
    let sealed = secret.public().seal(Sealed::Opening, &INSPECTION, &opening.encode(frame), &mut rng(2));
    let leaves = snapshot.open_samples(&drawn).expect("they are there");
    let host = started.elapsed();
    let started = Instant::now();
    let plaintext = secret.open(Sealed::Opening, &INSPECTION, &sealed).expect("it was sealed so");
    let opening = SiteOpening::decode(&plaintext, form, frame).expect("it was written so");
    let verified = opening.opened.verify(frame, &body.commitments.cells, &body.roots).expect("it is true");
    verified.sample(&drawn, &leaves).expect("they are true");
    (host, started.elapsed(), sealed.len())
}
