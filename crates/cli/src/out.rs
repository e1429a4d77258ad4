//! What the command says, where, and with which status.

use crate::args::{Args, Language};
use report::Locale;
use serde_json::json;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use treaty::{Diagnostic, Lang};

/// Status: a wrong call, unreadable input, a failed write.
pub const UNUSABLE: u8 = 1;
/// Status: at least one contradiction, inconsistency or departure.
pub const INCONSISTENT: u8 = 2;
/// Status: open.
pub const OPEN: u8 = 3;

/// The widest text that is written, in columns, where the terminal does not say.
const WIDTH: usize = 100;

/// A call that was answered.
pub struct Answer {
    /// The exit status.
    pub status: u8,
}

/// A call that could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file has errors.
    #[error("`{file}` has errors: nothing was judged")]
    Problems {
        /// Its name.
        file: String,
        /// Its text, as far as it is text.
        source_text: String,
        /// What is wrong.
        problems: Vec<Diagnostic>,
    },
    /// A file cannot be read or written.
    #[error("cannot {what} `{}`: {error}", path.display())]
    Io {
        /// Read, write or make.
        what: &'static str,
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Anything else, said whole.
    #[error("{0}")]
    Refused(String),
}

impl Failure {
    /// A failed read, write, …
    pub fn io(what: &'static str, path: &Path, error: io::Error) -> Self {
        Self::Io { what, path: path.to_owned(), error }
    }
}

/// Where words go, and in which language.
pub struct Teller {
    /// Whether standard output carries JSON.
    pub json: bool,
    /// The words of the chosen language.
    pub locale: Locale,
    /// How wide a line may be.
    pub width: usize,
}

impl Teller {
    /// As the call asks.
    pub fn new(args: &Args) -> Self {
        let lang = match args.lang {
            Language::En => Lang::En,
            Language::Ru => Lang::Ru,
        };
        let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = asked.or_else(terminal).unwrap_or(WIDTH);
        Self { json: args.json, locale: Locale::new(lang), width: width.clamp(40, 140) }
    }

    /// One for work beside other work, which shows nothing.
    pub fn silent(lang: Lang) -> Self {
        Self { json: true, locale: Locale::new(lang), width: WIDTH }
    }

    /// Tells the answer: words, or with `--json` the document alone.
    pub fn tell(
        &self,
        words: impl FnOnce() -> String,
        document: impl FnOnce() -> serde_json::Value,
    ) -> Result<(), Failure> {
        let text = if self.json { report::json::text(&document()) } else { words() };
        let mut stdout = io::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            // the reader of a pipe has seen enough
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            told => told.map_err(|error| Failure::io("write to", Path::new("standard output"), error)),
        }
    }

    /// Says something beside the answer, to people.
    pub fn aside(&self, words: &str) {
        // whoever closed standard error does not want to hear
        let _ = writeln!(io::stderr(), "{words}");
    }

    /// Shows the problems of a file, to people.
    pub fn problems(&self, file: &str, source: &str, problems: &[Diagnostic]) {
        let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        self.aside(report::diagnostic::render(file, source, problems, colour).trim_end());
    }

    /// Says why there is no answer.
    pub fn failure(&self, failure: &Failure) {
        let document = match failure {
            Failure::Problems { file, source_text, problems } => {
                self.problems(file, source_text, problems);
                json!({ "error": failure.to_string(), "file": file, "problems": report::diagnostic::json(file, source_text, problems) })
            }
            other => {
                self.aside(&format!("error: {other}"));
                json!({ "error": other.to_string() })
            }
        };
        if self.json {
            // where even this cannot be written, standard error has said it
            let _ = self.tell(String::new, || document);
        }
    }
}
