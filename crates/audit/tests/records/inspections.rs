//! Inspections in the records of their two sides: who may ask for what, when each step is due, and what both sides say of the count.

use crate::world::*;
use audit::assessment::Outcome;
use log::Timestamp;
use record::draw::{Lot, SecretNonce, Sides};
use record::inspection::Progress;
use record::statement::{
    Acceptance, Answer, Comparison, Deed, Designation, InspectionStep, Nonce, PaperHash, Reason, Request, SealedHash,
    StepHash,
};
use record::{Epoch, SiteNumber, Statement};
use treaty::Date;
use treaty::instrument::OpeningForm;

pub const DRAWN: u16 = 0;
pub const CHOSEN: u16 = 1;

/// HAL inspects OND after the baseline and an epoch more. Both sides take their steps by hand.
pub struct Visit {
    pub world: World,
    inspection: StepHash,
    pub previous: StepHash,
    progress: Progress,
    nonce: [u8; 32],
}

fn nonce(bytes: [u8; 32]) -> SecretNonce {
    SecretNonce::new(bytes)
}

impl Visit {
    /// An inspection of this kind and form that is asked for so many hours after epoch 1.
    pub fn asked(kind: u16, form: OpeningForm, hours: u64) -> Self {
        Self::asked_in(World::until(2), kind, form, hours)
    }

    pub fn asked_in(world: World, kind: u16, form: OpeningForm, hours: u64) -> Self {
        Self::asked_with(world, kind, form, kind == DRAWN, hours)
    }

    pub fn asked_with(world: World, kind: u16, form: OpeningForm, drawn: bool, hours: u64) -> Self {
        Self::asked_by(world, (kind, form), drawn, vec![1; 8], hours)
    }

    /// The same, to be sealed to this key.
    pub fn asked_by(mut world: World, (kind, form): (u16, OpeningForm), drawn: bool, key: Vec<u8>, hours: u64) -> Self {
        let (hal, ond) = (world.hal.party(), world.ond.party());
        let sides = Sides { instrument: &world.hal.instrument, inspector: &hal, host: &ond };
        let nonce = [hours as u8; 32];
        let draw = drawn.then(|| self::nonce(nonce).commit(sides, Lot::Site));
        let request = Request { host: ond.clone(), kind, form, draw, key };
        let step = InspectionStep::Request(request.clone());
        let envelope = world.hal.envelope(&Statement::Inspection(step), at(1, hours));
        world.hal.log(&envelope);
        let hash = StepHash::of(&envelope.encode());
        let dated = Timestamp::new(at(1, hours)).unwrap();
        let progress = Progress::begin(world.hal.instrument, &world.hal.author, request, hash, dated).unwrap();
        Self { world, inspection: hash, previous: hash, progress, nonce }
    }

    /// The request that began it.
    pub fn inspection(&self) -> StepHash {
        self.inspection
    }

    /// A step, so many hours after epoch 1, by whoever takes such steps.
    pub fn step(&mut self, deed: Deed, hours: u64) -> &mut Self {
        let side = record::inspection::side_of(deed.name());
        let (inspection, previous) = (self.inspection, self.previous);
        let step = InspectionStep::Next { inspection, previous, deed };
        let inspects = side == record::Side::Inspector;
        let keeper = if inspects { &mut self.world.hal } else { &mut self.world.ond };
        let envelope = keeper.envelope(&Statement::Inspection(step.clone()), at(1, hours));
        keeper.log(&envelope);
        self.previous = StepHash::of(&envelope.encode());
        let (author, dated) = (keeper.author.clone(), Timestamp::new(at(1, hours)).unwrap());
        let _ = self.progress.advance(&author, &step, self.previous, dated);
        self
    }

    /// The host's head as the inspector acknowledges it now.
    pub fn covered(&mut self, hours: u64) -> (log::TreeSize, log::Hash) {
        let head = self.world.ond.head();
        let of = self.world.ond.author.clone();
        self.world.hal.acknowledge(&of, &head, at(1, hours));
        let checkpoint = log::Checkpoint::parse(head.text()).unwrap();
        (checkpoint.size, checkpoint.root)
    }

    /// The inspector goes to a site that it acknowledged the host's record for.
    pub fn designates(&mut self, site: u16, nonce: Option<Nonce>, hours: u64) -> &mut Self {
        let covered = self.covered(hours);
        self.step(Deed::Designation(Designation { site: SiteNumber(site), nonce, covered, draw: None }), hours)
    }

    /// From the opening of an epoch to the arrival.
    pub fn opened(&mut self, epoch: u32, hours: u64) -> &mut Self {
        self.step(Deed::Opening { epoch: Epoch(epoch), sealed: SealedHash([7; 32]) }, hours);
        self.step(Deed::Acceptance(Acceptance::Opens), hours);
        self.step(Deed::Arrival(Timestamp::new(at(1, hours + 1)).unwrap()), hours + 1)
    }

    pub fn reported(&mut self, finding: Comparison, broken: Vec<u16>, hours: u64) -> &mut Self {
        self.step(Deed::Report { paper: PaperHash([8; 32]), finding, broken }, hours)
    }

    pub fn signed(&mut self, answer: Answer, hours: u64) -> &mut Self {
        self.step(Deed::Signature { paper: PaperHash([8; 32]), answer }, hours)
    }

    /// What is found once the other days went on honestly.
    pub fn told(&mut self) -> Vec<String> {
        self.told_on(AS_OF)
    }

    pub fn told_on(&mut self, day: Date) -> Vec<String> {
        self.world.rest(2);
        told(&audited(&TREATY, &self.world.records(), day))
    }
}

/// An inspection of a chosen site, up to the arrival.
pub fn arrived() -> Visit {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.designates(0, None, 6).opened(1, 7);
    visit
}

/// A drawn inspection with both parts of the lot, and the site on which it fell.
pub fn drawn() -> (Visit, SiteNumber, Nonce) {
    drawn_in(World::until(2))
}

pub fn drawn_in(world: World) -> (Visit, SiteNumber, Nonce) {
    drawn_between(world, [5, 6], &[0, 1])
}

/// One that is asked for and whose host gives its part at these hours, with the site out of these on which the lot fell.
pub fn drawn_between(world: World, [asked, given]: [u64; 2], sites: &[u16]) -> (Visit, SiteNumber, Nonce) {
    let mut visit = Visit::asked_in(world, DRAWN, OpeningForm::Count, asked);
    visit.step(Deed::Nonce(Nonce([3; 32])), given);
    let own = nonce(visit.nonce).reveal();
    let sites: Vec<_> = sites.iter().copied().map(SiteNumber).collect();
    let site = visit.progress.site_drawn_by(&own, &sites).unwrap();
    (visit, site, own)
}

const NOTHING: [&str; 0] = [];

#[test]
fn an_inspection_in_which_both_sides_say_the_same_is_consistent() {
    let mut visit = arrived();
    visit.reported(Comparison::Agrees, vec![], 9).signed(Answer::Concurs, 10);
    assert_eq!(visit.told(), NOTHING);
    let assessment = audited(&TREATY, &visit.world.records(), AS_OF);
    for party in ["HAL", "OND"] {
        assert_eq!(obligation(&assessment, party, "chosen").unwrap().0, Outcome::Consistent);
        assert_eq!(obligation(&assessment, party, "drawn"), None, "there was none of the other kind");
    }
}

#[test]
fn a_count_on_which_both_agree_that_it_differs_is_to_be_explained() {
    let mut visit = arrived();
    visit.reported(Comparison::Differs, vec![], 9).signed(Answer::Concurs, 10);
    assert_eq!(visit.told(), ["discrepancy report-differs OND"]);
}

#[test]
fn a_report_that_the_host_does_not_stand_by_is_a_discrepancy_whatever_it_says() {
    for (finding, code) in [(Comparison::Differs, "report-differs"), (Comparison::Agrees, "report-disputed")] {
        let mut visit = arrived();
        visit.reported(finding, vec![], 9).signed(Answer::Dissents, 10);
        assert_eq!(visit.told(), [format!("discrepancy {code} OND")]);
    }
}

#[test]
fn a_signature_of_another_paper_is_a_dissent() {
    let mut visit = arrived();
    visit.reported(Comparison::Agrees, vec![], 9);
    visit.step(Deed::Signature { paper: PaperHash([9; 32]), answer: Answer::Concurs }, 10);
    assert_eq!(visit.told(), ["discrepancy report-disputed OND"]);
}

// shows: restriction
#[test]
fn a_broken_restriction_is_a_breach_where_the_host_concurs_and_a_discrepancy_where_not() {
    for (answer, severity) in [(Answer::Concurs, "inconsistent"), (Answer::Dissents, "discrepancy")] {
        let mut visit = arrived();
        visit.reported(Comparison::Differs, vec![0], 9).signed(answer, 10);
        let told = visit.told();
        assert!(told.contains(&format!("{severity} restriction-broken OND")), "{told:?}");
    }
}

#[test]
fn a_restriction_that_does_not_hold_there_accuses_nobody_but_the_one_who_names_it() {
    let mut visit = arrived();
    visit.reported(Comparison::Agrees, vec![1], 9).signed(Answer::Concurs, 10);
    assert_eq!(visit.told(), ["inconsistent beyond-rights HAL"]);
}

#[test]
fn the_lot_decides_where_the_inspector_goes() {
    let (mut visit, site, own) = drawn();
    visit.designates(site.0, Some(own), 7).opened(1, 8);
    visit.reported(Comparison::Agrees, vec![], 9).signed(Answer::Concurs, 10);
    assert_eq!(visit.told(), NOTHING);

    let (mut visit, site, own) = drawn();
    visit.designates(1 - site.0, Some(own), 7).opened(1, 8);
    visit.reported(Comparison::Agrees, vec![], 9).signed(Answer::Concurs, 10);
    assert_eq!(visit.told(), ["inconsistent not-drawn HAL"]);
}

#[test]
fn a_nonce_that_was_not_committed_to_ends_the_inspection() {
    let (mut visit, site, _) = drawn();
    visit.designates(site.0, Some(Nonce([1; 32])), 7);
    assert_eq!(visit.told(), ["contradiction out-of-place HAL"]);
    let (records, assessment) = (visit.world.records(), visit.world.audited());
    shown_alone(&TREATY, &records, finding(&assessment, "out-of-place"), &[]);
}

#[test]
fn without_the_hosts_nonce_the_inspector_chooses_once_the_time_for_it_is_over() {
    let mut visit = Visit::asked(DRAWN, OpeningForm::Count, 5);
    visit.designates(0, None, 12).opened(1, 13);
    visit.reported(Comparison::Agrees, vec![], 15).signed(Answer::Concurs, 16);
    let told = visit.told_on(Date::constant(2030, 1, 18));
    assert!(told.iter().any(|told| told == "inconsistent step-missing OND"), "{told:?}");
    assert!(!told.iter().any(|told| told.contains("chose-early")), "{told:?}");

    let mut visit = Visit::asked(DRAWN, OpeningForm::Count, 5);
    visit.designates(0, None, 7).opened(1, 8);
    visit.reported(Comparison::Agrees, vec![], 9).signed(Answer::Concurs, 10);
    assert_eq!(visit.told(), ["inconsistent chose-early HAL"]);
}

#[test]
fn no_date_takes_a_free_choice_back_and_a_nonce_beside_it_is_a_question() {
    let mut visit = Visit::asked(DRAWN, OpeningForm::Count, 5);
    let request = visit.previous;
    visit.designates(0, None, 12);
    let designated = visit.previous;
    // dated in time, logged behind the head that the designation covers
    visit.previous = request;
    visit.step(Deed::Nonce(Nonce([3; 32])), 6);
    visit.previous = designated;
    visit.opened(1, 13);
    visit.reported(Comparison::Agrees, vec![], 15).signed(Answer::Concurs, 16);
    let told = visit.told_on(Date::constant(2030, 1, 18));
    assert_eq!(
        told.iter().filter(|told| told.contains("out-of-place")).collect::<Vec<_>>(),
        ["question out-of-place OND"]
    );
    assert!(!told.iter().any(|told| told.contains("step-missing") || told.contains("chose-early")), "{told:?}");
}

#[test]
fn a_nonce_that_the_inspector_has_acknowledged_is_not_passed_over() {
    let mut visit = Visit::asked(DRAWN, OpeningForm::Count, 5);
    let request = visit.previous;
    visit.step(Deed::Nonce(Nonce([3; 32])), 6);
    visit.previous = request;
    visit.designates(0, None, 12);
    let told = visit.told();
    assert!(told.contains(&"question out-of-place HAL".to_owned()), "{told:?}");
}

#[test]
fn what_is_opened_was_acknowledged_before_the_site_was_known_and_is_the_last_epoch_of_then() {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    let covered = (log::TreeSize::new(1).unwrap(), log::Hash::new([9; 32]));
    let (site, nonce, draw) = (SiteNumber(0), None, None);
    visit.step(Deed::Designation(Designation { site, nonce, covered, draw }), 6).opened(0, 7);
    visit.reported(Comparison::Agrees, vec![], 9).signed(Answer::Concurs, 10);
    assert_eq!(visit.told(), ["contradiction not-covered HAL"]);

    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.designates(0, None, 6).opened(0, 7);
    visit.reported(Comparison::Agrees, vec![], 9).signed(Answer::Concurs, 10);
    assert_eq!(visit.told(), ["inconsistent other-epoch OND"]);
}

#[test]
fn an_opening_that_opens_nothing_is_seen_to_be_disputed() {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.designates(0, None, 6);
    visit.step(Deed::Opening { epoch: Epoch(1), sealed: SealedHash([7; 32]) }, 7);
    visit.step(Deed::Acceptance(Acceptance::DoesNotOpen), 8);
    assert_eq!(visit.told(), ["discrepancy opening-disputed OND"]);
}

#[test]
fn a_refusal_is_a_breach_and_force_majeure_is_asked_about_once_a_year() {
    for (reason, told) in
        [(Reason::Other, "inconsistent"), (Reason::Quota, "inconsistent"), (Reason::ForceMajeure, "question")]
    {
        let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
        visit.step(Deed::Refusal(reason), 6);
        assert_eq!(visit.told(), [format!("{told} inspection-refused OND")]);
    }
    let mut first = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    first.step(Deed::Refusal(Reason::ForceMajeure), 6);
    let mut second = Visit::asked_in(first.world, CHOSEN, OpeningForm::Count, 7);
    second.step(Deed::Refusal(Reason::ForceMajeure), 8);
    assert_eq!(second.told(), ["inconsistent inspection-refused OND", "question inspection-refused OND"]);
}

#[test]
fn what_the_instrument_does_not_give_may_be_refused() {
    for (form, drawn) in [(OpeningForm::Absence, false), (OpeningForm::Count, true)] {
        let mut visit = Visit::asked_with(World::until(2), CHOSEN, form, drawn, 5);
        visit.step(Deed::Refusal(Reason::NoRight), 6);
        assert_eq!(visit.told(), ["inconsistent beyond-rights HAL"], "{form:?} {drawn}");
    }
    let mut visit = Visit::asked_with(World::until(2), 7, OpeningForm::Count, false, 5);
    visit.step(Deed::Refusal(Reason::NoRight), 6);
    assert_eq!(visit.told(), ["inconsistent beyond-rights HAL"]);
}

// shows: quota
#[test]
fn the_quota_is_counted_over_the_treaty_year_and_what_was_refused_does_not_count() {
    let mut first = arrived();
    first.reported(Comparison::Agrees, vec![], 9).signed(Answer::Concurs, 10);
    let mut second = Visit::asked_in(first.world, CHOSEN, OpeningForm::Count, 11);
    second.step(Deed::Refusal(Reason::Quota), 12);
    assert_eq!(second.told(), ["inconsistent beyond-rights HAL"]);

    let mut refused = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    refused.step(Deed::Refusal(Reason::ForceMajeure), 6);
    let mut second = Visit::asked_in(refused.world, CHOSEN, OpeningForm::Count, 7);
    second.designates(0, None, 8).opened(1, 9);
    second.reported(Comparison::Agrees, vec![], 11).signed(Answer::Concurs, 12);
    assert_eq!(second.told(), ["question inspection-refused OND"]);
}

#[test]
fn a_withdrawal_spends_the_quota() {
    let mut first = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    first.step(Deed::Withdrawal, 6);
    let mut second = Visit::asked_in(first.world, CHOSEN, OpeningForm::Count, 7);
    second.step(Deed::Refusal(Reason::Quota), 8);
    assert_eq!(second.told(), ["inconsistent beyond-rights HAL"]);
}

#[test]
fn a_step_after_its_time_is_late_and_the_arrival_is_the_hosts() {
    let mut visit = Visit::asked(DRAWN, OpeningForm::Count, 5);
    visit.step(Deed::Nonce(Nonce([3; 32])), 12);
    let own = nonce(visit.nonce).reveal();
    let site = visit.progress.site_drawn_by(&own, &[SiteNumber(0), SiteNumber(1)]).unwrap();
    visit.designates(site.0, Some(own), 13);
    visit.step(Deed::Opening { epoch: Epoch(1), sealed: SealedHash([7; 32]) }, 14);
    visit.step(Deed::Acceptance(Acceptance::Opens), 15);
    visit.step(Deed::Arrival(Timestamp::new(at(1, 38)).unwrap()), 20);
    visit.reported(Comparison::Agrees, vec![], 21).signed(Answer::Concurs, 22);
    let told = visit.told();
    assert_eq!(told.iter().filter(|told| *told == "late step-late OND").count(), 2, "{told:?}");
}

#[test]
fn two_steps_after_one_by_one_side_contradict_each_other() {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    let previous = visit.previous;
    visit.designates(0, None, 6);
    let after = visit.previous;
    visit.previous = previous;
    visit.step(Deed::Withdrawal, 7);
    visit.previous = after;
    visit.opened(1, 8);
    visit.reported(Comparison::Agrees, vec![], 10).signed(Answer::Concurs, 11);
    assert_eq!(visit.told(), ["contradiction step-twice HAL"]);
    // the request, the designation, and the withdrawal beside it
    let (records, assessment) = (visit.world.records(), visit.world.audited());
    shown_alone(&TREATY, &records, finding(&assessment, "step-twice"), &[0, 1, 2]);
}

#[test]
fn a_step_out_of_order_or_after_nothing_is_none() {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.step(Deed::Opening { epoch: Epoch(1), sealed: SealedHash([7; 32]) }, 6);
    assert_eq!(visit.told(), ["contradiction out-of-place OND"]);
    shown_alone(&TREATY, &visit.world.records(), finding(&visit.world.audited(), "out-of-place"), &[0, 1]);
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.previous = StepHash([1; 32]);
    visit.step(Deed::Withdrawal, 6);
    assert_eq!(visit.told(), ["contradiction out-of-place HAL"]);
    let behind_nothing = finding(&visit.world.audited(), "out-of-place").clone();
    assert!(!audit::evidence::can_be_cut(&behind_nothing), "what it follows may stand somewhere");
}

#[test]
fn a_date_before_that_of_the_step_before_is_asked_about() {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 9);
    visit.step(Deed::Refusal(Reason::ForceMajeure), 6);
    assert_eq!(visit.told(), ["question inspection-refused OND", "question step-back-dated OND"]);
}
