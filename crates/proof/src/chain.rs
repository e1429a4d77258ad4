//! Item chains: one item's story, each event a link over the link before (`docs/spec/proof.md`, section 7).
//!
//! `link = H(link; salt, previous link, u8(event), u32(epoch), place, u8(class))`, and the newest link, the head, stands in the item's leaf. Opening links backwards
//! tells this item's story, to the gate or the baseline or as far as one is willing, and nothing of another's. A link counts as proved only where it stood as the head in a
//! manifest of the epoch that closed it, which whoever asks must check; the rest is the host's word.

use crate::hash::{Salt, SecretSalt, tagged};
use crate::manifest::Link;
use crate::shape::{Class, Place};

/// The most links that one opening shows.
pub const LINKS_MAX: usize = 4096;

/// What happened, as a number of the instrument's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EventCode(pub u8);

/// An epoch's number, from 0, the baseline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EpochNumber(pub u32);

/// One event in an item's life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    /// What happened.
    pub code: EventCode,
    /// In which epoch.
    pub epoch: EpochNumber,
    /// Where the item then was.
    pub place: Place,
    /// Of which class it then was.
    pub class: Class,
}

impl Link {
    /// What the first link follows on.
    pub const NONE: Self = Self([0; 32]);

    /// The link that adds an event.
    pub fn extend(&self, salt: &SecretSalt, event: &Event) -> Self {
        self.follow(&salt.reveal(), event)
    }

    fn follow(&self, salt: &Salt, event: &Event) -> Self {
        let Event { code, epoch, place, class } = event;
        Self(tagged("link", &[&salt.0, &self.0, &[code.0], &epoch.0.to_be_bytes(), &place.bytes(), &[class.0]]))
    }
}

/// A link, opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpenedLink {
    /// Its salt.
    pub salt: Salt,
    /// What it says.
    pub event: Event,
}

/// An item's story, opened backwards from its head. Wire data: it may be forged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenedStory {
    /// The links, newest first.
    pub links: Vec<OpenedLink>,
    /// The link before the oldest of them, closed; [`Link::NONE`] where the oldest is the first.
    pub before: Link,
}

/// A story that leads to its head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifiedStory {
    links: Vec<(Link, Event)>,
    before: Link,
}

impl VerifiedStory {
    /// Each link with its event, newest first.
    pub fn links(&self) -> &[(Link, Event)] {
        &self.links
    }

    /// Whether it is told from the item's first link on.
    pub fn whole(&self) -> bool {
        self.before == Link::NONE
    }

    /// The newest link.
    pub fn head(&self) -> &Link {
        &self.links[0].0
    }

    /// The link before the oldest that is told; [`Link::NONE`] where that is the first.
    pub fn before(&self) -> &Link {
        &self.before
    }
}

/// Why a story is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadStory {
    /// No link, or too many.
    #[error("{0} links; a story has 1 to {LINKS_MAX}")]
    Length(usize),
    /// A link is of an earlier epoch than the one that it follows on.
    #[error("link {0}, counted from the newest, is of an earlier epoch than the link before it")]
    BackInTime(usize),
    /// It leads to another head.
    #[error("the story leads to another head")]
    Head,
}

impl OpenedStory {
    /// The story, if it leads to this head.
    ///
    /// # Errors
    /// Where it does not, or where it runs backwards in time.
    pub fn verify(&self, head: &Link) -> Result<VerifiedStory, BadStory> {
        let story = self.told()?;
        if story.head() == head { Ok(story) } else { Err(BadStory::Head) }
    }

    /// The story by itself, whatever it leads to: of an item that is gone no manifest lists the head.
    ///
    /// # Errors
    /// Where it runs backwards in time, or has no link or too many.
    pub fn told(&self) -> Result<VerifiedStory, BadStory> {
        if self.links.is_empty() || self.links.len() > LINKS_MAX {
            return Err(BadStory::Length(self.links.len()));
        }
        if let Some(index) = self.links.windows(2).position(|pair| pair[0].event.epoch < pair[1].event.epoch) {
            return Err(BadStory::BackInTime(index));
        }
        let mut link = self.before;
        let mut links = Vec::with_capacity(self.links.len());
        for opened in self.links.iter().rev() {
            link = link.follow(&opened.salt, &opened.event);
            links.push((link, opened.event));
        }
        links.reverse();
        Ok(VerifiedStory { links, before: self.before })
    }
}
