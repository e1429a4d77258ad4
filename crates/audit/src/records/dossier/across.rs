//! What several openings show together: one item at two places, an item in another class than it can have come to, a seal on two objects.

use super::{Opened, Reading};
use crate::assessment::{Finding, LeafAt, Severity, VisitFact};
use proof::manifest::Tag;
use proof::{Class, PlaceKind};
use record::inspection::Side;
use record::{Epoch, SealNumber, SiteNumber};
use std::collections::{BTreeMap, BTreeSet};
use treaty::{Id, PartyCode};

/// A leaf of a manifest of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct At {
    epoch: Epoch,
    site: SiteNumber,
    road: bool,
    class: Class,
    leaf: u16,
}

/// Where a seal stood last: in which inspection, on which leaf, on which item.
type Seen = (usize, Option<At>, Option<Tag>);

/// One item twice: by the places of the two inspections, the later first, what is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Twice {
    /// At two places in one epoch.
    Placed,
    /// In a class to which it cannot have come from the other.
    Converted,
}

/// The items that the openings of each host have in common. A tag in openings of two epochs is one item, and no fault.
pub(super) fn tags(reading: &Reading<'_>, opened: &[Opened<'_>]) -> Vec<Finding> {
    let mut seen: BTreeMap<(&PartyCode, Tag), Vec<(At, usize)>> = BTreeMap::new();
    for (place, one) in opened.iter().enumerate() {
        for (at, tag) in of(one) {
            seen.entry((one.0.progress.party(Side::Host), tag)).or_default().push((at, place));
        }
    }
    // of two openings the first item stands for all that they have in common
    let mut found: BTreeMap<(usize, usize, Twice), ([At; 2], u32)> = BTreeMap::new();
    for mut several in seen.into_values() {
        several.sort();
        for pair in several.windows(2) {
            let [(earlier, first), (later, second)] = [pair[0], pair[1]];
            let twice = match earlier.epoch == later.epoch {
                true if earlier == later => continue,
                true => Twice::Placed,
                false if reading.becomes(earlier.class, later.class) => continue,
                false => Twice::Converted,
            };
            let told = found.entry((second, first, twice)).or_insert(([later, earlier], 0));
            told.1 += 1;
        }
    }
    let tell = |((second, first, twice), (at, items)): ((usize, usize, Twice), ([At; 2], u32))| {
        let pair = [opened[second], opened[first]];
        let (other, leaves) = (Box::new(reading.name(pair[1].0)), at.map(|at| reading.leaf(at)));
        let fact = match twice {
            Twice::Placed => VisitFact::TagTwice { other, at: leaves, items },
            Twice::Converted => VisitFact::NotConverted { other, at: leaves, epochs: at.map(|at| at.epoch.0), items },
        };
        reading.tell(Severity::Contradiction, fact, &pair)
    };
    found.into_iter().map(tell).collect()
}

/// A seal on two objects in the lists of one inspector: seals are numbered once. On what is shown to be one item it may still stand.
pub(super) fn seals(reading: &Reading<'_>, opened: &[Opened<'_>]) -> Vec<Finding> {
    let mut seen: BTreeMap<(&PartyCode, &SealNumber), Seen> = BTreeMap::new();
    let mut found: BTreeMap<(usize, usize), (&SealNumber, u32)> = BTreeMap::new();
    for (place, (visit, shown)) in opened.iter().enumerate() {
        for object in shown.objects.iter().flatten() {
            let leaf = object.leaf.map(|leaf| (object.class, leaf));
            let tag = leaf.and_then(|leaf| shown.tags.as_ref()?.as_ref().ok()?.get(&leaf).copied());
            let at = leaf.and_then(|leaf| at(visit, false, leaf));
            let key = (visit.progress.party(Side::Inspector), &object.seal);
            let Some((other, its_at, its_tag)) = seen.insert(key, (place, at, tag)) else { continue };
            let is_one =
                at.is_some() && at == its_at && same_host(opened, place, other) || tag.is_some() && tag == its_tag;
            // twice in one list is a difference of its report
            if other != place && !is_one {
                found.entry((place, other)).or_insert((&object.seal, 0)).1 += 1;
            }
        }
    }
    let tell = |((place, other), (seal, seals)): ((usize, usize), (&SealNumber, u32))| {
        let pair = [opened[place], opened[other]];
        let fact = VisitFact::SealReused { other: Box::new(reading.name(pair[1].0)), seal: seal.to_string(), seals };
        reading.tell(Severity::Discrepancy, fact, &pair)
    };
    found.into_iter().map(tell).collect()
}

fn same_host(opened: &[Opened<'_>], one: usize, other: usize) -> bool {
    let host = |place: usize| opened[place].0.progress.party(Side::Host);
    host(one) == host(other)
}

/// Every item that an inspection shows, and where: on the road to the site where its manifest is opened, and at the site by its tags in either form.
fn of((visit, shown): &Opened<'_>) -> Vec<(At, Tag)> {
    let Some(Ok(site)) = &shown.site else { return Vec::new() };
    let road = site.items().into_iter().flatten().filter(|(cell, _)| cell.place.kind == PlaceKind::Road);
    let road = road.flat_map(|(cell, seen)| (0..).zip(seen).map(|(leaf, seen)| (true, (cell.class, leaf), seen.tag)));
    let here = shown.tags.iter().flatten().flatten().map(|(leaf, tag)| (false, *leaf, *tag));
    road.chain(here).filter_map(|(road, leaf, tag)| Some((at(visit, road, leaf)?, tag))).collect()
}

fn at(visit: &super::Followed, road: bool, (class, leaf): (Class, u16)) -> Option<At> {
    let (epoch, _) = visit.progress.opening()?;
    Some(At { epoch, site: visit.progress.designation()?.site, road, class, leaf })
}

impl Reading<'_> {
    /// Whether an item of one class may come to be of another: by conversions of the instrument, one after the other, or none.
    fn becomes(&self, from: Class, to: Class) -> bool {
        let mut reached = BTreeSet::from([self.class(from)]);
        let ways: Vec<_> = self.treaty.conversions().map(|(_, way)| way).collect();
        loop {
            let before = reached.len();
            for way in &ways {
                if reached.contains(&way.from) {
                    reached.insert(way.to.clone());
                }
                if way.both_ways && reached.contains(&way.to) {
                    reached.insert(way.from.clone());
                }
            }
            if reached.len() == before {
                return reached.contains(&self.class(to));
            }
        }
    }

    fn class(&self, class: Class) -> Id {
        self.treaty.warhead_classes().nth(class.0.into()).cloned().unwrap_or_default()
    }

    fn leaf(&self, at: At) -> LeafAt {
        LeafAt { road: at.road, class: self.class(at.class), leaf: at.leaf }
    }
}
