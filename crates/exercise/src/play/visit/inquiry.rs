//! Inquiries at play: what the team met that has moved, what the inspector asks about it, and what the host answers out of its ledger.
//!
//! Arrivals and stories are answered at once, departures once the epoch has closed that shows where an item went.

use super::{Met, Seen, Visiting, kind_of, salt};
use crate::cast::Unplayable;
use crate::file::{Inspections, Untold, VisitDeceit};
use crate::host::Host;
use crate::play::{Stage, later};
use inventory::{Epoch, Ledger, NoReply, Reply, Serial, Snapshot, reply};
use log::Timestamp;
use proof::manifest::Tag;
use proof::opening::OpenedLeaf;
use proof::{Class, PlaceKind};
use record::inspection::{Side, kinds};
use record::layout::Layout;
use record::site::{Asked, DifferenceCode, SiteAnswer, SiteInquiry, StatedRoots, told};
use record::statement::{Conclusion, Deed, SealedHash, StepHash, StepName, Subject};
use record::{Sealed, SiteNumber};
use sha2::{Digest, Sha256};
use std::collections::VecDeque;
use treaty::instrument::Inspection;
use treaty::{Id, Instrument};

const HOUR: u64 = 3600;
/// Seconds from one inquiry to the next.
const APART: u32 = 600;

/// An inspection whose inquiries wait for an epoch to close.
pub(in crate::play) struct Asking {
    pub(super) visiting: Visiting,
    pub(super) kind: Id,
    pub(super) asks: Asks,
}

/// What is still to be asked, and what is left to explain.
pub(super) struct Asks {
    asks: VecDeque<SiteInquiry>,
    left: usize,
}

/// Whether any inspection of an instrument is followed by inquiries.
pub(in crate::play) fn may_inquire(treaty: &Instrument) -> bool {
    kinds(treaty).any(|(_, kind)| kind.inquiries().is_some())
}

impl Stage<'_> {
    /// What has come to the site and left it since the epoch closed: by the ledger, and by what an evader does beside it.
    pub(super) fn met(
        &self,
        visiting: &Visiting,
        ledger: &Ledger,
        snapshot: &Snapshot,
        site: SiteNumber,
    ) -> Result<Met, Unplayable> {
        let host = self.host(&visiting.host);
        let epoch = snapshot.epoch().next().expect("a record has fewer than 2^32 epochs");
        let stood = |serial: &Serial| leaf_of(ledger, snapshot, serial);
        let moved = host.moved(epoch, site.0);
        let left = moved.into_iter().flat_map(|moved| &moved.departed).filter_map(stood);
        let came = moved.into_iter().flat_map(|moved| &moved.arrived).filter_map(stood);
        let mut met = Met {
            left: left.map(|(class, leaf, _)| (class, leaf)).collect(),
            came: came.map(|(class, _, tag)| (class, tag)).collect(),
        };
        met.came.extend(self.brought(visiting, ledger, snapshot, site)?);
        Ok(met)
    }

    /// What an evader brings to the site.
    fn brought(
        &self,
        visiting: &Visiting,
        ledger: &Ledger,
        snapshot: &Snapshot,
        site: SiteNumber,
    ) -> Result<Vec<(Class, Tag)>, Unplayable> {
        let host = self.host(&visiting.host);
        let refuse = |why: &str| Unplayable::Inspection { kind: Id::default(), why: why.to_owned() };
        match &visiting.deceit {
            Some(VisitDeceit::MovesIn(stock)) => {
                let class = self.cast.class(|| "an evasion".to_owned(), &stock.class)?;
                let stands = |(serial, life): (&Serial, inventory::Life)| {
                    let cell = life.cell?;
                    let elsewhere =
                        cell.class == class && cell.place.kind == PlaceKind::Site && cell.place.site != site.0;
                    leaf_of(ledger, snapshot, serial).filter(|_| elsewhere).map(|(class, _, tag)| (class, tag))
                };
                let items: Vec<_> = ledger.items().filter_map(stands).take(stock.items as usize).collect();
                let enough = items.len() == stock.items as usize;
                enough.then_some(items).ok_or_else(|| refuse("fewer items of the class stand elsewhere"))
            }
            Some(VisitDeceit::Tells(Untold::Ended)) => {
                let (class, tag) = self.ended(host, ledger).ok_or_else(|| refuse("no item has ended yet"))?;
                Ok(vec![(class, tag)])
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Class and tag of an item that has ended: the tag is that of an epoch in which it stood.
    fn ended(&self, host: &Host, ledger: &Ledger) -> Option<(Class, Tag)> {
        let (serial, _) = ledger.items().find(|(_, life)| life.cell.is_none())?;
        let (then, snapshot) = self.then(host, Epoch::BASELINE).ok()?;
        leaf_of(&then, &snapshot, serial).map(|(class, _, tag)| (class, tag))
    }

    /// What the inspector will ask: where what has no leaf came from, for stories, and where the items of leaves without an object went.
    pub(super) fn asks(&self, visiting: &mut Visiting, planned: &Inspections, seen: &Seen) -> Asks {
        let none = Asks { asks: VecDeque::new(), left: 0 };
        let kind = kind_of(self.cast.treaty(), &planned.kind);
        if kind.is_none_or(|(_, (_, kind))| kind.inquiries().is_none()) {
            return none;
        }
        let inspection = visiting.progress.id();
        let mut inquiry = |subject, class, leaf, seal, tag| SiteInquiry {
            inspection,
            salt: salt(&mut visiting.rng),
            subject,
            class,
            leaf,
            seal,
            tag,
        };
        let mut asks = VecDeque::new();
        let strangers = seen.objects.iter().filter(|object| object.leaf.is_none());
        for (place, object) in strangers.enumerate() {
            // what was brought beside the ledger carries a tag that no item has
            let beside = Tag(*Sha256::digest(object.seal.as_str()).first_chunk().expect("a hash has 32 bytes"));
            let known = seen.objects.iter().filter(|object| object.leaf.is_none()).count() - seen.came.len();
            let tag = place.checked_sub(known).and_then(|place| seen.came.get(place)).map_or(beside, |(_, tag)| *tag);
            asks.push_back(inquiry(Subject::Arrival, object.class, None, Some(object.seal.clone()), Some(tag)));
        }
        let listed = seen.objects.iter().filter(|object| object.leaf.is_some());
        for object in listed.take(planned.stories as usize) {
            asks.push_back(inquiry(Subject::Story, object.class, object.leaf, Some(object.seal.clone()), None));
        }
        let missing = seen.differences.iter().filter(|difference| difference.code == DifferenceCode::Missing);
        asks.extend(missing.map(|missing| inquiry(Subject::Departure, missing.class, missing.leaf, None, None)));
        let left = asks.iter().filter(|ask| ask.subject != Subject::Story).count();
        Asks { asks, left }
    }

    /// Asks one after the other, as far as the host can answer by now; what waits for an epoch to close.
    pub(super) fn inquire(
        &mut self,
        visiting: &mut Visiting,
        kind: &Inspection,
        mut asks: Asks,
    ) -> Result<Option<Asks>, Unplayable> {
        while let Some(inquiry) = asks.asks.front().cloned() {
            if visiting.progress.next().contains(&StepName::Inquiry) {
                let deed = Deed::Inquiry { subject: inquiry.subject, paper: inquiry.hash() };
                self.take(visiting, deed, Some(inquiry.encode()));
            }
            let closing = visiting.progress.closing(self.cast.treaty());
            let host = visiting.progress.party(Side::Host).clone();
            let closed = closing.is_some_and(|closing| self.bodies.contains_key(&(host, closing)));
            if inquiry.subject == Subject::Departure && !closed {
                return Ok(Some(asks));
            }
            asks.asks.pop_front();
            self.answer(visiting, kind, &inquiry, &mut asks.left)?;
            visiting.begins = later(visiting.begins, APART);
        }
        Ok(None)
    }

    /// The inquiries that waited for this epoch.
    pub(in crate::play) fn go_on_asking(&mut self, epoch: Epoch) -> Result<(), Unplayable> {
        let (due, waiting): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.asking).into_iter().partition(|asking| self.is_due(asking, epoch));
        self.asking = waiting;
        for Asking { mut visiting, kind, asks } in due {
            let (_, (_, rule)) = kind_of(self.cast.treaty(), &kind).expect("it was asked for under this kind");
            // as if the inspection had begun so long ago that this is the time of its answers
            let now = self.cast.after_end_of(epoch, 0).seconds() + 2 * HOUR - 41 * HOUR;
            visiting.begins = Timestamp::new(now).expect("earlier than a time");
            self.inquire(&mut visiting, rule, asks)?;
            for author in [&visiting.inspector, &visiting.host] {
                self.keeper(author).sign();
            }
            self.acknowledge(later(visiting.begins, 41 * 3600), &[]);
        }
        Ok(())
    }

    fn is_due(&self, asking: &Asking, epoch: Epoch) -> bool {
        asking.visiting.progress.closing(self.cast.treaty()).is_none_or(|closing| closing <= epoch)
    }

    /// The host answers, and the inspector says what became of it.
    fn answer(
        &mut self,
        visiting: &mut Visiting,
        kind: &Inspection,
        inquiry: &SiteInquiry,
        left: &mut usize,
    ) -> Result<(), Unplayable> {
        let (_, links_max) = kind.inquiries().expect("nothing is asked where nothing may be");
        let classes = u8::try_from(self.cast.treaty().warhead_classes().count()).expect("at most 16 classes");
        let (opened, _) = visiting.progress.opening().expect("what is signed was opened");
        let closing = visiting.progress.closing(self.cast.treaty());
        let (step, site) = (visiting.progress.last().hash, visiting.site());
        let asked = Asked { step, inquiry, site, opened, closing, links_max, classes };
        let Some(reply) = self.replies(visiting, &asked)? else {
            self.take(visiting, Deed::Answer(None), None);
            return Ok(());
        };
        let sealed = sealed(visiting, step, reply, (links_max, classes));
        self.take(visiting, Deed::Answer(Some(SealedHash::of(&sealed))), Some(sealed.clone()));
        let stated = |epoch| self.stated_roots(visiting, epoch);
        let explains = told(&visiting.secret, &sealed, &asked, &stated).is_ok_and(|told| told.explains());
        if explains && inquiry.subject != Subject::Story {
            *left -= 1;
        }
        let conclusion = if explains { Conclusion::Explained } else { Conclusion::NotExplained };
        self.take(visiting, Deed::Conclusion { conclusion, left: *left > 0 }, None);
        Ok(())
    }

    /// What the host answers; nothing where it declines.
    fn replies(&self, visiting: &Visiting, asked: &Asked<'_>) -> Result<Option<Reply>, Unplayable> {
        let host = self.host(&visiting.host);
        let mut then = |epoch| self.then(host, epoch);
        let honest = reply(host.keys(), host.events(), asked, &mut then)?;
        let deceit = visiting.deceit.as_ref();
        match (honest, deceit) {
            (Err(NoReply::Nowhere(_)), Some(VisitDeceit::Tells(Untold::Ended))) => {
                let tag = asked.inquiry.tag.expect("an object without a leaf is asked for by its tag");
                Ok(Some(self.end_of(host, tag, asked.opened)?))
            }
            (Ok(reply), Some(VisitDeceit::Tells(how))) => Ok(Some(untold(reply, *how))),
            (honest, _) => Ok(honest.ok()),
        }
    }

    /// The story of an item that has ended, with the leaf at which it stood at the baseline.
    fn end_of(&self, host: &Host, tag: Tag, opened: Epoch) -> Result<Reply, Unplayable> {
        let (then, snapshot) = self.then(host, Epoch::BASELINE)?;
        let is_it = |serial: &&Serial| leaf_of(&then, &snapshot, serial).is_some_and(|(_, _, found)| found == tag);
        let serial = then.items().map(|(serial, _)| serial).find(is_it).expect("its tag was read at the baseline");
        let story = inventory::story(host.keys(), host.events(), serial, Epoch::BASELINE, opened);
        let (cell, index) = snapshot.leaf(&then, serial).expect("it stood there");
        let sample = snapshot.manifest(cell.place).and_then(|place| place.open_leaf(cell.class, index, true));
        let sample = sample.expect("a leaf of the manifest");
        let leaf = record::site::LeafElsewhere { epoch: Epoch::BASELINE, place: cell.place, sample };
        Ok(Reply { story, leaves: vec![leaf] })
    }

    /// A host's ledger in an epoch that it stated.
    fn then(&self, host: &Host, epoch: Epoch) -> Result<(Ledger, Snapshot), Unplayable> {
        let shape = |epoch| Layout::on(self.cast.treaty(), host.ground(), Epoch(epoch)).map(|layout| layout.shape);
        let shapes: Vec<_> = (0..=epoch.0).map(shape).collect::<Result<_, _>>()?;
        let refuse = |why: String| Unplayable::Inspection { kind: Id::default(), why };
        let body = self.bodies.get(&(host.party().clone(), epoch));
        let body = body.ok_or_else(|| refuse(format!("{} has not stated epoch {epoch}", host.party())))?;
        host.go_back(&shapes, body).map_err(|why| refuse(format!("{}: {why}", host.party())))
    }

    /// What the inspector holds an answer against.
    fn stated_roots(&self, visiting: &Visiting, epoch: Epoch) -> Option<StatedRoots> {
        let host = self.host(&visiting.host);
        let body = self.bodies.get(&(host.party().clone(), epoch))?;
        let shape = Layout::on(self.cast.treaty(), host.ground(), epoch).ok()?.shape;
        Some(StatedRoots { shape, roots: body.roots.clone() })
    }
}

fn sealed(visiting: &mut Visiting, inquiry: StepHash, reply: Reply, (links, classes): (u16, u8)) -> Vec<u8> {
    let Reply { story, leaves } = reply;
    let (inspection, salt) = (visiting.progress.id(), salt(&mut visiting.rng));
    let plain = SiteAnswer { inspection, salt, inquiry, story, leaves }.encode(links, classes);
    visiting.seal(Sealed::Answer, &plain)
}

/// An answer as an evader alters it.
fn untold(mut reply: Reply, how: Untold) -> Reply {
    let Some(story) = &mut reply.story else { return reply };
    match how {
        Untold::Exchanged => {
            let pair = story.links.windows(2).position(|pair| pair[0].event.epoch == pair[1].event.epoch);
            if let Some(first) = pair {
                story.links.swap(first, first + 1);
            }
        }
        Untold::Cut if story.links.len() > 1 => {
            let older = proof::OpenedStory { links: story.links.split_off(1), before: story.before };
            story.before = *older.told().expect("a part of a story is one").head();
        }
        Untold::Cut | Untold::Ended => {}
    }
    reply
}

/// Class, leaf and tag of an item.
fn leaf_of(ledger: &Ledger, snapshot: &Snapshot, serial: &Serial) -> Option<(Class, u16, Tag)> {
    let (cell, leaf) = snapshot.leaf(ledger, serial)?;
    match snapshot.manifest(cell.place)?.open_leaf(cell.class, leaf, false)?.leaf {
        OpenedLeaf::Item { tag, .. } => Some((cell.class, leaf, tag)),
        OpenedLeaf::Dummy { .. } => None,
    }
}
