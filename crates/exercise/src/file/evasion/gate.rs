//! Evasions at the gate of a plant: by the host whose plant it is, or by the party whose monitors watch.

use super::Row;
use super::ledger::how_many;
use crate::file::Exercise;
use crate::file::read::{known, within};
use std::collections::BTreeSet;
use treaty::instrument::Portal;
use treaty::strict::Table;
use treaty::{Id, PartyCode};

/// How a side of a portal evades, in the epoch of the evasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GateDeceit {
    /// Items that were never entered leave the plant.
    CarriedOut {
        /// Out of which plant.
        site: Id,
        /// How many, each in a vehicle of its own.
        items: u32,
        /// What the host says of the vehicles.
        said: Said,
    },
    /// Items that the ledger calls taken apart leave the plant whole, in vehicles that the host calls empty.
    DeadLeave {
        /// How many.
        items: u32,
    },
    /// Items that the ledger has enter the plant never come.
    OnPaper {
        /// How many.
        items: u32,
    },
    /// Items that are born cross no gate: they were made elsewhere.
    BornOutside {
        /// How many.
        items: u32,
    },
    /// Crossings of items take place, and the host does not declare them.
    Undeclared {
        /// How many.
        items: u32,
    },
    /// What leaves the host's plants leaves them by another exit.
    OtherExit {
        /// Which.
        exit: u8,
    },
    /// The monitors give no verdict.
    GivesNoVerdict,
    /// The monitors have a canister opened at every crossing of a missile, from the epoch on.
    OpensAll,
}

/// What a host says of a vehicle that holds an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing: it does not declare it.
    Nothing,
    /// That it is empty.
    Empty,
    /// As it is.
    Full,
}

impl Said {
    const WORDS: [(&'static str, Self); 3] = [("nothing", Self::Nothing), ("empty", Self::Empty), ("full", Self::Full)];
}

impl GateDeceit {
    pub(super) fn rows(&self) -> &'static [Row] {
        match self {
            Self::CarriedOut { .. } => &[Row("N3")],
            Self::DeadLeave { .. } => &[Row("N3b")],
            Self::OnPaper { .. } => &[Row("N4"), Row("N12")],
            Self::BornOutside { .. } => &[Row("C2"), Row("N12")],
            Self::Undeclared { .. } | Self::GivesNoVerdict => &[Row("C2")],
            Self::OtherExit { .. } | Self::OpensAll => &[Row("C4")],
        }
    }
}

/// All that stand in the table.
pub(super) fn read(table: &Table<'_>, exercise: &Exercise, party: &PartyCode) -> Vec<GateDeceit> {
    let of_items = |key| {
        table.table(key).map(|table| {
            let items = how_many(&table, "items");
            table.finish();
            items
        })
    };
    let is = |key: &'static str| table.boolean(key).unwrap_or(false);
    let all = [
        table.table("carried-out").map(|table| carried_out(&table, exercise, party)),
        of_items("dead-leave").map(|items| GateDeceit::DeadLeave { items }),
        of_items("on-paper").map(|items| GateDeceit::OnPaper { items }),
        of_items("born-outside").map(|items| GateDeceit::BornOutside { items }),
        of_items("undeclared").map(|items| GateDeceit::Undeclared { items }),
        table.number("other-exit").map(|exit| {
            let exit = within(table, exit, "other-exit", 1, Portal::OTHER_EXITS_MAX);
            GateDeceit::OtherExit { exit: u8::try_from(exit).unwrap_or(u8::MAX) }
        }),
        is("gives-no-verdict").then_some(GateDeceit::GivesNoVerdict),
        is("opens-all").then_some(GateDeceit::OpensAll),
    ];
    all.into_iter().flatten().collect()
}

fn carried_out(table: &Table<'_>, exercise: &Exercise, party: &PartyCode) -> GateDeceit {
    let sites: BTreeSet<_> =
        exercise.side(party).into_iter().flat_map(|side| side.sites.iter().map(|site| &site.id)).collect();
    let site = table.need_id("site", "site = \"mill-river\"");
    known(table, "site", &site, &sites);
    let items = how_many(table, "items");
    let said = table.need_word("said", &Said::WORDS).map_or(Said::Nothing, |at| at.value);
    table.finish();
    GateDeceit::CarriedOut { site: site.value, items, said }
}
