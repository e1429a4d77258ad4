//! Days and seconds. A day ends at 24:00 UTC, which is where an epoch closes and a deadline runs out.

use log::Timestamp;
use treaty::Date;

const DAY: i64 = 24 * 60 * 60;
const UNIX: Date = treaty::Date::constant(1970, 1, 1);

/// The second at which a day is over, counted from 1970; 0 for days before.
pub(super) fn end_of(day: Date) -> u64 {
    let days = i64::from((day - UNIX).get_days()) + 1;
    u64::try_from(days * DAY).unwrap_or(0)
}

/// The day in which a second lies. A time that no calendar reaches lies in its last day.
pub(super) fn day_of(time: Timestamp) -> Date {
    let days = i64::try_from(time.seconds()).unwrap_or(i64::MAX) / DAY;
    jiff::Span::new().try_days(days).ok().and_then(|span| UNIX.checked_add(span).ok()).unwrap_or(Date::MAX)
}

/// The day by whose end something had happened: 24:00 still belongs to the day that it ends.
pub(super) fn day_of_deadline(time: Timestamp) -> Date {
    day_of(Timestamp::new(time.seconds().saturating_sub(1)).unwrap_or(time))
}

/// The first day of a day's month.
pub(super) fn month_of(day: Date) -> Date {
    day.first_of_month()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_where_the_next_begins() {
        let day = Date::constant(2027, 4, 1);
        let end = Timestamp::new(end_of(day)).unwrap();
        assert_eq!(end.seconds(), 1_806_624_000);
        assert_eq!(day_of(end), Date::constant(2027, 4, 2));
        assert_eq!(day_of(Timestamp::new(end.seconds() - 1).unwrap()), day);
    }

    #[test]
    fn a_time_beyond_the_calendar_is_its_last_day() {
        assert_eq!(day_of(Timestamp::new(log::cosignature::TIMESTAMP_MAX).unwrap()), Date::MAX);
    }
}
