//! Proving and verifying epochs of 256 cells, beside zkcrypto's `bulletproofs` and the bare multiscalar multiplication in the same run:
//! `cargo bench -p proof`. `-- EPOCHS` says how many distinct epochs are proved (128); a year is those over and over.
//!
//! Ours verifies whole epochs from bytes: cells, flows and bounds, and balances. The peer verifies range proofs of the same two sizes, one by one, and no balances. Both
//! have their generators made beforehand. Ratios of one thread are of time on a processor, those of two of time on the clock, which wants a computer that has
//! nothing else to do.

#[path = "../tests/common/mod.rs"]
mod common;

use common::{Ledger, cell, rng, secrets};
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::VartimeMultiscalarMul;
use curve25519_dalek_4::scalar::Scalar as PeerScalar;
use proof::*;
use rand::RngExt;
use rand_chacha::rand_core::SeedableRng;
use std::hint::black_box;
use std::sync::{Arc, LazyLock};
use std::time::Instant;

const CELLS: usize = 256;
const DAYS: usize = 365;
const RUN: usize = 128;
const ROUNDS: usize = 5;

fn main() {
    // Cargo adds `--bench`
    let epochs = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(128);
    let shape = shape();
    let (flows, bounds, lines) = (shape.flows().len(), shape.bounds().len(), shape.lines());
    println!("{epochs} epochs of {} cells, {flows} flows, {bounds} bounds, {lines} balances", shape.cells().len());
    let generators = Generators::new();
    let (party, _) = common::lived(1, &generators, shape.clone(), epochs + 1);
    let verifier = Verifier::with(generators.clone());

    let recycled = recycled(&party.epochs);
    assert!(verifier.check(recycled(DAYS.min(epochs), 0)).iter().all(Result::is_ok), "the bench's own epochs are good");
    let after_one = peak_of(|| year(&verifier, &recycled, 1));
    let after_four = peak_of(|| year(&verifier, &recycled, 4));

    let run_length = RUN.min(epochs);
    let check = || assert!(verifier.check(recycled(run_length, 0)).iter().all(Result::is_ok));
    let prove = proving(&generators, &shape);
    let (mut peer_prove, mut peer_verify) = peer(flows + bounds);
    let mut bare = bare(run_length, flows + bounds);
    let [check_cpu, peer_verify, bare, prove_cpu, peer_prove] =
        interleaved(cpu, [&mut { check }, &mut peer_verify, &mut bare, &mut &prove, &mut peer_prove]);
    let [check_twice, check_both, prove_twice, prove_both] = interleaved(
        clock,
        [
            &mut || _ = [(); 2].map(|()| check()),
            &mut || on_two(&check),
            &mut || _ = [(); 2].map(|()| prove()),
            &mut || on_two(&prove),
        ],
    );
    let (day, bare) = (check_cpu / run_length as f64, bare / run_length as f64);
    let row = |what: &str, seconds: f64| {
        println!("{what:48}{:8.2} s a year   {:8.2} ms an epoch", seconds * DAYS as f64, seconds * 1e3);
    };
    println!();
    row("verify whole epochs, from bytes", day);
    row("  zkcrypto, the range proofs alone, one by one", peer_verify);
    row("  the bare multiscalar multiplication", bare);
    row("commit to an epoch and prove it", prove_cpu);
    row("  zkcrypto, the range proofs alone", peer_prove);
    println!("\nverify: times as fast as zkcrypto   {:5.2}   at least 5, 8 wanted", peer_verify / day);
    println!("verify: times the bare one's time   {:5.2}   at most 6", day / bare);
    println!("verify: two threads over one        {:5.2}   at least 1.8", check_twice / check_both);
    println!("prove: times zkcrypto's time        {:5.2}   at most 1", prove_cpu / peer_prove);
    println!("prove: two threads over one         {:5.2}   at least 1.8", prove_twice / prove_both);
    if let (Some(one), Some(four)) = (after_one, after_four) {
        println!(
            "peak memory: four years over one    {:5.2}   at most 1.1 ({one} KB, {four} KB)",
            four as f64 / one as f64
        );
    }
}

/// Four classes; 31 sites, a plant, and the roads to them: 256 cells.
fn shape() -> Arc<Shape> {
    let all = |kind, site| (0..4).map(move |class| cell(kind, site, class));
    let sites = (0..31).flat_map(|site| all(PlaceKind::Site, site)).chain(all(PlaceKind::Interior, 31));
    let cells: Vec<_> = sites.chain((0..32).flat_map(|site| all(PlaceKind::Road, site))).collect();
    assert_eq!(cells.len(), CELLS);
    let conversions = [(0, 1), (1, 0), (0, 3), (1, 3), (2, 3)].map(|(from, to)| (Class(from), Class(to)));
    let bound = |base, scope, weights: [u8; 4]| Bound { base, scope, weights: weights.to_vec() };
    let bounds = vec![
        bound(Base::Baseline, Scope::All, [1, 1, 0, 0]),
        bound(Base::Baseline, Scope::All, [0, 0, 1, 0]),
        bound(Base::Clear(15_500), Scope::All, [1, 1, 1, 1]),
        bound(Base::Clear(2000), Scope::Roads, [1, 1, 1, 1]),
    ];
    Arc::new(Shape::new(4, (10, 8), cells, conversions.to_vec(), bounds).unwrap())
}

/// Runs made anew from wire data: so many epochs of a year, from one on, over and over those that were proved.
fn recycled(epochs: &[StatedEpoch]) -> impl Fn(usize, usize) -> Run + Sync {
    move |length, start| {
        // epoch 0 is the baseline: it is what the others stand on
        let start = 1 + start % (epochs.len() - 1);
        common::run(epochs, start..(start + length).min(epochs.len()))
    }
}

fn year(verifier: &Verifier, recycled: &(impl Fn(usize, usize) -> Run + Sync), years: usize) {
    let mut done = 0;
    while done < DAYS * years {
        let verdicts = verifier.check(recycled(RUN.min(DAYS * years - done), 0));
        assert!(verdicts.iter().all(Result::is_ok));
        done += verdicts.len();
    }
}

/// What the peer does to prove, and to verify from bytes, two range proofs of the sizes of an epoch's two.
fn peer(derived: usize) -> (impl FnMut(), impl FnMut()) {
    let bases = bulletproofs::PedersenGens::default();
    let generators = Arc::new(bulletproofs::BulletproofGens::new(16, CELLS));
    let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(1);
    let (values, blindings): (Vec<_>, Vec<_>) = (0..CELLS as u64).map(|n| (n, PeerScalar::random(&mut rng))).unzip();
    let transcript = || merlin::Transcript::new(b"peer");
    let shared = generators.clone();
    let mut prove = move || {
        [CELLS, derived.next_power_of_two()].map(|size| {
            let (values, blindings, transcript) = (&values[..size], &blindings[..size], &mut transcript());
            bulletproofs::RangeProof::prove_multiple_with_rng(
                &shared, &bases, transcript, values, blindings, 16, &mut rng,
            )
            .unwrap()
        })
    };
    let proofs = prove().map(|(proof, commitments)| (proof.to_bytes(), commitments));
    let verify = move || {
        for (bytes, commitments) in &proofs {
            let proof = bulletproofs::RangeProof::from_bytes(black_box(bytes)).unwrap();
            let rng = &mut rand_chacha::ChaCha20Rng::seed_from_u64(2);
            proof.verify_multiple_with_rng(&generators, &bases, &mut transcript(), commitments, 16, rng).unwrap();
        }
    };
    (move || drop(black_box(prove())), verify)
}

/// One multiscalar multiplication over as many points as the range proofs of a batch have.
fn bare(epochs: usize, derived: usize) -> impl FnMut() {
    let proof = |points: usize| {
        let size = points.next_power_of_two();
        size + 3 + 2 * (size * 16).ilog2() as usize
    };
    let points = 2 * 16 * CELLS + 2 + epochs * (proof(CELLS) + proof(derived));
    let rng = &mut rng(7);
    let scalars: Vec<_> = (0..points).map(|_| Scalar::from_bytes_mod_order(rng.random())).collect();
    let step = RistrettoPoint::mul_base(&scalars[0]);
    let points: Vec<_> = std::iter::successors(Some(step), |point| Some(point + step)).take(points).collect();
    move || _ = black_box(RistrettoPoint::vartime_multiscalar_mul(&scalars, &points))
}

/// Commits to an epoch and proves it.
fn proving(generators: &Generators, shape: &Arc<Shape>) -> impl Fn() + Sync {
    let ledger = Ledger::new(shape.clone(), vec![3; CELLS]);
    let carried = Carried::of(shape, &secrets(1, &ledger, false).cells).unwrap();
    move || {
        let secrets = secrets(2, &ledger, false);
        let closing = Closing::new(shape, &secrets, Clear::nothing(shape), &carried, &carried).unwrap();
        black_box(closing.prove(generators, &Context([1; 32]), &BodyHash([2; 32]), &mut rng(3)));
    }
}

fn on_two(work: &(impl Fn() + Sync)) {
    std::thread::scope(|scope| [(); 2].map(|()| _ = scope.spawn(work)));
}

/// The least seconds of each work over some rounds, in each of which all take their turn: a busy computer is as busy for each.
fn interleaved<const N: usize>(clock: fn() -> f64, mut works: [&mut dyn FnMut(); N]) -> [f64; N] {
    let mut least = [f64::INFINITY; N];
    for _ in 0..ROUNDS {
        for (work, least) in works.iter_mut().zip(&mut least) {
            let start = clock();
            work();
            *least = least.min(clock() - start);
        }
    }
    least
}

/// Seconds that this thread has been on a processor; on the clock, where the system does not tell.
fn cpu() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(clock, |nanoseconds| nanoseconds / 1e9)
}

fn clock() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed().as_secs_f64()
}

/// Peak resident memory during some work, in KB, where the system tells.
fn peak_of(work: impl FnOnce()) -> Option<u64> {
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    work();
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
