//! Receipts: what they show, and each way in which one shows nothing.

mod parties;

use log::TreeSize;
use parties::*;
use record::provided::{Provision, Rule};
use record::receipt::{BadReceipt, OutOfOrder, check};
use record::*;

/// OND's receipt, signed, at this leaf of its record.
fn stands(rings: &KeyRings, receipt: Receipt) -> Result<Option<Verified<Covered>>, BadReceipt> {
    let ond = ond();
    let envelope = ond.states(&Statement::Receipt(receipt), &[&ond.statement]);
    check(rings, &rings.verify(&ond.author, leaf(9), &envelope.encode()).unwrap())
}

#[test]
fn a_receipt_shows_who_has_covered_how_much_of_whose_record_and_when() {
    let covered = stands(&rings(), ond().receipt(&hal(), 5, NOON)).unwrap().unwrap();
    assert_eq!((&covered.receiver, &covered.of), (&ond().author, &hal().author));
    assert_eq!((covered.size().get(), covered.time), (5, at(NOON)));
    assert_eq!(covered.checkpoint.root(), log::Hash::new([7; 32]));
}

#[test]
fn what_is_no_receipt_covers_nothing() {
    let (rings, ond) = (rings(), ond());
    for (name, envelope) in each_kind().into_iter().filter(|(name, _)| *name != "receipt") {
        let signed = rings.verify(&ond.author, leaf(9), &envelope.encode()).unwrap();
        assert_eq!(check(&rings, &signed), Ok(None), "{name}");
    }
}

#[test]
fn nobody_gives_a_receipt_of_its_own_record() {
    assert_eq!(stands(&rings(), ond().receipt(&ond(), 5, NOON)), Err(BadReceipt::Own(ond().author)));
}

#[test]
fn a_receipt_of_a_stranger_covers_nothing() {
    let stranger = keeper("CAR", 31);
    assert_eq!(stands(&rings(), ond().receipt(&stranger, 5, NOON)), Err(BadReceipt::Author(stranger.author)));
}

#[test]
fn the_checkpoint_is_signed_by_the_other_records_key() {
    let (ond, hal) = (ond(), hal());
    let good = ond.receipt(&hal, 5, NOON);
    let of = |checkpoint: String| stands(&rings(), Receipt { checkpoint: checkpoint.into_bytes(), ..good.clone() });
    let text = String::from_utf8(good.checkpoint.clone()).unwrap();
    for bad in [
        text.replacen("\n5\n", "\n6\n", 1),
        text[..text.len() - 1].to_owned(),
        String::new(),
        ond.head(5, 7).to_string(),
        lakeside().head(5, 7).to_string(),
    ] {
        assert!(matches!(of(bad.clone()), Err(BadReceipt::Checkpoint { .. })), "{bad}");
    }
}

#[test]
fn the_cosignature_is_the_receivers_over_this_checkpoint() {
    let (ond, hal) = (ond(), hal());
    let good = ond.receipt(&hal, 5, NOON);
    let of = |line: String| stands(&rings(), Receipt { cosignature: format!("{line}\n").into_bytes(), ..good.clone() });
    let by = |keeper: &Keeper, size| keeper.cosigner.cosign(&hal.checkpoint(size, 7), at(NOON)).to_string();
    assert!(of(by(&ond, 5)).is_ok());
    assert!(matches!(of(by(&ond, 6)), Err(BadReceipt::Cosignature { .. })), "over another checkpoint");
    assert_eq!(of(by(&lakeside(), 5)), Err(BadReceipt::UnknownKey(ond.author.clone())), "another's");
    let log_line = hal.log.sign(&hal.checkpoint(5, 7).to_string());
    assert_eq!(of(log_line.to_string()), Err(BadReceipt::UnknownKey(ond.author.clone())), "the log's own");
    assert!(matches!(of(String::new()), Err(BadReceipt::Line(_))));
    assert!(matches!(of(format!("{}\n{}", by(&ond, 5), by(&ond, 5))), Err(BadReceipt::Line(_))), "two lines");
}

#[test]
fn a_cosignature_that_stands_on_the_note_already_does_not_stand_in() {
    let (ond, hal) = (ond(), hal());
    let earlier = ond.cosigner.cosign(&hal.checkpoint(5, 7), at(NOON - 1000));
    let note = hal.head(5, 7).with_signature(earlier).unwrap();
    let receipt = Receipt { checkpoint: note.to_string().into_bytes(), ..ond.receipt(&hal, 5, NOON) };
    assert_eq!(stands(&rings(), receipt).unwrap().unwrap().time, at(NOON));
}

#[test]
fn an_ended_log_key_covers_nothing_beyond_its_end() {
    let (mut rings, ond, hal) = (rings(), ond(), hal());
    let end = Revocation { key: KeyId::of(1, hal.log.verifier().public()), ..revocation(&hal, 5) };
    let revoked = ond.states(&Statement::Revocation(end), &[&hal.offline, &ond.statement]);
    rings.learn(&rings.verify(&ond.author, leaf(0), &revoked.encode()).unwrap()).unwrap();
    assert!(stands(&rings, ond.receipt(&hal, 5, NOON)).is_ok());
    assert!(matches!(stands(&rings, ond.receipt(&hal, 6, NOON)), Err(BadReceipt::Checkpoint { .. })));
}

#[test]
fn an_ended_cosignature_key_covers_nothing() {
    let (mut rings, ond, hal) = (rings(), ond(), hal());
    let end = Revocation { key: KeyId::of(1, ond.cosigner.verifier().public()), ..revocation(&ond, 9) };
    let revoked = hal.states(&Statement::Revocation(end), &[&ond.offline, &hal.statement]);
    rings.learn(&rings.verify(&hal.author, leaf(0), &revoked.encode()).unwrap()).unwrap();
    assert_eq!(
        stands(&rings, ond.receipt(&hal, 5, NOON)),
        Err(BadReceipt::UnknownKey(ond.author)),
        "leaf 9 is beyond it"
    );
}

// order, and when a statement was provided

fn covered(by: &Keeper, of: &Keeper, size: u64, time: u64) -> Verified<Covered> {
    let rings = rings();
    let envelope = by.states(&Statement::Receipt(by.receipt(of, size, time)), &[&by.statement]);
    check(&rings, &rings.verify(&by.author, leaf(9), &envelope.encode()).unwrap()).unwrap().unwrap()
}

#[test]
fn within_one_record_times_never_go_back_and_sizes_never_shrink() {
    let (ond, hal, witness) = (ond(), hal(), lakeside());
    let mut order = ReceiptOrder::default();
    order.push(&covered(&ond, &hal, 5, NOON)).unwrap();
    order.push(&covered(&ond, &hal, 5, NOON)).unwrap();
    order.push(&covered(&ond, &witness, 2, NOON + 9)).unwrap();
    let back = order.push(&covered(&ond, &hal, 6, NOON + 8));
    assert_eq!(back, Err(OutOfOrder::Time { time: at(NOON + 8), last: at(NOON + 9) }));
    let shrunk = order.push(&covered(&ond, &hal, 4, NOON + 10));
    let (size, last) = (TreeSize::new(4).unwrap(), TreeSize::new(5).unwrap());
    assert_eq!(shrunk, Err(OutOfOrder::Size { of: hal.author.clone(), size, last }));
    order.push(&covered(&ond, &hal, 6, NOON + 9)).unwrap();
}

#[test]
fn a_statement_is_provided_to_the_other_party_or_to_a_quorum_of_witnesses() {
    let treaty = instrument();
    let (ond, hal, lakeside, hillside) = (ond(), hal(), lakeside(), Author::new("hillside").unwrap());
    let rule = Rule::of(&treaty, &ond.author);
    assert_eq!(rule.recipients.iter().collect::<Vec<_>>(), [&hal.author]);
    assert_eq!(rule.witnesses.iter().collect::<Vec<_>>(), [&hillside, &lakeside.author]);
    assert_eq!(rule.quorum.map(std::num::NonZero::get), Some(2));
    assert_eq!(Rule::of(&treaty, &hillside).witnesses.len(), 1, "a witness is none of its own record");
    let mut provision = Provision::new(ond.author.clone(), rule);
    provision.push(&covered(&lakeside, &ond, 3, NOON));
    assert_eq!(provision.provided_at(leaf(2)), None, "one witness is no quorum of two");
    provision.push(&covered(&hal, &lakeside, 9, NOON + 1));
    provision.push(&covered(&hal, &ond, 3, NOON + 60));
    assert_eq!(provision.provided_at(leaf(2)), Some(at(NOON + 60)));
    assert_eq!(provision.provided_at(leaf(3)), None, "a receipt of another record is none of this one's");
}
