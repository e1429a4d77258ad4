//! How the site of an inspection is chosen, what its clocks run on, and which obligations come of it.

use crate::inspections::*;
use crate::world::*;
use audit::Outcome;
use audit::assessment::{Fact, RecordFact, VisitFact};
use log::Timestamp;
use record::statement::{Acceptance, Answer, Comparison, Deed, Designation, Reason, SealedHash};
use record::{Author, Epoch, SiteNumber};
use std::sync::LazyLock;
use treaty::Instrument;
use treaty::instrument::OpeningForm;

const NOTHING: [&str; 0] = [];

#[test]
fn what_is_designated_was_acknowledged_before() {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    let head = visit.world.ond.head();
    let checkpoint = log::Checkpoint::parse(head.text()).unwrap();
    let covered = (checkpoint.size, checkpoint.root);
    let (site, nonce, draw) = (SiteNumber(0), None, None);
    visit.step(Deed::Designation(Designation { site, nonce, covered, draw }), 6);
    assert_eq!(visit.covered(6), covered, "acknowledged behind the designation");
    visit.opened(1, 7).reported(Comparison::Agrees, vec![], 9).signed(Answer::Concurs, 10);
    assert_eq!(visit.told(), ["contradiction not-covered HAL"]);
}

#[test]
fn who_asks_for_no_lot_waits_for_no_nonce() {
    // the kind is drawn, and HAL asks to choose: that is beyond its rights, before and after the hour at which a nonce would be due
    for hours in [6, 12] {
        let mut visit = Visit::asked_with(World::until(2), DRAWN, OpeningForm::Count, false, 5);
        visit.designates(0, None, hours).opened(1, hours + 1);
        visit.reported(Comparison::Agrees, vec![], hours + 3).signed(Answer::Concurs, hours + 4);
        assert_eq!(visit.told(), ["inconsistent beyond-rights HAL"], "{hours}");
    }
}

#[test]
fn refusals_before_a_site_was_known_take_no_site_from_the_lot() {
    let mut first = Visit::asked(DRAWN, OpeningForm::Count, 3);
    first.step(Deed::Refusal(Reason::ForceMajeure), 3);
    let mut second = Visit::asked_in(first.world, DRAWN, OpeningForm::Count, 4);
    second.step(Deed::Refusal(Reason::ForceMajeure), 4);
    // the quota is two
    let (mut visit, site, own) = drawn_in(second.world);
    visit.designates(site.0, Some(own), 7).opened(1, 8);
    visit.reported(Comparison::Agrees, vec![], 10).signed(Answer::Concurs, 11);
    let told = visit.told();
    assert!(told.iter().all(|told| told.ends_with("inspection-refused OND")), "{told:?}");
}

#[test]
fn the_lot_passes_over_a_site_that_has_had_as_many_as_it_may_and_over_no_other() {
    let treaty = changed("at-once-max = 1", "at-once-max = 1\nsame-site-max = 1");
    let by_lot = |world, hours: u64, sites: &[u16]| drawn_between(world, [hours, hours + 1], sites);
    let (_, first, _) = by_lot(World::under(&treaty), 5, &[0, 1]);
    // days later, so that nothing else is under way: the first hour at which the lot between both would fall on the first again
    let again = (60..90).find(|hours| by_lot(World::under(&treaty), *hours, &[0, 1]).1 == first).unwrap();
    let told_of = |site: u16| {
        let mut world = World::under(&treaty);
        for epoch in 0..2 {
            let stated = close(&treaty, "OND", epoch, &[], &world.chain, &Forge::default());
            world.ond_logs(stated);
        }
        let (mut visit, _, own) = by_lot(world, 5, &[0, 1]);
        visit.designates(first.0, Some(own), 7).opened(1, 8);
        visit.reported(Comparison::Agrees, vec![], 10).signed(Answer::Concurs, 11);
        // a refusal before a site was known takes none from the lot
        let mut refused = Visit::asked_in(visit.world, DRAWN, OpeningForm::Count, 12);
        refused.step(Deed::Refusal(Reason::ForceMajeure), 13);
        let (mut visit, _, own) = by_lot(refused.world, again, &[1 - first.0]);
        visit.designates(site, Some(own), again + 2).opened(1, again + 3);
        let told = told(&audited(&treaty, &visit.world.records(), AS_OF)).into_iter();
        told.filter(|told| told.contains("not-drawn")).collect::<Vec<_>>()
    };
    assert_eq!(told_of(1 - first.0), NOTHING);
    assert_eq!(told_of(first.0), ["inconsistent not-drawn HAL"]);
}

/// Why HAL is told to go beyond its rights, if it is.
fn beyond(records: &[Copy]) -> Option<String> {
    let assessment = audited(&TREATY, records, AS_OF);
    assessment.findings.iter().find_map(|finding| match &finding.fact {
        Fact::Record(RecordFact::Visit { fact: VisitFact::BeyondRights { why }, .. }) => Some(why.clone()),
        _ => None,
    })
}

#[test]
fn a_site_that_the_host_never_had_is_not_designated_unless_an_old_copy_may_lack_it() {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.designates(9, None, 6);
    let before = visit.world.records();
    visit.world.rest(2);
    let mut records = visit.world.records();
    assert_eq!(beyond(&records).unwrap(), "the host never had a site of the number that was designated");
    records[1] = before[1].clone();
    assert_eq!(beyond(&records), None);
}

#[test]
fn where_one_sides_record_is_not_held_no_step_is_missing() {
    let mut visit = Visit::asked(DRAWN, OpeningForm::Count, 5);
    visit.designates(0, None, 12);
    visit.world.rest(2);
    let missing = |records: &[Copy]| {
        let told = told(&audited(&TREATY, records, AS_OF)).into_iter();
        told.filter(|told| told.contains("step-missing")).count()
    };
    let records = visit.world.records();
    assert!(missing(&records) > 0);
    for side in ["HAL", "OND"] {
        let without: Vec<_> = records.iter().filter(|copy| copy.author.as_str() != side).cloned().collect();
        assert_eq!(missing(&without), 0, "without {side}");
    }
}

#[test]
fn when_a_team_came_is_no_date_and_dates_no_step_back() {
    for hours in [2, 20] {
        let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
        visit.designates(0, None, 6);
        visit.step(Deed::Opening { epoch: Epoch(1), sealed: SealedHash([7; 32]) }, 7);
        visit.step(Deed::Acceptance(Acceptance::Opens), 8);
        visit.step(Deed::Arrival(Timestamp::new(at(1, hours)).unwrap()), 9);
        visit.reported(Comparison::Agrees, vec![], 10).signed(Answer::Concurs, 11);
        assert_eq!(visit.told(), NOTHING, "at hour {hours}");
    }
}

#[test]
fn each_kind_of_inspection_is_an_obligation_of_the_days_of_its_own_inspections() {
    let (mut visit, site, own) = drawn();
    visit.designates(site.0, Some(own), 7).opened(1, 8);
    visit.reported(Comparison::Agrees, vec![], 10).signed(Answer::Concurs, 11);
    // the next day
    visit.world.honest_day(2);
    let mut other = Visit::asked_in(visit.world, CHOSEN, OpeningForm::Count, 30);
    other.designates(0, None, 31).opened(2, 32);
    other.reported(Comparison::Agrees, vec![], 34).signed(Answer::Concurs, 35);
    other.world.rest(3);
    let assessment = audited(&TREATY, &other.world.records(), AS_OF);
    assert_eq!(told(&assessment), NOTHING);
    for (kind, day) in [("drawn", 12), ("chosen", 13)] {
        for party in ["HAL", "OND"] {
            let (outcome, covers) = obligation(&assessment, party, kind).unwrap();
            assert_eq!((outcome, covers), (Outcome::Consistent, format!("2030-01-{day}/2030-01-{day}")));
        }
    }
}

const THIRD: &str = "[[party]]\nid = \"CAR\"\nname = { en = \"Carvia\", ru = \"Карвия\" }\n\
                     short = { en = \"Carvia\", ru = \"Карвия\" }\n\n[[witness]]\nid = \"hillside\"";

/// The same among three.
static THREE: LazyLock<Instrument> = LazyLock::new(|| {
    let with = TEXT.replacen("[[witness]]\nid = \"hillside\"", THIRD, 1).replacen(
        "by = [\"HAL\", ",
        "by = [\"CAR\", \"HAL\", ",
        1,
    );
    let keys: String =
        ["CAR", "HAL", "OND", "hillside", "lakeside"].map(|author| Keeper::new(author).listed()).concat();
    treaty::parse((with + &keys).as_bytes(), None).unwrap_or_else(|told| panic!("{told:#?}")).instrument
});

#[test]
fn an_inspection_covers_no_day_of_a_party_that_is_none_of_its_sides() {
    let mut visit = Visit::asked_in(World::under(&THREE), CHOSEN, OpeningForm::Count, 5);
    visit.step(Deed::Refusal(Reason::ForceMajeure), 6);
    let mut carvia = Keeper { instrument: THREE.hash, ..Keeper::new("CAR") };
    let head = visit.world.ond.head();
    carvia.acknowledge(&Author::new("OND").unwrap(), &head, at(1, 7));
    let mut records = visit.world.records();
    records.insert(0, Copy::of(carvia.author.clone(), &carvia.writer, carvia.head()));
    // no epoch is stated, which leaves open what rests on any
    let assessment = audited(&THREE, &records, AS_OF);
    let covers = |party| obligation(&assessment, party, "chosen").unwrap().1;
    let day = "2030-01-12/2030-01-12";
    assert_eq!((covers("HAL").as_str(), covers("OND").as_str()), (day, day));
    assert_ne!(covers("CAR"), day);
    assert_eq!(obligation(&assessment, "OND", "drawn"), None, "nothing of that kind was asked for");
}
