//! What really crosses the gates of a host's plants in an epoch, and what the host says of it.
//!
//! An honest host says what crosses. An evader says something else, or lets something else cross than its ledger has; either way the monitors
//! see what is there.

use super::Host;
use crate::cast::{Cast, Unplayable};
use crate::evasion::Hindered;
use crate::file::{Deceit, GateDeceit, Said};
use inventory::{Deed, Epoch, Event};
use proof::PlaceKind;
use record::statement::Way;
use std::collections::BTreeSet;

/// A vehicle that crosses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Vehicle {
    /// The number of the plant.
    pub(crate) site: u16,
    pub(crate) way: Way,
    pub(crate) exit: u8,
    /// How many items it holds.
    pub(crate) items: u16,
    /// How many the host says that it holds; nothing where it says nothing.
    pub(crate) said: Option<u16>,
}

/// One item that crosses, as an event of the ledger has it.
struct Entered<'a> {
    event: &'a Event,
    vehicle: Vehicle,
    is_birth: bool,
}

impl Host {
    /// The vehicles with items in the epoch that was closed last, in any order.
    ///
    /// # Errors
    /// Where an evasion cannot be carried out.
    pub(super) fn vehicles(&mut self, cast: &Cast, epoch: Epoch) -> Result<Vec<Vehicle>, Unplayable> {
        let watched = |number: &u16| self.has_gate(cast, *number);
        let sites: BTreeSet<_> = (0..).take(self.sites.len()).filter(watched).collect();
        let now = cast.exercise.evasions.iter().filter(|of| of.party == self.party && of.epoch == epoch);
        let deceits: Vec<_> = now.filter_map(|evasion| of_gate(&evasion.deceit)).collect();
        let mut entered: Vec<_> = self.entered(epoch).filter(|entered| sites.contains(&entered.vehicle.site)).collect();
        let mut more = Vec::new();
        let mut outside = Vec::new();
        for deceit in deceits {
            let done = self.at_the_gate((cast, epoch), deceit, &mut entered);
            let (vehicles, items) =
                done.map_err(|why| Unplayable::Evasion { party: self.party.clone(), epoch, why })?;
            more.extend(vehicles);
            outside.extend(items);
        }
        let all: Vec<_> = entered.into_iter().map(|entered| entered.vehicle).chain(more).collect();
        outside.into_iter().for_each(|class| self.hold_outside(epoch, class, None, 1));
        Ok(all)
    }

    /// Whether the plant of this number has a portal.
    pub(crate) fn has_gate(&self, cast: &Cast, number: u16) -> bool {
        let site = self.ground.sites().get(usize::from(number));
        site.is_some_and(|site| cast.treaty().portal_at(&site.facility).is_some())
    }

    /// What the ledger has cross a gate in an epoch, as it is and as an honest host says it.
    fn entered(&self, epoch: Epoch) -> impl Iterator<Item = Entered<'_>> {
        let known: BTreeSet<_> =
            self.events.iter().filter(|event| event.epoch < epoch).map(|e| e.serial.reveal()).collect();
        let of_epoch = self.events.iter().filter(move |event| event.epoch == epoch);
        let mut seen = known;
        of_epoch.filter_map(move |event| {
            let is_new = seen.insert(event.serial.reveal());
            let (place, way) = match event.deed {
                Deed::EnterPlant => (event.to?, Way::In),
                Deed::ExitPlant => (event.from?, Way::Out),
                _ => return None,
            };
            let inside = place.kind == PlaceKind::Interior;
            let vehicle = Vehicle { site: place.site, way, exit: 0, items: 1, said: Some(1) };
            inside.then_some(Entered { event, vehicle, is_birth: is_new && way == Way::Out })
        })
    }

    /// Changes what crosses, or what is said of it; the vehicles that come besides, and the classes of items that are then outside of the ledger.
    fn at_the_gate(
        &self,
        (cast, epoch): (&Cast, Epoch),
        deceit: &GateDeceit,
        entered: &mut Vec<Entered<'_>>,
    ) -> Result<(Vec<Vehicle>, Vec<proof::Class>), Hindered> {
        let parts = cast.parts().expect("a cast exercise has its parts");
        let out = |site, said| Vehicle { site, way: Way::Out, exit: 0, items: 1, said };
        let nothing = (Vec::new(), Vec::new());
        Ok(match deceit {
            GateDeceit::CarriedOut { site, items, said } => {
                let number = self.sites.iter().position(|known| known == site);
                let number = number.and_then(|number| u16::try_from(number).ok());
                let number = number.filter(|number| self.has_gate(cast, *number));
                let number = number.ok_or_else(|| Hindered::NoPortal(site.clone()))?;
                let said = match said {
                    Said::Nothing => None,
                    Said::Empty => Some(0),
                    Said::Full => Some(1),
                };
                ((0..*items).map(|_| out(number, said)).collect(), vec![parts.stored; *items as usize])
            }
            GateDeceit::DeadLeave { items } => {
                let of_epoch = self.events.iter().filter(|event| event.epoch == epoch);
                let dead = of_epoch.filter(|event| event.deed == Deed::CompleteDismantle);
                let dead: Vec<_> = dead.filter_map(|event| Some((event.from?.site, event.class))).collect();
                let (sites, classes): (Vec<_>, Vec<_>) = enough(dead, *items)?.into_iter().unzip();
                (sites.into_iter().map(|site| out(site, Some(0))).collect(), classes)
            }
            GateDeceit::OnPaper { items } => {
                let retired = |one: &Entered<'_>| one.vehicle.way == Way::In && one.event.class == parts.retired;
                (Vec::new(), taken(entered, *items, retired)?)
            }
            GateDeceit::BornOutside { items } => {
                taken(entered, *items, |one| one.is_birth)?;
                nothing
            }
            GateDeceit::Undeclared { items } => {
                let all = entered.iter_mut().collect();
                enough(all, *items)?.into_iter().for_each(|one| one.vehicle.said = None);
                nothing
            }
            GateDeceit::OtherExit { exit } => {
                let leave: Vec<_> = entered.iter_mut().filter(|one| one.vehicle.way == Way::Out).collect();
                let leave = if leave.is_empty() { enough(leave, 1)? } else { leave };
                leave.into_iter().for_each(|one| one.vehicle.exit = *exit);
                nothing
            }
            GateDeceit::GivesNoVerdict | GateDeceit::OpensAll => nothing,
        })
    }
}

/// Takes so many out of those that cross, and gives their classes.
fn taken(
    entered: &mut Vec<Entered<'_>>,
    items: u32,
    which: impl Fn(&Entered<'_>) -> bool,
) -> Result<Vec<proof::Class>, Hindered> {
    let fit: Vec<_> = (0..entered.len()).filter(|at| which(&entered[*at])).collect();
    let places = enough(fit, items)?;
    Ok(places.into_iter().rev().map(|at| entered.remove(at).event.class).collect())
}

/// The first so many, if there are as many.
fn enough<T>(mut of: Vec<T>, items: u32) -> Result<Vec<T>, Hindered> {
    let held = u32::try_from(of.len()).unwrap_or(u32::MAX);
    if held < items {
        return Err(Hindered::TooFew { held, asked: items });
    }
    of.truncate(items as usize);
    Ok(of)
}

fn of_gate(deceit: &Deceit) -> Option<&GateDeceit> {
    match deceit {
        Deceit::Gate(deceit) => Some(deceit),
        Deceit::Ledger(_) | Deceit::Record(_) | Deceit::Visit(_) | Deceit::Seal(_) => None,
    }
}
