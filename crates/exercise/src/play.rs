//! Plays an exercise: every side lives, closes and proves its epochs, and all records are kept in order of time.
//!
//! ```text
//! round of each epoch       00:00 after its day     each party states it, with the openings that are due, and signs its head
//!                           an hour later           everybody acknowledges the parties' heads, each in its own record, and signs
//! round of what is late     so many days after      the same for what comes then
//! ```
//!
//! The epochs are played in runs of [`RUN_EPOCHS`], so that memory holds the secrets of one run and not of a year. Same exercise, instrument and
//! seed, same bytes, on any number of threads.

mod clarification;
mod deceit;
mod gate;
mod incident;
mod seal;
mod visit;

use crate::cast::{Cast, Unplayable};
use crate::chance::Chance;
use crate::host::{Host, Stated};
use crate::keeper::{Keeper, Saying, Shown};
use crate::prove::{Progress, prove};
use crate::run::{Run, RunFile};
use deceit::Friend;
use inventory::{Epoch, list};
use log::{SignedNote, Timestamp};
use proof::{Correction, Generators, Proofs};
use record::statement::StepHash;
use record::{Agreed, Author, EpochBody, Line, Readers, Statement};
use std::collections::{BTreeMap, VecDeque};
use std::num::NonZeroUsize;
use treaty::PartyCode;
use treaty::instrument::KeyRole;
use treaty::quota::Visit;

/// How many epochs are closed before their proofs are made.
pub const RUN_EPOCHS: u32 = 32;

/// Seconds after the beginning of a round before which its last statement is made.
const STATED_WITHIN: u32 = 1_200;
/// Seconds after the beginning of a round from which on it is acknowledged, and for how long.
const ACKNOWLEDGED: (u32, u32) = (3_600, 600);
const DAY: u32 = 24 * 60 * 60;

/// Plays an exercise on so many threads, and tells how far it is.
///
/// # Errors
/// Where a side cannot hold, do or close what the exercise asks of it.
pub fn play(cast: &Cast, threads: NonZeroUsize, progress: &mut dyn FnMut(Progress)) -> Result<Run, Unplayable> {
    let mut stage = Stage::set(cast)?;
    let generators = Generators::default();
    let sides = u32::try_from(stage.hosts.len()).expect("an exercise has at most eight sides");
    let epochs = if cast.exercise.replay { 0 } else { cast.exercise.epochs + 1 };
    let mut told = Progress { proved: 0, of: epochs * sides };
    for first in (0..epochs).step_by(RUN_EPOCHS as usize) {
        let run = first..epochs.min(first + RUN_EPOCHS);
        let stated = stage.close(run)?;
        let proofs = prove(cast, &generators, &stated, threads, || {
            told.proved += 1;
            progress(told);
        });
        stage.keep(stated.into_iter().zip(proofs))?;
    }
    stage.rounds_before(Timestamp::new(log::cosignature::TIMESTAMP_MAX).expect("the largest time is a time"))?;
    Ok(stage.strike())
}

/// All who play.
struct Stage<'a> {
    cast: &'a Cast,
    hosts: Vec<Host>,
    keepers: Vec<Keeper>,
    clock: Chance,
    /// What crosses the gates of plants when, and what they remember.
    traffic: Chance,
    gates: gate::Gates,
    /// What is still to be stated, by the beginning of its round.
    agenda: BTreeMap<Timestamp, Vec<Telling>>,
    /// The steps of clarifications that are still to be taken, by time.
    turns: VecDeque<clarification::Turning>,
    /// How far each clarification has come.
    chains: Vec<Option<clarification::Chain>>,
    /// The report of each inspection, or its last step.
    reports: Vec<StepHash>,
    /// The request of each inspection.
    requests: Vec<StepHash>,
    /// The epoch that was over last.
    now: Epoch,
    /// How many inspections there were.
    inspections: usize,
    /// Those that had a site, as quotas count them.
    visits: Vec<Visit>,
    /// The secret keys of requests, for their inspectors.
    request_keys: Vec<RunFile>,
    /// What each party stated last.
    stated: BTreeMap<PartyCode, EpochBody>,
    /// What each party stated of every epoch, where answers to inquiries show old ones.
    bodies: BTreeMap<(PartyCode, Epoch), EpochBody>,
    /// Inquiries that wait for an epoch to close.
    asking: Vec<visit::Asking>,
    /// The proofs that each party made last.
    made: BTreeMap<PartyCode, Proofs>,
    views: BTreeMap<String, SignedNote>,
    /// Records that are handed over as they once were.
    copies: BTreeMap<Author, Vec<RunFile>>,
}

/// An epoch that its party is to state.
struct Telling {
    party: PartyCode,
    stated: Stated,
    proofs: Proofs,
}

impl<'a> Stage<'a> {
    fn set(cast: &'a Cast) -> Result<Self, Unplayable> {
        let sides = cast.treaty.parties.iter().filter_map(|party| cast.exercise.side(&party.code));
        // in a replay nobody keeps a ledger
        let sides = sides.filter(|_| !cast.exercise.replay);
        Ok(Self {
            cast,
            hosts: sides.map(|side| Host::begin(cast, side)).collect::<Result<_, _>>()?,
            turns: clarification::turns(cast)?,
            chains: vec![None; cast.exercise.clarifications.len()],
            reports: Vec::new(),
            requests: Vec::new(),
            keepers: cast.authors().map(|author| Keeper::new(cast, author)).collect(),
            clock: Chance::new(cast.seed.generator("clock", "all")),
            traffic: Chance::new(cast.seed.generator("gates", "all")),
            gates: gate::Gates::default(),
            agenda: BTreeMap::new(),
            now: Epoch::BASELINE,
            inspections: 0,
            visits: Vec::new(),
            request_keys: Vec::new(),
            stated: BTreeMap::new(),
            bodies: BTreeMap::new(),
            asking: Vec::new(),
            made: BTreeMap::new(),
            views: BTreeMap::new(),
            copies: BTreeMap::new(),
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
    fn keep(&mut self, proved: impl Iterator<Item = ((PartyCode, Stated), Proofs)>) -> Result<(), Unplayable> {
        let mut proved = proved.peekable();
        while let Some(((_, first), _)) = proved.peek() {
            let epoch = first.body.epoch;
            let mut tellings = Vec::new();
            while let Some(((party, stated), proofs)) = proved.next_if(|((_, next), _)| next.body.epoch == epoch) {
                tellings.push(Telling { party, stated, proofs });
            }
            let crossed = |telling: &mut Telling| (telling.party.clone(), std::mem::take(&mut telling.stated.vehicles));
            let crossed = tellings.iter_mut().map(crossed).collect();
            self.plan(tellings);
            self.gates(epoch, crossed)?;
            self.end(epoch)?;
            self.go_on_asking(epoch)?;
            self.inspect(epoch)?;
            self.seals(epoch)?;
        }
        Ok(())
    }

    /// Puts an epoch on the agenda: in its own round or, where it is late, in a later one, and never before the epochs that precede it.
    fn plan(&mut self, mut tellings: Vec<Telling>) {
        let made = tellings.iter().map(|telling| (telling.party.clone(), telling.proofs.clone())).collect();
        deceit::replay(self.cast, &mut tellings, &std::mem::replace(&mut self.made, made));
        for telling in tellings {
            let (party, epoch) = (&telling.party, telling.stated.body.epoch);
            if !deceit::states(self.cast, party, epoch) {
                continue;
            }
            let days = deceit::days_late(self.cast, party, epoch).max(incident::days_late(self.cast, party, epoch));
            let own = self.cast.after_end_of(epoch, days * DAY);
            let of_party = |tellings: &Vec<Telling>| tellings.iter().any(|other| other.party == *party);
            let last = self.agenda.iter().rfind(|(_, tellings)| of_party(tellings)).map(|(begins, _)| *begins);
            self.agenda.entry(last.map_or(own, |last| last.max(own))).or_default().push(telling);
        }
    }

    /// An epoch is over: what is due until then, and its round.
    fn end(&mut self, epoch: Epoch) -> Result<(), Unplayable> {
        let begins = self.cast.after_end_of(epoch, 0);
        self.rounds_before(begins)?;
        self.now = epoch;
        self.thieves();
        let mut endings = self.keys_change(begins);
        endings.extend(self.keys_disowned(begins));
        self.round(begins);
        self.end_keys(endings, begins);
        self.afterwards();
        Ok(())
    }

    /// The rounds of what is late, and the steps of clarifications, that come before a time, each in its order.
    fn rounds_before(&mut self, time: Timestamp) -> Result<(), Unplayable> {
        loop {
            let round = self.agenda.keys().next().copied().filter(|begins| *begins < time);
            let turn = self.turns.front().map(|turning| turning.at).filter(|at| *at < time);
            match (round, turn) {
                (None, None) => return Ok(()),
                (Some(begins), None) => self.round(begins),
                (Some(begins), Some(at)) if begins <= at => self.round(begins),
                (_, Some(_)) => self.turn()?,
            }
        }
    }

    /// What is to be stated in a round is stated, and then acknowledged.
    fn round(&mut self, begins: Timestamp) {
        let tellings = self.agenda.remove(&begins).unwrap_or_default();
        let friends: Vec<_> = tellings.iter().filter_map(|telling| deceit::friend(self.cast, telling)).collect();
        tellings.into_iter().for_each(|telling| self.state(begins, telling));
        self.acknowledge(begins, &friends);
    }

    /// A party's statements of an epoch.
    fn state(&mut self, begins: Timestamp, Telling { party, stated, proofs }: Telling) {
        let Stated { body, salt, openings, acts, accepted, .. } = stated;
        let (epoch, author) = (body.epoch, Author::Party(party.clone()));
        self.stated.insert(party.clone(), body.clone());
        if visit::may_inquire(self.cast.treaty()) {
            self.bodies.insert((party.clone(), epoch), body.clone());
        }
        let dated = deceit::dated(self.cast, &party, epoch, later(begins, self.clock.below(STATED_WITHIN)));
        let dated = self.keeper(&author).not_before(dated);
        let (statement, proofs) = (Statement::Epoch(body), Some(&proofs));
        self.say_epoch(&party, epoch, Saying { dated, readers: &Readers::Public, statement: &statement, proofs, salt });
        let keeper = self.keeper(&author);
        for (readers, opening) in &openings {
            let (statement, salt) = (Statement::Opening(opening.clone()), keeper.salt());
            keeper.say(Saying { dated, readers, statement: &statement, proofs: None, salt });
        }
        acts.into_iter().for_each(|act| keeper.tell(&Statement::Act(act), dated));
        self.accept(&author, epoch, accepted, dated);
        self.keeper(&author).sign();
    }

    /// Another party accepts what an epoch corrects; the statement stands in the record of the one that was wrong.
    fn accept(&mut self, author: &Author, epoch: Epoch, lines: Vec<(Line, Correction)>, dated: Timestamp) {
        let Some(party) = author.party().filter(|_| !lines.is_empty()).cloned() else { return };
        let (own, others): (Vec<_>, Vec<_>) = self.keepers.iter_mut().partition(|keeper| keeper.author() == author);
        let own = own.into_iter().next().expect("every party keeps a record");
        let mut others = others.into_iter().filter_map(|keeper| Some((keeper.author().party()?.clone(), keeper)));
        let (with, other) = others.next().expect("an exercise has two parties or more");
        own.log_agreed(other, &Statement::Agreed(Agreed { party, with, epoch, lines }), dated);
    }

    /// Everybody acknowledges the heads of the parties' records.
    fn acknowledge(&mut self, begins: Timestamp, friends: &[Friend]) {
        let shows = |keeper: &&mut Keeper| incident::shows(self.cast, keeper.author());
        let shown: Vec<_> = self.keepers.iter_mut().filter(shows).flat_map(Keeper::show).collect();
        let (from, within) = ACKNOWLEDGED;
        for keeper in &mut self.keepers {
            // drawn for the silent too, so that their silence changes nothing else
            let time = later(begins, from + self.clock.below(within));
            let own = keeper.author().clone();
            if !incident::speaks(self.cast, &own, self.now) || deceit::withholds(self.cast, &own, self.now) {
                continue;
            }
            let time = incident::by_its_clock(self.cast, &own, self.now, time);
            let friend = friends.iter().find(|friend| friend.witness == own);
            for shown in shown.iter().filter(|shown| receives(&own, shown)) {
                match friend {
                    // as if it had seen it when it last saw anything
                    Some(friend) if friend.of == shown.of => keeper.acknowledge(shown, keeper.latest()),
                    Some(_) => {}
                    None => keeper.acknowledge(shown, time),
                }
                if [self.cast.exercise.epochs / 2, self.cast.exercise.epochs].contains(&self.now.0) {
                    self.views.insert(view(&shown.of, &own, self.now), shown.head.clone());
                }
            }
            keeper.sign();
        }
    }

    fn keeper(&mut self, author: &Author) -> &mut Keeper {
        let keeper = self.keepers.iter_mut().find(|keeper| keeper.author() == author);
        keeper.expect("everybody whom the exercise names keeps a record")
    }

    /// All files, when the play is over.
    fn strike(self) -> Run {
        let mut files = vec![RunFile { path: "treaty.toml".to_owned(), bytes: self.cast.text.clone() }];
        for keeper in &self.keepers {
            files.extend(self.copies.get(keeper.author()).cloned().unwrap_or_else(|| keeper.record()));
            files.extend(keeper.papers().iter().cloned());
        }
        self.garble(&mut files);
        files.extend(self.views.into_iter().map(|(path, note)| RunFile { path, bytes: note.to_string().into_bytes() }));
        files.extend(self.hosts.iter().flat_map(secrets));
        files.extend(self.hosts.iter().filter_map(outside));
        files.extend(self.keepers.iter().filter(|keeper| keeper.author().party().is_some()).flat_map(keys));
        files.extend(self.request_keys);
        Run { files }
    }
}

/// Whether one is shown a version of another's record: of witnesses' records, only parties are.
fn receives(receiver: &Author, shown: &Shown) -> bool {
    let of = &shown.of;
    receiver != of && (receiver.party().is_some() || of.party().is_some()) && shown.is_for(receiver)
}

/// So many seconds after a time.
fn later(time: Timestamp, seconds: u32) -> Timestamp {
    Timestamp::new(time.seconds() + u64::from(seconds)).expect("an exercise ends before the end of time")
}

fn view(of: &Author, by: &Author, epoch: Epoch) -> String {
    format!("views/{of}-by-{by}-{epoch}")
}

/// What a host keeps to itself.
fn secrets(host: &Host) -> [RunFile; 2] {
    let path = |name: &str| format!("{}.secret/{name}", host.party());
    [
        RunFile { path: path("seed"), bytes: hexadecimal(host.seed().reveal()) },
        RunFile { path: path("events.csv"), bytes: list::write(host.events()).as_bytes().to_vec() },
    ]
}

/// The keys with which a party signs.
fn keys(keeper: &Keeper) -> impl Iterator<Item = RunFile> {
    let path = |role: KeyRole| format!("{}.secret/keys/{}", keeper.author(), role.word());
    keeper.keys.kept().map(move |(role, secret)| RunFile { path: path(role), bytes: hexadecimal(secret) })
}

/// A secret as it is kept: 64 digits and a newline.
fn hexadecimal(secret: &[u8; 32]) -> Vec<u8> {
    let digits: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{digits}\n").into_bytes()
}

/// What it holds beside its books, which is as secret.
fn outside(host: &Host) -> Option<RunFile> {
    let path = format!("{}.secret/outside.csv", host.party());
    let bytes = || list::write(host.outside()).as_bytes().to_vec();
    (!host.outside().is_empty()).then(|| RunFile { path, bytes: bytes() })
}
