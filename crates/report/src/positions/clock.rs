//! What time is left: until when the instrument runs, what an extension may be, and when its steps must begin.
//!
//! A step whose latest day has passed is said to be overdue. That is arithmetic on the file's own numbers, and no judgement.

use super::sources;
use crate::Locale;
use crate::layout::Page;
use crate::locale::Arg;
use crate::show::why;
use crate::teller::{Teller, with_mark};
use crate::vocabulary;
use treaty::talks::{ExtensionOption, LatestDay, Speaker, Talks};
use treaty::time::Date;
use treaty::timeline::{ExtensionRefusal, Timeline};
use treaty::{Id, Instrument};

/// The time that is left on a day, or how the instrument stands where none is. No line is wider than `width` (at least 40).
pub fn clock(talks: &Talks, instrument: &Instrument, on: Date, locale: &Locale, width: usize) -> String {
    let mut page = Page::new(width);
    let teller = Teller::new(locale, instrument);
    page.heading(&teller.text(&instrument.title));
    let Some(left) = talks.time_left(instrument, on) else {
        let told = why::standing(teller, &instrument.id, on);
        page.item(0, &teller.say("on-day", &[("day", Arg::Day(on)), ("told", Arg::Words(&told))]));
        page.item(0, &teller.word("clock-none"));
        return page.finish();
    };
    let days = Arg::Number(u64::try_from(left.days).unwrap_or(0));
    page.item(0, &teller.say("clock-left", &[("day", Arg::Day(on)), ("ends", Arg::Day(left.ends)), ("count", days)]));
    let mut above: Vec<&Id> = Vec::new();
    for option in &left.options {
        let needed = option.steps.iter().map(|latest| &latest.step.id).collect::<Vec<_>>();
        self::option(&mut page, teller, option, on);
        match needed == above {
            true if above.is_empty() => {}
            true => page.item(2, &teller.word("clock-same-steps")),
            false => steps(&mut page, locale, talks, option, on),
        }
        above = needed;
    }
    let steps = left.options.iter().flat_map(|option| &option.steps);
    sources(&mut page, talks, locale, steps.map(|latest| &latest.step.source));
    page.finish()
}

fn option(page: &mut Page, teller: Teller<'_>, option: &ExtensionOption<'_>, on: Date) {
    page.gap();
    page.item(0, &teller.say("clock-option", &[("count", Arg::Number(u64::from(option.years)))]));
    match &option.until {
        Err(refusal) => page.item(2, &teller.with("clock-refused", "why", &self::refusal(teller.locale, refusal))),
        Ok(until) => {
            page.item(2, &teller.dated("clock-until", *until));
            interpretation(page, teller, on, *until);
        }
    }
}

/// Where the text does not say whether it may be extended again, the ways to read it.
fn interpretation(page: &mut Page, teller: Teller<'_>, on: Date, until: Date) {
    let readings = Timeline::of(teller.of, &teller.of.id).extend(on, until).map(|proposed| proposed.interpretation);
    let readings = readings.unwrap_or_default();
    if !readings.is_empty() {
        page.item(2, &teller.word("clock-interpreted"));
        page.abreast(2, &teller.readings(readings, false));
    }
}

/// The steps of each side, in the order of the file's parties.
fn steps(page: &mut Page, locale: &Locale, talks: &Talks, option: &ExtensionOption<'_>, on: Date) {
    for party in &talks.parties {
        let steps: Vec<_> = option.steps.iter().filter(|latest| latest.step.party == party.code).collect();
        if !steps.is_empty() {
            steps_of(page, locale, party, &steps, on);
        }
    }
}

fn steps_of(page: &mut Page, locale: &Locale, party: &Speaker, steps: &[&LatestDay<'_>], on: Date) {
    page.item(2, &locale.say("clock-steps", &[("party", Arg::Words(locale.text(&party.name)))]));
    for LatestDay { step, day } in steps {
        let takes = vocabulary::span(locale, step.takes);
        let title = locale.text(&step.title);
        let args = [("title", Arg::Words(title)), ("takes", Arg::Words(&takes)), ("key", Arg::Words(&step.source.0))];
        let [title, takes, key] = args;
        let told = match day {
            Some(day) => {
                let word = if *day < on { "step-overdue" } else { "step-by" };
                locale.say(word, &[title, takes, key, ("day", Arg::Day(*day))])
            }
            None => locale.say("step-undated", &[title, takes, key]),
        };
        page.item(4, &with_mark(locale, told, step.mark));
    }
}

/// The rule by which an extension is refused, with its numbers.
pub fn refusal(locale: &Locale, refusal: &ExtensionRefusal) -> String {
    let number = |number: u32| Arg::Number(u64::from(number));
    match *refusal {
        ExtensionRefusal::NoClause => locale.word("refusal-no-clause"),
        ExtensionRefusal::NoTerm => locale.word("refusal-no-term"),
        ExtensionRefusal::NotInForce { on } => locale.say("refusal-not-in-force", &[("day", Arg::Day(on))]),
        ExtensionRefusal::Ended { on, end } => {
            locale.say("refusal-ended", &[("day", Arg::Day(on)), ("end", Arg::Day(end))])
        }
        ExtensionRefusal::Overlaps { end, until } => {
            locale.say("refusal-overlaps", &[("end", Arg::Day(end)), ("until", Arg::Day(until))])
        }
        ExtensionRefusal::TooLong { years_max, longest, until } => locale.say(
            "refusal-too-long",
            &[("count", number(years_max)), ("longest", Arg::Day(longest)), ("until", Arg::Day(until))],
        ),
        ExtensionRefusal::UsedUp { times, used } => {
            locale.say("refusal-used-up", &[("times", number(times)), ("used", Arg::Number(used as u64))])
        }
        ExtensionRefusal::Unread => locale.word("refusal-unread"),
        ExtensionRefusal::NoSuchDay(missing) => {
            let day = format!("{:04}-{:02}-{:02}", missing.year, missing.month, missing.day);
            locale.say("refusal-no-such-day", &[("day", Arg::Words(&day))])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use treaty::Lang;
    use treaty::time::NoSuchDay;

    #[test]
    fn every_refusal_is_told_with_its_numbers() {
        let [on, end, until, longest] = [1, 2, 3, 4].map(|day| Date::constant(2026, 2, day));
        let refusals = [
            ExtensionRefusal::NoClause,
            ExtensionRefusal::NoTerm,
            ExtensionRefusal::NotInForce { on },
            ExtensionRefusal::Ended { on, end },
            ExtensionRefusal::Overlaps { end, until },
            ExtensionRefusal::TooLong { years_max: 5, longest, until },
            ExtensionRefusal::UsedUp { times: 2, used: 3 },
            ExtensionRefusal::Unread,
            ExtensionRefusal::NoSuchDay(NoSuchDay { year: 2027, month: 2, day: 29 }),
        ];
        for locale in Lang::ALL.map(Locale::new) {
            let told = refusals.map(|refusal| self::refusal(&locale, &refusal));
            let distinct = told.iter().collect::<std::collections::BTreeSet<_>>();
            assert_eq!(distinct.len(), refusals.len());
            assert!(told[5].contains('5') && told[6].contains('3') && told[8].contains("2027-02-29"), "{told:?}");
        }
        let ru = Locale::new(Lang::Ru);
        let told = |times| self::refusal(&ru, &ExtensionRefusal::UsedUp { times, used: 1 }).replace('\u{A0}', " ");
        assert!(
            told(1).contains("1 продление;") && told(2).contains("2 продления;") && told(5).contains("5 продлений;")
        );
    }
}
