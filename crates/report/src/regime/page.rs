//! A comparison of regimes as one HTML page, in both languages: what was compared, what each would have found, at what burden, and on what every number rests.
//!
//! Like the page of an assessment it loads nothing and runs nothing. Regimes stand in the order in which they were named; nothing is ranked, and neither colour nor
//! place says what is good.

mod assumed;
mod burdens;
mod changes;
mod found;
mod regimes;

use super::chart::{self, Line, Sign};
use super::figures::{letter, share, sign_of as sign_for};
use super::json;
use super::told::Told;
use super::words::{about, rests, stopped};
use crate::locale::{Arg, Locale};
use crate::page::document;
use crate::sentence::shown;
use maud::{Markup, html};
use regime::assumptions::Side;
use treaty::Text;
use treaty::source::Mark;

const STYLE: &str = include_str!("page/comparison.css");

/// How many regimes stand beside each other in a table: on paper more would be cut off.
const ABREAST: usize = 6;

/// A part of the page: the end of its identifier, and what writes it.
type Section<'a> = (&'static str, fn(Part<'a>) -> Markup);

/// A comparison as a page; `again` is the command that runs it again. The same comparison always gives the same bytes.
pub fn page(told: &Told<'_>, again: &str) -> String {
    let title = |locale: &Locale| {
        let assumed = shown(locale.text(&told.of.assumptions.title));
        format!("{}: {assumed}", locale.word(title_of(told)))
    };
    document(title, STYLE, |locale| Part { locale, told, again }.whole())
}

fn title_of(told: &Told<'_>) -> &'static str {
    if told.of.contenders.len() == 1 { "regime-title-one" } else { "regime-title" }
}

/// The page in one language.
#[derive(Clone, Copy)]
struct Part<'a> {
    locale: &'a Locale,
    told: &'a Told<'a>,
    again: &'a str,
}

impl<'a> Part<'a> {
    /// Its parts, in order; those of which nothing was run are left out.
    fn sections(self) -> Vec<Section<'a>> {
        let is_run = |all: &dyn Fn(usize, usize) -> bool| self.pairs().any(|(contender, side)| all(contender, side));
        let all: [(bool, Section<'a>); 9] = [
            (true, ("regimes", Part::regimes)),
            (true, ("found", Part::found)),
            (true, ("lead", Part::lead)),
            (self.rungs().len() > 1, ("ladder", Part::ladder)),
            (is_run(&|one, side| !self.told.toggles(one, side).is_empty()), ("alone", Part::alone)),
            (is_run(&|one, side| !self.told.sensitivities(one, side).is_empty()), ("hangs", Part::hangs)),
            (is_run(&|one, side| !self.told.burdens(one, side).is_empty()), ("burdens", Part::burdens)),
            (true, ("assumed", Part::assumed)),
            (true, ("again", Part::again)),
        ];
        all.into_iter().filter(|(is_told, _)| *is_told).map(|(_, section)| section).collect()
    }

    fn whole(self) -> Markup {
        html! {
            (self.opening())
            (self.limits())
            nav aria-label=(self.word("report-contents")) {
                ul { @for (name, _) in self.sections() { li { a href={ "#" (self.id(name)) } { (self.word(&format!("compare-{name}-title"))) } } } }
            }
            @for (name, write) in self.sections() {
                @let id = self.id(name);
                section id=(id) aria-labelledby={ (id) "-title" } {
                    h2 id={ (id) "-title" } { (self.word(&format!("compare-{name}-title"))) }
                    (write(self))
                }
            }
            footer { p { (self.word("compare-note")) } }
        }
    }

    fn opening(self) -> Markup {
        html! {
            header {
                p.kind { (self.word(title_of(self.told))) }
                h1 { (self.text(&self.told.of.assumptions.title)) }
                p.as-of { (shown(&about(self.told, self.locale))) }
                @if let Some(stopped) = stopped(self.told, self.locale) { p { strong { (stopped) } } }
            }
        }
    }

    /// What the numbers do not say stands before all of them.
    fn limits(self) -> Markup {
        let all = || self.sides().flat_map(|(_, side)| side.all());
        let marked = |mark| Arg::Number(all().filter(|(_, assumed)| assumed.mark == mark).count() as u64);
        let count = Arg::Number(all().count() as u64);
        let marks = [("count", count), ("reported", marked(Mark::Reported)), ("uncertain", marked(Mark::Uncertain))];
        html! {
            section.outcome aria-labelledby=(self.id("limits")) {
                h2 id=(self.id("limits")) { (self.word("compare-limits-title")) }
                ul {
                    @for words in rests(self.locale) { li { (words) } }
                    li { (self.say("compare-limit-assumed", &marks)) }
                }
            }
        }
    }

    fn again(self) -> Markup {
        let seed = self.told.of.question.seed.0.to_string();
        html! {
            p { (self.say("compare-again-intro", &[("seed", Arg::Words(&seed))])) }
            pre { code { (shown(self.again)) } }
        }
    }

    fn word(self, key: &str) -> String {
        self.locale.word(key)
    }

    fn say(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.locale.say(key, args)
    }

    fn text(self, text: &Text) -> String {
        shown(self.locale.text(text))
    }

    /// An identifier that the other language's part does not use.
    fn id(self, name: &str) -> String {
        format!("{}-{name}", self.locale.lang.code())
    }

    fn sides(self) -> impl Iterator<Item = (usize, &'a Side)> {
        self.told.of.assumptions.sides.iter().enumerate()
    }

    /// What is told of one side, as it is called.
    fn of_side(self, side: usize, what: &str) -> String {
        format!("{} · {what}", self.text(&self.told.of.assumptions.sides[side].name))
    }

    /// The size on which charts, changes and the best answer look.
    fn size(self) -> String {
        self.told.size().map(|size| share(size, self.locale)).unwrap_or_default()
    }

    fn pairs(self) -> impl Iterator<Item = (usize, usize)> {
        let sides = self.told.of.assumptions.sides.len();
        (0..self.told.of.contenders.len()).flat_map(move |contender| (0..sides).map(move |side| (contender, side)))
    }

    /// Something wide, which scrolls within itself on a narrow screen and can be reached with the keyboard.
    fn wide(self, label: &str, content: &Markup) -> Markup {
        html! { div.wide role="group" tabindex="0" aria-label=(label) { (content) } }
    }

    /// A chart with its key and what is said of it.
    fn figure(self, title: &str, drawing: &Markup, key: &Markup, said: &str) -> Markup {
        html! {
            figure {
                p.title { (title) }
                (self.wide(title, drawing))
                figcaption { (key) @if !said.is_empty() { p { (said) } } }
            }
        }
    }

    /// The regimes in as many groups as paper needs, each about as large as the others.
    fn abreast(self) -> Vec<Vec<usize>> {
        let all: Vec<_> = (0..self.told.of.contenders.len()).collect();
        let groups = all.len().div_ceil(ABREAST).max(1);
        all.chunks(all.len().div_ceil(groups).max(1)).map(<[usize]>::to_vec).collect()
    }

    /// The letters of some of them, where not all are there.
    fn some(self, part: &[usize]) -> String {
        let letters: Vec<_> = part.iter().map(|at| letter(*at)).collect();
        if part.len() == self.told.of.contenders.len() { String::new() } else { format!(" ({})", letters.join(", ")) }
    }

    /// Tables with a row for each thing and a column for each regime, as many beside each other as paper holds.
    fn tables(self, caption: &str, first: &str, rows: &[(String, Vec<Cell>)]) -> Markup {
        let parts = self.abreast().into_iter().map(|part| {
            let caption = format!("{caption}{}", self.some(&part));
            let table = html! {
                table.compared {
                    caption { (caption) }
                    thead { tr {
                        th scope="col" { (first) }
                        @for at in &part { th.number scope="col" { (letter(*at)) span.name { " " (shown(&self.told.of.contenders[*at].name)) } } }
                    } }
                    tbody {
                        @for (name, cells) in rows {
                            tr { th scope="row" { (name) } @for at in &part { @if let Some(cell) = cells.get(*at) { td.number { (cell.told(self)) } } } }
                        }
                    }
                }
            };
            self.wide(&caption, &table)
        });
        html! { @for part in parts { (part) } }
    }

    /// The letters of the regimes with their names, for beside a chart.
    fn letters(self) -> Markup {
        html! {
            ul.key { @for (at, contender) in self.told.of.contenders.iter().enumerate() { li { strong { (letter(at)) } " " (shown(&contender.name)) } } }
        }
    }

    /// The key to dots, lines and letters.
    fn key(self, is_any_unsure: bool, has_band: bool) -> Markup {
        let mut signs = vec![(Sign::Disc, self.word("compare-sign-central"))];
        signs.extend(is_any_unsure.then(|| (Sign::Ring, self.word("compare-sign-unsure"))));
        let mut lines = vec![(Line::Interval, self.word("compare-sign-interval"))];
        lines.extend(has_band.then(|| (Line::Band, self.word("compare-sign-band"))));
        html! { (chart::key(&signs, &lines)) (self.letters()) }
    }
}

/// What a table has of one regime.
enum Cell {
    /// Nothing, and why.
    None(&'static str),
    /// A number, and beneath it its interval and what it comes to at the corners.
    Number { value: String, beneath: Vec<String>, mark: Mark },
}

impl Cell {
    fn told(&self, part: Part<'_>) -> Markup {
        match self {
            Self::None(key) => html! { span.none { (part.word(key)) } },
            Self::Number { value, beneath, mark } => html! {
                (value) (sign_of(part, *mark))
                @for line in beneath { span.beneath { (line) } }
            },
        }
    }
}

/// A number that rests on a fact of the text which was not read in a source bears a sign of that.
fn sign_of(part: Part<'_>, mark: Mark) -> Markup {
    let (sign, key) = (sign_for(mark), format!("mark-{}", json::mark(mark)));
    match mark {
        Mark::Confirmed => html! {},
        _ => html! { span.mark aria-hidden="true" { (sign) } span.unseen { " (" (part.word(&key)) ")" } },
    }
}
