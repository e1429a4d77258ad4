//! The inspections that stand in the records of their two sides, each as far as its steps follow one another.

use super::books::Said;
use log::Timestamp;
use record::inspection::{Progress, Side, side_of};
use record::statement::{InspectionStep, StepHash, StepName};
use record::{Author, Statement};
use std::collections::BTreeMap;
use treaty::instrument::{Clause, Inspection, Kind, Rule};
use treaty::{Instrument, PartyCode};

/// An inspection.
pub struct Visit {
    /// The how many-th request of its inspector, from 1.
    pub number: u32,
    /// How far it has come.
    pub progress: Progress,
    /// Where each step stands.
    places: Vec<(Author, u64)>,
}

impl Visit {
    /// What it is called: the inspector's code and the number of its request.
    pub fn name(&self) -> String {
        format!("{}-{}", self.progress.party(Side::Inspector), self.number)
    }

    /// The clause under which it was asked for; nothing where the instrument has none of that number.
    pub fn clause<'a>(&self, treaty: &'a Instrument) -> Option<(&'a Clause, &'a Inspection)> {
        kinds(treaty).nth(self.progress.request().kind.into())
    }

    /// On which side a party is.
    pub fn side(&self, party: &PartyCode) -> Option<Side> {
        [Side::Inspector, Side::Host].into_iter().find(|side| self.progress.party(*side) == party)
    }

    /// Where a step stands; of one that was taken again the last.
    pub fn place(&self, name: StepName) -> Option<&(Author, u64)> {
        let place = self.progress.taken().iter().rposition(|taken| taken.name == name)?;
        self.places.get(place)
    }

    /// Whether no step can come any more.
    pub fn is_over(&self) -> bool {
        self.progress.next().is_empty()
    }

    /// Whether the last step is of this name and was taken by a party: then a call that would take it has been made before.
    pub fn just_took(&self, party: &PartyCode, name: StepName) -> bool {
        self.progress.last().name == name && self.progress.party(side_of(name)) == party
    }
}

/// The kinds of inspection of an instrument, in the order in which requests number them.
pub fn kinds(treaty: &Instrument) -> impl Iterator<Item = (&Clause, &Inspection)> {
    treaty.of(Kind::Inspection).filter_map(|clause| match &clause.rule {
        Rule::Inspection(kind) => Some((clause, kind)),
        _ => None,
    })
}

struct At<'a> {
    author: &'a Author,
    leaf: u64,
    hash: StepHash,
    dated: Timestamp,
    step: &'a InspectionStep,
}

/// All inspections, in the order of their inspectors and requests. Of several steps after one and the same that one stands with which it went on, or
/// the earlier, as for the audit; a step that fits nowhere is the audit's to tell.
pub fn follow(treaty: &Instrument, said: &BTreeMap<Author, Vec<Said>>) -> Vec<Visit> {
    let steps: Vec<_> =
        said.iter().flat_map(|(author, said)| said.iter().filter_map(|one| step(author, one))).collect();
    let mut after: BTreeMap<StepHash, Vec<&At<'_>>> = BTreeMap::new();
    for at in &steps {
        if let InspectionStep::Next { previous, .. } = at.step {
            after.entry(*previous).or_default().push(at);
        }
    }
    let (mut visits, mut numbers) = (Vec::new(), BTreeMap::<_, u32>::new());
    for at in &steps {
        let InspectionStep::Request(request) = at.step else { continue };
        let number = numbers.entry(at.author).or_default();
        *number += 1;
        if let Ok(progress) = Progress::begin(treaty.hash, at.author, request.clone(), at.hash, at.dated) {
            let places = vec![(at.author.clone(), at.leaf)];
            visits.push(go_on(Visit { number: *number, progress, places }, &after));
        }
    }
    visits
}

fn step<'a>(author: &'a Author, said: &'a Said) -> Option<At<'a>> {
    let Statement::Inspection(step) = &said.statement else { return None };
    Some(At { author, leaf: said.leaf, hash: said.hash, dated: said.dated, step })
}

fn go_on(mut visit: Visit, after: &BTreeMap<StepHash, Vec<&At<'_>>>) -> Visit {
    while let Some(next) = after.get(&visit.progress.last().hash) {
        let order = |at: &&At<'_>| (!after.contains_key(&at.hash), at.dated, at.author.clone(), at.leaf);
        let Some(at) = next.iter().copied().min_by_key(order) else { break };
        if visit.progress.advance(at.author, at.step, at.hash, at.dated).is_err() {
            break;
        }
        visit.places.push((at.author.clone(), at.leaf));
    }
    visit
}
