//! One author's desk: its record, its keys, and what it says and acknowledges.

use crate::cast::Cast;
use crate::instantiate::keys_of;
use crate::keys::Keys;
use crate::run::RunFile;
use chacha20::ChaCha20Rng;
use inventory::Epoch;
use log::{Checkpoint, SignedNote, Timestamp, TreeSize};
use proof::rand_core::Rng;
use proof::{Proofs, Salt};
use record::{Author, Envelope, Heading, Readers, Receipt, RecordWriter, Statement};
use treaty::PartyCode;
use treaty::instrument::Hash;

/// The keeper of one record.
pub(crate) struct Keeper {
    author: Author,
    instrument: Hash,
    parties: Vec<PartyCode>,
    silent_from: Option<Epoch>,
    keys: Keys,
    writer: RecordWriter,
    salts: ChaCha20Rng,
    head: SignedNote,
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

impl Keeper {
    pub(crate) fn new(cast: &Cast, author: Author) -> Self {
        let keys = keys_of(cast.treaty(), cast.seed, &author);
        let writer = RecordWriter::new(author.clone());
        let mut witnesses = cast.exercise.witnesses.iter();
        let witness = witnesses.find(|witness| witness.id.as_str() == author.as_str());
        Self {
            instrument: cast.treaty.hash,
            parties: cast.treaty.parties.iter().map(|party| party.code.clone()).collect(),
            silent_from: witness.and_then(|witness| witness.silent_from),
            salts: cast.seed.generator("papers", author.as_str()),
            head: writer.checkpoint(&keys.log),
            sealed: Vec::new(),
            keys,
            writer,
            author,
        }
    }

    pub(crate) fn author(&self) -> &Author {
        &self.author
    }

    /// The last checkpoint that it signed.
    pub(crate) fn head(&self) -> &SignedNote {
        &self.head
    }

    /// Whether it still says anything of an epoch.
    pub(crate) fn speaks_of(&self, epoch: Epoch) -> bool {
        self.silent_from.is_none_or(|silent| epoch < silent)
    }

    /// A fresh salt for a body.
    pub(crate) fn salt(&mut self) -> Salt {
        let mut salt = [0; 32];
        self.salts.fill_bytes(&mut salt);
        Salt(salt)
    }

    /// Says something: a leaf more in its record. Papers that are not for all go to the other parties.
    pub(crate) fn say(&mut self, saying: Saying<'_>) {
        let Saying { dated, readers, statement, proofs, salt } = saying;
        let sealed = readers != Readers::Public;
        let heading = Heading { instrument: self.instrument, author: self.author.clone(), dated, readers };
        let (envelope, papers) = Envelope::new(heading, statement, proofs, salt, &[&self.keys.statement]);
        let leaf = self.writer.append(&envelope).expect("what the record's own types have made, its own reader takes");
        if sealed {
            let others = self.parties.iter().filter(|party| party.as_str() != self.author.as_str());
            let path = |party: &PartyCode| format!("{party}.sealed/{}-{}", self.author, leaf.get());
            self.sealed.extend(others.map(|party| RunFile { path: path(party), bytes: papers.encode() }));
        }
    }

    /// Something for all to read that another has to sign too.
    pub(crate) fn draft(&mut self, dated: Timestamp, statement: &Statement) -> Envelope {
        let salt = self.salt();
        let (author, instrument) = (self.author.clone(), self.instrument);
        let heading = Heading { instrument, author, dated, readers: Readers::Public };
        Envelope::new(heading, statement, None, salt, &[&self.keys.statement]).0
    }

    /// Another's draft, signed.
    pub(crate) fn countersign(&self, draft: Envelope) -> Envelope {
        draft.signed_by(&self.keys.statement)
    }

    /// Keeps what was drafted and signed.
    pub(crate) fn keep(&mut self, envelope: &Envelope) {
        self.writer.append(envelope).expect("what the record's own types have made, its own reader takes");
    }

    /// Signs the head of its record.
    pub(crate) fn sign(&mut self) {
        self.head = self.writer.checkpoint(&self.keys.log);
    }

    /// Acknowledges another record as far as it holds it.
    pub(crate) fn acknowledge(&mut self, of: &Author, head: &SignedNote, time: Timestamp) {
        let checkpoint = Checkpoint::parse(head.text()).expect("the other has signed a checkpoint");
        let cosignature = format!("{}\n", self.keys.cosignature.cosign(&checkpoint, time));
        let receipt = Receipt {
            of: of.clone(),
            checkpoint: head.to_string().into_bytes(),
            cosignature: cosignature.into_bytes(),
        };
        let (statement, salt) = (Statement::Receipt(receipt), self.salt());
        self.say(Saying { dated: time, readers: Readers::Public, statement: &statement, proofs: None, salt });
    }

    /// The files of its record, the checkpoint last, and the papers that it gave to others.
    pub(crate) fn files(self) -> impl Iterator<Item = RunFile> {
        let of_record = self.writer.files(TreeSize::ZERO, &self.head);
        let path = |path: String| format!("{}/{path}", self.author);
        let of_record: Vec<_> = of_record.map(|file| RunFile { path: path(file.path), bytes: file.bytes }).collect();
        of_record.into_iter().chain(self.sealed)
    }
}
