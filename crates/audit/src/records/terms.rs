//! What the records come to beside each other: dates, receipts, corrections that both sides accepted, and the outcome of each obligation.

pub(super) mod chains;
pub(super) mod clarifications;
mod clear;
mod due;
mod early;
mod keys;
mod known;
pub(super) mod portals;
mod receipts;
pub(super) mod seals;
mod told;
pub(super) mod visits;

pub(super) use due::{Opens, days_due, openings};
pub(super) use keys::Ends;

use super::dossier::{Reading, Shown};
use super::{Held, Kept, Records, Shared, View, gates, obligations, times};
use crate::assessment::{RecordFact, Severity};
use log::{LeafIndex, Timestamp};
use record::{Author, KeyRings, Provision};
use std::collections::{BTreeMap, BTreeSet};
use treaty::instrument::{Clause, RecordRule};
use treaty::{Date, Instrument};

/// Everything that was read, on the day of the audit.
pub(super) struct Docket<'a> {
    pub(super) treaty: &'a Instrument,
    pub(super) clause: &'a Clause,
    pub(super) rule: &'a RecordRule,
    pub(super) held: &'a BTreeMap<Author, Held>,
    pub(super) rings: &'a KeyRings,
    pub(super) provisions: &'a BTreeMap<Author, Provision>,
    pub(super) as_of: Date,
    /// The day on which the last baseline was provided; nothing while one is missing.
    pub(super) baselines: Option<Date>,
    /// The records of which others hold more than the copy among the inputs.
    pub(super) old: BTreeSet<Author>,
    /// The inspections, and the steps that fit none.
    pub(super) visits: &'a [visits::Followed],
    pub(super) strays: &'a [visits::Stray<'a>],
    /// What crossed the gates of plants.
    pub(super) gates: &'a gates::Gates<'a>,
    /// The clarifications, and the steps that fit none.
    pub(super) clarifications: &'a [clarifications::Followed],
    pub(super) stray_turns: &'a [clarifications::Stray<'a>],
    /// What was shown of each inspection to whoever holds the keys.
    pub(super) shown: &'a [Shown],
}

/// How something that was due by a day came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    InTime,
    /// After its day: on this one or, where a copy lacks what would show it, on one that nobody can tell, if at all.
    Late(Option<Date>),
    Missing,
    /// It may have come in time, by what is lacking in the records that are held.
    Unknown,
}

impl Records {
    /// The day of the last thing that anybody acknowledged or, where nobody acknowledged anything, said. Of several records the last but one
    /// speaks: a single clock that runs away must not make everything fall due.
    pub(crate) fn last_day(&self) -> Option<Date> {
        let acknowledged =
            |held: &Held| held.book.receipts.iter().filter(|seen| seen.counts).map(|seen| seen.time).max();
        let said = |held: &Held| held.book.dated.values().max().copied();
        let mut times: Vec<_> = self.held.values().filter_map(acknowledged).collect();
        if times.is_empty() {
            times = self.held.values().filter_map(said).collect();
        }
        times.sort_unstable_by(|a, b| b.cmp(a));
        times.get(usize::from(times.len() > 1)).copied().map(times::day_of)
    }

    /// Compares the records, each as far as others held it by the end of a day.
    pub(crate) fn compare(self, treaty: &Instrument, as_of: Date) -> Kept {
        let Some((clause, rule)) = treaty.record() else { return Kept::default() };
        let Self { held, shared: Some(Shared { provisions, rings, .. }), views, dossier, .. } = self else {
            return Kept::default();
        };
        let (held, rings, provisions) = (&held, &rings, &provisions);
        let old = receipts::old(held, &views);
        let (visits, strays) = &visits::follow(treaty, held);
        let (clarifications, stray_turns) = &clarifications::follow(treaty, held);
        let books: BTreeMap<_, _> = held.iter().map(|(author, held)| (author, &held.book)).collect();
        let gates = &gates::follow(treaty, &books, rule.tolerance.seconds());
        let reading = Reading { treaty, dossier: &dossier, books };
        let shown: Vec<_> = visits.iter().map(|visit| reading.shown(visit)).collect();
        let mut docket = Docket {
            treaty,
            clause,
            rule,
            held,
            rings,
            provisions,
            as_of,
            baselines: None,
            old,
            visits,
            strays,
            clarifications,
            stray_turns,
            gates,
            shown: &shown,
        };
        docket.baselines = docket.baselines_provided();
        let opened: Vec<_> = visits.iter().zip(&shown).collect();
        let kept = docket.kept(&views, reading.judge(&opened));
        Kept { reader: dossier.reader().cloned(), ..kept }
    }
}

impl Docket<'_> {
    fn kept(&self, views: &[View], of_keys: Vec<crate::Finding>) -> Kept {
        let mut findings: Vec<_> = self.held.values().flat_map(|held| held.book.findings.clone()).collect();
        receipts::compare(self, views, &mut findings);
        let mut undecided = false;
        for held in self.held.values() {
            let Some(chain) = &held.book.chain else { continue };
            undecided |= due::judge(self, &held.book, chain, &mut findings);
            early::judge(self, &held.book, chain, &mut findings);
            clear::judge(self, &held.book, chain, &mut findings);
        }
        visits::judge(self, &mut findings);
        let at_gates = portals::judge(self, &mut findings);
        clarifications::judge(self, &mut findings);
        findings.extend(of_keys);
        let continuity = seals::judge(self, &mut findings);
        self.not_held(undecided, &mut findings);
        findings.iter_mut().for_each(|finding| self.place(finding));
        let obligations = obligations::of(self, &findings);
        let chains = self.held.values().filter_map(|held| held.book.chain.as_ref());
        let opened = chains.flat_map(|chain| chain.opened.clone()).collect();
        let looked_by = visits::measures(self).into_iter().chain(at_gates).collect();
        Kept {
            records: self.records(),
            inspections: known::inspected(self),
            clarifications: known::clarified(self),
            sites: known::sites(self, &findings),
            findings,
            opened,
            continuity,
            obligations,
            looked_by,
            reader: None,
        }
    }

    /// Whether something that was acknowledged so had happened by the end of the day of the audit.
    pub(super) fn by_then(&self, time: Timestamp) -> bool {
        time.seconds() <= times::end_of(self.as_of)
    }

    /// When a statement was provided, as far as it was by then.
    pub(super) fn provided(&self, author: &Author, index: u64) -> Option<Timestamp> {
        let leaf = LeafIndex::new(index)?;
        self.provisions.get(author)?.provided_at(leaf).filter(|time| self.by_then(*time))
    }

    /// How a statement of a record came that was due by the end of a day. Receipts decide, never the date inside.
    pub(super) fn came(&self, author: &Author, index: u64, due: Date) -> Came {
        let in_time = |time: &Timestamp| times::day_of_deadline(*time) <= due;
        let provided = self.provided(author, index);
        match self.earliest(author, index) {
            _ if provided.is_some_and(|time| in_time(&time)) => Came::InTime,
            Some(earliest) if in_time(&earliest) => Came::Unknown,
            Some(_) => Came::Late(provided.map(times::day_of_deadline)),
            None => Came::Missing,
        }
    }

    /// The earliest time at which a statement can have been provided: what a copy lacks of its keeper's receipts is no earlier than those that it
    /// has, and of a record that is not held nobody knows anything.
    fn earliest(&self, author: &Author, index: u64) -> Option<Timestamp> {
        let last_of = |held: &Held| held.book.receipts.iter().rev().find(|seen| seen.counts).map(|seen| seen.time);
        let begins = Timestamp::new(0);
        let unseen = |by: &Author| match self.held.get(by) {
            Some(held) if self.old.contains(by) => last_of(held).or(begins),
            Some(_) => None,
            None => begins,
        };
        let leaf = LeafIndex::new(index)?;
        self.provisions.get(author)?.provided_if(leaf, unseen).filter(|time| self.by_then(*time))
    }

    /// The same of one that the copy does not hold. In what an old copy lacks it stands behind so many others at least, so what was acknowledged
    /// by its day excuses it only where that reaches so far.
    pub(super) fn came_unseen(&self, author: &Author, behind: u64, due: Date) -> Came {
        let copy = self.held.get(author).filter(|_| self.old.contains(author));
        let Some(held) = copy.map(|copy| copy.reader.checkpoint().size.get()) else { return Came::Missing };
        match self.came(author, held.saturating_add(behind), due) {
            Came::InTime => Came::Unknown,
            Came::Late(_) => Came::Late(None),
            other => other,
        }
    }

    /// Whether a party's record is held, and nobody saw more of it.
    pub(super) fn holds_whole(&self, party: &treaty::PartyCode) -> bool {
        let author = Author::Party(party.clone());
        self.held.contains_key(&author) && !self.old.contains(&author)
    }

    /// The sites of a party, as all its acts leave them.
    pub(super) fn ground(&self, party: &treaty::PartyCode) -> Option<&record::Ground> {
        self.held.get(&Author::Party(party.clone()))?.book.chain.as_ref()?.ground()
    }

    /// Whether a day is over.
    pub(super) fn is_over(&self, day: Date) -> bool {
        self.as_of > day
    }

    fn baselines_provided(&self) -> Option<Date> {
        let provided = |party: &treaty::instrument::Party| {
            let author = Author::Party(party.code.clone());
            let baseline = self.held.get(&author)?.book.owed.epoch(0)?;
            self.provided(&author, baseline)
        };
        let all: Option<Vec<_>> = self.treaty.parties.iter().map(provided).collect();
        all?.into_iter().max().map(times::day_of_deadline)
    }

    /// By how many seconds clocks may differ.
    pub(super) fn tolerance(&self) -> u64 {
        self.rule.tolerance.seconds()
    }

    /// What an obligation is called that was not met on a day.
    pub(super) fn broken(&self, clause: &Clause, on: Date) -> Severity {
        Severity::broken(self.treaty.form_on(clause, on))
    }

    /// The same for something that was not given: as long as the time of grace runs, it is late.
    pub(super) fn not_given(&self, clause: &Clause, due: Date) -> (Severity, bool) {
        let over = self.is_over(self.rule.grace.after(due).unwrap_or(Date::MAX));
        (if over { self.broken(clause, due) } else { Severity::Late }, over)
    }

    /// The clause under which a fact falls: its own, or else the one on records.
    pub(super) fn clause_of(&self, fact: &RecordFact) -> &Clause {
        fact.clause_in(self.treaty).unwrap_or(self.clause)
    }

    /// The records that the instrument names and that are not among the inputs, and the bodies that are for others.
    fn not_held(&self, undecided: bool, findings: &mut Vec<crate::Finding>) {
        for author in self.rings.authors().filter(|author| !self.held.contains_key(author)) {
            // an auditor that lacks a record says that the matter is open, and never that the party was late
            let open = undecided || author.party().is_some();
            let severity = if open { Severity::Question } else { Severity::Blind };
            let fact = RecordFact::RecordNotHeld { of: author.clone() };
            findings.push(super::book::finding(severity, author, None, fact, []));
        }
        for (author, held) in self.held.iter().filter(|(_, held)| held.book.bodies_not_held > 0) {
            let fact = RecordFact::BodiesNotHeld { statements: held.book.bodies_not_held };
            findings.push(super::book::finding(Severity::Blind, author, None, fact, []));
        }
    }

    /// Names the article under which a finding falls.
    fn place(&self, finding: &mut crate::Finding) {
        let crate::Fact::Record(fact) = &finding.fact else { return };
        let clause = self.clause_of(fact);
        finding.article.get_or_insert_with(|| clause.article.clone());
    }
}
