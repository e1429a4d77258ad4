//! How long an exercise takes to play: `cargo run --release -p exercise --example time -- EXERCISE.toml INSTRUMENT.toml [THREADS] [EPOCHS]`.

use exercise::{cast, parse, play};
use std::error::Error;
use std::num::NonZeroUsize;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [exercise, instrument, more @ ..] = args.as_slice() else {
        return Err("needs the files of an exercise and of its instrument".into());
    };
    let number = |at: usize| more.get(at).map(|word| word.parse::<u32>()).transpose();
    let threads = NonZeroUsize::new(number(0)?.unwrap_or(1) as usize).ok_or("0 threads play nothing")?;
    let mut exercise = parse(&std::fs::read(exercise)?).map_err(|problems| format!("{problems:#?}"))?;
    exercise.epochs = number(1)?.unwrap_or(exercise.epochs);
    let (name, seed) = (exercise.id.clone(), exercise.seed);
    let cast = cast(exercise, &std::fs::read(instrument)?, seed)?;
    let begun = Instant::now();
    let mut proved = 0;
    let run = play(&cast, threads, &mut |progress| proved = progress.proved)?;
    let seconds = begun.elapsed().as_secs_f64();
    let bytes: usize = run.files.iter().map(|file| file.bytes.len()).sum();
    println!(
        "{name}: {proved} epoch statements on {threads} threads in {seconds:.2} s, {:.3} s each",
        seconds / f64::from(proved)
    );
    println!("{} files, {bytes} bytes; peak memory {}", run.files.len(), peak());
    Ok(())
}

/// Where the system tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or_else(|| "not told here".to_owned(), |line| line.replace("VmHWM:", "").trim().to_owned())
}
