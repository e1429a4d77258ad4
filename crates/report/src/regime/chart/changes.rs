//! What changes when one thing changes: a line for each, from one sign to another.

use super::{Axis, Said, Sign, WIDTH, drawing, sign, tenth};
use crate::layout::wrap;
use maud::{Markup, html};

/// Where the scale begins and how much is free behind it.
const LEFT: f64 = 282.0;
const RIGHT: f64 = 20.0;
/// How many letters of a name stand on a line, and the room of one.
const LETTERS: usize = 37;
const LINE: f64 = 13.0;
/// The room over the rows and under them, and what a row has besides its lines.
const TOP: f64 = 6.0;
const FOOT: f64 = 20.0;
const BESIDE: f64 = 6.0;

/// The rows of one drawing, on one scale.
pub(in crate::regime) struct Changes {
    /// The scale.
    pub axis: Axis,
    /// Where everything stands while nothing is changed; nothing where rows begin at places of their own.
    pub line: Option<f64>,
    /// The rows.
    pub rows: Vec<Moved>,
}

/// One thing, and what comes of it.
pub(in crate::regime) struct Moved {
    /// What is changed.
    pub name: String,
    /// The two ends.
    pub ends: [End; 2],
}

/// One end of a line.
#[derive(Clone, Copy)]
pub(in crate::regime) struct End {
    /// How it is drawn.
    pub sign: Sign,
    /// Where.
    pub at: f64,
}

/// The drawing.
pub(in crate::regime) fn changes(said: &Said<'_>, of: &Changes) -> Markup {
    let x = |value: f64| tenth(LEFT + of.axis.place(value) * (WIDTH - LEFT - RIGHT));
    let names: Vec<_> = of.rows.iter().map(|row| wrap(&row.name, LETTERS)).collect();
    let mut floor = TOP;
    let mut rows = Vec::new();
    for (row, name) in of.rows.iter().zip(&names) {
        let room = name.len() as f64 * LINE + BESIDE;
        rows.push(one(row, name, floor, room, &x));
        floor = tenth(floor + room);
    }
    drawing(
        said,
        floor + FOOT,
        &html! {
            g stroke="currentColor" stroke-width="0.6" {
                @for (at, _) in &of.axis.ticks { line x1=(x(*at)) x2=(x(*at)) y1=(TOP) y2=(floor) stroke-opacity="0.3" {} }
                line x1=(x(0.0)) x2=(x(of.axis.most)) y1=(floor) y2=(floor) {}
            }
            @if let Some(at) = of.line { line x1=(x(at)) x2=(x(at)) y1="0" y2=(floor) stroke="currentColor" stroke-width="1.2" stroke-dasharray="4 2.5" {} }
            @for (at, words) in &of.axis.ticks { text x=(x(*at)) y=(tenth(floor + 14.0)) text-anchor="middle" fill="currentColor" { (words) } }
            @for row in &rows { (row) }
        },
    )
}

fn one(row: &Moved, name: &[String], top: f64, room: f64, x: &dyn Fn(f64) -> f64) -> Markup {
    let middle = tenth(top + room / 2.0);
    let [from, to] = row.ends.map(|end| x(end.at));
    html! {
        @for (index, words) in name.iter().enumerate() {
            text x=(LEFT - 12.0) y=(tenth(top + BESIDE / 2.0 + 10.0 + LINE * index as f64)) text-anchor="end" fill="currentColor" { (words) }
        }
        line x1=(from) x2=(to) y1=(middle) y2=(middle) stroke="currentColor" stroke-width="1.6" {}
        @for end in &row.ends { (sign(end.sign, x(end.at), middle)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_its_name_and_both_ends_and_long_names_take_the_room_that_they_need() {
        let axis = Axis::around([1.0].into_iter(), |at| at.to_string());
        let row = |name: &str| Moved {
            name: name.into(),
            ends: [End { sign: Sign::Down, at: 0.1 }, End { sign: Sign::Up, at: 0.9 }],
        };
        let of = Changes { axis, line: Some(0.4), rows: vec![row("short"), row(&"long ".repeat(30))] };
        let svg = changes(&Said { prefix: "c", title: "t", desc: "d" }, &of).into_string();
        assert_eq!((svg.matches("<polygon").count(), svg.matches("stroke-dasharray").count()), (4, 1));
        assert!(svg.matches(">long ").count() >= 3 && svg.contains(">short<"), "{svg}");
    }
}
