//! The life of an item: which deed may follow which, in one table.
//!
//! Most of what papers call states follows from where an item stands and of which class it is, and is not written down a second time:
//!
//! | state | is |
//! | --- | --- |
//! | production | not in the ledger: an item is born when it crosses a plant's gate outwards |
//! | accepted, central store, base store, bomber store | at a site, which the instrument calls what it is |
//! | in transit | on a road |
//! | emplaced | of a class into which `emplace` leads |
//! | retired | of a class into which `retire` leads |
//! | maintenance | [`Condition::InMaintenance`] |
//! | refurbishment | in a plant |
//! | dismantlement queue | in a plant, of a retired class |
//! | in dismantlement | [`Condition::OnBench`] |
//! | dismantled, lost | gone |

use crate::event::{Deed, Event};
use crate::impossible::Impossible;
use proof::{Cell, Place, PlaceKind};
use std::fmt;

/// What cannot be told from place and class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Condition {
    /// Whole.
    Ready,
    /// Opened for maintenance.
    InMaintenance,
    /// Being taken apart.
    OnBench,
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ready => "ready",
            Self::InMaintenance => "in maintenance",
            Self::OnBench => "being dismantled",
        })
    }
}

/// How an item stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// Where it stands and as what; `None` when it is gone.
    pub cell: Option<Cell>,
    /// In which condition it is, or was.
    pub condition: Condition,
    /// Whether its tag is fixed to it.
    pub tagged: bool,
    /// Whether its container is sealed.
    pub sealed: bool,
}

impl fmt::Debug for Life {
    /// Nothing: where an item stands is secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Life(…)")
    }
}

/// Where a deed leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Nowhere → anywhere.
    Enters,
    /// It stays where it is.
    Stays,
    /// It stays at a site or in a plant: nobody works on the road.
    StaysOffRoad,
    /// It stays at a site.
    StaysAtSite,
    /// It stays in a plant.
    StaysInPlant,
    /// A site, or a road → the road to another site.
    Departs,
    /// The road to a site → that site.
    Arrives,
    /// The road to a plant, or a site → the plant.
    IntoPlant,
    /// A plant → a site, or the road to another one. Also for an item never seen.
    OutOfPlant,
    /// A plant → nowhere.
    EndsInPlant,
    /// Anywhere → nowhere.
    Ends,
    /// Whatever was wrong → whatever is right.
    Corrects,
}

/// What a deed does to an item's class.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ClassIs {
    Kept,
    Converted,
    Corrected,
}

/// What a deed has to do with tag and seal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    /// Nothing.
    Closed,
    /// It needs the item itself.
    Opened,
    Tagged,
    Sealed,
    Unsealed,
}

/// One row of the table.
struct Step {
    deed: Deed,
    way: Way,
    class: ClassIs,
    /// The condition that it needs, and the one in which it leaves the item. `None`: any, and it is ready afterwards.
    condition: Option<(Condition, Condition)>,
    container: Container,
}

#[rustfmt::skip]
const LIFE: [Step; Deed::ALL.len()] = {
    use {ClassIs::*, Condition::*, Container::*, Way::*};
    const WHOLE: Option<(Condition, Condition)> = Some((Ready, Ready));
    const fn step(deed: Deed, way: Way, class: ClassIs, condition: Option<(Condition, Condition)>, container: Container) -> Step {
        Step { deed, way, class, condition, container }
    }
    [
        //   deed                     leads           class      condition                      container
        step(Deed::Declare,           Enters,         Kept,      None,                          Closed),
        step(Deed::Tag,               Stays,          Kept,      WHOLE,                         Tagged),
        step(Deed::Seal,              Stays,          Kept,      WHOLE,                         Sealed),
        step(Deed::Unseal,            Stays,          Kept,      WHOLE,                         Unsealed),
        step(Deed::Ship,              Departs,        Kept,      WHOLE,                         Closed),
        step(Deed::Receive,           Arrives,        Kept,      WHOLE,                         Closed),
        step(Deed::Emplace,           StaysAtSite,    Converted, WHOLE,                         Opened),
        step(Deed::Remove,            StaysAtSite,    Converted, WHOLE,                         Opened),
        step(Deed::EnterMaintenance,  StaysOffRoad,   Kept,      Some((Ready, InMaintenance)),  Opened),
        step(Deed::ExitMaintenance,   StaysOffRoad,   Kept,      Some((InMaintenance, Ready)),  Opened),
        step(Deed::EnterPlant,        IntoPlant,      Kept,      WHOLE,                         Closed),
        step(Deed::ExitPlant,         OutOfPlant,     Kept,      WHOLE,                         Closed),
        step(Deed::Retire,            StaysOffRoad,   Converted, WHOLE,                         Closed),
        step(Deed::Reactivate,        StaysOffRoad,   Converted, WHOLE,                         Closed),
        step(Deed::StartDismantle,    StaysInPlant,   Kept,      Some((Ready, OnBench)),        Opened),
        step(Deed::CompleteDismantle, EndsInPlant,    Kept,      Some((OnBench, OnBench)),      Opened),
        step(Deed::Loss,              Ends,           Kept,      None,                          Closed),
        step(Deed::Correct,           Corrects,       Corrected, None,                          Closed),
    ]
};

/// How the item stands after an event, if it stood like this before, or was never seen. What the treaty and the place say about it is the
/// ledger's to ask.
pub(crate) fn after(before: Option<&Life>, event: &Event) -> Result<Life, Impossible> {
    let step = &LIFE[usize::from(event.deed.code()) - 1];
    debug_assert!(step.deed == event.deed, "the table is in the order of the deeds");
    step.knows(before, event)?;
    step.leads(before, event)?;
    step.classes(before, event)?;
    let life = before.copied().filter(|life| life.cell.is_some()).unwrap_or(Life {
        cell: None,
        condition: Condition::Ready,
        tagged: before.is_some_and(|life| life.tagged),
        sealed: false,
    });
    step.done_to(life, event.to.map(|place| Cell { place, class: event.class }))
}

/// Whether a deed takes an item from one class into another by the treaty's conversions.
pub(crate) fn converts(deed: Deed) -> bool {
    LIFE[usize::from(deed.code()) - 1].class == ClassIs::Converted
}

impl Step {
    /// Stops a second item under one serial, and a deed done to nothing.
    fn knows(&self, before: Option<&Life>, event: &Event) -> Result<(), Impossible> {
        let gone = before.is_some_and(|life| life.cell.is_none());
        match (self.way, before) {
            (Way::Enters, Some(_)) => Err(Impossible::Known(self.deed)),
            (Way::Enters | Way::OutOfPlant, None) => Ok(()),
            (Way::Corrects, _) if before.is_none() || gone => match event.to {
                Some(_) => Ok(()),
                None => Err(if gone { Impossible::Gone(self.deed) } else { Impossible::Unknown(self.deed) }),
            },
            (_, None) => Err(Impossible::Unknown(self.deed)),
            _ if gone => Err(Impossible::Gone(self.deed)),
            _ => Ok(()),
        }
    }

    /// Stops an item in two places, and one that jumps.
    fn leads(&self, before: Option<&Life>, event: &Event) -> Result<(), Impossible> {
        let stands = match before {
            None if self.way == Way::OutOfPlant => event.from,
            _ => before.and_then(|life| life.cell).map(|cell| cell.place),
        };
        if event.from != stands {
            return Err(Impossible::NotThere { stated: event.from, stands });
        }
        match self.way.leads(event.from, event.to) {
            true => Ok(()),
            false => Err(Impossible::NoWay { deed: self.deed, from: event.from, to: event.to }),
        }
    }

    /// Stops a change of class that nobody declared.
    fn classes(&self, before: Option<&Life>, event: &Event) -> Result<(), Impossible> {
        let Some(is) = before.and_then(|life| life.cell) else { return Ok(()) };
        match self.class {
            ClassIs::Kept if is.class != event.class => {
                Err(Impossible::OtherClass { stated: event.class, is: is.class })
            }
            ClassIs::Corrected if event.to.is_none() && event.class != is.class => {
                Err(Impossible::OtherClass { stated: event.class, is: is.class })
            }
            // a conversion of a class into itself is none of the shape's, so the ledger refuses it
            ClassIs::Corrected if event.to == Some(is.place) && event.class == is.class => {
                Err(Impossible::CorrectsNothing)
            }
            _ => Ok(()),
        }
    }

    /// Stops work on what is sealed, in pieces, or away.
    fn done_to(&self, mut life: Life, cell: Option<Cell>) -> Result<Life, Impossible> {
        if let Some((needs, _)) = self.condition.filter(|(needs, _)| *needs != life.condition) {
            return Err(Impossible::Condition { deed: self.deed, needs, is: life.condition });
        }
        match self.container {
            Container::Opened | Container::Sealed if life.sealed => return Err(Impossible::Sealed(self.deed)),
            Container::Unsealed if !life.sealed => return Err(Impossible::NotSealed),
            Container::Tagged if life.tagged => return Err(Impossible::Tagged),
            Container::Closed | Container::Opened => {}
            Container::Tagged => life.tagged = true,
            Container::Sealed => life.sealed = true,
            Container::Unsealed => life.sealed = false,
        }
        let condition = self.condition.map_or(Condition::Ready, |(_, leaves)| leaves);
        Ok(Life { cell, condition, ..life })
    }
}

impl Way {
    fn leads(self, from: Option<Place>, to: Option<Place>) -> bool {
        use PlaceKind::{Interior, Road, Site};
        match (self, from, to) {
            (Self::Enters, None, Some(_)) | (Self::Ends, Some(_), None) => true,
            (Self::EndsInPlant, Some(a), None) => a.kind == Interior,
            (Self::Corrects, a, b) => a.is_some() || b.is_some(),
            (Self::Stays, Some(a), Some(b)) => a == b,
            (Self::StaysOffRoad, Some(a), Some(b)) => a == b && a.kind != Road,
            (Self::StaysAtSite, Some(a), Some(b)) => a == b && a.kind == Site,
            (Self::StaysInPlant, Some(a), Some(b)) => a == b && a.kind == Interior,
            (Self::Departs, Some(a), Some(b)) => a.kind != Interior && b.kind == Road && a.site != b.site,
            (Self::Arrives, Some(a), Some(b)) => a.kind == Road && b.kind == Site && a.site == b.site,
            (Self::IntoPlant, Some(a), Some(b)) => {
                b.kind == Interior && (a.kind == Site || a.kind == Road && a.site == b.site)
            }
            (Self::OutOfPlant, Some(a), Some(b)) => {
                a.kind == Interior && (b.kind == Site || b.kind == Road && a.site != b.site)
            }
            _ => false,
        }
    }
}
