//! Declared items, held against each other: parts against wholes, types against those that exist, sums against declared aggregates.
// rule: type

use crate::assessment::{Fact, Finding, Severity, StatementAt};
use crate::fold::{Case, Cell};
use crate::limits::tally;
use treaty::count::count;
use treaty::instrument::{ArticleNumber, Kind, Rule};
use treaty::{Date, Id, PartyCode};

/// Checks every day of which items were declared.
pub(crate) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for ((party, date), cell) in case.evidence.cells.iter().filter(|(_, cell)| !cell.items.is_empty()) {
        let day = Day { case, party, date: *date, cell };
        day.parts(findings);
        day.types(findings);
        day.sums(findings);
        day.other_statements(findings);
    }
}

struct Day<'a> {
    case: &'a Case<'a>,
    party: &'a PartyCode,
    date: Date,
    cell: &'a Cell,
}

impl Day<'_> {
    /// A part cannot have more items than the line that it is part of.
    fn parts(&self, findings: &mut Vec<Finding>) {
        let items = tally(self.cell, self.party);
        for (clause, class) in self.case.treaty.classes() {
            let Some((whole, part)) = class.of_which.as_ref().zip(items.get(&clause.id)) else { continue };
            let of = items.get(whole).copied().unwrap_or(0);
            if *part > of {
                let fact = Fact::PartExceedsWhole { part: clause.id.clone(), items: *part, whole: whole.clone(), of };
                let statements = self.rows(|row| row.class == clause.id || row.class == *whole);
                findings.push(self.finding(Severity::Question, &clause.article, fact, statements));
            }
        }
    }

    /// A type that the instrument does not list as existing for this party and this sort of item.
    fn types(&self, findings: &mut Vec<Finding>) {
        for (at, row) in &self.cell.items {
            let Some(item_type) = &row.item_type else { continue };
            let sort =
                self.case.treaty.classes().find(|(clause, _)| clause.id == row.class).map(|(_, class)| class.sort);
            let clause = self.case.treaty.clause(Kind::Type, item_type);
            let listed = clause.is_some_and(|clause| match &clause.rule {
                // the launcher of a missile goes by the missile's type. One of another party is refused where the table is read
                Rule::Type(of) => sort.is_some_and(|sort| of.sort.names(sort)),
                _ => false,
            });
            if !listed {
                let article = clause.map(|clause| clause.article.clone()).unwrap_or_default();
                let fact = Fact::UnknownType { item_type: item_type.clone() };
                findings.push(self.finding(Severity::Question, &article, fact, vec![at.clone()]));
            }
        }
    }

    /// Where an aggregate was declared too, the items must come to it.
    fn sums(&self, findings: &mut Vec<Finding>) {
        let Some((at, aggregate)) = &self.cell.aggregate else { return };
        for (clause, limit) in self.case.treaty.limits() {
            let declared = aggregate.figures.as_ref().and_then(|figures| figures.get(&clause.id)).copied();
            let counted = count(self.case.treaty, limit, &tally(self.cell, self.party), self.date).total;
            if let Some(declared) = declared.filter(|declared| *declared != counted) {
                let fact = Fact::CountDiffers { limit: clause.id.clone(), declared, counted };
                let counts = |class: &Id| limit.counts.iter().any(|counted| counted.class == *class);
                let mut statements = vec![at.clone()];
                statements.extend(self.rows(|row| counts(&row.class)));
                findings.push(self.finding(Severity::Question, &clause.article, fact, statements));
            }
        }
    }

    /// Another party states other numbers for a class than the owner does, outside any recorded dispute.
    fn other_statements(&self, findings: &mut Vec<Finding>) {
        let own = tally(self.cell, self.party);
        for other in &self.case.treaty.parties {
            for (class, stated) in tally(self.cell, &other.code) {
                let disputed = self.case.treaty.disputes().any(|(_, dispute)| {
                    dispute.items_of == *self.party
                        && dispute.readings.iter().flat_map(|reading| &reading.counts).any(|c| c.class == class)
                });
                let declared = own.get(&class).copied();
                if disputed || declared == Some(stated) {
                    continue;
                }
                let article = self.case.treaty.clause(Kind::Class, &class).map(|clause| clause.article.clone());
                let statements = self.rows(|row| row.class == class);
                let fact = Fact::StatedOtherwise { class, declared, by: other.code.clone(), stated };
                findings.push(self.finding(Severity::Discrepancy, &article.unwrap_or_default(), fact, statements));
            }
        }
    }

    fn rows(&self, wanted: impl Fn(&record::declaration::Items) -> bool) -> Vec<StatementAt> {
        self.cell.items.iter().filter(|(_, row)| wanted(row)).map(|(at, _)| at.clone()).collect()
    }

    fn finding(
        &self,
        severity: Severity,
        article: &ArticleNumber,
        fact: Fact,
        statements: Vec<StatementAt>,
    ) -> Finding {
        Finding {
            severity,
            party: Some(self.party.clone()),
            article: (!article.0.is_empty()).then(|| article.clone()),
            date: Some(self.date),
            fact,
            statements,
            readings: Vec::new(),
        }
    }
}
