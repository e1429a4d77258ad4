//! Planning a sample: how many items, at how many sites, and with what probability that finds what somebody hides.
//!
//! Beside the exact smallest sample stand two approximations by which it is often planned:
//!
//! ```text
//! IAEA:      n = ⌈N·(1 − β^(1/r))⌉
//! improved:  n = ⌈½·(1 − β^(1/r))·(2N − r + 1)⌉          (Jaech)
//! ```
//!
//! with β = 1 − goal. Neither is ever smaller than the exact one. What is told in decimals is rounded from bounds that round alike.

use crate::between::Between;
use crate::overlooked::overlooked;
use crate::{OutOfBounds, Probability, Stratum};
use num_bigint::BigUint;
use std::cmp::Ordering;

/// How many of 1 the places of a told probability count: ten decimal places.
pub const TEN_PLACES: u64 = 10_000_000_000;
/// The most years of a plan.
pub const YEARS_MAX: u32 = 1_000;
/// Binary places that are tried one after the other until they decide.
const BITS: [u64; 4] = [128, 512, 2048, 8192];
/// Fractions of no more factors are compared exactly at once: only they can meet a goal to the last place.
const SHORT: u32 = 64;

/// What is looked at: items drawn by lot, in a year; at sites drawn by lot, where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The items among which the defects are: all, or those of each site that hides some.
    pub stratum: Stratum,
    /// The sites of which some are visited; without them all items are in one place.
    pub sites: Option<Sites>,
    /// With what probability a defect that is looked at is recognised.
    pub recognised: Probability,
    /// In how many years, each with a draw of its own.
    pub years: u32,
}

/// Sites, of which some hide defects and some are visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sites {
    /// All sites as items, those that hide something as defects.
    pub all: Stratum,
    /// How many are visited in a year.
    pub visited: u32,
}

/// A sample with what it finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What is looked at.
    pub look: Look,
    /// The probability that was asked for; nothing where the sample was given.
    pub goal: Option<Probability>,
    /// How many items are drawn (at each visited site); nothing where no sample reaches the goal.
    pub sample: Option<u32>,
    /// The same by the formula of the IAEA, and by the improved one: of a goal, for one look in one place at which no defect is overlooked.
    pub approximations: Option<(Option<u32>, Option<u32>)>,
    /// The probability of finding a defect with the sample, of [`TEN_PLACES`]; where none reaches the goal, with all items.
    pub found: u64,
    /// The same as a fraction, where there is one.
    pub found_exactly: Option<Probability>,
}

impl Look {
    /// The smallest sample for a goal, and what it finds.
    ///
    /// # Errors
    /// Where more sites are visited than there are, or in more years than are reckoned with.
    pub fn planned_for(self, goal: Probability) -> Result<Planned, OutOfBounds> {
        self.holds(0)?;
        let sample = self.sample_for(&goal);
        let of = self.stratum;
        let once = self.sites.is_none() && self.years == 1 && self.recognised == Probability::one();
        let approximations = once.then(|| (of.sample_by_approximation(&goal), of.sample_by_improved(&goal)));
        self.planned(sample, Some(goal), approximations)
    }

    /// What a sample finds.
    ///
    /// # Errors
    /// Where the sample is larger than the stratum, more sites are visited than there are, or in more years than are reckoned with.
    pub fn planned_with(self, sample: u32) -> Result<Planned, OutOfBounds> {
        self.planned(Some(sample), None, None)
    }

    fn planned(
        self,
        sample: Option<u32>,
        goal: Option<Probability>,
        approximations: Option<(Option<u32>, Option<u32>)>,
    ) -> Result<Planned, OutOfBounds> {
        let drawn = sample.unwrap_or(self.stratum.items());
        let (found, found_exactly) = (self.found_by(drawn)?, self.found_exactly_by(drawn));
        Ok(Planned { look: self, goal, sample, approximations, found, found_exactly })
    }

    /// The probability of finding at least one defect with a sample of so many items (at each visited site), of [`TEN_PLACES`].
    ///
    /// # Errors
    /// Where the sample is larger than the stratum, or more sites are visited than there are.
    pub fn found_by(&self, sample: u32) -> Result<u64, OutOfBounds> {
        self.holds(sample)?;
        let rounded = BITS.iter().find_map(|bits| self.missed(sample, *bits).complement().rounded(TEN_PLACES));
        // bounds that lie around the middle of two numbers at every width lie upon it, and that is rounded upwards
        Ok(rounded.unwrap_or_else(|| self.missed(sample, BITS[0]).complement().rounded_up(TEN_PLACES)))
    }

    /// The same as a fraction, for one look without sites; nothing for others.
    pub fn found_exactly_by(&self, sample: u32) -> Option<Probability> {
        let exact = match self.sites {
            None if self.years == 1 => self.stratum.recognised_by(sample, &self.recognised),
            _ => return None,
        };
        exact.ok()
    }

    /// The smallest sample that finds a defect with this probability or a greater one; nothing where none does.
    pub fn sample_for(&self, goal: &Probability) -> Option<u32> {
        let enough = |sample: u32| self.reaches(sample, goal);
        smallest(self.stratum.items(), &enough)
    }

    /// Whether a sample reaches a goal.
    fn reaches(&self, sample: u32, goal: &Probability) -> bool {
        let (few, _) = self.stratum.few_and_many(sample);
        let exact = || self.found_exactly_by(sample).map(|found| found >= *goal);
        if let Some(decided) = (few <= SHORT).then(exact).flatten() {
            return decided;
        }
        if *goal == Probability::one() {
            return self.is_sure_by(sample);
        }
        let allowed = goal.complement();
        let told = BITS.iter().find_map(|bits| self.missed(sample, *bits).compared(&allowed));
        match told {
            Some(ordering) => ordering != Ordering::Greater,
            // where no bounds decide, both are the same number, unless a fraction says otherwise
            None => exact().unwrap_or(true),
        }
    }

    /// Whether nothing can be overlooked: there are too few sound items, and too few sites that hide nothing, to fill what is drawn.
    fn is_sure_by(&self, sample: u32) -> bool {
        let holds_one = |of: Stratum, drawn: u32| drawn > of.items() - of.defects();
        let visited = self.sites.is_none_or(|sites| holds_one(sites.all, sites.visited));
        visited && holds_one(self.stratum, sample) && self.recognised == Probability::one() && self.years > 0
    }

    fn missed(&self, sample: u32, bits: u64) -> Between {
        let unseen = self.recognised.complement();
        let each = (unseen != Probability::zero()).then(|| Between::of(&unseen, bits));
        let mut missed = overlooked(self.stratum, sample, each.as_ref(), bits);
        if let Some(sites) = &self.sites {
            missed = overlooked(sites.all, sites.visited, Some(&missed), bits);
        }
        missed.power(self.years)
    }

    fn holds(&self, sample: u32) -> Result<(), OutOfBounds> {
        self.stratum.holds(sample)?;
        self.sites.map_or(Ok(()), |sites| sites.all.holds(sites.visited))?;
        if self.years <= YEARS_MAX { Ok(()) } else { Err(OutOfBounds::Years(self.years)) }
    }
}

impl Stratum {
    /// The smallest sample that holds a defect with this probability or a greater one; nothing where no sample does.
    pub fn sample_for(self, goal: &Probability) -> Option<u32> {
        Look { stratum: self, sites: None, recognised: Probability::one(), years: 1 }.sample_for(goal)
    }

    /// The same by the formula of the IAEA: never smaller than the exact one.
    pub fn sample_by_approximation(self, goal: &Probability) -> Option<u32> {
        self.sample_by(goal, u64::from(self.items()), 1)
    }

    /// The same by the improved formula: never smaller than the exact one, and closer to it.
    pub fn sample_by_improved(self, goal: &Probability) -> Option<u32> {
        self.sample_by(goal, 2 * u64::from(self.items()) + 1 - u64::from(self.defects()), 2)
    }

    /// The smallest n with ((whole − n·each) / whole)^r ≤ β.
    fn sample_by(self, goal: &Probability, whole: u64, each: u64) -> Option<u32> {
        let missed = goal.complement();
        if self.defects() == 0 {
            return (missed == Probability::one()).then_some(0);
        }
        let enough = |sample: u32| {
            let left = whole.saturating_sub(each * u64::from(sample));
            power_is_at_most((left, whole), self.defects(), &missed)
        };
        smallest(self.items(), &enough)
    }
}

/// The smallest number up to a greatest that is enough, where all above one that is enough are too; nothing where the greatest is not.
fn smallest(greatest: u32, enough: &dyn Fn(u32) -> bool) -> Option<u32> {
    // outwards first: a large sample of many defects is dear to reckon with, and seldom the answer
    let (mut low, mut high) = (0, 1);
    while high < greatest && !enough(high) {
        (low, high) = (high + 1, high.saturating_mul(2));
    }
    high = high.min(greatest);
    while low < high {
        let middle = low.midpoint(high);
        (low, high) = if enough(middle) { (low, middle) } else { (middle + 1, high) };
    }
    enough(low).then_some(low)
}

/// Whether (a/b)^r ≤ β, exactly.
fn power_is_at_most((a, b): (u64, u64), r: u32, beta: &Probability) -> bool {
    if a == 0 {
        return true;
    }
    let exact = || BigUint::from(a).pow(r) * beta.denominator() <= BigUint::from(b).pow(r) * beta.numerator();
    if r <= SHORT || *beta == Probability::zero() {
        return *beta != Probability::zero() && exact();
    }
    let power = |bits: &u64| Between::whole(1, *bits).scaled(&a.into(), &b.into()).power(r).compared(beta);
    BITS.iter().find_map(power).map_or_else(exact, |ordering| ordering != Ordering::Greater)
}
