//! A word for each value that a treaty file or a talks file can hold, in either language.
//!
//! Keys are made of the file's own words, so that `authority = "press"` is said by the message `authority-press`; tests say every one of them.

use crate::Locale;
use crate::locale::Arg;
use treaty::instrument::{
    ActKind, ArticleNumber, ClockSort, FacilitySort, Form, KeyRole, Kind, Nature, Opened, Parameter, ParameterUnit,
    Readers, Sort,
};
use treaty::measure::{Measure, Preset};
use treaty::source::{Authority, Mark};
use treaty::talks::Voice;
use treaty::time::{Date, Span};
use treaty::timeline::State;
use treaty::trace::Enforcement;

/// A value that has a word in the file and, under a key made of it, a message.
pub trait Told: Sized {
    /// What its keys begin with.
    const KEY: &'static str;

    /// Its word in a file or in JSON.
    fn word(self) -> &'static str;

    /// It, told in a language.
    fn told(self, locale: &Locale) -> String {
        locale.word(&format!("{}-{}", Self::KEY, self.word()))
    }
}

fn word_of<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> &'static str {
    words.iter().find(|(_, known)| known == value).map_or("", |(word, _)| word)
}

macro_rules! told {
    ($($type:ty = $key:literal,)*) => {
        $(impl Told for $type {
            const KEY: &'static str = $key;
            fn word(self) -> &'static str { word_of(&Self::WORDS, &self) }
        })*
    };
}

told! {
    Form = "form",
    Sort = "sort",
    FacilitySort = "facility",
    ClockSort = "clock",
    Readers = "readers",
    Opened = "opened",
    KeyRole = "key-role",
    Measure = "measure",
    Authority = "authority",
    Mark = "mark",
    Voice = "voice",
    Enforcement = "rule",
}

impl Told for Kind {
    const KEY: &'static str = "kind";
    fn word(self) -> &'static str {
        Self::word(self)
    }
}

impl Told for Preset {
    const KEY: &'static str = "rung";
    fn word(self) -> &'static str {
        ["l0", "l1", "l2", "l3", "l4", "l5"][self as usize]
    }
}

impl Told for Nature {
    const KEY: &'static str = "nature";
    fn word(self) -> &'static str {
        match self {
            Self::Historical => "historical",
            Self::Offer => "offer",
            Self::Illustrative => "illustrative",
        }
    }
}

impl Told for State {
    const KEY: &'static str = "state";
    fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Provisional => "provisional",
            Self::NotBinding => "not-binding",
            Self::Contested => "contested",
            Self::Bracketed => "bracketed",
            Self::Conditional => "conditional",
            Self::Silent => "silent",
            Self::Proposed => "proposed",
            Self::NotYet => "not-yet",
            Self::Ended => "ended",
        }
    }
}

impl Told for &ActKind {
    const KEY: &'static str = "act";
    fn word(self) -> &'static str {
        match self {
            ActKind::Signature => "signature",
            ActKind::Ratification => "ratification",
            ActKind::EntryIntoForce => "entry-into-force",
            ActKind::Accession => "accession",
            ActKind::Extension { .. } => "extension",
            ActKind::Suspension { .. } => "suspension",
            ActKind::Resumption => "resumption",
            ActKind::Withholding { .. } => "withholding",
            ActKind::Withdrawal => "withdrawal",
            ActKind::Expiry => "expiry",
            ActKind::Dispute => "dispute",
            ActKind::Statement => "statement",
        }
    }
}

/// A span of time: 30 days, 30 дней.
pub fn span(locale: &Locale, span: Span) -> String {
    counted(locale, "span", span.unit.word(), span.count)
}

/// A span as it stands after "within", "not later than": in Russian, in the accusative.
pub fn within(locale: &Locale, span: Span) -> String {
    counted(locale, "within", span.unit.word(), span.count)
}

/// A parameter's number with its unit.
pub fn parameter(locale: &Locale, parameter: &Parameter) -> String {
    let unit = word_of(&ParameterUnit::WORDS, &parameter.unit);
    counted(locale, "unit", unit, parameter.value)
}

fn counted(locale: &Locale, key: &str, unit: &str, count: u32) -> String {
    locale.say(&format!("{key}-{unit}"), &[("count", Arg::Number(u64::from(count)))])
}

/// A day of every year: 1 March, 1 марта.
pub fn day_of_year(locale: &Locale, month: i8, day: i8) -> String {
    let shown = Date::new(2023, month, day).map(|day| locale.date(day)).unwrap_or_default();
    shown.split(' ').next().unwrap_or_default().to_owned()
}

/// An article's number. Parts that are words, such as `Protocol Part Four`, are said in the language; what a file made up stays as it is.
pub fn article(locale: &Locale, number: &ArticleNumber) -> String {
    let words: Vec<_> = number.0.split(' ').collect();
    let is_roman = |word: &str| word.starts_with(|c: char| "IVXLC".contains(c));
    if words.len() == 1 && is_roman(words[0]) {
        return locale.say("article-number", &[("number", Arg::Words(&number.0))]);
    }
    let (mut told, mut at) = (String::new(), 0);
    while at < words.len() {
        let phrase = (at + 1..=words.len()).rev().find_map(|end| {
            let key = format!("number-{}", words[at..end].join("-").to_lowercase());
            let spelt = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            (spelt && locale.has(&key)).then(|| (locale.word(&key), end))
        });
        let is_phrase = phrase.is_some();
        let (words, end) = phrase.unwrap_or_else(|| (words[at].to_owned(), at + 1));
        told.push_str(&words);
        at = end;
        if at < number.0.split(' ').count() {
            told.push_str(if is_phrase { ", " } else { "\u{A0}" });
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use treaty::Lang;
    use treaty::time::Unit;

    fn all<T: Told + Copy>(locale: &Locale, values: impl IntoIterator<Item = T>) {
        for value in values {
            assert!(!value.told(locale).is_empty());
        }
    }

    fn of<T: Copy>(words: &[(&'static str, T)]) -> Vec<T> {
        words.iter().map(|(_, value)| *value).collect()
    }

    #[test]
    fn every_value_of_a_file_is_told_in_both_languages() {
        for locale in Lang::ALL.map(Locale::new) {
            all(&locale, of(&Form::WORDS));
            all(&locale, of(&Sort::WORDS));
            all(&locale, of(&FacilitySort::WORDS));
            all(&locale, of(&ClockSort::WORDS));
            all(&locale, of(&Readers::WORDS));
            all(&locale, of(&Opened::WORDS));
            all(&locale, of(&KeyRole::WORDS));
            all(&locale, of(&Measure::WORDS));
            all(&locale, of(&Authority::WORDS));
            all(&locale, of(&Mark::WORDS));
            all(&locale, of(&Voice::WORDS));
            all(&locale, of(&Enforcement::WORDS));
            all(&locale, Kind::ALL.iter().copied());
            all(&locale, Preset::ALL);
            all(&locale, [Nature::Historical, Nature::Offer, Nature::Illustrative]);
            for measure in of(&Measure::WORDS) {
                assert!(locale.word(&format!("measure-{}-knows", measure.word())).len() > 10);
                assert!(locale.word(&format!("measure-{}-reveals", measure.word())).len() > 5);
            }
        }
    }

    #[test]
    fn every_state_and_act_is_told_in_both_languages() {
        use State::{
            Bracketed, Conditional, Contested, Ended, Holds, NotBinding, NotYet, Proposed, Provisional, Silent,
        };
        let states =
            [Holds, Provisional, NotBinding, Contested, Bracketed, Conditional, Silent, Proposed, NotYet, Ended];
        let until = Date::constant(2026, 2, 5);
        let suspension = ActKind::Suspension { suspends: treaty::instrument::Keeps::All, keeps: Vec::new() };
        let withholding = ActKind::Withholding { clock: treaty::Id::default(), exchange: until };
        let plain = [ActKind::Signature, ActKind::Ratification, ActKind::EntryIntoForce, ActKind::Accession];
        let later = [ActKind::Resumption, ActKind::Withdrawal, ActKind::Expiry, ActKind::Dispute, ActKind::Statement];
        for locale in Lang::ALL.map(Locale::new) {
            all(&locale, states);
            all(&locale, plain.iter().chain(&later).chain([&ActKind::Extension { until }, &suspension, &withholding]));
        }
    }

    #[test]
    fn spans_and_units_have_the_plural_of_their_number() {
        let [en, ru] = Lang::ALL.map(Locale::new);
        let days = |locale: &Locale, count| span(locale, Span { count, unit: Unit::Days }).replace('\u{A0}', " ");
        assert_eq!([1, 2, 5, 11, 21].map(|n| days(&ru, n)), ["1 день", "2 дня", "5 дней", "11 дней", "21 день"]);
        assert_eq!([1, 2].map(|n| days(&en, n)), ["1 day", "2 days"]);
        let years = |count| span(&ru, Span { count, unit: Unit::Years }).replace('\u{A0}', " ");
        assert_eq!([1, 2, 5, 10, 21].map(years), ["1 год", "2 года", "5 лет", "10 лет", "21 год"]);
        let minute = Span { count: 1, unit: Unit::Minutes };
        assert_eq!(within(&ru, minute).replace('\u{A0}', " "), "1 минуту");
        for locale in [&en, &ru] {
            for count in [0, 1, 2, 5, 11, 21, 1500] {
                for unit in of(&ParameterUnit::WORDS) {
                    assert!(!parameter(locale, &Parameter { value: count, unit }).is_empty());
                }
                for unit in Unit::ALL {
                    assert!(!span(locale, Span { count, unit }).is_empty());
                    assert!(!within(locale, Span { count, unit }).is_empty());
                }
            }
        }
    }

    #[test]
    fn an_articles_number_is_said_in_the_language() {
        let [en, ru] = Lang::ALL.map(Locale::new);
        let say = |locale: &Locale, number: &str| article(locale, &ArticleNumber(number.into())).replace('\u{A0}', " ");
        assert_eq!([say(&en, "XIV.2"), say(&ru, "XIV.2")], ["Article XIV.2", "Статья XIV.2"]);
        assert_eq!(say(&ru, "Protocol Part Four II.3"), "Протокол, глава четвёртая, II.3");
        assert_eq!(say(&en, "Protocol Part Four II.3"), "Protocol, Part Four, II.3");
        assert_eq!(say(&ru, "US 3"), "US 3");
        assert_eq!(
            say(&ru, "Protocol Part Nine First Agreed Statement"),
            "Протокол, глава девятая, первое согласованное заявление"
        );
        assert_eq!([day_of_year(&en, 3, 1), day_of_year(&ru, 9, 1)], ["1\u{A0}March", "1\u{A0}сентября"]);
    }
}
