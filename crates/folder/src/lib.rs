//! Where it lies: run folders on disk.
//!
//! ```text
//! treaty.toml              the instrument, with the parties' and witnesses' keys
//! HAL/                     one public folder for each record, named after its author:
//!   checkpoint               a C2SP tiled log
//!   tile/0/…  tile/entries/…
//! views/                   checkpoints as others saw them, one note a file
//! HAL.sealed/              what is for one reader
//! HAL.secret/              what a party keeps; read in its own home only
//! assessment.json          what was said of it; never read here
//! ```
//!
//! Reading is bounded: no more bytes than a format allows, regular files only, and no file of a record is left unread in silence. Writing is
//! whole or not at all. This room decides nothing; `audit` says what it wants, and [`feed`] is the loop that gives it.
#![forbid(unsafe_code)]

mod cut;
mod dossier;
mod equivocation;
mod feed;
mod files;
mod held;
mod home;
mod read;
mod stick;
mod write;

pub use cut::cut;
pub use dossier::dossier;
pub use equivocation::equivocation;
pub use feed::{Feed, Progress, feed, read_into};
pub use files::{Files, Kind};
pub use held::{Beside, Held};
pub use home::{Home, SEALED_MAX};
pub use read::{Folder, FolderError, VIEWS_MAX};
pub use stick::Stick;
pub use write::{Writing, write, write_new};
