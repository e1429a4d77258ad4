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
pub const ITEMS_MAX: u32 = 1_000_000;
/// The most factors of a fraction that is told exactly: the defects, or the sample where that is smaller.
pub const FACTORS_MAX: u32 = 5_000;
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
    /// A fraction that would fill pages.
    #[error(
        "{defects} defects and a sample of {sample} give a fraction of over {FACTORS_MAX} factors: ask for its places"
    )]
    Fraction {
        /// Those that are defect.
        defects: u32,
        /// Those that are drawn.
        sample: u32,
    },
    /// More years than are reckoned with.
    #[error("a plan has at most {most} years, not {0}", most = crate::plan::YEARS_MAX)]
    Years(u32),
    /// More periods than are reckoned with, or none.
    #[error("a game has 1 to {most} periods, not {0}", most = crate::game::PERIODS_MAX)]
    Periods(u32),
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

    /// How many items it has.
    pub fn items(self) -> u32 {
        self.items
    }

    /// How many of them are defect.
    pub fn defects(self) -> u32 {
        self.defects
    }

    /// The probability that a sample holds a defect.
    ///
    /// # Errors
    /// Where the sample is larger than the stratum, or the fraction too long.
    pub fn found_by(self, sample: u32) -> Result<Probability, OutOfBounds> {
        let (few, many) = self.fraction(sample)?;
        let (missed, all) = (falling(self.items - many, few), falling(self.items, few));
        Ok(Probability::ratio(missed, all).complement())
    }

    /// The probability that a defect in the sample is recognised, where each that is looked at is recognised with this probability only.
    ///
    /// # Errors
    /// [`OutOfBounds`].
    pub fn recognised_by(self, sample: u32, recognised: &Probability) -> Result<Probability, OutOfBounds> {
        let (few, many) = self.fraction(sample)?;
        let overlooked = recognised.complement();
        let (part, whole) = (overlooked.numerator(), overlooked.denominator());
        if *whole > RECOGNITION_PARTS_MAX.into() {
            return Err(OutOfBounds::Recognition);
        }
        let others = self.items - many;
        let first = few.saturating_sub(others);
        // how many samples there are with so many defects, from the fewest on; each defect is overlooked on its own
        let mut samples = choose(many, first) * choose(others, few - first);
        let mut power = part.pow(first);
        let mut missed = BigUint::ZERO;
        for held in first..=few {
            missed = missed * whole + &samples * &power;
            samples *= u64::from(many - held) * u64::from(few - held);
            samples /= u64::from(held + 1) * u64::from(others + held + 1 - few);
            power *= part;
        }
        Ok(Probability::ratio(missed, choose(self.items, few) * whole.pow(few)).complement())
    }

    /// Whether the sample or the defects are drawn first is all the same: the fewer of the two, and the other.
    fn fraction(self, sample: u32) -> Result<(u32, u32), OutOfBounds> {
        self.holds(sample)?;
        let (few, many) = self.few_and_many(sample);
        let too_long = OutOfBounds::Fraction { defects: self.defects, sample };
        if few > FACTORS_MAX { Err(too_long) } else { Ok((few, many)) }
    }

    pub(crate) fn few_and_many(self, sample: u32) -> (u32, u32) {
        (sample.min(self.defects), sample.max(self.defects))
    }

    pub(crate) fn holds(self, sample: u32) -> Result<(), OutOfBounds> {
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
