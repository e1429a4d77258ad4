//! One clause: what it is called, what it sets, how it stands between the parties, and where that is from.

use crate::layout::Page;
use crate::locale::Arg;
use crate::show::{rule, why};
use crate::teller::{Teller, with_mark};
use crate::vocabulary::Told;
use treaty::instrument::{Clause, Rule, Status};
use treaty::time::Date;
use treaty::timeline::State;

/// What a clause is called: "Limit: deployed warheads".
pub(crate) fn heading(teller: Teller<'_>, clause: &Clause) -> String {
    let kind = match &clause.rule {
        Rule::Clock(clock) => teller.with("kind-of-clock", "sort", &clock.sort.told(teller.locale)),
        _ => clause.kind().told(teller.locale),
    };
    let name = match &clause.rule {
        Rule::Measure(measure) => Some(measure.told(teller.locale)),
        Rule::Reader(reader) => Some(teller.text(&reader.statement)),
        Rule::Restriction(_) if clause.name.is_none() => Some(clause.id.to_string()),
        _ => clause.name.as_ref().map(|name| teller.text(name)),
    };
    match name {
        Some(name) => teller.say("heading-named", &[("kind", Arg::Words(&kind)), ("name", Arg::Words(&name))]),
        None => kind,
    }
}

/// A clause in one line, with how it stands where that is not agreed, and its mark.
pub(crate) fn line(teller: Teller<'_>, clause: &Clause) -> String {
    let facts = rule::facts(teller, clause, None).join("; ");
    let mut told = with_mark(teller.locale, format!("{} — {facts}", heading(teller, clause)), clause.mark);
    if let Some(status) = status(teller, &clause.status) {
        told = format!("{told}. {status}");
    }
    if let Status::Bracketed(readings) = &clause.status {
        let readings = teller.readings(readings, false).into_iter().map(|(who, what)| format!("{who}: {what}"));
        told = format!("{told} {}", readings.collect::<Vec<_>>().join(" / "));
    }
    told
}

/// How something stands between the parties, where it is not simply agreed.
pub(crate) fn status(teller: Teller<'_>, status: &Status) -> Option<String> {
    match status {
        Status::Agreed => None,
        Status::Bracketed(_) => Some(teller.word("status-bracketed")),
        Status::Silent => Some(teller.word("status-silent")),
        Status::Conditional(id) => Some(match teller.of.act(id) {
            Some(act) if act.proposed => teller.with("status-conditional-proposed", "act", &teller.act(act)),
            Some(act) => teller.with("status-conditional", "act", &teller.act(act)),
            None => teller.with("status-conditional", "act", id.as_str()),
        }),
    }
}

/// Writes a clause under its article, which stands as `of_article` on the day.
pub(crate) fn write(page: &mut Page, teller: Teller<'_>, clause: &Clause, day: Option<(Date, State)>) {
    const INDENT: usize = 4;
    let facts = rule::facts(teller, clause, day.map(|(on, _)| on));
    let (first, more) = facts.split_first().map_or(("", &[][..]), |(first, more)| (first.as_str(), more));
    page.item(2, &format!("• {} — {first}", heading(teller, clause)));
    if let Some(text) = &clause.text {
        page.words(INDENT, &teller.text(text));
    }
    more.iter().for_each(|fact| page.item(INDENT, fact));
    span(page, teller, clause, INDENT);
    if let Some((on, of_article)) = day {
        let holding = teller.of.clause_on(clause, on);
        // a limit that does not bind yet has said so among its facts, and a status that is not `agreed` says so below
        let is_said =
            matches!(holding.state, State::NotBinding | State::Bracketed | State::Conditional | State::Silent);
        if holding.state != of_article && !is_said {
            page.item(INDENT, &teller.with("state-line", "told", &why::holding(teller, &holding)));
        }
    }
    if let Some(told) = status(teller, &clause.status) {
        page.item(INDENT, &told);
    }
    if let Status::Bracketed(readings) = &clause.status {
        page.abreast(INDENT, &teller.readings(readings, false));
    }
    match &clause.rule {
        Rule::Extension(rule) if !rule.readings.is_empty() => {
            page.item(INDENT, &teller.word("extension-readings"));
            page.abreast(INDENT, &teller.readings(&rule.readings, false));
        }
        Rule::Measure(measure) => {
            let reveals = teller.word(&format!("measure-{}-reveals", measure.word()));
            page.item(INDENT, &teller.with("measure-reveals", "what", &reveals));
        }
        _ => {}
    }
    page.item(INDENT, &teller.with("told-source", "source", &teller.source(&clause.source, clause.mark)));
}

/// From when to when it holds, where the clause says so itself.
fn span(page: &mut Page, teller: Teller<'_>, clause: &Clause, indent: usize) {
    let ends = [("fact-from", &clause.from), ("fact-until", &clause.until)];
    for (key, moment) in ends {
        if let Some(moment) = moment {
            page.item(indent, &teller.with(key, "moment", &teller.moment(moment)));
        }
    }
}
