//! The clocks of a clarification: each of a step that has one, from a step that may come before it, once.

use super::Check;
use crate::instrument::{Clarification, Clause, Step};
use crate::text::Id;
use crate::time::Unit;

impl Check<'_> {
    pub(super) fn clarification(&self, clause: &Clause, rule: &Clarification) {
        for (place, step) in rule.hours.iter().enumerate() {
            self.text(Some(&step.name), &clause.span);
            step.source.iter().for_each(|source| self.source(source, &clause.span));
            self.clock(clause, step);
            if rule.hours[..place].iter().any(|other| other.id == step.id) {
                let message = format!("the clock `{}` stands twice", step.id);
                self.error("named-twice", &clause.span, message, "take one of the two out");
            }
        }
        if self.built.record().is_none() {
            let message = "the steps of a clarification stand in records: there is no [record]".to_owned();
            self.error("clarification-without-record", &clause.span, message, "set a [[clock]], or add [record]");
        }
    }

    fn clock(&self, clause: &Clause, step: &Step) {
        let is_among = |id: &Id, words: &[&str]| words.contains(&id.as_str());
        if !is_among(&step.id, &Clarification::CLOCKS) {
            let message = format!("`{}` is no clock of a clarification", step.id);
            self.error("unknown-name", &clause.span, message, &format!("one of: {}", Clarification::CLOCKS.join(", ")));
        }
        let runs = step.after.as_ref().is_some_and(|id| is_among(id, &Clarification::EVENTS) && *id != step.id);
        if !runs {
            let message = format!("the clock `{}` runs from no step that comes before", step.id);
            let help = format!("add after = \"…\", one of: {}", Clarification::EVENTS.join(", "));
            self.error("unknown-name", &clause.span, message, &help);
        }
        if !matches!(step.span.unit, Unit::Minutes | Unit::Hours | Unit::Days) || step.span.count == 0 {
            let message = format!("the clock `{}` has no length in minutes, hours or days", step.id);
            self.error("bad-span", &clause.span, message, "write { days = 30 }");
        }
    }
}
