//! How the parties keep their records, and the days on which epochs end.
//!
//! Every epoch is counted from the day of the baseline, never from the epoch before: a record of months that begins on the 31st ends its
//! epochs on the last day of a shorter month and on the 31st again after it.
// rule: record
// rule: transit

use super::{Clause, Instrument, Kind, Rule};
use crate::time::{Date, Moment, Span, Unit};
use crate::timeline::{Standing, Timeline};

/// How the parties keep their records: `[record]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRule {
    /// How long an epoch lasts: days, months or years.
    pub period: Span,
    /// The day of epoch 0.
    pub baseline: Moment,
    /// The last day on which an epoch may end; where it is not said, the instrument's end sets it.
    pub ends: Option<Moment>,
    /// Days after the baseline's day within which its statement is due.
    pub baseline_due: Span,
    /// Days after an epoch's day within which its statement is due.
    pub due: Span,
    /// Days after `due` (or `baseline_due`) beyond which a missing statement is not late any more but not given.
    pub grace: Span,
    /// Days within which a new statement of another record is acknowledged.
    pub receipt_due: Span,
    /// By how much two clocks may differ, in minutes or hours.
    pub tolerance: Span,
    /// How many of the witnesses must have acknowledged a statement for it to be provided.
    pub quorum: u32,
    /// How many items of a class a site's manifest has room for.
    pub site_capacity: Capacity,
    /// How many items of a class the manifest of a road has room for.
    pub road_capacity: Capacity,
}

/// What may be on the road: `[transit]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transit {
    /// The most items of a party that are on the road at once.
    pub items_max: u32,
    /// The most days that an item is on the road.
    pub days_max: u32,
}

impl Transit {
    /// The most items that a file may allow: a proof of the bound has 16 bits.
    pub const ITEMS_MAX: u32 = u16::MAX as u32;
    /// The most days that a file may allow.
    pub const DAYS_MAX: u32 = 366;

    /// The last day on which an item may still be on the road that left on `day`; nothing beyond the calendar.
    pub fn last_day(&self, day: Date) -> Option<Date> {
        Span { count: self.days_max, unit: Unit::Days }.after(day).ok()
    }
}

/// How many items a manifest has room for: a power of two, so that the size of its tree says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capacity(u8);

impl Capacity {
    /// The largest, in items.
    pub const MAX: u32 = 4096;

    /// Of so many items; nothing where that is no power of two, or above [`Capacity::MAX`].
    pub fn new(items: u32) -> Option<Self> {
        let fits = items.is_power_of_two() && items <= Self::MAX;
        fits.then(|| u8::try_from(items.trailing_zeros()).ok().map(Self)).flatten()
    }

    /// Its exponent, 0 to 12: the depth of the tree.
    pub fn exponent(self) -> u8 {
        self.0
    }

    /// In items.
    pub fn items(self) -> u32 {
        1 << self.0
    }
}

impl Instrument {
    /// How records are kept, with its clause. An instrument that stands on another has one at most: its own takes the place of its base's.
    pub fn record(&self) -> Option<(&Clause, &RecordRule)> {
        self.of(Kind::Record).find_map(|clause| match &clause.rule {
            Rule::Record(record) => Some((clause, record)),
            _ => None,
        })
    }

    /// What may be on the road, with its clause.
    pub fn transit(&self) -> Option<(&Clause, &Transit)> {
        self.of(Kind::Transit).find_map(|clause| match &clause.rule {
            Rule::Transit(transit) => Some((clause, transit)),
            _ => None,
        })
    }

    /// The day of an epoch, at whose end (24:00 UTC) the epoch ends. Nothing where there is no record, its baseline hangs on an act that is
    /// not done, or the epoch would end after the record does.
    pub fn epoch_day(&self, epoch: u32) -> Option<Date> {
        let (clause, record) = self.record()?;
        let day = after_periods(self.day(&record.baseline)?, record.period, epoch)?;
        self.is_kept_on(clause, record, day).then_some(day)
    }

    /// The last day on which the statement of an epoch is in time.
    pub fn epoch_due(&self, epoch: u32) -> Option<Date> {
        let (_, record) = self.record()?;
        let due = if epoch == 0 { record.baseline_due } else { record.due };
        due.after(self.epoch_day(epoch)?).ok()
    }

    /// The last epoch of the record; nothing where not even the baseline has a day.
    pub fn last_epoch(&self) -> Option<u32> {
        self.epoch_day(0)?;
        // days only ever end once, so the first epoch without a day is found by halving; none lies beyond the calendar
        let (mut with, mut without) = (0, u32::MAX);
        while without - with > 1 {
            let middle = with + (without - with) / 2;
            match self.epoch_day(middle) {
                Some(_) => with = middle,
                None => without = middle,
            }
        }
        Some(with)
    }

    fn is_kept_on(&self, clause: &Clause, record: &RecordRule, day: Date) -> bool {
        if let Some(ends) = &record.ends {
            return self.day(ends).is_some_and(|last| day <= last);
        }
        let until = clause.until.as_ref().and_then(|until| self.day(until));
        let ended = matches!(Timeline::of(self, &clause.origin).standing(day), Standing::Ended(_));
        !ended && until.is_none_or(|until| day < until)
    }
}

/// So many periods after a day. Where a month lacks the day, its last one, as civil calendars have it.
fn after_periods(day: Date, period: Span, epochs: u32) -> Option<Date> {
    let count = i64::from(period.count).checked_mul(i64::from(epochs))?;
    let span = jiff::Span::new();
    let span = match period.unit {
        Unit::Years => span.try_years(count),
        Unit::Months => span.try_months(count),
        _ => span.try_days(count),
    };
    day.checked_add(span.ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_capacity_is_a_power_of_two_up_to_4096() {
        assert_eq!(Capacity::new(64).map(Capacity::exponent), Some(6));
        assert_eq!(Capacity::new(1).map(Capacity::exponent), Some(0));
        assert_eq!(Capacity::new(4096).map(Capacity::items), Some(4096));
        for bad in [0, 3, 65, 8192, u32::MAX] {
            assert_eq!(Capacity::new(bad), None, "{bad}");
        }
    }

    #[test]
    fn months_are_counted_from_the_baseline_and_clamp_without_sticking() {
        let month = Span { count: 1, unit: Unit::Months };
        let days = [1, 2, 3].map(|epoch| after_periods(date(2027, 1, 31), month, epoch).unwrap());
        assert_eq!(days, [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]);
    }

    #[test]
    fn an_epoch_beyond_the_calendar_has_no_day() {
        let year = Span { count: crate::time::SPAN_MAX, unit: Unit::Years };
        assert_eq!(after_periods(date(2027, 1, 31), year, u32::MAX), None);
        assert_eq!(after_periods(date(2027, 1, 31), Span { count: 1, unit: Unit::Days }, u32::MAX), None);
    }

    // shows: transit
    #[test]
    fn an_item_that_left_on_the_first_may_be_on_the_road_until_the_eleventh() {
        let transit = Transit { items_max: 24, days_max: 10 };
        assert_eq!(transit.last_day(date(2027, 4, 1)), Some(date(2027, 4, 11)));
    }
}
