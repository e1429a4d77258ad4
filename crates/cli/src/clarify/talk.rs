//! The clarifications that stand in the records of their two sides, each as far as its steps follow one another.

use crate::desk::Desk;
use crate::desk::books::Said;
use crate::out::Failure;
use record::clarification::{Followed, Side, StepAt};
use record::statement::TurnName;
use record::{Author, Statement};
use std::collections::BTreeMap;
use std::ops::Deref;
use treaty::{Instrument, PartyCode};

/// A clarification, with what only one who takes part in it asks.
pub struct Talk(Followed);

impl Deref for Talk {
    type Target = Followed;

    fn deref(&self) -> &Followed {
        &self.0
    }
}

impl Talk {
    /// What it is called: the raiser's code and the number of its raising.
    pub fn name(&self) -> String {
        format!("{}-{}", self.progress.party(Side::Raiser), self.number)
    }

    /// On which side a party is.
    pub fn side(&self, party: &PartyCode) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| self.progress.party(*side) == party)
    }

    /// Whether the last step is of this name and was taken by a party: then a call that would take it has been made before.
    pub fn just_took(&self, party: &PartyCode, name: TurnName) -> bool {
        let last = self.progress.last();
        last.name == name && self.progress.party(last.side) == party
    }

    /// Whether a party may take a step of this name now.
    fn may_take(&self, party: &PartyCode, name: TurnName) -> bool {
        self.progress.may_take(&Author::Party(party.clone()), name).is_ok()
    }
}

/// All clarifications, in the order of their raisers and raisings. A step that fits nowhere is the audit's to tell.
pub fn follow(treaty: &Instrument, said: &BTreeMap<Author, Vec<Said>>) -> Vec<Talk> {
    let mut steps = Vec::new();
    for (author, said) in said {
        steps.extend(said.iter().filter_map(|one| step(author, one)));
    }
    record::chain::follow(treaty, &steps).0.into_iter().map(Talk).collect()
}

fn step<'a>(author: &'a Author, said: &'a Said) -> Option<StepAt<'a>> {
    let Statement::Clarification(step) = &said.statement else { return None };
    Some(StepAt { author, leaf: said.leaf, hash: said.hash, dated: said.dated, step })
}

/// The clarification that a call is about: the one that it names, or the only one in which this side may take the step, or took it last, or else the
/// only one that has not ended.
pub fn chosen<'a>(desk: &'a Desk, asked: Option<&str>, name: TurnName) -> Result<&'a Talk, Failure> {
    let party = desk.party();
    let own: Vec<_> = desk.books.talks.iter().filter(|talk| talk.side(party).is_some()).collect();
    if let Some(asked) = asked {
        let none = || Failure::Refused(format!("there is no clarification {asked}; known: {}", listed(&own)));
        return own.iter().copied().find(|talk| talk.name() == asked).ok_or_else(none);
    }
    let fit = own.iter().filter(|talk| talk.may_take(party, name) || talk.just_took(party, name));
    let fit: Vec<_> = fit.copied().collect();
    let open: Vec<_> = own.iter().filter(|talk| talk.progress.end().is_none()).copied().collect();
    match (fit.as_slice(), open.as_slice()) {
        ([one], _) | ([], [one]) => Ok(one),
        ([], []) => Err(Failure::Refused("no clarification is under way: it begins with `clarify raise`".to_owned())),
        ([], several) | (several, _) => Err(Failure::Refused(format!(
            "several clarifications could be meant: name one with --clarification ({})",
            listed(several)
        ))),
    }
}

fn listed(talks: &[&Talk]) -> String {
    match talks {
        [] => "none".to_owned(),
        some => some.iter().map(|talk| talk.name()).collect::<Vec<_>>().join(", "),
    }
}
