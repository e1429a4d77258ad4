//! What the tests of this room share.
#![allow(dead_code, missing_docs)] // every test file uses its part

use ed25519_dalek::SigningKey;
use log::tree::{StoredTree, leaf_hash};
use log::*;
use proptest::test_runner::{Config, RngSeed};
use std::path::{Path, PathBuf};

pub const ORIGIN: &str = "standstill.example/record/a";

pub fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

pub fn read(path: impl AsRef<Path>) -> Vec<u8> {
    let path = vectors().join(path);
    std::fs::read(&path).unwrap_or_else(|e| panic!("a vector of this room is missing: {}: {e}", path.display()))
}

/// Every file below a folder of vectors, in order.
pub fn files(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let folder = vectors().join(folder);
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("vectors are missing: {}: {e}", folder.display()));
    let mut found: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found.into_iter().flat_map(|path| if path.is_dir() { files(path) } else { vec![path] }).collect()
}

pub fn size(leaves: u64) -> TreeSize {
    TreeSize::new(leaves).unwrap()
}

pub fn index(leaf: u64) -> LeafIndex {
    LeafIndex::new(leaf).unwrap()
}

pub fn entry(leaf: u64) -> Vec<u8> {
    format!("entry {leaf}").into_bytes()
}

pub fn tree(leaves: u64) -> StoredTree {
    (0..leaves).map(|leaf| leaf_hash(&entry(leaf))).collect()
}

/// A tree that says the same as [`tree`] before `fork` and something else from there on.
pub fn forked(leaves: u64, fork: u64) -> StoredTree {
    (0..leaves)
        .map(|leaf| leaf_hash(&if leaf < fork { entry(leaf) } else { format!("other {leaf}").into_bytes() }))
        .collect()
}

pub fn name(name: &str) -> KeyName {
    KeyName::new(name).unwrap()
}

pub fn log_signer() -> LogSigner {
    LogSigner::new(name(ORIGIN), SigningKey::from_bytes(&[1; 32]))
}

pub fn witness(number: u8) -> Cosigner {
    Cosigner::new(name(&format!("witness.example/w{number}")), SigningKey::from_bytes(&[number; 32]))
}

pub fn log_keys() -> Vec<VerifierKey> {
    vec![log_signer().verifier().clone()]
}

pub fn head(nodes: &impl Nodes, leaves: u64) -> Checkpoint {
    Checkpoint::new(Origin::new(ORIGIN).unwrap(), size(leaves), tree::root(size(leaves), nodes).unwrap())
}

pub fn verified(nodes: &impl Nodes, leaves: u64) -> VerifiedCheckpoint {
    let note = head(nodes, leaves).sign(&log_signer()).unwrap();
    VerifiedCheckpoint::verify(note.to_string().as_bytes(), &log_keys()).unwrap()
}

/// The tiles of a tree, through their bytes.
pub fn tile_set(nodes: &impl Nodes, addresses: impl IntoIterator<Item = TileAddress>) -> TileSet {
    let mut set = TileSet::new();
    for address in addresses {
        let bytes = hash_tile(nodes, address).encode();
        set.insert(HashTile::decode(address, &bytes).unwrap());
    }
    set
}

pub fn hash_tile(nodes: &impl Nodes, address: TileAddress) -> HashTile {
    let TileKind::Hashes(level) = address.kind() else { panic!("{address} holds entries") };
    let first = address.index().0 * 256;
    let hashes = (first..first + u64::from(address.width().get()))
        .map(|i| nodes.node(Node::new(8 * level, i).unwrap()).unwrap());
    HashTile::new(address, hashes.collect()).unwrap()
}

pub fn bundle_bytes(address: TileAddress) -> Vec<u8> {
    let first = address.index().0 * 256;
    let entries: Vec<_> = (first..first + u64::from(address.width().get())).map(entry).collect();
    EntryBundle::encode(&entries).unwrap()
}

/// Cases from one seed, so that a run can be repeated.
pub fn seeded(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(0x5714_d571_1100_0001), failure_persistence: None, ..Config::default() }
}
