//! What a game is worth to one of its players.

use crate::Probability;
use num_bigint::{BigInt, Sign};
use num_rational::Ratio;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

/// A worth: an exact, reduced fraction, which may be below 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Worth(Ratio<BigInt>);

impl Worth {
    /// A whole number.
    pub fn whole(number: impl Into<BigInt>) -> Self {
        Self(Ratio::from_integer(number.into()))
    }

    /// So many parts of a whole that is not 0.
    pub(crate) fn parts(parts: impl Into<BigInt>, whole: u32) -> Self {
        Self(Ratio::new(parts.into(), whole.into()))
    }

    /// One that is known to be a probability.
    pub(crate) fn probability(&self) -> Probability {
        let [numerator, denominator] = [self.0.numer(), self.0.denom()].map(|number| number.magnitude().clone());
        assert!(self.0.numer().sign() != Sign::Minus, "a probability is at least 0");
        Probability::ratio(numerator, denominator)
    }

    /// Divided by another, which is not 0.
    pub(crate) fn over(self, other: &Self) -> Self {
        Self(self.0 / &other.0)
    }

    /// How many of a part it is, rounded to the nearest and away from 0 in the middle: of 1000, the thousandths. Nothing where 64 bits do not hold it.
    pub fn of(&self, part: u64) -> Option<i64> {
        i64::try_from(self.scaled(part).round().to_integer()).ok()
    }

    /// The same rounded upwards, for what is never more.
    pub fn at_most(&self, part: u64) -> Option<i64> {
        i64::try_from(self.scaled(part).ceil().to_integer()).ok()
    }

    /// The same rounded downwards, for what is never less.
    pub fn at_least(&self, part: u64) -> Option<i64> {
        i64::try_from(self.scaled(part).floor().to_integer()).ok()
    }

    fn scaled(&self, part: u64) -> Ratio<BigInt> {
        &self.0 * BigInt::from(part)
    }
}

impl From<&Probability> for Worth {
    fn from(of: &Probability) -> Self {
        Self(Ratio::new(of.numerator().clone().into(), of.denominator().clone().into()))
    }
}

impl Add for Worth {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Worth {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Mul for Worth {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self(self.0 * other.0)
    }
}

impl Neg for Worth {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl fmt::Display for Worth {
    /// The fraction, or the whole number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worth_is_told_as_a_fraction_and_rounded_away_from_nothing() {
        let third = -Worth::parts(2, 6);
        assert_eq!((third.to_string(), third.of(1000)), ("-1/3".to_owned(), Some(-333)));
        assert_eq!([Worth::parts(1, 2000).of(1000), (-Worth::parts(1, 2000)).of(1000)], [Some(1), Some(-1)]);
        assert_eq!([third.at_most(1000), third.at_least(1000)], [Some(-333), Some(-334)]);
        assert_eq!((Worth::whole(-7).to_string(), Worth::whole(i64::MAX).of(2)), ("-7".to_owned(), None));
    }
}
