//! An exercise held against its instrument: who plays, under which numbers.
//!
//! An exercise speaks the words of an instrument that stands in another file. Here they are looked up, and whatever leads nowhere is refused before
//! anything is played.

use crate::calendar::after_end_of;
use crate::file::{Exercise, Parts, Rates, ScenarioSeed, Side};
use crate::instantiate::{Instantiated, instantiate};
use crate::life::ByNumber;
use inventory::{Epoch, Impossible, Unclosable};
use log::Timestamp;
use proof::{Class, PlaceKind};
use record::Author;
use record::layout::{Layout, NoLayout};
use treaty::instrument::FacilitySort;
use treaty::time::days_between;
use treaty::{Diagnostic, Id, Instrument, PartyCode};

/// An exercise that can be played.
#[derive(Clone, Debug)]
pub struct Cast {
    pub(crate) exercise: Exercise,
    pub(crate) seed: ScenarioSeed,
    pub(crate) text: Vec<u8>,
    pub(crate) treaty: Instrument,
}

/// Why an exercise cannot be played.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unplayable {
    /// The instrument has errors, alone or with the tables that the exercise adds.
    #[error("the instrument cannot be used: {}", .0.first().map_or("it has no problem that could be told", |d| d.message.as_str()))]
    Treaty(Vec<Diagnostic>),
    /// The exercise was written for another instrument.
    #[error("the exercise is played under `{wanted}`, and this is `{found}`")]
    Instrument {
        /// As the exercise says.
        wanted: Id,
        /// As the file says.
        found: Id,
    },
    /// The record ends before the exercise does.
    #[error(
        "the exercise has {asked} epochs after the baseline, and the record of the instrument has {last}: play fewer"
    )]
    TooManyEpochs {
        /// As the exercise says.
        asked: u32,
        /// As the instrument allows.
        last: u32,
    },
    /// A day before 1970.
    #[error("the day of epoch {0} is before 1970, when the seconds of statements begin")]
    TooEarly(Epoch),
    /// An inspection that cannot be made.
    #[error("the inspection{}: {why}", if .kind.as_str().is_empty() { String::new() } else { format!(" `{kind}`") })]
    Inspection {
        /// Of which kind.
        kind: Id,
        /// Why.
        why: String,
    },
    /// A custody seal to which this cannot be done.
    #[error("the seal `{number}`: {why}")]
    Seal {
        /// Its number.
        number: String,
        /// Why.
        why: String,
    },
    /// A clarification that cannot be told so.
    #[error("the clarification about `{clause}`: {why}")]
    Clarification {
        /// About which clause.
        clause: Id,
        /// Why.
        why: String,
    },
    /// A party without a side.
    #[error("{0} is a party of the instrument and has no [[side]]")]
    NoSide(PartyCode),
    /// A side of nobody.
    #[error("{0} has a [[side]] and is no party of the instrument")]
    NoParty(PartyCode),
    /// A class that the instrument does not have.
    #[error("{what} is of the class `{class}`, and records under this instrument tell no such class apart")]
    NoClass {
        /// What speaks of it.
        what: String,
        /// Which.
        class: Id,
    },
    /// Something that is to happen and can never happen.
    #[error("`{what}` of {party} is above 0, and {why}")]
    NoWay {
        /// Whose.
        party: PartyCode,
        /// Which rate.
        what: &'static str,
        /// Why it never happens.
        why: &'static str,
    },
    /// The instrument gives no shape.
    #[error(transparent)]
    Layout(#[from] NoLayout),
    /// A class that its site may not hold, or more than its place can list.
    #[error("the stock of `{class}` at `{site}` of {party}: {why}")]
    Stock {
        /// Whose.
        party: PartyCode,
        /// Where.
        site: Id,
        /// Of which class.
        class: Id,
        /// Why not.
        why: Impossible,
    },
    /// An evasion that its party could not carry out.
    #[error("the evasion of {party} in epoch {epoch}: {why}")]
    Evasion {
        /// Whose.
        party: PartyCode,
        /// When.
        epoch: Epoch,
        /// Why not.
        why: crate::evasion::Hindered,
    },
    /// An incident that cannot happen to its party.
    #[error("the incident of {party} in epoch {epoch}: {why}")]
    Incident {
        /// Whose.
        party: PartyCode,
        /// When.
        epoch: Epoch,
        /// Why not.
        why: crate::evasion::Hindered,
    },
    /// An epoch that a side cannot close.
    #[error("epoch {epoch} of {party} cannot be closed: {why}")]
    Close {
        /// Whose.
        party: PartyCode,
        /// Which.
        epoch: Epoch,
        /// Why not.
        why: Unclosable,
    },
}

/// Holds an exercise against the text of its instrument.
///
/// # Errors
/// [`Unplayable`], for the first thing that leads nowhere.
pub fn cast(exercise: Exercise, text: &[u8], seed: ScenarioSeed) -> Result<Cast, Unplayable> {
    let Instantiated { bytes: text, treaty } = instantiate(&exercise, text, seed).map_err(Unplayable::Treaty)?;
    let cast = Cast { exercise, seed, text, treaty };
    cast.right_instrument()?;
    cast.right_sides()?;
    if cast.exercise.replay {
        return Ok(cast);
    }
    cast.right_epochs()?;
    let parts = cast.parts()?;
    for side in &cast.exercise.sides {
        let layout = Layout::of(&cast.treaty, &side.party, Epoch::BASELINE, &[])?;
        has_ways(&side.party, &side.life, parts, &layout)?;
        cast.in_transit(side)?;
        cast.has_gates(side)?;
    }
    Ok(cast)
}

impl Cast {
    /// The instrument of the run, with keys and sites.
    pub fn treaty(&self) -> &Instrument {
        &self.treaty
    }

    /// The exercise.
    pub fn exercise(&self) -> &Exercise {
        &self.exercise
    }

    /// Those who keep a record: the parties in the order of the instrument, then the witnesses.
    pub fn authors(&self) -> impl Iterator<Item = Author> {
        let parties = self.treaty.parties.iter().map(|party| Author::Party(party.code.clone()));
        parties.chain(self.treaty.witnesses.iter().map(|witness| Author::Witness(witness.id.clone())))
    }

    /// So many seconds after the end of an epoch.
    pub(crate) fn after_end_of(&self, epoch: Epoch, seconds: u32) -> Timestamp {
        let day = self.treaty.epoch_day(epoch.0).expect("the epochs of a cast exercise have their days");
        after_end_of(day, seconds).expect("the baseline of a cast exercise is after 1970")
    }

    /// The number of a class.
    pub(crate) fn class(&self, what: impl FnOnce() -> String, class: &Id) -> Result<Class, Unplayable> {
        let number = self.treaty.warhead_classes().position(|known| known == class);
        let number = number.and_then(|number| u8::try_from(number).ok());
        number.map(Class).ok_or_else(|| Unplayable::NoClass { what: what(), class: class.clone() })
    }

    pub(crate) fn parts(&self) -> Result<ByNumber, Unplayable> {
        let Parts { deployed, stored, retired } = &self.exercise.parts;
        let class = |part: &str, class| self.class(|| format!("the part `{part}`"), class);
        Ok(ByNumber {
            deployed: class("deployed", deployed)?,
            stored: class("stored", stored)?,
            retired: class("retired", retired)?,
        })
    }

    fn right_instrument(&self) -> Result<(), Unplayable> {
        let (wanted, found) = (&self.exercise.instrument, &self.treaty.id);
        match wanted == found {
            true => Ok(()),
            false => Err(Unplayable::Instrument { wanted: wanted.clone(), found: found.clone() }),
        }
    }

    fn right_sides(&self) -> Result<(), Unplayable> {
        let sides = || self.exercise.sides.iter().map(|side: &Side| &side.party);
        if let Some(party) = self.treaty.parties.iter().find(|party| !sides().any(|side| *side == party.code)) {
            return Err(Unplayable::NoSide(party.code.clone()));
        }
        match sides().find(|side| self.treaty.party(side).is_none()) {
            Some(side) => Err(Unplayable::NoParty(side.clone())),
            None => Ok(()),
        }
    }

    /// Stops trips that even at their shortest are longer than the instrument lets an item be on the road.
    fn in_transit(&self, side: &Side) -> Result<(), Unplayable> {
        let Some((_, transit)) = self.treaty.transit() else { return Ok(()) };
        let between = side.life.transit.checked_sub(1).and_then(|periods| self.treaty.epoch_day(periods));
        let days = self.treaty.epoch_day(0).zip(between).map_or(0, |(from, to)| days_between(from, to));
        match days < i64::from(transit.days_max) {
            true => Ok(()),
            false => Err(Unplayable::NoWay {
                party: side.party.clone(),
                what: "transit",
                why: "such a trip is longer than the instrument lets an item be on the road",
            }),
        }
    }

    /// Stops traffic where no gate is.
    fn has_gates(&self, side: &Side) -> Result<(), Unplayable> {
        let gates = side.sites.iter().filter(|site| self.treaty.portal_at(&site.facility).is_some());
        let sorts: Vec<_> = gates.filter_map(|site| self.treaty.sort_of(&site.facility)).collect();
        let missiles = sorts.contains(&FacilitySort::MissilePlant);
        let rates = [("missiles", side.life.missiles, missiles), ("vehicles", side.life.vehicles, !sorts.is_empty())];
        match rates.into_iter().find(|(_, rate, has_gate)| *rate > 0 && !has_gate) {
            Some((what, ..)) => Err(Unplayable::NoWay {
                party: side.party.clone(),
                what,
                why: "no such plant of the side has a portal of the instrument",
            }),
            None => Ok(()),
        }
    }

    fn right_epochs(&self) -> Result<(), Unplayable> {
        let last = self.treaty.last_epoch().ok_or(Unplayable::Layout(NoLayout::NoRecord))?;
        let asked = self.exercise.epochs;
        if asked > last {
            return Err(Unplayable::TooManyEpochs { asked, last });
        }
        let begins = self.treaty.epoch_day(0).and_then(|day| after_end_of(day, 0));
        begins.map(drop).ok_or(Unplayable::TooEarly(Epoch::BASELINE))
    }
}

/// Stops a rate of something that can never happen: the file would promise what nobody sees.
fn has_ways(party: &PartyCode, rates: &Rates, parts: ByNumber, layout: &Layout) -> Result<(), Unplayable> {
    const NO_CONVERSION: &str = "the instrument has no such conversion";
    const NO_PLANT: &str = "no plant of the side may hold such items";
    let ByNumber { deployed, stored, retired } = parts;
    let converts = |from: Option<Class>, to| {
        layout.shape.conversions().iter().any(|&(a, b)| from.is_none_or(|from| from == a) && b == to)
    };
    let in_plant = |fit: &dyn Fn(Class) -> bool| {
        let cells = layout.shape.cells().iter();
        cells.filter(|cell| cell.place.kind == PlaceKind::Interior).any(|cell| fit(cell.class))
    };
    let served = |class: Class| class != retired && class != deployed;
    let ways = [
        ("deployments", rates.deployments, converts(Some(stored), deployed), NO_CONVERSION),
        ("removals", rates.removals, converts(Some(deployed), stored), NO_CONVERSION),
        ("retirements", rates.retirements, converts(None, retired), NO_CONVERSION),
        ("dismantlements", rates.dismantlements, in_plant(&|class| class == retired), NO_PLANT),
        ("refurbishments", rates.refurbishments, in_plant(&served), NO_PLANT),
        ("births", rates.births, in_plant(&served), NO_PLANT),
    ];
    match ways.into_iter().find(|(_, rate, way, _)| *rate > 0 && !way) {
        Some((what, _, _, why)) => Err(Unplayable::NoWay { party: party.clone(), what, why }),
        None => Ok(()),
    }
}
