//! What would be found.
//!
//! Two ways lead to an answer. Where a formula is known the answer is exact. Where it is not, a side lives through simulated years under what an instrument lets the
//! other look at ([`Simulation`]), with everything that no instrument says assumed in the open ([`Assumptions`]).
//!
//! The probability that a sample, or a visit, meets what somebody hides: exactly, as a fraction of integers. No floating point decides here whether
//! a goal is reached: of 10 items 2 of which are wrong, one that is drawn is wrong with exactly 1/5. Where sites are to be visited by lot, a library
//! that reckons in floats looks for the plan (feature `games`); what the plan guarantees, and what no plan could, is then computed exactly.

pub mod assumptions;
mod between;
mod calendar;
pub mod comparison;
mod draws;
pub mod estimate;
pub mod evasion;
pub mod game;
mod overlooked;
pub mod plan;
pub mod probability;
pub mod quantity;
mod replicate;
pub mod sampling;
pub mod simulation;
pub mod tally;
pub mod terms;
mod world;

pub use assumptions::{Assumptions, Parameter, Values};
pub use comparison::Comparison;
pub use draws::Seed;
pub use estimate::Estimate;
pub use evasion::Evasion;
pub use plan::{Look, Planned, Sites};
pub use probability::Probability;
pub use quantity::{Bounds, Point, Quantity};
pub use sampling::{OutOfBounds, Stratum};
pub use simulation::{Question, Simulation};
pub use tally::{Burden, Channel, Tally};
pub use terms::Terms;
pub use world::{Refused, YEARS_MAX};
