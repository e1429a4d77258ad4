//! What is proved: commitments to counts, epoch proofs, manifests, openings; prove and verify, nothing else.
//!
//! A hidden ledger is a vector of counts, one for each cell of a public [`Shape`]. Every epoch its holder commits to all of them afresh, and proves
//! that each is a count, that each class balances over the committed flows, and that each bound holds, without saying what any of them is.
//! Every byte is specified in `docs/spec/proof.md`.
//!
//! This room is pure and knows no text: cells, classes and places are numbers, and what they are called is the instrument's. What is wire
//! ([`Commitments`], [`Proofs`]) is public and may be forged; what is proved is [`Proved`], which has no other constructor than its verification.
#![forbid(unsafe_code)]

mod balance;
mod bisect;
pub mod chain;
pub mod claim;
pub mod commitment;
pub mod hash;
pub mod manifest;
pub mod opening;
pub mod prover;
mod range;
mod read;
mod schnorr;
pub mod shape;
pub mod site;
pub mod sum;
mod transcript;
pub mod verifier;
pub mod wire;

pub use chain::{BadStory, EpochNumber, Event, EventCode, OpenedLink, OpenedStory, VerifiedStory};
pub use claim::{Claim, List, Proved, Verdict};
pub use commitment::{Blinding, Count, Opening, commit};
pub use curve25519_dalek::rand_core;
pub use hash::{BodyHash, Context, Salt, SecretSalt};
pub use manifest::{Frame, HeadPart, Item, Link, Manifest, Node, SaltOf, Salts, Tag, Unlisted};
pub use opening::{
    BadOpening, OpenedAbsence, OpenedHead, OpenedLeaf, OpenedManifest, OpenedSample, Seen, VerifiedManifest,
    VerifiedSample,
};
pub use prover::{Carried, Clear, Closing, EpochSecrets, Gap, Unprovable};
pub use range::Generators;
pub use shape::{Base, Bound, Cell, Class, Flow, Place, PlaceKind, Scope, Shape};
pub use site::{
    BadSample, BadSite, Miscounted, OpenedContents, OpenedCount, OpenedSite, OpenedSiteLeaf, SiteFrame, SiteLeaf,
    VerifiedSite,
};
pub use sum::{BadSum, SumOpening, open_sum, verify_sum};
pub use transcript::ProofName;
pub use verifier::{Before, Run, StatedCells, StatedEpoch, Verifier};
pub use wire::{BalanceProof, Commitment, Commitments, Correction, ManifestRoot, Proofs};
