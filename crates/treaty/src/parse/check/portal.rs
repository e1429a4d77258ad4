//! Portals: where there can be one, and what crossings show beside the sums that are opened.

use super::Check;
use crate::instrument::{Clause, FacilitySort, Kind, Portal};
use std::collections::BTreeSet;

impl Check<'_> {
    /// A portal by itself.
    pub(super) fn portal(&self, clause: &Clause, portal: &Portal) {
        let span = &clause.span;
        let own = [Some(&portal.other_exits_max), portal.openings_max.as_ref()];
        own.into_iter().flatten().filter_map(|measured| measured.source.as_ref()).for_each(|s| self.source(s, span));
        for facility in &portal.at {
            self.refers(Kind::Facility, facility, span);
            let sort = self.built.sort_of(facility);
            if sort.is_some_and(|sort| !matches!(sort, FacilitySort::MissilePlant | FacilitySort::WarheadPlant)) {
                let message = format!("there is no portal at a `{facility}`, which is no plant");
                let help = "name kinds of facility of the sorts missile-plant and warhead-plant";
                self.error("no-plant", span, message, help);
            }
        }
        if self.built.record().is_none() {
            let message = "what crosses is told in records, and there is no [record]".to_owned();
            self.error("portal-without-record", span, message, "add [record], or take the portal out");
        }
    }

    /// A plant has one portal: two would give two clocks for one crossing.
    pub(super) fn portals(&self) {
        let mut seen = BTreeSet::new();
        for (clause, portal) in self.built.portals() {
            for facility in portal.at.iter().filter(|facility| !seen.insert(*facility)) {
                let message = format!("`{facility}` has two portals");
                self.error("named-twice", &clause.span, message, "keep one of the two");
            }
        }
    }
}
