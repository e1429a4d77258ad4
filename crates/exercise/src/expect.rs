//! What an exercise expects, held against what an audit found.
//!
//! The list of an exercise is whole: a finding that is not in it is a difference, and so is one that is in it and was not found. It names what can be
//! known of a play before it is played: codes, whom they are about, and epochs; never a number that is hidden.

use crate::file::{End, Exercise, Expected};
use audit::assessment::{Epochs, RecordFact};
use audit::{Assessment, Fact, Finding};
use inventory::Epoch;
use record::Author;
use treaty::Id;

/// Where an assessment is not what its exercise expects. Empty where it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Expected, and not found.
    pub missing: Vec<Expected>,
    /// Found, and not expected.
    pub surplus: Vec<Expected>,
    /// The end that was expected, and the one that it came to, where they differ.
    pub end: Option<(End, End)>,
}

impl Differences {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Holds an assessment against the exercise from which it came.
pub fn differences(exercise: &Exercise, assessment: &Assessment) -> Differences {
    let mut surplus: Vec<_> = assessment.findings.iter().map(as_expected).collect();
    // each expectation accounts for one finding, so that two of a kind are two lines of the file; those that say how grave it is choose first
    let mut missing: Vec<_> = exercise.expected.iter().collect();
    for says in [true, false] {
        missing.retain(|expected| {
            let found = surplus.iter().position(|found| expected.fits(found));
            let found = found.filter(|_| expected.severity.is_some() == says);
            found.map(|found| surplus.swap_remove(found)).is_none()
        });
    }
    let missing = missing.into_iter().cloned().collect();
    surplus.sort();
    let end = End::Assessed(assessment.outcome);
    Differences { missing, surplus, end: (exercise.end != end).then(|| (exercise.end.clone(), end)) }
}

/// Holds what an audit finds with the keys and papers of the exercise's reader against it; nothing where it names none.
pub fn differences_to_reader(exercise: &Exercise, assessment: &Assessment) -> Differences {
    let Some(reader) = &exercise.reader else { return Differences::default() };
    let mut expected = exercise.expected.clone();
    for less in &reader.less {
        match expected.iter().position(|one| less.fits(one) || one.fits(less)) {
            Some(at) => drop(expected.swap_remove(at)),
            // what is not expected at all cannot be expected no more
            None => expected.push(less.clone()),
        }
    }
    expected.extend(reader.more.iter().cloned());
    let end = End::Assessed(reader.outcome);
    differences(&Exercise { expected, end, ..exercise.clone() }, assessment)
}

/// Holds a refusal against the exercise: where it expects one, it must name what the exercise says.
pub fn differences_of_refusal(exercise: &Exercise, refusal: &str) -> Differences {
    match &exercise.end {
        End::Refused(named) if refusal.contains(named.as_str()) => Differences::default(),
        expected => Differences {
            missing: exercise.expected.clone(),
            surplus: Vec::new(),
            end: Some((expected.clone(), End::Refused(refusal.to_owned()))),
        },
    }
}

/// A finding as an exercise would expect it.
pub fn as_expected(finding: &Finding) -> Expected {
    let code = Id::new(finding.fact.code()).expect("a code is spelt as a name");
    let about = finding.party.clone().map(Author::Party).or_else(|| witness(finding).cloned());
    let epochs = epochs(&finding.fact).map(|epochs| (Epoch(epochs.first), Epoch(epochs.last)));
    let measure = match &finding.fact {
        Fact::Unverified { measure, .. } => Some(*measure),
        _ => None,
    };
    Expected { code, about, epochs, measure, severity: Some(finding.severity) }
}

/// The witness whom a finding about a record concerns: the one whose record shows it, or is not held.
fn witness(finding: &Finding) -> Option<&Author> {
    let of_record = finding.statements.iter().find_map(|at| match at {
        audit::assessment::StatementAt::Leaf { record, .. } => Some(record),
        audit::assessment::StatementAt::Row { .. } => None,
    });
    let not_held = match &finding.fact {
        Fact::Record(RecordFact::RecordNotHeld { of }) => Some(of),
        _ => None,
    };
    not_held.or(of_record).filter(|author| author.party().is_none())
}

/// The epochs that a fact names.
fn epochs(fact: &Fact) -> Option<Epochs> {
    let Fact::Record(fact) = fact else { return None };
    match fact {
        RecordFact::SumDiffers { epochs, .. }
        | RecordFact::OpeningNotDue { epochs, .. }
        | RecordFact::EpochLate { epochs, .. }
        | RecordFact::EpochEarly { epochs }
        | RecordFact::EpochMissing { epochs, .. }
        | RecordFact::OpeningLate { epochs, .. }
        | RecordFact::OpeningMissing { epochs, .. }
        | RecordFact::Excess { epochs, .. } => Some(*epochs),
        RecordFact::Gate { gate, .. } => Some(gate.epochs),
        of_one => of_one.epoch().map(Epochs::one),
    }
}
