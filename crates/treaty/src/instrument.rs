//! What an instrument says, once its file has been read: parties, articles, acts and clauses, each with its source.
//!
//! An [`Instrument`] has no public constructor but [`crate::parse()`]; whoever holds one holds a file that passed every check.

use crate::measure::Measure;
use crate::source::{Mark, Source, SourceKey};
use crate::text::{Id, PartyCode, Text};
use crate::time::{Date, Moment, NoSuchDay, Span};
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

    /// The instrument as it was known on a day: without the acts that came later.
    #[must_use]
    pub fn as_known_on(&self, day: Date) -> Self {
        let mut known = self.clone();
        known.acts.retain(|act| act.proposed || act.date <= day);
        known
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

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident ($inner:ty) = $word:literal,)*) => {
        /// What a clause sets.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Rule { $($(#[$doc])* $variant($inner),)* }

        /// The kind of a clause: the name of its table in the file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $variant,)* }

        impl Rule {
            /// Its kind.
            pub fn kind(&self) -> Kind { match self { $(Self::$variant(_) => Kind::$variant,)* } }
        }

        impl Kind {
            /// All of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            /// Its word in the file.
            pub fn word(self) -> &'static str { match self { $(Self::$variant => $word,)* } }
        }
    };
}

rules! {
    /// How long it lasts.
    Term(Term) = "term",
    /// How it may be extended.
    Extension(ExtensionRule) = "extension",
    /// How it may be left.
    Withdrawal(Span) = "withdrawal",
    /// A central limit or another cap.
    Limit(Limit) = "limit",
    /// A class of items.
    Class(Class) = "class",
    /// An existing type.
    Type(ItemType) = "type",
    /// How an item leaves one class for another.
    Conversion(Conversion) = "conversion",
    /// A recorded difference on what counts.
    Dispute(Dispute) = "dispute",
    /// A freeze.
    Freeze(Freeze) = "freeze",
    /// Where things may be.
    Basing(Basing) = "basing",
    /// A kind of facility.
    Facility(Facility) = "facility",
    /// Something due by a time.
    Clock(Clock) = "clock",
    /// A kind of inspection.
    Inspection(Inspection) = "inspection",
    /// What a host may not do from designation on.
    Restriction(Restriction) = "restriction",
    /// A measure of verification.
    Measure(Measure) = "measure",
    /// Who may read what.
    Reader(Reader) = "reader",
    /// Any other number of the text.
    Parameter(Parameter) = "parameter",
}

/// How long an instrument lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// So long.
    pub span: Span,
    /// After this act.
    pub after: Id,
}

/// How an instrument may be extended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtensionRule {
    /// The most years of one extension.
    pub years_max: u32,
    /// How often; nothing where the text is silent.
    pub times: Option<u32>,
    /// How that silence is read.
    pub readings: Vec<Reading>,
}

/// A limit and what counts towards it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The most that is allowed, 1 or more.
    pub value: u32,
    /// The first day on which it binds.
    pub binds: Moment,
    /// What counts.
    pub counts: Vec<Counted>,
}

/// A class that counts, and for how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Which.
    pub class: Id,
    /// For how much an item counts, 1 or more.
    pub each: u32,
    /// The day from which it counts.
    pub from: Option<Moment>,
}

/// A class of items: a line of the accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// What its items are.
    pub sort: Sort,
    /// The line that this one is a part of, to which it is never added.
    pub of_which: Option<Id>,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A missile.
    Missile,
    /// A launcher.
    Launcher,
    /// A bomber.
    Bomber,
    /// A warhead.
    Warhead,
}

impl Sort {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("missile", Self::Missile),
        ("launcher", Self::Launcher),
        ("bomber", Self::Bomber),
        ("warhead", Self::Warhead),
    ];

    /// Whether items of the sort `other` go by types of this sort: a launcher and the warheads on it go by the missile's type.
    pub fn names(self, other: Self) -> bool {
        self == other || self == Self::Missile && matches!(other, Self::Launcher | Self::Warhead)
    }
}

/// An existing type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemType {
    /// Whose.
    pub party: PartyCode,
    /// Of what.
    pub sort: Sort,
}

/// How an item leaves one class for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// From which class.
    pub from: Id,
    /// Into which.
    pub to: Id,
    /// Whether it may go back the same way.
    pub both_ways: bool,
}

/// A recorded difference on what counts towards a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Towards which limit.
    pub limit: Id,
    /// Whose items.
    pub items_of: PartyCode,
    /// Since when.
    pub since: Date,
    /// Who reads it how.
    pub readings: Vec<Reading>,
}

/// A freeze: no group may grow beyond its baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// What is frozen; empty where the text does not say.
    pub groups: Vec<Group>,
    /// The day of the baseline.
    pub baseline: Option<Moment>,
    /// The day on which the freeze ends.
    pub ends: Option<Moment>,
    /// Whether a newly made warhead is growth.
    pub production: Option<Growth>,
    /// Whether a return from retirement is growth.
    pub reactivation: Option<Growth>,
    /// Within which a refurbished pair must close.
    pub refurbishment_window: Option<Span>,
}

/// Classes that are frozen together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// Which classes.
    pub classes: Vec<Id>,
}

/// Whether something counts as growth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// It does.
    Growth,
    /// It is allowed.
    Allowed,
}

/// Where items may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basing {
    /// Which classes; none means all.
    pub classes: Vec<Id>,
    /// Where.
    pub territory: Territory,
}

/// A territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Territory {
    /// The party's own.
    National,
    /// Anywhere.
    Any,
    /// As named.
    Named(Text),
}

/// A kind of facility.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facility {
    /// What sort of place.
    pub sort: FacilitySort,
    /// The classes that may stand there.
    pub holds: Vec<Id>,
}

/// A sort of place. Missile plants and warhead plants are different: only the first have a precedent of monitoring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say what they are")]
pub enum FacilitySort {
    Base,
    MissilePlant,
    WarheadPlant,
    Store,
    Loading,
    Repair,
    ConversionElimination,
    Training,
    Test,
    SpaceLaunch,
    Display,
    Former,
    Other,
}

impl FacilitySort {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 13] = [
        ("base", Self::Base),
        ("missile-plant", Self::MissilePlant),
        ("warhead-plant", Self::WarheadPlant),
        ("store", Self::Store),
        ("loading", Self::Loading),
        ("repair", Self::Repair),
        ("conversion-elimination", Self::ConversionElimination),
        ("training", Self::Training),
        ("test", Self::Test),
        ("space-launch", Self::SpaceLaunch),
        ("display", Self::Display),
        ("former", Self::Former),
        ("other", Self::Other),
    ];
}

/// Something due by a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What is due.
    pub sort: ClockSort,
    /// When; nothing where the number is not known.
    pub due: Option<Due>,
    /// For an exchange, its calendar.
    pub calendar: Option<Calendar>,
    /// Data that may change here only.
    pub only_here: Vec<Id>,
}

/// So long before or after an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// How long.
    pub span: Span,
    /// On which side.
    pub side: Side,
    /// Of what: an act, or a word of the file's own.
    pub event: Id,
}

/// Before or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// No later than so long before.
    Before,
    /// No later than so long after.
    After,
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say what they are")]
pub enum ClockSort {
    Exchange,
    Notification,
    Inspection,
    Elimination,
    Telemetry,
    Consultation,
}

impl ClockSort {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("exchange", Self::Exchange),
        ("notification", Self::Notification),
        ("inspection", Self::Inspection),
        ("elimination", Self::Elimination),
        ("telemetry", Self::Telemetry),
        ("consultation", Self::Consultation),
    ];
}

/// The days of which an exchange speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The period of one exchange.
    pub every: Span,
    /// The days of the year, as month and day.
    pub as_of: Vec<(i8, i8)>,
    /// Exchanges that other days took the place of.
    pub instead: Vec<Instead>,
}

/// An exchange that another day took the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    /// The day of the calendar.
    pub day: Date,
    /// The day whose figures stand for it.
    pub stands: Date,
    /// Where that is from.
    pub source: SourceKey,
}

/// A number that may have a source of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The number.
    pub value: u32,
    /// Its own source, where it is not the clause's.
    pub source: Option<SourceKey>,
    /// How sure it is.
    pub mark: Mark,
}

/// A kind of inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// How many a treaty year and side.
    pub quota: Measured,
    /// The act on whose anniversary the quota's year begins.
    pub year_from: Id,
    /// How many at one site in a treaty year.
    pub same_site_max: Option<Measured>,
    /// How many at a time on one party's territory.
    pub at_once_max: Option<Measured>,
    /// How many inspectors.
    pub team_max: Option<Measured>,
    /// How many objects are counted in one visit.
    pub items_max: Option<Measured>,
    /// At which kinds of facility.
    pub at: Vec<Id>,
    /// The hours of its steps.
    pub hours: Vec<Step>,
}

/// A step of an inspection and its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub id: Id,
    /// What it is called.
    pub name: Text,
    /// How long it may take.
    pub span: Span,
    /// After what.
    pub after: Option<Id>,
    /// Its own source, where it is not the clause's.
    pub source: Option<SourceKey>,
    /// How sure it is.
    pub mark: Mark,
}

/// What a host may not do from designation on, at some kinds of site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// In which kind of inspection.
    pub inspection: Id,
    /// At which kinds of facility.
    pub at: Vec<Id>,
    /// What is forbidden, in words of the file's own.
    pub forbids: Vec<Id>,
}

/// Who may read a kind of statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// What kind of statement.
    pub statement: Text,
    /// Who.
    pub readers: Readers,
}

/// Who may read a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Readers {
    /// Anybody.
    Public,
    /// The parties.
    Parties,
    /// The one to whom it is addressed.
    Addressee,
}

impl Readers {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 3] =
        [("public", Self::Public), ("parties", Self::Parties), ("addressee", Self::Addressee)];
}

/// A number of the text that no other clause holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The number.
    pub value: u32,
    /// Of what.
    pub unit: ParameterUnit,
}

/// What a parameter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say what they are")]
pub enum ParameterUnit {
    Count,
    Minutes,
    Hours,
    Days,
    Months,
    Years,
    Metres,
    Items,
}

impl ParameterUnit {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 8] = [
        ("count", Self::Count),
        ("minutes", Self::Minutes),
        ("hours", Self::Hours),
        ("days", Self::Days),
        ("months", Self::Months),
        ("years", Self::Years),
        ("metres", Self::Metres),
        ("items", Self::Items),
    ];
}
