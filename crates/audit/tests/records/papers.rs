//! What papers of an inspection show, cut out with the keys and papers that its statements name.

use crate::dossier::{KEY, designated, dossier, ended, one_more, opened, report, reported, sealed};
use crate::world::*;
use audit::assessment::{Assessment, Fact, Finding, Severity};
use audit::evidence::{Evidence, NotShown, can_be_cut, files, is_of_two_heads};
use proof::Class;
use record::statement::{Acceptance, Answer, Comparison, InspectionStep, Request, SealDeed, SealStatement};
use record::{Author, SealNumber, SiteNumber, Statement};
use treaty::instrument::{OpeningForm, SealOn};
use zeroize::Zeroizing;

/// Records, with the papers of the one inspection in them and the key to which its host seals.
struct Held {
    records: Vec<Copy>,
    papers: Vec<Vec<u8>>,
}

impl Held {
    /// OND opens one item more than it committed to, and HAL says so.
    fn false_opening() -> Self {
        let mut visit = designated(OpeningForm::Count);
        let message = sealed(&visit, 1, one_more);
        opened(&mut visit, 1, &message, Acceptance::DoesNotOpen);
        Self { records: ended(visit), papers: vec![message] }
    }

    /// Both sides say that a count agrees, of which their papers say that it does not.
    fn false_report() -> Self {
        let mut visit = designated(OpeningForm::Count);
        let message = sealed(&visit, 1, |_| {});
        opened(&mut visit, 1, &message, Acceptance::Opens);
        let paper = report(&visit, vec![(Class(0), 11), (Class(1), 3)]);
        reported(&mut visit, &paper, Comparison::Agrees, Answer::Concurs);
        Self { records: ended(visit), papers: vec![message, paper.encode()] }
    }

    fn assessed(&self) -> Assessment {
        let papers: Vec<_> = self.papers.iter().map(Vec::as_slice).collect();
        audited_holding(&TREATY, &self.records, &[], Some(AS_OF), dossier(&[KEY], &papers))
    }

    /// A finding cut out with all that is held.
    fn cut(&self, finding: &Finding) -> Evidence {
        assert!(can_be_cut(finding), "{finding:?}");
        Evidence { keys: vec![Zeroizing::new(KEY)], papers: self.papers.clone(), ..cut(&self.records, finding) }
    }
}

#[track_caller]
fn refused(evidence: &Evidence) {
    let shown = shown(evidence);
    assert!(matches!(shown, Err(NotShown::OtherFinding { .. })), "{}: {shown:?}", evidence.code);
}

fn is_of_papers(finding: &Finding) -> bool {
    matches!(&finding.fact, Fact::Record(fact) if fact.is_of_papers())
}

#[test]
fn what_papers_show_is_confirmed_with_the_key_and_every_paper_and_not_without_one() {
    for (held, code) in [(Held::false_opening(), "opening-false"), (Held::false_report(), "report-false")] {
        let assessment = held.assessed();
        let of_code: Vec<_> = assessment.findings.iter().filter(|finding| finding.fact.code() == code).collect();
        assert_eq!(of_code.len(), held.papers.len(), "of one side, or of both");
        for finding in of_code {
            assert!(is_of_papers(finding));
            let whole = held.cut(finding);
            let again = shown(&whole).unwrap();
            assert_eq!((&again.fact, &again.party), (&finding.fact, &finding.party));
            refused(&Evidence { keys: vec![], ..whole.clone() });
            for place in 0..held.papers.len() {
                let mut less = whole.clone();
                less.papers.remove(place);
                refused(&less);
            }
        }
    }
}

#[test]
fn what_papers_show_of_one_side_is_no_evidence_about_the_other() {
    let held = Held::false_opening();
    let assessment = held.assessed();
    // the first of its statements is the inspector's request
    let whole = held.cut(finding(&assessment, "opening-false"));
    refused(&Evidence { author: Author::new("HAL").unwrap(), ..whole });
}

#[test]
fn what_is_one_sides_word_is_not_cut_and_is_of_no_papers() {
    let held = Held::false_opening();
    let assessment = audited(&TREATY, &held.records, AS_OF);
    let disputed = finding(&assessment, "opening-disputed");
    assert!(!is_of_papers(disputed) && !can_be_cut(disputed));
    assert_eq!(files(&assessment.findings).count(), 0);
    let assessment = held.assessed();
    let names: Vec<_> = files(&assessment.findings).map(|(name, _)| name).collect();
    assert_eq!(names, ["001-opening-false.evidence"]);
}

#[test]
fn what_a_witness_says_out_of_place_is_evidence_about_that_witness_alone() {
    let honest = World::until(2);
    let (owner, host) = (honest.hal.party(), honest.ond.party());
    let (number, time) = (SealNumber::new("A").unwrap(), log::Timestamp::new(at(1, 1)).unwrap());
    let deed = SealDeed::Applied { on: SealOn::Door, instead: None };
    let seal =
        SealStatement { owner, host: host.clone(), site: SiteNumber(0), number, deed, at: time, inspection: None };
    // an inspection is between two parties, and a witness is none
    let request = Request { host, kind: 1, form: OpeningForm::Count, draw: None, key: vec![1; 8] };
    for said in [Statement::Seal(seal), Statement::Inspection(InspectionStep::Request(request))] {
        let mut world = World::until(2);
        world.hillside.say(said, time.seconds());
        world.rest(2);
        let (records, assessment) = (world.records(), world.audited());
        let told = finding(&assessment, "out-of-place");
        assert!(told.party.is_none() && can_be_cut(told));
        let [audit::assessment::StatementAt::Leaf { record, index }] = told.statements.as_slice() else { panic!() };
        let by = |author: &str| Evidence {
            treaty: TREATY.hash.to_string(),
            code: "out-of-place".to_owned(),
            epoch: None,
            author: Author::new(author).unwrap(),
            keys: Vec::new(),
            papers: Vec::new(),
            leaves: vec![leaf_of(&records, record, *index)],
        };
        assert_eq!(shown(&by("hillside")).unwrap().fact, told.fact);
        for other in ["lakeside", "HAL", "OND"] {
            refused(&by(other));
        }
    }
}

#[test]
fn two_heads_that_a_thief_may_have_made_are_no_equivocation_to_hand_on() {
    let world = World::honest();
    let fork = World::fork();
    let assessment = audited_with(&TREATY, &world.records(), &[("fork", &fork.ond.head())], Some(AS_OF));
    let told = finding(&assessment, "equivocation");
    assert!(is_of_two_heads(told));
    assert_eq!(files(&assessment.findings).count(), 1);
    assert!(!is_of_two_heads(&Finding { severity: Severity::Question, ..told.clone() }));
}
