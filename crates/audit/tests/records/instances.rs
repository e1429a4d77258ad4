//! An audit that several instances share, none of which shares memory with another: batches are cut, verdicts go over as bytes, and what is told
//! meanwhile is no assessment.

use crate::world::*;
use audit::{Audit, Awaited, BadVerdicts, Checked, ProofBatch};
use proof::{BodyHash, Salt};
use std::num::NonZeroUsize;

/// HAL honest, OND with one epoch whose count is not proved.
fn forged() -> World {
    World::forged(&Forge { before: Some(vec![10, 4, 0, 0, 0, 0]), plan: &|plan| plan.cells[1] = 5, ..Forge::default() })
}

fn read(records: &[Copy]) -> Audit {
    let mut audit = Audit::new(TREATY.clone(), Some(AS_OF));
    records.iter().for_each(|copy| copy.feed(&mut audit).unwrap());
    audit
}

fn batches(audit: &mut Audit, epochs: usize) -> Vec<ProofBatch> {
    let whole = std::iter::from_fn(|| audit.batch());
    whole.flat_map(|batch| batch.cut(NonZeroUsize::new(epochs).unwrap())).collect()
}

/// The batches of one instance as another awaits them, and what that other has made of them.
fn checked_elsewhere(records: &[Copy], epochs: usize) -> (Audit, Vec<(Awaited, Checked)>) {
    let (mut here, mut there) = (read(records), read(records));
    let awaited = batches(&mut here, epochs).into_iter().map(ProofBatch::elsewhere);
    let checked = batches(&mut there, epochs).into_iter().map(|batch| batch.check(&VERIFIER));
    let both = awaited.zip(checked).collect();
    (here, both)
}

#[test]
fn an_audit_whose_proofs_others_check_in_parts_of_any_size_tells_the_same() {
    for world in [World::honest(), forged()] {
        let records = world.records();
        let alone = audited(&TREATY, &records, AS_OF);
        for epochs in [1, 2, 3, 64] {
            let (mut here, both) = checked_elsewhere(&records, epochs);
            assert_eq!(both.len(), 2 * 5_usize.div_ceil(epochs));
            for (awaited, checked) in both.iter().rev() {
                assert_eq!(awaited.epochs(), checked.epochs());
                here.settle(awaited.settled(&checked.verdicts()).unwrap());
            }
            let shared = here.finish().unwrap();
            let all = |of: &audit::Assessment| (of.findings.clone(), of.obligations.clone(), of.records.clone());
            assert_eq!(all(&shared), all(&alone), "in parts of {epochs}");
        }
    }
}

#[test]
fn the_proofs_of_a_long_record_are_given_out_in_runs_of_64_epochs() {
    let treaty = changed("ends = 2030-03-01", "ends = 2030-06-01");
    let mut world = World::under(&treaty);
    let (mut previous, mut baseline) = (BodyHash::NONE, BodyHash::NONE);
    for epoch in 0..=70 {
        // nobody checks here what is proved
        let Stated { mut body, proofs, .. } = honest("OND", epoch.min(1)).clone();
        (body.epoch, body.previous, body.baseline) = (record::Epoch(epoch), previous, baseline);
        let (salt, statement) = (Salt([9; 32]), record::Statement::Epoch(body));
        previous = BodyHash::of(&salt, &statement.encode());
        if epoch == 0 {
            baseline = previous;
        }
        let keeper = &mut world.ond;
        let heading = keeper.heading(at(epoch, 1));
        let envelope = record::Envelope::new(heading, &statement, Some(&proofs), salt, &[&keeper.signer]).0;
        keeper.log(&envelope);
    }
    let mut audit = Audit::new(treaty, Some(treaty::Date::constant(2030, 4, 1)));
    world.records()[1].feed(&mut audit).unwrap();
    let of_one = |batch: ProofBatch| batch.cut(NonZeroUsize::MIN).len();
    assert_eq!(std::iter::from_fn(|| audit.batch()).map(of_one).collect::<Vec<_>>(), [64, 7]);
}

#[test]
fn verdicts_are_taken_whole_for_their_batch_and_for_no_other() {
    let (_, both) = checked_elsewhere(&forged().records(), 2);
    for (place, (awaited, _)) in both.iter().enumerate() {
        for (other, (_, checked)) in both.iter().enumerate() {
            let taken = awaited.settled(&checked.verdicts());
            assert_eq!(taken.is_ok(), place == other, "{place} of {other}");
        }
    }
    assert!(both.iter().any(|(_, checked)| !checked.all_hold()), "one of them has a claim against it");
}

#[test]
fn verdicts_that_are_cut_or_longer_or_of_another_code_are_refused_and_none_panics() {
    let (_, both) = checked_elsewhere(&forged().records(), 64);
    for (awaited, checked) in &both {
        let good = checked.verdicts();
        for length in 0..good.len() {
            assert!(awaited.settled(&good[..length]).is_err(), "the first {length} bytes");
        }
        assert_eq!(awaited.settled(&[&good[..], &[0]].concat()).unwrap_err(), BadVerdicts::Malformed);
        for place in 0..good.len() {
            for bit in 0..8 {
                let mut bad = good.clone();
                bad[place] ^= 1 << bit;
                // a claim of another kind or place may be one that a verification can make; what is taken must have one spelling
                if let Ok(taken) = awaited.settled(&bad) {
                    assert_eq!(taken.verdicts(), bad);
                }
            }
        }
    }
}

#[test]
fn claims_that_no_verification_makes_are_refused() {
    let (_, both) = checked_elsewhere(&World::honest().records(), 64);
    let (awaited, checked) = &both[0];
    let good = checked.verdicts();
    // the verdict on the first epoch, epoch 0, stands behind the head; four bytes for each of five epochs
    let (head, verdicts) = good.split_at(good.len() - 20);
    let with = |count: u32, claims: &[u8]| {
        let bytes = [head, &count.to_be_bytes(), claims, &verdicts[4..]].concat();
        awaited.settled(&bytes).map(|checked| checked.all_hold())
    };
    assert_eq!(with(0, &[]), Ok(true));
    assert_eq!(with(1, &[5, 0]), Ok(false), "the counts are not proved");
    assert_eq!(with(1, &[0, 0, 0, 0, 0, 1, 0, 0, 0, 2]), Ok(false), "too few");
    assert_eq!(with(1, &[1, 0, 0, 0, 0, 1]), Ok(false), "no point");
    assert_eq!(with(1, &[4, 0]), Ok(false), "no proof at all");
    let later = [head, &[0; 4], &1_u32.to_be_bytes(), &[3], &verdicts[8..]].concat();
    assert!(!awaited.settled(&later).unwrap().all_hold(), "epoch 1 is held against the baseline");
    assert_eq!(with(1, &[3]), Err(BadVerdicts::Impossible), "which is held against none");
    assert_eq!(with(1, &[2]), Err(BadVerdicts::Impossible), "epoch 0 has none before it");
    assert_eq!(with(1, &[5, 2, 0, 0, 0, 99]), Err(BadVerdicts::Impossible), "a balance beyond the shape's");
    assert_eq!(with(2, &[5, 1, 5, 0]), Err(BadVerdicts::Impossible), "out of order");
    assert_eq!(with(1, &[9]), Err(BadVerdicts::Malformed));
    assert_eq!(with(1, &[5, 9]), Err(BadVerdicts::Malformed));
    assert_eq!(with(1, &[1, 6, 0, 0, 0, 0]), Err(BadVerdicts::Malformed), "no such list");
    assert_eq!(with(u32::MAX, &[]), Err(BadVerdicts::Impossible), "more than an epoch can have");
}

#[test]
fn a_standing_tells_what_was_found_and_how_much_is_checked_and_finishing_is_refused_meanwhile() {
    let mut world = forged();
    let twice = honest("HAL", 2).envelope(&world.hal, at(4, 1));
    world.hal.log(&twice);
    let mut audit = read(&world.records());
    let codes = |audit: &Audit| {
        let standing = audit.standing().unwrap();
        let codes: Vec<_> = standing.findings.iter().map(|finding| finding.fact.code()).collect();
        (standing.checked, standing.epochs, codes)
    };
    assert_eq!(codes(&audit), (0, 10, vec!["epoch-twice"]), "what no proof is needed for");
    let mut out = batches(&mut audit, 64);
    assert_eq!(codes(&audit), (0, 10, vec!["epoch-twice"]), "handed out is not checked");
    assert_eq!(out.len(), 2);
    audit.settle(out.remove(0).check(&VERIFIER));
    let (checked, epochs, _) = codes(&audit);
    assert_eq!((checked, epochs), (5, 10));
    let unfinished = audit.clone().finish();
    assert!(unfinished.unwrap_err().to_string().contains("5 epochs"), "a standing settles nothing");
    audit.settle(out.remove(0).check(&VERIFIER));
    let (checked, epochs, found) = codes(&audit);
    assert_eq!((checked, epochs), (10, 10));
    let of_all: Vec<_> = told(&audit.finish().unwrap());
    assert_eq!(found.len(), of_all.len(), "{found:?} {of_all:?}");
}

#[test]
fn a_standing_of_records_that_are_not_read_to_their_end_is_refused() {
    let records = World::honest().records();
    let mut audit = Audit::new(TREATY.clone(), Some(AS_OF));
    assert!(audit.standing().is_err(), "of nothing");
    audit.open(&records[0].author, &records[0].note).unwrap();
    assert!(audit.standing().is_err(), "of a record that was begun");
}
