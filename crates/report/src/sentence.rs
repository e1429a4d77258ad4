//! One finding, told: the article, the party and the day; what was found, with its numbers; and where in the record it stands.
//!
//! A sentence says what the statements say and how that stands to the rule. It blames nobody, and where the parties read something
//! differently their readings follow, each in the party's own words, in the order in which the instrument names the parties.

pub(crate) mod chance;
pub(crate) mod clarification;
mod gate;
mod place;
pub(crate) mod record;
pub(crate) mod seal;
pub(crate) mod visit;

pub use place::LINES_MAX;

pub(crate) use place::places;

use crate::Locale;
use crate::locale::Arg;
use crate::message::Message;
use crate::teller::Teller;
use crate::vocabulary::Told;
use audit::assessment::{Chance, Counting, Fact, Finding, Read, StatementAt};
use treaty::instrument::{Instrument, Kind};
use treaty::measure::Measure;
use treaty::{Date, Id};

/// The most days that a sentence names; more are counted.
pub const DATES_MAX: usize = 12;

/// A finding in full: head, body and evidence.
pub fn finding(finding: &Finding, instrument: &Instrument, locale: &Locale) -> String {
    let teller = Teller::new(locale, instrument);
    let head = head(teller, finding);
    let evidence = evidence(teller, &finding.statements);
    let body = body(teller, finding);
    let parts = [head.map(|head| if head.ends_with('.') { head } else { format!("{head}.") }), Some(body), evidence];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The article, the party and the day of a finding, as far as it has them.
pub(crate) fn head(teller: Teller<'_>, finding: &Finding) -> Option<String> {
    let article = finding.article.as_ref().map(|article| teller.article(article));
    let party = finding.party.as_ref().map(|party| teller.party(party));
    let date = finding.date.map(|date| teller.locale.date(date));
    let parts: Vec<_> = [article, party, date].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The place in the record of what shows a finding.
pub(crate) fn evidence(teller: Teller<'_>, statements: &[StatementAt]) -> Option<String> {
    Some(teller.with("evidence", "places", &places(teller, statements)?))
}

/// Days in a row of words.
pub(crate) fn dates(teller: Teller<'_>, dates: &[Date]) -> String {
    let told: Vec<_> = dates.iter().take(DATES_MAX).map(|date| teller.locale.date(*date)).collect();
    let told = told.join(", ");
    match dates.len().checked_sub(DATES_MAX) {
        None | Some(0) => told,
        Some(more) => teller.say("dates-more", &[("dates", Arg::Words(&told)), ("count", count(more))]),
    }
}

fn count(count: usize) -> Arg<'static> {
    Arg::Number(u64::try_from(count).unwrap_or(u64::MAX))
}

/// What a finding says, without the head and the evidence.
pub(crate) fn body(teller: Teller<'_>, finding: &Finding) -> String {
    let fact = &finding.fact;
    let message = Message::new(teller, fact.code());
    match fact {
        Fact::OverLimit { limit, value, most, binds } => {
            let message =
                message.name("limit", Kind::Limit, limit).number("value", *value).number("most", (*most).into());
            message.number("excess", value.saturating_sub((*most).into())).day("binds", *binds).told()
        }
        Fact::OverByOneReading { limit, value, most } => {
            let most: Vec<_> = most.iter().map(|most| teller.locale.number((*most).into())).collect();
            message.name("limit", Kind::Limit, limit).number("value", *value).words("most", most.join(" / ")).told()
        }
        Fact::NotProvided { clock, exchange, due, act } => {
            let told = message.name("clock", Kind::Clock, clock).day("exchange", *exchange).day("due", *due).told();
            joined(told, act.as_ref().map(|act| Message::new(teller, "by-act").act(act).told()))
        }
        Fact::Withheld { clock, exchange, act } => {
            message.name("clock", Kind::Clock, clock).day("exchange", *exchange).act(act).told()
        }
        Fact::DisputedCount { dispute, limit, most, since } => {
            let message = message.name("dispute", Kind::Dispute, dispute).name("limit", Kind::Limit, limit);
            let uncounted = finding.readings.iter().all(|read| read.count.is_none());
            let told = message.number("most", (*most).into()).day("since", *since).told();
            joined(told, uncounted.then(|| teller.word("finding-disputed-aggregates")))
        }
        Fact::NoRow { clock, exchange } => message.name("clock", Kind::Clock, clock).day("exchange", *exchange).told(),
        Fact::BeyondTheInputs { clock, dates: days } => {
            message.name("clock", Kind::Clock, clock).words("dates", dates(teller, days)).told()
        }
        Fact::AfterTheDay { dates: days } => message.words("dates", dates(teller, days)).told(),
        Fact::Incomplete { of, counted, missing } => incomplete(teller, message, of, *counted, missing),
        Fact::Unconfirmed { dates: days } | Fact::PartlyConfirmed { dates: days } => {
            message.number("count", length(days)).words("dates", dates(teller, days)).told()
        }
        Fact::CountDiffers { limit, declared, counted } => {
            let message = message.name("limit", Kind::Limit, limit).number("declared", *declared);
            message.number("counted", *counted).number("difference", declared.abs_diff(*counted)).told()
        }
        Fact::StatedOtherwise { class, declared, by, stated } => {
            let message = message.name("class", Kind::Class, class).words("by", teller.party(by));
            or_undeclared(message.number("stated", *stated), *declared)
        }
        Fact::PartExceedsWhole { part, items, whole, of } => {
            let message = message.name("part", Kind::Class, part).name("whole", Kind::Class, whole);
            message.number("items", *items).number("of", *of).told()
        }
        Fact::UnknownType { item_type } => message.name("type", Kind::Type, item_type).told(),
        Fact::Growth { freeze, group, baseline, value } => {
            let message =
                message.name("freeze", Kind::Freeze, freeze).words("group", named_group(teller, freeze, group));
            let message = message.number("baseline", *baseline).number("value", *value);
            message.number("excess", value.saturating_sub(*baseline)).told()
        }
        Fact::NoBaseline { freeze, day } => {
            let message = message.name("freeze", Kind::Freeze, freeze);
            match day {
                Some(day) => message.day("day", *day).told(),
                None => message.but("day").told(),
            }
        }
        Fact::FreezeUndefined { freeze } => message.name("freeze", Kind::Freeze, freeze).told(),
        Fact::Unverified { measure, agreed, chance } => unverified(teller, *measure, *agreed, chance),
        Fact::Record(fact) => record::body(teller, fact),
        Fact::NothingOf | Fact::NothingDue | Fact::OutsideTheLimits => message.told(),
    }
}

fn incomplete(teller: Teller<'_>, message: Message<'_>, of: &Counting, counted: u64, missing: &[Id]) -> String {
    let message = message.number("counted", counted).words("missing", teller.names(Kind::Class, missing));
    match of {
        Counting::Limit(limit) => message.name("limit", Kind::Limit, limit).told(),
        Counting::Group { freeze, group } => {
            let group = named_group(teller, freeze, group);
            message.but("group").name("freeze", Kind::Freeze, freeze).words("group", group).told()
        }
    }
}

/// With what the owner declares, or in the words for a class that it does not declare.
fn or_undeclared(message: Message<'_>, declared: Option<u64>) -> String {
    match declared {
        Some(declared) => message.number("declared", declared).told(),
        None => message.but("undeclared").told(),
    }
}

fn length<T>(of: &[T]) -> u64 {
    u64::try_from(of.len()).unwrap_or(u64::MAX)
}

/// What stays unknown without the record of a measure.
pub(crate) fn unknown(teller: Teller<'_>, measure: Measure) -> String {
    teller.word(&format!("unverified-{}", measure.word()))
}

fn unverified(teller: Teller<'_>, measure: Measure, agreed: bool, chance: &Chance) -> String {
    let agreed = if agreed { "finding-unverified-agreed" } else { "finding-unverified-not-agreed" };
    let name = measure.told(teller.locale);
    let (unknown, agreed) = (unknown(teller, measure), teller.word(agreed));
    format!("{name}. {unknown} {agreed} {}", chance::paragraphs(teller, chance).join(" "))
}

/// How each party reads a finding: who, and what it says, with its count where there is one.
pub(crate) fn readings(teller: Teller<'_>, reads: &[Read]) -> Vec<(String, String)> {
    let one = |read: &Read| {
        let party = teller.party(&read.party);
        let count = read.count.map(|count| teller.say("count-by-reading", &[("count", Arg::Number(count))]));
        (party, joined(teller.text(&read.text), count))
    };
    teller.in_order(reads, |read| Some(&read.party)).into_iter().map(one).collect()
}

/// A name from outside, with what the eye cannot see, or a terminal would obey, made visible.
pub(crate) fn shown(name: &str) -> String {
    name.chars().map(|c| if treaty::text::is_hidden(c) { '\u{FFFD}' } else { c }).collect()
}

/// The same of a whole document, whose lines stay: whatever part of it comes from a record.
pub(crate) fn harmless(document: String) -> String {
    let hides = |c: char| c != '\n' && treaty::text::is_hidden(c);
    if document.contains(hides) { document.replace(hides, "\u{FFFD}") } else { document }
}

fn named_group(teller: Teller<'_>, freeze: &Id, group: &Id) -> String {
    let freezes = teller.of.freezes().filter(|(clause, _)| clause.id == *freeze);
    let named = freezes.flat_map(|(_, freeze)| &freeze.groups).find(|known| known.id == *group);
    named.map_or_else(|| group.to_string(), |group| teller.text(&group.name))
}

fn joined(first: String, second: Option<String>) -> String {
    match second {
        Some(second) => format!("{first} {second}"),
        None => first,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use treaty::Lang;

    fn told(locale: &Locale) -> Vec<String> {
        let instrument = fixture::instrument();
        fixture::findings().iter().map(|one| finding(one, &instrument, locale)).collect()
    }

    #[test]
    fn every_finding_is_told_in_both_languages_with_its_place() {
        for locale in Lang::ALL.map(Locale::new) {
            for sentence in told(&locale) {
                assert!(sentence.ends_with("small.csv:7."), "{sentence}");
                assert!(!sentence.contains(['{', '}', '$']) && !sentence.contains(".."), "{sentence}");
            }
        }
    }

    #[test]
    fn every_number_of_a_finding_is_in_its_sentence() {
        for locale in Lang::ALL.map(Locale::new) {
            for (finding, sentence) in fixture::findings().iter().zip(told(&locale)) {
                for number in treaty::text::numbers(&format!("{:?}", finding.fact).replace('-', "~")) {
                    let number: u64 = number.parse().unwrap();
                    let (plain, grouped) = (number.to_string(), locale.number(number));
                    let month = number <= 12; // a month is told by its name
                    assert!(month || sentence.contains(&grouped) || sentence.contains(&plain), "{number}: {sentence}");
                }
            }
        }
    }

    #[test]
    fn every_measure_has_its_unknown() {
        let instrument = fixture::instrument();
        for locale in Lang::ALL.map(Locale::new) {
            let teller = Teller::new(&locale, &instrument);
            for (_, measure) in Measure::WORDS {
                for agreed in [true, false] {
                    assert!(unverified(teller, measure, agreed, &Chance::Nothing).len() > 80);
                }
            }
        }
    }

    #[test]
    fn a_finding_over_a_limit_says_everything_and_blames_nobody() {
        let [en, ru] = Lang::ALL.map(Locale::new).map(|locale| told(&locale)[0].replace('\u{A0}', " "));
        assert_eq!(
            en,
            "Article II, United States, 1 March 2019. “Warheads”: the number is 1,561, the limit is 1,550 and binds from \
             5 February 2018. The number is 11 above the limit. Evidence: small.csv:7."
        );
        assert_eq!(
            ru,
            "Статья II, США, 1 марта 2019 г. «Боезаряды»: засчитывается 1 561 при предельном уровне 1 550, обязательном с \
             5 февраля 2018 г. Превышение составляет 11 единиц. Место в данных: small.csv:7."
        );
    }

    #[test]
    fn what_the_inputs_lack_is_told_by_name() {
        let of = |lang, code: &str| {
            let (instrument, locale) = (fixture::instrument(), Locale::new(lang));
            let findings = fixture::findings().into_iter().filter(|one| one.fact.code() == code);
            findings.map(|one| body(Teller::new(&locale, &instrument), &one).replace('\u{A0}', " ")).collect::<Vec<_>>()
        };
        assert_eq!(
            of(Lang::En, "incomplete")[1],
            "“stop”, group “all”: what was declared comes to 3,600, but classes that count too were not declared: \
             Warheads on missiles, Launchers. The number may be too low."
        );
        assert_eq!(
            of(Lang::Ru, "incomplete")[0],
            "«Пусковые установки, развёрнутые и неразвёрнутые»: по объявленному засчитывается 640, но не объявлены \
             категории, которые тоже засчитываются: Пусковые установки. Число может быть занижено."
        );
        assert_eq!(
            of(Lang::En, "beyond-the-inputs"),
            [
                "“update”: the inputs hold nothing of this Party after its last row, so they do not show whether the data of \
              1 March 2023, 1 September 2023 were provided."
            ]
        );
        assert!(of(Lang::Ru, "after-the-day")[0].ends_with("во внимание не приняты: 1 марта 2026 г."));
        assert_eq!(of(Lang::Ru, "nothing-of"), ["В исходных данных нет ни одной строки этой Стороны."]);
    }

    #[test]
    fn readings_follow_in_the_order_of_the_instrument_whatever_that_of_the_finding() {
        let (instrument, locale) = (fixture::instrument(), Locale::new(Lang::En));
        let withheld = fixture::findings().into_iter().find(|one| one.fact.code() == "not-provided").unwrap();
        assert_eq!(withheld.readings[0].party.as_str(), "RU");
        let told = readings(Teller::new(&locale, &instrument), &withheld.readings);
        assert_eq!([&*told[0].0, &*told[1].0], ["United States", "Russia"]);
    }

    #[test]
    fn both_readings_follow_in_their_order() {
        let (instrument, locale) = (fixture::instrument(), Locale::new(Lang::En));
        let findings = fixture::findings();
        let disputed =
            findings.iter().find(|finding| finding.readings.iter().any(|read| read.count.is_some())).unwrap();
        let told = readings(Teller::new(&locale, &instrument), &disputed.readings);
        assert_eq!(told[0], ("United States".into(), "Counted so. Count by this reading: 800.".into()));
        assert_eq!(told[1], ("Russia".into(), "Counted so. Count by this reading: 901.".into()));
    }

    #[test]
    fn many_days_are_counted_rather_than_listed() {
        let (instrument, locale) = (fixture::instrument(), Locale::new(Lang::Ru));
        let teller = Teller::new(&locale, &instrument);
        let days = vec![fixture::date(2020, 3, 1); DATES_MAX + 1];
        assert!(dates(teller, &days).ends_with("2020\u{A0}г. и ещё 1 день."));
    }
}
