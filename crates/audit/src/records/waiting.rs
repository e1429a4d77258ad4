//! Leaves that a key may explain which another record brings: they are looked at again when all records are read.

/// The most bytes of one record's leaves that wait: a receipt has about one thousand, so these are the receipts of decades.
pub(super) const WAITING_MAX: usize = 64 << 20;

/// Leaves that wait, in the order of their record.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    leaves: Vec<Waits>,
    bytes: usize,
    receipts: bool,
}

/// A leaf that waits.
#[derive(Clone, Debug)]
pub(super) struct Waits {
    pub(super) index: u64,
    pub(super) leaf: Vec<u8>,
}

impl Waiting {
    /// Keeps a leaf, if there is room for it.
    pub(super) fn keep(&mut self, index: u64, leaf: &[u8], receipt: bool) -> bool {
        let fits = self.bytes + leaf.len() <= WAITING_MAX;
        if fits {
            self.bytes += leaf.len();
            self.receipts |= receipt;
            self.leaves.push(Waits { index, leaf: leaf.to_vec() });
        }
        fits
    }

    /// Whether a receipt waits: those behind it then wait too, for their order is a claim of its own.
    pub(super) fn has_receipt(&self) -> bool {
        self.receipts
    }

    /// All of them, in their order; none waits any more.
    pub(super) fn take(&mut self) -> Vec<Waits> {
        std::mem::take(self).leaves
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_bytes_wait_and_not_one_more() {
        let (mut waiting, whole) = (Waiting::default(), vec![0; WAITING_MAX]);
        assert!(waiting.keep(0, &whole[1..], false));
        assert!(waiting.keep(1, &[0], true));
        assert!(!waiting.keep(2, &[0], true));
        assert_eq!(waiting.take().iter().map(|waits| waits.index).collect::<Vec<_>>(), [0, 1]);
        assert!(waiting.keep(2, &[0], true), "there is room again");
    }
}
