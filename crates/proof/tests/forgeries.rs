//! Every claim of an epoch, tried by a liar with a prover of its own on the public wire structures. First it tells the truth, so that its
//! lies fail for what they say and for nothing else.

mod common;

use common::forge::{Lie, Number, nothing};
use common::*;
use proof::*;
use rand::RngExt;
use rand::rngs::ChaCha20Rng;
use std::sync::{Arc, LazyLock};

static VERIFIER: LazyLock<Verifier> = LazyLock::new(Verifier::new);

const CELLS: Claim = Claim::Fails(ProofName::Cells);
const DERIVED: Claim = Claim::Fails(ProofName::Derived);

fn balance(line: usize) -> Claim {
    Claim::Fails(ProofName::Balance(line))
}

/// Two sites, a plant, a road: (0,0) (0,1) (1,0) (1,1) plant:0 road:0 road:1. Frozen: the sum of all.
fn shape() -> Arc<Shape> {
    let bounds = vec![Bound { base: Base::Baseline, scope: Scope::All, weights: vec![1, 1] }];
    let conversions = vec![(Class(0), Class(1)), (Class(1), Class(0))];
    Arc::new(Shape::new(2, (6, 4), common::cells(2, 2, true), conversions, bounds).unwrap())
}

const BEFORE: [i64; 7] = [0, 65_535, 10, 1, 2, 0, 0];
const PLANT: Cell = Cell { place: Place { kind: PlaceKind::Interior, site: 2 }, class: Class(0) };

/// A baseline, and an epoch after it that a liar made out of the counts before.
fn lie(change: impl FnOnce(&mut Lie)) -> (Lie, Lie, ChaCha20Rng) {
    let mut rng = rng(1);
    let before = Lie::new(&shape(), &BEFORE, &mut rng);
    let mut now = Lie::new(&shape(), &BEFORE, &mut rng);
    change(&mut now);
    (before, now, rng)
}

fn stated((before, now, mut rng): (Lie, Lie, ChaCha20Rng)) -> Vec<StatedEpoch> {
    vec![before.state(None, &mut rng), now.state(Some([&before, &before]), &mut rng)]
}

/// What is found wrong with the epoch after the baseline.
fn wrong(epochs: &[StatedEpoch]) -> Vec<Claim> {
    let mut verdicts = VERIFIER.check(run(epochs, 0..epochs.len()));
    assert!(verdicts[0].is_ok(), "the baseline is good");
    verdicts.pop().unwrap().err().unwrap_or_default()
}

fn caught(change: impl FnOnce(&mut Lie)) -> Vec<Claim> {
    wrong(&stated(lie(change)))
}

fn tampered(change: impl FnOnce(&mut StatedEpoch)) -> Vec<Claim> {
    let mut epochs = truth();
    change(&mut epochs[1]);
    wrong(&epochs)
}

/// An epoch in which things lawfully happened.
fn truth() -> Vec<StatedEpoch> {
    static TRUTH: LazyLock<Vec<StatedEpoch>> = LazyLock::new(|| {
        stated(lie(|now| {
            now.cells[2].0 -= 3;
            now.cells[0].0 += 1;
            now.cells[3].0 += 1;
            now.cells[4].0 += 1;
            now.flow(Flow::Conversion { from: Class(0), to: Class(1) }, 1);
            now.flow(Flow::Arrival(PLANT), 1);
        }))
    });
    TRUTH.clone()
}

#[test]
fn a_second_prover_made_from_the_specification_is_believed() {
    assert_eq!(wrong(&truth()), []);
}

#[test]
fn a_negative_count_does_not_hide_a_surplus() {
    let surplus = |now: &mut Lie| {
        now.cells[0].0 -= 1;
        now.cells[2].0 += 1;
    };
    assert_eq!(caught(surplus), [CELLS]);
}

#[test]
fn two_to_the_sixteenth_is_no_count() {
    let wrapped = |now: &mut Lie| {
        now.cells[1].0 += 1;
        now.cells[3].0 -= 1;
    };
    assert_eq!(caught(wrapped), [CELLS]);
}

#[test]
fn what_vanished_does_not_return_as_a_negative_loss() {
    let returned = |now: &mut Lie| {
        now.cells[0].0 += 1;
        now.flow(Flow::Loss(Class(0)), -1);
        now.excess[0] = 1;
    };
    assert_eq!(caught(returned), [DERIVED]);
}

#[test]
fn births_and_deaths_cannot_be_netted() {
    let netted = |now: &mut Lie| {
        now.cells[2].0 -= 1;
        now.flow(Flow::Birth(PLANT), -1);
    };
    assert_eq!(caught(netted), [DERIVED]);
}

#[test]
fn a_flow_of_two_to_the_sixteenth_is_no_count() {
    let large = |now: &mut Lie| {
        now.cells[2].0 -= 1;
        now.flow(Flow::Loss(Class(0)), 65_536);
        now.flow(Flow::Birth(PLANT), 65_535);
    };
    assert_eq!(caught(large), [DERIVED]);
}

#[test]
fn a_birth_does_not_pass_as_a_return() {
    let out_of_nothing = |now: &mut Lie| {
        now.cells[0].0 += 1;
        now.excess[0] = 1;
        now.flow(Flow::Return(PLANT), 1);
    };
    assert_eq!(caught(out_of_nothing), [balance(0), balance(2)]);
    // out of an interior that has fewer: its count would be negative
    let out_of_an_empty_interior = |now: &mut Lie| {
        now.cells[0].0 += 3;
        now.cells[4].0 -= 3;
        now.flow(Flow::Return(PLANT), 3);
    };
    assert_eq!(caught(out_of_an_empty_interior), [CELLS]);
}

#[test]
fn an_interior_takes_in_only_what_arrives() {
    let unseen = |now: &mut Lie| {
        now.cells[2].0 -= 1;
        now.cells[4].0 += 1;
    };
    assert_eq!(caught(unseen), [balance(2)]);
    let dismantled_without_being_inside = |now: &mut Lie| {
        now.cells[2].0 -= 1;
        now.flow(Flow::Death(PLANT), 1);
    };
    assert_eq!(caught(dismantled_without_being_inside), [balance(2)]);
}

#[test]
fn a_class_does_not_grow_or_shrink_unexplained() {
    let grown = |now: &mut Lie| {
        now.cells[3].0 += 1;
        now.excess[0] = 1;
    };
    assert_eq!(caught(grown), [balance(1)]);
    assert_eq!(caught(|now| now.cells[2].0 -= 1), [balance(0)]);
    let converted_unsaid = |now: &mut Lie| {
        now.cells[2].0 -= 1;
        now.cells[3].0 += 1;
    };
    assert_eq!(caught(converted_unsaid), [balance(0), balance(1)]);
    let converted_backwards = |now: &mut Lie| {
        converted_unsaid(now);
        now.flow(Flow::Conversion { from: Class(1), to: Class(0) }, 1);
    };
    assert_eq!(caught(converted_backwards), [balance(0), balance(1)]);
}

#[test]
fn a_freeze_is_not_exceeded_unsaid() {
    let born = |now: &mut Lie| {
        now.cells[0].0 += 1;
        now.flow(Flow::Birth(PLANT), 1);
    };
    assert_eq!(caught(born), [DERIVED]);
    let said = |now: &mut Lie| {
        born(now);
        now.excess[0] = 1;
    };
    assert_eq!(caught(said), []);
}

#[test]
fn each_line_of_correction_counts_where_it_stands() {
    let corrected = |line: usize, up| {
        caught(|now| {
            now.cells[4].0 += 1;
            now.excess[0] = 1;
            now.corrections[line].up = up;
        })
    };
    assert_eq!(corrected(2, 1), []);
    assert_eq!(corrected(2, 2), [balance(0), balance(2)]);
    assert_eq!(corrected(0, 1), [balance(2)]);
    assert_eq!(corrected(1, 1), [balance(0), balance(1), balance(2)]);
}

#[test]
fn clear_numbers_cannot_be_changed_afterwards() {
    assert_eq!(tampered(|epoch| epoch.commitments.excess[0] = 1), [DERIVED]);
    assert_eq!(tampered(|epoch| epoch.commitments.corrections[1].down = 1), [balance(1)]);
    assert_eq!(tampered(|epoch| epoch.commitments.corrections[2].up = 1), [balance(0), balance(2)]);
}

fn everything() -> Vec<Claim> {
    vec![CELLS, DERIVED, balance(0), balance(1), balance(2)]
}

#[test]
fn proofs_are_worth_nothing_under_another_body_or_context() {
    assert_eq!(tampered(|epoch| epoch.body.0[31] ^= 1), everything());
    assert_eq!(tampered(|epoch| epoch.context = Context::new(&[1; 32], b"other")), everything());
    assert_eq!(tampered(|epoch| epoch.context = Context::new(&[2; 32], b"liar")), everything());
}

#[test]
fn proofs_are_worth_nothing_under_another_shape() {
    let under = |conversions: Vec<(Class, Class)>, weights: Vec<u8>, cells: Vec<Cell>| {
        let bound = Bound { base: Base::Baseline, scope: Scope::All, weights };
        let shape = Shape::new(2, (6, 4), cells, conversions, vec![bound]).unwrap();
        tampered(|epoch| epoch.shape = Arc::new(shape))
    };
    let (there, back) = ((Class(0), Class(1)), (Class(1), Class(0)));
    let cells = || common::cells(2, 2, true);
    assert_eq!(under(vec![there, back], vec![1, 1], cells()), []);
    assert_eq!(under(vec![back, there], vec![1, 1], cells()), [balance(0), balance(1)]);
    assert_eq!(under(vec![there, back], vec![1, 2], cells()), [DERIVED]);
    // a plant of another number is another plant, which the epoch before does not have
    let moved = |mut cells: Vec<Cell>| {
        cells[4].place.site = 3;
        cells
    };
    assert_eq!(under(vec![there, back], vec![1, 1], moved(cells())), [balance(2)]);
}

#[test]
fn commitments_cannot_be_swapped() {
    assert_eq!(tampered(|epoch| epoch.commitments.cells.swap(0, 2)), [CELLS]);
    assert_eq!(tampered(|epoch| epoch.commitments.cells.swap(0, 1)), [CELLS, balance(0), balance(1)]);
    assert_eq!(tampered(|epoch| epoch.commitments.flows.swap(0, 1)), [DERIVED, balance(0), balance(1)]);
}

#[test]
fn proofs_cannot_be_swapped_between_epochs_or_balances() {
    let (one, mut other) = (truth(), truth());
    let (before, now, mut rng) = lie(|_| ());
    other[1] = now.state(Some([&before, &before]), &mut rng);
    assert_eq!(wrong(&other), []);
    other[1].proofs = one[1].proofs.clone();
    assert_eq!(wrong(&other), everything());
    assert_eq!(tampered(|epoch| epoch.proofs.balances.swap(0, 2)), [balance(0), balance(2)]);
    let exchanged = tampered(|epoch| std::mem::swap(&mut epoch.proofs.cells, &mut epoch.proofs.derived));
    let malformed = [ProofName::Cells, ProofName::Derived].map(Claim::Malformed);
    assert_eq!(exchanged, malformed);
}

#[test]
fn a_bound_starts_from_this_partys_baseline_alone() {
    let epochs = truth();
    let mut run = run(&epochs, 1..2);
    let mut rng = rng(2);
    let inflated = Lie::new(&shape(), &[100, 65_535, 100, 1, 2, 0, 0], &mut rng);
    run.before.as_mut().unwrap().baseline.cells = inflated.commitments().cells;
    assert_eq!(VERIFIER.check(run), [Err(vec![DERIVED])]);
}

#[test]
fn no_flipped_bit_of_a_proof_goes_unseen() {
    let epochs = truth();
    let flip = |name: ProofName, byte: usize| {
        let mut epochs = epochs.clone();
        let proofs = &mut epochs[1].proofs;
        let bytes: &mut [u8] = match name {
            ProofName::Cells => &mut proofs.cells,
            ProofName::Derived => &mut proofs.derived,
            ProofName::Balance(line) => &mut proofs.balances[line].0,
        };
        bytes[byte] ^= 1 << (byte % 8);
        let claims = wrong(&epochs);
        assert!(claims == [Claim::Fails(name)] || claims == [Claim::Malformed(name)], "{name} {byte}: {claims:?}");
    };
    (0..64).for_each(|byte| flip(ProofName::Balance(1), byte));
    // the first byte, then one and more of each element of 32
    for byte in (0..epochs[1].proofs.cells.len()).step_by(13) {
        flip(ProofName::Cells, byte);
    }
    for byte in (0..epochs[1].proofs.derived.len()).step_by(29) {
        flip(ProofName::Derived, byte);
    }
}

#[test]
fn a_range_proof_of_any_other_length_is_malformed() {
    let epochs = truth();
    let bytes = &epochs[1].proofs.cells;
    let lengths = (0..bytes.len()).chain([bytes.len() + 1, bytes.len() + 32, bytes.len() + 64]);
    for length in lengths {
        let mut longer = bytes.clone();
        longer.resize(length, 1);
        assert_eq!(tampered(|epoch| epoch.proofs.cells = longer), [Claim::Malformed(ProofName::Cells)], "{length}");
    }
}

/// The order of the group, little-endian, added to a scalar's bytes: the same scalar in a second spelling.
fn second_spelling(bytes: &mut [u8]) {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut carry = 0;
    for (byte, order) in bytes.iter_mut().zip(ORDER) {
        carry += u16::from(*byte) + u16::from(order);
        *byte = carry as u8;
        carry >>= 8;
    }
}

#[test]
fn a_scalar_has_one_spelling() {
    let balance = tampered(|epoch| second_spelling(&mut epoch.proofs.balances[0].0[32..]));
    assert_eq!(balance, [Claim::Malformed(ProofName::Balance(0))]);
    // d1, then r1 and s1 after the three points
    for at in [1, 1 + 32 * 4, 1 + 32 * 5] {
        let range = tampered(|epoch| second_spelling(&mut epoch.proofs.cells[at..at + 32]));
        assert_eq!(range, [Claim::Malformed(ProofName::Cells)]);
    }
}

/// Encodings of no point: the field's order (a second spelling of 0), a negative number, no square.
fn no_points() -> [[u8; 32]; 3] {
    let mut order = [0xff; 32];
    (order[0], order[31]) = (0xed, 0x7f);
    let mut negative = [0; 32];
    negative[0] = 1;
    let mut no_square = [0; 32];
    no_square[0] = 2;
    [order, negative, no_square]
}

#[test]
fn a_commitment_that_is_no_point_is_named() {
    for bytes in no_points() {
        let claims = tampered(|epoch| {
            epoch.commitments.cells[3].0 = bytes;
            epoch.commitments.flows[1].0 = bytes;
            epoch.commitments.flows[4].0 = bytes;
        });
        let named = |what, index| Claim::NotAPoint { what, index };
        assert_eq!(claims, [named(List::Cells, 3), named(List::Flows, 1), named(List::Flows, 4)]);
    }
}

#[test]
fn a_point_of_a_proof_that_is_none_is_refused() {
    for bytes in no_points() {
        let claims = tampered(|epoch| epoch.proofs.balances[2].0[..32].copy_from_slice(&bytes));
        assert_eq!(claims, [Claim::Malformed(ProofName::Balance(2))]);
        // a, a1, b, and the last point of all
        for element in [1, 2, 3, 19] {
            let range = 1 + 32 * element..33 + 32 * element;
            let claims = tampered(|epoch| epoch.proofs.cells[range].copy_from_slice(&bytes));
            assert_eq!(claims, [CELLS]);
        }
    }
}

#[test]
fn the_identity_proves_nothing() {
    assert_eq!(tampered(|epoch| epoch.proofs.balances[0].0 = [0; 64]), [balance(0)]);
    assert_eq!(tampered(|epoch| epoch.proofs.balances[0].0[..32].fill(0)), [balance(0)]);
    for element in [1, 2, 3, 6, 19] {
        let range = 1 + 32 * element..33 + 32 * element;
        assert_eq!(tampered(|epoch| epoch.proofs.cells[range].fill(0)), [CELLS]);
    }
    assert_eq!(tampered(|epoch| epoch.proofs.cells[1..].fill(0)), [CELLS]);
    // the freeze sums it too
    assert_eq!(tampered(|epoch| epoch.commitments.cells[0] = nothing()), [CELLS, DERIVED, balance(0)]);
    assert_eq!(tampered(|epoch| epoch.commitments.flows[0] = nothing()), [DERIVED, balance(0), balance(1)]);
}

#[test]
fn the_identity_as_a_commitment_is_a_count_of_zero_for_all_to_see() {
    let careless = |count: i64| caught(|now| now.cells[0] = Number(count, Default::default()));
    assert_eq!(careless(0), []);
    assert_eq!(careless(-1), [CELLS, balance(0)]);
}

#[test]
fn lists_of_another_length_than_the_shapes_are_named() {
    let length = |what, found, expected| Claim::Length { what, found, expected };
    let one = |change: fn(&mut StatedEpoch), what, found, expected| {
        assert_eq!(tampered(change), [length(what, found, expected)]);
    };
    one(|epoch| _ = epoch.commitments.cells.pop(), List::Cells, 6, 7);
    one(|epoch| epoch.commitments.cells.push(nothing()), List::Cells, 8, 7);
    one(|epoch| _ = epoch.commitments.flows.pop(), List::Flows, 7, 8);
    one(|epoch| epoch.commitments.flows.push(nothing()), List::Flows, 9, 8);
    one(|epoch| epoch.commitments.excess.push(0), List::Excess, 2, 1);
    one(|epoch| epoch.commitments.excess.clear(), List::Excess, 0, 1);
    one(|epoch| _ = epoch.commitments.corrections.pop(), List::Corrections, 2, 3);
    one(|epoch| epoch.commitments.corrections.push(Correction::default()), List::Corrections, 4, 3);
    one(|epoch| _ = epoch.proofs.balances.pop(), List::Balances, 2, 3);
    one(|epoch| epoch.proofs.balances.push(BalanceProof([0; 64])), List::Balances, 4, 3);
    assert_eq!(tampered(|epoch| epoch.proofs.derived.clear()), [Claim::Malformed(ProofName::Derived)]);
}

#[test]
fn the_baseline_has_cells_alone() {
    let later = truth().pop().unwrap();
    let one = |change: &dyn Fn(&mut StatedEpoch), what, found| {
        let mut epochs = truth();
        change(&mut epochs[0]);
        let verdicts = VERIFIER.check(run(&epochs, 0..1));
        assert_eq!(verdicts, [Err(vec![Claim::Length { what, found, expected: 0 }])]);
    };
    one(&|epoch| epoch.commitments.flows = later.commitments.flows.clone(), List::Flows, 8);
    one(&|epoch| epoch.commitments.excess = vec![0], List::Excess, 1);
    one(&|epoch| epoch.commitments.corrections = vec![Correction::default(); 3], List::Corrections, 3);
    one(&|epoch| epoch.proofs.derived = vec![1], List::DerivedProof, 1);
    // and no proof is read where a length is wrong
    let without_proof = |epoch: &mut StatedEpoch| {
        epoch.commitments.excess = vec![0];
        epoch.proofs.cells.clear();
    };
    one(&without_proof, List::Excess, 1);
    one(&|epoch| epoch.proofs.balances = later.proofs.balances.clone(), List::Balances, 3);
}

#[test]
fn an_epoch_after_cells_that_are_none_says_so() {
    let epochs = truth();
    let broken = |change: &dyn Fn(&mut Before)| {
        let mut run = run(&epochs, 1..2);
        change(run.before.as_mut().unwrap());
        VERIFIER.check(run).pop().unwrap().unwrap_err()
    };
    assert_eq!(broken(&|before| before.previous.cells[0].0 = no_points()[0]), [Claim::Previous]);
    assert_eq!(broken(&|before| _ = before.previous.cells.pop()), [Claim::Previous]);
    assert_eq!(broken(&|before| before.baseline.cells[0].0 = no_points()[0]), [Claim::Baseline]);
    let mut epochs = epochs;
    epochs[0].commitments.cells[0].0 = no_points()[0];
    let both = VERIFIER.check(run(&epochs, 0..2)).pop().unwrap();
    assert_eq!(both, Err(vec![Claim::Previous, Claim::Baseline]));
}

#[test]
fn exactly_the_epochs_that_lie_are_named() {
    let (party, _) = lived(3, &Generators::new(), common::shape(1), 6);
    let names = [ProofName::Cells, ProofName::Derived, ProofName::Balance(0), ProofName::Balance(2)];
    let rng = &mut rng(4);
    for _ in 0..24 {
        let mut epochs = party.epochs.clone();
        let mut expected = Vec::new();
        for (number, epoch) in epochs.iter_mut().enumerate() {
            let possible = if number == 0 { &names[..1] } else { &names };
            let lies: Vec<_> = possible.iter().copied().filter(|_| rng.random_bool(0.12)).collect();
            for name in &lies {
                match name {
                    ProofName::Cells => epoch.proofs.cells[1] ^= 1,
                    ProofName::Derived => epoch.proofs.derived[1] ^= 1,
                    ProofName::Balance(line) => epoch.proofs.balances[*line].0[32] ^= 1,
                }
            }
            expected.push(lies.into_iter().map(Claim::Fails).collect::<Vec<_>>());
        }
        let found = VERIFIER.check(run(&epochs, 0..6)).into_iter().map(|verdict| verdict.err().unwrap_or_default());
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }
}

#[test]
fn a_claim_says_what_where_and_what_was_expected() {
    let says = |claim: Claim| claim.to_string();
    assert_eq!(says(Claim::Length { what: List::Flows, found: 7, expected: 8 }), "7 flows, and the shape has 8");
    assert_eq!(says(Claim::NotAPoint { what: List::Cells, index: 3 }), "number 3 of the cells is no point");
    assert_eq!(says(balance(12)), "the proof `balance/12` does not hold");
}
