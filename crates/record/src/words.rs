//! The words of a statement that are a number, a name or a hash: a type each, so that none stands for another.

use std::fmt;
use treaty::instrument::Holder;
use treaty::{Id, PartyCode};

/// A reporting period, from 0, the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Epoch(pub u32);

impl Epoch {
    /// The baseline.
    pub const BASELINE: Self = Self(0);

    /// The epoch after this one; `None` after 2^32 − 1.
    pub fn next(self) -> Option<Self> {
        self.0.checked_add(1).map(Self)
    }

    /// The epoch before this one; `None` for the baseline.
    pub fn previous(self) -> Option<Self> {
        self.0.checked_sub(1).map(Self)
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who keeps a record: a party, by its code in capitals, or a witness, by its id in small letters. So no text names both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Author {
    /// A party of the instrument.
    Party(PartyCode),
    /// A witness of the instrument.
    Witness(Id),
}

impl Author {
    /// The longest spelling, in bytes.
    pub const MAX_LEN: usize = Id::MAX_LEN;

    /// Of a code or an id; nothing where the text is neither.
    pub fn new(text: &str) -> Option<Self> {
        PartyCode::new(text).map(Self::Party).or_else(|| Id::new(text).map(Self::Witness))
    }

    /// The code or the id.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Party(code) => code.as_str(),
            Self::Witness(id) => id.as_str(),
        }
    }

    /// The party; nothing for a witness.
    pub fn party(&self) -> Option<&PartyCode> {
        match self {
            Self::Party(code) => Some(code),
            Self::Witness(_) => None,
        }
    }
}

impl From<&Holder> for Author {
    fn from(holder: &Holder) -> Self {
        match holder {
            Holder::Party(code) => Self::Party(code.clone()),
            Holder::Witness(id) => Self::Witness(id.clone()),
        }
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The number of a party's site, from 0 in the order of the instrument; one that is opened later gets the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiteNumber(pub u16);

/// The number of a line of correction: the classes, then the interiors of plants (`docs/spec/proof.md`, section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line(pub u16);

/// The number of a scheduled opening, in the order of the instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpeningNumber(pub u16);

/// How many items of a class a party declares in clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemCount(pub u32);

macro_rules! bytes32 {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 32]);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    )*};
}

pub(crate) use bytes32;

bytes32! {
    /// `H(proofs; proofs)`: what holds an author to the proofs of its epoch.
    ProofsHash,
    /// `H(key; u8(algorithm), public key)`: which key has signed a statement.
    KeyId,
    /// The hash of the shape that an epoch statement is over.
    ShapeHash,
}

impl ProofsHash {
    /// Of the encoded proofs.
    pub fn of(proofs: &[u8]) -> Self {
        Self(proof::hash::tagged("proofs", &[proofs]))
    }
}

impl KeyId {
    /// Of a key.
    pub fn of(algorithm: u8, public: &[u8]) -> Self {
        Self(proof::hash::tagged("key", &[&[algorithm], public]))
    }
}

impl ShapeHash {
    /// Of a shape.
    pub fn of(shape: &proof::Shape) -> Self {
        Self(shape.hash())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_are_counted_from_the_baseline_as_far_as_they_have_numbers() {
        assert_eq!((Epoch::BASELINE.previous(), Epoch::BASELINE.next()), (None, Some(Epoch(1))));
        assert_eq!((Epoch(u32::MAX).previous(), Epoch(u32::MAX).next()), (Some(Epoch(u32::MAX - 1)), None));
    }
}
