//! What each of several regimes would have found: as words, as JSON and as tables.
//!
//! All of them tell the numbers of [`told::Told`], so that none can differ from another. Nothing is ranked, and nobody is advised: regimes stand in the order in which they
//! were named, evasions in that of their list.

mod chart;
pub mod csv;
mod figures;
pub mod json;
#[cfg(all(test, feature = "files"))]
mod one;
pub mod page;
#[cfg(feature = "files")]
pub mod tables;
pub mod told;
pub mod words;

pub use told::Told;
