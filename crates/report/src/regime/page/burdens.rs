//! What verification costs an honest side in a year, and what it shows.

use super::{Cell, Part};
use crate::regime::chart::{self, Axis, Panel, Row, Said, Spread};
use crate::regime::figures::{amount, interval, letter};
use crate::regime::json::burden_word;
use maud::{Markup, html};
use regime::Burden;
use regime::estimate::Estimate;
use treaty::measure::Measure;
use treaty::source::Mark;

/// What is not a cost but something that the other side learns.
const SHOWN: [Burden; 4] = [Burden::ItemsShown, Burden::SitesCounted, Burden::Crossings, Burden::Statements];

/// The burdens of each regime.
type Burdens = Vec<Vec<(Burden, Estimate)>>;

impl Part<'_> {
    pub(super) fn burdens(self) -> Markup {
        html! {
            p { (self.word("compare-burdens-intro")) }
            @for (side, of) in self.sides() {
                @let all: Burdens = (0..self.told.of.contenders.len()).map(|contender| self.told.burdens(contender, side)).collect();
                h3 { (self.text(&of.name)) }
                (self.burdens_chart(side, &all))
                @for (key, is_shown) in [("compare-burdens-table", false), ("compare-shown-table", true)] {
                    @let caption = self.of_side(side, &self.word(key));
                    (self.burdens_table(&caption, &all, is_shown))
                }
            }
            h3 { (self.word("compare-revealed-title")) }
            p { (self.word("compare-revealed-intro")) }
            (self.revealed())
        }
    }

    fn burden(self, burden: Burden) -> String {
        self.word(&format!("burden-{}", burden_word(burden)))
    }

    fn burdens_chart(self, side: usize, all: &Burdens) -> Markup {
        let panel = |(_, burden): (&str, Burden)| {
            let found =
                |contender: usize| all[contender].iter().find(|(of, _)| *of == burden).map(|(_, number)| *number);
            let row = |contender| {
                let sure = self.told.mark(contender, None) == Mark::Confirmed;
                let at = found(contender).map(|of| Spread {
                    value: of.value,
                    interval: [of.low, of.high],
                    band: None,
                    sure,
                });
                Row { letter: letter(contender), at, none: self.word("compare-not-run") }
            };
            let most = (0..all.len()).filter_map(found).map(|of| of.high);
            let axis = Axis::around(most, |at| amount(at, self.locale));
            Panel { title: self.burden(burden), axis, rows: (0..all.len()).map(row).collect() }
        };
        let panels: Vec<_> = Burden::WORDS.into_iter().map(panel).collect();
        let title = self.of_side(side, &self.word("compare-burdens-chart"));
        let said = Said {
            prefix: &self.id(&format!("burdens-{side}")),
            title: &title,
            desc: &self.word("compare-chart-desc"),
        };
        let is_unsure = panels.iter().flat_map(|panel| &panel.rows).any(|row| row.at.is_some_and(|at| !at.sure));
        self.figure(
            &title,
            &chart::panels(&said, &panels),
            &self.key(is_unsure, false),
            &self.word("compare-burdens-scales"),
        )
    }

    fn burdens_table(self, caption: &str, all: &Burdens, is_shown: bool) -> Markup {
        let figure = |value| amount(value, self.locale);
        let rows =
            Burden::WORDS.into_iter().filter(|(_, burden)| SHOWN.contains(burden) == is_shown).map(|(_, burden)| {
                let cells = all.iter().enumerate().map(|(contender, all)| {
                    let found = all.iter().find(|(of, _)| *of == burden);
                    found.map_or(Cell::None("compare-not-run"), |(_, of)| Cell::Number {
                        value: figure(of.value),
                        beneath: vec![interval(of, figure)],
                        mark: self.told.mark(contender, None),
                    })
                });
                (self.burden(burden), cells.collect())
            });
        self.tables(caption, &self.word("regime-col-burden"), &rows.collect::<Vec<_>>())
    }

    /// What each measure reveals, and which regimes have it.
    fn revealed(self) -> Markup {
        let letters = |measure: Measure| {
            let having = self.told.of.contenders.iter().enumerate().filter(|(_, of)| of.terms.has(measure));
            having.map(|(at, _)| letter(at)).collect::<Vec<_>>().join(", ")
        };
        let met = Measure::WORDS
            .into_iter()
            .filter(|(_, measure)| self.told.of.contenders.iter().any(|of| of.terms.has(*measure)));
        let table = html! {
            table.revealed {
                caption.unseen { (self.word("compare-revealed-title")) }
                thead { tr { @for key in ["report-col-measure", "compare-col-reveals", "compare-col-regimes"] { th scope="col" { (self.word(key)) } } } }
                tbody {
                    @for (word, measure) in met {
                        tr {
                            th scope="row" { (self.word(&format!("measure-{word}"))) }
                            td { (self.word(&format!("measure-{word}-reveals"))) }
                            td { (letters(measure)) }
                        }
                    }
                }
            }
        };
        self.wide(&self.word("compare-revealed-title"), &table)
    }
}
