//! Our own vectors, in `vectors/own/`: they must be read, and made again byte for byte, for ever.
//!
//! A change that breaks one of them is a change of format, and makes old evidence unreadable. A new one is frozen by naming it here and
//! running the tests with `FREEZE_VECTORS=1`, which writes what is not there yet and never what is.

mod parties;

use parties::*;
use record::*;
use serde_json::{Value, json};
use std::path::PathBuf;

fn frozen(name: &str, made: &[u8]) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors/own").join(name);
    if !path.exists() && std::env::var_os("FREEZE_VECTORS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, made).unwrap();
    }
    std::fs::read(&path).unwrap_or_else(|e| panic!("{name} is missing; FREEZE_VECTORS=1 writes what is new: {e}"))
}

/// The instrument of the vectors is a hash alone, so that they hold whatever becomes of the tests' own.
fn rings() -> KeyRings {
    let mut rings = KeyRings::empty(treaty::instrument::Hash([0x11; 32]));
    for keeper in [ond(), hal()] {
        for ((_, key), role) in keeper.keys().into_iter().zip(Role::ALL) {
            rings.list(&keeper.author, role, key, None, None).unwrap();
        }
    }
    rings
}

fn made() -> Vec<(&'static str, Envelope)> {
    let (ond, hal) = (ond(), hal());
    let again = |(name, mut envelope): (&'static str, Envelope)| {
        let signers = envelope.signatures.iter().map(|signature| signature.key);
        let keys = [&ond.statement, &ond.offline, &hal.statement, &hal.offline];
        let keys: Vec<_> = signers.map(|id| *keys.iter().find(|key| key.id() == id).unwrap()).collect();
        envelope.head.instrument.0 = [0x11; 32];
        envelope.signatures.clear();
        (name, keys.into_iter().fold(envelope, Envelope::signed_by))
    };
    let mut made: Vec<_> = each_kind().into_iter().map(again).collect();
    let heading =
        Heading { instrument: treaty::instrument::Hash([0x11; 32]), readers: Readers::Parties, ..ond.heading() };
    let body = Statement::Epoch(epoch_body(1));
    let (sealed, _) = Envelope::new(heading.clone(), &body, Some(&proofs()), proof::Salt([5; 32]), &[&ond.statement]);
    made.push(("epoch.parties", sealed));
    let heading = Heading { readers: Readers::Addressee(hal.author), ..heading };
    let declared = Statement::Declaration(Declaration { epoch: Epoch(2), counts: vec![ItemCount(0), ItemCount(1457)] });
    made.push((
        "declaration.addressee",
        Envelope::new(heading, &declared, None, proof::Salt([5; 32]), &[&ond.statement]).0,
    ));
    made
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn keys() -> Value {
    let of = |keeper: &Keeper, seed: u8| {
        let key = |((role, key), seed): ((&str, log::VerifierKey), u8)| json!({ "role": role, "vkey": key.to_string(), "key_id": KeyId::of(1, key.public()).to_string(), "secret_hex": hex(&[seed; 32]) });
        json!({ "author": keeper.author.as_str(), "keys": keeper.keys().into_iter().zip(seed..).map(key).collect::<Vec<_>>() })
    };
    json!({
        "warning": "These secrets are public. They sign test vectors and nothing else.",
        "instrument": hex(&[0x11; 32]),
        "keepers": [of(&ond(), 1), of(&hal(), 11)],
    })
}

/// What each statement is made of, for whoever writes a second reader.
fn parts() -> Value {
    let part = |(name, envelope): &(&str, Envelope)| {
        json!({
            "name": name,
            "kind": envelope.head.kind.number(),
            "message": hex(&envelope.head.message()),
            "body_hash": hex(&envelope.head.body_hash.0),
            "body": envelope.papers.as_ref().map(|papers| hex(&papers.body)),
            "proofs_hash": envelope.head.proofs_hash.map(|hash| hash.to_string()),
        })
    };
    Value::Array(made().iter().map(part).collect())
}

fn pretty(value: &Value) -> Vec<u8> {
    (serde_json::to_string_pretty(value).unwrap() + "\n").into_bytes()
}

/// Bytes that must be refused, each with why.
fn bad() -> Value {
    let epoch = made().swap_remove(1).1;
    let bytes = epoch.encode();
    let mut cases = Vec::new();
    let mut case = |why: &str, bytes: Vec<u8>| cases.push(json!({ "why": why, "hex": hex(&bytes) }));
    case("a byte behind the end", [&bytes[..], &[0]].concat());
    case("version 0", [&[0x8d, 0], &bytes[2..]].concat());
    case("the version in a second spelling", [&[0x8d, 0x18, 1], &bytes[2..]].concat());
    case("an array of indefinite length", [&[0x9f], &bytes[1..], &[0xff]].concat());
    case("kind 23", [&bytes[..40], &[23], &bytes[41..]].concat());
    case("no signature", Envelope { signatures: vec![], ..epoch.clone() }.encode());
    case(
        "one signature twice",
        Envelope { signatures: [&epoch.signatures[..], &epoch.signatures].concat(), ..epoch.clone() }.encode(),
    );
    case("a public statement without its papers", Envelope { papers: None, ..epoch.clone() }.encode());
    let sealed = Head { readers: Readers::Parties, ..epoch.head.clone() };
    case("papers inline that are for the parties", Envelope { head: sealed, ..epoch.clone() }.encode());
    let without = Head { epoch: None, ..epoch.head.clone() };
    case("an epoch statement of no epoch", Envelope { head: without, ..epoch }.encode());
    Value::Array(cases)
}

#[test]
fn good_statements_are_made_again_and_verified() {
    let rings = rings();
    for (name, envelope) in made() {
        let bytes = frozen(name, &envelope.encode());
        assert_eq!(bytes, envelope.encode(), "{name} is made otherwise than it was");
        let signed = rings.verify(&ond().author, leaf(9), &bytes).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(signed.envelope, envelope, "{name}");
    }
    for (name, value) in [("keys.json", keys()), ("parts.json", parts())] {
        assert_eq!(frozen(name, &pretty(&value)), pretty(&value), "{name}");
    }
}

#[test]
fn bad_statements_are_made_again_and_refused() {
    assert_eq!(frozen("bad.json", &pretty(&bad())), pretty(&bad()));
    for case in bad().as_array().unwrap() {
        let digits = case["hex"].as_str().unwrap();
        let bytes: Vec<u8> =
            (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect();
        assert!(Envelope::decode(&bytes).is_err(), "{}", case["why"]);
    }
}
