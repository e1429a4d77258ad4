//! Tiles (C2SP tlog-tiles): a tree and its entries cut into files that never change.
//!
//! ```text
//! tile/<L>/<N>[.p/<W>]         hashes: level L, index N; 256 of them, or W when the tile is partial
//! tile/entries/<N>[.p/<W>]     the entries under the level-0 tile N
//! ```
//!
//! Hash `i` of the tile (L, N) is the node (8·L, 256·N + i) of the tree. `<N>` stands in groups of three digits, all but the last behind an `x`:
//! 1 234 067 is `x001/x234/067`. A path has one spelling and names a tile that some tree of at most 2^62 leaves has; anything else is refused.

mod bundle;
mod cover;
mod hashes;

pub use bundle::{BUNDLE_LEN_MAX, BundleError, EntryBundle, EntryTooLong, VerifiedBundle, open_bundle};
pub use cover::{
    bundles_between, tiles_between, tiles_for_bundle, tiles_for_consistency, tiles_for_inclusion, tiles_for_root,
};
pub use hashes::{HashTile, TileSet};

use crate::malformed::{Format, Malformed, Place, Rule};
use crate::tree::{LeafIndex, TREE_SIZE_MAX, TreeSize};
use std::fmt;

/// Hashes, or entries, in a full tile.
pub const TILE_WIDTH: u16 = 256;
/// Levels of the tree in a tile.
pub(crate) const TILE_HEIGHT: u8 = 8;
/// The highest level of tiles that a tree of at most 2^62 leaves has.
pub const TILE_LEVEL_MAX: u8 = 7;
/// The longest path of a tile, in bytes.
pub const TILE_PATH_MAX: usize = 64;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TileKind {
    /// Hashes of the level, 0 to [`TILE_LEVEL_MAX`]; level 0 holds the leaves' hashes.
    Hashes(u8),
    /// Entries.
    Entries,
}

impl TileKind {
    /// The level of tiles whose indices and widths this kind has.
    fn level(self) -> u8 {
        match self {
            Self::Hashes(level) => level,
            Self::Entries => 0,
        }
    }
}

/// The position of a tile from the left within its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileIndex(pub u64);

/// How many hashes or entries a tile holds, 1 to 256; less than 256 at a tree's right edge only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileWidth(u16);

impl TileWidth {
    /// A full tile.
    pub const FULL: Self = Self(TILE_WIDTH);

    /// A width; `None` for 0 and above 256.
    pub const fn new(width: u16) -> Option<Self> {
        if width >= 1 && width <= TILE_WIDTH { Some(Self(width)) } else { None }
    }

    /// The number of hashes or entries.
    pub const fn get(self) -> u16 {
        self.0
    }
}

/// A tile of some tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileAddress {
    kind: TileKind,
    index: TileIndex,
    width: TileWidth,
}

impl TileAddress {
    /// A tile; `None` where no tree of at most 2^62 leaves has it.
    pub fn new(kind: TileKind, index: TileIndex, width: TileWidth) -> Option<Self> {
        if kind.level() > TILE_LEVEL_MAX {
            return None;
        }
        let hashes = TREE_SIZE_MAX >> (TILE_HEIGHT * kind.level());
        let end = index.0.checked_mul(TILE_WIDTH.into())?.checked_add(width.0.into())?;
        (end <= hashes).then_some(Self { kind, index, width })
    }

    /// The tile at this place in a tree of `size` leaves, as wide as that tree makes it; `None` where that tree has none there.
    pub fn in_tree(kind: TileKind, index: TileIndex, size: TreeSize) -> Option<Self> {
        if kind.level() > TILE_LEVEL_MAX {
            return None;
        }
        let hashes = size.get() >> (TILE_HEIGHT * kind.level());
        let there_are = hashes.checked_sub(index.0.checked_mul(TILE_WIDTH.into())?)?;
        let width = TileWidth::new(there_are.min(TILE_WIDTH.into()) as u16)?;
        Some(Self { kind, index, width })
    }

    /// What it holds.
    pub fn kind(self) -> TileKind {
        self.kind
    }

    /// Its position within its level.
    pub fn index(self) -> TileIndex {
        self.index
    }

    /// How much it holds.
    pub fn width(self) -> TileWidth {
        self.width
    }

    /// The first leaf below it. Every address that can be made has one; the `Option` spares a panic.
    pub fn first_leaf(self) -> Option<LeafIndex> {
        let first = u128::from(self.index.0) << (TILE_HEIGHT * (self.kind.level() + 1));
        first.try_into().ok().and_then(LeafIndex::new)
    }

    /// From its path below the log's prefix.
    pub fn parse(path: &str) -> Result<Self, Malformed> {
        let refuse = |offset, rule| Malformed::new(Format::TilePath, Place::byte(offset), rule);
        if path.len() > TILE_PATH_MAX {
            return Err(refuse(0, Rule::TooLong { what: "path", length: path.len(), max: TILE_PATH_MAX }));
        }
        let (kind, index, width) = parts(path).ok_or_else(|| refuse(0, Rule::Path))?;
        let address = Self::new(kind, index, width).ok_or_else(|| refuse(0, Rule::NoSuchTile))?;
        let spelling = address.to_string();
        // written again and compared: a second spelling of one path would be a second file for one tile
        match path.bytes().zip(spelling.bytes()).position(|(a, b)| a != b) {
            None if path.len() == spelling.len() => Ok(address),
            differs => Err(refuse(differs.unwrap_or(path.len().min(spelling.len())), Rule::Path)),
        }
    }
}

/// Reads a path loosely; [`TileAddress::parse`] compares the result with what was read.
fn parts(path: &str) -> Option<(TileKind, TileIndex, TileWidth)> {
    let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let kind = if kind == "entries" { TileKind::Entries } else { TileKind::Hashes(kind.parse().ok()?) };
    let (groups, width) = match rest.split_once(".p/") {
        Some((groups, width)) => (groups, TileWidth::new(width.parse().ok()?)?),
        None => (rest, TileWidth::FULL),
    };
    let index = groups.split('/').try_fold(0_u64, |index, group| {
        let group: u64 = group.strip_prefix('x').unwrap_or(group).parse().ok()?;
        index.checked_mul(1000)?.checked_add(group)
    })?;
    Some((kind, TileIndex(index), width))
}

impl fmt::Display for TileAddress {
    /// Its path below the log's prefix.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Hashes(level) => write!(f, "tile/{level}/")?,
            TileKind::Entries => f.write_str("tile/entries/")?,
        }
        let groups = self.index.0.checked_ilog10().unwrap_or(0) / 3;
        for group in (1..=groups).rev() {
            write!(f, "x{:03}/", self.index.0 / 1000_u64.pow(group) % 1000)?;
        }
        write!(f, "{:03}", self.index.0 % 1000)?;
        if self.width == TileWidth::FULL { Ok(()) } else { write!(f, ".p/{}", self.width.0) }
    }
}
