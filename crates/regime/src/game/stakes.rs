//! What is at stake: sites, periods, and how many visits there are.

use crate::Probability;

/// The most sites times periods.
pub const CELLS_MAX: usize = 1_000;
/// The largest stake.
pub const STAKE_MAX: u32 = 1_000_000;
/// The most characters of a site's name.
pub const NAME_MAX: usize = 64;

/// What a name may have beside letters, digits and spaces: nothing that could pass for more than one name.
const NAME_MARKS: &str = "-_.'()/";

/// A site at which a party may violate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// What it is called.
    pub name: String,
    /// What a violation there that is not found is worth to the party, in each period, in a unit of the caller's: only ratios matter.
    pub stakes: Vec<u32>,
    /// With what probability a visit finds a violation there in the same period: [`crate::Look::found_exactly_by`] of its sample.
    pub detects: Probability,
    /// In how many periods it may be visited at most.
    pub most: u32,
}

/// A party that violates once, at a site and in a period of its choice, and an inspector with so many visits.
///
/// A violation at a site with stake w, in a period in which the site is visited with probability x by visits that find one with d, is worth
///
/// ```text
/// w · (1 − d·x) − c · d·x
/// ```
///
/// to the party, where c is what it loses once it is found. To stay legal is worth 0 to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Game {
    sites: Vec<Site>,
    periods: u32,
    visits: u32,
    caught: u32,
}

/// Numbers that make no game, or no plan for it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoGame {
    /// No sites or periods, or too many.
    #[error(
        "{sites} sites in {periods} periods: there are at least one of each, and at most {CELLS_MAX} together, one times the other"
    )]
    Cells {
        /// How many sites.
        sites: usize,
        /// How many periods.
        periods: u32,
    },
    /// A name that cannot be shown.
    #[error("`{}` is no name of a site: write 1 to {NAME_MAX} letters, digits, spaces or {NAME_MARKS}", .0.escape_debug())]
    Name(String),
    /// Two sites of one name.
    #[error("there are two sites `{0}`: give each its own name")]
    Twice(String),
    /// Not a stake for each period.
    #[error("site `{site}` has {stakes} stakes for {periods} periods: give one for all, or one for each")]
    Stakes {
        /// Which.
        site: String,
        /// How many it has.
        stakes: usize,
        /// How many periods there are.
        periods: u32,
    },
    /// A stake of nothing, or a stake or a loss that is too large.
    #[error("{stake} at site `{site}`: a stake is 1 to {STAKE_MAX}; leave out a site where nothing is at stake")]
    Stake {
        /// Which.
        site: String,
        /// The number.
        stake: u32,
    },
    /// A loss that is too large.
    #[error("who is found loses 0 to {STAKE_MAX}, not {0}")]
    Caught(u32),
    /// More visits than sites.
    #[error("{visits} visits in a period to {sites} sites: each is visited at most once in a period")]
    Visits {
        /// How many visits in a period.
        visits: u32,
        /// How many sites.
        sites: usize,
    },
    /// Probabilities that are no plan of the game.
    #[error("{0}")]
    Plan(String),
}

impl Game {
    /// A game. A site with one stake has it in every period.
    ///
    /// # Errors
    /// [`NoGame`].
    pub fn new(mut sites: Vec<Site>, periods: u32, visits: u32, caught: u32) -> Result<Self, NoGame> {
        let cells = usize::try_from(periods).ok().and_then(|periods| sites.len().checked_mul(periods));
        let Some(1..=CELLS_MAX) = cells else { return Err(NoGame::Cells { sites: sites.len(), periods }) };
        for (index, site) in sites.iter().enumerate() {
            check(site, periods)?;
            if sites[..index].iter().any(|other| other.name == site.name) {
                return Err(NoGame::Twice(site.name.clone()));
            }
        }
        if caught > STAKE_MAX {
            return Err(NoGame::Caught(caught));
        }
        if u32::try_from(sites.len()).is_ok_and(|sites| visits > sites) {
            return Err(NoGame::Visits { visits, sites: sites.len() });
        }
        for site in &mut sites {
            let first = site.stakes[0];
            site.stakes.resize(periods as usize, first);
            site.most = site.most.min(periods);
        }
        Ok(Self { sites, periods, visits, caught })
    }

    /// The sites, each with a stake for each period.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// How many periods there are.
    pub fn periods(&self) -> u32 {
        self.periods
    }

    /// How many visits there are in each period.
    pub fn visits(&self) -> u32 {
        self.visits
    }

    /// What a party loses once it is found.
    pub fn caught(&self) -> u32 {
        self.caught
    }

    /// Each site and period, by their places.
    pub fn cells(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let periods = self.periods as usize;
        (0..self.sites.len()).flat_map(move |site| (0..periods).map(move |period| (site, period)))
    }

    /// Whether a site may be visited in fewer periods than there are.
    pub fn is_capped(&self, site: usize) -> bool {
        self.sites[site].most < self.periods
    }
}

fn check(site: &Site, periods: u32) -> Result<(), NoGame> {
    let name = &site.name;
    let shown = |c: char| c.is_alphanumeric() || c == ' ' || NAME_MARKS.contains(c);
    let length = name.chars().count();
    if name.trim() != name || !(1..=NAME_MAX).contains(&length) || !name.chars().all(shown) {
        return Err(NoGame::Name(name.chars().take(NAME_MAX).collect()));
    }
    let stakes = site.stakes.len();
    if stakes != 1 && u32::try_from(stakes).ok() != Some(periods) {
        return Err(NoGame::Stakes { site: name.clone(), stakes, periods });
    }
    match site.stakes.iter().find(|stake| !(1..=STAKE_MAX).contains(*stake)) {
        Some(stake) => Err(NoGame::Stake { site: name.clone(), stake: *stake }),
        None => Ok(()),
    }
}
