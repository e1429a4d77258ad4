//! Some statements of some records judged by themselves, as the audit judges them: what evidence shows.
//!
//! Nothing may rest here on a statement that is missing. That an epoch is missing between those given is not evidence; a key, an act or a window that
//! the statements do not hold accuses nobody. Where a key ended is not asked: it hangs on what others covered before.

use super::book::{Book, finding};
use super::dossier::Reading;
use super::terms::{chains, clarifications, portals, seals, visits};
use super::{Shared, gates, times};
use crate::Dossier;
use crate::assessment::{Finding, RecordFact, Severity, StatementAt, VisitFact};
use log::LeafIndex;
use proof::Verifier;
use record::{Author, KeyRings, Kind};
use std::collections::{BTreeMap, BTreeSet};
use treaty::Instrument;

/// A statement at its place in the record of an author.
pub(crate) type Placed<'a> = (Author, LeafIndex, &'a [u8]);

/// What these statements show about the record of `about`. They come in the order of author and index, none twice.
pub(crate) fn judge_apart(
    treaty: &Instrument,
    rings: KeyRings,
    about: &Author,
    leaves: &[Placed<'_>],
    verifier: &Verifier,
    dossier: &Dossier,
) -> Vec<Finding> {
    let mut shared = Shared::new(treaty, rings);
    let mut books: BTreeMap<Author, Book> = BTreeMap::new();
    for (author, index, leaf) in leaves {
        let book = books
            .entry(author.clone())
            .or_insert_with(|| Book::apart(treaty, author.clone()).keeping(!dossier.is_empty()));
        book.entry_at(treaty, &mut shared, index.get(), leaf);
    }
    // of no record all is held
    let held = BTreeSet::new();
    books.values_mut().for_each(|book| book.look_again(treaty, &mut shared, &held));
    let mut findings = beside(treaty, dossier, &books);
    findings.retain(|finding| is_about(finding, about));
    let Some(mut book) = books.remove(about) else { return findings };
    while let Some(batch) = book.last_run() {
        book.settle(batch.check(verifier));
    }
    findings.extend(book.findings);
    findings
}

/// What the statements show beside each other, and beside keys and papers.
fn beside(treaty: &Instrument, dossier: &Dossier, books: &BTreeMap<Author, Book>) -> Vec<Finding> {
    let reading = Reading { treaty, dossier, books: books.iter().collect() };
    let (visits, strays) = visits::of_books(treaty, books.iter());
    let (turns, stray_turns) = clarifications::of_books(treaty, books.iter());
    let mut findings = if dossier.is_empty() { Vec::new() } else { of_papers(&reading, &visits) };
    findings.extend(visits.iter().flat_map(|visit| steps_twice(&reading, visit)));
    findings.extend(clarifications::shown(treaty, &turns));
    findings.extend(strays.iter().map(|stray| chains::misplaced(stray, Kind::Inspection)));
    findings.extend(stray_turns.iter().map(|stray| chains::misplaced(stray, Kind::Clarification)));
    if let Some((_, rule)) = treaty.record() {
        let tolerance = rule.tolerance.seconds();
        let gates = gates::follow(treaty, &reading.books, tolerance);
        findings.extend(gates.misplaced.iter().map(portals::misplaced_at));
        findings.extend(portals::twice(&gates, &reading.books));
        findings.extend(seals::shown(treaty, tolerance, books));
    }
    findings
}

/// What keys and papers show of the inspections whose steps are among the statements.
fn of_papers(reading: &Reading<'_>, visits: &[visits::Followed]) -> Vec<Finding> {
    let shown: Vec<_> = visits.iter().map(|visit| reading.shown(visit)).collect();
    reading.judge(&visits.iter().zip(&shown).collect::<Vec<_>>())
}

/// Two steps of one side after one and the same.
fn steps_twice<'a>(reading: &'a Reading<'_>, visit: &'a visits::Followed) -> impl Iterator<Item = Finding> + 'a {
    visit.twice().map(|(step, _)| {
        let fact = VisitFact::StepTwice { step };
        let author = Author::Party(visit.progress.party(fact.side()).clone());
        let fact = RecordFact::Visit { visit: reading.name(visit), fact };
        let day = times::day_of(visit.progress.last().at);
        let told = finding(Severity::Contradiction, &author, Some(day), fact, []);
        Finding { statements: chains::statements(visit), ..told }
    })
}

/// Whether a finding is about this author: about a witness is what stands first in the record of that witness.
fn is_about(finding: &Finding, author: &Author) -> bool {
    match author.party() {
        Some(party) => finding.party.as_ref() == Some(party),
        None => matches!(finding.statements.first(), Some(StatementAt::Leaf { record, .. }) if record == author),
    }
}
