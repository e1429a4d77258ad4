//! What happens to the ledger of an honest party, and to its sites.

use super::Happening;
use crate::file::read::problem;
use crate::file::{Exercise, corrected};
use inventory::Epoch;
use record::Author;
use treaty::strict::Table;

/// The first epoch that an act can name in time: it is said with the statement of two epochs before, so that it is covered before the close of the one
/// before.
const ACT_FIRST: Epoch = Epoch(2);

/// All that stand in the table.
pub(super) fn read(table: &Table<'_>, exercise: &Exercise, who: Option<&Author>, epoch: Epoch) -> Vec<Happening> {
    // whoever has no sites is told so by the caller
    let party = who.and_then(Author::party);
    let sides = exercise.sides.iter().filter(|side| party.is_none_or(|party| side.party == *party));
    let sites = sides.flat_map(|side| side.sites.iter().map(|site| &site.id)).collect();
    let corrected = table.table("corrected").map(|table| Happening::Corrected(corrected::read(&table, &sites)));
    let opens = table.table("opens").map(|table| {
        let site = table.need_id("site", "site = \"south-store\"").value;
        let facility = table.need_id("facility", "facility = \"warhead-store\"").value;
        table.finish();
        Happening::Opens { site, facility }
    });
    let closes = table.table("closes").map(|table| {
        let site = table.need_id("site", "site = \"south-store\"").value;
        table.finish();
        Happening::Closes { site }
    });
    if epoch < ACT_FIRST && (opens.is_some() || closes.is_some()) {
        let message = format!("an act that names epoch {epoch} cannot be covered before the close of the one before");
        problem(table, "out-of-range", table.span.clone(), message, format!("let it name epoch {ACT_FIRST} or later"));
    }
    corrected.into_iter().chain(opens).chain(closes).collect()
}
