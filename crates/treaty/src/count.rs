//! Counting items by class towards a limit.
//!
//! A line that is *of which* another is a part of it: it is neither added to the count nor taken out of it. New START's test launchers
//! stand inside the non-deployed launchers (treaty text check 1.3-4), so the United States' items of 2020-09-01 count as 800; leaving the test items out
//! gives 791 and adding them again gives 809.
// rule: counting

use crate::instrument::{Counted, Instrument, Limit, Reading};
use crate::text::Id;
use crate::time::Date;
use std::collections::BTreeMap;

/// How many items of each class a party declares.
pub type Tally = BTreeMap<Id, u64>;

/// A count towards a limit, with the lines that it is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The sum.
    pub total: u64,
    /// Each class with its items and for how much one counts.
    pub lines: Vec<Line>,
}

/// One class in a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub class: Id,
    /// How many items.
    pub items: u64,
    /// For how much each counts.
    pub each: u32,
}

/// Counts a tally towards a limit on a day.
pub fn count(instrument: &Instrument, limit: &Limit, tally: &Tally, on: Date) -> Count {
    add(instrument, &limit.counts, tally, on)
}

/// Counts a tally towards a limit as one reading of a dispute has it: the limit's own classes and those that the reading counts besides.
pub fn count_as_read(instrument: &Instrument, limit: &Limit, reading: &Reading, tally: &Tally, on: Date) -> Count {
    let mut sum = count(instrument, limit, tally, on);
    let more = add(instrument, &reading.counts, tally, on);
    sum.total = sum.total.saturating_add(more.total);
    sum.lines.extend(more.lines);
    sum
}

fn add(instrument: &Instrument, counts: &[Counted], tally: &Tally, on: Date) -> Count {
    let mut sum = Count::default();
    for counted in counts {
        let counts_by_then = counted.from.as_ref().is_none_or(|from| instrument.day(from).is_some_and(|day| day <= on));
        let items = tally.get(&counted.class).copied().unwrap_or(0);
        if counts_by_then && items > 0 {
            sum.total = sum.total.saturating_add(items.saturating_mul(u64::from(counted.each)));
            sum.lines.push(Line { class: counted.class.clone(), items, each: counted.each });
        }
    }
    sum
}
