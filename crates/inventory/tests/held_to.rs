//! What the holder of a request's key is shown: a sealed message is held to the key, to its form, to what the step names and to what was committed to; a
//! report to its own papers.

mod common;

use common::*;
use inventory::*;
use proof::{BadSample, BadSite, Count, OpenedSite, SiteFrame, SiteLeaf, VerifiedSite};
use record::sealed::NotUnsealed;
use record::site::{
    Difference, DifferenceCode, Examined, ListedObject, MeasuredVerdict, Measurement, NotOpened, OpenedTags, Papers,
    ReportText, SealNumber, SiteOpening, SiteReport, SiteSamples, StatedSite, comes_to, every_tag,
};
use record::statement::{Comparison, StepHash};
use record::{Epoch, EpochBody, ReaderSecret, Sealed, SiteNumber};
use treaty::instrument::OpeningForm;

const INSPECTION: StepHash = StepHash([1; 32]);

/// Two stored items and a deployed one at the base, one on the road to it.
const LIST: &str = "\
epoch,event,serial,from,to,class
0,declare,d1,,site 0,0
0,declare,s1,,site 0,1
0,declare,s2,,site 0,1
0,declare,r1,,road 0,1
";

fn closed() -> (Snapshot, EpochBody) {
    let list = List::parse(LIST.as_bytes()).unwrap();
    let (mut ledger, mut past) = (ledger(), Past::none());
    list.enter(&mut ledger).unwrap();
    let salt = salt(&ledger, 1);
    let body = close(&mut ledger, &mut past, salt).unwrap().body;
    let mut then = common::ledger();
    list.enter(&mut then).unwrap();
    (Snapshot::of(&then, &body.previous, &body.salt), body)
}

fn secret() -> ReaderSecret {
    ReaderSecret::draw(&mut rng(1))
}

fn subject(form: OpeningForm) -> StatedSite {
    let (_, body) = closed();
    StatedSite {
        inspection: INSPECTION,
        form,
        epoch: Epoch(0),
        site: SiteNumber(0),
        frame: SiteFrame::of(&shape(), 0).unwrap(),
        cells: body.commitments.cells,
        roots: body.roots,
        most: 4,
    }
}

fn opening(form: OpeningForm) -> SiteOpening {
    let opened = closed().0.open_site(SiteNumber(0), form).unwrap();
    SiteOpening {
        form,
        inspection: INSPECTION,
        salt: proof::Salt([2; 32]),
        epoch: Epoch(0),
        site: SiteNumber(0),
        opened,
    }
}

fn sealed(what: Sealed, plain: &[u8]) -> Vec<u8> {
    secret().public().seal(what, &INSPECTION, plain, &mut rng(2))
}

/// What the holder is shown by an opening that was changed before it was sealed.
fn shown(form: OpeningForm, change: impl FnOnce(&mut SiteOpening)) -> Result<VerifiedSite, NotOpened> {
    let (subject, mut opening) = (subject(form), opening(form));
    change(&mut opening);
    subject.site(&secret(), &sealed(Sealed::Opening, &opening.encode(&subject.frame)))
}

fn site(form: OpeningForm) -> VerifiedSite {
    shown(form, |_| {}).unwrap()
}

#[test]
fn an_opening_that_is_what_it_says_shows_the_site_and_its_tags() {
    for form in [OpeningForm::Count, OpeningForm::Sample, OpeningForm::Full] {
        let site = site(form);
        assert_eq!(site.counts().iter().map(|(_, count)| count.0).collect::<Vec<_>>(), [1, 2, 1, 0]);
        // the road's item is no object at the site
        assert_eq!(every_tag(&site).len(), if form == OpeningForm::Full { 3 } else { 0 }, "{form:?}");
    }
}

#[test]
fn a_message_that_the_key_does_not_open_shows_nothing() {
    let subject = subject(OpeningForm::Count);
    let plain = opening(OpeningForm::Count).encode(&subject.frame);
    let other = ReaderSecret::draw(&mut rng(9)).public();
    let damaged = |at: usize| {
        let mut message = sealed(Sealed::Opening, &plain);
        message[at] ^= 1;
        message
    };
    let length = sealed(Sealed::Opening, &plain).len();
    for message in [
        other.seal(Sealed::Opening, &INSPECTION, &plain, &mut rng(2)),
        secret().public().seal(Sealed::Opening, &StepHash([9; 32]), &plain, &mut rng(2)),
        sealed(Sealed::Samples, &plain),
        damaged(0),
        damaged(length - 1),
    ] {
        assert_eq!(subject.site(&secret(), &message).err(), Some(NotOpened::Sealed(NotUnsealed::Closed)));
    }
    assert_eq!(subject.site(&secret(), &[0; 9]).err(), Some(NotOpened::Sealed(NotUnsealed::Length(9))));
}

#[test]
fn a_message_of_another_length_or_form_shows_nothing() {
    let subject = subject(OpeningForm::Count);
    let mut plain = opening(OpeningForm::Count).encode(&subject.frame).to_vec();
    let other = opening(OpeningForm::Sample).encode(&subject.frame);
    assert!(matches!(subject.site(&secret(), &sealed(Sealed::Opening, &other)), Err(NotOpened::Malformed(_))));
    plain.push(0);
    assert!(matches!(subject.site(&secret(), &sealed(Sealed::Opening, &plain)), Err(NotOpened::Malformed(_))));
}

#[test]
fn a_message_about_something_else_shows_nothing() {
    let changes: [fn(&mut SiteOpening); 3] = [
        |opening| opening.inspection = StepHash([9; 32]),
        |opening| opening.epoch = Epoch(1),
        |opening| opening.site = SiteNumber(1),
    ];
    for change in changes {
        assert_eq!(shown(OpeningForm::Count, change).err(), Some(NotOpened::Other));
    }
}

#[test]
fn what_was_not_committed_to_is_not_shown() {
    let one_more = |opening: &mut SiteOpening| {
        let OpenedSite { counts, .. } = &mut opening.opened;
        counts[1].count = Count(counts[1].count.0 + 1);
    };
    for form in [OpeningForm::Count, OpeningForm::Sample, OpeningForm::Full] {
        assert!(matches!(shown(form, one_more), Err(NotOpened::Site(BadSite::Count { .. }))), "{form:?}");
    }
    // another epoch's commitments are others
    let mut later = subject(OpeningForm::Count);
    later.cells.swap(0, 1);
    let message = sealed(Sealed::Opening, &opening(OpeningForm::Count).encode(&later.frame));
    assert!(matches!(later.site(&secret(), &message), Err(NotOpened::Site(BadSite::Count { .. }))));
}

fn drawn() -> [SiteLeaf; 2] {
    [0, 1].map(|index| SiteLeaf { cell: cell(BASE, STORED), index })
}

fn leaves(change: impl FnOnce(&mut SiteSamples), what: Sealed) -> Result<OpenedTags, NotOpened> {
    let subject = subject(OpeningForm::Sample);
    let leaves = closed().0.open_samples(&drawn()).unwrap();
    let mut samples = SiteSamples { inspection: INSPECTION, salt: proof::Salt([3; 32]), leaves };
    change(&mut samples);
    let message = sealed(what, &samples.encode(4, &subject.frame));
    subject.leaves(&secret(), &message, &site(OpeningForm::Sample), &drawn())
}

#[test]
fn drawn_leaves_are_shown_where_they_are_an_answer() {
    let tags = leaves(|_| {}, Sealed::Samples).unwrap();
    let all = every_tag(&site(OpeningForm::Full));
    assert_eq!(tags, [0, 1].map(|leaf| ((STORED, leaf), all[&(STORED, leaf)])).into());
    assert_eq!(leaves(|samples| samples.inspection = StepHash([9; 32]), Sealed::Samples), Err(NotOpened::Other));
    assert_eq!(leaves(|_| {}, Sealed::Opening), Err(NotOpened::Sealed(NotUnsealed::Closed)));
    let swapped = leaves(|samples| samples.leaves.swap(0, 1), Sealed::Samples);
    assert_eq!(swapped, Err(NotOpened::Leaves(BadSample::Other(drawn()[0]))));
    let fewer = leaves(|samples| samples.leaves.truncate(1), Sealed::Samples);
    assert_eq!(fewer, Err(NotOpened::Leaves(BadSample::Length { found: 1, expected: 2 })));
}

// reports

fn seal(number: usize) -> SealNumber {
    SealNumber::new(&format!("S-{number}")).unwrap()
}

fn objects() -> Vec<ListedObject> {
    let leaves = [(DEPLOYED, 0), (STORED, 0), (STORED, 1)];
    let object = |(number, (class, leaf))| ListedObject { seal: seal(number), class, leaf: Some(leaf) };
    leaves.into_iter().enumerate().map(object).collect()
}

fn report() -> SiteReport {
    SiteReport {
        inspection: INSPECTION,
        salt: proof::Salt([4; 32]),
        counted: vec![(DEPLOYED, 1), (STORED, 2)],
        examined: vec![],
        buddy_tags: None,
        differences: vec![],
        text: ReportText::default(),
    }
}

/// A report, its list and what was opened, each changed.
#[derive(Clone)]
struct Case {
    report: SiteReport,
    objects: Option<Vec<ListedObject>>,
    tags: Option<Result<OpenedTags, NotOpened>>,
    is_shown: bool,
    form: OpeningForm,
}

type Change = fn(&mut Case);

fn verdict(change: impl FnOnce(&mut Case)) -> Option<Comparison> {
    let site = site(OpeningForm::Full);
    let mut case = Case {
        report: report(),
        objects: Some(objects()),
        tags: Some(Ok(every_tag(&site))),
        is_shown: true,
        form: OpeningForm::Full,
    };
    change(&mut case);
    let papers =
        Papers { site: case.is_shown.then_some(&site), objects: case.objects.as_deref(), tags: case.tags.as_ref() };
    comes_to(&case.report, case.form, papers)
}

fn examined(number: usize, class: proof::Class) -> Examined {
    Examined { seal: seal(number), class, tag: None, measurement: None }
}

fn list(case: &mut Case) -> &mut Vec<ListedObject> {
    case.objects.as_mut().unwrap()
}

const DIFFERS: Option<Comparison> = Some(Comparison::Differs);
const AGREES: Option<Comparison> = Some(Comparison::Agrees);

#[test]
fn a_report_comes_to_what_its_papers_show() {
    assert_eq!(verdict(|_| {}), AGREES);
    let changes: [(&str, Change); 14] = [
        ("a number", |case| case.report.counted[1].1 = 3),
        ("a class that was not counted", |case| case.report.counted.truncate(1)),
        ("a class of which nothing was opened", |case| case.report.counted.push((RETIRED, 1))),
        ("a difference that the team saw", |case| {
            let (code, leaf, seal) = (DifferenceCode::SealBroken, None, Some(seal(0)));
            case.report.differences = vec![Difference { code, class: STORED, leaf, seal }];
        }),
        ("a leaf without an object", |case| drop(list(case).pop())),
        ("an object without a leaf", |case| list(case)[2].leaf = None),
        ("a leaf twice", |case| list(case)[2].leaf = Some(0)),
        ("a leaf above the count", |case| list(case)[2].leaf = Some(2)),
        ("a seal twice", |case| list(case)[2].seal = seal(0)),
        ("another class", |case| case.report.examined = vec![examined(1, DEPLOYED)]),
        ("another tag", |case| {
            let tag = Some(proof::Tag([7; 16]));
            case.report.examined = vec![Examined { tag, ..examined(1, STORED) }];
        }),
        ("no warhead", |case| {
            let measurement = Some(Measurement { verdict: MeasuredVerdict::NoWarhead, file: [0; 32] });
            case.report.examined = vec![Examined { measurement, ..examined(1, STORED) }];
        }),
        ("no answer to a draw", |case| case.tags = Some(Err(NotOpened::Other))),
        ("no object at all", |case| list(case).clear()),
    ];
    for (what, change) in changes {
        assert_eq!(verdict(change), DIFFERS, "{what}");
    }
}

#[test]
fn that_nothing_differs_is_known_only_where_all_is_there() {
    let changes: [Change; 3] = [|case| case.is_shown = false, |case| case.objects = None, |case| case.tags = None];
    for change in changes {
        assert_eq!(verdict(change), None);
    }
    // a count has no list, and nothing is drawn
    let count = |case: &mut Case| (case.form, case.objects, case.tags) = (OpeningForm::Count, None, None);
    assert_eq!(verdict(count), AGREES);
    // what one side holds without a key shows some differences, and never that there is none
    let alone = |case: &mut Case| (case.is_shown, case.tags) = (false, None);
    assert_eq!(verdict(alone), None);
    assert_eq!(
        verdict(|case| {
            alone(case);
            list(case)[2].leaf = Some(0);
        }),
        DIFFERS
    );
    // an object that was examined and agrees
    let agrees = |case: &mut Case| {
        let tag = case.tags.as_ref().unwrap().as_ref().unwrap()[&(STORED, 0)];
        let measurement = Some(Measurement { verdict: MeasuredVerdict::NoAnswer, file: [0; 32] });
        case.report.examined = vec![Examined { tag: Some(tag), measurement, ..examined(1, STORED) }];
    };
    assert_eq!(verdict(agrees), AGREES);
}
