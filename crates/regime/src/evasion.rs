//! How a party might evade: from where the excess comes, where it stands, and what the books say of it.
//!
//! The rows are those of the open literature on diversion (IPNDV 2020; NAS/CISAC 2005), and what is named here is all that is tried: the best answer of an evader is
//! the best among these, and says nothing about one that nobody thought of.

use treaty::measure::Measure;

/// A way to have more than was frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evasion {
    /// A store that was never declared.
    HiddenStore,
    /// Items in a place that is declared to hold none.
    HiddenInEmptyPlace,
    /// A baseline with entries for items that come later: until then their places are empty.
    PaddedBaseline,
    /// The same, with dummies in the empty places.
    PaddedWithDummies,
    /// Items without an entry at declared stores, which leave when a site is designated.
    ShellGame,
    /// Items dismantled on paper, and kept in a store that was never declared.
    PaperDismantlement,
    /// New items that leave a declared plant off the books, for a store that was never declared.
    UndeclaredProduction,
    /// The same from a plant that was never declared.
    UndeclaredPlant,
    /// Growth that is entered into the books, a little at a time.
    GrowthEntered,
    /// Items without an entry at declared stores, a few more every year.
    GrowthInStores,
    /// More warheads on carriers than are declared.
    GrowthOnCarriers,
}

impl Evasion {
    /// All of them, with their words.
    pub const WORDS: [(&'static str, Self); 11] = [
        ("hidden-store", Self::HiddenStore),
        ("hidden-in-empty-place", Self::HiddenInEmptyPlace),
        ("padded-baseline", Self::PaddedBaseline),
        ("padded-with-dummies", Self::PaddedWithDummies),
        ("shell-game", Self::ShellGame),
        ("paper-dismantlement", Self::PaperDismantlement),
        ("undeclared-production", Self::UndeclaredProduction),
        ("undeclared-plant", Self::UndeclaredPlant),
        ("growth-entered", Self::GrowthEntered),
        ("growth-in-stores", Self::GrowthInStores),
        ("growth-on-carriers", Self::GrowthOnCarriers),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, evasion)| *evasion == self).map_or("", |(word, _)| word)
    }

    /// From where the excess comes.
    pub fn origin(self) -> Origin {
        match self {
            Self::PaperDismantlement => Origin::Paper,
            Self::UndeclaredProduction => Origin::DeclaredPlant,
            Self::UndeclaredPlant => Origin::UndeclaredPlant,
            _ => Origin::Stock,
        }
    }

    /// Where it stands.
    pub fn hideout(self) -> Hideout {
        match self {
            Self::HiddenStore | Self::PaperDismantlement | Self::UndeclaredProduction | Self::UndeclaredPlant => {
                Hideout::Undeclared
            }
            Self::HiddenInEmptyPlace => Hideout::EmptyPlace,
            Self::PaddedBaseline | Self::PaddedWithDummies | Self::GrowthEntered => Hideout::OnTheBooks,
            Self::ShellGame | Self::GrowthInStores => Hideout::Store,
            Self::GrowthOnCarriers => Hideout::Carrier,
        }
    }

    /// What the books say.
    pub fn books(self) -> Books {
        match self {
            Self::PaddedBaseline => Books::Padded { dummies: false },
            Self::PaddedWithDummies => Books::Padded { dummies: true },
            Self::GrowthEntered => Books::Entered,
            _ => Books::Silent,
        }
    }

    /// Whether a measure can find it at all, or bears on what does.
    pub fn met_by(self, measure: Measure) -> bool {
        match measure {
            Measure::NationalTechnicalMeans | Measure::Challenge => self.hideout() == Hideout::Undeclared,
            Measure::Totals | Measure::Commitments => self.books() == Books::Entered,
            Measure::SampledInspections => {
                matches!(self.hideout(), Hideout::Store | Hideout::Carrier)
                    || matches!(self.books(), Books::Padded { .. })
            }
            Measure::OnSiteInspections => self.hideout() == Hideout::Carrier,
            Measure::AbsenceVisits => self.hideout() == Hideout::EmptyPlace,
            Measure::PortalWarheadPlants => self.origin() == Origin::DeclaredPlant,
            Measure::DismantlementPortal => self.origin() == Origin::Paper,
            _ => false,
        }
    }

    /// Whether items leave a site when it is designated.
    pub fn flees(self) -> bool {
        self == Self::ShellGame
    }
}

/// From where the excess comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It was there, or is made where nobody looks and nothing is seen.
    Stock,
    /// A declared plant, past its books.
    DeclaredPlant,
    /// A plant that was never declared.
    UndeclaredPlant,
    /// Items that were dismantled on paper.
    Paper,
}

/// Where the excess stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hideout {
    /// In a store that was never declared.
    Undeclared,
    /// In a place that is declared to hold none.
    EmptyPlace,
    /// In declared stores, beside what is entered.
    Store,
    /// On carriers.
    Carrier,
    /// Where the books have it.
    OnTheBooks,
}

/// What the books say of the excess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Books {
    /// Nothing.
    Silent,
    /// It is entered as it comes.
    Entered,
    /// It was entered in the baseline, before there was any.
    Padded {
        /// Whether something stands in the place of what is not there yet.
        dummies: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_evasion_has_a_word_of_its_own_and_differs_from_every_other() {
        let of =
            |evasion: Evasion| format!("{:?}", (evasion.origin(), evasion.hideout(), evasion.books(), evasion.flees()));
        let words: BTreeSet<_> = Evasion::WORDS.iter().map(|(_, evasion)| evasion.word()).collect();
        let ways: BTreeSet<_> = Evasion::WORDS.iter().map(|(_, evasion)| of(*evasion)).collect();
        assert_eq!((words.len(), ways.len()), (Evasion::WORDS.len(), Evasion::WORDS.len()));
    }
}
