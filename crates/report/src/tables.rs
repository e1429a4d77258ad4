//! An assessment as a workbook (XLSX), in one language: obligations, findings, epochs, receipts, sites, opened and declared numbers, what is not known.
//!
//! Every text is a text cell, so that nothing that a record says becomes a formula; hidden characters are shown, and what is longer than a cell holds is cut
//! with a sign. The same assessment always gives the same bytes: the workbook bears no time of its own.

mod rows;

use crate::locale::Locale;
use crate::teller::Teller;
use audit::Assessment;
pub(crate) use rows::Cell;
use rows::sheets;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use treaty::Instrument;

/// The longest text of a cell is 32,767 letters in the format; what is cut keeps room for its sign.
const LETTERS_MAX: usize = 32_000;
/// The most rows of a sheet in the format.
const ROWS_MAX: usize = 1_048_575;
/// How wide a column is at least and at most, in letters.
const WIDTHS: (usize, usize) = (8, 60);
/// How high a line is, and a row at most in the format, in points.
const LINE: u32 = 15;
const ROW_MAX: u32 = 409;
/// A4, by its number in the format.
const SHEET: u8 = 9;
/// The largest number that a cell holds exactly; a larger one is written as text.
const EXACT_MAX: u64 = 1 << 53;

/// Why no workbook was made.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be put together: {0}")]
pub struct NotWritten(#[from] XlsxError);

/// A sheet: its name, its columns and its rows.
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// The tables of an assessment as a workbook.
///
/// # Errors
/// Where the library cannot put the workbook together.
pub fn xlsx(assessment: &Assessment, instrument: &Instrument, locale: &Locale) -> Result<Vec<u8>, NotWritten> {
    book(&sheets(Teller::new(locale, instrument), assessment))
}

/// These sheets as a workbook.
pub(crate) fn book(sheets: &[Sheet]) -> Result<Vec<u8>, NotWritten> {
    let mut workbook = Workbook::new();
    let begun = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&begun));
    for sheet in sheets {
        let page = workbook.add_worksheet();
        page.set_name(&sheet.name)?;
        fill(page, sheet)?;
        page.set_landscape().set_paper_size(SHEET).set_print_fit_to_pages(1, 0).set_print_gridlines(true);
        page.set_repeat_rows(0, 0)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let [text, number] =
        [plain.clone().set_align(FormatAlign::Left).set_indent(1), plain.set_align(FormatAlign::Right)];
    let widths: Vec<_> = (0..sheet.head.len()).map(|column| sheet.width(column)).collect();
    for (column, (head, width)) in (0..).zip(sheet.head.iter().zip(&widths)) {
        let is_number = matches!(
            sheet.rows.first().and_then(|row| row.get(usize::from(column))),
            Some(Cell::Number(_) | Cell::Real(_))
        );
        let format = if is_number { &number } else { &text };
        page.write_string_with_format(0, column, head, &format.clone().set_bold())?;
        page.set_column_width(column, *width as f64 + 4.0)?;
    }
    for (row, cells) in (1..).zip(sheet.rows.iter().take(ROWS_MAX)) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Number(value) if *value <= EXACT_MAX => {
                    page.write_number_with_format(row, column, *value as f64, &number)?
                }
                Cell::Number(value) => page.write_string_with_format(row, column, value.to_string(), &number)?,
                Cell::Real(value) => page.write_number_with_format(row, column, *value, &number)?,
                Cell::Text(words) => page.write_string_with_format(row, column, words, &text)?,
            };
        }
        page.set_row_height(row, height(cells, &widths))?;
    }
    page.set_freeze_panes(1, 0)?;
    Ok(())
}

/// How high a row is, in points, for the lines that its texts are broken into: not every program makes room for those that it breaks itself.
fn height(cells: &[Cell], widths: &[usize]) -> u32 {
    let lines = cells.iter().zip(widths).map(|(cell, width)| cell.width().div_ceil(*width)).max().unwrap_or(1);
    LINE.saturating_mul(u32::try_from(lines).unwrap_or(u32::MAX)).clamp(LINE, ROW_MAX)
}

impl Sheet {
    /// How wide a column is, in letters.
    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column)).map(Cell::width);
        let head = self.head.get(column).map(|head| head.chars().count());
        cells.chain(head).max().unwrap_or(0).clamp(WIDTHS.0, WIDTHS.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_longest_text_and_no_higher_than_the_format_has_it() {
        let high = |letters: &[usize]| {
            let cells: Vec<_> = letters.iter().map(|letters| Cell::Text("x".repeat(*letters))).collect();
            let sheet = Sheet { name: String::new(), head: vec![String::new(); letters.len()], rows: vec![cells] };
            let widths: Vec<_> = (0..letters.len()).map(|column| sheet.width(column)).collect();
            height(&sheet.rows[0], &widths)
        };
        let [least, most] = [LINE, ROW_MAX];
        assert_eq!([high(&[]), high(&[0]), high(&[60, 3]), high(&[3, 61])], [least, least, least, 2 * least]);
        assert_eq!([high(&[27 * 60]), high(&[28 * 60]), high(&[LETTERS_MAX])], [27 * least, most, most]);
    }
}
