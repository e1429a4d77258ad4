//! Who wanted what on a day, what moved between two days, and what time is left.
//!
//! A cell is what a party last said; where it said nothing, the cell says so. Nothing is filled in, and nobody's position is summed up.

mod clock;
mod json;

pub use clock::{clock, refusal};
pub use json::{clock_json, moves_json, positions_json};

use crate::Locale;
use crate::layout::Page;
use crate::locale::Arg;
use crate::table::{self, First};
use crate::teller;
use crate::vocabulary::Told;
use std::collections::BTreeSet;
use treaty::source::SourceKey;
use treaty::talks::{Said, Talks};
use treaty::time::Date;

/// Issue by party, what each had last said on a day; then what outsiders said, and the sources. No line is wider than `width` (at least 40).
pub fn positions(talks: &Talks, on: Date, locale: &Locale, width: usize) -> String {
    let mut page = Page::new(width);
    page.heading(
        &locale.say("talks-positions", &[("title", Arg::Words(locale.text(&talks.title))), ("day", Arg::Day(on))]),
    );
    let cells = talks.positions(on);
    let rows: Vec<Vec<String>> = cells
        .chunks(talks.parties.len().max(1))
        .map(|row| {
            let issue = row.first().map(|cell| locale.text(&cell.issue.name).to_owned());
            issue.into_iter().chain(row.iter().map(|cell| said(locale, cell.said))).collect()
        })
        .collect();
    let parties = talks.parties.iter().map(|party| locale.text(&party.name).to_owned());
    let head: Vec<_> = [locale.word("talks-issue")].into_iter().chain(parties).collect();
    table::write(&mut page, &head, &rows, First::Subject, (2, 3));
    let outside: Vec<_> = talks.outside(on).collect();
    outsiders(&mut page, talks, locale, &outside);
    let shown = cells.iter().filter_map(|cell| cell.said).chain(outside);
    sources(&mut page, talks, locale, shown.map(|act| &act.source));
    page.finish()
}

/// A position with who said it, with what authority, when and where; or silence.
fn said(locale: &Locale, said: Option<&Said>) -> String {
    match said {
        Some(act) => format!("{}\n— {}", locale.text(&act.position), by(locale, act)),
        None => locale.word("talks-silence"),
    }
}

fn by(locale: &Locale, act: &Said) -> String {
    let day = locale.say(if act.about { "day-about" } else { "day-exact" }, &[("day", Arg::Day(act.date))]);
    let told = locale.say(
        "said-by",
        &[
            ("speaker", Arg::Words(locale.text(&act.speaker))),
            ("authority", Arg::Words(&act.authority.told(locale))),
            ("day", Arg::Words(&day)),
            ("key", Arg::Words(&act.source.0)),
        ],
    );
    teller::with_mark(locale, told, act.mark)
}

fn outsiders(page: &mut Page, talks: &Talks, locale: &Locale, outside: &[&Said]) {
    if outside.is_empty() {
        return;
    }
    page.heading(&locale.word("talks-outsiders"));
    for act in outside {
        let issue = talks.issues.iter().find(|issue| issue.id == act.issue).map(|issue| locale.text(&issue.name));
        page.item(0, &format!("{}: {}", issue.unwrap_or_default(), locale.text(&act.position)));
        page.item(2, &format!("— {}", by(locale, act)));
    }
}

/// The sources of what was shown, by key.
fn sources<'a>(page: &mut Page, talks: &Talks, locale: &Locale, keys: impl Iterator<Item = &'a SourceKey>) {
    let keys: BTreeSet<_> = keys.collect();
    if keys.is_empty() {
        return;
    }
    page.heading(&locale.word("talks-sources"));
    for key in keys {
        let told = talks.sources.get(key).map(|source| {
            let told = teller::source(locale, source);
            format!("{told}. {}", source.place)
        });
        page.item(0, &format!("[{key}] {}", told.unwrap_or_default()));
    }
}

/// What moved after `from` and up to `to`: before, and after. No line is wider than `width` (at least 40).
pub fn moves(talks: &Talks, from: Date, to: Date, locale: &Locale, width: usize) -> String {
    let mut page = Page::new(width);
    page.heading(&locale.say("talks-moves", &[("from", Arg::Day(from)), ("to", Arg::Day(to))]));
    let moves = talks.moves(from, to);
    if moves.is_empty() {
        page.item(0, &locale.word("moves-none"));
    }
    for moved in &moves {
        page.gap();
        page.item(0, &format!("{} — {}", locale.text(&moved.issue.name), locale.text(&moved.party.name)));
        let (before, after) = (said(locale, moved.before), said(locale, Some(moved.after)));
        page.abreast(2, &[(locale.word("moves-before"), before), (locale.word("moves-after"), after)]);
    }
    let shown = moves.iter().flat_map(|moved| moved.before.into_iter().chain([moved.after]));
    sources(&mut page, talks, locale, shown.map(|act| &act.source));
    page.finish()
}
