//! What if: scenarios, played through the real inventory and record from one seed.
//!
//! An [`Exercise`] is a file: two fictional parties, their stock and how it lives, perhaps an evasion, and what an audit must find. [`cast()`] holds it against
//! the text of an instrument, and [`play()`] plays it: what comes out is a [`Run`], a folder that nobody can tell from one of real parties, but for the
//! keys.
//!
//! It does nothing that the real path does not also do, except that an evader has code of its own ([`evasion`]). It is pure: no files, no clock, and no
//! chance but what follows from the seed. Same exercise, instrument and seed, same bytes, on any number of threads.
#![forbid(unsafe_code)]

mod calendar;
pub mod cast;
mod chance;
pub mod draw;
pub mod evasion;
pub mod expect;
pub mod file;
pub mod host;
pub mod instantiate;
mod keeper;
mod keys;
mod life;
mod play;
mod prove;
pub mod run;

pub use cast::{Cast, Unplayable, cast};
pub use expect::{Differences, differences, differences_of_refusal, differences_to_reader};
pub use file::{Exercise, ScenarioSeed, parse, parse_among};
pub use host::Host;
pub use instantiate::{Instantiated, instantiate};
pub use play::{RUN_EPOCHS, play};
pub use prove::Progress;
pub use run::{Run, RunFile};
