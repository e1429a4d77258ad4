//! What a finding makes of the obligations that it does not name.

use crate::world::*;
use audit::assessment::Outcome;

#[test]
fn stock_of_a_frozen_class_that_appears_breaks_the_freeze_and_leaves_the_limit_open() {
    let appears = Forge { before: Some(vec![9, 3, 0, 0, 0, 0]), plan: &|plan| plan.cells[0] = 8, ..Forge::default() };
    let assessment = World::forged(&appears).audited();
    assert_eq!(told(&assessment), ["contradiction balance-open OND 2"]);
    assert_eq!(obligation(&assessment, "OND", "freeze").unwrap().0, Outcome::Inconsistent);
    assert_eq!(obligation(&assessment, "OND", "cap").unwrap().0, Outcome::Open);
}
