//! Two homes and a stick, and the steps of a visit between them.

use super::{Scratch, copy, standstill, status};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// HAL is inspected, OND inspects.
pub const HOST: &str = "HAL";
pub const INSPECTOR: &str = "OND";

/// What an honest audit finds all the same: what its inputs do not show.
const BLIND: [&str; 3] = ["unverified", "bodies-not-held", "sites-visited"];

/// Two homes and a stick in a folder of their own.
pub struct World(pub Scratch, Choice);

/// How the site of a sampled visit is chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    ByLot,
    Free,
}

/// Plays the exercise before a visit, once for each instrument.
fn played(name: &str, change: impl Fn(String) -> String) -> Scratch {
    played_with(name, change, "", 0)
}

/// The same with more tables at the end of the exercise, which then comes out with this status.
fn played_with(name: &str, change: impl Fn(String) -> String, tables: &str, comes_out: i32) -> Scratch {
    let scratch = Scratch::new(name);
    let shipped =
        |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap();
    let (treaty, exercise) = ("treaties/illustrative-sampling.toml", "exercises/visits.toml");
    ["treaties", "exercises"].iter().for_each(|folder| fs::create_dir(scratch.at(folder)).unwrap());
    fs::write(scratch.at(treaty), change(shipped(treaty))).unwrap();
    fs::write(scratch.at(exercise), shipped(exercise) + tables).unwrap();
    // a file of the folder goes before the one that ships
    let call = Command::new(env!("CARGO_BIN_EXE_standstill"))
        .args(["play", "visits", "--out", "run"])
        .args(if comes_out == 0 { &["--expect"][..] } else { &[] })
        .current_dir(&scratch.0)
        .output()
        .unwrap();
    assert_eq!(status(&call), comes_out, "{}", String::from_utf8_lossy(&call.stderr));
    scratch
}

/// A lot no longer decides.
fn chosen_freely(text: String) -> String {
    let drawn = "choice = \"drawn\"";
    assert!(text.contains(drawn));
    text.replace(drawn, "choice = \"free\"")
}

impl World {
    /// Under the instrument as it ships.
    pub fn new(name: &str) -> Self {
        static PLAYED: OnceLock<Scratch> = OnceLock::new();
        Self::of(name, PLAYED.get_or_init(|| played("visits", |text| text)), Choice::ByLot)
    }

    /// Under one whose sampled visits go to a site of the inspector's choice.
    pub fn free(name: &str) -> Self {
        static PLAYED: OnceLock<Scratch> = OnceLock::new();
        Self::of(name, PLAYED.get_or_init(|| played("visits-free", chosen_freely)), Choice::Free)
    }

    /// The same, the inspector having acknowledged nothing since epoch 1.
    pub fn silent(name: &str) -> Self {
        let withholds = format!("\n[[evasion]]\nparty = \"{INSPECTOR}\"\nepoch = 2\nrow = \"R12\"\nwithholds = true\n");
        Self::of(name, &played_with("visits-silent", chosen_freely, &withholds, 3), Choice::Free)
    }

    /// Under one that lets two inquiries follow such a visit, answered within five days.
    pub fn asking(name: &str) -> Self {
        static PLAYED: OnceLock<Scratch> = OnceLock::new();
        let hours = r#"  { id = "inquiry", name = { en = "An inquiry", ru = "Запрос" }, days = 60, after = "signature", source = "TEXT" },
  { id = "answer", name = { en = "Answer", ru = "Ответ" }, days = 5, after = "inquiry", source = "TEXT" },
]"#;
        let change = |text: String| {
            let most = "items-max = 8\n";
            let (before, after) = text.split_once(most).unwrap();
            let after = after.replacen("\n]", &format!("\n{hours}"), 1);
            let after = after.replacen("choice = \"drawn\"", "choice = \"free\"", 1);
            format!("{before}{most}inquiries-max = 2\nlinks-max = 16\n{after}")
        };
        Self::of(name, PLAYED.get_or_init(|| played("visits-asking", change)), Choice::Free)
    }

    /// The same, where a restriction of visits to bases is about buddy tags.
    pub fn with_buddy_tags(name: &str) -> Self {
        static PLAYED: OnceLock<Scratch> = OnceLock::new();
        let change = |text: String| {
            let (drawn, removes) =
                ("choice = \"drawn\"", "forbids = [\"remove-warhead\", \"bring-warhead\", \"remove-missile\"");
            assert!(text.contains(drawn) && text.contains(removes));
            let tags = format!("{removes}, \"move-buddy-tag\", \"lack-buddy-tag\"");
            text.replace(drawn, "choice = \"free\"").replace(removes, &tags)
        };
        Self::of(name, PLAYED.get_or_init(|| played("visits-tags", change)), Choice::Free)
    }

    /// Two months at the portals, under an instrument that has some: the third is open.
    pub fn portals(name: &str) -> Self {
        static PLAYED: OnceLock<Scratch> = OnceLock::new();
        let play = || {
            let scratch = Scratch::new("gates");
            let year = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises/portals-year.toml");
            let year = fs::read_to_string(year).unwrap();
            assert!(year.contains("\nepochs = 12\n"));
            fs::write(scratch.at("two-months.toml"), year.replace("\nepochs = 12\n", "\nepochs = 2\n")).unwrap();
            let exercise = scratch.at("two-months.toml");
            let out = standstill(&["play", exercise.to_str().unwrap(), "--out", scratch.at("run").to_str().unwrap()]);
            assert_eq!(status(&out), 0, "{}", String::from_utf8_lossy(&out.stderr));
            scratch
        };
        Self::of(name, PLAYED.get_or_init(play), Choice::ByLot)
    }

    fn of(name: &str, played: &Scratch, choice: Choice) -> Self {
        let scratch = Scratch::new(&format!("inspect-{name}"));
        for (own, other) in [(HOST, INSPECTOR), (INSPECTOR, HOST)] {
            copy(&played.at("run"), &scratch.at(own));
            fs::remove_dir_all(scratch.at(&format!("{own}/{other}.secret"))).unwrap();
        }
        fs::create_dir(scratch.at("stick")).unwrap();
        Self(scratch, choice)
    }

    /// The same as it stands, in another folder.
    pub fn again(&self, name: &str) -> Self {
        let scratch = Scratch::new(&format!("inspect-{name}"));
        for part in [HOST, INSPECTOR, "stick"] {
            copy(&self.at(part), &scratch.at(part));
        }
        Self(scratch, self.1)
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.0.at(path)
    }

    /// The call of a step.
    pub fn call(&self, side: &str, at: &str, step: &[&str]) -> Vec<String> {
        let path = |part: &str| self.at(part).to_str().unwrap().to_owned();
        let words = step.iter().map(|word| (*word).to_owned());
        // an inspection, where no other verb is named
        let named = step.first().is_some_and(|verb| ["clarify", "gate", "seal"].contains(verb));
        let verb = (!named).then(|| "inspect".to_owned());
        verb.into_iter()
            .chain(words)
            .chain(["--home".into(), path(side), "--stick".into(), path("stick"), "--at".into(), at.to_owned()])
            .collect()
    }

    pub fn out(&self, side: &str, at: &str, step: &[&str]) -> Output {
        let call = self.call(side, at, step);
        standstill(&call.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Takes a step, which must come out with this status, and gives its document.
    #[track_caller]
    pub fn told(&self, side: &str, at: &str, step: &[&str], expected: i32) -> Value {
        let out = self.out(side, at, &[step, &["--json"]].concat());
        assert_eq!(status(&out), expected, "{step:?}: {}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&out.stdout).unwrap()
    }

    /// Takes a step.
    #[track_caller]
    pub fn take(&self, side: &str, at: &str, step: &[&str]) -> Value {
        self.told(side, at, step, 0)
    }

    /// A step that is refused: what is said of it.
    #[track_caller]
    pub fn refused(&self, side: &str, at: &str, step: &[&str]) -> String {
        let out = self.out(side, at, step);
        let stderr = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(status(&out), 1, "{step:?}: {stderr}{}", String::from_utf8_lossy(&out.stdout));
        stderr
    }

    /// The steps of a visit in the form `sample`, up to one of them.
    pub fn run_to(&self, last: &str) {
        for (name, side, at, step) in self.steps() {
            self.take(side, at, &step.iter().map(String::as_str).collect::<Vec<_>>());
            self.after(name);
            if name == last {
                return;
            }
        }
        panic!("there is no step {last}");
    }

    /// Each step of a visit in the form `sample`: name, side, time, call.
    pub fn steps(&self) -> Vec<(&'static str, &'static str, &'static str, Vec<String>)> {
        let path = |part: &str| self.at(part).to_str().unwrap().to_owned();
        let (list, report) = (path("list.csv"), path("report.toml"));
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let is_drawn = self.1 == Choice::ByLot;
        let designate: &[&str] = if is_drawn { &["designate"] } else { &["designate", "--site", "north-field"] };
        let mut steps = vec![
            (
                "request",
                INSPECTOR,
                "2028-01-10T09:00Z",
                words(&["request", "--of", HOST, "--kind", "sampled-visit", "--form", "sample"]),
            ),
            ("nonce", HOST, "2028-01-10T10:00Z", words(&["draw"])),
            ("designation", INSPECTOR, "2028-01-10T11:00Z", words(designate)),
            ("opening", HOST, "2028-01-10T12:00Z", words(&["open"])),
            ("acceptance", INSPECTOR, "2028-01-10T13:00Z", words(&["open"])),
            ("arrival", INSPECTOR, "2028-01-11T09:00Z", words(&["count", "--arrived", "2028-01-11T08:00Z"])),
            ("list", INSPECTOR, "2028-01-11T12:00Z", words(&["count", "--list", &list])),
            ("confirmation", HOST, "2028-01-11T13:00Z", words(&["count"])),
            ("draw", INSPECTOR, "2028-01-11T14:00Z", words(&["draw"])),
            ("samples", HOST, "2028-01-11T15:00Z", words(&["open"])),
            ("report", INSPECTOR, "2028-01-11T18:00Z", words(&["report", "--form", &report])),
            ("signature", HOST, "2028-01-11T19:00Z", words(&["report", "--concur"])),
        ];
        steps.retain(|(name, ..)| is_drawn || *name != "nonce");
        steps
    }

    /// What people do between the steps: after the arrival they seal and list the objects, after the samples they examine.
    pub fn after(&self, name: &str) {
        match name {
            "arrival" => self.list(&self.objects()),
            "samples" => {
                let shown = self.take(INSPECTOR, "2028-01-11T16:00Z", &["open"]);
                assert_eq!(shown["step"], Value::Null, "it is shown, and nothing is said");
                self.report(&self.filled(&shown["shown"][0]["drawn"]));
            }
            _ => {}
        }
    }

    /// The objects at the site, as an honest host's people list them: class and leaf.
    pub fn objects(&self) -> Vec<(String, Option<u16>)> {
        let table = fs::read_to_string(self.at("HAL/HAL.secret/inspections/OND-1/leaves.csv")).unwrap();
        let row = |row: &str| {
            let fields: Vec<_> = row.split(',').collect();
            (fields[1].to_owned(), Some(fields[2].parse().unwrap()))
        };
        table.lines().skip(1).map(row).collect()
    }

    /// Writes the list of objects, sealed in their order.
    pub fn list(&self, objects: &[(String, Option<u16>)]) {
        let mut table = "seal,class,leaf\n".to_owned();
        for (number, (class, leaf)) in objects.iter().enumerate() {
            let leaf = leaf.map(|leaf| leaf.to_string()).unwrap_or_default();
            table.push_str(&format!("A-{:03},{class},{leaf}\n", number + 1));
        }
        fs::write(self.at("list.csv"), table).unwrap();
    }

    /// The report of people who found everything as it was opened.
    pub fn filled(&self, drawn: &Value) -> String {
        let mut form = "inspection = \"OND-1\"\ntext = \"As opened.\"\n".to_owned();
        let objects = self.objects();
        let mut classes: Vec<_> = objects.iter().map(|(class, _)| class).collect();
        classes.sort();
        classes.dedup();
        for class in classes {
            let items = objects.iter().filter(|(other, _)| other == class).count();
            form.push_str(&format!("[[counted]]\nclass = \"{class}\"\nitems = {items}\n"));
        }
        for object in drawn.as_array().unwrap() {
            let word = |key: &str| object[key].as_str().unwrap();
            form.push_str(&format!("[[examined]]\nseal = \"{}\"\nclass = \"{}\"\n", word("seal"), word("class")));
            // an object without a leaf has none that could be opened
            if object["tag"].is_string() {
                form.push_str(&format!("tag = \"{}\"\n", word("tag")));
            }
        }
        form
    }

    pub fn report(&self, form: &str) {
        fs::write(self.at("report.toml"), form).unwrap();
    }

    /// The audit of a home or the stick: its status, and the codes that it finds, but those of what nobody can know.
    pub fn audited(&self, part: &str) -> (i32, Vec<String>) {
        let out = standstill(&["audit", self.at(part).to_str().unwrap(), "--json"]);
        let document: Value = serde_json::from_slice(&out.stdout).unwrap();
        let findings = document["findings"].as_array().unwrap().iter();
        let codes = findings.map(|finding| finding["code"].as_str().unwrap().to_owned());
        (status(&out), codes.filter(|code| !BLIND.contains(&code.as_str())).collect())
    }
}
