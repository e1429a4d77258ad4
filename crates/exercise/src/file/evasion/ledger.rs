//! Evasions in what a party holds, counts and proves.

use super::Row;
use crate::file::read::{at_site, items};
use crate::file::{Exercise, Stock};
use treaty::strict::Table;
use treaty::{Id, PartyCode};

/// How a party evades in its ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerDeceit {
    /// Items stand in the ledger that no flow explains.
    Appears(Stock),
    /// Items are gone from the ledger that no flow explains.
    Vanishes(Stock),
    /// Items are called another class, without a conversion.
    Called {
        /// What they are, and where.
        what: Stock,
        /// What they are called from then on.
        to: Id,
    },
}

impl LedgerDeceit {
    pub(super) fn rows(&self) -> &'static [Row] {
        match self {
            Self::Appears(_) => &[Row("N2"), Row("N3"), Row("N12")],
            Self::Vanishes(_) => &[Row("N2"), Row("N12")],
            Self::Called { .. } => &[Row("N5"), Row("N6")],
        }
    }
}

/// All that stand in the table.
pub(super) fn read(table: &Table<'_>, exercise: &Exercise, party: &PartyCode) -> Vec<LedgerDeceit> {
    let sites = exercise.side(party).into_iter().flat_map(|side| side.sites.iter().map(|site| &site.id)).collect();
    let appears = table.table("appears").map(|table| LedgerDeceit::Appears(items(&table, &sites)));
    let vanishes = table.table("vanishes").map(|table| LedgerDeceit::Vanishes(items(&table, &sites)));
    let called = table.table("called").map(|table| {
        let to = table.need_id("to", "to = \"retired\"").value;
        let what = at_site(&table, "from", &sites);
        table.finish();
        LedgerDeceit::Called { what, to }
    });
    appears.into_iter().chain(vanishes).chain(called).collect()
}
