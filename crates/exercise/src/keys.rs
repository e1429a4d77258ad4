//! The keys of those who play: Ed25519, one for each role of each holder, derived from the seed of the exercise ([`crate::chance`]: only an exercise derives
//! keys so).

use crate::file::ScenarioSeed;
use ed25519_dalek::SigningKey;
use inventory::Epoch;
use log::{Cosigner, KeyName, LogSigner};
use record::statement::ED25519;
use record::{Author, KeyId, StatementSigner};
use std::collections::BTreeMap;
use treaty::instrument::KeyRole;
use zeroize::Zeroizing;

/// The roles of the keys that are at hand every day.
const EVERYDAY: [KeyRole; 3] = [KeyRole::Log, KeyRole::Cosignature, KeyRole::Statement];

/// All keys of one holder.
pub(crate) struct Keys {
    pub(crate) log: LogSigner,
    pub(crate) cosignature: Cosigner,
    pub(crate) statement: StatementSigner,
    pub(crate) offline: StatementSigner,
    /// The statement key that was replaced last.
    pub(crate) former: Option<StatementSigner>,
    /// The secret of each key that its holder signs with every day, as it is kept.
    kept: BTreeMap<KeyRole, Zeroizing<[u8; 32]>>,
    name: String,
}

impl Keys {
    /// The keys of a holder, who is called so in their names.
    pub(crate) fn derive(seed: ScenarioSeed, holder: &Author, called: &str) -> Self {
        let secret = |role: KeyRole| secret(seed, holder, role.word());
        let name = plain(called).unwrap_or_else(|| holder.as_str().to_ascii_lowercase());
        Self {
            log: LogSigner::new(key_name(&name, KeyRole::Log), secret(KeyRole::Log)),
            cosignature: Cosigner::new(key_name(&name, KeyRole::Cosignature), secret(KeyRole::Cosignature)),
            statement: StatementSigner::new(secret(KeyRole::Statement)),
            offline: StatementSigner::new(secret(KeyRole::Offline)),
            former: None,
            kept: EVERYDAY.into_iter().map(|role| (role, Zeroizing::new(secret(role).to_bytes()))).collect(),
            name,
        }
    }

    /// The secrets of the keys that sign every day: those for the record, for receipts and for statements. The offline key lies elsewhere.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (KeyRole, &[u8; 32])> {
        self.kept.iter().map(|(role, secret)| (*role, &**secret))
    }

    /// The key of a role, by its id in statements.
    pub(crate) fn id(&self, role: KeyRole) -> KeyId {
        match role {
            KeyRole::Log => KeyId::of(ED25519, self.log.verifier().public()),
            KeyRole::Cosignature => KeyId::of(ED25519, self.cosignature.verifier().public()),
            KeyRole::Statement => self.statement.id(),
            KeyRole::Offline => self.offline.id(),
        }
    }

    /// Takes another key for a role, of the same name.
    pub(crate) fn replace(&mut self, role: KeyRole, key: SigningKey) {
        let name = key_name(&self.name, role);
        self.kept.entry(role).and_modify(|kept| **kept = key.to_bytes());
        match role {
            KeyRole::Log => self.log = LogSigner::new(name, key),
            KeyRole::Cosignature => self.cosignature = Cosigner::new(name, key),
            KeyRole::Statement => {
                self.former = Some(std::mem::replace(&mut self.statement, StatementSigner::new(key)));
            }
            KeyRole::Offline => self.offline = StatementSigner::new(key),
        }
    }

    /// Each role with its public key, as an instrument lists it.
    pub(crate) fn listed(&self) -> [(KeyRole, String); 4] {
        let of = |signer: &StatementSigner, role| {
            let key = signer.verifier(key_name(&self.name, role));
            key.expect("the public key of a secret key is one that others take").to_string()
        };
        [
            (KeyRole::Log, self.log.verifier().to_string()),
            (KeyRole::Cosignature, self.cosignature.verifier().to_string()),
            (KeyRole::Statement, of(&self.statement, KeyRole::Statement)),
            (KeyRole::Offline, of(&self.offline, KeyRole::Offline)),
        ]
    }
}

/// The key of a role that its holder brings in an epoch.
pub(crate) fn later_key(seed: ScenarioSeed, holder: &Author, role: KeyRole, epoch: Epoch) -> SigningKey {
    secret(seed, holder, &format!("{}/{epoch}", role.word()))
}

fn secret(seed: ScenarioSeed, holder: &Author, which: &str) -> SigningKey {
    SigningKey::from_bytes(&seed.secret(&format!("key/{which}"), holder.as_str()))
}

/// The letters of a name as the first part of a host name; nothing where it has none.
fn plain(called: &str) -> Option<String> {
    const LONGEST: usize = 40;
    let letters = called.chars().filter(char::is_ascii_alphanumeric).take(LONGEST);
    let plain: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    (!plain.is_empty()).then_some(plain)
}

fn key_name(name: &str, role: KeyRole) -> KeyName {
    let name = format!("{name}.example/{}", role.word());
    KeyName::new(&name).expect("some letters, a dot and a role make a name without space or plus")
}
