//! What a stick brings is taken in before a step is taken: the other side's record, if it goes on from the one that is held, and what was sealed for
//! this side, if it is what a statement names. Nothing is taken in that was not checked, and nothing that is held is lost.

use super::books::Books;
use crate::audit::refused;
use crate::out::Failure;
use folder::{Beside, Held, Home, Stick};
use record::site::{ObjectList, SiteInquiry, SiteReport};
use record::statement::{Deed, InspectionStep};
use record::{Author, Papers, Statement};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use treaty::Instrument;

/// Takes in what a stick brings. What could not be is told in `aside`.
pub fn take_in(
    home: &Home,
    treaty: &Instrument,
    books: Books,
    stick: &Stick,
    aside: &mut Vec<String>,
) -> Result<Books, Failure> {
    if stick.is_new() {
        return Ok(books);
    }
    let own = Author::Party(home.party().clone());
    let authors: Vec<_> = books.rings.authors().cloned().collect();
    let mut brought = BTreeMap::new();
    for author in authors {
        let Some(record) = stick.folder().record(&author).map_err(refused)? else { continue };
        if author == own {
            not_ahead(&books, &record)?;
        } else if goes_on(home, &books, &record)? {
            brought.insert(author, record);
        }
    }
    let books = with(home, treaty, books, brought)?;
    sealed(home, &books, stick, aside)?;
    Ok(books)
}

/// Stops a home that was restored from an older copy: it would say something else in a place of its record in which something stands already, and
/// no explanation helps against two heads of one size.
fn not_ahead(books: &Books, found: &Held) -> Result<(), Failure> {
    let own = books.held.get(found.author());
    if own.is_some_and(|own| matches!(found.beside(own), Beside::Same | Beside::Shorter)) {
        return Ok(());
    }
    let keys = books.rings.ring(found.author()).map(|ring| ring.every_log_key()).unwrap_or_default();
    found.verify(&keys).map_err(refused)?;
    Err(Failure::Refused(format!(
        "the stick has {} statements of {} that this home does not hold: the home is an older copy; go on in the newer one, and say nothing here",
        found.size(),
        found.author()
    )))
}

/// Whether a record goes on from the one that is held.
fn goes_on(home: &Home, books: &Books, found: &Held) -> Result<bool, Failure> {
    let Some(held) = books.held.get(found.author()) else { return Ok(true) };
    let author = found.author();
    match found.beside(held) {
        Beside::Same => Ok(false),
        Beside::Longer => Ok(true),
        Beside::Shorter => Err(Failure::Refused(format!(
            "the stick's record of {author} ends at {} statements, and this home holds {}: it is an older copy; nothing was taken in, ask for the newer one",
            found.size(),
            held.size()
        ))),
        Beside::Contradicts => {
            // only what its author signed is held against it
            let keys = books.rings.ring(author).map(|ring| ring.every_log_key()).unwrap_or_default();
            found.verify(&keys).map_err(refused)?;
            let view = home.keep_view(found).map_err(refused)?;
            Err(Failure::Refused(format!(
                "the stick's record of {author} contradicts the one that this home holds, and its author signed both; nothing was taken in; its head is kept in `{}`, and an audit of this home shows the contradiction",
                view.display()
            )))
        }
    }
}

/// The books with the records that were brought, once all of it is verified; then it is held.
fn with(home: &Home, treaty: &Instrument, books: Books, brought: BTreeMap<Author, Held>) -> Result<Books, Failure> {
    if brought.is_empty() {
        return Ok(books);
    }
    let mut held = books.held;
    held.extend(brought.iter().map(|(author, record)| (author.clone(), record.clone())));
    let books = Books::of(treaty, held)?;
    brought.values().try_for_each(|record| home.write_copy(record)).map_err(refused)?;
    Ok(books)
}

/// What was sealed for this side, each if it is what the statement at its leaf names.
fn sealed(home: &Home, books: &Books, stick: &Stick, aside: &mut Vec<String>) -> Result<(), Failure> {
    for (author, leaf) in stick.sealed_for(home.party()).map_err(refused)? {
        if home.sealed(home.party(), &author, leaf).map_err(refused)?.is_some() {
            continue;
        }
        let Some(bytes) = stick.sealed(home.party(), &author, leaf).map_err(refused)? else { continue };
        match is_named(books, &author, leaf, &bytes) {
            true => home.keep_sealed(home.party(), &author, leaf, &bytes).map_err(refused)?,
            false => aside.push(format!(
                "`{}.sealed/{author}-{leaf}` on the stick is not what statement {leaf} of {author} names, and was not taken in",
                home.party()
            )),
        }
    }
    Ok(())
}

/// Whether the statement at a leaf names these bytes: a sealed message or a paper by its hash, papers by the hash of their body.
pub fn is_named(books: &Books, author: &Author, leaf: u64, bytes: &[u8]) -> bool {
    let said = books.said(author).iter().find(|said| said.leaf == leaf);
    match said.map(|said| &said.statement) {
        Some(Statement::Inspection(InspectionStep::Next { deed, .. })) => match deed {
            Deed::Opening { sealed, .. } | Deed::Samples(sealed) | Deed::Answer(Some(sealed)) => {
                <[u8; 32]>::from(Sha256::digest(bytes)) == sealed.0
            }
            Deed::List(paper) => ObjectList::decode(bytes).is_ok_and(|list| list.hash() == *paper),
            Deed::Report { paper, .. } => SiteReport::decode(bytes).is_ok_and(|report| report.hash() == *paper),
            Deed::Inquiry { paper, .. } => SiteInquiry::decode(bytes).is_ok_and(|inquiry| inquiry.hash() == *paper),
            _ => false,
        },
        Some(_) => false,
        None => {
            let head = books.head(author, leaf);
            let papers = Papers::decode(bytes).ok();
            head.zip(papers).is_some_and(|(head, papers)| papers.read(&head).is_ok())
        }
    }
}
