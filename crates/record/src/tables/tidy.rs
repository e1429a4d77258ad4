//! A table written anew in the one form that [`crate::read`] takes: UTF-8 CSV, LF line ends, one line a row.
//!
//! Only the form changes, never what a cell says: a comma or dot inside a number, a misspelt party, a hidden character all stay as they are,
//! for `read` to refuse. What was changed is listed, so that whoever signs the result can look at it:
//!
//! - cells divided by semicolons or tabs, as the header shows beyond doubt, are divided by commas; a comma inside a cell stays, in quotes;
//! - a byte-order mark, blank lines and needless quotes go, and every line ends in LF;
//! - a newline inside a cell becomes a space, and spaces around a cell go;
//! - in a column of figures, `1 457` becomes `1457`, where the spaces (no-break and thin ones too) part groups of three digits. On two lines
//!   of one cell they could be two figures, and are refused.

use crate::tables::columns::is_wordy;
use crate::tables::problem::{Log, Problem, Spot, show};
use crate::tables::table::{Blemish, Cell, Row, Table, ZIP, delimiter_name};
use treaty::Diagnostic;
use treaty::diagnostic::Place;

/// A table in canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tidied {
    /// The table as CSV.
    pub text: String,
    /// What was changed, in the order of the file; empty where the file was canonical.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where in the file as it was.
    pub place: Place,
    /// What was done, in a few words, with the text concerned.
    pub what: String,
}

/// Rewrites a table, CSV or XLSX, as canonical CSV.
///
/// # Errors
/// What cannot be read in one way only: bytes that are not UTF-8, broken quotes, a broken workbook, a second sheet with data, formulas, merged
/// and hidden cells; and what is beyond the bounds of a table. A cell's own length is left to `read`.
pub fn tidy(bytes: &[u8]) -> Result<Tidied, Vec<Diagnostic>> {
    let mut log = Log::default();
    let tidied = Table::read(bytes, &mut log).and_then(|table| rewrite(&table, &mut log));
    match tidied {
        Some(tidied) if log.is_empty() => Ok(tidied),
        _ => Err(log.into_diagnostics()),
    }
}

fn rewrite(table: &Table<'_>, log: &mut Log) -> Option<Tidied> {
    let mut changes: Vec<(Spot, String)> =
        table.blemishes.iter().map(|(spot, blemish)| (*spot, mended(*blemish, &log.sheet))).collect();
    let figures: Vec<bool> = table.header.cells.iter().map(|cell| !is_wordy(cell.text.trim())).collect();
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut written = write(&mut writer, &table.header, &[], &mut changes, log);
    for row in &table.rows {
        written = written.and_then(|()| write(&mut writer, row, &figures, &mut changes, log));
    }
    let text = written.ok().and_then(|()| writer.into_inner().ok()).and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(text) = text else {
        // writing text to memory does not fail; half a table must not pass for a whole one if it does
        log.push(Problem::new("not-written", Spot::File, "the table could not be written").help("save it as CSV anew"));
        return None;
    };
    if text.as_bytes().starts_with(ZIP) {
        let message = "once tidied, the table would begin as an XLSX workbook does";
        log.push(Problem::new("not-xlsx", Spot::File, message).help("name the first column by letters alone"));
        return None;
    }
    changes.sort_by_key(|(spot, _)| *spot);
    let changes = changes.into_iter().map(|(spot, what)| Change { place: spot.place(&log.sheet), what }).collect();
    Some(Tidied { text, changes })
}

fn write(
    writer: &mut csv::Writer<Vec<u8>>,
    row: &Row<'_>,
    figures: &[bool],
    changes: &mut Vec<(Spot, String)>,
    log: &mut Log,
) -> csv::Result<()> {
    for (index, cell) in row.cells.iter().enumerate() {
        let is_figure = figures.get(index).is_some_and(|is_figure| *is_figure);
        match tidy_cell(cell, is_figure, changes) {
            Ok(text) => writer.write_field(text)?,
            Err(problem) => log.push(problem),
        }
    }
    writer.write_record(None::<&[u8]>)
}

fn tidy_cell(cell: &Cell<'_>, is_figure: bool, changes: &mut Vec<(Spot, String)>) -> Result<String, Problem> {
    let mut text = cell.text.to_string();
    let stacked = text.contains(['\n', '\r']);
    if stacked {
        text = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
        changes.push((cell.spot, format!("newline made a space in `{}`", show(&text))));
    }
    let trim = text.trim();
    if trim.len() < text.len() {
        text = trim.to_owned();
        changes.push((cell.spot, format!("spaces taken away around `{}`", show(&text))));
    }
    let Some(number) = ungrouped(&text).filter(|_| is_figure) else { return Ok(text) };
    if stacked {
        let message = format!("`{}` stands on two lines: is it one figure, or two?", show(&text));
        return Err(Problem::new("newline-in-figure", cell.spot, message).help("write one figure on one line"));
    }
    changes.push((cell.spot, format!("`{}` written as {number}", show(&text))));
    Ok(number)
}

/// `1 457` as `1457`; nothing where the spaces are other than between groups of three digits.
pub(crate) fn ungrouped(text: &str) -> Option<String> {
    const SPACES: [char; 4] = [' ', '\u{A0}', '\u{2009}', '\u{202F}'];
    let groups: Vec<&str> = text.split(SPACES).collect();
    let (first, others) = groups.split_first()?;
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let grouped =
        (1..=3).contains(&first.len()) && digits(first) && others.iter().all(|group| group.len() == 3 && digits(group));
    (!others.is_empty() && grouped).then(|| groups.concat())
}

fn mended(blemish: Blemish, sheet: &str) -> String {
    match blemish {
        Blemish::Delimiter(delimiter) => {
            format!("{} between cells made commas; cells that hold a comma stand in quotes", delimiter_name(delimiter))
        }
        Blemish::Bom => "byte-order mark taken away".to_owned(),
        Blemish::LineEnds(lines) => format!("line ends in CR or CRLF made LF: {lines}"),
        Blemish::BlankLines(1) => "blank line taken away".to_owned(),
        Blemish::BlankLines(lines) => format!("{lines} blank lines taken away"),
        Blemish::NeedlessQuotes => "needless quotes taken away".to_owned(),
        Blemish::NoLastLineEnd => "line end added to the last line".to_owned(),
        Blemish::Sheet => format!("sheet `{}` written as CSV", show(sheet)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(file: &str) -> (String, Vec<(String, String)>) {
        let tidied = tidy(file.as_bytes()).unwrap();
        let place = |change: Change| match change.place {
            Place::Bytes(span) => (file[span].to_owned(), change.what),
            place => (format!("{place:?}"), change.what),
        };
        (tidied.text, tidied.changes.into_iter().map(place).collect())
    }

    fn check(file: &str, text: &str, changes: &[(&str, &str)]) {
        let (found, made) = changed(file);
        let made: Vec<(&str, &str)> = made.iter().map(|(at, what)| (at.as_str(), what.as_str())).collect();
        assert_eq!((found.as_str(), made.as_slice()), (text, changes), "{file:?}");
    }

    #[test]
    fn the_form_is_mended_and_every_change_is_told() {
        check("a,b\n1,2\n", "a,b\n1,2\n", &[]);
        check("\u{FEFF}a,b\n1,2\n", "a,b\n1,2\n", &[("\u{FEFF}", "byte-order mark taken away")]);
        check("a,b\r\n1,2\r\n", "a,b\n1,2\n", &[("\r", "line ends in CR or CRLF made LF: 2")]);
        check("a,b\r1,2\r", "a,b\n1,2\n", &[("\r", "line ends in CR or CRLF made LF: 2")]);
        check("a,b\n\n1,2\n", "a,b\n1,2\n", &[("\n", "blank line taken away")]);
        check("a,b\n,\n1,2\n", "a,b\n1,2\n", &[(",\n", "blank line taken away")]);
        check("a,b\n1,2", "a,b\n1,2\n", &[("", "line end added to the last line")]);
        check("a,b\n\"1\",2\n", "a,b\n1,2\n", &[("\"1\"", "needless quotes taken away")]);
        check(
            "a,b\n 1,2\u{A0}\n",
            "a,b\n1,2\n",
            &[(" 1", "spaces taken away around `1`"), ("2\u{A0}", "spaces taken away around `2`")],
        );
        check(
            "a\n\"x\r\ny\"\n",
            "a\nx y\n",
            &[("\"x\r\ny\"", "newline made a space in `x y`"), ("\r", "line ends in CR or CRLF made LF: 1")],
        );
    }

    #[test]
    fn semicolons_and_tabs_between_cells_become_commas() {
        let told = |name: &str| format!("{name} between cells made commas; cells that hold a comma stand in quotes");
        check(
            "party;items;source\nUS;1,5;\"a, b\"\nRU;2;\"x;y\"\n",
            "party,items,source\nUS,\"1,5\",\"a, b\"\nRU,2,x;y\n",
            &[(";", &told("semicolons"))],
        );
        check("party\titems\nUS\t5\n", "party,items\nUS,5\n", &[("\t", &told("tabs"))]);
        check(
            "\"party\";items\nUS;5\n",
            "party,items\nUS,5\n",
            &[("\"party\"", "needless quotes taken away"), (";", &told("semicolons"))],
        );
        let (text, changes) = changed("\u{FEFF}\r\nparty;items\r\n;\r\nUS;1 457\r\n");
        assert_eq!((text.as_str(), changes.len()), ("party,items\nUS,1457\n", 6));
        // what the header does not show beyond doubt is read by commas, and left to be refused
        for file in [
            "party;x\nUS;5\n",
            "party;items,source\nUS;5,s\n",
            "party;items;source,class\nUS;5;s,c\n",
            "party;items\ttype\nUS;5\ta\n",
            "a;b\n1;2\n",
        ] {
            check(file, file, &[]);
        }
    }

    #[test]
    fn groups_of_three_digits_close_up_in_columns_of_figures_alone() {
        for space in [' ', '\u{A0}', '\u{2009}', '\u{202F}'] {
            let (text, changes) = changed(&format!("items,source\n1{space}457,1{space}457\n"));
            assert_eq!(text, format!("items,source\n1457,1{space}457\n"));
            assert_eq!(changes.len(), 1);
        }
        for words in ["effective_date", "party", "status", "source", "class", "stated_by", "type", "published"] {
            let file = format!("{words}\n1 457\n");
            check(&file, &file, &[]);
        }
        check("items\n1 000 000\n", "items\n1000000\n", &[("1 000 000", "`1 000 000` written as 1000000")]);
        for untouched in
            ["14 57", "1 4577", "1457 000", "1 457 x", "1 45x", "-1 457", "12 345 6", "1 457.5", "\"1,457\"", "1.457"]
        {
            let file = format!("items\n{untouched}\n");
            check(&file, &file, &[]);
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for (file, code) in [
            (&b"items\n\"1\n457\"\n"[..], "newline-in-figure"),
            (b"items\na\"b\n", "broken-quotes"),
            (b"items\n\xFF\n", "not-utf8"),
            (b"", "empty-file"),
            (b"PK\x03\x04", "not-xlsx"),
            (b" PK\x03\x04\n", "not-xlsx"),
        ] {
            assert_eq!(tidy(file).unwrap_err()[0].code, code);
        }
    }

    #[test]
    fn what_a_cell_says_is_left_for_the_reader_to_refuse() {
        for file in ["party\nUS\u{200B}\n", "items\n+5\n", "items\n007\n", "a,b\n1\n1,2,3\n"] {
            check(file, file, &[]);
        }
    }
}
