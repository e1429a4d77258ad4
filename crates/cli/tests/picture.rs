//! The pictures of the README and of the guide are made by the program that they show: `UPDATE_PICTURE=1 cargo test --release -p standstill --test picture`.

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

/// What each regime of the shipped case would have found of each side, as it stands on the page that docs/regimes.md says how to make.
fn regimes() -> [String; 2] {
    let scratch = Scratch::new("picture-regimes");
    let file = scratch.at("regimes.html");
    let guide = fs::read_to_string(root().join("docs/regimes.md")).unwrap();
    let call = guide.lines().find_map(|line| line.strip_prefix("$ standstill ")).unwrap();
    let own = |word: &str| match word.rsplit_once('.') {
        Some((_, "html" | "xlsx")) => scratch.at(word).display().to_string(),
        _ => word.to_owned(),
    };
    let args: Vec<_> = call.split_whitespace().map(own).collect();
    assert_eq!(status(&standstill(&args.iter().map(String::as_str).collect::<Vec<_>>())), 0);
    let page = fs::read_to_string(file).unwrap();
    [0, 1].map(|side| {
        let drawings = page.split("<svg ").skip(1).map(|rest| rest.split_once("</svg>").unwrap().0);
        let named = format!("aria-labelledby=\"en-found-{side}-title ");
        let drawn = drawings.into_iter().find(|drawn| drawn.contains(&named)).unwrap();
        let paper = r##"<svg style="background:#fff;color:#1c1b19" width="640" font-family="system-ui, sans-serif" "##;
        format!("{paper}{drawn}</svg>\n")
    })
}

#[test]
fn the_pictures_of_the_readme_and_the_guide_are_up_to_date() {
    let [first, second] = regimes();
    let all = [
        ("docs/new-start.svg", declared()),
        ("docs/year.svg", year()),
        ("docs/regimes-us.svg", first),
        ("docs/regimes-ru.svg", second),
    ];
    for (file, picture) in all {
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
