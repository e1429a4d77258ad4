//! The scratch folder: a copy of the workspace in which the rooms are altered.

use crate::cargo::PACKAGES;
use crate::mutant::Mutant;
use crate::sites::Site;
use crate::{Outcome, edit, sites, source};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The rooms whose checks are disabled: those that decide whether bytes are taken and what they show.
pub const ROOMS: [&str; 4] = ["log", "proof", "record", "audit"];

/// The switch that each altered room gets: which mutant is chosen, and which were reached. Read once, written once for each number.
const SWITCH: &str = r#"
#[allow(missing_docs, dead_code)]
pub(crate) mod mutant_switch {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

    static CHOSEN: LazyLock<u32> =
        LazyLock::new(|| std::env::var("MUTANT").map_or(0, |id| id.parse().expect("MUTANT is a number")));
    static REACHED: LazyLock<Option<std::fs::File>> = LazyLock::new(|| {
        let path = std::env::var_os("MUTANTS_REACHED")?;
        Some(std::fs::OpenOptions::new().append(true).create(true).open(path).expect("MUTANTS_REACHED can be written"))
    });
    static SEEN: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];

    pub(crate) fn on(id: u32) -> bool {
        if let Some(mut file) = REACHED.as_ref()
            && !SEEN[id as usize].swap(true, Relaxed)
        {
            std::io::Write::write_all(&mut file, format!("{id}\n").as_bytes()).expect("MUTANTS_REACHED can be written");
        }
        *CHOSEN == id
    }
}
"#;

/// A file of a room with its sites.
pub struct Altered {
    /// Of which room.
    pub room: &'static str,
    /// Its path from the workspace's root.
    pub path: String,
    /// Its text as it is.
    pub text: String,
    /// Its sites, outer ones first.
    pub sites: Vec<Site>,
}

/// The workspace in scratch, before it is altered.
pub struct Prepared {
    /// The scratch folder.
    pub folder: PathBuf,
    /// The digest of each room's code: what was killed in it stays so while the code stays.
    pub codes: BTreeMap<&'static str, String>,
    /// The digest of each room with its tests: what these do not notice they do not notice while it stays.
    pub rooms: BTreeMap<&'static str, String>,
    /// The digest of all rooms whose tests are asked: what survives them survives while it stays.
    pub asked: String,
    /// The files of the rooms.
    pub files: Vec<Altered>,
}

impl Prepared {
    /// All mutants, in the order of their numbers.
    pub fn mutants(&self) -> impl Iterator<Item = &Mutant> {
        self.files.iter().flat_map(|file| &file.sites).flat_map(|site| &site.mutants)
    }

    /// The root of the copy.
    pub fn root(&self) -> PathBuf {
        self.folder.join("workspace")
    }

    /// Where the copy is built.
    pub fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    /// Writes the altered rooms without the sites that have a mutant in `dropped`; what is the same already is left, so that it is not built again.
    /// Gives the place of each site that was written.
    pub fn write(&self, dropped: &HashSet<u32>) -> Outcome<Vec<Written<'_>>> {
        let mut written = Vec::new();
        for file in &self.files {
            let kept: Vec<_> = file.sites.iter().filter(|site| !dropped.contains(&site.mutants[0].id)).collect();
            let edits: Vec<_> = kept.iter().map(|site| site.edit.clone()).collect();
            let (mut text, ranges) = edit::apply(&file.text, &edits);
            if file.path.ends_with("src/lib.rs") {
                let last =
                    self.mutants().filter(|mutant| mutant.room == file.room).last().map_or(0, |mutant| mutant.id);
                text.push_str(&SWITCH.replace("COUNT", &(last + 1).to_string()));
            }
            write_if_new(&self.root().join(&file.path), text.as_bytes())?;
            written.extend(kept.into_iter().zip(ranges).map(|(site, range)| Written { file: &file.path, site, range }));
        }
        Ok(written)
    }
}

/// A site with its place in the altered text.
pub struct Written<'a> {
    /// The file, from the workspace's root.
    pub file: &'a str,
    /// The site.
    pub site: &'a Site,
    /// Its range in the altered text, in bytes.
    pub range: std::ops::Range<usize>,
}

/// Copies the workspace, and finds the sites of its rooms.
pub fn prepare(workspace: &Path, folder: &Path) -> Outcome<Prepared> {
    let root = folder.join("workspace");
    let listed = listed(workspace)?;
    remove_others(&root, &root, &listed)?;
    let files = altered(workspace)?;
    let mut asked = Sha256::new();
    let mut rooms: BTreeMap<_, _> = ROOMS.iter().map(|room| (*room, Sha256::new())).collect();
    let mut codes = rooms.clone();
    for path in &listed {
        let bytes = fs::read(workspace.join(path))?;
        let folder = path.strip_prefix("crates/").and_then(|path| path.split('/').next());
        if let Some(room) = folder.filter(|room| PACKAGES.iter().any(|(asked, _)| asked == room)) {
            asked.update(digest_of(path, &bytes));
            if let Some(digest) = rooms.get_mut(room) {
                digest.update(digest_of(path, &bytes));
            }
        }
        match files.iter().find(|file| file.path == *path) {
            Some(file) => codes.get_mut(file.room).expect("each room has one").update(digest_of(path, &bytes)),
            None => write_if_new(&root.join(path), &bytes)?,
        }
    }
    let hexes =
        |digests: BTreeMap<_, Sha256>| digests.into_iter().map(|(room, digest)| (room, hex(&digest.finalize())));
    let (codes, rooms) = (hexes(codes).collect(), hexes(rooms).collect());
    Ok(Prepared { folder: folder.to_owned(), codes, rooms, asked: hex(&asked.finalize()), files })
}

fn altered(workspace: &Path) -> Outcome<Vec<Altered>> {
    let (mut files, mut next) = (Vec::new(), 1);
    for room in ROOMS {
        for source in source::files(&workspace.join("crates").join(room).join("src/lib.rs"))? {
            let path = source.path.strip_prefix(workspace)?.to_string_lossy().into_owned();
            let sites = sites::find(&source, room, &path, &mut next);
            files.push(Altered { room, path, text: source.text, sites });
        }
    }
    Ok(files)
}

/// The files of the workspace that are kept, or would be, without this tool's own.
fn listed(workspace: &Path) -> Outcome<Vec<String>> {
    let git = ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z"];
    let out = Command::new("git").arg("-C").arg(workspace).args(git).output()?;
    if !out.status.success() {
        return Err(format!("git does not list the files of {}", workspace.display()).into());
    }
    let paths = String::from_utf8(out.stdout)?;
    let kept = |path: &&str| !path.is_empty() && !path.starts_with("mutation/") && workspace.join(path).is_file();
    Ok(paths.split('\0').filter(kept).map(String::from).collect())
}

/// Removes what an earlier copy had and the workspace no longer has.
fn remove_others(root: &Path, folder: &Path, listed: &[String]) -> Outcome<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(root, &path, listed)?;
        } else if !listed.iter().any(|listed| root.join(listed) == path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn write_if_new(path: &Path, bytes: &[u8]) -> Outcome<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().expect("a file lies in a folder"))?;
    Ok(fs::write(path, bytes)?)
}

fn digest_of(path: &str, bytes: &[u8]) -> Vec<u8> {
    let digest = |bytes: &[u8]| Sha256::digest(bytes).to_vec();
    digest(&[digest(path.as_bytes()), digest(bytes)].concat())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
