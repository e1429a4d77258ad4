//! Evasions in what a party holds, counts and proves.

use super::Row;
use crate::file::corrected::{self, Corrected};
use crate::file::read::{at_site, items, known, within};
use crate::file::{Exercise, ITEMS_MAX, Stock};
use std::collections::BTreeSet;
use treaty::strict::Table;
use treaty::{Id, PartyCode};

/// The most items by which a count is moved on paper: one more than any count.
const MOVED_MAX: u32 = 1 << 16;

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
    /// The commitment at one site is lowered below zero, or the one at another raised to 2^16 or more; their sum is as it was.
    BelowZero {
        /// Of which class, how many, and from where.
        from: Stock,
        /// At which site it is raised.
        to: Id,
    },
    /// Items are gone, and fewer births than none stand for them.
    Netted(Stock),
    /// Items stand in the baseline that do not exist; from the epoch on, others stand for them that were never entered.
    Padded(Stock),
    /// Items are held that are never entered.
    KeptApart {
        /// Of which class.
        class: Id,
        /// How many.
        items: u32,
    },
    /// Items that the ledger takes apart in the epoch stand at a site instead, from then on.
    KeptBack(Stock),
    /// A sum is opened to so many items fewer than were committed to.
    SumAltered {
        /// Which opening.
        opening: Id,
        /// The sum of which class.
        class: Id,
        /// By how many.
        by: u32,
    },
    /// Items set out, whatever the cap on transit says, and arrive in the next epoch.
    OnRoad {
        /// Of which class.
        class: Id,
        /// How many.
        items: u32,
        /// Whether the excess is left out of the statement.
        concealed: bool,
    },
    /// New items leave the plant for a site, whatever the freeze says.
    Born {
        /// Which, and for where.
        what: Stock,
        /// Whether the excess is left out of the statement.
        concealed: bool,
    },
    /// The ledger is corrected, in clear.
    Corrected(Corrected),
    /// The manifest of one site lists, in the place of an item of its own, one that stands at another.
    ListsOther {
        /// At which site.
        at: Id,
        /// In the place of the first item of which class.
        class: Id,
        /// The item of which other site.
        of: Id,
    },
}

impl LedgerDeceit {
    pub(super) fn rows(&self) -> &'static [Row] {
        match self {
            Self::Appears(_) => &[Row("N2"), Row("N3"), Row("N12")],
            Self::Vanishes(_) => &[Row("N2"), Row("N12")],
            Self::Called { .. } => &[Row("N5"), Row("N6")],
            Self::BelowZero { .. } => &[Row("N1")],
            Self::Netted(_) => &[Row("N12")],
            Self::Padded(_) => &[Row("N7")],
            Self::KeptApart { .. } => &[Row("N11")],
            Self::KeptBack(_) => &[Row("N4")],
            Self::SumAltered { .. } => &[Row("N8")],
            Self::OnRoad { .. } => &[Row("N9")],
            Self::Born { .. } => &[Row("N10"), Row("R15")],
            Self::Corrected(_) => &[Row("N13"), Row("R15")],
            Self::ListsOther { .. } => &[Row("I6"), Row("I7")],
        }
    }
}

/// All that stand in the table.
pub(super) fn read(table: &Table<'_>, exercise: &Exercise, party: &PartyCode) -> Vec<LedgerDeceit> {
    let sites = &exercise.side(party).into_iter().flat_map(|side| side.sites.iter().map(|site| &site.id)).collect();
    let stock = |key| table.table(key).map(|table| items(&table, sites));
    let of = |key, read: fn(&Table<'_>, &BTreeSet<&Id>) -> LedgerDeceit| {
        table.table(key).map(|table| {
            let deceit = read(&table, sites);
            table.finish();
            deceit
        })
    };
    let all = [
        stock("appears").map(LedgerDeceit::Appears),
        stock("vanishes").map(LedgerDeceit::Vanishes),
        stock("netted").map(LedgerDeceit::Netted),
        stock("padded").map(LedgerDeceit::Padded),
        stock("kept-back").map(LedgerDeceit::KeptBack),
        of("called", called),
        of("below-zero", below_zero),
        of("kept-apart", kept_apart),
        of("sum-altered", sum_altered),
        of("on-road", on_road),
        of("born", born),
        table.table("corrected").map(|table| LedgerDeceit::Corrected(corrected::read(&table, sites))),
        of("lists-other", lists_other),
    ];
    all.into_iter().flatten().collect()
}

fn called(table: &Table<'_>, sites: &BTreeSet<&Id>) -> LedgerDeceit {
    let to = table.need_id("to", "to = \"retired\"").value;
    LedgerDeceit::Called { what: at_site(table, "from", sites), to }
}

fn lists_other(table: &Table<'_>, sites: &BTreeSet<&Id>) -> LedgerDeceit {
    let site = |key, example| {
        let site = table.need_id(key, example);
        known(table, "site", &site, sites);
        site.value
    };
    let class = table.need_id("class", "class = \"non-strategic\"").value;
    LedgerDeceit::ListsOther { at: site("at", "at = \"grey-mountain\""), class, of: site("of", "of = \"north-field\"") }
}

fn below_zero(table: &Table<'_>, sites: &BTreeSet<&Id>) -> LedgerDeceit {
    let site = |key, example| {
        let site = table.need_id(key, example);
        known(table, "site", &site, sites);
        site.value
    };
    let items = within(table, table.need_number("items", "items = 9"), "items", 1, MOVED_MAX);
    let from = Stock { site: site("from", "from = \"north-base\""), class: class(table), items };
    LedgerDeceit::BelowZero { from, to: site("to", "to = \"south-base\"") }
}

fn kept_apart(table: &Table<'_>, _sites: &BTreeSet<&Id>) -> LedgerDeceit {
    LedgerDeceit::KeptApart { class: class(table), items: how_many(table, "items") }
}

fn sum_altered(table: &Table<'_>, _sites: &BTreeSet<&Id>) -> LedgerDeceit {
    let opening = table.need_id("opening", "opening = \"totals\"").value;
    LedgerDeceit::SumAltered { opening, class: class(table), by: how_many(table, "by") }
}

fn on_road(table: &Table<'_>, _sites: &BTreeSet<&Id>) -> LedgerDeceit {
    let (class, items) = (class(table), how_many(table, "items"));
    LedgerDeceit::OnRoad { class, items, concealed: concealed(table) }
}

fn born(table: &Table<'_>, sites: &BTreeSet<&Id>) -> LedgerDeceit {
    LedgerDeceit::Born { what: at_site(table, "class", sites), concealed: concealed(table) }
}

fn class(table: &Table<'_>) -> Id {
    table.need_id("class", "class = \"strategic-stored\"").value
}

pub(super) fn how_many(table: &Table<'_>, key: &'static str) -> u32 {
    within(table, table.need_number(key, "items = 3"), key, 1, ITEMS_MAX)
}

fn concealed(table: &Table<'_>) -> bool {
    table.boolean("concealed").unwrap_or(false)
}
