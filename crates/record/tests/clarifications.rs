//! A clarification step by step: what may come next and from whom, until when, how it ends, and what its bytes may be.

mod parties;

use parties::{at, changed, hal, instrument, lakeside, ond, party};
use record::chain::{Unfit, follow};
use record::clarification::{End, OutOfTurn, Progress, Side, StepAt};
use record::malformed::Rule as Broken;
use record::site::ReportText;
use record::statement::*;
use record::{Author, Kind, Statement};
use std::sync::LazyLock;
use treaty::Id;
use treaty::Instrument;

static TREATY: LazyLock<Instrument> = LazyLock::new(|| {
    let hours =
        "hours = [{ id = \"answer\", name = { en = \"Answer\", ru = \"Ответ\" }, days = 2, after = \"raising\" },
        { id = \"agreement\", name = { en = \"Reply\", ru = \"Ответ\" }, hours = 5, after = \"proposal\" },
        { id = \"conclusion\", name = { en = \"End\", ru = \"Конец\" }, minutes = 90, after = \"answer\" }]";
    let before = "[[class]]\nid = \"missile\"";
    changed(before, &format!("[clarification]\n{hours}\narticle = \"I\"\nsource = \"S\"\n\n{before}"))
});

fn text(words: &str) -> ReportText {
    ReportText::new(words).unwrap()
}

fn paper(words: &str) -> Paper {
    let texts = ["ru", "en"].map(|code| (Language::new(code).unwrap(), text(&format!("{words} {code}"))));
    Paper::new(texts.to_vec(), vec![[7; 32]]).unwrap()
}

fn raising() -> Raising {
    Raising { to: party("OND"), clause: Id::new("record").unwrap(), about: Some(StepHash([9; 32])), paper: paper("?") }
}

fn begun() -> Progress {
    Progress::begin(&TREATY, &hal().author, raising(), StepHash([0; 32]), at(1000)).unwrap()
}

fn turn(name: TurnName) -> Turn {
    match name {
        TurnName::Raising => unreachable!("a raising begins"),
        TurnName::Answer => Turn::Answer(paper("answer")),
        TurnName::Offer => Turn::Offer { form: OfferForm::Exhibition, paper: paper("offer") },
        TurnName::Proposal => Turn::Proposal(paper("proposal")),
        TurnName::Agreement => Turn::Agreement,
        TurnName::Disagreement => Turn::Disagreement(paper("disagreement")),
        TurnName::Withdrawal => Turn::Withdrawal(paper("withdrawal")),
    }
}

fn author(progress: &Progress, side: Side) -> Author {
    Author::Party(progress.party(side).clone())
}

fn next(progress: &Progress, turn: Turn) -> ClarificationStep {
    ClarificationStep::Next { clarification: progress.id(), previous: progress.last().hash, turn }
}

fn take(progress: &mut Progress, name: TurnName, side: Side) -> Result<(), OutOfTurn> {
    let taken = progress.taken().len();
    let (by, hash) = (author(progress, side), StepHash([u8::try_from(taken).unwrap(); 32]));
    progress.advance(&by, &next(progress, turn(name)), hash, at(1000 + taken as u64))
}

fn led(steps: &[(TurnName, Side)]) -> Progress {
    let mut progress = begun();
    for (name, side) in steps {
        take(&mut progress, *name, *side).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
    progress
}

/// Steps, each with who takes it.
type Turns = Vec<(TurnName, Side)>;

/// Where a clarification can stand, and all that may come there, from whom.
fn table() -> Vec<(Turns, Turns)> {
    use Side::{Raiser as R, Respondent as O};
    use TurnName::*;
    let answered = vec![(Answer, O)];
    let offered = vec![(Answer, O), (Offer, O)];
    let proposed = vec![(Answer, O), (Proposal, O)];
    let open = vec![(Proposal, R), (Proposal, O), (Disagreement, R), (Disagreement, O), (Withdrawal, R)];
    let of = |first: &[(TurnName, Side)], last: (TurnName, Side)| [first, &[last]].concat();
    vec![
        (vec![], vec![(Answer, O), (Withdrawal, R)]),
        (answered.clone(), [vec![(Offer, O)], open.clone()].concat()),
        (offered.clone(), open),
        (proposed.clone(), vec![(Agreement, R), (Proposal, R), (Disagreement, R), (Disagreement, O), (Withdrawal, R)]),
        (
            of(&proposed, (Proposal, R)),
            vec![(Agreement, O), (Proposal, O), (Disagreement, R), (Disagreement, O), (Withdrawal, R)],
        ),
        (of(&proposed, (Agreement, R)), vec![]),
        (of(&answered, (Disagreement, O)), vec![(Disagreement, R)]),
        (of(&of(&answered, (Disagreement, O)), (Disagreement, R)), vec![]),
        (vec![(Withdrawal, R)], vec![]),
    ]
}

#[test]
fn after_each_step_come_those_of_the_table_from_their_sides_and_no_other() {
    for (taken, may) in table() {
        let progress = led(&taken);
        let mut next = progress.next();
        next.sort();
        let mut expected = may.clone();
        expected.sort();
        assert_eq!(next, expected, "after {taken:?}");
        for name in TurnName::ALL.iter().copied().filter(|name| *name != TurnName::Raising) {
            for side in Side::BOTH {
                let mut tried = progress.clone();
                let came = take(&mut tried, name, side);
                assert_eq!(came.is_ok(), may.contains(&(name, side)), "{name} of {side:?} after {taken:?}: {came:?}");
                assert!(came.is_ok() || tried == progress, "nothing was changed");
            }
        }
    }
}

#[test]
fn who_is_waited_for_stands_first() {
    let first = |taken: &[(TurnName, Side)]| led(taken).next().first().copied();
    assert_eq!(first(&[]), Some((TurnName::Answer, Side::Respondent)));
    let answered = [(TurnName::Answer, Side::Respondent)];
    assert_eq!(first(&answered), Some((TurnName::Offer, Side::Respondent)));
    let proposed = [answered[0], (TurnName::Proposal, Side::Raiser)];
    assert_eq!(first(&proposed), Some((TurnName::Agreement, Side::Respondent)));
}

#[test]
fn it_ends_once_and_keeps_what_each_side_said_last() {
    use Side::{Raiser, Respondent};
    use TurnName::*;
    let runs = led(&[(Answer, Respondent), (Proposal, Raiser)]);
    assert_eq!(
        (runs.end(), runs.reading(Raiser), runs.reading(Respondent)),
        (None, Some(&paper("proposal")), Some(&paper("answer")))
    );
    assert_eq!(led(&[(Answer, Respondent), (Proposal, Raiser), (Agreement, Respondent)]).end(), Some(End::Agreed));
    assert_eq!(led(&[(Withdrawal, Raiser)]).end(), Some(End::Withdrawn));
    let both = led(&[(Answer, Respondent), (Disagreement, Raiser), (Disagreement, Respondent)]);
    assert_eq!((both.end(), both.end_step().map(|taken| taken.side)), (Some(End::Disagreed), Some(Raiser)));
    assert_eq!(led(&[(Answer, Respondent), (Offer, Respondent)]).offer(), Some(OfferForm::Exhibition));
    assert_eq!(begun().reading(Respondent), None, "it said nothing yet");
}

#[test]
fn a_raising_is_a_partys_to_another_about_a_clause_where_the_instrument_clarifies() {
    let begin = |treaty: &Instrument, author: &Author, raising| {
        Progress::begin(treaty, author, raising, StepHash([0; 32]), at(1)).unwrap_err()
    };
    for author in [ond().author, lakeside().author] {
        assert_eq!(begin(&TREATY, &author, raising()), OutOfTurn::NoParty(author));
    }
    let elsewhere = Id::new("elsewhere").unwrap();
    let other = Raising { clause: elsewhere.clone(), ..raising() };
    assert_eq!(begin(&TREATY, &hal().author, other), OutOfTurn::NoClause(elsewhere));
    assert_eq!(begin(&instrument(), &hal().author, raising()), OutOfTurn::NoRule);
}

#[test]
fn a_step_is_of_this_clarification_and_follows_the_last() {
    let (progress, other) = (begun(), StepHash([9; 32]));
    let tried = |step: ClarificationStep| progress.clone().advance(&ond().author, &step, StepHash([1; 32]), at(1));
    let (id, turn) = (progress.id(), turn(TurnName::Answer));
    let elsewhere = ClarificationStep::Next { clarification: other, previous: id, turn: turn.clone() };
    assert_eq!(tried(elsewhere), Err(OutOfTurn::OtherClarification { stated: other, expected: id }));
    let beside = ClarificationStep::Next { clarification: id, previous: other, turn };
    assert_eq!(tried(beside), Err(OutOfTurn::NotNext { stated: other, last: id }));
    assert_eq!(tried(ClarificationStep::Raising(raising())), Err(OutOfTurn::BegunAlready));
}

#[test]
fn a_refusal_says_what_may_come_and_who_takes_it() {
    let told = |taken: &[(TurnName, Side)], name, side| take(&mut led(taken), name, side).unwrap_err().to_string();
    let early = told(&[], TurnName::Agreement, Side::Respondent);
    assert_eq!(early, "after raising there is no agreement; what may come: answer, withdrawal");
    let late = told(&[(TurnName::Withdrawal, Side::Raiser)], TurnName::Answer, Side::Respondent);
    assert!(late.ends_with("what may come: nothing, the clarification is over"), "{late}");
    let others = told(&[], TurnName::Answer, Side::Raiser);
    assert_eq!(others, "answer is for OND to take here, and stands in the record of HAL");
}

#[test]
fn each_clock_runs_from_the_last_step_of_its_event() {
    use Side::{Raiser, Respondent};
    let rule = TREATY.clarification().unwrap().1;
    let progress =
        led(&[(TurnName::Answer, Respondent), (TurnName::Proposal, Raiser), (TurnName::Proposal, Respondent)]);
    let due = |name| progress.due(rule, name).map(|(due, _)| due.seconds());
    assert_eq!(due(TurnName::Answer), Some(1000 + 2 * 86_400));
    assert_eq!(due(TurnName::Agreement), Some(1003 + 5 * 3600), "from the second proposal");
    assert_eq!(progress.due_end(rule).map(|(due, _)| due.seconds()), Some(1001 + 90 * 60));
    assert_eq!(due(TurnName::Offer), None, "no hours are set");
    assert_eq!(begun().due_end(rule), None, "nothing was answered yet");
}

// chains out of two records

fn at_leaf<'a>(author: &'a Author, leaf: u64, step: &'a ClarificationStep, dated: u64) -> StepAt<'a> {
    let hash = StepHash::of(&Statement::Clarification(step.clone()).encode());
    StepAt { author, leaf, hash, dated: at(dated), step }
}

fn hash(step: &ClarificationStep) -> StepHash {
    StepHash::of(&Statement::Clarification(step.clone()).encode())
}

#[test]
fn of_two_steps_after_one_that_stands_which_was_answered() {
    let (hal, ond) = (hal().author, ond().author);
    let raised = ClarificationStep::Raising(raising());
    let id = hash(&raised);
    let after = |previous, turn| ClarificationStep::Next { clarification: id, previous, turn };
    let first = after(id, Turn::Answer(paper("first")));
    let second = after(id, Turn::Answer(paper("second")));
    let reply = after(hash(&second), Turn::Withdrawal(paper("thanks")));
    let lost = after(StepHash([8; 32]), Turn::Agreement);
    let steps = [
        at_leaf(&hal, 0, &raised, 1),
        at_leaf(&hal, 1, &reply, 4),
        at_leaf(&ond, 0, &first, 2),
        at_leaf(&ond, 1, &second, 3),
        at_leaf(&ond, 2, &lost, 5),
    ];
    let (chains, strays) = follow::<Progress>(&TREATY, &steps);
    let one = &chains[0];
    assert_eq!((chains.len(), one.number, one.progress.end()), (1, 1, Some(End::Withdrawn)));
    assert_eq!(one.places(), [(hal.clone(), 0), (ond.clone(), 1), (hal.clone(), 1)]);
    assert_eq!(one.twice().collect::<Vec<_>>(), [(TurnName::Answer, (ond.clone(), 0))]);
    assert!(matches!(&strays[..], [stray] if stray.why == Unfit::Behind && stray.at.leaf == 2));
}

#[test]
fn a_raising_to_nobody_begins_nothing() {
    let author = hal().author;
    let raised = ClarificationStep::Raising(Raising { to: party("CAR"), ..raising() });
    let (chains, strays) = follow::<Progress>(&TREATY, &[at_leaf(&author, 0, &raised, 1)]);
    assert!(chains.is_empty() && strays[0].why == Unfit::Nobody);
}

// bytes

fn steps() -> Vec<ClarificationStep> {
    let turns = TurnName::ALL.iter().filter(|name| **name != TurnName::Raising);
    let bare = Raising { about: None, ..raising() };
    let raisings = [raising(), bare].map(ClarificationStep::Raising);
    raisings.into_iter().chain(turns.map(|name| next(&begun(), turn(*name)))).collect()
}

fn refused(bytes: &[u8]) -> (&'static str, Broken) {
    let refused = Statement::decode(Kind::Clarification, bytes).unwrap_err();
    (refused.field, refused.rule)
}

#[test]
fn every_step_is_read_again_and_every_beginning_of_it_refused() {
    for step in steps() {
        let name = step.name();
        let statement = Statement::Clarification(step);
        let bytes = statement.encode();
        assert_eq!(Statement::decode(Kind::Clarification, &bytes), Ok(statement), "{name}");
        for length in 0..bytes.len() {
            assert!(Statement::decode(Kind::Clarification, &bytes[..length]).is_err(), "{name}, {length} bytes");
        }
    }
}

#[test]
fn a_step_has_a_number_its_fields_and_a_form_that_is_known() {
    for step in steps() {
        let mut bytes = Statement::Clarification(step).encode();
        for number in [0, 8, 23] {
            bytes[1] = number;
            assert_eq!(refused(&bytes), ("step", Broken::Unknown(number.into())));
        }
    }
    let of = |name| Statement::Clarification(next(&begun(), turn(name))).encode();
    let mut more = of(TurnName::Agreement);
    more[0] += 1;
    assert_eq!(refused(&more), ("the whole", Broken::Entries { found: 4, least: 3, most: 3 }));
    let mut offer = of(TurnName::Offer);
    let form = 2 + 34 + 34;
    assert_eq!(offer[form], 1);
    offer[form] = 2;
    assert_eq!(refused(&offer), ("form", Broken::Unknown(2)));
}

/// A withdrawal whose paper is these bytes.
fn with_paper(paper: &[u8]) -> Vec<u8> {
    let mut bytes = Statement::Clarification(next(&begun(), turn(TurnName::Agreement))).encode();
    (bytes[0], bytes[1]) = (0x84, 7);
    [&bytes[..], paper].concat()
}

fn written(texts: &[(&str, &str)], files: usize) -> Vec<u8> {
    let head = |major: u8, length: usize| match length {
        0..24 => vec![major << 5 | length as u8],
        24..256 => vec![major << 5 | 24, length as u8],
        _ => [&[major << 5 | 25][..], &(length as u16).to_be_bytes()].concat(),
    };
    let word = |text: &str| [head(3, text.len()), text.as_bytes().to_vec()].concat();
    let texts_of = texts.iter().flat_map(|(code, words)| [head(4, 2), word(code), word(words)].concat());
    let files_of = std::iter::repeat_n([head(2, 32), vec![1; 32]].concat(), files).flatten();
    [head(4, 2), head(4, texts.len()), texts_of.collect(), head(4, files), files_of.collect()].concat()
}

#[test]
fn a_paper_has_one_to_four_texts_in_order_and_sixteen_files_at_most() {
    let read =
        |texts: &[(&str, &str)], files| Statement::decode(Kind::Clarification, &with_paper(&written(texts, files)));
    let broken = |texts: &[(&str, &str)], files| refused(&with_paper(&written(texts, files)));
    let longest = "w".repeat(4096);
    assert!(read(&[("de", "a"), ("en", &longest), ("rus", "c"), ("zh", "d")], 16).is_ok());
    let few = |found, least, most| Broken::Entries { found, least, most };
    assert_eq!(broken(&[], 0), ("texts", few(0, 1, 4)));
    let five = [("aa", "a"), ("bb", "b"), ("cc", "c"), ("dd", "d"), ("ee", "e")];
    assert_eq!(broken(&five, 0), ("texts", few(5, 1, 4)));
    assert_eq!(broken(&[("en", "a")], 17), ("files", few(17, 0, 16)));
    assert_eq!(broken(&[("ru", "a"), ("en", "b")], 0), ("texts", Broken::Order));
    assert_eq!(broken(&[("en", "a"), ("en", "b")], 0), ("texts", Broken::Order));
    for code in ["e", "EN", "e1", "en-us"] {
        assert_eq!(broken(&[(code, "a")], 0).0, "language", "{code}");
    }
    for words in ["", "two\nlines", "\u{202e}turned", "in\u{200b}visible", &"w".repeat(4097)] {
        assert_eq!(broken(&[("en", words)], 0).0, "text", "{words:.20}");
    }
}

#[test]
fn a_paper_that_could_not_be_read_is_not_made() {
    let one = |code: &str, words: &str| (Language::new(code).unwrap(), text(words));
    assert!(Paper::new(vec![one("en", "a")], vec![]).is_some());
    assert!(Paper::new(vec![], vec![]).is_none());
    assert!(Paper::new(vec![one("en", "")], vec![]).is_none(), "it says nothing");
    assert!(Paper::new(vec![one("en", "a"), one("en", "b")], vec![]).is_none());
    assert!(Paper::new(vec![one("en", "a")], vec![[0; 32]; 17]).is_none());
    let five = ["aa", "bb", "cc", "dd", "ee"].map(|code| one(code, "a"));
    assert!(Paper::new(five.to_vec(), vec![]).is_none());
}

#[test]
fn a_paper_is_told_in_the_language_asked_for_or_its_first() {
    let one = |code: &str, words: &str| (Language::new(code).unwrap(), text(words));
    let told = Paper::new(vec![one("ru", "да"), one("de", "ja")], vec![]).unwrap().text();
    assert_eq!((told.en.as_str(), told.ru.as_str()), ("ja", "да"));
}

// vectors: every step as it is written, and bytes that must be refused

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn made() -> serde_json::Value {
    let good = steps().into_iter().map(|step| {
        let name = step.name().word();
        serde_json::json!({ "step": name, "body": hex(&Statement::Clarification(step).encode()) })
    });
    let text = |texts: &[(&str, &str)], files| hex(&with_paper(&written(texts, files)));
    let bad = [
        ("no text", text(&[], 0)),
        ("an empty text", text(&[("en", "")], 0)),
        ("a language in capitals", text(&[("EN", "a")], 0)),
        ("languages that descend", text(&[("ru", "a"), ("en", "b")], 0)),
        ("a language twice", text(&[("en", "a"), ("en", "b")], 0)),
        ("a bidirectional character", text(&[("en", "\u{202e}a")], 0)),
        ("seventeen files", text(&[("en", "a")], 17)),
    ];
    let bad = bad.map(|(why, body)| serde_json::json!({ "why": why, "body": body }));
    serde_json::json!({ "good": good.collect::<Vec<_>>(), "bad": bad })
}

#[test]
fn the_vectors_are_made_again_byte_for_byte() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/clarification/steps.json");
    let now = serde_json::to_string_pretty(&made()).unwrap() + "\n";
    if !path.exists() && std::env::var_os("FREEZE_VECTORS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &now).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())), now);
}
