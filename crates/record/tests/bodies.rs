//! One refusal for each check of the bodies.

mod parties;

use log::tree::TREE_SIZE_MAX;
use parties::*;
use proof::{BodyHash, Commitment, Correction, ManifestRoot};
use record::malformed::Rule;
use record::statement::{
    AGREED_LINES_MAX, CHECKPOINT_MAX, COSIGNATURE_LINE_MAX, DECLARED_CLASSES_MAX, OPENED_SUMS_MAX, PUBLIC_KEY_MAX,
};
use record::*;

#[track_caller]
fn body_refused(statement: Statement, field: &str, rule: impl FnOnce(&Rule) -> bool) {
    let refused = Statement::decode(statement.kind(), &statement.encode()).unwrap_err();
    assert!(refused.field == field && rule(&refused.rule), "{refused}");
}

#[track_caller]
fn body_taken(statement: Statement) {
    assert_eq!(Statement::decode(statement.kind(), &statement.encode()), Ok(statement));
}

#[test]
fn the_baseline_has_nothing_before_it_and_later_epochs_have() {
    let of = |epoch, change: fn(&mut EpochBody)| {
        let mut body = epoch_body(epoch);
        change(&mut body);
        Statement::Epoch(body)
    };
    let surplus = |rule: &Rule| matches!(rule, Rule::Surplus(_));
    let missing = |rule: &Rule| matches!(rule, Rule::Missing(_));
    body_refused(of(0, |body| body.previous = BodyHash([1; 32])), "previous", surplus);
    body_refused(of(0, |body| body.baseline = BodyHash([1; 32])), "baseline", surplus);
    body_refused(of(1, |body| body.previous = BodyHash::NONE), "previous", missing);
    body_refused(of(1, |body| body.baseline = BodyHash::NONE), "baseline", missing);
    body_refused(of(0, |body| body.commitments.flows.push(Commitment([1; 32]))), "flows", |rule| {
        *rule == Rule::TooLong { found: 32, max: 0 }
    });
    let none = |rule: &Rule| *rule == Rule::Entries { found: 1, least: 0, most: 0 };
    body_refused(of(0, |body| body.commitments.excess.push(0)), "excess", none);
    body_refused(of(0, |body| body.commitments.corrections.push(Correction::default())), "corrections", none);
}

#[test]
fn the_lists_of_an_epoch_end_at_the_limits_of_shapes() {
    let of = |change: &dyn Fn(&mut EpochBody, usize), length| {
        let mut body = epoch_body(1);
        change(&mut body, length);
        Statement::Epoch(body)
    };
    let cells = |body: &mut EpochBody, length| body.commitments.cells = vec![Commitment([1; 32]); length];
    let flows = |body: &mut EpochBody, length| body.commitments.flows = vec![Commitment([1; 32]); length];
    let roots = |body: &mut EpochBody, length| body.roots = vec![ManifestRoot([1; 32]); length];
    let excess = |body: &mut EpochBody, length| body.commitments.excess = vec![0; length];
    let lines = |body: &mut EpochBody, length| body.commitments.corrections = vec![Correction::default(); length];
    let too_long = |rule: &Rule| *rule == Rule::TooLong { found: 32 * 1025, max: 32 * 1024 };
    body_taken(of(&cells, 1024));
    body_refused(of(&cells, 1025), "cells", too_long);
    body_taken(of(&flows, 1024));
    body_refused(of(&flows, 1025), "flows", too_long);
    body_taken(of(&roots, 1024));
    body_refused(of(&roots, 1025), "roots", too_long);
    body_taken(of(&excess, 1024));
    body_refused(of(&excess, 1025), "excess", |rule| *rule == Rule::Entries { found: 1025, least: 0, most: 1024 });
    body_taken(of(&lines, 1040));
    body_refused(of(&lines, 1041), "corrections", |rule| *rule == Rule::Entries { found: 1041, least: 0, most: 1040 });
}

#[test]
fn commitments_are_whole() {
    // one byte less in the string of cells, its head made to fit
    let bytes = Statement::Epoch(epoch_body(1)).encode();
    let cells = bytes.windows(3).position(|window| window == [0x58, 64, 5]).unwrap();
    let cut = [&bytes[..cells], &[0x58, 63], &bytes[cells + 3..]].concat();
    let refused = Statement::decode(Kind::Epoch, &cut).unwrap_err();
    assert_eq!((refused.field, refused.rule), ("cells", Rule::Pieces { found: 63, piece: 32 }));
}

#[test]
fn declarations_name_one_class_to_many() {
    let of = |length: u64| {
        Statement::Declaration(Declaration { epoch: Epoch(1), counts: vec![ItemCount(1); length as usize] })
    };
    let most = DECLARED_CLASSES_MAX;
    body_taken(of(most));
    body_refused(of(0), "counts", |rule| *rule == Rule::Entries { found: 0, least: 1, most });
    body_refused(of(most + 1), "counts", |rule| *rule == Rule::Entries { found: most + 1, least: 1, most });
}

#[test]
fn openings_have_a_window_and_sums() {
    let of = |first, last, length: u64| {
        let sums = vec![OpenedSum { sum: 1, blinding: SumBlinding([0; 32]) }; length as usize];
        Statement::Opening(Opening { opening: OpeningNumber(0), first: Epoch(first), last: Epoch(last), sums })
    };
    let most = OPENED_SUMS_MAX;
    body_taken(of(3, 3, most));
    body_refused(of(3, 2, 1), "last epoch", |rule| *rule == Rule::Order);
    body_refused(of(3, 3, 0), "sums", |rule| *rule == Rule::Entries { found: 0, least: 1, most });
    body_refused(of(3, 3, most + 1), "sums", |rule| *rule == Rule::Entries { found: most + 1, least: 1, most });
}

#[test]
fn a_receipt_holds_no_more_than_a_checkpoint_and_a_line() {
    let of = |checkpoint, cosignature| {
        Statement::Receipt(Receipt {
            of: hal().author,
            checkpoint: vec![1; checkpoint],
            cosignature: vec![1; cosignature],
        })
    };
    body_taken(of(CHECKPOINT_MAX, COSIGNATURE_LINE_MAX));
    body_refused(of(CHECKPOINT_MAX + 1, 1), "checkpoint", |rule| matches!(rule, Rule::TooLong { .. }));
    body_refused(of(1, COSIGNATURE_LINE_MAX + 1), "cosignature", |rule| matches!(rule, Rule::TooLong { .. }));
}

#[test]
fn keys_have_their_length() {
    let of = |algorithm, length| {
        Statement::Key(KeyStatement { role: Role::Log, algorithm, public: vec![1; length], from: at(0) })
    };
    body_taken(of(1, 32));
    body_taken(of(2, PUBLIC_KEY_MAX));
    body_refused(of(1, 33), "public key", |rule| *rule == Rule::Length { found: 33, expected: 32 });
    body_refused(of(2, PUBLIC_KEY_MAX + 1), "public key", |rule| matches!(rule, Rule::TooLong { .. }));
    let bytes = of(1, 32).encode();
    let refused = Statement::decode(Kind::Key, &[&bytes[..1], &[4], &bytes[2..]].concat()).unwrap_err();
    assert_eq!((refused.field, refused.rule), ("role", Rule::Above { found: 4, max: 3 }));
}

#[test]
fn a_revocation_names_a_size_that_a_record_can_have() {
    let bytes = Statement::Revocation(revocation(&hal(), TREE_SIZE_MAX)).encode();
    body_taken(Statement::Revocation(revocation(&hal(), TREE_SIZE_MAX)));
    let size = bytes.windows(9).position(|window| window == [0x1b, 0x40, 0, 0, 0, 0, 0, 0, 0]).unwrap();
    let above = [&bytes[..size + 8], &[1], &bytes[size + 9..]].concat();
    let refused = Statement::decode(Kind::Revocation, &above).unwrap_err();
    assert_eq!(refused.rule, Rule::Above { found: TREE_SIZE_MAX + 1, max: TREE_SIZE_MAX });
}

#[test]
fn an_act_is_one_of_three_changes_with_its_fields() {
    let of = |change| Statement::Act(Act { first: Epoch(1), change });
    let capacities = |site, road| of(Change::Capacities { site, road });
    body_taken(capacities(12, 12));
    body_refused(capacities(13, 0), "site exponent", |rule| *rule == Rule::Above { found: 13, max: 12 });
    body_refused(capacities(0, 13), "road exponent", |rule| *rule == Rule::Above { found: 13, max: 12 });
    let refused = |bytes: &[u8]| Statement::decode(Kind::Act, bytes).unwrap_err();
    for (bytes, rule) in [
        (&[0x82, 1, 0x82, 0, 0][..], Rule::Unknown(0)),
        (&[0x82, 1, 0x82, 4, 0], Rule::Unknown(4)),
        (&[0x82, 1, 0x82, 1, 0], Rule::Expected("as many fields as this change has")),
        (&[0x82, 1, 0x83, 2, 0, 0], Rule::Expected("as many fields as this change has")),
        (&[0x82, 1, 0x82, 3, 0], Rule::Expected("as many fields as this change has")),
        (&[0x82, 1, 0x81, 2], Rule::Entries { found: 1, least: 2, most: 4 }),
    ] {
        assert_eq!(refused(bytes).rule, rule, "{bytes:?}");
    }
    let misspelt = [&[0x82, 1, 0x84, 1, 0, 0x64][..], b"Base", &[0x61], b"a"].concat();
    assert!(matches!(refused(&misspelt).rule, Rule::Spelling(_)));
    let misspelt = [&[0x82, 1, 0x84, 1, 0, 0x64][..], b"base", &[0x61], b"\x07"].concat();
    assert_eq!(refused(&misspelt).field, "alias");
}

#[test]
fn an_agreed_statement_has_two_sides_and_ascending_lines() {
    let of = |with: &str, lines: &[u16]| {
        let lines = lines.iter().map(|line| (Line(*line), Correction { up: 1, down: 1 })).collect();
        Statement::Agreed(Agreed { party: party("OND"), with: party(with), epoch: Epoch(1), lines })
    };
    body_taken(of("HAL", &[0, 3, 4]));
    body_refused(of("OND", &[0]), "with", |rule| matches!(rule, Rule::Spelling(_)));
    body_refused(of("HAL", &[1, 0]), "lines", |rule| *rule == Rule::Order);
    body_refused(of("HAL", &[1, 1]), "lines", |rule| *rule == Rule::Order);
    body_refused(of("HAL", &[]), "lines", |rule| matches!(rule, Rule::Entries { found: 0, .. }));
    let all: Vec<u16> = (0..=1040).collect();
    body_taken(of("HAL", &all[..AGREED_LINES_MAX as usize]));
    body_refused(of("HAL", &all), "lines", |rule| matches!(rule, Rule::Entries { found: 1041, .. }));
}
