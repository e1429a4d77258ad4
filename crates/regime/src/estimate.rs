//! From counts to estimates with intervals.
//!
//! Only what is told is computed in floating point, by the operations that IEEE 754 defines to the last bit (+, −, ×, ÷, √): nothing decides on it, and every machine
//! tells the same.

/// The 97.5th percentile of the normal distribution: both sides together leave out 5 %.
const Z: f64 = 1.959_963_984_540_054;

/// An estimate, and between which numbers what it estimates lies with 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

/// A probability of which `count` of `all` tries were a success: the interval of Wilson (1927); nothing where there was no try.
pub fn share(count: u64, all: u64) -> Option<Estimate> {
    if all == 0 {
        return None;
    }
    let (x, n, square) = (count as f64, all as f64, Z * Z);
    let middle = x + square / 2.0;
    let half = Z * (x * (n - x) / n + square / 4.0).sqrt();
    let whole = n + square;
    // at the ends rounding must not leave out what is certain
    let low = if count == 0 { 0.0 } else { ((middle - half) / whole).max(0.0) };
    let high = if count == all { 1.0 } else { ((middle + half) / whole).min(1.0) };
    Some(Estimate { value: x / n, low, high })
}

/// A mean of `all` numbers, from their sum and the sum of their squares: the normal interval; nothing where there are fewer than two.
pub fn mean([sum, squares]: [u128; 2], all: u64) -> Option<Estimate> {
    if all < 2 {
        return None;
    }
    let n = u128::from(all);
    // exactly, as long as it fits: n·Σx² − (Σx)² is never below 0
    let spread = match (n.checked_mul(squares), sum.checked_mul(sum)) {
        (Some(left), Some(right)) => left.saturating_sub(right) as f64,
        _ => (n as f64 * squares as f64 - sum as f64 * sum as f64).max(0.0),
    };
    let n = all as f64;
    let value = sum as f64 / n;
    let half = Z * (spread / (n * n * (n - 1.0))).sqrt();
    Some(Estimate { value, low: (value - half).max(0.0), high: value + half })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
    }

    #[test]
    fn wilsons_interval_is_that_of_the_textbook_and_holds_certainty() {
        // Newcombe (1998), table I: 81 of 263 are 0.3080 (0.2553 to 0.3662), 1 of 29 is 0.0345 (0.0061 to 0.1718)
        let of = |count, all| share(count, all).map(|e| [e.value, e.low, e.high].map(|x| (x * 1e4).round() / 1e4));
        assert_eq!(of(81, 263), Some([0.3080, 0.2553, 0.3662]));
        assert_eq!(of(1, 29), Some([0.0345, 0.0061, 0.1718]));
        let (none, all) = (share(0, 1000).unwrap(), share(1000, 1000).unwrap());
        assert!(none.low == 0.0 && none.high > 0.003 && all.high == 1.0 && all.low < 0.997);
        assert_eq!(share(0, 0), None);
    }

    #[test]
    fn a_mean_has_the_interval_of_its_spread() {
        // 1, 2, 3, 4: mean 2.5, standard error √(5/3/4) = 0.6455
        let mean_of = mean([10, 30], 4).unwrap();
        assert!(
            near(mean_of.value, 2.5)
                && near(mean_of.high - 2.5, Z * 0.645_497_224)
                && near(2.5 - mean_of.low, Z * 0.645_497_224)
        );
        assert_eq!(mean([7, 49], 1), None);
        let huge = mean([u128::MAX / 4, u128::MAX / 4], u64::MAX).unwrap();
        assert!(huge.value.is_finite() && huge.low.is_finite() && huge.high.is_finite());
    }
}
