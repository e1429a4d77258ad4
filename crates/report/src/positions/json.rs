//! Positions, moves and the clock as JSON, their texts in both languages.

use super::clock::refusal;
use crate::Locale;
use crate::show::sources;
use crate::vocabulary::Told;
use serde_json::{Value, json};
use treaty::source::SourceKey;
use treaty::talks::{ExtensionOption, LatestDay, Said, Talks};
use treaty::time::Date;
use treaty::timeline::Timeline;
use treaty::{Instrument, Lang, Text};

/// What each had last said on each issue by a day; `said` is null where a party was silent.
pub fn positions_json(talks: &Talks, on: Date) -> Value {
    let cells = talks.positions(on);
    let outside: Vec<_> = talks.outside(on).collect();
    let shown: Vec<_> = cells.iter().filter_map(|cell| cell.said).chain(outside.iter().copied()).collect();
    json!({
        "talks": talks.id.as_str(),
        "title": text(&talks.title),
        "instrument": talks.instrument.as_str(),
        "sha256": talks.hash.to_string(),
        "on": on.to_string(),
        "parties": talks.parties.iter().map(|p| json!({ "id": p.code.as_str(), "name": text(&p.name) })).collect::<Value>(),
        "issues": talks.issues.iter().map(|i| json!({ "id": i.id.as_str(), "name": text(&i.name) })).collect::<Value>(),
        "positions": cells
            .iter()
            .map(|cell| json!({
                "issue": cell.issue.id.as_str(),
                "party": cell.party.code.as_str(),
                "said": cell.said.map(said),
            }))
            .collect::<Value>(),
        "outside": outside.iter().map(|act| said(act)).collect::<Value>(),
        "sources": sources_of(talks, shown.iter().map(|act| &act.source)),
    })
}

/// What moved after `from` and up to `to`.
pub fn moves_json(talks: &Talks, from: Date, to: Date) -> Value {
    let moves = talks.moves(from, to);
    let shown: Vec<_> = moves.iter().flat_map(|moved| moved.before.into_iter().chain([moved.after])).collect();
    json!({
        "talks": talks.id.as_str(),
        "from": from.to_string(),
        "to": to.to_string(),
        "moves": moves
            .iter()
            .map(|moved| json!({
                "issue": moved.issue.id.as_str(),
                "party": moved.party.code.as_str(),
                "before": moved.before.map(said),
                "after": said(moved.after),
            }))
            .collect::<Value>(),
        "sources": sources_of(talks, shown.iter().map(|act| &act.source)),
    })
}

/// The time that is left on a day; `left` is null where the instrument is not in force.
pub fn clock_json(talks: &Talks, instrument: &Instrument, on: Date) -> Value {
    let left = talks.time_left(instrument, on);
    let steps = left.iter().flat_map(|left| &left.options).flat_map(|option| &option.steps);
    let sources = sources_of(talks, steps.map(|latest| &latest.step.source));
    let left = left.as_ref().map(|left| {
        let options: Value = left.options.iter().map(|option| self::option(instrument, option, on)).collect();
        json!({ "ends": left.ends.to_string(), "days": left.days, "options": options })
    });
    json!({ "instrument": instrument.id.as_str(), "on": on.to_string(), "left": left, "sources": sources })
}

fn option(instrument: &Instrument, option: &ExtensionOption<'_>, on: Date) -> Value {
    let locales = Lang::ALL.map(Locale::new);
    let step = |LatestDay { step, day }: &LatestDay<'_>| {
        json!({
            "id": step.id.as_str(),
            "party": step.party.as_str(),
            "title": text(&step.title),
            "takes": { "count": step.takes.count, "unit": step.takes.unit.word() },
            "latest": day.map(|day| day.to_string()),
            "overdue": day.map(|day| day < on),
            "source": step.source.to_string(),
            "mark": step.mark.word(),
        })
    };
    let refused = option.until.err().map(|why| {
        json!({ "rule": why.code(), "text": { "en": refusal(&locales[0], &why), "ru": refusal(&locales[1], &why) } })
    });
    let until = option.until.ok();
    let extended = until.map(|until| Timeline::of(instrument, &instrument.id).extend(on, until));
    let interpreted = extended.is_some_and(|proposed| proposed.is_ok_and(|of| !of.interpretation.is_empty()));
    json!({
        "years": option.years,
        "until": until.map(|day| day.to_string()),
        "interpretation": interpreted,
        "refused": refused,
        "steps": option.steps.iter().map(step).collect::<Value>(),
    })
}

fn text(text: &Text) -> Value {
    json!({ "en": text.en, "ru": text.ru })
}

fn said(act: &Said) -> Value {
    json!({
        "id": act.id.as_str(),
        "date": act.date.to_string(),
        "about": act.about,
        "party": act.party.as_ref().map(treaty::PartyCode::as_str),
        "issue": act.issue.as_str(),
        "speaker": text(&act.speaker),
        "authority": act.authority.word(),
        "position": text(&act.position),
        "source": act.source.to_string(),
        "mark": act.mark.word(),
    })
}

fn sources_of<'a>(talks: &Talks, keys: impl Iterator<Item = &'a SourceKey>) -> Value {
    let keys: std::collections::BTreeSet<_> = keys.collect();
    sources(keys.into_iter().filter_map(|key| talks.sources.get_key_value(key)))
}
