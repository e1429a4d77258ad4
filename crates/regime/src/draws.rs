//! What chance does in a simulation: a generator that counts, and integers only.
//!
//! The draws of replicate `i` are the stream `i` of ChaCha with 8 rounds under the seed: they depend on (seed, i) and on nothing else, so it does not matter who
//! runs which replicate, and no number is rounded differently on another machine.

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// From what every draw of a simulation follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seed(pub u64);

/// The draws of one replicate after the other.
pub struct Draws(ChaCha8Rng);

impl Draws {
    /// Those of replicate 0.
    pub fn of(seed: Seed) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.0.to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// From here on those of replicate `number`, from the first.
    pub fn turn_to(&mut self, number: u64) {
        self.0.set_stream(number);
    }

    /// Whether something happens that has this chance.
    #[inline]
    pub fn happens(&mut self, chance: Chance) -> bool {
        // what is certain or impossible draws nothing
        match chance.0 {
            0 => false,
            ONE => true,
            below => self.bits() < below,
        }
    }

    /// One of the numbers below `count`, each with the same chance; 0 where there is none.
    #[inline]
    pub fn below(&mut self, count: u32) -> u32 {
        // Lemire's way with a product: what would favour some numbers is drawn again, and the division that tells is seldom needed
        let mut product = self.product(count);
        if (product as u32) < count {
            let again = count.wrapping_neg() % count;
            while (product as u32) < again {
                product = self.product(count);
            }
        }
        (product >> 32) as u32
    }

    #[inline]
    fn product(&mut self, count: u32) -> u64 {
        u64::from(self.0.next_u32()) * u64::from(count)
    }

    #[inline]
    fn bits(&mut self) -> u64 {
        self.0.next_u64() >> 1
    }
}

/// A certain chance, as [`Chance`] counts.
const ONE: u64 = 1 << 63;

/// A chance from 0 to 1: how many of 2^63 equally likely draws it has, rounded to the nearest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chance(u64);

impl Chance {
    /// What never happens.
    pub const NEVER: Self = Self(0);
    /// What happens for certain.
    pub const ALWAYS: Self = Self(ONE);

    /// So many millionths; nothing above 1.
    pub fn of_millionths(millionths: u64) -> Option<Self> {
        (millionths <= 1_000_000).then(|| Self::share(millionths, 1_000_000))
    }

    /// So many parts of a whole that is not 0; all of it where there are more parts.
    pub fn share(parts: u64, whole: u64) -> Self {
        let of = u128::from(parts.min(whole)) * u128::from(ONE) + u128::from(whole / 2);
        Self(u64::try_from(of / u128::from(whole)).unwrap_or(ONE))
    }

    /// That this happens and, independently of it, another does.
    pub fn and(self, other: Self) -> Self {
        Self(times(self.0, other.0))
    }

    /// That this happens each of so many times, independently.
    pub fn each_of(self, times: u32) -> Self {
        let (mut all, mut square) = (Self::ALWAYS, self);
        for bit in 0..u32::BITS - times.leading_zeros() {
            if times >> bit & 1 == 1 {
                all = all.and(square);
            }
            square = square.and(square);
        }
        all
    }

    /// That it does not happen.
    pub fn complement(self) -> Self {
        Self(ONE - self.0)
    }
}

/// How long one waits for something that has a chance on each of so many days: the days before the one on which it happens.
pub struct Wait {
    /// The chance that it has happened by the end of each day.
    by: Vec<u64>,
    /// For each value of the leading eight bits of a draw the first day that it may lead to, and behind them the last: between two of them there are few to search.
    first: Vec<usize>,
}

/// How far below the leading eight of its 63 bits a draw goes on.
const LEADING: u32 = 55;

impl Wait {
    /// With a chance `daily`, for so many days.
    pub fn new(daily: Chance, days: u32) -> Self {
        let mut never = ONE;
        let after = |_| {
            never = times(never, ONE - daily.0);
            ONE - never
        };
        let by: Vec<u64> = if daily == Chance::NEVER { Vec::new() } else { (0..days).map(after).collect() };
        let first = (0..=ONE >> LEADING).map(|leading| by.partition_point(|by| *by <= leading << LEADING)).collect();
        Self { by, first }
    }

    /// The number of the day on which it happens; nothing where that is none of these days.
    pub fn draw(&self, draws: &mut Draws) -> Option<u32> {
        if self.by.is_empty() { None } else { self.day(draws.bits()) }
    }

    fn day(&self, drawn: u64) -> Option<u32> {
        let leading = (drawn >> LEADING) as usize;
        let (from, until) = (self.first[leading], self.first[leading + 1]);
        let day = from + self.by[from..until].partition_point(|by| *by <= drawn);
        (day < self.by.len()).then_some(day as u32)
    }
}

/// The chance a day that makes something happen in a year of 365 days with the chance that `yearly` is: `1 − (1 − yearly)^(1/365)`.
///
/// Rounded down to a part of 2^63, by bisection with exact products.
pub fn daily(yearly: Chance) -> Chance {
    let reaches = |daily: u64| (0..365).fold(ONE, |never, _| times(never, ONE - daily)) <= ONE - yearly.0;
    let (mut low, mut high) = (0, yearly.0);
    while low < high {
        let middle = low + (high - low) / 2;
        if reaches(middle) { high = middle } else { low = middle + 1 }
    }
    Chance(high)
}

/// The product of two parts of 2^63, rounded to the nearest.
fn times(a: u64, b: u64) -> u64 {
    ((u128::from(a) * u128::from(b) + u128::from(ONE / 2)) >> 63) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replicate_depends_on_the_seed_and_its_number_alone() {
        let first = |seed, number| {
            let mut draws = Draws::of(Seed(seed));
            draws.turn_to(number);
            draws.bits()
        };
        assert_eq!(first(7, 3), first(7, 3));
        assert_ne!(first(7, 3), first(7, 4));
        assert_ne!(first(7, 3), first(8, 3));
        assert_eq!(first(7, 0), Draws::of(Seed(7)).bits());

        let mut draws = Draws::of(Seed(7));
        draws.turn_to(4);
        (0..100).for_each(|_| _ = draws.bits());
        draws.turn_to(3);
        assert_eq!(draws.bits(), first(7, 3), "whatever was drawn before");
    }

    #[test]
    fn a_chance_happens_as_often_as_it_says() {
        let mut draws = Draws::of(Seed(1));
        let mut of = |chance| (0..100_000).filter(|_| draws.happens(chance)).count();
        assert_eq!([of(Chance::NEVER), of(Chance::ALWAYS)], [0, 100_000]);
        let third = of(Chance::share(1, 3));
        assert!((32_800..33_900).contains(&third), "{third} of 100,000");
    }

    #[test]
    fn what_happens_each_of_so_many_times_has_the_power_of_its_chance() {
        let third = Chance::share(1, 3);
        let mut product = Chance::ALWAYS;
        for times in 0..40 {
            assert!(third.each_of(times).0.abs_diff(product.0) <= 40, "{times}");
            product = product.and(third);
        }
        assert_eq!([Chance::ALWAYS, third, Chance::NEVER].map(|chance| chance.each_of(u32::MAX).0), [ONE, 0, 0]);
        assert_eq!(Chance::NEVER.each_of(0), Chance::ALWAYS);
    }

    #[test]
    fn each_number_below_is_drawn_as_often_as_another() {
        let mut draws = Draws::of(Seed(2));
        let mut drawn = [0_u32; 7];
        (0..70_000).for_each(|_| drawn[draws.below(7) as usize] += 1);
        assert!(drawn.iter().all(|count| (9_600..10_400).contains(count)), "{drawn:?}");
        assert_eq!([draws.below(0), draws.below(1)], [0, 0]);
    }

    #[test]
    fn a_chance_of_the_year_is_that_of_its_days_together() {
        for yearly in [0, 1, 300_000, 999_999, 1_000_000] {
            let yearly = Chance::of_millionths(yearly).unwrap();
            let never = (0..365).fold(ONE, |never, _| times(never, ONE - daily(yearly).0));
            assert!((ONE - never).abs_diff(yearly.0) < 1 << 16, "{yearly:?}");
        }
    }

    #[test]
    fn the_days_of_waiting_are_spread_as_the_chance_of_a_day_says() {
        let wait = Wait::new(Chance::share(1, 100), 300);
        let mut draws = Draws::of(Seed(3));
        let days: Vec<_> = (0..50_000).map(|_| wait.draw(&mut draws)).collect();
        let by = |day: u32| days.iter().flatten().filter(|drawn| **drawn < day).count();
        // 1 − 0.99^10 = 9.56 %, 1 − 0.99^100 = 63.4 %, 1 − 0.99^300 = 95.1 %
        assert!((4_500..5_060).contains(&by(10)) && (31_350..32_050).contains(&by(100)), "{} {}", by(10), by(100));
        assert!((47_350..47_750).contains(&by(300)));
        for day in 0..300 {
            let (before, by) = (if day == 0 { 0 } else { wait.by[day - 1] }, wait.by[day]);
            assert_eq!(
                [before, by - 1].map(|drawn| wait.day(drawn)),
                [Some(day as u32); 2],
                "the first and the last draw"
            );
        }
        assert_eq!([wait.by[299], ONE - 1].map(|drawn| wait.day(drawn)), [None; 2]);
        assert_eq!(Wait::new(Chance::NEVER, 300).draw(&mut draws), None);
        assert_eq!(Wait::new(Chance::ALWAYS, 300).draw(&mut draws), Some(0));
        assert_eq!(Wait::new(Chance::ALWAYS, 0).draw(&mut draws), None);
    }
}
