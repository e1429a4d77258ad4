//! Serials: what the host calls an item.
//!
//! A serial is secret for as long as the item exists. It is never printed by `Debug`, never copied by accident, wiped when it is dropped, and it
//! leaves the inventory only where the host's own list of events is written.

use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The longest serial, in bytes.
pub const SERIAL_MAX: usize = 32;

/// The serial of one item: 1 to [`SERIAL_MAX`] letters, digits, `-`, `.`, `/` and `_`.
#[derive(PartialEq, Eq, PartialOrd, Ord, Zeroize, ZeroizeOnDrop)]
pub struct Serial(String);

impl Serial {
    /// Checks a serial.
    ///
    /// # Errors
    /// Where it is empty, too long, or has another character. The error does not repeat the serial.
    pub fn new(text: &str) -> Result<Self, BadSerial> {
        let allowed = |c: u8| c.is_ascii_alphanumeric() || b"-./_".contains(&c);
        match text.bytes().position(|c| !allowed(c)) {
            _ if text.is_empty() => Err(BadSerial::Empty),
            _ if text.len() > SERIAL_MAX => Err(BadSerial::TooLong { length: text.len() }),
            Some(byte) => Err(BadSerial::Character { byte }),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// The text, for the host's eyes only.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The ledger keeps a serial of its own: the one place that copies one.
    pub(crate) fn of_same_item(&self) -> Self {
        Self(self.0.clone())
    }
}

impl fmt::Debug for Serial {
    /// Nothing, not even the length: serials of two types may differ in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Serial(…)")
    }
}

/// Why a text is no serial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSerial {
    /// Nothing stands there.
    #[error("the serial is empty")]
    Empty,
    /// More than [`SERIAL_MAX`] bytes.
    #[error("the serial has {length} bytes, and {SERIAL_MAX} are the most")]
    TooLong {
        /// How many it has.
        length: usize,
    },
    /// A character that would need quoting somewhere.
    #[error("byte {byte} of the serial is not a letter, a digit, `-`, `.`, `/` or `_`")]
    Character {
        /// Which byte, from 0.
        byte: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_has_one_to_thirty_two_plain_characters() {
        assert!(Serial::new(&"x".repeat(SERIAL_MAX)).is_ok());
        assert_eq!(Serial::new(&"x".repeat(SERIAL_MAX + 1)).err(), Some(BadSerial::TooLong { length: SERIAL_MAX + 1 }));
        assert_eq!(Serial::new("").err(), Some(BadSerial::Empty));
        for (text, byte) in [("a,b", 1), (" a", 0), ("a\n", 1), ("é", 0), ("ab\"", 2)] {
            assert_eq!(Serial::new(text).err(), Some(BadSerial::Character { byte }), "{text:?}");
        }
    }

    #[test]
    fn a_serial_does_not_print_itself() {
        let secret = Serial::new("WX-77").unwrap();
        assert!(!format!("{secret:?}").contains("77"));
        assert!(!BadSerial::Character { byte: 2 }.to_string().contains("77"));
    }
}
