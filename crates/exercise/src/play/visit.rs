//! Inspections at play: both sides take their steps one after the other, as two real ones would, and the papers lie in the folders of their readers.
//!
//! An inspection is over before the next epoch ends. What stands at the site is what the host's ledger had there at the close of the epoch that is
//! opened; only an evader has it otherwise.

mod counting;
mod inquiry;
mod opening;

use counting::{Met, Seen};
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
use proof::rand_core::{CryptoRng, Rng};
use proof::{Salt, SiteFrame};
use record::draw::{Lot, SecretNonce};
use record::inspection::{Progress, Side, kinds, side_of};
use record::layout::Layout;
use record::statement::{Deed, InspectionStep, Request, StepHash, StepName};
use record::{Author, EpochBody, ReaderSecret, Readers, Sealed, SiteNumber, SiteOpening, Statement};
use sha2::{Digest, Sha256};
use treaty::instrument::{Choice, Clause, Inspection, OpeningForm};
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
    /// Whether the inspector accepts what it does not read.
    accepts_unread: bool,
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
            asking = seen.map(|seen| self.asks(&mut visiting, planned, &seen));
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
        let [deceit, accepts] = self.deceits_of(planned);
        let accepts_unread = accepts.is_some();
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
        Visiting { inspector, host, progress, begins, deceit, accepts_unread, secret, nonces, rng }
    }

    /// The evasion that the inspections after an epoch see, and whether their inspector accepts what it does not read.
    fn deceits_of(&self, planned: &Inspections) -> [Option<VisitDeceit>; 2] {
        let of_inspector = |deceit: &VisitDeceit| {
            use VisitDeceit as D;
            matches!(deceit, D::DesignatesOther | D::AsksFor { .. } | D::ReportsFalsely | D::RejectsOpening)
                || matches!(deceit, D::ConcealsDifference | D::InventsDifference | D::AcceptsUnread)
                || matches!(deceit, D::ReusesSeals | D::HandsOverOtherList)
        };
        let evasions = self.cast.exercise.evasions.iter().filter(|evasion| evasion.epoch == planned.epoch);
        let seen = evasions.filter_map(|evasion| match &evasion.deceit {
            Deceit::Visit(deceit) => {
                let side = if of_inspector(deceit) { &planned.inspector } else { &planned.host };
                let either = *deceit == VisitDeceit::KeepsNonce && evasion.party == planned.inspector;
                (either || evasion.party == *side).then(|| deceit.clone())
            }
            _ => None,
        });
        let (accepts, others): (Vec<_>, Vec<_>) = seen.partition(|deceit| *deceit == VisitDeceit::AcceptsUnread);
        [others, accepts].map(|several| several.into_iter().next())
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

    /// One side says a step that may not come: its inspection goes no further.
    fn say_out_of_order(&mut self, visiting: &Visiting, deed: Deed) {
        let author = match side_of(deed.name()) {
            Side::Inspector => visiting.inspector.clone(),
            Side::Host => visiting.host.clone(),
        };
        let (inspection, previous) = (visiting.progress.id(), visiting.progress.last().hash);
        let at = visiting.at(deed.name());
        let step = InspectionStep::Next { inspection, previous, deed };
        self.say_step(&author, Statement::Inspection(step), at, None);
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
