//! What a comparison writes the same in words, on its page, in its charts and in its workbook: probabilities, amounts, intervals, the letters of regimes, numbers of assumptions.

use super::told::Band;
use crate::locale::{Arg, Locale};
use regime::assumptions::Unit;
use regime::estimate::Estimate;
use regime::{Parameter, Quantity};
use treaty::Lang;
use treaty::source::Mark;

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

/// A probability with what the assumptions leave open.
pub(super) fn banded(band: &Band, locale: &Locale) -> String {
    let central = percent(band.central.value, locale);
    let (Some(least), Some(most)) = (band.least, band.most) else { return central };
    let [least, most] = [least, most].map(|of| percent(of.value, locale));
    if least == most && least == central {
        return central;
    }
    let args = [("central", &central), ("least", &least), ("most", &most)].map(|(key, word)| (key, Arg::Words(word)));
    locale.say("regime-band", &args)
}

/// A probability in whole percent: what is neither 0 nor certain is never told as if it were.
pub(super) fn percent(value: f64, locale: &Locale) -> String {
    let sign = sign(locale);
    let whole = (value * 100.0).round();
    match whole as u32 {
        0 if value > 0.0 => format!("<\u{A0}1{sign}"),
        100 if value < 1.0 => format!(">\u{A0}99{sign}"),
        whole => format!("{whole}{sign}"),
    }
}

/// A share of all items, exactly.
pub(super) fn share(size: Quantity, locale: &Locale) -> String {
    let millionths = size.millionths();
    let (whole, part) = (millionths / 10_000, millionths % 10_000);
    let point = if locale.lang == Lang::Ru { ',' } else { '.' };
    let part = if part == 0 { String::new() } else { format!("{point}{part:04}").trim_end_matches('0').to_owned() };
    format!("{}{part}{}", locale.number(whole), sign(locale))
}

fn sign(locale: &Locale) -> &'static str {
    match locale.lang {
        Lang::En => "%",
        Lang::Ru => "\u{A0}%",
    }
}

/// A number of events, hours or items: whole above ten, with a place below.
pub(super) fn amount(value: f64, locale: &Locale) -> String {
    if value >= 9.95 || value.fract() == 0.0 {
        return locale.number(value.round() as u64);
    }
    tenths(value, locale)
}

/// With one place.
pub(super) fn tenths(value: f64, locale: &Locale) -> String {
    let tenths = (value * 10.0).round() as u64;
    let point = if locale.lang == Lang::Ru { ',' } else { '.' };
    match tenths {
        0 if value > 0.0 => format!("<\u{A0}0{point}1"),
        _ => format!("{}{point}{}", tenths / 10, tenths % 10),
    }
}

/// The sign of a fact that is not read in its source.
pub(super) fn sign_of(mark: Mark) -> &'static str {
    match mark {
        Mark::Confirmed => "",
        Mark::Reported => "°",
        Mark::Uncertain => "?",
    }
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
