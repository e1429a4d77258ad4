//! What is wrong with a file, as data: where, what, and what to do about it.
//!
//! A diagnostic makes no sentence for a terminal; `report` renders it there as rustc would, and an API can hand it on as it is.

use crate::text::is_hidden;
use std::fmt::Display;
use std::ops::Range;

/// Whether the file can be used in spite of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The file is refused.
    Error,
    /// The file can be used; its author should look.
    Warning,
}

/// One problem of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub level: Level,
    /// A stable word for the kind of problem, in kebab-case.
    pub code: &'static str,
    /// One line: what is wrong, with the numbers and names concerned.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What stands at the place, in a few words.
    pub label: String,
    /// What to do.
    pub help: String,
}

/// Where in a file a problem is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Bytes of a text file, half open.
    Bytes(Range<usize>),
    /// A cell of a spreadsheet, such as `Sheet1!C5`.
    Cell(String),
    /// The file as a whole.
    File,
}

impl Diagnostic {
    /// An error at some bytes of a text file.
    pub fn error(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self::at(Level::Error, code, Place::Bytes(span), message)
    }

    /// A warning at some bytes of a text file.
    pub fn warning(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self::at(Level::Warning, code, Place::Bytes(span), message)
    }

    /// A problem anywhere.
    pub fn at(level: Level, code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { level, code, message: message.into(), place, label: String::new(), help: String::new() }
    }

    /// Adds what stands at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// The line and the column, both from 1, of a byte of `source`; the column counts characters.
pub fn line_column(source: &str, byte: usize) -> (usize, usize) {
    let mut byte = byte.min(source.len());
    while !source.is_char_boundary(byte) {
        byte -= 1;
    }
    let before = &source[..byte];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

/// The nearest of `known` to a misspelt `word`, if one is near enough to be meant. Capitals do not tell words apart.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase();
    let limit = 1 + word.chars().count() / 4;
    known.into_iter().map(|other| (distance(&word, other), other)).filter(|(d, _)| *d <= limit).min().map(|(_, w)| w)
}

/// Text out of a hostile file, fit for a message: short, and without characters that change how others are shown.
pub fn show(text: impl Display) -> String {
    const LONGEST: usize = 60;
    let text = text.to_string();
    let mut shown: String = text.chars().take(LONGEST).map(|c| if is_hidden(c) { '\u{FFFD}' } else { c }).collect();
    if text.chars().count() > LONGEST {
        shown.push('…');
    }
    shown
}

/// Levenshtein's distance, bounded: words of a file are short.
fn distance(a: &str, b: &str) -> usize {
    const LONGEST: usize = 64;
    let b: Vec<char> = b.to_lowercase().chars().take(LONGEST).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(LONGEST).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_in_lines_and_characters() {
        let source = "а = 1\nбв = 2\n";
        assert_eq!(line_column(source, 0), (1, 1));
        assert_eq!(line_column(source, source.find('в').unwrap()), (2, 2));
        assert_eq!(line_column(source, 10_000), (3, 1));
    }

    #[test]
    fn a_misspelt_word_finds_its_neighbour_and_a_strange_one_does_not() {
        assert_eq!(nearest("cuonts", ["counts", "binds"]), Some("counts"));
        assert_eq!(nearest("zebra", ["counts", "binds"]), None);
    }

    #[test]
    fn hostile_text_is_shown_short_and_plain() {
        assert_eq!(show("a\u{202E}b\n"), "a\u{FFFD}b\u{FFFD}");
        assert_eq!(show("x".repeat(1000)).chars().count(), 61);
    }
}
