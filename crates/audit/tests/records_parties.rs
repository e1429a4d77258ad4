//! More than two parties: what all others accept explains an excess, and what one of them did not accept explains nothing.

mod world;

use proof::{Correction, Salt};
use record::{Agreed, Envelope, Epoch, Line, Statement};
use std::sync::LazyLock;
use treaty::{Date, Instrument};
use world::*;

/// The freeze of days with a third party.
static THREE: LazyLock<Instrument> = LazyLock::new(|| {
    let witness = "[[witness]]\nid = \"hillside\"";
    let party = "[[party]]\nid = \"CAR\"\n\
                 name = { en = \"Republic of Carrowmark\", ru = \"Республика Карроумарк\" }\n\
                 short = { en = \"Carrowmark\", ru = \"Карроумарк\" }\n";
    changed(witness, &format!("{party}{}\n{witness}", Keeper::new("CAR").listed()))
});

/// OND corrects its ledger by three items in epoch 2, and stands above its baseline from then on.
fn corrected() -> World {
    let mut world = World::under(&THREE);
    for epoch in 0..=3 {
        let plan = |plan: &mut Plan| match epoch {
            2 => {
                plan.cells[0] = 12;
                plan.clear.corrections[0] = Correction { up: 3, down: 0 };
                plan.clear.excess[0] = 2;
            }
            3 => plan.clear.excess[0] = 1,
            _ => {}
        };
        let stated = close(&THREE, "OND", epoch, &[], &world.chain, &Forge { plan: &plan, ..Forge::default() });
        world.ond_logs(stated);
    }
    world
}

/// A party accepts so much of it.
fn accept(world: &mut World, by: &str, up: u16) {
    let other = Keeper::new(by);
    let lines = vec![(Line(0), Correction { up, down: 0 })];
    let agreed = Agreed { party: world.ond.party(), with: other.party(), epoch: Epoch(2), lines };
    let signers = [&world.ond.signer, &other.signer];
    let heading = world.ond.heading(at(3, 5));
    let envelope = Envelope::new(heading, &Statement::Agreed(agreed), None, Salt([5; 32]), &signers).0;
    world.ond.log(&envelope);
}

/// What is told of OND's excess when these accept so much.
fn excess(accepted: &[(&str, u16)]) -> Vec<String> {
    let mut world = corrected();
    accepted.iter().for_each(|(by, up)| accept(&mut world, by, *up));
    let told = told(&audited(&THREE, &world.records(), Date::constant(2030, 1, 15)));
    assert!(!told.iter().any(|told| told.contains("not-signed")), "{told:?}");
    told.into_iter().filter(|told| told.contains("excess")).collect()
}

#[test]
fn an_excess_is_explained_by_what_every_other_party_accepted() {
    let (growth, explained) = (
        ["inconsistent excess OND 2", "inconsistent excess OND 3"],
        ["question excess OND 2", "question excess OND 3"],
    );
    assert_eq!(excess(&[]), growth);
    assert_eq!(excess(&[("HAL", 3)]), growth);
    assert_eq!(excess(&[("CAR", 3)]), growth);
    assert_eq!(excess(&[("HAL", 3), ("HAL", 3)]), growth, "one party twice is not two");
    assert_eq!(excess(&[("HAL", 3), ("CAR", 2)]), growth, "the two accepted different numbers");
    assert_eq!(excess(&[("HAL", 3), ("CAR", 3)]), explained);
    assert_eq!(excess(&[("CAR", 3), ("HAL", 3)]), explained);
    assert_eq!(excess(&[("HAL", 1), ("CAR", 1)]), ["inconsistent excess OND 2", "question excess OND 3"]);
}
