//! Games against closed forms, against every plan of a grid, and against the bound that no plan can pass.
#![cfg(feature = "games")]

use num_bigint::BigInt;
use num_rational::Ratio;
use proptest::prelude::*;
use regime::game::{Announced, CELLS_MAX, Game, NoGame, PERIODS_MAX, STAKE_MAX, Site, Solved, WHOLE, Worth, dresher};
use regime::{OutOfBounds, Probability, Stratum};
use std::collections::BTreeMap;

fn p(numerator: u32, denominator: u32) -> Probability {
    Probability::new(numerator, denominator).unwrap()
}

fn site(name: &str, stakes: &[u32], detects: Probability, most: u32) -> Site {
    Site { name: name.to_owned(), stakes: stakes.to_vec(), detects, most }
}

/// Sites with these stakes and probabilities, without limits, in one period.
fn sites(of: &[(u32, Probability)]) -> Vec<Site> {
    let named = |(number, (stake, detects)): (usize, &(u32, Probability))| {
        site(&format!("site-{number}"), &[*stake], detects.clone(), u32::MAX)
    };
    of.iter().enumerate().map(named).collect()
}

fn solved(game: &Game) -> Solved {
    game.clone().solved().unwrap()
}

/// The worst of a plan, in millionths.
fn millionths(worth: &Worth) -> i64 {
    worth.of(1_000_000).unwrap()
}

#[test]
fn dresher_s_game_is_worth_what_the_recursion_and_the_table_say() {
    type Exact = Ratio<BigInt>;
    let whole = |number: i32| Exact::from_integer(number.into());
    let mut known: BTreeMap<(u32, u32), Exact> = BTreeMap::new();
    for n in 0..=40_u32 {
        for m in 0..=40_u32 {
            let value = match (n, m) {
                _ if m >= n => whole(0),
                (_, 0) => whole(-1),
                _ => {
                    let (a, b) = (known[&(n - 1, m - 1)].clone(), whole(1));
                    let (c, d) = (known[&(n - 1, m)].clone(), whole(-1));
                    (&a * &d - &b * &c) / (a - b - c + d)
                }
            };
            if n > 0 {
                let stage = dresher(n, m).unwrap();
                assert_eq!(stage.value.to_string(), value.to_string(), "{n}, {m}");
                // whatever either does, the other's mixture gives it no more than the value
                let (x, y) = (mixture(&stage.inspects), mixture(&stage.violates));
                if m > 0 && m < n {
                    let (a, c) = (&known[&(n - 1, m - 1)], &known[&(n - 1, m)]);
                    let legal = &x[1] * a + &x[0] * c;
                    assert_eq!([legal, &x[1] - &x[0]], [value.clone(), value.clone()], "{n}, {m}");
                    assert_eq!([&y[0] * a + &y[1], &y[0] * c - &y[1]], [value.clone(), value.clone()], "{n}, {m}");
                }
            }
            known.insert((n, m), value);
        }
    }
    let table = [
        (2, 1, "-1/3"),
        (3, 1, "-1/2"),
        (3, 2, "-1/7"),
        (4, 1, "-3/5"),
        (4, 2, "-3/11"),
        (4, 3, "-1/15"),
        (5, 1, "-2/3"),
        (5, 2, "-3/8"),
        (5, 3, "-2/13"),
        (5, 4, "-1/31"),
        (5, 0, "-1"),
        (5, 5, "0"),
        (5, 6, "0"),
    ];
    for (n, m, told) in table {
        assert_eq!(dresher(n, m).unwrap().value.to_string(), told, "{n}, {m}");
    }
}

/// That it does not happen, and that it does.
fn mixture(of: &Probability) -> [Ratio<BigInt>; 2] {
    [of.complement(), of.clone()].map(|of| Ratio::new(of.numerator().clone().into(), of.denominator().clone().into()))
}

#[test]
fn a_game_of_no_periods_or_of_too_many_is_refused_and_the_largest_is_not() {
    assert_eq!(dresher(0, 0), Err(OutOfBounds::Periods(0)));
    let error = dresher(PERIODS_MAX + 1, 1).unwrap_err();
    assert_eq!(error.to_string(), "a game has 1 to 1000 periods, not 1001");
    let largest = dresher(PERIODS_MAX, 500).unwrap();
    assert!(Worth::whole(-1) < largest.value && largest.value < Worth::whole(0));
    assert_eq!(dresher(7, u32::MAX).unwrap().value, Worth::whole(0));
}

#[test]
fn equal_sites_are_visited_with_equal_probability() {
    for (count, visits) in [(1, 1), (2, 1), (3, 1), (5, 2), (12, 4), (12, 12), (7, 0)] {
        let game = Game::new(sites(&vec![(10, p(9, 10)); count]), 1, visits, 0).unwrap();
        let plan = solved(&game).plan;
        let even = u64::from(visits) * u64::from(WHOLE) / count as u64;
        for row in plan.visited() {
            assert!(u64::from(row[0]).abs_diff(even) <= count as u64, "{count}, {visits}: {:?}", plan.visited());
        }
        let sum: u64 = plan.visited().iter().map(|row| u64::from(row[0])).sum();
        assert_eq!(sum, u64::from(visits) * u64::from(WHOLE), "no visit is left over, to the last part");
    }
}

#[test]
fn two_sites_come_out_as_by_hand() {
    // 30·(1 − x) = 10·x at x = 3/4: the stake of 10 is visited with 1/4, and either is worth 7.5
    let game = Game::new(sites(&[(30, p(1, 1)), (10, p(1, 1))]), 1, 1, 0).unwrap();
    let solved = solved(&game);
    assert_eq!(solved.plan.visited(), [[750_000_000], [250_000_000]]);
    assert_eq!(solved.plan.worst().to_string(), "15/2");
    let worst = solved.plan.worst();
    assert!(solved.plan.is_worst(0, 0, &worst) && solved.plan.is_worst(1, 0, &worst));
    // who loses 10 when it is found: 30 − 40·x = 10 − 20·(1 − x), so x = 2/3
    let game = Game::new(sites(&[(30, p(1, 1)), (10, p(1, 1))]), 1, 1, 10).unwrap();
    assert_eq!(millionths(&solved_worst(&game)), 3_333_333);
}

fn solved_worst(game: &Game) -> Worth {
    solved(game).plan.worst()
}

#[test]
fn a_site_that_visits_cannot_guard_takes_none_from_the_others() {
    let game = Game::new(sites(&[(9, Probability::zero()), (6, p(1, 1)), (6, p(1, 2))]), 1, 1, 0).unwrap();
    let solved = solved(&game);
    assert_eq!(solved.plan.worst(), Worth::whole(9), "its whole stake");
    assert_eq!(solved.plan.visited()[0], [0], "to go there finds nothing");
    let worst = solved.plan.worst();
    assert!(!solved.plan.is_worst(1, 0, &worst) && !solved.plan.is_worst(2, 0, &worst));
}

#[test]
fn a_party_that_loses_enough_stays_legal() {
    let game = Game::new(sites(&vec![(10, p(1, 1)); 4]), 1, 1, 30).unwrap();
    assert_eq!(solved_worst(&game), Worth::whole(0));
    let game = Game::new(sites(&vec![(10, p(1, 1)); 4]), 1, 1, 31).unwrap();
    assert!(solved_worst(&game) < Worth::whole(0));
}

#[test]
fn a_limit_of_a_site_and_stakes_of_periods_are_kept_to() {
    // one visit in either of two periods, of which the second is worth twice: 10·(1 − x) = 20·x
    let game = Game::new(vec![site("store", &[10, 20], p(1, 1), 1)], 2, 1, 0).unwrap();
    let found = solved(&game);
    assert_eq!(millionths(&found.plan.worst()), 6_666_667);
    let game = Game::new(vec![site("store", &[10, 20], p(1, 1), 2)], 2, 1, 0).unwrap();
    assert_eq!(solved_worst(&game), Worth::whole(0), "without the limit it is visited in both");
    let game = Game::new(vec![site("store", &[10], p(1, 1), 0), site("base", &[3], p(1, 1), 1)], 2, 1, 0).unwrap();
    assert_eq!(solved_worst(&game), Worth::whole(10), "no visit may go there");
}

#[test]
fn what_no_plan_can_be_better_than_is_met_to_a_millionth_up_to_the_largest_games() {
    let stake = |number: usize| [1, 7, 30, 1000, 64_000, STAKE_MAX][number % 6];
    let many = |count: usize, most: u32| -> Vec<_> {
        let one = |n: usize| site(&n.to_string(), &[stake(n)], p(1 + n as u32 % 20, 20), most);
        (0..count).map(one).collect()
    };
    for (count, periods, visits, most) in
        [(6, 1, 2, 1), (CELLS_MAX, 1, 30, 1), (25, 40, 3, 2), (1, 1000, 1, 10), (100, 10, 5, 1)]
    {
        let game = Game::new(many(count, most), periods, visits, 0).unwrap();
        let solved = solved(&game);
        let (worst, least) = (solved.plan.worst(), solved.least);
        assert!(least <= worst && (worst - least).of(1_000_000).unwrap() <= i64::from(STAKE_MAX), "{count}, {periods}");
    }
}

#[test]
fn a_sample_at_the_site_gives_the_probability_that_a_visit_finds() {
    let detects = Stratum::new(200, 10).unwrap().found_by(41).unwrap();
    let game = Game::new(sites(&vec![(1, detects); 12]), 1, 4, 0).unwrap();
    // the twelve sites of the two-stage plan of samples: 4 of 12 times the sample's own
    assert_eq!(1_000_000 - millionths(&solved_worst(&game)), 301_680);
}

#[test]
fn what_is_no_game_is_refused_with_the_place_and_the_rule() {
    let one = |name: &str, stakes: &[u32]| Game::new(vec![site(name, stakes, p(1, 2), 1)], 2, 1, 0);
    let refused = [
        (Game::new(Vec::new(), 1, 0, 0), "0 sites in 1 periods"),
        (Game::new(sites(&[(1, p(1, 2))]), 0, 0, 0), "1 sites in 0 periods"),
        (Game::new(sites(&[(1, p(1, 2))]), u32::MAX, 0, 0), "1 sites in 4294967295 periods"),
        (Game::new(sites(&vec![(1, p(1, 2)); CELLS_MAX + 1]), 1, 0, 0), "1001 sites in 1 periods"),
        (Game::new(sites(&[(1, p(1, 2))]), 1, 2, 0), "2 visits in a period to 1 sites"),
        (Game::new(sites(&[(1, p(1, 2))]), 1, 1, STAKE_MAX + 1), "loses 0 to 1000000, not 1000001"),
        (one("", &[1]), "`` is no name"),
        (one(" ", &[1]), "` ` is no name"),
        (one(" a", &[1]), "` a` is no name"),
        (one("a,b", &[1]), "`a,b` is no name"),
        (one(&"a".repeat(65), &[1]), "write 1 to 64 letters"),
        (one("a\u{7}b", &[1]), "`a\\u{7}b` is no name"),
        (one("a\u{202e}b", &[1]), "`a\\u{202e}b` is no name"),
        (one("a", &[]), "site `a` has 0 stakes for 2 periods"),
        (one("a", &[1, 2, 3]), "site `a` has 3 stakes for 2 periods"),
        (one("a", &[1, 0]), "0 at site `a`: a stake is 1 to 1000000"),
        (one("a", &[STAKE_MAX + 1]), "1000001 at site `a`"),
    ];
    for (game, why) in refused {
        let told = game.unwrap_err().to_string();
        assert!(told.contains(why), "{told}");
    }
    let twice = Game::new(vec![site("a", &[1], p(1, 2), 1), site("a", &[2], p(1, 2), 1)], 1, 1, 0);
    assert_eq!(twice, Err(NoGame::Twice("a".to_owned())));
}

#[test]
fn probabilities_that_are_no_plan_of_the_game_are_refused() {
    let game = Game::new(vec![site("a", &[1], p(1, 2), 1), site("b", &[1], p(1, 2), 2)], 2, 1, 0).unwrap();
    let refused = |visited: &[[u32; 2]], why: &str| {
        let told = Announced::new(game.clone(), visited.iter().map(|row| row.to_vec()).collect()).unwrap_err();
        assert!(told.to_string().contains(why), "{told}");
    };
    refused(&[[WHOLE + 1, 0], [0, 0]], "above 1");
    refused(&[[WHOLE, 1], [0, 0]], "site `a` is visited more than its 1 times");
    refused(&[[WHOLE, 0], [1, 0]], "period 1 has more than 1 visits");
    refused(&[[WHOLE, 0]], "each of 2 sites 2 probabilities");
}

/// Some sites with small stakes, and how many are visited in one period.
fn some_sites() -> impl Strategy<Value = (Vec<(u32, Probability)>, u32)> {
    let one = (1..=60_u32, 0..=10_u32).prop_map(|(stake, tenths)| (stake, p(tenths, 10)));
    proptest::collection::vec(one, 1..=4).prop_flat_map(|sites| {
        let most = sites.len() as u32;
        (Just(sites), 0..=most)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn sure_visits_fill_the_stakes_like_water(stakes in proptest::collection::vec(1..=1000_u32, 1..=12), visits in 0..=12_u32) {
        let visits = visits.min(stakes.len() as u32);
        let of: Vec<_> = stakes.iter().map(|stake| (*stake, p(1, 1))).collect();
        let worst = solved_worst(&Game::new(sites(&of), 1, visits, 0).unwrap());
        // the n largest stakes share the visits: Σ (1 − z/w) = k
        let mut largest = stakes.clone();
        largest.sort_unstable_by(|one, other| other.cmp(one));
        let share = |n: usize| (n as f64 - f64::from(visits)) / largest[..n].iter().map(|w| 1.0 / f64::from(*w)).sum::<f64>();
        let level = (1..=largest.len()).map(share).fold(0.0, f64::max);
        let found = worst.of(1_000_000).unwrap() as f64 / 1e6;
        prop_assert!((found - level).abs() < 1e-4, "{found} is not {level}");
    }

    #[test]
    fn no_plan_of_a_grid_leaves_less_than_the_one_that_was_found((of, visits) in some_sites(), caught in 0..=20_u32) {
        let game = Game::new(sites(&of), 1, visits, caught).unwrap();
        let solved = solved(&game);
        prop_assert!(solved.least <= solved.plan.worst());
        prop_assert!((solved.plan.worst() - solved.least.clone()).of(1_000_000).unwrap() <= 10, "the bound is met");
        // every plan in sixths
        let steps = 6_u32;
        let mut plan = vec![0_u32; of.len()];
        loop {
            if plan.iter().sum::<u32>() <= visits * steps {
                let rows = plan.iter().map(|parts| vec![u64::from(*parts) * u64::from(WHOLE) / u64::from(steps)]);
                let rows = rows.map(|row| row.into_iter().map(|parts| parts as u32).collect()).collect();
                prop_assert!(Announced::new(game.clone(), rows).unwrap().worst() >= solved.least);
            }
            let Some(next) = plan.iter().position(|parts| *parts < steps) else { break };
            plan[..next].fill(0);
            plan[next] += 1;
        }
    }

    #[test]
    fn games_over_periods_with_limits_meet_their_bound_and_are_drawn_within_them(
        stakes in proptest::collection::vec((proptest::collection::vec(1..=50_u32, 3), 1..=10_u32, 0..=3_u32), 1..=5),
        visits in 0..=5_u32, seed in any::<u64>(),
    ) {
        let visits = visits.min(stakes.len() as u32);
        let all = stakes.iter().enumerate();
        let all = all.map(|(n, (stakes, tenths, most))| site(&n.to_string(), stakes, p(*tenths, 10), *most)).collect();
        let solved = solved(&Game::new(all, 3, visits, 0).unwrap());
        prop_assert!((solved.plan.worst() - solved.least).of(1_000_000).unwrap() <= 10);
        let mut state = seed;
        let mut below = |bound: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) % bound
        };
        let drawn = solved.plan.drawn(&mut below);
        prop_assert_eq!(drawn.len(), 3);
        for (site, (_, _, most)) in stakes.iter().enumerate() {
            prop_assert!(drawn.iter().filter(|sites| sites.contains(&site)).count() <= *most as usize);
        }
        for (period, sites) in drawn.iter().enumerate() {
            prop_assert!(sites.len() <= visits as usize);
            prop_assert!(sites.iter().all(|site| solved.plan.visited()[*site][period] > 0), "{:?}", sites);
        }
    }
}
