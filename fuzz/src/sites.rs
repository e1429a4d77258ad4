//! What is opened of a site (`docs/spec/inspection.md`). Each format has one spelling, and of what is committed to nothing but the real opening may verify.

use inventory::{DurableSalt, EpochSalt, Keys, Ledger, List, Past, Seed, Snapshot, close};
use proof::chain::{EpochNumber, Event, EventCode, OpenedLink, OpenedStory};
use proof::{Cell, Class, Context, Place, PlaceKind, Salt, Shape, SiteFrame, SiteLeaf};
use proof::opening::{OpenedHead, OpenedLeaf};
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use record::site::{Asked, LeafElsewhere, StatedRoots};
use record::statement::{StepHash, Subject, form_number, form_of};
use record::{
    Epoch, EpochBody, ObjectList, ReaderKey, ReaderSecret, SealNumber, Sealed, SiteAnswer, SiteInquiry, SiteNumber,
    SiteOpening, SiteReport, SiteSamples,
};
use std::sync::{Arc, LazyLock};
use treaty::instrument::OpeningForm;
use zeroize::Zeroizing;

/// Site 0 and the road to it hold three items, site 1 none; two classes, four leaves a subtree at a site, two on a road.
const LIST: &[u8] =
    b"epoch,event,serial,from,to,class\n0,declare,a,,site 0,0\n0,declare,b,,site 0,0\n0,declare,c,,road 0,1\n";
const INSPECTION: StepHash = StepHash([1; 32]);
/// The most leaves of a message here.
const DRAWN_MAX: u16 = 3;
/// The most links of an answer, and how many classes there are.
const LINKS_MAX: u16 = 4;
const CLASSES: u8 = 2;

static CLOSED: LazyLock<Closed> = LazyLock::new(Closed::of_list);

struct Closed {
    shape: Arc<Shape>,
    snapshot: Snapshot,
    body: EpochBody,
}

/// Makes what the targets rest on.
pub fn begin() {
    LazyLock::force(&CLOSED);
    for form in [OpeningForm::Count, OpeningForm::Sample, OpeningForm::Full, OpeningForm::Absence] {
        let (site, opening) = CLOSED.opening(form);
        let (cells, roots) = (&CLOSED.body.commitments.cells, &CLOSED.body.roots);
        assert!(opening.opened.verify(&CLOSED.frame(site), cells, roots).is_ok(), "the real opening is verified");
    }
}

/// The first byte is the form. Zeros are put behind, for no mutation finds the one length.
pub fn opening(bytes: &[u8]) {
    let Some((number, bytes)) = bytes.split_first() else { return };
    let Some(form) = form_of(*number) else { return };
    let (site, real) = CLOSED.opening(form);
    let frame = CLOSED.frame(site);
    let mut bytes = bytes.to_vec();
    bytes.resize(SiteOpening::length(form, &frame).max(bytes.len()), 0);
    let Ok(read) = SiteOpening::decode(&bytes, form, &frame) else { return };
    assert_eq!(*read.encode(&frame), bytes);
    let verified = read.opened.verify(&frame, &CLOSED.body.commitments.cells, &CLOSED.body.roots);
    assert!(verified.is_err() || read.opened == real.opened, "what was never committed to is verified");
}

pub fn samples(bytes: &[u8]) {
    let frame = CLOSED.frame(0);
    let mut bytes = bytes.to_vec();
    bytes.resize(SiteSamples::length(DRAWN_MAX, &frame).max(bytes.len()), 0);
    let Ok(read) = SiteSamples::decode(&bytes, DRAWN_MAX, &frame) else { return };
    assert_eq!(*read.encode(DRAWN_MAX, &frame), bytes);
    let (_, real) = CLOSED.opening(OpeningForm::Sample);
    let site = real.opened.verify(&frame, &CLOSED.body.commitments.cells, &CLOSED.body.roots).expect("it is real");
    for opened in &read.leaves {
        let Some(place) = frame.frame(opened.road).map(|frame| frame.place()) else { continue };
        let leaf = SiteLeaf { cell: Cell { place, class: opened.sample.class }, index: opened.sample.index };
        let shown = site.sample(&[leaf], std::slice::from_ref(opened));
        let real = CLOSED.snapshot.open_samples(&[leaf]);
        assert!(shown.is_err() || real.is_ok_and(|real| real[0] == *opened), "what was never committed to is verified");
    }
}

pub fn list(bytes: &[u8]) {
    if let Ok(list) = ObjectList::decode(bytes) {
        assert_eq!(list.encode(), bytes);
    }
}

pub fn report(bytes: &[u8]) {
    if let Ok(report) = SiteReport::decode(bytes) {
        assert_eq!(report.encode(), bytes);
    }
}

pub fn inquiry(bytes: &[u8]) {
    if let Ok(inquiry) = SiteInquiry::decode(bytes) {
        assert!(inquiry.is_whole());
        assert_eq!(inquiry.encode(), bytes);
    }
}

/// Of what is committed to, no leaf but the real one may be shown, and no link may be proved that is none.
pub fn answer(bytes: &[u8]) {
    let mut bytes = bytes.to_vec();
    bytes.resize(SiteAnswer::length(LINKS_MAX, CLASSES).max(bytes.len()), 0);
    let Ok(read) = SiteAnswer::decode(&bytes, LINKS_MAX, CLASSES) else { return };
    assert_eq!(*read.encode(LINKS_MAX, CLASSES), bytes);
    let inquiry = asked_about();
    let asked = Asked {
        step: INSPECTION,
        inquiry: &inquiry,
        site: SiteNumber(0),
        opened: Epoch::BASELINE,
        closing: None,
        links_max: LINKS_MAX,
        classes: CLASSES,
    };
    let roots = || StatedRoots { shape: CLOSED.shape.clone(), roots: CLOSED.body.roots.clone() };
    let Ok(told) = read.told(&asked, &|epoch| (epoch == Epoch::BASELINE).then(roots)) else { return };
    for leaf in &read.leaves {
        let OpenedLeaf::Item { head, .. } = &leaf.sample.leaf else { panic!("a dummy is no answer") };
        let open = matches!(head, OpenedHead::Open { .. });
        let manifest = CLOSED.snapshot.manifest(leaf.place).expect("it was held against one");
        let real = manifest.open_leaf(leaf.sample.class, leaf.sample.index, open);
        assert_eq!(real.as_ref(), Some(&leaf.sample), "what was never committed to is shown");
    }
    let proved = told.links.iter().filter(|link| link.proved);
    assert!(proved.clone().count() == 0 || !told.stood.is_empty(), "a link is proved by a leaf");
}

/// The key of a request, and a message sealed to the real one: what opens was sealed so.
pub fn sealed(bytes: &[u8]) {
    if let Ok(key) = ReaderKey::decode(bytes) {
        assert_eq!(key.encode(), bytes);
    }
    let opened = secret().open(Sealed::Opening, &INSPECTION, bytes);
    assert!(opened.is_err() || bytes == real_message(), "what was never sealed opens");
}

/// Seeds of the targets, by name.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let mut seeds = vec![("sealed", real_message()), ("sealed", secret().public().encode())];
    for form in [OpeningForm::Count, OpeningForm::Sample, OpeningForm::Full, OpeningForm::Absence] {
        let (site, opening) = CLOSED.opening(form);
        seeds.push(("site-opening", [&[form_number(form)], &opening.encode(&CLOSED.frame(site))[..]].concat()));
    }
    let place = |kind| Place { kind, site: 0 };
    let leaf = |kind, class, index| SiteLeaf { cell: Cell { place: place(kind), class: Class(class) }, index };
    let leaves = [leaf(PlaceKind::Site, 0, 1), leaf(PlaceKind::Site, 0, 3), leaf(PlaceKind::Road, 1, 0)];
    let leaves = CLOSED.snapshot.open_samples(&leaves).expect("they are leaves of the shape");
    let samples = SiteSamples { inspection: INSPECTION, salt: Salt([2; 32]), leaves };
    seeds.push(("site-samples", samples.encode(DRAWN_MAX, &CLOSED.frame(0)).to_vec()));
    seeds.push(("site-inquiry", asked_about().encode()));
    seeds.extend([true, false].map(|head| ("site-answer", real_answer(head).encode(LINKS_MAX, CLASSES).to_vec())));
    seeds
}

/// The story of what stands at the first leaf of the first class at site 0.
fn asked_about() -> SiteInquiry {
    SiteInquiry {
        inspection: INSPECTION,
        salt: Salt([2; 32]),
        subject: Subject::Story,
        class: Class(0),
        leaf: Some(0),
        seal: SealNumber::new("A-1"),
        tag: None,
    }
}

fn real_answer(head: bool) -> SiteAnswer {
    let place = Place { kind: PlaceKind::Site, site: 0 };
    let manifest = CLOSED.snapshot.manifest(place).expect("it is a place of the shape");
    let sample = manifest.open_leaf(Class(0), 0, head).expect("two items stand there");
    let leaves = vec![LeafElsewhere { epoch: Epoch::BASELINE, place, sample }];
    let link = OpenedLink {
        salt: Salt([4; 32]),
        event: Event { code: EventCode(1), epoch: EpochNumber(0), place, class: Class(0) },
    };
    let story = head.then(|| OpenedStory { links: vec![link], before: proof::Link::NONE });
    SiteAnswer { inspection: INSPECTION, salt: Salt([2; 32]), inquiry: INSPECTION, story, leaves }
}

fn secret() -> ReaderSecret {
    ReaderSecret::new(Zeroizing::new([3; 32]))
}

fn real_message() -> Vec<u8> {
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    secret().public().seal(Sealed::Opening, &INSPECTION, b"what stands there", &mut rng)
}

impl Closed {
    fn of_list() -> Self {
        let places = [(PlaceKind::Site, 0), (PlaceKind::Site, 1), (PlaceKind::Road, 0), (PlaceKind::Road, 1)];
        let cells = places
            .into_iter()
            .flat_map(|(kind, site)| [0, 1].map(|class| Cell { place: Place { kind, site }, class: Class(class) }));
        let shape = Arc::new(Shape::new(2, (2, 1), cells.collect(), vec![], vec![]).expect("the numbers are small"));
        let keys = Arc::new(Keys::new(&Seed::new(Zeroizing::new([1; 32])), &Context::new(&[7; 32], b"A")));
        let mut ledger = Ledger::new(keys, shape.clone());
        List::parse(LIST).expect("it is a list").enter(&mut ledger).expect("it can have happened");
        let salt = EpochSalt::draw(ledger.epoch(), &mut ChaCha20Rng::seed_from_u64(1));
        let snapshot = Snapshot::of(&ledger, &proof::BodyHash::NONE, &salt.salt());
        let closed = close(&mut ledger, &mut Past::none(), DurableSalt::after_write(salt));
        Self { shape, snapshot, body: closed.expect("a baseline can be closed").body }
    }

    fn frame(&self, site: u16) -> SiteFrame {
        SiteFrame::of(&self.shape, site).expect("it is a site of the shape")
    }

    /// The real opening in a form, and of which site.
    fn opening(&self, form: OpeningForm) -> (u16, SiteOpening) {
        let number = u16::from(form == OpeningForm::Absence);
        let site = SiteNumber(number);
        let opened = self.snapshot.open_site(site, form).expect("the first site is held, the second empty");
        let (salt, epoch) = (Salt([2; 32]), self.snapshot.epoch());
        (number, SiteOpening { form, inspection: INSPECTION, salt, epoch, site, opened })
    }
}
