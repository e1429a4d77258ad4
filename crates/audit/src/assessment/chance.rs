//! With what probability something hidden would be met under an instrument's own measures, as data.

use regime::Probability;
use treaty::{Id, PartyCode};

/// What an instrument gives of that probability.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chance {
    /// None of its measures looks at the world: the probability is 0.
    Nothing,
    /// Some do, and the numbers from which it would follow are not in the instrument.
    NotStated,
    /// Those of its visits to the sites that it lists. What else looks at the world comes on top, without a number.
    Visits(Vec<Visits>),
}

/// The visits of one kind to the sites of one party, where each visit of a treaty year goes to another site and lots decide to which.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Visits {
    /// Whose sites.
    pub party: PartyCode,
    /// Which kind of inspection.
    pub inspection: Id,
    /// How many sites of the party it may go to.
    pub sites: u32,
    /// How many of them are visited in a treaty year: as many as the quota has, or all.
    pub visits: u32,
    /// How many treaty years the freeze touches; nothing where its days, or those of the treaty year, are not known.
    pub years: Option<u32>,
    /// That one of those is visited at which something is hidden, for one such site and for more.
    pub hidden: Vec<Hidden>,
}

/// That a site is visited at which something is hidden.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hidden {
    /// At how many sites something is hidden.
    pub at: u32,
    /// In a treaty year.
    pub year: Probability,
    /// In the treaty years of the freeze, each with lots of its own.
    pub freeze: Option<Probability>,
}
