//! The heart of a simulation: what comes next.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The latest hour of a calendar: 119 years.
pub const HOUR_MAX: u32 = (1 << 20) - 1;

/// Things to come, by hour; of those of one hour the one that was put in first comes first.
///
/// One number holds the hour (20 bits), the order (28) and what it is (16), so that comparing two entries is comparing two numbers.
// everything that happens goes through these few lines, from other parts of the crate: without `inline` an honest year takes a quarter longer
#[derive(Default)]
pub struct Calendar {
    heap: BinaryHeap<Reverse<u64>>,
    put: u64,
}

impl Calendar {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.heap.clear();
        self.put = 0;
    }

    /// Puts something in; what would come after the latest hour never comes.
    #[inline]
    pub fn put(&mut self, hour: u32, what: u16) {
        if hour <= HOUR_MAX {
            self.heap.push(Reverse(u64::from(hour) << 44 | (self.put & 0x0FFF_FFFF) << 16 | u64::from(what)));
            self.put += 1;
        }
    }

    /// The hour of what comes next; where nothing does, one behind every other.
    #[inline]
    pub fn hour(&self) -> u32 {
        self.heap.peek().map_or(u32::MAX, |Reverse(entry)| (entry >> 44) as u32)
    }

    /// Takes out what comes next.
    #[inline]
    pub fn next(&mut self) -> Option<u16> {
        self.heap.pop().map(|Reverse(entry)| entry as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_earlier_comes_first_and_of_one_hour_what_was_put_in_first() {
        let mut calendar = Calendar::default();
        for (hour, what) in [(9, 1), (3, 2), (9, 0), (3, u16::MAX), (HOUR_MAX, 5), (HOUR_MAX + 1, 6)] {
            calendar.put(hour, what);
        }
        let all: Vec<_> = std::iter::from_fn(|| Some((calendar.hour(), calendar.next()?))).collect();
        assert_eq!(all, [(3, 2), (3, u16::MAX), (9, 1), (9, 0), (HOUR_MAX, 5)]);
        assert_eq!(calendar.hour(), u32::MAX);
    }
}
