//! The opening of one site: the counts of its cells and of those of the road to it, and by its form nothing else, both manifests whole, or that nothing
//! is there (`docs/spec/proof.md`, section 8).
//!
//! [`SiteFrame`] says what is public: which counts an opening shows, in which order, and over which manifests. [`OpenedSite`] is wire and may be
//! forged; what was verified against an epoch's commitments and roots is [`VerifiedSite`], which has no other constructor. Nothing else of the epoch is
//! shown: no other cell, no flow, no sum. What is opened is for its addressee: it does not print, and is wiped when it is dropped.

mod frame;
mod sample;

pub use frame::SiteFrame;
pub use sample::{BadSample, Miscounted, OpenedSiteLeaf, SiteLeaf};

use crate::commitment::Count;
use crate::opening::{BadOpening, OpenedAbsence, OpenedManifest, Seen};
use crate::shape::{Cell, Place};
use crate::sum::{BadSum, SumOpening, verify_sum};
use crate::wire::{Commitment, ManifestRoot};
use frame::Stated;
use std::collections::BTreeSet;
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A count and what shows that a commitment holds it. Wire data: it may lie.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct OpenedCount {
    /// How many items.
    pub count: Count,
    /// The blinding: a scalar, canonical, little-endian.
    pub blinding: [u8; 32],
}

/// What an opening shows beside the counts. Wire data.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub enum OpenedContents {
    /// Nothing.
    Closed,
    /// Every leaf of each manifest.
    Whole(Vec<OpenedManifest>),
    /// Each manifest as one of dummies alone.
    Absent(Vec<OpenedAbsence>),
}

/// A site, opened. Wire data: it may be forged.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct OpenedSite {
    /// The count of each cell, in the order of the frame.
    pub counts: Vec<OpenedCount>,
    /// What else is shown, for each place of the frame.
    pub contents: OpenedContents,
}

/// What an opening has shown of a site.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifiedSite {
    frame: SiteFrame,
    roots: Vec<ManifestRoot>,
    counts: Vec<(Cell, Count)>,
    items: Option<Vec<(Cell, Vec<Seen>)>>,
}

impl VerifiedSite {
    /// The site.
    pub fn frame(&self) -> &SiteFrame {
        &self.frame
    }

    /// How many items stand in each cell.
    pub fn counts(&self) -> &[(Cell, Count)] {
        &self.counts
    }

    /// How many items stand in this one; nothing where it is not the site's.
    pub fn count(&self, cell: Cell) -> Option<Count> {
        self.counts.iter().find(|(other, _)| *other == cell).map(|(_, count)| *count)
    }

    /// The items of each cell, in the order of their leaves; nothing where the manifests stayed closed. Of an absence every list is empty.
    pub fn items(&self) -> Option<&[(Cell, Vec<Seen>)]> {
        self.items.as_deref()
    }
}

/// Why an opening shows nothing of a site.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadSite {
    /// A list has another length than the site gives it.
    #[error("{found} {what}, and the site with its road has {expected}")]
    Length {
        /// Of what.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there must be.
        expected: usize,
    },
    /// The epoch's statement has no commitments or no root for the place: it is over another shape.
    #[error("the statement says nothing of {0}")]
    NotStated(Place),
    /// A commitment does not open to the count.
    #[error("{cell}: {why}")]
    Count {
        /// Of which cell.
        cell: Cell,
        /// Why not.
        why: BadSum,
    },
    /// The commitment opens to more items than the manifest has leaves.
    #[error("{cell}: {} items, and the manifest has {capacity} leaves", .count.0)]
    Overfull {
        /// In which cell.
        cell: Cell,
        /// How many items.
        count: Count,
        /// How many leaves.
        capacity: usize,
    },
    /// A manifest is not what its root commits to, or is none.
    #[error("{place}: {why}")]
    Manifest {
        /// Of which place.
        place: Place,
        /// Why.
        why: BadOpening,
    },
    /// The manifest lists another number of items than the commitment opens to.
    #[error("{cell}: the commitment opens to {} items, and the manifest lists {items}", .count.0)]
    Number {
        /// In which cell.
        cell: Cell,
        /// To how many the commitment opens.
        count: Count,
        /// How many the manifest lists.
        items: usize,
    },
    /// One tag at the site and on the road to it: one item counted twice.
    #[error("{cell}: leaf {index} has a tag that stands at the site too")]
    TagTwice {
        /// In which cell.
        cell: Cell,
        /// At which leaf.
        index: usize,
    },
    /// What is said to be absent is there.
    #[error("{cell}: {} items, and the opening says that there is none", .count.0)]
    Held {
        /// In which cell.
        cell: Cell,
        /// How many.
        count: Count,
    },
}

impl OpenedSite {
    /// What it shows, if it opens what the epoch's statement commits to: `cells` and `roots` are the whole lists of a statement over the shape that the
    /// frame is of.
    ///
    /// # Errors
    /// [`BadSite`], for the first thing that it does not show.
    pub fn verify(
        &self,
        frame: &SiteFrame,
        cells: &[Commitment],
        roots: &[ManifestRoot],
    ) -> Result<VerifiedSite, BadSite> {
        let stated = frame.stated(cells, roots)?;
        let counts = counts(&stated, &self.counts)?;
        let items = match &self.contents {
            OpenedContents::Closed => None,
            OpenedContents::Whole(manifests) => Some(whole(&stated, manifests, &counts)?),
            OpenedContents::Absent(absences) => Some(absent(&stated, absences, &counts)?),
        };
        let roots = stated.iter().map(|stated| stated.root).collect();
        Ok(VerifiedSite { frame: frame.clone(), roots, counts, items })
    }
}

fn counts(stated: &[Stated<'_>], opened: &[OpenedCount]) -> Result<Vec<(Cell, Count)>, BadSite> {
    let cells: Vec<_> = stated.iter().flat_map(Stated::each).collect();
    length("counts", opened.len(), cells.len())?;
    let count = |(opened, (cell, commitment, capacity)): (&OpenedCount, (Cell, Commitment, usize))| {
        let OpenedCount { count, blinding } = *opened;
        let sum = SumOpening { sum: count.0.into(), blinding };
        verify_sum(&[commitment], &sum).map_err(|why| BadSite::Count { cell, why })?;
        // more items than leaves could not all be listed, so some would never be drawn
        if usize::from(count.0) > capacity {
            return Err(BadSite::Overfull { cell, count, capacity });
        }
        Ok((cell, count))
    };
    opened.iter().zip(cells).map(count).collect()
}

/// The items of each cell: as many as its commitment opens to, and each once.
fn whole(
    stated: &[Stated<'_>],
    manifests: &[OpenedManifest],
    counts: &[(Cell, Count)],
) -> Result<Vec<(Cell, Vec<Seen>)>, BadSite> {
    length("manifests", manifests.len(), stated.len())?;
    let (mut tags, mut found, mut counts) = (BTreeSet::new(), Vec::new(), counts.iter());
    for (Stated { frame, root, .. }, manifest) in stated.iter().zip(manifests) {
        let verified = manifest.verify(frame, root).map_err(|why| BadSite::Manifest { place: frame.place, why })?;
        for ((_, items), &(cell, count)) in verified.into_items().into_iter().zip(&mut counts) {
            if items.len() != usize::from(count.0) {
                return Err(BadSite::Number { cell, count, items: items.len() });
            }
            if let Some(index) = items.iter().position(|item| !tags.insert(item.tag)) {
                return Err(BadSite::TagTwice { cell, index });
            }
            found.push((cell, items));
        }
    }
    Ok(found)
}

/// That there is none: neither by the commitments nor by the manifests.
fn absent(
    stated: &[Stated<'_>],
    absences: &[OpenedAbsence],
    counts: &[(Cell, Count)],
) -> Result<Vec<(Cell, Vec<Seen>)>, BadSite> {
    if let Some(&(cell, count)) = counts.iter().find(|(_, count)| *count != Count(0)) {
        return Err(BadSite::Held { cell, count });
    }
    length("manifests", absences.len(), stated.len())?;
    for (Stated { frame, root, .. }, absence) in stated.iter().zip(absences) {
        absence.verify(frame, root).map_err(|why| BadSite::Manifest { place: frame.place, why })?;
    }
    Ok(counts.iter().map(|&(cell, _)| (cell, Vec::new())).collect())
}

fn length(what: &'static str, found: usize, expected: usize) -> Result<(), BadSite> {
    if found == expected { Ok(()) } else { Err(BadSite::Length { what, found, expected }) }
}

impl Drop for VerifiedSite {
    fn drop(&mut self) {
        self.counts.iter_mut().for_each(|(_, count)| count.zeroize());
        self.items.iter_mut().flatten().for_each(|(_, items)| items.zeroize());
    }
}

macro_rules! opaque {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            /// The name alone: what is opened is for its addressee.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}

opaque!(OpenedCount OpenedContents OpenedSite VerifiedSite);
