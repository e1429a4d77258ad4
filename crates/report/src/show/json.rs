//! An instrument as JSON, its texts in both languages with their numbers in place.

use crate::Locale;
use crate::show::{rule, why};
use crate::teller::Teller;
use crate::vocabulary::Told;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use treaty::instrument::{
    Act, ActKind, Article, Clause, Instrument, Keeps, Key, Nature, Party, Reading, Rule, Site, Status, Witness,
};
use treaty::source::{Mark, Source};
use treaty::time::{Date, Span};
use treaty::timeline::{Holding, Standing, Timeline};
use treaty::{Id, Lang, Text, trace};

/// Both languages at once.
struct Both<'a> {
    of: &'a Instrument,
    locales: &'a [Locale; 2],
}

/// The instrument as one JSON object. With a day it says how each article and clause stands on it, and why.
pub fn instrument_json(instrument: &Instrument, on: Option<Date>) -> Value {
    let locales = Lang::ALL.map(Locale::new);
    let both = Both { of: instrument, locales: &locales };
    let mut value = json!({
        "id": instrument.id.as_str(),
        "title": both.text(&instrument.title),
        "form": instrument.form.word(),
        "binds_in_law": instrument.form.is_legal(),
        "nature": instrument.nature.word(),
        "texts": if instrument.texts == treaty::instrument::Texts::Paraphrase { "paraphrase" } else { "authentic" },
        "sha256": instrument.hash.to_string(),
        "parties": both.all(&instrument.parties, Both::party),
        "observers": both.all(&instrument.observers, Both::party),
        "articles": both.all(&instrument.articles, |both, article| both.article(article, on)),
        "clauses": both.all(&instrument.clauses, |both, clause| both.clause(clause, on)),
        "acts": both.all(&instrument.acts, Both::act),
        "witnesses": both.all(&instrument.witnesses, Both::witness),
        "keys": both.all(&instrument.keys, |_, key| self::key(key)),
        "sites": both.sites(),
        "sources": sources(&instrument.sources),
    });
    if instrument.nature == Nature::Offer {
        value["proposed_by"] = json!(instrument.proposed_by.as_ref().map(treaty::PartyCode::as_str));
    }
    if let Some(base) = &instrument.base {
        value["base"] = json!({
            "id": base.id.as_str(),
            "file": base.file,
            "sha256": base.hash.to_string(),
            "keeps": keeps(&base.keeps),
        });
    }
    if let Some(on) = on {
        value["on"] = json!(on.to_string());
        value["standing"] = both.standing(&instrument.id, on);
        if let Some(base) = &instrument.base {
            value["base"]["standing"] = both.standing(&base.id, on);
        }
    }
    value
}

/// Sources by key: title, authority, day, where.
pub(crate) fn sources<'a>(sources: impl IntoIterator<Item = (&'a treaty::source::SourceKey, &'a Source)>) -> Value {
    let one = |(key, source): (&treaty::source::SourceKey, &Source)| {
        let value = json!({
            "title": source.title,
            "authority": source.authority.word(),
            "date": source.date.map(|day| day.to_string()),
            "where": source.place,
        });
        (key.to_string(), value)
    };
    Value::Object(sources.into_iter().map(one).collect::<Map<_, _>>())
}

fn keeps(keeps: &Keeps) -> Value {
    match keeps {
        Keeps::All => json!("all"),
        Keeps::Articles(articles) => articles.iter().map(ToString::to_string).collect(),
    }
}

fn marked(source: &treaty::source::SourceKey, mark: Mark) -> Value {
    json!({ "key": source.to_string(), "mark": mark.word() })
}

fn key(key: &Key) -> Value {
    json!({
        "holder": key.holder.as_str(),
        "role": key.role.word(),
        "key": key.key.as_str(),
        "from": key.from.map(|day| day.to_string()),
        "until": key.until.map(|day| day.to_string()),
    })
}

/// What a clause of the record sets, as numbers and words of the file.
fn numbers(of: &Instrument, rule: &Rule) -> Option<Value> {
    let span = |span: Span| json!({ span.unit.word(): span.count });
    Some(match rule {
        Rule::Record(record) => json!({
            "period": span(record.period),
            "baseline": of.day(&record.baseline).map(|day| day.to_string()),
            "ends": record.ends.as_ref().and_then(|ends| of.day(ends)).map(|day| day.to_string()),
            "baseline_due": span(record.baseline_due),
            "due": span(record.due),
            "grace": span(record.grace),
            "receipt_due": span(record.receipt_due),
            "tolerance": span(record.tolerance),
            "quorum": record.quorum,
            "site_capacity": record.site_capacity.items(),
            "road_capacity": record.road_capacity.items(),
        }),
        Rule::Transit(transit) => json!({ "items_max": transit.items_max, "days_max": transit.days_max }),
        Rule::Opening(opening) => json!({
            "of": opening.of.word(),
            "classes": of.opened_classes(opening).into_iter().map(Id::as_str).collect::<Vec<_>>(),
            "every_epochs": opening.every,
            "due": span(opening.due),
            "readers": opening.readers.word(),
        }),
        Rule::Seals(seals) => json!({
            "on": seals.on.iter().map(|on| on.word()).collect::<Vec<_>>(),
            "at": seals.at.iter().map(Id::as_str).collect::<Vec<_>>(),
            "notice": span(seals.notice),
            "emergency": span(seals.emergency),
            "reseal": span(seals.reseal),
        }),
        Rule::Portal(portal) => json!({
            "at": portal.at.iter().map(Id::as_str).collect::<Vec<_>>(),
            "other_exits_max": portal.other_exits_max.value,
            "openings_max": portal.openings(),
            "declaration": span(portal.declaration),
            "verdict": span(portal.verdict),
        }),
        _ => return None,
    })
}

impl<'a> Both<'a> {
    fn in_each(&self, told: impl Fn(Teller<'_>) -> Value) -> Value {
        let [en, ru] = self.locales;
        json!({ "en": told(Teller::new(en, self.of)), "ru": told(Teller::new(ru, self.of)) })
    }

    fn text(&self, text: &Text) -> Value {
        self.in_each(|teller| json!(teller.text(text)))
    }

    fn maybe(&self, text: Option<&Text>) -> Value {
        text.map_or(Value::Null, |text| self.text(text))
    }

    fn all<T>(&self, items: &'a [T], one: impl Fn(&Self, &'a T) -> Value) -> Value {
        items.iter().map(|item| one(self, item)).collect()
    }

    fn party(&self, party: &Party) -> Value {
        let accedes = party.accedes.as_ref().map(Id::as_str);
        let (name, short) = (self.text(&party.name), self.text(&party.short));
        json!({ "id": party.code.as_str(), "name": name, "short": short, "accedes": accedes })
    }

    fn witness(&self, witness: &Witness) -> Value {
        json!({ "id": witness.id.as_str(), "name": self.text(&witness.name) })
    }

    /// The sites with their numbers, party by party.
    fn sites(&self) -> Value {
        let of = |party: &'a Party| self.of.sites_of(&party.code).enumerate();
        let one = |(number, site): (usize, &Site)| {
            let name = self.maybe(site.name.as_ref());
            json!({ "party": site.party.as_str(), "number": number, "id": site.id.as_str(), "facility": site.facility.as_str(), "name": name })
        };
        self.of.parties.iter().flat_map(of).map(one).collect()
    }

    fn standing(&self, origin: &Id, on: Date) -> Value {
        let timeline = Timeline::of(self.of, origin);
        let (word, day) = match timeline.standing(on) {
            Standing::NotYet => ("not-yet", None),
            Standing::Signed(day) => ("signed", Some(day)),
            Standing::InForce(day) => ("in-force", Some(day)),
            Standing::Ended(day) => ("ended", Some(day)),
        };
        json!({
            "state": word,
            "since": day.map(|day| day.to_string()),
            "term_end": timeline.term_end(on).map(|day| day.to_string()),
            "text": self.in_each(|teller| json!(why::standing(teller, origin, on))),
        })
    }

    fn holding(&self, holding: &Holding<'_>) -> Value {
        let why = |teller: Teller<'_>| {
            holding.why.iter().filter_map(|reason| why::reason(teller, holding.state, reason)).collect()
        };
        json!({ "state": holding.state.word(), "why": self.in_each(why) })
    }

    fn article(&self, article: &'a Article, on: Option<Date>) -> Value {
        let rules: BTreeSet<_> = trace::rules_of(self.of, article).map(Told::word).collect();
        let mut value = json!({
            "number": article.number.to_string(),
            "title": self.text(&article.title),
            "text": self.text(&article.text),
            "source": marked(&article.source, article.mark),
            "status": self.status(&article.status),
            "applies": article.applies.as_ref().map(Id::as_str),
            "rules": rules,
            "not_verifiable": self.maybe(article.not_verifiable.as_ref()),
            "origin": article.origin.as_str(),
        });
        if let Some(on) = on {
            value["on"] = self.holding(&self.of.article_on(article, on));
        }
        value
    }

    fn clause(&self, clause: &'a Clause, on: Option<Date>) -> Value {
        let mut value = json!({
            "kind": clause.kind().word(),
            "id": clause.id.as_str(),
            "name": self.maybe(clause.name.as_ref()),
            "article": clause.article.to_string(),
            "source": marked(&clause.source, clause.mark),
            "status": self.status(&clause.status),
            "text": self.maybe(clause.text.as_ref()),
            "facts": self.in_each(|teller| json!(rule::facts(teller, clause, on))),
            "origin": clause.origin.as_str(),
        });
        if let Rule::Limit(limit) = &clause.rule {
            value["value"] = json!(limit.value);
            value["binds"] = json!(self.of.day(&limit.binds).map(|day| day.to_string()));
        }
        if let Some(numbers) = numbers(self.of, &clause.rule) {
            value["sets"] = numbers;
        }
        if let Rule::Dispute(dispute) = &clause.rule {
            value["readings"] = self.all(&dispute.readings, Both::reading);
        }
        if let Some(on) = on {
            value["on"] = self.holding(&self.of.clause_on(clause, on));
        }
        value
    }

    fn status(&self, status: &Status) -> Value {
        match status {
            Status::Agreed => json!({ "is": "agreed" }),
            Status::Silent => json!({ "is": "silent" }),
            Status::Conditional(act) => json!({ "is": "conditional", "on": act.as_str() }),
            Status::Bracketed(readings) => {
                let readings: Value = readings.iter().map(|reading| self.reading(reading)).collect();
                json!({ "is": "bracketed", "readings": readings })
            }
        }
    }

    fn reading(&self, reading: &Reading) -> Value {
        let counts: Value =
            reading.counts.iter().map(|c| json!({ "class": c.class.as_str(), "each": c.each })).collect();
        json!({
            "party": reading.party.as_ref().map(treaty::PartyCode::as_str),
            "text": self.text(&reading.text),
            "value": reading.value,
            "effect": reading.effect,
            "counts": counts,
        })
    }

    fn act(&self, act: &'a Act) -> Value {
        let mut value = json!({
            "id": act.id.as_str(),
            "kind": act.kind.word(),
            "date": act.date.to_string(),
            "announced": act.announced.map(|day| day.to_string()),
            "by": act.by.iter().map(treaty::PartyCode::as_str).collect::<Vec<_>>(),
            "title": self.text(&act.title),
            "text": self.maybe(act.text.as_ref()),
            "article": act.article.as_ref().map(ToString::to_string),
            "source": marked(&act.source, act.mark),
            "proposed": act.proposed,
            "readings": self.all(&act.readings, Both::reading),
            "origin": act.origin.as_str(),
        });
        match &act.kind {
            ActKind::Extension { until } => value["until"] = json!(until.to_string()),
            ActKind::Suspension { suspends, keeps: kept } => {
                value["suspends"] = keeps(suspends);
                value["keeps"] = keeps(&Keeps::Articles(kept.clone()));
            }
            ActKind::Withholding { clock, exchange } => {
                value["clock"] = json!(clock.as_str());
                value["exchange"] = json!(exchange.to_string());
            }
            _ => {}
        }
        value
    }
}
