//! Our own vectors of inquiries and their answers, in `vectors/site/`: an item that stood at a site at the baseline, was sent off, and entered a plant. They
//! must be read, held against the roots, and made again byte for byte, for ever; `FREEZE_VECTORS=1` writes what is not there yet.

use proof::chain::{EpochNumber, Event, EventCode, OpenedLink, OpenedStory};
use proof::manifest::{Frame, Item, Link, Manifest, SaltOf, Tag};
use proof::{Cell, Class, Place, PlaceKind, Salt, SecretSalt, Shape, hash};
use record::malformed::Rule;
use record::site::{Asked, Flaw, LeafElsewhere, SiteAnswer, SiteInquiry, StatedRoots, Told, Weight};
use record::statement::{StepHash, Subject};
use record::{Epoch, SealNumber, SiteNumber};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;

const INSPECTION: StepHash = StepHash([0x11; 32]);
const STEP: StepHash = StepHash([0x33; 32]);
const EPOCH: Epoch = Epoch(70_000);
const LINKS_MAX: u16 = 4;
const CLASSES: u8 = 6;
const SITE: Place = Place { kind: PlaceKind::Site, site: 0 };
const PLANT: Place = Place { kind: PlaceKind::Interior, site: 300 };
const ROAD: Place = Place { kind: PlaceKind::Road, site: 300 };

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

fn bytes(of: &str) -> [u8; 32] {
    hash::tagged("vector", &[of.as_bytes()])
}

/// The shape of the other vectors of sites.
fn shape() -> Arc<Shape> {
    let places = [SITE, PLANT, Place { kind: PlaceKind::Road, ..SITE }, ROAD];
    let cells = places.into_iter().flat_map(|place| [0, 5].map(|class| Cell { place, class: Class(class) }));
    Arc::new(Shape::new(CLASSES, (3, 1), cells.collect(), vec![], vec![]).unwrap())
}

/// Oldest first: declared, sent off, into the plant.
fn links() -> Vec<OpenedLink> {
    let link = |number: u8, code, epoch: Epoch, place| OpenedLink {
        salt: Salt(bytes(&format!("link {number}"))),
        event: Event { code: EventCode(code), epoch: EpochNumber(epoch.0), place, class: Class(5) },
    };
    vec![link(0, 1, Epoch(0), SITE), link(1, 5, EPOCH, ROAD), link(2, 11, EPOCH, PLANT)]
}

fn story(newest: usize) -> OpenedStory {
    OpenedStory { links: links()[..newest].iter().rev().copied().collect(), before: Link::NONE }
}

fn tag() -> Tag {
    Tag(*bytes("tag").first_chunk().unwrap())
}

/// The manifests of an epoch: the item alone, at one place.
fn manifests(epoch: Epoch, place: Place, head: Link) -> Vec<Manifest<impl Fn(SaltOf) -> SecretSalt>> {
    let manifest = move |frame: Frame| {
        let here = frame.place();
        let items = vec![vec![], if here == place { vec![Item { tag: tag(), head }] } else { vec![] }];
        let salt = move |of: SaltOf| SecretSalt::new(bytes(&format!("{epoch}, {here} {of:?}")));
        Manifest::new(frame, items, salt).unwrap()
    };
    Frame::all(&shape()).map(manifest).collect()
}

fn of_epoch(epoch: Epoch) -> Option<Vec<Manifest<impl Fn(SaltOf) -> SecretSalt>>> {
    let head = |newest| *story(newest).told().unwrap().head();
    match epoch {
        Epoch(0) => Some(manifests(epoch, SITE, head(1))),
        EPOCH => Some(manifests(epoch, PLANT, head(3))),
        _ => None,
    }
}

fn stated(epoch: Epoch) -> Option<StatedRoots> {
    let roots = of_epoch(epoch)?.iter().map(Manifest::root).collect();
    Some(StatedRoots { shape: shape(), roots })
}

fn inquiry() -> SiteInquiry {
    SiteInquiry {
        inspection: INSPECTION,
        salt: Salt(bytes("salt")),
        subject: Subject::Story,
        class: Class(5),
        leaf: Some(0),
        seal: SealNumber::new("HAL-0003"),
        tag: Some(tag()),
    }
}

fn answer() -> SiteAnswer {
    let leaf = |epoch, place: Place, at: usize| LeafElsewhere {
        epoch,
        place,
        sample: of_epoch(epoch).unwrap()[at].open_leaf(Class(5), 0, true).unwrap(),
    };
    let leaves = vec![leaf(EPOCH, PLANT, 1), leaf(Epoch(0), SITE, 0)];
    SiteAnswer { inspection: INSPECTION, salt: Salt(bytes("salt")), inquiry: STEP, story: Some(story(3)), leaves }
}

fn told(answer: &SiteAnswer) -> Told {
    let inquiry = inquiry();
    let asked = Asked {
        step: STEP,
        inquiry: &inquiry,
        site: SiteNumber(300),
        opened: EPOCH,
        closing: None,
        links_max: LINKS_MAX,
        classes: CLASSES,
    };
    answer.told(&asked, &stated).unwrap()
}

/// What stands beside the bytes, for whoever writes a second reader.
fn parts() -> Value {
    let roots = |epoch| stated(epoch).unwrap().roots.iter().map(|root| hex(&root.0)).collect::<Vec<_>>();
    json!({
        "shape": hex(&shape().bytes()),
        "inspection": hex(&INSPECTION.0),
        "step": hex(&STEP.0),
        "site": 300,
        "opened": EPOCH.0,
        "links_max": LINKS_MAX,
        "classes": CLASSES,
        "length": SiteAnswer::length(LINKS_MAX, CLASSES),
        "roots": { "0": roots(Epoch(0)), "70000": roots(EPOCH) },
        "inquiry": { "hash": inquiry().hash().to_string() },
        "links": [[11, 70_000, true], [5, 70_000, true], [1, 0, true]],
    })
}

#[test]
fn an_inquiry_and_its_answer_are_made_again_read_and_held_against_the_roots() {
    frozen("inquiry", &inquiry().encode());
    assert_eq!(SiteInquiry::decode(&inquiry().encode()), Ok(inquiry()));
    let bytes = answer().encode(LINKS_MAX, CLASSES);
    frozen("answer", &bytes);
    let read = SiteAnswer::decode(&bytes, LINKS_MAX, CLASSES).unwrap();
    assert_eq!(read, answer());
    let told = told(&read);
    assert!(told.explains() && told.is_proved(), "{told:?}");
    frozen("answer.json", &(serde_json::to_string_pretty(&parts()).unwrap() + "\n").into_bytes());
}

#[test]
fn an_answer_is_as_long_as_the_instrument_makes_it_whatever_it_says() {
    let short = SiteAnswer { story: None, leaves: vec![], ..answer() };
    let full = OpenedStory { links: vec![links()[2]; usize::from(LINKS_MAX)], before: Link::NONE };
    let leaves = vec![answer().leaves[0].clone(); usize::from(LINKS_MAX) + 2];
    for answer in [short, answer(), SiteAnswer { story: Some(full), leaves, ..answer() }] {
        let bytes = answer.encode(LINKS_MAX, CLASSES);
        assert_eq!(bytes.len(), SiteAnswer::length(LINKS_MAX, CLASSES));
        assert_eq!(SiteAnswer::decode(&bytes, LINKS_MAX, CLASSES), Ok(answer));
        assert!(SiteAnswer::decode(&bytes, LINKS_MAX + 1, CLASSES).is_err(), "the length is another");
    }
}

#[test]
fn a_leaf_whose_newest_link_stays_closed_is_read_again() {
    let mut answer = answer();
    answer.leaves[1].sample = of_epoch(Epoch(0)).unwrap()[0].open_leaf(Class(5), 0, false).unwrap();
    let bytes = answer.encode(LINKS_MAX, CLASSES);
    assert_eq!(bytes.len(), SiteAnswer::length(LINKS_MAX, CLASSES));
    assert_eq!(SiteAnswer::decode(&bytes, LINKS_MAX, CLASSES), Ok(answer));
}

#[test]
fn an_answer_that_tells_less_than_was_asked_is_a_discrepancy_and_one_that_contradicts_itself_more() {
    let less =
        [Flaw::NoAnswer, Flaw::OtherClass, Flaw::OtherItem, Flaw::MetAfterEnd(EPOCH), Flaw::Gap(2), Flaw::NotGone];
    assert_eq!(less.map(Flaw::weight), [Weight::Discrepancy; 6]);
    let more = [
        Flaw::OtherTag,
        Flaw::OtherHead(EPOCH),
        Flaw::Elsewhere(EPOCH),
        Flaw::Unborn(0),
        Flaw::AfterEnd(0),
        Flaw::NoDeparture(0),
        Flaw::Jump(0),
        Flaw::SeenAfterEnd(EPOCH),
    ];
    assert_eq!(more.map(Flaw::weight), [Weight::Contradiction; 8]);
}

#[test]
fn no_beginning_of_it_and_nothing_else_is_read() {
    let paper = inquiry().encode();
    for length in 0..paper.len() {
        assert!(SiteInquiry::decode(&paper[..length]).is_err(), "{length} bytes");
    }
    let bytes = answer().encode(LINKS_MAX, CLASSES).to_vec();
    for at in 0..bytes.len() {
        let mut other = bytes.clone();
        other[at] ^= 0x80;
        if let Ok(read) = SiteAnswer::decode(&other, LINKS_MAX, CLASSES) {
            assert_eq!(*read.encode(LINKS_MAX, CLASSES), other, "one spelling");
            assert_ne!(read, answer());
        }
    }
    for code in [0, 19] {
        let mut story = story(3);
        story.links[0].event.code = EventCode(code);
        let bytes = SiteAnswer { story: Some(story), ..answer() }.encode(LINKS_MAX, CLASSES);
        assert_eq!(SiteAnswer::decode(&bytes, LINKS_MAX, CLASSES).unwrap_err().field, "event", "deed {code}");
    }
}

#[test]
fn an_inquiry_names_what_its_subject_needs_and_no_more() {
    let refused = |change: &dyn Fn(&mut SiteInquiry)| {
        let mut inquiry = inquiry();
        change(&mut inquiry);
        let bytes = inquiry.encode();
        assert_eq!(inquiry.is_whole(), SiteInquiry::decode(&bytes).is_ok());
        SiteInquiry::decode(&bytes).is_err_and(|why| matches!(why.rule, Rule::Expected(_)))
    };
    assert!(!refused(&|inquiry| inquiry.tag = None), "a story needs no tag");
    assert!(refused(&|inquiry| inquiry.leaf = None));
    assert!(refused(&|inquiry| inquiry.seal = None));
    assert!(refused(&|inquiry| inquiry.subject = Subject::Departure), "a leaf without an object has no seal");
    assert!(refused(&|inquiry| inquiry.subject = Subject::Arrival), "an object without a leaf has none");
    let arrival = |tag| {
        move |inquiry: &mut SiteInquiry| {
            (inquiry.subject, inquiry.leaf, inquiry.tag) = (Subject::Arrival, None, tag);
        }
    };
    assert!(!refused(&arrival(Some(tag()))));
    assert!(refused(&arrival(None)), "and is known by its tag alone");
}
