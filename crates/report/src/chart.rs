//! The geometry of a chart: the numbers of every party held against one limit, over the years.
//!
//! Places are fractions of the plot, from 0 at the left and the bottom to 1 at the right and the top, and never outside it. Nothing is drawn
//! here: the page and the terminal draw the same panel.

use crate::grid;
use crate::scale::{Values, Years};
use audit::assessment::{Assessment, Fact, Finding, Judged, Verdict};
use std::collections::BTreeSet;
use treaty::instrument::{Instrument, Limit};
use treaty::{Date, Id, PartyCode};

/// One limit and the numbers held against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// The limit.
    pub limit: Id,
    /// Its number.
    pub most: u64,
    /// Where its line lies.
    pub most_y: f64,
    /// The first day on which it binds, where that is known.
    pub binds: Option<Date>,
    /// From where its line is solid: 0 where it binds from the start of the plot, 1 where it does not bind within it.
    pub binds_x: f64,
    /// The parties with their numbers.
    pub series: Vec<Series>,
    /// Counts of the same items by another party's reading.
    pub otherwise: Vec<Otherwise>,
    /// The first days of years, with their places.
    pub years: Vec<(i16, f64)>,
    /// Values that are labelled, with their places, upwards.
    pub values: Vec<(u64, f64)>,
    /// The value at the bottom of the plot.
    pub bottom: u64,
}

/// The numbers of one party, by day.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Whose.
    pub party: PartyCode,
    /// What stands on each day.
    pub marks: Vec<Mark>,
}

/// What stands on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The day.
    pub date: Date,
    /// Its place.
    pub x: f64,
    /// The number; nothing where it was not provided.
    pub point: Option<Point>,
}

/// A number in the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The number.
    pub value: u64,
    /// Its place.
    pub y: f64,
    /// Whether every number of its row was seen in a source, and no class that counts is missing; otherwise it is drawn hollow.
    pub sure: bool,
}

/// A count of a party's items by another party's reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Otherwise {
    /// Whose items.
    pub of: PartyCode,
    /// By whose reading.
    pub by: PartyCode,
    /// The day and the count.
    pub date: Date,
    /// Where the day lies.
    pub x: f64,
    /// The count, with its place.
    pub point: Point,
}

/// A panel for each limit against which numbers of two days or more were held: one day makes no course of time.
pub fn panels(assessment: &Assessment, instrument: &Instrument) -> Vec<Panel> {
    let limits = grid::limits(&assessment.judged, instrument);
    let days = |limit: &Id| {
        let numbers = assessment.judged.iter().filter(|judged| judged.limit == *limit && judged.value.is_some());
        numbers.map(|judged| judged.date).collect::<BTreeSet<_>>().len()
    };
    limits.into_iter().filter(|limit| days(limit) > 1).map(|limit| panel(limit, assessment, instrument)).collect()
}

fn panel(limit: &Id, assessment: &Assessment, instrument: &Instrument) -> Panel {
    let judged: Vec<&Judged> = assessment.judged.iter().filter(|judged| judged.limit == *limit).collect();
    let rule = instrument.limits().find(|(clause, _)| clause.id == *limit).map(|(_, rule)| rule);
    let most = rule.map(|rule| rule.value).or(judged.last().map(|judged| judged.most)).map_or(0, u64::from);
    let disputed = otherwise(limit, &assessment.findings);

    let days = judged.iter().map(|judged| judged.date).chain(disputed.iter().map(|read| read.2));
    let years = Years::around(days);
    let counts = disputed.iter().map(|read| read.3);
    let values = Values::around(judged.iter().filter_map(|judged| judged.value).chain(counts).chain([most]));
    let binds = rule.and_then(|rule: &Limit| instrument.day(&rule.binds));
    let parties = grid::parties(&assessment.judged, instrument);
    Panel {
        limit: limit.clone(),
        most,
        most_y: values.place(most),
        binds,
        binds_x: binds.map_or(1.0, |day| years.place(day)),
        series: parties.into_iter().filter_map(|party| series(party, &judged, &years, &values)).collect(),
        otherwise: disputed
            .into_iter()
            .map(|(of, by, date, value)| {
                let point = Point { value, y: values.place(value), sure: true };
                Otherwise { of, by, date, x: years.place(date), point }
            })
            .collect(),
        years: years.ticks(),
        values: values.ticks(),
        bottom: u64::try_from(values.bottom).unwrap_or(u64::MAX),
    }
}

fn series(party: &PartyCode, judged: &[&Judged], years: &Years, values: &Values) -> Option<Series> {
    let own = judged.iter().filter(|judged| judged.party == *party);
    let mut marks: Vec<_> = own
        .map(|judged| {
            let sure = judged.status.is_sure() && judged.verdict != Verdict::Incomplete;
            let point = judged.value.map(|value| Point { value, y: values.place(value), sure });
            Mark { date: judged.date, x: years.place(judged.date), point }
        })
        .collect();
    marks.sort_by_key(|mark| mark.date);
    (!marks.is_empty()).then(|| Series { party: party.clone(), marks })
}

/// Counts of one party's items by another's reading, from the findings: of whom, by whom, when, how many.
fn otherwise(limit: &Id, findings: &[Finding]) -> Vec<(PartyCode, PartyCode, Date, u64)> {
    let mut found = Vec::new();
    for finding in findings {
        let (Fact::DisputedCount { limit: towards, .. }, Some(of), Some(date)) =
            (&finding.fact, &finding.party, finding.date)
        else {
            continue;
        };
        let by_others = finding.readings.iter().filter(|read| towards == limit && read.party != *of);
        found.extend(by_others.filter_map(|read| Some((of.clone(), read.party.clone(), date, read.count?))));
    }
    found
}

impl Series {
    /// Its numbers in runs without a gap: a line is drawn through each.
    pub fn runs(&self) -> Vec<Vec<(Mark, Point)>> {
        let mut runs = vec![Vec::new()];
        for mark in &self.marks {
            match (mark.point, runs.last_mut()) {
                (Some(point), Some(run)) => run.push((*mark, point)),
                _ => runs.push(Vec::new()),
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    /// The days on which the party provided nothing.
    pub fn gaps(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| mark.point.is_none())
    }

    /// Its first and its last number.
    pub fn ends(&self) -> Option<[(Mark, Point); 2]> {
        let mut given = self.marks.iter().filter_map(|mark| Some((*mark, mark.point?)));
        let first = given.next()?;
        Some([first, given.next_back().unwrap_or(first)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{self, date, id, judged};
    use crate::scale::YEARS_MAX;
    use proptest::prelude::*;

    fn panel_of(rows: Vec<Judged>) -> Panel {
        let mut assessment = fixture::empty();
        assessment.judged = rows;
        panel(&id("warheads"), &assessment, &fixture::instrument())
    }

    #[test]
    fn without_numbers_there_is_no_panel() {
        assert_eq!(panels(&fixture::empty(), &fixture::instrument()), []);
    }

    #[test]
    fn numbers_of_one_day_make_no_panel_and_those_of_two_make_one() {
        let (mut assessment, instrument) = (fixture::empty(), fixture::instrument());
        let row = |of, year, value| judged("warheads", of, date(year, 3, 1), value);
        assessment.judged = vec![row("US", 2019, Some(1500)), row("RU", 2019, Some(1400)), row("US", 2020, None)];
        assert_eq!(panels(&assessment, &instrument), []);
        assessment.judged.push(row("RU", 2020, Some(1450)));
        assert_eq!(panels(&assessment, &instrument).len(), 1);
    }

    #[test]
    fn the_line_is_solid_from_the_day_on_which_the_limit_binds() {
        let rows = |year| vec![judged("warheads", "US", date(year, 1, 1), Some(1500))];
        assert_eq!(panel_of(rows(2030)).binds_x, 0.0);
        assert_eq!(panel_of(rows(2012)).binds_x, 1.0);
        let across = panel_of([rows(2016), rows(2019)].concat());
        assert!(across.binds_x > 0.5 && across.binds_x < 0.6, "{}", across.binds_x);
        assert_eq!(across.years.iter().map(|(year, _)| *year).collect::<Vec<_>>(), [2016, 2017, 2018, 2019]);
    }

    #[test]
    fn a_number_that_was_not_provided_parts_the_line() {
        let given = [Some(1500), None, Some(1490), Some(1480)];
        let rows = (2018..).zip(given).map(|(year, value)| judged("warheads", "US", date(year, 3, 1), value));
        let panel = panel_of(rows.collect());
        let runs: Vec<_> = panel.series[0].runs().iter().map(Vec::len).collect();
        assert_eq!((runs, panel.series[0].gaps().count()), (vec![1, 2], 1));
    }

    #[test]
    fn a_sum_that_lacks_classes_is_not_drawn_as_sure() {
        let mut rows = vec![judged("warheads", "US", date(2019, 3, 1), Some(1500))];
        assert!(panel_of(rows.clone()).series[0].marks[0].point.unwrap().sure);
        rows[0].verdict = Verdict::Incomplete;
        assert!(!panel_of(rows).series[0].marks[0].point.unwrap().sure);
    }

    #[test]
    fn another_partys_count_of_the_same_items_has_its_place() {
        let panels = panels(&fixture::assessment(), &fixture::instrument());
        let launchers = panels.iter().find(|panel| panel.limit == id("launchers")).unwrap();
        let [read] = launchers.otherwise.as_slice() else { panic!("one other reading") };
        assert_eq!((read.point.value, read.by.as_str()), (901, "RU"));
        assert!(read.point.y > launchers.most_y);
    }

    fn arb_rows() -> impl Strategy<Value = Vec<Judged>> {
        let value = prop_oneof![
            Just(None),
            Just(Some(0)),
            Just(Some(u64::MAX)),
            (0..2000_u64).prop_map(Some),
            any::<u64>().prop_map(Some)
        ];
        let year = prop_oneof![2010..2030_i16, -9999..=9999_i16];
        let row = (value, year, 1..=12_i8, any::<bool>()).prop_map(|(value, year, month, us)| {
            judged("warheads", if us { "US" } else { "RU" }, date(year, month, 1), value)
        });
        proptest::collection::vec(row, 1..20)
    }

    proptest! {
        #[test]
        fn everything_lies_within_the_plot(rows in arb_rows()) {
            let panel = panel_of(rows);
            let marks = panel.series.iter().flat_map(|series| &series.marks);
            let xs = marks.clone().map(|mark| mark.x).chain(panel.years.iter().map(|year| year.1)).chain([panel.binds_x]);
            let ys = marks.filter_map(|mark| mark.point).map(|point| point.y).chain(panel.values.iter().map(|value| value.1));
            for place in xs.chain(ys).chain([panel.most_y]) {
                prop_assert!((0.0..=1.0).contains(&place), "{place}");
            }
            prop_assert!(panel.years.len() <= YEARS_MAX && !panel.values.is_empty());
        }

        #[test]
        fn more_lies_higher_and_later_lies_further_right(a in any::<u64>(), b in any::<u64>(), earlier in 2000..2020_i16, later in 2000..2020_i16) {
            let row = |year, value| judged("warheads", "US", date(year, 6, 1), Some(value));
            let panel = panel_of(vec![row(earlier, a), row(later, b)]);
            let [first, second] = [panel.series[0].marks[0], panel.series[0].marks[1]];
            prop_assert!(first.x <= second.x);
            let [low, high] = [first.point.unwrap(), second.point.unwrap()];
            prop_assert!((low.value <= high.value) == (low.y <= high.y) || low.y == high.y);
        }
    }
}
