/* Forms never lose what is typed. Everything here is help only: without script every form is sent the ordinary way.
   data-keep       send by fetch; a lost line leaves the page and the text as they are
   data-draft=URL  save the typed text there, five seconds after a change and when the page is left
   data-when       "name=a|b", "name!=a" or "name": show a part of the form only then
   data-of=NAME    words of one choice under that name: emptied when another is made
   data-max-bytes  the largest file an input takes
   data-heic       what an input says of a photo that only an iPhone reads
   data-ask=URL    once one pauses, ask there about what is typed; the answer stands in the form's data-answers of its name
   The words stand in data-say-* on the body, in the language of the page. */
(() => {
  "use strict";
  const KEPT = "form[data-keep], form[data-draft]";
  const TOKEN = "[name=csrfmiddlewaretoken]";
  const notes = new WeakMap();
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const on = (name, listener) => document.addEventListener(name, listener);
  const say = (key, n, max) => document.body.dataset["say" + key].replace("{n}", n).replace("{max}", max);
  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  const path = () => location.pathname + location.search;
  let shown = path();

  /* what we know of a form: dirty (the server has no copy), changed (the draft is older), sending, stale (token) */
  function note(form) {
    if (!notes.has(form)) notes.set(form, {});
    return notes.get(form);
  }

  /* sending */
  async function send(form, submitter) {
    const state = note(form);
    const data = new FormData(form);
    if (submitter?.name) data.append(submitter.name, submitter.value);
    clearTimeout(state.timer);
    clearTimeout(state.asking);
    state.timer = 0;
    state.sending = true;
    form.querySelector(".unsent")?.remove();
    saved(form, say("Sending"));
    try {
      if (state.stale) data.set("csrfmiddlewaretoken", await renew(form));
      receive(form, submitter, await post(submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href, data, form.enctype));
    } catch {
      unsent(form, submitter, say("Kept"));
    }
    state.sending = false;
  }

  async function post(address, data, enctype) {
    const body = enctype.startsWith("multipart") ? data : new URLSearchParams(data);
    const response = await fetch(address, { method: "POST", body, signal: AbortSignal.timeout?.(90000) });
    const html = (response.headers.get("content-type") || "").startsWith("text/html");
    return { response, page: html ? parse(await response.text()) : null };
  }

  function receive(form, submitter, { response, page }) {
    const state = note(form);
    const expired = page?.body.matches(".alone") && document.body.matches(".signed-in");
    if (response.status === 403 || response.status > 499 || expired) {
      state.stale = true;
      const why = page?.querySelector("h1")?.textContent;
      return unsent(form, submitter, expired ? say("Expired") : why ? `${why}. ${say("Kept")}` : say("Kept"));
    }
    state.dirty = state.changed = false;
    const to = response.url + place(form, response.url);
    if (!page || strange(page)) return response.redirected ? location.assign(to) : form.submit();
    show(page, response, to);
  }

  /* a page that brings scripts of its own must be loaded the ordinary way */
  function strange(page) {
    return all("script[src]", page).some((it) => !document.querySelector(`script[src="${it.getAttribute("src")}"]`));
  }

  /* the place on the page that a form leads back to: an answer does not tell it */
  function place(form, url) {
    const back = new URL(form.action, location).searchParams.get("kembali");
    const there = back && new URL(back, location);
    return there && there.pathname === new URL(url).pathname ? there.hash : "";
  }

  function show(page, response, to) {
    if (response.redirected) history.pushState(null, "", to);
    shown = path();
    document.title = page.title;
    document.documentElement.lang = page.documentElement.lang;
    document.body.replaceWith(document.adoptNode(page.body));
    window.htmx?.process(document.body);
    ready();
    scrollTo(0, 0);
    if (response.redirected && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
    (document.querySelector("[data-focus]") || document.querySelector("#isi"))?.focus();
  }

  async function renew(form) {
    const page = parse(await (await fetch(location.href)).text());
    const token = page.querySelector(`form[method=post] ${TOKEN}`)?.value || form.querySelector(TOKEN).value;
    form.querySelector(TOKEN).value = token;
    return token;
  }

  function unsent(form, submitter, why) {
    const box = document.createElement("div");
    const retry = document.createElement("button");
    box.className = "unsent";
    box.setAttribute("role", "alert");
    box.append(Object.assign(document.createElement("b"), { textContent: say("Unsaved") + ". " }), why + " ");
    if (why === say("Expired")) box.append(Object.assign(document.createElement("a"), { href: location.href, target: "_blank", textContent: say("Enter") }), " ");
    Object.assign(retry, { type: "button", className: "btn", textContent: say("Retry") });
    retry.addEventListener("click", () => form.requestSubmit(submitter));
    box.append(retry);
    (form.querySelector(".savebar") || form).prepend(box);
    saved(form, "");
    note(form).dirty = note(form).changed = true;
  }

  on("submit", (event) => {
    const form = event.target;
    const state = note(form);
    if (event.defaultPrevented || form.method !== "post") return;
    const heavy = form.querySelector("[data-too-big]:not(:disabled)");
    if (state.sending || heavy) {
      heavy?.focus();
      return event.preventDefault();
    }
    if (form.matches("[data-keep]")) {
      event.preventDefault();
      send(form, event.submitter);
    } else {
      state.sending = true;
      state.dirty = state.changed = false;
      setTimeout(() => (state.sending = false), 8000);
    }
  });

  /* drafts */
  async function draft(form, leaving) {
    const state = note(form);
    if (!state.changed || state.sending || !form.dataset.draft || !form.isConnected) return;
    const data = new FormData(form);
    all("[type=file], [type=password]", form).forEach((it) => data.delete(it.name));
    state.changed = false;
    state.timer = clearTimeout(state.timer);
    try {
      const response = await fetch(form.dataset.draft, { method: "POST", body: new URLSearchParams(data), keepalive: leaving });
      if (!response.ok || response.redirected) throw response;
      state.dirty = state.changed;
      saved(form, `${say("Draft")} ${new Date().toTimeString().slice(0, 5).replace(":", ".")}`);
    } catch {
      state.changed = true;
      saved(form, say("Waiting"));
    }
  }

  function saved(form, words) {
    const place = form.querySelector(".saved");
    if (place) place.textContent = words;
  }

  function typed(event) {
    const form = event.target.form;
    if (!form) return;
    if (form.matches(KEPT)) {
      const state = note(form);
      state.dirty = state.changed = true;
      state.timer ||= setTimeout(draft, 5000, form);
    }
    if (event.target.matches("textarea[data-most]")) count(event.target);
    if (event.target.type === "file") weigh(event.target);
    depend(form);
    if (event.type === "input" && event.target.dataset.ask) {
      clearTimeout(note(form).asking);
      note(form).asking = setTimeout(ask, 600, event.target);
    }
  }

  async function ask(box) {
    const form = box.form;
    try {
      const { response, page } = await post(box.dataset.ask, new FormData(form), "");
      const answer = response.ok && page.querySelector("[data-answer]");
      if (!answer || answer.dataset.answer !== box.value.trim().replace(/\s+/g, " ")) return;
      form.querySelector(`[data-answers="${box.name}"]`).replaceChildren(...answer.childNodes);
      depend(form);
    } catch {
      return; // no line: the page asks once more when it is sent
    }
  }

  on("input", typed);
  on("change", typed);
  on("focusout", (event) => event.target.form && draft(event.target.form));
  on("visibilitychange", () => document.hidden && all(KEPT).forEach((form) => draft(form, true)));
  addEventListener("online", () => all(KEPT).forEach((form) => draft(form)));
  addEventListener("beforeunload", (event) => all(KEPT).some((form) => note(form).dirty) && event.preventDefault());
  addEventListener("pageshow", () => all("form").forEach((form) => (note(form).sending = false)));
  addEventListener("popstate", () => path() !== shown && location.reload());

  /* parts that depend on an answer; a part with an error always shows */
  function depend(form) {
    for (const box of all("[data-when]", form)) {
      const [, name, not, wanted] = box.dataset.when.match(/^([^=!]+)(!?)=?(.*)$/);
      const given = all(`[name="${CSS.escape(name)}"]`, form)
        .filter((it) => !it.disabled && (it.checked || !/radio|checkbox/.test(it.type)))
        .map((it) => it.value);
      const hit = given.some((it) => (wanted ? wanted.split("|").includes(it) : it));
      const open = (hit !== Boolean(not) && !box.parentElement.closest("[data-when][hidden]")) || box.matches(":is(.bad, :has(.bad))");
      box.hidden = !open;
      for (const it of all("input, select, textarea", box)) {
        if (open ? it.dataset.asleep : !it.disabled) {
          it.disabled = !open;
          it.dataset.asleep = open ? "" : "1";
        }
      }
    }
  }

  function count(area) {
    let place = area.parentElement.querySelector(".tally");
    if (!place) area.after((place = Object.assign(document.createElement("small"), { className: "hint tally" })));
    const most = Number(area.dataset.most);
    const over = area.value.length > most;
    place.setAttribute("aria-live", area.value.length > most * 0.9 ? "polite" : "off");
    place.classList.toggle("over", over);
    place.hidden = area.value.length < most * 0.8; // what is far from full needs no count
    place.textContent = say(over ? "Over" : "Count", area.value.length, most);
  }

  /* what is read from what stands in a box: a day in words, the places that may be meant */
  async function readBack(input) {
    const into = input.closest(".field")?.querySelector(input.matches("[data-place]") ? ".offered" : ".echo");
    if (!into || !input.value) return into?.replaceChildren();
    if (/^date/.test(input.type)) return (into.textContent = inWords(input.value));
    const kind = into.matches(".echo") ? "day" : "place";
    const asked = { kind, name: input.name, text: input.value, forward: into.matches("[data-forward]") ? "1" : "" };
    asked.csrfmiddlewaretoken = input.form.querySelector(TOKEN)?.value || "";
    try {
      const response = await fetch(document.body.dataset.read, { method: "POST", body: new URLSearchParams(asked) });
      if (response.ok && !response.redirected && input.value === asked.text) into.innerHTML = await response.text();
    } catch {} /* no line: the answer to the form will say it */
  }

  function inWords(value) {
    const [year, month, day] = value.slice(0, 10).split("-").map(Number);
    const lang = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
    const parts = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
    const said = new Intl.DateTimeFormat(lang, parts).format(new Date(year, month - 1, day));
    return value[11] ? `${said}, ${value.slice(11, 16).replace(":", ".")}` : said;
  }

  /* a place that was tapped stands in the box */
  function picked(radio) {
    const box = radio.closest(".field");
    for (const it of all("[data-place], [name$='-asked']", box)) it.value = radio.dataset.words;
  }

  on("change", (event) => {
    if (event.target.matches(".offered [data-words]")) picked(event.target);
    else if (event.target.matches(".field input") && document.body.dataset.read) readBack(event.target);
  });

  /* .pdf,.jpg,.jpeg as people call them: PDF, JPG */
  const inCapitals = (kinds) => [...new Set(kinds.map((it) => it.replace(/^.*[./]/, "").replace("jpeg", "jpg").toUpperCase()))].join(", ");

  function weigh(input) {
    const largest = Number(input.dataset.maxBytes) || Infinity;
    const kinds = input.accept.toLowerCase().split(",").map((it) => it.trim()).filter(Boolean);
    const fits = (file) => !kinds.length || kinds.some((it) => file.name.toLowerCase().endsWith(it) || file.type === it || (it.endsWith("/*") && file.type.startsWith(it.slice(0, -1))));
    const mb = (bytes) => (bytes / 1048576).toFixed(1).replace(".", ",");
    const big = [...input.files].find((file) => file.size > largest);
    const odd = [...input.files].find((file) => !fits(file));
    const heic = odd && /\.hei[cf]$/i.test(odd.name) && input.dataset.heic;
    const words = big ? say("Big", mb(big.size), mb(largest)) : heic || (odd ? say("Type", odd.name, inCapitals(kinds)) : "");
    const box = input.closest(".field");
    box?.classList.toggle("bad", Boolean(words));
    box?.querySelector(".err")?.replaceChildren(words);
    input.setAttribute("aria-invalid", Boolean(words));
    input.toggleAttribute("data-too-big", Boolean(words));
    if (words) input.focus();
  }

  /* a long list that is narrowed while one types, by any word that stands in it */
  function narrow(list) {
    if (list.previousElementSibling?.matches(".narrow")) return;
    const whole = [...list.children];
    const box = Object.assign(document.createElement("input"), { type: "search", className: "narrow", placeholder: list.dataset.find });
    box.setAttribute("aria-label", list.dataset.find);
    box.setAttribute("autocomplete", "off");
    box.addEventListener("input", () => {
      const chosen = list.value;
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      const found = (it) => words.every((word) => it.textContent.toLowerCase().includes(word));
      const flat = () => whole.flatMap((it) => (it.matches("option") ? [it] : [...it.cloneNode(true).children]));
      list.replaceChildren(...(words.length ? flat().filter((it) => it.value === chosen || found(it)) : whole));
      const hits = [...list.options].filter((it) => it.value && found(it));
      list.value = words.length && hits.length === 1 ? hits[0].value : chosen;
      if (list.value !== chosen) list.dispatchEvent(new Event("change", { bubbles: true }));
    });
    list.before(box);
  }

  /* a choice from which another follows, until somebody chose that one themselves */
  on("change", ({ target }) => {
    const { fills, follows } = target.dataset ?? {};
    const other = fills && target.form?.elements[fills];
    if (!other) return delete target.dataset?.filled;
    if (other.value && other.dataset.filled !== other.value) return;
    other.value = other.dataset.filled = JSON.parse(follows)[target.value] ?? "";
  });

  /* words of one choice are not those of another: gone when another is made, back with the first */
  on("change", ({ target }) => {
    if (!target.form || !target.name) return;
    for (const it of all(`[data-of="${CSS.escape(target.name)}"]`, target.form)) {
      if (!it.value || it.value === it.defaultValue) it.value = target.defaultChecked ? it.defaultValue : "";
    }
  });

  function ready(root = document) {
    all("select[data-find]", root).forEach(narrow);
    all("form", root).forEach(depend);
    all("textarea[data-most]", root).forEach(count);
  }

  on("htmx:load", (event) => ready(event.target));
  ready();
  document.querySelector("[data-focus]")?.focus();
})();
