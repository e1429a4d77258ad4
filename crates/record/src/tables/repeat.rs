//! Figures published under another date.
//!
//! In 2023 a news item printed the figures of September 2021 as those of March 2023. Every number of such a row is well formed and within
//! its limit; only the whole set of aggregates, equal to one that the same party stated for another day, gives it away.
//! Items are not asked: under a freeze, a party that states the same items again is the rule and not the exception.

use crate::tables::declaration::{Aggregate, RowStatus};
use crate::tables::problem::{Log, Problem, Spot};
use std::collections::BTreeMap;
use treaty::{Date, Id, PartyCode};

/// Each limit with its figure.
type Figures = BTreeMap<Id, u64>;

/// All figures of one party of one day.
pub(crate) struct Statement {
    party: PartyCode,
    effective: Date,
    figures: Figures,
    /// Whether the party is said to have stated the same as before.
    unchanged: bool,
    line: usize,
    spot: Spot,
}

impl Statement {
    pub(crate) fn of_aggregate(row: &Aggregate, spot: Spot) -> Option<Self> {
        let figures = row.figures.clone()?;
        let unchanged = row.status == RowStatus::Unchanged;
        let (party, line) = (row.party.clone(), row.place.line);
        Some(Self { party, effective: row.effective, figures, unchanged, line, spot })
    }
}

/// Reports whatever is equal to an earlier day's figures without saying so, and whatever says so without being equal.
pub(crate) fn check_repeats(statements: impl Iterator<Item = Statement>, log: &mut Log) {
    let mut statements: Vec<Statement> = statements.collect();
    statements.sort_by_key(|statement| (statement.party.clone(), statement.effective, statement.line));
    let mut last: BTreeMap<(&PartyCode, &Figures), (Date, usize)> = BTreeMap::new();
    let mut earlier: Option<&Statement> = None;
    for statement in &statements {
        let same = last.insert((&statement.party, &statement.figures), (statement.effective, statement.line));
        // the same day twice is another problem, and already told
        let same = same.filter(|(day, _)| *day < statement.effective);
        let known =
            earlier.is_some_and(|other| other.party == statement.party && other.effective < statement.effective);
        match same {
            Some((day, line)) if !statement.unchanged => log.push(repeated(statement, day, line)),
            None if statement.unchanged && known => log.push(changed(statement)),
            _ => {}
        }
        earlier = Some(statement);
    }
}

fn repeated(statement: &Statement, day: Date, line: usize) -> Problem {
    let Statement { party, effective, line: here, .. } = statement;
    let message = format!("line {here}: the figures of {party} for {effective} are those for {day}, on line {line}");
    let help = format!(
        "check the publication: figures do get published under another date; if {party} really stated the same figures again, \
         set the status of the row for {effective} to `unchanged`"
    );
    Problem::new("repeated-figures", statement.spot, message).label(format!("as on line {line}")).help(help)
}

/// Otherwise a table whose every row says `unchanged` would never be asked about its dates.
fn changed(statement: &Statement) -> Problem {
    let Statement { party, effective, line, .. } = statement;
    let message =
        format!("line {line}: `unchanged`, though {party} stated no such figures for a day before {effective}");
    let help = "set the status to what it is, such as `confirmed`, or add the row for the earlier day";
    Problem::new("changed-figures", statement.spot, message).label("not as before").help(help)
}
