//! What an event adds to the page of its epoch. Everything is asked for first and posted then, so nothing is ever half posted.

use crate::event::{Deed, Event};
use crate::impossible::Impossible;
use crate::life::{self, Life};
use crate::page::Page;
use proof::{Cell, Flow, Place, PlaceKind};
use record::Epoch;

/// What an event adds to the page, with room for all of it.
pub(crate) struct Change {
    leaves: Option<usize>,
    enters: Option<usize>,
    postings: Vec<Posting>,
}

/// What an event adds one to: a flow or a line of correction, by its number.
#[derive(Clone, Copy)]
enum Posting {
    Flow(usize),
    Up(usize),
    Down(usize),
}

impl Change {
    /// What an event adds that takes an item from the one life to the other.
    pub(crate) fn of(page: &Page, before: Option<&Life>, after: &Life, event: &Event) -> Result<Self, Impossible> {
        let from = before.and_then(|life| life.cell);
        let index = |cell: Cell| page.cell(cell).ok_or(Impossible::NoSuchCell(cell));
        let (leaves, enters) = (from.map(index).transpose()?, after.cell.map(index).transpose()?);
        let postings = page.postings(before, after, event)?;
        if leaves == enters {
            return Ok(Self { leaves: None, enters: None, postings });
        }
        page.has_room(after.cell.zip(enters))?;
        Ok(Self { leaves, enters, postings })
    }
}

impl Page {
    /// Adds a change that was made for this page as it stands.
    pub(crate) fn post(&mut self, change: Change) {
        const ROOM: &str = "room was asked for before anything was posted";
        let add = |number: &mut u16| *number = number.checked_add(1).expect(ROOM);
        if let Some(index) = change.leaves {
            self.cells[index] = self.cells[index].checked_sub(1).expect("the item stood in its cell");
        }
        change.enters.into_iter().for_each(|index| add(&mut self.cells[index]));
        // the baseline has neither flows nor corrections: it is what is found
        for posting in change.postings.into_iter().filter(|_| self.epoch != Epoch::BASELINE) {
            match posting {
                Posting::Flow(index) => add(&mut self.flows[index]),
                Posting::Up(line) => add(&mut self.corrections[line].up),
                Posting::Down(line) => add(&mut self.corrections[line].down),
            }
        }
    }

    /// Stops an item that its place's manifest could not list.
    fn has_room(&self, enters: Option<(Cell, usize)>) -> Result<(), Impossible> {
        let Some((cell, index)) = enters else { return Ok(()) };
        let capacity = self.capacity(cell.place);
        match self.cells[index] < capacity {
            true => Ok(()),
            false => Err(Impossible::Full { cell, capacity }),
        }
    }

    /// Flows and corrections, each with room for one more. A class that changes, or an item that is lost, inside a plant is a clear correction, for
    /// an interior has neither flow.
    fn postings(&self, before: Option<&Life>, after: &Life, event: &Event) -> Result<Vec<Posting>, Impossible> {
        let from = before.and_then(|life| life.cell);
        let gate =
            |place: Option<Place>| Cell { place: place.expect("the deed goes through a gate"), class: event.class };
        let postings = match event.deed {
            Deed::ExitPlant if before.is_none() => vec![self.numbered(Flow::Birth(gate(event.from)))?],
            Deed::ExitPlant => vec![self.numbered(Flow::Return(gate(event.from)))?],
            Deed::EnterPlant => vec![self.numbered(Flow::Arrival(gate(event.to)))?],
            Deed::CompleteDismantle => vec![self.numbered(Flow::Death(gate(event.from)))?],
            Deed::Loss if !from.is_some_and(inside) => vec![self.numbered(Flow::Loss(event.class))?],
            deed if life::converts(deed) => self.conversion(from, after.cell)?,
            Deed::Loss | Deed::Correct => self.correction(from, after.cell),
            _ => Vec::new(),
        };
        postings.iter().try_for_each(|&posting| self.has_number_for(posting))?;
        Ok(postings)
    }

    /// The number of a flow. Stops a crossing of a gate where the plant may not hold the class, and a change of class that the treaty does not
    /// know.
    fn numbered(&self, flow: Flow) -> Result<Posting, Impossible> {
        let missing = || match flow {
            Flow::Birth(cell) | Flow::Death(cell) | Flow::Arrival(cell) | Flow::Return(cell) => {
                Impossible::NoSuchCell(cell)
            }
            Flow::Conversion { from, to } => Impossible::NoConversion { from, to },
            Flow::Loss(_) => unreachable!("the item is of a class of the shape, and each has its losses"),
        };
        self.flow(flow).map(Posting::Flow).ok_or_else(missing)
    }

    fn conversion(&self, from: Option<Cell>, to: Option<Cell>) -> Result<Vec<Posting>, Impossible> {
        let (from, to) = from.zip(to).expect("an item that is converted stands where it stood");
        let flow = self.numbered(Flow::Conversion { from: from.class, to: to.class })?;
        Ok(if inside(from) { self.correction(Some(from), Some(to)) } else { vec![flow] })
    }

    /// Down where it was, up where it is; nothing where one line counts both.
    fn correction(&self, from: Option<Cell>, to: Option<Cell>) -> Vec<Posting> {
        let line = |cell: Cell| self.line(cell).expect("the cell is one of the shape");
        let (down, up) = (from.map(line), to.map(line));
        match down == up {
            true => Vec::new(),
            false => down.map(Posting::Down).into_iter().chain(up.map(Posting::Up)).collect(),
        }
    }

    /// Stops a number beyond what a statement can carry.
    fn has_number_for(&self, posting: Posting) -> Result<(), Impossible> {
        let full = |number: u16| number == u16::MAX;
        match posting {
            Posting::Flow(index) if full(self.flows[index]) => Err(Impossible::FlowFull(self.shape.flows()[index])),
            Posting::Up(line) if full(self.corrections[line].up) => Err(Impossible::LineFull(line)),
            Posting::Down(line) if full(self.corrections[line].down) => Err(Impossible::LineFull(line)),
            _ => Ok(()),
        }
    }
}

fn inside(cell: Cell) -> bool {
    cell.place.kind == PlaceKind::Interior
}
