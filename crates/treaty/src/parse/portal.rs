//! The table of a portal by itself.

use super::clauses::{measured, values};
use super::record::{SHORT, span};
use crate::diagnostic::Diagnostic;
use crate::instrument::{Measured, Portal};
use crate::source::Mark;
use crate::strict::Table;

/// `[[portal]]`.
pub(super) fn portal(table: &Table<'_>) -> Option<Portal> {
    let at = values(table.ids("at"));
    if at.is_empty() {
        table.missing("at", "at = [ \"warhead-plant\" ]");
    }
    let other_exits_max = measured(table, "other-exits-max").unwrap_or_else(|| {
        if !table.has("other-exits-max") {
            table.missing("other-exits-max", "other-exits-max = 2");
        }
        Measured { value: 0, source: None, mark: Mark::Uncertain }
    });
    if other_exits_max.value > Portal::OTHER_EXITS_MAX {
        let message = format!("{} other exits", other_exits_max.value);
        let help = format!("write a whole number from 0 to {}", Portal::OTHER_EXITS_MAX);
        table.log.push(Diagnostic::error("out-of-range", table.span.clone(), message).label("here").help(help));
    }
    let openings_max = measured(table, "openings-max");
    let declaration = span(table, "declaration", "declaration = { minutes = 30 }", SHORT);
    let verdict = span(table, "verdict", "verdict = { hours = 4 }", SHORT);
    Some(Portal { at, other_exits_max, openings_max, declaration: declaration?, verdict: verdict? })
}
