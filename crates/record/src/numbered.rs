//! Words that a statement or a paper spells as a number, and people as a word.

/// Enums of such words: each has all of them in `ALL`, its `number`, its `word`, and a reader that refuses every other number.
macro_rules! numbered {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $number:literal, $word:literal;)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$of])* $variant,)* }

        impl $name {
            /// All of them, by number.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its number.
            pub const fn number(self) -> u8 { match self { $(Self::$variant => $number,)* } }

            /// Its name.
            pub const fn word(self) -> &'static str { match self { $(Self::$variant => $word,)* } }

            pub(crate) fn read(
                from: &mut crate::cbor::Reader<'_>,
                field: &'static str,
            ) -> Result<Self, crate::malformed::Malformed> {
                let at = from.offset();
                let number = from.uint::<u8>(field, u8::MAX)?;
                let found = Self::ALL.iter().copied().find(|word| word.number() == number);
                found.ok_or_else(|| from.refuse(field, at, crate::malformed::Rule::Unknown(number.into())))
            }
        }
    )*};
}

pub(crate) use numbered;
