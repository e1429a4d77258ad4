//! Drawing a sample: the probability that it meets a defect, and how large it must be.
//!
//! Of N items r are defect: missing, surplus, of another class. n are drawn by lot and none is put back. One defect in the sample is enough. Sites are
//! items too: of N sites r hide something, and n are visited.
//!
//! ```text
//! P(N, r, n) = 1 − C(N−r, n) / C(N, n)
//! ```
//!
//! The model is that of attributes sampling with an acceptance number of zero: Avenhaus and Canty, *Compliance Quantified* (1996), chapter 2.

use crate::Probability;
use num_bigint::BigUint;

/// The most items of a stratum: more than any arsenal has warheads, or any party sites.
pub const ITEMS_MAX: u32 = 10_000;
/// The largest denominator of the probability that a defect which is looked at is recognised.
pub const RECOGNITION_PARTS_MAX: u32 = 10_000;

/// Items of one kind, some of which are defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stratum {
    items: u32,
    defects: u32,
}

/// Numbers that are none of a stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutOfBounds {
    /// No items, or too many.
    #[error("there are {0} items: a stratum has 1 to {ITEMS_MAX}")]
    Items(u32),
    /// More defects than items.
    #[error("{defects} of {items} items cannot be defect: there are at most as many defects as items")]
    Defects {
        /// All items.
        items: u32,
        /// Those that are defect.
        defects: u32,
    },
    /// A larger sample than there are items.
    #[error("{sample} of {items} items cannot be drawn: a sample has at most all items")]
    Sample {
        /// All items.
        items: u32,
        /// Those that are drawn.
        sample: u32,
    },
    /// A probability of recognition that is finer than is reckoned with.
    #[error("the probability of recognition has a denominator above {RECOGNITION_PARTS_MAX}: round it")]
    Recognition,
}

impl Stratum {
    /// So many items, of which so many are defect.
    ///
    /// # Errors
    /// [`OutOfBounds`].
    pub fn new(items: u32, defects: u32) -> Result<Self, OutOfBounds> {
        match (items, defects) {
            (0, _) => Err(OutOfBounds::Items(items)),
            _ if items > ITEMS_MAX => Err(OutOfBounds::Items(items)),
            _ if defects > items => Err(OutOfBounds::Defects { items, defects }),
            _ => Ok(Self { items, defects }),
        }
    }

    /// The probability that a sample holds a defect.
    ///
    /// # Errors
    /// Where the sample is larger than the stratum.
    pub fn found_by(self, sample: u32) -> Result<Probability, OutOfBounds> {
        self.holds(sample)?;
        // whether the sample or the defects are drawn first is all the same, so the fewer of the two are
        let (few, many) = (sample.min(self.defects), sample.max(self.defects));
        let (missed, all) = (falling(self.items - many, few), falling(self.items, few));
        Ok(Probability::ratio(missed, all).complement())
    }

    /// The smallest sample that holds a defect with this probability or a greater one; nothing where no sample does.
    pub fn sample_for(self, goal: &Probability) -> Option<u32> {
        let (mut missed, mut all) = (BigUint::from(1_u32), BigUint::from(1_u32));
        let sound = self.items - self.defects;
        for sample in 0..=self.items {
            if (&all - &missed) * goal.denominator() >= goal.numerator() * &all {
                return Some(sample);
            }
            missed *= sound.saturating_sub(sample);
            all *= self.items - sample;
        }
        None
    }

    /// The same by the approximation of the IAEA, n = ⌈N·(1 − β^(1/r))⌉ with β = 1 − goal: never smaller than the exact one.
    pub fn sample_by_approximation(self, goal: &Probability) -> Option<u32> {
        let missed = goal.complement();
        let all = BigUint::from(self.items).pow(self.defects) * missed.numerator();
        let enough = |sample: &u32| BigUint::from(self.items - sample).pow(self.defects) * missed.denominator() <= all;
        // the more are drawn, the less is missed: so the smallest that is enough is found by halving
        let (mut low, mut high) = (0, self.items);
        while low < high {
            let middle = low.midpoint(high);
            (low, high) = if enough(&middle) { (low, middle) } else { (middle + 1, high) };
        }
        Some(low).filter(enough)
    }

    /// The probability that a defect in the sample is recognised, where each that is looked at is recognised with this probability only.
    ///
    /// # Errors
    /// [`OutOfBounds`].
    pub fn recognised_by(self, sample: u32, recognised: &Probability) -> Result<Probability, OutOfBounds> {
        self.holds(sample)?;
        let overlooked = recognised.complement();
        let (part, whole) = (overlooked.numerator(), overlooked.denominator());
        if *whole > RECOGNITION_PARTS_MAX.into() {
            return Err(OutOfBounds::Recognition);
        }
        let sound = self.items - self.defects;
        let (first, last) = (sample.saturating_sub(sound), sample.min(self.defects));
        // how many samples there are with so many defects, from the fewest on; each defect is overlooked on its own
        let mut samples = choose(self.defects, first) * choose(sound, sample - first);
        let mut power = part.pow(first);
        let mut missed = BigUint::ZERO;
        for held in first..=last {
            missed = missed * whole + &samples * &power;
            samples *= u64::from(self.defects - held) * u64::from(sample - held);
            samples /= u64::from(held + 1) * u64::from(sound + held + 1 - sample);
            power *= part;
        }
        Ok(Probability::ratio(missed, choose(self.items, sample) * whole.pow(last)).complement())
    }

    fn holds(self, sample: u32) -> Result<(), OutOfBounds> {
        let too_large = OutOfBounds::Sample { items: self.items, sample };
        if sample > self.items { Err(too_large) } else { Ok(()) }
    }
}

/// n·(n−1)·…, so many factors; 0 where they reach it.
fn falling(n: u32, factors: u32) -> BigUint {
    (0..factors).map(|i| n.saturating_sub(i)).fold(BigUint::from(1_u32), |product, factor| product * factor)
}

/// In how many ways k of n are chosen.
fn choose(n: u32, k: u32) -> BigUint {
    falling(n, k) / falling(k, k)
}
