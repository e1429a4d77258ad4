//! Revocations: they are learnt once all records are read, and what a key signed beyond its end is then none of its owner's.
//!
//! A revocation stands in another record than what it ends, which may have been read long before. So records in which something turns out to be
//! void are read once more, without it. Which keys end and where follows from the first reading, and is not asked again: what a void leaf says of
//! others' keys and records would otherwise hang on itself.

use crate::assessment::{Finding, NO_SUCH_KEY, RecordFact, Severity, StatementAt};
use crate::records::book::{Accepted, Book, Seen, finding};
use crate::records::reader::Reader;
use crate::records::signers::{Void, is_revoked};
use crate::records::{Held, Shared, times};
use log::{Hash, LeafIndex, Timestamp, TreeSize};
use record::keys::At;
use record::{Author, KeyRings, Kind, Provision, Revocation, Role, Signed, Statement, Verified};
use std::collections::{BTreeMap, BTreeSet};

/// What all revocations come to.
#[derive(Clone, Debug, Default)]
pub(in crate::records) struct Ends {
    endings: Vec<Ending>,
    /// Revocations that name as covered what their record never was.
    false_ones: Vec<Verified<Signed>>,
    /// The statements that only revoked keys signed, by record.
    void: BTreeMap<Author, Void>,
}

/// A revocation, with what was covered before it, and when it was known.
#[derive(Clone, Debug)]
struct Ending {
    /// Whose key it ends.
    of: Author,
    signed: Verified<Signed>,
    covered: TreeSize,
    known: Timestamp,
}

impl Ends {
    /// What the revocations come to that stand in records that are held.
    pub(in crate::records) fn of(shared: &Shared, records: &BTreeMap<Author, Held>) -> Self {
        let books: Vec<_> = records.values().map(|held| &held.book).collect();
        let is_true = |signed: &Verified<Signed>| names_what_was(signed, records);
        let (true_ones, false_ones): (Vec<_>, Vec<_>) = shared.revocations.iter().cloned().partition(is_true);
        let endings: Vec<_> = true_ones.into_iter().filter_map(|signed| Ending::of(shared, records, signed)).collect();
        let mut rings = shared.rings.clone();
        // who has no such key is told when the ends are put into force
        endings.iter().for_each(|Ending { signed, covered, known, .. }| drop(rings.end(signed, *covered, *known)));
        let void = |book: &&Book| Some((book.author.clone(), book.signers.void(rings.ring(&book.author)?)));
        let void = books.iter().filter_map(void).filter(|(_, void)| !void.is_empty()).collect();
        Self { endings, false_ones, void }
    }

    /// Whether something that was read is void.
    pub(in crate::records) fn void_any(&self) -> bool {
        !self.void.is_empty()
    }

    /// What is void of a record.
    pub(in crate::records) fn void_of(&self, author: &Author) -> Void {
        self.void.get(author).cloned().unwrap_or_default()
    }

    /// Ends the keys that were revoked, and tells what they signed beyond their end. A head beyond the end of its key refuses nothing: a thief may
    /// have made this copy, or its author may want that nothing of it is judged.
    pub(in crate::records) fn enforce(self, shared: &mut Shared, records: &mut BTreeMap<Author, Held>) {
        for Ending { of, signed, covered, known } in &self.endings {
            let Err(why) = shared.rings.end(signed, *covered, *known) else { continue };
            // of a record that is not held, nobody knows which keys it brought
            if records.contains_key(of) && !self.is_void(signed) {
                let fact = RecordFact::OutOfPlace { kind: Kind::Revocation.word(), why: why.to_string(), alone: false };
                tell_of_revocation(signed, &signed.envelope.head.author, fact, records);
            }
        }
        for signed in self.false_ones.iter().filter(|signed| !self.is_void(signed)) {
            tell_false(signed, records);
        }
        for Held { reader, book } in records.values_mut() {
            receipts(shared, book);
            own(self.void.get(&book.author), book);
            others(shared, book);
            head(&shared.rings, reader, book);
        }
    }

    fn is_void(&self, signed: &Verified<Signed>) -> bool {
        self.void.get(&signed.envelope.head.author).is_some_and(|void| void.contains(signed.leaf.get()))
    }
}

impl Ending {
    fn of(shared: &Shared, records: &BTreeMap<Author, Held>, signed: Verified<Signed>) -> Option<Self> {
        let Some(Statement::Revocation(revocation)) = signed.statement() else { return None };
        let (logged_by, leaf) = (&signed.envelope.head.author, signed.leaf);
        let covered = covered(&shared.rings, records, (logged_by, leaf.get()), revocation);
        let known = known(shared.provisions.get(logged_by), leaf, signed.envelope.head.dated);
        Some(Self { of: revocation.of.clone(), covered, known, signed })
    }
}

/// Whether the checkpoint that a revocation names as covered is one of the record, as far as that is held.
fn names_what_was(signed: &Verified<Signed>, records: &BTreeMap<Author, Held>) -> bool {
    let Some(Statement::Revocation(Revocation { of, size, root, .. })) = signed.statement() else { return true };
    leads_to(records, of, *size, *root)
}

/// Whether a record, as far as it is held, leads to a head.
fn leads_to(records: &BTreeMap<Author, Held>, of: &Author, size: TreeSize, root: Hash) -> bool {
    records.get(of).and_then(|held| held.reader.root_at(size)).is_none_or(|own| own == root)
}

/// A false revocation changes nothing. It is asked of the one whose offline key signed it.
fn tell_false(signed: &Verified<Signed>, records: &mut BTreeMap<Author, Held>) {
    let Some(Statement::Revocation(Revocation { of, size, .. })) = signed.statement() else { return };
    let why = format!("the checkpoint of {size} statements that it names as covered is none of this record");
    tell_of_revocation(
        signed,
        of,
        RecordFact::OutOfPlace { kind: Kind::Revocation.word(), why, alone: false },
        records,
    );
}

/// Asks somebody about a revocation, which is shown where it is logged.
fn tell_of_revocation(
    signed: &Verified<Signed>,
    about: &Author,
    fact: RecordFact,
    records: &mut BTreeMap<Author, Held>,
) {
    let at = StatementAt::Leaf { record: signed.envelope.head.author.clone(), index: signed.leaf.get() };
    let finding = Finding { statements: vec![at], ..finding(Severity::Question, about, None, fact, []) };
    records.get_mut(about).expect("a record that was read").book.findings.push(finding);
}

/// How much of what a key signed was covered before it was revoked: the place of the revocation in its record says what is before it.
fn covered(
    rings: &KeyRings,
    records: &BTreeMap<Author, Held>,
    (logged_by, leaf): (&Author, u64),
    revocation: &Revocation,
) -> TreeSize {
    let logged = records.get(logged_by).map(|held| held.book.receipts.as_slice()).unwrap_or_default();
    let Some(last) = logged.iter().rfind(|seen| seen.counts && seen.index < leaf) else { return TreeSize::ZERO };
    let before = |seen: &&Seen| seen.counts && seen.of == revocation.of && seen.time <= last.time;
    let receipts = records.values().flat_map(|held| &held.book.receipts).filter(before);
    let key = rings.ring(&revocation.of).and_then(|ring| ring.key(revocation.key));
    let is_log = key.is_some_and(|key| key.role() == Role::Log);
    // a head binds the key that signed it; a statement of its author binds whichever key it rests on, and a head of another version holds none of them
    let bound = receipts.filter(|seen| match is_log {
        true => seen.signed_by == revocation.key,
        false => leads_to(records, &seen.of, seen.size, seen.root),
    });
    bound.map(|seen| seen.size).max().unwrap_or(TreeSize::ZERO)
}

/// When others knew a statement, as receipts show; failing them, when its author says that it was made.
fn known(provision: Option<&Provision>, leaf: LeafIndex, dated: Timestamp) -> Timestamp {
    provision.and_then(|provision| provision.provided_at(leaf)).unwrap_or(dated)
}

/// Receipts that were cosigned by a key of their author beyond its end: they acknowledge nothing. The first by a key stands for all.
fn receipts(shared: &mut Shared, book: &mut Book) {
    let Shared { rings, provisions, .. } = shared;
    let Some(ring) = rings.ring(&book.author) else { return };
    let (mut ended, mut touched) = (BTreeMap::new(), BTreeSet::new());
    let counting = book.receipts.iter_mut().filter(|seen| seen.counts);
    for seen in counting.filter(|seen| is_revoked(ring, seen.cosigned_by, seen.index)) {
        seen.counts = false;
        ended.entry(seen.cosigned_by).or_insert((seen.index, times::day_of(seen.time)));
        touched.insert(seen.of.clone());
    }
    for of in touched {
        let left = book.receipts.iter().filter(|seen| seen.counts && seen.of == of);
        let left = left.map(|seen| (seen.size, seen.time));
        provisions.entry(of.clone()).and_modify(|provision| provision.replace(&book.author, left));
    }
    for (key, (first, day)) in ended {
        let why = format!("the cosignature key {key} was revoked, and signs from statement {first} on") + NO_SUCH_KEY;
        book.find_in(Severity::Contradiction, vec![first], Some(day), RecordFact::ReceiptInvalid { why });
    }
}

/// Statements of a record that only revoked keys of its own author signed: the first by a key stands for all.
fn own(void: Option<&Void>, book: &mut Book) {
    for (key, first) in void.into_iter().flat_map(|void| &void.first) {
        let why = format!("the key {key} was revoked, and signs from statement {first} on");
        book.find_in(Severity::Contradiction, vec![*first], None, RecordFact::NotSigned { why: why + NO_SUCH_KEY });
    }
}

/// A head of more statements than its keys sign.
fn head(rings: &KeyRings, reader: &Reader, book: &mut Book) {
    let ring = rings.ring(&book.author).expect("it was there when the record was begun");
    let size = reader.checkpoint().size;
    if reader.verify(&ring.log_keys(size)).is_err() {
        let why =
            format!("the key of its head, of {size} statements, was revoked before: a thief may have made this copy");
        book.find_in(Severity::Question, Vec::new(), None, RecordFact::NotSigned { why });
    }
}

/// Agreed statements whose other side's key had ended: it accepted nothing.
fn others(shared: &Shared, book: &mut Book) {
    let (good, ended) =
        std::mem::take(&mut book.agreed).into_iter().partition(|accepted| is_accepted(shared, &book.author, accepted));
    book.agreed = good;
    for Accepted { index, .. } in ended {
        let why = "the key of the other side was revoked before the agreed statement was known".to_owned();
        book.find_in(Severity::Contradiction, vec![index], None, RecordFact::NotSigned { why: why + NO_SUCH_KEY });
    }
}

/// Whether the other side's key was in force when the agreement became known. Receipts say when, and no date inside a statement.
fn is_accepted(shared: &Shared, author: &Author, accepted: &Accepted) -> bool {
    let leaf = LeafIndex::new(accepted.index).expect("a leaf of a tree has an index");
    let known = known(shared.provisions.get(author), leaf, accepted.dated);
    // what became known together with the revocation was not made after it
    let known = Timestamp::new(known.seconds().saturating_sub(1)).unwrap_or(known);
    let rings = &shared.rings;
    let sides = [&accepted.agreed.party, &accepted.agreed.with].map(|code| Author::Party(code.clone()));
    let mut others = sides.iter().filter(|side| *side != author);
    others.all(|side| {
        let mut keys = accepted.keys.iter().filter_map(|id| rings.ring(side)?.key(*id));
        keys.any(|key| key.in_force(At::Elsewhere(known)).is_ok())
    })
}
