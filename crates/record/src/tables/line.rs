//! One row, read strictly cell by cell: what is asked for by name is there and well spelt, or a problem says why not.

use crate::tables::columns::Columns;
use crate::tables::declaration::RowStatus;
use crate::tables::problem::{Log, Problem, Spot, or_tidy, show, suggest};
use crate::tables::table::{CELL_MAX, Cell, Row};
use crate::tables::value;
use treaty::instrument::Kind;
use treaty::text::hidden;
use treaty::{Date, Id, Instrument, PartyCode};

/// A row with what is needed to read it. Every method reports what it refuses, and then returns nothing.
pub(crate) struct Line<'a> {
    pub(crate) row: &'a Row<'a>,
    pub(crate) columns: &'a Columns,
    pub(crate) instrument: &'a Instrument,
    pub(crate) log: &'a mut Log,
}

impl<'a> Line<'a> {
    /// The cell of a column, if the table has the column and the cell reads as it looks. It may be empty.
    pub(crate) fn cell(&mut self, column: &str) -> Option<&'a Cell<'a>> {
        let cell = self.row.cells.get(self.columns.find(column)?)?;
        surface(cell, self.log).then_some(cell)
    }

    /// A cell that may not be empty.
    fn filled(&mut self, column: &str) -> Option<&'a Cell<'a>> {
        let cell = self.cell(column)?;
        if cell.text.is_empty() {
            let message = format!("line {}: `{column}` is empty", self.row.line);
            self.refuse("empty-cell", cell.spot, message, "nothing stands here", format!("write the {column}"));
            return None;
        }
        Some(cell)
    }

    /// A date that must be there.
    pub(crate) fn day(&mut self, column: &str) -> Option<Date> {
        let cell = self.filled(column)?;
        self.keep(value::day(&cell.text, cell.spot))
    }

    /// A date that may be left out; nothing at all where it is no date.
    pub(crate) fn day_or_none(&mut self, column: &str) -> Option<Option<Date>> {
        let empty =
            self.columns.find(column).is_none_or(|at| self.row.cells.get(at).is_none_or(|cell| cell.text.is_empty()));
        if empty { Some(None) } else { self.day(column).map(Some) }
    }

    /// A party of the instrument.
    pub(crate) fn party(&mut self, column: &str) -> Option<PartyCode> {
        let cell = self.filled(column)?;
        let found = self.instrument.parties.iter().find(|party| party.code.as_str() == cell.text);
        if found.is_none() {
            let known: Vec<&str> = self.instrument.parties.iter().map(|party| party.code.as_str()).collect();
            let message = format!("`{}` is no party to `{}`", show(&cell.text), self.instrument.id);
            self.refuse(
                "unknown-party",
                cell.spot,
                message,
                "not a party",
                format!("the parties are {}", known.join(", ")),
            );
        }
        found.map(|party| party.code.clone())
    }

    /// The name of a clause of a kind, in the column that is called as the kind is: `class` or `type`.
    pub(crate) fn name(&mut self, kind: Kind, code: &'static str) -> Option<Id> {
        let cell = self.filled(kind.word())?;
        let instrument = self.instrument;
        let found = instrument.of(kind).find(|clause| clause.id.as_str() == cell.text);
        if found.is_none() {
            let message = format!("`{}` has no {} `{}`", instrument.id, kind.word(), show(&cell.text));
            let help = suggest(&cell.text, instrument.of(kind).map(|clause| clause.id.as_str()));
            self.refuse(code, cell.spot, message, "unknown", help);
        }
        found.map(|clause| clause.id.clone())
    }

    /// How sure the row is.
    pub(crate) fn status(&mut self) -> Option<RowStatus> {
        let cell = self.filled("status")?;
        let found = RowStatus::WORDS.iter().find(|(word, _)| *word == cell.text);
        if found.is_none() {
            let message = format!("`{}` is no status", show(&cell.text));
            let help = suggest(&cell.text, RowStatus::WORDS.iter().map(|(word, _)| *word));
            self.refuse("unknown-status", cell.spot, message, "unknown", help);
        }
        found.map(|(_, status)| *status)
    }

    /// Where the row is from. A number without a source is a rumour.
    pub(crate) fn source(&mut self) -> Option<String> {
        let cell = self.cell("source")?;
        if cell.text.is_empty() {
            let message = format!("line {}: the row names no source", self.row.line);
            self.refuse("empty-source", cell.spot, message, "nothing stands here", "name the publication".to_owned());
            return None;
        }
        Some(cell.text.to_string())
    }

    /// A figure that must be there.
    pub(crate) fn figure(&mut self, column: &str) -> Option<u64> {
        let cell = self.row.cells.get(self.columns.find(column)?)?;
        if cell.text.is_empty() {
            let message = format!("line {}: the figure for `{column}` is missing", self.row.line);
            let help = "write the figure; where the party did not provide its numbers, leave all of them out and set the status to `not_provided`";
            self.refuse("missing-figure", cell.spot, message, "nothing stands here", help.to_owned());
            return None;
        }
        // a figure says itself what is wrong with its spaces
        if !unhidden(cell, self.log) {
            return None;
        }
        self.keep(value::figure(&cell.text, cell.spot))
    }

    pub(crate) fn refuse(&mut self, code: &'static str, spot: Spot, message: String, label: &str, help: String) {
        self.log.push(Problem::new(code, spot, message).label(label).help(help));
    }

    fn keep<T>(&mut self, value: Result<T, Problem>) -> Option<T> {
        value.map_err(|problem| self.log.push(problem)).ok()
    }
}

/// Whether a cell is what it looks like: no newline, nothing hidden, no space around it, and not too long.
pub(crate) fn surface(cell: &Cell<'_>, log: &mut Log) -> bool {
    if !unhidden(cell, log) {
        return false;
    }
    let trim = cell.text.trim();
    if trim.len() < cell.text.len() {
        let message = format!("`{}` stands between spaces", show(&cell.text));
        log.push(
            Problem::new("space-around", cell.spot, message)
                .label("a space before or after")
                .help(or_tidy("take it away")),
        );
        return false;
    }
    true
}

fn unhidden(cell: &Cell<'_>, log: &mut Log) -> bool {
    let text: &str = &cell.text;
    let problem = if text.len() > CELL_MAX {
        let message = format!("a cell of {} bytes, `{}`; {CELL_MAX} are read", text.len(), show(text));
        Problem::new("cell-too-long", cell.spot, message).label("too long").help("shorten it")
    } else if text.contains(['\n', '\r']) {
        let message = format!("`{}` runs over more than one line", show(text));
        // `tidy` would make one figure of what may be two, and so does not
        let is_figure = text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
        let help = if is_figure { "write one figure on one line".into() } else { or_tidy("take the line break out") };
        Problem::new("newline-in-cell", cell.spot, message).label("a newline in here").help(help)
    } else if let Some((_, c)) = hidden(text) {
        let message = format!("`{}` holds the hidden character U+{:04X}", show(text), u32::from(c));
        let help =
            "take it out: control, bidirectional and zero-width characters can make a text read as something else";
        Problem::new("hidden-character", cell.spot, message).label("in here").help(help)
    } else {
        return true;
    };
    log.push(problem);
    false
}
