//! From the bytes of a file to [`Assumptions`], or to everything that is wrong with them.

use super::{Assumed, Assumptions, Parameter, Side, Unit};
use crate::quantity::{Bounds, Quantity};
use std::collections::{BTreeMap, BTreeSet};
use treaty::diagnostic::show;
use treaty::source::{Mark, Source, SourceKey};
use treaty::strict::{At, Table};
use treaty::{Diagnostic, PartyCode, Text};

const SPEC: &str = "docs/spec/assumptions.md";
/// The most sides.
const SIDES_MAX: usize = 8;

pub(super) fn parse(bytes: &[u8]) -> Result<Assumptions, Vec<Diagnostic>> {
    treaty::strict::file(bytes, SPEC, |root| {
        let id = root.need_id("id", "id = \"october-2020\"").value;
        let (title, text) = (text(root, "title"), text(root, "text"));
        let sources = root.sources("source");
        let mut sides = sides(root);
        let tables = root.tables("parameter");
        let named: BTreeSet<_> = tables.iter().flat_map(|table| parameter(table, &mut sides, &sources)).collect();
        complete(root, &sides, &named);
        root.finish();
        Some(Assumptions { id, title, text, sides, sources })
    })
}

/// Words in both languages; numbers may stand in them, since they are not those of an instrument.
fn text(table: &Table<'_>, key: &'static str) -> Text {
    if !table.has(key) {
        table.missing(key, &format!("{key} = {{ en = \"…\", ru = \"…\" }}"));
    }
    table.free_text(key).map(|[en, ru]| Text { en: en.value, ru: ru.value }).unwrap_or_default()
}

fn sides(root: &Table<'_>) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    for table in root.tables("side") {
        let party = table.party("party").unwrap_or_else(|| {
            table.missing("party", "party = \"US\"");
            At { value: PartyCode::default(), span: table.span.clone() }
        });
        if sides.iter().any(|side| side.party == party.value) {
            problem(
                &table,
                "twice",
                &party.span,
                format!("`{}` is a side twice", party.value),
                "leave one of them out",
            );
        }
        if sides.len() == SIDES_MAX {
            let message = format!("there are more than {SIDES_MAX} sides");
            problem(&table, "too-many", &table.span, message, "leave some out");
        }
        sides.push(Side { party: party.value, name: text(&table, "name"), assumed: BTreeMap::new() });
        table.finish();
    }
    if sides.is_empty() {
        root.missing("side", "[[side]]");
    }
    sides
}

/// Reads a table into the sides of which it speaks; the answer is of which parameter of which sides, even where its numbers are wrong.
fn parameter(
    table: &Table<'_>,
    sides: &mut [Side],
    sources: &BTreeMap<SourceKey, Source>,
) -> Vec<(PartyCode, Parameter)> {
    let id = table.need_word("id", Parameter::WORDS);
    let of = table.party("of");
    let source = table.need_string("source", "source = \"CHOICE\"");
    let assumed = |bounds| Assumed {
        bounds,
        text: table.has("text").then(|| text(table, "text")),
        source: SourceKey(source.value.clone()),
        mark: table.word("mark", &Mark::WORDS).map(|mark| mark.value).unwrap_or_default(),
        own: of.is_some(),
    };
    let found = id.as_ref().and_then(|id| Some((id.value, assumed(bounds(table, id.value)?))));
    if !sources.contains_key(&SourceKey(source.value.clone())) && !source.value.is_empty() {
        let message = format!("there is no source `{}`", show(&source.value));
        problem(table, "unknown-name", &source.span, message, "name one of the tables `[source.…]`");
    }
    if let Some(of) = of.as_ref().filter(|of| sides.iter().all(|side| side.party != of.value)) {
        let message = format!("`{}` is none of the sides", of.value);
        problem(table, "unknown-name", &of.span, message, "name the party of a `[[side]]`");
    }
    // a table without a party is of every side that has no table of its own, wherever in the file that stands
    for side in sides.iter_mut().filter(|side| of.as_ref().is_none_or(|of| of.value == side.party)) {
        let Some((parameter, assumed)) = &found else { continue };
        match side.assumed.get(parameter) {
            Some(other) if other.own == assumed.own => {
                let message = format!("`{}` is assumed twice of {}", parameter.word(), side.party);
                problem(table, "twice", &table.span, message, "leave one of them out");
            }
            Some(other) if other.own => {}
            _ => {
                side.assumed.insert(*parameter, assumed.clone());
            }
        }
    }
    table.finish();
    let parties = sides.iter().map(|side| &side.party).filter(|party| of.as_ref().is_none_or(|of| of.value == **party));
    id.into_iter().flat_map(|id| parties.clone().map(move |party| (party.clone(), id.value))).collect()
}

/// `value`, or `low`, `central` and `high`.
fn bounds(table: &Table<'_>, of: Parameter) -> Option<Bounds> {
    let [low, central, high] = if table.has("value") {
        let value = quantity(table, "value", of)?;
        [value; 3]
    } else {
        let all = ["low", "central", "high"].map(|key| quantity(table, key, of));
        [all[0]?, all[1]?, all[2]?]
    };
    let bounds = Bounds::new(low, central, high);
    if bounds.is_none() {
        let message = format!("`{}` goes from {low} over {central} to {high}", of.word());
        problem(table, "order", &table.span, message, "write the lowest as `low` and the highest as `high`");
    }
    bounds
}

fn quantity(table: &Table<'_>, key: &'static str, of: Parameter) -> Option<Quantity> {
    let written = table.need_string(key, &format!("{key} = \"{}\"", example(of.unit())));
    let value = match written.value.parse::<Quantity>() {
        Ok(value) => value,
        Err(_) if written.value.is_empty() => return None,
        Err(why) => {
            problem(table, "bad-number", &written.span, why.to_string(), "write the number as a string");
            return None;
        }
    };
    if let Some(why) = of.refuses(value) {
        problem(
            table,
            "out-of-bounds",
            &written.span,
            why,
            "the catalogue of parameters says what each of them counts",
        );
        return None;
    }
    Some(value)
}

fn example(unit: Unit) -> &'static str {
    match unit {
        Unit::Chance | Unit::ChancePerYear | Unit::Share => "50%",
        _ => "12",
    }
}

/// Whatever no table names is missing; one that is named and wrong was told of.
fn complete(root: &Table<'_>, sides: &[Side], named: &BTreeSet<(PartyCode, Parameter)>) {
    for side in sides {
        let lacks = |(_, parameter): &&(_, Parameter)| !named.contains(&(side.party.clone(), *parameter));
        for (word, _) in Parameter::WORDS.iter().filter(lacks) {
            let message = format!("nothing is assumed of `{word}` for {}", side.party);
            let help = format!("add a table [[parameter]] with id = \"{word}\", low, central, high and source");
            problem(root, "missing-parameter", &root.span, message, &help);
        }
    }
}

fn problem(table: &Table<'_>, code: &'static str, span: &std::ops::Range<usize>, message: String, help: &str) {
    table.log.push(Diagnostic::error(code, span.clone(), message).label("here").help(help));
}
