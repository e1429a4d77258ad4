//! A chart as SVG: legible in black and white, on paper and on a screen, and with a description for those who do not see it.
//!
//! Parties differ by shape and dash first, and by colour only where the page gives one. What was not confirmed is hollow, what was not
//! provided is a cross on the axis, and the line is parted there. A panel that stands alone brings its title, a key and a ground of its own;
//! in a page these stand beside it.

mod alone;
mod marks;
pub(crate) mod sites;
pub(crate) mod year;

use crate::chart::{Mark, Otherwise, Panel, Point, Series};
use crate::locale::Arg;
use crate::sentence::dates;
use crate::teller::Teller;
pub(crate) use marks::key;
use marks::{DASHES, cross, dotted, ring, shape};
use maud::{Markup, html};
use treaty::instrument::Kind;

/// The drawing, in units of the SVG.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 118.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 30.0;

/// The room that a line of words takes.
const LINE: f64 = 16.0;

/// A panel as a picture of its own, with its title and a key to its signs in it. `prefix` begins the identifiers in it, which must differ from
/// all others of the document that it is put into.
pub fn panel(panel: &Panel, instrument: &treaty::Instrument, locale: &crate::Locale, prefix: &str) -> Markup {
    alone::draw(panel, Teller::new(locale, instrument), prefix)
}

/// A panel for a page that has the title and the key beside it.
pub(crate) fn draw(panel: &Panel, teller: Teller<'_>, prefix: &str) -> Markup {
    let (title, desc) = (format!("{prefix}-title"), format!("{prefix}-desc"));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby={ (title) " " (desc) }
            viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } font-size="12.5" fill="none" stroke-linejoin="round" {
            (described(panel, teller, &title, &desc))
            (plot(panel, teller))
        }
    }
}

/// What those hear who do not see the chart.
fn described(panel: &Panel, teller: Teller<'_>, title: &str, desc: &str) -> Markup {
    html! {
        title id=(title) { (self::title(panel, teller)) }
        desc id=(desc) { (description(panel, teller)) }
    }
}

fn plot(panel: &Panel, teller: Teller<'_>) -> Markup {
    html! {
        (axes(panel, teller))
        (limit(panel, teller))
        @for (index, series) in panel.series.iter().enumerate() { (line(series, index)) }
        @for read in &panel.otherwise { (by_another_reading(read, panel, teller)) }
        (names(panel, teller))
    }
}

fn x(place: f64) -> f64 {
    tenth(LEFT + place * (WIDTH - LEFT - RIGHT))
}

fn y(place: f64) -> f64 {
    tenth(HEIGHT - BOTTOM - place * (HEIGHT - TOP - BOTTOM))
}

fn tenth(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

fn title(panel: &Panel, teller: Teller<'_>) -> String {
    teller.with("chart-title", "limit", &teller.name(Kind::Limit, &panel.limit))
}

/// The chart in words: the limit, each party's first and last number, and what was not provided.
pub(crate) fn description(panel: &Panel, teller: Teller<'_>) -> String {
    let most = Arg::Number(panel.most);
    let mut parts = vec![match panel.binds {
        Some(day) => teller.say("chart-limit-binds", &[("most", most), ("date", Arg::Day(day))]),
        None => teller.say("chart-limit", &[("most", most)]),
    }];
    for series in &panel.series {
        let party = teller.party(&series.party);
        parts.push(match series.ends() {
            None => teller.with("chart-none", "party", &party),
            Some([(first, a), (last, b)]) => teller.say(
                "chart-series",
                &[
                    ("party", Arg::Words(&party)),
                    ("first", Arg::Number(a.value)),
                    ("first-date", Arg::Day(first.date)),
                    ("last", Arg::Number(b.value)),
                    ("last-date", Arg::Day(last.date)),
                ],
            ),
        });
        let gaps: Vec<_> = series.gaps().map(|mark| mark.date).collect();
        if !gaps.is_empty() {
            let gaps = dates(teller, &gaps);
            let told = teller.say("chart-gaps", &[("party", Arg::Words(&party)), ("dates", Arg::Words(&gaps))]);
            parts.push(if told.ends_with('.') { told } else { format!("{told}.") });
        }
    }
    parts.push(teller.say("chart-axis", &[("bottom", Arg::Number(panel.bottom))]));
    parts.join(" ")
}

fn axes(panel: &Panel, teller: Teller<'_>) -> Markup {
    let (left, right, floor) = (x(0.0), x(1.0), y(0.0));
    html! {
        g stroke="currentColor" stroke-width="0.6" {
            @for (_, place) in &panel.values { line.grid x1=(left) x2=(right) y1=(y(*place)) y2=(y(*place)) stroke-opacity="0.22" {} }
            @for (_, place) in &panel.years { line x1=(x(*place)) x2=(x(*place)) y1=(floor) y2=(floor + 5.0) {} }
            line x1=(left) x2=(right) y1=(floor) y2=(floor) stroke-width="1" {}
        }
        g fill="currentColor" text-anchor="end" {
            @for (value, place) in &panel.values {
                text x=(left - 7.0) y=(y(*place) + 4.3) { (teller.locale.number(*value)) }
            }
        }
        g fill="currentColor" {
            @for (year, place) in &panel.years { text x=(x(*place) + 3.0) y=(floor + 17.0) font-size="11.5" { (year) } }
        }
    }
}

/// The limit: a faint dashed line before it binds, a solid one from then on, and the day between them.
fn limit(panel: &Panel, teller: Teller<'_>) -> Markup {
    let (from, height) = (x(panel.binds_x), y(panel.most_y));
    let within = panel.binds_x > 0.0 && panel.binds_x < 1.0;
    let anchor = if panel.binds_x > 0.6 { "end" } else { "start" };
    html! {
        g.limit stroke="currentColor" {
            @if panel.binds_x > 0.0 {
                (dotted(x(0.0), from, height))
            }
            @if panel.binds_x < 1.0 { line x1=(from) x2=(x(1.0)) y1=(height) y2=(height) stroke-width="2.4" {} }
            @if within { line x1=(from) x2=(from) y1=(TOP - 6.0) y2=(y(0.0)) stroke-width="0.9" stroke-dasharray="1.5 3" {} }
        }
        @if let (true, Some(day)) = (within, panel.binds) {
            text x=(from) y=(TOP - 12.0) text-anchor=(anchor) fill="currentColor" {
                (teller.say("report-binds-from", &[("date", Arg::Day(day))]))
            }
        }
    }
}

fn line(series: &Series, index: usize) -> Markup {
    let dash = DASHES[index % DASHES.len()];
    html! {
        g class={ "series-" (index) } {
            @for run in series.runs() {
                polyline points=(points(&run)) stroke="currentColor" stroke-width="1.6" stroke-dasharray=(dash) {}
                @for (mark, point) in &run { (shape(index, x(mark.x), y(point.y), point.sure)) }
            }
            @for gap in series.gaps() { (cross(x(gap.x), y(0.0))) }
        }
    }
}

fn points(run: &[(Mark, Point)]) -> String {
    let places: Vec<_> = run.iter().map(|(mark, point)| format!("{},{}", x(mark.x), y(point.y))).collect();
    places.join(" ")
}

/// A count by another party's reading: an open ring on a stalk, with its number.
fn by_another_reading(read: &Otherwise, panel: &Panel, teller: Teller<'_>) -> Markup {
    let (across, up) = (x(read.x), y(read.point.y));
    let own = panel.series.iter().find(|series| series.party == read.of);
    let mark = own.and_then(|series| series.marks.iter().find(|mark| mark.date == read.date)?.point);
    let reader = teller.party(&read.by);
    let words =
        teller.say("chart-by-reading", &[("count", Arg::Number(read.point.value)), ("reader", Arg::Words(&reader))]);
    let (anchor, aside) = if read.x > 0.5 { ("end", -9.0) } else { ("start", 9.0) };
    html! {
        g stroke="currentColor" {
            @if let Some(mark) = mark {
                line x1=(across) x2=(across) y1=(up) y2=(y(mark.y)) stroke-width="0.9" stroke-dasharray="1.5 2.5" {}
            }
            (ring(across, up))
        }
        text x=(tenth(across + aside)) y=(up + 4.3) text-anchor=(anchor) fill="currentColor" { (words) }
    }
}

/// The names of the lines, at their right ends and not over one another.
fn names(panel: &Panel, teller: Teller<'_>) -> Markup {
    let most = teller.say("report-limit-of", &[("most", Arg::Number(panel.most))]);
    let mut names = vec![(y(panel.most_y), "limit".to_owned(), most)];
    for (index, series) in panel.series.iter().enumerate() {
        if let Some([_, (_, last)]) = series.ends() {
            names.push((y(last.y), format!("series-{index}"), teller.party(&series.party)));
        }
    }
    spread(&mut names);
    html! {
        @for (height, class, name) in &names {
            text class=(class) x=(x(1.0) + 8.0) y=(height + 4.3) fill="currentColor" font-weight="600" { (name) }
        }
    }
}

/// Moves words apart that would stand over one another, keeping their order and staying within the drawing.
fn spread(names: &mut [(f64, String, String)]) {
    names.sort_by(|a, b| a.0.total_cmp(&b.0));
    for index in 1..names.len() {
        names[index].0 = names[index].0.max(names[index - 1].0 + LINE);
    }
    let mut lowest = HEIGHT - 8.0;
    for name in names.iter_mut().rev() {
        name.0 = tenth(name.0.min(lowest));
        lowest = name.0 - LINE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Locale, chart, fixture};
    use treaty::Lang;

    fn drawn(lang: Lang) -> Vec<String> {
        let (instrument, locale) = (fixture::instrument(), Locale::new(lang));
        let panels = chart::panels(&fixture::assessment(), &instrument);
        panels.iter().map(|one| panel(one, &instrument, &locale, "p").into_string()).collect()
    }

    #[test]
    fn a_chart_is_described_and_its_limit_is_named() {
        for (lang, named) in [(Lang::En, "limit 1,550"), (Lang::Ru, "предел 1\u{A0}550")] {
            let svg = &drawn(lang)[0];
            for part in ["role=\"img\"", "<title id=\"p-title\">", "<desc id=\"p-desc\">", named] {
                assert!(svg.contains(part), "{part} in {svg}");
            }
        }
    }

    #[test]
    fn parties_differ_by_shape_and_dash_and_doubt_is_hollow() {
        let svg = &drawn(Lang::En)[0];
        for part in
            ["<circle class=\"full\"", "<circle class=\"hollow\"", "<rect class=\"full\"", "stroke-dasharray=\"6 3\""]
        {
            assert!(svg.contains(part), "{part} in {svg}");
        }
    }

    #[test]
    fn every_element_is_closed_so_that_it_stands_alone_too() {
        for svg in drawn(Lang::Ru) {
            assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && svg.ends_with("</svg>"), "{svg}");
            for element in ["svg", "g", "line", "circle", "rect", "polyline", "path", "text", "title", "desc"] {
                let opened = svg.matches(&format!("<{element} ")).count();
                assert_eq!(opened, svg.matches(&format!("</{element}>")).count(), "{element}");
            }
        }
    }

    #[test]
    fn names_are_moved_apart_and_stay_in_the_drawing() {
        let mut names: Vec<_> =
            (0..5).map(|index| (HEIGHT - f64::from(index), String::new(), index.to_string())).collect();
        spread(&mut names);
        assert!(names.windows(2).all(|pair| pair[1].0 - pair[0].0 >= LINE - 0.1), "{names:?}");
        assert!(names.iter().all(|name| name.0 < HEIGHT && name.0 > 0.0));
    }
}
