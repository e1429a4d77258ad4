//! Inspections out of the records of their two sides: from each request on, every step names the one before.
//!
//! What stands in a record may be forged and may be missing. [`follow`] takes one step after the other as long as there is one that fits, and says what
//! fits nowhere; what that means for whom is the audit's to say.

use super::{OutOfStep, Progress, Side, side_of};
use crate::statement::{Deed, InspectionStep, StepHash, StepName};
use crate::words::Author;
use log::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use treaty::Instrument;
use treaty::instrument::{Clause, Inspection, Kind, Rule};

/// A step where it stands.
#[derive(Debug, Clone, Copy)]
pub struct StepAt<'a> {
    /// In whose record.
    pub author: &'a Author,
    /// At which leaf.
    pub leaf: u64,
    /// The leaf's hash.
    pub hash: StepHash,
    /// When, by its author's clock.
    pub dated: Timestamp,
    /// The step.
    pub step: &'a InspectionStep,
}

/// An inspection, as far as its steps fit each other.
#[derive(Debug)]
pub struct Followed {
    /// The how many-th request of its inspector, from 1.
    pub number: u32,
    /// How far it has come.
    pub progress: Progress,
    /// Steps that stand beside one that was taken: which, in whose record, at which leaf, and the one that was taken.
    pub beside: Vec<(StepName, Author, u64, StepName)>,
    places: Vec<(Author, u64)>,
}

/// A step that fits no inspection.
#[derive(Debug)]
pub struct Stray<'a> {
    /// The step.
    pub at: StepAt<'a>,
    /// Why not.
    pub why: Unfit,
}

/// Why a step fits no inspection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A request to nobody.
    #[error("it asks somebody who is no party of the instrument")]
    Nobody,
    /// It breaks a rule of their order.
    #[error(transparent)]
    OutOfStep(#[from] OutOfStep),
    /// The other side took the next step.
    #[error("the other side took the next step at the same time")]
    Beside,
    /// What it follows is in none of the records that were looked at.
    #[error("it follows a step that stands in no record")]
    Behind,
}

/// All inspections, in the order in which their requests are given, and the steps that fit none. A step beside another of the same side stands with that
/// one's inspection.
pub fn follow<'a>(treaty: &Instrument, steps: &[StepAt<'a>]) -> (Vec<Followed>, Vec<Stray<'a>>) {
    let mut after = After::new();
    for at in steps {
        if let InspectionStep::Next { previous, .. } = at.step {
            after.entry(*previous).or_default().push(*at);
        }
    }
    let (mut visits, mut strays, mut numbers) = (Vec::new(), Vec::new(), BTreeMap::<_, u32>::new());
    for at in steps {
        let InspectionStep::Request(request) = at.step else { continue };
        let number = numbers.entry(at.author).or_default();
        *number += 1;
        let begun = match treaty.party(&request.host) {
            None => Err(Unfit::Nobody),
            Some(_) => Ok(Progress::begin(treaty.hash, at.author, request.clone(), at.hash, at.dated)),
        };
        match begun.and_then(|begun| Ok(begun?)) {
            Ok(progress) => visits.push(go_on(progress, *number, at, &after, &mut strays)),
            Err(why) => strays.push(Stray { at: *at, why }),
        }
    }
    let known: BTreeSet<_> = steps.iter().map(|at| at.hash).collect();
    let behind = after.iter().filter(|(previous, _)| !known.contains(previous)).flat_map(|(_, several)| several);
    strays.extend(behind.map(|at| Stray { at: *at, why: Unfit::Behind }));
    (visits, strays)
}

/// The steps that name each step as the one before.
type After<'a> = BTreeMap<StepHash, Vec<StepAt<'a>>>;

/// Takes one step after the other, as long as there is one and it fits.
fn go_on<'a>(
    progress: Progress,
    number: u32,
    request: &StepAt<'a>,
    after: &After<'a>,
    strays: &mut Vec<Stray<'a>>,
) -> Followed {
    let places = vec![(request.author.clone(), request.leaf)];
    let mut visit = Followed { number, progress, beside: Vec::new(), places };
    while let Some(next) = after.get(&visit.progress.last().hash) {
        let chosen = choose(next, after);
        if let Err(why) = visit.progress.advance(chosen.author, chosen.step, chosen.hash, chosen.dated) {
            strays.push(Stray { at: chosen, why: why.into() });
            break;
        }
        visit.places.push((chosen.author.clone(), chosen.leaf));
        for at in next.iter().filter(|at| at.hash != chosen.hash) {
            visit.beside.push((at.step.name(), at.author.clone(), at.leaf, chosen.step.name()));
            if at.author != chosen.author {
                strays.push(Stray { at: *at, why: Unfit::Beside });
            }
        }
    }
    visit
}

/// Of several steps after one, that which stands. What the host did, and the inspector had acknowledged when it designated the site, comes before the
/// designation; what it did beyond that comes after: so no date decides about a choice. Else that which the other side has answered; failing that, the
/// one of the earlier date.
fn choose<'a>(next: &[StepAt<'a>], after: &After<'a>) -> StepAt<'a> {
    let covered = |at: &StepAt<'a>| match at.step {
        InspectionStep::Next { deed: Deed::Designation(designation), .. } => Some(designation.covered.0.get()),
        _ => None,
    };
    let of_host = |at: &StepAt<'a>| side_of(at.step.name()) == Side::Host;
    let least = next.iter().filter_map(covered).min();
    let first = next.iter().filter(|at| of_host(at)).map(|at| at.leaf).min();
    let overtaken = |at: &StepAt<'a>| match covered(at) {
        Some(covered) => first.is_some_and(|first| first < covered),
        None => of_host(at) && least.is_some_and(|least| least <= at.leaf),
    };
    let order = |at: &&StepAt<'a>| (overtaken(at), !is_answered(at, after, 3), at.dated, at.author, at.leaf);
    **next.iter().min_by_key(order).as_ref().expect("a step is listed after its previous one")
}

/// Whether the other side took a step after it, its author having taken at most so many in between.
fn is_answered(at: &StepAt<'_>, after: &After<'_>, between: u8) -> bool {
    let next = after.get(&at.hash).into_iter().flatten();
    next.into_iter().any(|next| next.author != at.author || between > 0 && is_answered(next, after, between - 1))
}

/// The kinds of inspection of an instrument, in the order in which requests number them.
pub fn kinds(treaty: &Instrument) -> impl Iterator<Item = (&Clause, &Inspection)> {
    treaty.of(Kind::Inspection).filter_map(|clause| match &clause.rule {
        Rule::Inspection(kind) => Some((clause, kind)),
        _ => None,
    })
}

impl Followed {
    /// The clause under which it was asked for; nothing where the instrument has none of that number.
    pub fn clause<'a>(&self, treaty: &'a Instrument) -> Option<(&'a Clause, &'a Inspection)> {
        kinds(treaty).nth(self.progress.request().kind.into())
    }

    /// Where each step stands, in their order.
    pub fn places(&self) -> &[(Author, u64)] {
        &self.places
    }

    /// Where a step stands; of one that was taken again the last.
    pub fn place(&self, name: StepName) -> Option<&(Author, u64)> {
        let place = self.progress.taken().iter().rposition(|taken| taken.name == name)?;
        self.places.get(place)
    }
}
