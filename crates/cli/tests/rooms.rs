//! The floor plan holds: imports run one way, as the table in ARCHITECTURE.md says, and the core touches neither files nor clocks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The table of ARCHITECTURE.md: room -> the rooms that it stands on.
fn allowed() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let table = text.split("| room | stands on |").nth(1).expect("the table of rooms");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let names = |cell: &str| {
            cell.split(',')
                .map(|name| name.trim().trim_matches('`').to_owned())
                .filter(|n| n != "nothing of ours")
                .collect()
        };
        (cells[1].trim_matches('`').to_owned(), names(cells[2]))
    })
    .collect()
}

/// What Cargo says of the packages of the workspace.
fn packages() -> Vec<serde_json::Value> {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// What Cargo says: room -> the rooms that it imports, tests included.
fn actual() -> BTreeMap<String, BTreeSet<String>> {
    let packages = packages();
    let name = |value: &serde_json::Value| value["name"].as_str().unwrap().replace("standstill", "cli");
    let ours: BTreeSet<_> = packages.iter().map(name).collect();
    let of = |package: &serde_json::Value| {
        package["dependencies"].as_array().unwrap().iter().map(name).filter(|n| ours.contains(n)).collect()
    };
    packages.iter().map(|package| (name(package), of(package))).collect()
}

#[test]
fn cargo_run_runs_the_command() {
    // where one package alone names what is run by default, Cargo asks for no choice between the programs of the workspace
    let packages = packages();
    let runs: Vec<_> = packages.iter().filter_map(|package| package["default_run"].as_str()).collect();
    assert_eq!(runs, ["standstill"]);
}

#[test]
fn every_room_stands_only_on_what_the_table_allows() {
    let (allowed, actual) = (allowed(), actual());
    assert_eq!(
        allowed.keys().collect::<Vec<_>>(),
        actual.keys().collect::<Vec<_>>(),
        "the table names every room and no other"
    );
    for (room, imports) in actual {
        let extra: Vec<_> = imports.difference(&allowed[&room]).collect();
        assert!(extra.is_empty(), "`{room}` imports {extra:?}, which the table does not have");
    }
}

#[test]
fn the_core_touches_neither_files_nor_the_network_nor_the_clock() {
    for room in ["treaty", "log", "proof", "record", "inventory", "regime", "audit", "report", "exercise"] {
        for path in sources(&root().join("crates").join(room).join("src")) {
            let text = fs::read_to_string(&path).unwrap();
            // tests at the end of a file may read fixtures
            let code = text.split("#[cfg(test)]").next().unwrap();
            for word in [
                "std::fs",
                "std::net",
                "std::env",
                "std::process",
                "SystemTime",
                "Instant::now",
                "Zoned::now",
                "println!",
                "eprintln!",
            ] {
                assert!(!code.contains(word), "{} has `{word}`", path.display());
            }
        }
    }
}

/// The sources of a folder, without what only tests see.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let inside = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    entries
        .flat_map(inside)
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .filter(|path| {
            !path.ends_with("tests.rs")
                && !path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("fixture"))
        })
        .collect()
}

#[test]
fn no_limit_country_or_year_of_a_treaty_stands_in_code() {
    for room in ["treaty", "record", "audit", "report", "cli"] {
        for path in sources(&root().join("crates").join(room).join("src")) {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let lines = code.lines().map(str::trim).filter(|line| !line.starts_with("//"));
            // an example in a remedy is no rule
            let lines = lines
                .filter(|line| !line.contains("include_bytes!") && !line.contains("such as") && !line.contains("\\\""));
            for line in lines {
                for word in ["\"US\"", "\"RU\"", "1550", "2011-02-05", "2018-02-05"] {
                    assert!(!line.contains(word), "{}: {line}", path.display());
                }
            }
        }
    }
}
