//! What is done to a custody seal (`docs/spec/seal.md`): one party's seal on a door, a container or a canister of another.
//!
//! Wire data: it says what its author says of the seal. The seals that a team fixes to objects during a visit are another matter, and stand in
//! the list that both sides hold.

use crate::cbor::{Canonical, Reader, Writer};
use crate::envelope::timestamp;
use crate::malformed::{Malformed, Rule};
use crate::numbered::numbered;
use crate::site::SealNumber;
use crate::statement::StepHash;
use crate::statement::steps::read_party;
use crate::words::SiteNumber;
use log::Timestamp;
use treaty::PartyCode;
use treaty::instrument::SealOn;

numbered! {
    /// Why a host breaks a seal.
    BreakReason {
        /// Work that was planned.
        Maintenance = 0, "maintenance";
        /// Something that could not wait.
        Emergency = 1, "emergency";
    }
    /// What is said of a seal.
    SealAct {
        /// Its owner put it on.
        Applied = 0, "applied";
        /// Its owner found it whole.
        Verified = 1, "verified";
        /// Its owner took it off, and it was whole.
        Removed = 2, "removed";
        /// Its owner found it broken, or gone.
        Found = 3, "found-broken";
        /// The host breaks it, or broke it.
        Broken = 4, "broken";
    }
}

/// What is said of a seal, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealDeed {
    /// Its owner put it on.
    Applied {
        /// On what.
        on: SealOn,
        /// In the place of which seal.
        instead: Option<SealNumber>,
    },
    /// Its owner found it whole.
    Verified,
    /// Its owner took it off, and it was whole.
    Removed,
    /// Its owner found it broken, or gone.
    Found,
    /// The host breaks it, or broke it.
    Broken(BreakReason),
}

/// `[owner, host, site, number, act, at, on / null, instead / null, why / null, inspection / null]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealStatement {
    /// Whose seal it is.
    pub owner: PartyCode,
    /// Whose door, container or canister it is on.
    pub host: PartyCode,
    /// At which of the host's sites.
    pub site: SiteNumber,
    /// Its number, which no other seal of its owner has, ever.
    pub number: SealNumber,
    /// What is said of it.
    pub deed: SealDeed,
    /// When that was, or is to be.
    pub at: Timestamp,
    /// The request of the inspection during which it was done.
    pub inspection: Option<StepHash>,
}

impl SealDeed {
    /// Which act it is.
    pub fn act(&self) -> SealAct {
        match self {
            Self::Applied { .. } => SealAct::Applied,
            Self::Verified => SealAct::Verified,
            Self::Removed => SealAct::Removed,
            Self::Found => SealAct::Found,
            Self::Broken(_) => SealAct::Broken,
        }
    }
}

impl SealStatement {
    /// Who states it: the host that it breaks one, the owner everything else.
    pub fn author(&self) -> &PartyCode {
        if self.deed.act() == SealAct::Broken { &self.host } else { &self.owner }
    }
}

impl Canonical for SealStatement {
    fn write(&self, to: &mut Writer) {
        let Self { owner, host, site, number, deed, at, inspection } = self;
        to.array(10).text(owner.as_str()).text(host.as_str()).uint(site.0).text(number.as_str());
        to.uint(deed.act().number()).uint(at.seconds());
        let (on, instead, why) = match deed {
            SealDeed::Applied { on, instead } => (Some(number_of(*on)), instead.as_ref(), None),
            SealDeed::Broken(why) => (None, None, Some(why.number())),
            _ => (None, None, None),
        };
        to.or_null(on, |to, on| to.uint(on));
        to.or_null(instead, |to, instead| to.text(instead.as_str()));
        to.or_null(why, |to, why| to.uint(why));
        to.or_null(*inspection, |to, inspection| to.bytes(&inspection.0));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 10)?;
        let owner = read_party(from, "owner")?;
        let place = from.offset();
        let host = read_party(from, "host")?;
        if host == owner {
            return Err(from.refuse("host", place, Rule::Surplus("a seal is on what belongs to another party")));
        }
        let site = SiteNumber(from.uint("site", u16::MAX)?);
        let number = SealNumber::read(from)?;
        let act = SealAct::read(from, "act")?;
        let at = timestamp(from, "at")?;
        let on = only(from, "on", act == SealAct::Applied, true, read_on)?;
        let place = from.offset();
        let instead = only(from, "instead", act == SealAct::Applied, false, SealNumber::read)?;
        if instead.as_ref() == Some(&number) {
            return Err(from.refuse("instead", place, Rule::Surplus("no seal stands in its own place")));
        }
        let why = only(from, "why", act == SealAct::Broken, true, |from| BreakReason::read(from, "why"))?;
        let inspection = from.or_null("inspection", |from| from.exactly("inspection").map(StepHash))?;
        let deed = match (act, on, why) {
            (SealAct::Applied, Some(on), _) => SealDeed::Applied { on, instead },
            (SealAct::Broken, _, Some(why)) => SealDeed::Broken(why),
            (SealAct::Removed, ..) => SealDeed::Removed,
            (SealAct::Found, ..) => SealDeed::Found,
            _ => SealDeed::Verified,
        };
        Ok(Self { owner, host, site, number, deed, at, inspection })
    }
}

/// A field that stands with one act only, and there always or at will.
fn only<T>(
    from: &mut Reader<'_>,
    field: &'static str,
    may: bool,
    must: bool,
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, Malformed>,
) -> Result<Option<T>, Malformed> {
    let at = from.offset();
    let found = from.or_null(field, read)?;
    match found.is_some() {
        true if !may => Err(from.refuse(field, at, Rule::Surplus("this act has none"))),
        false if may && must => Err(from.refuse(field, at, Rule::Missing("this act has one"))),
        _ => Ok(found),
    }
}

fn number_of(on: SealOn) -> u8 {
    let place = SealOn::WORDS.iter().position(|(_, of)| *of == on);
    place.and_then(|place| u8::try_from(place).ok()).expect("what a seal is on has a word")
}

fn read_on(from: &mut Reader<'_>) -> Result<SealOn, Malformed> {
    let at = from.offset();
    let number = from.uint::<u8>("on", u8::MAX)?;
    let found = SealOn::WORDS.get(usize::from(number)).map(|(_, on)| *on);
    found.ok_or_else(|| from.refuse("on", at, Rule::Unknown(number.into())))
}
