//! The command over a log on disk: the one that the Tessera project ships for its tests, whole and broken.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const KEY: &str = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../log/vectors")
}

fn log(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_standstill")).arg("log").args(args).output().unwrap()
}

fn status(args: &[&str]) -> (Option<i32>, String) {
    let out = log(args);
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
