//! Where a fact is from, with what authority, and how sure that makes us.

use crate::time::Date;
use std::fmt;

/// The key of a source within its file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceKey(pub String);

impl fmt::Display for SourceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A published source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is.
    pub title: String,
    /// With what authority it speaks.
    pub authority: Authority,
    /// When it was published or signed, where that is known.
    pub date: Option<Date>,
    /// Where it can be found.
    pub place: String,
}

/// With what authority a source speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words say what they are")]
pub enum Authority {
    Treaty,
    Protocol,
    Annex,
    AgreedStatement,
    Note,
    Statement,
    Official,
    Briefing,
    Press,
    Literature,
    Project,
}

impl Authority {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 11] = [
        ("treaty", Self::Treaty),
        ("protocol", Self::Protocol),
        ("annex", Self::Annex),
        ("agreed-statement", Self::AgreedStatement),
        ("note", Self::Note),
        ("statement", Self::Statement),
        ("official", Self::Official),
        ("briefing", Self::Briefing),
        ("press", Self::Press),
        ("literature", Self::Literature),
        ("project", Self::Project),
    ];
}

/// How sure a source makes us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Read in the source.
    #[default]
    Confirmed,
    /// Widely reported, not read in a text.
    Reported,
    /// Not to be relied on.
    Uncertain,
}

impl Mark {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 3] =
        [("confirmed", Self::Confirmed), ("reported", Self::Reported), ("uncertain", Self::Uncertain)];
}
