//! The life of a key: when it begins to sign, and when it ends.

use crate::statement::Role;
use log::{KeyName, LeafIndex, Timestamp, TreeSize, VerifierKey};

/// A key and its life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    pub(super) role: Role,
    /// Nothing where its algorithm is not one that is verified here.
    pub(super) verifier: Option<VerifierKey>,
    /// The leaf that brought it; nothing where the instrument lists it.
    pub(super) brought: Option<LeafIndex>,
    pub(super) from: Timestamp,
    /// The first second in which the instrument lists it no more.
    pub(super) until: Option<Timestamp>,
    pub(super) revoked: Option<Revoked>,
}

/// The end of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Revoked {
    pub(super) size: TreeSize,
    pub(super) time: Timestamp,
}

/// A point in a key's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// A leaf of the owner's own record, dated so.
    Leaf(LeafIndex, Timestamp),
    /// A checkpoint of the owner's own record, of this size.
    Head(TreeSize),
    /// A day in another's record.
    Elsewhere(Timestamp),
}

/// Why a key signs nothing at a point of its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotInForce {
    /// It comes later.
    #[error("is not yet in force")]
    NotYet,
    /// It was revoked before.
    #[error("was revoked")]
    Revoked,
    /// Its time was over before.
    #[error("is listed until an earlier day")]
    Ended,
}

impl Key {
    /// What it is for.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The key itself; nothing where its algorithm is not verified here.
    pub fn verifier(&self) -> Option<&VerifierKey> {
        self.verifier.as_ref()
    }

    pub(super) fn name(&self) -> Option<KeyName> {
        self.verifier.as_ref().map(|verifier| verifier.name().clone())
    }

    /// Whether it signs at this point.
    ///
    /// # Errors
    /// [`NotInForce`], saying on which side of its life the point lies.
    pub fn in_force(&self, at: At) -> Result<(), NotInForce> {
        let brought_by = |last: u64| self.brought.is_none_or(|brought| brought.get() <= last);
        let (brought, revoked, dated) = match at {
            At::Leaf(leaf, dated) => (
                self.brought.is_none_or(|brought| brought < leaf),
                self.revoked.is_some_and(|revoked| leaf.get() >= revoked.size.get()),
                Some(dated),
            ),
            At::Head(size) => (
                size.get().checked_sub(1).map_or(self.brought.is_none(), brought_by),
                self.revoked.is_some_and(|revoked| size > revoked.size),
                None,
            ),
            At::Elsewhere(time) => (true, self.revoked.is_some_and(|revoked| time >= revoked.time), Some(time)),
        };
        if !brought || dated.is_some_and(|dated| dated < self.from) {
            Err(NotInForce::NotYet)
        } else if revoked {
            Err(NotInForce::Revoked)
        } else if dated.zip(self.until).is_some_and(|(dated, until)| dated >= until) {
            Err(NotInForce::Ended)
        } else {
            Ok(())
        }
    }
}
