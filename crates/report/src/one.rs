//! Every form tells one assessment: the same outcome, numbers, sentences and commands in words, on the page, in JSON, in the brief and in the workbook.

use crate::again::Again;
use crate::teller::Teller;
use crate::{Locale, brief, fixture, json, known, outline, page, sentence, tables, words};
use audit::Assessment;
use audit::assessment::Fact;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;
use treaty::Lang;

/// One assessment in every form, as plain text, in one language.
struct Forms {
    words: String,
    page: String,
    brief: String,
    document: String,
    tables: String,
    json: String,
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_ascii_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a reader sees of markup.
fn text_of(markup: &str) -> String {
    let mut text = String::new();
    for piece in markup.split('<') {
        let (_, shown) = piece.split_once('>').unwrap_or(("", piece));
        text.push_str(shown);
    }
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")];
    one_line(&plain.iter().fold(text, |text, (escape, c)| text.replace(escape, c)))
}

fn forms(of: &Assessment, lang: Lang) -> Forms {
    let (instrument, locale) = (fixture::instrument(), Locale::new(lang));
    let page = page::assessment(of, &instrument);
    let part =
        page.split("<div class=\"telling\"").find(|part| part.starts_with(&format!(" lang=\"{}\"", lang.code())));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(tables::xlsx(of, &instrument, &locale).unwrap())).unwrap();
    let mut tables = String::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        range.rows().flatten().for_each(|cell| match cell {
            Data::String(text) => tables.push_str(&format!("{text}\n")),
            other => tables.push_str(&format!("{other}\n")),
        });
    }
    let document = brief::docx(of, &instrument, &locale).unwrap();
    Forms {
        words: one_line(&words::assessment(of, &instrument, &locale, 400)),
        page: text_of(part.unwrap()),
        brief: text_of(&brief::html(of, &instrument, &locale)),
        document: text_of(&String::from_utf8_lossy(&document)),
        tables: one_line(&tables),
        json: one_line(&serde_json::to_string(&json::assessment(of, &instrument)).unwrap().replace("\\\"", "\"")),
    }
}

fn both() -> [Assessment; 3] {
    [fixture::seen(), fixture::assessment(), fixture::empty()]
}

#[test]
fn the_outcome_and_what_nobody_can_know_are_the_same_sentences_everywhere() {
    for (of, lang) in both().iter().flat_map(|of| Lang::ALL.map(|lang| (of, lang))) {
        let (instrument, locale, forms) = (fixture::instrument(), Locale::new(lang), forms(of, lang));
        let teller = Teller::new(&locale, &instrument);
        let mut sentences =
            vec![outline::summary(teller, of), outline::blind_intro(teller, of), locale.word("report-note")];
        sentences.extend((!of.obligations.is_empty()).then(|| outline::tally(teller, of)));
        sentences.extend(known::parties(of).iter().map(|party| known::sum(teller, party, &known::of_party(of, party))));
        for sentence in sentences.iter().map(|sentence| one_line(sentence)) {
            for (form, text) in
                [("words", &forms.words), ("page", &forms.page), ("brief", &forms.brief), ("document", &forms.document)]
            {
                assert!(text.contains(&sentence), "{form}: {sentence}\n{text}");
            }
        }
        assert!(forms.json.contains(&format!("\"outcome\":\"{}\"", of.outcome.word())));
        for told in outline::Blind::of(&of.findings).chance(teller) {
            let told = one_line(&told);
            for text in [&forms.words, &forms.page, &forms.tables] {
                assert!(text.contains(&told), "{told}\n{text}");
            }
        }
        for one in known::unchecked(teller, of) {
            let told = one_line(&one.told);
            for text in [&forms.words, &forms.page, &forms.tables, &forms.json] {
                assert!(text.contains(&told), "{told}\n{text}");
            }
        }
    }
}

#[test]
fn every_finding_has_the_same_words_and_the_same_command_everywhere() {
    for (of, lang) in both().iter().flat_map(|of| Lang::ALL.map(|lang| (of, lang))) {
        let (instrument, locale, forms) = (fixture::instrument(), Locale::new(lang), forms(of, lang));
        let (teller, again) = (Teller::new(&locale, &instrument), Again::of(of));
        for finding in of.findings.iter().filter(|finding| !matches!(finding.fact, Fact::Unverified { .. })) {
            let (body, command) = (one_line(&sentence::body(teller, finding)), again.finding(finding));
            let forms =
                [("words", &forms.words), ("page", &forms.page), ("tables", &forms.tables), ("json", &forms.json)];
            for (form, text) in forms {
                assert!(text.contains(&body), "{form}: {body}\n{text}");
                assert!(text.contains(&command), "{form}: {command}\n{text}");
            }
        }
        let gravest = outline::by_severity(&of.findings).into_iter().flat_map(|(_, findings)| findings).next();
        if let Some(gravest) = gravest {
            let (body, command) = (one_line(&sentence::body(teller, gravest)), again.finding(gravest));
            for text in [&forms.brief, &forms.document] {
                assert!(text.contains(&body) && text.contains(&command), "{body}\n{text}");
            }
        }
    }
}

#[test]
fn the_same_assessment_gives_the_same_bytes_and_no_form_bears_a_time_of_its_own() {
    let (of, instrument, locale) = (fixture::seen(), fixture::instrument(), Locale::new(Lang::Ru));
    let document = || brief::docx(&of, &instrument, &locale).unwrap();
    let workbook = || tables::xlsx(&of, &instrument, &locale).unwrap();
    assert!(document() == document() && workbook() == workbook());
    for bytes in [document(), workbook()] {
        let files: Vec<_> = bytes.windows(4).enumerate().filter(|(_, four)| four == b"PK\x03\x04").collect();
        assert!(files.len() > 5);
        for (at, _) in files {
            assert_eq!(bytes[at + 10..at + 14], [0, 0, 0x21, 0], "the first day that a ZIP file can name");
        }
    }
}
