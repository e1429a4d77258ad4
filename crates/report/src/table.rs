//! Tables of words, none wider than the page. Where a page is too narrow for the columns, a table stands as one row beneath the other.

use crate::layout::{Page, wrap};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// The narrowest column of a framed table; where the page is narrower, its cells stand one beneath the other.
const FRAMED_MIN: usize = 18;

/// A column without a frame is not made narrower than this, unless it has nothing wider.
const PLAIN_MIN: usize = 14;

/// What stands between two columns without a frame.
const GAP: usize = 2;

/// What the edges of columns take: a border and a space on each side, and one more border.
fn edges(columns: usize) -> usize {
    3 * columns + 1
}

/// What the first column of a framed table holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum First {
    /// What the row is about.
    Subject,
    /// A cell like the others.
    Cell,
}

/// Writes a table in a frame. The first column takes a share of `shares.0` parts, the others one of `shares.1` each.
pub(crate) fn write(page: &mut Page, head: &[String], rows: &[Vec<String>], is: First, shares: (usize, usize)) {
    if page.width() < edges(head.len()) + head.len() * FRAMED_MIN {
        rows.iter().for_each(|row| beneath(page, head, row, is));
        return;
    }
    framed(page, head, rows, shares);
}

/// One row with its cells one beneath the other, each after the head of its column.
fn beneath(page: &mut Page, head: &[String], row: &[String], is: First) {
    page.gap();
    let mut cells = head.iter().zip(row);
    let indent = match is {
        First::Cell => 0,
        First::Subject => {
            cells.next().iter().for_each(|(_, subject)| page.item(0, subject));
            2
        }
    };
    cells.for_each(|(head, cell)| page.item(indent, &format!("{head}: {cell}")));
}

fn framed(page: &mut Page, head: &[String], rows: &[Vec<String>], (first, others): (usize, usize)) {
    let count = head.len().max(1);
    let room = page.width().saturating_sub(edges(count));
    let parts = (first + others * (count - 1)).max(1);
    let other = (room * others / parts).max(1);
    let widths: Vec<_> = (0..count).map(|at| if at == 0 { room - other * (count - 1) } else { other }).collect();
    let cut = |cells: &[String]| -> Vec<String> {
        cells.iter().zip(&widths).map(|(cell, width)| wrap(cell, *width).join("\n")).collect()
    };
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(cut(head));
    rows.iter().for_each(|row| {
        table.add_row(cut(row));
    });
    table.set_constraints(widths.iter().map(|width| {
        let width = u16::try_from(width + 2).unwrap_or(u16::MAX);
        ColumnConstraint::Absolute(Width::Fixed(width))
    }));
    table.to_string().lines().for_each(|line| page.raw(line));
}

/// Writes a table without a frame: a rule under its head, two spaces between its columns, no word parted. `right` are the columns whose cells
/// stand at the right. Where the page is too narrow for that, nothing is written, and the answer is that it did not fit.
#[must_use]
pub(crate) fn plain(page: &mut Page, head: &[String], rows: &[Vec<String>], right: &Range<usize>) -> bool {
    let Some(widths) = plain_widths(page.width(), head, rows) else { return false };
    line(page, head, &widths, right);
    page.raw(&"─".repeat(widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)));
    rows.iter().for_each(|row| line(page, row, &widths, right));
    true
}

/// How wide each column is: as wide as its longest word at least, and of what is left each as much as it asks for.
fn plain_widths(room: usize, head: &[String], rows: &[Vec<String>]) -> Option<Vec<usize>> {
    let cells =
        |at: usize| rows.iter().chain([&head.to_vec()]).filter_map(move |row| row.get(at).cloned()).collect::<Vec<_>>();
    let asked = |at: usize| cells(at).iter().map(|cell| cell.width()).max().unwrap_or(0);
    let word =
        |at: usize| cells(at).iter().flat_map(|cell| cell.split(' ').map(UnicodeWidthStr::width)).max().unwrap_or(0);
    let asked: Vec<_> = (0..head.len()).map(asked).collect();
    let mut widths: Vec<_> = asked.iter().enumerate().map(|(at, asked)| word(at).max(PLAIN_MIN.min(*asked))).collect();
    let taken = widths.iter().sum::<usize>() + GAP * head.len().saturating_sub(1);
    let spare = room.checked_sub(taken)?;
    let wanted: usize = asked.iter().zip(&widths).map(|(asked, width)| asked - width).sum();
    for (width, asked) in widths.iter_mut().zip(&asked) {
        let more = asked - *width;
        *width += if wanted <= spare { more } else { more * spare / wanted };
    }
    Some(widths)
}

fn line(page: &mut Page, cells: &[String], widths: &[usize], right: &Range<usize>) {
    let cells: Vec<_> = cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for row in 0..height {
        let mut told = String::new();
        for (at, (lines, width)) in cells.iter().zip(widths).enumerate() {
            let words = lines.get(row).map_or("", String::as_str);
            let space = " ".repeat(width.saturating_sub(words.width()));
            let gap = " ".repeat(if at == 0 { 0 } else { GAP });
            told += &if right.contains(&at) { format!("{gap}{space}{words}") } else { format!("{gap}{words}{space}") };
        }
        page.raw(&told);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::widest;
    use proptest::prelude::*;

    fn words(cells: &[&[&str]]) -> Vec<Vec<String>> {
        cells.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn columns_without_a_frame_stand_under_one_another_and_no_word_is_parted() {
        let rows = words(&[&["Date", "A", "Status"], &["2019-03-01", "1,500", "not confirmed by anybody at all"]]);
        let mut page = Page::new(40);
        assert!(plain(&mut page, &rows[0], &rows[1..], &(1..2)));
        assert_eq!(
            page.finish(),
            "Date            A  Status\n────────────────────────────────────────\n2019-03-01  1,500  not confirmed by\n                   anybody at all\n"
        );
    }

    #[test]
    fn what_does_not_fit_is_not_written_without_a_frame_and_stands_beneath_in_one() {
        let rows = words(&[&["Bekanntmachung", "Bekanntmachung", "Bekanntmachung"]]);
        let mut page = Page::new(40);
        assert!(!plain(&mut page, &rows[0], &rows, &(0..0)));
        assert_eq!(page.finish(), "");
        let mut page = Page::new(40);
        let rows = words(&[&["Measure", "left", "right"], &["Tags", "yes", "no"]]);
        write(&mut page, &rows[0], &rows[1..], First::Subject, (1, 1));
        write(&mut page, &rows[0], &rows[1..], First::Cell, (1, 1));
        assert_eq!(page.finish(), "Tags\n  left: yes\n  right: no\n\nMeasure: Tags\nleft: yes\nright: no\n");
    }

    proptest! {
        #[test]
        fn no_table_is_wider_than_its_page(cells in proptest::collection::vec("[a-zа-яё —]{0,60}", 9), width in 40usize..200) {
            let mut page = Page::new(width);
            let rows: Vec<Vec<String>> = cells.chunks(3).map(<[String]>::to_vec).collect();
            write(&mut page, &rows[0], &rows, First::Subject, (1, 2));
            let _fits = plain(&mut page, &rows[0], &rows, &(1..2));
            let text = page.finish();
            prop_assert!(widest(&text) <= width, "{} > {width}\n{text}", widest(&text));
        }
    }
}
