//! Tagged SHA-256: `H(tag; x, y, …) = SHA-256(u8(length of tag) || tag || x || y || …)`, so that a hash of one purpose is worth nothing for another.

use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// `H(tag; fields…)` of `docs/spec/proof.md`, section 1. The tag is given without its common beginning `standstill/v1/`. All fields but the last
/// must have a length that the tag fixes.
pub fn tagged(tag: &str, fields: &[&[u8]]) -> [u8; 32] {
    const BEGINNING: &[u8] = b"standstill/v1/";
    let length = u8::try_from(BEGINNING.len() + tag.len()).expect("a tag is a literal of less than 256 bytes");
    let mut hash = Sha256::new();
    hash.update([length]);
    hash.update(BEGINNING);
    hash.update(tag);
    fields.iter().for_each(|field| hash.update(field));
    hash.finalize().into()
}

macro_rules! bytes32 {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, zeroize::Zeroize)]
        pub struct $name(pub [u8; 32]);

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
    )*};
}

bytes32! {
    /// The salted hash of a statement's body, to which its proofs are bound and which the next epoch names.
    BodyHash,
    /// What every proof of one party under one instrument is bound to.
    Context,
    /// A salt that stands in public, or that was revealed: of a body, of an epoch, of an opened leaf. One that still hides something is a
    /// [`SecretSalt`].
    Salt,
}

pub(crate) use bytes32;

/// A salt that hides something. It is wiped when dropped, does not print and cannot be copied; revealing it is a step of its own.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SecretSalt([u8; 32]);

impl SecretSalt {
    /// From 32 bytes that only the host knows, used for nothing else.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The salt as it stands in an opening.
    pub fn reveal(&self) -> Salt {
        Salt(self.0)
    }
}

impl std::fmt::Debug for SecretSalt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretSalt(32 bytes)")
    }
}

impl BodyHash {
    /// What epoch 0 names as the epoch before it and as its baseline.
    pub const NONE: Self = Self([0; 32]);

    /// `H(body; salt, body)`.
    pub fn of(salt: &Salt, body: &[u8]) -> Self {
        Self(tagged("body", &[&salt.0, body]))
    }
}

impl Context {
    /// `H(context; instrument, party)`: the SHA-256 of the instrument's bytes and the party's code.
    pub fn new(instrument: &[u8; 32], party: &[u8]) -> Self {
        Self(tagged("context", &[instrument, party]))
    }
}
