//! A party's sites and capacities: as the instrument lists them, and as its acts change them.

use super::NoLayout;
use crate::statement::{Act, Change};
use crate::words::{Epoch, SiteNumber};
use proof::PlaceKind;
use std::collections::BTreeMap;
use treaty::instrument::{FacilitySort, Kind, Rule};
use treaty::{Id, Instrument, PartyCode};

/// The sites and capacities of one party, over all epochs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    sites: Vec<Site>,
    /// The exponents of site and road, by the first epoch of their time.
    capacities: BTreeMap<Epoch, (u8, u8)>,
}

/// A site of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// What it is called in public.
    pub alias: Id,
    /// Which kind of facility it is.
    pub facility: Id,
    /// Its first epoch.
    pub opened: Epoch,
    /// The first epoch that it is not part of any more.
    pub closed: Option<Epoch>,
}

/// Why an act cannot be carried out: then it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAct {
    /// It would change the baseline, which is the instrument's.
    #[error("an act governs epoch 1 or a later one, and never the baseline")]
    Baseline,
    /// The number is used, or leaves a gap.
    #[error("the site has number {found}, and the next one is {next}")]
    Number {
        /// As the act says.
        found: u16,
        /// As it must be.
        next: usize,
    },
    /// Two sites of one name.
    #[error("{0} is, or was, another site of the party")]
    Alias(Id),
    /// The instrument has no such kind of facility.
    #[error("{0} is no kind of facility of the instrument")]
    Facility(Id),
    /// There is no such site, or not in that epoch.
    #[error("there is no site {0} that is open in the epoch before the act's first")]
    NotOpen(u16),
    /// A plant is closed by no act: its interior would leave the shape without a balance, and what was in it would leave without a return.
    #[error("the site {0} is a plant, and no act closes a plant: it stays, with what its gate lets through")]
    Plant(u16),
    /// The site closes already.
    #[error("the site {0} is closed already")]
    Closed(u16),
}

impl Ground {
    /// As the instrument lists it.
    ///
    /// # Errors
    /// Where the instrument has no `[record]`, or no such party.
    pub fn of(treaty: &Instrument, party: &PartyCode) -> Result<Self, NoLayout> {
        let (_, record) = treaty.record().ok_or(NoLayout::NoRecord)?;
        treaty.party(party).ok_or_else(|| NoLayout::NoParty(party.clone()))?;
        let listed = treaty.sites_of(party).map(|site| Site {
            alias: site.id.clone(),
            facility: site.facility.clone(),
            opened: Epoch::BASELINE,
            closed: None,
        });
        let exponents = (record.site_capacity.exponent(), record.road_capacity.exponent());
        Ok(Self { sites: listed.collect(), capacities: BTreeMap::from([(Epoch::BASELINE, exponents)]) })
    }

    /// Carries out an act of the party.
    ///
    /// # Errors
    /// [`BadAct`]: then nothing changes.
    pub fn act(&mut self, treaty: &Instrument, act: &Act) -> Result<(), BadAct> {
        if act.first == Epoch::BASELINE {
            return Err(BadAct::Baseline);
        }
        match &act.change {
            Change::SiteOpened { site, facility: kind, alias } => {
                let next = self.sites.len();
                if usize::from(site.0) != next {
                    return Err(BadAct::Number { found: site.0, next });
                }
                if self.sites.iter().any(|site| site.alias == *alias) {
                    return Err(BadAct::Alias(alias.clone()));
                }
                facility(treaty, kind).ok_or_else(|| BadAct::Facility(kind.clone()))?;
                let (alias, facility) = (alias.clone(), kind.clone());
                self.sites.push(Site { alias, facility, opened: act.first, closed: None });
            }
            Change::SiteClosed { site } => {
                let place = self.sites.get_mut(usize::from(site.0)).ok_or(BadAct::NotOpen(site.0))?;
                if place.closed.is_some() {
                    return Err(BadAct::Closed(site.0));
                }
                if place.opened >= act.first {
                    return Err(BadAct::NotOpen(site.0));
                }
                if facility(treaty, &place.facility).is_some_and(|(kind, _)| kind == PlaceKind::Interior) {
                    return Err(BadAct::Plant(site.0));
                }
                place.closed = Some(act.first);
            }
            Change::Capacities { site, road } => drop(self.capacities.insert(act.first, (*site, *road))),
        }
        Ok(())
    }

    /// All sites that there ever were, by number.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// The sites of an epoch, with their numbers.
    pub fn open(&self, epoch: Epoch) -> impl Iterator<Item = (SiteNumber, &Site)> {
        let is_open = move |place: &Site| place.opened <= epoch && place.closed.is_none_or(|closed| epoch < closed);
        (0..).map(SiteNumber).zip(&self.sites).filter(move |(_, place)| is_open(place))
    }

    /// The exponents of the capacities of an epoch: of a site, and of a road.
    pub fn capacities(&self, epoch: Epoch) -> (u8, u8) {
        let held = self.capacities.range(..=epoch).next_back();
        *held.expect("the instrument's own stand from the baseline on").1
    }
}

/// What kind of place a facility is, and which classes it may hold.
pub(super) fn facility<'a>(treaty: &'a Instrument, id: &Id) -> Option<(PlaceKind, &'a [Id])> {
    let Rule::Facility(facility) = &treaty.clause(Kind::Facility, id)?.rule else { return None };
    let kind = match facility.sort {
        FacilitySort::WarheadPlant => PlaceKind::Interior,
        _ => PlaceKind::Site,
    };
    Some((kind, &facility.holds))
}
