//! Running one program of tests within limits.

use crate::Outcome;
use crate::cargo::Suite;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A mutant may loop for ever and take memory all the while: address space in KiB and processor time in seconds are bounded.
const BOUNDED: &str = r#"ulimit -v 6291456; ulimit -t 900; exec "$0" "$@""#;

/// How a run ended.
pub enum Ended {
    /// All tests passed.
    Well,
    /// One failed, or the program died.
    Badly,
    /// It was still running, and was ended.
    Late,
}

/// Runs tests of a program. Random tests draw the same cases each time, and keep none.
pub fn run(suite: &Suite, arguments: &[&str], variables: &[(&str, &str)], patience: Duration) -> Ended {
    let mut command = Command::new("sh");
    command.args(["-c", BOUNDED]).arg(&suite.program).args(arguments);
    command.current_dir(&suite.folder).env("CARGO_MANIFEST_DIR", &suite.folder).envs(variables.iter().copied());
    command.env("PROPTEST_RNG_SEED", "1").env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    match command.spawn() {
        Ok(child) => wait(child, patience),
        Err(_) => Ended::Badly,
    }
}

fn wait(mut child: Child, patience: Duration) -> Ended {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ended::Well,
            Ok(None) if start.elapsed() < patience => sleep(pause),
            Ok(None) => {
                // with the programs that it has started
                let _ = Command::new("kill").args(["-9", "--", &format!("-{}", child.id())]).status();
                let _ = child.wait();
                return Ended::Late;
            }
            _ => return Ended::Badly,
        }
        pause = (pause * 2).min(Duration::from_millis(50));
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
