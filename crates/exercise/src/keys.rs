//! The keys of those who play: Ed25519, one for each role of each holder, derived from the seed of the exercise ([`crate::chance`]: only an exercise derives
//! keys so).

use crate::file::ScenarioSeed;
use ed25519_dalek::SigningKey;
use log::{Cosigner, KeyName, LogSigner};
use record::{Author, StatementSigner};
use treaty::instrument::KeyRole;

/// All keys of one holder.
pub(crate) struct Keys {
    pub(crate) log: LogSigner,
    pub(crate) cosignature: Cosigner,
    pub(crate) statement: StatementSigner,
    offline: StatementSigner,
    name: String,
}

impl Keys {
    /// The keys of a holder, who is called so in their names.
    pub(crate) fn derive(seed: ScenarioSeed, holder: &Author, called: &str) -> Self {
        let secret =
            |role: KeyRole| SigningKey::from_bytes(&seed.secret(&format!("key/{}", role.word()), holder.as_str()));
        let name = plain(called).unwrap_or_else(|| holder.as_str().to_ascii_lowercase());
        Self {
            log: LogSigner::new(key_name(&name, KeyRole::Log), secret(KeyRole::Log)),
            cosignature: Cosigner::new(key_name(&name, KeyRole::Cosignature), secret(KeyRole::Cosignature)),
            statement: StatementSigner::new(secret(KeyRole::Statement)),
            offline: StatementSigner::new(secret(KeyRole::Offline)),
            name,
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
