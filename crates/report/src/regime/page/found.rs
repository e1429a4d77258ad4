//! What each regime would have found of each evasion, how long before, and the ladder.

use super::{Cell, Part};
use crate::locale::Arg;
use crate::regime::chart::{self, Axis, Panel, Row, Said, Spread};
use crate::regime::figures::{amount, corners, interval, letter, percent, share};
use crate::regime::told::{self, Band, Before};
use crate::regime::words::name;
use crate::sentence::shown;
use crate::vocabulary::Told;
use maud::{Markup, html};
use regime::comparison::{Contender, Subject};
use regime::estimate::Estimate;
use regime::{Evasion, Quantity};
use treaty::measure::Preset;
use treaty::source::Mark;

impl Part<'_> {
    pub(super) fn found(self) -> Markup {
        let size = self.told.size();
        html! {
            p { (self.word("compare-found-intro")) }
            (self.signs())
            @for (side, of) in self.sides() {
                h3 { (self.text(&of.name)) }
                @if let Some(size) = size { (self.found_chart(side, size)) }
                (self.best_answers(side))
                @for years in self.told.years() {
                    @let caption = self.of_side(side, &self.say("regime-within", &[("years", Arg::Number(years.into()))]));
                    (self.by_evasion(&caption, side, &|cell| cell.within.iter().find(|(of, _)| *of == years).map(|(_, band)| *band)))
                }
                @for size in &self.told.of.question.sizes {
                    @let caption = self.of_side(side, &self.say("regime-before", &[("size", Arg::Words(&share(*size, self.locale)))]));
                    (self.by_evasion(&caption, side, &|cell| before(cell, *size).map(|before| before.found)))
                }
            }
        }
    }

    /// What the lines of a cell are.
    fn signs(self) -> Markup {
        html! {
            dl.signs aria-label=(self.word("report-marks")) {
                @for (sign, key) in [("00", "compare-cell-central"), ("00–00", "compare-cell-interval"), ("[00–00]", "compare-cell-band"), ("°", "mark-reported"), ("?", "mark-uncertain")] {
                    div { dt { (sign) } dd { (self.word(key)) } }
                }
            }
        }
    }

    fn by_evasion(self, caption: &str, side: usize, of: &dyn Fn(&told::Cell) -> Option<Band>) -> Markup {
        let rows = self.told.of.evasions.iter().map(|evasion| {
            let cells = (0..self.told.of.contenders.len()).map(|contender| {
                let Some(cell) = self.told.cell(contender, side, *evasion) else {
                    return Cell::None("compare-not-run");
                };
                match of(&cell) {
                    _ if !cell.can_evade => Cell::None("regime-impossible"),
                    None => Cell::None("regime-never"),
                    Some(band) => self.banded(&band, self.told.mark(contender, Some(*evasion))),
                }
            });
            (name(*evasion, self.locale), cells.collect())
        });
        self.tables(caption, &self.word("regime-col-evasion"), &rows.collect::<Vec<_>>())
    }

    fn banded(self, band: &Band, mark: Mark) -> Cell {
        let figure = |value| percent(value, self.locale);
        let beneath = [interval(&band.central, figure)].into_iter().chain(corners(band, figure));
        Cell::Number { value: figure(band.central.value), beneath: beneath.collect(), mark }
    }

    fn found_chart(self, side: usize, size: Quantity) -> Markup {
        let title = self.say("compare-found-chart", &[("size", Arg::Words(&share(size, self.locale)))]);
        let title = self.of_side(side, &title);
        let axis = || self.chances();
        let spread =
            |contender, evasion, before: &Before| spread(&before.found, self.told.mark(contender, Some(evasion)));
        self.panels(("found", &title, side), size, axis, &spread)
    }

    /// A scale of probabilities.
    pub(super) fn chances(self) -> Axis {
        let ticks = [0.0, 0.5, 1.0].map(|at: f64| {
            (at, format!("{}{}", (at * 100.0) as u32, percent(1.0, self.locale).trim_start_matches("100")))
        });
        Axis { most: 1.0, ticks: ticks.to_vec() }
    }

    /// A panel for each evasion, with a row for each regime.
    fn panels(
        self,
        (prefix, title, side): (&str, &str, usize),
        size: Quantity,
        axis: impl Fn() -> Axis,
        at: &dyn Fn(usize, Evasion, &Before) -> Option<Spread>,
    ) -> Markup {
        let panel = |evasion: &Evasion| {
            let row = |contender| {
                let cell = self.told.cell(contender, side, *evasion);
                let before = cell.as_ref().and_then(|cell| before(cell, size));
                let none = match &cell {
                    None => "compare-not-run",
                    Some(cell) if !cell.can_evade => "regime-impossible",
                    Some(_) if before.is_none() => "regime-never",
                    Some(_) => "compare-never-found",
                };
                let at = before.and_then(|before| at(contender, *evasion, &before));
                Row { letter: letter(contender), at, none: self.word(none) }
            };
            Panel {
                title: name(*evasion, self.locale),
                axis: axis(),
                rows: (0..self.told.of.contenders.len()).map(row).collect(),
            }
        };
        let panels: Vec<_> = self.told.of.evasions.iter().map(panel).collect();
        let spreads = || panels.iter().flat_map(|panel| &panel.rows).filter_map(|row| row.at);
        let key = self.key(spreads().any(|at| !at.sure), spreads().any(|at| at.band.is_some()));
        let said =
            Said { prefix: &self.id(&format!("{prefix}-{side}")), title, desc: &self.word("compare-chart-desc") };
        self.figure(title, &chart::panels(&said, &panels), &key, "")
    }

    /// The evasion that each regime finds the least often: the best of the list, and of nothing else.
    fn best_answers(self, side: usize) -> Markup {
        html! {
            p { (self.say("compare-best-intro", &[("count", Arg::Number(self.told.of.evasions.len() as u64))])) }
            ul.best {
                @for (contender, of) in self.told.of.contenders.iter().enumerate() {
                    @if let Some(best) = self.told.best_answer(contender, side) {
                        @let figure = |value| percent(value, self.locale);
                        li { strong { (letter(contender)) } " " (shown(&of.name)) ": " (name(best.evasion, self.locale)) ", " (figure(best.found.value)) " (" (interval(&best.found, figure)) ")" }
                    }
                }
            }
        }
    }

    pub(super) fn lead(self) -> Markup {
        html! {
            p { (self.word("compare-lead-intro")) }
            @for (side, of) in self.sides() {
                @let name = self.text(&of.name);
                h3 { (name) }
                @if let Some(size) = self.told.size() { (self.lead_chart(side, size)) }
                @for size in &self.told.of.question.sizes {
                    @let caption = self.of_side(side, &self.say("compare-lead-chart", &[("size", Arg::Words(&share(*size, self.locale)))]));
                    (self.leads(&caption, side, *size))
                }
            }
        }
    }

    fn leads(self, caption: &str, side: usize, size: Quantity) -> Markup {
        let rows = self.told.of.evasions.iter().map(|evasion| {
            let cells = (0..self.told.of.contenders.len()).map(|contender| {
                let Some(cell) = self.told.cell(contender, side, *evasion) else {
                    return Cell::None("compare-not-run");
                };
                match before(&cell, size).map(|before| before.lead) {
                    _ if !cell.can_evade => Cell::None("regime-impossible"),
                    None => Cell::None("regime-never"),
                    Some(None) => Cell::None("compare-never-found"),
                    Some(Some(lead)) => {
                        let figure = |value| amount(value, self.locale);
                        Cell::Number {
                            value: figure(lead.value),
                            beneath: vec![interval(&lead, figure)],
                            mark: self.told.mark(contender, Some(*evasion)),
                        }
                    }
                }
            });
            (name(*evasion, self.locale), cells.collect())
        });
        self.tables(caption, &self.word("regime-col-evasion"), &rows.collect::<Vec<_>>())
    }

    fn lead_chart(self, side: usize, size: Quantity) -> Markup {
        let title = self.say("compare-lead-chart", &[("size", Arg::Words(&share(size, self.locale)))]);
        let title = self.of_side(side, &title);
        let cells = (0..self.told.of.contenders.len()).flat_map(|contender| self.told.cells(contender, side));
        let longest = cells.filter_map(|cell| before(&cell, size)?.lead).map(|lead| lead.high).fold(0.0, f64::max);
        let axis = || Axis::around([longest].into_iter(), |at| amount(at, self.locale));
        let spread = |contender, evasion, before: &Before| {
            let sure = self.told.mark(contender, Some(evasion)) == Mark::Confirmed;
            before.lead.map(|lead| Spread { value: lead.value, interval: [lead.low, lead.high], band: None, sure })
        };
        self.panels(("lead", &title, side), size, axis, &spread)
    }

    /// The regimes that are rungs of the ladder, from the lowest.
    pub(super) fn rungs(self) -> Vec<(usize, Preset)> {
        let rung = |(at, contender): (usize, &Contender)| match contender.subject {
            Subject::Rung(preset) => Some((at, preset)),
            Subject::Instrument { .. } => None,
        };
        let mut rungs: Vec<_> = self.told.of.contenders.iter().enumerate().filter_map(rung).collect();
        rungs.sort_by_key(|(_, preset)| *preset);
        rungs
    }

    pub(super) fn ladder(self) -> Markup {
        let rungs = self.rungs();
        let steps: Vec<_> = rungs.iter().map(|(_, rung)| chart::Step { name: rung.told(self.locale) }).collect();
        let step = |contender, side| {
            let best = self.told.best_answer(contender, side)?;
            let cell = self.told.cell(contender, side, best.evasion)?;
            spread(&before(&cell, self.told.size()?)?.found, Mark::Confirmed)
        };
        let flight =
            |(side, _)| chart::Flight { steps: rungs.iter().map(|(contender, _)| step(*contender, side)).collect() };
        let flights: Vec<_> = self.sides().map(flight).collect();
        let title = self.say("compare-ladder-chart", &[("size", Arg::Words(&self.size()))]);
        let said = Said { prefix: &self.id("ladder-chart"), title: &title, desc: &self.word("compare-chart-desc") };
        let signs: Vec<_> = self.sides().map(|(at, side)| (chart::sign_of(at), self.text(&side.name))).collect();
        html! {
            p { (self.word("compare-ladder-intro")) }
            (self.figure(&title, &chart::stairs(&said, &self.chances(), &steps, &flights), &chart::key(&signs, &[]), ""))
        }
    }
}

/// What is found before the excess has come to this size.
fn before(cell: &told::Cell, size: Quantity) -> Option<Before> {
    cell.before.iter().find(|(of, _)| *of == size).and_then(|(_, before)| *before)
}

fn spread(band: &Band, mark: Mark) -> Option<Spread> {
    let Estimate { value, low, high } = band.central;
    let corners = band.least.zip(band.most).map(|(least, most)| [least.value, most.value]);
    Some(Spread { value, interval: [low, high], band: corners, sure: mark == Mark::Confirmed })
}
