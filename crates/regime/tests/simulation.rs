//! What holds of every simulation, whatever is assumed.

mod common;

use common::{file_of_nothing, values};
use regime::assumptions::Corner;
use regime::comparison::{Case, Contender, Results, Varied};
use regime::{
    Assumptions, Burden, Comparison, Evasion, Parameter as P, Quantity, Question, Refused, Seed, Simulation, Tally,
    Terms, Values,
};
use treaty::measure::{Measure, Preset};

const OCTOBER: &[u8] = include_bytes!("../../../assumptions/october-2020.toml");
const PORTALS: &[u8] = include_bytes!("../../../treaties/illustrative-portals.toml");

fn october() -> Assumptions {
    Assumptions::parse(OCTOBER).expect("the file that ships is whole")
}

fn portals() -> Terms {
    Terms::of(&treaty::parse(PORTALS, None).expect("the instrument that ships is whole").instrument)
}

fn question(years: u32) -> Question {
    let sizes = ["1%", "5%", "10%"].map(|size| size.parse().unwrap());
    Question { years, sizes: sizes.to_vec(), seed: Seed(11) }
}

fn small() -> Values {
    values(&[
        (P::Stores, "4"),
        (P::ItemsInStores, "400"),
        (P::Excess, "10%"),
        (P::ExcessYears, "1"),
        (P::CountSeen, "0.5"),
    ])
}

#[test]
fn a_tally_does_not_depend_on_how_its_replicates_were_parted() {
    let central = october().sides[1].central();
    for evasion in [None, Some(Evasion::HiddenStore), Some(Evasion::PaddedWithDummies)] {
        let simulation = Simulation::new(&portals(), &central, evasion, &question(3)).unwrap();
        let whole = simulation.run(0..200);
        for parts in [vec![0..77, 77..200], vec![150..200, 0..1, 1..150]] {
            let mut sum = simulation.empty();
            parts.into_iter().for_each(|part| sum.merge(&simulation.run(part)));
            assert_eq!(sum, whole, "{evasion:?}");
            assert_eq!(Tally::from_words(&sum.words()), Some(sum));
        }
    }
}

#[test]
fn another_seed_gives_other_numbers_and_the_same_seed_the_same() {
    let central = october().sides[0].central();
    let run = |seed| {
        let question = Question { seed: Seed(seed), ..question(5) };
        Simulation::new(&portals(), &central, Some(Evasion::GrowthInStores), &question).unwrap().run(0..300)
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

fn results(comparison: &Comparison, replicates: u64) -> Results {
    let mut results = Results::default();
    let run = |cases: Vec<Case>, results: &mut Results| {
        for case in cases {
            let simulation = comparison.simulation(&case).unwrap();
            results.note(case, &simulation, simulation.run(0..replicates));
        }
    };
    run(comparison.first(), &mut results);
    run(comparison.second(&results), &mut results);
    results
}

#[test]
fn exchanging_the_parties_exchanges_the_numbers_and_changes_nothing_else() {
    let evasions = vec![Evasion::HiddenStore, Evasion::GrowthOnCarriers];
    let contenders = vec![Contender::rung(Preset::L3), Contender::rung(Preset::L5)];
    let straight = Comparison { contenders, assumptions: october(), evasions, question: question(3) };
    let mut exchanged = straight.clone();
    exchanged.assumptions.sides.reverse();
    let (straight, exchanged) = (results(&straight, 50), results(&exchanged, 50));
    assert!(straight.all().count() > 100);
    for (case, result) in straight.all() {
        let mirrored = Case { side: 1 - case.side, ..*case };
        assert_eq!(exchanged.of(&mirrored), Some(result), "{case:?}");
    }
}

#[test]
fn an_evasion_is_found_by_the_measures_that_bear_on_it_and_by_no_other() {
    let central = october().sides[1].corner(Corner::Most);
    for measure in regime::comparison::TOGGLED {
        let terms = Terms::of_preset(Preset::L0).with(measure);
        for (_, evasion) in Evasion::WORDS {
            let found = Simulation::new(&terms, &central, Some(evasion), &question(10)).unwrap().run(0..200);
            // visits of delivery systems are those of an instrument, and not being interfered with gives no right
            let needs_more = matches!(measure, Measure::OnSiteInspections | Measure::NationalTechnicalMeans);
            let met = evasion.met_by(measure) && !needs_more;
            assert_eq!(found.found_within(3650) > 0, met, "{} by {}", evasion.word(), measure.word());
        }
    }
}

#[test]
fn a_promise_alone_finds_nothing_and_the_whole_ladder_finds_something_of_everything() {
    let most = october().sides[0].corner(Corner::Most);
    for (_, evasion) in Evasion::WORDS {
        let found = |preset| {
            let simulation = Simulation::new(&Terms::of_preset(preset), &most, Some(evasion), &question(10)).unwrap();
            simulation.run(0..200).found_within(3650)
        };
        assert_eq!(found(Preset::L0), 0);
        assert!(found(Preset::L5) > 0, "{}", evasion.word());
    }
}

#[test]
fn whoever_recognises_more_or_comes_more_often_does_not_find_less() {
    let found = |word: &str, visits: &str| {
        let set = small().with(P::CountSeen, word.parse().unwrap()).with(P::SampledVisits, visits.parse().unwrap());
        let terms = Terms::of_preset(Preset::L3);
        let simulation = Simulation::new(
            &terms,
            &set.with(P::ExcessSites, Quantity::whole(1)),
            Some(Evasion::GrowthInStores),
            &question(1),
        );
        simulation.unwrap().run(0..4_000).found_within(365)
    };
    // four standard errors at most are what chance may hide
    let slack = 4 * 32;
    for pair in ["0", "0.25", "0.5", "0.75", "1"].map(|word| found(word, "6")).windows(2) {
        assert!(pair[1] + slack >= pair[0], "{pair:?}");
    }
    for pair in ["0", "1", "3", "9", "27"].map(|visits| found("0.5", visits)).windows(2) {
        assert!(pair[1] + slack >= pair[0], "{pair:?}");
    }
    assert_eq!([found("0", "6"), found("1", "0")], [0, 0]);
    assert_eq!(found("1", "365"), 4_000, "who comes every day and overlooks nothing finds it always");
}

#[test]
fn a_quota_of_nothing_certain_and_impossible_chances_and_a_sample_larger_than_all_are_no_trouble() {
    let set = small().with(P::Sample, Quantity::whole(1_000_000)).with(P::SampledVisits, Quantity::whole(4));
    let set = set.with(P::ItemRecognised, Quantity::whole(1)).with(P::ExcessSites, Quantity::whole(4));
    let terms = Terms::of_preset(Preset::L5);
    for (_, evasion) in Evasion::WORDS {
        let tally = Simulation::new(&terms, &set, Some(evasion), &question(1)).unwrap().run(0..50);
        assert_eq!(tally.replicates, 50);
    }
    let none = Simulation::new(&terms, &set.clone().with(P::SampledVisits, Quantity::default()), None, &question(1));
    assert_eq!(none.unwrap().run(0..10).burden(Burden::Visits)[0], 0);
    let nothing = Terms::of_preset(Preset::L0);
    assert_eq!(
        Simulation::new(&nothing, &set, None, &question(1)).unwrap().run(0..10).burden(Burden::InspectorHours)[0],
        0
    );
}

#[test]
fn a_stock_of_a_million_is_simulated_like_any_other() {
    let set = small().with(P::ItemsInStores, Quantity::whole(1_000_000)).with(P::Stores, Quantity::whole(900));
    let set = set.with(P::SampledVisits, Quantity::whole(10)).with(P::Sample, Quantity::whole(10));
    let simulation =
        Simulation::new(&Terms::of_preset(Preset::L3), &set, Some(Evasion::GrowthInStores), &question(1)).unwrap();
    assert_eq!(simulation.stock(), 1_000_000);
    assert_eq!(simulation.run(0..3).replicates, 3);
}

#[test]
fn an_evasion_that_needs_a_site_which_is_not_there_is_said_to_be_impossible_and_never_happens() {
    let terms = Terms::of_preset(Preset::L5);
    let simulation = Simulation::new(&terms, &small(), Some(Evasion::HiddenInEmptyPlace), &question(1)).unwrap();
    assert!(!simulation.can_evade());
    assert_eq!(simulation.reached(), [None; 3]);
    assert_eq!(simulation.run(0..20).found_within(365), 0);
}

#[test]
fn a_size_that_is_never_reached_is_told_as_such() {
    let set = small().with(P::Excess, "5%".parse().unwrap());
    let simulation =
        Simulation::new(&Terms::of_preset(Preset::L0), &set, Some(Evasion::HiddenStore), &question(1)).unwrap();
    assert_eq!(
        simulation.reached(),
        [Some(8_760 * 4 / 20), None, None],
        "5% come with the year's last hour, and 10% never"
    );
}

#[test]
fn numbers_that_make_no_sense_together_are_refused_with_what_would() {
    let terms = Terms::of_preset(Preset::L3);
    let refused = |set: Values, years: u32, evasion: Option<Evasion>| {
        let Refused::Number { what, number, help } = Simulation::new(&terms, &set, evasion, &question(years)).err()?;
        assert!(!help.is_empty());
        Some((what, number))
    };
    let set = |parameter, word: &str| small().with(parameter, word.parse().unwrap());
    assert_eq!(refused(small(), 0, None), Some(("a number of years", 0)));
    assert_eq!(refused(small(), 101, None), Some(("a number of years", 101)));
    assert_eq!(refused(set(P::ItemsInStores, "0"), 1, None), Some(("a stock", 0)));
    assert_eq!(refused(set(P::Stores, "0"), 1, None), Some(("items-in-stores", 400)));
    assert_eq!(refused(set(P::ItemsAtBases, "7"), 1, None), Some(("items-at-bases", 7)));
    assert_eq!(refused(set(P::EmptyPlaces, "997"), 1, None), Some(("a number of sites", 1_001)));
    assert_eq!(refused(set(P::FalseCues, "366"), 1, None), Some(("false-cues", 366)));
    assert_eq!(refused(set(P::Excess, "0"), 1, Some(Evasion::HiddenStore)), Some(("excess", 0)));
    assert_eq!(refused(set(P::Excess, "0"), 1, None), None, "an honest side has no excess");
    let sizes = Question { sizes: vec![Quantity::whole(1); 9], ..question(1) };
    assert!(Simulation::new(&terms, &small(), None, &sizes).is_err());
}

#[test]
fn the_best_answer_is_the_first_of_those_that_are_found_least_often() {
    let contenders = vec![Contender::rung(Preset::L0), Contender::rung(Preset::L4)];
    let evasions = vec![Evasion::GrowthInStores, Evasion::UndeclaredProduction, Evasion::HiddenStore];
    let mut assumptions = october();
    assumptions.sides.truncate(1);
    let comparison = Comparison { contenders, assumptions, evasions, question: question(10) };
    let results = results(&comparison, 200);
    let best = |contender| comparison.best_answer(&results, contender, 0, 1);
    assert_eq!(best(0), Some((Evasion::GrowthInStores, 0)), "nothing is found, so the first of the list");
    assert_eq!(best(1), Some((Evasion::HiddenStore, 0)), "no rung below the fifth has a right to follow a cue");
    assert_eq!(comparison.best_answer(&results, 0, 0, 9), None);
}

#[test]
fn the_second_round_varies_every_measure_that_bears_and_every_number_that_is_uncertain() {
    let contenders = vec![Contender::rung(Preset::L5)];
    let mut assumptions = october();
    assumptions.sides.truncate(1);
    let evasions = Evasion::WORDS.map(|(_, evasion)| evasion).to_vec();
    let comparison = Comparison { contenders, assumptions, evasions, question: question(3) };
    let results = results(&comparison, 10);
    let uncertain = comparison.assumptions.sides[0].all().filter(|(_, assumed)| assumed.bounds.is_wide()).count();
    let varied = |is: &dyn Fn(&Varied) -> bool| results.all().filter(|(case, _)| is(&case.varied)).count();
    assert_eq!(varied(&|varied| matches!(varied, Varied::Parameter(..))), 2 * uncertain);
    let bears: usize = regime::comparison::TOGGLED
        .map(|measure| Evasion::WORDS.iter().filter(|(_, evasion)| evasion.met_by(measure)).count())
        .iter()
        .sum();
    assert_eq!(varied(&|varied| matches!(varied, Varied::Measure(_))), bears);
    assert_eq!(varied(&|varied| matches!(varied, Varied::Corner(_))), 3 * 11 + 1);
}

#[test]
fn what_an_instrument_gives_numbers_for_is_its_own_and_what_it_only_names_is_assumed() {
    let set = small().with(P::SampledVisits, Quantity::whole(40)).with(P::Team, Quantity::whole(3));
    let visits = |terms: &Terms| {
        let tally = Simulation::new(terms, &set, None, &question(1)).unwrap().run(0..200);
        tally.burden(Burden::SitesCounted)[0] as f64 / 200.0
    };
    let own = portals();
    let assumed = Terms { visits: Vec::new(), ..own.clone() };
    assert!((7.0..=8.0).contains(&visits(&own)), "the quota of the text is eight: {}", visits(&own));
    assert!((35.0..=40.0).contains(&visits(&assumed)), "forty are assumed: {}", visits(&assumed));
    let without = own.without(Measure::SampledInspections);
    assert_eq!(visits(&without), 0.0);
    assert_eq!(own.without(Measure::Challenge).visits.len(), own.visits.len() - 1);
    assert_eq!(own.with(Measure::Challenge), own, "what is there is not added");
}

#[test]
fn the_hours_of_a_visit_are_those_of_all_its_steps_together() {
    let text = std::str::from_utf8(PORTALS).unwrap();
    let hours = |text: &str| {
        let terms = Terms::of(&treaty::parse(text.as_bytes(), None).unwrap().instrument);
        let sampled = terms.visits.iter().find(|kind| kind.id.as_str() == "sampled-visit").unwrap();
        (sampled.hours_to_arrival, sampled.hours_on_site)
    };
    assert_eq!(hours(text), (Some(24), Some(30)));
    let direct = "hours = 24, after = \"designation\", source = \"TEXT\" },\n  { id = \"list\"";
    assert!(text.contains(direct));
    let later = text.replacen(direct, &direct.replace("designation", "acceptance"), 1);
    assert_eq!(hours(&later), (Some(6 + 6 + 24), Some(30)), "behind the opening and its acceptance");
}

// --- The file

fn problems(text: &str) -> Vec<(&'static str, String)> {
    match Assumptions::parse(text.as_bytes()) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.into_iter().map(|problem| (problem.code, problem.message)).collect(),
    }
}

#[test]
fn the_file_that_ships_assumes_something_of_every_parameter_with_a_source() {
    let october = october();
    assert_eq!(october.sides.iter().map(|side| side.party.as_str()).collect::<Vec<_>>(), ["US", "RU"]);
    for side in &october.sides {
        assert_eq!(side.all().count(), P::WORDS.len());
        assert!(side.all().all(|(_, assumed)| october.sources.contains_key(&assumed.source)));
    }
}

#[test]
fn every_mistake_in_a_file_is_told_and_each_check_has_one() {
    let whole = file_of_nothing();
    assert_eq!(problems(&whole), []);
    let codes = |text: String| problems(&text).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    let one = |id: &str, lines: &str| format!("[[parameter]]\nid = \"{id}\"\n{lines}source = \"TEXT\"\n");
    let stores = one("stores", "value = \"0\"\n");
    let but = |lines: &str| whole.replace(&stores, &one("stores", lines));
    assert!(codes(but("value = \"1.5\"\n")).contains(&"out-of-bounds"), "no half store");
    assert!(codes(but("value = \"1001\"\n")).contains(&"out-of-bounds"));
    assert!(codes(but("value = \"-1\"\n")).contains(&"bad-number"));
    assert!(codes(but("low = \"3\"\ncentral = \"2\"\nhigh = \"4\"\n")).contains(&"order"));
    assert!(codes(but("low = \"3\"\ncentral = \"4\"\n")).contains(&"missing-key"));
    assert!(codes(but("value = 3\n")).contains(&"wrong-type"));
    assert!(codes(but("value = \"3\"\nof = \"CCC\"\n")).contains(&"unknown-name"));
    assert!(codes(but("value = \"3\"\nunit = \"sites\"\n")).contains(&"unknown-key"));
    assert!(codes(whole.replace(&stores, "")).contains(&"missing-parameter"));
    assert!(codes(format!("{whole}{stores}")).contains(&"twice"));
    assert!(codes(whole.replace("id = \"stores\"", "id = \"shops\"")).contains(&"unknown-word"));
    assert!(codes(whole.replace("source = \"TEXT\"", "source = \"GONE\"")).contains(&"unknown-name"));
    assert!(codes(whole.replace("\"BBB\"", "\"AAA\"")).contains(&"twice"));
    assert!(codes(whole.replace("party = \"BBB\"", "")).contains(&"missing-key"));
    assert!(problems("id = \"x\"\n").iter().any(|(code, _)| *code == "missing-key"), "a file without sides");
    let hours = one("excess-years", "value = \"1\"\n");
    assert!(codes(whole.replace(&hours, &hours.replace("\"1\"", "\"0\""))).contains(&"out-of-bounds"));
    let chance = one("count-seen", "value = \"0\"\n");
    assert!(codes(whole.replace(&chance, &chance.replace("\"0\"", "\"1.01\""))).contains(&"out-of-bounds"));
}

#[test]
fn what_is_assumed_of_one_side_goes_before_what_is_assumed_of_all_wherever_it_stands() {
    let whole = file_of_nothing();
    let own = "[[parameter]]\nid = \"stores\"\nof = \"BBB\"\nvalue = \"7\"\nsource = \"TEXT\"\n";
    let head = whole.find("[[parameter]]").unwrap();
    for text in [format!("{whole}{own}"), format!("{}{own}{}", &whole[..head], &whole[head..])] {
        let read = Assumptions::parse(text.as_bytes()).unwrap();
        let stores = |at: usize| read.sides[at].central().of(P::Stores);
        assert_eq!([stores(0), stores(1)], [Quantity::default(), Quantity::whole(7)]);
    }
}

#[test]
fn what_is_entered_takes_the_place_of_what_the_file_says_and_is_held_to_the_same_bounds() {
    let mut assumptions = october();
    let exactly = |word: &str| {
        let value: Quantity = word.parse().unwrap();
        regime::Bounds::new(value, value, value).unwrap()
    };
    let party = assumptions.sides[1].party.clone();
    assumptions.enter(Some(&party), P::Stores, exactly("3")).unwrap();
    let stores = |assumptions: &Assumptions, at: usize| assumptions.sides[at].central().of(P::Stores);
    assert_eq!([stores(&assumptions, 0), stores(&assumptions, 1)], [Quantity::whole(12), Quantity::whole(3)]);
    assumptions.enter(None, P::CountSeen, exactly("1")).unwrap();
    assert!(assumptions.enter(None, P::CountSeen, exactly("1.1")).is_err());
    let stranger = treaty::PartyCode::new("CCC").unwrap();
    assert!(assumptions.enter(Some(&stranger), P::CountSeen, exactly("1")).is_err());
}
