//! The catalogue of what has to be assumed.

use crate::quantity::Quantity;

/// What a parameter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Treaty-accountable items.
    Items,
    /// Sites.
    Sites,
    /// Deployed carriers.
    Carriers,
    /// Events a year.
    PerYear,
    /// The chance that something happens once it can.
    Chance,
    /// The chance that something happens in a year.
    ChancePerYear,
    /// A share of all items.
    Share,
    /// Years.
    Years,
    /// Days.
    Days,
    /// Hours.
    Hours,
    /// People.
    People,
}

impl Unit {
    /// The word for it in output that machines read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::Sites => "sites",
            Self::Carriers => "carriers",
            Self::PerYear => "per-year",
            Self::Chance => "chance",
            Self::ChancePerYear => "chance-per-year",
            Self::Share => "share",
            Self::Years => "years",
            Self::Days => "days",
            Self::Hours => "hours",
            Self::People => "people",
        }
    }

    /// The largest number that makes sense.
    pub fn most(self) -> u32 {
        match self {
            Self::Chance | Self::ChancePerYear | Self::Share => 1,
            Self::Items => 1_000_000,
            Self::Sites => 1_000,
            Self::Carriers | Self::PerYear => 100_000,
            Self::Years => 100,
            Self::Days | Self::Hours => 10_000,
            Self::People => 1_000,
        }
    }
}

macro_rules! parameters {
    ($($(#[$doc:meta])* $variant:ident = $word:literal in $unit:ident,)*) => {
        /// Something that a simulation takes for granted.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Parameter { $($(#[$doc])* $variant,)* }

        impl Parameter {
            /// The words of the file, in the order of the catalogue.
            pub const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant),)*];

            /// Its word in a file.
            pub fn word(self) -> &'static str { match self { $(Self::$variant => $word,)* } }

            /// What it counts.
            pub fn unit(self) -> Unit { match self { $(Self::$variant => Unit::$unit,)* } }
        }
    };
}

parameters! {
    /// Items at all bases together.
    ItemsAtBases = "items-at-bases" in Items,
    /// Items in all stores together.
    ItemsInStores = "items-in-stores" in Items,
    /// Bases.
    Bases = "bases" in Sites,
    /// Declared stores.
    Stores = "stores" in Sites,
    /// Declared places that hold none.
    EmptyPlaces = "empty-places" in Sites,
    /// Deployed carriers at all bases together.
    Carriers = "carriers" in Carriers,
    /// Trips of items between declared sites.
    Shipments = "shipments" in PerYear,
    /// Items that leave a plant as declared, new or refurbished.
    Exits = "exits" in PerYear,
    /// Items that are dismantled as declared.
    Dismantled = "dismantled" in PerYear,

    /// What an evasion comes to: a share of all items.
    Excess = "excess" in Share,
    /// In how many years it comes to that, item by item.
    ExcessYears = "excess-years" in Years,
    /// Over how many sites it is spread.
    ExcessSites = "excess-sites" in Sites,

    /// That a count at a site notices that there are fewer or more items than were committed.
    CountSeen = "count-seen" in Chance,
    /// That an item which is looked at and is none is recognised: a dummy, or one of another kind.
    ItemRecognised = "item-recognised" in Chance,
    /// That an honest item which is looked at is held for none.
    ItemMistaken = "item-mistaken" in Chance,
    /// That more warheads than declared on a carrier which is looked at are noticed.
    CarrierSeen = "carrier-seen" in Chance,
    /// That a visit to a place declared empty notices what stands there.
    AbsenceSeen = "absence-seen" in Chance,
    /// That items are taken away in time although restrictions hold from designation on.
    MovedInTime = "moved-in-time" in Chance,
    /// That a portal recognises an item that leaves undeclared.
    ExitRecognised = "exit-recognised" in Chance,
    /// That a portal holds a declared crossing for something else.
    ExitMistaken = "exit-mistaken" in Chance,
    /// That an undeclared item leaves a plant past its portal.
    ExitBypassed = "exit-bypassed" in Chance,
    /// That items which are missing at the portal of dismantlement are noticed once the window is opened.
    EntriesCounted = "entries-counted" in Chance,

    /// That an undeclared store which holds items is spotted.
    StoreSpotted = "store-spotted" in ChancePerYear,
    /// That a trip to an undeclared store is spotted.
    TripSpotted = "trip-spotted" in Chance,
    /// That undeclared production outside the declared plants is spotted.
    PlantSpotted = "plant-spotted" in ChancePerYear,
    /// That a cue is not kept from the other side where no clause forbids to conceal.
    CueSurvives = "cue-survives" in Chance,
    /// Cues that lead nowhere.
    FalseCues = "false-cues" in PerYear,
    /// That a party lets a team into a place for which it may be asked.
    AccessGranted = "access-granted" in Chance,
    /// That a team which is let in recognises what it was sent for.
    SpotRecognised = "spot-recognised" in Chance,

    /// Inspections with samples a year, where the text names them and gives no number.
    SampledVisits = "sampled-visits" in PerYear,
    /// Items that are looked at in one of them, where the text gives no number.
    Sample = "sample" in Items,
    /// Absence visits a year, where the text names them and gives no number.
    AbsenceVisits = "absence-visits" in PerYear,
    /// Challenge visits a year, where the text names them and gives no number.
    ChallengeVisits = "challenge-visits" in PerYear,
    /// Days between exchanges of totals, where the text gives no number.
    ExchangeDays = "exchange-days" in Days,
    /// Inspectors of a team, where the text gives no number.
    Team = "team" in People,
    /// Hours from the designation of a site to the arrival, where the text gives no number.
    HoursToArrival = "hours-to-arrival" in Hours,
    /// Hours of a visit, where the text gives no number.
    HoursOnSite = "hours-on-site" in Hours,
    /// Days that inspectors spend on clearing a false alarm.
    ClearingDays = "clearing-days" in Days,
}

/// Which way a parameter leans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaning {
    /// The more of it, the sooner an excess is found.
    Finds,
    /// The more of it, the later.
    Hides,
    /// Neither, or now this and now that.
    Neither,
}

impl Parameter {
    /// Which way it leans.
    pub fn leaning(self) -> Leaning {
        match self {
            Self::CountSeen | Self::ItemRecognised | Self::CarrierSeen | Self::AbsenceSeen => Leaning::Finds,
            Self::ExitRecognised | Self::EntriesCounted => Leaning::Finds,
            Self::StoreSpotted | Self::TripSpotted | Self::PlantSpotted | Self::CueSurvives => Leaning::Finds,
            Self::AccessGranted | Self::SpotRecognised => Leaning::Finds,
            Self::SampledVisits | Self::Sample | Self::AbsenceVisits | Self::ChallengeVisits => Leaning::Finds,
            Self::MovedInTime | Self::ExitBypassed => Leaning::Hides,
            _ => Leaning::Neither,
        }
    }

    /// Why a number cannot stand for it; nothing where it can.
    pub fn refuses(self, value: Quantity) -> Option<String> {
        let (word, unit) = (self.word(), self.unit());
        if value > Quantity::whole(unit.most()) || value == Quantity::default() && self.is_positive() {
            let least = if self.is_positive() { "more than 0" } else { "0 or more" };
            return Some(format!("`{word}` cannot be {value}: write a number of {least}, at most {}", unit.most()));
        }
        let counts = matches!(unit, Unit::Items | Unit::Sites | Unit::Carriers | Unit::People);
        let part = !value.millionths().is_multiple_of(1_000_000);
        (counts && part).then(|| format!("`{word}` counts {}, and {value} is no whole number", unit.word()))
    }

    /// Whether 0 makes no sense.
    pub fn is_positive(self) -> bool {
        matches!(self, Self::ExcessYears | Self::ExcessSites | Self::ExchangeDays)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_parameter_has_a_word_of_its_own() {
        let words: BTreeSet<_> = Parameter::WORDS.iter().map(|(word, _)| word).collect();
        assert_eq!(words.len(), Parameter::WORDS.len());
        assert!(Parameter::WORDS.iter().all(|(word, parameter)| parameter.word() == *word));
    }
}
