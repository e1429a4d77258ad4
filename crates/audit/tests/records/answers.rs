//! What the holder of key and papers sees of answers to inquiries.

use crate::inspections::*;
use crate::world::*;
use audit::Dossier;
use audit::assessment::{Fact, RecordFact, Severity, VisitFact};
use proof::chain::{EventCode, OpenedStory};
use proof::manifest::Link;
use proof::{Class, Place, PlaceKind, Salt};
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use record::site::LeafElsewhere;
use record::statement::{Answer, Comparison, Conclusion, Deed, SealedHash, StepHash, Subject};
use record::{Epoch, ReaderSecret, SealNumber, Sealed, SiteAnswer, SiteInquiry};
use treaty::instrument::OpeningForm;
use zeroize::Zeroizing;

const KEY: [u8; 32] = [5; 32];
const SENT: Place = Place { kind: PlaceKind::Road, site: 1 };

fn secret(key: [u8; 32]) -> ReaderSecret {
    ReaderSecret::new(Zeroizing::new(key))
}

/// A leaf of OND's, the first of its place, with its head opened.
fn leaf(epoch: u32, place: Place) -> LeafElsewhere {
    let shape = layout(&TREATY, "OND", epoch, &[]).shape;
    let all = manifests(&shape, epoch);
    let sample = all.iter().find(|one| one.frame().place() == place).unwrap().open_leaf(Class(0), 0, true).unwrap();
    LeafElsewhere { epoch: Epoch(epoch), place, sample }
}

/// What HAL asks after it reported a difference.
fn inquiry(visit: &Visit, subject: Subject) -> SiteInquiry {
    let (leaf, seal, tag) = match subject {
        Subject::Arrival => (None, SealNumber::new("HAL-1"), Some(STAYS)),
        Subject::Departure => (Some(0), None, None),
        Subject::Story => (Some(0), SealNumber::new("HAL-1"), Some(MOVES)),
    };
    SiteInquiry { inspection: visit.inspection(), salt: Salt([3; 32]), subject, class: Class(0), leaf, seal, tag }
}

/// What OND answers, which is true and whole.
fn answer(visit: &Visit, subject: Subject) -> SiteAnswer {
    let (story, leaves) = match subject {
        Subject::Arrival => (None, vec![leaf(1, ROAD)]),
        Subject::Departure => (Some(story(MOVES, 2)), vec![leaf(1, STORE), leaf(2, SENT), leaf(0, STORE)]),
        Subject::Story => (Some(story(MOVES, 1)), vec![leaf(1, STORE), leaf(0, STORE)]),
    };
    SiteAnswer { inspection: visit.inspection(), salt: Salt([4; 32]), inquiry: visit.previous, story, leaves }
}

/// A visit that was asked about, with the papers of the inquiry.
struct Inquired {
    visit: Visit,
    papers: [Vec<u8>; 2],
}

impl Inquired {
    fn about(subject: Subject, change: impl FnOnce(&mut SiteAnswer), said: Conclusion) -> Self {
        Self::sealed_to(KEY, subject, change, said)
    }

    fn sealed_to(
        key: [u8; 32],
        subject: Subject,
        change: impl FnOnce(&mut SiteAnswer),
        conclusion: Conclusion,
    ) -> Self {
        let public = secret(KEY).public().encode();
        let mut visit = Visit::asked_by(World::until(2), (CHOSEN, OpeningForm::Count), false, public, 5);
        visit.designates(0, None, 6).opened(1, 7);
        visit.reported(Comparison::Differs, vec![], 9).signed(Answer::Concurs, 10);
        let inquiry = inquiry(&visit, subject);
        visit.step(Deed::Inquiry { subject, paper: inquiry.hash() }, 11);
        let mut answer = answer(&visit, subject);
        change(&mut answer);
        let (plain, inspection) = (answer.encode(4, 2), visit.inspection());
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let sealed = secret(key).public().seal(Sealed::Answer, &inspection, &plain, &mut rng);
        visit.step(Deed::Answer(Some(SealedHash::of(&sealed))), 12);
        visit.step(Deed::Conclusion { conclusion, left: conclusion != Conclusion::Explained }, 13);
        Self { visit, papers: [inquiry.encode(), sealed] }
    }

    fn records(&mut self) -> Vec<Copy> {
        self.visit.world.rest(2);
        self.visit.world.records()
    }

    /// What is told with all, and with nothing.
    fn told(mut self) -> [Vec<String>; 2] {
        let records = self.records();
        let of = |dossier| told(&audited_holding(&TREATY, &records, &[], Some(AS_OF), dossier));
        [of(dossier(&[KEY], &self.papers)), of(dossier(&[], &[]))]
    }
}

fn dossier(keys: &[[u8; 32]], papers: &[Vec<u8>]) -> Dossier {
    let mut dossier = Dossier::default();
    keys.iter().for_each(|key| dossier.key(Zeroizing::new(*key)));
    papers.iter().for_each(|paper| dossier.paper(paper.clone()));
    dossier
}

const NOTHING: [&str; 0] = [];
const DIFFERS: &str = "discrepancy report-differs OND";
const DISPUTED: &str = "discrepancy answer-disputed OND";
const FALSE: &str = "contradiction answer-false OND";
const INCOMPLETE: &str = "discrepancy answer-incomplete OND";
const MISSING: &str = "inconsistent step-missing OND";
const ASKED: &str = "question conclusion-false HAL";

fn sorted(mut told: Vec<String>) -> Vec<String> {
    told.sort();
    told
}

#[track_caller]
fn is(told: [Vec<String>; 2], with: &[&str], without: &[&str]) {
    let [found, seen] = told.map(sorted);
    let expected = |of: &[&str]| sorted(of.iter().map(|one| (*one).to_owned()).collect());
    assert_eq!((found, seen), (expected(with), expected(without)));
}

#[test]
fn an_answer_that_holds_and_is_taken_is_no_finding() {
    for subject in [Subject::Arrival, Subject::Departure] {
        is(Inquired::about(subject, |_| {}, Conclusion::Explained).told(), &NOTHING, &NOTHING);
    }
    is(Inquired::about(Subject::Story, |_| {}, Conclusion::Explained).told(), &[DIFFERS], &[DIFFERS]);
}

#[test]
fn who_says_that_an_answer_explains_nothing_which_does_is_asked_or_told_of() {
    let without = [DISPUTED, DIFFERS];
    let told = |subject, change: fn(&mut SiteAnswer)| Inquired::about(subject, change, Conclusion::NotExplained).told();
    for subject in [Subject::Arrival, Subject::Story] {
        is(told(subject, |_| {}), &["contradiction conclusion-false HAL", DIFFERS], &without);
    }
    // it rests on an epoch that the inspector had not seen when it went there
    is(told(Subject::Departure, |_| {}), &[ASKED, DISPUTED, DIFFERS], &without);
    // or on the host's word
    let on_word = told(Subject::Story, |answer| drop(answer.leaves.pop()));
    is(on_word, &[ASKED, DISPUTED, DIFFERS], &without);
}

/// A change of an answer.
type Change = fn(&mut SiteAnswer);

#[test]
fn an_answer_that_contradicts_what_was_stated_or_itself_is_the_hosts() {
    let without = [DISPUTED, DIFFERS];
    let changes: [(Subject, Change); 7] = [
        // not what the root commits to
        (Subject::Arrival, |answer| answer.leaves[0].sample.salt = Salt([0; 32])),
        // a place that the host has not
        (Subject::Arrival, |answer| answer.leaves[0].place.site = 9),
        // to something else
        (Subject::Arrival, |answer| answer.inquiry = StepHash([9; 32])),
        // another item
        (Subject::Arrival, |answer| answer.leaves.push(leaf(0, STORE))),
        // and that it tells too little beside that is told no more
        (Subject::Story, |answer| {
            answer.story = None;
            answer.leaves.push(leaf(1, ROAD));
        }),
        // another life than the one that the manifests have
        (Subject::Story, |answer| story_of(answer).links[0].event.code = EventCode(18)),
        // one that begins with nothing
        (Subject::Departure, |answer| {
            story_of(answer).links.pop();
            story_of(answer).before = Link::NONE;
        }),
    ];
    for (subject, change) in changes {
        is(Inquired::about(subject, change, Conclusion::NotExplained).told(), &[FALSE, DIFFERS], &without);
    }
    let to_another = Inquired::sealed_to([8; 32], Subject::Arrival, |_| {}, Conclusion::NotExplained);
    is(to_another.told(), &[FALSE, DIFFERS], &without);
    // that it did not come is said by the inspector alone, whatever lies there
    let lost = Inquired::about(Subject::Arrival, changes[0].1, Conclusion::NotReceived);
    is(lost.told(), &[FALSE, DISPUTED, DIFFERS, MISSING], &[DISPUTED, DIFFERS, MISSING]);
    // who takes it is asked
    is(Inquired::about(Subject::Arrival, changes[0].1, Conclusion::Explained).told(), &[FALSE, ASKED], &NOTHING);
}

fn story_of(answer: &mut SiteAnswer) -> &mut OpenedStory {
    answer.story.as_mut().unwrap()
}

#[test]
fn an_answer_that_tells_less_than_was_asked_is_incomplete() {
    let changes: [(Subject, Change); 4] = [
        (Subject::Arrival, |answer| answer.leaves.clear()),
        (Subject::Story, |answer| answer.story = None),
        (Subject::Departure, |answer| answer.story = None),
        // where it stands by now
        (Subject::Departure, |answer| drop(answer.leaves.remove(1))),
    ];
    for (subject, change) in changes {
        let told = Inquired::about(subject, change, Conclusion::NotExplained).told();
        is(told, &[INCOMPLETE, DIFFERS], &[DISPUTED, DIFFERS]);
    }
    is(Inquired::about(Subject::Arrival, changes[0].1, Conclusion::Explained).told(), &[INCOMPLETE, ASKED], &NOTHING);
}

#[test]
fn what_is_not_held_says_nothing() {
    let not_explained = |change: Change| Inquired::about(Subject::Departure, change, Conclusion::NotExplained);
    // an epoch that was not stated, as far as the record goes
    is(not_explained(|answer| answer.leaves[1].epoch = Epoch(99)).told(), &[DISPUTED, DIFFERS], &[DISPUTED, DIFFERS]);
    // the key, a paper
    let mut asked = not_explained(|answer| answer.leaves.clear());
    let (records, [inquiry, sealed]) = (asked.records(), asked.papers.clone());
    let of = |dossier| sorted(told(&audited_holding(&TREATY, &records, &[], Some(AS_OF), dossier)));
    for (keys, papers) in [
        (&[KEY][..], &[inquiry.clone()][..]),
        (&[KEY], std::slice::from_ref(&sealed)),
        (&[], &[inquiry.clone(), sealed.clone()]),
        (&[[9; 32]], &[inquiry.clone(), sealed.clone()]),
    ] {
        assert_eq!(of(dossier(keys, papers)), [DISPUTED, DIFFERS]);
    }
    assert_eq!(of(dossier(&[KEY], &[inquiry, sealed])), [INCOMPLETE, DIFFERS]);
    // of a departure the epoch that closes after the count, which nothing else waits for
    for (subject, given, not_given) in
        [(Subject::Departure, DISPUTED, INCOMPLETE), (Subject::Arrival, INCOMPLETE, DISPUTED)]
    {
        let early = Inquired::about(subject, |answer| answer.leaves.clear(), Conclusion::NotExplained);
        let records = early.visit.world.records();
        let told = told(&audited_holding(&TREATY, &records, &[], Some(AS_OF), dossier(&[KEY], &early.papers)));
        assert!(told.iter().any(|one| one == given) && !told.iter().any(|one| one == not_given), "{told:?}");
    }
}

#[test]
fn of_a_paper_of_another_inspection_or_subject_nothing_is_told() {
    let own = |visit: &Visit| visit.inspection();
    let another = |_: &Visit| StepHash([9; 32]);
    for (subject, of, with) in [
        (Subject::Arrival, own as fn(&Visit) -> StepHash, FALSE),
        (Subject::Arrival, another, DISPUTED),
        (Subject::Story, own, DISPUTED),
    ] {
        let public = secret(KEY).public().encode();
        let mut visit = Visit::asked_by(World::until(2), (CHOSEN, OpeningForm::Count), false, public, 5);
        visit.designates(0, None, 6).opened(1, 7);
        visit.reported(Comparison::Differs, vec![], 9).signed(Answer::Concurs, 10);
        let paper = SiteInquiry { inspection: of(&visit), ..inquiry(&visit, subject) };
        visit.step(Deed::Inquiry { subject: Subject::Arrival, paper: paper.hash() }, 11);
        visit.step(Deed::Answer(Some(SealedHash::of(b"none"))), 12);
        visit.step(Deed::Conclusion { conclusion: Conclusion::NotExplained, left: true }, 13);
        let inquired = Inquired { visit, papers: [paper.encode(), b"none".to_vec()] };
        is(inquired.told(), &[with, DIFFERS], &[DISPUTED, DIFFERS]);
    }
}

#[test]
fn links_that_no_manifest_proves_are_told_as_the_hosts_word() {
    let on_word = |change: Change| {
        let mut inquired = Inquired::about(Subject::Departure, change, Conclusion::Explained);
        let papers = inquired.papers.clone();
        let told = audited_holding(&TREATY, &inquired.records(), &[], Some(AS_OF), dossier(&[KEY], &papers));
        let fact = told.findings.iter().find_map(|finding| match &finding.fact {
            Fact::Record(RecordFact::Visit { fact: VisitFact::StoryOnWord { proved, links, .. }, .. }) => {
                assert_eq!((finding.severity, finding.party.as_ref().unwrap().as_str()), (Severity::Blind, "OND"));
                Some((*proved, *links))
            }
            _ => None,
        });
        (fact, sorted(self::told(&told)))
    };
    assert_eq!(on_word(|_| {}), (None, vec![]));
    assert_eq!(on_word(|answer| drop(answer.leaves.pop())), (Some((1, 2)), vec![]));
}
