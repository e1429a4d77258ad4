//! What a finding about a record says, with its numbers: the statements themselves, the ledger that they commit to, and the terms that they keep.

use super::clarification_fact::{ClarificationFact, ClarificationOf};
use super::gate_fact::{GateFact, GateOf};
use super::seal_fact::{SealFact, SealOf};
use super::visit_fact::{VisitFact, VisitOf};
use record::Author;
use record::layout::{BoundOf, LineOf};
use regime::Probability;
use treaty::instrument::{Clause, Kind};
use treaty::{Date, Id, Instrument};

/// How the reason ends of what rests on more than the statement itself: on keys that no statement brings, or that another record ended.
pub(crate) const NO_SUCH_KEY: &str = " (by all records that were read)";

/// An inclusive range of epochs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Epochs {
    /// The first.
    pub first: u32,
    /// The last; the same for a single epoch.
    pub last: u32,
}

impl Epochs {
    /// One epoch.
    pub fn one(epoch: u32) -> Self {
        Self { first: epoch, last: epoch }
    }

    /// How many they are.
    pub fn count(self) -> u32 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }
}

/// Which of an epoch's proofs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProofPart {
    /// The range proof over all cells.
    Cells,
    /// The one over flows and bounds.
    Derived,
    /// A balance.
    Balance,
}

/// A list of an epoch statement whose length the shape fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words say what they are")]
pub enum Listed {
    Cells,
    Flows,
    Roots,
    Excess,
    Corrections,
    DerivedProof,
    Balances,
    Sums,
    Classes,
}

/// What a finding about a record says. The name of a variant is its code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordFact {
    /// A leaf that is no statement in its one encoding.
    NotAStatement {
        /// What is wrong, and where in the leaf.
        why: String,
    },
    /// A statement that names another instrument, or another author than the one in whose record it stands.
    Foreign {
        /// What it names instead.
        names: String,
    },
    /// A statement without the signature that it needs.
    NotSigned {
        /// Which key, and why it does not count.
        why: String,
    },
    /// A statement that this instrument, or this author, has no place for.
    OutOfPlace {
        /// What it is.
        kind: &'static str,
        /// Why it has no place.
        why: String,
        /// Whether that shows in the statements that the finding names, whatever else was stated.
        alone: bool,
    },
    /// Two checkpoints of one record that do not extend each other.
    Equivocation {
        /// The size of the one that another saw.
        size: u64,
        /// Who saw it.
        seen_by: String,
        /// Who saw the other of the two, where it is beyond what is held; nothing where it is the record itself.
        against: Option<String>,
        /// Whether the key of one of them was ended at a smaller size, so that a thief may have made it.
        disowned: bool,
        /// Whether the instrument lists the keys that signed both, so that whoever has it needs no record to check the two.
        listed: bool,
    },
    /// The same epoch stated twice.
    EpochTwice {
        /// Which.
        epoch: u32,
    },
    /// An epoch that does not follow the one before it.
    EpochOutOfOrder {
        /// Which.
        epoch: u32,
        /// Which one was next.
        expected: u32,
    },
    /// An epoch statement that names another statement as the epoch before, or as the baseline, than the record holds.
    PreviousDiffers {
        /// Which.
        epoch: u32,
        /// Whether it is the baseline that differs.
        baseline: bool,
    },
    /// An epoch statement over other cells, flows or bounds than the instrument gives.
    ShapeDiffers {
        /// Which.
        epoch: u32,
    },
    /// An epoch statement with another number of something than its shape has.
    WrongLength {
        /// Which.
        epoch: u32,
        /// Of what.
        of: Listed,
        /// How many it has.
        found: u64,
        /// How many it should have.
        expected: u64,
    },
    /// A commitment that is no point of the group; the first of its list stands for the others.
    NotACommitment {
        /// Of which epoch.
        epoch: u32,
        /// Among which.
        of: Listed,
        /// Its place in the list, from 0.
        index: u64,
    },
    /// A proof that cannot even be read.
    ProofMalformed {
        /// Of which epoch.
        epoch: u32,
        /// Which.
        part: ProofPart,
    },
    /// The proof that every cell holds a count fails.
    CountsUnproved {
        /// Of which epoch.
        epoch: u32,
    },
    /// The proof that every flow is a count and every bound holds fails.
    FlowsOrBoundsUnproved {
        /// Of which epoch.
        epoch: u32,
    },
    /// A balance does not close: items appeared or vanished outside the committed flows.
    BalanceOpen {
        /// Of which epoch.
        epoch: u32,
        /// Of what.
        line: LineOf,
    },
    /// An opened sum that the commitments contradict.
    SumDiffers {
        /// Which opening.
        opening: Id,
        /// Of which epochs.
        epochs: Epochs,
        /// Of which class.
        class: Id,
        /// The number that was opened.
        sum: u64,
    },
    /// An opening that the schedule does not have, or has had already: each commitment enters at most one opened sum.
    OpeningNotDue {
        /// Its number in the order of the instrument, from 0.
        opening: u64,
        /// Of which epochs.
        epochs: Epochs,
    },
    /// Totals opened before every baseline was covered.
    OpenedEarly {
        /// Which opening.
        opening: Id,
    },
    /// Epochs that were provided late.
    EpochLate {
        /// Which.
        epochs: Epochs,
        /// When the first of them was due.
        due: Date,
        /// When the first of them was provided; nothing where the copies are too old to show it.
        provided: Option<Date>,
    },
    /// Epochs that were stated before they were over.
    EpochEarly {
        /// Which.
        epochs: Epochs,
    },
    /// Epochs that were due and not provided.
    EpochMissing {
        /// Which.
        epochs: Epochs,
        /// When the first of them was due.
        due: Date,
        /// Whether the grace is over too.
        grace_over: bool,
    },
    /// An opening that was provided late.
    OpeningLate {
        /// Which.
        opening: Id,
        /// Of which epochs.
        epochs: Epochs,
        /// When it was due.
        due: Date,
        /// When it was provided; nothing where the copies are too old to show it.
        provided: Option<Date>,
    },
    /// An opening that was due and not provided.
    OpeningMissing {
        /// Which.
        opening: Id,
        /// Of which epochs.
        epochs: Epochs,
        /// When it was due.
        due: Date,
    },
    /// A stated correction.
    Correction {
        /// In which epoch.
        epoch: u32,
        /// Of what.
        line: LineOf,
        /// Items that were missed before.
        up: u32,
        /// Items that were counted wrongly before.
        down: u32,
        /// All items added by corrections of this class so far.
        sum_up: u64,
        /// All items taken away by corrections of this class so far.
        sum_down: u64,
        /// By how much the corrections of its frozen group so far take away more than they add: so many items could be added later without the
        /// bound of the freeze showing it.
        room: u64,
    },
    /// A stated excess over a bound.
    Excess {
        /// The bound.
        bound: BoundOf,
        /// In which epochs.
        epochs: Epochs,
        /// By how much, the same in all of them.
        most: u32,
        /// Corrections that every other party accepted and that explain as much.
        accepted: u64,
    },
    /// An act that was covered after the close of the epoch before the one that it names.
    ActLate {
        /// The epoch that it names.
        epoch: u32,
    },
    /// A party has not acknowledged another's record in time.
    ReceiptOverdue {
        /// Whose record.
        of: Author,
        /// How many statements fell due without a receipt.
        statements: u64,
        /// When the first of them was due.
        due: Date,
    },
    /// A receipt whose checkpoint or cosignature does not verify.
    ReceiptInvalid {
        /// Why.
        why: String,
    },
    /// A receipt that is dated before an earlier one of the same record, or acknowledges less than it.
    ReceiptWentBack {
        /// Of whose record.
        of: Author,
    },
    /// A statement dated, by its author, after others hold it, or after it can have been made.
    DatedAhead {
        /// By how many seconds, which are more than the tolerance.
        seconds: u64,
    },
    /// Others acknowledge more statements of a record than the copy among the inputs holds.
    CopyIsOld {
        /// How many it holds.
        held: u64,
        /// How many another saw.
        seen: u64,
        /// Who saw them.
        seen_by: String,
    },
    /// A record that the instrument names and that is not among the inputs.
    RecordNotHeld {
        /// Whose.
        of: Author,
    },
    /// Bodies that are not public, and not among the inputs.
    BodiesNotHeld {
        /// How many.
        statements: u64,
    },
    /// Epochs that are proved while an epoch before them is not: the chain is broken there.
    ChainBroken {
        /// The first epoch whose balance could not be held against the one before.
        epoch: u32,
    },
    /// How many sites of a party inspections of one kind saw, and so with what probability they would have met what is hidden at one of them.
    SitesVisited {
        /// The kind of inspection.
        inspection: Id,
        /// How many inspections came to a report.
        reports: u32,
        /// How many sites they went to.
        visited: u32,
        /// How many there are to which they may go.
        sites: u32,
        /// To how many of those that were visited a lot had led.
        drawn: u32,
        /// How many of the openings were opened again here, with the keys of their requests.
        opened: u32,
        /// For so many sites at which something is hidden, that one of them was drawn; nothing where none was drawn.
        met: Vec<(u32, Probability)>,
    },
    /// Something in an inspection.
    Visit {
        /// Which inspection.
        visit: VisitOf,
        /// What.
        fact: VisitFact,
    },
    /// Something about a custody seal.
    Seal {
        /// Which.
        seal: SealOf,
        /// What.
        fact: SealFact,
    },
    /// Something at a gate.
    Gate {
        /// Which gate, or which crossing of it.
        gate: GateOf,
        /// What.
        fact: GateFact,
    },
    /// Something in a clarification.
    Clarification {
        /// Which clarification.
        clarification: ClarificationOf,
        /// What.
        fact: ClarificationFact,
    },
}

impl RecordFact {
    /// Its code, in kebab-case; never renamed.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAStatement { .. } => "not-a-statement",
            Self::Foreign { .. } => "foreign",
            Self::NotSigned { .. } => "not-signed",
            Self::OutOfPlace { .. } => "out-of-place",
            Self::Equivocation { .. } => "equivocation",
            Self::EpochTwice { .. } => "epoch-twice",
            Self::EpochOutOfOrder { .. } => "epoch-out-of-order",
            Self::PreviousDiffers { .. } => "previous-differs",
            Self::ShapeDiffers { .. } => "shape-differs",
            Self::WrongLength { .. } => "wrong-length",
            Self::NotACommitment { .. } => "not-a-commitment",
            Self::ProofMalformed { .. } => "proof-malformed",
            Self::CountsUnproved { .. } => "counts-unproved",
            Self::FlowsOrBoundsUnproved { .. } => "flows-or-bounds-unproved",
            Self::BalanceOpen { .. } => "balance-open",
            Self::SumDiffers { .. } => "sum-differs",
            Self::OpeningNotDue { .. } => "opening-not-due",
            Self::OpenedEarly { .. } => "opened-early",
            Self::EpochLate { .. } => "epoch-late",
            Self::EpochEarly { .. } => "epoch-early",
            Self::EpochMissing { .. } => "epoch-missing",
            Self::OpeningLate { .. } => "opening-late",
            Self::OpeningMissing { .. } => "opening-missing",
            Self::Correction { .. } => "correction",
            Self::Excess { .. } => "excess",
            Self::ActLate { .. } => "act-late",
            Self::ReceiptOverdue { .. } => "receipt-overdue",
            Self::ReceiptInvalid { .. } => "receipt-invalid",
            Self::ReceiptWentBack { .. } => "receipt-went-back",
            Self::DatedAhead { .. } => "dated-ahead",
            Self::CopyIsOld { .. } => "copy-is-old",
            Self::RecordNotHeld { .. } => "record-not-held",
            Self::BodiesNotHeld { .. } => "bodies-not-held",
            Self::ChainBroken { .. } => "chain-broken",
            Self::SitesVisited { .. } => "sites-visited",
            Self::Visit { fact, .. } => fact.code(),
            Self::Gate { fact, .. } => fact.code(),
            Self::Seal { fact, .. } => fact.code(),
            Self::Clarification { fact, .. } => fact.code(),
        }
    }

    /// The first epoch that it concerns.
    pub fn epoch(&self) -> Option<u32> {
        match self {
            Self::EpochTwice { epoch }
            | Self::EpochOutOfOrder { epoch, .. }
            | Self::PreviousDiffers { epoch, .. }
            | Self::ShapeDiffers { epoch }
            | Self::WrongLength { epoch, .. }
            | Self::NotACommitment { epoch, .. }
            | Self::ProofMalformed { epoch, .. }
            | Self::CountsUnproved { epoch }
            | Self::FlowsOrBoundsUnproved { epoch }
            | Self::BalanceOpen { epoch, .. }
            | Self::Correction { epoch, .. }
            | Self::ActLate { epoch }
            | Self::ChainBroken { epoch } => Some(*epoch),
            Self::SumDiffers { epochs, .. }
            | Self::OpeningNotDue { epochs, .. }
            | Self::EpochLate { epochs, .. }
            | Self::EpochEarly { epochs }
            | Self::EpochMissing { epochs, .. }
            | Self::OpeningLate { epochs, .. }
            | Self::OpeningMissing { epochs, .. }
            | Self::Excess { epochs, .. }
            | Self::Gate { gate: GateOf { epochs, .. }, .. } => Some(epochs.first),
            Self::NotAStatement { .. }
            | Self::Foreign { .. }
            | Self::NotSigned { .. }
            | Self::OutOfPlace { .. }
            | Self::Equivocation { .. }
            | Self::OpenedEarly { .. }
            | Self::ReceiptOverdue { .. }
            | Self::ReceiptInvalid { .. }
            | Self::ReceiptWentBack { .. }
            | Self::DatedAhead { .. }
            | Self::CopyIsOld { .. }
            | Self::RecordNotHeld { .. }
            | Self::BodiesNotHeld { .. }
            | Self::SitesVisited { .. }
            | Self::Visit { .. }
            | Self::Seal { .. }
            | Self::Clarification { .. } => None,
        }
    }

    /// The one clause whose obligation it touches: its kind, and its name where its kind may stand more than once. Nothing where it touches all that
    /// rests on the record.
    pub fn clause(&self) -> Option<(Kind, Option<&Id>)> {
        match self {
            Self::SumDiffers { opening, .. }
            | Self::OpenedEarly { opening }
            | Self::OpeningLate { opening, .. }
            | Self::OpeningMissing { opening, .. } => Some((Kind::Opening, Some(opening))),
            Self::Excess { bound: BoundOf::Freeze { freeze, .. }, .. } => Some((Kind::Freeze, Some(freeze))),
            Self::Excess { bound: BoundOf::Limit(limit), .. } => Some((Kind::Limit, Some(limit))),
            Self::Excess { bound: BoundOf::Transit, .. } => Some((Kind::Transit, None)),
            Self::SitesVisited { inspection, .. } => Some((Kind::Inspection, Some(inspection))),
            Self::Visit { visit, fact } => fact.clause(visit),
            Self::Gate { gate, .. } => Some(gate.clause()),
            Self::Seal { seal, .. } => Some(seal.clause()),
            Self::Clarification { .. } => Some((Kind::Clarification, None)),
            _ => None,
        }
    }

    /// Whether statements show it only beside keys and papers of an inspection.
    pub fn is_of_papers(&self) -> bool {
        matches!(self, Self::Visit { fact, .. } if fact.is_shown_by_papers())
    }

    /// Whether the statements that a finding of it names show it by themselves, or with the keys and papers that these name. What rests on dates, on what is
    /// missing (another act, another key), or on a sum over the whole record is not.
    pub fn is_shown_by_statements(&self) -> bool {
        match self {
            Self::NotSigned { why } | Self::ReceiptInvalid { why } => !why.ends_with(NO_SUCH_KEY),
            Self::OutOfPlace { alone, .. } => *alone,
            Self::Visit { fact, .. } => fact.is_shown_by_papers() || matches!(fact, VisitFact::StepTwice { .. }),
            Self::Clarification { fact, .. } => matches!(fact, ClarificationFact::StepTwice { .. }),
            Self::Gate { fact, .. } => matches!(fact, GateFact::CrossingTwice { .. } | GateFact::VerdictTwice),
            Self::Seal { fact, .. } => matches!(fact, SealFact::NotHeld { gone: true, .. }),
            Self::NotAStatement { .. }
            | Self::Foreign { .. }
            | Self::EpochTwice { .. }
            | Self::PreviousDiffers { .. }
            | Self::WrongLength { .. }
            | Self::NotACommitment { .. }
            | Self::ProofMalformed { .. }
            | Self::CountsUnproved { .. }
            | Self::FlowsOrBoundsUnproved { .. }
            | Self::BalanceOpen { .. }
            | Self::SumDiffers { .. }
            | Self::ReceiptWentBack { .. } => true,
            _ => false,
        }
    }

    /// The clause under which it falls: its own, or else the one on records.
    pub(crate) fn clause_in<'a>(&self, treaty: &'a Instrument) -> Option<&'a Clause> {
        let own = treaty.clauses.iter().find(|clause| self.is_of(clause));
        own.or_else(|| treaty.record().map(|(clause, _)| clause))
    }

    /// Whether it touches this clause's obligation and no other's.
    pub fn is_of(&self, clause: &Clause) -> bool {
        self.clause().is_some_and(|(kind, id)| kind == clause.kind() && id.is_none_or(|id| *id == clause.id))
    }
}
