//! The scales of a chart: whole years across, round values upwards. A place is a fraction of the plot, from 0 to 1.

use treaty::Date;
use treaty::time::days_between;

/// The most years that are labelled.
pub(crate) const YEARS_MAX: usize = 14;

/// About how many steps of values there are.
const STEPS_WANTED: u128 = 6;

/// Whole years.
pub(crate) struct Years {
    first: i16,
    last: i16,
}

impl Years {
    pub(crate) fn around(days: impl Iterator<Item = Date>) -> Self {
        let years: Vec<_> = days.map(Date::year).collect();
        let first = years.iter().copied().min().unwrap_or(2000);
        Self { first, last: years.into_iter().max().unwrap_or(first) }
    }

    fn start(year: i16) -> Date {
        Date::new(year, 1, 1).unwrap_or(Date::MAX)
    }

    pub(crate) fn place(&self, day: Date) -> f64 {
        let (start, end) = (Self::start(self.first), Self::start(self.last.saturating_add(1)));
        fraction(days_between(start, day), days_between(start, end))
    }

    pub(crate) fn ticks(&self) -> Vec<(i16, f64)> {
        let count = usize::try_from(i32::from(self.last) - i32::from(self.first) + 1).unwrap_or(1);
        let step = count.div_ceil(YEARS_MAX);
        (self.first..=self.last).step_by(step).map(|year| (year, self.place(Self::start(year)))).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a place in a plot needs no more than a float holds")]
fn fraction(part: i64, whole: i64) -> f64 {
    if whole <= 0 { 0.0 } else { (part as f64 / whole as f64).clamp(0.0, 1.0) }
}

/// A range of values between two round ones, a step wide or more.
pub(crate) struct Values {
    pub(crate) bottom: u128,
    top: u128,
    step: u128,
}

impl Values {
    pub(crate) fn around(values: impl Iterator<Item = u64>) -> Self {
        let values: Vec<_> = values.map(u128::from).collect();
        let low = values.iter().copied().min().unwrap_or(0);
        let high = values.into_iter().max().unwrap_or(0);
        let step = round((high - low).max(low / 20).max(STEPS_WANTED) / STEPS_WANTED);
        let margin = step / 4;
        Self {
            bottom: low.saturating_sub(margin) / step * step,
            top: (high + margin).div_ceil(step).max(1) * step,
            step,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a place in a plot needs no more than a float holds")]
    pub(crate) fn place(&self, value: u64) -> f64 {
        let above = u128::from(value).saturating_sub(self.bottom);
        (above as f64 / (self.top - self.bottom) as f64).clamp(0.0, 1.0)
    }

    pub(crate) fn ticks(&self) -> Vec<(u64, f64)> {
        let mut ticks = Vec::new();
        let mut at = self.bottom;
        while let (true, Ok(value)) = (at <= self.top, u64::try_from(at)) {
            ticks.push((value, self.place(value)));
            at += self.step;
        }
        ticks
    }
}

/// The next round number: 1, 2 or 5 with noughts.
fn round(least: u128) -> u128 {
    let mut unit = 1;
    loop {
        for digit in [1, 2, 5] {
            if digit * unit >= least {
                return digit * unit;
            }
        }
        unit *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        assert_eq!([0, 1, 3, 6, 68, 100, 101, 2001].map(round), [1, 1, 5, 10, 100, 100, 200, 5000]);
        assert!(round(u128::from(u64::MAX)) >= u128::from(u64::MAX));
    }

    #[test]
    fn values_stand_between_round_ones() {
        let values = Values::around([473, 882, 700].into_iter());
        let shown: Vec<_> = values.ticks().iter().map(|(value, _)| *value).collect();
        assert_eq!(shown, [400, 500, 600, 700, 800, 900, 1000]);
    }

    #[test]
    fn the_ends_of_the_calendar_and_of_numbers_have_a_place() {
        let years = Years::around([Date::MIN, Date::MAX].into_iter());
        assert_eq!((years.place(Date::MIN), years.ticks().len() <= YEARS_MAX), (0.0, true));
        let values = Values::around([u64::MAX].into_iter());
        assert!((0.0..=1.0).contains(&values.place(u64::MAX)) && !values.ticks().is_empty());
        assert_eq!(Values::around(std::iter::empty()).place(0), 0.0);
    }
}
