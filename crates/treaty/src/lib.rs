//! What was agreed.
//!
//! An instrument is a data file; this room reads it, says what held on a day and why, computes limits, clocks and quotas, keeps the positions
//! of a negotiation, and puts two proposals side by side. It never does I/O, never looks at the clock, and never decides who is right.

pub mod count;
pub mod deadline;
pub mod diagnostic;
pub mod diff;
pub mod instrument;
pub mod measure;
pub mod parse;
pub mod quota;
pub mod refer;
pub mod source;
pub mod strict;
pub mod talks;
pub mod text;
pub mod time;
pub mod timeline;
pub mod trace;

pub use diagnostic::Diagnostic;
pub use instrument::Instrument;
pub use parse::{FILE_MAX, Parsed, base_file, parse};
pub use text::{Id, Lang, PartyCode, Text};
pub use time::Date;
