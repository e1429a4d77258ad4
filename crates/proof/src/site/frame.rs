//! What is public of a site and the road to it: which counts an opening shows, in which order, and over which manifests.

use super::BadSite;
use crate::manifest::Frame;
use crate::shape::{Cell, PlaceKind, Shape};
use crate::wire::{Commitment, ManifestRoot};
use std::ops::Range;

/// A site and the road to it, as the shape of an epoch has them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SiteFrame {
    places: Vec<Within>,
}

/// A place, and where an epoch's lists have what is stated of it.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Within {
    frame: Frame,
    cells: Range<usize>,
    root: usize,
}

impl SiteFrame {
    /// The site of this number; nothing where the shape has no cell of it.
    pub fn of(shape: &Shape, site: u16) -> Option<Self> {
        let mut end = 0;
        let within = |(root, frame): (usize, Frame)| {
            let start = end;
            end += frame.classes.len();
            Within { frame, cells: start..end, root }
        };
        let all = Frame::all(shape).enumerate().map(within);
        let places: Vec<_> = all.filter(|within| within.frame.place.site == site).collect();
        (!places.is_empty()).then_some(Self { places })
    }

    /// The manifests: of the site, then of the road to it, as far as the shape has them.
    pub fn frames(&self) -> impl Iterator<Item = &Frame> {
        self.places.iter().map(|within| &within.frame)
    }

    /// The manifest of the road to the site, or of the site itself.
    pub fn frame(&self, road: bool) -> Option<&Frame> {
        self.frames().find(|frame| (frame.place.kind == PlaceKind::Road) == road)
    }

    /// The cells, in the order of their counts: those of the site, then those of the road to it.
    pub fn cells(&self) -> impl Iterator<Item = Cell> {
        self.frames().flat_map(|frame| frame.classes.iter().map(|&class| Cell { place: frame.place, class }))
    }

    /// How many leaves the manifests have together.
    pub fn leaves(&self) -> usize {
        self.frames().map(|frame| frame.classes.len() * frame.capacity).sum()
    }

    /// What an epoch's statement says of each place.
    pub(super) fn stated<'a>(
        &'a self,
        cells: &'a [Commitment],
        roots: &[ManifestRoot],
    ) -> Result<Vec<Stated<'a>>, BadSite> {
        let stated = |Within { frame, cells: range, root }: &'a Within| {
            let (cells, root) =
                cells.get(range.clone()).zip(roots.get(*root)).ok_or(BadSite::NotStated(frame.place))?;
            Ok(Stated { frame, cells, root: *root })
        };
        self.places.iter().map(stated).collect()
    }
}

/// What a statement says of a place.
pub(super) struct Stated<'a> {
    pub frame: &'a Frame,
    pub cells: &'a [Commitment],
    pub root: ManifestRoot,
}

impl Stated<'_> {
    /// Each cell with its commitment and the most that it can hold.
    pub fn each(&self) -> impl Iterator<Item = (Cell, Commitment, usize)> {
        let cells = self.frame.classes.iter().map(|&class| Cell { place: self.frame.place, class });
        cells.zip(self.cells).map(|(cell, commitment)| (cell, *commitment, self.frame.capacity))
    }
}
