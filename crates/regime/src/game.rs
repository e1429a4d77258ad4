//! Games: an inspector that chooses where to look by lot, and a party that knows with what probabilities.
//!
//! The two are played as in Avenhaus, von Stengel and Zamir, *Inspection Games*, Handbook of Game Theory III (2002), chapter 51. [`dresher`] is one
//! site over several periods. [`Game`] is many sites, and an inspector that leads: it announces the probabilities of its visits, and keeps only the lot.
//!
//! ```text
//! Game ──solved──▶ Announced ──drawn──▶ the sites of each period
//!            └───▶ Against: what no plan can be better than
//! ```

mod against;
mod announced;
mod dresher;
mod lottery;
#[cfg(feature = "games")]
mod solve;
mod stakes;
mod worth;

pub use against::Against;
pub use announced::Announced;
pub use dresher::{PERIODS_MAX, Stage, dresher};
#[cfg(feature = "games")]
pub use solve::{NotSolved, Solved};
pub use stakes::{CELLS_MAX, Game, NAME_MAX, NoGame, STAKE_MAX, Site};
pub use worth::Worth;

/// How many parts of a probability of a visit make certainty.
pub const WHOLE: u32 = 1_000_000_000;
