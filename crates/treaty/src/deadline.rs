//! When something is due.
//!
//! Days are days in GMT, to their end (Protocol to New START, Part Four I.2); hours run from the minute of the event.
// rule: clock

use crate::instrument::{Calendar, Clock, Due, Side};
use crate::time::{Date, NoSuchDay, Span, Unit};
use jiff::civil::DateTime;

/// The last moment at which something is in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deadline {
    /// Until the end of this day.
    EndOf(Date),
    /// Until this time.
    At(DateTime),
}

impl Due {
    /// The deadline that an event sets.
    ///
    /// # Errors
    /// Where it would be a day that does not exist.
    pub fn deadline(&self, event: DateTime) -> Result<Deadline, NoSuchDay> {
        if self.span.is_days_or_longer() {
            let day = event.date();
            let due = if self.side == Side::After { self.span.after(day)? } else { self.span.before(day)? };
            return Ok(Deadline::EndOf(due));
        }
        let missing = NoSuchDay { year: event.year().into(), month: event.month().into(), day: event.day() };
        let minutes = match self.span {
            Span { count, unit: Unit::Hours } => i64::from(count) * 60,
            Span { count, .. } => i64::from(count),
        };
        let span = jiff::Span::new().try_minutes(minutes).map_err(|_| missing)?;
        let due = if self.side == Side::After { event.checked_add(span) } else { event.checked_sub(span) };
        due.map(Deadline::At).map_err(|_| missing)
    }
}

/// One exchange of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exchange {
    /// The day of which the data speak.
    pub as_of: Date,
    /// The last day on which it is in time.
    pub due: Date,
    /// The day whose figures stand for it, where it is another.
    pub stands: Date,
}

impl Clock {
    /// The exchanges whose data speak of a day from `from` to `to`, both included, in order. None where the clock has no calendar.
    pub fn exchanges(&self, from: Date, to: Date) -> Vec<Exchange> {
        let (Some(calendar), Some(due)) = (&self.calendar, &self.due) else { return Vec::new() };
        let years = from.year()..=to.year();
        let days = years.flat_map(|year| calendar.as_of.iter().filter_map(move |(m, d)| Date::new(year, *m, *d).ok()));
        let mut found: Vec<_> =
            days.filter(|day| (from..=to).contains(day)).filter_map(|day| exchange(calendar, due, day)).collect();
        found.sort();
        found
    }
}

/// "No later than 30 days after the period" whose last day is the one before the day of which the data speak.
fn exchange(calendar: &Calendar, due: &Due, as_of: Date) -> Option<Exchange> {
    let last_of_period = as_of.yesterday().ok()?;
    let stands = calendar.instead.iter().find(|instead| instead.day == as_of).map_or(as_of, |instead| instead.stands);
    Some(Exchange { as_of, due: due.span.after(last_of_period).ok()?, stands })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::{ClockSort, Instead};
    use crate::source::SourceKey;
    use crate::text::Id;
    use jiff::civil::date;

    fn due(count: u32, unit: Unit, side: Side) -> Due {
        Due { span: Span { count, unit }, side, event: Id::default() }
    }

    // shows: clock
    #[test]
    fn five_days_after_a_change_run_to_the_end_of_the_fifth() {
        let change = date(2012, 2, 27).at(23, 59, 0, 0);
        assert_eq!(due(5, Unit::Days, Side::After).deadline(change), Ok(Deadline::EndOf(date(2012, 3, 3))));
    }

    #[test]
    fn hours_before_an_exit_run_from_its_minute() {
        let exit = date(2012, 3, 1).at(6, 30, 0, 0);
        let at = Deadline::At(date(2012, 2, 28).at(6, 30, 0, 0));
        assert_eq!(due(48, Unit::Hours, Side::Before).deadline(exit), Ok(at));
    }

    #[test]
    fn the_end_of_the_calendar_is_an_error() {
        assert!(due(24, Unit::Hours, Side::After).deadline(DateTime::MAX).is_err());
        assert!(due(1, Unit::Years, Side::After).deadline(date(2020, 2, 29).at(0, 0, 0, 0)).is_err());
    }

    #[test]
    fn the_update_of_march_is_due_thirty_days_after_the_end_of_february() {
        let clock = Clock {
            sort: ClockSort::Exchange,
            due: Some(due(30, Unit::Days, Side::After)),
            calendar: Some(Calendar {
                every: Span { count: 6, unit: Unit::Months },
                as_of: vec![(3, 1), (9, 1)],
                instead: vec![Instead {
                    day: date(2018, 3, 1),
                    stands: date(2018, 2, 5),
                    source: SourceKey::default(),
                }],
            }),
            only_here: Vec::new(),
        };
        let found = clock.exchanges(date(2018, 1, 1), date(2020, 3, 1));
        let dues: Vec<_> = found.iter().map(|exchange| (exchange.as_of, exchange.due, exchange.stands)).collect();
        let day = |as_of: Date, due: Date| (as_of, due, as_of);
        assert_eq!(
            dues,
            [
                (date(2018, 3, 1), date(2018, 3, 30), date(2018, 2, 5)),
                day(date(2018, 9, 1), date(2018, 9, 30)),
                day(date(2019, 3, 1), date(2019, 3, 30)),
                day(date(2019, 9, 1), date(2019, 9, 30)),
                day(date(2020, 3, 1), date(2020, 3, 30)),
            ]
        );
    }
}
