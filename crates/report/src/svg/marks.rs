//! The signs of a chart, and the key that says what they mean.

use super::tenth;
use crate::chart::Panel;
use crate::teller::Teller;
use maud::{Markup, html};

/// How far a shape reaches from its middle.
const REACH: f64 = 3.6;

/// How far a sample of a line reaches from its middle.
pub(super) const HALF: f64 = 13.0;

/// The dashes of the parties' lines, by their place among the parties.
pub(super) const DASHES: [&str; 4] = ["none", "6 3", "2 2.5", "9 3 2 3"];

/// What a chart draws, as its key names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A party's numbers, by its place among the parties.
    Party(usize),
    /// A number that is not confirmed.
    Hollow,
    /// A count by another party's reading.
    Ring,
    /// What was not provided.
    Cross,
    /// The limit before it binds.
    Dotted,
}

/// The signs that a chart uses, each with what it means.
pub(super) fn signs(panel: &Panel, teller: Teller<'_>) -> Vec<(Sign, String)> {
    let mut points = panel.series.iter().flat_map(|series| &series.marks).filter_map(|mark| mark.point);
    let gaps = panel.series.iter().any(|series| series.gaps().next().is_some());
    let parties = panel.series.iter().enumerate();
    let mut signs: Vec<_> = parties.map(|(index, series)| (Sign::Party(index), teller.party(&series.party))).collect();
    let others = [
        (points.any(|point| !point.sure), Sign::Hollow, "chart-legend-hollow"),
        (!panel.otherwise.is_empty(), Sign::Ring, "chart-legend-reading"),
        (gaps, Sign::Cross, "chart-legend-gap"),
        (panel.binds_x > 0.0, Sign::Dotted, "chart-legend-dotted"),
    ];
    let used = others.into_iter().filter(|(is_used, _, _)| *is_used);
    signs.extend(used.map(|(_, sign, key)| (sign, teller.word(key))));
    signs
}

/// A key to the signs that a chart uses, for beside it.
pub(crate) fn key(panel: &Panel, teller: Teller<'_>) -> Markup {
    html! {
        ul.key {
            @for (sign, words) in signs(panel, teller) {
                li {
                    svg.sample viewBox="-18 -7 36 14" width="36" height="14" aria-hidden="true" fill="none" { (self::sign(sign, 0.0, 0.0)) }
                    " " (words)
                }
            }
        }
    }
}

/// A sign as it stands in a key, around a place.
pub(super) fn sign(sign: Sign, x: f64, y: f64) -> Markup {
    html! {
        @match sign {
            Sign::Party(index) => g class={ "series-" (index) } {
                line x1=(x - HALF) x2=(x + HALF) y1=(y) y2=(y) stroke="currentColor" stroke-width="1.6" stroke-dasharray=(DASHES[index % DASHES.len()]) {}
                (shape(index, x, y, true))
            },
            Sign::Hollow => (shape(0, x, y, false)),
            Sign::Ring => g stroke="currentColor" { (ring(x, y)) },
            Sign::Cross => (cross(x, y)),
            Sign::Dotted => (dotted(x - HALF, x + HALF, y)),
        }
    }
}

/// The limit before it binds.
pub(super) fn dotted(from: f64, to: f64, y: f64) -> Markup {
    html! { line x1=(from) x2=(to) y1=(y) y2=(y) stroke="currentColor" stroke-width="1.2" stroke-dasharray="2 4" stroke-opacity="0.75" {} }
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
