//! Our own vectors, in `vectors/own/`: they must be read, and made again byte for byte, for ever.
//!
//! A change that breaks one of them is a change of format, and makes old evidence unreadable. A new one is frozen by naming it here and
//! running the tests with `FREEZE_VECTORS=1`, which writes what is not there yet and never what is.

mod common;

use common::*;
use ed25519_dalek::SigningKey;
use log::checkpoint::ExtensionLine;
use log::key::VerifierKey;
use log::*;
use serde_json::{Value, json};

const TIME: u64 = 1_798_761_600; // 2027-01-01T00:00:00Z

fn log_proof(leaf: u64, leaves: u64, extra: Option<&[u8]>) -> String {
    let tree = tree(leaves);
    let inclusion = InclusionProof::make(index(leaf), size(leaves), &tree).unwrap();
    LogProof { extra: extra.map(<[u8]>::to_vec), index: index(leaf), inclusion, checkpoint: cosigned(leaves) }
        .to_string()
}

fn cosigned(leaves: u64) -> SignedNote {
    let head = head(&tree(leaves), leaves);
    let time = |seconds| Timestamp::new(seconds).unwrap();
    let note = head.sign(&log_signer()).unwrap();
    note.with_signature(witness(2).cosign(&head, time(TIME)))
        .unwrap()
        .with_signature(witness(3).cosign(&head, time(TIME + 60)))
        .unwrap()
}

fn equivocation(smaller: u64, larger: u64, fork: u64) -> String {
    let other = forked(larger, fork);
    equivocation::prove(&verified(&tree(smaller), smaller), &verified(&other, larger), &other).unwrap().to_string()
}

/// Every good file, by name.
fn good() -> Vec<(&'static str, Vec<u8>)> {
    let mut extended = head(&tree(7), 7);
    extended.extensions = vec![ExtensionLine::new("an extension line").unwrap()];
    let signer = log_signer();
    let note = SignedNote::new(
        "A note of two paragraphs,\n\nthe second after an empty line.\n",
        vec![signer.sign("A note of two paragraphs,\n\nthe second after an empty line.\n")],
    );
    let texts = [
        ("note", note.unwrap().to_string()),
        ("checkpoint.0", head(&tree(0), 0).sign(&signer).unwrap().to_string()),
        ("checkpoint.7", head(&tree(7), 7).sign(&signer).unwrap().to_string()),
        ("checkpoint.7.extended", extended.sign(&signer).unwrap().to_string()),
        ("checkpoint.300.cosigned", cosigned(300).to_string()),
        ("proof.0-of-1", log_proof(0, 1, None)),
        ("proof.4-of-7", log_proof(4, 7, None)),
        ("proof.299-of-300.extra", log_proof(299, 300, Some(b"not signed"))),
        ("equivocation.7-7", equivocation(7, 7, 6)),
        ("equivocation.1-2", equivocation(1, 2, 0)),
        ("equivocation.4-7", equivocation(4, 7, 3)),
        ("equivocation.5-300", equivocation(5, 300, 2)),
    ];
    let mut files: Vec<_> = texts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    let tree = tree(300);
    for (name, path) in [("tile.0-001.p-44", "tile/0/001.p/44"), ("tile.1-000.p-1", "tile/1/000.p/1")] {
        files.push((name, hash_tile(&tree, TileAddress::parse(path).unwrap()).encode()));
    }
    files.push(("entries.001.p-44", bundle_bytes(TileAddress::parse("tile/entries/001.p/44").unwrap())));
    files
}

fn keys() -> Value {
    let key = |seed: u8, key: &VerifierKey| json!({ "vkey": key.to_string(), "secret_hex": format!("{seed:02x}").repeat(32) });
    json!({
        "warning": "These secrets are public. They sign test vectors and nothing else.",
        "log": key(1, log_signer().verifier()),
        "witnesses": [key(2, witness(2).verifier()), key(3, witness(3).verifier())],
    })
}

/// Every bad file: its format, what is wrong with it, and its bytes as text.
fn bad() -> Value {
    let text = |name: &str| String::from_utf8(good().into_iter().find(|(good, _)| *good == name).unwrap().1).unwrap();
    let (note, head, cosigned) = (text("note"), text("checkpoint.7"), text("checkpoint.300.cosigned"));
    let (proof, fork, twice) = (text("proof.4-of-7"), text("equivocation.5-300"), text("equivocation.7-7"));
    let blocks: Vec<_> = twice.split("\n\n").collect();
    let honest = tree(300);
    let stale_hashes = tree::PrefixProof::make(size(5), size(300), &honest).unwrap().0;
    let stale_hashes: String = stale_hashes.iter().map(|hash| format!("{hash}\n")).collect();
    let stale = format!(
        "standstill/equivocation@v1\n{stale_hashes}\n{}\n{}",
        verified(&tree(5), 5).least_note(),
        verified(&honest, 300).least_note()
    );
    let other = LogSigner::new(name("standstill.example/record/b"), SigningKey::from_bytes(&[1; 32]));
    let replace = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from));
        text.replacen(from, to, 1)
    };
    let cases = [
        ("note", "the text was changed", replace(&note, "two", "ten")),
        ("note", "the last newline is missing", note.trim_end().to_owned()),
        ("note", "a line ends in carriage return and newline", replace(&note, "paragraphs,\n", "paragraphs,\r\n")),
        ("note", "an empty line follows the signatures", format!("{note}\n")),
        ("note", "a hyphen stands for the dash", replace(&note, "— ", "- ")),
        ("note", "no signature", "text\n\n".to_owned()),
        ("checkpoint", "the size has a leading zero", replace(&head, "\n7\n", "\n07\n")),
        ("checkpoint", "the size was changed", replace(&head, "\n7\n", "\n8\n")),
        ("checkpoint", "a line was added", replace(&head, "\n\n", "\nmore\n\n")),
        ("checkpoint", "signed by another log's key of the same secret", {
            let text = log::SignedNote::parse(head.as_bytes()).unwrap().text().to_owned();
            format!("{text}\n{}\n", other.sign(&text))
        }),
        ("checkpoint", "the size exceeds 2^62", {
            let text =
                replace(log::SignedNote::parse(head.as_bytes()).unwrap().text(), "\n7\n", "\n4611686018427387905\n");
            format!("{text}\n{}\n", log_signer().sign(&text))
        }),
        ("checkpoint", "the empty tree with another root", {
            let text = replace(log::SignedNote::parse(head.as_bytes()).unwrap().text(), "\n7\n", "\n0\n");
            format!("{text}\n{}\n", log_signer().sign(&text))
        }),
        ("cosigned", "the cosignature is of another checkpoint", {
            let line = cosigned.lines().find(|line| line.contains("/w2 ")).unwrap();
            format!("{head}{line}\n")
        }),
        ("cosigned", "the cosignature is cut", {
            let line = SignatureLine::new(name("witness.example/w2"), witness(2).verifier().id(), vec![0; 71]).unwrap();
            format!("{head}{line}\n")
        }),
        ("proof", "the index was changed", replace(&proof, "index 4", "index 5")),
        ("proof", "a hash more", replace(&proof, "\n\n", &format!("\n{}\n\n", Hash::EMPTY))),
        ("proof", "another header", replace(&proof, "@v1", "@v2")),
        ("equivocation", "the smaller checkpoint is a beginning of the larger: stale", stale),
        (
            "equivocation",
            "the checkpoints are exchanged",
            [blocks[0], blocks[3], blocks[4].trim_end(), blocks[1], blocks[2]].join("\n\n") + "\n",
        ),
        (
            "equivocation",
            "one checkpoint twice",
            [blocks[0], blocks[1], blocks[2], blocks[1], blocks[2]].join("\n\n") + "\n",
        ),
        (
            "equivocation",
            "hashes where one size needs none",
            replace(&twice, "\n\n", &format!("\n{}\n\n", Hash::EMPTY)),
        ),
        ("equivocation", "a hash less", {
            let (header, rest) = fork.split_once('\n').unwrap();
            format!("{header}\n{}", rest.split_once('\n').unwrap().1)
        }),
        (
            "equivocation",
            "a signature more",
            format!("{fork}{}", cosigned.lines().find(|line| line.contains("/w2 ")).unwrap()) + "\n",
        ),
    ];
    cases.into_iter().map(|(format, why, text)| json!({ "format": format, "why": why, "text": text })).collect()
}

/// What a reader of a vector does with it. The words are those of `bad.json`, and the beginnings of the good files' names.
fn accepted(format: &str, bytes: &[u8]) -> bool {
    let witnesses = [witness(2).verifier().clone(), witness(3).verifier().clone()];
    match format {
        "note" => SignedNote::parse(bytes).is_ok_and(|note| note.verify(&log_keys()).is_ok()),
        "checkpoint" => VerifiedCheckpoint::verify(bytes, &log_keys()).is_ok(),
        "cosigned" => VerifiedCheckpoint::verify(bytes, &log_keys())
            .is_ok_and(|c| cosignature::verify(&c, &witnesses).is_ok_and(|c| !c.is_empty())),
        "proof" => {
            LogProof::parse(bytes).is_ok_and(|proof| proof.verify(&entry(proof.index.get()), &log_keys()).is_ok())
        }
        "equivocation" => equivocation::check(bytes, &log_keys()).is_ok(),
        "tile" | "entries" => true,
        other => panic!("no reader for {other}"),
    }
}

/// A frozen file; with `FREEZE_VECTORS` one that is not there yet is written first.
fn frozen(name: &str, bytes: &[u8]) -> Vec<u8> {
    let path = vectors().join("own").join(name);
    if std::env::var_os("FREEZE_VECTORS").is_some() && !path.exists() {
        std::fs::write(&path, bytes).unwrap();
    }
    read(format!("own/{name}"))
}

fn pretty(value: &Value) -> Vec<u8> {
    (serde_json::to_string_pretty(value).unwrap() + "\n").into_bytes()
}

#[test]
fn good_files_are_made_again_and_believed() {
    for (name, bytes) in good() {
        assert_eq!(frozen(name, &bytes), bytes, "{name}");
        assert!(accepted(name.split('.').next().unwrap(), &bytes), "{name}");
    }
    let cosigned = VerifiedCheckpoint::verify(&read("own/checkpoint.300.cosigned"), &log_keys()).unwrap();
    let keys: Value = serde_json::from_slice(&frozen("keys.json", &pretty(&self::keys()))).unwrap();
    assert_eq!(keys, self::keys());
    let witnesses: Vec<_> = keys["witnesses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| VerifierKey::parse(key["vkey"].as_str().unwrap()).unwrap())
        .collect();
    let times: Vec<_> =
        cosignature::verify(&cosigned, &witnesses).unwrap().iter().map(|c| c.time().seconds()).collect();
    assert_eq!(times, [TIME, TIME + 60]);
}

#[test]
fn bad_files_are_made_again_and_refused() {
    let cases: Value = serde_json::from_slice(&frozen("bad.json", &pretty(&bad()))).unwrap();
    assert_eq!(cases, bad());
    for case in cases.as_array().unwrap() {
        assert!(
            !accepted(case["format"].as_str().unwrap(), case["text"].as_str().unwrap().as_bytes()),
            "{}",
            case["why"]
        );
    }
}
