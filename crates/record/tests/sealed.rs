//! Sealed messages open for the reader to whose fresh key they were sealed, as the part of the inspection that they are, and not otherwise.

use proof::rand_core::Rng;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use record::sealed::{READER_KEY_LEN, SEALED_MORE};
use record::statement::{READER_KEY_MAX, SealedHash, StepHash};
use record::{BadReaderKey, NotUnsealed, ReaderKey, ReaderSecret, Sealed};
use zeroize::Zeroizing;

const INSPECTION: StepHash = StepHash([1; 32]);

fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

fn secret(seed: u64) -> ReaderSecret {
    ReaderSecret::draw(&mut rng(seed))
}

fn sealed() -> Vec<u8> {
    secret(1).public().seal(Sealed::Opening, &INSPECTION, b"what stands there", &mut rng(2))
}

#[test]
fn a_message_opens_for_its_reader() {
    for length in [0, 1, 17, 100_000] {
        let mut plaintext = vec![0; length];
        rng(3).fill_bytes(&mut plaintext);
        let key = ReaderKey::decode(&secret(1).public().encode()).unwrap();
        let sealed = key.seal(Sealed::Samples, &INSPECTION, &plaintext, &mut rng(4));
        assert_eq!(sealed.len(), length + SEALED_MORE);
        let kept = ReaderSecret::new(Zeroizing::new(*secret(1).reveal()));
        assert_eq!(*kept.open(Sealed::Samples, &INSPECTION, &sealed).unwrap(), plaintext);
    }
}

#[test]
fn it_opens_for_no_other_key_inspection_or_part() {
    let sealed = sealed();
    let open = |seed, what, inspection: &StepHash| secret(seed).open(what, inspection, &sealed).map(drop);
    assert_eq!(open(1, Sealed::Opening, &INSPECTION), Ok(()));
    assert_eq!(open(5, Sealed::Opening, &INSPECTION), Err(NotUnsealed::Closed));
    assert_eq!(open(1, Sealed::Samples, &INSPECTION), Err(NotUnsealed::Closed));
    assert_eq!(open(1, Sealed::Opening, &StepHash([2; 32])), Err(NotUnsealed::Closed));
}

#[test]
fn every_changed_bit_and_every_lost_byte_closes_it() {
    let whole = sealed();
    let open = |bytes: &[u8]| secret(1).open(Sealed::Opening, &INSPECTION, bytes).map(drop);
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1 << (at % 8);
        assert_eq!(open(&changed), Err(NotUnsealed::Closed), "byte {at}");
    }
    for length in [0, 1, SEALED_MORE - 1] {
        assert_eq!(open(&whole[..length]), Err(NotUnsealed::Length(length)));
    }
    for length in [SEALED_MORE, whole.len() - 1] {
        assert_eq!(open(&whole[..length]), Err(NotUnsealed::Closed));
    }
    assert_eq!(open(&[&whole[..], &[0]].concat()), Err(NotUnsealed::Closed));
}

#[test]
fn the_same_plaintext_is_sealed_otherwise_each_time_and_as_long() {
    let again = secret(1).public().seal(Sealed::Opening, &INSPECTION, b"what stands there", &mut rng(9));
    let first = sealed();
    assert_eq!(again.len(), first.len());
    assert!(first.windows(16).all(|window| !again.windows(16).any(|other| other == window)));
}

#[test]
fn bytes_that_are_no_key_are_refused() {
    let key = secret(1).public().encode();
    assert!(key.len() == READER_KEY_LEN && READER_KEY_LEN <= READER_KEY_MAX);
    assert_eq!(ReaderKey::decode(&key), Ok(secret(1).public()));
    assert_eq!(ReaderKey::decode(&[]), Err(BadReaderKey::Length(0)));
    assert_eq!(ReaderKey::decode(&key[..READER_KEY_LEN - 1]), Err(BadReaderKey::Length(READER_KEY_LEN - 1)));
    let longer = [key.clone(), vec![0]].concat();
    assert_eq!(ReaderKey::decode(&longer), Err(BadReaderKey::Length(READER_KEY_LEN + 1)));
    for suite in [0, 2, 255] {
        let other = [&[suite], &key[1..]].concat();
        assert_eq!(ReaderKey::decode(&other), Err(BadReaderKey::Suite(suite)));
    }
    // a coefficient beyond the modulus of ML-KEM
    let mut beyond = key;
    (beyond[1], beyond[2]) = (0xff, 0xff);
    assert_eq!(ReaderKey::decode(&beyond), Err(BadReaderKey::Encoding));
}

#[test]
fn whoever_is_handed_a_secret_key_sees_whose_it_is() {
    assert_eq!(secret(1).public(), secret(1).public());
    assert_ne!(secret(1).public(), secret(2).public());
}

#[test]
fn keys_do_not_print() {
    let printed = format!("{:?} {:?}", secret(1), secret(1).public());
    assert_eq!(printed, "ReaderSecret(32 bytes) ReaderKey(1217 bytes)");
}

#[test]
fn a_step_names_a_message_by_its_sha_256() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(SealedHash::of(&[]).to_string(), empty);
}
