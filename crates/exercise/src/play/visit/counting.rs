//! From the list to the signature: what the team meets at the site, and what it reports.

use super::{Visiting, minutes_after, nonce, salt};
use crate::cast::Unplayable;
use crate::file::VisitDeceit;
use crate::play::{Stage, later};
use inventory::{Epoch, Snapshot};
use proof::manifest::Tag;
use proof::{Class, PlaceKind, SiteFrame, VerifiedSite};
use record::inspection::{Side, kinds};
use record::site::{
    Difference, DifferenceCode, Examined, Found, ListedObject, MeasuredVerdict, Measurement, OpenedTags, ReportText,
    asked, compare,
};
use record::statement::{Answer, Comparison, Deed, PaperHash, Reason, SealedHash, StepName};
use record::{EpochBody, ObjectList, SealNumber, Sealed, SiteNumber, SiteReport, SiteSamples};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use treaty::Id;
use treaty::instrument::{Inspection, Kind, OpeningForm, Restriction};

/// What a team meets.
pub(super) struct Seen {
    pub(super) counted: Vec<(Class, u16)>,
    pub(super) objects: Vec<ListedObject>,
    pub(super) tags: OpenedTags,
    pub(super) examined: Vec<Examined>,
    /// The tags that were read on what has no leaf, in the order of such objects.
    pub(super) came: Vec<(Class, Tag)>,
    pub(super) differences: Vec<Difference>,
    /// Whether the drawn leaves that were opened are no answer.
    pub(super) no_answer: bool,
}

/// What has moved since the epoch closed that is opened.
#[derive(Default)]
pub(super) struct Met {
    /// The leaves of what has left.
    pub(super) left: BTreeSet<(Class, u16)>,
    /// Class and tag of what has come.
    pub(super) came: Vec<(Class, Tag)>,
}

impl Stage<'_> {
    /// From the list to the signature; nothing where it ends before the report.
    pub(super) fn until_signed(
        &mut self,
        visiting: &mut Visiting,
        kind: &Inspection,
    ) -> Result<Option<Seen>, Unplayable> {
        let site = visiting.site();
        let (ledger, snapshot, body, frame) = self.gone_back(visiting, site)?;
        let form = visiting.progress.request().form;
        let opened = self.host(&visiting.host).open_site(&snapshot, site, form).expect("it was opened before");
        let opened = opened.verify(&frame, &body.commitments.cells, &body.roots).expect("it was verified before");
        let met = self.met(visiting, &ledger, &snapshot, site)?;
        let mut seen = self.seen(visiting, &opened, site, met);
        if matches!(form, OpeningForm::Sample | OpeningForm::Full) {
            let (inspection, salt) = (visiting.progress.id(), salt(&mut visiting.rng));
            let list = ObjectList { inspection, salt, objects: seen.objects.clone() };
            let sampled = form == OpeningForm::Sample;
            if !self.agree_on(visiting, &list, sampled)? {
                return Ok(None);
            }
            if sampled {
                self.examine(visiting, kind, (&snapshot, &body, &frame, &opened), &mut seen)?;
            }
        }
        seen.differences = self.report(visiting, &opened, &seen);
        Ok(Some(seen))
    }

    /// The inspector hands over its list, and the host confirms it; whether it does.
    fn agree_on(&mut self, visiting: &mut Visiting, list: &ObjectList, sampled: bool) -> Result<bool, Unplayable> {
        // one object fewer than there are, and one list as good as the other to whoever sees hashes alone
        let objects = list.objects.iter().skip(1).cloned().collect();
        let other = ObjectList { objects, ..list.clone() };
        let hands_over_other = visiting.deceit == Some(VisitDeceit::HandsOverOtherList);
        let confirms_other = visiting.deceit == Some(VisitDeceit::ConfirmsOtherList);
        if (hands_over_other || confirms_other) && list.objects.is_empty() {
            let why = "nothing stands at the site of which another list could be made".to_owned();
            return Err(Unplayable::Inspection { kind: Id::default(), why });
        }
        let handed_over = if hands_over_other { &other } else { list };
        self.take(visiting, Deed::List(list.hash()), Some(handed_over.encode()));
        if hands_over_other {
            // it is asked for the right one until the confirmation would be due
            let waits = minutes_after(StepName::Confirmation) - minutes_after(StepName::Refusal);
            visiting.begins = later(visiting.begins, 60 * waits);
            self.take(visiting, Deed::Refusal(Reason::Other), None);
            return Ok(false);
        }
        let nonce = sampled.then(|| nonce(&mut visiting.rng).reveal());
        if confirms_other {
            self.say_out_of_order(visiting, Deed::Confirmation { list: other.hash(), nonce });
            return Ok(false);
        }
        self.take(visiting, Deed::Confirmation { list: list.hash(), nonce }, None);
        Ok(true)
    }

    /// Objects are drawn, their leaves opened, and the objects looked at.
    fn examine(
        &mut self,
        visiting: &mut Visiting,
        kind: &Inspection,
        (snapshot, _, frame, opened): (&Snapshot, &EpochBody, &SiteFrame, &VerifiedSite),
        seen: &mut Seen,
    ) -> Result<(), Unplayable> {
        self.take(visiting, Deed::Draw(visiting.nonces[1].reveal()), None);
        let few = kind.items_max.as_ref().map_or(u32::from(u16::MAX), |most| most.value);
        let many = u32::try_from(seen.objects.len()).expect("a site has fewer than 2^32 objects");
        let drawn = visiting.progress.drawn_objects(few, many).expect("both nonces are open");
        let leaves = asked(frame, &seen.objects, &drawn);
        let opened_leaves = self.host(&visiting.host).open_samples(snapshot, &leaves);
        let mut opened_leaves = opened_leaves.expect("the leaves are those of the site");
        if visiting.deceit == Some(VisitDeceit::OpensOtherLeaf) {
            opened_leaves[..2].swap(0, 1);
        }
        let samples =
            SiteSamples { inspection: visiting.progress.id(), salt: salt(&mut visiting.rng), leaves: opened_leaves };
        let most = u16::try_from(few).unwrap_or(u16::MAX);
        let sealed = visiting.seal(Sealed::Samples, &samples.encode(most, frame));
        self.take(visiting, Deed::Samples(SealedHash::of(&sealed)), Some(sealed));
        match opened.sample(&leaves, &samples.leaves) {
            Ok(shown) => seen.tags.extend(
                leaves.iter().zip(shown).filter_map(|(leaf, item)| Some(((leaf.cell.class, leaf.index), item?.tag))),
            ),
            Err(_) => seen.no_answer = true,
        }
        let objects = drawn.iter().filter_map(|place| seen.objects.get(*place as usize));
        seen.examined = objects
            .map(|object| {
                let tag = object.leaf.and_then(|leaf| seen.tags.get(&(object.class, leaf)).copied());
                Examined { seal: object.seal.clone(), class: object.class, tag, measurement: None }
            })
            .collect();
        self.measure(visiting, seen);
        if visiting.deceit == Some(VisitDeceit::SwapsTag) {
            let swapped = seen.examined.first_mut().ok_or_else(|| Unplayable::Inspection {
                kind: Id::default(),
                why: "nothing stands at the site whose tag could be another".to_owned(),
            })?;
            swapped.tag = swapped.tag.map(|Tag(bytes)| Tag(bytes.map(|byte| !byte)));
        }
        Ok(())
    }

    /// Containers are looked into, where some are empty: which ones, a lot did not know.
    fn measure(&self, visiting: &Visiting, seen: &mut Seen) {
        let Some(VisitDeceit::Empties(stock)) = &visiting.deceit else { return };
        let site = &self.host(&visiting.host).ground().sites()[usize::from(visiting.site().0)];
        let class = self.cast.class(|| "an evasion".to_owned(), &stock.class).ok().filter(|_| site.alias == stock.site);
        let of_class = seen.objects.iter().filter(|object| Some(object.class) == class);
        let empty: BTreeSet<_> = of_class.take(stock.items as usize).map(|object| object.seal.clone()).collect();
        for examined in &mut seen.examined {
            let none = empty.contains(&examined.seal);
            let verdict = if none { MeasuredVerdict::NoWarhead } else { MeasuredVerdict::Warhead };
            // nothing was measured in an exercise, so the file is an empty one
            examined.measurement = Some(Measurement { verdict, file: Sha256::digest([]).into() });
        }
    }

    fn report(&mut self, visiting: &mut Visiting, opened: &VerifiedSite, seen: &Seen) -> Vec<Difference> {
        let mut counted = seen.counted.clone();
        let (conceals, invents) = (
            visiting.deceit == Some(VisitDeceit::ConcealsDifference),
            visiting.deceit == Some(VisitDeceit::InventsDifference),
        );
        if conceals || visiting.deceit == Some(VisitDeceit::ReportsFalsely) {
            counted.iter_mut().take(1).for_each(|(_, count)| *count += 1);
        }
        let listed = visiting.progress.list().map(|_| seen.objects.as_slice());
        let buddy_tags = self.buddy_tags(visiting, &counted);
        let found = Found {
            counted: &counted,
            objects: listed,
            tags: &seen.tags,
            examined: &seen.examined,
            buddy_tags: buddy_tags.as_deref(),
        };
        let mut differences = if conceals { Vec::new() } else { compare(opened, found) };
        differences.extend(moved(visiting, &seen.objects));
        let differs = (!differences.is_empty() || seen.no_answer || invents) && !conceals;
        let finding = if differs { Comparison::Differs } else { Comparison::Agrees };
        let report = SiteReport {
            inspection: visiting.progress.id(),
            salt: salt(&mut visiting.rng),
            counted,
            examined: seen.examined.clone(),
            buddy_tags,
            differences: differences.clone(),
            text: ReportText::default(),
        };
        let broken = self.broken(visiting, &report.differences);
        let paper: PaperHash = report.hash();
        self.take(visiting, Deed::Report { paper, finding, broken }, Some(report.encode()));
        let disputed = matches!(
            visiting.deceit,
            Some(VisitDeceit::ReportsFalsely | VisitDeceit::InventsDifference | VisitDeceit::OpensOtherLeaf)
        );
        let answer = if disputed { Answer::Dissents } else { Answer::Concurs };
        self.take(visiting, Deed::Signature { paper, answer }, None);
        differences
    }

    /// The restrictions that the host breaks, by number: the one that the file says, and those that forbid what the report tells.
    fn broken(&self, visiting: &Visiting, differences: &[Difference]) -> Vec<u16> {
        let mut all = (0..).zip(self.cast.treaty().of(Kind::Restriction));
        let said = match &visiting.deceit {
            Some(VisitDeceit::Breaks { restriction }) => all.find(|(_, clause)| clause.id == *restriction),
            _ => None,
        };
        let (kind, facility) = self.visited(visiting);
        let seen = differences.iter().filter_map(|difference| difference.code.forbidden());
        let seen = seen.flat_map(|action| self.cast.treaty().forbidding(&kind, &facility, action));
        let mut broken: Vec<u16> = said.map(|(number, _)| number).into_iter().chain(seen).collect();
        broken.sort_unstable();
        broken.dedup();
        broken
    }

    /// The kind of inspection, and the kind of facility at which it is.
    fn visited(&self, visiting: &Visiting) -> (Id, Id) {
        let kind = kinds(self.cast.treaty()).nth(visiting.progress.request().kind.into());
        let kind = kind.map(|(clause, _)| clause.id.clone()).unwrap_or_default();
        let sites = self.host(&visiting.host).ground().sites();
        (kind, sites[usize::from(visiting.site().0)].facility.clone())
    }

    /// The buddy tags that are shown, where the instrument asks for one beside each item: as many as items, but for an evader's.
    fn buddy_tags(&self, visiting: &Visiting, counted: &[(Class, u16)]) -> Option<Vec<(Class, u16)>> {
        let (kind, facility) = self.visited(visiting);
        let asked = [Restriction::LACK_BUDDY_TAG, Restriction::MOVE_BUDDY_TAG];
        let asked = asked.iter().any(|action| !self.cast.treaty().forbidding(&kind, &facility, action).is_empty());
        let lacks = u16::from(visiting.deceit == Some(VisitDeceit::LacksBuddyTag));
        let lacking = counted.iter().position(|(_, items)| *items > 0);
        let tags = counted.iter().enumerate().map(|(place, (class, items))| {
            (*class, if lacking == Some(place) { items.saturating_sub(lacks) } else { *items })
        });
        asked.then(|| tags.collect())
    }

    /// What the team meets at the site: an object for every leaf, but for what an evader hides or has beside its ledger.
    fn seen(&self, visiting: &Visiting, opened: &VerifiedSite, site: SiteNumber, met: Met) -> Seen {
        let here = opened.counts().iter().filter(|(cell, _)| cell.place.kind != PlaceKind::Road);
        let host = self.host(&visiting.host);
        let after = self.stated.get(visiting.progress.party(Side::Host)).map_or(Epoch::BASELINE, |body| body.epoch);
        let objects = here.map(|(cell, count)| (cell.class, host.objects(self.cast, (*cell, after), count.0)));
        let mut counted: BTreeMap<Class, u16> = objects.collect();
        let beside = self.beside(visiting, site);
        if let Some((class, items, more)) = beside {
            let count = counted.entry(class).or_default();
            *count = if more { count.saturating_add(items) } else { count.saturating_sub(items) };
        }
        let leaves = |class: Class| {
            opened
                .counts()
                .iter()
                .find(|(cell, _)| cell.class == class && cell.place.kind != PlaceKind::Road)
                .map_or(0, |(_, count)| count.0)
        };
        let reuses = visiting.deceit == Some(VisitDeceit::ReusesSeals);
        let visit = if reuses { 0 } else { self.inspections };
        let mut objects = Vec::new();
        for (class, count) in &counted {
            for index in 0..*count {
                let leaf = (index < leaves(*class)).then_some(index);
                if leaf.is_none_or(|leaf| !met.left.contains(&(*class, leaf))) {
                    objects.push((*class, leaf));
                }
            }
        }
        objects.extend(met.came.iter().map(|(class, _)| (*class, None)));
        met.left.iter().for_each(|(class, _)| *counted.entry(*class).or_default() -= 1);
        met.came.iter().for_each(|(class, _)| *counted.entry(*class).or_default() += 1);
        let number = |(place, (class, leaf)): (usize, (Class, Option<u16>))| {
            let seal = format!("{}-{visit}-{place}", visiting.inspector);
            let seal = SealNumber::new(&seal).expect("a code in capitals and numbers make the number of a seal");
            ListedObject { seal, class, leaf }
        };
        Seen {
            counted: counted.into_iter().collect(),
            objects: objects.into_iter().enumerate().map(number).collect(),
            tags: OpenedTags::new(),
            examined: Vec::new(),
            came: met.came,
            differences: Vec::new(),
            no_answer: false,
        }
    }

    /// What an evader hides at the site, or has there beside its ledger.
    fn beside(&self, visiting: &Visiting, site: SiteNumber) -> Option<(Class, u16, bool)> {
        let (stock, more) = match &visiting.deceit {
            Some(VisitDeceit::Hides(stock)) => (stock, false),
            Some(VisitDeceit::Shows(stock)) => (stock, true),
            _ => return None,
        };
        let alias = &self.host(&visiting.host).ground().sites().get(usize::from(site.0))?.alias;
        let class = self.cast.class(|| "an evasion".to_owned(), &stock.class).ok()?;
        (*alias == stock.site).then(|| (class, u16::try_from(stock.items).unwrap_or(u16::MAX), more))
    }
}

/// A buddy tag that an evader moved, beside the first object that stands there.
fn moved(visiting: &Visiting, objects: &[ListedObject]) -> Option<Difference> {
    let is = visiting.deceit == Some(VisitDeceit::MovesBuddyTag);
    let number = SealNumber::new(&format!("B-{}-1", visiting.host)).filter(|_| is);
    let class = objects.first().map_or(Class(0), |object| object.class);
    number.map(|number| Difference { code: DifferenceCode::BuddyTagMoved, class, leaf: None, seal: Some(number) })
}
