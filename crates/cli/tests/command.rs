//! The command as its users call it: every verb, every exit status, wrong files, wrong calls.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn standstill(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_standstill"))
        .args(args)
        .current_dir(root())
        .env_remove("NO_COLOR")
        .output()
        .unwrap()
}

#[track_caller]
fn answers(args: &[&str], status: i32) -> String {
    let out = standstill(args);
    let (stdout, stderr) = (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap());
    assert_eq!(out.status.code(), Some(status), "{args:?}\n{stdout}\n{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    // words are kept together by no-break spaces, which a test need not know
    stdout.replace('\u{A0}', " ")
}

#[track_caller]
fn refuses(args: &[&str]) -> String {
    let out = standstill(args);
    let stderr = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(1), "{args:?}\n{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    assert!(out.stdout.is_empty(), "nothing is judged: {}", String::from_utf8_lossy(&out.stdout));
    stderr.replace('\u{A0}', " ")
}

/// A folder of its own for a test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("standstill-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const HEADER: &str = "effective_date,party,deployed_delivery,deployed_warheads,launchers_total,status,source";

#[test]
fn the_real_declarations_are_open() {
    let words = answers(&["audit", "--treaty", "treaties/new-start.toml", "data/new-start-aggregates.csv"], 3);
    for told in ["Open", "1 March 2023", "partly confirmed", "not provided", "binds from 5 February 2018"] {
        assert!(words.contains(told), "{told}");
    }
    let words = answers(&["audit", "--treaty", "new-start", "data/us-2020-09-01-items.csv", "--lang", "ru"], 3);
    for told in ["800", "901", "675", "1 457"] {
        assert!(words.contains(told), "{told}");
    }
}

#[test]
fn a_row_over_a_limit_is_2_on_the_day_and_0_the_day_before() {
    let folder = Folder::new("limits");
    for (figures, name) in [("701,1550,800", "delivery"), ("700,1551,800", "warheads"), ("700,1550,801", "launchers")] {
        let on = folder.file(&format!("{name}-on.csv"), format!("{HEADER}\n2018-02-05,RU,{figures},confirmed,x\n"));
        let before =
            folder.file(&format!("{name}-before.csv"), format!("{HEADER}\n2018-02-04,RU,{figures},confirmed,x\n"));
        answers(&["audit", "--treaty", "new-start", &on], 2);
        answers(&["audit", "--treaty", "new-start", &before], 0);
    }
}

#[test]
fn a_wrong_table_is_refused_with_file_place_and_remedy() {
    let folder = Folder::new("tables");
    let row = "2019-03-01,RU,524,1461,760,confirmed,x";
    let cases: [(&str, Vec<u8>, &str); 18] = [
        ("bom", [b"\xEF\xBB\xBF", HEADER.as_bytes(), b"\n", row.as_bytes(), b"\n"].concat(), "byte-order-mark"),
        ("crlf", format!("{HEADER}\r\n{row}\r\n").into_bytes(), "line-ends"),
        ("newline", format!("{HEADER}\n2019-03-01,RU,524,1461,760,confirmed,\"a\nb\"\n").into_bytes(), "error["),
        ("negative", format!("{HEADER}\n2019-03-01,RU,-524,1461,760,confirmed,x\n").into_bytes(), "negative-number"),
        ("word", format!("{HEADER}\n2019-03-01,RU,many,1461,760,confirmed,x\n").into_bytes(), "not-a-number"),
        ("spaced", format!("{HEADER}\n2019-03-01,RU,524,1 461,760,confirmed,x\n").into_bytes(), "spaced-number"),
        ("no-day", format!("{HEADER}\n2019-02-30,RU,524,1461,760,confirmed,x\n").into_bytes(), "no-such-day"),
        ("party", format!("{HEADER}\n2019-03-01,XX,524,1461,760,confirmed,x\n").into_bytes(), "unknown-party"),
        (
            "column",
            format!("{}\n2019-03-01,RU,524,1461,confirmed,x\n", HEADER.replace(",launchers_total", "")).into_bytes(),
            "missing-column",
        ),
        ("twice", format!("{HEADER}\n{row}\n{row}\n").into_bytes(), "repeated-row"),
        (
            "trap",
            [
                fs::read(root().join("data/new-start-aggregates.csv")).unwrap(),
                b"2023-09-01,US,665,1389,800,confirmed,a news item\n".to_vec(),
            ]
            .concat(),
            "repeated-figures",
        ),
        ("empty", Vec::new(), "error["),
        ("header", format!("{HEADER}\n").into_bytes(), "no-rows"),
        ("bytes", vec![0xFF, 0xFE, 0x00, 0x01], "error["),
        ("nul", format!("{HEADER}\n2019-03-01,RU,524,1461,760,confirmed,x\0\n").into_bytes(), "error["),
        ("rtl", format!("{HEADER}\n2019-03-01,RU,524,1461,760,confirmed,\u{202E}x\n").into_bytes(), "error["),
        ("short", format!("{HEADER}\n2019-03-01,RU,524\n").into_bytes(), "cell-count"),
        ("status", format!("{HEADER}\n2019-03-01,RU,524,1461,760,sure,x\n").into_bytes(), "error["),
    ];
    for (name, bytes, code) in cases {
        let file = folder.file(&format!("{name}.csv"), bytes);
        let told = refuses(&["audit", "--treaty", "new-start", &file]);
        assert!(told.contains(code), "{name}: no `{code}` in\n{told}");
        assert!(told.contains(&format!("{name}.csv")), "{name}: the file is not named in\n{told}");
        assert!(told.contains("help:"), "{name}: no remedy in\n{told}");
    }
}

#[test]
fn what_a_spreadsheet_program_saved_is_tidied_and_then_read() {
    let folder = Folder::new("tidy");
    let messy = format!("\u{FEFF}{HEADER}\r\n2019-03-01,RU,524,1\u{A0}461,760,confirmed,\"two\r\nlines\"\r\n");
    let messy = folder.file("messy.csv", messy);
    let tidy = folder.0.join("tidy.csv").display().to_string();
    refuses(&["audit", "--treaty", "new-start", &messy]);
    let told = answers(&["declare", "tidy", &messy, "--out", &tidy], 0);
    assert!(told.lines().count() >= 4, "every change is told:\n{told}");
    answers(&["audit", "--treaty", "new-start", &tidy], 0);
    assert_eq!(
        fs::read_to_string(&tidy).unwrap(),
        format!("{HEADER}\n2019-03-01,RU,524,1461,760,confirmed,two lines\n")
    );
}

#[test]
fn a_workbook_is_read_as_it_is() {
    let folder = Folder::new("xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in HEADER.split(',').enumerate() {
        sheet.write_string(0, u16::try_from(column).unwrap(), name).unwrap();
    }
    for (column, cell) in ["2018-02-05", "RU", "", "", "", "confirmed", "x"].iter().enumerate() {
        sheet.write_string(1, u16::try_from(column).unwrap(), *cell).unwrap();
    }
    for (column, figure) in [(2, 701.0), (3, 1550.0), (4, 800.0)] {
        sheet.write_number(1, column, figure).unwrap();
    }
    let file = folder.file("book.xlsx", book.save_to_buffer().unwrap());
    answers(&["audit", "--treaty", "new-start", &file], 2);
}

#[test]
fn a_wrong_instrument_is_refused_as_rustc_would() {
    let folder = Folder::new("treaties");
    let good = fs::read_to_string(root().join("treaties/illustrative-sampling.toml")).unwrap();
    let file = folder.file(
        "wrong.toml",
        good.replacen("form = \"treaty\"", "form = \"traety\"", 1).replacen("[[party]]", "[[partie]]", 1),
    );
    let out = standstill(&["treaty", "check", &file]);
    let told = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(1));
    for part in
        ["error[unknown-word]", "\"traety\"", "did you mean \"treaty\"?", "error[unknown-key]", "wrong.toml:", "-->"]
    {
        assert!(told.contains(part), "{part} is not in\n{told}");
    }
    let huge = folder.file("huge.toml", vec![b'#'; 50 << 20]);
    assert!(refuses(&["treaty", "show", &huge]).contains("file-too-large"));
    let comments = folder.file("comments.toml", "# nothing\n# else\n");
    assert!(refuses(&["treaty", "show", &comments]).contains("no-instrument"));
}

#[test]
fn an_offer_reads_its_base_from_its_own_folder_and_no_other() {
    let folder = Folder::new("base");
    let offer = fs::read_to_string(root().join("treaties/offer-2020-10-us.toml")).unwrap();
    let base = fs::read_to_string(root().join("treaties/new-start.toml")).unwrap();
    folder.file("new-start.toml", &base);
    let file = folder.file("offer.toml", &offer);
    answers(&["treaty", "check", &file], 0);
    folder.file("new-start.toml", base + "# changed\n");
    assert!(refuses(&["treaty", "show", &file]).contains("base-changed"));
    let climbing = folder.file("climbing.toml", offer.replace("\"new-start.toml\"", "\"../new-start.toml\""));
    assert!(refuses(&["treaty", "show", &climbing]).contains("no-base"));
}

#[test]
fn what_cannot_be_read_is_named_and_is_never_0() {
    let folder = Folder::new("unreadable");
    let here = folder.0.display().to_string();
    for path in ["no/such/file.csv", &here, "/dev/zero", "/dev/null"] {
        let told = refuses(&["audit", "--treaty", "new-start", path]);
        assert!(told.contains(path), "{told}");
        refuses(&["treaty", "show", path]);
    }
    refuses(&[
        "audit",
        "--treaty",
        "new-start",
        "data/new-start-aggregates.csv",
        "--html",
        "/no/such/folder/page.html",
    ]);
}

#[test]
fn a_wrong_call_is_1_and_help_is_0() {
    for args in [
        &["audit"][..],
        &["treaty", "show", "new-start", "--on", "2019-02-30"],
        &["treaty", "positions"],
        &["nonsense"],
        &[],
    ] {
        assert_eq!(standstill(args).status.code(), Some(1), "{args:?}");
    }
    assert_eq!(standstill(&["--help"]).status.code(), Some(0));
    assert_eq!(standstill(&["audit", "--help"]).status.code(), Some(0));
    assert_eq!(standstill(&["--version"]).status.code(), Some(0));
}

#[test]
fn json_is_one_document_and_nothing_else() {
    let calls: [(&[&str], i32); 8] = [
        (&["audit", "--treaty", "new-start", "data/new-start-aggregates.csv"], 3),
        (&["treaty", "check", "treaties/new-start.toml"], 0),
        (&["treaty", "show", "new-start", "--on", "2020-10-20"], 0),
        (&["treaty", "diff", "offer-2020-10-us", "offer-2020-10-ru"], 0),
        (&["treaty", "positions", "--on", "2020-10-20"], 0),
        (&["treaty", "positions", "--between", "2020-10-13", "2020-10-20"], 0),
        (&["treaty", "clock", "--on", "2020-10-20"], 0),
        (&["treaty", "extend", "new-start", "--on", "2020-10-20", "--years", "1"], 0),
    ];
    for (args, status) in calls {
        let out = answers(&[args, &["--json"]].concat(), status);
        let document: serde_json::Value =
            serde_json::from_str(&out).unwrap_or_else(|error| panic!("{args:?}: {error}\n{out}"));
        assert!(document.is_object() || document.is_array(), "{args:?}");
    }
    let document: serde_json::Value = serde_json::from_str(&answers(
        &["audit", "--treaty", "new-start", "data/new-start-aggregates.csv", "--json"],
        3,
    ))
    .unwrap();
    assert_eq!(document["outcome"], "open");
    let finding =
        document["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "not-provided").unwrap();
    assert_eq!(
        (&finding["severity"], &finding["party"], &finding["date"]),
        (&"discrepancy".into(), &"RU".into(), &"2023-03-01".into())
    );
}

#[test]
fn the_same_call_gives_the_same_bytes() {
    for args in [
        &["audit", "--treaty", "new-start", "data/new-start-aggregates.csv", "--json"][..],
        &["treaty", "show", "new-start"],
    ] {
        assert_eq!(standstill(args).stdout, standstill(args).stdout);
    }
}

#[test]
fn the_clock_of_20_october_2020_shows_108_days() {
    let words = answers(&["treaty", "clock", "--on", "2020-10-20"], 0);
    assert!(words.contains("108 days"), "{words}");
    let words = answers(&["treaty", "clock", "--on", "2020-10-20", "--lang", "ru"], 0);
    assert!(words.contains("108 дней"), "{words}");
    refuses(&["treaty", "clock", "--on", "2026-02-05"]);
}

#[test]
fn an_extension_is_made_or_refused_by_the_text() {
    let folder = Folder::new("extend");
    let act = answers(&["treaty", "extend", "new-start", "--on", "2020-10-20", "--years", "1"], 0);
    assert!(act.contains("until = 2022-02-05"), "{act}");
    answers(&["treaty", "extend", "new-start", "--on", "2020-10-20", "--years", "5"], 0);
    assert!(refuses(&["treaty", "extend", "new-start", "--on", "2020-10-20", "--years", "6"]).contains("5 years"));
    assert!(refuses(&["treaty", "extend", "new-start", "--on", "2026-02-05", "--years", "1"]).contains("ended"));
    let again = ["treaty", "extend", "new-start", "--on", "2025-09-22", "--years", "1"];
    assert!(refuses(&again).contains("--as-interpretation"));
    let act = answers(&[&again[..], &["--as-interpretation"]].concat(), 0);
    assert!(act.contains("readings"), "{act}");
    assert!(
        refuses(&["treaty", "extend", "new-start", "--on", "2026-02-05", "--years", "1", "--lang", "ru"])
            .contains("5 февраля 2026")
    );

    // into a file it goes only where no later act speaks against it
    let new = folder.0.join("extended.toml").display().to_string();
    assert!(
        refuses(&[&again[..], &["--as-interpretation", "--out", &new]].concat()).contains("`expiry` of 2026-02-05")
    );
    let text = fs::read_to_string(root().join("treaties/new-start.toml")).unwrap();
    let (start, end) =
        (text.find("[[act]]\nid       = \"expiry\"").unwrap(), text.find("# --- A dispute on what counts").unwrap());
    let copy = folder.file("copy.toml", format!("{}{}", &text[..start], &text[end..]));
    let extend =
        ["treaty", "extend", &copy, "--on", "2025-09-22", "--years", "1", "--as-interpretation", "--out", &new];
    answers(&extend, 0);
    answers(&["treaty", "check", &new], 0);
    assert!(refuses(&extend).contains("is there already"));
}

#[test]
fn what_was_read_is_never_written_over() {
    let folder = Folder::new("over");
    let text = format!("{HEADER}\n2019-03-01,RU,524,1461,760,confirmed,x\n");
    let table = folder.file("table.csv", &text);
    assert!(refuses(&["audit", "--treaty", "new-start", &table, "--html", &table]).contains("was read"));
    refuses(&["declare", "tidy", &table, "--out", &table]);
    assert_eq!(fs::read_to_string(&table).unwrap(), text);
}

#[test]
fn a_failed_call_says_so_in_json_too() {
    for args in [
        &["audit", "--treaty", "nope", "data/new-start-aggregates.csv"][..],
        &["treaty", "extend", "new-start", "--on", "2020-10-20", "--years", "6"],
        &["treaty", "clock", "--on", "2027-01-01"],
        &["audit", "--treaty", "new-start", "treaties/new-start.toml"],
    ] {
        let out = standstill(&[args, &["--json"]].concat());
        assert_eq!(out.status.code(), Some(1), "{args:?}");
        let document: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
        assert!(document["error"].is_string(), "{args:?}: {document}");
    }
}

#[test]
fn a_file_of_the_folder_goes_before_the_one_that_ships() {
    let folder = Folder::new("shadow");
    fs::create_dir(folder.0.join("treaties")).unwrap();
    let text = fs::read_to_string(root().join("treaties/new-start.toml")).unwrap() + "# mine\n";
    fs::write(folder.0.join("treaties/new-start.toml"), &text).unwrap();
    let show = |folder: &Path| {
        let out = Command::new(env!("CARGO_BIN_EXE_standstill"))
            .args(["treaty", "check", "new-start"])
            .current_dir(folder)
            .output();
        String::from_utf8(out.unwrap().stdout).unwrap()
    };
    assert_ne!(show(&folder.0), show(&root()));
}

#[test]
fn the_demo_plays_two_years_judges_the_real_declarations_and_leaves_pages() {
    let folder = Folder::new("demo");
    let out = folder.0.join("out").display().to_string();
    let words = answers(&["demo", "--out", &out], 0);
    assert!(words.contains("new-start.html"), "{words}");
    for name in ["new-start.html", "new-start.json", "us-2020-09-01-items.html"] {
        assert!(folder.0.join("out").join(name).metadata().unwrap().len() > 1_000, "{name}");
    }
    let left: Vec<_> = fs::read_dir(folder.0.join("out")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 6, "two runs, two pages, two assessments, and no half file: {left:?}");
    let [honest, evasion] = ["honest-year", "appearing-stock"].map(|run| folder.0.join("out").join(run));
    for run in [&honest, &evasion] {
        assert!(run.join("assessment.html").metadata().unwrap().len() > 1_000, "{}", run.display());
    }
    let audit = |run: &Path| standstill(&["audit", run.to_str().unwrap()]).status.code();
    assert_eq!((audit(&honest), audit(&evasion)), (Some(0), Some(2)));
    // a demo that was killed leaves a run without its assessment: the next one takes its place, and nothing else's
    fs::remove_file(honest.join("assessment.json")).unwrap();
    fs::write(evasion.join("diary.txt"), "mine").unwrap();
    assert!(refuses(&["demo", "--out", &out]).contains("diary.txt"));
    assert!(honest.join("assessment.json").is_file(), "it was played again");
}

#[test]
fn a_reader_that_closes_the_pipe_early_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_standstill"))
        .args(["treaty", "show", "new-start"])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
}

/// The folders that the commands of these pages make, and that later ones use.
const LEFT: [&str; 13] = [
    "run",
    "evasion",
    "findings",
    "before",
    "gates",
    "replay",
    "suspension",
    "units",
    "disputed",
    "shown",
    "seals",
    "forked",
    "heads",
];

#[test]
fn the_commands_of_the_readme_and_the_guide_work() {
    for (page, least) in [("README.md", 8), ("docs/guide.md", 8), ("docs/regimes.md", 2)] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let calls = text
            .lines()
            .filter_map(|line| line.strip_prefix("$ standstill "))
            .map(|line| line.split(" #").next().unwrap().trim())
            // a call with a word in capitals is a shape, not a call
            .filter(|call| !["KEY", "FILE"].iter().any(|shape| call.contains(shape)));
        let folder = Folder::new("readme");
        let table = folder.file("declarations.csv", format!("{HEADER}\n2019-03-01,RU,524,1461,760,confirmed,x\n"));
        let mut seen = 0;
        for call in calls {
            let own = |word: &str| match word {
                "from-excel.csv" | "declarations.csv" => table.clone(),
                "page.html" | "run.html" | "brief.html" | "brief.docx" | "tables.xlsx" | "regimes.csv"
                | "regimes.html" | "regimes.xlsx" | "ladder.html" => folder.0.join(word).display().to_string(),
                // what a call before it has left
                _ if LEFT.contains(&word.split('/').next().unwrap()) => folder.0.join(word).display().to_string(),
                "treaties/*.toml" => "treaties/new-start.toml".to_owned(),
                _ => word.to_owned(),
            };
            // every attempt is played by the tests of the exercises, and by a step of its own in `.ci/run`
            let mut call: Vec<_> = call.split_whitespace().filter(|word| *word != "--all").map(own).collect();
            let plays = call[0] == "play";
            if let Some(out) = call.iter().position(|word| word == "--out") {
                assert!(!plays || call[out + 1].contains('/'), "{page}: {call:?}: let `LEFT` name its folder too");
                if !plays {
                    call[out + 1] = folder.0.join(format!("new-{seen}")).display().to_string();
                }
            }
            let args: Vec<_> = call.iter().map(String::as_str).collect();
            let status = standstill(&args).status.code();
            assert!(matches!(status, Some(0 | 2 | 3)), "{page}: {call:?}: {status:?}");
            seen += 1;
        }
        assert!(seen >= least, "{page}: {seen} calls");
    }
}
