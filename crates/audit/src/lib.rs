//! What it adds up to.
//!
//! The audit is a pure fold: it is fed with what the parties said, compares it with what they agreed, and yields an [`Assessment`]. It reads
//! no file and no clock, knows no secret but what a reader hands it of what was opened to it ([`Dossier`]), and judges nobody: it says what is consistent, what is not, what is open, and what these inputs cannot show.

pub mod assessment;
mod blind;
mod chance;
mod dossier;
pub mod evidence;
mod exchange;
mod fold;
mod freeze;
mod items;
mod limits;
mod readings;
mod records;
mod standing;

pub use assessment::{Assessment, Fact, Finding, Judged, Obligation, Outcome, Severity, Verdict};
pub use dossier::Dossier;
pub use fold::{Audit, Incomplete, Refusal};
pub use records::{Awaited, BadVerdicts, Checked, ProofBatch, Refusal as RecordRefusal};
pub use standing::Standing;
