//! A finding's message while it is given its arguments, each of which is owned until all are there.

use crate::locale::Arg;
use crate::teller::Teller;
use treaty::instrument::Kind;
use treaty::{Date, Id};

/// A message of a finding that is being given its arguments.
pub(crate) struct Message<'a> {
    teller: Teller<'a>,
    key: String,
    args: Vec<(&'static str, Given)>,
}

enum Given {
    Words(String),
    Number(u64),
    Day(Date),
}

impl<'a> Message<'a> {
    pub(crate) fn new(teller: Teller<'a>, code: &str) -> Self {
        Self::of(teller, &format!("finding-{code}"))
    }

    /// A message of another key: a part of a sentence.
    pub(crate) fn of(teller: Teller<'a>, key: &str) -> Self {
        Self { teller, key: key.to_owned(), args: Vec::new() }
    }

    /// The same with another ending of its key, where something is missing.
    pub(crate) fn but(mut self, ending: &str) -> Self {
        self.key = format!("{}-{ending}", self.key);
        self
    }

    /// The same with another ending of its key where something is so.
    pub(crate) fn but_where(self, is_so: bool, ending: &str) -> Self {
        if is_so { self.but(ending) } else { self }
    }

    fn with(mut self, arg: &'static str, given: Given) -> Self {
        self.args.push((arg, given));
        self
    }

    pub(crate) fn words(self, arg: &'static str, words: String) -> Self {
        self.with(arg, Given::Words(words))
    }

    pub(crate) fn number(self, arg: &'static str, number: u64) -> Self {
        self.with(arg, Given::Number(number))
    }

    pub(crate) fn day(self, arg: &'static str, day: Date) -> Self {
        self.with(arg, Given::Day(day))
    }

    /// What a clause is called.
    pub(crate) fn name(self, arg: &'static str, kind: Kind, id: &Id) -> Self {
        let name = self.teller.name(kind, id);
        self.words(arg, name)
    }

    /// An act: its title and its day.
    pub(crate) fn act(self, id: &Id) -> Self {
        let act = self.teller.of.act(id);
        let title = act.map_or_else(|| id.to_string(), |act| self.teller.text(&act.title));
        let day = act.map_or_else(|| "—".to_owned(), |act| self.teller.locale.date(act.date));
        self.words("act", title).words("date", day)
    }

    pub(crate) fn told(&self) -> String {
        let args: Vec<_> = self.args.iter().map(|(name, given)| (*name, given.arg())).collect();
        self.teller.say(&self.key, &args)
    }
}

impl Given {
    fn arg(&self) -> Arg<'_> {
        match self {
            Self::Words(words) => Arg::Words(words),
            Self::Number(number) => Arg::Number(*number),
            Self::Day(day) => Arg::Day(*day),
        }
    }
}
