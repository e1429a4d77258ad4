//! What a forger does at its own desk: statements that it should not make, and records in more than one version.
//!
//! It has its party's keys and a log of its own ([`super::AnyLog`]). What it does not have is anybody else's key: no receipt, no cosignature
//! and no signature of the other side is in its hands, but for those that stand in public.

use super::AnyLog;
use crate::file::{Spelling, WrongKey};
use crate::keeper::{Keeper, Saying, Shown, To};
use crate::keys::Keys;
use ed25519_dalek::SigningKey;
use log::{SignedNote, Timestamp};
use proof::Correction;
use record::envelope::STATEMENT_MAX;
use record::statement::ED25519;
use record::{
    Agreed, Author, Envelope, Epoch, KeyStatement, Line, Readers, Role, Signature, Statement, StatementSigner,
};
use treaty::PartyCode;

/// The record in another version, for one pair of eyes.
pub(crate) struct Fork {
    to: Author,
    log: AnyLog,
}

/// How long before its first use a key may not be used yet, in seconds.
const TOO_EARLY: u64 = 30 * 24 * 60 * 60;

impl Fork {
    /// A leaf stands in both versions.
    pub(crate) fn append(&mut self, envelope: &Envelope) {
        self.log.append(envelope.encode());
    }

    /// What is shown of it.
    pub(crate) fn show(&self, keeper: &Keeper) -> Shown {
        let (of, head) = (keeper.author().clone(), self.log.head(&keeper.keys.log));
        Shown { of, head, leaves: self.log.leaves(), to: To::Only(self.to.clone()) }
    }
}

impl Keeper {
    /// R1: another statement stands in the place of the one that closes an epoch, and the record goes on from there. Whoever acknowledged the old
    /// one holds its head.
    pub(crate) fn rewrite(&mut self, epoch: Epoch) {
        let other = other_date(&self.keys.statement);
        self.log.forge().rewrite(epoch, other);
        self.sign();
    }

    /// R2: from here on one other is shown a version of its own.
    pub(crate) fn split(&mut self, epoch: Epoch, to: Author) {
        let log = self.other_version(epoch);
        self.fork = Some(Fork { to, log });
    }

    /// R11, R14: the head of a version that nobody was shown.
    pub(crate) fn other_head(&self, epoch: Epoch) -> SignedNote {
        self.other_version(epoch).head(&self.keys.log)
    }

    fn other_version(&self, epoch: Epoch) -> AnyLog {
        let mut log = AnyLog::of(self.log.entries());
        log.rewrite(epoch, other_date(&self.keys.statement));
        log
    }

    /// R14: whoever has its keys goes on where the record stands, and the owner does not know.
    pub(crate) fn steal(&self) -> SignedNote {
        let mut log = AnyLog::of(self.log.entries());
        let stated = self.log.entries().iter().rev().filter_map(|entry| Envelope::decode(entry).ok());
        // whatever it is: another statement than the owner's next
        let any = stated.into_iter().next().expect("who is robbed has said something");
        log.append(other_date(&self.keys.statement)(any).encode());
        log.head(&self.keys.log)
    }

    /// R8: an epoch under a signature that does not sign it. `foreign` stands under a statement of another, `early` is a key of its own.
    pub(crate) fn say_signed_by(&mut self, saying: Saying<'_>, key: WrongKey, foreign: Signature, early: SigningKey) {
        let early = StatementSigner::new(early);
        if key == WrongKey::Early {
            self.bring_early(&early, saying.dated);
        }
        let (mut envelope, _) = self.draft(saying);
        let Keys { offline, former, .. } = &self.keys;
        envelope.signatures = vec![match key {
            WrongKey::Offline => offline.sign(&envelope.head),
            WrongKey::Revoked => {
                former.as_ref().expect("the reader of an exercise finds its revocation").sign(&envelope.head)
            }
            WrongKey::Early => early.sign(&envelope.head),
            WrongKey::OtherParty => foreign,
        }];
        self.append(&envelope);
    }

    /// A key that is to sign long after a time.
    fn bring_early(&mut self, key: &StatementSigner, dated: Timestamp) {
        let from = Timestamp::new(dated.seconds() + TOO_EARLY).expect("an exercise ends before the end of time");
        let statement = KeyStatement { role: Role::Statement, algorithm: ED25519, public: key.public().to_vec(), from };
        self.say_offline(&Statement::Key(statement), dated);
    }

    /// R8: the other party accepts a correction, so it says, under a signature that the other gave to something else.
    pub(crate) fn agree_alone(
        &mut self,
        [party, with]: [&PartyCode; 2],
        epoch: Epoch,
        foreign: Signature,
        dated: Timestamp,
    ) {
        let lines = vec![(Line(0), Correction { up: 1, down: 0 })];
        let agreed = Statement::Agreed(Agreed { party: party.clone(), with: with.clone(), epoch, lines });
        let salt = self.salt();
        let saying = Saying { dated, readers: &Readers::Public, statement: &agreed, proofs: None, salt };
        let (mut envelope, _) = self.draft(saying);
        envelope.signatures.push(foreign);
        envelope.signatures.sort_by_key(|signature| (signature.algorithm, signature.key));
        self.append(&envelope);
    }

    /// R10: the statement that it logged last, in a form that none has.
    pub(crate) fn spell(&mut self, spelling: Spelling) {
        let last = self.log.entries().last().expect("a statement stands before its other spelling").clone();
        let log = self.log.forge();
        log.append(spelt(last, spelling));
    }
}

/// The same statement a minute later, signed as it must be: the least lie that makes another leaf.
fn other_date(signer: &StatementSigner) -> impl Fn(Envelope) -> Envelope {
    const MINUTE: u64 = 60;
    |mut envelope| {
        let dated = Timestamp::new(envelope.head.dated.seconds() + MINUTE);
        envelope.head.dated = dated.expect("an exercise ends before the end of time");
        envelope.signatures.clear();
        envelope.signed_by(signer)
    }
}

/// Bytes that a lax reader would take for the same statement, or would choke on.
fn spelt(mut leaf: Vec<u8>, spelling: Spelling) -> Vec<u8> {
    /// The head of an array of thirteen: an envelope begins with it.
    const THIRTEEN: u8 = 0x80 | 13;
    const NULL: u8 = 0xf6;
    match spelling {
        // 13 in a byte of its own, where it fits into the first
        Spelling::Longer => [&[0x98, 13], &leaf[1..]].concat(),
        Spelling::ExtraField => [&[THIRTEEN + 1], &leaf[1..], &[NULL]].concat(),
        Spelling::KeyTwice => {
            let mut envelope = Envelope::decode(&leaf).expect("it stood in a record");
            envelope.signatures.push(envelope.signatures[0].clone());
            envelope.encode()
        }
        // each byte opens an array of one
        Spelling::Nested => {
            leaf.clear();
            leaf.resize(STATEMENT_MAX, 0x81);
            leaf
        }
    }
}
