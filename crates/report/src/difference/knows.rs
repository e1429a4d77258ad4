//! What each of two instruments would let the other side know: measures, rung by rung, and who may read what.

use super::Pair;
use crate::layout::Page;
use crate::locale::Arg;
use crate::table::{self, First};
use crate::teller::{Teller, with_mark};
use crate::vocabulary::Told;
use treaty::diff::Diff;
use treaty::instrument::{Reader, Status};
use treaty::measure::Measure;

/// Writes the table of measures, a line on each, and the readers that differ.
pub(super) fn write(page: &mut Page, pair: &Pair<'_>, diff: &Diff<'_>) {
    measures(page, pair, diff);
    readers(page, pair, diff);
}

fn measures(page: &mut Page, pair: &Pair<'_>, diff: &Diff<'_>) {
    let locale = pair.locale();
    page.heading(&locale.word("diff-knows"));
    if diff.knows.is_empty() {
        page.item(0, &locale.word("diff-no-measures"));
        return;
    }
    let head = [locale.word("kind-measure")].into_iter().chain(pair.names()).collect::<Vec<_>>();
    let row = |(measure, _, _): &(Measure, bool, bool)| {
        vec![with_rung(pair, *measure), has(pair.left, *measure), has(pair.right, *measure)]
    };
    table::write(page, &head, &diff.knows.iter().map(row).collect::<Vec<_>>(), First::Subject, (1, 1));
    page.gap();
    page.words(0, &locale.word("rungs"));
    page.gap();
    for (measure, _, _) in &diff.knows {
        let of = |what: &str| locale.word(&format!("measure-{}-{what}", measure.word()));
        page.item(
            0,
            &locale.say(
                "measure-line",
                &[
                    ("measure", Arg::Words(&with_rung(pair, *measure))),
                    ("knows", Arg::Words(&of("knows"))),
                    ("reveals", Arg::Words(&of("reveals"))),
                ],
            ),
        );
    }
}

fn with_rung(pair: &Pair<'_>, measure: Measure) -> String {
    let name = measure.told(pair.locale());
    match measure.level() {
        Some(rung) => format!("{name} ({rung:?})"),
        None => name,
    }
}

/// How an instrument stands to a measure: it has it, has it not, or names it and leaves it open.
fn has(side: Teller<'_>, measure: Measure) -> String {
    let Some((clause, _)) = side.of.measures().into_iter().rfind(|(_, other)| *other == measure) else {
        return side.word("measure-no");
    };
    let told = match &clause.status {
        Status::Agreed => side.word("measure-yes"),
        Status::Bracketed(_) => side.word("measure-bracketed"),
        Status::Silent => side.word("measure-silent"),
        Status::Conditional(act) => {
            let act = side.of.act(act).map_or_else(|| act.to_string(), |act| side.act(act));
            side.with("measure-conditional", "act", &act)
        }
    };
    with_mark(side.locale, told, clause.mark)
}

fn readers(page: &mut Page, pair: &Pair<'_>, diff: &Diff<'_>) {
    let locale = pair.locale();
    if diff.reads.is_empty() {
        page.gap();
        page.item(0, &locale.word("diff-readers-same"));
        return;
    }
    page.heading(&locale.word("diff-readers"));
    let head = [locale.word("readers-statement")].into_iter().chain(pair.names()).collect::<Vec<_>>();
    let who = |reader: Option<&Reader>| match reader {
        Some(reader) => reader.readers.told(locale),
        None => locale.word("says-nothing"),
    };
    let rows = diff.reads.iter().filter_map(|(_, a, b)| {
        let statement = match (a, b) {
            (Some(reader), _) => pair.left.text(&reader.statement),
            (None, Some(reader)) => pair.right.text(&reader.statement),
            (None, None) => return None,
        };
        Some(vec![statement, who(*a), who(*b)])
    });
    table::write(page, &head, &rows.collect::<Vec<_>>(), First::Subject, (1, 1));
}
