//! The course of a record as SVG: a calendar with one row a month, a sign for each epoch on its day, and a letter over each day of which
//! something was found. Under the signs stand the steps of inspections and clarifications that its keeper took.
//!
//! Signs differ by shape, findings by letter; nothing is told by colour. What the picture shows stands in a table beside it too.

use super::{WIDTH, tenth};
use crate::locale::Arg;
use crate::teller::Teller;
use crate::words::record::{beyond, sum};
use crate::year::{Course, Mark, Move, Row};
use audit::Severity;
use maud::{Markup, html};
use treaty::Date;

/// Where the days begin, and how much room each has.
const DAYS: f64 = 66.0;
const DAY: f64 = 18.0;

/// The room of a month, what steps under its signs add to it, and the room of the days' numbers over them.
const MONTH: f64 = 28.0;
const STEPS: f64 = 15.0;
const HEAD: f64 = 22.0;

/// How far a square and a diamond reach from their middles, and how far over that a letter stands.
const REACH: f64 = 5.5;
const POINT: f64 = 8.5;
const OVER: f64 = 10.0;

/// How far under a sign a step stands, and how far its mark reaches.
const UNDER: f64 = 14.0;
const STEP: f64 = 4.0;

/// The days that are numbered.
const NUMBERED: [i8; 7] = [1, 5, 10, 15, 20, 25, 30];

/// The course of one record. `prefix` begins the identifiers in it.
pub(crate) fn draw(course: &Course<'_>, teller: Teller<'_>, prefix: &str) -> Markup {
    let (title, desc) = (format!("{prefix}-title"), format!("{prefix}-desc"));
    let room = if course.moves().is_some() { MONTH + STEPS } else { MONTH };
    let height = tenth(HEAD + course.rows.len() as f64 * room + 6.0);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby={ (title) " " (desc) }
            viewBox={ "0 0 " (WIDTH) " " (height) } font-size="12.5" fill="none" {
            title id=(title) { (teller.with("year-title", "party", &teller.party(course.party))) }
            desc id=(desc) { (description(course, teller)) }
            g fill="currentColor" font-size="11" text-anchor="middle" {
                @for day in NUMBERED { text x=(across(day)) y="12" { (day) } }
            }
            @for (index, row) in course.rows.iter().enumerate() { (month(row, teller, HEAD + index as f64 * room, room)) }
        }
    }
}

/// The course in words, for those who do not see it.
fn description(course: &Course<'_>, teller: Teller<'_>) -> String {
    let marks = course.marks().into_iter().map(|(mark, count)| {
        let mark = teller.word(&format!("mark-{}", mark.word()));
        teller.say("mark-count", &[("mark", Arg::Words(&mark)), ("count", Arg::Number(count))])
    });
    let marks: Vec<_> = marks.collect();
    let marks = if marks.is_empty() { None } else { Some(format!("{}.", marks.join("; "))) };
    [sum(teller, course)].into_iter().chain(marks).chain(beyond(teller, course)).collect::<Vec<_>>().join(" ")
}

fn month(row: &Row, teller: Teller<'_>, top: f64, room: f64) -> Markup {
    let middle = tenth(top + MONTH - POINT);
    html! {
        g {
            @if room > MONTH { line x1="0" y1=(tenth(top + room)) x2=(WIDTH) y2=(tenth(top + room)) stroke="currentColor" stroke-width=".5" stroke-dasharray="1 3" {} }
            text x="0" y=(tenth(middle + 4.3)) fill="currentColor" { (crate::words::record::year_month(row.month.first)) }
            @for (day, mark) in &row.epochs { (sign(*mark, across(day.day()), middle)) }
            @for (day, gravest, many) in letters(row) {
                text x=(across(day.day())) y=(tenth(middle - OVER)) text-anchor="middle" fill="currentColor" font-size="9.5" font-weight="700" {
                    (letter(teller, gravest)) @if many { "+" }
                }
            }
            @for (day, kind, beside) in steps(row) { (step(kind, across(day.day()) + beside, middle + UNDER)) }
        }
    }
}

/// The kinds of steps of each day: where there are both on one, beside each other.
fn steps(row: &Row) -> Vec<(Date, Move, f64)> {
    let mut moves = row.moves.clone();
    moves.dedup();
    let both = |day: Date| moves.iter().filter(|(of, _)| *of == day).count() > 1;
    let beside = |day: Date, kind: Move| match (both(day), kind) {
        (false, _) => 0.0,
        (true, Move::Inspection) => -STEP,
        (true, Move::Clarification) => STEP,
    };
    moves.iter().map(|(day, kind)| (*day, *kind, beside(*day, *kind))).collect()
}

/// The sign of a step: a triangle for an inspection, a ring for a clarification.
fn step(kind: Move, x: f64, y: f64) -> Markup {
    let (x, y) = (tenth(x), tenth(y));
    html! {
        @match kind {
            Move::Inspection => polygon class=(kind.word()) points={ (x) "," (tenth(y - STEP)) " " (tenth(x + STEP)) "," (tenth(y + STEP)) " " (tenth(x - STEP)) "," (tenth(y + STEP)) } fill="currentColor" {},
            Move::Clarification => circle class=(kind.word()) cx=(x) cy=(y) r="3.2" stroke="currentColor" stroke-width="1.6" {},
        }
    }
}

/// Where a day of a month stands.
fn across(day: i8) -> f64 {
    tenth(DAYS + (f64::from(day) - 0.5) * DAY)
}

/// Each day of which something was found, with the gravest, and whether there is more. Findings come by day, the gravest first.
fn letters(row: &Row) -> Vec<(Date, Severity, bool)> {
    let mut letters: Vec<(Date, Severity, bool)> = Vec::new();
    for (day, severity) in &row.found {
        match letters.last_mut() {
            Some((last, _, many)) if last == day => *many = true,
            _ => letters.push((*day, *severity, false)),
        }
    }
    letters
}

fn letter(teller: Teller<'_>, severity: Severity) -> String {
    teller.word(&format!("letter-{}", severity.word()))
}

/// The sign of an epoch: a full square, a half of one, a hollow one with a stroke, a cross, a full diamond with a mark of exclamation.
fn sign(mark: Mark, x: f64, y: f64) -> Markup {
    let (left, top, side) = (tenth(x - REACH), tenth(y - REACH), 2.0 * REACH);
    let (right, bottom) = (tenth(x + REACH), tenth(y + REACH));
    html! {
        @match mark {
            Mark::Proved => rect class=(mark.word()) x=(left) y=(top) width=(side) height=(side) fill="currentColor" {},
            Mark::Stated => g class=(mark.word()) stroke="currentColor" stroke-width="1.2" {
                rect.hollow x=(left) y=(top) width=(side) height=(side) fill="#fff" {}
                line x1=(left) y1=(bottom) x2=(right) y2=(top) {}
            },
            Mark::Late => g class=(mark.word()) stroke="currentColor" stroke-width="1.2" {
                rect.hollow x=(left) y=(top) width=(side) height=(side) fill="#fff" {}
                rect x=(left) y=(y) width=(side) height=(REACH) fill="currentColor" {}
            },
            Mark::Missing => g class=(mark.word()) { (super::cross(x, y)) },
            Mark::Contradicted => g class=(mark.word()) {
                polygon points={ (x) "," (tenth(y - POINT)) " " (tenth(x + POINT)) "," (y) " " (x) "," (tenth(y + POINT)) " " (tenth(x - POINT)) "," (y) } fill="currentColor" {}
                text.ground x=(x) y=(tenth(y + 4.0)) text-anchor="middle" fill="#fff" font-size="11" font-weight="700" { "!" }
            },
        }
    }
}

/// A key to the signs and letters that a course uses, for beside it.
pub(crate) fn key(course: &Course<'_>, teller: Teller<'_>) -> Markup {
    let used = course.marks();
    let many = course.rows.iter().any(|row| letters(row).iter().any(|(_, _, many)| *many));
    html! {
        ul.key {
            @for mark in Mark::ALL.into_iter().filter(|mark| used.contains_key(mark)) {
                li {
                    svg.sample viewBox="-10 -10 20 20" width="18" height="18" aria-hidden="true" fill="none" { (sign(mark, 0.0, 0.0)) }
                    " " (teller.word(&format!("mark-{}", mark.word())))
                }
            }
            @for kind in Move::ALL.into_iter().filter(|kind| course.rows.iter().any(|row| row.moves.iter().any(|(_, of)| of == kind))) {
                li {
                    svg.sample viewBox="-10 -10 20 20" width="18" height="18" aria-hidden="true" fill="none" { (step(kind, 0.0, 0.0)) }
                    " " (teller.word(&format!("year-sign-{}", kind.word())))
                }
            }
            @for severity in course.severities() {
                li { strong { (letter(teller, severity)) } " " (teller.word(&format!("kind-of-finding-{}", severity.word()))) }
            }
            @if many { li { strong { "+" } " " (teller.word("letter-and-more")) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Locale, fixture, year};
    use treaty::Lang;

    fn drawn(lang: Lang) -> Vec<(String, String)> {
        let (instrument, assessment, locale) = (fixture::instrument(), fixture::of_records(), Locale::new(lang));
        let teller = Teller::new(&locale, &instrument);
        let courses = year::courses(&assessment, &instrument);
        courses
            .iter()
            .map(|course| (draw(course, teller, "y").into_string(), key(course, teller).into_string()))
            .collect()
    }

    #[test]
    fn every_epoch_has_its_sign_and_every_day_with_findings_its_letter() {
        for (lang, letters) in [(Lang::En, [">C<", ">L<", ">L+<"]), (Lang::Ru, [">П<", ">С<", ">С+<"])] {
            let (svg, key) = &drawn(lang)[0];
            let count = |mark: Mark| svg.matches(&format!("class=\"{}\"", mark.word())).count();
            assert_eq!(Mark::ALL.map(count), [23, 0, 1, 3, 1]);
            for letter in letters {
                assert_eq!(svg.matches(letter).count(), 1, "{letter}");
            }
            assert_eq!(key.matches("<li>").count(), 4 + 3 + 1, "{key}");
        }
    }

    #[test]
    fn a_course_is_described_in_its_language() {
        let told = |lang| drawn(lang)[0].0.replace('\u{A0}', " ");
        assert!(
            told(Lang::En)
                .contains("28 epochs due; 25 stated, 24 proved, 24 in time; receipts given: 5. proved: 23; late: 1; ")
        );
        assert!(told(Lang::Ru).contains("<title id=\"y-title\">США: ход записи</title>"));
        assert!(told(Lang::Ru).contains("Выводы без дня в этих месяцах: 1."));
    }

    #[test]
    fn everything_stays_in_the_drawing_and_every_element_is_closed() {
        assert!(across(31) + DAY / 2.0 <= WIDTH);
        for (svg, key) in drawn(Lang::En).into_iter().chain(drawn(Lang::Ru)) {
            for drawing in [&svg, &key] {
                for element in
                    ["svg", "g", "line", "rect", "polygon", "circle", "path", "text", "title", "desc", "ul", "li"]
                {
                    let opened = drawing.matches(&format!("<{element} ")).count()
                        + drawing.matches(&format!("<{element}>")).count();
                    assert_eq!(opened, drawing.matches(&format!("</{element}>")).count(), "{element}");
                }
            }
        }
    }

    #[test]
    fn signs_differ_in_shape_and_not_only_in_colour() {
        let shapes = Mark::ALL.map(|mark| sign(mark, 0.0, 0.0).into_string().replace(mark.word(), ""));
        let distinct: std::collections::BTreeSet<_> = shapes.iter().collect();
        assert_eq!(distinct.len(), shapes.len());
    }
}
