//! The sites that a host opens and closes: the acts, and when each is said.
//!
//! An act that names an epoch is said with the statement of two epochs before: what is said then is acknowledged within hours, and so before the close of
//! the epoch between, as it must be.

use crate::cast::{Cast, Unplayable};
use crate::evasion::Hindered;
use crate::file::Happening;
use inventory::Epoch;
use record::layout::Ground;
use record::{Act, Change, SiteNumber};
use std::collections::BTreeSet;
use treaty::{Id, PartyCode};

/// The acts of one side, in the order in which they are said.
pub(super) struct Acts(Vec<Act>);

impl Acts {
    /// Those of the exercise. They are carried out on the ground; sites that they open are added to the others.
    pub(super) fn of(
        cast: &Cast,
        party: &PartyCode,
        ground: &mut Ground,
        sites: &mut Vec<Id>,
    ) -> Result<Self, Unplayable> {
        let mut incidents: Vec<_> =
            cast.exercise.incidents.iter().filter(|incident| incident.who.party() == Some(party)).collect();
        incidents.sort_by_key(|incident| incident.epoch);
        let mut acts = Vec::new();
        for incident in incidents {
            let hindered = |why| Unplayable::Incident { party: party.clone(), epoch: incident.epoch, why };
            let Some(change) = change(&incident.happening, sites).map_err(hindered)? else { continue };
            let act = Act { first: incident.epoch, change };
            ground.act(cast.treaty(), &act).map_err(|why| hindered(why.into()))?;
            acts.push(act);
        }
        Ok(Self(acts))
    }

    /// Those that are said with the statement of an epoch.
    pub(super) fn said_with(&self, epoch: Epoch) -> Vec<Act> {
        self.0.iter().filter(|act| epoch.0.checked_add(2) == Some(act.first.0)).cloned().collect()
    }

    /// The sites that close so soon that what set out for them in this epoch might come too late.
    pub(super) fn closing(&self, epoch: Epoch, transit: u32) -> BTreeSet<u16> {
        let soon = |act: &&Act| epoch < act.first && act.first.0 <= epoch.0.saturating_add(transit + 1);
        let closing = self.0.iter().filter(soon).filter_map(|act| match act.change {
            Change::SiteClosed { site } => Some(site.0),
            _ => None,
        });
        closing.collect()
    }
}

fn change(happening: &Happening, sites: &mut Vec<Id>) -> Result<Option<Change>, Hindered> {
    let number = |index: usize| SiteNumber(u16::try_from(index).unwrap_or(u16::MAX));
    match happening {
        Happening::Opens { site, facility } => {
            sites.push(site.clone());
            let (alias, facility) = (site.clone(), facility.clone());
            Ok(Some(Change::SiteOpened { site: number(sites.len() - 1), facility, alias }))
        }
        Happening::Closes { site } => {
            let index = sites.iter().position(|known| known == site).ok_or_else(|| Hindered::NoSite(site.clone()))?;
            Ok(Some(Change::SiteClosed { site: number(index) }))
        }
        _ => Ok(None),
    }
}
