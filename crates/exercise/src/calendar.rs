//! Seconds at which things are said, counted from the end of an epoch's day.

use log::Timestamp;
use treaty::Date;
use treaty::time::{Span, Unit, days_between};

const UNIX: Date = Date::constant(1970, 1, 1);
const DAY: i64 = 24 * 60 * 60;

/// So many seconds after 24:00 UTC of a day; nothing for a day before 1970.
pub(crate) fn after_end_of(day: Date, seconds: u32) -> Option<Timestamp> {
    let end = (days_between(UNIX, day) + 1) * DAY + i64::from(seconds);
    u64::try_from(end).ok().and_then(Timestamp::new)
}

/// The day in which a second lies.
pub(crate) fn day_of(time: Timestamp) -> Date {
    let days = u32::try_from(time.seconds() / DAY.unsigned_abs()).unwrap_or(u32::MAX);
    Span { count: days, unit: Unit::Days }.after(UNIX).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_after_the_end_of_a_day_is_one_o_clock_of_the_next() {
        let one = after_end_of(Date::constant(2027, 4, 1), 3600).unwrap();
        assert_eq!(one.seconds(), 1_806_627_600);
        assert_eq!(after_end_of(Date::constant(1969, 12, 30), 0), None);
    }
}
