//! The edge cases of Ed25519 that C2SP's CCTV collects, judged as strict verification must.

use super::*;
use serde_json::Value;

const CASES: &str = include_str!("../../vectors/cctv-ed25519/ed25519vectors.json");

fn hex(case: &Value, field: &str) -> Vec<u8> {
    let digits = case[field].as_str().unwrap();
    (0..digits.len()).step_by(2).map(|i| u8::from_str_radix(&digits[i..i + 2], 16).unwrap()).collect()
}

/// What strict verification must not let pass: points of small order, second encodings, and a residue that only cofactored verification forgives.
const FATAL: [&str; 6] =
    ["low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue", "reencoded_k"];

#[test]
fn edge_cases_are_judged_strictly() {
    let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
    let mut accepted = 0;
    for case in &cases {
        let flags: Vec<_> = case["flags"].as_array().into_iter().flatten().map(|flag| flag.as_str().unwrap()).collect();
        let wanted = !flags.iter().any(|flag| FATAL.contains(flag));
        let key =
            VerifierKey::new(KeyName::new("cctv").unwrap(), Algorithm::Ed25519, hex(case, "key").try_into().unwrap());
        let message = case["msg"].as_str().unwrap().as_bytes();
        let found = key.as_ref().is_ok_and(|key| key.signed(message, &hex(case, "sig")));
        assert_eq!(found, wanted, "case {} {flags:?}", case["number"]);
        if flags.contains(&"low_order_A") || flags.contains(&"non_canonical_A") {
            assert!(
                key.is_err(),
                "case {}: a key of small order, or in a second encoding, is refused before any signature",
                case["number"]
            );
        }
        accepted += usize::from(found);
    }
    assert_eq!((cases.len(), accepted), (914, 43));
}

#[test]
fn a_second_encoding_of_a_key_of_full_order_is_refused() {
    // y + p for small y: seen as canonical only by whoever does not reduce and compare
    let mut refused = 0;
    for y in 0..19_u8 {
        for sign in [0, 0x80] {
            let mut bytes = [0xff; 32];
            bytes[0] = 0xed + y;
            bytes[31] = 0x7f | sign;
            if VerifyingKey::from_bytes(&bytes).is_ok() {
                assert!(VerifierKey::new(KeyName::new("second").unwrap(), Algorithm::Ed25519, bytes).is_err());
                refused += 1;
            }
        }
    }
    assert!(refused > 6, "some of these are of full order: {refused}");
}

#[test]
fn a_signature_has_sixty_four_bytes() {
    let signer = LogSigner::new(KeyName::new("log").unwrap(), SigningKey::from_bytes(&[7; 32]));
    let good = signer.sign("text\n").signature().to_vec();
    assert!(signer.verifier().signed(b"text\n", &good));
    for length in (0..64).chain([65, 72]) {
        let mut bytes = good.clone();
        bytes.resize(length, 0);
        assert!(!signer.verifier().signed(b"text\n", &bytes));
    }
    for bit in 0..512 {
        let mut bytes = good.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(!signer.verifier().signed(b"text\n", &bytes), "bit {bit}");
    }
}

#[test]
fn secrets_are_not_printed() {
    let secret = [0x5a; 32];
    let printed = format!("{:?}", LogSigner::new(KeyName::new("log").unwrap(), SigningKey::from_bytes(&secret)));
    assert!(printed.starts_with("LogSigner(log+") && printed.ends_with(", 32 secret bytes)"));
    assert!(!printed.contains(&text::to_base64(&secret)) && !printed.contains("5a5a") && !printed.contains("90, 90"));
}
