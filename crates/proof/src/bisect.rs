//! Naming what fails in a batch: a batch says only that something does.

use std::ops::Range;

/// The members of a range that do not hold, upwards, given whether a whole range does. It asks once where all hold, and about `2·k·log(n/k)` times where k of n do not.
pub(crate) fn failing(range: Range<usize>, holds: &mut impl FnMut(Range<usize>) -> bool) -> Vec<usize> {
    if range.is_empty() || holds(range.clone()) {
        return Vec::new();
    }
    if range.len() == 1 {
        return range.collect();
    }
    let middle = range.start + range.len() / 2;
    let mut found = failing(range.start..middle, holds);
    found.extend(failing(middle..range.end, holds));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_failing_are_found_whichever_they_are() {
        for bad in 0_u32..1 << 9 {
            let fails = |index: &usize| bad >> index & 1 == 1;
            let found = failing(0..9, &mut |mut range| !range.any(|index| fails(&index)));
            assert_eq!(found, (0..9).filter(fails).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_good_batch_is_asked_about_once() {
        let mut asked = 0;
        failing(0..256, &mut |_| {
            asked += 1;
            true
        });
        assert_eq!(asked, 1);
    }
}
