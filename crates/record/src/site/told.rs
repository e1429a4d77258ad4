//! What an answer to an inquiry shows, held against what the host stated: link by link whether it is proved or the host's word, and where the story
//! does not hold (`docs/spec/inspection.md`, section 7).
//!
//! ```text
//! sealed message ─▶ SiteAnswer ─▶ leaves against the roots of their epochs ─▶ links against the leaves' heads ─▶ Told
//!                                                                             deeds against each other
//! ```
//!
//! It is pure, and the same for the inspector at its desk and for an auditor who holds the key: [`told`] takes the message apart, and no other function
//! makes a [`Told`].

use super::answer::{LeafElsewhere, SiteAnswer};
use super::flaw::{BadAnswer, Flaw, Weight};
use super::inquiry::SiteInquiry;
use super::life;
use crate::sealed::{ReaderSecret, Sealed};
use crate::statement::{StepHash, Subject};
use crate::words::{Epoch, SiteNumber};
use proof::chain::{Event, VerifiedStory};
use proof::manifest::{Link, Tag};
use proof::{Cell, Frame, ManifestRoot, Place, PlaceKind, Shape};
use std::fmt;
use std::sync::Arc;

/// What an answer is held against. All of it is public but the inquiry, which both sides hold.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The step that asked.
    pub step: StepHash,
    /// What is asked.
    pub inquiry: &'a SiteInquiry,
    /// The site of the inspection.
    pub site: SiteNumber,
    /// The epoch that was opened.
    pub opened: Epoch,
    /// The first epoch that closes after the count, once the record has one.
    pub closing: Option<Epoch>,
    /// The most links of an answer.
    pub links_max: u16,
    /// How many classes the instrument has.
    pub classes: u8,
}

/// What the host stated of an epoch.
#[derive(Debug, Clone)]
pub struct StatedRoots {
    /// Over which shape.
    pub shape: Arc<Shape>,
    /// The roots of its manifests, in the order of the shape.
    pub roots: Vec<ManifestRoot>,
}

/// What an answer tells.
#[derive(Clone, PartialEq, Eq)]
pub struct Told {
    /// The item.
    pub tag: Option<Tag>,
    /// Its links, newest first.
    pub links: Vec<ToldLink>,
    /// Where it stood: each leaf that was shown, by epoch.
    pub stood: Vec<Stood>,
    /// What does not hold, in the order in which it was found.
    pub flaws: Vec<Flaw>,
}

/// A link of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldLink {
    /// What it says.
    pub event: Event,
    /// Whether a manifest of the epoch that closed it shows it, or it stands below one of the same epoch that does; else it is the host's word.
    pub proved: bool,
}

/// An item at a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stood {
    /// At the end of which epoch.
    pub epoch: Epoch,
    /// Where.
    pub cell: Cell,
    /// At which leaf.
    pub index: u16,
}

impl Told {
    /// Whether it explains what was asked.
    pub fn explains(&self) -> bool {
        self.flaws.is_empty()
    }

    /// The heaviest flaw; nothing where there is none.
    pub fn weight(&self) -> Option<Weight> {
        self.flaws.iter().map(|flaw| flaw.weight()).max()
    }

    /// Whether every link is proved.
    pub fn is_proved(&self) -> bool {
        self.links.iter().all(|link| link.proved)
    }
}

/// Opens an answer with the key of the request, and says what it tells. `stated` is what the host stated of an epoch.
///
/// # Errors
/// [`BadAnswer`]: then the message contradicts what the host signed, and nothing of it is told.
pub fn told(
    secret: &ReaderSecret,
    sealed: &[u8],
    asked: &Asked<'_>,
    stated: &dyn Fn(Epoch) -> Option<StatedRoots>,
) -> Result<Told, BadAnswer> {
    let plain = secret.open(Sealed::Answer, &asked.inquiry.inspection, sealed)?;
    let answer = SiteAnswer::decode(&plain, asked.links_max, asked.classes)?;
    answer.told(asked, stated)
}

impl SiteAnswer {
    /// What it tells, as [`told`] says it of a sealed one.
    ///
    /// # Errors
    /// As there.
    pub fn told(&self, asked: &Asked<'_>, stated: &dyn Fn(Epoch) -> Option<StatedRoots>) -> Result<Told, BadAnswer> {
        if (self.inspection, self.inquiry) != (asked.inquiry.inspection, asked.step) {
            return Err(BadAnswer::OtherInquiry);
        }
        let story = self.story.as_ref().map(|story| story.told()).transpose()?;
        if let Some(many) = story.as_ref().map(|story| story.links().len()).filter(|n| *n > asked.links_max.into()) {
            return Err(BadAnswer::Links(many, asked.links_max));
        }
        let shown = self.leaves.iter().map(|leaf| shown(leaf, stated)).collect::<Result<Vec<_>, _>>()?;
        let mut flaws = tags(asked, &shown);
        if let Some(story) = &story {
            flaws.extend(heads(story, &shown));
            let events: Vec<_> = story.links().iter().map(|(_, event)| *event).collect();
            flaws.extend(life::flaws(&events, story.whole()));
            flaws.extend(seen_after_end(asked, &events, &shown));
        }
        flaws.extend(answers(asked, story.as_ref(), &shown));
        let links = story.as_ref().map(|story| links(story, &shown)).unwrap_or_default();
        let stood = shown.iter().map(|shown| shown.stood).collect();
        Ok(Told { tag: shown.first().map(|shown| shown.tag), links, stood, flaws })
    }
}

/// A leaf that leads to its root.
struct Shown {
    stood: Stood,
    tag: Tag,
    head: Option<Link>,
}

fn shown(leaf: &LeafElsewhere, stated: &dyn Fn(Epoch) -> Option<StatedRoots>) -> Result<Shown, BadAnswer> {
    let LeafElsewhere { epoch, place, sample } = leaf;
    let (epoch, place) = (*epoch, *place);
    let found = stated(epoch).and_then(|stated| {
        let mut frames = Frame::all(&stated.shape).zip(stated.roots.clone());
        frames.find(|(frame, _)| frame.place() == place)
    });
    let (frame, root) = found.ok_or(BadAnswer::NotStated { epoch, place })?;
    let verified = sample.verify(&frame, &root).map_err(|why| BadAnswer::Leaf { epoch, place, why })?;
    let seen = verified.seen().expect("an answer is read with items alone");
    let cell = Cell { place, class: verified.class() };
    Ok(Shown { stood: Stood { epoch, cell, index: verified.index() }, tag: seen.tag, head: seen.head })
}

/// One item, and the one that was asked about.
fn tags(asked: &Asked<'_>, shown: &[Shown]) -> Vec<Flaw> {
    let Some(item) = shown.first().map(|shown| shown.tag) else { return Vec::new() };
    let several = shown.iter().any(|shown| shown.tag != item).then_some(Flaw::OtherTag);
    let other = asked.inquiry.tag.is_some_and(|tag| tag != item).then_some(Flaw::OtherItem);
    several.into_iter().chain(other).collect()
}

/// Each manifest against the newest link that the story had by its epoch. What the story does not reach back to says nothing.
fn heads(story: &VerifiedStory, shown: &[Shown]) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for Shown { stood, head, .. } in shown {
        let by_then = story.links().iter().find(|(_, event)| event.epoch.0 <= stood.epoch.0);
        let newest = by_then.map_or(story.before(), |(link, _)| link);
        // what a story does not reach back to may be another link before it
        let reaches = head.is_some() && (by_then.is_some() || story.whole());
        if *head != Some(*newest) {
            flaws.push(if reaches { Flaw::OtherHead(stood.epoch) } else { Flaw::Gap(story.links().len()) });
        } else if by_then.is_some_and(|(_, event)| Cell { place: event.place, class: event.class } != stood.cell) {
            flaws.push(Flaw::Elsewhere(stood.epoch));
        }
    }
    flaws
}

/// A story that ends, of an item that was met later: at the site, or in a manifest.
fn seen_after_end(asked: &Asked<'_>, events: &[Event], shown: &[Shown]) -> Option<Flaw> {
    let end = events.first().filter(|event| life::ends(event))?.epoch.0;
    let met = match asked.inquiry.subject {
        Subject::Arrival | Subject::Story => end <= asked.opened.0,
        Subject::Departure => false,
    };
    let listed = shown.iter().any(|shown| shown.stood.epoch.0 >= end);
    let flaw = if listed { Flaw::SeenAfterEnd } else { Flaw::MetAfterEnd };
    (met || listed).then_some(flaw(Epoch(end)))
}

/// Each link, with what proves it: the manifest of its own epoch shows the newest link of that epoch, and that binds those below.
fn links(story: &VerifiedStory, shown: &[Shown]) -> Vec<ToldLink> {
    let newest = |event: &Event| story.links().iter().find(|(_, other)| other.epoch == event.epoch);
    let stands = |link: &Link, event: &Event| {
        shown.iter().any(|shown| shown.stood.epoch.0 == event.epoch.0 && shown.head == Some(*link))
    };
    let proved = |event: &Event| newest(event).is_some_and(|(link, event)| stands(link, event));
    story.links().iter().map(|(_, event)| ToldLink { event: *event, proved: proved(event) }).collect()
}

/// Whether what was asked is among what is shown.
fn answers(asked: &Asked<'_>, story: Option<&VerifiedStory>, shown: &[Shown]) -> Option<Flaw> {
    let inquiry = asked.inquiry;
    let is_here = |place: Place| place.site == asked.site.0 && place.kind != PlaceKind::Road;
    let at_leaf = |shown: &&Shown| {
        let Stood { epoch, cell, index } = shown.stood;
        is_here(cell.place) && (epoch, cell.class, Some(index)) == (asked.opened, inquiry.class, inquiry.leaf)
    };
    match inquiry.subject {
        Subject::Arrival => {
            let elsewhere = shown.iter().find(|s| s.stood.epoch == asked.opened && !is_here(s.stood.cell.place));
            match elsewhere {
                None => Some(Flaw::NoAnswer),
                Some(shown) if shown.stood.cell.class != inquiry.class && story.is_none() => Some(Flaw::OtherClass),
                Some(_) => None,
            }
        }
        Subject::Story => {
            let leaf = shown.iter().find(at_leaf);
            let Some((_, story)) = leaf.zip(story) else { return Some(Flaw::NoAnswer) };
            let told = story.links().len();
            let gap = !story.whole() && told < usize::from(asked.links_max);
            gap.then_some(Flaw::Gap(told))
        }
        Subject::Departure => match shown.iter().find(at_leaf).zip(story) {
            Some((leaf, story)) => departs(asked, story, shown, leaf, is_here),
            None => Some(Flaw::NoAnswer),
        },
    }
}

/// Where an item went: the story goes on from the leaf that was asked about, leads away from the site by the end of the closing epoch, and either a
/// manifest of that epoch has it elsewhere, or it has ended.
fn departs(
    asked: &Asked<'_>,
    story: &VerifiedStory,
    shown: &[Shown],
    leaf: &Shown,
    is_here: impl Fn(Place) -> bool,
) -> Option<Flaw> {
    let later = story.links().iter().take_while(|(_, event)| event.epoch.0 > asked.opened.0).map(|(_, event)| event);
    let within = |event: &Event| asked.closing.is_some_and(|closing| event.epoch.0 <= closing.0);
    let later: Vec<_> = later.collect();
    let left = later.iter().any(|event| within(event) && (life::ends(event) || !is_here(event.place)));
    if leaf.head.is_none() || !left {
        return Some(Flaw::NotGone);
    }
    let gone = later.first().is_some_and(|event| life::ends(event) && within(event));
    let closes = |s: &&Shown| Some(s.stood.epoch) == asked.closing && !is_here(s.stood.cell.place);
    (!gone && !shown.iter().any(|s| closes(&s))).then_some(Flaw::NoAnswer)
}

impl fmt::Debug for Told {
    /// The flaws alone: what is told is for its addressee.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Told({:?}, …)", self.flaws)
    }
}
