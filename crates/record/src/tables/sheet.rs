//! XLSX: the first sheet of a workbook, cell by cell.
//!
//! A workbook shows one table and may hold others: a second sheet with data is refused, because nobody would see that it was passed over.
//! A sheet can also say something else than what stands in its cells, and then nothing of it is read:
//!
//! - a formula has the value that a program last computed, which may be stale, or none at all;
//! - merged cells show one value over cells that are empty;
//! - a hidden row or column is read by everyone but whoever looked at the sheet.

use crate::tables::hidden::Hidden;
use crate::tables::package;
use crate::tables::problem::{Log, Problem, Spot, address, show};
use crate::tables::table::{Blemish, COLUMNS_MAX, Cell, Growing, Row};
use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most sheets of a workbook.
const SHEETS_MAX: usize = 16;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// The rows of the first sheet of a workbook; none where the sheet says something else than its cells, as the log then tells.
///
/// # Errors
/// What stops the reading.
pub(crate) fn read<'a>(bytes: &[u8], log: &mut Log) -> Result<Option<Growing<'a>>, Box<Problem>> {
    // The package is checked so that the libraries below cannot be led astray. The fence is for what that check does not know:
    // a panic over one hostile file must not take down whoever reads many.
    let fenced = catch_unwind(AssertUnwindSafe(|| {
        let hidden = package::check(bytes)?;
        first_sheet(bytes, &hidden, log)
    }));
    fenced.unwrap_or_else(|_| Err(unreadable("its parts contradict each other")))
}

fn first_sheet<'a>(bytes: &[u8], hidden: &Hidden, log: &mut Log) -> Result<Option<Growing<'a>>, Box<Problem>> {
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| unreadable(&error.to_string()))?;
    let sheets = workbook.sheets_metadata().to_vec();
    if sheets.len() > SHEETS_MAX {
        return Err(unreadable(&format!("it has {} sheets; at most {SHEETS_MAX} are read", sheets.len())));
    }
    let [first, others @ ..] = sheets.as_slice() else { return Err(unreadable("it has no sheet")) };
    if first.typ != SheetType::WorkSheet {
        return Err(unreadable("its first sheet is not a table"));
    }
    log.sheet.clone_from(&first.name);
    if first.visible != SheetVisible::Visible {
        let message = format!("the first sheet, `{}`, is hidden", show(&first.name));
        log.push(Problem::new("hidden-cells", Spot::File, message).help("show it, or delete it"));
    }
    let rows = rows(&mut workbook, &first.name, log)?;
    check_merged(&mut workbook, &first.name, &rows, log)?;
    hidden.check(&rows, log);
    let plain = log.is_empty();
    for other in others.iter().filter(|other| other.typ == SheetType::WorkSheet) {
        if holds_data(&mut workbook, &other.name)? {
            log.push(other_sheet(&other.name, &first.name));
        }
    }
    Ok(plain.then_some(rows))
}

fn rows<'a>(workbook: &mut Workbook<'_>, sheet: &str, log: &mut Log) -> Result<Growing<'a>, Box<Problem>> {
    let broken = |error: XlsxError| unreadable(&error.to_string());
    let mut growing = Growing::default();
    growing.blemishes.push((Spot::File, Blemish::Sheet));
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut row: Vec<(u32, String)> = Vec::new();
    let (mut row_at, mut last) = (0, None);
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(broken)? {
        let at = cell.pos;
        // a cell that comes twice shows one value in one program and the other in the next
        if last.is_some_and(|last| at <= last) {
            let problem = unreadable("its cells are not in their order, or one comes twice");
            return Err(Box::new(problem.at(Spot::Cell(at.0, at.1))));
        }
        last = Some(at);
        if at.0 != row_at {
            finish(&mut growing, row_at, std::mem::take(&mut row))?;
            row_at = at.0;
        }
        if cell.formula.is_some() {
            log.push(formula(at));
        }
        let Some(text) = text(&cell.value) else { continue };
        if at.1 as usize >= COLUMNS_MAX {
            let problem =
                Problem::new("too-many-columns", Spot::Cell(at.0, at.1), "a cell far to the right of the table");
            return Err(Box::new(problem.help(format!("take it out; at most {COLUMNS_MAX} columns are read"))));
        }
        row.push((at.1, text));
    }
    finish(&mut growing, row_at, row)?;
    Ok(growing)
}

/// Adds a row, with an empty cell wherever the sheet has none.
fn finish(growing: &mut Growing<'_>, row: u32, found: Vec<(u32, String)>) -> Result<(), Box<Problem>> {
    let width = found.last().map_or(0, |(column, _)| *column as usize + 1).max(growing.width());
    let empty =
        |column: usize| Cell { text: "".into(), spot: Spot::Cell(row, u32::try_from(column).unwrap_or(u32::MAX)) };
    let mut cells: Vec<Cell<'_>> = (0..width).map(empty).collect();
    for (column, text) in found {
        cells[column as usize].text = text.into();
    }
    let row = Row { line: row as usize + 1, cells };
    // a row that is only formatted is not a row
    if row.is_blank() { Ok(()) } else { growing.push(row) }
}

/// Merged cells that touch the table: its rows from the first to the last, and as many columns as the widest has.
fn check_merged(
    workbook: &mut Workbook<'_>,
    sheet: &str,
    table: &Growing<'_>,
    log: &mut Log,
) -> Result<(), Box<Problem>> {
    let (Some(first), Some(last)) = (table.rows.first(), table.rows.last()) else { return Ok(()) };
    let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let merged = workbook.merge_cells_by_sheet_name(sheet).map_err(|error| unreadable(&error.to_string()))?;
    let touches = |range: &&Dimensions| {
        (range.start.0 as usize) < last.line
            && range.end.0 as usize + 1 >= first.line
            && (range.start.1 as usize) < width
    };
    for Dimensions { start, end } in merged.iter().filter(touches) {
        let message = format!("the cells {}:{} are merged", address(start.0, start.1), address(end.0, end.1));
        let problem = Problem::new("merged-cells", Spot::Cell(start.0, start.1), message).label("merged");
        log.push(problem.help("unmerge them, and fill each cell with what is meant there"));
    }
    Ok(())
}

fn formula((row, column): (u32, u32)) -> Problem {
    let message = format!("cell {} holds a formula", address(row, column));
    let help = "paste its value in its place: what stands beside a formula is what some program last computed";
    Problem::new("formula", Spot::Cell(row, column), message).label("a formula").help(help)
}

fn holds_data(workbook: &mut Workbook<'_>, sheet: &str) -> Result<bool, Box<Problem>> {
    let broken = |error: XlsxError| unreadable(&error.to_string());
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(broken)?;
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(broken)? {
        if cell.formula.is_some() || text(&cell.value).is_some_and(|text| !text.trim().is_empty()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A cell's value as a CSV file would have it; nothing where the cell is empty.
fn text(value: &DataRef<'_>) -> Option<String> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) => date(moment),
        // the strict form of the format writes a day as the midnight at which it begins
        DataRef::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

/// A number as it would be typed: `1457`, `0.5`.
fn decimal(number: f64) -> String {
    // minus zero is zero
    (number + 0.0).to_string()
}

/// A day as `2020-03-01`; a day with an hour keeps it and a span of time stays a number, so that neither passes for a day.
fn date(moment: &ExcelDateTime) -> String {
    /// One past the last day that a spreadsheet knows, the last of the year 9999, in days since 1900.
    const DAYS_END: f64 = 2_958_466.0;
    let number = moment.as_f64();
    if moment.is_duration() || !(1.0..DAYS_END).contains(&number) {
        return decimal(number);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if number.fract() == 0.0 { day } else { format!("{day}T{hour:02}:{minute:02}:{second:02}") }
}

fn unreadable(why: &str) -> Box<Problem> {
    let message = format!("the workbook cannot be read: {}", show(why));
    Box::new(Problem::new("not-xlsx", Spot::File, message).help("save it as XLSX anew, or as CSV in UTF-8"))
}

fn other_sheet(other: &str, first: &str) -> Problem {
    let message =
        format!("the sheet `{}` holds data too; only the first sheet, `{}`, is read", show(other), show(first));
    Problem::new("other-sheet", Spot::File, message).help("put each table into a file of its own")
}
