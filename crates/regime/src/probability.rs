//! A probability: an exact, reduced fraction from 0 to 1.

use num_bigint::BigUint;
use num_rational::Ratio;
use std::fmt;
use std::str::FromStr;

/// The most independent tries that are reckoned with.
pub const TRIES_MAX: u32 = 1000;

/// The most digits of a probability that is read.
pub const DIGITS_MAX: usize = 15;

/// A probability as a reduced fraction.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Probability(Ratio<BigUint>);

impl Probability {
    /// A fraction; nothing where it is none from 0 to 1.
    pub fn new(numerator: u32, denominator: u32) -> Option<Self> {
        let is_one = denominator > 0 && numerator <= denominator;
        is_one.then(|| Self(Ratio::new(numerator.into(), denominator.into())))
    }

    /// Of what never happens.
    pub fn zero() -> Self {
        Self(Ratio::from_integer(BigUint::ZERO))
    }

    /// Of what happens for certain.
    pub fn one() -> Self {
        Self(Ratio::from_integer(1_u32.into()))
    }

    /// A fraction of large numbers. Its maker knows that it is one from 0 to 1.
    pub(crate) fn ratio(numerator: BigUint, denominator: BigUint) -> Self {
        assert!(numerator <= denominator, "a probability is at most 1");
        Self(Ratio::new(numerator, denominator))
    }

    /// The numerator of the reduced fraction.
    pub fn numerator(&self) -> &BigUint {
        self.0.numer()
    }

    /// Its denominator.
    pub fn denominator(&self) -> &BigUint {
        self.0.denom()
    }

    /// That it does not happen.
    pub fn complement(&self) -> Self {
        Self(Ratio::from_integer(BigUint::from(1_u32)) - &self.0)
    }

    /// That this happens and, independently of it, another does.
    pub fn and(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// That it happens in at least one of so many independent tries; nothing for more than [`TRIES_MAX`].
    pub fn in_any_of(&self, tries: u32) -> Option<Self> {
        let never = self.complement();
        (tries <= TRIES_MAX).then(|| (0..tries).fold(Self::one(), |all, _| all.and(&never)).complement())
    }

    /// How many of a whole it is, rounded to the nearest and upwards from the middle: of 1000, the permille.
    pub fn of(&self, whole: u64) -> u64 {
        let twice = self.numerator() * whole * 2_u32 + self.denominator();
        let rounded = twice / (self.denominator() * 2_u32);
        u64::try_from(rounded).expect("a part is no more than the whole")
    }

    /// How many of a whole it is, rounded up: 1% of 3,750 is 38.
    pub fn of_rounded_up(&self, whole: u32) -> u32 {
        let up = (self.numerator() * whole + self.denominator() - 1_u32) / self.denominator();
        u32::try_from(up).expect("a part is no more than the whole")
    }
}

/// A word that is no probability.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no probability: write 0.9, 90% or 9/10, from 0 to 1 and with at most {DIGITS_MAX} digits")]
pub struct NoProbability(String);

impl FromStr for Probability {
    type Err = NoProbability;

    /// As a decimal, in percent, or as a fraction.
    fn from_str(word: &str) -> Result<Self, NoProbability> {
        let read = match (word.split_once('/'), word.strip_suffix('%')) {
            (Some((numerator, denominator)), _) => whole(numerator).zip(whole(denominator)),
            (None, Some(percent)) => decimal(percent).map(|(digits, places)| (digits, places * 100)),
            (None, None) => decimal(word),
        };
        let fits = read.filter(|(numerator, denominator)| *denominator > 0 && numerator <= denominator);
        let (numerator, denominator) = fits.ok_or_else(|| NoProbability(word.chars().take(40).collect()))?;
        Ok(Self(Ratio::new(numerator.into(), denominator.into())))
    }
}

/// A decimal as its digits, and how many of 1 they count.
fn decimal(word: &str) -> Option<(u64, u64)> {
    let (before, behind) = word.split_once('.').unwrap_or((word, ""));
    let is_whole = word.contains('.') && behind.is_empty();
    let places = u32::try_from(behind.len()).ok().filter(|_| !is_whole)?;
    Some((whole(&format!("{before}{behind}")).filter(|_| !before.is_empty())?, 10_u64.checked_pow(places)?))
}

fn whole(word: &str) -> Option<u64> {
    let plain = !word.is_empty() && word.len() <= DIGITS_MAX && word.bytes().all(|digit| digit.is_ascii_digit());
    if plain { word.parse().ok() } else { None }
}

impl fmt::Display for Probability {
    /// The fraction, or 0 or 1.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(numerator: u32, denominator: u32) -> Probability {
        Probability::new(numerator, denominator).unwrap()
    }

    #[test]
    fn a_fraction_is_reduced_and_none_above_one_is_a_probability() {
        assert_eq!(p(2, 10).to_string(), "1/5");
        assert_eq!([p(0, 7), p(7, 7)], [Probability::zero(), Probability::one()]);
        assert_eq!([p(0, 7), p(7, 7)].map(|p| p.to_string()), ["0", "1"]);
        assert_eq!([Probability::new(8, 7), Probability::new(0, 0), Probability::new(1, 0)], [const { None }; 3]);
    }

    #[test]
    fn independent_tries_are_as_good_as_their_complements_multiplied() {
        assert_eq!(p(1, 2).in_any_of(3), Some(p(7, 8)));
        assert_eq!(p(1, 3).in_any_of(0), Some(Probability::zero()));
        assert_eq!(p(1, 3).and(&p(3, 5)), p(1, 5));
        assert!(p(1, 3).in_any_of(TRIES_MAX).is_some_and(|almost| almost < Probability::one()));
        assert_eq!(p(1, 3).in_any_of(TRIES_MAX + 1), None);
    }

    #[test]
    fn parts_of_a_whole_are_rounded_from_the_middle_upwards() {
        assert_eq!([p(1, 3).of(1000), p(2, 3).of(1000), p(1, 2000).of(1000), p(1, 2001).of(1000)], [333, 667, 1, 0]);
        assert_eq!([Probability::zero().of(1000), Probability::one().of(u64::MAX)], [0, u64::MAX]);
    }

    #[test]
    fn a_probability_is_written_as_a_decimal_in_percent_or_as_a_fraction() {
        for word in ["0.2", "20%", "1/5", "0.20", "20.0%", "2/10"] {
            assert_eq!(word.parse(), Ok(p(1, 5)), "{word}");
        }
        assert_eq!(["0", "1", "100%"].map(|word| word.parse::<Probability>().unwrap().to_string()), ["0", "1", "1"]);
        assert_eq!("0.5%".parse(), Ok(p(1, 200)));
        let long = "0.".to_owned() + &"9".repeat(DIGITS_MAX);
        for bad in ["", "1.1", "101%", "6/5", "1/0", ".5", "1.", "-1", "+1", "1e-3", "0,5", "half", "0.5%%", &long] {
            assert!(bad.parse::<Probability>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_share_of_a_whole_is_rounded_up() {
        assert_eq!([p(1, 100).of_rounded_up(3750), p(1, 20).of_rounded_up(20), p(0, 1).of_rounded_up(7)], [38, 1, 0]);
        assert_eq!(Probability::one().of_rounded_up(u32::MAX), u32::MAX);
    }

    #[test]
    fn fractions_are_compared_and_not_their_decimals() {
        assert!(p(333_333_333, 1_000_000_000) < p(1, 3));
    }
}
