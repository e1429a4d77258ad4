//! What the records show of an inspection. The statements of both sides are public; what was counted is theirs.

use record::inspection::Side;
use record::statement::{Answer, Comparison, Reason, StepName, Subject};
use treaty::instrument::Kind;
use treaty::{Date, Id, PartyCode};

/// An inspection, as findings name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VisitOf {
    /// Which kind of inspection; nothing where the instrument has none of the number that was asked for.
    pub kind: Option<Id>,
    /// The how many-th request of its inspector, from 1.
    pub number: u32,
    /// Who inspects.
    pub inspector: PartyCode,
    /// Who is inspected.
    pub host: PartyCode,
    /// Where, once it was designated.
    pub site: Option<Id>,
}

/// A leaf of the manifests of a site, as findings name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeafAt {
    /// Whether it is one of the road to the site.
    pub road: bool,
    /// Of which class.
    pub class: Id,
    /// Its number, from 0.
    pub leaf: u16,
}

/// What is found in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum VisitFact {
    /// One side took two steps after one and the same.
    StepTwice {
        /// Which of them stands.
        step: StepName,
    },
    /// A step that is dated before the one that it follows.
    StepBackDated {
        /// Which.
        step: StepName,
        /// By how many seconds beyond the tolerance.
        seconds: u64,
    },
    /// A step after its time.
    StepLate {
        /// Which.
        step: StepName,
        /// How many minutes after.
        minutes: u64,
    },
    /// A step whose time is over, and that was not taken.
    StepMissing {
        /// Which.
        step: StepName,
        /// The day on which it was due.
        due: Date,
        /// Whether the grace is over too.
        grace_over: bool,
    },
    /// The inspector asked for more than the instrument gives it.
    BeyondRights {
        /// What rule it breaks.
        why: String,
    },
    /// The inspector designated another site than the lot fell on, or one that no lot could fall on.
    NotDrawn {
        /// The site of the lot.
        drawn: Option<Id>,
    },
    /// The inspector chose freely while the host's time for its nonce still ran.
    ChoseEarly,
    /// The designation names a head of the host's record that the inspector has not acknowledged.
    NotCovered,
    /// The host opened another epoch than the last below the head that the designation names.
    OtherEpoch {
        /// The one that it opened.
        opened: u32,
        /// The one that it should have.
        expected: Option<u32>,
    },
    /// The host refused.
    Refused {
        /// Why, as it says.
        reason: Reason,
        /// The how many-th refusal of this host in the treaty year, from 1.
        times: u32,
    },
    /// The inspector says that the opening did not come, or opens something else than was committed to.
    OpeningDisputed {
        /// Whether it came.
        received: bool,
    },
    /// The count is another than the opening.
    ReportDiffers {
        /// What the host says of it; nothing where it did not say.
        answer: Option<Answer>,
        /// Whether a clarification of it ended without an agreed statement.
        unresolved: bool,
    },
    /// The host stands by another report than the inspector's, or by none.
    ReportDisputed,
    /// With the request's key: what the host sealed does not open what it had committed to, or is nothing that it may be.
    OpeningFalse {
        /// Of which step.
        step: StepName,
        /// Why not.
        why: String,
    },
    /// With the request's key: the inspector said of the opening what is not so.
    AcceptanceFalse {
        /// Whether it does open what was committed to.
        opens: bool,
    },
    /// With the papers: the verdict of the report is not that of its own papers.
    ReportFalse {
        /// Who signed it.
        by: Side,
        /// As it says.
        says: Comparison,
        /// As it should.
        comes_to: Comparison,
    },
    /// With the keys of two requests: one item at two places in one epoch.
    TagTwice {
        /// The other inspection.
        other: Box<VisitOf>,
        /// Where the item stands in this one, and in the other; of several the first.
        at: [LeafAt; 2],
        /// How many items.
        items: u32,
    },
    /// With the keys of two requests: an item that has become of a class to which no conversion leads.
    NotConverted {
        /// The other inspection.
        other: Box<VisitOf>,
        /// Where the item stands in the later epoch, and in the earlier; of several the first.
        at: [LeafAt; 2],
        /// The two epochs.
        epochs: [u32; 2],
        /// How many items.
        items: u32,
    },
    /// With the lists of two inspections: a seal on two objects.
    SealReused {
        /// The other inspection.
        other: Box<VisitOf>,
        /// The seal's number; of several the first.
        seal: String,
        /// How many seals.
        seals: u32,
    },
    /// The team saw a restriction broken.
    RestrictionBroken {
        /// Which.
        restriction: Id,
        /// Whether the host concurs with the report that says so.
        conceded: bool,
    },
    /// With the papers: the report's paper tells of what a restriction forbids, and its step does not name that.
    RestrictionUnnamed {
        /// Who signed it.
        by: Side,
        /// Which.
        restriction: Id,
    },
    /// The host declined to answer an inquiry.
    AnswerDeclined {
        /// What it was about.
        subject: Subject,
    },
    /// The inspector says that an answer did not come, or does not explain what was asked.
    AnswerDisputed {
        /// What it was about.
        subject: Subject,
        /// Whether it came.
        received: bool,
    },
    /// With the request's key: an answer to an inquiry contradicts what the host stated, or itself.
    AnswerFalse {
        /// What it was about.
        subject: Subject,
        /// What does not hold; of several flaws the first.
        why: String,
        /// How many flaws.
        flaws: u32,
    },
    /// With the request's key: an answer to an inquiry tells less than was asked.
    AnswerIncomplete {
        /// What it was about.
        subject: Subject,
        /// What is not there; of several flaws the first.
        why: String,
        /// How many flaws.
        flaws: u32,
    },
    /// With the request's key: the inspector said of an answer what is not so.
    ConclusionFalse {
        /// What it was about.
        subject: Subject,
        /// Whether it does explain what was asked.
        explains: bool,
    },
    /// With the request's key: links of a story that no manifest proves are the host's word.
    StoryOnWord {
        /// What the answer was about.
        subject: Subject,
        /// How many links are proved.
        proved: u32,
        /// Of how many.
        links: u32,
    },
    /// The host answered more inquiries about its differences than the instrument lets differences be explained by.
    InquiriesBeyondCap {
        /// How many it answered.
        answered: u32,
        /// How many there may be.
        cap: u32,
    },
}

impl VisitFact {
    /// Its code, in kebab-case; never renamed.
    pub fn code(&self) -> &'static str {
        match self {
            Self::StepTwice { .. } => "step-twice",
            Self::StepBackDated { .. } => "step-back-dated",
            Self::StepLate { .. } => "step-late",
            Self::StepMissing { .. } => "step-missing",
            Self::BeyondRights { .. } => "beyond-rights",
            Self::NotDrawn { .. } => "not-drawn",
            Self::ChoseEarly => "chose-early",
            Self::NotCovered => "not-covered",
            Self::OtherEpoch { .. } => "other-epoch",
            Self::Refused { .. } => "inspection-refused",
            Self::OpeningDisputed { .. } => "opening-disputed",
            Self::ReportDiffers { .. } => "report-differs",
            Self::ReportDisputed => "report-disputed",
            Self::OpeningFalse { .. } => "opening-false",
            Self::AcceptanceFalse { .. } => "acceptance-false",
            Self::ReportFalse { .. } => "report-false",
            Self::TagTwice { .. } => "tag-twice",
            Self::NotConverted { .. } => "not-converted",
            Self::SealReused { .. } => "seal-reused",
            Self::RestrictionBroken { .. } => "restriction-broken",
            Self::RestrictionUnnamed { .. } => "restriction-unnamed",
            Self::AnswerDeclined { .. } => "answer-declined",
            Self::AnswerDisputed { .. } => "answer-disputed",
            Self::AnswerFalse { .. } => "answer-false",
            Self::AnswerIncomplete { .. } => "answer-incomplete",
            Self::ConclusionFalse { .. } => "conclusion-false",
            Self::StoryOnWord { .. } => "story-on-word",
            Self::InquiriesBeyondCap { .. } => "inquiries-beyond-cap",
        }
    }

    /// Whose conduct it is about.
    pub(crate) fn side(&self) -> Side {
        match self {
            // it is the host that brings the team to the site
            Self::StepLate { step: StepName::Arrival, .. } | Self::StepMissing { step: StepName::Arrival, .. } => {
                Side::Host
            }
            Self::StepTwice { step }
            | Self::StepBackDated { step, .. }
            | Self::StepLate { step, .. }
            | Self::StepMissing { step, .. } => record::inspection::side_of(*step),
            Self::ReportFalse { by, .. } | Self::RestrictionUnnamed { by, .. } => *by,
            Self::BeyondRights { .. }
            | Self::NotDrawn { .. }
            | Self::ChoseEarly
            | Self::NotCovered
            | Self::AcceptanceFalse { .. }
            | Self::SealReused { .. }
            | Self::ConclusionFalse { .. } => Side::Inspector,
            Self::OtherEpoch { .. }
            | Self::Refused { .. }
            | Self::OpeningDisputed { .. }
            | Self::OpeningFalse { .. }
            | Self::TagTwice { .. }
            | Self::NotConverted { .. }
            | Self::ReportDiffers { .. }
            | Self::ReportDisputed
            | Self::RestrictionBroken { .. }
            | Self::AnswerDeclined { .. }
            | Self::AnswerDisputed { .. }
            | Self::AnswerFalse { .. }
            | Self::AnswerIncomplete { .. }
            | Self::StoryOnWord { .. }
            | Self::InquiriesBeyondCap { .. } => Side::Host,
        }
    }

    /// Whether the two sides, or their papers, disagree by it on what was opened or seen there.
    pub(crate) fn is_dispute(&self) -> bool {
        match self {
            Self::RestrictionBroken { conceded, .. } => !conceded,
            Self::OpeningDisputed { .. }
            | Self::OpeningFalse { .. }
            | Self::AcceptanceFalse { .. }
            | Self::ReportDiffers { .. }
            | Self::ReportDisputed
            | Self::ReportFalse { .. }
            | Self::RestrictionUnnamed { .. }
            | Self::TagTwice { .. }
            | Self::NotConverted { .. }
            | Self::AnswerDeclined { .. }
            | Self::AnswerDisputed { .. }
            | Self::AnswerFalse { .. }
            | Self::AnswerIncomplete { .. } => true,
            _ => false,
        }
    }

    /// Whether the statements of the inspection show it by themselves, with the keys and papers that they name.
    pub(crate) fn is_shown_by_papers(&self) -> bool {
        matches!(
            self,
            Self::OpeningFalse { .. }
                | Self::ReportFalse { .. }
                | Self::TagTwice { .. }
                | Self::NotConverted { .. }
                | Self::AnswerFalse { .. }
        )
    }

    /// The clause whose obligation it touches.
    pub(crate) fn clause<'a>(&'a self, visit: &'a VisitOf) -> Option<(Kind, Option<&'a Id>)> {
        match (self, &visit.kind) {
            (Self::RestrictionBroken { restriction, .. } | Self::RestrictionUnnamed { restriction, .. }, _) => {
                Some((Kind::Restriction, Some(restriction)))
            }
            (_, Some(kind)) => Some((Kind::Inspection, Some(kind))),
            (_, None) => None,
        }
    }
}
