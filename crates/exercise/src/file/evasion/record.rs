//! Evasions in what a party says, signs, keeps and shows.

use super::Row;
use crate::file::Exercise;
use treaty::strict::Table;

/// How a party evades in its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordDeceit {
    /// The epoch is stated twice, with one body.
    Twice,
}

impl RecordDeceit {
    pub(super) fn rows(&self) -> &'static [Row] {
        match self {
            Self::Twice => &[Row("R5")],
        }
    }
}

/// All that stand in the table.
pub(super) fn read(table: &Table<'_>, _exercise: &Exercise) -> Vec<RecordDeceit> {
    let twice = table.boolean("twice").filter(|yes| *yes).map(|_| RecordDeceit::Twice);
    twice.into_iter().collect()
}
