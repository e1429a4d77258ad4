//! An exercise as it stands in its file: who plays, what they hold, how they live, who evades and what an audit must find.
//!
//! `docs/spec/exercise.md` is the format. An [`Exercise`] has no public constructor but [`parse()`], so whoever holds one holds a file in which every name
//! leads somewhere. What it says of classes and facilities is held against the instrument when it is played ([`crate::cast()`]).
//!
//! No state that exists stands in an exercise, and no number in it is one of a real state.

mod clarification;
mod corrected;
mod evasion;
mod incident;
mod inspection;
mod read;
mod seal;

pub use clarification::{Clarification, ScriptedTurn, When};
pub use corrected::{Corrected, Way};
pub use evasion::{
    Damage, Deceit, Evasion, GateDeceit, LedgerDeceit, Part, RecordDeceit, Replay, Row, Said, SealDeceit, Spelling,
    Stale, Untold, VisitDeceit, WrongKey,
};
pub use incident::{Happening, Incident};
pub use inspection::Inspections;
pub use read::{parse, parse_among};
pub use seal::SealEvent;

use audit::{Outcome, Severity};
use inventory::Epoch;
use record::Author;
use std::fmt;
use treaty::measure::Measure;
use treaty::{Id, PartyCode, Text};

/// The most epochs after the baseline: ten years of days.
pub const EPOCHS_MAX: u32 = 3_660;
/// The most sides.
pub const SIDES_MAX: usize = 8;
/// The most witnesses.
pub const WITNESSES_MAX: usize = 32;
/// The most sites of a side.
pub const SITES_MAX: usize = 256;
/// The most items of a side at the baseline.
pub const ITEMS_MAX: u32 = 50_000;
/// The most events of one kind in a hundred epochs.
pub const RATE_MAX: u32 = 100_000;
/// The most epochs that a trip or a stay in a plant takes.
pub const STAY_MAX: u32 = 100;

/// The most days by which a statement comes late, or a clock runs ahead.
pub const DAYS_MAX: u32 = 400;

/// An exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exercise {
    /// Its name.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// What happens, for somebody who has not seen the file.
    pub text: Text,
    /// Under which instrument: the name of a file of the instruments, without its ending.
    pub instrument: Id,
    /// From which seed it is played where none is given.
    pub seed: ScenarioSeed,
    /// How many epochs follow the baseline.
    pub epochs: u32,
    /// Which classes of the instrument play which part.
    pub parts: Parts,
    /// Who witnesses, in order.
    pub witnesses: Vec<Witness>,
    /// The parties, in the order of the file.
    pub sides: Vec<Side>,
    /// Whether it replays what states said to each other: nobody keeps a ledger.
    pub replay: bool,
    /// Who inspects whom.
    pub inspections: Vec<Inspections>,
    /// Who asks whom about what.
    pub clarifications: Vec<Clarification>,
    /// What is done to custody seals.
    pub seals: Vec<SealEvent>,
    /// What goes wrong in honest lives.
    pub incidents: Vec<Incident>,
    /// Who evades, and how.
    pub evasions: Vec<Evasion>,
    /// All that an audit must find, and nothing else.
    pub expected: Vec<Expected>,
    /// What the audit must come to.
    pub end: End,
    /// What one party's keys and papers show beside that.
    pub reader: Option<Reader>,
}

/// What an audit finds with the keys and papers of one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Whose.
    pub party: PartyCode,
    /// What the audit must come to then.
    pub outcome: Outcome,
    /// What it finds more than everybody does.
    pub more: Vec<Expected>,
    /// What it finds no more, being shown who is right.
    pub less: Vec<Expected>,
}

/// From what everything in a play follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScenarioSeed(pub u64);

/// The classes by which an item lives; classes that play no part only move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Of items on their carriers.
    pub deployed: Id,
    /// Of items that may be put on a carrier.
    pub stored: Id,
    /// Of items out of service, which wait to be dismantled.
    pub retired: Id,
}

/// A witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its name.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// The first epoch of which it acknowledges nothing any more.
    pub silent_from: Option<Epoch>,
}

/// A party: its sites, its stock, its life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Who.
    pub party: PartyCode,
    /// Where its items may stand, in order.
    pub sites: Vec<Site>,
    /// What it holds at the baseline.
    pub stock: Vec<Stock>,
    /// How it lives.
    pub life: Rates,
}

/// A site of a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its alias, unique within the side.
    pub id: Id,
    /// Which kind of facility it is, in the words of the instrument.
    pub facility: Id,
    /// What it is called.
    pub name: Text,
}

/// Items that stand somewhere at the baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stock {
    /// At which site.
    pub site: Id,
    /// Of which class.
    pub class: Id,
    /// How many.
    pub items: u32,
}

/// How often things happen, each on average in a hundred epochs, and how long they take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// Items that set out for another site.
    pub moves: u32,
    /// Items put on a carrier.
    pub deployments: u32,
    /// Items taken off a carrier.
    pub removals: u32,
    /// Items taken out of service.
    pub retirements: u32,
    /// Retired items that set out to be dismantled.
    pub dismantlements: u32,
    /// Items that set out for a plant to come back.
    pub refurbishments: u32,
    /// New items, never more than a bound has room for.
    pub births: u32,
    /// Missiles that leave a missile plant with a portal.
    pub missiles: u32,
    /// Empty vehicles that cross the portal of a plant, out or in.
    pub vehicles: u32,
    /// The most closes of an epoch that a trip lasts; each takes between none and this many.
    pub transit: u32,
    /// How many epochs an item stays in a plant.
    pub stay: u32,
}

/// What an audit of the run comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// An assessment of this outcome.
    Assessed(Outcome),
    /// None: the folder is refused, and the refusal names this.
    Refused(String),
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Assessed(outcome) => f.write_str(outcome.word()),
            Self::Refused(named) => write!(f, "refused, naming {named}"),
        }
    }
}

/// One finding that an audit must come to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// Its code.
    pub code: Id,
    /// About whom; nobody where it concerns all.
    pub about: Option<Author>,
    /// The first and the last epoch that it names; nothing where it names none.
    pub epochs: Option<(Epoch, Epoch)>,
    /// The measure that would show what remains unknown; nothing where it names none.
    pub measure: Option<Measure>,
    /// How grave it is; nothing where that is not said.
    pub severity: Option<Severity>,
}

impl Expected {
    /// Whether it speaks of this finding: the same in all but a severity that it does not say.
    pub fn fits(&self, found: &Self) -> bool {
        *found == Self { severity: self.severity.or(found.severity), ..self.clone() }
    }
}

impl Exercise {
    /// The side of a party.
    pub fn side(&self, party: &PartyCode) -> Option<&Side> {
        self.sides.iter().find(|side| side.party == *party)
    }
}
