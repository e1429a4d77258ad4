//! Each inspection out of the records of its two sides: from its request on, every step names the one before.

use crate::assessment::{Finding, RecordFact, Severity, StatementAt, VisitOf};
use crate::records::Held;
use crate::records::book::{StepAt, finding};
use crate::records::terms::Docket;
use record::inspection::{OutOfStep, Progress, Side};
use record::layout::Site;
use record::statement::{InspectionStep, StepHash, StepName};
use record::{Author, Kind, SiteNumber};
use std::collections::{BTreeMap, BTreeSet};
use treaty::instrument::{Clause, Inspection, Kind as ClauseKind, Rule};
use treaty::{Id, Instrument};

/// An inspection, as far as its steps fit each other.
#[derive(Debug)]
pub(in crate::records) struct Followed {
    pub(super) progress: Progress,
    /// The how many-th request of its inspector, from 1.
    number: u32,
    /// Where each step stands.
    places: Vec<(Author, u64)>,
    /// Steps beside which their author took another.
    pub(super) twice: Vec<StepName>,
    beside: Vec<(Author, u64)>,
}

/// A step that fits no inspection.
#[derive(Debug)]
pub(in crate::records) struct Stray {
    author: Author,
    index: u64,
    severity: Severity,
    why: String,
}

impl Stray {
    pub(super) fn finding(&self) -> Finding {
        let fact = RecordFact::OutOfPlace { kind: Kind::Inspection.word(), why: self.why.clone() };
        finding(self.severity, &self.author, None, fact, [self.index])
    }
}

type Placed<'a> = (&'a Author, &'a StepAt);

/// All inspections, in the order of the parties and of their requests, and the steps that fit none.
pub(in crate::records) fn follow(
    treaty: &Instrument,
    held: &BTreeMap<Author, Held>,
    old: &BTreeSet<Author>,
) -> (Vec<Followed>, Vec<Stray>) {
    let all: Vec<Placed<'_>> =
        held.iter().flat_map(|(author, held)| held.book.steps.iter().map(move |step| (author, step))).collect();
    let mut after: BTreeMap<StepHash, Vec<Placed<'_>>> = BTreeMap::new();
    for placed in &all {
        if let InspectionStep::Next { previous, .. } = &placed.1.step {
            after.entry(*previous).or_default().push(*placed);
        }
    }
    let (mut visits, mut strays, mut numbers) = (Vec::new(), Vec::new(), BTreeMap::new());
    for (author, at) in &all {
        let InspectionStep::Request(request) = &at.step else { continue };
        let number: &mut u32 = numbers.entry(*author).or_default();
        *number += 1;
        if treaty.party(&request.host).is_none() {
            strays.push(stray(
                author,
                at,
                Severity::Contradiction,
                "it asks somebody who is no party of the instrument",
            ));
            continue;
        }
        match Progress::begin(treaty.hash, author, request.clone(), at.hash, at.dated) {
            Ok(progress) => visits.push(go_on(progress, *number, (author, at), &after, &mut strays)),
            Err(why) => strays.push(stray(author, at, Severity::Contradiction, &why.to_string())),
        }
    }
    let known: BTreeSet<_> = all.iter().map(|(_, at)| at.hash).collect();
    strays.extend(all.iter().filter_map(|(author, at)| orphan(author, at, &known, held, old)));
    (visits, strays)
}

/// Takes one step after the other, as long as there is one and it fits.
fn go_on(
    progress: Progress,
    number: u32,
    request: Placed<'_>,
    after: &BTreeMap<StepHash, Vec<Placed<'_>>>,
    strays: &mut Vec<Stray>,
) -> Followed {
    let places = vec![(request.0.clone(), request.1.index)];
    let mut visit = Followed { progress, number, places, twice: Vec::new(), beside: Vec::new() };
    while let Some(next) = after.get(&visit.progress.last().hash) {
        let chosen = choose(next, after);
        if let Err(why) = visit.take(chosen) {
            strays.push(stray(chosen.0, chosen.1, Severity::Contradiction, &why.to_string()));
            break;
        }
        for (author, at) in next.iter().filter(|(_, at)| at.hash != chosen.1.hash) {
            if *author == chosen.0 {
                visit.twice.push(chosen.1.step.name());
                visit.beside.push(((*author).clone(), at.index));
            } else {
                strays.push(stray(
                    author,
                    at,
                    Severity::Question,
                    "the other side took the next step at the same time",
                ));
            }
        }
    }
    visit
}

/// Of several steps after one, that with which the inspection went on; failing that, the one of the earlier date.
fn choose<'a>(next: &[Placed<'a>], after: &BTreeMap<StepHash, Vec<Placed<'_>>>) -> Placed<'a> {
    let order = |(author, at): &Placed<'a>| (!after.contains_key(&at.hash), at.dated, *author, at.index);
    *next.iter().min_by_key(|placed| order(placed)).expect("a step is listed after its previous one")
}

fn stray(author: &Author, at: &StepAt, severity: Severity, why: &str) -> Stray {
    Stray { author: author.clone(), index: at.index, severity, why: why.to_owned() }
}

/// A step after one that stands nowhere, where all records are whole in which it could.
fn orphan(
    author: &Author,
    at: &StepAt,
    known: &BTreeSet<StepHash>,
    held: &BTreeMap<Author, Held>,
    old: &BTreeSet<Author>,
) -> Option<Stray> {
    let InspectionStep::Next { previous, .. } = &at.step else { return None };
    let whole = old.is_empty() && held.keys().filter(|author| author.party().is_some()).count() > 1;
    let why = "it follows a step that stands in no record";
    (whole && !known.contains(previous)).then(|| stray(author, at, Severity::Contradiction, why))
}

impl Followed {
    fn take(&mut self, (author, at): Placed<'_>) -> Result<(), OutOfStep> {
        self.progress.advance(author, &at.step, at.hash, at.dated)?;
        self.places.push((author.clone(), at.index));
        Ok(())
    }

    /// As findings name it.
    pub(super) fn name(&self, docket: &Docket<'_>) -> VisitOf {
        VisitOf {
            kind: self.clause(docket.treaty).map(|(clause, _)| clause.id.clone()),
            number: self.number,
            inspector: self.progress.party(Side::Inspector).clone(),
            host: self.progress.party(Side::Host).clone(),
            site: self.progress.designation().and_then(|designation| self.alias(docket, designation.site)),
        }
    }

    /// All its statements.
    pub(super) fn statements(&self) -> Vec<StatementAt> {
        let leaf = |(record, index): &(Author, u64)| StatementAt::Leaf { record: record.clone(), index: *index };
        self.places.iter().chain(&self.beside).map(leaf).collect()
    }

    /// Where a step stands in its record.
    pub(super) fn index_of(&self, name: StepName) -> Option<u64> {
        let place = self.progress.taken().iter().rposition(|taken| taken.name == name)?;
        self.places.get(place).map(|(_, index)| *index)
    }

    /// The clause under which it was asked for.
    pub(in crate::records) fn clause<'a>(&self, treaty: &'a Instrument) -> Option<(&'a Clause, &'a Inspection)> {
        let clause = treaty.of(ClauseKind::Inspection).nth(self.progress.request().kind.into())?;
        match &clause.rule {
            Rule::Inspection(kind) => Some((clause, kind)),
            _ => None,
        }
    }

    /// Whether a party is one of its sides.
    pub(in crate::records) fn is_of(&self, party: &treaty::PartyCode) -> bool {
        [Side::Inspector, Side::Host].iter().any(|side| self.progress.party(*side) == party)
    }

    /// The site that was designated, if the host's record is held and it ever had it.
    pub(super) fn site<'a>(&self, docket: &'a Docket<'_>) -> Option<&'a Site> {
        let number = self.progress.designation()?.site;
        docket.ground(self.progress.party(Side::Host))?.sites().get(usize::from(number.0))
    }

    /// What a site of the host is called.
    pub(super) fn alias(&self, docket: &Docket<'_>, site: SiteNumber) -> Option<Id> {
        Some(docket.ground(self.progress.party(Side::Host))?.sites().get(usize::from(site.0))?.alias.clone())
    }
}
