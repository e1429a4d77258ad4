//! Records: what is read of them, the days of their epochs, and each way in which they can be wrong.

mod common;

use common::kept::{KEPT, keys, opening, problems, read, refuses, tells, with};
use treaty::Date;
use treaty::diagnostic::Level;

fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

#[test]
fn the_small_treaty_is_accepted_with_and_without_what_is_appended() {
    for text in [KEPT.to_owned(), KEPT.split("[[witness]]").next().unwrap().to_owned(), KEPT.to_owned() + &keys()] {
        assert_eq!(common::lines(&text, &problems(&text)), "");
    }
}

// shows: record
#[test]
fn epochs_are_counted_from_the_baseline_to_the_last_day_of_the_record() {
    let kept = read(KEPT);
    assert_eq!(kept.epoch_day(0), Some(day(2027, 4, 1)));
    assert_eq!(kept.epoch_day(12), Some(day(2027, 4, 13)), "the last day on which an epoch may end");
    assert_eq!(kept.epoch_day(13), None);
    assert_eq!(kept.last_epoch(), Some(12));
    assert_eq!([0, 1].map(|epoch| kept.epoch_due(epoch)), [Some(day(2027, 4, 4)), Some(day(2027, 4, 4))]);
    assert_eq!(read(&with("days = 1 }\nbaseline =", "months = 1 }\nbaseline =")).last_epoch(), Some(0));
}

#[test]
fn without_a_last_day_the_record_ends_with_the_treaty() {
    const NOTICE: &str = "[withdrawal]\nmonths = 3\narticle = \"I\"\nsource = \"T\"\n[[act]]\nid = \"notice\"\nkind = \"withdrawal\"\n\
                          date = 2027-05-01\nby = [\"BB\"]\ntitle = { en = \"a\", ru = \"а\" }\nsource = \"T\"\n";
    let open = with("ends = 2027-04-13\n", "");
    let kept = read(&open);
    assert_eq!(kept.last_epoch(), Some(365));
    assert_eq!(kept.epoch_day(365), Some(day(2028, 3, 31)), "the day before the term ends");
    let until = read(&open.replacen("period = { days = 1 }", "until = 2027-05-01\nperiod = { days = 1 }", 1));
    assert_eq!(until.last_epoch(), Some(29));
    let left = read(&(open + NOTICE));
    assert_eq!(left.last_epoch(), Some(121), "three months after the notice the treaty ends, on 1 August");
}

#[test]
fn a_baseline_that_hangs_on_an_act_has_no_day_until_it_is_done() {
    let counted = "baseline = { days = 1, after = \"entry-into-force\" }";
    let counted = KEPT.replace("baseline = 2027-04-01", counted);
    assert_eq!(read(&counted).epoch_day(0), Some(day(2027, 4, 2)));
    let proposed =
        read(&counted.replacen("kind = \"entry-into-force\"", "kind = \"entry-into-force\"\nproposed = true", 1));
    assert_eq!((proposed.epoch_day(0), proposed.last_epoch()), (None, None));
    let said = proposed.said("{record.baseline}");
    assert_eq!(said, [treaty::refer::Said::Day(day(2027, 4, 2))], "a text says what would be");
}

#[test]
fn texts_refer_to_the_numbers_of_the_record() {
    use treaty::refer::Said;
    let kept = read(&(KEPT.to_owned() + &opening("sums", "births", "", 4)));
    let said = |text: &str| match kept.said(text)[..] {
        [Said::Number(number)] => Some(number),
        _ => None,
    };
    let numbers = [
        ("{record.period}", 1),
        ("{record.baseline-due}", 3),
        ("{record.due}", 2),
        ("{record.grace}", 7),
        ("{record.receipt-due}", 2),
        ("{record.tolerance}", 10),
        ("{record.quorum}", 2),
        ("{record.site-capacity}", 64),
        ("{record.road-capacity}", 16),
        ("{transit.items-max}", 24),
        ("{transit.days-max}", 10),
        ("{opening.sums.every}", 4),
        ("{opening.sums.due}", 1),
    ];
    for (text, number) in numbers {
        assert_eq!(said(text), Some(number), "{text}");
    }
    assert_eq!(kept.said("{record.baseline}"), [Said::Day(day(2027, 4, 1))]);
    assert_eq!(kept.said("{record.ends}"), [Said::Day(day(2027, 4, 13))]);
    for nothing in
        ["{record}", "{record.colour}", "{record.due.days}", "{transit}", "{opening.sums}", "{opening.none.every}"]
    {
        refuses(
            "Statements within {record.due} days",
            &format!("Within {nothing} days"),
            "refers-to-nothing",
            "[[article]]",
        );
    }
}

#[test]
fn a_record_says_all_that_it_needs_in_units_that_make_sense() {
    let lines = [
        "period = { days = 1 }",
        "baseline = 2027-04-01\nends",
        "baseline-due = { days = 3 }",
        "due = { days = 2 }\ngrace",
        "grace = { days = 7 }",
        "receipt-due = { days = 2 }",
        "tolerance = { minutes = 10 }",
        "quorum = 2",
        "site-capacity = 64",
        "road-capacity = 16",
    ];
    for line in lines {
        let without = line.split('\n').nth(1).unwrap_or("");
        refuses(line, without, "missing-key", "[record]");
    }
    refuses("period = { days = 1 }", "period = { hours = 24 }", "bad-span", "{ hours");
    refuses("period = { days = 1 }", "period = { days = 1, epochs = 1 }", "unknown-key", "epochs");
    refuses("grace = { days = 7 }", "grace = { months = 1 }", "bad-span", "{ months");
    refuses("tolerance = { minutes = 10 }", "tolerance = { days = 1 }", "bad-span", "{ days");
    refuses("quorum = 2", "quorum = 0", "out-of-range", "0");
    refuses("quorum = 2", "quorum = 65", "out-of-range", "65");
    for bad in ["0", "65", "8192"] {
        refuses("site-capacity = 64", &format!("site-capacity = {bad}"), "bad-capacity", bad);
    }
    read(&with("site-capacity = 64", "site-capacity = 4096"));
    refuses("items-max = 24", "items-max = 65536", "out-of-range", "65536");
    refuses("items-max = 24", "items-max = 0", "out-of-range", "0");
    refuses("days-max = 10", "days-max = 367", "out-of-range", "367");
    read(&with("items-max = 24\ndays-max = 10", "items-max = 65535\ndays-max = 366"));
    refuses(
        "baseline = 2027-04-01\nends",
        "baseline = { days = 1, after = \"nothing\" }\nends",
        "refers-to-nothing",
        "[record]",
    );
    refuses("[transit]", "[[transit]]", "wrong-type", "");
}

#[test]
fn a_record_that_cannot_be_kept_or_proved_is_refused() {
    refuses("ends = 2027-04-13", "ends = 2027-04-01", "record-before-baseline", "[record]");
    refuses("baseline = 2027-04-01\nends", "baseline = 2027-04-02\nends", "baselines-differ", "[[freeze]]");
    let early = KEPT.replace("baseline = 2027-04-01", "baseline = 2027-03-01");
    assert_eq!(common::lines(&early, &problems(&early)), "", "a baseline may come before entry into force");
    refuses(
        "sort = \"warhead\"\narticle",
        "sort = \"warhead\"\nof-which = \"kept\"\narticle",
        "counted-twice",
        "[record]",
    );
    refuses("value = 700", "value = 65536", "bound-too-large", "[[limit]]");
    refuses("each = 1", "each = 256", "bound-too-large", "[[limit]]");
    for (old, new) in [("value = 700", "value = 65535"), ("each = 1", "each = 255")] {
        let text = with(old, new);
        assert_eq!(common::lines(&text, &problems(&text)), "");
    }
    let missiles = with("sort = \"warhead\"", "sort = \"missile\"").replacen("value = 700", "value = 65536", 1);
    assert!(
        !problems(&missiles).iter().any(|problem| problem.code == "bound-too-large"),
        "no proof carries a limit of missiles"
    );
    let none = KEPT.replace("sort = \"warhead\"", "sort = \"missile\"");
    tells(&none, Level::Error, "out-of-range", "[record]");
}

#[test]
fn sixteen_classes_are_told_apart_and_one_more_is_not() {
    let class = |index: usize| {
        format!(
            "[[class]]\nid = \"c{index}\"\nname = {{ en = \"c\", ru = \"к\" }}\nsort = \"warhead\"\narticle = \"I\"\nsource = \"T\"\n"
        )
    };
    let text = |count: usize| KEPT.to_owned() + &(0..count).map(class).collect::<String>();
    assert_eq!(common::lines("", &problems(&text(14))), "");
    tells(&text(15), Level::Error, "out-of-range", "[record]");
}

#[test]
fn a_proof_carries_1024_cells_and_no_more() {
    // a base has two classes and its road as many: four cells
    let site = |index: usize| format!("[[site]]\nparty = \"BB\"\nid = \"s{index}\"\nfacility = \"base\"\n");
    let text = |count: usize| KEPT.to_owned() + &(0..count).map(site).collect::<String>();
    assert_eq!(common::lines("", &problems(&text(256))), "");
    tells(&text(257), Level::Error, "record-too-large", "[record]");
}

#[test]
fn a_proof_carries_1024_flows_and_bounds_and_no_more() {
    // four flows a plant and class, and beside them two ways, two losses, a limit, a freeze, the transit
    let plant = |index: usize| format!("[[site]]\nparty = \"BB\"\nid = \"s{index}\"\nfacility = \"plant\"\n");
    let text = |count: usize| KEPT.to_owned() + &(0..count).map(plant).collect::<String>();
    assert_eq!(common::lines("", &problems(&text(254))), "");
    tells(&text(255), Level::Error, "record-too-large", "[record]");
}

#[test]
fn what_belongs_together_and_is_not_there_is_told() {
    let (head, rest) = KEPT.split_once("[record]").unwrap();
    let unkept = head.replace("{record.due}", "{transit.days-max}") + &rest[rest.find("[[measure]]").unwrap()..];
    tells(&unkept, Level::Warning, "no-record", "[[measure]]");
    let silent = unkept.replacen("id = \"commitments\"", "id = \"commitments\"\nstatus = \"silent\"", 1);
    assert_eq!(common::lines(&silent, &problems(&silent)), "");
    tells(&(unkept + &opening("sums", "births", "", 2)), Level::Error, "no-record", "[[opening]]");
    let (head, rest) = KEPT.split_once("[[freeze]]").unwrap();
    let unfrozen = head.to_owned() + &rest[rest.find("[[facility]]").unwrap()..];
    tells(&unfrozen, Level::Warning, "no-freeze", "[record]");
    let retired = with("classes = [\"out\", \"kept\"]", "classes = [\"out\"]");
    tells(&retired, Level::Warning, "reactivation", "[[freeze]]");
    let allowed = retired.replacen("reactivation = \"growth\"", "reactivation = \"allowed\"", 1);
    assert_eq!(common::lines(&allowed, &problems(&allowed)), "");
}
