//! Each clause's table by itself: what it must say, in which words.

use super::{portal, record, seal};
use crate::diagnostic::Diagnostic;
use crate::instrument::{
    ArticleNumber, Basing, Calendar, Choice, Clarification, Class, Clause, Clock, ClockSort, Conversion, Counted,
    Dispute, Due, ExtensionRule, Facility, FacilitySort, Freeze, Group, Growth, Inspection, Instead, ItemType, Kind,
    Limit, Measured, OpeningForm, Parameter, ParameterUnit, Reader, Readers, Reading, Restriction, Rule, Side, Sort,
    Status, Step, Term, Territory,
};
use crate::measure::{Measure, Preset};
use crate::source::{Mark, SourceKey};
use crate::strict::{At, Table};
use crate::text::Id;
use crate::time::{Span, Unit};
use toml::de::DeValue;

/// The longest extension that is read, in years.
pub(crate) const YEARS_MAX: u32 = 100;

/// The most days a year of which an exchange may speak.
const AS_OF_MAX: usize = 24;

/// All clauses of a file, grouped by kind.
pub(super) fn read(root: &Table<'_>, origin: &Id) -> Vec<Clause> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        let tables = match kind.stands_once() {
            true => root.table(kind.word()).into_iter().collect(),
            false => root.tables(kind.word()),
        };
        found.extend(tables.iter().filter_map(|table| clause(*kind, table, origin)));
    }
    if let Some(table) = root.table("verification") {
        // a measure that has a clause of its own stands as that clause says
        let preset = verification(&table, origin);
        let own: Vec<_> = found.iter().map(|clause| clause.rule.clone()).collect();
        found.extend(preset.into_iter().filter(|clause| !own.contains(&clause.rule)));
    }
    found
}

fn clause(kind: Kind, table: &Table<'_>, origin: &Id) -> Option<Clause> {
    let id = match kind.stands_once() {
        true => At { value: name(kind.word()), span: table.span.clone() },
        false => table.need_id("id", "id = \"…\""),
    };
    let named = [
        Kind::Limit,
        Kind::Class,
        Kind::Type,
        Kind::Facility,
        Kind::Clock,
        Kind::Parameter,
        Kind::Dispute,
        Kind::Opening,
        Kind::Portal,
    ];
    let built = frame(
        table,
        id.value.clone(),
        origin,
        if named.contains(&kind) { Some(table.need_text("name")) } else { table.text("name") },
    );
    let rule = rule(kind, table, &id);
    table.finish();
    Some(Clause { rule: rule?, ..built })
}

/// What every clause carries, around a rule that is still to be read.
fn frame(table: &Table<'_>, id: Id, origin: &Id, name: Option<crate::text::Text>) -> Clause {
    // `until` and `readings` of a few kinds mean what they mean for every clause
    Clause {
        id,
        name,
        article: ArticleNumber(table.need_string("article", "article = \"II\"").value),
        source: source(table),
        mark: mark(table),
        status: status(table),
        from: table.moment("from").map(|at| at.value),
        until: table.moment("until").map(|at| at.value),
        text: table.text("text"),
        rule: Rule::Measure(Measure::Statement),
        origin: origin.clone(),
        span: table.span.clone(),
    }
}

fn rule(kind: Kind, table: &Table<'_>, id: &At<Id>) -> Option<Rule> {
    Some(match kind {
        Kind::Term => {
            let span = years_or_months(table);
            let after = table.need_id("after", "after = \"entry-into-force\"").value;
            Rule::Term(Term { span: span?, after })
        }
        Kind::Extension => Rule::Extension(extension(table)),
        Kind::Withdrawal => Rule::Withdrawal(table.span_of_time()?),
        Kind::Limit => Rule::Limit(limit(table)?),
        Kind::Class => Rule::Class(Class {
            sort: table.need_word("sort", &Sort::WORDS)?.value,
            of_which: table.id("of-which").map(|at| at.value),
        }),
        Kind::Type => {
            let party = table.party("party");
            if party.is_none() {
                table.missing("party", "party = \"US\"");
            }
            Rule::Type(ItemType { party: party?.value, sort: table.need_word("sort", &Sort::WORDS)?.value })
        }
        Kind::Conversion => Rule::Conversion(Conversion {
            from: table.need_id("from-class", "from-class = \"…\"").value,
            to: table.need_id("to-class", "to-class = \"…\"").value,
            both_ways: table.boolean("both-ways").unwrap_or(false),
        }),
        Kind::Dispute => Rule::Dispute(dispute(table)?),
        Kind::Freeze => Rule::Freeze(freeze(table)),
        Kind::Record => Rule::Record(record::record(table)?),
        Kind::Opening => Rule::Opening(record::opening(table)?),
        Kind::Transit => Rule::Transit(record::transit(table)),
        Kind::Basing => Rule::Basing(basing(table)?),
        Kind::Facility => Rule::Facility(Facility {
            sort: table.need_word("sort", &FacilitySort::WORDS)?.value,
            holds: values(table.ids("holds")),
        }),
        Kind::Clock => Rule::Clock(clock(table)?),
        Kind::Inspection => Rule::Inspection(inspection(table)),
        Kind::Restriction => Rule::Restriction(Restriction {
            inspection: table.need_id("inspection", "inspection = \"type-one\"").value,
            at: values(table.ids("at")),
            forbids: values(table.ids("forbids")),
        }),
        Kind::Portal => Rule::Portal(portal::portal(table)?),
        Kind::Clarification => Rule::Clarification(Clarification { hours: hours(table) }),
        Kind::Seals => Rule::Seals(seal::seals(table)?),
        Kind::Measure => Rule::Measure(measure(table, id)?),
        Kind::Reader => {
            let statement = table.need_text("statement");
            Rule::Reader(Reader { statement, readers: table.need_word("readers", &Readers::WORDS)?.value })
        }
        Kind::Parameter => Rule::Parameter(Parameter {
            value: table.need_number("value", "value = 8").value,
            unit: table.need_word("unit", &ParameterUnit::WORDS)?.value,
        }),
    })
}

pub(super) fn source(table: &Table<'_>) -> SourceKey {
    SourceKey(table.need_string("source", "source = \"…\"").value)
}

pub(super) fn mark(table: &Table<'_>) -> Mark {
    table.word("mark", &Mark::WORDS).map_or(Mark::Confirmed, |at| at.value)
}

pub(super) fn status(table: &Table<'_>) -> Status {
    #[derive(Clone, Copy)]
    enum Word {
        Agreed,
        Bracketed,
        Conditional,
        Silent,
    }
    let words = [
        ("agreed", Word::Agreed),
        ("bracketed", Word::Bracketed),
        ("conditional", Word::Conditional),
        ("silent", Word::Silent),
    ];
    match table.word("status", &words).map(|at| at.value) {
        None | Some(Word::Agreed) => Status::Agreed,
        Some(Word::Silent) => Status::Silent,
        Some(Word::Conditional) => Status::Conditional(table.need_id("on", "on = \"…\"").value),
        Some(Word::Bracketed) => {
            let found = readings(table, true);
            if found.len() < 2 {
                let message = "a bracketed clause needs the reading of at least two parties";
                let help = "add readings = [ { party = \"…\", text = {…} }, … ], or say that it is agreed";
                table.log.push(Diagnostic::error("no-readings", table.span.clone(), message).label("here").help(help));
            }
            Status::Bracketed(found)
        }
    }
}

/// The readings of a clause or act; `of_parties` where each must name its party.
pub(super) fn readings(table: &Table<'_>, of_parties: bool) -> Vec<Reading> {
    let one = |entry: Table<'_>| {
        let party = entry.party("party").map(|at| at.value);
        if party.is_none() && of_parties {
            entry.missing("party", "party = \"US\"");
        }
        let reading = Reading {
            party,
            text: entry.need_text("text"),
            source: entry.string("source").map(|at| SourceKey(at.value)),
            value: entry.number("value").map(|at| at.value),
            effect: entry.boolean("effect"),
            counts: counted(&entry),
        };
        entry.finish();
        reading
    };
    table.tables("readings").into_iter().map(one).collect()
}

fn counted(table: &Table<'_>) -> Vec<Counted> {
    let one = |entry: Table<'_>| {
        let class = entry.need_id("class", "class = \"…\"").value;
        let each = entry.number("each").map_or(1, |at| at.value);
        if each == 0 {
            let message = "an item that counts for nothing";
            let help = "leave the class out";
            table.log.push(Diagnostic::error("counts-nothing", entry.span.clone(), message).label("here").help(help));
        }
        let from = entry.moment("from").map(|at| at.value);
        entry.finish();
        Counted { class, each, from }
    };
    table.tables("counts").into_iter().map(one).collect()
}

fn years_or_months(table: &Table<'_>) -> Option<Span> {
    let span = table.span_of_time()?;
    if !matches!(span.unit, Unit::Months | Unit::Years) {
        let message = format!("a term in {}", span.unit.word());
        table.log.push(
            Diagnostic::error("bad-span", table.span.clone(), message).label("here").help("write years or months"),
        );
    }
    Some(span)
}

fn extension(table: &Table<'_>) -> ExtensionRule {
    let silent = table.get("times").is_some_and(|value| value.get_ref().as_str() == Some("silent"));
    let times = if silent { None } else { Some(table.need_number("times", "times = \"silent\"").value) };
    let years_max = table.need_number("years-max", "years-max = 5");
    if !(1..=YEARS_MAX).contains(&years_max.value) {
        let message = format!("an extension of {} years", years_max.value);
        let help = format!("write a number from 1 to {YEARS_MAX}");
        table.log.push(Diagnostic::error("out-of-range", years_max.span, message).label("here").help(help));
    }
    let years_max = years_max.value;
    ExtensionRule { years_max, times, readings: readings(table, false) }
}

fn limit(table: &Table<'_>) -> Option<Limit> {
    let value = table.need_number("value", "value = 700");
    if value.value == 0 {
        let message = "a limit of 0";
        let help = "a ban is an article of its own; a limit is at least 1";
        table.log.push(Diagnostic::error("limit-zero", value.span, message).label("here").help(help));
    }
    let counts = counted(table);
    if counts.is_empty() {
        let help = "add counts = [ { class = \"…\", each = 1 }, … ]";
        let message = "a limit that counts nothing";
        table.log.push(Diagnostic::error("counts-nothing", table.span.clone(), message).label("here").help(help));
    }
    let binds = table.moment("binds");
    if binds.is_none() && !table.has("binds") {
        table.missing("binds", "binds = 2030-01-31");
    }
    Some(Limit { value: value.value, binds: binds?.value, counts })
}

fn dispute(table: &Table<'_>) -> Option<Dispute> {
    let limit = table.need_id("limit", "limit = \"…\"").value;
    let items_of = table.party("items-of");
    if items_of.is_none() {
        table.missing("items-of", "items-of = \"US\"");
    }
    let since = table.need_date("since");
    let found = readings(table, true);
    if found.len() < 2 {
        let message = "a dispute needs the reading of at least two parties";
        let help = "add one entry a party to `readings`";
        table.log.push(Diagnostic::error("no-readings", table.span.clone(), message).label("here").help(help));
    }
    Some(Dispute { limit, items_of: items_of?.value, since: since?.value, readings: found })
}

fn freeze(table: &Table<'_>) -> Freeze {
    let growth = table.table("growth");
    let words = [("growth", Growth::Growth), ("allowed", Growth::Allowed)];
    let of = |key: &'static str| growth.as_ref().and_then(|table| table.word(key, &words)).map(|at| at.value);
    let one = |entry: Table<'_>| {
        let group = Group {
            id: entry.need_id("id", "id = \"strategic\"").value,
            name: entry.need_text("name"),
            classes: values(entry.ids("classes")),
        };
        entry.finish();
        group
    };
    let freeze = Freeze {
        groups: table.tables("groups").into_iter().map(one).collect(),
        baseline: table.moment("baseline").map(|at| at.value),
        ends: table.moment("ends").map(|at| at.value),
        production: of("production"),
        reactivation: of("reactivation"),
        refurbishment_window: table.table("refurbishment-window").and_then(|table| {
            let span = table.span_of_time();
            table.finish();
            span
        }),
    };
    if let Some(growth) = &growth {
        growth.finish();
    }
    let said = [
        ("groups", table.has("groups")),
        ("baseline", table.has("baseline")),
        ("ends", table.has("ends")),
        ("growth", table.has("growth")),
        ("refurbishment-window", table.has("refurbishment-window")),
    ];
    let silent = table.strings("silent");
    for (key, is_said) in said {
        let is_silent = silent.iter().any(|at| at.value == key);
        let (code, message) = match (is_said, is_silent) {
            (false, false) => {
                ("not-said", format!("the freeze neither says `{key}` nor that its text is silent on it"))
            }
            (true, true) => ("said-and-silent", format!("the freeze says `{key}` and calls itself silent on it")),
            _ => continue,
        };
        let help = format!("say it, or name \"{key}\" in `silent`");
        table.log.push(Diagnostic::error(code, table.span.clone(), message).label("here").help(help));
    }
    for at in silent.iter().filter(|at| !said.iter().any(|(key, _)| *key == at.value)) {
        let help = "one of: groups, baseline, ends, growth, refurbishment-window";
        let message = format!("a freeze has no `{}`", at.value);
        table.log.push(Diagnostic::error("unknown-word", at.span.clone(), message).label("unknown").help(help));
    }
    freeze
}

fn basing(table: &Table<'_>) -> Option<Basing> {
    #[derive(Clone, Copy)]
    enum Word {
        National,
        Any,
        Named,
    }
    let words = [("national", Word::National), ("any", Word::Any), ("named", Word::Named)];
    let territory = match table.need_word("territory", &words)?.value {
        Word::National => Territory::National,
        Word::Any => Territory::Any,
        Word::Named => Territory::Named(table.need_text("named")),
    };
    Some(Basing { classes: values(table.ids("classes")), territory })
}

fn clock(table: &Table<'_>) -> Option<Clock> {
    let sort = table.need_word("sort", &ClockSort::WORDS)?.value;
    let due = table.table("due").and_then(|entry| {
        let span = entry.span_of_time();
        let (side, event) = match (entry.id("after"), entry.id("before")) {
            (Some(event), None) => (Side::After, event),
            (None, Some(event)) => (Side::Before, event),
            _ => {
                let message = "a clock runs before or after one event";
                let help = "write due = { days = 30, after = \"…\" }";
                table.log.push(Diagnostic::error("bad-due", entry.span.clone(), message).label("here").help(help));
                return None;
            }
        };
        entry.finish();
        Some(Due { span: span?, side, event: event.value })
    });
    if !table.has("due") && status_word(table) != Some("silent") {
        table.missing("due", "due = { days = 30, after = \"…\" }` or `status = \"silent\"");
    }
    let calendar = table.table("every").and_then(|entry| {
        let every = entry.span_of_time();
        entry.finish();
        Some(Calendar { every: every?, as_of: days_of_the_year(table), instead: instead(table) })
    });
    if calendar.is_none() {
        for key in ["as-of", "instead"] {
            table.get(key);
        }
    }
    Some(Clock { sort, due, calendar, only_here: values(table.ids("only-here")) })
}

fn status_word<'a>(table: &Table<'a>) -> Option<&'a str> {
    table.get("status")?.get_ref().as_str()
}

fn days_of_the_year(table: &Table<'_>) -> Vec<(i8, i8)> {
    let one = |entry: Table<'_>| {
        let (month, day) = (entry.need_number("month", "month = 3"), entry.need_number("day", "day = 1"));
        entry.finish();
        // 2023 has no leap day: a day of every year
        let found = i8::try_from(month.value).ok().zip(i8::try_from(day.value).ok());
        let found = found.filter(|(m, d)| jiff::civil::Date::new(2023, *m, *d).is_ok());
        if found.is_none() {
            let message = format!("month {}, day {} is not a day of every year", month.value, day.value);
            let help = "choose a day that no month lacks";
            table.log.push(Diagnostic::error("no-such-day", entry.span.clone(), message).label("here").help(help));
        }
        found
    };
    let days = table.tables("as-of");
    if days.len() > AS_OF_MAX {
        let message = format!("{} days of the year; {AS_OF_MAX} are read", days.len());
        let help = "an exchange speaks of a few days of the year";
        table.log.push(Diagnostic::error("too-many", table.span.clone(), message).label("here").help(help));
        return Vec::new();
    }
    days.into_iter().filter_map(one).collect()
}

fn instead(table: &Table<'_>) -> Vec<Instead> {
    let one = |entry: Table<'_>| {
        let (day, stands) = (entry.need_date("day"), entry.need_date("stands"));
        let source = source(&entry);
        entry.finish();
        Some(Instead { day: day?.value, stands: stands?.value, source })
    };
    table.tables("instead").into_iter().filter_map(one).collect()
}

/// A number, plain or as `{ value = …, source = …, mark = … }`.
pub(super) fn measured(table: &Table<'_>, key: &'static str) -> Option<Measured> {
    let value = table.get(key)?;
    let DeValue::Table(_) = value.get_ref() else {
        let number = table.as_number(key, value)?;
        return Some(Measured { value: number.value, source: None, mark: mark(table) });
    };
    let entry = table.table(key)?;
    let found = Measured {
        value: entry.need_number("value", "value = 10").value,
        source: entry.string("source").map(|at| SourceKey(at.value)),
        mark: mark(&entry),
    };
    entry.finish();
    Some(found)
}

fn inspection(table: &Table<'_>) -> Inspection {
    let quota = measured(table, "quota").unwrap_or_else(|| {
        if !table.has("quota") {
            table.missing("quota", "quota = 10");
        }
        Measured { value: 0, source: None, mark: Mark::Uncertain }
    });
    Inspection {
        quota,
        year_from: table.need_id("year-from", "year-from = \"entry-into-force\"").value,
        same_site_max: measured(table, "same-site-max"),
        at_once_max: measured(table, "at-once-max"),
        team_max: measured(table, "team-max"),
        items_max: measured(table, "items-max"),
        inquiries_max: measured(table, "inquiries-max"),
        links_max: measured(table, "links-max"),
        at: values(table.ids("at")),
        forms: values(table.words("forms", &OpeningForm::WORDS)),
        choice: table.word("choice", &Choice::WORDS).map_or_else(Choice::default, |at| at.value),
        hours: hours(table),
    }
}

/// The hours of the steps of an inspection or a clarification.
fn hours(table: &Table<'_>) -> Vec<Step> {
    let one = |entry: Table<'_>| {
        let step = Step {
            id: entry.need_id("id", "id = \"restrictions\"").value,
            name: entry.need_text("name"),
            span: entry.span_of_time().unwrap_or(Span { count: 1, unit: Unit::Hours }),
            after: entry.id("after").map(|at| at.value),
            source: entry.string("source").map(|at| SourceKey(at.value)),
            mark: mark(&entry),
        };
        entry.finish();
        step
    };
    table.tables("hours").into_iter().map(one).collect()
}

fn measure(table: &Table<'_>, id: &At<Id>) -> Option<Measure> {
    let found = Measure::WORDS.iter().find(|(word, _)| *word == id.value.as_str()).map(|(_, measure)| *measure);
    if found.is_none() && !id.value.as_str().is_empty() {
        let known: Vec<_> = Measure::WORDS.iter().map(|(word, _)| *word).collect();
        let message = format!("`{}` is not a measure of the catalogue", id.value);
        let help = format!("one of: {}", known.join(", "));
        table.log.push(Diagnostic::error("unknown-measure", id.span.clone(), message).label("unknown").help(help));
    }
    found
}

/// The measures of a preset, one clause each.
fn verification(table: &Table<'_>, origin: &Id) -> Vec<Clause> {
    let preset = table.need_word("preset", &Preset::WORDS);
    let like = frame(table, name("verification"), origin, None);
    table.finish();
    let Some(preset) = preset else { return Vec::new() };
    let one = |measure: Measure| Clause { id: name(measure.word()), rule: Rule::Measure(measure), ..like.clone() };
    preset.value.measures().map(one).collect()
}

/// A name that stands in code, so is spelt as one.
fn name(word: &str) -> Id {
    Id::new(word).unwrap_or_default()
}

pub(super) fn values<T>(found: Vec<At<T>>) -> Vec<T> {
    found.into_iter().map(|at| at.value).collect()
}
