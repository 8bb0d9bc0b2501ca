/* Small comforts of the screen: "/" goes to the search, Esc closes what is open, a click outside closes a menu,
   data-opens="id" opens a dialog, data-print prints, data-copies="id" copies what stands in a field, data-narrows leaves of a menu what holds the typed words. Nothing here is needed to do the work. */
(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);
  const typing = (target) => target.matches("input, select, textarea, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = event.target.closest("details.menu[open]") || document.querySelector("details.menu[open]");
      if (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
    const search = document.querySelector("main input[type=search]:not([data-narrows])");
    if (event.key === "/" && search && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  });

  document.addEventListener("click", (event) => {
    all("details.menu[open]").forEach((it) => it.contains(event.target) || (it.open = false));
    const opener = event.target.closest("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    }
    if (event.target.closest("[data-print]")) print();
    const jump = event.target.closest("a[href^='#']");
    const goal = jump && document.getElementById(jump.hash.slice(1))?.closest("details");
    if (goal) goal.open = true;
  });

  /* where the browser keeps its clipboard to itself the words lie selected, to be copied by hand */
  all("[data-copies]").forEach((it) => {
    const field = document.getElementById(it.dataset.copies);
    it.hidden = false;
    it.addEventListener("click", async () => {
      field.focus();
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        if (!document.execCommand("copy")) return;
      }
      all("[data-copies]").forEach((other) => (other.textContent = other === it ? it.dataset.done : other.dataset.say));
    });
  });

  /* a heading of a list stays while one of its lines stays */
  function narrow(box) {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let heading = null;
    for (const it of box.closest(".sheet-list").children) {
      if (it.matches("label")) continue;
      if (it.matches("p")) {
        heading = it;
        it.hidden = words.length > 0;
        continue;
      }
      it.hidden = !words.every((word) => it.textContent.toLowerCase().includes(word));
      if (heading && !it.hidden) heading.hidden = false;
    }
  }
  all("[data-narrows]").forEach((box) => {
    box.closest("[hidden]").hidden = false;
    box.addEventListener("input", () => narrow(box));
  });

  /* a dialog lies open on the page until we know that we can open it */
  const fold = () => all("dialog[data-dialog][open]:not(:modal)").forEach((it) => it.querySelector(".bad") || it.close());
  document.addEventListener("htmx:load", fold);
  fold();
})();
