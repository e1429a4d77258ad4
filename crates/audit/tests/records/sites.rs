//! What inspections leave known: of each site, and of how much was seen of a party.

use crate::dossier::{KEY, dossier, opened, sealed, secret};
use crate::inspections::*;
use crate::world::*;
use audit::Dossier;
use audit::assessment::{Assessment, Chance, Fact, Knowledge, RecordFact, Site};
use log::Timestamp;
use record::statement::{
    Acceptance, Answer, Comparison, Deed, Designation, InspectionStep, Request, SealedHash, StepHash,
};
use record::{Epoch, SiteNumber, Statement};
use treaty::instrument::{Kind, OpeningForm};
use treaty::measure::Measure;
use treaty::{Date, PartyCode};

/// An inspection of OND's store that is opened on 12 January, and to which a team comes on the 13th.
fn came(said: Acceptance) -> Visit {
    let mut visit = Visit::asked(CHOSEN, OpeningForm::Count, 5);
    visit.designates(0, None, 6);
    visit.step(Deed::Opening { epoch: Epoch(1), sealed: SealedHash([7; 32]) }, 7);
    visit.step(Deed::Acceptance(said), 8);
    if said == Acceptance::Opens {
        visit.step(Deed::Arrival(Timestamp::new(at(1, 28)).unwrap()), 28);
    }
    visit
}

fn assessed(mut visit: Visit) -> Assessment {
    visit.world.rest(2);
    audited(&TREATY, &visit.world.records(), AS_OF)
}

/// What is known of each site: how much, and on which days of January it was opened, inspected, and disputed.
fn known(assessment: &Assessment) -> [(Knowledge, [Vec<i8>; 3]); 3] {
    let names: Vec<_> = assessment.sites.iter().map(|site| (site.party.as_str(), site.site.as_str())).collect();
    assert_eq!(names, [("HAL", "east"), ("OND", "north"), ("OND", "works")]);
    let days = |days: &Vec<Date>| days.iter().map(|day| day.day()).collect();
    let of = |site: &Site| (site.knowledge(), [&site.opened, &site.inspected, &site.disputed].map(days));
    [0, 1, 2].map(|site| of(&assessment.sites[site]))
}

fn nothing() -> (Knowledge, [Vec<i8>; 3]) {
    (Knowledge::NeverSeen, [const { Vec::new() }; 3])
}

#[test]
fn a_site_that_nobody_went_to_was_never_seen() {
    assert_eq!(known(&World::honest().audited()), [nothing(), nothing(), nothing()]);
}

#[test]
fn a_site_is_known_by_what_was_opened_there_and_what_both_sides_reported() {
    let north = |visit: Visit| {
        let [east, north, works] = known(&assessed(visit));
        assert_eq!([east, works], [nothing(), nothing()], "nobody went to another");
        north
    };
    let mut left = came(Acceptance::Opens);
    left.step(Deed::Withdrawal, 29);
    assert_eq!(north(left), (Knowledge::Opened, [vec![12], vec![], vec![]]));
    let mut agreed = came(Acceptance::Opens);
    agreed.reported(Comparison::Agrees, vec![], 29).signed(Answer::Concurs, 30);
    assert_eq!(north(agreed), (Knowledge::Inspected, [vec![12], vec![13], vec![]]));
    let mut unsigned = came(Acceptance::Opens);
    unsigned.reported(Comparison::Agrees, vec![], 29);
    assert_eq!(north(unsigned), (Knowledge::Opened, [vec![12], vec![], vec![]]), "one side's word");
    let mut differs = came(Acceptance::Opens);
    differs.reported(Comparison::Differs, vec![], 29).signed(Answer::Concurs, 30);
    assert_eq!(north(differs), (Knowledge::Disputed, [vec![12], vec![13], vec![13]]));
    let broken = |answer: Option<Answer>| {
        let mut visit = came(Acceptance::Opens);
        visit.reported(Comparison::Agrees, vec![0], 29);
        answer.map(|answer| visit.signed(answer, 30).previous);
        north(visit).0
    };
    assert_eq!(
        broken(Some(Answer::Concurs)),
        Knowledge::Inspected,
        "what the host concedes is a breach, and no dispute"
    );
    assert_eq!(broken(None), Knowledge::Disputed, "and what the inspector alone says is one");
    let shut = came(Acceptance::DoesNotOpen);
    assert_eq!(north(shut), (Knowledge::Disputed, [vec![], vec![], vec![12]]), "it was opened to nothing");
}

#[test]
fn what_is_amiss_with_an_inspection_is_no_dispute_about_its_site_and_one_about_another_site_neither() {
    // without the host's part of the lot, which is a finding
    let mut first = Visit::asked(DRAWN, OpeningForm::Count, 5);
    first.designates(1, None, 12).opened(1, 13).reported(Comparison::Agrees, vec![], 15).signed(Answer::Concurs, 16);
    let mut second = Visit::asked_in(first.world, CHOSEN, OpeningForm::Count, 17);
    second.designates(0, None, 18).opened(1, 19).reported(Comparison::Differs, vec![], 21).signed(Answer::Concurs, 22);
    let assessment = assessed(second);
    assert!(told(&assessment).iter().any(|told| told.ends_with("step-missing OND")), "{:?}", told(&assessment));
    let [east, north, works] = known(&assessment);
    assert_eq!(east, nothing());
    assert_eq!(north, (Knowledge::Disputed, [vec![12], vec![12], vec![12]]));
    assert_eq!(works, (Knowledge::Inspected, [vec![12], vec![12], vec![]]));
}

/// What is told of how much was seen, as `kind PARTY: reports visited sites drawn opened`, and whether chances stand beside it.
fn seen(assessment: &Assessment) -> Vec<(String, bool)> {
    let of = |finding: &audit::Finding| {
        let Fact::Record(fact) = &finding.fact else { return None };
        let RecordFact::SitesVisited { inspection, reports, visited, sites, drawn, opened, met } = fact else {
            return None;
        };
        assert_eq!(fact.clause(), Some((Kind::Inspection, Some(inspection))));
        let party = finding.party.as_ref().map_or("-", PartyCode::as_str);
        Some((format!("{inspection} {party}: {reports} {visited} {sites} {drawn} {opened}"), !met.is_empty()))
    };
    assessment.findings.iter().filter_map(of).collect()
}

#[test]
fn how_much_was_seen_is_told_by_kind_of_inspection_and_host() {
    let mut agreed = came(Acceptance::Opens);
    agreed.reported(Comparison::Agrees, vec![], 29).signed(Answer::Concurs, 30);
    assert_eq!(seen(&assessed(agreed)), [("chosen OND: 1 1 1 0 0".to_owned(), false)]);
    let mut left = came(Acceptance::Opens);
    left.step(Deed::Withdrawal, 29);
    assert_eq!(seen(&assessed(left)), [], "a team that reports nothing saw nothing");
}

#[test]
fn where_the_lot_led_chances_are_told_and_what_was_opened_here_counts_for_its_own_kind() {
    let (mut visit, site, own) = drawn();
    visit.designates(site.0, Some(own), 7).opened(1, 8).reported(Comparison::Agrees, vec![], 10);
    visit.signed(Answer::Concurs, 11);
    let mut other = Visit::asked_by(visit.world, (CHOSEN, OpeningForm::Count), false, key(), 13);
    other.designates(0, None, 14);
    let message = sealed(&other, 1, |_| {});
    opened(&mut other, 1, &message, Acceptance::Opens);
    other.step(Deed::Arrival(Timestamp::new(at(1, 17)).unwrap()), 17);
    other.reported(Comparison::Agrees, vec![], 18).signed(Answer::Concurs, 19);
    other.world.rest(2);
    let records = other.world.records();
    let of = |dossier: Dossier| seen(&audited_holding(&TREATY, &records, &[], Some(AS_OF), dossier));
    let drawn = ("drawn OND: 1 1 2 1 0".to_owned(), true);
    let chosen = |opened: u32| (format!("chosen OND: 1 1 1 0 {opened}"), false);
    assert_eq!(of(Dossier::default()), [chosen(0), drawn.clone()]);
    assert_eq!(of(dossier(&[KEY], &[&message])), [chosen(1), drawn]);
}

fn key() -> Vec<u8> {
    secret().public().encode()
}

#[test]
fn of_what_a_reader_holds_a_finding_carries_the_keys_and_papers_that_its_statements_name() {
    let held = dossier(&[KEY, [9; 32]], &[b"one paper", b"another paper"]);
    let statement = [b"before", &record::statement::PaperHash::of(b"one paper").0[..], b"behind"].concat();
    let named = |statements: &[&[u8]]| {
        let (keys, papers) = held.named_by(statements);
        (keys.iter().map(|key| **key).collect::<Vec<_>>(), papers)
    };
    assert_eq!(named(&[]), (vec![], vec![]));
    assert_eq!(named(&[b"neither"]), (vec![], vec![]));
    assert_eq!(named(&[&statement]), (vec![], vec![b"one paper".to_vec()]));
    let public = [&key()[..], b"behind"].concat();
    assert_eq!(named(&[b"neither", &public]), (vec![KEY], vec![]));
    let sealed = record::statement::SealedHash::of(b"another paper").0;
    assert_eq!(named(&[&statement, &sealed, &public]).1.len(), 2);
}

#[test]
fn that_ledgers_are_committed_to_is_unverified_until_every_party_has_stated_one() {
    let commitments = |world: &World| {
        let assessment = audited(&TREATY, &world.records(), AS_OF);
        let of = |finding: &audit::Finding| match &finding.fact {
            Fact::Unverified { measure: Measure::Commitments, agreed, chance } => Some((*agreed, chance.clone())),
            _ => None,
        };
        assessment.findings.iter().find_map(of)
    };
    assert_eq!(commitments(&World::honest()), None);
    let mut one = World::new();
    one.hal_states(0);
    one.receipts(0, 2);
    let (agreed, chance) = commitments(&one).unwrap();
    assert!(
        agreed && matches!(chance, Chance::Visits(_)),
        "what its inspections would find is told beside: {chance:?}"
    );
}

/// One party asks for a store of the other, is shown an epoch and says this of it.
fn looks(world: &mut World, inspector: &str, said: Acceptance) {
    let mut sides = world.all_mut().into_iter().take(2);
    let (hal, ond) = (sides.next().unwrap(), sides.next().unwrap());
    let (inspector, host) = if inspector == "HAL" { (hal, ond) } else { (ond, hal) };
    let say = |keeper: &mut Keeper, step: InspectionStep, hours| {
        let envelope = keeper.envelope(&Statement::Inspection(step), at(1, hours));
        keeper.log(&envelope);
        StepHash::of(&envelope.encode())
    };
    let request = Request { host: host.party(), kind: 1, form: OpeningForm::Count, draw: None, key: vec![1; 8] };
    let id = say(inspector, InspectionStep::Request(request), 5);
    let head = host.head();
    inspector.acknowledge(&host.author, &head, at(1, 6));
    let covered = log::Checkpoint::parse(head.text()).map(|head| (head.size, head.root)).unwrap();
    let next = |previous, deed| InspectionStep::Next { inspection: id, previous, deed };
    let to = Designation { site: SiteNumber(0), nonce: None, covered, draw: None };
    let designated = say(inspector, next(id, Deed::Designation(to)), 6);
    let opening = Deed::Opening { epoch: Epoch(1), sealed: SealedHash([7; 32]) };
    let opened = say(host, next(designated, opening), 7);
    say(inspector, next(opened, Deed::Acceptance(said)), 8);
}

#[test]
fn openings_are_unverified_until_every_party_has_opened_a_site_to_the_others_satisfaction() {
    let measure = "[[measure]]\nid = \"openings\"\narticle = \"I\"\nsource = \"S\"\n[[inspection]]\nid = \"drawn\"";
    let treaty = changed("[[inspection]]\nid = \"drawn\"", measure);
    let verified = |looked: &[(&str, Acceptance)]| {
        let mut world = World::under(&treaty);
        looked.iter().for_each(|(inspector, said)| looks(&mut world, inspector, *said));
        world.receipts(1, 9);
        let is_it = |fact: &Fact| matches!(fact, Fact::Unverified { measure: Measure::Openings, .. });
        !audited(&treaty, &world.records(), AS_OF).findings.iter().any(|finding| is_it(&finding.fact))
    };
    let (good, bad) = (Acceptance::Opens, Acceptance::DoesNotOpen);
    assert!(!verified(&[]));
    assert!(!verified(&[("HAL", good)]));
    assert!(!verified(&[("HAL", good), ("OND", bad)]));
    assert!(verified(&[("HAL", good), ("OND", good)]));
}

#[test]
fn a_dossier_holds_something_once_there_is_a_key_or_a_paper_in_it() {
    assert!(Dossier::default().is_empty());
    assert!(!dossier(&[KEY], &[]).is_empty());
    assert!(!dossier(&[], &[b"a paper"]).is_empty());
}

#[test]
fn whose_keys_and_papers_were_held_is_told() {
    let reader = |dossier: Dossier| {
        let records = World::until(1).records();
        audited_holding(&TREATY, &records, &[], Some(Date::constant(2030, 1, 12)), dossier).reader
    };
    let hal = PartyCode::new("HAL").unwrap();
    assert_eq!(reader(Dossier::of(hal.clone())), Some(hal));
    assert_eq!(reader(Dossier::default()), None);
}

#[test]
fn every_inspection_is_listed_with_its_steps_by_whom_and_when() {
    let mut visit = came(Acceptance::Opens);
    visit.step(Deed::Withdrawal, 29);
    let assessment = assessed(visit);
    let [inspected] = assessment.inspections.as_slice() else { panic!("{:?}", assessment.inspections) };
    assert_eq!((inspected.visit.number, inspected.opened_here), (1, false));
    let hours = |time: Timestamp| (time.seconds() - at(1, 0)) / 3600;
    let steps = inspected.steps.iter().map(|step| (step.name.word(), step.by.as_str(), hours(step.at)));
    let expected = [
        ("request", "HAL", 5),
        ("designation", "HAL", 6),
        ("opening", "OND", 7),
        ("acceptance", "HAL", 8),
        ("arrival", "HAL", 28),
        ("withdrawal", "HAL", 29),
    ];
    assert_eq!(steps.collect::<Vec<_>>(), expected);
}
