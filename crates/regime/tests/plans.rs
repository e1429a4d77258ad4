//! Plans of any size agree with exact fractions where these are short, and with tables that others computed.

use regime::plan::{TEN_PLACES, YEARS_MAX};
use regime::{Look, OutOfBounds, Probability, Sites, Stratum};

fn p(numerator: u32, denominator: u32) -> Probability {
    Probability::new(numerator, denominator).unwrap()
}

fn stratum(items: u32, defects: u32) -> Stratum {
    Stratum::new(items, defects).unwrap()
}

/// A look at one place, by somebody who recognises all, once.
fn look(items: u32, defects: u32) -> Look {
    Look { stratum: stratum(items, defects), sites: None, recognised: Probability::one(), years: 1 }
}

fn sites(all: u32, hiding: u32, visited: u32) -> Option<Sites> {
    Some(Sites { all: stratum(all, hiding), visited })
}

#[test]
fn what_is_found_is_what_the_exact_fraction_rounds_to() {
    for items in [1, 2, 7, 30, 400] {
        for defects in [0, 1, 2, 5, 17, 200, 400].into_iter().filter(|defects| *defects <= items) {
            for recognised in [Probability::one(), p(9, 10), p(1, 3), Probability::zero()] {
                let look = Look { recognised, ..look(items, defects) };
                for sample in [0, 1, 2, 5, 9, 100, 399, 400].into_iter().filter(|sample| *sample <= items) {
                    let exact = look.found_exactly_by(sample).unwrap();
                    assert_eq!(look.found_by(sample), Ok(exact.of(TEN_PLACES)), "{look:?}, {sample}");
                }
            }
        }
    }
}

#[test]
fn the_smallest_sample_is_the_one_that_fractions_give_where_defects_are_overlooked_too() {
    for items in [1, 6, 20, 90] {
        for defects in [1, 2, 6, 20, 70].into_iter().filter(|defects| *defects <= items) {
            for recognised in [Probability::one(), p(4, 5), p(1, 2)] {
                for goal in [p(1, 5), p(1, 2), p(9, 10), Probability::one()] {
                    let look = Look { recognised: recognised.clone(), ..look(items, defects) };
                    let enough = |sample: &u32| look.found_exactly_by(*sample).unwrap() >= goal;
                    assert_eq!(look.sample_for(&goal), (0..=items).find(enough), "{look:?}, {goal}");
                }
            }
        }
    }
}

#[test]
fn a_goal_that_is_met_to_the_last_place_is_met() {
    let half_seen = Look { recognised: p(9, 10), ..look(100_000, 1) };
    assert_eq!(half_seen.sample_for(&p(45, 100)), Some(50_000), "nine of ten of half of them");
    assert_eq!(half_seen.sample_for(&p(9, 10)), Some(100_000));
    assert_eq!(half_seen.sample_for(&p(91, 100)), None, "all are looked at, and one of ten defects is overlooked");
}

#[test]
fn the_improved_formula_is_never_below_the_exact_sample_and_at_most_one_above() {
    for items in 1..=60 {
        for defects in 1..=items {
            for goal in [p(1, 5), p(1, 2), p(9, 10), p(19, 20)] {
                let of = stratum(items, defects);
                let (exact, improved) = (of.sample_for(&goal).unwrap(), of.sample_by_improved(&goal).unwrap());
                assert!(improved == exact || improved == exact + 1, "{items}, {defects}, {goal}: {exact}, {improved}");
            }
        }
    }
}

#[test]
fn a_million_items_are_planned_for_and_the_three_formulas_agree_as_they_do_for_few() {
    for defects in [1, 2, 10, 1_000, 10_000, 500_000, 1_000_000] {
        let of = stratum(1_000_000, defects);
        for goal in [p(1, 5), p(9, 10), p(999_999, 1_000_000)] {
            let exact = of.sample_for(&goal).unwrap();
            let look = look(1_000_000, defects);
            let parts = goal.of(TEN_PLACES);
            assert!(look.found_by(exact).unwrap() >= parts, "{defects}, {goal}");
            assert!(look.found_by(exact - 1).unwrap() <= parts, "{defects}, {goal}");
            let improved = of.sample_by_improved(&goal).unwrap();
            let most = if defects > 500_000 { improved } else { exact + 1 };
            assert!((exact..=most).contains(&improved), "{defects}, {goal}: {exact}, {improved}");
            let iaea = of.sample_by_approximation(&goal).unwrap();
            assert!(iaea >= improved, "{defects}, {goal}: {improved}, {iaea}");
        }
    }
    assert_eq!(look(1_000_000, 500_000).found_by(500_000), Ok(TEN_PLACES), "1, to ten places");
    let overlooked = Look { recognised: p(1, 1000), ..look(1_000_000, 500_000) };
    assert_eq!(overlooked.found_by(1_000).unwrap() / 10_000_000, 393, "about 1 - exp(-1/2)");
}

#[test]
fn certainty_needs_all_but_the_sound_items_and_one_more() {
    for (items, defects) in [(10, 1), (10, 4), (1_000_000, 1), (1_000_000, 999_999)] {
        assert_eq!(stratum(items, defects).sample_for(&Probability::one()), Some(items - defects + 1));
    }
}

#[test]
fn two_stages_find_what_the_table_says() {
    // 4 of 12 sites are visited, 41 of the 200 items of each are drawn, and ten defects are at one site
    let look = Look { sites: sites(12, 1, 4), ..look(200, 10) };
    assert_eq!(look.found_by(41), Ok(3_016_803_940));
    assert_eq!(look.found_exactly_by(41), None);
    assert_eq!(
        look.sample_for(&p(1, 3)),
        Some(191),
        "as often as the one site is visited, where its sample is sure to hold one"
    );
    assert_eq!(look.sample_for(&p(34, 100)), None, "more than that no sample finds");
}

#[test]
fn sites_that_are_all_visited_are_looked_at_one_by_one() {
    let both = Look { sites: sites(2, 2, 2), ..look(10, 5) };
    let one = stratum(10, 5).found_by(3).unwrap();
    assert_eq!(both.found_by(3), Ok(one.in_any_of(2).unwrap().of(TEN_PLACES)));
}

#[test]
fn years_are_looks_of_their_own() {
    // 400 missiles, 10 visits a year that each look at one, v of them overloaded: five years
    for (overloaded, told) in [(4, 398_477), (10, 722_115), (20, 925_336), (40, 995_164), (80, 999_988)] {
        let look = Look { years: 5, ..look(400, overloaded) };
        assert_eq!((look.found_by(10).unwrap() + 5_000) / 10_000, told, "{overloaded}");
    }
    assert_eq!(Look { years: 0, ..look(10, 5) }.found_by(10), Ok(0), "in no year nothing is found");
}

#[test]
fn what_cannot_be_looked_at_is_refused() {
    assert_eq!(look(10, 5).found_by(11), Err(OutOfBounds::Sample { items: 10, sample: 11 }));
    let visits = Look { sites: sites(3, 1, 4), ..look(10, 5) };
    assert_eq!(visits.found_by(1), Err(OutOfBounds::Sample { items: 3, sample: 4 }));
    let years = Look { years: YEARS_MAX + 1, ..look(10, 5) };
    assert_eq!(years.found_by(1).unwrap_err().to_string(), "a plan has at most 1000 years, not 1001");
}
