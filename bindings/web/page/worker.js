"use strict";
// One instance of the audit: reads the files that were given, and answers.
let wasm, files;
const utf8 = new TextEncoder();
const text = new TextDecoder();

// The only thing that the program can ask of the world: the first bytes of a file that was given. A view of just those bytes is written to.
function read(number, place, length) {
  try {
    const bytes = new Uint8Array(new FileReaderSync().readAsArrayBuffer(files[number].slice(0, length >>> 0)));
    new Uint8Array(wasm.memory.buffer, place >>> 0, length >>> 0).set(bytes);
    return bytes.length;
  } catch {
    return 0;
  }
}

function answer() {
  return text.decode(new Uint8Array(wasm.memory.buffer, wasm.answer() >>> 0, wasm.answer_length() >>> 0));
}

function ask(request) {
  const bytes = utf8.encode(JSON.stringify(request));
  const place = wasm.room(bytes.length) >>> 0;
  new Uint8Array(wasm.memory.buffer, place, bytes.length).set(bytes);
  wasm.ask();
  return JSON.parse(answer());
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

async function serve({ open, module, settle, finish }) {
  if (open) {
    files = open.files.map(([, file]) => file);
    wasm = (await WebAssembly.instantiate(module, { host: { read } })).exports;
    const listed = open.files.map(([path, file]) => [path, file ? file.size : 0]);
    const opened = ask({ do: "open", files: listed, share: open.share, under: open.under });
    postMessage({ opened });
    if (!opened.standing) return;
    for (;;) {
      const checked = ask({ do: "check" });
      if (checked.done) return;
      postMessage(checked);
      // so that the verdicts of the others are taken between two batches
      await turn();
    }
  }
  if (settle) postMessage(ask({ do: "settle", ...settle }));
  if (finish) postMessage({ finished: ask({ do: "finish" }) });
}

onmessage = ({ data }) => serve(data).catch((error) => {
  let why = String(error);
  try {
    if (error instanceof WebAssembly.RuntimeError) why += "\n" + answer();
  } catch { /* nothing more can be said */ }
  postMessage({ stopped: why });
});
