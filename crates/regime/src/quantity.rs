//! A number that somebody assumes: in millionths, so that nothing is rounded on the way from a file into a simulation.

use crate::draws::Chance;
use std::fmt;
use std::str::FromStr;

/// How many of 1 a millionth counts.
const MILLION: u64 = 1_000_000;
/// The most digits before the point.
const WHOLE_DIGITS_MAX: usize = 9;
/// The most digits behind the point.
const PLACES_MAX: usize = 6;

/// A number from 0 to 10^9, in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(u64);

impl Quantity {
    /// A whole number.
    pub fn whole(number: u32) -> Self {
        Self(u64::from(number) * MILLION)
    }

    /// In millionths.
    pub fn millionths(self) -> u64 {
        self.0
    }

    /// The nearest whole number; upwards from the middle.
    pub fn rounded(self) -> u64 {
        (self.0 + MILLION / 2) / MILLION
    }

    /// This share of a whole, rounded up: 1% of 3,750 is 38.
    pub fn of_rounded_up(self, whole: u64) -> u64 {
        let parts = u128::from(self.0) * u128::from(whole);
        u64::try_from(parts.div_ceil(u128::from(MILLION))).unwrap_or(u64::MAX)
    }

    /// As a chance; nothing above 1.
    pub fn chance(self) -> Option<Chance> {
        Chance::of_millionths(self.0)
    }
}

/// A word that is no quantity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no number from 0 to 999999999: write 12, 0.25 or 25%, with at most {PLACES_MAX} digits behind the point"
)]
pub struct NoQuantity(String);

impl FromStr for Quantity {
    type Err = NoQuantity;

    /// As a decimal or in percent.
    fn from_str(word: &str) -> Result<Self, NoQuantity> {
        let refused = || NoQuantity(word.chars().take(40).collect());
        let (number, divided) = word.strip_suffix('%').map_or((word, 1), |percent| (percent, 100));
        let (before, behind) = number.split_once('.').unwrap_or((number, ""));
        let digits = |text: &str, most: usize| text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
        let written = !before.is_empty() && number.contains('.') != behind.is_empty();
        if !written || !digits(before, WHOLE_DIGITS_MAX) || !digits(behind, PLACES_MAX) {
            return Err(refused());
        }
        let whole: u64 = before.parse().map_err(|_| refused())?;
        let part: u64 = format!("{behind:0<PLACES_MAX$}").parse().map_err(|_| refused())?;
        let all = whole * MILLION + part;
        // a percentage that would need more places than a millionth has is none that is kept exactly
        if all.is_multiple_of(divided) { Ok(Self(all / divided)) } else { Err(refused()) }
    }
}

impl fmt::Display for Quantity {
    /// The shortest decimal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / MILLION, self.0 % MILLION);
        match part {
            0 => write!(f, "{whole}"),
            _ => write!(f, "{}", format!("{whole}.{part:06}").trim_end_matches('0')),
        }
    }
}

/// What is assumed of a number that nobody knows: between which bounds it lies, and what is most likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    low: Quantity,
    central: Quantity,
    high: Quantity,
}

/// Which number of its bounds stands for a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// The lowest.
    Low,
    /// The most likely.
    Central,
    /// The highest.
    High,
}

impl Bounds {
    /// From the lowest over the most likely to the highest; nothing in another order.
    pub fn new(low: Quantity, central: Quantity, high: Quantity) -> Option<Self> {
        (low <= central && central <= high).then_some(Self { low, central, high })
    }

    /// One number of them.
    pub fn at(&self, point: Point) -> Quantity {
        match point {
            Point::Low => self.low,
            Point::Central => self.central,
            Point::High => self.high,
        }
    }

    /// Whether it is uncertain at all.
    pub fn is_wide(&self) -> bool {
        self.low < self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_a_decimal_or_a_percentage_and_is_kept_exactly() {
        for (word, shown) in [("12", "12"), ("0.25", "0.25"), ("25%", "0.25"), ("0.10", "0.1"), ("2.5%", "0.025")] {
            assert_eq!(word.parse::<Quantity>().unwrap().to_string(), shown, "{word}");
        }
        assert_eq!("999999999.999999".parse::<Quantity>().unwrap().rounded(), 1_000_000_000);
        for bad in ["", "-1", "+1", ".5", "5.", "1e3", "0,5", "%", "0.0000001", "0.00001%", "1000000000", "½", "nan"] {
            assert!(bad.parse::<Quantity>().is_err(), "{bad}");
        }
    }

    #[test]
    fn bounds_are_in_order_and_a_share_is_rounded_up() {
        let of = |word: &str| word.parse::<Quantity>().unwrap();
        assert!(Bounds::new(of("1"), of("2"), of("2")).unwrap().is_wide());
        assert!(!Bounds::new(of("2"), of("2"), of("2")).unwrap().is_wide());
        assert_eq!(Bounds::new(of("2"), of("1"), of("3")), None);
        assert_eq!([of("1%").of_rounded_up(3750), of("0").of_rounded_up(9), of("100%").of_rounded_up(9)], [38, 0, 9]);
    }
}
