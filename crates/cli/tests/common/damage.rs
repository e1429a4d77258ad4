//! What a disk, a carrier or a rival may do to the files of a folder, drawn from a seed.

use rand::rngs::ChaCha20Rng;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt, SeedableRng};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files of a folder: path within it, and bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What stands at a path afterwards.
#[derive(Clone, Debug)]
pub enum Stands {
    Bytes(Vec<u8>),
    Nothing,
    Folder,
    Link(PathBuf),
    /// A named pipe into which nobody writes: whoever reads it waits for ever.
    Pipe,
    /// A file of so many zero bytes, which take no room on the disk.
    Zeros(u64),
}

/// One case of damage.
#[derive(Debug)]
pub struct Damage {
    /// What was done, for whoever has to repeat it.
    pub told: String,
    /// What stands where.
    pub stands: Vec<(String, Stands)>,
}

impl Damage {
    /// The damage of a case. It follows from seed and number alone.
    pub fn drawn(seed: u64, case: u64, files: &Files) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        rng.set_stream(case);
        loop {
            let damage = Self::any(&mut rng, files);
            if !damage.is_none(files) {
                return damage;
            }
        }
    }

    /// Does it.
    pub fn to(&self, run: &Path) {
        for (path, stands) in &self.stands {
            put(&run.join(path), stands);
        }
    }

    fn any(rng: &mut ChaCha20Rng, files: &Files) -> Self {
        let paths: Vec<_> = files.keys().collect();
        let path = (*paths.choose(rng).unwrap()).clone();
        match rng.random_range(0..16) {
            0..10 => {
                let (what, bytes) = edited(rng, &files[&path]);
                Self { told: format!("{path}: {what}"), stands: vec![(path, Stands::Bytes(bytes))] }
            }
            10..12 => {
                let other = alike(rng, files, &path);
                let told = format!("{path}: replaced by {other}");
                Self { told, stands: vec![(path, Stands::Bytes(files[&other].clone()))] }
            }
            12..14 => {
                let other = alike(rng, files, &path);
                let told = format!("{path}: changed places with {other}");
                let stands = [(&path, &files[&other]), (&other, &files[&path])];
                Self { told, stands: stands.map(|(path, bytes)| (path.clone(), Stands::Bytes(bytes.clone()))).into() }
            }
            14 => {
                let stands = misfits().choose(rng).unwrap().clone();
                Self { told: format!("{path}: {stands:?}"), stands: vec![(path, stands)] }
            }
            _ => Self { told: format!("{path}: removed"), stands: vec![(path, Stands::Nothing)] },
        }
    }

    /// Whether nothing is damaged: no byte is another, or an auditor was shown other checkpoints of the same records than before.
    fn is_none(&self, files: &Files) -> bool {
        let is_note = |path: &str| path.starts_with("views/") || path.ends_with("/checkpoint");
        let genuine = |bytes: &Vec<u8>| files.iter().any(|(path, note)| is_note(path) && note == bytes);
        self.stands.iter().all(|(path, stands)| match stands {
            Stands::Bytes(bytes) => files[path] == *bytes || path.starts_with("views/") && genuine(bytes),
            Stands::Nothing => path.starts_with("views/"),
            _ => false,
        })
    }
}

/// What is no regular file of a bounded size.
pub fn misfits() -> Vec<Stands> {
    vec![
        Stands::Folder,
        Stands::Pipe,
        Stands::Link("/dev/zero".into()),
        Stands::Link("checkpoint".into()),
        Stands::Link("/nowhere/at/all".into()),
        Stands::Link(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")),
        Stands::Zeros(10 << 30),
    ]
}

/// Puts something in the place of what stands there.
pub fn put(path: &Path, stands: &Stands) {
    if path.symlink_metadata().is_ok() {
        fs::remove_file(path).unwrap();
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match stands {
        Stands::Bytes(bytes) => fs::write(path, bytes).unwrap(),
        Stands::Nothing => {}
        Stands::Folder => fs::create_dir(path).unwrap(),
        Stands::Link(target) => std::os::unix::fs::symlink(target, path).unwrap(),
        Stands::Pipe => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        Stands::Zeros(length) => File::create(path).unwrap().set_len(*length).unwrap(),
    }
}

/// A file that may be mistaken for this one three times in four: of the same name in another record. Any file otherwise.
fn alike(rng: &mut ChaCha20Rng, files: &Files, path: &str) -> String {
    let part = |path: &str| path.split_once('/').map_or(String::new(), |(_, part)| part.to_owned());
    let mistaken = rng.random_ratio(3, 4);
    let alike: Vec<_> = files.keys().filter(|other| !mistaken || part(other) == part(path)).collect();
    (*alike.choose(rng).unwrap()).clone()
}

/// Bytes with one thing done to them.
fn edited(rng: &mut ChaCha20Rng, bytes: &[u8]) -> (String, Vec<u8>) {
    let mut new = bytes.to_vec();
    let at = rng.random_range(0..bytes.len());
    let some = 1 + rng.random_range(0..(bytes.len() - at).min(200));
    let what = match rng.random_range(0..10) {
        0..4 => {
            let bit = rng.random_range(0..8);
            new[at] ^= 1 << bit;
            format!("bit {bit} of byte {at} flipped")
        }
        4..6 => {
            new.truncate(at);
            format!("cut short to {at} bytes")
        }
        6 => {
            new.drain(at..at + some);
            format!("{some} bytes taken out at {at}")
        }
        7 => {
            new.splice(at..at, bytes[at..at + some].iter().copied());
            format!("{some} bytes at {at} doubled")
        }
        8 => {
            rng.fill_bytes(&mut new[at..at + some]);
            format!("{some} bytes at {at} overwritten with noise")
        }
        _ => {
            rng.fill_bytes(&mut new);
            format!("all {} bytes are noise", new.len())
        }
    };
    (what, new)
}
