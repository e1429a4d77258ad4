//! An assessment as one JSON document.
//!
//! ```json
//! { "outcome": "open",
//!   "treaty": "91c0…", "instrument": "new-start", "title": { "en": "…", "ru": "…" }, "form": "treaty", "as_of": "2026-02-05",
//!   "inputs": [ { "file": "new-start-aggregates.csv", "hash": "5d1e…", "rows": 50 } ],
//!   "obligations": [ { "id": "deployed-warheads", "kind": "limit", "article": "II", "party": "US", "outcome": "consistent",
//!                      "covers": "2011-02-05/2023-03-01", "name": { "en": "…", "ru": "…" } } ],
//!   "findings": [ { "code": "not-provided", "severity": "late", "party": "RU", "article": "Protocol Part Four II.2",
//!                   "date": "2023-03-01", "epoch": null, "statements": [ { "file": "new-start-aggregates.csv", "line": 51 } ],
//!                   "args": { "clock": "six-month-update", "exchange": "2023-03-01", "due": "2023-03-31", "act": null },
//!                   "readings": [ { "party": "RU", "count": null, "text": { "en": "…", "ru": "…" } } ],
//!                   "text": { "en": "…", "ru": "…" }, "again": "standstill audit …" } ],
//!   "totals": { "RU": { "2023-03-01": { "deployed-warheads": {
//!       "value": null, "limit": 1550, "verdict": "not-provided", "status": "not_provided", "statements": [ … ] } } } },
//!   "records": [], "opened": [], "sealed": [], "inspections": [], "clarifications": [], "sites": [], "reader": null,
//!   "unchecked": [ { "code": "declared", "count": 1, "text": { "en": "…", "ru": "…" } } ], "again": "standstill audit …" }
//! ```
//!
//! Of records, with a finding in one of them:
//!
//! ```json
//! { "findings": [ { "code": "balance-open", "severity": "contradiction", "party": "HAL", "article": "V.1",
//!                   "date": "2027-04-21", "epoch": 20,
//!                   "statements": [ { "record": "HAL", "index": 0 }, { "record": "HAL", "index": 41 } ],
//!                   "args": { "epoch": 20, "class": "non-strategic", "plant": null }, "readings": [], "text": { … } } ],
//!   "records": [ { "author": "HAL", "party": "HAL", "size": 412, "root": "q8Zk…=",
//!                  "covered_by": [ { "by": "lakeside", "size": 410, "time": "2027-05-02T09:00:00Z", "receipts": 30 } ],
//!                  "months": [ { "first": "2027-04-01", "due": 30, "stated": 30, "proved": 29, "in_time": 30, "receipts": 4 } ] } ],
//!   "opened": [ { "party": "HAL", "opening": "retired", "epochs": { "first": 1, "last": 30 }, "day": "2027-05-01",
//!                 "class": "retired", "sum": 91 } ] }
//! ```
//!
//! What everybody knows of inspections, clarifications and sites:
//!
//! ```json
//! { "inspections": [ { "kind": "visit", "number": 1, "inspector": "OND", "host": "HAL", "site": "north-field",
//!                      "steps": [ { "step": "request", "by": "OND", "at": "2027-04-06T09:00:00Z" } ] } ],
//!   "clarifications": [ { "number": 1, "raiser": "OND", "respondent": "HAL", "clause": { … }, "about": null, "steps": [ … ], "end": "agreed", "files": 0 } ],
//!   "sites": [ { "party": "HAL", "site": "north-field", "facility": "base", "closed": false, "knowledge": "inspected",
//!                "opened": [ "2027-04-06" ], "inspected": [ "2027-04-08" ], "disputed": [] } ] }
//! ```
//!
//! `covers` is `null` where the party's record is not among the inputs; `party` of a record is `null` for a witness. `root` is base64, as in
//! checkpoints; times are RFC 3339, in UTC; `epoch` is the first of which a finding speaks. In `args`, several epochs are `{ "first": 20, "last": 24 }`.
//!
//! Fields may be added, never renamed. What is absent is `null`, so that every finding has the same keys. Codes, severities, verdicts and
//! statuses are words for programs; `text` is for people.

mod gate;
mod known;
mod record;
mod seal;

use crate::again::Again;
use crate::known::{Unchecked, unchecked};
use crate::locale::Locale;
use crate::teller::Teller;
use crate::vocabulary::Told;
use crate::{grid, outline, sentence, year};
use audit::assessment::{
    Assessment, Chance, Counting, Fact, Finding, Hidden, Judged, Obligation, Probability, Read, StatementAt, Visits,
};
use serde_json::{Map, Value, json};
use treaty::instrument::Instrument;
use treaty::{Date, Lang, Text};

/// An assessment as JSON. The same assessment always gives the same bytes.
pub fn assessment(assessment: &Assessment, instrument: &Instrument) -> Value {
    let locales = Lang::ALL.map(Locale::new);
    let (telling, again) = (Telling { instrument, locales: &locales }, Again::of(assessment));
    json!({
        "outcome": assessment.outcome.word(),
        "treaty": assessment.treaty.to_string(),
        "instrument": assessment.instrument.as_str(),
        "title": telling.text(&assessment.title),
        "form": assessment.form.word(),
        "as_of": assessment.as_of.to_string(),
        "inputs": assessment.inputs.iter().map(|input| json!({
            "file": input.file,
            "hash": input.hash.to_string(),
            "rows": input.rows,
        })).collect::<Vec<_>>(),
        "obligations": outline::obligations(telling.teller(), assessment).into_iter().map(|one| telling.obligation(one)).collect::<Vec<_>>(),
        "findings": assessment.findings.iter().map(|finding| telling.finding(finding, Some(again.finding(finding)))).collect::<Vec<_>>(),
        "totals": totals(assessment, instrument),
        "records": year::records(assessment, instrument).into_iter().map(record::record).collect::<Vec<_>>(),
        "opened": assessment.opened.iter().map(record::opened).collect::<Vec<_>>(),
        "sealed": assessment.continuity.iter().map(seal::sealed).collect::<Vec<_>>(),
        "inspections": assessment.inspections.iter().map(known::inspected).collect::<Vec<_>>(),
        "clarifications": assessment.clarifications.iter().map(known::clarified).collect::<Vec<_>>(),
        "sites": assessment.sites.iter().map(known::site).collect::<Vec<_>>(),
        "reader": assessment.reader.as_ref().map(|reader| reader.as_str()),
        "unchecked": telling.unchecked(assessment),
        "again": again.whole,
    })
}

/// A document as text that is safe to look at: what a terminal or an editor would not show, or would show in another order, stands as an escape. Whoever
/// reads it back has the same document.
pub fn text(document: &Value) -> String {
    let mut text = String::new();
    for c in format!("{document:#}\n").chars() {
        if c == '\n' || !treaty::text::is_hidden(c) {
            text.push(c);
        } else {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| text.push_str(&format!("\\u{unit:04x}")));
        }
    }
    text
}

/// One finding as JSON, as it stands in an assessment; without the command that checks it again, which is that assessment's.
pub fn finding(finding: &Finding, instrument: &Instrument) -> Value {
    let locales = Lang::ALL.map(Locale::new);
    Telling { instrument, locales: &locales }.finding(finding, None)
}

struct Telling<'a> {
    instrument: &'a Instrument,
    locales: &'a [Locale; 2],
}

impl Telling<'_> {
    /// Either language will do, where only the order of the parties is asked for.
    fn teller(&self) -> Teller<'_> {
        Teller::new(&self.locales[0], self.instrument)
    }

    /// What each language makes of something.
    fn both(&self, tell: impl Fn(&Locale) -> String) -> Value {
        self.locales.iter().map(|locale| (locale.lang.code().to_owned(), Value::from(tell(locale)))).collect()
    }

    fn text(&self, text: &Text) -> Value {
        self.both(|locale| locale.said(self.instrument, text))
    }

    fn obligation(&self, obligation: &Obligation) -> Value {
        json!({
            "id": obligation.id.as_str(),
            "kind": obligation.kind.word(),
            "article": obligation.article.to_string(),
            "party": obligation.party.as_str(),
            "outcome": obligation.outcome.word(),
            "covers": obligation.covers.map(|(first, last)| format!("{first}/{last}")),
            "name": obligation.name.as_ref().map(|name| self.text(name)),
        })
    }

    /// What a public reader could not check, each in both languages.
    fn unchecked(&self, assessment: &Assessment) -> Vec<Value> {
        let in_lang = |locale: &Locale| unchecked(Teller::new(locale, self.instrument), assessment);
        let [en, ru] = self.locales.each_ref().map(in_lang);
        let both = |(en, ru): (Unchecked, Unchecked)| json!({ "code": en.code, "count": en.count, "text": { "en": en.told, "ru": ru.told } });
        en.into_iter().zip(ru).map(both).collect()
    }

    fn finding(&self, finding: &Finding, again: Option<String>) -> Value {
        let readings = self.teller().in_order(&finding.readings, |read| Some(&read.party));
        json!({
            "code": finding.fact.code(),
            "severity": finding.severity.word(),
            "party": finding.party.as_ref().map(|party| party.as_str()),
            "article": finding.article.as_ref().map(ToString::to_string),
            "date": finding.date.map(|date| date.to_string()),
            "epoch": record::epoch(&finding.fact),
            "statements": statements(&finding.statements),
            "args": args(&finding.fact),
            "readings": readings.into_iter().map(|read| self.reading(read)).collect::<Vec<_>>(),
            "text": self.both(|locale| sentence::finding(finding, self.instrument, locale)),
            "again": again,
        })
    }

    fn reading(&self, read: &Read) -> Value {
        json!({ "party": read.party.as_str(), "count": read.count, "text": self.text(&read.text) })
    }
}

/// The arguments of a finding: numbers as numbers, days and names as words.
fn args(fact: &Fact) -> Value {
    let day = |date: &Date| date.to_string();
    let days = |dates: &[Date]| dates.iter().map(day).collect::<Vec<_>>();
    match fact {
        Fact::OverLimit { limit, value, most, binds } => {
            json!({ "limit": limit.as_str(), "value": value, "most": most, "binds": day(binds) })
        }
        Fact::OverByOneReading { limit, value, most } => {
            json!({ "limit": limit.as_str(), "value": value, "most": most })
        }
        Fact::NotProvided { clock, exchange, due, act } => json!({
            "clock": clock.as_str(), "exchange": day(exchange), "due": day(due), "act": act.as_ref().map(|act| act.as_str()),
        }),
        Fact::Withheld { clock, exchange, act } => {
            json!({ "clock": clock.as_str(), "exchange": day(exchange), "act": act.as_str() })
        }
        Fact::DisputedCount { dispute, limit, most, since } => {
            json!({ "dispute": dispute.as_str(), "limit": limit.as_str(), "most": most, "since": day(since) })
        }
        Fact::NoRow { clock, exchange } => json!({ "clock": clock.as_str(), "exchange": day(exchange) }),
        Fact::BeyondTheInputs { clock, dates } => json!({ "clock": clock.as_str(), "dates": days(dates) }),
        Fact::Incomplete { of, counted, missing } => {
            let (limit, freeze, group) = match of {
                Counting::Limit(limit) => (Some(limit), None, None),
                Counting::Group { freeze, group } => (None, Some(freeze), Some(group)),
            };
            let [limit, freeze, group] = [limit, freeze, group].map(|id| id.map(|id| id.as_str()));
            let missing: Vec<_> = missing.iter().map(|class| class.as_str()).collect();
            json!({ "limit": limit, "freeze": freeze, "group": group, "counted": counted, "missing": missing })
        }
        Fact::AfterTheDay { dates } | Fact::Unconfirmed { dates } | Fact::PartlyConfirmed { dates } => {
            json!({ "dates": days(dates) })
        }
        Fact::CountDiffers { limit, declared, counted } => {
            json!({ "limit": limit.as_str(), "declared": declared, "counted": counted })
        }
        Fact::StatedOtherwise { class, declared, by, stated } => {
            json!({ "class": class.as_str(), "declared": declared, "by": by.as_str(), "stated": stated })
        }
        Fact::PartExceedsWhole { part, items, whole, of } => {
            json!({ "part": part.as_str(), "items": items, "whole": whole.as_str(), "of": of })
        }
        Fact::UnknownType { item_type } => json!({ "type": item_type.as_str() }),
        Fact::Growth { freeze, group, baseline, value } => {
            json!({ "freeze": freeze.as_str(), "group": group.as_str(), "baseline": baseline, "value": value })
        }
        Fact::NoBaseline { freeze, day: of } => json!({ "freeze": freeze.as_str(), "day": of.as_ref().map(day) }),
        Fact::FreezeUndefined { freeze } => json!({ "freeze": freeze.as_str() }),
        Fact::Unverified { measure, agreed, chance } => {
            json!({ "measure": measure.word(), "agreed": agreed, "chance": self::chance(chance) })
        }
        Fact::Record(fact) => record::args(fact),
        Fact::NothingOf | Fact::NothingDue | Fact::OutsideTheLimits => json!({}),
    }
}

/// A probability as an exact fraction, and in millionths.
fn exact(one: &Probability) -> Value {
    json!({ "exact": one.to_string(), "millionths": one.of(1_000_000) })
}

/// What the measures of an instrument give. What looks at the world and has no number is not part of it.
fn chance(chance: &Chance) -> Value {
    let hidden =
        |one: &Hidden| json!({ "at": one.at, "year": exact(&one.year), "freeze": one.freeze.as_ref().map(exact) });
    let visits = |of: &Visits| {
        json!({
            "party": of.party.as_str(),
            "inspection": of.inspection.as_str(),
            "sites": of.sites,
            "visits": of.visits,
            "treaty_years": of.years,
            "hidden": of.hidden.iter().map(hidden).collect::<Vec<_>>(),
        })
    };
    match chance {
        Chance::Nothing => json!({ "kind": "nothing", "probability": exact(&Probability::zero()) }),
        Chance::NotStated => json!({ "kind": "not-stated", "probability": null }),
        Chance::Visits(of) => json!({ "kind": "visits", "visits": of.iter().map(visits).collect::<Vec<_>>() }),
    }
}

/// The numbers by party, day and limit. Should one place have several numbers, those after the first stand under `others`.
fn totals(assessment: &Assessment, instrument: &Instrument) -> Value {
    let mut totals = Map::new();
    for grid in grid::grids(assessment, instrument) {
        let mut days = Map::new();
        for row in &grid.rows {
            let cells =
                grid.limits.iter().zip(&row.cells).filter_map(|(limit, cell)| Some((limit.to_string(), total(cell)?)));
            days.insert(row.date.to_string(), cells.collect());
        }
        totals.insert(grid.party.to_string(), Value::Object(days));
    }
    Value::Object(totals)
}

fn total(cell: &[&Judged]) -> Option<Value> {
    let (first, others) = cell.split_first()?;
    let mut total = one(first);
    if !others.is_empty() {
        total["others"] = others.iter().map(|judged| one(judged)).collect();
    }
    Some(total)
}

fn one(judged: &Judged) -> Value {
    json!({
        "value": judged.value,
        "limit": judged.most,
        "verdict": grid::word(judged.verdict),
        "status": judged.status.word(),
        "statements": statements(&judged.statements),
    })
}

fn statements(statements: &[StatementAt]) -> Vec<Value> {
    let one = |at: &StatementAt| match at {
        StatementAt::Row { file, line } => json!({ "file": file, "line": line }),
        StatementAt::Leaf { record, index } => json!({ "record": record.as_str(), "index": index }),
    };
    statements.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    fn keys(value: &Value) -> Vec<&str> {
        value.as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn what_a_terminal_would_hide_stands_as_an_escape_and_is_read_back_as_it_was() {
        let document = json!({ "file": "a\u{202E}b\u{200B}\u{E0001}\u{1b}.csv", "said": "два\u{A0}слова" });
        let text = text(&document);
        assert!(text.contains(r"a\u202eb\u200b\udb40\udc01\u001b.csv") && text.contains("два\u{A0}слова"), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), document);
    }

    #[test]
    fn the_keys_never_change() {
        let told = assessment(&fixture::assessment(), &fixture::instrument());
        let top = [
            "outcome",
            "treaty",
            "instrument",
            "title",
            "form",
            "as_of",
            "inputs",
            "obligations",
            "findings",
            "totals",
            "records",
            "opened",
            "sealed",
            "inspections",
            "clarifications",
            "sites",
            "reader",
            "unchecked",
            "again",
        ];
        assert_eq!(keys(&told), top);
        assert_eq!(keys(&told["inputs"][0]), ["file", "hash", "rows"]);
        assert_eq!(keys(&told["obligations"][0]), ["id", "kind", "article", "party", "outcome", "covers", "name"]);
        let of_finding = [
            "code",
            "severity",
            "party",
            "article",
            "date",
            "epoch",
            "statements",
            "args",
            "readings",
            "text",
            "again",
        ];
        for finding in told["findings"].as_array().unwrap() {
            assert_eq!(keys(finding), of_finding);
            assert_eq!(keys(&finding["text"]), ["en", "ru"]);
        }
        assert_eq!(keys(&told["findings"][0]["args"]), ["limit", "value", "most", "binds"]);
        assert_eq!(keys(&told["totals"]), ["US", "RU"]);
        let total = &told["totals"]["US"]["2016-03-01"]["warheads"];
        assert_eq!(keys(total), ["value", "limit", "verdict", "status", "statements"]);
        assert_eq!(told["obligations"][0]["covers"], "2016-03-01/2023-03-01");
        assert_eq!(told["findings"][2]["readings"][0]["party"], "US");
        assert_eq!(assessment(&fixture::empty(), &fixture::instrument())["outcome"], "consistent");
    }

    #[test]
    fn the_arguments_of_every_finding_are_pinned() {
        let told: Vec<_> = fixture::findings()
            .iter()
            .map(|finding| format!("{} {}", finding.fact.code(), args(&finding.fact)))
            .collect();
        expect_test::expect![[r#"
            over-limit {"limit":"warheads","value":1561,"most":1550,"binds":"2018-02-05"}
            growth {"freeze":"stop","group":"all","baseline":3700,"value":3721}
            not-provided {"clock":"update","exchange":"2023-03-01","due":"2023-04-15","act":"suspension"}
            not-provided {"clock":"update","exchange":"2023-03-01","due":"2023-04-15","act":null}
            over-by-one-reading {"limit":"warheads","value":1450,"most":[1400,1500]}
            withheld {"clock":"update","exchange":"2023-03-01","act":"suspension"}
            disputed-count {"dispute":"conversions","limit":"launchers","most":800,"since":"2018-02-05"}
            count-differs {"limit":"warheads","declared":1444,"counted":1442}
            stated-otherwise {"class":"launcher","declared":5,"by":"RU","stated":61}
            stated-otherwise {"class":"launcher","declared":null,"by":"RU","stated":56}
            no-row {"clock":"update","exchange":"2023-03-01"}
            incomplete {"limit":"launchers","freeze":null,"group":null,"counted":640,"missing":["launcher"]}
            incomplete {"limit":null,"freeze":"stop","group":"all","counted":3600,"missing":["warhead","launcher"]}
            nothing-due {}
            unconfirmed {"dates":["2022-09-01"]}
            part-exceeds-whole {"part":"warhead","items":12,"whole":"launcher","of":11}
            unknown-type {"type":"rs-99"}
            no-baseline {"freeze":"stop","day":"2020-10-16"}
            no-baseline {"freeze":"stop","day":null}
            freeze-undefined {"freeze":"stop"}
            partly-confirmed {"dates":["2012-09-01","2015-09-01"]}
            unverified {"measure":"on-site-inspections","agreed":true,"chance":{"kind":"visits","visits":[{"party":"US","inspection":"type-one","sites":10,"visits":4,"treaty_years":2,"hidden":[{"at":1,"year":{"exact":"2/5","millionths":400000},"freeze":{"exact":"16/25","millionths":640000}},{"at":2,"year":{"exact":"2/3","millionths":666667},"freeze":{"exact":"8/9","millionths":888889}},{"at":5,"year":{"exact":"41/42","millionths":976190},"freeze":{"exact":"1763/1764","millionths":999433}}]}]}}
            unverified {"measure":"challenge","agreed":false,"chance":{"kind":"visits","visits":[{"party":"US","inspection":"type-one","sites":10,"visits":4,"treaty_years":2,"hidden":[{"at":1,"year":{"exact":"2/5","millionths":400000},"freeze":{"exact":"16/25","millionths":640000}},{"at":2,"year":{"exact":"2/3","millionths":666667},"freeze":{"exact":"8/9","millionths":888889}},{"at":5,"year":{"exact":"41/42","millionths":976190},"freeze":{"exact":"1763/1764","millionths":999433}}]}]}}
            beyond-the-inputs {"clock":"update","dates":["2023-03-01","2023-09-01"]}
            after-the-day {"dates":["2026-03-01"]}
            nothing-of {}
            outside-the-limits {}
            not-a-statement {"why":"CBOR, byte 17, epoch: 70000 exceeds the limit of 65535"}
            foreign {"names":"XX"}
            not-signed {"why":"CBOR, byte 17, epoch: 70000 exceeds the limit of 65535"}
            out-of-place {"kind":"an epoch statement","why":"CBOR, byte 17, epoch: 70000 exceeds the limit of 65535"}
            equivocation {"size":41,"seen_by":"lakeside","against":null,"disowned":false}
            equivocation {"size":41,"seen_by":"lakeside","against":"inspector","disowned":false}
            equivocation {"size":41,"seen_by":"lakeside","against":null,"disowned":true}
            epoch-twice {"epoch":20}
            epoch-out-of-order {"epoch":22,"expected":21}
            previous-differs {"epoch":20,"baseline":false}
            previous-differs {"epoch":20,"baseline":true}
            shape-differs {"epoch":20}
            wrong-length {"epoch":20,"of":"cells","found":31,"expected":32}
            not-a-commitment {"epoch":20,"of":"flows","index":19}
            proof-malformed {"epoch":20,"part":"derived"}
            counts-unproved {"epoch":20}
            flows-or-bounds-unproved {"epoch":20}
            balance-open {"epoch":20,"class":"warhead","plant":null}
            balance-open {"epoch":20,"class":"warhead","plant":"north-works"}
            sum-differs {"opening":"totals","epochs":{"first":20,"last":24},"class":"warhead","sum":1442}
            opening-not-due {"number":0,"epochs":{"first":20,"last":24}}
            opening-not-due {"number":70,"epochs":{"first":20,"last":20}}
            opened-early {"opening":"totals"}
            epoch-late {"epochs":{"first":20,"last":20},"due":"2027-02-22","provided":"2027-02-23"}
            epoch-late {"epochs":{"first":20,"last":20},"due":"2027-02-22","provided":null}
            epoch-late {"epochs":{"first":20,"last":24},"due":"2027-02-22","provided":"2027-02-23"}
            epoch-late {"epochs":{"first":20,"last":24},"due":"2027-02-22","provided":null}
            epoch-early {"epochs":{"first":20,"last":20}}
            epoch-early {"epochs":{"first":20,"last":24}}
            epoch-missing {"epochs":{"first":20,"last":20},"due":"2027-02-22","grace_over":false}
            epoch-missing {"epochs":{"first":20,"last":20},"due":"2027-02-22","grace_over":true}
            epoch-missing {"epochs":{"first":20,"last":24},"due":"2027-02-22","grace_over":false}
            epoch-missing {"epochs":{"first":20,"last":24},"due":"2027-02-22","grace_over":true}
            opening-late {"opening":"totals","epochs":{"first":20,"last":20},"due":"2027-02-22","provided":"2027-02-23"}
            opening-late {"opening":"totals","epochs":{"first":20,"last":20},"due":"2027-02-22","provided":null}
            opening-missing {"opening":"totals","epochs":{"first":20,"last":24},"due":"2027-02-22"}
            correction {"epoch":20,"class":"warhead","plant":null,"up":13,"down":14,"sum_up":1015,"sum_down":1056,"room":0}
            correction {"epoch":20,"class":"warhead","plant":"north-works","up":13,"down":14,"sum_up":1015,"sum_down":1056,"room":41}
            excess {"bound":{"kind":"freeze","freeze":"standstill","group":"all"},"epochs":{"first":20,"last":24},"most":31,"accepted":14}
            excess {"bound":{"kind":"limit","limit":"warheads"},"epochs":{"first":20,"last":20},"most":31,"accepted":32}
            excess {"bound":{"kind":"transit"},"epochs":{"first":20,"last":20},"most":31,"accepted":0}
            act-late {"epoch":20}
            receipt-overdue {"of":"RU","statements":21,"due":"2027-02-22"}
            receipt-invalid {"why":"CBOR, byte 17, epoch: 70000 exceeds the limit of 65535"}
            receipt-went-back {"of":"lakeside"}
            dated-ahead {"seconds":3601}
            copy-is-old {"held":40,"seen":51,"seen_by":"views/lakeside.txt"}
            record-not-held {"of":"RU"}
            bodies-not-held {"statements":22}
            sites-visited {"kind":"visit","reports":5,"visited":4,"sites":10,"drawn":3,"opened":2,"met":[{"at":1,"probability":{"exact":"3/10","millionths":300000}},{"at":2,"probability":{"exact":"8/15","millionths":533333}}]}
            sites-visited {"kind":"visit","reports":5,"visited":4,"sites":10,"drawn":0,"opened":2,"met":[]}
            chain-broken {"epoch":20}
            step-twice {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"step":"designation"}}
            step-back-dated {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"step":"signature","seconds":3601}}
            step-late {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"step":"arrival","minutes":61}}
            step-missing {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"step":"opening","due":"2027-02-22","grace_over":false}}
            step-missing {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"step":"opening","due":"2027-02-22","grace_over":true}}
            beyond-rights {"inspection":{"kind":null,"number":3,"inspector":"RU","host":"US","site":null},"details":{"why":"2 of 2 `visit` inspections are used in the treaty year from 2027-01-01"}}
            not-drawn {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"drawn":"north"}}
            not-drawn {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"drawn":null}}
            chose-early {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{}}
            not-covered {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{}}
            other-epoch {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"opened":20,"expected":21}}
            other-epoch {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"opened":20,"expected":null}}
            inspection-refused {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"reason":"quota","times":2}}
            inspection-refused {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"reason":"no-right","times":2}}
            inspection-refused {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"reason":"force-majeure","times":2}}
            inspection-refused {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"reason":"other","times":2}}
            opening-disputed {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"received":true}}
            opening-disputed {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"received":false}}
            report-differs {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"answer":null,"unresolved":false}}
            report-differs {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"answer":"concurs","unresolved":false}}
            report-differs {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"answer":"dissents","unresolved":false}}
            report-differs {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"answer":"concurs","unresolved":true}}
            report-disputed {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{}}
            restriction-broken {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"restriction":"a","conceded":true}}
            restriction-broken {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"restriction":"a","conceded":false}}
            answer-declined {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"subject":"arrival"}}
            answer-disputed {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"subject":"departure","received":true}}
            answer-disputed {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"subject":"story","received":false}}
            inquiries-beyond-cap {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"answered":3,"cap":2}}
            opening-false {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"step":"opening","why":"the message was not sealed to this key"}}
            opening-false {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"step":"samples","why":"2 leaves were opened, and 3 were asked for"}}
            acceptance-false {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"opens":true}}
            acceptance-false {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"opens":false}}
            report-false {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"by":"inspector","says":"agrees","comes_to":"differs"}}
            report-false {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"by":"host","says":"agrees","comes_to":"differs"}}
            report-false {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"by":"inspector","says":"differs","comes_to":"agrees"}}
            restriction-unnamed {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"by":"inspector","restriction":"a"}}
            tag-twice {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"other":{"kind":"visit","number":2,"inspector":"RU","host":"US","site":"north"},"at":[{"road":false,"class":"strategic","leaf":4},{"road":true,"class":"retired","leaf":0}],"items":1}}
            not-converted {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"other":{"kind":"visit","number":2,"inspector":"RU","host":"US","site":"north"},"at":[{"road":false,"class":"strategic","leaf":4},{"road":true,"class":"retired","leaf":0}],"epochs":[9,7],"items":2}}
            seal-reused {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"other":{"kind":"visit","number":2,"inspector":"RU","host":"US","site":"north"},"seal":"RU-7","seals":3}}
            answer-false {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"subject":"departure","why":"link 1 is an arrival, and no departure comes before it","flaws":2}}
            answer-incomplete {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"subject":"arrival","why":"no leaf is shown that answers what was asked","flaws":1}}
            conclusion-false {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"subject":"story","explains":true}}
            conclusion-false {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":null},"details":{"subject":"story","explains":false}}
            story-on-word {"inspection":{"kind":"visit","number":3,"inspector":"RU","host":"US","site":"south"},"details":{"subject":"story","proved":3,"links":5}}
            crossing-twice {"gate":{"portal":"gate","host":"US","monitors":null,"site":"north-works","number":11},"epochs":{"first":20,"last":20},"details":{"expected":12}}
            crossing-missing {"gate":{"portal":"gate","host":"US","monitors":null,"site":"north-works","number":11},"epochs":{"first":20,"last":20},"details":{"expected":9}}
            crossing-late {"gate":{"portal":"gate","host":"US","monitors":"RU","site":"north-works","number":11},"epochs":{"first":20,"last":20},"details":{"minutes":21}}
            crossing-undeclared {"gate":{"portal":"gate","host":"US","monitors":"RU","site":"north-works","number":null},"epochs":{"first":20,"last":20},"details":{"way":"out","seen":2}}
            crossing-undeclared {"gate":{"portal":"gate","host":"US","monitors":"RU","site":"north-works","number":null},"epochs":{"first":20,"last":20},"details":{"way":"in","seen":2}}
            crossing-differs {"gate":{"portal":"gate","host":"US","monitors":"RU","site":"north-works","number":11},"epochs":{"first":20,"last":20},"details":{"declared":0,"seen":1}}
            crossing-not-clear {"gate":{"portal":"gate","host":"US","monitors":"RU","site":"north-works","number":11},"epochs":{"first":20,"last":20},"details":{}}
            exit-not-allowed {"gate":{"portal":"gate","host":"US","monitors":"RU","site":"north-works","number":11},"epochs":{"first":20,"last":20},"details":{"exit":2,"items":1,"most":1}}
            verdict-twice {"gate":{"portal":"gate","host":"US","monitors":"RU","site":"north-works","number":11},"epochs":{"first":20,"last":20},"details":{}}
            verdict-late {"gate":{"portal":"gate","host":"US","monitors":"RU","site":"north-works","number":11},"epochs":{"first":20,"last":20},"details":{"minutes":61}}
            verdict-missing {"gate":{"portal":"gate","host":"US","monitors":"RU","site":"north-works","number":11},"epochs":{"first":20,"last":20},"details":{"due":"2027-02-22","grace_over":false}}
            verdict-missing {"gate":{"portal":"gate","host":"US","monitors":"RU","site":"north-works","number":11},"epochs":{"first":20,"last":20},"details":{"due":"2027-02-22","grace_over":true}}
            canisters-beyond-right {"gate":{"portal":"gate","host":"US","monitors":"RU","site":"north-works","number":null},"epochs":{"first":20,"last":20},"details":{"year":2027,"opened":9,"most":8}}
            gate-sum-differs {"gate":{"portal":"gate","host":"US","monitors":"RU","site":null,"number":null},"epochs":{"first":19,"last":24},"details":{"way":"out","seen":14,"opened":11}}
            gate-sum-differs {"gate":{"portal":"gate","host":"US","monitors":"RU","site":null,"number":null},"epochs":{"first":19,"last":24},"details":{"way":"in","seen":14,"opened":11}}
            seal-number-twice {"seal":{"owner":"RU","host":"US","site":"north-works","number":"RU-12"},"details":{}}
            seal-not-held {"seal":{"owner":"RU","host":"US","site":"north-works","number":"RU-12"},"details":{"act":"verified","gone":false}}
            seal-not-held {"seal":{"owner":"RU","host":"US","site":"north-works","number":"RU-12"},"details":{"act":"removed","gone":true}}
            seal-not-held {"seal":{"owner":"RU","host":"US","site":"north-works","number":"RU-12"},"details":{"act":"broken","gone":false}}
            seal-not-in-place {"seal":{"owner":"RU","host":"US","site":null,"number":"RU-12"},"details":{}}
            seal-not-allowed {"seal":{"owner":"RU","host":"US","site":"north-works","number":"RU-12"},"details":{"on":"container"}}
            seal-found-broken {"seal":{"owner":"RU","host":"US","site":"north-works","number":"RU-12"},"details":{}}
            seal-notice-late {"seal":{"owner":"RU","host":"US","site":"north-works","number":"RU-12"},"details":{"minutes":61}}
            seal-open {"seal":{"owner":"RU","host":"US","site":"north-works","number":"RU-12"},"details":{"due":"2027-02-22"}}
            seal-resealed-late {"seal":{"owner":"RU","host":"US","site":"north-works","number":"RU-12"},"details":{"minutes":21}}
            step-twice {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":{"kind":"visit","number":2,"inspector":"RU","host":"US","site":null}},"details":{"step":"raising"}}
            step-twice {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":null},"details":{"step":"answer"}}
            step-twice {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":{"kind":"visit","number":2,"inspector":"RU","host":"US","site":null}},"details":{"step":"offer"}}
            step-twice {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":null},"details":{"step":"proposal"}}
            step-twice {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":{"kind":"visit","number":2,"inspector":"RU","host":"US","site":null}},"details":{"step":"agreement"}}
            step-twice {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":null},"details":{"step":"disagreement"}}
            step-twice {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":{"kind":"visit","number":2,"inspector":"RU","host":"US","site":null}},"details":{"step":"withdrawal"}}
            step-back-dated {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":null},"details":{"step":"answer","seconds":3601}}
            step-late {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":{"kind":"visit","number":2,"inspector":"RU","host":"US","site":null}},"details":{"step":"offer","minutes":61}}
            step-late {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":null},"details":{"step":"conclusion","minutes":61}}
            step-missing {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":{"kind":"visit","number":2,"inspector":"RU","host":"US","site":null}},"details":{"step":"answer","due":"2027-02-22","grace_over":false}}
            step-missing {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":null},"details":{"step":"agreement","due":"2027-02-22","grace_over":true}}
            clarification-open {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":{"kind":"visit","number":2,"inspector":"RU","host":"US","site":null}},"details":{"until":"2027-02-22"}}
            clarification-open {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":null},"details":{"until":null}}
            disagreement-recorded {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":{"kind":"visit","number":2,"inspector":"RU","host":"US","site":null}},"details":{"both":true}}
            disagreement-recorded {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":null},"details":{"both":false}}
            clarification-lapsed {"clarification":{"number":1,"raiser":"RU","respondent":"US","clause":{"kind":"limit","id":"warheads"},"about":{"kind":"visit","number":2,"inspector":"RU","host":"US","site":null}},"details":{"due":"2027-02-22"}}"#]]
        .assert_eq(&told.join("\n"));
    }

    #[test]
    fn the_same_assessment_gives_the_same_bytes() {
        let told = || assessment(&fixture::assessment(), &fixture::instrument()).to_string();
        assert_eq!(told(), told());
    }

    #[test]
    fn what_stands_twice_in_one_place_is_not_lost() {
        let mut twice = fixture::empty();
        let row = |value| fixture::judged("warheads", "US", fixture::date(2020, 3, 1), Some(value));
        twice.judged = vec![row(1500), row(1501)];
        let told = &assessment(&twice, &fixture::instrument())["totals"]["US"]["2020-03-01"]["warheads"];
        assert_eq!((&told["value"], &told["others"][0]["value"]), (&json!(1500), &json!(1501)));
    }
}
