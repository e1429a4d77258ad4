//! A log that takes whatever its owner likes: bytes that are no statement, and leaves in the place of others.
//!
//! Its owner signs whatever root comes of it. What it cannot do is make one root stand for two sequences of leaves.

use log::tile::{TILE_WIDTH, bundles_between, tiles_between};
use log::tree::leaf_hash;
use log::{
    Checkpoint, EntryBundle, Hash, HashTile, LogSigner, Node, Nodes, Origin, SignedNote, StoredTree, TileAddress,
    TileKind, TreeSize,
};
use record::writer::RecordFile;
use record::{Envelope, Epoch, Kind};

/// The leaves of a forger's log.
#[derive(Clone)]
pub(crate) struct AnyLog(Vec<Vec<u8>>);

impl AnyLog {
    pub(crate) fn of(entries: &[Vec<u8>]) -> Self {
        Self(entries.to_vec())
    }

    /// A leaf more; its index.
    pub(crate) fn append(&mut self, leaf: Vec<u8>) -> u64 {
        self.0.push(leaf);
        self.0.len() as u64 - 1
    }

    pub(crate) fn entries(&self) -> &[Vec<u8>] {
        &self.0
    }

    pub(crate) fn leaves(&self) -> Vec<Hash> {
        self.0.iter().map(|entry| leaf_hash(entry)).collect()
    }

    /// Puts another statement in the place of the one that closes an epoch.
    pub(crate) fn rewrite(&mut self, epoch: Epoch, other: impl Fn(Envelope) -> Envelope) {
        let closes = |entry: &&mut Vec<u8>| {
            Envelope::decode(entry)
                .is_ok_and(|envelope| (envelope.head.kind, envelope.head.epoch) == (Kind::Epoch, Some(epoch)))
        };
        for entry in self.0.iter_mut().filter(closes) {
            let envelope = Envelope::decode(entry).expect("it was read just above");
            *entry = other(envelope).encode();
        }
    }

    /// The head of this log, signed as if it were the only one.
    pub(crate) fn head(&self, signer: &LogSigner) -> SignedNote {
        let tree = self.tree();
        let head = Checkpoint::new(Origin::from(signer.verifier().name()), tree.size(), tree.root());
        head.sign(signer).expect("the origin is the signer's own name")
    }

    /// The files of this log, the checkpoint last.
    pub(crate) fn files(&self, head: &SignedNote) -> Vec<RecordFile> {
        let tree = self.tree();
        let bundles = bundles_between(TreeSize::ZERO, tree.size()).map(|address| {
            let bundle = EntryBundle::encode(&self.0[range(address)]).expect("no forged leaf is too long for a bundle");
            RecordFile { path: address.to_string(), bytes: bundle }
        });
        let tiles = tiles_between(TreeSize::ZERO, tree.size()).map(|address| tile(&tree, address));
        let checkpoint = RecordFile { path: "checkpoint".to_owned(), bytes: head.to_string().into_bytes() };
        bundles.chain(tiles).chain([checkpoint]).collect()
    }

    fn tree(&self) -> StoredTree {
        self.leaves().into_iter().collect()
    }
}

fn tile(tree: &StoredTree, address: TileAddress) -> RecordFile {
    let TileKind::Hashes(level) = address.kind() else { unreachable!("only tiles of hashes are asked for") };
    let hash = |index: usize| Node::new(8 * level, index as u64).and_then(|at| tree.node(at));
    let hashes: Option<_> = range(address).map(hash).collect();
    let hashes = hashes.expect("the tree holds every full subtree below its size");
    let tile = HashTile::new(address, hashes).expect("the range is as wide as the address");
    RecordFile { path: address.to_string(), bytes: tile.encode() }
}

fn range(address: TileAddress) -> std::ops::Range<usize> {
    let start = usize::try_from(address.index().0).expect("a log in memory has fewer tiles") * usize::from(TILE_WIDTH);
    start..start + usize::from(address.width().get())
}
