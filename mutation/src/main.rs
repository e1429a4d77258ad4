//! The mutation gate: disables each check of the deciding rooms in turn, and asks whether a test notices.
//!
//! All mutants stand in one build, each behind a number that the environment chooses, so a mutant costs a run of tests and no build
//! (mutant schemata). The rooms are copied into a scratch folder and altered there; of the tree only the list of results is written.
//!
//! ```console
//! $ cargo run --release --manifest-path mutation/Cargo.toml -- --room log
//! $ cargo run --release --manifest-path mutation/Cargo.toml -- --sample 60 --seed 7
//! ```
//!
//! The exit status is 0 where every survivor stands in `docs/mutation.md` with its reason, and no reason there is out of date.

mod cargo;
mod edit;
mod mutant;
mod results;
mod scratch;
mod sites;
mod source;
mod survivors;
mod trial;

use clap::Parser;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What can go wrong here is told and ends the run.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Disables each check of the deciding rooms in turn, and asks whether a test notices.
#[derive(Parser)]
struct Arguments {
    /// Only this room; may be given again
    #[arg(long, value_parser = scratch::ROOMS)]
    room: Vec<String>,
    /// Only so many mutants, drawn by the seed
    #[arg(long)]
    sample: Option<usize>,
    /// The seed of the sample
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What is known of the mutants from earlier runs, and what this one finds
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/results.tsv"))]
    results: PathBuf,
    /// Where the altered copy and its build lie
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/target/scratch"))]
    scratch: PathBuf,
    /// How many mutants are tried at once
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// Only the rooms' own tests, not those of the rooms above
    #[arg(long)]
    own: bool,
    /// Only the tests of the rooms above, of what the rooms' own did not notice
    #[arg(long, conflicts_with = "own")]
    others: bool,
    /// Of the rooms above only this one; may be given again
    #[arg(long)]
    above: Vec<String>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("mutation: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the survivors are those of the list.
fn run(arguments: &Arguments) -> Outcome<bool> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let rooms =
        if arguments.room.is_empty() { scratch::ROOMS.map(String::from).to_vec() } else { arguments.room.clone() };
    let prepared = scratch::prepare(&workspace, &arguments.scratch)?;
    // the tests keep in it what they played
    if let Some(folder) = std::env::var_os("PLAYED") {
        std::fs::create_dir_all(folder)?;
    }
    let (dropped, own) = cargo::until_it_builds(&prepared, cargo::Tests::Of(&rooms))?;
    let mut chosen: Vec<_> = prepared
        .mutants()
        .filter(|mutant| rooms.iter().any(|room| *room == mutant.room) && !dropped.contains(&mutant.id))
        .collect();
    if let Some(size) = arguments.sample {
        println!("a sample of {size} mutants, seed {}", arguments.seed);
        chosen = mutant::sample(chosen, size, arguments.seed);
    }
    let mut results = results::Results::open(&prepared, &arguments.results)?;
    if !arguments.others {
        trial::own(&prepared, &own, &chosen, arguments.jobs, &mut results)?;
    }
    if !arguments.own {
        trial::above(&prepared, &chosen, arguments.jobs, &mut results, &arguments.above)?;
    }
    results.tidy(&prepared)?;
    results::print_table(&rooms, &prepared, &dropped, &chosen, &results);
    let list = workspace.join("docs/mutation.md");
    survivors::compare(&list, &rooms, &prepared, &chosen, &results)
}
