//! `standstill regime simulate` and `standstill regime compare`

use super::threads::{Work, interrupted};
use super::written;
use crate::args::{Compare, Simulate, Simulated};
use crate::files;
use crate::out::{Answer, Failure, Teller};
use crate::progress::Bar;
use regime::comparison::{Case, Contender, Results};
use regime::{Assumptions, Comparison, Evasion, Question, Seed};
use report::regime::{Told, json, words};
use treaty::measure::Preset;

/// Status: it was stopped; what was computed until then was told.
const STOPPED: u8 = 130;

/// Simulates years under one instrument.
pub fn simulate(call: &Simulate, teller: &Teller) -> Result<Answer, Failure> {
    written::may_be(&call.of, std::slice::from_ref(&call.instrument))?;
    let contender = Contender::of(&files::instrument(&call.instrument)?.instrument);
    let asked = format!("simulate {}", written::named(&call.instrument));
    answer(vec![contender], &call.of, (&asked, false), teller)
}

/// Puts several beside each other.
pub fn compare(call: &Compare, teller: &Teller) -> Result<Answer, Failure> {
    written::may_be(&call.of, &call.instruments)?;
    let instruments = call.instruments.iter().map(|path| Ok(Contender::of(&files::instrument(path)?.instrument)));
    let mut contenders = instruments.collect::<Result<Vec<_>, Failure>>()?;
    let mut asked: Vec<_> =
        ["compare".to_owned()].into_iter().chain(call.instruments.iter().map(|path| written::named(path))).collect();
    if call.ladder {
        contenders.extend(Preset::ALL.map(Contender::rung));
        asked.push("--ladder".to_owned());
    }
    answer(contenders, &call.of, (&asked.join(" "), true), teller)
}

/// `asked` is what was asked, as it is typed, and whether measures and assumptions are varied too.
fn answer(
    contenders: Vec<Contender>,
    call: &Simulated,
    asked: (&str, bool),
    teller: &Teller,
) -> Result<Answer, Failure> {
    let (asked, vary) = asked;
    let assumptions = assumptions(call)?;
    let evasions = match call.evasion.as_slice() {
        [] => Evasion::WORDS.map(|(_, evasion)| evasion).to_vec(),
        asked => asked.to_vec(),
    };
    let question = Question { years: call.years, sizes: call.before.clone(), seed: Seed(call.seed) };
    let comparison = Comparison { contenders, assumptions, evasions, question };
    let mut results = Results::default();
    let stop = interrupted()?;
    let bar = Bar::new(teller);
    let run = |cases: Vec<Case>, results: &mut Results| {
        let work = Work { comparison: &comparison, cases: &cases, replicates: call.replicates, threads: call.threads };
        work.run(stop, &bar, results).map_err(|why| Failure::Refused(why.to_string()))
    };
    run(comparison.first(), &mut results)?;
    if vary {
        run(comparison.second(&results), &mut results)?;
    }
    drop(bar);
    let told = Told { of: &comparison, results: &results, replicates: call.replicates };
    written::write(call, &told, asked, teller)?;
    teller.tell(|| words::words(&told, &teller.locale, teller.width), || json::json(&told))?;
    let stopped = stop.load(std::sync::atomic::Ordering::Relaxed);
    Ok(Answer { status: if stopped { STOPPED } else { 0 } })
}

fn assumptions(call: &Simulated) -> Result<Assumptions, Failure> {
    let source = files::assumptions(&call.assumptions)?;
    let mut assumptions = Assumptions::parse(&source.bytes).map_err(|problems| source.refused(problems))?;
    for entered in &call.set {
        let refused = |why| Failure::Refused(format!("--set: {why}"));
        assumptions.enter(entered.party.as_ref(), entered.parameter, entered.bounds).map_err(refused)?;
    }
    if let Some(party) = &call.side {
        if assumptions.side(party).is_none() {
            let sides: Vec<_> = assumptions.sides.iter().map(|side| side.party.as_str()).collect();
            let why = format!("--side: nothing is assumed of {party}, but of {}", sides.join(" and "));
            return Err(Failure::Refused(why));
        }
        assumptions.sides.retain(|side| side.party == *party);
    }
    Ok(assumptions)
}
