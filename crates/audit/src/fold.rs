//! The fold: declarations in, an assessment out.

use crate::Dossier;
use crate::assessment::{
    Assessment, Fact, Finding, Input, Judged, Obligation, Outcome, Severity, StatementAt, Verdict,
};
use crate::records::{self, Checked, ProofBatch, Records};
use crate::{blind, exchange, freeze, items, limits, readings};
use log::TileAddress;
use record::Author;
use record::declaration::{Aggregate, Declarations, Items, RowPlace, RowStatus, Rows};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use treaty::instrument::{Clause, Rule};
use treaty::{Date, Instrument, PartyCode};

/// The audit of one instrument: fed with what the parties said, it yields what that adds up to.
#[derive(Clone, Debug)]
pub struct Audit {
    treaty: Instrument,
    as_of: Option<Date>,
    inputs: Vec<Input>,
    evidence: Evidence,
    records: Records,
}

/// Why an input is refused. Nothing of it was taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The same bytes came before.
    #[error("`{file}` has the same bytes as `{earlier}`, which was read already: leave one of the two out")]
    SameFile {
        /// The file.
        file: String,
        /// The one before.
        earlier: String,
    },
    /// Another input states the same numbers.
    #[error(
        "`{file}`, line {line}, states the numbers of {party} of {date}, which {earlier} states already: leave one of the two out"
    )]
    StatedTwice {
        /// The file.
        file: String,
        /// Its line.
        line: usize,
        /// Whose numbers.
        party: PartyCode,
        /// Of which day.
        date: Date,
        /// Where they were stated before.
        earlier: StatementAt,
    },
    /// Another input states the same figures of the party for another day.
    #[error(
        "`{file}`, line {line}, states for {party} of {date} the figures that {earlier} states of {other}: check the publication; if they were really stated again, set the status of the later row to `unchanged`"
    )]
    OtherDate {
        /// The file.
        file: String,
        /// Its line.
        line: usize,
        /// Whose numbers.
        party: PartyCode,
        /// Of which day.
        date: Date,
        /// Of which other day.
        other: Date,
        /// Where they were stated before.
        earlier: StatementAt,
    },
}

/// Why nothing can be said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomplete {
    /// Nothing was fed.
    #[error("no declarations and no record were given: name at least one file, or a run folder")]
    Nothing,
    /// None of the statements was made under the instrument.
    #[error(
        "nothing in these records was made under this instrument: its file is not the one that they were signed under, byte for byte"
    )]
    OtherInstrument,
    /// Records that reach beyond the day as of which they are to be audited.
    #[error(
        "these records reach to {reach}: as of {asked} they were others, and what they hold since then must not count; give no earlier day, or the records as they were"
    )]
    Earlier {
        /// The day that was asked for.
        asked: Date,
        /// The day to which the records reach.
        reach: Date,
    },
    /// Part of what was read is void.
    #[error("a key was revoked that signed part of these records: ask whether they must be given again, and give them")]
    Again,
    /// A record was not read to its end.
    #[error(transparent)]
    Record(#[from] records::Refusal),
    /// Proofs were handed out and not all came back.
    #[error(
        "the proofs of {0} epochs were handed out and did not come back: nothing is called consistent before all are checked"
    )]
    Unsettled(u64),
    /// The records declare numbers that an input states too.
    #[error(transparent)]
    Declared(#[from] Refusal),
}

impl Audit {
    /// An audit of an instrument, as of a day; without one, as of the last day of which the instrument or the inputs speak.
    pub fn new(treaty: Instrument, as_of: Option<Date>) -> Self {
        Self { treaty, as_of, inputs: Vec::new(), evidence: Evidence::default(), records: Records::default() }
    }

    /// Looks with what one reader holds beside what everybody can read: before any record is given.
    #[must_use]
    pub fn holding(mut self, dossier: Arc<Dossier>) -> Self {
        self.records.hold(dossier);
        self
    }

    /// Takes in a table of declarations, whole.
    ///
    /// # Errors
    /// Where another input says the same.
    pub fn push(&mut self, declared: Declarations) -> Result<(), Refusal> {
        if let Some(earlier) = self.inputs.iter().find(|input| input.hash == declared.hash) {
            return Err(Refusal::SameFile { file: declared.file, earlier: earlier.file.clone() });
        }
        self.evidence.refuses(&declared)?;
        let rows = match &declared.rows {
            Rows::Aggregates(rows) => rows.len(),
            Rows::Items(rows) => rows.len(),
        };
        self.inputs.push(Input { file: declared.file.clone(), hash: declared.hash, rows });
        self.evidence.take(declared);
        Ok(())
    }

    /// The authors whose records may be given, in the order in which the instrument names them: parties, then witnesses.
    pub fn authors(&self) -> Vec<Author> {
        let parties = self.treaty.parties.iter().map(|party| Author::Party(party.code.clone()));
        parties.chain(self.treaty.witnesses.iter().map(|witness| Author::Witness(witness.id.clone()))).collect()
    }

    /// Begins a record with its checkpoint, a signed note.
    ///
    /// # Errors
    /// Where the note cannot be read, the author is unknown or was given before, or another record is not read to its end.
    pub fn open(&mut self, author: &Author, checkpoint: &[u8]) -> Result<(), records::Refusal> {
        self.records.open(&self.treaty, author, checkpoint)
    }

    /// The next file of the record that was begun; nothing where it was read to its end.
    pub fn wants(&self) -> Option<TileAddress> {
        self.records.wants()
    }

    /// Takes in the wanted file.
    ///
    /// # Errors
    /// Where it cannot be read, or does not fit what the checkpoint signs.
    pub fn push_file(&mut self, bytes: &[u8]) -> Result<(), records::Refusal> {
        self.records.push(&self.treaty, bytes)
    }

    /// Whether all records must be given again, from the first on: one of them ended a key that signed part of another, which therefore is none
    /// of its author's statements. Asked once all records are read and before any view is taken in; proofs that are still out are let be.
    pub fn again(&mut self) -> bool {
        self.records.again(&self.treaty)
    }

    /// Takes in a checkpoint as another saw it, once all records are read.
    ///
    /// # Errors
    /// Where it is no checkpoint of one of them.
    pub fn view(&mut self, name: &str, note: &[u8]) -> Result<(), records::Refusal> {
        self.records.view(name, note)
    }

    /// Proofs to be checked, by any thread.
    pub fn batch(&mut self) -> Option<ProofBatch> {
        self.records.batch()
    }

    /// Takes the result of a batch, in any order.
    pub fn settle(&mut self, checked: Checked) {
        self.records.settle(checked);
    }

    /// Lets be the proofs that are not checked: how many are, and of how many.
    pub(crate) fn leave_proofs(&mut self) -> (u64, u64) {
        self.records.leave_proofs()
    }

    /// Adds up.
    ///
    /// # Errors
    /// Where nothing was fed, or what was begun is not at its end.
    pub fn finish(self) -> Result<Assessment, Incomplete> {
        let Self { treaty, as_of, inputs, mut evidence, mut records } = self;
        if records.again(&treaty) {
            return Err(Incomplete::Again);
        }
        records.end(&treaty)?;
        if records.unsettled() > 0 {
            return Err(Incomplete::Unsettled(records.unsettled()));
        }
        evidence.take_declared(&treaty, records.declared())?;
        let last_row = evidence.cells.keys().map(|(_, date)| *date).max();
        let nothing = || if records.any() { Incomplete::OtherInstrument } else { Incomplete::Nothing };
        let last_spoken = last_row.max(records.last_day()).ok_or_else(nothing)?;
        if let Some((asked, reach)) = as_of.zip(records.last_day()).filter(|(asked, reach)| asked < reach) {
            return Err(Incomplete::Earlier { asked, reach });
        }
        let last_act = treaty.acts.iter().filter(|act| !act.proposed).map(|act| act.date).max();
        let as_of_given = as_of.is_some();
        let as_of = as_of.unwrap_or_else(|| last_spoken.max(last_act.unwrap_or(last_spoken)));
        // every rule asks how the instrument stood on the day of a row or of a deadline, so later acts have no part in it
        let left_aside = evidence.leave_aside(as_of);
        let kept_by = records.parties().map(|(party, commits)| (party.clone(), commits)).collect();
        let case = Case { treaty: &treaty, evidence: &evidence, spans: evidence.spans(), kept_by, as_of };

        let mut findings: Vec<_> = left_aside.into_iter().collect();
        let mut judged = limits::judge(&case, &mut findings);
        readings::compare(&case, &mut judged, &mut findings);
        items::check(&case, &mut findings);
        exchange::check(&case, &mut findings);
        freeze::check(&case, &mut findings);
        evidence_of_rows(&case, &mut findings);
        let kept = records.compare(&treaty, as_of);
        blind::add(&case, &kept.looked_by, &mut findings);
        findings.extend(kept.findings);
        findings.sort_by(|a, b| a.order().cmp(&b.order()));
        judged.sort_by(|a, b| (&a.party, a.date, &a.limit).cmp(&(&b.party, b.date, &b.limit)));

        let mut obligations = obligations(&case, &judged, &findings);
        obligations.extend(kept.obligations);
        let of_obligations = obligations.iter().map(|obligation| obligation.outcome);
        let of_findings = findings.iter().map(|finding| finding.severity.outcome());
        let outcome = of_obligations.chain(of_findings).max().unwrap_or(Outcome::Consistent);
        Ok(Assessment {
            instrument: treaty.id.clone(),
            title: treaty.title.clone(),
            treaty: treaty.hash,
            form: treaty.form,
            as_of,
            as_of_given,
            inputs,
            records: kept.records,
            opened: kept.opened,
            continuity: kept.continuity,
            inspections: kept.inspections,
            clarifications: kept.clarifications,
            sites: kept.sites,
            reader: kept.reader,
            outcome,
            obligations,
            judged,
            findings,
        })
    }
}

/// What every check looks at.
pub(crate) struct Case<'a> {
    pub(crate) treaty: &'a Instrument,
    pub(crate) evidence: &'a Evidence,
    /// The parties of which anything was said, each with the first and the last day.
    pub(crate) spans: BTreeMap<PartyCode, (Date, Date)>,
    /// The parties whose record was given, and whether it holds commitments.
    pub(crate) kept_by: BTreeMap<PartyCode, bool>,
    pub(crate) as_of: Date,
}

impl Case<'_> {
    /// What an obligation is called that was not met on a day.
    pub(crate) fn broken(&self, clause: &Clause, on: Date) -> Severity {
        Severity::broken(self.treaty.form_on(clause, on))
    }

    /// Whether a party was bound on a day: one that accedes later is not bound before.
    pub(crate) fn has_joined(&self, party: &PartyCode, on: Date) -> bool {
        let accedes = self.treaty.party(party).and_then(|party| party.accedes.as_ref());
        let act = accedes.and_then(|act| self.treaty.act(act));
        accedes.is_none() || act.is_some_and(|act| !act.proposed && act.date <= on)
    }
}

/// What was said, by party and day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    pub(crate) cells: BTreeMap<(PartyCode, Date), Cell>,
}

/// What was said of one party's numbers of one day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    pub(crate) aggregate: Option<(StatementAt, Aggregate)>,
    pub(crate) items: Vec<(StatementAt, Items)>,
}

impl Cell {
    fn statements(&self) -> impl Iterator<Item = &StatementAt> {
        self.aggregate.iter().map(|(at, _)| at).chain(self.items.iter().map(|(at, _)| at))
    }
}

impl Evidence {
    fn refuses(&self, declared: &Declarations) -> Result<(), Refusal> {
        let twice = |line: usize, party: &PartyCode, date: Date, earlier: &StatementAt| Refusal::StatedTwice {
            file: declared.file.clone(),
            line,
            party: party.clone(),
            date,
            earlier: earlier.clone(),
        };
        let cell = |party: &PartyCode, date: Date| self.cells.get(&(party.clone(), date));
        match &declared.rows {
            Rows::Aggregates(rows) => rows.iter().try_for_each(|row| {
                if let Some((earlier, _)) = cell(&row.party, row.effective).and_then(|cell| cell.aggregate.as_ref()) {
                    return Err(twice(row.place.line, &row.party, row.effective, earlier));
                }
                match self.same_figures(row) {
                    Some((earlier, other)) => Err(Refusal::OtherDate {
                        file: declared.file.clone(),
                        line: row.place.line,
                        party: row.party.clone(),
                        date: row.effective,
                        other: other.effective,
                        earlier: earlier.clone(),
                    }),
                    None => Ok(()),
                }
            }),
            Rows::Items(rows) => rows.iter().try_for_each(|row| {
                match cell(&row.party, row.effective).and_then(|cell| cell.items.first()) {
                    Some((earlier, _)) => Err(twice(row.place.line, &row.party, row.effective, earlier)),
                    None => Ok(()),
                }
            }),
        }
    }

    /// The same figures of the same party under another date, in another input: figures do get published under a wrong one.
    fn same_figures(&self, row: &Aggregate) -> Option<&(StatementAt, Aggregate)> {
        let figures = row.figures.as_ref().filter(|_| row.status != RowStatus::Unchanged)?;
        // a second row of one party and day is refused before
        let of_party = self.cells.iter().filter(|((party, _), _)| *party == row.party);
        let others = of_party.filter_map(|(_, cell)| cell.aggregate.as_ref());
        others
            .filter(|(_, other)| other.status != RowStatus::Unchanged)
            .find(|(_, other)| other.figures.as_ref() == Some(figures))
    }

    /// Takes the epochs that a record declares in clear numbers.
    fn take_declared<'a>(
        &mut self,
        treaty: &Instrument,
        declared: impl Iterator<Item = records::Declared<'a>>,
    ) -> Result<(), Refusal> {
        let classes: Vec<_> = treaty.warhead_classes().cloned().collect();
        for (author, epochs) in declared {
            let Some(party) = author.party() else { continue };
            for (index, day, declaration) in epochs {
                let at = StatementAt::Leaf { record: author.clone(), index: *index };
                let cell = self.cells.entry((party.clone(), *day)).or_default();
                if let Some((earlier, _)) = cell.items.first() {
                    let (party, earlier) = (party.clone(), earlier.clone());
                    let (file, line) = (author.to_string(), usize::try_from(*index).unwrap_or(usize::MAX));
                    return Err(Refusal::StatedTwice { file, line, party, date: *day, earlier });
                }
                for (class, count) in classes.iter().zip(&declaration.counts) {
                    cell.items.push((
                        at.clone(),
                        Items {
                            place: RowPlace { line: 0 },
                            effective: *day,
                            party: party.clone(),
                            stated_by: party.clone(),
                            class: class.clone(),
                            item_type: None,
                            items: count.0.into(),
                            status: RowStatus::Confirmed,
                            source: String::new(),
                        },
                    ));
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, declared: Declarations) {
        let at = |line: usize| StatementAt::Row { file: declared.file.clone(), line };
        match declared.rows {
            Rows::Aggregates(rows) => {
                for row in rows {
                    let cell = self.cells.entry((row.party.clone(), row.effective)).or_default();
                    cell.aggregate = Some((at(row.place.line), row));
                }
            }
            Rows::Items(rows) => {
                for row in rows {
                    let cell = self.cells.entry((row.party.clone(), row.effective)).or_default();
                    cell.items.push((at(row.place.line), row));
                }
            }
        }
    }

    /// Takes out the rows of days after the one of the audit, and says so.
    fn leave_aside(&mut self, as_of: Date) -> Option<Finding> {
        let later = |(_, date): &&(PartyCode, Date)| *date > as_of;
        let keys: Vec<_> = self.cells.keys().filter(later).cloned().collect();
        let cells: Vec<_> = keys.iter().filter_map(|key| self.cells.remove(key)).collect();
        let dates: BTreeSet<_> = keys.into_iter().map(|(_, date)| date).collect();
        let statements = cells.iter().flat_map(Cell::statements).cloned().collect();
        let fact = Fact::AfterTheDay { dates: dates.iter().copied().collect() };
        (!dates.is_empty()).then(|| Finding::blind(fact, statements))
    }

    /// The parties of which anything was said, each with the first and the last day.
    fn spans(&self) -> BTreeMap<PartyCode, (Date, Date)> {
        let mut spans: BTreeMap<PartyCode, (Date, Date)> = BTreeMap::new();
        for (party, date) in self.cells.keys() {
            let span = spans.entry(party.clone()).or_insert((*date, *date));
            *span = (span.0.min(*date), span.1.max(*date));
        }
        spans
    }
}

/// Rows that no source, or only some source, carries. They concern the file, not a party's conduct.
fn evidence_of_rows(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let mut weak: BTreeMap<(PartyCode, bool), (Vec<Date>, Vec<StatementAt>)> = BTreeMap::new();
    let mut note = |party: &PartyCode, date: Date, at: &StatementAt, status: RowStatus| {
        let unconfirmed = status == RowStatus::Unconfirmed;
        if unconfirmed || matches!(status, RowStatus::PartlyConfirmed | RowStatus::Derived) {
            let (dates, statements) = weak.entry((party.clone(), unconfirmed)).or_default();
            dates.push(date);
            statements.push(at.clone());
        }
    };
    for ((party, date), cell) in &case.evidence.cells {
        if let Some((at, row)) = &cell.aggregate {
            note(party, *date, at, row.status);
        }
        for (at, row) in &cell.items {
            note(party, *date, at, row.status);
        }
    }
    findings.extend(weak.into_iter().map(|((party, unconfirmed), (mut dates, statements))| {
        dates.dedup();
        let (severity, fact) = match unconfirmed {
            true => (Severity::Question, Fact::Unconfirmed { dates }),
            false => (Severity::Blind, Fact::PartlyConfirmed { dates }),
        };
        Finding { severity, party: Some(party), article: None, date: None, fact, statements, readings: Vec::new() }
    }));
}

/// Each limit, clock and freeze that bound a party on a day of which the inputs speak, with the worst of its findings. What bound on none of
/// these days was not examined, and an obligation that was not examined is not called consistent.
fn obligations(case: &Case<'_>, judged: &[Judged], findings: &[Finding]) -> Vec<Obligation> {
    let mut found = Vec::new();
    for clause in &case.treaty.clauses {
        for party in case.treaty.parties.iter().map(|party| &party.code) {
            let Some(covers) = covered(case, clause, judged, party) else { continue };
            let about = |finding: &&Finding| {
                finding.party.as_ref() == Some(party) && finding.fact.clause() == Some((clause.kind(), &clause.id))
            };
            let worst = findings.iter().filter(about).map(|finding| finding.severity.outcome()).max();
            found.push(Obligation {
                id: clause.id.clone(),
                kind: clause.kind(),
                name: clause.name.clone().or_else(|| clause.text.clone()),
                article: clause.article.clone(),
                party: party.clone(),
                outcome: worst.unwrap_or(Outcome::Consistent),
                covers: Some(covers),
            });
        }
    }
    found
}

/// The first and the last day on which an obligation bound and of which the inputs speak.
fn covered(case: &Case<'_>, clause: &Clause, judged: &[Judged], party: &PartyCode) -> Option<(Date, Date)> {
    match &clause.rule {
        Rule::Limit(_) => {
            let examined = |row: &&Judged| {
                let binding = matches!(row.verdict, Verdict::Within | Verdict::Over | Verdict::Disputed);
                row.limit == clause.id && row.party == *party && binding
            };
            let days = judged.iter().filter(examined).map(|row| row.date);
            Some((days.clone().min()?, days.max()?))
        }
        Rule::Clock(clock) => exchange::covered(case, clause, clock, party),
        _ => freeze::covered(case, clause, party),
    }
}

impl Finding {
    /// The total order of findings: the gravest first.
    fn order(&self) -> impl Ord + '_ {
        (self.severity, &self.party, self.date, self.fact.code(), &self.fact, &self.statements)
    }

    /// Something that these inputs cannot show, of no party in particular.
    pub(crate) fn blind(fact: Fact, statements: Vec<StatementAt>) -> Self {
        let (party, article, date, readings) = (None, None, None, Vec::new());
        Self { severity: Severity::Blind, party, article, date, fact, statements, readings }
    }
}
