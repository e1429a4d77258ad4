//! The seed, and everything that is derived from it (`docs/spec/proof.md`, section 9).
//!
//! ```text
//! seed ─▶ Keys (one treaty, one party) ─┬─▶ ItemKey (one item)   ─▶ salts of its links, its tag
//!                                       └─▶ EpochKey (one epoch) ─┬─▶ blindings of cells and flows, salts of manifests
//!                                                                 └─▶ SubtreeKey (one cell) ─▶ salts and order of its leaves
//! ```
//!
//! Who holds the seed can open everything that was ever committed to; who has lost it can open nothing. No key leads back to the one above it,
//! or to another beside it. None of them prints, copies or encodes itself, and each is wiped when it is dropped.

use crate::serial::Serial;
use hmac::{Hmac, KeyInit, Mac};
use proof::manifest::Tag;
use proof::rand_core::CryptoRng;
use proof::{BodyHash, Cell, Context, Place, Salt, SecretSalt, hash};
use record::Epoch;
use sha2::Sha512;
use std::fmt;
use zeroize::Zeroizing;

/// The secret of a party, 32 bytes.
pub struct Seed(Zeroizing<[u8; 32]>);

/// The key of one party under one instrument.
pub struct Keys {
    context: Context,
    key: Block,
}

/// The key of one item.
pub(crate) struct ItemKey(Block);

/// The key of one epoch, under one epoch salt.
pub(crate) struct EpochKey(Block);

/// The key of one cell's subtree of a manifest.
pub(crate) struct SubtreeKey(Block);

type Block = Zeroizing<[u8; 64]>;

/// For what a key is. The numbers are part of the construction and never change.
#[derive(Clone, Copy)]
enum Purpose {
    Party = 1,
    Item = 2,
    Epoch = 3,
    Cell = 4,
    Flow = 5,
    Subtree = 6,
    Manifest = 7,
    Body = 8,
}

/// `HMAC-SHA-512(key, "standstill/v1/prf" || u8(purpose) || fields…)`; all fields but the last have a length that the purpose fixes.
fn prf(key: &[u8], purpose: Purpose, fields: &[&[u8]]) -> Block {
    let mut mac = Hmac::<Sha512>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(b"standstill/v1/prf");
    mac.update(&[purpose as u8]);
    fields.iter().for_each(|field| mac.update(field));
    Zeroizing::new(mac.finalize().into_bytes().into())
}

fn first32(block: &Block) -> &[u8; 32] {
    block.first_chunk().expect("a block has 64 bytes")
}

impl Seed {
    /// Draws a seed.
    pub fn draw(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(&mut *bytes);
        Self(bytes)
    }

    /// A seed that was drawn before, as it was kept or put together from its shares.
    pub fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// The bytes, to be split into recovery shares and kept, and for nothing else.
    pub fn reveal(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Keys {
    /// The key under one context: `PRF(seed, 1; context)`. Nothing below it is the same under another instrument.
    pub fn new(seed: &Seed, context: &Context) -> Self {
        Self { context: *context, key: prf(&*seed.0, Purpose::Party, &[&context.0]) }
    }

    /// Which instrument and party.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// `PRF(P, 2; serial)`.
    pub(crate) fn item(&self, serial: &Serial) -> ItemKey {
        ItemKey(prf(&*self.key, Purpose::Item, &[serial.reveal().as_bytes()]))
    }

    /// `PRF(P, 3; u32(epoch), previous, epoch salt)`.
    pub(crate) fn epoch(&self, epoch: Epoch, previous: &BodyHash, salt: &Salt) -> EpochKey {
        EpochKey(prf(&*self.key, Purpose::Epoch, &[&epoch.0.to_be_bytes(), &previous.0, &salt.0]))
    }
}

impl ItemKey {
    /// The salt of one link: `H(step; I, u32(number))`.
    pub(crate) fn link_salt(&self, number: u32) -> SecretSalt {
        SecretSalt::new(hash::tagged("step", &[first32(&self.0), &number.to_be_bytes()]))
    }

    /// The item's tag: bytes 32 to 47 of its key's block, which tell nothing of the first 32.
    pub(crate) fn tag(&self) -> Tag {
        Tag(*self.0[32..].first_chunk().expect("32 bytes are left"))
    }
}

impl EpochKey {
    /// What the blinding of a cell is reduced from: `PRF(E, 4; cell)`.
    pub(crate) fn cell(&self, cell: Cell) -> Block {
        prf(&*self.0, Purpose::Cell, &[&cell.bytes()])
    }

    /// What the blinding of a flow is reduced from, by its number in the order of the shape: `PRF(E, 5; u16(number))`.
    pub(crate) fn flow(&self, number: usize) -> Block {
        let number = u16::try_from(number).expect("a shape has at most 1024 flows");
        prf(&*self.0, Purpose::Flow, &[&number.to_be_bytes()])
    }

    /// `PRF(E, 6; cell)`.
    pub(crate) fn subtree(&self, cell: Cell) -> SubtreeKey {
        SubtreeKey(prf(&*self.0, Purpose::Subtree, &[&cell.bytes()]))
    }

    /// The salt of a manifest's root: the first 32 bytes of `PRF(E, 7; place)`.
    pub(crate) fn manifest_salt(&self, place: Place) -> SecretSalt {
        SecretSalt::new(*first32(&prf(&*self.0, Purpose::Manifest, &[&place.bytes()])))
    }
}

impl EpochKey {
    /// The salt of the statement's body: the first 32 bytes of `PRF(E, 8)`.
    pub(crate) fn body_salt(&self) -> Salt {
        Salt(*first32(&prf(&*self.0, Purpose::Body, &[])))
    }
}

/// Which salt of a leaf.
#[derive(Clone, Copy)]
pub(crate) enum Part {
    Dummy = 0,
    Tag = 1,
    Class = 2,
    Head = 3,
}

impl SubtreeKey {
    /// The salt of a part of a leaf: `H(leaf; T, u16(leaf), u8(part))`, one block of SHA-256, for an epoch has tens of thousands of them.
    pub(crate) fn leaf_salt(&self, leaf: u16, part: Part) -> SecretSalt {
        SecretSalt::new(hash::tagged("leaf", &[first32(&self.0), &leaf.to_be_bytes(), &[part as u8]]))
    }

    /// By what the real leaves are sorted: `H(order; T, tag)`. A keyed hash of distinct tags sorts into any order with one probability.
    pub(crate) fn order(&self, tag: &Tag) -> [u8; 32] {
        hash::tagged("order", &[first32(&self.0), &tag.0])
    }
}

macro_rules! opaque {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            /// The name alone.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}

opaque!(Seed Keys ItemKey EpochKey SubtreeKey);
