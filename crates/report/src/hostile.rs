//! Whatever words come from outside, each form shows them and does nothing else with them: the page, the brief, the workbook, the words, the JSON.

use crate::{Locale, brief, fixture, json, page, tables, words};
use audit::Assessment;
use audit::assessment::{Fact, Finding, RecordFact, VisitFact};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;
use treaty::Lang;

/// Markup, a formula, a right-to-left override, a zero-width space, a tag character and an escape of a terminal.
const HOSTILE: &str = "=1+1</style></code><script>alert(1)</script>\"'\u{202E}\u{200B}\u{E0001}\u{1b}[31m";

/// An assessment that has these words wherever a file or a record may bring words of its own.
fn hostile(words: &str) -> Assessment {
    let mut of = fixture::seen();
    let declared = fixture::assessment();
    of.title = fixture::text(words, words);
    of.inputs = declared.inputs;
    of.inputs[0].file = words.to_owned();
    of.judged = declared.judged;
    of.judged.iter_mut().for_each(|judged| judged.statements = vec![fixture::row(words, 2)]);
    of.obligations.iter_mut().for_each(|one| one.name = Some(fixture::text(words, words)));
    of.continuity.iter_mut().flat_map(|one| &mut one.times).for_each(|time| time.seals = vec![words.to_owned()]);
    let facts = fixture::record_facts();
    let of_records = facts.into_iter().map(|(severity, fact)| Finding {
        severity,
        fact: Fact::Record(fact),
        ..of.findings[0].clone()
    });
    of.findings = of_records.chain(declared.findings).collect();
    for finding in &mut of.findings {
        finding.statements = vec![fixture::row(words, 2)];
        finding.readings.iter_mut().for_each(|read| read.text = fixture::text(words, words));
        if let Fact::Record(fact) = &mut finding.fact {
            say_in(fact, words);
        }
    }
    of
}

/// Puts words wherever a fact about a record has some.
fn say_in(fact: &mut RecordFact, words: &str) {
    match fact {
        RecordFact::NotAStatement { why: said }
        | RecordFact::Foreign { names: said }
        | RecordFact::NotSigned { why: said }
        | RecordFact::OutOfPlace { why: said, .. }
        | RecordFact::Equivocation { seen_by: said, .. }
        | RecordFact::ReceiptInvalid { why: said }
        | RecordFact::CopyIsOld { seen_by: said, .. } => words.clone_into(said),
        RecordFact::Visit {
            fact:
                VisitFact::BeyondRights { why: said }
                | VisitFact::OpeningFalse { why: said, .. }
                | VisitFact::AnswerFalse { why: said, .. }
                | VisitFact::AnswerIncomplete { why: said, .. }
                | VisitFact::SealReused { seal: said, .. },
            ..
        } => words.clone_into(said),
        RecordFact::Seal { seal, .. } => words.clone_into(&mut seal.number),
        _ => {}
    }
}

fn hides(text: &str) -> bool {
    text.chars().any(|c| c != '\n' && treaty::text::is_hidden(c))
}

#[test]
fn page_and_brief_show_hostile_words_as_words() {
    let (of, instrument) = (hostile(HOSTILE), fixture::instrument());
    let [en, ru] = Lang::ALL.map(|lang| brief::html(&of, &instrument, &Locale::new(lang)));
    for shown in [page::assessment(&of, &instrument), en, ru] {
        assert!(shown.contains("&lt;script&gt;alert(1)") && !shown.contains("<script") && !hides(&shown));
        assert_eq!((shown.matches("</style>").count(), shown.matches("<style>").count()), (1, 1));
        let opened =
            |tag: &str| shown.matches(&format!("<{tag}>")).count() + shown.matches(&format!("<{tag} ")).count();
        for tag in ["code", "p", "td", "li", "section", "article"] {
            assert_eq!(opened(tag), shown.matches(&format!("</{tag}>")).count(), "{tag}");
        }
    }
}

#[test]
fn words_and_json_bring_nothing_that_a_terminal_would_obey() {
    let (of, instrument) = (hostile(HOSTILE), fixture::instrument());
    for locale in Lang::ALL.map(Locale::new) {
        let told = words::assessment(&of, &instrument, &locale, 100);
        assert!(!hides(&told) && told.contains("<script>"));
    }
    let document = json::assessment(&of, &instrument);
    let text = json::text(&document);
    assert!(!hides(&text));
    let back: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(back["inputs"][0]["file"], HOSTILE);
}

#[test]
fn a_workbook_has_texts_and_no_formula() {
    let (of, instrument) = (hostile(HOSTILE), fixture::instrument());
    for locale in Lang::ALL.map(Locale::new) {
        let bytes = tables::xlsx(&of, &instrument, &locale).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let mut met = 0;
        for name in book.sheet_names() {
            assert!(book.worksheet_formula(&name).unwrap().used_cells().next().is_none(), "{name}");
            for row in book.worksheet_range(&name).unwrap().rows() {
                for cell in row {
                    let Data::String(text) = cell else { continue };
                    assert!(!hides(text), "{name}: {text}");
                    met += usize::from(text.starts_with("=1+1</style>"));
                }
            }
        }
        assert!(met > 10, "{met}");
    }
}

#[test]
fn a_document_has_the_words_escaped() {
    let (of, instrument) = (hostile(HOSTILE), fixture::instrument());
    for locale in Lang::ALL.map(Locale::new) {
        let bytes = brief::docx(&of, &instrument, &locale).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            text.contains("&lt;script&gt;") && !text.contains("<script"),
            "parts of the document are stored as they are"
        );
        assert!(["\u{202E}", "\u{200B}", "\u{1b}"].iter().all(|hidden| !text.contains(hidden)));
    }
}

#[test]
fn a_megabyte_of_words_is_shown_within_bounds() {
    let (mut of, instrument, locale) = (fixture::seen(), fixture::instrument(), Locale::new(Lang::En));
    let long = "слово ".repeat(100_000);
    assert!(long.len() > 1_000_000);
    of.findings[0].fact = Fact::Record(RecordFact::NotAStatement { why: long.clone() });
    of.findings[1].readings = vec![audit::assessment::Read {
        party: of.sites[0].party.clone(),
        text: fixture::text(&long, &long),
        count: None,
    }];
    let once = long.len();
    assert!(page::assessment(&of, &instrument).len() < 8 * once);
    assert!(words::assessment(&of, &instrument, &locale, 100).len() < 8 * once);
    assert!(brief::html(&of, &instrument, &locale).len() < 30_000);
    assert!(brief::docx(&of, &instrument, &locale).unwrap().len() < 200_000);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(tables::xlsx(&of, &instrument, &locale).unwrap())).unwrap();
    let findings = book.worksheet_range("Findings").unwrap();
    let cut = findings.rows().flatten().filter(|cell| matches!(cell, Data::String(text) if text.ends_with(" […]")));
    // a reason is cut by its sentence already
    assert_eq!(cut.count(), 1);
}
