//! What goes wrong, or changes, in the life of a party that is honest.

mod ledger;

use super::read::{need_party_of, problem, within};
use super::{Corrected, Exercise};
use inventory::Epoch;
use treaty::strict::Table;
use treaty::{Id, PartyCode};

/// The most days by which a statement comes late.
const LATE_MAX: u32 = 400;

/// Something out of the ordinary that is no evasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// To whom.
    pub party: PartyCode,
    /// In which epoch.
    pub epoch: Epoch,
    /// What.
    pub happening: Happening,
}

/// What happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The epoch is stated so many days late, and says so.
    Late {
        /// Days after the day on which it would have been stated.
        days: u32,
    },
    /// The ledger is corrected, in clear.
    Corrected(Corrected),
    /// A site is opened, from the epoch on.
    Opens {
        /// Its alias.
        site: Id,
        /// Which kind of facility it is.
        facility: Id,
    },
    /// A site is closed, from the epoch on: what stands there leaves before.
    Closes {
        /// Its alias.
        site: Id,
    },
}

/// Exactly one happening.
pub(super) fn read(table: &Table<'_>, exercise: &Exercise) -> Option<Incident> {
    let party = need_party_of(table, exercise);
    let epoch = table.need_number("epoch", "epoch = 11");
    let epoch = Epoch(within(table, epoch, "epoch", 1, exercise.epochs));
    let late = table.table("late").map(|table| {
        let days = within(&table, table.need_number("days", "days = 3"), "days", 1, LATE_MAX);
        table.finish();
        Happening::Late { days }
    });
    let of_ledger = ledger::read(table, exercise, &party, epoch);
    table.finish();
    let mut found = late.into_iter().chain(of_ledger);
    match (found.next(), found.next()) {
        (Some(happening), None) => Some(Incident { party, epoch, happening }),
        (None, _) => {
            table.missing("late", "one happening of the table of incidents in docs/spec/exercise.md");
            None
        }
        (Some(_), Some(_)) => {
            let message = "an incident is one thing".to_owned();
            problem(table, "two-incidents", table.span.clone(), message, "write a table [[incident]] for each");
            None
        }
    }
}
