//! The epoch salt, which is drawn, written down for good, and spent: in this order, and once.
//!
//! All blindings of an epoch come from the seed and its salt. Were one epoch closed twice under one salt, say before and after a crash, the two
//! statements would share their blindings, and the difference of two commitments, `V − V' = (n − n')·G`, would tell how many items had moved. So the steps are
//! types that consume each other, and none can be copied or made of bytes: what a crash has left behind unspent is never spent.
//!
//! ```
//! # use inventory::{DurableSalt, Epoch, EpochSalt};
//! # fn close_two(rng: &mut impl proof::rand_core::CryptoRng, write: impl Fn(proof::Salt)) {
//! let drawn = EpochSalt::draw(Epoch(1), rng);
//! write(drawn.salt());
//! let once = DurableSalt::after_write(drawn);
//! # }
//! ```
//!
//! ```compile_fail,E0382
//! # use inventory::{DurableSalt, Epoch, EpochSalt};
//! # fn close_two(rng: &mut impl proof::rand_core::CryptoRng, write: impl Fn(proof::Salt)) {
//! let drawn = EpochSalt::draw(Epoch(1), rng);
//! write(drawn.salt());
//! let once = DurableSalt::after_write(drawn);
//! let twice = DurableSalt::after_write(drawn);
//! # }
//! ```

use proof::Salt;
use proof::rand_core::CryptoRng;
use record::Epoch;

/// A salt as it was drawn, for one epoch. It is worth nothing until it is durable.
#[derive(Debug)]
pub struct EpochSalt {
    epoch: Epoch,
    salt: Salt,
}

/// A salt of which the caller promises that it is durable. [`crate::close`] spends it.
#[derive(Debug)]
pub struct DurableSalt(EpochSalt);

impl EpochSalt {
    /// Draws a salt for an epoch.
    pub fn draw(epoch: Epoch, rng: &mut impl CryptoRng) -> Self {
        let mut salt = [0; 32];
        rng.fill_bytes(&mut salt);
        Self { epoch, salt: Salt(salt) }
    }

    /// For which epoch.
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// What is to be written down. It will stand in the statement in clear, so it is no secret, only unique.
    pub fn salt(&self) -> Salt {
        self.salt
    }
}

impl DurableSalt {
    /// The caller's promise: epoch and salt are on the disk, and will be found there after a crash at any later moment.
    pub fn after_write(salt: EpochSalt) -> Self {
        Self(salt)
    }

    pub(crate) fn epoch(&self) -> Epoch {
        self.0.epoch
    }

    pub(crate) fn spend(self) -> Salt {
        self.0.salt
    }
}
