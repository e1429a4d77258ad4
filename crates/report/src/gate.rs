//! The gates of plants as they stand, told to one of the sides: what is declared and not judged, until when and by which article, the next number,
//! and the canisters that are left.
//!
//! ```json
//! { "host": "HAL", "site": "mill-river", "portal": "warhead-plant-gate", "article": "VII.3", "next": 4,
//!   "waiting": [ { "number": 3, "way": "out", "exit": 0, "epoch": 2, "at": "2028-01-10T09:00:00Z", "items": 2,
//!                  "verdict_of": [ "OND" ], "due": "2028-01-10T13:00:00Z", "over": false } ],
//!   "canisters": [ { "monitors": "OND", "year": 2028, "left": 8, "most": 8 } ] }
//! ```

use crate::locale::Arg;
use crate::moment;
use crate::teller::Teller;
use crate::visit::{Telling, utc};
use crate::vocabulary;
use log::Timestamp;
use record::statement::Crossing;
use serde_json::{Value, json};
use treaty::instrument::Clause;
use treaty::time::Span;
use treaty::{Id, PartyCode};

/// A plant with a portal, for whoever tells it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Whose plant it is.
    pub host: PartyCode,
    /// What it is called.
    pub site: Id,
    /// The portal's clause.
    pub clause: Clause,
    /// Within what time of a crossing a verdict is due.
    pub within: Span,
    /// The number of the next crossing.
    pub next: u32,
    /// What is declared and not judged.
    pub waiting: Vec<Waiting>,
    /// The calendar year of the canisters.
    pub year: i16,
    /// The canisters that may still be opened, by monitors; none where the clause gives no such right.
    pub canisters: Vec<Canisters>,
}

/// A crossing on which a verdict is lacking.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// As it was declared.
    pub crossing: Crossing,
    /// Whose verdict is lacking.
    pub by: Vec<PartyCode>,
    /// Until when it is due.
    pub due: Timestamp,
}

/// How many canisters one party's monitors may still have opened.
#[derive(Clone, Debug)]
pub struct Canisters {
    /// Whose monitors.
    pub by: PartyCode,
    /// How many are left in the year.
    pub left: u64,
    /// Of how many.
    pub most: u32,
}

/// What a call said.
#[derive(Clone, Copy, Debug)]
pub enum Said {
    /// A declaration.
    Declared {
        /// Its number.
        number: u32,
        /// Whether an earlier call had said it.
        again: bool,
    },
    /// A verdict.
    Judged {
        /// On which crossing; nothing where it was not declared.
        number: Option<u32>,
        /// Whether an earlier call had given it.
        again: bool,
    },
}

/// What was said, and how every gate stands, in words.
pub fn words(said: Option<&Said>, standings: &[Standing], telling: Telling<'_>) -> String {
    let lines = said.map(|said| vec![took(*said, telling), String::new()]).unwrap_or_default();
    let gates = standings.iter().flat_map(|standing| one(standing, telling));
    let none = standings.is_empty().then(|| telling.locale.word("gate-none"));
    lines.into_iter().chain(none).chain(gates).map(|line| format!("{line}\n")).collect()
}

/// What was said, as JSON.
pub fn said_json(said: &Said) -> Value {
    match said {
        Said::Declared { number, again } => json!({ "statement": "crossing", "number": number, "again": again }),
        Said::Judged { number, again } => json!({ "statement": "verdict", "number": number, "again": again }),
    }
}

/// One gate as JSON.
pub fn json(standing: &Standing, now: Timestamp) -> Value {
    let waiting = |waiting: &Waiting| {
        let crossing = &waiting.crossing;
        json!({ "number": crossing.number, "way": crossing.gate.way.word(), "exit": crossing.gate.exit,
                "epoch": crossing.gate.epoch.0, "at": moment::rfc3339(crossing.at), "items": crossing.items,
                "verdict_of": waiting.by.iter().map(PartyCode::as_str).collect::<Vec<_>>(),
                "due": moment::rfc3339(waiting.due), "over": waiting.due < now })
    };
    let canisters =
        |of: &Canisters| json!({ "monitors": of.by.as_str(), "year": standing.year, "left": of.left, "most": of.most });
    json!({
        "host": standing.host.as_str(),
        "site": standing.site.as_str(),
        "portal": standing.clause.id.as_str(),
        "article": standing.clause.article.to_string(),
        "next": standing.next,
        "waiting": standing.waiting.iter().map(waiting).collect::<Vec<_>>(),
        "canisters": standing.canisters.iter().map(canisters).collect::<Vec<_>>(),
    })
}

fn took(said: Said, telling: Telling<'_>) -> String {
    let (key, number, again) = match said {
        Said::Declared { number, again } => ("gate-declared", Some(number), again),
        Said::Judged { number, again } => ("gate-judged", number, again),
    };
    let what = match number {
        Some(number) => telling.locale.say(key, &[("number", Arg::Number(number.into()))]),
        None => telling.locale.word("gate-judged-undeclared"),
    };
    let key = if again { "gate-again" } else { "gate-took" };
    telling.locale.say(key, &[("what", Arg::Words(&what))])
}

fn one(standing: &Standing, telling: Telling<'_>) -> Vec<String> {
    let teller = Teller::new(telling.locale, telling.treaty);
    let (host, article) = (teller.party(&standing.host), standing.clause.article.to_string());
    let head = telling.locale.say(
        "gate-head",
        &[
            ("site", Arg::Words(standing.site.as_str())),
            ("host", Arg::Words(&host)),
            ("article", Arg::Words(&article)),
            ("next", Arg::Number(standing.next.into())),
        ],
    );
    let none = standing.waiting.is_empty().then(|| telling.locale.word("gate-none-waits"));
    let waits = standing.waiting.iter().map(|waiting| waits(standing, waiting, telling));
    let canisters = standing.canisters.iter().map(|of| {
        let monitors = teller.party(&of.by);
        telling.locale.say(
            "gate-canisters",
            &[
                ("monitors", Arg::Words(&monitors)),
                ("year", Arg::Words(&standing.year.to_string())),
                ("left", Arg::Number(of.left)),
                ("most", Arg::Number(of.most.into())),
            ],
        )
    });
    [head].into_iter().chain(none).chain(waits).chain(canisters).collect()
}

fn waits(standing: &Standing, waiting: &Waiting, telling: Telling<'_>) -> String {
    let teller = Teller::new(telling.locale, telling.treaty);
    let crossing = &waiting.crossing;
    let by: Vec<_> = waiting.by.iter().map(|by| teller.party(by)).collect();
    let key = if waiting.due < telling.now { "gate-waits-over" } else { "gate-waits" };
    let way = telling.locale.word(&format!("gate-way-{}", crossing.gate.way.word()));
    telling.locale.say(
        key,
        &[
            ("number", Arg::Number(crossing.number.into())),
            ("way", Arg::Words(&way)),
            ("exit", Arg::Number(crossing.gate.exit.into())),
            ("time", Arg::Words(&utc(crossing.at))),
            ("items", Arg::Number(crossing.items.into())),
            ("monitors", Arg::Words(&by.join(", "))),
            ("due", Arg::Words(&utc(waiting.due))),
            ("span", Arg::Words(&vocabulary::within(telling.locale, standing.within))),
            ("article", Arg::Words(&standing.clause.article.to_string())),
        ],
    )
}
