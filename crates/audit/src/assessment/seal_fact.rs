//! What the records show of custody seals. What is said of a seal is public; what it closes is its host's.

use record::statement::SealAct;
use treaty::instrument::{Kind, SealOn};
use treaty::{Date, Id, PartyCode};

/// A custody seal, as findings name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SealOf {
    /// Whose seal it is.
    pub owner: PartyCode,
    /// On whose door, container or canister.
    pub host: PartyCode,
    /// At which site; nothing where the host has none of that number.
    pub site: Option<Id>,
    /// Its number.
    pub number: String,
}

/// What is found of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SealFact {
    /// The owner put two seals of one number on.
    NumberTwice,
    /// Something was said of a seal that was never put on there, or that its owner had taken off or found broken before.
    NotHeld {
        /// What was said.
        act: SealAct,
        /// Whether it was ever on.
        gone: bool,
    },
    /// It was put in the place of one that is none, that still holds, or that has another in its place.
    NotInPlace,
    /// It is on what, or at a kind of facility where, the text lets none be.
    NotAllowed {
        /// On what it is.
        on: SealOn,
    },
    /// The owner found it broken, and the host had not said that it breaks it.
    FoundBroken,
    /// The host said later than it must that it breaks it.
    NoticeLate {
        /// By how many minutes.
        minutes: u64,
    },
    /// It was broken or taken off, and none was put in its place.
    Open {
        /// The day on which that was due.
        due: Date,
    },
    /// One was put in its place after the time for that.
    ResealedLate {
        /// By how many minutes.
        minutes: u64,
    },
}

impl SealFact {
    /// Its code, in kebab-case; never renamed.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NumberTwice => "seal-number-twice",
            Self::NotHeld { .. } => "seal-not-held",
            Self::NotInPlace => "seal-not-in-place",
            Self::NotAllowed { .. } => "seal-not-allowed",
            Self::FoundBroken => "seal-found-broken",
            Self::NoticeLate { .. } => "seal-notice-late",
            Self::Open { .. } => "seal-open",
            Self::ResealedLate { .. } => "seal-resealed-late",
        }
    }
}

impl SealOf {
    /// Whose conduct a fact is about.
    pub(crate) fn party(&self, fact: &SealFact) -> &PartyCode {
        match fact {
            SealFact::FoundBroken | SealFact::NoticeLate { .. } | SealFact::NotHeld { act: SealAct::Broken, .. } => {
                &self.host
            }
            _ => &self.owner,
        }
    }

    /// The clause whose obligation it touches.
    pub(crate) fn clause(&self) -> (Kind, Option<&Id>) {
        (Kind::Seals, None)
    }
}

/// A door, container or canister under one party's seals, and when it was closed without a hole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Continuity {
    /// Whose seals they are.
    pub owner: PartyCode,
    /// Whose site it is.
    pub host: PartyCode,
    /// Which.
    pub site: Id,
    /// On what they are.
    pub on: SealOn,
    /// The times over which it was closed, in order: between two of them is a hole.
    pub times: Vec<ClosedTime>,
}

/// A time over which it was closed, as far as the owner of the seals knows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClosedTime {
    /// From when.
    pub from: log::Timestamp,
    /// Until when.
    pub until: log::Timestamp,
    /// By the seals of these numbers, one in the place of the other.
    pub seals: Vec<String>,
    /// Whether the last of them is still on.
    pub stands: bool,
}
