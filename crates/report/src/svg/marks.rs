//! The signs of a chart, and the key that says what they mean.

use super::tenth;
use crate::chart::Panel;
use crate::teller::Teller;
use maud::{Markup, html};

/// How far a shape reaches from its middle.
const REACH: f64 = 3.6;

/// The dashes of the parties' lines, by their place among the parties.
pub(super) const DASHES: [&str; 4] = ["none", "6 3", "2 2.5", "9 3 2 3"];

/// A key to the signs that a chart uses, for beside it.
pub(crate) fn key(panel: &Panel, teller: Teller<'_>) -> Markup {
    let points = || panel.series.iter().flat_map(|series| &series.marks).filter_map(|mark| mark.point);
    let gaps = panel.series.iter().any(|series| series.gaps().next().is_some());
    let sample = |index: usize, sure| {
        html! {
            svg class={ "sample series-" (index) } viewBox="-18 -7 36 14" width="36" height="14" aria-hidden="true" fill="none" {
                line x1="-18" x2="18" y1="0" y2="0" stroke="currentColor" stroke-width="1.6" stroke-dasharray=(DASHES[index % DASHES.len()]) {}
                (shape(index, 0.0, 0.0, sure))
            }
        }
    };
    html! {
        ul.key {
            @for (index, series) in panel.series.iter().enumerate() {
                li { (sample(index, true)) " " (teller.party(&series.party)) }
            }
            @if points().any(|point| !point.sure) {
                li { (sample(0, false)) " " (teller.word("chart-legend-hollow")) }
            }
            @if !panel.otherwise.is_empty() {
                li { svg.sample viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true" fill="none" { (ring(0.0, 0.0)) }
                    " " (teller.word("chart-legend-reading")) }
            }
            @if gaps {
                li { svg.sample viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true" fill="none" { (cross(0.0, 0.0)) }
                    " " (teller.word("chart-legend-gap")) }
            }
        }
    }
}

/// The sign of a party: full where its number is confirmed, hollow where it is not.
pub(super) fn shape(index: usize, x: f64, y: f64, sure: bool) -> Markup {
    let class = if sure { "full" } else { "hollow" };
    let fill = if sure { "currentColor" } else { "#fff" };
    let r = if sure { REACH } else { REACH + 0.5 };
    let corners = |corners: &[(f64, f64)]| {
        corners
            .iter()
            .map(|(dx, dy)| format!("{},{}", tenth(x + dx * r), tenth(y + dy * r)))
            .collect::<Vec<_>>()
            .join(" ")
    };
    html! {
        @match index % DASHES.len() {
            0 => { circle class=(class) cx=(x) cy=(y) r=(r) fill=(fill) stroke="currentColor" stroke-width="1.4" {} }
            1 => { rect class=(class) x=(tenth(x - r)) y=(tenth(y - r)) width=(2.0 * r) height=(2.0 * r) fill=(fill)
                   stroke="currentColor" stroke-width="1.4" {} }
            2 => { polygon class=(class) points=(corners(&[(0.0, -1.3), (1.2, 0.9), (-1.2, 0.9)])) fill=(fill)
                   stroke="currentColor" stroke-width="1.4" {} }
            _ => { polygon class=(class) points=(corners(&[(0.0, -1.4), (1.4, 0.0), (0.0, 1.4), (-1.4, 0.0)])) fill=(fill)
                   stroke="currentColor" stroke-width="1.4" {} }
        }
    }
}

/// The sign of what was not provided.
pub(super) fn cross(x: f64, y: f64) -> Markup {
    let (left, right, top, bottom) = (x - 4.5, x + 4.5, y - 4.5, y + 4.5);
    html! { path d={ "M" (left) " " (top) "L" (right) " " (bottom) "M" (left) " " (bottom) "L" (right) " " (top) } stroke="currentColor" stroke-width="2" {} }
}

/// The sign of a count by another party's reading.
pub(super) fn ring(x: f64, y: f64) -> Markup {
    html! {
        circle.hollow cx=(x) cy=(y) r="5" fill="#fff" stroke="currentColor" stroke-width="1.2" {}
        circle cx=(x) cy=(y) r="1.6" fill="currentColor" {}
    }
}
