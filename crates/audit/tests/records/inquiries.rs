//! Inquiries behind the signature of a report: who may ask what, who answers by when, and what is left of a difference.

use crate::inspections::{DRAWN, Visit, arrived, drawn};
use record::statement::{Answer, Comparison, Conclusion, Deed, PaperHash, SealedHash, Subject};
use treaty::Date;

const PAPER: PaperHash = PaperHash([9; 32]);
const SEALED: Option<SealedHash> = Some(SealedHash([3; 32]));

/// An inspection with a signed report; one inquiry may follow.
fn signed(finding: Comparison) -> Visit {
    let mut visit = arrived();
    visit.reported(finding, vec![], 9).signed(Answer::Concurs, 10);
    visit
}

fn differs() -> Visit {
    signed(Comparison::Differs)
}

impl Visit {
    fn asks(&mut self, subject: Subject, hours: u64) -> &mut Self {
        self.step(Deed::Inquiry { subject, paper: PAPER }, hours)
    }

    fn answers(&mut self, hours: u64) -> &mut Self {
        self.step(Deed::Answer(SEALED), hours)
    }

    fn declines(&mut self, hours: u64) -> &mut Self {
        self.step(Deed::Answer(None), hours)
    }

    fn concludes(&mut self, conclusion: Conclusion, left: bool, hours: u64) -> &mut Self {
        self.step(Deed::Conclusion { conclusion, left }, hours)
    }

    #[track_caller]
    fn tells(&mut self, expected: &[&str]) {
        let mut told = self.told();
        let mut expected: Vec<_> = expected.iter().map(|one| (*one).to_owned()).collect();
        told.sort();
        expected.sort();
        assert_eq!(told, expected);
    }
}

#[test]
fn a_difference_that_an_answer_explains_is_told_no_more() {
    for subject in [Subject::Arrival, Subject::Departure] {
        differs().asks(subject, 11).answers(12).concludes(Conclusion::Explained, false, 13).tells(&[]);
    }
    let left = &["discrepancy report-differs OND"];
    differs().asks(Subject::Arrival, 11).answers(12).concludes(Conclusion::Explained, true, 13).tells(left);
    let silent = &["discrepancy report-differs OND", "inconsistent step-missing HAL"];
    differs().asks(Subject::Arrival, 11).answers(12).tells(silent);
    differs().asks(Subject::Story, 11).answers(12).concludes(Conclusion::Explained, false, 13).tells(left);
}

#[test]
fn a_host_that_declines_is_to_be_asked_why() {
    let both = &["discrepancy answer-declined OND", "discrepancy report-differs OND"];
    differs().asks(Subject::Arrival, 11).declines(12).tells(both);
    signed(Comparison::Agrees).asks(Subject::Story, 11).declines(12).tells(&["discrepancy answer-declined OND"]);
}

#[test]
fn an_answer_that_explains_nothing_or_did_not_come_is_a_discrepancy() {
    let told = &["discrepancy answer-disputed OND", "discrepancy report-differs OND"];
    differs().asks(Subject::Departure, 11).answers(12).concludes(Conclusion::NotExplained, true, 13).tells(told);
    let lost = &[told[0], told[1], "late step-missing OND"];
    differs().asks(Subject::Departure, 11).answers(12).concludes(Conclusion::NotReceived, true, 13).tells(lost);
    let mut visit = differs();
    visit.asks(Subject::Departure, 11).answers(12).concludes(Conclusion::NotReceived, true, 13);
    visit.answers(14).concludes(Conclusion::Explained, false, 15).tells(&[]);
}

#[test]
fn beyond_the_cap_a_host_that_answers_says_that_it_needs_more() {
    let first = |visit: &mut Visit| {
        visit.asks(Subject::Arrival, 11).answers(12).concludes(Conclusion::Explained, true, 13);
    };
    let mut visit = differs();
    first(&mut visit);
    visit.asks(Subject::Departure, 14).answers(15).concludes(Conclusion::Explained, false, 16);
    visit.tells(&["inconsistent inquiries-beyond-cap OND", "discrepancy report-differs OND"]);
    let mut visit = differs();
    first(&mut visit);
    visit.asks(Subject::Departure, 14).declines(15);
    visit.tells(&["discrepancy answer-declined OND", "discrepancy report-differs OND"]);
}

#[test]
fn only_answers_about_a_difference_of_the_report_count_against_the_cap() {
    let mut visit = differs();
    visit.asks(Subject::Story, 11).answers(12).concludes(Conclusion::Explained, false, 13);
    visit.asks(Subject::Arrival, 14).answers(15).concludes(Conclusion::Explained, false, 16).tells(&[]);
    let mut visit = signed(Comparison::Agrees);
    visit.asks(Subject::Arrival, 11).answers(12).concludes(Conclusion::Explained, false, 13);
    visit.asks(Subject::Departure, 14).answers(15).concludes(Conclusion::Explained, false, 16);
    visit.tells(&["inconsistent beyond-rights HAL"; 2]);
}

#[test]
fn an_inspector_asks_no_more_than_it_may_and_a_host_may_then_decline() {
    let beyond = &["inconsistent beyond-rights HAL"];
    let mut visit = signed(Comparison::Agrees);
    visit.asks(Subject::Story, 11).answers(12).concludes(Conclusion::Explained, false, 13);
    visit.asks(Subject::Story, 14).declines(15).tells(beyond);
    for subject in [Subject::Arrival, Subject::Departure] {
        signed(Comparison::Agrees).asks(subject, 11).declines(12).tells(beyond);
    }
    let (mut visit, site, own) = drawn();
    visit.designates(site.0, Some(own), 7).opened(1, 8);
    visit.reported(Comparison::Agrees, vec![], 9).signed(Answer::Concurs, 10);
    visit.asks(Subject::Story, 11).declines(12).tells(beyond);
    assert_eq!(DRAWN, 0, "no inquiries follow a drawn inspection of this instrument");
}

#[test]
fn an_answer_has_its_time_and_one_about_a_departure_that_of_the_epoch() {
    let late = &["late step-late OND", "discrepancy report-differs OND"];
    differs().asks(Subject::Arrival, 11).answers(22).concludes(Conclusion::Explained, true, 23).tells(late);
    let left = &["discrepancy report-differs OND"];
    differs().asks(Subject::Departure, 11).answers(22).concludes(Conclusion::Explained, true, 23).tells(left);
    // the epoch ends a day after the one that was opened, is due two days later, and ten hours more are for the answer
    let missing = |subject, day| {
        let mut visit = differs();
        visit.asks(subject, 11);
        visit.told_on(Date::constant(2030, 1, day)).iter().any(|told| told.ends_with("step-missing OND"))
    };
    assert!(missing(Subject::Arrival, 15) && !missing(Subject::Departure, 15));
    assert!(missing(Subject::Departure, 16));
}

#[test]
fn nobody_owes_an_inquiry() {
    signed(Comparison::Agrees).tells(&[]);
    differs().tells(&["discrepancy report-differs OND"]);
}

#[test]
fn what_belongs_to_no_inquiry_is_out_of_place() {
    signed(Comparison::Agrees).answers(11).tells(&["contradiction out-of-place OND"]);
    let mut visit = signed(Comparison::Agrees);
    visit.asks(Subject::Story, 11).declines(12).concludes(Conclusion::NotExplained, false, 13);
    visit.tells(&["contradiction out-of-place HAL", "discrepancy answer-declined OND"]);
}
