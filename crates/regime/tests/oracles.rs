//! Tables that others computed with exact arithmetic, and draws that are played: the formulas must agree with both.

use rand::rngs::ChaCha20Rng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use regime::sampling::{FACTORS_MAX, ITEMS_MAX, RECOGNITION_PARTS_MAX};
use regime::{OutOfBounds, Probability, Stratum};

/// A table gives ten places.
const TEN_PLACES: u64 = 10_000_000_000;

fn stratum(items: u32, defects: u32) -> Stratum {
    Stratum::new(items, defects).unwrap()
}

fn found(items: u32, defects: u32, sample: u32) -> Probability {
    stratum(items, defects).found_by(sample).unwrap()
}

fn p(numerator: u32, denominator: u32) -> Probability {
    Probability::new(numerator, denominator).unwrap()
}

#[test]
fn the_smallest_samples_are_those_of_the_table_and_so_are_the_approximations() {
    // N, r, then exact and approximate samples for 20 %, 50 %, 90 % and 95 %
    type Row = (u32, u32, [(u32, u32); 4]);
    const TABLE: [Row; 17] = [
        (10, 1, [(2, 2), (5, 5), (9, 9), (10, 10)]),
        (10, 2, [(1, 2), (3, 3), (7, 7), (8, 8)]),
        (10, 5, [(1, 1), (1, 2), (3, 4), (4, 5)]),
        (20, 1, [(4, 4), (10, 10), (18, 18), (19, 19)]),
        (20, 2, [(3, 3), (6, 6), (14, 14), (16, 16)]),
        (20, 5, [(1, 1), (3, 3), (7, 8), (9, 10)]),
        (50, 1, [(10, 10), (25, 25), (45, 45), (48, 48)]),
        (50, 2, [(6, 6), (15, 15), (34, 35), (39, 39)]),
        (50, 5, [(3, 3), (7, 7), (18, 19), (22, 23)]),
        (50, 10, [(1, 2), (4, 4), (10, 11), (12, 13)]),
        (100, 1, [(20, 20), (50, 50), (90, 90), (95, 95)]),
        (100, 2, [(11, 11), (30, 30), (69, 69), (78, 78)]),
        (100, 5, [(5, 5), (13, 13), (37, 37), (45, 46)]),
        (100, 10, [(3, 3), (7, 7), (20, 21), (25, 26)]),
        (100, 50, [(1, 1), (1, 2), (4, 5), (5, 6)]),
        (1000, 10, [(22, 23), (67, 67), (205, 206), (258, 259)]),
        (1000, 50, [(5, 5), (14, 14), (44, 46), (57, 59)]),
    ];
    let goals = [p(1, 5), p(1, 2), p(9, 10), p(19, 20)];
    for (items, defects, samples) in TABLE {
        for (goal, (exact, approximate)) in goals.iter().zip(samples) {
            let of = stratum(items, defects);
            let told = (of.sample_for(goal), of.sample_by_approximation(goal));
            assert_eq!(told, (Some(exact), Some(approximate)), "{items}, {defects}, {goal}");
        }
    }
}

#[test]
fn a_share_of_defects_needs_the_samples_of_the_table() {
    // N, then for 1 %, 5 % and 10 % of it: r, and the samples for 90 % and 95 %
    type Row = (u32, [(u32, u32, u32); 3]);
    const TABLE: [Row; 4] = [
        (20, [(1, 18, 19), (1, 18, 19), (2, 14, 16)]),
        (100, [(1, 90, 95), (5, 37, 45), (10, 20, 25)]),
        (1000, [(10, 205, 258), (50, 44, 57), (100, 22, 29)]),
        (3750, [(38, 220, 283), (188, 45, 58), (375, 22, 29)]),
    ];
    for (items, shares) in TABLE {
        for (defects, ninety, ninety_five) in shares {
            let of = stratum(items, defects);
            assert_eq!(of.sample_for(&p(9, 10)), Some(ninety), "{items}, {defects}");
            assert_eq!(of.sample_for(&p(19, 20)), Some(ninety_five), "{items}, {defects}");
        }
    }
}

#[test]
fn a_goal_that_is_met_exactly_is_met() {
    assert_eq!(found(10, 2, 1), p(1, 5));
    assert_eq!(stratum(10, 2).sample_for(&p(1, 5)), Some(1));
    assert_eq!(stratum(10, 2).sample_for(&p(200_000_001, 1_000_000_000)), Some(2), "a hair above it is not");
}

#[test]
fn a_smallest_sample_meets_its_goal_and_one_less_does_not() {
    for items in 1..=30 {
        for defects in 1..=items {
            for goal in [p(1, 20), p(1, 5), p(1, 2), p(19, 20), Probability::one()] {
                let of = stratum(items, defects);
                let sample = of.sample_for(&goal).unwrap();
                assert!(of.found_by(sample).unwrap() >= goal, "{items}, {defects}, {goal}");
                assert!(sample == 0 || of.found_by(sample - 1).unwrap() < goal, "{items}, {defects}, {goal}");
            }
        }
    }
}

#[test]
fn the_approximation_is_never_below_the_exact_sample_and_at_most_three_above() {
    for items in 1..=60 {
        for defects in 1..=items {
            for goal in [p(1, 5), p(1, 2), p(9, 10), p(19, 20)] {
                let of = stratum(items, defects);
                let (exact, approximate) = (of.sample_for(&goal), of.sample_by_approximation(&goal));
                let above = approximate.unwrap().checked_sub(exact.unwrap());
                assert!(above.is_some_and(|above| above <= 3), "{items}, {defects}, {goal}");
            }
        }
    }
}

#[test]
fn the_probabilities_are_those_of_the_table() {
    assert_eq!(found(6, 2, 2), p(3, 5));
    assert_eq!(found(10, 1, 5), p(1, 2));
    assert_eq!(found(20, 3, 5), p(137, 228));
    assert_eq!(found(100, 5, 10), p(79_137, 190_120));
    assert_eq!(found(100, 10, 22), p(7_339_111, 7_914_424));
    let table = [
        ((20, 3, 5), 6_008_771_930),
        ((100, 5, 10), 4_162_476_331),
        ((100, 10, 22), 9_273_082_918),
        ((100, 10, 25), 9_521_134_438),
        ((400, 40, 10), 6_557_262_212),
    ];
    for ((items, defects, sample), told) in table {
        assert_eq!(found(items, defects, sample).of(TEN_PLACES), told, "{items}, {defects}, {sample}");
    }
}

#[test]
fn a_defect_that_may_be_overlooked_is_found_as_often_as_the_table_says() {
    let table = [
        ((100, 10, 25), p(9, 10), 9_307_717_437),
        ((100, 5, 45), p(9, 10), 9_296_677_744),
        ((50, 5, 22), p(1, 2), 7_172_482_077),
        ((20, 5, 9), p(4, 5), 9_140_339_319),
    ];
    for ((items, defects, sample), recognised, told) in table {
        let found = stratum(items, defects).recognised_by(sample, &recognised).unwrap();
        assert_eq!(found.of(TEN_PLACES), told, "{items}, {defects}, {sample}, {recognised}");
    }
}

#[test]
fn who_recognises_all_finds_as_many_as_are_drawn_and_who_recognises_none_finds_none() {
    for items in 1..=12 {
        for defects in 0..=items {
            for sample in 0..=items {
                let of = stratum(items, defects);
                assert_eq!(of.recognised_by(sample, &Probability::one()), of.found_by(sample));
                assert_eq!(of.recognised_by(sample, &Probability::zero()), Ok(Probability::zero()));
            }
        }
    }
}

#[test]
fn years_of_inspections_find_as_much_as_the_table_says() {
    // 400 missiles, 10 visits a year that each look at one, v of them overloaded: one, three and five years
    let table = [
        (4, [96_662, 262_858, 398_477]),
        (10, [225_943, 536_213, 722_115]),
        (20, [404_856, 789_202, 925_336]),
        (40, [655_726, 959_195, 995_164]),
        (80, [895_657, 998_864, 999_988]),
    ];
    for (overloaded, told) in table {
        let year = found(400, overloaded, 10);
        let years = [1, 3, 5].map(|years| year.in_any_of(years).unwrap().of(1_000_000));
        assert_eq!(years, told, "{overloaded}");
    }
}

#[test]
fn sites_that_are_visited_are_a_sample_of_sites() {
    assert_eq!([found(12, 1, 3), found(12, 1, 8)], [p(1, 4), p(2, 3)]);
    assert_eq!([found(12, 2, 3), found(12, 2, 8)], [p(5, 11), p(10, 11)]);
    assert_eq!([found(40, 1, 10), found(40, 2, 10), found(40, 4, 10)], [p(1, 4), p(23, 52), p(12_797, 18_278)]);
    assert_eq!([found(100, 1, 18), found(100, 5, 18)], [p(9, 50), p(666_697, 1_045_660)]);
    // two stages: 4 of 12 sites are visited, 41 of the 200 items of each are drawn, and ten defects are at one site
    let both = p(4, 12).and(&found(200, 10, 41));
    assert_eq!(both.of(TEN_PLACES), 3_016_803_940);
}

/// How many draws are played.
const DRAWS: u32 = 20_000;

/// The share of played draws that find something.
fn played(items: u32, defects: u32, sample: u32, recognised: f64, seed: u64) -> f64 {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let mut all: Vec<_> = (0..items).collect();
    let mut finds = || {
        let (drawn, _) = all.partial_shuffle(&mut rng, sample as usize);
        let looked_at = drawn.iter().filter(|item| **item < defects).count();
        (0..looked_at).any(|_| rng.random_bool(recognised))
    };
    let found = (0..DRAWS).filter(|_| finds()).count();
    found as f64 / f64::from(DRAWS)
}

/// Whether a share lies within the interval of confidence of 99.9 % around a probability.
fn agrees(share: f64, probability: &Probability) -> bool {
    let p = probability.of(TEN_PLACES) as f64 / TEN_PLACES as f64;
    (share - p).abs() <= 3.29 * (p * (1.0 - p) / f64::from(DRAWS)).sqrt()
}

#[test]
fn played_draws_agree_with_the_formula_within_their_confidence() {
    let cases = [(100, 10, 25), (100, 5, 10), (20, 3, 5), (40, 4, 10), (12, 1, 3), (400, 40, 10)];
    for (seed, (items, defects, sample)) in (1..).zip(cases) {
        let share = played(items, defects, sample, 1.0, seed);
        assert!(agrees(share, &found(items, defects, sample)), "{items}, {defects}, {sample}: {share}");
        let half = stratum(items, defects).recognised_by(sample, &p(1, 2)).unwrap();
        let share = played(items, defects, sample, 0.5, 100 + seed);
        assert!(agrees(share, &half), "{items}, {defects}, {sample}, half: {share}");
    }
    // draws that are put back are told apart: 1 - (8/10)^5 is another probability
    let put_back = p(1, 5).in_any_of(5).unwrap();
    assert!(!agrees(played(10, 2, 5, 1.0, 7), &put_back));
}

#[test]
fn what_is_out_of_bounds_is_refused_and_says_why() {
    let refused = |told: Result<Stratum, OutOfBounds>| told.unwrap_err().to_string();
    assert_eq!(refused(Stratum::new(0, 0)), "there are 0 items: a stratum has 1 to 1000000");
    assert_eq!(refused(Stratum::new(ITEMS_MAX + 1, 1)), "there are 1000001 items: a stratum has 1 to 1000000");
    assert!(refused(Stratum::new(10, 11)).starts_with("11 of 10 items cannot be defect"));
    assert_eq!(stratum(10, 2).found_by(11), Err(OutOfBounds::Sample { items: 10, sample: 11 }));
    assert_eq!(stratum(10, 2).recognised_by(11, &p(1, 2)), Err(OutOfBounds::Sample { items: 10, sample: 11 }));
    let fine = p(1, RECOGNITION_PARTS_MAX + 1);
    assert_eq!(stratum(10, 2).recognised_by(1, &fine), Err(OutOfBounds::Recognition));
    assert!(stratum(10, 2).recognised_by(1, &p(1, RECOGNITION_PARTS_MAX)).is_ok());
}

#[test]
fn without_defects_nothing_is_found_and_no_sample_reaches_a_goal() {
    assert_eq!(found(10, 0, 10), Probability::zero());
    assert_eq!(stratum(10, 0).sample_for(&p(1, 5)), None);
    assert_eq!(stratum(10, 0).sample_by_approximation(&p(1, 5)), None);
    assert_eq!(stratum(10, 0).sample_for(&Probability::zero()), Some(0));
}

#[test]
fn the_largest_stratum_is_reckoned_with() {
    let half = ITEMS_MAX / 2;
    assert!(found(2 * FACTORS_MAX, FACTORS_MAX, FACTORS_MAX) < Probability::one());
    assert_eq!(stratum(ITEMS_MAX, half).found_by(half), Err(OutOfBounds::Fraction { defects: half, sample: half }));
    assert_eq!(stratum(ITEMS_MAX, 1).sample_for(&Probability::one()), Some(ITEMS_MAX));
    assert_eq!(stratum(ITEMS_MAX, half).sample_for(&Probability::one()), Some(half + 1));
    assert!(stratum(ITEMS_MAX, half).recognised_by(100, &p(1, 2)).is_ok());
}
