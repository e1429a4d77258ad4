//! The statements of one record, in order: is each what the instrument allows, signed by whom it demands, in its place.
//!
//! What does not count is a finding, and the book goes on: one false leaf hides none of the others. What a key may explain that another record
//! brings waits until all are read; nothing depends on the order in which records are given.

use super::chain::{Chain, Stating, Told};
use super::gates::{self, Passages};
use super::owed::{Owed, What};
use super::runs::{Checked, ProofBatch};
use super::signers::{Signers, Void};
use super::waiting::{Waiting, Waits};
use super::{Shared, times};
use crate::assessment::{Fact, Finding, NO_SUCH_KEY, RecordFact, Severity, StatementAt};
use log::note::BadSignature;
use log::{Hash, LeafIndex, Timestamp, TreeSize, Unverified};
use record::keys::NotInForce;
use record::receipt::{self, BadReceipt};
use record::statement::{CrossingHash, ED25519, StepHash};
use record::verified::{Refused, Why};
use record::{
    Agreed, Author, ClarificationStep, Contents, InspectionStep, KeyId, Kind, ReceiptOrder, Role, SealStatement,
    Signed, Statement, Verified,
};
use std::collections::{BTreeMap, BTreeSet};
use treaty::{Date, Instrument};

/// One record's statements.
#[derive(Clone, Debug)]
pub(super) struct Book {
    pub(super) author: Author,
    /// How many statements were read.
    pub(super) size: u64,
    /// The ledger that a party's epochs prove; witnesses have none.
    pub(super) chain: Option<Chain>,
    /// What its author acknowledges of other records, in order.
    pub(super) receipts: Vec<Seen>,
    order: ReceiptOrder,
    waiting: Waiting,
    pub(super) owed: Owed,
    /// The indices of all statements but receipts: what others must acknowledge.
    pub(super) told: Vec<u64>,
    pub(super) signers: Signers,
    /// Its leaves that are no statements of its author, as an earlier reading of all records has shown.
    void: Void,
    pub(super) agreed: Vec<Accepted>,
    /// The steps of inspections, in order.
    pub(super) steps: Vec<StepAt<InspectionStep>>,
    /// Those of clarifications.
    pub(super) clarifications: Vec<StepAt<ClarificationStep>>,
    /// What it says of custody seals, in order.
    pub(super) seals: Vec<StepAt<SealStatement>>,
    /// What it declares and sees at the gates of plants.
    pub(super) passages: Passages,
    /// What time each statement claims, but for the cosignature in a receipt.
    pub(super) dated: BTreeMap<u64, Timestamp>,
    pub(super) findings: Vec<Finding>,
    /// Leaves that are refused, of which the first [`REFUSED_MAX`] are told.
    refused: usize,
    pub(super) bodies_not_held: u64,
    /// Whether only some leaves were given, so that nothing may rest on one that is missing: what is cut out as evidence.
    apart: bool,
}

/// A checkpoint of another record that this one acknowledges.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) index: u64,
    pub(super) of: Author,
    pub(super) size: TreeSize,
    pub(super) root: Hash,
    pub(super) time: Timestamp,
    /// The log key that signed the checkpoint.
    pub(super) signed_by: KeyId,
    /// The cosignature key of this record that made it.
    pub(super) cosigned_by: KeyId,
    /// Whether it stands in order, and before the end of its key. One that does not acknowledges nothing, and still shows what it saw.
    pub(super) counts: bool,
}

/// An agreed statement, which both sides have signed.
#[derive(Clone, Debug)]
pub(super) struct Accepted {
    pub(super) index: u64,
    pub(super) agreed: Agreed,
    pub(super) dated: Timestamp,
    /// The statement keys of both that signed it.
    pub(super) keys: Vec<KeyId>,
}

/// A step of an inspection or a clarification, where it stands.
#[derive(Clone, Debug)]
pub(super) struct StepAt<S> {
    pub(super) index: u64,
    pub(super) hash: StepHash,
    pub(super) dated: Timestamp,
    pub(super) step: S,
}

/// How often a leaf of a record is told as refused: a record of a million leaves that are none is told no better by a million findings.
const REFUSED_MAX: usize = 4096;

/// Whether keys may still come that explain a signature.
#[derive(Clone, Copy, Debug)]
enum Look<'a> {
    /// Not all records are read.
    First,
    /// All are read, and these are held.
    Last(&'a BTreeSet<Author>),
}

impl Book {
    pub(super) fn new(treaty: &Instrument, author: Author, void: Void) -> Self {
        let chain = author.party().map(|party| Chain::new(treaty, party.clone()));
        Self {
            author,
            size: 0,
            chain,
            receipts: Vec::new(),
            order: ReceiptOrder::default(),
            waiting: Waiting::default(),
            owed: Owed::default(),
            told: Vec::new(),
            signers: Signers::default(),
            void,
            agreed: Vec::new(),
            steps: Vec::new(),
            seals: Vec::new(),
            passages: Passages::default(),
            clarifications: Vec::new(),
            dated: BTreeMap::new(),
            findings: Vec::new(),
            refused: 0,
            bodies_not_held: 0,
            apart: false,
        }
    }

    /// A book of some statements only, which a finding was cut out with.
    pub(super) fn apart(treaty: &Instrument, author: Author) -> Self {
        Self { apart: true, ..Self::new(treaty, author, Void::default()) }
    }

    /// The same, keeping what every epoch commits to, where openings are to be held to it.
    pub(super) fn keeping(mut self, keeps: bool) -> Self {
        self.chain.iter_mut().for_each(|chain| chain.keeps = keeps);
        self
    }

    /// Takes in the next leaf.
    pub(super) fn entry(&mut self, treaty: &Instrument, shared: &mut Shared, leaf: &[u8]) {
        let index = self.size;
        self.size += 1;
        self.entry_at(treaty, shared, index, leaf);
    }

    /// Takes in the leaf at a place.
    pub(super) fn entry_at(&mut self, treaty: &Instrument, shared: &mut Shared, index: u64, leaf: &[u8]) {
        if self.void.contains(index) {
            return;
        }
        match shared.rings.verify(&self.author, place(index), leaf) {
            Ok(signed) => {
                self.note(shared, index, &signed);
                self.statement(treaty, shared, leaf, &signed, Look::First);
            }
            // the other side's signature may be by a key that its own record brings
            Err(Refused::Signature { ref who, why: Why::Unknown { .. }, .. })
                if *who != self.author && self.waiting.keep(index, leaf, false) => {}
            Err(refused) => self.refuse(index, refused),
        }
    }

    /// Looks again at what a key of another record may explain, now that all are read. Who signed with a key of a record that is not held is
    /// not accused of it: that the record is not held is said anyway.
    pub(super) fn look_again(&mut self, treaty: &Instrument, shared: &mut Shared, held: &BTreeSet<Author>) {
        for Waits { index, leaf } in self.waiting.take() {
            match shared.rings.verify(&self.author, place(index), &leaf) {
                Ok(signed) => {
                    // some were noted before they waited, and a second time changes nothing
                    self.note(shared, index, &signed);
                    self.statement(treaty, shared, &leaf, &signed, Look::Last(held));
                }
                Err(Refused::Signature { who, why: Why::Unknown { .. }, .. }) if !held.contains(&who) => {}
                Err(refused) => self.refuse(index, refused),
            }
        }
        self.told.sort_unstable();
        self.told.dedup();
    }

    /// Notes what every statement says of itself: who signed it, and when.
    fn note(&mut self, shared: &Shared, index: u64, signed: &Verified<Signed>) {
        self.signers.note(&shared.rings, &self.author, index, signed);
        self.dated.insert(index, signed.envelope.head.dated);
        if signed.envelope.head.kind != Kind::Receipt {
            self.told.push(index);
        }
    }

    fn statement(
        &mut self,
        treaty: &Instrument,
        shared: &mut Shared,
        leaf: &[u8],
        signed: &Verified<Signed>,
        look: Look<'_>,
    ) {
        let index = signed.leaf.get();
        let Some(Contents { statement, proofs }) = &signed.contents else { return self.sealed(treaty, signed) };
        match statement {
            Statement::Receipt(_) => self.receipt(shared, leaf, signed, look),
            Statement::Key(_) => {
                if let Err(why) = shared.rings.learn(signed) {
                    // a key that came before came with another statement, which does not stand beside this one
                    self.out_of_place((Severity::Contradiction, false), index, Kind::Key, why.to_string());
                }
            }
            // a key that is revoked here may have signed in records that are not read yet
            Statement::Revocation(_) => shared.revocations.push(signed.clone()),
            // whether a key signed that another record brings shows when all are read
            Statement::Agreed(_) if matches!(look, Look::First) && self.waiting.keep(index, leaf, false) => {}
            Statement::Agreed(agreed) => {
                let sides = [&agreed.party, &agreed.with].map(|side| Author::Party(side.clone()));
                let keys = sides.iter().flat_map(|side| shared.rings.signed_by(side, Role::Statement, signed));
                let (agreed, dated) = (agreed.clone(), signed.envelope.head.dated);
                self.agreed.push(Accepted { index, agreed, dated, keys: keys.map(|(id, _)| id).collect() });
            }
            Statement::Epoch(body) => {
                let proofs = proofs.as_ref().expect("an epoch statement that is read has its proofs");
                let stating = Stating { index, hash: signed.envelope.head.body_hash, body, proofs };
                self.of_party(Kind::Epoch, index, |chain| chain.epoch(treaty, stating));
            }
            Statement::Opening(opening) => self.of_party(Kind::Opening, index, |chain| chain.opening(treaty, opening)),
            Statement::Inspection(step) => self.steps.push(step_at(signed, leaf, step)),
            Statement::Clarification(step) => self.clarifications.push(step_at(signed, leaf, step)),
            Statement::Crossing(crossing) => {
                let (hash, dated) = (CrossingHash::of(leaf), signed.envelope.head.dated);
                let declared = gates::Declared { index, hash, dated, crossing: *crossing };
                self.at_a_gate(Kind::Crossing, index, |passages| passages.crossings.push(declared));
            }
            Statement::Verdict(verdict) => {
                let seen = gates::Seen { index, dated: signed.envelope.head.dated, verdict: verdict.clone() };
                self.at_a_gate(Kind::Verdict, index, |passages| passages.verdicts.push(seen));
            }
            Statement::Seal(seal) => match self.chain {
                Some(_) => self.seals.push(step_at(signed, leaf, seal)),
                None => {
                    let why = "a witness has neither seals nor sites".to_owned();
                    self.out_of_place((Severity::Contradiction, true), index, Kind::Seal, why);
                }
            },
            Statement::Act(act) => self.of_party(Kind::Act, index, |chain| chain.act(treaty, index, act)),
            Statement::Declaration(declaration) => {
                self.of_party(Kind::Declaration, index, |chain| chain.declaration(treaty, index, declaration));
            }
        }
    }

    /// What only a party states.
    fn of_party(&mut self, kind: Kind, index: u64, state: impl FnOnce(&mut Chain) -> (Option<What>, Vec<Told>)) {
        let Some(chain) = self.chain.as_mut() else {
            let why = "a witness has no ledger of its own".to_owned();
            return self.out_of_place((Severity::Contradiction, true), index, kind, why);
        };
        let (what, told) = state(chain);
        what.into_iter().for_each(|what| self.owed.note(index, what));
        for Told { severity, day, fact, with } in told {
            self.find_in(severity, with.into_iter().chain([index]).collect(), day, fact);
        }
    }

    /// What crosses a gate, which parties alone declare and see.
    fn at_a_gate(&mut self, kind: Kind, index: u64, keep: impl FnOnce(&mut Passages)) {
        match self.chain {
            Some(_) => keep(&mut self.passages),
            None => {
                let why = "a witness has neither plants nor monitors".to_owned();
                self.out_of_place((Severity::Contradiction, true), index, kind, why);
            }
        }
    }

    /// A statement for other readers: of an opening no more is known than its window. Where ledgers are committed to, nobody can prove an epoch
    /// that is kept from the public, so it is asked about, and missing.
    fn sealed(&mut self, treaty: &Instrument, signed: &Signed) {
        self.bodies_not_held += 1;
        let (head, index) = (&signed.envelope.head, signed.leaf.get());
        let epoch = head.epoch.map(|epoch| epoch.0).filter(|_| self.chain.is_some());
        let what = match (head.kind, epoch) {
            (Kind::Opening, Some(epoch)) => What::SealedOpening(epoch),
            (Kind::Epoch | Kind::Declaration, Some(epoch)) => What::Epoch(epoch),
            _ => return,
        };
        if head.kind != Kind::Opening && treaty.commits() {
            // to seal an epoch must not be better than to leave it out
            let why = "its body is not for the public, so that nobody else can check it".to_owned();
            return self.out_of_place((Severity::Question, true), index, head.kind, why);
        }
        self.owed.note(index, what);
    }

    fn receipt(&mut self, shared: &mut Shared, leaf: &[u8], signed: &Verified<Signed>, look: Look<'_>) {
        let index = signed.leaf.get();
        // behind one that waits all wait, so that they are taken in their order
        if self.waiting.has_receipt() && self.waiting.keep(index, leaf, true) {
            return;
        }
        let covered = match receipt::check(&shared.rings, signed) {
            Ok(covered) => covered.expect("what is checked here is a receipt"),
            Err(why) => return self.bad_receipt(index, leaf, &why, look),
        };
        let (of, size, root, time) = (covered.of.clone(), covered.size(), covered.checkpoint.root(), covered.time);
        let counts = self.order.push(&covered).is_ok();
        let signed_by = KeyId::of(ED25519, covered.checkpoint.key().public());
        let cosigned_by = covered.cosigned_by;
        self.receipts.push(Seen { index, of: of.clone(), size, root, time, signed_by, cosigned_by, counts });
        if !counts {
            let before = self.receipts.iter().rev().skip(1).filter(|seen| seen.counts);
            // where no time went back, the last of the same record covers more
            let ahead = |seen: &&Seen| seen.time > time || seen.of == of;
            let shown = before.filter(ahead).map(|seen| seen.index).take(1).chain([index]).collect();
            let fact = RecordFact::ReceiptWentBack { of };
            return self.find_in(Severity::Contradiction, shown, Some(times::day_of(time)), fact);
        }
        if let Some(provision) = shared.provisions.get_mut(&of) {
            provision.push(&covered);
        }
    }

    fn bad_receipt(&mut self, index: u64, leaf: &[u8], why: &BadReceipt, look: Look<'_>) {
        let unknown_log = match why {
            BadReceipt::Checkpoint { of, why: Unverified::Signature(BadSignature::NoneKnown) } => Some(of),
            _ => None,
        };
        match (unknown_log, look) {
            // the checkpoint may be signed by a key that the other record brings
            (Some(_), Look::First) if self.waiting.keep(index, leaf, true) => return,
            (Some(of), Look::Last(held)) if !held.contains(of) => return,
            _ => {}
        }
        let rests_on_absence = unknown_log.is_some() || matches!(why, BadReceipt::UnknownKey(_));
        if let Some(why) = self.unless_absent(rests_on_absence, why.to_string()) {
            self.find_in(Severity::Contradiction, vec![index], None, RecordFact::ReceiptInvalid { why });
        }
    }

    fn refuse(&mut self, index: u64, refused: Refused) {
        self.refused += 1;
        if self.refused > REFUSED_MAX {
            return;
        }
        let told = refused.to_string();
        let fact = match refused {
            Refused::Instrument { stated, .. } => RecordFact::Foreign { names: stated.to_string() },
            Refused::Author { stated, .. } => RecordFact::Foreign { names: stated.to_string() },
            Refused::Malformed(_) | Refused::Papers(_) => RecordFact::NotAStatement { why: told },
            Refused::OwnRevocation(_) | Refused::WitnessRevocation(_) | Refused::NoSide(_) => {
                RecordFact::NotSigned { why: told }
            }
            Refused::Signature { why, .. } => match self.unless_absent(rests_on_other_statements(&why), told) {
                Some(why) => RecordFact::NotSigned { why },
                None => return,
            },
        };
        self.find_in(Severity::Contradiction, vec![index], None, fact);
    }

    /// That a key is unknown rests on there being no statement that brings it; of some leaves only, nobody can say so.
    fn unless_absent(&self, rests_on_absence: bool, why: String) -> Option<String> {
        match (rests_on_absence, self.apart) {
            (false, _) => Some(why),
            (true, false) => Some(why + NO_SUCH_KEY),
            (true, true) => None,
        }
    }

    /// The statements of the acts without which its author has no site of this number.
    pub(super) fn acts_that_open(&self, site: u16) -> impl Iterator<Item = u64> {
        self.chain.iter().flat_map(move |chain| chain.acts_that_open(site)).copied()
    }

    /// A run of epochs, if it is full.
    pub(super) fn full_run(&mut self) -> Option<ProofBatch> {
        self.chain.as_mut().and_then(Chain::full_run)
    }

    /// The last run of epochs, however short.
    pub(super) fn last_run(&mut self) -> Option<ProofBatch> {
        self.chain.as_mut().and_then(Chain::last_run)
    }

    /// Takes the result of a batch.
    pub(super) fn settle(&mut self, checked: Checked) {
        let chain = self.chain.as_mut().expect("only a party's record hands out batches");
        for (shown, day, fact) in chain.settle(checked) {
            self.find_in(Severity::Contradiction, shown, Some(day), fact);
        }
    }

    /// What has no place here, how grave that is, and whether the statement shows it by itself.
    fn out_of_place(&mut self, (severity, alone): (Severity, bool), index: u64, kind: Kind, why: String) {
        self.find_in(severity, vec![index], None, RecordFact::OutOfPlace { kind: kind.word(), why, alone });
    }

    /// A finding that several statements show together.
    pub(super) fn find_in(&mut self, severity: Severity, mut leaves: Vec<u64>, date: Option<Date>, fact: RecordFact) {
        leaves.sort_unstable();
        leaves.dedup();
        self.findings.push(finding(severity, &self.author, date, fact, leaves));
    }
}

/// Whether what stands elsewhere in the record says that a signature does not count: who a key is, from when it signs, and when it was revoked.
fn rests_on_other_statements(why: &Why) -> bool {
    matches!(why, Why::Unknown { .. } | Why::NotInForce { why: NotInForce::NotYet | NotInForce::Revoked, .. })
}

/// A finding about one record, shown by these of its statements.
pub(super) fn finding(
    severity: Severity,
    author: &Author,
    date: Option<Date>,
    fact: RecordFact,
    leaves: impl IntoIterator<Item = u64>,
) -> Finding {
    let leaf = |index| StatementAt::Leaf { record: author.clone(), index };
    Finding {
        severity,
        party: author.party().cloned(),
        article: None,
        date,
        fact: Fact::Record(fact),
        statements: leaves.into_iter().map(leaf).collect(),
        readings: Vec::new(),
    }
}

fn step_at<S: Clone>(signed: &Signed, leaf: &[u8], step: &S) -> StepAt<S> {
    let dated = signed.envelope.head.dated;
    StepAt { index: signed.leaf.get(), hash: StepHash::of(leaf), dated, step: step.clone() }
}

fn place(index: u64) -> LeafIndex {
    LeafIndex::new(index).expect("a leaf of a tree has an index")
}
