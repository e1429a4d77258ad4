//! The words of one language: messages by key, plurals, numbers and dates.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use std::fmt::Write;
use treaty::instrument::Instrument;
use treaty::refer::Said;
use treaty::{Date, Lang, Text};

const MESSAGES: [(Lang, &[&str]); 2] = [
    (
        Lang::En,
        &[
            include_str!("../locales/terms.en.ftl"),
            include_str!("../locales/assessment.en.ftl"),
            include_str!("../locales/treaty.en.ftl"),
            include_str!("../locales/inspect.en.ftl"),
            include_str!("../locales/plan.en.ftl"),
            include_str!("../locales/regime.en.ftl"),
            include_str!("../locales/compare.en.ftl"),
            include_str!("../locales/page.en.ftl"),
            include_str!("../locales/web.en.ftl"),
        ],
    ),
    (
        Lang::Ru,
        &[
            include_str!("../locales/terms.ru.ftl"),
            include_str!("../locales/assessment.ru.ftl"),
            include_str!("../locales/treaty.ru.ftl"),
            include_str!("../locales/inspect.ru.ftl"),
            include_str!("../locales/plan.ru.ftl"),
            include_str!("../locales/regime.ru.ftl"),
            include_str!("../locales/compare.ru.ftl"),
            include_str!("../locales/page.ru.ftl"),
            include_str!("../locales/web.ru.ftl"),
        ],
    ),
];

/// A language with its messages.
pub struct Locale {
    /// Which.
    pub lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

/// An argument of a message.
pub enum Arg<'a> {
    /// Words.
    Words(&'a str),
    /// A number, which also chooses the plural.
    Number(u64),
    /// A day.
    Day(Date),
}

impl Locale {
    /// The messages of a language.
    ///
    /// # Panics
    /// Where a message file does not parse: it is part of the program, and a test reads them all.
    pub fn new(lang: Lang) -> Self {
        let id = lang.code().parse().expect("a language code");
        let mut bundle = FluentBundle::new(vec![id]);
        bundle.set_use_isolating(false);
        for source in MESSAGES.iter().filter(|(of, _)| *of == lang).flat_map(|(_, sources)| *sources) {
            let resource = FluentResource::try_new((*source).to_owned()).expect("a message file that parses");
            bundle.add_resource(resource).expect("messages with different keys");
        }
        Self { lang, bundle }
    }

    /// The message of a key that takes no arguments.
    pub fn word(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// The message of a key. A number given as `count` chooses the plural and is shown, grouped, as `{$count-shown}`.
    ///
    /// # Panics
    /// Where there is no such message: keys stand in code, and tests say every one of them.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut given = FluentArgs::new();
        for (name, arg) in args {
            match arg {
                Arg::Words(words) => given.set(*name, *words),
                Arg::Day(day) => given.set(*name, self.date(*day)),
                Arg::Number(number) => {
                    given.set(*name, *number);
                    given.set(format!("{name}-shown"), self.number(*number));
                }
            }
        }
        let message = self.bundle.get_message(key).and_then(|message| message.value());
        let pattern = message.unwrap_or_else(|| panic!("no message `{key}` in {}", self.lang.code()));
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{key}: {errors:?}");
        said
    }

    /// Whether there is such a message: a file may bring words of its own, for which there is none.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A text in this language.
    pub fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.in_lang(self.lang)
    }

    /// A text of an instrument in this language, with the numbers to which it refers.
    pub fn said(&self, instrument: &Instrument, text: &Text) -> String {
        let mut told = String::new();
        for piece in instrument.said(text.in_lang(self.lang)) {
            match piece {
                Said::Words(words) => told.push_str(words),
                Said::Number(number) => told.push_str(&self.number(u64::from(number))),
                Said::Day(day) => told.push_str(&self.date(day)),
            }
        }
        told
    }

    /// A number with its thousands grouped: 1,550 or 1 550 (with a no-break space).
    pub fn number(&self, number: u64) -> String {
        let gap = match self.lang {
            Lang::En => ',',
            Lang::Ru => '\u{A0}',
        };
        let digits = number.to_string();
        let mut shown = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                shown.push(gap);
            }
            shown.push(digit);
        }
        shown
    }

    /// A day: 5 February 2018, or 5 февраля 2018 г.
    pub fn date(&self, day: Date) -> String {
        const EN: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        const RU: [&str; 12] = [
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ];
        let month = usize::try_from(day.month() - 1).unwrap_or(0);
        let mut shown = String::new();
        let written = match self.lang {
            Lang::En => write!(shown, "{}\u{A0}{} {}", day.day(), EN[month], day.year()),
            Lang::Ru => write!(shown, "{}\u{A0}{} {}\u{A0}г.", day.day(), RU[month], day.year()),
        };
        debug_assert!(written.is_ok());
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locales() -> [Locale; 2] {
        Lang::ALL.map(Locale::new)
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        let keys = |lang: Lang| {
            let sources = MESSAGES.iter().filter(|(of, _)| *of == lang).flat_map(|(_, sources)| *sources);
            let lines = sources.flat_map(|source| source.lines());
            let keys = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            let mut keys: Vec<_> = keys.filter_map(|line| line.split_once(" =")).map(|(key, _)| key).collect();
            keys.sort_unstable();
            keys
        };
        assert_eq!(keys(Lang::En), keys(Lang::Ru));
    }

    #[test]
    fn numbers_and_dates_are_written_as_each_language_writes_them() {
        let [en, ru] = locales();
        let day = Date::constant(2018, 2, 5);
        assert_eq!([en.number(1550), ru.number(1550)], ["1,550", "1\u{A0}550"]);
        assert_eq!([en.number(7), en.number(1_234_567)], ["7", "1,234,567"]);
        assert_eq!(en.date(day), "5\u{A0}February 2018");
        assert_eq!(ru.date(day), "5\u{A0}февраля 2018\u{A0}г.");
    }

    #[test]
    fn a_warhead_is_counted_rightly_in_russian() {
        let [_, ru] = locales();
        let said = |count| ru.say("warheads", &[("count", Arg::Number(count))]);
        assert_eq!(
            [1, 2, 5, 11, 21, 1550].map(said),
            ["1 боезаряд", "2 боезаряда", "5 боезарядов", "11 боезарядов", "21 боезаряд", "1\u{A0}550 боезарядов"]
        );
    }
}
