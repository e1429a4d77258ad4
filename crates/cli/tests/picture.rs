//! The picture of the README is made by the program that it shows: `UPDATE_PICTURE=1 cargo test --release -p standstill --test picture`.

use audit::Audit;
use report::{Locale, chart, svg};
use std::fs;
use std::path::{Path, PathBuf};
use treaty::Lang;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn picture() -> String {
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

#[test]
fn the_picture_of_the_readme_is_up_to_date() {
    let path = root().join("docs/new-start.svg");
    let picture = picture();
    if std::env::var_os("UPDATE_PICTURE").is_some() {
        fs::write(&path, &picture).unwrap();
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == picture,
        "docs/new-start.svg is out of date: run UPDATE_PICTURE=1 cargo test --release -p standstill --test picture"
    );
}
