//! What each measure alone buys, and on which assumptions the best answer hangs.

use super::{Cell, Part};
use crate::locale::Arg;
use crate::regime::chart::{self, Changes, End, Moved, Said, Sign};
use crate::regime::figures::{letter, percent};
use crate::regime::told::{Sensitivity, Toggle};
use crate::regime::words::{TOLD, name};
use crate::sentence::shown;
use maud::{Markup, html};
use regime::{Evasion, Parameter};
use std::collections::BTreeSet;
use treaty::measure::Measure;
use treaty::source::Mark;

/// How many assumptions a tornado has at most: the widest.
const WIDEST: usize = 10;

impl Part<'_> {
    pub(super) fn alone(self) -> Markup {
        html! {
            p { (self.say("compare-alone-intro", &[("size", Arg::Words(&self.size()))])) }
            @for (side, of) in self.sides() {
                h3 { (self.text(&of.name)) }
                @for contender in 0..self.told.of.contenders.len() { (self.toggles_chart(contender, side)) }
                (self.toggles(side))
            }
        }
    }

    /// A regime of a side, as a chart is called.
    fn titled(self, key: &str, contender: usize, side: usize) -> String {
        let (of, side) = (&self.told.of.contenders[contender], &self.told.of.assumptions.sides[side]);
        let (letter, regime, side, size) = (letter(contender), shown(&of.name), self.text(&side.name), self.size());
        let args = [("letter", &letter), ("regime", &regime), ("side", &side), ("size", &size)];
        self.say(key, &args.map(|(name, words)| (name, Arg::Words(words))))
    }

    fn toggles_chart(self, contender: usize, side: usize) -> Markup {
        let told = self.told.toggles(contender, side);
        let changes = told.iter().filter(|toggle| (toggle.toggled.value - toggle.stands.value).abs() >= TOLD);
        let rows: Vec<_> = changes.map(|toggle| self.toggled(toggle, contender)).collect();
        let title = self.titled("compare-alone-chart", contender, side);
        if told.is_empty() {
            return html! {};
        }
        if rows.is_empty() {
            return html! { p { (title) ". " (self.word("regime-toggles-none")) } };
        }
        let signs = [
            (Sign::Disc, "compare-sign-stands"),
            (Sign::Ring, "compare-sign-unsure"),
            (Sign::Down, "compare-sign-without"),
            (Sign::Up, "compare-sign-with"),
        ];
        let used = |sign: Sign| rows.iter().any(|row: &Moved| row.ends.iter().any(|end| end.sign == sign));
        let signs: Vec<_> =
            signs.into_iter().filter(|(sign, _)| used(*sign)).map(|(sign, key)| (sign, self.word(key))).collect();
        let said = Said {
            prefix: &self.id(&format!("alone-{contender}-{side}")),
            title: &title,
            desc: &self.word("compare-chart-desc"),
        };
        let drawing = chart::changes(&said, &Changes { axis: self.chances(), line: None, rows });
        self.figure(&title, &drawing, &chart::key(&signs, &[]), "")
    }

    fn toggled(self, toggle: &Toggle, contender: usize) -> Moved {
        let (measure, evasion) = (self.measure(toggle.measure), name(toggle.evasion, self.locale));
        let key = if toggle.has { "regime-toggle-without" } else { "regime-toggle-with" };
        let args = [("measure", Arg::Words(&measure)), ("evasion", Arg::Words(&evasion))];
        let is_sure = self.told.mark(contender, Some(toggle.evasion)) == Mark::Confirmed;
        let stands = if is_sure { Sign::Disc } else { Sign::Ring };
        let other = if toggle.has { Sign::Down } else { Sign::Up };
        let ends = [(stands, toggle.stands), (other, toggle.toggled)].map(|(sign, of)| End { sign, at: of.value });
        Moved { name: self.say(key, &args), ends }
    }

    fn measure(self, measure: Measure) -> String {
        self.word(&format!("measure-{}", measure.word()))
    }

    /// A row for each measure and evasion on which it bears, a column for each regime.
    fn toggles(self, side: usize) -> Markup {
        let all: Vec<_> =
            (0..self.told.of.contenders.len()).map(|contender| self.told.toggles(contender, side)).collect();
        let pairs: BTreeSet<(Measure, Evasion)> =
            all.iter().flatten().map(|toggle| (toggle.measure, toggle.evasion)).collect();
        let cell = |(contender, toggles): (usize, &Vec<Toggle>), measure, evasion| {
            let toggle = toggles.iter().find(|toggle| (toggle.measure, toggle.evasion) == (measure, evasion));
            toggle.map_or(Cell::None("regime-never"), |toggle| {
                let [stands, toggled] = [toggle.stands, toggle.toggled].map(|of| percent(of.value, self.locale));
                let sign = if toggle.has { '−' } else { '+' };
                let changed =
                    self.say("regime-toggle", &[("stands", Arg::Words(&stands)), ("toggled", Arg::Words(&toggled))]);
                Cell::Number {
                    value: format!("{sign}\u{A0}{changed}"),
                    beneath: Vec::new(),
                    mark: self.told.mark(contender, Some(evasion)),
                }
            })
        };
        let rows = pairs.iter().map(|(measure, evasion)| {
            let row = format!("{}: {}", self.measure(*measure), name(*evasion, self.locale));
            (row, all.iter().enumerate().map(|of| cell(of, *measure, *evasion)).collect())
        });
        let rows: Vec<_> = rows.collect();
        let caption = self.of_side(side, &self.say("compare-alone-table", &[("size", Arg::Words(&self.size()))]));
        html! { @if !rows.is_empty() { (self.tables(&caption, &self.word("regime-col-measure"), &rows)) } }
    }

    pub(super) fn hangs(self) -> Markup {
        html! {
            p { (self.say("compare-hangs-intro", &[("count", Arg::Number(WIDEST as u64))])) }
            @for (side, of) in self.sides() {
                h3 { (self.text(&of.name)) }
                @for contender in 0..self.told.of.contenders.len() { (self.tornado(contender, side)) }
                (self.sensitivities(side))
            }
        }
    }

    /// The widest first, around the line of the most likely numbers.
    fn tornado(self, contender: usize, side: usize) -> Markup {
        let Some(best) = self.told.best_answer(contender, side) else { return html! {} };
        let all = self.told.sensitivities(contender, side);
        let wide: Vec<_> = all.iter().filter(|of| of.width() > 0.0).take(WIDEST).map(|of| self.hung(of)).collect();
        let title = self.titled("compare-hangs-chart", contender, side);
        let about = format!("{title}: {}", name(best.evasion, self.locale));
        if wide.is_empty() {
            let found = percent(best.found.value, self.locale);
            return html! { p { (self.say("compare-hangs-none", &[("title", Arg::Words(&about)), ("found", Arg::Words(&found))])) } };
        }
        let signs = [(Sign::Down, self.word("regime-col-low")), (Sign::Up, self.word("regime-col-high"))];
        let said = Said {
            prefix: &self.id(&format!("hangs-{contender}-{side}")),
            title: &about,
            desc: &self.word("compare-chart-desc"),
        };
        let drawing =
            chart::changes(&said, &Changes { axis: self.chances(), line: Some(best.found.value), rows: wide });
        self.figure(&about, &drawing, &chart::key(&signs, &[]), &self.word("compare-hangs-line"))
    }

    fn hung(self, of: &Sensitivity) -> Moved {
        let ends = [(Sign::Down, of.low), (Sign::Up, of.high)].map(|(sign, at)| End { sign, at: at.value });
        Moved { name: self.parameter(of.parameter), ends }
    }

    pub(super) fn parameter(self, of: Parameter) -> String {
        self.word(&format!("parameter-{}", of.word()))
    }

    /// A row for each assumption that changes anything anywhere, a column for each regime.
    fn sensitivities(self, side: usize) -> Markup {
        let all: Vec<_> =
            (0..self.told.of.contenders.len()).map(|contender| self.told.sensitivities(contender, side)).collect();
        let met: BTreeSet<_> = all.iter().flatten().filter(|of| of.width() > 0.0).map(|of| of.parameter).collect();
        let cell = |all: &Vec<Sensitivity>, parameter| {
            let of = all.iter().find(|of| of.parameter == parameter);
            of.map_or(Cell::None("regime-never"), |of| {
                let [low, high] = [of.low, of.high].map(|of| percent(of.value, self.locale));
                let mark = self.told.of.assumptions.sides[side].assumed(parameter).mark;
                Cell::Number { value: format!("{low} … {high}"), beneath: Vec::new(), mark }
            })
        };
        let rows = met
            .iter()
            .map(|parameter| (self.parameter(*parameter), all.iter().map(|all| cell(all, *parameter)).collect()));
        let rows: Vec<_> = rows.collect();
        let caption = self.of_side(side, &self.word("compare-hangs-table"));
        html! { @if !rows.is_empty() { (self.tables(&caption, &self.word("regime-col-parameter"), &rows)) } }
    }
}
