//! A table of words whose columns are as wide as asked, so that no line is wider than the page.

use crate::layout::{Page, wrap};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

/// What the edges of columns take: a border and a space on each side, and one more border.
fn edges(columns: usize) -> usize {
    3 * columns + 1
}

/// Whether so many columns, the narrowest `narrowest` wide, fit on the page.
pub(crate) fn fits(page: &Page, columns: usize, narrowest: usize) -> bool {
    page.width() >= edges(columns) + columns * narrowest
}

/// Writes a table. The first column takes a share of `first` parts, the others one of `others` each.
pub(crate) fn write(page: &mut Page, head: &[String], rows: &[Vec<String>], first: usize, others: usize) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::widest;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_table_is_wider_than_its_page(cells in proptest::collection::vec("[a-zа-яё —]{0,60}", 9), width in 40usize..200) {
            let mut page = Page::new(width);
            let rows: Vec<Vec<String>> = cells.chunks(3).map(<[String]>::to_vec).collect();
            write(&mut page, &rows[0], &rows, 1, 2);
            let text = page.finish();
            prop_assert!(widest(&text) <= width, "{} > {width}\n{text}", widest(&text));
        }
    }
}
