//! Which obligation a fact touches: that of the clause that it names, and no other.

mod common;

use audit::assessment::{BoundOf, Epochs, RecordFact, VisitFact, VisitOf};
use common::instrument;
use treaty::instrument::Kind;
use treaty::{Id, PartyCode};

fn id(id: &str) -> Id {
    Id::new(id).unwrap()
}

fn excess(bound: BoundOf) -> RecordFact {
    RecordFact::Excess { bound, epochs: Epochs::one(3), most: 1, accepted: 0 }
}

fn visit(kind: Option<&str>, fact: VisitFact) -> RecordFact {
    let [inspector, host] = ["HAL", "OND"].map(|code| PartyCode::new(code).unwrap());
    RecordFact::Visit { visit: VisitOf { kind: kind.map(id), number: 1, inspector, host, site: None }, fact }
}

/// The clauses whose obligation it touches, as `kind id`.
fn touches(fact: &RecordFact) -> Vec<String> {
    let treaty = instrument("illustrative-portals.toml");
    let of = treaty.clauses.iter().filter(|clause| fact.is_of(clause));
    of.map(|clause| format!("{} {}", clause.kind().word(), clause.id)).collect()
}

#[test]
fn an_excess_touches_the_clause_of_its_bound() {
    let group = BoundOf::Freeze { freeze: id("all-warheads"), group: id("strategic") };
    assert_eq!(touches(&excess(group)), ["freeze all-warheads"]);
    let limit = BoundOf::Limit(id("all-warheads-cap"));
    assert_eq!(touches(&excess(limit)), ["limit all-warheads-cap"], "the other limit, and the freeze, are not touched");
    let transit = touches(&excess(BoundOf::Transit));
    assert!(matches!(&transit[..], [only] if only.starts_with(Kind::Transit.word())), "{transit:?}");
}

#[test]
fn an_opening_touches_its_own_clause() {
    let (opening, epochs, due) = (id("plant-exits"), Epochs::one(3), treaty::Date::constant(2030, 1, 1));
    for fact in [
        RecordFact::OpenedEarly { opening: opening.clone() },
        RecordFact::OpeningMissing { opening: opening.clone(), epochs, due },
        RecordFact::OpeningLate { opening: opening.clone(), epochs, due, provided: None },
        RecordFact::SumDiffers { opening, epochs, class: id("retired"), sum: 1 },
    ] {
        assert_eq!(touches(&fact), ["opening plant-exits"], "{fact:?}");
    }
}

#[test]
fn an_inspection_touches_its_kind_and_a_broken_restriction_that_alone() {
    let broken = VisitFact::RestrictionBroken { restriction: id("store-sampled"), conceded: true };
    assert_eq!(touches(&visit(Some("sampled-visit"), broken)), ["restriction store-sampled"]);
    let twice = || VisitFact::StepTwice { step: record::statement::StepName::Report };
    assert_eq!(touches(&visit(Some("absence-visit"), twice())), ["inspection absence-visit"]);
    assert_eq!(touches(&visit(None, twice())), Vec::<String>::new(), "of no kind that the instrument has");
}

#[test]
fn what_is_said_of_a_whole_record_touches_no_clause_alone() {
    let epochs = Epochs::one(3);
    let missing = RecordFact::EpochMissing { epochs, due: treaty::Date::constant(2030, 1, 1), grace_over: false };
    assert_eq!(touches(&missing), Vec::<String>::new());
}
