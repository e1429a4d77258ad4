//! A freeze held against declared totals: no group may stand above its baseline.
//!
//! This is the freeze of plain declarations, checked by arithmetic. It trusts every number; what that cannot show is said by the blind findings.
// rule: freeze

use crate::assessment::{Fact, Finding, Severity, StatementAt};
use crate::fold::{Case, Cell};
use crate::limits::tally;
use treaty::instrument::{Clause, Freeze, Group, Kind, Rule};
use treaty::timeline::State;
use treaty::{Date, Id, PartyCode};

/// Checks every freeze against every party's items.
pub(crate) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (clause, freeze) in case.treaty.freezes() {
        if freeze.groups.is_empty() || freeze.baseline.is_none() {
            findings.push(undefined(clause));
            continue;
        }
        let baseline = freeze.baseline.as_ref().and_then(|moment| case.treaty.day(moment));
        for party in case.evidence.spans().into_keys() {
            Frozen { case, clause, freeze, party: &party }.check(baseline, findings);
        }
    }
}

/// The days of a freeze of which a party's items speak.
pub(crate) fn covered(case: &Case<'_>, freeze: &Id, party: &PartyCode) -> Option<(Date, Date)> {
    let Rule::Freeze(rule) = &case.treaty.clause(Kind::Freeze, freeze)?.rule else { return None };
    let touches = |cell: &Cell| rule.groups.iter().any(|group| total(group, party, cell).is_some());
    let days = case.evidence.cells.iter().filter(|((of, _), cell)| of == party && touches(cell)).map(|((_, d), _)| *d);
    Some((days.clone().min()?, days.max()?))
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

/// What a party declares of a group; nothing where it declares none of its classes.
fn total(group: &Group, party: &PartyCode, cell: &Cell) -> Option<u64> {
    let items = tally(cell, party);
    let mut declared = group.classes.iter().filter_map(|class| items.get(class)).peekable();
    declared.peek()?;
    Some(declared.fold(0, |sum, items| sum.saturating_add(*items)))
}

struct Frozen<'a> {
    case: &'a Case<'a>,
    clause: &'a Clause,
    freeze: &'a Freeze,
    party: &'a PartyCode,
}

impl Frozen<'_> {
    fn check(&self, baseline: Option<Date>, findings: &mut Vec<Finding>) {
        let ends = self.freeze.ends.as_ref().and_then(|moment| self.case.treaty.day(moment));
        let within = |date: Date| baseline.is_some_and(|from| date > from) && ends.is_none_or(|end| date < end);
        for group in &self.freeze.groups {
            let of_party = self.case.evidence.cells.iter().filter(|((party, _), _)| party == self.party);
            let totals: Vec<_> =
                of_party.filter_map(|((_, date), cell)| Some((*date, total(group, self.party, cell)?, cell))).collect();
            let at_baseline = totals.iter().find(|(date, _, _)| Some(*date) == baseline).map(|(_, total, _)| *total);
            let later: Vec<_> = totals.iter().filter(|(date, _, _)| within(*date) && self.holds(*date)).collect();
            let Some(level) = at_baseline else {
                if !later.is_empty() {
                    let fact = Fact::NoBaseline { freeze: self.clause.id.clone(), day: baseline };
                    findings.push(self.finding(Severity::Question, None, fact, Vec::new()));
                    return;
                }
                continue;
            };
            for (date, value, cell) in later.into_iter().filter(|(_, value, _)| *value > level) {
                let fact = Fact::Growth {
                    freeze: self.clause.id.clone(),
                    group: group.id.clone(),
                    baseline: level,
                    value: *value,
                };
                let rows = cell.items.iter().filter(|(_, row)| group.classes.contains(&row.class));
                let statements = rows.map(|(at, _)| at.clone()).collect();
                findings.push(self.finding(self.case.broken(), Some(*date), fact, statements));
            }
        }
    }

    fn holds(&self, date: Date) -> bool {
        self.case.treaty.clause_on(self.clause, date).state == State::Holds
    }

    fn finding(&self, severity: Severity, date: Option<Date>, fact: Fact, statements: Vec<StatementAt>) -> Finding {
        Finding {
            severity,
            party: Some(self.party.clone()),
            article: Some(self.clause.article.clone()),
            date,
            fact,
            statements,
            readings: Vec::new(),
        }
    }
}
