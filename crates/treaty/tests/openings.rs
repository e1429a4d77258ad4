//! Openings: what is read of them, how they can be wrong, and what they give away together.

mod common;

use common::kept::{KEPT, opening, problems, read, tells, with};
use treaty::diagnostic::Level;
use treaty::instrument::Window;
use treaty::{Date, Diagnostic, Id};

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

#[test]
fn sums_are_opened_for_each_class_in_order() {
    let ids = |names: &[&str]| names.iter().map(|name| Id::new(name).unwrap()).collect::<Vec<_>>();
    for (of, classes, opened) in [
        ("totals", "[\"kept\", \"out\"]", ids(&["kept", "out"])),
        ("losses", "", ids(&["out", "kept"])),
        ("births", "", ids(&["kept"])),
        ("conversions", "", ids(&["out", "kept"])),
    ] {
        let kept = read(&(KEPT.to_owned() + &opening("sums", of, classes, 4)));
        let (_, opening) = kept.openings().next().unwrap();
        assert_eq!(kept.opened_classes(opening), opened.iter().collect::<Vec<_>>(), "{of}");
        assert_eq!(opening.of.word(), of);
        assert_eq!(opening.window_of(5), Some(Window { first: 5, last: 8 }));
        assert_eq!(opening.due_after(day(2027, 4, 9)), Some(day(2027, 4, 10)));
    }
    let kept = read(KEPT);
    let ways: Vec<_> = kept.ways().map(|(from, to)| [from.as_str(), to.as_str()]).collect();
    assert_eq!(ways, [["kept", "out"], ["out", "kept"]], "a way both ways is two, the way back second");
}

#[test]
fn an_opening_says_of_what_how_often_and_for_whom() {
    let good = opening("sums", "totals", "[\"kept\"]", 3);
    let refuses = |old: &str, new: &str, code: &str, at: &str| {
        assert!(good.contains(old));
        tells(&(KEPT.to_owned() + &good.replacen(old, new, 1)), Level::Error, code, at);
    };
    assert_eq!(common::lines("", &problems(&(KEPT.to_owned() + &good))), "");
    refuses("of = \"totals\"", "of = \"sums\"", "unknown-word", "\"sums\"");
    refuses("classes = [\"kept\"]\n", "", "missing-key", "[[opening]]");
    refuses("classes = [\"kept\"]", "classes = [\"lost\"]", "refers-to-nothing", "[[opening]]");
    refuses("classes = [\"kept\"]", "classes = [\"kept\", \"kept\"]", "named-twice", "[[opening]]");
    refuses("every = { epochs = 3 }\n", "", "missing-key", "[[opening]]");
    refuses("epochs = 3", "epochs = 0", "out-of-range", "0");
    refuses("epochs = 3", "epochs = 36526", "out-of-range", "36526");
    refuses("epochs = 3", "days = 3", "unknown-key", "days");
    refuses("due = { days = 1 }", "due = { months = 1 }", "bad-span", "{ months");
    refuses("readers = \"public\"", "readers = \"addressee\"", "unknown-word", "\"addressee\"");
    refuses("name = { en = \"a\", ru = \"а\" }\n", "", "missing-key", "[[opening]]");
    refuses(
        "of = \"totals\"\nclasses = [\"kept\"]",
        "of = \"births\"\nclasses = [\"out\"]",
        "opens-nothing",
        "[[opening]]",
    );
    let no_ways = KEPT.replacen("[[conversion]]\nid = \"turn\"\nfrom-class = \"kept\"\nto-class = \"out\"\nboth-ways = true\narticle = \"I\"\nsource = \"T\"\n", "", 1);
    tells(&(no_ways + &opening("sums", "conversions", "", 3)), Level::Error, "opens-nothing", "[[opening]]");
    let longest = KEPT.to_owned() + &good.replacen("epochs = 3", "epochs = 36525", 1);
    tells(&longest, Level::Warning, "opens-never", "[[opening]]");
    let last = KEPT.to_owned() + &good.replacen("epochs = 3", "epochs = 12", 1);
    assert_eq!(common::lines("", &problems(&last)), "");
}

#[test]
fn no_commitment_enters_two_opened_sums() {
    let twice = KEPT.to_owned() + &opening("all", "births", "", 3) + &opening("again", "births", "[\"kept\"]", 6);
    tells(&twice, Level::Error, "opened-twice", "[[opening]]\nid = \"again\"");
    let other =
        KEPT.to_owned() + &opening("one", "totals", "[\"kept\"]", 3) + &opening("two", "totals", "[\"out\"]", 6);
    assert!(
        !problems(&other).iter().any(|problem| problem.code == "opened-twice"),
        "other classes are other commitments"
    );
}

#[test]
fn a_class_at_one_site_is_given_away_by_its_total() {
    let text = with("id = \"south\"\nfacility = \"base\"", "id = \"south\"\nfacility = \"store\"");
    tells(
        &(text.clone() + &opening("sums", "totals", "[\"out\"]", 3)),
        Level::Warning,
        "gives-site-away",
        "[[opening]]",
    );
    let stored = text + &opening("sums", "totals", "[\"kept\"]", 3);
    assert_eq!(common::lines(&stored, &problems(&stored)), "", "three sites hold stored items");
}

#[test]
fn what_is_not_opened_of_an_opened_total_is_known_where_all_other_sites_may_be_opened() {
    // three sites hold stored items: two visits that open leave none unknown
    let visits = |quota: u32, forms: &str, at: &str| {
        format!(
            "[[inspection]]\nid = \"visit\"\nquota = {quota}\nyear-from = \"entry-into-force\"\nat = [{at}]\nforms = [{forms}]\nhours = []\narticle = \"I\"\nsource = \"T\"\n"
        )
    };
    let told = |visits: &str, class: &str| {
        let text = KEPT.to_owned() + visits + &opening("sums", "totals", class, 3);
        let found = problems(&text);
        let level = |problem: &Diagnostic| problem.level == Level::Warning;
        assert!(found.iter().all(level), "{}", common::lines(&text, &found));
        found.iter().filter(|problem| problem.code == "gives-last-site-away").count()
    };
    let everywhere = "\"base\", \"store\", \"plant\"";
    assert_eq!(told(&visits(2, "\"count\"", everywhere), "[\"kept\"]"), 1);
    assert_eq!(told(&visits(1, "\"count\"", everywhere), "[\"kept\"]"), 0, "two sites stay closed");
    assert_eq!(told(&visits(9, "", everywhere), "[\"kept\"]"), 0, "these open nothing");
    assert_eq!(told(&visits(9, "\"count\"", "\"plant\""), "[\"kept\"]"), 0, "these go to one of them only");
}

/// What the openings of the small treaty give away, as told.
fn given_away(openings: &[String]) -> Vec<String> {
    let text = KEPT.to_owned() + &openings.concat();
    let found = problems(&text);
    assert!(found.iter().all(|problem| problem.level == Level::Warning), "{}", common::lines(&text, &found));
    let of_code = found.iter().filter(|problem| problem.code == "gives-away");
    let message = |problem: &Diagnostic| {
        let told = problem.message.strip_prefix("the openings together give away ").unwrap();
        told.strip_suffix(", though nothing opens it").unwrap().to_owned()
    };
    of_code.map(message).collect()
}

#[test]
fn openings_that_leave_a_flow_closed_give_nothing_away() {
    let totals = opening("totals", "totals", "[\"out\", \"kept\"]", 3);
    assert_eq!(given_away(std::slice::from_ref(&totals)), [] as [&str; 0]);
    assert_eq!(
        given_away(&[totals, opening("born", "births", "", 3), opening("died", "deaths", "", 3)]),
        [] as [&str; 0]
    );
}

#[test]
fn a_flow_between_opened_ones_is_given_away_and_so_is_the_total_before_them() {
    // out: two totals, and its losses and what leaves it are opened; what comes into it is the difference
    let openings = [
        opening("totals", "totals", "[\"out\"]", 6),
        opening("lost", "losses", "[\"out\"]", 6),
        opening("left", "conversions", "[\"out\"]", 6),
    ];
    let found = given_away(&openings);
    assert_eq!(found.len(), 2, "{found:?}, for the party with sites and for the other");
    assert!(
        found.iter().any(|told| told.starts_with("the conversions from `kept` to `out` over epochs 7 to 12")),
        "{found:?}"
    );
    // with that opened too, the baseline is the first total less all that came and went
    let both = [openings[0].clone(), openings[1].clone(), opening("left", "conversions", "", 6)];
    let found = given_away(&both);
    assert!(
        found.iter().all(|told| told.starts_with("the total of `out`") && told.ends_with("at epoch 0")),
        "{found:?}"
    );
}

#[test]
fn windows_of_other_lengths_are_held_against_each_other() {
    let of = |every| {
        [
            opening("totals", "totals", "[\"out\"]", 4),
            opening("lost", "losses", "[\"out\"]", every),
            opening("moved", "conversions", "", 4),
        ]
    };
    assert!(
        given_away(&of(3)).iter().any(|told| told.contains("the total of `out` at epoch 0")),
        "sums of twelve epochs"
    );
    assert_eq!(given_away(&of(5)), [] as [&str; 0], "no window of five ends with one of four");
}

#[test]
fn a_schedule_too_long_to_be_solved_is_looked_at_in_part_and_that_is_said() {
    let long = with("ends = 2027-04-13", "ends = 2099-01-01") + &opening("born", "births", "", 1);
    tells(&long, Level::Warning, "span-cut", "[[opening]]");
    let ten_years = with("ends = 2027-04-13", "ends = 2037-04-01") + &opening("born", "births", "", 1);
    assert_eq!(common::lines("", &problems(&ten_years)), "");
}

#[test]
fn an_offer_is_told_of_its_own_openings_at_their_place_and_not_of_those_of_its_base() {
    let text = KEPT.to_owned() + &opening("born", "births", "", 3);
    let base = read(&text);
    let head = |keeps: &str| {
        let stands = format!("base = {{ file = \"kept.toml\", sha256 = \"{}\", keeps = {keeps} }}", base.hash);
        let offer = "[instrument]\nid = \"more\"\ntitle = { en = \"a\", ru = \"а\" }\nform = \"treaty\"\nnature = \"offer\"\nproposed-by = \"AA\"";
        format!("{offer}\n{stands}\n")
    };
    let problems =
        |text: &str| treaty::parse(text.as_bytes(), Some(&base)).map_or_else(|p| p, |parsed| parsed.warnings);
    assert_eq!(common::lines("", &problems(&head("\"all\""))), "");
    let offer = head("\"all\"") + &opening("again", "births", "", 3);
    let found = problems(&offer);
    let told: Vec<_> = found.iter().map(|problem| (problem.code, problem.place.clone())).collect();
    let place =
        treaty::diagnostic::Place::Bytes(offer.find("[[opening]]").unwrap()..offer.find("[[opening]]").unwrap() + 11);
    assert_eq!(told, [("opened-twice", place)]);
    let taken = treaty::parse(head("\"all\"").as_bytes(), Some(&base)).unwrap().instrument;
    assert!(
        taken.sites.is_empty() && taken.witnesses.is_empty(),
        "sites and witnesses are of the file that lists them"
    );
    assert!(taken.record().is_some() && taken.openings().count() == 1);
}

#[test]
fn inquiries_need_their_number_the_most_links_and_something_that_was_opened() {
    let visit = |rest: &str| {
        KEPT.to_owned()
            + &format!(
                "[[inspection]]\nid = \"visit\"\nquota = 1\nyear-from = \"entry-into-force\"\nat = [\"store\"]\n{rest}\nhours = []\narticle = \"I\"\nsource = \"T\"\n"
            )
    };
    let read = read(&visit("forms = [\"full\"]\ninquiries-max = 2\nlinks-max = 256"));
    let kinds = read.clauses.iter().filter_map(|clause| match &clause.rule {
        treaty::instrument::Rule::Inspection(kind) => Some(kind.inquiries()),
        _ => None,
    });
    assert_eq!(kinds.collect::<Vec<_>>(), [Some((2, 256))]);
    let refuses = |rest: &str, code: &str| tells(&visit(rest), Level::Error, code, "[[inspection]]");
    refuses("forms = [\"full\"]\ninquiries-max = 2", "inquiries-without-links");
    refuses("forms = [\"full\"]\nlinks-max = 2", "inquiries-without-links");
    refuses("inquiries-max = 2\nlinks-max = 2", "inquiries-without-forms");
    for links in [0, 257] {
        refuses(&format!("forms = [\"full\"]\ninquiries-max = 2\nlinks-max = {links}"), "out-of-range");
    }
}
