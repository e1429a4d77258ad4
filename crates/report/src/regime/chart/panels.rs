//! Small panels beside each other, each with the same rows: one regime a row, named by its letter.

use super::{Axis, DOT, Line, Said, Sign, Spread, WIDTH, drawing, line, sign, tenth};
use crate::layout::wrap;
use maud::{Markup, html};

/// How many panels stand beside each other.
const ABREAST: usize = 3;
/// The width of one, and of what its rows leave free on the left and on the right.
const PANEL: f64 = WIDTH / ABREAST as f64;
const LEFT: f64 = 26.0;
const RIGHT: f64 = 16.0;
/// The room of a row, of a line of the title, of the numbers under the rows, and between panels.
const ROW: f64 = 14.0;
const TITLE: f64 = 14.0;
const FOOT: f64 = 18.0;
const GAP: f64 = 14.0;
/// How many letters of a title stand on a line.
const LETTERS: usize = 27;

/// A panel.
pub(in crate::regime) struct Panel {
    /// What it shows.
    pub title: String,
    /// Its scale.
    pub axis: Axis,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a panel.
pub(in crate::regime) struct Row {
    /// Its letter.
    pub letter: String,
    /// What stands on it; nothing where there is nothing to tell.
    pub at: Option<Spread>,
    /// What is said in its place then.
    pub none: String,
}

/// The panels.
pub(in crate::regime) fn panels(said: &Said<'_>, panels: &[Panel]) -> Markup {
    let titles: Vec<_> = panels.iter().map(|panel| wrap(&panel.title, LETTERS)).collect();
    let mut top = 0.0;
    let mut drawn = Vec::new();
    for (panels, titles) in panels.chunks(ABREAST).zip(titles.chunks(ABREAST)) {
        let head = titles.iter().map(Vec::len).max().unwrap_or(0) as f64 * TITLE + 4.0;
        let rows = panels.iter().map(|panel| panel.rows.len()).max().unwrap_or(0) as f64 * ROW;
        let all = panels.iter().zip(titles).enumerate();
        drawn.extend(all.map(|(place, (panel, title))| one(panel, title, place as f64 * PANEL, top, head)));
        top += head + rows + FOOT + GAP;
    }
    drawing(said, (top - GAP).max(1.0), &html! { @for panel in &drawn { (panel) } })
}

fn one(panel: &Panel, title: &[String], left: f64, top: f64, head: f64) -> Markup {
    let x = |value: f64| tenth(left + LEFT + panel.axis.place(value) * (PANEL - LEFT - RIGHT));
    let (ceiling, floor) = (tenth(top + head), tenth(top + head + panel.rows.len() as f64 * ROW));
    let anchor = |index: usize| {
        if index == 0 {
            "start"
        } else if index + 1 == panel.axis.ticks.len() {
            "end"
        } else {
            "middle"
        }
    };
    html! {
        g {
            @for (index, words) in title.iter().enumerate() {
                text x=(tenth(left + 4.0)) y=(tenth(top + 11.0 + TITLE * index as f64)) fill="currentColor" font-size="11.5" font-weight="600" { (words) }
            }
            g stroke="currentColor" stroke-width="0.6" {
                @for (at, _) in &panel.axis.ticks { line x1=(x(*at)) x2=(x(*at)) y1=(ceiling) y2=(floor) stroke-opacity="0.3" {} }
                line x1=(x(0.0)) x2=(x(panel.axis.most)) y1=(floor) y2=(floor) {}
            }
            @for (index, (at, words)) in panel.axis.ticks.iter().enumerate() {
                text x=(x(*at)) y=(tenth(floor + 12.0)) text-anchor=(anchor(index)) fill="currentColor" font-size="10" { (words) }
            }
            @for (index, row) in panel.rows.iter().enumerate() {
                @let middle = tenth(ceiling + (index as f64 + 0.5) * ROW);
                text x=(tenth(left + LEFT - 8.0)) y=(tenth(middle + 4.0)) text-anchor="end" fill="currentColor" font-weight="600" { (row.letter) }
                @match &row.at {
                    None => text x=(tenth(x(0.0) + 6.0)) y=(tenth(middle + 3.6)) fill="currentColor" font-size="10" { (row.none) },
                    Some(at) => (spread(at, &x, middle)),
                }
            }
        }
    }
}

/// The band as a line with ends, the interval as a thick one, and the number as a dot: full, or hollow where a fact of the text is not sure.
fn spread(at: &Spread, x: &dyn Fn(f64) -> f64, middle: f64) -> Markup {
    let interval = at.interval.map(x);
    html! {
        @if let Some(band) = at.band { (line(Line::Band, band.map(x), middle)) }
        // an interval that the dot hides is not drawn
        @if interval[1] - interval[0] > 2.0 * DOT { (line(Line::Interval, interval, middle)) }
        (sign(if at.sure { Sign::Disc } else { Sign::Ring }, x(at.value), middle))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(rows: usize, number: usize) -> String {
        let axis = || Axis::around([1.0].into_iter(), |at| at.to_string());
        let at = |index: usize| {
            let value = index as f64 / rows as f64;
            (index > 0).then_some(Spread { value, interval: [value, value], band: Some([0.0, 1.0]), sure: index > 1 })
        };
        let row = |index| Row { letter: format!("R{index}"), at: at(index), none: "none".into() };
        let panel = |_| Panel { title: "A way <b>".into(), axis: axis(), rows: (0..rows).map(row).collect() };
        let all: Vec<_> = (0..number).map(panel).collect();
        panels(&Said { prefix: "p", title: "t", desc: "d" }, &all).into_string()
    }

    #[test]
    fn every_panel_has_every_row_and_what_is_not_sure_is_hollow() {
        let svg = drawn(4, 5);
        assert_eq!((svg.matches(">R3<").count(), svg.matches(">none<").count()), (5, 5));
        assert_eq!((svg.matches("class=\"hollow\"").count(), svg.matches("&lt;b&gt;").count()), (5, 5));
        assert!(svg.contains("aria-labelledby=\"p-title p-desc\""));
    }

    #[test]
    fn every_number_of_a_drawing_stays_in_it_and_none_is_no_drawing_of_nothing() {
        for (rows, number) in [(1, 1), (13, 11), (40, 2), (0, 1), (3, 0)] {
            let svg = drawn(rows, number);
            let view = svg.split("viewBox=\"0 0 ").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            let height: f64 = view.split(' ').nth(1).unwrap().parse().unwrap();
            for (attribute, most) in
                [(" x=\"", WIDTH), (" cx=\"", WIDTH), (" y=\"", height), (" cy=\"", height), (" y2=\"", height)]
            {
                let places = svg.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
                places.for_each(|place| {
                    let place: f64 = place.parse().unwrap();
                    assert!((0.0..=most).contains(&place), "{attribute}{place} of {most}");
                });
            }
        }
    }
}
