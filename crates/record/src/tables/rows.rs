//! From the cells of a table to declarations, row by row, and then across rows.

use crate::tables::columns::{Columns, Shape};
use crate::tables::declaration::{Aggregate, Items, RowPlace, RowStatus, Rows};
use crate::tables::line::Line;
use crate::tables::problem::{Log, Problem, Spot, or_tidy, show};
use crate::tables::repeat::{Statement, check_repeats};
use crate::tables::table::{Blemish, Row, Table, delimiter_name};
use std::collections::BTreeMap;
use treaty::instrument::{Kind, Rule};
use treaty::{Date, Id, Instrument, PartyCode};

/// The rows of a table. Every problem goes to the log; where it holds one, what is returned is not to be used.
pub(crate) fn read(table: &Table<'_>, instrument: &Instrument, log: &mut Log) -> Option<Rows> {
    if let Some(problem) = divided(&table.blemishes) {
        log.clear();
        log.push(problem);
        return None;
    }
    // a row with broken quotes is in the log by now, and not in the table
    let all_there = log.is_empty();
    table.blemishes.iter().filter_map(|(spot, blemish)| refused(*spot, *blemish)).for_each(|problem| log.push(problem));
    let columns = Columns::read(&table.header, instrument, log)?;
    if table.rows.is_empty() && all_there {
        let problem = Problem::new("no-rows", table.header.spot(), "the table has a header and no rows");
        log.push(problem.label("nothing follows").help("add a row for each party and date"));
    }
    let limits: Vec<Id> = instrument.limits().map(|(clause, _)| clause.id.clone()).collect();
    let mut reading = Reading { columns: &columns, instrument, limits: &limits, log, lines: BTreeMap::new() };
    match columns.shape {
        Shape::Aggregates => {
            let rows: Vec<_> = table.rows.iter().filter_map(|row| reading.aggregate(row)).collect();
            check_repeats(rows.iter().filter_map(|(row, spot)| Statement::of_aggregate(row, *spot)), log);
            Some(Rows::Aggregates(rows.into_iter().map(|(row, _)| row).collect()))
        }
        Shape::Items => {
            let rows: Vec<_> = table.rows.iter().filter_map(|row| reading.items(row)).collect();
            check_whole_and_types(&rows, log);
            Some(Rows::Items(rows.into_iter().map(|(row, _)| row).collect()))
        }
    }
}

/// What two rows may not have in common.
type Key = (PartyCode, Option<PartyCode>, Date, Option<Id>, Option<Id>);

struct Reading<'a> {
    columns: &'a Columns,
    instrument: &'a Instrument,
    limits: &'a [Id],
    log: &'a mut Log,
    /// The line of each key.
    lines: BTreeMap<Key, usize>,
}

impl Reading<'_> {
    fn line<'a>(&'a mut self, row: &'a Row<'a>) -> Option<Line<'a>> {
        if row.cells.len() == self.columns.width {
            return Some(Line { row, columns: self.columns, instrument: self.instrument, log: self.log });
        }
        let (found, wanted) = (row.cells.len(), self.columns.width);
        let message = format!("line {}: {found} cells under {wanted} columns", row.line);
        let help = "a cell with a comma in it stands between quotes; an empty cell is still a cell";
        self.log.push(Problem::new("cell-count", row.spot(), message).label(format!("{found} cells")).help(help));
        None
    }

    fn aggregate(&mut self, row: &Row<'_>) -> Option<(Aggregate, Spot)> {
        let limits = self.limits;
        let mut line = self.line(row)?;
        let effective = line.day("effective_date");
        let published = line.day_or_none("published");
        let party = line.party("party");
        let status = line.status();
        let figures = if status == Some(RowStatus::NotProvided) {
            no_figures(&mut line, limits).then_some(None)
        } else {
            figures(&mut line, limits).map(Some)
        };
        let source = line.source();
        if let (Some(effective), Some(Some(published))) = (effective, published) {
            check_published(&mut line, effective, published);
        }
        let (effective, party) = (effective?, party?);
        self.check_once(row, (party.clone(), None, effective, None, None));
        let (published, figures, status, source) = (published?, figures?, status?, source?);
        let place = RowPlace { line: row.line };
        Some((Aggregate { place, effective, published, party, figures, status, source }, row.spot()))
    }

    fn items(&mut self, row: &Row<'_>) -> Option<(Items, Spot)> {
        let mut line = self.line(row)?;
        let effective = line.day("effective_date");
        let party = line.party("party");
        let stated_by = if is_there(&line, "stated_by") { line.party("stated_by") } else { party.clone() };
        let class = line.name(Kind::Class, "unknown-class");
        let item_type =
            if is_there(&line, "type") { item_type(&mut line, party.as_ref()).map(Some) } else { Some(None) };
        let status = line.status();
        let items = if status == Some(RowStatus::NotProvided) { no_items(&mut line) } else { line.figure("items") };
        let source = line.source();
        let (effective, party, stated_by, class, item_type) = (effective?, party?, stated_by?, class?, item_type?);
        let key = (party.clone(), Some(stated_by.clone()), effective, Some(class.clone()), item_type.clone());
        self.check_once(row, key);
        let (items, status, source) = (items?, status?, source?);
        let place = RowPlace { line: row.line };
        Some((Items { place, effective, party, stated_by, class, item_type, items, status, source }, row.spot()))
    }

    /// The same thing said twice is counted twice, or said in two ways.
    fn check_once(&mut self, row: &Row<'_>, key: Key) {
        let Some(first) = self.lines.get(&key) else {
            self.lines.insert(key, row.line);
            return;
        };
        let (party, stated_by, effective, class, item_type) = &key;
        let mut what = format!("{party} on {effective}");
        if let Some(class) = class {
            what.push_str(&format!(", {class}"));
        }
        if let Some(item_type) = item_type {
            what.push_str(&format!(", {item_type}"));
        }
        if let Some(other) = stated_by.as_ref().filter(|by| *by != party) {
            what.push_str(&format!(", stated by {other}"));
        }
        let message = format!("line {}: {what} is there twice; first on line {first}", row.line);
        let problem = Problem::new("repeated-row", row.spot(), message).label(format!("as on line {first}"));
        self.log.push(problem.help("keep the row that the publication has, and take the other out"));
    }
}

/// The figure for each limit.
fn figures(line: &mut Line<'_>, limits: &[Id]) -> Option<BTreeMap<Id, u64>> {
    let figures: Vec<Option<u64>> = limits.iter().map(|limit| line.figure(&limit.column())).collect();
    limits.iter().cloned().zip(figures).map(|(limit, figure)| Some((limit, figure?))).collect()
}

/// Whether a row whose numbers were not provided has none.
fn no_figures(line: &mut Line<'_>, limits: &[Id]) -> bool {
    let mut none = true;
    for column in limits.iter().map(Id::column) {
        let Some(cell) = line.cell(&column).filter(|cell| !cell.text.is_empty()) else { continue };
        let message = format!(
            "line {}: `{}` stands under `{column}`, though the status is `not_provided`",
            line.row.line,
            show(&cell.text)
        );
        let help = "leave every figure out, or say how sure they are";
        line.refuse("figure-not-provided", cell.spot, message, "a figure", help.to_owned());
        none = false;
    }
    none
}

fn no_items(line: &mut Line<'_>) -> Option<u64> {
    let cell = line.cell("status")?;
    let message = format!("line {}: a row of items cannot be `not_provided`", line.row.line);
    let help = "leave the row out: a line that is not declared is not there";
    line.refuse("figure-not-provided", cell.spot, message, "without a number there is no row", help.to_owned());
    None
}

/// A number is not published before the day of which it speaks: one of the two dates is another row's.
fn check_published(line: &mut Line<'_>, effective: Date, published: Date) {
    let Some(cell) = line.cell("published").filter(|_| published < effective) else { return };
    let message =
        format!("line {}: published on {published}, before {effective}, the day of which it speaks", line.row.line);
    line.refuse("published-too-early", cell.spot, message, "before its effective date", "check both dates".to_owned());
}

/// A type that the party has.
fn item_type(line: &mut Line<'_>, party: Option<&PartyCode>) -> Option<Id> {
    let instrument = line.instrument;
    let found = line.name(Kind::Type, "unknown-type")?;
    let (Some(party), Some(Rule::Type(of))) = (party, instrument.clause(Kind::Type, &found).map(|clause| &clause.rule))
    else {
        return Some(found);
    };
    if of.party != *party {
        let cell = line.cell("type")?;
        let message = format!("line {}: `{found}` is a type of {}, not of {party}", line.row.line, of.party);
        line.refuse("foreign-type", cell.spot, message, "another party's", "check the party and the type".to_owned());
        return None;
    }
    Some(found)
}

fn is_there(line: &Line<'_>, column: &str) -> bool {
    let cell = line.columns.find(column).and_then(|at| line.row.cells.get(at));
    cell.is_some_and(|cell| !cell.text.is_empty())
}

/// A class stated as a whole and by type as well would be counted twice.
fn check_whole_and_types(rows: &[(Items, Spot)], log: &mut Log) {
    let key = |row: &Items| (row.party.clone(), row.stated_by.clone(), row.effective, row.class.clone());
    let wholes: BTreeMap<_, usize> =
        rows.iter().filter(|(row, _)| row.item_type.is_none()).map(|(row, _)| (key(row), row.place.line)).collect();
    for (row, spot) in rows {
        let (Some(item_type), Some(whole)) = (&row.item_type, wholes.get(&key(row))) else { continue };
        let message = format!(
            "line {}: `{}` is stated for `{item_type}`, and as a whole on line {whole}",
            row.place.line, row.class
        );
        let problem = Problem::new("whole-and-types", *spot, message).label("would be counted twice");
        log.push(problem.help("state the class either as a whole or type by type"));
    }
}

/// What `read` has against a file's form.
fn refused(spot: Spot, blemish: Blemish) -> Option<Problem> {
    let (code, message, label, by_hand) = match blemish {
        Blemish::Bom => (
            "byte-order-mark",
            "the file begins with a byte-order mark".to_owned(),
            "U+FEFF",
            "save it without the mark, which spreadsheet programs write and editors need not",
        ),
        Blemish::LineEnds(lines) => (
            "line-ends",
            format!("lines that end in CR or CRLF: {lines}"),
            "the first",
            "save it with line ends in LF, which editors can write",
        ),
        Blemish::BlankLines(1) => ("blank-line", "a line without a word".to_owned(), "blank", "take it out"),
        Blemish::BlankLines(lines) => ("blank-line", format!("{lines} lines without a word"), "blank", "take them out"),
        Blemish::Delimiter(_) | Blemish::NeedlessQuotes | Blemish::NoLastLineEnd | Blemish::Sheet => return None,
    };
    Some(Problem::new(code, spot, message).label(label).help(or_tidy(by_hand)))
}

/// A file divided by something else than commas is told that alone: everything else of it may come from there.
fn divided(blemishes: &[(Spot, Blemish)]) -> Option<Problem> {
    blemishes.iter().find_map(|(spot, blemish)| {
        let Blemish::Delimiter(delimiter) = blemish else { return None };
        let name = delimiter_name(*delimiter);
        let message = format!("the cells are divided by {name}, not by commas");
        Some(Problem::new("delimiter", *spot, message).label("not a comma").help(or_tidy("divide them by commas")))
    })
}
