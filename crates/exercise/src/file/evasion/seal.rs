//! Evasions with custody seals: by their owner, or by the host on whose doors they are.

use super::Row;
use crate::file::read::problem;
use record::SealNumber;
use treaty::strict::Table;

/// How a side evades in what it says of seals in the epoch of the evasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealDeceit {
    /// The owner puts seals on that have this number, which another of its seals has already.
    GivesNumber(SealNumber),
    /// The host breaks seals, and does not say so.
    BreaksUnsaid,
    /// The owner puts no seal in the place of one that is gone.
    LeavesOpen,
    /// The owner states of each seal that it takes off that it found it whole later.
    LooksAtRemoved,
}

impl SealDeceit {
    pub(super) fn rows(&self) -> &'static [Row] {
        &[Row("C1")]
    }
}

/// All that stand in the table.
pub(super) fn read(table: &Table<'_>) -> Vec<SealDeceit> {
    let is = |key: &'static str| table.boolean(key).unwrap_or(false);
    let number = table.string("gives-seal-number").and_then(|text| {
        let number = SealNumber::new(&text.value);
        if number.is_none() {
            let message = "no number of a seal".to_owned();
            problem(table, "bad-number", text.span, message, "write 1 to 32 of A-Z, 0-9 and -");
        }
        number
    });
    let all = [
        number.map(SealDeceit::GivesNumber),
        is("breaks-seals-unsaid").then_some(SealDeceit::BreaksUnsaid),
        is("leaves-unsealed").then_some(SealDeceit::LeavesOpen),
        is("looks-at-removed").then_some(SealDeceit::LooksAtRemoved),
    ];
    all.into_iter().flatten().collect()
}
