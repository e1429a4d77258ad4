//! Tiles: paths, widths, bytes, what is needed for what, and reads that are verified.

mod common;

use common::*;
use log::tile::{
    BUNDLE_LEN_MAX, BundleError, TILE_LEVEL_MAX, TILE_PATH_MAX, bundles_between, open_bundle, tiles_between,
    tiles_for_bundle, tiles_for_consistency, tiles_for_inclusion, tiles_for_root,
};
use log::tree::{self, TREE_SIZE_MAX, leaf_hash};
use log::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn address(path: &str) -> TileAddress {
    TileAddress::parse(path).unwrap()
}

#[test]
fn a_path_has_one_spelling() {
    for good in [
        "tile/0/000",
        "tile/0/000.p/1",
        "tile/0/255.p/255",
        "tile/1/999",
        "tile/0/x001/000",
        "tile/0/x001/x234/067",
        "tile/entries/x001/x234/067.p/8",
        "tile/7/000.p/64",
        "tile/0/x018/x014/x398/x509/x481/983",
    ] {
        assert_eq!(address(good).to_string(), good);
    }
    for bad in [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile//000",
        "/tile/0/000",
        "tile/0/000/",
        "tile/00/000",
        "tile/+0/000",
        "tile/-1/000",
        "tile/64/000",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/1000",
        "tile/0/x000/000",
        "tile/0/x000",
        "tile/0/001/000",
        "tile/0/x001/x000",
        "tile/0/x1/000",
        "tile/0/xx001/000",
        "tile/0/X001/000",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/1.p/1",
        "tile/0/000.p/1/",
        "tile/0/..",
        "tile/0/../000",
        "tile/entries/000.p/+1",
        "tile/Entries/000",
        "tile/data/000",
        "tile/8/0/000",
        "tile/0/０００",
        "tile/0/000\n",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
    ] {
        assert!(TileAddress::parse(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn a_path_beyond_every_tree_is_refused_and_so_is_a_long_one() {
    let last = TREE_SIZE_MAX / 256 - 1;
    let at = |kind, index, width| TileAddress::new(kind, TileIndex(index), TileWidth::new(width).unwrap());
    assert!(at(TileKind::Entries, last, 256).is_some() && at(TileKind::Entries, last + 1, 1).is_none());
    assert!(at(TileKind::Hashes(0), last, 256).is_some() && at(TileKind::Hashes(0), u64::MAX, 1).is_none());
    assert!(
        at(TileKind::Hashes(TILE_LEVEL_MAX), 0, 64).is_some() && at(TileKind::Hashes(TILE_LEVEL_MAX), 0, 65).is_none()
    );
    assert!(at(TileKind::Hashes(TILE_LEVEL_MAX + 1), 0, 1).is_none() && at(TileKind::Hashes(255), 0, 1).is_none());
    assert!(TileAddress::in_tree(TileKind::Hashes(TILE_LEVEL_MAX + 1), TileIndex(0), size(TREE_SIZE_MAX)).is_none());
    assert!(TileAddress::in_tree(TileKind::Hashes(0), TileIndex(u64::MAX), size(TREE_SIZE_MAX)).is_none());
    assert!(TileWidth::new(0).is_none() && TileWidth::new(256).is_some() && TileWidth::new(257).is_none());

    let long = |length| Malformed {
        format: Format::TilePath,
        place: Place { line: 0, offset: 0 },
        rule: Rule::TooLong { what: "path", length, max: TILE_PATH_MAX },
    };
    assert_eq!(TileAddress::parse(&"t".repeat(TILE_PATH_MAX + 1)), Err(long(TILE_PATH_MAX + 1)));
    assert_ne!(TileAddress::parse(&"t".repeat(TILE_PATH_MAX)), Err(long(TILE_PATH_MAX)));
    assert!(at(TileKind::Entries, last, 255).unwrap().to_string().len() <= TILE_PATH_MAX);
}

#[test]
fn the_specifications_examples() {
    // tlog-tiles: a tree of 70 000, and one of 256
    let paths = |n| tiles_between(size(0), size(n)).map(|tile| tile.to_string()).collect::<Vec<_>>();
    let of_70_000 = paths(70_000);
    assert_eq!(of_70_000.len(), 273 + 1 + 1 + 1 + 1);
    assert_eq!(of_70_000[272..], ["tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]);
    assert_eq!(paths(256), ["tile/0/000", "tile/1/000.p/1"]);
    assert!(paths(0).is_empty());
    assert_eq!(
        TileAddress::new(TileKind::Entries, TileIndex(1_234_067), TileWidth::FULL).unwrap().to_string(),
        "tile/entries/x001/x234/067"
    );
}

#[test]
fn what_grows_is_new_and_what_does_not_is_not() {
    let between = |old, new| tiles_between(size(old), size(new)).map(|tile| tile.to_string()).collect::<Vec<_>>();
    assert!(between(300, 300).is_empty() && between(300, 299).is_empty());
    assert_eq!(between(255, 256), ["tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(between(256, 257), ["tile/0/001.p/1"]);
    assert_eq!(between(300, 600), ["tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"]);
    assert_eq!(
        bundles_between(size(255), size(513)).map(|b| b.to_string()).collect::<Vec<_>>(),
        ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/1"]
    );
    assert_eq!(address("tile/7/000.p/64").first_leaf(), Some(index(0)));
    assert_eq!(address("tile/6/063").first_leaf(), Some(index(63 << 56)));
    // the largest tree is not listed, but may be asked about
    assert_eq!(tiles_between(size(0), size(TREE_SIZE_MAX)).nth(3).unwrap().to_string(), "tile/0/003");
    assert_eq!(tiles_between(size(TREE_SIZE_MAX - 1), size(TREE_SIZE_MAX)).count(), 8);
    assert!(tiles_for_consistency(size(TREE_SIZE_MAX - 1), size(TREE_SIZE_MAX)).len() <= 8);
}

#[test]
fn nothing_is_needed_for_what_is_not_there() {
    assert!(tiles_for_root(size(0)).is_empty());
    for leaves in [0, 1, 5, 300] {
        assert!(tiles_for_inclusion(index(leaves), size(leaves)).is_empty());
        assert!(tiles_for_consistency(size(leaves), size(leaves)).is_empty());
    }
    assert!(tiles_for_bundle(address("tile/entries/001.p/4"), size(300)).is_empty());
}

#[test]
fn a_tile_has_exactly_its_bytes() {
    let tree = tree(300);
    for path in ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"] {
        let tile = hash_tile(&tree, address(path));
        let bytes = tile.encode();
        assert_eq!(HashTile::decode(address(path), &bytes).unwrap(), tile);
        assert!(HashTile::decode(address(path), &bytes[1..]).is_err() && HashTile::decode(address(path), &[]).is_err());
        assert!(HashTile::decode(address(path), &[&bytes[..], &[0]].concat()).is_err());
        assert!(HashTile::decode(address(path), &bytes[..bytes.len() - 32]).is_err());
        assert_eq!(tile.root().is_some(), path == "tile/0/000");
    }
    assert_eq!(hash_tile(&tree, address("tile/0/000")).root(), tree.node(Node::new(8, 0).unwrap()));
    assert!(HashTile::decode(address("tile/entries/000.p/1"), &[0; 32]).is_err());
    assert!(HashTile::new(address("tile/0/000.p/2"), vec![Hash::EMPTY]).is_err());
}

#[test]
fn a_bundle_has_exactly_its_entries() {
    let two = address("tile/entries/000.p/2");
    let bytes = EntryBundle::encode(&["one", "two"]).unwrap();
    assert_eq!(bytes, b"\x00\x03one\x00\x03two");
    assert_eq!(EntryBundle::decode(two, &bytes).unwrap().entries(), ["one".as_bytes(), b"two"]);
    for end in 0..bytes.len() {
        let refused = EntryBundle::decode(two, &bytes[..end]).unwrap_err();
        assert!(
            matches!(refused.rule, Rule::Truncated(_)) && refused.place.offset == if end < 5 { 0 } else { 5 },
            "{refused}"
        );
    }
    let longer = EntryBundle::decode(two, b"\x00\x03one\x00\x03two!").unwrap_err();
    assert_eq!(longer.to_string(), "bundle of entries, byte 10: 1 bytes after the end");
    assert!(
        EntryBundle::decode(address("tile/entries/000.p/1"), &bytes).is_err()
            && EntryBundle::decode(address("tile/entries/000"), &bytes).is_err()
    );
    assert!(EntryBundle::decode(address("tile/0/000.p/2"), &bytes).is_err());
    assert_eq!(EntryBundle::decode(two, &[0; 4]).unwrap().entries(), [b"", b""]);
}

#[test]
fn the_longest_entry_is_carried_and_one_byte_more_is_not() {
    let longest = vec![7; 65_535];
    let full: Vec<_> = (0..256).map(|_| &longest).collect();
    let bytes = EntryBundle::encode(&full).unwrap();
    assert_eq!(bytes.len(), BUNDLE_LEN_MAX);
    assert_eq!(EntryBundle::decode(address("tile/entries/000"), &bytes).unwrap().entries().len(), 256);
    let refused = EntryBundle::encode(&[vec![], vec![7; 65_536]]).unwrap_err();
    assert_eq!((refused.position, refused.length), (1, 65_536));
}

#[test]
fn every_bundle_of_every_small_tree_opens_and_no_other() {
    let large = tree(1101);
    for n in (1..=70).chain([255, 256, 257, 511, 512, 513, 768, 1000, 1024, 1100]) {
        let checkpoint = verified(&large, n);
        for at in bundles_between(size(0), size(n)) {
            let bytes = bundle_bytes(at);
            let bundle = EntryBundle::decode(at, &bytes).unwrap();
            let tiles = tile_set(&large, tiles_for_bundle(at, size(n)));
            let opened = open_bundle(&checkpoint, bundle.clone(), &tiles).unwrap();
            assert_eq!((opened.first().get(), opened.entries()), (at.index().0 * 256, bundle.entries()));

            // the same entries under another head
            let other = verified(&forked(n, n - 1), n);
            assert!(matches!(open_bundle(&other, bundle.clone(), &tiles), Err(BundleError::Root { .. })));
            // entries that are not the log's
            for changed in [0, bytes.len() - 1] {
                let mut wrong = bytes.clone();
                wrong[changed] ^= 1;
                if let Ok(bundle) = EntryBundle::decode(at, &wrong) {
                    assert!(matches!(open_bundle(&checkpoint, bundle, &tiles), Err(BundleError::Root { .. })));
                }
            }
            // another tree's bundle at this place
            let longer = verified(&large, n + 1);
            let in_longer = open_bundle(&longer, bundle.clone(), &large);
            assert_eq!(in_longer.is_ok(), at.width() == TileWidth::FULL, "{at} in a tree of {}", n + 1);
            // no hashes beside it
            if !tiles_for_bundle(at, size(n)).is_empty() {
                assert!(matches!(open_bundle(&checkpoint, bundle, &TileSet::new()), Err(BundleError::Missing(_))));
            }
        }
    }
}

#[test]
fn a_full_bundle_serves_where_the_partial_one_is_gone() {
    let (large, checkpoint) = (tree(600), verified(&tree(600), 300));
    let (bytes, full) = (bundle_bytes(address("tile/entries/001")), address("tile/entries/001"));
    let bundle = EntryBundle::decode(full, &bytes).unwrap();
    assert!(matches!(open_bundle(&checkpoint, bundle.clone(), &large), Err(BundleError::NotInTree { .. })));
    let narrowed = bundle.narrowed(TileWidth::new(44).unwrap()).unwrap();
    // and so do wider tiles of hashes
    assert_eq!(
        open_bundle(&checkpoint, narrowed, &tile_set(&large, tiles_between(size(0), size(600))))
            .unwrap()
            .entries()
            .len(),
        44
    );
    let partial = EntryBundle::decode(address("tile/entries/000.p/2"), &[0; 4]).unwrap();
    assert!(partial.narrowed(TileWidth::FULL).is_none());
}

#[test]
fn of_two_tiles_at_one_place_the_wider_serves() {
    let tree = tree(200);
    let (narrow, wide) = (hash_tile(&tree, address("tile/0/000.p/3")), hash_tile(&tree, address("tile/0/000.p/200")));
    for order in [[&narrow, &wide], [&wide, &narrow]] {
        let mut set = TileSet::new();
        order.into_iter().for_each(|tile| set.insert(tile.clone()));
        assert_eq!(tree::root(size(200), &set), Ok(tree.root()));
    }
    let mut set = TileSet::new();
    set.insert(narrow);
    assert!(set.node(Node::new(1, 0).unwrap()).is_some() && set.node(Node::new(1, 1).unwrap()).is_none());
}

proptest! {
    #![proptest_config(seeded(300))]

    #[test]
    fn the_tiles_named_suffice_and_none_is_idle(
        (n, m) in prop_oneof![1..=70_000_u64, Just(65_536), Just(65_537), Just(256)].prop_flat_map(|n| (Just(n), 0..n))
    ) {
        static LARGE: std::sync::LazyLock<StoredTree> = std::sync::LazyLock::new(|| tree(70_000));
        let root = tree::root(size(n), &*LARGE).unwrap();
        let all: BTreeSet<_> = tiles_between(size(0), size(n)).collect();

        let needed = tiles_for_inclusion(index(m), size(n));
        prop_assert!(needed.is_subset(&all));
        let proof = InclusionProof::make(index(m), size(n), &tile_set(&*LARGE, needed.clone())).unwrap();
        prop_assert!(proof.verify(&leaf_hash(&entry(m)), index(m), size(n), &root).is_ok());
        for idle in &needed {
            let fewer = needed.iter().filter(|tile| *tile != idle).copied();
            prop_assert!(InclusionProof::make(index(m), size(n), &tile_set(&*LARGE, fewer)).is_err());
        }
        if m > 0 {
            let tiles = tile_set(&*LARGE, tiles_for_consistency(size(m), size(n)));
            let proof = ConsistencyProof::make(size(m), size(n), &tiles).unwrap();
            prop_assert!(proof.verify(size(m), &tree::root(size(m), &*LARGE).unwrap(), size(n), &root).is_ok());
        }
        prop_assert_eq!(tree::root(size(n), &tile_set(&*LARGE, tiles_for_root(size(n)))), Ok(root));
        let at = TileAddress::in_tree(TileKind::Entries, TileIndex(m / 256), size(n)).unwrap();
        let bytes = bundle_bytes(at);
        let tiles = tile_set(&*LARGE, tiles_for_bundle(at, size(n)));
        prop_assert!(open_bundle(&verified(&*LARGE, n), EntryBundle::decode(at, &bytes).unwrap(), &tiles).is_ok());
    }
}
