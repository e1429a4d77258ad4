//! How an instrument, an article or a clause stands on a day, and why, in words.

use crate::locale::Arg;
use crate::teller::Teller;
use crate::vocabulary::Told;
use treaty::Id;
use treaty::instrument::{Act, ActKind, Nature};
use treaty::time::Date;
use treaty::timeline::{Holding, Standing, State, Timeline, Why};

/// How the life of the instrument, or of its base, stands on a day.
pub(crate) fn standing(teller: Teller<'_>, origin: &Id, on: Date) -> String {
    let timeline = Timeline::of(teller.of, origin);
    match timeline.standing(on) {
        Standing::NotYet => not_yet(teller, origin, on),
        Standing::Signed(day) => teller.dated("standing-signed", day),
        Standing::Ended(day) => teller.dated("standing-ended", day),
        Standing::InForce(day) => {
            let since = teller.dated("standing-in-force", day);
            match timeline.term_end(on) {
                Some(end) => format!("{since}; {}", teller.dated("standing-term", end)),
                None => since,
            }
        }
    }
}

fn not_yet(teller: Teller<'_>, origin: &Id, on: Date) -> String {
    let own = *origin == teller.of.id;
    let Some(party) = teller.of.proposed_by.as_ref().filter(|_| own) else {
        let made_up = own && teller.of.nature == Nature::Illustrative;
        return teller.word(if made_up { "standing-illustrative" } else { "standing-not-yet" });
    };
    let party = teller.party(party);
    let offered = teller.of.acts.iter().filter(|act| act.proposed && act.origin == *origin).map(|act| act.date).min();
    match offered {
        None => teller.with("standing-offer", "party", &party),
        Some(day) => {
            let key = if day <= on { "standing-offered" } else { "standing-offer-later" };
            teller.say(key, &[("party", Arg::Words(&party)), ("day", Arg::Day(day))])
        }
    }
}

/// A state with its reasons, in one line. Readings are not in it: they stand side by side, beneath.
pub(crate) fn holding(teller: Teller<'_>, holding: &Holding<'_>) -> String {
    let why: Vec<_> = holding.why.iter().filter_map(|why| reason(teller, holding.state, why)).collect();
    let state = holding.state.told(teller.locale);
    if why.is_empty() { state } else { format!("{state}: {}", why.join("; ")) }
}

/// One reason. Readings have no line of their own, and a silent text says so in its state.
pub(crate) fn reason(teller: Teller<'_>, state: State, why: &Why<'_>) -> Option<String> {
    Some(match why {
        Why::Act(act) => because_of(teller, state, act),
        Why::From(day) if state == State::NotBinding => teller.dated("why-binds-from", *day),
        Why::From(day) => teller.dated("why-from", *day),
        Why::Ended(day) => teller.dated("why-ended", *day),
        Why::Readings(readings) => teller.say("why-readings", &[("count", Arg::Number(readings.len() as u64))]),
        Why::OfferOf(party) => teller.with("why-offer", "party", &teller.party(party)),
        Why::NoAct => teller.word("why-no-act"),
        Why::TextIsSilent => return None,
    })
}

fn because_of(teller: Teller<'_>, state: State, act: &Act) -> String {
    let key = match (state, &act.kind) {
        (State::Holds, ActKind::EntryIntoForce) => "why-in-force",
        (State::Holds, ActKind::Suspension { .. }) => "why-kept",
        (State::Provisional, _) => "why-provisional",
        (State::Contested, _) => "why-suspended",
        (State::Conditional, _) if act.proposed => "why-awaits-proposed",
        (State::Conditional, _) => "why-awaits",
        (State::NotYet, _) => "why-enters",
        (State::Ended, _) => "why-ended-by",
        _ => "why-act",
    };
    let (title, by) = (teller.text(&act.title), teller.parties(&act.by));
    teller.say(key, &[("title", Arg::Words(&title)), ("by", Arg::Words(&by)), ("day", Arg::Day(act.date))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Locale;
    use treaty::{Lang, PartyCode};

    const EVERY: &str = include_str!("../../tests/every.toml");

    #[test]
    fn every_reason_is_told_for_every_state_in_both_languages() {
        use State::{
            Bracketed, Conditional, Contested, Ended, Holds, NotBinding, NotYet, Proposed, Provisional, Silent,
        };
        let states =
            [Holds, Provisional, NotBinding, Contested, Bracketed, Conditional, Silent, Proposed, NotYet, Ended];
        let every = treaty::parse(EVERY.as_bytes(), None).unwrap().instrument;
        let (day, party) = (Date::constant(2030, 6, 1), PartyCode::new("AA").unwrap());
        let acts = every.acts.iter().map(Why::Act);
        let readings = every.acts.iter().map(|act| Why::Readings(&act.readings));
        let others = [Why::From(day), Why::Ended(day), Why::OfferOf(&party), Why::NoAct, Why::TextIsSilent];
        let why: Vec<_> = acts.chain(readings).chain(others).collect();
        for locale in Lang::ALL.map(Locale::new) {
            for state in states {
                let told = holding(Teller::new(&locale, &every), &Holding { state, why: why.clone() });
                assert!(told.starts_with(&state.told(&locale)) && !told.contains("{ $"), "{told}");
            }
        }
    }

    #[test]
    fn an_offer_is_not_there_before_the_day_on_which_it_was_made() {
        let offer = EVERY.replace("by = [\"AA\", \"BB\"]", "by = [\"AA\"]\nproposed = true");
        let offer = treaty::parse(offer.as_bytes(), None).unwrap().instrument;
        let en = Locale::new(Lang::En);
        let told = |day| standing(Teller::new(&en, &offer), &offer.id, day).replace('\u{A0}', " ");
        assert_eq!(told(Date::constant(2030, 1, 14)), "not offered yet: the offer is of 15 January 2030 (Aa)");
        assert_eq!(
            told(Date::constant(2030, 1, 15)),
            "offered on 15 January 2030 (Aa), without effect until it is agreed"
        );
    }
}
