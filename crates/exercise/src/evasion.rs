//! Those who depart from what they signed. One function, or file, for each way.
//!
//! An evader has every power of its party: seed, keys, ledger, and code of its own on what is public in the proofs and records. What it does not have is the
//! other side's keys, and a way around the mathematics. Each does one thing, as well as it can be done, and is honest afterwards.

mod any_log;
mod forge;
mod garble;
mod record;

pub(crate) use any_log::AnyLog;
pub(crate) use forge::{Forged, conceal};
pub(crate) use garble::garble;
pub(crate) use record::Fork;

use crate::life::{Course, again, enter};
use inventory::{Deed, Event, Impossible, Ledger};
use proof::{Cell, Class};
use treaty::Id;

/// Why an evasion cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Hindered {
    /// The class is not one of the instrument.
    #[error("records under this instrument tell no class `{0}` apart")]
    NoClass(Id),
    /// There are not so many.
    #[error("only {held} such items stand there in this epoch, and it takes {asked}")]
    TooFew {
        /// How many there are.
        held: u32,
        /// How many it takes.
        asked: u32,
    },
    /// Its own ledger refuses it.
    #[error(transparent)]
    Ledger(#[from] Impossible),
    /// It would be seen in another way than the exercise says.
    #[error(
        "bound {bound} would be exceeded by {over}, which no proof hides: let it come later, when more items are out of service, or be smaller"
    )]
    NoRoom {
        /// Which bound.
        bound: usize,
        /// By how much.
        over: u16,
    },
}

/// N2: items that never crossed a gate stand in the ledger.
pub(crate) fn appear(
    ledger: &mut Ledger,
    events: &mut Vec<Event>,
    course: &mut Course,
    cell: Cell,
    items: u32,
) -> Result<(), Hindered> {
    for _ in 0..items {
        let (serial, to) = (course.new_serial(), Some(cell.place));
        let event = Event { epoch: ledger.epoch(), deed: Deed::Correct, serial, from: None, to, class: cell.class };
        enter(ledger, events, event)?;
    }
    Ok(())
}

/// N2: items are struck off the ledger, and stand somewhere.
pub(crate) fn vanish(ledger: &mut Ledger, events: &mut Vec<Event>, cell: Cell, items: u32) -> Result<(), Hindered> {
    correct(ledger, events, cell, None, items)
}

/// N5: items are called another class, and no conversion was done.
pub(crate) fn rename(
    ledger: &mut Ledger,
    events: &mut Vec<Event>,
    cell: Cell,
    to: Class,
    items: u32,
) -> Result<(), Hindered> {
    correct(ledger, events, cell, Some(Cell { class: to, ..cell }), items)
}

/// The evader keeps true books of its own: what it did stands there as a correction, which [`conceal`] leaves out of the statement.
fn correct(
    ledger: &mut Ledger,
    events: &mut Vec<Event>,
    cell: Cell,
    to: Option<Cell>,
    items: u32,
) -> Result<(), Hindered> {
    let standing = ledger.items().filter(|(_, life)| life.cell == Some(cell));
    let serials: Vec<_> = standing.map(|(serial, _)| again(serial)).take(items as usize).collect();
    let held = u32::try_from(serials.len()).unwrap_or(u32::MAX);
    if held < items {
        return Err(Hindered::TooFew { held, asked: items });
    }
    for serial in serials {
        let (from, class) = (Some(cell.place), to.map_or(cell.class, |to| to.class));
        let to = to.map(|to| to.place);
        enter(ledger, events, Event { epoch: ledger.epoch(), deed: Deed::Correct, serial, from, to, class })?;
    }
    Ok(())
}
