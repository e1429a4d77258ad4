//! Plays an exercise: every side lives, closes and proves its epochs, and all records are kept in order of time.
//!
//! ```text
//! for each epoch        00:00 after its day     each party states it, with the openings that are due, and signs its head
//!                       an hour later           everybody acknowledges the parties' heads, each in its own record, and signs
//! ```
//!
//! The epochs are played in runs of [`RUN_EPOCHS`], so that memory holds the secrets of one run and not of a year. Same exercise, instrument and
//! seed, same bytes, on any number of threads.

use crate::cast::{Cast, Unplayable};
use crate::chance::Chance;
use crate::file::{Deceit, RecordDeceit};
use crate::host::{Host, Stated};
use crate::keeper::{Keeper, Saying};
use crate::prove::{Progress, prove};
use crate::run::{Run, RunFile};
use inventory::{Epoch, list};
use log::{SignedNote, Timestamp};
use proof::{Correction, Generators, Proofs};
use record::{Agreed, Author, Line, Readers, Statement};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use treaty::PartyCode;

/// How many epochs are closed before their proofs are made.
pub const RUN_EPOCHS: u32 = 32;

/// Seconds after the end of an epoch before which its last statement is made.
const STATED_WITHIN: u32 = 1_200;
/// Seconds after the end of an epoch from which on it is acknowledged, and for how long.
const ACKNOWLEDGED: (u32, u32) = (3_600, 600);

/// Plays an exercise on so many threads, and tells how far it is.
///
/// # Errors
/// Where a side cannot hold, do or close what the exercise asks of it.
pub fn play(cast: &Cast, threads: NonZeroUsize, progress: &mut dyn FnMut(Progress)) -> Result<Run, Unplayable> {
    let mut stage = Stage::set(cast)?;
    let generators = Generators::default();
    let sides = u32::try_from(stage.hosts.len()).expect("an exercise has at most eight sides");
    let mut told = Progress { proved: 0, of: (cast.exercise.epochs + 1) * sides };
    let last = cast.exercise.epochs;
    for first in (0..=last).step_by(RUN_EPOCHS as usize) {
        let run = first..=last.min(first + RUN_EPOCHS - 1);
        let stated = stage.close(run)?;
        let proofs = prove(cast, &generators, &stated, threads, || {
            told.proved += 1;
            progress(told);
        });
        stage.keep(stated.into_iter().zip(proofs));
    }
    Ok(stage.strike())
}

/// All who play.
struct Stage<'a> {
    cast: &'a Cast,
    hosts: Vec<Host>,
    keepers: Vec<Keeper>,
    clock: Chance,
    views: BTreeMap<String, SignedNote>,
}

impl<'a> Stage<'a> {
    fn set(cast: &'a Cast) -> Result<Self, Unplayable> {
        let sides = cast.treaty.parties.iter().filter_map(|party| cast.exercise.side(&party.code));
        Ok(Self {
            cast,
            hosts: sides.map(|side| Host::begin(cast, side)).collect::<Result<_, _>>()?,
            keepers: cast.authors().map(|author| Keeper::new(cast, author)).collect(),
            clock: Chance::new(cast.seed.generator("clock", "all")),
            views: BTreeMap::new(),
        })
    }

    /// Lives through some epochs and closes them, one after the other, all sides in each.
    fn close(&mut self, epochs: impl Iterator<Item = u32>) -> Result<Vec<(PartyCode, Stated)>, Unplayable> {
        let mut stated = Vec::new();
        for epoch in epochs {
            for host in &mut self.hosts {
                if Epoch(epoch) != Epoch::BASELINE {
                    host.live(self.cast)?;
                }
                stated.push((host.party().clone(), host.close(self.cast)?));
            }
        }
        Ok(stated)
    }

    /// Keeps the records of some epochs, in order.
    fn keep(&mut self, proved: impl Iterator<Item = ((PartyCode, Stated), Proofs)>) {
        let mut proved = proved.peekable();
        while let Some(((_, first), _)) = proved.peek() {
            let epoch = first.body.epoch;
            while let Some(((party, stated), proofs)) = proved.next_if(|((_, next), _)| next.body.epoch == epoch) {
                self.state(&party, stated, &proofs);
            }
            self.acknowledge(epoch);
        }
    }

    /// A party's statements of an epoch.
    fn state(&mut self, party: &PartyCode, stated: Stated, proofs: &Proofs) {
        let Stated { body, salt, openings, acts, accepted, .. } = stated;
        let epoch = body.epoch;
        let twice = self.cast.exercise.evasions.iter().any(|evasion| {
            (&evasion.party, evasion.epoch) == (party, epoch) && evasion.deceit == Deceit::Record(RecordDeceit::Twice)
        });
        let dated = self.cast.after_end_of(epoch, self.clock.below(STATED_WITHIN));
        let keeper = self.keepers.iter_mut().find(|keeper| keeper.author().party() == Some(party));
        let keeper = keeper.expect("every party keeps a record");
        let (statement, proofs) = (Statement::Epoch(body), Some(proofs));
        let times = if twice { 2 } else { 1 };
        (0..times)
            .for_each(|_| keeper.say(Saying { dated, readers: Readers::Public, statement: &statement, proofs, salt }));
        for (readers, opening) in openings {
            let (statement, salt) = (Statement::Opening(opening), keeper.salt());
            keeper.say(Saying { dated, readers, statement: &statement, proofs: None, salt });
        }
        for act in acts {
            let (statement, salt) = (Statement::Act(act), keeper.salt());
            keeper.say(Saying { dated, readers: Readers::Public, statement: &statement, proofs: None, salt });
        }
        self.accept(party, epoch, accepted, dated);
        let keeper = self.keepers.iter_mut().find(|keeper| keeper.author().party() == Some(party));
        keeper.expect("every party keeps a record").sign();
    }

    /// Another party accepts what an epoch corrects: both sign, and the statement stands in the record of the one that was wrong.
    fn accept(&mut self, party: &PartyCode, epoch: Epoch, lines: Vec<(Line, Correction)>, dated: Timestamp) {
        if lines.is_empty() {
            return;
        }
        let keeps = |keeper: &Keeper| keeper.author().party() == Some(party);
        let own = self.keepers.iter().position(keeps).expect("every party keeps a record");
        let other = self.keepers.iter().position(|keeper| keeper.author().party().is_some() && !keeps(keeper));
        let other = other.expect("an exercise has two parties or more");
        let with = self.keepers[other].author().party().expect("it is a party's").clone();
        let agreed = Statement::Agreed(Agreed { party: party.clone(), with, epoch, lines });
        let draft = self.keepers[own].draft(dated, &agreed);
        let both = self.keepers[other].countersign(draft);
        self.keepers[own].keep(&both);
    }

    /// Everybody acknowledges the heads of the parties' records.
    fn acknowledge(&mut self, epoch: Epoch) {
        let parties = self.keepers.iter().filter(|keeper| keeper.author().party().is_some());
        let heads: Vec<_> = parties.map(|keeper| (keeper.author().clone(), keeper.head().clone())).collect();
        let (from, within) = ACKNOWLEDGED;
        for keeper in &mut self.keepers {
            // drawn for the silent too, so that their silence changes nothing else
            let time = self.cast.after_end_of(epoch, from + self.clock.below(within));
            if !keeper.speaks_of(epoch) {
                continue;
            }
            for (of, head) in &heads {
                if of == keeper.author() {
                    continue;
                }
                keeper.acknowledge(of, head, time);
                if [self.cast.exercise.epochs / 2, self.cast.exercise.epochs].contains(&epoch.0) {
                    self.views.insert(view(of, keeper.author(), epoch), head.clone());
                }
            }
            keeper.sign();
        }
    }

    /// All files, when the play is over.
    fn strike(self) -> Run {
        let mut files = vec![RunFile { path: "treaty.toml".to_owned(), bytes: self.cast.text.clone() }];
        files.extend(self.keepers.into_iter().flat_map(Keeper::files));
        files.extend(self.views.into_iter().map(|(path, note)| RunFile { path, bytes: note.to_string().into_bytes() }));
        files.extend(self.hosts.iter().flat_map(secrets));
        files.extend(self.hosts.iter().filter_map(outside));
        Run { files }
    }
}

fn view(of: &Author, by: &Author, epoch: Epoch) -> String {
    format!("views/{of}-by-{by}-{epoch}")
}

/// What a host keeps to itself.
fn secrets(host: &Host) -> [RunFile; 2] {
    let path = |name: &str| format!("{}.secret/{name}", host.party());
    let seed: String = host.seed().reveal().iter().map(|byte| format!("{byte:02x}")).chain(["\n".to_owned()]).collect();
    [
        RunFile { path: path("seed"), bytes: seed.into_bytes() },
        RunFile { path: path("events.csv"), bytes: list::write(host.events()).as_bytes().to_vec() },
    ]
}

/// What it holds beside its books, which is as secret.
fn outside(host: &Host) -> Option<RunFile> {
    let path = format!("{}.secret/outside.csv", host.party());
    let bytes = || list::write(host.outside()).as_bytes().to_vec();
    (!host.outside().is_empty()).then(|| RunFile { path, bytes: bytes() })
}
