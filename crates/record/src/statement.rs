//! What a statement says: one body for each kind, each with one encoding (`docs/spec/statement.md`, sections 4 to 6).
//!
//! Wire data: a body says what its author wrote, and whether that is true is for the audit to find.

mod act;
mod clarification;
mod clear;
mod epoch;
mod inspection;
mod key;
mod opening;
mod portal;
mod receipt;
mod seal;
mod steps;

pub use act::{Act, Change};
pub use clarification::{
    ClarificationStep, FILES_MAX, LANGUAGES_MAX, Language, OfferForm, Paper, Raising, Turn, TurnName,
};
pub use clear::{AGREED_LINES_MAX, Agreed, DECLARED_CLASSES_MAX, Declaration};
pub use epoch::{EpochBody, Misfit};
pub(crate) use epoch::{decode_proofs, encode_proofs};
pub use inspection::{
    Acceptance, Answer, Comparison, Conclusion, Deed, Designation, DrawCommitment, InspectionStep, Nonce, PaperHash,
    READER_KEY_MAX, Reason, Request, SealedHash, StepHash, StepName, Subject, form_number, form_of,
};
pub use key::{ED25519, KeyStatement, PUBLIC_KEY_MAX, Revocation, Role};
pub use opening::{OPENED_SUMS_MAX, OpenedSum, Opening, SumBlinding};
pub use portal::{Crossing, CrossingHash, Gate, MeasurementHash, SeenCrossing, Verdict, Way};
pub use receipt::{CHECKPOINT_MAX, COSIGNATURE_LINE_MAX, Receipt};
pub use seal::{BreakReason, SealAct, SealDeed, SealStatement};

use crate::cbor::{self, Canonical};
use crate::envelope::{Kind, STATEMENT_MAX};
use crate::malformed::{Format, Malformed};
use crate::words::Epoch;

/// The body of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// It closes an epoch with commitments.
    Epoch(EpochBody),
    /// It closes an epoch in clear numbers.
    Declaration(Declaration),
    /// It opens sums of commitments.
    Opening(Opening),
    /// It acknowledges another record up to a checkpoint.
    Receipt(Receipt),
    /// It brings a key.
    Key(KeyStatement),
    /// It ends a key.
    Revocation(Revocation),
    /// It changes sites or capacities.
    Act(Act),
    /// Both sides accept corrections.
    Agreed(Agreed),
    /// A step of an inspection.
    Inspection(InspectionStep),
    /// It declares what crosses the gate of a plant.
    Crossing(Crossing),
    /// It says what the monitors of another party's plant saw.
    Verdict(SeenCrossing),
    /// A step of a clarification.
    Clarification(ClarificationStep),
    /// What is done to a custody seal.
    Seal(SealStatement),
}

impl Statement {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Epoch(_) => Kind::Epoch,
            Self::Declaration(_) => Kind::Declaration,
            Self::Opening(_) => Kind::Opening,
            Self::Receipt(_) => Kind::Receipt,
            Self::Key(_) => Kind::Key,
            Self::Revocation(_) => Kind::Revocation,
            Self::Act(_) => Kind::Act,
            Self::Agreed(_) => Kind::Agreed,
            Self::Inspection(_) => Kind::Inspection,
            Self::Crossing(_) => Kind::Crossing,
            Self::Verdict(_) => Kind::Verdict,
            Self::Clarification(_) => Kind::Clarification,
            Self::Seal(_) => Kind::Seal,
        }
    }

    /// The epoch that it is about: of an opening the last, of an act the first that it governs; none for receipts, keys, seals and steps of inspections and
    /// clarifications.
    pub fn epoch(&self) -> Option<Epoch> {
        match self {
            Self::Epoch(body) => Some(body.epoch),
            Self::Declaration(body) => Some(body.epoch),
            Self::Opening(body) => Some(body.last),
            Self::Act(body) => Some(body.first),
            Self::Agreed(body) => Some(body.epoch),
            Self::Crossing(body) => Some(body.gate.epoch),
            Self::Verdict(body) => Some(body.gate.epoch),
            Self::Receipt(_) | Self::Key(_) | Self::Revocation(_) => None,
            Self::Inspection(_) | Self::Clarification(_) | Self::Seal(_) => None,
        }
    }

    /// The body's bytes.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Epoch(body) => cbor::encode(body),
            Self::Declaration(body) => cbor::encode(body),
            Self::Opening(body) => cbor::encode(body),
            Self::Receipt(body) => cbor::encode(body),
            Self::Key(body) => cbor::encode(body),
            Self::Revocation(body) => cbor::encode(body),
            Self::Act(body) => cbor::encode(body),
            Self::Agreed(body) => cbor::encode(body),
            Self::Inspection(body) => cbor::encode(body),
            Self::Crossing(body) => cbor::encode(body),
            Self::Verdict(body) => cbor::encode(body),
            Self::Clarification(body) => cbor::encode(body),
            Self::Seal(body) => cbor::encode(body),
        }
    }

    /// The body of a statement of this kind.
    ///
    /// # Errors
    /// Where the bytes are not the one spelling of such a body.
    pub fn decode(kind: Kind, body: &[u8]) -> Result<Self, Malformed> {
        fn body_of<T: Canonical>(kind: Kind, body: &[u8]) -> Result<T, Malformed> {
            cbor::decode(Format::Body(kind), body, STATEMENT_MAX)
        }
        match kind {
            Kind::Epoch => body_of(kind, body).map(Self::Epoch),
            Kind::Declaration => body_of(kind, body).map(Self::Declaration),
            Kind::Opening => body_of(kind, body).map(Self::Opening),
            Kind::Receipt => body_of(kind, body).map(Self::Receipt),
            Kind::Key => body_of(kind, body).map(Self::Key),
            Kind::Revocation => body_of(kind, body).map(Self::Revocation),
            Kind::Act => body_of(kind, body).map(Self::Act),
            Kind::Agreed => body_of(kind, body).map(Self::Agreed),
            Kind::Inspection => body_of(kind, body).map(Self::Inspection),
            Kind::Crossing => body_of(kind, body).map(Self::Crossing),
            Kind::Verdict => body_of(kind, body).map(Self::Verdict),
            Kind::Clarification => body_of(kind, body).map(Self::Clarification),
            Kind::Seal => body_of(kind, body).map(Self::Seal),
        }
    }
}
