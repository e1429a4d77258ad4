//! `standstill clarify`: two parties clarify something, each from its own home, with a stick between them.

mod common;

use common::visits::{HOST, INSPECTOR, World};
use serde_json::{Value, json};

const ASK: [&str; 8] =
    ["clarify", "raise", "--of", HOST, "--clause", "warhead-store", "--text", "en=What stood in the open container?"];

fn ask(world: &World) -> Value {
    world.take(INSPECTOR, "2028-01-10T09:00Z", &ASK)
}

fn answer(world: &World) -> Value {
    world.take(HOST, "2028-01-12T09:00Z", &["clarify", "answer", "--text", "en=Tools.", "--text", "ru=Инструменты."])
}

#[test]
fn a_clarification_runs_from_the_question_to_the_agreement() {
    let world = World::new("clarified");
    ask(&world);
    answer(&world);
    let offer = ["clarify", "offer", "--form", "exhibition", "--text", "en=They can be seen."];
    world.take(HOST, "2028-01-13T09:00Z", &offer);
    world.take(INSPECTOR, "2028-01-14T09:00Z", &["clarify", "propose", "--text", "en=It held tools."]);
    world.take(HOST, "2028-01-15T09:00Z", &["clarify", "agree"]);
    let told = world.take(INSPECTOR, "2028-01-16T09:00Z", &["clarify", "status"]);
    let one = &told["clarifications"][0];
    let steps: Vec<_> = one["steps"].as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["raising", "answer", "offer", "proposal", "agreement"]);
    assert_eq!((&one["name"], &one["end"], &one["next"]), (&json!("OND-1"), &json!("agreed"), &json!([])));
    assert_eq!(one["steps"][1]["text"], json!({ "en": "Tools.", "ru": "Инструменты." }));
    for part in [HOST, INSPECTOR] {
        assert_eq!(world.audited(part), (0, vec![]), "{part}");
    }
}

#[test]
fn each_answer_says_who_may_do_what_and_until_when_by_which_article() {
    let world = World::new("clarify-clocks");
    let told = &ask(&world)["clarifications"][0];
    let next = json!([{ "step": "answer", "party": HOST }, { "step": "withdrawal", "party": INSPECTOR }]);
    assert_eq!(told["next"], next);
    let due = json!({ "step": "answer", "at": "2028-01-30T09:00:00Z", "article": "VIII.1", "over": false });
    assert_eq!((&told["due"][0], &told["due"][1]["step"]), (&due, &json!("conclusion")));
    let english = world.out(HOST, "2028-02-01T09:00Z", &["clarify", "status"]);
    let english = String::from_utf8(english.stdout).unwrap();
    assert!(english.contains("You may: answer (clarify answer --text …)."), "{english}");
    assert!(english.contains("The time ended 2028-01-30 09:00 UTC") && english.contains("Article VIII.1"), "{english}");
    assert!(english.contains("What stood in the open container?"), "{english}");
    let russian = world.out(INSPECTOR, "2028-01-12T09:00Z", &["clarify", "status", "--lang", "ru"]);
    let russian = String::from_utf8(russian.stdout).unwrap();
    assert!(russian.contains("Вы можете: отозвать вопрос"), "{russian}");
}

#[test]
fn a_call_that_is_made_again_is_the_same_call() {
    let world = World::new("clarify-again");
    let first = ask(&world);
    let again = ask(&world);
    assert_eq!((&first["again"], &again["again"]), (&json!(false), &json!(true)));
    assert_eq!(first["clarifications"], again["clarifications"]);
    answer(&world);
    assert_eq!(answer(&world)["again"], json!(true));
    let told = world.take(INSPECTOR, "2028-01-16T09:00Z", &["clarify", "status"]);
    assert_eq!(told["clarifications"][0]["steps"].as_array().unwrap().len(), 2);
}

#[test]
fn a_step_out_of_order_or_of_the_other_side_is_refused_with_the_rule() {
    let world = World::new("clarify-refused");
    let none = world.refused(HOST, "2028-01-10T08:00Z", &["clarify", "agree"]);
    assert!(none.contains("it begins with `clarify raise`"), "{none}");
    ask(&world);
    let early = world.refused(HOST, "2028-01-11T09:00Z", &["clarify", "agree"]);
    assert!(early.contains("after raising there is no agreement; what may come: answer, withdrawal"), "{early}");
    let own = world.refused(INSPECTOR, "2028-01-11T09:00Z", &["clarify", "answer", "--text", "en=I know."]);
    assert!(own.contains("answer is for HAL to take here"), "{own}");
    answer(&world);
    let disagree = |side, at| world.take(side, at, &["clarify", "disagree", "--text", "en=As said."]);
    disagree(INSPECTOR, "2028-01-13T09:00Z");
    disagree(HOST, "2028-01-14T09:00Z");
    let over = world.refused(INSPECTOR, "2028-01-15T09:00Z", &["clarify", "propose", "--text", "en=Once more."]);
    assert!(over.contains("no clarification is under way"), "{over}");
    assert_eq!(world.audited(HOST), (3, vec!["disagreement-recorded".to_owned()]));
}

#[test]
fn what_is_typed_wrongly_is_refused_with_what_to_write() {
    let world = World::new("clarify-words");
    let raise =
        |words: &[&str]| world.refused(INSPECTOR, "2028-01-10T09:00Z", &[&["clarify", "raise"], words].concat());
    for (words, why) in [
        (vec!["--of", "OND", "--clause", "warhead-store", "--text", "en=?"], "OND cannot be asked from this home"),
        (vec!["--of", HOST, "--clause", "nowhere", "--text", "en=?"], "--clause names no clause"),
        (vec!["--of", HOST, "--clause", "warhead-store", "--text", "hello"], "write LANGUAGE=WORDS"),
        (vec!["--of", HOST, "--clause", "warhead-store", "--text", "EN=hello"], "2 or 3 small letters"),
        (vec!["--of", HOST, "--clause", "warhead-store", "--text", "en="], "none of them empty"),
        (vec!["--of", HOST, "--clause", "warhead-store", "--text", "en=a", "--text", "en=b"], "once for each"),
        (vec!["--of", HOST, "--clause", "warhead-store", "--text", "en=a\u{202e}b"], "a character that is not shown"),
        (
            vec!["--of", HOST, "--clause", "warhead-store", "--about", "HAL-7", "--text", "en=?"],
            "there is no inspection HAL-7",
        ),
    ] {
        let told = raise(&words);
        assert!(told.contains(why), "{words:?}: {told}");
    }
    ask(&world);
    answer(&world);
    let form = world.refused(HOST, "2028-01-13T09:00Z", &["clarify", "offer", "--form", "tea", "--text", "en=Come."]);
    assert!(form.contains("write visit or exhibition"), "{form}");
}
