//! What an inspectorate may ask for, and what a host may not do meanwhile.
// rule: quota
// rule: restriction

use crate::instrument::{Clause, Inspection, Instrument, Kind, Rule};
use crate::text::{Id, PartyCode};
use crate::time::{Date, Span, Unit};

/// An inspection, done or asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Who inspects.
    pub inspector: PartyCode,
    /// Whose site it is.
    pub host: PartyCode,
    /// Which kind of inspection.
    pub kind: Id,
    /// The site's name; nothing while none is designated.
    pub site: Option<Id>,
    /// The kind of facility that the site is.
    pub facility: Id,
    /// The first day.
    pub begins: Date,
    /// The last day.
    pub ends: Date,
}

/// Why a visit is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuotaRefusal {
    /// The instrument has no such kind of inspection.
    #[error("there is no inspection of the kind `{0}`")]
    NoSuchKind(Id),
    /// This kind of inspection does not go to this kind of facility.
    #[error("an inspection of the kind `{kind}` does not go to a facility of the kind `{facility}`")]
    NotThere {
        /// Of inspection.
        kind: Id,
        /// Of facility.
        facility: Id,
    },
    /// It ends before it begins.
    #[error("the visit ends before it begins")]
    Backwards,
    /// The right to inspect has not begun, or the treaty year cannot be computed.
    #[error("there is no treaty year on {0}")]
    NoTreatyYear(Date),
    /// The quota of the treaty year is used up.
    #[error("{used} of {quota} `{kind}` inspections are used in the treaty year from {year}")]
    UsedUp {
        /// Of inspection.
        kind: Id,
        /// The quota.
        quota: u32,
        /// How many were done.
        used: usize,
        /// The first day of the treaty year.
        year: Date,
    },
    /// The site has had as many as it may.
    #[error("`{site}` has had {used} of {most} `{kind}` inspections in the treaty year from {year}")]
    SiteUsedUp {
        /// Of inspection.
        kind: Id,
        /// Which site.
        site: Id,
        /// The most.
        most: u32,
        /// How many were done.
        used: usize,
        /// The first day of the treaty year.
        year: Date,
    },
    /// Another is under way on the host's territory.
    #[error("{under_way} inspection(s) are under way on the territory of {host}, and {most} may be")]
    AtOnce {
        /// Whose territory.
        host: PartyCode,
        /// The most.
        most: u32,
        /// How many are.
        under_way: usize,
    },
}

impl Instrument {
    /// Holds a visit against the quotas, given those that came before it.
    ///
    /// # Errors
    /// The rule that refuses it.
    pub fn admit(&self, earlier: &[Visit], visit: &Visit) -> Result<(), QuotaRefusal> {
        let kind = self.inspection(&visit.kind).ok_or_else(|| QuotaRefusal::NoSuchKind(visit.kind.clone()))?;
        if !kind.at.contains(&visit.facility) {
            return Err(QuotaRefusal::NotThere { kind: visit.kind.clone(), facility: visit.facility.clone() });
        }
        if visit.ends < visit.begins {
            return Err(QuotaRefusal::Backwards);
        }
        let year = self.treaty_year(kind, visit.begins).ok_or(QuotaRefusal::NoTreatyYear(visit.begins))?;
        let used = this_year(earlier, visit, year).count();
        if used >= kind.quota.value as usize {
            return Err(QuotaRefusal::UsedUp { kind: visit.kind.clone(), quota: kind.quota.value, used, year });
        }
        self.admit_at_site(earlier, visit)?;
        let meets =
            |other: &&Visit| other.host == visit.host && other.begins <= visit.ends && visit.begins <= other.ends;
        let under_way = earlier.iter().filter(meets).count();
        match &kind.at_once_max {
            Some(most) if under_way >= most.value as usize => {
                Err(QuotaRefusal::AtOnce { host: visit.host.clone(), most: most.value, under_way })
            }
            _ => Ok(()),
        }
    }

    /// Holds a visit against what its site may have in a treaty year, and against nothing else.
    ///
    /// # Errors
    /// [`QuotaRefusal::SiteUsedUp`].
    pub fn admit_at_site(&self, earlier: &[Visit], visit: &Visit) -> Result<(), QuotaRefusal> {
        let Some(kind) = self.inspection(&visit.kind) else { return Ok(()) };
        let (Some(site), Some(most)) = (&visit.site, &kind.same_site_max) else { return Ok(()) };
        let Some(year) = self.treaty_year(kind, visit.begins) else { return Ok(()) };
        let here = this_year(earlier, visit, year).filter(|other| other.host == visit.host && other.site == visit.site);
        let used = here.count();
        if used < most.value as usize {
            return Ok(());
        }
        Err(QuotaRefusal::SiteUsedUp { kind: visit.kind.clone(), site: site.clone(), most: most.value, used, year })
    }

    fn inspection(&self, id: &Id) -> Option<&Inspection> {
        match &self.clause(Kind::Inspection, id)?.rule {
            Rule::Inspection(kind) => Some(kind),
            _ => None,
        }
    }

    /// How many treaty years of a kind of inspection a time touches, `until` being the first day behind it; nothing where the right to inspect begins
    /// later, or there is no such time.
    pub fn treaty_years(&self, kind: &Inspection, from: Date, until: Date) -> Option<u32> {
        let last = until.yesterday().ok().filter(|last| *last >= from)?;
        let (first, last) = (self.treaty_year(kind, from)?, self.treaty_year(kind, last)?);
        u32::try_from(last.year() - first.year()).ok().map(|years| years + 1)
    }

    /// The first day of the treaty year that holds a day.
    pub fn treaty_year(&self, kind: &Inspection, on: Date) -> Option<Date> {
        let start = self.act(&kind.year_from).filter(|act| !act.proposed)?.date;
        let years = u32::try_from(on.year() - start.year()).ok()?;
        let of = |count: u32| match count {
            0 => Some(start),
            _ => Span { count, unit: Unit::Years }.after(start).ok(),
        };
        let year = of(years).filter(|year| *year <= on);
        year.or_else(|| of(years.checked_sub(1)?)).filter(|year| *year <= on)
    }

    /// The same by their numbers among all restrictions, from 0, as a report names them.
    pub fn forbidding(&self, inspection: &Id, facility: &Id, action: &str) -> Vec<u16> {
        let forbids = |clause: &Clause| match &clause.rule {
            Rule::Restriction(rule) => {
                rule.inspection == *inspection
                    && rule.at.contains(facility)
                    && rule.forbids.iter().any(|word| word.as_str() == action)
            }
            _ => false,
        };
        let all = (0..).zip(self.of(Kind::Restriction));
        all.filter(|(_, clause)| forbids(clause)).map(|(number, _)| number).collect()
    }

    /// The restrictions that forbid `action` at a kind of facility during a kind of inspection; the letter is the clause's name.
    pub fn forbids(&self, inspection: &Id, facility: &Id, action: &Id) -> Vec<&Clause> {
        let forbids = |clause: &&Clause| match &clause.rule {
            Rule::Restriction(rule) => {
                rule.inspection == *inspection && rule.at.contains(facility) && rule.forbids.contains(action)
            }
            _ => false,
        };
        self.of(Kind::Restriction).filter(forbids).collect()
    }

    /// Whether a class may stand at a kind of facility.
    // rule: basing
    pub fn may_stand(&self, class: &Id, facility: &Id) -> bool {
        match self.clause(Kind::Facility, facility).map(|clause| &clause.rule) {
            Some(Rule::Facility(kind)) => kind.holds.contains(class),
            _ => false,
        }
    }
}

/// Those of the earlier visits that are of the same inspector and kind, in the treaty year that begins so.
fn this_year<'a>(earlier: &'a [Visit], visit: &'a Visit, year: Date) -> impl Iterator<Item = &'a Visit> {
    let next = Span { count: 1, unit: Unit::Years }.after(year).unwrap_or(Date::MAX);
    earlier.iter().filter(move |other| {
        let of_kind = other.inspector == visit.inspector && other.kind == visit.kind;
        of_kind && (year..next).contains(&other.begins)
    })
}
