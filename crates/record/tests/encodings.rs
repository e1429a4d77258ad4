//! Statements and their bytes: one spelling, limits kept, no panic.

mod arb;
mod parties;

use arb::{arb_envelope, check};
use parties::*;
use proof::Salt;
use proptest::prelude::*;
use record::envelope::{BadPapers, SIGNATURE_MAX, STATEMENT_MAX};
use record::malformed::Rule;
use record::*;

// laws

#[test]
fn what_is_written_is_read_again() {
    check(500, arb_envelope(), |(envelope, papers)| {
        assert_eq!(Envelope::decode(&envelope.encode()), Ok(envelope.clone()));
        assert_eq!(Papers::decode(&papers.encode()), Ok(papers.clone()));
        let contents = papers.read(&envelope.head).unwrap();
        assert_eq!(Statement::decode(envelope.head.kind, &papers.body), Ok(contents.statement.clone()));
        let inline = envelope.contents().unwrap();
        assert_eq!(inline, (envelope.head.readers == Readers::Public).then_some(contents));
    });
}

#[test]
fn random_bytes_are_no_statement_and_no_panic() {
    check(2000, prop::collection::vec(any::<u8>(), 0..400), |bytes| {
        assert!(Envelope::decode(&bytes).is_err());
        let _ = Papers::decode(&bytes);
        for kind in Kind::ALL {
            if let Ok(statement) = Statement::decode(*kind, &bytes) {
                assert_eq!(statement.encode(), bytes);
            }
        }
    });
}

#[test]
fn damaged_bytes_are_refused_or_are_the_one_spelling_of_something_else() {
    let damage = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..4);
    check(2000, (arb_envelope(), damage), |((envelope, papers), damage)| {
        let damaged = |mut bytes: Vec<u8>| {
            for (at, byte, how) in &damage {
                let at = at.index(bytes.len());
                match how {
                    0 => bytes[at] = *byte,
                    1 => bytes.insert(at, *byte),
                    _ => drop(bytes.remove(at)),
                }
            }
            bytes
        };
        let bytes = damaged(envelope.encode());
        if let Ok(found) = Envelope::decode(&bytes) {
            assert_eq!(found.encode(), bytes);
            let _ = found.contents();
        }
        let bytes = damaged(papers.body.clone());
        if let Ok(found) = Statement::decode(envelope.head.kind, &bytes) {
            assert_eq!(found.encode(), bytes);
        }
        let bytes = damaged(papers.encode());
        if let Ok(found) = Papers::decode(&bytes) {
            assert_eq!(found.encode(), bytes);
        }
    });
}

#[test]
fn every_beginning_of_a_statement_is_refused() {
    for (name, envelope) in each_kind() {
        let bytes = envelope.encode();
        for length in 0..bytes.len() {
            assert!(Envelope::decode(&bytes[..length]).is_err(), "{name}, {length} bytes");
        }
        assert!(Envelope::decode(&[bytes, vec![0xf6]].concat()).is_err(), "{name} and null");
    }
}

// one refusal for each check of the envelope

fn epoch_one() -> Envelope {
    each_kind().swap_remove(1).1
}

fn refused(change: impl FnOnce(&mut Envelope)) -> (&'static str, Rule) {
    let mut envelope = epoch_one();
    assert_eq!(Envelope::decode(&envelope.encode()), Ok(envelope.clone()));
    change(&mut envelope);
    let malformed = Envelope::decode(&envelope.encode()).unwrap_err();
    (malformed.field, malformed.rule)
}

#[test]
fn an_unknown_version_or_kind_is_refused() {
    let bytes = epoch_one().encode();
    assert_eq!(bytes[..2], [0x8d, 1], "thirteen fields, version 1");
    for (version, rule) in [(0, Rule::Unknown(0)), (2, Rule::Above { found: 2, max: 1 })] {
        let refused = Envelope::decode(&[&[0x8d, version], &bytes[2..]].concat()).unwrap_err();
        assert_eq!((refused.field, refused.offset, refused.rule), ("version", 1, rule));
    }
    let kind = 2 + 34 + 4;
    assert_eq!(bytes[kind], 1);
    for number in [0, 14, 23] {
        let other = [&bytes[..kind], &[number], &bytes[kind + 1..]].concat();
        let refused = Envelope::decode(&other).unwrap_err();
        assert_eq!((refused.field, refused.offset, refused.rule), ("kind", kind, Rule::Unknown(number.into())));
    }
}

#[test]
fn another_type_is_told_apart_from_an_end() {
    let bytes = epoch_one().encode();
    let refused = |bytes: &[u8]| Envelope::decode(bytes).unwrap_err();
    let text = refused(&[&[0x8d, 0x61], &bytes[2..]].concat());
    assert_eq!((text.field, text.offset, text.rule), ("version", 1, Rule::Expected("an unsigned integer")));
    let end = refused(&bytes[..1]);
    assert_eq!((end.field, end.offset, end.rule), ("version", 1, Rule::Truncated));
}

#[test]
fn another_number_of_fields_is_refused() {
    let bytes = epoch_one().encode();
    for fields in [12, 14] {
        let refused = Envelope::decode(&[&[0x80 + fields], &bytes[1..]].concat()).unwrap_err();
        assert_eq!(refused.rule, Rule::Entries { found: fields.into(), least: 13, most: 13 });
    }
}

#[test]
fn an_epoch_stands_exactly_where_its_kind_has_one() {
    let (field, rule) = refused(|envelope| envelope.head.epoch = None);
    assert!(field == "epoch" && matches!(rule, Rule::Missing(_)));
    for (name, envelope) in each_kind() {
        let has = envelope.head.epoch.is_some();
        let other = (!has).then_some(Epoch(1));
        let changed = Envelope { head: Head { epoch: other, ..envelope.head.clone() }, ..envelope };
        assert_eq!(Envelope::decode(&changed.encode()).unwrap_err().field, "epoch", "{name}");
    }
}

#[test]
fn papers_stand_inline_exactly_for_the_public() {
    let (field, rule) = refused(|envelope| envelope.head.readers = Readers::Parties);
    assert_eq!((field, rule), ("salt", Rule::Surplus("it is not for the public")));
    let (field, rule) = refused(|envelope| envelope.papers = None);
    assert_eq!((field, rule), ("salt", Rule::Missing("it is for the public")));
    let sealed = |envelope: &mut Envelope| {
        envelope.head.readers = Readers::Parties;
        envelope.papers = None;
    };
    let mut envelope = epoch_one();
    sealed(&mut envelope);
    assert_eq!(Envelope::decode(&envelope.encode()), Ok(envelope), "for the parties, the papers are elsewhere");
}

#[test]
fn salt_and_body_stand_together() {
    // a public statement whose body alone is left out: null in the place of the byte string
    let envelope = each_kind().swap_remove(2).1;
    let (bytes, body) = (envelope.encode(), envelope.papers.unwrap().body);
    let spelt = [&[0x40 + u8::try_from(body.len()).unwrap()], body.as_slice()].concat();
    let place = bytes.windows(spelt.len()).position(|window| window == spelt).unwrap();
    let without = [&bytes[..place], &[0xf6], &bytes[place + spelt.len()..]].concat();
    let refused = Envelope::decode(&without).unwrap_err();
    assert!(refused.field == "body" && matches!(refused.rule, Rule::Missing(_)));
}

#[test]
fn proofs_go_with_epoch_statements_only() {
    let (field, rule) = refused(|envelope| envelope.head.proofs_hash = None);
    assert!(field == "proofs hash" && matches!(rule, Rule::Missing(_)));
    let (field, rule) = refused(|envelope| envelope.papers.as_mut().unwrap().proofs = None);
    assert!(field == "proofs" && matches!(rule, Rule::Missing(_)));
    for (name, mut envelope) in each_kind().into_iter().skip(2) {
        envelope.papers.as_mut().unwrap().proofs = Some(vec![]);
        assert_eq!(Envelope::decode(&envelope.encode()).unwrap_err().field, "proofs", "{name}");
        envelope.head.proofs_hash = Some(ProofsHash([0; 32]));
        assert_eq!(Envelope::decode(&envelope.encode()).unwrap_err().field, "proofs hash", "{name}");
    }
}

#[test]
fn what_everybodys_judgement_rests_on_is_public() {
    for (name, envelope) in each_kind() {
        let head = Head { readers: Readers::Addressee(hal().author), ..envelope.head.clone() };
        let sealed = Envelope { head, papers: None, signatures: envelope.signatures };
        let public =
            matches!(envelope.head.kind, Kind::Receipt | Kind::Key | Kind::Revocation | Kind::Act | Kind::Agreed);
        match Envelope::decode(&sealed.encode()) {
            Ok(_) => assert!(!public, "{name}"),
            Err(refused) => assert!(public && refused.field == "readers", "{name}: {refused}"),
        }
    }
}

#[test]
fn signatures_are_one_to_four_ascending_and_no_key_twice() {
    let signature = |algorithm, key| Signature { algorithm, key: KeyId([key; 32]), bytes: vec![1; 64] };
    let with = |signatures: Vec<Signature>| move |envelope: &mut Envelope| envelope.signatures = signatures;
    let entries = |found| ("signatures", Rule::Entries { found, least: 1, most: 4 });
    assert_eq!(refused(with(vec![])), entries(0));
    assert_eq!(refused(with((0..5).map(|key| signature(1, key)).collect())), entries(5));
    for unordered in
        [vec![signature(1, 2), signature(1, 1)], vec![signature(2, 1), signature(1, 2)], vec![signature(1, 1); 2]]
    {
        assert_eq!(refused(with(unordered)), ("signatures", Rule::Order));
    }
    let mut envelope = epoch_one();
    envelope.signatures = vec![signature(1, 2), signature(1, 3), signature(2, 1), signature(200, 0)];
    assert_eq!(Envelope::decode(&envelope.encode()), Ok(envelope), "what is not known is kept");
}

#[test]
fn a_long_signature_is_refused() {
    let with = |length: usize| move |envelope: &mut Envelope| envelope.signatures[0].bytes = vec![0; length];
    let mut envelope = epoch_one();
    with(SIGNATURE_MAX)(&mut envelope);
    assert_eq!(Envelope::decode(&envelope.encode()), Ok(envelope));
    let rule = Rule::TooLong { found: SIGNATURE_MAX + 1, max: SIGNATURE_MAX };
    assert_eq!(refused(with(SIGNATURE_MAX + 1)), ("signature", rule));
}

#[test]
fn a_statement_of_more_than_an_entry_is_refused() {
    let mut envelope = epoch_one();
    let room = STATEMENT_MAX - envelope.encode().len();
    let papers = envelope.papers.as_mut().unwrap();
    let length = papers.body.len() + room;
    papers.body = vec![0; length]; // its head has two bytes of length before and after
    assert_eq!(envelope.encode().len(), STATEMENT_MAX);
    assert_eq!(Envelope::decode(&envelope.encode()), Ok(envelope.clone()));
    envelope.papers.as_mut().unwrap().body.push(0);
    let rule = Rule::TooLong { found: STATEMENT_MAX + 1, max: STATEMENT_MAX };
    assert_eq!(Envelope::decode(&envelope.encode()).unwrap_err().rule, rule);
}

#[test]
fn authors_are_spelt_as_parties_or_witnesses() {
    for bad in ["", "Ond", "ond lake", "O", "ÖND", &"a".repeat(65)] {
        assert_eq!(Author::new(bad), None, "{bad:?}");
    }
    let bytes = epoch_one().encode();
    let misspelt = [&bytes[..37], b"OnD", &bytes[40..]].concat();
    let refused = Envelope::decode(&misspelt).unwrap_err();
    assert!(refused.field == "author" && matches!(refused.rule, Rule::Spelling(_)), "{refused}");
}

// the papers are held to the head

#[test]
fn other_papers_than_the_heads_are_refused() {
    let envelope = epoch_one();
    let papers = envelope.papers.clone().unwrap();
    let read = |papers: Papers| papers.read(&envelope.head);
    assert!(read(papers.clone()).is_ok());
    assert!(matches!(read(Papers { salt: Salt([6; 32]), ..papers.clone() }), Err(BadPapers::Body { .. })));
    assert!(matches!(read(Papers { body: vec![0x80], ..papers.clone() }), Err(BadPapers::Body { .. })));
    assert!(matches!(read(Papers { proofs: Some(vec![0x80]), ..papers.clone() }), Err(BadPapers::Proofs { .. })));
    assert!(matches!(read(Papers { proofs: None, ..papers }), Err(BadPapers::Proofs { .. })));
}

#[test]
fn a_body_is_about_the_epoch_of_its_head() {
    let mut envelope = epoch_one();
    envelope.head.epoch = Some(Epoch(2));
    let wanted = BadPapers::Epoch { body: Some(Epoch(1)), head: Some(Epoch(2)) };
    assert_eq!(envelope.contents(), Err(wanted));
}

#[test]
fn a_hash_over_nonsense_does_not_make_it_a_body() {
    let mut envelope = epoch_one();
    let papers = envelope.papers.as_mut().unwrap();
    papers.body = vec![0x80];
    envelope.head.body_hash = papers.body_hash();
    assert!(matches!(envelope.contents(), Err(BadPapers::Malformed(_))));
    let mut envelope = epoch_one();
    let papers = envelope.papers.as_mut().unwrap();
    papers.proofs = Some(vec![0x80]);
    envelope.head.proofs_hash = papers.proofs_hash();
    assert!(matches!(envelope.contents(), Err(BadPapers::Malformed(_))));
}
