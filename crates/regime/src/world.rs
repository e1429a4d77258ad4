//! One side under one regime, as a replicate needs it: every number looked up, every chance compiled.

mod kinds;

use crate::assumptions::{Parameter as P, Values};
use crate::draws::{Chance, Wait, daily};
use crate::evasion::{Books, Evasion, Hideout};
use crate::terms::{Looked, Place, Terms};
use treaty::measure::Measure;

/// The hours of a year of 365 days.
pub(crate) const YEAR: u32 = 8_760;
/// The most years that are simulated.
pub const YEARS_MAX: u32 = 100;
/// The most sites of a side.
pub const SITES_MAX: u64 = 1_000;

/// Why nothing is simulated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A number makes no sense together with another.
    #[error("{what} of {number}: {help}")]
    Number {
        /// Of what.
        what: &'static str,
        /// Which.
        number: u64,
        /// What would be one.
        help: &'static str,
    },
}

/// What a replicate stands on.
pub(crate) struct World {
    pub hours: u32,
    pub evasion: Option<Evasion>,
    pub stock: u64,
    /// The items of each site, bases first, then stores, then empty places.
    pub items: Vec<u32>,
    /// Those between which items are moved: bases and stores.
    pub declared: u32,
    /// The carriers of each base.
    pub carriers: Vec<u32>,
    pub kinds: Vec<Kind>,
    pub challenge: Option<usize>,
    pub excess: Excess,
    pub chances: Chances,
    pub rates: Rates,
    pub portal: bool,
    /// The hours between openings of what entered dismantlement, where monitors count it.
    pub window: Option<u32>,
    /// The hours between statements in which growth that is entered stands, and by how many hours they come later.
    pub books: Option<(u32, u32)>,
    /// The hours between statements of any sort.
    pub statements: Option<u32>,
    pub clearing: u32,
}

/// A kind of visits.
pub(crate) struct Kind {
    pub look: Looked,
    pub quota: u32,
    pub same_site_max: u32,
    pub at_once: u32,
    pub sample: u32,
    pub team: u32,
    pub hours_to_arrival: u32,
    pub hours_on_site: u32,
    pub restricted: bool,
    /// The sites among which one is drawn.
    pub at: Vec<u16>,
}

/// What an evasion comes to.
pub(crate) struct Excess {
    /// In items.
    pub items: u32,
    /// In how many hours.
    pub hours: u32,
    /// The sites over which it is spread.
    pub at: Vec<u16>,
    /// The entries of the baseline that stand for none of it yet, by site.
    pub padded: Vec<u32>,
}

impl Excess {
    /// The site of item `number` (from 0): they are dealt out in turn.
    #[inline]
    pub fn site_of(&self, number: u32) -> usize {
        usize::from(self.at[number as usize % self.at.len()])
    }

    /// The hour at which item `number` (from 1) is there.
    #[inline]
    pub fn hour_of(&self, number: u32) -> u32 {
        (u64::from(number) * u64::from(self.hours) / u64::from(self.items.max(1))) as u32
    }
}

pub(crate) struct Chances {
    pub count_seen: Chance,
    pub item_recognised: Chance,
    pub item_mistaken: Chance,
    pub carrier_seen: Chance,
    pub absence_seen: Chance,
    pub moved_in_time: Chance,
    pub exit_recognised: Chance,
    pub exit_mistaken: Chance,
    pub entries_counted: Chance,
    pub access_granted: Chance,
    pub spot_recognised: Chance,
    pub trip_spotted: Chance,
    pub store_spotted: Wait,
    pub plant_spotted: Wait,
    pub false_cue: Wait,
}

/// Events a year, in millionths.
pub(crate) struct Rates {
    pub shipments: u64,
    pub exits: u64,
    pub dismantled: u64,
}

impl World {
    pub fn new(terms: &Terms, values: &Values, evasion: Option<Evasion>, years: u32) -> Result<Self, Refused> {
        if years == 0 || years > YEARS_MAX {
            let help = "simulate from 1 to 100 years";
            return Err(Refused::Number { what: "a number of years", number: years.into(), help });
        }
        let sites = Sites::new(values)?;
        let hours = years * YEAR;
        let kinds = kinds::kinds(terms, values, &sites)?;
        let (covered, unless) = (terms.has(Measure::NationalTechnicalMeans), chance(values, P::CueSurvives));
        let survives = if covered { Chance::ALWAYS } else { unless };
        let days = years * 365;
        let spotted = |of| Wait::new(daily(chance(values, of).and(survives)), days);
        let exchange = hours_of(values, P::ExchangeDays);
        let epoch = terms.epoch_days.map_or(exchange, |days| days.saturating_mul(24));
        let due = terms.due_days.map_or(0, |days| days.saturating_mul(24));
        let has = |measure| terms.has(measure);
        let statements =
            has(Measure::Commitments).then_some((epoch, due)).or(has(Measure::Totals).then_some((exchange, 0)));
        Ok(Self {
            hours,
            evasion,
            stock: sites.items.iter().copied().map(u64::from).sum(),
            excess: excess(values, evasion, &sites)?,
            declared: sites.bases + sites.stores,
            carriers: sites.carriers,
            challenge: kinds.iter().position(|kind| kind.look == Looked::Spotted),
            kinds,
            portal: has(Measure::PortalWarheadPlants),
            window: has(Measure::DismantlementPortal)
                .then(|| terms.window_days.map_or(exchange, |days| days.saturating_mul(24))),
            books: statements.filter(|_| terms.counts_all),
            statements: statements.map(|(every, _)| every),
            chances: Chances {
                count_seen: chance(values, P::CountSeen),
                item_recognised: chance(values, P::ItemRecognised),
                item_mistaken: chance(values, P::ItemMistaken),
                carrier_seen: chance(values, P::CarrierSeen),
                absence_seen: chance(values, P::AbsenceSeen),
                moved_in_time: chance(values, P::MovedInTime),
                exit_recognised: chance(values, P::ExitRecognised).and(chance(values, P::ExitBypassed).complement()),
                exit_mistaken: chance(values, P::ExitMistaken),
                entries_counted: chance(values, P::EntriesCounted),
                access_granted: chance(values, P::AccessGranted),
                spot_recognised: chance(values, P::SpotRecognised),
                trip_spotted: chance(values, P::TripSpotted).and(survives),
                store_spotted: spotted(P::StoreSpotted),
                plant_spotted: spotted(P::PlantSpotted),
                false_cue: false_cues(values, days)?,
            },
            rates: Rates {
                shipments: values.of(P::Shipments).millionths(),
                exits: values.of(P::Exits).millionths(),
                dismantled: values.of(P::Dismantled).millionths(),
            },
            clearing: hours_of(values, P::ClearingDays),
            items: sites.items,
        })
    }
}

struct Sites {
    bases: u32,
    stores: u32,
    items: Vec<u32>,
    carriers: Vec<u32>,
}

impl Sites {
    fn new(values: &Values) -> Result<Self, Refused> {
        let count = |of: P| values.of(of).rounded();
        let (bases, stores, empty) = (count(P::Bases), count(P::Stores), count(P::EmptyPlaces));
        if bases + stores + empty > SITES_MAX {
            let (what, help) = ("a number of sites", "a side has no more than 1,000 of all kinds");
            return Err(Refused::Number { what, number: bases + stores + empty, help });
        }
        let spread = |all: P, over: u64| match (count(all), over) {
            (0, _) => Ok(vec![0; over as usize]),
            (number, 0) => Err(Refused::Number { what: all.word(), number, help: "there is no site for them" }),
            (all, over) => Ok((0..over).map(|site| (all / over + u64::from(site < all % over)) as u32).collect()),
        };
        let mut items: Vec<u32> = spread(P::ItemsAtBases, bases)?;
        items.extend(spread(P::ItemsInStores, stores)?);
        if items.iter().all(|items| *items == 0) {
            let help = "a side without an item keeps every freeze";
            return Err(Refused::Number { what: "a stock", number: 0, help });
        }
        items.extend((0..empty).map(|_| 0));
        let carriers = spread(P::Carriers, bases)?;
        Ok(Self { bases: bases as u32, stores: stores as u32, items, carriers })
    }

    /// The numbers of the sites at such places.
    fn at(&self, place: Place) -> std::ops::Range<u16> {
        let (bases, stores) = (self.bases as u16, (self.bases + self.stores) as u16);
        match place {
            Place::Base => 0..bases,
            Place::Store => bases..stores,
            Place::Empty => stores..self.items.len() as u16,
        }
    }
}

fn excess(values: &Values, evasion: Option<Evasion>, sites: &Sites) -> Result<Excess, Refused> {
    let padded = vec![0; sites.items.len()];
    let Some(evasion) = evasion else { return Ok(Excess { items: 0, hours: 0, at: Vec::new(), padded }) };
    let stock = sites.items.iter().copied().map(u64::from).sum();
    let items = values.of(P::Excess).of_rounded_up(stock);
    if items == 0 {
        let help = "an evasion that comes to nothing is none: assume more than 0";
        return Err(Refused::Number { what: P::Excess.word(), number: 0, help });
    }
    let among = match (evasion.hideout(), evasion.books()) {
        (_, Books::Padded { .. }) | (Hideout::Store, _) => sites.at(Place::Store),
        (Hideout::EmptyPlace, _) => sites.at(Place::Empty),
        (Hideout::Carrier, _) => sites.at(Place::Base),
        _ => 0..0,
    };
    let hours = values.of(P::ExcessYears).millionths() * u64::from(YEAR) / 1_000_000;
    // what is spread over no site because there is none cannot be done, and nobody finds it: the first of its items never comes
    let at = among.take(whole(values, P::ExcessSites) as usize).collect();
    let mut excess = Excess { items: items as u32, hours: hours as u32, at, padded };
    if matches!(evasion.books(), Books::Padded { .. }) && !excess.at.is_empty() {
        for number in 0..excess.items {
            let site = excess.site_of(number);
            excess.padded[site] += 1;
        }
    }
    Ok(excess)
}

impl World {
    /// Whether a side has what its evasion needs: an evasion that fills empty places needs one.
    pub fn can_evade(&self) -> bool {
        let Some(evasion) = self.evasion else { return false };
        let needs_site = matches!(evasion.hideout(), Hideout::Store | Hideout::EmptyPlace | Hideout::Carrier)
            || matches!(evasion.books(), Books::Padded { .. });
        !needs_site || !self.excess.at.is_empty()
    }
}

fn false_cues(values: &Values, days: u32) -> Result<Wait, Refused> {
    let a_year = values.of(P::FalseCues).millionths();
    if a_year > 365_000_000 {
        let help = "no more than one a day is simulated";
        return Err(Refused::Number { what: P::FalseCues.word(), number: a_year / 1_000_000, help });
    }
    Ok(Wait::new(Chance::share(a_year, 365_000_000), days))
}

/// A file whose chance is above 1 is refused where it is read.
fn chance(values: &Values, of: P) -> Chance {
    values.of(of).chance().unwrap_or(Chance::ALWAYS)
}

fn whole(values: &Values, of: P) -> u32 {
    u32::try_from(values.of(of).rounded()).unwrap_or(u32::MAX)
}

fn hours_of(values: &Values, days: P) -> u32 {
    u32::try_from(values.of(days).millionths() * 24 / 1_000_000).unwrap_or(u32::MAX)
}
