"use strict";
// The shell: takes what is dropped, hands it to the instances of the audit, and shows what they say. It judges nothing.
{
  const WORKERS_MAX = 8; // each holds tables of a hundred megabytes or two
  const BYTES_A_WORKER = 100_000;
  const FILES_MAX = 100_000;
  const LANGUAGES = ["en", "ru"];

  const at = (id) => document.getElementById(id);
  const show = (id, is = true) => { at(id).hidden = !is; };
  const given = new Map();
  let module, source, workers = [], page = null;

  // --- words

  function spans(both) {
    return LANGUAGES.map((lang) => {
      const span = document.createElement("span");
      span.className = "said";
      span.lang = lang;
      span.textContent = both[lang];
      return span;
    });
  }
  const say = (element, both) => element.replaceChildren(...spans(both));
  const word = (key) => at(key).content.cloneNode(true);
  function make(name, className, both) {
    const element = document.createElement(name);
    element.className = className;
    if (both) say(element, both);
    return element;
  }

  // --- what is given

  function put(path, file) {
    given.set(path, file);
    if (given.size > FILES_MAX) throw new RangeError("web-trouble-too-many");
  }

  // Folders of secrets are not looked into: their name is all that is told. There are two ways into a folder that is dropped: by handles, which
  // Chromium has, and by entries, which the others have, and which Chromium does not open for a page that comes from a disk.
  async function walk(folder, path) {
    if (folder.name.endsWith(".secret")) return put(`${path}/-`, null);
    if (folder instanceof globalThis.FileSystemDirectoryHandle) {
      for await (const below of folder.values()) {
        const at = `${path}/${below.name}`;
        if (below.kind === "directory") await walk(below, at);
        else put(at, await below.getFile());
      }
      return;
    }
    const reader = folder.createReader();
    for (;;) {
      const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (entries.length === 0) return;
      for (const below of entries) {
        const at = `${path}/${below.name}`;
        if (below.isDirectory) await walk(below, at);
        else put(at, await new Promise((resolve, reject) => below.file(resolve, reject)));
      }
    }
  }

  // A file, or a folder or the promise of one.
  function held(item) {
    const entry = item.webkitGetAsEntry?.();
    if (!entry?.isDirectory) return item.getAsFile();
    return item.getAsFileSystemHandle?.() ?? entry;
  }

  async function take(gather, failing = "web-trouble-stopped") {
    stop();
    working();
    try {
      await gather();
    } catch (error) {
      given.clear();
      return trouble(word(error instanceof RangeError ? error.message : failing), String(error));
    }
    start();
  }

  const chosen = (input) => take(() => {
    for (const file of input.files) put(file.webkitRelativePath || file.name, file);
    input.value = "";
  });

  function dropped(event) {
    event.preventDefault();
    at("drop").classList.remove("over");
    // what was dropped must be asked for before the event ends
    const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
    const all = items.map(held);
    if (all.length === 0) return;
    take(async () => {
      for (const each of all) {
        const one = await each;
        if (one instanceof File) put(one.name, one);
        else await walk(one, one.name);
      }
    }, "web-trouble-no-folder");
  }

  // --- the work

  function stop() {
    workers.forEach((worker) => worker.terminate());
    workers = [];
  }

  function hire(share, files, under) {
    const worker = new Worker(source);
    worker.onmessage = ({ data }) => heard(data, workers.indexOf(worker), files, under);
    worker.onerror = (event) => { event.preventDefault(); stopped(event.message); };
    workers.push(worker);
    worker.postMessage({ open: { files, share, under }, module });
  }

  // As many as there are cores, and fewer where there is little to do.
  function instances(files) {
    const bytes = files.reduce((sum, [, file]) => sum + (file ? file.size : 0), 0);
    return Math.max(1, Math.min(navigator.hardwareConcurrency || 1, WORKERS_MAX, Math.ceil(bytes / BYTES_A_WORKER)));
  }

  function start(under = null) {
    const files = [...given];
    hire([0, instances(files)], files, under);
  }

  // The first instance tells; what the others have checked goes to it.
  function heard(data, from, files, under) {
    if (from < 0) return;
    const { opened, standing, verdicts, finished } = data;
    const refused = data.trouble ?? opened?.trouble ?? finished?.trouble;
    if (data.stopped !== undefined) return stopped(data.stopped);
    if (refused) return troubled(refused);
    if (verdicts !== undefined) return workers[0].postMessage({ settle: data });
    if (from > 0) return;
    if (opened) {
      taken(opened.taken);
      if (opened.wants) return wants(opened.wants);
      if (opened.result?.treaty) return treaty(opened.result.treaty);
      if (opened.result?.shown) return shown(opened.result.shown);
      const most = instances(files);
      for (let number = 1; number < most; number += 1) hire([number, most], files, under);
    }
    const stands = standing ?? opened?.standing;
    if (stands) {
      progress(stands);
      if (stands.checked === stands.epochs) workers[0].postMessage({ finish: true });
    }
    if (finished) result(finished);
  }

  function stopped(why) {
    stop();
    trouble(word("web-trouble-stopped"), why);
  }

  function troubled({ told, exactly }) {
    stop();
    trouble(spans(told), exactly);
  }

  // --- what is shown

  const PARTS = ["trouble", "wants", "working", "shown", "treaty", "given", "result"];

  function only(...parts) {
    for (const part of PARTS) show(part, parts.includes(part));
    page = null;
    at("page").replaceChildren();
    document.body.classList.remove("has-page");
    const begun = given.size > 0 || parts.length > 0;
    show("again", begun);
    show("more-words", begun);
    show("drop-words", !begun);
  }

  function working() {
    only("working");
    at("share").replaceChildren(word("web-reading"));
    at("bar").removeAttribute("value");
    show("so-far", false);
  }

  function taken(list) {
    at("taken").replaceChildren(...list.map((both) => make("li", "", both)));
    show("given", list.length > 0);
  }

  function trouble(words, exactly) {
    const listed = !at("given").hidden;
    only("trouble");
    show("given", listed);
    at("trouble-words").replaceChildren(...(words instanceof Node ? [words] : words));
    show("trouble-exactly", Boolean(exactly));
    at("trouble-text").textContent = exactly ?? "";
  }

  function wants({ told, shipped }) {
    only("wants", "given");
    say(at("wants-words"), told);
    show("wants-choice", shipped.length > 0);
    at("under").replaceChildren(...shipped.map(({ name, title }) => {
      const option = document.createElement("option");
      option.value = name;
      option.textContent = title[language()];
      option.dataset.en = title.en;
      option.dataset.ru = title.ru;
      return option;
    }));
  }

  function progress({ checked, epochs, share, findings }) {
    say(at("share"), share);
    at("bar").max = Math.max(epochs, 1);
    at("bar").value = checked;
    show("so-far");
    show("nothing-so-far", findings.length === 0);
    at("findings").replaceChildren(...findings.map(({ severity, told }) => {
      const finding = make("div", "finding");
      finding.append(make("p", "severity", severity), make("p", "", told));
      return finding;
    }));
  }

  function shown(list) {
    only("shown", "given");
    at("shown-list").replaceChildren(...list.map(({ file, told }) => {
      const finding = make("div", "finding");
      const name = make("p", "evidence");
      name.textContent = file;
      finding.append(make("p", "", told), name);
      return finding;
    }));
  }

  function treaty({ title, told, hash, warnings, shown }) {
    only("treaty", "given");
    say(at("treaty-name"), title);
    say(at("treaty-words"), told);
    at("treaty-hash").textContent = hash;
    show("treaty-warnings", Boolean(warnings));
    at("treaty-warnings-text").textContent = warnings ?? "";
    at("treaty-shown").replaceChildren(...LANGUAGES.map((lang) => {
      const said = make("div", "said");
      said.lang = lang;
      const pre = document.createElement("pre");
      pre.tabIndex = 0;
      pre.textContent = shown[lang];
      said.append(pre);
      return said;
    }));
  }

  function result({ page: html, json, outcome }) {
    stop();
    only("result", "given");
    say(at("outcome"), outcome);
    page = { html, json };
    document.body.classList.add("has-page");
    at("page").append(frame(html));
    at("outcome").focus();
  }

  // The page of the assessment, as the command writes it, in a frame that runs nothing: it may not have scripts, whatever is in it. It has the
  // origin of this page, so that its height and its language can be set from here, and may print.
  function frame(html) {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-same-origin allow-modals");
    frame.setAttribute("aria-labelledby", "result-title");
    frame.srcdoc = html;
    frame.addEventListener("load", () => {
      const inner = frame.contentDocument;
      const fit = () => { frame.style.height = `${Math.ceil(inner.body.getBoundingClientRect().bottom + inner.defaultView.scrollY)}px`; };
      // its choice of the language is made with the one of this page
      const choice = inner.querySelector(".choice");
      if (choice) choice.style.display = "none";
      speak();
      new ResizeObserver(fit).observe(inner.body);
      fit();
    });
    return frame;
  }

  function save(name, type, bytes) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // --- the language

  const language = () => LANGUAGES.find((lang) => at(`read-${lang}`).checked);

  function speak() {
    const lang = language();
    document.documentElement.lang = lang;
    const inner = document.querySelector("iframe")?.contentDocument;
    const chosen = inner?.getElementById(`read-${lang}`);
    if (chosen) chosen.checked = true;
    for (const option of at("under").options) option.textContent = option.dataset[lang];
  }

  // --- the beginning

  async function program() {
    const packed = Uint8Array.from(atob(at("program").textContent), (letter) => letter.charCodeAt(0));
    const unpacked = new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));
    const bytes = await unpacked.arrayBuffer().catch(() => { throw new RangeError("web-trouble-program"); });
    // a browser that has no such function for this page cannot show the figure; everything else is the same
    if (globalThis.crypto?.subtle) {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const hash = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      if (hash !== at("program").dataset.sha256) throw new RangeError("web-trouble-program");
      at("program-hash").textContent = hash;
      show("of-program");
    }
    return WebAssembly.compile(bytes);
  }

  function listen() {
    at("choose-folder").onclick = () => at("folder").click();
    at("choose-files").onclick = () => at("files").click();
    at("folder").onchange = () => chosen(at("folder"));
    at("files").onchange = () => chosen(at("files"));
    at("again").onclick = () => { stop(); given.clear(); only(); at("choose-folder").focus(); };
    at("audit-under").onclick = () => { const under = at("under").value; stop(); working(); start(under); };
    at("save-page").onclick = () => save("assessment.html", "text/html", page.html);
    at("save-json").onclick = () => save("assessment.json", "application/json", page.json);
    at("print").onclick = () => document.querySelector("iframe").contentWindow.print();
    for (const lang of LANGUAGES) at(`read-${lang}`).onchange = speak;
    addEventListener("dragover", (event) => { event.preventDefault(); at("drop").classList.add("over"); });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) at("drop").classList.remove("over"); });
    addEventListener("drop", dropped);
  }

  async function begin() {
    if (navigator.language?.startsWith("ru")) at("read-ru").checked = true;
    speak();
    try {
      module = await program();
      source = URL.createObjectURL(new Blob([at("worker").textContent], { type: "text/javascript" }));
      listen();
      show("drop");
    } catch (error) {
      trouble(word(error instanceof RangeError ? error.message : "web-trouble-browser"), String(error));
    }
  }

  begin();
}
