//! From an article to the rule that enforces it, and back.
//!
//! Every kind of clause has one [`Enforcement`]: the place in the code that holds records, declarations or files against it. The
//! project's tests read the marks `rule: NAME` and `shows: NAME` out of the sources and fail where an enforcement lacks its place or its test.

use crate::instrument::{Article, ArticleNumber, Clause, Instrument, Kind};

/// A rule of the software: what it compares with what an instrument sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Enforcement {
    /// In force, extended, suspended or ended on a day.
    Term,
    /// Items counted by class towards a limit.
    Counting,
    /// A count held against its limit on a day on which it binds.
    Limit,
    /// Types held against those that exist.
    Type,
    /// A recorded difference on what counts: both counts are kept.
    Readings,
    /// Groups held against their baseline.
    Freeze,
    /// Epochs counted from the baseline, and what is due of each.
    Record,
    /// Sums opened at the end of their windows, each commitment in one at most.
    Opening,
    /// Which classes may stand where.
    Basing,
    /// How much may be on the road, and for how long.
    Transit,
    /// What is due, and whether it was provided.
    Clock,
    /// Inspections held against their quotas.
    Quota,
    /// What a host may not do from designation on.
    Restriction,
    /// Crossings held against their verdicts, and both against the opened sums.
    Portal,
    /// What two parties see differently: asked, answered, and agreed or not, each by its time.
    Clarification,
    /// Custody seals: each number once, each break announced, what was opened sealed again.
    Seals,
    /// What a set of measures cannot know.
    Blind,
    /// Who may read which statement.
    Readers,
    /// A number to which texts refer.
    Parameter,
}

impl Enforcement {
    /// All of them, with their names in marks.
    pub const WORDS: [(&'static str, Self); 19] = [
        ("term", Self::Term),
        ("counting", Self::Counting),
        ("limit", Self::Limit),
        ("type", Self::Type),
        ("readings", Self::Readings),
        ("freeze", Self::Freeze),
        ("record", Self::Record),
        ("opening", Self::Opening),
        ("basing", Self::Basing),
        ("transit", Self::Transit),
        ("clock", Self::Clock),
        ("quota", Self::Quota),
        ("restriction", Self::Restriction),
        ("portal", Self::Portal),
        ("clarification", Self::Clarification),
        ("seals", Self::Seals),
        ("blind", Self::Blind),
        ("readers", Self::Readers),
        ("parameter", Self::Parameter),
    ];

    /// Whether an audit of declarations or records applies it. The others wait for statements that are not read yet, or serve texts and comparisons.
    pub fn is_audited(self) -> bool {
        match self {
            Self::Term | Self::Counting | Self::Limit | Self::Type | Self::Readings => true,
            Self::Freeze | Self::Clock | Self::Blind => true,
            Self::Record | Self::Opening | Self::Transit | Self::Quota | Self::Restriction => true,
            Self::Portal | Self::Clarification | Self::Seals => true,
            Self::Basing | Self::Readers | Self::Parameter => false,
        }
    }

    /// Its name in marks.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, rule)| *rule == self).map_or("", |(word, _)| word)
    }
}

impl Kind {
    /// The rule that enforces clauses of this kind.
    pub fn enforced_by(self) -> Enforcement {
        match self {
            Self::Term | Self::Extension | Self::Withdrawal => Enforcement::Term,
            Self::Class | Self::Conversion => Enforcement::Counting,
            Self::Limit => Enforcement::Limit,
            Self::Type => Enforcement::Type,
            Self::Dispute => Enforcement::Readings,
            Self::Freeze => Enforcement::Freeze,
            Self::Record => Enforcement::Record,
            Self::Opening => Enforcement::Opening,
            Self::Basing | Self::Facility => Enforcement::Basing,
            Self::Transit => Enforcement::Transit,
            Self::Clock => Enforcement::Clock,
            Self::Inspection => Enforcement::Quota,
            Self::Restriction => Enforcement::Restriction,
            Self::Portal => Enforcement::Portal,
            Self::Clarification => Enforcement::Clarification,
            Self::Seals => Enforcement::Seals,
            Self::Measure => Enforcement::Blind,
            Self::Reader => Enforcement::Readers,
            Self::Parameter => Enforcement::Parameter,
        }
    }
}

/// The clauses that stand behind an article, those of its parts included.
pub fn clauses_of<'a>(instrument: &'a Instrument, article: &'a Article) -> impl Iterator<Item = &'a Clause> {
    instrument.clauses.iter().filter(|clause| clause.article.is_within(&article.number))
}

/// The rules that enforce an article; none where it is not verifiable here. What acts do under an article is the timeline's matter.
pub fn rules_of<'a>(instrument: &'a Instrument, article: &'a Article) -> impl Iterator<Item = Enforcement> + 'a {
    let within = |number: &ArticleNumber| number.is_within(&article.number);
    let acts =
        instrument.acts.iter().filter(move |act| act.article.as_ref().is_some_and(within)).map(|_| Enforcement::Term);
    clauses_of(instrument, article).map(|clause| clause.kind().enforced_by()).chain(acts)
}
