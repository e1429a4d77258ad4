//! What leaves the room: statements that prove and verify, that tell nothing that they should not, and that can be opened.

mod common;

use common::walk::{arb_attempts, event_of};
use common::*;
use inventory::*;
use proof::{
    Base, BodyHash, Bound, Claim, Flow, Generators, Run, Scope, Shape, StatedEpoch, SumOpening, Verifier, open_sum,
    verify_sum,
};
use proptest::prelude::*;
use record::{EpochBody, Kind, Statement};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

static GENERATORS: LazyLock<Generators> = LazyLock::new(Generators::default);

/// Proves and gives it to an auditor.
fn stated(closed: Closed, shape: Arc<Shape>) -> StatedEpoch {
    let hash = BodyHash::of(&closed.salt, &Statement::Epoch(closed.body.clone()).encode());
    assert_eq!(*closed.job.body(), hash, "the proofs are bound to the body as the record hashes it");
    closed.body.fits(&shape).unwrap();
    let proofs = closed.job.prove(&GENERATORS, &mut rng(99));
    StatedEpoch { shape, context: context(), body: hash, commitments: closed.body.commitments, proofs }
}

fn failed(epochs: Vec<StatedEpoch>) -> Vec<Vec<Claim>> {
    let verdicts = Verifier::with(GENERATORS.clone()).check(Run { before: None, epochs });
    verdicts.into_iter().map(|verdict| verdict.err().unwrap_or_default()).collect()
}

/// A baseline and three epochs with something in them.
fn days(draws: u64) -> Vec<Closed> {
    let (mut ledger, mut past) = (ledger(), Past::none());
    let mut closed = Vec::new();
    let base = Some(BASE);
    let epochs: [&[Row<'_>]; 4] = [
        &STOCK,
        &[(Deed::Emplace, "s1", base, base, DEPLOYED), (Deed::ExitPlant, "n1", Some(PLANT), Some(road(1)), STORED)],
        &[(Deed::Ship, "s2", Some(STORE), Some(road(0)), STORED), (Deed::Loss, "d1", base, None, DEPLOYED)],
        &[(Deed::Correct, "f1", None, base, STORED), (Deed::ExitPlant, "n2", Some(PLANT), Some(STORE), STORED)],
    ];
    for (epoch, rows) in (0..).zip(epochs) {
        enter(&mut ledger, rows);
        let salt = salt(&ledger, draws + epoch);
        closed.push(close(&mut ledger, &mut past, salt).unwrap());
    }
    closed
}

fn bodies(closed: &[Closed]) -> Vec<EpochBody> {
    closed.iter().map(|closed| closed.body.clone()).collect()
}

#[test]
fn an_excess_is_stated_and_the_record_goes_on() {
    let closed = days(0);
    // five at the baseline, then one born, one lost, one found, one born: seven less one
    let excess: Vec<_> = closed.iter().map(|closed| closed.body.commitments.excess.clone()).collect();
    assert_eq!(excess, [vec![], vec![1, 0, 0], vec![0, 0, 0], vec![2, 0, 0]]);
    let epochs = closed.into_iter().map(|closed| stated(closed, shape())).collect();
    assert_eq!(failed(epochs), [[], [], [], []]);
}

proptest! {
    #![proptest_config(deterministic(6))]

    #[test]
    fn whatever_a_ledger_closes_is_proved_and_verified(epochs in prop::collection::vec(arb_attempts(150), 1..4)) {
        let (mut ledger, mut past) = (ledger(), Past::none());
        enter(&mut ledger, &STOCK);
        let first = salt(&ledger, 5);
        let mut run = vec![stated(close(&mut ledger, &mut past, first).unwrap(), shape())];
        for attempts in epochs {
            for attempt in attempts {
                let event = event_of(&ledger, attempt);
                let _ = ledger.apply(&event);
            }
            let salt = salt(&ledger, 5);
            run.push(stated(close(&mut ledger, &mut past, salt).unwrap(), shape()));
        }
        let none: Vec<Vec<Claim>> = run.iter().map(|_| Vec::new()).collect();
        prop_assert_eq!(failed(run), none);
    }
}

#[test]
fn an_epoch_of_another_shape_follows_on_one_that_had_other_sites() {
    let without_base: Vec<_> = cells().into_iter().filter(|cell| cell.place.site != 0).collect();
    let smaller = Arc::new(Shape::new(3, (4, 1), without_base, conversions(), bounds()).unwrap());
    let (mut ledger, mut past) = (ledger(), Past::none());
    enter(&mut ledger, &STOCK[2..]);
    let mut run = Vec::new();
    for shape in [shape(), smaller, shape()] {
        if !run.is_empty() {
            ledger.reshape(shape.clone()).unwrap();
            enter(&mut ledger, &[(Deed::Correct, ["a", "b"][run.len() - 1], None, Some(PLANT), STORED)]);
        }
        let salt = salt(&ledger, 1);
        run.push(stated(close(&mut ledger, &mut past, salt).unwrap(), shape));
    }
    assert_eq!(failed(run), [[], [], []]);
}

#[test]
fn the_same_seed_events_and_salts_give_the_same_bytes() {
    let (one, two) = (days(0), days(0));
    assert_eq!(bodies(&one), bodies(&two));
    let proofs = |closed: &Closed| closed.job.prove(&GENERATORS, &mut rng(3));
    assert_eq!(proofs(&one[1]), proofs(&two[1]));
}

#[test]
fn what_is_hidden_shows_in_no_length() {
    let (mut ledger, mut past) = (ledger(), Past::none());
    let mut idle = Vec::new();
    for epoch in 0..4 {
        let salt = salt(&ledger, epoch);
        idle.push(close(&mut ledger, &mut past, salt).unwrap());
    }
    for (busy, idle) in days(0).into_iter().zip(idle) {
        // clear numbers are no secret
        let clear = (busy.body.commitments.excess.clone(), busy.body.commitments.corrections.clone());
        let mut idle_body = idle.body.clone();
        (idle_body.commitments.excess, idle_body.commitments.corrections) = clear;
        let length = |body: &EpochBody| Statement::Epoch(body.clone()).encode().len();
        assert_eq!(length(&busy.body), length(&idle_body));
        let [busy, idle] = [busy, idle].map(|closed| closed.job.prove(&GENERATORS, &mut rng(1)));
        assert_eq!((busy.cells.len(), busy.derived.len()), (idle.cells.len(), idle.derived.len()));
        assert_eq!(busy.balances.len(), idle.balances.len());
    }
}

/// The blinding of every cell and every flow of an epoch.
fn blindings(reopened: &Reopened) -> Vec<[u8; 32]> {
    let shape = reopened.page().shape();
    let cells = shape.cells().iter().map(|&cell| reopened.open_cells(|other| other == cell).blinding);
    let flows = shape.flows().iter().filter(|_| reopened.epoch() != Epoch::BASELINE);
    cells.chain(flows.map(|&flow| open_window([reopened], |other| other == flow).blinding)).collect()
}

#[test]
fn an_epoch_closed_twice_after_a_crash_shares_no_blinding_and_no_root() {
    let (once, again) = (days(0), days(50));
    let reopen = |closed: Closed| Reopened::new(&keys(), closed.page, &closed.body.previous, &closed.body.salt);
    let roots: BTreeSet<_> = once.iter().chain(&again).flat_map(|closed| closed.body.roots.clone()).collect();
    assert_eq!(roots.len(), 2 * 4 * 6);
    let mut all = Vec::new();
    for (closed, twin) in once.into_iter().zip(again) {
        let cells = closed.body.commitments.cells.clone();
        let reopened = [reopen(closed), reopen(twin)];
        // they are the blindings that stand in the commitments, not just any
        for (cell, commitment) in shape().cells().iter().zip(&cells) {
            verify_sum(&[*commitment], &reopened[0].open_cells(|other| other == *cell)).unwrap();
        }
        all.extend(reopened.iter().flat_map(blindings));
    }
    let distinct: BTreeSet<_> = all.iter().collect();
    // so no V − V' is a multiple of G alone, between any two commitments of either record
    assert_eq!(distinct.len(), all.len());
}

#[test]
fn another_seed_treaty_epoch_or_history_shares_no_blinding_under_the_same_salt() {
    let page = || {
        let mut ledger = in_force();
        ledger.turn()
    };
    let salt = proof::Salt([9; 32]);
    let other_treaty = Keys::new(&seed(1), &proof::Context::new(&[8; 32], b"A"));
    let mut later = in_force();
    later.turn();
    let openings = [
        Reopened::new(&keys(), page(), &BodyHash([1; 32]), &salt),
        Reopened::new(&keys(), page(), &BodyHash([2; 32]), &salt),
        Reopened::new(&keys(), page(), &BodyHash([1; 32]), &proof::Salt([8; 32])),
        Reopened::new(&keys(), later.turn(), &BodyHash([1; 32]), &salt),
        Reopened::new(&other_treaty, page(), &BodyHash([1; 32]), &salt),
        Reopened::new(&Keys::new(&seed(2), &context()), page(), &BodyHash([1; 32]), &salt),
    ];
    let all: Vec<_> = openings.iter().flat_map(blindings).collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}

#[test]
fn a_host_that_was_restarted_goes_on_where_it_was() {
    let whole = bodies(&days(0));
    let mut before = days(0);
    let hash = |closed: &Closed| *closed.job.body();
    let reopen = |closed: &Closed, page| Reopened::new(&keys(), page, &closed.body.previous, &closed.body.salt);
    // the events again, without a commitment
    let mut ledger = ledger();
    enter(&mut ledger, &STOCK);
    let baseline = reopen(&before[0], ledger.turn());
    let base = Some(BASE);
    enter(
        &mut ledger,
        &[(Deed::Emplace, "s1", base, base, DEPLOYED), (Deed::ExitPlant, "n1", Some(PLANT), Some(road(1)), STORED)],
    );
    ledger.turn();
    enter(
        &mut ledger,
        &[(Deed::Ship, "s2", Some(STORE), Some(road(0)), STORED), (Deed::Loss, "d1", base, None, DEPLOYED)],
    );
    let last = reopen(&before[2], ledger.turn());
    let mut past = Past::resume(baseline, hash(&before[0]), &last, hash(&before[2]));
    enter(
        &mut ledger,
        &[(Deed::Correct, "f1", None, base, STORED), (Deed::ExitPlant, "n2", Some(PLANT), Some(STORE), STORED)],
    );
    let salt = salt(&ledger, 3);
    let next = close(&mut ledger, &mut past, salt).unwrap();
    assert_eq!(next.body, whole[3]);
    before.truncate(3);
    before.push(next);
    assert_eq!(failed(before.into_iter().map(|closed| stated(closed, shape())).collect()), [[], [], [], []]);
}

#[test]
fn a_total_and_the_sum_of_a_window_open_against_the_commitments() {
    let closed = days(0);
    let bodies = bodies(&closed);
    let reopen = |closed: Closed| Reopened::new(&keys(), closed.page, &closed.body.previous, &closed.body.salt);
    let epochs: Vec<_> = closed.into_iter().map(reopen).collect();
    let total = epochs[3].open_total(&[DEPLOYED, STORED]);
    let of_both = |class| class == DEPLOYED || class == STORED;
    let shape = shape();
    let cells = shape.cells().iter().zip(&bodies[3].commitments.cells).filter(|(cell, _)| of_both(cell.class));
    let cells: Vec<_> = cells.map(|(_, commitment)| *commitment).collect();
    assert_eq!(total.sum, 5);
    verify_sum(&cells, &total).unwrap();
    let is_birth = |flow: &Flow| matches!(flow, Flow::Birth(_));
    let births = open_window(&epochs, |flow| is_birth(&flow));
    let commitments = |body: &EpochBody| {
        let flows = shape.flows().iter().zip(body.commitments.flows.clone());
        flows.filter(|(flow, _)| is_birth(flow)).map(|(_, commitment)| commitment).collect::<Vec<_>>()
    };
    assert_eq!(births.sum, 2);
    verify_sum(&bodies.iter().flat_map(commitments).collect::<Vec<_>>(), &births).unwrap();
    // a number that the record contradicts does not open, nor does another epoch's salt
    let lie = SumOpening { sum: 6, ..total };
    assert!(verify_sum(&cells, &lie).is_err());
    let mut page = in_force();
    let other = Reopened::new(&keys(), page.turn(), &bodies[2].previous, &bodies[1].salt);
    assert!(verify_sum(&cells, &SumOpening { sum: 5, ..other.open_total(&[DEPLOYED, STORED]) }).is_err());
    assert_eq!(open_sum([]).sum, 0);
}

#[test]
fn a_salt_closes_the_epoch_for_which_it_was_drawn() {
    let mut ledger = in_force();
    let early = salt(&ledger, 1);
    ledger.turn();
    let mut past = Past::none();
    let open = Epoch(2);
    let refused = close(&mut ledger, &mut past, early).unwrap_err();
    assert_eq!(refused, Unclosable::Past { next: Some(Epoch(0)), open });
    let mut ledger = common::ledger();
    let late = salt(&in_force(), 1);
    let refused = close(&mut ledger, &mut past, late).unwrap_err();
    assert_eq!(refused, Unclosable::Salt { drawn_for: Epoch(1), open: Epoch(0) });
    assert_eq!((ledger.epoch(), past.next()), (Epoch(0), Some(Epoch(0))));
}

#[test]
fn a_bound_out_of_reach_closes_nothing() {
    let bound = |base, weights| vec![Bound { base, scope: Scope::All, weights }];
    let with = |bounds| Arc::new(Shape::new(3, (9, 2), cells(), conversions(), bounds).unwrap());
    let attempt = |bounds| {
        let (mut ledger, mut past) = (Ledger::new(keys(), with(bounds)), Past::none());
        let first = salt(&ledger, 1);
        close(&mut ledger, &mut past, first).unwrap();
        for number in 0..300 {
            let found = format!("f{number}");
            enter(&mut ledger, &[(Deed::Correct, &found, None, Some(BASE), STORED)]);
        }
        let second = salt(&ledger, 2);
        let closed = close(&mut ledger, &mut past, second);
        assert_eq!(ledger.epoch(), Epoch(if closed.is_ok() { 2 } else { 1 }), "a refused epoch stays open");
        closed
    };
    let over = attempt(bound(Base::Baseline, vec![0, 219, 0])).unwrap_err();
    assert_eq!(over, Unclosable::Excess { bound: 0, over: 65_700 });
    assert!(attempt(bound(Base::Baseline, vec![0, 218, 0])).is_ok());
    assert!(matches!(attempt(bound(Base::Clear(65_836), vec![0, 1, 0])), Err(Unclosable::Unprovable(_))));
    assert!(attempt(bound(Base::Clear(65_835), vec![0, 1, 0])).is_ok());
}

#[test]
fn an_epoch_is_proved_on_any_thread_in_any_order() {
    let mut closed = days(0);
    closed.reverse();
    let prove = |closed| std::thread::spawn(move || stated(closed, shape()));
    let threads: Vec<_> = closed.into_iter().map(prove).collect();
    let mut run: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    run.reverse();
    assert_eq!(failed(run), [[], [], [], []]);
}

#[test]
fn a_closed_epoch_prints_nothing_that_is_hidden() {
    let closed = days(0).remove(1);
    let printed = format!("{:?} {:?} {:?}", closed.page, Past::none(), closed.job);
    assert!(printed.starts_with("Page(epoch 1, …) Past(none) ProofJob"), "{printed}");
    assert!(!printed.contains("blinding"), "{printed}");
    assert!(Statement::decode(Kind::Epoch, &Statement::Epoch(closed.body).encode()).is_ok());
}
