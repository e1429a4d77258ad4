//! What the holder of keys and papers finds, case by case: in a record that holds the hash, and in none that does not.

use crate::inspections::*;
use crate::world::*;
use audit::Dossier;
use audit::assessment::Assessment;
use proof::{Class, Count, OpenedSite, Salt, Tag};
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use record::site::{Difference, DifferenceCode, Examined, ReportText, SealNumber, SiteOpening, SiteReport};
use record::statement::{Acceptance, Answer, Comparison, Deed, PaperHash, SealedHash, StepHash};
use record::{Epoch, ReaderSecret, Sealed, SiteNumber};
use treaty::instrument::OpeningForm;
use zeroize::Zeroizing;

pub const KEY: [u8; 32] = [5; 32];

pub fn secret() -> ReaderSecret {
    ReaderSecret::new(Zeroizing::new(KEY))
}

/// A visit of HAL at OND's store, up to the designation, to whose request things are sealed.
pub fn designated(form: OpeningForm) -> Visit {
    let mut visit = Visit::asked_by(World::until(2), (CHOSEN, form), false, secret().public().encode(), 5);
    visit.designates(0, None, 6);
    visit
}

/// The opening of the store in an honest epoch.
pub fn sealed(visit: &Visit, epoch: u32, change: impl FnOnce(&mut OpenedSite)) -> Vec<u8> {
    let (mut opened, frame) = counts_of("OND", epoch, 0);
    change(&mut opened);
    let (form, inspection) = (OpeningForm::Count, visit.inspection());
    let salt = Salt([6; 32]);
    let plain = SiteOpening { form, inspection, salt, epoch: Epoch(epoch), site: SiteNumber(0), opened }.encode(&frame);
    secret().public().seal(Sealed::Opening, &inspection, &plain, &mut ChaCha20Rng::seed_from_u64(1))
}

/// The opening is said, and answered.
pub fn opened(visit: &mut Visit, epoch: u32, message: &[u8], said: Acceptance) {
    visit.step(Deed::Opening { epoch: Epoch(epoch), sealed: SealedHash::of(message) }, 7);
    visit.step(Deed::Acceptance(said), 8);
}

/// The report is said, and answered.
pub fn reported(visit: &mut Visit, paper: &SiteReport, says: Comparison, answer: Answer) {
    visit.step(Deed::Arrival(log::Timestamp::new(at(1, 9)).unwrap()), 9);
    visit.step(Deed::Report { paper: paper.hash(), finding: says, broken: vec![] }, 10);
    visit.step(Deed::Signature { paper: paper.hash(), answer }, 11);
}

pub fn report(visit: &Visit, counted: Vec<(Class, u16)>) -> SiteReport {
    let (inspection, salt, text) = (visit.inspection(), Salt([7; 32]), ReportText::default());
    SiteReport { inspection, salt, counted, examined: vec![], buddy_tags: None, differences: vec![], text }
}

pub fn dossier(keys: &[[u8; 32]], papers: &[&[u8]]) -> Dossier {
    let mut dossier = Dossier::default();
    keys.iter().for_each(|key| dossier.key(Zeroizing::new(*key)));
    papers.iter().for_each(|paper| dossier.paper(paper.to_vec()));
    dossier
}

/// The records, once the other days went on honestly.
pub fn ended(mut visit: Visit) -> Vec<Copy> {
    visit.world.rest(2);
    visit.world.records()
}

fn assessed(records: &[Copy], dossier: Dossier) -> Assessment {
    audited_holding(&TREATY, records, &[], Some(AS_OF), dossier)
}

fn found(records: &[Copy], dossier: Dossier) -> Vec<String> {
    told(&assessed(records, dossier))
}

const NOTHING: [&str; 0] = [];
const DISPUTED: [&str; 1] = ["discrepancy opening-disputed OND"];
const FALSE: [&str; 1] = ["contradiction opening-false OND"];

pub fn one_more(opened: &mut OpenedSite) {
    opened.counts[0].count = Count(opened.counts[0].count.0 + 1);
}

#[test]
fn a_good_opening_is_no_finding_and_one_that_is_called_bad_is_the_inspectors() {
    for (said, without, with) in [
        (Acceptance::Opens, &NOTHING[..], &NOTHING[..]),
        (Acceptance::DoesNotOpen, &DISPUTED, &["contradiction acceptance-false HAL"]),
    ] {
        let mut visit = designated(OpeningForm::Count);
        let message = sealed(&visit, 1, |_| {});
        opened(&mut visit, 1, &message, said);
        if said == Acceptance::Opens {
            visit.step(Deed::Withdrawal, 9);
        }
        let records = ended(visit);
        assert_eq!(found(&records, dossier(&[KEY], &[&message])), with);
        assert_eq!(found(&records, dossier(&[], &[])), without);
        // either alone shows nothing, nor does another key, nor another message
        assert_eq!(found(&records, dossier(&[KEY], &[])), without);
        assert_eq!(found(&records, dossier(&[], &[&message])), without);
        assert_eq!(found(&records, dossier(&[[9; 32]], &[&message])), without);
        assert_eq!(found(&records, dossier(&[KEY], &[&message[1..]])), without);
    }
}

#[test]
fn a_false_opening_is_the_hosts_and_who_accepts_it_is_asked() {
    for (said, with) in [
        (Acceptance::DoesNotOpen, &FALSE[..]),
        (Acceptance::Opens, &["contradiction opening-false OND", "question acceptance-false HAL"]),
    ] {
        let mut visit = designated(OpeningForm::Count);
        let message = sealed(&visit, 1, one_more);
        opened(&mut visit, 1, &message, said);
        if said == Acceptance::Opens {
            visit.step(Deed::Withdrawal, 9);
        }
        assert_eq!(found(&ended(visit), dossier(&[KEY], &[&message])), with);
    }
}

#[test]
fn an_opening_is_held_to_the_epoch_that_its_step_names() {
    // of epoch 0, as it says, where epoch 1 was due: it opens that, and to refuse it is the inspector's right
    let mut visit = designated(OpeningForm::Count);
    let message = sealed(&visit, 0, |_| {});
    opened(&mut visit, 0, &message, Acceptance::DoesNotOpen);
    let other = ["inconsistent other-epoch OND", "discrepancy opening-disputed OND"];
    assert_eq!(found(&ended(visit), dossier(&[KEY], &[&message])), other);
    // of epoch 0, and its step says 1
    let mut visit = designated(OpeningForm::Count);
    let message = sealed(&visit, 0, |_| {});
    opened(&mut visit, 1, &message, Acceptance::DoesNotOpen);
    assert_eq!(found(&ended(visit), dossier(&[KEY], &[&message])), FALSE);
    // of an epoch that was never stated nothing is known
    let mut visit = designated(OpeningForm::Count);
    let message = sealed(&visit, 1, |_| {});
    opened(&mut visit, 99, &message, Acceptance::DoesNotOpen);
    assert_eq!(found(&ended(visit), dossier(&[KEY], &[&message])), other);
}

#[test]
fn an_epoch_that_does_not_have_its_shape_shows_nothing_of_a_site() {
    let mut world = World::until(1);
    world.forged_day(1, &Forge { body: &|body| body.commitments.cells.clear(), ..Forge::default() });
    let mut visit = Visit::asked_by(world, (CHOSEN, OpeningForm::Count), false, secret().public().encode(), 5);
    visit.designates(0, None, 6);
    let message = sealed(&visit, 1, |_| {});
    opened(&mut visit, 1, &message, Acceptance::DoesNotOpen);
    let records = ended(visit);
    let without = found(&records, dossier(&[], &[]));
    assert!(without.contains(&"contradiction wrong-length OND 1".to_owned()), "{without:?}");
    assert_eq!(found(&records, dossier(&[KEY], &[&message])), without);
}

/// A visit whose report has these counts and this verdict.
fn reporting(counted: Vec<(Class, u16)>, says: Comparison, answer: Answer) -> (Visit, Vec<Vec<u8>>) {
    let mut visit = designated(OpeningForm::Count);
    let message = sealed(&visit, 1, |_| {});
    opened(&mut visit, 1, &message, Acceptance::Opens);
    let paper = report(&visit, counted);
    reported(&mut visit, &paper, says, answer);
    (visit, vec![message, paper.encode()])
}

/// What is found of it with all, and with the papers alone.
fn with_and_without_the_key((visit, papers): (Visit, Vec<Vec<u8>>)) -> [Vec<String>; 2] {
    let papers: Vec<_> = papers.iter().map(Vec::as_slice).collect();
    let records = ended(visit);
    [vec![KEY], vec![]].map(|keys| found(&records, dossier(&keys, &papers)))
}

#[test]
fn a_verdict_is_held_to_its_papers_and_is_of_whoever_signed_it() {
    use Answer::{Concurs, Dissents};
    use Comparison::{Agrees, Differs};
    let (true_counts, false_counts) = (vec![(Class(0), 10), (Class(1), 3)], vec![(Class(0), 11), (Class(1), 3)]);
    let of =
        |counts: &Vec<(Class, u16)>, says, answer| with_and_without_the_key(reporting(counts.clone(), says, answer));
    let false_of = |who: &str| format!("contradiction report-false {who}");
    // the verdict is that of the papers: what everybody finds
    assert_eq!(of(&true_counts, Agrees, Concurs), [NOTHING; 2]);
    assert_eq!(of(&true_counts, Agrees, Dissents), [["discrepancy report-disputed OND"]; 2]);
    assert_eq!(of(&false_counts, Differs, Concurs), [["discrepancy report-differs OND"]; 2]);
    assert_eq!(of(&false_counts, Differs, Dissents), [["discrepancy report-differs OND"]; 2]);
    // it is not
    let [with, without] = of(&false_counts, Agrees, Concurs);
    assert_eq!((with, without), (vec![false_of("HAL"), false_of("OND")], vec![]));
    let [with, without] = of(&false_counts, Agrees, Dissents);
    assert_eq!((with, &without[..]), (vec![false_of("HAL")], &["discrepancy report-disputed OND".to_owned()][..]));
    let [with, without] = of(&true_counts, Differs, Dissents);
    assert_eq!((with, &without[..]), (vec![false_of("HAL")], &["discrepancy report-differs OND".to_owned()][..]));
    let [with, _] = of(&true_counts, Differs, Concurs);
    assert_eq!(with, [false_of("HAL"), false_of("OND")]);
}

#[test]
fn a_report_that_names_a_difference_contradicts_its_verdict_without_any_key() {
    let mut visit = designated(OpeningForm::Count);
    let message = sealed(&visit, 1, |_| {});
    opened(&mut visit, 1, &message, Acceptance::Opens);
    let seal = SealNumber::new("HAL-1").unwrap();
    let (code, class, leaf) = (DifferenceCode::SealBroken, Class(0), None);
    let mut paper = report(&visit, vec![(Class(0), 10), (Class(1), 3)]);
    paper.differences = vec![Difference { code, class, leaf, seal: Some(seal) }];
    reported(&mut visit, &paper, Comparison::Agrees, Answer::Concurs);
    let papers = paper.encode();
    let both = ["contradiction report-false HAL", "contradiction report-false OND"];
    let records = ended(visit);
    assert_eq!(found(&records, dossier(&[], &[&papers])), both);
    assert_eq!(found(&records, dossier(&[KEY], &[&papers, &message])), both);
}

#[test]
fn a_restriction_of_which_the_paper_tells_is_named_in_the_step_by_whoever_signs_it() {
    let of = |broken: Vec<u16>, answer| {
        let mut visit = designated(OpeningForm::Count);
        let message = sealed(&visit, 1, |_| {});
        opened(&mut visit, 1, &message, Acceptance::Opens);
        let mut paper = report(&visit, vec![(Class(0), 10), (Class(1), 3)]);
        let (code, seal) = (DifferenceCode::BuddyTagMoved, SealNumber::new("B-7"));
        paper.differences = vec![Difference { code, class: Class(0), leaf: None, seal }];
        visit.step(Deed::Arrival(log::Timestamp::new(at(1, 9)).unwrap()), 9);
        visit.step(Deed::Report { paper: paper.hash(), finding: Comparison::Differs, broken }, 10);
        visit.step(Deed::Signature { paper: paper.hash(), answer }, 11);
        let records = ended(visit);
        [vec![], vec![paper.encode()]].map(|papers| {
            let papers: Vec<_> = papers.iter().map(Vec::as_slice).collect();
            found(&records, dossier(&[], &papers))
        })
    };
    let unnamed = |who: &str| format!("contradiction restriction-unnamed {who}");
    let differs = "discrepancy report-differs OND".to_owned();
    assert_eq!(
        of(vec![], Answer::Concurs),
        [vec![differs.clone()], vec![unnamed("HAL"), unnamed("OND"), differs.clone()]]
    );
    assert_eq!(of(vec![], Answer::Dissents), [vec![differs.clone()], vec![unnamed("HAL"), differs]]);
    for told in of(vec![0], Answer::Concurs) {
        assert!(told.contains(&"inconsistent restriction-broken OND".to_owned()), "{told:?}");
        assert!(!told.iter().any(|told| told.contains("restriction-unnamed")), "{told:?}");
    }
}

#[test]
fn a_paper_of_another_inspection_and_one_that_is_none_say_nothing() {
    let another = |paper: &mut SiteReport| paper.inspection = StepHash([9; 32]);
    let mut visit = designated(OpeningForm::Count);
    let message = sealed(&visit, 1, |_| {});
    opened(&mut visit, 1, &message, Acceptance::Opens);
    let mut paper = report(&visit, vec![(Class(0), 11)]);
    another(&mut paper);
    reported(&mut visit, &paper, Comparison::Agrees, Answer::Concurs);
    assert_eq!(found(&ended(visit), dossier(&[KEY], &[&message, &paper.encode()])), NOTHING);
    let mut visit = designated(OpeningForm::Count);
    let message = sealed(&visit, 1, |_| {});
    opened(&mut visit, 1, &message, Acceptance::Opens);
    visit.step(Deed::Arrival(log::Timestamp::new(at(1, 9)).unwrap()), 9);
    visit.step(Deed::Report { paper: PaperHash::of(b"none"), finding: Comparison::Agrees, broken: vec![] }, 10);
    visit.step(Deed::Signature { paper: PaperHash::of(b"none"), answer: Answer::Concurs }, 11);
    assert_eq!(found(&ended(visit), dossier(&[KEY], &[&message, b"none"])), NOTHING);
}

#[test]
fn a_signature_of_another_paper_signs_no_verdict() {
    let mut visit = designated(OpeningForm::Count);
    let message = sealed(&visit, 1, |_| {});
    opened(&mut visit, 1, &message, Acceptance::Opens);
    let paper = report(&visit, vec![(Class(0), 11)]);
    visit.step(Deed::Arrival(log::Timestamp::new(at(1, 9)).unwrap()), 9);
    visit.step(Deed::Report { paper: paper.hash(), finding: Comparison::Agrees, broken: vec![] }, 10);
    visit.step(Deed::Signature { paper: PaperHash([1; 32]), answer: Answer::Concurs }, 11);
    let told = found(&ended(visit), dossier(&[KEY], &[&message, &paper.encode()]));
    assert_eq!(told, ["contradiction report-false HAL"]);
}

#[test]
fn what_was_examined_is_no_finding_of_its_own() {
    let mut visit = designated(OpeningForm::Count);
    let message = sealed(&visit, 1, |_| {});
    opened(&mut visit, 1, &message, Acceptance::Opens);
    let mut paper = report(&visit, vec![(Class(0), 10), (Class(1), 3)]);
    let seal = SealNumber::new("HAL-1").unwrap();
    paper.examined = vec![Examined { seal, class: Class(0), tag: Some(Tag([1; 16])), measurement: None }];
    reported(&mut visit, &paper, Comparison::Agrees, Answer::Concurs);
    assert_eq!(found(&ended(visit), dossier(&[KEY], &[&message, &paper.encode()])), NOTHING);
}
