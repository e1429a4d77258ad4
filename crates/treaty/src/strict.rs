//! A TOML table read strictly: every key is asked for by name, and whatever nobody asked for is an error.
//!
//! A read never fails: what is missing or of the wrong type is reported to the [`Log`] and stands in as an empty value, so that one
//! pass finds every problem. Whoever built something from such a table throws it away when the log holds an error.

use crate::diagnostic::{Diagnostic, Level, Place, nearest, show};
use crate::source::{Source, SourceKey};
use crate::text::{Id, PartyCode, Stray, Text, hidden, stray};
use crate::time::{Date, Moment, SPAN_MAX, Span, Unit};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The longest string that is read, in bytes.
pub(crate) const STRING_MAX: usize = 4_000;

/// The most problems that are told one by one, so that a hostile file makes no report without end.
pub(crate) const PROBLEMS_MAX: usize = 500;

/// The most words that a remedy lists.
pub(crate) const LISTED_MAX: usize = 40;

/// The code of what is not TOML.
const SYNTAX: &str = "syntax";
/// The code of a day that the calendar does not have.
const NO_SUCH_DAY: &str = "no-such-day";

/// The most entries that a list may have, so that no check runs for long on a hostile file.
pub(crate) const ENTRIES_MAX: usize = 2_000;

/// Reads a file strictly, whatever its format is: `read` asks its outermost table for everything that it may hold, and calls [`Table::finish`].
///
/// # Errors
/// Every problem of the file, in its order. `spec` is the page that describes the format.
pub fn file<T>(bytes: &[u8], spec: &str, read: impl FnOnce(&Table<'_>) -> Option<T>) -> Result<T, Vec<Diagnostic>> {
    let log = Log::default();
    let source = crate::parse::source_text(bytes).map_err(|problem| vec![*problem])?;
    let (document, errors) = DeTable::parse_recoverable(source);
    log.push_syntax(&errors, spec);
    let found = read(&Table::new(document.get_ref(), 0..source.len().min(1), "the file", &log));
    match found {
        Some(found) if !log.has_errors() => Ok(found),
        _ => Err(log.into_diagnostics()),
    }
}

/// Problems found so far.
#[derive(Default)]
pub struct Log(RefCell<Vec<Diagnostic>>);

impl Log {
    /// Adds a problem; beyond a limit it is only said that there are more.
    pub fn push(&self, diagnostic: Diagnostic) {
        let mut all = self.0.borrow_mut();
        match all.len() {
            full if full < PROBLEMS_MAX => all.push(diagnostic),
            PROBLEMS_MAX => {
                let more =
                    Diagnostic::at(Level::Error, "too-many-problems", Place::File, "more problems are not told here");
                all.push(more.help("mend these first, and check the file again"));
            }
            _ => {}
        }
    }

    /// Whether another problem would not be told: what it takes to describe one can be saved.
    pub(crate) fn is_full(&self) -> bool {
        self.0.borrow().len() > PROBLEMS_MAX
    }

    /// What the TOML parser refused.
    pub(crate) fn push_syntax(&self, errors: &[toml::de::Error], spec: &str) {
        for error in errors {
            let (code, label) = if error.message().contains("expected day") {
                (NO_SUCH_DAY, "no such day")
            } else {
                (SYNTAX, "not TOML 1.0")
            };
            let help = match code {
                NO_SUCH_DAY => "look the month's length up, and leap years".to_owned(),
                _ => format!("the format is described in {spec}"),
            };
            let span = error.span().unwrap_or(0..0);
            self.push(Diagnostic::error(code, span, show(error.message())).label(label).help(help));
        }
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.0.borrow().iter().any(|d| d.level == Level::Error)
    }

    /// All of them in the order of the file.
    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut all = self.0.into_inner();
        // what is not TOML is read as something else; its own error says enough
        let broken: Vec<_> =
            all.iter().filter(|d| d.code == SYNTAX || d.code == NO_SUCH_DAY).map(|d| d.place.clone()).collect();
        all.retain(|d| d.code != "wrong-type" || !broken.contains(&d.place));
        all.sort_by_key(|d| match &d.place {
            Place::Bytes(span) => (span.start, span.end),
            _ => (usize::MAX, 0),
        });
        all.dedup();
        all
    }
}

/// A value with the bytes at which it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// The bytes, half open.
    pub span: Range<usize>,
}

/// A table, what it is called in messages, and which of its keys were asked for.
pub struct Table<'a> {
    table: &'a DeTable<'a>,
    /// The bytes at which it stands.
    pub span: Range<usize>,
    name: String,
    asked: RefCell<BTreeSet<&'static str>>,
    /// Where its problems are told.
    pub log: &'a Log,
}

impl<'a> Table<'a> {
    pub(crate) fn new(table: &'a DeTable<'a>, span: Range<usize>, name: impl Into<String>, log: &'a Log) -> Self {
        Self { table, span, name: name.into(), asked: RefCell::default(), log }
    }

    /// The value under `key`, which from now on is known.
    pub(crate) fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().insert(key);
        self.table.get(key)
    }

    /// Whether the key stands there.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The entries of a table whose keys are names of the file's own.
    pub(crate) fn entries(&self) -> Vec<(At<String>, Table<'a>)> {
        let entry = |(key, value): (&'a Spanned<_>, &'a Spanned<DeValue<'a>>)| {
            let name: &std::borrow::Cow<'_, str> = key.get_ref();
            let key = At { value: name.to_string(), span: key.span() };
            match value.get_ref() {
                DeValue::Table(table) => {
                    let name = format!("{}.{}", self.name, key.value);
                    Some((key.clone(), Table::new(table, key.span, name, self.log)))
                }
                other => {
                    self.wrong_type(&key.value, "a table", other, value.span());
                    None
                }
            }
        };
        self.table.iter().filter_map(entry).collect()
    }

    /// Reports every key that nobody asked for.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table {
            let word: &str = key.get_ref();
            if asked.contains(word) || self.log.is_full() {
                continue;
            }
            let help = match nearest(word, asked.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", asked.iter().copied().collect::<Vec<_>>().join(", ")),
            };
            self.log.push(
                Diagnostic::error("unknown-key", key.span(), format!("`{}` has no `{}`", self.name, show(word)))
                    .label("unknown key")
                    .help(help),
            );
        }
    }

    /// Reports a key that must stand there and does not, with an example of it.
    pub fn missing(&self, key: &str, example: &str) {
        self.log.push(
            Diagnostic::error("missing-key", self.span.clone(), format!("`{}` lacks `{key}`", self.name))
                .label("here")
                .help(format!("add `{example}`")),
        );
    }

    fn wrong_type(&self, key: &str, wanted: &str, found: &DeValue<'_>, span: Range<usize>) {
        let message = format!("`{}` of `{}` must be {wanted}, not {}", show(key), self.name, kind(found));
        self.log.push(
            Diagnostic::error("wrong-type", span, message).label(kind(found)).help(format!("write {wanted} here")),
        );
    }

    /// A string; nothing where the key is missing.
    pub fn string(&self, key: &'static str) -> Option<At<String>> {
        let value = self.get(key)?;
        let span = value.span();
        match value.get_ref() {
            DeValue::String(text) => {
                let value = check_string(self.log, text, &span);
                Some(At { value, span })
            }
            other => {
                self.wrong_type(key, "a string", other, span.clone());
                Some(At { value: String::new(), span })
            }
        }
    }

    /// A string that must stand there.
    pub fn need_string(&self, key: &'static str, example: &str) -> At<String> {
        self.string(key).unwrap_or_else(|| {
            self.missing(key, example);
            At { value: String::new(), span: self.span.clone() }
        })
    }

    /// A string spelt as a name; `None` where the key is missing, an empty name where it is misspelt.
    pub fn id(&self, key: &'static str) -> Option<At<Id>> {
        self.string(key).map(|text| self.as_id(text))
    }

    /// A name that must stand there.
    pub fn need_id(&self, key: &'static str, example: &str) -> At<Id> {
        let text = self.need_string(key, example);
        if self.has(key) { self.as_id(text) } else { At { value: Id::default(), span: text.span } }
    }

    fn as_id(&self, text: At<String>) -> At<Id> {
        let value = Id::new(&text.value).unwrap_or_else(|| {
            if !text.value.is_empty() {
                let message = format!("`{}` is not spelt as a name", show(&text.value));
                let help = "names are lower-case letters, digits and hyphens, and start with a letter";
                self.log.push(Diagnostic::error("bad-name", text.span.clone(), message).label("not a name").help(help));
            }
            Id::default()
        });
        At { value, span: text.span }
    }

    pub(crate) fn ids(&self, key: &'static str) -> Vec<At<Id>> {
        self.strings(key).into_iter().map(|text| self.as_id(text)).collect()
    }

    /// The code of a party; nothing where the key is missing, an empty one where it is misspelt.
    pub fn party(&self, key: &'static str) -> Option<At<PartyCode>> {
        self.string(key).map(|text| self.as_party(text))
    }

    pub(crate) fn parties(&self, key: &'static str) -> Vec<At<PartyCode>> {
        self.strings(key).into_iter().map(|text| self.as_party(text)).collect()
    }

    fn as_party(&self, text: At<String>) -> At<PartyCode> {
        let value = PartyCode::new(&text.value).unwrap_or_else(|| {
            if !text.value.is_empty() {
                let message = format!("`{}` is not a party's code", show(&text.value));
                let help = "codes are two to eight capital letters or digits, such as \"US\"";
                self.log.push(Diagnostic::error("bad-name", text.span.clone(), message).label("not a code").help(help));
            }
            PartyCode::default()
        });
        At { value, span: text.span }
    }

    /// One of a few words, each standing for a value.
    pub fn word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<At<T>> {
        self.as_word(key, self.string(key)?, words)
    }

    /// Several words of the file, each one of these.
    pub(crate) fn words<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Vec<At<T>> {
        self.strings(key).into_iter().filter_map(|text| self.as_word(key, text, words)).collect()
    }

    fn as_word<T: Copy>(&self, key: &str, text: At<String>, words: &[(&'static str, T)]) -> Option<At<T>> {
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(At { value: *value, span: text.span });
        }
        let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let help = match nearest(&text.value, known.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("one of: {}", known.join(", ")),
        };
        let message = format!("`{key}` of `{}` cannot be \"{}\"", self.name, show(&text.value));
        self.log.push(Diagnostic::error("unknown-word", text.span, message).label("unknown word").help(help));
        None
    }

    /// One of a few words, that must stand there.
    pub fn need_word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<At<T>> {
        if !self.has(key) {
            let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            self.get(key);
            self.missing(key, &format!("{key} = \"{}\"", known.join("\" | \"")));
        }
        self.word(key, words)
    }

    /// A truth value, where one stands there.
    pub fn boolean(&self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Boolean(yes) => Some(*yes),
            other => {
                self.wrong_type(key, "true or false", other, value.span());
                None
            }
        }
    }

    /// A whole number from 0 to `u32::MAX`.
    pub fn number(&self, key: &'static str) -> Option<At<u32>> {
        let value = self.get(key)?;
        self.as_number(key, value)
    }

    /// A list of whole numbers from 0 to 2^32 − 1.
    pub fn numbers(&self, key: &'static str) -> Vec<At<u32>> {
        self.array(key).iter().filter_map(|value| self.as_number(key, value)).collect()
    }

    pub(crate) fn as_number(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<At<u32>> {
        let span = value.span();
        let DeValue::Integer(integer) = value.get_ref() else {
            self.wrong_type(key, "a whole number", value.get_ref(), span);
            return None;
        };
        let parsed = u32::from_str_radix(integer.as_str().trim_start_matches('+'), integer.radix());
        if parsed.is_err() {
            let message = format!("`{key}` of `{}` is {integer}, out of range", self.name);
            let help = format!("write a whole number from 0 to {}", u32::MAX);
            self.log.push(Diagnostic::error("out-of-range", span.clone(), message).label("out of range").help(help));
        }
        parsed.ok().map(|value| At { value, span })
    }

    /// A whole number that must stand there.
    pub fn need_number(&self, key: &'static str, example: &str) -> At<u32> {
        if !self.has(key) {
            self.get(key);
            self.missing(key, example);
        }
        self.number(key).unwrap_or(At { value: 1, span: self.span.clone() })
    }

    /// The day of a key.
    pub fn date(&self, key: &'static str) -> Option<At<Date>> {
        let value = self.get(key)?;
        self.as_date(key, value)
    }

    pub(crate) fn need_date(&self, key: &'static str) -> Option<At<Date>> {
        if !self.has(key) {
            self.get(key);
            self.missing(key, &format!("{key} = 2030-01-31"));
        }
        self.date(key)
    }

    fn as_date(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<At<Date>> {
        let span = value.span();
        let DeValue::Datetime(stamp) = value.get_ref() else {
            self.wrong_type(key, "a date such as 2030-01-31 (without quotes)", value.get_ref(), span);
            return None;
        };
        let (Some(day), None, None) = (stamp.date, stamp.time, stamp.offset) else {
            self.wrong_type(key, "a date without a time, such as 2030-01-31", value.get_ref(), span);
            return None;
        };
        let (year, month) = (i16::try_from(day.year).ok(), i8::try_from(day.month).ok());
        let date = year.zip(month).and_then(|(y, m)| Date::new(y, m, i8::try_from(day.day).ok()?).ok());
        if date.is_none() {
            let message = format!("{day} is a day that does not exist");
            let help = "look the month's length up, and leap years";
            self.log.push(Diagnostic::error(NO_SUCH_DAY, span.clone(), message).label("no such day").help(help));
        }
        date.map(|value| At { value, span })
    }

    pub(crate) fn array(&self, key: &'static str) -> &'a [Spanned<DeValue<'a>>] {
        let Some(value) = self.get(key) else { return &[] };
        match value.get_ref() {
            DeValue::Array(array) if array.len() <= ENTRIES_MAX => array,
            DeValue::Array(array) => {
                let message = format!("`{key}` has {} entries; {ENTRIES_MAX} are read", array.len());
                let help = "is this the right file?";
                self.log.push(Diagnostic::error("too-many", value.span(), message).label("too many").help(help));
                &[]
            }
            other => {
                self.wrong_type(key, "a list", other, value.span());
                &[]
            }
        }
    }

    pub(crate) fn strings(&self, key: &'static str) -> Vec<At<String>> {
        let one = |value: &'a Spanned<DeValue<'a>>| match value.get_ref() {
            DeValue::String(text) => {
                Some(At { value: check_string(self.log, text, &value.span()), span: value.span() })
            }
            other => {
                self.wrong_type(key, "a list of strings", other, value.span());
                None
            }
        };
        self.array(key).iter().filter_map(one).collect()
    }

    /// The tables of a list, `[[key]]` or `key = [ {…}, … ]`.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        let one = |value: &'a Spanned<DeValue<'a>>| match value.get_ref() {
            DeValue::Table(table) => Some(Table::new(table, value.span(), key, self.log)),
            other => {
                self.wrong_type(key, "a list of tables", other, value.span());
                None
            }
        };
        self.array(key).iter().filter_map(one).collect()
    }

    /// A table; nothing where the key is missing.
    pub fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Table::new(table, value.span(), key, self.log)),
            other => {
                self.wrong_type(key, "a table", other, value.span());
                None
            }
        }
    }

    /// Text in both languages, in which numbers may only be referred to.
    pub fn text(&self, key: &'static str) -> Option<Text> {
        let [en, ru] = self.free_text(key)?;
        for (lang, words) in [("en", &en), ("ru", &ru)] {
            let (code, what, help) = match stray(&words.value) {
                Some(Stray::Number(number)) => (
                    "number-in-text",
                    format!("the number {number} is typed into `{key}.{lang}`"),
                    "let it stand once, in a clause, and refer to it, such as {limit.deployed-delivery} or {act.signature}",
                ),
                Some(Stray::Brace) => {
                    ("brace-in-text", format!("`{key}.{lang}` has a brace without its partner"), "write {kind.id}")
                }
                // hidden characters were reported when the string was read
                Some(Stray::Hidden(_)) | None => continue,
            };
            let label = if code == "number-in-text" { "stands here" } else { "unbalanced" };
            self.log.push(Diagnostic::error(code, words.span.clone(), what).label(label).help(help));
        }
        Some(Text { en: en.value, ru: ru.value })
    }

    /// Text in both languages, that must stand there.
    pub fn need_text(&self, key: &'static str) -> Text {
        if !self.has(key) {
            self.missing(key, &format!("{key} = {{ en = \"…\", ru = \"…\" }}"));
        }
        self.text(key).unwrap_or_default()
    }

    /// Text in English and in Russian, in which numbers may stand.
    pub fn free_text(&self, key: &'static str) -> Option<[At<String>; 2]> {
        let table = self.table(key)?;
        let text = [table.need_string("en", "en = \"…\""), table.need_string("ru", "ru = \"…\"")];
        table.finish();
        Some(text)
    }

    /// The sources that a file names, `[key.NAME]`, by their names.
    pub fn sources(&self, key: &'static str) -> BTreeMap<SourceKey, Source> {
        self.table(key).map(|table| crate::parse::read_sources(&table)).unwrap_or_default()
    }

    /// A span of time such as `{ days = 30 }`; other keys of the table are the caller's to finish.
    pub(crate) fn span_of_time(&self) -> Option<Span> {
        let found: Vec<_> = Unit::ALL.into_iter().filter_map(|unit| Some((unit, self.number(unit.word())?))).collect();
        let [(unit, count)] = found.as_slice() else {
            let message = format!("`{}` needs one span of time", self.name);
            let help = "write one of minutes, hours, days, months, years, such as { days = 30 }";
            self.log.push(Diagnostic::error("bad-span", self.span.clone(), message).label("here").help(help));
            return None;
        };
        if !(1..=SPAN_MAX).contains(&count.value) {
            let message = format!("a span of {} {} is out of range", count.value, unit.word());
            let help = format!("write a number from 1 to {SPAN_MAX}");
            self.log.push(Diagnostic::error("bad-span", count.span.clone(), message).label("here").help(help));
            return None;
        }
        Some(Span { count: count.value, unit: *unit })
    }

    /// A date, or a span of time after an act.
    pub(crate) fn moment(&self, key: &'static str) -> Option<At<Moment>> {
        let value = self.get(key)?;
        let DeValue::Table(table) = value.get_ref() else {
            return self.as_date(key, value).map(|date| At { value: Moment::On(date.value), span: date.span });
        };
        let table = Table::new(table, value.span(), key, self.log);
        let span = table.span_of_time();
        let act = table.need_id("after", "after = \"entry-into-force\"");
        table.finish();
        Some(At { value: Moment::After(span?, act.value), span: table.span })
    }
}

fn check_string(log: &Log, text: &str, span: &Range<usize>) -> String {
    if let Some((_, c)) = hidden(text) {
        let message = format!("the text holds the hidden character U+{:04X}", u32::from(c));
        let help =
            "take it out: control, bidirectional and zero-width characters can make a text read as something else";
        log.push(Diagnostic::error("hidden-character", span.clone(), message).label("in here").help(help));
        return String::new();
    }
    if text.len() > STRING_MAX {
        let message = format!("a string of {} bytes; {STRING_MAX} are read", text.len());
        log.push(Diagnostic::error("too-long", span.clone(), message).label("too long").help("shorten it"));
        return String::new();
    }
    if text.trim().is_empty() {
        log.push(
            Diagnostic::error("empty-string", span.clone(), "an empty string")
                .label("empty")
                .help("say something, or leave the key out"),
        );
    }
    text.to_owned()
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
