//! Every form of a comparison tells the same numbers, and does nothing with words that come from outside but show them.

use super::told::Told;
use super::{csv, json, page, tables, words};
use crate::Locale;
use crate::regime::figures::{self, interval};
use calamine::{Data, Reader, Xlsx};
use regime::comparison::{Comparison, Contender, Results};
use regime::{Assumptions, Evasion, Question, Seed};
use std::io::Cursor;
use treaty::Lang;
use treaty::measure::Preset;

const OCTOBER: &str = include_str!("../../../../assumptions/october-2020.toml");
const NEW_START: &[u8] = include_bytes!("../../../../treaties/new-start.toml");
const OFFER: &[u8] = include_bytes!("../../../../treaties/offer-2020-10-us.toml");
const AGAIN: &str = "standstill regime compare offer-2020-10-us --ladder";

/// Markup, a formula, a right-to-left override, a zero-width space, a tag character and an escape of a terminal.
const HOSTILE: &str = "=1+1</style></code><script>alert(1)</script>\"'\u{202E}\u{200B}\u{E0001}\u{1b}[31m";

fn comparison(assumptions: Assumptions) -> Comparison {
    let base = treaty::parse(NEW_START, None).unwrap().instrument;
    let offer = treaty::parse(OFFER, Some(&base)).unwrap().instrument;
    let contenders =
        [Contender::of(&offer)].into_iter().chain([Preset::L0, Preset::L3, Preset::L5].map(Contender::rung));
    let evasions = vec![Evasion::HiddenStore, Evasion::PaddedWithDummies, Evasion::GrowthInStores];
    let sizes = ["1%", "5%", "20%"].map(|size| size.parse().unwrap()).to_vec();
    let question = Question { years: 6, sizes, seed: Seed(7) };
    Comparison { contenders: contenders.collect(), assumptions, evasions, question }
}

fn october() -> Assumptions {
    Assumptions::parse(OCTOBER.as_bytes()).unwrap()
}

fn run(of: &Comparison, replicates: u64) -> Results {
    let mut results = Results::default();
    let first = of.first();
    for case in first {
        let simulation = of.simulation(&case).unwrap();
        let tally = simulation.run(0..replicates);
        results.note(case, &simulation, tally);
    }
    for case in of.second(&results) {
        let simulation = of.simulation(&case).unwrap();
        let tally = simulation.run(0..replicates);
        results.note(case, &simulation, tally);
    }
    results
}

/// What a reader sees of markup, without breaks.
fn text_of(markup: &str) -> String {
    let pieces = markup.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, shown)| shown));
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    plain.iter().fold(pieces.collect::<Vec<_>>().join("\n"), |text, (escape, c)| text.replace(escape, c))
}

/// The lines that one language's part of the page shows.
fn shown(page: &str, lang: Lang) -> Vec<String> {
    let part =
        page.split("<div class=\"telling\"").find(|part| part.starts_with(&format!(" lang=\"{}\"", lang.code())));
    text_of(part.unwrap()).lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn cells(workbook: &[u8]) -> Vec<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).unwrap();
    let names = book.sheet_names();
    names
        .iter()
        .flat_map(|name| book.worksheet_range(name).unwrap().rows().flatten().cloned().collect::<Vec<_>>())
        .collect()
}

#[test]
fn page_workbook_words_table_and_data_have_the_same_numbers() {
    let of = comparison(october());
    let results = run(&of, 60);
    let told = Told { of: &of, results: &results, replicates: 60 };
    let (page, data, table) = (page::page(&told, AGAIN), json::json(&told), csv::csv(&told));
    for locale in Lang::ALL.map(Locale::new) {
        let figure = |value| figures::percent(value, &locale);
        let (lines, words) = (shown(&page, locale.lang), words::words(&told, &locale, 400));
        let book = cells(&tables::xlsx(&told, &locale, AGAIN).unwrap());
        let reals: Vec<_> =
            book.iter().filter_map(|cell| if let Data::Float(number) = cell { Some(*number) } else { None }).collect();
        for (contender, side) in [(0, 0), (1, 1), (3, 1)] {
            for (at, cell) in told.cells(contender, side).iter().enumerate() {
                let of_data = &data["regimes"][contender]["sides"][side]["evasions"][at];
                assert_eq!(of_data["mark"].as_str(), Some(json::mark(told.mark(contender, Some(cell.evasion)))));
                for (number, (years, band)) in cell.within.iter().enumerate() {
                    let value = band.central.value;
                    assert!(
                        lines.contains(&figure(value)) && lines.contains(&interval(&band.central, figure)),
                        "{years}"
                    );
                    assert!(words.contains(&figures::banded(band, &locale)));
                    assert!(reals.contains(&value) && reals.contains(&band.most.unwrap().value));
                    assert_eq!(of_data["within"][number]["found"]["value"].as_f64(), Some(value));
                    assert!(table.contains(&format!("found-within-years,{years},central,{value},")));
                }
                for lead in cell.before.iter().filter_map(|(_, before)| before.as_ref()?.lead) {
                    assert!(lines.contains(&figures::amount(lead.value, &locale)) && reals.contains(&lead.value));
                }
            }
            for (burden, number) in told.burdens(contender, side) {
                assert!(
                    lines.contains(&figures::amount(number.value, &locale)) && reals.contains(&number.value),
                    "{burden:?}"
                );
            }
            for toggle in told.toggles(contender, side) {
                let [stands, toggled] = [toggle.stands, toggle.toggled].map(|of| figure(of.value));
                assert!(lines.iter().any(|line| line.ends_with(&format!("{stands} → {toggled}"))), "{toggle:?}");
                assert!(reals.contains(&toggle.toggled.value));
            }
        }
        for rest in words::rests(&locale) {
            assert!(lines.contains(&rest) && book.contains(&Data::String(rest)));
        }
        assert!(lines.iter().any(|line| line == AGAIN) && book.contains(&Data::String(AGAIN.into())));
    }
}

#[test]
fn the_same_comparison_gives_the_same_bytes() {
    let of = comparison(october());
    let results = run(&of, 5);
    let told = Told { of: &of, results: &results, replicates: 5 };
    let locale = Locale::new(Lang::Ru);
    assert!(page::page(&told, AGAIN) == page::page(&told, AGAIN));
    assert!(tables::xlsx(&told, &locale, AGAIN).unwrap() == tables::xlsx(&told, &locale, AGAIN).unwrap());
}

#[test]
fn a_comparison_that_was_stopped_at_once_or_in_the_middle_is_told_too() {
    let of = comparison(october());
    let mut results = Results::default();
    let locale = Locale::new(Lang::En);
    for _ in 0..2 {
        let told = Told { of: &of, results: &results, replicates: 5 };
        assert!(
            page::page(&told, AGAIN).contains("not run") && !tables::xlsx(&told, &locale, AGAIN).unwrap().is_empty()
        );
        let case = of.first()[0];
        let simulation = of.simulation(&case).unwrap();
        results.note(case, &simulation, simulation.run(0..3));
    }
}

#[test]
fn hostile_words_of_a_file_are_shown_as_words() {
    let mut assumptions = october();
    let hostile = || treaty::Text { en: HOSTILE.into(), ru: HOSTILE.into() };
    (assumptions.title, assumptions.text) = (hostile(), hostile());
    assumptions.sides.iter_mut().for_each(|side| side.name = hostile());
    assumptions.sources.values_mut().for_each(|source| (source.title, source.place) = (HOSTILE.into(), HOSTILE.into()));
    let mut of = comparison(assumptions);
    of.contenders[0].name = HOSTILE.into();
    let results = run(&of, 2);
    let told = Told { of: &of, results: &results, replicates: 2 };
    let page = page::page(&told, HOSTILE);
    let hides = |text: &str| text.chars().any(|c| c != '\n' && treaty::text::is_hidden(c));
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script") && !hides(&page));
    assert_eq!(page.matches("</style>").count(), 1);
    for tag in ["code", "p", "td", "li", "section", "svg", "text", "figure"] {
        let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    for locale in Lang::ALL.map(Locale::new) {
        let bytes = tables::xlsx(&told, &locale, HOSTILE).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
        for name in book.sheet_names() {
            assert!(book.worksheet_formula(&name).unwrap().used_cells().next().is_none(), "{name}");
        }
        let texts =
            cells(&bytes).into_iter().filter_map(|cell| if let Data::String(text) = cell { Some(text) } else { None });
        let texts: Vec<_> = texts.collect();
        assert!(
            texts.iter().all(|text| !hides(text))
                && texts.iter().filter(|text| text.starts_with("=1+1</style>")).count() > 10
        );
    }
}

#[test]
fn a_number_that_rests_on_what_is_only_reported_is_shown_as_that() {
    let mut assumptions = october();
    assumptions.sides.truncate(1);
    let mut of = comparison(assumptions);
    of.contenders.truncate(1);
    of.evasions = vec![Evasion::HiddenStore, Evasion::GrowthEntered];
    let results = run(&of, 4);
    let told = Told { of: &of, results: &results, replicates: 4 };
    // the totals of this offer are known from reports; nothing in it looks for an undeclared store
    let marks = of.evasions.iter().map(|evasion| told.mark(0, Some(*evasion)));
    assert_eq!(marks.collect::<Vec<_>>(), [treaty::source::Mark::Confirmed, treaty::source::Mark::Reported]);
    let page = page::page(&told, AGAIN);
    assert!(page.contains("class=\"hollow\"") && page.contains("(as reported, not read in a text)</span>"));
}
