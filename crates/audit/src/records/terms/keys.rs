//! Revocations: they are learnt once all records are read, and what a key signed beyond its end is then told.

use crate::assessment::{NO_SUCH_KEY, RecordFact, Severity};
use crate::records::Shared;
use crate::records::book::{Accepted, Book};
use record::keys::At;
use record::{Author, KeyRings, Kind, Role, Statement};
use std::collections::BTreeSet;

/// Ends the keys that were revoked, and tells what they signed beyond their end.
pub(in crate::records) fn revoke<'a>(
    shared: &mut Shared,
    books: impl Iterator<Item = &'a mut Book>,
    held: &BTreeSet<Author>,
) {
    let mut books: Vec<_> = books.collect();
    for signed in std::mem::take(&mut shared.revocations) {
        let Err(why) = shared.rings.learn(&signed) else { continue };
        let Some(Statement::Revocation(revocation)) = signed.statement() else { continue };
        // of a record that is not held, nobody knows which keys it brought
        if held.contains(&revocation.of) {
            let book = books.iter_mut().find(|book| book.author == signed.envelope.head.author);
            let book = book.expect("a revocation stands in a record that was read");
            book.out_of_place(Severity::Question, signed.leaf.get(), Kind::Revocation, why.to_string());
        }
    }
    for book in books {
        own(&shared.rings, book);
        others(&shared.rings, book);
    }
}

/// Statements of a record that only revoked keys of its own author signed.
fn own(rings: &KeyRings, book: &mut Book) {
    let Some(ring) = rings.ring(&book.author) else { return };
    for (key, first) in book.signers.revoked(ring) {
        let why = format!("the key {key} was revoked, and signs from statement {first} on");
        book.find_in(Severity::Contradiction, vec![first], None, RecordFact::NotSigned { why: why + NO_SUCH_KEY });
    }
}

/// Agreed statements whose other side's key had ended: it accepted nothing.
fn others(rings: &KeyRings, book: &mut Book) {
    let (good, ended) =
        std::mem::take(&mut book.agreed).into_iter().partition(|accepted| is_accepted(rings, &book.author, accepted));
    book.agreed = good;
    for Accepted { index, .. } in ended {
        let why = "the key of the other side was revoked before the date of the agreed statement".to_owned();
        book.find_in(Severity::Contradiction, vec![index], None, RecordFact::NotSigned { why: why + NO_SUCH_KEY });
    }
}

fn is_accepted(rings: &KeyRings, author: &Author, accepted: &Accepted) -> bool {
    let sides = [&accepted.agreed.party, &accepted.agreed.with].map(|code| Author::Party(code.clone()));
    let mut others = sides.iter().filter(|side| *side != author);
    others.all(|side| {
        let keys = || accepted.keys.iter().filter_map(|id| rings.ring(side)?.key(*id));
        keys().any(|key| key.role() == Role::Statement && key.in_force(At::Elsewhere(accepted.dated)).is_ok())
    })
}
