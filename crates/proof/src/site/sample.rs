//! Leaves of an opened site, one by one: those that were drawn, or that an object was said to have.

use super::VerifiedSite;
use crate::commitment::Count;
use crate::opening::{BadOpening, OpenedSample, Seen};
use crate::shape::{Cell, PlaceKind};
use std::collections::BTreeSet;
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A leaf of one of a site's manifests.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SiteLeaf {
    /// Of which cell.
    pub cell: Cell,
    /// Its number in the cell's subtree, from 0.
    pub index: u16,
}

/// A leaf of a site, opened. Wire data: it may be forged.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct OpenedSiteLeaf {
    /// Whether it is a leaf of the road to the site.
    pub road: bool,
    /// The leaf.
    pub sample: OpenedSample,
}

/// A leaf that is not what the count of its cell makes of it: the first n are items, the others are not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Miscounted {
    /// No item stands at a leaf below the count.
    #[error("{leaf} is a dummy, and the cell opens to {} items", .count.0)]
    Dummy {
        /// Which leaf.
        leaf: SiteLeaf,
        /// To how many its cell opens.
        count: Count,
    },
    /// An item stands at the count or above it.
    #[error("{leaf} is an item, and the cell opens to {} items", .count.0)]
    Item {
        /// Which leaf.
        leaf: SiteLeaf,
        /// To how many its cell opens.
        count: Count,
    },
}

/// Why opened leaves are no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadSample {
    /// Not one leaf for each that was asked for.
    #[error("{found} leaves were opened, and {expected} were asked for")]
    Length {
        /// How many there are.
        found: usize,
        /// How many there must be.
        expected: usize,
    },
    /// Another leaf than the one that was asked for.
    #[error("a leaf was opened that is not {0}, which was asked for")]
    Other(SiteLeaf),
    /// The leaf is not what the root commits to.
    #[error("{leaf}: {why}")]
    Opening {
        /// Which leaf.
        leaf: SiteLeaf,
        /// Why.
        why: BadOpening,
    },
    /// The leaf contradicts the count.
    #[error(transparent)]
    Miscounted(#[from] Miscounted),
    /// One tag at two leaves: one item counted twice.
    #[error("{0} has a tag that another opened leaf has too")]
    TagTwice(SiteLeaf),
}

impl VerifiedSite {
    /// What stands at each of these leaves, which are distinct, if what was opened are they, in their order; nothing where a leaf is a dummy, as it must be
    /// from the count on.
    ///
    /// # Errors
    /// [`BadSample`], for the first leaf that is not shown, or that the site's counts do not allow.
    pub fn sample(&self, asked: &[SiteLeaf], opened: &[OpenedSiteLeaf]) -> Result<Vec<Option<Seen>>, BadSample> {
        if asked.len() != opened.len() {
            return Err(BadSample::Length { found: opened.len(), expected: asked.len() });
        }
        let mut tags = BTreeSet::new();
        let mut shown = Vec::with_capacity(asked.len());
        for (&leaf, opened) in asked.iter().zip(opened) {
            let seen = self.leaf(leaf, opened)?;
            if seen.is_some_and(|seen| !tags.insert(seen.tag)) {
                return Err(BadSample::TagTwice(leaf));
            }
            shown.push(seen);
        }
        Ok(shown)
    }

    fn leaf(&self, leaf: SiteLeaf, opened: &OpenedSiteLeaf) -> Result<Option<Seen>, BadSample> {
        let road = leaf.cell.place.kind == PlaceKind::Road;
        let is_asked = (opened.road, opened.sample.class, opened.sample.index) == (road, leaf.cell.class, leaf.index);
        let mut places = self.frame.frames().zip(&self.roots);
        let place = places.find(|(frame, _)| frame.place() == leaf.cell.place);
        let ((frame, root), count) =
            place.zip(self.count(leaf.cell)).filter(|_| is_asked).ok_or(BadSample::Other(leaf))?;
        let seen = opened.sample.verify(frame, root).map_err(|why| BadSample::Opening { leaf, why })?.seen();
        match (leaf.index < count.0, seen) {
            (true, None) => Err(Miscounted::Dummy { leaf, count }.into()),
            (false, Some(_)) => Err(Miscounted::Item { leaf, count }.into()),
            _ => Ok(seen),
        }
    }
}

impl fmt::Display for SiteLeaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "leaf {} of {}", self.index, self.cell)
    }
}

impl fmt::Debug for OpenedSiteLeaf {
    /// The name alone: what is opened is for its addressee.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpenedSiteLeaf(…)")
    }
}
