//! Building a tree and checking proofs, beside `ct-merkle` and `tlog_tiles` in the same run: `cargo bench -p log@0.1.0`.
//!
//! Every peer starts from the same entries and the same proofs. Checking inclusion includes the hash of the entry, for all three.
#![allow(missing_docs)] // criterion's macros

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use log::tree::{self, StoredTree, leaf_hash};
use log::{ConsistencyProof, Frontier, Hash, InclusionProof, LeafIndex, TreeSize};
use sha2::Sha256;
use std::hint::black_box;

const LEAVES: u64 = 70_000;
const PROOFS: u64 = 64;

fn entries() -> Vec<Vec<u8>> {
    // the length of a small public statement
    (0..LEAVES).map(|leaf| format!("statement {leaf:>190}").into_bytes()).collect()
}

fn size(leaves: u64) -> TreeSize {
    TreeSize::new(leaves).unwrap()
}

/// Leaves, and sizes, spread over the tree.
fn spread() -> impl Iterator<Item = u64> {
    (0..PROOFS).map(|i| (i * 2_654_435_761) % LEAVES)
}

struct Row(Vec<tlog_tiles::Hash>);

impl tlog_tiles::HashReader for Row {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        Ok(indexes.iter().map(|&i| self.0[i as usize]).collect())
    }
}

fn theirs(hash: &Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(*hash.as_bytes())
}

fn ct_tree(entries: &[Vec<u8>]) -> MemoryBackedTree<Sha256, &[u8]> {
    let mut tree = MemoryBackedTree::new();
    entries.iter().for_each(|entry| tree.push(entry.as_slice()));
    tree
}

fn tlog_row(entries: &[Vec<u8>]) -> Row {
    let mut row = Row(Vec::new());
    for (leaf, entry) in (0..).zip(entries) {
        let new = tlog_tiles::stored_hashes(leaf, entry, &row).unwrap();
        row.0.extend(new);
    }
    row
}

fn build(c: &mut Criterion) {
    let entries = entries();
    let mut group = c.benchmark_group("build a tree of 70 000 leaves");
    group.throughput(Throughput::Elements(LEAVES)).sample_size(20);
    group.bench_function("ours, frontier", |b| {
        b.iter(|| {
            let mut frontier = Frontier::new();
            entries.iter().for_each(|entry| {
                frontier.append(leaf_hash(entry)).unwrap();
            });
            frontier.root()
        });
    });
    group.bench_function("ours, stored", |b| {
        b.iter(|| entries.iter().map(|entry| leaf_hash(entry)).collect::<StoredTree>().root())
    });
    group.bench_function("ct-merkle", |b| b.iter(|| ct_tree(&entries).root()));
    group.bench_function("tlog_tiles", |b| b.iter(|| tlog_tiles::tree_hash(LEAVES, &tlog_row(&entries)).unwrap()));
    group.finish();
}

fn inclusion(c: &mut Criterion) {
    let entries = entries();
    let ours: StoredTree = entries.iter().map(|entry| leaf_hash(entry)).collect();
    let root = ours.root();
    let proofs: Vec<_> = spread()
        .map(|leaf| {
            (
                leaf,
                &entries[leaf as usize],
                InclusionProof::make(LeafIndex::new(leaf).unwrap(), size(LEAVES), &ours).unwrap(),
            )
        })
        .collect();
    let mut group = c.benchmark_group("verify inclusion, 64 proofs");
    group.throughput(Throughput::Elements(PROOFS));
    group.bench_function("ours", |b| {
        b.iter(|| {
            for (leaf, entry, proof) in black_box(&proofs) {
                proof.verify(&leaf_hash(entry), LeafIndex::new(*leaf).unwrap(), size(LEAVES), &root).unwrap();
            }
        });
    });
    let tree = ct_tree(&entries);
    let their_root = tree.root();
    let their_proofs: Vec<_> =
        proofs.iter().map(|(leaf, entry, _)| (*leaf, *entry, tree.prove_inclusion(*leaf as usize))).collect();
    group.bench_function("ct-merkle", |b| {
        b.iter(|| {
            for (leaf, entry, proof) in black_box(&their_proofs) {
                their_root.verify_inclusion(&entry.as_slice(), *leaf, proof).unwrap();
            }
        });
    });
    let their_proofs: Vec<_> = proofs
        .iter()
        .map(|(leaf, entry, proof)| (*leaf, *entry, proof.0.iter().map(theirs).collect::<Vec<_>>()))
        .collect();
    group.bench_function("tlog_tiles", |b| {
        b.iter(|| {
            for (leaf, entry, proof) in black_box(&their_proofs) {
                tlog_tiles::check_record(proof, LEAVES, theirs(&root), *leaf, tlog_tiles::record_hash(entry)).unwrap();
            }
        });
    });
    group.finish();
}

fn consistency(c: &mut Criterion) {
    let entries = entries();
    let ours: StoredTree = entries.iter().map(|entry| leaf_hash(entry)).collect();
    let root = ours.root();
    let proofs: Vec<_> = spread()
        .map(|leaf| leaf + 1)
        .map(|earlier| {
            let earlier_root = tree::root(size(earlier), &ours).unwrap();
            (earlier, earlier_root, ConsistencyProof::make(size(earlier), size(LEAVES), &ours).unwrap())
        })
        .collect();
    let mut group = c.benchmark_group("verify consistency, 64 proofs");
    group.throughput(Throughput::Elements(PROOFS));
    group.bench_function("ours", |b| {
        b.iter(|| {
            for (earlier, earlier_root, proof) in black_box(&proofs) {
                proof.verify(size(*earlier), earlier_root, size(LEAVES), &root).unwrap();
            }
        });
    });
    let tree = ct_tree(&entries);
    let their_root = tree.root();
    let their_proofs: Vec<_> = proofs
        .iter()
        .map(|(earlier, earlier_root, _)| {
            let earlier_root = ct_merkle::RootHash::<Sha256>::new((*earlier_root.as_bytes()).into(), *earlier);
            (earlier_root, tree.prove_consistency((LEAVES - earlier) as usize))
        })
        .collect();
    group.bench_function("ct-merkle", |b| {
        b.iter(|| {
            for (earlier_root, proof) in black_box(&their_proofs) {
                their_root.verify_consistency(earlier_root, proof).unwrap();
            }
        });
    });
    let their_proofs: Vec<_> = proofs
        .iter()
        .map(|(earlier, root, proof)| (*earlier, theirs(root), proof.0.iter().map(theirs).collect::<Vec<_>>()))
        .collect();
    group.bench_function("tlog_tiles", |b| {
        b.iter(|| {
            for (earlier, earlier_root, proof) in black_box(&their_proofs) {
                tlog_tiles::check_tree(proof, LEAVES, theirs(&root), *earlier, *earlier_root).unwrap();
            }
        });
    });
    group.finish();
}

criterion_group!(benches, build, inclusion, consistency);
criterion_main!(benches);
