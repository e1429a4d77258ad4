//! Opening one site of a closed epoch, and the road to it, for an inspector: in the form that was asked for, and nothing beside it.
//!
//! ```text
//! events up to the epoch ─▶ Ledger ─▶ Snapshot ─┬─▶ open_site    ─▶ OpenedSite
//! seed ─▶ Keys ─────────────┘                   └─▶ open_samples ─▶ OpenedSiteLeaf, one for each that was drawn
//! ```
//!
//! What comes out verifies against the epoch's statement, and is no secret of this room any more: its caller seals it to its reader. The host opens it
//! from the epoch's own key, so nothing of another place, another epoch or another item's later life enters it. Heads stay closed.

use crate::snapshot::Snapshot;
use proof::manifest::Manifest;
use proof::{Count, OpenedContents, OpenedCount, OpenedSite, OpenedSiteLeaf, Place, PlaceKind, SiteFrame, SiteLeaf};
use record::SiteNumber;
use std::collections::{BTreeMap, BTreeSet};
use treaty::instrument::OpeningForm;

/// Why a site cannot be opened so. For the host alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unopenable {
    /// The epoch's shape has no cell of the site.
    #[error("the epoch has no cells of site {}: it was not open, or holds no warheads", .0.0)]
    NoSite(SiteNumber),
    /// Items stand there, so nothing shows that none does.
    #[error("items stand at {0}, so its absence cannot be opened; open the site in another form")]
    Held(Place),
    /// There is no such leaf.
    #[error("there is no {0}")]
    NoLeaf(SiteLeaf),
}

impl Snapshot {
    /// Opens a site and the road to it in this form.
    ///
    /// # Errors
    /// [`Unopenable`]: then nothing is opened.
    pub fn open_site(&self, site: SiteNumber, form: OpeningForm) -> Result<OpenedSite, Unopenable> {
        let frame = SiteFrame::of(self.sums().page().shape(), site.0).ok_or(Unopenable::NoSite(site))?;
        let places: Vec<_> = frame.frames().map(|frame| frame.place()).collect();
        let contents = match form {
            OpeningForm::Count | OpeningForm::Sample => OpenedContents::Closed,
            OpeningForm::Full => {
                OpenedContents::Whole(places.iter().map(|&place| self.held(place).open_whole(false)).collect())
            }
            OpeningForm::Absence => {
                let absent = |&place: &Place| self.held(place).open_absence().ok_or(Unopenable::Held(place));
                OpenedContents::Absent(places.iter().map(absent).collect::<Result<_, _>>()?)
            }
        };
        Ok(OpenedSite { counts: places.iter().flat_map(|&place| self.counts(place)).collect(), contents })
    }

    /// Opens leaves of one site or of the road to it, tag and class alone, in this order.
    ///
    /// # Errors
    /// Where a leaf is none of the epoch's.
    pub fn open_samples(&self, leaves: &[SiteLeaf]) -> Result<Vec<OpenedSiteLeaf>, Unopenable> {
        // a manifest takes thousands of hashes, and is made once
        let places: BTreeSet<Place> = leaves.iter().map(|leaf| leaf.cell.place).collect();
        let made = |place| Some((place, self.manifest(place)?));
        let manifests: BTreeMap<Place, _> = places.into_iter().filter_map(made).collect();
        let open = |&leaf: &SiteLeaf| {
            let manifest = manifests.get(&leaf.cell.place).ok_or(Unopenable::NoLeaf(leaf))?;
            let sample = manifest.open_leaf(leaf.cell.class, leaf.index, false).ok_or(Unopenable::NoLeaf(leaf))?;
            Ok(OpenedSiteLeaf { road: leaf.cell.place.kind == PlaceKind::Road, sample })
        };
        leaves.iter().map(open).collect()
    }

    fn counts(&self, place: Place) -> impl Iterator<Item = OpenedCount> {
        self.open_counts(place).into_iter().map(|(_, opening)| OpenedCount {
            count: Count(u16::try_from(opening.sum).expect("one cell holds less than 2^16 items")),
            blinding: opening.blinding,
        })
    }

    fn held(&self, place: Place) -> Manifest<crate::PlaceSalts> {
        self.manifest(place).expect("the place is one of the shape's")
    }
}
