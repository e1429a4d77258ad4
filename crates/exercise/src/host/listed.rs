//! I6, I7: a manifest that lists, in the place of an item of its own, one that stands at another site.
//!
//! No proof speaks of manifests, so the epoch is proved as truly as before: only an opening shows what was listed, and only another one that it was listed
//! elsewhere too.

use super::Host;
use crate::cast::{Cast, Unplayable};
use crate::evasion::Hindered;
use crate::file::LedgerDeceit;
use inventory::{Epoch, Snapshot, Unopenable};
use proof::manifest::{Frame, Item, Manifest, SaltOf, Salts, Tag};
use proof::{
    Cell, ManifestRoot, OpenedContents, OpenedHead, OpenedLeaf, OpenedManifest, OpenedSite, OpenedSiteLeaf, Place,
    PlaceKind, SecretSalt, SiteFrame, SiteLeaf,
};
use record::layout::Layout;
use record::{EpochBody, SiteNumber};
use treaty::instrument::OpeningForm;

/// What a manifest lists that stands elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listed {
    cell: Cell,
    tag: Tag,
    /// The root of the true manifest, and its number.
    honest: (usize, ManifestRoot),
}

impl Host {
    /// Lists what the deceits of the epoch list, in the statement; whether there was one.
    pub(super) fn list_others(&mut self, cast: &Cast, body: &mut EpochBody) -> Result<bool, Unplayable> {
        let deceits = self.deceits(body.epoch);
        let others = deceits.iter().filter_map(|deceit| match deceit {
            LedgerDeceit::ListsOther { at, class, of } => Some((at, class, of)),
            _ => None,
        });
        for (at, class, of) in others {
            let (party, epoch) = (self.party.clone(), body.epoch);
            let hindered = |why| Unplayable::Evasion { party: party.clone(), epoch, why };
            let class = cast.class(String::new, class).map_err(|_| hindered(Hindered::NoClass(class.clone())))?;
            let (cell, elsewhere) = (self.cell(class, at).map_err(hindered)?, self.cell(class, of).map_err(hindered)?);
            let shape = |epoch| Layout::on(cast.treaty(), &self.ground, Epoch(epoch)).map(|layout| layout.shape);
            let shapes = (0..=epoch.0).map(shape).collect::<Result<Vec<_>, _>>()?;
            let (_, snapshot) = self.go_back(&shapes, body).expect("so it was closed");
            let none = || hindered(Hindered::TooFew { held: 0, asked: 1 });
            let tag = first(&snapshot, elsewhere.place).ok_or_else(none)?;
            let places = shapes.last().expect("there is a baseline").places();
            let root = places.map(|(place, _)| place).position(|place| place == cell.place).ok_or_else(none)?;
            let manifest = manifest(&snapshot, cell, tag).ok_or_else(none)?;
            self.listed.insert(epoch, Listed { cell, tag, honest: (root, body.roots[root]) });
            body.roots[root] = manifest.root();
        }
        Ok(self.listed.contains_key(&body.epoch))
    }

    /// The statement as it would be of the true manifests.
    pub(super) fn truly_listed(&self, stated: &EpochBody) -> EpochBody {
        let mut body = stated.clone();
        if let Some(Listed { honest: (root, honest), .. }) = self.listed.get(&stated.epoch) {
            body.roots[*root] = *honest;
        }
        body
    }

    /// Opens a site, as it was listed.
    pub(crate) fn open_site(
        &self,
        snapshot: &Snapshot,
        site: SiteNumber,
        form: OpeningForm,
    ) -> Result<OpenedSite, Unopenable> {
        let mut opened = snapshot.open_site(site, form)?;
        let frame = SiteFrame::of(snapshot.sums().page().shape(), site.0).expect("it was opened");
        if let (Some(listed), OpenedContents::Whole(whole)) = (self.listed_at(snapshot), &mut opened.contents) {
            for (manifest, frame) in whole.iter_mut().zip(frame.frames()) {
                if frame.place() == listed.cell.place {
                    *manifest = self.listed_manifest(snapshot).expect("it was listed").open_whole(false);
                }
            }
        }
        Ok(opened)
    }

    /// Opens leaves of a site, as they were listed.
    pub(crate) fn open_samples(
        &self,
        snapshot: &Snapshot,
        leaves: &[SiteLeaf],
    ) -> Result<Vec<OpenedSiteLeaf>, Unopenable> {
        let mut opened = snapshot.open_samples(leaves)?;
        let Some((listed, manifest)) = self.listed_at(snapshot).zip(self.listed_manifest(snapshot)) else {
            return Ok(opened);
        };
        for (leaf, opened) in leaves.iter().zip(&mut opened).filter(|(leaf, _)| leaf.cell.place == listed.cell.place) {
            let road = leaf.cell.place.kind == PlaceKind::Road;
            let sample = manifest.open_leaf(leaf.cell.class, leaf.index, false).expect("the true one has it");
            *opened = OpenedSiteLeaf { road, sample };
        }
        Ok(opened)
    }

    fn listed_at(&self, snapshot: &Snapshot) -> Option<&Listed> {
        self.listed.get(&snapshot.epoch())
    }

    fn listed_manifest(&self, snapshot: &Snapshot) -> Option<Manifest<impl Salts + use<>>> {
        let Listed { cell, tag, .. } = *self.listed_at(snapshot)?;
        manifest(snapshot, cell, tag)
    }
}

/// The tag of the first item at a place.
fn first(snapshot: &Snapshot, place: Place) -> Option<Tag> {
    let whole = snapshot.manifest(place)?.open_whole(false);
    let leaves = whole.subtrees.iter().flatten();
    leaves.filter_map(|leaf| if let OpenedLeaf::Item { tag, .. } = leaf { Some(*tag) } else { None }).next()
}

/// The manifest of a place, with this tag in the place of the first item of a class; nothing where there is none.
fn manifest(snapshot: &Snapshot, cell: Cell, tag: Tag) -> Option<Manifest<impl Salts + use<>>> {
    let honest = snapshot.manifest(cell.place)?;
    let (whole, frame) = (honest.open_whole(true), honest.frame().clone());
    let item = |leaf: &OpenedLeaf| match leaf {
        OpenedLeaf::Item { tag, head: OpenedHead::Open { head, .. }, .. } => Some(Item { tag: *tag, head: *head }),
        _ => None,
    };
    let mut items: Vec<Vec<_>> = whole.subtrees.iter().map(|leaves| leaves.iter().filter_map(item).collect()).collect();
    let subtree = frame.classes().iter().position(|class| *class == cell.class)?;
    items[subtree].first_mut()?.tag = tag;
    Manifest::new(frame.clone(), items, salts(frame, whole)).ok()
}

/// The salts of a manifest that was opened whole, heads included.
fn salts(frame: Frame, whole: OpenedManifest) -> impl Fn(SaltOf) -> SecretSalt {
    move |of| {
        let leaf = |class, leaf: u16| {
            let subtree = frame.classes().iter().position(|known| *known == class).expect("a class of the frame");
            &whole.subtrees[subtree][usize::from(leaf)]
        };
        let salt = match of {
            SaltOf::Root => whole.salt,
            SaltOf::Dummy(class, index) => match leaf(class, index) {
                OpenedLeaf::Dummy { salt } => *salt,
                OpenedLeaf::Item { .. } => unreachable!("as many items stand there as before"),
            },
            SaltOf::Tag(class, index) | SaltOf::Class(class, index) | SaltOf::Head(class, index) => {
                let OpenedLeaf::Item { tag_salt, class_salt, head: OpenedHead::Open { salt, .. }, .. } =
                    leaf(class, index)
                else {
                    unreachable!("as many items stand there as before")
                };
                match of {
                    SaltOf::Tag(..) => *tag_salt,
                    SaltOf::Class(..) => *class_salt,
                    _ => *salt,
                }
            }
        };
        SecretSalt::new(salt.0)
    }
}
