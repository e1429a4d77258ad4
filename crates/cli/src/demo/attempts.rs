//! `standstill demo --all`: every attempt to evade that ships, really made, and one table of what came of each.

use super::assessed;
use crate::args::Demo;
use crate::audit::{assess, cores};
use crate::files::{self, Loaded};
use crate::out::{Failure, Teller};
use crate::play::{Audited, Played, play};
use crate::progress::Bar;
use audit::Outcome;
use exercise::file::{Deceit, End};
use report::Locale;
use report::attempts::{Attempt, Came};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use treaty::{Lang, Text};

/// Attempts that are whole exercises of their own.
const LONGER: [&str; 2] = ["appearing-stock", "called-retired"];

/// A declaration above a limit of the freeze, on the day before the limit binds and on the day itself: row N10.
const DECLARED: (&str, &str) = ("exercises/attempts/limit-exceeded.csv", "illustrative-freeze");

/// Attempts that were made.
pub(super) struct Made(Vec<One>);

struct One {
    id: String,
    rows: Vec<String>,
    title: Text,
    hides: bool,
    loaded: Loaded,
    /// Or the file that is named where the run is refused.
    audited: Result<Audited, String>,
    unexpected: Vec<String>,
}

/// Makes them all, each in a folder of its own.
pub(super) fn make(call: &Demo, teller: &Teller) -> Result<Made, Failure> {
    let into = call.out.join("attempts");
    files::make_folder(&into)?;
    let mut made = played(&into, &files::attempts().chain(LONGER).collect::<Vec<_>>(), teller)?;
    made.push(declared(&into, teller)?);
    made.sort_by_key(|one| one.rows.first().map(|row| place(row)));
    for one in &made {
        one.unexpected.iter().for_each(|why| teller.aside(&format!("{}: not as expected: {why}", one.id)));
    }
    Ok(Made(made))
}

/// Plays them, in their order. Each is short, so it is played on one core, and as many at once as there are cores.
fn played(into: &Path, names: &[&str], teller: &Teller) -> Result<Vec<One>, Failure> {
    let (next, lang) = (AtomicUsize::new(0), teller.locale.lang);
    let (sends, receives) = mpsc::channel();
    let work = |sends: mpsc::Sender<_>| {
        let silent = Teller::silent(lang);
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(name) = names.get(number) else { return };
            // whoever does not want the rest met a failure
            let Ok(()) = sends.send((number, played_into(into, name, &silent))) else { return };
        }
    };
    let bar = Bar::new(teller);
    let made = thread::scope(|scope| {
        for _ in 0..cores().get() {
            let (work, sends) = (&work, sends.clone());
            scope.spawn(move || work(sends));
        }
        drop(sends);
        let mut made = BTreeMap::new();
        for (number, one) in receives {
            made.insert(number, one?);
            bar.show("playing", made.len() as u64, names.len() as u64);
        }
        Ok(made)
    });
    made.map(|made| made.into_values().collect())
}

fn played_into(into: &Path, name: &str, teller: &Teller) -> Result<One, Failure> {
    let out = into.join(name);
    files::remove_run(&out)?;
    Ok(one(name, play(Path::new(name), &out, None, NonZeroUsize::MIN, teller)?))
}

impl Made {
    /// Whether each came out as its file expects.
    pub(super) fn as_expected(&self) -> bool {
        self.0.iter().all(|one| one.unexpected.is_empty())
    }

    pub(super) fn words(&self, teller: &Teller) -> String {
        report::attempts::words(&self.told(), &teller.locale, teller.width)
    }

    pub(super) fn document(&self) -> serde_json::Value {
        report::attempts::json(&self.told())
    }

    fn told(&self) -> Vec<Attempt<'_>> {
        self.0.iter().map(One::told).collect()
    }
}

impl One {
    fn told(&self) -> Attempt<'_> {
        Attempt {
            id: &self.id,
            rows: self.rows.clone(),
            title: &self.title,
            instrument: &self.loaded.instrument,
            hides: self.hides,
            came: match &self.audited {
                Ok(audited) => Came::Assessed(&audited.assessment),
                Err(file) => Came::Refused(file),
            },
            as_expected: self.unexpected.is_empty(),
        }
    }
}

fn one(name: &str, played: Played) -> One {
    let Played { exercise, loaded, audited, unexpected } = played;
    let rows: BTreeSet<_> = exercise.evasions.iter().map(|evasion| evasion.row).collect();
    let rows = rows.iter().map(ToString::to_string).collect();
    let hides = exercise.evasions.iter().any(|evasion| matches!(evasion.deceit, Deceit::Ledger(_) | Deceit::Gate(_)));
    let audited = audited.map_err(|why| match &exercise.end {
        End::Refused(named) if why.contains(named.as_str()) => named.clone(),
        _ => why,
    });
    One { id: name.to_owned(), rows, title: exercise.title, hides, loaded, audited, unexpected }
}

/// What an evasion by declaration comes to. Nothing is found of the day before.
fn declared(into: &Path, teller: &Teller) -> Result<One, Failure> {
    let (table, instrument) = DECLARED;
    let loaded = files::instrument(Path::new(instrument))?;
    let assessment = assess(&loaded, None, &[PathBuf::from(table)], None, cores(), &Arc::default(), teller)?;
    let over: Vec<_> = assessment.findings.iter().filter(|finding| finding.fact.code() == "over-limit").collect();
    let as_expected = assessment.outcome == Outcome::Inconsistent && over.len() == 1;
    let unexpected = if as_expected { Vec::new() } else { vec!["it is found once, on the day itself".to_owned()] };
    let [en, ru] = [Lang::En, Lang::Ru].map(|lang| Locale::new(lang).word("attempts-limit"));
    let page = assessed(into, "limit-exceeded", &loaded.instrument, &assessment)?;
    Ok(One {
        id: "limit-exceeded".to_owned(),
        rows: vec!["N10".to_owned()],
        title: Text { en, ru },
        hides: true,
        loaded,
        audited: Ok(Audited { assessment, page }),
        unexpected,
    })
}

/// Where a row stands in the table: those on the record first, each by its number.
fn place(row: &str) -> (bool, u32) {
    let digits: String = row.chars().filter(char::is_ascii_digit).collect();
    (!row.starts_with('R'), digits.parse().unwrap_or(u32::MAX))
}
