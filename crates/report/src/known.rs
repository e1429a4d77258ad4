//! What the public steps show: the course of inspections and clarifications, how much is known of which sites, and what a public reader could not check.
//!
//! Terminal, page, brief and tables all tell these values. Nothing is decided here; what is hidden is in none of them.

mod sites;
mod steps;
mod unchecked;

#[cfg(feature = "files")]
pub(crate) use sites::name;
pub(crate) use sites::{Counted, SEEN_COLUMNS, counted, never_seen, of_party, parties, seen, sum};
pub(crate) use steps::{clarifications, inspections};
pub(crate) use unchecked::{Unchecked, unchecked};
