//! One author's desk: its record, its keys, and what it says and acknowledges.

mod either;

pub(crate) use either::Log;

use crate::cast::Cast;
use crate::evasion::Fork;
use crate::instantiate::keys_of;
use crate::keys::Keys;
use crate::run::RunFile;
use chacha20::ChaCha20Rng;
use ed25519_dalek::SigningKey;
use log::{Checkpoint, Frontier, Hash, SignedNote, Timestamp, TreeSize};
use proof::rand_core::Rng;
use proof::{Proofs, Salt};
use record::statement::ED25519;
use record::{Author, Envelope, Heading, KeyId, KeyStatement, Papers, Readers, Receipt, Revocation, Statement};
use std::collections::BTreeMap;
use treaty::PartyCode;
use treaty::instrument::{self, KeyRole};

/// The keeper of one record.
pub(crate) struct Keeper {
    author: Author,
    instrument: instrument::Hash,
    parties: Vec<PartyCode>,
    pub(crate) keys: Keys,
    pub(crate) log: Log,
    /// Its record in another version, if it is a forger's.
    pub(crate) fork: Option<Fork>,
    salts: ChaCha20Rng,
    head: SignedNote,
    /// What it showed to others, first and last.
    shown: Option<[Checkpoint; 2]>,
    /// The records of others, as far as it acknowledged them.
    holds: BTreeMap<Author, Frontier>,
    /// The latest time that stands in its record.
    latest: Timestamp,
    sealed: Vec<RunFile>,
}

/// A statement that is to be made.
#[derive(Clone, Copy)]
pub(crate) struct Saying<'a> {
    pub(crate) dated: Timestamp,
    pub(crate) readers: &'a Readers,
    pub(crate) statement: &'a Statement,
    pub(crate) proofs: Option<&'a Proofs>,
    pub(crate) salt: Salt,
}

/// A record as it is shown to others: its head, and the hashes of all leaves.
pub(crate) struct Shown {
    pub(crate) of: Author,
    pub(crate) head: SignedNote,
    pub(crate) leaves: Vec<Hash>,
    /// To whom: to all, to all but one, or to this one alone.
    pub(crate) to: To,
}

/// Who sees a version of a record.
pub(crate) enum To {
    All,
    AllBut(Author),
    Only(Author),
}

impl Shown {
    /// The size and root of the head.
    pub(crate) fn covered(&self) -> (TreeSize, Hash) {
        let checkpoint = parsed(&self.head);
        (checkpoint.size, checkpoint.root)
    }

    /// Whether somebody sees this version.
    pub(crate) fn is_for(&self, author: &Author) -> bool {
        match &self.to {
            To::All => true,
            To::AllBut(other) => other != author,
            To::Only(this) => this == author,
        }
    }
}

impl Keeper {
    pub(crate) fn new(cast: &Cast, author: Author) -> Self {
        let (keys, log) = (keys_of(cast.treaty(), cast.seed, &author), Log::new(author.clone()));
        Self {
            instrument: cast.treaty.hash,
            parties: cast.treaty.parties.iter().map(|party| party.code.clone()).collect(),
            salts: cast.seed.generator("papers", author.as_str()),
            head: log.head(&keys.log),
            shown: None,
            holds: BTreeMap::new(),
            latest: Timestamp::new(0).expect("0 is below every limit"),
            sealed: Vec::new(),
            fork: None,
            keys,
            log,
            author,
        }
    }

    pub(crate) fn author(&self) -> &Author {
        &self.author
    }

    /// The checkpoints that it showed to others first and last.
    pub(crate) fn shown(&self) -> [Checkpoint; 2] {
        self.shown.clone().expect("everybody whose key ends has shown its baseline")
    }

    /// A fresh salt for a body.
    pub(crate) fn salt(&mut self) -> Salt {
        let mut salt = [0; 32];
        self.salts.fill_bytes(&mut salt);
        Salt(salt)
    }

    /// Says something: a leaf more in its record. Papers that are not for all go to the other parties.
    pub(crate) fn say(&mut self, saying: Saying<'_>) {
        let sealed = *saying.readers != Readers::Public;
        let (envelope, papers) = self.draft(saying);
        let leaf = self.append(&envelope);
        if sealed {
            let others = self.parties.iter().filter(|party| party.as_str() != self.author.as_str());
            let path = |party: &PartyCode| format!("{party}.sealed/{}-{leaf}", self.author);
            self.sealed.extend(others.map(|party| RunFile { path: path(party), bytes: papers.encode() }));
        }
    }

    /// Says something to all that has no proofs.
    pub(crate) fn tell(&mut self, statement: &Statement, dated: Timestamp) {
        let salt = self.salt();
        self.say(Saying { dated, readers: &Readers::Public, statement, proofs: None, salt });
    }

    /// A statement that its statement key has signed.
    pub(crate) fn draft(&self, saying: Saying<'_>) -> (Envelope, Papers) {
        let Saying { dated, readers, statement, proofs, salt } = saying;
        Envelope::new(self.heading(dated, readers.clone()), statement, proofs, salt, &[&self.keys.statement])
    }

    fn heading(&self, dated: Timestamp, readers: Readers) -> Heading {
        Heading { instrument: self.instrument, author: self.author.clone(), dated, readers }
    }

    pub(crate) fn append(&mut self, envelope: &Envelope) -> u64 {
        self.latest = self.latest.max(envelope.head.dated);
        self.fork.iter_mut().for_each(|fork| fork.append(envelope));
        self.log.append(envelope)
    }

    /// The latest time that stands in its record.
    pub(crate) fn latest(&self) -> Timestamp {
        self.latest
    }

    /// This time, or the latest in its record: nothing is dated before what stands there already.
    pub(crate) fn not_before(&self, time: Timestamp) -> Timestamp {
        self.latest.max(time)
    }

    /// The head that it signed last.
    pub(crate) fn signed_head(&self) -> SignedNote {
        self.head.clone()
    }

    /// Signs the head of its record.
    pub(crate) fn sign(&mut self) {
        self.head = self.log.head(&self.keys.log);
    }

    /// Its record as it signed it last, for others to acknowledge; a forger's in two versions.
    pub(crate) fn show(&mut self) -> Vec<Shown> {
        let last = parsed(&self.head);
        let first = self.shown.take().map_or_else(|| last.clone(), |[first, _]| first);
        self.shown = Some([first, last]);
        let fork = self.fork.as_ref().map(|fork| fork.show(self));
        let to = match &fork {
            Some(Shown { to: To::Only(other), .. }) => To::AllBut(other.clone()),
            _ => To::All,
        };
        let own = Shown { of: self.author.clone(), head: self.head.clone(), leaves: self.log.leaves(), to };
        fork.into_iter().chain([own]).collect()
    }

    /// Acknowledges a record, if it begins with all that it holds of it.
    pub(crate) fn acknowledge(&mut self, shown: &Shown, time: Timestamp) {
        let checkpoint = parsed(&shown.head);
        let mut holds = self.holds.get(&shown.of).cloned().unwrap_or_default();
        let held = usize::try_from(holds.size().get()).expect("a record in memory has fewer leaves");
        for leaf in shown.leaves.iter().skip(held) {
            holds.append(*leaf).expect("a record in memory has room");
        }
        if (holds.size(), holds.root()) != (checkpoint.size, checkpoint.root) {
            return;
        }
        self.holds.insert(shown.of.clone(), holds);
        let cosignature = format!("{}\n", self.keys.cosignature.cosign(&checkpoint, time));
        let receipt = Receipt {
            of: shown.of.clone(),
            checkpoint: shown.head.to_string().into_bytes(),
            cosignature: cosignature.into_bytes(),
        };
        self.tell(&Statement::Receipt(receipt), time);
    }

    /// The last head of a record that it acknowledged.
    pub(crate) fn acknowledged(&self, of: &Author) -> Option<(TreeSize, Hash)> {
        self.holds.get(of).map(|holds| (holds.size(), holds.root()))
    }

    /// Brings a new key for a role, with which it signs from then on.
    pub(crate) fn renew(&mut self, role: KeyRole, key: SigningKey, dated: Timestamp) {
        let public = key.verifying_key().to_bytes().to_vec();
        let statement = Statement::Key(KeyStatement { role: role.into(), algorithm: ED25519, public, from: dated });
        self.say_offline(&statement, dated);
        self.keys.replace(role, key);
    }

    /// Says something that its offline key signs.
    pub(crate) fn say_offline(&mut self, statement: &Statement, dated: Timestamp) {
        let (heading, salt) = (self.heading(dated, Readers::Public), self.salt());
        let (envelope, _) = Envelope::new(heading, statement, None, salt, &[&self.keys.offline]);
        self.append(&envelope);
    }

    /// The key with which it signs in a role.
    pub(crate) fn key(&self, role: KeyRole) -> KeyId {
        self.keys.id(role)
    }

    /// Logs that a key of another has ended at a checkpoint of its record, as the other's offline key says.
    pub(crate) fn log_end(&mut self, owner: &Keeper, key: KeyId, covered: &Checkpoint, dated: Timestamp) {
        let (of, size, root) = (owner.author.clone(), covered.size, covered.root);
        let statement = Statement::Revocation(Revocation { of, key, size, root });
        let salt = self.salt();
        let saying = Saying { dated, readers: &Readers::Public, statement: &statement, proofs: None, salt };
        let (envelope, _) = self.draft(saying);
        self.append(&envelope.signed_by(&owner.keys.offline));
    }

    /// Logs what it corrected and another accepts, as both have signed it.
    pub(crate) fn log_agreed(&mut self, other: &Keeper, agreed: &Statement, dated: Timestamp) {
        let salt = self.salt();
        let saying = Saying { dated, readers: &Readers::Public, statement: agreed, proofs: None, salt };
        let (envelope, _) = self.draft(saying);
        self.append(&envelope.signed_by(&other.keys.statement));
    }

    /// The files of its record, the checkpoint last.
    pub(crate) fn record(&self) -> Vec<RunFile> {
        let path = |path: String| format!("{}/{path}", self.author);
        let files = self.log.files(&self.head).into_iter();
        files.map(|file| RunFile { path: path(file.path), bytes: file.bytes }).collect()
    }

    /// Gives a paper to its reader.
    pub(crate) fn hand_over(&mut self, paper: RunFile) {
        self.sealed.push(paper);
    }

    /// The papers that it gave to others.
    pub(crate) fn papers(&self) -> &[RunFile] {
        &self.sealed
    }
}

fn parsed(head: &SignedNote) -> Checkpoint {
    Checkpoint::parse(head.text()).expect("it was signed as a checkpoint")
}
