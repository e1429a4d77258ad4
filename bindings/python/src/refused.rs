//! Why a call has no answer: what, where, and what to do.

use pyo3::PyErr;
use treaty::Diagnostic;

pyo3::import_exception!(standstill, Refused);

/// Input that cannot be used.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// A file has errors.
    Problems {
        /// Its name.
        file: String,
        /// Its text, as far as it is text.
        text: String,
        /// What is wrong.
        problems: Vec<Diagnostic>,
    },
    /// Anything else, said whole.
    Said(String),
}

impl Refusal {
    /// What another room says of it.
    pub(crate) fn said(why: impl ToString) -> Self {
        Self::Said(why.to_string())
    }
}

impl From<Refusal> for PyErr {
    /// Raises the sentence, and beside it the diagnostics as JSON.
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Problems { file, text, problems } => {
                let told = report::diagnostic::render(&file, &text, &problems, false);
                let listed = report::diagnostic::json(&file, &text, &problems);
                let why = format!("`{file}` has errors: nothing was judged\n{}", told.trim_end());
                Refused::new_err((why, listed.to_string()))
            }
            Refusal::Said(why) => Refused::new_err((why, "[]")),
        }
    }
}
