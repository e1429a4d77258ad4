//! What is appended to an instrument's text when it is put into use: who witnesses, with which keys everyone signs, and where items stand.
//!
//! None of it is a clause: it sets no obligation and has no article. A text without these tables is whole.

use super::Instrument;
use crate::text::{Id, PartyCode, Text};
use crate::time::Date;
use std::fmt;
use std::ops::Range;

/// One that acknowledges the parties' records and is bound by nothing: a third state, an institute.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Its name in the file.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    pub(crate) span: Range<usize>,
}

/// A public key of a party or a witness.
#[derive(Clone, Debug)]
pub struct Key {
    /// Whose.
    pub holder: Holder,
    /// For what.
    pub role: KeyRole,
    /// The key itself. It is kept as it is written: whoever verifies with it decodes it.
    pub key: KeyText,
    /// The first day of its use; from the start where it is not said.
    pub from: Option<Date>,
    /// The first day on which it is used no longer.
    pub until: Option<Date>,
    pub(crate) span: Range<usize>,
}

/// Whose a key is. A party's code is written in capitals and a witness's name is not, so that one word names either.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A party.
    Party(PartyCode),
    /// A witness.
    Witness(Id),
}

impl Holder {
    /// The one of this name, if it is spelt as either.
    pub fn new(name: &str) -> Option<Self> {
        PartyCode::new(name).map(Self::Party).or_else(|| Id::new(name).map(Self::Witness))
    }

    /// The name as it stands in the file.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Party(code) => code.as_str(),
            Self::Witness(id) => id.as_str(),
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// For what a key is used. A key has one use, so that what it signed in one is never mistaken for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyRole {
    /// Signs the checkpoints of its holder's record.
    Log,
    /// Cosigns the checkpoints of others' records.
    Cosignature,
    /// Signs statements.
    Statement,
    /// Signs new keys and revocations, and is kept apart.
    Offline,
}

impl KeyRole {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("log", Self::Log),
        ("cosignature", Self::Cosignature),
        ("statement", Self::Statement),
        ("offline", Self::Offline),
    ];

    /// Its word in the file.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, role)| *role == self).map_or("", |(word, _)| word)
    }
}

/// A key as text: printable ASCII without spaces, 1 to [`KeyText::MAX_LEN`] bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyText(String);

impl KeyText {
    /// The longest that is read, in bytes.
    pub const MAX_LEN: usize = 350;

    /// A key's text, or nothing where it holds anything that could be shown as something else.
    pub fn new(text: &str) -> Option<Self> {
        let fits = (1..=Self::MAX_LEN).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A place where a party's items stand.
#[derive(Clone, Debug)]
pub struct Site {
    /// Whose.
    pub party: PartyCode,
    /// Its alias, unique within the party.
    pub id: Id,
    /// Which kind of facility it is.
    pub facility: Id,
    /// What it is called.
    pub name: Option<Text>,
    pub(crate) span: Range<usize>,
}

impl Instrument {
    /// The sites of a party in their order. A site's number is its place here, from 0.
    pub fn sites_of<'a>(&'a self, party: &'a PartyCode) -> impl Iterator<Item = &'a Site> {
        self.sites.iter().filter(move |site| site.party == *party)
    }

    /// The keys of one holder in their order.
    pub fn keys_of<'a>(&'a self, holder: &'a Holder) -> impl Iterator<Item = &'a Key> {
        self.keys.iter().filter(move |key| key.holder == *holder)
    }

    /// The witness of this name.
    pub fn witness(&self, id: &Id) -> Option<&Witness> {
        self.witnesses.iter().find(|witness| witness.id == *id)
    }
}

impl Key {
    /// Whether it is in use on a day.
    pub fn is_used_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether there is a day on which both are in use.
    pub fn meets(&self, other: &Self) -> bool {
        let before =
            |until: Option<Date>, from: Option<Date>| until.zip(from).is_some_and(|(until, from)| until <= from);
        !before(self.until, other.from) && !before(other.until, self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_word_names_a_party_or_a_witness_and_never_both() {
        assert!(matches!(Holder::new("HAL"), Some(Holder::Party(_))));
        assert!(matches!(Holder::new("lakeside-institute"), Some(Holder::Witness(_))));
        assert_eq!(Holder::new("Lakeside"), None);
    }

    #[test]
    fn a_keys_text_is_short_and_plain() {
        assert!(KeyText::new("example.org+3aadbe6c+ARp2").is_some());
        assert!(KeyText::new(&"k".repeat(KeyText::MAX_LEN)).is_some());
        for bad in ["", "two words", "tab\there", "ключ", &"k".repeat(KeyText::MAX_LEN + 1)] {
            assert_eq!(KeyText::new(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn keys_meet_where_their_days_overlap() {
        let key = |from, until| Key {
            holder: Holder::Party(PartyCode::default()),
            role: KeyRole::Log,
            key: KeyText::default(),
            from,
            until,
            span: 0..0,
        };
        let (march, april) = (date(2027, 3, 1), date(2027, 4, 1));
        assert!(
            !key(None, Some(april)).meets(&key(Some(april), None)),
            "one ends on the day on which the other begins"
        );
        assert!(key(None, Some(april)).meets(&key(Some(march), None)));
        assert!(key(None, None).meets(&key(Some(march), Some(april))));
        assert!(key(Some(march), Some(april)).is_used_on(march) && !key(Some(march), Some(april)).is_used_on(april));
    }
}
