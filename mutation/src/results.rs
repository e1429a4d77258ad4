//! What is known of the mutants: kept in a file of the tree, so that a run that was stopped goes on, on whatever machine.

use crate::Outcome;
use crate::mutant::Mutant;
use crate::scratch::Prepared;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What came of a mutant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// A test noticed.
    Killed {
        /// Which.
        by: String,
        /// By not coming to its end.
        hangs: bool,
    },
    /// No test of its own room noticed; those of the rooms above were not asked, or not all.
    SurvivesOwn,
    /// No test noticed.
    Survives,
}

impl Verdict {
    fn word(&self) -> &'static str {
        match self {
            Self::Killed { hangs: false, .. } => "killed",
            Self::Killed { hangs: true, .. } => "hangs",
            Self::SurvivesOwn => "survives-own",
            Self::Survives => "survives",
        }
    }

    fn from_words(word: &str, by: &str) -> Option<Self> {
        let killed = |hangs| Self::Killed { by: by.to_owned(), hangs };
        [killed(false), killed(true), Self::SurvivesOwn, Self::Survives]
            .into_iter()
            .find(|verdict| verdict.word() == word)
    }
}

/// Which tests noticed something before.
pub struct Noticed {
    /// A mutant itself.
    pub it: Option<String>,
    /// Any of its function.
    pub near: HashSet<String>,
}

/// The verdicts that hold for the code as it is.
pub struct Results {
    path: PathBuf,
    file: File,
    codes: BTreeMap<&'static str, String>,
    rooms: BTreeMap<&'static str, String>,
    asked: String,
    known: HashMap<String, Verdict>,
    killers: HashMap<String, String>,
    lived: HashSet<String>,
}

impl Results {
    /// Those of earlier runs. What was killed stays so while its room's code is the same; what its room's tests did not notice, while they are the same,
    /// too; what no test noticed, while all rooms are whose tests are asked.
    pub fn open(prepared: &Prepared, path: &Path) -> Outcome<Self> {
        let text = fs::read_to_string(path).unwrap_or_default();
        let rooms: HashMap<_, _> = prepared.mutants().map(|mutant| (mutant.name(), mutant.room)).collect();
        let (mut known, mut killers, mut lived) = (HashMap::new(), HashMap::new(), HashSet::new());
        for line in text.lines() {
            let [digest, word, by, name] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
            let (Some(room), Some(verdict)) = (rooms.get(name), Verdict::from_words(word, by)) else { continue };
            let holds = match verdict {
                Verdict::Killed { .. } => &prepared.codes[room],
                Verdict::SurvivesOwn => &prepared.rooms[room],
                Verdict::Survives => &prepared.asked,
            };
            if matches!(verdict, Verdict::Killed { .. }) {
                killers.insert(name.to_owned(), by.to_owned());
            } else {
                lived.insert(name.to_owned());
            }
            if digest == holds {
                known.insert(name.to_owned(), verdict);
            }
        }
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        Ok(Self {
            path: path.to_owned(),
            file,
            codes: prepared.codes.clone(),
            rooms: prepared.rooms.clone(),
            asked: prepared.asked.clone(),
            known,
            killers,
            lived,
        })
    }

    /// Writes the file anew: for each mutant that there still is what came of it last, in order.
    pub fn tidy(&self, prepared: &Prepared) -> Outcome<()> {
        let text = fs::read_to_string(&self.path)?;
        let names: HashSet<_> = prepared.mutants().map(Mutant::name).collect();
        let named = |line: &str| line.rsplit('\t').next().map(str::to_owned).filter(|name| names.contains(name));
        // of lines of one mutant the last stays
        let last: BTreeMap<_, _> = text.lines().filter_map(|line| Some((named(line)?, line))).collect();
        Ok(fs::write(&self.path, last.into_values().fold(String::new(), |all, line| all + line + "\n"))?)
    }

    /// The tests that noticed a mutant, or others of its function, last and in whatever code: they are likely to notice again.
    pub fn noticed(&self, mutant: &Mutant) -> Noticed {
        let near = self.killers.iter().filter(|(name, _)| name.starts_with(&mutant.place()));
        let near = near.map(|(_, killer)| killer.clone()).collect();
        Noticed { it: self.killers.get(&mutant.name()).cloned(), near }
    }

    /// Whether a mutant ever lived, in whatever code: it costs most, for all that reach it are asked.
    pub fn lived(&self, mutant: &Mutant) -> bool {
        self.lived.contains(&mutant.name())
    }

    /// What is known of a mutant.
    pub fn of(&self, mutant: &Mutant) -> Option<&Verdict> {
        self.known.get(&mutant.name())
    }

    /// Keeps what came of a mutant.
    pub fn note(&mut self, mutant: &Mutant, verdict: Verdict) -> Outcome<()> {
        let (digest, by) = match &verdict {
            Verdict::Killed { by, .. } => (&self.codes[mutant.room], by.as_str()),
            Verdict::SurvivesOwn => (&self.rooms[mutant.room], "-"),
            Verdict::Survives => (&self.asked, "-"),
        };
        self.file.write_all(format!("{digest}\t{}\t{by}\t{}\n", verdict.word(), mutant.name()).as_bytes())?;
        if let Verdict::Killed { by, .. } = &verdict {
            self.killers.insert(mutant.name(), by.clone());
        }
        self.known.insert(mutant.name(), verdict);
        Ok(())
    }
}

/// Prints a line for each room: its checks and mutants, and what came of them.
pub fn print_table(
    rooms: &[String],
    prepared: &Prepared,
    dropped: &HashSet<u32>,
    chosen: &[&Mutant],
    results: &Results,
) {
    println!(
        "\n| room | checks | mutants | do not compile | tried | killed by its own tests | by those above | survive |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for room in rooms {
        let sites = prepared.files.iter().flat_map(|file| &file.sites).filter(|site| site.mutants[0].room == *room);
        let all: Vec<_> = prepared.mutants().filter(|mutant| mutant.room == *room).collect();
        let left_out = all.iter().filter(|mutant| dropped.contains(&mutant.id)).count();
        let tried = chosen.iter().filter(|mutant| mutant.room == *room).filter_map(|mutant| results.of(mutant));
        let (mut own, mut above, mut live) = (0, 0, 0);
        for verdict in tried {
            match verdict {
                Verdict::Killed { by, .. } if by.starts_with(&format!("{room}/")) => own += 1,
                Verdict::Killed { .. } => above += 1,
                Verdict::SurvivesOwn | Verdict::Survives => live += 1,
            }
        }
        let (checks, mutants, tried) = (sites.count(), all.len(), own + above + live);
        println!("| {room} | {checks} | {mutants} | {left_out} | {tried} | {own} | {above} | {live} |");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Edit;
    use crate::mutant::Forced;
    use crate::scratch::Altered;
    use crate::sites::Site;

    fn mutant(id: u32) -> Mutant {
        let (file, function, text) = ("crates/log/src/x.rs".to_owned(), "f".to_owned(), format!("x{id}"));
        Mutant { id, room: "log", file, line: 1, function, text, forced: Forced::True, nth: 1 }
    }

    /// Three mutants in a folder of their own, where a room's code, the room, and all rooms that are asked have these digests.
    fn prepared(folder: &std::path::Path, [code, room, asked]: [&str; 3]) -> Prepared {
        let edit = Edit { range: 0..0, before: String::new(), behind: String::new() };
        let sites = vec![Site { edit, mutants: [1, 2, 3].map(mutant).to_vec() }];
        let file = Altered { room: "log", path: "crates/log/src/x.rs".to_owned(), text: String::new(), sites };
        let of_room = |digest: &str| BTreeMap::from([("log", digest.to_owned())]);
        let (codes, rooms) = (of_room(code), of_room(room));
        Prepared { folder: folder.to_owned(), codes, rooms, asked: asked.to_owned(), files: vec![file] }
    }

    #[test]
    fn what_is_known_of_a_mutant_holds_while_that_stays_on_which_it_hangs() {
        let folder = std::env::temp_dir().join(format!("mutation-results-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let killed = Verdict::Killed { by: "log/notes a_test".to_owned(), hangs: true };
        let path = folder.join("results.tsv");
        let first = || prepared(&folder, ["code", "room", "asked"]);
        let mut results = Results::open(&first(), &path).unwrap();
        results.note(&mutant(1), killed.clone()).unwrap();
        results.note(&mutant(2), Verdict::SurvivesOwn).unwrap();
        results.note(&mutant(3), Verdict::SurvivesOwn).unwrap();
        results.note(&mutant(3), Verdict::Survives).unwrap();
        let again = |digests| {
            let results = Results::open(&prepared(&folder, digests), &path).unwrap();
            [1, 2, 3].map(|id| results.of(&mutant(id)).cloned())
        };
        let (killed, own, all) = (Some(killed), Some(Verdict::SurvivesOwn), Some(Verdict::Survives));
        assert_eq!(again(["code", "room", "asked"]), [killed.clone(), own.clone(), all]);
        assert_eq!(again(["code", "room", "a test above"]), [killed.clone(), own.clone(), own]);
        assert_eq!(again(["code", "its tests", "its tests"]), [killed, None, None]);
        assert_eq!(again(["other code", "other code", "other code"]), [None, None, None]);
        results.tidy(&first()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 3, "one line a mutant");
        let results = Results::open(&prepared(&folder, ["other code", "other code", "other code"]), &path).unwrap();
        let by = "log/notes a_test".to_owned();
        let noticed = [1, 2].map(|id| results.noticed(&mutant(id)));
        assert_eq!(noticed.each_ref().map(|noticed| &noticed.it), [&Some(by.clone()), &None]);
        assert_eq!([1, 2].map(|id| results.lived(&mutant(id))), [false, true]);
        assert!(noticed.iter().all(|noticed| noticed.near == HashSet::from([by.clone()])), "both are of one function");
        fs::remove_dir_all(folder).unwrap();
    }
}
