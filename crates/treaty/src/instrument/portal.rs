//! Portals: gates at which another party's monitors watch what enters a plant and what leaves it.
//!
//! Missile plants and warhead plants are different perimeters: only the first have a precedent, and only the second have an interior in the
//! ledger against which the crossings can be added up.
// rule: portal

use super::{Clause, FacilitySort, Instrument, Kind, Measured, Rule, Status};
use crate::text::Id;
use crate::time::Span;

/// A portal at plants of some kinds: `[[portal]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portal {
    /// At which kinds of facility.
    pub at: Vec<Id>,
    /// How many other exits such a plant may have. Nothing that counts passes them.
    pub other_exits_max: Measured,
    /// How many canisters the monitors may have opened at one plant in a calendar year; none where the text gives no such right.
    pub openings_max: Option<Measured>,
    /// How long before a crossing it is declared, in minutes or hours.
    pub declaration: Span,
    /// How long after a crossing the monitors give their verdict, in minutes or hours.
    pub verdict: Span,
}

impl Portal {
    /// The most other exits that a text may give a plant: exits have numbers of one byte.
    pub const OTHER_EXITS_MAX: u32 = 255;

    /// Whether an exit of this number is one that such a plant may have; 0 is the portal.
    pub fn has_exit(&self, exit: u8) -> bool {
        u32::from(exit) <= self.other_exits_max.value
    }

    /// How many canisters may be opened at one plant in a calendar year.
    pub fn openings(&self) -> u32 {
        self.openings_max.as_ref().map_or(0, |most| most.value)
    }
}

impl Instrument {
    /// The portals, with their clauses, in the order of the file.
    pub fn portals(&self) -> impl Iterator<Item = (&Clause, &Portal)> {
        self.of(Kind::Portal).filter_map(|clause| match &clause.rule {
            Rule::Portal(portal) => Some((clause, portal)),
            _ => None,
        })
    }

    /// The agreed portal at this kind of facility.
    pub fn portal_at(&self, facility: &Id) -> Option<(&Clause, &Portal)> {
        let mut agreed = self.portals().filter(|(clause, _)| clause.status == Status::Agreed);
        agreed.find(|(_, portal)| portal.at.contains(facility))
    }

    /// What sort of place this kind of facility is.
    pub fn sort_of(&self, facility: &Id) -> Option<FacilitySort> {
        match &self.clause(Kind::Facility, facility)?.rule {
            Rule::Facility(kind) => Some(kind.sort),
            _ => None,
        }
    }
}
