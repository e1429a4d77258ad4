//! Games: what a stage of Dresher's is worth, with what probability a plan visits which site and what that guarantees, and what the lot has drawn.

use crate::layout::Page;
use crate::locale::{Arg, Locale};
use crate::plan::percent;
use crate::table::{self, First};
use regime::Probability;
use regime::game::{Against, Announced, Stage, WHOLE, Worth};
use regime::plan::TEN_PLACES;
use serde_json::{Map, Value, json};
use treaty::Lang;

/// The most characters of a fraction that is told in words.
const FRACTION_MAX: usize = 40;
/// The most of one that stands in a document.
const DOCUMENT_FRACTION_MAX: usize = 400;

/// How many of 1 four decimal places count.
const FOUR_PLACES: u64 = 10_000;
/// How many six do.
const MILLION: u64 = 1_000_000;

/// A plan of visits, with what is told of it.
#[derive(Clone, Debug)]
pub struct Allocated<'a> {
    /// The plan.
    pub plan: &'a Announced,
    /// How a party violates, so that no plan does well against it.
    pub against: &'a Against,
    /// What every plan leaves it at least.
    pub least: &'a Worth,
    /// The file into which the plan was written, and its SHA-256.
    pub written: Option<(String, String)>,
}

/// What the lot has drawn under a plan.
#[derive(Clone, Debug)]
pub struct Drawn<'a> {
    /// The plan.
    pub plan: &'a Announced,
    /// The sites of each period by their places, in the order of the visits.
    pub visits: &'a [Vec<usize>],
    /// The SHA-256 of the plan's file.
    pub hash: String,
    /// The commitment to the lot.
    pub commitment: String,
}

/// A stage of Dresher's game and those that can follow it, as lines of at most `width` columns.
pub fn stages_words(stages: &[Stage], locale: &Locale, width: usize) -> String {
    let mut page = Page::new(width);
    page.heading(&locale.word("game-stage-title"));
    if let Some(first) = stages.first() {
        let number = |number: u32| Arg::Number(number.into());
        let about = [("periods", number(first.periods)), ("inspections", number(first.inspections))];
        page.words(0, &locale.say("game-stage-about", &about));
        page.words(0, &locale.say("game-stage-value", &[("value", Arg::Words(&value(first, locale)))]));
    }
    page.gap();
    let head = ["periods", "inspections", "inspects", "violates", "value"].map(|col| format!("game-col-{col}"));
    let row = |stage: &Stage| {
        let chance = |of: &Probability| percent(of.of(TEN_PLACES), locale);
        let left = [stage.periods, stage.inspections].map(|left| locale.number(left.into()));
        left.into_iter().chain([chance(&stage.inspects), chance(&stage.violates), value(stage, locale)]).collect()
    };
    rows(&mut page, &head, &stages.iter().map(row).collect::<Vec<_>>(), 5, locale);
    page.gap();
    page.words(0, &locale.word("game-stage-later"));
    assumptions(&mut page, stage_assumptions(locale), locale);
    page.finish()
}

/// The same as data.
pub fn stages_json(stages: &[Stage]) -> Value {
    let stage = |of: &Stage| {
        json!({
            "periods": of.periods, "inspections": of.inspections,
            "value": decimal(of.value.of(TEN_PLACES), TEN_PLACES), "value_exact": short(&of.value, DOCUMENT_FRACTION_MAX),
            "inspects": chance(&of.inspects), "violates": chance(&of.violates),
        })
    };
    let mut document = stages.first().map(stage).unwrap_or_default();
    document["stages"] = stages.iter().map(stage).collect();
    document["assumptions"] = in_both(stage_assumptions);
    document
}

/// A plan of visits, as lines of at most `width` columns.
pub fn plan_words(told: &Allocated<'_>, locale: &Locale, width: usize) -> String {
    let (plan, game) = (told.plan, told.plan.game());
    let mut page = Page::new(width);
    page.heading(&locale.word("game-plan-title"));
    let about = [
        ("sites", Arg::Number(game.sites().len() as u64)),
        ("periods", Arg::Number(game.periods().into())),
        ("visits", Arg::Number(game.visits().into())),
    ];
    page.words(0, &locale.say("game-plan-about", &about));
    page.gap();
    let worst = plan.worst();
    let columns = ["site", "period", "stake", "detects", "visited", "worth"];
    let columns: Vec<_> = columns.into_iter().filter(|col| game.periods() > 1 || *col != "period").collect();
    let row = |cell| columns.iter().map(|column| told_of(plan, cell, column, &worst, locale)).collect();
    let head: Vec<_> = columns.iter().map(|col| format!("game-col-{col}")).collect();
    rows(&mut page, &head, &game.cells().map(row).collect::<Vec<_>>(), columns.len(), locale);
    page.gap();
    let key = if worst > Worth::whole(0) { "game-plan-worst" } else { "game-plan-deters" };
    // what is never more is rounded up, and what is never less down
    let most = with_fraction(places(worst.at_most(FOUR_PLACES), locale), &worst);
    let least = places(told.least.at_least(FOUR_PLACES), locale);
    page.words(0, &locale.say(key, &[("worst", Arg::Words(&most))]));
    page.words(0, &locale.say("game-plan-least", &[("least", Arg::Words(&least))]));
    if let Some((file, hash)) = &told.written {
        page.words(0, &locale.say("game-plan-written", &[("file", Arg::Words(file)), ("hash", Arg::Words(hash))]));
    }
    assumptions(&mut page, plan_assumptions(plan, locale), locale);
    page.finish()
}

/// The same as data.
pub fn plan_json(told: &Allocated<'_>) -> Value {
    let (plan, game) = (told.plan, told.plan.game());
    let worst = plan.worst();
    let cell = |site: usize, period: usize| {
        let (visited, violates) = (plan.visited()[site][period], told.against.violates[site][period]);
        json!({
            "period": period + 1, "stake": game.sites()[site].stakes[period],
            "visited": f64::from(visited) / f64::from(WHOLE), "visited_parts": visited,
            "worth": decimal(plan.worth(site, period).of(MILLION), MILLION), "worst": plan.is_worst(site, period, &worst),
            "violates": f64::from(violates) / f64::from(WHOLE),
        })
    };
    let sites = game.sites().iter().enumerate().map(|(number, site)| {
        let cells: Vec<_> = (0..site.stakes.len()).map(|period| cell(number, period)).collect();
        json!({ "name": site.name, "detect": chance(&site.detects), "most": site.most, "periods": cells })
    });
    json!({
        "periods": game.periods(), "visits": game.visits(), "caught": game.caught(),
        "parts": WHOLE, "sites": sites.collect::<Vec<_>>(),
        "worst": decimal(worst.at_most(MILLION), MILLION), "worst_exact": short(&worst, DOCUMENT_FRACTION_MAX), "deters": worst <= Worth::whole(0),
        "least": decimal(told.least.at_least(MILLION), MILLION), "least_exact": short(told.least, DOCUMENT_FRACTION_MAX),
        "file": told.written.as_ref().map(|(file, _)| file), "plan": told.written.as_ref().map(|(_, hash)| hash),
        "assumptions": in_both(|locale| plan_assumptions(plan, locale)),
    })
}

/// What the lot has drawn, as lines of at most `width` columns.
pub fn drawn_words(told: &Drawn<'_>, locale: &Locale, width: usize) -> String {
    let mut page = Page::new(width);
    page.heading(&locale.word("game-draw-title"));
    for (key, hash) in [("game-draw-plan", &told.hash), ("game-draw-commitment", &told.commitment)] {
        page.words(0, &locale.say(key, &[("hash", Arg::Words(hash))]));
    }
    page.gap();
    for (period, sites) in (1..).zip(told.visits) {
        let names: Vec<_> = sites.iter().map(|site| told.plan.game().sites()[*site].name.as_str()).collect();
        let names = if names.is_empty() { locale.word("game-draw-none") } else { names.join(", ") };
        page.item(0, &locale.say("game-draw-period", &[("count", Arg::Number(period)), ("sites", Arg::Words(&names))]));
    }
    page.gap();
    page.words(0, &locale.word("game-draw-check"));
    page.finish()
}

/// The same as data.
pub fn drawn_json(told: &Drawn<'_>) -> Value {
    let named = |sites: &Vec<usize>| sites.iter().map(|site| told.plan.game().sites()[*site].name.clone()).collect();
    let periods: Vec<Vec<String>> = told.visits.iter().map(named).collect();
    json!({ "plan": told.hash, "commitment": told.commitment, "periods": periods })
}

/// What a column tells of a cell.
fn told_of(plan: &Announced, (site, period): (usize, usize), column: &str, worst: &Worth, locale: &Locale) -> String {
    let of = &plan.game().sites()[site];
    match column {
        "site" => of.name.clone(),
        "period" => locale.number(period as u64 + 1),
        "stake" => locale.number(of.stakes[period].into()),
        "detects" => percent(of.detects.of(TEN_PLACES), locale),
        "visited" => percent(u64::from(plan.visited()[site][period]) * (TEN_PLACES / u64::from(WHOLE)), locale),
        _ => {
            let worth = places(plan.worth(site, period).of(FOUR_PLACES), locale);
            if plan.is_worst(site, period, worst) {
                locale.say("game-worst", &[("worth", Arg::Words(&worth))])
            } else {
                worth
            }
        }
    }
}

fn rows(page: &mut Page, head: &[String], rows: &[Vec<String>], columns: usize, locale: &Locale) {
    let head: Vec<_> = head.iter().map(|key| locale.word(key)).collect();
    if !table::plain(page, &head, rows, &(1..columns)) {
        table::write(page, &head, rows, First::Cell, (1, 1));
    }
}

fn assumptions(page: &mut Page, said: Vec<String>, locale: &Locale) {
    page.gap();
    page.heading(&locale.word("plan-assumptions"));
    said.iter().for_each(|said| page.item(0, said));
}

fn stage_assumptions(locale: &Locale) -> Vec<String> {
    ["game-assumes-once", "game-assumes-sure", "game-assumes-known"].map(|key| locale.word(key)).into()
}

fn plan_assumptions(plan: &Announced, locale: &Locale) -> Vec<String> {
    let game = plan.game();
    let number = |key: &str, number: u32| locale.say(key, &[("count", Arg::Number(number.into()))]);
    let capped = (0..game.sites().len()).any(|site| game.is_capped(site));
    let all = [
        Some(locale.word("game-assumes-announced")),
        Some(locale.word("game-assumes-stakes")),
        Some(locale.word("game-assumes-period")),
        (game.caught() > 0).then(|| number("game-assumes-caught", game.caught())),
        capped.then(|| locale.word("game-assumes-limit")),
        Some(number("game-assumes-exact", WHOLE)),
        Some(locale.word("game-assumes-once")),
    ];
    all.into_iter().flatten().collect()
}

fn in_both(said: impl Fn(&Locale) -> Vec<String>) -> Value {
    let said = Lang::ALL.map(Locale::new).map(|locale| (locale.lang.code().to_owned(), json!(said(&locale))));
    Value::Object(said.into_iter().collect::<Map<_, _>>())
}

fn chance(of: &Probability) -> f64 {
    // both are below 2^53, so nothing but the last division rounds
    of.of(TEN_PLACES) as f64 / TEN_PLACES as f64
}

/// So many parts of 1, each of which is a decimal place: those of a stake or a loss stand below 2^53.
fn decimal(parts: Option<i64>, of: u64) -> Option<f64> {
    parts.map(|parts| parts as f64 / of as f64)
}

/// Four decimal places.
fn places(parts: Option<i64>, locale: &Locale) -> String {
    let Some(parts) = parts else { return "—".to_owned() };
    let point = if locale.lang == Lang::En { '.' } else { ',' };
    let sign = if parts < 0 { "−" } else { "" };
    let whole = locale.number(parts.unsigned_abs() / FOUR_PLACES);
    format!("{sign}{whole}{point}{:04}", parts.unsigned_abs() % FOUR_PLACES)
}

/// The same with the fraction, where there is a short one.
fn with_fraction(places: String, worth: &Worth) -> String {
    match short(worth, FRACTION_MAX).filter(|fraction| fraction.contains('/')) {
        Some(fraction) => format!("{places} ({})", fraction.replace('-', "−")),
        None => places,
    }
}

/// What a stage is worth.
fn value(stage: &Stage, locale: &Locale) -> String {
    with_fraction(places(stage.value.of(FOUR_PLACES), locale), &stage.value)
}

fn short(worth: &Worth, most: usize) -> Option<String> {
    Some(worth.to_string()).filter(|fraction| fraction.len() <= most)
}
