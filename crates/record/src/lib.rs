//! What was said: the statements of the parties, each with its one meaning and its one encoding.
//!
//! A record is a log of statements: an [`Envelope`] each, whose head is signed and whose body is a [`Statement`] of one of a few kinds. This room
//! turns their bytes into these things and back, says who has signed ([`KeyRings::verify`]), what a receipt shows ([`receipt::check`]) and when a
//! statement was provided ([`Provision`]). Every byte is specified in `docs/spec/statement.md`. Beside records stand what two parties alone hold of an
//! inspected site ([`site`]), sealed to its reader ([`sealed`]), and the older form of being told: declarations of numbers in a table ([`read`]).
//!
//! It is pure: no I/O, no clock, no randomness but what it is given, and no secret of a host but the key that signs. What is wire ([`Envelope`], [`Statement`],
//! [`Papers`]) is public and may be forged; what is verified ([`Verified`]) has no other constructor than its verification. No bytes make it
//! panic, and every length and count has a named limit.
#![forbid(unsafe_code)]

mod cbor;
pub mod chain;
pub mod clarification;
pub mod custody;
pub mod draw;
pub mod envelope;
pub mod gate;
pub mod inspection;
pub mod keys;
pub mod layout;
pub mod malformed;
mod numbered;
pub mod provided;
pub mod receipt;
pub mod sealed;
pub mod signer;
pub mod site;
pub mod statement;
mod tables;
pub mod verified;
pub mod words;
pub mod writer;

pub use envelope::{Contents, Envelope, Head, Heading, Kind, Papers, Readers, Signature};
pub use inspection::{Progress, Side};
pub use keys::{At, KeyRing, KeyRings};
pub use layout::{Ground, Layout};
pub use malformed::Malformed;
pub use provided::Provision;
pub use receipt::{Covered, ReceiptOrder};
pub use sealed::{BadReaderKey, NotUnsealed, ReaderKey, ReaderSecret, Sealed};
pub use signer::StatementSigner;
pub use site::{ListedObject, ObjectList, SealNumber, SiteAnswer, SiteInquiry, SiteOpening, SiteReport, SiteSamples};
pub use statement::{
    Act, Agreed, Change, ClarificationStep, Declaration, EpochBody, InspectionStep, KeyStatement, OpenedSum, Opening,
    Receipt, Revocation, Role, SealDeed, SealStatement, Statement, SumBlinding,
};
pub use tables::declaration::{self, Declarations, read};
pub use tables::tidy::{self, Tidied, tidy};
pub use tables::{CELL_MAX, CELLS_MAX, COLUMNS_MAX, FILE_MAX, ROWS_MAX};
pub use verified::{Refused, Signed, Verified};
pub use words::{Author, Epoch, ItemCount, KeyId, Line, OpeningNumber, ProofsHash, ShapeHash, SiteNumber};
pub use writer::RecordWriter;
