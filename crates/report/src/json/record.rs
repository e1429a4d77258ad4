//! Records in JSON: how they went, what was opened, and the arguments of what was found in them.

use super::exact;
use crate::moment;
use crate::sentence::record::{listed, proof_part};
use audit::assessment::{
    BoundOf, ClarificationFact, ClarificationOf, Coverage, Epochs, Fact, LeafAt, LineOf, Month, Opened, Probability,
    Record, RecordFact, Side, VisitFact, VisitOf,
};
use serde_json::{Value, json};
use treaty::Id;

pub(super) fn record(record: &Record) -> Value {
    json!({
        "author": record.author.as_str(),
        "party": record.party.as_ref().map(|party| party.as_str()),
        "size": record.size,
        "root": record.root.to_string(),
        "covered_by": record.covered_by.iter().map(coverage).collect::<Vec<_>>(),
        "months": record.months.iter().map(month).collect::<Vec<_>>(),
    })
}

fn coverage(coverage: &Coverage) -> Value {
    json!({
        "by": coverage.by.as_str(),
        "size": coverage.size,
        "time": moment::rfc3339(coverage.time),
        "receipts": coverage.receipts,
    })
}

fn month(month: &Month) -> Value {
    json!({
        "first": month.first.to_string(),
        "due": month.due,
        "stated": month.stated,
        "proved": month.proved,
        "in_time": month.in_time,
        "receipts": month.receipts,
    })
}

pub(super) fn opened(opened: &Opened) -> Value {
    json!({
        "party": opened.party.as_str(),
        "opening": opened.opening.as_str(),
        "epochs": epochs(opened.epochs),
        "day": opened.day.to_string(),
        "class": opened.class.as_str(),
        "sum": opened.sum,
    })
}

/// The first epoch of which a finding speaks.
pub(super) fn epoch(fact: &Fact) -> Option<u32> {
    match fact {
        Fact::Record(fact) => fact.epoch(),
        _ => None,
    }
}

fn epochs(epochs: Epochs) -> Value {
    json!({ "first": epochs.first, "last": epochs.last })
}

/// The arguments of a finding about a record.
pub(super) fn args(fact: &RecordFact) -> Value {
    match fact {
        RecordFact::NotAStatement { why } | RecordFact::NotSigned { why } | RecordFact::ReceiptInvalid { why } => {
            json!({ "why": why })
        }
        RecordFact::Foreign { names } => json!({ "names": names }),
        RecordFact::OutOfPlace { kind, why, .. } => json!({ "kind": kind, "why": why }),
        RecordFact::Equivocation { size, seen_by, against, disowned, listed: _ } => {
            json!({ "size": size, "seen_by": seen_by, "against": against, "disowned": disowned })
        }
        RecordFact::EpochTwice { epoch }
        | RecordFact::ShapeDiffers { epoch }
        | RecordFact::CountsUnproved { epoch }
        | RecordFact::FlowsOrBoundsUnproved { epoch }
        | RecordFact::ActLate { epoch }
        | RecordFact::ChainBroken { epoch } => json!({ "epoch": epoch }),
        RecordFact::EpochOutOfOrder { epoch, expected } => json!({ "epoch": epoch, "expected": expected }),
        RecordFact::PreviousDiffers { epoch, baseline } => json!({ "epoch": epoch, "baseline": baseline }),
        RecordFact::WrongLength { epoch, of, found, expected } => {
            json!({ "epoch": epoch, "of": listed(*of), "found": found, "expected": expected })
        }
        RecordFact::NotACommitment { epoch, of, index } => {
            json!({ "epoch": epoch, "of": listed(*of), "index": index })
        }
        RecordFact::ProofMalformed { epoch, part } => json!({ "epoch": epoch, "part": proof_part(*part) }),
        RecordFact::BalanceOpen { epoch, line } => {
            let (class, plant) = names(line);
            json!({ "epoch": epoch, "class": class, "plant": plant })
        }
        RecordFact::SumDiffers { opening, epochs, class, sum } => {
            let epochs = self::epochs(*epochs);
            json!({ "opening": opening.as_str(), "epochs": epochs, "class": class.as_str(), "sum": sum })
        }
        RecordFact::OpeningNotDue { opening, epochs } => json!({ "number": opening, "epochs": self::epochs(*epochs) }),
        RecordFact::OpenedEarly { opening } => json!({ "opening": opening.as_str() }),
        RecordFact::EpochLate { epochs, due, provided } => {
            let provided = provided.map(|day| day.to_string());
            json!({ "epochs": self::epochs(*epochs), "due": due.to_string(), "provided": provided })
        }
        RecordFact::EpochEarly { epochs } => json!({ "epochs": self::epochs(*epochs) }),
        RecordFact::EpochMissing { epochs, due, grace_over } => {
            json!({ "epochs": self::epochs(*epochs), "due": due.to_string(), "grace_over": grace_over })
        }
        RecordFact::OpeningLate { opening, epochs, due, provided } => json!({
            "opening": opening.as_str(),
            "epochs": self::epochs(*epochs),
            "due": due.to_string(),
            "provided": provided.map(|day| day.to_string()),
        }),
        RecordFact::OpeningMissing { opening, epochs, due } => {
            json!({ "opening": opening.as_str(), "epochs": self::epochs(*epochs), "due": due.to_string() })
        }
        RecordFact::Correction { epoch, line, up, down, sum_up, sum_down, room } => {
            let (class, plant) = names(line);
            json!({
                "epoch": epoch, "class": class, "plant": plant,
                "up": up, "down": down, "sum_up": sum_up, "sum_down": sum_down, "room": room,
            })
        }
        RecordFact::Excess { bound, epochs, most, accepted } => {
            json!({ "bound": self::bound(bound), "epochs": self::epochs(*epochs), "most": most, "accepted": accepted })
        }
        RecordFact::ReceiptOverdue { of, statements, due } => {
            json!({ "of": of.as_str(), "statements": statements, "due": due.to_string() })
        }
        RecordFact::ReceiptWentBack { of } | RecordFact::RecordNotHeld { of } => json!({ "of": of.as_str() }),
        RecordFact::DatedAhead { seconds } => json!({ "seconds": seconds }),
        RecordFact::CopyIsOld { held, seen, seen_by } => json!({ "held": held, "seen": seen, "seen_by": seen_by }),
        RecordFact::Gate { gate, fact } => {
            let epochs = self::epochs(gate.epochs);
            json!({ "gate": super::gate::gate(gate), "epochs": epochs, "details": super::gate::details(fact) })
        }
        RecordFact::Seal { seal, fact } => {
            json!({ "seal": super::seal::seal(seal), "details": super::seal::details(fact) })
        }
        RecordFact::SitesVisited { inspection, reports, visited, sites, drawn, opened, met } => json!({
            "kind": inspection.as_str(), "reports": reports,
            "visited": visited, "sites": sites, "drawn": drawn, "opened": opened, "met": self::met(met),
        }),
        RecordFact::Visit { visit, fact } => json!({ "inspection": self::visit(visit), "details": details(fact) }),
        RecordFact::Clarification { clarification, fact } => {
            json!({ "clarification": self::clarification(clarification), "details": turn(fact) })
        }
        RecordFact::BodiesNotHeld { statements } => json!({ "statements": statements }),
    }
}

/// For so many sites at which something is hidden, that one of them was drawn.
fn met(met: &[(u32, Probability)]) -> Vec<Value> {
    met.iter().map(|(at, chance)| json!({ "at": at, "probability": exact(chance) })).collect()
}

fn names(line: &LineOf) -> (&str, Option<&str>) {
    (line.class.as_str(), line.plant.as_ref().map(Id::as_str))
}

/// What is exceeded: its kind, and its names.
fn bound(bound: &BoundOf) -> Value {
    match bound {
        BoundOf::Freeze { freeze, group } => {
            json!({ "kind": "freeze", "freeze": freeze.as_str(), "group": group.as_str() })
        }
        BoundOf::Limit(limit) => json!({ "kind": "limit", "limit": limit.as_str() }),
        BoundOf::Transit => json!({ "kind": "transit" }),
    }
}

pub(super) fn visit(visit: &VisitOf) -> Value {
    json!({
        "kind": visit.kind.as_ref().map(Id::as_str),
        "number": visit.number,
        "inspector": visit.inspector.as_str(),
        "host": visit.host.as_str(),
        "site": visit.site.as_ref().map(Id::as_str),
    })
}

pub(super) fn clarification(of: &ClarificationOf) -> Value {
    json!({
        "number": of.number,
        "raiser": of.raiser.as_str(),
        "respondent": of.respondent.as_str(),
        "clause": { "kind": of.clause.0.word(), "id": of.clause.1.as_str() },
        "about": of.about.as_ref().map(visit),
    })
}

/// The arguments of a finding about a clarification.
fn turn(fact: &ClarificationFact) -> Value {
    match fact {
        ClarificationFact::StepTwice { step } => json!({ "step": step.word() }),
        ClarificationFact::StepBackDated { step, seconds } => json!({ "step": step.word(), "seconds": seconds }),
        ClarificationFact::StepLate { clock, minutes } => json!({ "step": clock.word(), "minutes": minutes }),
        ClarificationFact::StepMissing { step, due, grace_over } => {
            json!({ "step": step.word(), "due": due.to_string(), "grace_over": grace_over })
        }
        ClarificationFact::Open { until } => json!({ "until": until.map(|day| day.to_string()) }),
        ClarificationFact::Disagreed { both } => json!({ "both": both }),
        ClarificationFact::Lapsed { due } => json!({ "due": due.to_string() }),
    }
}

/// The arguments of a finding about an inspection.
fn details(fact: &VisitFact) -> Value {
    match fact {
        VisitFact::StepTwice { step } => json!({ "step": step.word() }),
        VisitFact::StepBackDated { step, seconds } => json!({ "step": step.word(), "seconds": seconds }),
        VisitFact::StepLate { step, minutes } => json!({ "step": step.word(), "minutes": minutes }),
        VisitFact::StepMissing { step, due, grace_over } => {
            json!({ "step": step.word(), "due": due.to_string(), "grace_over": grace_over })
        }
        VisitFact::BeyondRights { why } => json!({ "why": why }),
        VisitFact::NotDrawn { drawn } => json!({ "drawn": drawn.as_ref().map(Id::as_str) }),
        VisitFact::ChoseEarly | VisitFact::NotCovered | VisitFact::ReportDisputed => json!({}),
        VisitFact::OtherEpoch { opened, expected } => json!({ "opened": opened, "expected": expected }),
        VisitFact::Refused { reason, times } => json!({ "reason": reason.word(), "times": times }),
        VisitFact::OpeningDisputed { received } => json!({ "received": received }),
        VisitFact::ReportDiffers { answer, unresolved } => {
            json!({ "answer": answer.map(|answer| answer.word()), "unresolved": unresolved })
        }
        VisitFact::AnswerDeclined { subject } => json!({ "subject": subject.word() }),
        VisitFact::AnswerDisputed { subject, received } => json!({ "subject": subject.word(), "received": received }),
        VisitFact::AnswerFalse { subject, why, flaws } | VisitFact::AnswerIncomplete { subject, why, flaws } => {
            json!({ "subject": subject.word(), "why": why, "flaws": flaws })
        }
        VisitFact::ConclusionFalse { subject, explains } => json!({ "subject": subject.word(), "explains": explains }),
        VisitFact::StoryOnWord { subject, proved, links } => {
            json!({ "subject": subject.word(), "proved": proved, "links": links })
        }
        VisitFact::InquiriesBeyondCap { answered, cap } => json!({ "answered": answered, "cap": cap }),
        VisitFact::OpeningFalse { step, why } => json!({ "step": step.word(), "why": why }),
        VisitFact::AcceptanceFalse { opens } => json!({ "opens": opens }),
        VisitFact::ReportFalse { by, says, comes_to } => {
            json!({ "by": side(*by), "says": says.word(), "comes_to": comes_to.word() })
        }
        VisitFact::RestrictionUnnamed { by, restriction } => {
            json!({ "by": side(*by), "restriction": restriction.as_str() })
        }
        VisitFact::TagTwice { other, at, items } => {
            json!({ "other": visit(other), "at": at.each_ref().map(leaf), "items": items })
        }
        VisitFact::NotConverted { other, at, epochs, items } => {
            json!({ "other": visit(other), "at": at.each_ref().map(leaf), "epochs": epochs, "items": items })
        }
        VisitFact::SealReused { other, seal, seals } => {
            json!({ "other": visit(other), "seal": seal, "seals": seals })
        }
        VisitFact::RestrictionBroken { restriction, conceded } => {
            json!({ "restriction": restriction.as_str(), "conceded": conceded })
        }
    }
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Inspector => "inspector",
        Side::Host => "host",
    }
}

fn leaf(at: &LeafAt) -> Value {
    json!({ "road": at.road, "class": at.class.as_str(), "leaf": at.leaf })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixture, json};

    #[test]
    fn records_openings_and_statements_have_their_keys() {
        let told = json::assessment(&fixture::of_records(), &fixture::instrument());
        expect_test::expect![[r#"
            [
              {
                "author": "US",
                "party": "US",
                "size": 33,
                "root": "ISEhISEhISEhISEhISEhISEhISEhISEhISEhISEhISE=",
                "covered_by": [
                  {
                    "by": "RU",
                    "size": 33,
                    "time": "2027-03-02T00:00:00Z",
                    "receipts": 5
                  },
                  {
                    "by": "lakeside",
                    "size": 32,
                    "time": "2027-03-01T00:00:01Z",
                    "receipts": 2
                  }
                ],
                "months": [
                  {
                    "first": "2027-02-01",
                    "due": 28,
                    "stated": 25,
                    "proved": 24,
                    "in_time": 24,
                    "receipts": 5
                  }
                ]
              },
              {
                "author": "RU",
                "party": "RU",
                "size": 36,
                "root": "JCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQ=",
                "covered_by": [
                  {
                    "by": "US",
                    "size": 30,
                    "time": "2027-03-02T15:06:40Z",
                    "receipts": 1
                  }
                ],
                "months": [
                  {
                    "first": "2027-02-01",
                    "due": 28,
                    "stated": 28,
                    "proved": 28,
                    "in_time": 28,
                    "receipts": 4
                  },
                  {
                    "first": "2027-03-01",
                    "due": 2,
                    "stated": 3,
                    "proved": 3,
                    "in_time": 2,
                    "receipts": 1
                  }
                ]
              },
              {
                "author": "lakeside",
                "party": null,
                "size": 2,
                "root": "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
                "covered_by": [],
                "months": []
              }
            ]
            [
              {
                "party": "RU",
                "opening": "totals",
                "epochs": {
                  "first": 30,
                  "last": 30
                },
                "day": "2027-03-03",
                "class": "warhead",
                "sum": 1444
              }
            ]"#]]
        .assert_eq(&format!("{:#}\n{:#}", told["records"], told["opened"]));
        let finding = &told["findings"][0];
        assert_eq!((&finding["epoch"], &finding["date"]), (&json!(20), &json!("2027-02-21")));
        assert_eq!(finding["statements"][1], json!({ "record": "US", "index": 19 }));
        assert_eq!(told["findings"][4]["epoch"], Value::Null);
    }
}
