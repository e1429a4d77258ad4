//! An honest party with a ledger, for tests and the bench.
#![allow(dead_code)]

pub mod forge;

use proof::*;
use rand::rngs::ChaCha20Rng;
use rand::{Rng, RngExt, SeedableRng};
use std::sync::Arc;

pub fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

pub fn place(kind: PlaceKind, site: u16) -> Place {
    Place { kind, site }
}

pub fn cell(kind: PlaceKind, site: u16, class: u8) -> Cell {
    Cell { place: place(kind, site), class: Class(class) }
}

/// Sites 0 … n−1 with all classes, a plant's interior of number n with the first class, a road to site 0 with all classes.
pub fn cells(sites: u16, classes: u8, plant: bool) -> Vec<Cell> {
    let all = |kind, site| (0..classes).map(move |class| cell(kind, site, class));
    let sites_cells = (0..sites).flat_map(|site| all(PlaceKind::Site, site));
    let interior = plant.then_some(cell(PlaceKind::Interior, sites, 0));
    sites_cells.chain(interior).chain(all(PlaceKind::Road, 0)).collect()
}

/// Two classes that convert both ways, a plant, a freeze, a limit and a bound of transit: 2·sites + 3 cells.
pub fn shape(sites: u16) -> Arc<Shape> {
    let bounds = vec![
        Bound { base: Base::Baseline, scope: Scope::All, weights: vec![1, 1] },
        Bound { base: Base::Clear(1550), scope: Scope::All, weights: vec![2, 1] },
        Bound { base: Base::Clear(20), scope: Scope::Roads, weights: vec![1, 1] },
    ];
    let conversions = vec![(Class(0), Class(1)), (Class(1), Class(0))];
    Arc::new(Shape::new(2, (6, 4), cells(sites, 2, true), conversions, bounds).unwrap())
}

/// The index of a cell.
pub fn at(shape: &Shape, cell: Cell) -> usize {
    shape.cells().iter().position(|&other| other == cell).unwrap()
}

/// A ledger in clear.
#[derive(Clone, Debug)]
pub struct Ledger {
    pub shape: Arc<Shape>,
    pub cells: Vec<u16>,
    pub flows: Vec<u16>,
}

impl Ledger {
    pub fn new(shape: Arc<Shape>, cells: Vec<u16>) -> Self {
        let flows = vec![0; shape.flows().len()];
        Self { shape, cells, flows }
    }

    /// The same, as the next epoch begins.
    pub fn next(&self) -> Self {
        Self::new(self.shape.clone(), self.cells.clone())
    }

    /// One item leaves a cell or comes out of nothing, and enters a cell or goes into nothing. Not done where there is none to leave.
    pub fn shift(&mut self, from: Option<usize>, to: Option<usize>) -> bool {
        if from.is_some_and(|from| self.cells[from] == 0) || to.is_some_and(|to| self.cells[to] == u16::MAX) {
            return false;
        }
        from.into_iter().for_each(|from| self.cells[from] -= 1);
        to.into_iter().for_each(|to| self.cells[to] += 1);
        true
    }

    pub fn flow(&mut self, flow: Flow) {
        let index = self.shape.flows().iter().position(|&other| other == flow).unwrap();
        self.flows[index] += 1;
    }

    /// A random lawful event, flows and all, where the ledger has an item that it can happen to.
    pub fn happen(&mut self, rng: &mut impl Rng) {
        let shape = self.shape.clone();
        let any = rng.random_range(0..shape.cells().len());
        let other = rng.random_range(0..shape.cells().len());
        let outside = |index: usize| shape.cells()[index].place.kind != PlaceKind::Interior;
        let class = |index: usize| shape.cells()[index].class;
        let flow = shape.flows()[rng.random_range(0..shape.flows().len())];
        let (from, to, flow) = match flow {
            _ if !outside(any) => return,
            _ if class(any) == class(other) && outside(other) => (Some(any), Some(other), None),
            Flow::Conversion { from, to } if class(any) == from && class(other) == to && outside(other) => {
                (Some(any), Some(other), Some(flow))
            }
            Flow::Loss(of) if class(any) == of => (Some(any), None, Some(flow)),
            Flow::Birth(plant) if class(any) == plant.class => (None, Some(any), Some(flow)),
            Flow::Death(plant) => (Some(at(&shape, plant)), None, Some(flow)),
            Flow::Arrival(plant) if class(any) == plant.class => (Some(any), Some(at(&shape, plant)), Some(flow)),
            Flow::Return(plant) if class(any) == plant.class => (Some(at(&shape, plant)), Some(any), Some(flow)),
            _ => return,
        };
        if self.shift(from, to) {
            flow.into_iter().for_each(|flow| self.flow(flow));
        }
    }
}

pub fn opening(count: u16, rng: &mut impl Rng) -> Opening {
    let mut wide = [0; 64];
    rng.fill_bytes(&mut wide);
    Opening { count: Count(count), blinding: Blinding::from_wide(&wide) }
}

/// Openings with blindings that a seed and an epoch decide, so that they can be had again.
pub fn secrets(seed: u64, ledger: &Ledger, baseline: bool) -> EpochSecrets {
    let rng = &mut rng(seed);
    let mut open = |counts: &[u16]| counts.iter().map(|&count| opening(count, rng)).collect();
    EpochSecrets { cells: open(&ledger.cells), flows: if baseline { Vec::new() } else { open(&ledger.flows) } }
}

pub fn body(epoch: u64, shape: &Shape, commitments: &Commitments) -> BodyHash {
    BodyHash::of(&Salt([epoch as u8; 32]), format!("{epoch} {:?} {commitments:?}", shape.hash()).as_bytes())
}

/// A party that closes one epoch after another.
pub struct Party {
    pub context: Context,
    pub generators: Generators,
    pub seed: u64,
    pub epochs: Vec<StatedEpoch>,
    pub secrets: Vec<EpochSecrets>,
    carried: Option<[Carried; 2]>,
}

impl Party {
    pub fn new(seed: u64, generators: &Generators) -> Self {
        Self {
            context: Context::new(&[1; 32], b"alpha"),
            generators: generators.clone(),
            seed,
            epochs: Vec::new(),
            secrets: Vec::new(),
            carried: None,
        }
    }

    pub fn try_close(&mut self, ledger: &Ledger, clear: Clear) -> Result<&StatedEpoch, Unprovable> {
        let epoch = self.epochs.len() as u64;
        let secrets = secrets(self.seed << 32 | epoch, ledger, epoch == 0);
        let shape = &ledger.shape;
        let closing = match &self.carried {
            None => Closing::baseline(shape, &secrets),
            Some([previous, baseline]) => Closing::new(shape, &secrets, clear, previous, baseline),
        }?;
        let body = body(epoch, shape, closing.commitments());
        let proofs = closing.prove(&self.generators, &self.context, &body, &mut rng(!self.seed ^ epoch));
        let carried = |secrets: &EpochSecrets| Carried::of(shape, &secrets.cells).unwrap();
        let baseline = self.carried.take().map_or_else(|| carried(&secrets), |[_, baseline]| baseline);
        self.carried = Some([carried(&secrets), baseline]);
        let commitments = closing.commitments().clone();
        self.secrets.push(secrets);
        self.epochs.push(StatedEpoch { shape: shape.clone(), context: self.context, body, commitments, proofs });
        Ok(self.epochs.last().unwrap())
    }

    pub fn close(&mut self, ledger: &Ledger) -> &StatedEpoch {
        self.try_close(ledger, Clear::nothing(&ledger.shape)).unwrap()
    }

    /// The epochs from one to before another, as a run of their own.
    pub fn run(&self, range: std::ops::Range<usize>) -> Run {
        run(&self.epochs, range)
    }
}

pub fn run(epochs: &[StatedEpoch], range: std::ops::Range<usize>) -> Run {
    let before = range
        .start
        .checked_sub(1)
        .map(|previous| Before { previous: stated_cells(&epochs[previous]), baseline: stated_cells(&epochs[0]) });
    Run { before, epochs: epochs[range].to_vec() }
}

pub fn stated_cells(epoch: &StatedEpoch) -> StatedCells {
    StatedCells { shape: epoch.shape.clone(), cells: epoch.commitments.cells.clone() }
}

/// A party with a few epochs behind it, in which things happened.
pub fn lived(seed: u64, generators: &Generators, shape: Arc<Shape>, epochs: usize) -> (Party, Ledger) {
    let rng = &mut rng(seed);
    let counts =
        shape.cells().iter().map(|cell| if cell.place.kind == PlaceKind::Road { 2 } else { rng.random_range(3..30) });
    let mut ledger = Ledger::new(shape.clone(), counts.collect());
    let mut party = Party::new(seed, generators);
    party.close(&ledger);
    while party.epochs.len() < epochs {
        ledger = ledger.next();
        (0..6).for_each(|_| ledger.happen(rng));
        let clear = excused(&party, &ledger);
        party.try_close(&ledger, clear).unwrap();
    }
    (party, ledger)
}

/// No corrections, and as much excess as this ledger needs to be stated.
pub fn excused(party: &Party, ledger: &Ledger) -> Clear {
    let mut clear = Clear::nothing(&ledger.shape);
    let [previous, baseline] = party.carried.as_ref().unwrap();
    let secrets = secrets(0, ledger, false);
    if let Err(Unprovable(gaps)) = Closing::new(&ledger.shape, &secrets, clear.clone(), previous, baseline) {
        for gap in gaps {
            if let Gap::Bound { bound, slack } = gap {
                clear.excess[bound] = u16::try_from(-slack).unwrap();
            }
        }
    }
    clear
}
