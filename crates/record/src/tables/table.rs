//! A table of cells, from CSV or XLSX: what both have in common before anybody asks what the cells mean.
//!
//! The table is read leniently where a mistake has one obvious mending (a byte-order mark, line ends); each such blemish is kept with its place.
//! [`crate::read`] refuses them, [`crate::tidy`] mends them. What could be read in two ways (a broken quote) is refused here.

use crate::tables::problem::{Log, Problem, Spot};
use crate::tables::{comma, sheet};
use std::borrow::Cow;

/// The largest file that is read, in bytes.
pub const FILE_MAX: usize = 16 << 20;

/// The most rows that are read, the header aside.
pub const ROWS_MAX: usize = 100_000;

/// The most bytes of text that one cell may hold.
pub const CELL_MAX: usize = 4_000;

/// The most columns that a row may have.
pub const COLUMNS_MAX: usize = 256;

/// The most cells of a table, so that a file of commas does not fill the memory.
pub const CELLS_MAX: usize = 2_000_000;

/// The first bytes of a ZIP file, and so of an XLSX.
pub(crate) const ZIP: &[u8] = b"PK\x03\x04";

/// A cell: its text as it stands, and where.
#[derive(Clone, Debug)]
pub(crate) struct Cell<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) spot: Spot,
}

/// A row that is not blank.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    /// The line of a text file, or the row of a sheet, from 1.
    pub(crate) line: usize,
    pub(crate) cells: Vec<Cell<'a>>,
}

impl Row<'_> {
    /// Where the row begins.
    pub(crate) fn spot(&self) -> Spot {
        self.cells.first().map_or(Spot::File, |cell| cell.spot)
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.trim().is_empty())
    }
}

/// Something about a file's form that can be mended in one way only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blemish {
    /// Cells divided by this character instead of a comma.
    Delimiter(char),
    /// A byte-order mark.
    Bom,
    /// So many lines that end in CR or CRLF.
    LineEnds(usize),
    /// So many lines in a row without a word.
    BlankLines(usize),
    /// Quotes that RFC 4180 does not ask for.
    NeedlessQuotes,
    /// A last line without an end.
    NoLastLineEnd,
    /// The table is a sheet of a workbook.
    Sheet,
}

/// What a delimiter other than a comma is called.
pub(crate) fn delimiter_name(delimiter: char) -> &'static str {
    if delimiter == '\t' { "tabs" } else { "semicolons" }
}

/// A table; there is at least a header.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    pub(crate) header: Row<'a>,
    pub(crate) rows: Vec<Row<'a>>,
    pub(crate) blemishes: Vec<(Spot, Blemish)>,
}

impl<'a> Table<'a> {
    /// Reads a table from a file's bytes, whose content says whether it is XLSX or CSV. Nothing is returned without a problem in the log.
    pub(crate) fn read(bytes: &'a [u8], log: &mut Log) -> Option<Self> {
        if bytes.len() > FILE_MAX {
            let message = format!("the file has {} bytes; at most {FILE_MAX} are read", bytes.len());
            log.push(Problem::new("file-too-large", Spot::File, message).help("is this the right file?"));
            return None;
        }
        let growing = if bytes.starts_with(ZIP) { sheet::read(bytes, log) } else { comma::read(bytes, log).map(Some) };
        let Growing { rows, blemishes, .. } = growing.map_err(|problem| log.push(*problem)).ok()??;
        let mut rows = rows.into_iter();
        let Some(header) = rows.next() else {
            let problem = Problem::new("empty-file", Spot::File, "the file holds no table");
            log.push(problem.help("begin with a header, such as effective_date,party,…,status,source"));
            return None;
        };
        Some(Self { header, rows: rows.collect(), blemishes })
    }
}

/// A table that is being read, row by row, within its bounds.
#[derive(Debug, Default)]
pub(crate) struct Growing<'a> {
    pub(crate) rows: Vec<Row<'a>>,
    pub(crate) blemishes: Vec<(Spot, Blemish)>,
    cells: usize,
    text: usize,
}

impl<'a> Growing<'a> {
    /// Adds a row.
    ///
    /// # Errors
    /// The bound beyond which nothing more is read.
    pub(crate) fn push(&mut self, row: Row<'a>) -> Result<(), Box<Problem>> {
        self.cells += row.cells.len();
        self.text += row.cells.iter().map(|cell| cell.text.len()).sum::<usize>();
        let bounds = [
            ("too-many-rows", self.rows.len(), ROWS_MAX, "rows below the header"),
            ("too-many-columns", row.cells.len(), COLUMNS_MAX, "columns"),
            ("too-many-cells", self.cells, CELLS_MAX, "cells"),
            // shared strings let a small workbook hold the same text a million times
            ("too-much-text", self.text, FILE_MAX, "bytes of text"),
        ];
        if let Some((code, _, most, what)) = bounds.into_iter().find(|(_, found, most, _)| found > most) {
            return Err(beyond(code, row.line, row.spot(), most, what));
        }
        self.rows.push(row);
        Ok(())
    }

    /// Adds a blank line, to those before it where they touch: a file of nothing else is one blemish and not a million.
    pub(crate) fn push_blank(&mut self, start: u32, end: u32) {
        if let Some((Spot::Bytes(_, before), Blemish::BlankLines(lines))) = self.blemishes.last_mut()
            && *before == start
        {
            (*before, *lines) = (end, *lines + 1);
        } else {
            self.blemishes.push((Spot::Bytes(start, end), Blemish::BlankLines(1)));
        }
    }

    /// The number of columns of the header, once there is one.
    pub(crate) fn width(&self) -> usize {
        self.rows.first().map_or(0, |header| header.cells.len())
    }
}

/// A bound that a table went beyond.
pub(crate) fn beyond(code: &'static str, line: usize, spot: Spot, most: usize, what: &str) -> Box<Problem> {
    let message = format!("line {line}: at most {most} {what} are read");
    let problem = Problem::new(code, spot, message).label("nothing from here on was read");
    Box::new(problem.help("is this the right file? if it is, cut it in two"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: usize, text: &str) -> Row<'_> {
        let cell = Cell { text: text.into(), spot: Spot::File };
        Row { line: 1, cells: vec![cell; cells] }
    }

    fn filled(rows: usize, cells: usize, text: &str) -> Result<(), &'static str> {
        let mut growing = Growing::default();
        (0..rows).try_for_each(|_| growing.push(row(cells, text))).map_err(|problem| problem.code)
    }

    #[test]
    fn every_bound_holds_and_one_past_it_is_refused() {
        assert_eq!(filled(ROWS_MAX + 1, 1, ""), Ok(()), "a header and as many rows as are read");
        assert_eq!(filled(ROWS_MAX + 2, 1, ""), Err("too-many-rows"));
        assert_eq!(filled(1, COLUMNS_MAX, ""), Ok(()));
        assert_eq!(filled(1, COLUMNS_MAX + 1, ""), Err("too-many-columns"));
        assert_eq!(filled(CELLS_MAX / 200, 200, ""), Ok(()));
        assert_eq!(filled(CELLS_MAX / 200 + 1, 200, ""), Err("too-many-cells"));
        let long = "x".repeat(CELL_MAX);
        assert_eq!(filled(FILE_MAX / CELL_MAX, 1, &long), Ok(()));
        assert_eq!(filled(FILE_MAX / CELL_MAX + 1, 1, &long), Err("too-much-text"));
    }
}
