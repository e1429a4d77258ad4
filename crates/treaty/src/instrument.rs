//! What an instrument says, once its file has been read: parties, articles, acts and clauses, each with its source.
//!
//! An [`Instrument`] has no public constructor but [`crate::parse()`]; whoever holds one holds a file that passed every check.

mod annex;
mod clarification;
mod opening;
mod portal;
mod record;
mod rule;
mod seal;

pub use annex::*;
pub use clarification::*;
pub use opening::*;
pub use portal::*;
pub use record::*;
pub use rule::*;
pub use seal::*;

use crate::measure::Measure;
use crate::source::{Mark, Source, SourceKey};
use crate::text::{Id, PartyCode, Text};
use crate::time::{Date, Moment, NoSuchDay};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// An instrument: a treaty, a statement or an offer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Instrument {
    /// Its name, such as `new-start`.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// Its legal form.
    pub form: Form,
    /// Whether its texts are our own words.
    pub texts: Texts,
    /// Whether it was concluded, offered or made up.
    pub nature: Nature,
    /// Whose offer it is.
    pub proposed_by: Option<PartyCode>,
    /// Its identity: the SHA-256 of its bytes.
    pub hash: Hash,
    /// What it stands on.
    pub base: Option<Base>,
    /// Those who are bound by it, in the order of the file.
    pub parties: Vec<Party>,
    /// Those who look on.
    pub observers: Vec<Party>,
    /// Where its facts are from.
    pub sources: BTreeMap<SourceKey, Source>,
    /// Its articles; those of the base first.
    pub articles: Vec<Article>,
    /// What happened to it, and what is proposed to happen, by date; those of the base first.
    pub acts: Vec<Act>,
    /// Everything that it sets, grouped by kind; those of the base first.
    pub clauses: Vec<Clause>,
    /// Those who acknowledge the parties' records. A base lends none: these and the next two are of the file alone.
    pub witnesses: Vec<Witness>,
    /// The keys of parties and witnesses.
    pub keys: Vec<Key>,
    /// The sites of all parties; [`Instrument::sites_of`] a party numbers them.
    pub sites: Vec<Site>,
}

impl Instrument {
    /// The article of this number.
    pub fn article(&self, number: &ArticleNumber) -> Option<&Article> {
        self.articles.iter().find(|article| article.number == *number)
    }

    /// The act of this name.
    pub fn act(&self, id: &Id) -> Option<&Act> {
        self.acts.iter().find(|act| act.id == *id)
    }

    /// The party of this code.
    pub fn party(&self, code: &PartyCode) -> Option<&Party> {
        self.parties.iter().find(|party| party.code == *code)
    }

    /// The clause of this kind and name.
    pub fn clause(&self, kind: Kind, id: &Id) -> Option<&Clause> {
        self.of(kind).find(|clause| clause.id == *id)
    }

    /// All clauses of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(move |clause| clause.kind() == kind)
    }

    /// The limits, with their clauses.
    pub fn limits(&self) -> impl Iterator<Item = (&Clause, &Limit)> {
        self.clauses.iter().filter_map(|clause| match &clause.rule {
            Rule::Limit(limit) => Some((clause, limit)),
            _ => None,
        })
    }

    /// The classes of items, with their clauses.
    pub fn classes(&self) -> impl Iterator<Item = (&Clause, &Class)> {
        self.clauses.iter().filter_map(|clause| match &clause.rule {
            Rule::Class(class) => Some((clause, class)),
            _ => None,
        })
    }

    /// The ways from class to class, with their clauses.
    pub fn conversions(&self) -> impl Iterator<Item = (&Clause, &Conversion)> {
        self.clauses.iter().filter_map(|clause| match &clause.rule {
            Rule::Conversion(way) => Some((clause, way)),
            _ => None,
        })
    }

    /// The kinds of facility, with their clauses.
    pub fn facilities(&self) -> impl Iterator<Item = (&Clause, &Facility)> {
        self.clauses.iter().filter_map(|clause| match &clause.rule {
            Rule::Facility(facility) => Some((clause, facility)),
            _ => None,
        })
    }

    /// The clocks, with their clauses.
    pub fn clocks(&self) -> impl Iterator<Item = (&Clause, &Clock)> {
        self.clauses.iter().filter_map(|clause| match &clause.rule {
            Rule::Clock(clock) => Some((clause, clock)),
            _ => None,
        })
    }

    /// The recorded disputes on what counts, with their clauses.
    pub fn disputes(&self) -> impl Iterator<Item = (&Clause, &Dispute)> {
        self.clauses.iter().filter_map(|clause| match &clause.rule {
            Rule::Dispute(dispute) => Some((clause, dispute)),
            _ => None,
        })
    }

    /// The freezes, with their clauses.
    pub fn freezes(&self) -> impl Iterator<Item = (&Clause, &Freeze)> {
        self.clauses.iter().filter_map(|clause| match &clause.rule {
            Rule::Freeze(freeze) => Some((clause, freeze)),
            _ => None,
        })
    }

    /// The measures of verification, with their clauses, in the order of the catalogue.
    pub fn measures(&self) -> Vec<(&Clause, Measure)> {
        let mut found: Vec<_> = self
            .clauses
            .iter()
            .filter_map(|clause| match clause.rule {
                Rule::Measure(measure) => Some((clause, measure)),
                _ => None,
            })
            .collect();
        found.sort_by_key(|(_, measure)| *measure);
        found
    }

    /// Whether ledgers are committed to: then an epoch is proved, and in clear numbers where not.
    pub fn commits(&self) -> bool {
        self.measures()
            .iter()
            .any(|(clause, measure)| *measure == Measure::Commitments && clause.status == Status::Agreed)
    }

    /// The day of a moment; nothing where it hangs on an act that is only proposed, or not known.
    pub fn day(&self, moment: &Moment) -> Option<Date> {
        match moment {
            Moment::On(date) => Some(*date),
            Moment::After(span, act) => span.after(self.act(act).filter(|act| !act.proposed)?.date).ok(),
        }
    }

    /// As [`Instrument::day`], telling a day that does not exist from an act that is not there.
    pub(crate) fn day_or_missing(&self, moment: &Moment) -> Result<Option<Date>, NoSuchDay> {
        match moment {
            Moment::On(date) => Ok(Some(*date)),
            Moment::After(span, act) => self.act(act).map(|act| span.after(act.date)).transpose(),
        }
    }
}

/// SHA-256 of a file's exact bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest;
        Self(sha2::Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The legal form of an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A ratified treaty.
    Treaty,
    /// A treaty that is applied before it is ratified.
    ProvisionalApplication,
    /// An agreement between governments.
    ExecutiveAgreement,
    /// A statement made together.
    JointPoliticalStatement,
    /// Statements that each makes for itself, on condition of the other's.
    ReciprocalDeclarations,
}

impl Form {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("treaty", Self::Treaty),
        ("provisional-application", Self::ProvisionalApplication),
        ("executive-agreement", Self::ExecutiveAgreement),
        ("joint-political-statement", Self::JointPoliticalStatement),
        ("reciprocal-declarations", Self::ReciprocalDeclarations),
    ];

    /// Whether it binds in law. What is not kept is then `inconsistent`, otherwise a `departure`.
    pub fn is_legal(self) -> bool {
        matches!(self, Self::Treaty | Self::ProvisionalApplication | Self::ExecutiveAgreement)
    }
}

/// Whose words an instrument's texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// Short paraphrases of our own.
    Paraphrase,
    /// The text as it was signed.
    Authentic,
}

/// Where an instrument comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// It was concluded.
    Historical,
    /// One side proposed it.
    Offer,
    /// Nobody proposed it; it exercises the software.
    Illustrative,
}

/// The instrument that another stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// Its name.
    pub id: Id,
    /// Its file, beside this one.
    pub file: String,
    /// Its identity.
    pub hash: Hash,
    /// Its form.
    pub form: Form,
    /// Which of its articles hold.
    pub keeps: Keeps,
}

/// Which articles something covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// All.
    All,
    /// These, and those under them.
    Articles(Vec<ArticleNumber>),
}

impl Keeps {
    /// Whether an article is covered; `II` covers `II.1`.
    pub fn covers(&self, number: &ArticleNumber) -> bool {
        match self {
            Self::All => true,
            Self::Articles(list) => list.iter().any(|kept| number.is_within(kept)),
        }
    }
}

/// A party or an observer.
#[derive(Clone, Debug)]
pub struct Party {
    /// Its code.
    pub code: PartyCode,
    /// Its full name.
    pub name: Text,
    /// Its short name.
    pub short: Text,
    /// The act by which it joins, where it was not there from the start.
    pub accedes: Option<Id>,
}

/// The number of an article, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleNumber(pub String);

impl ArticleNumber {
    /// Whether this is `outer` or a part of it.
    pub fn is_within(&self, outer: &Self) -> bool {
        let rest = self.0.strip_prefix(outer.0.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '(']))
    }
}

impl fmt::Display for ArticleNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An article: its number, title and what it says.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its number.
    pub number: ArticleNumber,
    /// Its title.
    pub title: Text,
    /// What it says.
    pub text: Text,
    /// Where that is from.
    pub source: SourceKey,
    /// How sure that is.
    pub mark: Mark,
    /// How it stands between the parties.
    pub status: Status,
    /// The act from which it applies, where that is not entry into force.
    pub applies: Option<Id>,
    /// Why it cannot be verified here, for an article without a rule.
    pub not_verifiable: Option<Text>,
    /// The instrument that it is of.
    pub origin: Id,
    pub(crate) span: Range<usize>,
}

/// How a clause stands between the parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Both say the same.
    Agreed,
    /// Each reads, or proposes, something else.
    Bracketed(Vec<Reading>),
    /// It holds once this act is done.
    Conditional(Id),
    /// The matter is named and left open.
    Silent,
}

/// How a clause is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// By whom; nobody in particular where a text may be read in several ways.
    pub party: Option<PartyCode>,
    /// How.
    pub text: Text,
    /// Where that is from, where it is not the clause's source.
    pub source: Option<SourceKey>,
    /// The number that it reads, for a limit.
    pub value: Option<u32>,
    /// Whether an act had its effect, by this reading.
    pub effect: Option<bool>,
    /// What counts besides, by this reading of a dispute.
    pub counts: Vec<Counted>,
}

/// A dated act.
#[derive(Clone, Debug)]
pub struct Act {
    /// Its name.
    pub id: Id,
    /// What it is.
    pub kind: ActKind,
    /// When it took effect, or is proposed to.
    pub date: Date,
    /// When it was announced, where that is another day.
    pub announced: Option<Date>,
    /// Who did it.
    pub by: Vec<PartyCode>,
    /// Its title.
    pub title: Text,
    /// What it was.
    pub text: Option<Text>,
    /// The article under which it was done.
    pub article: Option<ArticleNumber>,
    /// Where that is from.
    pub source: SourceKey,
    /// How sure that is.
    pub mark: Mark,
    /// Whether it is only proposed, and so without effect.
    pub proposed: bool,
    /// How the parties read it, where they differ.
    pub readings: Vec<Reading>,
    /// The instrument that it is of.
    pub origin: Id,
    pub(crate) span: Range<usize>,
}

/// What an act is, with what belongs to its kind alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActKind {
    /// The instrument is signed.
    Signature,
    /// A party ratifies, or its parliament consents.
    Ratification,
    /// It enters into force.
    EntryIntoForce,
    /// A party joins.
    Accession,
    /// Its term is extended to this day.
    Extension {
        /// The new day on which it ends.
        until: Date,
    },
    /// A party suspends it.
    Suspension {
        /// Which articles.
        suspends: Keeps,
        /// Which articles the party says it will go on keeping.
        keeps: Vec<ArticleNumber>,
    },
    /// A party ends its suspension.
    Resumption,
    /// A party does not provide an exchange.
    Withholding {
        /// The clock of the exchange.
        clock: Id,
        /// The day of which the exchange would have spoken.
        exchange: Date,
    },
    /// A party gives notice of withdrawal.
    Withdrawal,
    /// The instrument ends.
    Expiry,
    /// A difference is put on record.
    Dispute,
    /// Something is said.
    Statement,
}

/// Something that an instrument sets, with what every clause carries.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its name within its kind.
    pub id: Id,
    /// What it is called.
    pub name: Option<Text>,
    /// The article that sets it.
    pub article: ArticleNumber,
    /// Where that is from.
    pub source: SourceKey,
    /// How sure that is.
    pub mark: Mark,
    /// How it stands between the parties.
    pub status: Status,
    /// The moment from which it holds, where that is not its article's.
    pub from: Option<Moment>,
    /// The moment to which it holds, where that is not the instrument's.
    pub until: Option<Moment>,
    /// What it says.
    pub text: Option<Text>,
    /// What it sets.
    pub rule: Rule,
    /// The instrument that it is of.
    pub origin: Id,
    pub(crate) span: Range<usize>,
}

impl Clause {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.rule.kind()
    }
}
