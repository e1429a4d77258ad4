//! A statement that is not true, with the best proofs that can be made for it.
//!
//! What the forger proves truly it proves with its true books. What it cannot, it passes off with the nearest lie that there is:
//!
//! - *A balance.* In its books the class closes with a correction; without it, `D` has items in it, and nobody knows an x with `D = x·H`. The forger shows
//!   the x that it does know, that of the corrected balance. Its blinding is the right one, only its items are not.
//! - *A range.* A count below zero, or a bound that is exceeded and does not say so, has no proof. The forger proves the number's last 16 bits
//!   ([`super::prover`]).

use super::Hindered;
use super::prover::{Number, range};
use chacha20::ChaCha20Rng;
use inventory::{Reopened, open_window};
use proof::{
    Base, Blinding, BodyHash, Carried, Cell, Clear, Closing, Context, Correction, Count, EpochSecrets, Flow,
    Generators, Opening, ProofName, Proofs, Salt, Shape, SumOpening,
};
use record::{EpochBody, Statement};

/// What a statement says that is not so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Untruth {
    /// Nothing was corrected.
    NoCorrection,
    /// No bound is exceeded.
    NoExcess,
    /// Nothing else, but all is proved as the same ledger is under another instrument.
    OtherTreaty(Context),
    /// So many items stand in another cell.
    Moved {
        /// The cell that is lowered.
        from: Cell,
        /// The one that is raised.
        to: Cell,
        /// By how many.
        items: u32,
    },
    /// So many items fewer were born.
    Unborn {
        /// In which cell of a plant.
        gate: Cell,
        /// How many.
        items: u32,
    },
}

/// A forged epoch that waits for its proofs.
pub(crate) struct Forged {
    body: EpochBody,
    hash: BodyHash,
    context: Context,
    /// Proves what is true.
    closing: Closing,
    /// The numbers of the cells, where they are not all counts.
    cells: Option<Vec<Number>>,
    /// Those of flows and bounds.
    derived: Option<Vec<Number>>,
}

/// The party's own epochs, reopened.
#[derive(Clone, Copy)]
pub(crate) struct Own<'a> {
    pub(crate) now: &'a Reopened,
    pub(crate) previous: &'a Reopened,
    pub(crate) baseline: &'a Reopened,
}

/// Makes a true statement say these untruths.
pub(crate) fn forge(
    mut body: EpochBody,
    salt: Salt,
    mut context: Context,
    own: Own<'_>,
    untruths: &[Untruth],
) -> Result<Forged, Hindered> {
    let closing = own.closing(&body.commitments.excess);
    let (mut cells, mut flows) = (own.cells(), own.flows());
    for untruth in untruths {
        match *untruth {
            Untruth::NoCorrection => {
                unseen(&body.commitments.excess, untruths)?;
                body.commitments.corrections.fill(Correction::default());
            }
            Untruth::OtherTreaty(other) => context = other,
            Untruth::NoExcess => conceal(&mut body.commitments.excess)?,
            Untruth::Moved { from, to, items } => {
                let at = |cell| index(own.shape().cells(), &cell);
                shift(&mut cells, [at(from), at(to)], items)?;
            }
            Untruth::Unborn { gate, items } => {
                let index = index(own.shape().flows(), &Flow::Birth(gate));
                flows[index] = lowered(flows[index], items)?;
            }
        }
    }
    body.commitments.cells = cells.iter().map(|number| number.commitment()).collect();
    body.commitments.flows = flows.iter().map(|number| number.commitment()).collect();
    flows.extend(own.slacks(&body.commitments.excess));
    let hash = BodyHash::of(&salt, &Statement::Epoch(body.clone()).encode());
    Ok(Forged { body, hash, context, closing, cells: unless_true(cells), derived: unless_true(flows) })
}

/// Refuses what a bound would show in clear.
fn unseen(excess: &[u16], untruths: &[Untruth]) -> Result<(), Hindered> {
    let over = excess.iter().copied().enumerate().find(|(_, over)| *over > 0);
    match over.filter(|_| !untruths.contains(&Untruth::NoExcess)) {
        Some((bound, over)) => Err(Hindered::NoRoom { bound, over }),
        None => Ok(()),
    }
}

fn conceal(excess: &mut [u16]) -> Result<(), Hindered> {
    if excess.iter().all(|over| *over == 0) {
        return Err(Hindered::NothingOver);
    }
    excess.fill(0);
    Ok(())
}

/// Lowers one number and raises another: their sum, and so every balance and bound, is what it was.
fn shift(cells: &mut [Number], [from, to]: [usize; 2], items: u32) -> Result<(), Hindered> {
    let (lower, raised) =
        (cells[from].plus(-1, Number::clear(items.into())), cells[to].plus(1, Number::clear(items.into())));
    if from == to || lower.is_count() && raised.is_count() {
        return Err(in_range(cells[from], items));
    }
    (cells[from], cells[to]) = (lower, raised);
    Ok(())
}

fn lowered(flow: Number, items: u32) -> Result<Number, Hindered> {
    let lower = flow.plus(-1, Number::clear(items.into()));
    if lower.is_count() { Err(in_range(flow, items)) } else { Ok(lower) }
}

fn in_range(held: Number, asked: u32) -> Hindered {
    Hindered::InRange { held: held.value.try_into().unwrap_or(u32::MAX), asked }
}

/// The numbers, where they are not all counts and so have no true proof.
fn unless_true(numbers: Vec<Number>) -> Option<Vec<Number>> {
    numbers.iter().any(|number| !number.is_count()).then_some(numbers)
}

fn index<T: PartialEq>(list: &[T], one: &T) -> usize {
    list.iter().position(|other| other == one).expect("the shape has it: an event stands there, or was looked for")
}

impl Own<'_> {
    fn shape(&self) -> &Shape {
        self.now.page().shape()
    }

    /// The epoch as it is in the true books.
    fn closing(&self, excess: &[u16]) -> Closing {
        let clear = Clear { excess: excess.to_vec(), corrections: self.now.page().corrections().to_vec() };
        let carried = |epoch: &Reopened| {
            Carried::of(epoch.page().shape(), &secrets(epoch).cells).expect("there is a secret for each cell")
        };
        let (previous, baseline) = (carried(self.previous), carried(self.baseline));
        Closing::new(self.shape(), &secrets(self.now), clear, &previous, &baseline).expect("so it was closed before")
    }

    fn cells(&self) -> Vec<Number> {
        self.shape().cells().iter().map(|&cell| Number::of(cell_of(self.now, cell))).collect()
    }

    fn flows(&self) -> Vec<Number> {
        self.shape().flows().iter().map(|&flow| Number::of(flow_of(self.now, flow))).collect()
    }

    /// How far each bound is from being reached, by what is stated.
    fn slacks(&self, excess: &[u16]) -> impl Iterator<Item = Number> {
        self.shape().bounds().iter().zip(excess).map(|(bound, &excess)| {
            let base = match bound.base {
                Base::Baseline => Number::summed(self.baseline, bound),
                Base::Clear(base) => Number::clear(base.into()),
            };
            base.plus(1, Number::clear(excess.into())).plus(-1, Number::summed(self.now, bound))
        })
    }
}

/// All secrets of an epoch: a sum of one is its opening.
fn secrets(epoch: &Reopened) -> EpochSecrets {
    let shape = epoch.page().shape();
    // the baseline has no flows
    let flows = shape.flows().iter().take(epoch.page().flows().len());
    EpochSecrets {
        cells: shape.cells().iter().map(|&cell| opening(cell_of(epoch, cell))).collect(),
        flows: flows.map(|&flow| opening(flow_of(epoch, flow))).collect(),
    }
}

fn cell_of(epoch: &Reopened, cell: Cell) -> SumOpening {
    epoch.open_cells(|other| other == cell)
}

fn flow_of(epoch: &Reopened, flow: Flow) -> SumOpening {
    open_window([epoch], |other| other == flow)
}

fn opening(of_one: SumOpening) -> Opening {
    let count = u16::try_from(of_one.sum).expect("one commitment is to one count");
    let mut wide = [0; 64];
    wide[..32].copy_from_slice(&of_one.blinding);
    Opening { count: Count(count), blinding: Blinding::from_wide(&wide) }
}

impl Forged {
    /// What is stated.
    pub(crate) fn body(&self) -> &EpochBody {
        &self.body
    }

    /// Its hash.
    pub(crate) fn hash(&self) -> BodyHash {
        self.hash
    }

    /// Proofs of what is stated, as far as they can be had.
    pub(crate) fn prove(&self, generators: &Generators, rng: &mut ChaCha20Rng) -> Proofs {
        let mut proofs = self.closing.prove(generators, &self.context, &self.hash, rng);
        let mut pass_off = |numbers, name| range((&self.context, &self.hash, name), numbers, rng);
        if let Some(cells) = &self.cells {
            proofs.cells = pass_off(cells, ProofName::Cells);
        }
        if let Some(derived) = &self.derived {
            proofs.derived = pass_off(derived, ProofName::Derived);
        }
        proofs
    }
}
