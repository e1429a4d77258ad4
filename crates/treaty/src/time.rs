//! Days, spans of time, and moments counted from an act.
//!
//! A day is a civil date; a treaty's days are days in GMT (Protocol to New START, Part Four I.2).

use crate::text::Id;
pub use jiff::civil::Date;
use std::fmt;

/// A span of time in one unit, as treaties write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// How many, 1 or more.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

impl Unit {
    /// All of them, the shortest first.
    pub const ALL: [Self; 5] = [Self::Minutes, Self::Hours, Self::Days, Self::Months, Self::Years];

    /// Its word in a file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Months => "months",
            Self::Years => "years",
        }
    }
}

/// The longest span that is read, in any unit: a century of hours.
pub const SPAN_MAX: u32 = 876_600;

impl Span {
    /// So many months or years.
    fn months(self) -> Option<i64> {
        let count = i64::from(self.count);
        match self.unit {
            Unit::Months => Some(count),
            Unit::Years => Some(count * 12),
            _ => None,
        }
    }

    /// Whether it is a number of whole days, months or years.
    pub fn is_days_or_longer(self) -> bool {
        self.unit >= Unit::Days
    }

    /// Its seconds, for the clocks that run in minutes, hours or days. A month counts 30 days here and a year 365.
    pub fn seconds(self) -> u64 {
        let each = match self.unit {
            Unit::Minutes => 60,
            Unit::Hours => 3600,
            Unit::Days => 86_400,
            Unit::Months => 30 * 86_400,
            Unit::Years => 365 * 86_400,
        };
        u64::from(self.count) * each
    }

    /// The day this long after `day`; part of a day counts as a whole one.
    ///
    /// # Errors
    /// Months and years go to the day of the same number; where there is none, [`NoSuchDay`] says which was meant.
    pub fn after(self, day: Date) -> Result<Date, NoSuchDay> {
        self.step(day, 1)
    }

    /// The day this long before `day`.
    ///
    /// # Errors
    /// As for [`Span::after`].
    pub fn before(self, day: Date) -> Result<Date, NoSuchDay> {
        self.step(day, -1)
    }

    fn step(self, day: Date, sign: i32) -> Result<Date, NoSuchDay> {
        if let Some(months) = self.months() {
            // years up to 9999 and SPAN_MAX years of months stay far below the range of i64
            let index = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + i64::from(sign) * months;
            let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
            let missing = NoSuchDay { year, month, day: day.day() };
            let fits = |year: i64, month: i64| Date::new(year.try_into().ok()?, month.try_into().ok()?, day.day()).ok();
            return fits(year, month).ok_or(missing);
        }
        let hours_a_day = |count: u32| i32::try_from(count.div_ceil(24)).unwrap_or(i32::MAX);
        let days = match self.unit {
            Unit::Minutes => hours_a_day(self.count.div_ceil(60)),
            Unit::Hours => hours_a_day(self.count),
            _ => i32::try_from(self.count).unwrap_or(i32::MAX),
        };
        let missing = NoSuchDay { year: day.year().into(), month: day.month().into(), day: day.day() };
        day.checked_add(jiff::Span::new().try_days(i64::from(sign * days)).map_err(|_| missing)?).map_err(|_| missing)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{ {} = {} }}", self.unit.word(), self.count)
    }
}

/// A day that the calendar does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{year:04}-{month:02}-{day:02} is a day that does not exist")]
pub struct NoSuchDay {
    /// Its year.
    pub year: i64,
    /// Its month, 1 to 12.
    pub month: i64,
    /// Its day of the month.
    pub day: i8,
}

/// A day, or a time counted from an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// This day.
    On(Date),
    /// So long after the day of an act.
    After(Span, Id),
}

/// The number of days from `earlier` to `later`; negative where they stand the other way round.
pub fn days_between(earlier: Date, later: Date) -> i64 {
    later.since(earlier).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const fn span(count: u32, unit: Unit) -> Span {
        Span { count, unit }
    }

    #[test]
    fn seven_years_after_entry_into_force_is_the_day_of_the_limits() {
        assert_eq!(span(7, Unit::Years).after(date(2011, 2, 5)), Ok(date(2018, 2, 5)));
    }

    #[test]
    fn months_that_end_on_no_day_are_refused_rather_than_bent() {
        let leap = span(7, Unit::Years).after(date(2012, 2, 29));
        assert_eq!(leap, Err(NoSuchDay { year: 2019, month: 2, day: 29 }));
        assert!(span(1, Unit::Months).after(date(2021, 1, 31)).is_err());
        assert_eq!(span(4, Unit::Years).after(date(2012, 2, 29)), Ok(date(2016, 2, 29)));
    }

    #[test]
    fn hours_reach_into_the_day_that_they_touch() {
        assert_eq!(span(48, Unit::Hours).before(date(2020, 3, 1)), Ok(date(2020, 2, 28)));
        assert_eq!(span(25, Unit::Hours).after(date(2020, 3, 1)), Ok(date(2020, 3, 3)));
        assert_eq!(span(90, Unit::Minutes).after(date(2020, 3, 1)), Ok(date(2020, 3, 2)));
    }

    #[test]
    fn the_end_of_the_calendar_is_an_error_and_no_panic() {
        assert!(span(SPAN_MAX, Unit::Years).after(date(2020, 1, 1)).is_err());
        assert!(span(u32::MAX, Unit::Years).before(date(2020, 1, 1)).is_err());
        assert!(span(u32::MAX, Unit::Days).after(date(2020, 1, 1)).is_err());
        assert!(span(SPAN_MAX, Unit::Days).before(date(-9999, 1, 1)).is_err());
    }

    #[test]
    fn days_are_counted_between_dates() {
        assert_eq!(days_between(date(2020, 10, 20), date(2021, 2, 5)), 108);
        assert_eq!(days_between(date(2021, 2, 5), date(2020, 10, 20)), -108);
    }
}
