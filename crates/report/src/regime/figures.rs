//! What a comparison writes the same on its page, in its charts and in its workbook: the letters of regimes, intervals, numbers of assumptions.

use super::told::Band;
use super::words::share;
use crate::locale::Locale;
use regime::assumptions::Unit;
use regime::estimate::Estimate;
use regime::{Parameter, Quantity};
use treaty::Lang;

/// The letter of a regime by its place: A to Z, then AA.
pub(super) fn letter(place: usize) -> String {
    let last = char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    if place < 26 { last.to_string() } else { format!("{}{last}", letter(place / 26 - 1)) }
}

/// Between which numbers an estimate lies with 95 %, as far as replicates differ by chance.
pub(super) fn interval(of: &Estimate, figure: impl Fn(f64) -> String) -> String {
    between(figure(of.low), figure(of.high))
}

/// The numbers at both corners of what is assumed, where they were run.
pub(super) fn corners(of: &Band, figure: impl Fn(f64) -> String) -> Option<String> {
    Some(format!("[{}]", between(figure(of.least?.value), figure(of.most?.value))))
}

fn between(low: String, high: String) -> String {
    if low == high { low } else { format!("{low}–{high}") }
}

/// A number of an assumption, as exactly as the file has it; chances and shares in percent.
pub(super) fn assumed(parameter: Parameter, of: Quantity, locale: &Locale) -> String {
    if matches!(parameter.unit(), Unit::Chance | Unit::ChancePerYear | Unit::Share) {
        return share(of, locale);
    }
    let (whole, part) = (of.millionths() / 1_000_000, of.millionths() % 1_000_000);
    let whole = locale.number(whole);
    let point = if locale.lang == Lang::Ru { ',' } else { '.' };
    if part == 0 { whole } else { format!("{whole}{point}{}", format!("{part:06}").trim_end_matches('0')) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_is_told_as_exactly_as_it_was_given() {
        let [en, ru] = Lang::ALL.map(Locale::new);
        let of = |word: &str| word.parse::<Quantity>().unwrap();
        let told = |parameter, word, locale| assumed(parameter, of(word), locale);
        assert_eq!([told(Parameter::Bases, "1750", &en), told(Parameter::FalseCues, "0.25", &ru)], ["1,750", "0,25"]);
        assert_eq!(
            [told(Parameter::Excess, "2.5%", &ru), told(Parameter::TripSpotted, "0.01%", &en)],
            ["2,5\u{A0}%", "0.01%"]
        );
    }

    #[test]
    fn there_are_letters_for_any_number_of_regimes() {
        assert_eq!([0, 1, 25, 26, 51, 52, 701, 702].map(letter), ["A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn an_interval_that_is_one_number_is_told_as_one() {
        let of = Estimate { value: 0.5, low: 0.5, high: 0.5 };
        let figure = |value: f64| format!("{value}");
        assert_eq!(interval(&of, figure), "0.5");
        let band = Band { least: Some(Estimate { value: 0.1, ..of }), central: of, most: Some(of) };
        assert_eq!(corners(&band, figure).as_deref(), Some("[0.1–0.5]"));
        assert_eq!(corners(&Band { least: None, ..band }, figure), None);
    }
}
