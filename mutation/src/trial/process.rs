//! Running one program of tests within limits.

use crate::Outcome;
use crate::cargo::Suite;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A mutant may loop for ever and take memory all the while: processor time in seconds and address space in KiB are bounded. It is processor time
/// that counts, so that a busy machine, or one that was halted, judges no mutant.
const BOUNDED: &str = r#"ulimit -t "$0"; ulimit -v 6291456; exec "$@""#;
/// What ends a program that has used up its processor time: first the one, then the other.
const OUT_OF_TIME: [i32; 2] = [24, 9];

/// How a run ended.
pub enum Ended {
    /// All tests passed.
    Well,
    /// One failed, or the program died.
    Badly,
    /// It used up its processor time.
    Late,
}

/// Runs tests of a program within so much processor time. Random tests draw the same cases each time, and keep none.
pub fn run(suite: &Suite, arguments: &[&str], variables: &[(&str, &str)], patience: Duration) -> Ended {
    let mut command = Command::new("sh");
    command.args(["-c", BOUNDED, &patience.as_secs().to_string()]).arg(&suite.program).args(arguments);
    command.current_dir(&suite.folder).env("CARGO_MANIFEST_DIR", &suite.folder).envs(variables.iter().copied());
    command.env("PROPTEST_RNG_SEED", "1").env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.status() {
        Ok(status) if status.success() => Ended::Well,
        Ok(status) if status.signal().is_some_and(|signal| OUT_OF_TIME.contains(&signal)) => Ended::Late,
        _ => Ended::Badly,
    }
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
        run(&suite, &["-c", line], &[("MUTANT", "7")], Duration::from_secs(1))
    }

    #[test]
    fn a_program_ends_well_badly_or_late() {
        assert!(matches!(ended("test $MUTANT = 7"), Ended::Well));
        assert!(matches!(ended("exit 101"), Ended::Badly));
        assert!(matches!(ended("kill -ABRT $$"), Ended::Badly));
        assert!(matches!(ended("while :; do :; done"), Ended::Late));
        assert!(matches!(ended("sleep 1.2"), Ended::Well), "who waits uses no processor time");
    }
}
