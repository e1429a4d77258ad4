//! The log that the Tessera project ships for its tests: every checkpoint, every entry, every pair of sizes.

mod common;

use common::*;
use log::tile::{
    open_bundle, tiles_between, tiles_for_bundle, tiles_for_consistency, tiles_for_inclusion, tiles_for_root,
};
use log::tree::{self, leaf_hash};
use log::*;
use std::collections::BTreeSet;

const KEY: &str = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
const SIZES: std::ops::RangeInclusive<u64> = 0..=15;

fn keys() -> Vec<VerifierKey> {
    vec![VerifierKey::parse(KEY).unwrap()]
}

fn checkpoint(leaves: u64) -> VerifiedCheckpoint {
    VerifiedCheckpoint::verify(&read(format!("tessera-log/checkpoint.{leaves}")), &keys()).unwrap()
}

/// The tiles that a proof asks for, read from the files at the paths that it names.
fn load(addresses: BTreeSet<TileAddress>) -> TileSet {
    let mut set = TileSet::new();
    for address in addresses {
        set.insert(HashTile::decode(address, &read(format!("tessera-log/{address}"))).unwrap());
    }
    set
}

#[test]
fn every_checkpoint_is_the_logs_and_its_tiles_give_its_root() {
    for leaves in SIZES {
        let checkpoint = checkpoint(leaves);
        assert_eq!((checkpoint.size(), checkpoint.origin().as_str()), (size(leaves), "example.com/log/testdata"));
        assert_eq!(
            checkpoint.note().to_string().into_bytes(),
            read(format!("tessera-log/checkpoint.{leaves}")),
            "written as it was read"
        );
        assert_eq!(tree::root(size(leaves), &load(tiles_for_root(size(leaves)))), Ok(checkpoint.root()));
        assert!(cosignature::verify(&checkpoint, &[witness(1).verifier().clone()]).unwrap().is_empty());
    }
    assert_eq!(read("tessera-log/checkpoint"), read("tessera-log/checkpoint.15"));
}

#[test]
fn all_pairs_of_checkpoints_are_consistent() {
    for (earlier, later) in SIZES.skip(1).flat_map(|earlier| (earlier..=15).map(move |later| (earlier, later))) {
        let (a, b) = (checkpoint(earlier), checkpoint(later));
        let tiles = load(tiles_for_consistency(a.size(), b.size()));
        let proof = ConsistencyProof::make(a.size(), b.size(), &tiles).unwrap();
        assert_eq!(proof.verify(a.size(), &a.root(), b.size(), &b.root()), Ok(()), "{earlier} to {later}");
        if earlier < later {
            assert!(proof.verify(a.size(), &b.root(), b.size(), &b.root()).is_err());
            let stale = equivocation::prove(&a, &b, &tiles);
            assert!(
                matches!(stale, Err(equivocation::NotProven::Stale { .. })),
                "an honest log equivocates nowhere: {stale:?}"
            );
        }
    }
}

#[test]
fn every_entry_is_included_and_every_bundle_opens() {
    for leaves in SIZES.skip(1) {
        let checkpoint = checkpoint(leaves);
        let address = TileAddress::in_tree(TileKind::Entries, TileIndex(0), size(leaves)).unwrap();
        let bytes = read(format!("tessera-log/{address}"));
        let bundle = EntryBundle::decode(address, &bytes).unwrap();
        assert_eq!(EntryBundle::encode(bundle.entries()).unwrap(), bytes);
        for (leaf, entry) in (0..).zip(bundle.entries()) {
            let proof =
                InclusionProof::make(index(leaf), size(leaves), &load(tiles_for_inclusion(index(leaf), size(leaves))))
                    .unwrap();
            assert_eq!(proof.verify(&leaf_hash(entry), index(leaf), size(leaves), &checkpoint.root()), Ok(()));
        }
        let opened = open_bundle(&checkpoint, bundle.clone(), &load(tiles_for_bundle(address, size(leaves)))).unwrap();
        assert_eq!((opened.first(), opened.entries().len() as u64), (index(0), leaves));

        let mut frontier = Frontier::new();
        for entry in bundle.entries() {
            frontier.append(leaf_hash(entry)).unwrap();
        }
        assert_eq!((frontier.size(), frontier.root()), (size(leaves), checkpoint.root()));
    }
}

#[test]
fn the_files_are_the_tiles_that_a_tree_of_each_size_has() {
    let expected: BTreeSet<_> = SIZES
        .flat_map(|n| tiles_between(TreeSize::ZERO, size(n)).chain(tile::bundles_between(TreeSize::ZERO, size(n))))
        .collect();
    let root = vectors().join("tessera-log");
    let found: BTreeSet<_> = files("tessera-log/tile")
        .iter()
        .map(|path| TileAddress::parse(path.strip_prefix(&root).unwrap().to_str().unwrap()).unwrap())
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_changed_byte_anywhere_in_a_checkpoint_is_refused() {
    let bytes = read("tessera-log/checkpoint.15");
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(VerifiedCheckpoint::verify(&changed, &keys()).is_err(), "bit {bit}");
    }
    for end in 0..bytes.len() {
        assert!(VerifiedCheckpoint::verify(&bytes[..end], &keys()).is_err(), "cut at {end}");
    }
}
