//! What crosses the gate of a plant (`docs/spec/portal.md`): the host's declaration before the crossing, and the verdict of another party's
//! monitors after it, each in its author's own record.
//!
//! Wire data: a crossing says what the host declares, a verdict what the monitors say that they saw. A measurement is neither: its file is kept
//! outside, and its hash goes in.

use crate::cbor::{Canonical, Reader, Writer};
use crate::envelope::timestamp;
use crate::malformed::{Malformed, Rule};
use crate::numbered::numbered;
use crate::statement::StepHash;
use crate::statement::steps::read_party;
use crate::words::{Epoch, SiteNumber, bytes32};
use log::Timestamp;
use treaty::PartyCode;

bytes32! {
    /// The hash of a crossing's statement as a leaf of the host's record: it names the declaration.
    CrossingHash,
    /// SHA-256 of the file of a measurement, of whatever format.
    MeasurementHash,
}

impl CrossingHash {
    /// Of the leaf's bytes.
    pub fn of(leaf: &[u8]) -> Self {
        Self(StepHash::of(leaf).0)
    }
}

numbered! {
    /// Which way something crosses.
    Way {
        /// Out of the plant.
        Out = 0, "out";
        /// Into it.
        In = 1, "in";
    }
    /// What the monitors say of a crossing.
    Verdict {
        /// It was as declared.
        AsDeclared = 0, "as-declared";
        /// It was otherwise, or not declared.
        Otherwise = 1, "otherwise";
        /// They could not tell.
        NotClear = 2, "not-clear";
    }
}

/// Where something crosses: by which exit of which plant, which way, in which epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gate {
    /// The plant.
    pub site: SiteNumber,
    /// Which way.
    pub way: Way,
    /// 0 is the portal, the others are the plant's other exits.
    pub exit: u8,
    /// The epoch to which it belongs, in which what crosses is entered in the ledger.
    pub epoch: Epoch,
}

/// A crossing that its host declares: `[site, number, way, exit, epoch, at, items]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossing {
    /// The how many-th of this plant that the host declares, from 1.
    pub number: u32,
    /// Where.
    pub gate: Gate,
    /// When it is to be.
    pub at: Timestamp,
    /// How many items cross; 0 where the vehicle is large enough for one and holds none.
    pub items: u16,
}

/// What the monitors of another party saw: `[host, site, crossing / null, way, exit, epoch, at, seen, opened, verdict, file / null]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenCrossing {
    /// Whose plant it is.
    pub host: PartyCode,
    /// The declaration; nothing where there was none.
    pub crossing: Option<CrossingHash>,
    /// Where.
    pub gate: Gate,
    /// When.
    pub at: Timestamp,
    /// How many items crossed, as far as they saw.
    pub seen: u16,
    /// How many canisters were opened for them.
    pub opened: u16,
    /// What it comes to.
    pub verdict: Verdict,
    /// The measurement on which it rests, kept outside.
    pub file: Option<MeasurementHash>,
}

impl Canonical for Crossing {
    fn write(&self, to: &mut Writer) {
        let Self { number, gate, at, items } = self;
        to.array(7).uint(gate.site.0).uint(*number);
        write_passage(to, *gate, *at);
        to.uint(*items);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 7)?;
        let site = SiteNumber(from.uint("site", u16::MAX)?);
        let at = from.offset();
        let number = from.uint("number", u32::MAX)?;
        if number == 0 {
            return Err(from.refuse("number", at, Rule::Unknown(0)));
        }
        let (gate, at) = read_passage(from, site)?;
        Ok(Self { number, gate, at, items: from.uint("items", u16::MAX)? })
    }
}

impl Canonical for SeenCrossing {
    fn write(&self, to: &mut Writer) {
        to.array(11).text(self.host.as_str()).uint(self.gate.site.0);
        to.or_null(self.crossing, |to, crossing| to.bytes(&crossing.0));
        write_passage(to, self.gate, self.at);
        to.uint(self.seen).uint(self.opened).uint(self.verdict.number());
        to.or_null(self.file, |to, file| to.bytes(&file.0));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 11)?;
        let host = read_party(from, "host")?;
        let site = SiteNumber(from.uint("site", u16::MAX)?);
        let crossing = from.or_null("crossing", |from| from.exactly("crossing").map(CrossingHash))?;
        let (gate, at) = read_passage(from, site)?;
        let seen = from.uint("seen", u16::MAX)?;
        let opened = from.uint("opened", u16::MAX)?;
        let place = from.offset();
        let verdict = Verdict::read(from, "verdict")?;
        if verdict == Verdict::AsDeclared && crossing.is_none() {
            return Err(from.refuse("verdict", place, Rule::Surplus("nothing was declared that it could be as")));
        }
        let file = from.or_null("file", |from| from.exactly("file").map(MeasurementHash))?;
        Ok(Self { host, crossing, gate, at, seen, opened, verdict, file })
    }
}

fn write_passage(to: &mut Writer, gate: Gate, at: Timestamp) {
    to.uint(gate.way.number()).uint(gate.exit).uint(gate.epoch.0).uint(at.seconds());
}

fn read_passage(from: &mut Reader<'_>, site: SiteNumber) -> Result<(Gate, Timestamp), Malformed> {
    let way = Way::read(from, "way")?;
    let exit = from.uint("exit", u8::MAX)?;
    let epoch = Epoch(from.uint("epoch", u32::MAX)?);
    let at = timestamp(from, "at")?;
    Ok((Gate { site, way, exit, epoch }, at))
}
