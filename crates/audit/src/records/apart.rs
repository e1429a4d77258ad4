//! Some statements of some records judged by themselves, as the audit judges them: what evidence shows.
//!
//! Nothing may rest here on a statement that is missing. Epochs between those given are taken as not shown; a key, an act or a window that the
//! statements do not hold accuses nobody. Where a key ended is not asked: it hangs on what others covered before.

use super::Shared;
use super::book::Book;
use super::dossier::Reading;
use super::terms::visits;
use crate::Dossier;
use crate::assessment::Finding;
use log::LeafIndex;
use proof::Verifier;
use record::{Author, KeyRings};
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
    let mut findings = of_papers(treaty, dossier, &books, about);
    let Some(mut book) = books.remove(about) else { return findings };
    while let Some(batch) = book.last_run() {
        book.settle(batch.check(verifier));
    }
    findings.extend(book.findings);
    findings
}

/// What keys and papers show of the inspections whose steps are among the statements.
fn of_papers(treaty: &Instrument, dossier: &Dossier, books: &BTreeMap<Author, Book>, about: &Author) -> Vec<Finding> {
    if dossier.is_empty() {
        return Vec::new();
    }
    let (visits, _) = visits::of_books(treaty, books.iter());
    let reading = Reading { treaty, dossier, books: books.iter().collect() };
    let shown: Vec<_> = visits.iter().map(|visit| reading.shown(visit)).collect();
    let mut findings = reading.judge(&visits.iter().zip(&shown).collect::<Vec<_>>());
    findings.retain(|finding| finding.party.as_ref() == about.party());
    findings
}
