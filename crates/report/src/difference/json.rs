//! A comparison as JSON, its texts in both languages.

use super::{Pair, annex, article, kind_of};
use crate::Locale;
use crate::show::clause;
use crate::teller::Teller;
use crate::vocabulary::Told;
use serde_json::{Value, json};
use treaty::diff::{Diff, Row};
use treaty::instrument::{Instrument, Reader, Status};
use treaty::measure::Measure;
use treaty::{Lang, PartyCode};

/// Two instruments as one JSON object.
pub fn diff_json(diff: &Diff<'_>) -> Value {
    let locales = Lang::ALL.map(Locale::new);
    let pairs = locales
        .each_ref()
        .map(|locale| Pair { left: Teller::new(locale, diff.left), right: Teller::new(locale, diff.right) });
    json!({
        "left": side(diff.left, &pairs[0].left, &pairs[1].left),
        "right": side(diff.right, &pairs[0].right, &pairs[1].right),
        "same": diff.same,
        "rows": diff.rows.iter().map(|row| self::row(row, &pairs)).collect::<Value>(),
        "measures": diff.knows.iter().map(|(of, _, _)| measure(*of, diff, &locales)).collect::<Value>(),
        "readers": diff.reads.iter().map(|(id, a, b)| reader(id, *a, *b, &pairs)).collect::<Value>(),
    })
}

fn side(of: &Instrument, en: &Teller<'_>, ru: &Teller<'_>) -> Value {
    json!({
        "id": of.id.as_str(),
        "title": { "en": en.text(&of.title), "ru": ru.text(&of.title) },
        "form": of.form.word(),
        "binds_in_law": of.form.is_legal(),
        "nature": of.nature.word(),
        "proposed_by": of.proposed_by.as_ref().map(PartyCode::as_str),
        "sha256": of.hash.to_string(),
        "base": of.base.as_ref().map(|base| base.id.as_str()),
        "annex": annex::side(of),
    })
}

fn row(row: &Row<'_>, pairs: &[Pair<'_>; 2]) -> Value {
    let kind = kind_of(row).map_or("article", |kind| kind.word());
    match row {
        Row::Article(a, b) => {
            let cell = |of: Option<_>, sides: [Teller<'_>; 2]| match of {
                Some(of) => json!({ "en": article(sides[0], of), "ru": article(sides[1], of) }),
                None => Value::Null,
            };
            let id = a.or(*b).map(|of| of.number.to_string());
            json!({ "kind": kind, "id": id, "left": cell(*a, lefts(pairs)), "right": cell(*b, rights(pairs)) })
        }
        Row::Clause(a, b) => {
            let cell = |of: Option<_>, sides: [Teller<'_>; 2]| match of {
                Some(of) => json!({ "en": clause::line(sides[0], of), "ru": clause::line(sides[1], of) }),
                None => Value::Null,
            };
            let id = a.or(*b).map(|of| of.id.as_str());
            json!({ "kind": kind, "id": id, "left": cell(*a, lefts(pairs)), "right": cell(*b, rights(pairs)) })
        }
    }
}

fn lefts<'a>(pairs: &[Pair<'a>; 2]) -> [Teller<'a>; 2] {
    [pairs[0].left, pairs[1].left]
}

fn rights<'a>(pairs: &[Pair<'a>; 2]) -> [Teller<'a>; 2] {
    [pairs[0].right, pairs[1].right]
}

fn measure(measure: Measure, diff: &Diff<'_>, locales: &[Locale; 2]) -> Value {
    let said = |what: &str| {
        let key = format!("measure-{}-{what}", measure.word());
        json!({ "en": locales[0].word(&key), "ru": locales[1].word(&key) })
    };
    json!({
        "measure": measure.word(),
        "rung": measure.level().map(|rung| format!("{rung:?}")),
        "left": stands(diff.left, measure),
        "right": stands(diff.right, measure),
        "knows": said("knows"),
        "reveals": said("reveals"),
    })
}

/// `agreed`, `bracketed`, `conditional` or `silent`, with its mark; nothing where the instrument does not have the measure.
fn stands(of: &Instrument, measure: Measure) -> Value {
    let Some((clause, _)) = of.measures().into_iter().rfind(|(_, other)| *other == measure) else {
        return Value::Null;
    };
    let status = match &clause.status {
        Status::Agreed => "agreed",
        Status::Bracketed(_) => "bracketed",
        Status::Conditional(_) => "conditional",
        Status::Silent => "silent",
    };
    json!({ "status": status, "mark": clause.mark.word() })
}

fn reader(id: &treaty::Id, a: Option<&Reader>, b: Option<&Reader>, pairs: &[Pair<'_>; 2]) -> Value {
    let who = |reader: Option<&Reader>| reader.map(|reader| reader.readers.word());
    let of = a.map(|reader| (reader, lefts(pairs))).or_else(|| b.map(|reader| (reader, rights(pairs))));
    let statement = of.map(
        |(reader, sides)| json!({ "en": sides[0].text(&reader.statement), "ru": sides[1].text(&reader.statement) }),
    );
    json!({ "id": id.as_str(), "statement": statement, "left": who(a), "right": who(b) })
}
