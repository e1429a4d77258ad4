//! An epoch as it stood when it was closed: one place of it can be opened, and nothing else of it is told.
//!
//! What is opened here is for an addressee: the counts of one place with their blindings, and its manifest, whole or by the leaf. The host makes a
//! snapshot of a ledger that has gone through its events again, up to the end of the epoch and not beyond it.

use crate::ledger::Ledger;
use crate::manifests::{self, PlaceSalts, Standing};
use crate::secrets::Reopened;
use crate::seed::EpochKey;
use crate::serial::Serial;
use proof::manifest::{Frame, Manifest};
use proof::{BodyHash, Cell, Place, Salt, SumOpening};
use record::Epoch;
use std::fmt;

/// All that can be opened of one epoch.
pub struct Snapshot {
    key: EpochKey,
    standing: Standing,
    reopened: Reopened,
}

impl Snapshot {
    /// The ledger's open epoch with all its events, as it was, or will be, closed after the body `previous` under this salt.
    pub fn of(ledger: &Ledger, previous: &BodyHash, salt: &Salt) -> Self {
        Self {
            key: ledger.keys().epoch(ledger.epoch(), previous, salt),
            standing: manifests::standing(ledger),
            reopened: Reopened::new(ledger.keys(), ledger.page().again(), previous, salt),
        }
    }

    /// Which epoch.
    pub fn epoch(&self) -> Epoch {
        self.reopened.epoch()
    }

    /// The epoch's sums.
    pub fn sums(&self) -> &Reopened {
        &self.reopened
    }

    /// Opens the counts of one place, a cell each.
    pub fn open_counts(&self, place: Place) -> Vec<(Cell, SumOpening)> {
        let cells = self.reopened.page().shape().cells().iter().filter(|cell| cell.place == place);
        cells.map(|&cell| (cell, self.reopened.open_cells(|other| other == cell))).collect()
    }

    /// The manifest of one place, to be opened whole, by the leaf, or as empty. Nothing where the shape has no such place.
    pub fn manifest(&self, place: Place) -> Option<Manifest<PlaceSalts>> {
        let frame = Frame::all(self.reopened.page().shape()).find(|frame| frame.place() == place)?;
        Some(manifests::manifest(frame, &self.standing, &self.key))
    }

    /// In which cell an item stood, and at which leaf of its subtree: the host's answer for an object that is pointed at.
    pub fn leaf(&self, ledger: &Ledger, serial: &Serial) -> Option<(Cell, u16)> {
        let tag = ledger.keys().item(serial).tag();
        let cell_of = |(&cell, items): (&Cell, &Vec<proof::Item>)| items.iter().any(|i| i.tag == tag).then_some(cell);
        let cell = self.standing.iter().find_map(cell_of)?;
        let leaves = manifests::in_order(&self.standing, cell, &self.key.subtree(cell));
        let leaf = leaves.iter().position(|item| item.tag == tag)?;
        Some((cell, u16::try_from(leaf).expect("a subtree has at most 2^12 leaves")))
    }
}

impl fmt::Debug for Snapshot {
    /// The epoch alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Snapshot(epoch {}, …)", self.epoch())
    }
}
