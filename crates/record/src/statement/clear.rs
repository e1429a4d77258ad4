//! Clear numbers: an epoch where the instrument has no commitments, and corrections that both sides accept.

use crate::cbor::{Canonical, Reader, Writer};
use crate::malformed::{Malformed, Rule};
use crate::words::{Epoch, ItemCount, Line};
use proof::Correction;
use treaty::PartyCode;

/// The most classes of a declaration: more than any instrument tells apart.
pub const DECLARED_CLASSES_MAX: u64 = 256;
/// The most lines of an agreed statement.
pub const AGREED_LINES_MAX: u64 = 1040;

/// An epoch in clear numbers: `[epoch, [count, …]]`, the classes in the order of the instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Which epoch it closes.
    pub epoch: Epoch,
    /// The items of each class.
    pub counts: Vec<ItemCount>,
}

impl Canonical for Declaration {
    fn write(&self, to: &mut Writer) {
        to.array(2).uint(self.epoch.0).each(&self.counts, |to, count| to.uint(count.0));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 2)?;
        let epoch = Epoch(from.uint("epoch", u32::MAX)?);
        let counts =
            from.each("counts", 1, DECLARED_CLASSES_MAX, |from| from.uint("count", u32::MAX).map(ItemCount))?;
        Ok(Self { epoch, counts })
    }
}

/// Corrections that both sides accept: `[party, with, epoch, [[line, up, down], …]]`, the lines ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// Whose corrections they are.
    pub party: PartyCode,
    /// Who accepts them.
    pub with: PartyCode,
    /// Of which epoch.
    pub epoch: Epoch,
    /// What is accepted, by line.
    pub lines: Vec<(Line, Correction)>,
}

impl Canonical for Agreed {
    fn write(&self, to: &mut Writer) {
        to.array(4).text(self.party.as_str()).text(self.with.as_str()).uint(self.epoch.0);
        to.each(&self.lines, |to, (line, Correction { up, down })| to.array(3).uint(line.0).uint(*up).uint(*down));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 4)?;
        let party = party(from, "party")?;
        let at = from.offset();
        let with = self::party(from, "with")?;
        // nobody accepts its own corrections
        if with == party {
            return Err(from.refuse("with", at, Rule::Spelling("another party must stand here")));
        }
        let epoch = Epoch(from.uint("epoch", u32::MAX)?);
        let at = from.offset();
        let lines = from.each("lines", 1, AGREED_LINES_MAX, line)?;
        if !lines.is_sorted_by(|(a, _), (b, _)| a < b) {
            return Err(from.refuse("lines", at, Rule::Order));
        }
        Ok(Self { party, with, epoch, lines })
    }
}

fn line(from: &mut Reader<'_>) -> Result<(Line, Correction), Malformed> {
    from.array("line", 3)?;
    let line = Line(from.uint("line", u16::MAX)?);
    Ok((line, Correction { up: from.uint("up", u16::MAX)?, down: from.uint("down", u16::MAX)? }))
}

fn party(from: &mut Reader<'_>, field: &'static str) -> Result<PartyCode, Malformed> {
    from.text(field, 8, "the code of a party must stand here", PartyCode::new)
}
