//! Inspections at play: both sides take their steps one after the other, as two real ones would, and the papers lie in the folders of their readers.
//!
//! An inspection is over before the next epoch ends. What stands at the site is what the host's ledger had there at the close of the epoch that is
//! opened; only an evader has it otherwise.

mod inquiry;

pub(super) use inquiry::{Asking, may_inquire};

use super::{Stage, later};
use crate::calendar::day_of;
use crate::cast::Unplayable;
use crate::file::{Deceit, Inspections, VisitDeceit};
use crate::host::Host;
use crate::keeper::Saying;
use crate::run::RunFile;
use inventory::{Epoch, Ledger, Snapshot};
use log::Timestamp;
use proof::manifest::Tag;
use proof::rand_core::{CryptoRng, Rng};
use proof::{Class, Count, PlaceKind, Salt, SiteFrame, VerifiedSite};
use record::draw::{Lot, SecretNonce};
use record::inspection::{Progress, Side, kinds, lot_sites, side_of};
use record::layout::Layout;
use record::site::{
    Difference, DifferenceCode, Examined, Found, ListedObject, MeasuredVerdict, Measurement, OpenedTags, ReportText,
    asked, compare,
};
use record::statement::{
    Acceptance, Answer, Comparison, Deed, Designation, InspectionStep, PaperHash, Reason, Request, SealedHash,
    StepHash, StepName,
};
use record::{
    Author, EpochBody, ObjectList, ReaderSecret, Readers, SealNumber, Sealed, SiteNumber, SiteOpening, SiteReport,
    SiteSamples, Statement,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use treaty::instrument::{Choice, Clause, Inspection, Kind, OpeningForm, Restriction};
use treaty::quota::Visit;
use treaty::{Id, Instrument};

const HOUR: u32 = 3600;
/// How long an inspection lasts, until all have acknowledged it.
pub(super) const LASTS: u32 = 43 * HOUR;

/// When each step is taken, in minutes after the request.
const fn minutes_after(step: StepName) -> u32 {
    match step {
        StepName::Request => 0,
        StepName::Nonce | StepName::Refusal => 6 * 60,
        StepName::Designation => 12 * 60,
        StepName::Opening => 14 * 60,
        StepName::Acceptance => 15 * 60,
        StepName::Arrival => 30 * 60,
        StepName::List => 32 * 60,
        StepName::Confirmation => 33 * 60,
        StepName::Draw => 33 * 60 + 30,
        StepName::Samples => 34 * 60,
        StepName::Report => 40 * 60,
        StepName::Signature | StepName::Withdrawal => 41 * 60,
        StepName::Inquiry => 41 * 60 + 5,
        StepName::Answer => 41 * 60 + 8,
        StepName::Conclusion => 41 * 60 + 11,
    }
}

/// Two sides at an inspection.
struct Visiting {
    inspector: Author,
    host: Author,
    progress: Progress,
    begins: Timestamp,
    deceit: Option<VisitDeceit>,
    secret: ReaderSecret,
    /// The inspector's parts in the draws of the site, and of objects.
    nonces: [SecretNonce; 2],
    rng: chacha20::ChaCha20Rng,
}

/// A paper that goes to the other side with a step.
type Paper = Option<Vec<u8>>;

impl Stage<'_> {
    /// The inspections that are asked for after an epoch, one after the other.
    pub(super) fn inspect(&mut self, epoch: Epoch) -> Result<(), Unplayable> {
        let of_epoch = self.cast.exercise.inspections.iter().filter(|planned| planned.epoch == epoch);
        let mut planned: Vec<_> =
            of_epoch.flat_map(|planned| planned.days.iter().map(move |day| (*day, planned))).collect();
        planned.sort_by_key(|(day, _)| *day);
        for (day, planned) in planned {
            let begins = self.cast.after_end_of(epoch, day * super::DAY + 2 * HOUR);
            let ends = later(begins, LASTS);
            self.rounds_before(begins)?;
            if self.turns.front().is_some_and(|turning| turning.at < ends) {
                let why = "a step of a clarification falls into it".to_owned();
                return Err(Unplayable::Inspection { kind: planned.kind.clone(), why });
            }
            self.rounds_before(ends)?;
            self.visit(planned, begins)?;
        }
        Ok(())
    }

    fn visit(&mut self, planned: &Inspections, begins: Timestamp) -> Result<(), Unplayable> {
        let treaty = self.cast.treaty();
        let (number, clause) = kind_of(treaty, &planned.kind).ok_or_else(|| Unplayable::Inspection {
            kind: planned.kind.clone(),
            why: "the instrument has no such kind of inspection".to_owned(),
        })?;
        let kind = clause.1;
        let mut visiting = self.request(planned, (number, kind), begins);
        let mut asking = None;
        if self.until_designated(&mut visiting, planned, clause)? && self.until_opened(&mut visiting)? {
            let seen = self.until_signed(&mut visiting, kind)?;
            asking = Some(self.asks(&mut visiting, planned, &seen));
        }
        let waiting = asking.map(|asks| self.inquire(&mut visiting, kind, asks)).transpose()?.flatten();
        for author in [&visiting.inspector, &visiting.host] {
            self.keeper(author).sign();
        }
        let ground = self.host(&visiting.host).ground();
        let counted = visiting.progress.counted(clause, Some(ground), day_of);
        self.visits.extend(visiting.progress.designation().map(|_| counted));
        self.inspections += 1;
        let progress = &visiting.progress;
        self.requests.push(progress.id());
        self.reports.push(progress.step(StepName::Report).unwrap_or(progress.last()).hash);
        self.acknowledge(later(visiting.begins, LASTS - super::ACKNOWLEDGED.0 - super::ACKNOWLEDGED.1), &[]);
        self.asking.extend(waiting.map(|asks| Asking { visiting, kind: planned.kind.clone(), asks }));
        Ok(())
    }

    fn request(&mut self, planned: &Inspections, (number, kind): (u16, &Inspection), begins: Timestamp) -> Visiting {
        let (inspector, host) = (Author::Party(planned.inspector.clone()), Author::Party(planned.host.clone()));
        let which = format!("{inspector}/{}", self.inspections);
        let mut rng = self.cast.seed.generator("inspection", &which);
        let secret = ReaderSecret::draw(&mut rng);
        let nonces = [nonce(&mut rng), nonce(&mut rng)];
        let deceit = self.deceit_of(planned);
        let form = match deceit {
            Some(VisitDeceit::AsksFor { form }) => form,
            _ => planned.form,
        };
        let sides = record::draw::Sides {
            instrument: &self.cast.treaty().hash,
            inspector: &planned.inspector,
            host: &planned.host,
        };
        let draw = (kind.choice == Choice::Drawn).then(|| nonces[0].commit(sides, Lot::Site));
        let key = secret.public().encode();
        let under: String = Sha256::digest(&key).iter().map(|byte| format!("{byte:02x}")).collect();
        let path = format!("{inspector}.secret/inspections/{under}/key");
        self.request_keys.push(RunFile { path, bytes: super::hexadecimal(secret.reveal()) });
        let request = Request { host: planned.host.clone(), kind: number, form, draw, key };
        let (dated, hash) =
            self.say_step(&inspector, Statement::Inspection(InspectionStep::Request(request.clone())), begins, None);
        let progress = Progress::begin(self.cast.treaty().hash, &inspector, request, hash, dated)
            .expect("an exercise has two parties at an inspection");
        Visiting { inspector, host, progress, begins, deceit, secret, nonces, rng }
    }

    /// The evasion that an inspection sees, if it is the first of its side after the epoch.
    fn deceit_of(&self, planned: &Inspections) -> Option<VisitDeceit> {
        let of_inspector = |deceit: &VisitDeceit| {
            use VisitDeceit as D;
            matches!(deceit, D::DesignatesOther | D::AsksFor { .. } | D::ReportsFalsely | D::RejectsOpening)
                || matches!(deceit, D::ConcealsDifference | D::InventsDifference)
        };
        let mut evasions = self.cast.exercise.evasions.iter().filter(|evasion| evasion.epoch == planned.epoch);
        evasions.find_map(|evasion| match &evasion.deceit {
            Deceit::Visit(deceit) => {
                let side = if of_inspector(deceit) { &planned.inspector } else { &planned.host };
                let either = *deceit == VisitDeceit::KeepsNonce && evasion.party == planned.inspector;
                (either || evasion.party == *side).then(|| deceit.clone())
            }
            _ => None,
        })
    }

    /// Up to the designation; whether there is one.
    fn until_designated(
        &mut self,
        visiting: &mut Visiting,
        planned: &Inspections,
        clause: (&Clause, &Inspection),
    ) -> Result<bool, Unplayable> {
        let refused = match visiting.deceit {
            Some(VisitDeceit::Refuses { force_majeure: true }) => Some(Reason::ForceMajeure),
            Some(VisitDeceit::Refuses { force_majeure: false }) => Some(Reason::Other),
            Some(VisitDeceit::AsksFor { .. }) => Some(Reason::NoRight),
            _ => None,
        };
        if let Some(reason) = refused {
            self.take(visiting, Deed::Refusal(reason), None);
            return Ok(false);
        }
        let host_keeps = self.keeps_nonce(visiting, planned, Side::Host);
        if clause.1.choice == Choice::Drawn && !host_keeps {
            let nonce = nonce(&mut visiting.rng).reveal();
            self.take(visiting, Deed::Nonce(nonce), None);
        }
        if self.keeps_nonce(visiting, planned, Side::Inspector) {
            return Ok(false);
        }
        let site = self.chosen(visiting, planned, clause)?;
        // what is opened is fixed by what the inspector acknowledges before it says where it goes
        let at = later(visiting.at(StepName::Designation), 0).seconds() - 600;
        let at = Timestamp::new(at).expect("earlier than a time");
        self.keeper(&visiting.host.clone()).sign();
        let shown = self.keeper(&visiting.host.clone()).show();
        let own = visiting.inspector.clone();
        let shown = shown.into_iter().find(|shown| shown.is_for(&own)).expect("a record is shown to everybody");
        let is_silent = super::deceit::withholds(self.cast, &own, self.now);
        let keeper = self.keeper(&own);
        let covered = match keeper.acknowledged(&shown.of).filter(|_| is_silent) {
            Some(last) => last,
            None => {
                let at = keeper.not_before(at);
                keeper.acknowledge(&shown, at);
                shown.covered()
            }
        };
        let sampled = visiting.progress.request().form == OpeningForm::Sample;
        let draw = sampled.then(|| visiting.nonces[1].commit(visiting.progress.sides(), Lot::Objects));
        let nonce = visiting.progress.nonce().map(|_| visiting.nonces[0].reveal());
        let step = Deed::Designation(Designation { site, nonce, covered, draw });
        if host_keeps {
            visiting.begins = later(visiting.begins, 6 * HOUR);
        }
        self.take(visiting, step, None);
        Ok(true)
    }

    fn keeps_nonce(&self, visiting: &Visiting, planned: &Inspections, side: Side) -> bool {
        let party = if side == Side::Host { &planned.host } else { &planned.inspector };
        let own = |evasion: &crate::file::Evasion| evasion.party == *party && evasion.epoch == planned.epoch;
        visiting.deceit == Some(VisitDeceit::KeepsNonce) && self.cast.exercise.evasions.iter().any(own)
    }

    /// The site: the one of the lot, or the one that is planned.
    fn chosen(
        &self,
        visiting: &Visiting,
        planned: &Inspections,
        clause: (&Clause, &Inspection),
    ) -> Result<SiteNumber, Unplayable> {
        let (host, treaty) = (self.host(&visiting.host), self.cast.treaty());
        let refuse = |why: &str| Unplayable::Inspection { kind: planned.kind.clone(), why: why.to_owned() };
        let named = |site: &Id| host.ground().sites().iter().position(|known| known.alias == *site);
        let number = |place: usize| SiteNumber(u16::try_from(place).expect("a side has at most 256 sites"));
        if visiting.progress.nonce().is_none() {
            let place = planned.site.as_ref().and_then(named);
            let first = || lot_of(self, visiting, planned, clause, host, treaty).first().copied();
            return place
                .map(number)
                .or_else(first)
                .ok_or_else(|| refuse("it has no `site`, and the host has no site to which it could go"));
        }
        let lot = lot_of(self, visiting, planned, clause, host, treaty);
        let drawn = visiting.progress.site_drawn_by(&visiting.nonces[0].reveal(), &lot);
        let drawn = drawn.ok_or_else(|| refuse("there is no site on which the lot could fall"))?;
        match visiting.deceit {
            Some(VisitDeceit::DesignatesOther) => {
                let other = lot.iter().copied().find(|site| *site != drawn);
                other.ok_or_else(|| refuse("there is no other site to which the inspector could go"))
            }
            _ => Ok(drawn),
        }
    }

    /// From the opening to the arrival; whether the team looks.
    fn until_opened(&mut self, visiting: &mut Visiting) -> Result<bool, Unplayable> {
        let site = visiting.site();
        let (_, snapshot, body, frame) = self.gone_back(visiting, site)?;
        let form = visiting.progress.request().form;
        let unopenable = |why: inventory::Unopenable| Unplayable::Inspection {
            kind: Id::default(),
            why: format!("{}: {why}", visiting.host),
        };
        let mut opened = self.host(&visiting.host).open_site(&snapshot, site, form).map_err(unopenable)?;
        if let Some(VisitDeceit::OpensOther { by }) = visiting.deceit {
            let more = u16::try_from(by).unwrap_or(u16::MAX);
            opened.counts.iter_mut().for_each(|opened| opened.count = Count(opened.count.0.saturating_add(more)));
        }
        let inspection = visiting.progress.id();
        let opening = SiteOpening { form, inspection, salt: salt(&mut visiting.rng), epoch: body.epoch, site, opened };
        let plaintext = opening.encode(&frame);
        let sealed = match visiting.deceit {
            Some(VisitDeceit::SealsToOther) => visiting.seal_to_other(&plaintext),
            _ => visiting.seal(Sealed::Opening, &plaintext),
        };
        let deed = Deed::Opening { epoch: body.epoch, sealed: SealedHash::of(&sealed) };
        self.take(visiting, deed, Some(sealed.clone()));
        let shows = visiting
            .unsealed(&sealed, form, &frame)
            .map(|opening| opening.opened.verify(&frame, &body.commitments.cells, &body.roots));
        let opens = matches!(shows, Some(Ok(_))) && visiting.deceit != Some(VisitDeceit::RejectsOpening);
        let acceptance = if opens { Acceptance::Opens } else { Acceptance::DoesNotOpen };
        self.take(visiting, Deed::Acceptance(acceptance), None);
        if acceptance != Acceptance::Opens {
            return Ok(false);
        }
        if let Some(VisitDeceit::ArrivesLate { hours }) = visiting.deceit {
            visiting.begins = later(visiting.begins, hours * HOUR);
        }
        visiting.begins = sooner(self.cast.treaty(), visiting);
        let at = visiting.at(StepName::Arrival);
        self.take(visiting, Deed::Arrival(at), None);
        Ok(true)
    }

    /// From the list to the signature.
    fn until_signed(&mut self, visiting: &mut Visiting, kind: &Inspection) -> Result<Seen, Unplayable> {
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
            let (hash, bytes) = (list.hash(), list.encode());
            self.take(visiting, Deed::List(hash), Some(bytes));
            let sampled = form == OpeningForm::Sample;
            let nonce = sampled.then(|| nonce(&mut visiting.rng).reveal());
            self.take(visiting, Deed::Confirmation { list: hash, nonce }, None);
            if sampled {
                self.examine(visiting, kind, (&snapshot, &body, &frame, &opened), &mut seen)?;
            }
        }
        seen.differences = self.report(visiting, &opened, &seen);
        Ok(seen)
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
        let visit = self.inspections;
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

    /// The host goes back to the epoch that the designation fixes, by its list of events and its seed.
    fn gone_back(
        &self,
        visiting: &Visiting,
        site: SiteNumber,
    ) -> Result<(Ledger, Snapshot, EpochBody, SiteFrame), Unplayable> {
        let (host, party) = (self.host(&visiting.host), visiting.progress.party(Side::Host));
        let body = self.stated.get(party).expect("an inspection comes after an epoch").clone();
        let refuse = |why: String| Unplayable::Inspection { kind: Id::default(), why: format!("{party}: {why}") };
        let shape = |epoch| Layout::on(self.cast.treaty(), host.ground(), Epoch(epoch)).map(|layout| layout.shape);
        let shapes: Vec<_> = (0..=body.epoch.0).map(shape).collect::<Result<_, _>>()?;
        let (ledger, snapshot) = host.go_back(&shapes, &body).map_err(|why| refuse(why.to_string()))?;
        let frame = shapes.last().and_then(|shape| SiteFrame::of(shape, site.0));
        let frame =
            frame.ok_or_else(|| refuse("the site holds no warheads, so there is nothing to open".to_owned()))?;
        Ok((ledger, snapshot, body, frame))
    }

    /// One side takes its next step, and hands over what goes with it.
    fn take(&mut self, visiting: &mut Visiting, deed: Deed, paper: Paper) {
        let side = side_of(deed.name());
        let (author, reader) = match side {
            Side::Inspector => (visiting.inspector.clone(), visiting.host.clone()),
            Side::Host => (visiting.host.clone(), visiting.inspector.clone()),
        };
        let at = visiting.at(deed.name());
        let (inspection, previous) = (visiting.progress.id(), visiting.progress.last().hash);
        let step = InspectionStep::Next { inspection, previous, deed };
        let (dated, hash) =
            self.say_step(&author, Statement::Inspection(step.clone()), at, paper.map(|bytes| (reader, bytes)));
        visiting.progress.advance(&author, &step, hash, dated).expect("the steps of an exercise come in their order");
    }

    /// Says a step; when it is dated, and its leaf.
    pub(super) fn say_step(
        &mut self,
        author: &Author,
        statement: Statement,
        at: Timestamp,
        paper: Option<(Author, Vec<u8>)>,
    ) -> (Timestamp, StepHash) {
        let keeper = self.keeper(author);
        let (dated, salt) = (keeper.not_before(at), keeper.salt());
        let saying = Saying { dated, readers: &Readers::Public, statement: &statement, proofs: None, salt };
        let (envelope, _) = keeper.draft(saying);
        let leaf = keeper.append(&envelope);
        if let Some((reader, bytes)) = paper {
            keeper.hand_over(RunFile { path: format!("{reader}.sealed/{author}-{leaf}"), bytes });
        }
        (dated, StepHash::of(&envelope.encode()))
    }

    pub(super) fn host(&self, author: &Author) -> &Host {
        let host = self.hosts.iter().find(|host| Some(host.party()) == author.party());
        host.expect("every party that is named has a side")
    }
}

/// What a team meets.
struct Seen {
    counted: Vec<(Class, u16)>,
    objects: Vec<ListedObject>,
    tags: OpenedTags,
    examined: Vec<Examined>,
    /// The tags that were read on what has no leaf, in the order of such objects.
    came: Vec<(Class, Tag)>,
    differences: Vec<Difference>,
    /// Whether the drawn leaves that were opened are no answer.
    no_answer: bool,
}

/// What has moved since the epoch closed that is opened.
#[derive(Default)]
struct Met {
    /// The leaves of what has left.
    left: BTreeSet<(Class, u16)>,
    /// Class and tag of what has come.
    came: Vec<(Class, Tag)>,
}

impl Visiting {
    /// When a step is taken.
    fn at(&self, step: StepName) -> Timestamp {
        later(self.begins, 60 * minutes_after(step))
    }

    fn site(&self) -> SiteNumber {
        self.progress.designation().expect("the site was designated").site
    }

    fn seal(&mut self, what: Sealed, plaintext: &[u8]) -> Vec<u8> {
        let key = self.secret.public();
        key.seal(what, &self.progress.id(), plaintext, &mut self.rng)
    }

    /// Seals an opening to a key that is not the inspector's.
    fn seal_to_other(&mut self, plaintext: &[u8]) -> Vec<u8> {
        let key = ReaderSecret::draw(&mut self.rng).public();
        key.seal(Sealed::Opening, &self.progress.id(), plaintext, &mut self.rng)
    }

    /// The opening as the inspector reads it.
    fn unsealed(&self, sealed: &[u8], form: OpeningForm, frame: &SiteFrame) -> Option<SiteOpening> {
        let plaintext = self.secret.open(Sealed::Opening, &self.progress.id(), sealed).ok()?;
        SiteOpening::decode(&plaintext, form, frame).ok()
    }
}

/// When it would have begun, had the team as much time on its way as it takes here: three quarters of what the instrument gives it, and what comes then comes
/// so much sooner.
fn sooner(treaty: &Instrument, visiting: &Visiting) -> Timestamp {
    let (_, kind) = kinds(treaty).nth(visiting.progress.request().kind.into()).expect("the instrument has this kind");
    let designated = visiting.at(StepName::Designation);
    let due = visiting.progress.due(treaty, kind, StepName::Arrival).map_or(u64::MAX, |(due, _)| due.seconds());
    let way = due.saturating_sub(designated.seconds()) / 4 * 3;
    let taken = visiting.at(StepName::Arrival).seconds() - designated.seconds();
    let late =
        if matches!(visiting.deceit, Some(VisitDeceit::ArrivesLate { .. })) { 0 } else { taken.saturating_sub(way) };
    Timestamp::new(visiting.begins.seconds() - late).expect("earlier than a time")
}

/// A buddy tag that an evader moved, beside the first object that stands there.
fn moved(visiting: &Visiting, objects: &[ListedObject]) -> Option<Difference> {
    let is = visiting.deceit == Some(VisitDeceit::MovesBuddyTag);
    let number = SealNumber::new(&format!("B-{}-1", visiting.host)).filter(|_| is);
    let class = objects.first().map_or(Class(0), |object| object.class);
    number.map(|number| Difference { code: DifferenceCode::BuddyTagMoved, class, leaf: None, seal: Some(number) })
}

/// The sites on which the lot may fall.
fn lot_of(
    stage: &Stage<'_>,
    visiting: &Visiting,
    planned: &Inspections,
    clause: (&Clause, &Inspection),
    host: &Host,
    treaty: &Instrument,
) -> Vec<SiteNumber> {
    let day = day_of(visiting.at(StepName::Designation));
    let asked = Visit { begins: day, ends: day, ..visiting.progress.counted(clause, Some(host.ground()), day_of) };
    let epoch = stage.stated.get(&planned.host).map_or(Epoch::BASELINE, |body| body.epoch);
    lot_sites(treaty, clause.1, host.ground(), epoch, &asked, &stage.visits)
}

fn nonce(rng: &mut impl CryptoRng) -> SecretNonce {
    let mut bytes = [0; 32];
    rng.fill_bytes(&mut bytes);
    SecretNonce::new(bytes)
}

fn salt(rng: &mut impl Rng) -> Salt {
    let mut bytes = [0; 32];
    rng.fill_bytes(&mut bytes);
    Salt(bytes)
}

/// The kind of inspection of this name, with its number.
fn kind_of<'a>(treaty: &'a Instrument, id: &Id) -> Option<(u16, (&'a Clause, &'a Inspection))> {
    (0..).zip(kinds(treaty)).find(|(_, (clause, _))| clause.id == *id)
}
