//! What a finding makes of the obligations that it does not name.

use crate::world::*;
use audit::assessment::Outcome;
use treaty::instrument::Kind;
use treaty::{Date, Instrument};

/// Both parties state honestly, up to an epoch.
fn honest_until(treaty: &Instrument, last: u32) -> World {
    let mut world = World::under(treaty);
    let mut of_hal = Vec::new();
    for epoch in 0..=last {
        let stated = close(treaty, "HAL", epoch, &[], &of_hal, &Forge::default());
        world.hal.log(&stated.envelope(&world.hal, at(epoch, 1)));
        of_hal.push(stated);
        let stated = close(treaty, "OND", epoch, &[], &world.chain, &Forge::default());
        world.ond_logs(stated);
        world.receipts(epoch, 2);
    }
    world
}

#[test]
fn stock_of_a_frozen_class_that_appears_breaks_the_freeze_and_leaves_the_limit_open() {
    let appears = Forge { before: Some(vec![9, 3, 0, 0, 0, 0]), plan: &|plan| plan.cells[0] = 8, ..Forge::default() };
    let assessment = World::forged(&appears).audited();
    assert_eq!(told(&assessment), ["contradiction balance-open OND 2"]);
    assert_eq!(obligation(&assessment, "OND", "freeze").unwrap().0, Outcome::Inconsistent);
    assert_eq!(obligation(&assessment, "OND", "cap").unwrap().0, Outcome::Open);
}

#[test]
fn a_contradiction_about_one_clause_breaks_the_duty_to_keep_a_true_record_too() {
    let mut world = World::honest();
    let again = total_of_retired("OND", &world.chain, 4);
    world.ond.say(record::Statement::Opening(again), at(4, 5));
    let assessment = world.audited();
    assert_eq!(told(&assessment), ["contradiction opening-not-due OND 4"]);
    for broken in ["retired", "record"] {
        assert_eq!(obligation(&assessment, "OND", broken).unwrap().0, Outcome::Inconsistent, "{broken}");
    }
}

/// A limit on what no ledger commits to, beside the road, which is a bound of each.
const LAUNCHERS: &str = "[[class]]\nid = \"launcher\"\nname = { en = \"Launchers\", ru = \"Пусковые установки\" }\nsort = \"launcher\"\n\
    article = \"I\"\nsource = \"S\"\n\n[[limit]]\nid = \"launchers\"\nname = { en = \"Launchers\", ru = \"Пусковые установки\" }\nvalue = 9\n\
    binds = 2030-01-01\ncounts = [{ class = \"launcher\", each = 1 }]\narticle = \"I\"\nsource = \"S\"\n\n\
    [transit]\nitems-max = 5\ndays-max = 9\narticle = \"I\"\nsource = \"S\"\n\n[[freeze]]";

#[test]
fn a_limit_that_is_no_bound_of_the_ledgers_is_no_obligation_of_the_records() {
    let treaty = changed("[[freeze]]", LAUNCHERS);
    let world = honest_until(&treaty, 1);
    // what comes after is missing, and leaves open all that rests on epochs
    let assessment = audited(&treaty, &world.records(), Date::constant(2030, 1, 20));
    assert_eq!(obligation(&assessment, "OND", "cap").unwrap().0, Outcome::Open);
    assert!(assessment.obligations.iter().any(|one| one.kind == treaty::instrument::Kind::Transit));
    assert_eq!(obligation(&assessment, "OND", "launchers"), None);
}

/// A second freeze, by the name of the limit, that ends after three days.
const BRIEF: &str = "[[freeze]]\nid = \"cap\"\n\
    groups = [{ id = \"some\", name = { en = \"Some\", ru = \"Часть\" }, classes = [\"stored\"] }]\n\
    baseline = 2030-01-10\nends = 2030-01-13\ngrowth = { production = \"growth\", reactivation = \"growth\" }\n\
    refurbishment-window = { days = 60 }\narticle = \"I\"\nsource = \"S\"\n\n[[facility]]";

#[test]
fn a_freeze_is_kept_from_its_baseline_to_its_end_and_a_limit_from_the_first_epoch_behind_the_baseline() {
    let treaty = changed("[[facility]]", BRIEF);
    let world = honest_until(&treaty, LAST);
    let assessment = audited(&treaty, &world.records(), AS_OF);
    let of_ond = assessment.obligations.iter().filter(|one| one.party.as_str() == "OND");
    let mut covers: Vec<_> = of_ond
        .filter(|one| matches!(one.kind, Kind::Freeze | Kind::Limit))
        .map(|one| {
            let (first, last) = one.covers.unwrap();
            format!("{:?} {} {first}/{last}", one.kind, one.id)
        })
        .collect();
    covers.sort();
    assert_eq!(
        covers,
        ["Freeze cap 2030-01-10/2030-01-12", "Freeze freeze 2030-01-10/2030-01-14", "Limit cap 2030-01-11/2030-01-14"]
    );
}
