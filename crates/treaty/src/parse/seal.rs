//! The table of custody seals by itself.

use super::clauses::values;
use super::record::{SHORT, span};
use crate::instrument::{SealOn, Seals};
use crate::strict::Table;

/// `[seals]`.
pub(super) fn seals(table: &Table<'_>) -> Option<Seals> {
    let on = values(table.words("on", &SealOn::WORDS));
    if on.is_empty() {
        table.missing("on", "on = [ \"door\" ]");
    }
    let at = values(table.ids("at"));
    if at.is_empty() {
        table.missing("at", "at = [ \"warhead-store\" ]");
    }
    let notice = span(table, "notice", "notice = { hours = 24 }", SHORT);
    let emergency = span(table, "emergency", "emergency = { hours = 6 }", SHORT);
    let reseal = span(table, "reseal", "reseal = { hours = 48 }", SHORT);
    Some(Seals { on, at, notice: notice?, emergency: emergency?, reseal: reseal? })
}
