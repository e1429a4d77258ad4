//! Tiles of hashes, and a set of them as a store of the tree's nodes.

use super::{TILE_HEIGHT, TILE_WIDTH, TileAddress, TileIndex, TileKind, TileWidth};
use crate::malformed::{Format, Malformed, Place, Rule};
use crate::tree::{Hash, Node, Nodes, node_hash};
use std::collections::BTreeMap;

/// The hashes of a tile, 32 bytes each, one after the other and nothing else. Wire data: nothing is known of them before a root is matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HashTile {
    address: TileAddress,
    hashes: Vec<Hash>,
}

impl HashTile {
    /// Reads the tile at `address`, which must be one of hashes. Its length must be exactly that of its width.
    pub fn decode(address: TileAddress, bytes: &[u8]) -> Result<Self, Malformed> {
        let refuse = |offset, rule| Err(Malformed::new(Format::HashTile, Place::byte(offset), rule));
        let expected = usize::from(address.width().get()) * Hash::LENGTH;
        if bytes.len() != expected {
            return refuse(
                bytes.len().min(expected),
                Rule::Count { what: "bytes of the tile", found: bytes.len(), expected },
            );
        }
        let (hashes, _) = bytes.as_chunks();
        Self::new(address, hashes.iter().copied().map(Hash::new).collect())
    }

    /// A tile of these hashes; refused where `address` is one of entries, or has another width.
    pub fn new(address: TileAddress, hashes: Vec<Hash>) -> Result<Self, Malformed> {
        let refuse = |rule| Err(Malformed::new(Format::HashTile, Place::byte(0), rule));
        if address.kind() == TileKind::Entries {
            return refuse(Rule::Path);
        }
        let expected = usize::from(address.width().get());
        if hashes.len() != expected {
            return refuse(Rule::Count { what: "hashes in the tile", found: hashes.len(), expected });
        }
        Ok(Self { address, hashes })
    }

    /// The tile's bytes.
    pub fn encode(&self) -> Vec<u8> {
        self.hashes.iter().flat_map(|hash| hash.as_bytes()).copied().collect()
    }

    /// Which tile it is.
    pub fn address(&self) -> TileAddress {
        self.address
    }

    /// Its hashes, from left to right.
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// The hash that a full tile has in the level above; `None` for a partial one, which has none.
    pub fn root(&self) -> Option<Hash> {
        (self.address.width() == TileWidth::FULL).then(|| row_root(self.hashes.clone()))
    }
}

/// The root over a row of hashes: they are paired from the left, and the last one moves up when it is alone. Of none, the empty root.
pub(super) fn row_root(mut row: Vec<Hash>) -> Hash {
    while row.len() > 1 {
        row =
            row.chunks(2).map(|pair| if let [left, right] = pair { node_hash(left, right) } else { pair[0] }).collect();
    }
    row.first().copied().unwrap_or(Hash::EMPTY)
}

/// Tiles of hashes as a store: what proofs are made from. It believes what it is given, so a proof made from it must still be verified.
#[derive(Debug, Clone, Default)]
pub struct TileSet {
    tiles: BTreeMap<(u8, TileIndex), HashTile>,
}

impl TileSet {
    /// No tiles.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a tile; of two at one place the wider stays.
    pub fn insert(&mut self, tile: HashTile) {
        let TileKind::Hashes(level) = tile.address.kind() else { return };
        let place = (level, tile.address.index());
        if self.tiles.get(&place).is_none_or(|held| held.hashes.len() < tile.hashes.len()) {
            self.tiles.insert(place, tile);
        }
    }
}

impl Nodes for TileSet {
    fn node(&self, at: Node) -> Option<Hash> {
        let (tile, range) = within_tile(at);
        let tile = self.tiles.get(&tile)?;
        tile.hashes.get(range).map(|row| row_root(row.to_vec()))
    }
}

/// The tile, level and index, from which a node follows, and the tile's hashes that it stands over.
pub(super) fn within_tile(at: Node) -> ((u8, TileIndex), std::ops::Range<usize>) {
    let (level, height) = (at.level() / TILE_HEIGHT, at.level() % TILE_HEIGHT);
    let first = at.index() << height;
    let width = u64::from(TILE_WIDTH);
    let start = (first % width) as usize;
    ((level, TileIndex(first / width)), start..start + (1 << height))
}
