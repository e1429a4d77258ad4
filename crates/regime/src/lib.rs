//! What would be found.
//!
//! The probability that a sample, or a visit, meets what somebody hides: exactly, as a fraction of integers. No floating point decides here whether
//! a goal is reached: of 10 items 2 of which are wrong, one that is drawn is wrong with exactly 1/5.

mod between;
mod overlooked;
pub mod plan;
pub mod probability;
pub mod sampling;

pub use plan::{Look, Planned, Sites};
pub use probability::Probability;
pub use sampling::{OutOfBounds, Stratum};
