//! The charts of a comparison as SVG: small panels beside each other, what changes when one thing changes, and the ladder as a staircase.
//!
//! Regimes are told apart by their letters and sides by shape and dash; nothing is told by colour, and no place in a drawing says what is good.
//! A chart knows numbers and words only: what they mean, and in which language, is said by whoever draws it.

mod changes;
mod panels;
mod stairs;

pub(super) use changes::{Changes, End, Moved, changes};
pub(super) use panels::{Panel, Row, panels};
pub(super) use stairs::{Flight, Step, sign_of, stairs};

use maud::{Markup, html};

/// The width of every drawing, in units of the SVG.
const WIDTH: f64 = 640.0;
/// How far a dot reaches from its middle.
const DOT: f64 = 3.4;

/// An estimate with what surrounds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    /// With every number as is most likely.
    pub value: f64,
    /// Between which it lies with 95 %, as far as replicates differ by chance.
    pub interval: [f64; 2],
    /// What it comes to at the two corners of what is assumed, where they were run.
    pub band: Option<[f64; 2]>,
    /// Whether every fact of the texts on which it rests was read in its source.
    pub sure: bool,
}

/// A scale from nought, with the numbers that stand at it.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    /// Where it ends.
    pub most: f64,
    /// Numbers on it, with their words.
    pub ticks: Vec<(f64, String)>,
}

impl Axis {
    /// From nought to a round number that holds all of these.
    pub fn around(values: impl Iterator<Item = f64>, words: impl Fn(f64) -> String) -> Self {
        let most = round(values.fold(0.0, f64::max));
        Self { most, ticks: [0.0, most / 2.0, most].map(|at| (at, words(at))).to_vec() }
    }

    /// Where a number stands: from 0 to 1.
    fn place(&self, value: f64) -> f64 {
        if self.most > 0.0 { (value / self.most).clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// The next round number that is no smaller: 1, 2 or 5 with noughts before or behind it.
fn round(least: f64) -> f64 {
    let mut unit = 1e-6;
    while unit < 1e18 {
        for digit in [1.0, 2.0, 5.0] {
            if digit * unit >= least * (1.0 - 1e-12) && least > 0.0 {
                return digit * unit;
            }
        }
        unit *= 10.0;
    }
    1.0
}

/// What a drawing is called, and what those hear who do not see it.
pub(super) struct Said<'a> {
    /// Begins the identifiers in it.
    pub prefix: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it shows.
    pub desc: &'a str,
}

fn drawing(said: &Said<'_>, height: f64, content: &Markup) -> Markup {
    let (title, desc) = (format!("{}-title", said.prefix), format!("{}-desc", said.prefix));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby={ (title) " " (desc) }
            viewBox={ "0 0 " (WIDTH) " " (tenth(height)) } font-size="11" fill="none" stroke-linejoin="round" {
            title id=(title) { (said.title) }
            desc id=(desc) { (said.desc) }
            (content)
        }
    }
}

/// A sign by which numbers differ that stand on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// As it stands.
    Disc,
    /// As it stands, and not all of it was read in a source.
    Ring,
    /// With less.
    Down,
    /// With more.
    Up,
}

fn sign(sign: Sign, x: f64, y: f64) -> Markup {
    let (x, y) = (tenth(x), tenth(y));
    let corners = |side: f64| {
        format!(
            "{},{} {},{} {},{}",
            x,
            tenth(y + side * 4.4),
            tenth(x - 4.2),
            tenth(y - side * 3.2),
            tenth(x + 4.2),
            tenth(y - side * 3.2)
        )
    };
    html! {
        @match sign {
            Sign::Disc => circle cx=(x) cy=(y) r=(DOT) fill="currentColor" stroke="currentColor" stroke-width="1.4" {},
            Sign::Ring => circle.hollow cx=(x) cy=(y) r=(DOT) fill="#fff" stroke="currentColor" stroke-width="1.4" {},
            Sign::Down => polygon.hollow points=(corners(1.0)) fill="#fff" stroke="currentColor" stroke-width="1.3" {},
            Sign::Up => polygon points=(corners(-1.0)) fill="currentColor" stroke="currentColor" stroke-width="1.3" {},
        }
    }
}

/// A key to signs, for beside a drawing.
pub(super) fn key(signs: &[(Sign, String)], lines: &[(Line, String)]) -> Markup {
    html! {
        ul.key {
            @for (of, words) in signs { li { (sample(&sign(*of, 0.0, 0.0))) " " (words) } }
            @for (of, words) in lines { li { (sample(&line(*of, [-14.0, 14.0], 0.0))) " " (words) } }
        }
    }
}

fn sample(content: &Markup) -> Markup {
    html! { svg.sample viewBox="-18 -7 36 14" width="36" height="14" aria-hidden="true" fill="none" { (content) } }
}

/// A line along the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Between the corners of what is assumed.
    Band,
    /// An interval of 95 %.
    Interval,
}

fn line(of: Line, [from, to]: [f64; 2], y: f64) -> Markup {
    let [from, to, y] = [from, to, y].map(tenth);
    html! {
        @match of {
            Line::Band => g stroke="currentColor" stroke-width="1" {
                line x1=(from) x2=(to) y1=(y) y2=(y) {}
                @for end in [from, to] { line x1=(end) x2=(end) y1=(tenth(y - 3.0)) y2=(tenth(y + 3.0)) {} }
            },
            Line::Interval => line x1=(from) x2=(to) y1=(y) y2=(y) stroke="currentColor" stroke-width="4" {},
        }
    }
}

fn tenth(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_at_a_round_number_that_holds_everything() {
        let ends = [0.0, 0.3, 1.0, 7.0, 120.0, 3650.0, 1e9].map(round);
        assert_eq!(ends, [1.0, 0.5, 1.0, 10.0, 200.0, 5000.0, 1e9].map(|end: f64| end));
        let axis = Axis::around([3.0, 12.0].into_iter(), |at| at.to_string());
        assert_eq!(axis.ticks.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>(), ["0", "10", "20"]);
        assert_eq!([axis.place(5.0), axis.place(50.0), axis.place(f64::NAN).max(0.0)], [0.25, 1.0, 0.0]);
    }

    #[test]
    fn signs_and_lines_differ_in_shape_and_not_only_in_colour() {
        let shapes = [Sign::Disc, Sign::Ring, Sign::Down, Sign::Up].map(|of| sign(of, 0.0, 0.0).into_string());
        let lines = [Line::Band, Line::Interval].map(|of| line(of, [0.0, 9.0], 0.0).into_string());
        let all: std::collections::BTreeSet<_> = shapes.iter().chain(&lines).collect();
        assert_eq!(all.len(), 6);
    }
}
