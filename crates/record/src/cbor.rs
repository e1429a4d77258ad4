//! Deterministic CBOR (RFC 8949, section 4.2.1), as far as statements need it: unsigned integers, byte strings, texts, arrays and null.
//!
//! ```text
//! 84 01 41 ff 61 61 f6        [1, h'ff', "a", null]
//! ```
//!
//! What is read is written again and compared with what was there: a longer head, an indefinite length or anything else that would be a second
//! spelling is refused, so that nobody can sign one thing in two ways. Every length is compared with its limit before anything is kept.

use crate::malformed::{Format, Malformed, Rule};
use minicbor::data::Type;
use minicbor::decode::Error;
use minicbor::{Decoder, Encoder};
use zeroize::Zeroizing;

/// A value with one encoding.
pub(crate) trait Canonical: Sized {
    /// Writes it.
    fn write(&self, to: &mut Writer);
    /// Reads it. A second spelling may pass here: [`decode`] stops it.
    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed>;
}

/// The bytes of a value.
pub(crate) fn encode(value: &impl Canonical) -> Vec<u8> {
    let mut writer = Writer::new();
    value.write(&mut writer);
    writer.into_bytes()
}

/// The value of at most `max` bytes, if these are its one spelling and nothing follows.
pub(crate) fn decode<T: Canonical>(format: Format, bytes: &[u8], max: usize) -> Result<T, Malformed> {
    if bytes.len() > max {
        return Err(whole(format, 0, Rule::TooLong { found: bytes.len(), max }));
    }
    let (value, end) = first(format, bytes)?;
    match bytes.len() - end {
        0 => Ok(value),
        trailing => Err(whole(format, end, Rule::Trailing(trailing))),
    }
}

/// The value with which these bytes begin, if it stands in its one spelling, and where it ends.
fn first<T: Canonical>(format: Format, bytes: &[u8]) -> Result<(T, usize), Malformed> {
    let mut reader = Reader { decoder: Decoder::new(bytes), format };
    let value = T::read(&mut reader)?;
    let end = reader.offset();
    let again = Zeroizing::new(encode(&value));
    if again[..] == bytes[..end] {
        return Ok((value, end));
    }
    Err(whole(format, again.iter().zip(bytes).take_while(|(a, b)| a == b).count(), Rule::NotCanonical))
}

fn whole(format: Format, offset: usize, rule: Rule) -> Malformed {
    Malformed { format, field: "the whole", offset, rule }
}

/// The bytes of a secret value with zeros behind them, `length` in all, which the value never exceeds. Their room is taken at once, so that nothing is
/// left behind in memory.
pub(crate) fn encode_padded(value: &impl Canonical, length: usize) -> Zeroizing<Vec<u8>> {
    let mut writer = Writer(Encoder::new(Vec::with_capacity(length)));
    value.write(&mut writer);
    let mut bytes = Zeroizing::new(writer.into_bytes());
    assert!(bytes.len() <= length, "the length was reckoned from the longest value");
    bytes.resize(length, 0);
    bytes
}

/// The value of which `length` bytes are the one spelling, its zeros with it.
pub(crate) fn decode_padded<T: Canonical>(format: Format, bytes: &[u8], length: usize) -> Result<T, Malformed> {
    if bytes.len() != length {
        return Err(whole(format, 0, Rule::Length { found: bytes.len(), expected: length }));
    }
    let (value, end) = first(format, bytes)?;
    match bytes[end..].iter().position(|byte| *byte != 0) {
        None => Ok(value),
        Some(at) => Err(Malformed { format, field: "padding", offset: end + at, rule: Rule::Expected("a zero") }),
    }
}

/// Writes shortest heads and definite lengths, and nothing else.
pub(crate) struct Writer(Encoder<Vec<u8>>);

const TAKES_ALL: &str = "a vector takes every byte";

impl Writer {
    pub(crate) fn new() -> Self {
        Self(Encoder::new(Vec::new()))
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.into_writer()
    }

    pub(crate) fn array(&mut self, length: usize) -> &mut Self {
        self.0.array(length as u64).expect(TAKES_ALL);
        self
    }

    pub(crate) fn uint(&mut self, number: impl Into<u64>) -> &mut Self {
        self.0.u64(number.into()).expect(TAKES_ALL);
        self
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.bytes(bytes).expect(TAKES_ALL);
        self
    }

    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.0.str(text).expect(TAKES_ALL);
        self
    }

    pub(crate) fn null(&mut self) -> &mut Self {
        self.0.null().expect(TAKES_ALL);
        self
    }

    /// An array of these, each written by `write`.
    pub(crate) fn each<T>(
        &mut self,
        items: &[T],
        write: impl for<'a> Fn(&'a mut Self, &T) -> &'a mut Self,
    ) -> &mut Self {
        items.iter().fold(self.array(items.len()), |to, item| write(to, item))
    }

    /// The value, or null where there is none.
    pub(crate) fn or_null<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T) -> &mut Self) -> &mut Self {
        match value {
            Some(value) => write(self, value),
            None => self.null(),
        }
    }
}

/// Reads one field after the other; every refusal names the field and its first byte.
pub(crate) struct Reader<'b> {
    decoder: Decoder<'b>,
    format: Format,
}

impl<'b> Reader<'b> {
    /// Where the next field begins.
    pub(crate) fn offset(&self) -> usize {
        self.decoder.position()
    }

    pub(crate) fn refuse(&self, field: &'static str, offset: usize, rule: Rule) -> Malformed {
        Malformed { format: self.format, field, offset, rule }
    }

    fn take<T>(
        &mut self,
        field: &'static str,
        expected: &'static str,
        take: impl FnOnce(&mut Decoder<'b>) -> Result<T, Error>,
    ) -> Result<(usize, T), Malformed> {
        let offset = self.offset();
        let rule = |e: Error| if e.is_end_of_input() { Rule::Truncated } else { Rule::Expected(expected) };
        let value = take(&mut self.decoder).map_err(|e| self.refuse(field, offset, rule(e)))?;
        Ok((offset, value))
    }

    /// The head of an array of `least` to `most` entries.
    pub(crate) fn list(&mut self, field: &'static str, least: u64, most: u64) -> Result<u64, Malformed> {
        let expected = "an array of definite length";
        match self.take(field, expected, Decoder::array)? {
            (offset, None) => Err(self.refuse(field, offset, Rule::Expected(expected))),
            (_, Some(found)) if (least..=most).contains(&found) => Ok(found),
            (offset, Some(found)) => Err(self.refuse(field, offset, Rule::Entries { found, least, most })),
        }
    }

    /// The head of an array of exactly `fields` entries.
    pub(crate) fn array(&mut self, field: &'static str, fields: u64) -> Result<(), Malformed> {
        self.list(field, fields, fields).map(drop)
    }

    /// An array of `least` to `most` entries, each read by `read`.
    pub(crate) fn each<T>(
        &mut self,
        field: &'static str,
        least: u64,
        most: u64,
        read: impl FnMut(&mut Self) -> Result<T, Malformed>,
    ) -> Result<Vec<T>, Malformed> {
        let entries = self.list(field, least, most)?;
        let mut read = read;
        (0..entries).map(|_| read(self)).collect()
    }

    /// An unsigned integer of at most `max`.
    pub(crate) fn uint<T: TryFrom<u64> + Into<u64>>(&mut self, field: &'static str, max: T) -> Result<T, Malformed> {
        let (offset, found) = self.take(field, "an unsigned integer", Decoder::u64)?;
        let max = max.into();
        let fits = T::try_from(found).ok().filter(|_| found <= max);
        fits.ok_or_else(|| self.refuse(field, offset, Rule::Above { found, max }))
    }

    /// A byte string of at most `max` bytes.
    pub(crate) fn bytes(&mut self, field: &'static str, max: usize) -> Result<&'b [u8], Malformed> {
        let (offset, bytes) = self.take(field, "a byte string of definite length", Decoder::bytes)?;
        if bytes.len() <= max {
            Ok(bytes)
        } else {
            Err(self.refuse(field, offset, Rule::TooLong { found: bytes.len(), max }))
        }
    }

    /// A byte string of exactly N bytes.
    pub(crate) fn exactly<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], Malformed> {
        let (offset, bytes) = self.take(field, "a byte string of definite length", Decoder::bytes)?;
        let wrong = Rule::Length { found: bytes.len(), expected: N };
        bytes.try_into().map_err(|_| self.refuse(field, offset, wrong))
    }

    /// A byte string of at most `max` pieces of N bytes.
    pub(crate) fn pieces<const N: usize>(
        &mut self,
        field: &'static str,
        max: usize,
    ) -> Result<&'b [[u8; N]], Malformed> {
        let offset = self.offset();
        let bytes = self.bytes(field, N * max)?;
        match bytes.as_chunks() {
            (pieces, []) => Ok(pieces),
            _ => Err(self.refuse(field, offset, Rule::Pieces { found: bytes.len(), piece: N })),
        }
    }

    /// A text of at most `max` bytes, made into what it names; `spelling` says what it must be.
    pub(crate) fn text<T>(
        &mut self,
        field: &'static str,
        max: usize,
        spelling: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Malformed> {
        let (offset, text) = self.take(field, "a text of definite length", Decoder::str)?;
        if text.len() > max {
            return Err(self.refuse(field, offset, Rule::TooLong { found: text.len(), max }));
        }
        parse(text).ok_or_else(|| self.refuse(field, offset, Rule::Spelling(spelling)))
    }

    /// Null.
    pub(crate) fn null(&mut self, field: &'static str) -> Result<(), Malformed> {
        self.take(field, "null", Decoder::null).map(drop)
    }

    /// What `read` reads, or nothing where null stands.
    pub(crate) fn or_null<T>(
        &mut self,
        field: &'static str,
        read: impl FnOnce(&mut Self) -> Result<T, Malformed>,
    ) -> Result<Option<T>, Malformed> {
        if self.is(field, Type::Null)? {
            self.null(field)?;
            Ok(None)
        } else {
            read(self).map(Some)
        }
    }

    /// Whether an array stands next.
    pub(crate) fn is_array(&mut self, field: &'static str) -> Result<bool, Malformed> {
        self.is(field, Type::Array)
    }

    fn is(&mut self, field: &'static str, wanted: Type) -> Result<bool, Malformed> {
        let (_, found) = self.take(field, "a field of a statement", |decoder| decoder.datatype())?;
        Ok(found == wanted)
    }
}

#[cfg(test)]
mod vectors;
