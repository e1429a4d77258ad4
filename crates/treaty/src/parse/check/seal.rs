//! Custody seals: where they can be, and what their number would tell.

use super::Check;
use crate::instrument::{Clause, Kind, Rule, Seals};

impl Check<'_> {
    /// The seals by themselves.
    pub(super) fn seals(&self, clause: &Clause, seals: &Seals) {
        let span = &clause.span;
        seals.at.iter().for_each(|facility| self.refers(Kind::Facility, facility, span));
        if self.built.record().is_none() {
            let message = "what is done to a seal is told in records, and there is no [record]".to_owned();
            self.error("seals-without-record", span, message, "add [record], or take the seals out");
        }
        let Some(on) = seals.on.iter().find(|on| on.holds_one()) else { return };
        for facility in seals.at.iter().filter(|facility| self.hides(facility)) {
            let message = format!(
                "a {} holds one item, and seals on those of a `{facility}` tell everybody how many items stand there",
                on.word()
            );
            self.warning("seals-count", span, message, "seal doors there, or leave that kind of facility out");
        }
    }

    /// Whether items stand at such a place whose number nobody tells: where monitors watch a gate, what crosses is counted in public anyway.
    fn hides(&self, facility: &crate::text::Id) -> bool {
        let holds = match self.built.clause(Kind::Facility, facility).map(|clause| &clause.rule) {
            Some(Rule::Facility(kind)) => !kind.holds.is_empty(),
            _ => false,
        };
        holds && self.built.portal_at(facility).is_none()
    }
}
