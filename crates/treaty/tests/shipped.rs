//! The instruments that ship say what the open literature says.

mod common;

use common::instrument;
use treaty::instrument::{Instrument, Kind, Nature, Rule, Status};
use treaty::timeline::{ExtensionRefusal, Standing, State, Timeline, Why};
use treaty::{Date, Id, PartyCode};

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn id(name: &str) -> Id {
    Id::new(name).unwrap()
}

fn limit_on(treaty: &Instrument, name: &str, on: Date) -> State {
    treaty.clause_on(treaty.clause(Kind::Limit, &id(name)).unwrap(), on).state
}

#[test]
fn every_shipped_instrument_passes_its_check_without_a_warning() {
    for entry in std::fs::read_dir(common::path("treaties")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let bytes = common::bytes(&format!("treaties/{name}"));
        let base = treaty::base_file(&bytes).map(|base| instrument(&base));
        let parsed = treaty::parse(&bytes, base.as_ref());
        let parsed =
            parsed.unwrap_or_else(|p| panic!("{name}\n{}", common::lines(&String::from_utf8_lossy(&bytes), &p)));
        assert_eq!(parsed.warnings, [], "{name}");
    }
}

#[test]
fn new_start_has_its_three_limits_and_they_bind_from_2018() {
    let treaty = instrument("new-start.toml");
    let limits: Vec<_> = treaty.limits().map(|(clause, limit)| (clause.id.as_str(), limit.value)).collect();
    assert_eq!(limits, [("deployed-delivery", 700), ("deployed-warheads", 1550), ("launchers-total", 800)]);
    for (name, _) in limits {
        assert_eq!(limit_on(&treaty, name, day(2010, 4, 7)), State::NotYet);
        assert_eq!(limit_on(&treaty, name, day(2018, 2, 4)), State::NotBinding);
        assert_eq!(limit_on(&treaty, name, day(2018, 2, 5)), State::Holds);
        assert_eq!(limit_on(&treaty, name, day(2026, 2, 4)), State::Holds);
        assert_eq!(limit_on(&treaty, name, day(2026, 2, 5)), State::Ended);
    }
}

// shows: term
#[test]
fn new_start_stands_on_each_day_as_its_acts_left_it() {
    let treaty = instrument("new-start.toml");
    let timeline = Timeline::of(&treaty, &treaty.id);
    assert_eq!(timeline.standing(day(2010, 4, 7)), Standing::NotYet);
    assert_eq!(timeline.standing(day(2010, 4, 8)), Standing::Signed(day(2010, 4, 8)));
    assert_eq!(timeline.standing(day(2011, 2, 5)), Standing::InForce(day(2011, 2, 5)));
    assert_eq!(timeline.term_end(day(2020, 10, 20)), Some(day(2021, 2, 5)));
    assert_eq!(timeline.term_end(day(2021, 2, 3)), Some(day(2026, 2, 5)));
    assert_eq!(timeline.standing(day(2026, 2, 5)), Standing::Ended(day(2026, 2, 5)));
}

#[test]
fn what_applies_from_signature_applies_before_entry_into_force() {
    let treaty = instrument("new-start.toml");
    let state = |number: &str, on| {
        let article = treaty.articles.iter().find(|article| article.number.0 == number).unwrap();
        treaty.article_on(article, on).state
    };
    assert_eq!(state("X", day(2010, 6, 1)), State::Provisional);
    assert_eq!(state("II", day(2010, 6, 1)), State::NotYet);
    assert_eq!(state("X", day(2011, 2, 5)), State::Holds);
}

#[test]
fn the_suspension_contests_the_exchange_and_leaves_the_limits() {
    let treaty = instrument("new-start.toml");
    let clock = treaty.clause(Kind::Clock, &id("six-month-update")).unwrap();
    assert_eq!(treaty.clause_on(clock, day(2023, 2, 27)).state, State::Holds);
    let contested = treaty.clause_on(clock, day(2023, 2, 28));
    assert_eq!(contested.state, State::Contested);
    let Why::Act(act) = contested.why[0] else { panic!("no act") };
    assert_eq!(act.id, id("suspension-2023"));
    let effects: Vec<_> = act.readings.iter().map(|reading| (reading.party.clone().unwrap(), reading.effect)).collect();
    let code = |code| PartyCode::new(code).unwrap();
    assert_eq!(effects, [(code("RU"), Some(true)), (code("US"), Some(false))]);
    assert_eq!(limit_on(&treaty, "deployed-warheads", day(2023, 3, 1)), State::Holds);
}

#[test]
fn an_extension_is_one_year_or_up_to_five_and_no_more() {
    let treaty = instrument("new-start.toml");
    let timeline = Timeline::of(&treaty, &treaty.id);
    let on = day(2020, 10, 20);
    for until in [day(2022, 2, 5), day(2026, 2, 5)] {
        let extension = timeline.extend(on, until).unwrap();
        assert_eq!((extension.from, extension.until), (day(2021, 2, 5), until));
        assert!(extension.interpretation.is_empty());
    }
    assert!(matches!(timeline.extend(on, day(2026, 2, 6)), Err(ExtensionRefusal::TooLong { years_max: 5, .. })));
    assert!(matches!(timeline.extend(on, day(2021, 2, 5)), Err(ExtensionRefusal::Overlaps { .. })));
    assert!(matches!(timeline.extend(day(2010, 6, 1), day(2022, 2, 5)), Err(ExtensionRefusal::NotInForce { .. })));
    assert!(matches!(timeline.extend(day(2026, 2, 5), day(2027, 2, 5)), Err(ExtensionRefusal::Ended { .. })));
}

#[test]
fn a_second_extension_rests_on_an_interpretation() {
    let treaty = instrument("new-start.toml");
    let second = Timeline::of(&treaty, &treaty.id).extend(day(2025, 9, 22), day(2027, 2, 5)).unwrap();
    assert!(!second.interpretation.is_empty(), "the text does not say whether it may be used again");
}

// shows: parameter
#[test]
fn both_languages_refer_to_one_number() {
    use treaty::refer::Said;
    let treaty = instrument("new-start.toml");
    let (_, dispute) = treaty.disputes().next().unwrap();
    for text in [&dispute.readings[0].text.en, &dispute.readings[0].text.ru] {
        let numbers: Vec<_> = treaty.said(text).into_iter().filter(|said| matches!(said, Said::Number(_))).collect();
        assert_eq!(numbers, [Said::Number(56), Said::Number(41), Said::Number(4)]);
    }
}

#[test]
fn the_two_offers_of_october_2020_stand_on_the_treaty_and_hold_nothing() {
    for (name, party) in [("offer-2020-10-us.toml", "US"), ("offer-2020-10-ru.toml", "RU")] {
        let offer = instrument(name);
        assert_eq!(offer.nature, Nature::Offer);
        assert_eq!(offer.proposed_by.as_ref().unwrap().as_str(), party);
        assert_eq!(limit_on(&offer, "deployed-warheads", day(2020, 10, 20)), State::Holds, "{name}");
        for clause in offer.clauses.iter().filter(|clause| clause.origin == offer.id) {
            assert_eq!(offer.clause_on(clause, day(2020, 10, 20)).state, State::Proposed, "{name} {}", clause.id);
        }
        let timeline = Timeline::of(&offer, &offer.base.as_ref().unwrap().id);
        assert_eq!(timeline.term_end(day(2020, 10, 20)), Some(day(2021, 2, 5)), "a proposed extension extends nothing");
    }
}

#[test]
fn the_russian_offer_leaves_the_scope_of_its_freeze_open() {
    let offer = instrument("offer-2020-10-ru.toml");
    assert!(!offer.form.is_legal());
    let (_, freeze) = offer.freezes().next().unwrap();
    assert!(freeze.groups.is_empty() && freeze.baseline.is_none() && freeze.production.is_none());
}

#[test]
fn the_offer_of_2025_keeps_the_limits_and_none_of_the_verification() {
    let offer = instrument("offer-2025-09-ru.toml");
    assert!(!offer.form.is_legal());
    assert_eq!(offer.limits().count(), 3);
    assert_eq!(offer.of(Kind::Inspection).count(), 0);
    assert_eq!(offer.clocks().count(), 0);
    assert_eq!(limit_on(&offer, "deployed-warheads", day(2026, 3, 1)), State::Proposed);
}

#[test]
fn the_illustrative_instruments_use_every_status_and_the_ladder() {
    let sampling = instrument("illustrative-sampling.toml");
    let has = |wanted: fn(&Status) -> bool| sampling.clauses.iter().any(|clause| wanted(&clause.status));
    assert!(has(|status| matches!(status, Status::Bracketed(_))));
    assert!(has(|status| matches!(status, Status::Conditional(_))));
    assert!(has(|status| matches!(status, Status::Silent)));
    let portals = instrument("illustrative-portals.toml");
    let measures = |of: &Instrument| of.measures().into_iter().map(|(_, measure)| measure.word()).collect::<Vec<_>>();
    assert!(!measures(&sampling).contains(&"portal-warhead-plants"));
    assert!(measures(&portals).contains(&"portal-warhead-plants"));
    let sorts = |of: &Instrument| of.of(Kind::Facility).map(|c| format!("{:?}", c.rule)).collect::<String>();
    assert!(sorts(&portals).contains("WarheadPlant") && sorts(&portals).contains("MissilePlant"));
}

// shows: basing
#[test]
fn classes_stand_at_the_kinds_of_facility_that_may_hold_them() {
    let treaty = instrument("new-start.toml");
    assert!(treaty.may_stand(&id("icbm-deployed"), &id("icbm-base")));
    assert!(!treaty.may_stand(&id("icbm-deployed"), &id("air-base")));
    assert!(!treaty.may_stand(&id("icbm-deployed"), &id("no-such-place")));
}

// shows: restriction
#[test]
fn what_is_forbidden_at_a_missile_base_during_an_inspection_has_a_letter() {
    let treaty = instrument("new-start.toml");
    let letters = |facility: &str, action: &str| -> Vec<String> {
        let found = treaty.forbids(&id("type-one"), &id(facility), &id(action));
        found.into_iter().map(|clause| clause.id.to_string()).collect()
    };
    let actions: Vec<_> = treaty
        .of(Kind::Restriction)
        .filter_map(|clause| match &clause.rule {
            Rule::Restriction(rule) => {
                rule.forbids.first().map(|action| (clause.id.clone(), rule.at[0].clone(), action.clone()))
            }
            _ => None,
        })
        .collect();
    assert!(actions.len() >= 8, "the letters (a) to (h)");
    for (letter, facility, action) in actions {
        assert!(letters(facility.as_str(), action.as_str()).contains(&letter.to_string()));
    }
    assert!(letters("icbm-base", "have-lunch").is_empty());
}

// shows: readers
#[test]
fn the_itemised_database_is_for_the_parties_and_the_totals_are_for_all() {
    use treaty::instrument::Readers;
    let treaty = instrument("new-start.toml");
    let readers: Vec<_> = treaty
        .of(Kind::Reader)
        .filter_map(|clause| match &clause.rule {
            Rule::Reader(reader) => Some(reader.readers),
            _ => None,
        })
        .collect();
    assert!(readers.contains(&Readers::Public) && readers.contains(&Readers::Parties));
    let (offer, other) = (instrument("offer-2025-09-ru.toml"), treaty);
    let diff = treaty::diff::diff(&other, &offer);
    assert!(diff.reads.iter().any(|(_, left, right)| left.is_some() && right.is_none()));
}

#[test]
fn the_two_offers_differ_in_what_they_ask_and_let_the_other_side_know() {
    let (us, ru) = (instrument("offer-2020-10-us.toml"), instrument("offer-2020-10-ru.toml"));
    let diff = treaty::diff::diff(&us, &ru);
    assert!(diff.same > 100, "both stand on New START");
    assert!(diff.rows.len() > 5);
    assert!(diff.knows.iter().all(|(_, left, right)| *left || *right));
    let own = treaty::diff::diff(&us, &us);
    assert!(own.rows.is_empty() && own.reads.is_empty());
}
