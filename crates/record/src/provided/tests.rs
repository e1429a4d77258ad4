//! What no receipt can do, and what enough of them do.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// Receipts of one record: by whom, up to which size, when; in any order that their makers' records allow.
type Receipts = Vec<(usize, u64, u64)>;

const NAMES: [&str; 6] = ["HAL", "CAR", "w-one", "w-two", "w-three", "w-four"];

fn author(number: usize) -> Author {
    Author::new(NAMES[number]).unwrap()
}

fn rule(recipients: usize, quorum: usize) -> Rule {
    Rule {
        recipients: (0..recipients).map(author).collect(),
        witnesses: (2..6).map(author).collect(),
        quorum: NonZeroUsize::new(quorum),
    }
}

fn provision(rule: Rule, receipts: &Receipts) -> Provision {
    let mut provision = Provision::new(Author::new("OND").unwrap(), rule);
    for &(by, size, time) in receipts {
        provision.received(&author(by), TreeSize::new(size).unwrap(), Timestamp::new(time).unwrap());
    }
    provision
}

fn at(provision: &Provision, leaf: u64) -> Option<u64> {
    provision.provided_at(LeafIndex::new(leaf).unwrap()).map(Timestamp::seconds)
}

/// Each receiver's sizes never shrink and times never go back.
fn receipts() -> impl Strategy<Value = Receipts> {
    let steps = prop::collection::vec((0..NAMES.len(), 0_u64..4, 0_u64..50), 0..40);
    steps.prop_map(|steps| {
        let mut heads = [(0, 1000); NAMES.len()];
        let step = |(by, more, later): (usize, u64, u64)| {
            heads[by] = (heads[by].0 + more, heads[by].1 + later);
            (by, heads[by].0, heads[by].1)
        };
        steps.into_iter().map(step).collect()
    })
}

fn check<S: Strategy>(cases: S, law: impl Fn(S::Value)) {
    let config =
        Config { rng_seed: RngSeed::Fixed(0x5714_d571_1200_0001), failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&cases, |case| {
            law(case);
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_first_receipt_beyond_a_statement_provides_it() {
    let provision = provision(rule(1, 2), &vec![(0, 2, 1000), (0, 2, 1010), (0, 5, 1020), (0, 9, 1030)]);
    let times: Vec<_> = (0..10).map(|leaf| at(&provision, leaf)).collect();
    let wanted = [1000, 1000, 1020, 1020, 1020, 1030, 1030, 1030, 1030].map(Some);
    assert_eq!(times, [&wanted[..], &[None]].concat());
}

#[test]
fn with_more_than_two_parties_the_last_recipient_provides() {
    let receipts = vec![(0, 1, 1000), (1, 1, 1500)];
    assert_eq!(at(&provision(rule(2, 2), &receipts), 0), Some(1500));
    assert_eq!(at(&provision(rule(2, 2), &receipts[..1].to_vec()), 0), None);
}

#[test]
fn a_rivals_silence_makes_nobody_late() {
    let receipts = vec![(2, 1, 1000), (3, 1, 1100), (4, 1, 1200)];
    assert_eq!(at(&provision(rule(1, 2), &receipts), 0), Some(1100), "the second witness provides");
    assert_eq!(at(&provision(rule(1, 0), &receipts), 0), None, "where no witness may stand in, none does");
    assert_eq!(at(&provision(rule(1, 4), &receipts), 0), None, "three are no quorum of four");
}

#[test]
fn without_recipients_nothing_is_provided_by_their_silence() {
    // max over nobody would be "at once"
    let nobody = Rule { recipients: BTreeSet::new(), ..rule(0, 2) };
    assert_eq!(at(&provision(nobody, &vec![]), 0), None);
}

#[test]
fn one_friendly_witness_moves_nothing_back() {
    check((receipts(), 0_u64..1000, 0_u64..30), |(receipts, early, leaf)| {
        let without: Receipts = receipts.into_iter().filter(|&(by, ..)| by != 2).collect();
        let friendly = [vec![(2, 1 << 40, early)], without.clone()].concat();
        // all four others' times, as the quorum of two counts them without the friend
        let honest = provision(rule(1, 1), &without);
        let moved = at(&provision(rule(1, 2), &friendly), leaf);
        assert!(moved.is_none_or(|moved| at(&honest, leaf).is_some_and(|honest| moved >= honest)));
    });
}

#[test]
fn another_receipt_never_makes_a_statement_later() {
    check((receipts(), 0..NAMES.len(), 0_u64..30), |(receipts, silent, leaf)| {
        let fewer: Receipts = receipts.iter().copied().filter(|&(by, ..)| by != silent).collect();
        let (all, fewer) = (at(&provision(rule(1, 2), &receipts), leaf), at(&provision(rule(1, 2), &fewer), leaf));
        assert!(fewer.is_none_or(|fewer| all.is_some_and(|all| all <= fewer)));
    });
}

#[test]
fn a_later_statement_is_never_provided_earlier() {
    check((receipts(), 0_u64..30), |(receipts, leaf)| {
        let provision = provision(rule(1, 2), &receipts);
        let (this, next) = (at(&provision, leaf), at(&provision, leaf + 1));
        assert!(next.is_none_or(|next| this.is_some_and(|this| this <= next)));
    });
}

#[test]
fn receipts_by_others_change_nothing() {
    let mut stranger = provision(rule(1, 2), &vec![(0, 1, 1000)]);
    let before = stranger.clone();
    stranger.received(&Author::new("w-nobody").unwrap(), TreeSize::new(1).unwrap(), Timestamp::new(1).unwrap());
    assert_eq!(stranger, before);
}

#[test]
fn receipts_that_are_taken_anew_are_as_if_the_others_had_never_been() {
    check((receipts(), 0..NAMES.len(), any::<u64>()), |(receipts, by, kept)| {
        let keeps = |number: usize| kept >> (number % 64) & 1 == 1;
        let left = receipts.iter().enumerate().filter(|(number, (of, ..))| *of != by || keeps(*number));
        let left: Receipts = left.map(|(_, receipt)| *receipt).collect();
        let mut replaced = provision(rule(1, 2), &receipts);
        let own = left.iter().filter(|(of, ..)| *of == by);
        replaced.replace(
            &author(by),
            own.map(|&(_, size, time)| (TreeSize::new(size).unwrap(), Timestamp::new(time).unwrap())),
        );
        assert_eq!(replaced, provision(rule(1, 2), &left));
    });
}

#[test]
fn a_receiver_that_is_overdue_holds_nobody_to_an_old_statement() {
    // epochs at leaves 0, 4 and 8; two of four witnesses make a quorum. HAL has the first at 1000, and nothing since
    let stated = || [(0, 0), (1, 4), (2, 8)].map(|(epoch, leaf)| (epoch, LeafIndex::new(leaf).unwrap()));
    let last = |receipts: &Receipts, at: u64, overdue_after: u64| {
        let is_overdue = |known: Timestamp| at > known.seconds() + overdue_after;
        provision(rule(1, 2), receipts).last_in_silence(&author(0), Timestamp::new(at).unwrap(), stated(), is_overdue)
    };
    let silent = vec![(0, 1, 1000), (2, 1, 1000), (3, 1, 1000), (2, 5, 2000), (3, 5, 2010), (2, 9, 3000), (3, 9, 3010)];
    // the last that a quorum had before, once one of them is overdue
    assert_eq!(last(&silent, 4000, 1000), Some(2));
    assert_eq!(last(&silent, 3010, 1000), None, "the second is not overdue yet, the third is not there");
    assert_eq!(last(&silent, 3010, 999), Some(1), "what a quorum has at that time and not before does not count");
    assert_eq!(last(&silent, 3011, 1000), Some(2));
    // who has acknowledged all is not silent, nor who does so in the same second
    for time in [3500, 4000] {
        let spoken = [silent.clone(), vec![(0, 9, time)]].concat();
        assert_eq!(last(&spoken, 4000, 100), None);
    }
    let too_late = [silent.clone(), vec![(0, 9, 4001)]].concat();
    assert_eq!(last(&too_late, 4000, 100), Some(2));
    // one witness is none
    let one = vec![(0, 1, 1000), (2, 9, 1000)];
    assert_eq!(last(&one, 4000, 100), None);
}
