//! Bundles of entries: read from bytes, and authenticated against a checkpoint.
//!
//! ```text
//! 00 03 6f 6e 65  00 03 74 77 6f        two entries, "one" and "two": a big-endian length of two bytes, then the entry
//! ```

use super::hashes::row_root;
use super::{TILE_HEIGHT, TILE_WIDTH, TileAddress, TileKind, TileWidth};
use crate::checkpoint::VerifiedCheckpoint;
use crate::malformed::{Format, Malformed, Place, Rule};
use crate::tree::{Hash, LeafIndex, MissingNode, Nodes, Span, TreeSize, climb, climb_spans, leaf_hash};

/// The longest bundle: 256 entries of 65 535 bytes with their lengths.
pub const BUNDLE_LEN_MAX: usize = TILE_WIDTH as usize * (2 + u16::MAX as usize);

/// The entries of a bundle, borrowed from its bytes. Wire data: nothing is known of them before [`open_bundle`], or before a
/// [`Frontier`](crate::tree::Frontier) over all entries has reached the root of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryBundle<'a> {
    address: TileAddress,
    entries: Vec<&'a [u8]>,
}

impl<'a> EntryBundle<'a> {
    /// Reads the bundle at `address`, which must be one of entries: exactly as many as it is wide, and nothing behind them.
    pub fn decode(address: TileAddress, bytes: &'a [u8]) -> Result<Self, Malformed> {
        let refuse = |offset, rule| Malformed::new(Format::EntryBundle, Place::byte(offset), rule);
        if address.kind() != TileKind::Entries {
            return Err(refuse(0, Rule::Path));
        }
        let mut rest = bytes;
        let mut entries = Vec::with_capacity(address.width().get().into());
        for _ in 0..address.width().get() {
            let offset = bytes.len() - rest.len();
            let (length, behind) =
                rest.split_first_chunk().ok_or_else(|| refuse(offset, Rule::Truncated("an entry's length")))?;
            let length = usize::from(u16::from_be_bytes(*length));
            let (entry, behind) =
                behind.split_at_checked(length).ok_or_else(|| refuse(offset, Rule::Truncated("an entry")))?;
            entries.push(entry);
            rest = behind;
        }
        if rest.is_empty() {
            Ok(Self { address, entries })
        } else {
            Err(refuse(bytes.len() - rest.len(), Rule::Trailing(rest.len())))
        }
    }

    /// The bytes of a bundle of these entries.
    pub fn encode<E: AsRef<[u8]>>(entries: &[E]) -> Result<Vec<u8>, EntryTooLong> {
        let mut bytes = Vec::new();
        for (position, entry) in entries.iter().map(AsRef::as_ref).enumerate() {
            let length = u16::try_from(entry.len()).map_err(|_| EntryTooLong { position, length: entry.len() })?;
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(entry);
        }
        Ok(bytes)
    }

    /// Which bundle it is.
    pub fn address(&self) -> TileAddress {
        self.address
    }

    /// Its entries, in order.
    pub fn entries(&self) -> &[&'a [u8]] {
        &self.entries
    }

    /// Its first entries, as the bundle that a smaller tree has at this place: a log may drop a partial bundle once it has the full one.
    /// `None` where it is not that wide.
    pub fn narrowed(&self, width: TileWidth) -> Option<Self> {
        let entries = self.entries.get(..width.get().into())?.to_vec();
        Some(Self { address: TileAddress { width, ..self.address }, entries })
    }

    /// MTH over the entries' hashes.
    fn root(&self) -> Hash {
        row_root(self.entries.iter().map(|entry| leaf_hash(entry)).collect())
    }
}

/// An entry that a bundle cannot carry: the format's lengths have two bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("entry {position} of the bundle has {length} bytes, and the format carries at most 65535")]
pub struct EntryTooLong {
    /// Its position in the bundle, from 0.
    pub position: usize,
    /// Its length in bytes.
    pub length: usize,
}

/// The entries of a bundle, known to be in the tree of a checkpoint at the places that they claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedBundle<'a> {
    first: LeafIndex,
    bundle: EntryBundle<'a>,
}

impl<'a> VerifiedBundle<'a> {
    /// The index of its first entry in the log.
    pub fn first(&self) -> LeafIndex {
        self.first
    }

    /// Its entries, from [`first`](Self::first) on.
    pub fn entries(&self) -> &[&'a [u8]] {
        self.bundle.entries()
    }
}

/// Why a bundle's entries are not known to be in a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The tree of the checkpoint has no such bundle, or one of another width.
    #[error("a tree of {size} leaves has no {bundle}")]
    NotInTree {
        /// The bundle.
        bundle: TileAddress,
        /// The checkpoint's size.
        size: TreeSize,
    },
    /// The store lacks a hash.
    #[error(transparent)]
    Missing(#[from] MissingNode),
    /// The entries, or the hashes beside them, are not those of the checkpoint.
    #[error("{bundle} leads to the root {computed}, and the checkpoint's at size {size} is {stated}")]
    Root {
        /// The bundle.
        bundle: TileAddress,
        /// The checkpoint's size.
        size: TreeSize,
        /// Where entries and hashes lead.
        computed: Hash,
        /// The checkpoint's root.
        stated: Hash,
    },
}

/// Authenticates all entries of a bundle at once against a checkpoint's root, with the hashes beside it from a store that need not be trusted.
///
/// It stops a server that signs one tree and serves other entries.
pub fn open_bundle<'a>(
    checkpoint: &VerifiedCheckpoint,
    bundle: EntryBundle<'a>,
    nodes: &impl Nodes,
) -> Result<VerifiedBundle<'a>, BundleError> {
    let (size, stated) = (checkpoint.size(), checkpoint.root());
    let address = bundle.address;
    let not_in_tree = || BundleError::NotInTree { bundle: address, size };
    let spans = spans_beside(address, size).ok_or_else(not_in_tree)?;
    let first = address.first_leaf().ok_or_else(not_in_tree)?;
    let beside = spans.into_iter().map(|span| span.hash(nodes)).collect::<Result<Vec<_>, _>>()?;
    let computed = climb(bundle.root(), first, TILE_HEIGHT, size, &beside);
    if computed == stated {
        Ok(VerifiedBundle { first, bundle })
    } else {
        Err(BundleError::Root { bundle: address, size, computed, stated })
    }
}

/// The runs beside a bundle's way to the root, from below; the partial bundle at the right edge, too, moves up as a node of height 8 does.
/// `None` unless a tree of `size` leaves has just this bundle.
pub(super) fn spans_beside(bundle: TileAddress, size: TreeSize) -> Option<Vec<Span>> {
    if TileAddress::in_tree(TileKind::Entries, bundle.index, size)? != bundle {
        return None;
    }
    Some(climb_spans(bundle.first_leaf()?, TILE_HEIGHT, size))
}
