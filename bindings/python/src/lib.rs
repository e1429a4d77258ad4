//! The extension `standstill._native` behind the Python package: the same rooms as behind the command, asked from Python.
//!
//! Paths, numbers and words come in; JSON documents go out, the very ones that the command prints with `--json`; the package beside this crate makes dataclasses
//! and arrays of them. Whatever cannot be used raises `standstill.Refused`. Work is done without holding the interpreter, and the key that interrupts
//! is answered while it lasts. Nothing is decided here.

mod audit;
mod plan;
mod question;
mod read;
mod refused;
mod work;

/// The functions that Python sees.
#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    use crate::audit::audit;
    #[pymodule_export]
    use crate::plan::plan;
    #[pymodule_export]
    use crate::question::{Question, by_day, merge, read_assumptions, read_instrument};
}
