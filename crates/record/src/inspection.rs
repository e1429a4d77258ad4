//! An inspection as its two sides, and every auditor, follow it: which steps were taken, and which may come next.
//!
//! ```text
//! request ─▶ (nonce) ─▶ designation ─▶ opening ─▶ acceptance ─▶ arrival ─┬─▶ list ─▶ confirmation ─┬─▶ draw ─▶ samples ─┬─▶ report ─▶ signature
//! inspector   host       inspector      host       inspector    inspector │   inspector   host       │  inspector  host    │   inspector   host
//!                                                                         └── count, absence ────────┴── full ─────────────┘
//! ```
//!
//! Behind the signature the inspector may inquire, as often as it may by the instrument: inquiry, answer, conclusion ([`Inquired`]).
//! The host may refuse, and the inspector withdraw, whenever the next step is theirs. [`Progress`] has no other way forward than
//! [`Progress::advance`]: whoever holds one holds steps that came in order, by the right side, each true to those before.

mod follow;
mod inquiry;

pub use follow::{Followed, StepAt, Stray, kinds};
pub use inquiry::Inquired;

use crate::draw::{Draw, Lot, Sides};
use crate::layout::{Ground, Site};
use crate::statement::{
    Acceptance, Answer, Comparison, Deed, Designation, DrawCommitment, InspectionStep, Nonce, PaperHash, Reason,
    Request, SealedHash, StepHash, StepName,
};
use crate::words::{Author, Epoch, SiteNumber};
use log::Timestamp;
use treaty::instrument::{Clause, Hash, Inspection, OpeningForm, Step as Hours};
use treaty::quota::Visit;
use treaty::time::{Span, Unit};
use treaty::{Date, Instrument, PartyCode};

/// A side of an inspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Who looks.
    Inspector,
    /// Whose items are looked at.
    Host,
}

/// A step that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Which.
    pub name: StepName,
    /// Its leaf.
    pub hash: StepHash,
    /// When, by its author's clock; of an arrival, when the team arrived.
    pub at: Timestamp,
}

/// How far an inspection has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    instrument: Hash,
    inspector: PartyCode,
    request: Request,
    taken: Vec<Taken>,
    nonce: Option<Nonce>,
    designation: Option<Designation>,
    opening: Option<(Epoch, SealedHash)>,
    acceptance: Option<Acceptance>,
    list: Option<PaperHash>,
    host_nonce: Option<Nonce>,
    draw: Option<Nonce>,
    samples: Option<SealedHash>,
    report: Option<(PaperHash, Comparison)>,
    broken: Vec<u16>,
    signature: Option<(PaperHash, Answer)>,
    refusal: Option<Reason>,
    inquiries: Vec<Inquired>,
}

/// Why a step is not the next one. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutOfStep {
    /// It is the request of another.
    #[error("a request begins an inspection, and this one has begun")]
    BegunAlready,
    /// An inspection is between two parties.
    #[error("{0} cannot inspect: an inspection is asked for by a party, of another party")]
    NoParty(Author),
    /// It belongs to another inspection.
    #[error("the step is one of the inspection {stated}, and this is {expected}")]
    OtherInspection {
        /// As it says.
        stated: StepHash,
        /// As it must be.
        expected: StepHash,
    },
    /// It follows another step than the last one.
    #[error("the step follows {stated}, and the last step is {last}: steps are taken one after the other")]
    NotNext {
        /// As it says.
        stated: StepHash,
        /// The last step.
        last: StepHash,
    },
    /// Another step is due.
    #[error("after {after} there is no {step}; what may come: {}", names(next))]
    NotNow {
        /// The last step.
        after: StepName,
        /// The one that was tried.
        step: StepName,
        /// Those that may come.
        next: Vec<StepName>,
    },
    /// It is the other side's.
    #[error("{step} is for {expected} to take, and stands in the record of {author}")]
    OtherSide {
        /// Which step.
        step: StepName,
        /// Who takes it.
        expected: PartyCode,
        /// Who did.
        author: Author,
    },
    /// Something stands where it must not, or is missing.
    #[error("{step}: {why}")]
    Field {
        /// Which step.
        step: StepName,
        /// What is wrong.
        why: &'static str,
    },
    /// A nonce does not open its commitment.
    #[error("the nonce of the {0} is not the one that was committed to")]
    OtherNonce(StepName),
    /// The host confirms another list than the one it was shown.
    #[error("the confirmed list is not the inspector's")]
    OtherList,
}

impl Progress {
    /// Begins with a request that stands in the record of `author`.
    ///
    /// # Errors
    /// Where the author is no party, or asks itself.
    pub fn begin(
        instrument: Hash,
        author: &Author,
        request: Request,
        hash: StepHash,
        at: Timestamp,
    ) -> Result<Self, OutOfStep> {
        let inspector = author.party().filter(|party| **party != request.host);
        let inspector = inspector.ok_or_else(|| OutOfStep::NoParty(author.clone()))?.clone();
        Ok(Self {
            instrument,
            inspector,
            request,
            taken: vec![Taken { name: StepName::Request, hash, at }],
            nonce: None,
            designation: None,
            opening: None,
            acceptance: None,
            list: None,
            host_nonce: None,
            draw: None,
            samples: None,
            report: None,
            broken: Vec::new(),
            signature: None,
            refusal: None,
            inquiries: Vec::new(),
        })
    }

    /// Takes the next step, as it stands in the record of `author`.
    ///
    /// # Errors
    /// [`OutOfStep`], with the rule.
    pub fn advance(
        &mut self,
        author: &Author,
        step: &InspectionStep,
        hash: StepHash,
        dated: Timestamp,
    ) -> Result<(), OutOfStep> {
        let InspectionStep::Next { inspection, previous, deed } = step else { return Err(OutOfStep::BegunAlready) };
        if *inspection != self.id() {
            return Err(OutOfStep::OtherInspection { stated: *inspection, expected: self.id() });
        }
        if *previous != self.last().hash {
            return Err(OutOfStep::NotNext { stated: *previous, last: self.last().hash });
        }
        self.may_take(author, deed.name())?;
        self.holds_to_earlier(deed)?;
        let at = if let Deed::Arrival(at) = deed { *at } else { dated };
        self.keep(deed, at);
        self.taken.push(Taken { name: deed.name(), hash, at });
        Ok(())
    }

    /// Whether `author` may take a step of this name now.
    ///
    /// # Errors
    /// The rule that forbids it.
    pub fn may_take(&self, author: &Author, name: StepName) -> Result<(), OutOfStep> {
        let next = self.next();
        if !next.contains(&name) {
            return Err(OutOfStep::NotNow { after: self.last().name, step: name, next });
        }
        let expected = self.party(side_of(name));
        match author.party() == Some(expected) {
            true => Ok(()),
            false => Err(OutOfStep::OtherSide { step: name, expected: expected.clone(), author: author.clone() }),
        }
    }

    /// The steps that may come next; none where the inspection is over.
    pub fn next(&self) -> Vec<StepName> {
        use StepName as S;
        let (drawn, form) = (self.request.draw.is_some(), self.request.form);
        match self.last().name {
            // where the host's nonce does not come in time, the inspector chooses freely
            S::Request if drawn => vec![S::Nonce, S::Refusal, S::Designation, S::Withdrawal],
            S::Request => vec![S::Designation, S::Refusal, S::Withdrawal],
            S::Nonce => vec![S::Designation, S::Withdrawal],
            S::Designation => vec![S::Opening, S::Refusal],
            S::Opening => vec![S::Acceptance],
            S::Acceptance => match self.acceptance {
                Some(Acceptance::Opens) => vec![S::Arrival, S::Refusal, S::Withdrawal],
                Some(Acceptance::NotReceived) => vec![S::Opening, S::Refusal],
                _ => vec![],
            },
            S::Arrival if matches!(form, OpeningForm::Sample | OpeningForm::Full) => {
                vec![S::List, S::Refusal, S::Withdrawal]
            }
            S::Arrival => vec![S::Report, S::Refusal, S::Withdrawal],
            S::List => vec![S::Confirmation, S::Refusal],
            S::Confirmation if form == OpeningForm::Sample => vec![S::Draw, S::Withdrawal],
            S::Confirmation | S::Samples => vec![S::Report, S::Withdrawal],
            S::Draw => vec![S::Samples, S::Refusal],
            S::Report => vec![S::Signature],
            S::Signature | S::Inquiry | S::Answer | S::Conclusion => inquiry::next(&self.inquiries),
            S::Refusal | S::Withdrawal => vec![],
        }
    }

    /// The step that must come next: none of those by which a side breaks off, and no inquiry, which nobody owes.
    pub fn awaited(&self) -> Option<StepName> {
        self.next()
            .into_iter()
            .find(|name| !matches!(name, StepName::Refusal | StepName::Withdrawal | StepName::Inquiry))
    }

    /// Whether nothing is awaited any more: at most an inquiry may come.
    pub fn is_over(&self) -> bool {
        self.awaited().is_none()
    }

    /// Whose move it is; nobody's where the inspection is over.
    pub fn turn(&self) -> Option<Side> {
        self.awaited().map(side_of)
    }

    /// The request that began it names it.
    pub fn id(&self) -> StepHash {
        self.taken[0].hash
    }

    /// The party of a side.
    pub fn party(&self, side: Side) -> &PartyCode {
        match side {
            Side::Inspector => &self.inspector,
            Side::Host => &self.request.host,
        }
    }

    /// The request.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// All steps, in their order.
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }

    /// The last step.
    pub fn last(&self) -> &Taken {
        self.taken.last().expect("an inspection begins with its request")
    }

    /// The step of this name, if it was taken; of an opening that was handed over again the last.
    pub fn step(&self, name: StepName) -> Option<&Taken> {
        self.taken.iter().rev().find(|taken| taken.name == name)
    }

    /// Where the inspector went.
    pub fn designation(&self) -> Option<&Designation> {
        self.designation.as_ref()
    }

    /// The epoch that was opened, and the sealed message.
    pub fn opening(&self) -> Option<(Epoch, SealedHash)> {
        self.opening
    }

    /// What became of the opening.
    pub fn acceptance(&self) -> Option<Acceptance> {
        self.acceptance
    }

    /// The list of objects.
    pub fn list(&self) -> Option<PaperHash> {
        self.list
    }

    /// The sealed entries of the drawn objects.
    pub fn samples(&self) -> Option<SealedHash> {
        self.samples
    }

    /// The report, and what it comes to.
    pub fn report(&self) -> Option<(PaperHash, Comparison)> {
        self.report
    }

    /// The restrictions that the team saw broken, by their number among those of the instrument.
    pub fn broken(&self) -> &[u16] {
        &self.broken
    }

    /// Why the host refused, if it did.
    pub fn refusal(&self) -> Option<Reason> {
        self.refusal
    }

    /// The host's part in the draw of the site.
    pub fn nonce(&self) -> Option<Nonce> {
        self.nonce
    }

    /// The report as the host holds it, and what it says of it.
    pub fn signature(&self) -> Option<(PaperHash, Answer)> {
        self.signature
    }

    /// What was asked behind the signature, in order.
    pub fn inquiries(&self) -> &[Inquired] {
        &self.inquiries
    }

    /// The site that the lot falls on, of these in their order; nothing where no lot was drawn, or not yet.
    pub fn drawn_site(&self, of: &[SiteNumber]) -> Option<SiteNumber> {
        let (bound, host, inspector) = (self.request.draw?, self.nonce?, self.designation.as_ref()?.nonce?);
        self.lot(Lot::Site, &bound, &host, &inspector).one(of)
    }

    /// The objects that the lot falls on, by their place in a list of `many`; nothing where no lot was drawn, or not yet.
    pub fn drawn_objects(&self, few: u32, many: u32) -> Option<Vec<u32>> {
        let (bound, host, inspector) = (self.designation.as_ref()?.draw?, self.host_nonce?, self.draw?);
        Some(self.lot(Lot::Objects, &bound, &host, &inspector).some(few, many))
    }

    /// The site that a nonce of the inspector will draw, before it designates it.
    pub fn site_drawn_by(&self, nonce: &Nonce, of: &[SiteNumber]) -> Option<SiteNumber> {
        self.lot(Lot::Site, &self.request.draw?, &self.nonce?, nonce).one(of)
    }

    /// Until when a step is due that comes now, and by which hours of the instrument; nothing where the instrument sets none, or what they run from has
    /// not happened.
    pub fn due<'a>(&self, treaty: &Instrument, kind: &'a Inspection, name: StepName) -> Option<(Timestamp, &'a Hours)> {
        self.due_at(treaty, kind, name, self.taken.len())
    }

    /// The same of a step that came, or would have come, behind so many.
    pub fn due_at<'a>(
        &self,
        treaty: &Instrument,
        kind: &'a Inspection,
        name: StepName,
        behind: usize,
    ) -> Option<(Timestamp, &'a Hours)> {
        let hours = kind.hours.iter().find(|hours| hours.id.as_str() == name.word())?;
        let from =
            StepName::ALL.iter().find(|event| hours.after.as_ref().is_some_and(|id| id.as_str() == event.word()))?;
        let before = &self.taken[..behind.min(self.taken.len())];
        let from = before.iter().rev().find(|taken| taken.name == *from)?.at;
        let from = if name == StepName::Answer { self.answered_from(treaty, before, from) } else { from };
        after(from, hours.span).map(|due| (due, hours))
    }

    /// The inspection as quotas count it: from the day of its designation or, failing that, of its request, to that of its last step. One that has
    /// gone to no site counts as one of the first kind of facility that it could have gone to.
    pub fn counted(
        &self,
        clause: (&Clause, &Inspection),
        host: Option<&Ground>,
        day: impl Fn(Timestamp) -> Date,
    ) -> Visit {
        let site = self.designation.as_ref().and_then(|to| host?.sites().get(usize::from(to.site.0)));
        let begins = day(self.step(StepName::Designation).unwrap_or(&self.taken[0]).at);
        Visit {
            inspector: self.inspector.clone(),
            host: self.request.host.clone(),
            kind: clause.0.id.clone(),
            site: site.map(|site| site.alias.clone()),
            facility: site.map(|site| &site.facility).or(clause.1.at.first()).cloned().unwrap_or_default(),
            begins,
            ends: day(self.ended().at).max(begins),
        }
    }

    /// The last step before the inquiries, which nobody stays at the site for.
    fn ended(&self) -> &Taken {
        let asks = |taken: &&Taken| matches!(taken.name, StepName::Inquiry | StepName::Answer | StepName::Conclusion);
        self.taken.iter().rev().find(|taken| !asks(taken)).expect("an inspection begins with its request")
    }

    /// Between whom, for whoever commits to a nonce.
    pub fn sides(&self) -> Sides<'_> {
        Sides { instrument: &self.instrument, inspector: &self.inspector, host: &self.request.host }
    }

    fn lot(&self, lot: Lot, bound: &DrawCommitment, host: &Nonce, inspector: &Nonce) -> Draw {
        Draw::new(&self.id(), lot, bound, host, inspector)
    }

    /// What a step says of earlier ones must be true.
    fn holds_to_earlier(&self, deed: &Deed) -> Result<(), OutOfStep> {
        let step = deed.name();
        let field = |wrong: bool, why: &'static str| if wrong { Err(OutOfStep::Field { step, why }) } else { Ok(()) };
        let sampled = self.request.form == OpeningForm::Sample;
        match deed {
            Deed::Designation(designation) => {
                field(
                    designation.nonce.is_some() != self.nonce.is_some(),
                    "the inspector's nonce must stand exactly where the host gave its own",
                )?;
                field(
                    designation.draw.is_some() != sampled,
                    "objects are drawn in the form `sample`, and in no other",
                )?;
                self.opens(step, Lot::Site, self.request.draw, designation.nonce)
            }
            Deed::Confirmation { list, nonce } => {
                field(nonce.is_some() != sampled, "objects are drawn in the form `sample`, and in no other")?;
                if Some(*list) == self.list { Ok(()) } else { Err(OutOfStep::OtherList) }
            }
            Deed::Draw(nonce) => {
                let bound = self.designation.as_ref().and_then(|designation| designation.draw);
                self.opens(step, Lot::Objects, bound, Some(*nonce))
            }
            _ => Ok(()),
        }
    }

    fn opens(
        &self,
        step: StepName,
        lot: Lot,
        bound: Option<DrawCommitment>,
        nonce: Option<Nonce>,
    ) -> Result<(), OutOfStep> {
        let Some(nonce) = nonce else { return Ok(()) };
        match bound == Some(DrawCommitment::of(self.sides(), lot, &nonce)) {
            true => Ok(()),
            false => Err(OutOfStep::OtherNonce(step)),
        }
    }

    fn keep(&mut self, deed: &Deed, at: Timestamp) {
        match deed {
            Deed::Nonce(nonce) => self.nonce = Some(*nonce),
            Deed::Designation(designation) => self.designation = Some(designation.clone()),
            Deed::Opening { epoch, sealed } => self.opening = Some((*epoch, *sealed)),
            Deed::Acceptance(acceptance) => self.acceptance = Some(*acceptance),
            Deed::List(list) => self.list = Some(*list),
            Deed::Confirmation { nonce, .. } => self.host_nonce = *nonce,
            Deed::Draw(nonce) => self.draw = Some(*nonce),
            Deed::Samples(sealed) => self.samples = Some(*sealed),
            Deed::Report { paper, finding, broken } => {
                self.report = Some((*paper, *finding));
                self.broken.clone_from(broken);
            }
            Deed::Signature { paper, answer } => self.signature = Some((*paper, *answer)),
            Deed::Refusal(reason) => self.refusal = Some(*reason),
            Deed::Inquiry { subject, paper } => {
                self.inquiries.push(Inquired { subject: *subject, paper: *paper, at, answer: None, conclusion: None });
            }
            Deed::Answer(sealed) => self.asked().answer = Some(*sealed),
            Deed::Conclusion { conclusion, left } => self.asked().conclusion = Some((*conclusion, *left)),
            Deed::Arrival(_) | Deed::Withdrawal => {}
        }
    }
}

/// The sites on which the lot may fall, in their order: those of the host that were open in the epoch that is opened, of the kinds that this
/// inspection goes to, and that have not had as many of the inspector's in the treaty year as they may. `asked` is the inspection that is being
/// judged, and its site and facility do not matter; `earlier` are those before it, of which one that named no site takes none from the lot.
pub fn lot_sites(
    treaty: &Instrument,
    kind: &Inspection,
    ground: &Ground,
    epoch: Epoch,
    asked: &Visit,
    earlier: &[Visit],
) -> Vec<SiteNumber> {
    let admitted = |(_, site): &(SiteNumber, &Site)| {
        let there = Visit { site: Some(site.alias.clone()), facility: site.facility.clone(), ..asked.clone() };
        kind.at.contains(&site.facility) && treaty.admit_at_site(earlier, &there).is_ok()
    };
    ground.open(epoch).filter(admitted).map(|(number, _)| number).collect()
}

/// Which side takes a step.
pub const fn side_of(name: StepName) -> Side {
    match name {
        StepName::Nonce
        | StepName::Opening
        | StepName::Confirmation
        | StepName::Samples
        | StepName::Signature
        | StepName::Refusal
        | StepName::Answer => Side::Host,
        _ => Side::Inspector,
    }
}

/// The time so long after another; nothing for months and years, which no step of an inspection lasts.
pub fn after(from: Timestamp, span: Span) -> Option<Timestamp> {
    let seconds = u64::from(span.count) * unit_seconds(span.unit)?;
    Timestamp::new(from.seconds().checked_add(seconds)?)
}

/// Nothing for months and years: no step of an inspection has so long.
fn unit_seconds(unit: Unit) -> Option<u64> {
    match unit {
        Unit::Minutes => Some(60),
        Unit::Hours => Some(3600),
        Unit::Days => Some(86_400),
        _ => None,
    }
}

fn names(of: &[StepName]) -> String {
    match of {
        [] => "nothing, the inspection is over".to_owned(),
        some => some.iter().map(|name| name.word()).collect::<Vec<_>>().join(", "),
    }
}
