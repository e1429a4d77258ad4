//! Inspections out of the records of their two sides: which of several steps after one stands; and on which sites the lot of one may fall.

mod parties;

use log::{Hash, TreeSize};
use parties::{at, hal, id, instrument, ond, party};
use record::chain::follow;
use record::inspection::{Progress, kinds, lot_sites};
use record::statement::*;
use record::{Act, Author, Change, Epoch, Ground, SiteNumber};
use treaty::Date;
use treaty::instrument::OpeningForm;
use treaty::quota::Visit;

const BOUND: DrawCommitment = DrawCommitment([6; 32]);

/// Steps behind HAL's request: in whose record, after which of them, and what it does, on which day. Each stands at the leaf of its number in this
/// list, the request at 0.
type Steps = Vec<(Author, u8, Deed, u64)>;

/// Which of them are taken, one after the other.
fn taken(form: OpeningForm, steps: &Steps) -> Vec<u64> {
    let request = Request { host: party("OND"), kind: 0, form, draw: Some(BOUND), key: vec![1; 9] };
    let (hal, begins) = (hal().author, InspectionStep::Request(request));
    let hash = |number: u8| StepHash([number; 32]);
    let next = |(author, previous, deed, day): &(Author, u8, Deed, u64)| {
        let step = InspectionStep::Next { inspection: hash(0), previous: hash(*previous), deed: deed.clone() };
        (author.clone(), step, *day)
    };
    let all: Vec<_> = [(hal, begins, 0)].into_iter().chain(steps.iter().map(next)).collect();
    let step = |(number, (author, step, day)): (u8, &'static (Author, InspectionStep, u64))| {
        record::inspection::StepAt { author, leaf: number.into(), hash: hash(number), dated: at(*day), step }
    };
    let all: &'static [_] = Box::leak(all.into_boxed_slice());
    let (chains, _) = follow::<Progress>(&instrument(), &(0..).zip(all).map(step).collect::<Vec<_>>());
    assert_eq!(chains.len(), 1);
    chains[0].places().iter().map(|(_, leaf)| *leaf).collect()
}

fn designation(covered: u64) -> Deed {
    let covered = (TreeSize::new(covered).unwrap(), Hash::EMPTY);
    Deed::Designation(Designation { site: SiteNumber(0), nonce: None, covered, draw: None })
}

#[test]
fn beside_steps_of_the_host_a_designation_stands_by_what_it_covers_and_not_by_its_date() {
    let (hal, ond) = (hal().author, ond().author);
    let beside = |host_on: u64, covered| {
        let nonce = (ond.clone(), 0, Deed::Nonce(Nonce([3; 32])), host_on);
        taken(OpeningForm::Count, &vec![nonce, (hal.clone(), 0, designation(covered), 5)])
    };
    assert_eq!(beside(9, 2), [0, 1], "the nonce at leaf 1 is below the head, and so before the designation");
    assert_eq!(beside(3, 1), [0, 2], "it is at the head, and so after the designation");
}

#[test]
fn a_designation_overtakes_no_step_of_its_own_side() {
    let hal = hal().author;
    for covered in [1, 9] {
        let of = |designates, withdraws| {
            let designates = (hal.clone(), 0, designation(covered), designates);
            taken(OpeningForm::Count, &vec![designates, (hal.clone(), 0, Deed::Withdrawal, withdraws)])
        };
        assert_eq!((of(5, 9), of(9, 5)), (vec![0, 1], vec![0, 2]), "the earlier date");
    }
}

#[test]
fn where_nothing_is_designated_the_earlier_of_two_steps_stands() {
    let beside = |host_on| {
        let nonce = (ond().author, 0, Deed::Nonce(Nonce([3; 32])), host_on);
        taken(OpeningForm::Count, &vec![nonce, (hal().author, 0, Deed::Withdrawal, 5)])
    };
    assert_eq!((beside(4), beside(6)), (vec![0, 1], vec![0, 2]));
}

/// The inspector accepts the opening twice, and goes on from the later one: with so many steps, and one of the host behind them.
fn accepted_twice(own: u8, is_answered: bool) -> u64 {
    let (hal, ond) = (hal().author, ond().author);
    let accepts = |day| (hal.clone(), 2, Deed::Acceptance(Acceptance::Opens), day);
    let sealed = SealedHash([5; 32]);
    let mut steps = vec![
        (hal.clone(), 0, designation(1), 1),
        (ond.clone(), 1, Deed::Opening { epoch: Epoch(3), sealed }, 2),
        accepts(3),
        accepts(4),
    ];
    steps.extend((0..own).map(|number| (hal.clone(), 4 + number, Deed::Arrival(at(5)), 5)));
    steps.extend(is_answered.then(|| (ond, 4 + own, Deed::Refusal(Reason::Other), 6)));
    taken(OpeningForm::Full, &steps)[3]
}

#[test]
fn of_two_steps_of_one_side_that_stands_which_the_other_answered_within_three_more() {
    for (own, stands) in [(0, 4), (1, 4), (2, 4), (3, 4), (4, 3), (9, 3)] {
        assert_eq!(accepted_twice(own, true), stands, "{own} steps of its own between it and the answer");
        assert_eq!(accepted_twice(own, false), 3, "{own} steps, and no answer");
    }
}

#[test]
fn the_lot_falls_on_open_sites_of_the_kinds_inspected_that_have_not_had_as_many_as_they_may() {
    let file = include_bytes!("../../../treaties/illustrative-portals.toml");
    let treaty = treaty::parse(file, None).unwrap_or_else(|told| panic!("{told:#?}")).instrument;
    let (clause, kind) =
        kinds(&treaty).find(|(_, kind)| kind.same_site_max.as_ref().is_some_and(|most| most.value == 2)).unwrap();
    let mut ground = Ground::of(&treaty, &party("OND")).unwrap();
    let sites = [
        ("missile-base", "one", 1),
        ("missile-plant", "two", 1),
        ("warhead-store", "three", 1),
        ("warhead-store", "four", 3),
    ];
    for (number, (facility, alias, first)) in (0..).zip(sites) {
        let change = Change::SiteOpened { site: SiteNumber(number), facility: id(facility), alias: id(alias) };
        ground.act(&treaty, &Act { first: Epoch(first), change }).unwrap();
    }
    let day = treaty.epoch_day(2).unwrap();
    let visit_at = |site: Option<&str>, begins: Date| Visit {
        inspector: party("HAL"),
        host: party("OND"),
        kind: clause.id.clone(),
        site: site.map(id),
        facility: id("missile-base"),
        begins,
        ends: begins,
    };
    let visit = |site: &str, begins| visit_at(Some(site), begins);
    let lot = |epoch, earlier: &[Visit]| lot_sites(&treaty, kind, &ground, Epoch(epoch), &visit("one", day), earlier);
    let once = [visit("one", day)];
    let twice = [visit("one", day), visit("three", day), visit("one", day)];
    assert_eq!(lot(2, &[]), [0, 2].map(SiteNumber), "no plant, and none that opens later");
    assert_eq!(lot(3, &once), [0, 2, 3].map(SiteNumber));
    assert_eq!(lot(3, &twice), [2, 3].map(SiteNumber), "one has had two");
    let of_the_quota = vec![visit("one", day); kind.quota.value as usize];
    assert_eq!(lot(3, &of_the_quota), [2, 3].map(SiteNumber), "and so it is where the quota is used up, too");
    let nowhere = vec![visit_at(None, day); 9];
    assert_eq!(lot(3, &nowhere), [0, 2, 3].map(SiteNumber));
}
