//! How it is kept: the tiled log.
//!
//! A record is an append-only Merkle tree (RFC 9162) whose hashes and entries stand in tiles, and whose head is a checkpoint: a note that the
//! party signs and that witnesses cosign (C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature, tlog-proof). This room turns bytes
//! into these things and back, proves and verifies, and makes of two checkpoints that contradict each other one small file that anybody can
//! check. Every byte is specified in `docs/spec/log.md`.
//!
//! It is pure: no I/O, no clock, no randomness; times and keys are arguments. What is wire (`SignedNote`, `Checkpoint`, `LogProof`) is public
//! and may be forged; what is verified (`VerifiedCheckpoint`, `VerifiedBundle`, `VerifiedEntry`, `Cosignature`, `Equivocation`) has no other
//! constructor than its verification. No bytes make it panic, and every length and count has a named limit.
#![forbid(unsafe_code)]

pub mod checkpoint;
pub mod cosignature;
pub mod equivocation;
pub mod key;
pub mod malformed;
pub mod note;
pub mod proof;
mod text;
pub mod tile;
pub mod tree;

pub use checkpoint::{Checkpoint, Origin, Unverified, VerifiedCheckpoint};
pub use cosignature::{Cosignature, Cosigner, Timestamp};
pub use equivocation::Equivocation;
pub use key::{Algorithm, KeyId, KeyName, LogSigner, VerifierKey};
pub use malformed::{Format, Malformed, Place, Rule};
pub use note::{SignatureLine, SignedNote};
pub use proof::{LogProof, VerifiedEntry};
pub use tile::{EntryBundle, HashTile, TileAddress, TileIndex, TileKind, TileSet, TileWidth, VerifiedBundle};
pub use tree::{
    ConsistencyProof, Frontier, Hash, InclusionProof, LeafIndex, Node, Nodes, ProofError, StoredTree, TreeSize,
};
