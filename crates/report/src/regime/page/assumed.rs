//! Everything that was taken for granted: each number with its bounds, its source, how sure that is, and why.

use super::{Part, sign_of};
use crate::regime::figures::assumed;
use crate::sentence::shown;
use crate::teller::source;
use crate::vocabulary::Told;
use maud::{Markup, html};
use regime::assumptions::Assumed;
use regime::{Parameter, Point};

impl Part<'_> {
    pub(super) fn assumed(self) -> Markup {
        let assumptions = &self.told.of.assumptions;
        let table = html! {
            table.assumptions {
                caption.unseen { (self.word("compare-assumed-title")) }
                thead { tr {
                    @for key in ["parameter", "side", "low", "central", "high", "unit", "why"] { th scope="col" { (self.word(&format!("compare-col-{key}"))) } }
                } }
                tbody { @for (_, parameter) in Parameter::WORDS { (self.assumption(*parameter)) } }
            }
        };
        html! {
            p { (self.text(&assumptions.text)) }
            p { (self.word("compare-assumed-intro")) }
            (self.wide(&self.word("compare-assumed-title"), &table))
            h3 { (self.word("compare-sources-title")) }
            dl.sources {
                @for (key, of) in &assumptions.sources {
                    div { dt { (shown(&key.to_string())) } dd { (shown(&source(self.locale, of))) @if !of.place.is_empty() { ". " (shown(&of.place)) } } }
                }
            }
        }
    }

    /// One row where all sides are given the same, else one a side.
    fn assumption(self, parameter: Parameter) -> Markup {
        let all: Vec<_> = self.sides().map(|(_, side)| (self.text(&side.name), side.assumed(parameter))).collect();
        let is_one = all.windows(2).all(|pair| pair[0].1 == pair[1].1);
        let rows: Vec<_> = match all.first() {
            Some((_, first)) if is_one => vec![(self.word("compare-both"), *first)],
            _ => all,
        };
        html! { @for (side, of) in rows { (self.row(parameter, &side, of)) } }
    }

    fn row(self, parameter: Parameter, side: &str, of: &Assumed) -> Markup {
        let unit = self.word(&format!("regime-unit-{}", parameter.unit().word()));
        html! {
            tr {
                th scope="row" { (self.parameter(parameter)) }
                td { (side) }
                @for point in [Point::Low, Point::Central, Point::High] { td.number { (assumed(parameter, of.bounds.at(point), self.locale)) } }
                td { (unit) }
                td {
                    @if let Some(text) = &of.text { (self.text(text)) " " }
                    span.from { (shown(&of.source.to_string())) ": " (of.mark.told(self.locale)) } (sign_of(self, of.mark))
                }
            }
        }
    }
}
