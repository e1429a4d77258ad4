//! Openings, opened leaves, lists and reports: one spelling each, of the length that their public part gives them, limits kept, no panic.

use proof::manifest::{Frame, HeadPart, Node, Tag};
use proof::opening::{OpenedAbsence, OpenedHead, OpenedLeaf, OpenedManifest, OpenedSample};
use proof::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use record::malformed::Rule;
use record::site::*;
use record::statement::{PaperHash, StepHash};
use record::*;
use treaty::instrument::OpeningForm;

const FORMS: [OpeningForm; 4] = [OpeningForm::Count, OpeningForm::Sample, OpeningForm::Full, OpeningForm::Absence];

/// Sites 0 and 300, and the roads to them; site 300 has classes 0 and 15; eight leaves a subtree at a site, two on a road.
fn frame() -> SiteFrame {
    frame_of(3, 1, &[0, 15])
}

fn frame_of(site: u8, road: u8, classes: &[u8]) -> SiteFrame {
    let kinds = [(PlaceKind::Site, 0), (PlaceKind::Site, 300), (PlaceKind::Road, 0), (PlaceKind::Road, 300)];
    let cells = kinds.into_iter().flat_map(|(kind, site)| {
        classes.iter().map(move |&class| Cell { place: Place { kind, site }, class: Class(class) })
    });
    SiteFrame::of(&Shape::new(16, (site, road), cells.collect(), vec![], vec![]).unwrap(), 300).unwrap()
}

fn salt(byte: u8) -> Salt {
    Salt([byte; 32])
}

fn item(byte: u8) -> OpenedLeaf {
    let (tag_salt, class_salt, head) = (salt(byte), salt(byte), OpenedHead::Closed(HeadPart([byte; 32])));
    OpenedLeaf::Item { tag: Tag([byte; 16]), tag_salt, class_salt, head }
}

/// An opening of this form, in which so many leaves of each subtree are items and each count is this one.
fn opening_of(form: OpeningForm, frame: &SiteFrame, items: usize, count: u16, epoch: u32) -> SiteOpening {
    let leaf = |index: usize| if index < items { item(7) } else { OpenedLeaf::Dummy { salt: salt(8) } };
    let whole = |frame: &Frame| OpenedManifest {
        salt: salt(3),
        subtrees: vec![(0..frame.capacity()).map(leaf).collect(); frame.classes().len()],
    };
    let absent = |frame: &Frame| OpenedAbsence {
        salt: salt(4),
        subtrees: vec![vec![salt(5); frame.capacity()]; frame.classes().len()],
    };
    let contents = match form {
        OpeningForm::Count | OpeningForm::Sample => OpenedContents::Closed,
        OpeningForm::Full => OpenedContents::Whole(frame.frames().map(whole).collect()),
        OpeningForm::Absence => OpenedContents::Absent(frame.frames().map(absent).collect()),
    };
    let counts = frame.cells().map(|_| OpenedCount { count: Count(count), blinding: [6; 32] }).collect();
    let opened = OpenedSite { counts, contents };
    let inspection = StepHash([1; 32]);
    SiteOpening { form, inspection, salt: salt(2), epoch: Epoch(epoch), site: SiteNumber(300), opened }
}

fn opening(form: OpeningForm) -> SiteOpening {
    opening_of(form, &frame(), 3, 4, 70)
}

fn samples(leaves: usize) -> SiteSamples {
    let leaf = |index: usize| {
        let road = index % 2 == 1;
        let leaf = if index == 2 { OpenedLeaf::Dummy { salt: salt(8) } } else { item(7) };
        let path = vec![Node([9; 32]); if road { 1 } else { 3 }];
        let index = u16::try_from(index).unwrap();
        let sample = OpenedSample { class: Class(15), index, leaf, path, roots: vec![Node([4; 32]); 2], salt: salt(5) };
        OpenedSiteLeaf { road, sample }
    };
    SiteSamples { inspection: StepHash([1; 32]), salt: salt(2), leaves: (0..leaves).map(leaf).collect() }
}

fn seal(text: &str) -> SealNumber {
    SealNumber::new(text).unwrap()
}

fn list() -> ObjectList {
    let object = |text, class, leaf| ListedObject { seal: seal(text), class: Class(class), leaf };
    let objects = vec![object("IN-0001", 0, Some(4095)), object("IN-0002", 15, None), object("7", 0, Some(0))];
    ObjectList { inspection: StepHash([1; 32]), salt: salt(2), objects }
}

fn report() -> SiteReport {
    let examined = |text, tag, measurement| Examined { seal: seal(text), class: Class(0), tag, measurement };
    let measured = |verdict| Some(Measurement { verdict, file: [9; 32] });
    let difference = |code, leaf, text: Option<&str>| Difference { code, class: Class(1), leaf, seal: text.map(seal) };
    use DifferenceCode::*;
    SiteReport {
        inspection: StepHash([1; 32]),
        salt: salt(2),
        counted: vec![(Class(0), 3), (Class(15), 65_535)],
        examined: vec![
            examined("IN-0001", Some(Tag([4; 16])), measured(MeasuredVerdict::Warhead)),
            examined("IN-0002", None, measured(MeasuredVerdict::NoAnswer)),
            examined("7", Some(Tag([5; 16])), None),
        ],
        differences: vec![
            difference(Missing, Some(4), None),
            difference(WithoutLeaf, None, Some("A")),
            difference(OtherClass, Some(0), Some("B")),
            difference(OtherTag, Some(1), Some("C")),
            difference(SealBroken, None, Some("D")),
            difference(SealTwice, Some(2), Some("E")),
            difference(NoWarhead, None, Some("F")),
            difference(DifferenceCode::Count, None, None),
            difference(BuddyTagMoved, None, Some("B-7")),
            difference(BuddyTagsFew, None, None),
        ],
        buddy_tags: Some(vec![(Class(0), 2), (Class(15), 65_535)]),
        text: ReportText::new("Двор был закрыт до 14:00; the yard was closed until 14:00.").unwrap(),
    }
}

// openings

#[test]
fn what_is_opened_is_read_again() {
    for form in FORMS {
        let opening = opening(form);
        let bytes = opening.encode(&frame());
        assert_eq!(SiteOpening::decode(&bytes, form, &frame()).as_ref(), Ok(&opening), "{form:?}");
    }
    for (leaves, most) in [(0, 0), (0, 5), (4, 4), (4, 9)] {
        let samples = samples(leaves);
        assert_eq!(SiteSamples::decode(&samples.encode(most, &frame()), most, &frame()).as_ref(), Ok(&samples));
    }
}

#[test]
fn an_opening_is_as_long_as_its_form_and_frame_make_it_whatever_stands_there() {
    for form in FORMS {
        for frame in
            [frame(), frame_of(0, 0, &[3]), frame_of(12, 12, &[0, 1, 2]), frame_of(5, 5, &(0..16).collect::<Vec<_>>())]
        {
            let length = SiteOpening::length(form, &frame);
            // the shortest and the longest that can be: no item and small numbers; every leaf an item and large numbers
            for (items, number, epoch) in [(0, 0, 0), (4096, u16::MAX, u32::MAX)] {
                let bytes = opening_of(form, &frame, items, number, epoch).encode(&frame);
                assert_eq!(bytes.len(), length);
                assert!(SiteOpening::decode(&bytes, form, &frame).is_ok());
            }
        }
    }
    let frame = frame();
    for most in [0, 1, 4, SAMPLES_MAX] {
        let length = SiteSamples::length(most, &frame);
        for leaves in 0..=usize::from(most.min(4)) {
            assert_eq!(samples(leaves).encode(most, &frame).len(), length);
        }
    }
}

#[test]
fn the_longest_opening_of_any_site_is_within_the_limit() {
    let largest = frame_of(12, 12, &(0..16).collect::<Vec<_>>());
    let longest = FORMS.map(|form| SiteOpening::length(form, &largest)).into_iter().max().unwrap();
    assert_eq!(longest, 192 + 48 * 32 + 120 * 32 * 4096);
    assert!(longest <= PLAINTEXT_MAX && SiteSamples::length(SAMPLES_MAX, &largest) <= PLAINTEXT_MAX);
}

fn refused(form: OpeningForm, change: impl FnOnce(&mut Vec<u8>)) -> (&'static str, Rule) {
    let mut bytes = opening(form).encode(&frame()).to_vec();
    change(&mut bytes);
    let refused = SiteOpening::decode(&bytes, form, &frame()).unwrap_err();
    (refused.field, refused.rule)
}

#[test]
fn the_padding_is_zeros_and_neither_longer_nor_shorter() {
    for form in FORMS {
        let length = SiteOpening::length(form, &frame());
        let wrong = |found| ("the whole", Rule::Length { found, expected: length });
        assert_eq!(refused(form, |bytes| bytes.push(0)), wrong(length + 1));
        assert_eq!(refused(form, |bytes| _ = bytes.pop()), wrong(length - 1));
        assert_eq!(refused(form, |bytes| bytes.clear()), wrong(0));
        assert_eq!(refused(form, |bytes| *bytes.last_mut().unwrap() = 1), ("padding", Rule::Expected("a zero")));
    }
    let bytes = samples(2).encode(3, &frame());
    for most in [2, 4] {
        assert!(matches!(SiteSamples::decode(&bytes, most, &frame()).unwrap_err().rule, Rule::Length { .. }));
    }
    let mut bytes = bytes.to_vec();
    let begins = bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    bytes[begins] = 0xf6;
    let refused = SiteSamples::decode(&bytes, 3, &frame()).unwrap_err();
    assert_eq!((refused.field, refused.offset, refused.rule), ("padding", begins, Rule::Expected("a zero")));
}

#[test]
fn an_opening_of_another_form_or_frame_is_refused() {
    // count and sample are of one length
    let bytes = opening(OpeningForm::Count).encode(&frame());
    let refused = SiteOpening::decode(&bytes, OpeningForm::Sample, &frame()).unwrap_err();
    assert_eq!((refused.field, refused.rule), ("form", Rule::Expected("the form that was asked for")));
    let bytes = opening(OpeningForm::Full).encode(&frame());
    assert!(SiteOpening::decode(&bytes, OpeningForm::Absence, &frame()).is_err());
    assert!(SiteOpening::decode(&bytes, OpeningForm::Full, &frame_of(4, 1, &[0, 15])).is_err());
}

#[test]
fn contents_are_those_of_the_form() {
    let with = |form: OpeningForm, contents: OpenedContents| {
        let mut opening = opening(form);
        opening.opened.contents = contents;
        let bytes = opening.encode(&frame());
        SiteOpening::decode(&bytes, form, &frame()).unwrap_err()
    };
    let refused = with(OpeningForm::Full, OpenedContents::Closed);
    assert_eq!((refused.field, refused.rule), ("manifests", Rule::Expected("an array of definite length")));
    let refused =
        with(OpeningForm::Absence, OpenedContents::Whole(vec![OpenedManifest { salt: salt(3), subtrees: vec![] }]));
    assert_eq!(refused.field, "subtrees");
    let absent = OpenedAbsence { salt: salt(3), subtrees: vec![] };
    let refused = with(OpeningForm::Count, OpenedContents::Absent(vec![absent]));
    assert_eq!((refused.field, refused.rule), ("contents", Rule::Expected("null")));
}

#[test]
fn unknown_versions_and_forms_are_refused() {
    assert_eq!(refused(OpeningForm::Count, |bytes| bytes[1] = 0), ("version", Rule::Unknown(0)));
    assert_eq!(refused(OpeningForm::Count, |bytes| bytes[1] = 2), ("version", Rule::Above { found: 2, max: 1 }));
    assert_eq!(refused(OpeningForm::Count, |bytes| bytes[2] = 0), ("form", Rule::Unknown(0)));
    assert_eq!(refused(OpeningForm::Count, |bytes| bytes[2] = 5), ("form", Rule::Unknown(5)));
}

#[test]
fn a_second_spelling_of_an_opening_is_refused() {
    // the count 4 in two bytes, and a zero less behind
    let count = 2 + 1 + 34 + 34 + 2 + 3 + 1 + 1;
    let spelt = refused(OpeningForm::Count, |bytes| {
        assert_eq!(bytes[count], 4);
        bytes.splice(count..=count, [0x18, 4]);
        bytes.pop();
    });
    assert_eq!(spelt, ("the whole", Rule::NotCanonical));
}

#[test]
fn lists_of_an_opening_have_limits() {
    let counts = |number: usize| {
        let frame = frame_of(12, 12, &(0..16).collect::<Vec<_>>());
        let mut opening = opening_of(OpeningForm::Absence, &frame, 0, 0, 0);
        opening.opened.counts.resize(number, OpenedCount { count: Count(0), blinding: [0; 32] });
        opening.opened.contents = OpenedContents::Absent(vec![OpenedAbsence { salt: salt(0), subtrees: vec![vec![]] }]);
        SiteOpening::decode(&opening.encode(&frame), OpeningForm::Absence, &frame).map_err(|refused| refused.rule)
    };
    assert!(counts(32).is_ok());
    assert_eq!(counts(33), Err(Rule::Entries { found: 33, least: 1, most: 32 }));
    assert_eq!(counts(0), Err(Rule::Entries { found: 0, least: 1, most: 32 }));
    let places = |number: usize, subtrees: usize, leaves: usize| {
        let frame = frame_of(12, 12, &(0..16).collect::<Vec<_>>());
        let mut opening = opening_of(OpeningForm::Full, &frame, 0, 0, 0);
        let leaves = vec![OpenedLeaf::Dummy { salt: salt(0) }; leaves];
        let manifest = OpenedManifest { salt: salt(0), subtrees: vec![leaves; subtrees] };
        opening.opened.contents = OpenedContents::Whole(vec![manifest; number]);
        SiteOpening::decode(&opening.encode(&frame), OpeningForm::Full, &frame)
            .map(drop)
            .map_err(|refused| refused.rule)
    };
    assert_eq!(places(2, 16, 4096), Ok(()));
    assert_eq!(places(3, 1, 1), Err(Rule::Entries { found: 3, least: 1, most: 2 }));
    assert_eq!(places(1, 17, 1), Err(Rule::Entries { found: 17, least: 1, most: 16 }));
    assert_eq!(places(1, 1, 4097), Err(Rule::Entries { found: 4097, least: 1, most: 4096 }));
}

#[test]
fn a_leaf_is_an_item_or_a_dummy() {
    let bytes = opening(OpeningForm::Full).encode(&frame());
    let first = bytes.windows(2).position(|pair| pair == [0x84, 0x50]).expect("an item is four, a tag first");
    for (head, rule) in [
        (0x82, Rule::Expected("an array of 4, an item, or of 1, a dummy,")),
        (0x80, Rule::Entries { found: 0, least: 1, most: 4 }),
        (0x85, Rule::Entries { found: 5, least: 1, most: 4 }),
    ] {
        assert_eq!(refused(OpeningForm::Full, |bytes| bytes[first] = head), ("leaf", rule));
    }
}

#[test]
fn leaves_that_are_opened_one_by_one_have_limits() {
    let decode = |samples: &SiteSamples| {
        let frame = frame_of(12, 12, &(0..16).collect::<Vec<_>>());
        SiteSamples::decode(&samples.encode(9, &frame), 9, &frame)
            .map(drop)
            .map_err(|refused| (refused.field, refused.rule))
    };
    let with = |change: fn(&mut OpenedSample)| {
        let mut samples = samples(1);
        change(&mut samples.leaves[0].sample);
        decode(&samples)
    };
    assert_eq!(with(|sample| sample.index = 4095), Ok(()));
    assert_eq!(with(|sample| sample.index = 4096), Err(("leaf", Rule::Above { found: 4096, max: 4095 })));
    assert_eq!(with(|sample| sample.class = Class(16)), Err(("class", Rule::Above { found: 16, max: 15 })));
    let entries = |found, least, most| Rule::Entries { found, least, most };
    assert_eq!(with(|sample| sample.path = vec![Node([0; 32]); 12]), Ok(()));
    assert_eq!(with(|sample| sample.path = vec![Node([0; 32]); 13]), Err(("path", entries(13, 0, 12))));
    assert_eq!(with(|sample| sample.roots = vec![Node([0; 32]); 17]), Err(("roots", entries(17, 1, 16))));
    assert_eq!(with(|sample| sample.roots = vec![]), Err(("roots", entries(0, 1, 16))));
    let bytes = samples(1).encode(1, &frame());
    let road = 1 + 1 + 34 + 34 + 1 + 1;
    let mut bytes = bytes.to_vec();
    assert_eq!(bytes[road - 1..=road], [0x87, 0]);
    bytes[road] = 2;
    let refused = SiteSamples::decode(&bytes, 1, &frame()).unwrap_err();
    assert_eq!((refused.field, refused.rule), ("road", Rule::Above { found: 2, max: 1 }));
}

// papers

#[test]
fn papers_are_read_again_and_named_by_their_hash() {
    let (list, report) = (list(), report());
    assert_eq!(ObjectList::decode(&list.encode()).as_ref(), Ok(&list));
    assert_eq!(SiteReport::decode(&report.encode()).as_ref(), Ok(&report));
    assert_eq!(list.hash(), PaperHash(hash::tagged("paper", &[&list.encode()])));
    assert_eq!(report.hash(), PaperHash(hash::tagged("paper", &[&report.encode()])));
    let salted = ObjectList { salt: salt(3), ..list.clone() };
    assert_ne!(salted.hash(), list.hash());
}

#[test]
fn seals_have_one_to_thirty_two_capitals_digits_and_hyphens() {
    let longest = "A".repeat(32);
    for good in ["0", "-", "Z-9", &longest] {
        assert_eq!(SealNumber::new(good).unwrap().as_str(), good);
    }
    for bad in ["", "a", "A B", "Ä", "А", "A\n", "A_1", &"A".repeat(33)] {
        assert_eq!(SealNumber::new(bad), None, "{bad:?}");
    }
    let bytes = list().encode();
    let seal = bytes.windows(7).position(|window| window == b"IN-0001").unwrap();
    let mut misspelt = bytes.clone();
    misspelt[seal] = b'i';
    let refused = ObjectList::decode(&misspelt).unwrap_err();
    assert!(refused.field == "seal" && matches!(refused.rule, Rule::Spelling(_)), "{refused}");
}

#[test]
fn a_list_has_limits() {
    let with = |change: fn(&mut ObjectList)| {
        let mut list = list();
        change(&mut list);
        ObjectList::decode(&list.encode()).map(drop).map_err(|refused| (refused.field, refused.rule))
    };
    assert_eq!(with(|list| list.objects[0].leaf = Some(4096)), Err(("leaf", Rule::Above { found: 4096, max: 4095 })));
    assert_eq!(with(|list| list.objects[0].class = Class(16)), Err(("class", Rule::Above { found: 16, max: 15 })));
    assert_eq!(with(|list| list.objects = vec![list.objects[1].clone(); 1 << 16]), Ok(()));
    let one_more = with(|list| list.objects = vec![list.objects[1].clone(); (1 << 16) + 1]);
    assert_eq!(one_more, Err(("objects", Rule::Entries { found: 65_537, least: 0, most: 65_536 })));
    let long = vec![0; PAPER_MAX + 1];
    let rule = Rule::TooLong { found: PAPER_MAX + 1, max: PAPER_MAX };
    assert_eq!(ObjectList::decode(&long).unwrap_err().rule, rule);
    assert_eq!(SiteReport::decode(&long).unwrap_err().rule, rule);
}

fn refused_report(change: impl FnOnce(&mut SiteReport)) -> (&'static str, Rule) {
    let mut report = report();
    change(&mut report);
    let refused = SiteReport::decode(&report.encode()).unwrap_err();
    (refused.field, refused.rule)
}

#[test]
fn counted_classes_ascend() {
    assert_eq!(refused_report(|report| report.counted.reverse()), ("counted", Rule::Order));
    assert_eq!(refused_report(|report| report.counted[1].0 = Class(0)), ("counted", Rule::Order));
}

#[test]
fn buddy_tags_stand_in_a_report_where_they_were_asked_for_and_their_classes_ascend() {
    let descending = |report: &mut SiteReport| report.buddy_tags.as_mut().unwrap().reverse();
    assert_eq!(refused_report(descending), ("buddy tags", Rule::Order));
    for buddy_tags in [None, Some(Vec::new()), Some(vec![(Class(0), 0)])] {
        let report = SiteReport { buddy_tags, ..report() };
        assert_eq!(SiteReport::decode(&report.encode()).as_ref(), Ok(&report));
    }
    let none = SiteReport { buddy_tags: None, ..report() }.encode();
    assert_eq!((none[0], report().encode()[0]), (0x87, 0x88), "a report without them is spelt as ever");
}

#[test]
fn a_difference_names_what_its_code_needs_and_no_more() {
    use DifferenceCode::*;
    let (leaf, object) = (Some(1), Some(seal("A")));
    // which of: neither, a leaf, a seal, both
    for (code, allowed) in [
        (Missing, [false, true, false, false]),
        (WithoutLeaf, [false, false, true, false]),
        (OtherClass, [false, false, false, true]),
        (OtherTag, [false, false, false, true]),
        (SealBroken, [false, false, true, true]),
        (SealTwice, [false, false, true, true]),
        (NoWarhead, [false, false, true, true]),
        (DifferenceCode::Count, [true, false, false, false]),
        (BuddyTagMoved, [false, false, true, false]),
        (BuddyTagsFew, [true, false, false, false]),
    ] {
        let named = [(None, None), (leaf, None), (None, object.clone()), (leaf, object.clone())];
        for ((leaf, seal), allowed) in named.into_iter().zip(allowed) {
            let mut report = report();
            report.differences = vec![Difference { code, class: Class(0), leaf, seal }];
            let read = SiteReport::decode(&report.encode());
            match &read {
                Ok(read) => assert_eq!(*read, report),
                Err(refused) => {
                    let difference = &report.differences[0];
                    match refused.field {
                        "leaf" if difference.leaf.is_none() => assert!(matches!(refused.rule, Rule::Missing(_))),
                        "seal" if difference.seal.is_none() => assert!(matches!(refused.rule, Rule::Missing(_))),
                        _ => assert!(matches!(refused.rule, Rule::Surplus(_)), "{refused}"),
                    }
                }
            }
            assert_eq!(read.is_ok(), allowed, "{code:?} {leaf:?}");
            assert_eq!(report.differences[0].is_whole(), allowed, "whoever writes one asks the same: {code:?}");
        }
    }
    assert_eq!(
        DifferenceCode::ALL.iter().map(|code| code.number()).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    );
}

#[test]
fn what_happened_to_a_buddy_tag_breaks_a_restriction_and_no_other_difference_does() {
    let forbidden = |code: &DifferenceCode| code.forbidden().map(|deed| (*code, deed));
    let expected =
        [(DifferenceCode::BuddyTagMoved, "move-buddy-tag"), (DifferenceCode::BuddyTagsFew, "lack-buddy-tag")];
    assert_eq!(DifferenceCode::ALL.iter().filter_map(forbidden).collect::<Vec<_>>(), expected);
}

#[test]
fn unknown_codes_and_verdicts_are_refused() {
    let bytes = report().encode();
    let measured = bytes.windows(3).position(|window| window == [0x82, 0, 0x58]).unwrap() + 1;
    let code = bytes.windows(4).position(|window| window == [0x84, 1, 1, 4]).unwrap() + 1;
    for (at, field, number) in [(measured, "verdict", 3), (code, "code", 0), (code, "code", 11)] {
        let mut bytes = bytes.clone();
        bytes[at] = number;
        let refused = SiteReport::decode(&bytes).unwrap_err();
        assert_eq!((refused.field, refused.offset, refused.rule), (field, at, Rule::Unknown(number.into())));
    }
}

#[test]
fn the_text_of_a_report_hides_nothing() {
    let longest = "я".repeat(2048);
    assert!(ReportText::new(&longest).is_some() && ReportText::new("").is_some());
    for bad in ["a\nb", "a\0", "a\u{202e}b", "a\u{2066}b", "a\u{200b}b", "\u{feff}a", &format!("{longest}a")] {
        assert_eq!(ReportText::new(bad), None, "{bad:?}");
    }
    let mut bytes = SiteReport { buddy_tags: None, ..report() }.encode();
    *bytes.last_mut().unwrap() = b'\n';
    let refused = SiteReport::decode(&bytes).unwrap_err();
    assert!(refused.field == "text" && matches!(refused.rule, Rule::Spelling(_)), "{refused}");
}

// hostile bytes

#[test]
fn every_beginning_is_refused() {
    let (list, report) = (list().encode(), report().encode());
    (0..list.len()).for_each(|length| assert!(ObjectList::decode(&list[..length]).is_err()));
    (0..report.len()).for_each(|length| assert!(SiteReport::decode(&report[..length]).is_err()));
    assert!(ObjectList::decode(&[list, vec![0]].concat()).is_err());
    // behind a beginning of an opening stand zeros
    let bytes = opening(OpeningForm::Count).encode(&frame());
    let end = bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    for length in 0..end {
        let mut cut = bytes[..length].to_vec();
        cut.resize(bytes.len(), 0);
        assert!(SiteOpening::decode(&cut, OpeningForm::Count, &frame()).is_err(), "{length}");
    }
}

#[test]
fn damaged_bytes_are_refused_or_are_the_one_spelling_of_something_else() {
    let damage = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4);
    let config = Config { cases: 2000, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..Config::default() };
    let law = |(which, damage): (usize, Vec<(prop::sample::Index, u8)>)| {
        let damaged = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            let length = bytes.len();
            damage.iter().for_each(|(at, byte)| bytes[at.index(length)] = *byte);
            bytes
        };
        let (form, frame) = (FORMS[which], frame());
        let bytes = damaged(&opening(form).encode(&frame));
        if let Ok(found) = SiteOpening::decode(&bytes, form, &frame) {
            assert_eq!(*found.encode(&frame), bytes);
        }
        let bytes = damaged(&samples(3).encode(3, &frame));
        if let Ok(found) = SiteSamples::decode(&bytes, 3, &frame) {
            assert_eq!(*found.encode(3, &frame), bytes);
        }
        let bytes = damaged(&list().encode());
        if let Ok(found) = ObjectList::decode(&bytes) {
            assert_eq!(found.encode(), bytes);
        }
        let bytes = damaged(&report().encode());
        if let Ok(found) = SiteReport::decode(&bytes) {
            assert_eq!(found.encode(), bytes);
        }
        Ok(())
    };
    TestRunner::new(config).run(&(0..4_usize, damage), law).unwrap();
}
