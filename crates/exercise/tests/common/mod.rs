//! What the tests of plays share: exercises out of their files, and a reader of run folders that trusts nobody.
#![allow(dead_code, reason = "each test file uses a part of it")]

use exercise::{Cast, Exercise, Run, ScenarioSeed, cast, play};
use log::{EntryBundle, VerifiedCheckpoint};
use proof::{Context, StatedEpoch, Verdict, Verifier};
use record::layout::Layout;
use record::{Author, EpochBody, KeyRings, Signed, Statement, Verified};
use std::num::NonZeroUsize;
use std::path::Path;

pub fn file(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn exercise_of(name: &str) -> Exercise {
    // the full year is no exercise that ships: it needs the instrument with a record of days
    let folder = if name == "full-year" { "crates/exercise/tests" } else { "exercises" };
    let bytes = file(&format!("{folder}/{name}.toml"));
    let others = |id: &treaty::Id| Some(exercise_of(id.as_str()));
    exercise::parse_among(&bytes, &others).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"))
}

/// An attempt to evade, out of its file.
pub fn attempt(name: &str) -> Exercise {
    let others = |id: &treaty::Id| Some(exercise_of(id.as_str()));
    let exercise = exercise::parse_among(&file(&format!("exercises/attempts/{name}.toml")), &others);
    let exercise = exercise.unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
    assert_eq!(exercise.id.as_str(), name, "an attempt is called as its file");
    exercise
}

pub fn cast_file(name: &str, change: impl FnOnce(&mut Exercise), seed: ScenarioSeed) -> Cast {
    let mut exercise = exercise_of(name);
    change(&mut exercise);
    let mut text = String::from_utf8(file(&format!("treaties/{}.toml", exercise.instrument))).unwrap();
    if name == "full-year" {
        text = of_days(&text);
    }
    cast(exercise, text.as_bytes(), seed).unwrap_or_else(|why| panic!("{name}: {why} {why:?}"))
}

/// The instrument with a record of days instead of weeks, and the same windows.
pub fn of_days(text: &str) -> String {
    let days = text.replace("period = { days = 7 }", "period = { days = 1 }").replace("epochs = 13 }", "epochs = 91 }");
    assert_ne!(days, text, "the instrument has no weeks any more: let the full year be played under it as it is");
    days
}

pub fn play_on(cast: &Cast, threads: usize) -> Run {
    play(cast, NonZeroUsize::new(threads).unwrap(), &mut |_| {}).unwrap_or_else(|why| panic!("{why}"))
}

/// All records of a run, verified.
pub struct Records {
    pub sides: Vec<Side>,
    pub statements: Vec<(Author, Vec<Verified<Signed>>)>,
    pub rings: KeyRings,
}

/// A party's epochs with the verdict on each.
pub struct Side {
    pub party: treaty::PartyCode,
    pub bodies: Vec<EpochBody>,
    pub verdicts: Vec<Verdict>,
}

pub fn read_back(cast: &Cast, run: &Run) -> Records {
    let treaty = treaty::parse(run.file("treaty.toml").unwrap(), None).unwrap().instrument;
    let rings = KeyRings::new(&treaty).unwrap();
    let statements: Vec<_> = cast.authors().map(|author| (author.clone(), leaves(&rings, run, &author))).collect();
    let parties = statements.iter().filter(|(author, _)| author.party().is_some());
    let sides = parties.map(|(author, leaves)| side(&treaty, author, leaves)).collect();
    Records { sides, statements, rings }
}

fn leaves(rings: &KeyRings, run: &Run, author: &Author) -> Vec<Verified<Signed>> {
    let note = run.file(&format!("{author}/checkpoint")).unwrap();
    let keys = rings.ring(author).unwrap().every_log_key();
    let checkpoint = VerifiedCheckpoint::verify(note, &keys).unwrap();
    let bundles = log::tile::bundles_between(log::TreeSize::ZERO, checkpoint.size());
    let mut tree = log::StoredTree::new();
    let mut found = Vec::new();
    for address in bundles {
        let bytes = run.file(&format!("{author}/{address}")).unwrap();
        let bundle = EntryBundle::decode(address, bytes).unwrap();
        for entry in bundle.entries() {
            let leaf = tree.append(log::tree::leaf_hash(entry)).unwrap();
            found.push(rings.verify(author, leaf, entry).unwrap_or_else(|why| panic!("{author} {leaf:?}: {why}")));
        }
    }
    assert_eq!(tree.root(), checkpoint.root());
    found
}

fn side(treaty: &treaty::Instrument, author: &Author, leaves: &[Verified<Signed>]) -> Side {
    let party = author.party().unwrap().clone();
    let context = Context::new(&treaty.hash.0, party.as_str().as_bytes());
    let mut epochs = Vec::new();
    let mut bodies = Vec::new();
    for signed in leaves {
        let Some(contents) = &signed.contents else { continue };
        let Statement::Epoch(body) = &contents.statement else { continue };
        let shape = Layout::of(treaty, &party, body.epoch, &[]).unwrap().shape;
        body.fits(&shape).unwrap();
        bodies.push(body.clone());
        epochs.push(StatedEpoch {
            shape,
            context,
            body: signed.envelope.head.body_hash,
            commitments: body.commitments.clone(),
            proofs: contents.proofs.clone().unwrap(),
        });
    }
    let verdicts = Verifier::new().check(proof::Run { before: None, epochs });
    Side { party, bodies, verdicts }
}

/// Audits the records of a run that are held, with everything that its folder has.
pub fn audited(run: &Run, held: impl Fn(&Author) -> bool) -> audit::Assessment {
    audited_or_refused(run, held).unwrap_or_else(|why| panic!("{why}"))
}

/// The same; a refusal names its file, as that of a folder does.
pub fn audited_or_refused(run: &Run, held: impl Fn(&Author) -> bool) -> Result<audit::Assessment, String> {
    let treaty = treaty::parse(run.file("treaty.toml").unwrap(), None).unwrap().instrument;
    let (mut audit, verifier) = (audit::Audit::new(treaty, None), Verifier::new());
    feed(run, &mut audit, &held)?;
    if audit.again() {
        feed(run, &mut audit, &held)?;
    }
    for file in run.files.iter().filter(|file| file.path.starts_with("views/")) {
        audit.view(&file.path, &file.bytes).map_err(named(file.path.clone()))?;
    }
    while let Some(batch) = audit.batch() {
        audit.settle(batch.check(&verifier));
    }
    audit.finish().map_err(|why| why.to_string())
}

fn feed(run: &Run, audit: &mut audit::Audit, held: impl Fn(&Author) -> bool) -> Result<(), String> {
    for author in audit.authors().into_iter().filter(held) {
        let head = format!("{author}/checkpoint");
        audit.open(&author, run.file(&head).unwrap()).map_err(named(head))?;
        while let Some(tile) = audit.wants() {
            let path = format!("{author}/{tile}");
            audit.push_file(run.file(&path).unwrap()).map_err(named(path))?;
        }
    }
    Ok(())
}

fn named(path: String) -> impl Fn(audit::RecordRefusal) -> String {
    move |why| format!("{path}: {why}")
}
