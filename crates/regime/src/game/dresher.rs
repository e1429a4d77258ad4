//! Dresher's game: n periods, of which m are inspected, and a party that may violate once.
//!
//! The inspector wins 1 where the violation falls into a period that is inspected, loses 1 where not, and nothing where there is none. After each
//! period both know whether it was inspected. With n periods and m inspections left the next period is a game of four outcomes
//!
//! ```text
//!                 legal            violates
//! inspects        v(n−1, m−1)      +1
//! does not        v(n−1, m)        −1
//! ```
//!
//! with v(n, 0) = −1 for n > 0 and v(n, m) = 0 for m ≥ n, and all of it is worth
//!
//! ```text
//! v(n, m) = − C(n−1, m) / Σ_{i=0..m} C(n, i)
//! ```
//!
//! M. Dresher, *A Sampling Inspection Problem in Arms Control Agreements: A Game-Theoretic Analysis*, RAND RM-2972 (1962); the recursion in Avenhaus,
//! von Stengel and Zamir, *Inspection Games* (2002). A test holds one against the other.

use super::Worth;
use crate::{OutOfBounds, Probability};
use num_bigint::BigInt;

/// The most periods of a game.
pub const PERIODS_MAX: u32 = 1_000;

/// A period before which the players stand, with what each does in it. Each later stage is a game of its own, with what is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// How many periods are left, this one among them.
    pub periods: u32,
    /// How many inspections are left.
    pub inspections: u32,
    /// What the game is worth to the inspector from here on, from −1 to 0.
    pub value: Worth,
    /// With what probability the inspector inspects in this period.
    pub inspects: Probability,
    /// With what probability a party that has not violated yet does so in this period.
    pub violates: Probability,
}

/// The stage at which so many periods and inspections are left.
///
/// # Errors
/// Where there are no periods, or more than [`PERIODS_MAX`].
pub fn dresher(periods: u32, inspections: u32) -> Result<Stage, OutOfBounds> {
    if periods == 0 || periods > PERIODS_MAX {
        return Err(OutOfBounds::Periods(periods));
    }
    let (inspects, violates) = match inspections {
        0 => (Probability::zero(), Probability::one()),
        all if all >= periods => (Probability::one(), Probability::zero()),
        _ => {
            let (spent, kept) = (value(periods - 1, inspections - 1), value(periods - 1, inspections));
            let gained = kept.clone() - spent;
            let all = Worth::whole(2) + gained.clone();
            ((Worth::whole(1) + kept).over(&all).probability(), gained.over(&all).probability())
        }
    };
    Ok(Stage { periods, inspections, value: value(periods, inspections), inspects, violates })
}

/// The closed form, for any number of periods from 0 on.
fn value(n: u32, m: u32) -> Worth {
    if m >= n {
        return Worth::whole(0);
    }
    let (mut choices, mut all) = (BigInt::from(1), BigInt::from(1));
    for i in 0..m {
        choices = choices * (n - i) / (i + 1);
        all += &choices;
    }
    // C(n−1, m) is the share (n−m)/n of C(n, m)
    -Worth::whole(choices * (n - m) / n).over(&Worth::whole(all))
}
