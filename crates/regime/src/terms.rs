//! What an instrument lets its parties look at: read off its clauses, with what each of them rests on.
//!
//! A clause counts whether it is agreed, bracketed, conditional or named and left open, and [`Basis`] says which; whoever asks what a bracket buys takes its
//! measure away ([`Terms::without`]). Where a text names a measure and gives no number, the number is assumed ([`crate::Parameter`]). Whether the instrument is in
//! force, and for how long, is not asked: its terms are taken to hold for as long as is simulated.

use std::collections::{BTreeMap, BTreeSet};
use treaty::instrument::{Choice, FacilitySort, Inspection, Kind, Opened, OpeningForm, Rule, Sort, Status};
use treaty::measure::{Measure, Preset};
use treaty::source::Mark;
use treaty::time::Span;
use treaty::{Id, Instrument};

/// What one instrument, or one rung of the ladder, lets be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The measures, each with what it rests on.
    pub measures: BTreeMap<Measure, Basis>,
    /// The kinds of visits that the text gives numbers for.
    pub visits: Vec<Visits>,
    /// Whether a freeze says which items it counts, so that growth which is entered stands in the books at all.
    pub counts_all: bool,
    /// The days of an epoch, where records are kept.
    pub epoch_days: Option<u32>,
    /// The days between the end of an epoch and the last day on which it is stated.
    pub due_days: Option<u32>,
    /// The days of the window over which arrivals or deaths are opened.
    pub window_days: Option<u32>,
}

/// On what a measure rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Basis {
    /// How it stands between the parties.
    pub footing: Footing,
    /// How sure the source is.
    pub mark: Mark,
}

/// How a measure stands between the parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Footing {
    /// Both say the same.
    Agreed,
    /// It holds once an act is done.
    Conditional,
    /// Each proposes something else.
    Bracketed,
    /// The matter is named and left open.
    Silent,
    /// It is none of the text's: it was added to ask what it would buy, or is one of a rung of the ladder.
    Supposed,
}

impl Footing {
    /// The words of output that machines read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Conditional => "conditional",
            Self::Bracketed => "bracketed",
            Self::Silent => "silent",
            Self::Supposed => "supposed",
        }
    }
}

/// A kind of visit, as far as a text gives numbers for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visits {
    /// Its name in the instrument.
    pub id: Id,
    /// What is looked at.
    pub look: Looked,
    /// How many a year, of each side.
    pub quota: u32,
    /// How many at one site in a year.
    pub same_site_max: Option<u32>,
    /// How many at a time on the territory of one side.
    pub at_once_max: Option<u32>,
    /// How many objects are looked at.
    pub items_max: Option<u32>,
    /// How many inspectors.
    pub team_max: Option<u32>,
    /// To which places it goes.
    pub at: BTreeSet<Place>,
    /// The hours between the designation of the site and the arrival.
    pub hours_to_arrival: Option<u32>,
    /// The hours between arrival and report.
    pub hours_on_site: Option<u32>,
    /// Whether the host may move nothing from designation on.
    pub restricted: bool,
    /// How sure the least sure of these numbers is.
    pub mark: Mark,
}

/// What a visit looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Looked {
    /// Delivery systems: how many warheads are on a carrier.
    Carriers,
    /// Items against the committed ledger of a site that is drawn: a count, and a sample.
    Ledger,
    /// That nothing stands at a place.
    Absence,
    /// A place for which a cue asks.
    Spotted,
}

impl Looked {
    /// The measure that gives the right to it.
    pub fn measure(self) -> Measure {
        match self {
            Self::Carriers => Measure::OnSiteInspections,
            Self::Ledger => Measure::SampledInspections,
            Self::Absence => Measure::AbsenceVisits,
            Self::Spotted => Measure::Challenge,
        }
    }
}

/// Where items are, or should not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A base.
    Base,
    /// A declared store.
    Store,
    /// A declared place that holds none.
    Empty,
}

impl Terms {
    /// Those of an instrument.
    pub fn of(instrument: &Instrument) -> Self {
        let measures = instrument.measures().into_iter().map(|(clause, measure)| {
            let footing = match &clause.status {
                Status::Agreed => Footing::Agreed,
                Status::Conditional(_) => Footing::Conditional,
                Status::Bracketed(_) => Footing::Bracketed,
                Status::Silent => Footing::Silent,
            };
            (measure, Basis { footing, mark: clause.mark })
        });
        let measures: BTreeMap<_, _> = measures.collect();
        let record = instrument.of(Kind::Record).find_map(|clause| match &clause.rule {
            Rule::Record(record) => Some(record),
            _ => None,
        });
        let epoch_days = record.map(|record| days(record.period));
        let windows =
            instrument.openings().filter(|(_, opening)| matches!(opening.of, Opened::Arrivals | Opened::Deaths));
        let epochs = windows.map(|(_, opening)| opening.every).max();
        Self {
            visits: visits(instrument).filter(|kind| measures.contains_key(&kind.look.measure())).collect(),
            measures,
            counts_all: instrument.freezes().any(|(_, freeze)| !freeze.groups.is_empty()),
            epoch_days,
            due_days: record.map(|record| days(record.due)),
            window_days: epochs.zip(epoch_days).and_then(|(epochs, days)| epochs.checked_mul(days)),
        }
    }

    /// Those of a rung of the ladder: its measures, and all numbers assumed.
    pub fn of_preset(preset: Preset) -> Self {
        let basis = Basis { footing: Footing::Supposed, mark: Mark::Confirmed };
        let measures = preset.measures().map(|measure| (measure, basis)).collect();
        Self { measures, visits: Vec::new(), counts_all: true, epoch_days: None, due_days: None, window_days: None }
    }

    /// Whether they have a measure.
    pub fn has(&self, measure: Measure) -> bool {
        self.measures.contains_key(&measure)
    }

    /// The same without a measure, and without the visits to which it gives the right.
    #[must_use]
    pub fn without(&self, measure: Measure) -> Self {
        let mut terms = self.clone();
        terms.measures.remove(&measure);
        terms.visits.retain(|kind| kind.look.measure() != measure);
        terms
    }

    /// The same with a measure more, whose numbers are assumed.
    #[must_use]
    pub fn with(&self, measure: Measure) -> Self {
        let mut terms = self.clone();
        let supposed = Basis { footing: Footing::Supposed, mark: Mark::Confirmed };
        terms.measures.entry(measure).or_insert(supposed);
        terms
    }
}

fn visits(instrument: &Instrument) -> impl Iterator<Item = Visits> {
    instrument.of(Kind::Inspection).filter_map(|clause| match &clause.rule {
        Rule::Inspection(kind) => Some(kind_of_visit(instrument, &clause.id, clause.mark, kind)),
        _ => None,
    })
}

fn kind_of_visit(instrument: &Instrument, id: &Id, mark: Mark, kind: &Inspection) -> Visits {
    let value = |number: &Option<treaty::instrument::Measured>| number.as_ref().map(|number| number.value);
    let optional = [&kind.same_site_max, &kind.at_once_max, &kind.items_max, &kind.team_max].into_iter().flatten();
    let least_sure = optional.chain([&kind.quota]).map(|number| number.mark).max();
    let on_site = |restriction: &Id| {
        instrument.of(Kind::Restriction).any(|clause| match &clause.rule {
            Rule::Restriction(rule) => rule.inspection == *restriction,
            _ => false,
        })
    };
    Visits {
        id: id.clone(),
        look: looked(kind),
        quota: kind.quota.value,
        same_site_max: value(&kind.same_site_max),
        at_once_max: value(&kind.at_once_max),
        items_max: value(&kind.items_max),
        team_max: value(&kind.team_max),
        at: kind.at.iter().filter_map(|facility| place(instrument, facility)).collect(),
        hours_to_arrival: hours(kind, "designation", "arrival"),
        hours_on_site: hours(kind, "arrival", "report"),
        restricted: on_site(id),
        mark: least_sure.map_or(mark, |least| least.max(mark)),
    }
}

/// What kind of visit it is follows from what is opened at it, and from who chooses the site.
fn looked(kind: &Inspection) -> Looked {
    match (kind.forms.as_slice(), kind.choice) {
        ([], _) => Looked::Carriers,
        ([OpeningForm::Absence], _) => Looked::Absence,
        (_, Choice::Drawn) => Looked::Ledger,
        (_, Choice::Free) => Looked::Spotted,
    }
}

/// The hours that a visit may take from one step to another: those of all steps between them.
fn hours(kind: &Inspection, from: &str, to: &str) -> Option<u32> {
    let (mut at, mut seconds) = (to, 0_u64);
    // no more steps than there are, should they go round in a circle
    for _ in &kind.hours {
        let step = kind.hours.iter().find(|step| step.id.as_str() == at)?;
        seconds = seconds.saturating_add(step.span.seconds());
        match &step.after {
            Some(after) if after.as_str() != from => at = after.as_str(),
            _ => return u32::try_from(seconds.div_ceil(3_600)).ok(),
        }
    }
    None
}

fn place(instrument: &Instrument, facility: &Id) -> Option<Place> {
    let Rule::Facility(kind) = &instrument.clause(Kind::Facility, facility)?.rule else { return None };
    let warhead = |(clause, class): (&treaty::instrument::Clause, &treaty::instrument::Class)| {
        class.sort == Sort::Warhead && kind.holds.contains(&clause.id)
    };
    let holds_warheads = instrument.classes().any(warhead);
    Some(match kind.sort {
        FacilitySort::Base => Place::Base,
        FacilitySort::Store if holds_warheads => Place::Store,
        _ => Place::Empty,
    })
}

/// The days of a span, rounded up; a month has 30 and a year 365.
fn days(span: Span) -> u32 {
    u32::try_from(span.seconds().div_ceil(86_400)).unwrap_or(u32::MAX)
}
