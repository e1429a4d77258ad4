//! Who departs from what it signed, and how. `docs/spec/exercise.md` has the table of rows.

mod gate;
mod ledger;
mod record;
mod seal;
mod visit;

pub use gate::{GateDeceit, Said};
pub use ledger::LedgerDeceit;
pub use record::{Damage, Part, RecordDeceit, Replay, Spelling, Stale, WrongKey};
pub use seal::SealDeceit;
pub use visit::{Untold, VisitDeceit};

use super::Exercise;
use super::read::{need_party_of, problem, within};
use inventory::Epoch;
use std::fmt;
use treaty::PartyCode;
use treaty::diagnostic::show;
use treaty::strict::Table;

/// One that departs from what it signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evasion {
    /// Which row of the table of evasions it plays.
    pub row: Row,
    /// Who.
    pub party: PartyCode,
    /// In which epoch.
    pub epoch: Epoch,
    /// How.
    pub deceit: Deceit,
}

/// A row of the table of evasions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row(pub &'static str);

/// How a party evades.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deceit {
    /// In what it holds, counts and proves.
    Ledger(LedgerDeceit),
    /// In what it says, signs, keeps and shows.
    Record(RecordDeceit),
    /// In an inspection.
    Visit(VisitDeceit),
    /// At the gate of a plant.
    Gate(GateDeceit),
    /// In what it says of custody seals.
    Seal(SealDeceit),
}

impl Deceit {
    /// The rows that it may play.
    pub fn rows(&self) -> &'static [Row] {
        match self {
            Self::Ledger(deceit) => deceit.rows(),
            Self::Record(deceit) => deceit.rows(),
            Self::Visit(deceit) => deceit.rows(),
            Self::Gate(deceit) => deceit.rows(),
            Self::Seal(deceit) => deceit.rows(),
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Exactly one deed, and one of the row that is named.
pub(super) fn read(table: &Table<'_>, exercise: &Exercise) -> Option<Evasion> {
    let party = need_party_of(table, exercise);
    let epoch = table.need_number("epoch", "epoch = 11");
    let epoch = Epoch(within(table, epoch, "epoch", 1, exercise.epochs));
    let named = table.need_string("row", "row = \"N2\"");
    let of_ledger = ledger::read(table, exercise, &party).into_iter().map(Deceit::Ledger);
    let of_record = record::read(table, exercise, (&party, epoch)).into_iter().map(Deceit::Record);
    let of_visit = visit::read(table, exercise, &party).into_iter().map(Deceit::Visit);
    let of_gate = gate::read(table, exercise, &party).into_iter().map(Deceit::Gate);
    let of_seals = seal::read(table).into_iter().map(Deceit::Seal);
    let mut found = of_ledger.chain(of_record).chain(of_visit).chain(of_gate).chain(of_seals);
    let (one, other) = (found.next(), found.next());
    table.finish();
    match (one, other) {
        (Some(deceit), None) => match deceit.rows().iter().find(|row| row.0 == named.value) {
            Some(&row) => return Some(Evasion { row, party, epoch, deceit }),
            None => {
                let rows: Vec<_> = deceit.rows().iter().map(ToString::to_string).collect();
                let message = format!("what stands here is row {}, not \"{}\"", rows.join(" or "), show(&named.value));
                let help = "see the table of evasions in docs/spec/exercise.md";
                problem(table, "other-row", named.span.clone(), message, help);
            }
        },
        (None, _) => table.missing("appears", "one deed of the table of evasions in docs/spec/exercise.md"),
        (Some(_), Some(_)) => {
            let message = "an evasion does one thing".to_owned();
            problem(table, "two-evasions", table.span.clone(), message, "write a table [[evasion]] for each");
        }
    }
    None
}
