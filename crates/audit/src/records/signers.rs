//! Which keys signed which statements of a record, kept so that a revocation which is learnt later still finds what it ends.

use log::{LeafIndex, Timestamp};
use record::keys::{At, Key, NotInForce};
use record::{Author, KeyId, KeyRing, KeyRings, Kind, Role, Signed, Verified};
use std::collections::{BTreeMap, BTreeSet};

/// The keys of a record's statements, in runs of statements that the same ones signed.
#[derive(Clone, Debug, Default)]
pub(super) struct Signers(Vec<Run>);

#[derive(Clone, Debug)]
struct Run {
    first: u64,
    /// The index behind the last.
    end: u64,
    /// Those of the author's own keys that signed them, and were in force there.
    keys: Vec<KeyId>,
}

impl Signers {
    /// Notes who signed a statement.
    pub(super) fn note(&mut self, rings: &KeyRings, author: &Author, index: u64, signed: &Verified<Signed>) {
        let head = &signed.envelope.head;
        let role = if head.kind == Kind::Key { Role::Offline } else { Role::Statement };
        let in_force = |key: &Key| key.in_force(At::Leaf(signed.leaf, head.dated)).is_ok();
        let keys = rings.signed_by(author, role, signed).filter(|(_, key)| in_force(key));
        let keys: Vec<_> = keys.map(|(id, _)| id).collect();
        match self.0.last_mut() {
            Some(run) if run.keys == keys && run.end == index => run.end += 1,
            _ => self.0.push(Run { first: index, end: index + 1, keys }),
        }
    }

    /// The statements that only revoked keys signed.
    pub(super) fn void(&self, ring: &KeyRing) -> Void {
        let mut void = Void::default();
        for (first, run) in self.0.iter().filter_map(|run| Some((run.first_revoked(ring)?, run))) {
            void.places.extend(first..run.end);
            let of_key = run.keys.first().map(|key| void.first.entry(*key).or_insert(first));
            of_key.into_iter().for_each(|earliest| *earliest = first.min(*earliest));
        }
        void
    }
}

impl Run {
    fn first_revoked(&self, ring: &KeyRing) -> Option<u64> {
        (self.first..self.end).find(|index| self.keys.iter().all(|id| is_revoked(ring, *id, *index)))
    }
}

/// Statements of a record that only revoked keys of its author signed: they are none of its author's.
#[derive(Debug, Clone, Default)]
pub(super) struct Void {
    places: BTreeSet<u64>,
    /// Of each such key the first of them.
    pub(super) first: BTreeMap<KeyId, u64>,
}

impl Void {
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub(super) fn contains(&self, index: u64) -> bool {
        self.places.contains(&index)
    }
}

/// Whether a key was revoked before a statement. Its listing and its dates were held against the statement when that was read.
pub(super) fn is_revoked(ring: &KeyRing, id: KeyId, index: u64) -> bool {
    let any_time = Timestamp::new(log::cosignature::TIMESTAMP_MAX).expect("the largest time is a time");
    let leaf = LeafIndex::new(index).expect("a leaf of a tree has an index");
    ring.key(id).is_some_and(|key| key.in_force(At::Leaf(leaf, any_time)) == Err(NotInForce::Revoked))
}
