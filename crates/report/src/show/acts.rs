//! What happened to an instrument, and what is proposed to happen, by date; and the recorded disputes.

use crate::layout::Page;
use crate::locale::Arg;
use crate::show::{clause, rule};
use crate::teller::{Teller, list};
use crate::vocabulary::Told;
use treaty::instrument::{Act, ActKind, Keeps, Kind};
use treaty::time::Date;

/// Writes the acts. With a day, those after it stand apart.
pub(crate) fn write(page: &mut Page, teller: Teller<'_>, on: Option<Date>) {
    let mut acts: Vec<_> = teller.of.acts.iter().collect();
    acts.sort_by_key(|act| act.date);
    let (later, done): (Vec<_>, Vec<_>) = acts.into_iter().partition(|act| on.is_some_and(|on| act.date > on));
    if !done.is_empty() {
        page.heading(&teller.word("show-acts"));
        done.into_iter().for_each(|act| one(page, teller, act));
    }
    if let Some(on) = on.filter(|_| !later.is_empty()) {
        page.heading(&teller.dated("show-acts-later", on));
        later.into_iter().for_each(|act| one(page, teller, act));
    }
}

fn one(page: &mut Page, teller: Teller<'_>, act: &Act) {
    const INDENT: usize = 2;
    page.gap();
    page.item(0, &format!("{} — {}", teller.locale.date(act.date), teller.text(&act.title)));
    let what = list([act.kind.told(teller.locale)].into_iter().chain(act.by.iter().map(|code| teller.party(code))));
    page.item(INDENT, &if act.proposed { teller.with("act-proposed", "what", &what) } else { what });
    if let Some(day) = act.announced {
        page.item(INDENT, &teller.dated("act-announced", day));
    }
    particulars(teller, &act.kind).iter().for_each(|fact| page.item(INDENT, fact));
    if let Some(number) = &act.article {
        page.item(INDENT, &teller.with("act-article", "article", &teller.article(number)));
    }
    if let Some(text) = &act.text {
        page.words(INDENT, &teller.text(text));
    }
    if !act.readings.is_empty() {
        page.item(INDENT, &teller.word("act-readings"));
        page.abreast(INDENT, &teller.readings(&act.readings, false));
    }
    page.item(INDENT, &teller.with("told-source", "source", &teller.source(&act.source, act.mark)));
}

/// What belongs to the kind of an act alone.
fn particulars(teller: Teller<'_>, kind: &ActKind) -> Vec<String> {
    match kind {
        ActKind::Extension { until } => vec![teller.dated("act-until", *until)],
        ActKind::Suspension { suspends, keeps } => {
            let suspended = match suspends {
                Keeps::All => teller.word("act-suspends-all"),
                Keeps::Articles(articles) => teller.with("act-suspends", "articles", &teller.articles(articles)),
            };
            let kept = (!keeps.is_empty()).then(|| teller.with("act-keeps", "articles", &teller.articles(keeps)));
            [suspended].into_iter().chain(kept).collect()
        }
        ActKind::Resumption => vec![teller.word("act-resumes")],
        ActKind::Withholding { clock, exchange } => {
            let clock = teller.name(Kind::Clock, clock);
            let args = [("clock", Arg::Words(&clock)), ("exchange", Arg::Day(*exchange))];
            vec![teller.say("act-withholds", &args)]
        }
        _ => Vec::new(),
    }
}

/// Writes the recorded disputes, with who reads them how.
pub(crate) fn disputes(page: &mut Page, teller: Teller<'_>) {
    let mut disputes = teller.of.disputes().peekable();
    if disputes.peek().is_none() {
        return;
    }
    page.heading(&teller.word("show-disputes"));
    for (clause, dispute) in disputes {
        page.gap();
        page.item(0, &clause::heading(teller, clause));
        rule::facts(teller, clause, None).iter().for_each(|fact| page.item(2, fact));
        page.abreast(2, &teller.readings(&dispute.readings, true));
        page.item(2, &teller.with("told-source", "source", &teller.source(&clause.source, clause.mark)));
    }
}
