//! What a clause sets: one type for each kind of table in the file.

use super::{Clarification, Opening, Portal, Reading, RecordRule, Seals, Transit};
use crate::measure::Measure;
use crate::source::{Mark, SourceKey};
use crate::text::{Id, PartyCode, Text};
use crate::time::{Date, Moment, Span};

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

impl Kind {
    /// Whether a file has one table of it at most, `[kind]`, whose clause is called like its kind.
    pub fn stands_once(self) -> bool {
        matches!(
            self,
            Self::Term
                | Self::Extension
                | Self::Withdrawal
                | Self::Record
                | Self::Transit
                | Self::Clarification
                | Self::Seals
        )
    }
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
    /// How the parties keep their records.
    Record(RecordRule) = "record",
    /// What is opened of the records, and when.
    Opening(Opening) = "opening",
    /// Where things may be.
    Basing(Basing) = "basing",
    /// A kind of facility.
    Facility(Facility) = "facility",
    /// What may be on the road.
    Transit(Transit) = "transit",
    /// Something due by a time.
    Clock(Clock) = "clock",
    /// A kind of inspection.
    Inspection(Inspection) = "inspection",
    /// What a host may not do from designation on.
    Restriction(Restriction) = "restriction",
    /// A gate at which monitors watch what crosses.
    Portal(Portal) = "portal",
    /// How the parties clarify what they see differently.
    Clarification(Clarification) = "clarification",
    /// One party's seals on what belongs to another.
    Seals(Seals) = "seals",
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
    /// How many inquiries may follow the report of one; none where it is left out.
    pub inquiries_max: Option<Measured>,
    /// How many links of an item's chain an answer to one tells at most.
    pub links_max: Option<Measured>,
    /// At which kinds of facility.
    pub at: Vec<Id>,
    /// In which forms the host's committed ledger of the site may be asked for; none where nothing is committed, or nothing opened.
    pub forms: Vec<OpeningForm>,
    /// Who chooses the site.
    pub choice: Choice,
    /// The hours of its steps.
    pub hours: Vec<Step>,
}

impl Inspection {
    /// The most links that an answer may tell: so its length is public.
    pub const LINKS_MAX: u32 = 256;

    /// How many inquiries may follow the report, and how many links an answer tells; nothing where there is no such right.
    pub fn inquiries(&self) -> Option<(u32, u16)> {
        let links = u16::try_from(self.links_max.as_ref()?.value).ok()?;
        Some((self.inquiries_max.as_ref()?.value, links))
    }
}

/// What the opening of a site shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpeningForm {
    /// How many items of each class, and nothing of one.
    Count,
    /// That, and those entries that are drawn.
    Sample,
    /// That, and every entry.
    Full,
    /// That there is none.
    Absence,
}

impl OpeningForm {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 4] =
        [("count", Self::Count), ("sample", Self::Sample), ("full", Self::Full), ("absence", Self::Absence)];
}

/// How the site of an inspection is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Choice {
    /// By the inspector.
    #[default]
    Free,
    /// By a lot that neither side can steer.
    Drawn,
}

impl Choice {
    /// The words of the file.
    pub const WORDS: [(&'static str, Self); 2] = [("free", Self::Free), ("drawn", Self::Drawn)];
}

/// A step of an inspection or a clarification, and its time.
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

impl Restriction {
    /// The word for moving a buddy tag away from its item: a report that sees it names the restriction as broken.
    pub const MOVE_BUDDY_TAG: &str = "move-buddy-tag";
    /// The word for items without a buddy tag beside them.
    pub const LACK_BUDDY_TAG: &str = "lack-buddy-tag";
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
