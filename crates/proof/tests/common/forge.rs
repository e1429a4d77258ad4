//! A liar with a prover of its own, written from the specification and not from the library's code: it commits to whatever scalars it likes, and where
//! a number is out of range it makes the range proof for the number's last 16 bits and hopes.

use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;
use proof::*;
use rand::Rng;
use std::sync::Arc;
use tari_bulletproofs_plus::Transcript;
use tari_bulletproofs_plus::commitment_opening::CommitmentOpening;
use tari_bulletproofs_plus::generators::pedersen_gens::ExtensionDegree;
use tari_bulletproofs_plus::range_parameters::RangeParameters;
use tari_bulletproofs_plus::range_proof::RangeProof;
use tari_bulletproofs_plus::range_statement::RangeStatement;
use tari_bulletproofs_plus::range_witness::RangeWitness;
use tari_bulletproofs_plus::ristretto::create_pedersen_gens_with_extension_degree;

/// A number of any size and sign, with its blinding.
#[derive(Clone, Copy)]
pub struct Number(pub i64, pub Scalar);

impl Number {
    fn point(&self) -> RistrettoPoint {
        let value = Scalar::from(self.0.unsigned_abs());
        RistrettoPoint::mul_base(&if self.0 < 0 { -value } else { value }) + h() * self.1
    }

    pub fn commitment(&self) -> Commitment {
        Commitment(self.point().compress().0)
    }

    fn plus(self, times: i64, other: Self) -> Self {
        let weight = Scalar::from(times.unsigned_abs());
        let weight = if times < 0 { -weight } else { weight };
        Self(self.0 + times * other.0, self.1 + weight * other.1)
    }
}

fn h() -> RistrettoPoint {
    create_pedersen_gens_with_extension_degree(ExtensionDegree::DefaultPedersen).g_base_vec[0]
}

const ZERO: Number = Number(0, Scalar::ZERO);

/// An epoch of a liar, in clear.
#[derive(Clone)]
pub struct Lie {
    pub shape: Arc<Shape>,
    pub cells: Vec<Number>,
    pub flows: Vec<Number>,
    pub excess: Vec<u16>,
    pub corrections: Vec<Correction>,
}

fn numbers(count: usize, rng: &mut impl Rng) -> Vec<Number> {
    let mut number = || {
        let mut wide = [0; 64];
        rng.fill_bytes(&mut wide);
        Number(0, Scalar::from_bytes_mod_order_wide(&wide))
    };
    (0..count).map(|_| number()).collect()
}

impl Lie {
    /// An epoch with these counts and no flows.
    pub fn new(shape: &Arc<Shape>, cells: &[i64], rng: &mut impl Rng) -> Self {
        let mut lie = Self {
            shape: shape.clone(),
            cells: numbers(shape.cells().len(), rng),
            flows: numbers(shape.flows().len(), rng),
            excess: vec![0; shape.bounds().len()],
            corrections: vec![Correction::default(); shape.lines()],
        };
        lie.cells.iter_mut().zip(cells).for_each(|(cell, count)| cell.0 = *count);
        lie
    }

    pub fn flow(&mut self, flow: Flow, number: i64) {
        let index = self.shape.flows().iter().position(|&other| other == flow).unwrap();
        self.flows[index].0 = number;
    }

    fn sum(&self, of: impl Fn(&Cell) -> i64) -> Number {
        self.shape.cells().iter().zip(&self.cells).fold(ZERO, |sum, (cell, number)| sum.plus(of(cell), *number))
    }

    fn weighted(&self, bound: &Bound) -> Number {
        let in_scope = |cell: &Cell| bound.scope == Scope::All || cell.place.kind == PlaceKind::Road;
        self.sum(|cell| if in_scope(cell) { i64::from(bound.weights[usize::from(cell.class.0)]) } else { 0 })
    }

    /// What is left over of each balance, word by word after section 5.
    fn balances(&self, previous: &Self) -> Vec<Number> {
        let shape = &self.shape;
        let sum_flows = |of: &dyn Fn(&Flow) -> i64| {
            shape.flows().iter().zip(&self.flows).fold(ZERO, |sum, (flow, number)| sum.plus(of(flow), *number))
        };
        let interiors: Vec<Cell> = shape.interiors().iter().map(|&index| shape.cells()[index]).collect();
        let correction = |line: usize| i64::from(self.corrections[line].up) - i64::from(self.corrections[line].down);
        let classes = shape.classes().count();
        let class_line = |class: Class| {
            let of = |cell: &Cell| i64::from(cell.class == class);
            let inwards = sum_flows(&|flow| match flow {
                Flow::Conversion { to, .. } => i64::from(*to == class),
                Flow::Birth(cell) => of(cell),
                _ => 0,
            });
            let outwards = sum_flows(&|flow| match flow {
                Flow::Conversion { from, .. } => i64::from(*from == class),
                Flow::Loss(lost) => i64::from(*lost == class),
                Flow::Death(cell) => of(cell),
                _ => 0,
            });
            let inside = interiors.iter().enumerate().filter(|(_, cell)| cell.class == class);
            let corrected: i64 =
                correction(class.0.into()) + inside.map(|(index, _)| correction(classes + index)).sum::<i64>();
            let sum = self.sum(of).plus(-1, previous.sum(of)).plus(-1, inwards).plus(1, outwards);
            sum.plus(-corrected, Number(1, Scalar::ZERO))
        };
        let interior_line = |(index, plant): (usize, &Cell)| {
            let of = |cell: &Cell| i64::from(cell == plant);
            let sum = self.sum(of).plus(-1, previous.sum(of));
            let flows = sum_flows(&|flow| match flow {
                Flow::Arrival(cell) => -of(cell),
                Flow::Return(cell) | Flow::Death(cell) => of(cell),
                _ => 0,
            });
            sum.plus(1, flows).plus(-correction(classes + index), Number(1, Scalar::ZERO))
        };
        shape.classes().map(class_line).chain(interiors.iter().enumerate().map(interior_line)).collect()
    }

    fn slacks(&self, baseline: &Self) -> Vec<Number> {
        let slack = |(bound, excess): (&Bound, &u16)| {
            let base = match bound.base {
                Base::Baseline => baseline.weighted(bound),
                Base::Clear(number) => Number(number.into(), Scalar::ZERO),
            };
            base.plus((*excess).into(), Number(1, Scalar::ZERO)).plus(-1, self.weighted(bound))
        };
        self.shape.bounds().iter().zip(&self.excess).map(slack).collect()
    }

    pub fn commitments(&self) -> Commitments {
        let commit = |numbers: &[Number]| numbers.iter().map(Number::commitment).collect();
        Commitments {
            cells: commit(&self.cells),
            flows: commit(&self.flows),
            excess: self.excess.clone(),
            corrections: self.corrections.clone(),
        }
    }

    /// The epoch as it is stated, with the best proofs that a liar can make. Nothing of the past: epoch 0.
    pub fn state(&self, past: Option<[&Self; 2]>, rng: &mut impl rand_core::CryptoRng) -> StatedEpoch {
        let context = Context::new(&[1; 32], b"liar");
        let mut commitments = self.commitments();
        if past.is_none() {
            commitments = Commitments { cells: commitments.cells, ..Commitments::default() };
        }
        let body = super::body(0, &self.shape, &commitments);
        let transcript = |name: &str| {
            let mut transcript = Transcript::new(b"standstill/v1");
            transcript.append_message(b"context", &context.0);
            transcript.append_message(b"body", &body.0);
            transcript.append_message(b"proof", name.as_bytes());
            transcript
        };
        let mut proofs = Proofs { cells: range(transcript("cells"), &self.cells, rng), ..Proofs::default() };
        if let Some([previous, baseline]) = past {
            let derived: Vec<_> = self.flows.iter().copied().chain(self.slacks(baseline)).collect();
            proofs.derived = range(transcript("derived"), &derived, rng);
            let left = self.balances(previous).into_iter().enumerate();
            let balance = |(line, left): (usize, Number)| schnorr(transcript(&format!("balance/{line}")), left, rng);
            proofs.balances = left.map(balance).collect();
        }
        StatedEpoch { shape: self.shape.clone(), context, body, commitments, proofs }
    }
}

/// A range proof over the stated commitments, for their numbers' last 16 bits.
fn range(mut transcript: Transcript, numbers: &[Number], rng: &mut impl rand_core::CryptoRng) -> Vec<u8> {
    let size = numbers.len().next_power_of_two();
    let bases = create_pedersen_gens_with_extension_degree(ExtensionDegree::DefaultPedersen);
    let padded = || numbers.iter().copied().chain(std::iter::repeat_n(ZERO, size - numbers.len()));
    let pretended = || padded().map(|number| Number(number.0 & 0xffff, number.1));
    let statement = RangeStatement {
        generators: RangeParameters::init(16, size, bases).unwrap(),
        commitments: pretended().map(|number| number.point()).collect(),
        commitments_compressed: padded().map(|number| number.point().compress()).collect(),
        minimum_value_promises: vec![None; size],
        seed_nonce: None,
    };
    let openings = pretended().map(|number| CommitmentOpening::new(number.0 as u64, vec![number.1]));
    let witness = RangeWitness::init(openings.collect()).unwrap();
    RangeProof::prove_with_rng(&mut transcript, &statement, &witness, rng).unwrap().to_bytes()
}

/// Schnorr's proof for the blinding of what is left, whatever its number.
pub fn schnorr(mut transcript: Transcript, left: Number, rng: &mut impl Rng) -> BalanceProof {
    let Number(_, k) = numbers(1, rng)[0];
    let r = (h() * k).compress();
    transcript.append_message(b"D", left.point().compress().as_bytes());
    transcript.append_message(b"R", r.as_bytes());
    let mut wide = [0; 64];
    transcript.challenge_bytes(b"c", &mut wide);
    let s = k + Scalar::from_bytes_mod_order_wide(&wide) * left.1;
    let mut proof = [0; 64];
    proof[..32].copy_from_slice(r.as_bytes());
    proof[32..].copy_from_slice(s.as_bytes());
    BalanceProof(proof)
}

/// The identity, as a commitment.
pub fn nothing() -> Commitment {
    Commitment(RistrettoPoint::identity().compress().0)
}
