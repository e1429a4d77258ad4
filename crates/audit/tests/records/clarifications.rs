//! Clarifications in the records of their two sides: whether each step came in time, how they ended, and what they make of an inspection.

use crate::inspections::{CHOSEN, Visit, arrived};
use crate::world::*;
use audit::assessment::{End, Fact, Outcome, RecordFact, VisitFact};
use record::site::ReportText;
use record::statement::{
    Acceptance, Answer, ClarificationStep, Comparison, Deed, Designation, InspectionStep, Language, OfferForm, Paper,
    PaperHash, Raising, Request, SealedHash, StepHash, Turn,
};
use record::{Author, Epoch, SiteNumber, Statement};
use treaty::instrument::{Kind, OpeningForm};
use treaty::{Date, Id, PartyCode};

const NOTHING: [&str; 0] = [];

/// HAL asks OND after an epoch. Both sides take their steps by hand.
struct Talk {
    world: World,
    id: StepHash,
    previous: StepHash,
}

fn paper(words: &str) -> Paper {
    let one = |code: &str| (Language::new(code).unwrap(), ReportText::new(&format!("{words}, {code}")).unwrap());
    Paper::new(vec![one("en"), one("ru")], vec![]).unwrap()
}

fn party(code: &str) -> PartyCode {
    PartyCode::new(code).unwrap()
}

fn raising(about: Option<StepHash>) -> Raising {
    Raising { to: party("OND"), clause: Id::new("chosen").unwrap(), about, paper: paper("HAL asks") }
}

fn say(keeper: &mut Keeper, statement: &Statement, time: u64) -> StepHash {
    let envelope = keeper.envelope(statement, time);
    keeper.log(&envelope);
    StepHash::of(&envelope.encode())
}

impl Talk {
    fn raised(about: Option<StepHash>, world: World, hours: u64) -> Self {
        Self::raised_as(raising(about), world, hours)
    }

    fn raised_as(raising: Raising, mut world: World, hours: u64) -> Self {
        let step = Statement::Clarification(ClarificationStep::Raising(raising));
        let id = say(&mut world.hal, &step, at(1, hours));
        Self { world, id, previous: id }
    }

    fn asked() -> Self {
        Self::raised(None, World::until(2), 2)
    }

    fn step(&mut self, by: &str, turn: Turn, hours: u64) -> &mut Self {
        let step = ClarificationStep::Next { clarification: self.id, previous: self.previous, turn };
        let keeper = self.world.all_mut().into_iter().find(|keeper| keeper.author.as_str() == by).unwrap();
        self.previous = say(keeper, &Statement::Clarification(step), at(1, hours));
        self
    }

    fn answered(&mut self, hours: u64) -> &mut Self {
        self.step("OND", Turn::Answer(paper("OND answers")), hours)
    }

    fn told(&mut self) -> Vec<String> {
        self.told_on(AS_OF)
    }

    fn told_on(&mut self, day: Date) -> Vec<String> {
        self.world.rest(2);
        told(&audited(&TREATY, &self.world.records(), day))
    }
}

/// An inspection of OND by HAL after epoch 1 that ends in a report with this verdict; the leaf of the report.
fn inspected(finding: Comparison, broken: Vec<u16>, answer: Answer) -> (World, StepHash) {
    inspected_in(World::until(2), finding, broken, answer)
}

fn inspected_in(mut world: World, finding: Comparison, broken: Vec<u16>, answer: Answer) -> (World, StepHash) {
    let request = Request { host: party("OND"), kind: 1, form: OpeningForm::Count, draw: None, key: vec![1; 8] };
    let id = say(&mut world.hal, &Statement::Inspection(InspectionStep::Request(request)), at(1, 2));
    let (head, of) = (world.ond.head(), world.ond.author.clone());
    world.hal.acknowledge(&of, &head, at(1, 3));
    let checkpoint = log::Checkpoint::parse(head.text()).unwrap();
    let covered = (checkpoint.size, checkpoint.root);
    let mut previous = id;
    let mut step = |world: &mut World, by: &str, deed, hours| {
        let step = Statement::Inspection(InspectionStep::Next { inspection: id, previous, deed });
        let keeper = if by == "HAL" { &mut world.hal } else { &mut world.ond };
        previous = say(keeper, &step, at(1, hours));
        previous
    };
    step(
        &mut world,
        "HAL",
        Deed::Designation(Designation { site: SiteNumber(0), nonce: None, covered, draw: None }),
        3,
    );
    step(&mut world, "OND", Deed::Opening { epoch: Epoch(1), sealed: SealedHash([7; 32]) }, 4);
    step(&mut world, "HAL", Deed::Acceptance(Acceptance::Opens), 4);
    step(&mut world, "HAL", Deed::Arrival(log::Timestamp::new(at(1, 5)).unwrap()), 5);
    let report = step(&mut world, "HAL", Deed::Report { paper: PaperHash([8; 32]), finding, broken }, 6);
    step(&mut world, "OND", Deed::Signature { paper: PaperHash([8; 32]), answer }, 7);
    (world, report)
}

// shows: clarification
#[test]
fn what_both_sides_agree_on_leaves_no_finding() {
    let mut talk = Talk::asked();
    talk.answered(5).step("OND", Turn::Proposal(paper("both say")), 6).step("HAL", Turn::Agreement, 7);
    assert_eq!(talk.told(), NOTHING);
    let assessment = audited(&TREATY, &talk.world.records(), AS_OF);
    for party in ["HAL", "OND"] {
        assert_eq!(obligation(&assessment, party, "clarification").unwrap().0, Outcome::Consistent);
    }
}

#[test]
fn what_its_raiser_takes_back_leaves_no_finding() {
    let mut talk = Talk::asked();
    talk.step("HAL", Turn::Withdrawal(paper("never mind")), 3);
    assert_eq!(talk.told(), NOTHING);
}

#[test]
fn a_disagreement_keeps_what_both_said_last_and_is_about_neither() {
    for both in [true, false] {
        let mut talk = Talk::asked();
        talk.answered(5).step("HAL", Turn::Disagreement(paper("HAL says")), 6);
        if both {
            talk.step("OND", Turn::Disagreement(paper("OND says")), 7);
        }
        assert_eq!(talk.told(), ["discrepancy disagreement-recorded -"]);
        let assessment = audited(&TREATY, &talk.world.records(), AS_OF);
        let found = finding(&assessment, "disagreement-recorded");
        let read: Vec<_> = found.readings.iter().map(|read| (read.party.as_str(), read.text.en.as_str())).collect();
        let other = if both { "OND says, en" } else { "OND answers, en" };
        assert_eq!(read, [("HAL", "HAL says, en"), ("OND", other)]);
        assert_eq!(found.readings[0].text.ru, "HAL says, ru");
        for party in ["HAL", "OND"] {
            assert_eq!(obligation(&assessment, party, "clarification").unwrap().0, Outcome::Open);
        }
    }
}

#[test]
fn one_that_runs_is_a_question_and_one_whose_time_is_over_has_lapsed() {
    let mut talk = Talk::asked();
    talk.answered(5).step("OND", Turn::Offer { form: OfferForm::Visit, paper: paper("come") }, 6);
    assert_eq!(talk.told_on(Date::constant(2030, 1, 17)), ["discrepancy clarification-lapsed -"]);
    let mut running = Talk::raised(None, World::honest(), 77);
    running.answered(78).step("OND", Turn::Offer { form: OfferForm::Visit, paper: paper("come") }, 79);
    assert_eq!(told(&audited(&TREATY, &running.world.records(), AS_OF)), ["question clarification-open -"]);
}

#[test]
fn a_question_that_nobody_answers_is_missing_after_its_time_and_lapses() {
    let mut talk = Talk::asked();
    let told = talk.told();
    assert!(told.iter().any(|told| told.ends_with("step-missing OND")), "{told:?}");
    assert!(told.contains(&"discrepancy clarification-lapsed -".to_owned()), "{told:?}");
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn a_question_is_not_answered_from_the_day_after_the_one_on_which_the_answer_was_due() {
    // at five in the morning of the 15th, to be answered within ten hours
    let mut talk = Talk::raised(None, World::honest(), 24 * u64::from(LAST - 1) + 5);
    talk.world.receipts(LAST, 6);
    let on = |day| told(&audited(&TREATY, &talk.world.records(), Date::constant(2030, 1, day)));
    assert_eq!(on(15), ["question clarification-open -"]);
    assert_eq!(on(16), ["late step-missing OND", "question clarification-open -"]);
}

#[test]
fn each_step_after_its_time_is_late_and_about_who_took_it() {
    let late = |talk: &mut Talk| talk.told().into_iter().filter(|told| told.starts_with("late")).collect::<Vec<_>>();
    let mut answered = Talk::asked();
    answered.answered(13).step("HAL", Turn::Withdrawal(paper("thanks")), 14);
    assert_eq!(late(&mut answered), ["late step-late OND"]);
    let mut offered = Talk::asked();
    offered.answered(3).step("OND", Turn::Offer { form: OfferForm::Exhibition, paper: paper("see") }, 14);
    offered.step("HAL", Turn::Withdrawal(paper("thanks")), 15);
    assert_eq!(late(&mut offered), ["late step-late OND"]);
    let mut agreed = Talk::asked();
    agreed.answered(3).step("OND", Turn::Proposal(paper("both say")), 4).step("HAL", Turn::Agreement, 15);
    assert_eq!(late(&mut agreed), ["late step-late HAL"]);
    let mut ended = Talk::asked();
    ended.answered(3).step("HAL", Turn::Withdrawal(paper("at last")), 2 + 3 * 24 + 1);
    assert_eq!(late(&mut ended), ["late step-late HAL"]);
    let assessment = audited(&TREATY, &ended.world.records(), AS_OF);
    assert!(finding(&assessment, "step-late").readings.is_empty(), "what was said is no matter of a clock");
    let mut in_time = Talk::asked();
    in_time.answered(12).step("HAL", Turn::Withdrawal(paper("thanks")), 13);
    assert_eq!(in_time.told(), NOTHING);
}

#[test]
fn a_date_before_that_of_the_step_before_is_asked_about() {
    let mut talk = Talk::raised(None, World::until(2), 5);
    talk.answered(3).step("HAL", Turn::Withdrawal(paper("thanks")), 6);
    assert_eq!(talk.told(), ["question step-back-dated OND"]);
}

#[test]
fn two_steps_after_one_by_one_side_contradict_each_other_and_by_both_are_asked_about() {
    let mut twice = Talk::asked();
    let raised = twice.previous;
    twice.answered(3);
    let first = twice.previous;
    twice.previous = raised;
    twice.step("OND", Turn::Answer(paper("something else")), 4);
    twice.previous = first;
    twice.step("HAL", Turn::Withdrawal(paper("thanks")), 5);
    assert_eq!(twice.told(), ["contradiction step-twice OND"]);
    // the question, and the two answers to it
    shown_alone(&TREATY, &twice.world.records(), finding(&twice.world.audited(), "step-twice"), &[0, 2, 3]);
    let mut beside = Talk::asked();
    let raised = beside.previous;
    beside.step("HAL", Turn::Withdrawal(paper("never mind")), 3);
    beside.previous = raised;
    beside.answered(4);
    assert_eq!(beside.told(), ["question out-of-place OND"]);
}

#[test]
fn a_step_that_may_not_come_or_a_raising_that_asks_nobody_is_out_of_place() {
    let mut early = Talk::asked();
    early.step("OND", Turn::Agreement, 3);
    assert!(early.told().contains(&"contradiction out-of-place OND".to_owned()));
    let mut of_other = Talk::asked();
    of_other.step("HAL", Turn::Answer(paper("I answer myself")), 3);
    assert!(of_other.told().contains(&"contradiction out-of-place HAL".to_owned()));
    let mut behind = Talk::asked();
    behind.step("HAL", Turn::Withdrawal(paper("never mind")), 3);
    behind.previous = StepHash([1; 32]);
    behind.answered(4);
    assert_eq!(behind.told(), ["contradiction out-of-place OND"]);
    for wrong in [
        Raising { to: party("CAR"), ..raising(None) },
        Raising { to: party("HAL"), ..raising(None) },
        Raising { clause: Id::new("nowhere").unwrap(), ..raising(None) },
    ] {
        assert_eq!(Talk::raised_as(wrong, World::until(2), 3).told(), ["contradiction out-of-place HAL"]);
    }
}

#[test]
fn of_a_difference_that_both_settle_nothing_more_is_told() {
    for (finding, broken, answer) in [
        (Comparison::Differs, vec![], Answer::Concurs),
        (Comparison::Differs, vec![0], Answer::Dissents),
        (Comparison::Agrees, vec![], Answer::Dissents),
    ] {
        let (world, report) = inspected(finding, broken, answer);
        let mut talk = Talk::raised(Some(report), world, 8);
        talk.answered(9).step("OND", Turn::Proposal(paper("both say")), 10).step("HAL", Turn::Agreement, 11);
        assert_eq!(talk.told(), NOTHING);
    }
}

#[test]
fn a_restriction_that_the_host_concurs_was_broken_stays_broken() {
    let (world, report) = inspected(Comparison::Agrees, vec![0], Answer::Concurs);
    let mut talk = Talk::raised(Some(report), world, 8);
    talk.answered(9).step("OND", Turn::Proposal(paper("both say")), 10).step("HAL", Turn::Agreement, 11);
    assert_eq!(talk.told(), ["inconsistent restriction-broken OND"]);
}

#[test]
fn a_difference_that_stays_unresolved_is_an_obligation_not_met() {
    let (world, report) = inspected(Comparison::Differs, vec![], Answer::Concurs);
    let mut talk = Talk::raised(Some(report), world, 8);
    talk.answered(9).step("HAL", Turn::Disagreement(paper("HAL says")), 10);
    assert_eq!(talk.told(), ["inconsistent report-differs OND", "discrepancy disagreement-recorded -"]);
    let assessment = audited(&TREATY, &talk.world.records(), AS_OF);
    let Fact::Record(RecordFact::Visit { fact: VisitFact::ReportDiffers { unresolved, .. }, .. }) =
        &finding(&assessment, "report-differs").fact
    else {
        panic!("it is a finding about an inspection")
    };
    assert!(unresolved);

    let (world, report) = inspected(Comparison::Differs, vec![], Answer::Concurs);
    let mut lapsed = Talk::raised(Some(report), world, 8);
    lapsed.answered(9).step("OND", Turn::Offer { form: OfferForm::Visit, paper: paper("come") }, 10);
    assert_eq!(lapsed.told(), ["inconsistent report-differs OND", "discrepancy clarification-lapsed -"]);
}

#[test]
fn a_difference_that_one_side_alone_reports_stays_its_word_against_the_others() {
    let (world, report) = inspected(Comparison::Differs, vec![], Answer::Dissents);
    let mut talk = Talk::raised(Some(report), world, 8);
    talk.answered(9).step("HAL", Turn::Disagreement(paper("HAL says")), 10);
    assert_eq!(talk.told(), ["discrepancy disagreement-recorded -", "discrepancy report-differs OND"]);
}

#[test]
fn a_clarification_about_something_else_settles_and_worsens_nothing() {
    for about in [None, Some(StepHash([9; 32]))] {
        let (world, _) = inspected(Comparison::Differs, vec![], Answer::Concurs);
        let mut agreed = Talk::raised(about, world, 8);
        agreed.answered(9).step("OND", Turn::Proposal(paper("both say")), 10).step("HAL", Turn::Agreement, 11);
        assert_eq!(agreed.told(), ["discrepancy report-differs OND"]);
    }
}

#[test]
fn one_that_is_taken_back_or_still_runs_worsens_nothing() {
    let differs = || inspected(Comparison::Differs, vec![], Answer::Concurs);
    let (world, report) = differs();
    let mut talk = Talk::raised(Some(report), world, 8);
    talk.step("HAL", Turn::Withdrawal(paper("never mind")), 9);
    assert_eq!(talk.told(), ["discrepancy report-differs OND"]);
    let (world, report) = differs();
    let mut talk = Talk::raised(Some(report), world, 8);
    talk.answered(9).step("OND", Turn::Offer { form: OfferForm::Visit, paper: paper("come") }, 10);
    assert_eq!(
        talk.told_on(Date::constant(2030, 1, 15)),
        ["discrepancy report-differs OND", "question clarification-open -"]
    );
}

#[test]
fn what_one_side_of_an_inspection_settles_with_a_third_party_settles_nothing_between_the_two() {
    let mut world = World::under(&THREE);
    world.hillside = Keeper { instrument: THREE.hash, ..Keeper::new("CAR") };
    for epoch in 0..2 {
        let stated = close(&THREE, "OND", epoch, &[], &world.chain, &Forge::default());
        world.ond_logs(stated);
    }
    let (world, report) = inspected_in(world, Comparison::Differs, vec![], Answer::Concurs);
    let mut talk = Talk::raised_as(Raising { to: party("CAR"), ..raising(Some(report)) }, world, 8);
    talk.step("CAR", Turn::Answer(paper("CAR answers")), 9).step("CAR", Turn::Proposal(paper("both say")), 10);
    talk.step("HAL", Turn::Agreement, 11);
    let assessment = audited(&THREE, &talk.world.records(), Date::constant(2030, 1, 12));
    let told = told(&assessment);
    assert!(told.contains(&"discrepancy report-differs OND".to_owned()), "{told:?}");
    assert_eq!(obligation(&assessment, "OND", "clarification"), None, "it is none of OND's");
}

#[test]
fn a_finding_names_the_clause_and_the_inspection_that_it_is_about() {
    let mut first = arrived();
    first.reported(Comparison::Agrees, vec![], 9).signed(Answer::Concurs, 10);
    let mut second = Visit::asked_in(first.world, CHOSEN, OpeningForm::Count, 11);
    second.step(Deed::Withdrawal, 12);
    let (world, withdrawal) = (second.world, second.previous);
    let mut talk = Talk::raised(Some(withdrawal), world, 13);
    talk.answered(14).step("HAL", Turn::Disagreement(paper("HAL says")), 15);
    talk.world.rest(2);
    let assessment = audited(&TREATY, &talk.world.records(), AS_OF);
    let Fact::Record(RecordFact::Clarification { clarification, .. }) =
        &finding(&assessment, "disagreement-recorded").fact
    else {
        panic!("it is a finding about a clarification")
    };
    assert_eq!(clarification.clause, (Kind::Inspection, id("chosen")));
    assert_eq!(clarification.about.as_ref().map(|about| about.number), Some(2));
}

#[test]
fn where_a_record_is_not_held_whole_nothing_has_lapsed_and_nothing_is_missing() {
    let mut talk = Talk::asked();
    talk.world.rest(2);
    let ond = talk.world.ond.author.clone();
    let records: Vec<_> = talk.world.records().into_iter().filter(|copy| copy.author != ond).collect();
    let told = told(&audited(&TREATY, &records, AS_OF));
    assert!(told.contains(&"question clarification-open -".to_owned()), "{told:?}");
    let wrong = |told: &&String| told.contains("step-missing") || told.contains("lapsed");
    assert!(!told.iter().any(|told| wrong(&told)), "{told:?}");
    assert!(ond != Author::new("HAL").unwrap());
}

#[test]
fn a_site_is_disputed_where_what_is_asked_about_its_inspection_is_not_settled() {
    let disputed = |is_about: bool, turns: &dyn Fn(&mut Talk)| {
        let (world, report) = inspected(Comparison::Agrees, vec![], Answer::Concurs);
        let mut talk = Talk::raised(is_about.then_some(report), world, 8);
        turns(&mut talk);
        talk.world.rest(2);
        let sites = audited(&TREATY, &talk.world.records(), AS_OF).sites.into_iter();
        sites.filter(|site| !site.disputed.is_empty()).map(|site| site.site.to_string()).collect::<Vec<_>>()
    };
    let disagree = |talk: &mut Talk| {
        talk.answered(9).step("HAL", Turn::Disagreement(paper("HAL says")), 10);
    };
    let lapse = |talk: &mut Talk| {
        talk.answered(9);
    };
    // late, which is a finding about the same inspection, and settled
    let agree = |talk: &mut Talk| {
        talk.answered(20).step("OND", Turn::Proposal(paper("both say")), 21).step("HAL", Turn::Agreement, 22);
    };
    assert_eq!(disputed(true, &disagree), ["north"]);
    assert_eq!(disputed(true, &lapse), ["north"]);
    assert_eq!(disputed(true, &agree), NOTHING);
    assert_eq!(disputed(false, &disagree), NOTHING);
}

#[test]
fn every_clarification_is_listed_with_its_steps_and_how_it_ended() {
    let mut talk = Talk::asked();
    talk.answered(5).step("OND", Turn::Proposal(paper("both say")), 6).step("HAL", Turn::Agreement, 7);
    talk.world.rest(2);
    let assessment = audited(&TREATY, &talk.world.records(), AS_OF);
    let [one] = assessment.clarifications.as_slice() else { panic!("{:?}", assessment.clarifications) };
    let steps = one.steps.iter().map(|step| (step.name.word(), step.by.as_str(), step.at.seconds()));
    let expected = [("raising", "HAL", 2), ("answer", "OND", 5), ("proposal", "OND", 6), ("agreement", "HAL", 7)];
    assert_eq!(steps.collect::<Vec<_>>(), expected.map(|(name, by, hours)| (name, by, at(1, hours))));
    assert_eq!((one.end, one.files), (Some(End::Agreed), 0));
}
