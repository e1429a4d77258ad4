//! Recorded disputes on what counts: each side's count of the same items stands beside the other's, and neither is the truth.
// rule: readings

use crate::assessment::{Fact, Finding, Judged, Read, Severity, StatementAt, Verdict};
use crate::fold::{Case, Cell};
use crate::limits::{reads, tally};
use treaty::count::count_as_read;
use treaty::instrument::{Clause, Dispute, Limit, Reading, Rule};
use treaty::timeline::State;
use treaty::{Date, Id, PartyCode};

/// Reports each dispute on which the inputs touch: with both counts where items were declared, and without them where only aggregates were.
pub(crate) fn compare(case: &Case<'_>, judged: &mut [Judged], findings: &mut Vec<Finding>) {
    for (clause, dispute) in case.treaty.disputes() {
        let limit = case.treaty.limits().find(|(limit, _)| limit.id == dispute.limit);
        let Some((limit_clause, limit)) = limit else { continue };
        let this = Disputed { case, clause, dispute, limit };
        let mut aggregates: Vec<(Date, StatementAt)> = Vec::new();
        for ((_, date), cell) in case.evidence.cells.iter().filter(|((party, date), _)| this.touches(party, *date)) {
            if cell.items.is_empty() {
                let provided = cell.aggregate.as_ref().filter(|(_, row)| row.figures.is_some());
                aggregates.extend(provided.map(|(at, _)| (*date, at.clone())));
            } else {
                this.items(*date, cell, &limit_clause.id, judged, findings);
            }
        }
        if let Some((first, _)) = aggregates.first() {
            let statements = aggregates.iter().map(|(_, at)| at.clone()).collect();
            findings.push(this.finding(*first, statements, reads(&dispute.readings)));
        }
    }
}

struct Disputed<'a> {
    case: &'a Case<'a>,
    clause: &'a Clause,
    dispute: &'a Dispute,
    limit: &'a Limit,
}

impl Disputed<'_> {
    fn touches(&self, party: &PartyCode, date: Date) -> bool {
        // a dispute on what counts ends with the duty to count
        let in_force = matches!(
            self.case.treaty.clause_on(self.clause, date).state,
            State::Holds | State::Contested | State::Provisional
        );
        *party == self.dispute.items_of && date >= self.dispute.since && in_force
    }

    fn items(&self, date: Date, cell: &Cell, limit: &Id, judged: &mut [Judged], findings: &mut Vec<Finding>) {
        let counted: Vec<_> =
            self.dispute.readings.iter().filter_map(|reading| self.read(reading, date, cell)).collect();
        let mut counts = counted.iter().filter_map(|read| read.count);
        let Some(first) = counts.next() else { return };
        if counts.all(|count| count == first) {
            return;
        }
        let over = |read: &Read| read.count.is_some_and(|count| count > u64::from(self.limit.value));
        if counted.iter().any(over) && !counted.iter().all(over) {
            let of_row =
                |row: &&mut Judged| row.limit == *limit && row.party == self.dispute.items_of && row.date == date;
            for row in judged.iter_mut().filter(of_row).filter(|row| row.verdict == Verdict::Within) {
                row.verdict = Verdict::Disputed;
            }
        }
        let statements = cell.items.iter().map(|(at, _)| at.clone()).collect();
        findings.push(self.finding(date, statements, counted));
    }

    /// The count by one reading: the owner's items, and for classes of which the reader states numbers of its own, those.
    fn read(&self, reading: &Reading, date: Date, cell: &Cell) -> Option<Read> {
        let party = reading.party.clone()?;
        let mut items = tally(cell, &self.dispute.items_of);
        items.extend(tally(cell, &party));
        let count = count_as_read(self.case.treaty, self.limit, reading, &items, date).total;
        Some(Read { party, text: reading.text.clone(), count: Some(count) })
    }

    fn finding(&self, date: Date, statements: Vec<StatementAt>, readings: Vec<Read>) -> Finding {
        debug_assert!(matches!(self.clause.rule, Rule::Dispute(_)));
        Finding {
            severity: Severity::Discrepancy,
            party: Some(self.dispute.items_of.clone()),
            article: Some(self.clause.article.clone()),
            date: Some(date),
            fact: Fact::DisputedCount {
                dispute: self.clause.id.clone(),
                limit: self.dispute.limit.clone(),
                most: self.limit.value,
                since: self.dispute.since,
            },
            statements,
            readings,
        }
    }
}
