//! The records that a home holds, verified, and what an inspection needs of what they say.

use crate::audit::refused;
use crate::clarify::{self, Talk};
use crate::desk::day_of;
use crate::inspect::{Visit, follow};
use crate::out::Failure;
use folder::Held;
use log::{LeafIndex, Timestamp, TreeSize};
use record::provided::Rule;
use record::statement::StepHash;
use record::{
    Act, Author, Envelope, Epoch, EpochBody, Ground, Head, KeyRings, Kind, Layout, Provision, ReceiptOrder, Statement,
    receipt,
};
use std::collections::BTreeMap;
use treaty::{Instrument, PartyCode};

/// The records of all who keep one, as far as they are held.
pub struct Books {
    /// The records.
    pub held: BTreeMap<Author, Held>,
    /// Everybody's keys.
    pub rings: KeyRings,
    /// The inspections.
    pub visits: Vec<Visit>,
    /// The clarifications.
    pub talks: Vec<Talk>,
    said: BTreeMap<Author, Vec<Said>>,
}

/// A statement of an author, with what an inspection needs of it.
pub struct Said {
    /// Where it stands.
    pub leaf: u64,
    /// The leaf's hash.
    pub hash: StepHash,
    /// When it was made, by its author's clock.
    pub dated: Timestamp,
    /// What it says.
    pub statement: Statement,
}

impl Books {
    /// Verifies who signed the records and their statements. A statement that its author did not sign says nothing here; the audit tells it.
    pub fn of(treaty: &Instrument, held: BTreeMap<Author, Held>) -> Result<Self, Failure> {
        let bad = |why: record::keys::BadKey| Failure::Refused(format!("the instrument's keys: {why}"));
        let mut rings = KeyRings::new(treaty).map_err(bad)?;
        // keys first: a revocation is signed by keys that may themselves have been brought
        for kind in [Kind::Key, Kind::Revocation] {
            held.values().for_each(|record| learn(&mut rings, record, kind));
        }
        for (author, record) in &held {
            let keys = rings.ring(author).map(|ring| ring.log_keys(record.size())).unwrap_or_default();
            record.verify(&keys).map_err(refused)?;
        }
        let said = held.iter().map(|(author, record)| (author.clone(), said(&rings, record))).collect();
        let talks = clarify::follow(treaty, &said);
        Ok(Self { visits: follow(treaty, &said), talks, held, rings, said })
    }

    /// What an author said, in order.
    pub fn said(&self, author: &Author) -> &[Said] {
        self.said.get(author).map(Vec::as_slice).unwrap_or_default()
    }

    /// The head of the statement at a leaf.
    pub fn head(&self, author: &Author, leaf: u64) -> Option<Head> {
        let entry = self.held.get(author)?.entries().get(usize::try_from(leaf).ok()?)?;
        Envelope::decode(entry).ok().map(|envelope| envelope.head)
    }

    /// The latest time that stands in an author's record.
    pub fn latest(&self, author: &Author) -> Option<Timestamp> {
        let entries = self.held.get(author)?.entries();
        entries.iter().filter_map(|entry| Envelope::decode(entry).ok()).map(|envelope| envelope.head.dated).max()
    }

    /// The last epoch that a party had stated below a size of its record.
    pub fn epoch_below(&self, party: &PartyCode, size: TreeSize) -> Option<&EpochBody> {
        let epochs = self.said(&Author::Party(party.clone())).iter().filter(|said| said.leaf < size.get());
        epochs
            .filter_map(|said| if let Statement::Epoch(body) = &said.statement { Some(body) } else { None })
            .next_back()
    }

    /// What a party stated of an epoch.
    pub fn epoch(&self, party: &PartyCode, epoch: Epoch) -> Option<&EpochBody> {
        let said = self.said(&Author::Party(party.clone())).iter();
        let mut bodies =
            said.filter_map(|said| if let Statement::Epoch(body) = &said.statement { Some(body) } else { None });
        bodies.find(|body| body.epoch == epoch)
    }

    /// The epoch that a host may open in the place of that one, where the inspector's receipts were overdue at a time.
    pub fn epoch_in_silence(
        &self,
        treaty: &Instrument,
        [inspector, host]: [&PartyCode; 2],
        at: Timestamp,
    ) -> Option<&EpochBody> {
        let (_, rule) = treaty.record()?;
        let host = Author::Party(host.clone());
        let epoch = |said: &'_ Said| matches!(said.statement, Statement::Epoch(_)).then_some(said.leaf);
        let leaves = self.said(&host).iter().filter_map(epoch);
        let stated = leaves.filter_map(|leaf| Some((leaf, LeafIndex::new(leaf)?)));
        let is_overdue = |known: Timestamp| {
            let known = Timestamp::new(known.seconds().saturating_sub(1)).unwrap_or(known);
            rule.receipt_due.after(day_of(known)).is_ok_and(|due| day_of(at) > due)
        };
        let provision = self.provision(treaty, &host);
        let leaf = provision.last_in_silence(&Author::Party(inspector.clone()), at, stated, is_overdue)?;
        self.said(&host).iter().find_map(|said| match &said.statement {
            Statement::Epoch(body) if said.leaf == leaf => Some(body),
            _ => None,
        })
    }

    /// Who received the record of an author when.
    fn provision(&self, treaty: &Instrument, of: &Author) -> Provision {
        let mut provision = Provision::new(of.clone(), Rule::of(treaty, of));
        for (author, record) in &self.held {
            let mut order = ReceiptOrder::default();
            for (leaf, entry) in (0..).map_while(LeafIndex::new).zip(record.entries()) {
                let Ok(signed) = self.rings.verify(author, leaf, entry) else { continue };
                if let Ok(Some(covered)) = receipt::check(&self.rings, &signed)
                    && order.push(&covered).is_ok()
                {
                    provision.push(&covered);
                }
            }
        }
        provision
    }

    /// The sites of a party, as all its acts leave them.
    pub fn ground(&self, treaty: &Instrument, party: &PartyCode) -> Result<Ground, Failure> {
        let mut ground = Ground::of(treaty, party).map_err(|why| Failure::Refused(why.to_string()))?;
        self.acts(party).iter().for_each(|act| drop(ground.act(treaty, act)));
        Ok(ground)
    }

    /// The layout of an epoch of a party.
    pub fn layout(&self, treaty: &Instrument, party: &PartyCode, epoch: Epoch) -> Result<Layout, Failure> {
        Layout::of(treaty, party, epoch, &self.acts(party)).map_err(|why| Failure::Refused(why.to_string()))
    }

    fn acts(&self, party: &PartyCode) -> Vec<Act> {
        let said = self.said(&Author::Party(party.clone())).iter();
        said.filter_map(|said| if let Statement::Act(act) = &said.statement { Some(act.clone()) } else { None })
            .collect()
    }
}

/// What the statements of a kind say of keys.
fn learn(rings: &mut KeyRings, record: &Held, kind: Kind) {
    for (leaf, entry) in (0..).map_while(LeafIndex::new).zip(record.entries()) {
        if Envelope::decode(entry).is_ok_and(|envelope| envelope.head.kind == kind)
            && let Ok(signed) = rings.verify(record.author(), leaf, entry)
        {
            // one that cannot be taken changes nothing, and the audit tells it
            drop(rings.learn(&signed));
        }
    }
}

fn said(rings: &KeyRings, record: &Held) -> Vec<Said> {
    let one = |(leaf, entry): (u64, &Vec<u8>)| {
        let signed = rings.verify(record.author(), LeafIndex::new(leaf)?, entry).ok()?.into_inner();
        let dated = signed.envelope.head.dated;
        let statement = signed.contents?.statement;
        Some(Said { leaf, hash: StepHash::of(entry), dated, statement })
    };
    (0..).zip(record.entries()).filter_map(one).collect()
}
