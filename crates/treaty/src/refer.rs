//! What a text refers to: `{limit.deployed-delivery}` becomes 700 in either language.
// rule: parameter

use crate::instrument::{Inspection, Instrument, Kind, Portal, RecordRule, Rule, Seals, Step};
use crate::text::{Id, Piece, pieces};
use crate::time::{Date, Moment};

/// A piece of a text with its references looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// A number.
    Number(u32),
    /// A day.
    Day(Date),
}

impl Instrument {
    /// A text of this instrument with its references looked up. What leads nowhere, which `check` refuses, stays as it is written.
    pub fn said<'a>(&self, text: &'a str) -> Vec<Said<'a>> {
        let one = |piece| match piece {
            Piece::Words(words) => Said::Words(words),
            Piece::Reference(name) => self.resolve(name).unwrap_or(Said::Words(name)),
        };
        pieces(text).into_iter().map(one).collect()
    }

    /// What a reference such as `limit.deployed-delivery` stands for.
    pub(crate) fn resolve<'a>(&self, reference: &str) -> Option<Said<'a>> {
        let mut parts = reference.split('.');
        let (kind, id, detail) = (parts.next()?, parts.next(), parts.next());
        if parts.next().is_some() {
            return None;
        }
        if kind == "act" {
            return self.act(&Id::new(id?)?).filter(|_| detail.is_none()).map(|act| Said::Day(act.date));
        }
        let kind = *Kind::ALL.iter().find(|known| known.word() == kind)?;
        let (clause, detail) = match (id, detail) {
            // what stands once has no name, so that its details come first
            (detail, None) if kind.stands_once() => (self.of(kind).last()?, detail),
            (Some(id), detail) => (self.clause(kind, &Id::new(id)?)?, detail),
            (None, _) => return None,
        };
        let number = match (&clause.rule, detail) {
            (Rule::Record(record), Some("baseline")) => return self.dated(&record.baseline),
            (Rule::Record(record), Some("ends")) => return self.dated(record.ends.as_ref()?),
            (Rule::Record(record), Some(detail)) => of_record(record, detail)?,
            (Rule::Transit(transit), Some("items-max")) => transit.items_max,
            (Rule::Transit(transit), Some("days-max")) => transit.days_max,
            (Rule::Opening(opening), Some("every")) => opening.every,
            (Rule::Opening(opening), Some("due")) => opening.due.count,
            (Rule::Limit(limit), None) => limit.value,
            (Rule::Parameter(parameter), None) => parameter.value,
            (Rule::Clock(clock), None) => clock.due.as_ref()?.span.count,
            (Rule::Term(term), None) => term.span.count,
            (Rule::Withdrawal(span), None) => span.count,
            (Rule::Extension(rule), None) => rule.years_max,
            (Rule::Inspection(kind), Some(detail)) => of_inspection(kind, detail)?,
            (Rule::Portal(portal), Some(detail)) => of_portal(portal, detail)?,
            (Rule::Seals(seals), Some(detail)) => of_seals(seals, detail)?,
            (Rule::Clarification(rule), Some(step)) => of_step(&rule.hours, step)?,
            _ => return None,
        };
        Some(Said::Number(number))
    }

    /// A day, also where it hangs on an act that is only proposed: the text says what would be.
    fn dated<'a>(&self, moment: &Moment) -> Option<Said<'a>> {
        self.day_or_missing(moment).ok().flatten().map(Said::Day)
    }
}

fn of_record(record: &RecordRule, detail: &str) -> Option<u32> {
    Some(match detail {
        "period" => record.period.count,
        "baseline-due" => record.baseline_due.count,
        "due" => record.due.count,
        "grace" => record.grace.count,
        "receipt-due" => record.receipt_due.count,
        "tolerance" => record.tolerance.count,
        "quorum" => record.quorum,
        "site-capacity" => record.site_capacity.items(),
        "road-capacity" => record.road_capacity.items(),
        _ => return None,
    })
}

fn of_portal(portal: &Portal, detail: &str) -> Option<u32> {
    Some(match detail {
        "other-exits-max" => portal.other_exits_max.value,
        "openings-max" => portal.openings_max.as_ref()?.value,
        "declaration" => portal.declaration.count,
        "verdict" => portal.verdict.count,
        _ => return None,
    })
}

fn of_seals(seals: &Seals, detail: &str) -> Option<u32> {
    Some(match detail {
        "notice" => seals.notice.count,
        "emergency" => seals.emergency.count,
        "reseal" => seals.reseal.count,
        _ => return None,
    })
}

fn of_inspection(kind: &Inspection, detail: &str) -> Option<u32> {
    Some(match detail {
        "quota" => kind.quota.value,
        "same-site-max" => kind.same_site_max.as_ref()?.value,
        "at-once-max" => kind.at_once_max.as_ref()?.value,
        "team-max" => kind.team_max.as_ref()?.value,
        "items-max" => kind.items_max.as_ref()?.value,
        "inquiries-max" => kind.inquiries_max.as_ref()?.value,
        "links-max" => kind.links_max.as_ref()?.value,
        step => of_step(&kind.hours, step)?,
    })
}

fn of_step(hours: &[Step], step: &str) -> Option<u32> {
    Some(hours.iter().find(|hours| hours.id.as_str() == step)?.span.count)
}
