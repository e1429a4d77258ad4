//! What was dropped: a run folder, records, instruments, tables, evidence. Told by paths and first bytes alone; nothing is judged here.

use crate::Dropped;
use crate::told::Trouble;
use std::collections::{BTreeMap, BTreeSet};

/// The first line of a finding that was cut out.
const EVIDENCE: &[u8] = b"standstill/evidence@v1\n";
/// The first line of a log's contradiction with itself.
const EQUIVOCATION: &[u8] = b"standstill/equivocation@v1\n";
/// The first bytes of a spreadsheet's package.
const PACKAGE: &[u8] = b"PK\x03\x04";
/// As many bytes tell what a file is.
const START_MAX: usize = 64;

/// What was dropped, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Records, with what stands beside them.
    pub run: Option<Run>,
    /// Instruments that stand for themselves.
    pub treaties: Vec<String>,
    /// Tables of declarations.
    pub tables: Vec<String>,
    /// Findings that were cut out.
    pub evidence: Vec<String>,
    /// Contradictions of logs with themselves.
    pub equivocations: Vec<String>,
    /// What is left unread.
    pub left: Left,
}

/// Records that lie side by side in one folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The folder; empty where they were dropped themselves.
    pub root: String,
    /// Whether the instrument lies beside them.
    pub has_treaty: bool,
    /// The names of the records' folders.
    pub records: BTreeSet<String>,
}

/// What is left unread, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// The folders of secrets, which no auditor reads.
    pub secrets: BTreeSet<String>,
    /// How many other files: what is sealed for a reader, what was said of the run before, what is no part of a run.
    pub others: usize,
}

/// Sorts what was dropped.
///
/// # Errors
/// Where it is nothing, more than one run, or a file of no known kind.
pub fn sort(dropped: &Dropped) -> Result<Sorted, Trouble> {
    let mut sorted = Sorted::default();
    let mut loose = Vec::new();
    let kept: Vec<_> = dropped.paths().filter(|path| sorted.left.keeps(path)).collect();
    sorted.run = run(&kept)?;
    for path in kept {
        match &sorted.run {
            Some(run) if run.holds(path) => {}
            Some(run) if run.is_beside(path) => sorted.left.others += 1,
            _ => loose.push(path),
        }
    }
    for path in loose {
        sorted.file(dropped, path)?;
    }
    match sorted.is_nothing() {
        true => Err(Trouble::Nothing { left: !sorted.left.is_nothing() }),
        false => Ok(sorted),
    }
}

/// The folder in which records lie.
fn run(paths: &[&str]) -> Result<Option<Run>, Trouble> {
    let mut roots: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for record in paths.iter().filter_map(|path| path.strip_suffix("/checkpoint")) {
        let (root, name) = record.rsplit_once('/').unwrap_or(("", record));
        roots.entry(root.to_owned()).or_default().insert(name.to_owned());
    }
    let Some((root, records)) = roots.pop_first() else { return Ok(None) };
    if let Some((other, _)) = roots.pop_first() {
        return Err(Trouble::TwoRuns { one: shown(root), other: shown(other) });
    }
    let treaty = within(&root, "treaty.toml");
    let has_treaty = paths.contains(&treaty.as_str());
    Ok(Some(Run { root, has_treaty, records }))
}

fn shown(root: String) -> String {
    if root.is_empty() { ".".to_owned() } else { root }
}

/// A path within a folder, which may be the one above all.
pub(crate) fn within(root: &str, name: &str) -> String {
    if root.is_empty() { name.to_owned() } else { format!("{root}/{name}") }
}

impl Run {
    /// The path of its instrument.
    pub(crate) fn treaty(&self) -> String {
        within(&self.root, "treaty.toml")
    }

    /// Whether a file is a part of it: the instrument, a record's, a view.
    fn holds(&self, path: &str) -> bool {
        let Some(below) = self.below(path) else { return false };
        let first = below.split('/').next().unwrap_or_default();
        let nested = first.len() < below.len();
        below == "treaty.toml" || (nested && (first == "views" || self.records.contains(first)))
    }

    /// Whether a file lies beside the records and is none of theirs. In the folder above all, what lies loose was dropped for itself.
    fn is_beside(&self, path: &str) -> bool {
        !self.root.is_empty() && self.below(path).is_some_and(|below| !below.ends_with(".toml"))
    }

    fn below<'a>(&self, path: &'a str) -> Option<&'a str> {
        match self.root.as_str() {
            "" => Some(path),
            root => path.strip_prefix(root)?.strip_prefix('/'),
        }
    }
}

impl Left {
    /// Whether a file may be read. One that may not be is noted.
    fn keeps(&mut self, path: &str) -> bool {
        let mut folders: Vec<_> = path.split('/').collect();
        let name = folders.pop().unwrap_or_default();
        if let Some(secret) = folders.iter().find(|folder| folder.ends_with(".secret")) {
            self.secrets.insert((*secret).to_owned());
            return false;
        }
        let sealed = folders.iter().any(|folder| folder.ends_with(".sealed"));
        let said = ["assessment.json", "assessment.html"].contains(&name);
        // what systems put there of their own accord
        let hidden = ["Thumbs.db", "desktop.ini", ".DS_Store"].contains(&name);
        if sealed || said || hidden {
            self.others += usize::from(!hidden);
            return false;
        }
        true
    }

    fn is_nothing(&self) -> bool {
        self.secrets.is_empty() && self.others == 0
    }
}

impl Sorted {
    /// Sorts a file that stands for itself.
    fn file(&mut self, dropped: &Dropped, path: &str) -> Result<(), Trouble> {
        let start = dropped.start(path, START_MAX).ok_or_else(|| Trouble::Unreadable { file: path.to_owned() })?;
        let ends = |end: &str| path.to_ascii_lowercase().ends_with(end);
        let list = match () {
            () if start.starts_with(EVIDENCE) => &mut self.evidence,
            () if start.starts_with(EQUIVOCATION) => &mut self.equivocations,
            () if ends(".toml") => &mut self.treaties,
            () if ends(".csv") || ends(".xlsx") || start.starts_with(PACKAGE) => &mut self.tables,
            () => return Err(Trouble::Unknown { file: path.to_owned() }),
        };
        list.push(path.to_owned());
        Ok(())
    }

    fn is_nothing(&self) -> bool {
        let lists = [&self.treaties, &self.tables, &self.evidence, &self.equivocations];
        self.run.is_none() && lists.iter().all(|list| list.is_empty())
    }
}
