//! Text in two languages, names, and the references by which a text speaks of a number that stands elsewhere.

use std::fmt;
use std::ops::Range;

/// A language in which treaties and assessments are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Russian.
    Ru,
}

impl Lang {
    /// Both, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::En, Self::Ru];

    /// `en` or `ru`.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }
}

/// The same words in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// In English.
    pub en: String,
    /// In Russian.
    pub ru: String,
}

impl Text {
    /// The words in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ru => &self.ru,
        }
    }
}

/// The name of a clause, class, act … within its kind: lower-case letters, digits and hyphens.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// The longest name that is read.
    pub const MAX_LEN: usize = 64;

    /// A name, or nothing where it is not spelt as one.
    pub fn new(name: &str) -> Option<Self> {
        let fits = name.len() <= Self::MAX_LEN
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fits.then(|| Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as the head of a column in a table of declarations: `_` for `-`.
    pub fn column(&self) -> String {
        self.0.replace('-', "_")
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The code of a party or observer, such as `US`: two to eight capital letters or digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyCode(String);

impl PartyCode {
    /// A code, or nothing where it is not spelt as one.
    pub fn new(code: &str) -> Option<Self> {
        let fits = (2..=8).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        fits.then(|| Self(code.to_owned()))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PartyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A piece of a text: words, or a reference `{kind.id}` to something that stands once, elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// What stands between braces, unresolved.
    Reference(&'a str),
}

/// Cuts a text into words and references. A brace without its partner stays among the words; [`stray`] reports it.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((open, close)) = next_reference(rest) {
        if open > 0 {
            found.push(Piece::Words(&rest[..open]));
        }
        found.push(Piece::Reference(&rest[open + 1..close]));
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() {
        found.push(Piece::Words(rest));
    }
    found
}

fn next_reference(text: &str) -> Option<(usize, usize)> {
    let open = text.find('{')?;
    let close = open + text[open..].find('}')?;
    Some((open, close))
}

/// Something in a text that should not stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stray {
    /// A free-standing number or date, which belongs in a clause.
    Number(String),
    /// A brace without its partner.
    Brace,
    /// A control, bidirectional or invisible character, which could make a text read as something else.
    Hidden(char),
}

/// A character that is not shown, or that changes how its neighbours are shown: a treaty's text has no use for it.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'
                ..='\u{180F}'
        )
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}')
        || matches!(c, '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The first hidden character of any string, with its bytes.
pub fn hidden(text: &str) -> Option<(Range<usize>, char)> {
    text.char_indices().find(|(_, c)| is_hidden(*c)).map(|(at, c)| (at..at + c.len_utf8(), c))
}

/// The first thing that may not stand in a text whose numbers stand elsewhere.
pub fn stray(text: &str) -> Option<Stray> {
    if let Some((_, c)) = hidden(text) {
        return Some(Stray::Hidden(c));
    }
    pieces(text).into_iter().find_map(|piece| match piece {
        Piece::Words(words) if words.contains(['{', '}']) => Some(Stray::Brace),
        Piece::Words(words) => free_number(words).map(|number| Stray::Number(number.to_owned())),
        Piece::Reference(_) => None,
    })
}

/// A number that no letter joins: `1 550`, `2018-02-05`, `5.5`, but not `RS-24`, `XIV.2` or `L0`.
fn free_number(words: &str) -> Option<&str> {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '\u{2011}' | '\u{2013}');
    words
        .split(|c: char| !joins(c))
        .map(|token| token.trim_matches(|c: char| !c.is_alphanumeric()))
        .find(|token| token.contains(|c: char| c.is_numeric()) && !token.contains(|c: char| c.is_alphabetic()))
}

/// The numbers written into a text, in order, with separators of thousands taken out.
pub fn numbers(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    let chars: Vec<char> = text.chars().collect();
    for (i, c) in chars.iter().enumerate() {
        let between = |gap: char| matches!(gap, ' ' | ',' | '\u{A0}' | '\u{202F}');
        if c.is_ascii_digit() {
            if open {
                if let Some(last) = found.last_mut() {
                    last.push(*c);
                }
            } else {
                found.push(c.to_string());
            }
            open = true;
        } else {
            let three = chars[i + 1..].iter().take_while(|d| d.is_ascii_digit()).count() == 3;
            open = open && between(*c) && three;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_in_one_way() {
        assert!(Id::new("deployed-warheads").is_some());
        for bad in ["", "Deployed", "1st", "a_b", "a b", "é", &"a".repeat(65)] {
            assert!(Id::new(bad).is_none(), "{bad:?}");
        }
        assert!(PartyCode::new("US").is_some());
        for bad in ["", "U", "us", "U S", "ABCDEFGHI"] {
            assert!(PartyCode::new(bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn a_text_is_cut_at_its_references() {
        assert_eq!(
            pieces("no more than {limit.x} now"),
            [Piece::Words("no more than "), Piece::Reference("limit.x"), Piece::Words(" now")]
        );
        assert_eq!(stray("an open { brace"), Some(Stray::Brace));
    }

    #[test]
    fn a_number_in_a_text_is_found_and_a_name_is_not() {
        for (text, number) in [("limit of 700 items", "700"), ("since 2018-02-05.", "2018-02-05"), ("(10)", "10")] {
            assert_eq!(stray(text), Some(Stray::Number(number.into())), "{text}");
        }
        for text in ["RS-24 and B-52H", "Article XIV.2", "level L0", "{limit.x} warheads", "МБР РС-24"] {
            assert_eq!(stray(text), None, "{text}");
        }
    }

    #[test]
    fn what_the_eye_cannot_see_is_found() {
        for c in ['\u{202E}', '\u{200B}', '\u{2066}', '\u{FEFF}', '\u{0007}', '\u{00AD}', '\u{E0041}'] {
            assert_eq!(stray(&format!("Treaty{c} text")), Some(Stray::Hidden(c)));
        }
    }

    #[test]
    fn numbers_are_compared_without_their_separators() {
        assert_eq!(numbers("1 550 of 700"), ["1550", "700"]);
        assert_eq!(numbers("1,550 of 700"), numbers("1\u{A0}550 из 700"));
        assert_eq!(numbers("2020, 16 and 5"), ["2020", "16", "5"]);
    }
}
