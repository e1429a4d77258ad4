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
/// How wide a column is at most, in letters.
const WIDTH_MAX: usize = 60;
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
    }
    Ok(workbook.save_to_buffer()?)
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, head) in (0..).zip(&sheet.head) {
        page.write_string_with_format(0, column, head, &bold)?;
        let cells = sheet.rows.iter().filter_map(|row| row.get(usize::from(column))).map(Cell::width);
        let width = cells.chain([head.chars().count()]).max().unwrap_or(0).clamp(8, WIDTH_MAX);
        page.set_column_width(column, width as f64 + 2.0)?;
    }
    for (row, cells) in (1..).zip(sheet.rows.iter().take(ROWS_MAX)) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Number(number) if *number <= EXACT_MAX => {
                    page.write_number_with_format(row, column, *number as f64, &plain)?
                }
                Cell::Number(number) => page.write_string_with_format(row, column, number.to_string(), &plain)?,
                Cell::Real(number) => page.write_number_with_format(row, column, *number, &plain)?,
                Cell::Text(text) => page.write_string_with_format(row, column, text, &plain)?,
            };
        }
    }
    page.set_freeze_panes(1, 0)?;
    Ok(())
}
