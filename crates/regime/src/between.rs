//! A number that is known by two bounds: what is too long as a fraction is reckoned with as many binary places as decide the question.

use crate::Probability;
use num_bigint::BigUint;
use std::cmp::Ordering;

/// A number from 0 on, between two bounds, each so many 2^-bits.
#[derive(Clone, Debug)]
pub(crate) struct Between {
    low: BigUint,
    high: BigUint,
    bits: u64,
}

impl Between {
    /// What is a whole number.
    pub(crate) fn whole(number: u32, bits: u64) -> Self {
        let exact = BigUint::from(number) << bits;
        Self { low: exact.clone(), high: exact, bits }
    }

    /// What is a probability.
    pub(crate) fn of(probability: &Probability, bits: u64) -> Self {
        Self::whole(1, bits).scaled(probability.numerator(), probability.denominator())
    }

    /// So many parts of it, of so many.
    pub(crate) fn scaled(&self, numerator: &BigUint, denominator: &BigUint) -> Self {
        let (low, high) = (&self.low * numerator / denominator, (&self.high * numerator).div_ceil(denominator));
        Self { low, high, bits: self.bits }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        Self { low: &self.low + &other.low, high: &self.high + &other.high, bits: self.bits }
    }

    /// With so many more that are no more than its last place.
    pub(crate) fn and_up_to(&self, terms: u32) -> Self {
        Self { low: self.low.clone(), high: &self.high + terms, bits: self.bits }
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        let one = BigUint::from(1_u32) << self.bits;
        let (low, high) = ((&self.low * &other.low) >> self.bits, (&self.high * &other.high).div_ceil(&one));
        Self { low, high, bits: self.bits }
    }

    /// This by another that is no less than it, and more than nothing.
    pub(crate) fn over(&self, other: &Self) -> Self {
        let one = BigUint::from(1_u32) << self.bits;
        let high = ((&self.high << self.bits) + &other.low - 1_u32) / &other.low;
        Self { low: (&self.low << self.bits) / &other.high, high: high.min(one), bits: self.bits }
    }

    /// As far from 1 as it is from 0; of what is at most 1.
    pub(crate) fn complement(&self) -> Self {
        let one = BigUint::from(1_u32) << self.bits;
        let from = |bound: &BigUint| &one - bound.min(&one);
        Self { low: from(&self.high), high: from(&self.low), bits: self.bits }
    }

    /// Multiplied by itself, so many times in all.
    pub(crate) fn power(&self, times: u32) -> Self {
        let (mut power, mut square, mut left) = (Self::whole(1, self.bits), self.clone(), times);
        while left > 0 {
            if left % 2 == 1 {
                power = power.times(&square);
            }
            square = square.times(&square);
            left /= 2;
        }
        power
    }

    /// Whether it is no more than its last place.
    pub(crate) fn is_spent(&self) -> bool {
        self.high <= BigUint::from(1_u32)
    }

    /// How it compares; nothing where the bounds do not tell.
    pub(crate) fn compared(&self, to: &Probability) -> Option<Ordering> {
        let to_scaled = to.numerator() << self.bits;
        let (low, high) = (&self.low * to.denominator(), &self.high * to.denominator());
        match (low.cmp(&to_scaled), high.cmp(&to_scaled)) {
            (one, other) if one == other => Some(one),
            _ => None,
        }
    }

    /// How many of a whole it is, rounded to the nearest and upwards from the middle; nothing where the bounds do not tell.
    pub(crate) fn rounded(&self, whole: u64) -> Option<u64> {
        let (low, high) = (self.nearest(&self.low, whole), self.nearest(&self.high, whole));
        (low == high).then_some(low)
    }

    /// The same of its upper bound alone.
    pub(crate) fn rounded_up(&self, whole: u64) -> u64 {
        self.nearest(&self.high, whole)
    }

    fn nearest(&self, bound: &BigUint, whole: u64) -> u64 {
        let nearest = (bound * whole * 2_u32 + (BigUint::from(1_u32) << self.bits)) >> (self.bits + 1);
        u64::try_from(nearest).expect("a part is no more than the whole")
    }
}

/// Division that rounds up.
trait DivCeil {
    fn div_ceil(&self, by: &BigUint) -> BigUint;
}

impl DivCeil for BigUint {
    fn div_ceil(&self, by: &BigUint) -> BigUint {
        (self + by - 1_u32) / by
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(numerator: u32, denominator: u32) -> Probability {
        Probability::new(numerator, denominator).unwrap()
    }

    #[test]
    fn a_third_lies_between_its_bounds_whatever_is_done_with_it() {
        let third = Between::of(&p(1, 3), 64);
        assert_eq!(third.compared(&p(333, 1000)), Some(Ordering::Greater));
        assert_eq!(third.compared(&p(334, 1000)), Some(Ordering::Less));
        assert_eq!(third.compared(&p(1, 3)), None, "no number of binary places tells a third from itself");
        assert_eq!(third.complement().rounded(1000), Some(667));
        assert_eq!(third.power(3).rounded(1_000_000), Some(37_037));
        assert_eq!(third.times(&third).over(&third).rounded(1000), Some(333));
        assert_eq!(third.plus(&third).rounded(1000), Some(667));
    }

    #[test]
    fn what_has_no_end_in_decimals_only_is_exact_in_binary_places() {
        let half = Between::of(&p(1, 2), 64);
        assert_eq!(half.compared(&p(1, 2)), Some(Ordering::Equal));
        assert_eq!(half.power(0).compared(&Probability::one()), Some(Ordering::Equal));
        assert!(half.power(1000).is_spent());
        assert!(!half.is_spent());
    }

    #[test]
    fn bounds_that_round_to_different_numbers_round_to_none() {
        assert_eq!(Between::of(&p(1, 3), 4).rounded(1000), None);
        assert_eq!(Between::of(&p(1, 3), 64).rounded(1000), Some(333));
    }
}
