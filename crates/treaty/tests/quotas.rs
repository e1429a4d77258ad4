//! Inspections held against their quotas.

mod common;

use treaty::quota::{QuotaRefusal, Visit};
use treaty::{Date, Id, Instrument, PartyCode};

fn visit(site: &str, begins: Date) -> Visit {
    Visit {
        inspector: PartyCode::new("RU").unwrap(),
        host: PartyCode::new("US").unwrap(),
        kind: Id::new("type-one").unwrap(),
        site: Some(Id::new(site).unwrap()),
        facility: Id::new("icbm-base").unwrap(),
        begins,
        ends: begins.tomorrow().unwrap(),
    }
}

fn new_start() -> Instrument {
    common::instrument("new-start.toml")
}

/// Ten visits in one treaty year, two at each of five bases, none at the same time as another.
fn ten() -> Vec<Visit> {
    let first = Date::constant(2012, 2, 5);
    let site = |index: i32| format!("base-{}", index / 2);
    let begins = |index: i32| first.checked_add(jiff::Span::new().days(i64::from(index) * 20)).unwrap();
    (0..10).map(|index| visit(&site(index), begins(index))).collect()
}

// shows: quota
#[test]
fn ten_are_admitted_and_the_eleventh_is_not() {
    let (treaty, visits) = (new_start(), ten());
    for index in 0..visits.len() {
        assert_eq!(treaty.admit(&visits[..index], &visits[index]), Ok(()), "{index}");
    }
    let eleventh = treaty.admit(&visits, &visit("base-9", Date::constant(2013, 2, 1)));
    assert!(matches!(eleventh, Err(QuotaRefusal::UsedUp { quota: 10, used: 10, .. })), "{eleventh:?}");
    assert_eq!(treaty.admit(&visits, &visit("base-9", Date::constant(2013, 2, 5))), Ok(()), "a new treaty year");
}

#[test]
fn an_inspection_that_names_no_site_yet_is_at_none() {
    let (treaty, day) = (new_start(), Date::constant(2012, 3, 1));
    let nowhere = Visit { site: None, ..visit("base-0", day) };
    // as many as a base may have, and each withdrawn before its site was known
    let withdrawn = vec![nowhere.clone(); 3];
    assert_eq!(treaty.admit_at_site(&withdrawn, &nowhere), Ok(()));
    assert_eq!(treaty.admit_at_site(&withdrawn, &visit("base-0", day)), Ok(()));
}

#[test]
fn what_a_base_may_have_does_not_hang_on_the_quota() {
    let (treaty, visits) = (new_start(), ten());
    let day = Date::constant(2013, 2, 1);
    let third = treaty.admit_at_site(&visits, &visit("base-1", day));
    assert!(matches!(third, Err(QuotaRefusal::SiteUsedUp { used: 2, most: 2, .. })), "{third:?}");
    assert_eq!(treaty.admit_at_site(&visits, &visit("base-9", day)), Ok(()));
}

#[test]
fn a_third_at_one_base_is_refused() {
    let visits = ten();
    let third = new_start().admit(&visits[..4], &visit("base-1", Date::constant(2012, 12, 1)));
    assert!(matches!(third, Err(QuotaRefusal::SiteUsedUp { most: 2, used: 2, .. })), "{third:?}");
}

#[test]
fn two_at_a_time_are_refused() {
    let treaty = new_start();
    let under_way = [visit("base-1", Date::constant(2012, 3, 1))];
    let meets = treaty.admit(&under_way, &visit("base-2", Date::constant(2012, 3, 2)));
    assert!(matches!(meets, Err(QuotaRefusal::AtOnce { most: 1, .. })), "{meets:?}");
    assert_eq!(treaty.admit(&under_way, &visit("base-2", Date::constant(2012, 3, 3))), Ok(()));
}

#[test]
fn the_wrong_place_kind_or_day_is_refused() {
    let treaty = new_start();
    let good = visit("base-1", Date::constant(2012, 3, 1));
    let refused = |change: fn(&mut Visit)| {
        let mut visit = good.clone();
        change(&mut visit);
        treaty.admit(&[], &visit).unwrap_err()
    };
    assert!(matches!(refused(|v| v.kind = Id::new("type-three").unwrap()), QuotaRefusal::NoSuchKind(_)));
    assert!(matches!(refused(|v| v.facility = Id::new("test-range").unwrap()), QuotaRefusal::NotThere { .. }));
    assert!(matches!(refused(|v| v.ends = Date::constant(2012, 2, 1)), QuotaRefusal::Backwards));
    assert!(matches!(refused(|v| v.begins = Date::constant(2011, 2, 4)), QuotaRefusal::NoTreatyYear(_)));
}

#[test]
fn a_time_touches_the_treaty_years_that_its_days_lie_in() {
    let treaty = new_start();
    let clause =
        treaty.of(treaty::instrument::Kind::Inspection).find(|clause| clause.id.as_str() == "type-one").unwrap();
    let treaty::instrument::Rule::Inspection(kind) = &clause.rule else { panic!() };
    let years = |from, until| treaty.treaty_years(kind, from, until);
    let day = Date::constant;
    assert_eq!(years(day(2012, 2, 5), day(2013, 2, 5)), Some(1));
    assert_eq!(years(day(2012, 2, 5), day(2013, 2, 6)), Some(2));
    assert_eq!(years(day(2012, 2, 4), day(2013, 2, 5)), Some(2));
    assert_eq!(years(day(2011, 2, 4), day(2013, 2, 5)), None, "nobody may inspect on its first day");
    assert_eq!(years(day(2012, 2, 5), day(2012, 2, 5)), None, "it has no day");
}
