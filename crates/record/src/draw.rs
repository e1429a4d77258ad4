//! A lot that neither side of an inspection can steer (`docs/spec/inspection.md`, section 3).
//!
//! The inspector is bound by a commitment to a nonce that it keeps; the host answers with a nonce in clear; then the inspector opens its own. The
//! host chose without knowing, the inspector before it knew: whoever is honest makes the lot uniform. No head of a record enters, so there is
//! nothing to grind. What the inspector can still do is to break off, and its quota is spent.

use crate::statement::{DrawCommitment, Nonce, StepHash};
use proof::hash::tagged;
use sha2::{Digest, Sha256};
use treaty::PartyCode;
use treaty::instrument::Hash;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lot {
    /// The site.
    Site = 1,
    /// Objects of a list.
    Objects = 2,
}

/// Between whom, and under which instrument.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// The instrument.
    pub instrument: &'a Hash,
    /// Who inspects.
    pub inspector: &'a PartyCode,
    /// Who is inspected.
    pub host: &'a PartyCode,
}

/// An inspector's nonce before it is opened. It does not print, and is wiped when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SecretNonce([u8; 32]);

impl SecretNonce {
    /// From 32 random bytes, used for nothing else.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What binds to it.
    pub fn commit(&self, sides: Sides<'_>, lot: Lot) -> DrawCommitment {
        DrawCommitment::of(sides, lot, &self.reveal())
    }

    /// The nonce as it stands in a step.
    pub fn reveal(&self) -> Nonce {
        Nonce(self.0)
    }
}

impl std::fmt::Debug for SecretNonce {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretNonce(32 bytes)")
    }
}

impl DrawCommitment {
    /// `H(draw/commitment; instrument, u8(lot), nonce, inspector || 0x00 || host)`.
    pub fn of(sides: Sides<'_>, lot: Lot, nonce: &Nonce) -> Self {
        let names = [sides.inspector.as_str().as_bytes(), &[0], sides.host.as_str().as_bytes()].concat();
        Self(tagged("draw/commitment", &[&sides.instrument.0, &[lot as u8], &nonce.0, &names]))
    }
}

/// The SHA-256 of an announced plan (`docs/spec/announced.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanHash(pub [u8; 32]);

impl DrawCommitment {
    /// What binds an inspector to its lot under an announced plan, and may be published with it: `H(draw/announced-commitment; plan, nonce)`.
    pub fn announced(plan: &PlanHash, lot: &SecretNonce) -> Self {
        Self(tagged("draw/announced-commitment", &[&plan.0, &lot.0]))
    }
}

/// A stream of choices, the same for everybody who knows both nonces.
#[derive(Debug)]
pub struct Draw {
    seed: [u8; 32],
    taken: u32,
}

impl Draw {
    /// The draw of an inspection: its seed is `H(draw/seed; inspection, u8(lot), commitment, host's nonce, inspector's nonce)`.
    pub fn new(inspection: &StepHash, lot: Lot, bound: &DrawCommitment, host: &Nonce, inspector: &Nonce) -> Self {
        let seed = tagged("draw/seed", &[&inspection.0, &[lot as u8], &bound.0, &host.0, &inspector.0]);
        Self { seed, taken: 0 }
    }

    /// The draw of the visits of an announced plan: its seed is `H(draw/announced; plan, nonce)`.
    pub fn announced(plan: &PlanHash, lot: &SecretNonce) -> Self {
        Self { seed: tagged("draw/announced", &[&plan.0, &lot.0]), taken: 0 }
    }

    /// A number below `bound`, each as likely as another: numbers of the incomplete last round are rejected.
    ///
    /// # Panics
    /// Where the bound is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        assert!(bound > 0, "nothing can be drawn of nothing");
        let rejected = (u64::MAX % bound + 1) % bound;
        loop {
            let number = self.next();
            if number <= u64::MAX - rejected {
                return number % bound;
            }
        }
    }

    /// One of these; nothing of nothing.
    pub fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let bound = u64::try_from(of.len()).ok().filter(|bound| *bound > 0)?;
        usize::try_from(self.below(bound)).ok().and_then(|place| of.get(place)).copied()
    }

    /// `few` of the numbers below `many`, or all where there are no more, ascending.
    pub fn some(&mut self, few: u32, many: u32) -> Vec<u32> {
        let mut left: Vec<u32> = (0..many).collect();
        for place in 0..few.min(many) {
            let other = u64::from(place) + self.below(u64::from(many - place));
            left.swap(place as usize, usize::try_from(other).expect("it is below a length"));
        }
        left.truncate(few.min(many) as usize);
        left.sort_unstable();
        left
    }

    /// The first eight bytes, big-endian, of `SHA-256(seed || u32(number))`.
    fn next(&mut self) -> u64 {
        let block = Sha256::new().chain_update(self.seed).chain_update(self.taken.to_be_bytes()).finalize();
        self.taken = self.taken.checked_add(1).expect("no draw rejects four thousand million numbers");
        u64::from_be_bytes(block[..8].try_into().expect("eight of 32 bytes"))
    }
}
