//! Chains of steps out of the records of their two sides: an inspection, a clarification. Every step but the first names the one before, by its leaf.
//!
//! What stands in a record may be forged and may be missing. [`follow`] takes one step after the other as long as there is one that fits, and says what
//! fits nowhere; what that means for whom is the audit's to say.

use crate::statement::StepHash;
use crate::words::Author;
use log::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use treaty::Instrument;

/// How far a chain of one kind has come, and what may follow in it.
pub trait Chain: Sized {
    /// A step as it stands in a record.
    type Step;
    /// Which step it is.
    type Name: Copy + PartialEq + std::fmt::Debug;
    /// Why a step is not the next one.
    type OutOfStep: std::error::Error + Clone + PartialEq;

    /// Begins with a step; nothing where that step goes on with a chain.
    ///
    /// # Errors
    /// Where nobody may begin one so.
    fn begin_at(treaty: &Instrument, at: &StepAt<'_, Self::Step>) -> Option<Result<Self, Unfit<Self::OutOfStep>>>;

    /// Takes the next step.
    ///
    /// # Errors
    /// The rule that it breaks.
    fn advance_at(&mut self, at: &StepAt<'_, Self::Step>) -> Result<(), Self::OutOfStep>;

    /// The leaf of the last step.
    fn head(&self) -> StepHash;

    /// The leaf that a step names as the one before it; nothing for one that begins.
    fn previous(step: &Self::Step) -> Option<StepHash>;

    /// Which step it is.
    fn name(step: &Self::Step) -> Self::Name;

    /// Which of several steps after the same one come behind another of them by what they say themselves, whatever their dates. They are gone
    /// through once for all: there may be as many as a record holds.
    fn overtaken(_among: &[StepAt<'_, Self::Step>]) -> impl Fn(&StepAt<'_, Self::Step>) -> bool {
        |_| false
    }
}

/// A step where it stands.
#[derive(Debug)]
pub struct StepAt<'a, S> {
    /// In whose record.
    pub author: &'a Author,
    /// At which leaf.
    pub leaf: u64,
    /// The leaf's hash.
    pub hash: StepHash,
    /// When, by its author's clock.
    pub dated: Timestamp,
    /// The step.
    pub step: &'a S,
}

impl<S> Clone for StepAt<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for StepAt<'_, S> {}

/// A chain, as far as its steps fit each other.
#[derive(Debug)]
pub struct Followed<C: Chain> {
    /// The how many-th that its author began, from 1.
    pub number: u32,
    /// How far it has come.
    pub progress: C,
    /// Steps that stand beside one that was taken.
    pub beside: Vec<Beside<C::Name>>,
    places: Vec<(Author, u64)>,
}

/// A step beside the one that was taken after the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside<N> {
    /// Which.
    pub name: N,
    /// In whose record.
    pub author: Author,
    /// At which leaf.
    pub leaf: u64,
    /// The one that was taken.
    pub taken: N,
    /// Whether one side took both.
    pub is_of_one_side: bool,
}

/// A step that fits no chain.
#[derive(Debug)]
pub struct Stray<'a, C: Chain> {
    /// The step.
    pub at: StepAt<'a, C::Step>,
    /// Why not.
    pub why: Unfit<C::OutOfStep>,
    /// The steps of the chain behind which it stands, where its rule is broken there.
    pub behind: Vec<(Author, u64)>,
}

/// Why a step fits no chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit<E: std::error::Error> {
    /// It begins one with nobody.
    #[error("it asks somebody who is no party of the instrument")]
    Nobody,
    /// It breaks a rule of their order.
    #[error(transparent)]
    OutOfStep(#[from] E),
    /// The other side took the next step.
    #[error("the other side took the next step at the same time")]
    Beside,
    /// What it follows is in none of the records that were looked at.
    #[error("it follows a step that stands in no record")]
    Behind,
}

/// All chains, in the order in which their first steps are given, and the steps that fit none. A step beside another of the same side stands with that
/// one's chain.
pub fn follow<'a, C: Chain>(
    treaty: &Instrument,
    steps: &[StepAt<'a, C::Step>],
) -> (Vec<Followed<C>>, Vec<Stray<'a, C>>) {
    let mut after = After::<'a, C>::new();
    for at in steps {
        if let Some(previous) = C::previous(at.step) {
            after.entry(previous).or_default().push(*at);
        }
    }
    let (mut chains, mut strays, mut numbers) = (Vec::new(), Vec::new(), BTreeMap::<_, u32>::new());
    for at in steps {
        let Some(begun) = C::begin_at(treaty, at) else { continue };
        let number = numbers.entry(at.author).or_default();
        *number += 1;
        match begun {
            Ok(progress) => chains.push(go_on(progress, *number, at, &after, &mut strays)),
            Err(why) => strays.push(Stray { at: *at, why, behind: Vec::new() }),
        }
    }
    let known: BTreeSet<_> = steps.iter().map(|at| at.hash).collect();
    let behind = after.iter().filter(|(previous, _)| !known.contains(previous)).flat_map(|(_, several)| several);
    strays.extend(behind.map(|at| Stray { at: *at, why: Unfit::Behind, behind: Vec::new() }));
    (chains, strays)
}

/// The steps that name each step as the one before.
type After<'a, C> = BTreeMap<StepHash, Vec<StepAt<'a, <C as Chain>::Step>>>;

/// Takes one step after the other, as long as there is one and it fits.
fn go_on<'a, C: Chain>(
    progress: C,
    number: u32,
    first: &StepAt<'a, C::Step>,
    after: &After<'a, C>,
    strays: &mut Vec<Stray<'a, C>>,
) -> Followed<C> {
    let places = vec![(first.author.clone(), first.leaf)];
    let mut chain = Followed { number, progress, beside: Vec::new(), places };
    while let Some(next) = after.get(&chain.progress.head()) {
        let chosen = choose::<C>(next, after);
        if let Err(why) = chain.progress.advance_at(&chosen) {
            strays.push(Stray { at: chosen, why: why.into(), behind: chain.places.clone() });
            break;
        }
        chain.places.push((chosen.author.clone(), chosen.leaf));
        for at in next.iter().filter(|at| at.hash != chosen.hash) {
            let is_of_one_side = at.author == chosen.author;
            let (name, taken) = (C::name(at.step), C::name(chosen.step));
            chain.beside.push(Beside { name, author: at.author.clone(), leaf: at.leaf, taken, is_of_one_side });
            if !is_of_one_side {
                strays.push(Stray { at: *at, why: Unfit::Beside, behind: Vec::new() });
            }
        }
    }
    chain
}

/// Of several steps after one, that which stands: none that is overtaken; then that which the other side has answered; failing that, the one of the
/// earlier date.
fn choose<'a, C: Chain>(next: &[StepAt<'a, C::Step>], after: &After<'a, C>) -> StepAt<'a, C::Step> {
    let is_overtaken = C::overtaken(next);
    let order =
        |at: &&StepAt<'a, C::Step>| (is_overtaken(at), !is_answered::<C>(at, after, 3), at.dated, at.author, at.leaf);
    **next.iter().min_by_key(order).as_ref().expect("a step is listed after its previous one")
}

/// Whether the other side took a step after it, its author having taken at most so many in between.
fn is_answered<C: Chain>(at: &StepAt<'_, C::Step>, after: &After<'_, C>, between: u8) -> bool {
    let next = after.get(&at.hash).into_iter().flatten();
    next.into_iter().any(|next| next.author != at.author || between > 0 && is_answered::<C>(next, after, between - 1))
}

impl<C: Chain> Followed<C> {
    /// Where each step stands, in their order.
    pub fn places(&self) -> &[(Author, u64)] {
        &self.places
    }

    /// The steps that were taken where their author took another too, and where that one stands.
    pub fn twice(&self) -> impl Iterator<Item = (C::Name, (Author, u64))> {
        let twice = self.beside.iter().filter(|beside| beside.is_of_one_side);
        twice.map(|beside| (beside.taken, (beside.author.clone(), beside.leaf)))
    }
}
