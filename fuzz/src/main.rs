//! Fuzz targets: whatever the bytes are, a decoder refuses them or reads them, and what it reads it writes back the same.
//!
//! One program holds all targets. `FUZZ_TARGET` names the one to run; `FUZZ_SEEDS` names a folder instead, into which the seeds of all are written.
#![no_main]

mod envelopes;
mod files;
mod logs;
mod seeds;
mod sites;

use libfuzzer_sys::fuzz_target;
use std::process::exit;
use std::sync::LazyLock;

/// What must hold of any bytes.
type Target = fn(&[u8]);

/// All targets, each named after what it decodes.
const TARGETS: &[(&str, Target)] = &[
    ("note", logs::note),
    ("checkpoint", logs::checkpoint),
    ("signature-line", logs::signature_line),
    ("log-key", logs::log_key),
    ("tile-path", logs::tile_path),
    ("hash-tile", logs::hash_tile),
    ("entry-bundle", logs::entry_bundle),
    ("log-proof", logs::log_proof),
    ("equivocation", logs::equivocation),
    ("envelope", envelopes::envelope),
    ("papers", envelopes::papers),
    ("body", envelopes::body),
    ("proofs", envelopes::proofs),
    ("site-opening", sites::opening),
    ("site-samples", sites::samples),
    ("list", sites::list),
    ("site-inquiry", sites::inquiry),
    ("site-answer", sites::answer),
    ("report", sites::report),
    ("sealed", sites::sealed),
    ("evidence", files::evidence),
    ("treaty", files::treaty),
    ("talks", files::talks),
    ("exercise", files::exercise),
    ("assumptions", files::assumptions),
    ("events", files::events),
    ("table", files::table),
    ("sheet", files::sheet),
];

static CHOSEN: LazyLock<Target> = LazyLock::new(|| {
    let asked = std::env::var("FUZZ_TARGET").unwrap_or_default();
    let found = TARGETS.iter().find(|(name, _)| *name == asked);
    found.unwrap_or_else(|| refuse(&format!("FUZZ_TARGET is `{asked}`, and the targets are {}", names()))).1
});

fuzz_target!(init: begin(), |bytes: &[u8]| CHOSEN(bytes));

fn begin() {
    if let Some(folder) = std::env::var_os("FUZZ_SEEDS") {
        match seeds::write(folder.as_ref()) {
            Ok(()) => exit(0),
            Err(error) => refuse(&format!("the seeds cannot be written: {error}")),
        }
    }
    // the first input is timed like every other, and what it rests on is not its own
    LazyLock::force(&CHOSEN);
    envelopes::begin();
    files::begin();
    sites::begin();
}

fn names() -> String {
    TARGETS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
}

fn refuse(why: &str) -> ! {
    eprintln!("{why}");
    exit(1)
}
