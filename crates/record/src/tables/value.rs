//! What a cell may say: a figure, or a day. Each has one spelling; any other is refused with the reason.

use crate::tables::problem::{Problem, Spot, or_tidy, show};
use crate::tables::tidy::ungrouped;
use treaty::Date;

/// The largest figure that is read. No party ever declared a tenth of it; a slip of the finger does.
pub(crate) const FIGURE_MAX: u64 = 1_000_000;

/// The first day that is read. There was nothing to declare before 1945; a date of an empty cell or of a slipped digit lies there.
pub(crate) const DAY_MIN: Date = Date::constant(1945, 1, 1);

/// The last day that is read.
pub(crate) const DAY_MAX: Date = Date::constant(2199, 12, 31);

/// A figure: `0`, `1457`.
pub(crate) fn figure(text: &str, spot: Spot) -> Result<u64, Problem> {
    let refuse = |code, what: &str, help: &str| {
        let message = format!("`{}` is not a figure: {what}", show(text));
        Err(Problem::new(code, spot, message).label(what.to_owned()).help(help))
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let without = |extra: &[char]| digits(&text.replace(|c: char| c.is_whitespace() || extra.contains(&c), ""));
    let close = text.replace(char::is_whitespace, "");
    if digits(&close) && close.parse::<u64>().map_or(true, |figure| figure > FIGURE_MAX) {
        return refuse(
            "number-too-large",
            "it is above 1000000",
            "check the publication; are two figures in one cell?",
        );
    }
    if without(&[]) && text.contains(char::is_whitespace) {
        return refuse("spaced-number", "it holds a space", &closed_up(text));
    }
    if without(&['-', '\u{2212}', '.', ',']) && text.starts_with(['-', '\u{2212}']) {
        return refuse("negative-number", "it is negative", "nobody holds fewer than none; check the publication");
    }
    if without(&['+']) && text.starts_with('+') {
        return refuse("plus-sign", "it has a plus sign", "write the digits alone");
    }
    if without(&[',', '\'', '\u{2019}', '_']) && !digits(text) {
        let help = "write the digits alone: a comma divides thousands in one country and decimals in the next";
        return refuse("thousands-separator", "it has a separator", help);
    }
    if without(&['.', ',']) && !digits(text) {
        let help =
            "items are counted in whole numbers; a dot divides thousands in one country and decimals in the next";
        return refuse("decimal-number", "it has a decimal point", help);
    }
    if !digits(text) {
        return refuse("not-a-number", "it is not a whole number", "write digits alone, such as 1457");
    }
    if text.len() > 1 && text.starts_with('0') {
        return refuse("leading-zero", "it begins with a zero", "write the number without leading zeros");
    }
    Ok(text.parse().expect("digits, and no more than the largest figure has"))
}

/// What to write for digits with spaces among them. `tidy` is named where it would write the same.
fn closed_up(text: &str) -> String {
    let digits = text.replace(char::is_whitespace, "");
    let digits = digits.trim_start_matches('0');
    let by_hand = format!("write {}", if digits.is_empty() { "0" } else { digits });
    let trim = text.trim();
    match ungrouped(trim).as_deref().unwrap_or(trim) {
        tidied if tidied == digits => or_tidy(&by_hand),
        _ => format!("{by_hand}, if it is one figure"),
    }
}

/// A day: `2020-03-01`.
pub(crate) fn day(text: &str, spot: Spot) -> Result<Date, Problem> {
    let Some((year, month, day)) = parts(text) else {
        let message = format!("`{}` is not a date", show(text));
        return Err(Problem::new("bad-date", spot, message).label("not YYYY-MM-DD").help("write it as 2020-03-01"));
    };
    let date = Date::new(year, month, day).map_err(|_| {
        let message = format!("{text} is a day that does not exist");
        Problem::new("no-such-day", spot, message).label("not in the calendar").help("check the publication")
    })?;
    if !(DAY_MIN..=DAY_MAX).contains(&date) {
        let message = format!("{text} is not between {DAY_MIN} and {DAY_MAX}");
        let problem = Problem::new("date-out-of-range", spot, message).label("out of range");
        return Err(problem.help("check the year in the publication"));
    }
    Ok(date)
}

fn parts(text: &str) -> Option<(i16, i8, i8)> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() });
    let (year, month, day) = shaped.then(|| (&text[..4], &text[5..7], &text[8..]))?;
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_one_spelling() {
        for (text, figure_is) in [("0", 0), ("7", 7), ("1457", 1457), ("1000000", FIGURE_MAX)] {
            assert_eq!(figure(text, Spot::File).unwrap(), figure_is);
        }
        for (code, texts) in [
            ("spaced-number", &["1 457", "1\u{A0}457", "1\u{202F}457", " 7", "7 ", "1\u{2009}457"][..]),
            ("negative-number", &["-1", "\u{2212}1", "- 1", "-0", "-0.5"]),
            ("plus-sign", &["+1", "+ 1"]),
            ("thousands-separator", &["1,457", "1'457", "1\u{2019}457", "1_457", "1,457,000", "1,5"]),
            ("decimal-number", &["1.0", "1457.5", "1.457", ".5", "5.", "1,457.0"]),
            (
                "not-a-number",
                &["x", "1e3", "0x10", "NaN", "inf", "١٤", "１", "1-2", "+", "-", ".", "TRUE", "#REF!", "1457*"],
            ),
            ("leading-zero", &["00", "01", "0675"]),
            ("number-too-large", &["1000001", "99999999999999999999999999"]),
        ] {
            for text in texts {
                assert_eq!(figure(text, Spot::File).unwrap_err().code, code, "{text:?}");
            }
        }
    }

    #[test]
    fn a_day_has_one_spelling_and_is_in_the_calendar() {
        assert_eq!(day("2020-02-29", Spot::File).unwrap(), Date::constant(2020, 2, 29));
        for text in ["2019-02-30", "2019-02-29", "2019-13-01", "2019-00-01", "2019-01-00", "2019-04-31"] {
            assert_eq!(day(text, Spot::File).unwrap_err().code, "no-such-day", "{text}");
        }
        for text in [
            "",
            "2019",
            "2019-2-3",
            "01.03.2019",
            "2019/03/01",
            "2019-03-01T00:00:00",
            "+019-03-01",
            "٢٠١٩-٠٣-٠١",
            "201é-03-1",
        ] {
            assert_eq!(day(text, Spot::File).unwrap_err().code, "bad-date", "{text}");
        }
    }

    #[test]
    fn days_are_read_from_the_first_to_the_last_and_not_beyond() {
        for text in ["1945-01-01", "2199-12-31"] {
            assert_eq!(day(text, Spot::File).unwrap().to_string(), text);
        }
        for text in ["1944-12-31", "2200-01-01", "0001-01-01", "9999-12-31", "1900-01-01"] {
            assert_eq!(day(text, Spot::File).unwrap_err().code, "date-out-of-range", "{text}");
        }
    }

    #[test]
    fn the_remedy_for_spaces_is_the_figure_itself() {
        for (text, help) in [
            ("1 800", "write 1800, or run `standstill declare tidy FILE --out NEW.csv`"),
            (" 655", "write 655, or run `standstill declare tidy FILE --out NEW.csv`"),
            ("6\u{A0}55", "write 655, if it is one figure"),
            ("0 655", "write 655, if it is one figure"),
            ("0 0", "write 0, if it is one figure"),
        ] {
            assert_eq!(figure(text, Spot::File).unwrap_err().help, help, "{text:?}");
        }
        assert_eq!(figure("1 000 001", Spot::File).unwrap_err().code, "number-too-large");
    }

    /// Every text of up to three characters of an awkward alphabet is read or refused, and what is read is written the same.
    #[test]
    fn short_texts_are_figures_only_as_they_are_written() {
        let alphabet = ['0', '1', '9', '-', '+', '.', ',', ' ', '\u{A0}', 'e', '\'', '٣'];
        let mut texts = vec![String::new()];
        for _ in 0..3 {
            let longer: Vec<_> = texts.iter().flat_map(|text| alphabet.map(|c| format!("{text}{c}"))).collect();
            texts.extend(longer);
        }
        for text in texts {
            if let Ok(read) = figure(&text, Spot::File) {
                assert_eq!(read.to_string(), text);
            }
        }
    }
}
