//! The program: the package `web`, compiled to WebAssembly, the same bytes on every machine that has the compiler of `rust-toolchain.toml`.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
/// The one thing that the program may ask of a browser.
const IMPORTS: &[&str] = &["host.read"];
/// What a browser may ask of the program: `bindings/web/src/border.rs`.
const EXPORTS: [&str; 4] = ["room", "ask", "answer", "answer_length"];
/// Bytes of the stack, which stands below everything else: where it ends the program stops.
const STACK: usize = 1 << 20;

/// Builds it.
pub fn build(root: &Path) -> Result<Vec<u8>, String> {
    has_target(root)?;
    let places = places(root);
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut call = Command::new(cargo);
    call.current_dir(root).args([
        "rustc",
        "--quiet",
        "--locked",
        "--package",
        "web",
        "--profile",
        "web",
        "--target",
        TARGET,
    ]);
    call.args(["--crate-type", "staticlib"]);
    // another folder than the command's: the one call does not wait for the other, and neither throws away what the other has built
    call.arg("--target-dir").arg(target(root).join("web"));
    call.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", flags(&places));
    run(&mut call)?;
    let built = target(root).join("web").join(TARGET).join("web");
    let file = link(root, &built)?;
    let program = fs::read(&file).map_err(|error| format!("cannot read `{}`: {error}", file.display()))?;
    if let Some(named) = named(&program, &places) {
        return Err(format!("the program names `{named}`, a folder of this machine, so others would get other bytes"));
    }
    let imports = imports(&program).ok_or_else(|| format!("`{}` is no WebAssembly module", file.display()))?;
    match imports == IMPORTS {
        true => Ok(program),
        false => Err(format!("the program asks a browser for {imports:?}, and may ask for {IMPORTS:?} alone")),
    }
}

/// Links it with the compiler's own linker, from what a browser asks of it and nothing else. (`rustc` would keep what every library offers to a browser, and with it what
/// that asks for: `zip` names a source of randomness, which brings `wasm-bindgen`.)
fn link(root: &Path, built: &Path) -> Result<PathBuf, String> {
    let linker = sysroot(root)?.join("lib/rustlib").join(host(root)?).join("bin/rust-lld");
    let file = built.join("web.wasm");
    let mut call = Command::new(&linker);
    call.args(["-flavor", "wasm", "--no-entry", "--gc-sections", "--strip-all", "--stack-first", "-z"]);
    call.arg(format!("stack-size={STACK}")).args(EXPORTS.map(|name| format!("--export={name}")));
    call.arg(built.join("libweb.a")).arg("-o").arg(&file);
    run(&mut call)?;
    Ok(file)
}

fn run(call: &mut Command) -> Result<(), String> {
    let name = call.get_program().display().to_string();
    match call.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("`{name}` has failed: what it says stands above")),
        Err(error) => Err(format!("cannot run `{name}`: {error}")),
    }
}

/// Where Cargo builds.
pub fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder))
}

/// What the compiler says of itself.
fn rustc(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let asked = Command::new(rustc).args(arguments).current_dir(root).output();
    let asked = asked.map_err(|error| format!("cannot run rustc: {error}"))?;
    Ok(String::from_utf8_lossy(&asked.stdout).trim().to_owned())
}

fn sysroot(root: &Path) -> Result<PathBuf, String> {
    rustc(root, &["--print", "sysroot"]).map(PathBuf::from)
}

fn host(root: &Path) -> Result<String, String> {
    let told = rustc(root, &["-vV"])?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say what machine it is on".to_owned())
}

fn has_target(root: &Path) -> Result<(), String> {
    match sysroot(root)?.join("lib/rustlib").join(TARGET).is_dir() {
        true => Ok(()),
        false => Err(format!(
            "the compiler has no target {TARGET}. Add it with `rustup target add {TARGET}`. (Debian's rustc-web has one, but is older than the compiler that these rooms need.)"
        )),
    }
}

/// A folder of this machine that sources lie in.
struct Place {
    folder: PathBuf,
    /// What the program calls it.
    called: &'static str,
    /// Where in it the sources lie.
    below: &'static str,
}

/// This folder, that of what is built, and that of what Cargo has fetched: of several that fit, the compiler takes the last.
fn places(root: &Path) -> Vec<Place> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home
        .or_else(|| Some(PathBuf::from(env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"))?).join(".cargo")));
    let mut places = vec![
        Place { folder: root.to_owned(), called: "standstill", below: "crates" },
        Place { folder: target(root), called: "target", below: "web" },
    ];
    places.extend(home.map(|folder| Place { folder, called: "cargo", below: "registry" }));
    places
}

/// Folders of this machine are no part of the program, so that others get the same bytes.
fn flags(places: &[Place]) -> OsString {
    let mut flags = OsString::new();
    for Place { folder, called, .. } in places {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(folder);
        flags.push("=");
        flags.push(called);
    }
    flags
}

/// The first of some places that the program names.
fn named(program: &[u8], places: &[Place]) -> Option<String> {
    let sources = places.iter().map(|place| place.folder.join(place.below));
    let named = |path: &PathBuf| {
        let path = path.as_os_str().as_encoded_bytes();
        program.windows(path.len()).any(|window| window == path)
    };
    Some(sources.into_iter().find(named)?.display().to_string())
}

/// What a module imports, as `module.name`; nothing where it is none.
fn imports(module: &[u8]) -> Option<Vec<String>> {
    let mut rest = Rest(module.strip_prefix(b"\0asm\x01\0\0\0")?);
    while let Some(section) = rest.byte() {
        let length = rest.number()?;
        let mut section_bytes = Rest(rest.bytes(length)?);
        if section == 2 {
            return (0..section_bytes.number()?).map(|_| section_bytes.import()).collect();
        }
    }
    Some(Vec::new())
}

struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    /// LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    /// A function; a program that imports anything else is not ours.
    fn import(&mut self) -> Option<String> {
        let name = format!("{}.{}", self.text()?, self.text()?);
        let is_function = self.byte()? == 0;
        self.number()?;
        is_function.then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, imports, named};

    #[test]
    fn a_program_that_names_a_folder_of_this_machine_is_refused() {
        let place = |folder: &str, below| Place { folder: folder.into(), called: "x", below };
        let places = [place("/src", "crates"), place("/home/someone/.cargo", "registry")];
        assert_eq!(named(b"at standstill/crates/log/src/lib.rs and cargo/registry/src/lib.rs", &places), None);
        let program = b"\0asm /home/someone/.cargo/registry/src/zip.rs";
        assert_eq!(named(program, &places).as_deref(), Some("/home/someone/.cargo/registry"));
        assert_eq!(named(b"/src/crates/log/src/lib.rs", &places).as_deref(), Some("/src/crates"));
        assert_eq!(named(b"", &places), None);
    }

    #[test]
    fn imports_are_read_and_what_is_no_module_has_none() {
        let header = b"\0asm\x01\0\0\0";
        let with = |sections: &[u8]| imports(&[header, sections].concat());
        assert_eq!(with(&[]), Some(vec![]));
        // a section of one type, then one import: host.read of that type
        let types = [1, 4, 1, 0x60, 0, 0];
        let import = b"\x02\x0d\x01\x04host\x04read\x00\x00";
        assert_eq!(with(&[&types[..], import].concat()), Some(vec!["host.read".to_owned()]));
        let memory = b"\x02\x0f\x01\x03env\x06memory\x02\x00\x01";
        assert_eq!(with(memory), None, "no memory of another's");
        assert_eq!(with(&import[..6]), None);
        assert_eq!(imports(b"no module"), None);
    }
}
