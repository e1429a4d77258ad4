//! The audit in a browser: what was dropped on a page goes in, the page of the assessment comes out.
//!
//! The same rooms as behind the command read, judge and tell; this one is a shell. It holds no key, knows no clock and asks no network, and all that it can
//! do to the world is to read the files that it was given ([`Dropped`]). [`Desk::answer`] takes a request and gives an answer, both JSON:
//!
//! ```text
//! {"do":"open","files":[["honest-year/treaty.toml",11846],…],"share":[0,2],"under":null}
//! {"do":"check"}                                    the next batch of proofs of this instance's share
//! {"do":"settle","number":3,"verdicts":"03…"}        the verdicts of another instance on a batch of its share
//! {"do":"finish"}                                   the assessment, once all proofs are checked
//! {"do":"words","key":"web-…"}                       a message in both languages
//! ```
//!
//! A browser has as many instances as cores. Each reads the same files and folds them for itself, so that none must be believed what another has read; each checks every
//! n-th batch of proofs, and the first one settles the verdicts of all. Before the last proof is checked an answer has findings and shares, and never an outcome.

#[cfg(target_arch = "wasm32")]
mod border;
mod desk;
mod dropped;
mod matter;
mod shipped;
mod sorted;
mod told;

pub use desk::Desk;
pub use dropped::{Dropped, FILES_MAX, ReadFile};
pub use sorted::{Left, Run, Sorted, sort};
pub use told::Trouble;
