//! The `standstill` command: reads files, asks the rooms, tells the answer. It decides nothing itself.

mod args;
mod audit;
mod clarify;
mod declare;
mod demo;
mod desk;
mod files;
mod gate;
mod inspect;
mod log;
mod out;
mod plan;
mod play;
mod progress;
mod regime;
mod seal;
mod treaty;

use args::{Args, Verb};
use clap::Parser;
use clap::error::ErrorKind;
use out::{Answer, Failure, Teller};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // clap's own status for a wrong call is 2, which here means "inconsistent"
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // nothing can be done where even this cannot be printed
            let _ = error.print();
            return if asked { ExitCode::SUCCESS } else { ExitCode::from(out::UNUSABLE) };
        }
    };
    let teller = Teller::new(&args);
    let answer = run(args.verb, &teller);
    match answer {
        Ok(Answer { status }) => ExitCode::from(status),
        Err(failure) => {
            teller.failure(&failure);
            ExitCode::from(out::UNUSABLE)
        }
    }
}

fn run(verb: Verb, teller: &Teller) -> Result<Answer, Failure> {
    match verb {
        Verb::Demo(call) => demo::run(&call, teller),
        Verb::Treaty(call) => treaty::run(&call, teller),
        Verb::Play(call) => play::run(&call, teller),
        Verb::Audit(call) => audit::run(&call, teller),
        Verb::Inspect(call) => inspect::run(&call, teller),
        Verb::Clarify(call) => clarify::run(&call, teller),
        Verb::Gate(call) => gate::run(&call, teller),
        Verb::Seal(call) => seal::run(&call, teller),
        Verb::Plan(call) => plan::run(&call, teller),
        Verb::Regime(call) => regime::run(&call, teller),
        Verb::Declare(call) => declare::run(&call, teller),
        Verb::Log(call) => log::run(&call, teller),
    }
}
