//! A freeze of a few days, played with the room's public parts alone: two parties, two witnesses, and whatever a forger does with its own keys,
//! its own ledger and its own code.
#![allow(dead_code, missing_docs, reason = "every test file uses its part")]

mod ledger;
mod played;

pub use ledger::*;

use audit::assessment::{Assessment, Fact, Finding, Outcome, Severity, StatementAt};
use audit::evidence::{Evidence, Leaf};
use audit::{Audit, Checked, RecordRefusal};
use ed25519_dalek::SigningKey;
use log::tree::{InclusionProof, StoredTree, leaf_hash};
use log::{
    Checkpoint, Cosigner, KeyName, LeafIndex, LogProof, LogSigner, SignedNote, Timestamp, TreeSize, VerifierKey,
};
use proof::{Salt, Verifier};
use record::{
    Author, Envelope, Epoch, Heading, KeyStatement, OpenedSum, Opening, OpeningNumber, Readers, Receipt, RecordWriter,
    Role, Statement, StatementSigner, SumBlinding,
};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use treaty::{Date, Id, Instrument, PartyCode};

pub const TEXT: &str = include_str!("freeze.toml");
const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
/// 24:00 UTC of 2030-01-10, the day of the baseline.
const BASELINE_ENDS: u64 = 1_894_320_000;
/// The last epoch of the honest days.
pub const LAST: u32 = 4;

/// The day on which the honest days are audited: the openings of epoch 4 fell due, and epoch 6 did not.
pub const AS_OF: Date = Date::constant(2030, 1, 17);

/// The instrument, with all keys.
pub static TREATY: LazyLock<Instrument> = LazyLock::new(|| changed("", ""));
pub static VERIFIER: LazyLock<Verifier> = LazyLock::new(|| Verifier::with(GENERATORS.clone()));

/// The freeze of days with a third party.
pub static THREE: LazyLock<Instrument> = LazyLock::new(|| {
    let witness = "[[witness]]\nid = \"hillside\"";
    let party = "[[party]]\nid = \"CAR\"\n\
                 name = { en = \"Republic of Carrowmark\", ru = \"Республика Карроумарк\" }\n\
                 short = { en = \"Carrowmark\", ru = \"Карроумарк\" }\n";
    changed(witness, &format!("{party}{}\n{witness}", Keeper::new("CAR").listed()))
});

/// The instrument with all keys and one passage changed.
pub fn changed(from: &str, to: &str) -> Instrument {
    let keys: String = ["HAL", "OND", "hillside", "lakeside"].map(|author| Keeper::new(author).listed()).concat();
    let file = TEXT.to_owned() + &keys;
    assert!(file.contains(from), "{from:?} is not in the instrument");
    let file = file.replacen(from, to, 1);
    treaty::parse(file.as_bytes(), None).unwrap_or_else(|told| panic!("{told:#?}")).instrument
}

/// So many hours after the close of an epoch.
pub fn at(epoch: u32, hours: u64) -> u64 {
    BASELINE_ENDS + u64::from(epoch) * DAY + hours * HOUR
}

pub fn id(id: &str) -> Id {
    Id::new(id).unwrap()
}

/// Someone who keeps a record, with all secrets.
pub struct Keeper {
    pub author: Author,
    pub log: LogSigner,
    pub cosigner: Cosigner,
    pub signer: StatementSigner,
    pub offline: StatementSigner,
    pub writer: RecordWriter,
    /// Under which instrument it states.
    pub instrument: treaty::instrument::Hash,
}

pub fn secret(author: &str, use_of: u8) -> SigningKey {
    let seed: u8 = author.bytes().fold(use_of.wrapping_mul(31), |seed, b| seed.wrapping_mul(7).wrapping_add(b));
    let mut bytes = [seed; 32];
    bytes[0] = use_of;
    bytes[1] = author.len() as u8;
    SigningKey::from_bytes(&bytes)
}

pub fn name(author: &str) -> KeyName {
    KeyName::new(&format!("standstill.example/{}", author.to_lowercase())).unwrap()
}

impl Keeper {
    pub fn new(author: &str) -> Self {
        let name = name(author);
        Self {
            author: Author::new(author).unwrap(),
            log: LogSigner::new(name.clone(), secret(author, 1)),
            cosigner: Cosigner::new(name, secret(author, 2)),
            signer: StatementSigner::new(secret(author, 3)),
            offline: StatementSigner::new(secret(author, 4)),
            writer: RecordWriter::new(Author::new(author).unwrap()),
            instrument: treaty::instrument::Hash([0; 32]),
        }
    }

    /// Its keys as the instrument lists them.
    pub fn listed(&self) -> String {
        let name = || self.log.verifier().name().clone();
        let keys: [(&str, VerifierKey); 4] = [
            ("log", self.log.verifier().clone()),
            ("cosignature", self.cosigner.verifier().clone()),
            ("statement", self.signer.verifier(name()).unwrap()),
            ("offline", self.offline.verifier(name()).unwrap()),
        ];
        let line = |(role, key): &(&str, VerifierKey)| {
            format!("\n[[key]]\nholder = \"{}\"\nrole = \"{role}\"\nkey = \"{key}\"\n", self.author)
        };
        keys.iter().map(line).collect()
    }

    pub fn party(&self) -> PartyCode {
        self.author.party().unwrap().clone()
    }

    pub fn heading(&self, dated: u64) -> Heading {
        let dated = Timestamp::new(dated).unwrap();
        Heading { instrument: self.instrument, author: self.author.clone(), dated, readers: Readers::Public }
    }

    /// A statement, signed by its own statement key.
    pub fn envelope(&self, statement: &Statement, dated: u64) -> Envelope {
        Envelope::new(self.heading(dated), statement, None, Salt([5; 32]), &[&self.signer]).0
    }

    /// The same for the parties only: its papers stand elsewhere.
    pub fn sealed(&self, statement: &Statement, dated: u64) -> Envelope {
        let heading = Heading { readers: Readers::Parties, ..self.heading(dated) };
        Envelope::new(heading, statement, None, Salt([5; 32]), &[&self.signer]).0
    }

    pub fn log(&mut self, envelope: &Envelope) -> u64 {
        self.writer.append(envelope).unwrap().get()
    }

    pub fn say(&mut self, statement: Statement, dated: u64) -> u64 {
        let envelope = self.envelope(&statement, dated);
        self.log(&envelope)
    }

    /// A new key of its own, by the offline key.
    pub fn bring(&mut self, role: Role, public: [u8; 32], dated: u64) -> u64 {
        let from = Timestamp::new(dated).unwrap();
        let key = Statement::Key(KeyStatement { role, algorithm: 1, public: public.to_vec(), from });
        let envelope = Envelope::new(self.heading(dated), &key, None, Salt([5; 32]), &[&self.offline]).0;
        self.log(&envelope)
    }

    pub fn head(&self) -> SignedNote {
        self.writer.checkpoint(&self.log)
    }

    /// The root of its record at an earlier size.
    pub fn root(&self, size: u64) -> log::Hash {
        let leaves = self.writer.entries().iter().take(size as usize);
        leaves.map(|entry| log::tree::leaf_hash(entry)).collect::<log::tree::StoredTree>().root()
    }

    /// This keeper's receipt of a checkpoint.
    pub fn receipt(&self, of: &Author, head: &SignedNote, time: u64) -> Receipt {
        let checkpoint = Checkpoint::parse(head.text()).unwrap();
        let line = self.cosigner.cosign(&checkpoint, Timestamp::new(time).unwrap());
        let checkpoint = head.to_string().into_bytes();
        Receipt { of: of.clone(), checkpoint, cosignature: format!("{line}\n").into_bytes() }
    }

    pub fn acknowledge(&mut self, of: &Author, head: &SignedNote, time: u64) -> u64 {
        let receipt = self.receipt(of, head, time);
        self.say(Statement::Receipt(receipt), time)
    }
}

/// All who keep a record, and the ledgers of the two parties.
pub struct World {
    pub hal: Keeper,
    pub ond: Keeper,
    pub hillside: Keeper,
    pub lakeside: Keeper,
    /// OND's epochs as they were stated.
    pub chain: Vec<Stated>,
}

impl World {
    pub fn new() -> Self {
        Self::under(&TREATY)
    }

    pub fn under(treaty: &Instrument) -> Self {
        let keeper = |author| Keeper { instrument: treaty.hash, ..Keeper::new(author) };
        let (hal, ond, hillside, lakeside) = (keeper("HAL"), keeper("OND"), keeper("hillside"), keeper("lakeside"));
        Self { hal, ond, hillside, lakeside, chain: Vec::new() }
    }

    /// All days, honest.
    pub fn honest() -> Self {
        Self::until(LAST + 1)
    }

    /// The first days, honest.
    pub fn until(days: u32) -> Self {
        let mut world = Self::new();
        (0..days).for_each(|epoch| world.honest_day(epoch));
        world
    }

    /// OND closes epoch 2 as a forger does; before and after all is honest.
    pub fn forged(forge: &Forge<'_>) -> Self {
        let mut world = Self::until(2);
        world.forged_day(2, forge);
        world.rest(3);
        world
    }

    /// OND's record as it would be had it said something else of the last day.
    pub fn fork() -> Self {
        let mut other = Self::until(LAST);
        other.hal_states(LAST);
        let plan: &dyn Fn(&mut Plan) = &|plan| (plan.cells[0], plan.cells[3]) = (7, 1);
        let stated = other.ond_closes(LAST, &Forge { plan, ..Forge::default() });
        other.ond_logs(stated);
        other
    }

    pub fn honest_day(&mut self, epoch: u32) {
        self.hal_states(epoch);
        self.ond_states(epoch);
        self.receipts(epoch, 2);
        self.openings(epoch);
    }

    /// Goes on honestly from a day to the end, with the epochs that OND's ledger now has: where nothing was forged, those of all honest days.
    pub fn rest(&mut self, from: u32) {
        let so_far = self.chain.last().map(|stated| stated.hash);
        if so_far == Some(honest("OND", from - 1).hash) {
            (from..=LAST).for_each(|epoch| self.honest_day(epoch));
        } else {
            self.rest_with(from, &|_| {});
        }
    }

    /// The same with clear numbers.
    pub fn rest_with(&mut self, from: u32, plan: &dyn Fn(&mut Plan)) {
        (from..=LAST).for_each(|epoch| self.forged_day(epoch, &Forge { plan, ..Forge::default() }));
    }

    pub fn hal_states(&mut self, epoch: u32) {
        let envelope = honest("HAL", epoch).envelope(&self.hal, at(epoch, 1));
        self.hal.log(&envelope);
    }

    pub fn ond_states(&mut self, epoch: u32) {
        self.ond_logs(honest("OND", epoch).clone());
    }

    /// What OND closes an epoch with, after its chain as it stands.
    pub fn ond_closes(&self, epoch: u32, forge: &Forge<'_>) -> Stated {
        close(&TREATY, "OND", epoch, &[], &self.chain, forge)
    }

    pub fn ond_logs(&mut self, stated: Stated) -> u64 {
        let envelope = stated.envelope(&self.ond, at(stated.body.epoch.0, 1));
        self.chain.push(stated);
        self.ond.log(&envelope)
    }

    /// OND closes an epoch as a forger does, and all goes on as on other days.
    pub fn forged_day(&mut self, epoch: u32, forge: &Forge<'_>) {
        self.hal_states(epoch);
        let stated = self.ond_closes(epoch, forge);
        self.ond_logs(stated);
        self.receipts(epoch, 2);
        self.openings(epoch);
    }

    /// Everybody acknowledges everybody's record.
    pub fn receipts(&mut self, epoch: u32, hours: u64) {
        for by in 0..4 {
            self.receipts_by(by, at(epoch, hours) + by as u64 * 60);
        }
    }

    /// One of all, in the order of [`World::all`], acknowledges the others' records.
    pub fn receipts_by(&mut self, by: usize, time: u64) {
        let heads: Vec<_> = self.all().map(|keeper| (keeper.author.clone(), keeper.head())).into_iter().collect();
        let keeper = self.all_mut().into_iter().nth(by).unwrap();
        let own = keeper.author.clone();
        for (of, head) in heads.iter().filter(|(of, _)| *of != own) {
            keeper.acknowledge(of, head, time);
        }
    }

    /// What both parties open after the last epoch of a window.
    pub fn openings(&mut self, epoch: u32) {
        if epoch > 0 && epoch.is_multiple_of(2) {
            let dated = at(epoch, 3);
            let hal: Vec<_> = (0..=epoch).map(|epoch| honest("HAL", epoch).clone()).collect();
            open_all(&mut self.hal, &hal, epoch, dated);
            let chain = self.chain.clone();
            open_all(&mut self.ond, &chain, epoch, dated);
            self.receipts(epoch, 4);
        }
    }

    pub fn all(&self) -> [&Keeper; 4] {
        [&self.hal, &self.ond, &self.hillside, &self.lakeside]
    }

    pub fn all_mut(&mut self) -> [&mut Keeper; 4] {
        [&mut self.hal, &mut self.ond, &mut self.hillside, &mut self.lakeside]
    }

    /// The records as an auditor gets them.
    pub fn records(&self) -> Vec<Copy> {
        self.all().map(|keeper| Copy::of(keeper.author.clone(), &keeper.writer, keeper.head())).into_iter().collect()
    }

    pub fn audited(&self) -> Assessment {
        audited(&TREATY, &self.records(), AS_OF)
    }
}

/// The total of retired for the public, and the losses for the parties.
pub fn open_all(keeper: &mut Keeper, chain: &[Stated], last: u32, dated: u64) {
    let total = total_of_retired(keeper.author.as_str(), chain, last);
    keeper.say(Statement::Opening(total), dated);
    let nobody_reads = OpenedSum { sum: 0, blinding: SumBlinding([0; 32]) };
    let (first, last) = (Epoch(last - 1), Epoch(last));
    let losses = Opening { opening: OpeningNumber(1), first, last, sums: vec![nobody_reads] };
    let sealed = keeper.sealed(&Statement::Opening(losses), dated);
    keeper.log(&sealed);
}

/// A record as it lies in a folder.
#[derive(Clone)]
pub struct Copy {
    pub author: Author,
    pub note: Vec<u8>,
    pub files: BTreeMap<String, Vec<u8>>,
    pub entries: Vec<Vec<u8>>,
}

impl Copy {
    pub fn of(author: Author, writer: &RecordWriter, head: SignedNote) -> Self {
        let files = writer.files(TreeSize::ZERO, &head).map(|file| (file.path, file.bytes)).collect();
        Self { author, note: head.to_string().into_bytes(), files, entries: writer.entries().to_vec() }
    }

    /// A keeper's record with leaves behind it that no honest code would log.
    pub fn forged(keeper: &Keeper, leaves: &[Vec<u8>]) -> Self {
        let entries: Vec<_> = keeper.writer.entries().iter().chain(leaves).cloned().collect();
        let mut tree = StoredTree::new();
        entries.iter().for_each(|entry| assert!(tree.append(leaf_hash(entry)).is_ok()));
        let head = Checkpoint::new(log::Origin::from(keeper.log.verifier().name()), tree.size(), tree.root());
        let mut files = BTreeMap::new();
        for address in log::tile::bundles_between(TreeSize::ZERO, tree.size()) {
            let first = address.index().0 as usize * 256;
            let bytes = log::EntryBundle::encode(&entries[first..first + usize::from(address.width().get())]).unwrap();
            files.insert(address.to_string(), bytes);
        }
        for address in log::tile::tiles_between(TreeSize::ZERO, tree.size()) {
            let log::TileKind::Hashes(level) = address.kind() else { continue };
            let first = address.index().0 * 256;
            let node = |index| log::Nodes::node(&tree, log::Node::new(8 * level, index).unwrap()).unwrap();
            let hashes = (first..first + u64::from(address.width().get())).map(node).collect();
            files.insert(address.to_string(), log::HashTile::new(address, hashes).unwrap().encode());
        }
        let note = head.sign(&keeper.log).unwrap().to_string().into_bytes();
        Self { author: keeper.author.clone(), note, files, entries }
    }

    /// Feeds it, and settles nothing.
    pub fn feed(&self, audit: &mut Audit) -> Result<(), RecordRefusal> {
        audit.open(&self.author, &self.note)?;
        while let Some(wanted) = audit.wants() {
            // a file that is not there is as good as an empty one
            audit.push_file(self.files.get(&wanted.to_string()).map_or(&[], Vec::as_slice))?;
        }
        Ok(())
    }
}

pub fn check_all(audit: &mut Audit) -> Vec<Checked> {
    std::iter::from_fn(|| audit.batch()).map(|batch| batch.check(&VERIFIER)).collect()
}

pub fn audited(treaty: &Instrument, records: &[Copy], as_of: Date) -> Assessment {
    audited_with(treaty, records, &[], Some(as_of))
}

/// The same with views, and perhaps without a day.
pub fn audited_with(
    treaty: &Instrument,
    records: &[Copy],
    views: &[(&str, &SignedNote)],
    as_of: Option<Date>,
) -> Assessment {
    audited_holding(treaty, records, views, as_of, audit::Dossier::default())
}

/// The same with what one reader holds.
pub fn audited_holding(
    treaty: &Instrument,
    records: &[Copy],
    views: &[(&str, &SignedNote)],
    as_of: Option<Date>,
    dossier: audit::Dossier,
) -> Assessment {
    let mut audit = Audit::new(treaty.clone(), as_of).holding(dossier.into());
    records.iter().for_each(|copy| copy.feed(&mut audit).unwrap());
    // what comes of the first reading may come back at any time
    let stale = check_all(&mut audit);
    if audit.again() {
        records.iter().for_each(|copy| copy.feed(&mut audit).unwrap());
    }
    stale.into_iter().for_each(|checked| audit.settle(checked));
    views.iter().for_each(|(name, note)| audit.view(name, note.to_string().as_bytes()).unwrap());
    check_all(&mut audit).into_iter().for_each(|checked| audit.settle(checked));
    audit.finish().unwrap()
}

/// All findings that are not blind, as `severity code PARTY epoch`; a witness's are `-`.
pub fn told(assessment: &Assessment) -> Vec<String> {
    let told = |finding: &Finding| {
        let party = finding.party.as_ref().map_or("-", PartyCode::as_str);
        let epoch = match &finding.fact {
            Fact::Record(fact) => fact.epoch().map_or(String::new(), |epoch| format!(" {epoch}")),
            _ => String::new(),
        };
        format!("{} {} {party}{epoch}", finding.severity.word(), finding.fact.code())
    };
    assessment.findings.iter().filter(|finding| finding.severity != Severity::Blind).map(told).collect()
}

/// An obligation's outcome and days, if it is listed.
pub fn obligation(assessment: &Assessment, party: &str, name: &str) -> Option<(Outcome, String)> {
    let is = |one: &&audit::Obligation| one.party.as_str() == party && one.id.as_str() == name;
    let found = assessment.obligations.iter().find(is)?;
    let covers = found.covers.map_or_else(|| "nothing".to_owned(), |(first, last)| format!("{first}/{last}"));
    Some((found.outcome, covers))
}

/// A finding of this code.
pub fn finding<'a>(assessment: &'a Assessment, code: &str) -> &'a Finding {
    assessment.findings.iter().find(|finding| finding.fact.code() == code).unwrap_or_else(|| panic!("no {code}"))
}

/// Cuts a finding out, as a shell does.
pub fn cut(records: &[Copy], finding: &Finding) -> Evidence {
    cut_under(&TREATY, records, finding)
}

pub fn cut_under(treaty: &Instrument, records: &[Copy], finding: &Finding) -> Evidence {
    let Fact::Record(fact) = &finding.fact else { panic!("not about a record") };
    let mut places: Vec<_> = finding
        .statements
        .iter()
        .map(|at| match at {
            StatementAt::Leaf { record, index } => (record, *index),
            StatementAt::Row { .. } => panic!("a row of a table"),
        })
        .collect();
    places.sort();
    places.dedup();
    let leaves = places.into_iter().map(|(record, index)| leaf_of(records, record, index));
    Evidence {
        treaty: treaty.hash.to_string(),
        code: fact.code().to_owned(),
        epoch: fact.epoch(),
        author: Author::Party(finding.party.clone().unwrap()),
        keys: Vec::new(),
        papers: Vec::new(),
        leaves: leaves.collect(),
    }
}

/// A statement with its log proof.
pub fn leaf_of(records: &[Copy], author: &Author, index: u64) -> Leaf {
    let copy = records.iter().find(|copy| copy.author == *author).unwrap();
    let mut tree = StoredTree::new();
    copy.entries.iter().for_each(|entry| assert!(tree.append(leaf_hash(entry)).is_ok()));
    let index = LeafIndex::new(index).unwrap();
    let inclusion = InclusionProof::make(index, tree.size(), &tree).unwrap();
    let proof = LogProof { extra: None, index, inclusion, checkpoint: SignedNote::parse(&copy.note).unwrap() };
    let entry = copy.entries[index.get() as usize].clone();
    Leaf { author: author.clone(), entry, proof: proof.to_string().into_bytes() }
}

pub fn shown(evidence: &Evidence) -> Result<Finding, audit::evidence::NotShown> {
    shown_under(&TREATY, evidence)
}

pub fn shown_under(treaty: &Instrument, evidence: &Evidence) -> Result<Finding, audit::evidence::NotShown> {
    audit::evidence::check(evidence, treaty, &VERIFIER)
}

/// Cuts a contradiction out of records, which must show it alone, and not without any one of these of its statements (by their place among those that are
/// cut out).
#[track_caller]
pub fn shown_alone(treaty: &Instrument, records: &[Copy], finding: &Finding, needed: &[usize]) {
    assert!(audit::evidence::can_be_cut(finding), "{finding:?}");
    let evidence = cut_under(treaty, records, finding);
    let again = shown_under(treaty, &evidence).unwrap_or_else(|why| panic!("{}: {why}", evidence.code));
    assert_eq!((&again.fact, &again.party, again.severity), (&finding.fact, &finding.party, finding.severity));
    for place in needed {
        let mut less = evidence.clone();
        less.leaves.remove(*place);
        let shown = shown_under(treaty, &less);
        let none = matches!(shown, Err(audit::evidence::NotShown::OtherFinding { .. }));
        assert!(none, "{} without {place} of {}: {shown:?}", evidence.code, evidence.leaves.len());
    }
}
