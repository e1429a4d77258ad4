//! How it is told: instruments, positions and assessments as words in English and Russian, as JSON, as charts and as a page.
//!
//! This room decides nothing. Every sentence about a treaty or an assessment is made here, from data, out of `locales/`.

pub mod attempts;
pub mod chart;
pub mod clarification;
pub mod diagnostic;
pub mod difference;
#[cfg(test)]
mod fixture;
pub mod gate;
mod grid;
pub mod json;
mod layout;
pub mod locale;
mod message;
mod moment;
mod outline;
pub mod pack;
pub mod page;
pub mod plan;
pub mod positions;
mod scale;
pub mod seal;
pub mod sentence;
pub mod show;
pub mod svg;
mod table;
mod teller;
mod terminal;
pub mod visit;
pub mod vocabulary;
pub mod words;
mod year;

pub use locale::Locale;
