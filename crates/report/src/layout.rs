//! Lines no wider than a terminal: wrapping, indenting, and readings side by side.
//!
//! Widths are columns of a terminal, so Cyrillic and Latin letters count alike. Words are parted at plain spaces only, never at a no-break
//! space; a word wider than its line is cut.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The narrowest page that is laid out; a narrower one is taken as this wide.
pub const WIDTH_MIN: usize = 40;

/// The widest page that is laid out.
pub const WIDTH_MAX: usize = 400;

/// The narrowest column of words that can still be read.
const COLUMN_MIN: usize = 20;

/// What stands between two columns.
const GUTTER: &str = " │ ";

/// A page that is filled from the top.
pub(crate) struct Page {
    width: usize,
    text: String,
}

impl Page {
    pub(crate) fn new(width: usize) -> Self {
        Self { width: width.clamp(WIDTH_MIN, WIDTH_MAX), text: String::new() }
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// An empty line, but never two, and none at the top.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A heading of the page.
    pub(crate) fn heading(&mut self, words: &str) {
        self.gap();
        let lines = wrap(words, self.width);
        let widest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
        lines.iter().for_each(|line| self.raw(line));
        self.raw(&"─".repeat(widest));
    }

    /// Words with the same indent on each of their lines.
    pub(crate) fn words(&mut self, indent: usize, words: &str) {
        self.hanging(indent, indent, words);
    }

    /// Words whose later lines stand a little further in.
    pub(crate) fn item(&mut self, indent: usize, words: &str) {
        self.hanging(indent, indent + 2, words);
    }

    fn hanging(&mut self, first: usize, later: usize, words: &str) {
        for (index, line) in wrap(words, self.width - later).into_iter().enumerate() {
            let indent = if index == 0 { first } else { later };
            self.raw(&format!("{:indent$}{line}", ""));
        }
    }

    /// Lines that are known to fit.
    pub(crate) fn raw(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// What each of several says, side by side and equally wide; where the page is too narrow, one after the other.
    pub(crate) fn abreast(&mut self, indent: usize, said: &[(String, String)]) {
        let room = self.width - indent;
        let gutters = GUTTER.width() * said.len().saturating_sub(1);
        let column = room.saturating_sub(gutters) / said.len().max(1);
        if column < COLUMN_MIN {
            for (who, what) in said {
                self.item(indent, &format!("{who}: {what}"));
            }
            return;
        }
        let columns = said.iter().map(|(who, what)| {
            let head = wrap(who, column).into_iter();
            head.chain(wrap(what, column)).collect::<Vec<_>>()
        });
        self.beside(indent, column, &columns.collect::<Vec<_>>());
    }

    fn beside(&mut self, indent: usize, column: usize, columns: &[Vec<String>]) {
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..height {
            let cells = columns.iter().map(|lines| pad(lines.get(row).map_or("", String::as_str), column));
            let line = cells.collect::<Vec<_>>().join(GUTTER);
            self.raw(&format!("{:indent$}{line}", ""));
        }
    }
}

fn pad(line: &str, width: usize) -> String {
    format!("{line}{}", " ".repeat(width.saturating_sub(line.width())))
}

/// Words as lines of at most `width` columns. A line feed is kept.
pub(crate) fn wrap(words: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    for paragraph in words.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            if !line.is_empty() && line.width() + 1 + word.width() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            push_cut(&mut lines, &mut line, word, width);
        }
        lines.push(line);
    }
    lines
}

/// Adds a word that may be wider than a line.
fn push_cut(lines: &mut Vec<String>, line: &mut String, word: &str, width: usize) {
    if line.width() + word.width() <= width {
        line.push_str(word);
        return;
    }
    for c in word.chars() {
        if line.width() + c.width().unwrap_or(0) > width && !line.is_empty() {
            lines.push(std::mem::take(line));
        }
        line.push(c);
    }
}

/// The widest line of a page.
#[cfg(test)]
pub(crate) fn widest(page: &str) -> usize {
    page.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_parted_at_spaces_and_long_ones_are_cut() {
        assert_eq!(wrap("not more than 1\u{A0}550", 10), ["not more", "than 1\u{A0}550"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("", 3), [""]);
    }

    #[test]
    fn two_readings_stand_side_by_side_and_as_wide() {
        let mut page = Page::new(50);
        page.abreast(2, &[("A".into(), "one two".into()), ("B".into(), "three".into())]);
        let text = page.finish();
        assert_eq!(text, "  A                      │ B\n  one two                │ three\n");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_wider(words in "[a-zа-яё 中\u{A0}]{0,200}", width in 2usize..80) {
            let lines = wrap(&words, width);
            prop_assert!(lines.iter().all(|line| line.width() <= width), "{lines:?}");
            let joined: String = lines.concat().chars().filter(|c| *c != ' ').collect();
            prop_assert_eq!(joined, words.replace(' ', ""));
        }
    }
}
