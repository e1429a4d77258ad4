//! Running one program of tests within limits.

use crate::Outcome;
use crate::cargo::Suite;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A mutant may loop for ever and take memory all the while: processor time in seconds and address space in KiB are bounded. It is processor time
/// that counts, so that a busy machine, or one that was halted, judges no mutant.
const BOUNDED: &str = r#"ulimit -t "$0"; ulimit -v 6291456; exec "$@""#;
/// What ends a program that has used up its processor time: first the one, then the other.
const OUT_OF_TIME: [i32; 2] = [24, 9];

/// How a run ended, and at which test where one is named.
#[derive(PartialEq, Eq, Debug)]
pub enum Ended {
    /// All tests passed.
    Well,
    /// One failed, or the program died.
    Badly(Option<String>),
    /// It used up its processor time.
    Late(Option<String>),
}

/// Runs tests of a program one after the other, within so much processor time, until one fails. Random tests draw the same cases each time, and keep none.
pub fn run(suite: &Suite, names: &[&str], variable: (&str, &str), patience: Duration) -> Outcome<Ended> {
    let arguments = ["--exact", "--test-threads=1"];
    run_with(suite, &[&arguments, names].concat(), variable, patience)
}

fn run_with(suite: &Suite, arguments: &[&str], variable: (&str, &str), patience: Duration) -> Outcome<Ended> {
    let mut command = Command::new("sh");
    command.args(["-c", BOUNDED, &patience.as_secs().to_string()]).arg(&suite.program).args(arguments);
    command.current_dir(&suite.folder).env("CARGO_MANIFEST_DIR", &suite.folder).env(variable.0, variable.1);
    command.env("PROPTEST_RNG_SEED", "1").env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut program = command.spawn()?;
    let (at, failed) = followed(program.stdout.take().expect("it is piped"))?;
    if failed {
        program.kill()?;
    }
    let status = program.wait()?;
    Ok(match status.signal() {
        _ if failed => Ended::Badly(at),
        _ if status.success() => Ended::Well,
        Some(signal) if OUT_OF_TIME.contains(&signal) => Ended::Late(at),
        _ => Ended::Badly(at),
    })
}

/// Reads what a program of tests says until one has failed, or to the end: the test that was named last, and whether it failed. A test is named when
/// it starts, so whatever a program dies of falls on the one that ran.
fn followed(said: impl Read) -> Outcome<(Option<String>, bool)> {
    let (mut said, mut line, mut last) = (BufReader::new(said), Vec::new(), None);
    while said.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line).into_owned();
        if let Some((name, outcome)) = text.strip_prefix("test ").and_then(|rest| rest.split_once(" ... ")) {
            last = Some(name.to_owned());
            if outcome.starts_with("FAILED") {
                return Ok((last, true));
            }
        }
        line.clear();
    }
    Ok((last, false))
}

/// The names of a program's tests that are run when nothing else is asked for.
pub fn tests(suite: &Suite) -> Outcome<Vec<String>> {
    let ignored = list(suite, &["--list", "--ignored", "--format=terse"])?;
    let all = list(suite, &["--list", "--format=terse"])?;
    Ok(all.into_iter().filter(|name| !ignored.contains(name)).collect())
}

fn list(suite: &Suite, arguments: &[&str]) -> Outcome<Vec<String>> {
    let out = Command::new(&suite.program).args(arguments).current_dir(&suite.folder).output()?;
    let lines = String::from_utf8(out.stdout)?;
    Ok(lines.lines().filter_map(|line| line.strip_suffix(": test")).map(String::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How a line of shell ends within a second of processor time, in place of a program of tests.
    fn ended(line: &str) -> Ended {
        let [package, target] = ["p", "t"].map(String::from);
        let suite = Suite { package, target, folder: std::env::temp_dir(), program: "/bin/sh".into() };
        run_with(&suite, &["-c", line], ("MUTANT", "7"), Duration::from_secs(1)).unwrap()
    }

    #[test]
    fn a_program_ends_well_badly_or_late() {
        assert_eq!(ended("test $MUTANT = 7"), Ended::Well);
        assert_eq!(ended("exit 101"), Ended::Badly(None));
        assert_eq!(ended("kill -ABRT $$"), Ended::Badly(None));
        assert_eq!(ended("while :; do :; done"), Ended::Late(None));
        assert_eq!(ended("sleep 1.2"), Ended::Well, "who waits uses no processor time");
    }

    #[test]
    fn the_test_that_failed_first_is_told_and_none_is_run_behind_it() {
        let at = |name: &str| Some(name.to_owned());
        assert_eq!(ended("echo test a ... ok; echo test b ... FAILED; exec sleep 60"), Ended::Badly(at("b")));
        assert_eq!(ended("echo test a ... ok; printf 'test b ... '; kill -ABRT $$"), Ended::Badly(at("b")));
        assert_eq!(ended("printf 'test a ... '; while :; do :; done"), Ended::Late(at("a")));
        assert_eq!(ended("echo test a ... ok"), Ended::Well);
    }
}
