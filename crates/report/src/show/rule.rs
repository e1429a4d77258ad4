//! What a clause sets, as a few short facts. The first says the most; nothing that the file leaves open is filled in.

use crate::locale::Arg;
use crate::show::{portal, record, seal};
use crate::teller::{Teller, list};
use crate::vocabulary::{self, Told};
use treaty::instrument::{
    Basing, Class, Clause, Clock, Conversion, Dispute, ExtensionRule, Facility, Freeze, Growth, Inspection, Kind,
    Limit, Measured, Restriction, Rule, Side, Status, Step, Territory,
};
use treaty::source::{Mark, SourceKey};
use treaty::time::{Date, Moment};

/// The facts of a clause, as they stand on a day or without one.
pub(crate) fn facts(teller: Teller<'_>, clause: &Clause, on: Option<Date>) -> Vec<String> {
    let span = |span| vocabulary::span(teller.locale, span);
    match &clause.rule {
        Rule::Term(term) => vec![teller.with("fact-term", "span", &span(term.span))],
        Rule::Extension(rule) => extension(teller, rule),
        Rule::Withdrawal(notice) => vec![teller.with("fact-withdrawal", "span", &span(*notice))],
        Rule::Limit(rule) => limit(teller, clause, rule, on),
        Rule::Class(class) => self::class(teller, class),
        Rule::Type(item) => vec![list([item.sort.told(teller.locale), teller.party(&item.party)])],
        Rule::Conversion(way) => conversion(teller, way),
        Rule::Dispute(rule) => dispute(teller, rule),
        Rule::Freeze(rule) => freeze(teller, rule),
        Rule::Record(rule) => record::record(teller, rule),
        Rule::Opening(rule) => record::opening(teller, rule),
        Rule::Transit(rule) => record::transit(teller, rule),
        Rule::Basing(rule) => vec![basing(teller, rule)],
        Rule::Facility(rule) => facility(teller, rule),
        Rule::Clock(rule) => clock(teller, rule),
        Rule::Inspection(rule) => inspection(teller, clause, rule),
        Rule::Restriction(rule) => restriction(teller, clause, rule),
        Rule::Portal(rule) => portal::facts(teller, clause, rule),
        Rule::Clarification(rule) => hours(teller, clause, &rule.hours),
        Rule::Seals(rule) => seal::facts(teller, rule),
        Rule::Measure(measure) => {
            let rung = measure.level().map(|rung| rung.told(teller.locale));
            let knows = teller.word(&format!("measure-{}-knows", measure.word()));
            rung.into_iter().chain([teller.with("measure-knows", "what", &knows)]).collect()
        }
        Rule::Reader(reader) => vec![reader.readers.told(teller.locale)],
        Rule::Parameter(rule) => vec![vocabulary::parameter(teller.locale, rule)],
    }
}

fn extension(teller: Teller<'_>, rule: &ExtensionRule) -> Vec<String> {
    let most = teller.say("fact-extension", &[("count", Arg::Number(u64::from(rule.years_max)))]);
    let times = match rule.times {
        Some(times) => teller.say("fact-extension-times", &[("count", Arg::Number(u64::from(times)))]),
        None => teller.word("fact-extension-silent"),
    };
    vec![most, times]
}

fn limit(teller: Teller<'_>, clause: &Clause, rule: &Limit, on: Option<Date>) -> Vec<String> {
    let mut facts = Vec::new();
    // a bracketed number is nobody's: each party's stands in its reading
    let bracketed = matches!(&clause.status, Status::Bracketed(readings) if readings.iter().any(|r| r.value.is_some()));
    if !bracketed {
        facts.push(teller.with("fact-limit", "value", &teller.locale.number(u64::from(rule.value))));
    }
    facts.push(match (teller.of.day(&rule.binds), on) {
        (Some(day), Some(on)) if on < day => teller.dated("why-binds-from", day),
        _ => teller.with("fact-binds", "from", &teller.moment(&rule.binds)),
    });
    facts.push(teller.with("fact-counts", "classes", &teller.counts(&rule.counts)));
    facts
}

fn class(teller: Teller<'_>, class: &Class) -> Vec<String> {
    let whole = class.of_which.as_ref().map(|whole| teller.name(Kind::Class, whole));
    let part = whole.map(|whole| teller.with("fact-part", "class", &whole));
    [class.sort.told(teller.locale)].into_iter().chain(part).collect()
}

fn conversion(teller: Teller<'_>, way: &Conversion) -> Vec<String> {
    let (from, to) = (teller.name(Kind::Class, &way.from), teller.name(Kind::Class, &way.to));
    let leads = teller.say("fact-conversion", &[("from", Arg::Words(&from)), ("to", Arg::Words(&to))]);
    vec![leads, teller.word(if way.both_ways { "fact-both-ways" } else { "fact-one-way" })]
}

fn dispute(teller: Teller<'_>, rule: &Dispute) -> Vec<String> {
    vec![
        teller.with("fact-dispute", "limit", &teller.name(Kind::Limit, &rule.limit)),
        teller.with("fact-items-of", "party", &teller.party(&rule.items_of)),
        teller.dated("fact-since", rule.since),
    ]
}

/// What a freeze says, one fact a matter, and then all on which its text is silent.
fn freeze(teller: Teller<'_>, rule: &Freeze) -> Vec<String> {
    let moment = |moment: &Option<Moment>| moment.as_ref().map(|moment| teller.moment(moment));
    let growth = |growth: Growth| match growth {
        Growth::Growth => teller.word("growth-growth"),
        Growth::Allowed => teller.word("growth-allowed"),
    };
    let matters = [
        ("freeze-groups", groups(teller, rule)),
        ("freeze-baseline", moment(&rule.baseline)),
        ("freeze-ends", moment(&rule.ends)),
        ("freeze-production", rule.production.map(growth)),
        ("freeze-reactivation", rule.reactivation.map(growth)),
        ("freeze-window", rule.refurbishment_window.map(|span| vocabulary::span(teller.locale, span))),
    ];
    let (mut facts, mut silent) = (Vec::new(), Vec::new());
    for (key, what) in &matters {
        let matter = teller.word(key);
        match what {
            Some(what) => {
                facts.push(teller.say("freeze-said", &[("matter", Arg::Words(&matter)), ("what", Arg::Words(what))]));
            }
            None => silent.push(matter),
        }
    }
    if !silent.is_empty() {
        facts.push(teller.with("freeze-silent", "matters", &list(silent)));
    }
    facts
}

fn groups(teller: Teller<'_>, rule: &Freeze) -> Option<String> {
    let groups = rule.groups.iter().map(|group| {
        let (name, classes) = (teller.text(&group.name), teller.names(Kind::Class, &group.classes));
        teller.say("freeze-group", &[("name", Arg::Words(&name)), ("classes", Arg::Words(&classes))])
    });
    (!rule.groups.is_empty()).then(|| groups.collect::<Vec<_>>().join("; "))
}

fn basing(teller: Teller<'_>, rule: &Basing) -> String {
    let classes = match rule.classes.as_slice() {
        [] => teller.word("basing-all"),
        classes => teller.names(Kind::Class, classes),
    };
    let place = match &rule.territory {
        Territory::National => teller.word("territory-national"),
        Territory::Any => teller.word("territory-any"),
        Territory::Named(named) => teller.text(named),
    };
    format!("{classes}: {place}")
}

fn facility(teller: Teller<'_>, rule: &Facility) -> Vec<String> {
    let holds = match rule.holds.as_slice() {
        [] => teller.word("fact-holds-nothing"),
        classes => teller.with("fact-holds", "classes", &teller.names(Kind::Class, classes)),
    };
    vec![rule.sort.told(teller.locale), holds]
}

fn clock(teller: Teller<'_>, rule: &Clock) -> Vec<String> {
    let mut facts = vec![match &rule.due {
        Some(due) => {
            let key = if due.side == Side::Before { "due-before" } else { "due-after" };
            let (span, event) = (vocabulary::within(teller.locale, due.span), teller.event(&due.event));
            teller.say(key, &[("span", Arg::Words(&span)), ("event", Arg::Words(&event))])
        }
        None => teller.word("due-silent"),
    }];
    if let Some(calendar) = &rule.calendar {
        let days = calendar.as_of.iter().map(|(month, day)| vocabulary::day_of_year(teller.locale, *month, *day));
        let every = vocabulary::span(teller.locale, calendar.every);
        facts.push(teller.say("fact-calendar", &[("every", Arg::Words(&every)), ("days", Arg::Words(&list(days)))]));
        for instead in &calendar.instead {
            let (day, stands) = (Arg::Day(instead.day), Arg::Day(instead.stands));
            facts.push(teller.say("fact-instead", &[("day", day), ("stands", stands)]));
        }
    }
    if !rule.only_here.is_empty() {
        let word = |key: String| teller.locale.has(&key).then(|| teller.word(&key));
        let told = |id| word(format!("data-{id}")).unwrap_or_else(|| teller.name(Kind::Class, id));
        let words = list(rule.only_here.iter().map(told));
        facts.push(teller.with("fact-only-here", "data", &words));
    }
    facts
}

fn inspection(teller: Teller<'_>, clause: &Clause, rule: &Inspection) -> Vec<String> {
    let number = |key: &str, number: &Measured| measured(teller, clause, key, number);
    let most = [
        ("fact-same-site", &rule.same_site_max),
        ("fact-at-once", &rule.at_once_max),
        ("fact-team", &rule.team_max),
        ("fact-items", &rule.items_max),
        ("fact-inquiries", &rule.inquiries_max),
        ("fact-links", &rule.links_max),
    ];
    let mut facts = vec![number("fact-quota", &rule.quota)];
    facts.push(teller.with("fact-year-from", "event", &teller.event(&rule.year_from)));
    facts.extend(most.iter().filter_map(|(key, value)| value.as_ref().map(|value| number(key, value))));
    if !rule.at.is_empty() {
        facts.push(teller.with("fact-at", "places", &teller.names(Kind::Facility, &rule.at)));
    }
    facts.extend(hours(teller, clause, &rule.hours));
    facts
}

/// The hours of steps, each as a fact.
fn hours(teller: Teller<'_>, clause: &Clause, hours: &[Step]) -> Vec<String> {
    let step = |step: &Step| {
        let span = vocabulary::span(teller.locale, step.span);
        let (name, event) = (teller.text(&step.name), step.after.as_ref().map(|event| teller.event(event)));
        let args = [("name", Arg::Words(&name)), ("span", Arg::Words(&span))];
        let told = match &event {
            Some(event) => {
                let [name, span] = args;
                teller.say("fact-step-after", &[name, span, ("event", Arg::Words(event))])
            }
            None => teller.say("fact-step", &args),
        };
        own(teller, clause, told, &step.source, step.mark)
    };
    hours.iter().map(step).collect()
}

/// A number of a clause, with a source of its own where it has one.
pub(super) fn measured(teller: Teller<'_>, clause: &Clause, key: &str, number: &Measured) -> String {
    let told = teller.say(key, &[("count", Arg::Number(u64::from(number.value)))]);
    own(teller, clause, told, &number.source, number.mark)
}

/// What is told, with its own source or mark where these are not the clause's.
fn own(teller: Teller<'_>, clause: &Clause, told: String, source: &Option<SourceKey>, mark: Mark) -> String {
    match source {
        Some(key) => format!("{told} [{}]", teller.source(key, mark)),
        None if mark != clause.mark => crate::teller::with_mark(teller.locale, told, mark),
        None => told,
    }
}

fn restriction(teller: Teller<'_>, clause: &Clause, rule: &Restriction) -> Vec<String> {
    let places = teller.names(Kind::Facility, &rule.at);
    let kind = teller.name(Kind::Inspection, &rule.inspection);
    let mut facts =
        vec![teller.say("fact-restriction", &[("inspection", Arg::Words(&kind)), ("places", Arg::Words(&places))])];
    if clause.text.is_none() {
        let words = list(rule.forbids.iter().map(|word| word.as_str().replace('-', " ")));
        facts.push(teller.with("fact-forbids", "words", &words));
    }
    facts
}
