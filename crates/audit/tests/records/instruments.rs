//! Instruments of other kinds: with more than two parties, where all others must accept a correction; and a political text on a base that binds
//! in law.

use crate::world::*;
use proof::{Correction, Salt};
use record::{Agreed, Envelope, Epoch, Line, Statement};
use std::sync::LazyLock;
use treaty::{Date, Instrument};

// more than two parties

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

/// A party accepts so much of what another corrected in that epoch.
fn accept(world: &mut World, of: &str, by: &str, up: u16) {
    let (of, by) = (Keeper::new(of), Keeper::new(by));
    let lines = vec![(Line(0), Correction { up, down: 0 })];
    let agreed = Agreed { party: of.party(), with: by.party(), epoch: Epoch(2), lines };
    let host = if of.author == world.ond.author { &mut world.ond } else { &mut world.hal };
    let signers = [&of.signer, &by.signer];
    let envelope = Envelope::new(host.heading(at(3, 5)), &Statement::Agreed(agreed), None, Salt([5; 32]), &signers).0;
    host.log(&envelope);
}

/// What is told of OND's excess.
fn told_of_excess(world: &World) -> Vec<String> {
    let told = told(&audited(&THREE, &world.records(), Date::constant(2030, 1, 15)));
    assert!(!told.iter().any(|told| told.contains("not-signed")), "{told:?}");
    told.into_iter().filter(|told| told.contains("excess")).collect()
}

/// The same when these accept so much.
fn excess(accepted: &[(&str, u16)]) -> Vec<String> {
    let mut world = corrected();
    accepted.iter().for_each(|(by, up)| accept(&mut world, "OND", by, *up));
    told_of_excess(&world)
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

#[test]
fn who_accepts_a_correction_of_one_party_has_accepted_none_of_another() {
    let mut world = corrected();
    accept(&mut world, "OND", "CAR", 3);
    accept(&mut world, "CAR", "HAL", 3);
    assert_eq!(told_of_excess(&world), ["inconsistent excess OND 2", "inconsistent excess OND 3"]);
}

// an instrument on a base

/// A political statement with the freeze and the records, on a treaty of so many years from 2029 with the limit.
fn on_a_base(years: u32) -> Instrument {
    let (binding, political) = TEXT.split_at(TEXT.find("[[freeze]]").unwrap());
    let (witnesses, article) = (binding.find("[[witness]]").unwrap(), binding.find("[[article]]").unwrap());
    let base = format!("{}{}", &binding[..witnesses], &binding[article..]);
    let base = base.replacen("id = \"days\"", "id = \"cap-treaty\"", 1).replacen("2030-01-01", "2029-01-01", 1);
    let base = base.replacen("years = 2", &format!("years = {years}"), 1);
    let base = treaty::parse(base.as_bytes(), None).unwrap_or_else(|told| panic!("{told:#?}")).instrument;
    let head = format!(
        "[instrument]\nid = \"days\"\ntitle = {{ en = \"Days\", ru = \"Дни\" }}\nform = \"joint-political-statement\"\n\
         texts = \"paraphrase\"\nnature = \"illustrative\"\n\
         base = {{ file = \"cap-treaty.toml\", sha256 = \"{}\", keeps = \"all\" }}\n\n\
         [[act]]\nid = \"statement\"\nkind = \"entry-into-force\"\ndate = 2030-01-01\nby = [\"HAL\", \"OND\"]\n\
         title = {{ en = \"Statement\", ru = \"Заявление\" }}\nsource = \"S\"\n\n",
        base.hash
    );
    let keys: String = ["HAL", "OND", "hillside", "lakeside"].map(|author| Keeper::new(author).listed()).concat();
    let file = head + &binding[witnesses..article] + political + &keys;
    treaty::parse(file.as_bytes(), Some(&base)).unwrap_or_else(|told| panic!("{told:#?}")).instrument
}

/// What is told where OND stands 14 above its baseline and 18 above the limit, and states nothing after epoch 2.
fn above_both(treaty: &Instrument) -> Vec<String> {
    let mut world = World::under(treaty);
    for epoch in 0..=2 {
        let plan = |plan: &mut Plan| {
            if epoch == 2 {
                plan.cells[0] = 24;
                plan.clear.corrections[0] = Correction { up: 15, down: 0 };
                (plan.clear.excess[0], plan.clear.excess[1]) = (14, 18);
            }
        };
        let stated = close(treaty, "OND", epoch, &[], &world.chain, &Forge { plan: &plan, ..Forge::default() });
        world.ond_logs(stated);
        if epoch == 0 {
            let baseline = close(treaty, "HAL", 0, &[], &[], &Forge::default()).envelope(&world.hal, at(0, 1));
            world.hal.log(&baseline);
        }
        world.receipts(epoch, 2);
    }
    let told = told(&audited(treaty, &world.records(), Date::constant(2030, 1, 20)));
    told.into_iter().filter(|told| told.contains("excess") || told.contains("epoch-missing OND")).collect()
}

#[test]
fn what_is_not_met_of_the_base_is_measured_by_the_form_of_the_base_while_it_is_in_force() {
    assert_eq!(
        above_both(&on_a_base(3)),
        [
            "inconsistent excess OND 2",
            "departure excess OND 2",
            "departure epoch-missing OND 3",
            "late epoch-missing OND 4",
        ]
    );
    assert_eq!(
        above_both(&on_a_base(1)),
        [
            "departure excess OND 2",
            "departure excess OND 2",
            "departure epoch-missing OND 3",
            "late epoch-missing OND 4",
        ],
        "the base has ended"
    );
}

// an instrument that bounds what is on the road

static TRANSIT: LazyLock<Instrument> = LazyLock::new(|| {
    let transit = "[transit]\nitems-max = 30\ndays-max = 7\narticle = \"I\"\nsource = \"S\"\n\n[record]";
    changed("[record]", transit)
});

/// OND closes three epochs as a forger may, and HAL the first.
fn on_the_road(forge: &dyn Fn(u32) -> Forge<'static>) -> audit::Assessment {
    let mut world = World::under(&TRANSIT);
    for epoch in 0..=2 {
        let stated = close(&TRANSIT, "OND", epoch, &[], &world.chain, &forge(epoch));
        world.ond_logs(stated);
        if epoch == 0 {
            let baseline = close(&TRANSIT, "HAL", 0, &[], &[], &Forge::default()).envelope(&world.hal, at(0, 1));
            world.hal.log(&baseline);
        }
        world.receipts(epoch, 2);
    }
    audited(&TRANSIT, &world.records(), Date::constant(2030, 1, 14))
}

fn transit_of<'a>(assessment: &'a audit::Assessment, party: &str) -> Option<&'a audit::Obligation> {
    let is = |one: &&audit::Obligation| one.kind == treaty::instrument::Kind::Transit && one.party.as_str() == party;
    assessment.obligations.iter().find(is)
}

#[test]
fn what_is_on_the_road_is_bounded_from_the_first_epoch_behind_the_baseline_on() {
    let assessment = on_the_road(&|_| Forge::default());
    let transit = transit_of(&assessment, "OND").unwrap();
    let days = (Date::constant(2030, 1, 11), Date::constant(2030, 1, 12));
    assert_eq!((transit.outcome, transit.covers), (audit::Outcome::Consistent, Some(days)));
    assert!(
        transit_of(&assessment, "HAL").is_none_or(|transit| transit.covers != Some(days)),
        "it stated its baseline alone"
    );
    let freeze = obligation(&assessment, "OND", "freeze").unwrap().1;
    assert_eq!(freeze, "2030-01-10/2030-01-12", "the baseline is one of the frozen days");
}

#[test]
fn where_a_balance_is_open_what_is_on_the_road_is_too() {
    let cells = layout(&TRANSIT, "OND", 1, &[]).shape.cells().len();
    let forge = |epoch| {
        let mut before = vec![0; cells];
        (before[0], before[1]) = (10, 4);
        let before = (epoch == 2).then_some(before);
        Forge {
            plan: &|plan| plan.cells[1] = if plan.flows.first() == Some(&1) { 5 } else { 3 },
            before,
            ..Forge::default()
        }
    };
    let assessment = on_the_road(&forge);
    assert!(told(&assessment).contains(&"contradiction balance-open OND 2".to_owned()), "{:?}", told(&assessment));
    assert_eq!(transit_of(&assessment, "OND").unwrap().outcome, audit::Outcome::Open);
}
