//! A comparison of regimes as a workbook (XLSX), in one language: a number a cell, as it was computed, with its interval, the corners and how sure its text is.
//!
//! Probabilities are numbers from 0 to 1. Names come from files and are text cells, never formulas. The same comparison always gives the same bytes.

use super::figures::share;
use super::json::{burden_word, channel_word};
use super::told::{Band, Told};
use super::words::{about, name, named, rests, stopped};
use crate::locale::{Arg, Locale};
use crate::tables::{Cell, NotWritten, Sheet, book};
use crate::teller::source;
use crate::vocabulary::Told as Word;
use regime::assumptions::Side;
use regime::estimate::Estimate;
use regime::{Evasion, Parameter, Point};

/// A comparison as a workbook; `again` is the command that runs it again.
///
/// # Errors
/// Where the library cannot put the workbook together.
pub fn xlsx(told: &Told<'_>, locale: &Locale, again: &str) -> Result<Vec<u8>, NotWritten> {
    let of = Sheets { told, locale };
    let all =
        [of.about(again), of.regimes(), of.found(), of.lead(), of.alone(), of.hangs(), of.burdens(), of.assumed()];
    let filled: Vec<_> = all.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    book(&filled)
}

#[derive(Clone, Copy)]
struct Sheets<'a> {
    told: &'a Told<'a>,
    locale: &'a Locale,
}

impl<'a> Sheets<'a> {
    fn sheet(self, name: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
        let head = columns.iter().map(|column| self.locale.word(&format!("compare-col-{column}"))).collect();
        Sheet { name: self.locale.word(&format!("compare-sheet-{name}")), head, rows }
    }

    fn about(self, again: &str) -> Sheet {
        let assumptions = &self.told.of.assumptions;
        let seed = self.told.of.question.seed.0.to_string();
        let mut lines = vec![self.locale.word("regime-title"), about(self.told, self.locale)];
        lines.extend(stopped(self.told, self.locale));
        lines.push(self.locale.text(&assumptions.text).to_owned());
        lines.extend(rests(self.locale));
        lines.extend([self.locale.say("compare-again-intro", &[("seed", Arg::Words(&seed))]), again.to_owned()]);
        self.sheet("about", &["what"], lines.iter().map(|line| vec![Cell::text(line)]).collect())
    }

    fn regimes(self) -> Sheet {
        let rows = self.told.of.contenders.iter().flat_map(|of| {
            of.terms.measures.iter().map(|(measure, basis)| {
                let measure = self.locale.word(&format!("measure-{}", measure.word()));
                let standing = self.locale.word(&format!("standing-{}", basis.footing.word()));
                texts([named(of, self.locale), measure, standing, basis.mark.told(self.locale)])
            })
        });
        self.sheet("regimes", &["regime", "measure", "standing", "mark"], rows.collect())
    }

    /// Every regime with every side, and what stands at the front of their rows.
    fn pairs(self) -> impl Iterator<Item = (usize, usize, [String; 2])> {
        let sides = || self.told.of.assumptions.sides.iter().enumerate();
        self.told.of.contenders.iter().enumerate().flat_map(move |(contender, of)| {
            sides().map(move |(at, side)| (contender, at, [of.name.clone(), self.locale.text(&side.name).to_owned()]))
        })
    }

    fn mark(self, contender: usize, evasion: Option<Evasion>) -> Cell {
        Cell::text(&self.told.mark(contender, evasion).told(self.locale))
    }

    fn found(self) -> Sheet {
        let mut rows = Vec::new();
        for (contender, side, about) in self.pairs() {
            for cell in self.told.cells(contender, side) {
                let mut row = |what: String, numbers: Vec<Cell>| {
                    let front = texts(about.clone().into_iter().chain([name(cell.evasion, self.locale), what]));
                    rows.push(
                        front.into_iter().chain(numbers).chain([self.mark(contender, Some(cell.evasion))]).collect(),
                    );
                };
                if !cell.can_evade {
                    row(self.locale.word("regime-impossible"), blank(5));
                    continue;
                }
                for (years, band) in &cell.within {
                    row(self.locale.say("regime-within", &[("years", Arg::Number((*years).into()))]), banded(band));
                }
                for (size, before) in &cell.before {
                    let size = share(*size, self.locale);
                    let what = self.locale.say("regime-before", &[("size", Arg::Words(&size))]);
                    match before {
                        Some(before) => row(what, banded(&before.found)),
                        None => row(format!("{what}: {}", self.locale.word("regime-never")), blank(5)),
                    }
                }
                for (channel, share) in &cell.by {
                    let channel = self.locale.word(&format!("channel-{}", channel_word(*channel)));
                    row(channel, numbers(share).into_iter().chain(blank(2)).collect());
                }
            }
        }
        let columns = ["regime", "party", "evasion", "what", "value", "from", "to", "least", "most", "mark"];
        self.sheet("found", &columns, rows)
    }

    fn lead(self) -> Sheet {
        let rows = self.pairs().flat_map(|(contender, side, about)| {
            let cells = self.told.cells(contender, side).into_iter();
            cells.flat_map(move |cell| {
                let about = about.clone();
                let leads = cell.before.into_iter().filter_map(|(size, before)| Some((size, before?.lead?)));
                let row = move |(size, lead)| {
                    let size = share(size, self.locale);
                    let what = self.locale.say("compare-lead-chart", &[("size", Arg::Words(&size))]);
                    let front = texts(about.clone().into_iter().chain([name(cell.evasion, self.locale), what]));
                    front.into_iter().chain(numbers(&lead)).chain([self.mark(contender, Some(cell.evasion))]).collect()
                };
                leads.map(row).collect::<Vec<_>>()
            })
        });
        let columns = ["regime", "party", "evasion", "what", "value", "from", "to", "mark"];
        self.sheet("lead", &columns, rows.collect())
    }

    fn alone(self) -> Sheet {
        let rows = self.pairs().flat_map(|(contender, side, about)| {
            let row = move |toggle: super::told::Toggle| {
                let change =
                    self.locale.word(if toggle.has { "compare-change-without" } else { "compare-change-with" });
                let measure = self.locale.word(&format!("measure-{}", toggle.measure.word()));
                let front =
                    texts(about.clone().into_iter().chain([change, measure, name(toggle.evasion, self.locale)]));
                let both = [&toggle.stands, &toggle.toggled].into_iter().flat_map(numbers);
                front.into_iter().chain(both).chain([self.mark(contender, Some(toggle.evasion))]).collect()
            };
            self.told.toggles(contender, side).into_iter().map(row).collect::<Vec<_>>()
        });
        let columns = [
            "regime", "party", "change", "measure", "evasion", "stands", "from", "to", "toggled", "from", "to", "mark",
        ];
        self.sheet("alone", &columns, rows.collect())
    }

    fn hangs(self) -> Sheet {
        let rows = self.pairs().flat_map(|(contender, side, about)| {
            let best = self.told.best_answer(contender, side).map(|best| name(best.evasion, self.locale));
            let row = move |of: super::told::Sensitivity| {
                let parameter = self.locale.word(&format!("parameter-{}", of.parameter.word()));
                let front = about.clone().into_iter().chain([best.clone().unwrap_or_default(), parameter]);
                let both = [&of.low, &of.high].into_iter().flat_map(numbers);
                let mark = self.told.of.assumptions.sides[side].assumed(of.parameter).mark;
                texts(front).into_iter().chain(both).chain(texts([mark.told(self.locale)])).collect()
            };
            self.told.sensitivities(contender, side).into_iter().map(row).collect::<Vec<_>>()
        });
        let columns =
            ["regime", "party", "evasion", "parameter", "at-low", "from", "to", "at-high", "from", "to", "mark"];
        self.sheet("hangs", &columns, rows.collect())
    }

    fn burdens(self) -> Sheet {
        let rows = self.pairs().flat_map(|(contender, side, about)| {
            let row = move |(burden, number): (regime::Burden, Estimate)| {
                let burden = self.locale.word(&format!("burden-{}", burden_word(burden)));
                let front = texts(about.clone().into_iter().chain([burden]));
                front.into_iter().chain(numbers(&number)).chain([self.mark(contender, None)]).collect()
            };
            self.told.burdens(contender, side).into_iter().map(row).collect::<Vec<_>>()
        });
        let columns = ["regime", "party", "burden", "value", "from", "to", "mark"];
        self.sheet("burdens", &columns, rows.collect())
    }

    fn assumed(self) -> Sheet {
        let of_side = |side: &Side| {
            let row = |(_, parameter): &(&str, Parameter)| self.assumption(side, *parameter);
            Parameter::WORDS.iter().map(row).collect::<Vec<_>>()
        };
        let rows = self.told.of.assumptions.sides.iter().flat_map(of_side);
        let columns = ["party", "parameter", "low", "central", "high", "unit", "mark", "source", "why"];
        self.sheet("assumed", &columns, rows.collect())
    }

    fn assumption(self, side: &Side, parameter: Parameter) -> Vec<Cell> {
        let of = side.assumed(parameter);
        // a millionth is exact in what the format keeps of a number of this size
        let number = |point| Cell::Real(of.bounds.at(point).millionths() as f64 / 1e6);
        let front = texts([
            self.locale.text(&side.name).to_owned(),
            self.locale.word(&format!("parameter-{}", parameter.word())),
        ]);
        let told = self.told.of.assumptions.sources.get(&of.source).map(|of| source(self.locale, of));
        let rest = texts([
            self.locale.word(&format!("regime-unit-{}", parameter.unit().word())),
            of.mark.told(self.locale),
            told.unwrap_or_else(|| of.source.to_string()),
            of.text.as_ref().map(|text| self.locale.text(text).to_owned()).unwrap_or_default(),
        ]);
        front.into_iter().chain([Point::Low, Point::Central, Point::High].map(number)).chain(rest).collect()
    }
}

fn texts(cells: impl IntoIterator<Item = String>) -> Vec<Cell> {
    cells.into_iter().map(|cell| Cell::text(&cell)).collect()
}

fn blank(count: usize) -> Vec<Cell> {
    (0..count).map(|_| Cell::text("")).collect()
}

fn numbers(of: &Estimate) -> Vec<Cell> {
    [of.value, of.low, of.high].map(Cell::Real).into()
}

/// A number with its interval, and what it comes to at the corners, where they were run.
fn banded(band: &Band) -> Vec<Cell> {
    let corner = |of: Option<Estimate>| of.map_or_else(|| Cell::text(""), |of| Cell::Real(of.value));
    numbers(&band.central).into_iter().chain([corner(band.least), corner(band.most)]).collect()
}
