//! The pictures of the README are made by the program that they show: `UPDATE_PICTURE=1 cargo test --release -p standstill --test picture`.

mod common;

use audit::Audit;
use common::{Scratch, standstill, status};
use report::{Locale, chart, svg};
use std::fs;
use std::path::{Path, PathBuf};
use treaty::Lang;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The warheads that two states declared.
fn declared() -> String {
    let bytes = fs::read(root().join("treaties/new-start.toml")).unwrap();
    let treaty = treaty::parse(&bytes, None).unwrap().instrument;
    let table = fs::read(root().join("data/new-start-aggregates.csv")).unwrap();
    let mut audit = Audit::new(treaty.clone(), None);
    audit.push(record::read("new-start-aggregates.csv", &table, &treaty).unwrap()).unwrap();
    let panels = chart::panels(&audit.finish().unwrap(), &treaty);
    let panel = panels.iter().find(|panel| panel.limit.as_str() == "deployed-warheads").unwrap();
    let drawing = svg::panel(panel, &treaty, &Locale::new(Lang::En), "warheads").into_string();
    // a picture that stands alone brings its own paper
    let paper = r##"<svg style="background:#fff" "##;
    drawing.replacen("<svg ", paper, 1) + "\n"
}

/// The year of the exercise in which stock appears: the calendar of the record in which something is contradicted, as it stands on the page.
fn year() -> String {
    let scratch = Scratch::new("picture");
    let run = scratch.at("run");
    assert_eq!(status(&standstill(&["play", "appearing-stock", "--out", run.to_str().unwrap()])), 2);
    let page = fs::read_to_string(run.join("assessment.html")).unwrap();
    let drawings = page.split("<figure class=\"year\">").skip(1).map(|figure| {
        let (_, drawn) = figure.split_once("<svg ").unwrap();
        drawn.split_once("</svg>").unwrap().0.to_owned()
    });
    let drawn = drawings.into_iter().find(|drawn| drawn.contains("class=\"contradicted\"")).unwrap();
    let paper = r##"<svg style="background:#fff;color:#1c1b19" width="640" font-family="system-ui, sans-serif" "##;
    format!("{paper}{drawn}</svg>\n")
}

#[test]
fn the_pictures_of_the_readme_are_up_to_date() {
    for (file, picture) in [("docs/new-start.svg", declared()), ("docs/year.svg", year())] {
        let path = root().join(file);
        if std::env::var_os("UPDATE_PICTURE").is_some() {
            fs::write(&path, &picture).unwrap();
        }
        let stored = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            stored == picture,
            "{file} is out of date: run UPDATE_PICTURE=1 cargo test --release -p standstill --test picture"
        );
    }
}
