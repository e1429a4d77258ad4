//! Inspections, case by case: which step is missing and since when, what an inspector may not ask for, and what old copies leave open.

use crate::inspections::*;
use crate::world::*;
use audit::assessment::{Assessment, Fact, RecordFact, VisitFact};
use record::statement::{Acceptance, Answer, Comparison, Deed, Designation, Nonce, PaperHash, Reason, StepHash};
use record::{Epoch, SiteNumber, statement::SealedHash};
use treaty::Date;
use treaty::instrument::OpeningForm;

fn visit_fact(assessment: &Assessment, code: &str) -> VisitFact {
    match &finding(assessment, code).fact {
        Fact::Record(RecordFact::Visit { fact, .. }) => fact.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_step_is_missing_from_the_day_after_the_one_on_which_it_was_due() {
    // the last epoch of the honest days closed at 24:00 of the 14th; the nonce is due eleven hours later
    let hours = 24 * u64::from(LAST - 1) + 5;
    let mut visit = Visit::asked_in(World::honest(), DRAWN, OpeningForm::Count, hours);
    visit.world.receipts(LAST, 6);
    let on = |day| told(&audited(&TREATY, &visit.world.records(), Date::constant(2030, 1, day)));
    assert_eq!(on(15), [""; 0]);
    assert_eq!(on(16), ["late step-missing OND"]);
}

#[test]
fn a_nonce_that_came_late_and_was_waited_for_is_late_and_not_missing() {
    let (mut visit, site, own) = drawn_between(World::until(2), [5, 13], &[0, 1]);
    visit.designates(site.0, Some(own), 14).opened(1, 15);
    visit.reported(Comparison::Agrees, vec![], 17).signed(Answer::Concurs, 18);
    assert_eq!(visit.told(), ["late step-late OND"]);
}

#[test]
fn another_step_beside_a_free_choice_is_no_nonce() {
    let mut visit = Visit::asked(DRAWN, OpeningForm::Count, 5);
    let request = visit.previous;
    visit.designates(0, None, 12);
    let designated = visit.previous;
    visit.previous = request;
    visit.step(Deed::Withdrawal, 12);
    visit.previous = designated;
    visit.opened(1, 13).reported(Comparison::Agrees, vec![], 15).signed(Answer::Concurs, 16);
    let told = visit.told_on(Date::constant(2030, 1, 18));
    assert!(told.iter().any(|told| told.ends_with("step-missing OND")), "{told:?}");
}

#[test]
fn where_the_lot_fell_is_told_by_name() {
    let (mut visit, site, own) = drawn();
    visit.designates(1 - site.0, Some(own), 7).opened(1, 8);
    visit.reported(Comparison::Agrees, vec![], 9).signed(Answer::Concurs, 10);
    visit.world.rest(2);
    let assessment = audited(&TREATY, &visit.world.records(), AS_OF);
    let drawn = id(["north", "works"][usize::from(site.0)]);
    assert_eq!(visit_fact(&assessment, "not-drawn"), VisitFact::NotDrawn { drawn: Some(drawn) });
}

#[test]
fn a_step_behind_one_that_an_old_copy_may_hold_accuses_nobody() {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.previous = StepHash([1; 32]);
    visit.step(Deed::Withdrawal, 6);
    visit.world.rest(2);
    let records = visit.world.records();
    let out_of_place = |records: &[Copy]| {
        let told = told(&audited(&TREATY, records, AS_OF)).into_iter();
        told.filter(|told| told.contains("out-of-place")).collect::<Vec<_>>()
    };
    assert_eq!(out_of_place(&records), ["contradiction out-of-place HAL"]);
    let without: Vec<_> = records.iter().filter(|copy| copy.author.as_str() != "OND").cloned().collect();
    assert_eq!(out_of_place(&without), [""; 0], "it may stand in the record that is not held");
    let old = World::until(3).hillside;
    let mut with_old = records;
    with_old[2] = Copy::of(old.author.clone(), &old.writer, old.head());
    assert_eq!(out_of_place(&with_old), [""; 0]);
}

#[test]
fn an_opening_that_did_not_come_is_disputed_until_it_comes() {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.designates(0, None, 6);
    visit.step(Deed::Opening { epoch: Epoch(1), sealed: SealedHash([7; 32]) }, 7);
    visit.step(Deed::Acceptance(Acceptance::NotReceived), 8);
    visit.world.rest(2);
    let assessment = audited(&TREATY, &visit.world.records(), AS_OF);
    assert_eq!(told(&assessment), ["discrepancy opening-disputed OND"]);
    assert_eq!(visit_fact(&assessment, "opening-disputed"), VisitFact::OpeningDisputed { received: false });
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.designates(0, None, 6);
    visit.step(Deed::Opening { epoch: Epoch(1), sealed: SealedHash([7; 32]) }, 7);
    visit.step(Deed::Acceptance(Acceptance::NotReceived), 8);
    visit.step(Deed::Opening { epoch: Epoch(1), sealed: SealedHash([7; 32]) }, 9);
    let told = visit.told();
    assert!(!told.iter().any(|told| told.contains("opening-disputed")), "{told:?}");
}

#[test]
fn what_is_asked_in_a_form_that_its_kind_does_not_give_is_named() {
    let counts =
        "inquiries-max = 1\nlinks-max = 4\nyear-from = \"entry-into-force\"\nat = [\"store\"]\nforms = [\"count\"]";
    let whole = changed(counts, &counts.replace("count", "full"));
    for (treaty, form, word) in [
        (&*TREATY, OpeningForm::Full, "full"),
        (&TREATY, OpeningForm::Absence, "absence"),
        (&TREATY, OpeningForm::Sample, "sample"),
        (&whole, OpeningForm::Count, "count"),
    ] {
        let mut visit = Visit::asked_in(World::under(treaty), CHOSEN, form, 5);
        visit.step(Deed::Refusal(Reason::NoRight), 6);
        let assessment = audited(treaty, &visit.world.records(), AS_OF);
        let VisitFact::BeyondRights { why } = visit_fact(&assessment, "beyond-rights") else { panic!() };
        assert!(why.contains(&format!("`{word}`")), "{why}");
    }
}

#[test]
fn a_restriction_of_another_kind_of_inspection_or_facility_does_not_hold() {
    // the host's nonce did not come, and the inspector chose a store
    let mut visit = Visit::asked(DRAWN, OpeningForm::Count, 5);
    visit.designates(0, None, 12).opened(1, 13);
    visit.reported(Comparison::Agrees, vec![0], 15).signed(Answer::Concurs, 16);
    let told = visit.told_on(Date::constant(2030, 1, 18));
    assert!(told.contains(&"inconsistent beyond-rights HAL".to_owned()), "it is one of chosen inspections: {told:?}");
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.designates(1, None, 6).opened(1, 7);
    visit.reported(Comparison::Agrees, vec![0], 9).signed(Answer::Concurs, 10);
    let told = visit.told();
    assert!(!told.iter().any(|told| told.contains("restriction-broken")), "it is one of stores: {told:?}");
}

#[test]
fn a_nonce_is_not_waited_for_where_the_site_is_chosen() {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.step(Deed::Nonce(Nonce([3; 32])), 6);
    assert_eq!(visit.told(), ["contradiction out-of-place OND"]);
}

#[test]
fn each_side_may_take_a_step_of_its_own_and_that_is_no_step_twice() {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    let request = visit.previous;
    visit.step(Deed::Withdrawal, 6);
    visit.previous = request;
    visit.step(Deed::Refusal(Reason::ForceMajeure), 6);
    let told = visit.told();
    assert!(!told.iter().any(|told| told.contains("step-twice")), "{told:?}");
}

#[test]
fn a_request_beyond_rights_excuses_a_refusal_for_that_and_none_for_another_reason() {
    let refused = |reason| {
        let mut visit = Visit::asked(CHOSEN, OpeningForm::Absence, 5);
        visit.step(Deed::Refusal(reason), 6);
        visit.told()
    };
    assert_eq!(refused(Reason::Quota), ["inconsistent beyond-rights HAL"]);
    assert_eq!(refused(Reason::Other), ["inconsistent beyond-rights HAL", "inconsistent inspection-refused OND"]);
}

#[test]
fn who_refuses_upon_the_list_differs_on_it_and_who_has_another_reason_breaks_off() {
    let refused = |reason| {
        let mut first = Visit::asked(CHOSEN, OpeningForm::Count, 5);
        first.step(Deed::Refusal(Reason::ForceMajeure), 6);
        let mut second = Visit::asked_in(first.world, CHOSEN, OpeningForm::Full, 7);
        second.designates(0, None, 8).opened(1, 9).step(Deed::List(PaperHash([6; 32])), 11);
        second.step(Deed::Refusal(reason), 12).told()
    };
    let (beyond, once) = ("inconsistent beyond-rights HAL", "question inspection-refused OND");
    assert_eq!(refused(Reason::Other), [beyond, "discrepancy inspection-refused OND", once]);
    assert_eq!(refused(Reason::ForceMajeure), [beyond, "inconsistent inspection-refused OND", once]);
}

#[test]
fn a_quota_is_not_called_spent_where_an_old_copy_may_lack_a_refusal() {
    let mut first = arrived();
    first.reported(Comparison::Agrees, vec![], 9).signed(Answer::Concurs, 10);
    let mut second = Visit::asked_in(first.world, CHOSEN, OpeningForm::Count, 11);
    second.designates(0, None, 12);
    let old = Copy::of(second.world.ond.author.clone(), &second.world.ond.writer, second.world.ond.head());
    second.opened(1, 13).reported(Comparison::Agrees, vec![], 15).signed(Answer::Concurs, 16);
    second.world.rest(2);
    let mut records = second.world.records();
    let beyond = |records: &[Copy]| {
        told(&audited(&TREATY, records, AS_OF)).contains(&"inconsistent beyond-rights HAL".to_owned())
    };
    assert!(beyond(&records));
    records[1] = old;
    assert!(!beyond(&records));
}

#[test]
fn an_old_copy_excuses_no_step_that_breaks_their_order() {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.step(Deed::Opening { epoch: Epoch(1), sealed: SealedHash([7; 32]) }, 6);
    visit.world.rest(2);
    let old = World::until(3).hillside;
    let mut records = visit.world.records();
    records[2] = Copy::of(old.author.clone(), &old.writer, old.head());
    let told = told(&audited(&TREATY, &records, AS_OF));
    assert!(told.contains(&"contradiction out-of-place OND".to_owned()), "{told:?}");
}

/// HAL acknowledges OND's record for the last time after epoch 1, and designates a site by what it held then, while OND and the witnesses go on. OND
/// opens epoch 4.
fn opened_to_a_silent_inspector(hours: u64) -> Vec<String> {
    let mut world = World::until(2);
    let (of, head) = (world.ond.author.clone(), world.ond.head());
    world.hal.acknowledge(&of, &head, at(1, 3));
    let checkpoint = log::Checkpoint::parse(head.text()).unwrap();
    for epoch in 2..=LAST {
        world.hal_states(epoch);
        world.ond_states(epoch);
        for (by, keeper) in [1, 2, 3].into_iter().enumerate() {
            world.receipts_by(keeper, at(epoch, 2) + 60 * by as u64);
        }
    }
    let mut visit = Visit::asked_in(world, CHOSEN, OpeningForm::Count, hours);
    let covered = (checkpoint.size, checkpoint.root);
    visit.step(Deed::Designation(Designation { site: SiteNumber(0), nonce: None, covered, draw: None }), hours + 1);
    visit.opened(LAST, hours + 2).reported(Comparison::Agrees, vec![], hours + 4).signed(Answer::Concurs, hours + 5);
    let told = told(&audited(&TREATY, &visit.world.records(), AS_OF)).into_iter();
    told.filter(|told| told.contains("other-epoch")).collect()
}

#[test]
fn who_lets_receipts_fall_due_is_shown_the_last_epoch_and_not_the_one_that_it_acknowledged() {
    // epoch 2 was with the witnesses on the 13th, and its receipt due by the 15th
    let night_of_the_15th = 24 * 4 - 2;
    assert_eq!(opened_to_a_silent_inspector(night_of_the_15th), ["inconsistent other-epoch OND"]);
    assert_eq!(opened_to_a_silent_inspector(night_of_the_15th + 1), [""; 0]);
}
