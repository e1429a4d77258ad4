//! What the records show of a clarification. What both sides say stands in the finding's readings; nobody decides between them.

use super::visit_fact::VisitOf;
use record::statement::TurnName;
use treaty::instrument::Kind;
use treaty::{Date, Id, PartyCode};

/// A clarification, as findings name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClarificationOf {
    /// The how many-th raising of its raiser, from 1.
    pub number: u32,
    /// Who asks.
    pub raiser: PartyCode,
    /// Who is asked.
    pub respondent: PartyCode,
    /// About which clause: its kind and its name.
    pub clause: (Kind, Id),
    /// The inspection of which one step is what it is about.
    pub about: Option<VisitOf>,
}

/// A clock of a clarification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClarificationClock {
    /// That of a step.
    Step(TurnName),
    /// That of the end, whichever it is.
    Conclusion,
}

/// What is found in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClarificationFact {
    /// One side took two steps after one and the same.
    StepTwice {
        /// Which of them stands.
        step: TurnName,
    },
    /// A step that is dated before the one that it follows.
    StepBackDated {
        /// Which.
        step: TurnName,
        /// By how many seconds beyond the tolerance.
        seconds: u64,
    },
    /// A step after its time.
    StepLate {
        /// By which clock.
        clock: ClarificationClock,
        /// How many minutes after.
        minutes: u64,
    },
    /// A step whose time is over, and that was not taken.
    StepMissing {
        /// Which.
        step: TurnName,
        /// The day on which it was due.
        due: Date,
        /// Whether the grace is over too.
        grace_over: bool,
    },
    /// It runs.
    Open {
        /// The day by which it is to end; nothing where the instrument sets none.
        until: Option<Date>,
    },
    /// It ended with the two sides saying different things.
    Disagreed {
        /// Whether both recorded it.
        both: bool,
    },
    /// Its time is over, and it has not ended.
    Lapsed {
        /// The day by which it was to end.
        due: Date,
    },
}

impl ClarificationClock {
    /// Its word in the instrument.
    pub fn word(self) -> &'static str {
        match self {
            Self::Step(step) => step.word(),
            Self::Conclusion => treaty::instrument::Clarification::CONCLUSION,
        }
    }
}

impl ClarificationFact {
    /// Its code, in kebab-case; never renamed.
    pub fn code(&self) -> &'static str {
        match self {
            Self::StepTwice { .. } => "step-twice",
            Self::StepBackDated { .. } => "step-back-dated",
            Self::StepLate { .. } => "step-late",
            Self::StepMissing { .. } => "step-missing",
            Self::Open { .. } => "clarification-open",
            Self::Disagreed { .. } => "disagreement-recorded",
            Self::Lapsed { .. } => "clarification-lapsed",
        }
    }
}
