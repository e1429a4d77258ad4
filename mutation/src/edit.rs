//! Insertions into a text, and where they end up.

use std::ops::Range;

/// What one site puts around a range of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The range of the text, in bytes.
    pub range: Range<usize>,
    /// What is put before it.
    pub before: String,
    /// What is put behind it.
    pub behind: String,
}

/// The text with its edits, and the range of each in the result, with what it put there. Edits are nested or apart, outer ones first.
pub fn apply(text: &str, edits: &[Edit]) -> (String, Vec<Range<usize>>) {
    let mut pieces = Vec::new();
    for (order, edit) in edits.iter().enumerate() {
        let order = isize::try_from(order).expect("fewer edits than memory holds");
        // where several meet, what ends comes first, inner before outer; then what starts, outer before inner
        pieces.push((edit.range.end, 0, -order, &edit.behind, true));
        pieces.push((edit.range.start, 1, order, &edit.before, false));
    }
    pieces.sort();
    let (mut result, mut done) = (String::with_capacity(text.len() * 2), 0);
    let mut ranges = vec![0..0; edits.len()];
    for (at, _, order, piece, ends) in pieces {
        result.push_str(&text[done..at]);
        done = at;
        let range = &mut ranges[order.unsigned_abs()];
        if ends {
            result.push_str(piece);
            range.end = result.len();
        } else {
            range.start = result.len();
            result.push_str(piece);
        }
    }
    result.push_str(&text[done..]);
    (result, ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: Range<usize>, before: &str, behind: &str) -> Edit {
        Edit { range, before: before.to_owned(), behind: behind.to_owned() }
    }

    #[test]
    fn nested_and_neighbouring_edits_close_in_the_order_in_which_they_opened() {
        let edits = [edit(0..6, "(", ")"), edit(0..1, "[", "]"), edit(5..6, "{", "}"), edit(6..7, "<", ">")];
        let (text, ranges) = apply("a && b!", &edits);
        assert_eq!(text, "([a] && {b})<!>");
        assert_eq!(ranges.map_text(&text), ["([a] && {b})", "[a]", "{b}", "<!>"]);
    }

    trait MapText {
        fn map_text<'a>(&self, text: &'a str) -> Vec<&'a str>;
    }

    impl MapText for Vec<Range<usize>> {
        fn map_text<'a>(&self, text: &'a str) -> Vec<&'a str> {
            self.iter().map(|range| &text[range.clone()]).collect()
        }
    }
}
