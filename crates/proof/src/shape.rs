//! The shape: which commitments an epoch has, in which order, and what is proved of them. Public numbers alone.
//!
//! From the cells, conversions and bounds of a [`Shape`] follow its flows, its lines of correction and its balances, each in one fixed order
//! (`docs/spec/proof.md`, section 2).

use crate::hash;
use std::collections::BTreeSet;
use std::fmt;

/// The most classes of a shape.
pub const CLASSES_MAX: u8 = 16;
/// The most cells of a shape.
pub const CELLS_MAX: usize = 1024;
/// The most flows and bounds of a shape together.
pub const DERIVED_MAX: usize = 1024;
/// The largest exponent of a manifest's capacity.
pub const EXPONENT_MAX: u8 = 12;

/// A class, by its number in the order of the instrument.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, zeroize::Zeroize)]
pub struct Class(pub u8);

/// What kind of place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PlaceKind {
    /// A site.
    Site,
    /// The road to a site.
    Road,
    /// The interior of a plant: a site inside a perimeter.
    Interior,
}

/// A place: a site, the road to it, or a plant's interior.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// Of which kind.
    pub kind: PlaceKind,
    /// The site's number.
    pub site: u16,
}

/// A place and a class.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Cell {
    /// Where.
    pub place: Place,
    /// Of which class.
    pub class: Class,
}

/// What a bound starts from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Base {
    /// The same sum at the baseline, which stays hidden.
    Baseline,
    /// A number of the instrument.
    Clear(u32),
}

/// Which cells a bound sums.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Scope {
    /// All.
    All,
    /// Those on the road.
    Roads,
}

/// A bound: the weighted sum of the cells in its scope stays at or below its base.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Bound {
    /// What it starts from.
    pub base: Base,
    /// What it sums.
    pub scope: Scope,
    /// For how much an item of each class counts.
    pub weights: Vec<u8>,
}

/// Items that enter or leave a class, or a plant, in an epoch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Flow {
    /// From one class into another.
    Conversion {
        /// From which.
        from: Class,
        /// Into which.
        to: Class,
    },
    /// Lost, out of a class.
    Loss(Class),
    /// New, out of a plant's gate.
    Birth(Cell),
    /// Dismantled, in a plant.
    Death(Cell),
    /// Into a plant.
    Arrival(Cell),
    /// Out of a plant.
    Return(Cell),
}

/// A shape that keeps its limits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shape {
    classes: u8,
    site_exponent: u8,
    road_exponent: u8,
    cells: Vec<Cell>,
    conversions: Vec<(Class, Class)>,
    bounds: Vec<Bound>,
    flows: Vec<Flow>,
    interiors: Vec<usize>,
}

/// Why numbers are no shape.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadShape {
    /// A number is out of its limits.
    #[error("{what}: {found} is not between {least} and {most}")]
    Outside {
        /// Of what.
        what: &'static str,
        /// The number.
        found: usize,
        /// The least.
        least: usize,
        /// The most.
        most: usize,
    },
    /// A class beyond the number of classes.
    #[error("{what} names class {class}, and there are {classes}")]
    NoSuchClass {
        /// Where.
        what: &'static str,
        /// Which.
        class: u8,
        /// How many there are.
        classes: u8,
    },
    /// The same cell twice.
    #[error("cell {0} stands twice")]
    CellTwice(usize),
    /// A cell out of the order: sites and interiors by number, then roads, each with its classes upwards.
    #[error("cell {0} is out of order")]
    OutOfOrder(usize),
    /// The same conversion twice, or one from a class into itself.
    #[error("conversion {0} stands twice, or leads from a class into itself")]
    Conversion(usize),
    /// A bound that does not have a weight for each class.
    #[error("bound {bound} has {found} weights for {classes} classes")]
    Weights {
        /// Which.
        bound: usize,
        /// How many it has.
        found: usize,
        /// How many classes there are.
        classes: u8,
    },
}

impl Shape {
    /// A shape of these parts.
    ///
    /// # Errors
    /// Where a limit, an order or a reference is broken.
    pub fn new(
        classes: u8,
        (site_exponent, road_exponent): (u8, u8),
        cells: Vec<Cell>,
        conversions: Vec<(Class, Class)>,
        bounds: Vec<Bound>,
    ) -> Result<Self, BadShape> {
        let within = |what, found: usize, least, most| match (least..=most).contains(&found) {
            true => Ok(()),
            false => Err(BadShape::Outside { what, found, least, most }),
        };
        let known = |what, class: Class| match class.0 < classes {
            true => Ok(()),
            false => Err(BadShape::NoSuchClass { what, class: class.0, classes }),
        };
        within("number of classes", classes.into(), 1, CLASSES_MAX.into())?;
        within("exponent of a site's capacity", site_exponent.into(), 0, EXPONENT_MAX.into())?;
        within("exponent of a road's capacity", road_exponent.into(), 0, EXPONENT_MAX.into())?;
        within("number of cells", cells.len(), 1, CELLS_MAX)?;
        cells.iter().try_for_each(|cell| known("a cell", cell.class))?;
        let order = |cell: &Cell| (cell.place.kind == PlaceKind::Road, cell.place.site, cell.class);
        for (index, pair) in cells.windows(2).enumerate() {
            match order(&pair[0]).cmp(&order(&pair[1])) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => return Err(BadShape::CellTwice(index + 1)),
                std::cmp::Ordering::Greater => return Err(BadShape::OutOfOrder(index + 1)),
            }
        }
        let mut seen = BTreeSet::new();
        for (index, &(from, to)) in conversions.iter().enumerate() {
            known("a conversion", from)?;
            known("a conversion", to)?;
            if from == to || !seen.insert((from, to)) {
                return Err(BadShape::Conversion(index));
            }
        }
        for (bound, weights) in bounds.iter().map(|bound| &bound.weights).enumerate() {
            if weights.len() != usize::from(classes) {
                return Err(BadShape::Weights { bound, found: weights.len(), classes });
            }
        }
        let is_interior = |index: &usize| cells[*index].place.kind == PlaceKind::Interior;
        let interiors: Vec<_> = (0..cells.len()).filter(is_interior).collect();
        let flows = flows(classes, &conversions, interiors.iter().map(|&index| cells[index]));
        within("number of flows and bounds", flows.len() + bounds.len(), 0, DERIVED_MAX)?;
        Ok(Self { classes, site_exponent, road_exponent, cells, conversions, bounds, flows, interiors })
    }

    /// The classes, in order.
    pub fn classes(&self) -> impl Iterator<Item = Class> + use<> {
        (0..self.classes).map(Class)
    }

    /// The cells, in order.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The places of a shape, in the order in which they first occur among the cells, each with the range of its cells.
    pub fn places(&self) -> impl Iterator<Item = (Place, &[Cell])> {
        self.cells.chunk_by(|a, b| a.place == b.place).map(|cells| (cells[0].place, cells))
    }

    /// The ordered pairs of classes that an item may go between.
    pub fn conversions(&self) -> &[(Class, Class)] {
        &self.conversions
    }

    /// The bounds, in order.
    pub fn bounds(&self) -> &[Bound] {
        &self.bounds
    }

    /// The flows, in order.
    pub fn flows(&self) -> &[Flow] {
        &self.flows
    }

    /// The indices of the cells inside plants.
    pub fn interiors(&self) -> &[usize] {
        &self.interiors
    }

    /// How many lines of correction there are, and balances: one for each class, then one for each interior cell.
    pub fn lines(&self) -> usize {
        usize::from(self.classes) + self.interiors.len()
    }

    /// The class of a line of correction.
    pub fn class_of_line(&self, line: usize) -> Option<Class> {
        let classes = usize::from(self.classes);
        match line.checked_sub(classes) {
            None => u8::try_from(line).ok().map(Class),
            Some(interior) => self.interiors.get(interior).map(|&index| self.cells[index].class),
        }
    }

    /// The exponent of the capacity of a place's manifest: a subtree has two to this many leaves.
    pub fn exponent(&self, place: Place) -> u8 {
        match place.kind {
            PlaceKind::Road => self.road_exponent,
            PlaceKind::Site | PlaceKind::Interior => self.site_exponent,
        }
    }

    /// The bytes of the shape.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![self.classes, self.site_exponent, self.road_exponent];
        let length = |length: usize| u16::try_from(length).expect("a shape keeps its limits").to_be_bytes();
        bytes.extend(length(self.cells.len()));
        self.cells.iter().for_each(|cell| bytes.extend(cell.bytes()));
        bytes.extend(length(self.conversions.len()));
        self.conversions.iter().for_each(|(from, to)| bytes.extend([from.0, to.0]));
        bytes.extend(length(self.bounds.len()));
        for bound in &self.bounds {
            let (base, number) = match bound.base {
                Base::Baseline => (0, 0),
                Base::Clear(number) => (1, number),
            };
            bytes.push(base);
            bytes.extend(u32::to_be_bytes(number));
            bytes.push(match bound.scope {
                Scope::All => 0,
                Scope::Roads => 1,
            });
            bytes.extend(&bound.weights);
        }
        bytes
    }

    /// Its hash.
    pub fn hash(&self) -> [u8; 32] {
        hash::tagged("shape", &[&self.bytes()])
    }
}

fn flows(classes: u8, conversions: &[(Class, Class)], interiors: impl Iterator<Item = Cell>) -> Vec<Flow> {
    let conversions = conversions.iter().map(|&(from, to)| Flow::Conversion { from, to });
    let losses = (0..classes).map(|class| Flow::Loss(Class(class)));
    let of_plants =
        interiors.flat_map(|cell| [Flow::Birth(cell), Flow::Death(cell), Flow::Arrival(cell), Flow::Return(cell)]);
    conversions.chain(losses).chain(of_plants).collect()
}

impl Place {
    /// Its three bytes.
    pub fn bytes(self) -> [u8; 3] {
        let kind = match self.kind {
            PlaceKind::Site => 0,
            PlaceKind::Road => 1,
            PlaceKind::Interior => 2,
        };
        let [high, low] = self.site.to_be_bytes();
        [kind, high, low]
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            PlaceKind::Site => "site",
            PlaceKind::Road => "the road to site",
            PlaceKind::Interior => "plant",
        };
        write!(f, "{kind} {}", self.site)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, class {}", self.place, self.class.0)
    }
}

impl Cell {
    /// Its four bytes.
    pub fn bytes(self) -> [u8; 4] {
        let [kind, high, low] = self.place.bytes();
        [kind, high, low, self.class.0]
    }
}
