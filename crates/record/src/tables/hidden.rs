//! Rows and columns of a sheet that hold values and that a spreadsheet program does not show.
//!
//! Whoever signs a table must have seen it. The library that reads the cells does not say which of them are hidden, so a sheet's XML is read
//! once more, for this alone. Every sheet of the package is read, because only that library knows which part is the first; what is found is
//! then held against the cells that it read.
//!
//! Hidden is what has the attribute `hidden`, or a height or width of zero. Cells that only look empty, by colour or number format, are not found.

use crate::tables::package::corner;
use crate::tables::problem::{Log, Problem, letters};
use crate::tables::table::{COLUMNS_MAX, Growing};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

/// Hidden rows and columns that hold values, from 0.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Hidden {
    rows: BTreeSet<u32>,
    columns: BTreeSet<u32>,
}

impl Hidden {
    /// Adds what a sheet's XML hides. It is as long as a part may be, and no more is kept than it holds.
    ///
    /// # Errors
    /// What is not XML.
    pub(crate) fn add(&mut self, sheet: &str) -> Result<(), quick_xml::Error> {
        let mut reader = Reader::from_str(sheet);
        let config = reader.config_mut();
        (config.check_end_names, config.expand_empty_elements) = (false, true);
        let mut columns = [false; COLUMNS_MAX];
        // rows and cells count on where they do not say where they are
        let (mut row, mut column, mut in_hidden, mut cell) = (0, 0, false, (0, 0));
        loop {
            match reader.read_event()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "col" if is_hidden(&element) => {
                        let (first, last) = (number(&element, "min"), number(&element, "max"));
                        let last = last.min(COLUMNS_MAX as u64);
                        (first.max(1)..=last).for_each(|column| columns[column as usize - 1] = true);
                    }
                    "row" => {
                        row = place(&element).and_then(|(_, at)| at.checked_sub(1)).unwrap_or(row);
                        in_hidden = is_hidden(&element);
                    }
                    "c" => {
                        let at = place(&element).and_then(|(at, row)| Some((row.checked_sub(1)?, at.checked_sub(1)?)));
                        cell = at.unwrap_or((row, column));
                        column = cell.1 + 1;
                    }
                    "v" | "is" => self.mark(cell, in_hidden, &columns),
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "row" => (row, column) = (row + 1, 0),
                Event::End(element) if element.local_name().as_ref() == "sheetData" => return Ok(()),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn mark(&mut self, (row, column): (u64, u64), in_hidden: bool, columns: &[bool]) {
        let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { return };
        if in_hidden {
            self.rows.insert(row);
        }
        if columns.get(column as usize).is_some_and(|hidden| *hidden) {
            self.columns.insert(column);
        }
    }

    /// Refuses the hidden rows and columns of a table, each once.
    pub(crate) fn check(&self, table: &Growing<'_>, log: &mut Log) {
        let refused = |spot, what: String| {
            let message = format!("{what} is hidden and holds cells of the table");
            let help = "show it, so that whoever answers for the table has seen all of it, or delete it";
            Problem::new("hidden-cells", spot, message).label("hidden").help(help)
        };
        let mut columns = self.columns.clone();
        for row in &table.rows {
            let at = u32::try_from(row.line - 1).unwrap_or(u32::MAX);
            if self.rows.contains(&at) {
                log.push(refused(row.spot(), format!("row {}", row.line)));
            }
            columns.retain(|column| {
                let filled = row.cells.get(*column as usize).filter(|cell| !cell.text.is_empty());
                filled.inspect(|cell| log.push(refused(cell.spot, format!("column {}", letters(*column))))).is_none()
            });
        }
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    let zero = |name| value(element, name).is_some_and(|size| size.trim().parse() == Ok(0.0));
    value(element, "hidden").is_some_and(|hidden| matches!(hidden.trim(), "1" | "true")) || zero("ht") || zero("width")
}

/// The column and the row of the attribute `r`, each from 1.
fn place(element: &BytesStart<'_>) -> Option<(u64, u64)> {
    corner(value(element, "r")?.as_bytes())
}

fn number(element: &BytesStart<'_>, name: &str) -> u64 {
    value(element, name).and_then(|text| text.trim().parse::<u32>().ok()).map_or(0, u64::from)
}

fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    // without the search for attributes that come twice, which takes the square of their number
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap_or_default().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sheet: &str, rows: &[u32], columns: &[u32]) {
        let mut hidden = Hidden::default();
        hidden.add(sheet).unwrap();
        let wanted = Hidden { rows: rows.iter().copied().collect(), columns: columns.iter().copied().collect() };
        assert_eq!(hidden, wanted, "{sheet}");
    }

    #[test]
    fn what_holds_values_is_found_where_it_says_that_it_is_and_where_it_counts_on() {
        let cell = "<c><v>1</v></c>";
        check(&format!("<sheetData><row>{cell}</row><row hidden='1'>{cell}</row></sheetData>"), &[1], &[]);
        check(&format!("<row r='A5' hidden='1'>{cell}</row><row hidden='1'>{cell}</row>"), &[4, 5], &[]);
        check("<sheetData><row r='7' hidden='true'><c r='B7'><is><t>x</t></is></c></row></sheetData>", &[6], &[]);
        check("<x:sheetData><x:row r='7' hidden='&#49;'><x:c r='B7'><x:v/></x:c></x:row></x:sheetData>", &[6], &[]);
        check(&format!("<sheetData><row ht='0'>{cell}</row><row ht='15'>{cell}</row></sheetData>"), &[0], &[]);
        check(
            &format!("<cols><col min='2' max='16384' hidden='1'/></cols><row>{cell}{cell}{cell}</row>"),
            &[],
            &[1, 2],
        );
        check(&format!("<cols><col min='1' max='1' width='0'/></cols><row>{cell}</row>"), &[], &[0]);
        check("<cols><col min='1' max='9' hidden='1'/></cols><row hidden='1'><c r='A1' s='1'/></row>", &[], &[]);
        check(&format!("<row hidden='0'>{cell}</row><row hidden='false'>{cell}</row>"), &[], &[]);
        check(&format!("<cols><col min='1' max='9' width='10'/></cols><row>{cell}</row>"), &[], &[]);
        let behind = format!("<sheetData><row>{cell}</row></sheetData><row hidden='1'>{cell}</row>");
        check(&behind, &[], &[]);
    }

    #[test]
    fn columns_are_hidden_as_far_as_a_table_may_reach() {
        let sheet = |reach: &str, cell: &str| {
            format!(
                "<cols><col min='{reach}' max='99999999999' hidden='1'/><col min='3' max='4294967295' hidden='1'/></cols><row><c r='{cell}'><v>1</v></c></row>"
            )
        };
        check(&sheet("0", "IV1"), &[], &[255]);
        check(&sheet("0", "IW1"), &[], &[]);
        check(&sheet("0", "A1"), &[], &[]);
    }
}
