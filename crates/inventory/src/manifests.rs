//! The manifests of one epoch: what stands at each place, in an order that says nothing, under salts of the epoch's key.

use crate::ledger::Ledger;
use crate::seed::{EpochKey, Part, SubtreeKey};
use proof::manifest::{Frame, Item, Manifest, SaltOf, Salts};
use proof::{Cell, Class, ManifestRoot, SecretSalt};
use std::collections::BTreeMap;

/// The items of each cell, in no particular order. Cells without items are missing.
pub(crate) type Standing = BTreeMap<Cell, Vec<Item>>;

/// What stands where in a ledger.
pub(crate) fn standing(ledger: &Ledger) -> Standing {
    let mut standing = Standing::new();
    for (cell, chain) in ledger.standing() {
        standing.entry(cell).or_default().push(chain.item());
    }
    standing
}

/// The roots of all manifests, in the order of the shape's places.
pub(crate) fn roots(ledger: &Ledger, key: &EpochKey) -> Vec<ManifestRoot> {
    let standing = standing(ledger);
    Frame::all(ledger.shape()).map(|frame| manifest(frame, &standing, key).root()).collect()
}

/// The manifest of one place.
pub(crate) fn manifest(frame: Frame, standing: &Standing, key: &EpochKey) -> Manifest<PlaceSalts> {
    let salts = PlaceSalts::new(&frame, key);
    let place = frame.place();
    let subtree = |(class, key): &(Class, SubtreeKey)| in_order(standing, Cell { place, class: *class }, key);
    let subtrees = salts.subtrees.iter().map(subtree).collect();
    Manifest::new(frame, subtrees, salts)
        .expect("a cell never holds more than its capacity, and no two serials have one tag")
}

/// The items of a cell in the order of their leaves, which is another one every epoch.
pub(crate) fn in_order(standing: &Standing, cell: Cell, key: &SubtreeKey) -> Vec<Item> {
    let mut items = standing.get(&cell).cloned().unwrap_or_default();
    items.sort_by_cached_key(|item| key.order(&item.tag));
    items
}

/// The salts of one place's manifest in one epoch.
pub struct PlaceSalts {
    root: SecretSalt,
    subtrees: Vec<(Class, SubtreeKey)>,
}

impl PlaceSalts {
    fn new(frame: &Frame, key: &EpochKey) -> Self {
        let place = frame.place();
        let subtree = |&class: &Class| (class, key.subtree(Cell { place, class }));
        Self { root: key.manifest_salt(place), subtrees: frame.classes().iter().map(subtree).collect() }
    }

    fn leaf(&self, class: Class, leaf: u16, part: Part) -> SecretSalt {
        let (_, key) = self.subtrees.iter().find(|(other, _)| *other == class).expect("the class has a cell here");
        key.leaf_salt(leaf, part)
    }
}

impl Salts for PlaceSalts {
    fn salt(&self, of: SaltOf) -> SecretSalt {
        match of {
            SaltOf::Root => SecretSalt::new(self.root.reveal().0),
            SaltOf::Dummy(class, leaf) => self.leaf(class, leaf, Part::Dummy),
            SaltOf::Tag(class, leaf) => self.leaf(class, leaf, Part::Tag),
            SaltOf::Class(class, leaf) => self.leaf(class, leaf, Part::Class),
            SaltOf::Head(class, leaf) => self.leaf(class, leaf, Part::Head),
        }
    }
}
