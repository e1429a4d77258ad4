//! Range proofs: that each of a list of commitments is to a number in `[0, 2^16)`, as one aggregated proof; many of them verified as one.
//!
//! All that is particular to the library below stands here: its generators, its padding, its batches.

use crate::balance::Held;
use crate::commitment::bases;
use crate::shape::{CELLS_MAX, DERIVED_MAX};
use curve25519_dalek::rand_core::CryptoRng;
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::traits::Identity;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use tari_bulletproofs_plus::Transcript;
use tari_bulletproofs_plus::commitment_opening::CommitmentOpening;
use tari_bulletproofs_plus::range_parameters::RangeParameters;
use tari_bulletproofs_plus::range_proof::{RangeProof, VerifyAction};
use tari_bulletproofs_plus::range_statement::RangeStatement;
use tari_bulletproofs_plus::range_witness::RangeWitness;

/// Bits of a count.
const BITS: usize = 16;
/// Sizes of aggregation are powers of two; the largest has this exponent.
const EXPONENT_MAX: usize = 10;
/// The most proofs in one batch. The library cuts at as many, and a batch has only one statement with all its generators.
pub(crate) const BATCH_MAX: usize = 256;

const _: () = assert!(CELLS_MAX == 1 << EXPONENT_MAX && DERIVED_MAX == 1 << EXPONENT_MAX);

type Parameters = RangeParameters<RistrettoPoint>;
type Statement = RangeStatement<RistrettoPoint>;

/// The generators of the range proofs, with their tables, for each size of aggregation. Made when first asked for, then kept: a size of 256
/// takes some 80 MB. Cheap to clone, shared between threads.
#[derive(Clone, Default)]
pub struct Generators(Arc<[OnceLock<Parameters>; EXPONENT_MAX + 1]>);

impl Generators {
    /// None made yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn of(&self, size: usize) -> &Parameters {
        let made = || {
            RangeParameters::init(BITS, size, bases().clone())
                .expect("bits and sizes are powers of two within the limits")
        };
        self.0[size.ilog2() as usize].get_or_init(made)
    }
}

impl std::fmt::Debug for Generators {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let made = |size: &usize| self.0[*size].get().is_some();
        write!(f, "Generators({:?})", (0..=EXPONENT_MAX).filter(made).map(|e| 1 << e).collect::<Vec<_>>())
    }
}

/// Points with their encodings, kept beside each other so that no point is encoded again.
#[derive(Clone, Default)]
pub(crate) struct Points {
    pub(crate) points: Vec<RistrettoPoint>,
    pub(crate) encoded: Vec<CompressedRistretto>,
}

impl Points {
    pub(crate) fn push(&mut self, point: RistrettoPoint, encoded: CompressedRistretto) {
        self.points.push(point);
        self.encoded.push(encoded);
    }

    /// Padded to a power of two with the identity, a commitment to nothing that each verifier adds by itself.
    fn statement(mut self, generators: &Parameters) -> Statement {
        let size = self.points.len().next_power_of_two();
        self.points.resize(size, RistrettoPoint::identity());
        self.encoded.resize(size, CompressedRistretto::identity());
        RangeStatement {
            generators: generators.clone(),
            commitments: self.points,
            commitments_compressed: self.encoded,
            minimum_value_promises: vec![None; size],
            seed_nonce: None,
        }
    }
}

/// Proves that each opening's value is in range.
///
/// # Panics
/// Where one is not, or does not open its point: the caller has checked both.
pub(crate) fn prove(
    generators: &Generators,
    mut transcript: Transcript,
    points: Points,
    openings: &[Held],
    rng: &mut impl CryptoRng,
) -> Vec<u8> {
    let size = openings.len().next_power_of_two();
    let padding = (openings.len()..size).map(|_| CommitmentOpening::new(0, vec![Default::default()]));
    let opened = openings.iter().map(|held| CommitmentOpening::new(held.value.unsigned_abs(), vec![held.blinding]));
    let witness = RangeWitness::init(opened.chain(padding).collect()).expect("every opening has one blinding");
    let statement = points.statement(generators.of(size));
    RangeProof::prove_with_rng(&mut transcript, &statement, &witness, rng)
        .expect("openings were checked to be in range and to open their points")
        .to_bytes()
}

/// One range proof with what it is about, read and not yet checked.
pub(crate) struct RangeClaim {
    transcript: Transcript,
    points: Points,
    proof: RangeProof<RistrettoPoint>,
}

impl RangeClaim {
    /// Nothing where the bytes are not laid out as a proof over so many points.
    pub(crate) fn read(transcript: Transcript, points: Points, bytes: &[u8]) -> Option<Self> {
        // its length first: nothing is computed for a proof of another size
        let proof = (bytes.len() == length(points.points.len())).then(|| RangeProof::from_bytes(bytes).ok())??;
        Some(Self { transcript, points, proof })
    }

    /// How many points, padding included.
    pub(crate) fn size(&self) -> usize {
        self.points.points.len().next_power_of_two()
    }
}

/// Bytes of a proof over so many points: a degree, a, a1, b, r1, s1, d1, and two points for each halving.
fn length(points: usize) -> usize {
    1 + 32 * (6 + 2 * (points.next_power_of_two() * BITS).ilog2() as usize)
}

/// Range proofs that are verified together.
pub(crate) struct RangeBatch<'g> {
    generators: &'g Generators,
    transcripts: Vec<Transcript>,
    statements: Vec<Statement>,
    proofs: Vec<RangeProof<RistrettoPoint>>,
}

impl<'g> RangeBatch<'g> {
    /// A batch of claims, the largest first.
    pub(crate) fn new(generators: &'g Generators, claims: Vec<RangeClaim>) -> Self {
        let (mut transcripts, mut statements, mut proofs) = (Vec::new(), Vec::new(), Vec::new());
        for claim in claims {
            transcripts.push(claim.transcript);
            statements.push(claim.points.statement(generators.of(1)));
            proofs.push(claim.proof);
        }
        Self { generators, transcripts, statements, proofs }
    }

    /// Whether all of a range hold, at most [`BATCH_MAX`].
    ///
    /// The library copies its generators into every statement, megabytes each, and uses those of the largest alone, after comparing the others' as far
    /// as they go. So the first of the range, the largest, borrows all of them, and the rest stand on a size of one.
    pub(crate) fn hold(&mut self, range: Range<usize>) -> bool {
        assert!(range.len() <= BATCH_MAX, "the caller cuts batches");
        let statements = &mut self.statements[range.clone()];
        let size = statements[0].commitments.len();
        statements[0].generators = self.generators.of(size).clone();
        let mut transcripts = self.transcripts[range.clone()].to_vec();
        let action = VerifyAction::VerifyOnly;
        let verified = RangeProof::verify_batch(&mut transcripts, statements, &self.proofs[range], action);
        statements[0].generators = self.generators.of(1).clone();
        verified.is_ok()
    }
}
