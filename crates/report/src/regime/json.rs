//! A comparison of regimes as data.
//!
//! ```json
//! { "seed": 1, "years": 10, "replicates": 10000, "sizes": [ "0.01", "0.05", "0.1" ], "assumptions": { "id": "october-2020", … },
//!   "regimes": [ { "name": "new-start", "title": { … }, "nature": "concluded", "proposed_by": null, "hash": "91c0…",
//!                  "measures": [ { "measure": "totals", "standing": "agreed", "mark": "confirmed" } ],
//!                  "sides": [ { "party": "RU",
//!                    "evasions": [ { "evasion": "hidden-store", "possible": true, "mark": "confirmed", "replicates": 10000,
//!                                    "within": [ { "years": 1, "found": { "value": 0.2, "low": 0.19, "high": 0.21, "least": { … }, "most": { … } } } ],
//!                                    "before": [ { "size": "0.01", "reached_days": 182.5, "found": { … }, "lead_days": { … } } ],
//!                                    "by": { "challenge": { … } }, "spotted": { … } } ],
//!                    "burden_per_year": { "visits": { … } },
//!                    "best_answer": { "evasion": "hidden-store", "size": "0.05", "among": [ … ], "found": { … } },
//!                    "toggles": [ { "measure": "challenge", "has": false, "evasion": "hidden-store", "stands": { … }, "toggled": { … } } ],
//!                    "sensitivities": [ { "parameter": "access-granted", "low": { … }, "high": { … } } ] } ] } ] }
//! ```
//!
//! A `mark` beside an evasion is that of the least sure fact of the text on which its numbers rest. Probabilities are numbers from 0 to 1, each with the bounds of its 95 % interval. What was not run is absent, what cannot be is `null`. Fields may be added, never renamed.

use super::told::{Band, Before, Cell, Told};
use regime::assumptions::{Assumed, Side};
use regime::comparison::{Contender, Subject};
use regime::estimate::Estimate;
use regime::{Burden, Channel, Evasion, Parameter, Point};
use serde_json::{Map, Value, json};
use treaty::Text;
use treaty::instrument::Nature;
use treaty::source::{Authority, Mark, Source, SourceKey};

/// The comparison as one document.
pub fn json(told: &Told<'_>) -> Value {
    let (of, question) = (told.of, &told.of.question);
    let regimes = of.contenders.iter().enumerate().map(|(number, contender)| regime(told, number, contender));
    json!({
        "seed": question.seed.0,
        "years": question.years,
        "replicates": told.replicates,
        "sizes": question.sizes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "evasions": of.evasions.iter().map(|evasion| evasion.word()).collect::<Vec<_>>(),
        "assumptions": {
            "id": of.assumptions.id.as_str(),
            "title": both(&of.assumptions.title),
            "text": both(&of.assumptions.text),
            "sources": of.assumptions.sources.iter().map(source).collect::<Map<_, _>>(),
            "sides": of.assumptions.sides.iter().map(side).collect::<Vec<_>>(),
        },
        "regimes": regimes.collect::<Vec<_>>(),
    })
}

fn regime(told: &Told<'_>, number: usize, contender: &Contender) -> Value {
    let (title, nature, proposed_by, hash) = match &contender.subject {
        Subject::Instrument { title, nature, proposed_by, hash } => {
            let by = proposed_by.as_ref().map(|party| party.as_str());
            (Some(both(title)), Some(nature_word(*nature)), by, Some(hash.to_string()))
        }
        Subject::Rung(_) => (None, None, None, None),
    };
    let measures = contender.terms.measures.iter().map(|(measure, basis)| {
        json!({ "measure": measure.word(), "standing": basis.footing.word(), "mark": mark(basis.mark) })
    });
    let sides = told.of.assumptions.sides.iter().enumerate().map(|(at, side)| of_side(told, number, at, side));
    json!({
        "name": contender.name,
        "title": title,
        "nature": nature,
        "proposed_by": proposed_by,
        "hash": hash,
        "measures": measures.collect::<Vec<_>>(),
        "sides": sides.collect::<Vec<_>>(),
    })
}

fn of_side(told: &Told<'_>, contender: usize, at: usize, side: &Side) -> Value {
    let burdens = told.burdens(contender, at).into_iter();
    let burdens = burdens.map(|(burden, number)| (burden_word(burden).to_owned(), estimate(&number)));
    let best = told.best_answer(contender, at).map(|best| {
        let among = told.of.evasions.iter().map(|evasion| evasion.word()).collect::<Vec<_>>();
        let size = told.size().map(|size| size.to_string());
        json!({ "evasion": best.evasion.word(), "size": size, "among": among, "found": estimate(&best.found) })
    });
    let toggles = told.toggles(contender, at).into_iter().map(|toggle| {
        json!({
            "measure": toggle.measure.word(), "has": toggle.has, "evasion": toggle.evasion.word(),
            "stands": estimate(&toggle.stands), "toggled": estimate(&toggle.toggled),
        })
    });
    let sensitivities = told
        .sensitivities(contender, at)
        .into_iter()
        .map(|of| json!({ "parameter": of.parameter.word(), "low": estimate(&of.low), "high": estimate(&of.high) }));
    let evasions = told.cells(contender, at).into_iter().map(|of| cell(&of, told.mark(contender, Some(of.evasion))));
    json!({
        "party": side.party.as_str(),
        "evasions": evasions.collect::<Vec<_>>(),
        "burden_per_year": burdens.collect::<Map<_, _>>(),
        "best_answer": best,
        "toggles": toggles.collect::<Vec<_>>(),
        "sensitivities": sensitivities.collect::<Vec<_>>(),
    })
}

fn cell(cell: &Cell, least: Mark) -> Value {
    let within = cell.within.iter().map(|(years, found)| json!({ "years": years, "found": band(found) }));
    let before = cell.before.iter().map(|(size, told)| match told {
        Some(Before { reached, found, lead }) => json!({
            "size": size.to_string(), "reached_days": reached, "found": band(found), "lead_days": lead.as_ref().map(estimate),
        }),
        None => json!({ "size": size.to_string(), "reached_days": null, "found": null, "lead_days": null }),
    });
    let by = cell.by.iter().map(|(channel, share)| (channel_word(*channel).to_owned(), estimate(share)));
    json!({
        "evasion": cell.evasion.word(),
        "possible": cell.can_evade,
        "mark": mark(least),
        "replicates": cell.replicates,
        "within": within.collect::<Vec<_>>(),
        "before": before.collect::<Vec<_>>(),
        "by": by.collect::<Map<_, _>>(),
        "spotted": estimate(&cell.spotted),
    })
}

fn band(band: &Band) -> Value {
    let mut told = estimate(&band.central);
    told["least"] = json!(band.least.as_ref().map(estimate));
    told["most"] = json!(band.most.as_ref().map(estimate));
    told
}

fn estimate(of: &Estimate) -> Value {
    json!({ "value": of.value, "low": of.low, "high": of.high })
}

fn side(side: &Side) -> Value {
    let all = side.all().map(|(parameter, assumed)| (parameter.word().to_owned(), assumption(parameter, assumed)));
    json!({ "party": side.party.as_str(), "name": both(&side.name), "parameters": all.collect::<Map<_, _>>() })
}

fn assumption(parameter: Parameter, assumed: &Assumed) -> Value {
    let at = |point| assumed.bounds.at(point).to_string();
    json!({
        "unit": parameter.unit().word(),
        "low": at(Point::Low), "central": at(Point::Central), "high": at(Point::High),
        "source": assumed.source.to_string(), "mark": mark(assumed.mark), "text": assumed.text.as_ref().map(both),
    })
}

fn source((key, source): (&SourceKey, &Source)) -> (String, Value) {
    let authority = Authority::WORDS.iter().find(|(_, of)| *of == source.authority).map(|(word, _)| *word);
    let date = source.date.map(|date| date.to_string());
    (key.to_string(), json!({ "title": source.title, "authority": authority, "date": date, "where": source.place }))
}

pub(super) fn mark(of: Mark) -> &'static str {
    Mark::WORDS.iter().find(|(_, mark)| *mark == of).map_or("", |(word, _)| word)
}

pub(super) fn burden_word(of: Burden) -> &'static str {
    Burden::WORDS.iter().find(|(_, burden)| *burden == of).map_or("", |(word, _)| word)
}

pub(super) fn channel_word(of: Channel) -> &'static str {
    Channel::WORDS.iter().find(|(_, channel)| *channel == of).map_or("", |(word, _)| word)
}

fn nature_word(of: Nature) -> &'static str {
    match of {
        Nature::Historical => "concluded",
        Nature::Offer => "offer",
        Nature::Illustrative => "illustrative",
    }
}

fn both(text: &Text) -> Value {
    json!({ "en": text.en, "ru": text.ru })
}

/// The evasions that are listed, for whoever names one.
pub fn evasion_words() -> Vec<&'static str> {
    Evasion::WORDS.iter().map(|(word, _)| *word).collect()
}
