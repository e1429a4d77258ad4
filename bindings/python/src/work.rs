//! Work without the interpreter, which ends when somebody interrupts it.

use pyo3::exceptions::PyRuntimeError;
use pyo3::{PyResult, Python};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How often Python is asked whether a signal has come.
const TICK: Duration = Duration::from_millis(50);

/// Does the work on a thread of its own, while other threads of Python go on. Once a signal's handler raises, such as that of Ctrl-C, the work is told to stop, and
/// what the handler raised is raised when it has.
///
/// # Errors
/// What a handler of Python raised; or that the work panicked, which is a bug.
pub(crate) fn interruptible<T: Send>(py: Python<'_>, work: impl FnOnce(&AtomicBool) -> T + Send) -> PyResult<T> {
    let stop = &AtomicBool::new(false);
    py.detach(|| {
        thread::scope(|scope| {
            let (ends, ended) = mpsc::channel::<()>();
            let worker = scope.spawn(move || {
                // gone when the work is done or has panicked, and that ends the waiting
                let _ends = ends;
                work(stop)
            });
            while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(TICK) {
                if let Err(raised) = Python::attach(|py| py.check_signals()) {
                    stop.store(true, Ordering::Relaxed);
                    // whatever it comes to, nobody wants it
                    let _ = worker.join();
                    return Err(raised);
                }
            }
            worker.join().map_err(|_| PyRuntimeError::new_err("a bug: the work panicked; standard error says where"))
        })
    })
}
