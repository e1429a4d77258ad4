//! Receipts: *I have seen this checkpoint of your record, and hold all bytes below its size that I may read.*
//!
//! A receipt stands in the receiver's record. It holds the checkpoint, which the other's log key has signed, and the receiver's cosignature of it,
//! which carries the time: so neither can take it back, and the receiver's record fixes its order.

use crate::keys::{At, KeyRings};
use crate::statement::{ED25519, Receipt, Statement};
use crate::verified::{Signed, Verified};
use crate::words::{Author, KeyId};
use log::checkpoint::{Checkpoint, Unverified};
use log::note::SignedNote;
use log::{Malformed, SignatureLine, Timestamp, TreeSize, VerifiedCheckpoint, cosignature};
use std::collections::BTreeMap;

/// What a receipt shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// Who has received.
    pub receiver: Author,
    /// Whose record.
    pub of: Author,
    /// The checkpoint, signed by that record's key: all below its size is covered.
    pub checkpoint: VerifiedCheckpoint,
    /// When, as the receiver says.
    pub time: Timestamp,
    /// With which of its keys the receiver cosigned.
    pub cosigned_by: KeyId,
}

impl Covered {
    /// How many leaves are covered.
    pub fn size(&self) -> TreeSize {
        self.checkpoint.size()
    }
}

/// Why a receipt shows nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadReceipt {
    /// A receipt of the receiver's own record: it would provide a party's statements to itself.
    #[error("{0} has given a receipt of its own record")]
    Own(Author),
    /// The instrument does not name whose record it is.
    #[error("the receipt is of the record of {0}, whom the instrument does not name")]
    Author(Author),
    /// The checkpoint is not one of the other's record.
    #[error("the checkpoint is not one of the record of {of}: {why}")]
    Checkpoint {
        /// Whose record it should be of.
        of: Author,
        /// Why it is not.
        why: Unverified,
    },
    /// The cosignature is no signature line.
    #[error("the cosignature: {0}")]
    Line(Malformed),
    /// The cosignature is not one by the receiver over this checkpoint.
    #[error("the cosignature is not one of {receiver}: {why}")]
    Cosignature {
        /// Who should have cosigned.
        receiver: Author,
        /// Why it is none.
        why: Unverified,
    },
    /// The cosignature names no key with which the receiver cosigns at this place.
    #[error("the cosignature names no key with which {0} cosigns here")]
    UnknownKey(Author),
}

/// What a receipt shows; nothing where the statement is none.
///
/// # Errors
/// [`BadReceipt`]: then it covers nothing.
pub fn check(rings: &KeyRings, signed: &Verified<Signed>) -> Result<Option<Verified<Covered>>, BadReceipt> {
    let Some(Statement::Receipt(receipt)) = signed.statement() else { return Ok(None) };
    let receiver = &signed.envelope.head.author;
    let of = &receipt.of;
    if of == receiver {
        return Err(BadReceipt::Own(receiver.clone()));
    }
    let checkpoint = checkpoint(rings, receipt)?;
    let at = At::Leaf(signed.leaf, signed.envelope.head.dated);
    let (time, cosigned_by) = cosigned(rings, receiver, at, &checkpoint, &receipt.cosignature)?;
    Ok(Some(Verified::new(Covered { receiver: receiver.clone(), of: of.clone(), checkpoint, time, cosigned_by })))
}

fn checkpoint(rings: &KeyRings, receipt: &Receipt) -> Result<VerifiedCheckpoint, BadReceipt> {
    let of = &receipt.of;
    let ring = rings.ring(of).ok_or_else(|| BadReceipt::Author(of.clone()))?;
    let refuse = |why| BadReceipt::Checkpoint { of: of.clone(), why };
    let note = SignedNote::parse(&receipt.checkpoint).map_err(|e| refuse(e.into()))?;
    // which keys may have signed follows from the size; that the text is signed at all is what they then show
    let size = Checkpoint::parse(note.text()).map_err(|e| refuse(e.into()))?.size;
    VerifiedCheckpoint::verify_note(note, &ring.log_keys(size)).map_err(refuse)
}

/// The time of the receiver's cosignature, and its key.
fn cosigned(
    rings: &KeyRings,
    receiver: &Author,
    at: At,
    checkpoint: &VerifiedCheckpoint,
    line: &[u8],
) -> Result<(Timestamp, KeyId), BadReceipt> {
    let refuse = |why| BadReceipt::Cosignature { receiver: receiver.clone(), why };
    let line = SignatureLine::parse(line).map_err(BadReceipt::Line)?;
    // on the least note, so that no other line can stand in for this one
    let least = SignedNote::parse(checkpoint.least_note().as_bytes()).expect("a part of a note is a note");
    let cosigned = least.with_signature(line).map_err(|e| refuse(e.into()))?;
    let key = std::slice::from_ref(checkpoint.key());
    let cosigned = VerifiedCheckpoint::verify_note(cosigned, key).map_err(refuse)?;
    let keys = rings.ring(receiver).map(|ring| ring.cosignature_keys_at(at)).unwrap_or_default();
    let found = cosignature::verify(&cosigned, &keys).map_err(refuse)?;
    let cosignature = found.first().ok_or_else(|| BadReceipt::UnknownKey(receiver.clone()))?;
    Ok((cosignature.time(), KeyId::of(ED25519, cosignature.witness().public())))
}

/// The receipts of one record, in its order: their times never go back, and the sizes of one author's checkpoints never shrink.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReceiptOrder {
    last: Option<Timestamp>,
    sizes: BTreeMap<Author, TreeSize>,
}

/// A receipt out of order: a contradiction of its record with itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutOfOrder {
    /// An earlier leaf has a later time: a receipt was dated back.
    #[error("a receipt of {time} stands behind one of {last}")]
    Time {
        /// Its time.
        time: Timestamp,
        /// The time of the receipt before it.
        last: Timestamp,
    },
    /// An earlier leaf covers more of the same record: who holds more has seen more.
    #[error("a receipt of {of} up to {size} stands behind one up to {last}")]
    Size {
        /// Whose record.
        of: Author,
        /// Its size.
        size: TreeSize,
        /// The size before it.
        last: TreeSize,
    },
}

impl ReceiptOrder {
    /// Takes the next receipt of the record. One out of order is not taken, and counts for nothing.
    ///
    /// # Errors
    /// [`OutOfOrder`].
    pub fn push(&mut self, covered: &Verified<Covered>) -> Result<(), OutOfOrder> {
        let (of, size, time) = (&covered.of, covered.size(), covered.time);
        match (self.last, self.sizes.get(of)) {
            (Some(last), _) if time < last => return Err(OutOfOrder::Time { time, last }),
            (_, Some(&last)) if size < last => return Err(OutOfOrder::Size { of: of.clone(), size, last }),
            _ => {}
        }
        self.last = Some(time);
        self.sizes.insert(of.clone(), size);
        Ok(())
    }
}
