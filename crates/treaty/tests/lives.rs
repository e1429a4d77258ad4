//! How an instrument lives and ends: withdrawal, resumption, later application, brackets, and an offer on its base.

mod common;

use treaty::instrument::{Instrument, Kind};
use treaty::timeline::{Standing, State, Timeline};
use treaty::{Date, Id};

const SMALL: &str = include_str!("small.toml");

fn parse(text: &str) -> Instrument {
    treaty::parse(text.as_bytes(), None)
        .unwrap_or_else(|problems| panic!("{}", common::lines(text, &problems)))
        .instrument
}

fn with_act(kind: &str, date: &str, more: &str) -> String {
    format!(
        "{SMALL}\n[[act]]\nid = \"{kind}-{date}\"\nkind = \"{kind}\"\ndate = {date}\nby = [\"AA\"]\ntitle = {{ en = \"a\", ru = \"а\" }}\nsource = \"T\"\n{more}\n"
    )
}

fn standing(instrument: &Instrument, on: Date) -> Standing {
    Timeline::of(instrument, &instrument.id).standing(on)
}

fn update_on(instrument: &Instrument, on: Date) -> State {
    instrument.clause_on(instrument.clause(Kind::Clock, &Id::new("update").unwrap()).unwrap(), on).state
}

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

#[test]
fn a_notice_of_withdrawal_ends_the_instrument_after_the_months_that_it_sets() {
    let withdrawal = "\n[withdrawal]\nmonths = 3\narticle = \"II\"\nsource = \"T\"\n";
    let left = parse(&(with_act("withdrawal", "2019-08-01", "") + withdrawal));
    assert_eq!(standing(&left, day(2019, 10, 31)), Standing::InForce(day(2011, 2, 5)));
    assert_eq!(standing(&left, day(2019, 11, 1)), Standing::Ended(day(2019, 11, 1)));
    let at_once = parse(&with_act("withdrawal", "2019-08-01", ""));
    assert_eq!(standing(&at_once, day(2019, 8, 1)), Standing::Ended(day(2019, 8, 1)));
}

#[test]
fn a_suspension_lasts_until_the_same_party_resumes() {
    let suspended = with_act("suspension", "2015-01-01", "suspends = \"all\"");
    let resumed = suspended.clone() + &with_act("resumption", "2016-01-01", "")[SMALL.len()..];
    assert_eq!(update_on(&parse(&suspended), day(2017, 3, 1)), State::Contested);
    assert_eq!(update_on(&parse(&resumed), day(2015, 9, 1)), State::Contested);
    assert_eq!(update_on(&parse(&resumed), day(2016, 3, 1)), State::Holds);
    let by_the_other = resumed.replacen(
        "kind = \"resumption\"\ndate = 2016-01-01\nby = [\"AA\"]",
        "kind = \"resumption\"\ndate = 2016-01-01\nby = [\"BB\"]",
        1,
    );
    assert_eq!(update_on(&parse(&by_the_other), day(2016, 3, 1)), State::Contested);
}

#[test]
fn an_article_that_applies_from_a_later_act_does_not_hold_before() {
    let text = with_act("statement", "2015-01-01", "");
    let text = text.replacen("id = \"II\"", "id = \"II\"\napplies = \"statement-2015-01-01\"", 1);
    let treaty = parse(&text);
    assert_eq!(update_on(&treaty, day(2014, 12, 31)), State::NotYet);
    assert_eq!(update_on(&treaty, day(2015, 1, 1)), State::Holds);
}

#[test]
fn a_bracketed_clause_ends_with_its_days_like_any_other() {
    let reading = |party: &str| format!("{{ party = \"{party}\", text = {{ en = \"a\", ru = \"а\" }} }}");
    let bracketed = format!(
        "value = 700\nuntil = 2019-01-01\nstatus = \"bracketed\"\nreadings = [ {}, {} ]",
        reading("AA"),
        reading("BB")
    );
    let treaty = parse(&SMALL.replacen("value = 700", &bracketed, 1));
    let limit = treaty.clause(Kind::Limit, &Id::new("deployed").unwrap()).unwrap();
    assert_eq!(treaty.clause_on(limit, day(2018, 12, 31)).state, State::Bracketed);
    assert_eq!(treaty.clause_on(limit, day(2019, 1, 1)).state, State::Ended);
}

#[test]
fn an_expiry_before_the_end_of_the_term_is_refused() {
    let text = with_act("expiry", "2020-01-01", "");
    let problems = treaty::parse(text.as_bytes(), None).unwrap_err();
    assert!(problems.iter().any(|problem| problem.code == "expiry-before-end"), "{problems:#?}");
    parse(&with_act("expiry", "2021-02-05", ""));
}

#[test]
fn an_offer_changes_nothing_of_what_its_base_was() {
    let base = parse(SMALL);
    let offer = |more: &str| {
        let text = format!(
            "[instrument]\nid = \"offer\"\ntitle = {{ en = \"a\", ru = \"а\" }}\nform = \"joint-political-statement\"\nnature = \"offer\"\n\
             proposed-by = \"AA\"\nbase = {{ file = \"small.toml\", sha256 = \"{}\", keeps = [\"II\"] }}\n{more}",
            base.hash
        );
        treaty::parse(text.as_bytes(), Some(&base))
    };
    let act = "[[act]]\nid = \"entry-into-force\"\nkind = \"entry-into-force\"\ndate = 2022-01-01\nby = [\"AA\"]\ntitle = { en = \"a\", ru = \"а\" }\nsource = \"T\"\n";
    let limit = "[[limit]]\nid = \"deployed\"\nname = { en = \"a\", ru = \"а\" }\nvalue = 1\nbinds = 2022-01-01\ncounts = [ { class = \"launcher\" } ]\narticle = \"II\"\nsource = \"T\"\n";
    for more in [act, limit] {
        let problems = offer(more).unwrap_err();
        assert!(problems.iter().any(|problem| problem.code == "named-in-base"), "{problems:#?}");
    }
    let limit_on = |offer: &Instrument, on| {
        let limit = offer.clause(Kind::Limit, &Id::new("deployed").unwrap()).unwrap();
        offer.clause_on(limit, on).state
    };
    let open = offer("").unwrap().instrument;
    assert_eq!(limit_on(&open, day(2020, 1, 1)), State::Holds);
    assert_eq!(limit_on(&open, day(2022, 1, 1)), State::Proposed);
    let accepted = offer(&act.replace("id = \"entry-into-force\"", "id = \"acceptance\"")).unwrap().instrument;
    assert_eq!(limit_on(&accepted, day(2021, 6, 1)), State::Proposed);
    assert_eq!(limit_on(&accepted, day(2022, 1, 1)), State::Holds);
}

#[test]
fn numbers_that_no_calendar_holds_are_refused_and_no_panic() {
    for (old, new) in [("years-max = 5", "years-max = 178956970"), ("years-max = 5", "years-max = 0")] {
        let problems = treaty::parse(SMALL.replacen(old, new, 1).as_bytes(), None).unwrap_err();
        assert!(problems.iter().any(|problem| problem.code == "out-of-range"), "{problems:#?}");
    }
}

#[test]
fn a_hostile_file_makes_a_short_report_in_a_bounded_time() {
    let began = std::time::Instant::now();
    let references: String = (0..1_900).map(|i| format!("[[restriction]]\nid = \"r{i}\"\ninspection = \"x\"\nat = [\"n{i}\", \"m{i}\"]\nforbids = []\narticle = \"Q\"\nsource = \"U\"\n")).collect();
    let keys: String = (0..60_000).map(|i| format!("k{i} = 1\n")).collect();
    for text in [format!("{SMALL}\n{references}"), format!("{keys}\n{SMALL}")] {
        let problems = treaty::parse(text.as_bytes(), None).unwrap_err();
        assert!((500..=502).contains(&problems.len()), "{}", problems.len());
        assert!(problems.iter().all(|problem| problem.help.len() < 4_000));
    }
    assert!(began.elapsed().as_secs() < 20, "a bound, not a measurement");
}
