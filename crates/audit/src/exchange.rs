//! What was due, and whether it was provided.
// rule: clock

use crate::assessment::{Fact, Finding, Severity, StatementAt};
use crate::fold::Case;
use crate::limits::reads;
use treaty::deadline::Exchange;
use treaty::instrument::{Act, ActKind, Clause, Clock};
use treaty::timeline::{State, Timeline};
use treaty::{Date, PartyCode};

/// Checks every exchange of every party of which the inputs speak.
pub(crate) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    // a clock without days of a calendar has no exchanges
    for (clause, clock) in case.treaty.clocks() {
        for (party, (first, last)) in &case.spans {
            for exchange in due_between(case, clause, clock, *first, *last).filter(|e| case.has_joined(party, e.as_of))
            {
                findings.extend(Due { case, clause, party, exchange }.finding());
            }
            findings.extend(beyond(case, clause, clock, party, *last));
        }
        withheld(case, clause, clock, findings);
    }
    of_no_exchange(case, findings);
}

/// The first and the last exchange that was due from a party and of which the inputs speak.
pub(crate) fn covered(case: &Case<'_>, clause: &Clause, clock: &Clock, party: &PartyCode) -> Option<(Date, Date)> {
    let (first, last) = case.spans.get(party).copied()?;
    let due = due_between(case, clause, clock, first, last).map(|exchange| exchange.as_of);
    let days: Vec<_> = due.filter(|day| case.has_joined(party, *day)).collect();
    Some((*days.first()?, *days.last()?))
}

/// The exchanges of some days on which the clock ran.
fn due_between(
    case: &Case<'_>,
    clause: &Clause,
    clock: &Clock,
    first: Date,
    last: Date,
) -> impl Iterator<Item = Exchange> {
    let runs = |exchange: &Exchange| {
        matches!(
            case.treaty.clause_on(clause, exchange.as_of).state,
            State::Holds | State::Provisional | State::Contested
        )
    };
    clock.exchanges(first, last).into_iter().filter(runs)
}

struct Due<'a> {
    case: &'a Case<'a>,
    clause: &'a Clause,
    party: &'a PartyCode,
    exchange: Exchange,
}

impl Due<'_> {
    fn finding(&self) -> Option<Finding> {
        let cell = |date: Date| self.case.evidence.cells.get(&(self.party.clone(), date));
        let row = cell(self.exchange.as_of).or_else(|| cell(self.exchange.stands));
        let clock = self.clause.id.clone();
        let Some(row) = row else {
            let fact = Fact::NoRow { clock, exchange: self.exchange.as_of };
            return Some(self.told(Severity::Question, fact, Vec::new(), None));
        };
        // items or figures that were declared are an exchange; a row that says "not provided" is not
        let (at, _) =
            row.aggregate.as_ref().filter(|(_, row)| row.figures.is_none() && row.effective == self.exchange.as_of)?;
        if self.exchange.due >= self.case.as_of {
            return None; // there is still time
        }
        let act = self.reason();
        let severity = match act {
            Some(act) if !act.readings.is_empty() => Severity::Discrepancy,
            _ => Severity::Late,
        };
        let Exchange { as_of, due, .. } = self.exchange;
        let fact = Fact::NotProvided { clock, exchange: as_of, due, act: act.map(|act| act.id.clone()) };
        Some(self.told(severity, fact, vec![at.clone()], act))
    }

    /// The party's own act that it gives as its reason: a suspension that reaches the article, or a withholding of this very exchange.
    fn reason(&self) -> Option<&Act> {
        let article = self.case.treaty.article(&self.clause.article)?;
        let timeline = Timeline::of(self.case.treaty, &self.clause.origin);
        let by_party = |act: &&Act| act.by.contains(self.party);
        let suspension = timeline.suspensions(article, self.exchange.due).filter(by_party).last();
        suspension.or_else(|| withholding(self.case, self.clause, self.exchange.as_of).find(by_party))
    }

    fn told(&self, severity: Severity, fact: Fact, statements: Vec<StatementAt>, act: Option<&Act>) -> Finding {
        Finding {
            severity,
            party: Some(self.party.clone()),
            article: Some(self.clause.article.clone()),
            date: Some(self.exchange.as_of),
            fact,
            statements,
            readings: act.map(|act| reads(&act.readings)).unwrap_or_default(),
        }
    }
}

/// The exchanges after a party's last row that have fallen due since: the inputs say nothing of them, whatever was or was not provided.
fn beyond(case: &Case<'_>, clause: &Clause, clock: &Clock, party: &PartyCode, last: Date) -> Option<Finding> {
    let after = due_between(case, clause, clock, last.tomorrow().ok()?, case.as_of);
    let dates: Vec<_> = after.filter(|exchange| exchange.due < case.as_of).map(|exchange| exchange.as_of).collect();
    (!dates.is_empty()).then(|| Finding {
        severity: Severity::Blind,
        party: Some(party.clone()),
        article: Some(clause.article.clone()),
        date: None,
        fact: Fact::BeyondTheInputs { clock: clause.id.clone(), dates },
        statements: Vec::new(),
        readings: Vec::new(),
    })
}

/// Rows that say "not provided" of a day on which nothing was due: the day is wrong, or the instrument asks for nothing.
fn of_no_exchange(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for ((party, date), cell) in &case.evidence.cells {
        let Some((at, _)) = cell.aggregate.as_ref().filter(|(_, row)| row.figures.is_none()) else { continue };
        let was_due =
            |(clause, clock): (&Clause, &Clock)| due_between(case, clause, clock, *date, *date).next().is_some();
        if !case.treaty.clocks().any(was_due) {
            findings.push(Finding {
                severity: Severity::Question,
                party: Some(party.clone()),
                article: None,
                date: Some(*date),
                fact: Fact::NothingDue,
                statements: vec![at.clone()],
                readings: Vec::new(),
            });
        }
    }
}

fn withholding<'a>(case: &'a Case<'_>, clause: &'a Clause, as_of: Date) -> impl Iterator<Item = &'a Act> {
    case.treaty.acts.iter().filter(move |act| {
        let done = !act.proposed && act.date <= case.as_of;
        done && matches!(&act.kind, ActKind::Withholding { clock, exchange } if *clock == clause.id && *exchange == as_of)
    })
}

/// Figures that the inputs hold, though the party withheld them from the other: published is not provided.
fn withheld(case: &Case<'_>, clause: &Clause, clock: &Clock, findings: &mut Vec<Finding>) {
    for (party, (first, last)) in &case.spans {
        for exchange in due_between(case, clause, clock, *first, *last) {
            let row =
                case.evidence.cells.get(&(party.clone(), exchange.as_of)).and_then(|cell| cell.aggregate.as_ref());
            let Some((at, _)) = row.filter(|(_, row)| row.figures.is_some()) else { continue };
            for act in withholding(case, clause, exchange.as_of).filter(|act| act.by.contains(party)) {
                findings.push(Finding {
                    severity: Severity::Discrepancy,
                    party: Some(party.clone()),
                    article: Some(clause.article.clone()),
                    date: Some(exchange.as_of),
                    fact: Fact::Withheld { clock: clause.id.clone(), exchange: exchange.as_of, act: act.id.clone() },
                    statements: vec![at.clone()],
                    readings: reads(&act.readings),
                });
            }
        }
    }
}
