//! Random lives in the small treaty: whatever may be tried is tried, and what is refused is passed over.

use super::{BASE, PLANT, STORE, cell, cells, event, road};
use inventory::*;
use proof::{Cell, Class, Place, PlaceKind};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One thing that is tried: deed, item, where to, class afterwards, and whether it starts where the item stands.
pub type Attempt = (usize, u8, Option<usize>, u8, bool);

const PLACES: [Place; 6] = [BASE, STORE, PLANT, road(0), road(1), road(2)];

pub fn arb_attempts(length: usize) -> impl Strategy<Value = Vec<Attempt>> {
    // items 0 to 4 are the stock; the others may be born or found
    let to = prop_oneof![4 => (0..PLACES.len()).prop_map(Some), 1 => Just(None)];
    prop::collection::vec((0..Deed::ALL.len(), 0..9_u8, to, 0..3_u8, prop::bool::weighted(0.95)), length)
}

fn name(item: u8) -> String {
    super::STOCK.get(usize::from(item)).map_or(format!("n{item}"), |row| row.1.to_owned())
}

pub fn event_of(ledger: &Ledger, (deed, item, to, class, here): Attempt) -> Event {
    let text = name(item);
    let stands = ledger.item(&super::serial(&text)).and_then(|life| life.cell);
    let (deed, to) = (Deed::ALL[deed], to.map(|index| PLACES[index]));
    // most deeds keep place or class; without this they would hardly ever happen
    let keeps = matches!(deed, Deed::Tag | Deed::Seal | Deed::Unseal | Deed::Emplace | Deed::Remove | Deed::Retire)
        || matches!(deed, Deed::EnterMaintenance | Deed::ExitMaintenance | Deed::StartDismantle | Deed::Reactivate);
    let converts = matches!(deed, Deed::Emplace | Deed::Remove | Deed::Retire | Deed::Reactivate | Deed::Correct);
    let to = if keeps { stands.map(|cell| cell.place) } else { to };
    let class = stands.filter(|_| !converts).map_or(Class(class), |cell| cell.class);
    let from = match stands {
        None if deed == Deed::ExitPlant => Some(PLANT),
        _ if here => stands.map(|cell| cell.place),
        _ => Some(STORE),
    };
    event(ledger.epoch().0, (deed, &text, from, to, class))
}

/// What an independent bookkeeper makes of the events that happened: how many items each class and each interior should have.
#[derive(Default, Debug, PartialEq, Eq, Clone)]
pub struct Books {
    pub classes: BTreeMap<Class, i64>,
    pub interiors: BTreeMap<Cell, i64>,
}

impl Books {
    /// By looking at every item.
    pub fn counted(ledger: &Ledger) -> Self {
        let mut books = Self::default();
        for cell in ledger.items().filter_map(|(_, life)| life.cell) {
            *books.classes.entry(cell.class).or_default() += 1;
            if cell.place.kind == PlaceKind::Interior {
                *books.interiors.entry(cell).or_default() += 1;
            }
        }
        books.tidy()
    }

    /// By what the page says of flows and corrections, by the sums of the specification.
    pub fn carried_on(mut self, page: &Page) -> Self {
        use proof::Flow::*;
        let (shape, classes) = (page.shape(), page.shape().classes().count());
        for (flow, &count) in shape.flows().iter().zip(page.flows()) {
            let n = i64::from(count);
            let mut class = |class, n| *self.classes.entry(class).or_default() += n;
            match *flow {
                Conversion { from, to } => {
                    class(from, -n);
                    class(to, n);
                }
                Loss(of) => class(of, -n),
                Birth(cell) => class(cell.class, n),
                Death(cell) => {
                    class(cell.class, -n);
                    *self.interiors.entry(cell).or_default() -= n;
                }
                Arrival(cell) => *self.interiors.entry(cell).or_default() += n,
                Return(cell) => *self.interiors.entry(cell).or_default() -= n,
            }
        }
        for (line, correction) in page.corrections().iter().enumerate() {
            let n = i64::from(correction.up) - i64::from(correction.down);
            *self.classes.entry(shape.class_of_line(line).unwrap()).or_default() += n;
            if line >= classes {
                *self.interiors.entry(shape.cells()[shape.interiors()[line - classes]]).or_default() += n;
            }
        }
        self.tidy()
    }

    fn tidy(mut self) -> Self {
        self.classes.retain(|_, n| *n != 0);
        self.interiors.retain(|_, n| *n != 0);
        self
    }
}

/// How many items stand in each cell, by looking at every item.
pub fn recount(ledger: &Ledger) -> Vec<u16> {
    let stand = |wanted: Cell| ledger.items().filter(|(_, life)| life.cell == Some(wanted)).count();
    cells().into_iter().map(|wanted| u16::try_from(stand(cell(wanted.place, wanted.class))).unwrap()).collect()
}
