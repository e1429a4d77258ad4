//! Both ways against two implementations that others wrote, `tlog_tiles` and `ct-merkle`, at sizes up to 70 000.

mod common;

use common::*;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use log::tile::tiles_between;
use log::tree::{StoredTree, leaf_hash};
use log::*;
use proptest::prelude::*;
use sha2::Sha256;
use std::sync::LazyLock;
use tlog_tiles::HashReader;

const LARGEST: u64 = 70_000;

static OURS: LazyLock<StoredTree> = LazyLock::new(|| tree(LARGEST));
static THEIRS: LazyLock<Linear> = LazyLock::new(|| {
    let mut hashes = Linear(Vec::new());
    for leaf in 0..LARGEST {
        let new = tlog_tiles::stored_hashes(leaf, &entry(leaf), &hashes).unwrap();
        hashes.0.extend(new);
    }
    hashes
});

/// `tlog_tiles` stores all hashes in one row.
struct Linear(Vec<tlog_tiles::Hash>);

impl HashReader for Linear {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|&i| self.0[i as usize]).collect())
    }
}

fn theirs(hash: &Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(*hash.as_bytes())
}

fn all_theirs(hashes: &[Hash]) -> Vec<tlog_tiles::Hash> {
    hashes.iter().map(theirs).collect()
}

fn chunks(bytes: &[u8]) -> Vec<Hash> {
    bytes.chunks(32).map(|hash| Hash::new(hash.try_into().unwrap())).collect()
}

fn our_root(n: u64) -> Hash {
    tree::root(size(n), &*OURS).unwrap()
}

/// A size, and a smaller number.
fn arb_pair() -> impl Strategy<Value = (u64, u64)> {
    let near_a_tile =
        (0..=273_u64, -2..=2_i64).prop_map(|(tile, off)| (tile * 256).saturating_add_signed(off).clamp(1, LARGEST));
    let near_two_levels = (-3..=3_i64).prop_map(|off| 65_536_u64.saturating_add_signed(off));
    prop_oneof![3 => 1..=LARGEST, 1 => near_a_tile, 1 => near_two_levels].prop_flat_map(|n| (Just(n), 0..n))
}

proptest! {
    #![proptest_config(seeded(2000))]

    #[test]
    fn tlog_tiles_makes_and_takes_the_same_proofs((n, m) in arb_pair()) {
        let root = our_root(n);
        prop_assert_eq!(tlog_tiles::tree_hash(n, &*THEIRS).unwrap(), theirs(&root));

        let inclusion = InclusionProof::make(index(m), size(n), &*OURS).unwrap();
        prop_assert_eq!(&tlog_tiles::prove_record(n, m, &*THEIRS).unwrap(), &all_theirs(&inclusion.0));
        let leaf = leaf_hash(&entry(m));
        prop_assert!(tlog_tiles::check_record(&all_theirs(&inclusion.0), n, theirs(&root), m, theirs(&leaf)).is_ok());
        prop_assert_eq!(inclusion.verify(&leaf, index(m), size(n), &root), Ok(()));

        let earlier = m + 1;
        let consistency = ConsistencyProof::make(size(earlier), size(n), &*OURS).unwrap();
        let their_proof = tlog_tiles::prove_tree(n, earlier, &*THEIRS).unwrap();
        prop_assert_eq!(&their_proof, &all_theirs(&consistency.0));
        prop_assert!(tlog_tiles::check_tree(&their_proof, n, theirs(&root), earlier, theirs(&our_root(earlier))).is_ok());
        prop_assert_eq!(consistency.verify(size(earlier), &our_root(earlier), size(n), &root), Ok(()));
    }

    #[test]
    fn tlog_tiles_has_the_same_tiles((n, m) in arb_pair()) {
        let new: Vec<_> = tiles_between(size(m), size(n)).collect();
        let their_new = tlog_tiles::Tile::new_tiles(8, m, n);
        let paths: Vec<_> = their_new.iter().map(|tile| tile.path().replacen("tile/8/", "tile/", 1)).collect();
        prop_assert_eq!(new.iter().map(ToString::to_string).collect::<Vec<_>>(), paths);
        for (ours, theirs) in new.iter().zip(&their_new).rev().take(3) {
            prop_assert_eq!(hash_tile(&*OURS, *ours).encode(), theirs.read_data(&*THEIRS).unwrap());
            prop_assert_eq!(TileAddress::parse(&ours.to_string()).unwrap(), *ours);
        }
    }
}

proptest! {
    #![proptest_config(seeded(12))]

    #[test]
    fn ct_merkle_makes_and_takes_the_same_proofs((n, ms) in (1..=LARGEST).prop_flat_map(|n| (Just(n), prop::collection::vec(0..n, 20)))) {
        let mut their_tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        (0..n).for_each(|leaf| their_tree.push(entry(leaf)));
        let root = our_root(n);
        let their_root = their_tree.root();
        prop_assert_eq!(their_root.as_bytes().as_slice(), root.as_bytes());
        for m in ms {
            let ours = InclusionProof::make(index(m), size(n), &*OURS).unwrap();
            let theirs = their_tree.prove_inclusion(m as usize);
            prop_assert_eq!(chunks(theirs.as_bytes()), ours.0);
            prop_assert!(their_root.verify_inclusion(&entry(m), m, &theirs).is_ok());
            prop_assert_eq!(InclusionProof(chunks(theirs.as_bytes())).verify(&leaf_hash(&entry(m)), index(m), size(n), &root), Ok(()));

            let earlier = m + 1;
            let ours = ConsistencyProof::make(size(earlier), size(n), &*OURS).unwrap();
            let theirs = their_tree.prove_consistency((n - earlier) as usize);
            prop_assert_eq!(chunks(theirs.as_bytes()), ours.0.clone());
            let earlier_root = ct_merkle::RootHash::<Sha256>::new((*our_root(earlier).as_bytes()).into(), earlier);
            let bytes = ours.0.iter().flat_map(|hash| *hash.as_bytes()).collect();
            let as_theirs = ct_merkle::ConsistencyProof::<Sha256>::try_from_bytes(bytes).unwrap();
            prop_assert!(their_root.verify_consistency(&earlier_root, &as_theirs).is_ok());
            prop_assert_eq!(ours.verify(size(earlier), &our_root(earlier), size(n), &root), Ok(()));
        }
    }
}

/// Our tiles, read through `tlog_tiles`' own authenticating reader.
struct Served;

impl tlog_tiles::TileReader for Served {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[tlog_tiles::Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        let address =
            |tile: &tlog_tiles::Tile| TileAddress::parse(&tile.path().replacen("tile/8/", "tile/", 1)).unwrap();
        Ok(tiles.iter().map(|tile| hash_tile(&*OURS, address(tile)).encode()).collect())
    }

    fn save_tiles(&self, _: &[tlog_tiles::Tile], _: &[Vec<u8>]) {}
}

#[test]
fn tlog_tiles_authenticates_our_tiles() {
    for n in [1, 255, 256, 257, 65_535, 65_536, 65_537, LARGEST] {
        let reader = tlog_tiles::TileHashReader::new(n, theirs(&our_root(n)), &Served);
        for m in [0, n / 2, n - 1] {
            let proof = tlog_tiles::prove_record(n, m, &reader).unwrap();
            assert_eq!(proof, all_theirs(&InclusionProof::make(index(m), size(n), &*OURS).unwrap().0), "{m} of {n}");
        }
    }
}

#[test]
fn tlog_tiles_reads_our_checkpoints() {
    for n in [0, 1, 70_000] {
        let ours = head(&*OURS, n);
        let theirs = tlog_tiles::Checkpoint::from_bytes(ours.to_string().as_bytes()).unwrap();
        assert_eq!((theirs.origin(), theirs.size(), theirs.hash().0), (ORIGIN, n, *ours.root.as_bytes()));
        assert_eq!(Checkpoint::parse(std::str::from_utf8(&theirs.to_bytes()).unwrap()).unwrap(), ours);
    }
}
