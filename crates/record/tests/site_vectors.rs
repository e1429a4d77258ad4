//! Our own vectors of what is opened of a site, in `vectors/site/`: they must be read, verified, and made again byte for byte, for ever.
//!
//! A change that breaks one of them is a change of format, and makes old openings unreadable. What is not there yet is written by running the tests with
//! `FREEZE_VECTORS=1`, which never writes over what is there.

use proof::manifest::{Frame, Item, Link, Manifest, SaltOf, Tag};
use proof::{
    Blinding, Cell, Class, Commitment, Count, ManifestRoot, OpenedContents, OpenedCount, OpenedLeaf, OpenedSite,
    OpenedSiteLeaf, Opening, Place, PlaceKind, Salt, SecretSalt, Shape, SiteFrame, SiteLeaf, hash, open_sum,
};
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use record::site::{
    Difference, DifferenceCode, Examined, ListedObject, MeasuredVerdict, Measurement, ObjectList, ReportText,
    SealNumber, SiteOpening, SiteReport, SiteSamples,
};
use record::statement::{SealedHash, StepHash, form_number};
use record::{Epoch, ReaderSecret, Sealed, SiteNumber};
use serde_json::{Value, json};
use std::path::PathBuf;
use treaty::instrument::OpeningForm;
use zeroize::Zeroizing;

const INSPECTION: StepHash = StepHash([0x11; 32]);
const SECRET: [u8; 32] = [0x22; 32];
const EPOCH: Epoch = Epoch(70_000);
/// How many items stand in each cell: at site 0, at plant 300, on the roads to them.
const COUNTS: [[u8; 2]; 4] = [[0, 0], [3, 1], [0, 0], [0, 2]];
const DRAWN: [(bool, u8, u16); 3] = [(false, 0, 2), (false, 5, 0), (true, 5, 1)];
const DRAWN_MAX: u16 = 4;

fn frozen(name: &str, made: &[u8]) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors/site").join(name);
    if !path.exists() && std::env::var_os("FREEZE_VECTORS").is_some() {
        std::fs::write(&path, made).unwrap();
    }
    let kept = std::fs::read(&path).unwrap_or_else(|e| panic!("{name} is missing; FREEZE_VECTORS=1 writes it: {e}"));
    assert_eq!(kept, made, "{name} is made otherwise than it was");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes that follow from what they are for.
fn bytes(of: &str) -> [u8; 32] {
    hash::tagged("vector", &[of.as_bytes()])
}

/// Classes 0 and 5; eight leaves a subtree at a site, two on a road.
fn shape() -> Shape {
    let places = [(PlaceKind::Site, 0), (PlaceKind::Interior, 300), (PlaceKind::Road, 0), (PlaceKind::Road, 300)];
    let cells = places
        .into_iter()
        .flat_map(|(kind, site)| [0, 5].map(|class| Cell { place: Place { kind, site }, class: Class(class) }));
    Shape::new(6, (3, 1), cells.collect(), vec![], vec![]).unwrap()
}

fn openings() -> Vec<Opening> {
    let opening = |(number, &count): (usize, &u8)| {
        let halves = ["a", "b"].map(|half| bytes(&format!("blinding {number}{half}")));
        let blinding = Blinding::from_wide(halves.as_flattened().try_into().unwrap());
        Opening { count: Count(count.into()), blinding }
    };
    COUNTS.as_flattened().iter().enumerate().map(opening).collect()
}

fn manifests() -> Vec<Manifest<impl Fn(SaltOf) -> SecretSalt>> {
    let manifest = |(frame, counts): (Frame, [u8; 2])| {
        let place = frame.place();
        let item = move |class: u8, index: u8| {
            let name = format!("{place}, {class}, {index}");
            Item { tag: Tag(*bytes(&name).first_chunk().unwrap()), head: Link(bytes(&format!("head of {name}"))) }
        };
        let items =
            [0, 5].into_iter().zip(counts).map(|(class, count)| (0..count).map(|index| item(class, index)).collect());
        Manifest::new(frame, items.collect(), move |of: SaltOf| SecretSalt::new(bytes(&format!("{place} {of:?}"))))
            .unwrap()
    };
    Frame::all(&shape()).zip(COUNTS).map(manifest).collect()
}

/// What the epoch's statement says.
fn stated() -> (Vec<Commitment>, Vec<ManifestRoot>) {
    (openings().iter().map(Opening::commit).collect(), manifests().iter().map(Manifest::root).collect())
}

fn site_of(form: OpeningForm) -> u16 {
    if form == OpeningForm::Absence { 0 } else { 300 }
}

fn frame(site: u16) -> SiteFrame {
    SiteFrame::of(&shape(), site).unwrap()
}

fn opening(form: OpeningForm) -> SiteOpening {
    let site = site_of(form);
    let (openings, manifests) = (openings(), manifests());
    let manifests = || manifests.iter().filter(|manifest| manifest.frame().place().site == site);
    let contents = match form {
        OpeningForm::Count | OpeningForm::Sample => OpenedContents::Closed,
        OpeningForm::Full => OpenedContents::Whole(manifests().map(|manifest| manifest.open_whole(false)).collect()),
        OpeningForm::Absence => {
            OpenedContents::Absent(manifests().map(|manifest| manifest.open_absence().unwrap()).collect())
        }
    };
    let shape = shape();
    let own = shape.cells().iter().zip(&openings).filter(|(cell, _)| cell.place.site == site);
    let counts = own.map(|(_, opening)| OpenedCount { count: opening.count, blinding: open_sum([opening]).blinding });
    let (opened, salt) = (OpenedSite { counts: counts.collect(), contents }, Salt(bytes("salt")));
    SiteOpening { form, inspection: INSPECTION, salt, epoch: EPOCH, site: SiteNumber(site), opened }
}

fn samples() -> SiteSamples {
    let manifests = manifests();
    let leaves = DRAWN.map(|(road, class, index)| {
        let sample = manifests[if road { 3 } else { 1 }].open_leaf(Class(class), index, false).unwrap();
        OpenedSiteLeaf { road, sample }
    });
    SiteSamples { inspection: INSPECTION, salt: Salt(bytes("salt")), leaves: leaves.into() }
}

fn list() -> ObjectList {
    let object = |text, class, leaf| ListedObject { seal: SealNumber::new(text).unwrap(), class: Class(class), leaf };
    let objects = vec![
        object("HAL-0001", 0, Some(2)),
        object("HAL-0002", 0, Some(0)),
        object("HAL-0003", 5, Some(0)),
        object("HAL-0004", 0, None),
    ];
    ObjectList { inspection: INSPECTION, salt: Salt(bytes("salt")), objects }
}

fn report() -> SiteReport {
    let seal = |text: &str| SealNumber::new(text).unwrap();
    let tag = manifests()[1].open_leaf(Class(0), 2, false).map(|sample| match sample.leaf {
        OpenedLeaf::Item { tag, .. } => tag,
        OpenedLeaf::Dummy { .. } => unreachable!("three items stand there"),
    });
    let measurement = Some(Measurement { verdict: MeasuredVerdict::Warhead, file: bytes("file") });
    let difference =
        |code, class, leaf, text: Option<&str>| Difference { code, class: Class(class), leaf, seal: text.map(seal) };
    SiteReport {
        inspection: INSPECTION,
        salt: Salt(bytes("salt")),
        counted: vec![(Class(0), 3), (Class(5), 1)],
        examined: vec![
            Examined { seal: seal("HAL-0001"), class: Class(0), tag, measurement },
            Examined { seal: seal("HAL-0003"), class: Class(5), tag: None, measurement: None },
        ],
        differences: vec![
            difference(DifferenceCode::Missing, 0, Some(1), None),
            difference(DifferenceCode::WithoutLeaf, 0, None, Some("HAL-0004")),
            difference(DifferenceCode::SealBroken, 5, Some(0), Some("HAL-0003")),
        ],
        buddy_tags: None,
        text: ReportText::new("Shelf 4 was empty. Полка 4 была пуста.").unwrap(),
    }
}

/// The same under an instrument with buddy tags.
fn report_of_buddy_tags() -> SiteReport {
    let seal = |text: &str| SealNumber::new(text);
    let difference = |code, class, seal| Difference { code, class: Class(class), leaf: None, seal };
    SiteReport {
        differences: vec![
            difference(DifferenceCode::BuddyTagMoved, 0, seal("B-12")),
            difference(DifferenceCode::BuddyTagsFew, 5, None),
        ],
        buddy_tags: Some(vec![(Class(0), 3), (Class(5), 0)]),
        ..report()
    }
}

fn secret() -> ReaderSecret {
    ReaderSecret::new(Zeroizing::new(SECRET))
}

const FORMS: [(OpeningForm, &str); 4] = [
    (OpeningForm::Count, "opening.count"),
    (OpeningForm::Sample, "opening.sample"),
    (OpeningForm::Full, "opening.full"),
    (OpeningForm::Absence, "opening.absence"),
];

/// What stands beside the bytes, for whoever writes a second reader.
fn parts() -> Value {
    let (cells, roots) = stated();
    let forms = FORMS.map(|(form, name)| {
        let length = SiteOpening::length(form, &frame(site_of(form)));
        json!({ "name": name, "form": form_number(form), "site": site_of(form), "length": length })
    });
    let drawn = DRAWN.map(|(road, class, index)| json!({ "road": u8::from(road), "class": class, "leaf": index }));
    let sealed = secret().public().seal(
        Sealed::Opening,
        &INSPECTION,
        &opening(OpeningForm::Count).encode(&frame(300)),
        &mut rng(),
    );
    json!({
        "warning": "The secrets are public: they open test vectors and nothing else.",
        "shape": hex(&shape().bytes()),
        "inspection": hex(&INSPECTION.0),
        "epoch": EPOCH.0,
        "cells": cells.iter().map(|cell| hex(&cell.0)).collect::<Vec<_>>(),
        "roots": roots.iter().map(|root| hex(&root.0)).collect::<Vec<_>>(),
        "openings": forms,
        "samples": { "most": DRAWN_MAX, "length": SiteSamples::length(DRAWN_MAX, &frame(300)), "drawn": drawn },
        "list": { "hash": list().hash().to_string() },
        "report": { "hash": report().hash().to_string() },
        "reader": { "secret": hex(&SECRET), "public": hex(&secret().public().encode()) },
        "sealed": { "of": "opening.count", "hash": SealedHash::of(&sealed).to_string() },
    })
}

fn rng() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(1)
}

#[test]
fn openings_are_made_again_read_and_verified() {
    let (cells, roots) = stated();
    for (form, name) in FORMS {
        let (made, frame) = (opening(form), frame(site_of(form)));
        let bytes = made.encode(&frame);
        frozen(name, &bytes);
        let read = SiteOpening::decode(&bytes, form, &frame).unwrap();
        assert_eq!(read, made);
        let shown = read.opened.verify(&frame, &cells, &roots).unwrap();
        let expected: &[u16] = if form == OpeningForm::Absence { &[0; 4] } else { &[3, 1, 0, 2] };
        assert_eq!(shown.counts().iter().map(|(_, count)| count.0).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn opened_leaves_are_made_again_read_and_verified() {
    let (cells, roots) = stated();
    let bytes = samples().encode(DRAWN_MAX, &frame(300));
    frozen("samples", &bytes);
    let read = SiteSamples::decode(&bytes, DRAWN_MAX, &frame(300)).unwrap();
    let site = opening(OpeningForm::Sample).opened.verify(&frame(300), &cells, &roots).unwrap();
    let drawn = DRAWN.map(|(road, class, index)| {
        let place = frame(300).frame(road).unwrap().place();
        SiteLeaf { cell: Cell { place, class: Class(class) }, index }
    });
    let seen = site.sample(&drawn, &read.leaves).unwrap();
    assert!(seen.iter().all(Option::is_some));
}

#[test]
fn papers_are_made_again_and_read() {
    frozen("list", &list().encode());
    assert_eq!(ObjectList::decode(&list().encode()), Ok(list()));
    frozen("report", &report().encode());
    assert_eq!(SiteReport::decode(&report().encode()), Ok(report()));
    frozen("report.buddy-tags", &report_of_buddy_tags().encode());
    assert_eq!(SiteReport::decode(&report_of_buddy_tags().encode()), Ok(report_of_buddy_tags()));
}

#[test]
fn a_sealed_opening_is_made_again_and_opens() {
    let plaintext = opening(OpeningForm::Count).encode(&frame(300));
    let sealed = secret().public().seal(Sealed::Opening, &INSPECTION, &plaintext, &mut rng());
    frozen("sealed", &sealed);
    assert_eq!(secret().open(Sealed::Opening, &INSPECTION, &sealed).unwrap(), plaintext);
    frozen("parts.json", &(serde_json::to_string_pretty(&parts()).unwrap() + "\n").into_bytes());
}

#[test]
fn bad_bytes_are_made_again_and_refused() {
    let frame = frame(300);
    let count = opening(OpeningForm::Count).encode(&frame).to_vec();
    let mut cases = Vec::new();
    let mut case =
        |of: &str, why: &str, bytes: Vec<u8>| cases.push(json!({ "of": of, "why": why, "hex": hex(&bytes) }));
    case("opening.count", "a zero too many", [&count[..], &[0]].concat());
    case("opening.count", "a zero too few", count[..count.len() - 1].to_vec());
    case("opening.count", "a one among the zeros", [&count[..count.len() - 1], &[1]].concat());
    case("opening.count", "version 2", [&[0x88, 2], &count[2..]].concat());
    case("opening.count", "the form of a sample", [&[0x88, 1, 2], &count[3..]].concat());
    case("opening.count", "the version in a second spelling", [&[0x88, 0x18, 1], &count[2..count.len() - 1]].concat());
    let list = list().encode();
    case("list", "a byte behind the end", [&list[..], &[0]].concat());
    let report = |change: fn(&mut SiteReport)| {
        let mut report = report();
        change(&mut report);
        report.encode()
    };
    case("report", "counted classes that descend", report(|report| report.counted.reverse()));
    case("report", "a missing leaf that is not named", report(|report| report.differences[0].leaf = None));
    case("report", "an object without a leaf, and its leaf", report(|report| report.differences[1].leaf = Some(0)));
    let of_tags = |change: fn(&mut SiteReport)| {
        let mut report = report_of_buddy_tags();
        change(&mut report);
        report.encode()
    };
    case("report", "buddy tags of classes that descend", of_tags(|of| of.buddy_tags.as_mut().unwrap().reverse()));
    case("report", "a buddy tag that moved, without its number", of_tags(|of| of.differences[0].seal = None));
    case(
        "report",
        "fewer buddy tags, and the number of one",
        of_tags(|of| of.differences[1].seal = SealNumber::new("B")),
    );
    let refused = |of: &str, bytes: &[u8]| match of {
        "list" => ObjectList::decode(bytes).is_err(),
        "report" => SiteReport::decode(bytes).is_err(),
        _ => SiteOpening::decode(bytes, OpeningForm::Count, &frame).is_err(),
    };
    for case in &cases {
        let digits = case["hex"].as_str().unwrap();
        let bytes: Vec<u8> =
            (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect();
        assert!(refused(case["of"].as_str().unwrap(), &bytes), "{}", case["why"]);
    }
    frozen("bad.json", &(serde_json::to_string_pretty(&Value::Array(cases)).unwrap() + "\n").into_bytes());
}
