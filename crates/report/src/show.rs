//! An instrument for people: what holds on a day and why, article by article, each fact with its source.
//!
//! Readings that differ stand side by side, equally wide; silence is shown as silence; nothing is evaluated.

mod acts;
pub(crate) mod annex;
pub(crate) mod clause;
mod json;
mod portal;
mod record;
pub(crate) mod rule;
mod seal;
pub(crate) mod why;

pub use json::instrument_json;
pub(crate) use json::sources;

use crate::Locale;
use crate::layout::Page;
use crate::locale::Arg;
use crate::teller::{Teller, list};
use crate::vocabulary::Told;
use std::collections::BTreeSet;
use treaty::Id;
use treaty::instrument::{Act, ActKind, Article, Instrument, Keeps, Kind, Nature, Status, Texts};
use treaty::time::Date;
use treaty::timeline::State;
use treaty::trace;

/// The instrument as it stands on a day; without one, as the file has it. No line is wider than `width` (at least 40).
pub fn instrument(instrument: &Instrument, on: Option<Date>, locale: &Locale, width: usize) -> String {
    let teller = Teller::new(locale, instrument);
    let mut page = Page::new(width);
    head(&mut page, teller);
    standing(&mut page, teller, on);
    articles(&mut page, teller, on);
    without_article(&mut page, teller, on);
    acts::write(&mut page, teller, on);
    acts::disputes(&mut page, teller);
    annex::write(&mut page, teller);
    page.finish()
}

fn head(page: &mut Page, teller: Teller<'_>) {
    let of = teller.of;
    page.heading(&teller.text(&of.title));
    page.item(0, &identity(teller));
    page.item(
        0,
        &teller.word(match of.texts {
            Texts::Paraphrase => "texts-paraphrase",
            Texts::Authentic => "texts-authentic",
        }),
    );
    page.item(0, &teller.word(if of.form.is_legal() { "binds-in-law" } else { "binds-politically" }));
    let parties = |parties: &[treaty::instrument::Party]| list(parties.iter().map(|party| teller.text(&party.name)));
    page.item(0, &teller.with("show-parties", "parties", &parties(&of.parties)));
    if !of.observers.is_empty() {
        page.item(0, &teller.with("show-observers", "parties", &parties(&of.observers)));
    }
    page.item(0, &teller.with("show-hash", "hash", &of.hash.to_string()));
    if let Some(base) = &of.base {
        let keeps = match &base.keeps {
            Keeps::All => teller.word("base-keeps-all"),
            Keeps::Articles(articles) => teller.with("base-keeps", "articles", &teller.articles(articles)),
        };
        page.item(
            0,
            &teller.say("show-base", &[("base", Arg::Words(base.id.as_str())), ("keeps", Arg::Words(&keeps))]),
        );
        page.item(0, &teller.with("show-hash", "hash", &base.hash.to_string()));
    }
}

/// What an instrument is: its name, its form, where it comes from.
pub(crate) fn identity(teller: Teller<'_>) -> String {
    let nature = match &teller.of.proposed_by {
        Some(party) if teller.of.nature == Nature::Offer => {
            teller.with("nature-offer-of", "party", &teller.party(party))
        }
        _ => teller.of.nature.told(teller.locale),
    };
    list([teller.of.id.to_string(), teller.of.form.told(teller.locale), nature])
}

fn standing(page: &mut Page, teller: Teller<'_>, on: Option<Date>) {
    page.gap();
    let Some(on) = on else {
        page.item(0, &teller.word("no-day"));
        return;
    };
    let told = why::standing(teller, &teller.of.id, on);
    page.item(0, &teller.say("on-day", &[("day", Arg::Day(on)), ("told", Arg::Words(&told))]));
    if let Some(base) = &teller.of.base {
        let told = why::standing(teller, &base.id, on);
        page.item(
            0,
            &teller.say(
                "base-on-day",
                &[("base", Arg::Words(base.id.as_str())), ("day", Arg::Day(on)), ("told", Arg::Words(&told))],
            ),
        );
    }
    for act in teller.of.acts.iter().filter(|act| is_suspension(teller, act, on)) {
        page.gap();
        page.item(0, &teller.with("suspension-read", "act", &teller.act(act)));
        page.abreast(2, &teller.readings(&act.readings, false));
    }
}

/// Whether an act is a suspension that had been made by a day, and that those who made it had not ended.
fn is_suspension(teller: Teller<'_>, act: &Act, on: Date) -> bool {
    let is_done = |act: &Act| !act.proposed && act.date <= on;
    let ends = |later: &Act| {
        later.kind == ActKind::Resumption
            && later.origin == act.origin
            && later.date >= act.date
            && act.by.iter().all(|party| later.by.contains(party))
    };
    let is_ended = || teller.of.acts.iter().any(|later| is_done(later) && ends(later));
    matches!(act.kind, ActKind::Suspension { .. }) && is_done(act) && !is_ended()
}

fn articles(page: &mut Page, teller: Teller<'_>, on: Option<Date>) {
    let mut origin: Option<&Id> = None;
    for article in &teller.of.articles {
        if origin != Some(&article.origin) {
            let key = if article.origin == teller.of.id { "show-articles" } else { "show-articles-of-base" };
            page.heading(&teller.with(key, "base", article.origin.as_str()));
            origin = Some(&article.origin);
        }
        self::article(page, teller, article, on);
    }
}

fn article(page: &mut Page, teller: Teller<'_>, article: &Article, on: Option<Date>) {
    page.gap();
    page.item(0, &format!("{}. {}", teller.article(&article.number), teller.text(&article.title)));
    let holding = on.map(|on| (on, teller.of.article_on(article, on)));
    if let Some((_, holding)) = &holding {
        page.item(2, &teller.with("state-line", "told", &why::holding(teller, holding)));
    }
    page.words(2, &teller.text(&article.text));
    if let Some(told) = clause::status(teller, &article.status) {
        page.item(2, &told);
    }
    if let Status::Bracketed(readings) = &article.status {
        page.abreast(2, &teller.readings(readings, false));
    }
    if let Some(act) = &article.applies {
        page.item(2, &teller.with("article-applies", "event", &teller.event(act)));
    }
    page.item(2, &teller.with("told-source", "source", &teller.source(&article.source, article.mark)));
    enforced(page, teller, article);
    let day = holding.map(|(on, holding)| (on, holding.state));
    for clause in teller.of.clauses.iter().filter(|clause| clause.article == article.number) {
        clause::write(page, teller, clause, day);
    }
}

/// The rules that an audit applies to an article, those held ready for records that are not read yet, and what cannot be verified.
fn enforced(page: &mut Page, teller: Teller<'_>, article: &Article) {
    let rules: BTreeSet<_> = trace::rules_of(teller.of, article).collect();
    let (applied, held): (Vec<_>, Vec<_>) = rules.into_iter().partition(|rule| rule.is_audited());
    for (key, rules) in [("enforced-by", applied), ("enforced-later", held)] {
        if !rules.is_empty() {
            let rules = rules.into_iter().map(|rule| rule.told(teller.locale)).collect::<Vec<_>>().join("; ");
            page.item(2, &teller.with(key, "rules", &rules));
        }
    }
    if let Some(text) = &article.not_verifiable {
        page.item(2, &teller.with("not-verifiable", "why", &teller.text(text)));
    }
}

/// Clauses of the base whose article the instrument does not keep: its vocabulary and its term are there all the same.
fn without_article(page: &mut Page, teller: Teller<'_>, on: Option<Date>) {
    let mut clauses: Vec<_> =
        teller.of.clauses.iter().filter(|clause| teller.of.article(&clause.article).is_none()).collect();
    if clauses.is_empty() {
        return;
    }
    clauses.sort_by_key(|clause| Kind::ALL.iter().position(|kind| *kind == clause.kind()));
    page.heading(&teller.word("clauses-of-base"));
    page.words(0, &teller.word("clauses-of-base-note"));
    let day = on.map(|on| (on, State::NotYet));
    clauses.into_iter().for_each(|clause| clause::write(page, teller, clause, day));
}
