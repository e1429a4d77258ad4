//! What was found at a site beside what was opened of it: every difference by its code. Whose mistake it is, or whose doing, is not said here.

use super::list::{ListedObject, SealNumber};
use super::report::{Difference, DifferenceCode, Examined, MeasuredVerdict};
use proof::manifest::Tag;
use proof::{Cell, Class, Count, PlaceKind, SiteFrame, SiteLeaf, VerifiedSite};
use std::collections::{BTreeMap, BTreeSet};

/// The leaf of each listed object that was opened: class and index, and the tag that stands there.
pub type OpenedTags = BTreeMap<(Class, u16), Tag>;

/// What the differences are computed from.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// How many objects of each class were counted.
    pub counted: &'a [(Class, u16)],
    /// The list of objects; nothing in a form that has none.
    pub objects: Option<&'a [ListedObject]>,
    /// The leaves that were opened.
    pub tags: &'a OpenedTags,
    /// The objects that were examined.
    pub examined: &'a [Examined],
    /// How many buddy tags of each class were shown; nothing where none were asked for.
    pub buddy_tags: Option<&'a [(Class, u16)]>,
}

/// Every difference between what was opened and what was found, in the order of classes, of the list, and of what was examined. A class that was not
/// counted was counted as none.
pub fn compare(opened: &VerifiedSite, found: Found<'_>) -> Vec<Difference> {
    let held = at_site(opened);
    let mut differences = counts(&held, found.counted);
    if let Some(objects) = found.objects {
        differences.extend(listed(&held, objects));
        differences.extend(found.examined.iter().flat_map(|examined| of_object(examined, objects, found.tags)));
    }
    differences.extend(found.buddy_tags.iter().flat_map(|tags| beside(found.counted, tags)));
    differences
}

/// Each object has a buddy tag beside it: more tags than objects say nothing, fewer say that one came from elsewhere.
fn beside(counted: &[(Class, u16)], tags: &[(Class, u16)]) -> Vec<Difference> {
    let shown = |class: &Class| tags.iter().find(|(other, _)| other == class).map_or(0, |(_, tags)| *tags);
    let few = counted.iter().filter(|(class, items)| shown(class) < *items);
    let code = DifferenceCode::BuddyTagsFew;
    few.map(|(class, _)| Difference { code, class: *class, leaf: None, seal: None }).collect()
}

/// How many items of each class stand at the site itself.
fn at_site(opened: &VerifiedSite) -> BTreeMap<Class, u16> {
    let here = |(cell, _): &&(Cell, Count)| cell.place.kind != PlaceKind::Road;
    opened.counts().iter().filter(here).map(|(cell, count)| (cell.class, count.0)).collect()
}

fn counts(held: &BTreeMap<Class, u16>, counted: &[(Class, u16)]) -> Vec<Difference> {
    let classes: BTreeSet<_> = held.keys().copied().chain(counted.iter().map(|(class, _)| *class)).collect();
    let number = |class: &Class| counted.iter().find(|(other, _)| other == class).map_or(0, |(_, count)| *count);
    let differs = |class: &Class| held.get(class).copied().unwrap_or(0) != number(class);
    let difference = |class| Difference { code: DifferenceCode::Count, class, leaf: None, seal: None };
    classes.into_iter().filter(differs).map(difference).collect()
}

/// The leaves 0 … n − 1 of each class must each stand in the list once, and no seal on two objects.
fn listed(held: &BTreeMap<Class, u16>, objects: &[ListedObject]) -> Vec<Difference> {
    let (mut leaves, mut seals, mut differences) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for ListedObject { seal, class, leaf } in objects {
        let mut differs =
            |code| differences.push(Difference { code, class: *class, leaf: None, seal: Some(seal.clone()) });
        if !seals.insert(seal) {
            differs(DifferenceCode::SealTwice);
        }
        let below = |leaf: &u16| *leaf < held.get(class).copied().unwrap_or(0);
        if !leaf.filter(below).is_some_and(|leaf| leaves.insert((*class, leaf))) {
            differs(DifferenceCode::WithoutLeaf);
        }
    }
    let all = held.iter().flat_map(|(class, count)| (0..*count).map(|leaf| (*class, leaf)));
    let missing = |(class, leaf)| Difference { code: DifferenceCode::Missing, class, leaf: Some(leaf), seal: None };
    differences.extend(all.filter(|at| !leaves.contains(at)).map(missing));
    differences
}

/// An examined object beside its leaf.
fn of_object(examined: &Examined, objects: &[ListedObject], tags: &OpenedTags) -> Vec<Difference> {
    let seal = || Some(examined.seal.clone());
    let object = objects.iter().find(|object| object.seal == examined.seal);
    let at = object.and_then(|object| object.leaf.map(|leaf| (object.class, leaf)));
    let mut differences = Vec::new();
    if let Some((class, leaf)) = at {
        let mut differs = |code| differences.push(Difference { code, class, leaf: Some(leaf), seal: seal() });
        if examined.class != class {
            differs(DifferenceCode::OtherClass);
        }
        if examined.tag.zip(tags.get(&(class, leaf)).copied()).is_some_and(|(read, opened)| read != opened) {
            differs(DifferenceCode::OtherTag);
        }
    }
    if examined.measurement.is_some_and(|measured| measured.verdict == MeasuredVerdict::NoWarhead) {
        let (class, leaf) = at.map_or((examined.class, None), |(class, leaf)| (class, Some(leaf)));
        differences.push(Difference { code: DifferenceCode::NoWarhead, class, leaf, seal: seal() });
    }
    differences
}

/// The leaves of those objects that the lot fell on, each once, as far as the site has them: what the host opens.
pub fn asked(frame: &SiteFrame, objects: &[ListedObject], drawn: &[u32]) -> Vec<SiteLeaf> {
    let Some(site) = frame.frame(false) else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let leaf = |place: &u32| {
        let ListedObject { class, leaf, .. } = objects.get(usize::try_from(*place).ok()?)?;
        let index = leaf.filter(|leaf| usize::from(*leaf) < site.capacity() && site.classes().contains(class))?;
        Some(SiteLeaf { cell: Cell { place: site.place(), class: *class }, index })
    };
    drawn.iter().filter_map(leaf).filter(|leaf| seen.insert(*leaf)).collect()
}

/// The seals of the objects that the lot fell on.
pub fn drawn_seals<'a>(objects: &'a [ListedObject], drawn: &[u32]) -> Vec<&'a SealNumber> {
    drawn.iter().filter_map(|place| objects.get(usize::try_from(*place).ok()?)).map(|object| &object.seal).collect()
}
