//! What the records show of a gate. Both sides' statements are public; what a measurement showed is theirs.

use super::Epochs;
use record::statement::Way;
use treaty::instrument::Kind;
use treaty::{Date, Id, PartyCode};

/// A gate, or one crossing of it, as findings name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GateOf {
    /// Under which portal of the instrument.
    pub portal: Id,
    /// Whose plants they are.
    pub host: PartyCode,
    /// Whose monitors watch; nothing where it is a matter of the host alone.
    pub monitors: Option<PartyCode>,
    /// At which plant; nothing where it is all plants with an interior.
    pub site: Option<Id>,
    /// The host's number of the crossing, where one was declared.
    pub number: Option<u32>,
    /// In which epochs.
    pub epochs: Epochs,
}

/// What is found at it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum GateFact {
    /// The host gave two crossings of one plant the same number, or an earlier one after a later.
    CrossingTwice {
        /// The number that was next.
        expected: u32,
    },
    /// Numbers of crossings of one plant that the host left out.
    CrossingMissing {
        /// The number that was next.
        expected: u32,
    },
    /// A crossing that was declared later than so long before it.
    CrossingLate {
        /// By how many minutes.
        minutes: u64,
    },
    /// The monitors saw a crossing that the host had not declared.
    CrossingUndeclared {
        /// Which way.
        way: Way,
        /// How many items they saw.
        seen: u16,
    },
    /// The monitors saw something else than the host had declared.
    CrossingDiffers {
        /// How many items were declared.
        declared: u16,
        /// How many they saw.
        seen: u16,
    },
    /// The monitors could not tell what crossed.
    CrossingNotClear,
    /// Something crossed by an exit that the plant may not have, or an item by another exit than the portal.
    ExitNotAllowed {
        /// Which exit.
        exit: u8,
        /// How many items crossed by it.
        items: u16,
        /// How many other exits the plant may have.
        most: u32,
    },
    /// The monitors gave two verdicts on one declaration.
    VerdictTwice,
    /// A verdict after its time.
    VerdictLate {
        /// By how many minutes.
        minutes: u64,
    },
    /// A crossing on which the monitors gave no verdict.
    VerdictMissing {
        /// The day on which it was due.
        due: Date,
        /// Whether the grace is over too.
        grace_over: bool,
    },
    /// The monitors had more canisters opened at a plant in a calendar year than the instrument lets them.
    CanistersBeyondRight {
        /// In which year.
        year: i16,
        /// How many were opened.
        opened: u64,
        /// How many may be.
        most: u32,
    },
    /// The items that the monitors saw cross are not those of the ledger's opened sums.
    GateSumDiffers {
        /// Which way: out against births and returns, in against arrivals.
        way: Way,
        /// How many they saw.
        seen: u64,
        /// How many were opened.
        opened: u64,
    },
}

impl GateFact {
    /// Its code, in kebab-case; never renamed.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CrossingTwice { .. } => "crossing-twice",
            Self::CrossingMissing { .. } => "crossing-missing",
            Self::CrossingLate { .. } => "crossing-late",
            Self::CrossingUndeclared { .. } => "crossing-undeclared",
            Self::CrossingDiffers { .. } => "crossing-differs",
            Self::CrossingNotClear => "crossing-not-clear",
            Self::ExitNotAllowed { .. } => "exit-not-allowed",
            Self::VerdictTwice => "verdict-twice",
            Self::VerdictLate { .. } => "verdict-late",
            Self::VerdictMissing { .. } => "verdict-missing",
            Self::CanistersBeyondRight { .. } => "canisters-beyond-right",
            Self::GateSumDiffers { .. } => "gate-sum-differs",
        }
    }

    /// Whether it is about the monitors, and not about the host.
    pub(crate) fn is_of_monitors(&self) -> bool {
        matches!(
            self,
            Self::VerdictTwice
                | Self::VerdictLate { .. }
                | Self::VerdictMissing { .. }
                | Self::CanistersBeyondRight { .. }
        )
    }
}

impl GateOf {
    /// Whose conduct a fact is about.
    pub(crate) fn party(&self, fact: &GateFact) -> &PartyCode {
        let monitors = self.monitors.as_ref().filter(|_| fact.is_of_monitors());
        monitors.unwrap_or(&self.host)
    }

    /// The clause whose obligation it touches.
    pub(crate) fn clause(&self) -> (Kind, Option<&Id>) {
        (Kind::Portal, Some(&self.portal))
    }
}
