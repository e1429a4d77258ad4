//! What a finding makes of the obligations that it does not name.

use crate::world::*;
use audit::assessment::Outcome;
use treaty::Date;

#[test]
fn stock_of_a_frozen_class_that_appears_breaks_the_freeze_and_leaves_the_limit_open() {
    let appears = Forge { before: Some(vec![9, 3, 0, 0, 0, 0]), plan: &|plan| plan.cells[0] = 8, ..Forge::default() };
    let assessment = World::forged(&appears).audited();
    assert_eq!(told(&assessment), ["contradiction balance-open OND 2"]);
    assert_eq!(obligation(&assessment, "OND", "freeze").unwrap().0, Outcome::Inconsistent);
    assert_eq!(obligation(&assessment, "OND", "cap").unwrap().0, Outcome::Open);
}

/// A limit on what no ledger commits to, beside the road, which is a bound of each.
const LAUNCHERS: &str = "[[class]]\nid = \"launcher\"\nname = { en = \"Launchers\", ru = \"Пусковые установки\" }\nsort = \"launcher\"\n\
    article = \"I\"\nsource = \"S\"\n\n[[limit]]\nid = \"launchers\"\nname = { en = \"Launchers\", ru = \"Пусковые установки\" }\nvalue = 9\n\
    binds = 2030-01-01\ncounts = [{ class = \"launcher\", each = 1 }]\narticle = \"I\"\nsource = \"S\"\n\n\
    [transit]\nitems-max = 5\ndays-max = 9\narticle = \"I\"\nsource = \"S\"\n\n[[freeze]]";

#[test]
fn a_limit_that_is_no_bound_of_the_ledgers_is_no_obligation_of_the_records() {
    let treaty = changed("[[freeze]]", LAUNCHERS);
    let mut world = World::under(&treaty);
    let mut of_hal = Vec::new();
    for epoch in 0..=1 {
        let stated = close(&treaty, "HAL", epoch, &[], &of_hal, &Forge::default());
        world.hal.log(&stated.envelope(&world.hal, at(epoch, 1)));
        of_hal.push(stated);
        let stated = close(&treaty, "OND", epoch, &[], &world.chain, &Forge::default());
        world.ond_logs(stated);
        world.receipts(epoch, 2);
    }
    // what comes after is missing, and leaves open all that rests on epochs
    let assessment = audited(&treaty, &world.records(), Date::constant(2030, 1, 20));
    assert_eq!(obligation(&assessment, "OND", "cap").unwrap().0, Outcome::Open);
    assert!(assessment.obligations.iter().any(|one| one.kind == treaty::instrument::Kind::Transit));
    assert_eq!(obligation(&assessment, "OND", "launchers"), None);
}
