//! What is wrong with a table, gathered while it is read, so that one reading finds every problem.

use std::collections::BTreeSet;
use treaty::Diagnostic;
pub(crate) use treaty::diagnostic::show;
use treaty::diagnostic::{Level, Place, nearest};

/// The most problems that are told one by one; the rest is counted. A hostile file must not make a report without end.
pub(crate) const PROBLEMS_MAX: usize = 500;

/// What to do about whatever `standstill declare tidy` mends as well: by hand, or with it.
pub(crate) fn or_tidy(by_hand: &str) -> String {
    format!("{by_hand}, or run `standstill declare tidy FILE --out NEW.csv`")
}

/// Where something is in a table. Files are small enough for 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spot {
    /// Nowhere in particular.
    File,
    /// Bytes of a CSV file, half open.
    Bytes(u32, u32),
    /// Row and column of a sheet, both from 0.
    Cell(u32, u32),
}

impl Spot {
    /// The place that a reader of the file knows; `sheet` is the name of the sheet.
    pub(crate) fn place(self, sheet: &str) -> Place {
        match self {
            Self::File => Place::File,
            Self::Bytes(start, end) => Place::Bytes(start as usize..end as usize),
            Self::Cell(row, column) => Place::Cell(format!("{}!{}", show(sheet), address(row, column))),
        }
    }
}

/// One problem, before it is known whether it will be told.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) code: &'static str,
    pub(crate) spot: Spot,
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) help: String,
}

impl Problem {
    pub(crate) fn new(code: &'static str, spot: Spot, message: impl Into<String>) -> Self {
        Self { code, spot, message: message.into(), label: String::new(), help: String::new() }
    }

    pub(crate) fn at(mut self, spot: Spot) -> Self {
        self.spot = spot;
        self
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// Problems found so far.
#[derive(Default)]
pub(crate) struct Log {
    /// The name of the sheet, once it is known.
    pub(crate) sheet: String,
    found: Vec<Problem>,
    untold: usize,
}

impl Log {
    pub(crate) fn push(&mut self, problem: Problem) {
        if self.found.len() < PROBLEMS_MAX {
            self.found.push(problem);
        } else {
            self.untold += 1;
        }
    }

    /// Forgets all problems, where one explains them.
    pub(crate) fn clear(&mut self) {
        self.found.clear();
        self.untold = 0;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All of them in the order of the file, and at the end how many are not told.
    pub(crate) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|problem| problem.spot);
        if self.untold > 0 {
            let message = format!("{} more problems are not told here", self.untold);
            let more = Problem::new("too-many-problems", Spot::File, message);
            self.found.push(more.help("mend these first, and read the file again"));
        }
        let sheet = self.sheet;
        let diagnostic = |p: Problem| {
            let place = p.spot.place(&sheet);
            Diagnostic::at(Level::Error, p.code, place, p.message).label(p.label).help(p.help)
        };
        self.found.into_iter().map(diagnostic).collect()
    }
}

/// What to do about an unknown word: the known one that it is near to, or all of them.
pub(crate) fn suggest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: BTreeSet<&str> = known.into_iter().collect();
    match nearest(&word.trim().replace(' ', "_"), known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", list(known)),
    }
}

/// Words in a row, cut where there are too many to read.
pub(crate) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    const MOST: usize = 40;
    let mut words: Vec<&str> = words.into_iter().collect();
    let rest = words.len().saturating_sub(MOST);
    words.truncate(MOST);
    let told = words.join(", ");
    if rest == 0 { told } else { format!("{told} and {rest} more") }
}

/// A cell as a spreadsheet calls it: the first is A1.
pub(crate) fn address(row: u32, column: u32) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

/// The letters of a spreadsheet's column: 0 is A, 26 is AA.
pub(crate) fn letters(column: u32) -> String {
    let (mut letters, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn a_word_finds_its_neighbour_or_all_that_are_known() {
        assert_eq!(suggest("Effective Date", ["effective_date", "party"]), "did you mean `effective_date`?");
        assert_eq!(suggest("zebra", ["party", "class"]), "known: class, party");
    }

    #[test]
    fn a_long_list_is_cut_and_says_so() {
        let of = |words: usize| list(std::iter::repeat_n("x", words));
        assert_eq!(of(40).matches('x').count(), 40);
        assert!(!of(40).contains("more") && of(41).ends_with("x and 1 more"), "{}", of(41));
    }

    #[test]
    fn problems_stand_in_the_order_of_the_file_and_end_with_how_many_are_untold() {
        let mut log = Log::default();
        for i in (0..u32::try_from(PROBLEMS_MAX).unwrap() + 7).rev() {
            log.push(Problem::new("x", Spot::Bytes(i, i + 1), "x"));
        }
        let told = log.into_diagnostics();
        assert_eq!(told.len(), PROBLEMS_MAX + 1);
        assert_eq!(told[0].place, Place::Bytes(7..8));
        assert!(told[PROBLEMS_MAX].message.starts_with("7 more"));
    }
}
