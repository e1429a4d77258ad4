//! A chart in plain characters: a letter for each party, the limit as a line, the day from which it binds as a column.
//!
//! ```text
//!                           ▼ binds from 5 February 2018
//! 1,600 ┤    R            R ┆
//! 1,550 ┤┄R┄┄┄┄┄┄┄┄┄┄┄u┄┄┄┄┄┼───────────────r──
//! 1,500 ┤      R  r  R      ┆          U
//!       └┴─────┴────┴─────┴────┴─────┴────┴──×─
//! ```
//!
//! A number that is over the limit is never drawn on the limit's line, however close it is.

use crate::chart::{Panel, Point, Series};
use crate::locale::Arg;
use crate::sentence::dates;
use crate::teller::Teller;
use std::collections::BTreeSet;
use treaty::PartyCode;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The most rows of a plot, as long as the values labelled are not more.
pub const ROWS_MAX: usize = 15;

/// The most columns that a chart takes.
pub const COLUMNS_MAX: usize = 100;

/// The fewest columns of a plot itself.
const PLOT_MIN: usize = 10;

/// What stands where several parties' numbers fall together.
const TOGETHER: char = '*';

/// A chart, as lines none of which is wider than `width` (or than 40, if that is more).
pub(crate) fn panel(panel: &Panel, teller: Teller<'_>, width: usize) -> Vec<String> {
    let labels = labels(panel, teller);
    let margin = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    let plot = Plot::new(width.min(COLUMNS_MAX).saturating_sub(margin + 2).max(PLOT_MIN));
    let mut lines = vec![plot.binding_label(panel, teller, margin)];
    for (label, row) in labels.iter().zip(plot.filled(panel, teller)) {
        let axis = if label.is_empty() { '│' } else { '┤' };
        let gap = " ".repeat(margin - label.width());
        lines.push(format!("{gap}{label} {axis}{}", String::from_iter(row)));
    }
    lines.extend(plot.axis(panel).map(|line| format!("{}{line}", " ".repeat(margin + 1))));
    lines.into_iter().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// What the letters and lines of a chart mean, as words to be wrapped.
pub(crate) fn legend(panel: &Panel, teller: Teller<'_>) -> String {
    let letters = letters(panel, teller);
    let series = panel.series.iter().zip(&letters);
    let mut parts: Vec<_> =
        series.map(|(series, letter)| format!("{letter} {}", teller.party(&series.party))).collect();
    let most = teller.say("report-limit-of", &[("most", Arg::Number(panel.most))]);
    parts.push(format!("─ {most}"));
    for series in &panel.series {
        let gaps: Vec<_> = series.gaps().map(|mark| mark.date).collect();
        if !gaps.is_empty() {
            let words =
                [("party", Arg::Words(&teller.party(&series.party))), ("dates", Arg::Words(&dates(teller, &gaps)))];
            parts.push(format!("× {}", teller.say("chart-gaps", &words)));
        }
    }
    for read in &panel.otherwise {
        let reader = teller.party(&read.by);
        let args = [("count", Arg::Number(read.point.value)), ("reader", Arg::Words(&reader))];
        parts.push(format!("○ {}", teller.say("chart-by-reading", &args)));
    }
    if !panel.otherwise.is_empty() {
        parts.push(format!("○ {}", teller.word("chart-legend-reading")));
    }
    let points = || panel.series.iter().flat_map(|series| &series.marks).filter_map(|mark| mark.point);
    if points().any(|point| !point.sure) {
        parts.push(teller.word("chart-lower"));
    }
    if panel.series.len() > 1 {
        parts.push(format!("{TOGETHER} {}", teller.word("chart-both")));
    }
    parts.join(" · ")
}

/// The words beside each row: a value where one is labelled, and the limit beside its own row.
fn labels(panel: &Panel, teller: Teller<'_>) -> Vec<String> {
    let mut labels = vec![String::new(); rows(panel)];
    for (value, y) in &panel.values {
        labels[row(panel, *y)] = teller.locale.number(*value);
    }
    labels[row(panel, panel.most_y)] = teller.locale.number(panel.most);
    labels
}

/// As many rows as put every labelled value on one of its own, evenly.
fn rows(panel: &Panel) -> usize {
    let steps = panel.values.len().saturating_sub(1).max(1);
    let each = ((ROWS_MAX - 1) / steps).max(1);
    steps * each + 1
}

fn row(panel: &Panel, y: f64) -> usize {
    let rows = rows(panel);
    rows - 1 - cell(y, rows)
}

/// The row of a number. What is over the limit is never drawn on its line, however close.
fn row_of(panel: &Panel, point: Point) -> usize {
    let (row, line) = (row(panel, point.y), row(panel, panel.most_y));
    if point.value > panel.most && row == line { row.saturating_sub(1) } else { row }
}

/// The cell of a place among so many.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small positive number"
)]
fn cell(place: f64, cells: usize) -> usize {
    ((place * (cells - 1) as f64).round() as usize).min(cells - 1)
}

/// A letter for each party: the first of its short name in the language where these differ, else one of its code.
fn letters(panel: &Panel, teller: Teller<'_>) -> Vec<char> {
    let named: Vec<_> = panel.series.iter().map(|series| initial(&teller.party(&series.party))).collect();
    let named: Option<Vec<_>> = named.into_iter().collect();
    let distinct = |letters: &Vec<char>| letters.iter().collect::<BTreeSet<_>>().len() == letters.len();
    named.filter(distinct).unwrap_or_else(|| letters_of_codes(&panel.series))
}

/// A name's first letter, if it is one with a small form of the same width, which stands for a number that is not confirmed.
fn initial(name: &str) -> Option<char> {
    let letter = name.chars().next()?;
    let plain = letter.is_uppercase() && letter.to_lowercase().count() == 1;
    (plain && letter.width() == Some(1) && small(letter).width() == Some(1)).then_some(letter)
}

fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// The first letter of each party's code, or the next letter that is free.
fn letters_of_codes(series: &[Series]) -> Vec<char> {
    let mut taken: Vec<char> = Vec::new();
    for one in series {
        let own = letter_of(&one.party);
        let letter = std::iter::once(own).chain('A'..='Z').find(|letter| !taken.contains(letter)).unwrap_or('?');
        taken.push(letter);
    }
    taken
}

fn letter_of(party: &PartyCode) -> char {
    party.as_str().chars().next().filter(char::is_ascii_uppercase).unwrap_or('A')
}

struct Plot {
    columns: usize,
}

impl Plot {
    fn new(columns: usize) -> Self {
        Self { columns }
    }

    fn column(&self, x: f64) -> usize {
        cell(x, self.columns)
    }

    fn binding_column(&self, panel: &Panel) -> Option<usize> {
        (panel.binds_x > 0.0 && panel.binds_x < 1.0).then(|| self.column(panel.binds_x))
    }

    fn filled(&self, panel: &Panel, teller: Teller<'_>) -> Vec<Vec<char>> {
        let mut cells = vec![vec![' '; self.columns]; rows(panel)];
        let binding = self.binding_column(panel);
        if let Some(column) = binding {
            cells.iter_mut().for_each(|row| row[column] = '┆');
        }
        let solid = if panel.binds_x >= 1.0 { self.columns } else { self.column(panel.binds_x) };
        for (column, cell) in cells[row(panel, panel.most_y)].iter_mut().enumerate() {
            *cell = match column {
                _ if binding == Some(column) => '┼',
                _ if column < solid => '┄',
                _ => '─',
            };
        }
        for read in &panel.otherwise {
            cells[row_of(panel, read.point)][self.column(read.x)] = '○';
        }
        self.letter(panel, &letters(panel, teller), &mut cells);
        cells
    }

    fn letter(&self, panel: &Panel, letters: &[char], cells: &mut [Vec<char>]) {
        for (series, letter) in panel.series.iter().zip(letters) {
            for (mark, point) in series.runs().into_iter().flatten() {
                let cell = &mut cells[row_of(panel, point)][self.column(mark.x)];
                let others = letters.iter().any(|other| other != letter && [*other, small(*other)].contains(cell));
                *cell = match point.sure {
                    _ if others || *cell == TOGETHER => TOGETHER,
                    true => *letter,
                    false => small(*letter),
                };
            }
        }
    }

    /// The line above the plot, which says from when the limit binds.
    fn binding_label(&self, panel: &Panel, teller: Teller<'_>, margin: usize) -> String {
        let (Some(column), Some(day)) = (self.binding_column(panel), panel.binds) else { return String::new() };
        let words = teller.say("report-binds-from", &[("date", Arg::Day(day))]);
        let column = margin + 2 + column;
        let after = format!("{}▼ {words}", " ".repeat(column));
        let room = margin + 2 + self.columns;
        match column.checked_sub(words.width() + 1) {
            _ if after.width() <= room => after,
            Some(indent) => format!("{}{words} ▼", " ".repeat(indent)),
            None => format!("{}▼", " ".repeat(column)),
        }
    }

    /// The axis of years, with what was not provided marked on it, and the years under it.
    fn axis(&self, panel: &Panel) -> [String; 2] {
        let mut axis = vec!['─'; self.columns];
        let mut years = String::new();
        for (year, x) in &panel.years {
            let column = self.column(*x);
            axis[column] = '┴';
            let label = year.to_string();
            let free = years.is_empty() || years.len() < column;
            if free && column + label.len() <= self.columns {
                years = format!("{years:column$}{label}");
            }
        }
        for gap in panel.series.iter().flat_map(Series::gaps) {
            axis[self.column(gap.x)] = '×';
        }
        [format!("└{}", String::from_iter(axis)), format!(" {years}")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Locale;
    use crate::chart::panels;
    use crate::fixture;
    use treaty::Lang;

    #[test]
    fn a_chart_shows_letters_the_limit_and_its_day() {
        let (instrument, assessment) = (fixture::instrument(), fixture::assessment());
        let locale = Locale::new(Lang::En);
        let drawn = panel(&panels(&assessment, &instrument)[0], Teller::new(&locale, &instrument), 72).join("\n");
        for shown in ["▼ binds from 5\u{A0}February 2018", "U", "R", "┄┄", "──", "┼", "×", "2016", "2023", "1,550"]
        {
            assert!(drawn.contains(shown), "{shown} in\n{drawn}");
        }
    }

    #[test]
    fn what_is_over_the_limit_stands_above_its_line() {
        let (instrument, mut assessment) = (fixture::instrument(), fixture::empty());
        let number = |year, value| fixture::judged("warheads", "US", fixture::date(year, 3, 1), Some(value));
        assessment.judged = vec![number(2012, 2500), number(2016, 500), number(2019, 1551), number(2021, 1550)];
        let panel = &panels(&assessment, &instrument)[0];
        let rows: Vec<_> = panel.series[0].marks.iter().filter_map(|mark| Some(row_of(panel, mark.point?))).collect();
        let line = row(panel, panel.most_y);
        assert_eq!([rows[2], rows[3]], [line - 1, line]);
    }

    #[test]
    fn parties_with_the_same_first_letter_get_letters_of_their_own() {
        let of = |code| Series { party: fixture::party(code), marks: Vec::new() };
        assert_eq!(letters_of_codes(&[of("US"), of("UK"), of("RU"), of("7X")]), ['U', 'A', 'R', 'B']);
    }

    #[test]
    fn letters_are_those_of_the_names_in_the_language_unless_these_begin_alike() {
        let (mut instrument, assessment) = (fixture::instrument(), fixture::assessment());
        let one = panels(&assessment, &instrument).remove(0);
        let locale = Locale::new(Lang::Ru);
        let drawn = panel(&one, Teller::new(&locale, &instrument), 72).join("\n");
        assert!(drawn.contains('С') && drawn.contains('Р') && !drawn.contains('U'), "{drawn}");
        let told = legend(&one, Teller::new(&locale, &instrument));
        assert!(told.starts_with("С США · Р Россия") && one.series[0].marks.len() > 1, "{told}");
        for (short, expected) in [("Соседи", "U Соседи · R Россия"), ("2-я сторона", "U 2-я сторона")]
        {
            instrument.parties[0].short = fixture::text("One", short);
            if short == "Соседи" {
                instrument.parties[1].short = fixture::text("Two", "Страна");
            }
            let told = legend(&one, Teller::new(&locale, &instrument));
            assert!(told.starts_with(&expected.replace("Россия", "Страна")), "{told}");
        }
    }

    #[test]
    fn no_chart_is_wider_than_it_may_be() {
        let (instrument, assessment) = (fixture::instrument(), fixture::assessment());
        for locale in Lang::ALL.map(Locale::new) {
            for width in 40..130 {
                for one in panels(&assessment, &instrument) {
                    let lines = panel(&one, Teller::new(&locale, &instrument), width);
                    assert!(lines.len() <= ROWS_MAX + 3);
                    assert!(lines.iter().all(|line| line.width() <= width.min(COLUMNS_MAX)), "{width}: {lines:#?}");
                }
            }
        }
    }
}
