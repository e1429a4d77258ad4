//! An act: a change of sites or capacities, which names the first epoch that it governs.

use crate::cbor::{Canonical, Reader, Writer};
use crate::malformed::{Malformed, Rule};
use crate::words::{Epoch, SiteNumber};
use proof::shape::EXPONENT_MAX;
use treaty::Id;

/// `[first epoch, change]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The first epoch that the change governs.
    pub first: Epoch,
    /// What changes.
    pub change: Change,
}

/// What an act changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// `[1, site, facility, alias]`: a site is opened; it starts at zero.
    SiteOpened {
        /// Its number: the next after all that there were.
        site: SiteNumber,
        /// What kind of facility it is.
        facility: Id,
        /// What it is called in public: another name than any site of this party ever had.
        alias: Id,
    },
    /// `[2, site]`: a site is closed; it opens to zero.
    SiteClosed {
        /// Its number, which is never used again.
        site: SiteNumber,
    },
    /// `[3, site exponent, road exponent]`: manifests get another capacity, everywhere at once.
    Capacities {
        /// Two to this many entries for each class of a site.
        site: u8,
        /// Two to this many entries for each class of a road.
        road: u8,
    },
}

impl Canonical for Act {
    fn write(&self, to: &mut Writer) {
        to.array(2).uint(self.first.0);
        match &self.change {
            Change::SiteOpened { site, facility, alias } => {
                to.array(4).uint(1_u8).uint(site.0).text(facility.as_str()).text(alias.as_str())
            }
            Change::SiteClosed { site } => to.array(2).uint(2_u8).uint(site.0),
            Change::Capacities { site, road } => to.array(3).uint(3_u8).uint(*site).uint(*road),
        };
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array("the whole", 2)?;
        let first = Epoch(from.uint("first epoch", u32::MAX)?);
        let at = from.offset();
        let fields = from.list("change", 2, 4)?;
        let change = match (from.uint::<u8>("change", u8::MAX)?, fields) {
            (1, 4) => {
                let site = SiteNumber(from.uint("site", u16::MAX)?);
                let facility = from.text("facility", Id::MAX_LEN, "the id of a facility must stand here", Id::new)?;
                let alias = from.text("alias", Id::MAX_LEN, "the id of a site must stand here", Id::new)?;
                Change::SiteOpened { site, facility, alias }
            }
            (2, 2) => Change::SiteClosed { site: SiteNumber(from.uint("site", u16::MAX)?) },
            (3, 3) => Change::Capacities {
                site: from.uint("site exponent", EXPONENT_MAX)?,
                road: from.uint("road exponent", EXPONENT_MAX)?,
            },
            (1..=3, _) => return Err(from.refuse("change", at, Rule::Expected("as many fields as this change has"))),
            (other, _) => return Err(from.refuse("change", at, Rule::Unknown(other.into()))),
        };
        Ok(Self { first, change })
    }
}
