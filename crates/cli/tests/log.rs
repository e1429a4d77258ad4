//! The command over a log on disk: the one that the Tessera project ships for its tests, whole and broken.

use ed25519_dalek::SigningKey;
use log::tile::{bundles_between, tiles_between};
use log::tree::{self, StoredTree, leaf_hash};
use log::{Checkpoint, EntryBundle, HashTile, KeyName, LogSigner, Node, Nodes, Origin, TileKind, TreeSize};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const KEY: &str = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../log/vectors")
}

fn standstill_log(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_standstill")).arg("log").args(args).output().unwrap()
}

fn status(args: &[&str]) -> (Option<i32>, String) {
    let out = standstill_log(args);
    (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr))
}

/// A copy of the log in a folder of its own.
fn copy(name: &str) -> PathBuf {
    let to = std::env::temp_dir().join(format!("standstill-log-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&to);
    copy_folder(&vectors().join("tessera-log"), &to);
    to
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)
        } else {
            fs::write(&target, fs::read(entry.path()).unwrap()).unwrap()
        }
    }
}

#[test]
fn the_log_of_tessera_is_verified_whole_and_against_every_older_checkpoint() {
    let folder = vectors().join("tessera-log").display().to_string();
    let (code, told) = status(&["verify", &folder, "--key", KEY]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("size 15"), "{told}");
    for older in 0..=15 {
        let (code, told) =
            status(&["verify", &folder, "--key", KEY, "--against", &format!("{folder}/checkpoint.{older}")]);
        assert_eq!(code, Some(0), "{older}: {told}");
    }
}

#[test]
fn a_flipped_cut_or_missing_file_is_named_and_never_verified() {
    let folder = copy("broken");
    let shown = folder.display().to_string();
    for name in ["checkpoint", "tile/entries/000.p/15", "tile/0/000.p/15"] {
        let path = folder.join(name);
        let whole = fs::read(&path).unwrap();
        let mut flipped = whole.clone();
        flipped[10] ^= 1;
        for broken in [Some(flipped), Some(whole[..whole.len() - 1].to_vec()), Some(Vec::new()), None] {
            match broken {
                Some(bytes) => fs::write(&path, bytes).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
            let (code, told) = status(&["verify", &shown, "--key", KEY]);
            assert_eq!(code, Some(1), "{name}: {told}");
            assert!(told.contains(name), "{name} is not named: {told}");
            assert!(!told.contains("panicked"), "{told}");
        }
        fs::write(&path, whole).unwrap();
    }
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn a_proof_of_equivocation_is_checked_by_itself() {
    let keys: serde_json::Value = serde_json::from_slice(&fs::read(vectors().join("own/keys.json")).unwrap()).unwrap();
    let text = keys.to_string();
    let mut found = 0;
    for entry in fs::read_dir(vectors().join("own")).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if !path.file_name().unwrap().to_str().unwrap().starts_with("equivocation.") {
            continue;
        }
        let verifiers: Vec<_> = text.split('"').filter(|word| word.matches('+').count() >= 2).collect();
        let codes: Vec<_> = verifiers
            .iter()
            .map(|key| status(&["equivocation", &path.display().to_string(), "--key", key]).0)
            .collect();
        assert!(codes.contains(&Some(2)), "{}: {codes:?} by {verifiers:?}", path.display());
        assert_eq!(
            status(&["equivocation", &path.display().to_string(), "--key", KEY]).0,
            Some(1),
            "another log's key"
        );
        found += 1;
    }
    assert!(found >= 4);
}

const ORIGIN: &str = "standstill.example/record/test";

fn signer() -> LogSigner {
    LogSigner::new(KeyName::new(ORIGIN).unwrap(), SigningKey::from_bytes(&[7; 32]))
}

fn entry(leaf: u64, word: &str) -> Vec<u8> {
    format!("{word} {leaf}").into_bytes()
}

fn tree_of(leaves: u64, word: &str) -> StoredTree {
    (0..leaves).map(|leaf| leaf_hash(&entry(leaf, word))).collect()
}

fn note(leaves: u64, word: &str) -> String {
    let size = TreeSize::new(leaves).unwrap();
    let root = tree::root(size, &tree_of(leaves, word)).unwrap();
    Checkpoint::new(Origin::new(ORIGIN).unwrap(), size, root).sign(&signer()).unwrap().to_string()
}

/// A log of so many entries on disk, in a folder of its own.
fn written(name: &str, leaves: u64) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("standstill-log-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    let put = |path: String, bytes: Vec<u8>| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    let (size, nodes) = (TreeSize::new(leaves).unwrap(), tree_of(leaves, "entry"));
    put("checkpoint".to_owned(), note(leaves, "entry").into_bytes());
    for address in bundles_between(TreeSize::ZERO, size) {
        let first = address.first_leaf().unwrap().get();
        let entries: Vec<_> =
            (first..first + u64::from(address.width().get())).map(|leaf| entry(leaf, "entry")).collect();
        put(address.to_string(), EntryBundle::encode(&entries).unwrap());
    }
    for address in tiles_between(TreeSize::ZERO, size) {
        let TileKind::Hashes(level) = address.kind() else { continue };
        let first = address.index().0 * 256;
        let hash = |i| nodes.node(Node::new(8 * level, i).unwrap()).unwrap();
        let hashes = (first..first + u64::from(address.width().get())).map(hash).collect();
        put(address.to_string(), HashTile::new(address, hashes).unwrap().encode());
    }
    folder
}

#[test]
fn a_log_that_contradicts_itself_leaves_a_proof_that_stands_alone() {
    let (folder, key) = (written("fork", 300), signer().verifier().to_string());
    let shown = folder.display().to_string();
    let held_against = |name: &str, text: String, more: &[&str]| {
        let other = folder.join(name);
        fs::write(&other, text).unwrap();
        let other = other.display().to_string();
        status(&[&["verify", &shown, "--key", &key, "--against", &other], more].concat())
    };
    assert_eq!(held_against("older", note(299, "entry"), &[]).0, Some(0));
    assert_eq!(held_against("newer", note(301, "entry"), &[]).0, Some(3), "the folder does not hold what lies beyond");
    let proof = folder.join("proof").display().to_string();
    for (name, leaves) in [("fork-5", 5), ("fork-300", 300)] {
        let (code, told) = held_against(name, note(leaves, "other"), &["--evidence", &proof]);
        assert_eq!(code, Some(2), "{told}");
        let (code, told) = status(&["equivocation", &proof, "--key", &key]);
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains(&format!("at size {leaves}")), "{told}");
        fs::remove_file(&proof).unwrap();
    }
    let (code, told) = held_against("forged", note(5, "other").replacen('5', "6", 1), &[]);
    assert_eq!(code, Some(1), "a checkpoint that the log did not sign is refused: {told}");
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn a_tile_above_the_lowest_is_held_against_those_below_it() {
    let (folder, key) = (written("above", 300), signer().verifier().to_string());
    let verify = || status(&["verify", &folder.display().to_string(), "--key", &key]);
    assert_eq!(verify().0, Some(0), "{}", verify().1);
    for name in ["tile/1/000.p/1", "tile/0/000", "tile/0/001.p/44", "tile/entries/000"] {
        let path = folder.join(name);
        let whole = fs::read(&path).unwrap();
        let mut flipped = whole.clone();
        flipped[5] ^= 1;
        fs::write(&path, flipped).unwrap();
        let (code, told) = verify();
        assert_eq!(code, Some(1), "{name}: {told}");
        assert!(told.contains("tile/"), "{told}");
        fs::write(&path, whole).unwrap();
    }
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn a_wrong_or_missing_key_is_refused() {
    let folder = vectors().join("tessera-log").display().to_string();
    assert_eq!(status(&["verify", &folder]).0, Some(1));
    assert_eq!(status(&["verify", &folder, "--key", "nonsense"]).0, Some(1));
    assert_eq!(status(&["verify", &folder, "--key", &signer().verifier().to_string()]).0, Some(1));
}
