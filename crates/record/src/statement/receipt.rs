//! A receipt as it stands in the receiver's record. What it shows is known after [`crate::receipt::check`] only.

use crate::cbor::{Canonical, Reader, Writer};
use crate::envelope::author;
use crate::malformed::Malformed;
use crate::words::Author;

/// The longest checkpoint in a receipt, in bytes.
pub const CHECKPOINT_MAX: usize = 16_384;
/// The longest cosignature in a receipt, in bytes.
pub const COSIGNATURE_LINE_MAX: usize = 512;

/// *I have seen this checkpoint, and hold all bytes below its size that I may read*: `[author, checkpoint, cosignature]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Whose record was received.
    pub of: Author,
    /// A checkpoint of that record: the bytes of a whole note.
    pub checkpoint: Vec<u8>,
    /// The receiver's cosignature of it: the bytes of one signature line, with its newline.
    pub cosignature: Vec<u8>,
}

impl Canonical for Receipt {
    fn write(&self, to: &mut Writer) {
        to.array(3).text(self.of.as_str()).bytes(&self.checkpoint).bytes(&self.cosignature);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 3)?;
        let of = author(from, "author")?;
        let checkpoint = from.bytes("checkpoint", CHECKPOINT_MAX)?.to_vec();
        let cosignature = from.bytes("cosignature", COSIGNATURE_LINE_MAX)?.to_vec();
        Ok(Self { of, checkpoint, cosignature })
    }
}
