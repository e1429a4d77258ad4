//! A party of full size.

mod common;

use common::{keys, large, rng, salt};
use inventory::{Past, close};
use record::{Kind, Statement};

#[test]
fn five_thousand_items_live_through_thirty_days() {
    let (serials, mut ledger) = large::stocked(keys());
    let (mut past, mut days, mut happened) = (Past::none(), rng(1), 0);
    for epoch in 0..=30 {
        happened += if epoch == 0 { 0 } else { large::day(&mut ledger, &serials, &mut days) };
        let salt = salt(&ledger, epoch);
        let closed = close(&mut ledger, &mut past, salt).unwrap();
        closed.body.fits(&large::shape()).unwrap();
        let body = Statement::Epoch(closed.body).encode();
        assert!(Statement::decode(Kind::Epoch, &body).is_ok(), "others can read it");
    }
    assert!(happened > 400, "{happened}");
    assert_eq!(ledger.total(proof::Class(0)) + ledger.total(proof::Class(1)), 5_000);
}
