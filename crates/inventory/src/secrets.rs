//! What an epoch's commitments hide: made of its page and the seed at the close, and again whenever a sum is to be opened.

use crate::page::Page;
use crate::seed::{EpochKey, Keys};
use proof::{Blinding, BodyHash, Count, EpochSecrets, Flow, Opening, Salt, SumOpening, open_sum};
use proof::{Cell, Class};
use record::Epoch;
use std::fmt;

impl EpochKey {
    /// The openings of all cells and flows of a page, in the order of its shape.
    pub(crate) fn secrets(&self, page: &Page) -> EpochSecrets {
        let opening =
            |&count: &u16, block: &[u8; 64]| Opening { count: Count(count), blinding: Blinding::from_wide(block) };
        let cells = page.shape().cells().iter().zip(page.cells());
        EpochSecrets {
            cells: cells.map(|(&cell, count)| opening(count, &self.cell(cell))).collect(),
            flows: page.flows().iter().enumerate().map(|(number, count)| opening(count, &self.flow(number))).collect(),
        }
    }
}

/// A closed epoch to which the host goes back: its page, from the list of events, and its secrets, from the seed and what its statement says in
/// clear.
pub struct Reopened {
    page: Page,
    secrets: EpochSecrets,
}

impl Reopened {
    /// The epoch of this page, as it was closed after the body `previous` under this salt.
    ///
    /// Were they another epoch's, what is opened would not open its commitments: whoever publishes it verifies it first, as everybody will.
    pub fn new(keys: &Keys, page: Page, previous: &BodyHash, salt: &Salt) -> Self {
        let secrets = keys.epoch(page.epoch(), previous, salt).secrets(&page);
        Self { page, secrets }
    }

    /// Which epoch.
    pub fn epoch(&self) -> Epoch {
        self.page.epoch()
    }

    /// Its counts and flows.
    pub fn page(&self) -> &Page {
        &self.page
    }

    pub(crate) fn secrets(&self) -> &EpochSecrets {
        &self.secrets
    }

    pub(crate) fn into_page(self) -> Page {
        self.page
    }

    /// Opens the sum of some cells.
    pub fn open_cells(&self, counted: impl Fn(Cell) -> bool) -> SumOpening {
        let cells = self.page.shape().cells().iter().zip(&self.secrets.cells);
        open_sum(cells.filter(|(cell, _)| counted(**cell)).map(|(_, opening)| opening))
    }

    /// Opens the total of some classes: the sum of all their cells.
    pub fn open_total(&self, classes: &[Class]) -> SumOpening {
        self.open_cells(|cell| classes.contains(&cell.class))
    }
}

/// Opens the sum of some flows over a window of epochs. The baseline adds nothing, for it has no flows.
pub fn open_window<'a>(window: impl IntoIterator<Item = &'a Reopened>, counted: impl Fn(Flow) -> bool) -> SumOpening {
    let flows = window.into_iter().flat_map(|epoch| epoch.page.shape().flows().iter().zip(&epoch.secrets.flows));
    open_sum(flows.filter(|(flow, _)| counted(**flow)).map(|(_, opening)| opening))
}

impl fmt::Debug for Reopened {
    /// The epoch alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reopened(epoch {}, …)", self.page.epoch())
    }
}
