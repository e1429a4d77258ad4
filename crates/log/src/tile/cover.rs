//! Which tiles there are, and which ones something needs.

use super::hashes::within_tile;
use super::{TILE_HEIGHT, TILE_LEVEL_MAX, TILE_WIDTH, TileAddress, TileIndex, TileKind};
use crate::tree::{LeafIndex, Node, Span, TreeSize, climb_spans, consistency_spans};
use std::collections::BTreeSet;

/// The tiles of hashes that a tree has at size `new` and has not, or has narrower, at size `old`: all of them when `old` is zero. From the
/// lowest level up, and from left to right.
pub fn tiles_between(old: TreeSize, new: TreeSize) -> impl Iterator<Item = TileAddress> {
    (0..=TILE_LEVEL_MAX).flat_map(move |level| level_between(TileKind::Hashes(level), old, new))
}

/// The bundles of entries that a tree has at size `new` and has not, or has narrower, at size `old`.
pub fn bundles_between(old: TreeSize, new: TreeSize) -> impl Iterator<Item = TileAddress> {
    level_between(TileKind::Entries, old, new)
}

fn level_between(kind: TileKind, old: TreeSize, new: TreeSize) -> impl Iterator<Item = TileAddress> {
    let hashes = |size: TreeSize| size.get() >> (TILE_HEIGHT * kind.level());
    let first = hashes(old) / u64::from(TILE_WIDTH);
    // where nothing was added at this level, also the tile at the edge is the old one
    let end = if hashes(new) > hashes(old) { hashes(new).div_ceil(TILE_WIDTH.into()) } else { first };
    (first..end).filter_map(move |index| TileAddress::in_tree(kind, TileIndex(index), new))
}

/// The tiles from which the root of a tree of `size` leaves follows.
pub fn tiles_for_root(size: TreeSize) -> BTreeSet<TileAddress> {
    tiles_of([Span::new(0, size.get())], size)
}

/// The tiles from which the inclusion proof of a leaf in a tree of `size` leaves is made; none where that tree has no such leaf.
pub fn tiles_for_inclusion(index: LeafIndex, size: TreeSize) -> BTreeSet<TileAddress> {
    if index.get() >= size.get() { BTreeSet::new() } else { tiles_of(climb_spans(index, 0, size), size) }
}

/// The tiles from which the consistency proof between two sizes is made; none unless 0 < earlier < later.
pub fn tiles_for_consistency(earlier: TreeSize, later: TreeSize) -> BTreeSet<TileAddress> {
    consistency_spans(earlier, later).map(|spans| tiles_of(spans, later)).unwrap_or_default()
}

/// The tiles that [`open_bundle`](super::open_bundle) needs beside the bundle; none for a bundle that the tree of `size` leaves has not.
pub fn tiles_for_bundle(bundle: TileAddress, size: TreeSize) -> BTreeSet<TileAddress> {
    match super::bundle::spans_beside(bundle, size) {
        Some(spans) => tiles_of(spans, size),
        None => BTreeSet::new(),
    }
}

fn tiles_of(spans: impl IntoIterator<Item = Span>, size: TreeSize) -> BTreeSet<TileAddress> {
    spans.into_iter().flat_map(|span| span.nodes()).filter_map(|node| tile_of(node, size)).collect()
}

/// The tile of a tree of `size` leaves from which a full subtree's hash follows.
fn tile_of(node: Node, size: TreeSize) -> Option<TileAddress> {
    let ((level, index), _) = within_tile(node);
    TileAddress::in_tree(TileKind::Hashes(level), index, size)
}
