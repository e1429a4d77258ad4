//! A page: the counts, flows and corrections of one epoch, in the order of its shape. Secret but for the corrections.

use proof::{Cell, Correction, Flow, Place, PlaceKind, Shape};
use record::Epoch;
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What an epoch came to.
pub struct Page {
    pub(crate) epoch: Epoch,
    pub(crate) shape: Arc<Shape>,
    pub(crate) cells: Zeroizing<Vec<u16>>,
    pub(crate) flows: Zeroizing<Vec<u16>>,
    pub(crate) corrections: Vec<Correction>,
}

impl Page {
    pub(crate) fn blank(epoch: Epoch, shape: Arc<Shape>) -> Self {
        let zeros = |length| Zeroizing::new(vec![0; length]);
        Self {
            epoch,
            cells: zeros(shape.cells().len()),
            flows: zeros(shape.flows().len()),
            corrections: vec![Correction::default(); shape.lines()],
            shape,
        }
    }

    /// The past keeps the baseline's page: the one place that copies one.
    pub(crate) fn again(&self) -> Self {
        let (cells, flows) = (self.cells.clone(), self.flows.clone());
        Self { epoch: self.epoch, shape: self.shape.clone(), cells, flows, corrections: self.corrections.clone() }
    }

    /// Which epoch.
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// In which shape.
    pub fn shape(&self) -> &Arc<Shape> {
        &self.shape
    }

    /// The items of each cell at the end of the epoch.
    pub fn cells(&self) -> &[u16] {
        &self.cells
    }

    /// The items of each flow in the epoch. The baseline has none.
    pub fn flows(&self) -> &[u16] {
        if self.epoch == Epoch::BASELINE { &[] } else { &self.flows }
    }

    /// The corrections of each line in the epoch. The baseline has none.
    pub fn corrections(&self) -> &[Correction] {
        if self.epoch == Epoch::BASELINE { &[] } else { &self.corrections }
    }

    /// The number of a cell.
    pub(crate) fn cell(&self, cell: Cell) -> Option<usize> {
        let order = |cell: &Cell| (cell.place.kind == PlaceKind::Road, cell.place.site, cell.class);
        let index = self.shape.cells().binary_search_by_key(&order(&cell), order).ok()?;
        (self.shape.cells()[index] == cell).then_some(index)
    }

    /// The number of a flow.
    pub(crate) fn flow(&self, flow: Flow) -> Option<usize> {
        self.shape.flows().iter().position(|&other| other == flow)
    }

    /// The line on which a cell is corrected: a plant's interior has its own, all other cells that of their class.
    pub(crate) fn line(&self, cell: Cell) -> Option<usize> {
        let index = self.cell(cell)?;
        let interior = self.shape.interiors().iter().position(|&interior| interior == index);
        Some(interior.map_or(usize::from(cell.class.0), |interior| self.shape.classes().count() + interior))
    }

    /// How many items of a class a place's manifest can list.
    pub(crate) fn capacity(&self, place: Place) -> u16 {
        1 << self.shape.exponent(place)
    }
}

impl fmt::Debug for Page {
    /// The epoch alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Page(epoch {}, …)", self.epoch)
    }
}
