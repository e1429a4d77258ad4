//! A clarification as its two sides, and every auditor, follow it: which steps were taken, which may come next, by whom and until when.
//!
//! ```text
//! raising ─▶ answer ─▶ (offer) ─▶ proposal ─▶ agreement
//! raiser     respondent           either      the other        or, once it was answered: disagreement of one, then of the other
//! ```
//!
//! The raiser may withdraw as long as it runs. What both sides say is kept; nothing here decides who is right. [`Progress`] has no other way forward
//! than [`Progress::advance`]: whoever holds one holds steps that came in order, by the right side.

use crate::chain::{self, Chain};
use crate::inspection::after;
use crate::statement::{ClarificationStep, OfferForm, Paper, Raising, StepHash, Turn, TurnName};
use crate::words::Author;
use log::Timestamp;
use treaty::instrument::{Clarification, Step as Hours};
use treaty::{Id, Instrument, PartyCode};

/// A side of a clarification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Who asks.
    Raiser,
    /// Who is asked.
    Respondent,
}

impl Side {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Raiser, Self::Respondent];

    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Raiser => Self::Respondent,
            Self::Respondent => Self::Raiser,
        }
    }
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Which.
    pub name: TurnName,
    /// By whom.
    pub side: Side,
    /// Its leaf.
    pub hash: StepHash,
    /// When, by its author's clock.
    pub at: Timestamp,
    /// What was said with it.
    pub paper: Option<Paper>,
}

/// How a clarification ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// Both sides say the same now.
    Agreed,
    /// A side recorded that they do not.
    Disagreed,
    /// The raiser asks no more.
    Withdrawn,
}

/// How far a clarification has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    raiser: PartyCode,
    raising: Raising,
    taken: Vec<Taken>,
    offer: Option<OfferForm>,
}

/// Why a step is not the next one. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutOfTurn {
    /// It is the raising of another.
    #[error("a raising begins a clarification, and this one has begun")]
    BegunAlready,
    /// A clarification is between two parties.
    #[error("{0} cannot raise this: a clarification is asked for by a party, of another party")]
    NoParty(Author),
    /// The instrument gives none.
    #[error("the instrument has no [clarification]")]
    NoRule,
    /// It is about nothing.
    #[error("the instrument has no clause `{0}` to ask about")]
    NoClause(Id),
    /// It belongs to another clarification.
    #[error("the step is one of the clarification {stated}, and this is {expected}")]
    OtherClarification {
        /// As it says.
        stated: StepHash,
        /// As it must be.
        expected: StepHash,
    },
    /// It follows another step than the last one.
    #[error("the step follows {stated}, and the last step is {last}: steps are taken one after the other")]
    NotNext {
        /// As it says.
        stated: StepHash,
        /// The last step.
        last: StepHash,
    },
    /// Another step is due.
    #[error("after {after} there is no {step}; what may come: {}", names(next))]
    NotNow {
        /// The last step.
        after: TurnName,
        /// The one that was tried.
        step: TurnName,
        /// Those that may come.
        next: Vec<(TurnName, Side)>,
    },
    /// It is the other side's.
    #[error("{step} is for {expected} to take here, and stands in the record of {author}")]
    OtherSide {
        /// Which step.
        step: TurnName,
        /// Who may take it.
        expected: PartyCode,
        /// Who did.
        author: Author,
    },
}

impl Progress {
    /// Begins with a raising that stands in the record of `author`.
    ///
    /// # Errors
    /// Where the author is no party, or asks itself, or the instrument has no such clause, or no clarification.
    pub fn begin(
        treaty: &Instrument,
        author: &Author,
        raising: Raising,
        hash: StepHash,
        at: Timestamp,
    ) -> Result<Self, OutOfTurn> {
        let raiser = author.party().filter(|party| **party != raising.to);
        let raiser = raiser.ok_or_else(|| OutOfTurn::NoParty(author.clone()))?.clone();
        treaty.clarification().ok_or(OutOfTurn::NoRule)?;
        if !treaty.clauses.iter().any(|clause| clause.id == raising.clause) {
            return Err(OutOfTurn::NoClause(raising.clause));
        }
        let paper = Some(raising.paper.clone());
        let taken = vec![Taken { name: TurnName::Raising, side: Side::Raiser, hash, at, paper }];
        Ok(Self { raiser, raising, taken, offer: None })
    }

    /// Takes the next step, as it stands in the record of `author`.
    ///
    /// # Errors
    /// [`OutOfTurn`], with the rule.
    pub fn advance(
        &mut self,
        author: &Author,
        step: &ClarificationStep,
        hash: StepHash,
        at: Timestamp,
    ) -> Result<(), OutOfTurn> {
        let ClarificationStep::Next { clarification, previous, turn } = step else {
            return Err(OutOfTurn::BegunAlready);
        };
        if *clarification != self.id() {
            return Err(OutOfTurn::OtherClarification { stated: *clarification, expected: self.id() });
        }
        if *previous != self.last().hash {
            return Err(OutOfTurn::NotNext { stated: *previous, last: self.last().hash });
        }
        let side = self.may_take(author, turn.name())?;
        if let Turn::Offer { form, .. } = turn {
            self.offer = Some(*form);
        }
        self.taken.push(Taken { name: turn.name(), side, hash, at, paper: turn.paper().cloned() });
        Ok(())
    }

    /// As which side `author` may take a step of this name now.
    ///
    /// # Errors
    /// The rule that forbids it.
    pub fn may_take(&self, author: &Author, name: TurnName) -> Result<Side, OutOfTurn> {
        let next = self.next();
        let sides: Vec<_> = next.iter().filter(|(may, _)| *may == name).map(|(_, side)| *side).collect();
        let Some(first) = sides.first() else {
            return Err(OutOfTurn::NotNow { after: self.last().name, step: name, next });
        };
        let own = sides.iter().copied().find(|side| author.party() == Some(self.party(*side)));
        let expected = || self.party(*first).clone();
        own.ok_or_else(|| OutOfTurn::OtherSide { step: name, expected: expected(), author: author.clone() })
    }

    /// The steps that may come next, each with the side that may take it, the one that is waited for first; none where it has ended and both sides
    /// have said so.
    pub fn next(&self) -> Vec<(TurnName, Side)> {
        use Side::{Raiser, Respondent};
        use TurnName as T;
        let either = |name| Side::BOTH.map(|side| (name, side));
        let Taken { name, side, .. } = self.last();
        match name {
            T::Raising => vec![(T::Answer, Respondent), (T::Withdrawal, Raiser)],
            T::Answer | T::Offer => {
                let offer = (*name == T::Answer).then_some((T::Offer, Respondent));
                let further = [either(T::Proposal), either(T::Disagreement)].concat();
                offer.into_iter().chain(further).chain([(T::Withdrawal, Raiser)]).collect()
            }
            T::Proposal => {
                let other = side.other();
                let replies = [T::Agreement, T::Proposal].map(|name| (name, other));
                [&replies[..], &either(T::Disagreement), &[(T::Withdrawal, Raiser)]].concat()
            }
            T::Disagreement if self.end_step().is_some_and(|first| first.hash == self.last().hash) => {
                vec![(T::Disagreement, side.other())]
            }
            T::Disagreement | T::Agreement | T::Withdrawal => vec![],
        }
    }

    /// How it ended; nothing while it runs.
    pub fn end(&self) -> Option<End> {
        self.end_step().map(|taken| match taken.name {
            TurnName::Agreement => End::Agreed,
            TurnName::Withdrawal => End::Withdrawn,
            _ => End::Disagreed,
        })
    }

    /// The step with which it ended.
    pub fn end_step(&self) -> Option<&Taken> {
        use TurnName::{Agreement, Disagreement, Withdrawal};
        self.taken.iter().find(|taken| matches!(taken.name, Agreement | Disagreement | Withdrawal))
    }

    /// The raising that began it names it.
    pub fn id(&self) -> StepHash {
        self.taken[0].hash
    }

    /// The party of a side.
    pub fn party(&self, side: Side) -> &PartyCode {
        match side {
            Side::Raiser => &self.raiser,
            Side::Respondent => &self.raising.to,
        }
    }

    /// The raising.
    pub fn raising(&self) -> &Raising {
        &self.raising
    }

    /// All steps, in their order.
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }

    /// The last step.
    pub fn last(&self) -> &Taken {
        self.taken.last().expect("a clarification begins with its raising")
    }

    /// The last step of this name, if it was taken.
    pub fn step(&self, name: TurnName) -> Option<&Taken> {
        self.taken.iter().rev().find(|taken| taken.name == name)
    }

    /// In which form something is to be shown, if it was offered.
    pub fn offer(&self) -> Option<OfferForm> {
        self.offer
    }

    /// What a side said last; nothing where it said nothing yet.
    pub fn reading(&self, side: Side) -> Option<&Paper> {
        self.taken.iter().rev().filter(|taken| taken.side == side).find_map(|taken| taken.paper.as_ref())
    }

    /// Until when a step is due, and by which hours of the instrument; nothing where the instrument sets none, or what they run from has not happened.
    pub fn due<'a>(&self, rule: &'a Clarification, name: TurnName) -> Option<(Timestamp, &'a Hours)> {
        self.due_of(rule, name.word())
    }

    /// Until when it is to have ended.
    pub fn due_end<'a>(&self, rule: &'a Clarification) -> Option<(Timestamp, &'a Hours)> {
        self.due_of(rule, Clarification::CONCLUSION)
    }

    fn due_of<'a>(&self, rule: &'a Clarification, word: &str) -> Option<(Timestamp, &'a Hours)> {
        let hours = rule.hours.iter().find(|hours| hours.id.as_str() == word)?;
        let from =
            TurnName::ALL.iter().find(|event| hours.after.as_ref().is_some_and(|id| id.as_str() == event.word()));
        after(self.step(*from?)?.at, hours.span).map(|due| (due, hours))
    }
}

/// A step where it stands.
pub type StepAt<'a> = chain::StepAt<'a, ClarificationStep>;
/// A clarification, as far as its steps fit each other.
pub type Followed = chain::Followed<Progress>;
/// A step that fits no clarification.
pub type Stray<'a> = chain::Stray<'a, Progress>;

impl Chain for Progress {
    type Step = ClarificationStep;
    type Name = TurnName;
    type OutOfStep = OutOfTurn;

    fn begin_at(treaty: &Instrument, at: &StepAt<'_>) -> Option<Result<Self, chain::Unfit<OutOfTurn>>> {
        let ClarificationStep::Raising(raising) = at.step else { return None };
        Some(match treaty.party(&raising.to) {
            None => Err(chain::Unfit::Nobody),
            Some(_) => Self::begin(treaty, at.author, raising.clone(), at.hash, at.dated).map_err(Into::into),
        })
    }

    fn advance_at(&mut self, at: &StepAt<'_>) -> Result<(), OutOfTurn> {
        self.advance(at.author, at.step, at.hash, at.dated)
    }

    fn head(&self) -> StepHash {
        self.last().hash
    }

    fn previous(step: &ClarificationStep) -> Option<StepHash> {
        match step {
            ClarificationStep::Raising(_) => None,
            ClarificationStep::Next { previous, .. } => Some(*previous),
        }
    }

    fn name(step: &ClarificationStep) -> TurnName {
        step.name()
    }
}

fn names(of: &[(TurnName, Side)]) -> String {
    let mut words: Vec<_> = of.iter().map(|(name, _)| name.word()).collect();
    words.dedup();
    match words.is_empty() {
        true => "nothing, the clarification is over".to_owned(),
        false => words.join(", "),
    }
}
