//! Where the statements stand that show a finding: rows of files as `file:12, 14`, leaves of records as `HAL, statements 0, 41`.

use super::{count, shown};
use crate::locale::Arg;
use crate::teller::Teller;
use audit::assessment::{Author, StatementAt};

/// The most lines of one file, or statements of one record, that a sentence names; more are counted.
pub const LINES_MAX: usize = 12;

/// What holds statements.
#[derive(PartialEq, Eq)]
enum Holder<'a> {
    File(&'a str),
    Record(&'a Author),
}

/// Where in the inputs the statements stand: each file and each record once, in the order in which they are first met.
pub(crate) fn places(teller: Teller<'_>, statements: &[StatementAt]) -> Option<String> {
    let mut held: Vec<(Holder<'_>, Vec<u64>)> = Vec::new();
    for at in statements {
        let (holder, number) = match at {
            StatementAt::Row { file, line } => (Holder::File(file), u64::try_from(*line).unwrap_or(u64::MAX)),
            StatementAt::Leaf { record, index } => (Holder::Record(record), *index),
        };
        match held.iter_mut().find(|(known, _)| *known == holder) {
            Some((_, numbers)) => numbers.push(number),
            None => held.push((holder, vec![number])),
        }
    }
    let told: Vec<_> = held.iter().map(|(holder, numbers)| place(teller, holder, numbers)).collect();
    (!told.is_empty()).then(|| told.join("; "))
}

fn place(teller: Teller<'_>, holder: &Holder<'_>, numbers: &[u64]) -> String {
    let listed = some_numbers(teller, numbers);
    match holder {
        Holder::File(file) => format!("{}:{listed}", shown(file)),
        Holder::Record(author) => teller.say(
            "evidence-leaves",
            &[
                ("record", Arg::Words(author.as_str())),
                ("places", Arg::Words(&listed)),
                ("count", count(numbers.len())),
            ],
        ),
    }
}

fn some_numbers(teller: Teller<'_>, numbers: &[u64]) -> String {
    let told: Vec<_> = numbers.iter().take(LINES_MAX).map(u64::to_string).collect();
    let told = told.join(", ");
    match numbers.len().checked_sub(LINES_MAX) {
        None | Some(0) => told,
        Some(more) => teller.say("lines-more", &[("places", Arg::Words(&told)), ("count", count(more))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Locale, fixture};
    use treaty::Lang;

    fn told(lang: Lang, statements: &[StatementAt]) -> String {
        let (instrument, locale) = (fixture::instrument(), Locale::new(lang));
        places(Teller::new(&locale, &instrument), statements).unwrap()
    }

    #[test]
    fn many_lines_are_counted_rather_than_listed() {
        let at = |line| StatementAt::Row { file: "a.csv".into(), line };
        let lines: Vec<_> = (1..=LINES_MAX + 3).map(at).collect();
        assert_eq!(told(Lang::Ru, &lines[..LINES_MAX]), "a.csv:1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12");
        assert!(told(Lang::Ru, &lines).ends_with("11, 12 и ещё 3"));
    }

    #[test]
    fn leaves_are_named_by_record_and_statement_and_rows_by_file_and_line() {
        let leaf = |of, index| fixture::leaf(of, index);
        let both = [leaf("US", 0), StatementAt::Row { file: "a.csv".into(), line: 12 }, leaf("US", 41), leaf("US", 42)];
        assert_eq!(told(Lang::En, &both), "US, statements 0, 41, 42; a.csv:12");
        assert_eq!(told(Lang::Ru, &both), "запись US, заявления 0, 41, 42; a.csv:12");
        assert_eq!(told(Lang::En, &[leaf("lakeside", 7)]), "lakeside, statement 7");
        assert_eq!(told(Lang::Ru, &[leaf("lakeside", 7)]), "запись lakeside, заявление 7");
    }

    #[test]
    fn what_nothing_shows_has_no_place() {
        let (instrument, locale) = (fixture::instrument(), Locale::new(Lang::En));
        assert_eq!(places(Teller::new(&locale, &instrument), &[]), None);
    }
}
