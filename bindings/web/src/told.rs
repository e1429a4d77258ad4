//! Answers as words: everything that a reader sees stands in both languages, out of the locales of `report`.

use folder::FolderError;
use report::Locale;
use report::locale::Arg;
use serde_json::{Value, json};
use treaty::{Diagnostic, Lang};

/// Both languages.
pub(crate) struct Both([Locale; 2]);

impl Both {
    pub(crate) fn new() -> Self {
        Self(Lang::ALL.map(Locale::new))
    }

    /// A message.
    pub(crate) fn say(&self, key: &str, args: &[(&str, Said<'_>)]) -> Value {
        self.each(|locale| {
            let args: Vec<_> = args.iter().map(|(name, said)| (*name, said.arg())).collect();
            locale.say(key, &args)
        })
    }

    /// What is told in each language by itself.
    pub(crate) fn each(&self, tell: impl Fn(&Locale) -> String) -> Value {
        let told = self.0.iter().map(|locale| (locale.lang.code().to_owned(), Value::String(tell(locale))));
        Value::Object(told.collect())
    }
}

/// What stands in a message.
#[derive(Clone, Copy)]
pub(crate) enum Said<'a> {
    Words(&'a str),
    Number(u64),
}

impl Said<'_> {
    fn arg(&self) -> Arg<'_> {
        match self {
            Self::Words(words) => Arg::Words(words),
            Self::Number(number) => Arg::Number(*number),
        }
    }
}

/// Why what was dropped cannot be used: what, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing that could be read.
    Nothing {
        /// Whether there was something that is never read.
        left: bool,
    },
    /// A file of no known kind.
    Unknown {
        /// Which.
        file: String,
    },
    /// A file that the browser does not give.
    Unreadable {
        /// Which.
        file: String,
    },
    /// Records in two folders.
    TwoRuns {
        /// The one.
        one: String,
        /// The other.
        other: String,
    },
    /// Two instruments.
    TwoTreaties {
        /// The one.
        one: String,
        /// The other.
        other: String,
    },
    /// The reader's instrument is not the one in the run folder.
    OtherTreaty {
        /// The reader's file.
        own: String,
        /// Its identity.
        own_hash: String,
        /// That of the run's.
        hash: String,
    },
    /// An instrument whose base is missing.
    NoBase {
        /// The instrument's file.
        file: String,
        /// The file of its base.
        base: String,
    },
    /// Records of nobody whom the instrument names.
    NoAuthor {
        /// The folders.
        folders: String,
        /// Whom it names.
        authors: String,
    },
    /// Evidence together with records or tables.
    EvidenceWithOthers,
    /// Bytes under which nothing is shown.
    NotShown {
        /// The file.
        file: String,
        /// Why, in the audit's words.
        why: String,
    },
    /// A file with problems, each with its place.
    Problems {
        /// The file.
        file: String,
        /// The problems as text.
        text: String,
    },
    /// A file of a record that cannot be read, or does not fit.
    File {
        /// Which.
        file: String,
        /// Why, in the audit's words.
        why: String,
    },
    /// What the audit refuses for another reason.
    Refused {
        /// Why, in its words.
        why: String,
    },
}

impl Trouble {
    pub(crate) fn problems(file: &str, text: &str, problems: &[Diagnostic]) -> Self {
        Self::Problems { file: file.to_owned(), text: report::diagnostic::render(file, text, problems, false) }
    }

    pub(crate) fn refused(why: impl ToString) -> Self {
        Self::Refused { why: why.to_string() }
    }

    /// As an answer: a sentence in both languages, and beside it what the audit or the parser said exactly.
    pub(crate) fn told(&self, both: &Both) -> Value {
        use Said::Words;
        let (key, args): (&str, Vec<(&str, Said<'_>)>) = match self {
            Self::Nothing { left: false } => ("web-trouble-nothing", vec![]),
            Self::Nothing { left: true } => ("web-trouble-only-left", vec![]),
            Self::Unknown { file } => ("web-trouble-unknown", vec![("file", Words(file))]),
            Self::Unreadable { file } => ("web-trouble-unreadable", vec![("file", Words(file))]),
            Self::TwoRuns { one, other } => {
                ("web-trouble-two-runs", vec![("one", Words(one)), ("other", Words(other))])
            }
            Self::TwoTreaties { one, other } => {
                ("web-trouble-two-treaties", vec![("one", Words(one)), ("other", Words(other))])
            }
            Self::OtherTreaty { own, own_hash, hash } => (
                "web-trouble-other-treaty",
                vec![("file", Words(own)), ("own", Words(own_hash)), ("hash", Words(hash))],
            ),
            Self::NoBase { file, base } => ("web-trouble-no-base", vec![("file", Words(file)), ("base", Words(base))]),
            Self::NoAuthor { folders, authors } => {
                ("web-trouble-no-author", vec![("folders", Words(folders)), ("authors", Words(authors))])
            }
            Self::EvidenceWithOthers => ("web-trouble-evidence-with-others", vec![]),
            Self::NotShown { file, .. } => ("web-trouble-not-shown", vec![("file", Words(file))]),
            Self::Problems { file, .. } => ("web-trouble-problems", vec![("file", Words(file))]),
            Self::File { file, .. } => ("web-trouble-file", vec![("file", Words(file))]),
            Self::Refused { .. } => ("web-trouble-refused", vec![]),
        };
        let exactly = match self {
            Self::NotShown { why, .. } | Self::File { why, .. } | Self::Refused { why } => Some(why),
            Self::Problems { text, .. } => Some(text),
            _ => None,
        };
        json!({ "trouble": { "told": both.say(key, &args), "exactly": exactly } })
    }
}

impl From<FolderError> for Trouble {
    fn from(error: FolderError) -> Self {
        Self::File { file: error.path.display().to_string(), why: error.why }
    }
}
