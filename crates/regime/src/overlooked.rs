//! The probability that a sample overlooks all defects, for strata of any size: between bounds as narrow as the question needs.
//!
//! ```text
//! β(N, r, n) = Σ_k C(r, k)·C(N−r, n−k) / C(N, n) · o^k
//! ```
//!
//! where each defect that is looked at is overlooked with probability o, by itself: 0 where whoever looks recognises all. Two stages are the same
//! formula twice: a site that hides something is overlooked with the probability with which the sample at it finds nothing.

use crate::between::Between;
use crate::sampling::Stratum;
use num_bigint::BigUint;

/// That so many drawn items overlook all defects. `each` is the probability with which one that was drawn is overlooked; none where it never is.
pub(crate) fn overlooked(of: Stratum, sample: u32, each: Option<&Between>, bits: u64) -> Between {
    let (few, many) = of.few_and_many(sample);
    match each {
        None => without_any(of.items(), few, many, bits),
        Some(each) => weighed(of.items(), few, many, each, bits),
    }
}

/// No defect is drawn: of so many, one after the other.
fn without_any(items: u32, few: u32, many: u32, bits: u64) -> Between {
    let mut missed = Between::whole(1, bits);
    for drawn in 0..few {
        if missed.is_spent() {
            break;
        }
        missed = missed.scaled(&(items - many).saturating_sub(drawn).into(), &(items - drawn).into());
    }
    missed
}

/// The sum over how many defects are drawn, from the likeliest number outwards, until what is left would show in no place.
fn weighed(items: u32, few: u32, many: u32, each: &Between, bits: u64) -> Between {
    let others = items - many;
    let (first, last) = (few.saturating_sub(others), few);
    let likeliest = u64::from(few + 1) * u64::from(many + 1) / (u64::from(items) + 2);
    let likeliest = u32::try_from(likeliest).unwrap_or(last).clamp(first, last);
    // how often k + 1 are drawn for each time that k are
    let more = |k: u32| u64::from(many - k) * u64::from(few - k);
    let less = |k: u32| u64::from(k + 1) * u64::from(others + k + 1 - few);
    let mut sums = Sums { all: Between::whole(0, bits), missed: Between::whole(0, bits) };
    let (mut times, mut power) = (Between::whole(1, bits), each.power(likeliest));
    for k in likeliest..=last {
        sums.add(&times, &power);
        if times.is_spent() {
            sums.leave(last - k);
            break;
        }
        if k < last {
            times = times.scaled(&BigUint::from(more(k)), &less(k).into());
            power = power.times(each);
        }
    }
    let mut times = Between::whole(1, bits);
    for k in (first..likeliest).rev() {
        times = times.scaled(&BigUint::from(less(k)), &more(k).into());
        sums.add(&times, &each.power(k));
        if times.is_spent() {
            sums.leave(k - first);
            break;
        }
    }
    sums.missed.over(&sums.all)
}

/// What was added up so far: how often anything is drawn, and how often all of it is overlooked.
struct Sums {
    all: Between,
    missed: Between,
}

impl Sums {
    fn add(&mut self, times: &Between, power: &Between) {
        self.all = self.all.plus(times);
        self.missed = self.missed.plus(&times.times(power));
    }

    /// Leaves so many terms out, each of which is less than the last place.
    fn leave(&mut self, terms: u32) {
        self.all = self.all.and_up_to(terms);
        self.missed = self.missed.and_up_to(terms);
    }
}
