//! A forger's own prover, written on what is public of the proofs (`docs/spec/proof.md`, sections 4 and 5).
//!
//! It commits to numbers of any size and sign. Where a number is no count, it makes the range proof of the number's last 16 bits, over the commitment to
//! the number itself: of all proofs that do not hold the nearest, for everything in it is right but the number.

use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use inventory::Reopened;
use proof::rand_core::CryptoRng;
use proof::{BodyHash, Class, Commitment, Context, PlaceKind, ProofName, Scope, SumOpening, shape::Bound};
use std::sync::LazyLock;
use tari_bulletproofs_plus::commitment_opening::CommitmentOpening;
use tari_bulletproofs_plus::generators::pedersen_gens::ExtensionDegree;
use tari_bulletproofs_plus::range_parameters::RangeParameters;
use tari_bulletproofs_plus::range_proof::RangeProof;
use tari_bulletproofs_plus::range_statement::RangeStatement;
use tari_bulletproofs_plus::range_witness::RangeWitness;
use tari_bulletproofs_plus::ristretto::create_pedersen_gens_with_extension_degree;
use tari_bulletproofs_plus::{PedersenGens, Transcript};

/// Bits of a count.
const BITS: usize = 16;

/// A number of any size and sign, with its blinding.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) value: i64,
    blinding: Scalar,
}

impl Number {
    /// A clear number.
    pub(super) fn clear(value: i64) -> Self {
        Self { value, blinding: Scalar::ZERO }
    }

    /// What an opened sum comes to.
    pub(super) fn of(opened: SumOpening) -> Self {
        let value = i64::try_from(opened.sum).expect("a party has fewer than 2^63 items");
        let blinding = Option::from(Scalar::from_canonical_bytes(opened.blinding));
        Self { value, blinding: blinding.expect("it is a sum of scalars") }
    }

    /// What a bound sums in an epoch.
    pub(super) fn summed(epoch: &Reopened, bound: &Bound) -> Self {
        let within = |kind: PlaceKind| bound.scope == Scope::All || kind == PlaceKind::Road;
        let of = |class| Self::of(epoch.open_cells(|cell| cell.class == class && within(cell.place.kind)));
        let weights = (0..).map(Class).zip(&bound.weights);
        weights.fold(Self::clear(0), |sum, (class, &weight)| sum.plus(weight.into(), of(class)))
    }

    /// The sum with another, so many times.
    pub(super) fn plus(self, times: i64, other: Self) -> Self {
        Self { value: self.value + times * other.value, blinding: self.blinding + scalar(times) * other.blinding }
    }

    /// Whether a range proof of it exists.
    pub(super) fn is_count(self) -> bool {
        self.pretended().value == self.value
    }

    pub(super) fn commitment(self) -> Commitment {
        Commitment(self.point().compress().0)
    }

    fn point(self) -> RistrettoPoint {
        RistrettoPoint::mul_base(&scalar(self.value)) + bases().g_base_vec[0] * self.blinding
    }

    /// The count for which it is passed off.
    fn pretended(self) -> Self {
        Self { value: self.value & ((1 << BITS) - 1), ..self }
    }
}

/// The range proof over the commitments to these numbers, as far as it can be had.
pub(super) fn range(
    (context, body, name): (&Context, &BodyHash, ProofName),
    numbers: &[Number],
    rng: &mut impl CryptoRng,
) -> Vec<u8> {
    let size = numbers.len().next_power_of_two();
    let mut padded = numbers.to_vec();
    padded.resize(size, Number::clear(0));
    let statement = RangeStatement {
        generators: RangeParameters::init(BITS, size, bases().clone()).expect("bits and sizes are powers of two"),
        commitments: padded.iter().map(|number| number.pretended().point()).collect(),
        commitments_compressed: padded.iter().map(|number| number.point().compress()).collect(),
        minimum_value_promises: vec![None; size],
        seed_nonce: None,
    };
    let pretended = padded.iter().map(|number| number.pretended());
    let openings = pretended.map(|number| CommitmentOpening::new(number.value.unsigned_abs(), vec![number.blinding]));
    let witness = RangeWitness::init(openings.collect()).expect("every opening has one blinding");
    let mut transcript = Transcript::new(b"standstill/v1");
    transcript.append_message(b"context", &context.0);
    transcript.append_message(b"body", &body.0);
    transcript.append_message(b"proof", name.to_string().as_bytes());
    let proof = RangeProof::<RistrettoPoint>::prove_with_rng(&mut transcript, &statement, &witness, rng);
    proof.expect("what is pretended is a count, and opens what is pretended").to_bytes()
}

fn scalar(number: i64) -> Scalar {
    let size = Scalar::from(number.unsigned_abs());
    if number < 0 { -size } else { size }
}

/// G and H.
fn bases() -> &'static PedersenGens<RistrettoPoint> {
    static BASES: LazyLock<PedersenGens<RistrettoPoint>> =
        LazyLock::new(|| create_pedersen_gens_with_extension_degree(ExtensionDegree::DefaultPedersen));
    &BASES
}
