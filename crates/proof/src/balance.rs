//! The arithmetic of a shape: balances and slacks, as one and the same sums over points for whom verifies and over openings for whom holds.
//!
//! Written once and generic in what is summed ([`Amount`]), so that what a host checks before it publishes is what everybody checks after.

use crate::commitment::Opening;
use crate::shape::{Base, Bound, Cell, Class, Flow, PlaceKind, Scope, Shape};
use crate::wire::Correction;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;
use std::collections::BTreeMap;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What counts are summed as. No `Clone`, for one kind of it is secret.
pub(crate) trait Amount: Sized {
    /// A clear number n: `n·G`, or n with the blinding zero.
    fn clear(number: i64) -> Self;
    fn add(&mut self, other: &Self);
    fn sub(&mut self, other: &Self);

    fn add_times(&mut self, weight: u8, other: &Self) {
        let mut product = Self::clear(0);
        for bit in (0..8 - weight.leading_zeros()).rev() {
            let mut double = Self::clear(0);
            double.add(&product);
            product.add(&double);
            if weight >> bit & 1 == 1 {
                product.add(other);
            }
        }
        self.add(&product);
    }
}

impl Amount for RistrettoPoint {
    fn clear(number: i64) -> Self {
        match number {
            0 => Self::identity(),
            1.. => Self::mul_base(&Scalar::from(number.unsigned_abs())),
            ..0 => -Self::mul_base(&Scalar::from(number.unsigned_abs())),
        }
    }

    fn add(&mut self, other: &Self) {
        *self += other;
    }

    fn sub(&mut self, other: &Self) {
        *self -= other;
    }
}

/// A sum of counts with the sum of their blindings: what a sum of commitments opens to. Secret, and wiped when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Held {
    /// At most 2^10 cells of less than 2^16 items with weights of less than 2^8 in 2^4 classes: it cannot overflow.
    pub(crate) value: i64,
    pub(crate) blinding: Scalar,
}

impl From<&Opening> for Held {
    fn from(opening: &Opening) -> Self {
        Self { value: opening.count.0.into(), blinding: opening.blinding.0 }
    }
}

impl Amount for Held {
    fn clear(number: i64) -> Self {
        Self { value: number, blinding: Scalar::ZERO }
    }

    fn add(&mut self, other: &Self) {
        self.value += other.value;
        self.blinding += other.blinding;
    }

    fn sub(&mut self, other: &Self) {
        self.value -= other.value;
        self.blinding -= other.blinding;
    }
}

/// All that other epochs need of an epoch's cells: their sums.
pub(crate) struct Totals<T> {
    classes: Vec<T>,
    roads: Vec<T>,
    interiors: BTreeMap<Cell, T>,
}

impl<T: Amount> Totals<T> {
    /// The sums of cells, in the order of their shape.
    pub(crate) fn new(shape: &Shape, cells: &[T]) -> Self {
        let zeros = || shape.classes().map(|_| T::clear(0)).collect();
        let mut totals = Self { classes: zeros(), roads: zeros(), interiors: BTreeMap::new() };
        for (cell, amount) in shape.cells().iter().zip(cells) {
            totals.classes[usize::from(cell.class.0)].add(amount);
            match cell.place.kind {
                PlaceKind::Road => totals.roads[usize::from(cell.class.0)].add(amount),
                PlaceKind::Interior => totals.interiors.entry(*cell).or_insert_with(|| T::clear(0)).add(amount),
                PlaceKind::Site => {}
            }
        }
        totals
    }

    fn weighted(&self, bound: &Bound) -> T {
        let sums = match bound.scope {
            Scope::All => &self.classes,
            Scope::Roads => &self.roads,
        };
        let mut weighted = T::clear(0);
        bound.weights.iter().zip(sums).for_each(|(&weight, sum)| weighted.add_times(weight, sum));
        weighted
    }
}

/// What each balance leaves over: a multiple of H alone where the counts balance. One for each class, then one for each interior cell.
pub(crate) fn balances<T: Amount>(
    shape: &Shape,
    previous: &Totals<T>,
    now: &Totals<T>,
    flows: &[T],
    corrections: &[Correction],
) -> Vec<T> {
    let classes = shape.classes().count();
    let interiors = || shape.interiors().iter().map(|&index| shape.cells()[index]);
    let of_class = |class: Class| usize::from(class.0);
    let line: BTreeMap<Cell, usize> = interiors().zip(classes..).collect();
    let mut corrected = vec![0; shape.lines()];
    for (number, correction) in corrections.iter().enumerate() {
        let change = i64::from(correction.up) - i64::from(correction.down);
        corrected[number] += change;
        if let (true, Some(class)) = (number >= classes, shape.class_of_line(number)) {
            corrected[of_class(class)] += change;
        }
    }
    let mut left: Vec<T> = corrected.into_iter().map(|change| T::clear(-change)).collect();
    for (left, class) in left.iter_mut().zip(0..classes) {
        left.add(&now.classes[class]);
        previous.classes.get(class).into_iter().for_each(|sum| left.sub(sum));
    }
    for (left, cell) in left[classes..].iter_mut().zip(interiors()) {
        now.interiors.get(&cell).into_iter().for_each(|amount| left.add(amount));
        previous.interiors.get(&cell).into_iter().for_each(|amount| left.sub(amount));
    }
    for (flow, amount) in shape.flows().iter().zip(flows) {
        match *flow {
            Flow::Conversion { from, to } => {
                left[of_class(from)].add(amount);
                left[of_class(to)].sub(amount);
            }
            Flow::Loss(class) => left[of_class(class)].add(amount),
            // an item is born when it crosses the gate outwards: it enters its class and no interior
            Flow::Birth(cell) => left[of_class(cell.class)].sub(amount),
            Flow::Death(cell) => {
                left[of_class(cell.class)].add(amount);
                left[line[&cell]].add(amount);
            }
            Flow::Arrival(cell) => left[line[&cell]].sub(amount),
            Flow::Return(cell) => left[line[&cell]].add(amount),
        }
    }
    left
}

/// How far each bound is from being reached: `base + excess − Σ weight·count` over the cells in its scope.
pub(crate) fn slacks<T: Amount>(shape: &Shape, baseline: &Totals<T>, now: &Totals<T>, excess: &[u16]) -> Vec<T> {
    let slack = |(bound, &excess): (&Bound, &u16)| {
        let mut slack = match bound.base {
            Base::Baseline => baseline.weighted(bound),
            Base::Clear(number) => T::clear(number.into()),
        };
        slack.add(&T::clear(excess.into()));
        slack.sub(&now.weighted(bound));
        slack
    };
    shape.bounds().iter().zip(excess).map(slack).collect()
}
