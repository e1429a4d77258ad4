//! The catalogue of verification measures, and the ladder of presets L0 to L5.
//!
//! The ladder is the one of the literature on stepwise verification (NAS/CISAC 2005; Philippe, Glaser and Felten 2019): a promise, totals,
//! commitments, sampling, portals, challenge. The measures that New START had belong to no rung.

/// One measure of verification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// A signed promise.
    Statement,
    /// Declared totals, exchanged.
    Totals,
    /// A committed, hidden ledger, proved every epoch.
    Commitments,
    /// Sites opened as they were committed.
    Openings,
    /// Visits with samples drawn by lot.
    SampledInspections,
    /// Tags or buddy tags.
    Tags,
    /// Visits that show absence.
    AbsenceVisits,
    /// A portal at missile plants.
    PortalMissilePlants,
    /// A portal at warhead plants.
    PortalWarheadPlants,
    /// Monitored dismantlement.
    DismantlementPortal,
    /// The right to demand that any spotted item has its leaf.
    Challenge,
    /// A database exchanged item by item.
    ItemisedExchange,
    /// Notices of changes and movements.
    Notifications,
    /// Identifiers of delivery systems.
    UniqueIdentifiers,
    /// Inspections of delivery systems within a quota.
    OnSiteInspections,
    /// Showing of types.
    Exhibitions,
    /// Exchange of telemetry.
    Telemetry,
    /// Satellites and the like, not interfered with.
    NationalTechnicalMeans,
}

impl Measure {
    /// The words of the file, in the order of the catalogue.
    pub const WORDS: [(&'static str, Self); 18] = [
        ("statement", Self::Statement),
        ("totals", Self::Totals),
        ("commitments", Self::Commitments),
        ("openings", Self::Openings),
        ("sampled-inspections", Self::SampledInspections),
        ("tags", Self::Tags),
        ("absence-visits", Self::AbsenceVisits),
        ("portal-missile-plants", Self::PortalMissilePlants),
        ("portal-warhead-plants", Self::PortalWarheadPlants),
        ("dismantlement-portal", Self::DismantlementPortal),
        ("challenge", Self::Challenge),
        ("itemised-exchange", Self::ItemisedExchange),
        ("notifications", Self::Notifications),
        ("unique-identifiers", Self::UniqueIdentifiers),
        ("on-site-inspections", Self::OnSiteInspections),
        ("exhibitions", Self::Exhibitions),
        ("telemetry", Self::Telemetry),
        ("national-technical-means", Self::NationalTechnicalMeans),
    ];

    /// Its word in a file.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, measure)| *measure == self).map_or("", |(word, _)| word)
    }

    /// Whether it looks at the world itself, and not at what parties state of it.
    pub fn looks_at_the_world(self) -> bool {
        match self {
            Self::Statement | Self::Totals | Self::Commitments | Self::Openings => false,
            Self::ItemisedExchange | Self::Notifications | Self::UniqueIdentifiers => false,
            Self::SampledInspections | Self::OnSiteInspections | Self::AbsenceVisits | Self::Challenge => true,
            Self::PortalMissilePlants | Self::PortalWarheadPlants | Self::DismantlementPortal => true,
            Self::Tags | Self::Exhibitions | Self::Telemetry | Self::NationalTechnicalMeans => true,
        }
    }

    /// The first rung of the ladder that has it.
    pub fn level(self) -> Option<Preset> {
        Preset::ALL.into_iter().find(|preset| preset.measures().any(|measure| measure == self))
    }
}

/// A rung of the ladder: a named set of measures that holds all those below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preset {
    /// A bare promise.
    L0,
    /// Totals.
    L1,
    /// Commitments.
    L2,
    /// Sampling.
    L3,
    /// Portals.
    L4,
    /// Challenge.
    L5,
}

impl Preset {
    /// All of them, upwards.
    pub const ALL: [Self; 6] = [Self::L0, Self::L1, Self::L2, Self::L3, Self::L4, Self::L5];

    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 6] =
        [("L0", Self::L0), ("L1", Self::L1), ("L2", Self::L2), ("L3", Self::L3), ("L4", Self::L4), ("L5", Self::L5)];

    /// Its measures.
    pub fn measures(self) -> impl Iterator<Item = Measure> {
        let count = match self {
            Self::L0 => 1,
            Self::L1 => 2,
            Self::L2 => 3,
            Self::L3 => 7,
            Self::L4 => 10,
            Self::L5 => 11,
        };
        Measure::WORDS.into_iter().take(count).map(|(_, measure)| measure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rung_holds_the_one_below_and_adds_something() {
        for pair in Preset::ALL.windows(2) {
            let (low, high): (Vec<_>, Vec<_>) = (pair[0].measures().collect(), pair[1].measures().collect());
            assert!(high.starts_with(&low) && high.len() > low.len(), "{pair:?}");
        }
    }

    #[test]
    fn sampling_is_the_first_rung_that_looks_at_the_world() {
        let looks = |preset: Preset| preset.measures().any(Measure::looks_at_the_world);
        assert_eq!(Preset::ALL.map(looks), [false, false, false, true, true, true]);
    }

    #[test]
    fn the_measures_of_new_start_belong_to_no_rung() {
        assert_eq!(Measure::Telemetry.level(), None);
        assert_eq!(Measure::Challenge.level(), Some(Preset::L5));
        assert_eq!(Measure::Statement.level(), Some(Preset::L0));
    }
}
