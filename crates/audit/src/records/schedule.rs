//! Scheduled openings: the commitments that each will open, kept from the epoch that states them to the statement that opens them.

use crate::assessment::Epochs;
use proof::{Class, Commitment, Commitments, Shape};
use record::layout;
use std::collections::BTreeMap;
use treaty::instrument::{Opened, Opening};
use treaty::{Id, Instrument};

/// An opening of the instrument.
#[derive(Clone, Debug)]
pub(super) struct Scheduled {
    pub(super) id: Id,
    pub(super) opening: Opening,
    /// The classes of its sums, in order.
    pub(super) classes: Vec<(Class, Id)>,
}

/// The openings of an instrument with the windows that are not opened yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Schedule {
    openings: Vec<Scheduled>,
    /// By number of the opening and last epoch.
    pending: BTreeMap<(u16, u32), Pending>,
}

/// A window that is not opened yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    /// The commitments of each sum.
    pub(super) sums: Vec<Vec<Commitment>>,
    /// The statements that hold them.
    pub(super) statements: Vec<u64>,
}

impl Schedule {
    pub(super) fn of(treaty: &Instrument) -> Self {
        let classes: Vec<_> = treaty.warhead_classes().collect();
        let numbered = |id: &Id| {
            let number = classes.iter().position(|class| *class == id)?;
            Some((Class(u8::try_from(number).ok()?), id.clone()))
        };
        let scheduled = treaty.openings().map(|(clause, opening)| Scheduled {
            id: clause.id.clone(),
            opening: opening.clone(),
            classes: treaty.opened_classes(opening).into_iter().filter_map(numbered).collect(),
        });
        Self { openings: scheduled.collect(), pending: BTreeMap::new() }
    }

    /// The opening of this number.
    pub(super) fn opening(&self, number: u16) -> Option<&Scheduled> {
        self.openings.get(usize::from(number))
    }

    /// Keeps what the openings will open of an epoch. One that does not fit the instrument's shape, so that nobody knows which commitment is of
    /// what, is kept as nothing: its window cannot be opened.
    pub(super) fn keep(&mut self, epoch: u32, index: u64, shape: &Shape, now: Option<&Commitments>) {
        for (number, scheduled) in (0..).zip(&self.openings) {
            let Some(window) = scheduled.opening.window_of(epoch) else { continue };
            if scheduled.opening.of == Opened::Totals && window.last != epoch {
                continue;
            }
            let kept = self.pending.entry((number, window.last)).or_default();
            let Some(now) = now else { continue };
            kept.statements.push(index);
            kept.sums.resize(scheduled.classes.len(), Vec::new());
            for (sum, (class, _)) in kept.sums.iter_mut().zip(&scheduled.classes) {
                sum.extend(enter(scheduled.opening.of, *class, shape, now));
            }
        }
    }

    /// The commitments of a window, which are opened once and not again.
    pub(super) fn take(&mut self, number: u16, last: u32) -> Option<Pending> {
        self.pending.remove(&(number, last))
    }

    /// The openings with their numbers.
    pub(super) fn openings(&self) -> impl Iterator<Item = (u16, &Scheduled)> {
        (0..=u16::MAX).zip(&self.openings)
    }

    /// The windows that ended with an epoch that is stated and were not opened: the last epoch of each.
    pub(super) fn left(&self, number: u16, stated: u32) -> impl Iterator<Item = u32> {
        self.pending.range((number, 0)..=(number, stated)).map(|((_, last), _)| *last)
    }
}

impl Scheduled {
    /// The epochs that are summed in the window of an epoch: of totals the last alone.
    pub(super) fn window(&self, of: u32) -> Option<Epochs> {
        let window = self.opening.window_of(of)?;
        let first = if self.opening.of == Opened::Totals { window.last } else { window.first };
        Some(Epochs { first, last: window.last })
    }
}

/// The commitments of an epoch that enter the sum of a class.
fn enter(of: Opened, class: Class, shape: &Shape, now: &Commitments) -> Vec<Commitment> {
    if of == Opened::Totals {
        let cells = shape.cells().iter().zip(&now.cells);
        return cells.filter(|(cell, _)| cell.class == class).map(|(_, commitment)| *commitment).collect();
    }
    let flows = shape.flows().iter().zip(&now.flows);
    flows.filter(|(flow, _)| layout::summed(**flow) == (of, class)).map(|(_, commitment)| *commitment).collect()
}
