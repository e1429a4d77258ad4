//! What a statement is, and whom it is for.

use crate::cbor::{Reader, Writer};
use crate::envelope::author;
use crate::malformed::{Malformed, Rule};
use crate::words::Author;
use std::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $number:literal, $word:literal,)*) => {
        /// What a statement is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $variant,)* }

        impl Kind {
            /// All of them, by number.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its number in an envelope.
            pub const fn number(self) -> u8 { match self { $(Self::$variant => $number,)* } }

            /// Its name.
            pub const fn word(self) -> &'static str { match self { $(Self::$variant => $word,)* } }
        }
    };
}

kinds! {
    /// It closes an epoch with commitments and proofs.
    Epoch = 1, "an epoch statement",
    /// It closes an epoch in clear numbers.
    Declaration = 2, "a declaration",
    /// It opens sums of commitments.
    Opening = 3, "an opening",
    /// It acknowledges another record up to a checkpoint.
    Receipt = 4, "a receipt",
    /// It brings a key.
    Key = 5, "a key statement",
    /// It ends a key.
    Revocation = 6, "a revocation",
    /// It changes sites or capacities.
    Act = 7, "an act",
    /// Both sides accept corrections.
    Agreed = 8, "an agreed statement",
    /// A step of an inspection.
    Inspection = 9, "a step of an inspection",
    /// A step of a clarification.
    Clarification = 10, "a step of a clarification",
    /// It declares what crosses the gate of a plant.
    Crossing = 11, "a crossing",
    /// It says what the monitors of another party's plant saw.
    Verdict = 12, "a verdict",
    /// It says what is done to a custody seal.
    Seal = 13, "a seal",
}

impl Kind {
    /// The kind of this number.
    pub fn of(number: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.number() == number)
    }

    /// Whether it is about an epoch.
    pub fn has_epoch(self) -> bool {
        !matches!(
            self,
            Self::Receipt | Self::Key | Self::Revocation | Self::Inspection | Self::Clarification | Self::Seal
        )
    }

    /// Whether everybody may read it, always: what everybody's judgement of a record rests on.
    pub fn is_public(self) -> bool {
        !matches!(self, Self::Epoch | Self::Declaration | Self::Opening)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Who may read a statement's body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Readers {
    /// Everybody.
    Public,
    /// The parties.
    Parties,
    /// One party, or one witness.
    Addressee(Author),
}

impl Readers {
    pub(super) fn write(&self, to: &mut Writer) {
        match self {
            Self::Public => to.uint(0_u8),
            Self::Parties => to.uint(1_u8),
            Self::Addressee(author) => to.array(2).uint(2_u8).text(author.as_str()),
        };
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let at = from.offset();
        if !from.is_array("readers")? {
            return Ok(if from.uint::<u8>("readers", 1)? == 0 { Self::Public } else { Self::Parties });
        }
        from.array("readers", 2)?;
        match from.uint::<u8>("readers", 2)? {
            2 => author(from, "addressee").map(Self::Addressee),
            other => Err(from.refuse("readers", at, Rule::Unknown(other.into()))),
        }
    }
}
