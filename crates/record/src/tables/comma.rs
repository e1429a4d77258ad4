//! CSV: RFC 4180 with commas, in UTF-8.
//!
//! The `csv` crate takes a file apart and guesses where quotes are broken. Here every cell is put together again and compared with the file:
//! what does not come out as it stood could be read in another way by another program, and is refused.
//!
//! Where a comma divides decimals, spreadsheet programs divide cells with semicolons. Such a file is taken apart by its own delimiter, if its
//! header shows which, and has a blemish.

use crate::tables::columns::is_known;
use crate::tables::problem::{Log, Problem, Spot, show};
use crate::tables::table::{Blemish, Cell, Growing, Row, beyond};
use std::borrow::Cow;
use std::ops::Range;

const BOM: char = '\u{FEFF}';

/// The longest line, in bytes: more than the most columns of the longest cells. A line of commas alone would be a row of millions of cells.
pub(crate) const LINE_MAX: usize = 1 << 20;

/// The rows of a CSV file. A row whose quotes are broken goes to the log; the others are read all the same.
///
/// # Errors
/// What stops the reading: bytes that are not UTF-8, or a bound.
pub(crate) fn read<'a>(bytes: &'a [u8], log: &mut Log) -> Result<Growing<'a>, Box<Problem>> {
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let mut growing = Growing::default();
    let plain = Plain::of(text, &mut growing.blemishes);
    if let Some(line) = plain.text.split('\n').position(|line| line.len() > LINE_MAX) {
        return Err(beyond("line-too-long", line + 1, Spot::File, LINE_MAX, "bytes of a line"));
    }
    let delimiter = delimiter(&plain, &mut growing.blemishes);
    let mut reader = reader(&plain.text, delimiter);
    let mut record = csv::StringRecord::new();
    let mut cursor = Cursor { plain: &plain, delimiter, at: 0, line: 1 };
    while reader.read_record(&mut record).map_err(|error| unreadable(&error))? {
        cursor.skip_blank_lines(&mut growing);
        let start = cursor.at;
        let end = usize::try_from(reader.position().byte()).unwrap_or(plain.text.len()).min(plain.text.len());
        match cursor.row(start..end, &record) {
            Ok((row, _)) if row.is_blank() => cursor.push_blank(start..end, &mut growing),
            Ok((row, needless)) => {
                growing.push(row)?;
                growing.blemishes.extend(needless.into_iter().map(|spot| (spot, Blemish::NeedlessQuotes)));
            }
            Err(problem) => log.push(*problem),
        }
        cursor.go(end);
    }
    cursor.skip_blank_lines(&mut growing);
    if !plain.text.ends_with('\n') {
        growing.blemishes.push((plain.spot(plain.text.len()..plain.text.len()), Blemish::NoLastLineEnd));
    }
    Ok(growing)
}

fn reader(text: &str, delimiter: char) -> csv::Reader<&[u8]> {
    // the delimiters are of ASCII
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter as u8).from_reader(text.as_bytes())
}

/// A comma, unless the header says otherwise: it has no comma, and one of the others alone parts it into cells of which two or more are
/// columns that are known. A file that is parted so by neither is read by commas, and refused for its header.
fn delimiter(plain: &Plain<'_>, blemishes: &mut Vec<(Spot, Blemish)>) -> char {
    let Some(header) = plain.text.lines().find(|line| !line.trim().is_empty()) else { return ',' };
    let mut others = [';', '\t'].into_iter().filter(|other| header.contains(*other));
    let (Some(other), None) = (others.next(), others.next()) else { return ',' };
    let cells = reader(header, other).records().next().and_then(Result::ok).unwrap_or_default();
    let known = cells.iter().filter(|name| is_known(name.trim())).count();
    if header.contains(',') || known < 2 {
        return ',';
    }
    let at = plain.text.find(other).unwrap_or(0);
    blemishes.push((plain.spot(at..at + 1), Blemish::Delimiter(other)));
    other
}

/// A file's text without byte-order mark and with LF line ends, and the way back to the bytes of the file.
struct Plain<'a> {
    text: Cow<'a, str>,
    /// Bytes of byte-order marks before the text.
    before: usize,
    /// The places in `text` before which a CR was left out.
    left_out: Vec<usize>,
}

impl<'a> Plain<'a> {
    fn of(file: &'a str, blemishes: &mut Vec<(Spot, Blemish)>) -> Self {
        let text = file.trim_start_matches(BOM);
        let mut plain = Self { text: Cow::Borrowed(text), before: file.len() - text.len(), left_out: Vec::new() };
        if plain.before > 0 {
            blemishes.push((spot(0..plain.before), Blemish::Bom));
        }
        if let Some(first) = text.find('\r') {
            let at = plain.before + first;
            let (text, left_out) = with_lf(text);
            plain = Self { text: Cow::Owned(text), left_out, ..plain };
            let lines = file.matches('\r').count();
            blemishes.push((spot(at..at + 1), Blemish::LineEnds(lines)));
        }
        plain
    }

    /// The bytes of the file from which some of the text came.
    fn spot(&self, range: Range<usize>) -> Spot {
        let back = |at: usize| self.before + at + self.left_out.partition_point(|left_out| *left_out < at);
        spot(back(range.start)..back(range.end))
    }
}

fn spot(range: Range<usize>) -> Spot {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Spot::Bytes(narrow(range.start), narrow(range.end))
}

/// The text with CRLF and CR made LF, and where a CR before an LF was left out.
fn with_lf(text: &str) -> (String, Vec<usize>) {
    let (mut plain, mut left_out) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find('\r') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if rest.starts_with('\n') {
            left_out.push(plain.len());
        } else {
            plain.push('\n');
        }
    }
    plain.push_str(rest);
    (plain, left_out)
}

/// Where the reading of a text is.
struct Cursor<'p, 'a> {
    plain: &'p Plain<'a>,
    delimiter: char,
    at: usize,
    /// The line, from 1.
    line: usize,
}

impl<'a> Cursor<'_, 'a> {
    fn go(&mut self, to: usize) {
        self.line += self.plain.text[self.at..to].matches('\n').count();
        self.at = to;
    }

    /// The `csv` crate passes over empty lines; a file that has them is not the file that it seems to be.
    fn skip_blank_lines(&mut self, growing: &mut Growing<'_>) {
        while self.plain.text[self.at..].starts_with('\n') {
            self.push_blank(self.at..self.at + 1, growing);
            self.go(self.at + 1);
        }
    }

    fn push_blank(&self, range: Range<usize>, growing: &mut Growing<'_>) {
        if let Spot::Bytes(start, end) = self.plain.spot(range) {
            growing.push_blank(start, end);
        }
    }

    /// The cells of a record, each with its bytes, and which of them have needless quotes; `range` is the record with its line end.
    fn row(&self, range: Range<usize>, record: &csv::StringRecord) -> Result<(Row<'a>, Vec<Spot>), Box<Problem>> {
        let whole = &self.plain.text[range.clone()];
        let whole = whole.strip_suffix('\n').unwrap_or(whole);
        let (mut cells, mut needless) = (Vec::with_capacity(record.len()), Vec::new());
        let mut at = 0;
        for (index, value) in record.iter().enumerate() {
            let rest = &whole[at..];
            let behind = (index + 1 < record.len()).then_some(self.delimiter);
            let ends_well = |length: &usize| rest[*length..].chars().next() == behind;
            let Some(length) = length_as_written(rest, value).filter(ends_well) else {
                return Err(self.broken_quotes(range.start + at, rest));
            };
            let start = range.start + at;
            let spot = self.plain.spot(start..start + length);
            // a comma needs quotes in any case: the table is written with commas
            if rest.starts_with('"') && !value.contains([self.delimiter, ',', '"', '\n']) {
                needless.push(spot);
            }
            cells.push(Cell { text: self.text(start, value), spot });
            at += length + 1;
        }
        Ok((Row { line: self.line, cells }, needless))
    }

    /// A cell's text, borrowed from the file where it stands there as it is.
    fn text(&self, start: usize, value: &str) -> Cow<'a, str> {
        match &self.plain.text {
            Cow::Borrowed(text) if text[start..].starts_with(value) => Cow::Borrowed(&text[start..start + value.len()]),
            _ => Cow::Owned(value.to_owned()),
        }
    }

    fn broken_quotes(&self, at: usize, rest: &str) -> Box<Problem> {
        let cell = rest.split([self.delimiter, '\n']).next().unwrap_or(rest);
        let message = format!("line {}: the quotes of `{}` do not pair", self.line, show(cell));
        let problem = Problem::new("broken-quotes", self.plain.spot(at..at + cell.len()), message);
        let help = "put quotes around the whole cell, and write each quote within it twice: \"said \"\"84\"\"\"";
        Box::new(problem.label("read in more than one way").help(help))
    }
}

/// How many bytes at the start of `rest` are `value`, written plainly or in quotes; nothing where it is neither.
fn length_as_written(rest: &str, value: &str) -> Option<usize> {
    let Some(inside) = rest.strip_prefix('"') else {
        return (rest.starts_with(value) && !value.contains('"')).then_some(value.len());
    };
    let written = value.replace('"', "\"\"");
    let after = inside.strip_prefix(written.as_str())?;
    after.starts_with('"').then_some(written.len() + 2)
}

fn not_utf8(bytes: &[u8], at: usize) -> Box<Problem> {
    let byte = bytes.get(at).copied().unwrap_or_default();
    let message = format!("byte {at} (0x{byte:02X}) is not UTF-8; this is neither CSV in UTF-8 nor an XLSX workbook");
    // `tidy` does not guess an encoding, so it is not offered here
    let help = match bytes {
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old workbook, or one with a password: save it as XLSX without a password",
        _ => "save the table as CSV in UTF-8, or as XLSX",
    };
    Box::new(Problem::new("not-utf8", spot(at..at + 1), message).label("here").help(help))
}

/// Text that is UTF-8 has no such error; if it had one, half a file must not pass for a whole one.
fn unreadable(error: &csv::Error) -> Box<Problem> {
    Box::new(
        Problem::new("not-csv", Spot::File, format!("the file cannot be read: {error}")).help("save it as CSV anew"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(file: &str) -> Vec<Vec<(String, usize, usize)>> {
        let mut log = Log::default();
        let table = crate::tables::table::Table::read(file.as_bytes(), &mut log).unwrap();
        let place = |cell: &Cell<'_>| match cell.spot {
            Spot::Bytes(start, end) => (cell.text.to_string(), start as usize, end as usize),
            _ => unreachable!(),
        };
        std::iter::once(&table.header).chain(&table.rows).map(|row| row.cells.iter().map(place).collect()).collect()
    }

    /// Every cell's bytes are the cell, with or without quotes.
    #[test]
    fn a_cell_knows_its_bytes_through_marks_line_ends_and_quotes() {
        for file in [
            "a,b\nc,\"d,e\"\n",
            "\u{FEFF}a,b\r\nc,\"d,e\"\r\n",
            "\n\na,b\rc,\"d,e\"",
            "\u{FEFF}\u{FEFF}a,b\n\r\nc,\"d,e\"",
        ] {
            let rows = cells(file);
            assert_eq!(rows.len(), 2, "{file:?}");
            for (text, start, end) in rows.into_iter().flatten() {
                assert_eq!(file[start..end].trim_matches('"'), text, "{file:?}");
            }
        }
    }

    #[test]
    fn doubled_quotes_are_one_and_newlines_stay_within_their_cell() {
        let rows = cells("a,b\n\"said \"\"84\"\"\",\"two\r\nlines\"\nc,d\n");
        assert_eq!(rows[1], [("said \"84\"".into(), 4, 17), ("two\nlines".into(), 18, 30)]);
        assert_eq!(rows[2][0].0, "c");
    }

    #[test]
    fn quotes_that_could_be_read_in_two_ways_are_refused() {
        for line in ["a\"b,c", "\"a\"b,c", "\"a,c", "\"a\" ,c", "a,\"", "a,b\"\"", " \"a\",c"] {
            let (file, mut log) = (format!("x,y\n{line}\n"), Log::default());
            crate::tables::table::Table::read(file.as_bytes(), &mut log);
            let told = log.into_diagnostics();
            assert_eq!(told.iter().map(|d| d.code).collect::<Vec<_>>(), ["broken-quotes"], "{line:?}");
        }
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let file = "a,b\n\"x\ny\",1\n\nc,d\n";
        let table = crate::tables::table::Table::read(file.as_bytes(), &mut Log::default()).unwrap();
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
    }
}
