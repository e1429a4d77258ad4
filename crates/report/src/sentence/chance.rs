//! With what probability something hidden would be met, told: in percent, and exactly where the fraction is short.

use crate::locale::Arg;
use crate::teller::{Teller, list};
use audit::assessment::{Chance, Probability, Visits};
use treaty::Lang;
use treaty::instrument::Kind;

/// The largest denominator that is told beside the percent.
const DENOMINATOR_MAX: u32 = 9999;

/// What is said of it, paragraph by paragraph.
pub(crate) fn paragraphs(teller: Teller<'_>, chance: &Chance) -> Vec<String> {
    match chance {
        Chance::Nothing => vec![teller.word("chance-nothing")],
        Chance::NotStated => vec![teller.word("chance-not-stated")],
        Chance::Visits(visits) => {
            let rows = visits.iter().map(|one| row(teller, one));
            [teller.word("chance-visits")].into_iter().chain(rows).chain([teller.word("chance-elsewhere")]).collect()
        }
    }
}

fn row(teller: Teller<'_>, of: &Visits) -> String {
    let (party, inspection) = (teller.party(&of.party), teller.name(Kind::Inspection, &of.inspection));
    let year = examples(teller, of.hidden.iter().map(|hidden| (hidden.at, &hidden.year)));
    let row = teller.say(
        "chance-of-visits",
        &[
            ("party", Arg::Words(&party)),
            ("inspection", Arg::Words(&inspection)),
            ("visits", Arg::Number(of.visits.into())),
            ("sites", Arg::Number(of.sites.into())),
            ("hidden", Arg::Words(&year)),
        ],
    );
    let Some(years) = of.years else { return row };
    if years == 1 {
        return format!("{row} {}", teller.word("chance-of-one-year"));
    }
    let freeze = examples(teller, of.hidden.iter().filter_map(|hidden| Some((hidden.at, hidden.freeze.as_ref()?))));
    let args = [("years", Arg::Number(years.into())), ("hidden", Arg::Words(&freeze))];
    format!("{row} {}", teller.say("chance-of-freeze", &args))
}

/// With what probability visits met something hidden, for each example; nothing where there is none.
pub(crate) fn met(teller: Teller<'_>, drawn: u32, met: &[(u32, Probability)]) -> Option<String> {
    let hidden = examples(teller, met.iter().map(|(at, chance)| (*at, chance)));
    let args = [("drawn", Arg::Number(drawn.into())), ("hidden", Arg::Words(&hidden))];
    (!met.is_empty()).then(|| teller.say("sites-visited-met", &args))
}

/// For so many sites that hide something, a probability.
fn examples<'a>(teller: Teller<'_>, of: impl Iterator<Item = (u32, &'a Probability)>) -> String {
    list(of.map(|(at, chance)| {
        let chance = share(teller, chance);
        teller.say("chance-hidden", &[("at", Arg::Number(at.into())), ("chance", Arg::Words(&chance))])
    }))
}

/// A probability in percent, and as a fraction where that is short. What is neither 0 nor certain is never told as if it were.
pub(crate) fn share(teller: Teller<'_>, chance: &Probability) -> String {
    let permille = chance.of(1000);
    let exact = *chance == Probability::zero() || *chance == Probability::one();
    let percent = match (permille, exact) {
        (0, false) => teller.with("chance-below", "percent", &percent(teller, 1)),
        (1000, false) => teller.with("chance-above", "percent", &percent(teller, 999)),
        _ => percent(teller, permille),
    };
    let is_short = !exact && *chance.denominator() <= DENOMINATOR_MAX.into();
    if is_short { format!("{percent} ({chance})") } else { percent }
}

/// Tenths of a percent as a number of percent.
fn percent(teller: Teller<'_>, permille: u64) -> String {
    let (whole, tenth) = (permille / 10, permille % 10);
    match (teller.locale.lang, tenth) {
        (Lang::En, 0) => format!("{whole}%"),
        (Lang::En, _) => format!("{whole}.{tenth}%"),
        (Lang::Ru, 0) => format!("{whole}\u{A0}%"),
        (Lang::Ru, _) => format!("{whole},{tenth}\u{A0}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Locale, fixture};

    fn told(lang: Lang, chance: &Chance) -> Vec<String> {
        let (instrument, locale) = (fixture::instrument(), Locale::new(lang));
        paragraphs(Teller::new(&locale, &instrument), chance).iter().map(|told| told.replace('\u{A0}', " ")).collect()
    }

    #[test]
    fn where_nothing_looks_at_the_world_the_probability_is_nought() {
        assert!(told(Lang::En, &Chance::Nothing)[0].contains("would be found under this instrument: 0. Nothing"));
        assert!(told(Lang::Ru, &Chance::Nothing)[0].contains("— 0"));
        assert!(told(Lang::En, &Chance::NotStated)[0].contains("not known"));
    }

    #[test]
    fn visits_are_told_for_the_year_and_for_the_freeze() {
        let chance = fixture::chance();
        assert_eq!(
            told(Lang::En, &chance)[1],
            "United States, “type-one”, 4 visits a treaty year to 10 sites: 40% (2/5) if 1 site hides something, 66.7% (2/3) if \
             2 sites do, 97.6% (41/42) if 5 sites do. Over the 2 treaty years of the freeze: 64% (16/25) if 1 site hides \
             something, 88.9% (8/9) if 2 sites do, 99.9% (1763/1764) if 5 sites do."
        );
        assert_eq!(
            told(Lang::Ru, &chance)[1],
            "США, «type-one» (4 посещения в договорный год, 10 объектов): 40 % (2/5), если что-то скрывает 1 объект, 66,7 % (2/3), \
             если 2 объекта, 97,6 % (41/42), если 5 объектов. За 2 договорных года замораживания: 64 % (16/25), если что-то \
             скрывает 1 объект, 88,9 % (8/9), если 2 объекта, 99,9 % (1763/1764), если 5 объектов."
        );
        assert_eq!(told(Lang::En, &chance).len(), 3);
    }

    #[test]
    fn what_is_not_certain_is_never_told_as_if_it_were() {
        let (instrument, locale) = (fixture::instrument(), Locale::new(Lang::En));
        let of = |numerator, denominator| {
            let chance = Probability::new(numerator, denominator).unwrap();
            share(Teller::new(&locale, &instrument), &chance)
        };
        assert_eq!([of(1, 1_000_000), of(999_999, 1_000_000)], ["less than 0.1%", "more than 99.9%"]);
        assert_eq!([of(0, 1), of(1, 1), of(1, 3), of(1, 4)], ["0%", "100%", "33.3% (1/3)", "25% (1/4)"]);
        assert_eq!(of(3333, 10_000), "33.3%");
    }
}
