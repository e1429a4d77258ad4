//! An inspection step by step: what may come next and from whom, how each step is held to those before, and on what the lots fall.

mod parties;

use log::{Hash, Timestamp, TreeSize};
use parties::{at, hal, instrument, lakeside, ond, party};
use record::draw::{Draw, Lot, SecretNonce, Sides};
use record::inspection::{OutOfStep, Progress, Side, side_of};
use record::malformed::Rule as Broken;
use record::statement::*;
use record::{Author, Epoch, Kind, SiteNumber, Statement};
use std::sync::LazyLock;
use treaty::instrument::OpeningForm::{self, *};
use treaty::instrument::Rule;

static INSTRUMENT: LazyLock<treaty::instrument::Hash> = LazyLock::new(|| instrument().hash);
const FORMS: [OpeningForm; 4] = [Count, Sample, Full, Absence];
const INSPECTOR: [u8; 32] = [1; 32];
const OBJECTS: [u8; 32] = [2; 32];
const HOST: Nonce = Nonce([3; 32]);
const PAPER: PaperHash = PaperHash([4; 32]);
const SEALED: SealedHash = SealedHash([5; 32]);

fn sides(of: &[treaty::PartyCode; 2], commit: impl Fn(Sides<'_>) -> DrawCommitment) -> DrawCommitment {
    commit(Sides { instrument: &INSTRUMENT, inspector: &of[0], host: &of[1] })
}

/// HAL inspects OND.
fn bound(nonce: [u8; 32], lot: Lot) -> DrawCommitment {
    sides(&[party("HAL"), party("OND")], |sides| SecretNonce::new(nonce).commit(sides, lot))
}

fn request(form: OpeningForm, drawn: bool) -> Request {
    let draw = drawn.then(|| bound(INSPECTOR, Lot::Site));
    Request { host: party("OND"), kind: 0, form, draw, key: vec![1; 9] }
}

fn begun(form: OpeningForm, drawn: bool) -> Progress {
    Progress::begin(*INSTRUMENT, &hal().author, request(form, drawn), StepHash([0; 32]), at(1000)).unwrap()
}

fn designation(form: OpeningForm, nonce: bool) -> Designation {
    Designation {
        site: SiteNumber(7),
        nonce: nonce.then_some(Nonce(INSPECTOR)),
        covered: (TreeSize::new(9).unwrap(), Hash::EMPTY),
        draw: (form == Sample).then(|| bound(OBJECTS, Lot::Objects)),
    }
}

/// A step of this name that is true to those before it, in an inspection of this form; `nonce` where the host gave its own.
fn deed(name: StepName, form: OpeningForm, nonce: bool) -> Deed {
    match name {
        StepName::Request => unreachable!("a request begins"),
        StepName::Nonce => Deed::Nonce(HOST),
        StepName::Designation => Deed::Designation(designation(form, nonce)),
        StepName::Opening => Deed::Opening { epoch: Epoch(3), sealed: SEALED },
        StepName::Acceptance => Deed::Acceptance(Acceptance::Opens),
        StepName::Arrival => Deed::Arrival(at(77)),
        StepName::List => Deed::List(PAPER),
        StepName::Confirmation => Deed::Confirmation { list: PAPER, nonce: (form == Sample).then_some(HOST) },
        StepName::Draw => Deed::Draw(Nonce(OBJECTS)),
        StepName::Samples => Deed::Samples(SEALED),
        StepName::Report => Deed::Report { paper: PAPER, finding: Comparison::Differs, broken: vec![1, 4] },
        StepName::Signature => Deed::Signature { paper: PAPER, answer: Answer::Dissents },
        StepName::Refusal => Deed::Refusal(Reason::Quota),
        StepName::Withdrawal => Deed::Withdrawal,
        StepName::Inquiry => Deed::Inquiry { subject: Subject::Departure, paper: PAPER },
        StepName::Answer => Deed::Answer(Some(SEALED)),
        StepName::Conclusion => Deed::Conclusion { conclusion: Conclusion::Explained, left: true },
    }
}

fn author(progress: &Progress, name: StepName) -> Author {
    Author::Party(progress.party(side_of(name)).clone())
}

fn next(progress: &Progress, deed: Deed) -> InspectionStep {
    InspectionStep::Next { inspection: progress.id(), previous: progress.last().hash, deed }
}

/// The hash of the step that comes next: the number of those before it.
fn hash(progress: &Progress) -> StepHash {
    StepHash([u8::try_from(progress.taken().len()).unwrap(); 32])
}

fn take(progress: &mut Progress, deed: Deed) -> Result<(), OutOfStep> {
    let (by, hash) = (author(progress, deed.name()), hash(progress));
    let dated = at(1000 + progress.taken().len() as u64);
    progress.advance(&by, &next(progress, deed), hash, dated)
}

/// Takes steps of these names, each true to those before.
fn led(form: OpeningForm, drawn: bool, names: &[StepName]) -> Progress {
    let mut progress = begun(form, drawn);
    for name in names {
        let nonce = progress.nonce().is_some();
        take(&mut progress, deed(*name, form, nonce)).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
    progress
}

/// The whole way of a form.
fn way(form: OpeningForm, drawn: bool) -> Vec<StepName> {
    use StepName as S;
    let lot = if drawn { vec![S::Nonce] } else { vec![] };
    let counted = match form {
        Count | Absence => vec![],
        Full => vec![S::List, S::Confirmation],
        Sample => vec![S::List, S::Confirmation, S::Draw, S::Samples],
    };
    let arrived = vec![S::Designation, S::Opening, S::Acceptance, S::Arrival];
    [lot, arrived, counted, vec![S::Report, S::Signature, S::Inquiry, S::Answer, S::Conclusion]].concat()
}

#[test]
fn each_form_has_its_way_and_at_no_step_of_it_another_step_or_side() {
    use StepName as S;
    for (form, drawn) in FORMS.into_iter().flat_map(|form| [(form, false), (form, true)]) {
        let way = way(form, drawn);
        for taken in 0..=way.len() {
            let progress = led(form, drawn, &way[..taken]);
            let may = progress.next();
            let last = progress.last().name;
            assert!(
                way.get(taken).is_some() || may == [S::Inquiry],
                "{form:?} after {last}: another inquiry may follow"
            );
            assert!(way.get(taken).is_none_or(|next| may.contains(next)), "{form:?} after {last}");
            // who has the next step may always leave, but not before the other has answered
            let leaves = match progress.turn() {
                Some(Side::Host) => S::Refusal,
                _ => S::Withdrawal,
            };
            let asks = matches!(last, S::Signature | S::Inquiry | S::Answer | S::Conclusion);
            let must = asks || matches!(last, S::Opening | S::Report);
            assert_eq!(may.contains(&leaves), !must, "{form:?} after {last}");
            for name in S::ALL.iter().copied().filter(|name| *name != S::Request) {
                let mut tried = progress.clone();
                let tried_to = take(&mut tried, deed(name, form, progress.nonce().is_some()));
                if may.contains(&name) {
                    assert_eq!(tried_to, Ok(()), "{form:?}: {name} after {last}");
                    the_other_side_takes_no(&progress, name, form);
                } else {
                    assert_eq!(tried_to, Err(OutOfStep::NotNow { after: last, step: name, next: may.clone() }));
                    assert_eq!(tried, progress, "nothing was changed");
                }
            }
        }
    }
}

fn the_other_side_takes_no(progress: &Progress, name: StepName, form: OpeningForm) {
    let right = author(progress, name);
    for wrong in [hal().author, ond().author, lakeside().author].into_iter().filter(|wrong| *wrong != right) {
        let step = next(progress, deed(name, form, progress.nonce().is_some()));
        let refused = progress.clone().advance(&wrong, &step, hash(progress), at(2000));
        let expected = progress.party(side_of(name)).clone();
        assert_eq!(refused, Err(OutOfStep::OtherSide { step: name, expected, author: wrong }));
    }
}

#[test]
fn where_no_nonce_of_the_host_comes_the_inspector_chooses_freely() {
    let mut progress = begun(Count, true);
    assert_eq!(progress.next(), [StepName::Nonce, StepName::Refusal, StepName::Designation, StepName::Withdrawal]);
    take(&mut progress, deed(StepName::Designation, Count, false)).unwrap();
    assert_eq!(progress.drawn_site(&[SiteNumber(0)]), None, "no lot was drawn");
    assert!(!begun(Count, false).next().contains(&StepName::Nonce), "and no nonce is given where none is asked for");
}

#[test]
fn an_opening_that_never_came_is_handed_over_again_and_a_false_one_ends_it() {
    use StepName as S;
    let opened = |acceptance| {
        let mut progress = led(Count, false, &[S::Designation, S::Opening]);
        take(&mut progress, Deed::Acceptance(acceptance)).unwrap();
        progress
    };
    assert_eq!(opened(Acceptance::DoesNotOpen).next(), []);
    let mut again = opened(Acceptance::NotReceived);
    assert_eq!(again.next(), [S::Opening, S::Refusal]);
    let other = SealedHash([6; 32]);
    take(&mut again, Deed::Opening { epoch: Epoch(3), sealed: other }).unwrap();
    assert_eq!(again.opening(), Some((Epoch(3), other)), "the last stands");
    assert_eq!(again.step(S::Opening).map(|taken| taken.hash), Some(again.last().hash));
}

#[test]
fn a_refusal_says_what_may_come() {
    let told = |names: &[StepName], name| {
        let mut progress = led(Count, false, names);
        take(&mut progress, deed(name, Count, false)).unwrap_err().to_string()
    };
    let early = told(&[], StepName::Arrival);
    assert_eq!(early, "after request there is no arrival; what may come: designation, refusal, withdrawal");
    let late = told(&[StepName::Withdrawal], StepName::Designation);
    assert!(late.ends_with("what may come: nothing, the inspection is over"), "{late}");
}

#[test]
fn an_inspection_is_between_two_parties() {
    for author in [ond().author, lakeside().author] {
        let begun = Progress::begin(*INSTRUMENT, &author, request(Count, false), StepHash([0; 32]), at(0));
        assert_eq!(begun, Err(OutOfStep::NoParty(author)));
    }
}

#[test]
fn a_step_is_of_this_inspection_and_follows_the_last() {
    let progress = begun(Count, false);
    let (deed, other) = (deed(StepName::Designation, Count, false), StepHash([9; 32]));
    let tried = |step: InspectionStep| progress.clone().advance(&hal().author, &step, hash(&progress), at(1));
    let id = progress.id();
    let elsewhere = InspectionStep::Next { inspection: other, previous: id, deed: deed.clone() };
    assert_eq!(tried(elsewhere), Err(OutOfStep::OtherInspection { stated: other, expected: id }));
    let beside = InspectionStep::Next { inspection: id, previous: other, deed };
    assert_eq!(tried(beside), Err(OutOfStep::NotNext { stated: other, last: id }));
    assert_eq!(tried(InspectionStep::Request(request(Count, false))), Err(OutOfStep::BegunAlready));
}

#[test]
fn nonces_stand_where_lots_are_drawn_and_open_what_was_bound() {
    use StepName as S;
    let tried = |form, drawn, names: &[S], deed| take(&mut led(form, drawn, names), deed);
    let designates = |form, drawn, names: &[S], change: fn(&mut Designation)| {
        let mut designation = designation(form, names.contains(&S::Nonce));
        change(&mut designation);
        tried(form, drawn, names, Deed::Designation(designation))
    };
    let field = |result: Result<(), OutOfStep>, of| matches!(result, Err(OutOfStep::Field { step, .. }) if step == of);
    assert!(field(designates(Count, true, &[S::Nonce], |d| d.nonce = None), S::Designation));
    assert!(field(designates(Count, true, &[], |d| d.nonce = Some(Nonce(INSPECTOR))), S::Designation));
    assert!(field(designates(Sample, false, &[], |d| d.draw = None), S::Designation));
    assert!(field(designates(Full, false, &[], |d| d.draw = Some(bound(OBJECTS, Lot::Objects))), S::Designation));
    let other = designates(Count, true, &[S::Nonce], |d| d.nonce = Some(Nonce(OBJECTS)));
    assert_eq!(other, Err(OutOfStep::OtherNonce(S::Designation)));

    let listed = [S::Designation, S::Opening, S::Acceptance, S::Arrival, S::List];
    let confirms = |form, list, nonce| tried(form, false, &listed, Deed::Confirmation { list, nonce });
    assert!(field(confirms(Sample, PAPER, None), S::Confirmation));
    assert!(field(confirms(Full, PAPER, Some(HOST)), S::Confirmation));
    assert_eq!(confirms(Full, PaperHash([9; 32]), None), Err(OutOfStep::OtherList));
    let drawn = |nonce| tried(Sample, false, &[&listed[..], &[S::Confirmation]].concat(), Deed::Draw(nonce));
    assert_eq!(drawn(Nonce(INSPECTOR)), Err(OutOfStep::OtherNonce(S::Draw)));
    assert_eq!(drawn(Nonce(OBJECTS)), Ok(()));
}

#[test]
fn a_commitment_is_of_its_sides_lot_and_instrument() {
    let first = bound(INSPECTOR, Lot::Site);
    assert_ne!(first, bound(INSPECTOR, Lot::Objects));
    assert_ne!(first, bound(OBJECTS, Lot::Site));
    let turned = sides(&[party("OND"), party("HAL")], |sides| SecretNonce::new(INSPECTOR).commit(sides, Lot::Site));
    assert_ne!(first, turned);
    let elsewhere = treaty::instrument::Hash([9; 32]);
    let of = Sides { instrument: &elsewhere, inspector: &party("HAL"), host: &party("OND") };
    assert_ne!(first, SecretNonce::new(INSPECTOR).commit(of, Lot::Site));
    assert_eq!(format!("{:?}", SecretNonce::new(INSPECTOR)), "SecretNonce(32 bytes)");
}

#[test]
fn what_was_said_on_the_way_is_kept() {
    let progress = led(Sample, true, &way(Sample, true));
    assert_eq!(progress.id(), StepHash([0; 32]));
    assert_eq!(progress.request(), &request(Sample, true));
    assert_eq!((progress.nonce(), progress.designation()), (Some(HOST), Some(&designation(Sample, true))));
    assert_eq!((progress.opening(), progress.acceptance()), (Some((Epoch(3), SEALED)), Some(Acceptance::Opens)));
    assert_eq!((progress.list(), progress.samples()), (Some(PAPER), Some(SEALED)));
    assert_eq!((progress.report(), progress.broken()), (Some((PAPER, Comparison::Differs)), &[1, 4][..]));
    assert_eq!((progress.signature(), progress.refusal()), (Some((PAPER, Answer::Dissents)), None));
    assert_eq!(progress.step(StepName::Arrival).map(|taken| taken.at), Some(at(77)), "when the team arrived");
    assert_eq!((progress.turn(), progress.step(StepName::Refusal)), (None, None), "it is over");
    assert_eq!(led(Count, false, &[StepName::Refusal]).refusal(), Some(Reason::Quota));
    assert_eq!([Side::Inspector, Side::Host].map(|side| progress.party(side).as_str()), ["HAL", "OND"]);
}

#[test]
fn both_sides_see_on_what_the_lots_fall() {
    let sites: Vec<_> = (0..9).map(SiteNumber).collect();
    let asked = led(Sample, true, &[StepName::Nonce]);
    assert_eq!((asked.drawn_site(&sites), asked.drawn_objects(3, 9)), (None, None));
    let before = asked.site_drawn_by(&Nonce(INSPECTOR), &sites);
    let progress = led(Sample, true, &way(Sample, true));
    let draw = |lot, nonce| Draw::new(&progress.id(), lot, &bound(nonce, lot), &HOST, &Nonce(nonce));
    assert!(before.is_some() && before == progress.drawn_site(&sites));
    assert_eq!(progress.drawn_site(&sites), draw(Lot::Site, INSPECTOR).one(&sites));
    assert_eq!(progress.drawn_objects(3, 9), Some(draw(Lot::Objects, OBJECTS).some(3, 9)));
    assert_eq!(led(Full, false, &way(Full, false)).drawn_objects(3, 9), None, "no lot was drawn");
}

#[test]
fn a_draw_takes_some_of_many_each_once_and_each_may_fall() {
    let draw = |seed: u8| {
        Draw::new(&StepHash([seed; 32]), Lot::Objects, &bound(OBJECTS, Lot::Objects), &HOST, &Nonce(OBJECTS))
    };
    for (few, many) in [(0, 5), (1, 1), (3, 5), (5, 5), (9, 5), (0, 0)] {
        let drawn = draw(1).some(few, many);
        assert_eq!(drawn.len() as u32, few.min(many));
        assert!(drawn.is_sorted_by(|a, b| a < b) && drawn.iter().all(|object| *object < many), "{drawn:?}");
    }
    let mut fell = [0; 5];
    for seed in 0..=255 {
        draw(seed).some(2, 5).into_iter().for_each(|object| fell[object as usize] += 1);
        let number = draw(seed).below(5);
        assert!(number < 5 && draw(seed).one(&[0, 1, 2, 3, 4]) == Some(number));
    }
    // 512 lots over five: about a hundred each
    assert!(fell.iter().all(|times| (70..140).contains(times)), "{fell:?}");
    assert_eq!(draw(1).one::<u8>(&[]), None, "nothing of nothing");
    // of all numbers three quarters are below this bound; were the others not drawn again, its first third would fall half of the time
    let (bound, mut large) = (3 << 62, draw(1));
    let first_third = (0..300).filter(|_| large.below(bound) < 1 << 62).count();
    assert!((75..125).contains(&first_third), "{first_third}");
}

#[test]
fn a_step_is_due_hours_after_another_where_the_instrument_says_so() {
    let file = include_bytes!("../../../treaties/illustrative-portals.toml");
    let treaty = treaty::parse(file, None).unwrap_or_else(|told| panic!("{told:#?}")).instrument;
    let kinds = treaty.clauses.iter().filter_map(|clause| match &clause.rule {
        Rule::Inspection(kind) => Some(kind),
        _ => None,
    });
    let drawn = { kinds }.find(|kind| kind.hours.iter().any(|hours| hours.id.as_str() == "nonce")).unwrap();
    let progress = led(Sample, true, &[StepName::Nonce]);
    let due = |name| progress.due(&treaty, drawn, name).map(|(due, hours)| (due.seconds(), hours.id.to_string()));
    assert_eq!(due(StepName::Nonce), Some((1000 + 12 * 3600, "nonce".to_owned())), "after the request");
    assert_eq!(due(StepName::Designation), Some((1001 + 12 * 3600, "designation".to_owned())), "after the nonce");
    assert_eq!(due(StepName::Opening), None, "nothing is designated yet");
    assert_eq!(due(StepName::Withdrawal), None, "no hours are set");
    let mut other = drawn.clone();
    for (span, seconds) in [
        (treaty::time::Span { count: 90, unit: treaty::time::Unit::Minutes }, Some(1000 + 90 * 60)),
        (treaty::time::Span { count: 2, unit: treaty::time::Unit::Days }, Some(1000 + 2 * 86_400)),
        (treaty::time::Span { count: 1, unit: treaty::time::Unit::Months }, None),
    ] {
        other.hours[0].span = span;
        assert_eq!(progress.due(&treaty, &other, StepName::Nonce).map(|(due, _)| due.seconds()), seconds);
    }
    other.hours[0].after = None;
    assert_eq!(progress.due(&treaty, &other, StepName::Nonce), None, "it runs from nothing");
}

// bytes

fn steps() -> Vec<InspectionStep> {
    let progress = begun(Sample, true);
    let deeds = StepName::ALL.iter().filter(|name| **name != StepName::Request);
    let requests = FORMS.map(|form| InspectionStep::Request(request(form, form == Sample)));
    let all = deeds.map(|name| next(&progress, deed(*name, Sample, true)));
    let fewer = [deed(StepName::Designation, Full, false), deed(StepName::Confirmation, Full, false)];
    requests.into_iter().chain(all).chain(fewer.map(|deed| next(&progress, deed))).collect()
}

fn refused(bytes: &[u8]) -> (&'static str, Broken) {
    let refused = Statement::decode(Kind::Inspection, bytes).unwrap_err();
    (refused.field, refused.rule)
}

#[test]
fn every_step_is_read_again_and_every_beginning_of_it_refused() {
    for step in steps() {
        let name = step.name();
        let statement = Statement::Inspection(step);
        let bytes = statement.encode();
        assert_eq!(Statement::decode(Kind::Inspection, &bytes), Ok(statement), "{name}");
        for length in 0..bytes.len() {
            assert!(Statement::decode(Kind::Inspection, &bytes[..length]).is_err(), "{name}, {length} bytes");
        }
    }
}

#[test]
fn a_step_has_a_number_its_fields_and_words_that_are_known() {
    for step in steps() {
        let mut bytes = Statement::Inspection(step).encode();
        for number in [0, 18, 23] {
            bytes[1] = number;
            assert_eq!(refused(&bytes), ("step", Broken::Unknown(number.into())));
        }
    }
    let of = |name| Statement::Inspection(next(&begun(Sample, true), deed(name, Sample, true))).encode();
    let mut fewer = of(StepName::Samples);
    fewer[0] += 1;
    assert_eq!(refused(&fewer), ("the whole", Broken::Entries { found: 5, least: 4, most: 4 }));
    for (name, field, unknown) in
        [(StepName::Acceptance, "acceptance", 3), (StepName::Signature, "answer", 2), (StepName::Refusal, "reason", 4)]
    {
        let mut bytes = of(name);
        *bytes.last_mut().unwrap() = unknown;
        assert_eq!(refused(&bytes), (field, Broken::Unknown(unknown.into())));
    }
    let mut bytes = Statement::Inspection(InspectionStep::Request(request(Count, false))).encode();
    let form = bytes.windows(3).position(|window| window == [0, 1, 0xf6]).unwrap() + 1;
    for number in [0, 5] {
        bytes[form] = number;
        assert_eq!(refused(&bytes), ("form", Broken::Unknown(number.into())));
    }
}

#[test]
fn restrictions_ascend() {
    for broken in [vec![4, 1], vec![1, 1]] {
        let deed = Deed::Report { paper: PAPER, finding: Comparison::Agrees, broken };
        let step = Statement::Inspection(next(&begun(Count, false), deed));
        assert_eq!(refused(&step.encode()), ("restrictions", Broken::Order));
    }
}

// inquiries

fn ask(progress: &mut Progress, subject: Subject) {
    take(progress, Deed::Inquiry { subject, paper: PAPER }).unwrap();
}

fn conclude(progress: &mut Progress, conclusion: Conclusion, left: bool) {
    take(progress, Deed::Conclusion { conclusion, left }).unwrap();
}

#[test]
fn behind_the_signature_come_inquiries_one_after_the_other_and_nobody_owes_one() {
    let mut progress = led(Full, false, &way(Full, false)[..8]);
    assert_eq!(progress.last().name, StepName::Signature);
    assert!(progress.is_over() && progress.turn().is_none(), "it may end here");
    ask(&mut progress, Subject::Arrival);
    assert!(!progress.is_over());
    assert_eq!((progress.turn(), progress.next()), (Some(Side::Host), vec![StepName::Answer]));
    take(&mut progress, Deed::Answer(Some(SEALED))).unwrap();
    assert_eq!(progress.awaited(), Some(StepName::Conclusion));
    conclude(&mut progress, Conclusion::Explained, true);
    ask(&mut progress, Subject::Story);
    take(&mut progress, Deed::Answer(None)).unwrap();
    assert_eq!(progress.next(), [StepName::Inquiry], "nothing is concluded of what was declined");
    let told: Vec<_> = progress.inquiries().iter().map(|one| (one.is_explained(), one.is_declined())).collect();
    assert_eq!(told, [(true, false), (false, true)]);
}

#[test]
fn an_answer_that_never_came_is_given_again() {
    let mut progress = led(Count, false, &way(Count, false)[..6]);
    ask(&mut progress, Subject::Departure);
    take(&mut progress, Deed::Answer(Some(SEALED))).unwrap();
    conclude(&mut progress, Conclusion::NotReceived, true);
    assert_eq!(progress.next(), [StepName::Answer]);
    take(&mut progress, Deed::Answer(Some(SealedHash([6; 32])))).unwrap();
    assert_eq!(progress.next(), [StepName::Conclusion]);
    conclude(&mut progress, Conclusion::Explained, false);
    let one = progress.inquiries()[0];
    assert_eq!((one.answer, one.conclusion), (Some(Some(SealedHash([6; 32]))), Some((Conclusion::Explained, false))));
}

#[test]
fn where_an_item_went_is_answered_once_the_epoch_is_due_that_closes_after_the_count() {
    let file = include_bytes!("../../../treaties/illustrative-portals.toml");
    let treaty = treaty::parse(file, None).unwrap_or_else(|told| panic!("{told:#?}")).instrument;
    let (_, kind) = record::inspection::kinds(&treaty).find(|(_, kind)| kind.inquiries().is_some()).unwrap();
    let mut progress = led(Count, false, &way(Count, false)[..6]);
    // long before the baseline, which is the first epoch that closes
    assert_eq!(progress.closing(&treaty), Some(Epoch(0)));
    let due = |progress: &Progress| progress.due(&treaty, kind, StepName::Answer).map(|(due, _)| due.seconds());
    assert_eq!(due(&progress), None, "nothing was asked");
    ask(&mut progress, Subject::Arrival);
    assert_eq!(due(&progress), Some(1007 + 5 * 86_400));
    take(&mut progress, Deed::Answer(None)).unwrap();
    ask(&mut progress, Subject::Departure);
    let stated = treaty.epoch_due(0).unwrap();
    let days = (stated - treaty::Date::constant(1970, 1, 1)).get_days() + 1;
    assert_eq!(due(&progress), Some((i64::from(days) as u64 + 5) * 86_400));
    take(&mut progress, Deed::Answer(Some(SEALED))).unwrap();
    let concluded = progress.due(&treaty, kind, StepName::Conclusion).map(|(due, _)| due.seconds());
    assert_eq!(concluded, Some(1010 + 5 * 86_400), "what was answered is concluded by its own time");
    let first = progress.taken().iter().position(|taken| taken.name == StepName::Answer).unwrap();
    let first = progress.due_at(&treaty, kind, StepName::Answer, first).unwrap().0;
    assert_eq!(first.seconds(), 1007 + 5 * 86_400, "the first answer keeps its own time");
}

#[test]
fn an_inquiry_and_what_follows_it_have_words_that_are_known() {
    let of = |deed| Statement::Inspection(next(&begun(Sample, true), deed)).encode();
    let mut bytes = of(Deed::Inquiry { subject: Subject::Arrival, paper: PAPER });
    let subject = bytes.len() - 35;
    for unknown in [0, 4] {
        bytes[subject] = unknown;
        assert_eq!(refused(&bytes), ("subject", Broken::Unknown(unknown.into())));
    }
    let mut bytes = of(Deed::Conclusion { conclusion: Conclusion::Explained, left: true });
    *bytes.last_mut().unwrap() = 2;
    assert_eq!(refused(&bytes).0, "left");
    let conclusion = bytes.len() - 2;
    bytes[conclusion] = 3;
    assert_eq!(refused(&bytes), ("conclusion", Broken::Unknown(3)));
}

#[test]
fn inquiries_keep_nobody_at_a_site() {
    let treaty = include_bytes!("../../../treaties/illustrative-portals.toml");
    let treaty = treaty::parse(treaty, None).unwrap_or_else(|told| panic!("{told:#?}")).instrument;
    let kind = record::inspection::kinds(&treaty).next().unwrap();
    let step = at(1001).seconds() - at(1000).seconds();
    let day = |time: Timestamp| {
        let taken = time.seconds().saturating_sub(at(1000).seconds()) / step;
        treaty::Date::constant(2030, 1, 1 + taken as i8)
    };
    let way = way(Count, false);
    let signed = way.iter().position(|name| *name == StepName::Signature).unwrap() + 1;
    for taken in signed..=way.len() {
        let ends = led(Count, false, &way[..taken]).counted(kind, None, day).ends;
        assert_eq!(usize::from(ends.day().unsigned_abs()), 1 + signed, "{taken} steps");
    }
}
