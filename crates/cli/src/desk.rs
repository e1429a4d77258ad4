//! The desk at which one side takes its steps: its home, its records, its keys, and the time.
//!
//! ```text
//! stick ─▶ take in ─▶ step: secrets, then record ─▶ stick
//! ```
//!
//! Each arrow is durable before the next. A call that is cut off is made again: it finds its step in the record, or has taken none.

pub mod books;
mod intake;

use crate::audit::{of_folder, refused};
use crate::files::Loaded;
use crate::out::Failure;
use books::Books;
use chacha20::ChaCha20Rng;
use ed25519_dalek::SigningKey;
use folder::{Home, Stick};
use log::{Checkpoint, Cosigner, LogSigner, SignedNote, Timestamp, TreeSize, VerifierKey};
use proof::Salt;
use proof::rand_core::{Rng, SeedableRng};
use record::keys::At;
use record::{Author, Envelope, Heading, Readers, Receipt, RecordWriter, Statement, StatementSigner};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use treaty::instrument::KeyRole;
use treaty::{Date, Instrument, PartyCode};
use zeroize::Zeroizing;

/// One side at work.
pub struct Desk {
    /// Its home.
    pub home: Home,
    /// The instrument.
    pub loaded: Loaded,
    /// The records.
    pub books: Books,
    /// The time of the step.
    pub now: Timestamp,
    /// What is told beside the answer.
    pub aside: Vec<String>,
    rng: ChaCha20Rng,
    /// The inspection that the call names.
    pub asked: Option<String>,
}

impl Desk {
    /// Opens the home of a call that is about an inspection of this name, where it names one.
    pub fn open(home: &Path, at: Option<Timestamp>, asked: Option<String>) -> Result<Self, Failure> {
        let home = Home::open(home).map_err(refused)?;
        let loaded = of_folder(home.folder(), None)?;
        let own = home.party();
        if loaded.instrument.party(own).is_none() {
            return Err(Failure::Refused(format!("the home is that of {own}, which is no party of its instrument")));
        }
        let rings = record::KeyRings::new(&loaded.instrument).map_err(|why| Failure::Refused(why.to_string()))?;
        let record = |author: &Author| Ok(home.folder().record(author)?.map(|record| (author.clone(), record)));
        let held = rings.authors().filter_map(|author| record(author).transpose()).collect::<Result<_, _>>();
        let books = Books::of(&loaded.instrument, held.map_err(refused)?)?;
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *seed).map_err(|why| Failure::Refused(format!("no randomness could be had: {why}")))?;
        let rng = ChaCha20Rng::from_seed(*seed);
        Ok(Self { now: at.map_or_else(clock, Ok)?, aside: Vec::new(), home, loaded, books, rng, asked })
    }

    /// The instrument.
    pub fn treaty(&self) -> &Instrument {
        &self.loaded.instrument
    }

    /// Whose desk it is.
    pub fn party(&self) -> &PartyCode {
        self.home.party()
    }

    /// The same as an author of statements.
    pub fn author(&self) -> Author {
        Author::Party(self.party().clone())
    }

    /// The day of the step.
    pub fn today(&self) -> Date {
        day_of(self.now)
    }

    /// Looks at the stick, and takes in what it brings.
    pub fn take_in(&mut self, stick: Option<&Path>) -> Result<Stick, Failure> {
        let missing = || Failure::Refused("name the stick with --stick: the step is handed over on it".to_owned());
        let stick = Stick::open(stick.ok_or_else(missing)?, &self.loaded.source.bytes).map_err(refused)?;
        self.books.held.values().try_for_each(|held| self.home.clear(held)).map_err(refused)?;
        let empty = Books::of(&self.loaded.instrument, Default::default())?;
        let books = std::mem::replace(&mut self.books, empty);
        self.books = intake::take_in(&self.home, &self.loaded.instrument, books, &stick, &mut self.aside)?;
        Ok(stick)
    }

    /// Leaves on the stick what is for others.
    pub fn leave(&self, stick: &Stick) -> Result<(), Failure> {
        let held = self.books.held.get(&self.author()).ok_or_else(|| self.no_record())?;
        let own =
            RecordWriter::resume(self.author(), held.entries()).map_err(|why| Failure::Refused(why.to_string()))?;
        let is_said = |leaf, bytes: &[u8]| intake::is_named(&self.books, &self.author(), leaf, bytes);
        stick.leave(&self.home, &self.loaded.source.bytes, (&own, held.note()), is_said).map_err(|why| {
            let again = "the step stands in the home's record, and nothing is lost: make the same call again with a stick that takes it";
            Failure::Refused(format!("{why}; {again}"))
        })
    }

    /// Says something in the party's own record. When this returns it is durable there, and nobody has seen it.
    pub fn say(&mut self, statements: &[Statement]) -> Result<(), Failure> {
        let held = self.books.held.get(&self.author()).ok_or_else(|| self.no_record())?;
        self.not_before(self.books.latest(&self.author()))?;
        let refuse = |why: record::writer::NotAppended| Failure::Refused(why.to_string());
        let mut own = RecordWriter::resume(self.author(), held.entries()).map_err(refuse)?;
        let since = own.size();
        let signer = self.statement_signer(since)?;
        for statement in statements {
            let heading = Heading {
                instrument: self.treaty().hash,
                author: self.author(),
                dated: self.now,
                readers: Readers::Public,
            };
            let mut salt = Salt([0; 32]);
            self.rng.fill_bytes(&mut salt.0);
            let (envelope, _) = Envelope::new(heading, statement, None, salt, &[&signer]);
            own.append(&envelope).map_err(refuse)?;
        }
        let head = own.checkpoint(&self.log_signer(own.size())?);
        self.home.write_own(&own, since, &head).map_err(refused)?;
        self.reread()
    }

    /// The statement that acknowledges another's record as it is held; nothing where the last one did.
    pub fn receipt(&self, of: &Author) -> Result<Option<Statement>, Failure> {
        let held = self.books.held.get(of).ok_or_else(|| {
            Failure::Refused(format!("this home holds no record of {of}: it comes on the stick, from {of}"))
        })?;
        let said = self.books.said(&self.author()).iter();
        let mut receipts = said
            .filter_map(|said| if let Statement::Receipt(receipt) = &said.statement { Some(receipt) } else { None });
        let checkpoint = held.note().to_string().into_bytes();
        let last = receipts.rfind(|receipt| receipt.of == *of);
        if last.is_some_and(|last| same_head(&last.checkpoint, held.note())) {
            return Ok(None);
        }
        let head = Checkpoint::parse(held.note().text()).map_err(|why| Failure::Refused(why.to_string()))?;
        let cosignature = format!("{}\n", self.cosigner()?.cosign(&head, self.now)).into_bytes();
        Ok(Some(Statement::Receipt(Receipt { of: of.clone(), checkpoint, cosignature })))
    }

    /// 32 random bytes, for one use.
    pub fn draw(&mut self) -> Zeroizing<[u8; 32]> {
        let mut bytes = Zeroizing::new([0; 32]);
        self.rng.fill_bytes(&mut *bytes);
        bytes
    }

    /// The leaf at which this side's next statement will stand.
    pub fn next_place(&self) -> u64 {
        self.books.held.get(&self.author()).map_or(0, |held| held.size().get())
    }

    /// The generator, for what draws its own.
    pub fn rng(&mut self) -> &mut ChaCha20Rng {
        &mut self.rng
    }

    /// Reads the records again, after something was written.
    fn reread(&mut self) -> Result<(), Failure> {
        let own = self.home.folder().record(&self.author()).map_err(refused)?;
        let mut held = self.books.held.clone();
        held.extend(own.map(|own| (own.author().clone(), own)));
        self.books = Books::of(self.treaty(), held)?;
        Ok(())
    }

    /// Nothing is dated before what stands in the record already.
    fn not_before(&self, latest: Option<Timestamp>) -> Result<(), Failure> {
        match latest {
            Some(latest) if self.now < latest => Err(Failure::Refused(format!(
                "the step would be dated {}, and the home's record has a statement of {}: set the clock, or give a later --at",
                report::visit::utc(self.now),
                report::visit::utc(latest)
            ))),
            _ => Ok(()),
        }
    }

    fn statement_signer(&self, size: TreeSize) -> Result<StatementSigner, Failure> {
        let signer = StatementSigner::new(self.key(KeyRole::Statement)?);
        let at = self.next_leaf(size);
        let ring = self.books.rings.ring(&self.author());
        match ring.is_some_and(|ring| ring.statement_keys_at(at).any(|id| id == signer.id())) {
            true => Ok(signer),
            false => Err(self.not_in_force(KeyRole::Statement)),
        }
    }

    fn log_signer(&self, size: TreeSize) -> Result<LogSigner, Failure> {
        let ring = self.books.rings.ring(&self.author());
        let keys = ring.map(|ring| ring.log_keys(size)).unwrap_or_default();
        let (key, verifier) = self.named(KeyRole::Log, &keys)?;
        Ok(LogSigner::new(verifier.name().clone(), key))
    }

    fn cosigner(&self) -> Result<Cosigner, Failure> {
        let size = self.books.held.get(&self.author()).map_or(TreeSize::ZERO, |held| held.size());
        let ring = self.books.rings.ring(&self.author());
        let keys = ring.map(|ring| ring.cosignature_keys_at(self.next_leaf(size))).unwrap_or_default();
        let (key, verifier) = self.named(KeyRole::Cosignature, &keys)?;
        Ok(Cosigner::new(verifier.name().clone(), key))
    }

    /// The home's key of a role, with the one of these that verifies what it signs.
    fn named<'a>(&self, role: KeyRole, keys: &'a [VerifierKey]) -> Result<(SigningKey, &'a VerifierKey), Failure> {
        let key = self.key(role)?;
        let found = keys.iter().find(|verifier| verifier.public() == key.verifying_key().as_bytes());
        found.map(|verifier| (key, verifier)).ok_or_else(|| self.not_in_force(role))
    }

    fn key(&self, role: KeyRole) -> Result<SigningKey, Failure> {
        self.home.key(role).map(|secret| SigningKey::from_bytes(&secret)).map_err(refused)
    }

    /// The first receipt or step to come; a place that no record reaches is refused when it is appended.
    fn next_leaf(&self, size: TreeSize) -> At {
        log::LeafIndex::new(size.get()).map_or(At::Elsewhere(self.now), |leaf| At::Leaf(leaf, self.now))
    }

    fn not_in_force(&self, role: KeyRole) -> Failure {
        let (party, role) = (self.party(), role.word());
        Failure::Refused(format!(
            "`{party}.secret/keys/{role}` is no {role} key of {party} that is in force: put the key there that its record or the instrument names"
        ))
    }

    fn no_record(&self) -> Failure {
        Failure::Refused(format!("this home has no record of {}: a step is said in one", self.party()))
    }
}

/// Whether a note signs the same head.
fn same_head(bytes: &[u8], note: &SignedNote) -> bool {
    SignedNote::parse(bytes).is_ok_and(|other| other.text() == note.text())
}

/// The day of a time, in UTC.
pub fn day_of(time: Timestamp) -> Date {
    report::visit::day(time)
}

fn clock() -> Result<Timestamp, Failure> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok().and_then(|since| Timestamp::new(since.as_secs()));
    seconds.ok_or_else(|| Failure::Refused("the clock of this machine is before 1970: set it, or give --at".to_owned()))
}
