//! One instrument told in one language: the names of its parties, classes, acts and sources.

use crate::Locale;
use crate::locale::Arg;
use crate::vocabulary::{self, Told};
use audit::assessment::Author;
use treaty::instrument::{Act, ArticleNumber, Counted, Instrument, Kind, Reading};
use treaty::source::{Mark, Source, SourceKey};
use treaty::time::{Date, Moment};
use treaty::{Id, PartyCode, Text};

/// An instrument with the language in which it is told.
#[derive(Clone, Copy)]
pub(crate) struct Teller<'a> {
    pub(crate) locale: &'a Locale,
    pub(crate) of: &'a Instrument,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(locale: &'a Locale, of: &'a Instrument) -> Self {
        Self { locale, of }
    }

    pub(crate) fn word(self, key: &str) -> String {
        self.locale.word(key)
    }

    pub(crate) fn say(self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.locale.say(key, args)
    }

    /// A message with one piece of words in it.
    pub(crate) fn with(self, key: &str, name: &str, words: &str) -> String {
        self.locale.say(key, &[(name, Arg::Words(words))])
    }

    /// A message with one day in it.
    pub(crate) fn dated(self, key: &str, day: Date) -> String {
        self.locale.say(key, &[("day", Arg::Day(day))])
    }

    pub(crate) fn text(self, text: &Text) -> String {
        self.locale.said(self.of, text)
    }

    /// A party's short name.
    pub(crate) fn party(self, code: &PartyCode) -> String {
        let known = self.of.parties.iter().chain(&self.of.observers).find(|party| party.code == *code);
        known.map_or_else(|| code.to_string(), |party| self.text(&party.short))
    }

    /// Who keeps a record: a party's short name, or what a witness is called.
    pub(crate) fn author(self, author: &Author) -> String {
        match author {
            Author::Party(code) => self.party(code),
            Author::Witness(id) => {
                self.of.witness(id).map_or_else(|| id.to_string(), |witness| self.text(&witness.name))
            }
        }
    }

    pub(crate) fn parties(self, codes: &[PartyCode]) -> String {
        list(codes.iter().map(|code| self.party(code)))
    }

    /// What a clause is called; its name in the file where it has no other.
    pub(crate) fn name(self, kind: Kind, id: &Id) -> String {
        let named = self.of.clause(kind, id).and_then(|clause| clause.name.as_ref());
        named.map_or_else(|| id.to_string(), |name| self.text(name))
    }

    pub(crate) fn names(self, kind: Kind, ids: &[Id]) -> String {
        list(ids.iter().map(|id| self.name(kind, id)))
    }

    pub(crate) fn article(self, number: &ArticleNumber) -> String {
        vocabulary::article(self.locale, number)
    }

    pub(crate) fn articles(self, numbers: &[ArticleNumber]) -> String {
        list(numbers.iter().map(|number| self.article(number)))
    }

    /// An event, fit to stand after "before" or "after": an act, a word that has a message, or a word of the file's own.
    pub(crate) fn event(self, id: &Id) -> String {
        let key = format!("event-{id}");
        if self.locale.has(&key) {
            return self.word(&key);
        }
        match self.of.act(id) {
            Some(act) => self.with("event-act", "title", &self.text(&act.title)),
            None => self.with("event-own", "word", &id.as_str().replace('-', " ")),
        }
    }

    /// A moment: its day, and how that is reached.
    pub(crate) fn moment(self, moment: &Moment) -> String {
        let (span, act) = match moment {
            Moment::On(day) => return self.locale.date(*day),
            Moment::After(span, act) => (*span, act),
        };
        let (after, event) = (vocabulary::within(self.locale, span), self.event(act));
        let counted = self.say("moment-after", &[("span", Arg::Words(&after)), ("event", Arg::Words(&event))]);
        match self.of.day(moment) {
            Some(day) => self.say("moment-day", &[("day", Arg::Day(day)), ("counted", Arg::Words(&counted))]),
            None => counted,
        }
    }

    /// What counts: each class, and for how much where that is not one.
    pub(crate) fn counts(self, counts: &[Counted]) -> String {
        list(counts.iter().map(|counted| {
            let mut told = self.name(Kind::Class, &counted.class);
            if counted.each != 1 {
                told = self.say(
                    "counts-for",
                    &[("class", Arg::Words(&told)), ("count", Arg::Number(u64::from(counted.each)))],
                );
            }
            match &counted.from {
                Some(from) => {
                    self.say("counts-from", &[("class", Arg::Words(&told)), ("from", Arg::Words(&self.moment(from)))])
                }
                None => told,
            }
        }))
    }

    /// A source in one line, with its mark where it is not confirmed.
    pub(crate) fn source(self, key: &SourceKey, mark: Mark) -> String {
        let told = self.of.sources.get(key).map_or_else(|| key.to_string(), |of| source(self.locale, of));
        with_mark(self.locale, told, mark)
    }

    /// An act in one line: its title and its day.
    pub(crate) fn act(self, act: &Act) -> String {
        self.say("act-of", &[("title", Arg::Words(&self.text(&act.title))), ("day", Arg::Day(act.date))])
    }

    /// Things of the parties in the order in which the instrument names these; those of others after them, each in its place.
    pub(crate) fn in_order<T>(self, things: &[T], party: impl Fn(&T) -> Option<&PartyCode>) -> Vec<&T> {
        let mut ordered: Vec<_> = things.iter().collect();
        ordered.sort_by_key(|thing| {
            let place = party(thing).and_then(|code| self.of.parties.iter().position(|party| party.code == *code));
            place.unwrap_or(usize::MAX)
        });
        ordered
    }

    /// Who reads it how, each with what that reading says. A dispute's reading also says what it counts.
    pub(crate) fn readings(self, readings: &[Reading], is_dispute: bool) -> Vec<(String, String)> {
        let one = |(index, reading): (usize, &Reading)| {
            let who = match &reading.party {
                Some(code) => self.party(code),
                None => self.say("reading-number", &[("count", Arg::Number(index as u64 + 1))]),
            };
            (who, self.reading(reading, is_dispute))
        };
        let numbered: Vec<_> = readings.iter().enumerate().collect();
        self.in_order(&numbered, |(_, reading)| reading.party.as_ref()).into_iter().copied().map(one).collect()
    }

    fn reading(self, reading: &Reading, is_dispute: bool) -> String {
        let mut told = self.text(&reading.text);
        let mut add = |more: String| {
            told.push(' ');
            told.push_str(&more);
        };
        if let Some(value) = reading.value {
            add(self.with("reading-value", "value", &self.locale.number(u64::from(value))));
        }
        match reading.effect {
            Some(true) => add(self.word("reading-effect")),
            Some(false) => add(self.word("reading-no-effect")),
            None => {}
        }
        match (is_dispute, reading.counts.is_empty()) {
            (_, false) => add(self.with("reading-counts", "classes", &self.counts(&reading.counts))),
            (true, true) => add(self.word("reading-counts-nothing")),
            (false, true) => {}
        }
        told
    }
}

/// A source in one line: title, authority, day.
pub(crate) fn source(locale: &Locale, source: &Source) -> String {
    let authority = source.authority.told(locale);
    let args = [("title", Arg::Words(&source.title)), ("authority", Arg::Words(&authority))];
    let [title, authority] = args;
    match source.date {
        Some(day) => locale.say("source-dated", &[title, authority, ("day", Arg::Day(day))]),
        None => locale.say("source-undated", &[title, authority]),
    }
}

/// Adds a mark where something is not confirmed.
pub(crate) fn with_mark(locale: &Locale, told: String, mark: Mark) -> String {
    match mark {
        Mark::Confirmed => told,
        _ => locale.say("told-marked", &[("told", Arg::Words(&told)), ("mark", Arg::Words(&mark.told(locale)))]),
    }
}

/// Several things in one line.
pub(crate) fn list(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().collect::<Vec<_>>().join(", ")
}
