//! What the steps of every chain share: names with their numbers and words, and the head that says which step it is.

use crate::cbor::Reader;
use crate::malformed::{Malformed, Rule};
use treaty::PartyCode;

/// The longest code of a party, in bytes.
const PARTY_MAX: usize = 8;

/// The names of a chain's steps: of the first, which is number 1, and of those that carry something, each with its number, its word and how many fields
/// it has, its number with it.
macro_rules! steps {
    (
        $(#[$doc:meta])*
        $name:ident of $carries:ident: $first:ident = $first_word:ident, $first_fields:literal;
        $($variant:ident $pattern:tt = $number:literal, $word:ident, $fields:literal;)*
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the steps say what they are")]
        pub enum $name { $first, $($variant,)* }

        impl $name {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[Self::$first, $(Self::$variant,)*];

            /// Its number.
            pub const fn number(self) -> u8 { match self { Self::$first => 1, $(Self::$variant => $number,)* } }

            /// Its word: in the command, and in the hours of an instrument.
            pub const fn word(self) -> &'static str {
                match self { Self::$first => stringify!($first_word), $(Self::$variant => stringify!($word),)* }
            }

            /// How many fields it has, its number with it.
            const fn fields(self) -> u64 { match self { Self::$first => $first_fields, $(Self::$variant => $fields,)* } }

            fn write_head(self, to: &mut crate::cbor::Writer) {
                let fields = usize::try_from(self.fields()).expect("a step has a handful of fields");
                to.array(fields).uint(self.number());
            }

            fn read_head(from: &mut crate::cbor::Reader<'_>) -> Result<Self, crate::malformed::Malformed> {
                let known: Vec<_> = Self::ALL.iter().map(|name| (*name, name.number(), name.fields())).collect();
                $crate::statement::steps::read_head(from, &known)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl $carries {
            /// Which step it is.
            pub const fn name(&self) -> $name { match self { $(Self::$variant $pattern => $name::$variant,)* } }
        }
    };
}

pub(super) use steps;

/// Reads how many fields a step has, and its number: the two go together as in one of those that are known.
pub(super) fn read_head<N: Copy>(from: &mut Reader<'_>, known: &[(N, u8, u64)]) -> Result<N, Malformed> {
    let fields = || known.iter().map(|(.., fields)| *fields);
    let (least, most) = (fields().min().unwrap_or(0), fields().max().unwrap_or(0));
    let start = from.offset();
    let found = from.list("the whole", least, most)?;
    let at = from.offset();
    let number = from.uint::<u8>("step", u8::MAX)?;
    let named = known.iter().find(|(_, known, _)| *known == number);
    let (name, _, fields) = *named.ok_or_else(|| from.refuse("step", at, Rule::Unknown(number.into())))?;
    if found != fields {
        return Err(from.refuse("the whole", start, Rule::Entries { found, least: fields, most: fields }));
    }
    Ok(name)
}

/// Reads the code of a party.
pub(super) fn read_party(from: &mut Reader<'_>, field: &'static str) -> Result<PartyCode, Malformed> {
    from.text(field, PARTY_MAX, "the code of a party must stand here", PartyCode::new)
}
