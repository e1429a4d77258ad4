//! The Rust side of `bench/run`, which holds the simulation against the same model in SimPy.
//!
//! `cases` prints what each case stands on: an instrument's terms, the numbers assumed and an evasion. `run CASE REPLICATES THREADS` runs one, on so many threads
//! that each have their part of the replicates, and prints what it came to. Both print JSON.
#![allow(missing_docs)]

use regime::terms::{Looked, Place, Visits};
use regime::{Assumptions, Burden, Evasion, Parameter, Question, Seed, Simulation, Tally, Terms, Values};
use serde_json::{Map, Value, json};
use std::time::Instant;
use treaty::Instrument;
use treaty::measure::Measure;

const YEARS: u32 = 10;
/// After how many years it is asked what has been found.
const ASKED: [u32; 3] = [1, 5, 10];
const SEED: Seed = Seed(2027);

fn main() {
    // cargo adds `--bench` to whatever it runs as one
    let words: Vec<_> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let answer = match words.as_slice() {
        ["cases"] => Ok(Value::from_iter(cases().iter().map(Case::told))),
        ["run", case, replicates, threads] => run(case, replicates, threads),
        _ => Err("write `cases`, or `run CASE REPLICATES THREADS`; bench/run does".to_owned()),
    };
    match answer {
        Ok(answer) => println!("{answer}"),
        Err(why) => {
            eprintln!("error: {why}");
            std::process::exit(1);
        }
    }
}

struct Case {
    name: String,
    terms: Terms,
    values: Values,
    evasion: Option<Evasion>,
}

/// An honest side and every evasion, under an instrument with all kinds of visits and portals and under one that counts warheads on carriers.
fn cases() -> Vec<Case> {
    let instruments = [
        ("portals", instrument(include_bytes!("../../../treaties/illustrative-portals.toml"))),
        ("new-start", instrument(include_bytes!("../../../treaties/new-start.toml"))),
    ];
    let assumed = Assumptions::parse(include_bytes!("../../../assumptions/october-2020.toml")).expect("it is shipped");
    let values = assumed.sides[0].central();
    let evasions = || Evasion::WORDS.into_iter().map(|(word, evasion)| (word, Some(evasion)));
    let of_instrument = |(name, instrument): (&str, Instrument)| {
        let case = |(word, evasion)| {
            let (terms, values) = (Terms::of(&instrument), values.clone());
            Case { name: format!("{name}/{word}"), terms, values, evasion }
        };
        [("honest", None)].into_iter().chain(evasions()).map(case).collect::<Vec<_>>()
    };
    instruments.into_iter().flat_map(of_instrument).collect()
}

fn instrument(bytes: &[u8]) -> Instrument {
    treaty::parse(bytes, None).expect("it is shipped").instrument
}

impl Case {
    /// What the same model in another language needs to know.
    fn told(&self) -> Value {
        let values = Parameter::WORDS.iter().map(|(word, parameter)| {
            let value = self.values.of(*parameter).millionths() as f64 / 1e6;
            ((*word).to_owned(), json!(value))
        });
        json!({
            "name": self.name,
            "years": YEARS,
            "evasion": self.evasion.map(Evasion::word),
            "measures": self.terms.measures.keys().map(|measure: &Measure| measure.word()).collect::<Vec<_>>(),
            "visits": self.terms.visits.iter().map(told).collect::<Vec<_>>(),
            "counts_all": self.terms.counts_all,
            "epoch_days": self.terms.epoch_days,
            "due_days": self.terms.due_days,
            "window_days": self.terms.window_days,
            "assumed": Map::from_iter(values),
        })
    }
}

fn told(visits: &Visits) -> Value {
    let look = match visits.look {
        Looked::Carriers => "carriers",
        Looked::Ledger => "ledger",
        Looked::Absence => "absence",
        Looked::Spotted => "spotted",
    };
    let place = |place: &Place| match place {
        Place::Base => "base",
        Place::Store => "store",
        Place::Empty => "empty",
    };
    json!({
        "look": look,
        "quota": visits.quota,
        "same_site_max": visits.same_site_max,
        "at_once_max": visits.at_once_max,
        "items_max": visits.items_max,
        "team_max": visits.team_max,
        "at": visits.at.iter().map(place).collect::<Vec<_>>(),
        "hours_to_arrival": visits.hours_to_arrival,
        "hours_on_site": visits.hours_on_site,
        "restricted": visits.restricted,
    })
}

fn run(case: &str, replicates: &str, threads: &str) -> Result<Value, String> {
    let whole = |word: &str| word.parse::<u64>().ok().filter(|number| *number > 0);
    let whole = |word| whole(word).ok_or_else(|| format!("`{word}` is no whole number above 0"));
    let (replicates, threads) = (whole(replicates)?, whole(threads)?);
    let case = cases().into_iter().find(|other| other.name == case);
    let case = case.ok_or("there is no such case: `cases` prints them")?;
    let question = Question { years: YEARS, sizes: Vec::new(), seed: SEED };
    let simulation =
        Simulation::new(&case.terms, &case.values, case.evasion, &question).map_err(|why| why.to_string())?;

    let begun = Instant::now();
    let part = |thread: u64| thread * replicates / threads..(thread + 1) * replicates / threads;
    let tally = std::thread::scope(|scope| {
        let simulation = &simulation;
        let running: Vec<_> = (0..threads).map(|thread| scope.spawn(move || simulation.run(part(thread)))).collect();
        running.into_iter().fold(simulation.empty(), |mut all, thread| {
            all.merge(&thread.join().expect("no replicate panics"));
            all
        })
    });
    Ok(came_to(&tally, begun.elapsed().as_secs_f64()))
}

fn came_to(tally: &Tally, seconds: f64) -> Value {
    let within = |count: &dyn Fn(u32) -> u64| ASKED.map(|years| count(years * 365));
    let burdens = Burden::WORDS.map(|(word, burden)| {
        // what is told is compared as floating point
        (word.to_owned(), json!(tally.burden(burden).map(|sum| sum as f64)))
    });
    json!({
        "seconds": seconds,
        "replicates": tally.replicates,
        "events": tally.events,
        "refused": tally.refused,
        "found": within(&|days| tally.found_within(days)),
        "spotted": within(&|days| tally.spotted_within(days)),
        "burdens": Map::from_iter(burdens),
    })
}
