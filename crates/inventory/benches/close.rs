//! How long an epoch of a party of full size takes, without its proofs: events, commitments, manifests. `cargo bench -p inventory`
#![allow(missing_docs)]

#[path = "../tests/common/mod.rs"]
mod common;

use common::{keys, large, rng, salt};
use inventory::{Past, close};
use std::time::{Duration, Instant};

const EPOCHS: u32 = 30;

fn main() {
    let started = Instant::now();
    let (serials, mut ledger) = large::stocked(keys());
    println!("{} items entered        {:>9.1?}", serials.len(), started.elapsed());
    let (mut past, mut days, mut worst) = (Past::none(), rng(1), Duration::ZERO);
    let (mut events, mut applying, mut closing) = (0, Duration::ZERO, Duration::ZERO);
    for epoch in 0..EPOCHS {
        let started = Instant::now();
        events += if epoch == 0 { 0 } else { large::day(&mut ledger, &serials, &mut days) };
        let applied = started.elapsed();
        let salt = salt(&ledger, epoch.into());
        close(&mut ledger, &mut past, salt).expect("a day of full size can be closed");
        let closed = started.elapsed() - applied;
        (applying, closing, worst) = (applying + applied, closing + closed, worst.max(applied + closed));
    }
    println!("{events} events in {EPOCHS} epochs");
    println!("apply, an epoch           {:>9.1?}", applying / EPOCHS);
    println!("close, an epoch           {:>9.1?}", closing / EPOCHS);
    println!("the slowest epoch         {worst:>9.1?}");
}
