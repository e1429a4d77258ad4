//! The steps of an inspection (`docs/spec/inspection.md`): one chain of statements that alternates between the records of its two sides.
//!
//! Every step but the first names the request that began the inspection and the step before, each by its leaf: so no clock can put them in
//! another order, and each covers all before it. Wire data: which step may follow which is known to [`crate::inspection::Progress`].

use crate::cbor::{Canonical, Reader, Writer};
use crate::malformed::{Malformed, Rule};
use crate::numbered::numbered;
use crate::statement::steps::{read_party, steps};
use crate::words::{Epoch, SiteNumber, bytes32};
use log::{Hash, Timestamp, TreeSize};
use treaty::PartyCode;
use treaty::instrument::OpeningForm;

bytes32! {
    /// The hash of a statement as a leaf of its record: it names one step of an inspection, with its signatures.
    StepHash,
    /// What binds an inspector to its nonce.
    DrawCommitment,
    /// One side's part in a draw, 32 random bytes.
    Nonce,
    /// SHA-256 of a sealed message.
    SealedHash,
    /// The salted hash of a paper that both sides hold and nobody else needs: a list of objects, a report.
    PaperHash,
}

impl StepHash {
    /// Of the leaf's bytes.
    pub fn of(leaf: &[u8]) -> Self {
        Self(*log::tree::leaf_hash(leaf).as_bytes())
    }
}

/// The most restrictions that a report names.
const RESTRICTIONS_MAX: u64 = 64;
/// The longest public key of a request, in bytes: more than a hybrid one takes.
pub const READER_KEY_MAX: usize = 2048;

/// A step as it stands in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InspectionStep {
    /// It begins an inspection.
    Request(Request),
    /// It goes on with one.
    Next {
        /// The request that began it.
        inspection: StepHash,
        /// The step before.
        previous: StepHash,
        /// What is done.
        deed: Deed,
    },
}

/// `[1, host, kind, form, commitment / null, key]`, by the inspector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Whose site is to be inspected.
    pub host: PartyCode,
    /// Which `[[inspection]]` of the instrument, from 0.
    pub kind: u16,
    /// What the opening is to show.
    pub form: OpeningForm,
    /// The inspector's part in the draw of the site; nothing where it chooses freely.
    pub draw: Option<DrawCommitment>,
    /// A fresh public key, to which the openings are sealed.
    pub key: Vec<u8>,
}

/// What a step after the request does: its number, then inspection and previous step, then these fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// 2, by the host: its part in the draw of the site.
    Nonce(Nonce),
    /// 3, by the inspector: the site.
    Designation(Designation),
    /// 4, by the host: the site's opening was sealed and handed over.
    Opening {
        /// Of which epoch.
        epoch: Epoch,
        /// The sealed message.
        sealed: SealedHash,
    },
    /// 5, by the inspector: what became of the opening.
    Acceptance(Acceptance),
    /// 6, by the inspector: the team has arrived at the site.
    Arrival(Timestamp),
    /// 7, by the inspector: each object has a seal of the inspector's and, where it has one, a leaf.
    List(PaperHash),
    /// 8, by the host: the same list.
    Confirmation {
        /// The list.
        list: PaperHash,
        /// The host's part in the draw of objects, where objects are drawn.
        nonce: Option<Nonce>,
    },
    /// 9, by the inspector: its part in the draw of objects.
    Draw(Nonce),
    /// 10, by the host: the entries of the drawn objects were sealed and handed over.
    Samples(SealedHash),
    /// 11, by the inspector: what was counted.
    Report {
        /// The report.
        paper: PaperHash,
        /// What it comes to.
        finding: Comparison,
        /// The restrictions that the team saw broken, by their number among those of the instrument.
        broken: Vec<u16>,
    },
    /// 12, by the host: what it says of the report.
    Signature {
        /// The report, as the host holds it.
        paper: PaperHash,
        /// Whether it stands by it.
        answer: Answer,
    },
    /// 13, by the host.
    Refusal(Reason),
    /// 14, by the inspector, which has spent its quota.
    Withdrawal,
    /// 15, by the inspector, once the report is signed: it asks where an object comes from, where one went, or for the story of one.
    Inquiry {
        /// What about.
        subject: Subject,
        /// What is asked, in a paper that both sides hold.
        paper: PaperHash,
    },
    /// 16, by the host: the answer was sealed and handed over; nothing where it declines.
    Answer(Option<SealedHash>),
    /// 17, by the inspector: what became of the answer.
    Conclusion {
        /// What.
        conclusion: Conclusion,
        /// Whether a difference of the report is still left unexplained.
        left: bool,
    },
}

/// Where the inspector goes: `site, nonce / null, covered size, covered root, commitment / null`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Designation {
    /// The site.
    pub site: SiteNumber,
    /// The inspector's part in the draw, opened.
    pub nonce: Option<Nonce>,
    /// The head of the host's record up to which the inspector has acknowledged it: the opening is of the last epoch below it.
    pub covered: (TreeSize, Hash),
    /// The inspector's part in the draw of objects, where objects are drawn.
    pub draw: Option<DrawCommitment>,
}

numbered! {
    /// What became of an opening, as its reader says.
    Acceptance {
        /// It opens what was committed to.
        Opens = 0, "opens";
        /// It opens something else, or nothing.
        DoesNotOpen = 1, "does-not-open";
        /// It never came.
        NotReceived = 2, "not-received";
    }
    /// What a count comes to beside the opening.
    Comparison {
        /// The same.
        Agrees = 0, "agrees";
        /// Something else.
        Differs = 1, "differs";
    }
    /// What a host says of a report.
    Answer {
        /// It is as reported.
        Concurs = 0, "concurs";
        /// It is not.
        Dissents = 1, "dissents";
    }
    /// Why a host refuses.
    Reason {
        /// The quota is used up, or the site had its inspections.
        Quota = 0, "quota";
        /// The instrument gives no such right.
        NoRight = 1, "no-right";
        /// Force majeure.
        ForceMajeure = 2, "force-majeure";
        /// Another.
        Other = 3, "other";
    }
    /// What an inquiry is about.
    Subject {
        /// An object without a leaf: where it stood when the epoch closed.
        Arrival = 1, "arrival";
        /// A leaf without an object: where it stands when the next epoch has closed.
        Departure = 2, "departure";
        /// An object that was examined: what it went through.
        Story = 3, "story";
    }
    /// What became of an answer, as its reader says.
    Conclusion {
        /// It explains what was asked.
        Explained = 0, "explained";
        /// It does not.
        NotExplained = 1, "not-explained";
        /// It never came.
        NotReceived = 2, "not-received";
    }
}

steps! {
    /// Which step of an inspection.
    StepName of Deed: Request = request, 6;
    Nonce(..) = 2, nonce, 4;
    Designation(..) = 3, designation, 8;
    Opening { .. } = 4, opening, 5;
    Acceptance(..) = 5, acceptance, 4;
    Arrival(..) = 6, arrival, 4;
    List(..) = 7, list, 4;
    Confirmation { .. } = 8, confirmation, 5;
    Draw(..) = 9, draw, 4;
    Samples(..) = 10, samples, 4;
    Report { .. } = 11, report, 6;
    Signature { .. } = 12, signature, 5;
    Refusal(..) = 13, refusal, 4;
    Withdrawal {} = 14, withdrawal, 3;
    Inquiry { .. } = 15, inquiry, 5;
    Answer(..) = 16, answer, 4;
    Conclusion { .. } = 17, conclusion, 5;
}

impl InspectionStep {
    /// Which step it is.
    pub fn name(&self) -> StepName {
        match self {
            Self::Request(_) => StepName::Request,
            Self::Next { deed, .. } => deed.name(),
        }
    }
}

impl Canonical for InspectionStep {
    fn write(&self, to: &mut Writer) {
        self.name().write_head(to);
        match self {
            Self::Request(request) => write_request(to, request),
            Self::Next { inspection, previous, deed } => {
                to.bytes(&inspection.0).bytes(&previous.0);
                write_deed(to, deed);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let name = StepName::read_head(from)?;
        if name == StepName::Request {
            return read_request(from).map(Self::Request);
        }
        let inspection = StepHash(from.exactly("inspection")?);
        let previous = StepHash(from.exactly("previous")?);
        Ok(Self::Next { inspection, previous, deed: read_deed(from, name)? })
    }
}

/// The number of a form in a request, and in what is opened.
pub const fn form_number(form: OpeningForm) -> u8 {
    match form {
        OpeningForm::Count => 1,
        OpeningForm::Sample => 2,
        OpeningForm::Full => 3,
        OpeningForm::Absence => 4,
    }
}

/// The form of a number.
pub fn form_of(number: u8) -> Option<OpeningForm> {
    OpeningForm::WORDS.iter().map(|(_, form)| *form).find(|form| form_number(*form) == number)
}

fn write_request(to: &mut Writer, request: &Request) {
    to.text(request.host.as_str()).uint(request.kind).uint(form_number(request.form));
    to.or_null(request.draw, |to, draw| to.bytes(&draw.0)).bytes(&request.key);
}

fn read_request(from: &mut Reader<'_>) -> Result<Request, Malformed> {
    let host = read_party(from, "host")?;
    let kind = from.uint("kind", u16::MAX)?;
    let at = from.offset();
    let number = from.uint::<u8>("form", u8::MAX)?;
    let form = form_of(number).ok_or_else(|| from.refuse("form", at, Rule::Unknown(number.into())))?;
    let draw = from.or_null("draw", |from| from.exactly("draw").map(DrawCommitment))?;
    let key = from.bytes("key", READER_KEY_MAX)?.to_vec();
    Ok(Request { host, kind, form, draw, key })
}

fn write_deed(to: &mut Writer, deed: &Deed) {
    match deed {
        Deed::Nonce(nonce) | Deed::Draw(nonce) => to.bytes(&nonce.0),
        Deed::Designation(designation) => {
            let Designation { site, nonce, covered: (size, root), draw } = designation;
            to.uint(site.0).or_null(*nonce, |to, nonce| to.bytes(&nonce.0)).uint(size.get()).bytes(root.as_bytes());
            to.or_null(*draw, |to, draw| to.bytes(&draw.0))
        }
        Deed::Opening { epoch, sealed } => to.uint(epoch.0).bytes(&sealed.0),
        Deed::Acceptance(acceptance) => to.uint(acceptance.number()),
        Deed::Arrival(at) => to.uint(at.seconds()),
        Deed::List(paper) => to.bytes(&paper.0),
        Deed::Confirmation { list, nonce } => to.bytes(&list.0).or_null(*nonce, |to, nonce| to.bytes(&nonce.0)),
        Deed::Samples(sealed) => to.bytes(&sealed.0),
        Deed::Report { paper, finding, broken } => {
            to.bytes(&paper.0).uint(finding.number()).each(broken, |to, restriction| to.uint(*restriction))
        }
        Deed::Signature { paper, answer } => to.bytes(&paper.0).uint(answer.number()),
        Deed::Refusal(reason) => to.uint(reason.number()),
        Deed::Withdrawal => to,
        Deed::Inquiry { subject, paper } => to.uint(subject.number()).bytes(&paper.0),
        Deed::Answer(sealed) => to.or_null(*sealed, |to, sealed| to.bytes(&sealed.0)),
        Deed::Conclusion { conclusion, left } => to.uint(conclusion.number()).uint(u8::from(*left)),
    };
}

fn read_deed(from: &mut Reader<'_>, name: StepName) -> Result<Deed, Malformed> {
    let nonce = |from: &mut Reader<'_>| from.exactly("nonce").map(Nonce);
    Ok(match name {
        StepName::Request => unreachable!("a request was read by itself"),
        StepName::Nonce => Deed::Nonce(nonce(from)?),
        StepName::Designation => Deed::Designation(read_designation(from)?),
        StepName::Opening => Deed::Opening {
            epoch: Epoch(from.uint("epoch", u32::MAX)?),
            sealed: SealedHash(from.exactly("sealed message")?),
        },
        StepName::Acceptance => Deed::Acceptance(Acceptance::read(from, "acceptance")?),
        StepName::Arrival => Deed::Arrival(crate::envelope::timestamp(from, "arrival")?),
        StepName::List => Deed::List(PaperHash(from.exactly("list")?)),
        StepName::Confirmation => {
            let list = PaperHash(from.exactly("list")?);
            Deed::Confirmation { list, nonce: from.or_null("nonce", nonce)? }
        }
        StepName::Draw => Deed::Draw(nonce(from)?),
        StepName::Samples => Deed::Samples(SealedHash(from.exactly("sealed message")?)),
        StepName::Report => {
            let paper = PaperHash(from.exactly("report")?);
            let finding = Comparison::read(from, "finding")?;
            let at = from.offset();
            let broken = from.each("restrictions", 0, RESTRICTIONS_MAX, |from| from.uint("restriction", u16::MAX))?;
            if !broken.is_sorted_by(|a, b| a < b) {
                return Err(from.refuse("restrictions", at, Rule::Order));
            }
            Deed::Report { paper, finding, broken }
        }
        StepName::Signature => {
            let paper = PaperHash(from.exactly("report")?);
            Deed::Signature { paper, answer: Answer::read(from, "answer")? }
        }
        StepName::Refusal => Deed::Refusal(Reason::read(from, "reason")?),
        StepName::Withdrawal => Deed::Withdrawal,
        StepName::Inquiry => {
            let subject = Subject::read(from, "subject")?;
            Deed::Inquiry { subject, paper: PaperHash(from.exactly("inquiry")?) }
        }
        StepName::Answer => {
            Deed::Answer(from.or_null("sealed message", |from| from.exactly("sealed message").map(SealedHash))?)
        }
        StepName::Conclusion => {
            let conclusion = Conclusion::read(from, "conclusion")?;
            Deed::Conclusion { conclusion, left: from.uint::<u8>("left", 1)? == 1 }
        }
    })
}

fn read_designation(from: &mut Reader<'_>) -> Result<Designation, Malformed> {
    let site = SiteNumber(from.uint("site", u16::MAX)?);
    let nonce = from.or_null("nonce", |from| from.exactly("nonce").map(Nonce))?;
    let size = from.uint("covered size", log::tree::TREE_SIZE_MAX)?;
    let size = TreeSize::new(size).expect("the limit was compared just above");
    let root = Hash::new(from.exactly("covered root")?);
    let draw = from.or_null("draw", |from| from.exactly("draw").map(DrawCommitment))?;
    Ok(Designation { site, nonce, covered: (size, root), draw })
}
