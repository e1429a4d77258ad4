//! Who wanted what, and when: a negotiation as dated acts, each with speaker, authority and source.
//!
//! A position is what a party last said on an issue; where it said nothing, there is nothing, and nothing is shown. The file is as strict as
//! an instrument's: `docs/spec/talks.md`.

use crate::diagnostic::{Diagnostic, show};
use crate::instrument::{ActKind, Hash, Instrument};
use crate::parse::{YEARS_MAX, source_text};
use crate::source::{Mark, Source, SourceKey};
use crate::strict::{At, Log, Table};
use crate::text::{Id, PartyCode, Text, numbers};
use crate::time::{Date, Span, Unit, days_between};
use crate::timeline::{ExtensionRefusal, Timeline};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::de::DeTable;

/// A negotiation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Talks {
    /// Its name.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// The name of the instrument that is talked about.
    pub instrument: Id,
    /// The SHA-256 of the file.
    pub hash: Hash,
    /// Those who have positions, in the order of the file.
    pub parties: Vec<Speaker>,
    /// Where its facts are from.
    pub sources: BTreeMap<SourceKey, Source>,
    /// What is talked about, in the order of the file.
    pub issues: Vec<Issue>,
    /// What was said, by date.
    pub acts: Vec<Said>,
    /// What an extension still needs.
    pub steps: Vec<Step>,
}

/// One that has positions.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// Its code.
    pub code: PartyCode,
    /// Its name.
    pub name: Text,
}

/// A matter.
#[derive(Clone, Debug)]
pub struct Issue {
    /// Its name.
    pub id: Id,
    /// What it is called.
    pub name: Text,
}

/// One act of the talks: a position on one issue.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its name.
    pub id: Id,
    /// When.
    pub date: Date,
    /// Whether the day is uncertain.
    pub about: bool,
    /// Whose position; nobody's of the parties for an outsider's.
    pub party: Option<PartyCode>,
    /// Who said it.
    pub speaker: Text,
    /// With what authority.
    pub authority: Voice,
    /// On what.
    pub issue: Id,
    /// What.
    pub position: Text,
    /// Where that is from.
    pub source: SourceKey,
    /// How sure that is.
    pub mark: Mark,
}

/// With what authority something was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words say what they are")]
pub enum Voice {
    TreatyAct,
    Note,
    Statement,
    Briefing,
    Remarks,
    Press,
    SecondHand,
    Outside,
}

impl Voice {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 8] = [
        ("treaty-act", Self::TreatyAct),
        ("note", Self::Note),
        ("statement", Self::Statement),
        ("briefing", Self::Briefing),
        ("remarks", Self::Remarks),
        ("press", Self::Press),
        ("second-hand", Self::SecondHand),
        ("outside", Self::Outside),
    ];
}

/// A step that an extension needs.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name.
    pub id: Id,
    /// For extensions of how many years.
    pub years: Vec<u32>,
    /// Whose step.
    pub party: PartyCode,
    /// What it is.
    pub title: Text,
    /// How long it takes: a parameter of the file.
    pub takes: Span,
    /// The step that follows; nothing for the last one before expiry.
    pub then: Option<Id>,
    /// Where that is from.
    pub source: SourceKey,
    /// How sure that is.
    pub mark: Mark,
    span: Range<usize>,
}

/// Reads a negotiation.
///
/// # Errors
/// Every problem of the file, in its order.
pub fn parse_talks(bytes: &[u8]) -> Result<Talks, Vec<Diagnostic>> {
    let log = Log::default();
    let source = source_text(bytes).map_err(|problem| vec![*problem])?;
    let (document, errors) = DeTable::parse_recoverable(source);
    log.push_syntax(&errors, "docs/spec/talks.md");
    let root = Table::new(document.get_ref(), 0..source.len().min(1), "the file", &log);
    let talks = read(&root, Hash::of(bytes));
    match talks {
        Some(talks) if !log.has_errors() => Ok(talks),
        _ => Err(log.into_diagnostics()),
    }
}

fn read(root: &Table<'_>, hash: Hash) -> Option<Talks> {
    let Some(head) = root.table("talks") else {
        let problem = Diagnostic::error("no-talks", root.span.clone(), "the file has no `[talks]`");
        root.log.push(problem.label("a negotiation was expected").help("begin with [talks], id, title and instrument"));
        return None;
    };
    let mut talks = Talks {
        id: head.need_id("id", "id = \"…\"").value,
        title: Text::default(),
        instrument: head.need_id("instrument", "instrument = \"new-start\"").value,
        hash,
        parties: root.tables("party").iter().map(read_speaker).collect(),
        sources: root.sources("source"),
        issues: root.tables("issue").iter().map(read_issue).collect(),
        acts: Vec::new(),
        steps: root.tables("step").iter().filter_map(read_step).collect(),
    };
    talks.title = told(&head, "title");
    head.finish();
    let acts: Vec<_> =
        root.tables("act").iter().filter_map(|table| Some((table.span.clone(), read_act(table)?))).collect();
    root.finish();
    check(&talks, &acts, root.log);
    talks.acts = acts.into_iter().map(|(_, act)| act).collect();
    talks.acts.sort_by_key(|act| act.date);
    Some(talks)
}

/// A text in which numbers may stand, the same ones in both languages.
fn told(table: &Table<'_>, key: &'static str) -> Text {
    if !table.has(key) {
        table.missing(key, &format!("{key} = {{ en = \"…\", ru = \"…\" }}"));
    }
    let Some([en, ru]) = table.free_text(key) else { return Text::default() };
    let (mut in_en, mut in_ru) = (numbers(&en.value), numbers(&ru.value));
    in_en.sort();
    in_ru.sort();
    if in_en != in_ru {
        let message = format!("the two languages give different numbers: {in_en:?} and {in_ru:?}");
        let problem = Diagnostic::error("languages-differ", ru.span, message).label("here");
        table.log.push(problem.help("say the same in both, in digits in both"));
    }
    Text { en: en.value, ru: ru.value }
}

fn read_speaker(table: &Table<'_>) -> Speaker {
    let code = table.party("id").unwrap_or_else(|| {
        table.missing("id", "id = \"US\"");
        At::default()
    });
    let speaker = Speaker { code: code.value, name: told(table, "name") };
    table.finish();
    speaker
}

fn read_issue(table: &Table<'_>) -> Issue {
    let issue = Issue { id: table.need_id("id", "id = \"extension\"").value, name: told(table, "name") };
    table.finish();
    issue
}

fn read_act(table: &Table<'_>) -> Option<Said> {
    const OUTSIDE: &str = "outside";
    let party = table.need_string("party", "party = \"US\"");
    let code = PartyCode::new(&party.value);
    if code.is_none() && party.value != OUTSIDE && !party.value.is_empty() {
        let message = format!("`{}` is not a party's code", show(&party.value));
        let problem = Diagnostic::error("bad-name", party.span, message).label("not a code");
        table.log.push(problem.help("a code such as \"US\", or \"outside\""));
    }
    let act = Said {
        id: table.need_id("id", "id = \"…\"").value,
        date: table.need_date("date").map_or(Date::ZERO, |at| at.value),
        about: table.boolean("about").unwrap_or(false),
        party: code,
        speaker: told(table, "speaker"),
        authority: table.need_word("authority", &Voice::WORDS).map_or(Voice::Outside, |at| at.value),
        issue: table.need_id("issue", "issue = \"extension\"").value,
        position: told(table, "position"),
        source: crate::parse::source_key(table),
        mark: crate::parse::mark_of(table),
    };
    table.finish();
    Some(act)
}

fn read_step(table: &Table<'_>) -> Option<Step> {
    const EXPIRY: &str = "expiry";
    let id = table.need_id("id", "id = \"…\"").value;
    let years = table.array("years").iter().filter_map(|value| table.as_number("years", value)).map(|at| at.value);
    let years: Vec<_> = years.collect();
    if years.iter().any(|years| !(1..=YEARS_MAX).contains(years)) {
        let problem = Diagnostic::error("out-of-range", table.span.clone(), "an extension of no years, or of too many");
        table.log.push(problem.label("here").help(format!("write numbers from 1 to {YEARS_MAX}")));
    }
    if years.is_empty() {
        table.missing("years", "years = [1, 5]");
    }
    let party = table.party("party");
    if party.is_none() {
        table.missing("party", "party = \"US\"");
    }
    let takes = table.table("takes");
    if takes.is_none() {
        table.missing("takes", "takes = { days = 1 }");
    }
    let takes = takes.and_then(|entry| {
        let span = entry.span_of_time();
        entry.finish();
        span
    });
    let then = table.need_id("then", "then = \"expiry\"").value;
    let (title, source, mark) = (told(table, "title"), crate::parse::source_key(table), crate::parse::mark_of(table));
    table.finish();
    let then = (then.as_str() != EXPIRY).then_some(then);
    Some(Step { id, years, party: party?.value, title, takes: takes?, then, source, mark, span: table.span.clone() })
}

/// The most steps that are read: each is followed to the end of its chain.
const STEPS_MAX: usize = 100;

fn check(talks: &Talks, acts: &[(Range<usize>, Said)], log: &Log) {
    let error = |code, span: &Range<usize>, message: String, help: &str| {
        log.push(Diagnostic::error(code, span.clone(), message).label("here").help(help));
    };
    let mut names = BTreeSet::new();
    for (span, act) in acts {
        if !names.insert(&act.id) && !act.id.as_str().is_empty() {
            error("named-twice", span, format!("the act `{}` is named twice", act.id), "rename one of the two");
        }
        if !talks.issues.iter().any(|issue| issue.id == act.issue) && !act.issue.as_str().is_empty() {
            let known: Vec<_> = talks.issues.iter().map(|issue| issue.id.as_str()).collect();
            let help = format!("one of: {}", known.join(", "));
            error("refers-to-nothing", span, format!("there is no issue `{}`", act.issue), &help);
        }
        if let Some(code) = act.party.as_ref().filter(|code| !talks.parties.iter().any(|p| p.code == **code)) {
            error("refers-to-nothing", span, format!("there is no party `{code}`"), "add [[party]] with this id");
        }
    }
    let sources = acts.iter().map(|(span, act)| (span, &act.source));
    for (span, key) in sources.chain(talks.steps.iter().map(|step| (&step.span, &step.source))) {
        if !talks.sources.contains_key(key) && !key.0.is_empty() {
            error("no-source", span, format!("there is no source `{}`", show(key)), "add [source.KEY]");
        }
    }
    if talks.steps.len() > STEPS_MAX {
        let span = talks.steps[STEPS_MAX].span.clone();
        let message = format!("{} steps; {STEPS_MAX} are read", talks.steps.len());
        error("too-many", &span, message, "is this the right file?");
        return;
    }
    for step in &talks.steps {
        if !talks.parties.iter().any(|party| party.code == step.party) {
            error("refers-to-nothing", &step.span, format!("there is no party `{}`", step.party), "add [[party]]");
        }
        match talks.chain(step) {
            Err(Broken::Circle) => {
                let help = "a chain of steps ends in then = \"expiry\"";
                error("step-cycle", &step.span, format!("the steps after `{}` lead in a circle", step.id), help);
            }
            Err(Broken::Missing(id)) => {
                error("refers-to-nothing", &step.span, format!("there is no step `{id}`"), "add [[step]] with this id");
            }
            Ok(_) => {}
        }
    }
}

enum Broken {
    Circle,
    Missing(Id),
}

/// One cell of the table of positions.
#[derive(Clone, Copy, Debug)]
pub struct Position<'a> {
    /// Whose.
    pub party: &'a Speaker,
    /// On what.
    pub issue: &'a Issue,
    /// What was last said; nothing where the party was silent.
    pub said: Option<&'a Said>,
}

/// What moved between two days.
#[derive(Clone, Copy, Debug)]
pub struct Move<'a> {
    /// Whose.
    pub party: &'a Speaker,
    /// On what.
    pub issue: &'a Issue,
    /// What was said before; nothing where the party had been silent.
    pub before: Option<&'a Said>,
    /// What it last said.
    pub after: &'a Said,
}

/// The time that is left.
#[derive(Clone, Debug)]
pub struct TimeLeft<'a> {
    /// The day on which the instrument ends as the matter stands.
    pub ends: Date,
    /// The days left.
    pub days: i64,
    /// For each number of years that an extension may have, what it still needs.
    pub options: Vec<ExtensionOption<'a>>,
}

/// An extension of so many years.
#[derive(Clone, Debug)]
pub struct ExtensionOption<'a> {
    /// How many.
    pub years: u32,
    /// To which day, or why the instrument refuses it.
    pub until: Result<Date, ExtensionRefusal>,
    /// The steps that it needs, each with the latest day on which it must begin, the earliest first.
    pub steps: Vec<LatestDay<'a>>,
}

/// A step and the latest day on which it must begin.
#[derive(Clone, Copy, Debug)]
pub struct LatestDay<'a> {
    /// Which.
    pub step: &'a Step,
    /// The day; nothing where the calendar does not have it.
    pub day: Option<Date>,
}

impl Talks {
    /// Issue by party, what each had last said on a day.
    pub fn positions(&self, on: Date) -> Vec<Position<'_>> {
        let cells = self.issues.iter().flat_map(|issue| self.parties.iter().map(move |party| (issue, party)));
        cells.map(|(issue, party)| Position { party, issue, said: self.last(issue, party, on) }).collect()
    }

    /// What moved after `from` and up to `to`.
    pub fn moves(&self, from: Date, to: Date) -> Vec<Move<'_>> {
        let moved = |(issue, party)| {
            let (before, after) = (self.last(issue, party, from), self.last(issue, party, to)?);
            (after.date > from).then_some(Move { party, issue, before, after })
        };
        let cells = self.issues.iter().flat_map(|issue| self.parties.iter().map(move |party| (issue, party)));
        cells.filter_map(moved).collect()
    }

    /// What outsiders had said by a day: they have no positions, and are shown apart.
    pub fn outside(&self, on: Date) -> impl Iterator<Item = &Said> {
        self.acts.iter().filter(move |act| act.party.is_none() && act.date <= on)
    }

    fn last(&self, issue: &Issue, party: &Speaker, on: Date) -> Option<&Said> {
        let of_cell = |act: &&Said| act.issue == issue.id && act.party.as_ref() == Some(&party.code) && act.date <= on;
        self.acts.iter().rfind(of_cell)
    }

    /// The time left on a day until the instrument ends, and what its extension still needs.
    ///
    /// Nothing where the instrument is not in force on that day.
    pub fn time_left<'a>(&'a self, instrument: &Instrument, on: Date) -> Option<TimeLeft<'a>> {
        let timeline = Timeline::of(instrument, &instrument.id);
        let in_force = instrument.acts.iter().any(|act| {
            act.origin == instrument.id && act.kind == ActKind::EntryIntoForce && !act.proposed && act.date <= on
        });
        let ends = timeline.term_end(on).filter(|ends| in_force && *ends > on)?;
        let years: BTreeSet<u32> = self.steps.iter().flat_map(|step| step.years.iter().copied()).collect();
        let option = |years: u32| {
            let until = Span { count: years, unit: Unit::Years }.after(ends).map_err(ExtensionRefusal::from);
            let until = until.and_then(|until| timeline.extend(on, until).map(|_| until));
            let needed = self.steps.iter().filter(|step| step.years.contains(&years));
            let mut steps: Vec<_> = needed.map(|step| LatestDay { step, day: self.latest(step, ends) }).collect();
            steps.sort_by_key(|latest| latest.day);
            ExtensionOption { years, until, steps }
        };
        Some(TimeLeft { ends, days: days_between(on, ends), options: years.into_iter().map(option).collect() })
    }

    /// The latest day on which a step must begin, so that it and all that follow it are done before the end.
    fn latest(&self, step: &Step, ends: Date) -> Option<Date> {
        let chain = self.chain(step).ok()?;
        let last_day = ends.yesterday().ok()?;
        chain.into_iter().rev().try_fold(last_day, |day, step| step.takes.before(day).ok())
    }

    /// The step and all that follow it.
    fn chain<'a>(&'a self, first: &'a Step) -> Result<Vec<&'a Step>, Broken> {
        let mut chain = vec![first];
        let mut at = first;
        while let Some(next) = &at.then {
            at = self.steps.iter().find(|step| step.id == *next).ok_or_else(|| Broken::Missing(next.clone()))?;
            chain.push(at);
            if chain.len() > self.steps.len() {
                return Err(Broken::Circle);
            }
        }
        Ok(chain)
    }
}
