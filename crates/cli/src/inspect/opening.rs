//! The opening of the site, and of the entries that were drawn: made by the host out of its books, opened by the inspector with the key of its request.

use super::follow::Visit;
use super::start::READER_KEY;
use super::turn::{Turn, kept_under};
use super::{Done, papers};
use crate::audit::refused;
use crate::desk::Desk;
use crate::out::{Failure, INCONSISTENT};
use inventory::{Keys, Ledger, List, Seed, Snapshot, go_back};
use proof::{Context, PlaceKind, Salt, SiteFrame, SiteLeaf, VerifiedSite};
use record::inspection::Side;
use record::site::{OpenedTags, SAMPLES_MAX, every_tag};
use record::statement::{Acceptance, Deed, SealedHash, StepHash, StepName};
use record::{Author, EpochBody, ReaderKey, ReaderSecret, Sealed, SiteNumber, SiteOpening, SiteSamples};
use report::visit::Shown;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::Arc;
use treaty::Id;
use treaty::instrument::OpeningForm;
use zeroize::Zeroizing;

/// The host's table of its items and their leaves, by its name in the home.
pub const LEAVES: &str = "leaves.csv";

/// Host: opens what is due. Inspector: opens what came.
pub fn open(desk: &mut Desk, not_received: bool) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Opening, StepName::Samples, StepName::Acceptance])?;
    let (name, side) = (visit.name(), desk.side(visit));
    let is_drawn = visit.progress.step(StepName::Draw).is_some();
    match side {
        Side::Host if not_received => Err(Failure::Refused("--not-received is for the inspector to say".to_owned())),
        Side::Host if is_drawn => samples(desk, name),
        Side::Host => site(desk, name),
        Side::Inspector if visit.progress.samples().is_some() => show_samples(desk, &name),
        Side::Inspector => accept(desk, name, not_received),
    }
}

/// What an opening is about.
pub struct Subject {
    /// The request.
    pub inspection: StepHash,
    /// The site.
    pub site: SiteNumber,
    /// Its name.
    pub alias: Id,
    /// What is public of it.
    pub frame: SiteFrame,
    /// What was stated of the epoch.
    pub body: EpochBody,
    /// The most leaves that are drawn.
    pub most: u16,
}

impl Subject {
    /// What the opening is held to, in this form.
    fn held_to(&self, form: OpeningForm) -> record::site::StatedSite {
        let (cells, roots) = (self.body.commitments.cells.clone(), self.body.roots.clone());
        let Self { inspection, site, frame, most, .. } = self;
        let (inspection, site, epoch) = (*inspection, *site, self.body.epoch);
        record::site::StatedSite { inspection, form, epoch, site, frame: frame.clone(), cells, roots, most: *most }
    }
}

/// What the opening of an inspection is about: the designated site in the last epoch below the head that the designation names.
pub fn subject(desk: &Desk, visit: &Visit) -> Result<Subject, Failure> {
    let (progress, host) = (&visit.progress, visit.progress.party(Side::Host));
    let refuse = |why: &str| Failure::Refused(format!("{}: {why}", visit.name()));
    let to = progress.designation().ok_or_else(|| refuse("no site was designated yet"))?;
    let held = desk.books.held.get(&Author::Party(host.clone()));
    if held.and_then(|held| held.root_at(to.covered.0)) != Some(to.covered.1) {
        return Err(refuse("the designation names a head that the host's record never had, as this home holds it"));
    }
    let body = in_silence(desk, visit).or_else(|| desk.books.epoch_below(host, to.covered.0));
    let body = body.ok_or_else(|| refuse("the host had stated no epoch below the head that the designation names"))?;
    let layout = desk.books.layout(desk.treaty(), host, body.epoch)?;
    let frame = SiteFrame::of(&layout.shape, to.site.0);
    let (site, frame) =
        layout.site(to.site).zip(frame).ok_or_else(|| refuse("the designated site is not one of that epoch"))?;
    let most = visit.clause(desk.treaty()).and_then(|(_, kind)| kind.items_max.as_ref());
    let most = most.and_then(|most| u16::try_from(most.value).ok()).unwrap_or(SAMPLES_MAX).min(SAMPLES_MAX);
    Ok(Subject { inspection: progress.id(), site: to.site, alias: site.alias.clone(), frame, body: body.clone(), most })
}

/// The later epoch that the host may open where the inspector was silent: unless it opened another one.
fn in_silence<'a>(desk: &'a Desk, visit: &Visit) -> Option<&'a EpochBody> {
    let sides = [Side::Inspector, Side::Host].map(|side| visit.progress.party(side));
    let at = visit.progress.step(StepName::Designation)?.at;
    let body = desk.books.epoch_in_silence(desk.treaty(), sides, at)?;
    let opened = visit.progress.opening().map(|(epoch, _)| epoch);
    Some(body).filter(|body| opened.is_none_or(|opened| opened == body.epoch))
}

fn site(desk: &mut Desk, name: String) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Opening])?;
    let turn = desk.turn(visit, StepName::Opening)?;
    let (subject, request) = (subject(desk, visit)?, visit.progress.request().clone());
    let (form, inspector) = (request.form, visit.progress.party(Side::Inspector).clone());
    let leaves = |desk: &Desk| Shown::Leaves(desk.home.kept_at(&name, LEAVES).display().to_string());
    if turn == Turn::Again {
        let shown = vec![leaves(desk)];
        return Ok(Done::again(name, StepName::Opening).showing(shown, 0));
    }
    let (ledger, snapshot) = then(desk, &subject.body)?;
    let opened = snapshot.open_site(subject.site, form).map_err(|why| Failure::Refused(why.to_string()))?;
    let epoch = subject.body.epoch;
    let plain = SiteOpening {
        form,
        inspection: subject.inspection,
        salt: Salt(*desk.draw()),
        epoch,
        site: subject.site,
        opened,
    };
    // whatever is sealed is held first against what was stated, as its reader will
    let stated = &subject.body;
    let shows = plain.opened.verify(&subject.frame, &stated.commitments.cells, &stated.roots);
    shows.map_err(|why| Failure::Refused(format!("the opening would not open what was stated: {why}")))?;
    let table = leaf_table(desk, &ledger, &snapshot, &subject);
    desk.home.keep_paper(&name, LEAVES, table.as_bytes()).map_err(refused)?;
    let sealed = seal(desk, &request.key, Sealed::Opening, &subject.inspection, &plain.encode(&subject.frame))?;
    desk.home.keep_sealed(&inspector, &desk.author(), desk.next_place(), &sealed).map_err(refused)?;
    desk.take(&name, Deed::Opening { epoch, sealed: hash(&sealed) })?;
    let shown = vec![leaves(desk)];
    Ok(Done::took(name, StepName::Opening).showing(shown, 0))
}

fn samples(desk: &mut Desk, name: String) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Samples])?;
    if desk.turn(visit, StepName::Samples)? == Turn::Again {
        return Ok(Done::again(name, StepName::Samples));
    }
    let (subject, request) = (subject(desk, visit)?, visit.progress.request().clone());
    let inspector = visit.progress.party(Side::Inspector).clone();
    let drawn = papers::drawn(desk, visit, &subject)?;
    let (_, snapshot) = then(desk, &subject.body)?;
    let leaves = snapshot.open_samples(&drawn.leaves).map_err(|why| Failure::Refused(why.to_string()))?;
    let plain = SiteSamples { inspection: subject.inspection, salt: Salt(*desk.draw()), leaves };
    let plain = plain.encode(subject.most, &subject.frame);
    let sealed = seal(desk, &request.key, Sealed::Samples, &subject.inspection, &plain)?;
    desk.home.keep_sealed(&inspector, &desk.author(), desk.next_place(), &sealed).map_err(refused)?;
    desk.take(&name, Deed::Samples(hash(&sealed)))?;
    Ok(Done::took(name, StepName::Samples).showing(vec![Shown::Drawn(drawn.objects)], 0))
}

/// The inspector says what became of the opening.
fn accept(desk: &mut Desk, name: String, not_received: bool) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Acceptance])?;
    let turn = desk.turn(visit, StepName::Acceptance)?;
    let message = message(desk, visit, StepName::Opening)?;
    let (said, shown) = match (not_received, message) {
        (true, Some(_)) => {
            return Err(Failure::Refused(format!("{name}: the message is here, as the host's step names it: open it")));
        }
        (true, None) => (Acceptance::NotReceived, Vec::new()),
        (false, None) => {
            let why =
                "the sealed message is not on the stick, nor was it before: ask for it, or say so with --not-received";
            return Err(Failure::Refused(format!("{name}: {why}")));
        }
        (false, Some(message)) => match opened(desk, visit, &message)? {
            Ok(site) => (Acceptance::Opens, vec![shown(desk, visit, &site)?]),
            Err(why) => (Acceptance::DoesNotOpen, vec![Shown::DoesNotOpen(why)]),
        },
    };
    let status = if said == Acceptance::DoesNotOpen { INCONSISTENT } else { 0 };
    if turn == Turn::Again {
        return Ok(Done::again(name, StepName::Acceptance).showing(shown, status));
    }
    desk.take(&name, Deed::Acceptance(said))?;
    Ok(Done::took(name, StepName::Acceptance).showing(shown, status))
}

/// What an opening shows: the site, or why it does not open what was committed to.
pub fn opened(desk: &Desk, visit: &Visit, message: &[u8]) -> Result<Result<VerifiedSite, String>, Failure> {
    let (subject, secret) = (subject(desk, visit)?, secret(desk, visit)?);
    if visit.progress.opening().map(|(epoch, _)| epoch) != Some(subject.body.epoch) {
        return Ok(Err(format!("it is of another epoch than epoch {} of `{}`", subject.body.epoch, subject.alias)));
    }
    let held_to = subject.held_to(visit.progress.request().form);
    Ok(held_to.site(&secret, message).map_err(|why| why.to_string()))
}

/// The site as its opening shows it to the inspector.
pub fn site_seen(desk: &Desk, visit: &Visit) -> Result<VerifiedSite, Failure> {
    let gone = || Failure::Refused(format!("{}: the sealed opening is no longer in this home", visit.name()));
    let message = message(desk, visit, StepName::Opening)?.ok_or_else(gone)?;
    opened(desk, visit, &message)?.map_err(Failure::Refused)
}

/// The tags of the opened leaves: of those that were drawn, or of all. The second is why the entries that came are no answer.
pub fn tags(desk: &Desk, visit: &Visit, site: &VerifiedSite) -> Result<(OpenedTags, Option<String>), Failure> {
    if site.items().is_some() {
        return Ok((every_tag(site), None));
    }
    let Some(message) = message(desk, visit, StepName::Samples)? else { return Ok((OpenedTags::new(), None)) };
    let (subject, secret) = (subject(desk, visit)?, secret(desk, visit)?);
    let asked = papers::drawn(desk, visit, &subject)?.leaves;
    match subject.held_to(visit.progress.request().form).leaves(&secret, &message, site, &asked) {
        Ok(tags) => Ok((tags, None)),
        Err(why) => Ok((OpenedTags::new(), Some(why.to_string()))),
    }
}

fn show_samples(desk: &Desk, name: &str) -> Result<Done, Failure> {
    let visit = desk.visit(&[StepName::Report])?;
    let (site, subject) = (site_seen(desk, visit)?, subject(desk, visit)?);
    if message(desk, visit, StepName::Samples)?.is_none() {
        return Err(Failure::Refused(format!("{name}: the sealed entries are not on the stick: ask for them")));
    }
    let (tags, wrong) = tags(desk, visit, &site)?;
    let mut objects = papers::drawn(desk, visit, &subject)?.objects;
    for object in &mut objects {
        let class = papers::class_number(desk.treaty(), &object.class);
        let tag = class.zip(object.leaf).and_then(|at| tags.get(&at));
        object.tag = tag.map(|tag| papers::hexadecimal(&tag.0));
    }
    let status = if wrong.is_some() { INCONSISTENT } else { 0 };
    let shown = wrong.map_or(Shown::Drawn(objects), Shown::DoesNotOpen);
    Ok(Done { visit: name.to_owned(), step: None, again: false, shown: vec![shown], status })
}

/// A site's counts, for the eyes of whoever opened it.
fn shown(desk: &Desk, visit: &Visit, site: &VerifiedSite) -> Result<Shown, Failure> {
    let subject = subject(desk, visit)?;
    let class = |class: proof::Class| desk.treaty().warhead_classes().nth(class.0.into()).cloned().unwrap_or_default();
    let counts =
        site.counts().iter().map(|(cell, count)| (cell.place.kind == PlaceKind::Road, class(cell.class), count.0));
    Ok(Shown::Opened { site: subject.alias, epoch: subject.body.epoch.0, counts: counts.collect() })
}

/// The site as the host's own books have it, and the tags of the leaves that it opened: what it holds a report to before it signs.
pub fn site_held(desk: &Desk, visit: &Visit) -> Result<(VerifiedSite, Option<OpenedTags>), Failure> {
    let (subject, form) = (subject(desk, visit)?, visit.progress.request().form);
    let (_, snapshot) = then(desk, &subject.body)?;
    let opened = snapshot.open_site(subject.site, form).map_err(|why| Failure::Refused(why.to_string()))?;
    let body = &subject.body;
    let site = opened.verify(&subject.frame, &body.commitments.cells, &body.roots);
    let site = site.map_err(|why| Failure::Refused(why.to_string()))?;
    if visit.progress.samples().is_none() {
        let tags = site.items().is_some().then(|| every_tag(&site));
        return Ok((site, tags));
    }
    let asked = papers::drawn(desk, visit, &subject)?.leaves;
    let leaves = snapshot.open_samples(&asked).map_err(|why| Failure::Refused(why.to_string()))?;
    let seen = site.sample(&asked, &leaves).map_err(|why| Failure::Refused(why.to_string()))?;
    let tag = |(leaf, seen): (&SiteLeaf, Option<proof::Seen>)| Some(((leaf.cell.class, leaf.index), seen?.tag));
    let tags = asked.iter().zip(seen).filter_map(tag).collect();
    Ok((site, Some(tags)))
}

/// The host's ledger in an epoch that it stated, and what can be opened of it.
pub fn then(desk: &Desk, body: &EpochBody) -> Result<(Ledger, Snapshot), Failure> {
    let party = desk.party();
    let context = Context::new(&desk.treaty().hash.0, party.as_str().as_bytes());
    let keys = Arc::new(Keys::new(&Seed::new(desk.home.seed().map_err(refused)?), &context));
    let path = desk.home.events_path();
    let events = desk.home.events().map_err(refused)?;
    let wrong = |why: &dyn std::fmt::Display| Failure::Refused(format!("`{}`: {why}", path.display()));
    let list = List::parse(&events).map_err(|why| wrong(&why))?;
    let shape = |epoch| Ok(desk.books.layout(desk.treaty(), party, record::Epoch(epoch))?.shape);
    let shapes = (0..=body.epoch.0).map(shape).collect::<Result<Vec<_>, Failure>>()?;
    go_back(&keys, &list, &shapes, body).map_err(|why| wrong(&why))
}

/// Which leaf each item at the site has: serial, class, leaf.
fn leaf_table(desk: &Desk, ledger: &Ledger, snapshot: &Snapshot, subject: &Subject) -> Zeroizing<String> {
    let classes: Vec<_> = desk.treaty().warhead_classes().collect();
    let mut table = Zeroizing::new("serial,class,leaf\n".to_owned());
    let here = |place: proof::Place| place.kind != PlaceKind::Road && place.site == subject.site.0;
    for (serial, _) in ledger.items().filter(|(_, life)| life.cell.is_some_and(|cell| here(cell.place))) {
        if let Some((cell, leaf)) = snapshot.leaf(ledger, serial) {
            let class = classes.get(usize::from(cell.class.0)).map_or("", |class| class.as_str());
            writeln!(table, "{},{class},{leaf}", serial.reveal()).expect("a string takes what is written");
        }
    }
    table
}

/// Seals a plaintext to the key of a request.
pub fn seal(
    desk: &mut Desk,
    key: &[u8],
    what: Sealed,
    inspection: &StepHash,
    plain: &[u8],
) -> Result<Vec<u8>, Failure> {
    let key = ReaderKey::decode(key).map_err(|why| {
        Failure::Refused(format!("{why}: nothing can be sealed to the inspector's request; refuse it, and say so"))
    })?;
    Ok(key.seal(what, inspection, plain, desk.rng()))
}

pub fn secret(desk: &Desk, visit: &Visit) -> Result<ReaderSecret, Failure> {
    let secret = desk.home.secret(&kept_under(&visit.progress.request().key), READER_KEY).map_err(refused)?;
    Ok(ReaderSecret::new(secret))
}

/// The sealed message that a step of the host names, as it came.
pub fn message(desk: &Desk, visit: &Visit, step: StepName) -> Result<Option<Vec<u8>>, Failure> {
    let Some((author, leaf)) = visit.place(step) else { return Ok(None) };
    desk.home.sealed(desk.party(), author, *leaf).map_err(refused)
}

fn hash(sealed: &[u8]) -> SealedHash {
    SealedHash(Sha256::digest(sealed).into())
}
