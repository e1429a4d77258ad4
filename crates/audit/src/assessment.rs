//! The audit's answer, as data. `report` alone makes sentences of it.

mod chance;
mod clarification_fact;
mod gate_fact;
mod known;
mod record_fact;
mod seal_fact;
mod visit_fact;

pub use chance::{Chance, Hidden, Visits};
pub use clarification_fact::{ClarificationClock, ClarificationFact, ClarificationOf};
pub use gate_fact::{GateFact, GateOf};
pub use known::{Clarified, Inspected, Knowledge, Site, Step};
pub use record::clarification::End;
pub use record::declaration::RowStatus;
pub use record::inspection::Side;
pub use record::layout::{BoundOf, LineOf};
pub use record::statement::{Answer, Comparison, Reason, SealAct, StepName, Subject, TurnName, Way};
pub(crate) use record_fact::NO_SUCH_KEY;
pub use record_fact::{Epochs, Listed, ProofPart, RecordFact};
pub use seal_fact::{ClosedTime, Continuity, SealFact, SealOf};
pub use visit_fact::{LeafAt, VisitFact, VisitOf};

pub use log::{Hash as Root, Timestamp};
pub use record::Author;
pub use regime::Probability;
use std::fmt;
use treaty::instrument::{ArticleNumber, Form, Hash, Kind};
use treaty::measure::Measure;
use treaty::text::Text;
use treaty::{Date, Id, PartyCode};

/// What an audit found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Assessment {
    /// The instrument's name.
    pub instrument: Id,
    /// Its title.
    pub title: Text,
    /// Its identity.
    pub treaty: Hash,
    /// Its form, which decides between `inconsistent` and `departure`.
    pub form: Form,
    /// The day as of which it was audited.
    pub as_of: Date,
    /// Whether whoever asked for it named that day: without it, the same inputs are audited as of the last day of which they speak.
    pub as_of_given: bool,
    /// The files of declarations that were audited.
    pub inputs: Vec<Input>,
    /// The records that were audited, in the order of the instrument: parties, then witnesses.
    pub records: Vec<Record>,
    /// What was opened, in order of party, opening, epoch and place.
    pub opened: Vec<Opened>,
    /// What one party's seals closed at another's sites, and when without a hole.
    pub continuity: Vec<Continuity>,
    /// The inspections, in the order of their requests.
    pub inspections: Vec<Inspected>,
    /// The clarifications, in the order in which they were raised.
    pub clarifications: Vec<Clarified>,
    /// What everybody knows of each site of the parties whose record is among the inputs.
    pub sites: Vec<Site>,
    /// Whose keys and papers the audit held beside what everybody can read.
    pub reader: Option<PartyCode>,
    /// The worst outcome of an obligation.
    pub outcome: Outcome,
    /// Each obligation of each party.
    pub obligations: Vec<Obligation>,
    /// Each number that was held against a limit, by limit, party and day.
    pub judged: Vec<Judged>,
    /// What was found, in one total order: by severity, party, date, code.
    pub findings: Vec<Finding>,
}

/// A file that was audited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name.
    pub file: String,
    /// Its identity.
    pub hash: Hash,
    /// How many rows it has.
    pub rows: usize,
}

/// A record that was audited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Whose.
    pub author: Author,
    /// The party whose it is; nothing for a witness.
    pub party: Option<PartyCode>,
    /// How many statements it has.
    pub size: u64,
    /// The root over them.
    pub root: Root,
    /// How far others acknowledge it.
    pub covered_by: Vec<Coverage>,
    /// Its months, in order: how the year went.
    pub months: Vec<Month>,
}

/// How far one author acknowledges a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Who.
    pub by: Author,
    /// The largest size that it acknowledges.
    pub size: u64,
    /// When it did.
    pub time: Timestamp,
    /// How many receipts it gave.
    pub receipts: u64,
}

/// One month of a party's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// How many epochs have their day in it and were due by the day of the audit.
    pub due: u32,
    /// How many of these were stated.
    pub stated: u32,
    /// How many were proved.
    pub proved: u32,
    /// How many were provided in time.
    pub in_time: u32,
    /// How many receipts the party gave for others' records.
    pub receipts: u32,
}

/// A sum that a party opened and that its commitments confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Whose.
    pub party: PartyCode,
    /// Which opening of the instrument.
    pub opening: Id,
    /// Of which epochs.
    pub epochs: Epochs,
    /// The day of the last of them.
    pub day: Date,
    /// Of which class; of conversions, out of which.
    pub class: Id,
    /// The number.
    pub sum: u64,
}

/// How an obligation came out. There is no bare "OK".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing found speaks against it; what could not be verified is said beside it.
    Consistent,
    /// Something is to be clarified, was late, or is disputed.
    Open,
    /// It was not met, on this evidence.
    Inconsistent,
}

impl Outcome {
    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Open => "open",
            Self::Inconsistent => "inconsistent",
        }
    }
}

/// One obligation of one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// The clause's name: a limit, a clock, a freeze.
    pub id: Id,
    /// Its kind's word, such as `limit`.
    pub kind: Kind,
    /// What it is called.
    pub name: Option<Text>,
    /// The article.
    pub article: ArticleNumber,
    /// Whose.
    pub party: PartyCode,
    /// How it came out.
    pub outcome: Outcome,
    /// The first and the last day of which the inputs speak; nothing where the party's record is not among them.
    pub covers: Option<(Date, Date)>,
}

/// One number held against one limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Which limit.
    pub limit: Id,
    /// Whose number.
    pub party: PartyCode,
    /// Of which day.
    pub date: Date,
    /// The number; nothing where it was not provided.
    pub value: Option<u64>,
    /// The limit.
    pub most: u32,
    /// How the two stand.
    pub verdict: Verdict,
    /// How sure the row is.
    pub status: RowStatus,
    /// The rows that state it.
    pub statements: Vec<StatementAt>,
}

/// How a number stands to a limit on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Within the limit, on a day on which it binds.
    Within,
    /// Within it, on a day on which it does not bind yet.
    WithinNotBinding,
    /// Over it, on a day on which it does not bind yet: nothing.
    OverNotBinding,
    /// Over it, on a day on which it binds.
    Over,
    /// The parties read the count, or the limit, differently, and that decides.
    Disputed,
    /// The sum lacks classes that count too: within the limit as far as it goes.
    Incomplete,
    /// Not provided.
    NotProvided,
    /// The limit was not in force on that day.
    NotInForce,
}

/// How grave a finding is. The words are the software's, not a government's: it compares statements with rules and evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A party's own signatures contradict each other, or the mathematics.
    Contradiction,
    /// A legal obligation was not met, on this evidence.
    Inconsistent,
    /// A political commitment was not met, on this evidence.
    Departure,
    /// A clock ran out.
    Late,
    /// The two sides' statements differ.
    Discrepancy,
    /// Something to clarify.
    Question,
    /// What these inputs cannot show.
    Blind,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Self; 7] = [
        Self::Contradiction,
        Self::Inconsistent,
        Self::Departure,
        Self::Late,
        Self::Discrepancy,
        Self::Question,
        Self::Blind,
    ];

    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Inconsistent => "inconsistent",
            Self::Departure => "departure",
            Self::Late => "late",
            Self::Discrepancy => "discrepancy",
            Self::Question => "question",
            Self::Blind => "blind",
        }
    }

    /// What an obligation of this form is called that was not met: a political commitment has no breach in law.
    pub(crate) fn broken(form: Form) -> Self {
        if form.is_legal() { Self::Inconsistent } else { Self::Departure }
    }

    /// What it makes of its obligation.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Contradiction | Self::Inconsistent | Self::Departure => Outcome::Inconsistent,
            Self::Late | Self::Discrepancy | Self::Question => Outcome::Open,
            Self::Blind => Outcome::Consistent,
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How grave.
    pub severity: Severity,
    /// About whom; nobody where it concerns the instrument.
    pub party: Option<PartyCode>,
    /// Under which article.
    pub article: Option<ArticleNumber>,
    /// Of which day.
    pub date: Option<Date>,
    /// What.
    pub fact: Fact,
    /// The statements that show it.
    pub statements: Vec<StatementAt>,
    /// How each party reads it, where they differ.
    pub readings: Vec<Read>,
}

/// Where a statement stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatementAt {
    /// A row of a file.
    Row {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
    },
    /// A leaf of a record.
    Leaf {
        /// Whose record.
        record: Author,
        /// Its index, from 0.
        index: u64,
    },
}

impl fmt::Display for StatementAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row { file, line } => write!(f, "`{file}`, line {line},"),
            Self::Leaf { record, index } => write!(f, "statement {index} of the record of {record}"),
        }
    }
}

/// How one party reads something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Who.
    pub party: PartyCode,
    /// How.
    pub text: Text,
    /// What it counts, for a count.
    pub count: Option<u64>,
}

/// What a count is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counting {
    /// What counts towards a limit.
    Limit(Id),
    /// A group of a freeze.
    Group {
        /// Which freeze.
        freeze: Id,
        /// Which group.
        group: Id,
    },
}

/// What a finding says, with its numbers. The name of a variant is its code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// A number over a limit on a day on which it binds.
    OverLimit {
        /// Which limit.
        limit: Id,
        /// The number.
        value: u64,
        /// The limit.
        most: u32,
        /// Since when it binds.
        binds: Date,
    },
    /// A number over a limit by one reading and within it by another.
    OverByOneReading {
        /// Which limit.
        limit: Id,
        /// The number.
        value: u64,
        /// The limits, by reading, are in the finding's readings.
        most: Vec<u32>,
    },
    /// An exchange that was not provided.
    NotProvided {
        /// Which clock.
        clock: Id,
        /// The day of which it should have spoken.
        exchange: Date,
        /// The last day on which it would have been in time.
        due: Date,
        /// The act that the party gives as its reason.
        act: Option<Id>,
    },
    /// Figures that were published, but withheld from the other party.
    Withheld {
        /// Which clock.
        clock: Id,
        /// The day of which they speak.
        exchange: Date,
        /// The act.
        act: Id,
    },
    /// A recorded dispute on what counts.
    DisputedCount {
        /// Which dispute.
        dispute: Id,
        /// Towards which limit.
        limit: Id,
        /// The limit.
        most: u32,
        /// Since when.
        since: Date,
    },
    /// An exchange of which the inputs have no row, between others of the same party.
    NoRow {
        /// Which clock.
        clock: Id,
        /// The day of which it should speak.
        exchange: Date,
    },
    /// Exchanges that fell due after the last row of a party.
    BeyondTheInputs {
        /// Which clock.
        clock: Id,
        /// The days of which they should speak.
        dates: Vec<Date>,
    },
    /// Rows of days after the one as of which the audit is made; they were left aside.
    AfterTheDay {
        /// Their days.
        dates: Vec<Date>,
    },
    /// A party of which the inputs say nothing.
    NothingOf,
    /// A count that lacks classes which count too, so that it may be too low.
    Incomplete {
        /// Towards which limit, or of which group of a freeze.
        of: Counting,
        /// The sum of what was declared.
        counted: u64,
        /// The classes that were not declared.
        missing: Vec<Id>,
    },
    /// A row that says "not provided" of a day on which no exchange was due.
    NothingDue,
    /// Rows of which no number was seen in a source.
    Unconfirmed {
        /// Their days.
        dates: Vec<Date>,
    },
    /// Rows of which some numbers were seen in a source, or were computed from others.
    PartlyConfirmed {
        /// Their days.
        dates: Vec<Date>,
    },
    /// A declared aggregate that the declared items do not add up to.
    CountDiffers {
        /// Which limit.
        limit: Id,
        /// What was declared.
        declared: u64,
        /// What the items come to.
        counted: u64,
    },
    /// A class of which another party states other numbers than its owner does.
    StatedOtherwise {
        /// Which class.
        class: Id,
        /// What the owner declares, if it declares the class.
        declared: Option<u64>,
        /// Who states otherwise.
        by: PartyCode,
        /// What.
        stated: u64,
    },
    /// More items in a part than in the line that it is part of.
    PartExceedsWhole {
        /// The part.
        part: Id,
        /// Its items.
        items: u64,
        /// The line.
        whole: Id,
        /// Its items.
        of: u64,
    },
    /// A type that the instrument does not list for this party.
    UnknownType {
        /// Which.
        item_type: Id,
    },
    /// A frozen group above its baseline.
    Growth {
        /// Which freeze.
        freeze: Id,
        /// Which group.
        group: Id,
        /// The baseline.
        baseline: u64,
        /// The number.
        value: u64,
    },
    /// A freeze whose baseline the inputs do not hold.
    NoBaseline {
        /// Which freeze.
        freeze: Id,
        /// The day of the baseline; nothing where the text does not say.
        day: Option<Date>,
    },
    /// A freeze that leaves open what it covers.
    FreezeUndefined {
        /// Which freeze.
        freeze: Id,
    },
    /// What remains unknown although, or because, this measure is not among the inputs.
    Unverified {
        /// The measure that would show it.
        measure: Measure,
        /// Whether the measure is agreed, and only its record is not among the inputs.
        agreed: bool,
        /// With what probability something hidden would be met under the instrument's own measures.
        chance: Chance,
    },
    /// Items that the instrument's limits do not reach.
    OutsideTheLimits,
    /// Something about a record.
    Record(RecordFact),
}

impl Fact {
    /// Its code, in kebab-case; never renamed.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OverLimit { .. } => "over-limit",
            Self::OverByOneReading { .. } => "over-by-one-reading",
            Self::NotProvided { .. } => "not-provided",
            Self::Withheld { .. } => "withheld",
            Self::DisputedCount { .. } => "disputed-count",
            Self::NoRow { .. } => "no-row",
            Self::BeyondTheInputs { .. } => "beyond-the-inputs",
            Self::AfterTheDay { .. } => "after-the-day",
            Self::NothingOf => "nothing-of",
            Self::Incomplete { .. } => "incomplete",
            Self::NothingDue => "nothing-due",
            Self::Unconfirmed { .. } => "unconfirmed",
            Self::PartlyConfirmed { .. } => "partly-confirmed",
            Self::CountDiffers { .. } => "count-differs",
            Self::StatedOtherwise { .. } => "stated-otherwise",
            Self::PartExceedsWhole { .. } => "part-exceeds-whole",
            Self::UnknownType { .. } => "unknown-type",
            Self::Growth { .. } => "growth",
            Self::NoBaseline { .. } => "no-baseline",
            Self::FreezeUndefined { .. } => "freeze-undefined",
            Self::Unverified { .. } => "unverified",
            Self::OutsideTheLimits => "outside-the-limits",
            Self::Record(fact) => fact.code(),
        }
    }

    /// The clause whose obligation it touches.
    pub fn clause(&self) -> Option<(Kind, &Id)> {
        match self {
            Self::OverLimit { limit, .. }
            | Self::OverByOneReading { limit, .. }
            | Self::DisputedCount { limit, .. }
            | Self::CountDiffers { limit, .. } => Some((Kind::Limit, limit)),
            Self::NotProvided { clock, .. }
            | Self::Withheld { clock, .. }
            | Self::NoRow { clock, .. }
            | Self::BeyondTheInputs { clock, .. } => Some((Kind::Clock, clock)),
            Self::Incomplete { of: Counting::Limit(limit), .. } => Some((Kind::Limit, limit)),
            Self::Incomplete { of: Counting::Group { freeze, .. }, .. }
            | Self::Growth { freeze, .. }
            | Self::NoBaseline { freeze, .. }
            | Self::FreezeUndefined { freeze } => Some((Kind::Freeze, freeze)),
            Self::Record(fact) => fact.clause().and_then(|(kind, id)| Some((kind, id?))),
            Self::Unconfirmed { .. }
            | Self::PartlyConfirmed { .. }
            | Self::StatedOtherwise { .. }
            | Self::PartExceedsWhole { .. }
            | Self::UnknownType { .. }
            | Self::Unverified { .. }
            | Self::NothingDue
            | Self::NothingOf
            | Self::AfterTheDay { .. }
            | Self::OutsideTheLimits => None,
        }
    }
}
