//! Inspections, clarifications and sites as data: what everybody knows of them.

use super::record::{clarification, visit};
use crate::moment;
use audit::assessment::{Clarified, End, Inspected, Site, Step};
use serde_json::{Value, json};
use treaty::Date;

pub(super) fn inspected(one: &Inspected) -> Value {
    let mut told = visit(&one.visit);
    told["steps"] = one.steps.iter().map(|step| self::step(step, step.name.word())).collect();
    told
}

pub(super) fn clarified(one: &Clarified) -> Value {
    let mut told = clarification(&one.clarification);
    told["steps"] = one.steps.iter().map(|step| self::step(step, step.name.word())).collect();
    told["end"] = one.end.map(end).into();
    told["files"] = one.files.into();
    told
}

fn step<N>(step: &Step<N>, name: &str) -> Value {
    json!({ "step": name, "by": step.by.as_str(), "at": moment::rfc3339(step.at) })
}

fn end(end: End) -> &'static str {
    match end {
        End::Agreed => "agreed",
        End::Disagreed => "disagreed",
        End::Withdrawn => "withdrawn",
    }
}

pub(super) fn site(site: &Site) -> Value {
    let days = |days: &[Date]| days.iter().map(Date::to_string).collect::<Vec<_>>();
    json!({
        "party": site.party.as_str(),
        "site": site.site.as_str(),
        "facility": site.facility.as_str(),
        "closed": site.closed,
        "knowledge": site.knowledge().word(),
        "opened": days(&site.opened),
        "inspected": days(&site.inspected),
        "disputed": days(&site.disputed),
    })
}
