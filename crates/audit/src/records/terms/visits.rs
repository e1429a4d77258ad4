//! Inspections: the steps of each, out of the records of both sides, in the one order that they give themselves; and what the rules say of them.
//!
//! What the team saw is the two sides' own. What all can see is who took which step when, whether the site was chosen as agreed, whether the
//! opening was of the right epoch, and whether the two sides say the same of the count.
// rule: quota
// rule: restriction

mod follow;
mod inquiries;
mod rights;
mod seen;

pub(super) use follow::name;
pub(in crate::records) use follow::{follow, is_of, of_books};
pub(in crate::records) use record::inspection::{Followed, Stray};
pub(in crate::records) use seen::measures;

use super::clarifications::{Bearing, bearing};
use super::{Docket, chains};
use crate::assessment::{Finding, RecordFact, Severity, VisitFact};
use crate::records::book::finding;
use crate::records::dossier::Shown;
use crate::records::times;
use log::{LeafIndex, Timestamp, TreeSize};
use record::inspection::{Side, Taken};
use record::statement::{Acceptance, Answer, Comparison, Reason, StepName};
use record::{Author, Epoch, SiteNumber};
use rights::Rights;
use std::collections::BTreeSet;
use treaty::Id;
use treaty::instrument::{Clause, Inspection, Kind, Rule};

/// Judges all inspections.
pub(super) fn judge(docket: &Docket<'_>, findings: &mut Vec<Finding>) {
    let strays = docket.strays.iter();
    findings.extend(strays.filter_map(|stray| chains::told(docket, stray, record::Kind::Inspection)));
    let (mut rights, mut drawn) = (Rights::default(), Vec::new());
    for (visit, shown) in docket.visits.iter().zip(docket.shown) {
        let clause = visit.clause(docket.treaty);
        let mut told = Vec::new();
        let lot = clause.map(|clause| rights.lot(docket, visit, clause)).unwrap_or_default();
        let admitted = rights.admit(docket, visit);
        told.extend(admitted.iter().map(|why| (None, VisitFact::BeyondRights { why: why.clone() })));
        if let Some((clause, kind)) = clause {
            steps_in_time(docket, visit, clause, kind, &mut told);
            choice(docket, visit, kind, &lot, &mut told);
        }
        let goes_to = visit.progress.designation().map(|to| to.site);
        drawn.extend(goes_to.filter(|site| visit.progress.drawn_site(&lot) == Some(*site)).map(|_| visit));
        opening(docket, visit, shown, &mut told);
        told.extend(refusal(docket, visit, admitted.is_some(), &mut rights));
        told.extend(count(docket, visit, shown));
        inquiries::judge(visit, shown, clause.map(|(_, kind)| kind), &mut told);
        clarified(bearing(docket, visit), &mut told);
        let twice = visit.twice().map(|(step, _)| VisitFact::StepTwice { step });
        told.extend(twice.map(|fact| (Some(Severity::Contradiction), fact)));
        findings.extend(
            told.into_iter().map(|(severity, fact)| tell(docket, visit, clause.map(|(c, _)| c), severity, fact)),
        );
    }
    seen::judge(docket, &drawn, findings);
}

/// A finding, with the severity of an obligation that was not met where it has none of its own.
type Told = (Option<Severity>, VisitFact);

fn tell(
    docket: &Docket<'_>,
    visit: &Followed,
    clause: Option<&Clause>,
    severity: Option<Severity>,
    fact: VisitFact,
) -> Finding {
    let day = times::day_of(visit.progress.last().at);
    let severity = severity.unwrap_or_else(|| docket.broken(clause.unwrap_or(docket.clause), day));
    let author = Author::Party(visit.progress.party(fact.side()).clone());
    let fact = RecordFact::Visit { visit: follow::name(docket, visit), fact };
    let mut told = finding(severity, &author, Some(day), fact, []);
    told.statements = chains::statements(visit);
    told
}

/// Clocks: those of the steps that were taken, and of the one that is due.
fn steps_in_time(docket: &Docket<'_>, visit: &Followed, clause: &Clause, kind: &Inspection, told: &mut Vec<Told>) {
    let progress = &visit.progress;
    let pairs = progress.taken().windows(2).filter(|pair| pair[1].name != StepName::Arrival);
    for pair in pairs.filter(|pair| pair[0].name != StepName::Arrival) {
        if let Some(seconds) = docket.seconds_late(pair[0].at, pair[1].at) {
            let fact = VisitFact::StepBackDated { step: pair[1].name, seconds };
            told.push((Some(Severity::Question), fact));
        }
    }
    for (behind, taken) in progress.taken().iter().enumerate() {
        let Some((due, _)) = progress.due_at(docket.treaty, kind, taken.name, behind) else { continue };
        if let Some(seconds) = docket.seconds_late(taken.at, due) {
            let fact = VisitFact::StepLate { step: taken.name, minutes: seconds.div_ceil(60) };
            told.push((Some(Severity::Late), fact));
        }
    }
    told.extend(missing(docket, visit, kind).into_iter().map(|(step, due)| {
        let day = times::day_of(due);
        let (severity, grace_over) = docket.not_given(clause, day);
        (Some(severity), VisitFact::StepMissing { step, due: day, grace_over })
    }));
}

/// The steps that should have been taken by the day of the audit, and were not: the next one, and the host's nonce where the inspector waited for it
/// and had to do without. What a record lacks may be the step, or one that came in its place.
fn missing(docket: &Docket<'_>, visit: &Followed, kind: &Inspection) -> Vec<(StepName, Timestamp)> {
    let progress = &visit.progress;
    if !docket.holds_both([Side::Inspector, Side::Host].map(|side| progress.party(side))) {
        return Vec::new();
    }
    let due = |step| progress.due(docket.treaty, kind, step).map(|(due, _)| (step, due));
    let designated = progress.step(StepName::Designation).filter(|_| progress.request().draw.is_some());
    // a nonce that stands beside the designation came, and whether in time is a question of its own
    let came = progress.nonce().is_some() || visit.beside.iter().any(|beside| beside.name == StepName::Nonce);
    let waited = designated
        .filter(|_| !came)
        .and_then(|designated| due(StepName::Nonce).filter(|(_, due)| *due <= designated.at));
    let all = waited.into_iter().chain(progress.awaited().and_then(due));
    all.filter(|(_, due)| docket.is_over(times::day_of(*due))).collect()
}

/// How the site was chosen.
fn choice(docket: &Docket<'_>, visit: &Followed, kind: &Inspection, lot: &[SiteNumber], told: &mut Vec<Told>) {
    let progress = &visit.progress;
    let Some(designation) = progress.designation() else { return };
    if progress.request().draw.is_some() {
        match (designation.nonce, progress.drawn_site(lot)) {
            (Some(_), drawn) if drawn != Some(designation.site) => {
                let drawn = drawn.and_then(|site| follow::alias(docket, visit, site));
                told.push((None, VisitFact::NotDrawn { drawn }));
            }
            (None, _) => {
                let at = progress.step(StepName::Designation).map_or(0, |taken| taken.at.seconds());
                let early =
                    progress.due(docket.treaty, kind, StepName::Nonce).is_some_and(|(due, _)| at < due.seconds());
                told.extend(early.then_some((None, VisitFact::ChoseEarly)));
            }
            _ => {}
        }
    }
    let (size, root) = designation.covered;
    let inspector = Author::Party(progress.party(Side::Inspector).clone());
    let host = Author::Party(progress.party(Side::Host).clone());
    let receipts = docket.held.get(&inspector).map(|held| held.book.receipts.as_slice()).unwrap_or_default();
    let before = visit.place(StepName::Designation).map_or(u64::MAX, |(_, leaf)| *leaf);
    let saw =
        receipts.iter().any(|seen| seen.of == host && seen.size == size && seen.root == root && seen.index < before);
    if !saw {
        told.push((Some(Severity::Contradiction), VisitFact::NotCovered));
    }
}

/// Which epoch was opened, and what became of it.
fn opening(docket: &Docket<'_>, visit: &Followed, shown: &Shown, told: &mut Vec<Told>) {
    let progress = &visit.progress;
    let mut is_due = false;
    if let (Some((opened, _)), Some(designation)) = (progress.opening(), progress.designation()) {
        let expected = epoch_below(docket, visit, designation.covered.0);
        is_due = expected == Some(opened) || epoch_in_silence(docket, visit) == Some(opened);
        if !is_due {
            told.push((None, VisitFact::OtherEpoch { opened: opened.0, expected: expected.map(|epoch| epoch.0) }));
        }
    }
    match (progress.acceptance(), &shown.site) {
        // whoever opens it again sees who is right
        (Some(Acceptance::DoesNotOpen), Some(Ok(_))) if is_due => {
            told.push((Some(Severity::Contradiction), VisitFact::AcceptanceFalse { opens: true }));
        }
        (Some(Acceptance::DoesNotOpen), Some(Err(_))) => {}
        // it may have been shown nothing and asked for nothing: nobody gains by it but a host that is accused anyway
        (Some(Acceptance::Opens), Some(Err(_))) => {
            told.push((Some(Severity::Question), VisitFact::AcceptanceFalse { opens: false }));
        }
        (Some(Acceptance::DoesNotOpen), _) => {
            told.push((Some(Severity::Discrepancy), VisitFact::OpeningDisputed { received: true }));
        }
        (Some(Acceptance::NotReceived), _) if progress.last().name == StepName::Acceptance => {
            told.push((Some(Severity::Discrepancy), VisitFact::OpeningDisputed { received: false }));
        }
        _ => {}
    }
}

/// The last epoch that the host had stated below a size of its record.
fn epoch_below(docket: &Docket<'_>, visit: &Followed, size: TreeSize) -> Option<Epoch> {
    let host = Author::Party(visit.progress.party(Side::Host).clone());
    docket.held.get(&host)?.book.owed.last_epoch_below(size.get()).map(Epoch)
}

/// The epoch that the host may open in its place, where the inspector's receipts were overdue when it designated the site.
fn epoch_in_silence(docket: &Docket<'_>, visit: &Followed) -> Option<Epoch> {
    let [inspector, host] = [Side::Inspector, Side::Host].map(|side| Author::Party(visit.progress.party(side).clone()));
    let at = visit.progress.step(StepName::Designation)?.at;
    let epochs = docket.held.get(&host)?.book.owed.epochs();
    let stated = epochs.filter_map(|(epoch, leaf)| Some((Epoch(epoch), LeafIndex::new(leaf)?)));
    let is_overdue = |known| {
        let due = docket.rule.receipt_due.after(times::day_of_deadline(known));
        due.is_ok_and(|due| times::day_of(at) > due)
    };
    docket.provisions.get(&host)?.last_in_silence(&inspector, at, stated, is_overdue)
}

/// A refusal that the instrument does not give. Force majeure is asked about once a treaty year. That a list was handed over whose hash the inspector
/// states is its word alone, and nobody can confirm what he does not hold: who refuses upon it has let the team in, and the two differ.
fn refusal(docket: &Docket<'_>, visit: &Followed, beyond: bool, rights: &mut Rights) -> Option<Told> {
    let reason = visit.progress.refusal()?;
    if beyond && matches!(reason, Reason::Quota | Reason::NoRight) {
        return None;
    }
    let times = rights.refused(docket, visit);
    let once = (reason == Reason::ForceMajeure && times == 1).then_some(Severity::Question);
    let upon = visit.progress.taken().iter().rev().nth(1).map(|taken| taken.name);
    let upon_list = (reason == Reason::Other && upon == Some(StepName::List)).then_some(Severity::Discrepancy);
    Some((once.or(upon_list), VisitFact::Refused { reason, times }))
}

/// What both sides say of the count. A verdict that is not that of its papers clears the host, which is told of by the papers.
fn count(docket: &Docket<'_>, visit: &Followed, shown: &Shown) -> Vec<Told> {
    let progress = &visit.progress;
    let Some((paper, comes)) = progress.report() else { return Vec::new() };
    let answer = progress.signature().map(|(own, answer)| if own == paper { answer } else { Answer::Dissents });
    let mut told = Vec::new();
    match (comes, answer) {
        _ if shown.comes_to.is_some_and(|to| to != comes) => {}
        (Comparison::Differs, _) => {
            told.push((Some(Severity::Discrepancy), VisitFact::ReportDiffers { answer, unresolved: false }))
        }
        (Comparison::Agrees, Some(Answer::Dissents)) => {
            told.push((Some(Severity::Discrepancy), VisitFact::ReportDisputed));
        }
        (Comparison::Agrees, _) => {}
    }
    let conceded = answer == Some(Answer::Concurs);
    for number in progress.broken() {
        told.push(match restriction(docket, visit, *number) {
            Some(restriction) => {
                let severity = (!conceded).then_some(Severity::Discrepancy);
                (severity, VisitFact::RestrictionBroken { restriction, conceded })
            }
            None => {
                let why = format!("its report names restriction {number} of the instrument (counted from 0), which does not hold at this site");
                (None, VisitFact::BeyondRights { why })
            }
        });
    }
    let signed = [Side::Inspector].into_iter().chain(conceded.then_some(Side::Host));
    told.extend(unnamed(docket, visit, shown).flat_map(|restriction| {
        let fact = move |by| VisitFact::RestrictionUnnamed { by, restriction: restriction.clone() };
        signed.clone().map(move |by| (Some(Severity::Contradiction), fact(by)))
    }));
    told
}

/// The restrictions that forbid what the report's paper tells of, and that its step does not name.
fn unnamed(docket: &Docket<'_>, visit: &Followed, shown: &Shown) -> impl Iterator<Item = Id> {
    let at = visit.clause(docket.treaty).zip(follow::site(docket, visit));
    let numbers: BTreeSet<_> = at.map_or_else(BTreeSet::new, |((kind, _), site)| {
        let forbidding = |action: &&str| docket.treaty.forbidding(&kind.id, &site.facility, action);
        shown.forbidden.iter().flat_map(forbidding).collect()
    });
    let named = visit.progress.broken();
    numbers.into_iter().filter(|number| !named.contains(number)).filter_map(|number| restriction(docket, visit, number))
}

/// What both sides say the same of by now is told no more. Where they do not, once their time to agree is over, a difference that both signed is an
/// obligation not met: what one side alone reports stays its word against the other's.
fn clarified(bearing: Option<Bearing>, told: &mut Vec<Told>) {
    match bearing {
        Some(Bearing::Agreed) => told.retain(|(severity, _)| *severity != Some(Severity::Discrepancy)),
        Some(Bearing::Unresolved) => told.iter_mut().for_each(|(severity, fact)| {
            if let VisitFact::ReportDiffers { unresolved, answer: Some(Answer::Concurs) } = fact {
                (*severity, *unresolved) = (None, true);
            }
        }),
        None => {}
    }
}

/// The restriction of this number, if it holds in this kind of inspection at this kind of facility.
fn restriction(docket: &Docket<'_>, visit: &Followed, number: u16) -> Option<Id> {
    let clause = docket.treaty.of(Kind::Restriction).nth(number.into())?;
    let Rule::Restriction(rule) = &clause.rule else { return None };
    let facility = &follow::site(docket, visit)?.facility;
    let (kind, _) = visit.clause(docket.treaty)?;
    (rule.inspection == kind.id && rule.at.contains(facility)).then(|| clause.id.clone())
}

/// The days of the first and the last step.
pub(in crate::records) fn days(visit: &Followed) -> (treaty::Date, treaty::Date) {
    let day = |taken: &Taken| times::day_of(taken.at);
    let taken = visit.progress.taken();
    (day(&taken[0]), day(visit.progress.last()))
}
