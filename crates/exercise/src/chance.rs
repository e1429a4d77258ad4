//! Chance, of which there is none: whatever looks drawn in an exercise follows from its seed.
//!
//! ```text
//! secret of (purpose, whom) = HMAC-SHA-256("standstill/v1/exercise" || u64(seed), purpose || 0x00 || whom)
//! ```
//!
//! **Only an exercise derives keys so.** Who knows the seed of an exercise, 64 bits that stand in a public file, knows every secret in it: that is
//! what makes it the same for everybody. A party draws its keys and seed from the best generator that it has.

use crate::file::ScenarioSeed;
use chacha20::ChaCha20Rng;
use hmac::{Hmac, KeyInit, Mac};
use proof::rand_core::{Rng, SeedableRng};
use sha2::Sha256;
use zeroize::Zeroizing;

impl ScenarioSeed {
    /// The secret of one purpose, of one that plays.
    pub(crate) fn secret(self, purpose: &str, whom: &str) -> Zeroizing<[u8; 32]> {
        let key = [b"standstill/v1/exercise".as_slice(), &self.0.to_be_bytes()].concat();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes keys of any length");
        [purpose.as_bytes(), &[0], whom.as_bytes()].iter().for_each(|field| mac.update(field));
        Zeroizing::new(mac.finalize().into_bytes().into())
    }

    /// A generator for one purpose, of one that plays.
    pub(crate) fn generator(self, purpose: &str, whom: &str) -> ChaCha20Rng {
        ChaCha20Rng::from_seed(*self.secret(purpose, whom))
    }
}

/// Draws what happens.
pub(crate) struct Chance(ChaCha20Rng);

impl Chance {
    pub(crate) fn new(generator: ChaCha20Rng) -> Self {
        Self(generator)
    }

    /// A number from 0 to `end`, without `end`, which is above 0. Each is as likely as the others: what would favour some is drawn again.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        let even = u32::MAX - u32::MAX % end;
        loop {
            let drawn = self.0.next_u32();
            if drawn < even {
                return drawn % end;
            }
        }
    }

    /// How often something happens in one epoch that happens so often in a hundred.
    pub(crate) fn times(&mut self, in_a_hundred: u32) -> u32 {
        in_a_hundred / 100 + u32::from(self.below(100) < in_a_hundred % 100)
    }

    /// One of these; nothing of none.
    pub(crate) fn one<T>(&mut self, mut of: Vec<T>) -> Option<T> {
        let number = u32::try_from(of.len()).expect("a side has fewer than 2^32 items").checked_sub(1)?;
        Some(of.swap_remove(self.below(number + 1) as usize))
    }

    /// The same in any order.
    pub(crate) fn shuffle<T>(&mut self, of: &mut [T]) {
        for end in (2..=of.len()).rev() {
            let other = self.below(u32::try_from(end).expect("fewer than 2^32 things are shuffled"));
            of.swap(end - 1, other as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chance() -> Chance {
        Chance::new(ScenarioSeed(7).generator("life", "HAL"))
    }

    #[test]
    fn no_two_purposes_and_no_two_that_play_share_a_secret() {
        let all = [("life", "HAL"), ("life", "OND"), ("log", "HAL")].map(|(a, b)| *ScenarioSeed(1).secret(a, b));
        assert!(all[0] != all[1] && all[0] != all[2] && all[1] != all[2]);
        assert_ne!(all[0], *ScenarioSeed(2).secret("life", "HAL"));
        // the separator keeps ("lo", "gHAL") and ("log", "HAL") apart
        assert_ne!(*ScenarioSeed(1).secret("lo", "gHAL"), *ScenarioSeed(1).secret("log", "HAL"));
    }

    #[test]
    fn every_number_below_the_end_comes_and_no_other() {
        let mut chance = chance();
        let mut seen = [0_u32; 7];
        (0..7_000).for_each(|_| seen[chance.below(7) as usize] += 1);
        assert!(seen.iter().all(|&times| (850..1150).contains(&times)), "{seen:?}");
    }

    #[test]
    fn what_happens_150_times_in_a_hundred_epochs_happens_once_or_twice_in_each() {
        let mut chance = chance();
        let times: Vec<_> = (0..1_000).map(|_| chance.times(150)).collect();
        assert!(times.iter().all(|times| (1..=2).contains(times)));
        assert!((1_400..1_600).contains(&times.iter().sum::<u32>()));
    }

    #[test]
    fn a_shuffle_loses_nothing() {
        let mut numbers: Vec<_> = (0..100).collect();
        chance().shuffle(&mut numbers);
        assert_ne!(numbers, (0..100).collect::<Vec<_>>());
        numbers.sort_unstable();
        assert_eq!(numbers, (0..100).collect::<Vec<_>>());
    }
}
