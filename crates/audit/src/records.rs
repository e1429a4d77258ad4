//! The part of the fold that reads records: bytes in, batches of proofs out, and what both come to.
//!
//! It is pushed. [`Records::open`] begins a record with its checkpoint; [`Records::wants`] names the next file, and [`Records::push`] takes it;
//! [`Records::batch`] hands out proofs that any thread may check, and [`Records::settle`] takes the result. Statements are judged in the
//! order of the record: is it what the instrument allows, signed by whom it demands, in its place, true to what stands before it. What needs
//! both sides (receipts, dates, revocations, corrections that were accepted) is compared at the end, in `terms`, so that nothing depends on
//! which record was given first, or on which batch came back first. Where a key was revoked that signed part of what was read, all of it is wanted
//! once more ([`Records::again`]), and what only such a key signed is left out.
//!
//! Memory: the cells of one run of epochs, and some hundred bytes for each statement. Nothing else grows with time.

mod apart;
mod book;
mod chain;
mod dossier;
mod gates;
mod obligations;
mod owed;
mod reader;
mod refusal;
mod runs;
mod schedule;
mod signers;
mod terms;
mod times;
mod waiting;

pub(crate) use apart::{Placed, judge_apart};
pub use refusal::Refusal;
pub use runs::{Awaited, BadVerdicts, Checked, ProofBatch};

use crate::Dossier;
use crate::assessment::{Clarified, Continuity, Finding, Inspected, Obligation, Opened, Record, Site};
use book::Book;
use log::{Checkpoint, SignedNote, TileAddress, VerifiedCheckpoint};
use reader::Reader;
use record::provided::Rule;
use record::{Author, Declaration, KeyRing, KeyRings, Provision, Signed, Verified};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use terms::Ends;
use treaty::measure::Measure;
use treaty::{Date, Instrument, PartyCode};

/// The records of an audit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Records {
    shared: Option<Shared>,
    held: BTreeMap<Author, Held>,
    open: Option<Held>,
    batches: VecDeque<ProofBatch>,
    /// Which keys were revoked, where all is read once more because of it.
    ends: Option<Ends>,
    /// Epochs whose proofs were handed out, and those that came back.
    handed_out: u64,
    settled: u64,
    views: Vec<View>,
    /// What one reader holds beside the records.
    dossier: Arc<Dossier>,
    /// The first file that was refused: what was taken in before it cannot be told from what was not, so nothing goes on.
    refused: Option<Refusal>,
}

/// What all records add to and are judged by.
#[derive(Clone, Debug)]
struct Shared {
    rings: KeyRings,
    /// The receipts of each author's record.
    provisions: BTreeMap<Author, Provision>,
    /// Revocations, which end keys once all records are read.
    revocations: Vec<Verified<Signed>>,
}

/// A record that was read, or is being read.
#[derive(Clone, Debug)]
struct Held {
    reader: Reader,
    book: Book,
}

/// A checkpoint as another saw it.
#[derive(Clone, Debug)]
struct View {
    name: String,
    of: Author,
    checkpoint: VerifiedCheckpoint,
}

/// What the records come to.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) findings: Vec<Finding>,
    pub(crate) records: Vec<Record>,
    pub(crate) opened: Vec<Opened>,
    pub(crate) continuity: Vec<Continuity>,
    pub(crate) inspections: Vec<Inspected>,
    pub(crate) clarifications: Vec<Clarified>,
    pub(crate) sites: Vec<Site>,
    pub(crate) reader: Option<PartyCode>,
    pub(crate) obligations: Vec<Obligation>,
    /// The measures by which every party was looked at.
    pub(crate) looked_by: BTreeSet<Measure>,
}

/// A party's epochs in clear numbers: index, day and statement.
pub(crate) type Declared<'a> = (&'a Author, &'a [(u64, Date, Declaration)]);

impl Shared {
    fn new(treaty: &Instrument, rings: KeyRings) -> Self {
        let provision = |of: &Author| (of.clone(), Provision::new(of.clone(), Rule::of(treaty, of)));
        let provisions = rings.authors().map(provision).collect();
        Self { rings, provisions, revocations: Vec::new() }
    }

    fn of(treaty: &Instrument) -> Result<Self, Refusal> {
        treaty.record().ok_or_else(|| {
            let why = "the instrument has no table `[record]`, so records under it cannot be judged";
            Refusal::Instrument(why.to_owned())
        })?;
        let rings = KeyRings::new(treaty).map_err(|why| Refusal::Instrument(why.to_string()))?;
        Ok(Self::new(treaty, rings))
    }
}

impl Records {
    /// Begins a record.
    pub(crate) fn open(&mut self, treaty: &Instrument, author: &Author, note: &[u8]) -> Result<(), Refusal> {
        self.close()?;
        if self.held.contains_key(author) {
            return Err(Refusal::Twice(author.clone()));
        }
        if self.shared.is_none() {
            self.shared = Some(Shared::of(treaty)?);
        }
        if self.shared.as_ref().is_none_or(|shared| shared.rings.ring(author).is_none()) {
            return Err(Refusal::Unknown(author.clone()));
        }
        let reader = Reader::new(author.clone(), note)?;
        let void = self.ends.as_ref().map(|ends| ends.void_of(author)).unwrap_or_default();
        let keeps = !self.dossier.is_empty();
        self.open = Some(Held { reader, book: Book::new(treaty, author.clone(), void).keeping(keeps) });
        let ended = self.read_to_its_end();
        self.unless_refused(ended)
    }

    /// Takes what one reader holds beside the records.
    pub(crate) fn hold(&mut self, dossier: Arc<Dossier>) {
        self.dossier = dossier;
    }

    /// The next file of the record that was begun; nothing where it was read to its end.
    pub(crate) fn wants(&self) -> Option<TileAddress> {
        self.open.as_ref().filter(|_| self.refused.is_none()).and_then(|held| held.reader.wants())
    }

    /// Takes in the wanted file.
    pub(crate) fn push(&mut self, treaty: &Instrument, bytes: &[u8]) -> Result<(), Refusal> {
        self.refused.clone().map_or(Ok(()), Err)?;
        if self.wants().is_none() {
            return Err(Refusal::NotWanted);
        }
        let taken = self.take(treaty, bytes);
        self.unless_refused(taken)
    }

    fn take(&mut self, treaty: &Instrument, bytes: &[u8]) -> Result<(), Refusal> {
        let (Some(held), Some(shared)) = (self.open.as_mut(), self.shared.as_mut()) else {
            return Err(Refusal::NotWanted);
        };
        for entry in held.reader.push(bytes)? {
            held.book.entry(treaty, shared, entry);
            self.batches.extend(std::iter::from_fn(|| held.book.full_run()));
        }
        self.read_to_its_end()
    }

    /// At the end of a record its checkpoint is verified, by the keys that were listed and those that the record itself brought.
    fn read_to_its_end(&mut self) -> Result<(), Refusal> {
        let (Some(held), Some(shared)) = (self.open.as_mut(), self.shared.as_ref()) else { return Ok(()) };
        if held.reader.wants().is_none() {
            held.verify(&shared.rings)?;
            self.batches.extend(std::iter::from_fn(|| held.book.last_run()));
        }
        Ok(())
    }

    /// Once a file is refused, everything is: a record of which only a part was taken in must never come out consistent.
    fn unless_refused(&mut self, taken: Result<(), Refusal>) -> Result<(), Refusal> {
        taken.inspect_err(|why| self.refused = Some(why.clone()))
    }

    /// Takes in a checkpoint as another saw it.
    pub(crate) fn view(&mut self, name: &str, note: &[u8]) -> Result<(), Refusal> {
        self.close()?;
        let refuse = |why: String| Refusal::View { name: name.to_owned(), why };
        let shared = self.shared.as_ref().ok_or_else(|| refuse("no record was read".to_owned()))?;
        let note = SignedNote::parse(note).map_err(|why| refuse(why.to_string()))?;
        let seen = Checkpoint::parse(note.text()).map_err(|why| refuse(why.to_string()))?;
        let signs = |author: &&Author| {
            let keys = shared.rings.ring(author).map(KeyRing::every_log_key).unwrap_or_default();
            keys.iter().any(|key| key.name().as_str() == seen.origin.as_str())
        };
        let of = shared.rings.authors().find(signs).cloned();
        let of = of.ok_or_else(|| {
            refuse(format!("nobody whom the instrument names keeps a record of the origin {}", seen.origin))
        })?;
        if !self.held.contains_key(&of) {
            // that the record is not held is told already, and there is nothing to hold the view against
            return Ok(());
        }
        let keys = shared.rings.ring(&of).map(|ring| ring.log_keys(seen.size)).unwrap_or_default();
        let checkpoint = VerifiedCheckpoint::verify_note(note, &keys).map_err(|why| refuse(why.to_string()))?;
        self.views.push(View { name: name.to_owned(), of, checkpoint });
        Ok(())
    }

    /// Proofs to be checked, by any thread.
    pub(crate) fn batch(&mut self) -> Option<ProofBatch> {
        let mut batch = self.batches.pop_front();
        batch.iter_mut().for_each(|batch| batch.again = self.ends.is_some());
        self.handed_out += batch.as_ref().map_or(0, ProofBatch::epochs);
        batch
    }

    /// Whether a statement was read.
    pub(crate) fn any(&self) -> bool {
        self.held.values().any(|held| held.reader.checkpoint().size.get() > 0)
    }

    /// Takes the result of a batch; of one that comes from an earlier reading, nothing.
    pub(crate) fn settle(&mut self, checked: Checked) {
        if checked.again != self.ends.is_some() {
            return;
        }
        let author = checked.author().clone();
        self.settled += checked.epochs();
        let of_open = self.open.as_mut().filter(|held| *held.reader.author() == author);
        let held = of_open.or_else(|| self.held.get_mut(&author));
        held.expect("a batch comes from a record that was begun").book.settle(checked);
    }

    /// How many epochs' proofs were not checked.
    pub(crate) fn unsettled(&self) -> u64 {
        let waiting: u64 = self.batches.iter().map(ProofBatch::epochs).sum();
        waiting + self.handed_out - self.settled
    }

    /// Lets be the proofs that are not checked: how many are, and of how many.
    pub(crate) fn leave_proofs(&mut self) -> (u64, u64) {
        let (checked, left) = (self.settled, self.unsettled());
        self.batches.clear();
        self.settled = self.handed_out;
        (checked, checked + left)
    }

    /// Whether all must be given once more, from the first record on: a key was revoked that signed part of what was read. Nothing of it is
    /// kept then but which keys end where.
    pub(crate) fn again(&mut self, treaty: &Instrument) -> bool {
        if self.ends.is_some() || self.close().is_err() {
            return false;
        }
        let ends = self.read_to_the_end(treaty);
        let again = ends.void_any();
        if again {
            let dossier = std::mem::take(&mut self.dossier);
            *self = Self { ends: Some(ends), dossier, ..Self::default() };
        }
        again
    }

    /// Ends the reading: ends the keys that were revoked.
    pub(crate) fn end(&mut self, treaty: &Instrument) -> Result<(), Refusal> {
        self.close()?;
        let ends = self.read_to_the_end(treaty);
        let ends = self.ends.take().unwrap_or(ends);
        if let Some(shared) = self.shared.as_mut() {
            ends.enforce(shared, &mut self.held);
        }
        Ok(())
    }

    /// Looks again at what a later record may explain, and says what comes of all revocations.
    fn read_to_the_end(&mut self, treaty: &Instrument) -> Ends {
        let Some(shared) = self.shared.as_mut() else { return Ends::default() };
        let held: BTreeSet<_> = self.held.keys().cloned().collect();
        for one in self.held.values_mut() {
            one.book.look_again(treaty, shared, &held);
        }
        Ends::of(shared, &self.held)
    }

    /// The epochs that were declared in clear numbers.
    pub(crate) fn declared(&self) -> impl Iterator<Item = Declared<'_>> {
        self.held.iter().filter_map(|(author, held)| Some((author, held.book.chain.as_ref()?.declared.as_slice())))
    }

    /// The parties whose record is held, and whether it holds commitments.
    pub(crate) fn parties(&self) -> impl Iterator<Item = (&PartyCode, bool)> {
        self.held.iter().filter_map(|(author, held)| {
            Some((author.party()?, held.book.chain.as_ref().is_some_and(chain::Chain::commits)))
        })
    }

    /// Puts the record that was read to its end to the others.
    fn close(&mut self) -> Result<(), Refusal> {
        self.refused.clone().map_or(Ok(()), Err)?;
        match self.open.take() {
            Some(held) if held.reader.wants().is_some() => {
                let author = held.reader.author().clone();
                self.open = Some(held);
                Err(Refusal::Unfinished(author))
            }
            Some(held) => {
                self.held.insert(held.reader.author().clone(), held);
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Held {
    /// Verifies the checkpoint with the keys that may sign one of its size.
    fn verify(&self, rings: &KeyRings) -> Result<(), Refusal> {
        let ring = rings.ring(self.reader.author()).expect("it was there when the record was begun");
        self.reader.verify(&ring.log_keys(self.reader.checkpoint().size))
    }
}
