//! Declarations of numbers: aggregates by limit, or items by class.
//!
//! A row says whose numbers it holds, of which day, and where that is from. Every number carries its effective date, because figures
//! do get published under another one: in 2023 a news item printed those of September 2021 as of March 2023.
//!
//! A table is CSV (RFC 4180, UTF-8 without a byte-order mark, LF line ends) or the first sheet of an XLSX. Its header says which of two shapes
//! it has; columns may stand in any order. Aggregates have a column for each limit of the instrument, its name with `_` for `-`:
//!
//! ```csv
//! effective_date,party,deployed_delivery,deployed_warheads,launchers_total,status,source
//! 2020-09-01,US,675,1457,800,confirmed,State fact sheet
//! 2023-03-01,RU,,,,not_provided,Russia provided no update
//! ```
//!
//! and may have `published`, the day of publication. Items have a row for each class, or for each type of a class:
//!
//! ```csv
//! effective_date,party,stated_by,class,type,items,status,source
//! 2020-09-01,US,US,bomber-deployed,b-2a,12,confirmed,State fact sheet
//! 2020-09-01,US,RU,slbm-launcher-converted,,56,derived,Russian MFA note
//! ```
//!
//! where `stated_by` (the party itself, where it is left out) and `type` are optional. A figure is digits alone, from 0 to 1000000; a day is
//! `YYYY-MM-DD`, from 1945 to 2199; `status` is one of [`RowStatus::WORDS`]; `source` names a publication. Every value has this one spelling,
//! nothing is said twice, and equal aggregates of a party stand under two dates only where the later row says `unchanged`, as no other row may.
//! Everything else is refused: with a code, the place, and what to do.

use crate::tables::problem::Log;
use crate::tables::rows;
use crate::tables::table::Table;
use std::collections::BTreeMap;
use treaty::instrument::Hash;
use treaty::{Date, Diagnostic, Id, Instrument, PartyCode};

/// A table of declarations, read whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declarations {
    /// The name of the file.
    pub file: String,
    /// The SHA-256 of its bytes.
    pub hash: Hash,
    /// Its rows, in the order of the file.
    pub rows: Rows,
}

/// What a table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// One row a party and day, one column a limit.
    Aggregates(Vec<Aggregate>),
    /// One row a party, day, class and type.
    Items(Vec<Items>),
}

/// The aggregate numbers of one party on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    /// Where the row is.
    pub place: RowPlace,
    /// The day of which the numbers speak.
    pub effective: Date,
    /// The day on which they were published, where the table says so.
    pub published: Option<Date>,
    /// Whose.
    pub party: PartyCode,
    /// The figure for each limit; nothing where the party did not provide its numbers.
    pub figures: Option<BTreeMap<Id, u64>>,
    /// How sure the row is.
    pub status: RowStatus,
    /// Where it is from.
    pub source: String,
}

/// The items of one class, and perhaps of one type, of one party on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Items {
    /// Where the row is.
    pub place: RowPlace,
    /// The day of which the numbers speak.
    pub effective: Date,
    /// Whose items.
    pub party: PartyCode,
    /// Who states the number: the owner, or another party that counts otherwise.
    pub stated_by: PartyCode,
    /// Of which class.
    pub class: Id,
    /// Of which type, where the row says so.
    pub item_type: Option<Id>,
    /// How many.
    pub items: u64,
    /// How sure the row is.
    pub status: RowStatus,
    /// Where it is from.
    pub source: String,
}

/// Where a row is in its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPlace {
    /// The line of a text file, or the row of a sheet, from 1.
    pub line: usize,
}

/// How sure a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowStatus {
    /// Every number of it was seen in a source.
    Confirmed,
    /// Confirmed, and the party stated the same figures as on an earlier day; of items, this is not asked.
    Unchanged,
    /// Some of its numbers were.
    PartlyConfirmed,
    /// Computed from other published numbers.
    Derived,
    /// None was.
    Unconfirmed,
    /// The party did not provide its numbers.
    NotProvided,
}

impl RowStatus {
    /// The words of the column `status`.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("confirmed", Self::Confirmed),
        ("unchanged", Self::Unchanged),
        ("partly_confirmed", Self::PartlyConfirmed),
        ("derived", Self::Derived),
        ("unconfirmed", Self::Unconfirmed),
        ("not_provided", Self::NotProvided),
    ];

    /// Whether every number of the row was seen in a source.
    pub fn is_sure(self) -> bool {
        matches!(self, Self::Confirmed | Self::Unchanged)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, status)| *status == self).map_or("", |(word, _)| word)
    }
}

/// Reads a table of declarations, CSV or XLSX, against the instrument whose limits and classes it speaks of. `file` is its name, for messages.
///
/// # Errors
/// Every problem of the file, in its order; then nothing of it is to be used.
pub fn read(file: &str, bytes: &[u8], instrument: &Instrument) -> Result<Declarations, Vec<Diagnostic>> {
    let mut log = Log::default();
    let rows = Table::read(bytes, &mut log).and_then(|table| rows::read(&table, instrument, &mut log));
    match rows {
        Some(rows) if log.is_empty() => Ok(Declarations { file: file.to_owned(), hash: Hash::of(bytes), rows }),
        _ => Err(log.into_diagnostics()),
    }
}
