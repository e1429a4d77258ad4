//! Between three parties: what two of them have with each other is no matter of the third.

use crate::inspections::{CHOSEN, Visit};
use crate::world::*;
use audit::assessment::Outcome;
use log::Timestamp;
use record::site::ReportText;
use record::statement::{ClarificationStep, Language, Paper, Raising, SealDeed, SealStatement};
use record::{SealNumber, SiteNumber, Statement};
use std::sync::LazyLock;
use treaty::instrument::{OpeningForm, SealOn};
use treaty::{Date, Instrument};

/// The freeze of days with custody seals and a third party.
static SEALED: LazyLock<Instrument> = LazyLock::new(|| {
    let witness = "[[witness]]\nid = \"hillside\"";
    let party = "[[party]]\nid = \"CAR\"\n\
                 name = { en = \"Republic of Carrowmark\", ru = \"Республика Карроумарк\" }\n\
                 short = { en = \"Carrowmark\", ru = \"Карроумарк\" }\n\n\
                 [seals]\non = [\"door\"]\nat = [\"store\"]\nnotice = { hours = 24 }\nemergency = { hours = 6 }\n\
                 reseal = { hours = 48 }\narticle = \"I\"\nsource = \"S\"\n";
    changed(witness, &format!("{party}{}\n{witness}", Keeper::new("CAR").listed()))
});

/// A day on which no epoch is due yet.
const EARLY: Date = Date::constant(2030, 1, 12);

fn car() -> Keeper {
    Keeper { instrument: SEALED.hash, ..Keeper::new("CAR") }
}

fn copy(keeper: &Keeper) -> Copy {
    Copy::of(keeper.author.clone(), &keeper.writer, keeper.head())
}

#[test]
fn a_clarification_is_an_obligation_of_its_two_sides() {
    let mut world = World::under(&SEALED);
    let one = |code: &str| (Language::new(code).unwrap(), ReportText::new(code).unwrap());
    let paper = Paper::new(vec![one("en"), one("ru")], vec![]).unwrap();
    let raising = Raising { to: world.ond.party(), clause: id("chosen"), about: None, paper };
    world.hal.say(Statement::Clarification(ClarificationStep::Raising(raising)), at(1, 2));
    let records = [world.records(), vec![copy(&car())]].concat();
    let assessment = audited(&SEALED, &records, EARLY);
    let of = |party| obligation(&assessment, party, "clarification").map(|(outcome, _)| outcome);
    assert_eq!(["HAL", "OND", "CAR"].map(of), [Some(Outcome::Open), Some(Outcome::Open), None]);
}

#[test]
fn a_seal_names_no_inspection_of_another_host() {
    let mut world = World::under(&SEALED);
    let ond = std::mem::replace(&mut world.ond, car());
    let mut visit = Visit::asked_in(world, CHOSEN, OpeningForm::Count, 2);
    let (owner, host, number) = (visit.world.hal.party(), ond.party(), SealNumber::new("A").unwrap());
    let (deed, time) = (SealDeed::Applied { on: SealOn::Door, instead: None }, Timestamp::new(at(1, 3)).unwrap());
    let inspection = Some(visit.inspection());
    let seal = SealStatement { owner, host, site: SiteNumber(0), number, deed, at: time, inspection };
    visit.world.hal.say(Statement::Seal(seal), at(1, 3));
    let records = [visit.world.records(), vec![copy(&ond)]].concat();
    let assessment = audited(&SEALED, &records, EARLY);
    let out_of_place = told(&assessment).into_iter().filter(|told| told.contains("out-of-place"));
    assert_eq!(out_of_place.collect::<Vec<_>>(), ["contradiction out-of-place HAL"]);
}
