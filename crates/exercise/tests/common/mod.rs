//! What the tests of plays share: exercises out of their files, and a reader of run folders that trusts nobody.
#![allow(dead_code, reason = "each test file uses a part of it")]

use exercise::{Cast, Exercise, Run, RunFile, ScenarioSeed, cast, play};
use log::{EntryBundle, VerifiedCheckpoint};
use proof::{Context, StatedEpoch, Verdict, Verifier};
use record::layout::Layout;
use record::{Author, EpochBody, KeyRings, Signed, Statement, Verified};
use sha2::{Digest, Sha256};
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

/// Plays. Where the variable `PLAYED` names a folder, what was played of the same before is taken from it: whoever tries many altered audits, and nothing
/// else that is altered, plays once.
pub fn play_on(cast: &Cast, threads: usize) -> Run {
    let play = || {
        let threads = NonZeroUsize::new(threads).unwrap();
        play(cast, threads, &mut |_| {}).unwrap_or_else(|why| panic!("{why}"))
    };
    std::env::var_os("PLAYED").map_or_else(play, |folder| played(Path::new(&folder), cast, play))
}

/// A run out of a folder, into which it is put where it is not there. Its instrument has keys that follow from the seed.
fn played(folder: &Path, cast: &Cast, play: impl FnOnce() -> Run) -> Run {
    let of = Sha256::new().chain_update(cast.treaty().hash.0).chain_update(format!("{:?}", cast.exercise()));
    let name: String = of.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let path = folder.join(name);
    if let Ok(bytes) = std::fs::read(&path) {
        return unpacked(&bytes);
    }
    let run = play();
    let unfinished = path.with_added_extension(format!("{}-{:?}", std::process::id(), std::thread::current().id()));
    std::fs::write(&unfinished, packed(&run)).unwrap();
    std::fs::rename(unfinished, path).unwrap();
    run
}

/// Each file as its path, a line's end, its length, a line's end, and its bytes.
fn packed(run: &Run) -> Vec<u8> {
    let one = |file: &RunFile| [format!("{}\n{}\n", file.path, file.bytes.len()).as_bytes(), &file.bytes].concat();
    run.files.iter().flat_map(one).collect()
}

fn unpacked(mut bytes: &[u8]) -> Run {
    let mut files = Vec::new();
    while !bytes.is_empty() {
        let (path, length) = (line(&mut bytes), line(&mut bytes).parse().unwrap());
        files.push(RunFile { path, bytes: bytes[..length].to_vec() });
        bytes = &bytes[length..];
    }
    Run { files }
}

fn line(bytes: &mut &[u8]) -> String {
    let (line, rest) = bytes.split_at(bytes.iter().position(|byte| *byte == b'\n').unwrap());
    *bytes = &rest[1..];
    String::from_utf8(line.to_vec()).unwrap()
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
    audited_holding(run, held, audit::Dossier::default())
}

/// What a party holds beside the records: the keys of its requests, what came for it, and the papers that it gave to others.
pub fn dossier(run: &Run, reader: &treaty::PartyCode) -> audit::Dossier {
    let mut dossier = audit::Dossier::default();
    for file in &run.files {
        let (folder, name) = file.path.split_once('/').unwrap_or_default();
        if file.path.starts_with(&format!("{reader}.secret/inspections/")) {
            let digits = std::str::from_utf8(&file.bytes).unwrap();
            let bytes: Vec<_> =
                (0..32).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap()).collect();
            dossier.key(zeroize::Zeroizing::new(bytes.try_into().unwrap()));
        } else if folder == format!("{reader}.sealed")
            || folder.ends_with(".sealed") && name.starts_with(&format!("{reader}-"))
        {
            dossier.paper(file.bytes.clone());
        }
    }
    dossier
}

/// The same, with what a reader holds.
pub fn audited_holding(
    run: &Run,
    held: impl Fn(&Author) -> bool,
    dossier: audit::Dossier,
) -> Result<audit::Assessment, String> {
    let treaty = treaty::parse(run.file("treaty.toml").unwrap(), None).unwrap().instrument;
    let (mut audit, verifier) = (audit::Audit::new(treaty, None).holding(dossier.into()), Verifier::new());
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
