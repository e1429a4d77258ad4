//! Those who depart from what they signed. One function, or file, for each way.
//!
//! An evader has every power of its party: seed, keys, ledger, and code of its own on what is public in the proofs and records. What it does not have is the
//! other side's keys, and a way around the mathematics. Each does one thing, as well as it can be done, and is honest afterwards.

mod any_log;
mod forge;
mod garble;
mod prover;
mod record;

pub(crate) use any_log::AnyLog;
pub(crate) use forge::{Forged, Own, Untruth, forge};
pub(crate) use garble::garble;
pub(crate) use record::Fork;

use crate::life::{Course, again, enter};
use ::record::layout::BadAct;
use inventory::{BadReshape, Deed, Event, Impossible, Ledger};
use proof::{Cell, Class};
use treaty::Id;

/// Why an evasion, or an incident, cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Hindered {
    /// The class is not one of the instrument.
    #[error("records under this instrument tell no class `{0}` apart")]
    NoClass(Id),
    /// The site is not one of the party, or not yet.
    #[error("the party has no site `{0}`")]
    NoSite(Id),
    /// No plant holds the class.
    #[error("no plant of the party may hold items of the class `{0}`, so none is born")]
    NoPlant(Id),
    /// The plant has no portal.
    #[error("there is no portal at `{0}`, so nothing crosses that anybody sees")]
    NoPortal(Id),
    /// There are not so many.
    #[error("there are {held} such items in this epoch, and it takes {asked}")]
    TooFew {
        /// How many there are.
        held: u32,
        /// How many it takes.
        asked: u32,
    },
    /// Nothing hides: the numbers that are to be out of range are not.
    #[error("{held} items stand there in this epoch, so that {asked} leave no number below zero or above the largest")]
    InRange {
        /// How many there are.
        held: u32,
        /// By how many the count is lowered.
        asked: u32,
    },
    /// No window of the opening ends with the epoch, or it has no such sum.
    #[error("the opening `{opening}` opens no sum of `{class}` with this epoch")]
    NotOpened {
        /// Which opening.
        opening: Id,
        /// Of which class.
        class: Id,
    },
    /// Its own ledger refuses it.
    #[error(transparent)]
    Ledger(#[from] Impossible),
    /// It cannot be done with the sites as they are.
    #[error(transparent)]
    Act(#[from] BadAct),
    /// A site that closes is not empty.
    #[error("{0}: let it close later, or let the side have more room elsewhere")]
    Reshape(#[from] BadReshape),
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
    /// Nothing is exceeded, so there is nothing to conceal.
    #[error(
        "no bound is exceeded in this epoch, so there is nothing to conceal: let there be more items, or come earlier"
    )]
    NothingOver,
}

/// The books of an evader. They are true: what it did unsaid stands there as a correction, which [`forge()`] leaves out of the statement.
pub(crate) struct Books<'a> {
    pub(crate) ledger: &'a mut Ledger,
    pub(crate) events: &'a mut Vec<Event>,
    pub(crate) course: &'a mut Course,
}

impl Books<'_> {
    /// N2, N3: items that never crossed a gate stand in the ledger.
    pub(crate) fn appear(&mut self, cell: Cell, items: u32) -> Result<(), Hindered> {
        for _ in 0..items {
            let (epoch, serial, to) = (self.ledger.epoch(), self.course.new_serial(), Some(cell.place));
            self.enter(Event { epoch, deed: Deed::Correct, serial, from: None, to, class: cell.class })?;
        }
        Ok(())
    }

    /// N2: items are struck off the ledger, and stand somewhere.
    pub(crate) fn vanish(&mut self, cell: Cell, items: u32) -> Result<(), Hindered> {
        self.correct(cell, None, items)
    }

    /// N5, N6: items are called another class, and no conversion was done.
    pub(crate) fn rename(&mut self, cell: Cell, to: Class, items: u32) -> Result<(), Hindered> {
        self.correct(cell, Some(Cell { class: to, ..cell }), items)
    }

    /// N9: items set out that the cap on transit keeps at home, and arrive in the next epoch.
    pub(crate) fn set_out(&mut self, class: Class, items: u32) -> Result<(), Hindered> {
        let sent = (0..items).map_while(|_| self.course.send(self.ledger, self.events, class));
        match sent.count() as u32 {
            all if all == items => Ok(()),
            some => Err(Hindered::TooFew { held: some, asked: items }),
        }
    }

    /// N10, R15: new items leave the plant for a site, whatever the bounds say.
    pub(crate) fn bear(&mut self, cell: Cell, class: &Id, items: u32) -> Result<(), Hindered> {
        let gate = gate(self.ledger, cell.class).ok_or_else(|| Hindered::NoPlant(class.clone()))?;
        for _ in 0..items {
            let (epoch, serial) = (self.ledger.epoch(), self.course.new_serial());
            let (from, to) = (Some(gate.place), Some(cell.place));
            self.enter(Event { epoch, deed: Deed::ExitPlant, serial, from, to, class: cell.class })?;
        }
        Ok(())
    }

    fn correct(&mut self, cell: Cell, to: Option<Cell>, items: u32) -> Result<(), Hindered> {
        let standing = self.ledger.items().filter(|(_, life)| life.cell == Some(cell));
        let serials: Vec<_> = standing.map(|(serial, _)| again(serial)).take(items as usize).collect();
        let held = u32::try_from(serials.len()).unwrap_or(u32::MAX);
        if held < items {
            return Err(Hindered::TooFew { held, asked: items });
        }
        for serial in serials {
            let (from, class) = (Some(cell.place), to.map_or(cell.class, |to| to.class));
            let (epoch, to) = (self.ledger.epoch(), to.map(|to| to.place));
            self.enter(Event { epoch, deed: Deed::Correct, serial, from, to, class })?;
        }
        Ok(())
    }

    fn enter(&mut self, event: Event) -> Result<(), Hindered> {
        Ok(enter(self.ledger, self.events, event)?)
    }
}

/// The cell of a class in a plant, if one may hold it.
pub(crate) fn gate(ledger: &Ledger, class: Class) -> Option<Cell> {
    let shape = ledger.shape();
    shape.interiors().iter().map(|&index| shape.cells()[index]).find(|cell| cell.class == class)
}
