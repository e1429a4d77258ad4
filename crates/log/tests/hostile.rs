//! Random bytes, mutated bytes and generated values against every parser: no panic, and whatever is read is written back the same.

mod common;

use common::*;
use log::checkpoint::ExtensionLine;
use log::key::VerifierKey;
use log::*;
use proptest::prelude::*;
use proptest::sample::Index;

/// Reads with every parser; what one accepts must be written back byte for byte.
fn all_parsers(bytes: &[u8]) -> Result<(), TestCaseError> {
    if let Ok(note) = SignedNote::parse(bytes) {
        prop_assert_eq!(note.to_string().into_bytes(), bytes);
        prop_assert_eq!(&SignedNote::new(note.text(), note.signatures().to_vec()).unwrap(), &note);
    }
    if let Ok(line) = SignatureLine::parse(bytes) {
        prop_assert_eq!(format!("{line}\n").into_bytes(), bytes);
    }
    if let Ok(proof) = LogProof::parse(bytes) {
        prop_assert_eq!(proof.to_string().into_bytes(), bytes);
    }
    if let Ok(found) = equivocation::check(bytes, &log_keys()) {
        prop_assert_eq!(found.to_string().into_bytes(), bytes);
    }
    if let Ok(checkpoint) = VerifiedCheckpoint::verify(bytes, &log_keys()) {
        prop_assert_eq!(checkpoint.note().to_string().into_bytes(), bytes);
        let _ = cosignature::verify(&checkpoint, &[witness(2).verifier().clone()]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(checkpoint) = Checkpoint::parse(text) {
            prop_assert_eq!(checkpoint.to_string(), text);
        }
        if let Ok(key) = VerifierKey::parse(text) {
            prop_assert_eq!(key.to_string(), text);
        }
        if let Ok(address) = TileAddress::parse(text) {
            prop_assert_eq!(address.to_string(), text);
        }
        let _ = (KeyName::new(text), Origin::new(text), ExtensionLine::new(text), Hash::from_base64(text));
    }
    for width in [1, 2, 3, 256] {
        let at = |kind| TileAddress::new(kind, TileIndex(0), TileWidth::new(width).unwrap()).unwrap();
        if let Ok(bundle) = EntryBundle::decode(at(TileKind::Entries), bytes) {
            prop_assert_eq!(EntryBundle::encode(bundle.entries()).unwrap(), bytes);
        }
        if let Ok(tile) = HashTile::decode(at(TileKind::Hashes(0)), bytes) {
            prop_assert_eq!(tile.encode(), bytes);
        }
    }
    Ok(())
}

/// Good files of every format.
fn good() -> Vec<Vec<u8>> {
    let tree = tree(11);
    let cosigned = head(&tree, 11)
        .sign(&log_signer())
        .unwrap()
        .with_signature(witness(2).cosign(&head(&tree, 11), Timestamp::new(1_700_000_000).unwrap()))
        .unwrap();
    let proof = LogProof {
        extra: Some(b"extra".to_vec()),
        index: index(4),
        inclusion: InclusionProof::make(index(4), size(11), &tree).unwrap(),
        checkpoint: cosigned.clone(),
    };
    let equivocation = equivocation::prove(&verified(&forked(7, 3), 7), &verified(&tree, 11), &tree).unwrap();
    vec![
        cosigned.to_string().into_bytes(),
        format!("{}\n", cosigned.signatures()[1]).into_bytes(),
        cosigned.text().as_bytes().to_vec(),
        log_keys()[0].to_string().into_bytes(),
        proof.to_string().into_bytes(),
        equivocation.to_string().into_bytes(),
        b"tile/entries/x001/x234/067.p/8".to_vec(),
        b"\x00\x03one\x00\x03two".to_vec(),
    ]
}

#[derive(Debug, Clone)]
enum Change {
    Set(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, Index),
    Double(Index, Index),
    Splice(Index, Index),
}

fn arb_change() -> impl Strategy<Value = Change> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 1..4),
        prop::sample::select(vec![
            "\n",
            "\n\n",
            " ",
            "+",
            "=",
            "— ",
            "0",
            "x",
            "A",
            ".p/",
            "/",
            "\u{a0}",
            "— a AAAAAAA=\n",
            "18446744073709551615"
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
    ];
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (any::<Index>(), piece).prop_map(|(at, piece)| Change::Insert(at, piece)),
        (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Change::Remove(a, b)),
        (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Change::Double(a, b)),
        (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Change::Splice(a, b)),
    ]
}

fn changed(mut bytes: Vec<u8>, other: &[u8], change: Change) -> Vec<u8> {
    let at = |index: Index, bytes: &[u8]| index.index(bytes.len() + 1);
    let range = |a, b, bytes: &[u8]| {
        let (a, b) = (at(a, bytes), at(b, bytes));
        a.min(b)..a.max(b)
    };
    match change {
        Change::Set(index, byte) if !bytes.is_empty() => {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        Change::Set(_, byte) => bytes.push(byte),
        Change::Insert(index, piece) => {
            let index = at(index, &bytes);
            bytes.splice(index..index, piece);
        }
        Change::Remove(a, b) => {
            bytes.drain(range(a, b, &bytes));
        }
        Change::Double(a, b) => {
            let piece = bytes[range(a, b, &bytes)].to_vec();
            bytes.extend(piece);
        }
        Change::Splice(a, b) => {
            bytes.truncate(at(a, &bytes));
            bytes.extend_from_slice(&other[at(b, other)..]);
        }
    }
    bytes
}

fn arb_name() -> impl Strategy<Value = String> {
    "[a-zа-я0-9./_=-]{1,40}"
}

fn arb_hash() -> impl Strategy<Value = Hash> {
    any::<[u8; 32]>().prop_map(Hash::new)
}

fn arb_checkpoint() -> impl Strategy<Value = Checkpoint> {
    let extensions = prop::collection::vec("[^\u{0}-\u{1f}]{1,40}", 0..=8);
    (arb_name(), 1..=tree::TREE_SIZE_MAX, arb_hash(), extensions).prop_map(|(origin, leaves, root, extensions)| {
        Checkpoint {
            origin: Origin::new(&origin).unwrap(),
            size: size(leaves),
            root,
            extensions: extensions.iter().map(|line| ExtensionLine::new(line).unwrap()).collect(),
        }
    })
}

fn arb_line() -> impl Strategy<Value = SignatureLine> {
    (arb_name(), any::<[u8; 4]>(), prop::collection::vec(any::<u8>(), 1..200))
        .prop_map(|(key, id, signature)| SignatureLine::new(name(&key), KeyId(id), signature).unwrap())
}

fn arb_note() -> impl Strategy<Value = SignedNote> {
    let text = prop_oneof![arb_checkpoint().prop_map(|c| c.to_string()), "([^\u{0}-\u{1f}]{0,30}\n){1,6}"];
    (text, prop::collection::vec(arb_line(), 1..8)).prop_map(|(text, lines)| SignedNote::new(&text, lines).unwrap())
}

fn arb_address() -> impl Strategy<Value = TileAddress> {
    let kind = prop_oneof![Just(TileKind::Entries), (0..=7_u8).prop_map(TileKind::Hashes)];
    (kind, any::<u64>(), 0..=54_u32, 1..=256_u16).prop_filter_map("no tree has it", |(kind, index, bits, width)| {
        TileAddress::new(kind, TileIndex(index & ((1 << bits) - 1)), TileWidth::new(width)?)
    })
}

proptest! {
    #![proptest_config(seeded(4000))]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        all_parsers(&bytes)?;
    }

    #[test]
    fn random_text(text in "\\PC{0,20}\n(\\PC{0,20}\n){0,3}\n(— \\PC{0,10} [A-Za-z0-9+/=]{0,12}\n){0,3}") {
        all_parsers(text.as_bytes())?;
    }

    #[test]
    fn mutated_files(which in any::<Index>(), other in any::<Index>(), changes in prop::collection::vec(arb_change(), 1..4)) {
        static GOOD: std::sync::LazyLock<Vec<Vec<u8>>> = std::sync::LazyLock::new(good);
        let (mut bytes, other) = (which.get(&GOOD).clone(), other.get(&GOOD));
        for change in changes {
            bytes = changed(bytes, other, change);
        }
        all_parsers(&bytes)?;
    }

    #[test]
    fn what_is_written_is_read_the_same(note in arb_note(), checkpoint in arb_checkpoint(), address in arb_address()) {
        prop_assert_eq!(&SignedNote::parse(note.to_string().as_bytes()).unwrap(), &note);
        prop_assert_eq!(&Checkpoint::parse(&checkpoint.to_string()).unwrap(), &checkpoint);
        prop_assert_eq!(TileAddress::parse(&address.to_string()).unwrap(), address);
        let line = &note.signatures()[0];
        prop_assert_eq!(&SignatureLine::parse(format!("{line}\n").as_bytes()).unwrap(), line);
    }

    #[test]
    fn log_proofs_are_read_as_written(
        extra in prop::option::of(prop::collection::vec(any::<u8>(), 0..100)),
        leaf in 0..tree::TREE_SIZE_MAX,
        path in prop::collection::vec(arb_hash(), 0..=62),
        checkpoint in arb_note(),
    ) {
        let proof = LogProof { extra, index: index(leaf), inclusion: InclusionProof(path), checkpoint };
        prop_assert_eq!(LogProof::parse(proof.to_string().as_bytes()).unwrap(), proof);
    }

    #[test]
    fn bundles_are_read_as_written(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 1..=256)) {
        let at = TileAddress::new(TileKind::Entries, TileIndex(3), TileWidth::new(entries.len() as u16).unwrap()).unwrap();
        let bytes = EntryBundle::encode(&entries).unwrap();
        let bundle = EntryBundle::decode(at, &bytes).unwrap();
        prop_assert_eq!(bundle.entries(), entries.iter().map(Vec::as_slice).collect::<Vec<_>>());
    }

    #[test]
    fn proofs_of_any_length_do_not_panic(
        (small, large) in (0..=tree::TREE_SIZE_MAX, 0..=tree::TREE_SIZE_MAX),
        hashes in prop::collection::vec(arb_hash(), 0..130),
    ) {
        let root = Hash::EMPTY;
        if let Some(leaf) = LeafIndex::new(small) {
            prop_assert!(InclusionProof(hashes.clone()).verify(&root, leaf, size(large), &root).is_err());
        }
        let consistent = ConsistencyProof(hashes.clone()).verify(size(small), &root, size(large), &root);
        prop_assert!(consistent.is_err() || (small == large && hashes.is_empty()));
        let _ = tree::PrefixProof(hashes).roots(size(small), size(large));
    }
}
