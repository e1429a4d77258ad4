//! Inspections out of the records of their two sides, each a chain of steps that begins with a request.

use super::{OutOfStep, Progress, Side, side_of};
use crate::chain::{self, Chain};
use crate::statement::{Deed, InspectionStep, StepHash, StepName};
use crate::words::Author;
use treaty::Instrument;
use treaty::instrument::{Clause, Inspection, Kind, Rule};

/// A step where it stands.
pub type StepAt<'a> = chain::StepAt<'a, InspectionStep>;
/// An inspection, as far as its steps fit each other.
pub type Followed = chain::Followed<Progress>;
/// A step that fits no inspection.
pub type Stray<'a> = chain::Stray<'a, Progress>;

impl Chain for Progress {
    type Step = InspectionStep;
    type Name = StepName;
    type OutOfStep = OutOfStep;

    fn begin_at(treaty: &Instrument, at: &StepAt<'_>) -> Option<Result<Self, chain::Unfit<OutOfStep>>> {
        let InspectionStep::Request(request) = at.step else { return None };
        Some(match treaty.party(&request.host) {
            None => Err(chain::Unfit::Nobody),
            Some(_) => Self::begin(treaty.hash, at.author, request.clone(), at.hash, at.dated).map_err(Into::into),
        })
    }

    fn advance_at(&mut self, at: &StepAt<'_>) -> Result<(), OutOfStep> {
        self.advance(at.author, at.step, at.hash, at.dated)
    }

    fn head(&self) -> StepHash {
        self.last().hash
    }

    fn previous(step: &InspectionStep) -> Option<StepHash> {
        match step {
            InspectionStep::Request(_) => None,
            InspectionStep::Next { previous, .. } => Some(*previous),
        }
    }

    fn name(step: &InspectionStep) -> StepName {
        step.name()
    }

    /// What the host did, and the inspector had acknowledged when it designated the site, comes before the designation; what it did beyond that comes
    /// after: so no date decides about a choice.
    fn overtaken(among: &[StepAt<'_>]) -> impl Fn(&StepAt<'_>) -> bool {
        let is_of_host = |at: &StepAt<'_>| side_of(at.step.name()) == Side::Host;
        let first = among.iter().filter(|at| is_of_host(at)).map(|at| at.leaf).min();
        let least = among.iter().filter_map(covered).min();
        move |step| match covered(step) {
            Some(covered) => first.is_some_and(|first| first < covered),
            None => is_of_host(step) && least.is_some_and(|least| least <= step.leaf),
        }
    }
}

/// The size of the host's record that a designation covers.
fn covered(at: &StepAt<'_>) -> Option<u64> {
    match at.step {
        InspectionStep::Next { deed: Deed::Designation(designation), .. } => Some(designation.covered.0.get()),
        _ => None,
    }
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

    /// Where a step stands; of one that was taken again the last.
    pub fn place(&self, name: StepName) -> Option<&(Author, u64)> {
        let place = self.progress.taken().iter().rposition(|taken| taken.name == name)?;
        self.places().get(place)
    }
}
