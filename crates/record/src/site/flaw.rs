//! Why an answer to an inquiry does not explain, and how heavy that is: what contradicts itself, and what tells less than was asked.

use crate::malformed::Malformed;
use crate::sealed::NotUnsealed;
use crate::words::Epoch;
use proof::Place;
use proof::chain::BadStory;
use proof::opening::BadOpening;

/// What does not hold in an answer that opens. Links count from the newest, 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Flaw {
    /// The leaf that was asked about, or the one that would answer, is not among those that were shown.
    #[error("no leaf is shown that answers what was asked")]
    NoAnswer,
    /// The leaf elsewhere is of another class than the object.
    #[error("the item stood as one of another class than the object that was seen")]
    OtherClass,
    /// Its story does not reach the gate or the baseline.
    #[error("the story ends before the gate of a plant or the baseline, with {0} links told")]
    Gap(usize),
    /// Two leaves show two items.
    #[error("two leaves show the tags of two items")]
    OtherTag,
    /// The leaves show another item than the inquiry names.
    #[error("a leaf shows the tag of another item than was asked about")]
    OtherItem,
    /// A manifest lists another head than the story had by then.
    #[error("the manifest of epoch {0} has another newest link than the story")]
    OtherHead(Epoch),
    /// A manifest lists the item elsewhere, or as another class, than its newest link says.
    #[error("the manifest of epoch {0} has the item elsewhere, or as another class, than its newest link says")]
    Elsewhere(Epoch),
    /// A life that begins otherwise than at the baseline, at a gate, or by a correction.
    #[error("link {0}: no life begins so")]
    Unborn(usize),
    /// An event after the item's end.
    #[error("link {0} comes after the item's end")]
    AfterEnd(usize),
    /// An arrival without the departure before it.
    #[error("link {0} is an arrival, and no departure comes before it")]
    NoDeparture(usize),
    /// Another place or class than the event before leaves it in, without one that may do so.
    #[error("link {0}: place or class changes, and the event does not change it")]
    Jump(usize),
    /// The item is gone by its own story, and stands in a manifest later.
    #[error("the item is gone by its story in epoch {0}, and a manifest has it later")]
    SeenAfterEnd(Epoch),
    /// The item is gone by its own story, and the inquiry has it at the site later. That is the word of whoever asks.
    #[error("the item is gone by its story in epoch {0}, and was met at the site later")]
    MetAfterEnd(Epoch),
    /// It had left by its story before the epoch closed in which it stands at the leaf that was asked about, or has not left at all.
    #[error("the story has no departure from the site after the epoch that was opened")]
    NotGone,
}

/// How heavy a flaw is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// The answer does not explain, or tells less than was asked.
    Discrepancy,
    /// What the host stated, committed to or sealed contradicts itself.
    Contradiction,
}

/// Why a message is no answer: what was sealed does not open what was committed to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAnswer {
    /// It does not open.
    #[error(transparent)]
    Sealed(#[from] NotUnsealed),
    /// It is of another form.
    #[error(transparent)]
    Form(#[from] Malformed),
    /// It answers something else.
    #[error("it is the answer of another inspection, or to another inquiry")]
    OtherInquiry,
    /// More links than the instrument lets it tell.
    #[error("{0} links, and the instrument lets an answer tell {1}")]
    Links(usize, u16),
    /// A leaf of an epoch that was not stated, or of a place that it has not.
    #[error("the host stated nothing of {place} in epoch {epoch}")]
    NotStated {
        /// Which epoch.
        epoch: Epoch,
        /// Where.
        place: Place,
    },
    /// A leaf is not what its root commits to.
    #[error("{place}, epoch {epoch}: {why}")]
    Leaf {
        /// Which epoch.
        epoch: Epoch,
        /// Where.
        place: Place,
        /// Why.
        why: BadOpening,
    },
    /// The links are no story.
    #[error(transparent)]
    Story(#[from] BadStory),
}

impl Flaw {
    /// How heavy it is.
    pub fn weight(self) -> Weight {
        match self {
            // what an inquiry says that is not so contradicts nothing that the host said
            Self::NoAnswer | Self::OtherClass | Self::OtherItem | Self::MetAfterEnd(_) => Weight::Discrepancy,
            Self::Gap(_) | Self::NotGone => Weight::Discrepancy,
            _ => Weight::Contradiction,
        }
    }
}
