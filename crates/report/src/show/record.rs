//! How records are kept, what may be on the road, and what is opened, as facts of a clause.

use crate::locale::Arg;
use crate::teller::{Teller, list};
use crate::vocabulary::{self, Told};
use treaty::instrument::{Kind, Opened, Opening, RecordRule, Transit};
use treaty::time::Span;

/// How the parties keep their records.
pub(super) fn record(teller: Teller<'_>, rule: &RecordRule) -> Vec<String> {
    let within = |key: &str, span: Span| teller.with(key, "span", &vocabulary::within(teller.locale, span));
    let moment = |key: &str, moment| teller.with(key, "moment", &teller.moment(moment));
    let mut facts = vec![teller.with("fact-period", "span", &vocabulary::span(teller.locale, rule.period))];
    facts.push(moment("fact-baseline", &rule.baseline));
    facts.extend(rule.ends.as_ref().map(|ends| moment("fact-record-ends", ends)));
    facts.push(within("fact-baseline-due", rule.baseline_due));
    facts.push(within("fact-due", rule.due));
    facts.push(teller.with("fact-grace", "span", &vocabulary::span(teller.locale, rule.grace)));
    facts.push(within("fact-receipt-due", rule.receipt_due));
    facts.push(teller.with("fact-tolerance", "span", &vocabulary::span(teller.locale, rule.tolerance)));
    facts.push(teller.say("fact-quorum", &[("count", Arg::Number(u64::from(rule.quorum)))]));
    let room = [("site", rule.site_capacity), ("road", rule.road_capacity)];
    facts.push(teller.say("fact-room", &room.map(|(name, room)| (name, Arg::Number(u64::from(room.items()))))));
    facts
}

/// What may be on the road.
pub(super) fn transit(teller: Teller<'_>, rule: &Transit) -> Vec<String> {
    [("fact-transit-items", rule.items_max), ("fact-transit-days", rule.days_max)]
        .map(|(key, count)| teller.say(key, &[("count", Arg::Number(u64::from(count)))]))
        .to_vec()
}

/// What is opened, of which classes, when and for whom.
pub(super) fn opening(teller: Teller<'_>, rule: &Opening) -> Vec<String> {
    let classes = list(teller.of.opened_classes(rule).into_iter().map(|class| teller.name(Kind::Class, class)));
    let of = teller
        .say("fact-opened", &[("of", Arg::Words(&rule.of.told(teller.locale))), ("classes", Arg::Words(&classes))]);
    let key = if rule.of == Opened::Totals { "fact-window-end" } else { "fact-window" };
    let due = vocabulary::within(teller.locale, rule.due);
    vec![
        of,
        teller.say(key, &[("count", Arg::Number(u64::from(rule.every)))]),
        teller.with("fact-opening-due", "span", &due),
        teller.with("fact-opening-for", "readers", &rule.readers.told(teller.locale)),
    ]
}
