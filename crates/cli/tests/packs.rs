//! The printable pack of a visit and the forms that are typed in afterwards: no field is lost, and each error is named by its line.

mod common;

use common::files;
use common::visits::{HOST, INSPECTOR, World};
use record::site::{DifferenceCode, MeasuredVerdict};
use record::{ObjectList, SiteReport};
use serde_json::Value;
use std::fs;

fn codes(shown: &Value) -> Vec<&str> {
    shown["differences"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn a_pack_that_was_filled_in_and_typed_in_loses_no_field() {
    let world = World::free("pack");
    world.run_to("arrival");
    let pack = world.at("pack");
    let write = |side: &str| world.take(side, "2028-01-11T10:00Z", &["pack", "--out", pack.to_str().unwrap()]);
    write(INSPECTOR);
    let list = pack.join("OND-1-list.csv");
    let filled = "seal,class,leaf\nS-1,strategic-deployed,0\nS-2,strategic-stored,1\nS-3,strategic-deployed,\nS-3,strategic-stored,0\n";
    assert_eq!(fs::read_to_string(&list).unwrap(), "seal,class,leaf\n");
    fs::write(&list, filled.replace('\n', "\r\n")).unwrap();
    world.take(INSPECTOR, "2028-01-11T12:00Z", &["count", "--list", list.to_str().unwrap()]);
    world.take(HOST, "2028-01-11T13:00Z", &["count"]);
    world.take(INSPECTOR, "2028-01-11T14:00Z", &["draw"]);
    world.take(HOST, "2028-01-11T15:00Z", &["open"]);
    let there = world.refused(INSPECTOR, "2028-01-11T15:00Z", &["pack", "--out", pack.to_str().unwrap()]);
    assert!(there.contains("something is there already"), "{there}");
    fs::remove_file(pack.join("OND-1-report.toml")).unwrap();
    write(INSPECTOR);
    let report = pack.join("OND-1-report.toml");
    let form = fs::read_to_string(&report).unwrap();
    assert_eq!(form.matches("[[examined]]").count(), 4, "{form}");
    let tag = "0123456789abcdef0123456789abcdef";
    let file = "ab".repeat(32);
    let stored = "seal = \"S-2\"\nclass = \"strategic-stored\"";
    assert!(form.contains(stored));
    let form = form
        .replace(stored, "seal = \"S-2\"\nclass = \"strategic-deployed\"")
        .replace("# text = \"\"", "text = \"Снег. Snow.\"")
        .replacen("items = 2", "items = 3", 1)
        .replacen("# tag = \"32 hexadecimal digits, where one was read\"", &format!("tag = \"{tag}\""), 1)
        .replacen(
            "# measured = \"warhead, no-warhead or no-answer, where it was measured\"",
            "measured = \"no-warhead\"",
            1,
        )
        .replacen(
            "# file = \"SHA-256 of the file that the measurement was written to, 64 hexadecimal digits\"",
            &format!("file = \"{file}\""),
            1,
        );
    let broken = "[[broken]]\nrestriction = \"base-sampled\"\n";
    let seen = "[[difference]]\ncode = \"seal-broken\"\nclass = \"strategic-stored\"\nleaf = 1\nseal = \"S-2\"\n";
    fs::write(&report, format!("{form}{seen}{broken}")).unwrap();
    world.told(INSPECTOR, "2028-01-11T18:00Z", &["report", "--form", report.to_str().unwrap()], 3);

    let paper = |leaf: u64| fs::read(world.at(&format!("OND/HAL.sealed/OND-{leaf}"))).unwrap();
    let last = files(&world.at("OND/HAL.sealed")).len();
    assert!(last > 1);
    let leaves: Vec<u64> = files(&world.at("OND/HAL.sealed"))
        .iter()
        .filter_map(|path| path.to_str().unwrap().rsplit_once("OND-").unwrap().1.parse().ok())
        .collect();
    let listed = leaves.iter().find_map(|leaf| ObjectList::decode(&paper(*leaf)).ok()).unwrap();
    let objects: Vec<_> = listed.objects.iter().map(|o| (o.seal.as_str(), o.class.0, o.leaf)).collect();
    assert_eq!(objects, [("S-1", 0, Some(0)), ("S-2", 1, Some(1)), ("S-3", 0, None), ("S-3", 1, Some(0))]);
    let told = leaves.iter().find_map(|leaf| SiteReport::decode(&paper(*leaf)).ok()).unwrap();
    assert_eq!(told.text.as_str(), "Снег. Snow.");
    assert_eq!(told.counted.iter().map(|(class, items)| (class.0, *items)).collect::<Vec<_>>(), [(0, 3), (1, 2)]);
    let examined: Vec<_> =
        told.examined.iter().map(|one| (one.seal.as_str(), one.class.0, one.tag.is_some())).collect();
    assert_eq!(examined, [("S-1", 0, true), ("S-2", 0, false), ("S-3", 0, false), ("S-3", 1, false)]);
    assert_eq!(told.examined[0].tag.unwrap().0[..2], [0x01, 0x23]);
    let measured = told.examined[0].measurement.unwrap();
    assert_eq!((measured.verdict, measured.file), (MeasuredVerdict::NoWarhead, [0xab; 32]));
    let broken = told.differences.iter().find(|one| one.code == DifferenceCode::SealBroken).unwrap();
    assert_eq!((broken.class.0, broken.leaf, broken.seal.as_ref().unwrap().as_str()), (1, Some(1), "S-2"));
    use DifferenceCode as Code;
    for code in [Code::OtherTag, Code::OtherClass, Code::NoWarhead, Code::Count, Code::WithoutLeaf, Code::SealTwice] {
        assert!(told.differences.iter().any(|one| one.code == code), "{code:?}");
    }
}

#[test]
fn the_page_of_a_pack_has_the_times_the_restrictions_and_the_fields_in_both_languages() {
    let world = World::free("page");
    world.run_to("list");
    let pack = world.at("pack");
    world.take(HOST, "2028-01-11T12:30Z", &["pack", "--out", pack.to_str().unwrap()]);
    let page = fs::read_to_string(pack.join("OND-1.html")).unwrap().replace('\u{A0}', " ");
    let words = [
        "<b>2028-01-11 11:00 UTC</b>",
        "24 hours after the designation of the site, Article VI.1",
        "Ракеты и боезаряды не убывают с базы",
        "base-sampled",
        "A-001",
        "Tag as read",
        "Прочитанная метка",
        "Halvern",
        "Халверн",
    ];
    for word in words {
        assert!(page.contains(word), "{word}");
    }
    assert!(!page.contains("http"), "it is self-contained");
    assert!(!pack.join("OND-1-list.csv").exists(), "the list was given already");
}

#[test]
fn a_form_with_errors_names_each_of_them_by_its_line() {
    let world = World::free("forms");
    world.run_to("arrival");
    let list = world.at("bad.csv");
    let tries = [
        ("class,seal\n", "line 1: the first line must be `seal,class,leaf`"),
        ("seal,class,leaf\na-1,retired,0\n", "line 2: `a-1` is no number of a seal"),
        ("seal,class,leaf\nA-1,warheads,0\n", "line 2: `warheads` is no class"),
        ("seal,class,leaf\nA-1,retired,x\n", "a leaf is a number from 0 to 4095"),
        ("seal,class,leaf\nA-1,retired\n", "must have the three fields"),
    ];
    for (text, why) in tries {
        fs::write(&list, text).unwrap();
        let told = world.refused(INSPECTOR, "2028-01-11T12:00Z", &["count", "--list", list.to_str().unwrap()]);
        assert!(told.contains(why), "{told}");
    }
    let world = World::free("forms-report");
    world.run_to("samples");
    let form = "inspection = \"OND-2\"\ncolour = \"red\"\n[[counted]]\nclass = \"boats\"\nitems = 70000\n[[examined]]\nclass = \"retired\"\ntag = \"12\"\nmeasured = \"warhead\"\n[[difference]]\ncode = \"missing\"\nclass = \"retired\"\n[[broken]]\nrestriction = \"z\"\n";
    fs::write(world.at("bad.toml"), form).unwrap();
    let told =
        world.refused(INSPECTOR, "2028-01-11T18:00Z", &["report", "--form", world.at("bad.toml").to_str().unwrap()]);
    let whys = [
        "another inspection than OND-1",
        "`colour`",
        "`boats` is no class",
        "more items than a site can hold",
        "seal = \"A-001\"",
        "a tag is 32 lower-case hexadecimal digits",
        "a measurement needs `file`",
        "names leaf and seal otherwise",
        "no restriction of this name",
    ];
    for why in whys {
        assert!(told.contains(why), "{why}: {told}");
    }
}

/// A report with these tables more, and the host's answer; the codes of the differences that are shown.
fn reported_with(world: &World, more: &str) -> Vec<String> {
    world.run_to("samples");
    let report = world.at("report.toml");
    let form = fs::read_to_string(&report).unwrap();
    fs::write(&report, form + more).unwrap();
    let call = ["report", "--form", report.to_str().unwrap()];
    let out = world.out(INSPECTOR, "2028-01-11T18:00Z", &[&call[..], &["--json"]].concat());
    let told: Value = serde_json::from_slice(&out.stdout).unwrap();
    world.out(HOST, "2028-01-11T19:00Z", &["report", "--concur"]);
    world.out(INSPECTOR, "2028-01-11T20:00Z", &["status"]);
    codes(&told["shown"][0]).iter().map(ToString::to_string).collect()
}

#[test]
fn buddy_tags_that_moved_or_are_lacking_break_their_restrictions() {
    // as many tags as there can be items, but for one class
    let tags = |items: &str| {
        let class = |class: &str, tags: &str| format!("[[buddy-tags]]\nclass = \"{class}\"\ntags = {tags}\n");
        class("strategic-deployed", items)
            + &class("strategic-stored", "99")
            + &class("non-strategic", "99")
            + &class("retired", "99")
    };
    let world = World::with_buddy_tags("tags-enough");
    assert_eq!(reported_with(&world, &tags("99")), [""; 0], "more tags than items say nothing");
    assert_eq!(world.audited(INSPECTOR), (0, vec![]));
    let pack = world.at("pack");
    world.take(INSPECTOR, "2028-01-11T20:30Z", &["pack", "--inspection", "OND-1", "--out", pack.to_str().unwrap()]);
    let page = fs::read_to_string(pack.join("OND-1.html")).unwrap();
    assert!(
        page.contains("Buddy tags shown") && page.contains("Предъявлено парных жетонов"),
        "the pack has a column for them"
    );
    let world = World::with_buddy_tags("tags-few");
    assert_eq!(reported_with(&world, &tags("1")), ["buddy-tags-few"]);
    let (status, found) = world.audited(INSPECTOR);
    assert_eq!((status, found.contains(&"restriction-broken".to_owned())), (2, true), "{found:?}");
    let world = World::with_buddy_tags("tags-moved");
    let moved = "[[difference]]\ncode = \"buddy-tag-moved\"\nclass = \"strategic-stored\"\nseal = \"B-17\"\n";
    assert_eq!(reported_with(&world, moved), ["buddy-tag-moved"]);
    let (status, found) = world.audited(HOST);
    assert_eq!((status, found.contains(&"restriction-broken".to_owned())), (2, true), "{found:?}");
    let page =
        |part: &str| fs::read_dir(world.at(part)).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    assert!(page("stick").iter().all(|path| !path.ends_with("report.toml")), "the form stays where it was filled in");
}
