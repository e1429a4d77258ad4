//! An opening: sums of commitments over a window of epochs, in clear, with the blindings that show them true.

use crate::cbor::{Canonical, Reader, Writer};
use crate::malformed::{Malformed, Rule};
use crate::words::{Epoch, OpeningNumber};

/// The most sums of one opening.
pub const OPENED_SUMS_MAX: u64 = 1024;

/// Sums of a scheduled opening: `[opening, first epoch, last epoch, [[sum, blinding], …]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Which opening of the instrument.
    pub opening: OpeningNumber,
    /// The first epoch of its window.
    pub first: Epoch,
    /// The last epoch of its window.
    pub last: Epoch,
    /// The sums, in the order of the instrument.
    pub sums: Vec<OpenedSum>,
}

/// A sum in clear, and what shows that the commitments hold it: true if ΣV = sum·G + blinding·H.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenedSum {
    /// How many.
    pub sum: u64,
    /// The sum of the blindings.
    pub blinding: SumBlinding,
}

/// The published sum of blindings, 32 bytes. Nothing has been checked, not even that it is a canonical scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SumBlinding(pub [u8; 32]);

impl Canonical for Opening {
    fn write(&self, to: &mut Writer) {
        to.array(4).uint(self.opening.0).uint(self.first.0).uint(self.last.0);
        to.each(&self.sums, |to, opened| to.array(2).uint(opened.sum).bytes(&opened.blinding.0));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 4)?;
        let opening = OpeningNumber(from.uint("opening", u16::MAX)?);
        let first = Epoch(from.uint("first epoch", u32::MAX)?);
        let at = from.offset();
        let last = Epoch(from.uint("last epoch", u32::MAX)?);
        if last < first {
            return Err(from.refuse("last epoch", at, Rule::Order));
        }
        let sums = from.each("sums", 1, OPENED_SUMS_MAX, sum)?;
        Ok(Self { opening, first, last, sums })
    }
}

fn sum(from: &mut Reader<'_>) -> Result<OpenedSum, Malformed> {
    from.array("sum", 2)?;
    let sum = from.uint("sum", u64::MAX)?;
    Ok(OpenedSum { sum, blinding: SumBlinding(from.exactly("blinding")?) })
}
