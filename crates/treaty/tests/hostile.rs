//! Whatever bytes come, an answer comes: an instrument, or what is wrong; never a panic, never a place outside the file.

mod common;

use proptest::prelude::*;
use treaty::Diagnostic;
use treaty::diagnostic::Place;

fn places_are_inside(bytes: &[u8], problems: &[Diagnostic]) {
    for problem in problems {
        if let Place::Bytes(span) = &problem.place {
            assert!(span.start <= span.end && span.end <= bytes.len().max(1), "{problem:?}");
        }
        assert!(!problem.message.is_empty());
        assert!(!problem.message.chars().any(treaty::text::is_hidden), "{:?} would reach a terminal", problem.message);
    }
}

fn feed(bytes: &[u8]) {
    let base = treaty::base_file(bytes).map(|_| common::instrument("new-start.toml"));
    match treaty::parse(bytes, base.as_ref()) {
        Ok(parsed) => places_are_inside(bytes, &parsed.warnings),
        Err(problems) => {
            assert!(!problems.is_empty());
            places_are_inside(bytes, &problems);
        }
    }
    match treaty::talks::parse_talks(bytes) {
        Ok(talks) => assert!(!talks.id.as_str().is_empty()),
        Err(problems) => places_are_inside(bytes, &problems),
    }
}

/// A shipped file with a few bytes flipped, cut out, or written over by another place of it.
fn mutated(name: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let bytes = common::bytes(name);
    let len = bytes.len();
    let change = (0..len, 0..len, 0..200usize, any::<u8>(), 0..4u8);
    prop::collection::vec(change, 1..6).prop_map(move |changes| {
        let mut text = bytes.clone();
        for (at, from, size, byte, how) in changes {
            let at = at % text.len().max(1);
            let end = (at + size).min(text.len());
            match how {
                0 => text[at] ^= byte | 1,
                1 => drop(text.drain(at..end)),
                2 => {
                    let from = from % text.len();
                    let piece: Vec<_> = text[from..(from + size).min(text.len())].to_vec();
                    text.splice(at..at, piece);
                }
                _ => text.truncate(end.max(1)),
            }
            if text.is_empty() {
                text.push(b'#');
            }
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        feed(&bytes);
    }

    #[test]
    fn random_words_of_the_format_are_answered(words in prop::collection::vec(
        prop::sample::select(vec!["[instrument]\n", "[[limit]]\n", "[[act]]\n", "[[class]]\n", "id = \"a\"\n", "value = 0\n", "date = 2019-02-28\n",
            "counts = [ { class = \"a\" } ]\n", "text = { en = \"{limit.a}\", ru = \"\u{202e}\" }\n", "= ", "\"", "[", "{", "}", "\n", "a.b.c = 1\n",
            "binds = { years = 876600, after = \"a\" }\n", "kind = \"extension\"\n", "until = 9999-12-31\n", "0000-01-01", "[[freeze]]\n"]), 0..60)) {
        feed(words.concat().as_bytes());
    }

    #[test]
    fn a_mutated_treaty_is_answered(bytes in mutated("treaties/illustrative-sampling.toml")) {
        feed(&bytes);
    }

    #[test]
    fn a_mutated_offer_is_answered(bytes in mutated("treaties/offer-2020-10-us.toml")) {
        feed(&bytes);
    }

    #[test]
    fn a_mutated_record_is_answered(bytes in mutated("crates/treaty/tests/kept.toml")) {
        feed(&bytes);
    }

    #[test]
    fn mutated_talks_are_answered(bytes in mutated("negotiation/2019-2026.toml")) {
        feed(&bytes);
    }
}

#[test]
fn deep_nesting_and_endless_repetition_are_answered_in_no_time() {
    for text in [
        "[".repeat(1 << 20),
        "a=[".repeat(300_000),
        "a={b=".repeat(200_000),
        "[[act]]\n".repeat(120_000),
        "a.".repeat(500_000),
    ] {
        let began = std::time::Instant::now();
        assert!(treaty::parse(text.as_bytes(), None).is_err());
        assert!(began.elapsed().as_secs() < 20, "a bound, not a measurement");
    }
}

#[test]
fn two_thousand_entries_are_read_and_one_more_is_not() {
    let class = |index: usize| {
        format!(
            "[[class]]\nid = \"c{index}\"\nname = {{ en = \"c\", ru = \"к\" }}\nsort = \"missile\"\narticle = \"II\"\nsource = \"T\"\n"
        )
    };
    let small = include_str!("small.toml");
    let with = |count: usize| format!("{small}\n{}", (0..count).map(class).collect::<String>());
    let problems = treaty::parse(with(2_000 - 4).as_bytes(), None).err().unwrap_or_default();
    assert_eq!(common::lines("", &problems), "");
    let problems = treaty::parse(with(2_001 - 4).as_bytes(), None).unwrap_err();
    assert!(problems.iter().any(|problem| problem.code == "too-many"));
}

#[test]
fn as_many_sites_keys_and_openings_as_a_file_holds_are_answered_in_no_time() {
    let table = |text: String| (0..2_000).map(|index| text.replace('#', &index.to_string())).collect::<String>();
    let shared = "name = { en = \"a\", ru = \"а\" }\narticle = \"I\"\nsource = \"T\"\n";
    let due = "every = { epochs = 1 }\ndue = { days = 1 }\nreaders = \"public\"\n";
    for text in [
        table("[[site]]\nparty = \"AA\"\nid = \"s#\"\nfacility = \"plant\"\n".to_owned()),
        table("[[key]]\nholder = \"AA\"\nrole = \"log\"\nkey = \"k#\"\n".to_owned()),
        table("[[witness]]\nid = \"w#\"\nname = { en = \"w\", ru = \"с\" }\n".to_owned()),
        table(format!("[[opening]]\nid = \"o#\"\nof = \"losses\"\n{due}{shared}")),
        table(format!("[[class]]\nid = \"c#\"\nsort = \"warhead\"\n{shared}"))
            + &table(format!("[[opening]]\nid = \"o#\"\nof = \"losses\"\n{due}{shared}")),
    ] {
        let text = format!("{}\n{text}", common::kept::KEPT);
        let began = std::time::Instant::now();
        assert!(treaty::parse(text.as_bytes(), None).is_err());
        assert!(began.elapsed().as_secs() < 20, "a bound, not a measurement");
    }
}
