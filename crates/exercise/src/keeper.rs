//! One author's desk: its record, its keys, and what it says and acknowledges.

use crate::cast::Cast;
use crate::instantiate::keys_of;
use crate::keys::Keys;
use crate::run::RunFile;
use chacha20::ChaCha20Rng;
use ed25519_dalek::SigningKey;
use log::tree::leaf_hash;
use log::{Checkpoint, Frontier, Hash, LeafIndex, SignedNote, Timestamp, TreeSize};
use proof::rand_core::Rng;
use proof::{Proofs, Salt};
use record::statement::ED25519;
use record::{
    Author, Envelope, Heading, KeyId, KeyStatement, Papers, Readers, Receipt, RecordWriter, Revocation, Statement,
};
use std::collections::BTreeMap;
use treaty::PartyCode;
use treaty::instrument::{self, KeyRole};

/// The keeper of one record.
pub(crate) struct Keeper {
    author: Author,
    instrument: instrument::Hash,
    parties: Vec<PartyCode>,
    keys: Keys,
    writer: RecordWriter,
    /// The hashes of its leaves.
    leaves: Vec<Hash>,
    salts: ChaCha20Rng,
    head: SignedNote,
    /// What it last showed to others.
    shown: SignedNote,
    /// The records of others, as far as it acknowledged them.
    holds: BTreeMap<Author, Frontier>,
    /// The latest time that stands in its record.
    latest: Timestamp,
    sealed: Vec<RunFile>,
}

/// A statement that is to be made.
pub(crate) struct Saying<'a> {
    pub(crate) dated: Timestamp,
    pub(crate) readers: Readers,
    pub(crate) statement: &'a Statement,
    pub(crate) proofs: Option<&'a Proofs>,
    pub(crate) salt: Salt,
}

/// A record as it is shown to somebody: its head, and the hashes of all leaves.
pub(crate) struct Shown {
    pub(crate) of: Author,
    pub(crate) head: SignedNote,
    pub(crate) leaves: Vec<Hash>,
}

impl Keeper {
    pub(crate) fn new(cast: &Cast, author: Author) -> Self {
        let keys = keys_of(cast.treaty(), cast.seed, &author);
        let writer = RecordWriter::new(author.clone());
        let head = writer.checkpoint(&keys.log);
        Self {
            instrument: cast.treaty.hash,
            parties: cast.treaty.parties.iter().map(|party| party.code.clone()).collect(),
            salts: cast.seed.generator("papers", author.as_str()),
            shown: head.clone(),
            head,
            holds: BTreeMap::new(),
            latest: Timestamp::new(0).expect("0 is below every limit"),
            sealed: Vec::new(),
            leaves: Vec::new(),
            keys,
            writer,
            author,
        }
    }

    pub(crate) fn author(&self) -> &Author {
        &self.author
    }

    /// The last checkpoint that it showed to others.
    pub(crate) fn last_shown(&self) -> Checkpoint {
        parsed(&self.shown)
    }

    /// A fresh salt for a body.
    pub(crate) fn salt(&mut self) -> Salt {
        let mut salt = [0; 32];
        self.salts.fill_bytes(&mut salt);
        Salt(salt)
    }

    /// Says something: a leaf more in its record. Papers that are not for all go to the other parties.
    pub(crate) fn say(&mut self, saying: Saying<'_>) {
        let sealed = saying.readers != Readers::Public;
        let (envelope, papers) = self.draft(saying);
        let leaf = self.append(&envelope);
        if sealed {
            let others = self.parties.iter().filter(|party| party.as_str() != self.author.as_str());
            let path = |party: &PartyCode| format!("{party}.sealed/{}-{}", self.author, leaf.get());
            self.sealed.extend(others.map(|party| RunFile { path: path(party), bytes: papers.encode() }));
        }
    }

    /// Says something to all that has no proofs.
    pub(crate) fn tell(&mut self, statement: &Statement, dated: Timestamp) {
        let salt = self.salt();
        self.say(Saying { dated, readers: Readers::Public, statement, proofs: None, salt });
    }

    /// A statement that its statement key has signed.
    fn draft(&self, saying: Saying<'_>) -> (Envelope, Papers) {
        let Saying { dated, readers, statement, proofs, salt } = saying;
        Envelope::new(self.heading(dated, readers), statement, proofs, salt, &[&self.keys.statement])
    }

    fn heading(&self, dated: Timestamp, readers: Readers) -> Heading {
        Heading { instrument: self.instrument, author: self.author.clone(), dated, readers }
    }

    fn append(&mut self, envelope: &Envelope) -> LeafIndex {
        self.latest = self.latest.max(envelope.head.dated);
        self.leaves.push(leaf_hash(&envelope.encode()));
        self.writer.append(envelope).expect("what the record's own types have made, its own reader takes")
    }

    /// This time, or the latest in its record: nothing honest is dated before what stands there already.
    pub(crate) fn not_before(&self, time: Timestamp) -> Timestamp {
        self.latest.max(time)
    }

    /// Signs the head of its record.
    pub(crate) fn sign(&mut self) {
        self.head = self.writer.checkpoint(&self.keys.log);
    }

    /// Its record as it signed it last, for others to acknowledge.
    pub(crate) fn show(&mut self) -> Shown {
        self.shown = self.head.clone();
        Shown { of: self.author.clone(), head: self.head.clone(), leaves: self.leaves.clone() }
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

    /// Brings a new key for a role, with which it signs from then on.
    pub(crate) fn renew(&mut self, role: KeyRole, key: SigningKey, dated: Timestamp) {
        let public = key.verifying_key().to_bytes().to_vec();
        let statement = Statement::Key(KeyStatement { role: role.into(), algorithm: ED25519, public, from: dated });
        let (heading, salt) = (self.heading(dated, Readers::Public), self.salt());
        let (envelope, _) = Envelope::new(heading, &statement, None, salt, &[&self.keys.offline]);
        self.append(&envelope);
        self.keys.replace(role, key);
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
        let saying = Saying { dated, readers: Readers::Public, statement: &statement, proofs: None, salt };
        let (envelope, _) = self.draft(saying);
        self.append(&envelope.signed_by(&owner.keys.offline));
    }

    /// Logs what it corrected and another accepts, as both have signed it.
    pub(crate) fn log_agreed(&mut self, other: &Keeper, agreed: &Statement, dated: Timestamp) {
        let salt = self.salt();
        let saying = Saying { dated, readers: Readers::Public, statement: agreed, proofs: None, salt };
        let (envelope, _) = self.draft(saying);
        self.append(&envelope.signed_by(&other.keys.statement));
    }

    /// The files of its record, the checkpoint last, and the papers that it gave to others.
    pub(crate) fn files(self) -> impl Iterator<Item = RunFile> {
        let of_record = self.writer.files(TreeSize::ZERO, &self.head);
        let path = |path: String| format!("{}/{path}", self.author);
        let of_record: Vec<_> = of_record.map(|file| RunFile { path: path(file.path), bytes: file.bytes }).collect();
        of_record.into_iter().chain(self.sealed)
    }
}

fn parsed(head: &SignedNote) -> Checkpoint {
    Checkpoint::parse(head.text()).expect("it was signed as a checkpoint")
}
