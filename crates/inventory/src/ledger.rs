//! The ledger: which items there are, how many stand in each cell, and what flowed in the open epoch.
//!
//! [`Ledger::apply`] enters one event, or refuses it with the reason and leaves everything as it was. Counts and flows are posted together, so
//! every class balances whatever is entered:
//!
//! ```text
//! items of a class now = at the baseline + births − deaths − losses + conversions in − out + corrections up − down
//! ```
//!
//! It never forgets an item, never renumbers a link, and knows nothing of commitments: [`crate::close`] makes those of a [`Page`].

use crate::chain::Chain;
use crate::event::{Deed, Event};
use crate::impossible::Impossible;
use crate::life::{self, Life};
use crate::page::Page;
use crate::posting::Change;
use crate::seed::Keys;
use crate::serial::Serial;
use proof::{Cell, Class, Shape};
use record::Epoch;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// What one party holds.
pub struct Ledger {
    keys: Arc<Keys>,
    items: BTreeMap<Serial, Item>,
    page: Page,
    touched: bool,
}

/// One item: how it stands, and its chain.
pub(crate) struct Item {
    pub life: Life,
    pub chain: Chain,
}

impl Ledger {
    /// An empty ledger that stands at the baseline.
    pub fn new(keys: Arc<Keys>, shape: Arc<Shape>) -> Self {
        Self { keys, items: BTreeMap::new(), page: Page::blank(Epoch::BASELINE, shape), touched: false }
    }

    /// Enters an event of the open epoch.
    ///
    /// The caller has written the event down for good: its link takes the item's next number, and no number is used for two events.
    ///
    /// # Errors
    /// With the reason, where it cannot have happened. The ledger is then as it was.
    pub fn apply(&mut self, event: &Event) -> Result<(), Impossible> {
        self.in_time(event)?;
        let before = self.items.get(&event.serial).map(|item| &item.life);
        let after = life::after(before, event)?;
        let change = Change::of(&self.page, before, &after, event)?;
        self.page.post(change);
        self.touched = true;
        self.write(event, after);
        Ok(())
    }

    /// The open epoch.
    pub fn epoch(&self) -> Epoch {
        self.page.epoch
    }

    /// Its shape.
    pub fn shape(&self) -> &Arc<Shape> {
        &self.page.shape
    }

    /// How many items stand in a cell; none in one that the shape does not have.
    pub fn count(&self, cell: Cell) -> u16 {
        self.page.cell(cell).map_or(0, |index| self.page.cells[index])
    }

    /// How many items there are of a class.
    pub fn total(&self, class: Class) -> u32 {
        let cells = self.page.shape.cells().iter().zip(self.page.cells.iter());
        cells.filter(|(cell, _)| cell.class == class).map(|(_, &count)| u32::from(count)).sum()
    }

    /// How an item stands; `None` for one that was never entered.
    pub fn item(&self, serial: &Serial) -> Option<Life> {
        self.items.get(serial).map(|item| item.life)
    }

    /// All items that were ever entered, by serial.
    pub fn items(&self) -> impl Iterator<Item = (&Serial, Life)> {
        self.items.iter().map(|(serial, item)| (serial, item.life))
    }

    /// Ends the open epoch and opens the next one: its counts and flows as a page. Whoever commits to them calls [`crate::close`], which calls
    /// this; alone it serves a host that goes through its old events to open old sums.
    pub fn turn(&mut self) -> Page {
        let epoch = self.page.epoch.next().expect("an epoch is a day or longer, and no record lasts 2^32 of them");
        let mut next = Page::blank(epoch, self.page.shape.clone());
        next.cells.clone_from(&self.page.cells);
        self.touched = false;
        std::mem::replace(&mut self.page, next)
    }

    /// Gives the open epoch another shape: sites that open or close, capacities and conversions that change, from this epoch on.
    ///
    /// # Errors
    /// After the epoch's first event; where a cell that goes still holds items; where one holds more than it will have room for. The ledger is then
    /// as it was.
    pub fn reshape(&mut self, shape: Arc<Shape>) -> Result<(), BadReshape> {
        if self.touched {
            return Err(BadReshape::Touched(self.page.epoch));
        }
        let mut page = Page::blank(self.page.epoch, shape);
        for (&cell, &count) in self.page.shape.cells().iter().zip(self.page.cells.iter()).filter(|(_, n)| **n > 0) {
            let index = page.cell(cell).ok_or(BadReshape::StillHeld { cell, count })?;
            let capacity = page.capacity(cell.place);
            if count > capacity {
                return Err(BadReshape::TooSmall { cell, count, capacity });
            }
            page.cells[index] = count;
        }
        self.page = page;
        Ok(())
    }

    pub(crate) fn page(&self) -> &Page {
        &self.page
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The items that stand somewhere, each with its cell.
    pub(crate) fn standing(&self) -> impl Iterator<Item = (Cell, &Chain)> {
        self.items.values().filter_map(|item| Some((item.life.cell?, &item.chain)))
    }

    /// Stops an event of another epoch, and anything but stock-taking in the baseline, which has no flows to post it to.
    fn in_time(&self, event: &Event) -> Result<(), Impossible> {
        let (stated, open) = (event.epoch, self.page.epoch);
        let takes_stock = matches!(event.deed, Deed::Declare | Deed::Tag | Deed::Seal | Deed::Unseal | Deed::Correct);
        match stated.cmp(&open) {
            std::cmp::Ordering::Less => Err(Impossible::TooLate { stated, open }),
            std::cmp::Ordering::Greater => Err(Impossible::TooEarly { stated, open }),
            _ if open == Epoch::BASELINE && !takes_stock => Err(Impossible::Baseline(event.deed)),
            _ if open != Epoch::BASELINE && event.deed == Deed::Declare => Err(Impossible::AfterBaseline),
            _ => Ok(()),
        }
    }

    /// The item's next link: what was done, where, and as what it stands.
    fn write(&mut self, event: &Event, life: Life) {
        let cell = event.cell().expect("an event has a place before it or after it");
        let item = match self.items.get_mut(&event.serial) {
            Some(item) => item,
            None => self
                .items
                .entry(event.serial.of_same_item())
                .or_insert(Item { life, chain: Chain::begin(self.keys.item(&event.serial)) }),
        };
        item.life = life;
        item.chain.extend(event.deed, event.epoch, cell);
    }
}

impl fmt::Debug for Ledger {
    /// Nothing of what it holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ledger(epoch {}, …)", self.page.epoch)
    }
}

/// Why the open epoch cannot have a shape. For the host alone: it names cells and counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadReshape {
    /// Events were entered under the old one.
    #[error("epoch {0} has events already; a shape changes before an epoch's first event")]
    Touched(Epoch),
    /// A cell that goes still holds items.
    #[error("{cell:?} still holds {count} items; move them before the site closes")]
    StillHeld {
        /// Which.
        cell: Cell,
        /// How many.
        count: u16,
    },
    /// A cell holds more than the manifest will list.
    #[error("{cell:?} holds {count} items and is to have room for {capacity}")]
    TooSmall {
        /// Which.
        cell: Cell,
        /// How many it holds.
        count: u16,
        /// How many it may hold.
        capacity: u16,
    },
}
