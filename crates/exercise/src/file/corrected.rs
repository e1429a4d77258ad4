//! A correction, stated in clear: by whom, where and of what is told around it.

use super::read::{known, problem, within};
use super::{ITEMS_MAX, Stock};
use std::collections::BTreeSet;
use treaty::Id;
use treaty::strict::Table;

/// Items by which a ledger was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// Which, and how many.
    pub what: Stock,
    /// Which way.
    pub way: Way,
    /// Whether another party accepts what the epoch corrects, in an agreed statement.
    pub accepted: bool,
}

/// Which way a ledger is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Items stood there that it did not have.
    Up,
    /// It had items that stood nowhere.
    Down,
}

/// `{ site, class, up or down, accepted }`.
pub(super) fn read(table: &Table<'_>, sites: &BTreeSet<&Id>) -> Corrected {
    let site = table.need_id("site", "site = \"north-base\"");
    known(table, "site", &site, sites);
    let class = table.need_id("class", "class = \"strategic-stored\"").value;
    let items = |key| table.number(key).map(|at| within(table, at, key, 1, ITEMS_MAX));
    let (way, items) = match (items("up"), items("down")) {
        (Some(items), None) => (Way::Up, items),
        (None, Some(items)) => (Way::Down, items),
        (None, None) => {
            table.missing("up", "up = 3, or down = 3");
            (Way::Up, 1)
        }
        (Some(_), Some(items)) => {
            let message = "a correction goes up or down".to_owned();
            problem(table, "two-ways", table.span.clone(), message, "write a table for each");
            (Way::Down, items)
        }
    };
    let accepted = table.boolean("accepted").unwrap_or(false);
    table.finish();
    Corrected { what: Stock { site: site.value, class, items }, way, accepted }
}
