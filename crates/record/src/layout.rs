//! The layout of a party's ledger: which shape its epochs are proved over, and what each number of it is called in the instrument.
//!
//! It follows from the instrument, the party, the party's acts and the epoch, and from nothing else; so two readers of one record derive the same
//! shape, and an epoch statement over another is refused by its hash (`docs/spec/statement.md`, section 8).
//!
//! - *classes*: all of the sort warhead, in the order of the file;
//! - *cells*: for each open site the classes that its kind of facility may hold, then the same for the road to it; a warhead plant is an interior;
//! - *conversions*: between such classes, in the order of the file, the way back directly after the way there;
//! - *bounds*: the agreed freezes by group, the agreed limits, the cap on transit, as far as they bind on the epoch's day. What is bracketed,
//!   conditional or silent bounds nothing, and neither does a clause that counts anything but warheads: no one could prove it.

mod bounds;
mod ground;

pub use bounds::BoundOf;
pub use ground::{BadAct, Ground, Site};

use crate::envelope::STATEMENT_MAX;
use crate::statement::{Act, EpochBody};
use crate::words::{Epoch, SiteNumber};
use proof::shape::BadShape;
use proof::{Cell, Class, Flow, Place, PlaceKind, Shape};
use std::sync::Arc;
use treaty::instrument::Opened;
use treaty::{Id, Instrument, PartyCode};

/// Bytes of a statement that are kept free of the epoch's own: for head, salt and signatures.
const ENVELOPE_ROOM: usize = 8192;

/// A shape, and what its numbers mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// What is proved of an epoch.
    pub shape: Arc<Shape>,
    /// The classes, by number.
    pub classes: Vec<Id>,
    /// All sites that the party ever had, by number; those that are not open have no cells.
    pub sites: Vec<Site>,
    /// The clause of each conversion, in the order of the shape.
    pub conversions: Vec<Id>,
    /// The clause of each bound, in the order of the shape.
    pub bounds: Vec<BoundOf>,
}

/// A cell, or a line of correction, by its names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineOf {
    /// Which class.
    pub class: Id,
    /// Inside which plant, by its alias; nothing for the class as a whole.
    pub plant: Option<Id>,
}

/// Why an instrument gives no shape for an epoch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoLayout {
    /// Nothing of it says how records are kept.
    #[error("the instrument has no [record]: it does not say how records are kept")]
    NoRecord,
    /// The party is not one of the instrument's.
    #[error("{0} is no party of the instrument")]
    NoParty(PartyCode),
    /// The record has no such epoch.
    #[error("the record has no epoch {0}: it ends before, or its baseline has no day")]
    NoEpoch(Epoch),
    /// The numbers are no shape.
    #[error(transparent)]
    Shape(#[from] BadShape),
    /// An epoch over this shape would not fit a statement.
    #[error("an epoch over {cells} cells takes about {bytes} bytes, and a statement has room for {max}")]
    TooLong {
        /// How many cells there are.
        cells: usize,
        /// About how many bytes that makes.
        bytes: usize,
        /// How many there may be.
        max: usize,
    },
}

impl Layout {
    /// The layout of an epoch of a party. `acts` are those of its record, in its order; one that cannot be carried out changes nothing
    /// ([`Ground::act`] says why).
    ///
    /// # Errors
    /// [`NoLayout`]: then nobody can prove this epoch, and nobody is asked to.
    pub fn of(treaty: &Instrument, party: &PartyCode, epoch: Epoch, acts: &[Act]) -> Result<Self, NoLayout> {
        let mut ground = Ground::of(treaty, party)?;
        // an act that does not fit is told where it stands, and must not stop every epoch after it
        acts.iter().for_each(|act| drop(ground.act(treaty, act)));
        Self::on(treaty, &ground, epoch)
    }

    /// The layout of an epoch, from the sites and capacities as they are known.
    ///
    /// # Errors
    /// As for [`Layout::of`].
    pub fn on(treaty: &Instrument, ground: &Ground, epoch: Epoch) -> Result<Self, NoLayout> {
        let day = treaty.epoch_day(epoch.0).ok_or(NoLayout::NoEpoch(epoch))?;
        let classes: Vec<Id> = treaty.warhead_classes().cloned().collect();
        let number = u8::try_from(classes.len()).expect("no instrument has a record of more than 16 classes");
        let (conversions, pairs) = conversions(treaty, &classes).into_iter().unzip();
        let (bounds, proved) = bounds::on(treaty, &classes, day).into_iter().unzip();
        let cells = cells(treaty, &classes, ground, epoch);
        let shape = Shape::new(number, ground.capacities(epoch), cells, pairs, proved)?;
        fits_a_statement(&shape)?;
        Ok(Self { shape: Arc::new(shape), classes, sites: ground.sites().to_vec(), conversions, bounds })
    }

    /// What a class is called.
    pub fn class(&self, class: Class) -> Option<&Id> {
        self.classes.get(usize::from(class.0))
    }

    /// The site of this number.
    pub fn site(&self, site: SiteNumber) -> Option<&Site> {
        self.sites.get(usize::from(site.0))
    }

    /// What a line of correction, or a balance, is of.
    pub fn line(&self, line: usize) -> Option<LineOf> {
        let class = self.class(self.shape.class_of_line(line)?)?.clone();
        let interior = line.checked_sub(self.classes.len()).and_then(|index| self.shape.interiors().get(index));
        let plant = interior.and_then(|&cell| self.site(SiteNumber(self.shape.cells()[cell].place.site)));
        Some(LineOf { class, plant: plant.map(|site| site.alias.clone()) })
    }

    /// The clause of a flow that is a conversion: these are a shape's first.
    pub fn conversion(&self, flow: usize) -> Option<&Id> {
        self.conversions.get(flow)
    }
}

/// Which sum of an opening a flow enters, and of which class: a conversion that of the class which it leaves.
pub fn summed(flow: Flow) -> (Opened, Class) {
    match flow {
        Flow::Conversion { from, .. } => (Opened::Conversions, from),
        Flow::Loss(class) => (Opened::Losses, class),
        Flow::Birth(cell) => (Opened::Births, cell.class),
        Flow::Death(cell) => (Opened::Deaths, cell.class),
        Flow::Arrival(cell) => (Opened::Arrivals, cell.class),
        Flow::Return(cell) => (Opened::Returns, cell.class),
    }
}

/// The ways from class to class, with their clauses.
fn conversions(treaty: &Instrument, classes: &[Id]) -> Vec<(Id, (Class, Class))> {
    let mut found = Vec::new();
    for (clause, way) in treaty.conversions() {
        let Some((from, to)) = class_of(classes, &way.from).zip(class_of(classes, &way.to)) else { continue };
        found.push((clause.id.clone(), (from, to)));
        found.extend(way.both_ways.then(|| (clause.id.clone(), (to, from))));
    }
    found
}

/// The cells of the open sites, then of the roads to them.
fn cells(treaty: &Instrument, classes: &[Id], ground: &Ground, epoch: Epoch) -> Vec<Cell> {
    let mut cells = Vec::new();
    for road in [false, true] {
        for (site, place) in ground.open(epoch) {
            let Some((kind, held)) = ground::facility(treaty, &place.facility) else { continue };
            let kind = if road { PlaceKind::Road } else { kind };
            let here = Place { kind, site: site.0 };
            let holds = (0..).map(Class).zip(classes).filter(|(_, class)| held.contains(class));
            cells.extend(holds.map(|(class, _)| Cell { place: here, class }));
        }
    }
    cells
}

fn class_of(classes: &[Id], class: &Id) -> Option<Class> {
    let number = classes.iter().position(|known| known == class)?;
    u8::try_from(number).ok().map(Class)
}

/// A shape whose epochs fit no statement would leave its party without a record. The sum is that of the specification, so that all agree.
fn fits_a_statement(shape: &Shape) -> Result<(), NoLayout> {
    let derived = shape.flows().len() + shape.bounds().len();
    let bytes = EpochBody::len_max(shape)
        + range_proof_len(shape.cells().len())
        + range_proof_len(derived)
        + shape.lines() * (64 + 2);
    let max = STATEMENT_MAX - ENVELOPE_ROOM;
    if bytes <= max { Ok(()) } else { Err(NoLayout::TooLong { cells: shape.cells().len(), bytes, max }) }
}

/// Bytes of an aggregated proof over so many counts of 16 bits: two points for each halving, and six more points and scalars.
fn range_proof_len(counts: usize) -> usize {
    let halvings = (counts.next_power_of_two() * 16).ilog2() as usize;
    1 + 32 * (2 * halvings + 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn range_proofs_are_as_long_as_they_are() {
        // measured on proofs of 16 bits
        assert_eq!([1, 2, 200, 256].map(range_proof_len), [449, 513, 961, 961]);
    }
}
