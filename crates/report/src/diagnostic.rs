//! What is wrong with a file, as rustc would say it: the line, the words underlined, and what to do.
//!
//! Files are hostile until they are read: characters that are not shown, or that turn their neighbours round, are replaced before they reach
//! the terminal, one for one, so that columns stay right. Only the line concerned is handed to the renderer.

use annotate_snippets::{AnnotationKind, Group, Level as Shown, Origin, Renderer, Snippet};
use serde_json::{Value, json};
use std::ops::Range;
use treaty::Diagnostic;
use treaty::diagnostic::{Level, Place, line_column};
use treaty::text::is_hidden;

/// The most diagnostics that are rendered; the rest are counted.
pub const SHOWN_MAX: usize = 100;

/// The columns for which snippets are cut out of long lines.
const WIDTH: usize = 120;

/// The diagnostics of one file, with the lines that they concern, and how many there are.
pub fn render(file: &str, source: &str, diagnostics: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let mut page = String::new();
    for diagnostic in diagnostics.iter().take(SHOWN_MAX) {
        page.push_str(&one(&renderer, file, source, diagnostic));
        page.push_str("\n\n");
    }
    if diagnostics.len() > SHOWN_MAX {
        page.push_str(&format!("and {} more\n", diagnostics.len() - SHOWN_MAX));
    }
    page.push_str(&totals(diagnostics));
    page
}

fn totals(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error).count();
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    format!("{}, {}\n", plural(errors, "error"), plural(diagnostics.len() - errors, "warning"))
}

fn one(renderer: &Renderer, file: &str, source: &str, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
    };
    let group = level.primary_title(harmless(&diagnostic.message)).id(diagnostic.code);
    let group = match &diagnostic.place {
        Place::Bytes(span) => group.element(snippet(file, source, span, &diagnostic.label)),
        Place::Cell(cell) => {
            place(group.element(Origin::path(harmless(&format!("{file}, cell {cell}")))), &diagnostic.label)
        }
        Place::File => place(group.element(Origin::path(harmless(file))), &diagnostic.label),
    };
    let group = match diagnostic.help.as_str() {
        "" => group,
        help => group.element(Shown::HELP.message(harmless(help))),
    };
    renderer.render(&[group])
}

/// Says what stands at a place that has no snippet.
fn place<'a>(group: Group<'a>, label: &str) -> Group<'a> {
    if label.is_empty() { group } else { group.element(Shown::NOTE.message(harmless(label))) }
}

/// The first line of a span, its hidden characters replaced, with that part of the span that is on it.
fn snippet<'a>(
    file: &str,
    source: &str,
    span: &Range<usize>,
    label: &str,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let floor = |mut at: usize| {
        while !source.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start.min(source.len()));
    let end = floor(span.end.clamp(start, source.len()));
    let begins = source[..start].rfind('\n').map_or(0, |feed| feed + 1);
    let ends = source[start..].find('\n').map_or(source.len(), |feed| start + feed);
    let end = end.min(ends).max(start);
    let line = source[begins..ends].trim_end_matches('\r');
    let at = |byte: usize| harmless(&line[..(byte - begins).min(line.len())]).len();
    let annotation = AnnotationKind::Primary.span(at(start)..at(end));
    let annotation = if label.is_empty() { annotation } else { annotation.label(harmless(label)) };
    let (number, _) = line_column(source, start);
    Snippet::source(harmless(line)).line_start(number).path(harmless(file)).annotation(annotation)
}

/// Words fit for a terminal: each hidden character becomes U+FFFD. A tab stays, and is widened by the renderer.
fn harmless(words: &str) -> String {
    words.chars().map(|c| if c != '\t' && is_hidden(c) { '\u{FFFD}' } else { c }).collect()
}

/// The diagnostics of one file as a JSON list. A place of text has `line` and `column`, from 1; a cell of a spreadsheet has `cell`.
pub fn json(file: &str, source: &str, diagnostics: &[Diagnostic]) -> Value {
    let one = |diagnostic: &Diagnostic| {
        let (at, cell) = match &diagnostic.place {
            Place::Bytes(span) => (Some(line_column(source, span.start)), None),
            Place::Cell(cell) => (None, Some(cell)),
            Place::File => (None, None),
        };
        json!({
            "level": if diagnostic.level == Level::Error { "error" } else { "warning" },
            "code": diagnostic.code,
            "message": diagnostic.message,
            "file": file,
            "line": at.map(|(line, _)| line),
            "column": at.map(|(_, column)| column),
            "cell": cell,
            "label": diagnostic.label,
            "help": diagnostic.help,
        })
    };
    diagnostics.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::widest;
    use expect_test::expect;
    use proptest::prelude::*;

    fn of(source: &str) -> String {
        render("new.toml", source, &treaty::parse(source.as_bytes(), None).unwrap_err(), false)
    }

    #[test]
    fn a_syntax_error_is_shown_where_it_is() {
        let shown = of("[instrument]\nid = \n");
        let first = shown.split("\n\n").find(|one| one.contains("[syntax]")).unwrap();
        expect![[r#"
            error[syntax]: string values must be quoted, expected literal string
             --> new.toml:2:6
              |
            2 | id = 
              |      ^ not TOML 1.0
              |
              = help: the format is described in docs/spec/instrument.md"#]]
        .assert_eq(first);
    }

    #[test]
    fn an_unknown_key_is_underlined_and_its_neighbour_named() {
        let shown = of("[instrument]\nid = \"x\"\nfrom = \"treaty\"\n");
        let unknown = shown.split("\n\n").find(|one| one.contains("unknown-key")).unwrap();
        expect![[r#"
            error[unknown-key]: `instrument` has no `from`
             --> new.toml:3:1
              |
            3 | from = "treaty"
              | ^^^^ unknown key
              |
              = help: did you mean `form`?"#]]
        .assert_eq(unknown);
        assert!(shown.ends_with(" errors, 0 warnings\n"), "{shown}");
    }

    #[test]
    fn a_title_that_turns_round_is_shown_without_turning() {
        let shown = of("[instrument]\nid = \"x\"\ntitle = { en = \"Treaty \u{202E}ytaert\", ru = \"Договор\" }\n");
        assert!(!shown.contains('\u{202E}'));
        let hidden = shown.split("\n\n").find(|one| one.contains("hidden-character")).unwrap();
        expect![[r#"
            error[hidden-character]: the text holds the hidden character U+202E
             --> new.toml:3:16
              |
            3 | title = { en = "Treaty �ytaert", ru = "Договор" }
              |                ^^^^^^^^^^^^^^^^ in here
              |
              = help: take it out: control, bidirectional and zero-width characters can make a text read as something else"#]]
        .assert_eq(hidden);
    }

    #[test]
    fn a_cell_and_a_whole_file_are_named() {
        let cell = Diagnostic::at(Level::Error, "negative", Place::Cell("Sheet1!C5".into()), "-5 items")
            .label("`icbm_deployed`")
            .help("a count is 0 or more");
        let file = Diagnostic::at(Level::Warning, "old", Place::File, "the file is old");
        expect![[r#"
            error[negative]: -5 items
            --> data.xlsx, cell Sheet1!C5
             = note: `icbm_deployed`
             = help: a count is 0 or more

            warning[old]: the file is old
            --> data.xlsx

            1 error, 1 warning
        "#]]
        .assert_eq(&render("data.xlsx", "", &[cell, file], false));
    }

    #[test]
    fn a_table_shows_its_first_line_and_a_long_line_is_cut() {
        let table = Diagnostic::error("missing-key", 0..30, "no title").label("here");
        let shown = render("a.toml", "[[article]]\nid = \"I\"\nmark = 1\n", &[table], false);
        assert!(shown.contains("1 | [[article]]") && !shown.contains("id ="), "{shown}");
        let long = format!("\tа = \"{}\" # {}", "ё".repeat(3000), "x".repeat(3000));
        let at = long.find('#').unwrap();
        let shown = render("a.toml", &long, &[Diagnostic::error("x", at..at + 1, "here").label("a comment")], false);
        assert!(shown.contains("a.toml:1:3009") && widest(&shown) <= 160, "{shown}");
    }

    #[test]
    fn a_hundred_are_shown_and_the_rest_counted() {
        let many = vec![Diagnostic::error("x", 0..1, "m"); SHOWN_MAX + 7];
        let shown = render("a.toml", "a", &many, false);
        assert_eq!(shown.matches("error[x]").count(), SHOWN_MAX);
        assert!(shown.ends_with("and 7 more\n107 errors, 0 warnings\n"));
        assert!(render("a.toml", "a", &many[..1], true).contains("\u{1b}["));
    }

    #[test]
    fn json_says_line_column_and_cell() {
        let source = "а = 1\nбв = 2\n";
        let bytes = Diagnostic::error("x", source.find('в').unwrap()..source.len(), "m").help("h");
        let cell = Diagnostic::at(Level::Warning, "y", Place::Cell("C5".into()), "m");
        let value = json("a.toml", source, &[bytes, cell]);
        assert_eq!(value[0]["line"], 2);
        assert_eq!(value[0]["column"], 2);
        assert_eq!(value[0]["help"], "h");
        assert_eq!(value[1]["cell"], "C5");
        assert_eq!(value[1]["line"], Value::Null);
        assert_eq!(value[1]["level"], "warning");
    }

    proptest! {
        #[test]
        fn whatever_stands_in_the_file_reaches_no_terminal_raw(source in any::<String>(), a in 0usize..80, b in 0usize..80) {
            let diagnostic = Diagnostic::error("x", a..b, source.clone()).label(source.clone()).help(source.clone());
            let cell = Diagnostic::at(Level::Error, "x", Place::Cell(source.clone()), "m");
            let shown = render(&source, &source, &[diagnostic, cell], false);
            prop_assert!(shown.chars().all(|c| c == '\n' || !is_hidden(c)), "{shown:?}");
        }
    }
}
