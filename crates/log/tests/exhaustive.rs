//! The tree in the small, all of it: against the recursive definitions of RFC 9162, and against every single lie.

mod common;

use common::*;
use log::tree::{self, PrefixProof, StoredTree, leaf_hash, node_hash};
use log::*;

const LARGEST: u64 = 70;

/// RFC 9162, section 2.1.1, as it is written there.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::EMPTY,
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(largest_below(leaves.len()));
            node_hash(&mth(left), &mth(right))
        }
    }
}

/// RFC 9162, section 2.1.3.1.
fn path(m: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return vec![];
    }
    let k = largest_below(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut below, beside) = if m < k { (path(m, left), mth(right)) } else { (path(m - k, right), mth(left)) };
    below.push(beside);
    below
}

/// RFC 9162, section 2.1.4.1.
fn subproof(m: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if m == leaves.len() {
        return if whole { vec![] } else { vec![mth(leaves)] };
    }
    let k = largest_below(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut below, beside) =
        if m <= k { (subproof(m, left, whole), mth(right)) } else { (subproof(m - k, right, false), mth(left)) };
    below.push(beside);
    below
}

fn largest_below(n: usize) -> usize {
    n.next_power_of_two() / 2
}

fn leaves() -> Vec<Hash> {
    (0..LARGEST).map(|leaf| leaf_hash(&entry(leaf))).collect()
}

/// Every change of one bit where `all`, else of one bit a byte.
fn flips(hashes: &[Hash], all: bool) -> impl Iterator<Item = Vec<Hash>> {
    let step = if all { 1 } else { 9 };
    (0..hashes.len() * 256).step_by(step).map(move |bit| {
        let mut changed = hashes.to_vec();
        let mut bytes = *changed[bit / 256].as_bytes();
        bytes[bit % 256 / 8] ^= 1 << (bit % 8);
        changed[bit / 256] = Hash::new(bytes);
        changed
    })
}

/// One hash more, one less, two exchanged.
fn misfits(hashes: &[Hash]) -> Vec<Vec<Hash>> {
    let mut wrong = vec![[hashes, &[Hash::EMPTY]].concat(), [&[Hash::EMPTY], hashes].concat()];
    if let [.., _] = hashes {
        wrong.extend([hashes[1..].to_vec(), hashes[..hashes.len() - 1].to_vec(), [hashes, &hashes[..1]].concat()]);
    }
    for i in 1..hashes.len() {
        let mut exchanged = hashes.to_vec();
        exchanged.swap(i - 1, i);
        wrong.push(exchanged);
    }
    wrong
}

/// A proof of another length is refused for its length, before anything is hashed; any other for the root to which it leads.
fn refused(good: &[Hash], wrong: &[Hash], verdict: Result<(), ProofError>) -> bool {
    if good.len() == wrong.len() {
        matches!(verdict, Err(ProofError::Root { .. }))
    } else {
        matches!(verdict, Err(ProofError::Length { .. }))
    }
}

#[test]
fn roots_are_those_of_the_definition() {
    let (leaves, tree) = (leaves(), tree(LARGEST));
    let (mut frontier, mut stored) = (Frontier::new(), StoredTree::new());
    for n in 0..=LARGEST {
        let expected = mth(&leaves[..n as usize]);
        assert_eq!(tree::root(size(n), &tree), Ok(expected));
        assert_eq!(
            (frontier.root(), stored.root(), frontier.size(), stored.size()),
            (expected, expected, size(n), size(n))
        );
        assert_eq!(Frontier::resume(size(n), &tree).unwrap(), frontier);
        if let Some(leaf) = leaves.get(n as usize) {
            assert_eq!((frontier.append(*leaf), stored.append(*leaf)), (Ok(index(n)), Ok(index(n))));
        }
    }
}

#[test]
fn every_inclusion_proof_is_the_definitions_and_every_lie_is_refused() {
    let (leaves, tree) = (leaves(), tree(LARGEST));
    for n in 1..=LARGEST {
        let root = tree::root(size(n), &tree).unwrap();
        for leaf in 0..n {
            let hash = &leaves[leaf as usize];
            let proof = InclusionProof::make(index(leaf), size(n), &tree).unwrap();
            assert_eq!(proof.0, path(leaf as usize, &leaves[..n as usize]), "leaf {leaf} of {n}");
            assert_eq!(proof.verify(hash, index(leaf), size(n), &root), Ok(()));
            for other in (0..n + 2).filter(|&other| other != leaf) {
                assert!(
                    proof.verify(hash, index(other), size(n), &root).is_err(),
                    "leaf {leaf} shown as {other} of {n}"
                );
            }
            assert!(proof.verify(&leaves[(leaf as usize + 1) % 70], index(leaf), size(n), &root).is_err());
            assert!(proof.verify(hash, index(leaf), size(n), &Hash::EMPTY).is_err());
            for wrong in flips(&proof.0, n <= 33).chain(misfits(&proof.0)) {
                assert!(
                    refused(&proof.0, &wrong, InclusionProof(wrong.clone()).verify(hash, index(leaf), size(n), &root)),
                    "leaf {leaf} of {n}"
                );
            }
        }
        assert!(InclusionProof::make(index(n), size(n), &tree).is_err());
    }
}

#[test]
fn every_consistency_proof_is_the_definitions_and_every_lie_is_refused() {
    let (leaves, tree) = (leaves(), tree(LARGEST));
    let root = |n| tree::root(size(n), &tree).unwrap();
    for later in 1..=LARGEST {
        for earlier in 1..=later {
            let proof = ConsistencyProof::make(size(earlier), size(later), &tree).unwrap();
            assert_eq!(proof.0, subproof(earlier as usize, &leaves[..later as usize], true), "{earlier} to {later}");
            let verify =
                |proof: &ConsistencyProof| proof.verify(size(earlier), &root(earlier), size(later), &root(later));
            assert_eq!(verify(&proof), Ok(()));
            assert!(proof.verify(size(earlier), &Hash::EMPTY, size(later), &root(later)).is_err());
            assert!(proof.verify(size(earlier), &root(earlier), size(later), &Hash::EMPTY).is_err());
            if earlier < later {
                assert!(proof.verify(size(later), &root(later), size(earlier), &root(earlier)).is_err());
                let prefix = PrefixProof::make(size(earlier), size(later), &tree).unwrap();
                assert_eq!(prefix.roots(size(earlier), size(later)), Ok((root(earlier), root(later))));
            }
            for wrong in flips(&proof.0, later <= 33).chain(misfits(&proof.0)) {
                assert!(refused(&proof.0, &wrong, verify(&ConsistencyProof(wrong.clone()))), "{earlier} to {later}");
            }
        }
    }
}

#[test]
fn a_leaf_beyond_the_tree_has_no_proof() {
    let tree = tree(6);
    for (leaf, leaves) in [(0, 0), (5, 5), (5, 4), (1 << 61, 6)] {
        let none = ProofError::NoSuchLeaf { index: index(leaf), size: size(leaves) };
        assert_eq!(InclusionProof::make(index(leaf), size(leaves), &tree), Err(none.clone()));
        let root = tree::root(size(leaves), &tree).unwrap();
        assert_eq!(InclusionProof(vec![]).verify(&root, index(leaf), size(leaves), &root), Err(none));
    }
}

#[test]
fn a_proof_of_another_length_is_told_by_both_numbers() {
    let tree = tree(11);
    let root = |n| tree::root(size(n), &tree).unwrap();
    let PrefixProof(good) = PrefixProof::make(size(5), size(11), &tree).unwrap();
    for wrong in [good[..0].to_vec(), good[1..].to_vec(), [&good[..], &[Hash::EMPTY]].concat()] {
        let told = Err(ProofError::Length { found: wrong.len(), expected: good.len() });
        // 5 is no power of two, so that its consistency proof is its prefix proof
        assert_eq!(ConsistencyProof(wrong.clone()).verify(size(5), &root(5), size(11), &root(11)), told);
        assert_eq!(PrefixProof(wrong).roots(size(5), size(11)).map(drop), told);
    }
}

#[test]
fn no_consistency_is_shown_with_nothing_or_backwards() {
    let tree = tree(6);
    let root = |n| tree::root(size(n), &tree).unwrap();
    for (earlier, later) in [(0, 0), (0, 5), (6, 5)] {
        let sizes = ProofError::Sizes { earlier: size(earlier), later: size(later) };
        assert_eq!(ConsistencyProof::make(size(earlier), size(later), &tree), Err(sizes.clone()));
        for hashes in [vec![], vec![Hash::EMPTY]] {
            let proof = ConsistencyProof(hashes.clone());
            let verified = proof.verify(size(earlier), &root(earlier), size(later), &root(later));
            assert_eq!(verified, Err(sizes.clone()), "{earlier} to {later}");
            assert_eq!(PrefixProof(hashes).roots(size(earlier), size(later)), Err(sizes.clone()));
        }
    }
    for (earlier, later) in [(0, 0), (0, 5), (5, 5), (6, 5)] {
        let made = PrefixProof::make(size(earlier), size(later), &tree);
        assert_eq!(made, Err(ProofError::Sizes { earlier: size(earlier), later: size(later) }));
    }
}

#[test]
fn a_store_with_a_hole_is_told_apart_from_a_lie() {
    let tree = tree(40);
    assert!(matches!(InclusionProof::make(index(3), size(41), &tree), Err(ProofError::Missing(_))));
    assert!(matches!(ConsistencyProof::make(size(3), size(41), &tree), Err(ProofError::Missing(_))));
    assert!(tree::root(size(41), &tree).is_err() && Frontier::resume(size(41), &tree).is_err());
}
