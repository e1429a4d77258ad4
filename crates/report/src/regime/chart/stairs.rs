//! The ladder as a staircase: one step a rung, as high as what is found on it. Each side has a flight, by its dash and its sign.

use super::{Axis, Line, Said, Sign, Spread, WIDTH, drawing, sign, tenth};
use crate::layout::wrap;
use maud::{Markup, html};

const LEFT: f64 = 52.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 12.0;
const HEIGHT: f64 = 210.0;
/// How many letters of a rung's name stand on a line, the room of one, and the most of them.
const LETTERS: usize = 15;
const LINE: f64 = 13.0;
/// How far the marks of two sides stand apart on a step.
const APART: f64 = 16.0;
/// The dashes of the sides, in their order.
const DASHES: [&str; 4] = ["none", "6 3", "2 2.5", "9 3 2 3"];
const SIGNS: [Sign; 4] = [Sign::Disc, Sign::Up, Sign::Down, Sign::Ring];

/// What one side comes to on each rung.
pub(in crate::regime) struct Flight {
    /// Its rungs, from the lowest; nothing where nothing is told of one.
    pub steps: Vec<Option<Spread>>,
}

/// A rung.
pub(in crate::regime) struct Step {
    /// What it is called.
    pub name: String,
}

/// The sign of a side, for a key.
pub(in crate::regime) fn sign_of(side: usize) -> Sign {
    SIGNS[side % SIGNS.len()]
}

/// The drawing.
pub(in crate::regime) fn stairs(said: &Said<'_>, axis: &Axis, steps: &[Step], flights: &[Flight]) -> Markup {
    let wide = (WIDTH - LEFT - RIGHT) / steps.len().max(1) as f64;
    let y = |value: f64| tenth(TOP + (1.0 - axis.place(value)) * HEIGHT);
    let names: Vec<_> = steps.iter().map(|step| wrap(&step.name, LETTERS)).collect();
    let floor = TOP + HEIGHT;
    let foot = names.iter().map(Vec::len).max().unwrap_or(0) as f64 * LINE + 10.0;
    drawing(
        said,
        floor + foot,
        &html! {
            g stroke="currentColor" stroke-width="0.6" {
                @for (at, _) in &axis.ticks { line x1=(LEFT) x2=(WIDTH - RIGHT) y1=(y(*at)) y2=(y(*at)) stroke-opacity="0.3" {} }
                line x1=(LEFT) x2=(WIDTH - RIGHT) y1=(floor) y2=(floor) {}
            }
            @for (at, words) in &axis.ticks { text x=(LEFT - 8.0) y=(tenth(y(*at) + 4.0)) text-anchor="end" fill="currentColor" { (words) } }
            @for (index, name) in names.iter().enumerate() {
                @for (line, words) in name.iter().enumerate() {
                    text x=(tenth(LEFT + (index as f64 + 0.5) * wide)) y=(tenth(floor + 15.0 + LINE * line as f64)) text-anchor="middle" fill="currentColor" font-size="10.5" { (words) }
                }
            }
            @for (side, flight) in flights.iter().enumerate() { (climbed(side, flights.len(), flight, wide, &y)) }
        },
    )
}

fn climbed(side: usize, sides: usize, flight: &Flight, wide: f64, y: &dyn Fn(f64) -> f64) -> Markup {
    let corner = |index: usize| tenth(LEFT + index as f64 * wide);
    let apart = (side as f64 - (sides as f64 - 1.0) / 2.0) * APART;
    let path: Vec<_> = flight
        .steps
        .iter()
        .enumerate()
        .filter_map(|(index, step)| {
            let height = y(step.as_ref()?.value);
            Some(format!("{},{height} {},{height}", corner(index), corner(index + 1)))
        })
        .collect();
    html! {
        polyline points=(path.join(" ")) stroke="currentColor" stroke-width="1.4" stroke-dasharray=(DASHES[side % DASHES.len()]) {}
        @for (index, step) in flight.steps.iter().enumerate() {
            @if let Some(step) = step {
                @let x = tenth(corner(index) + wide / 2.0 + apart);
                @if let Some(band) = step.band { (upright(Line::Band, x, band.map(y))) }
                (upright(Line::Interval, x, step.interval.map(y)))
                (sign(sign_of(side), x, y(step.value)))
            }
        }
    }
}

fn upright(of: Line, x: f64, [from, to]: [f64; 2]) -> Markup {
    html! {
        @match of {
            Line::Band => g stroke="currentColor" stroke-width="1" {
                line x1=(x) x2=(x) y1=(from) y2=(to) {}
                @for end in [from, to] { line x1=(tenth(x - 3.0)) x2=(tenth(x + 3.0)) y1=(end) y2=(end) {} }
            },
            Line::Interval => line x1=(x) x2=(x) y1=(from) y2=(to) stroke="currentColor" stroke-width="4" {},
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rung_is_a_step_and_each_side_a_flight_of_its_own_dash_and_sign() {
        let at = |value: f64| Some(Spread { value, interval: [value, value], band: Some([0.0, 1.0]), sure: true });
        let flights = [0.1, 0.5].map(|value| Flight { steps: vec![at(0.0), None, at(value)] });
        let steps = ["L0: a bare promise", "L1: totals", "L2"].map(|name| Step { name: name.into() });
        let axis = Axis::around([1.0].into_iter(), |at| at.to_string());
        let svg = stairs(&Said { prefix: "s", title: "t", desc: "d" }, &axis, &steps, &flights).into_string();
        assert_eq!((svg.matches("<polyline").count(), svg.matches("<circle").count()), (2, 2));
        assert!(svg.contains("stroke-dasharray=\"none\"") && svg.contains("stroke-dasharray=\"6 3\""));
    }
}
