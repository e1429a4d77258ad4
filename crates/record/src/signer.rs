//! The secret key with which a party or witness signs statements: its statement key, or its offline key.

use crate::envelope::{Head, Signature};
use crate::statement::ED25519;
use crate::words::KeyId;
use ed25519_dalek::{Signer as _, SigningKey};
use log::{Algorithm, KeyName, Malformed, VerifierKey};
use std::fmt;

/// A signing key of statements. It is wiped when dropped, never printed and never copied.
pub struct StatementSigner {
    id: KeyId,
    key: SigningKey,
}

impl StatementSigner {
    /// Takes the key over.
    pub fn new(key: SigningKey) -> Self {
        Self { id: KeyId::of(ED25519, key.verifying_key().as_bytes()), key }
    }

    /// The id by which a statement says that this key has signed it.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The public key, as a key statement carries it.
    pub fn public(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// The key with which others verify, as an instrument lists it.
    ///
    /// # Errors
    /// Where the key is not one that others take: a secret key yields none such.
    pub fn verifier(&self, name: KeyName) -> Result<VerifierKey, Malformed> {
        VerifierKey::new(name, Algorithm::Ed25519, self.public())
    }

    /// A signature over a statement's head.
    pub fn sign(&self, head: &Head) -> Signature {
        let bytes = self.key.sign(&head.message()).to_bytes().to_vec();
        Signature { algorithm: ED25519, key: self.id, bytes }
    }
}

impl fmt::Debug for StatementSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StatementSigner({}, 32 secret bytes)", self.id)
    }
}
