//! Which inspection a call is about, whose turn it is there, and its next step.

use super::follow::Visit;
use crate::desk::Desk;
use crate::out::Failure;
use record::Statement;
use record::inspection::{Side, side_of};
use record::statement::{Deed, InspectionStep, StepName};
use sha2::{Digest, Sha256};

/// Whether a step is to be taken, or was by an earlier call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is to be taken.
    Take,
    /// It stands in the record, and is handed over again.
    Again,
}

impl Desk {
    /// The inspection that a call is about: the one that it names, or the only one in which this side has one of these steps to take, or took it
    /// last, or else the only one that is not over.
    pub fn visit(&self, names: &[StepName]) -> Result<&Visit, Failure> {
        let own: Vec<_> = self.books.visits.iter().filter(|visit| visit.side(self.party()).is_some()).collect();
        if let Some(name) = &self.asked {
            let none = || Failure::Refused(format!("there is no inspection {name}; known: {}", listed(&own)));
            return own.iter().copied().find(|visit| visit.name() == *name).ok_or_else(none);
        }
        let mine = |name: &StepName, visit: &&&Visit| {
            let may = visit.progress.next().contains(name) && visit.progress.party(side_of(*name)) == self.party();
            may || visit.just_took(self.party(), *name)
        };
        let fit: Vec<_> = own.iter().filter(|visit| names.iter().any(|name| mine(name, visit))).copied().collect();
        let open: Vec<_> = own.iter().filter(|visit| !visit.is_over()).copied().collect();
        match (fit.as_slice(), open.as_slice()) {
            ([one], _) | ([], [one]) => Ok(one),
            ([], []) => {
                Err(Failure::Refused("no inspection is under way: it begins with `inspect request`".to_owned()))
            }
            ([], several) | (several, _) => Err(Failure::Refused(format!(
                "several inspections could be meant: name one with --inspection ({})",
                listed(several)
            ))),
        }
    }

    /// Whether a step of this name is this side's to take now.
    pub fn turn(&self, visit: &Visit, name: StepName) -> Result<Turn, Failure> {
        if visit.just_took(self.party(), name) {
            return Ok(Turn::Again);
        }
        let refuse = |why: record::inspection::OutOfStep| Failure::Refused(format!("{}: {why}", visit.name()));
        visit.progress.may_take(&self.author(), name).map(|()| Turn::Take).map_err(refuse)
    }

    /// The side of an inspection on which this party is.
    pub fn side(&self, visit: &Visit) -> Side {
        visit.side(self.party()).expect("an inspection is chosen among the party's own")
    }

    /// Takes the next step of an inspection.
    pub fn take(&mut self, name: &str, deed: Deed) -> Result<(), Failure> {
        let statement = self.next(name, deed)?;
        self.say(&[statement])
    }

    /// The statement of the next step of an inspection. It is held against the steps before as everybody will.
    pub fn next(&self, name: &str, deed: Deed) -> Result<Statement, Failure> {
        let visit = self.books.visits.iter().find(|visit| visit.name() == name);
        let progress = &visit.expect("a step is taken in an inspection that was found").progress;
        let (inspection, previous) = (progress.id(), progress.last().hash);
        let step = InspectionStep::Next { inspection, previous, deed };
        let hash = record::statement::StepHash([0; 32]);
        progress
            .clone()
            .advance(&self.author(), &step, hash, self.now)
            .map_err(|why| Failure::Refused(why.to_string()))?;
        Ok(Statement::Inspection(step))
    }
}

/// The name under which a home keeps what belongs to a request: the SHA-256 of its public key, which is fixed before the request is.
pub fn kept_under(key: &[u8]) -> String {
    Sha256::digest(key).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn listed(visits: &[&Visit]) -> String {
    match visits {
        [] => "none".to_owned(),
        some => some.iter().map(|visit| visit.name()).collect::<Vec<_>>().join(", "),
    }
}
