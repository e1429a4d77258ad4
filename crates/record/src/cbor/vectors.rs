//! The examples of RFC 8949, appendix A, and second spellings of what statements hold.

use super::*;
use serde_json::Value;

const EXAMPLES: &str = include_str!("../../vectors/cbor/rfc8949_appendix_a.json");
/// More than any statement nests.
const DEPTH_MAX: usize = 6;

/// Anything that a statement may hold.
#[derive(Debug, Clone, PartialEq)]
enum Item {
    Uint(u64),
    Bytes(Vec<u8>),
    Text(String),
    Array(Vec<Item>),
    Null,
}

impl Canonical for Item {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Uint(number) => to.uint(*number),
            Self::Bytes(bytes) => to.bytes(bytes),
            Self::Text(text) => to.text(text),
            Self::Null => to.null(),
            Self::Array(items) => to.each(items, |to, item| {
                item.write(to);
                to
            }),
        };
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        read_within(from, DEPTH_MAX)
    }
}

fn read_within(from: &mut Reader<'_>, depth: usize) -> Result<Item, Malformed> {
    let item = from.or_null("item", |from| {
        if from.is_array("item")? && depth > 0 {
            from.each("item", 0, 64, |from| read_within(from, depth - 1)).map(Item::Array)
        } else if from.is("item", Type::Bytes)? {
            from.bytes("item", 64).map(|bytes| Item::Bytes(bytes.to_vec()))
        } else if from.is("item", Type::String)? {
            from.text("item", 64, "any text", |text| Some(text.to_owned())).map(Item::Text)
        } else {
            from.uint("item", u64::MAX).map(Item::Uint)
        }
    })?;
    Ok(item.unwrap_or(Item::Null))
}

fn read(bytes: &[u8]) -> Result<Item, Malformed> {
    decode(Format::Papers, bytes, 1024)
}

fn hex(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

/// Whether a decoded example is one that a statement may hold.
fn concerns_us(value: &Value) -> bool {
    match value {
        Value::Null | Value::String(_) => true,
        Value::Number(number) => number.is_u64(),
        Value::Array(items) => items.iter().all(concerns_us),
        Value::Bool(_) | Value::Object(_) => false,
    }
}

fn item(value: &Value) -> Item {
    match value {
        Value::Null => Item::Null,
        Value::String(text) => Item::Text(text.clone()),
        Value::Number(number) => Item::Uint(number.as_u64().unwrap()),
        Value::Array(items) => Item::Array(items.iter().map(item).collect()),
        Value::Bool(_) | Value::Object(_) => panic!("{value} cannot stand in a statement"),
    }
}

#[test]
fn the_examples_of_the_rfc_are_read_or_refused_as_statements_demand() {
    let examples: Vec<Value> = serde_json::from_str(EXAMPLES).unwrap();
    let (mut taken, mut refused) = (0, 0);
    for example in &examples {
        let bytes = hex(example["hex"].as_str().unwrap());
        let decoded = example.get("decoded").filter(|value| concerns_us(value));
        // what the RFC calls a round trip is the shortest spelling; bignums are tagged, so they do not stand in statements
        let ours = example["roundtrip"] == true && bytes[0] < 0xc0 || bytes == [0xf6];
        match decoded.filter(|_| ours) {
            Some(value) => {
                assert_eq!(read(&bytes).as_ref(), Ok(&item(value)), "{example}");
                assert_eq!(encode(&item(value)), bytes, "{example}");
                taken += 1;
            }
            None if example.get("diagnostic").is_some_and(|text| text.as_str().unwrap().starts_with("h'")) => {
                assert!(matches!(read(&bytes), Ok(Item::Bytes(_))), "{example}");
                taken += 1;
            }
            None => {
                assert!(read(&bytes).is_err(), "{example}");
                refused += 1;
            }
        }
    }
    assert_eq!((taken + refused, refused), (82, 57));
}

#[test]
fn a_second_spelling_is_refused() {
    let second = [
        "1800",
        "1817",
        "190000",
        "1900ff",
        "1a0000ffff",
        "1b00000000ffffffff",
        "5800",
        "580161",
        "590001ff",
        "7800",
        "780161",
        "79000161",
        "9800",
        "980101",
        "99000101",
        "9a0000000101",
        "5f41ffff",
        "7f6161ff",
        "9f01ff",
        "f7",
        "f97c00",
        "f90000",
        "c001",
        "d8184100",
        "a0",
        "20",
        "f4",
        "f5",
        "e0",
        "f816",
        "ff",
        "1c",
        "5c",
        "9c",
    ];
    for spelling in second {
        assert!(read(&hex(spelling)).is_err(), "{spelling}");
        assert!(read(&hex(&format!("81{spelling}"))).is_err(), "[{spelling}]");
    }
}

#[test]
fn a_refusal_names_the_first_byte_that_would_be_written_otherwise() {
    let refused = read(&hex("820118ff")).map(drop);
    assert_eq!(refused, Ok(()), "255 needs its second byte");
    let refused = read(&hex("82011817")).unwrap_err();
    assert_eq!((refused.offset, refused.rule), (2, Rule::NotCanonical));
}

#[test]
fn what_ends_too_early_or_too_late_is_refused() {
    let whole =
        encode(&Item::Array(vec![Item::Uint(1000), Item::Bytes(vec![7; 30]), Item::Text("text".into()), Item::Null]));
    for length in 0..whole.len() {
        assert_eq!(read(&whole[..length]).unwrap_err().rule, Rule::Truncated, "{length} bytes");
    }
    assert!(read(&whole).is_ok());
    assert_eq!(read(&[whole, vec![0]].concat()).unwrap_err().rule, Rule::Trailing(1));
}

#[test]
fn lengths_end_at_their_limits() {
    let of = |length| encode(&Item::Bytes(vec![0; length]));
    assert!(read(&of(64)).is_ok());
    assert_eq!(read(&of(65)).unwrap_err().rule, Rule::TooLong { found: 65, max: 64 });
    let of = |length| encode(&Item::Text("a".repeat(length)));
    assert!(read(&of(64)).is_ok());
    assert_eq!(read(&of(65)).unwrap_err().rule, Rule::TooLong { found: 65, max: 64 });
    let of = |length| encode(&Item::Array(vec![Item::Null; length]));
    assert!(read(&of(64)).is_ok());
    assert_eq!(read(&of(65)).unwrap_err().rule, Rule::Entries { found: 65, least: 0, most: 64 });
    // a head that promises more than memory holds costs nothing
    assert!(read(&hex("9bffffffffffffffff")).is_err() && read(&hex("5bffffffffffffffff")).is_err());
    let rule = decode::<Item>(Format::Papers, &[0; 9], 8).unwrap_err().rule;
    assert_eq!(rule, Rule::TooLong { found: 9, max: 8 });
}
