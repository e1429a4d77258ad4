//! Clarifications at play: each step on its day, then everybody acknowledges it. A step that may not come is said all the same where the file says so.

use super::{Stage, later};
use crate::calendar::after_end_of;
use crate::cast::{Cast, Unplayable};
use crate::file::{Clarification, ScriptedTurn, When};
use log::Timestamp;
use record::clarification::Progress;
use record::statement::{ClarificationStep, Raising, StepHash, Turn, TurnName};
use record::{Author, Statement};
use std::collections::VecDeque;
use treaty::time::{Span, Unit};

/// Seconds after the beginning of its day at which a step is taken, and between two steps of one day.
const TAKEN: (u32, u32) = (10 * 3600, 2 * 3600);
/// The most steps of one day.
const OF_DAY_MAX: u32 = 6;

/// A step that is still to be taken.
#[derive(Debug)]
pub(super) struct Turning {
    pub(super) at: Timestamp,
    clarification: usize,
    step: usize,
}

/// How far a clarification has come, and its last step, whether it stands or not.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    progress: Progress,
    last: StepHash,
}

/// All steps that a file scripts, in the order of their days, and on one day of their clarifications.
pub(super) fn turns(cast: &Cast) -> Result<VecDeque<Turning>, Unplayable> {
    let mut all = Vec::new();
    for (clarification, one) in cast.exercise.clarifications.iter().enumerate() {
        let mut last = None;
        for (step, scripted) in one.steps.iter().enumerate() {
            let day = begins(cast, scripted.when).ok_or_else(|| refuse(one, "a step lies before 1970"))?;
            if last.replace(day).is_some_and(|last| day < last) {
                return Err(refuse(one, "its steps go back in time"));
            }
            all.push(Turning { at: day, clarification, step });
        }
    }
    all.sort_by_key(|turning| (turning.at, turning.clarification, turning.step));
    in_hours(cast, &mut all)?;
    Ok(all.into())
}

/// One after the other on each day, so that each is acknowledged before the next.
fn in_hours(cast: &Cast, all: &mut [Turning]) -> Result<(), Unplayable> {
    let (mut day, mut of_day) = (None, 0);
    for turning in all {
        of_day = if day.replace(turning.at) == Some(turning.at) { of_day + 1 } else { 0 };
        if of_day == OF_DAY_MAX {
            let one = &cast.exercise.clarifications[turning.clarification];
            return Err(refuse(one, format!("more than {OF_DAY_MAX} steps fall on one day")));
        }
        turning.at = later(turning.at, TAKEN.0 + of_day * TAKEN.1);
    }
    Ok(())
}

impl Stage<'_> {
    /// The next step of a clarification, and everybody's receipt of it.
    pub(super) fn turn(&mut self) -> Result<(), Unplayable> {
        let Some(Turning { at, clarification, step }) = self.turns.pop_front() else { return Ok(()) };
        let one = &self.cast.exercise.clarifications[clarification];
        let scripted = &one.steps[step];
        let author = Author::Party(scripted.by.clone());
        self.chains[clarification] = Some(match self.chains[clarification].take() {
            None => self.raise(one, scripted, &author, at)?,
            Some(chain) => self.go_on(one, scripted, &author, (chain, at))?,
        });
        self.keeper(&author).sign();
        self.acknowledge(at, &[]);
        Ok(())
    }

    fn raise(
        &mut self,
        one: &Clarification,
        scripted: &ScriptedTurn,
        author: &Author,
        at: Timestamp,
    ) -> Result<Chain, Unplayable> {
        let about = match one.inspection {
            None => None,
            Some(number) => {
                let leaf = self.reports.get(number as usize - 1).copied();
                Some(leaf.ok_or_else(|| refuse(one, "the inspection that it is about was not made by then"))?)
            }
        };
        let paper = scripted.paper.clone().expect("a raising has a paper");
        let raising = Raising { to: one.respondent.clone(), clause: one.clause.clone(), about, paper };
        let step = Statement::Clarification(ClarificationStep::Raising(raising.clone()));
        let (dated, hash) = self.say_step(author, step, at, None);
        let progress = Progress::begin(self.cast.treaty(), author, raising, hash, dated);
        Ok(Chain { progress: progress.map_err(|why| refuse(one, why.to_string()))?, last: hash })
    }

    fn go_on(
        &mut self,
        one: &Clarification,
        scripted: &ScriptedTurn,
        author: &Author,
        (mut chain, at): (Chain, Timestamp),
    ) -> Result<Chain, Unplayable> {
        let (clarification, previous) = (chain.progress.id(), chain.last);
        let step = ClarificationStep::Next { clarification, previous, turn: turn_of(scripted) };
        let (dated, hash) = self.say_step(author, Statement::Clarification(step.clone()), at, None);
        match chain.progress.advance(author, &step, hash, dated) {
            Err(why) if !scripted.out_of_order => return Err(refuse(one, why.to_string())),
            Ok(()) if scripted.out_of_order => {
                return Err(refuse(one, format!("{} is called out of order, and may come here", scripted.name)));
            }
            _ => chain.last = hash,
        }
        Ok(chain)
    }
}

fn turn_of(scripted: &ScriptedTurn) -> Turn {
    let paper = || scripted.paper.clone().expect("the file has a text for it");
    match scripted.name {
        TurnName::Raising => unreachable!("a clarification has one raising, its first step"),
        TurnName::Answer => Turn::Answer(paper()),
        TurnName::Offer => Turn::Offer { form: scripted.form, paper: paper() },
        TurnName::Proposal => Turn::Proposal(paper()),
        TurnName::Agreement => Turn::Agreement,
        TurnName::Disagreement => Turn::Disagreement(paper()),
        TurnName::Withdrawal => Turn::Withdrawal(paper()),
    }
}

/// The beginning of the day on which a step is taken.
fn begins(cast: &Cast, when: When) -> Option<Timestamp> {
    match when {
        When::After(epoch, days) => after_end_of(cast.treaty().epoch_day(epoch.0)?, days * super::DAY),
        When::On(day) => after_end_of(Span { count: 1, unit: Unit::Days }.before(day).ok()?, 0),
    }
}

fn refuse(one: &Clarification, why: impl Into<String>) -> Unplayable {
    Unplayable::Clarification { clause: one.clause.clone(), why: why.into() }
}
