//! What crosses a gate: its bytes, frozen in `vectors/portal/`, one refusal for each check, and the epoch that it belongs to.

mod parties;

use parties::*;
use proptest::prelude::*;
use record::gate::epoch_at;
use record::malformed::Rule;
use record::statement::{Crossing, CrossingHash, Gate, MeasurementHash, SeenCrossing, Verdict, Way};
use record::*;
use serde_json::{Value, json};
use std::path::PathBuf;

fn gate() -> Gate {
    Gate { site: SiteNumber(2), way: Way::Out, exit: 0, epoch: Epoch(3) }
}

fn crossing() -> Crossing {
    Crossing { number: 7, gate: gate(), at: at(NOON), items: 1 }
}

fn seen() -> SeenCrossing {
    SeenCrossing {
        host: hal().party(),
        crossing: Some(CrossingHash([6; 32])),
        gate: gate(),
        at: at(NOON + 60),
        seen: 1,
        opened: 0,
        verdict: Verdict::AsDeclared,
        file: Some(MeasurementHash([5; 32])),
    }
}

fn undeclared() -> SeenCrossing {
    let gate = Gate { way: Way::In, exit: 1, ..gate() };
    SeenCrossing { crossing: None, gate, opened: 1, verdict: Verdict::Otherwise, file: None, ..seen() }
}

fn named() -> Vec<(&'static str, Statement)> {
    vec![
        ("crossing", Statement::Crossing(crossing())),
        ("crossing.empty", Statement::Crossing(Crossing { items: 0, ..crossing() })),
        ("verdict", Statement::Verdict(seen())),
        ("verdict.undeclared", Statement::Verdict(undeclared())),
    ]
}

fn frozen(name: &str, made: &[u8]) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors/portal").join(name);
    if !path.exists() && std::env::var_os("FREEZE_VECTORS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, made).unwrap();
    }
    std::fs::read(&path).unwrap_or_else(|e| panic!("{name} is missing; FREEZE_VECTORS=1 writes what is new: {e}"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bodies that must be read, and bodies that must be refused, each with why.
fn bodies() -> Value {
    let good = |(name, statement): &(&str, Statement)| json!({ "name": name, "kind": statement.kind().number(), "body": hex(&statement.encode()) });
    let bad =
        |(why, kind, body): &(&str, Kind, Vec<u8>)| json!({ "why": why, "kind": kind.number(), "body": hex(body) });
    json!({ "good": named().iter().map(good).collect::<Vec<_>>(), "bad": bad_bodies().iter().map(bad).collect::<Vec<_>>() })
}

fn bad_bodies() -> Vec<(&'static str, Kind, Vec<u8>)> {
    let crossing = Statement::Crossing(crossing()).encode();
    let verdict = Statement::Verdict(undeclared()).encode();
    let with = |bytes: &[u8], at: usize, byte: u8| {
        let mut bytes = bytes.to_vec();
        bytes[at] = byte;
        bytes
    };
    // the verdict stands before the last byte, the null of the file
    let judged = verdict.len() - 2;
    vec![
        ("a crossing of number 0", Kind::Crossing, with(&crossing, 2, 0)),
        ("a third way", Kind::Crossing, with(&crossing, 3, 2)),
        ("a field too few", Kind::Crossing, [&[0x86], &crossing[1..crossing.len() - 1]].concat()),
        ("a field too many", Kind::Crossing, [&[0x88], &crossing[1..], &[0]].concat()),
        ("more items than 65 535", Kind::Crossing, [&crossing[..crossing.len() - 1], &[0x1a, 0, 1, 0, 0]].concat()),
        ("exit 256", Kind::Crossing, [&crossing[..4], &[0x19, 1, 0], &crossing[5..]].concat()),
        ("a verdict of another number", Kind::Verdict, with(&verdict, judged, 3)),
        ("nothing declared, and as declared", Kind::Verdict, with(&verdict, judged, 0)),
        ("a host in small letters", Kind::Verdict, with(&verdict, 2, b'h')),
        ("a file of 31 bytes", Kind::Verdict, [&verdict[..judged + 1], &[0x58, 31], &[5; 31]].concat()),
    ]
}

#[test]
fn what_crosses_is_made_again_byte_for_byte_and_signed_for_everybody() {
    for (name, statement) in named() {
        let ond = ond();
        let envelope = ond.states(&statement, &[&ond.statement]);
        assert_eq!(envelope.head.epoch, Some(Epoch(3)), "{name}");
        assert_eq!(frozen(name, &envelope.encode()), envelope.encode(), "{name} is made otherwise than it was");
        let signed = rings().verify(&ond.author, leaf(9), &envelope.encode()).unwrap();
        assert_eq!(signed.contents.as_ref().unwrap().statement, statement, "{name}");
        let head = Head { readers: Readers::Parties, ..envelope.head.clone() };
        let sealed = Envelope { head, papers: None, signatures: envelope.signatures };
        assert_eq!(Envelope::decode(&sealed.encode()).unwrap_err().field, "readers", "{name}");
    }
    let bodies = (serde_json::to_string_pretty(&bodies()).unwrap() + "\n").into_bytes();
    assert_eq!(frozen("bodies.json", &bodies), bodies);
}

#[test]
fn every_body_is_read_again_and_every_beginning_of_it_refused() {
    for (name, statement) in named() {
        let bytes = statement.encode();
        assert_eq!(Statement::decode(statement.kind(), &bytes).as_ref(), Ok(&statement), "{name}");
        for length in 0..bytes.len() {
            assert!(Statement::decode(statement.kind(), &bytes[..length]).is_err(), "{name}, {length} bytes");
        }
    }
}

#[test]
fn what_breaks_a_rule_of_a_crossing_is_refused_with_its_field() {
    let fields = ["number", "way", "the whole", "the whole", "items", "exit", "verdict", "verdict", "host", "file"];
    for ((why, kind, body), field) in bad_bodies().into_iter().zip(fields) {
        let refused = Statement::decode(kind, &body).unwrap_err();
        assert_eq!(refused.field, field, "{why}: {refused}");
    }
    let undeclared = Statement::Verdict(SeenCrossing { verdict: Verdict::AsDeclared, ..undeclared() });
    let refused = Statement::decode(Kind::Verdict, &undeclared.encode()).unwrap_err();
    assert!(matches!(refused.rule, Rule::Surplus(_)), "{refused}");
}

#[test]
fn a_declaration_is_named_by_the_hash_of_its_leaf() {
    let leaf = ond().states(&Statement::Crossing(crossing()), &[&ond().statement]).encode();
    assert_eq!(CrossingHash::of(&leaf).0, *log::tree::leaf_hash(&leaf).as_bytes());
}

#[test]
fn a_crossing_belongs_to_the_epoch_that_has_its_second_from_the_end_of_the_baseline_to_that_of_the_last() {
    let (treaty, day) = (instrument(), 86_400);
    let last = u64::from(treaty.last_epoch().unwrap());
    // the baseline closes with 10 January 2030, and an epoch is a day
    let begins = |epoch: u64| NOON - day / 2 + (epoch - 1) * day;
    let of = |seconds| epoch_at(&treaty, at(seconds)).map(|epoch| epoch.0.into());
    for epoch in 1..=last {
        assert_eq!((of(begins(epoch)), of(begins(epoch) + day - 1)), (Some(epoch), Some(epoch)), "{epoch}");
    }
    assert_eq!([of(0), of(begins(1) - 1), of(begins(last + 1))], [None; 3]);
}

proptest! {
    #![proptest_config(seeded(256))]

    #[test]
    fn any_crossing_and_any_verdict_has_one_spelling(
        numbers in any::<(u16, u8, u32, u16, u16)>(),
        (number, out, verdict, named, measured) in (1..=u32::MAX, any::<bool>(), 0..3_usize, any::<bool>(), any::<bool>()),
        time in 0..=log::cosignature::TIMESTAMP_MAX,
    ) {
        let (site, exit, epoch, seen, opened) = numbers;
        let gate = Gate { site: SiteNumber(site), way: if out { Way::Out } else { Way::In }, exit, epoch: Epoch(epoch) };
        let verdict = if named { Verdict::ALL[verdict] } else { Verdict::NotClear };
        let crossing = named.then_some(CrossingHash([1; 32]));
        let file = measured.then_some(MeasurementHash([2; 32]));
        let told = SeenCrossing { host: hal().party(), crossing, gate, at: at(time), seen, opened, verdict, file };
        for statement in [Statement::Crossing(Crossing { number, gate, at: at(time), items: seen }), Statement::Verdict(told)] {
            prop_assert_eq!(Statement::decode(statement.kind(), &statement.encode()), Ok(statement));
        }
    }
}
