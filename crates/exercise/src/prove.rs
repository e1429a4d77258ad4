//! Proving closed epochs on some threads. What comes out does not depend on how many.

use crate::cast::Cast;
use crate::evasion::Forged;
use crate::host::Stated;
use chacha20::ChaCha20Rng;
use inventory::ProofJob;
use proof::{Generators, Proofs};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use treaty::PartyCode;

/// How far a play is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Epoch statements that are proved.
    pub proved: u32,
    /// Epoch statements in all.
    pub of: u32,
}

/// What is to be proved, on any thread.
pub(crate) enum Job {
    /// As every host proves it.
    Honest(Box<ProofJob>),
    /// As a forger does.
    Forged(Box<Forged>),
}

impl Job {
    fn prove(&self, generators: &Generators, rng: &mut ChaCha20Rng) -> Proofs {
        match self {
            Self::Honest(job) => job.prove(generators, rng),
            Self::Forged(forged) => forged.prove(generators, rng),
        }
    }
}

/// The generator of one proof's masks: its own, so that proofs may be made in any order.
fn masks(cast: &Cast, party: &PartyCode, stated: &Stated) -> ChaCha20Rng {
    cast.seed.generator(&format!("proof/{}", stated.body.epoch), party.as_str())
}

/// Proves all of these, on so many threads, and says after each that it is done.
pub(crate) fn prove(
    cast: &Cast,
    generators: &Generators,
    stated: &[(PartyCode, Stated)],
    threads: NonZeroUsize,
    mut done: impl FnMut(),
) -> Vec<Proofs> {
    let next = AtomicUsize::new(0);
    let mut proofs: Vec<Option<Proofs>> = stated.iter().map(|_| None).collect();
    thread::scope(|scope| {
        let (hand_back, made) = mpsc::channel();
        for _ in 0..threads.get().min(stated.len()) {
            let (hand_back, next) = (hand_back.clone(), &next);
            scope.spawn(move || {
                while let Some((index, (party, stated))) = take(next, stated) {
                    let proofs = stated.job.prove(generators, &mut masks(cast, party, stated));
                    if hand_back.send((index, proofs)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(hand_back);
        for (index, made) in made {
            proofs[index] = Some(made);
            done();
        }
    });
    proofs.into_iter().map(|proofs| proofs.expect("each thread takes the next until there is none")).collect()
}

fn take<'a, T>(next: &AtomicUsize, of: &'a [T]) -> Option<(usize, &'a T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    of.get(index).map(|one| (index, one))
}
