//! A plan of samples: how many items, by which formula, and with what probability they find a defect.

use crate::layout::Page;
use crate::locale::{Arg, Locale};
use crate::table::{self, First};
use regime::plan::TEN_PLACES;
use regime::{Planned, Probability};
use serde_json::{Map, Value, json};
use treaty::Lang;

/// The most characters of a fraction that is told.
const FRACTION_MAX: usize = 40;

/// A sample, and what its items are called where there are several kinds.
pub type Named = (Option<String>, Planned);

/// The plan, as lines of at most `width` columns.
pub fn words(plan: &[Named], locale: &Locale, width: usize) -> String {
    let mut page = Page::new(width);
    page.heading(&locale.word("plan-title"));
    for (name, planned) in plan {
        let about = name.iter().map(|name| format!("{name}:")).chain(about(planned, locale));
        page.words(0, &about.collect::<Vec<_>>().join(" "));
    }
    page.gap();
    if let [(_, one)] = plan {
        table(&mut page, "plan-col-by", &ways(one, locale), locale);
    } else {
        let rows: Vec<_> = plan.iter().map(|(name, of)| row(name.clone().unwrap_or_default(), of, locale)).collect();
        table(&mut page, "plan-col-stratum", &rows, locale);
        if let Some(all) = total(plan) {
            page.gap();
            page.words(0, &locale.say("plan-total", &[("count", Arg::Number(all))]));
        }
    }
    for (_, planned) in plan.iter().filter(|(_, planned)| planned.sample.is_none()) {
        page.gap();
        page.words(0, &locale.say("plan-no-sample", &[("found", Arg::Words(&found(planned, locale)))]));
    }
    page.gap();
    page.heading(&locale.word("plan-assumptions"));
    for assumption in plan.first().map(|(_, planned)| assumptions(planned, locale)).unwrap_or_default() {
        page.item(0, &assumption);
    }
    page.finish()
}

/// The same as data. Of one kind of items its keys stand at the top; of several in `strata`, with the whole sample at the top.
pub fn json(plan: &[Named]) -> Value {
    match plan {
        [(None, one)] => of(one),
        _ => {
            let strata = plan.iter().map(|(name, planned)| {
                let mut told = of(planned);
                told["name"] = json!(name);
                told
            });
            json!({ "sample": total(plan), "strata": strata.collect::<Vec<_>>() })
        }
    }
}

fn of(planned: &Planned) -> Value {
    let look = &planned.look;
    let (iaea, improved) = planned.approximations.unwrap_or_default();
    let sites = look
        .sites
        .map(|sites| json!({ "all": sites.all.items(), "hiding": sites.all.defects(), "visited": sites.visited }));
    let said = Lang::ALL.map(Locale::new).map(|locale| (locale.lang.code(), assumptions(planned, &locale)));
    let fraction = planned.found_exactly.as_ref().map(Probability::to_string);
    json!({
        "population": look.stratum.items(),
        "defects": look.stratum.defects(),
        "detect": planned.goal.as_ref().map(|goal| decimal(goal.of(TEN_PLACES))),
        "recognised": decimal(look.recognised.of(TEN_PLACES)),
        "sites": sites,
        "years": look.years,
        "sample": planned.sample,
        "iaea": iaea,
        "improved": improved,
        "probability": decimal(planned.found),
        "probability_exact": fraction.filter(|fraction| fraction.len() <= FRACTION_MAX),
        "assumptions": said.into_iter().map(|(lang, said)| (lang.to_owned(), json!(said))).collect::<Map<_, _>>(),
    })
}

/// Ten decimal places, as the shortest number that has them.
fn decimal(places: u64) -> f64 {
    // both are below 2^53, so nothing but the last division rounds
    places as f64 / TEN_PLACES as f64
}

fn total(plan: &[Named]) -> Option<u64> {
    plan.iter().map(|(_, planned)| planned.sample.map(u64::from)).sum()
}

fn about(planned: &Planned, locale: &Locale) -> Vec<String> {
    let (look, number) = (&planned.look, |number: u32| Arg::Number(number.into()));
    let (items, defects) = (look.stratum.items(), look.stratum.defects());
    let mut said = vec![locale.say("plan-among", &[("items", number(items)), ("defects", number(defects))])];
    if let Some(sites) = look.sites {
        let (all, hiding) = (number(sites.all.items()), number(sites.all.defects()));
        said.push(locale.say("plan-sites", &[("sites", all), ("hiding", hiding), ("visits", number(sites.visited))]));
    }
    if look.years > 1 {
        said.push(locale.say("plan-years", &[("years", number(look.years))]));
    }
    let goal = |goal: &Probability| percent(goal.of(TEN_PLACES), locale);
    said.extend(planned.goal.as_ref().map(|of| locale.say("plan-goal", &[("goal", Arg::Words(&goal(of)))])));
    said
}

/// A row for the sample, and one for each formula by which it is approximated.
fn ways(planned: &Planned, locale: &Locale) -> Vec<Vec<String>> {
    let by = if planned.goal.is_some() { "plan-by-exact" } else { "plan-by-given" };
    let approximated = planned.approximations.map(|(iaea, improved)| [("iaea", iaea), ("improved", improved)]);
    let other = |(by, sample): (&str, Option<u32>)| {
        let found = sample.and_then(|sample| planned.look.found_by(sample).ok());
        let found = found.map(|found| percent(found, locale)).unwrap_or_default();
        vec![locale.word(&format!("plan-by-{by}")), drawn(sample, locale), found]
    };
    [row(locale.word(by), planned, locale)].into_iter().chain(approximated.into_iter().flatten().map(other)).collect()
}

fn row(first: String, planned: &Planned, locale: &Locale) -> Vec<String> {
    let found = planned.sample.map(|_| found(planned, locale)).unwrap_or_default();
    vec![first, drawn(planned.sample, locale), found]
}

fn drawn(sample: Option<u32>, locale: &Locale) -> String {
    sample.map_or_else(|| locale.word("plan-none"), |sample| locale.number(sample.into()))
}

fn found(planned: &Planned, locale: &Locale) -> String {
    let fraction = planned.found_exactly.as_ref().map(Probability::to_string);
    let short = fraction.filter(|fraction| fraction.contains('/') && fraction.len() <= FRACTION_MAX);
    let percent = percent(planned.found, locale);
    short.map_or_else(|| percent.clone(), |fraction| format!("{percent} ({fraction})"))
}

/// Ten places as percent with four: what is neither 0 nor certain is never told as if it were.
pub(crate) fn percent(places: u64, locale: &Locale) -> String {
    let (point, sign) = match locale.lang {
        Lang::En => ('.', "%"),
        Lang::Ru => (',', "\u{A0}%"),
    };
    let tenths = |parts: u64| format!("{}{point}{:04}{sign}", parts / 10_000, parts % 10_000);
    let parts = (places + 5_000) / 10_000;
    match parts {
        0 if places > 0 => format!("<\u{A0}{}", tenths(1)),
        1_000_000 if places < TEN_PLACES => format!(">\u{A0}{}", tenths(999_999)),
        _ => tenths(parts),
    }
}

fn table(page: &mut Page, first: &str, rows: &[Vec<String>], locale: &Locale) {
    let head = [first, "plan-col-sample", "plan-col-found"].map(|key| locale.word(key));
    if !table::plain(page, &head, rows, &(1..2)) {
        table::write(page, &head, rows, First::Cell, (1, 1));
    }
}

fn assumptions(planned: &Planned, locale: &Locale) -> Vec<String> {
    let recognised = &planned.look.recognised;
    let seen = if *recognised == Probability::one() {
        locale.word("plan-assumes-one")
    } else {
        let share = percent(recognised.of(TEN_PLACES), locale);
        locale.say("plan-assumes-recognised", &[("recognised", Arg::Words(&share))])
    };
    let years = (planned.look.years > 1).then(|| locale.word("plan-assumes-years"));
    let all = [Some(locale.word("plan-assumes-lots")), Some(seen), years, Some(locale.word("plan-assumes-declared"))];
    all.into_iter().flatten().collect()
}
