//! Manifests: a hash tree over the items that stand at one place when an epoch closes (`docs/spec/proof.md`, section 6).
//!
//! One subtree for each cell of the place, each with the same public number of leaves: the first n are items in an order that says nothing, the rest
//! dummies, so that neither size nor root tells n. A leaf commits apart to tag, class and head, so that a sample shows two of them and keeps the
//! third. This file builds and opens; [`opening`](crate::opening) verifies. Salts and order come from the caller: nothing is drawn here.

use crate::hash::{Salt, SecretSalt, bytes32, tagged};
use crate::opening::{OpenedAbsence, OpenedHead, OpenedLeaf, OpenedManifest, OpenedSample};
use crate::shape::{Class, Place, Shape};
use crate::wire::ManifestRoot;
use std::collections::BTreeSet;
use std::fmt;

bytes32! {
    /// A node of a manifest's tree.
    Node,
    /// The part of a leaf that commits to the item's head.
    HeadPart,
    /// A link of an item's chain; the newest is its head.
    Link,
}

/// An item's own tag, which no other item has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, zeroize::Zeroize)]
pub struct Tag(pub [u8; 16]);

/// An item as a manifest holds it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Item {
    /// Its tag.
    pub tag: Tag,
    /// The newest link of its chain.
    pub head: Link,
}

/// What is public of a place's manifest: its place, the classes of its subtrees, how many leaves each has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    pub(crate) place: Place,
    pub(crate) classes: Vec<Class>,
    pub(crate) capacity: usize,
}

impl Frame {
    /// The frames of a shape, in the order of the manifests' roots.
    pub fn all(shape: &Shape) -> impl Iterator<Item = Self> {
        shape.places().map(|(place, cells)| Self {
            place,
            classes: cells.iter().map(|cell| cell.class).collect(),
            capacity: 1 << shape.exponent(place),
        })
    }

    /// Where.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The class of each subtree.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// How many leaves each subtree has: the most items of one class.
    pub fn capacity(&self) -> usize {
        self.capacity
    }
}

/// What a salt is for. Each has one of its own, never used again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SaltOf {
    /// The root.
    Root,
    /// The tag part of a leaf.
    Tag(Class, u16),
    /// The class part of a leaf.
    Class(Class, u16),
    /// The head part of a leaf.
    Head(Class, u16),
    /// A dummy leaf.
    Dummy(Class, u16),
}

/// Where the salts of one manifest come from: the same salt for the same purpose, each time.
pub trait Salts {
    /// The salt for this.
    fn salt(&self, of: SaltOf) -> SecretSalt;
}

impl<F: Fn(SaltOf) -> SecretSalt> Salts for F {
    fn salt(&self, of: SaltOf) -> SecretSalt {
        self(of)
    }
}

/// A place's manifest, as its host holds it.
pub struct Manifest<S> {
    frame: Frame,
    subtrees: Vec<Vec<Item>>,
    nodes: Vec<Vec<Node>>,
    salts: S,
}

/// Why items make no manifest.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unlisted {
    /// Not one list of items for each cell of the place.
    #[error("{found} lists of items for the {expected} cells of the place")]
    Subtrees {
        /// How many there are.
        found: usize,
        /// How many cells the place has.
        expected: usize,
    },
    /// More items of a class than the subtree has leaves.
    #[error("{found} items of class {} and {capacity} leaves: an act must raise the capacity before the epoch closes", .class.0)]
    Overfull {
        /// Of which class.
        class: Class,
        /// How many items.
        found: usize,
        /// How many leaves.
        capacity: usize,
    },
    /// One tag twice. It is not told which, for tags are secret.
    #[error("an item of class {} has a tag that stands in the manifest already", .0.0)]
    TagTwice(Class),
}

impl<S: Salts> Manifest<S> {
    /// The manifest of these items: one list for each cell of the frame, each in the order in which its leaves stand, which the caller has shuffled afresh.
    ///
    /// # Errors
    /// Where lists and frame do not fit, or a tag stands twice.
    pub fn new(frame: Frame, subtrees: Vec<Vec<Item>>, salts: S) -> Result<Self, Unlisted> {
        if subtrees.len() != frame.classes.len() {
            return Err(Unlisted::Subtrees { found: subtrees.len(), expected: frame.classes.len() });
        }
        let mut tags = BTreeSet::new();
        for (&class, items) in frame.classes.iter().zip(&subtrees) {
            if items.len() > frame.capacity {
                return Err(Unlisted::Overfull { class, found: items.len(), capacity: frame.capacity });
            }
            if items.iter().any(|item| !tags.insert(item.tag)) {
                return Err(Unlisted::TagTwice(class));
            }
        }
        let mut manifest = Self { frame, subtrees, nodes: Vec::new(), salts };
        let leaves = |subtree: usize| (0..manifest.frame.capacity).map(move |index| (subtree, index));
        let node = |(subtree, index)| manifest.open(subtree, index, false).node(manifest.frame.classes[subtree]);
        manifest.nodes = (0..manifest.subtrees.len()).map(|subtree| leaves(subtree).map(node).collect()).collect();
        Ok(manifest)
    }

    /// What is public of it.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// Its root, which the epoch's statement carries.
    pub fn root(&self) -> ManifestRoot {
        root(&self.salts.salt(SaltOf::Root).reveal(), &self.frame, &self.roots())
    }

    /// Opens it whole: every tag and class, and every dummy; the heads too, where they are asked for.
    pub fn open_whole(&self, heads: bool) -> OpenedManifest {
        let leaves = |subtree| (0..self.frame.capacity).map(|index| self.open(subtree, index, heads)).collect();
        let subtrees = (0..self.subtrees.len()).map(leaves).collect();
        OpenedManifest { salt: self.salts.salt(SaltOf::Root).reveal(), subtrees }
    }

    /// Opens one leaf: tag and class, and the head too where it is asked for. Nothing where there is no such leaf.
    pub fn open_leaf(&self, class: Class, index: u16, head: bool) -> Option<OpenedSample> {
        let subtree = self.frame.classes.iter().position(|&other| other == class)?;
        let nodes = self.nodes.get(subtree).filter(|nodes| usize::from(index) < nodes.len())?;
        Some(OpenedSample {
            class,
            index,
            leaf: self.open(subtree, index.into(), head),
            path: path(nodes.clone(), index.into()),
            roots: self.roots(),
            salt: self.salts.salt(SaltOf::Root).reveal(),
        })
    }

    /// Opens every leaf as a dummy. Nothing where an item stands there.
    pub fn open_absence(&self) -> Option<OpenedAbsence> {
        let salt = |class, index| self.salts.salt(SaltOf::Dummy(class, index)).reveal();
        let dummies = |&class: &Class| (0..self.frame.capacity).map(|index| salt(class, number(index))).collect();
        let subtrees = self.frame.classes.iter().map(dummies).collect();
        let absence = OpenedAbsence { salt: self.salts.salt(SaltOf::Root).reveal(), subtrees };
        self.subtrees.iter().all(Vec::is_empty).then_some(absence)
    }

    fn open(&self, subtree: usize, index: usize, with_head: bool) -> OpenedLeaf {
        let (class, number) = (self.frame.classes[subtree], number(index));
        let salt = |of| self.salts.salt(of).reveal();
        let Some(Item { tag, head }) = self.subtrees[subtree].get(index).copied() else {
            return OpenedLeaf::Dummy { salt: salt(SaltOf::Dummy(class, number)) };
        };
        let open = OpenedHead::Open { salt: salt(SaltOf::Head(class, number)), head };
        OpenedLeaf::Item {
            tag,
            tag_salt: salt(SaltOf::Tag(class, number)),
            class_salt: salt(SaltOf::Class(class, number)),
            head: if with_head { open } else { OpenedHead::Closed(open.part()) },
        }
    }

    fn roots(&self) -> Vec<Node> {
        self.nodes.iter().map(|nodes| subtree_root(nodes.clone())).collect()
    }
}

impl<S> fmt::Debug for Manifest<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Manifest").field("frame", &self.frame).finish_non_exhaustive()
    }
}

fn number(index: usize) -> u16 {
    u16::try_from(index).expect("a subtree has at most 2^12 leaves")
}

fn parent(left: &Node, right: &Node) -> Node {
    Node(tagged("node", &[&left.0, &right.0]))
}

fn halve(nodes: &[Node]) -> Vec<Node> {
    nodes.chunks(2).map(|pair| parent(&pair[0], &pair[1])).collect()
}

pub(crate) fn subtree_root(mut nodes: Vec<Node>) -> Node {
    while nodes.len() > 1 {
        nodes = halve(&nodes);
    }
    nodes[0]
}

fn path(mut nodes: Vec<Node>, mut index: usize) -> Vec<Node> {
    let mut path = Vec::new();
    while nodes.len() > 1 {
        path.push(nodes[index ^ 1]);
        (nodes, index) = (halve(&nodes), index / 2);
    }
    path
}

pub(crate) fn climb(leaf: Node, mut index: usize, path: &[Node]) -> Node {
    path.iter().fold(leaf, |node, beside| {
        let parent = if index.is_multiple_of(2) { parent(&node, beside) } else { parent(beside, &node) };
        index /= 2;
        parent
    })
}

pub(crate) fn root(salt: &Salt, frame: &Frame, roots: &[Node]) -> ManifestRoot {
    let roots: Vec<u8> = roots.iter().flat_map(|node| node.0).collect();
    ManifestRoot(tagged("manifest", &[&salt.0, &frame.place.bytes(), &roots]))
}
