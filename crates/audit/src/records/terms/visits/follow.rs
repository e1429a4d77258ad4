//! The inspections of an audit: each out of the records of its two sides, as findings name it and its host's record has its site.

use crate::assessment::VisitOf;
use crate::records::Held;
use crate::records::book::Book;
use crate::records::terms::{Docket, chains};
use record::inspection::{Followed, Side, Stray};
use record::layout::Site;
use record::{Author, SiteNumber};
use std::collections::BTreeMap;
use treaty::{Id, Instrument, PartyCode};

/// All inspections, in the order of the parties and of their requests, and the steps that fit none.
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
    chains::follow(treaty, books, |book| &book.steps)
}

/// An inspection as findings name it.
pub(in crate::records::terms) fn name(docket: &Docket<'_>, visit: &Followed) -> VisitOf {
    VisitOf {
        kind: visit.clause(docket.treaty).map(|(clause, _)| clause.id.clone()),
        number: visit.number,
        inspector: visit.progress.party(Side::Inspector).clone(),
        host: visit.progress.party(Side::Host).clone(),
        site: site(docket, visit).map(|site| site.alias.clone()),
    }
}

/// Whether a party is one of its sides.
pub(in crate::records) fn is_of(visit: &Followed, party: &PartyCode) -> bool {
    [Side::Inspector, Side::Host].iter().any(|side| visit.progress.party(*side) == party)
}

/// The site that was designated, if the host's record is held and it ever had it.
pub(super) fn site<'a>(docket: &'a Docket<'_>, visit: &Followed) -> Option<&'a Site> {
    let number = visit.progress.designation()?.site;
    docket.ground(visit.progress.party(Side::Host))?.sites().get(usize::from(number.0))
}

/// What a site of the host is called.
pub(super) fn alias(docket: &Docket<'_>, visit: &Followed, site: SiteNumber) -> Option<Id> {
    let sites = docket.ground(visit.progress.party(Side::Host))?.sites();
    sites.get(usize::from(site.0)).map(|site| site.alias.clone())
}
