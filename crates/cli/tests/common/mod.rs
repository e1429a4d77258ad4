//! What the tests of run folders share.
#![allow(dead_code, reason = "each test file uses a part")]

pub mod cutoff;
pub mod damage;
pub mod visits;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder of its own for a test, gone afterwards.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("standstill-run-{name}-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn standstill(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_standstill")).args(args).output().unwrap()
}

#[track_caller]
pub fn status(out: &Output) -> i32 {
    let stderr = String::from_utf8_lossy(&out.stderr);
    assert!(!stderr.contains("panicked"), "{stderr}");
    out.status.code().expect("no signal ends it")
}

/// The small exercise, played once for all tests: two parties of a base, a store and a plant, six epochs.
pub fn played() -> &'static Path {
    static PLAYED: OnceLock<Scratch> = OnceLock::new();
    let scratch = PLAYED.get_or_init(|| {
        let scratch = Scratch::new("small");
        let out = standstill(&["play", "small", "--expect", "--out", scratch.at("run").to_str().unwrap()]);
        assert_eq!(status(&out), 0, "{}", String::from_utf8_lossy(&out.stderr));
        scratch
    });
    Box::leak(scratch.at("run").into_boxed_path())
}

/// What an auditor gets of a run: the instrument, the public folders, the views.
pub fn public(run: &Path, into: &Path) {
    for entry in fs::read_dir(run).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if !name.ends_with(".secret") && !name.starts_with("assessment.") {
            copy(&entry.path(), &into.join(name));
        }
    }
}

pub fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}

pub fn files(below: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}
