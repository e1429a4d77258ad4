//! Custody seals: one party's seals on the doors, containers and canisters of another.
//!
//! What they are on is a matter of the text: a seal on each item would tell everybody how many items there are, for its statements are public.
// rule: seals

use super::{Clause, Instrument, Kind, Rule, Status};
use crate::text::Id;
use crate::time::Span;

/// Custody seals: `[seals]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seals {
    /// On what they may be.
    pub on: Vec<SealOn>,
    /// At which kinds of facility.
    pub at: Vec<Id>,
    /// How long before a host breaks one for maintenance it says so, in minutes or hours.
    pub notice: Span,
    /// How long after a host broke one in an emergency it says so, in minutes or hours.
    pub emergency: Span,
    /// How long after one was broken or taken off another is put in its place, in minutes or hours.
    pub reseal: Span,
}

/// What a custody seal is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SealOn {
    /// A door, a gate, a hatch.
    Door,
    /// A container.
    Container,
    /// A canister.
    Canister,
}

impl SealOn {
    /// All of them with their words, in the order of their numbers.
    pub const WORDS: [(&'static str, Self); 3] =
        [("door", Self::Door), ("container", Self::Container), ("canister", Self::Canister)];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, on)| *on == self).map_or("", |(word, _)| word)
    }

    /// Whether it holds one item, so that seals on all of them count the items.
    pub fn holds_one(self) -> bool {
        self != Self::Door
    }
}

impl Instrument {
    /// The agreed rules on custody seals, where it has some.
    pub fn seals(&self) -> Option<(&Clause, &Seals)> {
        let agreed = self.of(Kind::Seals).find(|clause| clause.status == Status::Agreed)?;
        match &agreed.rule {
            Rule::Seals(seals) => Some((agreed, seals)),
            _ => None,
        }
    }
}
