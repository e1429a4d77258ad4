//! What is held: the secret side of a party.
//!
//! A party's [`Ledger`] has every item with its serial, its class, its place and its life. [`Event`]s change it, and each that cannot have happened
//! is refused with the reason. At the end of an epoch the ledger is closed: what leaves this room then is a statement of commitments and roots, and
//! proofs about them, made of a [`Seed`] that stays.
//!
//! This room is pure: no files, no clock, and no randomness but what it is given. It knows one party, its own, and judges nobody. No type that
//! holds a secret prints it, is cloned, or encodes itself; serials, counts and keys are wiped when they are dropped.
#![forbid(unsafe_code)]

mod chain;
mod close;
pub mod event;
pub mod impossible;
pub mod ledger;
pub mod life;
pub mod list;
mod manifests;
pub mod page;
mod posting;
mod replay;
mod reply;
mod salt;
mod secrets;
pub mod seed;
pub mod serial;
mod site;
mod snapshot;

pub use chain::story;
pub use close::{Closed, Past, ProofJob, Unclosable, close};
pub use event::{Deed, Event};
pub use impossible::Impossible;
pub use ledger::{BadReshape, Ledger};
pub use life::{Condition, Life};
pub use list::{BadLine, List};
pub use manifests::PlaceSalts;
pub use page::Page;
pub use record::Epoch;
pub use replay::{NoWayBack, go_back};
pub use reply::{NoReply, Reply, reply};
pub use salt::{DurableSalt, EpochSalt};
pub use secrets::{Reopened, open_window};
pub use seed::{Keys, Seed};
pub use serial::{BadSerial, Serial};
pub use site::Unopenable;
pub use snapshot::Snapshot;
