//! Honest lives, drawn: what befalls whom, and what must be asked of it.

use super::{Dice, finding, visits};
use crate::file::{Corrected, End, Exercise, Expected, Happening, Incident, Rates, Side, Stock, Way};
use audit::Outcome;
use inventory::Epoch;
use proof::PlaceKind;
use record::Author;
use std::collections::BTreeSet;
use treaty::instrument::KeyRole;
use treaty::time::Unit;
use treaty::{Id, PartyCode};

/// By how many days at most a statement is late, so that the next one is not.
const LATE: u32 = 3;
/// By how many days a clock runs away.
const CLOCK: (u32, u32) = (10, 60);

/// Draws lives of all parties.
pub(super) fn draw(dice: &mut Dice<'_>) -> Exercise {
    let mut exercise = dice.exercise((3, 6));
    // what is owed of something late by somebody silent, or seen of a clock that runs away, hangs on hours: no life has two of these
    let mut disorders = vec![Disorder::Late, Disorder::Silence, Disorder::Clock, Disorder::None];
    disorders.retain(|disorder| *disorder != Disorder::Clock || period_is_short(dice));
    let disorder = dice.kind.one(disorders).expect("there are some");
    for number in 0..exercise.sides.len() {
        exercise.sides[number].life = rates(dice);
        let (side, mut told) = (exercise.sides[number].clone(), Vec::new());
        told.extend(corrections(dice, &exercise, &side));
        told.extend(site(dice, &exercise, &side));
        told.extend(keys(dice, &exercise));
        match disorder {
            Disorder::Late => told.extend(late(dice, &exercise, &side)),
            Disorder::Silence => told.extend(silence(dice, &exercise, &side)),
            Disorder::Clock | Disorder::None => {}
        }
        befall(&mut exercise, Author::Party(side.party), told);
    }
    if let Some(witness) = dice.chance.one(exercise.witnesses.clone()) {
        let who = Author::Witness(witness.id);
        let mut told: Vec<_> = keys(dice, &exercise).into_iter().filter(|told| is_new_key(&told.1)).collect();
        told.extend((disorder == Disorder::Clock).then(|| clock(dice, &exercise, &who)));
        befall(&mut exercise, who, told);
    }
    let asked = !exercise.expected.is_empty();
    // a visit acknowledges, and so ends a silence and sees a clock
    let visited = matches!(disorder, Disorder::Late | Disorder::None);
    let asked = (visited && visits::draw(dice, &mut exercise)) || asked;
    exercise.end = End::Assessed(if asked { Outcome::Open } else { Outcome::Consistent });
    exercise
}

/// What times in an exercise are out of order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Disorder {
    Late,
    Silence,
    Clock,
    None,
}

/// Whether a clock that runs away is still ahead when the next epoch is over. What it says of a period of months nobody sees before it is true.
fn period_is_short(dice: &Dice<'_>) -> bool {
    let period = dice.base.treaty().record().map(|(_, rule)| rule.period);
    period.is_some_and(|period| period.unit == Unit::Days && period.count < CLOCK.0)
}

fn befall(exercise: &mut Exercise, who: Author, told: Vec<Told>) {
    for (epoch, happening, asked) in told {
        exercise.incidents.push(Incident { who: who.clone(), epoch, happening });
        exercise.expected.extend(asked);
    }
}

/// In which epoch something happens, what, and what an audit asks about it.
type Told = (Epoch, Happening, Vec<Expected>);

fn rates(dice: &mut Dice<'_>) -> Rates {
    let mut rate = || dice.between((0, 200));
    Rates {
        moves: rate(),
        deployments: rate(),
        removals: rate(),
        retirements: rate(),
        dismantlements: rate(),
        refurbishments: rate(),
        births: rate(),
        missiles: 0,
        vehicles: 0,
        transit: dice.between((0, 2)),
        stay: dice.between((0, 3)),
    }
}

/// Corrections that exceed no bound: down, or up of what no freeze counts. Each is a question; no two of them share a line.
fn corrections(dice: &mut Dice<'_>, exercise: &Exercise, side: &Side) -> Vec<Told> {
    let mut lines = BTreeSet::new();
    let mut told = Vec::new();
    for _ in 0..dice.between((0, 2)) {
        let (what, epoch) = (dice.stock(side, PlaceKind::Site, (1, 3)), dice.epoch(exercise, 1));
        let up = !dice.is_frozen(&what.class) && dice.comes(50);
        let (way, accepted) = (if up { Way::Up } else { Way::Down }, dice.comes(30));
        if lines.insert((epoch, what.class.clone())) {
            let asked = finding("correction", &side.party, Some((epoch, epoch)));
            told.push((epoch, Happening::Corrected(Corrected { what, way, accepted }), vec![asked]));
        }
    }
    told
}

/// A site of a kind that the party has already opens, and perhaps closes again. Nobody asks.
fn site(dice: &mut Dice<'_>, exercise: &Exercise, side: &Side) -> Vec<Told> {
    if dice.comes(50) {
        return Vec::new();
    }
    let Stock { site: like, .. } = dice.stock(side, PlaceKind::Site, (1, 1));
    let like = side.sites.iter().find(|site| site.id == like).expect("it is one of the side's");
    let site = Id::new("drawn-site").expect("it is a name");
    let opens = dice.epoch(exercise, 2);
    let closes = (opens.0 < exercise.epochs && dice.comes(60)).then(|| dice.epoch(exercise, opens.0 + 1));
    let opening = Happening::Opens { site: site.clone(), facility: like.facility.clone() };
    let closing = closes.map(|closes| (closes, Happening::Closes { site }, Vec::new()));
    [(opens, opening, Vec::new())].into_iter().chain(closing).collect()
}

/// New keys, announced and used, and old ones that end lawfully. Nobody asks.
fn keys(dice: &mut Dice<'_>, exercise: &Exercise) -> Vec<Told> {
    let roles = [KeyRole::Log, KeyRole::Cosignature, KeyRole::Statement];
    let some: Vec<_> = roles.into_iter().filter(|_| dice.comes(25)).collect();
    let change = |role| {
        let happening = if dice.comes(50) { Happening::NewKey(role) } else { Happening::Revoked(role) };
        (dice.epoch(exercise, 1), happening, Vec::new())
    };
    some.into_iter().map(change).collect()
}

/// No party ends the key of a witness.
fn is_new_key(happening: &Happening) -> bool {
    matches!(happening, Happening::NewKey(_))
}

/// One statement that comes days after its round.
fn late(dice: &mut Dice<'_>, exercise: &Exercise, side: &Side) -> Option<Told> {
    let due = dice.base.treaty().record().map_or(0, |(_, rule)| rule.due.count);
    let (comes, epoch, days) = (dice.comes(60), dice.epoch(exercise, 1), dice.between((1, due + LATE)));
    let asked = (days >= due).then(|| finding("epoch-late", &side.party, Some((epoch, epoch))));
    let asked = asked.into_iter().collect();
    comes.then_some((epoch, Happening::Late { days }, asked))
}

/// A time in which it acknowledges nobody, and which does not begin at the end: then what it owes would not be due yet.
fn silence(dice: &mut Dice<'_>, exercise: &Exercise, side: &Side) -> Option<Told> {
    let (comes, epoch, epochs) = (dice.comes(70), dice.between((1, exercise.epochs - 1)), dice.between((1, 2)));
    let asked = finding("receipt-overdue", &side.party, None);
    comes.then_some((Epoch(epoch), Happening::Silent { epochs }, vec![asked]))
}

/// The clock of a witness that runs away. The parties see it in the next epoch, and ask in every one.
fn clock(dice: &mut Dice<'_>, exercise: &Exercise, who: &Author) -> Told {
    let (epoch, days) = (dice.epoch(exercise, 1), dice.between(CLOCK));
    let asked = Expected { about: Some(who.clone()), ..finding("dated-ahead", &PartyCode::default(), None) };
    let times = (exercise.epochs - epoch.0) as usize;
    (epoch, Happening::ClockAhead { days }, vec![asked; times])
}
