//! Moments of receipts, in UTC.

use audit::assessment::Timestamp;
use jiff::civil::{DateTime, Time};
use treaty::Date;

/// The day and the time, to the second. A time that no calendar reaches is the last second of its last day, as the audit has it.
pub(crate) fn utc(time: Timestamp) -> (Date, Time) {
    const LAST: DateTime = DateTime::constant(9999, 12, 31, 23, 59, 59, 0);
    let seconds = i64::try_from(time.seconds()).ok().and_then(|seconds| jiff::Span::new().try_seconds(seconds).ok());
    let moment = seconds.and_then(|span| DateTime::constant(1970, 1, 1, 0, 0, 0, 0).checked_add(span).ok());
    let moment = moment.unwrap_or(LAST);
    (moment.date(), moment.time())
}

/// As RFC 3339 writes it: `2027-03-01T00:00:00Z`.
pub(crate) fn rfc3339(time: Timestamp) -> String {
    let (day, time) = utc(time);
    format!("{day}T{time}Z")
}

/// The hours and minutes: `09:05`.
pub(crate) fn minutes(time: Timestamp) -> String {
    let (_, time) = utc(time);
    format!("{:02}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_since_1970_are_a_day_and_a_time_in_utc() {
        let time = |seconds| Timestamp::new(seconds).unwrap();
        assert_eq!(rfc3339(time(0)), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(time(1_803_945_661)), "2027-03-02T00:01:01Z");
        assert_eq!(minutes(time(1_803_859_201)), "00:00");
        assert_eq!(rfc3339(time((1 << 63) - 1)), "9999-12-31T23:59:59Z");
        assert_eq!(rfc3339(time(253_402_300_799)), "9999-12-31T23:59:59Z");
    }
}
