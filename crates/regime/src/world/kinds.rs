//! The kinds of visits, with what the text leaves open assumed.

use super::{Kind, Refused, Sites, whole};
use crate::assumptions::{Parameter as P, Values};
use crate::terms::{Looked, Place, Terms, Visits};

/// The most kinds of visits.
const KINDS_MAX: usize = 32;
/// Visits of one kind that are under way at once, where no clause says how many may be.
const AT_ONCE: u32 = 16;

/// The visits of the text, and those that it names without a number.
pub(super) fn kinds(terms: &Terms, values: &Values, sites: &Sites) -> Result<Vec<Kind>, Refused> {
    let named = |look: Looked| terms.visits.iter().any(|kind| kind.look == look);
    let assumed = [
        (Looked::Ledger, P::SampledVisits),
        (Looked::Absence, P::AbsenceVisits),
        (Looked::Spotted, P::ChallengeVisits),
    ];
    let assumed = assumed.into_iter().filter(|(look, _)| terms.has(look.measure()) && !named(*look));
    let kinds: Vec<_> = terms
        .visits
        .iter()
        .map(|visits| kind(visits, values, sites))
        .chain(assumed.map(|(look, quota)| supposed(look, values.of(quota).rounded(), values, sites)))
        .collect();
    match kinds.len() {
        many if many > KINDS_MAX => {
            let (what, help) = ("a number of kinds of visits", "no more than 32 are simulated");
            Err(Refused::Number { what, number: many as u64, help })
        }
        _ => Ok(kinds),
    }
}

fn kind(visits: &Visits, values: &Values, sites: &Sites) -> Kind {
    let assumed = |number: Option<u32>, of: P| number.unwrap_or_else(|| whole(values, of));
    let sample = match visits.look {
        Looked::Ledger => assumed(visits.items_max, P::Sample),
        Looked::Carriers => visits.items_max.unwrap_or(1),
        Looked::Absence | Looked::Spotted => 0,
    };
    let at = match visits.look {
        _ if visits.same_site_max == Some(0) => Vec::new(),
        // nothing is asked of a place where items are declared that only shows that there are none
        Looked::Absence => sites.at(Place::Empty).collect(),
        Looked::Spotted => Vec::new(),
        Looked::Carriers | Looked::Ledger => visits.at.iter().flat_map(|place| sites.at(*place)).collect(),
    };
    Kind {
        look: visits.look,
        quota: visits.quota,
        same_site_max: visits.same_site_max.unwrap_or(u32::MAX),
        at_once: visits.at_once_max.unwrap_or(AT_ONCE),
        sample,
        team: assumed(visits.team_max, P::Team),
        hours_to_arrival: assumed(visits.hours_to_arrival, P::HoursToArrival),
        hours_on_site: assumed(visits.hours_on_site, P::HoursOnSite),
        restricted: visits.restricted,
        at,
    }
}

/// A kind of visits that is named, and all of whose numbers are assumed.
fn supposed(look: Looked, quota: u64, values: &Values, sites: &Sites) -> Kind {
    let visits = Visits {
        id: treaty::Id::default(),
        look,
        quota: quota as u32,
        same_site_max: None,
        at_once_max: Some(1),
        items_max: None,
        team_max: None,
        at: [Place::Base, Place::Store].into(),
        hours_to_arrival: None,
        hours_on_site: None,
        restricted: true,
        mark: treaty::source::Mark::Uncertain,
    };
    kind(&visits, values, sites)
}
