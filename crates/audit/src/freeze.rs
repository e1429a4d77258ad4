//! A freeze held against declared totals: no group may stand above its baseline.
//!
//! This is the freeze of plain declarations, checked by arithmetic. It trusts every number; what that cannot show is said by the blind findings.
// rule: freeze

use crate::assessment::{Counting, Fact, Finding, Read, Severity, StatementAt};
use crate::fold::{Case, Cell};
use crate::limits::{reads, tally};
use treaty::instrument::{ActKind, Clause, Freeze, Group, Rule};
use treaty::timeline::{State, Why};
use treaty::{Date, Id, PartyCode};

/// Checks every freeze against every party's items.
pub(crate) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (clause, freeze) in case.treaty.freezes() {
        if freeze.groups.is_empty() || freeze.baseline.is_none() {
            findings.push(undefined(clause));
            continue;
        }
        let baseline = freeze.baseline.as_ref().and_then(|moment| case.treaty.day(moment));
        for party in case.spans.keys() {
            Frozen { case, clause, freeze, party }.check(baseline, findings);
        }
    }
}

/// The days of a freeze that were held against its baseline: the first and the last of them.
pub(crate) fn covered(case: &Case<'_>, clause: &Clause, party: &PartyCode) -> Option<(Date, Date)> {
    let Rule::Freeze(freeze) = &clause.rule else { return None };
    let baseline = freeze.baseline.as_ref().and_then(|moment| case.treaty.day(moment));
    let frozen = Frozen { case, clause, freeze, party };
    let of_group = |group| {
        let totals = frozen.totals(group);
        let has_baseline = totals.iter().any(|total| Some(total.date) == baseline && total.missing.is_empty());
        let days: Vec<_> = totals.iter().map(|total| total.date).collect();
        days.into_iter().filter(move |date| has_baseline && frozen.binds(baseline, *date))
    };
    let days: Vec<_> = freeze.groups.iter().flat_map(of_group).collect();
    Some((*days.iter().min()?, *days.iter().max()?))
}

fn undefined(clause: &Clause) -> Finding {
    Finding {
        severity: Severity::Question,
        party: None,
        article: Some(clause.article.clone()),
        date: None,
        fact: Fact::FreezeUndefined { freeze: clause.id.clone() },
        statements: Vec::new(),
        readings: Vec::new(),
    }
}

/// What a party declares of a group on a day.
struct Total<'a> {
    date: Date,
    sum: u64,
    /// Classes of the group that were not declared.
    missing: Vec<Id>,
    cell: &'a Cell,
}

#[derive(Clone, Copy)]
struct Frozen<'a> {
    case: &'a Case<'a>,
    clause: &'a Clause,
    freeze: &'a Freeze,
    party: &'a PartyCode,
}

impl Frozen<'_> {
    fn check(&self, baseline: Option<Date>, findings: &mut Vec<Finding>) {
        for group in &self.freeze.groups {
            let totals = self.totals(group);
            let later: Vec<_> = totals.iter().filter(|total| self.binds(baseline, total.date)).collect();
            let level = totals.iter().find(|total| Some(total.date) == baseline);
            match level {
                None if later.is_empty() => {}
                None => {
                    let fact = Fact::NoBaseline { freeze: self.clause.id.clone(), day: baseline };
                    findings.push(self.finding(Severity::Question, None, fact, Vec::new(), Vec::new()));
                    return;
                }
                // a baseline that lacks a class is no baseline: all of that class would look like growth
                Some(level) if !level.missing.is_empty() => findings.push(self.incomplete(group, level)),
                Some(level) => later.into_iter().for_each(|total| self.compare(group, level.sum, total, findings)),
            }
        }
    }

    fn compare(&self, group: &Group, baseline: u64, total: &Total<'_>, findings: &mut Vec<Finding>) {
        if total.sum <= baseline {
            if !total.missing.is_empty() {
                findings.push(self.incomplete(group, total));
            }
            return;
        }
        let (freeze, group_id) = (self.clause.id.clone(), group.id.clone());
        let fact = Fact::Growth { freeze, group: group_id, baseline, value: total.sum };
        let holding = self.case.treaty.clause_on(self.clause, total.date);
        // a freeze that is bracketed, or that this party says is suspended, is kept or not by one reading
        let readings = holding.why.iter().find_map(|why| match why {
            Why::Readings(readings) => Some(reads(readings)),
            Why::Act(act) if matches!(act.kind, ActKind::Suspension { .. }) && act.by.contains(self.party) => {
                Some(reads(&act.readings))
            }
            _ => None,
        });
        let severity = match (holding.state, &readings) {
            (State::Bracketed, _) | (State::Contested, Some(_)) => Severity::Discrepancy,
            _ => self.case.broken(self.clause, total.date),
        };
        let rows = self.rows(group, total.cell);
        findings.push(self.finding(severity, Some(total.date), fact, rows, readings.unwrap_or_default()));
    }

    fn incomplete(&self, group: &Group, total: &Total<'_>) -> Finding {
        let of = Counting::Group { freeze: self.clause.id.clone(), group: group.id.clone() };
        let fact = Fact::Incomplete { of, counted: total.sum, missing: total.missing.clone() };
        self.finding(Severity::Question, Some(total.date), fact, self.rows(group, total.cell), Vec::new())
    }

    fn rows(&self, group: &Group, cell: &Cell) -> Vec<StatementAt> {
        let rows = cell.items.iter().filter(|(_, row)| group.classes.contains(&row.class));
        rows.map(|(at, _)| at.clone()).collect()
    }

    /// What the party declares of a group, by day; nothing of a day on which it declares none of its classes.
    fn totals(&self, group: &Group) -> Vec<Total<'_>> {
        let of_party = self.case.evidence.cells.iter().filter(|((party, _), _)| party == self.party);
        let total = |((_, date), cell): (&(PartyCode, Date), &'_ Cell)| {
            let items = tally(cell, self.party);
            let (declared, missing): (Vec<_>, Vec<_>) =
                group.classes.iter().partition(|class| items.contains_key(*class));
            let sum =
                declared.iter().filter_map(|class| items.get(*class)).fold(0_u64, |sum, n| sum.saturating_add(*n));
            let missing = missing.into_iter().cloned().collect();
            (!declared.is_empty()).then_some((*date, sum, missing))
        };
        of_party
            .filter_map(|(key, cell)| total((key, cell)).map(|(date, sum, missing)| Total { date, sum, missing, cell }))
            .collect()
    }

    /// Whether the freeze binds on a day after its baseline.
    fn binds(&self, baseline: Option<Date>, date: Date) -> bool {
        let ends = self.freeze.ends.as_ref().and_then(|moment| self.case.treaty.day(moment));
        let within = baseline.is_some_and(|from| date > from) && ends.is_none_or(|end| date < end);
        let state = self.case.treaty.clause_on(self.clause, date).state;
        let holds = matches!(state, State::Holds | State::Provisional | State::Bracketed | State::Contested);
        within && holds && self.case.has_joined(self.party, date)
    }

    fn finding(
        &self,
        severity: Severity,
        date: Option<Date>,
        fact: Fact,
        statements: Vec<StatementAt>,
        readings: Vec<Read>,
    ) -> Finding {
        Finding {
            severity,
            party: Some(self.party.clone()),
            article: Some(self.clause.article.clone()),
            date,
            fact,
            statements,
            readings,
        }
    }
}
