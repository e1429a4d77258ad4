//! Custody seals as they stand, told to one of the sides: what each is on, since when, when it was last seen whole, and what is to be sealed again.
//!
//! ```json
//! { "number": "OND-12", "owner": "OND", "host": "HAL", "site": "still-water", "on": "door", "applied": "2027-12-02T10:00:00Z",
//!   "whole_until": "2027-12-05T10:00:00Z", "gone": null, "reseal": null }
//! ```

use crate::locale::Arg;
use crate::moment;
use crate::sentence::seal::on;
use crate::teller::Teller;
use crate::visit::{Telling, utc};
use crate::vocabulary;
use log::Timestamp;
use record::statement::SealAct;
use serde_json::{Value, json};
use treaty::instrument::{Clause, SealOn, Seals};
use treaty::{Id, PartyCode};

/// A seal, for whoever tells it.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// Its number.
    pub number: String,
    /// Whose it is.
    pub owner: PartyCode,
    /// On whose door, container or canister.
    pub host: PartyCode,
    /// At which site.
    pub site: Option<Id>,
    /// On what.
    pub on: SealOn,
    /// When it was put on.
    pub applied: Timestamp,
    /// Until when it is known to have been whole.
    pub whole: Timestamp,
    /// When it was no more on.
    pub gone: Option<Timestamp>,
    /// Until when another is to be put in its place, where that is still to be done.
    pub due: Option<Timestamp>,
    /// The clause.
    pub rule: (&'a Clause, &'a Seals),
}

/// What a call said.
#[derive(Clone, Debug)]
pub struct Done {
    /// Of which seal.
    pub number: String,
    /// What.
    pub act: SealAct,
    /// Whether an earlier call had said it.
    pub again: bool,
}

/// What was said, and how every seal stands, in words.
pub fn words(done: Option<&Done>, standings: &[Standing<'_>], telling: Telling<'_>) -> String {
    let lines = done.map(|done| vec![took(done, telling), String::new()]).unwrap_or_default();
    let none = standings.is_empty().then(|| telling.locale.word("seals-none"));
    let seals = standings.iter().flat_map(|standing| one(standing, telling));
    lines.into_iter().chain(none).chain(seals).map(|line| format!("{line}\n")).collect()
}

/// What was said, as JSON.
pub fn done_json(done: &Done) -> Value {
    json!({ "statement": "seal", "number": done.number, "act": done.act.word(), "again": done.again })
}

/// One seal as JSON.
pub fn json(standing: &Standing<'_>, now: Timestamp) -> Value {
    let due = |due: Timestamp| {
        json!({ "due": moment::rfc3339(due), "over": due < now,
                                       "article": standing.rule.0.article.to_string() })
    };
    json!({
        "number": standing.number,
        "owner": standing.owner.as_str(),
        "host": standing.host.as_str(),
        "site": standing.site.as_ref().map(Id::as_str),
        "on": standing.on.word(),
        "applied": moment::rfc3339(standing.applied),
        "whole_until": moment::rfc3339(standing.whole),
        "gone": standing.gone.map(moment::rfc3339),
        "reseal": standing.due.map(due),
    })
}

fn took(done: &Done, telling: Telling<'_>) -> String {
    let said = telling.locale.word(&format!("seal-act-{}", done.act.word()));
    let key = if done.again { "seals-again" } else { "seals-took" };
    telling.locale.say(key, &[("number", Arg::Words(&done.number)), ("said", Arg::Words(&said))])
}

fn one(standing: &Standing<'_>, telling: Telling<'_>) -> Vec<String> {
    let teller = Teller::new(telling.locale, telling.treaty);
    let (owner, host) = (teller.party(&standing.owner), teller.party(&standing.host));
    let (on, applied) = (on(teller, standing.on), utc(standing.applied));
    let site = standing.site.as_ref().map_or("?", Id::as_str);
    let head = telling.locale.say(
        "seals-one",
        &[
            ("number", Arg::Words(&standing.number)),
            ("owner", Arg::Words(&owner)),
            ("on", Arg::Words(&on)),
            ("site", Arg::Words(site)),
            ("host", Arg::Words(&host)),
            ("time", Arg::Words(&applied)),
        ],
    );
    let time = |key, time: Timestamp| telling.locale.say(key, &[("time", Arg::Words(&utc(time)))]);
    let state = match standing.gone {
        None => time("seals-whole", standing.whole),
        Some(gone) => time("seals-gone", gone),
    };
    let due = standing.due.map(|due| {
        let key = if due < telling.now { "seals-due-over" } else { "seals-due" };
        let span = vocabulary::within(telling.locale, standing.rule.1.reseal);
        let article = standing.rule.0.article.to_string();
        telling.locale.say(
            key,
            &[("time", Arg::Words(&utc(due))), ("span", Arg::Words(&span)), ("article", Arg::Words(&article))],
        )
    });
    [head, state].into_iter().chain(due).collect()
}
