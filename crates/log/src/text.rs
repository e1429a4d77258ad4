//! Lines, decimal numbers and base64, each in one spelling only.

use crate::malformed::{Format, Malformed, Place, Rule};
use base64ct::{Base64, Encoding};

/// A line of a text, without its newline.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) place: Place,
    pub(crate) text: &'a str,
}

/// Bounded UTF-8 without control characters that ends in a newline.
pub(crate) fn decode<'a>(
    format: Format,
    bytes: &'a [u8],
    what: &'static str,
    max: usize,
) -> Result<&'a str, Malformed> {
    // the length comes first, so that nothing below works on more than `max` bytes
    if bytes.len() > max {
        return Err(Malformed::new(format, Place::START, Rule::TooLong { what, length: bytes.len(), max }));
    }
    let refuse = |offset: usize, rule| Err(Malformed::new(format, Place::in_text(bytes, offset), rule));
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) => return refuse(e.valid_up_to(), Rule::NotUtf8),
    };
    if let Some((offset, &byte)) = bytes.iter().enumerate().find(|&(_, &b)| b < 0x20 && b != b'\n') {
        return refuse(offset, Rule::Control(byte));
    }
    if !text.ends_with('\n') {
        return refuse(bytes.len(), Rule::NoFinalNewline);
    }
    Ok(text)
}

/// The lines of a text that ends in a newline; `start` is the place of its first byte.
pub(crate) fn lines(text: &str, start: Place) -> impl Iterator<Item = Line<'_>> {
    let mut place = start;
    text.split_terminator('\n').map(move |text| {
        let line = Line { place, text };
        place = Place { line: place.line + 1, offset: place.offset + text.len() + 1 };
        line
    })
}

/// Digits without leading zeros; `None` for anything else, and above 2^64 − 1.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let canonical =
        text == "0" || (!text.starts_with('0') && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
    canonical.then(|| text.parse().ok()).flatten()
}

/// Standard base64 with padding (RFC 4648, section 4); unused bits must be zero, so that there is one spelling.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text).ok()
}

/// The one spelling of `bytes`.
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_number_has_one_spelling() {
        assert_eq!(decimal("0"), Some(0));
        assert_eq!(decimal("18446744073709551615"), Some(u64::MAX));
        for bad in ["", "00", "01", "+1", "-1", " 1", "1 ", "1_0", "0x1", "18446744073709551616", "١"] {
            assert_eq!(decimal(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn base64_has_one_spelling() {
        assert_eq!(base64("AQ=="), Some(vec![1]));
        for bad in ["AQ", "AQ=", "AR==", "AQ===", "A Q=", "AQ==\n", "-_-_", "=", "===="] {
            assert_eq!(base64(bad), None, "{bad:?}");
        }
        for length in 0..70 {
            let bytes: Vec<u8> = (0..length).map(|i: u8| i.wrapping_mul(37)).collect();
            assert_eq!(base64(&to_base64(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn lines_know_their_place() {
        let found: Vec<_> = lines("a\n\nbcd\n", Place { line: 3, offset: 10 })
            .map(|l| (l.place.line, l.place.offset, l.text))
            .collect();
        assert_eq!(found, [(3, 10, "a"), (4, 12, ""), (5, 13, "bcd")]);
    }
}
