//! Clarifications: what one party asked another, whether it was answered and concluded in time, and what it makes of the inspection that it is about.
//!
//! Nothing here decides between the two sides. An agreed statement is what both say; a recorded disagreement, and one whose time ran out, keep what each
//! said last, beside each other.
// rule: clarification

use super::chains::{statements, told};
use super::visits::{self, Followed as Visit};
use super::{Docket, chains};
use crate::assessment::{
    ClarificationClock, ClarificationFact, ClarificationOf, Finding, Read, RecordFact, Severity, VisitOf,
};
use crate::records::book::{Book, finding};
use crate::records::{Held, times};
use record::clarification::{End, Progress, Side};
use record::inspection;
use record::statement::{StepHash, TurnName};
use record::{Author, Kind};
use std::collections::BTreeMap;
use treaty::instrument::{Clarification, Clause};
use treaty::{Date, Instrument, PartyCode};

pub(in crate::records) use record::clarification::{Followed, Stray};

/// All clarifications, and the steps that fit none.
pub(in crate::records) fn follow<'a>(
    treaty: &Instrument,
    held: &'a BTreeMap<Author, Held>,
) -> (Vec<Followed>, Vec<Stray<'a>>) {
    of_books(treaty, held.iter().map(|(author, held)| (author, &held.book)))
}

/// The same, of these books.
pub(in crate::records) fn of_books<'a>(
    treaty: &Instrument,
    books: impl Iterator<Item = (&'a Author, &'a Book)>,
) -> (Vec<Followed>, Vec<Stray<'a>>) {
    chains::follow(treaty, books, |book| &book.clarifications)
}

/// Judges all clarifications.
pub(super) fn judge(docket: &Docket<'_>, findings: &mut Vec<Finding>) {
    findings.extend(docket.stray_turns.iter().filter_map(|stray| told(docket, stray, Kind::Clarification)));
    let Some((clause, rule)) = docket.treaty.clarification() else { return };
    for one in docket.clarifications {
        let mut told = in_time(docket, one, rule);
        told.extend(missing(docket, one, clause, rule));
        told.extend(end(docket, one, rule));
        told.extend(twice(one));
        findings.extend(told.into_iter().map(|told| tell(docket, one, told)));
    }
}

/// What clarifications show by themselves: two steps of one side after one and the same. Which inspection they are about is not looked up.
pub(in crate::records) fn shown(treaty: &Instrument, all: &[Followed]) -> Vec<Finding> {
    let of = |one| twice(one).map(move |told| tell_of(one, named(treaty, one, None), told));
    all.iter().flat_map(of).collect()
}

fn twice(one: &Followed) -> impl Iterator<Item = Told> {
    one.twice().map(|(step, place)| {
        let side = side_of(one, &place.0);
        (Severity::Contradiction, Some(side), ClarificationFact::StepTwice { step })
    })
}

/// What the clarifications between its two sides make of an inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearing {
    /// Both sides say the same now.
    Agreed,
    /// They still say different things, and their time to agree is over.
    Unresolved,
}

/// What became of the clarifications that are about a step of an inspection; nothing where there is none, or it still runs.
pub(super) fn bearing(docket: &Docket<'_>, visit: &Visit) -> Option<Bearing> {
    let rule = docket.treaty.clarification()?.1;
    let about = docket.clarifications.iter().filter(|one| is_about(one, visit));
    let came: Vec<_> = about.map(|one| (one.progress.end(), lapsed(docket, one, rule))).collect();
    if came.iter().any(|(end, _)| *end == Some(End::Agreed)) {
        return Some(Bearing::Agreed);
    }
    let unresolved = came.iter().any(|(end, lapsed)| *end == Some(End::Disagreed) || lapsed.is_some());
    unresolved.then_some(Bearing::Unresolved)
}

/// Whether a party is one of its sides.
pub(in crate::records) fn is_of(one: &Followed, party: &PartyCode) -> bool {
    Side::BOTH.iter().any(|side| one.progress.party(*side) == party)
}

/// The days of the first and the last step.
pub(in crate::records) fn days(one: &Followed) -> (Date, Date) {
    let taken = one.progress.taken();
    (times::day_of(taken[0].at), times::day_of(one.progress.last().at))
}

/// How grave, whose step it is (nobody's where it is a matter of both), and what.
type Told = (Severity, Option<Side>, ClarificationFact);

fn tell(docket: &Docket<'_>, one: &Followed, told: Told) -> Finding {
    tell_of(one, name(docket, one), told)
}

/// A clarification as findings name it.
pub(super) fn name(docket: &Docket<'_>, one: &Followed) -> ClarificationOf {
    named(docket.treaty, one, one.progress.raising().about.and_then(|leaf| about(docket, leaf)))
}

fn tell_of(one: &Followed, clarification: ClarificationOf, (severity, side, fact): Told) -> Finding {
    let author = Author::Party(one.progress.party(side.unwrap_or(Side::Raiser)).clone());
    let keeps_both = matches!(
        fact,
        ClarificationFact::Open { .. } | ClarificationFact::Disagreed { .. } | ClarificationFact::Lapsed { .. }
    );
    let fact = RecordFact::Clarification { clarification, fact };
    let mut told = finding(severity, &author, Some(days(one).1), fact, []);
    told.party = told.party.filter(|_| side.is_some());
    told.statements = statements(one);
    if keeps_both {
        told.readings = readings(&one.progress);
    }
    told
}

/// What each side said last.
fn readings(progress: &Progress) -> Vec<Read> {
    let read = |side: Side| {
        let text = progress.reading(side)?.text();
        Some(Read { party: progress.party(side).clone(), text, count: None })
    };
    Side::BOTH.into_iter().filter_map(read).collect()
}

fn named(treaty: &Instrument, one: &Followed, about: Option<VisitOf>) -> ClarificationOf {
    let raising = one.progress.raising();
    let clause = treaty.clauses.iter().find(|clause| clause.id == raising.clause);
    let kind = clause.map(Clause::kind).expect("a clarification begins with a clause of the instrument");
    ClarificationOf {
        number: one.number,
        raiser: one.progress.party(Side::Raiser).clone(),
        respondent: one.progress.party(Side::Respondent).clone(),
        clause: (kind, raising.clause.clone()),
        about,
    }
}

/// The inspection that a leaf is a step of.
fn about(docket: &Docket<'_>, leaf: StepHash) -> Option<VisitOf> {
    docket.visits.iter().find(|visit| has_step(visit, leaf)).map(|visit| visits::name(docket, visit))
}

fn has_step(visit: &Visit, leaf: StepHash) -> bool {
    visit.progress.taken().iter().any(|taken| taken.hash == leaf)
}

/// Whether it is about a step of an inspection, between the two sides of that. What others agree on settles nothing between these.
fn is_about(one: &Followed, visit: &Visit) -> bool {
    let of_both = [inspection::Side::Inspector, inspection::Side::Host]
        .into_iter()
        .all(|side| is_of(one, visit.progress.party(side)));
    of_both && one.progress.raising().about.is_some_and(|leaf| has_step(visit, leaf))
}

/// Clocks of the steps that were taken, and dates that go back.
fn in_time(docket: &Docket<'_>, one: &Followed, rule: &Clarification) -> Vec<Told> {
    let progress = &one.progress;
    let mut told = Vec::new();
    for pair in progress.taken().windows(2) {
        if let Some(seconds) = docket.seconds_late(pair[0].at, pair[1].at) {
            let fact = ClarificationFact::StepBackDated { step: pair[1].name, seconds };
            told.push((Severity::Question, Some(pair[1].side), fact));
        }
    }
    let steps = [TurnName::Answer, TurnName::Offer, TurnName::Agreement].into_iter().filter_map(|name| {
        let due = progress.due(rule, name).map(|(due, _)| due)?;
        Some((ClarificationClock::Step(name), progress.step(name)?, due))
    });
    let end = progress.end_step().zip(progress.due_end(rule));
    let end = end.map(|(end, (due, _))| (ClarificationClock::Conclusion, end, due));
    told.extend(steps.chain(end).filter_map(|(clock, taken, due)| {
        let minutes = docket.seconds_late(taken.at, due)?.div_ceil(60);
        Some((Severity::Late, Some(taken.side), ClarificationFact::StepLate { clock, minutes }))
    }));
    told
}

/// The step that is waited for, where its time is over. What a record lacks may be the step, or one that came in its place.
fn missing(docket: &Docket<'_>, one: &Followed, clause: &Clause, rule: &Clarification) -> Option<Told> {
    let (step, side) = *one.progress.next().first()?;
    let due = times::day_of(one.progress.due(rule, step)?.0);
    let whole = docket.holds_both(Side::BOTH.map(|side| one.progress.party(side)));
    (whole && docket.is_over(due)).then(|| {
        let (severity, grace_over) = docket.not_given(clause, due);
        (severity, Some(side), ClarificationFact::StepMissing { step, due, grace_over })
    })
}

/// How it ended, where the two sides do not say the same: a matter of both, and about nobody.
fn end(docket: &Docket<'_>, one: &Followed, rule: &Clarification) -> Option<Told> {
    let progress = &one.progress;
    let (severity, fact) = match (progress.end(), lapsed(docket, one, rule)) {
        (Some(End::Agreed | End::Withdrawn), _) => return None,
        (Some(End::Disagreed), _) => {
            (Severity::Discrepancy, ClarificationFact::Disagreed { both: progress.next().is_empty() })
        }
        (None, Some(due)) => (Severity::Discrepancy, ClarificationFact::Lapsed { due }),
        (None, None) => {
            let until = progress.due_end(rule).map(|(due, _)| times::day_of(due));
            (Severity::Question, ClarificationFact::Open { until })
        }
    };
    Some((severity, None, fact))
}

/// The day by which it was to end, where that is over and no record can lack the end.
fn lapsed(docket: &Docket<'_>, one: &Followed, rule: &Clarification) -> Option<Date> {
    let due = one.progress.due_end(rule).map(|(due, _)| times::day_of(due))?;
    let whole = docket.holds_both(Side::BOTH.map(|side| one.progress.party(side)));
    (one.progress.end().is_none() && whole && docket.is_over(due)).then_some(due)
}

fn side_of(one: &Followed, author: &Author) -> Side {
    let own = Side::BOTH.into_iter().find(|side| author.party() == Some(one.progress.party(*side)));
    own.expect("a step that was taken is one of a side")
}
