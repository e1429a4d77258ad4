//! Inspections and clarifications, drawn: who looks where, who asks whom, and what an audit says of it.

use super::{Dice, finding, words};
use crate::file::{Clarification, Exercise, Expected, Happening, Inspections, ScriptedTurn, Site, When};
use inventory::Epoch;
use record::inspection::kinds;
use record::site::ReportText;
use record::statement::{Language, OfferForm, Paper, TurnName};
use std::collections::BTreeSet;
use treaty::instrument::{Choice, OpeningForm, Readers};
use treaty::measure::Measure;
use treaty::{Id, Instrument, Lang, PartyCode};

/// The first day after the end of an epoch on which something is asked for: what comes late has come by then.
pub(super) const FIRST_DAY: u32 = 20;
/// The days from one inspection to the next.
const APART: u32 = 3;
/// The most days between two steps of a clarification, below every clock that an illustrative instrument sets.
const ANSWERED: u32 = 7;

/// Draws visits of all parties to one another, and perhaps a clarification: in another epoch, so that no step falls into a visit. Nothing where the
/// instrument has neither. Whether something stays asked.
pub(super) fn draw(dice: &mut Dice<'_>, exercise: &mut Exercise) -> bool {
    let parties: Vec<_> = exercise.sides.iter().map(|side| side.party.clone()).collect();
    let (asked, mut day) = (dice.comes(50).then(|| dice.epoch(exercise, 1)), FIRST_DAY);
    for host in &parties {
        for inspector in parties.iter().filter(|party| *party != host) {
            for visits in of_pair(dice, exercise, (inspector, host), asked, &mut day) {
                exercise.expected.extend(was_visited(exercise, &visits));
                exercise.inspections.push(visits);
            }
        }
    }
    let Some(epoch) = asked else { return false };
    let raiser = dice.one(parties.clone());
    let respondent = dice.one(parties.into_iter().filter(|party| *party != raiser).collect());
    clarification(dice, exercise, epoch, (raiser, respondent))
}

/// The measures by which every party was looked at.
pub(super) fn looked_by(exercise: &Exercise) -> BTreeSet<Measure> {
    let by = |host: &PartyCode| -> BTreeSet<Measure> {
        let of_host = exercise.inspections.iter().filter(|visits| visits.host == *host);
        of_host.flat_map(|visits| measures(visits.form)).collect()
    };
    let all = exercise.sides.iter().map(|side| by(&side.party));
    all.reduce(|all, of| all.intersection(&of).copied().collect()).unwrap_or_default()
}

fn measures(form: OpeningForm) -> Vec<Measure> {
    match form {
        OpeningForm::Count => vec![Measure::Openings],
        OpeningForm::Sample | OpeningForm::Full => vec![Measure::Openings, Measure::SampledInspections],
        OpeningForm::Absence => vec![Measure::Openings, Measure::AbsenceVisits],
    }
}

/// The visits of one party to another, at most one of each kind, and two of what is drawn.
fn of_pair(
    dice: &mut Dice<'_>,
    exercise: &mut Exercise,
    (inspector, host): (&PartyCode, &PartyCode),
    not_in: Option<Epoch>,
    day: &mut u32,
) -> Vec<Inspections> {
    let kinds: Vec<_> = kinds(dice.base.treaty()).map(|(clause, kind)| (clause.id.clone(), kind.clone())).collect();
    let mut all = Vec::new();
    for (id, kind) in kinds.into_iter().filter(|(_, kind)| !kind.forms.is_empty()) {
        let (comes, epoch, form) = (dice.comes(60), dice.epoch(exercise, 1), dice.one(kind.forms.clone()));
        let empty = empty_site(exercise, host, &kind.at);
        if !comes || Some(epoch) == not_in || (form == OpeningForm::Absence && empty.is_none()) {
            continue;
        }
        let site = empty.filter(|_| kind.choice == Choice::Free);
        let times = if kind.choice == Choice::Drawn { dice.between((1, 2)) } else { 1 };
        let days = (0..times).map(|number| *day + number * APART).collect();
        *day += times * APART;
        if form == OpeningForm::Absence {
            stay_where_they_are(exercise, host);
        }
        all.push(quiet((inspector.clone(), host.clone()), (id, form, site), epoch, days));
    }
    all
}

/// Inspections of a kind, in a form, of a site or of those of the lot, in which nothing comes or goes and nobody asks.
pub(super) fn quiet(
    (inspector, host): (PartyCode, PartyCode),
    (kind, form, site): (Id, OpeningForm, Option<Id>),
    epoch: Epoch,
    days: Vec<u32>,
) -> Inspections {
    Inspections { inspector, host, kind, form, site, epoch, days, arrived: 0, departed: 0, stories: 0 }
}

/// A site of one of these kinds at which nothing stands at the baseline, and nothing is corrected later.
pub(super) fn empty_site(exercise: &Exercise, host: &PartyCode, at: &[Id]) -> Option<Id> {
    let side = exercise.side(host)?;
    let is_empty = |site: &Id| side.stock.iter().all(|stock| stock.site != *site);
    let is_corrected = |site: &Id| {
        let mut incidents = exercise.incidents.iter();
        incidents.any(|told| matches!(&told.happening, Happening::Corrected(corrected) if corrected.what.site == *site))
    };
    let stays_empty = |site: &&Site| at.contains(&site.facility) && is_empty(&site.id) && !is_corrected(&site.id);
    side.sites.iter().find(stays_empty).map(|site| site.id.clone())
}

/// Where nothing stands nothing arrives: neither from another site, nor out of a plant.
pub(super) fn stay_where_they_are(exercise: &mut Exercise, host: &PartyCode) {
    for side in exercise.sides.iter_mut().filter(|side| side.party == *host) {
        (side.life.moves, side.life.refurbishments, side.life.births) = (0, 0, 0);
    }
}

/// What an audit says of a party the first time that it is visited under a clause: at how many of its sites.
fn was_visited(exercise: &Exercise, visits: &Inspections) -> Option<Expected> {
    let mut before = exercise.inspections.iter();
    let known = before.any(|other| other.host == visits.host && other.kind == visits.kind);
    (!known).then(|| finding("sites-visited", &visits.host, None))
}

/// One clarification: answered in time, and withdrawn, agreed or not. Whether it was not.
fn clarification(
    dice: &mut Dice<'_>,
    exercise: &mut Exercise,
    epoch: Epoch,
    (raiser, respondent): (PartyCode, PartyCode),
) -> bool {
    let Some(clause) = dice.base.treaty().clarification().map(|(clause, _)| clause.id.clone()) else { return false };
    let mut day = FIRST_DAY;
    let mut step = |dice: &mut Dice<'_>, name, by: &PartyCode| {
        let turn = turn(name, by, When::After(epoch, day));
        day += dice.between((1, ANSWERED));
        turn
    };
    let mut steps = vec![step(dice, TurnName::Raising, &raiser), step(dice, TurnName::Answer, &respondent)];
    steps.extend(dice.comes(50).then(|| step(dice, TurnName::Offer, &respondent)));
    let ends: &[(TurnName, &PartyCode)] = match dice.between((0, 2)) {
        0 => &[(TurnName::Withdrawal, &raiser)],
        1 => &[(TurnName::Proposal, &respondent), (TurnName::Agreement, &raiser)],
        _ => &[(TurnName::Disagreement, &raiser), (TurnName::Disagreement, &respondent)],
    };
    steps.extend(ends.iter().map(|(name, by)| step(dice, *name, by)));
    let disagree = ends.iter().any(|(name, _)| *name == TurnName::Disagreement);
    let told = Expected { about: None, ..finding("disagreement-recorded", &raiser, None) };
    exercise.expected.extend(disagree.then_some(told));
    exercise.clarifications.push(Clarification { raiser, respondent, clause, inspection: None, steps });
    disagree
}

fn turn(name: TurnName, by: &PartyCode, when: When) -> ScriptedTurn {
    let paper = (name != TurnName::Agreement).then(says);
    ScriptedTurn { name, by: by.clone(), when, form: OfferForm::Visit, paper, source: None, out_of_order: false }
}

/// What is said in every step of it, in both languages.
fn says() -> Paper {
    let text = words();
    let of = |lang: Lang| {
        let language = Language::new(lang.code()).expect("the code of a language is one");
        (language, ReportText::new(text.in_lang(lang)).expect("it is one line"))
    };
    Paper::new(Lang::ALL.into_iter().map(of).collect(), Vec::new()).expect("a paper has one text a language")
}

/// Whether an instrument has bodies for its parties alone, which whoever reads the public folders does not hold.
pub(super) fn has_closed_bodies(treaty: &Instrument) -> bool {
    treaty.openings().any(|(_, opening)| opening.readers != Readers::Public)
}
