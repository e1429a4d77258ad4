//! Notes, keys, checkpoints, cosignatures and log proofs: what is read, what is refused, what is believed.

mod common;

use common::*;
use ed25519_dalek::SigningKey;
use log::checkpoint::{CHECKPOINT_LINE_MAX, CHECKPOINT_TEXT_MAX, EXTENSION_LINES_MAX, ExtensionLine};
use log::cosignature::{self, TIMESTAMP_MAX};
use log::key::{KEY_NAME_MAX, VERIFIER_KEY_MAX};
use log::note::{BadSignature, NOTE_MAX, SIGNATURE_MAX, SIGNATURES_MAX};
use log::proof::{EXTRA_MAX, LOG_PROOF_MAX, NotInLog};
use log::tree::{INCLUSION_PROOF_MAX, TREE_SIZE_MAX};
use log::*;

/// The example of C2SP signed-note.
const NOTE: &str = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
const KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

fn note_rule(bytes: &[u8]) -> Rule {
    SignedNote::parse(bytes).unwrap_err().rule
}

#[test]
fn the_specifications_note_is_verified_by_its_key() {
    let note = SignedNote::parse(NOTE.as_bytes()).unwrap();
    assert_eq!((note.text(), note.to_string().as_str()), ("This is an example message.\n", NOTE));
    let key = VerifierKey::parse(KEY).unwrap();
    assert_eq!((key.to_string().as_str(), key.algorithm()), (KEY, Algorithm::Ed25519));
    assert_eq!(note.verify(std::slice::from_ref(&key)).unwrap().len(), 1);
    assert_eq!(note.verify(&log_keys()), Err(BadSignature::NoneKnown));
    assert_eq!(note.verify(&[]), Err(BadSignature::NoneKnown));
    let changed = SignedNote::new("Another message.\n", note.signatures().to_vec()).unwrap();
    assert!(matches!(changed.verify(&[key]), Err(BadSignature::Fails { position: 0, .. })));
}

#[test]
fn a_note_with_empty_lines_in_its_text_is_cut_at_the_last() {
    let signed = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    let note = SignedNote::parse(signed.as_bytes()).unwrap();
    assert!(note.text().ends_with("\n\ned è subito sera.\n") && note.to_string() == signed);
}

#[test]
fn a_note_is_read_strictly() {
    assert_eq!(note_rule(b""), Rule::NoFinalNewline);
    assert_eq!(note_rule(NOTE.trim_end().as_bytes()), Rule::NoFinalNewline);
    assert_eq!(note_rule(b"text\n"), Rule::NoSeparator);
    assert_eq!(note_rule(b"text\n\n"), Rule::NoSignature);
    assert_eq!(note_rule([NOTE, "\n"].concat().as_bytes()), Rule::NoSignature);
    assert_eq!(note_rule(NOTE.replace("\n\n", "\r\n\r\n").as_bytes()), Rule::Control(b'\r'));
    assert_eq!(note_rule(b"te\x00xt\n\n"), Rule::Control(0));
    assert_eq!(note_rule(b"te\xffxt\n\n"), Rule::NotUtf8);
    let line = |line: &str| note_rule(format!("text\n\n{line}\n").as_bytes());
    for bad in ["- a AAAAAAA=", "—a AAAAAAA=", "— a", "—  AAAAAAA=", " — a AAAAAAA=", "a", "–— a AAAAAAA="]
    {
        assert!(matches!(line(bad), Rule::Line(_) | Rule::KeyName), "{bad}");
    }
    assert_eq!(line("— a+b AAAAAAA="), Rule::KeyName);
    assert_eq!(line("— a\u{a0}b AAAAAAA="), Rule::KeyName);
    assert_eq!(line("— a AAAAAAA"), Rule::Base64("the signature"));
    assert_eq!(line("— a AAAAAAB="), Rule::Base64("the signature"));
    assert_eq!(line("— a AAAAAAA= "), Rule::Base64("the signature"));
    assert_eq!(line("— a AAAA"), Rule::Truncated("the key id"));
    assert_eq!(line("— a AAAAAA=="), Rule::Truncated("the signature"));
    assert!(SignedNote::parse("text\n\n— a AAAAAAA=\n".as_bytes()).is_ok());
    let place = SignedNote::parse("one\ntwo\n\n— a AAAAAAA=\n— a +\n".as_bytes()).unwrap_err();
    assert_eq!(
        place.to_string(),
        "signed note, line 5 (byte 24): the signature is not standard base64 with padding, in its one spelling"
    );
}

#[test]
fn a_note_is_made_as_strictly_as_it_is_read() {
    let line = SignatureLine::new(name("a"), KeyId([0; 4]), vec![0]).unwrap();
    let rule = |text, signatures| SignedNote::new(text, signatures).unwrap_err().rule;
    assert_eq!(rule("text", vec![line.clone()]), Rule::NoFinalNewline);
    assert_eq!(rule("te\rxt\n", vec![line]), Rule::Control(b'\r'));
    assert_eq!(rule("text\n", Vec::new()), Rule::NoSignature);
}

#[test]
fn a_note_has_limits_and_each_is_tried_at_one_past() {
    let signatures = |count| format!("t\n\n{}", "— a AAAAAAA=\n".repeat(count));
    assert!(SignedNote::parse(signatures(SIGNATURES_MAX).as_bytes()).is_ok());
    assert_eq!(
        note_rule(signatures(SIGNATURES_MAX + 1).as_bytes()),
        Rule::TooMany { what: "signatures", max: SIGNATURES_MAX }
    );
    let note = SignedNote::parse(signatures(SIGNATURES_MAX).as_bytes()).unwrap();
    assert!(note.clone().with_signature(note.signatures()[0].clone()).is_err());

    let long = |length| format!("{}{}", "x".repeat(length - 17), "\n\n— a AAAAAAA=\n");
    assert_eq!(long(NOTE_MAX).len(), NOTE_MAX);
    assert!(SignedNote::parse(long(NOTE_MAX).as_bytes()).is_ok());
    assert_eq!(
        note_rule(long(NOTE_MAX + 1).as_bytes()),
        Rule::TooLong { what: "note", length: NOTE_MAX + 1, max: NOTE_MAX }
    );
    let text = format!("{}\n", "x".repeat(NOTE_MAX - 10));
    assert!(SignedNote::new(&text, note.signatures()[..1].to_vec()).is_err(), "it is the whole note that is bounded");

    let line = |length| SignatureLine::new(name("a"), KeyId([0; 4]), vec![0; length]);
    assert!(line(0).is_err() && line(1).is_ok() && line(SIGNATURE_MAX).is_ok() && line(SIGNATURE_MAX + 1).is_err());
    let longest = format!("{}\n", line(SIGNATURE_MAX).unwrap());
    assert_eq!(SignatureLine::parse(longest.as_bytes()).unwrap(), line(SIGNATURE_MAX).unwrap());
    let spelled = format!("t\n\n— a {}\n", "AAAA".repeat(SIGNATURE_MAX / 3 + 5));
    let rule = note_rule(spelled.as_bytes());
    assert!(matches!(rule, Rule::TooLong { what: "base64 of a signature", .. }), "before it is decoded");

    assert!(KeyName::new(&"n".repeat(KEY_NAME_MAX)).is_ok() && KeyName::new(&"n".repeat(KEY_NAME_MAX + 1)).is_err());
    let key = VerifierKey::new(name(&"n".repeat(KEY_NAME_MAX)), Algorithm::Ed25519, *log_keys()[0].public()).unwrap();
    assert_eq!(key.to_string().len(), VERIFIER_KEY_MAX);
    assert_eq!(VerifierKey::parse(&key.to_string()).unwrap(), key);
    let longer = VerifierKey::parse(&format!("{key}=")).unwrap_err().rule;
    assert!(matches!(longer, Rule::TooLong { what: "verifier key", .. }), "before anything of it is decoded");
    for bad in ["", " ", "a b", "a+b", "a\tb", "a\u{1}b", "a\u{2003}b", "a\nb", "\u{85}"] {
        assert!(KeyName::new(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn a_verifier_key_has_one_spelling() {
    let rule = |key: &str| VerifierKey::parse(key).unwrap_err().rule;
    for bad in ["", "example.com/foo", "example.com/foo+530d903a"] {
        assert!(matches!(rule(bad), Rule::Line(_)), "{bad}");
    }
    for (from, to) in [
        ("530d903a", "530D903A"),
        ("530d903a", "530d903b"),
        ("530d903a", "0530d903a"),
        ("530d903a", ""),
        ("foo", "fop"),
    ] {
        assert!(matches!(rule(&KEY.replace(from, to)), Rule::KeyId { .. }), "{to}");
    }
    assert_eq!(rule("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"), Rule::KeyName);
    assert_eq!(rule(&format!("{KEY}=")), Rule::Base64("the key"));
    assert_eq!(rule("a+00000000+"), Rule::Truncated("the key"));
    assert_eq!(rule("a+00000000+AwEB"), Rule::Algorithm(3));
    assert_eq!(rule("a+00000000+AQEB"), Rule::Count { what: "bytes of the public key", found: 2, expected: 32 });
    assert_eq!(rule(&format!("a+00000000+AQ{}=", "A".repeat(42))), Rule::Base64("the key"));
    assert_eq!(rule(&format!("a+00000000+AQ{}", "A".repeat(42))), Rule::PublicKey, "the point of order 4");
}

#[test]
fn a_real_checkpoint_with_real_witnesses() {
    let bytes = read("public-checkpoint/checkpoint");
    let keys = String::from_utf8(read("public-checkpoint/keys")).unwrap();
    let keys: Vec<_> = keys.lines().map(|key| VerifierKey::parse(key).unwrap()).collect();
    let checkpoint = VerifiedCheckpoint::verify(&bytes, &keys[..1]).unwrap();
    assert_eq!((checkpoint.size().get(), checkpoint.note().signatures().len()), (1_432_088_532, 6));
    assert_eq!(checkpoint.note().to_string().into_bytes(), bytes);
    let cosignatures = cosignature::verify(&checkpoint, &keys[1..]).unwrap();
    let found: Vec<_> = cosignatures.iter().map(|c| (c.witness().name().as_str(), c.time().seconds())).collect();
    assert_eq!(found, [("remora.n621.de", 1_779_573_024)]);

    let least = checkpoint.least_note();
    assert_eq!(VerifiedCheckpoint::verify(least.as_bytes(), &keys[..1]).unwrap().note().signatures().len(), 1);
}

#[test]
fn a_checkpoint_is_read_strictly() {
    let root = Hash::EMPTY.to_string();
    let rule = |text: &str| Checkpoint::parse(text).unwrap_err().rule;
    assert_eq!(rule(""), Rule::NoFinalNewline);
    assert_eq!(rule("\n"), Rule::Missing("the origin"));
    assert_eq!(rule("o\n"), Rule::Missing("the size"));
    assert_eq!(rule("o\n5\n"), Rule::Missing("the root"));
    assert_eq!(rule("o\n5\n\n"), Rule::Missing("the root"));
    assert_eq!(rule(&format!("o\n5\n{root}")), Rule::NoFinalNewline);
    assert_eq!(rule(&format!("o\n5\n{root}\n\n")), Rule::Missing("an extension line"));
    assert_eq!(rule(&format!("o\n5\n{root}\na\n\nb\n")), Rule::Missing("an extension line"));
    for size in ["05", "+5", "-5", "5 ", " 5", "5.0", "0x5", "18446744073709551616", "five"] {
        assert_eq!(rule(&format!("o\n{size}\n{root}\n")), Rule::Decimal("the size"), "{size}");
    }
    assert_eq!(rule(&format!("o\n5\n{} \n", root)), Rule::Base64("the root of 32 bytes"));
    assert_eq!(rule("o\n5\nAAAA\n"), Rule::Base64("the root of 32 bytes"));
    let of = |size: u64| format!("o\n{size}\n{root}\n");
    assert!(Checkpoint::parse(&of(TREE_SIZE_MAX)).is_ok());
    assert_eq!(
        rule(&of(TREE_SIZE_MAX + 1)),
        Rule::Above { what: "the size", found: TREE_SIZE_MAX + 1, max: TREE_SIZE_MAX }
    );
    assert!(Checkpoint::parse(&of(0)).is_ok());
    assert_eq!(rule(&format!("o\n0\n{}\n", tree(1).root())), Rule::EmptyRoot);

    let extended =
        |lines: usize, length: usize| format!("{}{}", of(5), format!("{}\n", "x".repeat(length)).repeat(lines));
    let longest = extended(EXTENSION_LINES_MAX, CHECKPOINT_LINE_MAX);
    assert_eq!(Checkpoint::parse(&longest).unwrap().to_string(), longest);
    assert_eq!(
        rule(&extended(EXTENSION_LINES_MAX + 1, 1)),
        Rule::TooMany { what: "extension lines", max: EXTENSION_LINES_MAX }
    );
    assert!(matches!(rule(&extended(1, CHECKPOINT_LINE_MAX + 1)), Rule::TooLong { .. }));
    assert!(matches!(rule(&extended(1, CHECKPOINT_TEXT_MAX)), Rule::TooLong { what: "text", .. }));
    assert!(
        Origin::new(&"o".repeat(CHECKPOINT_LINE_MAX)).is_ok()
            && Origin::new(&"o".repeat(CHECKPOINT_LINE_MAX + 1)).is_err()
    );
    assert!(Origin::new("").is_err() && Origin::new("a\nb").is_err() && ExtensionLine::new("a\nb").is_err());
}

#[test]
fn a_checkpoint_is_believed_from_its_logs_own_key_only() {
    let tree = tree(5);
    let note = head(&tree, 5).sign(&log_signer()).unwrap();
    let other = LogSigner::new(name("standstill.example/record/b"), SigningKey::from_bytes(&[1; 32]));
    assert!(matches!(head(&tree, 5).sign(&other), Err(Unverified::Origin { .. })), "a log does not sign for another");

    let verify = |note: &SignedNote, keys: &[&VerifierKey]| {
        VerifiedCheckpoint::verify(
            note.to_string().as_bytes(),
            &keys.iter().map(|&key| key.clone()).collect::<Vec<_>>(),
        )
    };
    let ours = log_signer();
    assert!(verify(&note, &[ours.verifier()]).is_ok());
    assert_eq!(verify(&note, &[other.verifier()]), Err(BadSignature::NoneKnown.into()));
    // the same key under another name, which signs for a log that is not its own
    let forged = SignedNote::new(note.text(), vec![other.sign(note.text())]).unwrap();
    assert!(matches!(verify(&forged, &[other.verifier()]), Err(Unverified::Origin { .. })));
    // a witness's key is no log's key
    assert!(matches!(verify(&note, &[witness(2).verifier()]), Err(Unverified::Algorithm { .. })));
    let verified = verify(&note, &[ours.verifier()]).unwrap();
    assert!(matches!(cosignature::verify(&verified, &[ours.verifier().clone()]), Err(Unverified::Algorithm { .. })));
    // the replaced key and the new one
    let new = LogSigner::new(name(ORIGIN), SigningKey::from_bytes(&[99; 32]));
    let by_new = head(&tree, 5).sign(&new).unwrap();
    for note in [&note, &by_new] {
        assert!(verify(note, &[ours.verifier(), new.verifier()]).is_ok());
    }
    assert_eq!(verify(&by_new, &[ours.verifier(), new.verifier()]).unwrap().key(), new.verifier());
    // one good signature does not excuse a bad one by a known key; one by an unknown key is nothing
    let stranger = SignatureLine::new(name("stranger"), KeyId([0; 4]), vec![0; 64]).unwrap();
    let liar = SignatureLine::new(name(ORIGIN), new.verifier().id(), vec![0; 64]).unwrap();
    assert!(verify(&note.clone().with_signature(stranger).unwrap(), &[ours.verifier(), new.verifier()]).is_ok());
    let mixed = note.clone().with_signature(liar).unwrap();
    assert!(verify(&mixed, &[ours.verifier()]).is_ok());
    assert!(matches!(
        verify(&mixed, &[ours.verifier(), new.verifier()]),
        Err(Unverified::Signature(BadSignature::Fails { position: 1, .. }))
    ));

    let mut longer = head(&tree, 5);
    longer.extensions = vec![ExtensionLine::new("x").unwrap(); EXTENSION_LINES_MAX + 1];
    assert!(
        matches!(longer.sign(&ours), Err(Unverified::Malformed(_))),
        "nothing is signed that would not be read again"
    );
}

#[test]
fn a_cosignature_holds_for_its_checkpoint_and_its_time() {
    let tree = tree(9);
    let (a, b, time) = (witness(2), witness(3), Timestamp::new(1_679_315_147).unwrap());
    let signed = head(&tree, 9).sign(&log_signer()).unwrap();
    let line = a.cosign(&head(&tree, 9), time);
    let open = |note: SignedNote| VerifiedCheckpoint::verify(note.to_string().as_bytes(), &log_keys()).unwrap();
    let keys = [a.verifier().clone(), b.verifier().clone()];

    let note = signed
        .clone()
        .with_signature(line.clone())
        .unwrap()
        .with_signature(b.cosign(&head(&tree, 9), Timestamp::new(0).unwrap()))
        .unwrap();
    let log_and_witness = [log_keys(), vec![keys[0].clone()]].concat();
    assert_eq!(note.verify(&log_and_witness).unwrap().len(), 1, "a witness's line is no signature of the log's");
    let found = cosignature::verify(&open(note), &keys).unwrap();
    assert_eq!(
        found.iter().map(|c| (c.witness(), c.time().seconds())).collect::<Vec<_>>(),
        [(&keys[0], 1_679_315_147), (&keys[1], 0)]
    );

    let refused = |line: SignatureLine| {
        cosignature::verify(&open(signed.clone().with_signature(line).unwrap()), &keys).unwrap_err()
    };
    assert!(matches!(refused(a.cosign(&head(&tree, 8), time)), Unverified::Signature(_)), "another checkpoint");
    for bit in 0..line.signature().len() * 8 {
        let mut bytes = line.signature().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        refused(SignatureLine::new(line.name().clone(), line.id(), bytes).unwrap());
    }
    for length in [1, 8, 64, 71, 73] {
        let mut bytes = line.signature().to_vec();
        bytes.resize(length, 0);
        let refused = refused(SignatureLine::new(line.name().clone(), line.id(), bytes).unwrap());
        assert!(matches!(refused, Unverified::Malformed(Malformed { rule: Rule::Count { .. }, .. })), "{length}");
    }
    assert!(Timestamp::new(TIMESTAMP_MAX).is_some() && Timestamp::new(TIMESTAMP_MAX + 1).is_none());
    let late = [&(TIMESTAMP_MAX + 1).to_be_bytes()[..], &[0; 64]].concat();
    let refused = refused(SignatureLine::new(line.name().clone(), line.id(), late).unwrap());
    assert!(matches!(refused, Unverified::Malformed(Malformed { rule: Rule::Above { .. }, .. })));
    // a log's signature under a witness's name and the other way round are different keys
    assert_ne!(
        a.verifier().id(),
        LogSigner::new(name("witness.example/w2"), SigningKey::from_bytes(&[2; 32])).verifier().id()
    );
    assert!(format!("{a:?}").ends_with(", 32 secret bytes)"));
}

fn log_proof(leaf: u64, leaves: u64) -> LogProof {
    let tree = tree(leaves);
    LogProof {
        extra: None,
        index: index(leaf),
        inclusion: InclusionProof::make(index(leaf), size(leaves), &tree).unwrap(),
        checkpoint: head(&tree, leaves).sign(&log_signer()).unwrap(),
    }
}

#[test]
fn a_log_proof_shows_its_entry_and_no_other() {
    for (leaf, leaves) in [(0, 1), (3, 7), (6, 7), (255, 300)] {
        for extra in [None, Some(vec![]), Some(b"age-v1.2.1".to_vec())] {
            let proof = LogProof { extra, ..log_proof(leaf, leaves) };
            let bytes = proof.to_string();
            let read = LogProof::parse(bytes.as_bytes()).unwrap();
            assert_eq!((&read, read.to_string()), (&proof, bytes));
            let entry_found = read.verify(&entry(leaf), &log_keys()).unwrap();
            assert_eq!((entry_found.index(), entry_found.checkpoint().size()), (index(leaf), size(leaves)));
            assert!(matches!(read.verify(b"something else", &log_keys()), Err(NotInLog::Inclusion(_))));
            assert!(matches!(read.verify(&entry(leaf), &[]), Err(NotInLog::Checkpoint(_))));
        }
    }
}

#[test]
fn a_log_proof_is_read_strictly() {
    let good = LogProof { extra: Some(vec![1]), ..log_proof(3, 7) }.to_string();
    let rule = |text: &str| LogProof::parse(text.as_bytes()).unwrap_err().rule;
    assert_eq!(rule(""), Rule::NoFinalNewline);
    assert_eq!(rule(&good[1..]), Rule::Line("c2sp.org/tlog-proof@v1"));
    assert_eq!(rule(&good.replacen("@v1", "@v11", 1)), Rule::Line("c2sp.org/tlog-proof@v1"));
    assert_eq!(rule(&good.replacen("extra AQ==\n", "extra AQ=\n", 1)), Rule::Base64("the extra data"));
    assert_eq!(rule(&good.replacen("extra AQ==\n", "extra AQ==\nextra AQ==\n", 1)), Rule::Line("index "));
    assert_eq!(rule(&good.replacen("index 3", "index  3", 1)), Rule::Decimal("the index"));
    assert_eq!(rule(&good.replacen("index 3", "index 03", 1)), Rule::Decimal("the index"));
    assert_eq!(rule(&good.replacen("index 3\n", "", 1)), Rule::Line("index "));
    assert!(matches!(rule(&good.replacen("index 3", &format!("index {TREE_SIZE_MAX}"), 1)), Rule::Above { .. }));
    assert_eq!(rule(&good.replacen("\n\n", "\n", 1)), Rule::Base64("a hash of 32 bytes"));
    assert_eq!(rule("c2sp.org/tlog-proof@v1\nindex 0\n"), Rule::NoSeparator);
    let with =
        |hashes: usize| good.replacen("\n\n", &format!("\n{}\n", format!("{}\n", Hash::EMPTY).repeat(hashes)), 1);
    assert!(LogProof::parse(with(INCLUSION_PROOF_MAX - 3).as_bytes()).is_ok());
    assert_eq!(rule(&with(INCLUSION_PROOF_MAX - 2)), Rule::TooMany { what: "hashes", max: INCLUSION_PROOF_MAX });
    let extra = |length| LogProof { extra: Some(vec![0; length]), ..log_proof(3, 7) }.to_string();
    assert!(LogProof::parse(extra(EXTRA_MAX).as_bytes()).is_ok());
    assert!(matches!(rule(&extra(EXTRA_MAX + 1)), Rule::TooLong { what: "extra data", .. }));
    assert!(matches!(rule(&"x".repeat(LOG_PROOF_MAX + 1)), Rule::TooLong { what: "log proof", .. }));
    let place = LogProof::parse(good.replace("— ", "- ").as_bytes()).unwrap_err();
    assert_eq!((place.format, place.place.line), (Format::Note, good.lines().count()));
}
