//! Trying mutants: those tests that reach one are run with it until one notices. First a few alone: the one that noticed it last, those that noticed
//! another of its function, the fastest. Then all the rest of a program in one process, in which they share what they stand on.

mod process;

use crate::Outcome;
use crate::cargo::{self, Suite};
use crate::mutant::Mutant;
use crate::results::{Noticed, Results, Verdict};
use crate::scratch::Prepared;
use process::Ended;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How much processor time a test may take at most, beside five times what it takes without a mutant; one of many in a process that takes less.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many tests are run alone, each in a process of its own, before all the others.
const ALONE: usize = 4;
/// Tests of the command that are not asked, whole programs or one by one: of its page, its words and its tables; of the text of this workspace, which
/// is altered; and the one that runs all that the guide names, for minutes, which other tests run piece by piece.
const NOT_ASKED: [&str; 5] =
    ["picture", "rooms", "threats", "traceability", "the_commands_of_the_readme_and_the_guide_work"];

/// One test.
struct Test<'a> {
    suite: &'a Suite,
    name: String,
    /// How long it takes without a mutant.
    time: Duration,
    /// The mutants whose code it reaches.
    reaches: HashSet<u32>,
}

impl Test<'_> {
    /// Its name among those of all packages.
    fn whole_name(&self) -> String {
        format!("{}/{} {}", self.suite.package, self.suite.target, self.name)
    }
}

/// Tries mutants with the tests of their own rooms.
pub fn own(
    prepared: &Prepared,
    suites: &[Suite],
    mutants: &[&Mutant],
    jobs: usize,
    results: &mut Results,
) -> Outcome<()> {
    let open: Vec<_> = mutants.iter().copied().filter(|mutant| results.of(mutant).is_none()).collect();
    if open.is_empty() {
        return Ok(());
    }
    try_all(prepared, suites, &open, jobs, results, Asked::Own)
}

/// Tries what survived with the tests of the other rooms, that stand on its own: of all, or of those that are named.
///
/// # Errors
/// Where something does not build, or a test fails without any mutant.
pub fn above(
    prepared: &Prepared,
    mutants: &[&Mutant],
    jobs: usize,
    results: &mut Results,
    only: &[String],
) -> Outcome<()> {
    let survives = |mutant: &&Mutant| results.of(mutant) == Some(&Verdict::SurvivesOwn);
    let open: Vec<_> = mutants.iter().copied().filter(survives).collect();
    if open.is_empty() {
        return Ok(());
    }
    let (_, mut suites) = cargo::until_it_builds(prepared, cargo::Tests::All)?;
    suites.retain(|suite| only.is_empty() || only.contains(&suite.package));
    let asked = if only.is_empty() { Asked::Others } else { Asked::SomeOthers };
    try_all(prepared, &suites, &open, jobs, results, asked)
}

/// Whose tests are asked of a mutant.
#[derive(Clone, Copy)]
enum Asked {
    /// Those of its own room.
    Own,
    /// Those of the others.
    Others,
    /// Those of some of the others.
    SomeOthers,
}

impl Asked {
    fn includes(self, suite: &Suite, mutant: &Mutant) -> bool {
        let own = suite.package == mutant.room;
        match self {
            Self::Own => own,
            Self::Others | Self::SomeOthers => !own && !NOT_ASKED.contains(&suite.target.as_str()),
        }
    }

    fn survives(self) -> Verdict {
        match self {
            Self::Own | Self::SomeOthers => Verdict::SurvivesOwn,
            Self::Others => Verdict::Survives,
        }
    }
}

fn try_all(
    prepared: &Prepared,
    suites: &[Suite],
    mutants: &[&Mutant],
    jobs: usize,
    results: &mut Results,
    asked: Asked,
) -> Outcome<()> {
    let suites = suites.iter().filter(|suite| mutants.iter().any(|mutant| asked.includes(suite, mutant)));
    let tests = traced(prepared, &suites.collect::<Vec<_>>(), jobs)?;
    println!("{} mutants, {} tests", mutants.len(), tests.len());
    // where few tests reach, and a mutant never lived, the most is known soonest
    let mut mutants = mutants.to_vec();
    mutants.sort_by_cached_key(|mutant| {
        let all = reaching(mutant, &tests, asked).map(|test| test.time).sum::<Duration>();
        (results.lived(mutant), all)
    });
    let (results, done) = (Mutex::new(results), AtomicUsize::new(0));
    each(&mutants, jobs, |mutant| {
        let noticed = results.lock().expect("no other thread fails").noticed(mutant);
        let verdict = try_one(mutant, &tests, asked, &noticed)?;
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        if !matches!(verdict, Verdict::Killed { .. }) {
            println!("{count}/{} lives: {} (line {})", mutants.len(), mutant.name(), mutant.line);
        }
        results.lock().expect("no other thread fails").note(mutant, verdict)
    })
}

/// Who notices a mutant, of which those that noticed it or one near it are asked first.
fn try_one(mutant: &Mutant, tests: &[Test<'_>], asked: Asked, noticed: &Noticed) -> Outcome<Verdict> {
    let mut reaching: Vec<_> = reaching(mutant, tests, asked).collect();
    reaching.sort_by_cached_key(|test| {
        let name = test.whole_name();
        (noticed.it != Some(name.clone()), !noticed.near.contains(&name), test.time)
    });
    let (alone, rest) = reaching.split_at(reaching.len().min(ALONE));
    for round in alone.iter().map(|test| vec![*test]).chain(programs(rest)) {
        if let Some(verdict) = try_round(mutant, &round)? {
            return Ok(verdict);
        }
    }
    Ok(asked.survives())
}

fn reaching<'a, 'b>(mutant: &Mutant, tests: &'b [Test<'a>], asked: Asked) -> impl Iterator<Item = &'b Test<'a>> {
    tests.iter().filter(move |test| test.reaches.contains(&mutant.id) && asked.includes(test.suite, mutant))
}

/// Tests by their programs, the fastest program first.
fn programs<'a, 'b>(tests: &[&'b Test<'a>]) -> Vec<Vec<&'b Test<'a>>> {
    let mut programs = BTreeMap::<_, Vec<_>>::new();
    tests.iter().for_each(|test| programs.entry(&test.suite.program).or_default().push(*test));
    let mut programs: Vec<_> = programs.into_values().collect();
    programs.sort_by_key(|tests| tests.iter().map(|test| test.time).sum::<Duration>());
    programs
}

/// Runs tests of one program in one process.
fn try_round(mutant: &Mutant, round: &[&Test<'_>]) -> Outcome<Option<Verdict>> {
    let names: Vec<_> = round.iter().map(|test| test.name.as_str()).collect();
    let times = || round.iter().map(|test| test.time);
    let patience = PATIENCE + times().sum::<Duration>() + times().max().unwrap_or_default() * 4;
    let ended = process::run(round[0].suite, &names, ("MUTANT", &mutant.id.to_string()), patience)?;
    let by = |at: Option<String>| round.iter().find(|test| Some(&test.name) == at.as_ref()).unwrap_or(&round[0]);
    Ok(match ended {
        Ended::Well => None,
        Ended::Badly(at) => Some(Verdict::Killed { by: by(at).whole_name(), hangs: false }),
        Ended::Late(at) => Some(Verdict::Killed { by: by(at).whole_name(), hangs: true }),
    })
}

/// The tests of some programs with what each reaches; all must pass. It is kept, so that a run that goes on need not ask again.
fn traced<'a>(prepared: &Prepared, suites: &[&'a Suite], jobs: usize) -> Outcome<Vec<Test<'a>>> {
    let folder = prepared.folder.join("reached").join(&prepared.asked);
    fs::create_dir_all(&folder)?;
    let mut names = Vec::new();
    for suite in suites {
        let asked = process::tests(suite)?.into_iter().filter(|name| !NOT_ASKED.contains(&name.as_str()));
        names.extend(asked.map(|name| (*suite, name)));
    }
    let tests = Mutex::new(Vec::new());
    each(&names, jobs, |(suite, name)| {
        let mut test = Test { suite, name: name.clone(), time: Duration::ZERO, reaches: HashSet::new() };
        let kept = folder.join(test.whole_name().replace(['/', ' '], "."));
        if !kept.exists() {
            trace(&kept, suite, name)?;
        }
        let mut numbers = fs::read_to_string(kept)?.lines().map(str::parse).collect::<Result<Vec<u32>, _>>()?;
        test.time = Duration::from_millis(numbers.pop().ok_or("an empty trace")?.into());
        test.reaches.extend(numbers);
        tests.lock().expect("no other thread fails").push(test);
        Ok(())
    })?;
    Ok(tests.into_inner().expect("no thread failed"))
}

/// Writes the numbers of the mutants that a test reaches, and how many milliseconds it takes.
fn trace(kept: &Path, suite: &Suite, name: &str) -> Outcome<()> {
    let unfinished = kept.with_added_extension("unfinished");
    let _ = fs::remove_file(&unfinished);
    let path = unfinished.to_str().ok_or("the scratch folder is no text")?;
    let start = Instant::now();
    if process::run(suite, &[name], ("MUTANTS_REACHED", path), Duration::from_secs(1200))? != Ended::Well {
        return Err(format!("{} {name} fails without any mutant", suite.program.display()).into());
    }
    let mut file = OpenOptions::new().append(true).create(true).open(&unfinished)?;
    writeln!(file, "{}", start.elapsed().as_millis())?;
    Ok(fs::rename(unfinished, kept)?)
}

/// Does something with each of many, so many at once.
fn each<T: Sync>(of: &[T], jobs: usize, work: impl Fn(&T) -> Outcome<()> + Sync) -> Outcome<()> {
    let next = AtomicUsize::new(0);
    let failed: Mutex<Option<String>> = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                while let Some(one) = of.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(why) = work(one) {
                        *failed.lock().expect("no other thread fails") = Some(why.to_string());
                        next.store(of.len(), Ordering::Relaxed);
                    }
                }
            });
        }
    });
    failed.into_inner().expect("no thread failed").map_or(Ok(()), |why| Err(why.into()))
}
