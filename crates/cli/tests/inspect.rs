//! `standstill inspect`: two parties run a visit, each from its own home, with a stick between them.

mod common;

use common::visits::{HOST, INSPECTOR, World};
use common::{copy, status};
use ed25519_dalek::SigningKey;
use folder::Folder;
use log::{Checkpoint, KeyName, LogSigner, Timestamp, TreeSize};
use proof::{Class, Salt};
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use record::site::ReportText;
use record::statement::{Comparison, Deed, Designation, Request, SealedHash, StepHash};
use record::{
    Author, Envelope, Epoch, Heading, InspectionStep, ReaderKey, Readers, RecordWriter, Sealed, SiteNumber, SiteReport,
    Statement, StatementSigner,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

fn codes(shown: &Value) -> Vec<&str> {
    shown["differences"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn a_sampled_visit_runs_from_the_request_to_the_host_s_answer() {
    let world = World::new("sample");
    world.run_to("signature");
    let told = world.take(HOST, "2028-01-12T09:00Z", &["status"]);
    let visit = &told["inspections"][0];
    let steps: Vec<_> = visit["steps"].as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap()).collect();
    assert_eq!(steps, world.steps().iter().map(|(name, ..)| *name).collect::<Vec<_>>());
    assert_eq!((&visit["name"], &visit["turn"], &visit["next"]), (&json!("OND-1"), &Value::Null, &json!([])));
    for part in [HOST, INSPECTOR] {
        assert_eq!(world.audited(part), (0, vec![]), "{part}");
    }
}

#[test]
fn each_step_says_whose_turn_it_is_and_until_when_by_which_article() {
    let world = World::free("clocks");
    world.run_to("designation");
    let told = world.take(HOST, "2028-01-10T11:30Z", &["status"]);
    assert_eq!(told["home"], HOST);
    let visit = &told["inspections"][0];
    assert_eq!(visit["turn"], HOST);
    let due = json!({ "step": "opening", "at": "2028-01-10T17:00:00Z", "hours": "opening", "article": "VI.1", "over": false });
    assert_eq!(visit["due"], due);
    let english = world.out(HOST, "2028-01-10T18:00Z", &["status"]);
    let english = String::from_utf8(english.stdout).unwrap();
    assert!(english.contains("It is your turn. Open the site to the inspector: inspect open"), "{english}");
    assert!(english.contains("The time ended 2028-01-10 17:00 UTC") && english.contains("Article VI.1"), "{english}");
    assert!(english.contains("refuse (inspect refuse") && english.contains("From the designation on the host keeps"));
    let russian = world.out(INSPECTOR, "2028-01-10T12:00Z", &["status", "--lang", "ru"]);
    let russian = String::from_utf8(russian.stdout).unwrap();
    assert!(russian.contains("Ход другой Стороны (Халверн)") && russian.contains("статья VI.1"), "{russian}");
}

#[test]
fn the_other_forms_run_to_their_end_too() {
    let count = World::free("count");
    let request = |kind, form| vec!["request", "--of", HOST, "--kind", kind, "--form", form];
    let to_arrival = |world: &World, kind: &'static str, form: &'static str, site: &str| {
        world.take(INSPECTOR, "2028-01-10T09:00Z", &request(kind, form));
        world.take(INSPECTOR, "2028-01-10T10:00Z", &["designate", "--site", site]);
        world.take(HOST, "2028-01-10T11:00Z", &["open"]);
        let opened = world.take(INSPECTOR, "2028-01-10T12:00Z", &["open"]);
        world.take(INSPECTOR, "2028-01-11T09:00Z", &["count", "--arrived", "2028-01-11T08:00Z"]);
        opened["shown"][0]["opened"]["counts"].clone()
    };
    to_arrival(&count, "sampled-visit", "count", "north-field");
    count.report(&count.filled(&json!([])));
    count.take(INSPECTOR, "2028-01-11T10:00Z", &["report", "--form", count.at("report.toml").to_str().unwrap()]);
    count.take(HOST, "2028-01-11T11:00Z", &["report", "--concur"]);

    let absence = World::free("absence");
    let counts = to_arrival(&absence, "absence-visit", "absence", "long-moor");
    assert!(counts.as_array().unwrap().iter().all(|count| count["items"] == 0), "{counts}");
    absence.report("inspection = \"OND-1\"\n");
    absence.take(INSPECTOR, "2028-01-11T10:00Z", &["report", "--form", absence.at("report.toml").to_str().unwrap()]);

    let full = World::free("full");
    to_arrival(&full, "sampled-visit", "full", "grey-mountain");
    full.list(&full.objects());
    full.take(INSPECTOR, "2028-01-11T12:00Z", &["count", "--list", full.at("list.csv").to_str().unwrap()]);
    full.take(HOST, "2028-01-11T13:00Z", &["count"]);
    full.report(&full.filled(&json!([])));
    let told =
        full.take(INSPECTOR, "2028-01-11T14:00Z", &["report", "--form", full.at("report.toml").to_str().unwrap()]);
    assert_eq!(codes(&told["shown"][0]), [""; 0]);
}

#[test]
fn no_lot_of_a_year_falls_on_a_site_that_had_its_visit() {
    let world = World::new("lots");
    let mut sites = Vec::new();
    let at = |visit: usize, hour: u32| format!("2028-01-{}T{hour:02}:00Z", 10 + 3 * visit);
    let request = ["request", "--of", HOST, "--kind", "sampled-visit", "--form", "count"];
    for visit in 0..3 {
        world.take(INSPECTOR, &at(visit, 9), &request);
        world.take(HOST, &at(visit, 10), &["draw"]);
        world.take(INSPECTOR, &at(visit, 11), &["designate"]);
        world.take(HOST, &at(visit, 12), &["open"]);
        world.take(INSPECTOR, &at(visit, 13), &["open"]);
        // a withdrawal made again would be the same call: with an earlier one about, this one is named
        let name = format!("OND-{}", visit + 1);
        world.take(INSPECTOR, &at(visit, 14), &["withdraw", "--inspection", &name]);
        let told = world.take(INSPECTOR, &at(visit, 15), &["status"]);
        sites.push(told["inspections"][visit]["site"].as_str().unwrap().to_owned());
    }
    world.take(HOST, &at(2, 16), &["status"]);
    assert_eq!(world.audited(INSPECTOR), (0, vec![]), "the audit draws as the command does");
    sites.sort();
    sites.dedup();
    assert_eq!(sites.len(), 3, "{sites:?}");
    world.take(INSPECTOR, &at(3, 9), &request);
    world.take(HOST, &at(3, 10), &["draw"]);
    let none = world.refused(INSPECTOR, &at(3, 11), &["designate"]);
    assert!(none.contains("no site left") && none.contains("VI.1"), "{none}");
}

#[test]
fn a_step_out_of_order_is_refused_with_the_rule() {
    let world = World::new("order");
    let none = world.refused(HOST, "2028-01-10T09:00Z", &["draw"]);
    assert!(none.contains("no inspection is under way"), "{none}");
    world.run_to("request");
    let tries: [(&str, &[&str], &str); 6] = [
        (HOST, &["open"], "after request there is no opening; what may come: nonce, refusal"),
        (HOST, &["count"], "after request there is no confirmation"),
        (INSPECTOR, &["open"], "after request there is no acceptance"),
        (INSPECTOR, &["count", "--arrived", "2028-01-10T09:00Z"], "after request there is no arrival"),
        (HOST, &["report", "--concur"], "after request there is no signature"),
        (HOST, &["withdraw"], "withdrawal is for OND to take"),
    ];
    for (side, step, rule) in tries {
        let told = world.refused(side, "2028-01-10T10:00Z", step);
        assert!(told.contains(rule), "{step:?}: {told}");
    }
    let early = world.refused(INSPECTOR, "2028-01-10T10:00Z", &["designate", "--site", "north-field"]);
    assert!(early.contains("HAL has until 2028-01-10 21:00 UTC") && early.contains("Article VI.1"), "{early}");
    // what was refused has said nothing
    assert_eq!(world.take(HOST, "2028-01-10T11:00Z", &["draw"])["step"], "nonce");
}

#[test]
fn an_inspector_that_got_no_nonce_in_time_chooses_and_a_drawn_site_stands() {
    let world = World::new("chosen");
    world.run_to("request");
    let late = world.again("chosen-late");
    let told = late.take(INSPECTOR, "2028-01-10T21:01Z", &["designate", "--site", "grey-mountain"]);
    assert_eq!(told["inspection"]["site"], "grey-mountain");
    world.take(HOST, "2028-01-10T10:00Z", &["draw"]);
    let drawn = world.again("drawn").take(INSPECTOR, "2028-01-10T11:00Z", &["designate"])["inspection"]["site"].clone();
    let other = ["north-field", "long-moor", "grey-mountain"].into_iter().find(|site| drawn != *site).unwrap();
    let told = world.refused(INSPECTOR, "2028-01-10T11:00Z", &["designate", "--site", other]);
    assert!(told.contains(&format!("the lot fell on `{}`", drawn.as_str().unwrap())), "{told}");
}

#[test]
fn what_the_instrument_does_not_give_is_refused_with_its_article() {
    let world = World::new("rights");
    let ask = |of: &str, kind: &str, form: &str| {
        world.refused(INSPECTOR, "2028-01-10T09:00Z", &["request", "--of", of, "--kind", kind, "--form", form])
    };
    let tries = [
        ask(HOST, "sampled-visit", "absence"),
        ask(HOST, "absence-visit", "sample"),
        ask(HOST, "challenge-visit", "count"),
        ask(INSPECTOR, "sampled-visit", "sample"),
        world.refused(
            INSPECTOR,
            "2029-01-10T09:00Z",
            &["request", "--of", HOST, "--kind", "sampled-visit", "--form", "count"],
        ),
    ];
    let rules = [
        "no opening in the form `absence`; it gives: count, sample, full (Article VI.1",
        "(Article VI.2, `absence-visit`)",
        "no inspection of the kind `challenge-visit`; it has: sampled-visit, absence-visit",
        "OND cannot be inspected from this home",
        "does not hold on 2029-01-10 (Article VI.1",
    ];
    for (told, rule) in tries.iter().zip(rules) {
        assert!(told.contains(rule), "{rule}: {told}");
    }
    // one at a time on the host's territory, and a site as often as the clause says
    let world = World::free("rights-used");
    let visit = ["request", "--of", HOST, "--kind", "sampled-visit", "--form", "count"];
    world.take(INSPECTOR, "2028-01-10T09:00Z", &visit);
    let second = ["request", "--of", HOST, "--kind", "absence-visit", "--form", "absence"];
    assert!(world.refused(INSPECTOR, "2028-01-10T10:00Z", &second).contains("1 inspection(s) are under way"));
    world.take(INSPECTOR, "2028-01-10T11:00Z", &["designate", "--site", "north-field"]);
    world.take(HOST, "2028-01-10T12:00Z", &["open"]);
    world.take(INSPECTOR, "2028-01-10T13:00Z", &["open"]);
    world.take(INSPECTOR, "2028-01-10T14:00Z", &["withdraw"]);
    world.take(INSPECTOR, "2028-01-12T09:00Z", &visit);
    let twice = world.refused(INSPECTOR, "2028-01-12T10:00Z", &["designate", "--site", "north-field"]);
    assert!(twice.contains("`north-field` has had 1 of 1") && twice.contains("Article VI.1"), "{twice}");
    let unknown = world.refused(INSPECTOR, "2028-01-12T10:00Z", &["designate", "--site", "amber-coast"]);
    assert!(unknown.contains("HAL has no site `amber-coast`"), "{unknown}");
    let elsewhere = world.refused(INSPECTOR, "2028-01-12T10:00Z", &["designate", "--site", "mill-river"]);
    assert!(elsewhere.contains("does not go to a facility of the kind `warhead-plant`"), "{elsewhere}");
}

#[test]
fn a_refusal_and_a_withdrawal_end_an_inspection() {
    let world = World::new("refused");
    world.run_to("designation");
    let told = world.refused(HOST, "2028-01-10T12:00Z", &["refuse", "--reason", "weather"]);
    assert!(told.contains("quota, no-right, force-majeure, other"), "{told}");
    let told = world.take(HOST, "2028-01-10T12:00Z", &["refuse", "--reason", "force-majeure"]);
    assert_eq!((&told["step"], &told["inspection"]["next"]), (&json!("refusal"), &json!([])));
    world.take(HOST, "2028-01-10T13:00Z", &["refuse", "--reason", "force-majeure", "--inspection", "OND-1"]);
    assert!(
        world.refused(HOST, "2028-01-10T13:00Z", &["open", "--inspection", "OND-1"]).contains("the inspection is over")
    );
    assert!(
        world
            .refused(HOST, "2028-01-10T13:00Z", &["open", "--inspection", "OND-7"])
            .contains("no inspection OND-7; known: OND-1")
    );
}

#[test]
fn a_call_that_is_made_again_says_nothing_new() {
    let world = World::new("again");
    for (name, side, at, step) in world.steps() {
        let step: Vec<_> = step.iter().map(String::as_str).collect();
        let first = world.take(side, at, &step);
        assert_eq!((&first["step"], &first["again"]), (&json!(name), &json!(false)));
        let head = fs::read(world.at(&format!("{side}/{side}/checkpoint"))).unwrap();
        // a stick that was lost, and a new one
        fs::remove_dir_all(world.at("stick")).unwrap();
        fs::create_dir(world.at("stick")).unwrap();
        // a visit that is over is named
        let again = world.take(side, at, &[&step[..], &["--inspection", "OND-1"]].concat());
        assert_eq!((&again["step"], &again["again"]), (&json!(name), &json!(true)), "{name}");
        assert_eq!(fs::read(world.at(&format!("{side}/{side}/checkpoint"))).unwrap(), head, "{name}");
        assert_eq!(fs::read(world.at(&format!("stick/{side}/checkpoint"))).unwrap(), head, "{name}");
        world.after(name);
    }
    assert_eq!(world.audited(HOST), (0, vec![]));
}

#[test]
fn another_answer_than_the_one_that_was_given_is_refused() {
    let world = World::free("other-answer");
    let refused = |side, at, step: &[&str], why: &str| {
        let told = world.refused(side, at, step);
        assert!(told.contains(why), "{step:?}: {told}");
    };
    for (name, side, at, step) in world.steps() {
        world.take(side, at, &step.iter().map(String::as_str).collect::<Vec<_>>());
        world.after(name);
        match name {
            "arrival" => refused(side, at, &["count", "--arrived", "2028-01-11T08:30Z"], "another time of arrival"),
            "list" => {
                world.list(&world.objects()[1..]);
                refused(side, at, &["count", "--list", world.at("list.csv").to_str().unwrap()], "another list");
                world.list(&world.objects());
            }
            "report" => {
                let path = world.at("report.toml");
                let form = fs::read_to_string(&path).unwrap();
                world.report(&form.replace("As opened.", "Cold."));
                refused(side, at, &["report", "--form", path.to_str().unwrap()], "another report");
            }
            "signature" => refused(side, at, &["report", "--dissent", "--inspection", "OND-1"], "another answer"),
            _ => {}
        }
    }
}

#[test]
fn what_was_found_otherwise_is_told_by_its_code() {
    let world = World::free("differs");
    world.run_to("arrival");
    let mut objects = world.objects();
    let left_out = objects.remove(0);
    objects.push((left_out.0.clone(), None));
    objects.push(objects[0].clone());
    world.list(&objects);
    world.take(INSPECTOR, "2028-01-11T12:00Z", &["count", "--list", world.at("list.csv").to_str().unwrap()]);
    world.take(HOST, "2028-01-11T13:00Z", &["count"]);
    let drawn = world.take(INSPECTOR, "2028-01-11T14:00Z", &["draw"])["shown"][0]["drawn"].clone();
    world.take(HOST, "2028-01-11T15:00Z", &["open"]);
    let form = |drawn: &Value| {
        let text = drawn.as_array().unwrap().iter().map(|object| {
            let word = |key: &str| object[key].as_str().unwrap();
            format!("[[examined]]\nseal = \"{}\"\nclass = \"{}\"\n", word("seal"), word("class"))
        });
        format!("inspection = \"OND-1\"\n{}[[broken]]\nrestriction = \"base-sampled\"\n", text.collect::<String>())
    };
    let path = world.at("report.toml");
    let mut fewer = drawn.clone();
    fewer.as_array_mut().unwrap().pop();
    world.report(&form(&fewer));
    let call = ["report", "--form", path.to_str().unwrap()];
    assert!(world.refused(INSPECTOR, "2028-01-11T18:00Z", &call).contains("and the form has no [[examined]] for it"));
    world.report(&form(&drawn));
    let told = world.told(INSPECTOR, "2028-01-11T18:00Z", &call, 3);
    let codes = codes(&told["shown"][0]);
    for code in ["count", "without-leaf", "missing"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    assert_eq!(codes.iter().filter(|code| **code == "without-leaf").count(), 2, "one has none, and one stands twice");
    world.told(HOST, "2028-01-11T19:00Z", &["report", "--dissent"], 3);
    let (_, found) = world.audited(HOST);
    assert!(found.contains(&"report-differs".to_owned()) || found.contains(&"count-differs".to_owned()), "{found:?}");
    assert!(found.contains(&"restriction-broken".to_owned()), "{found:?}");
}

#[test]
fn a_message_that_did_not_come_is_asked_for_or_said_not_to_have() {
    let world = World::free("lost");
    world.run_to("opening");
    let sealed = world.at("stick/OND.sealed");
    let leaf = |path: &Path| path.to_str().unwrap().rsplit_once('-').unwrap().1.parse::<u64>().unwrap();
    let files = fs::read_dir(&sealed).unwrap().map(|entry| entry.unwrap().path());
    let file = files.max_by_key(|path| leaf(path)).unwrap();
    let bytes = fs::read(&file).unwrap();
    let damaged = [&bytes[..bytes.len() - 1], &[bytes[bytes.len() - 1] ^ 1]].concat();
    let other = world.again("damaged");
    fs::write(other.at("stick/OND.sealed").join(file.file_name().unwrap()), damaged).unwrap();
    let told = other.refused(INSPECTOR, "2028-01-10T13:00Z", &["open"]);
    assert!(told.contains("is not what statement") && told.contains("--not-received"), "{told}");
    let told = other.take(INSPECTOR, "2028-01-10T13:00Z", &["open", "--not-received"]);
    assert_eq!(told["inspection"]["next"], json!(["opening", "refusal"]));
    // the host hands it over again, sealed afresh
    assert_eq!(other.take(HOST, "2028-01-10T14:00Z", &["open"])["again"], false);
    assert_eq!(other.take(INSPECTOR, "2028-01-10T15:00Z", &["open"])["inspection"]["next"][0], "arrival");
    // where it came, nobody says that it did not
    assert!(world.refused(INSPECTOR, "2028-01-10T13:00Z", &["open", "--not-received"]).contains("the message is here"));
}

/// A host that seals zeros instead of its site, and says in its record that this is the opening.
fn open_falsely(world: &World) {
    says(world, [HOST, INSPECTOR], "2028-01-10T12", |inspection, request| {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let sealed = ReaderKey::decode(&request.key).unwrap().seal(Sealed::Opening, &inspection, &[0; 500], &mut rng);
        (Deed::Opening { epoch: Epoch(3), sealed: SealedHash(Sha256::digest(&sealed).into()) }, sealed)
    });
}

/// An inspector that writes down so many objects of each class, no difference, and this verdict.
fn report_falsely(world: &World, counted: Vec<(Class, u16)>, finding: Comparison) {
    says(world, [INSPECTOR, HOST], "2028-01-11T18", |inspection, _| {
        let (salt, text) = (Salt([8; 32]), ReportText::default());
        let (examined, differences) = (Vec::new(), Vec::new());
        let paper = SiteReport { inspection, salt, counted, examined, buddy_tags: None, differences, text };
        (Deed::Report { paper: paper.hash(), finding, broken: Vec::new() }, paper.encode())
    });
}

/// One side says a step that its own tool would not say, with its true keys, and hands something over with it.
fn says(world: &World, [side, other]: [&str; 2], hour: &str, deed: impl FnOnce(StepHash, &Request) -> (Deed, Vec<u8>)) {
    let run = Folder::open(&world.at(side)).unwrap();
    let treaty = treaty::parse(&run.treaty().unwrap(), None).unwrap().instrument;
    let record = |party: &str| run.record(&Author::new(party).unwrap()).unwrap().unwrap();
    let step = |entry: &Vec<u8>| match Envelope::decode(entry).unwrap().contents().unwrap()?.statement {
        Statement::Inspection(step) => Some((StepHash::of(entry), step)),
        _ => None,
    };
    let steps = |party: &str| record(party).entries().iter().filter_map(step).collect::<Vec<_>>();
    let first = &steps(INSPECTOR)[0];
    let (InspectionStep::Request(request), inspection) = (&first.1, first.0) else {
        panic!("it begins with a request")
    };
    let (deed, sealed) = deed(inspection, request);
    let previous = steps(other).last().unwrap().0;
    let said = Statement::Inspection(InspectionStep::Next { inspection, previous, deed });
    let key = |role: &str| {
        let digits = fs::read_to_string(world.at(&format!("{side}/{side}.secret/keys/{role}"))).unwrap();
        let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        SigningKey::from_bytes(&std::array::from_fn(|place| byte(2 * place)))
    };
    let (author, own) = (Author::new(side).unwrap(), record(side));
    let heading =
        Heading { instrument: treaty.hash, author: author.clone(), dated: hour_of(hour), readers: Readers::Public };
    let (envelope, _) = Envelope::new(heading, &said, None, Salt([9; 32]), &[&StatementSigner::new(key("statement"))]);
    let leaf = own.size();
    let mut record = RecordWriter::resume(author, own.entries()).unwrap();
    record.append(&envelope).unwrap();
    let name = Checkpoint::parse(own.note().text()).unwrap().origin;
    let head = record.checkpoint(&LogSigner::new(KeyName::new(name.as_str()).unwrap(), key("log")));
    fs::remove_dir_all(world.at(&format!("stick/{side}"))).unwrap_or_default();
    for file in record.files(TreeSize::ZERO, &head) {
        let path = world.at(&format!("stick/{side}")).join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.bytes).unwrap();
    }
    fs::create_dir_all(world.at(&format!("stick/{other}.sealed"))).unwrap();
    fs::write(world.at(&format!("stick/{other}.sealed/{side}-{leaf}")), sealed).unwrap();
}

/// A full hour of January 2028, `2028-01-10T12`.
fn hour_of(text: &str) -> Timestamp {
    let [days, hours] = [8..10, 11..13].map(|at| text[at].parse::<u64>().unwrap());
    // days from 1970 to the end of 2027
    Timestamp::new((21_183 + days) * 86_400 + hours * 3_600).unwrap()
}

/// An inspector that designates the base by the head of the host's record that it acknowledged after epoch 1.
fn designate_by_an_old_head(world: &World) {
    let run = Folder::open(&world.at(INSPECTOR)).unwrap();
    let own = run.record(&Author::new(INSPECTOR).unwrap()).unwrap().unwrap();
    let receipt = |entry: &Vec<u8>| match Envelope::decode(entry).unwrap().contents().unwrap()?.statement {
        Statement::Receipt(receipt) if receipt.of.as_str() == HOST => Some(receipt),
        _ => None,
    };
    let second = own.entries().iter().filter_map(receipt).nth(1).unwrap();
    let head = Checkpoint::parse(log::SignedNote::parse(&second.checkpoint).unwrap().text()).unwrap();
    says(world, [INSPECTOR, INSPECTOR], "2028-01-10T11", |_, _| {
        let (site, covered) = (SiteNumber(0), (head.size, head.root));
        (Deed::Designation(Designation { site, nonce: None, covered, draw: None }), Vec::new())
    });
}

#[test]
fn a_host_opens_to_a_silent_inspector_what_the_witnesses_hold_and_to_another_what_it_designated_by() {
    for (world, epoch, found) in
        [(World::silent("silent"), 3, vec!["receipt-overdue"]), (World::free("by-an-old-head"), 1, vec![])]
    {
        world.take(
            INSPECTOR,
            "2028-01-10T09:00Z",
            &["request", "--of", HOST, "--kind", "sampled-visit", "--form", "count"],
        );
        designate_by_an_old_head(&world);
        world.take(HOST, "2028-01-10T12:00Z", &["open"]);
        let run = Folder::open(&world.at(HOST)).unwrap();
        let own = run.record(&Author::new(HOST).unwrap()).unwrap().unwrap();
        let opened = |entry: &Vec<u8>| match Envelope::decode(entry).unwrap().contents().unwrap()?.statement {
            Statement::Inspection(InspectionStep::Next { deed: Deed::Opening { epoch, .. }, .. }) => Some(epoch),
            _ => None,
        };
        assert_eq!(own.entries().iter().filter_map(opened).collect::<Vec<_>>(), [Epoch(epoch)]);
        assert_eq!(world.audited(HOST).1, found);
    }
}

#[test]
fn a_host_signs_no_verdict_that_the_papers_contradict() {
    let world = World::free("verdicts");
    world.run_to("samples");
    let classes = ["strategic-deployed", "strategic-stored"];
    let objects = world.objects();
    assert!(objects.iter().all(|(class, _)| classes.contains(&class.as_str())), "{objects:?}");
    let counts = |more: u16| {
        let of = |class: &str| u16::try_from(objects.iter().filter(|(other, _)| other == class).count()).unwrap();
        let numbered = (0..).map(Class).zip(classes.map(of));
        numbered.map(|(class, count)| (class, count + more)).collect::<Vec<_>>()
    };
    world.take(INSPECTOR, "2028-01-11T17:00Z", &["status"]);
    for (name, more, finding, told) in [
        ("concealed", 1, Comparison::Agrees, "something differs from what was opened"),
        ("invented", 0, Comparison::Differs, "everything agrees with what was opened"),
    ] {
        let world = world.again(name);
        report_falsely(&world, counts(more), finding);
        let why = world.refused(HOST, "2028-01-11T19:00Z", &["report", "--concur"]);
        assert!(why.contains(told) && why.contains("--dissent"), "{name}: {why}");
        world.told(HOST, "2028-01-11T19:00Z", &["report", "--dissent"], 3);
        let found = world.audited(HOST);
        assert_eq!(found.0, 3, "{name}: {found:?}");
    }
    let world = world.again("true");
    report_falsely(&world, counts(0), Comparison::Agrees);
    world.take(HOST, "2028-01-11T19:00Z", &["report", "--concur"]);
    assert_eq!(world.audited(HOST), (0, vec![]));
}

#[test]
fn an_opening_that_does_not_open_what_was_committed_to_ends_the_visit_with_status_2() {
    let world = World::free("falsely");
    world.run_to("designation");
    // the host takes the stick in, and then goes its own way
    world.take(HOST, "2028-01-10T11:30Z", &["status"]);
    open_falsely(&world);
    let told = world.told(INSPECTOR, "2028-01-10T13:00Z", &["open"], 2);
    assert!(told["shown"][0]["does_not_open"].is_string(), "{told}");
    assert_eq!((&told["step"], &told["inspection"]["next"]), (&json!("acceptance"), &json!([])));
    let again = world.told(INSPECTOR, "2028-01-10T13:00Z", &["open", "--inspection", "OND-1"], 2);
    assert_eq!(again["again"], true);
    let (status, found) = world.audited(INSPECTOR);
    assert_eq!((status, found), (3, vec!["opening-disputed".to_owned()]));
}

#[test]
fn a_host_whose_books_are_not_those_of_its_record_opens_nothing() {
    let world = World::free("books");
    world.run_to("designation");
    let seed = world.again("other-seed");
    fs::write(seed.at("HAL/HAL.secret/seed"), format!("{}\n", "7".repeat(64))).unwrap();
    assert!(seed.refused(HOST, "2028-01-10T12:00Z", &["open"]).contains("the seed is another"));
    let short = world.again("short-list");
    let events = short.at("HAL/HAL.secret/events.csv");
    let text = fs::read_to_string(&events).unwrap();
    let without: Vec<_> = text.lines().filter(|line| !line.starts_with("0,declare,") || line.contains(",0")).collect();
    let kept: Vec<_> = without.iter().take(8).copied().collect();
    fs::write(&events, kept.join("\n") + "\n").unwrap();
    let told = short.refused(HOST, "2028-01-10T12:00Z", &["open"]);
    assert!(told.contains("events.csv`: ") && told.contains("another than the one that it was made of"), "{told}");
    for home in [&seed, &short] {
        assert!(!home.at("stick/HAL").exists() || home.audited("stick").0 != 2);
        assert_eq!(home.take(HOST, "2028-01-10T12:30Z", &["status"])["inspections"][0]["turn"], HOST);
    }
}

#[test]
fn a_step_is_not_dated_before_what_stands_in_the_record() {
    let world = World::new("clock");
    let step = ["request", "--of", HOST, "--kind", "sampled-visit", "--form", "count"];
    let told = world.refused(INSPECTOR, "2027-12-31T09:00Z", &step);
    assert!(told.contains("would be dated 2027-12-31 09:00 UTC") && told.contains("give a later --at"), "{told}");
    assert_eq!(status(&world.out(INSPECTOR, "2027-12-31", &step)), 1);
}

#[test]
fn a_home_is_one_party_s_and_is_worked_in_by_one_call() {
    let world = World::new("homes");
    let own = world.at("HAL/HAL.secret/lock");
    let lock = fs::File::create(&own).unwrap();
    lock.lock().unwrap();
    assert!(world.refused(HOST, "2028-01-10T09:00Z", &["status"]).contains("another call works in this home"));
    drop(lock);
    copy(&world.at("OND/OND.secret"), &world.at("HAL/OND.secret"));
    assert!(world.refused(HOST, "2028-01-10T09:00Z", &["status"]).contains("several parties"));
    fs::remove_dir_all(world.at("HAL/OND.secret")).unwrap();
    fs::remove_dir_all(world.at("HAL/HAL.secret")).unwrap();
    assert!(world.refused(HOST, "2028-01-10T09:00Z", &["status"]).contains("nobody's home"));
}

#[test]
fn a_key_that_is_not_in_force_signs_nothing() {
    let world = World::new("keys");
    fs::write(world.at("OND/OND.secret/keys/statement"), format!("{}\n", "1".repeat(64))).unwrap();
    let step = ["request", "--of", HOST, "--kind", "sampled-visit", "--form", "count"];
    let told = world.refused(INSPECTOR, "2028-01-10T09:00Z", &step);
    assert!(told.contains("no statement key of OND that is in force"), "{told}");
    fs::write(world.at("OND/OND.secret/keys/statement"), "short\n").unwrap();
    assert!(world.refused(INSPECTOR, "2028-01-10T09:00Z", &step).contains("64 lower-case hexadecimal digits"));
}
