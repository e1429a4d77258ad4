//! A clarification as it stands, told to one of its sides: what was said, whose turn it is, what may come, until when and by which article.
//!
//! ```json
//! { "name": "OND-1", "clause": "sampled-visit", "raiser": "OND", "respondent": "HAL", "about": "…",
//!   "steps": [ { "step": "raising", "party": "OND", "at": "2028-01-10T09:00:00Z", "text": { "en": "…", "ru": "…" } } ],
//!   "next": [ { "step": "answer", "party": "HAL" } ], "end": null,
//!   "due": [ { "step": "answer", "at": "2028-01-30T09:00:00Z", "article": "VIII.1", "over": false } ] }
//! ```

use crate::locale::Arg;
use crate::moment;
use crate::sentence;
use crate::teller::Teller;
use crate::visit::{Telling, utc};
use crate::vocabulary;
use log::Timestamp;
use record::clarification::{End, Progress, Side, Taken};
use record::statement::TurnName;
use serde_json::{Value, json};
use treaty::instrument::{Clarification, Clause, Step};

/// A clarification, for whoever tells it.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// What it is called.
    pub name: &'a str,
    /// How far it has come.
    pub progress: &'a Progress,
    /// The clause that has its clocks.
    pub rule: (&'a Clause, &'a Clarification),
}

/// Several clarifications in words.
pub fn all(standings: &[Standing<'_>], telling: Telling<'_>) -> String {
    match standings {
        [] => format!("{}\n", telling.locale.word("clarify-none")),
        some => some.iter().map(|standing| words(*standing, telling)).collect::<Vec<_>>().join("\n"),
    }
}

/// What a call did, in words, and how the clarification stands now.
pub fn done(step: TurnName, again: bool, standing: Standing<'_>, telling: Telling<'_>) -> String {
    let key = if again { "inspect-again" } else { "inspect-took" };
    let name = turn(telling, step.word());
    let line = telling.locale.say(key, &[("name", Arg::Words(standing.name)), ("step", Arg::Words(&name))]);
    format!("{line}\n\n{}", words(standing, telling))
}

/// One clarification in words.
pub fn words(standing: Standing<'_>, telling: Telling<'_>) -> String {
    let mut lines = vec![head(standing, telling)];
    lines.extend(standing.progress.taken().iter().map(|taken| said(standing, telling, taken)));
    lines.extend(next(standing, telling));
    lines.extend(clocks(standing).iter().map(|clock| until(clock, standing, telling)));
    lines.into_iter().map(|line| format!("{line}\n")).collect()
}

/// One clarification as JSON.
pub fn json(standing: Standing<'_>, now: Timestamp) -> Value {
    let progress = standing.progress;
    let step = |taken: &Taken| {
        let text = taken.paper.as_ref().map(|paper| paper.text());
        let text = text.map(|text| json!({ "en": text.en, "ru": text.ru }));
        json!({ "step": taken.name.word(), "party": progress.party(taken.side).as_str(),
                "at": moment::rfc3339(taken.at), "text": text })
    };
    let may = |(name, side): &(TurnName, Side)| json!({ "step": name.word(), "party": progress.party(*side).as_str() });
    let clock = |(at, hours): &(Timestamp, &Step)| {
        json!({ "step": hours.id.as_str(), "at": moment::rfc3339(*at),
                "article": standing.rule.0.article.to_string(), "over": *at < now })
    };
    json!({
        "name": standing.name,
        "clause": progress.raising().clause.as_str(),
        "raiser": progress.party(Side::Raiser).as_str(),
        "respondent": progress.party(Side::Respondent).as_str(),
        "about": progress.raising().about.map(|leaf| leaf.to_string()),
        "steps": progress.taken().iter().map(step).collect::<Vec<_>>(),
        "next": progress.next().iter().map(may).collect::<Vec<_>>(),
        "end": progress.end().map(end_word),
        "due": clocks(standing).iter().map(clock).collect::<Vec<_>>(),
    })
}

fn end_word(end: End) -> &'static str {
    match end {
        End::Agreed => "agreed",
        End::Disagreed => "disagreed",
        End::Withdrawn => "withdrawn",
    }
}

/// The clocks that run: that of the step that is waited for, and that of the end.
fn clocks<'a>(standing: Standing<'a>) -> Vec<(Timestamp, &'a Step)> {
    let (progress, rule) = (standing.progress, standing.rule.1);
    if progress.end().is_some() {
        return Vec::new();
    }
    let awaited = progress.next().first().and_then(|(name, _)| progress.due(rule, *name));
    awaited.into_iter().chain(progress.due_end(rule)).collect()
}

fn head(standing: Standing<'_>, telling: Telling<'_>) -> String {
    let progress = standing.progress;
    let [raiser, respondent] = Side::BOTH.map(|side| teller(telling).party(progress.party(side)));
    let raising = progress.raising();
    let kind = telling.treaty.clauses.iter().find(|clause| clause.id == raising.clause).map(Clause::kind);
    let clause = kind.map_or_else(
        || raising.clause.to_string(),
        |kind| sentence::clarification::clause(teller(telling), kind, &raising.clause),
    );
    telling.locale.say(
        "clarify-head",
        &[
            ("name", Arg::Words(standing.name)),
            ("raiser", Arg::Words(&raiser)),
            ("respondent", Arg::Words(&respondent)),
            ("clause", Arg::Words(&clause)),
        ],
    )
}

/// What a side said with a step.
fn said(standing: Standing<'_>, telling: Telling<'_>, taken: &Taken) -> String {
    let text = taken.paper.as_ref().map(|paper| paper.text());
    let party = teller(telling).party(standing.progress.party(taken.side));
    let (step, time) = (turn(telling, taken.name.word()), utc(taken.at));
    let args = [("party", Arg::Words(&party)), ("step", Arg::Words(&step)), ("time", Arg::Words(&time))];
    match &text {
        Some(text) => {
            let said = [("text", Arg::Words(telling.locale.text(text)))];
            telling.locale.say("clarify-said", &args.into_iter().chain(said).collect::<Vec<_>>())
        }
        None => telling.locale.say("clarify-signed", &args),
    }
}

/// What each side may do now, and how it ended where it has.
fn next(standing: Standing<'_>, telling: Telling<'_>) -> Vec<String> {
    let progress = standing.progress;
    let ended = progress.end().map(|end| telling.locale.word(&format!("clarify-{}", end_word(end))));
    let may = Side::BOTH.into_iter().filter_map(|side| {
        let steps = progress.next().into_iter().filter(|(_, by)| *by == side);
        let own = progress.party(side) == telling.own;
        let steps: Vec<_> = steps.map(|(name, _)| may(telling, name, own)).collect();
        let party = teller(telling).party(progress.party(side));
        let key = if own { "clarify-you-may" } else { "clarify-they-may" };
        let args = [("party", Arg::Words(&party)), ("steps", Arg::Words(&steps.join("; ")))];
        (!steps.is_empty()).then(|| telling.locale.say(key, &args))
    });
    ended.into_iter().chain(may).collect()
}

fn may(telling: Telling<'_>, name: TurnName, own: bool) -> String {
    if own { telling.locale.word(&format!("clarify-do-{}", name.word())) } else { turn(telling, name.word()) }
}

fn until((at, hours): &(Timestamp, &Step), standing: Standing<'_>, telling: Telling<'_>) -> String {
    let locale = telling.locale;
    let after = hours.after.as_ref().map(|id| turn(telling, id.as_str())).unwrap_or_default();
    let key = if *at < telling.now { "inspect-due-over" } else { "inspect-due" };
    locale.say(
        key,
        &[
            ("time", Arg::Words(&utc(*at))),
            ("hours", Arg::Words(locale.text(&hours.name))),
            ("span", Arg::Words(&vocabulary::within(locale, hours.span))),
            ("after", Arg::Words(&after)),
            ("article", Arg::Words(&standing.rule.0.article.to_string())),
        ],
    )
}

fn turn(telling: Telling<'_>, word: &str) -> String {
    telling.locale.word(&format!("turn-{word}"))
}

fn teller(telling: Telling<'_>) -> Teller<'_> {
    Teller::new(telling.locale, telling.treaty)
}
