//! What a linker must be told of an extension: on macOS that the interpreter's names are found when it is loaded.

fn main() {
    pyo3_build_config::add_extension_module_link_args();
}
