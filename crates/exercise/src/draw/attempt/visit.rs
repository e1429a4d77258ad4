//! Attempts in an inspection, drawn: what comes of one does not hang on where the lot falls.

use crate::draw::{Dice, finding, visits};
use crate::file::{Deceit, End, Evasion, Exercise, Row, Stock, VisitDeceit};
use audit::Outcome;
use proof::PlaceKind;
use record::inspection::{Side, kinds};
use treaty::instrument::{Choice, Inspection, OpeningForm};
use treaty::{Id, Instrument, PartyCode};

/// A deed, by whom, and the one finding that it leaves.
struct Way {
    row: &'static str,
    deceit: VisitDeceit,
    by: Side,
    code: &'static str,
    outcome: Outcome,
    /// Whether the team comes to a report all the same.
    reported: bool,
}

/// Whether parties may look at one another under the instrument, at sites that are drawn.
pub(super) fn may_be_drawn(treaty: &Instrument) -> bool {
    of_choice(treaty, Choice::Drawn).is_some()
}

/// Draws one inspection, and who evades in it.
pub(super) fn draw(dice: &mut Dice<'_>) -> Exercise {
    let mut exercise = dice.exercise((2, 4));
    let parties: Vec<_> = exercise.sides.iter().map(|side| side.party.clone()).collect();
    let host = dice.one(parties.clone());
    let inspector = dice.one(parties.into_iter().filter(|party| *party != host).collect());
    // what is missing at the end would not be due yet
    let last = exercise.epochs - 1;
    let epoch = inventory::Epoch(dice.between((1, last)));
    let absence = dice.kind.below(10) == 0;
    let planned = if absence { absence_visit(dice, &exercise, &host) } else { None };
    let (kind, site, form, way) = planned.unwrap_or_else(|| sampled_visit(dice));
    if form == OpeningForm::Absence {
        visits::stay_where_they_are(&mut exercise, &host);
    }
    let days = vec![dice.between((visits::FIRST_DAY, 60))];
    let party = if way.by == Side::Host { host.clone() } else { inspector.clone() };
    let about = if way.code == "report-differs" { &host } else { &party };
    exercise.expected.push(finding(way.code, about, None));
    exercise.expected.extend(way.reported.then(|| finding("sites-visited", &host, None)));
    exercise.end = End::Assessed(way.outcome);
    exercise.inspections.push(visits::quiet((inspector, host), (kind, form, site), epoch, days));
    exercise.evasions.push(Evasion { row: Row(way.row), party, epoch, deceit: Deceit::Visit(way.deceit) });
    exercise
}

/// Under which clause, where, in which form, and what somebody does.
type Planned = (Id, Option<Id>, OpeningForm, Way);

/// An inspection of a site on which the lot falls.
fn sampled_visit(dice: &mut Dice<'_>) -> Planned {
    let (id, kind) = of_choice(dice.base.treaty(), Choice::Drawn).expect("it was asked before");
    let mut others = OpeningForm::WORDS.iter().map(|(_, form)| *form).filter(|form| !kind.forms.contains(form));
    let not_given = others.next_back().unwrap_or(OpeningForm::Absence);
    let (hours, by) = (dice.between((10, 40)), dice.between((1, 5)));
    let way = |row, deceit, by, code, outcome, reported| Way { row, deceit, by, code, outcome, reported };
    let ways = vec![
        way("I1", VisitDeceit::OpensOther { by }, Side::Host, "opening-disputed", Outcome::Open, false),
        way("I2", VisitDeceit::KeepsNonce, Side::Host, "step-missing", Outcome::Inconsistent, true),
        way("I2", VisitDeceit::KeepsNonce, Side::Inspector, "step-missing", Outcome::Inconsistent, false),
        way("I2", VisitDeceit::DesignatesOther, Side::Inspector, "not-drawn", Outcome::Inconsistent, true),
        way("I8", refuses(false), Side::Host, "inspection-refused", Outcome::Inconsistent, false),
        way("I8", refuses(true), Side::Host, "inspection-refused", Outcome::Open, false),
        way(
            "I9",
            VisitDeceit::AsksFor { form: not_given },
            Side::Inspector,
            "beyond-rights",
            Outcome::Inconsistent,
            false,
        ),
        way("I10", VisitDeceit::ReportsFalsely, Side::Inspector, "report-differs", Outcome::Open, true),
        way("I12", VisitDeceit::ArrivesLate { hours }, Side::Host, "step-late", Outcome::Open, true),
    ];
    let way = dice.kind.one(ways).expect("there are ways");
    (id, None, dice.one(kind.forms), way)
}

/// A visit to where nothing stands, by the ledger alone. Nothing where the instrument or the host has none.
fn absence_visit(dice: &mut Dice<'_>, exercise: &Exercise, host: &PartyCode) -> Option<Planned> {
    let (id, kind) = of_choice(dice.base.treaty(), Choice::Free)?;
    let site = visits::empty_site(exercise, host, &kind.at).filter(|_| kind.forms.contains(&OpeningForm::Absence))?;
    let cells = dice.cells(exercise.side(host)?, |place| place == PlaceKind::Site).into_iter();
    let class = dice.chance.one(cells.filter(|(at, _)| *at == site).map(|(_, class)| class).collect())?;
    let shows = VisitDeceit::Shows(Stock { site: site.clone(), class, items: dice.between((1, 9)) });
    let (by, outcome) = (Side::Host, Outcome::Open);
    let way = Way { row: "I5", deceit: shows, by, code: "report-differs", outcome, reported: true };
    Some((id, Some(site), OpeningForm::Absence, way))
}

fn refuses(force_majeure: bool) -> VisitDeceit {
    VisitDeceit::Refuses { force_majeure }
}

/// The first kind of inspection whose site is chosen so, and in which something is opened.
fn of_choice(treaty: &Instrument, choice: Choice) -> Option<(Id, Inspection)> {
    let mut all = kinds(treaty).filter(|(_, kind)| kind.choice == choice && !kind.forms.is_empty());
    all.next().map(|(clause, kind)| (clause.id.clone(), kind.clone()))
}
