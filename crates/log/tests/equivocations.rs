//! Equivocation: found for every fork, refused for everything else, and checked from the file alone.

mod common;

use common::*;
use ed25519_dalek::SigningKey;
use log::checkpoint::{CHECKPOINT_LINE_MAX, EXTENSION_LINES_MAX, ExtensionLine};
use log::equivocation::{self, EQUIVOCATION_MAX, NotProven, check, prove};
use log::tree::{CONSISTENCY_PROOF_MAX, Node, StoredTree, TREE_SIZE_MAX};
use log::*;
use proptest::prelude::*;

/// Nothing needs to be read at one size.
struct Nothing;

impl Nodes for Nothing {
    fn node(&self, _: Node) -> Option<Hash> {
        None
    }
}

/// The file and what it shows, checked as a stranger would, with nothing but the log's key.
fn shown(file: &str) -> Equivocation {
    let found = check(file.as_bytes(), &log_keys()).unwrap_or_else(|e| panic!("{e}\n{file}"));
    assert_eq!(found.to_string(), file, "one spelling");
    assert!(file.len() <= EQUIVOCATION_MAX);
    found
}

#[test]
fn one_size_with_two_roots() {
    for n in 1..=20 {
        let (a, b) = (verified(&tree(n), n), verified(&forked(n, n / 2), n));
        let file = prove(&a, &b, &Nothing).unwrap().to_string();
        assert_eq!(file, prove(&b, &a, &Nothing).unwrap().to_string(), "in any order");
        let found = shown(&file);
        assert_eq!((found.first().size(), found.second().size(), found.origin().as_str()), (size(n), size(n), ORIGIN));
        assert!(found.first().root() < found.second().root() && found.rebuilt() == found.second().root());
        assert!(matches!(prove(&a, &a, &Nothing), Err(NotProven::SameTree(_))));
    }
}

#[test]
fn every_small_fork_is_shown_and_every_small_beginning_is_stale() {
    for larger in 2..=24 {
        for fork in 0..larger {
            let (honest, other) = (tree(larger), forked(larger, fork));
            for smaller in 1..larger {
                let (old, new) = (verified(&honest, smaller), verified(&other, larger));
                let judged = prove(&old, &new, &other);
                if fork < smaller {
                    let found = shown(&judged.unwrap().to_string());
                    assert_eq!((found.first().size(), found.second().size()), (size(smaller), size(larger)));
                    assert_eq!(found.rebuilt(), tree::root(size(smaller), &other).unwrap());
                } else {
                    assert!(
                        matches!(judged, Err(NotProven::Stale { .. })),
                        "{smaller} of {larger}, forked at {fork}: {judged:?}"
                    );
                }
                // the smaller tree's own hashes rebuild nothing that the log signed
                if fork < larger - 1 || fork < smaller {
                    assert!(matches!(prove(&old, &new, &honest), Err(NotProven::Hashes(ProofError::Root { .. }))));
                }
            }
            let empty = verified(&honest, 0);
            assert!(matches!(prove(&empty, &verified(&other, larger), &other), Err(NotProven::Stale { .. })));
        }
    }
}

/// A file for sizes 5 and 11, forked at 2.
fn file() -> String {
    prove(&verified(&tree(5), 5), &verified(&forked(11, 2), 11), &forked(11, 2)).unwrap().to_string()
}

#[test]
fn an_honest_log_is_not_framed_by_a_file_put_together() {
    let (honest, head_line) = (tree(11), "standstill/equivocation@v1\n");
    let (old, new) = (verified(&honest, 5), verified(&honest, 11));
    let hashes = |hashes: &[Hash]| hashes.iter().map(|hash| format!("{hash}\n")).collect::<String>();
    let put = |hashes: &str, a: &str, b: &str| check(format!("{head_line}{hashes}\n{a}\n{b}").as_bytes(), &log_keys());
    let good = tree::PrefixProof::make(size(5), size(11), &honest).unwrap().0;
    let (old, new) = (old.least_note(), new.least_note());

    assert!(matches!(put(&hashes(&good), &old, &new), Err(NotProven::Stale { .. })));
    for i in 0..good.len() {
        let mut invented = good.clone();
        invented[i] = Hash::EMPTY;
        assert!(matches!(put(&hashes(&invented), &old, &new), Err(NotProven::Hashes(ProofError::Root { .. }))));
    }
    for wrong in [&good[1..], &good[..good.len() - 1], &[], &[&good[..], &[Hash::EMPTY]].concat()] {
        assert!(matches!(put(&hashes(wrong), &old, &new), Err(NotProven::Hashes(ProofError::Length { .. }))));
    }
    assert!(matches!(put(&hashes(&good), &new, &old), Err(NotProven::Malformed(Malformed { rule: Rule::Order, .. }))));
    assert!(matches!(put("", &old, &old), Err(NotProven::SameTree(_))));
    assert!(matches!(put(&hashes(&good), &old, &old), Err(NotProven::Hashes(ProofError::Length { .. }))));
    let empty = verified(&honest, 0).least_note();
    assert!(matches!(put("", &empty, &new), Err(NotProven::Stale { .. })));
    let beside_nothing = put(&hashes(&good), &empty, &new);
    assert!(matches!(beside_nothing, Err(NotProven::Hashes(ProofError::Length { expected: 0, .. }))));
    let sixth_block = check(format!("{}\nmore\n", file()).as_bytes(), &log_keys());
    let blocks = Rule::Line("hashes, then two checkpoints, each of two blocks");
    assert!(matches!(sixth_block, Err(NotProven::Malformed(Malformed { rule, .. })) if rule == blocks));
    // an unsigned head, made up by the accuser
    let mut made_up = head(&honest, 11);
    made_up.root = Hash::EMPTY;
    let unsigned = new.replacen(&head(&honest, 11).to_string(), &made_up.to_string(), 1);
    assert!(matches!(put(&hashes(&good), &old, &unsigned), Err(NotProven::Unverified(Unverified::Signature(_)))));
}

#[test]
fn the_same_tree_with_another_extension_line_is_no_equivocation() {
    let tree = tree(5);
    let mut extended = head(&tree, 5);
    extended.extensions.push(ExtensionLine::new("extended").unwrap());
    let extended =
        VerifiedCheckpoint::verify(extended.sign(&log_signer()).unwrap().to_string().as_bytes(), &log_keys()).unwrap();
    assert!(matches!(prove(&verified(&tree, 5), &extended, &Nothing), Err(NotProven::SameTree(_))));
}

#[test]
fn two_logs_do_not_contradict_each_other() {
    let other_name = "standstill.example/record/b";
    let other = LogSigner::new(name(other_name), SigningKey::from_bytes(&[5; 32]));
    let note = Checkpoint::new(Origin::new(other_name).unwrap(), size(5), Hash::EMPTY).sign(&other).unwrap();
    let theirs = VerifiedCheckpoint::verify(note.to_string().as_bytes(), &[other.verifier().clone()]).unwrap();
    assert!(matches!(prove(&verified(&tree(5), 5), &theirs, &Nothing), Err(NotProven::Origins(_, _))));
    assert!(matches!(check(file().as_bytes(), &[other.verifier().clone()]), Err(NotProven::Unverified(_))));
}

#[test]
fn a_replaced_key_does_not_cover_a_fork() {
    let new = LogSigner::new(name(ORIGIN), SigningKey::from_bytes(&[99; 32]));
    let keys = [log_keys(), vec![new.verifier().clone()]].concat();
    let other = forked(11, 2);
    let by_new =
        VerifiedCheckpoint::verify(head(&other, 11).sign(&new).unwrap().to_string().as_bytes(), &keys).unwrap();
    let file = prove(&verified(&tree(5), 5), &by_new, &other).unwrap().to_string();
    assert!(check(file.as_bytes(), &keys).is_ok());
    assert!(check(file.as_bytes(), &log_keys()).is_err() && check(file.as_bytes(), &keys[1..]).is_err());
}

#[test]
fn cosignatures_are_left_out_so_that_a_proof_has_one_spelling() {
    let (n, other) = (11, forked(11, 2));
    let cosigned = head(&other, n)
        .sign(&log_signer())
        .unwrap()
        .with_signature(witness(2).cosign(&head(&other, n), Timestamp::new(7).unwrap()))
        .unwrap();
    let cosigned = VerifiedCheckpoint::verify(cosigned.to_string().as_bytes(), &log_keys()).unwrap();
    assert_eq!(prove(&verified(&tree(5), 5), &cosigned, &other).unwrap().to_string(), file());
    let with_two = file() + &format!("{}\n", cosigned.note().signatures()[1]);
    assert!(matches!(
        check(with_two.as_bytes(), &log_keys()),
        Err(NotProven::Malformed(Malformed { rule: Rule::Count { .. }, .. }))
    ));
}

#[test]
fn every_changed_bit_and_every_cut_is_refused() {
    let file = file().into_bytes();
    assert!(check(&file, &log_keys()).is_ok());
    for bit in 0..file.len() * 8 {
        let mut changed = file.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(check(&changed, &log_keys()).is_err(), "bit {bit}");
    }
    for end in 0..file.len() {
        assert!(check(&file[..end], &log_keys()).is_err(), "cut at {end}");
    }
    for at in 0..=file.len() {
        let longer = [&file[..at], b"\n", &file[at..]].concat();
        assert!(check(&longer, &log_keys()).is_err(), "a newline more at {at}");
    }
}

#[test]
fn the_largest_proof_fits_and_one_past_each_limit_does_not() {
    /// Answers as a tree of 2^62 leaves would, if all its hashes were one.
    struct Huge(Hash);
    impl Nodes for Huge {
        fn node(&self, _: Node) -> Option<Hash> {
            Some(self.0)
        }
    }
    let signer = LogSigner::new(name(&"n".repeat(CHECKPOINT_LINE_MAX)), SigningKey::from_bytes(&[1; 32]));
    let keys = [signer.verifier().clone()];
    let sign = |leaves, root| {
        let mut head = Checkpoint::new(Origin::from(keys[0].name()), size(leaves), root);
        head.extensions = vec![ExtensionLine::new(&"x".repeat(CHECKPOINT_LINE_MAX)).unwrap(); EXTENSION_LINES_MAX];
        VerifiedCheckpoint::verify(head.sign(&signer).unwrap().to_string().as_bytes(), &keys).unwrap()
    };
    let nodes = Huge(tree(1).root());
    let larger = sign(TREE_SIZE_MAX, tree::root(size(TREE_SIZE_MAX), &nodes).unwrap());
    // the prefix proof of an odd size is the longest
    let prefix = tree::PrefixProof::make(size(TREE_SIZE_MAX - 1), size(TREE_SIZE_MAX), &nodes).unwrap();
    let (_, root) = prefix.roots(size(TREE_SIZE_MAX - 1), size(TREE_SIZE_MAX)).unwrap();
    assert_ne!(root, larger.root(), "a tree of one hash only is not a tree");
    let larger = sign(TREE_SIZE_MAX, root);
    let found = prove(&sign(TREE_SIZE_MAX - 1, Hash::EMPTY), &larger, &nodes).unwrap();
    let file = found.to_string();
    assert_eq!(prefix.0.len(), CONSISTENCY_PROOF_MAX);
    assert!(file.len() <= EQUIVOCATION_MAX, "{}", file.len());
    assert!(check(file.as_bytes(), &keys).is_ok());

    let one_more = file.replacen('\n', &format!("\n{}\n", Hash::EMPTY), 1);
    let refused = check(one_more.as_bytes(), &keys).unwrap_err();
    assert!(matches!(refused, NotProven::Malformed(Malformed { rule: Rule::TooMany { .. }, .. })), "{refused}");
    let refused = check(&vec![b'\n'; EQUIVOCATION_MAX + 1], &keys).unwrap_err();
    assert!(matches!(refused, NotProven::Malformed(Malformed { rule: Rule::TooLong { .. }, .. })), "{refused}");
}

/// Sizes and a fork, and how far each of two histories went.
fn arb_fork() -> impl Strategy<Value = (u64, u64, u64)> {
    (1..=2000_u64, 1..=2000_u64).prop_flat_map(|(a, b)| (Just(a), Just(b), 0..=a.max(b)))
}

proptest! {
    #![proptest_config(seeded(200))]

    /// One log shows its inspector one history and its witness another. Whoever holds both heads and the larger one's tiles can show it, and
    /// only then.
    #[test]
    fn random_forks((to_inspector, to_witness, fork) in arb_fork()) {
        let (one, two) = (tree(to_inspector), forked(to_witness, fork));
        let (a, b) = (verified(&one, to_inspector), verified(&two, to_witness));
        let larger: &StoredTree = if to_inspector > to_witness { &one } else { &two };
        let tiles = tile_set(larger, tile::tiles_for_consistency(a.size().min(b.size()), a.size().max(b.size())));
        let differ = fork < to_witness.min(to_inspector);
        match prove(&a, &b, &tiles) {
            Ok(found) => {
                prop_assert!(differ);
                let file = found.to_string();
                prop_assert_eq!(&check(file.as_bytes(), &log_keys()).unwrap(), &found);
                prop_assert!(file.len() < 4096, "a few kB");
            }
            Err(equivocation::NotProven::Stale { .. }) => prop_assert!(!differ && to_inspector != to_witness),
            Err(equivocation::NotProven::SameTree(_)) => prop_assert!(!differ && to_inspector == to_witness),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}
