//! The inspections that stand in the records of their two sides, each as far as its steps follow one another.

use crate::desk::books::Said;
use record::inspection::{Followed, Side, StepAt, side_of};
use record::statement::StepName;
use record::{Author, Statement};
use std::collections::BTreeMap;
use std::ops::Deref;
use treaty::{Instrument, PartyCode};

/// An inspection, with what only one who takes part in it asks.
pub struct Visit(Followed);

impl Deref for Visit {
    type Target = Followed;

    fn deref(&self) -> &Followed {
        &self.0
    }
}

impl Visit {
    /// What it is called: the inspector's code and the number of its request.
    pub fn name(&self) -> String {
        format!("{}-{}", self.progress.party(Side::Inspector), self.number)
    }

    /// On which side a party is.
    pub fn side(&self, party: &PartyCode) -> Option<Side> {
        [Side::Inspector, Side::Host].into_iter().find(|side| self.progress.party(*side) == party)
    }

    /// Whether no step can come any more.
    pub fn is_over(&self) -> bool {
        self.progress.is_over()
    }

    /// Whether the last step is of this name and was taken by a party: then a call that would take it has been made before.
    pub fn just_took(&self, party: &PartyCode, name: StepName) -> bool {
        self.progress.last().name == name && self.progress.party(side_of(name)) == party
    }
}

/// All inspections, in the order of their inspectors and requests. A step that fits nowhere is the audit's to tell.
pub fn follow(treaty: &Instrument, said: &BTreeMap<Author, Vec<Said>>) -> Vec<Visit> {
    let mut steps = Vec::new();
    for (author, said) in said {
        steps.extend(said.iter().filter_map(|one| step(author, one)));
    }
    record::chain::follow(treaty, &steps).0.into_iter().map(Visit).collect()
}

fn step<'a>(author: &'a Author, said: &'a Said) -> Option<StepAt<'a>> {
    let Statement::Inspection(step) = &said.statement else { return None };
    Some(StepAt { author, leaf: said.leaf, hash: said.hash, dated: said.dated, step })
}
