//! Each declared number, held against each limit, on its day.
// rule: limit

use crate::assessment::{Counting, Fact, Finding, Judged, Read, Severity, StatementAt, Verdict};
use crate::fold::{Case, Cell};
use record::declaration::RowStatus;
use treaty::count::{Tally, count};
use treaty::instrument::{Clause, Limit, Reading};
use treaty::text::Text;
use treaty::timeline::{State, Why};
use treaty::{Date, Id, PartyCode};

/// Judges every number of every party, and reports those over a limit on a day on which it binds.
pub(crate) fn judge(case: &Case<'_>, findings: &mut Vec<Finding>) -> Vec<Judged> {
    let mut judged = Vec::new();
    for (clause, limit) in case.treaty.limits() {
        for ((party, date), cell) in &case.evidence.cells {
            // an aggregate does not hide what the items come to, nor the items what was declared
            for number in [declared(clause, cell), counted(case, limit, *date, party, cell)].into_iter().flatten() {
                let row = Row { case, clause, limit, party, date: *date, number: &number };
                let verdict = row.verdict(findings);
                judged.push(Judged {
                    limit: clause.id.clone(),
                    party: party.clone(),
                    date: *date,
                    value: number.value,
                    most: limit.value,
                    verdict,
                    status: number.status,
                    statements: number.statements.clone(),
                });
            }
        }
    }
    judged
}

/// A number to be held against a limit: declared as it is, or counted from items.
struct Number {
    value: Option<u64>,
    /// Classes that count and were not declared: the value may be too low.
    missing: Vec<Id>,
    status: RowStatus,
    statements: Vec<StatementAt>,
}

/// The declared aggregate.
fn declared(clause: &Clause, cell: &Cell) -> Option<Number> {
    let (at, row) = cell.aggregate.as_ref()?;
    let value = row.figures.as_ref().and_then(|figures| figures.get(&clause.id)).copied();
    Some(Number { value, missing: Vec::new(), status: row.status, statements: vec![at.clone()] })
}

/// What the owner's items come to, if they touch the limit.
fn counted(case: &Case<'_>, limit: &Limit, date: Date, party: &PartyCode, cell: &Cell) -> Option<Number> {
    let touches = |class: &Id| limit.counts.iter().any(|counted| counted.class == *class);
    let own = cell.items.iter().filter(|(_, row)| row.stated_by == *party && touches(&row.class));
    let counted: Vec<_> = own.collect();
    let status = counted.iter().map(|(_, row)| row.status).max()?;
    let items = tally(cell, party);
    let sum = count(case.treaty, limit, &items, date);
    let missing = limit.counts.iter().map(|counted| &counted.class).filter(|class| !items.contains_key(class));
    let (missing, statements) = (missing.cloned().collect(), counted.into_iter().map(|(at, _)| at.clone()).collect());
    Some(Number { value: Some(sum.total), missing, status, statements })
}

/// The items of one day as one party states them.
pub(crate) fn tally(cell: &Cell, stated_by: &PartyCode) -> Tally {
    let mut tally = Tally::new();
    for (_, row) in cell.items.iter().filter(|(_, row)| row.stated_by == *stated_by) {
        let sum = tally.entry(row.class.clone()).or_insert(0);
        *sum = sum.saturating_add(row.items);
    }
    tally
}

struct Row<'a> {
    case: &'a Case<'a>,
    clause: &'a Clause,
    limit: &'a Limit,
    party: &'a PartyCode,
    date: Date,
    number: &'a Number,
}

impl Row<'_> {
    fn verdict(&self, findings: &mut Vec<Finding>) -> Verdict {
        let Some(value) = self.number.value else { return Verdict::NotProvided };
        if !self.case.has_joined(self.party, self.date) {
            return Verdict::NotInForce;
        }
        let holding = self.case.treaty.clause_on(self.clause, self.date);
        let over = value > u64::from(self.limit.value);
        match holding.state {
            State::Holds | State::Provisional if over => {
                findings.push(self.over(value, Vec::new()));
                Verdict::Over
            }
            State::Holds | State::Provisional => self.within(value, findings),
            State::NotBinding if over => Verdict::OverNotBinding,
            State::NotBinding => Verdict::WithinNotBinding,
            State::Bracketed => self.bracketed(value, &holding.why, findings),
            State::Contested => self.contested(value, over, &holding.why, findings),
            _ => Verdict::NotInForce,
        }
    }

    fn over(&self, value: u64, readings: Vec<Read>) -> Finding {
        let binds = self.case.treaty.day(&self.limit.binds).unwrap_or(self.date);
        let fact = Fact::OverLimit { limit: self.clause.id.clone(), value, most: self.limit.value, binds };
        self.finding(self.case.broken(self.clause, self.date), fact, readings)
    }

    fn finding(&self, severity: Severity, fact: Fact, readings: Vec<Read>) -> Finding {
        Finding {
            severity,
            party: Some(self.party.clone()),
            article: Some(self.clause.article.clone()),
            date: Some(self.date),
            fact,
            statements: self.number.statements.clone(),
            readings,
        }
    }

    /// Within a limit, unless classes that count were not declared: a sum that lacks them proves nothing.
    fn within(&self, counted: u64, findings: &mut Vec<Finding>) -> Verdict {
        if self.number.missing.is_empty() {
            return Verdict::Within;
        }
        let of = Counting::Limit(self.clause.id.clone());
        let fact = Fact::Incomplete { of, counted, missing: self.number.missing.clone() };
        findings.push(self.finding(Severity::Question, fact, Vec::new()));
        Verdict::Incomplete
    }

    /// A limit, or its article, that the parties have not agreed: over it by every reading is over, by some is disputed.
    fn bracketed(&self, value: u64, why: &[Why<'_>], findings: &mut Vec<Finding>) -> Verdict {
        let readings = why.iter().find_map(|why| match why {
            Why::Readings(readings) => Some(*readings),
            _ => None,
        });
        let readings = readings.unwrap_or_default();
        let Some(binds) = self.case.treaty.day(&self.limit.binds) else { return Verdict::NotInForce };
        let most = |reading: &Reading| reading.value.unwrap_or(self.limit.value);
        let over = readings.iter().filter(|reading| value > u64::from(most(reading))).count();
        match over {
            _ if self.date < binds && over > 0 => Verdict::OverNotBinding,
            _ if self.date < binds => Verdict::WithinNotBinding,
            0 => self.within(value, findings),
            all if all == readings.len() => {
                findings.push(self.over(value, reads(readings)));
                Verdict::Over
            }
            _ => {
                let most = readings.iter().map(most).collect();
                let fact = Fact::OverByOneReading { limit: self.clause.id.clone(), value, most };
                findings.push(self.finding(Severity::Discrepancy, fact, reads(readings)));
                Verdict::Disputed
            }
        }
    }

    /// A limit that this party says is suspended: over it, both readings of the suspension are kept.
    fn contested(&self, value: u64, over: bool, why: &[Why<'_>], findings: &mut Vec<Finding>) -> Verdict {
        let own = why.iter().find_map(|why| match why {
            // nothing but suspensions makes a limit contested
            Why::Act(act) if act.by.contains(self.party) => Some(act),
            _ => None,
        });
        match (over, own) {
            (false, _) => self.within(value, findings),
            (true, None) => {
                findings.push(self.over(value, Vec::new()));
                Verdict::Over
            }
            (true, Some(act)) => {
                let fact =
                    Fact::OverByOneReading { limit: self.clause.id.clone(), value, most: vec![self.limit.value] };
                findings.push(self.finding(Severity::Discrepancy, fact, reads(&act.readings)));
                Verdict::Disputed
            }
        }
    }
}

/// The readings of a file, as a finding carries them.
pub(crate) fn reads(readings: &[Reading]) -> Vec<Read> {
    let one =
        |reading: &Reading| Some(Read { party: reading.party.clone()?, text: Text::clone(&reading.text), count: None });
    readings.iter().filter_map(one).collect()
}
