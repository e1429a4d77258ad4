//! Progress of long work: a line on a terminal, nothing in a pipe.

use crate::out::Teller;
use std::cell::Cell;
use std::io::{self, IsTerminal, Write};

/// A line that is written over and over, and wiped at the end.
pub struct Bar {
    shown: bool,
    last: Cell<u64>,
}

impl Bar {
    /// A line on standard error, if that is a terminal.
    pub fn new(teller: &Teller) -> Self {
        Self { shown: !teller.json && io::stderr().is_terminal(), last: Cell::new(u64::MAX) }
    }

    /// Shows how much of what is done.
    pub fn show(&self, what: &str, done: u64, of: u64) {
        if self.shown && self.last.replace(done) != done {
            // whoever closed standard error does not want to see
            let _ = write!(io::stderr(), "\r\x1b[K{what}: {done} of {of}");
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if self.shown && self.last.get() != u64::MAX {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
