//! A comparison of regimes in words.

use super::figures::{amount, banded, percent, share, sign_of, tenths};
use super::json::{burden_word, mark};
use super::told::{Before, Cell, Told};
use crate::layout::Page;
use crate::locale::{Arg, Locale};
use crate::table::{self, First};
use regime::Evasion;
use regime::comparison::{Contender, Subject};
use regime::estimate::Estimate;
use treaty::instrument::Nature;
use treaty::measure::Measure;
use treaty::source::Mark;

/// How many assumptions are told of those on which a result hangs.
const SENSITIVITIES: usize = 6;
/// A difference that is told: a hundredth.
pub(super) const TOLD: f64 = 0.01;

/// The comparison, as lines of at most `width` columns.
pub fn words(told: &Told<'_>, locale: &Locale, width: usize) -> String {
    let mut page = Page::new(width);
    let one = told.of.contenders.len() == 1;
    page.heading(&locale.word(if one { "regime-title-one" } else { "regime-title" }));
    page.words(0, &about(told, locale));
    if let Some(stopped) = stopped(told, locale) {
        page.gap();
        page.words(0, &stopped);
    }
    page.heading(&locale.word("regime-regimes"));
    told.of.contenders.iter().for_each(|contender| of_regime(&mut page, contender, locale));
    page.gap();
    page.words(0, &locale.word("regime-signs"));
    for side in 0..told.of.assumptions.sides.len() {
        of_side(&mut page, told, side, locale);
    }
    page.heading(&locale.word("regime-rests"));
    rests(locale).iter().for_each(|words| page.item(0, words));
    page.finish()
}

/// How many replicates, of how many years, from which seed, and on which assumptions.
pub(crate) fn about(told: &Told<'_>, locale: &Locale) -> String {
    let question = &told.of.question;
    let seed = question.seed.0.to_string();
    let args = [
        ("years", Arg::Number(question.years.into())),
        ("replicates", Arg::Number(told.replicates)),
        ("seed", Arg::Words(&seed)),
    ];
    let assumptions = &told.of.assumptions;
    let taken = [("title", Arg::Words(locale.text(&assumptions.title))), ("id", Arg::Words(assumptions.id.as_str()))];
    let widest = tenths(told.widest() * 100.0, locale);
    let widest = locale.say("regime-interval", &[("widest", Arg::Words(&widest))]);
    format!("{} {widest} {}", locale.say("regime-about", &args), locale.say("regime-assumptions", &taken))
}

/// What is said where not all replicates were run.
pub(crate) fn stopped(told: &Told<'_>, locale: &Locale) -> Option<String> {
    let fewest = told.results.all().map(|(_, result)| result.tally.replicates).min();
    let Some(fewest) = fewest else { return Some(locale.word("regime-none-run")) };
    let [asked, shown] = [told.replicates, fewest].map(|number| locale.number(number));
    let args = [("asked", Arg::Words(asked.as_str())), ("fewest", Arg::Words(shown.as_str()))];
    (fewest < told.replicates).then(|| locale.say("regime-stopped", &args))
}

/// On what the numbers rest besides what is assumed.
pub(crate) fn rests(locale: &Locale) -> Vec<String> {
    ["list", "force", "open", "same", "cue", "neutral"].map(|key| locale.word(&format!("regime-rests-{key}"))).to_vec()
}

/// What a regime is called, and what it is.
pub(crate) fn named(contender: &Contender, locale: &Locale) -> String {
    match &contender.subject {
        Subject::Instrument { title, nature, proposed_by, .. } => {
            let nature = match (nature, proposed_by) {
                (Nature::Offer, Some(party)) => locale.say("nature-offer-of", &[("party", Arg::Words(party.as_str()))]),
                (Nature::Offer, None) => locale.word("nature-offer"),
                (Nature::Historical, _) => locale.word("nature-historical"),
                (Nature::Illustrative, _) => locale.word("nature-illustrative"),
            };
            format!("{}: {} ({nature}).", contender.name, locale.text(title))
        }
        Subject::Rung(_) => format!("{}.", locale.say("regime-rung", &[("rung", Arg::Words(&contender.name))])),
    }
}

/// The measures of a regime, each with how it stands where that is not agreed, and how sure its source is where it is not read there.
pub(crate) fn measures(contender: &Contender, locale: &Locale) -> String {
    let told = contender.terms.measures.iter().map(|(measure, basis)| {
        let name = locale.word(&format!("measure-{}", measure.word()));
        let standing = Some(basis.footing.word()).filter(|word| *word != "agreed" && *word != "supposed");
        let standing = standing.map(|word| locale.word(&format!("standing-{word}")));
        let unsure = (basis.mark != Mark::Confirmed).then(|| locale.word(&format!("mark-{}", mark(basis.mark))));
        let notes: Vec<_> = standing.into_iter().chain(unsure).collect();
        if notes.is_empty() { name } else { format!("{name} ({})", notes.join("; ")) }
    });
    let told: Vec<_> = told.collect();
    match told.is_empty() {
        true => locale.word("regime-no-measures"),
        false => locale.say("regime-measures", &[("measures", Arg::Words(&told.join(", ")))]),
    }
}

/// What the measures of a regime let the other side learn.
pub(crate) fn reveals(contender: &Contender, locale: &Locale) -> Option<String> {
    // a promise reveals nothing, which need not be said
    let all = contender.terms.measures.keys().filter(|measure| **measure != Measure::Statement);
    let all: Vec<_> = all.map(|measure| locale.word(&format!("measure-{}-reveals", measure.word()))).collect();
    (!all.is_empty()).then(|| locale.say("regime-reveals", &[("what", Arg::Words(&all.join("; ")))]))
}

fn of_regime(page: &mut Page, contender: &Contender, locale: &Locale) {
    page.item(0, &named(contender, locale));
    page.words(2, &measures(contender, locale));
    reveals(contender, locale).iter().for_each(|words| page.words(2, words));
}

fn of_side(page: &mut Page, told: &Told<'_>, side: usize, locale: &Locale) {
    let party = locale.text(&told.of.assumptions.sides[side].name);
    page.heading(&locale.say("regime-side", &[("party", Arg::Words(party))]));
    let cells: Vec<_> = (0..told.of.contenders.len()).map(|contender| told.cells(contender, side)).collect();
    match cells.as_slice() {
        [one] => at_once(page, told, one, locale),
        _ => beside(page, told, &cells, locale),
    }
    for contender in 0..told.of.contenders.len() {
        best_answer(page, told, contender, side, locale);
    }
    burdens(page, told, side, locale);
    toggles(page, told, side, locale);
    (0..told.of.contenders.len()).for_each(|contender| sensitivities(page, told, contender, side, locale));
}

/// Of one regime: a row for each evasion, a column for each number.
fn at_once(page: &mut Page, told: &Told<'_>, cells: &[Cell], locale: &Locale) {
    let years =
        told.years().into_iter().map(|years| locale.say("regime-col-within", &[("years", Arg::Number(years.into()))]));
    let sizes = told
        .of
        .question
        .sizes
        .iter()
        .map(|size| locale.say("regime-col-before", &[("size", Arg::Words(&share(*size, locale)))]));
    let lead = told.size().map(|size| locale.say("regime-col-lead", &[("size", Arg::Words(&share(size, locale)))]));
    let head: Vec<_> = [locale.word("regime-col-evasion")].into_iter().chain(years).chain(sizes).chain(lead).collect();
    let row = |cell: &Cell| {
        let within = cell.within.iter().map(|(_, found)| banded(found, locale));
        let before = cell.before.iter().map(|(_, before)| before_size(before.as_ref(), locale));
        let numbers = within.chain(before).chain(told.size().map(|_| lead_time(told, cell, locale)));
        let numbers = numbers.map(|number| marked(told, 0, cell, number, locale));
        [name(cell.evasion, locale)].into_iter().chain(numbers).collect::<Vec<_>>()
    };
    let rows: Vec<_> = cells.iter().map(row).collect();
    page.gap();
    write(page, &head, &rows);
}

/// Of several: a table for each number.
fn beside(page: &mut Page, told: &Told<'_>, cells: &[Vec<Cell>], locale: &Locale) {
    for (number, years) in told.years().into_iter().enumerate() {
        page.gap();
        page.words(0, &locale.say("regime-within", &[("years", Arg::Number(years.into()))]));
        grid(page, told, locale, cells, &|cell| cell.within.get(number).map(|(_, found)| banded(found, locale)));
    }
    for (number, size) in told.of.question.sizes.iter().enumerate() {
        page.gap();
        page.words(0, &locale.say("regime-before", &[("size", Arg::Words(&share(*size, locale)))]));
        grid(page, told, locale, cells, &|cell| Some(before_size(cell.before.get(number)?.1.as_ref(), locale)));
    }
    if let Some(size) = told.size() {
        page.gap();
        page.words(0, &locale.say("regime-lead", &[("size", Arg::Words(&share(size, locale)))]));
        grid(page, told, locale, cells, &|cell| Some(lead_time(told, cell, locale)));
    }
}

fn before_size(before: Option<&Before>, locale: &Locale) -> String {
    before.map_or_else(|| locale.word("regime-never"), |before| banded(&before.found, locale))
}

/// The days that are left, in the mean, where an excess is found before the middle size.
pub(crate) fn lead_time(told: &Told<'_>, cell: &Cell, locale: &Locale) -> String {
    let before = cell.before.get(told.of.middle()).and_then(|(_, before)| before.as_ref());
    before.and_then(|before| before.lead).map_or_else(|| "—".to_owned(), |lead| amount(lead.value, locale))
}

/// A row for each evasion, a column for each regime.
fn grid(page: &mut Page, told: &Told<'_>, locale: &Locale, cells: &[Vec<Cell>], say: &dyn Fn(&Cell) -> Option<String>) {
    let head: Vec<_> = [locale.word("regime-col-evasion")].into_iter().chain(names(told)).collect();
    let row = |evasion: &Evasion| {
        let of = |(contender, cells): (usize, &Vec<Cell>)| {
            let cell = cells.iter().find(|cell| cell.evasion == *evasion);
            cell.map(|cell| marked(told, contender, cell, say(cell).unwrap_or_default(), locale)).unwrap_or_default()
        };
        [name(*evasion, locale)].into_iter().chain(cells.iter().enumerate().map(of)).collect::<Vec<_>>()
    };
    let rows: Vec<_> = told.of.evasions.iter().map(row).collect();
    write(page, &head, &rows);
}

/// A number with the sign of the least sure fact of the text on which it rests; where the evasion is impossible, that.
fn marked(told: &Told<'_>, contender: usize, cell: &Cell, number: String, locale: &Locale) -> String {
    if !cell.can_evade {
        return locale.word("regime-impossible");
    }
    number + sign_of(told.mark(contender, Some(cell.evasion)))
}

fn best_answer(page: &mut Page, told: &Told<'_>, contender: usize, side: usize, locale: &Locale) {
    let Some(size) = told.size() else { return };
    let regime = &told.of.contenders[contender].name;
    let size = share(size, locale);
    page.gap();
    let said = match told.best_answer(contender, side) {
        Some(best) => {
            let (evasion, found) = (name(best.evasion, locale), percent(best.found.value, locale));
            let args = [("regime", Arg::Words(regime.as_str())), ("evasion", Arg::Words(&evasion))];
            let more = [("size", Arg::Words(&size)), ("found", Arg::Words(&found))];
            locale.say("regime-best", &args.into_iter().chain(more).collect::<Vec<_>>())
        }
        None => locale.say("regime-best-none", &[("regime", Arg::Words(regime)), ("size", Arg::Words(&size))]),
    };
    page.words(0, &said);
}

fn burdens(page: &mut Page, told: &Told<'_>, side: usize, locale: &Locale) {
    let all: Vec<_> = (0..told.of.contenders.len()).map(|contender| told.burdens(contender, side)).collect();
    let head: Vec<_> = [locale.word("regime-col-burden")].into_iter().chain(names(told)).collect();
    let Some(first) = all.iter().find(|all| !all.is_empty()) else { return };
    let rows = first.iter().map(|(burden, _)| {
        let of = |burdens: &Vec<(regime::Burden, Estimate)>| {
            let found = burdens.iter().find(|(other, _)| other == burden);
            found.map(|(_, number)| amount(number.value, locale)).unwrap_or_default()
        };
        let name = locale.word(&format!("burden-{}", burden_word(*burden)));
        [name].into_iter().chain(all.iter().map(of)).collect::<Vec<_>>()
    });
    let rows: Vec<_> = rows.collect();
    page.gap();
    page.words(0, &locale.word("regime-burden"));
    write(page, &head, &rows);
}

fn toggles(page: &mut Page, told: &Told<'_>, side: usize, locale: &Locale) {
    let all: Vec<_> = (0..told.of.contenders.len()).map(|contender| told.toggles(contender, side)).collect();
    let Some(size) = told.size().filter(|_| all.iter().any(|toggles| !toggles.is_empty())) else { return };
    page.gap();
    page.words(0, &locale.say("regime-toggles", &[("size", Arg::Words(&share(size, locale)))]));
    let mut any = false;
    for (contender, toggles) in all.iter().enumerate() {
        for toggle in toggles.iter().filter(|of| (of.toggled.value - of.stands.value).abs() >= TOLD) {
            let measure = locale.word(&format!("measure-{}", toggle.measure.word()));
            let evasion = name(toggle.evasion, locale);
            let key = if toggle.has { "regime-toggle-without" } else { "regime-toggle-with" };
            let what = locale.say(key, &[("measure", Arg::Words(&measure)), ("evasion", Arg::Words(&evasion))]);
            let [stands, toggled] = [toggle.stands, toggle.toggled].map(|of| percent(of.value, locale));
            let change =
                locale.say("regime-toggle", &[("stands", Arg::Words(&stands)), ("toggled", Arg::Words(&toggled))]);
            page.item(2, &format!("{}, {what}: {change}", told.of.contenders[contender].name));
            any = true;
        }
    }
    if !any {
        page.words(2, &locale.word("regime-toggles-none"));
    }
}

fn sensitivities(page: &mut Page, told: &Told<'_>, contender: usize, side: usize, locale: &Locale) {
    let Some(best) = told.best_answer(contender, side) else { return };
    let all = told.sensitivities(contender, side);
    let rows: Vec<_> = all
        .iter()
        .filter(|of| of.width() >= TOLD)
        .take(SENSITIVITIES)
        .map(|of| {
            let name = locale.word(&format!("parameter-{}", of.parameter.word()));
            vec![name, percent(of.low.value, locale), percent(of.high.value, locale)]
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    let (regime, evasion) = (&told.of.contenders[contender].name, name(best.evasion, locale));
    page.gap();
    let args = [("regime", Arg::Words(regime.as_str())), ("evasion", Arg::Words(&evasion))];
    page.words(0, &locale.say("regime-sensitivities", &args));
    write(page, &["parameter", "low", "high"].map(|key| locale.word(&format!("regime-col-{key}"))), &rows);
}

fn write(page: &mut Page, head: &[String], rows: &[Vec<String>]) {
    if !table::plain(page, head, rows, &(1..head.len())) {
        table::write(page, head, rows, First::Subject, (2, 1));
    }
}

fn names(told: &Told<'_>) -> impl Iterator<Item = String> {
    told.of.contenders.iter().map(|contender| contender.name.clone())
}

/// What an evasion is called.
pub(crate) fn name(evasion: Evasion, locale: &Locale) -> String {
    locale.word(&format!("evasion-{}", evasion.word()))
}
