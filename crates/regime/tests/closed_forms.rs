//! Where a formula is known, the simulation agrees with it within its interval, at 100,000 replicates.
//!
//! The seed is fixed, so a test that passes goes on to; each interval is of 99.99 %, since a dozen of them must hold.

mod common;

use common::values;
use regime::terms::{Looked, Place, Visits};
use regime::{
    Burden, Channel, Evasion, Parameter as P, Probability, Question, Seed, Simulation, Stratum, Tally, Terms,
};
use treaty::measure::{Measure, Preset};
use treaty::source::Mark;

const REPLICATES: u64 = 100_000;

fn question(years: u32) -> Question {
    Question { years, sizes: vec!["1%".parse().unwrap()], seed: Seed(2027) }
}

fn run(terms: &Terms, set: &[(P, &str)], evasion: Option<Evasion>, years: u32) -> Tally {
    Simulation::new(terms, &values(set), evasion, &question(years)).unwrap().run(0..REPLICATES)
}

fn visits(look: Looked, quota: u32, items_max: u32, at: Place) -> Visits {
    Visits {
        id: treaty::Id::default(),
        look,
        quota,
        same_site_max: None,
        at_once_max: None,
        items_max: Some(items_max),
        team_max: Some(10),
        at: [at].into(),
        // at once, so that every visit of a year ends within it
        hours_to_arrival: Some(0),
        hours_on_site: Some(0),
        restricted: true,
        mark: Mark::Confirmed,
    }
}

fn terms(measures: &[Measure], visits: Vec<Visits>) -> Terms {
    let nothing = Terms::of_preset(Preset::L0);
    let named = measures.iter().fold(nothing, |terms, measure| terms.with(*measure));
    Terms { visits, ..named }
}

/// Holds a share of replicates against a probability.
fn agrees(found: u64, p: f64) {
    let (share, error) = (found as f64 / REPLICATES as f64, (p * (1.0 - p) / REPLICATES as f64).sqrt());
    assert!((share - p).abs() <= 3.89 * error + 1e-9, "{share} and not {p}: {} standard errors", (share - p) / error);
}

fn as_float(p: &Probability) -> f64 {
    p.of(1_000_000_000_000) as f64 / 1e12
}

#[test]
fn dummies_at_one_site_are_found_as_the_two_stages_of_sites_and_items_say() {
    // 12 stores of 200, four of them visited, 41 items looked at, ten dummies in one store: facts of the field, 5.3: 0.3016803940
    let kind = Visits { same_site_max: Some(1), ..visits(Looked::Ledger, 4, 41, Place::Store) };
    let terms = terms(&[Measure::Commitments, Measure::SampledInspections], vec![kind]);
    // the first of the padded entries is filled behind the year that is looked at
    let set = [
        (P::Stores, "12"),
        (P::ItemsInStores, "2280"),
        (P::Excess, "10"),
        (P::ExcessYears, "100"),
        (P::ExcessSites, "1"),
        (P::ItemRecognised, "1"),
    ];
    let set = set.map(|(parameter, word)| (parameter, if parameter == P::Excess { "0.004385" } else { word }));
    let found = run(&terms, &set, Some(Evasion::PaddedWithDummies), 1);
    let sampled = as_float(&Stratum::new(200, 10).unwrap().found_by(41).unwrap());
    assert_eq!(Simulation::new(&terms, &values(&set), None, &question(1)).unwrap().stock(), 2280);
    agrees(found.found_by(Channel::Ledger), 4.0 / 12.0 * sampled);
    agrees(found.found_by(Channel::Ledger), 0.301_680_394_0);
    assert_eq!(found.found_within(365), found.found_by(Channel::Ledger));
}

#[test]
fn dummies_are_overlooked_as_often_as_their_recognition_says() {
    // one store of 100 with five dummies, 45 looked at, each recognised with 0.9: facts of the field, 5.3: 0.9296677744
    let terms =
        terms(&[Measure::Commitments, Measure::SampledInspections], vec![visits(Looked::Ledger, 1, 45, Place::Store)]);
    let set = [
        (P::Stores, "1"),
        (P::ItemsInStores, "95"),
        (P::Excess, "0.05"),
        (P::ExcessYears, "100"),
        (P::ItemRecognised, "0.9"),
    ];
    agrees(run(&terms, &set, Some(Evasion::PaddedWithDummies), 1).found_by(Channel::Ledger), 0.929_667_774_4);
}

#[test]
fn more_on_carriers_is_found_as_independent_visits_say() {
    // 400 carriers at four bases, 40 of them with more than declared, ten at each base; ten visits that look at one each
    let terms = terms(&[Measure::OnSiteInspections], vec![visits(Looked::Carriers, 10, 1, Place::Base)]);
    let set = [
        (P::Bases, "4"),
        (P::Carriers, "400"),
        (P::ItemsAtBases, "400"),
        (P::Excess, "0.1"),
        (P::ExcessYears, "0.000001"),
        (P::ExcessSites, "4"),
        (P::CarrierSeen, "1"),
    ];
    let found = run(&terms, &set, Some(Evasion::GrowthOnCarriers), 1);
    agrees(found.found_by(Channel::Carriers), 1.0 - 0.9_f64.powi(10));
}

#[test]
fn undeclared_exits_are_found_one_by_one() {
    let terms = terms(&[Measure::PortalWarheadPlants], Vec::new());
    // eleven exits in half a year, each recognised with 0.2 unless it takes another way, which half of them do
    let set = [
        (P::Stores, "1"),
        (P::ItemsInStores, "110"),
        (P::Excess, "0.1"),
        (P::ExcessYears, "0.5"),
        (P::ExitRecognised, "0.2"),
        (P::ExitBypassed, "0.5"),
    ];
    agrees(run(&terms, &set, Some(Evasion::UndeclaredProduction), 1).found_by(Channel::Portal), 1.0 - 0.9_f64.powi(11));
}

#[test]
fn a_hidden_store_is_found_as_cue_right_access_and_recognition_say() {
    let set = [
        (P::Stores, "1"),
        (P::ItemsInStores, "100"),
        (P::Excess, "0.01"),
        (P::ExcessYears, "0.000001"),
        (P::StoreSpotted, "0.3"),
        (P::CueSurvives, "0.5"),
        (P::AccessGranted, "0.8"),
        (P::SpotRecognised, "0.9"),
        (P::ChallengeVisits, "100"),
        (P::HoursToArrival, "1"),
    ];
    // each day's cue is followed by itself, so a day finds it with daily · access · recognition; the first day on which it may be spotted is the second, the last whole one 364
    let daily = 1.0 - (1.0_f64 - 0.15).powf(1.0 / 365.0);
    let found = run(&terms(&[Measure::Challenge], Vec::new()), &set, Some(Evasion::HiddenStore), 1);
    agrees(found.found_by(Channel::Challenge), 1.0 - (1.0 - daily * 0.72).powi(364));
    agrees(found.spotted_within(365), 1.0 - (1.0 - daily).powi(364));
    let without = run(&terms(&[], Vec::new()), &set, Some(Evasion::HiddenStore), 1);
    assert_eq!(without.found_within(365), 0, "a cue without a right finds nothing");
    agrees(without.spotted_within(365), 1.0 - (1.0 - daily).powi(364));
}

#[test]
fn an_undeclared_plant_is_spotted_only_while_it_is_at_work() {
    let set = [
        (P::Stores, "1"),
        (P::ItemsInStores, "100"),
        (P::Excess, "0.1"),
        (P::ExcessYears, "0.5"),
        (P::PlantSpotted, "0.9"),
        (P::CueSurvives, "1"),
        (P::AccessGranted, "1"),
        (P::SpotRecognised, "1"),
        (P::ChallengeVisits, "100"),
        (P::HoursToArrival, "1"),
    ];
    // the first of ten items comes in hour 438, of day 18; the last in hour 4,380, the noon of day 182
    let daily = 1.0 - 0.1_f64.powf(1.0 / 365.0);
    let found = run(&terms(&[Measure::Challenge], Vec::new()), &set, Some(Evasion::UndeclaredPlant), 3);
    agrees(found.found_by(Channel::Challenge), 1.0 - (1.0 - daily).powi(164));
}

#[test]
fn paper_dismantlement_is_found_window_by_window() {
    let terms = Terms { window_days: Some(90), ..terms(&[Measure::DismantlementPortal], Vec::new()) };
    let set = [
        (P::Stores, "1"),
        (P::ItemsInStores, "100"),
        (P::Excess, "1"),
        (P::ExcessYears, "1"),
        (P::EntriesCounted, "0.4"),
    ];
    // four windows end within the year, and items are missing in each
    let found = run(&terms, &set, Some(Evasion::PaperDismantlement), 1);
    agrees(found.found_by(Channel::Dismantlement), 1.0 - 0.6_f64.powi(4));
}

#[test]
fn honest_sides_raise_as_many_false_alarms_as_are_assumed_and_carry_what_the_clauses_say() {
    let terms = terms(
        &[Measure::Commitments, Measure::SampledInspections, Measure::PortalWarheadPlants],
        vec![Visits {
            hours_to_arrival: Some(24),
            hours_on_site: Some(30),
            ..visits(Looked::Ledger, 8, 10, Place::Store)
        }],
    );
    let set = [
        (P::Stores, "5"),
        (P::ItemsInStores, "500"),
        (P::ItemMistaken, "0.01"),
        (P::Exits, "50"),
        (P::ExitMistaken, "0.02"),
        (P::ExchangeDays, "30"),
        (P::ClearingDays, "2"),
    ];
    let tally = run(&terms, &set, None, 2);
    let mean = |burden| tally.burden(burden)[0] as f64 / REPLICATES as f64;
    let alarms = 16.0 * (1.0 - 0.99_f64.powi(10)) + 100.0 * 0.02;
    assert!((mean(Burden::FalseAlarms) - alarms).abs() < 4.0 * (alarms / REPLICATES as f64).sqrt());
    assert_eq!(mean(Burden::ClearingHours), mean(Burden::FalseAlarms) * 48.0);
    assert_eq!(mean(Burden::Crossings), 100.0);
    assert_eq!(mean(Burden::Statements), 24.0);
    // a visit that begins in the last hours may not end within the years
    assert!((15.9..=16.0).contains(&mean(Burden::Visits)), "{}", mean(Burden::Visits));
    assert_eq!(mean(Burden::InspectorHours), mean(Burden::Visits) * 300.0);
    assert_eq!(mean(Burden::StandstillHours), 16.0 * 54.0);
    assert_eq!(mean(Burden::ItemsShown), mean(Burden::Visits) * 10.0);
}

#[test]
fn the_shell_game_is_won_as_often_as_items_leave_in_time() {
    let restricted = visits(Looked::Ledger, 1, 1, Place::Store);
    let of = |kind: Visits| {
        let terms = terms(&[Measure::Commitments, Measure::SampledInspections], vec![kind]);
        let set = [
            (P::Stores, "1"),
            (P::ItemsInStores, "100"),
            (P::Excess, "0.01"),
            (P::ExcessYears, "0.000001"),
            (P::CountSeen, "1"),
            (P::MovedInTime, "0.3"),
        ];
        run(&terms, &set, Some(Evasion::ShellGame), 3).found_within(3 * 365)
    };
    agrees(of(restricted.clone()), 1.0 - 0.3_f64.powi(3));
    assert_eq!(of(Visits { restricted: false, ..restricted }), 0, "without restrictions there is always time");
}

#[test]
fn of_a_site_with_fewer_items_than_a_sample_only_those_that_are_there_are_mistaken() {
    let terms =
        terms(&[Measure::Commitments, Measure::SampledInspections], vec![visits(Looked::Ledger, 1, 10, Place::Store)]);
    let set = [(P::Stores, "1"), (P::ItemsInStores, "3"), (P::ItemMistaken, "0.1")];
    let tally = run(&terms, &set, None, 1);
    assert_eq!(tally.burden(Burden::ItemsShown)[0], 3 * u128::from(REPLICATES));
    agrees(tally.burden(Burden::FalseAlarms)[0] as u64, 1.0 - 0.9_f64.powi(3));
}

#[test]
fn a_visit_that_finds_no_site_keeps_nobody_waiting() {
    // one kind asks every hour, and has a single visit that lasts until ten hours before the end of the year; the other asks once, and waits behind those that are lost
    let of = |look, quota, place, hours_on_site| Visits {
        same_site_max: Some(1),
        at_once_max: Some(1),
        hours_on_site: Some(hours_on_site),
        ..visits(look, quota, 1, place)
    };
    let kinds = vec![of(Looked::Ledger, 8_760, Place::Store, 8_750), of(Looked::Absence, 1, Place::Empty, 5)];
    let terms = terms(&[Measure::Commitments, Measure::SampledInspections, Measure::AbsenceVisits], kinds);
    let set = values(&[(P::Stores, "1"), (P::ItemsInStores, "3"), (P::EmptyPlaces, "1")]);
    let tally = Simulation::new(&terms, &set, None, &question(1)).unwrap().run(0..1);
    assert_eq!((tally.burden(Burden::SitesCounted)[0], tally.burden(Burden::Visits)[0]), (1, 2));
}

#[test]
fn what_fled_from_a_site_stays_away_while_another_team_is_there() {
    // two teams a day, for two days each, at the only site: some are always there, and without restrictions everything flees in time
    let kind = Visits { restricted: false, hours_on_site: Some(48), ..visits(Looked::Ledger, 730, 1, Place::Store) };
    let terms = terms(&[Measure::Commitments, Measure::SampledInspections], vec![kind]);
    let set = values(&[
        (P::Stores, "1"),
        (P::ItemsInStores, "100"),
        (P::Excess, "0.01"),
        (P::ExcessYears, "0.000001"),
        (P::CountSeen, "1"),
    ]);
    let found = Simulation::new(&terms, &set, Some(Evasion::ShellGame), &question(1)).unwrap().run(0..100);
    assert_eq!(found.found_within(365), 0);
}
