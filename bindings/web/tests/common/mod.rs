//! Files as a browser would hand them over, and what the command says of the same.

use exercise::RunFile;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};
use web::Desk;

pub static SMALL: LazyLock<Vec<RunFile>> = LazyLock::new(|| play("exercises/small.toml"));
pub static GROWTH: LazyLock<Vec<RunFile>> = LazyLock::new(|| play("exercises/attempts/concealed-growth.toml"));

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn shipped(name: &str) -> Vec<u8> {
    std::fs::read(root().join("treaties").join(name)).unwrap()
}

fn play(file: &str) -> Vec<RunFile> {
    let text = std::fs::read(root().join(file)).unwrap();
    let others = |_: &treaty::Id| exercise::parse(&std::fs::read(root().join("exercises/small.toml")).unwrap()).ok();
    let exercise = exercise::parse_among(&text, &others).unwrap();
    let treaty = shipped(&format!("{}.toml", exercise.instrument));
    let cast = exercise::cast(exercise.clone(), &treaty, exercise.seed).unwrap();
    exercise::play(&cast, NonZeroUsize::MIN, &mut |_| {}).unwrap().files
}

/// Dropped files, by path.
#[derive(Clone, Default)]
pub struct Given {
    files: BTreeMap<String, Vec<u8>>,
    /// Lengths that are not those of the bytes.
    sizes: BTreeMap<String, u64>,
    forbidden: Vec<&'static str>,
}

impl Given {
    pub fn run(files: &[RunFile], root: &str) -> Self {
        let path = |path: &str| if root.is_empty() { path.to_owned() } else { format!("{root}/{path}") };
        let files = files.iter().map(|file| (path(&file.path), file.bytes.clone())).collect();
        Self { files, ..Self::default() }
    }

    pub fn with(mut self, path: &str, bytes: Vec<u8>) -> Self {
        self.files.insert(path.to_owned(), bytes);
        self
    }

    pub fn and(mut self, other: Self) -> Self {
        self.files.extend(other.files);
        self
    }

    pub fn sized(mut self, path: &str, size: u64) -> Self {
        self.sizes.insert(path.to_owned(), size);
        self
    }

    /// A path that must never be read.
    pub fn forbidding(mut self, part: &'static str) -> Self {
        self.forbidden.push(part);
        self
    }

    pub fn only(&self, keeps: impl Fn(&str) -> bool) -> Self {
        let mut kept = self.clone();
        kept.files.retain(|path, _| keeps(path));
        kept
    }

    pub fn renamed(&self, from: &str, to: &str) -> Self {
        let files = self.files.iter().map(|(path, bytes)| (path.replacen(from, to, 1), bytes.clone())).collect();
        Self { files, ..self.clone() }
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub fn bytes(&self, path: &str) -> Vec<u8> {
        self.files[path].clone()
    }

    pub fn desk(&self) -> Desk {
        let files: Vec<_> = self.files.clone().into_iter().collect();
        let forbidden = self.forbidden.clone();
        Desk::new(Arc::new(move |number, into| {
            let (path, bytes) = &files[number];
            assert!(!forbidden.iter().any(|part| path.contains(part)), "`{path}` is read");
            let there = bytes.get(..into.len());
            there.inspect(|bytes| into.copy_from_slice(bytes)).is_some()
        }))
    }

    pub fn open(&self, number: u64, of: u64, under: Option<&str>) -> Value {
        let size = |path: &String, bytes: &Vec<u8>| self.sizes.get(path).copied().unwrap_or(bytes.len() as u64);
        let files: Vec<_> = self.files.iter().map(|(path, bytes)| json!([path, size(path, bytes)])).collect();
        json!({ "do": "open", "files": files, "share": [number, of], "under": under })
    }

    /// Audited by so many instances.
    pub fn audited(&self, of: u64) -> Value {
        let mut first = self.desk();
        let opened = ask(&mut first, self.open(0, of, None));
        assert!(opened["standing"].is_object(), "{opened}");
        for number in 1..of {
            let mut other = self.desk();
            ask(&mut other, self.open(number, of, None));
            while let answer @ Value::Object(_) = ask(&mut other, json!({ "do": "check" })) {
                if answer["done"] == true {
                    break;
                }
                let settle = json!({ "do": "settle", "number": answer["number"], "verdicts": answer["verdicts"] });
                assert!(ask(&mut first, settle)["standing"].is_object());
            }
        }
        while ask(&mut first, json!({ "do": "check" }))["done"] != true {}
        ask(&mut first, json!({ "do": "finish" }))
    }

    /// The page and the document of the same rooms without this one: what the command writes.
    pub fn by_the_command(&self, root: &str) -> (String, String) {
        let (assessment, treaty) = self.assessed(root);
        let document = format!("{:#}\n", report::json::assessment(&assessment, &treaty));
        (report::page::assessment(&assessment, &treaty), document)
    }

    /// What the command prints, and its brief as a reader sees it: one space between their words, in one language.
    pub fn in_words(&self, root: &str, lang: treaty::Lang) -> [(&'static str, String); 2] {
        let (assessment, treaty) = self.assessed(root);
        let locale = report::Locale::new(lang);
        let brief = report::brief::html(&assessment, &treaty, &locale);
        let shown: String =
            brief.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, shown)| shown).collect();
        let words = report::words::assessment(&assessment, &treaty, &locale, 400);
        [("terminal", one_line(&words)), ("brief", one_line(&shown.replace("&quot;", "\"")))]
    }

    fn assessed(&self, root: &str) -> (audit::Assessment, treaty::Instrument) {
        let folder = Folded::write(self);
        let folder = folder::Folder::open(&folder.0.join(root)).unwrap();
        let treaty = treaty::parse(&folder.treaty().unwrap(), None).unwrap().instrument;
        let mut audit = audit::Audit::new(treaty.clone(), None);
        let (authors, verifier) = (audit.authors(), proof::Verifier::new());
        let (threads, stop) = (NonZeroUsize::MIN, &AtomicBool::new(false));
        let feed = folder::Feed { folder: &folder, authors: &authors, verifier: &verifier, threads, stop };
        folder::feed(&feed, &mut audit, &mut |_| {}).unwrap();
        (audit.finish().unwrap(), treaty)
    }
}

/// One space between words.
pub fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_ascii_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A folder of this disk that is gone afterwards.
struct Folded(PathBuf);

impl Folded {
    fn write(given: &Given) -> Self {
        let folder = std::env::temp_dir().join(format!("standstill-web-{}", std::process::id()));
        for (path, bytes) in &given.files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        Self(folder)
    }
}

impl Drop for Folded {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The first finding of a run that can be cut out of it, cut out.
pub fn cut(run: &[RunFile]) -> Vec<u8> {
    let given = Given::run(run, "run");
    let written = Folded::write(&given.renamed("run/", "cut/"));
    let folder = folder::Folder::open(&written.0.join("cut")).unwrap();
    let treaty = treaty::parse(&folder.treaty().unwrap(), None).unwrap().instrument;
    let mut audit = audit::Audit::new(treaty.clone(), None);
    let (authors, verifier) = (audit.authors(), proof::Verifier::new());
    let (threads, stop) = (NonZeroUsize::MIN, &AtomicBool::new(false));
    let feed = folder::Feed { folder: &folder, authors: &authors, verifier: &verifier, threads, stop };
    folder::feed(&feed, &mut audit, &mut |_| {}).unwrap();
    let findings = audit.finish().unwrap().findings;
    let finding = findings.iter().find(|finding| audit::evidence::can_be_cut(finding)).expect("one can be cut");
    let evidence = folder::cut(&folder, &treaty, finding, &audit::Dossier::default()).unwrap().unwrap();
    evidence.to_string().into_bytes()
}

pub fn ask(desk: &mut Desk, request: Value) -> Value {
    serde_json::from_str(&desk.answer(&request.to_string())).expect("an answer is JSON")
}

/// The exact words of a trouble.
pub fn trouble(answer: &Value) -> String {
    answer["trouble"]["exactly"].as_str().unwrap_or_else(|| panic!("no trouble: {answer}")).to_owned()
}

pub fn told(answer: &Value) -> String {
    answer["told"]["en"].as_str().unwrap_or_else(|| panic!("nothing told: {answer}")).to_owned()
}
