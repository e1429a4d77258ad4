//! `standstill log …`: a party's log on disk, as anybody can check it.

use crate::args::{Log, LogVerb};
use crate::files;
use crate::out::{Answer, Failure, INCONSISTENT, OPEN, Teller};
use log::equivocation::{self, NotProven};
use log::tile::{
    TILE_WIDTH, TileSet, bundles_between, open_bundle, tiles_between, tiles_for_bundle, tiles_for_consistency,
};
use log::tree::leaf_hash;
use log::{
    EntryBundle, Equivocation, Frontier, Hash, HashTile, TileAddress, TileIndex, TileKind, TileWidth, TreeSize,
    VerifiedCheckpoint, VerifierKey,
};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

/// The largest file of a log that is read, in bytes: a full bundle of the longest entries.
const LOG_FILE_MAX: usize = 256 * (2 + 65_535);

/// Answers a call.
pub fn run(call: &Log, teller: &Teller) -> Result<Answer, Failure> {
    let key = VerifierKey::parse(&call.key).map_err(|error| Failure::Refused(format!("--key: {error}")))?;
    match &call.verb {
        LogVerb::Verify { folder, against, evidence } => {
            let checkpoint = checkpoint(&folder.join("checkpoint"), &key)?;
            let entries = verify(folder, &checkpoint)?;
            let Some(other) = against else {
                let (size, root) = (checkpoint.size(), checkpoint.root());
                teller.tell(
                    || format!("{}: size {size}, root {root}: every tile and all {entries} entries are those of the checkpoint\n", checkpoint.origin()),
                    || json!({ "origin": checkpoint.origin().as_str(), "size": size.get(), "root": root.to_string(), "verdict": "verified" }),
                )?;
                return Ok(Answer { status: 0 });
            };
            let other = self::checkpoint(other, &key)?;
            compare(folder, &checkpoint, &other, evidence.as_deref(), teller)
        }
        LogVerb::Equivocation { file } => {
            let bytes = files::read_bytes(file, equivocation::EQUIVOCATION_MAX)?;
            match equivocation::check(&bytes, &[key]) {
                Ok(found) => told(&found, teller),
                Err(refusal) => Err(Failure::Refused(format!("`{}` proves nothing: {refusal}", file.display()))),
            }
        }
    }
}

fn checkpoint(path: &Path, key: &VerifierKey) -> Result<VerifiedCheckpoint, Failure> {
    let bytes = files::read_bytes(path, LOG_FILE_MAX)?;
    let verified = VerifiedCheckpoint::verify(&bytes, std::slice::from_ref(key));
    verified.map_err(|error| Failure::Refused(format!("`{}`: {error}", path.display())))
}

/// Reads every tile and every entry below the checkpoint: the entries give its root, and the tiles are those of the entries. Memory grows
/// with one bundle, not with the log.
fn verify(folder: &Path, checkpoint: &VerifiedCheckpoint) -> Result<u64, Failure> {
    let size = checkpoint.size();
    let mut tree = Frontier::new();
    for address in bundles_between(TreeSize::ZERO, size) {
        let path = folder.join(address.to_string());
        let refused = |error: String| Failure::Refused(format!("`{}`: {error}", path.display()));
        let bytes = files::read_bytes(&path, LOG_FILE_MAX)?;
        let bundle = EntryBundle::decode(address, &bytes).map_err(|error| refused(error.to_string()))?;
        let beside = load(folder, tiles_for_bundle(address, size))?;
        let opened = open_bundle(checkpoint, bundle, &beside).map_err(|error| refused(error.to_string()))?;
        let leaves: Vec<_> = opened.entries().iter().map(|entry| leaf_hash(entry)).collect();
        let tile = TileAddress::new(TileKind::Hashes(0), address.index(), address.width());
        if let Some(tile) = tile {
            same(folder, tile, &leaves)?;
        }
        for leaf in leaves {
            tree.append(leaf).map_err(|error| refused(error.to_string()))?;
        }
    }
    if size > TreeSize::ZERO && tree.root() != checkpoint.root() {
        let (computed, stated) = (tree.root(), checkpoint.root());
        return Err(Failure::Refused(format!(
            "the entries give the root {computed}, and the checkpoint states {stated}"
        )));
    }
    // the tiles above are made of those below, which were held against the entries
    for address in tiles_between(TreeSize::ZERO, size) {
        let TileKind::Hashes(level @ 1..) = address.kind() else { continue };
        let below = |child: u64| {
            let index = TileIndex(address.index().0 * u64::from(TILE_WIDTH) + child);
            TileAddress::new(TileKind::Hashes(level - 1), index, TileWidth::FULL)
        };
        let children = (0..u64::from(address.width().get())).filter_map(below);
        let roots =
            children.map(|child| Ok(tile(folder, child)?.root())).collect::<Result<Option<Vec<_>>, Failure>>()?;
        same(folder, address, &roots.unwrap_or_default())?;
    }
    Ok(tree.size().get())
}

/// Holds a tile against the hashes that it must have.
fn same(folder: &Path, address: TileAddress, hashes: &[Hash]) -> Result<(), Failure> {
    if tile(folder, address)?.hashes() == hashes {
        return Ok(());
    }
    let path = folder.join(address.to_string());
    Err(Failure::Refused(format!("`{}`: its hashes are not those of the entries below it", path.display())))
}

fn tile(folder: &Path, address: TileAddress) -> Result<HashTile, Failure> {
    let path = folder.join(address.to_string());
    let bytes = files::read_bytes(&path, LOG_FILE_MAX)?;
    HashTile::decode(address, &bytes).map_err(|error| Failure::Refused(format!("`{}`: {error}", path.display())))
}

fn load(folder: &Path, addresses: BTreeSet<TileAddress>) -> Result<TileSet, Failure> {
    let mut tiles = TileSet::new();
    for address in addresses {
        tiles.insert(tile(folder, address)?);
    }
    Ok(tiles)
}

/// Holds another checkpoint of the log against the one in the folder.
fn compare(
    folder: &Path,
    checkpoint: &VerifiedCheckpoint,
    other: &VerifiedCheckpoint,
    evidence: Option<&Path>,
    teller: &Teller,
) -> Result<Answer, Failure> {
    let (here, there) = (checkpoint.size(), other.size());
    if there > here {
        teller.tell(
            || format!("open: the other checkpoint is of size {there}, and the folder holds the log up to {here}\n"),
            || json!({ "verdict": "open", "size": here.get(), "other": there.get() }),
        )?;
        return Ok(Answer { status: OPEN });
    }
    let tiles = load(folder, tiles_for_consistency(there, here))?;
    match equivocation::prove(other, checkpoint, &tiles) {
        Ok(found) => {
            if let Some(path) = evidence {
                files::write_new(path, found.to_string().as_bytes())?;
                teller.aside(&format!("evidence: {}", path.display()));
            }
            told(&found, teller)
        }
        Err(NotProven::SameTree(_) | NotProven::Stale { .. }) => {
            teller.tell(
                || format!("consistent: the tree of size {there} is a beginning of that of size {here}\n"),
                || json!({ "verdict": "consistent", "size": here.get(), "other": there.get() }),
            )?;
            Ok(Answer { status: 0 })
        }
        Err(refusal) => Err(Failure::Refused(refusal.to_string())),
    }
}

/// Tells what two heads of one log show.
pub fn told(found: &Equivocation, teller: &Teller) -> Result<Answer, Failure> {
    let (first, second) = (found.first(), found.second());
    teller.tell(
        || {
            format!(
                "contradiction: {} signed the root {} at size {}, and a root at size {} that commits it to {} there\n",
                found.origin(), first.root(), first.size(), second.size(), found.rebuilt()
            )
        },
        || json!({ "verdict": "contradiction", "code": "equivocation", "origin": found.origin().as_str(), "sizes": [first.size().get(), second.size().get()], "stated": first.root().to_string(), "rebuilt": found.rebuilt().to_string() }),
    )?;
    Ok(Answer { status: INCONSISTENT })
}
