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
    for (clause, clock) in case.treaty.clocks().filter(|(_, clock)| clock.calendar.is_some()) {
        for (party, (first, last)) in case.evidence.spans() {
            for exchange in clock.exchanges(first, last) {
                let due = Due { case, clause, party: &party, exchange };
                findings.extend(due.finding());
            }
        }
        withheld(case, clause, clock, findings);
    }
}

struct Due<'a> {
    case: &'a Case<'a>,
    clause: &'a Clause,
    party: &'a PartyCode,
    exchange: Exchange,
}

impl Due<'_> {
    fn finding(&self) -> Option<Finding> {
        let state = self.case.treaty.clause_on(self.clause, self.exchange.as_of).state;
        if !matches!(state, State::Holds | State::Contested) {
            return None;
        }
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

fn withholding<'a>(case: &'a Case<'_>, clause: &'a Clause, as_of: Date) -> impl Iterator<Item = &'a Act> {
    case.treaty.acts.iter().filter(move |act| {
        let done = !act.proposed && act.date <= case.as_of;
        done && matches!(&act.kind, ActKind::Withholding { clock, exchange } if *clock == clause.id && *exchange == as_of)
    })
}

/// Figures that the inputs hold, though the party withheld them from the other: published is not provided.
fn withheld(case: &Case<'_>, clause: &Clause, clock: &Clock, findings: &mut Vec<Finding>) {
    for (party, (first, last)) in case.evidence.spans() {
        for exchange in clock.exchanges(first, last) {
            let row =
                case.evidence.cells.get(&(party.clone(), exchange.as_of)).and_then(|cell| cell.aggregate.as_ref());
            let Some((at, _)) = row.filter(|(_, row)| row.figures.is_some()) else { continue };
            for act in withholding(case, clause, exchange.as_of).filter(|act| act.by.contains(&party)) {
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
