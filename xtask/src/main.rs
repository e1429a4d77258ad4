//! What Cargo alone does not build: `cargo xtask web [--out FILE]` makes verify.html, one file that verifies in a browser, and prints its path, its size
//! and its SHA-256.

mod page;
mod program;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask web [--out FILE]     makes verify.html (in target/ where no file is named)";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let made = match arguments.as_slice() {
        ["web"] => web(None),
        ["web", "--out", file] => web(Some(Path::new(file))),
        _ => Err(USAGE.to_owned()),
    };
    match made {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Makes verify.html.
fn web(out: Option<&Path>) -> Result<String, String> {
    let program = program::build(&root())?;
    let page = page::page(&root(), &program)?;
    let out = out.map_or_else(|| program::target(&root()).join("verify.html"), Path::to_owned);
    std::fs::write(&out, &page).map_err(|error| format!("cannot write `{}`: {error}", out.display()))?;
    let (size, hash) = (page.len(), page::sha256(page.as_bytes()));
    Ok(format!("{}\n{size} bytes, of which the program has {}\nSHA-256 {hash}", out.display(), program.len()))
}

/// The workspace's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package lies in the workspace").to_owned()
}
