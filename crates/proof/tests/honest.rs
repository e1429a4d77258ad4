//! What an honest party can do: prove whatever happens, see what is wrong before it publishes, say it in clear where it must.

mod common;

use common::*;
use proof::*;
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static GENERATORS: LazyLock<Generators> = LazyLock::new(Generators::new);

fn verifier() -> Verifier {
    Verifier::with(GENERATORS.clone())
}

fn all_proved(run: Run) -> bool {
    let epochs = run.epochs.len();
    let verdicts = verifier().check(run);
    verdicts.len() == epochs && verdicts.iter().all(Result::is_ok)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_lawfully_happens_can_be_proved_and_verified(
        seed in any::<u64>(), sites in 1_u16..4, classes in 1_u8..4, plant in any::<bool>(), convert in any::<bool>(),
        weights in prop::collection::vec(0_u8..4, 4),
    ) {
        let all = cells(sites, classes, plant);
        let conversions = if convert && classes > 1 { vec![(Class(0), Class(1)), (Class(1), Class(0))] } else { vec![] };
        let weights: Vec<_> = weights[..classes.into()].to_vec();
        let bounds = [(Base::Baseline, Scope::All), (Base::Clear(700), Scope::All), (Base::Baseline, Scope::Roads)];
        let bounds = bounds.map(|(base, scope)| Bound { base, scope, weights: weights.clone() });
        let shape = Shape::new(classes, (6, 4), all, conversions, bounds.to_vec()).unwrap();
        let (party, _) = lived(seed >> 32, &GENERATORS, Arc::new(shape), 4);
        prop_assert!(all_proved(party.run(0..4)));
    }
}

#[test]
fn a_verdict_carries_what_was_proved() {
    let (party, _) = lived(1, &GENERATORS, shape(2), 2);
    let verdicts = verifier().check(party.run(0..2));
    for (verdict, epoch) in verdicts.into_iter().zip(&party.epochs) {
        let proved = verdict.unwrap();
        assert_eq!(proved.commitments(), &epoch.commitments);
        assert_eq!((proved.body(), proved.shape()), (&epoch.body, &epoch.shape));
    }
}

#[test]
fn an_empty_run_has_no_verdicts() {
    assert!(verifier().check(Run { before: None, epochs: vec![] }).is_empty());
}

#[test]
fn verdicts_do_not_depend_on_how_runs_are_cut() {
    let (mut party, _) = lived(2, &GENERATORS, shape(2), 6);
    // a proof that fails, cells that are no points, a list too short
    party.epochs[1].proofs.balances[0].0[40] ^= 1;
    party.epochs[3].commitments.cells[1].0 = [0xff; 32];
    party.epochs[5].commitments.excess.pop();
    let whole = verifier().check(party.run(0..6));
    assert_eq!(whole.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true, false, false, false]);
    for cuts in 0_u32..1 << 5 {
        let mut verdicts = Vec::new();
        let mut start = 0;
        for end in (1..=6).filter(|end| *end == 6 || cuts >> (end - 1) & 1 == 1) {
            verdicts.extend(verifier().check(party.run(start..end)));
            start = end;
        }
        assert_eq!(verdicts, whole, "cuts {cuts:05b}");
    }
    for (from, after) in (0..6).flat_map(|from| (0..=7).map(move |after| (from, after))) {
        let mut first = party.run(from..6);
        let rest = first.split_off(after);
        assert_eq!(rest.is_some(), (1..6 - from).contains(&after), "nothing is cut off a run at its ends");
        let verdicts = [Some(first), rest].into_iter().flatten().flat_map(|run| verifier().check(run));
        assert!(verdicts.eq(whole[from..].iter().cloned()), "from {from}, cut after {after}");
    }
}

#[test]
fn a_run_longer_than_a_batch_is_verified_to_its_end() {
    let bound = Bound { base: Base::Baseline, scope: Scope::All, weights: vec![1] };
    let shape = Arc::new(Shape::new(1, (4, 4), cells(1, 1, false), vec![], vec![bound]).unwrap());
    let ledger = Ledger::new(shape, vec![3, 2]);
    let mut party = Party::new(10, &GENERATORS);
    (0..131).for_each(|_| _ = party.close(&ledger));
    for bad in [127, 128, 130] {
        party.epochs[bad].proofs.cells[1] ^= 1;
    }
    let verdicts = verifier().check(party.run(0..131));
    let bad: Vec<_> = (0..131).filter(|&epoch| verdicts[epoch].is_err()).collect();
    assert_eq!(bad, [127, 128, 130]);
}

#[test]
fn epochs_are_proved_in_any_order_with_the_same_result() {
    let shape = shape(1);
    let ledger = Ledger::new(shape.clone(), vec![5; shape.cells().len()]);
    let secrets: Vec<_> = (0..3).map(|epoch| secrets(epoch, &ledger, epoch == 0)).collect();
    let carried: Vec<_> = secrets.iter().map(|secrets| Carried::of(&shape, &secrets.cells).unwrap()).collect();
    let prove = |epoch: usize| {
        let clear = Clear::nothing(&shape);
        let closing = Closing::new(&shape, &secrets[epoch], clear, &carried[epoch - 1], &carried[0]).unwrap();
        closing.prove(&GENERATORS, &Context([1; 32]), &BodyHash([epoch as u8; 32]), &mut rng(epoch as u64))
    };
    let forwards = [prove(1), prove(2)];
    let [one, two] = std::thread::scope(|scope| {
        let threads = [scope.spawn(|| prove(2)), scope.spawn(|| prove(1))];
        threads.map(|thread| thread.join().unwrap())
    });
    assert_eq!(forwards, [two, one]);
}

#[test]
fn what_does_not_balance_is_named_before_it_is_published() {
    let (mut party, ledger) = lived(3, &GENERATORS, shape(2), 2);
    let mut next = ledger.next();
    // two of class 1 out of nothing, and one of class 0 into the plant without an arrival
    next.cells[1] += 2;
    let plant = at(&next.shape, cell(PlaceKind::Interior, 2, 0));
    next.cells[0] -= 1;
    next.cells[plant] += 1;
    let clear = Clear { excess: vec![100; 3], ..Clear::nothing(&next.shape) };
    let unprovable = party.try_close(&next, clear).unwrap_err();
    let expected = vec![Gap::Balance { line: 1, difference: 2 }, Gap::Balance { line: 2, difference: 1 }];
    assert_eq!(unprovable, Unprovable(expected));
    assert_eq!(
        unprovable.to_string(),
        "the epoch cannot be proved: \
         balance 1 has +2 items that no flow explains: enter the flow, or correct the line; \
         balance 2 has +1 items that no flow explains: enter the flow, or correct the line"
    );
}

#[test]
fn a_correction_makes_an_honest_error_provable() {
    let (mut party, ledger) = lived(4, &GENERATORS, shape(2), 2);
    let mut next = ledger.next();
    next.cells[1] += 2;
    let plant = at(&next.shape, cell(PlaceKind::Interior, 2, 0));
    next.cells[plant] -= 1;
    let mut clear = Clear { excess: vec![500; 3], ..Clear::nothing(&next.shape) };
    clear.corrections[1] = Correction { up: 5, down: 3 };
    // a plant's line corrects its class too
    clear.corrections[2] = Correction { up: 0, down: 1 };
    party.try_close(&next, clear).unwrap();
    assert!(all_proved(party.run(0..3)));
}

#[test]
fn excess_makes_a_breach_provable_and_says_it() {
    let shape = shape(1);
    let mut party = Party::new(5, &GENERATORS);
    let ledger = Ledger::new(shape.clone(), vec![10; shape.cells().len()]);
    party.close(&ledger);
    let mut next = ledger.next();
    let plant = cell(PlaceKind::Interior, 1, 0);
    for _ in 0..3 {
        next.shift(None, Some(0));
        next.flow(Flow::Birth(plant));
    }
    let clear = Clear::nothing(&shape);
    let gaps = party.try_close(&next, clear).unwrap_err();
    // the limit is far and the 20 on the road are within their bound: the freeze alone is broken
    assert_eq!(gaps.0, [Gap::Bound { bound: 0, slack: -3 }]);
    let clear = Clear { excess: vec![3, 0, 0], ..Clear::nothing(&shape) };
    let stated = party.try_close(&next, clear).unwrap();
    assert_eq!(stated.commitments.excess, [3, 0, 0]);
    assert!(all_proved(party.run(0..2)));
}

#[test]
fn a_bound_too_far_away_is_named_too() {
    let weights = vec![1];
    let bound = Bound { base: Base::Clear(65_541), scope: Scope::All, weights };
    let shape = Arc::new(Shape::new(1, (6, 4), cells(1, 1, false), vec![], vec![bound]).unwrap());
    let mut party = Party::new(6, &GENERATORS);
    party.close(&Ledger::new(shape.clone(), vec![3, 2]));
    let gaps = party.try_close(&Ledger::new(shape.clone(), vec![3, 2]), Clear::nothing(&shape)).unwrap_err();
    assert_eq!(gaps.0, [Gap::Bound { bound: 0, slack: 65_536 }]);
    assert!(gaps.to_string().ends_with("set the bound's number lower"), "{gaps}");
    let mut party = Party::new(7, &GENERATORS);
    let bound = Bound { base: Base::Clear(65_540), scope: Scope::All, weights: vec![1] };
    let shape = Arc::new(Shape::new(1, (6, 4), cells(1, 1, false), vec![], vec![bound]).unwrap());
    party.close(&Ledger::new(shape.clone(), vec![3, 2]));
    party.close(&Ledger::new(shape, vec![3, 2]));
    assert!(all_proved(party.run(0..2)));
}

#[test]
fn lists_of_another_length_than_the_shapes_are_named() {
    let shape = shape(1);
    let ledger = Ledger::new(shape.clone(), vec![5; shape.cells().len()]);
    let good = || secrets(1, &ledger, false);
    let carried = Carried::of(&shape, &good().cells).unwrap();
    let length = |what, found, expected| Unprovable(vec![Gap::Length { what, found, expected }]);
    let close = |secrets: &EpochSecrets, clear| Closing::new(&shape, secrets, clear, &carried, &carried).map(drop);
    let (cells, flows) = (shape.cells().len(), shape.flows().len());

    let mut short = good();
    short.cells.pop();
    let expected = length("openings of cells", cells - 1, cells);
    assert_eq!(close(&short, Clear::nothing(&shape)), Err(expected.clone()));
    assert_eq!(Carried::of(&shape, &short.cells).map(drop), Err(expected.clone()));
    assert_eq!(Closing::baseline(&shape, &short).map(drop), Err(expected));
    let mut short = good();
    short.flows.pop();
    assert_eq!(close(&short, Clear::nothing(&shape)), Err(length("openings of flows", flows - 1, flows)));
    assert_eq!(Closing::baseline(&shape, &good()).map(drop), Err(length("openings of flows", flows, 0)));
    let clear = Clear { excess: vec![0; 4], ..Clear::nothing(&shape) };
    assert_eq!(close(&good(), clear), Err(length("excesses", 4, 3)));
    let clear = Clear { corrections: vec![Correction::default(); 2], ..Clear::nothing(&shape) };
    assert_eq!(close(&good(), clear), Err(length("corrections", 2, 3)));
}

#[test]
fn sites_open_and_close_between_epochs() {
    let (small, large) = (shape(2), shape(3));
    let mut party = Party::new(7, &GENERATORS);
    let before = Ledger::new(small.clone(), vec![5; small.cells().len()]);
    party.close(&before);
    // site 2 opens; its number was the plant's, which is another place
    let carry = |from: &Ledger, to: &Arc<Shape>| {
        let count = |cell: &Cell| {
            from.shape.cells().iter().position(|other| other == cell).map_or(0, |index| from.cells[index])
        };
        Ledger::new(to.clone(), to.cells().iter().map(count).collect())
    };
    let mut opened = carry(&before, &large);
    // the plant keeps its place only by number: here it moves to number 3, so its items arrive there again, out of the sites
    let (old, new) = (at(&small, cell(PlaceKind::Interior, 2, 0)), at(&large, cell(PlaceKind::Interior, 3, 0)));
    for _ in 0..before.cells[old] {
        opened.shift(None, Some(new));
        opened.flow(Flow::Arrival(cell(PlaceKind::Interior, 3, 0)));
    }
    party.close(&opened);
    let mut emptied = opened.next();
    for class in 0..2 {
        let (from, to) = (at(&large, cell(PlaceKind::Site, 1, class)), at(&large, cell(PlaceKind::Site, 2, class)));
        while emptied.shift(Some(from), Some(to)) {}
    }
    party.close(&emptied);
    let closed: Vec<_> = large.cells().iter().copied().filter(|cell| cell.place != place(PlaceKind::Site, 1)).collect();
    let closed =
        Arc::new(Shape::new(2, (6, 4), closed, large.conversions().to_vec(), large.bounds().to_vec()).unwrap());
    party.close(&carry(&emptied, &closed));
    assert!(all_proved(party.run(0..4)));
    assert!(all_proved(party.run(3..4)));
}

#[test]
fn two_inventories_that_differ_in_hidden_things_alone_look_alike() {
    let shape = shape(3);
    let all = |count| Ledger::new(shape.clone(), vec![count; shape.cells().len()]);
    let stated = [all(0), all(8)].map(|ledger| {
        let mut party = Party::new(8, &GENERATORS);
        party.close(&ledger);
        let mut next = ledger.next();
        if ledger.cells[0] > 0 {
            let moved = [(0, 2, None), (1, 0, Some(Flow::Conversion { from: Class(1), to: Class(0) }))];
            for (from, to, flow) in moved {
                next.shift(Some(from), Some(to));
                flow.into_iter().for_each(|flow| next.flow(flow));
            }
            next.shift(Some(3), None);
            next.flow(Flow::Loss(Class(1)));
        }
        party.close(&next);
        party.epochs
    });
    for (one, other) in stated[0].iter().zip(&stated[1]) {
        let lengths = |epoch: &StatedEpoch| {
            let Commitments { cells, flows, excess, corrections } = &epoch.commitments;
            let Proofs { cells: range, derived, balances } = &epoch.proofs;
            [cells.len(), flows.len(), excess.len(), corrections.len(), range.len(), derived.len(), balances.len()]
        };
        assert_eq!(lengths(one), lengths(other));
        assert_eq!(one.commitments.excess, other.commitments.excess);
        let same = one.commitments.cells.iter().filter(|cell| other.commitments.cells.contains(cell)).count();
        assert_eq!(same, 0);
    }
}
