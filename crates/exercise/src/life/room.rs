//! What a side's places and bounds have room for.

use inventory::Ledger;
use proof::{Base, Bound, Cell, Class, Place, PlaceKind, Scope};
use std::collections::BTreeSet;

/// Says what still has room, from what the bounds start.
#[derive(Debug, Default)]
pub(crate) struct Room {
    /// The items of each class at the baseline.
    baseline: Vec<u32>,
    /// The sites that close soon, for which nothing sets out.
    pub(super) closing: BTreeSet<u16>,
}

impl Room {
    pub(super) fn begin(&mut self, ledger: &Ledger) {
        self.baseline = ledger.shape().classes().map(|class| ledger.total(class)).collect();
    }

    /// The sites and plants that may hold a class, and go on to.
    pub(super) fn holding(&self, ledger: &Ledger, class: Class) -> impl Iterator<Item = Place> + use<'_> {
        let cells: Vec<_> = ledger.shape().cells().iter().copied().filter(|cell| cell.class == class).collect();
        let places = cells.into_iter().map(|cell| cell.place).filter(|place| place.kind != PlaceKind::Road);
        places.filter(|place| !self.closing.contains(&place.site))
    }

    /// The site or plant at the end of a road.
    pub(super) fn at_the_end_of(&self, ledger: &Ledger, road: Place) -> Option<Place> {
        let mut places = ledger.shape().places().map(|(place, _)| place);
        places.find(|place| place.site == road.site && place.kind != PlaceKind::Road)
    }

    /// Whether a cell will have room for one more when all that is on the road to it has arrived; and the road to it too.
    pub(super) fn has_room(&self, ledger: &Ledger, cell: Cell) -> bool {
        let shape = ledger.shape();
        let road = Cell { place: Place { kind: PlaceKind::Road, ..cell.place }, ..cell };
        let capacity = |cell: Cell| 1_u32 << shape.exponent(cell.place);
        let (there, coming) = (u32::from(ledger.count(cell)), u32::from(ledger.count(road)));
        shape.cells().contains(&cell) && there + coming < capacity(cell) && coming < capacity(road)
    }

    /// Whether every bound holds once an item stands in `to` that stood in `from`, or nowhere.
    pub(super) fn allows(&self, ledger: &Ledger, from: Option<Cell>, to: Cell) -> bool {
        let bounds = ledger.shape().bounds();
        bounds.iter().all(|bound| {
            let (gone, come) = (from.map_or(0, |from| weight(bound, from)), weight(bound, to));
            // what makes a sum no larger is always allowed: it may have been too large before
            come <= gone || self.sum(ledger, bound) + come - gone <= self.base(bound)
        })
    }

    fn base(&self, bound: &Bound) -> u64 {
        match bound.base {
            Base::Clear(number) => number.into(),
            Base::Baseline => {
                bound.weights.iter().zip(&self.baseline).map(|(&w, &n)| u64::from(w) * u64::from(n)).sum()
            }
        }
    }

    fn sum(&self, ledger: &Ledger, bound: &Bound) -> u64 {
        let cells = ledger.shape().cells().iter();
        cells.map(|&cell| u64::from(ledger.count(cell)) * weight(bound, cell)).sum()
    }
}

/// For how much an item in a cell counts towards a bound.
fn weight(bound: &Bound, cell: Cell) -> u64 {
    let within = bound.scope == Scope::All || cell.place.kind == PlaceKind::Road;
    let weight = bound.weights.get(usize::from(cell.class.0)).copied().unwrap_or(0);
    if within { weight.into() } else { 0 }
}
