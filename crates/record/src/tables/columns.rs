//! The header of a table: which of the two shapes it is, and where each column stands.

use crate::tables::line::surface;
use crate::tables::problem::{Log, Problem, list, show, suggest};
use crate::tables::table::Row;
use std::collections::BTreeMap;
use treaty::Instrument;

/// Columns of both shapes.
const SHARED: [&str; 4] = ["effective_date", "party", "status", "source"];

/// Columns of items alone that must be there.
const ITEMS: [&str; 2] = ["class", "items"];

/// Columns of items alone that may be there.
const ITEMS_OPTIONAL: [&str; 2] = ["stated_by", "type"];

/// Columns of aggregates alone that may be there; those that must are the limits.
const AGGREGATES_OPTIONAL: [&str; 1] = ["published"];

/// Whether a column of this name holds words or dates and never a figure.
pub(crate) fn is_wordy(name: &str) -> bool {
    SHARED.iter().chain(&ITEMS_OPTIONAL).chain(&AGGREGATES_OPTIONAL).any(|wordy| *wordy == name) || name == ITEMS[0]
}

/// Whether a column of this name occurs in some table, whatever the instrument.
pub(crate) fn is_known(name: &str) -> bool {
    is_wordy(name) || name == ITEMS[1]
}

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Aggregates,
    Items,
}

/// The columns of a table, by name.
pub(crate) struct Columns {
    pub(crate) shape: Shape,
    pub(crate) width: usize,
    at: BTreeMap<String, usize>,
}

impl Columns {
    /// Reads a header. What is missing, unknown or there twice goes to the log, and the rows can still be looked at;
    /// without a shape they cannot.
    pub(crate) fn read(header: &Row<'_>, instrument: &Instrument, log: &mut Log) -> Option<Self> {
        let limits: Vec<String> = instrument.limits().map(|(clause, _)| clause.id.column()).collect();
        let limits: Vec<&str> = limits.iter().map(String::as_str).collect();
        let Some(shape) = shape(header, &limits) else {
            log.push(neither(header, &limits));
            return None;
        };
        let (must, may) = match shape {
            Shape::Aggregates => ([&SHARED[..2], &limits, &SHARED[2..]].concat(), &AGGREGATES_OPTIONAL[..]),
            Shape::Items => ([&SHARED[..2], &ITEMS, &SHARED[2..]].concat(), &ITEMS_OPTIONAL[..]),
        };
        let at = place(header, &[&must, may].concat(), log);
        for name in must.iter().filter(|name| !at.contains_key(**name)) {
            let message = format!("the column `{name}` is missing");
            let help = format!("add it; this table needs {}", list(must.iter().copied()));
            log.push(Problem::new("missing-column", header.spot(), message).label("in this header").help(help));
        }
        Some(Self { shape, width: header.cells.len(), at })
    }

    /// Where a column stands, if the table has it.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.at.get(name).copied()
    }
}

/// The shape of which a header has more columns.
fn shape(header: &Row<'_>, limits: &[&str]) -> Option<Shape> {
    let count = |names: &[&str]| header.cells.iter().filter(|cell| names.contains(&cell.text.trim())).count();
    let aggregates = count(limits) + count(&AGGREGATES_OPTIONAL);
    let items = count(&ITEMS) + count(&ITEMS_OPTIONAL);
    match aggregates.cmp(&items) {
        std::cmp::Ordering::Greater => Some(Shape::Aggregates),
        std::cmp::Ordering::Less => Some(Shape::Items),
        std::cmp::Ordering::Equal => None,
    }
}

fn neither(header: &Row<'_>, limits: &[&str]) -> Problem {
    let names: Vec<&str> = header.cells.iter().map(|cell| cell.text.as_ref()).collect();
    let message = format!("`{}` is the header of no known table", show(names.join(",")));
    let divided = match header.cells.as_slice() {
        [only] if only.text.contains([';', '\t']) => "columns are separated by commas; ",
        _ => "",
    };
    let aggregates = [&SHARED[..2], limits, &SHARED[2..]].concat().join(",");
    let items = [&SHARED[..2], &ITEMS, &SHARED[2..]].concat().join(",");
    let help = format!(
        "{divided}write the columns of aggregates, {aggregates} (and published), or of items, {items} (and stated_by, type)"
    );
    Problem::new("unknown-header", header.spot(), message).label("of neither shape").help(help)
}

fn place(header: &Row<'_>, known: &[&str], log: &mut Log) -> BTreeMap<String, usize> {
    let mut at = BTreeMap::new();
    for (index, cell) in header.cells.iter().enumerate() {
        let name: &str = &cell.text;
        if !surface(cell, log) {
            continue;
        }
        if !known.contains(&name) {
            let problem = match name {
                "" => Problem::new("unknown-column", cell.spot, format!("column {} has no name", index + 1)),
                _ => Problem::new("unknown-column", cell.spot, format!("there is no column `{}`", show(name))),
            };
            log.push(problem.label("unknown column").help(suggest(name, known.iter().copied())));
        } else if at.contains_key(name) {
            let message = format!("the column `{name}` is there twice");
            log.push(Problem::new("repeated-column", cell.spot, message).label("again").help("take one of them out"));
        } else {
            at.insert(name.to_owned(), index);
        }
    }
    at
}
