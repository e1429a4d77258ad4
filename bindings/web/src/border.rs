//! The border to the browser: the only file with `unsafe` in it. Bytes in, bytes out; no library stands between.
//!
//! `room(n)` makes room for a request of n bytes and says where; `ask()` answers what stands there and says how long the answer is; `answer()` says where it
//! is. The module imports one function and no other: `host.read(number, place, length)`, which puts the first bytes of a dropped file at a place and says how many
//! they are. After a trap the answer is what the panic said.

use crate::Desk;
use std::cell::RefCell;
use std::sync::Arc;

thread_local! {
    static REQUEST: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
}

mod host {
    #[link(wasm_import_module = "host")]
    #[allow(unsafe_code, reason = "what the page gives: the bytes of a file that was dropped on it")]
    unsafe extern "C" {
        /// Writes at most `length` bytes to `place`, and says how many.
        pub(super) fn read(number: usize, place: *mut u8, length: usize) -> usize;
    }
}

/// Reads a dropped file.
#[allow(
    unsafe_code,
    reason = "the place is a slice of that length, and the host writes no byte beyond it: it is given a view of just those bytes"
)]
fn read(number: usize, into: &mut [u8]) -> bool {
    into.is_empty() || unsafe { host::read(number, into.as_mut_ptr(), into.len()) } == into.len()
}

/// Makes room for a request of so many bytes.
#[unsafe(no_mangle)]
#[allow(unsafe_code, reason = "a name that the page knows")]
pub extern "C" fn room(length: usize) -> *mut u8 {
    REQUEST.with_borrow_mut(|request| {
        *request = vec![0; length];
        request.as_mut_ptr()
    })
}

/// Answers the request, and says how long the answer is.
#[unsafe(no_mangle)]
#[allow(unsafe_code, reason = "a name that the page knows")]
pub extern "C" fn ask() -> usize {
    std::panic::set_hook(Box::new(|panic| {
        say(&panic.to_string());
    }));
    let request = REQUEST.take();
    let answer = DESK.with_borrow_mut(|desk| {
        let desk = desk.get_or_insert_with(|| Desk::new(Arc::new(read)));
        desk.answer(&String::from_utf8_lossy(&request))
    });
    say(&answer)
}

/// Where the answer is; after a trap, what the panic said.
#[unsafe(no_mangle)]
#[allow(unsafe_code, reason = "a name that the page knows")]
pub extern "C" fn answer() -> *const u8 {
    ANSWER.with_borrow(|answer| answer.as_ptr())
}

/// How long it is.
#[unsafe(no_mangle)]
#[allow(unsafe_code, reason = "a name that the page knows")]
pub extern "C" fn answer_length() -> usize {
    ANSWER.with_borrow(Vec::len)
}

fn say(words: &str) -> usize {
    ANSWER.with_borrow_mut(|answer| {
        words.as_bytes().clone_into(answer);
        answer.len()
    })
}
