//! `standstill play …`: an exercise, played through the real rooms into a run folder, and audited from it.

use crate::args;
use crate::audit::{assess, cores, of_folder, refused, status};
use crate::files::{self, Loaded, Source};
use crate::out::{Answer, Failure, INCONSISTENT, Teller};
use crate::progress::Bar;
use ::audit::Assessment;
use exercise::expect::{Differences, differences, differences_of_refusal, differences_to_reader};
use exercise::file::{End, Expected};
use exercise::{Cast, Exercise, ScenarioSeed};
use folder::{Folder, Writing};
use serde_json::json;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Answers a call.
pub fn run(call: &args::Play, teller: &Teller) -> Result<Answer, Failure> {
    let threads = call.threads.unwrap_or_else(cores);
    let played = play(&call.exercise, &call.out, call.seed.map(ScenarioSeed), threads, teller)?;
    let Played { loaded, audited, unexpected, .. } = &played;
    teller.aside(&format!("run folder: {}", call.out.display()));
    unexpected
        .iter()
        .filter(|_| call.expect)
        .for_each(|difference| teller.aside(&format!("not as expected: {difference}")));
    let Audited { assessment, page } = match audited {
        Ok(audited) => audited,
        Err(why) if call.expect && unexpected.is_empty() => {
            teller.tell(|| format!("{why}\n"), || json!({ "refused": why }))?;
            return Ok(Answer { status: 0 });
        }
        Err(why) => return Err(Failure::Refused(why.clone())),
    };
    teller.tell(
        || report::words::assessment(assessment, &loaded.instrument, &teller.locale, teller.width),
        || report::json::assessment(assessment, &loaded.instrument),
    )?;
    teller.aside(&format!("page: {}", page.display()));
    Ok(Answer {
        status: match (call.expect, unexpected.is_empty()) {
            (false, _) => status(assessment.outcome),
            (true, true) => 0,
            (true, false) => INCONSISTENT,
        },
    })
}

/// An exercise that was played and audited.
pub struct Played {
    /// The exercise.
    pub exercise: Exercise,
    /// The instrument of the run.
    pub loaded: Loaded,
    /// What the audit of the run folder came to, or why it was refused where the exercise expects that.
    pub audited: Result<Audited, String>,
    /// Where that differs from what the exercise expects.
    pub unexpected: Vec<String>,
}

/// What an audit came to.
pub struct Audited {
    /// The assessment.
    pub assessment: Assessment,
    /// The same as a page, in the run folder.
    pub page: PathBuf,
}

/// Plays an exercise into a folder, and audits what then lies there, as anybody else would.
pub fn play(
    file: &Path,
    out: &Path,
    seed: Option<ScenarioSeed>,
    threads: NonZeroUsize,
    teller: &Teller,
) -> Result<Played, Failure> {
    let cast = cast(file, seed)?;
    let writing = Writing::begin(out).map_err(refused)?;
    write(&cast, &writing, threads, teller)?;
    let folder = Folder::open(out).map_err(refused)?;
    let (exercise, loaded) = (cast.exercise().clone(), of_folder(&folder, None)?);
    match assess(&loaded, Some(&folder), &[], None, threads, &Arc::default(), teller) {
        Ok(assessment) => {
            let mut unexpected = unexpected(differences(&exercise, &assessment));
            unexpected.extend(to_reader(&exercise, &loaded, &folder, threads, teller)?);
            let audited = Ok(leave(&loaded, &writing, assessment)?);
            Ok(Played { exercise, loaded, audited, unexpected })
        }
        Err(why) if matches!(exercise.end, End::Refused(_)) => {
            let why = why.to_string();
            let unexpected = unexpected(differences_of_refusal(&exercise, &why));
            Ok(Played { exercise, loaded, audited: Err(why), unexpected })
        }
        Err(why) => Err(why),
    }
}

/// Where what the exercise's reader finds, with its keys, is not what is expected.
fn to_reader(
    exercise: &Exercise,
    loaded: &Loaded,
    folder: &Folder,
    threads: NonZeroUsize,
    teller: &Teller,
) -> Result<Vec<String>, Failure> {
    let Some(reader) = &exercise.reader else { return Ok(Vec::new()) };
    let dossier = Arc::new(folder::dossier(folder, &reader.party, None).map_err(refused)?);
    let assessment = assess(loaded, Some(folder), &[], None, threads, &dossier, teller)?;
    let different = unexpected(differences_to_reader(exercise, &assessment));
    Ok(different.into_iter().map(|why| format!("with the keys of {}: {why}", reader.party)).collect())
}

/// Leaves the assessment in the run folder.
fn leave(loaded: &Loaded, writing: &Writing, assessment: Assessment) -> Result<Audited, Failure> {
    let document = report::json::text(&report::json::assessment(&assessment, &loaded.instrument));
    writing.file("assessment.json", document.as_bytes()).map_err(refused)?;
    let page = report::page::assessment(&assessment, &loaded.instrument);
    writing.file("assessment.html", page.as_bytes()).map_err(refused)?;
    Ok(Audited { assessment, page: writing.path().join("assessment.html") })
}

/// Each difference between what an exercise expects and what was found, in words.
fn unexpected(Differences { missing, surplus, end }: Differences) -> Vec<String> {
    let told = |what: &str, one: &Expected| {
        let about = one.about.as_ref().map(|about| format!(" about {about}")).unwrap_or_default();
        let epochs = match one.epochs {
            Some((first, last)) if first == last => format!(" of epoch {first}"),
            Some((first, last)) => format!(" of epochs {first} to {last}"),
            None => String::new(),
        };
        let severity = one.severity.map(|severity| format!("{} ", severity.word())).unwrap_or_default();
        format!("{what} {severity}`{}`{about}{epochs}", one.code)
    };
    let missing = missing.iter().map(|one| told("there is no", one));
    let surplus = surplus.iter().map(|one| told("there is also", one));
    let end = end.map(|(expected, found)| format!("the run comes out {found}, not {expected}"));
    missing.chain(surplus).chain(end).collect()
}

fn cast(file: &Path, seed: Option<ScenarioSeed>) -> Result<Cast, Failure> {
    let source = files::exercise(file)?;
    let others = |id: &treaty::Id| exercise::parse(&files::exercise(Path::new(id.as_str())).ok()?.bytes).ok();
    let exercise = exercise::parse_among(&source.bytes, &others).map_err(|problems| source.refused(problems))?;
    let instrument = PathBuf::from(format!("treaties/{}.toml", exercise.instrument));
    let treaty: Source = files::instrument_text(&instrument)?;
    let seed = seed.unwrap_or(exercise.seed);
    exercise::cast(exercise, &treaty.bytes, seed).map_err(|why| match why {
        exercise::Unplayable::Treaty(problems) => treaty.refused(problems),
        other => Failure::Refused(format!("`{}`: {other}", source.name)),
    })
}

fn write(cast: &Cast, writing: &Writing, threads: NonZeroUsize, teller: &Teller) -> Result<(), Failure> {
    let bar = Bar::new(teller);
    let mut progress = |so_far: exercise::Progress| bar.show("proving", so_far.proved.into(), so_far.of.into());
    let run = exercise::play(cast, threads, &mut progress).map_err(|why| Failure::Refused(why.to_string()))?;
    // the instrument comes last: without it no folder is a run, so that nobody takes half of one for a whole
    let (treaty, records): (Vec<_>, Vec<_>) = run.files.iter().partition(|file| file.path == "treaty.toml");
    for file in records.into_iter().chain(treaty) {
        writing.file(&file.path, &file.bytes).map_err(|error| {
            Failure::Refused(format!("{error}; the run folder `{}` is not whole: remove it", writing.path().display()))
        })?;
    }
    Ok(())
}
