//! The formats of the tiled log (`docs/spec/log.md`). Each has one spelling.

use log::{
    Checkpoint, EntryBundle, HashTile, LogProof, SignatureLine, SignedNote, TileAddress, TileIndex, TileKind,
    TileWidth, VerifiedCheckpoint, VerifierKey,
};
use std::sync::LazyLock;

/// The keys of the vectors: the log's, then two witnesses'.
static KEYS: LazyLock<Vec<VerifierKey>> = LazyLock::new(|| {
    let file = include_str!("../../crates/log/vectors/own/keys.json");
    file.split('"').filter_map(|word| VerifierKey::parse(word).ok()).collect()
});

pub fn note(bytes: &[u8]) {
    if let Ok(note) = SignedNote::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        assert_eq!(SignedNote::new(note.text(), note.signatures().to_vec()).as_ref(), Ok(&note));
    }
    if let Ok(checkpoint) = VerifiedCheckpoint::verify(bytes, &KEYS[..1]) {
        let _ = log::cosignature::verify(&checkpoint, &KEYS[1..]);
    }
}

pub fn checkpoint(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        assert_eq!(checkpoint.to_string(), text);
    }
}

pub fn signature_line(bytes: &[u8]) {
    if let Ok(line) = SignatureLine::parse(bytes) {
        assert_eq!(format!("{line}\n").as_bytes(), bytes);
    }
}

pub fn log_key(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(key) = VerifierKey::parse(text) {
        assert_eq!(key.to_string(), text);
    }
}

pub fn tile_path(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(address) = TileAddress::parse(text) {
        assert_eq!(address.to_string(), text);
    }
}

/// The first byte is the width, less one.
pub fn hash_tile(bytes: &[u8]) {
    let Some((address, bytes)) = tile(TileKind::Hashes(0), bytes) else { return };
    if let Ok(tile) = HashTile::decode(address, bytes) {
        assert_eq!(tile.encode(), bytes);
    }
}

/// The first byte is the width, less one.
pub fn entry_bundle(bytes: &[u8]) {
    let Some((address, bytes)) = tile(TileKind::Entries, bytes) else { return };
    if let Ok(bundle) = EntryBundle::decode(address, bytes) {
        assert_eq!(EntryBundle::encode(bundle.entries()).as_deref(), Ok(bytes));
    }
}

fn tile(kind: TileKind, bytes: &[u8]) -> Option<(TileAddress, &[u8])> {
    let (width, bytes) = bytes.split_first()?;
    let width = TileWidth::new(u16::from(*width) + 1)?;
    Some((TileAddress::new(kind, TileIndex(0), width)?, bytes))
}

pub fn log_proof(bytes: &[u8]) {
    if let Ok(proof) = LogProof::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes);
        let _ = proof.verify(b"entry 4", &KEYS[..1]);
    }
}

pub fn equivocation(bytes: &[u8]) {
    if let Ok(found) = log::equivocation::check(bytes, &KEYS[..1]) {
        assert_eq!(found.to_string().as_bytes(), bytes);
    }
}
