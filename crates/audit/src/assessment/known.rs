//! What the public steps show beside findings: which inspections and clarifications ran when, and what is known of each site.
//!
//! All of it follows from statements that everybody reads. What was opened is its reader's, and no number of it stands here.

use super::{ClarificationOf, VisitOf};
use record::clarification::End;
use record::statement::{StepName, TurnName};
use treaty::{Date, Id, PartyCode};

/// An inspection and its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// Which.
    pub visit: VisitOf,
    /// Its steps, in their order.
    pub steps: Vec<Step<StepName>>,
    /// Whether what was opened at the site was opened again here, with a key.
    pub opened_here: bool,
}

/// A clarification and its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clarified {
    /// Which.
    pub clarification: ClarificationOf,
    /// Its steps, in their order.
    pub steps: Vec<Step<TurnName>>,
    /// How it ended; nothing while it runs, or where its time ran out.
    pub end: Option<End>,
    /// How many files its steps name by their hash.
    pub files: u32,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<N> {
    /// Which.
    pub name: N,
    /// By whom.
    pub by: PartyCode,
    /// When, by its author's clock; of an arrival, when the team arrived.
    pub at: log::Timestamp,
}

/// A site by the name that the instrument or an act of its party gives it, and the days on which something became known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Whose.
    pub party: PartyCode,
    /// Which.
    pub site: Id,
    /// Which kind of facility it is.
    pub facility: Id,
    /// Whether an act of its party closed it.
    pub closed: bool,
    /// On which days it was opened to an inspector that found the opening true to what had been committed to.
    pub opened: Vec<Date>,
    /// On which days a team was there whose report both sides signed.
    pub inspected: Vec<Date>,
    /// Since when the two sides, or their papers, disagree on something there.
    pub disputed: Vec<Date>,
}

/// How much is known of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Knowledge {
    /// Nothing of it was ever opened.
    NeverSeen,
    /// What stands there was opened to an inspector, and nobody went there.
    Opened,
    /// A team was there, and both sides signed its report.
    Inspected,
    /// Something about it is disputed, whatever else is known.
    Disputed,
}

impl Knowledge {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::NeverSeen, Self::Opened, Self::Inspected, Self::Disputed];

    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::NeverSeen => "never-seen",
            Self::Opened => "opened",
            Self::Inspected => "inspected",
            Self::Disputed => "disputed",
        }
    }
}

impl Site {
    /// How much is known of it.
    pub fn knowledge(&self) -> Knowledge {
        match self {
            Self { disputed, .. } if !disputed.is_empty() => Knowledge::Disputed,
            Self { inspected, .. } if !inspected.is_empty() => Knowledge::Inspected,
            Self { opened, .. } if !opened.is_empty() => Knowledge::Opened,
            _ => Knowledge::NeverSeen,
        }
    }
}
