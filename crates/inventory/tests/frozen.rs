//! What is derived from a seed never changes: whoever kept the seed through a change of this code must still open what was committed to before it.
//!
//! `FREEZE_VECTORS=1 cargo test -p inventory --test frozen` writes the vector where there is none. Each line is `name = hexadecimal bytes`.

mod common;

use common::*;
use inventory::*;
use proof::opening::OpenedLeaf;
use proof::{BodyHash, Flow, Salt};
use std::fmt::Write;
use std::path::Path;

const PREVIOUS: BodyHash = BodyHash([2; 32]);
const SALT: Salt = Salt([3; 32]);

fn derived() -> String {
    let mut text = String::new();
    let mut line = |name: &str, bytes: &[u8]| {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(text, "{name} = {hex}").unwrap();
    };
    let mut ledger = in_force();
    enter(&mut ledger, &[(Deed::Retire, "s2", Some(STORE), Some(STORE), RETIRED)]);
    let snapshot = Snapshot::of(&ledger, &PREVIOUS, &SALT);
    line("seed", &[1; 32]);
    line("context", &context().0);
    line("previous body", &PREVIOUS.0);
    line("epoch salt", &SALT.0);
    line("blinding of cell site 1 class 1", &snapshot.sums().open_cells(|other| other == cell(STORE, STORED)).blinding);
    let flow = Flow::Conversion { from: STORED, to: RETIRED };
    line("blinding of flow 2", &open_window([snapshot.sums()], |other| other == flow).blinding);
    let manifest = snapshot.manifest(STORE).unwrap();
    let OpenedLeaf::Item { tag, tag_salt, class_salt, .. } = manifest.open_leaf(RETIRED, 0, true).unwrap().leaf else {
        panic!("two retired items stand there");
    };
    line("tag of the first leaf of site 1 class 2", &tag.0);
    line("salt of its tag", &tag_salt.0);
    line("salt of its class", &class_salt.0);
    let OpenedLeaf::Dummy { salt } = manifest.open_leaf(RETIRED, 5, false).unwrap().leaf else {
        panic!("only two items stand there");
    };
    line("salt of dummy 5", &salt.0);
    line("root of site 1", &manifest.root().0);
    let events = [
        event(0, (Deed::Declare, "s2", None, Some(STORE), STORED)),
        event(1, (Deed::Retire, "s2", Some(STORE), Some(STORE), RETIRED)),
    ];
    let story = story(&keys(), &events, &serial("s2"), Epoch(0), Epoch(1)).unwrap();
    line("salt of link 1 of s2", &story.links[0].salt.0);
    text
}

#[test]
fn an_old_seed_opens_what_it_always_opened() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/derived.txt");
    let derived = derived();
    if std::env::var_os("FREEZE_VECTORS").is_some() && !path.exists() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &derived).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), derived);
}
