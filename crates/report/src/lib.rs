//! How it is told: instruments, positions and assessments as words in English and Russian, as JSON, as charts and as a page.
//!
//! This room decides nothing. Every sentence about a treaty or an assessment is made here, from data, out of `locales/`.

mod again;
pub mod attempts;
pub mod brief;
pub mod chart;
pub mod clarification;
pub mod diagnostic;
pub mod difference;
#[cfg(test)]
mod fixture;
pub mod game;
pub mod gate;
mod grid;
#[cfg(all(test, feature = "files"))]
mod hostile;
pub mod json;
mod known;
mod layout;
pub mod locale;
mod message;
mod moment;
#[cfg(all(test, feature = "files"))]
mod one;
mod outline;
pub mod pack;
pub mod page;
pub mod plan;
pub mod positions;
pub mod regime;
mod scale;
pub mod seal;
pub mod sentence;
pub mod show;
pub mod svg;
mod table;
#[cfg(feature = "files")]
pub mod tables;
mod teller;
mod terminal;
pub mod visit;
pub mod vocabulary;
pub mod words;
mod year;

pub use again::quoted;
pub use locale::Locale;
