//! Openings of manifests, and what each shows: the whole, one leaf, or that nothing is there.
//!
//! The opened structures are wire and may be forged; what was verified against a root is [`VerifiedManifest`] or [`VerifiedSample`]. How many items stand there is
//! what the cell's commitment opens to: whoever asks compares the two.

use crate::hash::{Salt, tagged};
use crate::manifest::{Frame, HeadPart, Link, Node, Tag, climb, root, subtree_root};
use crate::shape::Class;
use crate::wire::ManifestRoot;
use std::collections::BTreeSet;
use zeroize::Zeroize;

/// The head part of an opened item.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Zeroize)]
pub enum OpenedHead {
    /// Kept closed.
    Closed(HeadPart),
    /// Opened.
    Open {
        /// The salt of the part.
        salt: Salt,
        /// The item's newest link.
        head: Link,
    },
}

/// An opened leaf. Its class is that of the subtree in which it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Zeroize)]
pub enum OpenedLeaf {
    /// An item.
    Item {
        /// Its tag.
        tag: Tag,
        /// The salt of the tag part.
        tag_salt: Salt,
        /// The salt of the class part.
        class_salt: Salt,
        /// The head part.
        head: OpenedHead,
    },
    /// No item.
    Dummy {
        /// The leaf's only salt.
        salt: Salt,
    },
}

/// A whole manifest, opened.
#[derive(Clone, PartialEq, Eq, Debug, Zeroize)]
pub struct OpenedManifest {
    /// The salt of the root.
    pub salt: Salt,
    /// The leaves of each subtree.
    pub subtrees: Vec<Vec<OpenedLeaf>>,
}

/// One leaf, opened.
#[derive(Clone, PartialEq, Eq, Debug, Zeroize)]
pub struct OpenedSample {
    /// The class of its subtree.
    pub class: Class,
    /// Its number in the subtree, from 0.
    pub index: u16,
    /// The leaf.
    pub leaf: OpenedLeaf,
    /// The nodes beside its way up to the root of the subtree, lowest first.
    pub path: Vec<Node>,
    /// The roots of all subtrees.
    pub roots: Vec<Node>,
    /// The salt of the root.
    pub salt: Salt,
}

/// A manifest of dummies alone, opened.
#[derive(Clone, PartialEq, Eq, Debug, Zeroize)]
pub struct OpenedAbsence {
    /// The salt of the root.
    pub salt: Salt,
    /// The salts of the dummies of each subtree.
    pub subtrees: Vec<Vec<Salt>>,
}

/// An item that a verified opening shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Zeroize)]
pub struct Seen {
    /// Its tag.
    pub tag: Tag,
    /// Its newest link, where it was opened.
    pub head: Option<Link>,
}

/// All that stands in a manifest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifiedManifest {
    items: Vec<(Class, Vec<Seen>)>,
}

impl VerifiedManifest {
    /// The items of each class, in the order of their leaves.
    pub fn items(&self) -> &[(Class, Vec<Seen>)] {
        &self.items
    }

    pub(crate) fn into_items(self) -> Vec<(Class, Vec<Seen>)> {
        self.items
    }
}

/// What stands at one leaf.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VerifiedSample {
    class: Class,
    index: u16,
    seen: Option<Seen>,
}

impl VerifiedSample {
    /// Of which class the subtree is.
    pub fn class(&self) -> Class {
        self.class
    }

    /// The leaf's number.
    pub fn index(&self) -> u16 {
        self.index
    }

    /// The item; nothing where the leaf is a dummy.
    pub fn seen(&self) -> Option<Seen> {
        self.seen
    }
}

/// Why an opening shows nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadOpening {
    /// A list has another length than the frame gives it.
    #[error("{found} {what}, and the place has {expected}")]
    Length {
        /// Of what.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there must be.
        expected: usize,
    },
    /// The place has no such class.
    #[error("class {} has no cell at the place", .0.0)]
    NoSuchClass(Class),
    /// There is no such leaf.
    #[error("leaf {index} of {capacity}")]
    NoSuchLeaf {
        /// The number.
        index: u16,
        /// How many leaves there are.
        capacity: usize,
    },
    /// An item stands after a dummy: the first n leaves are the items.
    #[error("class {} has an item at leaf {index}, after a dummy", .class.0)]
    Gap {
        /// Of which class.
        class: Class,
        /// Which leaf.
        index: usize,
    },
    /// One tag at two leaves: one item counted twice.
    #[error("class {} has at leaf {index} a tag that stands at another leaf too", .class.0)]
    TagTwice {
        /// Of which class.
        class: Class,
        /// Which leaf.
        index: usize,
    },
    /// It opens another manifest.
    #[error("the opening leads to another root than the statement carries")]
    Root,
}

impl OpenedHead {
    /// The part of the leaf that it leads to.
    pub fn part(&self) -> HeadPart {
        match self {
            Self::Closed(part) => *part,
            Self::Open { salt, head } => HeadPart(tagged("head", &[&salt.0, &head.0])),
        }
    }
}

impl OpenedLeaf {
    /// The leaf that it leads to, in a subtree of this class.
    pub(crate) fn node(&self, class: Class) -> Node {
        match self {
            Self::Dummy { salt } => Node(tagged("dummy", &[&salt.0])),
            Self::Item { tag, tag_salt, class_salt, head } => {
                let tag = tagged("tag", &[&tag_salt.0, &tag.0]);
                let class = tagged("class", &[&class_salt.0, &[class.0]]);
                Node(tagged("item", &[&tag, &class, &head.part().0]))
            }
        }
    }

    fn seen(&self) -> Option<Seen> {
        match self {
            Self::Dummy { .. } => None,
            Self::Item { tag, head: OpenedHead::Closed(_), .. } => Some(Seen { tag: *tag, head: None }),
            Self::Item { tag, head: OpenedHead::Open { head, .. }, .. } => Some(Seen { tag: *tag, head: Some(*head) }),
        }
    }
}

impl OpenedManifest {
    /// All that stands there, if this opens the root.
    ///
    /// # Errors
    /// Where it does not, or where what it opens is no manifest.
    pub fn verify(&self, frame: &Frame, expected: &ManifestRoot) -> Result<VerifiedManifest, BadOpening> {
        lengths(frame, &self.subtrees)?;
        let nodes = |(leaves, &class): (&Vec<OpenedLeaf>, &Class)| leaves.iter().map(|leaf| leaf.node(class)).collect();
        let roots: Vec<_> = self.subtrees.iter().zip(&frame.classes).map(nodes).map(subtree_root).collect();
        same(root(&self.salt, frame, &roots), expected)?;
        let mut tags = BTreeSet::new();
        let items = self.subtrees.iter().zip(&frame.classes).map(|(leaves, &class)| items(class, leaves, &mut tags));
        Ok(VerifiedManifest { items: items.collect::<Result<_, _>>()? })
    }
}

fn items(class: Class, leaves: &[OpenedLeaf], tags: &mut BTreeSet<Tag>) -> Result<(Class, Vec<Seen>), BadOpening> {
    let mut items = Vec::new();
    for (index, seen) in leaves.iter().map(OpenedLeaf::seen).enumerate() {
        let Some(seen) = seen else { continue };
        if items.len() != index {
            return Err(BadOpening::Gap { class, index });
        }
        if !tags.insert(seen.tag) {
            return Err(BadOpening::TagTwice { class, index });
        }
        items.push(seen);
    }
    Ok((class, items))
}

impl OpenedSample {
    /// What stands at the leaf, if this opens the root. Whoever asked compares class and number with what was asked for.
    ///
    /// # Errors
    /// Where it does not.
    pub fn verify(&self, frame: &Frame, expected: &ManifestRoot) -> Result<VerifiedSample, BadOpening> {
        let Self { class, index, .. } = *self;
        let subtree = frame.classes.iter().position(|&other| other == class).ok_or(BadOpening::NoSuchClass(class))?;
        if usize::from(index) >= frame.capacity {
            return Err(BadOpening::NoSuchLeaf { index, capacity: frame.capacity });
        }
        length("nodes beside the way up", self.path.len(), frame.capacity.ilog2() as usize)?;
        length("roots of subtrees", self.roots.len(), frame.classes.len())?;
        same(root(&self.salt, frame, &self.roots), expected)?;
        match climb(self.leaf.node(class), index.into(), &self.path) == self.roots[subtree] {
            true => Ok(VerifiedSample { class, index, seen: self.leaf.seen() }),
            false => Err(BadOpening::Root),
        }
    }
}

impl OpenedAbsence {
    /// That nothing stands there, if this opens the root.
    ///
    /// # Errors
    /// Where it does not.
    pub fn verify(&self, frame: &Frame, expected: &ManifestRoot) -> Result<(), BadOpening> {
        lengths(frame, &self.subtrees)?;
        let dummy = |salt: &Salt| Node(tagged("dummy", &[&salt.0]));
        let subtree = |salts: &Vec<Salt>| subtree_root(salts.iter().map(dummy).collect());
        same(root(&self.salt, frame, &self.subtrees.iter().map(subtree).collect::<Vec<_>>()), expected)
    }
}

fn lengths<T>(frame: &Frame, subtrees: &[Vec<T>]) -> Result<(), BadOpening> {
    length("subtrees", subtrees.len(), frame.classes.len())?;
    subtrees.iter().try_for_each(|leaves| length("leaves", leaves.len(), frame.capacity))
}

fn length(what: &'static str, found: usize, expected: usize) -> Result<(), BadOpening> {
    if found == expected { Ok(()) } else { Err(BadOpening::Length { what, found, expected }) }
}

fn same(found: ManifestRoot, expected: &ManifestRoot) -> Result<(), BadOpening> {
    if found == *expected { Ok(()) } else { Err(BadOpening::Root) }
}
