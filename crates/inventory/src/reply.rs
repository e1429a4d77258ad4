//! The host's answer to an inquiry, out of its list of events and the epochs that it closed (`docs/spec/inspection.md`, section 7).
//!
//! ```text
//! inquiry ─▶ which item ─▶ its links, and the leaves at which their heads stood ─▶ Reply, to be sealed to the inspector
//! ```
//!
//! Of an arrival one leaf is shown and its head stays closed; of a departure and a story as many links as were asked about, and for each epoch in which
//! one is the newest the leaf that shows it. Nothing of another item is in it.

use crate::chain;
use crate::event::Event;
use crate::ledger::Ledger;
use crate::seed::Keys;
use crate::serial::Serial;
use crate::snapshot::Snapshot;
use proof::chain::OpenedStory;
use proof::{Place, PlaceKind};
use record::Epoch;
use record::site::{Asked, LeafElsewhere};
use record::statement::Subject;
use std::collections::BTreeSet;
use std::fmt;

/// What answers an inquiry.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// The item's links, newest first.
    pub story: Option<OpenedStory>,
    /// Where it stood.
    pub leaves: Vec<LeafElsewhere>,
}

/// Why a host has no answer. For the host alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoReply {
    /// No item of the list is the one that is asked about.
    #[error("no item of the list of events is the one that is asked about: decline, and say so in a clarification")]
    NoItem,
    /// It stood nowhere.
    #[error("the item stood nowhere else at the end of epoch {0}: there is no leaf to show")]
    Nowhere(Epoch),
    /// The epoch that would show it has not closed.
    #[error(
        "where the item went stands in the epoch that closes after the count, and none was stated yet: answer once it is"
    )]
    NotClosed,
    /// It is where the inspection missed it.
    #[error("by the list of events the item has not left: there is no departure to show")]
    NotGone,
    /// More happened to it than an answer may tell.
    #[error("{0} things happened to the item since, and an answer tells {1}")]
    TooLong(usize, u16),
}

/// Answers an inquiry. `then` gives a closed epoch again, as it was stated.
///
/// # Errors
/// Those of `then`; inside, [`NoReply`].
pub fn reply<E>(
    keys: &Keys,
    events: &[Event],
    asked: &Asked<'_>,
    then: &mut dyn FnMut(Epoch) -> Result<(Ledger, Snapshot), E>,
) -> Result<Result<Reply, NoReply>, E> {
    let (ledger, snapshot) = then(asked.opened)?;
    let Some(serial) = meant(keys, events, asked, &ledger, &snapshot) else { return Ok(Err(NoReply::NoItem)) };
    match asked.inquiry.subject {
        Subject::Arrival => {
            let leaf = leaf(&ledger, &snapshot, &serial, false).filter(|leaf| !is_here(asked, leaf.place));
            let reply = |leaf| Reply { story: None, leaves: vec![leaf] };
            Ok(leaf.map(reply).ok_or(NoReply::Nowhere(asked.opened)))
        }
        Subject::Story => {
            let whole = chain::story(keys, events, &serial, Epoch::BASELINE, asked.opened);
            let Some(story) = whole else { return Ok(Err(NoReply::NoItem)) };
            let story = newest(story, asked.links_max);
            Ok(Ok(Reply { leaves: heads(&story, &serial, &[asked.opened], then)?, story: Some(story) }))
        }
        Subject::Departure => departure(keys, events, asked, &serial, then),
    }
}

fn departure<E>(
    keys: &Keys,
    events: &[Event],
    asked: &Asked<'_>,
    serial: &Serial,
    then: &mut dyn FnMut(Epoch) -> Result<(Ledger, Snapshot), E>,
) -> Result<Result<Reply, NoReply>, E> {
    let Some(closing) = asked.closing else { return Ok(Err(NoReply::NotClosed)) };
    let since = Epoch(asked.opened.0.saturating_add(1));
    let Some(story) = chain::story(keys, events, serial, since, closing) else { return Ok(Err(NoReply::NotGone)) };
    if story.links.len() > usize::from(asked.links_max) {
        return Ok(Err(NoReply::TooLong(story.links.len(), asked.links_max)));
    }
    let leaves = heads(&story, serial, &[asked.opened, closing], then)?;
    let stays = leaves.iter().any(|leaf| leaf.epoch == closing && is_here(asked, leaf.place));
    Ok(if stays { Err(NoReply::NotGone) } else { Ok(Reply { story: Some(story), leaves }) })
}

/// The item that is asked about: by its tag, or by the leaf at which it stood.
fn meant(keys: &Keys, events: &[Event], asked: &Asked<'_>, ledger: &Ledger, snapshot: &Snapshot) -> Option<Serial> {
    let inquiry = asked.inquiry;
    let is_at = |serial: &Serial| {
        let at = snapshot.leaf(ledger, serial);
        at.is_some_and(|(cell, leaf)| {
            is_here(asked, cell.place) && (cell.class, Some(leaf)) == (inquiry.class, inquiry.leaf)
        })
    };
    let by_tag = |event: &&Event| inquiry.tag.is_some_and(|tag| keys.item(&event.serial).tag() == tag);
    match inquiry.leaf {
        Some(_) => ledger.items().map(|(serial, _)| serial).find(|serial| is_at(serial)).map(Serial::of_same_item),
        None => events.iter().find(by_tag).map(|event| event.serial.of_same_item()),
    }
}

/// The leaves of an item in the epochs in which a link of its story is the newest, and in these.
fn heads<E>(
    story: &OpenedStory,
    serial: &Serial,
    beside: &[Epoch],
    then: &mut dyn FnMut(Epoch) -> Result<(Ledger, Snapshot), E>,
) -> Result<Vec<LeafElsewhere>, E> {
    let epochs = story.links.iter().map(|link| Epoch(link.event.epoch.0)).chain(beside.iter().copied());
    let mut leaves = Vec::new();
    for epoch in epochs.collect::<BTreeSet<_>>().into_iter().rev() {
        let (ledger, snapshot) = then(epoch)?;
        leaves.extend(leaf(&ledger, &snapshot, serial, true));
    }
    Ok(leaves)
}

/// The leaf of an item in an epoch; nothing where it stands nowhere.
fn leaf(ledger: &Ledger, snapshot: &Snapshot, serial: &Serial, head: bool) -> Option<LeafElsewhere> {
    let (cell, index) = snapshot.leaf(ledger, serial)?;
    let sample = snapshot.manifest(cell.place)?.open_leaf(cell.class, index, head)?;
    Some(LeafElsewhere { epoch: snapshot.epoch(), place: cell.place, sample })
}

/// The newest links of a story, as many as an answer tells.
fn newest(story: OpenedStory, most: u16) -> OpenedStory {
    let Some(cut) = story.links.get(usize::from(most)..).filter(|cut| !cut.is_empty()) else { return story };
    let older = OpenedStory { links: cut.to_vec(), before: story.before };
    let before = *older.told().expect("a part of a story is one").head();
    OpenedStory { links: story.links[..usize::from(most)].to_vec(), before }
}

fn is_here(asked: &Asked<'_>, place: Place) -> bool {
    place.site == asked.site.0 && place.kind != PlaceKind::Road
}

impl fmt::Debug for Reply {
    /// The name alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reply(…)")
    }
}
